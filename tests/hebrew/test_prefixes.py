"""The attached letters, and where they could end."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from reader.hebrew.chars import HYPHENS, INVISIBLE
from reader.hebrew.prefixes import is_prefix, prefix_lengths
from tests.hebrew.texts import noise


def rests(word: str) -> list[str]:
    return [word[length:] for length in prefix_lengths(word)]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("קרי", ["קרי"]),
        ("לקרי", ["לקרי", "קרי"]),
        ("וקרי", ["וקרי", "קרי"]),
        ("לבני", ["לבני", "בני"]),
        ("ולפרץ", ["ולפרץ", "לפרץ", "פרץ"]),
        ("כששושנה", ["כששושנה", "ששושנה", "שושנה"]),
        ("ולוונסטיין", ["ולוונסטיין", "לוונסטיין", "וונסטיין"]),
        ("וּלְפֶרֶץ", ["וּלְפֶרֶץ", "לְפֶרֶץ", "פֶרֶץ"]),
        ("ב\u200fקרי", ["ב\u200fקרי", "קרי"]),
        ('בארה"ב', ['בארה"ב', 'ארה"ב']),
        ('הח"כ', ['הח"כ', 'ח"כ']),
        ("וג'ון", ["וג'ון", "ג'ון"]),
        ('ש"ס', ['ש"ס']),
        ("ל'אקווילה", ["ל'אקווילה"]),
        ("ל-7", ["ל-7", "7"]),
        ("ה-Big", ["ה-Big", "Big"]),
        ("ב־CNN", ["ב־CNN", "CNN"]),
        ("שר", ["שר"]),
        ("ב-", ["ב-"]),
        ("", [""]),
    ],
)
def test_what_may_remain_of_a_word(word: str, expected: list[str]) -> None:
    assert rests(word) == expected


@pytest.mark.parametrize(
    "stack",
    [
        *"והבלמשכ",
        "וה",
        "ול",
        "ומ",
        "כש",
        "לכש",
        "מש",
        "בש",
        "שב",
        "שה",
        "של",
        "ושה",
        "וכש",
        "ולכש",
        "מה",
        "בכ",
        "ולכשה",
    ],
)
def test_is_a_stack_of_attached_letters(stack: str) -> None:
    assert is_prefix(stack)


@pytest.mark.parametrize("letters", ["", "א", "הה", "וו", "בל", "קר", "ב-", "לְ"])
def test_is_no_stack_of_attached_letters(letters: str) -> None:
    assert not is_prefix(letters)


@given(noise)
def test_lengths_go_up_from_nothing_and_two_letters_remain(word: str) -> None:
    lengths = prefix_lengths(word)
    assert lengths[0] == 0
    assert list(lengths) == sorted(set(lengths))
    for length in lengths[1:]:
        letters = [character for character in word[length:] if character.isalnum()]
        joined = re.search(f"[{HYPHENS}][{INVISIBLE}]*$", word[:length])
        assert len(letters) >= 2 or (joined and word[length:])
