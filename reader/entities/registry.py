"""All engines there are: those of the program and, after them, the entry points of ``reader.engines``.

An entry point makes an `Engine`, or `Models`, which makes one of a folder.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from reader import plugins
from reader.entities.engine import LexiconEngine
from reader.entities.protocol import Engine, Models
from reader.errors import ReaderError

GROUP = "reader.engines"


class Found(NamedTuple):
    """The plug-ins, by their names, and an error for each that is none."""

    engines: dict[str, Engine]
    models: dict[str, Models]
    broken: list[ReaderError]


def _trained(folder: Path | None = None) -> Engine:
    # Late: numpy comes with it, and where it cannot be loaded the lists still find people.
    from reader.entities.trained import TrainedEngine

    return TrainedEngine(folder)


class OwnModels:
    """Folders that `python -m reader.training` wrote."""

    name = "tagger"

    def takes(self, folder: Path) -> bool:
        """Whether the folder says of itself that it is one."""
        return (folder / "model.json").is_file()

    def open(self, folder: Path) -> Engine:
        """The trained engine with another model than the program's own."""
        return _trained(folder)


BUILT_IN: Mapping[str, Callable[[], Engine]] = {"tagger": _trained, "lexicon": LexiconEngine}
"""How the engines of the program are made, the best one first; the last one always runs."""

BUILT_IN_MODELS: tuple[Models, ...] = (OwnModels(),)


def plugged_in() -> Found:
    """Everything that other packages bring; a name that is taken already gets a number."""
    made, broken = plugins.load(GROUP)
    found = Found({}, {}, broken)
    for plugin in made:
        name = _free_name(plugin, {*BUILT_IN, *found.engines, *found.models})
        if callable(getattr(plugin, "read", None)):
            found.engines[name] = plugin  # type: ignore[assignment]  # as much as can be known of it
        elif callable(getattr(plugin, "takes", None)) and callable(getattr(plugin, "open", None)):
            found.models[name] = plugin  # type: ignore[assignment]
        else:
            broken.append(
                ReaderError(
                    "The plug-in {name} is not an engine: it cannot read articles.",
                    "Reader works without it; update or remove it.",
                    name=name,
                )
            )
    return found


def _free_name(plugin: object, taken: set[str]) -> str:
    said = getattr(plugin, "name", None)
    name = said if isinstance(said, str) and said else type(plugin).__name__
    number, free = 2, name
    while free in taken:
        number, free = number + 1, f"{name}-{number}"
    return free


def engines() -> tuple[tuple[Engine, ...], list[ReaderError]]:
    """Every engine that reads without a folder, plug-ins last, and an error for each that cannot be had."""
    found = plugged_in()
    made: list[Engine] = []
    broken = list(found.broken)
    for name, make in BUILT_IN.items():
        try:
            made.append(make())
        except ImportError as missing:
            broken.append(cannot_run(name, missing))
    return (*made, *found.engines.values()), broken


def cannot_run(name: str, reason: Exception) -> ReaderError:
    """The sentence for an engine of the program that needs what is not there."""
    said = ReaderError(
        "The engine {name} cannot run on this computer: {reason}.",
        "Install Reader again, or choose another engine.",
        name=name,
        reason=str(reason) or type(reason).__name__,
    )
    said.__cause__ = reason
    return said


def failed(name: str, reason: Exception) -> ReaderError:
    """The sentence for a plug-in that raised something."""
    said = ReaderError(
        "The engine {name} failed: {reason}.",
        "Update or remove the plug-in.",
        name=name,
        reason=str(reason) or type(reason).__name__,
    )
    said.__cause__ = reason
    return said
