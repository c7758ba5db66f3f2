"""Reader started as the command starts it, on folders of the test's own, with an engine that reads names only."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from reader import paths, pipeline
from reader.cancel import CancelToken
from reader.library import Library
from reader.model import Article, Reading, Span
from reader.ui import app as application
from reader.ui.app import Desk
from reader.ui.parts import i18n
from reader.ui.parts.settings import load_settings
from reader.ui.window.import_desk import ImportDesk
from tests.ui import builders
from tests.ui.panel_builders import settle

LONG = 20_000
"""Milliseconds that a busy machine may take."""
PEOPLE = ("רות כהנא", "דן אורן", "נעמה גיל")

Start = Callable[..., Desk]


def read_names(article: Article, _token: CancelToken, *_more: object) -> Reading:
    """Whoever of `PEOPLE` is named in the article."""
    return builders.reading(article, *(name for name in PEOPLE if name in article.text))


@contextmanager
def restarting(qtbot: QtBot) -> Iterator[Start]:
    """Starts Reader with whatever engine and file there is; called again, it restarts on the same folders."""
    running: list[Desk] = []

    def stop() -> None:
        for desk in running:
            for importing in desk.window.findChildren(ImportDesk):
                importing.run.shut_down()  # or it would be asked about
            desk.window.close()
            desk.close()
            desk.window.deleteLater()
        running.clear()

    def begin(
        file: Path | None = None,
        size: tuple[int, int] = (1440, 920),
        between: Callable[[], object] = lambda: None,
        **settings: object,
    ) -> Desk:
        stop()
        between()
        kept = replace(load_settings(paths.config_dir()), **settings)  # type: ignore[arg-type]
        desk = Desk(application.make_application(), kept, keep=True)
        running.append(desk)
        desk.window.resize(*size)
        desk.open_first(str(file) if file else None)
        with qtbot.waitSignal(desk.window.article_painted, timeout=LONG):
            desk.window.show()
        desk.settle(Library.open)
        qtbot.waitUntil(lambda: desk.session.reading is not None, timeout=LONG)
        idle(qtbot, desk)
        return desk

    yield begin
    stop()


@contextmanager
def desks(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """As `restarting`, in a small window and with `read_names` for an engine."""
    monkeypatch.setattr(pipeline, "understand", read_names)
    with restarting(qtbot) as begin:
        yield partial(begin, size=(1000, 700))
    i18n.set_language("en")


def idle(qtbot: QtBot, desk: Desk) -> None:
    """Wait until nothing is worked on."""
    keys = (
        "open",
        "library",
        "people",
        "exchange",
        "join",
        "versions",
        "changes",
        "voices",
        "keep",
        "backups",
        "links",
    )
    qtbot.waitUntil(lambda: not any(desk.session.jobs.busy(key) for key in keys), timeout=LONG)
    qtbot.waitUntil(lambda: not desk.session.jobs.busy("noting"), timeout=LONG)
    settle()


def open_file(qtbot: QtBot, desk: Desk, file: Path) -> None:
    """Open a file in the window that is open, and wait for it and its people."""
    with qtbot.waitSignal(desk.session.arrival.came, timeout=LONG):
        desk.window.open_path(file)
    qtbot.waitUntil(lambda: desk.session.reading is not None, timeout=LONG)
    idle(qtbot, desk)


def span_of(desk: Desk, words: str) -> Span:
    """The first place of `words` in the open article."""
    article = desk.session.article
    assert article is not None
    start = article.text.index(words)
    return Span(start, start + len(words))


def note_on(desk: Desk, words: str, body: str = "", colour: str = "yellow") -> str:
    """Put a note on words of the open article; its id."""
    made = desk.session.noting.annotate(span_of(desk, words), colour, body)
    assert made is not None
    return made.id


def select_by_key(qtbot: QtBot, desk: Desk, words: str) -> None:
    """Select words of the article."""
    view, span = desk.window.view, span_of(desk, words)
    cursor = builders.cursor(view.document(), view.sight.positions, span)
    view.setTextCursor(cursor)
    assert view.selected_span() == span


def pick(desk: Desk, name: str) -> None:
    """Choose an entry of the menu."""
    action = desk.room.actions[name]
    assert action.isEnabled()
    assert in_menu(desk.room.top_bar.menu_button.menu(), action.text())
    action.trigger()


def in_menu(menu: QMenu | None, words: str) -> bool:
    """Whether an entry stands in a menu or in one under it."""
    assert menu is not None
    for action in menu.actions():
        below = action.menu()
        if action.text() == words or (isinstance(below, QMenu) and in_menu(below, words)):
            return True
    return False


def bar(desk: Desk) -> str:
    """What the message bar says, without marks that only turn the letters."""
    shown = desk.room.messages.shown
    return plain(f"{shown.sentence} {shown.hint}") if shown is not None else ""


def plain(words: str) -> str:
    """Words without the marks of direction."""
    return re.sub("[\u200e\u200f\u2066-\u2069]", "", words).strip()


def click(qtbot: QtBot, button: object) -> None:
    """Click on a button that can be seen."""
    assert button.isVisible()  # type: ignore[attr-defined]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[arg-type]
