"""Who said what: words in quotation marks, words after a headline's colon, and reported speech.

Conservative on purpose: quotation marks without a cue are scare quotes or names (החליפו "עקיצות"), and where a
group, a state or nobody named speaks, the quotation has no speaker. Where a spokesman or a lawyer who is named
speaks for somebody, the words are theirs, for it is they who are quoted, and whom they speak for is mentioned
beside the cue; where they are not named the words are nobody's (פרקליטתו של קרי מסרה), except where the principal
is the subject (קרי מסר באמצעות דוברו) or it is told in their name (מטעם קרי נמסר).
"""

from __future__ import annotations

from bisect import bisect_left

from reader.entities.direct import DirectFinder, Said, Sure
from reader.entities.echoes import Echoes
from reader.entities.focus import Focus
from reader.entities.prepared import Prepared
from reader.entities.reported import ReportFinder
from reader.entities.speakers import SpeakerFinder
from reader.entities.unmarked import UnmarkedFinder
from reader.entities.words import Is
from reader.model import BlockKind, Quote, Span

_SHORT = 3


class QuoteFinder:
    """Finds the quotations of one article."""

    def __init__(self, doc: Prepared, speakers: SpeakerFinder, ids: dict[int, str]) -> None:
        """`ids` are the entity ids of people by their identity; those who have none speak as nobody."""
        self._doc = doc
        self._speakers = speakers
        self._ids = ids

    def find(self) -> tuple[Quote, ...]:
        """All of them in text order."""
        doc, speakers = self._doc, self._speakers
        focus = Focus(doc, speakers)
        direct = DirectFinder(doc, speakers, focus).find(self._pairs())
        direct += self._apart_from(direct, UnmarkedFinder(doc, speakers, focus).find())
        direct += self._apart_from(direct, self._pull_quotes())
        direct = Echoes(doc, speakers).settle(direct)
        said = direct + ReportFinder(doc, speakers, focus, direct).find()
        return tuple(self._quote(one) for one in sorted(said, key=_place))

    def _pairs(self) -> list[tuple[int, int]]:
        """The tokens of the marks that belong together, and of those that only the next paragraph closes."""
        doc = self._doc
        pairs = [(doc.token_at(pair.open), doc.token_at(pair.close)) for pair in doc.quotes]
        return sorted(pairs + self._left_open({token for pair in pairs for token in pair}))

    def _left_open(self, paired: set[int]) -> list[tuple[int, int]]:
        """Paragraphs of a speech that goes on: each opens with a mark, only the last one ends with one."""
        doc, found = self._doc, []
        for block in doc.article.blocks:
            if block.kind is not BlockKind.PARAGRAPH or len(block.span) < _SHORT:
                continue
            first = doc.token_at(block.span.start)
            last = min(doc.token_at(block.span.end - 1), len(doc) - 1)
            opening = self._open_mark(first, last, paired)
            if opening >= 0 and last - opening >= _SHORT:
                found.append((opening, last + 1))
        return found

    def _open_mark(self, first: int, last: int, paired: set[int]) -> int:
        doc = self._doc
        for at in range(last - 1, first - 1, -1):
            if not doc.flags[at] & Is.QUOTE:
                continue
            if at in paired or doc.words[at].form not in ('"', "«"):
                return -1
            opens = at == first or bool(doc.flags[at - 1] & (Is.COLON | Is.STOP | Is.COMMA))
            glued = doc.joins[at + 1] == 2 and (at == first or doc.joins[at] == 1)
            return at if opens and glued else -1
        return -1

    def _pull_quotes(self) -> list[Said]:
        """Blocks that are nothing but words out of the body, set large."""
        found = []
        for block in self._doc.article.blocks:
            if block.kind is BlockKind.QUOTATION and len(block.span):
                found.append(Said(block.span.start, block.span.end, None, -1, True, Sure.NO))
        return found

    def _apart_from(self, found: list[Said], more: list[Said]) -> list[Said]:
        """Those of `more` that share no words with one of `found`."""
        taken = sorted((one.start, one.end) for one in found)
        kept = []
        for one in more:
            at = bisect_left(taken, (one.end,)) - 1
            if at < 0 or taken[at][1] <= one.start:
                kept.append(one)
        return kept

    def _quote(self, said: Said) -> Quote:
        doc = self._doc
        speaker = self._ids.get(id(said.person)) if said.person is not None else None
        cue = self._speakers.cues.at(said.cue) if said.cue >= 0 else None
        cue_span = None
        if said.cue >= 0:
            letters = len(cue.attached) if cue is not None else 0
            cue_span = Span(doc.starts[said.cue] + letters, doc.ends[said.cue])
        return Quote(Span(said.start, said.end), speaker, cue_span, said.direct)


def _place(said: Said) -> tuple[int, int]:
    return said.start, said.end
