"""What the library keeps, and what it answers."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from reader.library import LIBRARY_FILE, Library
from reader.model import Annotation, EngineInfo, Reading, Selector, Span, State
from tests.library import samples


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / LIBRARY_FILE) as opened:
        yield opened


def test_an_article_is_new_once_and_is_there_after_a_restart(tmp_path: Path) -> None:
    article = samples.article()
    with Library.open(tmp_path / LIBRARY_FILE) as library:
        assert library.add_article(article)
        assert not library.add_article(article)
    with Library.open(tmp_path / LIBRARY_FILE) as library:
        again = library.article(article.id)
        assert again == article
        assert again is not None
        assert again.to_source(Span(3, 9)) == Span(3, 9)


def test_the_library_is_in_the_persons_data_folder_unless_another_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READER_DATA", str(tmp_path / "new" / "folder"))
    with Library.open() as library:
        assert library.path == tmp_path / "new" / "folder" / LIBRARY_FILE
        assert not library.read_only


def test_what_is_not_in_the_library_is_none_and_changes_nothing(library: Library) -> None:
    assert library.article("nothing") is None
    assert library.row("nothing") is None
    assert library.article_by_title("שום דבר") is None
    assert library.reading("nothing", samples.ENGINE) is None
    assert library.annotations("nothing") == ()
    library.mark_opened("nothing")
    library.set_position("nothing", 5)
    library.delete_annotation("nothing")
    assert library.articles() == []


def test_a_list_of_articles_shows_the_newest_first_with_place_and_notes(library: Library) -> None:
    for name in ("a1", "a2", "a3"):
        library.add_article(samples.article(name))
    library.save_annotation(samples.note(samples.article("a2")))
    library.set_position("a2", 17)
    rows = library.articles()
    assert [row.id for row in rows] == ["a3", "a2", "a1"]
    assert (rows[1].title, rows[1].site, rows[1].published) == (samples.HEADLINE, "example.org", "2013-11-02")
    assert (rows[1].position, rows[1].notes, rows[1].opened, rows[1].is_read) == (17, 1, None, False)
    assert library.row("a2") == rows[1]


def test_recent_articles_are_those_opened_last(library: Library) -> None:
    for name in ("a1", "a2", "a3", "a4"):
        library.add_article(samples.article(name))
    for name in ("a1", "a3", "a2", "a1"):
        library.mark_opened(name)
    assert [row.id for row in library.recent(10)] == ["a1", "a2", "a3"]
    assert [row.id for row in library.recent(2)] == ["a1", "a2"]
    assert all(row.is_read for row in library.recent(10))


@pytest.mark.parametrize(
    "title",
    [
        'ארה"ב תשוב לשולחן: "צעד קשה"',
        "ארה״ב תשוב לשולחן: ״צעד קשה״",
        "  ארה''ב תשוב  לשולחן: “צעד קשה” ",
        'אָרה"ב תשוב לשולחן: "צעד קשה"',
        'ארה"ב תשוב לשולחן:\u200f "צעד קשה"',
    ],
)
def test_an_article_is_found_by_its_title_however_that_is_written(library: Library, title: str) -> None:
    library.add_article(samples.article("other", headline="כותרת אחרת"))
    library.add_article(samples.article(headline='ארה"ב תשוב לשולחן: "צעד קשה"'))
    found = library.article_by_title(unicodedata.normalize("NFD", title))
    assert found is not None
    assert found.id == "a1"


def test_a_part_of_a_title_or_no_title_finds_nothing(library: Library) -> None:
    library.add_article(samples.article(headline="ארה״ב תשוב לשולחן"))
    library.add_article(samples.article("untitled", headline="", body=""))
    assert library.article_by_title("תשוב לשולחן") is None
    assert library.article_by_title(" \u200f") is None


def test_a_file_that_is_one_endless_line_has_a_title_that_fits_a_list(library: Library) -> None:
    endless = samples.article(headline="מילה ועוד " * 50_000)
    library.add_article(endless)
    assert len(library.articles()[0].title) <= 500
    assert library.article("a1") == endless
    assert library.article_by_title(endless.title) is not None


def test_the_same_bytes_from_another_path_are_one_article_under_the_newer_path(library: Library) -> None:
    library.add_article(samples.article())
    library.set_position("a1", 9)
    assert not library.add_article(samples.article(source="/moved/2.txt"))
    row = library.row("a1")
    assert row is not None
    assert (row.source, row.position) == ("/moved/2.txt", 9)
    assert len(library.articles()) == 1


# -- readings ----------------------------------------------------------------------------------------------------


def test_a_reading_comes_back_for_its_own_engine_and_version_only(library: Library) -> None:
    reading = samples.reading(samples.article())
    library.save_reading(reading)
    assert library.reading("a1", samples.ENGINE) == reading
    assert library.reading("a1", EngineInfo("rules", "2")) is None
    assert library.reading("a1", EngineInfo("trained", "1")) is None


def test_a_newer_reading_takes_the_place_of_the_older_one(library: Library) -> None:
    reading = samples.reading(samples.article())
    library.save_reading(reading)
    newer = replace(reading, quotes=(), engine=EngineInfo("rules", "2"))
    library.save_reading(newer)
    assert library.reading("a1", newer.engine) == newer
    assert library.reading("a1", reading.engine) is None


def test_a_reading_of_an_older_text_is_never_shown_on_a_newer_one(library: Library) -> None:
    reading = samples.reading(samples.article())
    library.save_reading(reading)
    library.add_article(samples.article(headline="כותרת שתוקנה"))
    assert library.reading("a1", samples.ENGINE) is None


def test_a_damaged_reading_counts_as_none_and_can_be_made_again(library: Library) -> None:
    reading = samples.reading(samples.article())
    library.save_reading(reading)
    library._connection.execute("UPDATE readings SET payload = substr(payload, 1, 20)")
    assert library.reading("a1", samples.ENGINE) is None
    library.save_reading(reading)
    assert library.reading("a1", samples.ENGINE) == reading


@given(samples.readings())
def test_any_reading_is_kept_with_its_article(reading: Reading) -> None:
    with Library.in_memory() as library:
        library.save_reading(reading)
        assert library.reading(reading.article.id, reading.engine) == reading
        assert library.article(reading.article.id) == reading.article


# -- notes -------------------------------------------------------------------------------------------------------


def test_a_note_is_there_after_a_restart(tmp_path: Path) -> None:
    article = samples.article()
    note = samples.note(article)
    with Library.open(tmp_path / LIBRARY_FILE) as library:
        library.add_article(article)
        library.save_annotation(note)
    with Library.open(tmp_path / LIBRARY_FILE) as library:
        assert library.annotations(article) == (note,)
        assert library.annotations("a1") == (note,)


def test_saving_a_note_again_changes_it_and_deleting_it_removes_it(library: Library) -> None:
    article = samples.article()
    library.add_article(article)
    library.save_annotation(samples.note(article, body="טיוטה"))
    edited = replace(samples.note(article, body="נוסח סופי"), colour="blue", tags=(), entity_id="דנה לוי")
    library.save_annotation(edited)
    assert library.annotations(article) == (edited,)
    library.delete_annotation(edited.id)
    assert library.annotations(article) == ()


def test_notes_come_in_text_order_whenever_they_were_made(library: Library) -> None:
    article = samples.article()
    for name, passage in (("n1", "השיחות"), ("n2", "דנה"), ("n3", "שליח")):
        library.save_annotation(samples.note(article, passage, name))
    assert [note.id for note in library.annotations(article)] == ["n2", "n3", "n1"]


@given(samples.any_notes)
def test_any_note_is_kept_even_where_its_article_is_not_in_the_library(note: Annotation) -> None:
    with Library.in_memory() as library:
        library.save_annotation(note)
        assert library.annotations(note.article_id) == (note,)


def test_a_note_moves_with_its_passage_and_goes_back_when_the_old_text_does(library: Library) -> None:
    before = samples.article()
    after = samples.article(headline="כותרת ארוכה יותר מזו שהייתה כאן")
    note = samples.note(before)
    library.add_article(before)
    library.save_annotation(note)

    (moved,) = library.annotations(after)
    assert moved.state is State.MOVED
    assert Span(moved.selector.start, moved.selector.end).of(after.text) == note.selector.exact

    library.save_annotation(replace(moved, body="נערך אחרי השינוי"))
    (again,) = library.annotations(after)
    assert (again.state, again.selector) == (State.MOVED, moved.selector)
    assert library.annotations(before) == (replace(note, body="נערך אחרי השינוי"),)


def test_a_note_whose_passage_is_gone_stands_last_as_an_orphan_with_its_words(library: Library) -> None:
    before, after = samples.article(), samples.article(body="נשאר רק משפט אחד: השיחות יימשכו.")
    library.save_annotation(samples.note(before, "דנה לוי נפגשה", "gone"))
    library.save_annotation(samples.note(before, "השיחות יימשכו", "kept"))
    kept, gone = library.annotations(after)
    assert (kept.id, gone.id, gone.state) == ("kept", "gone", State.ORPHAN)
    assert gone.selector == samples.note(before, "דנה לוי נפגשה").selector


def test_a_note_put_in_a_new_place_by_hand_stays_there(library: Library) -> None:
    before, after = samples.article(), samples.article(body="נשאר רק משפט אחד: השיחות יימשכו.")
    note = samples.note(before, "דנה לוי נפגשה")
    library.save_annotation(note)
    start = after.text.index("השיחות")
    by_hand = replace(note, selector=Selector.describe(after.text, start, start + 6))
    library.save_annotation(by_hand)
    assert library.annotations(after) == (by_hand,)


# -- together ----------------------------------------------------------------------------------------------------


def test_the_window_saves_notes_while_a_worker_imports(library: Library) -> None:
    article = samples.article("open")
    library.add_article(article)
    failures: list[BaseException] = []

    def work(job: int) -> None:
        try:
            for number in range(20):
                imported = samples.article(f"{job}-{number}")
                library.save_reading(samples.reading(imported))
                library.save_annotation(samples.note(article, name=f"{job}-{number}"))
                library.articles()
        except BaseException as failure:  # it must reach the test, whatever it is
            failures.append(failure)

    threads = [threading.Thread(target=work, args=(job,)) for job in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(library.articles()) == 81
    assert len(library.annotations(article)) == 80


def test_two_readers_on_one_library_see_each_others_notes(tmp_path: Path) -> None:
    article = samples.article()
    path = tmp_path / LIBRARY_FILE
    with Library.open(path) as one, Library.open(path) as other:
        one.add_article(article)
        assert not other.add_article(article)
        other.save_annotation(samples.note(article, name="theirs"))
        one.save_annotation(samples.note(article, name="mine"))
        assert len(one.annotations(article)) == len(other.annotations(article)) == 2


def test_a_library_in_memory_keeps_until_it_is_closed() -> None:
    with Library.in_memory() as library:
        assert library.path is None
        assert not library.read_only
        assert library.add_article(samples.article())
        assert library.article("a1") == samples.article()
    library.close()
