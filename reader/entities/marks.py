"""What quotation marks hold that is nobody's words: a name, a title, a nickname, a doubt."""

from __future__ import annotations

from reader.entities import lexicon
from reader.entities.prepared import APART, BLANK, GLUED, Prepared
from reader.entities.speakers import SpeakerFinder
from reader.entities.words import Is

_LONGEST_NAME = 6
_WORDS_OF_A_SENTENCE = 2


class Marks:
    """Judges what stands between two marks, by their tokens."""

    def __init__(self, doc: Prepared, speakers: SpeakerFinder) -> None:
        self._doc = doc
        self._speakers = speakers
        speech, known = lexicon.speech(), lexicon.organisations()
        self._titled = speech.titled | known.heads | known.press
        self._called = speech.called

    def is_name(self, opening: int, closing: int) -> bool:
        """Whether the marks hold a name or title: עיתון "הארץ", ב"מעריב", הסרט "שושנה", המכונה "הזקן"."""
        doc, before = self._doc, opening - 1
        if before < 0 or doc.joins[opening] == APART or closing - opening - 1 > _LONGEST_NAME:
            return False
        if doc.flags[closing - 1] & Is.STOP or doc.flags[closing - 1] & Is.COMMA:
            return False
        if self._speakers.is_organisation(opening + 1) or self._speakers.is_organisation(opening):
            return closing - opening - 1 <= self._named_words(opening)
        if doc.flags[opening + 1] & Is.VERB or doc.words[opening + 1].form in ("לא", "אין", "אני", "אנחנו"):
            return False  # מסרה כי החברה "תמשיך לצמוח"
        word = doc.words[before]
        if doc.joins[opening] == GLUED and word.flags & Is.WORD:
            return any(cut.stem in self._titled for cut in doc.words[opening + 1].cuts)
        if word.flags & (Is.WORK | Is.NOT_PERSON) or word.form in self._called:
            return True
        return any(cut.stem in self._titled for cut in word.cuts)

    def _named_words(self, opening: int) -> int:
        """How many tokens after the opening mark belong to the organisation named there."""
        count = 0
        while self._speakers.is_organisation(opening + 1 + count):
            count += 1
        return count

    def is_attached(self, opening: int) -> bool:
        """Whether a preposition is glued to the mark, as to a noun: ב"הצלחה גדולה", but not ש"אין זמן"."""
        doc = self._doc
        glued = doc.joins[opening] == GLUED and bool(doc.flags[opening - 1] & Is.WORD)
        return glued and doc.words[opening - 1].form[-1] not in "שכ"

    def is_sentence(self, opening: int, closing: int) -> bool:
        """Whether the marks hold a whole sentence that stands alone: after a stop, before a stop."""
        doc = self._doc
        inside = closing - opening - 1
        ends_itself = bool(doc.flags[closing - 1] & Is.STOP)
        if inside < _WORDS_OF_A_SENTENCE and not ends_itself:
            return False
        return self.opens_sentence(opening) and (self.closes_sentence(closing) or ends_itself)

    def opens_sentence(self, opening: int) -> bool:
        """Whether nothing of its sentence stands before an opening mark."""
        doc = self._doc
        if opening == 0 or doc.joins[opening] == APART:
            return True
        return bool(doc.flags[opening - 1] & (Is.STOP | Is.QUOTE)) or doc.words[opening - 1].form in (
            "•",
            "*",
        )

    def closes_sentence(self, closing: int) -> bool:
        """Whether nothing of its sentence stands after a closing mark."""
        doc = self._doc
        after = closing + 1
        return after >= len(doc) or doc.joins[after] == APART or bool(doc.flags[after] & Is.STOP)

    def runs_on(self, closing: int) -> bool:
        """Whether the sentence goes on after the mark as if there were none: "האב" בקאמרי הוא ערב."""
        doc, after = self._doc, closing + 1
        if after >= len(doc) or doc.joins[after] != BLANK or doc.flags[closing - 1] & (Is.STOP | Is.COMMA):
            return False
        return not doc.flags[after] & Is.MARK and self._speakers.cues.at(after) is None
