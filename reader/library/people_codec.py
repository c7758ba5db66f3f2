"""What the person said about who is who across the library, as the library keeps it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TypeAlias

from reader.library import codec
from reader.library.codec import Column
from reader.library.failures import DamagedError

Reference: TypeAlias = tuple[str, str, str]
"""An appearance: the article's id, its work, and the name as `identity.appearance_key` has it."""

KINDS = ("same", "different", "apart")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One decision: those of `one` are the person of `other` (same), or are not.

    `apart` took `one` out of a person of whom `other` is all the rest. `names` are what the two were called.
    """

    kind: str
    one: tuple[Reference, ...]
    other: tuple[Reference, ...]
    names: tuple[str, str]


def sentence_payload(sentence: Sentence) -> str | bytes:
    """The decision as a column holds it."""
    parts = [sentence.kind, sentence.one, sentence.other, sentence.names]
    return codec.to_column(json.dumps(parts, ensure_ascii=False, separators=(",", ":")))


def sentence_from(payload: Column) -> Sentence:
    """The decision that `sentence_payload` made `payload` of.

    Raises:
        DamagedError: it made no such thing.
    """
    try:
        match json.loads(codec.from_column(payload)):
            case [str(kind), [*one], [*other], [str(first), str(second)]] if kind in KINDS:
                return Sentence(kind, _references(one), _references(other), (first, second))
    except (ValueError, TypeError, RecursionError) as failure:
        raise DamagedError(f"a decision about people cannot be read back: {failure}") from failure
    raise DamagedError("a decision about people cannot be read back: no such kind")


def _references(parts: list[object]) -> tuple[Reference, ...]:
    found = []
    for part in parts:
        match part:
            case [str(article), str(work), str(name)]:
                found.append((article, work, name))
            case _:
                raise ValueError("it names nobody")
    return tuple(found)
