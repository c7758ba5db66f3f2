"""Lines to the numbers that the network learns from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from reader.entities.tagger.features import Features
from reader.entities.tagger.pieces import BEGIN, END, PAD, Vocabulary
from reader.entities.tagger.tags import Named, Tagset
from reader.entities.words import Words
from reader.hebrew.tokens import Token, tokenize
from reader.training.data import Line
from reader.training.teacher import Teacher

MOST_PIECES = 112
"""Pieces that are read together, here and in the program."""

UNMARKED = -100
"""The tag of a word that nobody marked: nothing is learnt from it but what a teacher says."""


class Sample(NamedTuple):
    """One line: its pieces, the first and last piece of each word, the words' features and tags.

    `taught` is how likely a teacher finds each tag of each word, words by tags; no columns where there is no teacher.
    """

    pieces: list[int]
    first: list[int]
    last: list[int]
    known: np.ndarray
    tags: list[int]
    taught: np.ndarray


class Batch(NamedTuple):
    """Several texts, padded, as `reader.training.network.Network` takes them; `tags` are of all their words."""

    ids: Tensor
    sizes: Tensor
    first: Tensor
    last: Tensor
    known: Tensor
    tags: Tensor
    taught: Tensor


def names_of(line: Line, tokens: Sequence[Token]) -> list[Named]:
    """The marked names as words; one that ends inside a word is widened, one that begins in none is left."""
    found = []
    for start, end, kind in line.marks:
        inside = [at for at, token in enumerate(tokens) if token.end > start and token.start < end]
        if inside:
            letters = max(0, start - tokens[inside[0]].start)
            found.append(Named(inside[0], inside[-1], kind, letters))
    return found


class Maker:
    """Makes samples; remembers words between lines."""

    def __init__(self, vocabulary: Vocabulary, tags: Tagset, teacher: Teacher | None = None) -> None:
        self._vocabulary = vocabulary
        self._teacher = teacher
        self._tags = tags
        self._words = Words()
        self._features = Features(self._words)

    def make(self, line: Line, *, marked: bool = True, taught: bool = False) -> Sample | None:
        """The sample of one line; None where there is no word in it.

        Without `marked` its tags are `UNMARKED`; with `taught` the teacher, if there is one, is asked.
        """
        tokens = tokenize(line.text)
        if not tokens:
            return None
        pieces: list[int] = []
        first, last, known, words, spaced = [], [], [], [], []
        end = -1
        for token in tokens:
            word = self._words.of(token)
            words.append(word)
            spaced.append(token.start != end)
            cut = self._vocabulary.cut(word.form, spaced=spaced[-1])
            first.append(len(pieces))
            pieces += cut
            last.append(len(pieces) - 1)
            known.append(self._features.of(word))
            end = token.end
        tags = self._tags.encode(names_of(line, tokens), len(tokens)) if marked else [UNMARKED] * len(tokens)
        lesson = np.zeros((len(tokens), 0), np.float32)
        if taught and self._teacher is not None:
            lesson = self._teacher.of(words, spaced, self._features)
        return Sample(pieces, first, last, np.stack(known), tags, lesson)


def packed(samples: Iterable[tuple[Sample, bool]], random: Random | None) -> list[Sample]:
    """Neighbours put together up to `MOST_PIECES`; with `random`, cut at random places, so that none is context.

    Each sample comes with whether it goes on where the one before it ended.
    """
    made: list[Sample] = []
    current: Sample | None = None
    for sample, follows in samples:
        joins = current is not None and follows and len(current.pieces) + len(sample.pieces) <= MOST_PIECES
        if random is not None and random.random() < 0.45:
            joins = False
        if joins and current is not None:
            current = _joined(current, sample)
            continue
        if current is not None:
            made.append(current)
        current = sample
    if current is not None:
        made.append(current)
    return [part for sample in made for part in _cut(sample)]


def _joined(one: Sample, other: Sample) -> Sample:
    by = len(one.pieces)
    return Sample(
        one.pieces + other.pieces,
        one.first + [place + by for place in other.first],
        one.last + [place + by for place in other.last],
        np.concatenate([one.known, other.known]),
        one.tags + other.tags,
        np.concatenate([one.taught, other.taught]),
    )


def _cut(sample: Sample) -> Iterable[Sample]:
    """A sample that is too long, in parts; names across a cut are learnt as they are."""
    start = 0
    while start < len(sample.first):
        base = sample.first[start]
        end = start
        while end < len(sample.first) and sample.last[end] - base < 2 * MOST_PIECES:
            end += 1
        end = max(end, start + 1)
        yield Sample(
            sample.pieces[base : sample.last[end - 1] + 1][: 2 * MOST_PIECES],
            [place - base for place in sample.first[start:end]],
            [min(place - base, 2 * MOST_PIECES - 1) for place in sample.last[start:end]],
            sample.known[start:end],
            sample.tags[start:end],
            sample.taught[start:end],
        )
        start = end


def batches(samples: list[Sample], most: int, random: Random | None) -> list[list[Sample]]:
    """Samples of like length together, at most `most` pieces (padding counted) in each batch."""
    order = sorted(samples, key=lambda each: len(each.pieces) + (random.random() * 8 if random else 0))
    made: list[list[Sample]] = []
    for sample in order:
        longest = len(sample.pieces) + 2
        if made and longest * (len(made[-1]) + 1) <= most:
            made[-1].append(sample)
        else:
            made.append([sample])
    if random:
        random.shuffle(made)
    return made


def batch(samples: list[Sample]) -> Batch:
    """The tensors of one batch."""
    length = max(len(sample.pieces) for sample in samples) + 2
    words = max(len(sample.first) for sample in samples) + 2
    ids = np.full((len(samples), length), PAD, dtype=np.int64)
    first, last = (np.full((len(samples), words), -1, dtype=np.int64) for _ in range(2))
    for row, sample in enumerate(samples):
        end = len(sample.pieces) + 1
        ids[row, : end + 1] = [BEGIN, *sample.pieces, END]
        for places, own in ((first, sample.first), (last, sample.last)):
            places[row, : len(own) + 2] = [0, *(place + 1 for place in own), end]
    return Batch(
        torch.from_numpy(ids),
        torch.tensor([len(sample.pieces) + 2 for sample in samples]),
        torch.from_numpy(first),
        torch.from_numpy(last),
        torch.from_numpy(np.concatenate([sample.known for sample in samples])),
        torch.tensor([tag for sample in samples for tag in sample.tags]),
        torch.from_numpy(np.concatenate([sample.taught for sample in samples])),
    )
