"""JSON-LD as the Web Annotation model has it, and what other programs write as such."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given

from reader.errors import ReaderError
from reader.exporters.notes import dump, parse
from reader.model import Annotation
from reader.model.noted import NotedArticle
from tests.exporters import noted

ANNO = "http://www.w3.org/ns/anno.jsonld"
IRI = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:[!-;=?-\[\]_a-z~]+")
MOTIVATIONS = {"commenting", "tagging", "highlighting", "bookmarking"}


def check_musts(shape: dict[str, Any]) -> None:
    """What the model says an Annotation MUST be (sections 3.1 to 4.2)."""
    assert ANNO in (shape["@context"] if isinstance(shape["@context"], list) else [shape["@context"]])
    assert shape["type"] == "Annotation"
    assert IRI.fullmatch(shape["id"])
    assert shape["motivation"] in MOTIVATIONS
    for key in ("created", "modified"):
        if key in shape:
            assert shape[key].endswith("Z")
            datetime.fromisoformat(shape[key])
    for body in shape.get("body", ()):
        assert body["type"] == "TextualBody"
        assert isinstance(body["value"], str)
        assert body["purpose"] in MOTIVATIONS
    target = shape["target"]
    if isinstance(target, str):
        assert IRI.fullmatch(target)
        return
    assert target["type"] == "SpecificResource"
    assert IRI.fullmatch(target["source"])
    quote, position = target["selector"]
    assert quote["type"] == "TextQuoteSelector"
    assert all(isinstance(quote[key], str) for key in ("exact", "prefix", "suffix"))
    assert position["type"] == "TextPositionSelector"
    assert position["start"] >= 0
    assert position["end"] >= 0


@given(shelf=noted.shelves)
def test_whatever_is_noted_passes_what_the_model_demands(shelf: list[NotedArticle]) -> None:
    collection = json.loads(dump("jsonld", shelf))
    assert ANNO in collection["@context"]
    assert collection["type"] == "AnnotationCollection"
    assert IRI.fullmatch(collection["id"])
    page = collection["first"]
    assert page["type"] == "AnnotationPage"
    assert IRI.fullmatch(page["id"])
    assert page["partOf"] == collection["id"]
    assert len(page["items"]) == collection["total"]
    for shape in page["items"]:
        check_musts(shape)


def test_the_target_is_the_address_where_there_is_one() -> None:
    items = json.loads(dump("jsonld", [noted.talks("https://example.org/ידיעה?a=1")]))["first"]["items"]
    escaped = "https://example.org/%D7%99%D7%93%D7%99%D7%A2%D7%94?a=1"
    assert {
        item["target"] if isinstance(item["target"], str) else item["target"]["source"] for item in items
    } == {escaped}
    (item, *_) = json.loads(dump("jsonld", [noted.talks("/news/a.txt")]))["first"]["items"]
    assert item["target"]["source"] == "urn:hebrew-news-reader:article:a1"


def only(document: object) -> Annotation:
    (article,) = parse(json.dumps(document).encode(), "notes.json")
    (note,) = article.annotations
    return note


def foreign(**fields: object) -> dict[str, object]:
    quote = {"type": "TextQuoteSelector", "exact": "דנה לוי", "prefix": "השרה ", "suffix": " נפגשה"}
    target = {"source": "https://example.org/news/1", "selector": quote}
    return {
        "@context": ANNO,
        "id": "https://notes.example.com/7",
        "type": "Annotation",
        "target": target,
    } | fields


def test_another_programs_annotation_is_a_note() -> None:
    note = only(foreign(body="לבדוק", created="2015-01-28T14:00:00+02:00", stylesheet={"type": "x"}))
    assert note.id == "https://notes.example.com/7"
    assert (note.quote, note.body, note.colour) == ("דנה לוי", "לבדוק", "yellow")
    assert note.created == note.modified == "2015-01-28T12:00:00.000000Z"
    assert only(json.loads(json.dumps(foreign(id="https://notes.example.com/7"))))


@pytest.mark.parametrize(
    ("body", "text", "tags"),
    [
        ("לבדוק", "לבדוק", ()),
        ({"type": "TextualBody", "value": "לבדוק"}, "לבדוק", ()),
        ([{"type": "TextualBody", "value": "אחת"}, "שתיים"], "אחת\n\nשתיים", ()),
        ({"type": "TextualBody", "value": "שיחות", "purpose": "tagging"}, "", ("שיחות",)),
        ([{"value": "א", "purpose": "tagging"}, {"value": "ב", "purpose": ["tagging"]}], "", ("א", "ב")),
        (
            {"type": "TextualBody", "value": "<p>אחת &amp; <b>שתיים</b></p>", "format": "text/html"},
            "אחת & שתיים",
            (),
        ),
        (
            {"type": "SpecificResource", "source": "https://example.org/x", "purpose": "linking"},
            "https://example.org/x",
            (),
        ),
        ({"type": "Choice", "items": [{"value": "ראשונה"}, {"value": "שנייה"}]}, "ראשונה", ()),
        ({"id": "https://example.org/film", "type": "Video"}, "https://example.org/film", ()),
        (None, "", ()),
        (17, "", ()),
    ],
)
def test_bodies_of_every_shape(body: object, text: str, tags: tuple[str, ...]) -> None:
    note = only(foreign(body=body))
    assert (note.body, note.tags) == (text, tags)


def test_a_body_without_a_purpose_is_a_tag_where_the_annotation_is_for_tagging() -> None:
    assert only(foreign(motivation="tagging", body={"value": "שיחות"})).tags == ("שיחות",)
    assert only(foreign(bodyValue="טקסט")).body == "טקסט"


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda each: each,
        lambda each: [each],
        lambda each: {"@context": ANNO, "type": "AnnotationPage", "items": [each]},
        lambda each: {"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": [each]}},
        lambda each: {"type": "AnnotationCollection", "first": {"items": [], "next": {"items": [each]}}},
        lambda each: {"type": ["AnnotationCollection"], "items": [each]},
        lambda each: {"@context": ANNO, "@graph": [{"id": "x", "type": "Person"}, each]},
        lambda each: {"annotations": [each]},
    ],
)
def test_one_many_pages_and_graphs_are_read(wrapped: Callable[[object], object]) -> None:
    assert only(wrapped(foreign(body="לבדוק"))).body == "לבדוק"


def test_the_quotation_is_found_among_the_selectors() -> None:
    quote = {"type": "TextQuoteSelector", "exact": "דנה"}
    position = {"type": "TextPositionSelector", "start": 5, "end": 8}
    fragment = {"type": "FragmentSelector", "value": "p1", "refinedBy": quote}
    for selector in (
        [{"type": "XPathSelector", "value": "/p"}, position, quote],
        fragment,
        [fragment],
        [quote],
    ):
        assert only(foreign(target={"source": "https://example.org/", "selector": selector})).quote == "דנה"
    both = only(foreign(target={"source": "https://example.org/", "selector": [position, quote]})).selector
    assert both is not None
    assert (both.start, both.end) == (5, 8)
    strange = [{"type": "TextPositionSelector", "start": "5", "end": None}, quote]
    assert only(foreign(target={"source": "https://example.org/", "selector": strange})).quote == "דנה"


def test_a_target_without_a_passage_is_the_whole_article() -> None:
    for target in ("https://example.org/", {"id": "https://example.org/"}, ["https://example.org/"]):
        assert only(foreign(target=target)).selector is None


def test_notes_without_a_name_of_their_own_get_the_same_one_each_time() -> None:
    for name in (None, "#1", "_:b0", "1", 7):
        first, again = only(foreign(id=name, body="א")), only(foreign(id=name, body="א"))
        assert first.id == again.id
    elsewhere = foreign(id="1", target="https://example.org/2")
    assert only(foreign(id="1")).id != only(elsewhere).id


def test_an_answer_stands_where_the_note_stands_that_it_answers() -> None:
    question = foreign(body="מי?", creator={"name": "דנה"})
    answer = foreign(
        id="https://notes.example.com/8",
        body="השרה",
        motivation="replying",
        target="https://notes.example.com/7",
        creator="https://example.org/rami",
    )
    (article,) = parse(json.dumps([question, answer]).encode())
    assert [note.quote for note in article.annotations] == ["דנה לוי", "דנה לוי"]
    assert article.source == "https://example.org/news/1"
    assert [note.tags for note in article.annotations] == [(), ("https://example.org/rami",)]


@pytest.mark.parametrize(
    ("document", "named"),
    [
        (foreign(target=None), "annotation.target"),
        (
            [foreign(), foreign(target={"source": "x", "selector": {"type": "TextQuoteSelector"}})],
            "[2].target.selector.exact",
        ),
        ([foreign(), 7], "no notes"),
        ({"type": "AnnotationPage", "items": [foreign(), 7]}, "items[2]"),
        ({"type": "AnnotationCollection", "first": "https://example.org/page1"}, "first"),
        ({"type": "AnnotationPage", "items": ["https://example.org/1"]}, "items[1]"),
        ({"type": "AnnotationPage", "items": {"a": 1}}, "items"),
        (foreign(**{"reader:state": "lost"}), "reader:state"),
        (foreign(**{"reader:colour": 7}), "reader:colour"),
        ({"name": "a package", "version": 1}, "no notes"),
        ({}, "no notes"),
    ],
)
def test_what_is_wrong_is_said_with_the_name_of_the_field(document: object, named: str) -> None:
    with pytest.raises(ReaderError) as failure:
        parse(json.dumps(document).encode(), "notes.json")
    assert "notes.json" in str(failure.value)
    assert named in str(failure.value)
    assert failure.value.hint


def test_an_empty_collection_has_no_notes() -> None:
    for document in (
        [],
        {"type": "AnnotationCollection", "total": 0},
        {"type": "AnnotationPage", "items": []},
    ):
        assert parse(json.dumps(document).encode()) == []
