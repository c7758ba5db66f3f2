"""Where the words of a role begin that end before a name or a mark: the same phrases, looked for backwards."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reader.entities.merging import Draft, Person
from reader.entities.people_words import people_words
from reader.entities.prepared import BLANK, GLUED, Prepared
from reader.entities.role_phrases import RolePhrases
from reader.entities.role_words import role_words
from reader.entities.titles import RolePhrase, Titles
from reader.entities.words import Is, Role

_LONGEST = 14
_LONGEST_QUOTED = 6
_OF = "של"
_POSSESSIVES = frozenset(("שלו", "שלה", "שלהם", "שלהן", "שלנו", "שלי"))
_ABOUT = frozenset(("על",))
_CAUSED = re.compile("ה[א-ת]{2}י[א-ת]ה")
"""A woman's past of the causative, where הנחיתה is a noun with its article too."""
_WITHOUT = frozenset(("ללא", "בלי"))
_OVER = frozenset(
    ("על", "אל", "ליד", "מול", "אחרי", "לפני", "עד", "תחת", "מתחת", "בתוך", "מן", "דרך", "סביב", "לעבר")
)
_BEFORE_NOUNS = frozenset(("", "ו", "ש", "כש", "מ", "וכש"))
_WIDOWS = frozenset(("אלמנת", "אלמן", "רעיית", "אשת", "גרושת", "אחות", "אם", "בת", "בן"))
_NAMING = frozenset(("בשם", "ששמו", "ששמה", "ושמו", "ושמה", "שמו", "שמה"))
_STANDING_IN = frozenset(("משנה", "סגן", "סגנית"))
_VERBS_TOO = frozenset(
    ("יזם", "כתב", "קשר", "נגיד", "סייע", "מפתח", "חשוד", "נאשם", "מוכר", "מכר", "נתבע", "נידון")
)
_QUALIFYING = frozenset(
    (
        *("מנהל", "מנהלת", "מייסד", "מייסדת", "מבצע", "מלווה", "מוביל", "מובילה", "מטפל", "מטפלת"),
        *("ממונה", "אחראי", "אחראית", "חוקר", "חוקרת", "יוצר", "יוצרת", "מחבר", "נאמן", "בדואי", "בדואית"),
        *("דמוקרט", "דמוקרטית", "קומוניסט", "קומוניסטית", "סוציאליסט", "סוציאליסטית"),
        *("גולה", "חשוד", "חשודה", "נאשם", "נאשמת", "מורשע", "מורשעת", "זוכה", "מוכתר", "מוכתרת"),
    )
)
"""Participles that say which of several one is: השותף המנהל, הרופאה המטפלת."""
_NEXT_DOOR = frozenset(("שכן", "שכנה"))
_VERBAL = Is.VERB | Is.SPEECH | Is.WEAK_SPEECH | Is.APPOINTED
_SEPARATE = frozenset(("bare", "courtesy"))


class RoleSearch:
    """Finds the role phrases of one article by their ends; `named` as `RolePhrases` has it."""

    def __init__(
        self,
        doc: Prepared,
        titles: Titles,
        phrases: RolePhrases,
        named: Mapping[int, tuple[Person, Draft]],
    ) -> None:
        self._doc = doc
        self._titles = titles
        self._phrases = phrases
        self._named = named
        self._words = role_words()

    def ending_before_name(self, name: int, gender: int = 0) -> list[RolePhrase]:
        """The phrases that end directly before the name at `name`, the nearest first; at most four.

        `gender` is the person's: רעיית הנשיא מיכל הרצוג is the wife, אלמנת הסופר עמוס עוז is not.
        """
        found: list[RolePhrase] = []
        limit = name
        before = self._doc.previous_word(name)
        by_name = before >= 0 and self._doc.words[before].form in _NAMING
        if by_name:
            limit = before  # רופא צעיר בשם דני
        limit = self._before_age(limit)
        for _ in range(4):
            phrase = self._nearest(limit, single=by_name and not found)
            if phrase is None and not found:
                phrase = self._unlisted(limit)
            if phrase is None or (phrase.role.noun in _WIDOWS and phrase.last > phrase.first and gender <= 0):
                break
            found.append(phrase)
            limit = phrase.first
            if phrase.letters:
                break
        return found

    def _before_age(self, name: int) -> int:
        """The first token of an age that ends before `name`, or `name`: הקשר [בן ה-24] דני."""
        doc = self._doc
        if name < 2 or not doc.flags[name - 1] & Is.NUMBER:
            return name
        for at in range(name - 2, max(-1, name - 6), -1):
            if self._phrases.is_age(at):
                return at
        return name

    def _one_at(self, at: int) -> tuple[Role, int] | None:
        """The role of one person that begins at `at`; of several people (הראשי) it is an adjective here."""
        read = self._phrases.head_at(at)
        if read is None or read[0].kind == "plural" or self._goes_with_head(at, read[0]):
            return None
        return read

    def _goes_with_head(self, at: int, role: Role) -> bool:
        """Whether a noun with ה only goes on with the head before it: השותפה [המנהלת] בקרן, מאמן [האלופה]."""
        team = role.noun in self._words.teams
        if not role.definite or not (team or role.noun in _QUALIFYING | _NEXT_DOOR):
            return False
        before = self._doc.previous_word(at)
        adjective = before >= 0 and not team and self._doc.flags[before] & Is.DEFINITE
        behind = before >= 0 and any("ה" in cut.attached for cut in self._doc.words[before].cuts)
        if behind and role.noun in _NEXT_DOOR and self._phrases.head_at(before) is None:
            return True  # מהתחנה [השכנה]
        if adjective and self._phrases.head_at(before) is None:
            before = self._doc.previous_word(before)  # העיתונאית הטורקית [הגולה]
        if before < 0 or before in self._named or self._doc.flags[before] & _VERBAL:
            return False
        head = self._phrases.head_at(before)
        return head is not None and head[0].kind == "head" and head[0].definite is not team

    def left(self, at: int) -> int:
        """The word before, also over brackets round what may close a role: (בדימוס), (במיל')."""
        doc = self._doc
        before = doc.previous_word(at)
        if before >= 0 or at < 3 or doc.joins[at] != BLANK:
            return before
        if doc.words[at - 1].form == ")":
            for opening in range(at - 2, max(-1, at - 5), -1):
                if doc.words[opening].form == "(" and doc.flags[opening + 1] & Is.AFTER_ROLE:
                    return doc.previous_word(opening) if doc.joins[opening] else -1
        if doc.flags[at - 1] & Is.QUOTE and doc.joins[at - 1] == GLUED:  # בית הספר "הרי אדום" [דני]
            for opening in range(at - 3, max(0, at - 4 - _LONGEST_QUOTED), -1):
                if doc.flags[opening] & Is.QUOTE and doc.joins[opening] == BLANK:
                    return at - 1
        return -1

    def _nearest(self, limit: int, *, single: bool) -> RolePhrase | None:
        """The phrase that ends directly before the token at `limit`."""
        last = self.left(limit)
        best: RolePhrase | None = None
        at = last
        while at >= 0 and limit - at <= _LONGEST:
            if at in self._named:
                break
            read = self._one_at(at)
            if read is not None and best is None:
                best = self._candidate(at, last, read, single=single)
            elif read is not None and best is not None:
                longer = self._swallowing(at, read, best)
                if longer is None:
                    break
                best = longer
            elif best is not None and best.letters and best.role.kind == "head" and self._may_lie_inside(at):
                pass  # סגנית ראש העיר [ומחזיקת תיק החינוך] אורנה לוי
            elif best is not None and (not self._is_link(at) or best.letters or best.role.kind in _SEPARATE):
                break
            if best is not None and best.letters and not self._and(best):
                return self._hyphened(self._deputy_of(best) or best)
            at = self._before_list(at, limit) if best is None else self._before(at)
        return self._hyphened(best)

    def _deputy_of(self, inner: RolePhrase) -> RolePhrase | None:
        """The phrase of who stands in for another one: [המשנה ל]נגיד."""
        doc = self._doc
        at = doc.previous_word(inner.first)
        letter = doc.text[doc.starts[inner.first] + inner.letters - 1]
        if at < 0 or letter != "ל" or inner.letters > 1 or at in self._named:
            return None
        read = self._phrases.head_at(at)
        deputy = read is not None and read[0].noun in _STANDING_IN
        return RolePhrase(at, inner.last, read[1], read[0]) if read is not None and deputy else None

    def _unlisted(self, limit: int) -> RolePhrase | None:
        """A noun in no list that stands before a name with its article: [השוקולטייר הבלגי] מרטן."""
        doc = self._doc
        last = at = doc.previous_word(limit)
        first = -1
        while at >= 0 and limit - at <= 4 and at not in self._named and at not in self._titles.covered:
            word = doc.words[at]
            cut = next(
                (cut for cut in word.cuts if cut.stem[0] == "ה" and cut.attached in _BEFORE_NOUNS), None
            )
            if cut is None or not self._may_be_noun(at, cut.stem):
                break
            first, letters = at, cut.letters
            if letters:
                break
            at = doc.previous_word(at)
        if first < 0 or not (letters or self._opens_phrase(first)):
            return None
        stem = doc.words[first].form[letters + 1 :]
        if _CAUSED.fullmatch(doc.words[first].form) and first == last:
            return None  # הנחיתה דנה כהן את הכדור
        if stem in self._words.no_office or (first == last and self._is_nationality(stem)):
            return None
        return RolePhrase(first, last, letters, Role("head", True, stem, stem[-1] in "תה"))

    def _is_nationality(self, stem: str) -> bool:
        """Whether a word alone is rather where somebody is from: הסרבי, האירית, הצרפתייה."""
        return stem.endswith(("י", "ייה")) or (stem.endswith("ית") and self._doc.lexicon.is_common(stem[:-1]))

    def _may_be_noun(self, at: int, stem: str) -> bool:
        doc = self._doc
        flags = doc.flags[at]
        if stem in self._words.times or stem.endswith(("ים", "ות")) or len(stem) < 5:
            return False
        odd = flags & (Is.FUNCTION | _VERBAL | Is.NUMBER | Is.PHRASE | Is.NOT_PERSON | Is.WORK)
        return not odd and (
            doc.lexicon.is_common(stem[1:]) or bool(flags & (Is.UNKNOWN | Is.INFLECTED | Is.DEFINITE))
        )

    def _opens_phrase(self, first: int) -> bool:
        """Whether nothing before a noun can have it as an adjective: a verb, את, a comma, the line's beginning."""
        doc = self._doc
        before = doc.previous_word(first)
        if before < 0:
            return True
        if doc.words[before].form in _OVER:
            return False  # עלו על הדוכן רחמים ושמעון
        return bool(doc.flags[before] & (Is.FUNCTION | _VERBAL)) and not doc.flags[before] & Is.DEFINITE

    def _before(self, at: int) -> int:
        doc = self._doc
        if doc.flags[at] & Is.QUOTE:
            for opening in range(at - 2, max(0, at - 3 - _LONGEST_QUOTED), -1):
                if doc.flags[opening] & Is.QUOTE and doc.joins[opening] == BLANK:
                    return doc.previous_word(opening)
            return -1
        before = doc.previous_word(at)
        closes = before < 0 < at and doc.flags[at - 1] & Is.QUOTE and doc.joins[at] == BLANK
        return self.left(at) if closes else before  # מנהלת תיכון "אופקים" [בחדרה]

    def _before_list(self, at: int, limit: int) -> int:
        """The token before, also over a comma inside an office: שרת התרבות[, הספורט והמדע]."""
        before = self._before(at)
        if before < 0 and at > 1 and self._doc.words[at - 1].form == "," and self._doc.joins[at]:
            return at - 2 if self._phrases.list_end(at - 1, limit) == limit - 1 else -1
        return before

    def _is_link(self, at: int) -> bool:
        """Whether a longer phrase may go over this word to the head found: דובר [לשכת] ראש הממשלה."""
        doc = self._doc
        flags = doc.flags[at]
        return bool(flags & Is.COMMON) and not flags & (
            Is.FUNCTION | _VERBAL | Is.DEFINITE | Is.DERIVED | Is.NUMBER
        )

    def _and(self, phrase: RolePhrase) -> bool:
        doc = self._doc
        return phrase.letters == 1 and doc.text[doc.starts[phrase.first]] == "ו"

    def _swallowing(self, at: int, read: tuple[Role, int], inner: RolePhrase) -> RolePhrase | None:
        """The longer phrase from the head at `at` on: סגן שר האוצר, השר וסגן ראש הממשלה; None where it is none."""
        role, letters = read
        if role.kind == "bare" and role.noun in self._titles.deputies:
            role = role._replace(kind="head")  # סגן is a rank, and a deputy: סגן השר
        if role.kind != "head" or inner.role.kind in _SEPARATE:
            return None
        if inner.letters:
            joined = self._and(inner) and inner.role.kind == "head"
            whole = joined and self._phrases.extent(at, role, inner.first + 1, bounded=True) == inner.first
            return RolePhrase(at, inner.last, letters, role) if whole else None
        if (
            role.definite
            and inner.role.noun in self._words.only_definite | _QUALIFYING
            and inner.role.definite
            and _is_beside(self._doc, at, inner)
        ):
            return RolePhrase(at, inner.last, letters, role)  # הנשיא האורח
        verbal = self._doc.flags[at] & _VERBAL or role.noun in _VERBS_TOO | people_words().participles
        if verbal and not role.definite and role.noun not in self._titles.deputies:
            return None  # יזם ראש המועצה: he began it
        construct = not role.definite and not inner.role.swallowed
        deputy = role.noun in self._titles.deputies
        beside = self._doc.next_word(at) == inner.first
        if (
            not construct
            or (beside and not deputy)
            or (inner.role.definite and beside and role.noun[:3] != "סגן")
        ):
            return None
        if self._phrases.extent(at, role, inner.last + 1, bounded=True) != inner.last:
            return None
        return RolePhrase(at, inner.last, letters, role)

    def _candidate(self, at: int, last: int, read: tuple[Role, int], *, single: bool) -> RolePhrase | None:
        """The phrase from `at` to `last`, where the head and the words between go together."""
        role, letters = read
        if role.kind == "kin" and letters and self._doc.text[self._doc.starts[at] + letters - 1] in "במכ":
            return None  # דירקטור בחברה
        if role.kind == "courtesy":
            return RolePhrase(at, last, letters, role) if at == last else None
        if self._phrases.extent(at, role, last + 1, bounded=True) != last:
            return None
        if role.kind == "bare" and at < last:
            role = self._as_head(at, role, last)
        if at == last and not single and not self._alone(role):
            return None
        if at == last and role.definite and role.noun in self._titles.only_with_more:
            return None
        return RolePhrase(at, last, letters, role)

    def _as_head(self, at: int, role: Role, last: int) -> Role:
        """A rank with something behind it is a role like others: אלוף פיקוד הצפון, but not ניצב משנה."""
        word = self._doc.words[self._doc.next_word(at)] if self._doc.next_word(at) >= 0 else None
        tied = word is not None and (word.form in self._titles.ties or word.flags & Is.AFTER_ROLE)
        if role.definite and word is not None and word.form in self._words.known_by:
            return role._replace(kind="head")  # האלוף המכהן, דינג לירן
        return role if tied or not last else role._replace(kind="head")

    def _alone(self, role: Role) -> bool:
        """Whether one word before a name is a role: השליח, מנכ"ל, ל|נשיא, but not מנהל."""
        return role.definite or role.swallowed or role.kind in ("bare", "kin") or '"' in role.noun

    def _hyphened(self, phrase: RolePhrase | None) -> RolePhrase | None:
        return self._titles.with_hyphen(phrase)

    def ending_before_mark(self, mark: int, *, single: bool) -> RolePhrase | None:
        """The longest phrase that ends directly before the mark at `mark`; `single`: one indefinite word will do."""
        last = self.left(mark + 1) if self._doc.words[mark].form == ")" else self._last_before(mark)
        if last >= 0:
            last = self._before_age(last + 1) - 1  # נהג האוטובוס בן ה-50, דני כהן, נעצר
        best: RolePhrase | None = None
        at, steps = last, 0
        while at >= 0 and steps < _LONGEST:
            steps += 1
            if at in self._named:
                draft = self._named[at][1]
                at = draft.first
                owner = self._doc.previous_word(at)
                if draft.letters or owner < 0 or self._doc.words[owner].form != _OF:
                    break
                at = owner
                continue
            read = self._one_at(at)
            if read is not None:
                found = self._candidate(at, last, read, single=single)
                if found is not None and (best is None or self._passes_over(found, best)):
                    best = found
                elif best is not None:
                    break
            elif not self._may_lie_inside(at):
                break
            at = self._before_list(at, last + 1) if best is None else self._before(at)
        if best is None and last >= 0:
            best = self._unlisted(last + 1)
            if best is not None and (best.letters or self._doc.previous_word(best.first) >= 0):
                return None  # only where it opens the sentence: הגבן הראשי, חסן מסארווה, …
        return self._hyphened(best)

    def _last_before(self, mark: int) -> int:
        if mark < 1 or not self._doc.joins[mark]:
            return -1
        if self._doc.flags[mark - 1] & Is.QUOTE:
            return mark - 1
        return -1 if self._doc.flags[mark - 1] & Is.MARK else mark - 1

    def _may_lie_inside(self, at: int) -> bool:
        """Whether a phrase may go over the word at `at`: of a place, in quotation marks, no verb."""
        doc = self._doc
        flags, form = doc.flags[at], doc.words[at].form
        if at in self._titles.covered or flags & Is.QUOTE or form in (_OF, *_POSSESSIVES, *_WITHOUT, *_ABOUT):
            return True
        if (
            form in self._titles.ties
            or form in ("ביותר", "בכל", "אי", "אל", "על")
            or form in self._words.known_by
            or (flags & Is.FUNCTION and flags & Is.PHRASE)
        ):
            return True
        verbal = flags & (Is.FUNCTION | Is.SPEECH | Is.APPOINTED) and not self._phrases.is_definite(at)
        return not verbal and not (flags & Is.MARK)

    def _passes_over(self, longer: RolePhrase, inner: RolePhrase) -> bool:
        """Whether what stands before a mark is `longer`: היועץ לנשיא, but only שחקן in המאמן לשחקן."""
        if longer.role.kind in _SEPARATE or inner.role.kind in _SEPARATE:
            return False
        if inner.role.kind == "kin" and self._doc.next_word(longer.first) == inner.first:
            return False  # לצדה ניצבת סגניתה, רים שחאדה
        if not inner.letters:
            if inner.role.noun in self._words.only_definite and _is_beside(self._doc, longer.first, inner):
                return True
            if longer.role.noun in _VERBS_TOO and self._doc.next_word(longer.first) == inner.first:
                return False
            of = self._doc.words[self._doc.previous_word(inner.first)].form == _OF
            return of or not longer.role.definite or longer.role.kind == "kin"
        letter = self._doc.text[self._doc.starts[inner.first] + inner.letters - 1]
        if letter == "ו":
            return True
        return letter in "לה" and longer.role.noun in self._words.advisers


def _is_beside(doc: Prepared, at: int, inner: RolePhrase) -> bool:
    """Whether `inner` is one word that stands directly behind the token at `at`: הנשיא [האורח]."""
    return inner.first == inner.last and doc.next_word(at) == inner.first
