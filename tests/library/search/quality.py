"""The set of queries with known answers, and the library that they are asked of; see also `tests.bench.finding`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from reader.hebrew.folding import find, fold
from reader.library import Library
from reader.library.index import Upkeep
from reader.library.search.finder import Finder
from reader.model import (
    Annotation,
    Article,
    Block,
    BlockKind,
    EngineInfo,
    Entity,
    EntityKind,
    Mention,
    MentionForm,
    Quote,
    Reading,
    Selector,
    Span,
    State,
)

PAGE = 20
"""Articles on the first page."""

_HERE = Path(__file__).parent
_KINDS = (("people", EntityKind.PERSON), ("orgs", EntityKind.ORGANISATION), ("places", EntityKind.PLACE))


@dataclass(frozen=True)
class Case:
    """A query, the articles that answer it, and those that may be found too."""

    group: str
    query: str
    right: frozenset[str]
    allowed: frozenset[str]


def cases() -> list[Case]:
    """All queries."""
    groups = yaml.safe_load((_HERE / "quality.yaml").read_text("utf-8"))
    return [case for group, lines in groups.items() for case in _cases(group, lines)]


def _cases(group: str, lines: str) -> Iterator[Case]:
    for line in lines.splitlines():
        query, _, answer = line.rpartition("=>")
        right, _, allowed = answer.partition("~")
        yield Case(group, query.strip(), frozenset(right.split()), frozenset(allowed.split()))


def known() -> list[dict[str, Any]]:
    """The articles as they are written down."""
    found: list[dict[str, Any]] = yaml.safe_load((_HERE / "articles.yaml").read_text("utf-8"))
    return found


def fill(library: Library) -> None:
    """Put the articles into `library`, with their people and notes, and bring its index up to date."""
    collections: dict[str, list[str]] = {}
    for one in known():
        of = _article(one)
        library.import_article(of)
        library.save_reading(_reading(one, of))
        library.save_annotations(_notes(one, of))
        if one.get("read"):
            library.mark_opened(of.id)
        if "in" in one:
            collections.setdefault(one["in"], []).append(of.id)
    for name, ids in collections.items():
        library.collect(library.make_collection(name).id, ids)
    upkeep = Upkeep(library)
    upkeep.catch_up()
    upkeep.close()


def answer(finder: Finder, library_ids: dict[int, str], query: str) -> list[str]:
    """The names of the articles that `query` finds, in their order."""
    return [library_ids[key] for key in finder.find(query).keys]


def ids(finder: Finder) -> dict[int, str]:
    """The articles' names by their keys."""
    return {line.key: line.row.id for line in finder.lines(finder.find("").keys, "")}


def _article(one: dict[str, Any]) -> Article:
    title, text = one["title"], f"{one['title']}\n{one['text']}"
    blocks = (
        Block(BlockKind.HEADLINE, Span(0, len(title))),
        Block(BlockKind.PARAGRAPH, Span(len(title) + 1, len(text))),
    )
    return Article(
        id=one["id"],
        source=f"https://{one['site']}/{one['id']}",
        language="he",
        text=text,
        blocks=blocks,
        published=one["date"],
        site=one["site"],
        source_hash=one["id"],
    )


def _reading(one: dict[str, Any], of: Article) -> Reading:
    entities, mentions = [], []
    for group, kind in _KINDS:
        for name in one.get(group, ()):
            id_ = f"{group}{len(entities)}"
            place = _place(of.text, name)
            entities.append(Entity(id_, kind, name))
            mentions.append(Mention(place, place, id_, MentionForm.FULL, "a name"))
    who = {entity.name: entity.id for entity in entities}
    quotes = tuple(
        Quote(_place(of.text, words), who[name], None, True) for name, words in one.get("said", ())
    )
    mentions.sort(key=lambda each: each.span)
    return Reading(of, tuple(entities), tuple(mentions), (), quotes, EngineInfo("hand", "1"))


def _place(text: str, words: str) -> Span:
    """Where `words` stand, or the last of them: an article may name its people by the surname alone."""
    places = find(fold(text), words) or find(fold(text), words.split()[-1])
    return Span(*places[0])


def _notes(one: dict[str, Any], of: Article) -> Iterator[Annotation]:
    instant = "2024-05-01T10:00:00.000Z"
    if "note" in one:
        passage, body, tags = one["note"]
        start = of.text.index(passage)
        place = Selector.describe(of.text, start, start + len(passage))
        yield Annotation(f"n-{of.id}", of.id, place, body, "yellow", tuple(tags), None, instant, instant)
    if "moved" in one:
        gone = Selector(one["moved"], "", "", 3, 3 + len(one["moved"]), True)
        yield Annotation(f"m-{of.id}", of.id, gone, "", "pink", (), None, instant, instant, State.ORPHAN)
