"""What a search reads is of one moment, though an import writes between two of its questions."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.library import LIBRARY_FILE, Library
from reader.library.index import Upkeep
from reader.library.search import columns
from reader.library.search.finder import Finder
from tests.library import samples


def test_an_article_that_comes_in_while_a_search_reads_does_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day_of = columns._day
    with Library.open(tmp_path / LIBRARY_FILE) as library:
        upkeep, finder = Upkeep(library), Finder(library)
        library.add_article(samples.article("a1", headline="כותרת ראשונה"))
        upkeep.catch_up()

        def comes_in(day: str) -> int:
            """Between the reading of the days and that of the sites."""
            monkeypatch.setattr(columns, "_day", day_of)
            library.add_article(samples.article("a2", headline="כותרת שנייה"))
            upkeep.catch_up()
            return day_of(day)

        monkeypatch.setattr(columns, "_day", comes_in)
        assert finder.find("כותרת").total == 1
        assert columns._day is day_of, "it did come in"
        assert finder.find("כותרת").total == 2
        finder.close()
        upkeep.close()
