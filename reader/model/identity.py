"""One name in many articles: which of its appearances are one person's.

Everything here is a function of the set of appearances and of what the person said about them: the order in which
articles come in changes nothing. Names that differ are the business of `reader.model.identity_links`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from reader.hebrew.folding import fold_text
from reader.model.corrections import folded_name
from reader.model.identity_names import PersonName, person_name
from reader.model.identity_pins import AppearanceKey, Pins
from reader.model.identity_roles import generic, role_sense
from reader.model.identity_sets import Sets
from reader.model.reading import EntityKind

_COMPANY = 16
"""So many others of an article are looked at, in the order of the alphabet: a list of the dead names hundreds."""

_BRIDGE = 3
"""So many others in common make one of two people of one uncommon name who do different things."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """Somebody in one article.

    `company` are the `name_key` of those who stand in the article too and tell something (see `tells`). `number`
    counts those of one name in one article, whom the engine holds for several.
    """

    article: str
    name: str
    kind: EntityKind = EntityKind.PERSON
    roles: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    company: frozenset[str] = frozenset()
    number: int = 0

    @property
    def key(self) -> AppearanceKey:
        """What decisions remember: the article and the name as it folds, with its number where that is not 0."""
        return appearance_key(self.article, self.kind, self.name, self.number)


@dataclass(slots=True)
class Profile:
    """What several appearances of one person have in common, countable both ways."""

    size: int = 0
    roles: Counter[str] = field(default_factory=Counter)
    tokens: Counter[str] = field(default_factory=Counter)
    company: Counter[str] = field(default_factory=Counter)
    aliases: Counter[str] = field(default_factory=Counter)

    def add(self, one: Appearance, times: int = 1) -> None:
        """Count one appearance in, or with -1 out."""
        self.size += times
        for counter, values in (
            (self.roles, one.roles),
            (self.tokens, (_joined(tokens_of(one.roles)),)),
            (self.company, one.company),
            (self.aliases, one.aliases),
        ):
            for value in set(values):
                counter[value] += times
                if not counter[value]:
                    del counter[value]

    @property
    def token_sets(self) -> Iterator[frozenset[str]]:
        """What the appearances do, each for itself; see `tokens_of`."""
        return (frozenset(each.split(",")) - {""} for each in self.tokens)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Appearances of one name that are one person's: `members` are indexes, `via` whom they were known by."""

    members: tuple[int, ...]
    via: dict[int, str] = field(default_factory=dict)


def appearance_key(article: str, kind: EntityKind, name: str, number: int = 0) -> AppearanceKey:
    """See `Appearance.key`."""
    folded = folded_name(name) if kind is EntityKind.PERSON else f"{kind.value} {folded_name(name)}"
    return article, f"{folded}#{number}" if number else folded


def name_key(kind: EntityKind, name: str) -> str:
    """The same for two appearances whose names are the same but for niqqud, maqaf, titles and the like."""
    if kind is EntityKind.PERSON:
        return f"{kind.value}:{person_name(name).key}"
    return f"{kind.value}:{fold_text(name).replace(chr(34), '').strip()}"


def tells(kind: EntityKind, name: str) -> bool:
    """Whether it tells something that two articles both have this: somebody by full name, a lesser organisation."""
    if kind is EntityKind.PERSON:
        parts = person_name(name)
        return parts.full and not parts.common
    folded = folded_name(name)
    return kind is EntityKind.ORGANISATION and folded not in generic()


def company_of(names: Iterable[str], own: str) -> frozenset[str]:
    """What `Appearance.company` holds: the first of the article's telling names without one's own."""
    return frozenset(sorted(set(names) - {own})[:_COMPANY])


def stands_alone(kind: EntityKind, name: str) -> bool:
    """Whether appearances of this name are never one person's for the name alone: נתניהו, ביבי, קרי."""
    return kind is EntityKind.PERSON and len(person_name(name).key.split()) < 2


def tokens_of(roles: Iterable[str]) -> frozenset[str]:
    """What somebody with these roles does: fields, and ``?שופט|law|sport`` where it may be either."""
    found: set[str] = set()
    for role in roles:
        sense = role_sense(role)
        if len(sense.fields) == 1:
            found |= sense.fields
        elif sense.fields:
            found.add("|".join((f"?{sense.head}", *sorted(sense.fields))))
    return frozenset(found)


def fields(token_sets: Iterable[frozenset[str]]) -> dict[str, str]:
    """Which doings are one person's: a token, with the first token of those that belong together.

    Belonging together is what one article says of one person. שופט is of law where nothing is of sport.
    """
    sets = Sets()
    for tokens in token_sets:
        first, *others = sorted(tokens) or [""]
        for token in (first, *others):
            if token:
                sets.union(first, token)
    known = {token for token in map(str, sets.all) if token[0] != "?"}
    homes: list[tuple[str, str]] = []
    for root, members in sets.groups().items():
        if not known.intersection(members):
            either = {name for member in members for name in str(member).split("|")[1:]}
            there = {sets.find(token) for token in either & known}
            if len(there) == 1:
                homes.append((str(root), str(there.pop())))
    for root, home in homes:
        sets.union(home, root)
    least = {root: min(map(str, members)) for root, members in sets.groups().items()}
    return {str(token): least[sets.find(token)] for token in sets.all}


def conflict(one: Profile, other: Profile) -> bool:
    """Whether two people do different things, as far as is known."""
    first, second = list(one.token_sets), list(other.token_sets)
    if not any(first) or not any(second):
        return False
    homes = fields([*first, *second])
    return {homes[token] for each in first for token in each}.isdisjoint(
        homes[token] for each in second for token in each
    )


def is_simple(name: PersonName | None, profile: Profile, pinned: bool) -> bool:
    """Whether all appearances of a name are one person's, so that one more need not be weighed against the others."""
    if pinned or (name is not None and name.common):
        return False
    return len(set(fields(profile.token_sets).values())) < 2


def cluster_name(group: Sequence[Appearance], pins: Pins) -> list[Cluster]:
    """The people of one name; `group` are all its appearances, in any order.

    Of a name that stands alone each appearance is a cluster: `identity_links` finds whose it is.
    """
    if not group:
        return []
    if stands_alone(group[0].kind, group[0].name):
        return [Cluster((at,)) for at in range(len(group))]
    work = _Work(group, pins)
    if group[0].kind is EntityKind.PERSON and person_name(group[0].name).common:
        work.common()
    else:
        work.uncommon()
    return work.result()


class _Work:
    """The appearances of one name while they are being put together."""

    def __init__(self, group: Sequence[Appearance], pins: Pins) -> None:
        self._group = group
        self._sets = Sets()
        self._via: dict[int, str] = {}
        self._pin_of = {at: pins.of(one.key) for at, one in enumerate(group)}
        pinned = Counter(pin for pin in self._pin_of.values() if pin)
        self._away = {pin for pin in pinned if pin in pins.away}
        for one, other in pins.apart:
            if one in pinned and other in pinned:
                self._sets.forbid(one, other)
        for at in range(len(group)):
            self._sets.union(self._pin_of[at] or at, at)
        self._free = [at for at in range(len(group)) if self._pin_of[at] not in self._away]
        # Where the person said that two are not one, the one said of more appearances has its field to itself.
        self._free.sort(key=lambda at: (-pinned[self._pin_of[at]] if self._pin_of[at] else 0, group[at].key))
        self._tokens = {at: tokens_of(group[at].roles) for at in self._free}

    def result(self) -> list[Cluster]:
        """What was put together, each with its members in their order."""
        found: dict[object, list[int]] = {}
        for at in range(len(self._group)):
            found.setdefault(self._sets.find(at), []).append(at)
        return [
            Cluster(tuple(members), {at: self._via[at] for at in members if at in self._via})
            for members in found.values()
        ]

    def uncommon(self) -> None:
        """One name is one person's, but for those who do different things."""
        self._newcomers_of_the_away()
        homes = fields(self._tokens[at] for at in self._free)
        doing = [at for at in self._free if self._tokens[at]]
        for at in doing:
            self._sets.union(f"field {homes[min(self._tokens[at])]}", at)
        self._bridge(doing)
        held = self._held(doing)
        idle = [at for at in self._free if self._sets.find(at) not in held]
        if len(held) > 1:
            self._by_company(idle, held, least=1)
            return
        home = next(iter(held), None)
        for at in idle:
            self._sets.union("field" if home is None else home, at)

    def common(self) -> None:
        """One name is many people's: those are one who have one office, or a field and others in common."""
        homes = fields(self._tokens[at] for at in self._free)
        for at in self._free:
            one = self._group[at]
            doing = homes[min(self._tokens[at])] if self._tokens[at] else ""
            for role in one.roles:
                sense = role_sense(role)
                if sense.fields and (sense.office or sense.words > 2):
                    self._sets.union(f"role {sense.phrase}", at)
            for other in one.company if doing else ():
                if self._sets.union(f"field {doing} with {other}", at):
                    self._via[at] = other
        doing_something = [at for at in self._free if self._tokens[at]]
        held = self._held(doing_something)
        idle = [at for at in self._free if self._sets.find(at) not in held]
        self._by_company(idle, held, least=2)
        left = [at for at in idle if at not in self._via]
        if not held:
            for at in left:
                for pair in combinations(sorted(self._group[at].company), 2):
                    if self._sets.union(f"with {pair}", at):
                        self._via[at] = pair[0]

    def _held(self, members: Iterable[int]) -> dict[object, Counter[str]]:
        """The sets that `members` are in, with who stands beside these; in an order of its own."""
        found: dict[object, Counter[str]] = {}
        for at in sorted(members, key=lambda each: self._group[each].key):
            found.setdefault(self._sets.find(at), Counter()).update(self._group[at].company)
        return found

    def _bridge(self, doing: list[int]) -> None:
        """Two who do different things in the same company are one."""
        held = self._held(doing)
        if len(held) < 2:
            return
        shared = [
            (one, other)
            for one, other in combinations(held, 2)
            if len(held[one].keys() & held[other].keys()) >= _BRIDGE
        ]
        for one, other in shared:
            self._sets.union(one, other)

    def _newcomers_of_the_away(self) -> None:
        """Who was taken out of a person by hand has a field of their own: new ones of that field are theirs."""
        if not self._away:
            return
        own: dict[str, set[str]] = defaultdict(set)
        for at, pin in self._pin_of.items():
            if pin in self._away:
                own[pin] |= {token for token in tokens_of(self._group[at].roles) if token[0] != "?"}
        stay = {token for at in self._free if self._pin_of[at] for token in self._tokens[at]}
        stay |= {
            token for token, count in Counter(t for each in own.values() for t in each).items() if count > 1
        }
        for pin in sorted(own):
            for at in list(self._free):
                if not self._pin_of[at] and self._tokens[at] & (own[pin] - stay):
                    self._sets.union(pin, at)
                    self._free.remove(at)

    def _by_company(self, idle: list[int], held: dict[object, Counter[str]], least: int) -> None:
        """Those of whom nothing is said go to whoever of the name stands in the same company, and nobody else does."""
        joins: list[tuple[object, int, str]] = []
        for at in idle:
            company = self._group[at].company
            shared = {root: company & beside.keys() for root, beside in held.items()}
            there = [root for root, names in shared.items() if names]
            if len(there) == 1 and len(shared[there[0]]) >= least:
                joins.append((there[0], at, min(shared[there[0]])))
        for root, at, via in joins:
            self._sets.union(root, at)
            self._via[at] = via


def _joined(tokens: Iterable[str]) -> str:
    return ",".join(sorted(tokens))
