"""From a file to a reading: importer, then engine.

The window takes the two steps one by one, because the text is on the screen before the people are; the
command line and `reader.read` take them together.
"""

from __future__ import annotations

from collections.abc import Callable
from os import PathLike

from reader import importers
from reader.cancel import CancelToken
from reader.errors import ReaderError
from reader.model import Article, Reading
from reader.model.choice import BEST, EngineChoice


def load(source: str | PathLike[str], cancel: CancelToken | None = None) -> Article:
    """The article in the file `source`.

    Raises:
        ReaderError: the file could not be read as an article; the sentence says why.
        CancelledError: the token was cancelled.
    """
    token = cancel or CancelToken()
    token.check()
    article = importers.load_path(source)
    token.check()
    return article


def understand(
    article: Article,
    cancel: CancelToken | None = None,
    choice: EngineChoice = BEST,
    warn: Callable[[ReaderError], object] | None = None,
) -> Reading:
    """Who is in `article`, as the chosen engine sees it.

    Where that engine cannot run another one reads, and `warn` is told why, once a run and in this thread;
    without it the log is.

    Raises:
        CancelledError: the token was cancelled.
    """
    # Late: the article is on the screen before its reader is.
    from reader import entities

    return entities.read(article, cancel or CancelToken(), choice, warn)


def forget_engine() -> None:
    """Load the engine anew with the next article: its model may have changed, or been mended."""
    from reader import entities  # late, as in `understand`

    entities.forget()


def read(
    source: str | PathLike[str],
    cancel: CancelToken | None = None,
    choice: EngineChoice = BEST,
    warn: Callable[[ReaderError], object] | None = None,
) -> Reading:
    """The article in the file `source`, and who is in it; raises what `load` and `understand` raise."""
    return understand(load(source, cancel), cancel, choice, warn)
