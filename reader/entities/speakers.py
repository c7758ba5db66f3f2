"""Whom a sentence names as the subject of a verb of speech: a person of the article, or nobody who is one."""

from __future__ import annotations

from typing import NamedTuple

from reader.entities.cues import Cue, Cues, Kind, begins_clause
from reader.entities.merging import Draft, People, Person
from reader.entities.phrases import Found
from reader.entities.prepared import APART, Prepared
from reader.entities.speaker_words import SpeakerWords
from reader.entities.standins import StandIns
from reader.entities.titles import Titles
from reader.entities.words import Is
from reader.model import MentionForm


class Subject(NamedTuple):
    """Who speaks: `person` is None for a group, a state, or somebody whom the article does not name.

    `last` is the last token of the mention, or -1.
    """

    person: Person | None
    last: int = -1


NOBODY = Subject(None)
SOMEBODY = Subject(None, -2)
"""A role whose bearer is not found where it stands; the same words elsewhere may tell."""
_AHEAD = 14
_BACK = 45
_ANTECEDENT = 12
_LONGEST_NAME = 5
_SHORT = 2
_SAYINGS = ("הערכת", "דברי", "גרסת", "טענת", "עדות", "דעת", "חישובי", "תיאור")
_OBJECT_LETTERS = "בלמכ"
_HE = frozenset(("הוא", "היא", "והוא", "והיא", "שהוא", "שהיא"))
_LATTER = frozenset(("הלה", "האחרון", "האחרונה", "והלה", "והאחרון", "והאחרונה"))
_THIS_ONE = frozenset(("וזה", "וזו", "וזאת"))
_MATTERS = frozenset(("כך", "זה", "זאת", "הדברים", "הנושא", "העניין"))
_ENDS_SUBJECT = frozenset(
    ("כי", "וכי", "את", "כך", "אם", "האם", "מדוע", "כיצד", "איך", "למה", "אבל", "אך", "ואת")
)
_NEW_CLAUSE = frozenset(("כי", "ואילו", "אולם", "ואולם", "אך", "אבל", "וכי", "כאשר", "מנגד"))


class SpeakerFinder(SpeakerWords):
    """Finds the subjects of one article's verbs of speech; it does not care how the people were found."""

    def __init__(self, doc: Prepared, people: People, covered: dict[int, Found], titles: Titles) -> None:
        super().__init__(doc, covered, titles)
        self.cues = Cues(doc, titles)
        self.all = people.all
        self._at: dict[int, tuple[Person, Draft]] = {}
        for person in people.all:
            for draft in person.mentions:
                for token in range(draft.first, draft.last + 1):
                    self._at[token] = (person, draft)
        self._stand_ins = StandIns(doc, people.all, titles)
        self._named: dict[int, Subject | None] = {}

    def mention(self, token: int) -> tuple[Person, Draft] | None:
        """Who is mentioned at `token`, and by which mention."""
        return self._at.get(token)

    def named_by(self, cue: Cue, quoted_before: int = -1) -> Subject | None:
        """Whom the cue's own sentence names as its subject; None for a pronoun and for no subject at all.

        Words up to the token `quoted_before` are a quotation, in which no subject is looked for.
        """
        if cue.token not in self._named:
            self._named[cue.token] = self._subject(cue, quoted_before)
        return self._named[cue.token]

    def subject_of_sentence(self, start: int, end: int) -> Subject | None:
        """The person whom the sentence from `start` is about, of whom no verb of speech tells: לוי הסתיר את כעסו."""
        for subject in self._subjects(start, end):
            if subject is not None and subject.person is not None:
                return subject
        return None

    def named_after(self, cue: Cue) -> Subject | None:
        """The subject that follows the cue; None where none does."""
        return self._after(cue)[0]

    def _subject(self, cue: Cue, quoted_before: int) -> Subject | None:
        if cue.plural and cue.kind is not Kind.OWN_SOURCE:
            return NOBODY
        if cue.kind is Kind.PASSIVE:
            return self._on_behalf(cue)
        if cue.kind is Kind.OWN_SOURCE:
            return self._owner(cue)
        recalled = cue.token > 0 and self._doc.words[cue.token - 1].form in ("כפי", "כמו")
        if cue.opens_relative_clause and not recalled and cue.kind is not Kind.SOURCE:
            return self._antecedent(cue)
        if cue.kind not in (Kind.INFINITIVE, Kind.GERUND):
            found, decided = self._after(cue)
            if decided and (found is None or found.person is not None):
                return found
            if decided:
                beside = self._before(cue, quoted_before) if cue.kind is not Kind.SOURCE else None
                return beside if self._is_before(beside, cue) else found  # גל גדות שיתפה פוסט נרגש
        if cue.kind is Kind.SOURCE:
            return None
        return self._before(cue, quoted_before)

    def _is_before(self, subject: Subject | None, cue: Cue) -> bool:
        """Whether a person stands directly before the verb, or a comma after what they are does: סטול, הנציבה, הביעה תקווה."""
        if subject is None or subject.person is None:
            return False
        doc, after = self._doc, self._doc.next_word(cue.token)
        if subject.last == cue.token - 1:
            return True
        apposed = doc.flags[cue.token - 1] & Is.COMMA and doc.flags[subject.last + 1] & Is.COMMA
        plain = after >= 0 and not doc.flags[after] & (Is.DEFINITE | Is.ROLE | Is.UNKNOWN)
        return (
            bool(apposed) and plain and after not in self._covered and self.fits(subject.person, cue.gender)
        )

    def _owner(self, cue: Cue) -> Subject | None:
        """לדבריה של דותן names its speaker, לדבריה does not; לדבריהם is several people's."""
        after = self._doc.next_word(cue.token)
        if after >= 0 and self._doc.words[after].form == "של":
            return self._after(cue)[0]
        return NOBODY if cue.plural else None

    def _on_behalf(self, cue: Cue) -> Subject:
        """נמסר מטעם נתניהו are his words, though somebody else gave them out; נמסר מלשכתו are nobody's."""
        doc = self._doc
        for at in range(max(0, cue.token - 4), min(cue.token + 6, len(doc) - 1)):
            if doc.words[at].form in ("מטעם", "מטעמו", "בשם", "בשמו") and at + 1 in self._at:
                person, draft = self._at[at + 1]
                return Subject(person, draft.last)
        return NOBODY

    def _antecedent(self, cue: Cue) -> Subject:
        """Who the relative clause is about: את גיא סייף, שטוען כי; he may be an object of his own clause."""
        doc = self._doc
        start = max(doc.sentence_start(cue.token), cue.token - _ANTECEDENT)
        for at in range(cue.token - 1, start - 1, -1):
            found = self._at.get(at)
            if found is not None:
                return Subject(found[0], found[1].last)
        return NOBODY

    def _after(self, cue: Cue) -> tuple[Subject | None, bool]:
        """The subject after the verb, and whether the search may end: אמר קרי, אמר אתמול שר החוץ ג'ון קרי.

        A subject of None that ends the search is a pronoun: אמר הוא.
        """
        doc, at = self._doc, cue.token + 1
        stop = min(cue.token + _AHEAD, len(doc))
        loose = passed = soft = False
        if cue.kind is Kind.SOURCE and at + 1 < stop and doc.words[at].form.startswith(_SAYINGS):
            at += 1 + (doc.words[at + 1].form == "של")  # לפי הערכת כהן, לפי חישוביו של כהן
        while at < stop and doc.joins[at] != APART:
            flags, form = doc.flags[at], doc.words[at].form
            if flags & Is.MARK:
                past = self._past_mark(at)
                if past < 0:
                    named = flags & Is.QUOTE and doc.joins[at] == 2 and doc.words[at - 1].form == "ה"
                    return (NOBODY, True) if named else (None, False)  # אמר ה"ניו יורק טיימס"
                at, loose = past, bool(flags & (Is.QUOTE | Is.HYPHEN))
                continue
            found = self._at.get(at)
            if found is not None:
                person, draft = found
                if draft.letters and form.startswith("ש") and not cue.is_source:
                    break  # מסר שמרשו לומד את המסקנות
                if cue.is_source or not self.is_object(draft):
                    return self._unless_owned(person, draft, cue), True
                at, loose, passed = draft.last + 1, False, True
                continue
            if form == "האם" and self._apposed(at) is not None:
                return self._apposed(at), True
            if form in _ENDS_SUBJECT or (begins_clause(doc, at) >= 0 and not cue.is_source):
                break
            if form in _HE:
                return None, True
            if form == "על" and at + 1 < stop and doc.words[at + 1].form in _MATTERS:
                at += 2  # אמר על כך קרי
                continue
            covering = self._covered.get(at)
            if covering is not None:
                if not (covering.letters or loose or doc.flags[at - 1] & Is.QUOTE):
                    return NOBODY, True
                at, loose = covering.last + 1, False
                continue
            if form in self.speech.tellers and at == cue.token + 1:
                return NOBODY, True  # סיפר עד לשיחה
            if flags & Is.FUNCTION or form in self.speech.times:
                loose = form in self.speech.prepositions and not cue.is_source
                passed = passed or loose
                at += 1
                continue
            role = self._role(at, loose)
            if role is not None:
                return (None, False) if role.person is None and passed else (role, True)
            described = soft and at + 1 in self._at  # אמרה בחיוך רחב יעל ארד
            where = soft and (flags & Is.DEFINITE or (form[0] == "ב" and doc.lexicon.is_common(form[1:])))
            if not (loose or described or where) and self._is_noun(at):
                return (None, False) if passed else (self._called(at) or NOBODY, True)
            soft = self.is_adverb(at)
            loose = soft and self._governs(at)
            at += 1
        return None, False

    def _apposed(self, at: int) -> Subject | None:
        """The person whose name stands between commas behind a noun: סיפרה האם, דנה כהן, גננת."""
        doc, mark = self._doc, at + 1
        found = self._at.get(mark + 1) if mark < len(doc) and doc.flags[mark] & Is.COMMA else None
        if found is None or not doc.flags[at] & Is.DEFINITE:
            return None
        person, draft = found
        named = draft.form is not MentionForm.ROLE and not draft.letters
        closed = draft.last + 1 >= len(doc) or doc.flags[draft.last + 1] & (Is.COMMA | Is.STOP | Is.COLON)
        return Subject(person, draft.last) if named and closed else None

    def _called(self, at: int) -> Subject | None:
        """The person whose name follows a noun: שכן בשם יוסף; האם, דנה כהן."""
        apposed = self._apposed(at)
        if apposed is not None:
            return apposed
        by_name = self._doc.next_word(at)
        if by_name < 0 or self._doc.words[by_name].form not in ("בשם", "ושמו", "ושמה"):
            return None
        found = self._at.get(self._doc.next_word(by_name))
        return Subject(found[0], found[1].last) if found is not None else None

    def _past_mark(self, at: int) -> int:
        """The token after a mark that does not end the search for a subject: אמרה ל"ידיעות אחרונות" רונית."""
        doc = self._doc
        if doc.flags[at] & Is.HYPHEN:
            return at + 1
        if doc.words[at].form == "(":
            return next(
                (end + 1 for end in range(at, min(at + 6, len(doc))) if doc.words[end].form == ")"), -1
            )
        if not doc.flags[at] & Is.QUOTE:
            return -1
        for closing in range(at + 2, min(at + 2 + _LONGEST_NAME, len(doc))):
            if doc.flags[closing] & Is.QUOTE:
                attached = doc.words[at - 1].form in ("ל", "ב", "מ") and doc.joins[at] == 2
                return closing + 1 if attached or at + 1 in self._covered else -1
        return -1

    def _role(self, at: int, loose: bool) -> Subject | None:
        """Who the role phrase at `at` is, as a subject: שר החוץ קרי, האם, גלית דגני, המאמן; None for no role."""
        if loose or self._titles.role_at(at) is None or self._has_object_letter(at):
            return None
        named = self._named_after_role(at)
        if named is not None:
            return named
        person = self._stand_ins.person(at)
        return Subject(person, at) if person is not None else SOMEBODY

    def _named_after_role(self, at: int) -> Subject | None:
        """The person whose role begins at `at`: [שר החוץ] קרי; [האם], גלית דגני."""
        doc = self._doc
        end = self._stand_ins.end(at)
        for token in range(at + 1, min(at + 10, len(doc))):
            found = self._at.get(token)
            if found is not None:
                person, draft = found
                inside = bool(draft.roles) and draft.roles[-1].first <= at
                role = self._titles.role_at(at)
                titled = token == end + 1 and not draft.letters and role is not None and role[0].definite
                first = draft.roles[-1].first if draft.roles else token
                apart = first == end + 2 and doc.flags[first - 1] & Is.COMMA and not draft.letters
                if inside or titled or apart:
                    return Subject(person, draft.last)
                if self.is_object(draft) or token <= end + 1:
                    continue  # היועצת המדינית של בן-ארויה, ניצה יעקובי
                return None
            if doc.joins[token] == APART or doc.flags[token] & (Is.STOP | Is.COLON | Is.QUOTE | Is.SPEECH):
                break
        return None

    def _unless_owned(self, person: Person, draft: Draft, cue: Cue) -> Subject:
        """The person, unless it is only somebody round them who speaks: אמרו מקורבי קרי, אמר דובר נתניהו."""
        first = draft.roles[-1].first if draft.roles else draft.first
        before = self._doc.previous_word(first)
        if before > cue.token and self._is_circle(before):
            return NOBODY
        if cue.kind is Kind.SOURCE and before > cue.token and self._doc.words[before].form == "של":
            return NOBODY if before > cue.token + 1 else Subject(person, draft.last)
        return Subject(person, draft.last)

    def _before(self, cue: Cue, quoted_before: int) -> Subject | None:
        """The subject before the verb: קרי אמר; לבני, שעומדת בראש הצוות, אמרה; תקף נתניהו … ואמר."""
        doc = self._doc
        start = max(doc.sentence_start(cue.token, _BACK), quoted_before + 1)
        subjects = self._subjects(start, cue.token)
        if not subjects:
            return None
        first = subjects[0]
        if len(subjects) > 1 and first is not None and first.person is not None:
            opens = first.last + 1 < len(doc) and doc.flags[first.last + 1] & Is.COMMA
            if opens and doc.flags[cue.token - 1] & Is.COMMA and self.fits(first.person, cue.gender):
                return first  # לבני, שתמכה בכהן, אמרה
        for subject in reversed(subjects):
            if subject is None or subject.person is None:
                return subject
            if subject.last == cue.token - 1 or self.fits(subject.person, cue.gender):
                return subject
        nearest = subjects[-1]  # of שני הרשקו, אמר the verb knows better than the list of names
        return nearest if nearest is not None and nearest.last == cue.token - _SHORT else None

    def _subjects(self, start: int, end: int) -> list[Subject | None]:
        """What may be the subject of a verb at `end`, in text order; None stands for a pronoun."""
        doc, at = self._doc, start
        loose = False
        found: list[Subject | None] = []
        while at < end:
            past = self._past_quotation(at, end)
            if past > at:
                at = past
                continue
            flags, form = doc.flags[at], doc.words[at].form
            mention = self._at.get(at)
            if mention is not None:
                person, draft = mention
                if not self.is_object(draft):
                    before = doc.previous_word(draft.roles[-1].first if draft.roles else draft.first)
                    owned = before >= start and self._is_circle(before)
                    found.append(NOBODY if owned else Subject(person, draft.last))
                at, loose = draft.last + 1, False
                continue
            beside = at >= end - 1 and not found  # אילן רוזן מלידר שוקי הון סבור
            opens = at == start or self._opens_clause(at)
            if form in _HE and (opens or beside):
                found.append(None)
            elif form in _LATTER or (at >= end - 1 and form in _THIS_ONE):
                found.append(self._latter(start, at))
            elif self._explains(start, at):
                pass  # נפגש עם גולדברג, אביו של החטוף, ואמר
            elif not flags & (Is.FUNCTION | Is.MARK) and not loose and (opens or beside):
                subject = self._noun_subject(at)
                if subject is not None:
                    found.append(subject)
                    if subject.last > at:
                        at = subject.last
            covering = self._covered.get(at)
            loose = form in self.speech.prepositions or (
                loose and not flags & (Is.COMMA | Is.VERB | Is.SPEECH)
            )
            loose = loose or (not flags & Is.MARK and self._governs(at))
            at = max(at + 1, covering.last + 1 if covering is not None else 0)
        return found

    def _explains(self, start: int, at: int) -> bool:
        """Whether a role after a comma belongs to the person before the comma."""
        doc = self._doc
        if at - start < _SHORT or not doc.flags[at - 1] & Is.COMMA:
            return False
        place, covering = at - 2, self._covered.get(at - 2)
        if covering is not None and covering.letters and covering.first > start:
            place = covering.first - 1  # דן כהן מאוניברסיטת חיפה, יועץ כלכלי, אמר
        mention = self._at.get(place)
        if not doc.flags[at] & Is.ROLE:
            return mention is not None and at not in self._covered  # השופט, אברהם יעקב, גזר
        return mention is not None and mention[1].form is not MentionForm.ROLE and self._closed_by_comma(at)

    def _closed_by_comma(self, at: int) -> bool:
        end = self._stand_ins.end(at)
        for place in range(end + 1, min(end + 4, len(self._doc))):
            if self._doc.flags[place] & Is.COMMA:
                return True
            if self._at.get(place) is not None and not self.is_object(self._at[place][1]):
                return False
        return False

    def _latter(self, start: int, at: int) -> Subject | None:
        """The one mentioned last: כהן פנה ללוי, והאחרון אמר."""
        for token in range(at - 1, start - 1, -1):
            mention = self._at.get(token)
            if mention is not None:
                return Subject(mention[0], mention[1].last)
        return None

    def _noun_subject(self, at: int) -> Subject | None:
        """The subject that a noun at `at` is: a role that stands for somebody, or nobody."""
        covering = self._covered.get(at)
        if covering is not None:
            return NOBODY if covering.first == at and not covering.letters else None
        role = self._role(at, loose=False)
        if role is not None:
            return role
        return (self._called(at) or NOBODY) if self._is_noun(at) else None

    def opening_subject(self, at: int) -> Subject | None:
        """Who it is that the words from `at` on begin with, where that can speak: a role, a group, a state."""
        covering = self._covered.get(at)
        if covering is not None:
            return NOBODY if covering.first == at and not covering.letters else None
        role = self._role(at, loose=False)
        if role is not None:
            return role
        word = self._doc.words[at]
        several = word.flags & Is.DEFINITE and word.form.endswith(("ים", "ות"))
        speaks = several or word.form in self.speech.tellers or self._is_circle(at)
        return NOBODY if speaks else None

    def _past_quotation(self, at: int, end: int) -> int:
        """The token after the quotation that opens at `at`; `at` where none does."""
        if not self._doc.flags[at] & Is.QUOTE:
            return at
        for closing in range(at + 1, end):
            if self._doc.flags[closing] & Is.QUOTE:
                return closing + 1
        return at

    def _opens_clause(self, at: int) -> bool:
        doc = self._doc
        if doc.flags[at - 1] & (Is.COMMA | Is.COLON | Is.QUOTE):
            return True
        return doc.words[at - 1].form in _NEW_CLAUSE or doc.words[at].form.startswith("וה")

    def is_object(self, draft: Draft) -> bool:
        """Whether a mention cannot be a subject where it stands: לקרי, את קרי, פרקליטו של קרי."""
        doc = self._doc
        if draft.letters:
            start = doc.starts[draft.first]
            return doc.text[start : start + draft.letters][-1] in _OBJECT_LETTERS
        first = draft.roles[-1].first if draft.roles else draft.first
        if draft.roles and draft.roles[-1].letters:
            start = doc.starts[first]
            return doc.text[start : start + draft.roles[-1].letters][-1] in _OBJECT_LETTERS
        before = doc.previous_word(first)
        owner = doc.previous_word(before) if draft.roles and before >= 0 else -1
        if owner >= 0 and doc.words[before].form == "של" and doc.flags[owner] & Is.ROLE:
            before = doc.previous_word(owner)  # אמו של הלוחם, הילה, סיפרה: not of הילה
        if before >= 0:
            return doc.words[before].form in self.speech.prepositions or self._owns(before)
        return self._is_apposed_object(first)

    def _owns(self, at: int) -> bool:
        """Whether the word before a name says that something is theirs: שירי דיקינסון."""
        flags = self._doc.flags[at]
        if not flags & Is.COMMON or flags & (Is.FUNCTION | Is.VERB | Is.SPEECH | Is.ROLE | Is.SURNAME):
            return False
        return self._doc.words[at].form.endswith("י") and len(self._doc.words[at].form) > _SHORT + 1

    def _is_apposed_object(self, first: int) -> bool:
        """Whether a name between commas explains an object: אמר לבתו, יפית, והתיישב."""
        doc, comma = self._doc, first - 1
        if comma < 1 or doc.joins[first] == APART or not doc.flags[comma] & Is.COMMA:
            return False
        at = comma - 1
        if not doc.flags[at] & Is.ROLE or not self._has_object_letter(at):
            return False
        return at not in self._at
