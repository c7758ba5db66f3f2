"""The index has what the library has, a moment after it changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reader.cancel import CancelledError, CancelToken
from reader.library import LIBRARY_FILE, Library
from reader.library.index import Index, Upkeep, index_path
from reader.model import EntityKind, Link
from reader.model.corrections import RefusedName, Rename, SavedCorrection, Who
from tests.library import samples
from tests.library.indexes import articles_with, asked, caught_up, notes_with

NEWER = "השרה דנה לוי נפגשה בז'נבה עם שליח האו\"ם. לוי אמרה כי השיחות יימשכו בפריז."


@pytest.fixture(params=["in memory", "in a file"])
def library(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Library]:
    with (
        Library.in_memory() if request.param == "in memory" else Library.open(tmp_path / LIBRARY_FILE) as made
    ):
        yield made


def test_an_article_is_found_by_its_words_however_they_are_written(library: Library) -> None:
    library.add_article(samples.article())
    assert caught_up(library) == 1
    for words in (
        "דנה לוי",
        "נפגשה",
        "ז׳נבה",
        "בז'נבה",
        'או"ם',
        "האו״ם",
        "רוֹן בָּרָק",
        "לשולחנ",
        "שליח האו''ם רון",
    ):
        assert articles_with(library, words) == ["a1"], words
    for words in ("נבה", "שחות", "ימשכו", "לוי דנה", "רון לוי"):
        assert articles_with(library, words) == [], words


def test_the_headline_is_a_column_of_its_own_and_is_not_in_the_other_one(library: Library) -> None:
    library.add_article(samples.article())
    caught_up(library)
    assert articles_with(library, "לשולחן") == ["a1"]
    count = "SELECT count(*) FROM article_words WHERE article_words MATCH ?"
    assert asked(library, count, 'title : "לשולחן"') == ["1"]
    assert asked(library, count, 'body : "לשולחן"') == ["0"]


def test_nothing_is_read_twice(library: Library) -> None:
    library.add_article(samples.article())
    assert caught_up(library) == 1
    assert caught_up(library) == 0
    library.mark_opened("a1")
    library.set_position("a1", 10)
    assert caught_up(library) == 0


def test_it_says_how_far_it_is_behind(library: Library) -> None:
    upkeep = Upkeep(library)
    assert upkeep.behind() == 0
    library.add_article(samples.article())
    library.save_annotation(samples.note(samples.article()))
    assert upkeep.behind() == 2
    upkeep.catch_up()
    assert upkeep.behind() == 0
    upkeep.close()


def test_a_newer_version_takes_the_place_of_the_older_one_and_has_its_notes(library: Library) -> None:
    first = samples.article("a1", source="https://example.org/a")
    library.import_article(first)
    library.save_annotation(samples.note(first))
    caught_up(library)
    library.import_article(samples.article("a2", NEWER, source="https://example.org/a"))
    caught_up(library)
    assert articles_with(library, "פריז") == ["a2"]
    assert articles_with(library, "דנה לוי") == ["a2"]
    of_note = "SELECT docs.id FROM notes JOIN docs ON docs.key = article_key"
    assert asked(library, of_note) == ["a2"]
    assert set(asked(library, "SELECT docs.id FROM tags JOIN docs ON docs.key = article_key")) == {"a2"}


def test_an_article_in_the_trash_is_not_found_until_it_is_back(library: Library) -> None:
    library.import_article(samples.article())
    library.save_reading(samples.reading(samples.article()))
    library.save_annotation(samples.note(samples.article()))
    caught_up(library)
    library.delete_articles(["a1"])
    caught_up(library)
    for table in ("docs", "links", "quotations", "appearances"):
        assert asked(library, f"SELECT count(*) FROM {table}") == ["0"], table
    assert articles_with(library, "דנה לוי") == []
    assert notes_with(library, "לבדוק") == ["n1"]
    library.restore_articles(["a1"])
    caught_up(library)
    assert articles_with(library, "דנה לוי") == ["a1"]
    assert asked(library, "SELECT docs.id FROM notes JOIN docs ON docs.key = article_key") == ["a1"]
    assert asked(library, "SELECT count(*) FROM quotations") == ["1"]


def test_a_note_is_found_by_its_passage_its_text_and_its_tags_until_it_is_deleted(library: Library) -> None:
    article = samples.article()
    library.add_article(article)
    note = samples.note(article)
    library.save_annotation(note)
    caught_up(library)
    for words in ("שליח", "לבדוק מי", 'או"ם'):
        assert notes_with(library, words.replace('"', '""')) == ["n1"]
    assert asked(library, "SELECT tag FROM tags ORDER BY folded") == ['או"ם', "לבדוק"]
    library.save_annotation(replace(note, body="נבדק", tags=("סוף",)))
    caught_up(library)
    assert notes_with(library, "מי") == []
    assert notes_with(library, "נבדק") == ["n1"]
    assert asked(library, "SELECT tag FROM tags") == ["סוף"]
    library.delete_annotation("n1")
    caught_up(library)
    assert notes_with(library, "נבדק") == []
    assert asked(library, "SELECT tag FROM tags") == []


def test_a_note_whose_article_is_not_here_is_found_too(library: Library) -> None:
    library.save_annotation(samples.note(samples.article()))
    caught_up(library)
    assert notes_with(library, "לבדוק") == ["n1"]
    assert asked(library, "SELECT count(*) FROM notes WHERE article_key IS NULL") == ["1"]
    library.add_article(samples.article())
    caught_up(library)
    assert asked(library, "SELECT docs.id FROM notes JOIN docs ON docs.key = article_key") == ["a1"]


def test_what_was_said_is_found_as_the_newest_reading_has_it(library: Library) -> None:
    article = samples.article()
    library.save_reading(samples.reading(article))
    caught_up(library)
    said = "SELECT speaker FROM quotations JOIN quotation_words ON quotation_words.rowid = key WHERE quotation_words MATCH ?"
    assert asked(library, said, '"נחזור"') == ["p1"]
    library.refuse_name(RefusedName("דנה לוי", samples.reading(article).entities[0].kind))
    caught_up(library)
    assert asked(library, said, '"נחזור"') == ["None"]
    library.add_article(replace(article, text=article.text.replace("לשולחן", "אל השולחן "), links=()))
    caught_up(library)
    assert asked(library, "SELECT count(*) FROM quotations") == ["0"]


def test_a_correction_changes_what_is_in_the_index(library: Library) -> None:
    article = samples.article()
    library.save_reading(samples.reading(article))
    caught_up(library)
    correction = SavedCorrection("c1", 1, samples_rename())
    library.save_correction(article.id, correction)
    assert caught_up(library) >= 1
    assert asked(library, "SELECT name FROM appearances") == ["דנה כהן"]
    library.delete_correction(article.id, correction)
    caught_up(library)
    assert asked(library, "SELECT name FROM appearances") == ["דנה לוי"]


def samples_rename() -> Rename:
    return Rename(Who("דנה לוי", ("לוי",), EntityKind.PERSON), "דנה כהן")


def test_further_reading_is_kept_by_its_address_and_its_folded_title(library: Library) -> None:
    links = (
        Link(None, "עוד על ארה״ב", "https://www.example.org/1/?utm_source=x#top"),
        Link(None, "בלי כתובת"),
    )
    library.add_article(replace(samples.article(), links=links))
    caught_up(library)
    assert asked(library, "SELECT folded FROM links ORDER BY number") == ['עוד על ארה"ב', "בלי כתובת"]
    assert asked(library, "SELECT address FROM links ORDER BY number") == ["https://example.org/1", "None"]
    library.add_article(replace(samples.article(), links=links[1:]))
    caught_up(library)
    assert asked(library, "SELECT title FROM links") == ["בלי כתובת"]


def test_rebuilding_gives_the_same_index(library: Library) -> None:
    for number in range(5):
        library.add_article(samples.article(f"a{number}"))
    caught_up(library)
    before = articles_with(library, "דנה לוי")
    upkeep = Upkeep(library)
    assert upkeep.rebuild() == 5
    upkeep.close()
    assert articles_with(library, "דנה לוי") == before
    assert len(before) == 5


def test_it_tells_how_far_it_is_and_stops_when_it_is_told_to(library: Library) -> None:
    for number in range(60):
        library.add_article(samples.article(f"a{number}"))
    shares: list[float] = []
    upkeep = Upkeep(library)
    upkeep.catch_up(CancelToken(shares.append))
    assert shares[-1] == 1.0
    assert shares == sorted(shares)
    library.add_article(samples.article("b"))
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        upkeep.catch_up(token)
    assert upkeep.behind() == 1
    assert upkeep.catch_up() == 1
    upkeep.close()


def test_a_query_stops_when_it_is_told_to(library: Library) -> None:
    token = CancelToken()
    index = Index(library)
    endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    with pytest.raises(CancelledError), index.connection(token) as connection:
        connection.create_scalar_function("stop", token.cancel, 0)
        connection.execute(endless.replace("SELECT 1", "SELECT coalesce(stop(), 1)")).fetchall()
    with index.connection() as connection:
        assert connection.execute("SELECT 1").get == 1
    index.close()


def test_the_index_cannot_write_into_the_library(library: Library, tmp_path: Path) -> None:
    if library.path is None:
        return
    library.add_article(samples.article())
    index = Index(library)
    with pytest.raises(Exception, match="read-only"), index.connection() as connection:
        connection.execute("DELETE FROM lib.articles")
    index.close()
    assert len(library.articles()) == 1
    assert index_path(library.path) == tmp_path / "library-index.sqlite"


def test_an_article_of_anything_at_all_does_no_harm(library: Library) -> None:
    for number, text in enumerate(["", "\udcff חצי תו", "\x00 אפס", "א" * 70_000, "🕊" * 100, "- - -"]):
        library.add_article(samples.article(f"a{number}", text, headline=""))
    assert caught_up(library) == 6
    assert articles_with(library, "חצי תו") == ["a1"]
    assert articles_with(library, "אפס") == ["a2"]
