"""Quotation marks are paired by what stands beside them."""

from __future__ import annotations

import pytest
from hypothesis import given

from reader.hebrew.chars import LINE_ENDS
from reader.hebrew.quotes import pair_quotes, single_quote_offsets
from tests.hebrew.texts import noise, texts


def quoted(text: str) -> list[str]:
    return [text[slice(*pair.inside)] for pair in pair_quotes(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('שיבח על "האומץ והמנהיגות" שהפגינו', ["האומץ והמנהיגות"]),
        ('"ארה"ב"', ['ארה"ב']),
        ('אמר ל"הארץ" כי "המצב בצה"ל קשה", לדבריו', ["הארץ", 'המצב בצה"ל קשה']),
        ("„שלום” “שלום” ”שלום“ „שלום“ ״שלום״", ["שלום"] * 5),
        ("«שלום» »שלום«", ["שלום"] * 2),
        ("''האומץ'' של ארה''ב", ["האומץ"]),
        ("'הארץ' של ג'ון ופרופ' כהן", ["הארץ"]),
        ("ב'ידיעות אחרונות' נכתב", ["ידיעות אחרונות"]),
        ("‚שלום’ ‘שלום’", ["שלום"] * 2),
        ('"הוא אמר "שלום" והלך"', ['הוא אמר "שלום" והלך', "שלום"]),
        ("\"הוא אמר 'שלום' והלך\"", ["הוא אמר 'שלום' והלך", "שלום"]),
        ("\"'שלום' אמר\"", ["'שלום' אמר", "שלום"]),
        ('הוא "מיותר ", ואילו', ["מיותר "]),
        ('ה-"ידיעות" של', ["ידיעות"]),
        ('אמר:"שלום"', ["שלום"]),
        ('"שלום!" אמר, "ביי?"', ["שלום!", "ביי?"]),
        ('"שלום"-"ביי"', ["שלום", "ביי"]),
        ('("שלום") "(שלום)"', ["שלום", "(שלום)"]),
        ('"...ואז הלך"', ["...ואז הלך"]),
        ('"ד"ר כהן"', ['ד"ר כהן']),
        ('לבני: "יש התקדמות במשא ומתן"ארה"ב על: "צעד קשה"השעון', ["יש התקדמות במשא ומתן", "צעד קשה"]),
        ('\u200f"שלום"\u200f, אמר', ["שלום"]),
        ('"14%" ו"7"', ["14%", "7"]),
        ('"Hello," he said', ["Hello,"]),
        ("don't say 'never' to James' dog", ["never"]),
    ],
)
def test_what_is_quoted(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        '"שלום', 'שלום"', '"א\nב"', '"א\u2028ב"', '" "', '""', "''", 'צה"ל וש"ס', "ג'ון ואברמוביץ' ברח' הרצל",
        'מסך 27" חדש', "ל'אקווילה של פרופ' כהן", '«שלום"', "כיתה ג' 'ו", "",
    ],
)  # fmt: skip
def test_a_mark_without_a_partner_gives_nothing(text: str) -> None:
    assert pair_quotes(text) == []


def test_a_doubled_geresh_is_two_wide() -> None:
    (pair,) = pair_quotes("''האומץ''")
    assert (pair.open, pair.close, pair.open_width, pair.close_width) == (0, 7, 2, 2)
    assert pair.inside == (2, 7)
    assert pair.outside == (0, 9)


def test_only_paired_single_marks_are_told() -> None:
    assert single_quote_offsets("'הארץ' של ג'ון\nל'אקווילה") == {0, 5}
    assert single_quote_offsets("''הארץ''") == frozenset()


@given(texts)
def test_pairs_stand_in_order_inside_one_line_and_never_cross(text: str) -> None:
    stand_well(text)


@given(noise)
def test_pairs_of_the_strangest_text_stand_well(text: str) -> None:
    stand_well(text)


def stand_well(text: str) -> None:
    pairs = pair_quotes(text)
    assert [pair.open for pair in pairs] == sorted(pair.open for pair in pairs)
    for pair in pairs:
        start, end = pair.inside
        assert any(character.isalnum() for character in text[start:end])
        assert not set(text[start:end]) & set(LINE_ENDS)
        for other in pairs:
            apart = other.outside[1] <= pair.open or pair.outside[1] <= other.open
            inside = start <= other.open and other.outside[1] <= end
            around = other.inside[0] <= pair.open and pair.outside[1] <= other.inside[1]
            assert other == pair or apart or inside or around


@given(texts, texts)
def test_every_line_is_paired_by_itself(first: str, second: str) -> None:
    both = pair_quotes(f"{first}\n{second}")
    assert [pair for pair in both if pair.open < len(first)] == pair_quotes(first)
    assert len(both) == len(pair_quotes(first)) + len(pair_quotes(second))
