"""The page with all notes of the library: search as one types, filters, and the list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from PySide6.QtCore import QPoint, QPointF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reader.model import State
from reader.ui.notes.notes_list import NotesList
from reader.ui.notes.notes_model import ORDERS, NoteLine, NotesModel, Wanted, days_ago
from reader.ui.parts.empty_state import EmptyState
from reader.ui.parts.i18n import isolated, tr, trn
from reader.ui.parts.markdown import link_to
from reader.ui.parts.note_look import dot_icon
from reader.ui.parts.theme import NOTE_COLOURS, Theme, theme
from reader.ui.state.session import Session

_DAYS = {"Any time": 0, "Today": -1, "The last 7 days": 7, "The last 30 days": 30, "The last year": 365}
_STATES = {
    "In its place": State.EXACT,
    "Moved": State.MOVED,
    "Place uncertain": State.UNCERTAIN,
    "Place not found": State.ORPHAN,
}
_LONGEST = 45  # code points of an article's title in a filter


class Drop(QComboBox):
    """A field that drops its entries down; the style sheet leaves it without its arrow."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("choice")
        self.setAccessibleName(name)
        self.setMaxVisibleItems(18)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.PlaceholderText), 1.5))
        x, y = (12.0 if self.isRightToLeft() else self.width() - 12.0), self.height() / 2
        painter.drawPolyline([QPointF(x - 3.5, y - 1.5), QPointF(x, y + 2), QPointF(x + 3.5, y - 1.5)])
        painter.end()


class Choice(Drop):
    """One filter: its first entry takes it away. It keeps what was chosen when its entries change."""

    def __init__(self, name: str, everything: str) -> None:
        super().__init__(name)
        self.everything = everything
        self.setMinimumContentsLength(6)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.offer(())

    def offer(self, entries: Iterable[tuple[str, object]]) -> None:
        """Offer these words, each for a value."""
        kept = self.currentData()
        with QSignalBlocker(self):
            self.clear()
            self.addItem(self.everything, None)
            for words, value in entries:
                self.addItem(words, value)
            at = next((at for at in range(self.count()) if self.itemData(at) == kept), 0)
            self.setCurrentIndex(at)


class SearchLine(QLineEdit):
    """The field over the list; Escape empties it, the arrow down goes into the list."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class AllNotes(QWidget):
    """Every note that is not in the trash."""

    note_wanted = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._look = theme("paper")
        self._loaded = False
        self.model = NotesModel(self)
        self._build()
        session.noting.colours_named.connect(self._offer_colours)

    def set_theme(self, look: Theme) -> None:
        """Show the notes in this theme's colours."""
        self._look = look
        self.list.set_theme(look)
        self._offer_colours()

    def show_lines(self, lines: list[NoteLine]) -> None:
        """Show these notes, those that the filters let through; the one that the keyboard is on stays so."""
        current = self.list.current_line()
        self._loaded = True
        self.model.set_lines(lines)
        self._offer_all()
        self._apply()
        if current is not None and (row := self.model.place_of(current.row.note.id)) >= 0:
            self.list.setCurrentIndex(self.model.index(row))
            self.list.scrollTo(self.model.index(row))

    def show_progress(self, share: float | None) -> None:
        """Say that the notes are being read, where that takes a while."""
        if not self._loaded:
            self.empty.tell(tr("Reading the notes…"))
            self.empty.show_progress(share)
            self.stack.setCurrentWidget(self.empty)

    def clear_filters(self) -> None:
        """Show all notes again."""
        with QSignalBlocker(self.search):
            self.search.clear()
        for choice in self._choices:
            with QSignalBlocker(choice):
                choice.setCurrentIndex(0)
        self._apply()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- layout ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.search = SearchLine(clearButtonEnabled=True)
        self.search.setPlaceholderText(tr("Search in quotes, notes, tags and titles…"))
        self.search.setAccessibleName(tr("Search in all notes"))
        self.search.textChanged.connect(self._apply)
        self.search.left.connect(self._into_list)
        self.colour = Choice(tr("Colour"), tr("All colours"))
        self.tag = Choice(tr("Tag"), tr("All tags"))
        self.person = Choice(tr("Person"), tr("All people"))
        self.article = Choice(tr("Article"), tr("All articles"))
        self.since = Choice(tr("Date"), tr("Any time"))
        self.state = Choice(tr("State"), tr("All states"))
        self._choices = (self.colour, self.tag, self.person, self.article, self.since, self.state)
        self.order = Drop(tr("Order"))
        for name in ORDERS:
            self.order.addItem(tr(name), name)
        self.order.currentIndexChanged.connect(self._sort)
        self.list = NotesList(self.model, tr("All notes"))
        self.list.opened.connect(lambda line: self.note_wanted.emit(line.row.note.id))
        self.list.delete_wanted.connect(lambda line: self._session.noting.discard(line.row.note))
        self.list.menu_wanted.connect(self._offer_menu)
        self.empty = EmptyState()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.empty)
        self.count = QLabel()
        self.count.setProperty("voice", "small")
        self.since.offer((tr(name), days) for name, days in _DAYS.items() if days)
        self.state.offer((tr(name), state) for name, state in _STATES.items())
        filters = QHBoxLayout()
        filters.setSpacing(6)
        for choice in self._choices:
            choice.currentIndexChanged.connect(self._apply)
            filters.addWidget(choice, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.count)
        foot.addStretch(1)
        foot.addWidget(self.order)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addLayout(filters)
        column.addWidget(self.stack, 1)
        column.addLayout(foot)
        self.setFocusProxy(self.search)

    def _offer_all(self) -> None:
        lines = self.model.lines()
        tags = sorted({tag for line in lines for tag in line.row.note.tags})
        people = sorted({line.row.note.entity_id for line in lines if line.row.note.entity_id})
        titles = {line.row.article_id: line.row.title for line in lines}
        articles = sorted((title or tr("an article that is not here"), id_) for id_, title in titles.items())
        self.tag.offer((isolated(tag), tag) for tag in tags)
        self.person.offer((isolated(name), name) for name in people)
        self.article.offer((isolated(_cut(title)), id_) for title, id_ in articles)
        self._offer_colours()

    def _offer_colours(self) -> None:
        noting = self._session.noting
        self.colour.offer((noting.colour_name(colour), colour) for colour in NOTE_COLOURS)
        for at, colour in enumerate(NOTE_COLOURS, start=1):
            self.colour.setItemIcon(at, dot_icon(QColor(self._look.note_edge(colour))))

    # -- what is shown ---------------------------------------------------------------------------------------

    def wanted(self) -> Wanted:
        """What the fields ask for."""
        days = self.since.currentData() or 0
        state = self.state.currentData()  # Qt hands an enum of words back as the bare word
        since = _midnight() if days == -1 else days_ago(days) if days else ""
        return Wanted(
            text=self.search.text(),
            colour=self.colour.currentData() or "",
            tag=self.tag.currentData() or "",
            person=self.person.currentData() or "",
            article=self.article.currentData() or "",
            state=State(state) if state else None,
            since=since,
        )

    def _apply(self) -> None:
        self.model.want(self.wanted())
        shown, total = self.model.rowCount(), self.model.total
        some = trn("1 note", "{n} notes", total)
        self.count.setText(some if shown == total else tr("{n} of {all}", n=shown, all=some))
        self._show_emptiness()

    def _sort(self) -> None:
        self.model.order_by(self.order.currentData())

    def _show_emptiness(self) -> None:
        if self.model.rowCount() or not self._loaded:
            self.stack.setCurrentWidget(self.list)
            return
        self.stack.setCurrentWidget(self.empty)
        if self.model.total:
            self.empty.tell(tr("No note is like this"), tr("Fewer words or filters may find more."))
            self.empty.offer(tr("Show all notes"), self.clear_filters)
        else:
            self.empty.tell(
                tr("No notes yet"),
                tr(
                    "Select words in an article: a bar rises with colours and “Note”. All your notes will stand here."
                ),
            )

    def _into_list(self) -> None:
        if self.model.rowCount():
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.model.index(0))
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _offer_menu(self, place: QPoint, line: NoteLine) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        note = line.row.note
        for words, do in (
            (tr("Open the article at the note"), lambda: self.note_wanted.emit(note.id)),
            (tr("Copy a link to this note"), lambda: QGuiApplication.clipboard().setText(link_to(note))),
            (tr("Delete"), lambda: self._session.noting.discard(note)),
        ):
            menu.addAction(words).triggered.connect(lambda _checked=False, do=do: do())
        menu.popup(place)


def _cut(title: str) -> str:
    return title if len(title) <= _LONGEST else title[:_LONGEST] + "…"


def _midnight() -> str:
    """When today began here, as notes say it."""
    today = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    return today.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
