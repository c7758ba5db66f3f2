"""Places and organisations: those that the lexicons know, and those that a word announces (חברת…, קיבוץ…)."""

from __future__ import annotations

from typing import NamedTuple

from reader.entities import lexicon, reasons
from reader.entities.lexicon import Gazetteer, Level, Phrase
from reader.entities.prepared import GLUED, Prepared
from reader.entities.words import Cut, Is
from reader.model import EntityKind


class Found(NamedTuple):
    """A place or an organisation in the text: tokens `first` to `last`, both included.

    `letters` are the attached ones of the first token; `key` is the same for all ways to write one thing.
    """

    kind: EntityKind
    first: int
    last: int
    letters: int
    key: str
    why: str
    known: bool


_LONGEST_TAIL = 5
_LONGEST_QUOTED = 6
_STOPS = Is.FUNCTION | Is.VERB | Is.SPEECH | Is.WEAK_SPEECH | Is.MARK | Is.NUMBER
_CHECK_EVERY = 2047
_NOT_ORGANISATION_HEADS = frozenset(("הכנסת", "המועצה", "ילדות", "הקהילה", "הנהלת"))
_PARTS_OF_PLACE_NAMES = frozenset(
    [
        "עין",
        "בית",
        "גבעת",
        "רמת",
        "נווה",
        "נוה",
        "כפר",
        "בן",
        "אבו",
        "דה",
        "תל",
        "באר",
        "גן",
        "מעלה",
        "קריית",
        "קרית",
        "הר",
        "אל",
        "בני",
    ]
)


class PhraseFinder:
    """Finds the places and organisations of one article."""

    def __init__(self, doc: Prepared) -> None:
        self._doc = doc
        self._known = (
            (EntityKind.ORGANISATION, lexicon.organisations()),
            (EntityKind.PLACE, lexicon.places()),
        )
        self._places = lexicon.places()
        self._organisations = lexicon.organisations()

    def find(self) -> list[Found]:
        """All of them in text order, none overlapping another."""
        doc, found = self._doc, []
        at = 0
        for at_flag, flags in enumerate(doc.flags):
            if not at_flag & _CHECK_EVERY:
                doc.cancel.check()
            if at_flag < at or not flags & Is.PHRASE:
                continue
            best = self.at(at_flag)
            if best is not None:
                found.append(best)
                at = best.last + 1
        return found

    def at(self, at: int) -> Found | None:
        """The longest place or organisation that begins with the token at `at`."""
        announced = self._announced(at)
        known = self._known_at(at)
        if announced is None or (known is not None and known.last >= announced.last):
            return known
        return announced

    def _known_at(self, at: int) -> Found | None:
        best: Found | None = None
        for cut in self._doc.words[at].cuts:
            if cut.attached.endswith("ה"):
                break  # הסיני is Chinese, not Sinai
            for kind, gazetteer in self._known:
                for phrase, length in self._candidates(gazetteer, cut):
                    last = self._matches(phrase, at)
                    if last < 0 or (best is not None and last <= best.last):
                        continue
                    if not phrase.sure and not self._is_meant(kind, cut, at, last):
                        continue
                    why = reasons.PLACE if kind is EntityKind.PLACE else reasons.ORGANISATION
                    best = Found(kind, at, last, cut.letters - length, phrase.key, reasons.say(why), True)
            if best is not None:
                break
        return best

    def _candidates(self, gazetteer: Gazetteer, cut: Cut) -> list[tuple[Phrase, int]]:
        """Phrases that begin with the cut's stem; also those whose ה a prefix has swallowed (לרשות)."""
        phrases = [(phrase, 0) for phrase in gazetteer.by_first.get(cut.stem, ())]
        if cut.attached[-1:] in ("ב", "ל", "כ") and cut.stem[0] != "ה" and len(cut.stem) > 3:
            phrases += [(phrase, 0) for phrase in gazetteer.by_first.get("ה" + cut.stem, ()) if phrase.sure]
        return phrases

    def _matches(self, phrase: Phrase, at: int) -> int:
        """The last token of `phrase` where it stands at `at`, or -1; the first word has been compared."""
        doc = self._doc
        for word in phrase.words[1:]:
            after = doc.next_word(at)
            if after < 0 and word == "!" and at + 1 < len(doc) and doc.words[at + 1].form == "!":
                after = at + 1  # וואלה! חדשות
            if after < 0 and doc.words[at].form == "!":
                after = at + 1 if at + 1 < len(doc) else -1
            if after < 0 or doc.words[after].form != word:
                return -1
            at = after
        return at

    def _is_meant(self, kind: EntityKind, cut: Cut, first: int, last: int) -> bool:
        """Whether a phrase that is an ordinary word too stands for the place or organisation here."""
        doc = self._doc
        before = doc.previous_word(first)
        if kind is EntityKind.ORGANISATION:
            quoted = (
                last + 1 < len(doc)
                and bool(doc.flags[first - 1] & doc.flags[last + 1] & Is.QUOTE)
                and doc.joins[first] == GLUED == doc.joins[last + 1]
                and first > 0
            )
            return quoted or (before >= 0 and doc.words[before].form in self._organisations.press)
        if before >= 0 and doc.words[before].form in (
            "העיר",
            "בעיר",
            "מהעיר",
            "לעיר",
            "עיריית",
            "משטרת",
            "תושבי",
        ):
            return True
        whole = doc.flags[first]
        if not cut.attached or (whole & Is.COMMON and not whole & Is.DERIVED):
            return False
        name = max(doc.lexicon.given_level(cut.stem), doc.lexicon.surname_level(cut.stem)) >= Level.MIXED
        return cut.attached[-1] == "ב" or (cut.attached[-1] in "למ" and not name)

    def _announced(self, at: int) -> Found | None:
        """A name that a word announces: the word and what follows it."""
        doc = self._doc
        for cut in doc.words[at].cuts:
            stem = cut.stem
            if "ה" in cut.attached:
                break  # ההתאחדות alone is whole
            if stem in self._organisations.clubs:
                last = self._place_after(at)
                kind, why = EntityKind.ORGANISATION, reasons.ORGANISATION_BY_HEAD
            elif stem in self._organisations.heads:
                last = self._tail(at)
                kind, why = EntityKind.ORGANISATION, reasons.ORGANISATION_BY_HEAD
            elif stem in self._places.heads:
                last = self._place_name(at, strict=False)
                kind, why = EntityKind.PLACE, reasons.PLACE_BY_HEAD
            elif stem in self._places.weak_heads:
                last = self._place_name(at, strict=True)
                kind, why = EntityKind.PLACE, reasons.PLACE_BY_HEAD
            else:
                end = self._long_head(at, stem)
                last = self._tail(end) if end > at else at
                last = last if last > end else at  # בית ספר alone names none
                kind, why = EntityKind.ORGANISATION, reasons.ORGANISATION_BY_HEAD
            if last > at:
                key = " ".join((stem, *(doc.words[token].form for token in range(at + 1, last + 1))))
                return Found(kind, at, last, cut.letters, key, reasons.say(why, stem), False)
        return None

    def _long_head(self, at: int, stem: str) -> int:
        """The last token of a head of two words (בית החולים), or `at`."""
        after = self._doc.next_word(at)
        if after >= 0 and (stem, self._doc.words[after].form) in self._organisations.long_heads:
            return after
        return at

    def _place_after(self, at: int) -> int:
        after = self._doc.next_word(at)
        if after < 0:
            return at
        known = self._known_at(after) if self._doc.flags[after] & Is.PHRASE else None
        if known is not None and known.kind is EntityKind.PLACE and not known.letters:
            return known.last
        return at

    def _tail(self, head: int) -> int:
        """The last token of the name that `head` announces; `head` itself where no name follows."""
        doc = self._doc
        quoted = self._quoted_after(head)
        if quoted > head:
            return quoted
        last, definite = head, False
        is_court = doc.words[head].form in ("המשפט", "הדין")  # בית המשפט זיכה: what follows is no name
        for count in range(_LONGEST_TAIL):
            at = doc.next_word(last)
            if at < 0 or doc.flags[at] & _STOPS or doc.words[at].form in _NOT_ORGANISATION_HEADS:
                break
            if doc.flags[at] & Is.PHRASE and not definite:
                known = self._known_at(at)
                if known is not None and known.known and not known.letters:
                    return known.last
            word = doc.words[at]
            if word.flags & Is.DEFINITE and (count == 0 or definite):
                definite = True
            elif definite and word.form.startswith("וה") and len(word.form) > 4:
                pass  # משרד העבודה והרווחה
            elif definite or is_court or not (word.flags & Is.LATIN or self._is_proper(at)):
                break
            last = at
        return self._quoted_after(last) if last > head else last  # חברת התוכנה "גלבוע"

    def _is_proper(self, at: int) -> bool:
        word = self._doc.words[at]
        if word.flags & Is.ROLE:
            return False
        if word.flags & Is.UNKNOWN and not word.name_cuts:
            return not word.flags & Is.DEFINITE
        whole = word.name_cuts[0] if word.name_cuts else None
        return whole is not None and not whole.letters and max(word.given, word.surname) >= Level.MIXED

    def _quoted_after(self, at: int) -> int:
        """The closing token of a short quotation directly after `at` (חברת "אלביט"), or `at`."""
        doc = self._doc
        if at + 2 >= len(doc) or not doc.flags[at + 1] & Is.QUOTE or doc.joins[at + 2] != GLUED:
            return at
        for close in range(at + 3, min(len(doc), at + 3 + _LONGEST_QUOTED)):
            if doc.flags[close] & Is.QUOTE and doc.joins[close] == GLUED:
                return close
            if doc.flags[close] & Is.STOP:
                break
        return at

    def _place_name(self, head: int, *, strict: bool) -> int:
        """The last token of the place's name after `head`: one word, two where the first asks for another."""
        doc = self._doc
        at = doc.next_word(head)
        if at < 0 or doc.flags[at] & (_STOPS | Is.ROLE):
            return head
        word = doc.words[at]
        if doc.flags[at] & Is.PHRASE and (known := self._known_at(at)) is not None and not known.letters:
            return known.last
        hanging = word.flags & Is.DERIVED and not word.flags & Is.DEFINITE
        if hanging or (strict and not (word.flags & Is.DEFINITE or self._is_proper(at))):
            return head
        after = doc.next_word(at)
        if after < 0 or doc.flags[after] & _STOPS:
            return at
        second = doc.words[after]
        named = word.given >= Level.MIXED and not word.name_cuts[0].letters  # רחוב יצחק רבין
        if word.form in _PARTS_OF_PLACE_NAMES or (
            named and (second.surname >= Level.MIXED or second.flags & Is.UNKNOWN)
        ):
            return after
        return at
