"""What every engine is, and what opens folders of models."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from reader.cancel import CancelToken
from reader.model import Article, Reading


class Engine(Protocol):
    """Finds out who is in an article.

    An engine may have a `name`, by which it is chosen, and `prepare()`, which loads what it needs or raises a
    `ReaderError`; without them it goes by the name of its type and is ready as it is.
    """

    def read(self, article: Article, cancel: CancelToken) -> Reading:
        """Everything that the engine found. Called from several threads.

        Raises:
            CancelledError: the token was cancelled; answered within 0.2 s.
        """
        ...


class Models(Protocol):
    """Makes engines of folders with models of one kind. Plug-ins of this kind stand in ``reader.engines`` too."""

    name: str

    def takes(self, folder: Path) -> bool:
        """Whether a model of this kind lies in `folder`, at a glance; it may be damaged all the same."""
        ...

    def open(self, folder: Path) -> Engine:
        """The engine that reads with the model in `folder`.

        Raises:
            ReaderError: it cannot be used; so may the engine's `prepare()`.
        """
        ...
