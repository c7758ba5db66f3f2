"""Two editions of a text are compared by their letters alone, and each letter knows where it stands."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.hebrew.folding import fold_text
from reader.hebrew.letters import letter_text, letters_of
from tests.hebrew.texts import noise


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("שָׁלוֹם, ארה״ב!", "שלומארהב"),
        ("שלום – ארה''ב", "שלומארהב"),
        ("תל־אביב\u00a0\u200f–\nיפו", "תלאביביפו"),
        ("ﭏקנה", "אלקנה"),
        ("Café ½ 🕊 5% ₪", "cafe1⁄2🕊5₪"),
        ("\ud800 ?!", ""),
        ("", ""),
    ],
)
def test_the_letters_of_a_text(text: str, letters: str) -> None:
    assert letters_of(text) == letters
    assert letter_text(text).text == letters


def test_both_letters_of_a_presentation_form_stand_in_its_place() -> None:
    assert letter_text("ב־ﭏקנה").origin.tolist() == [0, 2, 2, 3, 4, 5]


@given(noise)
def test_every_letter_comes_from_where_it_says(text: str) -> None:
    letters, codes, origin = letter_text(text)
    assert letters == letters_of(text)
    assert len(letters) == len(codes) == len(origin)
    assert all(letter in fold_text(text[at]) for letter, at in zip(letters, origin.tolist(), strict=True))
    assert sorted(origin.tolist()) == origin.tolist()


@given(st.text())
def test_letters_do_not_depend_on_how_they_are_composed(text: str) -> None:
    assert letters_of(unicodedata.normalize("NFD", text)) == letters_of(unicodedata.normalize("NFC", text))
