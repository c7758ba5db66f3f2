"""Which people of different names are one: other spellings, nicknames, initials, double surnames, surnames alone.

One surname's people are looked at together (a block); `link` is a function of these alone, in any order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from reader.model import identity_reasons as reasons
from reader.model.identity import Profile, conflict
from reader.model.identity_names import (
    PersonName,
    are_variants,
    is_initial,
    is_short_for,
    lexicon,
    loose,
    person_name,
    spelled_alike,
)
from reader.model.identity_pins import Pins
from reader.model.identity_roles import role_sense
from reader.model.identity_sets import Sets

_DOUBTS = 8
"""So many doubts about one person are kept: of a thousand who are called כהן nobody wants to be asked."""


@dataclass(frozen=True, slots=True)
class Node:
    """A cluster of one name: `id` is the caller's, `mark` (see `mark_of`) orders the nodes.

    `pins` are those of its appearances that were spoken of.
    """

    id: int
    mark: str
    shown: str
    name: PersonName
    profile: Profile
    pins: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Linked:
    """`one` is the person of `other`, or may be: `value` is what the template of `why` names.

    Where `company`, it is the `name_key` of somebody, whose name the caller knows.
    """

    one: int
    other: int
    why: str
    value: str = ""
    company: bool = False


@dataclass(slots=True)
class Links:
    """What became of a block."""

    sure: list[Linked] = field(default_factory=list)
    doubts: list[Linked] = field(default_factory=list)


def link(block: str, nodes: Sequence[Node], pins: Pins) -> Links:
    """The people of one block who are one, and those who may be."""
    work = _Block(block, sorted(nodes, key=lambda node: node.mark), pins)
    work.full_names()
    work.alone()
    return work.links


@dataclass(frozen=True, slots=True)
class _Evidence:
    strength: int
    value: str
    company: bool


class _Block:
    """One block while its people are compared."""

    def __init__(self, block: str, nodes: list[Node], pins: Pins) -> None:
        self.links = Links()
        self._block = block
        self._pins = pins
        self._nodes = {node.id: node for node in nodes}
        self._full = [node for node in nodes if node.name.full]
        self._alone = [node for node in nodes if not node.name.full]
        self._of_key: dict[str, list[Node]] = defaultdict(list)
        for node in self._full:
            self._of_key[node.name.key].append(node)
        self._sets = Sets()
        self._asked: Counter[int] = Counter()
        self._phrases_of: dict[int, frozenset[str]] = {}

    # -- full names ------------------------------------------------------------------------------------------

    def full_names(self) -> None:
        """Compare those who have a given name and this surname."""
        for same in self._of_key.values():
            self._others_of_the_name(same)
        by_name: dict[PersonName, list[Node]] = defaultdict(list)
        by_given: dict[str, list[Node]] = defaultdict(list)
        for node in self._full:
            by_name[node.name].append(node)
            by_given[loose(node.name.given[0])].append(node)
        # Names are compared, not people: of דוד כהן there may be hundreds, and they are not spelled otherwise for it.
        spelled, fuller, double = _related(by_name)
        self._settle(
            (
                node,
                # The rarer spelling goes to the one more often met.
                [
                    each
                    for name in spelled[node.name]
                    for each in by_name[name]
                    if _weight(node) < _weight(each)
                ],
                _SPELLING,
            )
            for node in self._full
        )
        for relation, found in ((_INITIALS, fuller), (_DOUBLE, double)):
            self._settle(
                (node, [each for name in found[node.name] for each in by_name[name]], relation)
                for node in self._full
            )
        wholes = _Wholes(self._full, by_given)
        self._settle((node, wholes.of(node), _SHORT) for node in self._full)

    def _others_of_the_name(self, same: list[Node]) -> None:
        """People of one name who were not taken for one: the person may know more."""
        if len(same) < 2 or same[0].name.blocks[0] != self._block:
            return
        main = max(same, key=lambda node: (node.profile.size, [-ord(letter) for letter in node.mark[:80]]))
        for other in same:
            if other is not main:
                role = next(iter(_frequent(other.profile.roles)), "")
                apart = conflict(main.profile, other.profile) and role
                why = reasons.MAY_BE_FULL_NAME if apart else reasons.MAY_BE_COMMON
                self._doubt(Linked(other.id, main.id, why, role if apart else ""))

    def _settle(self, wanted: Iterable[tuple[Node, list[Node], _Relation]]) -> None:
        """Link each node to the one of its candidates that it can be; all look at what stood before any of them."""
        made: list[Linked] = []
        for node, candidates, relation in wanted:
            if not candidates:
                continue
            groups = self._groups(candidates)
            alone = len(groups) == 1 and len(self._of_key[node.name.key]) == 1
            fitting = [
                (group, found)
                for group in groups
                if (found := self._evidence(node, group, groups, common=node.name.common)) is not None
            ]
            value = _value(relation, node, candidates[0])
            if len(fitting) == 1:
                made.append(Linked(node.id, fitting[0][0][0].id, relation.why, value))
            elif (
                alone
                and not fitting
                and not self._differ(node, groups[0])
                and relation.by_itself(node, candidates)
            ):
                made.append(Linked(node.id, groups[0][0].id, relation.why, value))
            elif len(groups) == 1:
                self._doubt(Linked(node.id, groups[0][0].id, relation.doubt, value))
        for one in made:
            self._link(one)

    # -- names that stand alone ------------------------------------------------------------------------------

    def alone(self) -> None:
        """Find whose a surname or a nickname is, where an article has nothing else."""
        groups = self._groups(self._full)
        near = _Near(groups)
        left = []
        made = []
        for node in self._alone:
            # Of a thousand who are called כהן only those are looked at who share something with the one.
            beside = near.of(node)
            fitting = [
                (group, found)
                for group in beside
                if (found := self._evidence(node, group, beside, common=node.name.common)) is not None
            ]
            if len(fitting) == 1:
                group, found = fitting[0]
                own = node.name.surname[0] in group[0].name.surname
                why = reasons.SURNAME_AND if own else reasons.NAME_AND
                made.append(Linked(node.id, group[0].id, why, found.value, found.company))
                continue
            left.append(node)
            if len(groups) == 1 and not fitting and not self._differ(node, groups[0]):
                main = max(groups[0], key=_weight)
                self._doubt(Linked(node.id, main.id, reasons.MAY_BE_SURNAME, main.shown))
        for one in made:
            self._link(one)
        self._among_themselves(left)

    def _among_themselves(self, left: list[Node]) -> None:
        """Those whom no full name fits: one are those of one office, or of one field and company."""
        homes: dict[str, Node] = {}
        for node in left:
            for key, value, company in _tells(node):
                first = homes.setdefault(key, node)
                if self._sets.find(first.id) == self._sets.find(node.id):
                    continue
                if not self._differ(node, [first]):
                    self._link(Linked(node.id, first.id, reasons.NAME_AND, value, company))

    # -- what speaks for it ----------------------------------------------------------------------------------

    def _groups(self, nodes: Iterable[Node]) -> list[list[Node]]:
        """The people among `nodes`, as far as they have been found to be one."""
        found: dict[object, list[Node]] = {}
        for node in nodes:
            found.setdefault(self._sets.find(node.id), []).append(node)
        return list(found.values())

    def _evidence(
        self, node: Node, group: list[Node], groups: list[list[Node]], *, common: bool
    ) -> _Evidence | None:
        """What speaks for `node` being the person `group`, and for none of the other `groups`."""
        if self._differ(node, group):
            return None
        roles = {phrase for one in group for phrase in self._phrases(one)}
        best = ""
        strength = 0
        for role in _frequent(node.profile.roles):
            sense = role_sense(role)
            if sense.phrase in roles:
                worth = (
                    3 if sense.office else 2 if sense.fields and sense.words > 1 else 1 if sense.fields else 0
                )
                if worth > strength:
                    best, strength = role, worth
        if node.profile.tokens and not strength:
            strength = int(any(_doings(node) & _doings(one) for one in group))
        if not strength and any(node.name.key in nicknames(one.name, one.profile.aliases) for one in group):
            strength = 1
        company = self._company(node, group, groups)
        enough = strength + min(len(company), 2)
        if strength == 3 or enough >= (4 if common and not node.name.full else 3 if common else 2):
            return _Evidence(enough, best or min(company, default=""), not best)
        return None

    def _phrases(self, node: Node) -> frozenset[str]:
        found = self._phrases_of.get(node.id)
        if found is None:
            found = frozenset(role_sense(role).phrase for role in node.profile.roles)
            self._phrases_of[node.id] = found
        return found

    def _company(self, node: Node, group: list[Node], groups: list[list[Node]]) -> set[str]:
        shared = {name for one in group for name in node.profile.company.keys() & one.profile.company.keys()}
        if shared and len(groups) > 1:
            for other in groups:
                if other is not group:
                    # Asked name by name: somebody in thousands of articles stands in the company of thousands.
                    for one in other:
                        shared = {name for name in shared if name not in one.profile.company}
        return shared

    def _differ(self, node: Node, group: list[Node]) -> bool:
        return any(conflict(node.profile, one.profile) for one in group) or any(
            self._said_apart(node, one) for one in group
        )

    def _said_apart(self, one: Node, other: Node) -> bool:
        return any(
            (min(first, second), max(first, second)) in self._pins.apart
            for first in one.pins
            for second in other.pins
        )

    def _link(self, made: Linked) -> None:
        self.links.sure.append(made)
        self._sets.union(made.one, made.other)

    def _doubt(self, made: Linked) -> None:
        """Keep a doubt, unless the person answered it."""
        one, other = self._nodes[made.one], self._nodes[made.other]
        if self._said_apart(one, other) or one.pins & other.pins or self._asked[other.id] >= _DOUBTS:
            return
        self._asked[other.id] += 1
        self.links.doubts.append(made)


class _Near:
    """The people of a block by what could speak for somebody's being one of them: roles and company."""

    def __init__(self, groups: list[list[Node]]) -> None:
        self._groups = groups
        self._of: dict[str, set[int]] = defaultdict(set)
        for at, group in enumerate(groups):
            for node in group:
                for role in node.profile.roles:
                    self._of[f"role {role_sense(role).phrase}"].add(at)
                for name in node.profile.company:
                    self._of[name].add(at)

    def of(self, node: Node) -> list[list[Node]]:
        """The people who share a role or company with `node`, in their order."""
        keys = {
            f"role {role_sense(role).phrase}" for role in node.profile.roles
        } | node.profile.company.keys()
        found = {at for key in keys for at in self._of.get(key, ())}
        return [self._groups[at] for at in sorted(found)]


class _Wholes:
    """The full names of a block by the given names that others may be short for."""

    def __init__(self, full: Iterable[Node], by_given: dict[str, list[Node]]) -> None:
        self._by_given = by_given
        self._by_letter: dict[str, list[Node]] = defaultdict(list)
        self._by_nickname: dict[str, list[Node]] = defaultdict(list)
        for node in full:
            self._by_letter[node.name.given[0][0]].append(node)
            if node.name.also:
                self._by_nickname[node.name.also].append(node)

    def of(self, node: Node) -> list[Node]:
        """Those of whose given name this node's is short, or the first letter."""
        first = node.name.given[0]
        if is_initial(first):
            near: Iterable[Node] = self._by_letter.get(first[0], ())
        else:
            near = [one for whole in lexicon().short.get(first, ()) for one in self._by_given[loose(whole)]]
            near += self._by_nickname.get(first, ())
        return [
            other
            for other in near
            if other.id != node.id
            and _same_surname(node.name, other.name)
            and (
                is_short_for(first, other.name.given[0])
                or first == other.name.also
                or (
                    is_initial(first)
                    and not is_initial(other.name.given[0])
                    and other.name.given[0][0] == first[0]
                )
            )
        ]


@dataclass(frozen=True, slots=True)
class _Relation:
    why: str
    doubt: str
    by_itself: Callable[[Node, list[Node]], bool]


def _never(node: Node, candidates: list[Node]) -> bool:
    return False


def _spelled(node: Node, candidates: list[Node]) -> bool:
    """Whether another spelling is all that it can be: a known given name that differs is another name."""
    return not node.name.common and not candidates[0].name.common


def _lone_middle(node: Node, candidates: list[Node]) -> bool:
    """Whether one middle name alone is met: ג'ורג' בוש may be ה. or ו."""
    return not node.name.common and len({other.name.key for other in candidates}) == 1


_SPELLING = _Relation(reasons.OTHER_SPELLING, reasons.MAY_BE_SPELLING, _spelled)
_INITIALS = _Relation(reasons.INITIALS, reasons.MAY_BE_INITIALS, _lone_middle)
_DOUBLE = _Relation(reasons.DOUBLE_SURNAME, reasons.MAY_BE_DOUBLE, _never)
_SHORT = _Relation(reasons.SHORT_NAME, reasons.MAY_BE_SHORT, _never)


def _value(relation: _Relation, node: Node, other: Node) -> str:
    if relation.why == reasons.SHORT_NAME:
        return node.name.given[0]
    return other.shown


def nicknames(name: PersonName, aliases: Iterable[str]) -> set[str]:
    """What somebody is called in one word that is no part of the name: ביבי."""
    keys = (person_name(alias).key for alias in aliases if " " not in alias)
    parts = {*name.given, *(word for unit in name.surname for word in unit.split())}
    return {key for key in keys if key and key not in parts}


def _weight(node: Node) -> tuple[int, str, str]:
    return node.profile.size, node.name.key, node.mark


def _frequent(counter: Counter[str]) -> list[str]:
    return sorted(counter, key=lambda value: (-counter[value], value))


def _doings(node: Node) -> set[str]:
    return {token for tokens in node.profile.token_sets for token in tokens}


def _same_surname(one: PersonName, other: PersonName) -> bool:
    return loose(" ".join(one.surname)) == loose(" ".join(other.surname))


def _related(
    names: Iterable[PersonName],
) -> tuple[
    dict[PersonName, list[PersonName]], dict[PersonName, list[PersonName]], dict[PersonName, list[PersonName]]
]:
    """For each name its other spellings, the same with one more given name, and with one more surname."""
    by_spelling: dict[str, list[PersonName]] = defaultdict(list)
    by_given: dict[str, list[PersonName]] = defaultdict(list)
    keys = {name: _spellings(name) for name in names}
    for name, own in keys.items():
        by_given[loose(name.given[0])].append(name)
        for key in own:
            by_spelling[key].append(name)
    spelled, fuller, double = {}, {}, {}
    for name, own in keys.items():
        near = dict.fromkeys(other for key in own for other in by_spelling[key])
        spelled[name] = [
            other
            for other in near
            if other.key != name.key and (spelled_alike(name, other) or are_variants(name, other))
        ]
        like = by_given[loose(name.given[0])]
        fuller[name] = [other for other in like if _is_fuller(name, other)]
        double[name] = [other for other in like if _is_double(name, other)]
    return spelled, fuller, double


def _spellings(name: PersonName) -> list[str]:
    """Under what the other spellings of a full name are looked for: אהרן and אהרון under one of the two as well."""
    whole = lexicon().variants.get(name.given[0])
    return [loose(name.key), *(["variant " + whole + loose(" ".join(name.surname))] if whole else [])]


def _is_fuller(one: PersonName, more: PersonName) -> bool:
    """Whether `more` is the same name with one more given name: ג'ון קנדי, ג'ון פ. קנדי."""
    return (
        len(one.given) == 1
        and len(more.given) > 1
        and one.given[0] == more.given[0]
        and _same_surname(one, more)
    )


def _is_double(one: PersonName, more: PersonName) -> bool:
    """Whether `more` is the same name with one more surname: ציפי לבני, ציפי לבני־שפיצר."""
    if one.given[0] != more.given[0] or len(one.surname) >= len(more.surname):
        return False
    size = len(one.surname)
    return one.surname in (more.surname[:size], more.surname[-size:])


def _tells(node: Node) -> list[tuple[str, str, bool]]:
    """Keys that two appearances of one lone name share where they are one person's: an office, a field in company."""
    found: list[tuple[str, str, bool]] = []
    for role in _frequent(node.profile.roles):
        sense = role_sense(role)
        if sense.office and sense.fields:
            found.append((f"role {node.name.key} {sense.phrase}", role, False))
    if node.name.common:
        return found
    for doing in sorted(_doings(node)):
        found += [(f"{doing} {node.name.key} {one}", one, True) for one in sorted(node.profile.company)]
    company = sorted(node.profile.company)
    for at, one in enumerate(company):
        found += [(f"{node.name.key} {one} {other}", one, True) for other in company[at + 1 :]]
    return found
