"""Words, numbers and marks, each with its place in the text.

What one token is:

- A Hebrew word, with its niqqud, the gershayim and geresh inside it and a geresh at its end: ``ארה"ב``, ``בז'נבה``,
  ``פרופ'``, ``ג'``. Bidi marks and other invisible characters inside a word do not cut it; between words they
  are passed over like white space.
- A dotted abbreviation with its last dot, which therefore ends no sentence: ``סי.אי.איי.``, ``א.ב.``, ``U.S.A.``
- A number with its separators and percent sign: ``1,250``, ``3.5``, ``16:30``, ``14%``, and a date or score written
  with dots, slashes or a colon (``7.11.2013``, ``7/11/13``, ``2:1``). A range is three: ``2013``, ``-``, ``2014``.
- A word of any other script, with its digits and inner apostrophes (``O'Brien``, ``F16``), a web or mail address.
- A mark: one character, ``''``, a run of dots or of dashes, or an emoji with all that belongs to it.

A hyphen or maqaf is a mark between two words, so ``ל-7`` and ``ה-Big`` are three tokens, and so is ``ל"הארץ``:
prefix, quotation mark, word.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reader.hebrew.acronyms import gershayim_at
from reader.hebrew.chars import ACCENTS, GERESH, GERSHAYIM, GERSHAYIM_PATTERN, INVISIBLE, LETTERS, POINTS
from reader.hebrew.patterns import lazy
from reader.hebrew.quotes import single_quote_offsets


class TokenKind(StrEnum):
    """What a token is made of."""

    WORD = "word"
    """Hebrew letters."""
    LATIN = "latin"
    """Letters of any other script."""
    NUMBER = "number"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a text: ``text[start:end]``, in code points."""

    start: int
    end: int
    text: str
    kind: TokenKind


_L, _M, _I, _G = LETTERS, POINTS, INVISIBLE, GERESH

# Letters with their points; invisible characters only where more letters follow, so that they never end a word.
_PIECE = f"[{_L}][א-ת]*[{_L}{_M}]*(?:[{_I}]+[{_L}{_M}]+)*"
_JOINT = rf"(?:{GERSHAYIM_PATTERN}|[{_G}]|\.)"
_LAST = rf"[{_I}]*[{_G}](?![{_G}])"
_OTHER = rf"[^\W\d_{_L}]"
_PICTURE = rf"[^\s\w{_I}]"

_TOKEN = lazy(
    rf"(?P<word>{_PIECE})"
    # What may hold two pieces together, or belong to the end: the geresh of פרופ', the dot of סי.אי.איי.
    rf"(?:(?=[{_I}{_G}{GERSHAYIM}.])"
    rf"(?P<more>(?:[{_I}]*{_JOINT}[{_I}]*{_PIECE})+(?:{_LAST}|\.(?!\.))?|{_LAST}))?"
    r"|(?P<number>\d+(?:[.,:/]\d+)*%?)"
    r"|(?P<latin>(?:https?://|www\.)[A-Za-z0-9\-._~:/?#\[\]@!$&()*+,;=%]*[A-Za-z0-9/]"
    r"|[A-Z](?:\.[A-Z])+(?![A-Za-z])\.?"
    rf"|{_OTHER}(?:[^\W_{_L}]|[{ACCENTS}]|[{_I}]+(?=[^\W_{_L}])|[{_G}](?={_OTHER}))*"
    r"(?:(?:[._+\-]?[A-Za-z0-9]){0,64}@(?:[A-Za-z0-9]+[.\-])+[A-Za-z]+)?)"
    rf"|(?P<mark>[{_G}]{{2}}|\.+|-+|–+|—+|…+|[\U0001F1E6-\U0001F1FF]{{2}}"
    rf"|{_PICTURE}(?:[\ufe0e\ufe0f\u20e3\U0001F3FB-\U0001F3FF]|\u200d{_PICTURE})*|_)"
)
_UNSURE = lazy(rf"{GERSHAYIM_PATTERN}|\.")
_JOINTS = lazy(_JOINT)
_LETTER = lazy(f"[{_L}]")
_LONGEST_HEAD = 5  # letters of a dotted abbreviation's first part, which may have a prefix: שבסי.אן.אן


def tokenize(text: str) -> list[Token]:
    """All tokens of `text`, in order and without overlap; between them is only what cannot be seen.

    Takes time in proportion to the text's length, whatever is in it.
    """
    tokens: list[Token] = []
    add = tokens.append
    make = _make
    kinds = _KINDS
    singles = single_quote_offsets(text)
    for match in _TOKEN.finditer(text):
        group = match.lastgroup
        start, end = match.span()
        if group == "more" and (singles or _UNSURE.search(match["more"])):
            tokens += _cut(text, start, end, singles)
        else:
            add(make(start, end, match[0], kinds[group]))
    return tokens


_KINDS: dict[str | None, TokenKind] = {
    "word": TokenKind.WORD,
    "more": TokenKind.WORD,
    "number": TokenKind.NUMBER,
    "latin": TokenKind.LATIN,
    "mark": TokenKind.MARK,
}

_new = object.__new__
_set_start, _set_end, _set_text, _set_kind = (Token.__dict__[slot].__set__ for slot in Token.__slots__)


def _make(start: int, end: int, text: str, kind: TokenKind) -> Token:
    """A Token in half the time: the `__init__` of a frozen dataclass looks each slot up by its name."""
    token = _new(Token)
    _set_start(token, start)
    _set_end(token, end)
    _set_text(token, text)
    _set_kind(token, kind)
    return token


def _cut(text: str, start: int, end: int, singles: frozenset[int]) -> list[Token]:
    """The tokens of ``[start, end)``: Hebrew letters held together by marks that may not belong to the word."""
    tokens: list[Token] = []
    dotted = _is_dotted_abbreviation(text[start:end])
    for joint in _JOINTS.finditer(text, start, end):
        at, after = joint.span()
        if text[at] == ".":
            held = dotted
        elif after - at == 1 and text[at] in GERESH:
            held = at not in singles
        else:
            held = gershayim_at(text, at)
        if held:
            continue
        tokens.append(_word(text, start, at))
        tokens.append(Token(at, after, joint[0], TokenKind.MARK))
        start = after
    if start < end:
        tokens.append(_word(text, start, end))
    return tokens


def _word(text: str, start: int, end: int) -> Token:
    """The word in ``[start, end)`` without invisible characters at its ends."""
    while text[start] in INVISIBLE:
        start += 1
    while text[end - 1] in INVISIBLE:
        end -= 1
    return Token(start, end, text[start:end], TokenKind.WORD)


def _is_dotted_abbreviation(chunk: str) -> bool:
    """Whether the dots of `chunk` belong to it: סי.אי.איי. and א.ב., not two sentences glued (לתפקידו.ביקור)."""
    if "." not in chunk:
        return False
    parts = [len(_LETTER.findall(part)) for part in chunk.split(".") if part]
    if len(parts) > 2:
        return parts[0] <= _LONGEST_HEAD and max(parts[1:]) <= 3
    return len(parts) == 2 and max(parts) <= (3 if chunk.endswith(".") else 2)
