"""What the library finds: order, passages with their hits, people, quotations, notes, and what to narrow by."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given

from reader.cancel import CancelledError, CancelToken
from reader.library import Library
from reader.library.index import Upkeep
from reader.library.search.finder import Finder
from reader.library.search.results import Sort
from tests.library import samples
from tests.library.search import quality
from tests.library.search.test_query import anything


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    with Library.in_memory() as made:
        quality.fill(made)
        yield made


@pytest.fixture(scope="module")
def finder(library: Library) -> Iterator[Finder]:
    made = Finder(library)
    yield made
    made.close()


def names(finder: Finder, query: str, sort: Sort = Sort.BEST, *, typing: bool = False) -> list[str]:
    found = finder.find(query, sort, typing=typing)
    return [line.row.id for line in finder.lines(found.keys, query, typing=typing)]


@given(text=anything)
def test_no_text_makes_the_index_complain(finder: Finder, text: str) -> None:
    found = finder.find(text, typing=True)
    finder.lines(found.keys[:2], text, typing=True)
    finder.people(text)
    finder.quotations(text)
    finder.notes(text)


def test_headlines_come_first_then_the_words_as_they_were_typed_then_the_newest(finder: Finder) -> None:
    assert names(finder, "רזניק")[:3] == ["namesake", "taxes", "elections"]
    assert names(finder, "תכנית") == ["plan", "taxes"]
    assert names(finder, "סייף")[0] == "plan"
    assert names(finder, "בגץ") == ["judge2", "judge"]
    assert names(finder, "לוי")[:2] == ["levyd", "levy"]


def test_words_that_stand_together_come_before_words_far_apart(finder: Finder) -> None:
    found = names(finder, "דנה כהן")
    assert found[0] == "levyd"


def test_another_spelling_that_was_looked_for_is_named(finder: Finder) -> None:
    assert finder.find("ארהב").also == ('ארה"ב',)
    assert finder.find("נתניהו").also == ()


def test_a_word_that_is_being_typed_is_found_from_its_second_letter_on(finder: Finder) -> None:
    assert names(finder, "ר", typing=True) == names(finder, "", typing=True)
    assert "taxes" in names(finder, "רז", typing=True)
    assert set(names(finder, "רזנ", typing=True)) == {"budget", "taxes", "elections", "namesake"}


def test_only_the_word_itself_is_marked_and_the_place_is_that_of_the_article(
    finder: Finder, library: Library
) -> None:
    (line,) = finder.lines(finder.find("לגבעון").keys, "לגבעון")
    assert [hit.of(line.snippets[0].text) for hit in line.snippets[0].hits] == ["לגבעון"]
    (line,) = (each for each in finder.lines(finder.find("גבעון").keys, "גבעון") if each.row.id == "hospital")
    assert [hit.of(line.row.title) for hit in line.title_hits] == ["גבעון"]
    (snippet,) = line.snippets
    assert [hit.of(snippet.text) for hit in snippet.hits] == ["גבעון", "גבעון"]
    article = library.article("hospital")
    assert article is not None
    assert snippet.first.of(article.text) == "גבעון"
    assert snippet.place.of(article.text) in snippet.text


def test_pointed_words_and_words_with_a_geresh_are_marked_whole(finder: Finder) -> None:
    (line,) = finder.lines(finder.find("לוריא").keys, "לוריא")
    (hit,) = line.snippets[0].hits
    assert hit.of(line.snippets[0].text) == "לוּרְיָא"


def test_a_long_text_is_shown_by_the_passage_with_most_of_the_words_and_says_that_it_goes_on() -> None:
    filling = "משפט שאין בו כלום. " * 60
    body = f"{filling}הרופאה טענה דבר. {filling}הרופאה והמורה נפגשו ליד הנמל. {filling}"
    with Library.in_memory() as library:
        library.add_article(samples.article(body=body, headline="כותרת"))
        Upkeep(library).catch_up()
        finder = Finder(library)
        (line,) = finder.lines(finder.find("רופאה מורה נמל").keys, "רופאה מורה נמל")
        finder.close()
    (snippet,) = line.snippets
    assert [hit.of(snippet.text) for hit in snippet.hits] == ["רופאה", "מורה", "נמל"]
    assert snippet.text.endswith("…")
    assert len(snippet.text) < 220


def test_every_order_holds_the_same_articles(finder: Finder) -> None:
    for query in ("", "בית"):
        best = names(finder, query)
        for sort in Sort:
            assert sorted(names(finder, query, sort)) == sorted(best)
    assert names(finder, "", Sort.NEWEST)[0] == "namesake"
    assert names(finder, "", Sort.NEWEST)[-1] == "tlvold"
    assert names(finder, "", Sort.NOTES)[0] == "carmel"
    assert set(names(finder, "", Sort.OPENED)[:4]) == {"budget", "taxes", "levy", "judge"}
    assert names(finder, "", Sort.ADDED)[0] == quality.known()[-1]["id"]


def test_the_first_hits_are_had_alone_and_said_to_be_not_all(finder: Finder) -> None:
    found = finder.find("רזניק", first=1)
    assert (len(found.keys), found.complete) == (1, False)
    assert finder.find("רזניק", first=50).complete


def test_people_are_found_by_name_with_how_often_they_appear(finder: Finder) -> None:
    (line, *_), _ = finder.people("גבעון")
    assert (line.name, line.articles) == ("נורית גבעון", 4)
    assert [hit.of(line.name) for hit in line.hits] == ["גבעון"]
    assert {each.name for each in finder.people("שרון")[0]} == {"יואב שרון", "תמר שרון"}
    assert {each.name for each in finder.people("רוז", typing=True)[0]} == {"איתמר רוזן", "הילה רוזן"}
    assert finder.people("xyzzy") == ([], 0)


def test_what_was_said_is_found_by_its_words_and_by_who_said_it(finder: Finder) -> None:
    lines, total = finder.quotations("מסים")
    assert total == 2
    assert [line.speaker for line in lines] == ["אלון רזניק", "אלון רזניק"]
    assert [line.article_id for line in lines] == ["taxes", "budget"]
    assert lines[1].snippet.text == "לא נעלה מסים"
    lines, _ = finder.quotations("person:שרון date:2013")
    assert [line.snippet.text for line in lines] == ["שיחקנו ברגש"]


def test_notes_are_found_by_passage_words_and_tags(finder: Finder) -> None:
    assert [line.article_id for line in finder.notes("להבטחה")[0]] == ["budget"]
    assert [line.article_id for line in finder.notes("הבולענים")[0]] == ["sea"]
    assert {line.article_id for line in finder.notes("tag:סביבה")[0]} == {"sea", "carmel"}
    assert [line.note_id for line in finder.notes("has:orphans")[0]] == ["m-carmel"]
    assert [line.article_id for line in finder.notes("site:kol date:2013 note | מסים")[0]] == ["budget"]


def test_facets_count_what_the_answer_has(finder: Finder) -> None:
    facets = finder.facets("גבעון")
    assert facets.people[0] == type(facets.people[0])("נורית גבעון", 4)
    assert {facet.value: facet.count for facet in facets.years} == {"2024": 2, "2013": 2}
    assert [facet.value for facet in finder.facets("").sites][:1] == ["kol.example"]
    assert {facet.value for facet in finder.facets("has:notes").tags} >= {"סביבה", "כלכלה"}
    assert finder.facets("xyzzy").people == ()


def test_a_collection_that_does_not_exist_is_told(finder: Finder) -> None:
    found = finder.find("in:אין")
    assert found.total == 0
    assert "אין" in found.problems[0].full


def test_a_search_that_is_stopped_stops(finder: Finder) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        finder.find("בית", token=token)


def test_what_comes_in_and_what_goes_is_found_and_not_found_at_once() -> None:
    with Library.in_memory() as library:
        finder, upkeep = Finder(library), Upkeep(library)
        assert finder.find("").total == 0
        library.add_article(samples.article())
        upkeep.catch_up()
        assert names(finder, "לוי") == ["a1"]
        library.add_article(samples.article("b2"))
        upkeep.catch_up()
        assert set(names(finder, "לוי")) == {"a1", "b2"}
        library.delete_articles(["a1"])
        upkeep.catch_up()
        assert names(finder, "לוי") == names(finder, "") == ["b2"]
        finder.close()
        upkeep.close()
