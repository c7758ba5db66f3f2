"""What the API of Hypothesis and its browser extension give."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from reader.errors import ReaderError
from reader.exporters.notes import parse


def row(name: str = "a1B2", **fields: object) -> dict[str, Any]:
    selectors = [
        {
            "type": "RangeSelector",
            "startContainer": "/p[1]",
            "endContainer": "/p[1]",
            "startOffset": 0,
            "endOffset": 7,
        },
        {"type": "TextPositionSelector", "start": 30, "end": 37},
        {"type": "TextQuoteSelector", "exact": "דנה לוי", "prefix": "השרה ", "suffix": " נפגשה"},
    ]
    uri = "https://example.org/news/1"
    return {
        "id": name,
        "created": "2024-05-01T10:00:00.123456+00:00",
        "updated": "2024-05-02T10:00:00.123456+00:00",
        "user": "acct:dana@hypothes.is",
        "uri": uri,
        "text": "לבדוק **מי**",
        "tags": ["שיחות", 'או"ם'],
        "group": "__world__",
        "permissions": {"read": ["group:__world__"]},
        "target": [{"source": uri, "selector": selectors}],
        "document": {"title": ["השרה נפגשה"]},
        "links": {},
    } | fields


@pytest.mark.parametrize(
    "wrapped", [lambda rows: {"total": 1, "rows": rows}, lambda rows: {"annotations": rows}, list]
)
def test_a_search_an_export_and_a_list_are_read(wrapped: Callable[[object], object]) -> None:
    (article,) = parse(json.dumps(wrapped([row()])).encode())
    assert (article.title, article.source) == ("השרה נפגשה", "https://example.org/news/1")
    (note,) = article.annotations
    assert (note.id, note.body, note.tags) == ("a1B2", "לבדוק **מי**", ("שיחות", 'או"ם'))
    assert (note.created, note.modified) == ("2024-05-01T10:00:00.123456Z", "2024-05-02T10:00:00.123456Z")
    assert note.selector is not None
    assert (note.quote, note.selector.start) == ("דנה לוי", 30)
    assert note.article_id == article.id


def test_one_annotation_alone_is_read_too() -> None:
    (article,) = parse(json.dumps(row()).encode())
    assert article.annotations[0].quote == "דנה לוי"


def test_answers_become_notes_on_the_same_passage_with_the_name_of_who_wrote_them() -> None:
    answer = row(
        "c3",
        user="acct:rami@hypothes.is",
        references=["a1B2"],
        target=[{"source": "https://example.org/news/1"}],
        tags=[],
    )
    deeper = row("d4", references=["a1B2", "c3"], target=[{"source": "https://example.org/news/1"}], tags=[])
    (article,) = parse(json.dumps({"rows": [answer, row(), deeper]}).encode())
    assert [(note.id, note.quote, note.tags) for note in article.annotations] == [
        ("c3", "דנה לוי", ("rami",)),
        ("a1B2", "דנה לוי", ("שיחות", 'או"ם')),
        ("d4", "דנה לוי", ()),
    ]


def test_notes_on_a_page_and_rows_with_little_in_them_are_notes() -> None:
    page = row("p", target=[{"source": "https://example.org/news/1"}])
    bare = {"uri": "https://example.org/news/2"}
    first, second = parse(json.dumps({"rows": [page, bare]}).encode())
    assert first.annotations[0].selector is None
    assert second.annotations[0].body == ""
    assert parse(b'{"total": 0, "rows": []}') == []


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"text": 7}, "rows[1].text"),
        ({"uri": 7}, "rows[1].uri"),
        ({"tags": "one"}, "rows[1].tags"),
        ({"tags": [7]}, "rows[1].tags[1]"),
        ({"target": {}}, "rows[1].target"),
        ({"references": [None]}, "rows[1].references[1]"),
    ],
)
def test_a_wrong_field_is_named(fields: dict[str, Any], named: str) -> None:
    with pytest.raises(ReaderError, match=r"x\.json") as failure:
        parse(json.dumps({"rows": [row(**fields)]}).encode(), "x.json")
    assert named in str(failure.value)
