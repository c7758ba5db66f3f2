"""A model that teaches another one: what it says of a line is learnt beside what is marked.

A large network knows how likely each tag is, not only which one is right, and it can say so of texts that nobody
marked (knowledge distillation: Hinton, Vinyals and Dean 2015).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reader.entities.tagger.features import Features
from reader.entities.tagger.model import Model
from reader.entities.tagger.tags import Tagset
from reader.entities.words import Word


class Teacher:
    """The model in a folder, answering in the tags of the one that learns."""

    def __init__(self, folder: Path, tags: Tagset) -> None:
        self._model = Model.load(folder)
        own = {tag: at for at, tag in enumerate(self._model.tags.tags)}
        self._known = [at for at, tag in enumerate(tags.tags) if tag in own]
        self._own = [own[tags.tags[at]] for at in self._known]
        self._size = len(tags)

    def of(self, words: Sequence[Word], spaced: Sequence[bool], features: Features) -> NDArray[np.float32]:
        """How likely each tag is for each word of a line, words by tags; a tag it does not know has 0."""
        found = np.zeros((len(words), self._size), np.float32)
        found[:, self._known] = np.exp(self._model.scores(words, spaced, features))[:, self._own]
        return found
