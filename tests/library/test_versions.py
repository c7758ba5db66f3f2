"""An article that comes again, changed: its versions, and the notes on them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library import Library
from reader.library.origin import alike, canonical_address, origin
from reader.model import Article, State
from tests.library import samples

PLACE = "/news/talks.txt"
NEWER = samples.BODY.replace("לוי אמרה", "בסוף היום אמרה לוי") + " הם ייפגשו שוב בקיץ."


@pytest.fixture
def library() -> Library:
    return Library.in_memory()


def version(name: str, body: str = samples.BODY, source: str = PLACE, **changes: str) -> Article:
    return samples.article(name, body=body, source=source, **changes)


def test_an_article_that_comes_again_changed_is_one_article_with_its_notes(library: Library) -> None:
    first, second = version("a"), version("b", NEWER)
    library.import_article(first)
    library.save_annotation(samples.note(first, "השיחות יימשכו"))
    came = library.import_article(second)
    assert (came.new, came.replaced) == (True, "a")
    assert [row.id for row in library.articles()] == ["b"]
    assert library.articles()[0].notes == 1
    (found,) = library.annotations(second)
    assert found.state is State.MOVED
    assert found.selector is not None
    assert second.text[found.selector.start : found.selector.end] == "השיחות יימשכו"
    assert [row.id for row in library.versions("b")] == ["b", "a"]


def test_the_first_text_again_brings_every_note_back_to_its_place(library: Library) -> None:
    first, second = version("a"), version("b", "הכול נמחק ונכתב מחדש, אבל הכותרת נשארה.")
    notes = [samples.note(first, words, words) for words in ('שליח האו"ם', "לוי אמרה", "🕊")]
    library.import_article(first)
    library.save_annotations(notes)
    library.import_article(second)
    assert {note.state for note in library.annotations(second)} == {State.ORPHAN}
    late = samples.note(second, "נמחק", "late")
    library.save_annotation(late)
    came = library.import_article(first)
    assert (came.new, came.replaced) == (False, "b")
    back = library.annotations(first)
    assert {note.id: note for note in back if note.state is not State.ORPHAN} == {n.id: n for n in notes}
    assert [note.id for note in back if note.state is State.ORPHAN] == ["late"]


def test_a_version_without_a_note_goes_when_two_newer_ones_are_there(library: Library) -> None:
    texts = {name: version(name, f"{samples.BODY} עדכון {name}.") for name in "abcd"}
    for name in "abc":
        library.import_article(texts[name])
        if name == "a":
            library.save_annotation(samples.note(texts["a"], "השיחות"))
    assert {row.id for row in library.versions("c")} == {"a", "b", "c"}
    library.import_article(texts["d"])
    assert {row.id for row in library.versions("d")} == {"a", "c", "d"}


def test_a_file_that_holds_another_article_now_is_another_article(library: Library) -> None:
    other = "מזג האוויר יהיה נאה בסוף השבוע ובחוף ינשבו רוחות קלות ממערב."
    library.import_article(version("a"))
    library.import_article(version("b", other, headline="חם בסוף השבוע"))
    assert {row.id for row in library.articles()} == {"a", "b"}


def test_one_address_is_one_article_whatever_tracks_the_way_to_it(library: Library) -> None:
    library.import_article(version("a", source="http://www.example.org/news/1/?utm_source=x#top"))
    came = library.import_article(version("b", "אחר לגמרי.", source="https://example.org/news/1"))
    assert came.replaced == "a"


def test_the_same_headline_and_date_from_elsewhere_is_asked_about(library: Library) -> None:
    library.import_article(version("a"))
    elsewhere = version("b", NEWER, source="/other/talks.txt")
    assert library.import_article(elsewhere).replaced is None
    same = library.same_article(elsewhere)
    assert same is not None
    assert same.id == "a"
    library.join_versions("b", "a")
    assert [row.id for row in library.articles()] == ["b"]
    assert library.same_article(elsewhere) is None


def test_what_was_pasted_has_no_place() -> None:
    assert origin("clipboard") is None
    assert origin("לוח ההעתקה") is None


def test_a_library_from_before_there_were_versions_gets_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "library.sqlite"
    samples.older_library(path, 2, monkeypatch)
    with Library.open(path) as library:
        old = samples.article()
        assert [row.id for row in library.versions("a1")] == ["a1"]
        assert library.annotations("a1") == (samples.note(old),)
        assert library.import_article(replace(version("b", NEWER), source=old.source)).replaced == "a1"


def test_a_deleted_note_waits_in_the_trash(library: Library) -> None:
    article = version("a")
    library.add_article(article)
    note = samples.note(article, "השיחות")
    library.save_annotation(note)
    library.delete_annotation(note.id)
    assert library.annotations(article) == ()
    assert library.all_annotations() == []
    assert [row.note for row in library.trash()] == [note]
    library.restore_annotation(note.id)
    assert library.annotations(article) == (note,)
    library.delete_annotation(note.id)
    assert library.empty_trash() == 1
    assert library.trash() == []


def test_a_note_can_be_on_a_person_or_on_the_article(library: Library) -> None:
    article = version("a")
    library.add_article(article)
    on_person = replace(samples.note(article, name="p"), selector=None, entity_id="דנה לוי")
    on_article = replace(samples.note(article, name="q"), selector=None, entity_id=None)
    library.save_annotations((on_person, on_article))
    assert set(library.annotations(article)) == {on_person, on_article}


def test_colours_have_the_names_that_the_person_gives(library: Library) -> None:
    library.name_colours({"yellow": "לבדוק", "green": " "})
    assert library.colour_names() == {"yellow": "לבדוק"}
    library.name_colours({"yellow": ""})
    assert library.colour_names() == {}


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_source_and_any_text_can_be_compared(words: str) -> None:
    origin(words)
    canonical_address("https://" + words)
    assert alike(words, words)
