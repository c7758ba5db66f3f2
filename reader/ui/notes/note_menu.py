"""The menu of a note's card."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from reader.model import Annotation, State, Style
from reader.ui.parts.i18n import isolated, tr
from reader.ui.parts.markdown import link_to, links_of
from reader.ui.parts.note_look import dot_icon
from reader.ui.parts.theme import NOTE_COLOURS, Theme
from reader.ui.state.noting import Noting, span_of

_LONGEST = 40
"""So many code points of a link's words stand in a menu."""


class Does(Protocol):
    """What the panel with the cards does with a note, by its id."""

    def edit(self, note_id: str, where: str = "body") -> None:
        """Open its editor, with the keyboard at `where`."""

    def go_to(self, note_id: str) -> None:
        """Show its words in the text."""

    def recolour(self, note_id: str, colour: str) -> None:
        """Give it this colour."""

    def restyle(self, note_id: str) -> None:
        """Turn a highlight into a line, and back."""

    def place(self, note_id: str) -> None:
        """Let it stand on what is selected."""

    def follow(self, link: str) -> None:
        """Go where a link in it leads."""

    def delete(self, note_id: str) -> None:
        """Put it into the trash."""


def note_menu(over: QWidget, panel: Does, noting: Noting, note: Annotation, look: Theme) -> QMenu:
    """What can be done with one note, over a widget; it goes when it is closed."""
    menu = QMenu(over)
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
            _add(inner, isolated(shown.replace("&", "&&")), partial(panel.follow, target))
    _add(menu, tr("Copy a link to this note"), lambda: QGuiApplication.clipboard().setText(link_to(note)))
    menu.addSeparator()
    _add(menu, tr("Delete"), lambda: panel.delete(note.id))
    return menu


def _add_place(menu: QMenu, panel: Does, noting: Noting, note: Annotation) -> None:
    """What can be said of its place, where that is not sure."""
    if note.state is State.UNCERTAIN:
        _add(menu, tr("Yes, it is here"), lambda: noting.confirm(note.id))
        _add(menu, tr("No, it is not here"), lambda: noting.refuse(note.id))
    if note.selector is not None and note.state is not State.EXACT:
        _add(menu, tr("Place it on the selection"), lambda: panel.place(note.id))


def _add_look(menu: QMenu, panel: Does, noting: Noting, note: Annotation, look: Theme) -> None:
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
