"""A double click takes a word, and the arrow keys step over one."""

from __future__ import annotations

import pytest
from hypothesis import given

from reader.hebrew.words import next_word, previous_word, word_at
from tests.hebrew.texts import noise, texts


def clicked(text: str, on: str, nth: int = 0) -> str:
    start, end = word_at(text, text.index(on) + nth)
    return text[start:end]


@pytest.mark.parametrize(
    "word", ['ארה"ב', "בז'נבה", "ח''כ", "פרופ'", "שָׁלוֹם", "נתני\u200fהו", "1,250", "O'Brien", "👩‍👧"]
)
def test_a_double_click_anywhere_in_a_word_takes_all_of_it(word: str) -> None:
    text = f"לפני {word} אחרי"
    for place in range(len(word)):
        assert clicked(text, word, place) == word


@pytest.mark.parametrize(
    ("text", "on", "taken"),
    [
        ('אמר ל"הארץ"  היום', '"', '"'),
        ('אמר ל"הארץ"  היום', "הארץ", "הארץ"),
        ('אמר ל"הארץ"  היום', "ל", "ל"),
        ('אמר ל"הארץ"  היום', "  ", "  "),
        ("ל-7 בנובמבר", "7", "7"),
        ("תל־אביב", "־", "־"),
        ("אמר \u200f קרי", "\u200f", " \u200f "),
    ],
)
def test_a_double_click_takes(text: str, on: str, taken: str) -> None:
    assert clicked(text, on) == taken


def test_a_click_behind_the_last_word_of_a_line_takes_that_word() -> None:
    assert word_at("אמר קרי\nהיום", 7) == (4, 7)
    assert word_at("אמר קרי", 7) == (4, 7)
    assert word_at("אמר קרי", 99) == (4, 7)
    assert word_at("א\n\nב", 2) == (2, 2)
    assert word_at("", 0) == (0, 0)


def test_steps_stop_where_words_begin_and_where_lines_end() -> None:
    text = 'אמר ל"הארץ", כי\r\n\nסוף'
    stops, at = [], 0
    while at < len(text):
        at = next_word(text, at)
        stops.append(at)
    assert stops == [4, 6, 13, 15, 17, 18, 21]
    back = []
    while at:
        at = previous_word(text, at)
        back.append(at)
    assert back == [18, 17, 15, 13, 6, 4, 0]


def test_a_step_back_from_inside_a_word_goes_to_its_beginning() -> None:
    assert previous_word("אמר קרי", 6) == 4


def test_words_far_inside_one_long_line_are_whole() -> None:
    text = 'ארה"ב ' * 50_000
    middle = 6 * 25_000
    assert word_at(text, middle + 3) == (middle, middle + 5)
    assert next_word(text, middle) == middle + 6
    assert previous_word(text, middle) == middle - 6


@given(texts)
def test_every_click_takes_what_was_clicked(text: str) -> None:
    takes_what_was_clicked(text)


@given(noise)
def test_every_click_in_the_strangest_text_takes_what_was_clicked(text: str) -> None:
    takes_what_was_clicked(text)


def takes_what_was_clicked(text: str) -> None:
    for offset in range(len(text) + 1):
        start, end = word_at(text, offset)
        assert 0 <= start <= offset <= end <= len(text)
        for inside in range(start, end):
            assert word_at(text, inside) == (start, end)


@given(noise)
def test_steps_always_go_on_and_reach_both_ends(text: str) -> None:
    at = 0
    while at < len(text):
        step = next_word(text, at)
        assert at < step <= len(text)
        at = step
    while at:
        step = previous_word(text, at)
        assert 0 <= step < at
        at = step
