"""What the people of an article are said to be, and the role phrases that stand for one of them."""

from __future__ import annotations

from dataclasses import dataclass

from reader.entities import reasons
from reader.entities.merging import Draft, People, Person
from reader.entities.prepared import Prepared
from reader.entities.titles import RolePhrase, Titles
from reader.entities.words import Is
from reader.model import BlockKind, MentionForm

_LOOK_BACK = 30
_CHECK_EVERY = 127
_OBJECT_LETTERS = "בלמכ"


@dataclass(frozen=True, slots=True)
class Said:
    """A role of one person, by the tokens it stands on."""

    person: Person
    phrase: RolePhrase


class RoleFinder:
    """Attaches role phrases to people, then finds the same phrases standing alone."""

    def __init__(self, doc: Prepared, titles: Titles, people: People) -> None:
        self._doc = doc
        self._titles = titles
        self._people = people
        self._said: list[Said] = []
        self._taken: dict[int, Person] = {}
        self._at_token: dict[int, tuple[Person, Draft]] = {}
        for person in people.all:
            for draft in person.mentions:
                for token in range(draft.first, draft.last + 1):
                    self._at_token[token] = (person, draft)

    def attach(self) -> list[Said]:
        """Every role of everyone, in text order, the same words only once a person."""
        for person in self._people.all:
            for count, draft in enumerate(person.mentions):
                if not count & 63:
                    self._doc.cancel.check()
                self._before(person, draft)
        for person in self._people.all:
            for draft in person.mentions:
                self._after(person, draft)
        self._appointed()
        self._said.sort(key=_place)
        return self._without_repeats()

    def _without_repeats(self) -> list[Said]:
        seen: set[tuple[int, str]] = set()
        kept = []
        for said in self._said:
            key = (id(said.person), self.text(said.phrase))
            if key not in seen:
                seen.add(key)
                kept.append(said)
        return kept

    def text(self, phrase: RolePhrase) -> str:
        """The words of a role phrase without its attached letters."""
        return self._doc.text[self._doc.starts[phrase.first] + phrase.letters : self._doc.ends[phrase.last]]

    def _keep(self, person: Person, phrase: RolePhrase) -> None:
        if phrase.first in self._taken:
            return
        for token in range(phrase.first, phrase.last + 1):
            self._taken[token] = person
        if phrase.role.kind not in ("courtesy", "plural"):
            self._said.append(Said(person, phrase))
            person.nouns.add(phrase.role.noun)

    def _before(self, person: Person, draft: Draft) -> None:
        for phrase in draft.roles:
            self._keep(person, phrase)

    def _after(self, person: Person, draft: Draft) -> None:
        """A role between commas after the name: אבו מאזן, יו"ר הרשות הפלסטינית, אמר."""
        doc, mark = self._doc, draft.last + 1
        if mark + 1 >= len(doc) or not doc.joins[mark] or not doc.joins[mark + 1]:
            return
        if not doc.flags[mark] & (Is.COMMA | Is.HYPHEN) and doc.words[mark].form != "(":
            return
        phrase = self._titles.forward(mark + 1)
        if phrase is not None and doc.flags[mark] & Is.COMMA:
            phrase = self._titles.to_comma(phrase)
        if phrase is None or phrase.letters or phrase.role.kind in ("courtesy", "bare", "plural"):
            return
        following = doc.next_word(phrase.last)
        if following >= 0 and (following in self._at_token or not doc.flags[following] & _MAY_FOLLOW):
            return
        if following < 0 and not self._titles.closes(phrase.last):
            return
        named = any(token in self._at_token for token in range(phrase.first, phrase.last + 1))
        if named and phrase.role.kind != "kin":
            return
        self._keep(person, phrase)

    def _appointed(self) -> None:
        """A role after a verb of appointment: בלומנפלד מונתה לדוברת הצוות."""
        doc = self._doc
        for at, flags in enumerate(doc.flags):
            if not at & _CHECK_EVERY:
                doc.cancel.check()
            if not flags & Is.APPOINTED:
                continue
            role_at = doc.next_word(at)
            if role_at < 0 or not doc.flags[role_at] & Is.ROLE:
                continue
            phrase = self._titles.forward(role_at)
            if phrase is None or phrase.role.kind != "head" or not phrase.letters:
                continue
            letters = doc.text[doc.starts[role_at] : doc.starts[role_at] + phrase.letters]
            if letters[-1] not in "לכ" or (phrase.last == phrase.first and not phrase.role.definite):
                continue
            subject = self._subject(at)
            if subject is not None:
                self._keep(subject, phrase)

    def _subject(self, verb: int) -> Person | None:
        """Who a verb speaks of: the last person named before it in its sentence, not as an object."""
        doc = self._doc
        start = max(doc.sentence_start(verb), verb - _LOOK_BACK)
        at = verb - 1
        while at >= start:
            found = self._at_token.get(at)
            if found is not None:
                person, draft = found
                if not self._is_object(draft):
                    return person
                at = draft.first
            at -= 1
        return None

    def _is_object(self, draft: Draft) -> bool:
        doc = self._doc
        if draft.letters:
            letters = doc.text[doc.starts[draft.first] : doc.starts[draft.first] + draft.letters]
            return letters[-1] in _OBJECT_LETTERS
        before = doc.previous_word(draft.first)
        return before >= 0 and doc.words[before].form in ("את", "של", "עם", "על", "נגד", "אל")

    def stand_ins(self, said: list[Said]) -> list[tuple[Person, Draft]]:
        """Role phrases that stand alone for the one person who has them, word for word."""
        owners = self._owners(said)
        doc, found = self._doc, []
        for at, flags in enumerate(doc.flags):
            if not at & _CHECK_EVERY:
                doc.cancel.check()
            if not flags & Is.ROLE or at in self._taken or at in self._at_token:
                continue
            if doc.kind_at(doc.starts[at]) is BlockKind.FURTHER_READING:
                continue
            match = self._match(at, owners)
            if match is not None:
                found.append(match)
        return found

    def _owners(self, said: list[Said]) -> dict[str, list[tuple[tuple[str, ...], Person]]]:
        """By the noun of a role: the words after it and whose role it is; only those of one person."""
        by_words: dict[tuple[str, tuple[str, ...]], set[int]] = {}
        people: dict[tuple[str, tuple[str, ...]], Person] = {}
        nouns: dict[str, set[int]] = {}
        for one in said:
            phrase = one.phrase
            nouns.setdefault(phrase.role.noun, set()).add(id(one.person))
            rest = tuple(self._doc.words[at].form for at in range(phrase.first + 1, phrase.last + 1))
            if phrase.role.kind != "head" or (not rest and not phrase.role.definite):
                continue
            by_words.setdefault((phrase.role.noun, rest), set()).add(id(one.person))
            people[phrase.role.noun, rest] = one.person
        owners: dict[str, list[tuple[tuple[str, ...], Person]]] = {}
        for (noun, rest), owned in by_words.items():
            if len(owned) == 1 and (rest or len(nouns[noun]) == 1):
                owners.setdefault(noun, []).append((rest, people[noun, rest]))
        return owners

    def _match(
        self, at: int, owners: dict[str, list[tuple[tuple[str, ...], Person]]]
    ) -> tuple[Person, Draft] | None:
        doc = self._doc
        read = self._titles.role_at(at)
        if read is None or read[0].kind != "head":
            return None
        role, letters = read
        for rest, person in owners.get(role.noun, ()):
            last = at + len(rest)
            if last >= len(doc) or (not rest and not role.definite):
                continue
            if any(doc.words[at + 1 + place].form != word for place, word in enumerate(rest)):
                continue
            if self._stands_alone(at, last, letters):
                return person, Draft(at, last, letters, MentionForm.ROLE, reasons.SAME_ROLE)
        return None

    def _stands_alone(self, first: int, last: int, letters: int) -> bool:
        """Whether a role phrase is not part of a longer one: not סגן ראש הממשלה, not ראש הממשלה הבריטי."""
        doc = self._doc
        if any(doc.joins[at] == 0 or at in self._at_token for at in range(first + 1, last + 1)):
            return False
        before, after = doc.previous_word(first), doc.next_word(last)
        if before >= 0 and not letters:
            flags = doc.flags[before]
            if not flags & (Is.FUNCTION | Is.VERB | Is.SPEECH | Is.WEAK_SPEECH | Is.SOURCE):
                return before in self._at_token
        if after < 0:
            return True
        word = doc.words[after]
        goes_on = word.flags & (Is.DEFINITE | Is.AFTER_ROLE | Is.UNKNOWN | Is.LATIN | Is.NUMBER | Is.PHRASE)
        if goes_on or word.form == "של" or after in self._at_token:
            return False
        return not word.form.startswith("וה") or bool(word.flags & (Is.SPEECH | Is.VERB))


_MAY_FOLLOW = Is.FUNCTION | Is.VERB | Is.SPEECH | Is.WEAK_SPEECH | Is.APPOINTED


def _place(said: Said) -> int:
    return said.phrase.first
