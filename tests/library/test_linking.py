"""Where a further-reading title leads, and who leads here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from reader.library import LIBRARY_FILE, Library
from reader.library.index import Index, Upkeep
from reader.library.linking import leads_to, pointing_here, targets
from reader.model import Article, Link
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


# -- who leads here ------------------------------------------------------------------------------------------


def pointer(name: str, *links: Link, published: str = "2013-11-02") -> Article:
    return replace(samples.article(name, headline=f"מאמר {name}"), links=links, published=published)


def pointing(library: Library, article_id: str) -> list[str]:
    with closing(Upkeep(library)) as upkeep, closing(Index(library)) as index:
        upkeep.catch_up()
        return [row.id for row in pointing_here(index, article_id)]


def test_who_leads_here_is_found_by_address_and_by_title_the_newest_first(library: Library) -> None:
    library.add_article(pointer("b1", Link(None, "לא זה", "http://example.org/news/rail?id=7")))
    library.add_article(pointer("b2", Link(None, "הקו החדש ייפתח"), published="2014-01-01"))
    library.add_article(pointer("b3", Link(None, "הקו החדש ייפתח", "https://example.org/elsewhere")))
    library.add_article(pointer("b4", Link(None, "משהו אחר"), Link(None, "הקו החדש ייפתח מחר")))
    assert pointing(library, "a1") == ["b2", "b3", "b1"]
    assert pointing(library, "a2") == []
    assert pointing(library, "nobody") == []


def test_a_title_whose_address_is_another_articles_does_not_lead_here(library: Library) -> None:
    library.add_article(samples.article("a9", headline="אחר", source="https://example.org/other"))
    library.add_article(pointer("b1", Link(None, "הקו החדש ייפתח", "https://www.example.org/other/")))
    assert pointing(library, "a1") == []
    assert pointing(library, "a9") == ["b1"]


def test_of_two_articles_of_one_title_the_newer_one_is_meant(library: Library) -> None:
    library.add_article(pointer("b1", Link(None, "הקו החדש ייפתח")))
    library.add_article(samples.article("a8", headline="הקו החדש ייפתח", body="טקסט אחר לגמרי"))
    assert pointing(library, "a8") == ["b1"]
    assert pointing(library, "a1") == []


def test_who_leads_to_an_older_version_by_its_address_leads_here(library: Library) -> None:
    library.add_article(pointer("b1", Link(None, "", ADDRESS)))
    newer = samples.article("a3", headline="הקו החדש נפתח", source=ADDRESS, body=samples.BODY + " עוד.")
    library.import_article(newer)
    assert pointing(library, "a3") == ["b1"]
    assert pointing(library, "a1") == ["b1"]


def test_an_article_does_not_lead_to_itself_and_what_is_in_the_trash_leads_nowhere(library: Library) -> None:
    library.add_article(replace(pointer("b1"), links=(Link(None, "מאמר b1"), Link(None, "הקו החדש ייפתח"))))
    assert pointing(library, "b1") == []
    assert pointing(library, "a1") == ["b1"]
    library.delete_articles(["b1"])
    assert pointing(library, "a1") == []


def test_an_empty_title_leads_nowhere(library: Library) -> None:
    library.add_article(samples.article("a5", headline="", body=""))
    library.add_article(pointer("b1", Link(None, ""), Link(None, " ", "")))
    assert pointing(library, "a5") == []
