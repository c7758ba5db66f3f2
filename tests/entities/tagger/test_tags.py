"""Tags say where a name stands, and how many letters are attached to it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.entities.tagger.tags import MOST_LETTERS, Named, Tagset

KINDS = ("PER", "ORG")


def every() -> Tagset:
    names = [
        Named(0, last, kind, letters)
        for kind in KINDS
        for last in (0, 2)
        for letters in range(MOST_LETTERS + 1)
    ]
    return Tagset.of([[name] for name in names])


@st.composite
def texts(draw: st.DrawFn) -> tuple[int, list[Named]]:
    at, names = 0, []
    for _ in range(draw(st.integers(0, 6))):
        at += draw(st.integers(0, 3))
        last = at + draw(st.integers(0, 3))
        letters = draw(st.integers(0, MOST_LETTERS))
        names.append(Named(at, last, draw(st.sampled_from(KINDS)), letters))
        at = last + 1
    return at + draw(st.integers(0, 3)), names


@given(texts())
def test_names_come_back_from_their_tags(text: tuple[int, list[Named]]) -> None:
    size, names = text
    tags = every()
    assert tags.decode(tags.encode(names, size)) == names


@settings(max_examples=40)
@given(st.integers(0, 12), st.integers(0, 2**32 - 1))
def test_the_best_row_is_always_legal_and_no_legal_row_is_better(size: int, seed: int) -> None:
    tags = Tagset.of([[Named(0, 0, "PER", 0), Named(1, 3, "PER", 1)]])
    scores = np.random.default_rng(seed).normal(size=(size, len(tags))).astype(np.float32) * 3
    best = tags.best(scores)
    names = tags.decode(best)
    assert tags.encode(names, size) == best
    plain = float(scores[:, 0].sum())
    assert size == 0 or sum(float(scores[at, tag]) for at, tag in enumerate(best)) >= plain - 1e-4


def test_attached_letters_are_part_of_the_tag() -> None:
    tags = Tagset.of([[Named(0, 0, "PER", 1)]])
    assert tags.tags == ("O", "S1-PER")


def test_a_name_that_meets_another_is_left() -> None:
    tags = every()
    assert tags.decode(tags.encode([Named(0, 2, "PER", 0), Named(2, 2, "ORG", 0)], 3)) == [
        Named(0, 2, "PER", 0)
    ]


@pytest.mark.parametrize("broken", [["PER"], ["O", "X0-PER"], ["O", "S?-PER"]])
def test_tags_of_another_scheme_are_refused(broken: list[str]) -> None:
    with pytest.raises(ValueError):
        Tagset(broken)
