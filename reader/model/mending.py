"""A reading as it is after everything that a person said about it.

What the engine found is never changed: the corrections are applied to it anew each time, in their order. One
that no longer finds its person or its place does nothing, and waits: the next engine, or the old text, may bring
them back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from reader.hebrew.folding import Folded, find, fold
from reader.model.annotation import Selector
from reader.model.corrections import (
    ADDED,
    ADDED_AGAIN,
    MERGED,
    SAID_WHO,
    SPLIT_OFF,
    Add,
    Correction,
    Merge,
    Newcomer,
    Reassign,
    Refuse,
    RefusedName,
    RefuseMention,
    Rename,
    SplitOff,
    Target,
    Who,
    folded_name,
    people_of,
)
from reader.model.lookup import SpanIndex
from reader.model.naming import Places, attached_from, whole_words
from reader.model.reading import Entity, EntityKind, Mention, MentionForm, Quote, Reading, Role
from reader.model.span import Span

_KINDS = tuple(EntityKind)


def apply(
    reading: Reading, corrections: Sequence[Correction], refused: Collection[RefusedName] = ()
) -> Reading:
    """`reading` as the person corrected it: `corrections` in their order, after the library's `refused` names.

    A refused name stays where one of the corrections is about it. Mentions that did not overlap do not overlap
    afterwards, every id is an entity's, and the order is a `Reading`'s. Never raises; where nothing changes, the
    answer is `reading` itself.
    """
    if not corrections and not refused:
        return reading
    desk = _Desk(reading)
    desk.refuse_names(refused, corrections)
    for correction in corrections:
        desk.take(correction)
    return desk.result()


class _Desk:
    """One reading in the course of being corrected."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._text = reading.article.text
        self._entities: dict[str, Entity] = {entity.id: entity for entity in reading.entities}
        self._mentions: list[Mention] = list(reading.mentions)
        self._roles: list[Role] = list(reading.roles)
        self._quotes: list[Quote] = list(reading.quotes)
        self._newcomers: dict[str, str] = {}  # key to id
        self._places = Places(self._text)
        self._changed = False

    @cached_property
    def _folded(self) -> Folded:
        return fold(self._text)

    def result(self) -> Reading:
        """The corrected reading."""
        if not self._changed:
            return self._reading
        counts: Counter[str] = Counter()
        first: dict[str, int] = {}
        self._mentions.sort(key=lambda mention: (mention.span, mention.name_span))
        for mention in self._mentions:
            counts[mention.entity_id] += 1
            first.setdefault(mention.entity_id, mention.span.start)
        end = len(self._text)
        entities = sorted(
            self._entities.values(),
            key=lambda each: (_KINDS.index(each.kind), -counts[each.id], first.get(each.id, end)),
        )
        return replace(
            self._reading,
            entities=tuple(entities),
            mentions=tuple(self._mentions),
            roles=tuple(dict.fromkeys(self._roles)),
            quotes=tuple(self._quotes),
        )

    # -- the corrections -------------------------------------------------------------------------------------

    def refuse_names(self, refused: Collection[RefusedName], corrections: Iterable[Correction]) -> None:
        """Take away the entities of these names, but for those that a correction takes for people."""
        names = {name.folded for name in refused}
        if not names:
            return
        kept = {self._resolve(who) for correction in corrections for who in people_of(correction)}
        for entity in list(self._entities.values()):
            if (entity.kind, folded_name(entity.name)) in names and entity.id not in kept:
                self._remove(entity.id)

    def take(self, correction: Correction) -> None:
        """Apply one correction, if it finds what it is about."""
        match correction:
            case Rename(who, name):
                self._on(who, lambda entity: self._rename(entity, name))
            case Merge(who, into):
                self._on(who, lambda entity: self._on(into, lambda other: self._merge(entity, other)))
            case SplitOff(who, form, newcomer):
                self._on(who, lambda entity: self._split_off(entity, form, newcomer))
            case Refuse(who):
                self._on(who, lambda entity: self._remove(entity.id))
            case Reassign(place, to):
                self._reassign(place, to)
            case Add(place, to, everywhere):
                self._add(place, to, everywhere=everywhere)
            case RefuseMention(place):
                span = self._places.find(place)
                there = self._mention_at(span) if span is not None else None
                if there is not None:
                    self._give([there], None, "")

    def _rename(self, entity: Entity, name: str) -> None:
        name = " ".join(name.split())
        if name and name != entity.name:
            self._entities[entity.id] = replace(
                entity, name=name, aliases=self._others(name, (entity.name, *entity.aliases))
            )
            self._changed = True

    def _merge(self, gone: Entity, stays: Entity) -> None:
        if gone.id == stays.id:
            return
        why = MERGED.replace("{value}", stays.name)

        def moved(mention: Mention) -> Mention:
            form = self._form(mention.name_span, stays.name, mention.form)
            return replace(mention, entity_id=stays.id, form=form, why=why, sure=True)

        self._mentions = [moved(each) if each.entity_id == gone.id else each for each in self._mentions]
        self._roles = [
            replace(each, entity_id=stays.id) if each.entity_id == gone.id else each for each in self._roles
        ]
        self._quotes = [
            replace(each, speaker_id=stays.id) if each.speaker_id == gone.id else each
            for each in self._quotes
        ]
        self._entities[stays.id] = replace(
            stays, aliases=self._others(stays.name, (*stays.aliases, gone.name, *gone.aliases))
        )
        del self._entities[gone.id]
        self._changed = True

    def _split_off(self, entity: Entity, form: str, newcomer: Newcomer) -> None:
        wanted = folded_name(form)
        own = self._own(entity.id)
        moved = [each for each in own if folded_name(each.name_span.of(self._text)) == wanted]
        if moved and len(moved) < len(own):
            to = self._make(newcomer)
            self._give(moved, to, SPLIT_OFF.replace("{value}", entity.name))

    def _reassign(self, place: Selector, to: Target) -> None:
        span = self._places.find(place)
        target = self._target(to) if span is not None else None
        if span is None or target is None:
            return
        there = self._mention_at(span)
        if there is not None:
            self._give([there], target, SAID_WHO)
        else:
            self._put([(span, span)], target, SAID_WHO)

    def _add(self, place: Selector, to: Target, *, everywhere: bool) -> None:
        span = self._places.find(place)
        others = whole_words(self._text, find(self._folded, place.exact)) if everywhere else []
        if span is None and not others:
            return
        target = self._same_name(to) or self._target(to)
        if target is None:
            return
        if span is not None:
            self._put([(Span(attached_from(self._text, span.start), span.end), span)], target, ADDED)
        index = SpanIndex(self._mentions)
        free = [
            (whole, name)
            for whole, name in others
            if all(self._gives_way(each, name, target) for each in index.between(whole.start, whole.end))
        ]
        self._put(free, target, ADDED_AGAIN)
        if target in self._newcomers.values() and not self._own(target):
            self._remove(target)

    # -- mentions --------------------------------------------------------------------------------------------

    def _own(self, entity_id: str) -> list[Mention]:
        return [mention for mention in self._mentions if mention.entity_id == entity_id]

    def _mention_at(self, span: Span) -> Mention | None:
        """The mention whose name shares most with `span`."""
        over = [each for each in self._mentions if each.name_span.overlaps(span)]
        return max(over, key=lambda each: _shared(each.name_span, span), default=None)

    def _gives_way(self, there: Mention, name: Span, target: str) -> bool:
        """Whether `there` is only a part of the name (קרי in ג'ון קרי), and the target's already."""
        return there.entity_id == target and name.holds(there.name_span) and name != there.name_span

    def _put(self, places: Sequence[tuple[Span, Span]], target: str, why: str) -> None:
        """New mentions of `target`, in the place of all that they overlap; none overlaps another of them."""
        index = SpanIndex(self._mentions)
        name = self._entities[target].name
        roles = {folded_name(role.text) for role in self._roles}
        gone: list[Mention] = []
        made: list[Mention] = []
        for whole, bare in places:
            form = self._form(bare, name, None)
            if form is MentionForm.NICKNAME and folded_name(bare.of(self._text)) in roles:
                form = MentionForm.ROLE
            gone += index.between(whole.start, whole.end)
            made.append(Mention(whole, bare, target, form, why))
        self._exchange(gone, made, target)

    def _give(self, moved: Sequence[Mention], to: str | None, why: str) -> None:
        """These mentions are `to`'s now, or nobody's."""
        made = []
        if to is not None:
            name = self._entities[to].name
            for each in moved:
                form = self._form(each.name_span, name, each.form)
                made.append(replace(each, entity_id=to, form=form, why=why, sure=True))
        self._exchange(moved, made, to)

    def _exchange(self, gone: Sequence[Mention], made: Sequence[Mention], to: str | None) -> None:
        """`made`, which are `to`'s, instead of `gone`; roles and words beside these go along."""
        if not gone and not made:
            return
        going = set(gone)
        owners = {each.entity_id for each in gone} - {to}
        for owner in owners:
            self._send_on(owner, going, to)
        self._mentions = [each for each in self._mentions if each not in going] + list(made)
        for owner in owners:
            self._forget(owner, self._said(each for each in going if each.entity_id == owner))
        if to is not None:
            self._learn(to, self._said(made))
        self._changed = True

    def _said(self, mentions: Iterable[Mention]) -> list[str]:
        """The names that stand there; what a person is (השר) is no name."""
        return [each.name_span.of(self._text) for each in mentions if each.form is not MentionForm.ROLE]

    def _send_on(self, owner: str, going: Collection[Mention], to: str | None) -> None:
        """What was said beside a mention that goes (the role before it, the words after it) goes along."""
        own = self._own(owner)

        def goes(span: Span) -> bool:
            return not own or min(own, key=lambda each: _gap(each.span, span)) in going

        roles: list[Role] = []
        for role in self._roles:
            if role.entity_id != owner or not goes(role.span):
                roles.append(role)
            elif to is not None:
                roles.append(replace(role, entity_id=to))
        self._roles = roles
        self._quotes = [
            replace(quote, speaker_id=to)
            if quote.speaker_id == owner and goes(quote.cue_span or quote.span)
            else quote
            for quote in self._quotes
        ]

    def _form(self, span: Span, name: str, form: MentionForm | None) -> MentionForm:
        """How the words at `span` name somebody called `name`; `form` is what was thought before."""
        said, called = folded_name(span.of(self._text)), folded_name(name)
        if form is MentionForm.ROLE:
            return form
        if said == called:
            return MentionForm.FULL if form is None or " " in said else form
        if called.endswith(f" {said}"):
            return MentionForm.SURNAME
        if called.startswith(f"{said} "):
            return MentionForm.GIVEN
        if form is None or (form is MentionForm.FULL and " " not in said):
            return MentionForm.NICKNAME
        return form

    # -- entities --------------------------------------------------------------------------------------------

    def _on(self, who: Who, do: Callable[[Entity], None]) -> None:
        found = self._resolve(who)
        if found is not None:
            do(self._entities[found])

    def _resolve(self, who: Who) -> str | None:
        """The entity that `who` is here.

        By name; where several have it or none, by the place where the name stood; else by another form of the
        name, where one entity alone has it (the newer engine has only the surname).
        """
        known = self._newcomers.get(who.key, "")
        if known in self._entities:
            return known
        peers = [entity for entity in self._entities.values() if entity.kind is who.kind]
        name = folded_name(who.name)
        same = [entity.id for entity in peers if folded_name(entity.name) == name]
        if len(same) == 1:
            return same[0]
        names = {name, *map(folded_name, who.others)}
        there = self._named_at(who.place)
        for entity in peers:
            forms = {folded_name(entity.name), *map(folded_name, entity.aliases)}
            if entity.id == there and names & forms:
                return entity.id
        alike = [
            entity.id
            for entity in peers
            if folded_name(entity.name) in names or name in map(folded_name, entity.aliases)
        ]
        return alike[0] if len(alike) == 1 else None

    def _named_at(self, place: Selector | None) -> str | None:
        span = self._places.find(place) if place is not None else None
        mention = self._mention_at(span) if span is not None else None
        return mention.entity_id if mention is not None else None

    def _target(self, to: Target) -> str | None:
        return self._make(to) if isinstance(to, Newcomer) else self._resolve(to)

    def _same_name(self, to: Target) -> str | None:
        """Whoever is called as the newcomer is: an engine that finds them now needs no second one."""
        if isinstance(to, Who):
            return None
        wanted = to.kind, folded_name(to.name)
        named = (each.id for each in self._entities.values() if (each.kind, folded_name(each.name)) == wanted)
        return next(named, None)

    def _make(self, newcomer: Newcomer) -> str:
        entity_id = newcomer.key
        while entity_id in self._entities:
            entity_id += "+"
        self._entities[entity_id] = Entity(entity_id, newcomer.kind, newcomer.name)
        self._newcomers[newcomer.key] = entity_id
        self._changed = True
        return entity_id

    def _remove(self, entity_id: str) -> None:
        """No such entity: nobody is named there, has that role or said these words."""
        del self._entities[entity_id]
        self._mentions = [each for each in self._mentions if each.entity_id != entity_id]
        self._roles = [each for each in self._roles if each.entity_id != entity_id]
        self._quotes = [
            replace(each, speaker_id=None) if each.speaker_id == entity_id else each for each in self._quotes
        ]
        self._changed = True

    def _learn(self, entity_id: str, said: Iterable[str]) -> None:
        entity = self._entities[entity_id]
        self._entities[entity_id] = replace(
            entity, aliases=self._others(entity.name, (*entity.aliases, *said))
        )

    def _forget(self, entity_id: str, said: Iterable[str]) -> None:
        """Names that stand nowhere any more are none of the entity's; nor is one that is named nowhere."""
        left = self._own(entity_id)
        if not left:
            self._remove(entity_id)
            return
        stand = self._said(left)
        gone = set(map(folded_name, said)) - set(map(folded_name, stand))
        entity = self._entities[entity_id]
        aliases = tuple(each for each in entity.aliases if folded_name(each) not in gone)
        name = entity.name
        if folded_name(name) in gone:  # after דנה לוי went, לוי is who remains
            name = max(aliases or stand, key=lambda each: (len(each.split()), len(each)), default=name)
        self._entities[entity_id] = replace(entity, name=name, aliases=self._others(name, aliases))

    def _others(self, name: str, forms: Iterable[str]) -> tuple[str, ...]:
        """`forms` without `name` and without repeating one, in the order in which they stand in the text."""
        seen = {folded_name(name)}
        kept = []
        for form in forms:
            if (folded := folded_name(form)) not in seen:
                seen.add(folded)
                kept.append(form)
        places = {form: self._text.find(form) for form in kept}
        return tuple(sorted(kept, key=lambda form: (places[form] < 0, places[form])))


def _gap(one: Span, other: Span) -> int:
    """The code points between two spans."""
    return max(one.start - other.end, other.start - one.end, 0)


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)
