"""The library's page: what is searched, what was found, and the shelves beside it."""

from __future__ import annotations

from array import array
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from reader.errors import ReaderError
from reader.library.search.nodes import Filter
from reader.library.search.query import Query, parse
from reader.library.search.results import ArticleLine
from reader.ui.library import empty as library_empty
from reader.ui.library.head import LibraryHead
from reader.ui.library.import_view import ImportStrip
from reader.ui.library.model import ArticlesModel
from reader.ui.library.results import LibraryResults
from reader.ui.library.shelves import Kind, Shelf, ShelvesList
from reader.ui.parts.i18n import explain, is_rtl, isolated, own_way, tr, trn
from reader.ui.parts.theme import Theme, theme
from reader.ui.state.library_finding import Answer, Asked, Finding, Others

SIDE, NARROW_SIDE, NARROW = 230, 176, 1100
WIDEST = 940
"""The greatest width of the list in pixels."""
_AROUND = 12  # rows above and below those in sight whose lines are looked up, too
_LATER = 60  # milliseconds after what is in sight: Python's one lock is needed to paint that
_SCALE = 1000
_NAMES = ("person", "org", "place", "said")  # filters whose values stand in the text


class LibraryPage(QWidget):
    """Shows what `Finding` found. What is to be done with it, it only says."""

    article_wanted = Signal(object, object)  # an ArticleLine, and a Snippet or None
    other_wanted = Signal(object)  # a PersonLine, QuotationLine or NoteLine
    values_wanted = Signal(str)  # of the filter of this name
    save_wanted = Signal()
    closed = Signal()
    answered = Signal(object)  # the Answer that is shown now

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self.setObjectName("libraryPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.finding = finding
        self.answer: Answer | None = None
        self.in_trash = False
        self._strips: list[ImportStrip] = []
        self._typing = False
        self._index_share = 1.0
        self._fetching = False
        self.model = ArticlesModel(self)
        self._build()
        self._wire()
        self.set_theme(theme("paper"))

    # -- layout ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.shelves = ShelvesList()
        self.side = QWidget()
        self.side.setObjectName("librarySide")
        self.side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        beside = QVBoxLayout(self.side)
        beside.setContentsMargins(8, 12, 4, 8)
        beside.addWidget(self.shelves)
        self.head = LibraryHead()
        self.field, self.filters = self.head.field, self.head.filters
        self.results = LibraryResults(self.model, self.drop_filter)
        self.list, self.tabs, self.order = self.results.list, self.results.tabs, self.results.order
        self.teaching, self.trash = self.results.teaching, self.results.trash
        self.foot = QLabel()
        self.foot.setProperty("voice", "status")
        self.progress = QProgressBar(textVisible=False, maximum=_SCALE)
        self.progress.setFixedWidth(120)
        self.progress.hide()
        low = QHBoxLayout()
        low.addWidget(self.foot)
        low.addWidget(self.progress)
        low.addStretch(1)
        self.below = QVBoxLayout()  # for what is said about long work
        middle = QWidget()
        middle.setMaximumWidth(WIDEST + 40)
        column = QVBoxLayout(middle)
        column.setContentsMargins(20, 16, 20, 8)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self.results, 1)
        column.addLayout(self.below)
        column.addLayout(low)
        self._stand(middle)
        self._show_others(Others())

    def _stand(self, middle: QWidget) -> None:
        """The shelves, a line, and the rest in the middle of what is left."""
        edge = QWidget()
        edge.setObjectName("edge")
        edge.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        edge.setFixedWidth(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(edge)
        row.addStretch(1)
        row.addWidget(middle, 1000)
        row.addStretch(1)

    def _wire(self) -> None:
        finding, results = self.finding, self.results
        finding.answered.connect(self._on_answer)
        finding.others_came.connect(self._show_others)
        finding.lines_came.connect(self._on_lines)
        finding.troubled.connect(self._on_trouble)
        finding.let_go.connect(self._on_let_go)
        finding.index_moved.connect(self._on_index)
        finding.indexed.connect(lambda _changes: self._on_index(1.0))
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fetch)
        self._later = QTimer(self, singleShot=True, interval=_LATER)
        self._later.timeout.connect(partial(self._fetch, _AROUND))
        self.field.textEdited.connect(self._on_edited)
        self.field.down.connect(results.take_keyboard)
        self.field.closed.connect(self.closed)
        self.head.save.clicked.connect(self.save_wanted)
        self.head.person_wanted.connect(self.other_wanted)
        self.filters.added.connect(self._add_filter)
        self.filters.removed.connect(self.drop_filter)
        self.filters.values_wanted.connect(self.values_wanted)
        self.order.chosen.connect(self.search)
        results.turned.connect(self._show_stack)
        results.other_wanted.connect(self.other_wanted)
        results.search_wanted.connect(self.show_query)
        results.left.connect(self.focus_search)
        self.list.sight_changed.connect(self._soon.start)
        self.list.opened.connect(self._on_opened)
        self.list.typed.connect(self._type_on)
        self.shelves.chosen.connect(self._on_shelf)
        self.shelves.left.connect(results.take_keyboard)

    def set_theme(self, look: Theme) -> None:
        """Paint in this theme's colours."""
        self.shelves.set_theme(look)
        self.results.set_theme(look)
        for strip in self._strips:
            strip.set_theme(look)

    def stand_below(self, strip: ImportStrip) -> None:
        """Let a strip stand between the list and the page's foot."""
        self._strips.append(strip)
        self.below.addWidget(strip)
        strip.set_theme(self.list.delegate.look)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.setFixedWidth(NARROW_SIDE if event.size().width() < NARROW else SIDE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    # -- searching -------------------------------------------------------------------------------------------

    def asked(self) -> Asked:
        """What the fields ask for."""
        return Asked(self.field.text(), self.order.sort, self._typing)

    def query(self) -> Query:
        """What the field asks for, read."""
        return parse(self.field.text())

    def show_query(self, text: str) -> None:
        """Search for `text`."""
        self._typing = False
        self.field.setText(text)
        self.search()

    def search(self) -> None:
        """Search for what stands in the field."""
        self.in_trash = False
        query = parse(self.field.text(), typing=self._typing)
        self.order.set_searching(bool(query.terms))
        if self.list.isVisible():
            self.finding.in_sight = self.list.room_for(_has_words(query))
        self.finding.ask(self.asked())
        self._show_stack()

    def focus_search(self) -> None:
        """Put the keyboard into the field, over what was searched before."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def into_results(self) -> None:
        """Put the keyboard into what was found."""
        self.results.take_keyboard()

    def drop_filter(self, each: Filter) -> None:
        """Search without one of the filters."""
        self.show_query(written(self.query().without(each)))

    def _add_filter(self, name: str, value: str) -> None:
        try:
            self.show_query(written(self.query().narrowed(name, value)))
        except ReaderError as problem:
            self.head.say([" ".join(explain(problem))])

    def _on_edited(self) -> None:
        self._typing = True
        self.search()

    def _type_on(self, letters: str) -> None:
        """Letters that were typed over the list go on in the field."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.end(False)
        self.field.insert(letters)
        self._on_edited()

    def _on_shelf(self, shelf: Shelf) -> None:
        if shelf.kind in (Kind.QUERY, Kind.COLLECTION, Kind.SEARCH):
            self.show_query(shown_query(shelf.query))
        elif shelf.kind is Kind.TRASH:
            self.in_trash = True
            self._show_stack()

    # -- what was found --------------------------------------------------------------------------------------

    def _on_answer(self, answer: Answer) -> None:
        if answer.asked != self.asked():
            return  # something else was typed since
        before, self.answer = self.answer, answer
        if before is None or before.asked != answer.asked:
            self.list.to_top()
        if self.list.delegate.snippets != _has_words(answer.query):
            self.model.show(array("q"), {})  # a hundred thousand rows are not made higher one by one
            self.list.set_snippets(not self.list.delegate.snippets)
        self.model.show(answer.found.keys, answer.lines)
        self.filters.set_query(answer.query)
        self.head.save.setVisible(answer.query.root is not None)
        also = [tr("Also looked for: {words}", words=", ".join(map(isolated, answer.found.also)))]
        problems = [" ".join(explain(each)) for each in answer.found.problems or answer.query.problems]
        self.head.say([*problems, *(also if answer.found.also else [])])
        if answer.query.root is None:
            self._show_others(Others())
        self._say_count()
        self._show_stack()
        self.answered.emit(answer)

    def _say_count(self) -> None:
        found = self.answer.found if self.answer is not None else None
        total = 0 if found is None else max(found.total, len(found.keys))
        self.results.say_total(total)
        words = trn("1 article", "{n} articles", total)
        if self._index_share < 1:
            words = " · ".join((words, tr("The search does not know all articles yet.")))
        self.foot.setText(own_way(words))

    def _show_others(self, others: Others) -> None:
        self.results.show_others(others)
        self.head.show_people(others.people)
        self._show_stack()

    def _on_trouble(self, failure: ReaderError) -> None:
        self._on_let_go()
        library_empty.trouble(self.teaching, failure, [(tr("Try again"), self.search)])
        self.results.show_teaching()

    def _on_index(self, share: float) -> None:
        self._index_share = share
        self.progress.setVisible(share < 1)
        self.progress.setValue(round(share * _SCALE))
        self._say_count()

    def _show_stack(self) -> None:
        """Bring what is to be seen into sight."""
        if self.in_trash:
            self.results.show_trash()
        elif self.tabs.currentIndex() > 0 or self.model.rowCount():
            self.results.show_list()
        elif self.answer is not None:
            self.results.teach(self.answer.query, self._index_share)
            self.results.show_teaching()

    # -- lines -----------------------------------------------------------------------------------------------

    def _fetch(self, around: int = 0) -> None:
        """Look up the lines that are in sight and not here yet; those `around` them when nothing else is waited for."""
        answer = self.answer
        if answer is None or self._fetching or not self.list.isVisible():
            return
        first, last = self.list.in_sight()
        missing = self.model.missing(first - around, last + around)
        if missing:
            self._fetching = True
            self.finding.look_up(missing, answer.asked)
        elif not around:
            self._later.start()

    def _on_lines(self, asked: Asked, lines: dict[int, ArticleLine]) -> None:
        self._fetching = False
        if self.answer is not None and asked == self.answer.asked:
            self.model.learn(lines)
        if lines:
            self._soon.start()

    def _on_let_go(self) -> None:
        """The library is another one: what is shown was the old one's."""
        self._fetching = False
        self.answer = None
        self.model.show(array("q"), {})

    def _on_opened(self, index: object, snippet: object) -> None:
        line = self.model.line(index)  # type: ignore[arg-type]
        if line is not None:
            self.article_wanted.emit(line, snippet)


def written(query: Query) -> str:
    """A query's text as the interface's language writes it."""
    return query.in_hebrew() if is_rtl() else str(query)


def shown_query(text: str) -> str:
    """The text of a saved query as it is to stand in the field, ready to be gone on with."""
    words = written(parse(text)) or text
    return f"{words} " if words else ""


def _has_words(query: Query) -> bool:
    """Whether articles that answer `query` have passages to show: words, or names that filters ask for."""
    return bool(query.terms) or any(each.name in _NAMES for each in query.filters)
