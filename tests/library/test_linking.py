"""Where a further-reading title leads, and who leads here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.library import LIBRARY_FILE, Library
from reader.library.linking import leads_to, targets
from reader.model import Link
from tests.library import samples

ADDRESS = "https://www.example.org/news/rail?id=7&utm_source=home#top"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / LIBRARY_FILE) as opened:
        opened.add_article(samples.article("a1", headline="הקו החדש ייפתח", source=ADDRESS))
        opened.add_article(samples.article("a2", headline='מנכ"ל הרכבת: "נִפְתַּח בזמן"'))
        yield opened


def leads(library: Library, title: str, url: str | None = None) -> str | None:
    row = leads_to(library, Link(None, title, url))
    return row.id if row is not None else None


@pytest.mark.parametrize(
    ("title", "url", "found"),
    [
        ("כותרת אחרת", "http://example.org/news/rail/?id=7", "a1"),
        ("כותרת אחרת", "https://m.example.org/news/rail?id=7&fbclid=1", "a1"),
        ("כותרת אחרת", "https://example.org/news/rail?id=8", None),
        ("הקו החדש ייפתח", "https://example.org/news/rail?id=8", "a1"),
        ("מנכ״ל הרכבת: ”נפתח בזמן“", None, "a2"),
        ("מנכ״ל הרכבת: ”נפתח בזמן“", "https://example.org/news/rail?id=7", "a1"),
        ("מנכל הרכבת", "nowhere", None),
        ("", "", None),
        ("", "http://[", None),
    ],
)
def test_a_link_leads_to_its_address_first_and_to_its_title_else(
    library: Library, title: str, url: str | None, found: str | None
) -> None:
    assert leads(library, title, url) == found


def test_several_links_are_answered_in_their_order(library: Library) -> None:
    links = [Link(None, "אין כזה"), Link(None, "הקו החדש ייפתח"), Link(None, "", ADDRESS)]
    assert [row.id if row else None for row in targets(library, links)] == [None, "a1", "a1"]


def test_a_link_leads_to_the_newest_version(library: Library) -> None:
    newer = samples.article("a3", headline="הקו החדש נפתח", source=ADDRESS, body=samples.BODY + " עוד.")
    assert library.import_article(newer).replaced == "a1"
    assert leads(library, "", ADDRESS) == "a3"
    assert leads(library, "הקו החדש נפתח") == "a3"


def test_a_link_does_not_lead_into_the_trash(library: Library) -> None:
    library.delete_articles(["a1"])
    assert leads(library, "הקו החדש ייפתח", ADDRESS) is None
    library.restore_articles(["a1"])
    assert leads(library, "", ADDRESS) == "a1"
