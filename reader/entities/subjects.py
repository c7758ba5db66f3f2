"""Of whom a verb speaks that says what somebody is: the name before it, or who the sentence before was about."""

from __future__ import annotations

from collections.abc import Mapping

from reader.entities.meanwhile import Meanwhile
from reader.entities.merging import Draft, Person
from reader.entities.prepared import Prepared
from reader.entities.role_phrases import RolePhrases
from reader.entities.role_search import RoleSearch
from reader.entities.role_words import role_words
from reader.entities.titles import RolePhrase
from reader.entities.words import Is

_LOOK_BACK = 40
_SENTENCES = 3
_OBJECT_LETTERS = "בלמכ"
_OBJECT_WORDS = frozenset(
    (
        *("את", "של", "עם", "על", "נגד", "אל", "ואת", "ושל", "ועם", "בין", "לבין", "מול", "אצל"),
        *("לצד", "כמו", "מאת", "אחרי", "לפני", "בגלל"),
    )
)
_MASCULINE = frozenset(
    ("היה", "יהיה", "מונה", "ימונה", "התמנה", "שירת", "משרת", "פנה", "עלה", "זכה", "בא", "נודע")
)
"""Masculine forms that end as feminine ones do."""
_FEMININE = frozenset(("היא", "הייתה", "היתה", "הינה", "תהיה", "נחשבת"))


class Subjects:
    """Finds the subjects of the verbs of one article."""

    def __init__(
        self,
        doc: Prepared,
        phrases: RolePhrases,
        search: RoleSearch,
        named: Mapping[int, tuple[Person, Draft]],
        begins: Mapping[int, int],
        quoted: set[int],
    ) -> None:
        """`begins` as `Predicates` has it; `quoted` are the tokens inside quotation marks."""
        self._doc = doc
        self._phrases = phrases
        self._search = search
        self._named = named
        self._begins = begins
        self._quoted = quoted
        self._words = role_words()
        self._when = Meanwhile(doc, phrases, named)

    def of(self, verb: int) -> Person | None:
        """Of whom a verb speaks: the name before it, past commas and asides; of הוא, who was spoken of before."""
        doc = self._doc
        start = max(doc.sentence_start(verb), verb - _LOOK_BACK)
        at = verb - 1
        gender = self._gender(verb)
        phrase = self._described(verb)
        if phrase is not None:
            return self._owner(phrase)
        while at >= start:
            found = self._named.get(at)
            if found is None:
                if doc.flags[at] & Is.COLON:
                    return None
                at -= 1
                continue
            person, draft = found
            if self._is_told_of(draft, verb):
                return person
            if not self.is_object(draft) and person.gender * gender >= 0:
                return person if self._near(draft, verb) else None
            at = draft.first - 1
        return self._before_sentence(start, verb)

    def _gender(self, verb: int) -> int:
        """Positive where a verb, or a pronoun before it, is a woman's; 0 where neither tells."""
        doc = self._doc
        form, before = doc.words[verb].form, doc.previous_word(verb)
        if before >= 0 and doc.words[before].form in ("היא", "הוא"):
            return 1 if doc.words[before].form == "היא" else -1
        return 1 if verb_of(form, _FEMININE) or form in _FEMININE else 0

    def _is_told_of(self, draft: Draft, verb: int) -> bool:
        """Whether a relative clause is about what stands behind a name: מותו של דן כהן, סנדלר [שהפך] לאיל נעליים."""
        doc, after = self._doc, draft.last + 1
        if doc.words[verb].form[0] != "ש" or after + 2 > verb or doc.words[after].form != ",":
            return False
        if after + 1 == verb:
            return True
        read = self._phrases.head_at(after + 1, after=True)
        if read is None or read[1] or read[0].kind != "head":
            return False
        return self._phrases.extent(after + 1, read[0], verb, bounded=True) + 1 == verb

    def _described(self, verb: int) -> RolePhrase | None:
        """The role that stands for whom a clause is about: [הנשיא], שכיהן בעבר כשופט, יפתח בהתייעצויות."""
        doc = self._doc
        if doc.words[verb].form[0] != "ש" or verb < 2 or not doc.flags[verb - 1] & Is.COMMA:
            return None
        phrase = self._search.ending_before_mark(verb - 1, single=False)
        if phrase is None or phrase.role.kind != "head" or not phrase.role.definite:
            return None
        before = phrase.first - 1
        return None if before > 0 and doc.joins[before + 1] and doc.flags[before] & Is.COMMA else phrase

    def _owner(self, phrase: RolePhrase) -> Person | None:
        """The only person who is called what a phrase says."""
        people = {
            id(person): person for person, _ in self._named.values() if phrase.role.noun in person.nouns
        }
        return next(iter(people.values())) if len(people) == 1 else None

    def _near(self, draft: Draft, verb: int) -> bool:
        """Whether nothing between a name and a verb is another subject: הכהן, שאחיו הוא שר."""
        doc = self._doc
        form = doc.words[verb].form
        if form not in self._words.copulas or form.startswith(("ש", "כש")):
            return True
        gap = [at for at in range(draft.last + 1, verb) if not self._when.is_meanwhile(at)]
        marks = Is.COMMA | Is.HYPHEN
        aside = len(gap) > 1 and (
            (doc.flags[gap[0]] & marks and doc.flags[gap[-1]] & marks) or doc.words[gap[-1]].form == ")"
        )
        relative = doc.words[draft.last + 1].form == "," and gap == [draft.last + 1] and verb > draft.last + 2
        apposed = [doc.words[at].form for at in gap] == [","] and doc.flags[draft.first - 1] & Is.COMMA
        apposed = apposed or (relative and doc.words[draft.last + 2].form[0] == "ש")
        return not gap or bool(aside) or bool(apposed)  # בעלה, אבנר לוז, היה מגדל פרחים

    def _before_sentence(self, start: int, verb: int) -> Person | None:
        """The only person of the sentence before, for a sentence that names nobody before its verb."""
        doc = self._doc
        if start < 1 or any(at in self._named for at in range(start, verb)):
            return None
        form = doc.words[verb].form
        man = any(form.removeprefix(attached) in _MASCULINE for attached in ("", "ש", "ו", "וש", "כש"))
        woman = not man and (form in _FEMININE or form.endswith(("ה", "ת")))
        return self.before(start, woman=woman)

    def before(self, start: int, *, woman: bool) -> Person | None:
        """The only woman or man of the sentence before the one that begins at `start`."""
        doc = self._doc
        people: dict[int, Person] = {}
        for _ in range(_SENTENCES):  # one that names nobody goes on with the one before: ב-1936 מונתה ל
            if start < 1:
                return None
            crossed = not doc.joins[start]
            previous = doc.sentence_start(start - 1)
            while (
                crossed and previous > 0 and doc.joins[previous]
            ):  # היא נולדה: who the last paragraph was about
                previous = doc.sentence_start(previous - 1)
            people = {
                id(found[0]): found[0]
                for at in range(previous, start)
                if (found := self._named.get(at)) is not None
                and at not in self._quoted
                and not self._is_agent(found[1])
            }
            if people:
                break
            start = previous
        fitting = [person for person in people.values() if person.gender * (1 if woman else -1) >= 0]
        if len(fitting) > 1:
            fitting = [person for person in fitting if person.gender]
        return fitting[0] if len(fitting) == 1 else None

    def _is_agent(self, draft: Draft) -> bool:
        """Whether a name only tells by whom something was done: לוהק על ידי הבמאי [אורי כהן]."""
        doc = self._doc
        before = doc.previous_word(self._begins.get(draft.first, draft.first))
        if before < 1 or draft.letters:
            return False
        return doc.words[before].form == "בידי" or (
            doc.words[before].form == "ידי" and doc.words[before - 1].form == "על"
        )

    def is_object(self, draft: Draft) -> bool:
        doc = self._doc
        if draft.letters:
            letters = doc.text[doc.starts[draft.first] : doc.starts[draft.first] + draft.letters]
            return letters[-1] in _OBJECT_LETTERS
        first = self._begins.get(draft.first, draft.first)
        if first < draft.first:
            read = self._phrases.head_at(first)
            if read is not None and read[1]:
                return doc.text[doc.starts[first] + read[1] - 1] in _OBJECT_LETTERS
        before = doc.previous_word(first)
        return before >= 0 and doc.words[before].form in _OBJECT_WORDS


def verb_of(form: str, among: frozenset[str]) -> str:
    """The listed verb that a word is, whole or after ש, כש, ו; else nothing."""
    if form in among:
        return form
    for attached in ("ש", "כש", "ו", "וש"):
        if form.startswith(attached) and form[len(attached) :] in among:
            return form[len(attached) :]
    return ""
