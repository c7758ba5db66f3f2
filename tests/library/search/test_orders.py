"""The orders of a large library are worked out once, and again when something has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.library import LIBRARY_FILE, Library
from reader.library.index import Upkeep
from reader.library.search import answering
from reader.library.search.finder import Finder
from reader.library.search.results import Sort
from tests.library import samples


@pytest.mark.parametrize("in_memory", [True, False])
def test_an_article_that_is_opened_or_comes_in_is_in_its_place_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_memory: bool
) -> None:
    monkeypatch.setattr(answering, "_FEW", 1)  # as if these were many
    articles = [samples.article(f"a{number}", headline=f"כותרת {'בדגה'[number]}") for number in range(4)]
    with Library.in_memory() if in_memory else Library.open(tmp_path / LIBRARY_FILE) as library:
        for article in articles[:3]:
            library.add_article(article)
        upkeep, finder = Upkeep(library), Finder(library)
        upkeep.catch_up()

        def listed(sort: Sort) -> list[str]:
            return [line.row.title[-1] for line in finder.lines(finder.find("", sort).keys, "")]

        assert listed(Sort.TITLE) == ["ב", "ג", "ד"]
        assert listed(Sort.ADDED) == ["ג", "ד", "ב"]
        library.mark_opened(articles[1].id)
        assert listed(Sort.OPENED)[0] == "ד"
        library.mark_opened(articles[0].id)
        assert listed(Sort.OPENED)[:2] == ["ב", "ד"]
        library.add_article(articles[3])
        upkeep.catch_up()
        assert listed(Sort.TITLE) == ["ב", "ג", "ד", "ה"]
        assert listed(Sort.ADDED)[0] == "ה"
        finder.close()
        upkeep.close()


def test_the_first_answer_does_not_wait_for_an_order_to_be_worked_out_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(answering, "_FEW", 1)
    articles = [samples.article(f"a{number}", headline=f"כותרת {'בדגה'[number]}") for number in range(4)]
    with Library.in_memory() as library:
        for article in articles[:3]:
            library.add_article(article)
        upkeep, finder = Upkeep(library), Finder(library)
        upkeep.catch_up()
        assert finder.find("", Sort.TITLE, first=2).complete
        library.add_article(articles[3])
        upkeep.catch_up()
        soon = finder.find("", Sort.TITLE, first=2)
        assert [line.row.title[-1] for line in finder.lines(soon.keys, "")] == ["ה", "ב", "ג", "ד"]
        assert not soon.complete  # so that all of it is asked for next
        exact = finder.find("", Sort.TITLE)
        assert [line.row.title[-1] for line in finder.lines(exact.keys, "")] == ["ב", "ג", "ד", "ה"]
        assert finder.find("", Sort.TITLE, first=2).complete
        finder.close()
        upkeep.close()
