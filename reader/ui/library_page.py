"""The library's page: what is searched, what was found, and the shelves beside it."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from reader.errors import ReaderError
from reader.library.search.nodes import Filter
from reader.library.search.query import Query, parse
from reader.library.search.results import ArticleLine, Sort
from reader.ui import library_empty
from reader.ui.all_notes import Drop
from reader.ui.i18n import explain, is_rtl, isolated, own_way, tr, trn
from reader.ui.library_empty import Offer, Teaching
from reader.ui.library_field import LibraryField
from reader.ui.library_filters import FilterBar
from reader.ui.library_finding import Answer, Asked, Finding, Others
from reader.ui.library_list import ArticlesList
from reader.ui.library_model import ArticlesModel
from reader.ui.library_others import HitsList, of_note, of_person, of_quotation
from reader.ui.library_shelves import Kind, Shelf, ShelvesList
from reader.ui.library_trash import ArticleTrash
from reader.ui.theme import Theme, theme

SIDE, NARROW_SIDE, NARROW = 230, 176, 1100
WIDEST = 940
"""The greatest width of the list in pixels."""
_SORTS = {
    Sort.BEST: "Best match",
    Sort.NEWEST: "Newest",
    Sort.ADDED: "Added last",
    Sort.OPENED: "Opened last",
    Sort.TITLE: "Headline",
    Sort.SITE: "Site",
    Sort.NOTES: "Most notes",
}
_AROUND = 6  # rows above and below those in sight whose lines are looked up with them
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
        self.offers: Sequence[Offer] = ()  # what an empty library offers
        self.in_trash = False
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
        self.middle = QWidget()
        self.column = QVBoxLayout(self.middle)
        self.column.setContentsMargins(20, 16, 20, 8)
        self.column.setSpacing(8)
        self._build_search()
        self._build_results()
        around = QHBoxLayout()
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(0)
        around.addStretch(1)
        around.addWidget(self.middle, 1000)
        around.addStretch(1)
        self.middle.setMaximumWidth(WIDEST + 40)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        edge = QWidget()
        edge.setObjectName("edge")
        edge.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        edge.setFixedWidth(1)
        row.addWidget(self.side)
        row.addWidget(edge)
        row.addLayout(around, 1)

    def _build_search(self) -> None:
        self.field = LibraryField()
        self.save = QPushButton(tr("Save this search…"))
        self.save.setProperty("look", "link")
        self.save.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.sayings = QLabel(wordWrap=True)
        self.sayings.setProperty("voice", "small")
        self.sayings.setTextFormat(Qt.TextFormat.PlainText)
        self.filters = FilterBar()
        self.people_row = QWidget()
        self.people_links = QHBoxLayout(self.people_row)
        self.people_links.setContentsMargins(0, 0, 0, 0)
        self.people_links.setSpacing(6)
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.field, 1)
        top.addWidget(self.save)
        self.column.addLayout(top)
        for widget in (self.sayings, self.filters, self.people_row):
            self.column.addWidget(widget)
        self.sayings.hide()
        self.people_row.hide()

    def _build_results(self) -> None:
        self.tabs = QTabBar(drawBase=False, expanding=False)
        self.tabs.setAccessibleName(tr("What was found"))
        self.order = Drop(tr("Order"))
        for sort, words in _SORTS.items():
            self.order.addItem(tr(words), sort.value)
        self.list = ArticlesList(self.model, tr("Articles"))
        self.people = HitsList(tr("People"))
        self.quotations = HitsList(tr("Quotations"))
        self.notes = HitsList(tr("Notes"))
        self.teaching = Teaching()
        self.trash = ArticleTrash()
        self.stack = QStackedWidget()
        for widget in (self.list, self.people, self.quotations, self.notes, self.teaching, self.trash):
            self.stack.addWidget(widget)
        for words in (tr("Articles"), tr("People"), tr("Quotations"), tr("Notes")):
            self.tabs.addTab(words)
        head = QHBoxLayout()
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self.order)
        self.column.addLayout(head)
        self.column.addWidget(self.stack, 1)
        self.foot = QLabel()
        self.foot.setProperty("voice", "status")
        self.progress = QProgressBar(textVisible=False, maximum=_SCALE)
        self.progress.setFixedWidth(120)
        self.progress.hide()
        low = QHBoxLayout()
        low.addWidget(self.foot)
        low.addWidget(self.progress)
        low.addStretch(1)
        self.below = QVBoxLayout()  # for what is said about an import
        self.column.addLayout(self.below)
        self.column.addLayout(low)
        self._show_others(Others())

    def _wire(self) -> None:
        finding = self.finding
        finding.answered.connect(self._on_answer)
        finding.others_came.connect(self._show_others)
        finding.lines_came.connect(self._on_lines)
        finding.troubled.connect(self._on_trouble)
        finding.let_go.connect(self._on_let_go)
        finding.index_moved.connect(self._on_index)
        finding.indexed.connect(lambda _changes: self._on_index(1.0))
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fetch)
        self.field.textEdited.connect(self._on_edited)
        self.field.down.connect(self.into_results)
        self.field.closed.connect(self.closed)
        self.save.clicked.connect(self.save_wanted)
        self.filters.added.connect(self._add_filter)
        self.filters.removed.connect(self.drop_filter)
        self.filters.values_wanted.connect(self.values_wanted)
        self.order.currentIndexChanged.connect(lambda _at: self.search())
        self.tabs.currentChanged.connect(lambda _at: self._show_stack())
        self.list.sight_changed.connect(self._soon.start)
        self.list.opened.connect(self._on_opened)
        self.list.typed.connect(self._type_on)
        for hits in (self.people, self.quotations, self.notes):
            hits.opened.connect(self.other_wanted)
        for each in (self.list, self.people, self.quotations, self.notes, self.trash):
            each.left.connect(self.focus_search)
        self.shelves.chosen.connect(self._on_shelf)
        self.shelves.left.connect(self.into_results)

    def set_theme(self, look: Theme) -> None:
        """Paint in this theme's colours."""
        for each in (self.shelves, self.list, self.people, self.quotations, self.notes, self.trash):
            each.set_theme(look)

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
        return Asked(self.field.text(), Sort(self.order.currentData()), self._typing)

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
        self.finding.ask(self.asked())
        self._show_stack()

    def focus_search(self) -> None:
        """Put the keyboard into the field, over what was searched before."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def into_results(self) -> None:
        """Put the keyboard into what was found."""
        shown = self.stack.currentWidget()
        if isinstance(shown, ArticlesList | HitsList):
            shown.take_keyboard()
        elif shown is self.trash:
            self.trash.list.take_keyboard()
        elif self.teaching.buttons:
            self.teaching.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    def drop_filter(self, each: Filter) -> None:
        """Search without one of the filters."""
        self.show_query(written(self.query().without(each)))

    def _add_filter(self, name: str, value: str) -> None:
        try:
            self.show_query(written(self.query().narrowed(name, value)))
        except ReaderError as problem:
            self._say([" ".join(explain(problem))])

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
        self.list.set_snippets(_has_words(answer.query))
        self.model.show(answer.found.keys, answer.lines)
        self.filters.set_query(answer.query)
        self.save.setVisible(answer.query.root is not None)
        also = [tr("Also looked for: {words}", words=", ".join(map(isolated, answer.found.also)))]
        problems = [" ".join(explain(each)) for each in answer.found.problems or answer.query.problems]
        self._say([*problems, *(also if answer.found.also else [])])
        if answer.query.root is None:
            self._show_others(Others())
        self._say_count()
        self._show_stack()
        self.answered.emit(answer)

    def _say(self, sayings: Sequence[str]) -> None:
        self.sayings.setText("\n".join(own_way(each) for each in sayings))
        self.sayings.setVisible(bool(sayings))

    def _say_count(self) -> None:
        found = self.answer.found if self.answer is not None else None
        total = 0 if found is None else max(found.total, len(found.keys))
        self.tabs.setTabText(0, f"{tr('Articles')} {total:,}" if total else tr("Articles"))
        words = trn("1 article", "{n} articles", total)
        if self._index_share < 1:
            words = tr("Preparing the search: {percent}%", percent=round(100 * self._index_share))
        self.foot.setText(words)

    def _show_others(self, others: Others) -> None:
        lists = (
            (self.people, tr("People"), [of_person(each) for each in others.people], others.people_total),
            (
                self.quotations,
                tr("Quotations"),
                [of_quotation(each) for each in others.quotations],
                others.quotations_total,
            ),
            (self.notes, tr("Notes"), [of_note(each) for each in others.notes], others.notes_total),
        )
        for at, (hits, words, lines, total) in enumerate(lists, start=1):
            hits.hits.show(lines)
            self.tabs.setTabText(at, f"{words} {total:,}" if total else words)
            self.tabs.setTabVisible(at, bool(total))
        if not self.tabs.isTabVisible(self.tabs.currentIndex()):
            self.tabs.setCurrentIndex(0)
        self._show_people(others)
        self._show_stack()

    def _show_people(self, others: Others) -> None:
        """The first people that answer, over the articles: a name that is typed is mostly one of theirs."""
        while (item := self.people_links.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for line in others.people[:4]:
            number = trn("1 article", "{n} articles", line.articles)
            button = QPushButton(f"{isolated(line.name)} · {number}")
            button.setProperty("look", "step")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setToolTip(", ".join(line.roles))
            button.clicked.connect(lambda _checked=False, line=line: self.other_wanted.emit(line))
            self.people_links.addWidget(button)
        self.people_links.addStretch(1)
        self.people_row.setVisible(bool(others.people))

    def _on_trouble(self, failure: ReaderError) -> None:
        self._on_let_go()
        library_empty.trouble(self.teaching, failure, [(tr("Try again"), self.search)])
        self.stack.setCurrentWidget(self.teaching)

    def _on_index(self, share: float) -> None:
        self._index_share = share
        self.progress.setVisible(share < 1)
        self.progress.setValue(round(share * _SCALE))
        self._say_count()

    def _show_stack(self) -> None:
        """Bring what is to be seen into sight."""
        at = self.tabs.currentIndex()
        for widget in (self.tabs, self.order):
            widget.setVisible(not self.in_trash)
        if self.in_trash:
            self.stack.setCurrentWidget(self.trash)
        elif at > 0:
            self.stack.setCurrentWidget((self.people, self.quotations, self.notes)[at - 1])
        elif self.model.rowCount() or self.answer is None:
            if self.answer is not None:
                self.stack.setCurrentWidget(self.list)
        else:
            self._teach(self.answer)
            self.stack.setCurrentWidget(self.teaching)

    def _teach(self, answer: Answer) -> None:
        if answer.query.blank and self._index_share < 1:
            self.teaching.tell(tr("Preparing the search…"), [tr("This is done once.")])
            self.teaching.show_progress(self._index_share)
        elif answer.query.blank:
            self.teaching.tell(
                tr("The library is empty"),
                [
                    tr(
                        "Articles that you open or import are kept here, and found again by any word in them."
                    ),
                    tr("Drop files or a folder on this window, or choose where they are:"),
                ],
                self.offers,
            )
        elif [each.name for each in answer.query.filters] == ["in"] and not answer.query.terms:
            self.teaching.tell(
                tr("This collection is empty"),
                [
                    tr(
                        "Drag articles from the list onto its name, or choose “Put into a collection” in their menu."
                    )
                ],
                [(tr("All articles"), lambda: self.show_query(""))],
            )
        else:
            library_empty.no_hits(
                self.teaching,
                answer.query,
                self.drop_filter,
                (tr("All articles"), lambda: self.show_query("")),
            )

    # -- lines -----------------------------------------------------------------------------------------------

    def _fetch(self) -> None:
        """Look up the lines that are in sight and not here yet."""
        answer = self.answer
        if answer is None or self._fetching or not self.list.isVisible():
            return
        first, last = self.list.in_sight()
        missing = self.model.missing(first - _AROUND, last + _AROUND)
        if missing:
            self._fetching = True
            self.finding.look_up(missing, answer.asked)

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
