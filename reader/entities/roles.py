"""What the people of an article are said to be, and the role phrases that stand for one of them."""

from __future__ import annotations

from dataclasses import dataclass

from reader.entities.apposition import Appositions
from reader.entities.merging import Draft, People, Person
from reader.entities.predicates import Predicates
from reader.entities.prepared import Prepared
from reader.entities.role_mentions import RoleMentions
from reader.entities.role_phrases import RolePhrases
from reader.entities.role_search import RoleSearch
from reader.entities.role_words import role_words
from reader.entities.titles import RolePhrase, Titles
from reader.entities.words import Is

_NOBODY = frozenset(("איש", "אישה", "בעל", "ראש"))
_AND_SPOUSE = frozenset(("ובן", "ובת"))
_SPOUSE = frozenset(("זוגו", "זוגה"))
_FATHERS = frozenset(("ואב", "ואם", "ואבא", "ואימא", "ואמא", "וסב", "וסבא", "וסבתא"))


@dataclass(frozen=True, slots=True)
class Said:
    """A role of one person, by the tokens it stands on."""

    person: Person
    phrase: RolePhrase


class RoleFinder:
    """Attaches role phrases to people, then finds the same phrases standing alone.

    Names must be known; how they were found does not matter.
    """

    def __init__(self, doc: Prepared, titles: Titles, people: People) -> None:
        self._doc = doc
        self._said: list[Said] = []
        self._taken: dict[int, Person] = {}
        self._words = role_words()
        self._mentions = sorted(
            ((person, draft) for person in people.all for draft in person.mentions), key=_first
        )
        self._named = {
            token: (person, draft)
            for person, draft in self._mentions
            for token in range(draft.first, draft.last + 1)
        }
        self._phrases = RolePhrases(doc, titles, self._named)
        self._search = RoleSearch(doc, titles, self._phrases, self._named)

    def attach(self) -> list[Said]:
        """Every role of everyone, in text order, the same words only once a person."""
        beside = Appositions(self._doc, self._phrases, self._search, self._named)
        begins: dict[int, int] = {}
        nearest: dict[int, list[RolePhrase]] = {}
        for person, draft in self._ticking():
            nearest[draft.first] = phrases = beside.before(person, draft)
            for phrase in phrases:
                self._keep(person, phrase)
                begins[draft.first] = phrase.first
        for person, draft in self._ticking():
            for phrase in beside.after(draft):
                self._keep(person, phrase)
        for person, draft in self._ticking():
            for phrase in beside.before_comma(draft, nearest[draft.first]):
                self._keep(person, phrase)
        for person, phrase in Predicates(self._doc, self._phrases, self._search, self._named, begins).find():
            self._keep(person, phrase)
        self._said.sort(key=_place)
        return self._without_repeats()

    def _ticking(self) -> list[tuple[Person, Draft]]:
        """All mentions in text order, after a look at the stop switch."""
        self._doc.cancel.check()
        return self._mentions

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
        for part in self._parts(phrase):
            self._keep_one(person, part)

    def _parts(self, phrase: RolePhrase) -> list[RolePhrase]:
        """Two roles joined by ו, each for itself: עורך דין ו|בוגר סיירת; one is מייסדת ומנכ"לית החברה, two סופר ומרצה באקדמיה."""
        doc = self._doc
        for at in range(phrase.first + 1, phrase.last + 1):
            if doc.words[at].form[0] != "ו" or doc.words[at].form == "ועד" or at in self._named:
                continue
            if doc.words[at].form in _AND_SPOUSE and doc.words[at + 1].form in _SPOUSE:
                return [phrase._replace(last=at - 1)]  # מאמנה ובן זוגה
            if doc.words[at].form in self._words.and_now:  # דיפלומטית סנגלית ולשעבר שרה
                later = self._phrases.head_at(at + 1, after=True) if at < phrase.last else None
                first = phrase._replace(last=at - 1)
                if later is None or doc.words[at + 1].flags & Is.AFTER_ROLE:
                    return [first]
                return [first, *self._parts(RolePhrase(at + 1, phrase.last, later[1], later[0]))]
            read = self._phrases.head_at(at, after=True)
            if doc.words[at].form in _FATHERS and self._is_kin(at):
                return [phrase._replace(last=at - 1)]  # רואה חשבון ואב לשלושה
            if read is None or read[1] != 1 or read[0].kind not in ("head", "bare", "kin"):
                continue
            role = read[0]
            apart = not phrase.role.definite and phrase.role.noun not in self._words.sharing
            apart = apart or (
                not role.definite
                and at < phrase.last
                and not {role.noun, phrase.role.noun} & self._words.sharing
            )
            whole = at > phrase.first + 1 or (at == phrase.last and not role.definite) or apart
            if not whole or doc.words[at - 1].form == "של":
                continue
            first = phrase._replace(last=at - 1)
            return [first, *self._parts(RolePhrase(at, phrase.last, 1, role))]
        return [phrase]

    def _is_kin(self, at: int) -> bool:
        """Whether somebody is a father or mother of so many: ואב לשלושה."""
        after = self._doc.next_word(at)
        return after >= 0 and self._doc.words[after].form[0] == "ל"

    def _keep_one(self, person: Person, phrase: RolePhrase) -> None:
        tokens = range(phrase.first, phrase.last + 1)
        taken = [token for token in tokens if token in self._taken]
        inside = taken and phrase.first not in self._taken and self._taken[taken[0]] is not person
        if taken and not (inside and phrase.last in self._named):
            return  # but תלמידתו של [פרופ'] דן כהן is hers as a whole
        if phrase.role.noun in _NOBODY and len(tokens) == 1 and phrase.role.definite:
            return  # האיש שמאחורי הפטנט
        self._taken.update(dict.fromkeys(tokens, person))
        if phrase.role.kind not in ("courtesy", "plural"):
            self._said.append(Said(person, phrase))
            person.nouns.add(phrase.role.noun)

    def stand_ins(self, said: list[Said]) -> list[tuple[Person, Draft]]:
        """Role phrases that stand alone for the one person who can be meant."""
        mentions = RoleMentions(self._doc, self._phrases, self._named, self._taken)
        return mentions.find((one.person, one.phrase) for one in said)


def _first(mention: tuple[Person, Draft]) -> int:
    return mention[1].first


def _place(said: Said) -> int:
    return said.phrase.first
