"""A person across the library: found in every article, merged and told apart by hand, and that undone."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reader.errors import ReaderError
from reader.library import Library
from reader.library.index import Index, Upkeep, discard
from reader.library.people import People
from reader.model import Annotation, EntityKind, Reading, Selector
from tests.library.people_samples import Somebody, reading

NETANYAHU = Somebody("בנימין נתניהו", ["ראש הממשלה"], says="לא ניכנע ללחץ", times=2)
BARAK = Somebody("אהוד ברק", ["שר הביטחון"])


@pytest.fixture
def library() -> Iterator[Library]:
    with Library.in_memory() as made:
        yield made


@pytest.fixture
def people(library: Library) -> Iterator[People]:
    made = People(library)
    yield made
    made.close()


def _keep(library: Library, *readings: Reading) -> None:
    for each in readings:
        library.save_reading(each)
    _catch_up(library)


def _catch_up(library: Library) -> None:
    upkeep = Upkeep(library)
    upkeep.catch_up()
    upkeep.close()


def _key(people: People, of: Reading, name: str) -> int:
    found = people.person_of(of.article.id, name)
    assert found is not None
    return found.key


def _partition(library: Library) -> set[frozenset[tuple[str, str]]]:
    """Who is one with whom, as sets of (article, name)."""
    index = Index(library)
    found: dict[int, set[tuple[str, str]]] = {}
    with index.connection() as connection:
        for article, name, person in connection.execute(
            "SELECT docs.id, name, person FROM appearances JOIN docs ON docs.key = article_key"
        ):
            assert isinstance(person, int)
            found.setdefault(person, set()).add((str(article), str(name)))
        listed = {
            int(str(key)): count for key, count in connection.execute("SELECT key, articles FROM persons")
        }
    index.close()
    assert set(found) == set(listed)
    assert all(len({article for article, _ in each}) == listed[key] for key, each in found.items())
    return {frozenset(each) for each in found.values()}


def test_one_click_shows_everywhere_a_person_appears(library: Library, people: People) -> None:
    first = reading("הצבעה בכנסת", NETANYAHU, BARAK, day="2013-11-07")
    second = reading("מסיבת עיתונאים", NETANYAHU, day="2014-02-01")
    _keep(library, first, second, reading("בלעדיו", "דנה שפר"))
    page = people.page(_key(people, first, "בנימין נתניהו"))
    assert page is not None
    assert (page.line.name, page.line.articles, page.line.mentions) == ("בנימין נתניהו", 2, 4)
    assert [each.row.id for each in page.articles] == [second.article.id, first.article.id]
    assert page.articles[0].why == "The same full name, and “ראש הממשלה” in both articles."
    assert [each.text for each in page.articles[0].sayings] == ["לא ניכנע ללחץ"]
    for each, text in ((page.articles[0], second.article.text), (page.articles[1], first.article.text)):
        for passage in each.passages:
            assert [hit.of(passage.text) for hit in passage.hits] == ["בנימין נתניהו"] * len(passage.hits)
            assert len(passage.text) == len(passage.place)
            assert passage.first.of(text) == "בנימין נתניהו"


def test_the_notes_on_a_person_and_on_words_that_name_them_are_on_the_page(
    library: Library, people: People
) -> None:
    first = reading("הצבעה", NETANYAHU, BARAK)
    _keep(library, first)
    text = first.article.text
    at = text.index("נתניהו")
    other = text.index("אהוד")
    for id_, place, entity in (
        ("on his name", (at, at + 6), None),
        ("on him", None, "בנימין נתניהו"),
        ("on barak", (other, other + 4), None),
    ):
        selector = Selector.describe(text, *place) if place else None
        library.save_annotation(
            Annotation(
                id_,
                first.article.id,
                selector,
                "",
                "yellow",
                (),
                entity,
                "2026-01-01T00:00:00Z",
                "2026-01-01T00:00:00Z",
            )
        )
    page = people.page(_key(people, first, "בנימין נתניהו"))
    assert page is not None
    assert {note.id for note in page.articles[0].notes} == {"on his name", "on him"}


def test_a_surname_alone_is_whose_office_it_is(library: Library, people: People) -> None:
    alone = reading("בקצרה", Somebody("נתניהו", ["ראש הממשלה"]))
    _keep(
        library,
        reading("הצבעה", NETANYAHU),
        reading("אחרת", Somebody("שרה נתניהו", ["אשת ראש הממשלה"])),
        alone,
    )
    page = people.page(_key(people, alone, "נתניהו"))
    assert page is not None
    assert page.line.name == "בנימין נתניהו"
    assert {each.why for each in page.articles} >= {"The same surname, and “ראש הממשלה” in both articles."}


def test_two_of_one_name_are_asked_about_and_the_answer_is_kept(library: Library, people: People) -> None:
    judge = reading("בבית המשפט", Somebody("יגאל סרוסי", ["השופט"]))
    actor = reading("בתיאטרון", Somebody("יגאל סרוסי", ["הזמר"]))
    _keep(library, judge, actor)
    before = _partition(library)
    assert len(before) == 2
    (doubt,) = people.doubts()
    assert "הזמר" in doubt.why or "השופט" in doubt.why
    ids = people.answer(doubt.id, same=False)
    assert people.doubts() == []
    assert _partition(library) == before
    people.undo(ids)
    (doubt,) = people.doubts()
    ids = people.answer(doubt.id, same=True)
    assert len(_partition(library)) == 1
    assert people.doubts() == []
    people.undo(ids)
    assert _partition(library) == before


def test_merging_two_people_by_hand_is_remembered_and_undone_exactly(
    library: Library, people: People
) -> None:
    first = reading("מכתב", "אבי שמחון")
    second = reading("תשובה", "יעל רוטמן-שגב")
    _keep(library, first, second, reading("שוב", "אבי שמחון"))
    before = _partition(library)
    ids = people.merge(_key(people, second, "יעל רוטמן-שגב"), _key(people, first, "אבי שמחון"))
    merged = _partition(library)
    assert frozenset(each for group in before for each in group) in merged
    page = people.page(_key(people, second, "יעל רוטמן-שגב"))
    assert page is not None
    assert [each.why for each in page.articles if each.by_hand] == ["You said that this is the same one."]
    third = reading("עוד אחת", "יעל רוטמן-שגב")
    _keep(library, third)
    assert _key(people, third, "יעל רוטמן-שגב") == _key(people, first, "אבי שמחון")
    people.undo(ids)
    assert _key(people, third, "יעל רוטמן-שגב") != _key(people, first, "אבי שמחון")
    people.redo(ids)
    assert _key(people, third, "יעל רוטמן-שגב") == _key(people, first, "אבי שמחון")
    people.undo(ids)
    library.delete_articles([third.article.id])
    _catch_up(library)
    assert _partition(library) == before


def test_an_article_taken_out_of_a_person_stays_out(library: Library, people: People) -> None:
    all_ = [reading(f"יום {number}", "גרשון לירון", f"עד מספר {number} כלשהו") for number in range(5)]
    _keep(library, *all_[:4])
    before = _partition(library)
    ids = people.split(_key(people, all_[0], "גרשון לירון"), all_[0].article.id, "גרשון לירון")
    apart = _partition(library)
    assert len(apart) == len(before) + 1
    assert frozenset({(all_[0].article.id, "גרשון לירון")}) in apart
    page = people.page(_key(people, all_[0], "גרשון לירון"))
    assert page is not None and page.articles[0].by_hand
    _keep(library, all_[4])  # one more comes to those who stayed
    assert _key(people, all_[4], "גרשון לירון") == _key(people, all_[1], "גרשון לירון")
    people.undo(ids)
    assert _key(people, all_[0], "גרשון לירון") == _key(people, all_[1], "גרשון לירון")


def test_what_was_said_last_prevails(library: Library, people: People) -> None:
    one, two, three = (reading(f"יום {number}", "גרשון לירון") for number in range(3))
    _keep(library, one, two, three)
    name = "גרשון לירון"
    people.split(_key(people, one, name), one.article.id, name)
    people.merge(_key(people, one, name), _key(people, two, name))
    assert len(_partition(library)) == 1
    people.split(_key(people, one, name), two.article.id, name)
    assert _key(people, one, name) == _key(people, three, name) != _key(people, two, name)


def test_what_was_said_outlives_the_index_and_a_newer_version_of_the_article(tmp_path: Path) -> None:
    place = tmp_path / "library.sqlite"
    name = "גרשון לירון"
    first = [reading(f"יום {number}", name, source=f"https://news.example/{number}") for number in range(3)]
    with Library.open(place) as library:
        _keep(library, *first)
        people = People(library)
        people.split(_key(people, first[0], name), first[0].article.id, name)
        expected = _partition(library)
        people.close()
    discard(place)
    with Library.open(place) as library:
        _catch_up(library)
        assert _partition(library) == expected
        newer = reading("יום 0", name, "ועוד אדם אחד", source="https://news.example/0")
        library.import_article(newer.article)
        _keep(library, newer)
        people = People(library)
        assert _key(people, newer, name) != _key(people, first[1], name)
        assert people.person_of(first[0].article.id, name) == people.person_of(newer.article.id, name)
        people.close()


def test_the_order_in_which_articles_come_changes_nothing() -> None:
    some = [
        reading("א", NETANYAHU, BARAK),
        reading("ב", Somebody("נתניהו", ["ראש הממשלה"])),
        reading("ג", Somebody("ביבי נתניהו", ["ראש הממשלה"])),
        reading("ד", Somebody("דוד כהן", ["השופט"])),
        reading("ה", Somebody("דוד כהן", ["הזמר"])),
        reading("ו", "דוד כהן", "נתניהו"),
    ]
    expected = None
    for order in list(itertools.permutations(range(len(some))))[::97]:
        with Library.in_memory() as library:
            for at in order:
                _keep(library, some[at])
            found = _partition(library)
            expected = expected or found
            assert found == expected


def test_a_new_reading_of_an_article_moves_whom_it_is_about(library: Library, people: People) -> None:
    first = reading("הצבעה", NETANYAHU)
    _keep(library, first, reading("שוב", NETANYAHU))
    entity = replace(first.entities[0], name="בנימין גנץ")
    _keep(library, replace(first, entities=(entity,)))
    line = people.person_of(first.article.id, "בנימין גנץ")
    assert line is not None and (line.name, line.articles) == ("בנימין גנץ", 1)
    assert ("בנימין נתניהו", 1) in [(each.name, each.articles) for each in people.search("נתני")]


def test_an_article_in_the_trash_shows_nobody(library: Library, people: People) -> None:
    first, second = reading("הצבעה", NETANYAHU), reading("שוב", NETANYAHU)
    _keep(library, first, second)
    library.delete_articles([first.article.id])
    _catch_up(library)
    assert [(each.name, each.articles) for each in people.search("")] == [("בנימין נתניהו", 1)]
    library.delete_articles([second.article.id])
    _catch_up(library)
    assert people.search("") == []
    library.restore_articles([first.article.id])
    _catch_up(library)
    assert [each.articles for each in people.search("נתניהו")] == [1]


def test_organisations_are_one_by_name_however_it_is_quoted(library: Library, people: People) -> None:
    kind = EntityKind.ORGANISATION
    one = reading("א", Somebody('אל"ף תעשיות', kind=kind))
    other = reading("ב", Somebody("אל״ף־תעשיות", kind=kind))
    _keep(library, one, other, reading("ג", 'אל"ף תעשיות'))
    line = people.person_of(one.article.id, 'אל"ף תעשיות')
    assert line is not None and (line.kind, line.articles) == (kind, 2)


def test_what_cannot_be_said_is_refused_in_a_sentence(library: Library, people: People) -> None:
    first = reading("א", NETANYAHU, Somebody("חברת החשמל", kind=EntityKind.ORGANISATION))
    _keep(library, first)
    key = _key(people, first, "בנימין נתניהו")
    with pytest.raises(ReaderError):
        people.merge(key, _key(people, first, "חברת החשמל"))
    with pytest.raises(ReaderError):
        people.merge(key, 10**9)
    with pytest.raises(ReaderError):
        people.split(key, first.article.id, "בנימין נתניהו")
    with pytest.raises(ReaderError):
        people.answer("no such doubt", same=True)
    assert people.page(10**9) is None
    assert people.person_of("no such article", "x") is None
    people.undo("no such decision")
    people.redo("no such decision")
    assert people.decisions() == []


def test_a_person_of_many_articles_is_paged(library: Library, people: People) -> None:
    some = [reading(f"יום {number}", NETANYAHU, day=f"2013-01-{number + 1:02}") for number in range(12)]
    _keep(library, *some)
    key = _key(people, some[0], "בנימין נתניהו")
    page = people.page(key, limit=5)
    assert page is not None
    found = [
        each.row.id for each in (*page.articles, *people.articles(key, 5, 5), *people.articles(key, 10, 5))
    ]
    assert found == [each.article.id for each in reversed(some)]
