"""What may stand after a given name: one surname or two, with particles and hyphens, known or in no list."""

from __future__ import annotations

import re

from reader.entities import lexicon
from reader.entities.lexicon import Level
from reader.entities.prepared import GLUED, Prepared
from reader.entities.words import Is, Word

GIVEN_POINTS = {Level.NONE: 0.0, Level.WORD: 0.0, Level.MIXED: 1.6, Level.PLAIN: 3.0}
"""Evidence that a given name of that level gives by itself; see `names.Name`."""
SURNAME_POINTS = {Level.WORD: 1.0, Level.MIXED: 2.0, Level.PLAIN: 3.0, Level.FAMOUS: 4.0}
"""The same for a surname."""
UNKNOWN_POINTS = 2.3
"""The same for a word that is in no list."""
_LATIN_POINTS = 2.5
_NEVER = -9.0
_CLEARLY_FOREIGN = (
    *("סקי", "צקי", "ברג", "שטיין", "סטיין", "ביץ", "ביץ'", "שווילי", "באום", "הולץ"),
    *("סון", "סן", "ייב", "וב", "ובה", "נקו", "פולוס"),
)
_FOREIGN = (*_CLEARLY_FOREIGN, "פלד", "מן", "לי", "נה")
_GLUED_PARTICLES = frozenset(("א", "אל", "אס", "אר", "אד", "א'", "אן", "או'", "ד'", "בן", "בר", "אבו", "בת"))
CONSTRUCTS = frozenset(("שירי", "בני", "בנות", "בית", "אבי", "אחי", "פני", "שני", "שרי"))
"""Names that are more often the first half of a phrase: בני הכפר."""
_LIKE_A_VERB = re.compile("[א-ת]יי?[א-ת]{2}[הו]?")
"""שיפץ, זייפה, זימנו: the commonest shape of a verb that no list has."""
NO_NAME = Is.FUNCTION | Is.VERB | Is.SPEECH | Is.WEAK_SPEECH | Is.MARK | Is.NUMBER
"""What no part of a name is, but for a few surnames that are verbs too."""


class SurnameReader:
    """Reads surnames in one article. `closed` are tokens that belong to known places and organisations."""

    def __init__(self, doc: Prepared, closed: set[int]) -> None:
        self._doc = doc
        self._closed = closed
        grammar = lexicon.grammar()
        self._after_ben = grammar.function | grammar.after_ben
        self._spoken = _beside_speech(doc)

    def after(self, last: int) -> tuple[tuple[str, ...], int, float]:
        """The words of the surname after the token at `last`, its last token, and points for it."""
        doc = self._doc
        at = self._doc.next_word(last)
        if at < 0 or at in self._closed:
            return (), last, 0.0
        word = doc.words[at]
        if word.flags & Is.PARTICLE or (doc.joins[at] != GLUED and word.form in _GLUED_PARTICLES):
            particle = self._particle_surname(at)
            if particle[0]:
                return particle
        points = self.points(at)
        end = self.hyphened(at)
        if end > at and (
            points > 0 or word.surname or word.given
        ):  # ביטון-לוי; and לי-וויי, though לי alone is a pronoun
            points = max(points + 0.7, 2.0)
        if points <= 0:
            return (), last, 0.0
        parts = list(self.parts(word.form, at, end))
        if end == at:
            end = self._second_surname(at)
            if end > at:
                parts.append(doc.words[end].form)
            else:
                end = self._article_after(at, parts)  # עבד אל-ראזק
        return tuple(parts), end, points

    def _particle_surname(self, at: int) -> tuple[tuple[str, ...], int, float]:
        """בן גוריון, ון דר ביל, א-סיסי, אל-אסד."""
        doc = self._doc
        parts = [doc.words[at].form]
        last = at
        for _ in range(3):
            after = self._doc.next_word(last)
            if after < 0 or after in self._closed:
                return (), at, 0.0
            word = doc.words[after]
            if word.flags & Is.PARTICLE and word.form not in ("בן", "בר"):
                parts.append(word.form)
                last = after
                continue
            if not self.follows_particle(parts[-1], after):
                return (), at, 0.0
            end = self.hyphened(after)
            parts += self.parts(word.form, after, end)
            end = self._article_after(end, parts)
            sure = word.surname >= Level.MIXED or word.given >= Level.MIXED or word.flags & Is.UNKNOWN
            return tuple(parts), end, 3.0 if sure or doc.joins[after] == GLUED else 1.8
        return (), at, 0.0

    def _article_after(self, last: int, parts: list[str]) -> int:
        """The last token of one more part with the Arabic article: עבד אל-פתאח [א-סיסי]."""
        doc, article = self._doc, self._doc.next_word(last)
        if article < 0 or doc.words[article].form not in _GLUED_PARTICLES or article in self._closed:
            return last
        after = self._doc.next_word(article)
        if after <= article + 1 or after in self._closed or not self.follows_particle("א", after):
            return last
        parts += [doc.words[article].form, doc.words[after].form]
        return after

    def follows_particle(self, particle: str, at: int) -> bool:
        doc = self._doc
        word = doc.words[at]
        if word.flags & (Is.MARK | Is.NUMBER) or word.form in self._after_ben or len(word.form) < 2:
            return False
        glued = doc.joins[at] == GLUED
        named = word.surname or word.given or word.flags & Is.UNKNOWN
        if particle in ("א", "ד'", "או'", "אס", "אר", "אד", "אן", "א'"):
            return glued and bool(named or word.flags & Is.COMMON)
        if particle in ("אל", "לו", "אם", "בין"):
            return bool(named) and glued
        if particle == "לה":
            return bool(named) and (glued or (word.surname >= Level.PLAIN and not word.flags & Is.COMMON))
        if particle in ("די", "דו", "בת", "אבי", "בני", "אבא", "אום"):
            return bool(named) and (glued or not word.flags & Is.COMMON) and not word.flags & NO_NAME
        if particle in ("בן", "בר"):
            if word.flags & (Is.FUNCTION | Is.SPEECH) or (word.flags & Is.DEFINITE and not named):
                return False
            return bool(named) or (not word.flags & (Is.DERIVED | Is.VERB) and (glued or len(word.form) < 6))
        return bool(named) or not word.flags & (Is.DERIVED | NO_NAME)

    def points(self, at: int) -> float:
        """How well the uncut word at `at` serves as a surname after a given name; 0 or less: it does not."""
        doc = self._doc
        word = doc.words[at]
        flags = word.flags
        if flags & Is.LATIN:
            return _LATIN_POINTS
        if not flags & Is.WORD or at in self._closed:
            return _NEVER
        surname = doc.lexicon.surname_level(word.form)
        given = doc.lexicon.given_level(word.form)
        if flags & NO_NAME:
            return self._verb_as_surname(at, surname)
        listed = surname >= Level.MIXED or given >= Level.MIXED
        if not listed and word.form[0] == "ו" and not word.form.startswith(("וו", "וי")):
            short = len(word.form) < 4 and flags & Is.UNKNOWN
            return 1.0 if short or word.form in self._spoken else _NEVER  # רמון ורחבעם, but אורי וקס
        if word.form in CONSTRUCTS and doc.next_word(at) >= 0:
            return _NEVER
        if word.name_cuts and word.name_cuts[0].letters:
            return _NEVER  # בין לוי ללנדאו
        if surname or given >= Level.MIXED:
            points = max(SURNAME_POINTS.get(surname, 0.0), GIVEN_POINTS[given] - 1)
            if flags & Is.ROLE and surname < Level.PLAIN:
                return 1.5 if surname is Level.MIXED else 0.3
            return points
        if flags & Is.UNKNOWN:
            if flags & Is.DEFINITE:
                return 0.5
            if (word.form.endswith(_FOREIGN) and word.form[0] not in "ית") or "'" in word.form:
                return UNKNOWN_POINTS + 0.7
            if word.cuts[-1].letters > 1:
                return _NEVER  # שבכוונתו, מהליקר
            if word.form[0] in "ית":
                return 1.0  # ייטמן: rather a verb
            return 1.4 if word.form[0] in "בכלש" else UNKNOWN_POINTS  # בשיקאגו
        if flags & Is.INFLECTED and not flags & Is.DEFINITE:
            return 0.3 if len(word.cuts) > 1 else 0.6  # בנחיתת, מירה מוחקת
        if word.form.endswith(_CLEARLY_FOREIGN):
            return 1.5
        return 0.5 if word.form in self._spoken and not flags & (Is.ROLE | Is.DEFINITE) else _NEVER

    def _verb_as_surname(self, at: int, surname: Level) -> float:
        """Points for a surname that is a verb too (סיגלית חלה, נתן): only where no object follows it."""
        doc = self._doc
        if not surname or (doc.flags[at] & Is.FUNCTION and surname < Level.MIXED):
            return _NEVER
        after = doc.next_word(at)
        if doc.flags[at] & Is.FUNCTION:  # נחמיה שני, but דוד שני בנים
            return 0.3 if after < 0 or doc.words[after].form[0] == "ו" else _NEVER
        ends = (
            after < 0
            or doc.flags[after] & Is.SPEECH
            or (doc.flags[after] & Is.DERIVED and doc.words[after].form[0] == "מ")
        )
        return 0.5 if ends else _NEVER

    def _second_surname(self, at: int) -> int:
        """The token of a second surname without a hyphen (אורלי לוי אבקסיס), or `at`."""
        doc = self._doc
        after = doc.next_word(at)
        if after < 0 or after in self._closed or doc.joins[after] == GLUED:
            return at
        word = doc.words[after]
        if word.flags & (NO_NAME | Is.ROLE) or not doc.words[at].surname:
            return at
        surname, given = doc.lexicon.surname_level(word.form), doc.lexicon.given_level(word.form)
        if given >= Level.PLAIN:  # איברהים נימר חוסיין, but not when the next person begins: דוד לוי משה כהן
            beyond = doc.next_word(after)
            return at if beyond >= 0 and is_name_like(doc.words[beyond]) else after
        return after if surname >= Level.PLAIN and given < Level.MIXED else at

    def hyphened(self, at: int) -> int:
        """The last token of a name whose parts a hyphen joins (רון-טל, ביטון־לוי), or `at`."""
        doc = self._doc
        for _ in range(2):
            after = doc.next_word(at)
            if after < 0 or after == at + 1 or after in self._closed:
                break
            word = doc.words[after]
            named = (
                word.surname or word.given or word.flags & (Is.UNKNOWN | Is.LATIN) or "וו" in word.form[:2]
            )
            if word.flags & (Is.FUNCTION | Is.NUMBER) or not named:
                break
            at = after
        return at

    def parts(self, stem: str, first: int, last: int) -> tuple[str, ...]:
        """`stem` and the words after the token at `first`, hyphens left out."""
        words = self._doc.words
        rest = (words[at] for at in range(first + 1, last + 1))
        return (stem, *(word.form for word in rest if not word.flags & Is.MARK))


def _beside_speech(doc: Prepared) -> frozenset[str]:
    """Words that stand directly after a verb of speech in the article: אמרה בלו, though בלו is also ב and לו."""
    found = set()
    for at, flags in enumerate(doc.flags):
        if flags & Is.SPEECH and not flags & Is.ROLE:
            after = doc.next_word(at)
            if after == at + 1 and not doc.flags[after] & NO_NAME:
                found.add(doc.words[after].form)
    return frozenset(found)


def is_like_a_verb(form: str) -> bool:
    """Whether an unlisted word has the shape of a past tense: זימן, שיפצה."""
    return _LIKE_A_VERB.fullmatch(form) is not None


def is_clearly_foreign(word: Word) -> bool:
    """Whether an unlisted word can hardly be Hebrew: a geresh, or the ending of a foreign surname."""
    return "'" in word.form.rstrip("'") or word.form.endswith(_CLEARLY_FOREIGN)


def is_name_like(word: Word) -> bool:
    """Whether a word may be part of a name at all."""
    return bool(word.name_cuts or word.flags & (Is.UNKNOWN | Is.LATIN))
