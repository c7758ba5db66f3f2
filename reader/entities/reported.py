"""What somebody is reported to have said or to hold: the clause after כי or ש, or beside לדברי."""

from __future__ import annotations

from bisect import bisect_left

from reader.entities import lexicon
from reader.entities.cues import Cue, Kind, begins_clause
from reader.entities.direct import Said, Sure
from reader.entities.focus import Focus
from reader.entities.prepared import APART, Prepared
from reader.entities.role_words import role_words
from reader.entities.speakers import NOBODY, SpeakerFinder, Subject
from reader.entities.words import Is
from reader.model import BlockKind

_CHECK_EVERY = 127
_SHORT = 2
_LONG = 3
_REACH = 22
_LONGEST_ROLE = 15
_CLAUSAL = (Kind.TELLING, Kind.HOLDING, Kind.JUDGING, Kind.PASSIVE, Kind.INFINITIVE, Kind.GERUND)
_POSTPOSED = (Kind.TELLING, Kind.UTTERING, Kind.PASSIVE)
_TURNS = frozenset(
    (
        *(
            "אבל",
            "אך",
            "אולם",
            "ואולם",
            "ואילו",
            "לעומתו",
            "לעומתה",
            "לעומתם",
            "מנגד",
            "אם",
            "למרות",
            "בעוד",
            "כך",
        ),
        *("אף", "מצדו", "מצדה", "וזאת", "אמר", "אמרה", "לדברי", "לדבריו", "לדבריה"),
    )
)
_ASKING = frozenset(("שאל", "שאלה", "שואל", "שואלת", "תהה", "תהתה", "תוהה"))
_WHETHER = frozenset(("אם", "האם", "מדוע", "למה", "כיצד", "איך", "מתי", "מי", "מה"))
_SKIPPED = (BlockKind.BYLINE,)
_BRIEF = 6
_ASIDES = frozenset(
    (
        "לשעבר",
        "בן",
        "בת",
        "מי",
        "כיום",
        "יליד",
        "ילידת",
        "תושב",
        "תושבת",
        "אב",
        "אם",
        "נשוי",
        "נשואה",
        "בעצמו",
        "בעברו",
        "בעברה",
        "בעצמה",
    )
)


class ReportFinder:
    """Finds the reported speech of one article; `found` are its direct quotations."""

    def __init__(self, doc: Prepared, speakers: SpeakerFinder, focus: Focus, found: list[Said]) -> None:
        self._doc = doc
        self._speakers = speakers
        self._cues = speakers.cues
        self._focus = focus
        speech = lexicon.speech()
        self._documents, self._tellers = speech.documents, speech.tellers
        self._direct = sorted(said.start for said in found)
        self._inside = bytearray(len(doc))
        for said in found:
            first, last = doc.token_at(said.start), doc.token_at(said.end - 1)
            self._inside[first : last + 1] = b"\1" * (last + 1 - first)

    def find(self) -> list[Said]:
        """All of it, in the order of its cues; what stands inside direct words is left out."""
        doc, found, reached = self._doc, [], -1
        for at in range(len(doc)):
            if not at & _CHECK_EVERY:
                doc.cancel.check()
            cue = self._cues.at(at)
            if cue is None or self._inside[at] or doc.kind_at(doc.starts[at]) in _SKIPPED:
                continue
            if self._cues.is_denied(at):
                continue
            said = self._clause(cue) if doc.starts[at] >= reached else None
            said = said or self._postposed(cue)
            if said is not None:
                found.append(said)
                self._focus.hear(at, said.person)
                reached = max(reached, said.end)
        return found

    def _clause(self, cue: Cue) -> Said | None:
        if cue.is_source:
            start, subject = self._beside_source(cue)
        elif cue.kind in _CLAUSAL:
            start, subject = self._after_that(cue), None
        else:
            return None
        if start < 0:
            return None
        return self._made(cue, start, subject)

    def _made(self, cue: Cue, start: int, subject: Subject | None) -> Said | None:
        doc = self._doc
        first = doc.token_at(start)
        end = self._end(cue, first)
        nearest = bisect_left(self._direct, start)
        if nearest < len(self._direct) and self._direct[nearest] < doc.ends[end - 1]:
            end = self._before_next_that(first, doc.token_at(self._direct[nearest]))
        while end > first and doc.flags[end - 1] & (Is.STOP | Is.COMMA | Is.HYPHEN | Is.COLON):
            end -= 1
        words = range(first, end)
        if len(words) < _SHORT:
            return None
        subject = subject or self._focus.of_cue(cue, words) or NOBODY
        return Said(start, doc.ends[end - 1], subject.person, cue.token, False, Sure.YES)

    def _before_next_that(self, first: int, stop: int) -> int:
        """Where the clause ends that comes before a second one with words in marks: כי לא תתנצל, וכי "האמת …"."""
        for at in range(stop - 1, first, -1):
            if self._doc.words[at].form in ("וכי", "ושהוא", "ושהיא"):
                return at
        return first

    def _after_that(self, cue: Cue) -> int:
        """Where the clause begins that the cue introduces, in code points; -1 where there is none."""
        doc = self._doc
        stop = min(doc.sentence_end(cue.token), cue.token + _REACH, len(doc))
        for at in range(cue.token + 1, stop):
            if self._inside[at]:
                break
            form = doc.words[at].form
            if form in ("כי", "וכי"):
                return begins_clause(doc, at)
            if doc.flags[at] & Is.COLON:
                break
            if doc.words[cue.token].form in _ASKING and form in _WHETHER and at - cue.token <= _LONG:
                return doc.starts[at]
            if cue.kind is Kind.JUDGING:
                continue
            start = begins_clause(doc, at)
            if start >= 0 and self._may_complete(cue, at):
                return start
            other = self._cues.at(at)
            if other is not None and not other.is_source and other.kind is not Kind.INFINITIVE:
                break
        return -1

    def _may_complete(self, cue: Cue, at: int) -> bool:
        """Whether שהוא at the token `at` is what the cue introduces, and not a relative clause or a promise."""
        doc = self._doc
        if doc.words[at].form == "שלא" and doc.next_word(at) >= 0:
            following = doc.words[doc.next_word(at)]
            if following.form[0] == "ל" and not following.flags & (Is.FUNCTION | Is.VERB):
                return False  # התחייבה שלא לסחור
        if at == cue.token + 1:
            return True
        if doc.flags[at - 1] & Is.MARK or doc.words[at - 1].form in self._speakers.speech.prepositions:
            return False
        word = doc.words[at - 1]
        mention = self._speakers.mention(at - 1)
        if mention is not None:
            subject = self._speakers.named_by(cue)
            return at - cue.token <= _LONG + 1 or (subject is not None and subject.last == at - 1)
        if word.flags & Is.FUNCTION or word.form in self._speakers.speech.times:
            return True
        if at - cue.token <= _LONG and (
            word.flags & Is.DEFINITE or self._speakers.is_known_phrase(cue.token + 1)
        ):
            return True
        return self._speakers.is_adverb(at - 1) and self._cues.at(at - 1) is None

    def _beside_source(self, cue: Cue) -> tuple[int, Subject | None]:
        """The clause of לדברי קרי, … and of …, לדברי קרי."""
        doc = self._doc
        after = cue.token + 1
        if after >= len(doc) or doc.joins[after] == APART:
            return -1, None
        subject = self._speakers.named_by(cue)
        if cue.kind is Kind.SOURCE and subject is None and not self._can_tell(after):
            return -1, None
        if self._is_document(cue, after, subject):
            return -1, None
        start = doc.sentence_start(cue.token)
        end = doc.sentence_end(cue.token)
        opens = cue.token - start <= 1 or bool(doc.flags[cue.token - 1] & (Is.COMMA | Is.HYPHEN | Is.COLON))
        begin = self._past_speaker(cue, subject, end)
        if begin < 0:
            if cue.token - start > _LONG and doc.flags[cue.token - 1] & Is.COMMA:
                return doc.starts[start], subject or NOBODY  # הנושא ייבדק, לדברי קרי.
            return -1, None
        if not opens and not cue.attached:
            return -1, None
        if cue.token - start > _LONG and doc.flags[cue.token - 1] & Is.COMMA and end - begin <= _LONG:
            return -1, None
        return doc.starts[begin], subject or (None if cue.kind is Kind.OWN_SOURCE else NOBODY)

    def _can_tell(self, at: int) -> bool:
        forms = {cut.stem for cut in self._doc.words[at].cuts} | {self._doc.words[at].form}
        return bool(forms & self._tellers)

    def _is_document(self, cue: Cue, after: int, subject: Subject | None) -> bool:
        """Whether what follows is paper: לפי כתב האישום, לפי הדו"ח."""
        if cue.kind is not Kind.SOURCE:
            return False
        form = self._doc.words[after].form
        if form in self._documents:
            return True
        if subject is not None and subject.person is not None:
            return False
        loose = self._doc.words[cue.token].form.endswith("לפי")
        return loose and not self._can_tell(after) and not self._speakers.is_known_phrase(after)

    def _past_speaker(self, cue: Cue, subject: Subject | None, end: int) -> int:
        """The token with which the clause after לדברי and its speaker begins; -1 where there is none."""
        doc = self._doc
        at = cue.token + 1
        owned = doc.words[at].form == "של"
        if cue.kind is Kind.OWN_SOURCE and not owned and (subject is None or subject.last < 0):
            at += bool(doc.flags[at] & Is.COMMA)
            return at if end - at > _SHORT else -1
        at = max(at, subject.last + 1 if subject is not None else 0)
        while at < end:
            if doc.flags[at] & Is.COMMA:
                following = at + 1
                explains = following < end and (
                    begins_clause(doc, following) >= 0 or self._is_apposition(following, end)
                )
                if not explains:
                    return following if end - following >= _SHORT else -1
            at += 1
        if subject is not None and subject.last >= 0 and end - subject.last > _LONG + 1:
            return subject.last + 1  # לדברי קרי המצב קשה
        return -1

    def _is_apposition(self, at: int, end: int) -> bool:
        """Whether a role follows the speaker between commas: לדברי כהן, יו"ר הוועדה, and the clause."""
        doc = self._doc
        if self._speakers.mention(at) is not None or not (doc.flags[at] & Is.ROLE or self._is_aside(at)):
            return False
        return any(doc.flags[place] & Is.COMMA for place in range(at + 1, min(at + _LONGEST_ROLE, end)))

    def _is_aside(self, at: int) -> bool:
        """Whether words at `at` only say more of the speaker: בן 45, לשעבר מגן, מי שהיה מנכ"ל, הסלובני המחזיק בתואר."""
        doc, after = self._doc, self._doc.next_word(at)
        form = doc.words[at].form
        if after < 0:
            return False
        following = doc.words[after].form
        if following in role_words().pairs.get(form, ()):
            return True  # רואה חשבון במקצועו
        if form in _ASIDES:
            return form != "מי" or following[0] == "ש"
        if following[0] == "ש" and form.endswith(("י", "ית")) and len(form) > _LONG + 1:
            return True  # אסטונית שגדלה תחת הכיבוש
        return (
            form[0] == following[0] == "ה"
            and form.endswith(("י", "ית"))
            and bool(doc.flags[at] & Is.DEFINITE)
        )

    def _end(self, cue: Cue, first: int) -> int:
        """The token after the clause that begins at `first`: before a turn, another speaker, a stop."""
        doc = self._doc
        end = doc.sentence_end(first)
        for at in range(first + 1, end):
            word = doc.words[at]
            if doc.flags[at] & Is.COLON:
                return at
            if doc.flags[at - 1] & (Is.COMMA | Is.HYPHEN) and word.form in _TURNS:
                return at - 1
            if word.form in ("ואילו", "לעומתו"):
                return at
            other = self._cues.at(at)
            if other is not None and other.kind is Kind.TELLING and other.attached == "ו" and at > first + 1:
                return at  # אמר כי יבוא והוסיף כי ינצח
            if word.form[0] == "ו" and self._another_speaks(at, end):
                return at
        return end

    def _another_speaks(self, at: int, end: int) -> bool:
        """Whether a clause of somebody else begins at `at`: …, ולוי הוסיף כי."""
        mention = self._speakers.mention(at)
        if mention is None:
            return False
        place = mention[1].last + 1
        cue = self._cues.at(place) if place < end else None
        return cue is not None and cue.kind in _CLAUSAL

    def _postposed(self, cue: Cue) -> Said | None:
        """A sentence whose cue comes last: המחיר גבוה, אמר קרי; הנושא ייבדק, כך נמסר."""
        doc = self._doc
        if cue.kind not in _POSTPOSED or cue.attached:
            return None
        comma = cue.token - 1
        thus = comma > 0 and doc.words[comma].form in ("כך", "כפי")
        comma -= thus
        if comma < _LONG or not doc.flags[comma] & Is.COMMA or doc.joins[cue.token] == APART:
            return None
        start = doc.sentence_start(cue.token)
        end = doc.sentence_end(cue.token)
        if thus:
            end = next((at for at in range(cue.token, end) if doc.flags[at] & Is.COMMA), end)
        if any(self._inside[start:end]) or not self._closes(cue, end):
            return None
        apposed = self._speakers.mention(end + 1) if thus and end + 1 < len(doc) else None
        if apposed is not None and apposed[1].last + 1 >= doc.sentence_end(cue.token) - 1:
            return None  # …, כך הודיעה המנכ"לית, רקפת כהן.
        if thus and end < doc.sentence_end(cue.token) and doc.flags[end] & Is.COMMA:
            return self._made(cue, doc.starts[end + 1], None) if end + 1 < len(doc) else None
        if self._only_names(start, comma) or (not thus and self._tells_when(start, comma)):
            return None
        subject = self._speakers.named_after(cue)
        if comma - start < _LONG or not (thus or subject is not None or cue.kind is Kind.PASSIVE):
            return None
        words = range(start, comma)
        subject = subject or self._focus.of_cue(cue, words) or NOBODY
        return Said(doc.starts[start], doc.ends[comma - 1], subject.person, cue.token, False, Sure.YES)

    def _tells_when(self, start: int, comma: int) -> bool:
        """Whether what stands before a verb tells when: שלוש שנים אחרי שפרשה, הודיעה; אתמול, בגיל 38, הודיע."""
        words = self._doc.words
        if words[start].form in self._speakers.speech.times and comma - start < _BRIEF:
            return True
        return any(
            words[at].form in ("אחרי", "לאחר", "לפני") and words[at + 1].form[0] == "ש"
            for at in range(start, min(start + 4, len(words) - 1))
        )

    def _only_names(self, start: int, comma: int) -> bool:
        """Whether the comma closes an apposition to the subject: ג'ניפר סטון, דוברת המשרד, קראה."""
        doc = self._doc
        for at in range(comma - 1, start, -1):
            if doc.flags[at] & Is.COMMA:
                mention = self._speakers.mention(comma - 1)
                role = doc.flags[at + 1] & Is.ROLE or self._is_aside(at + 1)
                return mention is not None or bool(role) or begins_clause(doc, at + 1) >= 0
        return False

    def _closes(self, cue: Cue, end: int) -> bool:
        """Whether nothing but the speaker and adverbs follows the cue in its sentence."""
        doc = self._doc
        for at in range(cue.token + 1, end):
            if (
                doc.flags[at] & (Is.COLON | Is.COMMA)
                or begins_clause(doc, at) >= 0
                or self._cues.at(at) is not None
            ):
                return False
            if doc.words[at].form in ("את", "לו", "לה", "להם"):
                return False
        return True
