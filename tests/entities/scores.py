"""How far a reading agrees with an article's marks, figure by figure; every share is 0.0 to 1.0.

An engine's people have names of its own, so each is first matched with the marked person with whom it shares
most mentions by name (`whose`). Roles, role mentions and speakers are then right when they belong to that person.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from reader.cancel import CancelToken
from reader.entities import Engine
from reader.model import EntityKind, MentionForm, Reading, Span
from tests.entities.marked import Marked, MarkedQuote, Place

_SLACK = 2
"""How many code points a quotation may be off at either end: a full stop or a blank is nobody's loss."""


@dataclass(frozen=True)
class Rate:
    """How many were found, of how many read by the engine and how many marked by hand."""

    found: int = 0
    read: int = 0
    marked: int = 0

    def __add__(self, other: Rate) -> Rate:
        return Rate(self.found + other.found, self.read + other.read, self.marked + other.marked)

    @property
    def precision(self) -> float:
        """The share of what was read that is marked; 1.0 where nothing was read."""
        return self.found / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        """The share of what is marked that was read; 1.0 where nothing is marked."""
        return self.found / self.marked if self.marked else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both; 1.0 where there was nothing to find and nothing was found."""
        return 2 * self.found / (self.read + self.marked) if self.read + self.marked else 1.0


@dataclass(frozen=True)
class Agreement:
    """One article's, or a whole set's.

    Attributes:
        mentions: mentions of people by name; start, end and the number of attached letters are right.
        b_cubed: the mean over articles of B³ F1: are they merged into the right people.
        named: the mean over articles of the share of people who stand under exactly their fullest name.
        roles: pairs of a person and a role's words, each once an article; the words are equal.
        roles_overlap: the same, where the words overlap at the place and half of the longer phrase is shared.
        role_mentions: role phrases that stand for a person; the place and the person are right.
        direct: direct quotations found, up to 2 code points at the ends.
        direct_speaker: those of them that also have the right speaker (or rightly none).
        reported: reported speech found, by the same rule.
        reported_speaker: the same with the right speaker.
        words: how long the texts are.
        seconds: CPU time of the engine, all of its threads together, warm.
    """

    mentions: Rate
    b_cubed: float
    named: float
    roles: Rate
    roles_overlap: Rate
    role_mentions: Rate
    direct: Rate
    direct_speaker: Rate
    reported: Rate
    reported_speaker: Rate
    words: int
    seconds: float

    @property
    def speed(self) -> float:
        """Words a second."""
        return self.words / self.seconds if self.seconds else 0.0


def compare(marked: Marked, engine: Engine) -> Agreement:
    """Let an engine read the article, and compare."""
    began = time.process_time()
    reading = engine.read(marked.article, CancelToken())
    return agreement(marked, reading, time.process_time() - began)


def agreement(marked: Marked, reading: Reading, seconds: float = 0.0) -> Agreement:
    """How far this reading agrees with the marks of its article."""
    people = whose(marked, reading)
    names = people_by_name(reading)
    given = Counter(entity.name for entity in reading.of_kind(EntityKind.PERSON))
    expected = Counter(marked.people.values())
    roles, roles_overlap = role_rates(marked, reading, people)
    direct, direct_speaker = quote_rates(marked, reading, people, direct=True)
    reported, reported_speaker = quote_rates(marked, reading, people, direct=False)
    return Agreement(
        mentions=mention_rate(marked, reading),
        b_cubed=b_cubed(marked.mentions, names),
        named=(given & expected).total() / max(given.total(), expected.total(), 1),
        roles=roles,
        roles_overlap=roles_overlap,
        role_mentions=role_mention_rate(marked, reading, people),
        direct=direct,
        direct_speaker=direct_speaker,
        reported=reported,
        reported_speaker=reported_speaker,
        words=marked.words,
        seconds=seconds,
    )


def together(agreements: Iterable[Agreement]) -> Agreement:
    """A set's figures: counts are added, B³ and names are means over its articles."""
    all_of_them = list(agreements)
    count = len(all_of_them)

    def added(field: str) -> Rate:
        return sum((getattr(one, field) for one in all_of_them), Rate())

    return Agreement(
        mentions=added("mentions"),
        b_cubed=sum(one.b_cubed for one in all_of_them) / count,
        named=sum(one.named for one in all_of_them) / count,
        roles=added("roles"),
        roles_overlap=added("roles_overlap"),
        role_mentions=added("role_mentions"),
        direct=added("direct"),
        direct_speaker=added("direct_speaker"),
        reported=added("reported"),
        reported_speaker=added("reported_speaker"),
        words=sum(one.words for one in all_of_them),
        seconds=sum(one.seconds for one in all_of_them),
    )


def people_by_name(reading: Reading) -> dict[Place, str]:
    """Where people are mentioned by name, without attached letters, and which entity it is."""
    people = {entity.id for entity in reading.of_kind(EntityKind.PERSON)}
    return {
        _place(mention.name_span): mention.entity_id
        for mention in reading.mentions
        if mention.entity_id in people and mention.form is not MentionForm.ROLE
    }


def whose(marked: Marked, reading: Reading) -> dict[str, str]:
    """The marked person of each entity that shares a mention by name with one; of equals the first marked."""
    shared: dict[str, Counter[str]] = defaultdict(Counter)
    for place, entity in people_by_name(reading).items():
        if place in marked.mentions:
            shared[entity][marked.mentions[place]] += 1
    order = list(marked.people)
    return {
        entity: max(counts, key=lambda who: (counts[who], -order.index(who)))
        for entity, counts in shared.items()
    }


def mention_rate(marked: Marked, reading: Reading) -> Rate:
    """Mentions of people by name: start, end and attached letters, whoever the person is thought to be."""
    people = {entity.id for entity in reading.of_kind(EntityKind.PERSON)}
    got = {
        (*_place(mention.name_span), mention.name_span.start - mention.span.start)
        for mention in reading.mentions
        if mention.entity_id in people and mention.form is not MentionForm.ROLE
    }
    wanted = {(*place, marked.letters_before(place)) for place in marked.mentions}
    return Rate(len(got & wanted), len(got), len(wanted))


def b_cubed(expected: dict[Place, str], got: dict[Place, str]) -> float:
    """B³ F1 (Bagga and Baldwin 1998) over all mentions, those that were missed or made up included."""
    if not expected and not got:
        return 1.0
    of_person, of_entity = defaultdict(set), defaultdict(set)
    for place, person in expected.items():
        of_person[person].add(place)
    for place, entity in got.items():
        of_entity[entity].add(place)
    shared = {
        place: len(of_person[expected[place]] & of_entity[got[place]]) for place in expected.keys() & got
    }
    precision = sum(count / len(of_entity[got[place]]) for place, count in shared.items()) / max(1, len(got))
    recall = sum(count / len(of_person[expected[place]]) for place, count in shared.items()) / max(
        1, len(expected)
    )
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def role_rates(marked: Marked, reading: Reading, people: dict[str, str]) -> tuple[Rate, Rate]:
    """Roles with the right person: of equal words; and of overlapping words at overlapping places.

    The same words given twice to one person count once. Roles of what is no person are left out, and so are
    those that the marks leave free.
    """
    persons = {entity.id for entity in reading.of_kind(EntityKind.PERSON)}
    wanted: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place, who in marked.roles:
        wanted[who, marked.words_at(place)].append(place)
    got: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for role in reading.roles:
        if role.entity_id in persons:
            # An entity that is nobody marked keeps a name that no marked person can have.
            got[people.get(role.entity_id, f"?{role.entity_id}"), role.text].append(_place(role.span))
    for place, who in marked.free_roles:
        if (who, marked.words_at(place)) not in wanted:
            got.pop((who, marked.words_at(place)), None)
    exact = wanted.keys() & got.keys()
    free = {key: places for key, places in got.items() if key not in exact}
    overlapping = len(exact)
    for (who, words), places in wanted.items():
        if (who, words) in exact:
            continue
        near = next((key for key, at in free.items() if key[0] == who and _alike(places, at)), None)
        if near is not None:
            overlapping += 1
            del free[near]
    return Rate(len(exact), len(got), len(wanted)), Rate(overlapping, len(got), len(wanted))


def _alike(some: list[Place], others: list[Place]) -> bool:
    return any(
        2 * (min(one[1], other[1]) - max(one[0], other[0])) >= max(one[1] - one[0], other[1] - other[0])
        for one in some
        for other in others
    )


def role_mention_rate(marked: Marked, reading: Reading, people: dict[str, str]) -> Rate:
    """Role phrases that stand for people: the exact place, and the right person."""
    persons = {entity.id for entity in reading.of_kind(EntityKind.PERSON)}
    got = {
        (_place(mention.name_span), people.get(mention.entity_id))
        for mention in reading.mentions
        if mention.form is MentionForm.ROLE and mention.entity_id in persons
    }
    return Rate(len(got & set(marked.role_mentions.items())), len(got), len(marked.role_mentions))


def quote_rates(
    marked: Marked, reading: Reading, people: dict[str, str], *, direct: bool
) -> tuple[Rate, Rate]:
    """Quotations found; and found with the right speaker. Each of the engine's answers one mark at most."""
    wanted = [quote for quote in marked.quotes if quote.direct is direct]
    got = [quote for quote in reading.quotes if quote.direct is direct]
    left = list(got)
    found = spoken = 0
    for quote in wanted:
        answer = next((one for one in left if _same_words(quote, one.span)), None)
        if answer is None:
            continue
        left.remove(answer)
        found += 1
        # A speaker whom nobody marked is not nobody: the quotation of a group must have no speaker at all.
        speaker = None if answer.speaker_id is None else people.get(answer.speaker_id, "?")
        spoken += speaker == quote.who
    return Rate(found, len(got), len(wanted)), Rate(spoken, len(got), len(wanted))


def _same_words(quote: MarkedQuote, span: Span) -> bool:
    return abs(span.start - quote.place[0]) <= _SLACK and abs(span.end - quote.place[1]) <= _SLACK


def _place(span: Span) -> Place:
    return span.start, span.end
