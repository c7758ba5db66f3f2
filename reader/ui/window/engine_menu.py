"""Who finds the people: the menu of engines, and the folder of a model that the person picks."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QFileDialog, QMenu

from reader.errors import ReaderError
from reader.model.choice import BEST, EngineChoice
from reader.ui.parts.i18n import isolated, tr
from reader.ui.window.panels import Panels

_LEXICON = EngineChoice("lexicon")


def add_to(room: Panels, menu: QMenu) -> QMenu:
    """Put the engines under `menu`; they are looked up each time that it is opened."""
    engines = menu.addMenu(tr("Find people with"))
    engines.setToolTipsVisible(True)
    engines.aboutToShow.connect(partial(fill, room, engines))
    return engines


def fill(room: Panels, menu: QMenu) -> None:
    """List what can find the people, with a mark at what does; plug-ins that are broken are said so."""
    # Late: engines come with their lexicons, and the menu is made before the first article is read.
    from reader import entities

    found = entities.plugged_in()
    for trouble in found.broken:
        room.messages.show_error(trouble)
    chosen = room.session.choice
    entries = {BEST: tr("Reader's own model"), _LEXICON: tr("Word lists, without a model")}
    entries |= {EngineChoice(name): isolated(name) for name in found.engines}
    if chosen not in entries:
        entries[chosen] = _named(chosen)
    menu.clear()
    group = QActionGroup(menu)
    for choice, words in entries.items():
        action = menu.addAction(words.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(choice == chosen)
        action.setToolTip(choice.model)
        group.addAction(action)
        action.triggered.connect(partial(_choose, room, choice))
    menu.addSeparator()
    menu.addAction(tr("A model in a folder…")).triggered.connect(partial(ask_for_model, room))


def ask_for_model(room: Panels) -> None:
    """Find people with the model in the folder that the person picks."""
    from reader import entities  # late, as in `fill`

    before = room.session.choice.model
    start = str(Path(before).parent) if before else ""
    folder = QFileDialog.getExistingDirectory(room.window, tr("The folder of a model"), start)
    if not folder:
        return
    try:
        entities.check_model(folder)
    except ReaderError as trouble:
        room.messages.show_error(trouble)
        return
    _choose(room, EngineChoice(model=folder))


def _choose(room: Panels, choice: EngineChoice) -> None:
    room.window.keep(engine=choice.engine, model=choice.model)
    room.session.use_engine(choice)


def _named(choice: EngineChoice) -> str:
    if not choice.model:
        return isolated(choice.engine)
    return tr("The model in {name}", name=isolated(Path(choice.model).name or choice.model))
