"""Whose words follow a colon: in קרי: …, in לבני בראיון מיוחד: …, in תגובת המשטרה: … too."""

from __future__ import annotations

from reader.entities import lexicon
from reader.entities.cues import Cue, Kind
from reader.entities.prepared import APART, Prepared
from reader.entities.speakers import NOBODY, SpeakerFinder, Subject
from reader.entities.words import Is

_LONGEST = 40
_SPEAKING = (
    Kind.TELLING,
    Kind.JUDGING,
    Kind.UTTERING,
    Kind.SOURCE,
    Kind.OWN_SOURCE,
    Kind.PASSIVE,
    Kind.INFINITIVE,
)
_SEGMENTS = 4


class Colons:
    """Reads what stands before a colon."""

    def __init__(self, doc: Prepared, speakers: SpeakerFinder) -> None:
        self._doc = doc
        self._speakers = speakers
        self._utterances = lexicon.speech().utterances

    def before(self, colon: int) -> tuple[Cue | None, Subject | None]:
        """The cue before a colon and whom it names, or whom there is without a cue; None where that is not said."""
        start = self._start(colon)
        segments = self._segments(start, colon)
        last = segments[-1][0]
        cue = self._cue(start, colon)
        lone = self._head(last, colon)
        if cue is not None and (cue.token >= last or lone is None or lone.last < colon - 1):
            return cue, self._speakers.named_by(cue)
        if lone is not None:
            return None, lone
        utterance = self._utterance(start, colon)
        if utterance is not None:
            return None, utterance
        for first, end in reversed(segments[-_SEGMENTS:-1]):
            head = self._head(first, end)
            if head is not None:
                return None, head
        return None, None

    def subject(self, colon: int) -> Subject | None:
        """Whom the sentence before a colon is about: מאמנה, לאשה ציקלאורי, לא הסתיר את כעסו: "…"."""
        return self._speakers.subject_of_sentence(self._start(colon), colon)

    def _start(self, colon: int) -> int:
        """Where the sentence begins; a colon earlier in it begins a new one, as in בקצרה: קרי: … does."""
        doc = self._doc
        at = doc.sentence_start(colon, _LONGEST)
        for token in range(colon - 1, at - 1, -1):
            if doc.flags[token] & Is.COLON or (
                doc.flags[token] & Is.QUOTE and doc.flags[token - 1] & Is.STOP
            ):
                return token + 1
        return at

    def _segments(self, start: int, end: int) -> list[tuple[int, int]]:
        """What commas and dashes part: [זהבי הכריע], [כץ]."""
        doc, found, begin = self._doc, [], start
        for at in range(start, end):
            loose_dash = doc.flags[at] & Is.HYPHEN and doc.joins[at] == 1
            if (doc.flags[at] & Is.COMMA or loose_dash) and at + 1 < end:
                found.append((begin, at))
                begin = at + 1
        return [*found, (begin, end)]

    def _cue(self, start: int, end: int) -> Cue | None:
        depth = False
        for at in range(end - 1, start - 1, -1):
            if self._doc.flags[at] & Is.QUOTE:
                depth = not depth
                continue
            cue = None if depth else self._speakers.cues.at(at)
            if cue is not None and cue.kind in _SPEAKING:
                return cue
        return None

    def _head(self, first: int, end: int) -> Subject | None:
        """The person, group or office with whom a segment begins; None where it begins with anything else."""
        doc = self._doc
        while first < end - 1 and (doc.flags[first] & Is.QUOTE or doc.words[first].form == "ה"):
            first += 1  # ה"ניו יורק טיימס": …
        if doc.words[first].form in ("גם", "אבל", "אך", "ורק", "ואז", "עוד", "ואילו", "בן", "בת"):
            first += 1
        for at in range(first, end):
            found = self._speakers.mention(at)
            if found is None:
                continue
            person, draft = found
            begins = (
                draft.roles[-1].first if draft.roles and draft.roles[-1].first < draft.first else draft.first
            )
            if begins > first:
                break
            if self._speakers.is_object(draft):
                return None
            return Subject(person, draft.last)
        return self._office(first, end)

    def _office(self, first: int, end: int) -> Subject | None:
        """A role whose bearer is named after it or known, a group, a state."""
        found = self._speakers.opening_subject(first)
        if found is None and end - first == 1 and self._doc.flags[first] & Is.DEFINITE:
            return NOBODY  # העירייה: …
        if found is None or found.last >= end:
            return None
        return found

    def _utterance(self, start: int, colon: int) -> Subject | None:
        """Whose answer, message or letter it is, as in תגובתו של קרי: … and תגובת המשטרה: … too."""
        doc = self._doc
        for at in range(start, colon):
            if any(cut.stem in self._utterances for cut in doc.words[at].cuts):
                for token in range(at + 1, colon):
                    found = self._speakers.mention(token)
                    if found is not None:
                        return Subject(found[0], found[1].last)
                    if doc.joins[token] == APART:
                        break
                return NOBODY
        return None
