"""An index that grew article by article is kept in few pieces, and finds all that it did."""

from __future__ import annotations

import pytest

from reader.library import Library
from reader.library.index import Index, Upkeep, merging
from reader.library.search.finder import Finder
from tests.library import samples


def test_articles_that_came_one_by_one_are_in_few_pieces_and_are_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(merging, "_MOST", 3)
    with Library.in_memory() as library:
        upkeep, finder, index = Upkeep(library), Finder(library), Index(library)
        for number in range(12):
            library.add_article(samples.article(f"a{number}", headline=f"כותרת {number}"))
            upkeep.catch_up()
            with index.connection() as connection:
                assert not merging.needed(connection)
        assert finder.find("כותרת").total == 12
        assert finder.find("7").total == 1
        for opened in (upkeep, finder, index):
            opened.close()
