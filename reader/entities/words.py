"""What one word may be, judged by its letters alone and remembered for every later place where it stands.

A text of 170,000 words has some 40,000 different ones, so everything that can be known without the
neighbours is worked out once a word; the passes over the text then only look at flags.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from reader.entities import lexicon
from reader.entities.lexicon import Level
from reader.hebrew.chars import GERESH, GERSHAYIM, INVISIBLE, POINTS
from reader.hebrew.prefixes import is_prefix, prefix_lengths
from reader.hebrew.tokens import Token, TokenKind


class Is:
    """What a word may be; several at once, as bits of an int (an IntFlag costs a microsecond an operation)."""

    NOTHING = 0
    WORD = 1 << 0
    """Hebrew letters."""
    FUNCTION = 1 << 1
    VERB = 1 << 2
    SPEECH = 1 << 3
    """A strong verb of speech, whole or after ו, ש, כש."""
    WEAK_SPEECH = 1 << 4
    COMMON = 1 << 5
    """In the dictionary, as it stands or after attached letters."""
    GIVEN = 1 << 6
    """Some reading is a given name that may begin a name by itself."""
    SURNAME = 1 << 7
    ROLE = 1 << 8
    """Some reading is a title, a role or a kinship word."""
    PHRASE = 1 << 9
    """Some reading is the first word of a known place or organisation, or announces one."""
    NOT_PERSON = 1 << 10
    WORK = 1 << 11
    PARTICLE = 1 << 12
    KUNYA = 1 << 13
    DEFINITE = 1 << 14
    """Begins with ה and is no verb: החוץ, האמריקני."""
    LATIN = 1 << 15
    """A word in Latin letters that begins with a capital."""
    LATIN_GIVEN = 1 << 16
    NUMBER = 1 << 17
    COMMA = 1 << 18
    STOP = 1 << 19
    """A mark that ends a sentence."""
    HYPHEN = 1 << 20
    QUOTE = 1 << 21
    MARK = 1 << 22
    INITIAL = 1 << 23
    """One letter, perhaps with a geresh."""
    APPOINTED = 1 << 24
    AFTER_ROLE = 1 << 25
    FAMOUS = 1 << 26
    SOURCE = 1 << 27
    COLON = 1 << 28
    DERIVED = 1 << 29
    """In the dictionary only after attached letters: לביטחון."""
    INFLECTED = 1 << 31
    """In no list, but an ordinary word with an ending: מגרשם."""
    UNKNOWN = 1 << 30
    """Hebrew letters, and in no list of ordinary words: a foreign name, or a rare form."""


class Cut(NamedTuple):
    """One way to part a word: `letters` attached code points of the token, then `stem`, folded."""

    letters: int
    attached: str
    stem: str


class Word:
    """Everything known about one form. `cuts` begins with the uncut word."""

    __slots__ = ("cuts", "flags", "form", "given", "name_cuts", "surname")

    def __init__(self, form: str, flags: int, cuts: tuple[Cut, ...]) -> None:
        self.form = form
        self.flags = flags
        self.cuts = cuts
        self.name_cuts: tuple[Cut, ...] = ()
        self.given = Level.NONE
        self.surname = Level.NONE


_ORDINARY = Is.COMMON | Is.FUNCTION | Is.VERB | Is.SPEECH | Is.WEAK_SPEECH
_NOT_DEFINITE = Is.VERB | Is.SPEECH | Is.WEAK_SPEECH | Is.FUNCTION
_PLAIN = re.compile("[א-ת'\"]+")
_DROPPED = re.compile(f"[{POINTS}{INVISIBLE}]+")
_SAME = str.maketrans(dict.fromkeys(GERESH, "'") | dict.fromkeys(GERSHAYIM, '"'))
_LONGEST_STACK = 4
_LONGEST = 40
"""No Hebrew word is longer; what is longer is not analysed."""

_ENDINGS = ("ים", "ות", "יים", "יות", "יהם", "יו", "יה", "נו", "הם", "ם", "ה", "ו", "ת", "י")

_MARKS = {
    ",": Is.COMMA,
    ".": Is.STOP,
    "!": Is.STOP,
    "?": Is.STOP,
    "…": Is.STOP,
    ";": Is.STOP,
    ":": Is.COLON,
    "-": Is.HYPHEN,
    "־": Is.HYPHEN,
    "‐": Is.HYPHEN,
    "‑": Is.HYPHEN,
    "–": Is.HYPHEN,
    "—": Is.HYPHEN,
}


def _plain_cuts(word: str) -> list[Cut]:
    """Every way to part attached letters from a word of bare letters; the same as `prefix_lengths`, quicker."""
    cuts = []
    for letters in range(1, min(len(word) - 1, _LONGEST_STACK + 1)):
        if word[letters - 1] not in "והבלמשכ":
            break
        if word[:letters] in _stacks():
            cuts.append(Cut(letters, word[:letters], word[letters:]))
    return cuts


@cache
def _stacks() -> frozenset[str]:
    """Every stack of attached letters."""
    found, grown = [], [""]
    for _ in range(_LONGEST_STACK):
        grown = [stack + letter for stack in grown for letter in "והבלמשכ"]
        found += [stack for stack in grown if is_prefix(stack)]
    return frozenset(found)


def fold_word(text: str) -> str:
    """A word without niqqud and bidi marks, its geresh and gershayim in one writing; finals stay as they are."""
    if _PLAIN.fullmatch(text) and "''" not in text:
        return text
    if not text.isascii():
        text = _DROPPED.sub("", unicodedata.normalize("NFKC", _DROPPED.sub("", text)))
    return text.translate(_SAME).replace("''", '"')


@lru_cache(maxsize=50_000)
def spelling_key(word: str) -> str:
    """The same for two spellings of one name.

    סיף and סייף, ווינשטיין and וינשטיין, סמוטריץ and סמוטריץ'; in longer names also ויטאקר and ויטקר, מק'ריי and
    מקריי, דיוף and דיופ.
    """
    if "וו" in word or "יי" in word:
        word = word.replace("וו", "ו").replace("יי", "י")
    word = word.rstrip("'") or word
    if len(word) > 4:
        word = word[0] + word[1:].replace("א", "").replace("'", "")
    return word[:-1] + "ף" if word[-1] == "פ" else word


class Words:
    """All words met so far. Not shared between threads: every reading makes its own."""

    def __init__(self) -> None:
        self.known: dict[str, Word] = {}
        """Every word met so far, by its letters in the text."""
        self._names = lexicon.names()
        self._common = lexicon.common_words()
        self._grammar = lexicon.grammar()
        self._alone, self._anywhere, self._verbal = _tables()

    def of(self, token: Token) -> Word:
        """What is known about a token's letters."""
        text = token.text
        word = self.known.get(text)
        if word is None:
            kind = token.kind
            if kind is TokenKind.WORD:
                word = (
                    self._hebrew(text) if len(text) <= _LONGEST else Word(text, Is.WORD, (Cut(0, "", text),))
                )
            else:
                word = self._other(text, kind)
            self.known[text] = word
        return word

    def is_common(self, stem: str) -> bool:
        """Whether a word stands in the dictionary just so."""
        return stem in self._common

    def given_level(self, stem: str) -> Level:
        """How surely `stem` is a given name."""
        return self._names.given.get(stem, Level.NONE)

    def surname_level(self, stem: str) -> Level:
        """How surely `stem` is a surname."""
        return self._names.surname.get(stem, Level.NONE)

    def _other(self, text: str, kind: TokenKind) -> Word:
        form = fold_word(text) or text  # niqqud without a letter under it
        if kind is TokenKind.NUMBER:
            flags = Is.NUMBER
        elif kind is TokenKind.LATIN:
            flags = Is.LATIN if form[:1].isupper() else Is.NOTHING
            if form in self._names.latin:
                flags |= Is.LATIN_GIVEN
            flags |= self._anywhere.get(form, 0)
        else:
            flags = Is.MARK | _MARKS.get(form, _MARKS.get(form[0], Is.NOTHING))
            if form in ('"', "'", "«", "»"):
                flags |= Is.QUOTE
        return Word(form, flags, (Cut(0, "", form),))

    def _hebrew(self, text: str) -> Word:
        form = fold_word(text)
        cuts = [Cut(0, "", form)]
        if form is text and form.isalpha():
            cuts += _plain_cuts(form)
        else:
            for letters in prefix_lengths(text)[1:]:
                stem = fold_word(text[letters:])
                cuts.append(Cut(letters, form[: len(form) - len(stem)], stem))
        if len(cuts) == 1 and form[1:] == "א" and form[0] in "ובלמשכ":
            cuts.append(Cut(1, form[0], "א"))  # ו|א-סאלחי
        flags = self._dictionary(form, cuts) | self._lists(cuts)
        word = Word(form, flags, tuple(cuts))
        self._as_name(word)
        if form[0] == "ה" and len(form) > 2 and not flags & _NOT_DEFINITE and self._has_article(form):
            word.flags |= Is.DEFINITE
        if len(form.rstrip("'")) == 1:
            word.flags |= Is.INITIAL
        elif not word.flags & _ORDINARY:
            word.flags |= Is.INFLECTED if self._is_inflected(cuts) else Is.UNKNOWN
        return word

    def _has_article(self, form: str) -> bool:
        """Whether the ה is an article: החוץ, but not הזעיק."""
        noun = form[1:]
        if noun in self._common or noun in self._anywhere or '"' in form:
            return True
        return form not in self._common or noun in self._names.surname or noun in self._names.given

    def _dictionary(self, form: str, cuts: list[Cut]) -> int:
        if form in self._common:
            return Is.WORD | Is.COMMON
        for cut in cuts[1:]:
            if cut.stem in self._common or cut.stem in self._grammar.function:
                return Is.WORD | Is.COMMON | Is.DERIVED
        return Is.WORD | (Is.COMMON if '"' in form else Is.NOTHING)

    def _is_inflected(self, cuts: list[Cut]) -> bool:
        """Whether what is left without an ending, and perhaps without attached letters, is an ordinary word."""
        for cut in cuts:
            for ending in _ENDINGS:
                if cut.stem.endswith(ending):
                    stem = cut.stem.removesuffix(ending)
                    if len(stem) > 2 and (stem in self._common or stem + "ה" in self._common):
                        return True
        return False

    def _lists(self, cuts: list[Cut]) -> int:
        flags = self._alone.get(cuts[0].stem, 0)
        for _, attached, stem in cuts:
            flags |= self._anywhere.get(stem, 0)
            if attached in _BEFORE_VERBS:
                verbal = self._verbal.get(stem, 0)
                if attached and flags & (Is.SPEECH | Is.VERB):
                    verbal &= ~Is.FUNCTION  # שאל is a verb, not ש and אל
                flags |= verbal
            if stem[0] == "ה" and len(stem) > 2:
                flags |= self._anywhere.get(stem[1:], 0) & Is.ROLE
        return flags

    def _as_name(self, word: Word) -> None:
        """Which cuts may be a name, the likeliest first, and how surely."""
        found = []
        given, surname = self._names.given, self._names.surname
        for cut in word.cuts:
            if "ה" in cut.attached:
                break  # nobody says הדוד of a person called David
            level = max(given.get(cut.stem, 0), surname.get(cut.stem, 0))
            if level:
                found.append((-level, cut.letters, cut))
        if not found:
            return
        if found[0][1] == 0 and -found[0][0] >= Level.MIXED:
            found[1:] = sorted(
                found[1:], key=_best_first
            )  # לנדאו before ל|נדאו, though נדאו is the rarer word
        else:
            found.sort(key=_best_first)
        word.name_cuts = tuple(item[2] for item in found)
        best = word.name_cuts[0].stem
        word.given, word.surname = self.given_level(best), self.surname_level(best)
        if word.given:
            word.flags |= Is.GIVEN
        if word.surname:
            word.flags |= Is.SURNAME
        if word.surname is Level.FAMOUS:
            word.flags |= Is.FAMOUS


def _best_first(found: tuple[int, int, Cut]) -> tuple[int, int]:
    return found[:2]


@cache
def _tables() -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """Flags of the listed words: for whole words, after any attached letters, and after those of verbs."""
    grammar, titles, speech = lexicon.grammar(), lexicon.titles(), lexicon.speech()
    alone: dict[str, int] = {}
    anywhere: dict[str, int] = {}
    verbal: dict[str, int] = {}
    _mark(alone, Is.PARTICLE, grammar.particles)
    _mark(alone, Is.AFTER_ROLE, titles.after)
    _mark(anywhere, Is.NOT_PERSON, grammar.not_persons)
    _mark(anywhere, Is.WORK, grammar.works)
    _mark(anywhere, Is.KUNYA, grammar.kunya)
    for group in (titles.masculine, titles.feminine, titles.plural, titles.bare, titles.courtesy, titles.kin):
        _mark(anywhere, Is.ROLE, group)
    for known in (lexicon.places(), lexicon.organisations()):
        starts = {*known.by_first, *known.heads, *known.weak_heads, *known.clubs}
        starts |= {head[0] for head in known.long_heads}
        _mark(anywhere, Is.PHRASE, starts)
        _mark(anywhere, Is.PHRASE, (start[1:] for start in starts if start[0] == "ה"))  # לרשות, בליכוד
    _mark(verbal, Is.FUNCTION, grammar.function)
    _mark(verbal, Is.VERB, grammar.verbs)
    _mark(verbal, Is.VERB, lexicon.verb_forms())
    _mark(verbal, Is.SPEECH, speech.strong)
    _mark(verbal, Is.WEAK_SPEECH, speech.weak)
    _mark(verbal, Is.SOURCE, speech.sources)
    _mark(verbal, Is.APPOINTED, titles.appointed)
    return alone, anywhere, verbal


def _mark(table: dict[str, int], flag: int, words: Iterable[str]) -> None:
    for word in words:
        table[word] = table.get(word, 0) | flag


_BEFORE_VERBS = frozenset(("", "ו", "ש", "כש", "וש", "וכש", "לכש", "מש"))


class Role(NamedTuple):
    """How a word says what a person is."""

    kind: str
    """head, bare, courtesy, kin or plural."""
    definite: bool
    noun: str
    feminine: bool
    swallowed: bool = False
    """After ל, ב, כ, which may have swallowed a ה: לנשיא אובמה."""


def role_of(stem: str, titles: lexicon.Titles) -> Role | None:
    """The role that `stem` (without ו, ל, ב, but with its ה) names; None where it names none."""
    definite = stem[:1] == "ה" and len(stem) > 2
    for noun, is_definite in ((stem, False), (stem[1:], True)) if definite else ((stem, False),):
        feminine = noun in titles.feminine
        if noun in titles.bare and not is_definite:
            return Role("bare", False, noun, feminine)
        if noun in titles.courtesy and not is_definite:
            return Role("courtesy", False, noun, feminine)
        if feminine or noun in titles.masculine:
            return Role("head", is_definite, noun, feminine)
        if noun in titles.kin and not is_definite:
            return Role("kin", False, noun, noun.endswith(("תו", "תה")))
        if noun in titles.plural:
            return Role("plural", is_definite, noun, False)
    return None
