"""Words are cut into the pieces that the network knows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.entities.tagger.pieces import SPECIAL, UNKNOWN, Vocabulary

PIECES = {
    "▁": -4.0,
    "▁ו": -3.0,
    "▁קרי": -5.0,
    "קרי": -6.0,
    "ק": -7.0,
    "ר": -7.0,
    "י": -7.0,
    "▁נתניהו": -8.0,
    "-": -2.0,
}


@pytest.fixture
def vocabulary() -> Vocabulary:
    return Vocabulary([*SPECIAL, *PIECES], [0.0] * len(SPECIAL) + list(PIECES.values()))


def shown(vocabulary: Vocabulary, word: str, *, spaced: bool = True) -> list[str]:
    return [vocabulary.pieces[piece] for piece in vocabulary.cut(word, spaced=spaced)]


def test_the_pieces_with_the_greatest_sum_are_taken(vocabulary: Vocabulary) -> None:
    assert shown(vocabulary, "וקרי") == ["▁ו", "קרי"]
    assert shown(vocabulary, "קרי") == ["▁קרי"]


def test_a_word_glued_to_the_one_before_it_has_no_blank(vocabulary: Vocabulary) -> None:
    assert shown(vocabulary, "קרי", spaced=False) == ["קרי"]


def test_letters_that_no_piece_has_are_one_unknown_piece(vocabulary: Vocabulary) -> None:
    assert shown(vocabulary, "قرقاش") == ["▁", "<unk>"]


def test_every_dash_is_the_same(vocabulary: Vocabulary) -> None:
    assert {vocabulary.cut(dash, spaced=False) for dash in "-־–—"} == {vocabulary.cut("-", spaced=False)}


def test_a_word_of_a_hundred_thousand_letters_is_cut_short(vocabulary: Vocabulary) -> None:
    assert len(vocabulary.cut("ק" * 100_000, spaced=True)) < 100


@given(st.text(max_size=30), st.booleans())
def test_any_word_has_a_piece_and_only_known_ones(word: str, spaced: bool) -> None:
    vocabulary = Vocabulary([*SPECIAL, *PIECES], [0.0] * len(SPECIAL) + list(PIECES.values()))
    cut = vocabulary.cut(word, spaced=spaced)
    assert cut
    assert all(UNKNOWN <= piece < len(vocabulary.pieces) for piece in cut)


def test_a_vocabulary_comes_back_as_it_was_written(vocabulary: Vocabulary) -> None:
    again = Vocabulary.parse(vocabulary.dump().splitlines())
    assert again.pieces == vocabulary.pieces
    assert again.scores == pytest.approx(vocabulary.scores)


def test_a_line_without_a_score_is_refused() -> None:
    with pytest.raises(ValueError, match="no piece"):
        Vocabulary.parse(["קרי"])
