"""What goes out as JSON-LD or YAML comes back equal, field by field, whatever is in it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reader.exporters.notes import dump, parse
from reader.exporters.notes.names import note_id_of, note_iri
from reader.model.noted import NotedArticle
from tests.exporters import noted

FORMS = ("jsonld", "yaml")


@pytest.mark.parametrize("form", FORMS)
@given(shelf=noted.shelves)
def test_any_notes_come_back_equal(form: str, shelf: list[NotedArticle]) -> None:
    data = dump(form, shelf)
    data.decode("utf-8")
    assert parse(data, "notes") == shelf
    assert dump(form, shelf) == data


@given(shelf=noted.shelves)
def test_other_programs_read_the_files_too(shelf: list[NotedArticle]) -> None:
    count = sum(len(article.annotations) for article in shelf)
    assert json.loads(dump("jsonld", shelf))["total"] == count
    read = yaml.safe_load(dump("yaml", shelf))
    assert sum(len(article["notes"]) for article in read["articles"]) == count


@pytest.mark.parametrize("form", FORMS)
def test_two_articles_of_one_id_stay_two(form: str) -> None:
    shelf = [noted.talks(), replace(noted.talks(), title="אחרת")]
    assert parse(dump(form, shelf)) == shelf


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "body", ["שָׁלוֹם 🕊\u202e", "\ud83d", "\ud83d\udd4a", "\x00\x07\x85\u2028", "x" * 1_000_000, ""]
)
def test_odd_bodies_come_back(form: str, body: str) -> None:
    article = noted.talks()
    notes = tuple(replace(note, body=body) for note in article.annotations)
    shelf = [replace(article, annotations=notes)]
    assert parse(dump(form, shelf)) == shelf


def test_yaml_that_a_person_mended_by_hand_is_read() -> None:
    text = dump("yaml", [noted.talks()]).decode()
    mended = text.replace('"לבדוק מי זה"', "לבדוק מחר").replace('colour: "yellow"', "colour: green")
    (article,) = parse(mended.encode())
    assert article.annotations[0].body == "לבדוק מחר"
    assert {note.colour for note in article.annotations} == {"green"}


def test_what_was_changed_in_the_file_counts_more_than_the_packed_note() -> None:
    article = noted.talks()
    notes = tuple(replace(note, body="\ud83d") for note in article.annotations)
    for form in FORMS:
        data = dump(form, [replace(article, annotations=notes)])
        changed = data.replace("\N{REPLACEMENT CHARACTER}".encode(), "אחר".encode())
        assert [note.body for note in parse(changed)[0].annotations] == ["אחר"] * 4


@given(noted.texts | st.uuids().map(lambda each: f"urn:uuid:{each}"))
def test_every_note_has_a_name_of_its_own(note_id: str) -> None:
    try:
        note_id.encode()
    except UnicodeEncodeError:
        return
    assert note_id_of(note_iri(note_id)) == (note_id or "-")
