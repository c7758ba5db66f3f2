"""The library's page in its window: how one gets there and back, and what is opened from it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from reader.library.search.nodes import quoted
from reader.library.search.results import ArticleLine, Facets, NoteLine, PersonLine, QuotationLine, Snippet
from reader.model import Article, Span
from reader.ui.library.filters import Choice, ValueChooser, choices
from reader.ui.library.index_desk import IndexDesk
from reader.ui.library.page import LibraryPage
from reader.ui.library.shelving import Shelving
from reader.ui.parts.i18n import tr
from reader.ui.window import intake
from reader.ui.window.import_desk import ImportDesk
from reader.ui.window.pages import LIBRARY, READING
from reader.ui.window.panels import Panels

if TYPE_CHECKING:
    from reader.ui.state.arrival import Opened

_ON_ONE_LINE = 200  # code points of a selection that become a search


class LibraryDesk(QObject):
    """One for a window; the page itself is made when somebody goes there."""

    person_wanted = Signal(object)  # a PersonLine
    note_wanted = Signal(str)  # the id of a note to go to

    def __init__(self, room: Panels, page: LibraryPage) -> None:
        super().__init__(page)
        self._room, self._session, self.page = room, room.session, page
        self._awaited: tuple[str, str, Span | None] | None = None  # article, search, where
        self.shelving = Shelving(room.session, page, room.messages)
        room.undoing.addStack(self.shelving.deeds.stack)
        self.importing = ImportDesk(room, page, self.show)
        self.indexing = IndexDesk(room.session, self)
        for strip in (self.indexing.strip, self.importing.strip):
            page.stand_below(strip)
        page.results.offers = (
            *self.importing.offers(),
            (tr("Open the sample article"), partial(intake.open_sample, room.window)),
        )
        page.head.bring.clicked.connect(lambda: self.importing.ask(under(page.head.bring)))
        page.order.restore(room.window.settings.library_order, room.window.settings.search_order)
        page.order.kept.connect(
            lambda looking, found: room.window.keep(library_order=looking, search_order=found)
        )
        page.article_wanted.connect(self._open)
        page.other_wanted.connect(self._open_other)
        page.values_wanted.connect(self._offer_values)
        page.closed.connect(partial(room.window.pages.go, READING))
        self._session.arrival.came.connect(self._on_came)
        room.window.pages.came.connect(self._on_page)
        self._session.library_changed.connect(self._on_library)

    # -- coming and going ------------------------------------------------------------------------------------

    def show(self, query: str | None = None) -> None:
        """Bring the page into sight, with a search in its field if one is given."""
        self._room.window.pages.go(LIBRARY)
        if query is not None:
            self.page.show_query(query)
        self.page.focus_search()

    def search_selection(self) -> None:
        """Search the library for what is selected in the article, or for what is searched there."""
        span, article = self._room.view.selected_span(), self._session.article
        words = ""
        if span is not None and article is not None:
            words = " ".join(article.text[span.start : span.end].split())
        if words and len(words) <= _ON_ONE_LINE:
            self.show(quoted(words) if " " in words else words)
        else:
            self.show(self._room.search.query or None)

    def _on_page(self, name: str) -> None:
        here = name == LIBRARY
        if here:
            self._room.undoing.setActiveStack(self.shelving.deeds.stack)
        self._session.finding.watch(here)
        if here and self.page.answer is None:
            self.page.search()
            self.page.focus_search()
        elif here:
            self._session.finding.again()
        if here:
            self.shelving.load()

    def _on_library(self) -> None:
        if self._session.library is not None and self._room.window.pages.name == LIBRARY:
            self._on_page(LIBRARY)

    # -- opening ---------------------------------------------------------------------------------------------

    def open_at(self, article_id: str, query: str, place: Span | None) -> None:
        """Open an article with the places of `query` marked, and go to `place`; without one, to where one stopped."""
        if self._room.notes.flush():
            self._awaited = (article_id, query, place)
            self._session.open_stored(article_id)

    def _open(self, line: ArticleLine, snippet: Snippet | None) -> None:
        answer = self.page.answer
        first = snippet or next(iter(line.snippets), None)
        searched = answer is not None and (first is not None or bool(line.title_hits))
        self.open_at(
            line.row.id, answer.asked.text if answer and searched else "", first.first if first else None
        )

    def _open_other(self, target: PersonLine | QuotationLine | NoteLine) -> None:
        text = self.page.field.text()
        if isinstance(target, PersonLine):
            self.person_wanted.emit(target)
        elif isinstance(target, QuotationLine):
            self.open_at(target.article_id, text, target.snippet.first)
        else:
            self.note_wanted.emit(target.note_id)

    def _on_came(self, opened: Opened) -> None:
        awaited, self._awaited = self._awaited, None
        if awaited is None or not awaited[1].strip():
            return
        article, (_, query, place) = opened.article, awaited
        finding = self._session.finding
        self._session.jobs.run(
            "library-hits",
            lambda _token: finding.finder().hits(query, article.text),
            partial(self._mark, article, query, place),
            self._session.failed.emit,
        )

    def _mark(self, article: Article, query: str, place: Span | None, hits: list[Span]) -> None:
        if self._session.article is not article or not isValid(self):
            return
        field = self._room.top_bar.search
        with QSignalBlocker(field):
            field.setText(" ".join(query.split()))
        self._room.search.show_hits(field.text(), hits, place)

    # -- filters ---------------------------------------------------------------------------------------------

    def _offer_values(self, name: str) -> None:
        page = self.page
        chooser = ValueChooser(self._room.window, name, page.filters.in_use(name))
        chooser.picked.connect(page.filters.drop)

        def offer(found: Facets) -> None:
            if isValid(chooser):
                chooser.offer(choices(name, found))

        if name == "in":
            collections = self.shelving.collecting.collections
            chooser.offer([Choice("in", each.name, each.name, each.count) for each in collections])
        else:
            self._session.finding.facets(page.field.text(), offer)
        chooser.stand_at(under(page.filters.chips[name]), chooser.field)


def under(widget: QWidget) -> QPoint:
    """The place of the screen where something opens that belongs to `widget`."""
    corner = widget.rect().bottomRight() if widget.isRightToLeft() else widget.rect().bottomLeft()
    return widget.mapToGlobal(corner + QPoint(0, 4))
