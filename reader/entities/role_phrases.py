"""How far the words of a role go, where the names of the article are known: מנכ"ל משרד הבריאות, ראש המטה שלו.

`titles.Titles` reads roles to find names, so it must be careful. Here the names stand, and a mark or a name
that closes a phrase lets all that is between belong to it.
"""

from __future__ import annotations

from reader.entities.prepared import GLUED
from reader.entities.role_heads import RoleHeads
from reader.entities.surnames import is_like_a_verb
from reader.entities.words import Is, Role

_LONGEST = 14
_LONGEST_QUOTED = 6
_LIST = 4
_SHORT = 3
_ORIGINS = frozenset(("יליד", "ילידת", "תושב", "תושבת", "בנו", "בתו", "בתם", "בנם"))
_KNOWN = frozenset(("מוכר", "מוכרת", "ידוע", "ידועה", "נחשב", "נחשבת"))
_EVER = {"בכל": "הזמנים", "אי": "פעם", "עד": "גיל", "מכל": "הזמנים", "אל": "על"}
"""Words that stand after a superlative, and a firm whose name is of two small words: סמנכ"ל אל על."""
_OF_THE_YEAR = frozenset(("השנה", "העונה", "החודש", "השבוע"))
_OF = "של"
_POSSESSIVES = frozenset(("שלו", "שלה", "שלהם", "שלהן", "שלנו", "שלי"))
_ABOUT = frozenset(("על",))
_WITHOUT = frozenset(("ללא", "בלי"))
_DEGREES = frozenset(("ראשון", "שני", "שלישי"))
_AND_OWNERS = frozenset(("ובעל", "ובעלת"))
_AGES = frozenset(("בן", "בת", "כבן", "כבת"))
_LETTERS = frozenset(("ב", "ל", "מ", "של"))
_GOING_ON = frozenset(("ביותר", "מטעם", "וותיק", "ותיק", "בעבר"))
_VERBAL = Is.VERB | Is.SPEECH | Is.WEAK_SPEECH | Is.APPOINTED
_CONSTRUCT = ("י", "ת")
_CLOSING = Is.COMMA | Is.STOP | Is.COLON


class RolePhrases(RoleHeads):
    """Reads the role phrases of one article."""

    def _quoted(self, opening: int, limit: int) -> int:
        """The closing mark of a name in quotation marks (בית הספר "הרי אדום"); -1 where it is longer."""
        doc = self._doc
        for at in range(opening + 2, min(limit, opening + 3 + _LONGEST_QUOTED)):
            if doc.flags[at] & Is.QUOTE and doc.joins[at] == GLUED:
                return at
            if doc.joins[at] == 0 or doc.flags[at] & _CLOSING:
                break
        return -1

    def extent(self, head: int, role: Role, limit: int, *, bounded: bool, placed: bool = True) -> int:
        """The last token of the phrase that begins with `head`, before token `limit`.

        `bounded` says that a mark or a name stands at `limit`, so that all words before it may belong to it;
        `placed`, that what it says where (המתווך בעסקה) may.
        """
        doc, last, before_last = self._doc, head, -1
        hyphened = doc.next_word(head)
        if hyphened == head + 2:
            last = hyphened  # רב-אמן, יושב-ראש
        for _ in range(_LONGEST):
            at = self.unit_after(last)
            listed = self.list_end(last + 1, limit) if at < 0 and last > head else -1
            if listed >= 0:
                before_last, last = last, listed
                continue
            if at < 0 or at >= limit:
                break
            end = self._interior(head, role, at, last, limit, bounded)
            if end >= 0 and not placed and (self._is_place(at) or (last > head and self._begins_role(at))):
                break
            if end < 0 or end >= limit:
                break
            before_last, last = last, end
            if doc.words[end].form in _POSSESSIVES:
                break
        about = doc.words[last].form in _ABOUT and doc.words[last - 1].form != "אל"
        if before_last >= 0 and (about or doc.words[last].form == _OF):
            last = before_last
        return last

    def _interior(self, head: int, role: Role, at: int, last: int, limit: int, bounded: bool) -> int:
        """The last token of the unit at `at` where it goes on with the phrase; else -1."""
        doc = self._doc
        word, flags = doc.words[at], doc.flags[at]
        previous = doc.words[last].form
        if flags & Is.QUOTE:
            return (
                -1 if last == head and role.definite else self._quoted(at, limit)
            )  # קבע כי הנאשם "מעל באמון"
        if word.form in _EVER and at + 1 < limit and doc.words[at + 1].form == _EVER[word.form]:
            return at + 1
        if flags & Is.AFTER_ROLE and last == head:
            return at  # מגן שמאלי, who does not come from מאלי
        if word.form == "חוץ" and last == head and role.noun in ("שר", "שרת"):
            return at  # שר חוץ לשעבר
        if word.form in _DEGREES and previous.endswith("תואר"):
            return at  # סטודנטית לתואר שני במגדר
        if word.form in _AND_OWNERS and self._has_no_office(at):
            return -1  # רואת חשבון ובעלת תואר שני
        if word.form in _ORIGINS or word.form == "מזה":
            return -1  # ויולנית מחוננת ילידת קייב
        if word.form == "שם" and previous in ("בעל", "בעלת"):
            return at  # סייסמולוג בעל שם עולמי
        if bounded and word.form[0] == "ו" and at + 1 == limit and last > head and flags & Is.DERIVED:
            return at  # מאמן צעיר ומבטיח
        if self.is_age(at) or self._is_letter_before_mark(at):
            return -1 if self.is_age(at) else self._quoted(at + 1, limit)  # עיתונאית ב"דבר"
        if at in self._named:
            draft = self._named[at][1]
            owned = previous == _OF or (last == head and role.kind == "head" and draft.letters)
            titled = doc.flags[last] & Is.ROLE and last > head + 1 and doc.words[last - 1].form == _OF
            owned = owned or titled  # תלמידתו של פרופ' דן כהן
            return draft.last if owned and draft.first == at else -1
        covering = self._titles.covered.get(at)
        if covering is not None:
            if covering.first == head:
                return covering.last  # חברת הפרלמנט was taken for a company
            loose = covering.letters and doc.text[doc.starts[at] + covering.letters - 1] in "שכו"
            if covering.first == at and not loose and self._takes_place(role, at, head, last, bounded):
                return covering.last
            return -1
        if word.form in self._words.times and (last > head or role.definite):
            return at if word.form in _OF_THE_YEAR and self._is_head(last) else -1
        if previous == _OF:
            return (
                at if flags & (Is.COMMON | Is.UNKNOWN | Is.INFLECTED | Is.ROLE | Is.LATIN | Is.NUMBER) else -1
            )
        if word.form == _OF or word.form in _POSSESSIVES:
            return at
        if last == head and word.form in self._words.pairs.get(role.noun, ()):
            return at  # כוח עזר
        if previous in self._titles.ties and previous.endswith(_CONSTRUCT) and not flags & _VERBAL:
            return at  # היועצת לענייני מגדר
        if self._is_tied(role, at, last):
            return at
        if (
            self._turns_to_verb(at) and not (bounded and word.form in _KNOWN)
        ) or word.form in self._words.clauses:
            return -1
        if flags & Is.NUMBER:
            short = bounded or doc.ends[at] - doc.starts[at] <= 3
            hanging = doc.flags[last] & Is.DERIVED and not doc.flags[last] & (Is.DEFINITE | Is.ROLE)
            return at if short and last > head and not hanging else -1
        if flags & (Is.FUNCTION | _VERBAL) and not flags & Is.DEFINITE and not self._has_article(at, last):
            return at if (last == head or self._is_head(last)) and self._is_noun_of(role, at, limit) else -1
        return self._plain(head, role, at, last, bounded)

    def is_age(self, at: int) -> bool:
        """Whether an age begins: מהנדס תוכנה [בן 38], הקשר [בן ה-24]."""
        doc = self._doc
        if doc.words[at].form not in _AGES or at + 1 >= len(doc):
            return False
        return bool(doc.flags[at + 1] & Is.NUMBER) or doc.words[at + 1].form.rstrip("-") == "ה"

    def _is_letter_before_mark(self, at: int) -> bool:
        """Whether ב or ל alone stands before a name in marks: כתבת ב"הארץ"."""
        doc = self._doc
        return (
            doc.words[at].form in _LETTERS
            and at + 2 < len(doc)
            and bool(doc.flags[at + 1] & Is.QUOTE)
            and doc.joins[at + 1] == GLUED == doc.joins[at + 2]
        )

    def _turns_to_verb(self, at: int) -> bool:
        """Whether a verb of office ends the phrase: מפקד חיל האוויר [מינה] צוות."""
        form, words = self._doc.words[at].form, self._words
        return (form in words.making or form in words.serving or form in words.copulas) and form[0] != "ה"

    def _has_article(self, at: int, last: int) -> bool:
        """Whether ה is an article here, though the letters are a verb elsewhere: שר [הפנים], ראש [העיר]."""
        doc = self._doc
        flags = doc.flags[last]
        construct = not flags & (Is.DEFINITE | Is.FUNCTION) and (flags & Is.ROLE or not flags & Is.DERIVED)
        return bool(construct) and self.is_definite(at)

    def _is_tied(self, role: Role, at: int, last: int) -> bool:
        """Whether a word goes on with a phrase whatever stands round it: לשעבר, ביותר, על after הממונה."""
        doc = self._doc
        form, flags = doc.words[at].form, doc.flags[at]
        if (
            flags & (Is.AFTER_ROLE | Is.LATIN)
            or form in self._titles.ties
            or form in _GOING_ON
            or form in self._words.known_by
        ):
            return True
        if form in _ABOUT:
            beside = doc.words[last].form.removeprefix("ו").removeprefix("ה")
            return bool({role.noun, beside} & self._words.in_charge)
        if form in _WITHOUT or doc.words[last].form in _WITHOUT:
            return form in _WITHOUT or form == "תיק"
        return doc.words[last].form in _ABOUT and not flags & (Is.FUNCTION | _VERBAL)

    def _takes_place(self, role: Role, at: int, head: int, last: int, bounded: bool) -> bool:
        """Whether a known place or organisation belongs to the phrase: שגריר בריטניה, but not הודיע בלונדון."""
        if bounded or self._titles.covered[at].letters:
            return bounded or last > head or not role.definite or self._doc.words[at].form[0] in "לב"
        return True

    def _is_noun_of(self, role: Role, at: int, limit: int) -> bool:
        """Whether a word that is a verb or function word elsewhere is a noun here: יו"ר [ועד] העובדים."""
        doc = self._doc
        after = doc.next_word(at)
        if role.definite or role.kind != "head" or not doc.flags[at] & Is.COMMON or not 0 <= after < limit:
            return False
        noun = doc.flags[at] & Is.PHRASE or not doc.flags[at] & (Is.FUNCTION | Is.SPEECH)
        of_several = doc.words[after].form.endswith("י") and doc.flags[after] & Is.COMMON  # ועד עובדי הרשות
        definite = doc.flags[after] & Is.DEFINITE or after in self._titles.covered
        return bool(noun) and bool(definite or of_several)

    def _begins_role(self, at: int) -> bool:
        """Whether ו and another role stand at `at`: נשיא צרפת [וראשת ממשלת איטליה]."""
        read = self._titles.role_at(at) if self._doc.words[at].form[0] == "ו" else None
        return read is not None and read[1] == 1

    def _is_place(self, at: int) -> bool:
        word = self._doc.words[at]
        return word.form[0] == "ב" and bool(word.flags & Is.DERIVED or at in self._titles.covered)

    def _plain(self, head: int, role: Role, at: int, last: int, bounded: bool) -> int:
        """A word that is neither of the lists nor a verb."""
        doc = self._doc
        word, flags = doc.words[at], doc.flags[at]
        if flags & Is.DEFINITE or self._has_article(at, last):
            return at
        first, words = word.form[0], self._words
        inside = first == "ב" and flags & Is.DERIVED and doc.words[last].form in words.superlatives
        if (inside and word.form not in words.times) or (word.form in words.fields and last > head):
            return at  # המפתח הראשון בחברה, מאמן הנבחרת בכדורסל
        if (flags & Is.DERIVED and not flags & Is.ROLE) or (first in "ושכ" and self._cuts(at)):
            construct = first == "ש" and bounded and word.form[-1] == "ת"  # רכז שכבת י"ב
            construct = construct and (last == head or self._begins_role(last))
            if (first == "ש" and not construct) or (first == "כ" and not bounded):
                return -1
            if first == "ו":
                return at if self._joined(head, at, last, bounded) else -1
            if bounded:
                return at if first != "כ" or self._titles.role_at(at) is None else -1
            after_noun = last == head or doc.flags[last] & Is.DERIVED or word.form in words.fields
            after_noun = after_noun or (first == "ל" and doc.words[last].form in words.bodies)
            return at if first in "לב" and after_noun else -1
        odd = flags & (Is.INFLECTED | Is.UNKNOWN) and not word.name_cuts and word.form[-1] == "ה"
        if bounded and last > head and odd and is_like_a_verb(word.form):
            return -1  # את לוחם האש חיבקה בבמה רונית
        if bounded:
            return (
                at if first != "ש" or flags & Is.COMMON or (last == head and not role.definite) else -1
            )  # הבמאי שסרטו החדש, מנכ"לית חברה שגייסה
        if last == head:
            construct = not role.definite and role.kind == "head"
            return at if construct and flags & (Is.COMMON | Is.ROLE | Is.INFLECTED | Is.UNKNOWN) else -1
        if last in self._titles.covered or doc.flags[last] & (Is.DEFINITE | Is.AFTER_ROLE):
            return -1
        if doc.flags[last] & Is.DERIVED:  # אחות בבית אבות, סוהר בכלא רמון
            return at if doc.words[last].form[0] in "בל" and flags & (Is.COMMON | Is.UNKNOWN) else -1
        return at if not role.definite and flags & Is.COMMON else -1

    def _cuts(self, at: int) -> bool:
        """Whether the first letter of a word is attached to a role or an ordinary word."""
        word = self._doc.words[at]
        lexicon = self._doc.lexicon
        return not lexicon.is_common(word.form) and any(
            cut.letters and (lexicon.is_common(cut.stem) or self._titles.role_at(at) is not None)
            for cut in word.cuts
        )

    def _joined(self, head: int, at: int, last: int, bounded: bool) -> bool:
        """Whether ו joins a second part of the phrase: משרד העבודה [והרווחה], מייסדת [ומנכ"לית] החברה."""
        form = self._doc.words[at].form
        if form.startswith("וה") and len(form) > 4:
            return bounded or (last > head and bool(self._doc.flags[last] & Is.DEFINITE))
        read = self._titles.role_at(at)
        if read is not None:
            # כסגנית ראש העירייה [וכיועצת האגודה] is another thing she was
            return read[0].kind in ("head", "bare", "kin") and (bounded or read[1] == 1)
        if bounded and last > head:
            return True
        return self._doc.previous_word(last) == head and self._is_plain_pair(at, last)

    def _is_plain_pair(self, at: int, last: int) -> bool:
        """Whether ו joins two plain nouns of one field: סמנכ"ל [תכנון ואסטרטגיה] בחברה."""
        doc = self._doc
        odd = _VERBAL | Is.FUNCTION | Is.ROLE | Is.DEFINITE
        stem = doc.words[at].form[1:]
        nouns = doc.flags[last] & Is.COMMON and not doc.flags[last] & (odd | Is.DERIVED)
        plain = len(stem) > _SHORT and doc.lexicon.is_common(stem) and not is_like_a_verb(stem)
        return bool(nouns) and not doc.flags[at] & odd and plain

    def is_alone(self, at: int, role: Role) -> bool:
        """Whether a rank at `at` has nothing behind it that makes it an office: סרן, but not סגן ראש המוסד."""
        return self.extent(at, role._replace(kind="head"), len(self._doc), bounded=False) == at

    def list_end(self, comma: int, limit: int) -> int:
        """The last token of what goes on behind a comma inside an office: שרת התרבות, הספורט והמדע; else -1."""
        doc = self._doc
        if comma < 1 or comma + 2 >= len(doc) or doc.words[comma].form != "," or not doc.joins[comma + 1]:
            return -1
        if doc.words[comma - 1].form[0] == "ו" and doc.flags[comma - 1] & Is.DERIVED:
            return -1
        for at in range(comma + 1, min(comma + _LIST + 1, limit, len(doc))):
            word, flags = doc.words[at], doc.flags[at]
            ordinary = flags & Is.COMMON and not flags & (
                Is.MARK | Is.FUNCTION | _VERBAL | Is.ROLE | Is.NUMBER
            )
            if not doc.joins[at] or at in self._named or not (ordinary or self.is_definite(at)):
                return -1
            if self.head_at(at) is not None:
                return -1
            if at > comma + 1 and word.form[0] == "ו" and flags & (Is.DERIVED | Is.DEFINITE):
                closed = at + 1 == limit or at + 1 in self._named or self.closes(at)
                return at if closed and self._are_alike(comma + 1, at) else -1
            if flags & Is.DERIVED and not self.is_definite(at):
                return -1
        return -1

    def _are_alike(self, first: int, last: int) -> bool:
        """Whether both parts have ה or neither: הספורט והמדע, ביטוח וחיסכון."""
        return self.is_definite(first) == self._doc.words[last].form.startswith("וה")

    def closes(self, last: int) -> bool:
        """Whether a mark or the line's end follows the token at `last`."""
        return self._titles.closes(last)

    def region_end(self, start: int, most: int = 30) -> int:
        """The token of the mark that ends what begins at `start`: comma, stop, dash, bracket; or the next line's first."""
        doc = self._doc
        at = start
        while at < min(len(doc), start + most):
            if at > start and not doc.joins[at]:
                return at
            flags = doc.flags[at]
            listed = self.list_end(at, len(doc)) if flags & Is.COMMA else -1
            if listed >= 0:
                at = listed + 1
                continue
            if flags & _CLOSING or doc.words[at].form in (")", "(", ";"):
                return at
            if flags & Is.HYPHEN and not (
                doc.joins[at] == GLUED and at + 1 < len(doc) and doc.joins[at + 1] == GLUED
            ):
                return at
            at += 1
        return at
