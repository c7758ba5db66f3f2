"""Two copies of the notes become one, and nobody's words are lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import ReaderError
from reader.library import LIBRARY_FILE, Library
from reader.library.merging import Merged, merge, merge_library
from reader.library.notes import digest
from reader.model import Annotation
from reader.model.corrections import RefusedName
from reader.model.reading import EntityKind
from tests.library import samples
from tests.library.faults import faulty_disk

ARTICLE = samples.article()
NOTE = replace(samples.note(ARTICLE, "השיחות"), tags=("לבדוק",), modified="2024-05-01T10:00:00Z")
LATER, LATEST = "2024-05-02T10:00:00Z", "2024-05-03T10:00:00Z"


@pytest.fixture
def library() -> Library:
    return with_notes(NOTE)


def with_notes(*notes: Annotation) -> Library:
    made = Library.in_memory()
    made.add_article(ARTICLE)
    made.save_annotations(notes)
    return made


def states(library: Library) -> list[tuple[str, str, tuple[str, ...]]]:
    return sorted((row.note.id, row.note.body, row.note.tags) for row in library.all_annotations())


def bodies(library: Library) -> list[str]:
    return sorted(row.note.body for row in library.all_annotations())


def pull(ours: Library, theirs: Library) -> Merged:
    """Merge as `merge_library` does, without files."""
    notes = [row.note for row in theirs.all_annotations()]
    return merge(ours, notes, revisions={note.id: theirs.revisions(note.id) for note in notes})


def test_a_note_that_is_only_there_comes_and_one_that_is_only_here_stays(library: Library) -> None:
    other = samples.note(ARTICLE, "לוי אמרה", "other")
    done = merge(library, [other])
    assert done == Merged(added=("other",))
    assert bodies(library) == sorted([NOTE.body, other.body])
    assert merge(library, [NOTE, other]) == Merged(unchanged=(NOTE.id, "other"))
    assert merge(library, []) == Merged()
    assert len(library.all_annotations()) == 2


def test_an_older_state_that_comes_back_changes_nothing(library: Library) -> None:
    library.save_annotation(replace(NOTE, body="נבדק", modified=LATER))
    wrong_clock = replace(NOTE, modified=LATEST)
    assert merge(library, [wrong_clock]) == Merged(unchanged=(NOTE.id,))
    assert bodies(library) == ["נבדק"]


def test_a_later_state_of_what_is_here_takes_its_place_whatever_the_clock_says(library: Library) -> None:
    there = with_notes(NOTE)
    there.save_annotation(replace(NOTE, body="נבדק", modified="2001-01-01T00:00:00Z"))
    assert pull(library, there) == Merged(updated=(NOTE.id,))
    assert bodies(library) == ["נבדק"]
    assert pull(there, library) == Merged(unchanged=(NOTE.id,))


@pytest.mark.parametrize("first", [LATER, LATEST])
def test_where_both_changed_both_texts_stay(library: Library, first: str) -> None:
    second = LATEST if first == LATER else LATER
    library.save_annotation(replace(NOTE, body="כאן", tags=("א",), modified=first))
    theirs = replace(NOTE, body="שם", tags=("ב",), modified=second)
    assert merge(library, [theirs]) == Merged(kept_both=(NOTE.id,))
    assert bodies(library) == ["כאן", "שם"]
    kept = library.annotation(NOTE.id)
    assert kept is not None
    assert kept.body == ("כאן" if first == LATEST else "שם")
    assert set(kept.tags) == {"א", "ב"}
    assert {row.note.quote for row in library.all_annotations()} == {"השיחות"}
    assert merge(library, [theirs]) == Merged(unchanged=(NOTE.id,))
    assert len(library.all_annotations()) == 2


def test_one_text_with_other_tags_and_another_colour_stays_one_note(library: Library) -> None:
    theirs = replace(NOTE, tags=("חשוב",), colour="blue", modified=LATER)
    assert merge(library, [theirs]) == Merged(updated=(NOTE.id,))
    kept = library.annotation(NOTE.id)
    assert kept is not None
    assert (kept.colour, set(kept.tags)) == ("blue", {"לבדוק", "חשוב"})
    bare = replace(NOTE, body="", colour="green", modified="2020-01-01T00:00:00Z")
    assert merge(library, [bare]) == Merged(unchanged=(NOTE.id,))
    assert len(library.all_annotations()) == 1


def test_what_was_thrown_away_here_comes_back_only_if_it_was_worked_on_there(library: Library) -> None:
    library.delete_annotation(NOTE.id)
    assert merge(library, [NOTE]) == Merged(unchanged=(NOTE.id,))
    assert library.all_annotations() == []
    assert merge(library, [replace(NOTE, body="חשוב מאוד", modified="2000-01-01T00:00:00Z")]).kept_both
    assert bodies(library) == ["חשוב מאוד"]
    assert [row.note.body for row in library.trash()] == [NOTE.body]


def test_a_note_placed_again_by_hand_here_keeps_its_place(library: Library) -> None:
    there = with_notes(NOTE)
    there.save_annotation(replace(NOTE, body="נבדק"))
    newer = samples.article("b2", body="היום: " + samples.BODY)
    library.add_article(newer)
    library.save_annotation(replace(samples.note(newer, "השיחות"), id=NOTE.id, tags=NOTE.tags))
    pull(library, there)
    kept = library.annotation(NOTE.id)
    assert kept is not None
    assert (kept.body, kept.article_id) == ("נבדק", "b2")


def test_two_notes_of_one_id_in_one_file_both_stay() -> None:
    empty = Library.in_memory()
    done = merge(empty, [NOTE, replace(NOTE, body="אחר", modified=LATER)])
    assert (done.added, done.kept_both) == ((NOTE.id,), (NOTE.id,))
    assert bodies(empty) == sorted([NOTE.body, "אחר"])


@pytest.mark.parametrize("instant", ["", "0000-00-00", "9999-12-31T23:59:59-12:00", "אתמול", "\udcff"])
def test_instants_that_are_none_stop_no_merge(library: Library, instant: str) -> None:
    merge(library, [replace(NOTE, body="שם", created=instant, modified=instant)])
    assert bodies(library) == sorted([NOTE.body, "שם"])


def test_a_full_disk_takes_nothing_in(tmp_path: Path) -> None:
    with faulty_disk() as disk, Library.open(tmp_path / LIBRARY_FILE) as library:
        library.save_annotation(NOTE)
        before = states(library)
        disk.full = True
        with pytest.raises(ReaderError, match="full"):
            merge(library, [replace(NOTE, id=f"n{number}", body="x" * 1000) for number in range(50)])
        assert states(library) == before
        disk.full = False


# -- any notes ---------------------------------------------------------------------------------------------------

some_notes = st.builds(
    lambda name, passage, body, colour, tags, modified: replace(
        samples.note(ARTICLE, passage, name, body), colour=colour, tags=tags, modified=modified
    ),
    name=st.sampled_from("ab"),
    passage=st.sampled_from(["השיחות", "לוי אמרה"]),
    body=st.sampled_from(["", "א", "ב", "ג"]),
    colour=st.sampled_from(["yellow", "blue"]),
    tags=st.sets(st.sampled_from(["ט", "י"])).map(lambda found: tuple(sorted(found))),
    modified=st.sampled_from([NOTE.modified, LATER, LATEST, ""]),
)
few_notes = st.lists(some_notes, max_size=4)


def words(notes: Iterable[Annotation]) -> set[tuple[str, str]]:
    return {(note.quote, note.body) for note in notes if note.body}


def kept(library: Library) -> dict[str, tuple[str, str, frozenset[str]]]:
    return {
        row.note.id: (row.note.quote, row.note.body, frozenset(row.note.tags))
        for row in library.all_annotations()
    }


def of_one_state(notes: Sequence[Annotation]) -> list[Annotation]:
    """At most one note of each id."""
    return list({note.id: note for note in notes}.values())


@given(few_notes, few_notes)
def test_no_merge_loses_a_text_and_merging_again_changes_nothing(
    ours: list[Annotation], theirs: list[Annotation]
) -> None:
    ours = of_one_state(ours)
    library = with_notes(*ours)
    merge(library, theirs)
    once = kept(library)
    assert words([*ours, *theirs]) == words(row.note for row in library.all_annotations())
    assert {note.id for note in [*ours, *theirs]} <= set(once)
    again = merge(library, theirs)
    assert not again.changed
    assert kept(library) == once


@given(few_notes, st.lists(some_notes, max_size=3))
def test_what_is_kept_does_not_hang_on_the_order(ours: list[Annotation], theirs: list[Annotation]) -> None:
    found = []
    for order in permutations(theirs):
        library = with_notes(*of_one_state(ours))
        merge(library, order)
        now = kept(library)
        found.append(
            (words(row.note for row in library.all_annotations()), {name: now.get(name) for name in "ab"})
        )
    assert all(each == found[0] for each in found)


edits = st.lists(st.tuples(st.booleans(), some_notes), max_size=6)


@given(few_notes, edits)
def test_two_copies_that_take_from_each_other_are_equal_then(
    before: list[Annotation], changes: list[tuple[bool, Annotation]]
) -> None:
    one, other = with_notes(*before), with_notes(*before)
    for where, note in changes:
        (one if where else other).save_annotation(note)
    last = words(
        row.note
        for side in (one, other)
        for row in side.all_annotations()
        if not seen(side, one, other, row.note)
    )
    pull(one, other)
    pull(other, one)
    assert kept(one) == kept(other)
    assert last <= words(row.note for row in one.all_annotations())
    assert not pull(one, other).changed


def seen(side: Library, one: Library, other: Library, note: Annotation) -> bool:
    """Whether the other copy has seen this very state of the note, and so may have gone on from it."""
    return digest(note) in (other if side is one else one).revisions(note.id)


# -- whole libraries ---------------------------------------------------------------------------------------------


def library_file(path: Path, *notes: Annotation) -> Path:
    with Library.open(path) as made:
        made.add_article(ARTICLE)
        made.save_annotations(notes)
    return path


def test_another_copy_of_the_library_is_taken_in_whole(tmp_path: Path, library: Library) -> None:
    path = library_file(tmp_path / LIBRARY_FILE, replace(NOTE, id="theirs"))
    elsewhere = samples.article("b2", body="מאמר שנקרא רק שם.", source="/other.txt")
    with Library.open(path) as other:
        other.add_article(elsewhere)
        other.save_annotation(samples.note(elsewhere, "נקרא", "second"))
        other.name_colours({"yellow": "לבדוק"})
        other.refuse_name(RefusedName("ירושלים", EntityKind.PERSON))
    before = path.read_bytes()
    done = merge_library(library, path)
    assert (set(done.added), done.articles) == ({"theirs", "second"}, ("b2",))
    assert library.article("b2") == elsewhere
    assert library.colour_names() == {"yellow": "לבדוק"}
    assert [name.name for name in library.refused_names()] == ["ירושלים"]
    assert not merge_library(library, path).changed
    assert path.read_bytes() == before


def test_versions_that_came_in_elsewhere_are_versions_here(tmp_path: Path, library: Library) -> None:
    library.import_article(replace(ARTICLE, id="here", source="https://example.org/a"))
    path = tmp_path / LIBRARY_FILE
    newer = replace(ARTICLE, id="there", source="https://example.org/a?utm_source=x")
    with Library.open(path) as other:
        other.import_article(newer)
    merge_library(library, path)
    assert {row.id for row in library.versions("here")} == {"here", "there"}
    assert [row.id for row in library.versions("here") if row.current] == ["there"]
    assert {row.id for row in library.articles()} == {"a1", "there"}


def test_a_library_of_an_older_reader_is_taken_in_and_not_changed(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.sqlite"
    samples.older_library(path, 1, monkeypatch)
    before = path.read_bytes()
    library.empty_trash()
    done = merge_library(library, path)
    assert done.kept_both == ("n1",)  # another note of that name is here
    assert path.read_bytes() == before


def test_a_copy_that_is_open_elsewhere_comes_with_its_newest_notes(tmp_path: Path, library: Library) -> None:
    path = tmp_path / LIBRARY_FILE
    with Library.open(path) as other:
        other.save_annotation(replace(NOTE, id="newest"))
        assert merge_library(library, path).added == ("newest",)


def test_a_damaged_copy_is_named_and_nothing_of_it_is_taken(tmp_path: Path, library: Library) -> None:
    path = library_file(tmp_path / LIBRARY_FILE, *(replace(NOTE, id=f"n{number}") for number in range(200)))
    data = bytearray(path.read_bytes())
    data[-4096 * 6 :] = bytes(4096 * 6)
    path.write_bytes(data)
    before = states(library)
    with pytest.raises(ReaderError) as caught:
        merge_library(library, path)
    assert str(path) in str(caught.value)
    assert states(library) == before
    path.write_bytes(b"nothing" * 100)
    with pytest.raises(ReaderError, match="is not a Reader library"):
        merge_library(library, path)
    with pytest.raises(ReaderError, match="There is no library"):
        merge_library(library, tmp_path / "gone.sqlite")


def test_a_newer_readers_copy_is_refused(tmp_path: Path, library: Library) -> None:
    path = library_file(tmp_path / LIBRARY_FILE, NOTE)
    newer = apsw.Connection(str(path))
    newer.pragma("user_version", 99)
    newer.close()
    with pytest.raises(ReaderError, match="newer Reader"):
        merge_library(library, path)
