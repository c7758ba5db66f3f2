"""Articles of our own with every mention of every person marked by hand, and what a reading of them is worth.

A file has `people` (key: fullest name) and `text`, in which ``[[key:words]]`` marks a name without its attached
letters. The first line is the headline, the second the subheadline, the rest are paragraphs.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from reader.model import Article, Block, BlockKind, EntityKind, MentionForm, Reading, Span

FOLDER = Path(__file__).parent
_MARK = re.compile(r"\[\[(\w+):([^\]]*)\]\]")


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated article: its people's fullest names by key, and whose name stands where."""

    name: str
    article: Article
    people: dict[str, str]
    mentions: dict[tuple[int, int], str]


@dataclass(slots=True)
class Score:
    """Sums over articles; see the properties for what they come to."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    precision: float = 0.0
    recall: float = 0.0
    clustered: int = 0
    named: int = 0
    people: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def mention_f1(self) -> float:
        """Exact F1 of the names' spans, attached letters and roles left aside."""
        return 2 * self.right / max(1, self.found + self.wanted)

    @property
    def b_cubed(self) -> float:
        """B³ F1 (Bagga and Baldwin 1998) over the mentions that both have."""
        precision, recall = self.precision / max(1, self.clustered), self.recall / max(1, self.clustered)
        return 2 * precision * recall / max(1e-9, precision + recall)

    @property
    def naming(self) -> float:
        """The share of people who stand in the sidebar under their fullest name."""
        return self.named / max(1, self.people)


def load(folder: str) -> list[Gold]:
    """All annotated articles of ``articles`` or ``heldout``, by name."""
    return [_load(path) for path in sorted((FOLDER / folder).glob("*.yaml"))]


def _load(path: Path) -> Gold:
    content = yaml.safe_load(path.read_text("utf-8"))
    mentions: dict[tuple[int, int], str] = {}
    plain, done = [], 0
    for match in _MARK.finditer(content["text"].rstrip("\n")):
        plain.append(content["text"][done : match.start()])
        start = sum(map(len, plain))
        plain.append(match[2])
        mentions[start, start + len(match[2])] = match[1]
        done = match.end()
    text = "".join(plain) + content["text"].rstrip("\n")[done:]
    return Gold(path.stem, _article(text), content["people"], mentions)


def _article(text: str) -> Article:
    blocks, at = [], 0
    kinds = [BlockKind.HEADLINE, BlockKind.SUBHEADLINE]
    for index, line in enumerate(text.split("\n")):
        kind = kinds[index] if index < len(kinds) else BlockKind.PARAGRAPH
        blocks.append(Block(kind, Span(at, at + len(line))))
        at += len(line) + 1
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(digest[:16], "gold", "he", text, tuple(blocks), source_hash=digest)


def score(pairs: Iterable[tuple[Gold, Reading]]) -> Score:
    """What the readings are worth, summed over all articles."""
    total = Score()
    for gold, reading in pairs:
        people = {entity.id for entity in reading.of_kind(EntityKind.PERSON)}
        found = {
            (m.name_span.start, m.name_span.end): m.entity_id
            for m in reading.mentions
            if m.entity_id in people and m.form is not MentionForm.ROLE
        }
        both = found.keys() & gold.mentions.keys()
        total.right += len(both)
        total.found += len(found)
        total.wanted += len(gold.mentions)
        for span in both:
            mine = {other for other in both if found[other] == found[span]}
            theirs = {other for other in both if gold.mentions[other] == gold.mentions[span]}
            total.precision += len(mine & theirs) / len(mine)
            total.recall += len(mine & theirs) / len(theirs)
        total.clustered += len(both)
        names = {entity.name for entity in reading.of_kind(EntityKind.PERSON)}
        total.people += len(gold.people)
        total.named += sum(name in names for name in gold.people.values())
        for span in sorted(found.keys() ^ gold.mentions.keys()):
            sign = "+" if span in found else "-"
            total.wrong.append(f"{gold.name} {sign} {gold.article.text[span[0] : span[1]]}")
    return total
