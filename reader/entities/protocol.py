"""What every engine is."""

from __future__ import annotations

from typing import Protocol

from reader.cancel import CancelToken
from reader.model import Article, Reading


class Engine(Protocol):
    """Finds out who is in an article."""

    def read(self, article: Article, cancel: CancelToken) -> Reading:
        """Everything that the engine found.

        Raises:
            CancelledError: the token was cancelled; answered within 0.2 s.
        """
        ...
