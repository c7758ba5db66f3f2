"""Direction, and the order on a screen that knows none."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest
from hypothesis import given

from reader.hebrew.bidi import base_direction, visual, without_marks
from reader.hebrew.chars import BIDI_CONTROLS
from tests.hebrew.texts import noise


@pytest.mark.parametrize(
    "text",
    [
        "שלום", "CNN דיווחה", "(Reuters) – ראש", "iPhone 15 הושק", "ynet: נתניהו", "2013 הייתה שנה",
        "Google ו-Microsoft", "ראו https://www.example.org/a/long/path", "مرحبا", "14:30", "", "\u200eשלום",
    ],
)  # fmt: skip
def test_runs_from_right_to_left(text: str) -> None:
    assert base_direction(text) == "rtl"


@pytest.mark.parametrize(
    "text",
    [
        "Benjamin Netanyahu",
        "The prime minister, בנימין נתניהו, said",
        "www.example.org",
        "привет",
        "漢字",
        "\u200fabc",
    ],
)
def test_runs_from_left_to_right(text: str) -> None:
    assert base_direction(text) == "ltr"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("שלום", "םולש"),
        ("CNN דיווחה", "החוויד CNN"),
        ("נתניהו (Barack Obama (2015)) בטלפון", "ןופלטב (Barack Obama (2015)) והינתנ"),
        ("עלה ל-3.5% ב-7.11", "7.11-ב 3.5%-ל הלע"),
        ("the word שלום (peace) here", "the word םולש (peace) here"),
        ("שָׁלוֹם", "םוֹלשָׁ"),
        ("טוב 👍🏽 🇮🇱 👩‍👧", "👩‍👧 🇮🇱 👍🏽 בוט"),
        ("\u200fשלום\u200e", "םולש"),
        ("אחת\nשתיים", "תחא\nםייתש"),
        ("א\ud800", "\ufffdא"),
        ("", ""),
        ("plain", "plain"),
    ],
)
def test_is_shown_from_left_to_right_as(line: str, shown: str) -> None:
    assert visual(line) == shown


def test_copied_text_has_no_bidi_marks_and_keeps_its_order() -> None:
    assert without_marks("\u200fקרי\u200f (\u202aObama\u202c) \u2067x\u2069") == "קרי (Obama) x"
    assert without_marks("שָׁלוֹם 👩‍👧") == "שָׁלוֹם 👩‍👧"


@given(noise)
def test_nothing_is_lost_and_nothing_added(text: str) -> None:
    mirrored = str.maketrans("([)]«»", "((((««")
    shown = visual(text).translate(mirrored)
    given_text = "".join("\ufffd" if unicodedata.category(c) == "Cs" else c for c in without_marks(text))
    assert Counter(shown) == Counter(given_text.translate(mirrored))
    assert not set(shown) & set(BIDI_CONTROLS)


@given(noise)
def test_the_direction_is_one_of_two(text: str) -> None:
    assert base_direction(text) in ("rtl", "ltr")
