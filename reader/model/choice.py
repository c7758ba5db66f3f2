"""Which engine reads the articles, as a person chose it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EngineChoice:
    """An engine and a model for it.

    Attributes:
        engine: its name; empty for the best one that can run.
        model: the folder of a model that it reads with; empty for the engine's own.
    """

    engine: str = ""
    model: str = ""


BEST = EngineChoice()
"""What is used where nobody chose anything."""
