"""A token-classification model as a tagger: pieces to words, words to names, names to their attached letters."""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from reader.cancel import CancelToken
from reader.entities.borrowed.labels import KINDS, Floats, Labels, Named, decode, is_name
from reader.entities.borrowed.letters import Letters, without_loose_letters
from reader.entities.borrowed.rows import Row, Window, groups, rows, windows
from reader.entities.prepared import APART, Prepared
from reader.entities.tagger.model import Sure, Tagging
from reader.entities.words import Word

_PIECES_AT_ONCE = 512
"""Pieces, padding counted, of one call of the model."""
_ROWS_AT_ONCE = 16
_MOST_LETTERS = 2
"""Attached letters that `Tagging.person` has a column for."""


class Pieces(NamedTuple):
    """A text cut by the model's own tokeniser: ids, and where each stands, ``[start, end)`` in code points."""

    ids: Sequence[int]
    offsets: Sequence[tuple[int, int]]


class Network(Protocol):
    """What the tagger needs of a loaded model."""

    most: int
    """Pieces that it reads at once, those of its own that stand around them not counted."""

    def cut(self, text: str) -> Pieces:
        """The pieces of a text."""
        ...

    def run(self, batch: list[list[int]], cancel: CancelToken) -> NDArray[np.float32]:
        """Rows by pieces by labels, logits; rows are as long as the longest.

        Raises:
            CancelledError: the token was cancelled.
        """
        ...


class BorrowedTagger:
    """Says where names are. Safe from several threads: one at a time uses the model."""

    def __init__(self, network: Network, labels: Labels, version: str) -> None:
        self.version = version
        self._network = network
        self._labels = labels
        self._lock = threading.Lock()

    def tag(self, doc: Prepared) -> Tagging:
        """The names of a text.

        Raises:
            CancelledError: the text's token was cancelled.
        """
        folded = np.zeros((len(doc), 3 * len(KINDS)), dtype=np.float32)
        inside: dict[int, int] = {}
        waiting: list[_Cut] = []
        for row in rows(doc):
            doc.cancel.check()
            with self._lock:
                cut = _Cut(row, self._network.cut(row.text))
            waiting.append(cut)
            if len(waiting) >= _ROWS_AT_ONCE:
                self._read(waiting, doc, folded, inside)
                waiting = []
        self._read(waiting, doc, folded, inside)
        return self._tagging(doc, folded, inside)

    def _read(self, cuts: list[_Cut], doc: Prepared, folded: Floats, inside: dict[int, int]) -> None:
        """Fill in the words of some rows; `inside` gets the letters that the model itself left out of a name."""
        whole = [np.zeros((len(cut.pieces.ids), folded.shape[1]), dtype=np.float32) for cut in cuts]
        parts = [
            (at, window)
            for at, cut in enumerate(cuts)
            for window in windows(len(cut.pieces.ids), self._network.most)
        ]
        for group in groups([window.end - window.start for _, window in parts], _PIECES_AT_ONCE):
            batch = [parts[number] for number in group]
            for (at, window), chances in zip(batch, self._run(batch, cuts, doc.cancel), strict=True):
                own = slice(window.own - window.start, window.own_end - window.start)
                whole[at][window.own : window.own_end] = self._labels.fold(chances[own])
        for cut, chances in zip(cuts, whole, strict=True):
            _to_words(cut, chances, doc, folded, inside)
        if cuts:
            doc.cancel.progress(min(1.0, (cuts[-1].row.first + len(cuts[-1].row.starts)) / max(1, len(doc))))

    def _run(
        self, batch: list[tuple[int, Window]], cuts: list[_Cut], cancel: CancelToken
    ) -> Iterator[Floats]:
        """The label probabilities of the pieces of each window."""
        ids = [list(cuts[at].pieces.ids[window.start : window.end]) for at, window in batch]
        cancel.check()
        with self._lock:
            logits = self._network.run(ids, cancel)
        for row, chosen in zip(logits, ids, strict=True):
            yield _softmax(row[: len(chosen)])

    def _tagging(self, doc: Prepared, folded: Floats, inside: dict[int, int]) -> Tagging:
        apart = [join == APART or at in inside for at, join in enumerate(doc.joins)]
        found = decode(folded, apart, has_begins=self._labels.has_begins)
        trimmed = (without_loose_letters(doc, name) for name in found)
        names = [name for name in trimmed if name is not None]
        letters = Letters(doc, names)
        settled: list[Sure] = []
        before: Named | None = None
        for name in names:
            attached = inside.get(name.first)
            if attached is None:
                attached = letters.of(name, before)
            settled.append(Sure(name.first, name.last, name.kind, attached, name.chance))
            before = name
        return Tagging(settled, self._person(folded, settled))

    def _person(self, folded: Floats, names: list[Sure]) -> Floats:
        """How likely each word begins a person's name after no, one and two letters, or goes on with one."""
        size = len(KINDS)
        person = folded[:, KINDS.index("PER")]
        if self._labels.has_begins:
            begins = np.minimum(folded[:, size + KINDS.index("PER")], person)
        else:
            begins = person.copy()
            begins[1:] *= 1 - person[:-1]
        columns = np.zeros((len(folded), _MOST_LETTERS + 2), dtype=np.float32)
        columns[:, 0] = begins
        columns[:, -1] = person - begins
        for name in names:
            if name.kind == "PER":
                first, letters = name.first, min(name.letters, _MOST_LETTERS)
                # What a name begins with begins it, also where the labels only say that it is one.
                columns[first] = 0
                columns[first, letters] = person[first]
        return columns


class _Cut(NamedTuple):
    """A row and its pieces."""

    row: Row
    pieces: Pieces


def _to_words(cut: _Cut, chances: Floats, doc: Prepared, folded: Floats, inside: dict[int, int]) -> None:
    """What the model says of a word is what it says of the word's first piece.

    Only where that is nothing, and the rest of the word is a name after letters that may be attached, the rest
    counts: such a model was trained on texts whose names are marked without them.
    """
    row = cut.row
    first_of: dict[int, int] = {}
    pieces_of: dict[int, list[tuple[int, int]]] = {}
    for number, (start, end) in enumerate(cut.pieces.offsets):
        if end <= start:
            continue
        # Some tokenisers count the blank before a word to its first piece.
        place = start + (row.text[start] == " " and end > start + 1)
        word = bisect_right(row.starts, place) - 1
        first_of.setdefault(word, number)
        pieces_of.setdefault(word, []).append((place - row.starts[word], number))
    for word, number in first_of.items():
        at = row.first + word
        folded[at] = chances[number]
        if len(pieces_of[word]) > 1 and not is_name(chances[number]):
            rest = _name_inside(doc.words[at], pieces_of[word], chances)
            if rest is not None:
                inside[at], chosen = rest
                folded[at] = chances[chosen]


def _name_inside(word: Word, pieces: list[tuple[int, int]], chances: Floats) -> tuple[int, int] | None:
    """The attached code points and the piece that follows them, where all from that piece on is one name."""
    boundaries = {len(word.form) - len(cut.stem): cut.letters for cut in word.cuts[1:]}
    for index, (place, number) in enumerate(pieces[1:], 1):
        if place in boundaries:
            kinds = {
                int(chances[other][: len(KINDS)].argmax()) if is_name(chances[other]) else -1
                for _, other in pieces[index:]
            }
            if len(kinds) == 1 and kinds != {-1}:
                return boundaries[place], number
    return None


def _softmax(logits: Floats) -> Floats:
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    chances: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return chances
