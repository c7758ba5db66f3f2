"""Articles with readings of people, made of a few words each."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from reader.model import (
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
    Role,
    Span,
)

ENGINE = EngineInfo("sample", "1")


@dataclass(frozen=True)
class Somebody:
    """Who stands in an article: under a name, in roles, and saying something."""

    name: str
    roles: Sequence[str] = ()
    says: str = ""
    kind: EntityKind = EntityKind.PERSON
    times: int = 1
    aliases: Sequence[str] = field(default_factory=tuple)


def reading(title: str, *people: Somebody | str, day: str | None = None, source: str = "") -> Reading:
    """A reading of an article in which these people stand, each in a sentence of their own."""
    text = title + "\n"
    entities: list[Entity] = []
    mentions: list[Mention] = []
    roles: list[Role] = []
    quotes: list[Quote] = []
    for number, each in enumerate(people):
        one = Somebody(each) if isinstance(each, str) else each
        own = f"e{number}"
        entities.append(Entity(own, one.kind, one.name, tuple(one.aliases)))
        for _ in range(one.times):
            for role in one.roles if not mentions or mentions[-1].entity_id != own else ():
                roles.append(Role(own, role, Span(len(text), len(text) + len(role))))
                text += role + " "
            place = Span(len(text), len(text) + len(one.name))
            mentions.append(Mention(place, place, own, MentionForm.FULL, "sample"))
            text += one.name + " נראה שם באותו יום. "
        if one.says:
            text += "הוא אמר: "
            quotes.append(Quote(Span(len(text), len(text) + len(one.says)), own, None, direct=True))
            text += one.says + ". "
    head = len(title)
    digest = hashlib.sha256(text.encode()).hexdigest()
    article = Article(
        id=digest,
        source=source or f"/articles/{digest[:12]}.txt",
        language="he",
        text=text,
        blocks=(
            Block(BlockKind.HEADLINE, Span(0, head)),
            Block(BlockKind.PARAGRAPH, Span(head + 1, len(text))),
        ),
        links=(),
        published=day,
        site=None,
        author=None,
        source_hash=digest,
        source_map=None,
    )
    return Reading(article, tuple(entities), tuple(mentions), tuple(roles), tuple(quotes), ENGINE)
