"""What the window does with notes when it is asked: marking, writing, going to a note, lists, links, colours' names."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QMenu

from reader.errors import ReaderError
from reader.model import Annotation, EntityKind, Span, Style
from reader.ui.notes.colour_names import ColourNames
from reader.ui.notes.note_chooser import NoteChooser
from reader.ui.notes.note_editor import NoteEditor
from reader.ui.notes.notes_window import NotesWindow
from reader.ui.parts import style
from reader.ui.parts.i18n import isolated, tr
from reader.ui.parts.link_opener import LinkOpener
from reader.ui.parts.markdown import NOTE_SCHEME, bare, link_to
from reader.ui.parts.note_look import dot_icon
from reader.ui.parts.theme import Theme, theme
from reader.ui.state.noting import span_of
from reader.ui.window.pages import READING
from reader.ui.window.panels import Panels

_BELOW = 8  # pixels between the words and what is asked about them
_WIDEST = 320  # pixels of a note's words in a menu


class Scribe(QObject):
    """The notes' part of a window: between the page, the cards, the lists and the session."""

    def __init__(self, room: Panels) -> None:
        super().__init__(room)
        self._room = room
        self._session = room.session
        self._noting = room.session.noting
        self._goal = ""  # the id of a note of another article, which is being opened
        self._lists: NotesWindow | None = None
        room.view.annotations_clicked.connect(self.offer)
        room.notes.link_wanted.connect(self.follow)
        room.notes.chooser_wanted.connect(self.ask_for_link)
        room.notes.place_wanted.connect(self.place_on_selection)
        room.session.annotations_changed.connect(self._on_notes)
        self._noting.colours_named.connect(self._on_colours)
        self._on_colours()

    # -- marking and writing ---------------------------------------------------------------------------------

    def highlight(self, colour: str) -> None:
        """Highlight what is selected; with the keyboard on a card, give that note the colour."""
        card = self._room.notes.looked_at()
        if card and self._room.view.selected_span() is None:
            self._room.notes.recolour(card, colour)
        else:
            self._annotate(colour)

    def underline(self) -> None:
        """Underline what is selected; with the keyboard on a card, turn that note's line on or off."""
        card = self._room.notes.looked_at()
        if card and self._room.view.selected_span() is None:
            self._room.notes.restyle(card)
        else:
            self._annotate("", marked=Style.UNDERLINE)

    def note(self) -> None:
        """Highlight what is selected and write a note on it; with the keyboard on a card, write in that one."""
        card = self._room.notes.looked_at()
        if card and self._room.view.selected_span() is None:
            self._room.notes.edit(card)
        else:
            self._annotate("", edit="body")

    def tag(self) -> None:
        """Highlight what is selected and give it tags; with the keyboard on a card, tag that one."""
        card = self._room.notes.looked_at()
        if card and self._room.view.selected_span() is None:
            self._room.notes.edit(card, "tags")
        else:
            self._annotate("", edit="tags")

    def ask_whose(self) -> None:
        """Ask which person the selected words belong to."""
        room, reading = self._room, self._session.reading
        span = room.view.selected_span()
        people = reading.of_kind(EntityKind.PERSON) if reading else ()
        if span is None:
            room.ask_to_select()
            return
        if not people:
            room.messages.show_info(tr("There is nobody in this article yet that the words could belong to."))
            return
        menu = self._menu()
        for person in people:
            menu.addAction(person.name).triggered.connect(
                lambda _checked=False, name=person.name: self._annotate("", entity=name, span=span)
            )
        menu.popup(room.selection_bar.mapToGlobal(QPoint(0, room.selection_bar.height())))

    def note_on_article(self) -> None:
        """Write a note on the whole article."""
        if self._session.article is None:
            self._room.messages.show_info(tr("Open an article first."))
        else:
            self._write(self._noting.annotate(None))

    def note_on_person(self, entity_id: str = "") -> None:
        """Write a note on a person, the one chosen last where none is named."""
        chosen = self._session.chosen
        entity = self._session.entity(entity_id or (chosen[-1] if chosen else ""))
        if entity is None:
            self._room.messages.show_info(tr("Choose a person first."))
        else:
            self._write(self._noting.annotate(None, entity_id=entity.name))

    def _annotate(
        self,
        colour: str,
        *,
        edit: str = "",
        entity: str | None = None,
        span: Span | None = None,
        marked: Style = Style.HIGHLIGHT,
    ) -> None:
        place = span or self._room.view.selected_span()
        if place is None:
            self._room.ask_to_select()
            return
        made = self._noting.annotate(place, colour, entity_id=entity, style=marked)
        if made is None:
            return
        self._room.view.clear_selection()
        if edit:
            self._write(made, edit)

    def _write(self, note: Annotation | None, where: str = "body") -> None:
        if note is not None:
            self._room.show_notes(True)
            self._room.notes.edit(note.id, where)

    # -- going to a note -------------------------------------------------------------------------------------

    def show_note(self, note_id: str) -> None:
        """Show the card of a note of the open article."""
        self._room.show_notes(True)
        self._room.notes.activate(note_id)

    def offer(self, place: QPoint, note_ids: list[str]) -> None:
        """Ask which of the notes that overlap at a place is meant."""
        menu = self._menu()
        metrics = style.metrics("plain")
        for note_id in note_ids:
            note = self._noting.annotation(note_id)
            if note is not None:
                action = menu.addAction(dot_icon(self._look.note_edge(note.colour)), _in_short(note, metrics))
                action.triggered.connect(lambda _checked=False, id_=note_id: self.show_note(id_))
        menu.popup(place)

    def go_to(self, note_id: str) -> None:
        """Go to a note of any article: its article is opened, if it is another one."""
        if self._noting.annotation(note_id) is not None:
            self._arrive(note_id)
            return
        library = self._session.library
        try:
            note = library.annotation(note_id) if library is not None else None
            article_id = library.current_version(note.article_id) if library and note else ""
            known = bool(library and article_id and library.row(article_id))
        except ReaderError as trouble:
            self._session.failed.emit(trouble)
            return
        if note is None:
            self._tell_gone(note_id)
        elif not known:
            self._room.messages.show_info(tr("The article of this note is not in the library any more."))
        elif self._room.notes.flush():
            self._goal = note_id
            self._session.open_stored(article_id)

    def _tell_gone(self, note_id: str) -> None:
        """Say that a note is not there any more, and where it may be had back."""
        library = self._session.library
        try:
            trashed = library is not None and any(row.note.id == note_id for row in library.trash())
        except ReaderError as trouble:
            self._session.failed.emit(trouble)
            return
        if trashed:
            words = tr("This note was deleted; it is in the trash.")
            self._room.messages.show_info(words, tr("Show the trash"), self.show_trash)
        else:
            self._room.messages.show_info(tr("This note was deleted."))

    def _on_notes(self) -> None:
        if self._goal and self._noting.annotation(self._goal) is not None:
            goal, self._goal = self._goal, ""
            QTimer.singleShot(0, self, lambda: self._arrive(goal))  # when the page has the new article

    def _arrive(self, note_id: str) -> None:
        self._room.window.pages.go(READING)
        self._room.show_notes(True)
        self._room.notes.go_to(note_id)
        note = self._noting.annotation(note_id)
        if note is not None and span_of(note) is None:
            self._room.notes.focus_cards()

    def follow(self, link: str) -> None:
        """Follow a link in a note: to another note, or, after showing where it leads, to the web."""
        if link.startswith(NOTE_SCHEME):
            self.go_to(link.removeprefix(NOTE_SCHEME))
        elif LinkOpener.may_open(link):
            LinkOpener(self._room.window, link).open()
        else:
            self._room.messages.show_info(
                tr(
                    "This link leads to {link}. Only web addresses and other notes are opened.",
                    link=isolated(link[:200]),
                )
            )

    def ask_for_link(self, editor: NoteEditor) -> None:
        """Ask to which note a link is to be written in an editor."""
        chooser = NoteChooser(self._room.window, self._session, self._look)
        chooser.picked.connect(lambda note: editor.insert(link_to(note)))
        chooser.ask(editor.link_button.mapToGlobal(QPoint(0, editor.link_button.height())))

    def place_on_selection(self, note_id: str) -> None:
        """Let a note that lost its place stand on the selected words."""
        span = self._room.view.selected_span()
        if span is None:
            self._room.messages.show_info(
                tr(
                    "Select in the article the words where the note belongs, and press “Place it on the selection” again."
                )
            )
        elif self._noting.place(note_id, span):
            self._room.view.clear_selection()
            self._room.notes.activate(note_id)

    # -- lists and names -------------------------------------------------------------------------------------

    def show_all(self) -> None:
        """Show the list of all notes of the library."""
        self._window().show_all()

    def show_trash(self) -> None:
        """Show what was deleted."""
        self._window().show_trash()

    def _window(self) -> NotesWindow:
        self._room.notes.flush()
        if self._lists is None:
            self._lists = NotesWindow(self._session, self._room.window, self._look)
            self._lists.note_wanted.connect(self.go_to)
        self._lists.set_theme(self._look)
        return self._lists

    def set_theme(self, chosen: Theme) -> None:
        """Show the lists in the colours of `chosen`."""
        if self._lists is not None:
            self._lists.set_theme(chosen)

    def name_colours(self) -> None:
        """Ask what the colours shall be called."""
        popup = ColourNames(self._room.window, self._noting, self._look)
        bar = self._room.top_bar
        popup.stand_under(bar.menu_button)

    def _on_colours(self) -> None:
        """Say the colours' names wherever a colour is offered."""
        self._room.selection_bar.call_colours(self._noting)

    @property
    def _look(self) -> Theme:
        return theme(self._room.window.settings.theme)

    def _menu(self) -> QMenu:
        menu = QMenu(self._room.window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu


def _in_short(note: Annotation, metrics: QFontMetrics) -> str:
    """A note's words, or the quoted ones, in one short line for a menu."""
    words = " ".join((bare(note.body) or note.quote).split())
    return isolated(metrics.elidedText(words, Qt.TextElideMode.ElideRight, _WIDEST).replace("&", "&&"))
