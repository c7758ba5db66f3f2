"""Direct words without quotation marks: קרי: לא נוותר, in headlines and in written-down talk."""

from __future__ import annotations

from reader.entities.colons import Colons
from reader.entities.cues import Cue, Kind
from reader.entities.direct import Said, Sure
from reader.entities.focus import Focus
from reader.entities.prepared import Prepared
from reader.entities.speakers import NOBODY, SpeakerFinder, Subject
from reader.entities.words import Is
from reader.model import Block, BlockKind

_HEADS = (BlockKind.HEADLINE, BlockKind.SUBHEADLINE, BlockKind.FURTHER_READING, BlockKind.HEADING)
_FARTHEST = 12
_SHORT = 2
_WITH_NAME = frozenset(
    ("בראיון", "בתגובה", "על", "לעיתונאים", "נגד", "אל", "מגיב", "מגיבה", "בנאום", "בעדותו", "בעדותה")
)
_OURSELVES = frozenset(
    (
        *(
            "אני",
            "אנחנו",
            "אנו",
            "לי",
            "לנו",
            "שלי",
            "שלנו",
            "אותי",
            "אותנו",
            "עליי",
            "עלינו",
            "בי",
            "בנו",
            "אתם",
            "לכם",
        ),
        *(
            "איתי",
            "איתנו",
            "אליי",
            "אלינו",
            "ממני",
            "אין",
            "לא",
            "אל",
            "די",
            "חייבים",
            "צריך",
            "צריכים",
            "נמשיך",
        ),
    )
)
_TELLING = (Kind.TELLING, Kind.JUDGING, Kind.UTTERING)


class UnmarkedFinder:
    """Finds words after a colon that have no marks round them."""

    def __init__(self, doc: Prepared, speakers: SpeakerFinder, focus: Focus) -> None:
        self._doc = doc
        self._speakers = speakers
        self._focus = focus
        self._colons = Colons(doc, speakers)

    def find(self) -> list[Said]:
        """At most one in each block, from its first colon."""
        found = []
        for count, block in enumerate(self._doc.article.blocks):
            if not count & 63:
                self._doc.cancel.check()
            said = self._in_block(block)
            if said is not None:
                found.append(said)
                self._focus.hear(said.cue, said.person)
        return found

    def _in_block(self, block: Block) -> Said | None:
        doc = self._doc
        first = doc.token_at(block.span.start)
        last = min(doc.token_at(block.span.end - 1), len(doc) - 1) if len(block.span) else first - 1
        is_head = block.kind in _HEADS
        if not is_head and block.kind is not BlockKind.PARAGRAPH:
            return None
        for colon in self._colon_tokens(first, last):
            end = last if is_head or colon - first <= _FARTHEST else doc.sentence_end(colon + 1) - 1
            words = range(colon + 1, end + 1)
            if self._is_plain(words):
                cue, subject, whole = self._speaker(first, colon, words, is_head=is_head)
                if subject is not None:
                    stop = end if whole else min(end, doc.sentence_end(colon + 1) - 1)
                    return self._made(range(colon + 1, stop + 1), cue, subject)
        return None

    def _colon_tokens(self, first: int, last: int) -> list[int]:
        doc = self._doc
        found = [
            at for at in range(first + 1, last) if doc.flags[at] & Is.COLON and not self._focus.quoted[at]
        ]
        return found[:_FARTHEST]

    def _is_plain(self, words: range) -> bool:
        doc = self._doc
        if not words or doc.flags[words.start] & (Is.QUOTE | Is.NUMBER):
            return False
        return doc.joins[words.start] == 1

    def _made(self, words: range, cue: Cue | None, subject: Subject) -> Said:
        doc, last = self._doc, words.stop - 1
        while last > words.start and doc.words[last].form == ".":
            last -= 1
        token = cue.token if cue is not None else -1
        return Said(doc.starts[words.start], doc.ends[last], subject.person, token, True, Sure.YES)

    def _speaker(
        self, first: int, colon: int, words: range, *, is_head: bool
    ) -> tuple[Cue | None, Subject | None, bool]:
        """The cue, whoever speaks, and whether all that follows is theirs; nobody where it is a matter, no speaker."""
        doc = self._doc
        cue, subject = self._colons.before(colon)
        if cue is not None:
            beside = cue.kind in _TELLING and (
                colon - cue.token <= _SHORT or self._ends_subject(cue, subject, colon)
            )
            if not beside or (not is_head and not self._is_answer(words)):
                return None, None, False
            return cue, subject or self._focus.of_cue(cue, words) or NOBODY, is_head
        if subject is None or colon - first > _FARTHEST:
            return None, None, False
        if subject.last == colon - 1 and (is_head or self._begins_at(first, subject)):
            return None, subject, True
        if not is_head:
            return None, None, False
        if subject.person is None:
            return None, subject if self._is_whole_name(first, colon) else None, True
        rest = [doc.words[at].form for at in range(subject.last + 1, colon)]
        announced = bool(rest) and (rest[0] in _WITH_NAME or (rest[0][0] == "ל" and len(rest) <= _SHORT))
        ours = any(doc.words[at].form in _OURSELVES for at in words) or doc.words[words.stop - 1].form == "!"
        return None, subject if announced or ours else None, True

    def _ends_subject(self, cue: Cue, subject: Subject | None, colon: int) -> bool:
        return subject is not None and subject.last == colon - 1 > cue.token

    def _is_answer(self, words: range) -> bool:
        """Whether a sentence after "she answered:" is no list of things."""
        return any(self._doc.flags[at] & (Is.VERB | Is.FUNCTION) for at in words)

    def _begins_at(self, first: int, subject: Subject) -> bool:
        """Whether a block is a line of talk: its speaker's name and a colon come first."""
        mention = self._speakers.mention(subject.last)
        if mention is None:
            return False
        draft = mention[1]
        return first in (draft.first, draft.roles[-1].first if draft.roles else draft.first)

    def _is_whole_name(self, first: int, colon: int) -> bool:
        """Whether a group's name is all that stands before the colon: ה"ניו יורק טיימס", השופטים."""
        plain = [at for at in range(first, colon) if not self._doc.flags[at] & Is.QUOTE]
        if len(plain) == 1:
            return True
        return all(self._speakers.is_organisation(at) for at in plain[1:])
