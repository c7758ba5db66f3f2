"""How articles come in: from a file, from pasted text, from the library; and what the library knows of them by then.

The text never waits long for the library. It comes with its notes, also those made on older versions of it; a library
that is slow or in trouble lets it come without them, and they follow.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from reader import importers, paths, pipeline
from reader.cancel import CancelToken
from reader.errors import ReaderError
from reader.model import Annotation, Article

if TYPE_CHECKING:
    from reader.library import Library
    from reader.library.rows import ArticleRow
    from reader.ui.state.session import Session

logger = logging.getLogger(__name__)

PATIENCE = 250
"""Milliseconds that a text which is there waits for its notes."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An article with what the library keeps about it.

    Attributes:
        position: the code point that was at the top of its page.
        trouble: why the library does not say all it could.
        replaced: the version that the person read last, where this is another one with other words.
        alike: an article that may be an older version of this one: the person should say.
        older: this is not the newest version.
    """

    article: Article
    annotations: tuple[Annotation, ...]
    position: int
    trouble: ReaderError | None = None
    replaced: ArticleRow | None = None
    alike: ArticleRow | None = None
    older: bool = False


def take_in(library: Library | None, article: Article, *, brought: bool) -> Opened:
    """Keep `article` if the person `brought` it just now, and see what is known of it; from any thread.

    Whatever the library cannot do is left out and said in `trouble`.
    """
    if library is None:
        return Opened(article, (), 0)
    trouble: ReaderError | None = None
    try:
        writable = not library.read_only
        if brought and writable:
            library.import_article(article)
    except ReaderError as failure:
        trouble, writable = failure, False
    try:
        known, versions = _known(library, article)
        if writable and versions and not known.older:
            try:
                library.mark_opened(article.id)
                if versions > 1:  # the lists say how sure each place is, too
                    return replace(known, annotations=library.place_notes(article.id))
            except ReaderError as failure:
                trouble = failure
        return replace(known, annotations=library.annotations(article), trouble=trouble)
    except ReaderError as failure:
        return Opened(article, (), 0, trouble or failure)


def _known(library: Library, article: Article) -> tuple[Opened, int]:
    """What the library knows of `article`, but for its notes; and how many versions of it are there."""
    versions = library.versions(article.id)
    row = next((each for each in versions if each.id == article.id), None)
    if row is None or not row.current:
        return Opened(article, (), row.position if row else 0, older=row is not None), len(versions)
    # A version that has taken another one's place has its reading time too.
    read = [each for each in versions if not each.current and (each.opened or "") >= (row.opened or "")]
    last = max(read, key=lambda each: each.opened or "", default=None)
    before = library.article(last.id) if last is not None and last.opened else None
    changed = before is not None and before.text != article.text
    known = Opened(article, (), row.position, None, last if changed else None, library.same_article(article))
    return known, len(versions)


def _has_log() -> bool:
    """Whether changes lie beside the person's library: the last Reader did not close it, or another one has it open."""
    from reader.library import LIBRARY_FILE  # late: SQLite is not needed for the first sight of the article

    try:
        return (paths.data_dir() / f"{LIBRARY_FILE}-wal").stat().st_size > 0
    except OSError:
        return False


def _was_lost(library: Library | None) -> bool:
    """Whether there are backups of a library that has nothing in it: asked before the open article comes into it."""
    try:
        if library is None or library.path is None or library.read_only or library.recent(1):
            return False
        from reader.library.backups import Backups  # late, as above

        return Backups(library.path).forgotten(library)
    except ReaderError as trouble:
        logger.warning("it is not known whether there are backups of the library: %s", trouble)
        return False


class Arrival(QObject):
    """Opens articles for a session, one at a time, off the GUI thread."""

    came = Signal(object)  # the Opened, when its article and notes are on the screen
    library_troubled = Signal(object)  # a ReaderError: it could not be opened
    library_came = Signal(
        bool, bool
    )  # whether the Reader before did not close it; whether it was lost and made anew
    _loaded = Signal(int, object)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._turn = 0
        self.told_apart: set[frozenset[str]] = (
            set()
        )  # articles of one headline and date that are two all the same
        self._waiting: Article | None = None
        self._made: Library | None = None
        self._unclean = self._lost = False
        self._loaded.connect(self._on_loaded, Qt.ConnectionType.QueuedConnection)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._show_waiting)

    def open_path(self, path: str | Path) -> None:
        """Open a file; what is open stays open until the new text is there, and if it cannot be read."""
        self._open(lambda token: pipeline.load(path, token), brought=True)

    def open_text(self, text: str, source: str) -> None:
        """Open pasted or dropped text; `source` says where it came from."""
        self._open(lambda token: importers.load_text(text, source), brought=True)

    def open_stored(self, article_id: str) -> None:
        """Open the newest version of an article of the library."""
        self._open(lambda _token: self._stored(article_id, newest=True), brought=False)

    def open_version(self, article_id: str) -> None:
        """Open just this version of an article of the library; it does not become the newest."""
        self._open(lambda _token: self._stored(article_id, newest=False), brought=False)

    def join(self, article: Article, older: ArticleRow) -> None:
        """The open `article` is a newer version of `older`, says the person: its notes belong here."""
        session, library = self._session, self._session.library
        if library is None:
            return

        def work(_token: CancelToken) -> Opened:
            library.join_versions(article.id, older.id)
            return take_in(library, article, brought=False)

        session.jobs.run("join", work, self._on_joined, session.failed.emit)

    def bring_library(self, opener: Callable[[], Library | None], then: Callable[[], object]) -> None:
        """Open the library, and bring what it knows of the open article; `then` is called in any case."""
        session = self._session

        def work(_token: CancelToken) -> tuple[Library | None, Opened | None]:
            self._unclean = _has_log()
            self._made = opener()
            self._lost = _was_lost(self._made)
            article = session.article
            return self._made, take_in(self._made, article, brought=not session.older) if article else None

        def failed(trouble: ReaderError) -> None:
            session.failed.emit(trouble)
            self.library_troubled.emit(trouble)
            then()

        session.jobs.run("library", work, partial(self._on_library, then), failed)

    def close(self) -> None:
        """Let go of a library that came too late to be used."""
        if self._made is not None and self._made is not self._session.library:
            self._made.close()

    # -- inside ----------------------------------------------------------------------------------------------

    def _open(self, load: Callable[[CancelToken], Article], *, brought: bool) -> None:
        self._turn += 1
        turn, session = self._turn, self._session
        self._patience.stop()
        self._waiting = None

        def work(token: CancelToken) -> tuple[Library | None, Opened]:
            article = load(token)
            self._loaded.emit(turn, article)
            library = session.library
            return library, take_in(library, article, brought=brought)

        session.jobs.run("open", work, partial(self._on_opened, brought), session.failed.emit)

    def _on_loaded(self, turn: int, article: Article) -> None:
        if turn == self._turn and self._session.jobs.busy("open"):
            self._waiting = article
            self._patience.start()

    def _show_waiting(self) -> None:
        if self._waiting is not None and self._session.jobs.busy("open"):
            self._session.show(Opened(self._waiting, (), 0), find_people=False)

    def _on_opened(self, brought: bool, found: tuple[Library | None, Opened]) -> None:
        session, (library, opened) = self._session, found
        self._patience.stop()
        self._waiting = None
        if session.article is opened.article:  # it did not wait
            session.receive(opened)
            session.find_people()
        else:
            session.show(opened)
        self.came.emit(opened)
        if library is not session.library:  # it came in between
            article = opened.article
            session.jobs.run(
                "library",
                lambda _token: take_in(session.library, article, brought=brought),
                self._on_known,
                session.failed.emit,
            )

    def _on_known(self, opened: Opened) -> None:
        if self._session.article is opened.article:
            self._session.receive(opened)
            self.came.emit(opened)

    def _on_joined(self, opened: Opened) -> None:
        self._session.undo_stack.clear()  # what it holds is of notes as they stood before
        self._on_known(opened)

    def _on_library(self, then: Callable[[], object], found: tuple[Library | None, Opened | None]) -> None:
        session, (library, opened) = self._session, found
        session.use_library(library)
        if opened is not None and session.article is opened.article:
            self._on_known(opened)
        elif session.article is not None:
            article = session.article
            session.jobs.run(
                "library",
                lambda _token: take_in(library, article, brought=True),
                self._on_known,
                session.failed.emit,
            )
        then()
        if library is not None:
            self.library_came.emit(self._unclean, self._lost)

    def _stored(self, article_id: str, *, newest: bool) -> Article:
        library = self._session.library
        article = None
        if library is not None:
            article = library.article(library.current_version(article_id) if newest else article_id)
        if article is None:
            raise ReaderError("This article is no longer in the library.", "Open its file again.")
        return article
