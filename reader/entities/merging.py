"""Which names are one person's: full name, surname, given name, nickname, another spelling."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from itertools import islice

from reader.entities import lexicon
from reader.entities.names import Name
from reader.entities.titles import RolePhrase
from reader.entities.words import spelling_key
from reader.model import MentionForm


@dataclass(slots=True, eq=False)
class Draft:
    """One mention while it is being found: tokens `first` to `last`, `letters` attached code points.

    `sure` is False where the person should look twice.
    """

    first: int
    last: int
    letters: int
    form: MentionForm
    why: str
    roles: tuple[RolePhrase, ...] = ()
    sure: bool = True


@dataclass(slots=True, eq=False)
class Person:
    """One person of the article while it is being read.

    `given` and `surname` are spelling keys of the parts of the fullest name seen; `gender` is positive for
    what speaks for a woman, negative for a man.
    """

    given: tuple[str, ...]
    surname: tuple[str, ...]
    kunya: bool = False
    gender: int = 0
    mentions: list[Draft] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)
    nicknames: set[str] = field(default_factory=set)


class Resolved:
    """A person for a part of a name; `others` says that the article has several who could be meant."""

    __slots__ = ("others", "person")

    def __init__(self, person: Person, others: bool) -> None:
        self.person = person
        self.others = others


_LOOKED_AT = 8
_ARTICLES = frozenset(("אל", "א", "אס", "אר", "אד", "אן"))
"""The Arabic article as it is written before its letters: א-סיסי."""


class People:
    """Everyone of one article, found by full name and by each part of it."""

    def __init__(self) -> None:
        self.all: list[Person] = []
        self._names = lexicon.names()
        self._short = self._names.short_forms
        self._by_surname: dict[str, list[Person]] = {}
        self._by_way: dict[tuple[str, ...], Named] = {}
        self._by_given: dict[str, Named] = {}
        self.surname_starts: dict[str, set[tuple[str, ...]]] = {}
        """First word of every way to give a surname alone, with the ways."""
        self.nicknames: dict[str, set[str]] = {}
        """Short form of a given name, with the given names of the article that it stands for."""

    def add(self, name: Name, gender: int) -> Person:
        """The person whom `name` names, a new one where nobody fits; the mention is added to them."""
        given, surname = _keys(name.given), _keys(name.surname)
        person = self._find(given, surname)
        if person is None:
            person = Person(given, surname, name.kunya)
            self.all.append(person)
            for part in surname:
                self._by_surname.setdefault(part, []).append(person)
        elif len(given) + len(surname) > len(person.given) + len(person.surname) and given:
            for part in set(surname) - set(person.surname):
                self._by_surname.setdefault(part, []).append(person)
            person.given, person.surname = given, surname
        person.gender += gender + self._gender_of(name)
        form = _form(name)
        person.mentions.append(
            Draft(name.first, name.last, name.letters, form, name.why, name.roles, name.sure)
        )
        self._index(person, given, surname)
        if name.nickname and given:
            self.nicknames[spelling_key(name.nickname)] = {given[0]}
            person.nicknames.add(spelling_key(name.nickname))
        return person

    def _gender_of(self, name: Name) -> int:
        """What the given name itself says."""
        if not name.given:
            return 0
        return (name.given[0] in self._names.women) - (name.given[0] in self._names.men)

    def _find(self, given: tuple[str, ...], surname: tuple[str, ...]) -> Person | None:
        """A person with that surname, or a part of it, and a given name that goes with `given`."""
        if not surname:
            named = self._by_given.get(given[0])
            return named.distinct[-1] if named else None
        if not given:
            named = self._by_way.get(surname)
            return named.distinct[-1] if named else None
        seen: list[Person] = self._by_surname.get(surname[-1], [])
        if len(surname) > 1:
            seen = seen + self._by_surname.get(surname[0], [])
        for person in reversed(seen):
            if (
                person.given
                and self.same_given(person.given, given)
                and _same_surname(person.surname, surname)
            ):
                return person
        return None

    def same_given(self, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
        """Whether two given names may be one person's: the same, an initial of it, or a short form of it."""
        if one[0] == other[0] or one[0] in other or other[0] in one:
            return True
        first, second = sorted((one[0].rstrip("'."), other[0].rstrip("'.")), key=len)
        if len(first) == 1:
            return second.startswith(first)
        return other[0] in self._short.get(one[0], ())

    def _index(self, person: Person, given: tuple[str, ...], surname: tuple[str, ...]) -> None:
        for way in _ways(surname, person.kunya):
            self.surname_starts.setdefault(way[0], set()).add(way)
            self._by_way.setdefault(way, Named()).add(person)
        if given and len(given[0].rstrip("'.")) > 1:
            self._by_given.setdefault(given[0], Named()).add(person)
            for short in self._short.get(given[0], ()):
                self.nicknames.setdefault(short, set()).add(given[0])

    @property
    def givens(self) -> Iterable[str]:
        """The first given names of the article."""
        return self._by_given

    def touch(self, person: Person) -> None:
        """`person` is mentioned here; of several people of one name, the last one mentioned is meant next."""
        for way in _ways(person.surname, person.kunya):
            self._by_way[way].touch(person)
        named = self._by_given.get(person.given[0]) if person.given else None
        if named is not None:
            named.touch(person)

    def by_surname(
        self, way: tuple[str, ...], gender: int, nouns: set[str], by_given: Container[str] = ()
    ) -> Resolved:
        """Whose surname this is: of several, the one who fits and was mentioned last.

        Who is called by a given name alone in the article (`by_given`) is hardly called by the surname too.
        """
        return self._by_way[way].nearest(gender, nouns, by_given, way)

    def by_given(self, given: str, gender: int, nouns: set[str]) -> Resolved:
        """Whose given name this is."""
        return self._by_given[given].nearest(gender, nouns)

    def with_full(self, given: str, way: tuple[str, ...]) -> Person | None:
        """The person of that given name and that surname."""
        named = self._by_way.get(way)
        for person in reversed(named.distinct) if named else ():
            if person.given and self.same_given(person.given, (given,)):
                return person
        return None


class Named:
    """Everyone who has one name, and who of them was mentioned last."""

    __slots__ = ("_recent", "distinct")

    def __init__(self) -> None:
        self.distinct: list[Person] = []
        self._recent: dict[int, Person] = {}  # the one mentioned last stands last

    def add(self, person: Person) -> None:
        """`person` has this name."""
        if not any(person is other for other in self.distinct[-_LOOKED_AT:]):
            self.distinct.append(person)

    def touch(self, person: Person) -> None:
        """`person` is mentioned here, by whatever name."""
        self._recent.pop(id(person), None)
        self._recent[id(person)] = person

    def nearest(
        self, gender: int, nouns: set[str], by_given: Container[str] = (), way: tuple[str, ...] = ()
    ) -> Resolved:
        """Who is meant by this name alone, said of somebody of `gender` and with those titles."""
        if len(self.distinct) == 1:
            return Resolved(self.distinct[0], others=False)
        near = list(islice(reversed(self._recent.values()), _LOOKED_AT)) or self.distinct[:_LOOKED_AT]
        fitting = [person for person in near if person.gender * gender >= 0] or near
        fitting = [person for person in fitting if nouns & person.nouns] or fitting
        if len(fitting) > 1:
            fitting = [one for one in fitting if one.surname == way] or fitting  # אברג'יל before אברג'יל-שור
            fitting = [one for one in fitting if not one.given or one.given[0] not in by_given] or fitting
            fitting = (
                _principal(fitting) if len(fitting) > 1 else []
            ) or fitting  # of the deceased and the widow, hardly the widow
        return Resolved(fitting[0], others=any(person is not fitting[0] for person in fitting))


def _principal(people: list[Person]) -> list[Person]:
    """Whoever is mentioned more often than any other of `people`, if anybody is."""
    ranked = sorted(people, key=lambda person: -len(person.mentions))
    return ranked[:1] if len(ranked[0].mentions) > len(ranked[1].mentions) else []


def _keys(parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(spelling_key(part) for part in parts)


def _form(name: Name) -> MentionForm:
    if name.kunya or (name.given and name.surname):
        return MentionForm.FULL
    return MentionForm.GIVEN if name.given else MentionForm.SURNAME


def _same_surname(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    short, long_ = sorted((one, other), key=len)
    return long_[-len(short) :] == short or long_[: len(short)] == short


def _particles() -> frozenset[str]:
    return lexicon.grammar().particles | _ARTICLES


def _ways(surname: tuple[str, ...], kunya: bool) -> list[tuple[str, ...]]:
    """How a surname may be given alone: whole, and each half of a double one; never מאזן for אבו מאזן."""
    if not surname:
        return []
    ways = [surname]
    if len(surname) > 1 and not kunya and not _particles() & set(surname):
        ways += [(part,) for part in surname]
    elif len(surname) > 1 and surname[0] in _ARTICLES:
        ways.append(surname[1:])  # אל-אסד and אסד
    return ways
