"""Roles that a sentence says of a person: זידאן היה המתווך בעסקה, מונתה לדוברת, כיהן כשר האוצר, מינה את כהן לשר."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reader.entities.merging import Draft, Person
from reader.entities.prepared import Prepared
from reader.entities.role_phrases import RolePhrases
from reader.entities.role_search import RoleSearch
from reader.entities.role_words import role_words
from reader.entities.titles import RolePhrase
from reader.entities.words import Is, Role

_CHECK_EVERY = 127
_LOOK_BACK = 40
_SENTENCES = 3
_OBJECT_LETTERS = "בלמכ"
_OBJECT_WORDS = frozenset(
    (
        *("את", "של", "עם", "על", "נגד", "אל", "ואת", "ושל", "ועם", "בין", "לבין", "מול", "אצל"),
        *("לצד", "כמו", "מאת", "אחרי", "לפני", "בגלל"),
    )
)
_OFFICE = frozenset(("לתפקיד", "בתפקיד", "לתפקידי", "למשרת", "במשרת", "לכהונת"))
_NOT = frozenset(("לא", "אינו", "אינה", "איננו", "איננה", "טרם", "ולא", "שלא", "מעולם"))
_THEN = frozenset(("ובהמשך", "ואחר", "ולאחר", "כך", "מכן", "אחר", "בהמשך", "לימים", "לאחר"))
_HEROES = frozenset(("גיבור", "גיבורה", "כוכב", "כוכבת", "מצטיין", "מצטיינת", "מושיע", "מושיעה"))
"""Whom a match or a story had: הגיבור השני היה דני כהן tells no office."""
_LATELY = frozenset(("לאחרונה", "כה", "עתה", "אתמול", "אשתקד", "היום", "השבוע", "עכשיו", "אז"))
_SINCE = frozenset(("לפני", "אחרי", "לאחר", "במשך", "עד", "מאז", "בשנת", "בשנות", "משנת", "בתום"))
_SPANS = frozenset(
    ("לפני", "שנים", "שנות", "שש", "שבע", "שמונה", "חמש", "ארבע", "שלוש", "עשר", "כמה", "סוף", "תחילת")
)
_LAST = (
    "הקודמת",
    "הקודם",
    "האחרון",
    "האחרונה",
    "האחרונות",
    "האחרונים",
    "הראשונה",
    "הראשון",
    "היוצאת",
    "הנוכחית",
)
"""Adjectives of times and terms: בקדנציה הקודמת, בעשור האחרון."""
_IS = ("הוא", "היא", "היה", "הייתה")
_MASCULINE = frozenset(
    ("היה", "יהיה", "מונה", "ימונה", "התמנה", "שירת", "משרת", "פנה", "עלה", "זכה", "בא", "נודע")
)
"""Masculine forms that end as feminine ones do."""
_FEMININE = frozenset(("היא", "הייתה", "היתה", "הינה", "תהיה", "נחשבת"))


class Predicates:
    """Finds the roles that verbs say of somebody in one article."""

    def __init__(
        self,
        doc: Prepared,
        phrases: RolePhrases,
        search: RoleSearch,
        named: Mapping[int, tuple[Person, Draft]],
        begins: Mapping[int, int],
    ) -> None:
        """`begins` has the first token of the roles that stand before a name, by the name's first token."""
        self._doc = doc
        self._begins = begins
        self._phrases = phrases
        self._search = search
        self._named = named
        self._words = role_words()
        self._quoted = self._quotations()

    def find(self) -> Iterator[tuple[Person, RolePhrase]]:
        """Every role said of a person, in text order."""
        doc, words = self._doc, self._words
        among = words.copulas | words.serving | words.making | words.naming_to | words.coming | words.spending
        stems: dict[str, str] = {}
        for at, word in enumerate(doc.words):
            if not at & _CHECK_EVERY:
                doc.cancel.check()
            if not word.flags & Is.WORD:
                continue
            stem = stems.get(word.form)
            if stem is None:
                stem = stems[word.form] = self._verb(word.form, among)
            if not stem:
                continue
            found = None
            if stem in words.copulas:
                found = self._being(at) or self._identified(at)
            if found is None and stem in words.serving:
                found = self._serving(at)
            if found is None and stem in words.making:
                found = self._made(at)
            if found is None and stem in words.coming:
                found = self._coming(at)
            if found is None and stem in words.spending:
                found = self._spending(at)
            if found is None and stem in words.naming_to:
                found = self._named_to(at)
            while found is not None:
                yield found
                found = self._again(*found)

    def _verb(self, form: str, among: frozenset[str]) -> str:
        """The listed verb that a word is, whole or after ש, כש, ו."""
        if form in among:
            return form
        for attached in ("ש", "כש", "ו", "וש"):
            if form.startswith(attached) and form[len(attached) :] in among:
                return form[len(attached) :]
        return ""

    def _quotations(self) -> set[int]:
        """The tokens inside quotation marks: what people say there of others is no role."""
        doc = self._doc
        inside: set[int] = set()
        for pair in doc.quotes:
            start, end = pair.inside
            inside.update(range(doc.token_at(start), doc.token_at(end)))
        return inside

    def _role_after(self, verb: int) -> int:
        """The first token after a verb and the adverbs behind it; -1 where a mark or "not" comes first."""
        doc = self._doc
        at = doc.next_word(verb)
        for _ in range(4):
            if at < 0:
                break
            after = doc.next_word(at)
            until = doc.words[at].form == "עד" and after >= 0 and doc.words[after].form in _LATELY
            past = self._past_when(at)
            if past >= 0:
                at = past
                continue
            if doc.words[at].form not in self._words.meanwhile and not until:
                break
            at = doc.next_word(after) if until else after
        return at

    def _past_when(self, at: int) -> int:
        """The token after words that tell when: הייתה [לפני מינויה] פרקליטה, שימש [בממשלה הקודמת] סגן שר; else -1."""
        doc = self._doc
        form, after = doc.words[at].form, doc.next_word(at)
        if after < 0 or at in self._named or after in self._named:
            return -1
        if form in _SINCE:
            third = doc.next_word(after)
            pair = doc.words[after].form in _SPANS or bool(doc.flags[after] & Is.NUMBER)
            if pair and third >= 0:  # במשך שש שנים, עד לפני שנה
                at, after = after, third
            if doc.words[after].form[0] == "ה" or doc.words[after].form.endswith(("ו", "ה", "ים")):
                return doc.next_word(after)
            return -1
        definite = doc.flags[at] & Is.DERIVED and form[0] == "ב" and self._phrases.is_definite(after)
        return doc.next_word(after) if definite and doc.words[after].form.endswith(_LAST) else -1

    def _being(self, verb: int) -> tuple[Person, RolePhrase] | None:
        """What היה or הוא says: the phrase stands behind it without letters."""
        doc = self._doc
        before = doc.previous_word(verb)
        if verb in self._quoted or (before >= 0 and doc.words[before].form in _NOT):
            return None
        at = self._role_after(verb)
        named = self._named.get(at)
        if named is not None and not self._is_object(named[1]):  # מאז היה דוד כהן שר האוצר
            at = doc.next_word(named[1].last)
        read = self._phrases.head_at(at, after=True) if at >= 0 else None
        if read is None or read[1] or (read[0].noun in self._words.never_said and not read[0].definite):
            return None
        role = read[0]
        if role.kind == "kin" and doc.next_word(at) >= 0 and self._phrases.is_definite(doc.next_word(at)):
            role = role._replace(kind="head")  # הוא מנהלו האמנותי של הפסטיבל
        if role.kind == "bare" and not self._phrases.is_alone(at, role):
            role = role._replace(kind="head")  # שהיה סגן ראש המוסד
        phrase = self._phrase(at, role, 0) if role.kind == "head" else None
        if phrase is None:
            return None
        person = named[0] if named is not None else self._subject(verb)
        return (person, phrase) if person is not None else None

    def _identified(self, verb: int) -> tuple[Person, RolePhrase] | None:
        """What stands before הוא and a name: מנהל הפרויקט הוא דני כהן."""
        doc = self._doc
        after = doc.next_word(verb)
        if doc.words[verb].form not in _IS or after not in self._named or verb in self._quoted:
            return None
        person, draft = self._named[after]
        if draft.first != after or draft.letters:
            return None
        phrase = self._search.ending_before_mark(verb, single=False)
        if (
            phrase is None
            or phrase.letters
            or phrase.role.kind != "head"
            or doc.previous_word(phrase.first) >= 0
            or phrase.role.noun in self._words.never_said | _HEROES
        ):
            return None
        return person, phrase

    def _serving(self, verb: int) -> tuple[Person, RolePhrase] | None:
        """What מונתה ל or כיהן כ says: the phrase stands behind its letter."""
        doc = self._doc
        before = doc.previous_word(verb)
        if before >= 0 and doc.words[before].form in _NOT:
            return None
        at = self._role_after(verb)
        if at in self._named and not self._is_object(self._named[at][1]):  # מונה דני כהן למנכ"ל
            named, draft = self._named[at]
            at = doc.next_word(draft.last)
            phrase = self._lettered(at, "לכ") if at >= 0 else None
            return (named, phrase) if phrase is not None else None
        for _ in range(3):  # מונתה בשנה שעברה לדוברת, החל את דרכו כשחקן
            if at < 0 or self._lettered(at, "לכ") is not None or at in self._named:
                break
            if doc.flags[at] & (Is.VERB | Is.SPEECH):
                break
            at = doc.next_word(at)
        phrase = self._lettered(at, "לכ") if at >= 0 and at not in self._named else None
        working = self._verb(doc.words[verb].form, self._words.working)
        if phrase is None and working:
            phrase = self._unlisted(self._role_after(verb)) or self._letterless(self._role_after(verb))
        person = self._subject(verb) if phrase is not None else None
        return (person, phrase) if phrase is not None and person is not None else None

    def _coming(self, verb: int) -> tuple[Person, RolePhrase] | None:
        """As what somebody came or went: חזר ארצה כמאמן, השתחררה מצה"ל כסרן."""
        doc = self._doc
        at = doc.next_word(verb)
        named = self._named.get(at)  # אמש חזר דוד כהן ארצה כמאמן
        if named is not None:
            at = doc.next_word(named[1].last)
        for _ in range(5):
            if at < 0 or self._lettered(at, "כ") is not None:
                break
            if doc.flags[at] & (Is.VERB | Is.SPEECH) and at not in self._named:
                return None
            at = doc.next_word(at)
        phrase = self._lettered(at, "כ") if at >= 0 and at not in self._named else None
        if phrase is None or phrase.role.definite:
            return None
        subject = named is not None and not self._is_object(named[1])
        person = named[0] if named is not None and subject else self._subject(verb)
        return (person, phrase) if person is not None else None

    def _again(self, person: Person, phrase: RolePhrase) -> tuple[Person, RolePhrase] | None:
        """What ו and the same letter add: כסבל בנמל, [ולימים כשרת בית ספר]; כשומר [וכטבח]."""
        doc = self._doc
        letter = doc.text[doc.starts[phrase.first] + phrase.letters - 1] if phrase.letters else ""
        at = phrase.last + 1
        if letter not in ("כ", "ל") or at >= len(doc) or not doc.joins[at]:
            return None
        at += bool(doc.flags[at] & Is.COMMA)
        start = at
        while (
            at < min(start + 3, len(doc))
            and doc.joins[at]
            and doc.words[at].form in self._words.and_now | _THEN
        ):
            at += 1
        joined = at > start or (at < len(doc) and doc.words[at].form[0] == "ו" and bool(doc.joins[at]))
        again = self._lettered(at, letter) if joined and at < len(doc) and at not in self._named else None
        return (person, again) if again is not None and not again.role.definite else None

    def _spending(self, noun: int) -> tuple[Person, RolePhrase] | None:
        """As what somebody spent years: אחרי עשור כמאמנת הנבחרת."""
        at = self._doc.next_word(noun)
        phrase = self._lettered(at, "כ") if at >= 0 and self._doc.words[at].form[0] == "כ" else None
        person = self._subject(noun) if phrase is not None and not phrase.role.definite else None
        return (person, phrase) if phrase is not None and person is not None else None

    def _letterless(self, at: int) -> RolePhrase | None:
        """What שימש says without כ: המשמש סמנכ"ל הטכנולוגיות, ששימשה בעבר שופטת בבית המשפט."""
        read = self._phrases.head_at(at) if at >= 0 else None
        if read is None or read[1]:
            return None
        role = read[0]
        if role.kind == "bare" and not self._phrases.is_alone(at, role):
            role = role._replace(kind="head")  # ששימש סגן שר האוצר
        return self._phrase(at, role, 0) if role.kind == "head" else None

    def _made(self, verb: int) -> tuple[Person, RolePhrase] | None:
        """What מינה את כהן לשר says of the object."""
        doc = self._doc
        at = doc.next_word(verb)
        for _ in range(8):
            if at < 0 or doc.words[at].form == "את":
                break
            at = doc.next_word(at)
        at = doc.next_word(at) if at >= 0 else -1
        while at >= 0 and at not in self._named and doc.flags[at] & (Is.ROLE | Is.DEFINITE | Is.AFTER_ROLE):
            at = doc.next_word(at)
        if at < 0 or at not in self._named:
            return None
        person, draft = self._named[at]
        phrase = None
        after = doc.next_word(draft.last)
        if after >= 0:
            phrase = self._lettered(after, "לכ")
        return (person, phrase) if phrase is not None else None

    def _named_to(self, noun: int) -> tuple[Person, RolePhrase] | None:
        """What מינויה של רונית כהן לתפקיד המנכ"לית says."""
        doc = self._doc
        at = doc.next_word(noun)
        if at >= 0 and doc.words[at].form == "של":
            at = doc.next_word(at)
        while at >= 0 and at not in self._named and doc.flags[at] & (Is.ROLE | Is.DEFINITE):
            at = doc.next_word(at)
        if at < 0 or at not in self._named:
            return None
        person, draft = self._named[at]
        after = doc.next_word(draft.last)
        phrase = self._lettered(after, "לכ") if after >= 0 else None
        return (person, phrase) if phrase is not None else None

    def _in_office(self, at: int) -> RolePhrase | None:
        """The phrase behind לתפקיד or בתפקיד at `at`: מונתה לתפקיד מנכ"לית הבנק."""
        head = self._doc.next_word(at)
        read = self._phrases.head_at(head, after=True) if head >= 0 else None
        if read is None or read[0].kind not in ("head", "bare") or read[1]:
            return None
        return self._phrase(head, read[0]._replace(kind="head"), 0)

    def _unlisted(self, at: int) -> RolePhrase | None:
        """A noun in no list behind כ, after עבד or שימש: עבדה כשרטטת במחלקת העבודות."""
        doc = self._doc
        cut = next((cut for cut in doc.words[at].cuts[1:] if cut.attached == "כ"), None) if at >= 0 else None
        if cut is None or len(cut.stem) < 3 or doc.flags[at] & (Is.FUNCTION | Is.NUMBER | Is.NOT_PERSON):
            return None
        if doc.words[at].flags & Is.COMMON and not doc.words[at].flags & Is.DERIVED:
            return None  # כמובן
        plural = cut.stem.endswith(("ים", "ות"))
        return (
            None
            if plural
            else self._phrase(at, Role("head", False, cut.stem, cut.stem[-1] in "תה"), cut.letters)
        )

    def _lettered(self, at: int, letters: str) -> RolePhrase | None:
        """The phrase whose first word stands at `at` behind one of `letters`."""
        doc = self._doc
        if doc.words[at].form in _OFFICE:
            return self._in_office(at)
        read = self._phrases.head_at(at, after=True)
        if read is None or read[0].kind not in ("head", "bare") or not read[1]:
            return None
        role, count = read
        if doc.text[doc.starts[at] + count - 1] not in letters:
            return None
        return self._phrase(at, role._replace(kind="head"), count)

    def _phrase(self, at: int, role: Role, letters: int) -> RolePhrase | None:
        """The phrase from `at` on; None where a name follows, whose role it then is."""
        doc = self._doc
        last = self._phrases.extent(at, role, len(doc), bounded=False)
        following = doc.next_word(last)
        if following in self._named:
            return None
        alone = self._words.never_alone | self._words.said_after | self._words.never_said
        if last == at and role.noun in alone:
            return None
        return RolePhrase(at, last, letters, role)

    def _subject(self, verb: int) -> Person | None:
        """Of whom a verb speaks: the name before it, past commas and asides; of הוא, who was spoken of before."""
        doc = self._doc
        start = max(doc.sentence_start(verb), verb - _LOOK_BACK)
        at = verb - 1
        gender = 1 if self._verb(doc.words[verb].form, _FEMININE) or doc.words[verb].form in _FEMININE else 0
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
            if not self._is_object(draft) and person.gender * gender >= 0:
                return person if self._near(draft, verb) else None
            at = draft.first - 1
        return self._before_sentence(start, verb)

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
        gap = [at for at in range(draft.last + 1, verb) if not self._is_meanwhile(at)]
        marks = Is.COMMA | Is.HYPHEN
        aside = len(gap) > 1 and (
            (doc.flags[gap[0]] & marks and doc.flags[gap[-1]] & marks) or doc.words[gap[-1]].form == ")"
        )
        relative = doc.words[draft.last + 1].form == "," and gap == [draft.last + 1] and verb > draft.last + 2
        apposed = [doc.words[at].form for at in gap] == [","] and doc.flags[draft.first - 1] & Is.COMMA
        apposed = apposed or (relative and doc.words[draft.last + 2].form[0] == "ש")
        return not gap or bool(aside) or bool(apposed)  # בעלה, אבנר לוז, היה מגדל פרחים

    def _is_meanwhile(self, at: int) -> bool:
        """Whether a word tells when, also behind ש: דנה לוי, [שקודם לכן] הייתה סמנכ"לית."""
        form, words = self._doc.words[at].form, self._words
        return form in words.meanwhile or (form[0] == "ש" and form[1:] in words.meanwhile)

    def _before_sentence(self, start: int, verb: int) -> Person | None:
        """The only person of the sentence before, for a sentence that names nobody before its verb."""
        doc = self._doc
        if start < 1 or any(at in self._named for at in range(start, verb)):
            return None
        form = doc.words[verb].form
        man = any(form.removeprefix(attached) in _MASCULINE for attached in ("", "ש", "ו", "וש"))
        woman = not man and (form in _FEMININE or form.endswith(("ה", "ת")))
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
                if (found := self._named.get(at)) is not None and at not in self._quoted
            }
            if people:
                break
            start = previous
        fitting = [person for person in people.values() if person.gender * (1 if woman else -1) >= 0]
        if len(fitting) > 1:
            fitting = [person for person in fitting if person.gender]
        return fitting[0] if len(fitting) == 1 else None

    def _is_object(self, draft: Draft) -> bool:
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
