"""Whom a role alone means beside a verb of speech: המאמן, השר, ראש העירייה."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from reader.entities.merging import Draft, Person
from reader.entities.prepared import APART, Prepared
from reader.entities.titles import RolePhrase, Titles
from reader.entities.words import Is

_CHECK_EVERY = 63
_MOST = 3
_LONGEST = 9
_Words = tuple[str, ...]


class StandIns:
    """Knows who of an article has which role, by the words beside every mention.

    A bare role (השופט) that several people have means the one who was mentioned last before it; of a longer phrase
    (יו"ר ועד העובדים בנמל) one role must be the other's beginning.
    """

    def __init__(self, doc: Prepared, people: Iterable[Person], titles: Titles) -> None:
        self._doc = doc
        self._titles = titles
        self._places: dict[int, list[int]] = {}
        self._by_noun: dict[str, dict[int, Person]] = {}
        self._phrases: dict[str, dict[tuple[_Words, int], Person]] = {}
        for person in people:
            for noun in person.nouns:
                self._by_noun.setdefault(noun, {})[id(person)] = person
            for count, draft in enumerate(person.mentions):
                if not count & _CHECK_EVERY:
                    doc.cancel.check()
                for phrase in self._beside(draft):
                    self._phrases.setdefault(phrase.role.noun, {})[self._rest(phrase), id(person)] = person

    def _beside(self, draft: Draft) -> Iterator[RolePhrase]:
        """The roles before a mention, and those that a comma parts from it."""
        doc = self._doc
        yield from draft.roles
        if draft.first > 1 and doc.joins[draft.first] != APART and doc.flags[draft.first - 1] & Is.COMMA:
            yield from self._titles.before(draft.first - 1)
        after = draft.last + 2
        if after < len(doc) and doc.joins[after] != APART and doc.flags[after - 1] & Is.COMMA:
            phrase = self._titles.forward(after)
            if phrase is not None:
                yield phrase

    def _rest(self, phrase: RolePhrase) -> _Words:
        words = self._doc.words
        return tuple(words[at].form for at in range(phrase.first + 1, phrase.last + 1))

    def end(self, at: int) -> int:
        """The last token of the role phrase at `at`: up to the comma that closes it, if no verb comes before."""
        doc, phrase = self._doc, self._titles.forward(at)
        last = start = phrase.last if phrase is not None else at
        while last - start < _LONGEST:
            after = last + 1
            if (
                after >= len(doc)
                or doc.joins[after] == APART
                or doc.flags[after] & (Is.COMMA | Is.STOP | Is.COLON)
            ):
                return last
            ends = doc.flags[after] & (Is.FUNCTION | Is.VERB | Is.SPEECH | Is.WEAK_SPEECH | Is.MARK)
            if ends and doc.words[after].form != "של":
                break
            last = after
        return start

    def person(self, at: int) -> Person | None:
        """Who is meant by the role at the token `at`; None where nobody clearly is."""
        read = self._titles.role_at(at)
        if read is None:
            return None
        role, phrase = read[0], self._titles.forward(at)
        rest = self._rest(phrase) if phrase is not None else ()
        if rest:
            found = self._by_words(role.noun, rest)
            if found is not None or not role.definite or not rest[0].startswith("ש"):
                return found  # שר האוצר; but המנהלת ששינתה את דימונה is any מנהלת
        if not role.definite:
            return None
        people = {**self._by_noun.get(role.noun, {})}
        for person in self._phrases.get(role.noun, {}).values():
            people[id(person)] = person
        if len(people) < 2:
            return next(iter(people.values()), None)
        seen = [
            pair for pair in ((self._last_before(one, at), one) for one in people.values()) if pair[0] >= 0
        ]
        return max(seen, key=_place)[1] if seen else None

    def _by_words(self, noun: str, rest: _Words) -> Person | None:
        people: dict[int, Person] = {}
        for (words, _), person in self._phrases.get(noun, {}).items():
            short, long_ = sorted((words, rest), key=len)
            if short and long_[: len(short)][:_MOST] == short[:_MOST]:
                people[id(person)] = person
        return next(iter(people.values())) if len(people) == 1 else None

    def _last_before(self, person: Person, at: int) -> int:
        places = self._places.get(id(person))
        if places is None:
            places = self._places[id(person)] = sorted(draft.first for draft in person.mentions)
        nearest = bisect_left(places, at)
        return places[nearest - 1] if nearest else -1


def _place(pair: tuple[int, Person]) -> int:
    return pair[0]
