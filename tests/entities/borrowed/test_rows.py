"""Long texts are read in windows, and every piece of them exactly once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.cancel import CancelToken
from reader.entities.borrowed.rows import MOST_WORDS, groups, rows, windows
from reader.entities.prepared import Prepared
from tests.entities import marked


@given(pieces=st.integers(0, 3000), most=st.integers(16, 512))
def test_every_piece_is_taken_from_one_window_that_holds_it(pieces: int, most: int) -> None:
    taken = 0
    for window in windows(pieces, most):
        assert window.own == taken
        assert window.start <= window.own < window.own_end <= window.end
        assert window.end - window.start <= most
        taken = window.own_end
    assert taken == pieces


@given(pieces=st.integers(100, 3000))
def test_a_piece_inside_a_text_has_words_on_both_sides_of_it(pieces: int) -> None:
    for window in windows(pieces, 64):
        assert window.start == 0 or window.own - window.start >= 8
        assert window.end == pieces or window.end - window.own_end >= 8


@given(lengths=st.lists(st.integers(1, 64), max_size=40))
def test_a_batch_is_never_larger_than_it_may_be(lengths: list[int]) -> None:
    seen: list[int] = []
    for group in groups(lengths, 100):
        seen += group
        assert len(group) == 1 or len(group) * max(lengths[at] for at in group) <= 100
    assert seen == list(range(len(lengths)))


def test_a_row_is_a_line_in_one_writing_and_an_endless_line_is_cut_at_its_sentences() -> None:
    doc = Prepared(marked.article("שָׁלוֹם צה״ל-לב.\nעוד שורה"), CancelToken())
    assert [row.text for row in rows(doc)] == ['שלום צה"ל-לב.', "עוד שורה"]
    doc = Prepared(marked.article("מילה ועוד מילה אחת. " * 400), CancelToken())
    cut = list(rows(doc))
    assert all(len(row.starts) <= MOST_WORDS for row in cut)
    assert all(row.text.endswith(".") for row in cut)
    assert sum(len(row.starts) for row in cut) == len(doc)


def test_a_word_of_a_hundred_thousand_letters_is_looked_at_in_part() -> None:
    doc = Prepared(marked.article("א" * 100_000 + " דן"), CancelToken())
    (row,) = rows(doc)
    assert len(row.text) < 100
