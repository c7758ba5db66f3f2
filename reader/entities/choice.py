"""The engine in use: started with the first article, kept for the next ones, replaced where it cannot run.

People must be found whatever happened to a model or a plug-in, so an engine that does not start, or fails in
an article, gives way to the one that needs nothing; why is said once.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from reader.cancel import CancelledError, CancelToken
from reader.entities import registry
from reader.entities.engine import LexiconEngine
from reader.entities.protocol import Engine, Models
from reader.errors import ReaderError
from reader.model import Article, Reading
from reader.model.choice import BEST, EngineChoice

logger = logging.getLogger(__name__)

INSTEAD = "Until then people are found by word lists alone."
_LOOK = 0.05
"""Seconds between two looks at the stop switch while another thread loads the engine."""


@dataclass(slots=True)
class _Started:
    """What came of starting the chosen engine; `foreign` ones may raise anything."""

    choice: EngineChoice
    engine: Engine
    name: str = ""
    foreign: bool = False
    trouble: ReaderError | None = None
    told: set[str] = field(default_factory=set)


class EngineInUse:
    """The one engine of a process that is loaded. Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._started: _Started | None = None

    def read(
        self,
        article: Article,
        cancel: CancelToken,
        choice: EngineChoice = BEST,
        warn: Callable[[ReaderError], object] | None = None,
    ) -> Reading:
        """Who is in `article`, as the chosen engine sees it, or else the one that always runs.

        `warn` is told why it was the other one: each trouble once, until something else is chosen or
        `forget` is called. It is called in this thread; None writes a line to the log.

        Raises:
            CancelledError: the token was cancelled.
        """
        started = self._start(choice, cancel)
        if started.trouble is not None:
            self._say(started, started.trouble, warn or _log)
        try:
            return _checked(started, article, cancel)
        except ReaderError as failure:
            self._say(started, failure, warn or _log)
        return LexiconEngine().read(article, cancel)

    def forget(self) -> None:
        """Start the engine anew with the next article: its model may have changed, or been mended."""
        with self._lock:
            self._started = None

    def _start(self, choice: EngineChoice, cancel: CancelToken) -> _Started:
        with self._waiting(cancel):
            if self._started is None or self._started.choice != choice:
                self._started = None  # two models at once would need the memory of both
                self._started = _start(choice)
            return self._started

    @contextmanager
    def _waiting(self, cancel: CancelToken) -> Iterator[None]:
        while not self._lock.acquire(timeout=_LOOK):
            cancel.check()
        try:
            yield
        finally:
            self._lock.release()

    def _say(self, started: _Started, trouble: ReaderError, warn: Callable[[ReaderError], object]) -> None:
        with self._lock:
            new = str(trouble) not in started.told
            started.told.add(str(trouble))
        if new:
            said = ReaderError(trouble.message, f"{trouble.hint}\n{INSTEAD}".strip(), **trouble.values)
            said.__cause__ = trouble.__cause__
            warn(said)


def _log(trouble: ReaderError) -> None:
    logger.warning("%s", trouble.full)


def _checked(started: _Started, article: Article, cancel: CancelToken) -> Reading:
    """What the engine found; a plug-in's own failures become sentences, ours are bugs."""
    if not started.foreign:
        return started.engine.read(article, cancel)
    try:
        reading: object = started.engine.read(article, cancel)
    except (CancelledError, ReaderError):
        raise
    except Exception as failure:
        logger.warning("the engine %s failed", started.name, exc_info=True)
        raise registry.failed(started.name, failure) from failure
    if not isinstance(reading, Reading) or reading.article.id != article.id:
        raise registry.failed(started.name, TypeError("it gave no reading of the article"))
    return reading


def _start(choice: EngineChoice) -> _Started:
    """The first engine of the choice that runs, with what kept a better one from running."""
    trouble: ReaderError | None = None
    try:
        for name, foreign, make in _candidates(choice):
            try:
                started = _Started(choice, _prepared(name, make, foreign=foreign), name, foreign)
            except ReaderError as failure:
                trouble = trouble or failure
                continue
            started.trouble = trouble
            return started
    except ReaderError as failure:
        trouble = trouble or failure
    return _Started(choice, LexiconEngine(), LexiconEngine.name, trouble=trouble)


def _prepared(name: str, make: Callable[[], Engine], *, foreign: bool) -> Engine:
    try:
        engine = make()
        prepare = getattr(engine, "prepare", None)
        if callable(prepare):
            prepare()
    except (CancelledError, ReaderError):
        raise
    except (ImportError, OSError) as missing:
        logger.warning("the engine %s cannot run", name, exc_info=True)
        raise registry.cannot_run(name, missing) from missing
    except Exception as failure:
        if not foreign:
            raise
        logger.warning("the engine %s failed", name, exc_info=True)
        raise registry.failed(name, failure) from failure
    return engine


_Candidate = tuple[str, bool, Callable[[], Engine]]


def _candidates(choice: EngineChoice) -> Iterator[_Candidate]:
    """The engines to try in turn, each with its name and whether it is a plug-in; how it is made comes last.

    Raises:
        ReaderError: nothing of the kind exists.
    """
    if choice.model:
        yield _with_model(choice)
    elif not choice.engine:
        for name, make in registry.BUILT_IN.items():
            yield name, False, make
    elif choice.engine in registry.BUILT_IN:
        yield choice.engine, False, registry.BUILT_IN[choice.engine]
    else:
        found = registry.plugged_in()
        if choice.engine in found.engines:
            yield choice.engine, True, lambda: found.engines[choice.engine]
        elif choice.engine in found.models:
            raise ReaderError(
                "The engine {name} needs a model.",
                "Choose the folder that holds one.",
                name=choice.engine,
            )
        else:
            raise next(iter(found.broken), None) or _unknown(choice.engine)


def _unknown(name: str) -> ReaderError:
    return ReaderError(
        "There is no engine called {name}.", "Choose another engine, or install the plug-in.", name=name
    )


def _with_model(choice: EngineChoice) -> _Candidate:
    """The engine that reads with the model in a folder: the named one, or the first that takes the folder."""
    folder = Path(choice.model).expanduser()
    for models in registry.BUILT_IN_MODELS:
        if choice.engine in ("", models.name) and models.takes(folder):
            return models.name, False, lambda models=models: models.open(folder)
    found = registry.plugged_in()
    for name, foreign in found.models.items():
        if choice.engine in ("", name) and _takes(name, foreign, folder):
            return name, True, lambda foreign=foreign: foreign.open(folder)
    if not folder.is_dir():
        raise ReaderError(
            "There is no model in {folder}.", "Install Reader again, or choose another folder.", folder=folder
        )
    raise ReaderError(
        "None of the engines can read with what is in {folder}.",
        "Choose the folder that a model was saved in.",
        folder=folder,
    )


def _takes(name: str, models: Models, folder: Path) -> bool:
    try:
        return bool(models.takes(folder))
    except Exception:  # it is a plug-in, and the others are asked too
        logger.warning("the engine %s failed", name, exc_info=True)
        return False


def check_model(folder: str) -> None:
    """Say at once whether any engine could read with the model in `folder`; it is not loaded.

    Raises:
        ReaderError: none could.
    """
    _with_model(EngineChoice(model=folder))


def names() -> tuple[str, ...]:
    """What may be chosen by name, plug-ins last."""
    found = registry.plugged_in()
    own = dict.fromkeys((*registry.BUILT_IN, *(models.name for models in registry.BUILT_IN_MODELS)))
    return (*own, *found.engines, *found.models)
