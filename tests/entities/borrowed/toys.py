"""A toy network: it knows its pieces by heart, and so does whoever reads the test."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from reader.cancel import CancelToken
from reader.entities.borrowed.labels import Labels
from reader.entities.borrowed.tagger import BorrowedTagger, Pieces
from reader.entities.prepared import Prepared
from reader.entities.tagger.model import Tagging
from tests.entities import marked

BIO = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-GPE", "I-GPE", "B-FAC", "I-FAC")


class ToyNetwork:
    """Each word is one piece, or those that its writing with strokes gives (``ל|זלנסקי``); a piece has one label."""

    def __init__(self, says: Mapping[str, str], labels: Sequence[str] = BIO, most: int = 60) -> None:
        self.most = most
        self.batches: list[list[int]] = []
        self._names = [piece for word in says for piece in word.split("|")]
        self._cuts = {word.replace("|", ""): word.split("|") for word in says}
        self._labels = list(labels)
        self._of = [
            self._labels.index(label)
            for word, said in says.items()
            for label in _spread(said, len(word.split("|")))
        ]

    def cut(self, text: str) -> Pieces:
        ids, offsets = [], []
        for match in re.finditer(r"[\w'\"]+|[^\w\s]", text):
            at = match.start()
            for piece in self._cuts.get(match[0], [match[0]]):
                ids.append(self._names.index(piece) if piece in self._names else -1)
                offsets.append((at, at + len(piece)))
                at += len(piece)
        return Pieces(ids, offsets)

    def run(self, batch: list[list[int]], cancel: CancelToken) -> NDArray[np.float32]:
        cancel.check()
        self.batches.append([len(row) for row in batch])
        logits = np.zeros((len(batch), max(map(len, batch)), len(self._labels)), dtype=np.float32)
        for row, ids in enumerate(batch):
            for at, piece in enumerate(ids):
                logits[row, at, self._of[piece] if piece >= 0 else 0] = 9
        return logits


def _spread(said: str, pieces: int) -> list[str]:
    labels = said.split("|")
    return labels if len(labels) == pieces else [said] * pieces


def tag(
    text: str, says: Mapping[str, str], labels: Sequence[str] = BIO, network: ToyNetwork | None = None
) -> tuple[list[tuple[str, str]], Tagging]:
    """What is found, as ``ל|קרי`` with its type, and the whole tagging."""
    doc = Prepared(marked.article(text), CancelToken())
    tagger = BorrowedTagger(network or ToyNetwork(says, labels), Labels(dict(enumerate(labels))), "1")
    tagging = tagger.tag(doc)
    found = []
    for name in tagging.names:
        start, end = doc.starts[name.first], doc.ends[name.last]
        cut = start + name.letters
        found.append(((doc.text[start:cut] + "|" if name.letters else "") + doc.text[cut:end], name.kind))
    return found, tagging
