"""Roles that a sentence says of a person: זידאן היה המתווך בעסקה, מונתה לדוברת, כיהן כשר האוצר, מינה את כהן לשר."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reader.entities.meanwhile import Meanwhile
from reader.entities.merging import Draft, Person
from reader.entities.prepared import Prepared
from reader.entities.role_phrases import RolePhrases
from reader.entities.role_search import RoleSearch
from reader.entities.role_words import role_words
from reader.entities.subjects import Subjects, verb_of
from reader.entities.titles import RolePhrase
from reader.entities.words import Is, Role

_CHECK_EVERY = 127
_OFFICE = frozenset(("לתפקיד", "בתפקיד", "לתפקידי", "למשרת", "במשרת", "לכהונת"))
_NEAR_MARK = 12
_POST = frozenset(("תפקיד", "משרת", "תפקידי"))
_OBJECT_PRONOUNS = frozenset(("אותו", "אותה"))
_PRONOUNS = frozenset(("הוא", "היא"))
_NOT = frozenset(("לא", "אינו", "אינה", "איננו", "איננה", "טרם", "ולא", "שלא", "מעולם"))
_LATER = frozenset(("ואחר", "ולאחר", "ולימים", "ובהמשך", "ואז", "וכיום", "והיום"))
_THEN = frozenset(("ובהמשך", "ואחר", "ולאחר", "כך", "מכן", "אחר", "בהמשך", "לימים", "לאחר"))
_HEROES = frozenset(("גיבור", "גיבורה", "כוכב", "כוכבת", "מצטיין", "מצטיינת", "מושיע", "מושיעה"))
"""Whom a match or a story had: הגיבור השני היה דני כהן tells no office."""
_IS = ("הוא", "היא", "היה", "הייתה", "יהיה", "תהיה")


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
        self._phrases = phrases
        self._search = search
        self._named = named
        self._words = role_words()
        self._quoted = self._quotations()
        self._when = Meanwhile(doc, phrases, named)
        self._subjects = Subjects(doc, phrases, search, named, begins, self._quoted)

    def find(self) -> Iterator[tuple[Person, RolePhrase]]:
        """Every role said of a person, in text order."""
        doc, words = self._doc, self._words
        among = (
            _POST
            | words.copulas
            | words.serving
            | words.making
            | words.naming_to
            | words.coming
            | words.spending
        )
        stems: dict[str, str] = {}
        for at, word in enumerate(doc.words):
            if not at & _CHECK_EVERY:
                doc.cancel.check()
            if not word.flags & Is.WORD:
                continue
            stem = stems.get(word.form)
            if stem is None:
                stem = stems[word.form] = verb_of(word.form, among)
            if not stem:
                continue
            found = None
            if stem in words.copulas:
                found = self._being(at) or self._identified(at) or self._aside(at)
            if stem in _POST:
                found = self._filling(at)
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

    def _quotations(self) -> set[int]:
        """The tokens inside quotation marks: what people say there of others is no role."""
        doc = self._doc
        inside: set[int] = set()
        for pair in doc.quotes:
            start, end = pair.inside
            inside.update(range(doc.token_at(start), doc.token_at(end)))
        return inside

    def _being(self, verb: int) -> tuple[Person, RolePhrase] | None:
        """What היה or הוא says: the phrase stands behind it without letters."""
        doc = self._doc
        before = doc.previous_word(verb)
        if verb in self._quoted or (before >= 0 and doc.words[before].form in _NOT):
            return None
        at = self._when.role_after(verb)
        named = self._named.get(at)
        if named is not None and not self._subjects.is_object(named[1]):  # מאז היה דוד כהן שר האוצר
            at = doc.next_word(named[1].last)
        read = self._phrases.head_at(at, after=True) if at >= 0 else None
        if read is None or read[1] or (read[0].noun in self._words.never_said and not read[0].definite):
            return None
        role = read[0]
        if role.kind == "kin" and doc.next_word(at) >= 0 and self._phrases.is_definite(doc.next_word(at)):
            role = role._replace(kind="head")  # הוא מנהלו האמנותי של הפסטיבל
        after = doc.next_word(at)
        ends = after < 0 or doc.words[after].form[0] == "ו"
        if role.kind == "kin" and ends and role.noun[:-1] not in self._words.family:
            role = role._replace(kind="head")  # שהייתה סגניתו ופוטרה
        if role.kind == "bare" and not self._phrases.is_alone(at, role):
            role = role._replace(kind="head")  # שהיה סגן ראש המוסד
        phrase = self._phrase(at, role, 0) if role.kind == "head" else None
        if phrase is None:
            return None
        person = named[0] if named is not None else self._subjects.of(verb)
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

    def _aside(self, pronoun: int) -> tuple[Person, RolePhrase] | None:
        """What stands between commas behind הוא: היא, [תופרת בדימוס], מנהלת את החשבונות."""
        doc, start = self._doc, pronoun + 2
        before = self._aside_before(pronoun)
        if before is not None:
            person = self._subjects.of(pronoun)
            return (person, before) if person is not None else None
        if doc.words[pronoun].form not in _PRONOUNS or pronoun in self._quoted or start >= len(doc):
            return None
        if doc.words[pronoun + 1].form != "," or not doc.joins[start] or start in self._named:
            return None
        read = self._phrases.head_at(start, after=True)
        end = self._phrases.region_end(start)
        if read is None or read[1] or read[0].kind != "head" or read[0].definite or end >= len(doc):
            return None
        last = self._phrases.extent(start, read[0], end, bounded=True)
        if last + 1 != end or not doc.flags[end] & Is.COMMA:
            return None
        person = self._subjects.of(pronoun)
        return (person, RolePhrase(start, last, 0, read[0])) if person is not None else None

    def _aside_before(self, pronoun: int) -> RolePhrase | None:
        """What a sentence begins with that goes on with הוא: [עורכת דין בהשכלתה], היא צירפה לרשימה."""
        doc, start = self._doc, self._doc.sentence_start(pronoun)
        if doc.words[pronoun].form not in _PRONOUNS or pronoun in self._quoted or pronoun - start < 2:
            return None
        if doc.words[pronoun - 1].form != "," or start in self._named:
            return None
        read = self._phrases.head_at(start, after=True)
        if read is None or read[1] or read[0].kind != "head" or read[0].definite:
            return None
        last = self._phrases.extent(start, read[0], pronoun - 1, bounded=True)
        return RolePhrase(start, last, 0, read[0]) if last + 2 == pronoun else None

    def _filling(self, post: int) -> tuple[Person, RolePhrase] | None:
        """What את תפקיד is followed by: מילאה בשש השנים האחרונות את תפקיד [חשבת הקבוצה]."""
        doc = self._doc
        before = doc.previous_word(post)
        if before < 0 or doc.words[before].form != "את" or doc.words[post].form not in _POST:
            return None
        filled = any(
            verb_of(doc.words[at].form, self._words.filling)
            for at in range(max(doc.sentence_start(post), before - 7), before)
        )
        phrase = self._in_office(post) if filled else None
        person = self._subjects.of(post) if phrase is not None else None
        return (person, phrase) if phrase is not None and person is not None else None

    def _serving(self, verb: int) -> tuple[Person, RolePhrase] | None:
        """What מונתה ל or כיהן כ says: the phrase stands behind its letter."""
        doc = self._doc
        before = doc.previous_word(verb)
        if before >= 0 and doc.words[before].form in _NOT:
            return None
        at = self._when.role_after(verb)
        if at >= 0 and doc.words[at].form in _OBJECT_PRONOUNS:
            return None
        if at in self._named and not self._subjects.is_object(self._named[at][1]):  # מונה דני כהן למנכ"ל
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
        working = verb_of(doc.words[verb].form, self._words.working)
        if phrase is None and working:
            phrase = self._unlisted(self._when.role_after(verb)) or self._letterless(
                self._when.role_after(verb)
            )
        person = self._subjects.of(verb) if phrase is not None else None
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
        subject = named is not None and not self._subjects.is_object(named[1])
        person = named[0] if named is not None and subject else self._subjects.of(verb)
        return (person, phrase) if person is not None else None

    def _again(self, person: Person, phrase: RolePhrase) -> tuple[Person, RolePhrase] | None:
        """What ו and the same letter add: כסבל בנמל, [ולימים כשרת בית ספר]; כשומר [וכטבח]."""
        doc = self._doc
        letter = doc.text[doc.starts[phrase.first] + phrase.letters - 1] if phrase.letters else ""
        at = phrase.last + 1
        if letter not in ("", "כ", "ל") or at >= len(doc) or not doc.joins[at]:
            return None
        listed = self._listed(at) if not letter and doc.words[at].form == "," else None
        if listed is not None:
            return person, listed
        if not letter and (doc.words[at].form not in _LATER or phrase.role.definite):
            return None
        at += bool(doc.flags[at] & Is.COMMA)
        start = at
        while (
            at < min(start + 3, len(doc))
            and doc.joins[at]
            and doc.words[at].form in self._words.and_now | _THEN
        ):
            at += 1
        if not letter:
            read = self._phrases.head_at(at, after=True) if at < len(doc) and doc.joins[at] else None
            later = read is not None and not read[1] and read[0].kind == "head" and not read[0].definite
            made = self._phrase(at, read[0], 0) if read is not None and later else None
            return (person, made) if made is not None else None
        joined = at > start or (at < len(doc) and doc.words[at].form[0] == "ו" and bool(doc.joins[at]))
        again = self._lettered(at, letter) if joined and at < len(doc) and at not in self._named else None
        return (person, again) if again is not None and not again.role.definite else None

    def _listed(self, comma: int) -> RolePhrase | None:
        """The next of a list that ו closes: הייתה עורכת הסדרה, [מורה לרוסית ושדרנית בקול ישראל]."""
        doc, at = self._doc, comma + 1
        read = self._phrases.head_at(at, after=True) if at < len(doc) and doc.joins[at] else None
        if read is None or read[1] or read[0].kind != "head" or read[0].definite:
            return None
        end = self._phrases.region_end(at)
        last = self._phrases.extent(at, read[0], end, bounded=True)
        if last + 1 != end:
            return None
        closes = any(
            doc.words[token].form[0] == "ו" and (self._phrases.head_at(token, after=True) or (0, 0))[1] == 1
            for token in range(at + 1, last + 1)
        )
        further = end < len(doc) and doc.words[end].form == "," and self._listed(end) is not None
        return RolePhrase(at, last, 0, read[0]) if closes or further else None

    def _spending(self, noun: int) -> tuple[Person, RolePhrase] | None:
        """As what somebody spent years: אחרי עשור כמאמנת הנבחרת."""
        at = self._doc.next_word(noun)
        phrase = self._lettered(at, "כ") if at >= 0 and self._doc.words[at].form[0] == "כ" else None
        person = self._subjects.of(noun) if phrase is not None and not phrase.role.definite else None
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
        if at >= 0 and doc.words[at].form in _OBJECT_PRONOUNS:
            return self._made_of(at)
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

    def _made_of(self, pronoun: int) -> tuple[Person, RolePhrase] | None:
        """What somebody is made whom the sentence has only as אותו: הסרט הפך אותו [לכוכב קולנוע]."""
        doc = self._doc
        after = doc.next_word(pronoun)
        phrase = self._lettered(after, "לכ") if after >= 0 else None
        if phrase is None:
            return None
        woman = doc.words[pronoun].form == "אותה"
        person = self._subjects.before(doc.sentence_start(pronoun), woman=woman)
        return (person, phrase) if person is not None else None

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

    def _to_mark(self, at: int, role: Role, last: int) -> int:
        """The last token of a phrase that a mark close behind ends: סוחר משי [אמיד], כוח עזר במחלקה [גריאטרית]."""
        doc, end = self._doc, self._phrases.region_end(at, _NEAR_MARK)
        beyond = range(last + 1, end)
        if not beyond or end >= len(doc) or any(doc.flags[token] & (Is.NUMBER | Is.MARK) for token in beyond):
            return last
        for token in beyond:
            if doc.words[token].form[0] == "ו" and (self._phrases.head_at(token) or (role, 0))[1] != 1:
                return last  # כסגנית ראש העירייה וכיועצת; האיש החזק ומועמדה לקנצלרות
        whole = self._phrases.extent(at, role, end, bounded=True)
        return whole if whole + 1 == end else last

    def _phrase(self, at: int, role: Role, letters: int) -> RolePhrase | None:
        """The phrase from `at` on; None where a name follows, whose role it then is."""
        doc = self._doc
        last = self._phrases.extent(at, role, len(doc), bounded=False)
        last = self._to_mark(at, role, last)
        following = doc.next_word(last)
        if following in self._named:
            return None
        alone = self._words.never_alone | self._words.said_after | self._words.never_said
        if last == at and role.noun in alone:
            return None
        return RolePhrase(at, last, letters, role)
