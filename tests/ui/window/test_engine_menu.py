"""Who finds the people, as it is chosen in the window: applied at once, kept, and said where it cannot be."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from reader import entities, paths, plugins
from reader.errors import ReaderError
from reader.library import Library
from reader.model.choice import BEST, EngineChoice
from reader.ui.app import Desk, make_application
from reader.ui.parts import i18n
from reader.ui.parts.settings import Settings, load_settings, save_settings
from tests import examples
from tests.entities.test_choice import Plugged, Shelf


@pytest.fixture(autouse=True)
def _own_engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(plugins, "load", lambda group: ([Plugged(), Shelf()], []))
    entities.forget()
    yield
    entities.forget()
    i18n.set_language("en")


Start = Callable[..., Desk]


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path) -> Iterator[Start]:
    """Open the window on the story, with the settings as they are on the disk."""
    desks: list[Desk] = []
    file = tmp_path / "story.txt"
    file.write_text(examples.STORY, "utf-8")

    def go(language: str = "en") -> Desk:
        settings = load_settings(paths.config_dir())
        made = Desk(
            make_application(),
            Settings(language=language, engine=settings.engine, model=settings.model),
            keep=True,
        )
        desks.append(made)
        qtbot.addWidget(made.window)
        made.open_first(str(file))
        made.settle(lambda: Library.open(tmp_path / "library.sqlite"))
        made.window.show()
        qtbot.waitUntil(lambda: made.session.reading is not None and not made.session.jobs.busy("people"))
        return made

    yield go
    for desk in desks:
        desk.close()


def engines(desk: Desk) -> QMenu:
    """The menu of engines, opened."""
    people = submenu(desk.room.top_bar.menu_button.menu(), i18n.tr("People"))
    menu = submenu(people, i18n.tr("Find people with"))
    menu.aboutToShow.emit()
    return menu


def submenu(menu: QMenu | None, name: str) -> QMenu:
    assert menu is not None
    found = next(action.menu() for action in menu.actions() if action.text() == name)
    assert isinstance(found, QMenu)
    return found


def entry(menu: QMenu, words: str) -> QAction:
    return next(action for action in menu.actions() if words in action.text())


def marked_entry(menu: QMenu) -> str:
    return next(action.text() for action in menu.actions() if action.isChecked())


def read_again(qtbot: QtBot, desk: Desk, action: QAction) -> str:
    """Pick an entry; the name of the engine that then read the article."""
    before = desk.session.reading
    action.trigger()
    qtbot.waitUntil(lambda: desk.session.reading is not before and not desk.session.jobs.busy("people"))
    assert desk.session.reading is not None
    return desk.session.reading.engine.name


def test_another_engine_reads_the_open_article_at_once_and_the_next_time_too(
    qtbot: QtBot, start: Start
) -> None:
    desk = start()
    assert marked_entry(engines(desk)) == "Reader's own model"
    assert read_again(qtbot, desk, entry(engines(desk), "plugged")) == "plugged"
    assert "plugged" in marked_entry(engines(desk))
    assert load_settings(paths.config_dir()).engine == "plugged"
    again = start()
    assert again.session.reading is not None
    assert again.session.reading.engine.name == "plugged"
    assert read_again(qtbot, again, entry(engines(again), "Word lists")) == "lexicon"


def test_no_engine_is_loaded_before_the_first_article_is_on_the_screen() -> None:
    code = (
        "import sys\nimport reader.ui.app, reader.ui.window.furniture\n"
        "heavy = ('numpy', 'onnxruntime', 'torch', 'transformers')\n"
        "print([m for m in sys.modules if m.startswith('reader.entities.') or m.split('.')[0] in heavy])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_model_in_a_folder_is_picked_with_a_dialog(
    qtbot: QtBot, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = start("he")
    folder = tmp_path / "my & model"
    folder.mkdir()
    (folder / "shelf").write_text("whole", "utf-8")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    assert read_again(qtbot, desk, entry(engines(desk), "…")) == "plugged"
    assert desk.session.choice == EngineChoice(model=str(folder))
    assert "my && model" in marked_entry(engines(desk))
    assert load_settings(paths.config_dir()).model == str(folder)
    assert desk.room.messages.count == 0


def test_a_folder_without_a_model_is_refused_and_a_dialog_given_up_changes_nothing(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = start()
    reading = desk.session.reading
    for folder in ("", str(tmp_path)):
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, folder=folder: folder)
        entry(engines(desk), "…").trigger()
    shown = desk.room.messages.shown
    assert shown is not None
    assert shown.sentence.startswith("None of the engines can read")
    assert desk.session.choice == BEST
    assert desk.session.reading is reading


def test_a_model_that_is_gone_is_said_once_in_the_language_of_the_window(qtbot: QtBot, start: Start) -> None:
    save_settings(Settings(model="/gone/model"), paths.config_dir())
    desk = start("he")
    messages = desk.room.messages
    qtbot.waitUntil(lambda: messages.shown is not None)
    shown = messages.shown
    assert shown is not None
    assert "אין מודל" in shown.sentence
    assert "רשימות מילים" in shown.hint
    messages.dismiss()
    desk.session.find_people()
    qtbot.waitUntil(lambda: not desk.session.jobs.busy("people"))
    qtbot.wait(1)
    assert messages.count == 0
    assert "model" in marked_entry(engines(desk))
    entry(engines(desk), "model").trigger()  # looked at once more, now that it was asked for
    qtbot.waitUntil(lambda: messages.shown is not None)


def test_a_broken_plug_in_is_said_where_the_engines_are_listed(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = start()
    broken = ReaderError("The plug-in {name} could not be loaded: {reason}.", name="odd", reason="no reason")
    monkeypatch.setattr(plugins, "load", lambda group: ([], [broken]))
    assert [action.text() for action in engines(desk).actions() if action.isCheckable()] == [
        "Reader's own model",
        "Word lists, without a model",
    ]
    shown = desk.room.messages.shown
    assert shown is not None
    assert shown.sentence == "The plug-in odd could not be loaded: no reason."


@pytest.mark.qt_log_ignore("plugin does not support", extend=True)  # the offscreen one, of menus
def test_the_engine_is_chosen_without_touching_the_mouse(qtbot: QtBot, start: Start) -> None:
    desk = start()
    menu = engines(desk)
    menu.popup(QPoint(0, 0))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(menu, key)
    qtbot.waitUntil(
        lambda: desk.session.reading is not None and desk.session.reading.engine.name == "plugged"
    )
    button = desk.room.top_bar.menu_button
    assert isinstance(button, QToolButton)
    assert button.accessibleName()
