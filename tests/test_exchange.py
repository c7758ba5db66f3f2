"""Notes out of one library and into another, and back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reader import exchange
from reader.cancel import CancelledError, CancelToken
from reader.errors import ReaderError
from reader.exporters.notes import parse
from reader.library import Library
from reader.library.merging import merge_library
from reader.model import Annotation, Article, Selector, State
from tests.exporters import noted as examples
from tests.exporters.test_hypothesis_rows import row
from tests.library import samples

ADDRESS = "https://www.example.org/news/1?utm_source=x"


@pytest.fixture
def library() -> Iterator[Library]:
    with Library.in_memory() as made:
        yield made


@pytest.fixture
def other() -> Iterator[Library]:
    with Library.in_memory() as made:
        yield made


def filled(library: Library) -> tuple[Article, list[Annotation]]:
    """A library with an article of the web and three notes: on a passage, on a person, on all of it."""
    article = samples.article(source=ADDRESS)
    library.add_article(article)
    notes = list(examples.talks().annotations)
    library.save_annotations(notes)
    return article, notes


def saved(library: Library) -> dict[str, Annotation]:
    return {row.note.id: row.note for row in library.all_annotations()}


@pytest.mark.parametrize("form", ["jsonld", "yaml"])
def test_all_notes_come_into_an_empty_library_as_they_were(
    form: str, library: Library, other: Library
) -> None:
    _, notes = filled(library)
    data = exchange.export_notes(library, form)
    merged = exchange.import_notes(other, data, "notes")
    assert set(merged.added) == {note.id for note in notes}
    assert saved(other) == saved(library) == {note.id: note for note in notes}
    again = exchange.import_notes(other, data, "notes")
    assert set(again.unchanged) == set(merged.added)
    assert not again.changed
    assert exchange.import_notes(library, data, "notes").changed is False


def test_notes_on_older_versions_go_out_with_their_article(library: Library) -> None:
    article, _ = filled(library)
    newer = samples.article("b1", samples.BODY + " עוד.", source=ADDRESS)
    library.import_article(newer)
    library.save_annotation(samples.note(newer, "עוד", "late"))
    (one,) = exchange.all_noted(library)
    assert one.id == "b1"
    assert {note.article_id for note in one.annotations} == {"a1", "b1"}
    assert exchange.noted(library, "a1") == exchange.noted(library, "b1") == one
    assert len(parse(exchange.export_notes(library, "jsonld", article.id))[0].annotations) == 5


def test_one_article_is_asked_for_by_its_id(library: Library) -> None:
    filled(library)
    library.add_article(samples.article("c1", "מזג האוויר נאה.", headline="חם"))
    (empty,) = parse(exchange.export_notes(library, "yaml", "c1"))
    assert (empty.title, empty.annotations) == ("חם", ())
    with pytest.raises(ReaderError, match="no article zz"):
        exchange.export_notes(library, "yaml", "zz")


def test_a_note_of_another_program_comes_to_the_article_at_its_address(library: Library) -> None:
    filled(library)
    data = json.dumps({"rows": [row("h1", uri="http://example.org/news/1#top")]}).encode()
    exchange.import_notes(library, data, "h.json")
    note = saved(library)["h1"]
    assert note.article_id == "a1"
    assert note.selector is not None
    assert note.selector.end - note.selector.start == len("דנה לוי")
    (placed,) = (each for each in library.annotations("a1") if each.id == "h1")
    assert placed.state is State.EXACT


def test_its_position_counts_only_where_the_words_stand_there() -> None:
    text = "השרה דנה לוי נפגשה. דנה לוי אמרה."
    twice = Selector("דנה לוי", "", "", 20, 27, False)
    assert exchange.located(twice, text) == twice
    assert exchange.located(replace(twice, prefix=" ", suffix=" אמרה"), text).start == 20
    assert exchange.located(Selector("נפגשה", "", "", 0, 5, False), text) == Selector.describe(text, 13, 18)
    assert exchange.located(Selector("", "", "", 13, 18, False), text) == Selector.describe(text, 13, 18)
    assert exchange.located(Selector("", "", "", 13, 180, False), text).exact == ""


def test_a_note_whose_article_is_not_here_is_kept_and_finds_it_when_both_are(library: Library) -> None:
    data = json.dumps({"rows": [row("h1")]}).encode()
    assert exchange.import_notes(library, data, "h.json").added == ("h1",)
    assert exchange.import_notes(library, data, "h.json").unchanged == ("h1",)
    assert "דנה לוי" in exchange.export_notes(library, "markdown").decode()
    filled(library)
    assert exchange.import_notes(library, data, "h.json").unchanged == ("h1",)
    assert saved(library)["h1"].article_id == "a1"


def test_what_came_with_a_note_on_an_article_that_is_not_here_goes_out_with_it(
    library: Library, other: Library, tmp_path: Path
) -> None:
    exchange.import_notes(library, json.dumps({"rows": [row("h1")]}).encode(), "h.json")
    (line,) = library.all_annotations()
    assert line.title == "השרה נפגשה"
    for form in ("jsonld", "yaml"):
        (article,) = parse(exchange.export_notes(library, form))
        assert (article.title, article.source) == ("השרה נפגשה", "https://example.org/news/1")
    with Library.open(tmp_path / "copy.sqlite") as copy:
        exchange.import_notes(copy, exchange.export_notes(library, "yaml"), "x.yaml")
    merge_library(other, tmp_path / "copy.sqlite")
    assert [line.title for line in other.all_annotations()] == ["השרה נפגשה"]


def test_a_note_changed_in_both_copies_is_kept_twice(library: Library, other: Library) -> None:
    _, (note, *_) = filled(library)
    exchange.import_notes(other, exchange.export_notes(library, "jsonld"), "x")
    library.save_annotation(replace(note, body="כאן", modified="2024-06-01T10:00:00.000Z"))
    other.save_annotation(replace(note, body="שם", modified="2024-06-02T10:00:00.000Z"))
    data = exchange.export_notes(other, "yaml")
    assert exchange.import_notes(library, data, "x").kept_both == (note.id,)
    bodies = {each.body for each in saved(library).values()}
    assert {"כאן", "שם"} <= bodies
    exchange.import_notes(library, data, "x")
    assert len(saved(library)) == 5


@pytest.mark.parametrize("form", ["jsonld", "yaml"])
def test_a_note_changed_in_one_copy_is_brought_up_to_date_in_the_other(
    form: str, library: Library, other: Library
) -> None:
    _, (note, *_) = filled(library)
    before = exchange.export_notes(library, form)
    exchange.import_notes(other, before, "x")
    library.save_annotation(replace(note, body="מאוחר", modified="2024-06-01T10:00:00.000Z"))
    library.save_annotation(replace(note, body="מאוחר יותר", modified="2024-06-01T11:00:00.000Z"))
    after = exchange.export_notes(library, form)
    assert exchange.import_notes(other, after, "x").updated == (note.id,)
    assert saved(other) == saved(library)
    assert not exchange.import_notes(other, before, "x").changed
    assert saved(other)[note.id].body == "מאוחר יותר"


def test_two_notes_of_one_id_in_a_file_are_both_kept(library: Library) -> None:
    twins = json.dumps([row("h1", text="אחת"), row("h1", text="שתיים")]).encode()
    exchange.import_notes(library, twins, "h.json")
    assert sorted(note.body for note in saved(library).values()) == ["אחת", "שתיים"]
    exchange.import_notes(library, twins, "h.json")
    assert len(saved(library)) == 2


@pytest.mark.parametrize(
    "date", ["0000-01-01T00:00:00Z", "9999-12-31T23:59:59-05:00", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00",
             "yesterday", "", "2024-02-30T10:00:00Z", None]
)  # fmt: skip
def test_a_date_that_no_calendar_shows_becomes_one_that_it_does(date: str | None, library: Library) -> None:
    exchange.import_notes(library, json.dumps([row("h1", created=date, updated=date)]).encode(), "h.json")
    note = saved(library)["h1"]
    assert 2020 < int(note.created[:4]) < 9999
    assert note.modified == note.created


def test_a_large_body_stays_and_a_tag_of_bidi_marks_goes(library: Library) -> None:
    tags = ["\u202e\u2066", "", " ", "\u202eשיחות"]
    exchange.import_notes(
        library, json.dumps([row("h1", text="א" * 1_000_000, tags=tags)]).encode(), "h.json"
    )
    note = saved(library)["h1"]
    assert len(note.body) == 1_000_000
    assert note.tags == ("\u202eשיחות\u202c",)


def test_odd_ids_are_kept(library: Library) -> None:
    article = replace(examples.talks(), id="\ud800", source="\udcff")
    odd = replace(
        article.annotations[0], id="\ud800", article_id="\ud83d", entity_id="\u200f", created="\ud800"
    )
    data = exchange.forms.dump("jsonld", [replace(article, annotations=(odd,))])
    assert exchange.import_notes(library, data, "x").added == ("\ud800",)
    assert saved(library)["\ud800"].entity_id is None
    assert exchange.import_notes(library, data, "x").unchanged == ("\ud800",)


def test_of_a_file_with_one_bad_note_nothing_comes_in(library: Library) -> None:
    data = json.dumps({"rows": [row("h1"), row("h2", text=7)]}).encode()
    with pytest.raises(ReaderError, match=r"rows\[2\]\.text"):
        exchange.import_notes(library, data, "h.json")
    assert saved(library) == {}


def test_an_import_that_is_stopped_brings_nothing_in(library: Library) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        exchange.import_notes(library, json.dumps([row("h1")]).encode(), "h.json", token)
    assert saved(library) == {}


def test_a_file_that_is_too_large_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "notes.jsonld"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    with pytest.raises(ReaderError, match="100 MB"):
        exchange.read_notes(path)
