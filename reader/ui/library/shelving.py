"""The shelves beside the articles, kept up to date; collections and saved searches renamed, deleted and made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from reader.library.search.nodes import Filter
from reader.library.search.query import parse
from reader.library.search.results import Sort
from reader.ui.library.collecting import Collecting, ask_name
from reader.ui.library.deeds import LibraryDeeds
from reader.ui.library.page import LibraryPage
from reader.ui.library.removing import Removing
from reader.ui.library.shelves import Kind, Shelf
from reader.ui.parts.i18n import isolated, own_way, tr
from reader.ui.state.session import Session

if TYPE_CHECKING:
    from reader.library import ArticleRow, Collection, Library, SavedSearch
    from reader.ui.parts.message_bar import MessageBar

_COUNTED = ("", "is:unread", "has:notes")
_Found: TypeAlias = "tuple[list[Shelf], Sequence[Collection], list[ArticleRow]]"
_Work: TypeAlias = "Callable[[Library], object]"


class Shelving(QObject):
    """One for a library's page."""

    def __init__(self, session: Session, page: LibraryPage, messages: MessageBar) -> None:
        super().__init__(page)
        self._session, self._page, self._messages = session, page, messages
        self.deeds = LibraryDeeds(session, self)
        self.removing = Removing(self.deeds, page, messages)
        self.collecting = Collecting(self.deeds, page, messages, self.removing)
        self.deeds.happened.connect(self.load)
        page.save_wanted.connect(self.save_search)
        page.answered.connect(lambda _answer: self._mark())
        page.finding.indexed.connect(lambda _changes: self.load())
        shelves = page.shelves
        shelves.chosen.connect(self._on_chosen)
        shelves.rename_wanted.connect(self.rename)
        shelves.delete_wanted.connect(self.delete)
        shelves.menu_wanted.connect(self._offer)

    def load(self) -> None:
        """Read the collections, the saved searches and the trash."""
        finding = self._session.finding

        def work(library: Library) -> _Found:
            finder = finding.finder()
            counts = {query: finder.find(query, Sort.NEWEST, first=1).total for query in _COUNTED}
            trash, collections = library.deleted_articles(), library.collections()
            return _lines(counts, collections, library.searches(), len(trash)), collections, trash

        self.deeds.do(work, self._show, "library-shelves")

    def _show(self, found: _Found) -> None:
        lines, self.collecting.collections, trash = found
        self._page.shelves.show_shelves(lines)
        self._page.trash.show_rows(trash)
        self._mark()

    def _mark(self) -> None:
        """Show which shelf's articles are in sight."""
        page, shelves = self._page, self._page.shelves.shelves()
        if page.in_trash:
            wanted = next((each for each in shelves if each.kind is Kind.TRASH), None)
        else:
            query = str(page.query())
            searched = (each for each in shelves if each.kind in (Kind.QUERY, Kind.COLLECTION, Kind.SEARCH))
            wanted = next((each for each in searched if _same(each.query, query)), None)
        page.shelves.stand_on(wanted)

    def _on_chosen(self, shelf: Shelf) -> None:
        if shelf.kind is Kind.NEW:
            self.collecting.new_collection()
        elif shelf.kind is Kind.TRASH:
            self.load()

    def save_search(self) -> None:
        """Ask for a name, and keep what is searched for under it."""
        query = self._page.query()
        if query.root is None:
            self._messages.show_info(tr("Search for something first, then save the search."))
            return
        text = str(query)

        def save(name: str) -> None:
            self.deeds.change(lambda library: library.save_search(name, text))

        named = self._page.field.text().strip()[:60]
        ask_name(self._page, tr("Save this search"), named, tr("Save"), save)

    def rename(self, shelf: Shelf) -> None:
        """Ask what a collection or a saved search shall be called."""
        collection = shelf.kind is Kind.COLLECTION

        def call(library: Library, name: str) -> str | None:
            if collection:
                return library.rename_collection(shelf.id, name)
            return library.rename_search(shelf.id, name)

        def keep(name: str) -> None:
            def done(before: str | None) -> None:
                if before is not None:
                    self.deeds.push(
                        tr("the name {name}", name=isolated(name)),
                        lambda library: call(library, name),
                        lambda library: call(library, before),
                    )
                if collection and _same(shelf.query, str(self._page.query())):
                    self._page.show_query(str(Filter("in", name)))
                self.deeds.changed()

            self.deeds.do(lambda library: call(library, name), done)

        ask_name(self._page, tr("Rename {name}", name=isolated(shelf.name)), shelf.name, tr("Rename"), keep)

    def delete(self, shelf: Shelf) -> None:
        """Delete a collection (not its articles) or a saved search; it can be undone."""
        if shelf.kind is Kind.COLLECTION:
            self.deeds.do(
                lambda library: library.delete_collection(shelf.id),
                lambda kept: self._deleted(
                    shelf,
                    tr("{name} was deleted; its articles stay.", name=isolated(shelf.name)),
                    lambda library: library.delete_collection(shelf.id),
                    lambda library: library.put_back_collection(kept) if kept is not None else None,
                ),
            )
        else:
            self.deeds.do(
                lambda library: library.delete_search(shelf.id),
                lambda kept: self._deleted(
                    shelf,
                    tr("{name} was deleted.", name=isolated(shelf.name)),
                    lambda library: library.delete_search(shelf.id),
                    lambda library: library.put_back_search(kept) if kept is not None else None,
                ),
            )

    def _deleted(self, shelf: Shelf, words: str, again: _Work, back: _Work) -> None:
        self.deeds.push(tr("deleting {name}", name=isolated(shelf.name)), again, back)
        self._messages.show_info(own_way(words), tr("Undo"), self.deeds.stack.undo)
        if shelf.kind is Kind.COLLECTION and _same(shelf.query, str(self._page.query())):
            self._page.show_query("")
        self.deeds.changed()

    def _offer(self, place: QPoint, shelf: Shelf) -> None:
        menu = QMenu(self._page)
        menu.aboutToHide.connect(menu.deleteLater)
        if shelf.own:
            menu.addAction(tr("Rename…")).triggered.connect(lambda: self.rename(shelf))
            menu.addAction(tr("Delete")).triggered.connect(lambda: self.delete(shelf))
            menu.addSeparator()
        menu.addAction(tr("New collection…")).triggered.connect(
            lambda _checked=False: self.collecting.new_collection()
        )
        menu.addAction(tr("Save this search…")).triggered.connect(self.save_search)
        menu.popup(place)


def _lines(
    counts: dict[str, int], collections: Sequence[Collection], searches: Sequence[SavedSearch], trashed: int
) -> list[Shelf]:
    lines = [
        Shelf(Kind.QUERY, tr("All articles"), "", count=counts[""]),
        Shelf(Kind.QUERY, tr("Not read yet"), "is:unread", count=counts["is:unread"]),
        Shelf(Kind.QUERY, tr("With notes"), "has:notes", count=counts["has:notes"]),
        Shelf(Kind.HEADING, tr("Collections")),
    ]
    for each in collections:
        query = str(Filter("in", each.name))
        lines.append(Shelf(Kind.COLLECTION, each.name, query, each.id, each.count))
    lines.append(Shelf(Kind.NEW, tr("New collection…")))
    if searches:
        lines.append(Shelf(Kind.HEADING, tr("Saved searches")))
    lines += [Shelf(Kind.SEARCH, each.name, each.query, each.id) for each in searches]
    lines.append(Shelf(Kind.HEADING, ""))
    lines.append(Shelf(Kind.TRASH, tr("Trash"), count=trashed))
    return lines


def _same(one: str, other: str) -> bool:
    return str(parse(one)) == other
