"""First pass: names that show themselves where they stand, by lists, titles, verbs and apposition."""

from __future__ import annotations

from collections import defaultdict

from reader.entities import lexicon, reasons
from reader.entities.evidence import Context, Evidence
from reader.entities.lexicon import Level
from reader.entities.names import Name, NameReader
from reader.entities.phrases import Found
from reader.entities.prepared import BLANK, Prepared
from reader.entities.surnames import is_clearly_foreign, is_like_a_verb
from reader.entities.titles import Titles
from reader.entities.words import Is, Word

ENOUGH = 4.0
"""Points of evidence from which a name is taken for one."""

_STARTS = (
    Is.GIVEN
    | Is.LATIN_GIVEN
    | Is.SURNAME
    | Is.UNKNOWN
    | Is.ROLE
    | Is.SPEECH
    | Is.FAMOUS
    | Is.PARTICLE
    | Is.KUNYA
    | Is.INITIAL
    | Is.SOURCE
)
_NO_NAME = Is.FUNCTION | Is.VERB | Is.SPEECH | Is.WEAK_SPEECH
_HEBREW_ENDS = ("ה", "ו", "ים", "ות", "תי", "נו", "ית", "אי", "ני", "טי")
_CHECK_EVERY = 127


class PersonFinder:
    """Finds the names of one article that need no other mention to be seen."""

    def __init__(self, doc: Prepared, found: list[Found], titles: Titles, evidence: Evidence) -> None:
        self._doc = doc
        self._titles = titles
        self._evidence = evidence
        self.closed = closed_tokens(doc, found)
        self._reader = NameReader(doc, self.closed)
        self._naming = lexicon.grammar().naming
        self._feminine = lexicon.speech().feminine - lexicon.speech().masculine
        self._candidates: list[Name] = []

    def find(self) -> list[Name]:
        """The names in text order, none overlapping another."""
        doc = self._doc
        for at, flags in enumerate(doc.flags):
            if not at & _CHECK_EVERY:
                doc.cancel.check()
            if flags & _STARTS:
                self._from(at, flags)
        self._repeated()
        return self._choose()

    def _from(self, at: int, flags: int) -> None:
        reader = self._reader
        if flags & Is.ROLE:
            self._after_role(at)
        if flags & (Is.SPEECH | Is.SOURCE):
            self._beside_speech(at)
        if at in self.closed:
            return
        if flags & (Is.GIVEN | Is.LATIN_GIVEN):
            self._consider(reader.full(at))
        if flags & (Is.GIVEN | Is.SURNAME) and self._is_set_apart(at):
            self._consider(reader.single(at))
        if flags & Is.UNKNOWN:
            self._unknown_given(at)
        if flags & Is.FAMOUS:
            self._consider(reader.single(at), reasons.WELL_KNOWN)
        if flags & (Is.PARTICLE | Is.KUNYA):
            self._consider(reader.particle_first(at))
        if flags & Is.INITIAL or (flags & Is.WORD and "." in self._doc.words[at].form):
            self._consider(reader.initials(at))

    def _is_set_apart(self, at: int) -> bool:
        """Whether a word stands alone: between commas (בנו של סער, דוד, חגג), quoted (גפני: "בושה"), named so."""
        doc, after = self._doc, at + 1
        before = doc.previous_word(at)
        if before >= 0 and doc.words[before].form in self._naming:
            return True
        if after >= len(doc) or not doc.joins[after]:
            return False
        if doc.flags[after] & Is.COLON and after + 1 < len(doc):
            return bool(doc.flags[after + 1] & Is.QUOTE)
        return bool(at and doc.flags[at - 1] & Is.COMMA and doc.flags[after] & (Is.COMMA | Is.STOP))

    def _unknown_given(self, at: int) -> None:
        after = self._doc.next_word(at)
        if after < 0:
            return
        following = self._doc.words[after]
        foreign = following.flags & Is.UNKNOWN and is_clearly_foreign(following)
        if following.surname >= Level.MIXED or foreign:
            self._consider(self._reader.unknown_given(at))

    def _after_role(self, at: int) -> None:
        """What stands after a role phrase: the way to names that are in no list."""
        phrase = self._titles.forward(at)
        if phrase is None:
            return
        doc = self._doc
        name, mark = doc.next_word(phrase.last), phrase.last + 1
        if name < 0 and mark + 2 < len(doc):
            if doc.words[mark].form == "(" and doc.flags[mark + 1] & Is.AFTER_ROLE:
                name = doc.next_word(mark + 2)  # השופט (בדימוס) אהרן ברק
            elif doc.flags[mark] & Is.COMMA and doc.joins[mark + 1] == BLANK:
                name = mark + 1  # נציגת פולין, אגנייסקה קובלסקה, הציעה
                if name not in self.closed:
                    self._consider(self._reader.unknown_given(name))
                return
        if name >= 0 and name not in self.closed and not doc.flags[name] & _NO_NAME:
            self._consider(self._reader.unknown_given(name))
            self._consider(self._reader.single(name))

    def _beside_speech(self, at: int) -> None:
        doc = self._doc
        for beside in (doc.next_word(at), doc.previous_word(at)):
            if beside >= 0 and beside not in self.closed and not doc.flags[beside] & _NO_NAME:
                if doc.words[beside].name_cuts:
                    self._consider(self._reader.single(beside))
                if doc.flags[beside] & Is.UNKNOWN:
                    self._consider(self._reader.unknown_given(beside))

    def _consider(self, name: Name | None, why: str = "") -> None:
        """Keep `name` if the place where it stands gives it enough points."""
        if name is None or self._is_tail(name.first):
            return
        context = self._evidence.of(name.first, name.last, name.letters)
        name.score += context.points
        if name.first == name.last:
            name.score -= self._doubt(name, context)
        name.why = context.why or name.why or why or reasons.say(reasons.KNOWN_NAME)
        name.roles = context.roles
        if name.score >= ENOUGH:
            self._candidates.append(name)

    def _is_tail(self, at: int) -> bool:
        """Whether a hyphen joins the word to one before it: the מסרי of אל-מסרי begins no name."""
        before = self._doc.previous_word(at)
        return 0 <= before < at - 1 and len(self._doc.words[before].form) > 1

    def _doubt(self, name: Name, context: Context) -> float:
        """Points against a single word: a company after its manager's title, a rare verb form, a firm that says."""
        doc, word = self._doc, self._doc.words[name.first]
        doubt = 0.0
        if context.roles:
            nearest = context.roles[0]
            bare_head = (
                nearest.role.kind == "head" and not nearest.role.definite and nearest.first == nearest.last
            )
            doubt += 3.0 if bare_head and word.surname < Level.PLAIN else 0.0  # מנכ"ל כתר
        if word.name_cuts:
            return doubt
        form = word.form
        if "'" not in form and (form.endswith(_HEBREW_ENDS) or form[0] in "התינמ" or is_like_a_verb(form)):
            doubt += 1.1  # המאמן התעקש
        beside = (doc.next_word(name.last), doc.previous_word(name.first))
        if not context.roles and any(at >= 0 and doc.words[at].form in self._feminine for at in beside):
            doubt += 1.1  # אדובי אומרת
        return doubt

    def _repeated(self) -> None:
        """Known surnames that return in the article, with some evidence at one of their places."""
        doc, places = self._doc, defaultdict(list)
        for at, flags in enumerate(doc.flags):
            if not at & 1023:
                doc.cancel.check()
            if flags & _NO_NAME or not flags & (Is.SURNAME | Is.UNKNOWN) or at in self.closed:
                continue
            word = doc.words[at]
            if flags & Is.SURNAME and word.surname >= Level.MIXED:
                if word.surname == Level.PLAIN and not _is_ordinary(word):
                    places[word.name_cuts[0].stem].append(at)
            elif (
                flags & Is.UNKNOWN
                and not word.name_cuts
                and len(word.form) > 2
                and word.form[0] not in "בכלש"
            ):
                places[word.form].append(at)
        for stem, repeated in places.items():
            doc.cancel.check()
            if len(repeated) < 2 or not any(doc.words[at].form == stem for at in repeated):
                continue  # לקזז is an infinitive, for nobody is called קזז without it
            for at in repeated[:20]:
                before = doc.previous_word(at)
                if (
                    before == at - 1 >= 0
                    and doc.flags[before] & Is.UNKNOWN
                    and not doc.words[before].name_cuts
                ):
                    pair = self._reader.unknown_given(before)  # מוריבה פופאנה, where פופאנה returns
                    if pair is not None:
                        pair.score += 1.0
                        self._consider(pair)
                name = self._reader.single(at)
                if name is not None and name.first == name.last:
                    often = len(repeated) > 2 and doc.words[at].surname is Level.PLAIN
                    name.score += 1.0 if often else 0.7
                    self._consider(name, reasons.REPEATED)

    def _choose(self) -> list[Name]:
        """The best names, no two of which share a token."""
        self._doc.cancel.check()
        taken: set[int] = set()
        chosen: list[Name] = []
        for name in sorted(self._candidates, key=_by_weight):
            tokens = range(name.first, name.last + 1)
            if taken.isdisjoint(tokens):
                taken.update(tokens)
                chosen.append(name)
        chosen.sort(key=lambda name: name.first)
        return chosen


def closed_tokens(doc: Prepared, found: list[Found]) -> set[int]:
    """Tokens that are no one's name: of places and organisations, but not of ירדן, which is a name too."""
    closed: set[int] = set()
    for phrase in found:
        word = doc.words[phrase.first]
        nameable = word.given >= Level.MIXED or word.surname >= Level.MIXED
        if phrase.first == phrase.last and nameable and not phrase.letters:
            continue
        closed.update(range(phrase.first, phrase.last + 1))
    return closed


def _is_ordinary(word: Word) -> bool:
    """Whether the whole word is in the dictionary as it stands."""
    return bool(word.flags & Is.COMMON) and not word.flags & Is.DERIVED


def _by_weight(name: Name) -> tuple[float, int]:
    return -(name.score + 0.8 * (name.last - name.first)), name.first
