"""What a person said is wrong in a reading.

A correction must outlive the reading it was made on: a newer engine numbers its entities anew, and an article
that comes in again may have another text. So a correction names people by their names, and places in the text by
a `Selector`. How corrections change a reading is the business of `reader.model.mending`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from reader.hebrew.folding import fold_text
from reader.model.annotation import Selector
from reader.model.reading import EntityKind, MentionForm, Reading
from reader.model.span import Span

ADDED = "You marked these words yourself."
ADDED_AGAIN = "A name that you marked, in another place."
MERGED = "You said that this is the same person as “{value}”."
SPLIT_OFF = "You said that this is someone else than “{value}”."
SAID_WHO = "You said who is meant here."

CORRECTION_REASONS: tuple[str, ...] = (ADDED, ADDED_AGAIN, MERGED, SPLIT_OFF, SAID_WHO)
"""The templates of what a corrected mention's `why` says; each has at most one value."""


def folded_name(name: str) -> str:
    """What two spellings of one name have in common: ``בן־גוריון`` and ``בן גוריון``."""
    return fold_text(name).strip()


@dataclass(frozen=True, slots=True)
class Who:
    """One entity of a reading, named so that it can be found in another reading of the same article.

    `others` are the other forms of the name, `place` is where the entity is named first; `key` is empty but for
    one that a correction made (see `Newcomer`).
    """

    name: str
    others: tuple[str, ...] = ()
    kind: EntityKind = EntityKind.PERSON
    place: Selector | None = None
    key: str = ""

    @classmethod
    def describe(cls, reading: Reading, entity_id: str, keys: Iterable[str] = ()) -> Who:
        """The entity `entity_id` of `reading`; `keys` are those of all newcomers.

        Raises:
            KeyError: there is no such entity.
        """
        entity = next((each for each in reading.entities if each.id == entity_id), None)
        if entity is None:
            raise KeyError(entity_id)
        mentions = reading.mentions_of(entity_id)
        full = (mention for mention in mentions if mention.form is MentionForm.FULL)
        first = next(full, mentions[0] if mentions else None)
        place = describe_place(reading.article.text, first.name_span) if first is not None else None
        key = entity_id if entity_id in set(keys) else ""
        return cls(entity.name, entity.aliases, entity.kind, place, key)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Someone that no engine found. `key` is unique in the article, and the entity's id in the reading."""

    name: str
    key: str
    kind: EntityKind = EntityKind.PERSON


Target: TypeAlias = Who | Newcomer
"""Whom a mention is given to."""


@dataclass(frozen=True, slots=True)
class Rename:
    """`who` is called `name`."""

    who: Who
    name: str


@dataclass(frozen=True, slots=True)
class Merge:
    """`who` is the same as `into`, whose name stays."""

    who: Who
    into: Who


@dataclass(frozen=True, slots=True)
class SplitOff:
    """Wherever `who` is called `form`, it is somebody else."""

    who: Who
    form: str
    to: Newcomer


@dataclass(frozen=True, slots=True)
class Refuse:
    """`who` is no person (organisation, place) at all."""

    who: Who


@dataclass(frozen=True, slots=True)
class Reassign:
    """What is named at `place` is `to`; the bounds of the mention there stay."""

    place: Selector
    to: Target


@dataclass(frozen=True, slots=True)
class Add:
    """The words at `place` name `to`; with `everywhere`, the same words elsewhere do so too."""

    place: Selector
    to: Target
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class RefuseMention:
    """Nobody is meant at `place`: the role or name that was found there stands for none of these people."""

    place: Selector


Correction: TypeAlias = Rename | Merge | SplitOff | Refuse | Reassign | Add | RefuseMention
"""One thing that a person said."""


@dataclass(frozen=True, slots=True)
class SavedCorrection:
    """A correction as it is kept; those of an article are applied by rising `number`."""

    id: str
    number: int
    correction: Correction


@dataclass(frozen=True, slots=True)
class RefusedName:
    """A name that the person wants to see as an entity of this kind in no article."""

    name: str
    kind: EntityKind = EntityKind.PERSON

    @property
    def folded(self) -> tuple[EntityKind, str]:
        """What is compared."""
        return self.kind, folded_name(self.name)


@dataclass(frozen=True, slots=True)
class Change:
    """What one deed of the person changes: kept or forgotten as one, and undone as one."""

    added: tuple[SavedCorrection, ...] = ()
    removed: tuple[SavedCorrection, ...] = ()
    refused: tuple[RefusedName, ...] = ()
    allowed: tuple[RefusedName, ...] = ()

    def reversed(self) -> Change:
        """What takes it back."""
        return Change(self.removed, self.added, self.allowed, self.refused)


def describe_place(text: str, span: Span) -> Selector:
    """How a correction remembers `span` of `text`."""
    return Selector.describe(text, span.start, span.end)


def keys_of(corrections: Iterable[Correction]) -> set[str]:
    """The keys of all newcomers."""
    found = set()
    for correction in corrections:
        if isinstance(correction, SplitOff | Reassign | Add) and isinstance(correction.to, Newcomer):
            found.add(correction.to.key)
    return found


def people_of(correction: Correction) -> tuple[Who, ...]:
    """Everybody whom the correction takes for an entity; of a refusal, nobody."""
    match correction:
        case Rename(who, _) | SplitOff(who, _, _):
            return (who,)
        case Merge(who, into):
            return who, into
        case Reassign(_, to) | Add(_, to, _):
            return (to,) if isinstance(to, Who) else (Who(to.name, (), to.kind),)
        case _:
            return ()
