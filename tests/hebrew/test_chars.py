"""The classes hold what Unicode says they should."""

from __future__ import annotations

import re
import unicodedata

import pytest

from reader.hebrew import chars


def members(of: str) -> set[str]:
    inside = re.compile(f"[{of}]")
    return {chr(code) for code in range(0x10000) if inside.match(chr(code))}


def test_letters_are_letters_and_points_are_marks() -> None:
    assert all(unicodedata.category(c) in ("Lo", "Cn") for c in members(chars.LETTERS))
    assert {unicodedata.category(c) for c in members(chars.POINTS)} == {"Mn"}
    assert {unicodedata.category(c) for c in members(chars.BIDI_CONTROLS)} == {"Cf"}
    assert {unicodedata.category(c)[0] for c in members(chars.ACCENTS) if unicodedata.name(c, "")} <= set(
        "ML"
    )


@pytest.mark.parametrize("mark", ["\u05be", "\u05c0", "\u05c3", "\u05c6", "\ufb29"])
def test_maqaf_and_its_kind_are_neither_letters_nor_points(mark: str) -> None:
    assert mark not in members(chars.LETTERS) | members(chars.POINTS)


def test_every_final_letter_has_its_medial() -> None:
    assert "שלום ארץ דרך".translate(chars.TO_MEDIAL) == "שלומ ארצ דרכ"


def test_no_mark_is_of_two_kinds() -> None:
    kinds = (
        chars.GERESH,
        chars.GERSHAYIM,
        chars.GUILLEMETS,
        chars.INVISIBLE,
        chars.LINE_ENDS,
        members(chars.HYPHENS),
    )
    together = [mark for kind in kinds for mark in kind]
    assert len(together) == len(set(together))
