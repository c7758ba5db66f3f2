"""What is kept of a passage when a note is made on it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import Selector
from reader.model.annotation import CONTEXT


@given(st.text('אב ם"🕊שָׁ', min_size=1, max_size=120), st.data())
def test_a_selector_is_cut_from_the_text_by_code_points(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    selector = Selector.describe(text, start, end)
    assert text[:start].endswith(selector.prefix)
    assert text[end:].startswith(selector.suffix)
    assert len(selector.prefix) == min(CONTEXT, start)
    assert len(selector.suffix) == min(CONTEXT, len(text) - end)
    assert text[selector.start : selector.end] == selector.exact
    assert selector.stands_in(text)


def test_a_passage_that_stands_once_is_unique_and_one_that_stands_twice_is_not() -> None:
    text = "קרי אמר. נתניהו ענה. קרי הוסיף."
    assert Selector.describe(text, 9, 15).was_unique
    assert not Selector.describe(text, 0, 3).was_unique
    assert not Selector.describe(text, 21, 24).was_unique


def test_a_passage_that_overlaps_its_own_copy_is_not_unique() -> None:
    assert not Selector.describe("ההה", 0, 2).was_unique


@pytest.mark.parametrize(("start", "end"), [(2, 2), (3, 2), (-1, 2), (0, 6)])
def test_no_passage_is_no_selector(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no such passage"):
        Selector.describe("שלום!", start, end)


@pytest.mark.parametrize("changed", ["אמש קרי אמר", "קרי אמר לנו", "קרי טען", "", "קרי"])
def test_a_passage_does_not_stand_in_a_text_where_it_or_its_context_changed(changed: str) -> None:
    selector = Selector.describe("קרי אמר כך", 0, 7)
    assert selector.stands_in("קרי אמר כך")
    assert not selector.stands_in(changed)
