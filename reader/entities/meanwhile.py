"""Words that tell when, between a verb and what it says somebody is: הייתה [לפני מינויה] פרקליטה."""

from __future__ import annotations

from collections.abc import Mapping

from reader.entities.merging import Draft, Person
from reader.entities.prepared import Prepared
from reader.entities.role_phrases import RolePhrases
from reader.entities.role_words import role_words
from reader.entities.words import Is

_LATELY = frozenset(("לאחרונה", "כה", "עתה", "אתמול", "אשתקד", "היום", "השבוע", "עכשיו", "אז"))
_SINCE = frozenset(
    (
        "לפני",
        "אחרי",
        "לאחר",
        "במשך",
        "עד",
        "מאז",
        "בשנת",
        "בשנות",
        "משנת",
        "בתום",
        "בזמן",
        "בתקופת",
        "בימי",
        "בעת",
    )
)
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


class Meanwhile:
    """Passes over such words in one article; `named` as `RolePhrases` has it."""

    def __init__(
        self, doc: Prepared, phrases: RolePhrases, named: Mapping[int, tuple[Person, Draft]]
    ) -> None:
        self._doc = doc
        self._phrases = phrases
        self._named = named
        self._words = role_words()

    def role_after(self, verb: int) -> int:
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
            rabbi = doc.words[at].form == "רב" and doc.words[at - 1].form != "זמן"  # שימש רב צבאי
            if rabbi or (doc.words[at].form not in self._words.meanwhile and not until):
                break
            at = doc.next_word(after) if until else after
        return at

    def _past_when(self, at: int) -> int:
        """The token after words that tell when: הייתה [לפני מינויה] פרקליטה, שימש [בממשלה הקודמת] סגן שר; else -1."""
        doc = self._doc
        form, after = doc.words[at].form, doc.next_word(at)
        if after < 0 or at in self._named or after in self._named:
            return -1
        if form == "בשנות" and doc.words[after].form == "ה":  # בשנות ה-90 סולנית
            number = doc.next_word(after)
            return doc.next_word(number) if number >= 0 and doc.flags[number] & Is.NUMBER else -1
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

    def is_meanwhile(self, at: int) -> bool:
        """Whether a word tells when, also behind ש: דנה לוי, [שקודם לכן] הייתה סמנכ"לית."""
        form, words = self._doc.words[at].form, self._words
        return form in words.meanwhile or (form[0] == "ש" and form[1:] in words.meanwhile)
