"""The words of an article by which people speak: אמר, הוסיפה, לדברי, נמסר.

What such a word says of its speaker stands in its form, what it may introduce in its group; see speech.yaml.
"""

from __future__ import annotations

from enum import IntEnum
from functools import cache
from typing import NamedTuple

from reader.entities import lexicon
from reader.entities.prepared import APART, Prepared
from reader.entities.titles import Titles
from reader.entities.words import Is, Word


class Kind(IntEnum):
    """How a cue takes its words."""

    TELLING = 1
    """אמר: in marks, after כי or ש."""
    JUDGING = 2
    """תקף: in marks after על, כ, ב; or beside them."""
    UTTERING = 3
    """צחק: only beside marks."""
    HOLDING = 4
    """סבור, מקווה: after כי or ש."""
    SOURCE = 5
    """לדברי, whose speaker follows."""
    OWN_SOURCE = 6
    """לדבריו, whose speaker was named before."""
    PASSIVE = 7
    """נמסר: nobody speaks."""
    INFINITIVE = 8
    """ביקש להבהיר: the speaker is that of the verb before."""
    GERUND = 9
    """באומרו: the speaker is that of the sentence."""


class Cue(NamedTuple):
    """A cue at `token`; `attached` are its letters (ו, ש), `gender` is 1 for a woman, -1 for a man, 0 for either."""

    token: int
    attached: str
    kind: Kind
    gender: int
    plural: bool
    naming: bool

    @property
    def is_source(self) -> bool:
        """לדברי, לדבריו: the speaker is no subject."""
        return self.kind in (Kind.SOURCE, Kind.OWN_SOURCE)

    @property
    def opens_relative_clause(self) -> bool:
        """שטוען: the speaker is what stands before."""
        return "ש" in self.attached and "כש" not in self.attached


class _Form(NamedTuple):
    kind: Kind
    gender: int
    plural: bool
    naming: bool


_BEFORE_VERBS = frozenset(("", "ו", "ש", "כש", "וש", "וכש", "לכש"))
_NOT = frozenset(
    ("לא", "ולא", "שלא", "טרם", "מעולם", "בלי", "מבלי", "אל", "סירב", "סירבה", "נמנע", "נמנעה", "סירבו")
)
_NUMBER_OF = frozenset(("מספר", "שמספר", "ומספר"))
_PERMANENT = frozenset(("קצין", "קצינת", "קציני", "נגד", "צבא", "שירות", "אנשי", "איש", "מגורי", "חיילי"))
_REACH = 14
_NEAR = 3
_HIS_WORDS = frozenset(("לדברי", "לדבריו", "לדבריה", "לדבריהם"))
_ANSWERING = frozenset(
    (
        *("הגיב", "הגיבה", "הגיבו", "מגיב", "מגיבה", "בתגובה", "התייחס", "התייחסה"),
        *("התייחסו", "השיב", "השיבה", "הצטרף", "הצטרפה", "הסכים", "הסכימה", "בניגוד"),
    )
)
_PLURAL_ENDINGS = ("ים", "ות")


class Cues:
    """Finds the cues of one article, by token."""

    def __init__(self, doc: Prepared, titles: Titles) -> None:
        self._doc = doc
        self._titles = titles
        self._known: dict[str, tuple[str, _Form] | None] = {}

    def at(self, token: int, *, beside_words: bool = False) -> Cue | None:
        """The cue that the word at `token` is, if it is one here.

        `beside_words` tells that it follows a quotation, where מתרגם is a verb and no translator.
        """
        word = self._doc.words[token]
        if word.form not in self._known:
            self._known[word.form] = _read(word)
        known = self._known[word.form]
        if known is None:
            return None
        attached, form = known
        if not (beside_words and form.kind is Kind.UTTERING) and self._is_noun(token):
            return None
        return Cue(token, attached, *form)

    def is_denied(self, token: int) -> bool:
        """Whether it is said that nobody said so: לא אמר, סירב לומר."""
        before = self._doc.previous_word(token)
        return before >= 0 and self._doc.words[before].form in _NOT

    def _is_noun(self, token: int) -> bool:
        """Whether the letters are another word here: כתב הארץ is a reporter, מספר שחקנים a number of them."""
        doc = self._doc
        if doc.flags[token] & Is.ROLE and self._titles.forward(token) is not None:
            return not self._introduces(token)
        form = doc.words[token].form
        if form in _HIS_WORDS:
            near = range(max(0, token - _NEAR), token)
            return (
                any(doc.words[at].form in _ANSWERING for at in near) and not doc.flags[token - 1] & Is.COMMA
            )
        if form == "קבע":
            before = doc.previous_word(token)
            return before >= 0 and doc.words[before].form in _PERMANENT
        if form in _NUMBER_OF:
            after = doc.next_word(token)
            if token > 1 and doc.flags[token - 1] & Is.COMMA and doc.flags[token - 2] & Is.QUOTE:
                return False  # "קניתי טופס", מספר ניסים ועקנין
            return after >= 0 and doc.words[after].form.endswith(_PLURAL_ENDINGS)
        return False

    def _introduces(self, token: int) -> bool:
        """Whether a clause, a colon or marks follow before any other cue: כתב הראל כי, but not כתב הארץ דיווח כי."""
        doc = self._doc
        for at in range(token + 1, min(doc.sentence_end(token), token + _REACH)):
            if doc.words[at].form == "כי" or doc.flags[at] & Is.COLON:
                return True
            if doc.flags[at] & (Is.SPEECH | Is.COMMA | Is.WEAK_SPEECH):
                return False
        return False


def _read(word: Word) -> tuple[str, _Form] | None:
    if not word.flags & Is.WORD:
        return None
    forms = _forms()
    for cut in word.cuts:
        form = forms.get(cut.stem)
        if form is not None and cut.attached in _BEFORE_VERBS:
            return cut.attached, form
    return None


@cache
def _forms() -> dict[str, _Form]:
    """Every form of every cue; the first group that has it says what it is."""
    speech = lexicon.speech()
    found: dict[str, _Form] = {}
    for kind, words in (
        (Kind.TELLING, speech.strong),
        (Kind.OWN_SOURCE, speech.own_sources),
        (Kind.SOURCE, speech.sources),
        (Kind.JUDGING, speech.weak),
        (Kind.UTTERING, speech.manner),
        (Kind.HOLDING, speech.holding),
        (Kind.PASSIVE, speech.passive),
        (Kind.INFINITIVE, speech.infinitives),
        (Kind.GERUND, speech.gerunds),
    ):
        for word in words:
            woman, man = word in speech.feminine, word in speech.masculine
            plural = word in speech.plural and not woman and not man
            found.setdefault(word, _Form(kind, woman - man, plural, word in speech.naming))
    return found


def begins_clause(doc: Prepared, token: int) -> int:
    """Where the clause begins that a word after a cue opens, in code points; -1 where it opens none.

    After כי, and after the ש of שהסקרים; words that only begin with ש (שלום, שנה) open none.
    """
    word = doc.words[token]
    if word.form in _THAT:
        return doc.starts[token + 1] if token + 1 < len(doc) and doc.joins[token + 1] != APART else -1
    if word.form in ("ש", "וש"):
        return doc.ends[token]
    for cut in word.cuts[1:]:
        if cut.attached in ("ש", "וש"):
            return doc.starts[token] + cut.letters if _is_that(word, cut.stem) else -1
    return -1


def _is_that(word: Word, rest: str) -> bool:
    """Whether a word that begins with ש is that letter and `rest`, and not a word of its own."""
    if rest in _AFTER_THAT:
        return True
    if word.form in _WHICH or (word.flags & Is.COMMON and not word.flags & Is.DERIVED):
        return '"' in rest and len(rest) > _SHORT_ACRONYM  # שצה"ל, but not שב"כ
    if word.flags & Is.FUNCTION and not word.flags & Is.DERIVED:
        return False
    return not word.name_cuts or word.name_cuts[0].letters > 0  # not שמעון, ששון


_THAT = frozenset(("כי", "וכי"))
_SHORT_ACRONYM = 3
_WHICH = frozenset(
    (
        "שלשום",
        "שלה",
        "שלו",
        "שלי",
        "שלך",
        "שלכם",
        "שלהם",
        "שלהן",
        "שלנו",
        "שבו",
        "שבה",
        "שבהם",
        "שבהן",
        "שכן",
        "שאף",
        "שמא",
        "שעבר",
        "שעברה",
        "שחלף",
    )
)
_AFTER_THAT = frozenset(
    (
        *(
            "לא",
            "אין",
            "יש",
            "היא",
            "הוא",
            "הם",
            "הן",
            "זה",
            "זו",
            "זאת",
            "אלה",
            "כל",
            "אם",
            "גם",
            "רק",
            "כבר",
            "עוד",
        ),
        *(
            "אני",
            "אנחנו",
            "מדובר",
            "אפשר",
            "צריך",
            "יהיה",
            "תהיה",
            "היה",
            "הייתה",
            "היו",
            "ניתן",
            "כאן",
            "מי",
            "זהו",
        ),
    )
)
