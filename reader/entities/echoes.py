"""The same words said twice: a headline or a pull quote gives again what the body says, and who said it."""

from __future__ import annotations

from reader.entities.direct import Said, Sure
from reader.entities.merging import Person
from reader.entities.prepared import APART, Prepared
from reader.entities.speakers import SpeakerFinder
from reader.entities.words import Is
from reader.model import BlockKind

_HEADS = (
    BlockKind.HEADLINE,
    BlockKind.SUBHEADLINE,
    BlockKind.QUOTATION,
    BlockKind.HEADING,
    BlockKind.CAPTION,
)
_ALIKE = 0.5
_FIRST_PERSON = frozenset(
    ("אני", "לי", "שלי", "אותי", "עליי", "עלי", "בי", "איתי", "אליי", "ממני", "עצמי", "אצלי")
)
_MOST = 400


class Echoes:
    """Gives a speaker to quotations that have none of their own."""

    def __init__(self, doc: Prepared, speakers: SpeakerFinder) -> None:
        self._doc = doc
        self._speakers = speakers

    def settle(self, found: list[Said]) -> list[Said]:
        """The same quotations, the unsettled ones with the speaker of the same words, or of their headline."""
        known = [(said, self._stems(said)) for said in found[:_MOST] if said.sure is Sure.YES]
        unsettled = [said for said in found if said.sure is not Sure.YES][:_MOST]
        whose = {said.start: self._whose(said, known) for said in unsettled}
        return [said._replace(person=whose.get(said.start, said.person)) for said in found]

    def _whose(self, said: Said, known: list[tuple[Said, frozenset[str]]]) -> Person | None:
        stems = self._stems(said)
        best, score = None, 0.0
        for other, theirs in known:
            both = len(stems & theirs)
            shared = both / max(1, min(len(stems), len(theirs)))
            if both > 1 and shared > score:
                best, score = other, shared
        if best is not None and score >= _ALIKE:
            return best.person
        if said.person is not None or said.sure is Sure.SAID_TWICE:
            return said.person
        if self._doc.kind_at(said.start) not in _HEADS:
            return None
        return self._of_headline(said)

    def _stems(self, said: Said) -> frozenset[str]:
        """The words said, without their attached letters where that leaves a word."""
        doc = self._doc
        first, last = doc.token_at(said.start), doc.token_at(said.end - 1)
        words = (doc.words[at] for at in range(first, last + 1) if not doc.flags[at] & Is.MARK)
        return frozenset(word.form for word in words)

    def _of_headline(self, said: Said) -> Person | None:
        """The one person of the headline; else, for words like אותי, the first of the article."""
        doc = self._doc
        at = doc.token_at(said.start)
        first = at
        while first > 0 and doc.joins[first] != APART:
            first -= 1
        last = doc.token_at(said.end - 1)
        people: dict[int, Person] = {}
        inside: set[int] = set()
        token = first
        while token < len(doc) and (token == first or doc.joins[token] != APART):
            mention = self._speakers.mention(token)
            if mention is not None:
                people[id(mention[0])] = mention[0]
                if at <= token <= last:
                    inside.add(id(mention[0]))
            token += 1
        others = [person for key, person in people.items() if key not in inside]
        if len(others) == 1:
            return others[0]
        if others or not any(doc.words[place].form in _FIRST_PERSON for place in range(at, last + 1)):
            return None
        return self._first_named(token)

    def _first_named(self, token: int) -> Person | None:
        """Whoever is named first from `token` on, without being an object."""
        for at in range(token, min(token + _MOST, len(self._doc))):
            mention = self._speakers.mention(at)
            if mention is not None and not self._speakers.is_object(mention[1]):
                return mention[0]
        return None
