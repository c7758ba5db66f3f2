"""Who is meant where nobody is named: הוא אמר, הוסיפה, לדבריו, and words in marks that stand alone.

A text speaks of whoever it spoke of last: first the speaker of the nearest sentence before, else its subject, and
only then its objects (Grosz, Joshi and Weinstein 1995 order the centres of a discourse in this way). Verbs tell
the gender. Nobody speaks of himself by name, so people named in the words themselves come last.
"""

from __future__ import annotations

from collections.abc import Iterator

from reader.entities.cues import Cue, Kind
from reader.entities.merging import Person
from reader.entities.prepared import APART, Prepared
from reader.entities.speakers import NOBODY, SpeakerFinder, Subject
from reader.entities.words import Is
from reader.model import BlockKind

_TOKENS_BACK = 240
_BLOCKS_BACK = 4
_SENTENCES_BACK = 9
_BODY = (BlockKind.PARAGRAPH, BlockKind.QUOTATION, BlockKind.HEADING)
_HE = frozenset(("הוא", "היא", "והוא", "והיא"))
_MYSELF = frozenset(("אני", "שמי", "לי"))
_NEAR = 4
_SHORT = 2
_WORDS_OF_A_QUOTATION = 3


class Focus:
    """Remembers who spoke, and says who is spoken of."""

    def __init__(self, doc: Prepared, speakers: SpeakerFinder) -> None:
        self._doc = doc
        self._speakers = speakers
        self._heard: dict[int, Person | None] = {}
        self._marked = bytearray(len(doc))
        self.quoted = bytearray(len(doc))
        """1 for every token inside marks that hold more than a name."""
        for count, pair in enumerate(doc.quotes):
            if not count & 63:
                doc.cancel.check()
            first, last = doc.token_at(pair.open) + 1, doc.token_at(pair.close)
            self._marked[first:last] = b"\1" * (last - first)
            if last - first >= _WORDS_OF_A_QUOTATION:
                self.quoted[first:last] = b"\1" * (last - first)

    def hear(self, cue: int, person: Person | None) -> None:
        """By the cue at token `cue` this person spoke."""
        if cue >= 0:
            self._heard[cue] = person

    def who(self, at: int, gender: int, words: range, *, asked: bool = False) -> Subject | None:
        """Who is meant by a pronoun before the token at `at`, or by nothing at all; None where nobody is.

        Args:
            at: the token before which the person was spoken of.
            gender: of the verb or pronoun: 1 for a woman, -1 for a man, 0 for either.
            words: the tokens of what was said.
            asked: the words stand alone, with no cue: questions before them are somebody else's.
        """
        named = self._named_in(words)
        shy: Subject | None = None
        objects: list[Person] = []
        for start, end in self._sentences(at):
            if asked and self._doc.words[end - 1].form == "?":
                continue
            spoke = self._speaker(start, end, gender)
            if spoke is not None:
                if spoke.person is None or id(spoke.person) not in named:
                    return spoke
                shy = shy or spoke
                continue
            subject = self._subject(start, end, gender, objects)
            if subject is not None:
                if id(subject) not in named:
                    return Subject(subject)
                shy = shy or Subject(subject)
        rest = [person for person in objects if id(person) not in named]
        if rest:
            return Subject(rest[0])
        principal = self._principal(gender, named)
        return Subject(principal) if principal is not None and (shy is None or shy.person is None) else shy

    def _named_in(self, words: range) -> set[int]:
        named = set()
        for token in words:
            mention = self._speakers.mention(token)
            if mention is not None and not self._is_self(words.start, token):
                named.add(id(mention[0]))
        return named

    def _is_self(self, start: int, token: int) -> bool:
        """Whether somebody names himself: אני מעדיפה להיות מירה, קוראים לי מירה."""
        words = self._doc.words
        return any(words[at].form in _MYSELF for at in range(max(start, token - _NEAR), token))

    def _sentences(self, at: int) -> Iterator[tuple[int, int]]:
        """What stands of the sentence before `at`, and then the sentences before it, within reach."""
        doc = self._doc
        stop, end, blocks, count = max(0, at - _TOKENS_BACK), at, 0, 0
        start = at
        in_body = at < len(doc) and doc.kind_at(doc.starts[at]) in _BODY
        while start > stop and count < _SENTENCES_BACK:
            apart = start < len(doc) and doc.joins[start] == APART
            if start < end and (apart or (doc.flags[start - 1] & Is.STOP and not self.quoted[start - 1])):
                yield start, end
                end, count = start, count + 1
            if apart:
                blocks += 1
                if blocks > _BLOCKS_BACK or (in_body and doc.kind_at(doc.starts[start - 1]) not in _BODY):
                    return
                end = start
            start -= 1
        if start < end:
            yield start, end

    def _speaker(self, start: int, end: int, gender: int) -> Subject | None:
        """Who spoke last in a sentence, if that may be the one."""
        for token in range(end - 1, start - 1, -1):
            if self._marked[token]:
                continue
            if token in self._heard:
                person = self._heard[token]
                cue = self._speakers.cues.at(token)
                if person is None:
                    if cue is not None and self._is_one(cue, gender):
                        return NOBODY
                elif self._speakers.fits(person, gender):
                    return Subject(person)
                continue
            cue = self._speakers.cues.at(token)
            if cue is None or cue.gender * gender < 0:
                continue
            subject = self._speakers.named_by(cue)
            if (
                subject is not None
                and subject.person is not None
                and self._speakers.fits(subject.person, gender)
            ):
                return subject
        return None

    def _is_one(self, cue: Cue, gender: int) -> bool:
        """Whether a cue whose speaker is nobody named may be that of whoever goes on speaking."""
        return not cue.plural and cue.kind is not Kind.PASSIVE and cue.gender * gender >= 0

    def _subject(self, start: int, end: int, gender: int, objects: list[Person]) -> Person | None:
        """Whom a sentence is about: the first who is no object; objects are gathered by the way."""
        token, found = start, None
        pronoun = any(self._doc.words[at].form in _HE for at in range(start, min(start + _SHORT, end)))
        while token < end:
            mention = None if self._marked[token] else self._speakers.mention(token)
            if mention is None:
                token += 1
                continue
            person, draft = mention
            token = draft.last + 1
            if not self._speakers.fits(person, gender):
                continue
            if pronoun or self._speakers.is_object(draft):
                objects.append(person)
            elif found is None:
                found = person
        return found

    def _principal(self, gender: int, named: set[int]) -> Person | None:
        """The one person whom the whole article is about, if there is one."""
        people = [person for person in self._speakers.all if self._speakers.fits(person, gender)]
        people = [person for person in people if id(person) not in named] or people
        ranked = sorted(people, key=lambda person: -len(person.mentions))
        if not ranked:
            return None
        if len(ranked) == 1 or len(ranked[0].mentions) > len(ranked[1].mentions):
            return ranked[0]
        return None

    def of_cue(self, cue: Cue, words: range, quoted_before: int = -1) -> Subject | None:
        """Whom a cue names, else whom it means; None where there is nobody."""
        named = self._speakers.named_by(cue, quoted_before)
        if named is not None:
            return named
        before = min(cue.token, words.start - 1) if words and words.start <= cue.token else cue.token
        found = self.who(max(0, before), cue.gender, words)
        return Subject(found.person) if found is not None else None
