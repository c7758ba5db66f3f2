"""What an engine found in an article: who is in it, where, in what role, and who said what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reader.model.article import Article
from reader.model.span import Span


class EntityKind(StrEnum):
    """What an entity is; people come first everywhere."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"


class MentionForm(StrEnum):
    """How a mention names its entity."""

    FULL = "full"
    SURNAME = "surname"
    GIVEN = "given"
    NICKNAME = "nickname"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, organisation or place of one article, under its fullest name.

    `id` is unique within its `Reading` (``"p1"``), `aliases` are the other forms of the name as they stand
    in the text, without attached prefix letters, in order of appearance.
    """

    id: str
    kind: EntityKind
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an entity is named.

    `span` has the attached prefix letters, `name_span` has not (``ל|קרי``); `why` says in words that a
    reader understands which rule or model found it. `sure` is False where the engine had its doubts: such a
    mention is shown lightly, so that the person looks twice.
    """

    span: Span
    name_span: Span
    entity_id: str
    form: MentionForm
    why: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Role:
    """What an entity is said to be (``שר החוץ האמריקני``), and where; `text` is without prefix letters."""

    entity_id: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that somebody said: `span` stands inside the marks; `cue_span` is the verb that says so.

    `speaker_id` is None where a group, a state or nobody known speaks; `direct` is False for reported speech.
    """

    span: Span
    speaker_id: str | None
    cue_span: Span | None
    direct: bool


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """Who read the article: name and version."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Reading:
    """An article and everything that one engine found in it.

    `entities` stand people first, then organisations, then places, each by falling number of mentions and
    then by first appearance; `mentions`, `roles` and `quotes` stand in text order.
    """

    article: Article
    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    roles: tuple[Role, ...]
    quotes: tuple[Quote, ...]
    engine: EngineInfo

    def of_kind(self, kind: EntityKind) -> tuple[Entity, ...]:
        """The entities of one kind, in their order."""
        return tuple(entity for entity in self.entities if entity.kind is kind)

    def mentions_of(self, entity_id: str) -> tuple[Mention, ...]:
        """Every mention of one entity, in text order."""
        return tuple(mention for mention in self.mentions if mention.entity_id == entity_id)

    def roles_of(self, entity_id: str) -> tuple[Role, ...]:
        """Every role given to one entity, in text order."""
        return tuple(role for role in self.roles if role.entity_id == entity_id)

    def quotes_of(self, entity_id: str) -> tuple[Quote, ...]:
        """Everything that one entity said, in text order."""
        return tuple(quote for quote in self.quotes if quote.speaker_id == entity_id)
