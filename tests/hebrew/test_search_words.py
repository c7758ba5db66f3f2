"""What a search compares: every word as it is written and as it is looked for, and where it stands."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.hebrew.folding import fold_text
from reader.hebrew.search_words import asked_forms, indexed_forms, search_words
from tests.hebrew.texts import texts


def is_found(query: str, text: str) -> bool:
    """Whether the words of `query` stand in `text` one after the other."""
    asked, words = asked_forms(query), search_words(text)
    return any(
        all(form in word.forms for form, word in zip(asked, words[at : at + len(asked)], strict=True))
        for at in range(len(words) - len(asked) + 1)
    )


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("נתניהו", "אמר נתניהו."),
        ("נתניהו", "דחה בנתניהו, ולנתניהו"),
        ("לנתניהו", "ולנתניהו"),
        ("נתניהו", "כשנתניהו ושבנתניהו"),
        ("נְתַנְיָהוּ", "נתניהו"),
        ("נתניהו", "נְתַנְיָהוּ"),
        ("שלום", "שלומ"),
        ('ארה"ב', "בארה״ב"),
        ("ארה''ב", "ושבארה”ב"),
        ("ארה״ב", 'ארה"ב'),
        ('מנכ"לית', 'המנכ"לית'),
        ('או"ם', 'האו"ם'),
        ("תל־אביב", "תל אביב"),
        ("תל אביב", "בתל-אביב"),
        ("תל אביב", "מתל – אביב"),
        ("הארץ", 'ב"הארץ"'),
        ("הארץ", "ל'הארץ'"),
        ("הארץ", "שב״הארץ״"),
        ("ממשלה", "שהממשלה"),
        ("כנסת", "הכנסת"),
        ("קשר", "הקשר"),
        ("שר", "השר, לשר, ששר"),
        ("רב", "הרב"),
        ("ישראל", "בישראל, לישראל, מישראל, שבישראל"),
        ("אוגוסט", "באוגוסט"),
        ("זילברשלג", "לזילברשלג"),
        ("ולדימיר", "לוולדימיר"),
        ("1250", "1,250"),
        ("1,250", "1250"),
        ("2013", "7.11.2013"),
        ("7.11.2013", "7/11/2013"),
        ("7 בנובמבר", "ב-7 בנובמבר"),
        ("2013", "ב2013, ל־2013"),
        ("cnn", "ה־CNN"),
        ("CNN", "הCNN"),
        ("Netanyahu", "Netanyahu's"),
        ("ג'ון קרי", "לג׳ון קרי"),
        ("פרופ'", "פרופ לוי"),
        ("כיתה ג'", "כיתה ג׳"),
        ("café", "CAFE\u0301"),
        ("כל-כך", "כל כך"),
        ("שלום עולם", "שלום🕊עולם"),
        ("שלום", "\u202b\u200fשלום\u202c"),
    ],
)
def test_a_search_finds(query: str, text: str) -> None:
    for part in text.split(", "):
        assert is_found(query, part), part


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("תהי", "קצת היסטוריה"),
        ("תהי", "היסטוריה"),
        ("שר", "בשר"),
        ("שר", "שרון"),
        ("רון", "שרון, ושרון, לשרון"),
        ("רק", "ברק, לברק"),
        ("לב", "כלב"),
        ("חר", "מחר"),
        ("ים", "מים"),
        ("לבן", "לבנון"),
        ("בנון", "לבנון"),
        ("חירות", "בחירות, הבחירות"),
        ("כתבים", "מכתבים"),
        ("סביר", "הסביר"),
        ("המשיך", "להמשיך"),
        ("נתניהו", "נתניהוביץ"),
        ("ב", 'ארה"ב, ב-7'),
        ("ארה", 'ארה"ב'),
        ("אביב", "אביבית"),
        ("250", "1,250"),
        ("תל אביב", "תל, אביב"[:2] + " ליד אביב"),
    ],
)
def test_a_search_finds_nothing_inside_a_word(query: str, text: str) -> None:
    for part in text.split(", "):
        assert not is_found(query, part), part


def test_a_word_says_where_it_stands() -> None:
    text = 'אמר: "🕊 שָׁלוֹם", ב"הארץ" וב־7.11, 1,250 ו\u200fארה״ב.'
    stood = [(text[word.start : word.end], word.forms[0]) for word in search_words(text)]
    assert stood == [
        ("אמר", "אמר"),
        ("שָׁלוֹם", "שלומ"),
        ("הארץ", "הארצ"),
        ("7", "7"),
        ("11", "11"),
        ("1,250", "1250"),
        ("ו\u200fארה״ב", 'וארה"ב'),
    ]


def test_what_is_asked_for_is_only_the_word_itself() -> None:
    assert asked_forms("ולנתניהו שבארה״ב") == ["ולנתניהו", 'שבארה"ב']


@given(texts)
def test_words_stand_in_order_inside_the_text_and_fold_to_themselves(text: str) -> None:
    reached = 0
    for word in search_words(text):
        assert reached <= word.start < word.end <= len(text)
        reached = word.end
        assert not text[word.start : word.end].isspace()
        assert word.forms[0] == fold_text(text[word.start : word.end]).replace(",", "")[:100]
        assert len(set(word.forms)) == len(word.forms)
        assert all(word.forms)


@given(texts)
def test_the_index_has_the_same_words_as_the_page(text: str) -> None:
    forms = [(each,) if isinstance(each, str) else each for each in indexed_forms(text)]
    assert forms == [word.forms for word in search_words(text)]
    assert asked_forms(text) == [each[0] for each in forms]


_PARTS = st.sampled_from(
    [
        "נתניהו",
        "ולנתניהו",
        'בארה"ב',
        "תל־אביב",
        "ל-7",
        'ב"הארץ"',
        "ג'ון",
        "1,250",
        "שלום,",
        "F16",
        "7.11.2013",
        "ברק",
    ]
)


@given(st.lists(_PARTS, max_size=6), st.randoms(use_true_random=False))
def test_niqqud_bidi_marks_and_spellings_of_marks_never_change_what_is_found(
    parts: list[str], chance: random.Random
) -> None:
    text = " ".join(parts)
    other = ""
    for character in text:
        match character:
            case '"':
                other += chance.choice(("״", "”", "''", "„"))
            case "'":
                other += chance.choice("׳’`")
            case "־" | "-":
                other += chance.choice("־-–")
            case _:
                other += character
                if "א" <= character <= "ת":
                    other += chance.choice(("", "", "\u05b8", "\u05bc\u05b7"))
        other += chance.choice(("", "", "", "\u200f", "\u202b", "\u00ad"))
    assert asked_forms(other) == asked_forms(text)
    assert indexed_forms(other) == indexed_forms(text)


@given(st.lists(_PARTS, max_size=6), st.sampled_from(["🕊", "👩‍👧", "🇮🇱", "❤️", "•", "…"]))
def test_an_emoji_between_words_never_changes_what_is_found(parts: list[str], emoji: str) -> None:
    assert asked_forms(f" {emoji} ".join(parts)) == asked_forms(" ".join(parts))
    assert asked_forms(emoji) == []


@pytest.mark.parametrize(
    "text",
    [
        "א" * 30_000,
        '"' * 30_000,
        'א"' * 30_000,
        "1," * 30_000,
        "ב-" * 30_000,
        "ְ" * 30_000,
        "'" * 60_000,
    ],
)
def test_a_long_run_takes_no_longer_than_its_length(text: str) -> None:
    begun = time.process_time()
    search_words(text)
    half = time.process_time() - begun
    begun = time.process_time()
    search_words(text * 2)
    assert time.process_time() - begun < 8 * half + 0.5
