"""Gershayim and quotation marks are the same key, and are told apart."""

from __future__ import annotations

import pytest
from hypothesis import given

from reader.hebrew.acronyms import gershayim_at, is_acronym, takes_final_geresh
from tests.hebrew.texts import noise


@pytest.mark.parametrize(
    "word",
    [
        'ארה"ב', 'בארה"ב', 'שבארה"ב', "ארה״ב", "ארה”ב", "ארה„ב", "ארה''ב", "ארה׳׳ב", 'אַרְהָ"ב', 'ארה\u200f"ב',
        'יו"ר', 'יו"רית', 'היו"ר', 'מנכ"לית', 'מנכ"לים', 'שהמנכ"ל', 'שהמנכ"ליות', 'ח"כ', 'ח"כים', 'הח"כית',
        'רמטכ"לים', 'דו"חות', 'הדו"חות', 'צה"ל', 'צה"לי', 'או"ם', 'האו"ם', 'נדל"נית', 'שב"כניק', 'ש"ח', 'בג"ץ',
        'רה"מ', 'עו"ד', 'ד"ר', 'שב"כ', 'מע"מ', 'ק"מ', 'מ"מים', 'ש"ס', 'לש"ס', "ה'תשע\"ג", 'סמנכ"לית', 'ביה"ס',
    ],
)  # fmt: skip
def test_is_a_known_acronym(word: str) -> None:
    assert is_acronym(word)


@pytest.mark.parametrize(
    "word", ['ב"הארץ', 'ש"בית', 'ל"בית', "ארהב", '"ארהב"', '"', "", 'א"', '"א', 'א"ב"ג', "ג'ון"]
)
def test_is_no_known_acronym(word: str) -> None:
    assert not is_acronym(word)


def marks(text: str) -> list[bool]:
    return [gershayim_at(text, at) for at, character in enumerate(text) if character in "\"״”“'"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('ארה"ב', [True]),
        ("ח''כ", [True, True]),
        ('"ארה"ב"', [False, True, False]),
        ('במשא ומתן"ארה"ב על', [False, True]),
        ('הכרחי"השעון', [False]),
        ('קפל"ר', [True]),
        ('תומ"תים', [True]),
        ('ה"רים', [False]),
        ('קשה"מים', [False]),
        ('ב"הארץ"', [False, False]),
        ('ל"ש"ס"', [False, True, False]),
        ('"נתניהו"ו"קרי"', [False] * 4),
        ('ומתן"ה', [False]),
        ('"א" ו"ב"', [False] * 4),
        ('"מפלגת ש"ס"', [False, True, False]),
        ('ש"בג"ץ דחה"', [False, True, False]),
        ('"בית"ר ירושלים"', [False, True, False]),
        ("ב\"ג'ון", [False, False]),
        ("ג'ון", [False]),
        ("'''", [False] * 3),
        ('א "ב', [False]),
    ],
)
def test_which_marks_are_gershayim(text: str, expected: list[bool]) -> None:
    assert marks(text) == expected


@pytest.mark.parametrize("word", ["פרופ", "ברח", "ג", "אברמוביץ", "קולג", "קיימברידג", "ג'ורג", "ג׳ורג"])
def test_takes_a_geresh_at_its_end(word: str) -> None:
    assert takes_final_geresh(word)


@pytest.mark.parametrize("word", ["הארץ", "אחרונות", "", "נתניהו", "לא", "כהן"])
def test_takes_no_geresh_at_its_end(word: str) -> None:
    assert not takes_final_geresh(word)


@given(noise)
def test_any_place_in_any_text_has_an_answer(text: str) -> None:
    for offset in (-1, *range(len(text) + 1)):
        if gershayim_at(text, offset):
            assert text[offset] not in "«» "
    assert is_acronym(text) in (True, False)
