"""The subject of a verb of speech: a person of the article, a group, or nobody who is named."""

from __future__ import annotations

from typing import NamedTuple

from reader.entities import lexicon
from reader.entities.merging import Draft, People, Person
from reader.entities.phrases import Found
from reader.entities.prepared import APART, Prepared
from reader.entities.titles import Titles
from reader.entities.words import Is
from reader.model import BlockKind, EntityKind


class Subject(NamedTuple):
    """Who speaks: `person` is None for a group or nobody known; `explicit` says that the sentence names them.

    `last` is the last token of the mention, or -1.
    """

    person: Person | None
    explicit: bool
    last: int


_NOBODY = Subject(None, explicit=True, last=-1)
_AHEAD = 9
_BACK = 30
_MENTION_BACK = 80
_OBJECT_LETTERS = "בלמכ"
_OBJECT_WORDS = frozenset(
    (
        "את",
        "של",
        "עם",
        "על",
        "נגד",
        "אל",
        "ואת",
        "ושל",
        "ועם",
        "בין",
        "לבין",
        "מול",
        "אצל",
        "לצד",
        "כמו",
        "מאת",
    )
)
_HE_SAID = frozenset(("הוא", "היא"))


class SpeakerFinder:
    """Finds the subjects of one article's verbs of speech."""

    def __init__(self, doc: Prepared, people: People, covered: dict[int, Found], titles: Titles) -> None:
        self._doc = doc
        self._titles = titles
        self._covered = covered
        self._speech = lexicon.speech()
        self._speakers: dict[int, Person | None] = {}
        self._at: dict[int, tuple[Person, Draft]] = {}
        for person in people.all:
            for draft in person.mentions:
                for token in range(draft.first, draft.last + 1):
                    self._at[token] = (person, draft)

    def is_role(self, at: int) -> bool:
        """Whether a verb of speech is a noun here: כתב הארץ is a reporter, כתב כי is not."""
        return bool(self._doc.flags[at] & Is.ROLE) and self._titles.forward(at) is not None

    def is_organisation(self, at: int) -> bool:
        """Whether the token at `at` belongs to the name of an organisation."""
        covering = self._covered.get(at)
        return covering is not None and covering.kind is EntityKind.ORGANISATION

    def letters_of(self, cue: int) -> int:
        """How many attached code points a cue has: ו|אמר."""
        for cut in self._doc.words[cue].cuts:
            if (
                cut.stem in self._speech.strong
                or cut.stem in self._speech.weak
                or cut.stem in self._speech.sources
            ):
                return cut.letters
        return 0

    def of(self, cue: int, quoted_before: int = -1) -> Subject:
        """Who speaks by the cue at token `cue`; words up to `quoted_before` are a quotation, not its subject."""
        if self._is_plural(cue):
            return _NOBODY
        after = self._after(cue)
        if after is not None:
            return after
        if self._doc.flags[cue] & Is.SOURCE and not self._doc.flags[cue] & Is.SPEECH:
            return Subject(self._last_named(cue), explicit=False, last=-1)
        before = self._before(cue, quoted_before)
        if before is not None:
            return before
        return Subject(self._last_named(cue), explicit=False, last=-1)

    def before_colon(self, start: int, colon: int) -> Subject:
        """Whose words follow the colon: לבני בראיון מיוחד: …, or the last of זהבי הכריע, כץ: …."""
        doc = self._doc
        begin = start
        for at in range(start, colon):
            if doc.flags[at] & (Is.COMMA | Is.HYPHEN):
                begin = at + 1
        for at in range(begin, colon):
            found = self._at.get(at)
            if found is None:
                continue
            person, draft = found
            first = (
                draft.roles[-1].first if draft.roles and draft.roles[-1].first < draft.first else draft.first
            )
            alone = not draft.letters and first == begin  # not מקורבי אבו מאזן: …
            return Subject(person, explicit=True, last=draft.last) if alone else _NOBODY
        return _NOBODY

    def _is_plural(self, cue: int) -> bool:
        stems = [cut.stem for cut in self._doc.words[cue].cuts]
        return any(stem in self._speech.plural for stem in stems) and not any(
            stem in self._speech.masculine or stem in self._speech.feminine for stem in stems
        )

    def _gender(self, cue: int) -> int:
        for cut in self._doc.words[cue].cuts:
            woman, man = cut.stem in self._speech.feminine, cut.stem in self._speech.masculine
            if woman != man:
                return 1 if woman else -1
        return 0

    def _fits(self, person: Person, cue: int) -> bool:
        return person.gender * self._gender(cue) >= 0 or abs(person.gender) < 2

    def _after(self, cue: int, *, alone: bool = False) -> Subject | None:
        """The subject after the verb: אמר קרי, אמר אתמול שר החוץ ג'ון קרי, אמר גורם מדיני.

        `alone` leaves out what הוא אמר would have to be asked of earlier sentences.
        """
        doc = self._doc
        for at in range(cue + 1, min(cue + _AHEAD, len(doc))):
            flags = doc.flags[at]
            if doc.joins[at] == APART:
                break
            if flags & Is.MARK and not flags & Is.HYPHEN:
                if flags & Is.QUOTE and (at + 1 in self._covered or at - 1 in self._covered):
                    continue  # אמרה ל"ידיעות אחרונות" רונית אזולאי
                break
            if at in self._covered and doc.flags[at - 1] & Is.QUOTE:
                continue
            found = self._at.get(at)
            if found is not None:
                person, draft = found
                if self._is_object(draft) and not flags & Is.SOURCE:
                    return None
                return Subject(person, explicit=True, last=draft.last)
            if doc.words[at].form in ("כי", "ש", "את", "על", "כך"):
                break
            if doc.words[at].form in _HE_SAID:
                if alone:
                    return _NOBODY
                return Subject(self._last_named(cue), explicit=False, last=at)
            if flags & Is.DEFINITE and not flags & Is.ROLE and at > cue + 1 and doc.is_adverbial(at - 1):
                continue  # כתב בגזר הדין
            if self._is_somebody(at):
                named = self._named_after_role(at)
                return named if named is not None else _NOBODY
        return None

    def _is_somebody(self, at: int) -> bool:
        """Whether the word at `at` is a subject that is no person of the article: a group, a state, a source."""
        doc = self._doc
        covering = self._covered.get(at)
        if covering is not None:
            return covering.first == at and not covering.letters
        flags = doc.flags[at]
        if flags & (Is.FUNCTION | Is.VERB | Is.SPEECH | Is.NUMBER):
            return False
        if flags & (Is.ROLE | Is.AFTER_ROLE):
            return True
        return bool(flags & Is.COMMON) and not self._doc.is_adverbial(at)

    def _named_after_role(self, at: int) -> Subject | None:
        """The person whose role begins at `at`: אמר [שר החוץ] קרי."""
        doc = self._doc
        for token in range(at + 1, min(at + 9, len(doc))):
            found = self._at.get(token)
            if found is not None:
                phrases = found[1].roles
                inside = bool(phrases) and phrases[-1].first <= at
                return Subject(found[0], explicit=True, last=found[1].last) if inside else None
            if doc.joins[token] == APART or doc.flags[token] & (Is.STOP | Is.COLON | Is.QUOTE | Is.SPEECH):
                break
        return None

    def _before(self, cue: int, quoted_before: int) -> Subject | None:
        """The subject before the verb: קרי אמר, לבני, שעומדת בראש הצוות, אמרה, תקף נתניהו … ואמר."""
        doc = self._doc
        start = max(doc.sentence_start(cue), cue - _BACK, quoted_before + 1)
        at = cue - 1
        beside, somebody = True, False
        while at >= start:
            found = self._at.get(at)
            if found is not None:
                person, draft = found
                if not self._is_object(draft) and (draft.last == cue - 1 or self._fits(person, cue)):
                    return Subject(person, explicit=True, last=draft.last)
                at = draft.first - 1
                beside = False
                continue
            if self._is_somebody(at):
                somebody = True
            if beside and not doc.flags[at] & Is.FUNCTION:
                if self._is_group_before(at):
                    return _NOBODY
                beside = False
            at -= 1
        return _NOBODY if somebody else None  # פרקליטתו של בדיר מסרה: not the one who spoke before

    def _is_group_before(self, at: int) -> bool:
        """Whether the word directly before a verb is its subject and no person: צה"ל הודיע, גורם מדיני אמר."""
        covering = self._covered.get(at)
        if covering is not None:
            return not covering.letters and self._opens_clause(covering.first)
        flags = self._doc.flags[at]
        noun = flags & (Is.COMMON | Is.ROLE) and not flags & (Is.DERIVED | Is.VERB | Is.SPEECH | Is.FUNCTION)
        return bool(noun) and self._opens_clause(at - 1 if flags & Is.DEFINITE else at)

    def _opens_clause(self, at: int) -> bool:
        doc = self._doc
        before = doc.previous_word(at)
        return before < 0 or doc.words[before].form in ("כי", "ואילו", "אולם", "אך", "אבל")

    def _is_object(self, draft: Draft) -> bool:
        doc = self._doc
        if draft.letters:
            letters = doc.text[doc.starts[draft.first] : doc.starts[draft.first] + draft.letters]
            return letters[-1] in _OBJECT_LETTERS
        first = draft.roles[-1].first if draft.roles else draft.first
        if draft.roles and draft.roles[-1].letters:
            start = doc.starts[first]
            return doc.text[start : start + draft.roles[-1].letters][-1] in _OBJECT_LETTERS
        before = doc.previous_word(first)
        return before >= 0 and doc.words[before].form in _OBJECT_WORDS

    def _named_speaker(self, cue: int) -> Person | None:
        """The person whom a cue's own sentence names as its subject."""
        if cue not in self._speakers:
            subject = self._after(cue, alone=True) or self._before(cue, -1)
            self._speakers[cue] = subject.person if subject is not None and subject.explicit else None
        return self._speakers[cue]

    def _last_named(self, cue: int) -> Person | None:
        """Who is meant by הוא אמר, אמר alone and לדבריו: whoever spoke last in the block, else was named last."""
        doc = self._doc
        gender = self._gender(cue)
        at, stop = cue - 1, max(-1, cue - _MENTION_BACK)
        named: Person | None = None
        while at > stop:
            if doc.joins[at + 1] == APART and doc.kind_at(doc.starts[at]) is not BlockKind.PARAGRAPH:
                break
            if doc.joins[at + 1] == APART and named is not None:
                break
            if doc.flags[at] & (Is.SPEECH | Is.SOURCE) and not self._is_plural(at):
                spoke = self._named_speaker(at)
                if spoke is not None and spoke.gender * gender >= 0:
                    return spoke
            found = self._at.get(at)
            if found is not None:
                person, draft = found
                if named is None and not self._is_object(draft) and person.gender * gender >= 0:
                    named = person
                at = draft.first
            at -= 1
        return named
