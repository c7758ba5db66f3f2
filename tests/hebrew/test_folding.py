"""What is typed is found however it is written, and the match is told where it stands."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given

from reader.hebrew.folding import find, fold, fold_text
from tests.hebrew.texts import ALPHABET, noise, texts


def found(text: str, query: str) -> list[str]:
    return [text[start:end] for start, end in find(fold(text), query)]


@pytest.mark.parametrize(
    ("text", "query", "matches"),
    [
        ("אמר שָׁלוֹם עֲלֵיכֶם.", "שלום", ["שָׁלוֹם"]),
        ("אמר שָׁלוֹם עֲלֵיכֶם.", "עליכם", ["עֲלֵיכֶם"]),
        ("אמר שלום", "שָׁלוֹם", ["שלום"]),
        ("של ארה״ב וארה''ב", 'ארה"ב', ["ארה״ב", "ארה''ב"]),
        ('צה"ל', "צה”ל", ['צה"ל']),
        ("ג׳ון וג’ון", "ג'ון", ["ג׳ון", "ג’ון"]),
        ("תל־אביב, תל-אביב, תל  אביב, תל – אביב", "תל אביב", ["תל־אביב", "תל-אביב", "תל  אביב", "תל – אביב"]),
        ("תל\nאביב", "תל־אביב", ["תל\nאביב"]),
        ("מלך מלכים", "מלכ", ["מלך", "מלכ"]),
        ("ﬥבן, ﭏקנה, כּן", "לבן", ["ﬥבן"]),
        ("ﬥבן, ﭏקנה, כּן", "אלקנה", ["ﭏקנה"]),
        ("ﬥבן, ﭏקנה, כּן", "כן", ["כּן"]),
        ("ייִדיש", "יידיש", ["ייִדיש"]),
        ("\u200fנתני\u200fהו\u200f", "נתניהו", ["נתני\u200fהו"]),
        ("Café CAFE\u0301", "cafe", ["Café", "CAFE\u0301"]),
        ("Straße ﬁn", "STRASSE FIN", ["Straße ﬁn"]),
        ("🕊 קרי 👩‍👧 קרי", "קרי", ["קרי", "קרי"]),
        ("אאאא", "אא", ["אא", "אא"]),
        ("ײ", "י", ["ײ"]),
        ("קרי", " ", []),
        ("קרי", "", []),
        ("", "קרי", []),
        ("קרי", "קריה", []),
    ],
)
def test_a_search_finds(text: str, query: str, matches: list[str]) -> None:
    assert found(text, query) == matches


def test_a_match_says_where_it_stands_in_the_text_itself() -> None:
    assert find(fold("🕊 שָׁלוֹם, שלום"), "שלום") == [(2, 9), (11, 15)]


def test_a_letter_holds_its_points_and_the_next_one_does_not() -> None:
    folded = fold("שָׁל")
    assert folded.text == "של"
    assert folded.map.to_source(0, 1) == (0, 3)
    assert folded.map.to_source(1, 2) == (3, 4)


def test_points_without_a_letter_belong_to_nothing() -> None:
    folded = fold("\u05b8אב")
    assert folded.text == "אב"
    assert folded.map.to_source(0, 2) == (1, 3)


def test_a_plain_text_keeps_its_offsets() -> None:
    text = 'שלום, ארה"ב ו־Obama!'
    folded = fold(text)
    assert folded.text == 'שלומ, ארה"ב ו obama!'
    assert list(folded.map.runs()) == [(0, len(text), 0, len(text))]


@given(noise)
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


def test_every_character_of_all_scripts_folds_to_what_folding_leaves_alone() -> None:
    for code in range(0x30000):
        once = fold_text(chr(code))
        assert fold_text(once) == once, hex(code)


@given(noise)
def test_composed_and_decomposed_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)).text == fold(unicodedata.normalize("NFD", text)).text


@given(texts)
def test_the_map_fits_the_text_and_the_quick_way_gives_the_same(text: str) -> None:
    folded = fold(text)
    assert folded.text == fold_text(text)
    assert len(folded.map) == len(folded.text)
    assert folded.map.source_length == len(text)


@given(noise)
def test_every_folded_character_comes_from_where_the_map_says(text: str) -> None:
    folded = fold(text)
    reached = 0
    for at, character in enumerate(folded.text):
        start, end = folded.map.to_source(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert start >= reached or folded.map.to_source(at - 1, at) == (start, end)
        assert character in fold_text(text[start:end])
        reached = start


@given(texts)
def test_a_text_is_found_in_itself_without_a_loose_mark_at_its_end(text: str) -> None:
    query = fold_text(text).strip()
    spans = find(fold(text), text)
    assert len(spans) == bool(query)
    for start, end in spans:
        assert fold_text(text[start:end]).strip() == query
        after = text[end : end + 1]
        assert not after or not unicodedata.combining(after)


def test_the_strategies_know_every_kind_of_mark() -> None:
    folds = {fold_text(character) for character in ALPHABET}
    assert {"", " ", '"', "'", "כ", "אל"} <= folds
