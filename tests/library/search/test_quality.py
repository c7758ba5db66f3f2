"""Every right article is on the first page, and no wrong one is found: more than two hundred queries."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reader.library import Library
from reader.library.search.finder import Finder
from tests.library.search import quality
from tests.library.search.quality import Case


@pytest.fixture(scope="module")
def asked() -> Iterator[tuple[Finder, dict[int, str]]]:
    with Library.in_memory() as library:
        quality.fill(library)
        finder = Finder(library)
        yield finder, quality.ids(finder)
        finder.close()


def test_the_set_is_large_enough_to_mean_something() -> None:
    assert len(quality.cases()) >= 200
    assert len(quality.known()) >= 60
    names = {one["id"] for one in quality.known()}
    assert all(case.right | case.allowed <= names for case in quality.cases())


@pytest.mark.parametrize("case", quality.cases(), ids=lambda case: case.query)
def test_a_query_finds_what_answers_it_and_nothing_else(
    case: Case, asked: tuple[Finder, dict[int, str]]
) -> None:
    found = quality.answer(*asked, case.query)
    assert case.right <= set(found[: quality.PAGE])
    assert set(found) <= case.right | case.allowed


def test_the_line_of_every_hit_shows_a_word_that_was_looked_for(asked: tuple[Finder, dict[int, str]]) -> None:
    finder, _ = asked
    for case in quality.cases():
        found = finder.find(case.query)
        for line in finder.lines(found.keys[:3], case.query):
            for snippet in line.snippets:
                assert snippet.hits, case.query
                assert all(hit.of(snippet.text).strip() for hit in snippet.hits)
                assert snippet.place.holds(snippet.first)
            for hit in line.title_hits:
                assert hit.of(line.row.title)
