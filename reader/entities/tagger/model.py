"""A model folder, checked and loaded: the network with its vocabulary and tags.

What a folder holds: ``model.json`` (form, tags, sizes and the other files' checksums), ``tagger.onnx`` and
``vocabulary.txt``. A folder that is missing, cut short or of another form is refused with a sentence that says so.
"""

from __future__ import annotations

import json
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from reader.cancel import CancelToken
from reader.entities.tagger.features import SIZE, Features
from reader.entities.tagger.pieces import BEGIN, END, Vocabulary
from reader.entities.tagger.tags import Floats, Tagset
from reader.entities.words import Is, Word
from reader.errors import ReaderError

FORM = 1
"""The form of the folder; another one is refused."""
ABOUT, NETWORK, VOCABULARY = "model.json", "tagger.onnx", "vocabulary.txt"


class Sure(NamedTuple):
    """A name in a row of words, as `tags.Named`; `chance` is that of its least likely word, 0.0 to 1.0."""

    first: int
    last: int
    kind: str
    letters: int
    chance: float


class Tagging(NamedTuple):
    """What the tagger found.

    `person` is words by four: the probability that a person's name begins at the word after no, one and two
    attached letters, and that the word goes on with one.
    """

    names: list[Sure]
    person: Floats


class Network(Protocol):
    """What runs the network: a session of onnxruntime."""

    def run(self, outputs: list[str] | None, inputs: dict[str, NDArray[np.generic]]) -> list[Floats]:
        """The results for `inputs`, by their names."""
        ...


class Stretch(NamedTuple):
    """Words that are read together, as a half-open range."""

    first: int
    last: int


@dataclass(frozen=True)
class About:
    """What ``model.json`` says."""

    name: str
    version: str
    tags: tuple[str, ...]
    most_pieces: int


class Model:
    """A loaded model. Reading with it is safe from several threads."""

    def __init__(self, about: About, network: Network, vocabulary: Vocabulary) -> None:
        self.about = about
        self.tags = Tagset(about.tags)
        self._network = network
        self._vocabulary = vocabulary
        self._person = [
            [at for at, tag in enumerate(about.tags) if tag in wanted]
            for wanted in (
                ("S0-PER", "B0-PER"),
                ("S1-PER", "B1-PER"),
                ("S2-PER", "B2-PER"),
                ("I-PER", "E-PER"),
            )
        ]

    @classmethod
    def load(cls, folder: Path) -> Model:
        """The model in `folder`.

        Raises:
            ReaderError: it is missing, cut short, or of another version of Reader.
        """
        about = _about(folder)
        network = _checked(folder, about, NETWORK)
        lines = _checked(folder, about, VOCABULARY).decode("utf-8").removesuffix("\n").split("\n")
        try:
            return cls(_told(about), _session(network), Vocabulary.parse(lines))
        except (ValueError, KeyError, TypeError) as trouble:
            raise _damaged(folder) from trouble

    def tag(
        self,
        words: Sequence[Word],
        spaced: Sequence[bool],
        breaks: Sequence[int],
        features: Features,
        cancel: CancelToken,
    ) -> Tagging:
        """The names in a row of words, and how likely each word is part of a person's name.

        `spaced` says before which words a blank or a line end stands; `breaks` are the words that begin a line,
        ascending: a text is best cut there where it is too long to be read at once.

        Raises:
            CancelledError: the token was cancelled; looked at every tenth of a second.
        """
        names: list[Sure] = []
        person = np.zeros((len(words), len(self._person)), dtype=np.float32)
        for stretch, scores in self._read(words, spaced, breaks, features, cancel):
            inside = breaks[bisect_right(breaks, stretch.first) : bisect_left(breaks, stretch.last)]
            for first, last in pairwise(
                (stretch.first, *inside, stretch.last)
            ):  # no name crosses a line's end
                self._decode(scores[first - stretch.first : last - stretch.first], first, names)
            chances = np.exp(scores)
            for column, tags in enumerate(self._person):
                person[stretch.first : stretch.last, column] = chances[:, tags].sum(axis=1)
        return Tagging(names, person)

    def scores(self, words: Sequence[Word], spaced: Sequence[bool], features: Features) -> Floats:
        """The logarithm of each tag's probability for each word of one line: words by tags."""
        found = [scores for _, scores in self._read(words, spaced, (), features, CancelToken())]
        return np.concatenate(found) if found else np.zeros((0, len(self.tags)), np.float32)

    def _read(
        self,
        words: Sequence[Word],
        spaced: Sequence[bool],
        breaks: Sequence[int],
        features: Features,
        cancel: CancelToken,
    ) -> Iterator[tuple[Stretch, Floats]]:
        """The words in stretches, and the scores of each."""
        vocabulary = self._vocabulary.fresh()
        pieces = []
        for at, word in enumerate(words):
            if not at & 1023:
                cancel.check()
            pieces.append(vocabulary.cut(word.form, spaced=spaced[at]))
        for stretch in _stretches(words, pieces, breaks, self.about.most_pieces):
            cancel.progress(stretch.first / len(words))
            yield stretch, self._scores_of(stretch, words, pieces, features)

    def _decode(self, scores: Floats, first: int, names: list[Sure]) -> None:
        tags = self.tags.best(scores)
        for name in self.tags.decode(tags):
            chances = [scores[at, tags[at]] for at in range(name.first, name.last + 1)]
            names.append(
                Sure(
                    name.first + first,
                    name.last + first,
                    name.kind,
                    name.letters,
                    float(np.exp(min(chances))),
                )
            )

    def _scores_of(
        self,
        stretch: Stretch,
        words: Sequence[Word],
        pieces: Sequence[tuple[int, ...]],
        features: Features,
    ) -> Floats:
        """The scores of the words of one stretch. One by one: padding and masks would cost more than they save."""
        inside = pieces[stretch.first : stretch.last]
        ids = [BEGIN, *(piece for word in inside for piece in word), END]
        ends = np.cumsum([len(word) for word in inside], dtype=np.int64)
        first = np.concatenate([np.ones(1, np.int64), ends[:-1] + 1])
        known = np.stack([features.of(words[at]) for at in range(*stretch)])
        scores: Floats
        (scores,) = self._network.run(
            None, {"ids": np.array([ids], np.int64), "first": first, "last": ends, "known": known}
        )
        return scores


def _stretches(
    words: Sequence[Word], pieces: Sequence[tuple[int, ...]], breaks: Sequence[int], most: int
) -> list[Stretch]:
    """Whole lines put together up to `most` pieces; a longer line is cut behind a sentence, or behind a mark."""
    lines = [*dict.fromkeys((0, *breaks)), len(pieces)]
    made: list[Stretch] = []
    size = 0
    for start, end in pairwise(lines):
        line = sum(map(len, pieces[start:end]))
        if made and size + line <= most:
            made[-1] = Stretch(made[-1].first, end)
            size += line
            continue
        at = start
        while at < end:
            first, size = at, 0
            while at < end and (size + len(pieces[at]) <= most or at == first):
                size += len(pieces[at])
                at += 1
            if at < end:
                at = _good_cut(words, first, at)
                size = most
            made.append(Stretch(first, at))
    return [stretch for stretch in made if stretch.first < stretch.last]


def _good_cut(words: Sequence[Word], first: int, last: int) -> int:
    """Where to end a stretch that must end at `last` at the latest: no name should be cut in two."""
    for wanted in (Is.STOP, Is.MARK):
        for at in range(last, first + (last - first) // 3, -1):
            if words[at - 1].flags & wanted and not words[at - 1].flags & Is.HYPHEN:
                return at
    return last


def _about(folder: Path) -> dict[str, Any]:
    try:
        content = (folder / ABOUT).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as trouble:
        raise ReaderError(
            "There is no model in {folder}.", "Install Reader again, or choose another folder.", folder=folder
        ) from trouble
    try:
        about = json.loads(content)
    except ValueError as trouble:
        raise _damaged(folder) from trouble
    if not isinstance(about, dict) or about.get("form") != FORM or about.get("features") != SIZE:
        raise ReaderError(
            "The model in {folder} is of another version of Reader.",
            "Make it again with this version, or choose another folder.",
            folder=folder,
        )
    return about


def _told(about: dict[str, Any]) -> About:
    return About(
        str(about["name"]), str(about["version"]), tuple(map(str, about["tags"])), int(about["most_pieces"])
    )


def _checked(folder: Path, about: dict[str, Any], name: str) -> bytes:
    """A file's content, if it is what it was when the model was made."""
    try:
        content = (folder / name).read_bytes()
    except OSError as trouble:
        raise _damaged(folder) from trouble
    sums = about.get("crc32")  # against damage, not malice, and a fifth of the time that a sha256 takes
    if not isinstance(sums, dict) or zlib.crc32(content) != sums.get(name):
        raise _damaged(folder)
    return content


def _damaged(folder: Path) -> ReaderError:
    return ReaderError(
        "The model in {folder} is damaged.", "Install Reader again, or choose another folder.", folder=folder
    )


def _session(network: bytes) -> Network:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # the window and its page have the other core
    options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # the texts are of many lengths, and a pattern for each is kept
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    try:
        made: Network = onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
    except Exception as trouble:  # its errors share no base of their own
        raise ValueError("the network cannot be loaded") from trouble
    return made
