"""What every importer is."""

from __future__ import annotations

from typing import Protocol

from reader.model import Article


class Importer(Protocol):
    """Turns bytes of one kind into an `Article`."""

    def sniff(self, head: bytes, name: str) -> float:
        """How surely bytes that begin with `head` and are called `name` are this importer's: 0.0 to 1.0."""
        ...

    def load(self, data: bytes, source: str) -> Article:
        """The article in `data`; `source` says where it came from.

        Raises:
            ReaderError: the bytes are not an article; the sentence says why.
        """
        ...
