"""Qt counts an emoji twice; nobody else does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.model.utf16 import Utf16Map


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(st.text(st.sampled_from('אבשָׁ"🕊👩‍👧𝄞 \n'), max_size=40))
def test_every_place_in_the_text_goes_to_qt_and_comes_back(text: str) -> None:
    mapped = Utf16Map(text)
    for point in range(len(text) + 1):
        unit = mapped.to_units(point)
        assert unit == units(text[:point])
        assert mapped.to_points(unit) == point


@given(st.text(st.sampled_from("א🕊"), max_size=30))
def test_a_place_inside_an_emoji_is_the_emojis_start(text: str) -> None:
    mapped = Utf16Map(text)
    places = [mapped.to_points(unit) for unit in range(units(text) + 1)]
    expected = [point for point, letter in enumerate(text) for _ in range(units(letter))]
    assert places == [*expected, len(text)]


def test_an_emoji_before_a_name_moves_it_by_one_in_qt_only() -> None:
    text = "🕊 נתניהו"
    assert Utf16Map(text).to_units(text.index("נ")) == 3
    assert Utf16Map(text).to_points(3) == 2


def test_a_text_without_emoji_counts_alike_on_both_sides() -> None:
    mapped = Utf16Map('ארה"ב')
    assert [mapped.to_units(point) for point in range(6)] == list(range(6))
