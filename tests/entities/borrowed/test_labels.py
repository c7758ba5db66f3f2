"""Labels in the writings that models come with."""

from __future__ import annotations

import numpy as np
import pytest

from reader.entities.borrowed.labels import KINDS, NONE, Label, Labels, decode, parse


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("B-PER", Label("B", "PER")),
        ("I_PERSON", Label("I", "PER")),
        ("b-pers", Label("B", "PER")),
        ("L-ORG", Label("E", "ORG")),
        ("U-GPE", Label("S", "GPE")),
        ("S-Location", Label("S", "LOC")),
        ("M-FAC", Label("I", "FAC")),
        ("ORG-B", Label("B", "ORG")),
        ("PER", Label("", "PER")),
        ("ORGANIZATION", Label("", "ORG")),
        ("B-PER.NAM", Label("B", "PER")),
        ("I-location-GPE", Label("I", "GPE")),
        ("I-person-athlete", Label("I", "PER")),
        ("O", NONE),
        ("B-TIMEX", NONE),
        ("B-MISC", NONE),
        ("LABEL_3", NONE),
        ("E-MAIL", NONE),
        ("", NONE),
    ],
)
def test_a_label_is_understood_however_it_is_written(written: str, meant: Label) -> None:
    assert parse(written) == meant


def test_a_model_whose_labels_name_nobody_is_refused() -> None:
    for names in ({}, {0: "LABEL_0", 1: "LABEL_1"}, {0: "NOUN", 1: "VERB"}):
        with pytest.raises(ValueError, match="no label"):
            Labels(names)


def decoded(labels: tuple[str, ...], words: str) -> list[tuple[int, int, str]]:
    """The names of a row of words that are each surely of one label."""
    scheme = Labels(dict(enumerate(labels)))
    rows = np.array([[label == word for label in labels] for word in words.split()], dtype=np.float32)
    found = decode(scheme.fold(rows), [False] * len(rows), has_begins=scheme.has_begins)
    return [(name.first, name.last, name.kind) for name in found]


BIO = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG")
BIOES = ("O", "B-PER", "I-PER", "E-PER", "S-PER")
IO = ("O", "PER", "LOC")


@pytest.mark.parametrize(
    ("labels", "words", "names"),
    [
        (BIO, "B-PER I-PER O B-PER", [(0, 1, "PER"), (3, 3, "PER")]),
        (BIO, "B-PER B-PER", [(0, 0, "PER"), (1, 1, "PER")]),
        (BIO, "O I-PER I-PER", [(1, 2, "PER")]),
        (BIO, "B-PER I-ORG", [(0, 0, "PER"), (1, 1, "ORG")]),
        (BIOES, "B-PER I-PER E-PER S-PER", [(0, 2, "PER"), (3, 3, "PER")]),
        (BIOES, "S-PER E-PER I-PER", [(0, 0, "PER"), (1, 1, "PER"), (2, 2, "PER")]),
        (IO, "PER PER O LOC PER", [(0, 1, "PER"), (3, 3, "LOC"), (4, 4, "PER")]),
    ],
)
def test_names_are_put_together_in_every_scheme(
    labels: tuple[str, ...], words: str, names: list[tuple[int, int, str]]
) -> None:
    assert decoded(labels, words) == names


def test_a_name_in_doubt_between_its_labels_is_still_a_name() -> None:
    scheme = Labels(dict(enumerate(BIO)))
    rows = np.array([[0.4, 0.3, 0.3, 0, 0], [0.6, 0.2, 0.2, 0, 0]], dtype=np.float32)
    (name,) = decode(scheme.fold(rows), [True, False], has_begins=True)
    assert (name.first, name.last, name.kind) == (0, 0, "PER")
    assert name.chance == pytest.approx(0.6)


def test_a_name_does_not_go_on_over_the_end_of_a_line() -> None:
    scheme = Labels(dict(enumerate(IO)))
    rows = np.array([[0, 1, 0], [0, 1, 0]], dtype=np.float32)
    assert len(decode(scheme.fold(rows), [True, True], has_begins=False)) == 2
    assert len(KINDS) * 3 == scheme.fold(rows).shape[1]
