"""Whoever presses Stop has waited no more than 0.2 s of the processor's time, whatever was going on."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.cancel import CancelledError, CancelToken
from reader.gathering import Event, Taken, gather
from reader.library import LIBRARY_FILE, Library
from reader.library.index import Upkeep
from reader.library.search.finder import Finder
from reader.library.search.results import Sort
from tests.bench.maker import Maker

_PATIENCE = 0.2  # seconds of the processor's
_ARTICLES = 150


class _Pressed(CancelToken):
    """Stop is pressed while the work looks at it for the so-manieth time."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self._left = looks
        self.at = 0.0

    @property
    def cancelled(self) -> bool:
        """Whether it has been looked at so often."""
        self._left -= 1
        if self._left <= 0 and not self.at:
            self.at = time.thread_time()
        return self._left <= 0

    def check(self) -> None:
        """Raise once it was pressed."""
        if self.cancelled:
            raise CancelledError


def _waited(work: Callable[[CancelToken], object], looks: int) -> float:
    token = _Pressed(looks)
    with pytest.raises(CancelledError):
        work(token)
    return time.thread_time() - token.at


def test_catching_up_and_making_the_index_anew_stop_at_once(tmp_path: Path) -> None:
    with Library.open(tmp_path / LIBRARY_FILE) as library:
        library.import_articles(list(Maker().articles(_ARTICLES)))
        upkeep = Upkeep(library)
        assert _waited(upkeep.catch_up, _ARTICLES // 3) < _PATIENCE
        assert 0 < upkeep.behind() < _ARTICLES  # what was done stays
        assert _waited(upkeep.rebuild, _ARTICLES // 2) < _PATIENCE
        assert upkeep.catch_up() > 0
        upkeep.close()


def test_a_search_stops_at_once(tmp_path: Path) -> None:
    with Library.open(tmp_path / LIBRARY_FILE) as library:
        library.import_articles(list(Maker().articles(_ARTICLES)))
        upkeep, finder = Upkeep(library), Finder(library)
        upkeep.catch_up()
        assert _waited(lambda token: finder.find("", Sort.NOTES, token), 2) < _PATIENCE
        assert _waited(lambda token: finder.facets("של", token), 2) < _PATIENCE
        assert finder.find("של").total > 0
        finder.close()
        upkeep.close()


def test_an_import_stops_at_once_and_keeps_what_it_told(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for article in Maker().articles(_ARTICLES):
        (folder / f"{article.id}.txt").write_text(article.text, "utf-8")
    with Library.open(tmp_path / LIBRARY_FILE) as library:
        token, pressed = CancelToken(), 0.0

        def tell(event: Event) -> None:
            nonlocal pressed
            if isinstance(event, Taken) and event.path.endswith(f"{_ARTICLES // 3:016x}.txt"):
                token.cancel()
                pressed = time.thread_time()

        report = gather(library, [folder], token, tell)
        assert time.thread_time() - pressed < _PATIENCE
        assert report.stopped
        assert _ARTICLES // 3 < len(report.new) == len(library.articles()) < _ARTICLES
