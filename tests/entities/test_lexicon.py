"""The word lists."""

from __future__ import annotations

import pytest
import yaml

from reader.entities import lexicon, reasons
from reader.entities.lexicon import Level
from reader.entities.words import Is, Words, fold_word, spelling_key
from reader.hebrew.tokens import tokenize
from reader.paths import resource


@pytest.mark.parametrize(
    ("name", "given", "surname"),
    [
        ("משה", Level.PLAIN, Level.MIXED),
        ("טל", Level.MIXED, Level.MIXED),
        ("נתניהו", Level.NONE, Level.FAMOUS),
        ("לורה", Level.PLAIN, Level.NONE),
        ("אינדיק", Level.NONE, Level.PLAIN),
    ],
)
def test_a_name_is_weighed_by_how_often_it_is_one(name: str, given: Level, surname: Level) -> None:
    names = lexicon.names()
    assert names.given.get(name, Level.NONE) == given
    assert names.surname.get(name, Level.NONE) == surname


@pytest.mark.parametrize("word", ["חלה", "רובה", "תקווה", "של", "היא", "ראש"])
def test_a_word_that_name_lists_have_by_accident_is_hardly_a_name(word: str) -> None:
    names = lexicon.names()
    assert max(names.given.get(word, Level.NONE), names.surname.get(word, Level.NONE)) <= Level.WORD


def test_ordinary_words_are_sorted_as_the_search_needs_them() -> None:
    for name, group in (("words", "words"), ("words", "verbs")):
        block = yaml.safe_load(resource("lexicons", f"{name}.yaml").read_text("utf-8"))[group].split()
        assert block == sorted(set(block))


def test_every_source_has_its_notice() -> None:
    notice = resource("lexicons", "NOTICE").read_text("utf-8")
    for source in (
        "Hebrew-Names",
        "Hebrew-Resources",
        "wordfreq",
        "NEMO-Corpus",
        "UD_Hebrew-IAHLTwiki",
        "MIT License",
    ):
        assert source in notice
    for path in resource("lexicons").glob("*.yaml"):
        assert path.name in notice


def test_a_reason_holds_at_most_one_value_and_any_words_in_it() -> None:
    assert all(reason.count("{") == reason.count("{value}") <= 1 for reason in reasons.REASONS)
    assert len(set(reasons.REASONS)) == len(reasons.REASONS)
    assert reasons.say(reasons.AFTER_TITLE, "{x} 100%") == "It stands after the title “{x} 100%”."


@pytest.mark.parametrize(
    ("word", "flag"),
    [
        ("לוונסטיין", Is.UNKNOWN),
        ("שולחן", Is.COMMON),
        ("לשולחן", Is.DERIVED),
        ("ואמר", Is.SPEECH),
        ("החוץ", Is.DEFINITE),
        ("בירושלים", Is.PHRASE),
        ("והעיתונאית", Is.ROLE),
        ("ייטמן", 0),
    ],
)
def test_a_word_tells_what_it_may_be(word: str, flag: int) -> None:
    found = Words().of(tokenize(word)[0])
    assert found.flags & flag == flag


def test_no_article_makes_a_definite_word_of_a_verb() -> None:
    assert not Words().of(tokenize("הזעיק")[0]).flags & Is.DEFINITE


def test_spellings_of_one_name_have_one_key() -> None:
    assert spelling_key("סייף") == spelling_key("סיף")
    assert spelling_key("ווינשטיין") == spelling_key("וינשטיין")
    assert spelling_key("סמוטריץ'") == spelling_key("סמוטריץ")


def test_a_word_is_compared_without_points_and_with_one_geresh() -> None:
    assert fold_word("שָׁלוֹם") == "שלום"
    assert fold_word("ג׳ון") == fold_word("ג’ון") == "ג'ון"
    assert fold_word("ארה״ב") == fold_word("ארה''ב") == 'ארה"ב'
