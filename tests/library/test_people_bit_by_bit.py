"""Who is who comes out the same whether the index grew article by article or was made from nothing."""

from __future__ import annotations

import itertools
import random
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library import Library
from reader.library.index import Index, Upkeep, people_choosing, people_clusters, people_linking
from reader.library.people import People
from reader.model import Reading
from tests.library.people_samples import Somebody, reading

NAMES = (
    *("דוד כהן", "דוד כהן", "ד. כהן", "כהן", "משה כהן", "יגאל סרוסי", "סרוסי", "יגאל סרוסי־לב"),
    *("בנימין זמיר", "ביבי זמיר", "זמיר", "בינימין זמיר", "אהרן ברק", "אהרון ברק", "ברק", "דנה שפר"),
    *("ג'ורג' בוש", "ג'ורג' וו. בוש", "בוש"),
)  # fmt: skip
ROLES = ("", "", "שר האוצר", "השופט", "הזמר", "חלוץ הפועל חיפה", 'ח"כ', "שופט בית המשפט העליון")

_Person = tuple[str, str]
_Partition = set[frozenset[_Person]]


def _somebody(drawn: tuple[str, str]) -> Somebody:
    name, role = drawn
    return Somebody(name, [role] if role else [])


PERSON = st.tuples(st.sampled_from(NAMES), st.sampled_from(ROLES)).map(_somebody)
ARTICLE = st.lists(PERSON, min_size=1, max_size=5, unique_by=lambda one: one.name)


def _articles(made: list[list[Somebody]]) -> list[Reading]:
    return [reading(f"ידיעה {number}", *people) for number, people in enumerate(made)]


def _found(library: Library) -> tuple[_Partition, set[frozenset[frozenset[_Person]]]]:
    """Who is one with whom, and of whom it is asked whether they are; by the articles' titles."""
    with closing(Index(library)) as index, index.connection() as connection:
        people: dict[int, set[_Person]] = {}
        for title, name, person in connection.execute(
            "SELECT folded_title, name, person FROM appearances JOIN docs ON docs.key = article_key"
        ):
            assert isinstance(person, int)
            people.setdefault(person, set()).add((str(title), str(name)))
        listed = connection.execute("SELECT key, articles FROM persons").fetchall()
        for key, count in listed:
            assert len({title for title, _ in people[int(str(key))]}) == count
        assert len(listed) == len(people)
    with closing(People(library)) as known:
        doubts = {
            frozenset(frozenset(people[key]) for key in (doubt.one.key, doubt.other.key))
            for doubt in known.doubts(1000)
        }
    return {frozenset(each) for each in people.values()}, doubts


def _catch_up(library: Library) -> None:
    with closing(Upkeep(library)) as upkeep:
        upkeep.catch_up()


def _anew(library: Library) -> tuple[_Partition, set[frozenset[frozenset[_Person]]]]:
    with closing(Upkeep(library)) as upkeep:
        upkeep.rebuild()
    return _found(library)


@settings(max_examples=40, deadline=None)
@given(st.lists(ARTICLE, min_size=1, max_size=9), st.data())
def test_an_index_that_grew_is_one_that_was_made_from_nothing(
    made: list[list[Somebody]], data: st.DataObject
) -> None:
    with Library.in_memory() as library:
        some = _articles(made)
        for each in some:
            library.save_reading(each)
            if data.draw(st.booleans()):
                _catch_up(library)
        gone = data.draw(st.lists(st.sampled_from(some), max_size=3, unique_by=lambda one: one.article.id))
        _catch_up(library)
        library.delete_articles([each.article.id for each in gone])
        _catch_up(library)
        grown = _found(library)
        assert grown == _anew(library)
        library.restore_articles([each.article.id for each in gone])
        _catch_up(library)
        assert _found(library) == _anew(library)


@settings(max_examples=25, deadline=None)
@given(st.lists(ARTICLE, min_size=3, max_size=8), st.data())
def test_what_is_said_and_taken_back_leaves_all_as_it_was(
    made: list[list[Somebody]], data: st.DataObject
) -> None:
    with Library.in_memory() as library, closing(People(library)) as people:
        for each in _articles(made):
            library.save_reading(each)
        _catch_up(library)
        before = _found(library)
        listed = people.search("", limit=100)
        if len(listed) < 2:
            return
        said = []
        for _ in range(data.draw(st.integers(1, 3))):
            one, other = data.draw(st.permutations(listed))[:2]
            if people.line(one.key) is None or people.line(other.key) is None:
                continue
            say = people.merge if data.draw(st.booleans()) else people.different
            said.append(say(one.key, other.key))
        for ids in reversed(said):
            people.undo(ids)
        assert _found(library) == before


@pytest.mark.parametrize("seed", range(4))
def test_where_there_are_many_of_a_name_nobody_is_made_one_who_would_not_be_otherwise(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)
    some = []
    for number in range(14):
        people = {chance.choice(NAMES): chance.choice(ROLES) for _ in range(chance.randint(1, 5))}
        some.append(reading(f"ידיעה {number}", *map(_somebody, people.items())))
    with Library.in_memory() as library:
        with monkeypatch.context() as few:
            few.setattr(people_linking, "_FEW", 0)
            few.setattr(people_clusters, "_FEW", 0)
            few.setattr(people_choosing, "_MANY", 1)
            for each in some:
                library.save_reading(each)
                _catch_up(library)
        grown, _ = _found(library)
        whole, _ = _anew(library)
        assert _pairs(grown) <= _pairs(whole)
        assert len(_pairs(grown)) >= 0.75 * len(_pairs(whole))


def _pairs(partition: _Partition) -> set[frozenset[_Person]]:
    return {frozenset(pair) for person in partition for pair in itertools.combinations(sorted(person), 2)}
