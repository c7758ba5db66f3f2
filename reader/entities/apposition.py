"""Roles that stand beside a name: שר החוץ ג'ון קרי; מנכ"ל הנמל, דן כהן, אמר; דנה לוי, מורה למתמטיקה, אמרה."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reader.entities.merging import Draft, Person
from reader.entities.prepared import GLUED, Prepared
from reader.entities.role_phrases import RolePhrases
from reader.entities.role_search import RoleSearch
from reader.entities.role_words import role_words
from reader.entities.titles import RolePhrase
from reader.entities.unlisted import Unlisted
from reader.entities.words import Is, Word

_SEGMENTS = 4
_AGES = frozenset(("בן", "בת", "כבן", "כבת"))
_HOMES = frozenset(
    ("תושב", "תושבת", "יליד", "ילידת", "אב", "אם", "נשוי", "נשואה", "גרוש", "גרושה", "רווק", "רווקה")
)
_MAY_FOLLOW = Is.FUNCTION | Is.VERB | Is.SPEECH | Is.WEAK_SPEECH | Is.APPOINTED
_AFFILIATION = 5
_INFINITIVE = re.compile("לה(ת[א-ת]{2,3}|[א-ת]{1,2}י[א-ת]|י[א-ת]{3})")
"""להעתיק, להתאמן, להיכנס, where a noun with its article could be read."""
_HOW_LONG = frozenset(("זה", "מזה", "במשך", "מאז", "כבר", "בעצמו", "בעצמה"))
_HIMSELF = frozenset(("בעצמו", "בעצמה"))
_PARENTS = frozenset(("ואב", "ואם", "ואבא", "ואימא", "ואמא", "וסב", "וסבתא"))
_CALLED = frozenset(("המוכר", "המוכרת", "הידוע", "הידועה", "המכונה", "שכונה", "שכונתה"))
_RECENTLY = frozenset(("לאחרונה", "השבוע", "היום", "אתמול", "כה", "עתה", "עכשיו", "כאן", "אז"))
_BEFORE_RANKS = frozenset(("תת", "רב", "סגן", "סו", "אקס"))


class Appositions:
    """Finds what stands beside one mention after the other."""

    def __init__(
        self,
        doc: Prepared,
        phrases: RolePhrases,
        search: RoleSearch,
        named: Mapping[int, tuple[Person, Draft]],
    ) -> None:
        self._doc = doc
        self._phrases = phrases
        self._search = search
        self._named = named
        self._words = role_words()
        self._unlisted = Unlisted(doc, phrases, named)

    def before(self, person: Person, draft: Draft) -> list[RolePhrase]:
        """The roles directly before a name, the nearest first."""
        return [] if draft.letters else self._search.ending_before_name(draft.first, person.gender)

    def before_comma(self, draft: Draft, beside: list[RolePhrase]) -> list[RolePhrase]:
        """The role that a comma parts from the name, or from what `beside` it is: מפקד הפיקוד, אלוף יונתן שריד."""
        doc = self._doc
        first = draft.first
        if beside:
            if beside[-1].letters:
                return []
            first = beside[-1].first
        elif draft.letters:
            return []
        if beside == [] and self._is_colon(first - 1):
            phrase = self._search.ending_before_mark(first - 1, single=True)
            whole = phrase is not None and doc.previous_word(phrase.first) < 0
            if phrase is None or not whole or not self._is_closed(draft.last):
                return []
            alone = phrase.first == phrase.last and not phrase.role.definite
            return [] if alone and phrase.role.noun in self._words.never_alone else [phrase]
        if not self._is_comma(first - 1):
            first = self._before_nationality(first) if not beside else -1
            if first < 0:
                return []
        closed = self._is_closed(draft.last)
        if not closed:
            return []
        comma = doc.words[draft.last + 1].form == "," if draft.last + 1 < len(doc) else False
        phrase = self._search.ending_before_mark(first - 1, single=comma)
        if phrase is None or phrase.role.kind in ("courtesy", "plural", "bare") or self._belongs_left(phrase):
            return []
        return [phrase]

    def _before_nationality(self, first: int) -> int:
        """Where an adjective after a comma begins that stands before the name: נציבת הסחר, [האירית] מורין או'הרה."""
        doc = self._doc
        at = doc.previous_word(first)
        nationality = at > 0 and doc.flags[at] & Is.DEFINITE and doc.words[at].form.endswith(("י", "ת", "ה"))
        return at if nationality and self._is_comma(at - 1) else -1

    def _is_colon(self, mark: int) -> bool:
        doc = self._doc
        return mark > 0 and bool(doc.flags[mark] & Is.COLON and doc.joins[mark + 1] and doc.joins[mark])

    def _is_comma(self, mark: int) -> bool:
        doc = self._doc
        return mark > 0 and bool(doc.flags[mark] & Is.COMMA and doc.joins[mark + 1] and doc.joins[mark])

    def _is_closed(self, last: int) -> bool:
        """Whether a mark follows a name, also after what belongs to it: בן 42, מחיפה, (הליכוד), ז"ל."""
        if self._phrases.closes(last) or self._doc.words[last + 1].form == "(":
            return True
        return self._after_aside(last) > last

    def _belongs_left(self, phrase: RolePhrase) -> bool:
        """Whether a phrase between two names is rather what the first one is: דני כהן, מנכ"ל החברה, יוסי לוי."""
        doc, before = self._doc, phrase.first - 1
        if phrase.letters or before < 1 or not doc.joins[phrase.first] or not doc.flags[before] & Is.COMMA:
            return False
        return before - 1 in self._named

    def _after_aside(self, last: int) -> int:
        """The last token of what may stand between a name and the mark after it: מאוניברסיטת חיפה, (58), ז"ל, בת ה-22."""
        doc, at = self._doc, last
        if at + 2 < len(doc) and doc.words[at + 1].form == "(" and doc.joins[at + 1]:
            for close in range(at + 2, min(len(doc), at + 8)):
                if doc.words[close].form == ")":
                    return close
        for _ in range(_AFFILIATION):
            after = doc.next_word(at)
            if after < 0 or after in self._named:
                break
            covering = self._phrases.covering(after)
            if covering is not None:
                at = covering.last
                continue
            word, flags = doc.words[after], doc.flags[after]
            begins = at == last
            age = word.form in _AGES or (begins and word.form in ("עצמו", "עצמה"))
            hanging = flags & Is.DERIVED and word.form[0] in "במ" and word.form not in self._words.times
            going_on = not begins and not flags & (_MAY_FOLLOW | Is.ROLE)
            age = age or (
                begins and word.form in self._words.once and doc.words[doc.next_word(after)].form in _AGES
            )
            if not (age or hanging or flags & Is.AFTER_ROLE or (going_on and word.form[0] != "ש")):
                break
            at = after
        return at if self._phrases.closes(at) or at == last else last

    def after(self, draft: Draft) -> Iterator[RolePhrase]:
        """The roles after a name, between marks: סופר, משורר ומחזאי; after an age too."""
        doc = self._doc
        mark = self._after_aside(draft.last) + 1
        bracket = doc.words[draft.last + 1].form == "(" if draft.last + 1 < len(doc) else False
        if bracket and self._bracketed(draft.last + 1):
            mark = draft.last + 1
        found = False
        for _ in range(_SEGMENTS):
            if (
                mark + 1 >= len(doc)
                or not doc.joins[mark]
                or not doc.joins[mark + 1]
                or not self._parts(mark)
            ):
                return
            start = self._past_once(mark + 1)
            end = self._phrases.region_end(start)
            if self._is_clause(draft, end):
                return
            phrase = self._segment(start, end, mark, again=found)
            if phrase is not None:
                found = True
                yield phrase
                after = self._and_now(phrase.last, end)
                if after >= 0:
                    phrase = self._segment(after + 1, end, mark, again=True)  # אז סולנית וכיום מרצה באקדמיה
                    if phrase is not None:
                        yield phrase
                joined = self._after_how_long(phrase.last, end) if phrase is not None else None
                if joined is not None:
                    yield joined
                if phrase is None or phrase.last + 1 != end:
                    return
            elif found or not self._is_aside(mark + 1):
                return
            mark = end
            if mark < len(doc) and doc.words[mark].form in (")", "("):
                return

    def _and_now(self, last: int, end: int) -> int:
        """Where "and now" stands behind a role, perhaps behind an age: אז סולנית בת 14 [וכיום] מרצה; else -1."""
        doc = self._doc
        after = doc.next_word(last)
        if after >= 0 and self._phrases.is_age(after):
            after = doc.next_word(self._after_age(after, end) - 1)
        return after if 0 <= after < end - 1 and doc.words[after].form in self._words.and_now else -1

    def _after_how_long(self, last: int, end: int) -> RolePhrase | None:
        """The role that ו joins behind how long one has another: רב העיר צפת זה ארבעה עשורים [וחבר המועצה]."""
        after = self._doc.next_word(last)
        long = 0 <= after < end - 1 and self._doc.words[after].form in _HOW_LONG
        return self._joined_to_home(after, end) if long else None

    def _is_clause(self, draft: Draft, end: int) -> bool:
        """Whether a whole sentence follows the comma after a source: לדברי סיף, מומחה לכתב יד מצא …."""
        doc = self._doc
        before = doc.previous_word(draft.first)
        if before < 0 or not (
            doc.flags[before] & Is.SOURCE or doc.words[before].form in ("לפי", "לדעת", "לטענת")
        ):
            return False
        return end >= len(doc) or not doc.flags[end] & Is.COMMA

    def _bracketed(self, opening: int) -> bool:
        return opening + 1 < len(self._doc) and self._phrases.head_at(opening + 1, after=True) is not None

    def _parts(self, mark: int) -> bool:
        """Whether a mark parts a name from what the person is: a comma, a dash between blanks, a bracket."""
        doc = self._doc
        if doc.words[mark].form == "(":
            return True
        if doc.flags[mark] & Is.HYPHEN:
            return not (doc.joins[mark] == GLUED and doc.joins[mark + 1] == GLUED)
        return bool(doc.flags[mark] & Is.COMMA)

    def _is_aside(self, start: int) -> bool:
        """Whether a segment tells age or home, after which a role may come: דני כהן, בן 42, רופא."""
        doc = self._doc
        form = doc.words[start].form
        if doc.flags[start] & Is.NUMBER and doc.ends[start] - doc.starts[start] <= 3:
            return True  # דני כהן, 45, נהג אוטובוס
        return (
            form in _AGES
            or form in _HOMES
            or form in _CALLED
            or (form[0] == "מ" and bool(doc.flags[start] & Is.DERIVED))
        )

    def _past_once(self, start: int) -> int:
        """The first token after אז, כיום, בעבר; לשעבר stays, for it says what the person is no longer."""
        doc = self._doc
        at = start
        if doc.words[at].form == "עד" and at + 2 < len(doc) and doc.words[at + 1].form in _RECENTLY:
            at += 2  # רונית כהן, עד לאחרונה אוצרת במוזיאון
        while (
            at + 1 < len(doc)
            and doc.joins[at + 1]
            and doc.words[at].form in self._words.once
            and doc.words[at].form != "לשעבר"
        ):
            at += 1
        return at

    def _segment(self, start: int, end: int, mark: int, *, again: bool) -> RolePhrase | None:
        """The role that begins a stretch between two marks."""
        doc = self._doc
        former = doc.words[start].form == "לשעבר"
        head = start + 1 if former and start + 1 < end else start
        hyphened = (
            head + 2 < end and doc.words[head].form in _BEFORE_RANKS and doc.flags[head + 1] & Is.HYPHEN
        )
        by_age = doc.words[head].form in _AGES
        if by_age:
            head = self._after_age(head, end)
        rank = head
        head += 2 if hyphened else 0  # קדמי, תת-אלוף במילואים
        if head < end and doc.words[head].form in _CALLED:
            return None
        if head < end and doc.words[head].form in _HOMES:
            return self._joined_to_home(head, end)
        read = self._phrases.head_at(head, after=True) if head < end else None
        if read is None:
            return self._unlisted.between(head, end) if not former and not by_age else None
        role, letters = read
        joined = again and letters == 1 and doc.text[doc.starts[head]] == "ו"  # not ש|נפטר
        if letters and role.noun == "נגד":
            return None  # נגד רעייתו, מעצבת, ונגד גיסו
        if role.kind in ("courtesy", "plural") or (letters and not joined) or (role.kind == "bare" and again):
            return None
        last = self._phrases.extent(head, role, end, bounded=True)
        if any(at in self._named for at in range(head, last + 1)) and role.kind not in ("kin", "head"):
            return None
        if role.kind == "kin" and last > head and not self._is_kin(head):
            more = self._joined_to_home(head, end) if doc.words[head + 1].form[0] == "ו" else None
            if more is None or more.first > head + 1 or doc.flags[head] & Is.VERB:
                return more
            return more._replace(first=head, letters=letters, role=role)  # תלמידתו ומנהלת התיאטרון
        if not former and not self._is_enough(head, last, role.noun, definite=role.definite):
            return None
        following = doc.next_word(last)
        if following in self._named or (following >= 0 and not self._may_follow(following)):
            return None
        if not role.definite and not self._is_noun(head, last, following):
            return None
        if following < 0 and last + 1 < end:
            return None
        if again and self._opens_name(end):
            return None
        return RolePhrase(start if former else rank if hyphened else head, last, letters, role)

    def _joined_to_home(self, home: int, end: int) -> RolePhrase | None:
        """The role that ו joins to kin or home: אם לשלושה [וסטודנטית לחינוך גופני]."""
        doc = self._doc
        for at in range(home + 1, end):
            read = self._phrases.head_at(at, after=True) if doc.words[at].form[0] == "ו" else None
            if read is not None and read[1] == 1 and read[0].kind == "head":
                last = self._phrases.extent(at, read[0], end, bounded=True)
                following = doc.next_word(last)
                whole = last + 1 == end or (following >= 0 and self._may_follow(following))
                return RolePhrase(at, last, 1, read[0]) if whole else None
        return None

    def _is_kin(self, head: int) -> bool:
        """Whether what follows goes with a word for kin: בנו הבכור, בנה של רות, but not בנה סכרים."""
        doc = self._doc
        after = doc.next_word(head)
        return after >= 0 and (
            bool(doc.flags[after] & Is.DEFINITE)
            or doc.words[after].form in ("של", "לשעבר")
            or (doc.words[after].form[0] in "לב" and not doc.flags[head] & (Is.VERB | Is.COMMON))
        )

    def _is_noun(self, head: int, last: int, following: int) -> bool:
        """Whether a head without ה is no verb: דן לוי, כתב הארץ, but not דן לוי, כתב בגזר הדין."""
        doc = self._doc
        father = (
            following >= 0 and doc.words[following].form in _PARENTS | _HIMSELF | _HOW_LONG
        )  # קוסמטיקאית ואם לתינוק
        clause = (
            not father
            and following >= 0
            and doc.words[following].form[0] != "ש"
            and not self._phrases.is_age(following)
        )
        if last == head:
            says = doc.flags[head] & (Is.SPEECH | Is.WEAK_SPEECH | Is.VERB)
            return not clause and not (says and following >= 0 and doc.words[following].form[0] == "ש")
        if clause and doc.flags[following] & (Is.VERB | Is.SPEECH):
            return False
        after = self._phrases.unit_after(head)  # מנכ"ל "נמל המפרץ"
        if after >= 0 and _is_infinitive(doc.words[after]) and doc.flags[head] & (Is.VERB | Is.COMMON):
            return False  # סופיה ריבלינה, נהג לחתום בשמה
        verbal = doc.flags[head] & (Is.VERB | Is.SPEECH | Is.WEAK_SPEECH)
        if following < 0 and self._ends_in_comma(last) and not doc.flags[head] & (Is.SPEECH | Is.WEAK_SPEECH):
            return after >= 0 and doc.words[after].form not in ("את", "כי")  # חשב במשרד הביטחון, נחקר
        return not verbal or (after >= 0 and not doc.flags[after] & (Is.DERIVED | Is.FUNCTION))

    def _ends_in_comma(self, last: int) -> bool:
        doc = self._doc
        return last + 2 < len(doc) and doc.words[last + 1].form == "," and bool(doc.joins[last + 2])

    def _is_enough(self, head: int, last: int, noun: str, *, definite: bool) -> bool:
        """Whether the words say what somebody is: מורה, בכיר בבנק, but not בכיר or החברה."""
        if last > head:
            return True
        if definite:
            return noun not in self._phrases.only_with_more
        return noun not in self._words.never_alone and noun not in self._words.said_after

    def _after_age(self, at: int, end: int) -> int:
        """The token after בן 42, in בן 42 ורופא."""
        doc = self._doc
        while at < end and (
            doc.words[at].form in (*_AGES, "ה", "-") or doc.flags[at] & (Is.NUMBER | Is.HYPHEN)
        ):
            at += 1
        return at

    def _may_follow(self, at: int) -> bool:
        """Whether a word may come after a role without a mark: a verb, a clause, when and where."""
        word = self._doc.words[at]
        owner = word.form in ("ובעל", "ובעלת")  # רואת חשבון ובעלת תואר שני
        if owner or word.form in _AGES or word.form in _HOMES or word.form in self._words.clauses:
            return True  # מהנדס תוכנה בן 38; מדריכת טיולים המתגוררת בקוסקו
        if word.flags & _MAY_FOLLOW or word.form[0] == "ש" or word.form in self._words.times:
            return True
        return bool(word.flags & Is.DERIVED) and word.form[0] in "בלמכש"

    def _opens_name(self, mark: int) -> bool:
        """Whether a comma and another name come next: what stands before them is then rather theirs."""
        doc = self._doc
        if mark + 1 >= len(doc) or not doc.flags[mark] & Is.COMMA:
            return False
        return mark + 1 in self._named and not self._named[mark + 1][1].letters


def _is_infinitive(word: Word) -> bool:
    """Whether a word in no list of nouns may be "to do": לחתום, but not לביטחון."""
    return (
        word.form[0] == "ל"
        and len(word.form) > 4
        and bool(word.flags & Is.COMMON)
        and not word.flags & (Is.AFTER_ROLE | Is.ROLE)
        and (not word.flags & Is.DERIVED or _INFINITIVE.fullmatch(word.form) is not None)
    )
