"""Finding the people in the articles of the library that the engine has not read yet."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from reader import pipeline
from reader.aside import aside
from reader.cancel import CancelledError, CancelToken
from reader.errors import ReaderError
from reader.library import ArticleRow, Library
from reader.model import Article, EngineInfo, EntityKind
from reader.model.choice import BEST, EngineChoice

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it came: articles done, articles in all, the title of the one at hand."""

    done: int
    total: int
    title: str


@dataclass(frozen=True, slots=True)
class Read:
    """An article was read and what was found is kept; `people` is how many persons are in it."""

    id: str
    title: str
    people: int


@dataclass(frozen=True, slots=True)
class Failed:
    """An article that could not be read, and why."""

    id: str
    title: str
    error: ReaderError


Event = Progress | Read | Failed


@dataclass(slots=True)
class Report:
    """What became of the articles, by their ids; `left` is how many were not come to."""

    read: list[str] = field(default_factory=list)
    failed: list[tuple[str, ReaderError]] = field(default_factory=list)
    left: int = 0
    stopped: bool = False


def survey(
    library: Library,
    choice: EngineChoice = BEST,
    token: CancelToken | None = None,
    tell: Callable[[Event], object] | None = None,
    *,
    ids: Iterable[str] | None = None,
    limit: int | None = None,
    warn: Callable[[ReaderError], object] | None = None,
) -> Report:
    """Find the people in the articles that the chosen engine has not read, the newest first.

    Each reading is kept before the next article is begun. An article that cannot be read does not stop the others.
    When `token` is cancelled it returns within 0.2 s.

    Args:
        library: whose articles. Others may use it meanwhile, from this process and from others.
        choice: the engine; where it cannot run another one reads, and `warn` is told why, once.
        token: the stop switch; it is told of the progress too.
        tell: is called in this thread with all that happens.
        ids: only these articles, in this order.
        limit: at most so many articles.
        warn: see `choice`.

    Raises:
        ReaderError: the library could not be read or written; what was told of before is in it.
    """
    token, tell, report = token or CancelToken(), tell or (lambda _event: None), Report()
    wanted: list[str] = []
    try:
        # Loading a model takes a second or two, in which nothing looks at the stop switch.
        engine = aside(lambda: _engine(choice, warn), token)
        unread = library.articles_without_reading(engine)
        if ids is not None:
            open_ones = frozenset(unread)
            unread = [id_ for id_ in dict.fromkeys(ids) if id_ in open_ones]
        wanted = unread[:limit]
        for number, article_id in enumerate(wanted):
            token.progress(number / len(wanted))
            row = library.row(article_id)
            if row is None or row.deleted is not None:
                continue  # removed since
            tell(Progress(number, len(wanted), row.title))
            _settle(report, tell, _read(library, row, choice, token, warn))
        tell(Progress(len(wanted), len(wanted), ""))
    except CancelledError:
        report.stopped = True
    report.left = len(wanted) - len(report.read) - len(report.failed)
    return report


def _engine(choice: EngineChoice, warn: Callable[[ReaderError], object] | None) -> EngineInfo:
    """Who reads: an engine says its name and version on what it has read, and a plug-in nowhere else."""
    sample = Article("sample", "", "he", "שלום.", ())
    return pipeline.understand(sample, None, choice, warn).engine


def _read(
    library: Library,
    row: ArticleRow,
    choice: EngineChoice,
    token: CancelToken,
    warn: Callable[[ReaderError], object] | None,
) -> Read | Failed | None:
    """Read one article; None where it was removed meanwhile, or its text is another by now."""
    try:
        article = library.article(row.id)
    except ReaderError as damage:
        return Failed(row.id, row.title, damage)
    if article is None:
        return None
    try:
        reading = pipeline.understand(article, token, choice, warn)
    except CancelledError:
        raise
    except Exception:  # a bug of ours, in one text of ten thousand: the others can do without it
        logger.exception("the people of %s could not be found", row.id)
        return Failed(row.id, row.title, _unreadable(row.title))
    if not library.add_reading(reading):
        return None
    return Read(row.id, row.title, sum(each.kind is EntityKind.PERSON for each in reading.entities))


def _settle(report: Report, tell: Callable[[Event], object], what: Read | Failed | None) -> None:
    if isinstance(what, Read):
        report.read.append(what.id)
    elif what is not None:
        report.failed.append((what.id, what.error))
    if what is not None:
        tell(what)


def _unreadable(title: str) -> ReaderError:
    return ReaderError(
        "The people in the article {title} could not be found.",
        "The other articles are not touched by that; please report it.",
        title=title,
    )
