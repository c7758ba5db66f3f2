"""Searching the library for the window: off the GUI thread, the first hits first, and again when something changed.

One for the session. It owns what the search has open, and lets go of it when the library changes or is closed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from reader.cancel import CancelToken
from reader.errors import ReaderError

if TYPE_CHECKING:
    from reader.library import Library
    from reader.library.index import Upkeep
    from reader.library.search.finder import Finder
    from reader.library.search.query import Query
    from reader.library.search.results import (
        ArticleLine,
        Facets,
        Found,
        NoteLine,
        PersonLine,
        QuotationLine,
        Sort,
    )
    from reader.ui.state.session import Session

FIRST = 60
"""So many hits are asked for before all of them: more than a window shows."""
LINES = 9
"""So many lines come with the first hits where nobody says how many are in sight; others when they come into sight."""
WATCH = 1_500
"""Milliseconds between two looks for what another process changed."""
_AGAIN = 2_500  # milliseconds between two answers while the index grows
_PAUSE = 160  # milliseconds without a key before quotations and notes are searched too
_REST = (
    40  # milliseconds in which the first hits are painted, before Python's one lock is wanted for all of them
)
_MOST_OTHERS = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """A search: its words, its order, and whether its last word is still being typed."""

    text: str
    sort: Sort
    typing: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found: the articles, and the lines of the first of them by their keys."""

    asked: Asked
    query: Query
    found: Found
    lines: dict[int, ArticleLine] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Others:
    """What else answers a search, each kind with how many there are in all."""

    people: Sequence[PersonLine] = ()
    people_total: int = 0
    quotations: Sequence[QuotationLine] = ()
    quotations_total: int = 0
    notes: Sequence[NoteLine] = ()
    notes_total: int = 0


@dataclass(frozen=True, slots=True)
class _Caught:
    """How many changes were read, how far the index is, and how many were too many to be read here."""

    changes: int
    reached: int
    left: int = 0


class Finding(QObject):
    """Asks the library; what comes back is told by signals on the GUI thread."""

    answered = Signal(object)  # Answer; twice where the first hits came before all
    lines_came = Signal(object, object)  # the Asked and the lines by their keys that were looked up
    others_came = Signal(object)  # Others, of the search that was answered last
    troubled = Signal(object)  # a ReaderError: the search could not be made
    index_moved = Signal(float)  # how far the index is
    indexed = Signal(int)  # how many changes were read here, when the index is another one and up to date
    much_behind = Signal(int)  # so many changes wait, more than are read here
    let_go = Signal()  # the library is another one, or none

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._lock = Lock()
        self._finder: Finder | None = None
        self._upkeep: Upkeep | None = None
        self._of: Library | None = None
        self._asked: Asked | None = None
        self._due = False
        self._stale = False
        self._reached = -1
        self.in_sight = LINES  # how many lines are seen at once
        self.limit: int | None = None  # more changes than these are not read here, but told of
        self.paused = False  # another process reads them, and is not to be disturbed
        self._since = QElapsedTimer()
        self._watch = QTimer(self, interval=WATCH)
        self._watch.timeout.connect(self.catch_up)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._ask_for_all)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._ask_others)
        session.library_changed.connect(self._on_library)

    # -- the library's tools, from any thread ----------------------------------------------------------------

    def finder(self) -> Finder:
        """What searches the session's library.

        Raises:
            ReaderError: no library is open.
        """
        with self._lock:
            self._renew()
            assert self._finder is not None
            return self._finder

    def upkeep(self) -> Upkeep:
        """What keeps the index of the session's library up to date; raises as `finder` does."""
        with self._lock:
            self._renew()
            assert self._upkeep is not None
            return self._upkeep

    def close(self) -> None:
        """Let go of what is open; it is opened again when it is needed."""
        with self._lock:
            self._let_go()

    # -- keeping up ------------------------------------------------------------------------------------------

    def watch(self, on: bool) -> None:
        """Look now, and every now and then, for what changed, or stop looking."""
        if on and not self._watch.isActive():
            self._watch.start()
            self.catch_up()
        elif not on:
            self._watch.stop()

    def catch_up(self) -> None:
        """Bring the index up to date; what was asked last is asked again where that changed something."""
        jobs = self._session.jobs
        if self._session.library is None or self.paused:
            return
        if jobs.busy("library-index"):
            self._due = True
            return
        self._due = False
        limit = self.limit
        jobs.run(
            "library-index",
            lambda token: self._catch_up(limit, token),
            self._on_caught_up,
            self.troubled.emit,
            self._on_index_moved,
        )

    def tell_share(self, share: float) -> None:
        """Another process brought the index so far (0.0 to 1.0): tell of it, and search again now and then."""
        self._on_index_moved(share)

    def _catch_up(self, limit: int | None, token: CancelToken) -> _Caught:
        """Read what changed; an import reads what it brings by itself, so that there may be nothing."""
        upkeep = self.upkeep()
        if limit is not None and (behind := upkeep.behind()) > limit:
            return _Caught(0, upkeep.reached(), behind)
        return _Caught(upkeep.catch_up(token), upkeep.reached())

    def _on_caught_up(self, found: _Caught) -> None:
        changes, reached = found.changes, found.reached
        before, self._reached = self._reached, reached
        if found.left:
            self.much_behind.emit(found.left)
            if reached != before:
                self.again()
            return
        if changes or reached != before:
            self.again()
            self.indexed.emit(changes)
        if self._due:
            self.catch_up()

    def _on_index_moved(self, share: float) -> None:
        self.index_moved.emit(share)
        if not self._since.isValid() or self._since.elapsed() > _AGAIN:
            self.again()

    # -- asking ----------------------------------------------------------------------------------------------

    def ask(self, asked: Asked) -> None:
        """Search; a search that runs is given up."""
        self._asked = asked
        self._session.jobs.cancel("library-all")
        self._session.jobs.cancel("library-others")
        self._rest.stop()
        self._pause.stop()
        self._run("library-search", asked, FIRST)

    def again(self) -> None:
        """Search for what was searched last, since something changed."""
        if self._asked is None:
            return
        self._stale = self._session.jobs.busy("library-search")  # then when that is answered
        if not self._stale:
            self._since.start()
            self._rest.stop()
            self._run("library-all", self._asked, None)

    def look_up(self, keys: Sequence[int], asked: Asked) -> None:
        """Look up the lines of some articles; the last call counts."""
        self._session.jobs.run(
            "library-lines",
            lambda _token: self._lines(keys, self._read(asked)),
            lambda lines: self.lines_came.emit(asked, lines),
            self.troubled.emit,
        )

    def facets(self, text: str, done: Callable[[Facets], None]) -> None:
        """Count what the articles that answer `text` have in common."""
        self._session.jobs.run(
            "library-facets",
            lambda token: self.finder().facets(text, token),
            done,
            self.troubled.emit,
        )

    @property
    def searching(self) -> bool:
        """Whether more of the answer to the last search is on its way."""
        waits = self._rest.isActive() or self._pause.isActive()
        return waits or any(self._session.jobs.busy(f"library-{key}") for key in ("search", "all", "others"))

    # -- inside ----------------------------------------------------------------------------------------------

    def _run(self, key: str, asked: Asked, first: int | None) -> None:
        lines = self.in_sight

        def work(token: CancelToken) -> Answer:
            query = self._read(asked)
            found = self.finder().find(query, asked.sort, token, first=first)
            token.check()
            return Answer(asked, query, found, self._lines(found.keys[:lines], query))

        self._session.jobs.run(key, work, self._on_answer, self.troubled.emit)

    def _on_answer(self, answer: Answer) -> None:
        self.answered.emit(answer)
        if self._stale:
            self.again()
        elif not answer.found.complete:
            self._rest.start()
        elif answer.query.root is not None:
            self._pause.start()

    def _ask_for_all(self) -> None:
        if self._asked is not None:
            self._run("library-all", self._asked, None)

    def _ask_others(self) -> None:
        asked = self._asked
        if asked is None or self._session.library is None:
            return

        def work(token: CancelToken) -> Others:
            finder, query = self.finder(), self._read(asked)
            people, many = finder.people(query, _MOST_OTHERS)
            token.check()
            quotations, sayings = finder.quotations(query, _MOST_OTHERS)
            token.check()
            notes, written = finder.notes(query, _MOST_OTHERS)
            return Others(people, many, quotations, sayings, notes, written)

        self._session.jobs.run("library-others", work, self.others_came.emit, self.troubled.emit)

    def _read(self, asked: Asked) -> Query:
        from reader.library.search.query import (
            parse,
        )  # late: nobody searches before the article is on the screen

        return parse(asked.text, typing=asked.typing)

    def _lines(self, keys: Sequence[int], query: Query) -> dict[int, ArticleLine]:
        return {line.key: line for line in self.finder().lines(keys, query)}

    def _renew(self) -> None:
        """Open the tools of the library that the session uses now; inside the lock."""
        from reader.library.index import Upkeep  # late, as above
        from reader.library.search.finder import Finder

        library = self._session.library
        if library is not self._of or self._finder is None:
            self._let_go()
            if library is None:
                raise ReaderError(
                    "The library is not open, so it cannot be searched.",
                    "Mend the library, or start Reader with another one.",
                )
            self._finder, self._upkeep, self._of = Finder(library), Upkeep(library), library

    def _let_go(self) -> None:
        if self._finder is not None:
            self._finder.close()
        if self._upkeep is not None:
            self._upkeep.close()
        self._finder = self._upkeep = self._of = None

    def _on_library(self) -> None:
        for key in ("search", "all", "others", "lines", "facets", "index"):
            self._session.jobs.cancel(f"library-{key}")
        self._reached = -1
        self._rest.stop()
        self.close()
        self.let_go.emit()
