"""The notes beside the article, in the order of the text, and what is being typed in them.

What was typed is never lost: every pause is saved; what cannot be saved stays in its editor and says so, or,
when another article takes its place, waits here until it can be.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from reader.errors import ReaderError
from reader.model import Annotation, Entity, State
from reader.ui.notes.note_card import NoteCard
from reader.ui.notes.note_editor import NoteEditor
from reader.ui.notes.note_menu import note_menu, turned
from reader.ui.parts.empty_state import EmptyState
from reader.ui.parts.i18n import tr
from reader.ui.parts.panel_heading import PanelHeading
from reader.ui.parts.popup import Popup
from reader.ui.parts.quiet_scroll import margins, quiet_area
from reader.ui.parts.theme import NOTE_COLOURS, Theme, theme
from reader.ui.state.note_saving import Draft, Spell
from reader.ui.state.noting import span_of
from reader.ui.state.session import Session

SAVE_AFTER = 700
"""Milliseconds without a key before what was typed is saved."""


class NotesPanel(QWidget):
    """The cards. It keeps its own editors open while the rest is shown anew."""

    informed = Signal(
        str, str, object
    )  # a sentence, the name of what can be done about it, and a call that does it
    state_changed = Signal(str)  # "saved", "typing" or "failed"
    link_wanted = Signal(str)  # where a link in a note leads to
    chooser_wanted = Signal(object)  # the NoteEditor that a link to a note is to be written in
    place_wanted = Signal(str)  # the id of a note that is to stand on what is selected

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notesPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._theme = theme("paper")
        self._cards: dict[str, NoteCard] = {}
        self._spells: dict[str, Spell] = {}
        self._unsaved: dict[str, tuple[Annotation, Draft]] = {}  # of articles that are not open
        self._undone: dict[str, Draft] = {}  # typed in notes that an undo took away
        self._stops: list[QWidget] = []
        self._article_id = session.article.id if session.article else ""
        self._active = ""
        self._build()
        self._pause = QTimer(self, singleShot=True, interval=SAVE_AFTER)
        self._pause.timeout.connect(self._save_open)
        # A card that is marked or opened changes its height: where it is, is known when Qt has laid it out.
        self._sight = QTimer(self, singleShot=True, interval=0)
        self._sight.timeout.connect(self._bring_into_sight)
        session.article_changed.connect(self._on_article)
        session.annotations_changed.connect(self._refresh)
        session.reading_changed.connect(self._on_reading)
        session.note_wanted.connect(self.edit)
        session.noting.tags_known.connect(self._on_tags)
        session.noting.colours_named.connect(self._on_colours)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)
        self._refresh()

    # -- what others may ask ---------------------------------------------------------------------------------

    def set_theme(self, look: Theme) -> None:
        """Show the notes in this theme's colours."""
        self._theme = look
        for card in self._cards.values():
            card.set_theme(look)
        self._on_reading()

    def cards(self) -> list[NoteCard]:
        """The cards from top to bottom."""
        return [self._cards[note.id] for note in self._session.annotations if note.id in self._cards]

    def activate(self, note_id: str) -> None:
        """Bring a note's card into sight and mark it."""
        self._active = note_id
        for known, card in self._cards.items():
            card.set_active(known == note_id)
        self._sight.start()

    def edit(self, note_id: str, where: str = "body") -> None:
        """Open a note's editor, with the cursor in its ``"body"`` or its ``"tags"``."""
        note = self._session.noting.annotation(note_id)
        card = self._cards.get(note_id)
        if note is None or card is None:
            return
        for other in list(self._cards.values()):
            if other is not card:
                self._finish(other)
        self.activate(note_id)
        if card.editor is None:
            self._open(note_id, Draft.of(note))
        if card.editor is not None:
            card.editor.begin(where)
        self._sight.start()

    def pending(self) -> bool:
        """Whether something is typed that is not saved."""
        return bool(self._unsaved) or any(card.dirty for card in self._cards.values())

    def flush(self) -> bool:
        """Save whatever is typed; False where some of it could not be, which then is still here."""
        self._pause.stop()
        self._save_open()
        for note_id, (note, draft) in list(self._unsaved.items()):
            if self._save_away(note, draft):
                del self._unsaved[note_id]
        return not self.pending()

    def focus_cards(self) -> None:
        """Put the keyboard's focus on the card looked at last, or on the first."""
        cards = self.cards()
        card = self._cards.get(self._active) or (cards[0] if cards else None)
        if card is not None:
            card.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def sizeHint(self) -> QSize:
        return QSize(290, 600)

    def minimumSizeHint(self) -> QSize:
        return QSize(220, 160)

    # -- layout ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.heading = PanelHeading(tr("Notes"))
        self._orphans = PanelHeading(tr("Not found in this text"))
        self._body = QWidget()
        self._body.setObjectName("columnBody")
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 16)
        self._column.setSpacing(10)
        self._column.addWidget(self._orphans)
        self._column.addStretch(1)
        self._scroll = quiet_area(self._body)
        self.empty = EmptyState()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(*margins(self, 14))
        column.setSpacing(0)
        column.addWidget(self.heading)
        self.heading.keep_clear_of_bar()
        column.addWidget(self._stack, 1)

    # -- what there is ---------------------------------------------------------------------------------------

    def _on_article(self) -> None:
        article = self._session.article
        new_id = article.id if article else ""
        if new_id == self._article_id:
            return
        self._stops = []
        self._article_id = new_id
        self._pause.stop()
        # The session is with the new article already: the old one's notes go straight to the library.
        for note_id, card in self._cards.items():
            if card.editor is not None and card.dirty:
                draft = card.editor.draft()
                if not self._save_away(card.note, draft):
                    self._unsaved[note_id] = (card.note, draft)
        self._active = ""
        self._undone.clear()
        self._drop_cards()
        self._tell_state()

    def _refresh(self) -> None:
        """Make the cards those of the session's notes; a card that stays keeps its editor and its cursor."""
        notes = self._session.annotations
        known = {note.id for note in notes}
        for note_id in [note_id for note_id in self._cards if note_id not in known]:
            self._drop(note_id)
        self._body.setUpdatesEnabled(False)
        for note in notes:
            if note.id not in self._cards:
                self._add(note)
            elif self._cards[note.id].note != note:
                self._cards[note.id].show_note(note, self._person_of(note))
        self._put_in_order()
        self._body.setUpdatesEnabled(True)
        self._show_emptiness()
        self._tell_state()

    def _on_reading(self) -> None:
        for card in self._cards.values():
            if card.note.entity_id is not None:
                card.show_note(card.note, self._person_of(card.note))

    def _put_in_order(self) -> None:
        standing = [note for note in self._session.annotations if note.state is not State.ORPHAN]
        lost = [note for note in self._session.annotations if note.state is State.ORPHAN]
        order: list[QWidget] = [self._cards[note.id] for note in standing]
        order.append(self._orphans)
        order += [self._cards[note.id] for note in lost]
        for place, widget in enumerate(order):
            item = self._column.itemAt(place)
            if item is None or item.widget() is not widget:
                self._column.removeWidget(widget)
                self._column.insertWidget(place, widget)
        self._order_tabs()
        self._orphans.setVisible(bool(lost))
        self._orphans.set_count(len(lost))
        self.heading.set_count(len(self._session.annotations))

    def _order_tabs(self) -> None:
        """Let the Tab key go from card to card as they stand, and through an open editor on its way."""
        stops = [stop for card in self.cards() for stop in card.stops()]
        if stops != self._stops:
            self._stops = stops
            for before, after in pairwise(stops):
                QWidget.setTabOrder(before, after)

    def _add(self, note: Annotation) -> None:
        article = self._session.article
        card = NoteCard(note, self._theme, article is None or article.right_to_left)
        card.show_note(note, self._person_of(note))
        card.set_active(note.id == self._active)
        card.clicked.connect(lambda: self.go_to(note.id))
        card.edit_wanted.connect(lambda: self.edit(note.id))
        card.delete_wanted.connect(lambda: self.delete(note.id))
        card.step_wanted.connect(lambda by: self._step(note.id, by))
        card.menu_wanted.connect(lambda where: self._offer(note.id, where))
        card.link_wanted.connect(self.follow)
        card.confirm_wanted.connect(lambda: self._session.noting.confirm(note.id))
        card.refuse_wanted.connect(lambda: self._session.noting.refuse(note.id))
        card.place_wanted.connect(lambda: self.place(note.id))
        self._cards[note.id] = card
        self._column.insertWidget(self._column.count() - 1, card)
        kept = self._unsaved.pop(note.id, None)
        if kept is not None:
            self._open(note.id, kept[1], failed=True)
        elif note.id in self._undone:
            self._open(note.id, self._undone.pop(note.id))
            self._pause.start()

    def _drop(self, note_id: str) -> None:
        card = self._cards.pop(note_id)
        self._spells.pop(note_id, None)
        if card.editor is not None and card.dirty:
            self._undone[note_id] = card.editor.draft()
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _drop_cards(self) -> None:
        for card in self._cards.values():
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards.clear()
        self._spells.clear()

    def _person_of(self, note: Annotation) -> tuple[str, QColor] | None:
        if note.entity_id is None:
            return None
        entity = self._entity_of(note)
        if entity is None:
            return note.entity_id, QColor(self._theme.soft)
        return entity.name, self._theme.person(self._session.colour_index(entity.id))

    def _entity_of(self, note: Annotation) -> Entity | None:
        """Whom the note belongs to, in the open article."""
        reading = self._session.reading
        entities = reading.entities if reading else ()
        named = [entity for entity in entities if note.entity_id in (entity.name, entity.id)]
        # Whoever was renamed or merged has the old name among the others.
        return next(iter(named or [entity for entity in entities if note.entity_id in entity.aliases]), None)

    def _show_emptiness(self) -> None:
        if self._cards:
            self._stack.setCurrentWidget(self._scroll)
            return
        self._stack.setCurrentWidget(self.empty)
        if self._session.article is None:
            self.empty.tell(tr("No article is open"), tr("Your notes on an article will stand here."))
        else:
            self.empty.tell(
                tr("No notes yet"), tr("Select words in the article to highlight them or to write a note.")
            )

    def _bring_into_sight(self) -> None:
        card = self._cards.get(self._active)
        if card is not None:
            self._scroll.ensureWidgetVisible(card, 0, 12)

    # -- what a person does with a card ----------------------------------------------------------------------

    def go_to(self, note_id: str) -> None:
        """Mark a note's card and show its place in the text, or choose the person whom it is on."""
        self.activate(note_id)
        note = self._session.noting.annotation(note_id)
        span = span_of(note) if note else None
        if span is not None:
            self._session.wants_shown.emit(span)
            return
        person = self._entity_of(note) if note is not None and note.selector is None else None
        if person is not None and person.id not in self._session.chosen:
            self._session.choose(person.id)

    def looked_at(self) -> str:
        """The id of the note whose card, or something on it, has the keyboard; empty for none."""
        held = QApplication.focusWidget()
        cards = self._cards.items()
        return next((id_ for id_, card in cards if held and (card is held or card.isAncestorOf(held))), "")

    def recolour(self, note_id: str, colour: str) -> None:
        """Give a note another colour, also one that is being written."""
        self._save(note_id)
        note = self._session.noting.annotation(note_id)
        if note is not None:
            self._session.noting.change(replace(note, colour=colour))

    def restyle(self, note_id: str) -> None:
        """Give a note's passage a line in place of its fill, or the fill again."""
        self._save(note_id)
        note = self._session.noting.annotation(note_id)
        if note is not None and note.selector is not None:
            self._session.noting.change(turned(note))

    def _step(self, note_id: str, by: int) -> None:
        cards = self.cards()
        at = cards.index(self._cards[note_id]) + by
        if 0 <= at < len(cards):
            cards[at].setFocus(Qt.FocusReason.TabFocusReason)
            self._scroll.ensureWidgetVisible(cards[at], 0, 12)

    def _offer(self, note_id: str, where: QPoint) -> None:
        note = self._session.noting.annotation(note_id)
        if note is None:
            return
        menu = note_menu(self, self, self._session.noting, note, self._theme)
        menu.popup(where)

    def place(self, note_id: str) -> None:
        """Let a note stand on what is selected."""
        self.place_wanted.emit(note_id)

    def follow(self, link: str) -> None:
        """Go where a link in a note leads."""
        self.link_wanted.emit(link)

    def delete(self, note_id: str) -> None:
        """Put a note into the trash, and say so."""
        card = self._cards.get(note_id)
        if card is None:
            return
        cards = self.cards()
        at = cards.index(card)
        self._save(note_id)  # so that bringing it back brings back what was typed last, too
        if not self._session.noting.remove(note_id):
            return
        stack, mark = self._session.undo_stack, self._session.undo_stack.index()
        note = card.note

        def bring_back() -> None:
            if stack.index() == mark:
                stack.undo()
            elif self._session.noting.annotation(note_id) is None:
                self._session.noting.store(None, note)

        self.informed.emit(tr("The note is in the trash."), tr("Undo"), bring_back)
        left = self.cards()
        if left:
            left[min(at, len(left) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    # -- writing ---------------------------------------------------------------------------------------------

    def _open(self, note_id: str, draft: Draft, *, failed: bool = False) -> None:
        card = self._cards.get(note_id)
        if card is None:
            return
        noting = self._session.noting
        colours = {colour: noting.colour_name(colour) for colour in NOTE_COLOURS}
        editor = card.open_editor(draft, noting.tags(), colours)
        editor.set_trouble(failed)
        editor.changed.connect(self._on_typed)
        editor.changed.connect(card.update)
        editor.ended.connect(lambda how: self._finish(card) if how == "save" else self._cancel(card))
        editor.delete_wanted.connect(lambda: self.delete(note_id))
        editor.retry_wanted.connect(lambda: self._save(note_id))
        editor.link_wanted.connect(lambda: self.chooser_wanted.emit(editor))
        self._spells[note_id] = Spell(self._session, note_id)
        self._order_tabs()

    def _editors(self) -> list[NoteEditor]:
        return [card.editor for card in self._cards.values() if card.editor is not None]

    def _on_tags(self) -> None:
        for editor in self._editors():
            editor.tags.set_known(self._session.noting.tags())

    def _on_colours(self) -> None:
        for editor in self._editors():
            editor.call_colours({name: self._session.noting.colour_name(name) for name in NOTE_COLOURS})

    def _on_typed(self) -> None:
        self._pause.start()
        self._tell_state()

    def _save_open(self) -> None:
        for note_id in list(self._cards):
            self._save(note_id)

    def _save(self, note_id: str) -> bool:
        """Save what one editor holds; it stays open. True also where there is nothing to save."""
        card = self._cards.get(note_id)
        if card is None or card.editor is None:
            return True
        editor = card.editor
        saved = self._spells[note_id].save(editor.draft())
        editor.set_trouble(not saved)
        self._tell_state()
        return saved

    def _finish(self, card: NoteCard) -> None:
        """Save and close one editor; what cannot be saved stays open."""
        if card.editor is not None and self._save(card.note.id):
            card.close_editor()
            self._spells.pop(card.note.id, None)
            self._order_tabs()

    def _cancel(self, card: NoteCard) -> None:
        """Close one editor and take back what was typed since it was opened; it can be brought back."""
        editor = card.editor
        if editor is None:
            return
        note_id, typed, began_with = card.note.id, editor.draft(), editor.began_with
        self._pause.stop()
        self._spells[note_id].take_back()
        self._spells.pop(note_id, None)
        card.close_editor()
        self._order_tabs()
        self._tell_state()
        if typed != began_with:
            self.informed.emit(
                tr("What you typed in the note was taken back."),
                tr("Bring it back"),
                lambda: self._bring_back(note_id, typed),
            )

    def _bring_back(self, note_id: str, draft: Draft) -> None:
        self.edit(note_id)
        card = self._cards.get(note_id)
        if card is not None and card.editor is not None:
            card.editor.set_draft(draft)
            self._on_typed()

    def _save_away(self, note: Annotation, draft: Draft) -> bool:
        """Save a draft of an article that is not open any more."""
        if self._session.library is None:
            return False
        try:
            self._session.library.save_annotation(draft.onto(note))
        except ReaderError as trouble:
            self._session.failed.emit(trouble)
            return False
        return True

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        """Leaving a note's editor saves and closes it; leaving the window only saves it."""
        for card in list(self._cards.values()):
            editor = card.editor
            if editor is None or old is None or not editor.isAncestorOf(old):
                continue
            if new is None or isinstance(new.parent(), Popup):
                self._save(card.note.id)  # and goes on when the window, or what was asked, is left
            elif not card.isAncestorOf(new) and new is not card:
                self._finish(card)

    def _tell_state(self) -> None:
        failed = any(card.editor.in_trouble for card in self._cards.values() if card.editor is not None)
        if failed or self._unsaved:
            self.state_changed.emit("failed")
        else:
            self.state_changed.emit("typing" if self.pending() else "saved")
