"""Spans that a tagger calls a person's name to names with their parts: which word is given, which is the surname."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from math import log

from reader.entities import lexicon, reasons
from reader.entities.lexicon import Level
from reader.entities.names import Name, NameReader
from reader.entities.people_words import people_words
from reader.entities.phrases import Found
from reader.entities.prepared import BLANK, GLUED, Prepared
from reader.entities.surnames import is_like_a_verb
from reader.entities.tagger.model import Sure, Tagging
from reader.entities.words import Cut, Is, Word, spelling_key
from reader.model import EntityKind

PERSON = "PER"

_AFTER_NAMES = frozenset(
    ('ז"ל', 'זצ"ל', 'זצוק"ל', 'הי"ד', 'שליט"א', 'ע"ה', 'נ"ע', 'נ"י', "הי״ו", 'תבדל"א', 'יבדל"א')
)
_SPOKEN = Is.SPEECH | Is.WEAK_SPEECH
_ORDINARY = _SPOKEN | Is.VERB | Is.FUNCTION | Is.COMMON
_INSIDE = 0.85
"""The tagger's chance below which an ordinary word at the end of a name is none of it."""
_INSIDE_OF_COMMON = 0.6
"""The same for a noun: שורק is one, and a surname in no list."""
_CLOSED = 0.35
"""The same for a noun before a comma."""
_PASSIVE = re.compile("[ית]ו[א-ת]{3}")
_PREPOSITIONS = frozenset(("של", "את", "עם", "מול", "אצל", "ידי", "בין", "נגד"))
_SHORT = 2
_ONCE = 2
"""What a word counts for that stands in one name of the article only, with no letters attached."""
_LEAST = 3e-3
_CERTAIN = 0.9
_DOUBTED = 0.08
"""The tagger's chance of a name beginning at the second word from which the first is rather the verb before it."""
_NAMED = 0.6
"""The tagger's chance of a word that stands alone somewhere from which it is somebody's surname elsewhere too."""
_BEGUN = 0.05
"""The tagger's chance of a name beginning at a word before one that it is sure goes on with a name."""
_SEEN = 3.0
"""What it counts for a way to part the letters off that the article has the rest as a name by itself."""
_BEFORE_NAMES = frozenset(("כש", "וש", "וכש", "שב", "של", "ול", "וב", "ומ"))
"""Stacks that are common before names, where a name that begins with their last letter is rare: כש|סולטאנוב."""
_LISTED = {Level.NONE: 0.0, Level.WORD: 0.3, Level.MIXED: 1.0, Level.PLAIN: 1.6, Level.FAMOUS: 1.8}


class Namer:
    """Reads the parts of the names that a tagger found in one article."""

    def __init__(self, doc: Prepared, tagging: Tagging, listed: list[Found]) -> None:
        """`listed` are the places and organisations that the lists know."""
        self._doc = doc
        self._places = {
            phrase.first: phrase for phrase in listed if phrase.kind is EntityKind.PLACE and phrase.known
        }
        self._chances = tagging.person
        self._begun: set[int] = set()
        self._reader = NameReader(doc, set())
        self._names = lexicon.names()
        grammar = lexicon.grammar()
        self._kunya, self._particles = grammar.kunya, grammar.particles
        self._seen = self._stems(tagging.names)
        self._tails = self._surnames(tagging.names)
        self._alone = {
            spelling_key(doc.words[span.first].form)
            for span in tagging.names
            if span.kind == PERSON and span.first == span.last and not span.letters and span.chance >= _NAMED
        }
        self._tails_of = Counter(stem for stems in self._tails.values() for stem in stems)

    def _stems(self, spans: list[Sure]) -> Counter[str]:
        """How often each word stands in a name of the article, and how: twice where no letters are attached to it."""
        found: Counter[str] = Counter()
        for span in spans:
            if span.kind != PERSON:
                continue
            for at in range(span.first, span.last + 1):
                word = self._doc.words[at]
                if not word.flags & Is.MARK:
                    letters = span.letters if at == span.first else 0
                    found[spelling_key(stem_of(word, letters) or word.form)] += 1 if letters else 2
        return found

    def _surnames(self, spans: list[Sure]) -> dict[tuple[str, ...], set[str]]:
        """What stands behind the first word in the names of the article that no role stands before, and those words."""
        doc = self._doc
        found: dict[tuple[str, ...], set[str]] = {}
        for span in spans:
            words = [at for at in range(span.first, span.last + 1) if not doc.flags[at] & Is.MARK]
            before = doc.previous_word(span.first)
            owned = before >= 0 and doc.flags[before] & Is.ROLE and not doc.flags[before] & Is.DEFINITE
            if (
                span.kind == PERSON
                and len(words) > 1
                and not (owned and doc.words[span.first].given == Level.NONE)
            ):
                stem = stem_of(doc.words[words[0]], span.letters)
                found.setdefault(tuple(doc.words[at].form for at in words[1:]), set()).add(stem)
        return found

    def joined(self, spans: list[Sure]) -> list[Sure]:
        """The spans with one word and what stands beside it as one name: אמיר-רזא | פירוזאן, דרור [סמוכה]."""
        found: list[Sure] = []
        for span in spans:
            before = found[-1] if found else None
            touching = before is not None and span.first == before.last + 1 and not span.letters
            if before is not None and touching and self._is_one_word(before):
                found[-1] = before._replace(last=span.last, chance=min(before.chance, span.chance))
            else:
                found.append(self._with_surname(self._with_given(span)))
        return found

    def _is_one_word(self, span: Sure) -> bool:
        """Whether a span is one word, or several that hyphens join."""
        words = [at for at in range(span.first, span.last + 1) if not self._doc.flags[at] & Is.MARK]
        return all(self._is_joined(one, other) for one, other in pairwise(words))

    def _with_given(self, span: Sure) -> Sure:
        """A surname with the given name before it that is a common word too: שני [אלקיים], where nobody else is."""
        doc, before = self._doc, span.first - 1
        if span.letters or span.first != span.last or before < 0 or before != doc.previous_word(span.first):
            return span
        word, key = doc.words[before], (doc.words[span.first].form,)
        odd = word.flags & (Is.VERB | Is.SPEECH | Is.WEAK_SPEECH | Is.ROLE | Is.DEFINITE)
        if odd or word.given < Level.MIXED or word.name_cuts[0].letters or key in self._tails:
            return span
        return span._replace(first=before) if before not in self._places else span

    def _with_surname(self, span: Sure) -> Sure:
        """A given name with the word behind it that is somebody's surname elsewhere in the article."""
        doc, after = self._doc, span.last + 1
        if after != doc.next_word(span.last) or not self._is_one_word(span):
            return span
        word = doc.words[after]
        odd = word.flags & (Is.FUNCTION | Is.SPEECH | Is.DEFINITE) or word.given >= Level.PLAIN
        if odd or spelling_key(word.form) not in self._alone or doc.words[span.first].given < Level.MIXED:
            return span
        return span._replace(last=after)

    def parted(self, span: Sure) -> list[Sure]:
        """A span that is two names, as two: אל-מסרי וא-סאלחי, where the second is named elsewhere too."""
        doc = self._doc
        for at in range(span.first + 1, span.last + 1):
            word = doc.words[at]
            if word.form == "." and doc.joins[at + 1] == BLANK and self._ends_sentence(at):
                return [span._replace(last=at - 1), span._replace(first=at + 1)]
            if word.form[0] != "ו" or len(word.cuts) < 2 or doc.joins[at] == GLUED:
                continue
            stem = word.cuts[1].stem
            seen = self._seen[spelling_key(stem)]
            before_more = at < span.last and stem in self._particles | {"א"}  # not קלאוס-פטר ובר
            begins = before_more or seen > self._seen[spelling_key(word.form)]
            if (
                begins
                and word.flags & Is.MARK == 0
                and self._names.surname.get(word.form, Level.NONE) < Level.MIXED
            ):
                return [span._replace(last=at - 1), span._replace(first=at, letters=1)]
        return [span]

    def whole(self, span: Sure) -> Sure:
        """A span with the first name before it that the tagger doubts: אנתוני [ג'יי וולש], which goes on from a name."""
        doc = self._doc
        before = doc.previous_word(span.first)
        row = self._chances[span.first]
        if before != span.first - 1 or before < 0 or span.letters or float(row[3]) <= float(row[0]):
            return span
        if doc.flags[before] & (_ORDINARY & ~Is.COMMON | Is.ROLE | Is.DEFINITE | Is.DERIVED):
            return span
        if before in self._places or float(self._chances[before, 0]) < _BEGUN:
            return span
        self._begun.add(before)
        return span._replace(first=before)

    def _ends_sentence(self, stop: int) -> bool:
        """Whether a full stop in a span is behind a whole word, and no initial: הנס-יורגן בק. ני קונל אמרה."""
        form = self._doc.words[stop - 1].form
        return (
            len(form) > 1
            and not form.endswith("'")
            and "." not in form
            and not self._doc.flags[stop - 1] & Is.MARK
        )

    def read(self, span: Sure) -> Name | None:
        """The name that `span` is; None where no word of it can be one."""
        doc = self._doc
        words = self._trimmed([at for at in range(span.first, span.last + 1) if not doc.flags[at] & Is.MARK])
        if len(words) > 1 and self._begins_with_a_firm(words):
            words = words[1:]
        if not words:
            return None
        first, last = words[0], words[-1]
        letters = self._letters(first, span.letters) if first == span.first else 0
        parts = [doc.words[at].form for at in words]
        # בן-דוד-לוי alone is whom the article calls אורה בן-דוד-לוי
        tail = tuple(parts) in self._tails and all(self._is_joined(*pair) for pair in pairwise(words))
        known = self._by_lists(first, last, letters) if not tail or len(words) == 1 else None
        if known is not None:
            return known
        parts[0] = stem_of(doc.words[first], letters)
        if not parts[0]:
            return None
        given, surname, kunya = self._split(words, parts)
        return Name(first, last, letters, given, surname, 0.0, reasons.say(reasons.TAGGED), kunya)

    def _trimmed(self, words: list[int]) -> list[int]:
        """Without what is no name at either end: השרה פורת-גולן, "…", גילה פטקוב, נועם אדר ז"ל."""
        doc = self._doc
        while words and (
            doc.words[words[-1]].form in _AFTER_NAMES or self._is_home(words) or self._is_after_names(words)
        ):
            words = words[:-1]
        while words and self._is_before_names(words[0], len(words)):
            words = words[1:]
        return words

    def _is_home(self, words: list[int]) -> bool:
        """Whether the last word says where somebody is from: סלימאן אל-עזברגה מרהט, גברת כהן מחדרה."""
        last = words[-1]
        phrase = self._places.get(last)
        return len(words) > 1 and phrase is not None and phrase.letters > 0 and phrase.last == last

    def _is_after_names(self, words: list[int]) -> bool:
        """Whether the last word of several is rather what the person does or is: נוגה צחקה, אביגדור איש ישר."""
        at = words[-1]
        word = self._doc.words[at]
        if len(words) < 2 or word.surname or word.given or self._doc.joins[at] == GLUED:
            return False
        if self._seen[spelling_key(word.form)] > _ONCE:
            return False  # דרור סמוכה, where סמוכה is somebody elsewhere too
        if _is_nationality(word):
            return True  # אזיז סולטנוב האוזבקי
        if self._is_done_by(words) or self._is_passive(at) or self._is_as_what(at):
            return True
        if word.form[0] == "ו" and word.flags & Is.DERIVED:
            return float(self._chances[at, 3]) < _INSIDE  # סיהאם וטסה חזרה
        enough = _INSIDE if word.flags & _ORDINARY & ~Is.COMMON else _INSIDE_OF_COMMON
        closed = at + 1 < len(self._doc) and self._doc.flags[at + 1] & Is.COMMA
        if closed and not word.flags & (_ORDINARY & ~Is.COMMON):
            enough = _CLOSED  # לז'אן-קלוד טיבו, בלם הקבוצה: a noun of his would have no name before it
        chance = float(
            self._chances[at, 0] + self._chances[at, 3]
        )  # it may have been taken for a name of its own
        return bool(word.flags & _ORDINARY) and chance < enough

    def _is_passive(self, at: int) -> bool:
        """Whether a word is what will be done to somebody, known by what was done: עומר [יוארך], beside הוארך."""
        form, common = self._doc.words[at].form, self._doc.lexicon.is_common
        return (
            len(form) > 4
            and form[0] in "ית"
            and form[1] == "ו"
            and (common("ה" + form[1:]) or common(form[2:]))
        )

    def _is_as_what(self, at: int) -> bool:
        """Whether a word is כ and a noun for one person: שייקה לוריא [כתפאורן]."""
        word = self._doc.words[at]
        return word.form[0] == "כ" and word.form[1:] in people_words().sure

    def _is_done_by(self, words: list[int]) -> bool:
        """Whether the last word is what somebody does whom the article names without it too."""
        doc, word = self._doc, self._doc.words[words[-1]]
        if len(words) == _SHORT:  # אהרן גילף, where the article has an אהרן אלמוג
            verb = bool(word.flags & Is.UNKNOWN) and (
                is_like_a_verb(word.form) or _PASSIVE.fullmatch(word.form) is not None
            )
            return verb and self._tails_of.get(doc.words[words[0]].form, 0) > 1
        verb = bool(word.flags & (Is.COMMON | Is.UNKNOWN * (word.form[0] in "ית")))
        return verb and spelling_key(doc.words[words[-2]].form) in self._alone  # ניסן עמיאל מגבה

    def _is_before_names(self, at: int, count: int) -> bool:
        """Whether the first word of a span is a title or a verb; a lone word needs more to be refused."""
        doc = self._doc
        word = doc.words[at]
        stems = [cut.stem for cut in word.cuts[:2] if "ה" not in cut.attached]
        given = max(self._names.given.get(stem, Level.NONE) for stem in stems)
        if word.flags & Is.AFTER_ROLE and not word.given:
            return True  # פרופ' אמריטה דגנית פאר
        if count == 1 and word.flags & Is.ROLE and self._has_swallowed(word):
            return True
        if word.flags & Is.ROLE and (word.flags & Is.DEFINITE or count > 1):
            return given < Level.MIXED and word.surname < Level.MIXED
        if _is_nationality(word) and not word.given and not word.surname:
            return True  # הסנגלי חלף, מזכיר המועצה, הניגרי אדבאיו
        if count == 1 or at in self._begun:
            return False
        if count > _SHORT and self._begins_after(at):
            return True
        if word.flags & _SPOKEN and at > 1:
            after_quote = doc.flags[at - 1] & Is.COMMA and doc.flags[at - 2] & Is.QUOTE
            if after_quote or given < Level.MIXED:
                return True
        if count == _SHORT and word.flags & Is.COMMON and not word.given and not word.surname:
            tail = (doc.words[doc.next_word(at)].form,)
            if self._tails.get(tail, {stems[0]}) - set(stems) and float(self._chances[at, 0]) < _CERTAIN:
                return True  # מתלהב גלילי, where the article has a רן גלילי
        verb = word.flags & (Is.VERB | Is.COMMON) or (word.flags & Is.UNKNOWN and is_like_a_verb(word.form))
        doubted = float(self._chances[doc.next_word(at), 0]) >= _DOUBTED if doc.next_word(at) >= 0 else False
        return bool(verb) and given < Level.MIXED and not word.surname and doubted

    def _begins_with_a_firm(self, words: list[int]) -> bool:
        """Whether the first word is what a role is of, and the rest a surname of the article: קפטן חולון [גינת-שוורץ]."""
        doc = self._doc
        before = doc.previous_word(words[0])
        if before < 0 or not doc.flags[before] & Is.ROLE or doc.flags[before] & Is.DEFINITE:
            return False
        first = doc.words[words[0]]
        if first.given or not (words[0] in self._places or first.surname >= Level.MIXED):
            return False  # לאדריכל אוטו פריימן
        rest = tuple(doc.words[at].form for at in words[1:])
        return doc.words[words[0]].form not in self._tails.get(rest, ()) and rest in self._tails

    def _begins_after(self, at: int) -> bool:
        """Whether three words are a verb or a place and a whole name of the lists: יוביל אילן פרץ, גלבוע חנן פלג."""
        doc = self._doc
        word, second = doc.words[at], doc.words[doc.next_word(at)]
        third = doc.next_word(doc.next_word(at))
        verbal = word.flags & Is.VERB or word.form[0] in "ית" or at in self._places
        return (
            bool(verbal)
            and not word.given
            and not word.surname
            and doc.joins[third - 1] != GLUED
            and second.given >= Level.PLAIN
            and not second.name_cuts[0].letters
            and doc.words[third].surname >= Level.MIXED
        )

    def _has_swallowed(self, word: Word) -> bool:
        """Whether a role of the article follows ל, ב, כ, which has swallowed its ה: הציע לשרה, where השרה spoke."""
        cut = word.cuts[-1]
        return cut.attached[-1:] in ("ל", "ב", "כ") and "ה" + cut.stem in self._doc.lexicon.known

    def _letters(self, at: int, tagged: int) -> int:
        """How many letters are attached to the first word of a name.

        The tagger's own answer, unless the lists or the rest of the article speak clearly for another one: ול|רגב
        where it says ו|לרגב, and Regev is named five times.
        """
        doc = self._doc
        word = doc.words[at]
        row = self._chances[at]
        if tagged < 3 and float(row[tagged]) >= _CERTAIN:
            return tagged
        before = doc.previous_word(at)
        if before == at - 1 >= 0 and doc.words[before].form in _PREPOSITIONS:
            return 0  # עוזרו של וואנג מיי, חניכו של מגדי יעקוב
        best, most = tagged, float("-inf")
        for cut in word.cuts:
            if cut.letters > 3 or "ה" in cut.attached:
                continue
            chance = float(row[cut.letters]) if cut.letters < 3 else 0.0
            points = log(max(chance, _LEAST)) / 2 + self._points(at, cut, tagged)
            if cut.letters == tagged:
                points += 0.3
            if points > most:
                best, most = cut.letters, points
        return best

    def _is_daughter(self, at: int, stem: str) -> bool:
        """Whether a stem and what a hyphen joins to it are one given name: בת-שבע, בר-כוכבא."""
        after = self._doc.next_word(at)
        return stem in ("בת", "בר", "בן", "אבו", "אל") and after == at + 2 and self._is_joined(at, after)

    def _points(self, at: int, cut: Cut, tagged: int) -> float:
        """What the lists and the article say for a way to part a word, tagged with `tagged` letters here."""
        given = self._names.given.get(cut.stem, Level.NONE)
        surname = self._names.surname.get(cut.stem, Level.NONE)
        points = _LISTED[max(given, surname)]
        if len(cut.stem) < 3:
            points -= 0.6
        if cut.attached in _BEFORE_NAMES:
            points += 0.7
        if cut.letters and self._is_daughter(at, cut.stem):
            points += _SEEN  # ש|בת-שבע, though שבת is a word
        itself = 0 if cut.letters != tagged else 1 if tagged else 2
        seen = self._seen[spelling_key(cut.stem)] - itself
        return points + (_SEEN if seen > 1 else _SEEN / 2 if seen else 0.0)

    def _by_lists(self, first: int, last: int, letters: int) -> Name | None:
        """The lists' own reading, where it ends with the span, or goes on with a nickname in marks."""
        name = self._reader.full(first)
        if name is None or name.letters != letters or name.last < last:
            return None
        return name if name.last == last or name.nickname else None

    def _split(self, words: list[int], parts: list[str]) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
        """Given name, surname, and whether it is a kunya (אבו מאזן)."""
        given = self._names.given
        if parts[0] in self._kunya and len(parts) > 1:
            return (), tuple(parts), True
        if len(parts) == 1:
            surname = self._names.surname.get(parts[0], Level.NONE)
            is_given = given.get(parts[0], Level.NONE) > surname
            return (tuple(parts), (), False) if is_given else ((), tuple(parts), False)
        alone = len(parts) == _SHORT and spelling_key(parts[1]) in self._alone  # בו האגלונד, and האגלונד
        if parts[0] in self._particles and parts[0] not in given and not alone:
            return (), tuple(parts), False  # דה גול
        joined = [self._is_joined(one, other) for one, other in pairwise(words)]
        if all(joined) and (not given.get(parts[0]) or tuple(parts) in self._tails):
            return (), tuple(parts), False  # כץ-שחר alone is a surname
        count = 1
        while count < len(parts) - 1 and (joined[count - 1] or self._is_middle(parts[count])):
            count += 1
        return tuple(parts[:count]), tuple(parts[count:]), False

    def _is_joined(self, one: int, other: int) -> bool:
        """Whether a hyphen joins two words."""
        joins = self._doc.joins
        return other == one + 2 and joins[other] == GLUED == joins[other - 1]

    def _is_middle(self, part: str) -> bool:
        """Whether a part between the first and the last is one more given name, or an initial."""
        if len(part.rstrip("'.")) == 1:
            return True
        return part not in self._particles and self._names.given.get(part, Level.NONE) >= Level.PLAIN


def _is_nationality(word: Word) -> bool:
    """Whether a word looks like הסנגלי, האוזבקית."""
    return bool(word.flags & Is.DEFINITE) and len(word.form) > 4 and word.form.endswith(("י", "ית"))


def stem_of(word: Word, letters: int) -> str:
    """The folded word without its attached letters."""
    for cut in word.cuts:
        if cut.letters == letters:
            return cut.stem
    return word.form[letters:]
