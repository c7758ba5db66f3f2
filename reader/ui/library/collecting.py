"""Articles put into collections and taken out of them: by menu, by keys, and by dragging them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from reader.ui.library.deeds import LibraryDeeds
from reader.ui.library.page import LibraryPage
from reader.ui.library.removing import Removing
from reader.ui.library.shelves import Kind, Shelf
from reader.ui.parts.i18n import isolated, own_way, tr, trn
from reader.ui.parts.name_popup import NamePopup

if TYPE_CHECKING:
    from reader.library import Collection, KeptCollection, Library
    from reader.ui.parts.message_bar import MessageBar


class Collecting(QObject):
    """One for a library's page."""

    def __init__(
        self, deeds: LibraryDeeds, page: LibraryPage, messages: MessageBar, removing: Removing
    ) -> None:
        super().__init__(page)
        self._deeds, self._page, self._messages, self._removing = deeds, page, messages, removing
        self.collections: Sequence[Collection] = ()
        page.list.menu_wanted.connect(self._offer_articles)
        page.shelves.dropped.connect(self._on_dropped)

    def collect(self, collection: Collection | Shelf, keys: Sequence[int]) -> None:
        """Put articles into a collection."""
        ids, id_, name = self._deeds.ids(keys), collection.id, isolated(collection.name)

        def done(works: tuple[str, ...]) -> None:
            if not works:
                self._messages.show_info(own_way(tr("It is in {name} already.", name=name)))
                return
            self._deeds.push(
                tr("putting into {name}", name=name),
                lambda library: library.collect(id_, works),
                lambda library: library.uncollect(id_, works),
            )
            words = trn(
                "1 article was put into {name}.", "{n} articles were put into {name}.", len(works), name=name
            )
            self._messages.show_info(own_way(words), tr("Undo"), self._deeds.stack.undo)
            self._deeds.changed()

        self._deeds.do(lambda library: library.collect(id_, ids()), done)

    def uncollect(self, collection: Collection, keys: Sequence[int]) -> None:
        """Take articles out of a collection."""
        ids, id_ = self._deeds.ids(keys), collection.id

        def done(works: tuple[str, ...]) -> None:
            self._deeds.push(
                tr("taking out of {name}", name=isolated(collection.name)),
                lambda library: library.uncollect(id_, works),
                lambda library: library.collect(id_, works),
            )
            self._deeds.changed()

        self._deeds.do(lambda library: library.uncollect(id_, ids()), done)

    def new_collection(self, keys: Sequence[int] = ()) -> None:
        """Ask for a name, and make a collection with these articles in it."""
        ids = self._deeds.ids(keys)
        kept: list[KeptCollection | None] = [None]

        def make(name: str) -> None:
            self._deeds.do(lambda library: library.make_collection(name, ids()), done)

        def done(made: Collection) -> None:
            def back(library: Library) -> None:
                kept[0] = library.delete_collection(made.id)

            def again(library: Library) -> None:
                if kept[0] is not None:
                    library.put_back_collection(kept[0])

            self._deeds.push(tr("the collection {name}", name=isolated(made.name)), again, back)
            self._deeds.changed()

        ask_name(self._page, tr("A new collection"), "", tr("Make it"), make)

    def offer(self) -> None:
        """Let the person choose into which collection the chosen articles go."""
        page = self._page
        keys = page.list.chosen_keys()
        if not keys:
            self._messages.show_info(tr("Choose articles in the list first."))
            return
        menu = self._menu()
        self._fill(menu, keys)
        place = page.list.visualRect(page.list.currentIndex()).center()
        menu.popup(page.list.viewport().mapToGlobal(place))

    def _offer_articles(self, place: QPoint) -> None:
        page = self._page
        keys, index = page.list.chosen_keys(), page.list.currentIndex()
        menu = self._menu()
        menu.addAction(tr("Open")).triggered.connect(lambda: page.list.opened.emit(index, None))
        self._fill(menu.addMenu(tr("Put into a collection")), keys)
        held = self._in_sight()
        if held is not None:
            words = tr("Take out of {name}", name=isolated(held.name)).replace("&", "&&")
            menu.addAction(words).triggered.connect(lambda: self.uncollect(held, keys))
        menu.addSeparator()
        menu.addAction(tr("Move to the trash…")).triggered.connect(self._removing.ask_to_remove)
        menu.popup(place)

    def _fill(self, menu: QMenu, keys: Sequence[int]) -> None:
        for each in self.collections:
            action = menu.addAction(isolated(each.name).replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, each=each: self.collect(each, keys))
        if self.collections:
            menu.addSeparator()
        menu.addAction(tr("New collection…")).triggered.connect(lambda: self.new_collection(keys))

    def _in_sight(self) -> Collection | None:
        """The collection whose articles are listed."""
        named = {each.value for each in self._page.query().filters if each.name == "in"}
        return next((each for each in self.collections if each.name in named), None)

    def _on_dropped(self, shelf: Shelf) -> None:
        keys = self._page.list.chosen_keys()
        if shelf.kind is Kind.NEW:
            self.new_collection(keys)
        elif shelf.kind is Kind.TRASH:
            self._removing.remove(keys)
        elif keys:
            self.collect(shelf, keys)

    def _menu(self) -> QMenu:
        menu = QMenu(self._page)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu


def ask_name(page: LibraryPage, title: str, name: str, words: str, done: object) -> None:
    """Ask for a name beside the shelves; `done` is called with it, and `words` stand on the button."""
    popup = NamePopup(page.window(), title, name)
    popup.keep.setText(words)
    popup.keep.setEnabled(bool(name.strip()))
    popup.named.connect(done)
    shelves = page.shelves
    corner = shelves.rect().topRight() if shelves.isRightToLeft() else shelves.rect().topLeft()
    popup.ask(shelves.mapToGlobal(corner + QPoint(0, 60)))
