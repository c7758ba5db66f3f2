"""The sidebar of people, organisations and places."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from reader.model import EntityKind, Reading
from reader.ui.parts import style
from reader.ui.parts.empty_state import EmptyState
from reader.ui.parts.i18n import tr
from reader.ui.parts.quiet_scroll import clear_of_bar, margins
from reader.ui.parts.theme import Theme, theme
from reader.ui.people.card import PersonCard
from reader.ui.people.list import PeopleList
from reader.ui.people.model import PeopleModel, PersonRow, rows_of
from reader.ui.people.rows import NAME_HEIGHT, PAD_Y
from reader.ui.state.session import Session

FILTER_FROM = 13
"""From this many rows on, a field to find a name stands over them."""
PROGRESS_AFTER = 500
"""Milliseconds before work says how far it is; what is quicker would only flicker."""
_KINDS = tuple(EntityKind)
_NAME = PAD_Y + NAME_HEIGHT


class KindTabs(QTabBar):
    """The three tabs with their counts; where there is no room, only the open one says how many, or none does."""

    _FRAME = 2 * (5 + 1 + 1)  # what the style sheet puts round the words

    def __init__(self) -> None:
        super().__init__(expanding=False, drawBase=False, usesScrollButtons=False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self._names: list[str] = []
        self._counts: list[int | None] = []
        for _ in _KINDS:
            self.addTab("")
        self.currentChanged.connect(self._fit)

    def set_tabs(self, names: list[str], counts: list[int | None]) -> None:
        """Name the tabs; a count of None is not shown."""
        self._names, self._counts = names, counts
        self._fit()

    def tabSizeHint(self, index: int) -> QSize:
        # Qt measures in the usual weight and paints the open tab in the bold one, which then is cut.
        return QSize(self._wide(self.tabText(index)), super().tabSizeHint(index).height())

    def minimumTabSizeHint(self, index: int) -> QSize:
        return QSize(40, super().minimumTabSizeHint(index).height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        full = [
            name if count is None else f"{name} {count}"
            for name, count in zip(self._names, self._counts, strict=True)
        ]
        opened = [full[at] if at == self.currentIndex() else name for at, name in enumerate(self._names)]
        ways = (full, opened, self._names)
        best = next((way for way in ways if sum(map(self._wide, way)) <= self.width()), self._names)
        for index, (shown, words) in enumerate(zip(best, full, strict=True)):
            if self.tabText(index) != shown:
                self.setTabText(index, shown)
            self.setTabToolTip(index, words if shown != words else "")
            self.setAccessibleTabName(index, words)

    def _wide(self, words: str) -> int:
        return style.metrics("strong").horizontalAdvance(words) + self._FRAME


class FilterField(QLineEdit):
    """The field that finds a name; Escape empties it, the arrow down goes to the names."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class PeoplePanel(QWidget):
    """Who is in the article; it asks the session to choose and shows what the session has chosen."""

    menu_wanted = Signal(QPoint, str)  # where (global), and for which entity
    everywhere_wanted = Signal(str)  # an entity's id

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("peoplePanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._theme = theme("paper")
        self._rows: dict[EntityKind, list[PersonRow]] = {kind: [] for kind in _KINDS}
        self._card: PersonCard | None = None
        self._share: float | None = None
        self._everywhere = ("", 0)
        self._shown: Reading | None = None
        self.model = PeopleModel(self)
        self._build()
        self._slow = QTimer(self, singleShot=True, interval=PROGRESS_AFTER)
        self._slow.timeout.connect(self._show_progress)
        session.reading_changed.connect(self._on_reading)
        session.article_changed.connect(self._on_reading)
        session.chosen_changed.connect(self._on_chosen)
        session.busy_changed.connect(self._on_busy)
        session.progressed.connect(self._on_progress)
        self._on_reading()
        if session.jobs.busy("people"):  # the panel may come after the work has begun
            self._slow.start()

    def set_theme(self, look: Theme) -> None:
        """Show the people in this theme's colours."""
        self._theme = look
        self.list.people_delegate.theme = look
        self._open_card()
        self.list.viewport().update()

    def focus_list(self) -> None:
        """Put the keyboard's focus on the names."""
        self._into_list()

    def place_of(self, entity_id: str) -> QPoint:
        """Where on the screen the entity's row is, under its name; the list's corner where it is not shown."""
        place = self.model.place(entity_id)
        area = self.list.visualRect(self.model.index(place)) if place >= 0 else QRect()
        corner = QPoint(area.right() if self.isRightToLeft() else area.left(), area.top() + _NAME)
        return self.list.viewport().mapToGlobal(corner)

    def say_everywhere(self, entity_id: str, articles: int) -> None:
        """Say on the card of an entity, if it is open, in how many articles of the library it is."""
        self._everywhere = (entity_id, articles)
        if self._card is not None and self._card.row.entity_id == entity_id:
            self._card.say_everywhere(articles)

    def sizeHint(self) -> QSize:
        above = self.list.mapTo(self, QPoint(0, 0)).y() if self.model.total() else 60
        return QSize(300, above + max(self.list.content_height(), 150 if not self.model.total() else 0) + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 160)

    # -- layout ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.tabs = KindTabs()
        self.tabs.currentChanged.connect(self._on_tab)
        self.filter = FilterField(clearButtonEnabled=True)
        self.filter.setObjectName("filter")
        self.filter.setPlaceholderText(tr("Find a name…"))
        self.filter.setAccessibleName(tr("Find a name…"))
        self.filter.textChanged.connect(self._on_filter)
        self.filter.left.connect(self._into_list)
        self.list = PeopleList(self.model)
        self.list.setAccessibleName(tr("People, organisations and places"))
        self.list.picked.connect(lambda entity_id, extend: self._session.choose(entity_id, extend=extend))
        self.list.left.connect(self._session.clear_choice)
        self.list.menu_wanted.connect(self.menu_wanted)
        self.list.width_changed.connect(self._fit_card)
        self.empty = EmptyState()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        above = QVBoxLayout()
        above.setContentsMargins(*clear_of_bar(self, 8))
        above.setSpacing(8)
        above.addWidget(self.tabs)
        above.addWidget(self.filter)
        column.setContentsMargins(*margins(self, 14))
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self.stack, 1)
        self.setFocusProxy(self.list)

    @property
    def kind(self) -> EntityKind:
        """The kind whose tab is open."""
        return _KINDS[self.tabs.currentIndex()]

    # -- what there is ---------------------------------------------------------------------------------------

    def _on_reading(self) -> None:
        reading = self._session.reading
        article = self._session.article
        mended = reading is not None and self._shown is not None and self._shown.article is reading.article
        self._shown = reading
        colour = self._session.colour_index
        self._rows = {kind: rows_of(reading, kind, colour) if reading else [] for kind in _KINDS}
        names = [tr("People"), tr("Organisations"), tr("Places")]
        self.tabs.set_tabs(names, [len(self._rows[kind]) if reading else None for kind in _KINDS])
        right = article is None or article.right_to_left
        # The rows hold the article's words and follow its direction, as the article does: under an English
        # interface too, ג'ון קרי stands at the right with his dot before him.
        self.list.people_delegate.right = right
        if mended:
            self._refill()
        elif self.tabs.currentIndex() != 0:
            self.tabs.setCurrentIndex(0)
        else:
            self._on_tab()

    def _on_tab(self) -> None:
        self._drop_card()
        self.filter.blockSignals(True)
        self.filter.clear()
        self.filter.blockSignals(False)
        self.model.set_filter("")
        self.model.set_rows(self._rows[self.kind])
        self.filter.setVisible(self.model.total() >= FILTER_FROM)
        self._show_choice(scroll=False)
        self._show_emptiness()

    def _refill(self) -> None:
        """Show the rows after a correction: the tab, the filter and the place in the list stay."""
        place, row = self.list.verticalScrollBar().value(), self.list.currentIndex().row()
        self._drop_card()
        self.model.set_rows(self._rows[self.kind])
        self.filter.setVisible(self.model.total() >= FILTER_FROM or bool(self.filter.text()))
        if row >= 0 and self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(min(row, self.model.rowCount() - 1)))
        self._show_choice(scroll=False)
        self._show_emptiness()
        self.list.doItemsLayout()
        self.list.verticalScrollBar().setValue(place)

    def _on_filter(self, text: str) -> None:
        self._drop_card()
        self.model.set_filter(text)
        self._show_choice(scroll=False)
        self._show_emptiness()

    def _into_list(self) -> None:
        if self.model.rowCount():
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.model.index(0))
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    # -- what is chosen --------------------------------------------------------------------------------------

    def _on_chosen(self) -> None:
        opened = self._session.chosen[-1] if self._session.chosen else ""
        entity = self._session.entity(opened)
        if entity is not None and entity.kind is not self.kind:
            self.tabs.setCurrentIndex(_KINDS.index(entity.kind))
        if opened and self.model.place(opened) < 0 and self.filter.text():
            self.filter.clear()
        self._show_choice(scroll=True)

    def _show_choice(self, *, scroll: bool) -> None:
        self.list.people_delegate.chosen = frozenset(self._session.chosen)
        opened = self._session.chosen[-1] if self._session.chosen else ""
        # The card first: selecting makes Qt lay out all rows, and they should have their heights by then.
        if self._card is not None and self._card.row.entity_id == opened:
            self._card.refresh()
        else:
            self._open_card()
        chosen = QItemSelection()
        for entity_id in self._session.chosen:
            place = self.model.place(entity_id)
            if place >= 0:
                chosen.select(self.model.index(place), self.model.index(place))
        self.list.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        place = self.model.place(opened)
        if place >= 0:
            index = self.model.index(place)
            self.list.setCurrentIndex(index)
            if scroll:
                self.list.scrollTo(index)
        self.list.viewport().update()

    def _drop_card(self) -> None:
        delegate = self.list.people_delegate
        if self._card is not None:
            self._card.hide()  # Qt deletes it only later, and would paint it until then
            place = self.model.place(self._card.row.entity_id)
            if place >= 0:
                self.list.setIndexWidget(self.model.index(place), None)  # type: ignore[arg-type]  # Qt takes none
            self._card = None
        delegate.opened = ""

    def _open_card(self) -> None:
        """Put the card of the entity chosen last into its row."""
        self._drop_card()
        opened = self._session.chosen[-1] if self._session.chosen else ""
        place = self.model.place(opened)
        if place >= 0:
            delegate = self.list.people_delegate
            row = self.model.row_at(place)
            card = PersonCard(self._session, row, self._theme, delegate.right, self.list.viewport())
            card.picked.connect(lambda extend: self._session.choose(opened, extend=extend))
            card.menu_wanted.connect(lambda where: self.menu_wanted.emit(where, opened))
            card.resized.connect(self._fit_card)
            card.everywhere_wanted.connect(lambda: self.everywhere_wanted.emit(opened))
            if self._everywhere[0] == opened:
                card.say_everywhere(self._everywhere[1])
            self._card = card
            self.list.people_delegate.opened = opened
            self._fit_card()
            self.list.setIndexWidget(self.model.index(place), card)
        self.list.scheduleDelayedItemsLayout()
        self.updateGeometry()

    def _fit_card(self) -> None:
        if self._card is not None:
            height = self._card.needed_height(self.list.viewport().width())
            if height != self.list.people_delegate.opened_height:
                self.list.people_delegate.opened_height = height
                self.list.scheduleDelayedItemsLayout()
                self.updateGeometry()

    # -- when there is nothing -------------------------------------------------------------------------------

    def _on_busy(self, key: str, busy: bool) -> None:
        if key == "people":
            self._share = None
            if busy:
                self._slow.start()
            else:
                self._slow.stop()
            self._show_emptiness()

    def _on_progress(self, key: str, share: float) -> None:
        if key == "people":
            self._share = share
            if self.empty.progress.isVisibleTo(self.empty):
                self.empty.show_progress(share)

    def _show_progress(self) -> None:
        if self._session.reading is None and self._session.jobs.busy("people"):
            self.empty.show_progress(self._share)
            self.empty.offer(tr("Stop"), lambda: self._session.jobs.cancel("people"))

    def _show_emptiness(self) -> None:
        self.stack.setCurrentWidget(self.list if self.model.rowCount() else self.empty)
        self.updateGeometry()
        if self.model.rowCount():
            return
        if self.model.total():
            self.empty.tell(tr("No name here begins like this."))
        elif self._session.reading is not None:
            self.empty.tell(*self._nobody())
        elif self._session.jobs.busy("people"):
            self.empty.tell(tr("Looking for people…"), tr("You can read meanwhile."))
        elif self._session.article is not None:
            self.empty.tell(
                tr("The search for people was stopped."), tr("Open the article again to look anew.")
            )
        else:
            self.empty.tell(
                tr("No article is open"),
                tr("Open a file, or drop one on the window: whoever is named in it will stand here."),
            )

    def _nobody(self) -> tuple[str, str]:
        return {
            EntityKind.PERSON: (
                tr("No people were found in this article"),
                tr("Organisations and places have tabs of their own."),
            ),
            EntityKind.ORGANISATION: (tr("No organisations were found in this article"), ""),
            EntityKind.PLACE: (tr("No places were found in this article"), ""),
        }[self.kind]
