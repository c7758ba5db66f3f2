"""Articles to readings: who is in them.

`read` lets the engine in use read an article; `engines` are all there are.
"""

from __future__ import annotations

from reader.entities.choice import EngineInUse, check_model, names
from reader.entities.engine import LexiconEngine
from reader.entities.protocol import Engine, Models
from reader.entities.registry import BUILT_IN, engines, plugged_in

__all__ = [
    "BUILT_IN",
    "Engine",
    "EngineInUse",
    "LexiconEngine",
    "Models",
    "check_model",
    "engine",
    "engines",
    "forget",
    "names",
    "plugged_in",
    "read",
]

_in_use = EngineInUse()
read = _in_use.read
forget = _in_use.forget


def engine() -> Engine:
    """What reads where nobody chose anything: the best engine that runs here."""
    return _in_use
