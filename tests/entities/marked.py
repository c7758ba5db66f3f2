"""Articles with the people marked in them by hand, and how far a reading agrees with the marks.

The files are YAML: ``people`` has each person's fullest name, ``text`` the article, one block a line, with
``[[who:words]]`` round every mention by name; attached letters stand before the brackets. The first line is
the headline, the second the subheadline; a line that begins with ``> `` is the title of another article.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import yaml

from reader.cancel import CancelToken
from reader.entities import LexiconEngine
from reader.model import Article, Block, BlockKind, EntityKind, Mention, MentionForm, Reading, Span

FOLDER = Path(__file__).parent
_MARK = re.compile(r"\[\[(\w+):(.*?)\]\]")

Place = tuple[int, int]


@dataclass(frozen=True)
class Marked:
    """An article, who is named where, and everyone's fullest name."""

    article: Article
    mentions: dict[Place, str]
    people: dict[str, str]


@dataclass(frozen=True)
class Agreement:
    """How far a reading agrees with the marks; all shares are 0.0 to 1.0."""

    found: int
    read: int
    marked: int
    b_cubed: float
    named: float

    @property
    def f1(self) -> float:
        """Exact mentions: start, end and the letters before them."""
        return 2 * self.found / (self.read + self.marked)


def article(text: str, *, kinds: tuple[BlockKind, ...] = ()) -> Article:
    """An article of one paragraph a line; `kinds` are those of the first lines."""
    blocks, at = [], 0
    for number, line in enumerate(text.split("\n")):
        kind = kinds[number] if number < len(kinds) else BlockKind.PARAGRAPH
        blocks.append(Block(kind, Span(at, at + len(line))))
        at += len(line) + 1
    return Article("test", "test.txt", "he", text, tuple(blocks))


def read(text: str, *, kinds: tuple[BlockKind, ...] = ()) -> Reading:
    """What the engine finds in a text."""
    return LexiconEngine().read(article(text, kinds=kinds), CancelToken())


def parse(source: str) -> tuple[Article, dict[Place, str]]:
    """A marked text without its marks, and the places that were marked."""
    lines, kinds, mentions, at = [], [], {}, 0
    for number, marked_line in enumerate(source.rstrip("\n").split("\n")):
        kind = (BlockKind.HEADLINE, BlockKind.SUBHEADLINE)[number] if number < 2 else BlockKind.PARAGRAPH
        if marked_line.startswith("> "):
            kind, marked_line = BlockKind.FURTHER_READING, marked_line[2:]
        line, done = "", 0
        for match in _MARK.finditer(marked_line):
            line += marked_line[done : match.start()]
            mentions[at + len(line), at + len(line) + len(match[2])] = match[1]
            line += match[2]
            done = match.end()
        line += marked_line[done:]
        lines.append(line)
        kinds.append(kind)
        at += len(line) + 1
    return article("\n".join(lines), kinds=tuple(kinds)), mentions


def load(folder: str) -> dict[str, Marked]:
    """Every article of ``articles`` or ``heldout``, by its file's name."""
    found = {}
    for path in sorted((FOLDER / folder).glob("*.yaml")):
        content = yaml.safe_load(path.read_text("utf-8"))
        text, mentions = parse(content["text"])
        found[path.stem] = Marked(text, mentions, content["people"])
    return found


def people_by_name(reading: Reading) -> dict[Place, str]:
    """Where people are mentioned by name, and which entity it is."""
    people = {entity.id for entity in reading.of_kind(EntityKind.PERSON)}
    return {
        (mention.name_span.start, mention.name_span.end): mention.entity_id
        for mention in reading.mentions
        if mention.entity_id in people and mention.form is not MentionForm.ROLE
    }


def compare(marked: Marked) -> Agreement:
    """Read the article and compare."""
    reading = LexiconEngine().read(marked.article, CancelToken())
    got = people_by_name(reading)
    names = {entity.name for entity in reading.of_kind(EntityKind.PERSON)}
    expected = set(marked.people.values())
    return Agreement(
        found=len(got.keys() & marked.mentions.keys()),
        read=len(got),
        marked=len(marked.mentions),
        b_cubed=b_cubed(marked.mentions, got),
        named=len(names & expected) / max(len(names), len(expected)),
    )


def b_cubed(expected: dict[Place, str], got: dict[Place, str]) -> float:
    """B³ F1 (Bagga and Baldwin 1998) over all mentions, those that were missed or made up included."""
    of_person, of_entity = defaultdict(set), defaultdict(set)
    for place, person in expected.items():
        of_person[person].add(place)
    for place, entity in got.items():
        of_entity[entity].add(place)
    shared = {
        place: len(of_person[expected[place]] & of_entity[got[place]]) for place in expected.keys() & got
    }
    precision = sum(count / len(of_entity[got[place]]) for place, count in shared.items()) / max(1, len(got))
    recall = sum(count / len(of_person[expected[place]]) for place, count in shared.items()) / len(expected)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def people(reading: Reading) -> dict[str, list[str]]:
    """Each person's name, with the words of every mention, attached letters before a bar: ``ל|קרי``."""
    return {
        entity.name: [_shown(reading, mention) for mention in reading.mentions_of(entity.id)]
        for entity in reading.of_kind(EntityKind.PERSON)
    }


def _shown(reading: Reading, mention: Mention) -> str:
    text = reading.article.text
    letters = text[mention.span.start : mention.name_span.start]
    return f"{letters}|{mention.name_span.of(text)}" if letters else mention.name_span.of(text)


def roles(reading: Reading) -> dict[str, list[str]]:
    """Each person's roles."""
    return {
        entity.name: [role.text for role in reading.roles_of(entity.id)]
        for entity in reading.of_kind(EntityKind.PERSON)
        if reading.roles_of(entity.id)
    }


def said(reading: Reading) -> list[tuple[str | None, str, bool]]:
    """Every quotation: who said it, its words, whether directly."""
    names = {entity.id: entity.name for entity in reading.entities}
    return [
        (
            names[quote.speaker_id] if quote.speaker_id else None,
            quote.span.of(reading.article.text),
            quote.direct,
        )
        for quote in reading.quotes
    ]


def found(reading: Reading, kind: EntityKind) -> list[str]:
    """The names of one kind."""
    return [entity.name for entity in reading.of_kind(kind)]
