"""The menu of a note's card."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from reader.model import Annotation, State, Style
from reader.ui.parts.i18n import isolated, tr
from reader.ui.parts.markdown import link_to, links_of
from reader.ui.parts.note_look import dot_icon
from reader.ui.parts.theme import NOTE_COLOURS, Theme
from reader.ui.state.noting import Noting, span_of

if TYPE_CHECKING:
    from reader.ui.notes.notes_panel import NotesPanel

_LONGEST = 40
"""So many code points of a link's words stand in a menu."""


def note_menu(panel: NotesPanel, noting: Noting, note: Annotation, look: Theme) -> QMenu:
    """What can be done with one note; it goes when it is closed."""
    menu = QMenu(panel)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    _add(menu, tr("Edit"), lambda: panel.edit(note.id))
    _add(menu, tr("Tags"), lambda: panel.edit(note.id, "tags"))
    if span_of(note) is not None:
        _add(menu, tr("Show in the text"), lambda: panel.go_to(note.id))
    _add_place(menu, panel, noting, note)
    menu.addSeparator()
    _add_look(menu, panel, noting, note, look)
    menu.addSeparator()
    links = links_of(note.body)
    if links:
        inner = menu.addMenu(tr("Links in the note"))
        for words, target in links:
            shown = words if len(words) <= _LONGEST else words[:_LONGEST] + "…"
            _add(inner, isolated(shown.replace("&", "&&")), partial(panel.link_wanted.emit, target))
    _add(menu, tr("Copy a link to this note"), lambda: QGuiApplication.clipboard().setText(link_to(note)))
    menu.addSeparator()
    _add(menu, tr("Delete"), lambda: panel.delete(note.id))
    return menu


def _add_place(menu: QMenu, panel: NotesPanel, noting: Noting, note: Annotation) -> None:
    """What can be said of its place, where that is not sure."""
    if note.state is State.UNCERTAIN:
        _add(menu, tr("Yes, it is here"), lambda: noting.confirm(note.id))
        _add(menu, tr("No, it is not here"), lambda: noting.refuse(note.id))
    if note.selector is not None and note.state is not State.EXACT:
        _add(menu, tr("Place it on the selection"), lambda: panel.place_wanted.emit(note.id))


def _add_look(menu: QMenu, panel: NotesPanel, noting: Noting, note: Annotation, look: Theme) -> None:
    """Its colours by their names, and its line."""
    colours = menu.addMenu(tr("Colour"))
    for colour in NOTE_COLOURS:
        words = isolated(noting.colour_name(colour).replace("&", "&&"))
        action = colours.addAction(dot_icon(look.note_edge(colour)), words)
        action.setCheckable(True)
        action.setChecked(colour == note.colour)
        action.triggered.connect(lambda _checked=False, name=colour: panel.recolour(note.id, name))
    if note.selector is not None:
        line = menu.addAction(tr("Underline"))
        line.setCheckable(True)
        line.setChecked(note.style is Style.UNDERLINE)
        line.triggered.connect(lambda _checked=False: panel.restyle(note.id))


def _add(menu: QMenu, words: str, do: Callable[[], object]) -> None:
    menu.addAction(words).triggered.connect(lambda _checked=False: do())


def turned(note: Annotation) -> Annotation:
    """The note with a line in place of the fill, or with the fill again."""
    other = Style.HIGHLIGHT if note.style is Style.UNDERLINE else Style.UNDERLINE
    return replace(note, style=other)
