"""Who said what: words in quotation marks beside a verb of speech, and reported speech after כי.

Conservative on purpose: quotation marks without a cue are scare quotes or names (החליפו "עקיצות"), and where a
group, a state or nobody named speaks, the quotation has no speaker.
"""

from __future__ import annotations

from typing import NamedTuple

from reader.entities import lexicon
from reader.entities.merging import Person
from reader.entities.prepared import APART, GLUED, Prepared
from reader.entities.speakers import SpeakerFinder, Subject
from reader.entities.words import Is
from reader.hebrew.quotes import QuotePair
from reader.model import BlockKind, Quote, Span


class Cue(NamedTuple):
    """A verb of speech, or a word like לדברי, at `token`; what it says of who speaks."""

    token: int
    subject: Subject


class _Said(NamedTuple):
    quote: Quote
    person: Person | None
    cue: int
    last: int


_BEFORE = 40
_AFTER = 4
_RESUMED = 16
_SHORT = 2
_LONGEST_NAME = 5
_HEADLINE_WORDS = 9
_NAMING = frozenset("כינה כינתה כינו הגדיר הגדירה תיאר תיארה מכנה מגדיר מגדירה מתאר מתארת".split())  # noqa: SIM905
_CHECK_EVERY = 127
_TURNS = frozenset(("ואילו", "ואולם", "לעומתו", "לעומתה", "מנגד"))
_CLAUSE_WORDS = frozenset(("כי", "וכי"))


class QuoteFinder:
    """Finds the quotations of one article."""

    def __init__(self, doc: Prepared, speakers: SpeakerFinder, ids: dict[int, str]) -> None:
        self._doc = doc
        self._speakers = speakers
        self._ids = ids
        self._said: list[_Said] = []

    def find(self) -> tuple[Quote, ...]:
        """All of them in text order."""
        doc, reached = self._doc, -1
        for count, pair in enumerate(doc.quotes):
            if not count & 63:
                doc.cancel.check()
            if pair.open < reached:
                continue
            said = self._direct(pair)
            if said is not None:
                self._said.append(said)
                reached = pair.close
        self._said += self._reported()
        return tuple(said.quote for said in sorted(self._said, key=_place))

    def _direct(self, pair: QuotePair) -> _Said | None:
        doc = self._doc
        opening, closing = doc.token_at(pair.open), doc.token_at(pair.close)
        if closing - opening < 2 or doc.kind_at(pair.open) is BlockKind.FURTHER_READING:
            return None
        if self._is_name(opening, closing):
            return None
        cue = (
            self._after(closing)
            or self._before_colon(opening)
            or self._before(opening, closing)
            or self._resumed(opening)
        )
        if cue is None:
            return None
        person = cue.subject.person
        last = closing - 1
        if doc.flags[last] & Is.COMMA and last > opening + 1:
            last -= 1  # "די," אמר קרי
        start, end = doc.starts[opening + 1], doc.ends[last]
        return _Said(self._quote(start, end, person, cue.token, direct=True), person, cue.token, closing)

    def _quote(self, start: int, end: int, person: Person | None, cue: int, *, direct: bool) -> Quote:
        doc = self._doc
        speaker = self._ids.get(id(person)) if person is not None else None
        cue_span = None
        if cue >= 0:
            cue_span = Span(doc.starts[cue] + self._speakers.letters_of(cue), doc.ends[cue])
        return Quote(Span(start, end), speaker, cue_span, direct)

    def _is_name(self, opening: int, closing: int) -> bool:
        """Whether the marks stand round a name or title: עיתון "הארץ", ב"מעריב", הסרט "שושנה"."""
        doc = self._doc
        before = opening - 1
        if before < 0 or doc.joins[opening] == APART:
            return False
        if doc.joins[opening] == GLUED and doc.flags[before] & Is.WORD:
            return doc.words[before].form[-1] not in "כש"
        named = doc.flags[before] & (Is.WORK | Is.NOT_PERSON) or self._announces(before)
        named = named or self._speakers.is_organisation(opening)
        return closing - opening - 1 <= _LONGEST_NAME and bool(named)

    def _announces(self, at: int) -> bool:
        known = lexicon.organisations()
        return any(cut.stem in known.heads or cut.stem in known.press for cut in self._doc.words[at].cuts)

    def _after(self, closing: int) -> Cue | None:
        """A cue after the quotation: "…", אמר קרי."""
        doc, at = self._doc, closing + 1
        if at < len(doc) and doc.joins[at] != APART and doc.flags[at] & (Is.COMMA | Is.HYPHEN):
            at += 1
        elif at < len(doc) and not (
            doc.flags[closing - 1] & (Is.COMMA | Is.STOP) or doc.flags[at] & Is.SPEECH
        ):
            return None  # "עקיצות" מילוליות: nothing parts the words from what follows
        for place in range(at, min(at + _AFTER, len(doc))):
            if doc.joins[place] == APART or doc.flags[place] & (Is.STOP | Is.COMMA | Is.QUOTE | Is.COLON):
                return None
            if doc.flags[place] & (Is.SPEECH | Is.SOURCE) and not doc.flags[place] & Is.FUNCTION:
                if doc.words[place].form[0] == "ו" and place > at:
                    return None
                return Cue(place, self._speakers.of(place, quoted_before=closing))
            if doc.flags[place] & Is.FUNCTION and doc.words[place].form not in _MAY_PRECEDE_CUE:
                return None
        return None

    def _before_colon(self, opening: int) -> Cue | None:
        """קרי: "…", קרי בראיון מיוחד: "…", אמר קרי: "…"."""
        doc = self._doc
        colon = opening - 1
        if colon < 1 or doc.joins[opening] == APART or not doc.flags[colon] & Is.COLON:
            return None
        start = doc.sentence_start(colon)
        cue = self._cue_between(start, colon, weak=True)
        if cue >= 0:
            return Cue(cue, self._speakers.of(cue))
        if colon - start > _HEADLINE_WORDS:
            return None
        return Cue(-1, self._speakers.before_colon(start, colon))

    def _cue_between(self, start: int, end: int, *, weak: bool) -> int:
        """The last cue among tokens ``[start, end)``, or -1."""
        wanted = Is.SPEECH | Is.SOURCE | (Is.WEAK_SPEECH if weak else 0)
        for at in range(end - 1, start - 1, -1):
            if self._doc.flags[at] & wanted and not self._speakers.is_role(at):
                return at
        return -1

    def _before(self, opening: int, closing: int) -> Cue | None:
        """A cue earlier in the sentence: אמר קרי כי "…", שיבח אותם על "…"."""
        doc = self._doc
        start = doc.sentence_start(opening, _BEFORE)
        cue = self._cue_between(start, opening, weak=True)
        if cue < 0:
            return None
        between = range(cue + 1, opening)
        if any(doc.words[at].form in _TURNS for at in between):
            return None
        flags, last = doc.flags[cue], doc.words[opening - 1].form
        introduced = any(doc.words[at].form in _CLAUSE_WORDS or doc.flags[at] & Is.COLON for at in between)
        beside = (
            (opening - cue <= _SHORT and last != "את")  # כתב את "הזוג" is a work
            or last in ("על", "אל", "כעל", "ש", "כ")
            or doc.flags[opening - 1] & Is.COMMA
        )
        subject = self._speakers.of(cue)
        ends_beside = subject.last == opening - 1
        if flags & (Is.SPEECH | Is.SOURCE):
            fits = introduced or bool(beside) or ends_beside
        else:
            names = any(cut.stem in _NAMING for cut in doc.words[cue].cuts)
            fits = (last in ("על", "כ", "כעל") or names) and (names or closing - opening - 1 >= _SHORT)
        return Cue(cue, subject) if fits else None

    def _resumed(self, opening: int) -> Cue | None:
        """A quotation taken up again after its cue: "…", אמר קרי. "…"."""
        if not self._said:
            return None
        previous = self._said[-1]
        doc = self._doc
        if previous.cue < 0 or opening - previous.last > _RESUMED or previous.cue < previous.last:
            return None
        gap = range(previous.last + 1, opening + 1)
        if any(doc.joins[at] == APART for at in gap):
            return None
        stops = [at for at in gap if doc.flags[at] & Is.STOP]
        if len(stops) > 1 or (stops and stops[0] != opening - 1):
            return None
        if not stops and not doc.flags[opening - 1] & (Is.COMMA | Is.COLON):
            return None
        return Cue(previous.cue, Subject(previous.person, previous.person is not None, -1))

    def _reported(self) -> list[_Said]:
        """אמר כי …, where it is clear who said it and no quotation marks say it better."""
        doc, found = self._doc, []
        quoted = sorted((said.quote.span.start, said.cue) for said in self._said)
        cues = {cue for _, cue in quoted}
        for at, flags in enumerate(doc.flags):
            if not at & _CHECK_EVERY:
                doc.cancel.check()
            if not flags & Is.SPEECH or at in cues or self._speakers.is_role(at):
                continue
            doc.cancel.check()
            said = self._report(at)
            if said is not None:
                found.append(said)
        return found

    def _report(self, cue: int) -> _Said | None:
        doc = self._doc
        end = doc.sentence_end(cue)
        clause = -1
        for at in range(cue + 1, min(end, cue + 16)):
            if doc.words[at].form == "כי":
                clause = at + 1
                break
            if doc.flags[at] & (Is.SPEECH | Is.QUOTE | Is.COLON | Is.STOP):
                return None
        if clause < 0 or clause >= end or doc.kind_at(doc.starts[cue]) is BlockKind.FURTHER_READING:
            return None
        subject = self._speakers.of(cue)
        if subject.person is None or not subject.explicit:
            return None
        last = end - 1
        for at in range(clause, end):
            if doc.words[at].form in _TURNS:
                last = at - 1
                break
        while last > clause and doc.flags[last] & (Is.STOP | Is.COMMA | Is.HYPHEN):
            last -= 1
        if last - clause < _SHORT:
            return None
        quote = self._quote(doc.starts[clause], doc.ends[last], subject.person, cue, direct=False)
        return _Said(quote, subject.person, cue, last)


_MAY_PRECEDE_CUE = frozenset(("כך", "כה", "עוד", "גם", "אף", "אז", "הוא", "היא"))


def _place(said: _Said) -> tuple[int, int]:
    return said.quote.span.start, said.quote.span.end
