"""A search's text cut into words, phrases, filters and operators. Nothing is refused: what means nothing is a word.

A quotation mark begins a phrase where it stands at a word's beginning (``"לא ניסוג"``, also behind attached letters,
``ב"ידיעות אחרונות"``, and behind a filter's colon), and ends one where it does not stand between two letters: so
``"צה"ל נערך"`` is one phrase, and ``ארה"ב`` a word. What has no end goes to the end of the text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from reader.errors import ReaderError
from reader.hebrew.acronyms import gershayim_at
from reader.hebrew.chars import GERESH, INVISIBLE, QUOTES
from reader.hebrew.patterns import lazy
from reader.hebrew.prefixes import is_prefix
from reader.library.search import filters
from reader.library.search.nodes import Filter, Term, between_letters, unquoted

LONGEST = 2_000
"""How many code points of a search are looked at."""


class Mark(Enum):
    """An operator."""

    OPEN = "("
    CLOSE = ")"
    OR = "|"
    AND = "AND"
    NOT = "-"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a search: what it is, and where it ends in the cleaned text."""

    what: Mark | Term | Filter
    end: int


_DELIMITERS = frozenset(" ()|")
_WORDS = {"OR": Mark.OR, "AND": Mark.AND, "NOT": Mark.NOT}
_NO_FILTERS = frozenset({"http", "https", "ftp", "file", "mailto", "tel", "urn", "www"})
_TWO_GERESH = lazy(f"[{GERESH}]{{2}}")
_NAME = lazy(r"[^\W\d_]{2,}")
_EDGES = '.,;:!?…"+=~^#&/\\<>[]{}*%$@`'
_CLEAN = dict.fromkeys(map(ord, INVISIBLE), "") | dict.fromkeys(map(ord, QUOTES), '"')


def clean(text: str) -> str:
    """`text` in one line, with straight quotation marks and nothing that cannot be seen or kept.

    Half a surrogate pair and a NUL are no part of any word, and SQLite takes neither.
    """
    text = text[: LONGEST * 2].translate(_CLEAN)
    text = "".join(" " if c.isspace() or unicodedata.category(c) in ("Cc", "Cs") else c for c in text)
    return _TWO_GERESH.sub('"', text)[:LONGEST]


def has_words(text: str) -> bool:
    """Whether there is a letter or a digit in `text`."""
    return any(c.isalnum() for c in text)


class Lexer:
    """Cuts one cleaned text; `problems` are what was found wrong on the way."""

    def __init__(self, text: str) -> None:
        self.problems: list[ReaderError] = []
        self._text = text
        self._at = 0

    def pieces(self) -> Iterator[Piece]:
        """The pieces, in order."""
        text = self._text
        while self._at < len(text):
            character = text[self._at]
            if character in _DELIMITERS:
                self._at += 1
                if character != " ":
                    yield Piece(Mark(character), self._at)
            elif character == "-" and self._negates():
                self._at += 1
                yield Piece(Mark.NOT, self._at)
            elif character == '"':
                yield from self._phrase()
            else:
                yield from self._run()

    def _negates(self) -> bool:
        """Whether the hyphen here stands before what must not be: not in ``ה - 7``, not in ``--``."""
        following = self._text[self._at + 1 : self._at + 2]
        return bool(following) and following not in " -|)"

    def _phrase(self) -> Iterator[Piece]:
        inside = self._quoted()
        prefix = self._star()
        if has_words(inside):
            starred = inside.rstrip().endswith("*")
            inside = unquoted(inside.replace("*", " "))
            yield Piece(Term(inside, phrase=True, prefix=prefix or starred), self._at)

    def _quoted(self) -> str:
        """The words in the quotation marks that open here; the end of it is passed."""
        text, start = self._text, self._at + 1
        at = text.find('"', start)
        while at > start and between_letters(text, at):
            at = text.find('"', at + 1)
        self._at = len(text) if at < 0 else at + 1
        return text[start:] if at < 0 else text[start:at]

    def _star(self) -> bool:
        found = self._text.startswith("*", self._at)
        while self._text.startswith("*", self._at):
            self._at += 1
        return found

    def _run(self) -> Iterator[Piece]:
        """A word, an operator in words, or a filter."""
        text, start = self._text, self._at
        end = start
        while end < len(text) and text[end] not in _DELIMITERS:
            if text[end] == ":" and (name := _filter_name(text, start, end)):
                yield from self._filter(name, end + 1)
                return
            if text[end] == '"' and is_prefix(text[start:end]) and not gershayim_at(text, end):
                self._at = end  # ב"ידיעות אחרונות": the phrase begins behind the attached letter
                yield from self._phrase()
                return
            end += 1
        self._at = end
        run = text[start:end]
        if run in _WORDS:
            yield Piece(_WORDS[run], end)
            return
        word = _trimmed(run)
        if has_words(word):
            # Every second word begins with one letter or another: מ* asks for no more than מ.
            term = Term(word) if word == run else _word(word, prefix=run.endswith("*") and len(word) > 1)
            yield Piece(term, end)

    def _filter(self, name: str, start: int) -> Iterator[Piece]:
        """The filter whose value begins at `start`; one that there is none of is told and left out."""
        text = self._text
        self._at = start
        if text.startswith('"', start):
            value = self._quoted()
            prefix = self._star()
        else:
            while self._at < len(text) and text[self._at] not in _DELIMITERS:
                self._at += 1
            value = text[start : self._at]
            prefix = value.endswith("*")
        value = value.replace("*", " ")
        known = filters.name_of(name)
        if known is None:
            self.problems.append(filters.unknown(name))
        elif has_words(value):
            try:
                yield Piece(filters.read(known, value, prefix=prefix), self._at)
            except ReaderError as problem:
                self.problems.append(problem)


def _filter_name(text: str, start: int, colon: int) -> str | None:
    r"""The name of a filter, known or not, whose colon stands at `colon`; None where that is just a colon.

    It is one in ``16:30``, ``https://…``, ``אמר: לא ניסוג`` and ``C:\``. A known name at the very end of the text
    is a filter that is still being written.
    """
    name = text[start:colon]
    if not _NAME.fullmatch(name) or name.casefold() in _NO_FILTERS:
        return None
    if colon + 1 == len(text):
        return name if filters.name_of(name) else None
    following = text[colon + 1]
    if following in " ()|:" or text.startswith("//", colon + 1):
        return None
    return name


def _word(word: str, prefix: bool) -> Term:
    """A word as it stands, or in quotation marks where it would be read as something else: ``:date:2013``."""
    lexer = Lexer(word)
    same = [piece.what for piece in lexer.pieces()] == [Term(word)] and not lexer.problems
    return Term(word, prefix=prefix) if same else Term(unquoted(word), phrase=True, prefix=prefix)


def _trimmed(run: str) -> str:
    """`run` without marks at its edges; what would be an operator if it were read again is not bared."""
    word = run.replace("*", " ").strip(_EDGES + " ")
    word = " ".join(word.split())
    while word[:1] in ("-", "–", "—") or (word and word[0] in _EDGES):
        word = word[1:].strip()
    return "" if word in _WORDS else word.rstrip("-–—" + _EDGES).strip()
