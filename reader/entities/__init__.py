"""Articles to readings: who is in them.

The engines that come with the program are `BUILT_IN`; others come as entry points of the group
``reader.engines`` and stand after them.
"""

from __future__ import annotations

from reader import plugins
from reader.entities.engine import LexiconEngine
from reader.entities.protocol import Engine
from reader.errors import ReaderError

__all__ = ["BUILT_IN", "Engine", "LexiconEngine", "engine", "engines"]

BUILT_IN: tuple[Engine, ...] = (LexiconEngine(),)
"""The engines of the program itself, the best one first."""


def engine() -> Engine:
    """The engine in use."""
    return BUILT_IN[0]


def engines() -> tuple[tuple[Engine, ...], list[ReaderError]]:
    """Every engine, plug-ins last, and an error for each plug-in that is none."""
    made, broken = plugins.load("reader.engines")
    found = list(BUILT_IN)
    for plugin in made:
        if callable(getattr(plugin, "read", None)):
            found.append(plugin)  # type: ignore[arg-type]  # as much as can be known of it
        else:
            broken.append(
                ReaderError(
                    "The plug-in {name} is not an engine: it cannot read articles.",
                    "Reader works without it; update or remove it.",
                    name=type(plugin).__name__,
                )
            )
    return tuple(found), broken
