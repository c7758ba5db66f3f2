"""Notes as Markdown: what a person wrote stays inside its note, and Hebrew runs from the right."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from markdown_it.token import Token

from reader.exporters.notes import dump
from reader.model import Annotation, State
from reader.model.noted import NotedArticle
from tests.exporters import noted


def tokens(*shelf: NotedArticle) -> list[Token]:
    return MarkdownIt("commonmark").parse(dump("markdown", shelf).decode())


def top_headings(*shelf: NotedArticle) -> list[str]:
    """The headings that no list holds."""
    parsed = tokens(*shelf)
    return [
        parsed[at + 1].content
        for at, token in enumerate(parsed)
        if token.type == "heading_open" and not token.level
    ]


def with_bodies(article: NotedArticle, *bodies: str) -> NotedArticle:
    notes = tuple(replace(article.annotations[0], id=str(at), body=body) for at, body in enumerate(bodies))
    return replace(article, annotations=notes)


def test_notes_stand_by_article_and_person_with_a_citation() -> None:
    text = dump("markdown", [noted.talks(), replace(noted.talks(), title="", language="en")]).decode()
    assert top_headings(noted.talks()) == ["הערות", 'השרה דנה לוי: "נחזור לשולחן"', "בגוף המאמר", "דנה לוי"]
    assert "כתב העיתון, “השרה" in text
    assert "example.org, 2 בנובמבר 2013, <https://example.org/news/1>" in text
    assert '- > שליח האו"ם 🕊\n\n  #לבדוק · #או"ם · 1 במאי 2024\n\n  לבדוק מי זה\n' in text
    assert "## Article without a headline" in text
    assert "1 May 2024" in text


@pytest.mark.parametrize(
    "body",
    ["# כותרת", "```\nfence", "~~~\nfence", "<script>\nx", "<!-- hidden", "</div>", "---", "===", "- - -", "***", "> q",
     "\r\n\r\n# x\r# y", "    code", "\t\tcode", "1. x\n# y", "[a]: https://x\n\n# y", "`<!--", "a\n===", "<div>\n\n</div>",
     "\\<script>", "``<b>`", "| a |\n|--|\n# x", "\x0b# x", "\u2028# x"],
)  # fmt: skip
def test_what_a_person_wrote_does_not_break_the_structure(body: str) -> None:
    article = with_bodies(noted.talks(), body, "second")
    assert top_headings(article) == top_headings(with_bodies(noted.talks(), "first", "second"))
    assert sum(token.type == "list_item_open" and token.level == 1 for token in tokens(article)) == 2


@given(shelf=noted.shelves)
def test_no_note_breaks_out_of_its_item(shelf: list[NotedArticle]) -> None:
    tamed = [replace(each, annotations=tuple(map(_silent, each.annotations))) for each in shelf]
    assert top_headings(*shelf) == top_headings(*tamed)
    html = [
        token.content.strip() for token in _all(tokens(*shelf)) if token.type in ("html_block", "html_inline")
    ]
    assert set(html) <= {'<div dir="rtl">', "</div>"}


def _silent(note: Annotation) -> Annotation:
    return replace(note, body="")


def _all(parsed: list[Token]) -> list[Token]:
    return [each for token in parsed for each in (token, *(token.children or ()))]


def test_code_and_addresses_that_a_person_wrote_stay() -> None:
    text = dump("markdown", [with_bodies(noted.talks(), "`<b>` <https://example.org/> a < b")]).decode()
    assert "`<b>` <https://example.org/> a < b" in text


def test_words_of_an_article_are_no_markdown() -> None:
    article = replace(noted.talks(), title="1. *לא* [קישור](x) <b> # 5")
    heading = (
        MarkdownIt("commonmark")
        .render(dump("markdown", [article]).decode())
        .split("<h2>")[1]
        .split("</h2>")[0]
    )
    assert heading == "1. *לא* [קישור](x) &lt;b&gt; # 5"


def test_hebrew_runs_from_the_right_also_where_it_begins_with_latin() -> None:
    article = replace(noted.talks(), title="CNN דיווחה")
    text = dump("markdown", [article]).decode()
    assert '<div dir="rtl">\n\n## \u200fCNN דיווחה' in text
    assert text.count("<div") == text.count("</div>") == 1
    assert "<div" not in dump("markdown", [replace(article, language="en")]).decode()


def test_a_note_that_is_lost_says_so_and_a_tag_of_bidi_marks_is_left_out() -> None:
    (note, *_) = noted.talks().annotations
    lost = replace(note, state=State.ORPHAN, tags=("\u202e\u200f", "a\u202eb", "שתי מילים"))
    text = dump("markdown", [replace(noted.talks(), annotations=(lost,))]).decode()
    assert "#a\u202eb\u202c · #שתי-מילים · 1 במאי 2024 · לא נמצא במאמר" in text


def test_an_empty_library_is_a_heading() -> None:
    assert dump("markdown", []).decode() == "# הערות\n"
