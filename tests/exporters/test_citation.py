"""A passage with where it is from, and references for other programs."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given

from reader.exporters.notes.citation import bibtex, citation, csl_json
from reader.model.noted import NotedArticle
from tests.exporters import noted

PLAIN = replace(noted.talks(), title="השיחות יימשכו")


def test_a_passage_is_cited_in_the_articles_language() -> None:
    assert citation(PLAIN, "לוי אמרה\nכי השיחות") == (
        '"לוי אמרה כי השיחות" — כתב העיתון, "השיחות יימשכו", example.org, 2 בנובמבר 2013, https://example.org/news/1'
    )
    assert citation(replace(PLAIN, language="en", title="Talks", author="Dana Levi")) == (
        "Dana Levi, “Talks”, example.org, 2 November 2013, https://example.org/news/1"
    )


def test_what_is_not_known_is_left_out() -> None:
    bare = NotedArticle("a", "", "/news/a.txt", "he", None, None, None, ())
    assert citation(bare) == ""
    assert citation(bare, "מילים") == '"מילים"'
    assert citation(replace(bare, published="2013-02")) == "פברואר 2013"
    assert citation(replace(bare, published="2013")) == "2013"
    assert citation(replace(bare, published="2013-02-31")) == "2013-02-31"
    assert citation(replace(bare, published="0000-00-00")) == "0000-00-00"


def test_words_with_quotation_marks_have_others_around_them() -> None:
    assert citation(PLAIN, 'שליח האו"ם').startswith('“שליח האו"ם” — ')


@given(article=noted.articles, quote=noted.texts)
def test_a_citation_is_one_line(article: NotedArticle, quote: str) -> None:
    line = citation(article, quote)
    assert len(line.splitlines()) <= 1
    line.encode()
    opened = sum(map(line.count, "\u202a\u202b\u202d\u202e")), sum(map(line.count, "\u2066\u2067\u2068"))
    assert opened == (line.count("\u202c"), line.count("\u2069"))


def test_csl_json_has_what_zotero_reads() -> None:
    (item,) = json.loads(csl_json([PLAIN]))
    assert item == {
        "id": "example2013-a1",
        "type": "article-newspaper",
        "title": "השיחות יימשכו",
        "author": [{"literal": "כתב העיתון"}],
        "container-title": "example.org",
        "issued": {"date-parts": [[2013, 11, 2]]},
        "URL": "https://example.org/news/1",
        "language": "he",
    }
    (odd,) = json.loads(
        csl_json([replace(PLAIN, published="אתמול", author="רות, דן", site=None, source="x")])
    )
    assert odd["issued"] == {"literal": "אתמול"}
    assert odd["author"] == [{"literal": "רות"}, {"literal": "דן"}]
    assert "URL" not in odd


def test_bibtex_escapes_what_tex_would_understand() -> None:
    entry = bibtex(
        [replace(PLAIN, title="50% & {x} _y_ $z ~ ^ \\ #1", author="Rami and Dana, רות", site=None)]
    ).decode()
    assert entry.startswith("@misc{example2013-a1,\n")
    assert r"title = {{50\% \& \textbraceleft x\textbraceright  \_y\_ \$z" in entry
    assert "author = {{Rami {and} Dana} and {רות}}" in entry
    assert "year = {2013}" in entry
    assert "url = {https://example.org/news/1}" in entry


@pytest.mark.parametrize(
    "address", ["https://[x", "http://a b/{}%7D\\", "https://he.example.org/ידיעה?x=1&y=2#z"]
)
def test_any_address_stands_in_a_reference(address: str) -> None:
    entry = bibtex([replace(PLAIN, source=address)]).decode()
    assert entry.count("{") == entry.count("}")
    assert json.loads(csl_json([replace(PLAIN, source=address)]))[0]["URL"].isascii()


@given(shelf=noted.shelves)
def test_keys_are_plain_and_no_two_are_alike(shelf: list[NotedArticle]) -> None:
    text = bibtex([*shelf, *shelf]).decode()
    keys = re.findall(r"^@(?:article|misc)\{([a-zA-Z0-9-]+),$", text, re.MULTILINE)
    assert len(keys) == len(set(keys)) == 2 * len(shelf)
    assert text.count("{") == text.count("}")
    assert len(json.loads(csl_json(shelf))) == len(shelf)
