"""Words in quotation marks, and by which cue and of whom they are."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from reader.entities.colons import Colons
from reader.entities.cues import Cue, Kind, begins_clause
from reader.entities.focus import Focus
from reader.entities.marks import Marks
from reader.entities.merging import Person
from reader.entities.prepared import APART, Prepared
from reader.entities.speakers import NOBODY, SOMEBODY, SpeakerFinder, Subject
from reader.entities.words import Is
from reader.model import BlockKind, MentionForm


class Sure(IntEnum):
    """How far it is known whose words they are."""

    NO = 0
    """Nothing beside them says so: the same words elsewhere may, or the headline they stand in."""
    SAID_TWICE = 1
    """Somebody whom the same words elsewhere may name."""
    YES = 2
    """This person, or nobody."""


class Said(NamedTuple):
    """A quotation while it is being found: `start` and `end` are code points, `cue` is a token or -1."""

    start: int
    end: int
    person: Person | None
    cue: int
    direct: bool
    sure: Sure


_BEFORE = 60
_AFTER = 6
_RESUMED = 18
_SHORT = 2
_HEADS = (
    BlockKind.HEADLINE,
    BlockKind.SUBHEADLINE,
    BlockKind.FURTHER_READING,
    BlockKind.HEADING,
    BlockKind.CAPTION,
)
_WORDS_AFTER_COLON = 3
_TURNS = frozenset(("ואילו", "ואולם", "אולם", "לעומתו", "לעומתה", "מנגד", "אבל", "אך"))
_MAY_PRECEDE_CUE = frozenset(
    ("כך", "כה", "עוד", "גם", "אף", "אז", "הוא", "היא", "כפי", "כמו", "כן", "שוב", "מיד", "על")
)
_EVALUATED = frozenset(("על", "כ", "כעל", "ב", "ל", "בתור", "של", "אל", "נגד", "כמו"))
_GOVERNING = (Kind.TELLING, Kind.HOLDING, Kind.INFINITIVE, Kind.GERUND, Kind.PASSIVE)


class DirectFinder:
    """Finds the direct quotations of one article, in text order."""

    def __init__(self, doc: Prepared, speakers: SpeakerFinder, focus: Focus) -> None:
        self._doc = doc
        self._speakers = speakers
        self._cues = speakers.cues
        self._focus = focus
        self._marks = Marks(doc, speakers)
        self._colons = Colons(doc, speakers)

    def find(self, pairs: list[tuple[int, int]]) -> list[Said]:
        """All that somebody said between marks; `pairs` are the tokens of the marks, in text order."""
        found: list[Said] = []
        reached = -1
        for count, (opening, closing) in enumerate(pairs):
            if not count & 63:
                self._doc.cancel.check()
            if opening < reached:
                continue
            said = self._resumed(opening, closing, found) or self._said(opening, closing)
            if said is not None:
                found.append(said)
                self._focus.hear(said.cue, said.person)
                reached = closing
        return found

    def _resumed(self, opening: int, closing: int, found: list[Said]) -> Said | None:
        """A quotation taken up again after its cue, in one sentence: "…", צוחק אלמגור, "…"."""
        doc = self._doc
        if not found or closing - opening < _SHORT or doc.joins[opening] == APART:
            return None
        previous = found[-1]
        if previous.cue < 0 or doc.starts[previous.cue] < previous.end or opening - previous.cue > _RESUMED:
            return None
        between = range(previous.cue, opening)
        if any(doc.joins[at] == APART or doc.flags[at] & Is.STOP for at in between):
            return None
        if not doc.flags[opening - 1] & (Is.COMMA | Is.COLON | Is.HYPHEN):
            return None
        if any(self._cues.at(at) is not None for at in between[1:]):
            return None
        said = self._made(range(opening + 1, closing), None, None)
        return said._replace(person=previous.person, cue=previous.cue, sure=previous.sure)

    def _said(self, opening: int, closing: int) -> Said | None:
        doc = self._doc
        if closing - opening < 2:
            return None
        named = self._marks.is_name(opening, closing)
        words = range(opening + 1, closing)
        for search in (self._before_named_colon, self._after, self._at_colon, self._before):
            if named and search not in (self._at_colon, self._before_named_colon):
                continue
            cue, subject = search(opening, closing, words)
            if subject is not None or cue is not None:
                return self._made(words, cue, subject)
        if named:
            return None
        if self._marks.is_sentence(opening, closing):
            return self._made(words, None, self._focus.who(opening, 0, words, asked=True), sure=Sure.NO)
        if self._is_head_quotation(opening, closing):
            return self._made(words, None, None, sure=Sure.NO)
        after_colon = opening > 0 and doc.flags[opening - 1] & Is.COLON and doc.joins[opening] != APART
        if after_colon and self._marks.closes_sentence(closing) and len(words) > _WORDS_AFTER_COLON:
            subject = self._colons.subject(opening - 1)
            return self._made(words, None, subject, sure=Sure.SAID_TWICE if subject else Sure.NO)
        return None

    def _made(self, words: range, cue: Cue | None, subject: Subject | None, *, sure: Sure = Sure.YES) -> Said:
        doc, last = self._doc, words.stop - 1
        if doc.flags[last] & Is.COMMA and last > words.start:
            last -= 1  # "די," אמר קרי
        person = subject.person if subject is not None else None
        if subject is None:
            sure = Sure.NO
        elif subject is SOMEBODY:
            sure = min(sure, Sure.SAID_TWICE)
        token = cue.token if cue is not None else -1
        return Said(doc.starts[words.start], doc.ends[last], person, token, True, sure)

    def _after(self, opening: int, closing: int, words: range) -> tuple[Cue | None, Subject | None]:
        """A cue after the quotation: "…", אמר קרי; "…", היא מספרת; "…?" שאל קרי."""
        doc, at = self._doc, closing + 1
        apart = at < len(doc) and doc.joins[at] != APART and bool(doc.flags[at] & (Is.COMMA | Is.HYPHEN))
        own_stop = bool(doc.flags[closing - 1] & (Is.COMMA | Is.STOP))
        if apart:
            at += 1
        elif at >= len(doc) or doc.joins[at] == APART:
            return None, None
        elif not own_stop and not self._is_telling(at):
            return None, None  # "עקיצות" מילוליות: nothing parts the words from what follows
        for place in range(at, min(at + _AFTER, len(doc))):
            flags = doc.flags[place]
            if doc.joins[place] == APART or flags & (Is.STOP | Is.COMMA | Is.QUOTE | Is.COLON):
                break
            cue = self._cues.at(place, beside_words=apart and place == at)
            if cue is not None and cue.kind not in (Kind.INFINITIVE, Kind.GERUND, Kind.HOLDING):
                recalled = cue.attached == "ש" and doc.words[place - 1].form in ("כפי", "כמו")
                if (cue.attached and not recalled) or (
                    cue.kind is Kind.UTTERING and self._is_later(at, place)
                ):
                    break
                if (place > at or not (apart or own_stop)) and self._goes_on(place):
                    break  # "הארץ" דיווח כי
                return cue, self._focus.of_cue(cue, words, closing) or NOBODY
            if place == at and (doc.words[place].form == "כך" or doc.flags[at - 1] & Is.HYPHEN):
                lone = self._lone(place)
                if lone is not None:
                    return None, lone
            if place == at and apart and self._is_pronoun_and_verb(place, opening):
                gender = 1 if doc.words[place].form == "היא" else -1
                cue = Cue(place + 1, "", Kind.UTTERING, gender, plural=False, naming=False)
                return cue, self._focus.who(opening, gender, words) or NOBODY
            if place == at and self._is_any_verb(place, words):
                cue = Cue(place, "", Kind.UTTERING, 0, plural=False, naming=False)
                return cue, self._focus.of_cue(cue, words, closing) or NOBODY
            mention = self._speakers.mention(place)
            if mention is not None:
                if self._speakers.is_object(mention[1]) or mention[1].letters:
                    break
                continue
            if flags & Is.FUNCTION and doc.words[place].form not in _MAY_PRECEDE_CUE:
                break
            if doc.words[place].form.startswith("ו") and place == at:
                break
        return None, None

    def _is_pronoun_and_verb(self, at: int, opening: int) -> bool:
        """Whether הוא or היא and a verb in no list follow a sentence in marks: "זה אבא שלי", היא מצביעה."""
        doc = self._doc
        after = doc.next_word(at)
        if doc.words[at].form not in ("הוא", "היא") or after < 0 or not self._marks.opens_sentence(opening):
            return False
        return self._cues.at(after) is None and not doc.flags[after] & (Is.FUNCTION | Is.DEFINITE | Is.ROLE)

    def _lone(self, at: int) -> Subject | None:
        """Whoever stands alone after a dash or כך: "…" – קרי; "…", כך שר החוץ קרי."""
        doc = self._doc
        thus = doc.words[at].form == "כך"
        start = at + 1 if thus else at
        for place in range(start, min(start + _AFTER, len(doc))):
            if doc.joins[place] == APART or doc.flags[place] & Is.MARK:
                return None
            mention = self._speakers.mention(place)
            if mention is not None:
                person, draft = mention
                first = draft.roles[-1].first if draft.roles else draft.first
                ends = self._marks.closes_sentence(draft.last)
                alone = first == start and not draft.letters and (thus or ends)
                return Subject(person, draft.last) if alone else None
        return None

    def _is_later(self, at: int, cue: int) -> bool:
        """Whether anything but a pronoun or a name stands before a verb like חייך: "…", הסופרת חוזרת."""
        for place in range(at, cue):
            mention = self._speakers.mention(place)
            named = mention is not None and mention[1].form is not MentionForm.ROLE
            if not named and self._doc.words[place].form not in _MAY_PRECEDE_CUE:
                return True
        return False

    def _is_telling(self, at: int) -> bool:
        for place in (at, at + 1):
            if place < len(self._doc) and self._doc.joins[place] != APART:
                cue = self._cues.at(place)
                if cue is not None and not cue.attached:
                    return cue.kind is Kind.TELLING
                if self._doc.words[place].form not in ("הוא", "היא", "כך"):
                    return False
        return False

    def _goes_on(self, cue: int) -> bool:
        """Whether a clause of its own follows the cue."""
        end = min(self._doc.sentence_end(cue), cue + 8)
        return any(begins_clause(self._doc, at) >= 0 for at in range(cue + 1, end))

    def _is_any_verb(self, at: int, words: range) -> bool:
        """Whether an unlisted verb stands between the quotation and a person: "…", התגלגל מצחוק קרי."""
        doc = self._doc
        if len(words) < _WORDS_AFTER_COLON or not doc.flags[at] & Is.VERB or doc.flags[at] & Is.FUNCTION:
            return False
        following = doc.next_word(at)
        mention = self._speakers.mention(following) if following >= 0 else None
        return mention is not None and not self._speakers.is_object(mention[1]) and not mention[1].letters

    def _before_named_colon(
        self, opening: int, closing: int, words: range
    ) -> tuple[Cue | None, Subject | None]:
        """A colon after somebody's name: the cue after the marks is of the next words: קרי: "…", לבני הגיבה: "…"."""
        cue, subject = self._at_colon(opening, closing, words)
        return (cue, subject) if subject is not None and subject.person is not None else (None, None)

    def _at_colon(self, opening: int, closing: int, words: range) -> tuple[Cue | None, Subject | None]:
        """קרי: "…"; קרי בראיון מיוחד: "…"; אמר קרי: "…"; תגובת קרי: "…"."""
        doc, colon = self._doc, opening - 1
        if colon < 1 or doc.joins[opening] == APART or not doc.flags[colon] & (Is.COLON | Is.HYPHEN):
            return None, None
        cue, subject = self._colons.before(colon)
        if doc.flags[colon] & Is.HYPHEN and (cue is not None or subject is None or subject.last != colon - 1):
            return None, None  # קרי – "…", but not דו-"משמעי"
        if cue is not None:
            return cue, subject or self._focus.of_cue(cue, words) or NOBODY
        if self._marks.runs_on(closing):
            return None, None  # ביקורת תיאטרון: "האב" בקאמרי
        return None, subject

    def _before(self, opening: int, closing: int, words: range) -> tuple[Cue | None, Subject | None]:
        """A cue earlier in the sentence: אמר קרי כי "…", שיבח אותם על "…"."""
        doc = self._doc
        start = doc.sentence_start(opening, _BEFORE)
        introduced = doc.joins[opening] != APART and doc.words[opening - 1].form[-1:] == "ש"
        at = opening - 1
        while at >= start:
            form = doc.words[at].form
            if self._focus.quoted[at]:
                at -= 1
                continue
            if form in _TURNS:
                return None, None
            cue = self._cues.at(at)
            if cue is not None and self._governs(cue, opening, closing, introduced):
                return cue, self._focus.of_cue(cue, words) or NOBODY
            introduced = introduced or begins_clause(doc, at) >= 0
            at -= 1
        return None, None

    def _governs(self, cue: Cue, opening: int, closing: int, introduced: bool) -> bool:
        doc = self._doc
        last = doc.words[opening - 1].form
        if self._cues.is_denied(cue.token):
            return False
        if cue.is_source:
            return True
        if cue.naming and not cue.plural and (last in _EVALUATED or not self._marks.is_attached(opening)):
            return last != "את" and opening - cue.token <= 2 * _AFTER
        if cue.kind in _GOVERNING:
            if introduced:
                return True
            if self._marks.is_attached(opening) or last == "את":
                return False  # כתב את "הזוג"
            subject = self._speakers.named_by(cue)
            beside = opening - cue.token <= _SHORT or (subject is not None and subject.last == opening - 1)
            return beside or last in ("על", "אל", "כעל", "כ") or bool(doc.flags[opening - 1] & Is.COMMA)
        if cue.kind is Kind.JUDGING:
            if introduced:
                return True
            return last in _EVALUATED and closing - opening - 1 >= _SHORT and last != "של"
        return False

    def _is_head_quotation(self, opening: int, closing: int) -> bool:
        """Whether a headline gives somebody's words and its own after them, or a matter before them."""
        doc = self._doc
        if doc.kind_at(doc.starts[opening]) not in _HEADS:
            return False
        after = closing + 1
        ends = after >= len(doc) or doc.joins[after] == APART or bool(doc.flags[after] & (Is.STOP | Is.COMMA))
        if self._marks.opens_sentence(opening):
            parted = after < len(doc) and doc.flags[after] & (Is.COLON | Is.HYPHEN)
            parted = parted or (after < len(doc) and doc.words[after].form == "|")
            return ends or bool(parted)
        before = doc.flags[opening - 1]
        return ends and bool(before & (Is.COLON | Is.HYPHEN)) and closing - opening - 1 >= _SHORT
