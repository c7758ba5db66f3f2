"""The labels of other people's models, and the names that rows of their probabilities say.

Labels come in many writings: ``B-PER``, ``I_PERSON``, ``PER-B``, ``U-GPE`` or just ``LOC``. What each says of a
word's place in a name is kept as far as the labels have it; what is missing is made up from the neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

KINDS = ("PER", "ORG", "GPE", "LOC", "FAC")
"""The types that are told apart, as the document pass knows them; a model's other types are no names here."""

_SAME = {
    "PER": "PER PERS PERSON PERSONS PEOPLE HUMAN NAME PSN",
    "ORG": "ORG ORGS ORGANIZATION ORGANISATION COMPANY CORPORATION CORP INSTITUTION",
    "GPE": "GPE CITY COUNTRY STATE TOWN",
    "LOC": "LOC LOCATION PLACE GEO",
    "FAC": "FAC FACILITY BUILDING",
}
_KIND_OF = {word: kind for kind, words in _SAME.items() for word in words.split()}
_PLACE_OF = {"B": "B", "I": "I", "M": "I", "E": "E", "L": "E", "S": "S", "U": "S", "W": "S"}
_BEFORE = re.compile(r"([BIMELSUW])[-_](.+)")
_AFTER = re.compile(r"(.+)[-_]([BIMELSUW])")


class Label(NamedTuple):
    """What a label says: where in a name a word stands (``B``, ``I``, ``E``, ``S``), and the name's type.

    `place` is empty where the label does not say it; `kind` is empty for everything that is no name here.
    """

    place: str
    kind: str


NONE = Label("", "")


def parse(label: str) -> Label:
    """What one label says."""
    text = label.strip().upper()
    for pattern, place, kind in ((_BEFORE, 1, 2), (_AFTER, 2, 1)):
        match = pattern.fullmatch(text)
        if match and (found := _kind(match[kind])):
            return Label(_PLACE_OF[match[place]], found)
    found = _kind(text)
    return Label("", found) if found else NONE


def _kind(text: str) -> str:
    """The type that a word, or the first known of several, names: ``PERSON``, ``PER.NAM``, ``location-GPE``."""
    for part in (text, *reversed(re.split(r"[^A-Z]+", text))):
        if part in _KIND_OF:
            return _KIND_OF[part]
    return ""


class Named(NamedTuple):
    """A name in a row of words, with the probability of its least likely word."""

    first: int
    last: int
    kind: str
    chance: float


class Labels:
    """The labels of one model, by number.

    Raises:
        ValueError: none of them says that a word is a name.
    """

    def __init__(self, names: Mapping[int, str]) -> None:
        labels = [parse(names.get(at, "O")) for at in range(max(names, default=-1) + 1)]
        if not any(label.kind for label in labels):
            raise ValueError("no label says that a word is a name")
        self.size = len(labels)
        self.has_begins = any(label.place in ("B", "S") for label in labels)
        kinds = len(KINDS)
        # What a row of probabilities is multiplied with: the types, and how far each begins and ends here.
        self._sums = np.zeros((self.size, 3 * kinds), dtype=np.float32)
        for at, label in enumerate(labels):
            if label.kind:
                column = KINDS.index(label.kind)
                self._sums[at, column] = 1
                self._sums[at, kinds + column] = label.place in ("B", "S")
                self._sums[at, 2 * kinds + column] = label.place in ("E", "S")

    def fold(self, chances: Floats) -> Floats:
        """Rows of label probabilities as rows of three numbers for each type: it is, it begins, it ends."""
        folded: Floats = chances @ self._sums
        return folded


def is_name(row: Floats) -> bool:
    """Whether a folded row says that a word is part of a name."""
    kinds = row[: len(KINDS)]
    return float(kinds.max()) > 1 - float(kinds.sum())


def decode(rows: Floats, apart: Sequence[bool], *, has_begins: bool) -> list[Named]:
    """The names in folded rows, one a word; `apart` says before which words a name cannot go on."""
    size = len(KINDS)
    found: list[Named] = []
    is_open = False
    for at, row in enumerate(rows):
        if not is_name(row):
            is_open = False
            continue
        column = int(row[:size].argmax())
        chance, begins, ends = float(row[column]), float(row[size + column]), float(row[2 * size + column])
        goes_on = is_open and not apart[at] and found[-1].kind == KINDS[column]
        if goes_on and has_begins and 2 * begins > chance:
            goes_on = False
        if goes_on:
            last = found[-1]
            found[-1] = Named(last.first, at, last.kind, min(last.chance, chance))
        else:
            found.append(Named(at, at, KINDS[column], chance))
        is_open = 2 * ends <= chance
    return found
