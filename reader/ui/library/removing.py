"""Articles into the trash, out of it again, and away for good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reader.ui.library.deeds import LibraryDeeds
from reader.ui.library.page import LibraryPage
from reader.ui.parts.i18n import tr, trn
from reader.ui.parts.question import is_sure

if TYPE_CHECKING:
    from reader.ui.parts.message_bar import MessageBar


class Removing(QObject):
    """One for a library's page."""

    def __init__(self, deeds: LibraryDeeds, page: LibraryPage, messages: MessageBar) -> None:
        super().__init__(page)
        self._deeds, self._page, self._messages = deeds, page, messages
        page.list.delete_wanted.connect(self.ask_to_remove)
        page.trash.restore_wanted.connect(self.restore)
        page.trash.forget_wanted.connect(self.forget)

    def ask_to_remove(self) -> None:
        """Ask, and put the chosen articles into the trash."""
        keys = self._page.list.chosen_keys()
        question = trn(
            "Move this article to the trash? Its notes stay, and it can be brought back.",
            "Move these {n} articles to the trash? Their notes stay, and they can be brought back.",
            len(keys),
        )
        if keys and is_sure(self._page, tr("Library"), question, tr("Move to the trash")):
            self.remove(keys)

    def remove(self, keys: Sequence[int]) -> None:
        """Put articles into the trash, and say so."""
        ids = self._deeds.ids(keys)

        def done(works: tuple[str, ...]) -> None:
            if works:
                self._deeds.push(
                    trn("the removal of 1 article", "the removal of {n} articles", len(works)),
                    lambda library: library.delete_articles(works),
                    lambda library: library.restore_articles(works),
                )
                words = trn("1 article is in the trash.", "{n} articles are in the trash.", len(works))
                self._messages.show_info(words, tr("Undo"), self._deeds.stack.undo)
            self._deeds.changed()

        self._deeds.do(lambda library: library.delete_articles(ids()), done)

    def restore(self, ids: Sequence[str]) -> None:
        """Bring articles back from the trash."""

        def done(works: tuple[str, ...]) -> None:
            self._deeds.push(
                trn("the return of 1 article", "the return of {n} articles", len(works)),
                lambda library: library.restore_articles(works),
                lambda library: library.delete_articles(works),
            )
            self._deeds.changed()

        self._deeds.do(lambda library: library.restore_articles(ids), done)

    def forget(self, ids: Sequence[str]) -> None:
        """Delete articles in the trash for good."""
        self._deeds.stack.clear()  # what it holds could not be undone any more
        self._deeds.change(lambda library: library.empty_article_trash(ids))
