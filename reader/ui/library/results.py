"""What a search of the library found, kind by kind, and what stands there where it found nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from reader.library.search.nodes import Filter
from reader.library.search.query import Query
from reader.ui.library import empty as library_empty
from reader.ui.library.empty import Offer, Teaching
from reader.ui.library.list import ArticlesList
from reader.ui.library.model import ArticlesModel
from reader.ui.library.order import Order
from reader.ui.library.others import HitsList, of_note, of_person, of_quotation
from reader.ui.library.trash import ArticleTrash
from reader.ui.parts.i18n import tr
from reader.ui.parts.theme import Theme
from reader.ui.state.library_finding import Others


class LibraryResults(QWidget):
    """The lists under their tabs, the trash, and the words where there is nothing to list."""

    other_wanted = Signal(object)  # a PersonLine, QuotationLine or NoteLine
    search_wanted = Signal(str)  # a query's text
    turned = Signal()  # another tab
    left = Signal()  # the arrow up in a list's first row

    def __init__(self, model: ArticlesModel, drop: Callable[[Filter], object]) -> None:
        """`drop` searches without a filter."""
        super().__init__()
        self.offers: Sequence[Offer] = ()  # what an empty library offers
        self._drop = drop
        self.tabs = QTabBar(drawBase=False, expanding=False)
        self.tabs.setAccessibleName(tr("What was found"))
        self.tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.order = Order()
        self.list = ArticlesList(model, tr("Articles"))
        self.people = HitsList(tr("People"))
        self.quotations = HitsList(tr("Quotations"))
        self.notes = HitsList(tr("Notes"))
        self.teaching = Teaching()
        self.trash = ArticleTrash()
        self.others = (self.people, self.quotations, self.notes)
        self.stack = QStackedWidget()
        for widget in (self.list, *self.others, self.teaching, self.trash):
            self.stack.addWidget(widget)
        for words in (tr("Articles"), tr("People"), tr("Quotations"), tr("Notes")):
            self.tabs.addTab(words)
        head = QHBoxLayout()
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self.order)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.stack, 1)
        self.tabs.currentChanged.connect(lambda _at: self.turned.emit())
        for hits in self.others:
            hits.opened.connect(self.other_wanted)
        for each in (self.list, *self.others, self.trash):
            each.left.connect(self.left)

    def set_theme(self, look: Theme) -> None:
        """Paint in this theme's colours."""
        for each in (self.list, *self.others, self.trash):
            each.set_theme(look)

    def take_keyboard(self) -> None:
        """Put the keyboard into what is in sight."""
        shown = self.stack.currentWidget()
        if isinstance(shown, ArticlesList | HitsList):
            shown.take_keyboard()
        elif shown is self.trash:
            self.trash.list.take_keyboard()
        elif self.teaching.buttons:
            self.teaching.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    def say_total(self, total: int) -> None:
        """Say how many articles there are."""
        self.tabs.setTabText(0, f"{tr('Articles')} {total:,}" if total else tr("Articles"))

    def show_others(self, others: Others) -> None:
        """Show what else was found; what was not found has no tab."""
        found = (
            (tr("People"), [of_person(each) for each in others.people], others.people_total),
            (tr("Quotations"), [of_quotation(each) for each in others.quotations], others.quotations_total),
            (tr("Notes"), [of_note(each) for each in others.notes], others.notes_total),
        )
        for at, (hits, (words, lines, total)) in enumerate(zip(self.others, found, strict=True), start=1):
            hits.hits.show(lines)
            self.tabs.setTabText(at, f"{words} {total:,}" if total else words)
            self.tabs.setTabVisible(at, bool(total))
        if not self.tabs.isTabVisible(self.tabs.currentIndex()):
            self.tabs.setCurrentIndex(0)

    def show_trash(self) -> None:
        """Bring what was removed into sight."""
        self._show(self.trash)

    def show_list(self) -> None:
        """Bring the list under the chosen tab into sight."""
        at = self.tabs.currentIndex()
        self._show(self.others[at - 1] if at > 0 else self.list)

    def show_teaching(self) -> None:
        """Bring the words into sight that say why there is nothing."""
        self._show(self.teaching)

    def teach(self, query: Query, index_share: float) -> None:
        """Say why `query` finds no article, while `index_share` (0.0 to 1.0) of the library can be searched."""
        if query.blank and index_share < 1:
            self.teaching.tell(tr("Preparing the search…"), [tr("This is done once.")])
            self.teaching.show_progress(index_share)
        elif query.blank:
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
        elif [each.name for each in query.filters] == ["in"] and not query.terms:
            words = tr(
                "Drag articles from the list onto its name, or choose “Put into a collection” in their menu."
            )
            self.teaching.tell(tr("This collection is empty"), [words], [self._everything()])
        else:
            waiting = tr("The search does not know all articles yet.") if index_share < 1 else ""
            library_empty.no_hits(self.teaching, query, self._drop, self._everything(), waiting)

    def _everything(self) -> Offer:
        return tr("All articles"), lambda: self.search_wanted.emit("")

    def _show(self, widget: QWidget) -> None:
        self.tabs.setVisible(widget is not self.trash)
        self.order.setVisible(widget in (self.list, self.teaching))
        self.stack.setCurrentWidget(widget)
