"""Public sets of single sentences with people, organisations and places marked, where a folder has them.

A set is a file ``NAME_dev.jsonl``, one sentence a line:
``{"src": …, "tokens": […], "ents": [[first token, last token, type, letters of the attached prefix]]}``.
None of these files is part of the project.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.cancel import CancelToken
from reader.entities import Engine
from reader.model import EntityKind, MentionForm, Reading
from tests.entities.marked import article
from tests.entities.scores import Rate

_KINDS = {
    "PER": EntityKind.PERSON,
    "ORG": EntityKind.ORGANISATION,
    "GPE": EntityKind.PLACE,
    "LOC": EntityKind.PLACE,
}
"""The types that Reader shows; facilities, languages, works and events are neither right nor asked for."""

Name = tuple[EntityKind, int, int, int]
"""Kind, start and end without the attached letters (code points), and how many letters are attached."""


@dataclass(frozen=True)
class Sentence:
    """Tokens joined by blanks, and who and what is named in them."""

    text: str
    names: frozenset[Name]


def sets(folder: Path) -> dict[str, list[Sentence]]:
    """Every set of the folder, by its file's name without ``_dev``."""
    return {
        path.name.removesuffix("_dev.jsonl"): [
            sentence(json.loads(line)) for line in path.read_text("utf-8").splitlines() if line.strip()
        ]
        for path in sorted(folder.glob("*_dev.jsonl"))
    }


def sentence(row: dict[str, Any]) -> Sentence:
    """One line of a set."""
    starts, at = [], 0
    tokens: list[str] = row["tokens"]
    for token in tokens:
        starts.append(at)
        at += len(token) + 1
    entities: list[tuple[int, int, str, int]] = row["ents"]
    names = frozenset(
        (_KINDS[kind], starts[first] + letters, starts[last] + len(tokens[last]), letters)
        for first, last, kind, letters in entities
        if kind in _KINDS
    )
    return Sentence(" ".join(tokens), names)


def named(reading: Reading) -> frozenset[Name]:
    """What a reading names; role phrases that stand for a person are no names."""
    kinds = {entity.id: entity.kind for entity in reading.entities}
    return frozenset(
        (
            kinds[mention.entity_id],
            mention.name_span.start,
            mention.name_span.end,
            mention.name_span.start - mention.span.start,
        )
        for mention in reading.mentions
        if mention.form is not MentionForm.ROLE
    )


def rates(sentences: Iterable[Sentence], engine: Engine) -> dict[EntityKind, Rate]:
    """By kind: start, end and the number of attached letters are right. Each sentence is an article of its own."""
    total = dict.fromkeys(EntityKind, Rate())
    for one in sentences:
        got = named(engine.read(article(one.text), CancelToken()))
        for kind in EntityKind:
            wanted_here = {name for name in one.names if name[0] is kind}
            got_here = {name for name in got if name[0] is kind}
            total[kind] += Rate(len(wanted_here & got_here), len(got_here), len(wanted_here))
    return total
