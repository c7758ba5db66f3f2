"""A person puts articles into collections, keeps searches, and throws articles away and takes them back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from reader.cancel import CancelToken
from reader.errors import ReaderError
from reader.library import LIBRARY_FILE, ArticleRow, Library
from reader.library.backups import Backups, missing, restore
from reader.library.checking import check, salvage
from reader.library.merging import merge_library
from reader.library.shelves import LONGEST_NAME
from reader.model import Article
from tests.library import samples

FIRST = samples.article("a1")
SECOND = samples.article(
    "b2", body="כתבה אחרת לגמרי, על הפועלים בנמל אשדוד ועל השביתה שלהם.", headline="השביתה בנמל"
)
NEWER = samples.article("a1x", body=samples.BODY + " עודכן בערב.", source=FIRST.source)


@pytest.fixture
def library() -> Library:
    return filled(Library.in_memory())


def filled(made: Library) -> Library:
    for each in (FIRST, SECOND):
        made.import_article(each)
    made.save_annotation(samples.note(FIRST))
    return made


def ids(rows: list[ArticleRow]) -> list[str]:
    return [row.id for row in rows]


# -- collections -------------------------------------------------------------------------------------------------


def test_articles_are_put_into_a_collection_and_taken_out_again(library: Library) -> None:
    made = library.make_collection("  מחקר\u200f ראשון\n", [FIRST.id])
    assert (made.name, made.count) == ("מחקר ראשון", 1)
    assert library.collect(made.id, [FIRST.id, SECOND.id, "nothing"]) == (SECOND.id,)
    assert library.collections()[0].count == 2
    assert library.collections_of(SECOND.id) == {made.id}
    assert library.uncollect(made.id, [FIRST.id, "nothing"]) == (FIRST.id,)
    assert library.collected(made.id) == (SECOND.id,)
    assert library.collect("no such", [FIRST.id]) == ()


def test_collections_are_listed_by_name_and_no_two_are_called_the_same(library: Library) -> None:
    for name in ("תקציב", "אנשים", 'ארה"ב'):
        library.make_collection(name)
    assert [each.name for each in library.collections()] == ["אנשים", 'ארה"ב', "תקציב"]
    with pytest.raises(ReaderError, match="already"):
        library.make_collection("אֲנָשִׁים")
    with pytest.raises(ReaderError, match="needs a name"):
        library.make_collection(" \u200e\t")
    assert len(library.make_collection("א" * 10_000).name) == LONGEST_NAME


def test_a_collection_is_renamed_and_the_name_comes_back(library: Library) -> None:
    made, other = library.make_collection("מחקר"), library.make_collection("אחר")
    before = library.rename_collection(made.id, "מֶחקר")
    assert before == "מחקר"
    assert [each.name for each in library.collections()] == ["אחר", "מֶחקר"]
    with pytest.raises(ReaderError, match="already"):
        library.rename_collection(made.id, other.name)
    assert library.rename_collection("no such", "שם") is None


def test_a_deleted_collection_comes_back_with_all_that_was_in_it(library: Library) -> None:
    made = library.make_collection("מחקר", [FIRST.id, SECOND.id])
    kept = library.delete_collection(made.id)
    assert kept is not None
    assert library.collections() == []
    assert len(library.articles()) == 2
    library.put_back_collection(kept)
    assert library.collections() == [made]
    library.put_back_collection(kept)
    assert library.collections() == [made]
    assert library.delete_collection("no such") is None


def test_a_deleted_collection_comes_back_into_a_new_one_of_its_name(library: Library) -> None:
    kept = library.delete_collection(library.make_collection("מחקר", [FIRST.id]).id)
    assert kept is not None
    library.make_collection("מחקר", [SECOND.id])
    library.put_back_collection(kept)
    assert [(each.name, each.count) for each in library.collections()] == [("מחקר", 2)]


def test_a_newer_version_is_in_the_same_collections(library: Library) -> None:
    made = library.make_collection("מחקר", [FIRST.id])
    assert library.import_article(NEWER).replaced == FIRST.id
    assert library.collections_of(NEWER.id) == {made.id}
    assert library.collect(made.id, [NEWER.id]) == ()
    assert library.collections()[0].count == 1


def test_versions_joined_by_hand_take_their_collections_along(library: Library) -> None:
    one = library.make_collection("של הישנה", [FIRST.id])
    other = library.make_collection("של החדשה", [SECOND.id])
    both = library.make_collection("של שתיהן", [FIRST.id, SECOND.id])
    library.join_versions(SECOND.id, FIRST.id)
    assert library.collections_of(SECOND.id) == {one.id, other.id, both.id}
    assert {each.count for each in library.collections()} == {1}


# -- saved searches ----------------------------------------------------------------------------------------------


def test_a_search_is_saved_changed_renamed_deleted_and_put_back(library: Library) -> None:
    made = library.save_search("או״ם", 'ארגון:או"ם תאריך:2013')
    assert library.searches() == [made]
    assert library.rename_search(made.id, "האומות") == "או״ם"
    assert library.change_search(made.id, 'או"ם OR האומות') == made.query
    assert library.delete_search(made.id) == replace(made, name="האומות", query='או"ם OR האומות')
    assert library.searches() == []
    library.put_back_search(made)
    library.put_back_search(made)
    assert library.searches() == [made]
    assert library.delete_search("no such") is None
    with pytest.raises(ReaderError, match="already"):
        library.save_search('או"ם', "אחר")
    with pytest.raises(ReaderError, match="needs a name"):
        library.save_search("", "אחר")


@given(samples.texts, samples.texts)
def test_any_name_and_query_comes_back_as_it_was_written(name: str, query: str) -> None:
    with Library.in_memory() as library:
        try:
            made = library.save_search(name, query)
        except ReaderError:
            assert not any(each.isalnum() for each in name)
            return
        assert library.searches() == [made]
        assert made.query == query


# -- the trash of articles ---------------------------------------------------------------------------------------


def test_an_article_thrown_away_is_in_no_list_and_comes_back_with_its_notes(library: Library) -> None:
    made = library.make_collection("מחקר", [FIRST.id])
    library.mark_opened(FIRST.id)
    assert library.delete_articles([FIRST.id, "nothing"]) == (FIRST.id,)
    assert library.delete_articles([FIRST.id]) == ()
    assert ids(library.articles()) == [SECOND.id]
    assert library.recent(5) == []
    assert library.article_by_title(FIRST.title) is None
    assert library.same_article(replace(FIRST, id="other")) is None
    assert library.collections()[0].count == 0
    assert ids(library.deleted_articles()) == [FIRST.id]
    assert library.deleted_articles()[0].notes == 1
    assert len(library.all_annotations()) == 1
    assert library.restore_articles([FIRST.id]) == (FIRST.id,)
    assert set(ids(library.articles())) == {FIRST.id, SECOND.id}
    assert library.annotations(FIRST.id) == (samples.note(FIRST),)
    assert library.collected(made.id) == (FIRST.id,)
    assert library.collections()[0].count == 1


@pytest.mark.parametrize(
    "bring",
    [
        lambda library: library.import_article(FIRST),
        lambda library: library.import_articles([FIRST]),
        lambda library: library.mark_opened(FIRST.id),
        lambda library: library.import_article(NEWER),
        lambda library: library.add_article(NEWER),
    ],
)
def test_importing_or_opening_it_takes_it_out_of_the_trash(
    library: Library, bring: Callable[[Library], object]
) -> None:
    library.delete_articles([FIRST.id])
    bring(library)
    assert library.deleted_articles() == []
    assert len(library.articles()) == 2


def test_what_an_engine_finds_late_brings_no_article_back(library: Library) -> None:
    library.delete_articles([FIRST.id])
    assert library.add_reading(samples.reading(FIRST))
    assert ids(library.articles()) == [SECOND.id]
    library.empty_article_trash()
    assert not library.add_reading(samples.reading(FIRST))
    assert library.article(FIRST.id) is None
    assert not library.add_reading(samples.reading(replace(SECOND, text=FIRST.text)))


def test_all_versions_go_to_the_trash_and_come_back_together(library: Library) -> None:
    library.import_article(NEWER)
    assert library.delete_articles([FIRST.id]) == (FIRST.id,)
    assert ids(library.articles()) == [SECOND.id]
    assert ids(library.deleted_articles()) == [NEWER.id]
    library.restore_articles([NEWER.id])
    assert set(ids(library.articles())) == {NEWER.id, SECOND.id}
    assert len(library.versions(NEWER.id)) == 2


def test_notes_outlive_their_article_and_say_what_it_was_called(library: Library) -> None:
    made = library.make_collection("מחקר", [FIRST.id])
    library.delete_articles([FIRST.id, SECOND.id])
    assert library.empty_article_trash() == 2
    assert library.deleted_articles() == []
    assert library.article(FIRST.id) is None
    (row,) = library.all_annotations()
    assert (row.article_id, row.title) == (FIRST.id, FIRST.title)
    assert set(library.known_by_notes()) == {FIRST.id}
    assert library.collected(made.id) == ()
    assert library.import_article(FIRST).new
    assert library.annotations(FIRST.id) == (samples.note(FIRST),)


def test_only_what_is_in_the_trash_is_forgotten(library: Library) -> None:
    library.delete_articles([FIRST.id])
    assert library.empty_article_trash([SECOND.id]) == 0
    assert library.empty_article_trash([FIRST.id, SECOND.id]) == 1
    assert ids(library.articles()) == [SECOND.id]


def test_throwing_away_many_can_be_stopped_and_what_was_done_is_told() -> None:
    library = Library.in_memory()
    many = [samples.article(f"{number:04}", headline=f"כתבה {number}") for number in range(250)]
    library.import_articles(many)
    token = CancelToken()
    token.cancel()
    assert library.delete_articles([each.id for each in many], token) == ()
    gone = library.delete_articles([each.id for each in many])
    assert len(gone) == 250
    assert library.articles() == []
    assert library.empty_article_trash(token=token) == 0
    assert len(library.restore_articles(gone)) == 250


# -- finding and importing ---------------------------------------------------------------------------------------


def test_an_article_is_found_by_its_address_however_that_is_written(library: Library) -> None:
    online = samples.article("c3", headline="ברשת", source="https://www.example.org/news/7?utm_source=x")
    library.import_article(online)
    for address in ("http://example.org/news/7/", "https://m.example.org/news/7#talkbacks"):
        row = library.article_by_address(address)
        assert row is not None
        assert row.id == "c3"
    for none in ("https://example.org/news/8", "", "לא כתובת", "https://["):
        assert library.article_by_address(none) is None
    newer = replace(online, id="c3x", text=online.text + " עודכן.", source="/downloads/c3.txt")
    library.import_article(newer)
    library.join_versions("c3x", "c3")
    row = library.article_by_address("https://example.org/news/7")
    assert row is not None
    assert row.id == "c3x"
    library.delete_articles(["c3"])
    assert library.article_by_address("https://example.org/news/7") is None


def test_many_articles_come_in_at_once_and_each_is_told_of() -> None:
    library = Library.in_memory()
    first = library.import_articles([FIRST, SECOND, FIRST])
    assert [(each.new, each.replaced) for each in first] == [(True, None), (True, None), (False, None)]
    again = library.import_articles([replace(FIRST, text=FIRST.text + "!"), NEWER, SECOND])
    assert [(each.new, each.replaced, each.changed) for each in again] == [
        (False, None, True),
        (True, FIRST.id, False),
        (False, None, False),
    ]


def test_a_copy_of_an_older_version_in_a_folder_does_not_take_the_newer_ones_place(library: Library) -> None:
    library.import_article(NEWER)
    copy = replace(FIRST, source="/news/old/a1.txt")
    assert library.import_articles([copy]) == [type(library.import_articles([SECOND])[0])(new=False)]
    assert NEWER.id in ids(library.articles())
    written_back = library.import_articles([FIRST])
    assert written_back[0].replaced == NEWER.id


def test_the_articles_that_an_engine_has_not_read_are_named_the_newest_first(library: Library) -> None:
    assert library.articles_without_reading(samples.ENGINE) == [SECOND.id, FIRST.id]
    library.save_reading(samples.reading(FIRST))
    assert library.articles_without_reading(samples.ENGINE) == [SECOND.id]
    assert len(library.articles_without_reading(replace(samples.ENGINE, version="2"))) == 2
    library.delete_articles([SECOND.id])
    assert library.articles_without_reading(samples.ENGINE) == []


# -- two copies, backups, checks ---------------------------------------------------------------------------------


def kept_in(folder: Path, *articles: Article) -> Library:
    made = Library.open(folder / LIBRARY_FILE)
    for each in articles:
        made.import_article(each)
    return made


def decide(library: Library, name: str) -> None:
    with library.transaction() as connection:
        connection.execute(
            "INSERT INTO people_decisions (id, payload, made) VALUES (?, '{}', '2024')", (name,)
        )


def test_the_shelves_of_another_copy_come_along_once(library: Library, tmp_path: Path) -> None:
    ours = library.make_collection("מחקר", [SECOND.id])
    library.save_search("שמור", "נמל")
    with kept_in(tmp_path, NEWER, FIRST) as there:
        there.make_collection("מחקר", [FIRST.id])
        there.make_collection("רק שם", [FIRST.id])
        there.save_search("שמור", "נמל")
        there.save_search("שמור 3", "או״ם")
        decide(there, "d1")
        path = there.path
    assert path is not None
    done = merge_library(library, path)
    assert done.shelves
    assert done.changed
    for _ in range(2):
        assert [(each.name, each.count) for each in library.collections()] == [("מחקר", 2), ("רק שם", 1)]
        assert [each.query for each in library.searches()] == ["נמל", "או״ם"]
        assert set(library.collected(ours.id)) == {FIRST.id, SECOND.id}
        assert library._rows("SELECT id FROM people_decisions") == [("d1",)]
        assert not merge_library(library, path).changed


def test_another_search_under_the_same_name_stays_beside_ours(library: Library, tmp_path: Path) -> None:
    library.save_search("שמור", "נמל")
    with kept_in(tmp_path) as there:
        there.save_search("שמור", "שביתה")
        path = there.path
    assert path is not None
    for _ in range(2):
        merge_library(library, path)
        assert [(each.name, each.query) for each in library.searches()] == [
            ("שמור", "נמל"),
            ("שמור 2", "שביתה"),
        ]


def test_what_is_in_the_other_copys_trash_stays_there_but_notes_bring_its_title(tmp_path: Path) -> None:
    with filled(kept_in(tmp_path)) as there:
        there.delete_articles([FIRST.id, SECOND.id])
        path = there.path
    assert path is not None
    library = Library.in_memory()
    merge_library(library, path)
    assert library.articles() == library.deleted_articles() == []
    assert [row.title for row in library.all_annotations()] == [FIRST.title]


def test_what_is_thrown_away_here_stays_so_until_a_newer_version_comes(
    library: Library, tmp_path: Path
) -> None:
    library.delete_articles([FIRST.id, SECOND.id])
    with kept_in(tmp_path, FIRST, SECOND) as there:
        path = there.path
        assert path is not None
        merge_library(library, path)
        assert library.articles() == []
        there.import_article(NEWER)
        merge_library(library, path)
    assert ids(library.articles()) == [NEWER.id]
    assert ids(library.deleted_articles()) == [SECOND.id]
    assert len(library.versions(NEWER.id)) == 2


def test_joining_two_of_our_articles_in_a_merge_carries_collections(library: Library, tmp_path: Path) -> None:
    made = [library.make_collection("א", [FIRST.id]), library.make_collection("ב", [SECOND.id])]
    with kept_in(tmp_path, FIRST, SECOND) as there:
        there.join_versions(SECOND.id, FIRST.id)
        path = there.path
        assert path is not None
        there.import_article(samples.article("c3", headline="שלישית"))
    merge_library(library, path)
    assert library.collections_of(FIRST.id) == library.collections_of(SECOND.id) == {each.id for each in made}


def test_a_backup_has_the_shelves_and_notices_that_they_changed(tmp_path: Path) -> None:
    with filled(kept_in(tmp_path)) as library:
        path = library.path
        assert path is not None
        backups = Backups(path)
        changes: list[Callable[[], object]] = [
            lambda: library.make_collection("מחקר", [FIRST.id]),
            lambda: library.collect(library.collections()[0].id, [SECOND.id]),
            lambda: library.save_search("שמור", "נמל"),
            lambda: library.change_search(library.searches()[0].id, "שביתה"),
            lambda: decide(library, "d1"),
            lambda: library.delete_articles([SECOND.id]),
        ]
        for change in changes:
            backups.make(library)
            assert not backups.changed()
            change()
            assert backups.changed()
        kept = backups.make(library)
        library.make_collection("אחרי")
        before = library._rows("SELECT library FROM clock")
    assert missing(kept, path).shelves == 1
    restore(kept, path)
    with Library.open(path) as library:
        assert [(each.name, each.count) for each in library.collections()] == [("מחקר", 1)]
        assert [each.query for each in library.searches()] == ["שביתה"]
        assert ids(library.deleted_articles()) == [SECOND.id]
        assert library._rows("SELECT library FROM clock") != before
    assert check(path).sound
    assert len(salvage(path).shelves) == 3


def test_a_decision_that_no_longer_reads_is_found(tmp_path: Path) -> None:
    with kept_in(tmp_path, FIRST) as library:
        decide(library, "d1")
        with library.transaction() as connection:
            connection.execute("UPDATE people_decisions SET payload = '{'")
        path = library.path
    assert path is not None
    found = check(path)
    assert not found.sound
    assert "decision" in found.problems[0]
