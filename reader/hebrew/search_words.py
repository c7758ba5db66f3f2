"""The words that a search compares, each with its place in the text and the forms under which it is found.

What one word is:

- Folded letters: ``נְתַנְיָהוּ``, ``נתניהו`` and ``נתניהו`` with bidi marks in it are one word; a final letter is its medial.
- With its gershayim, in any of their spellings, and with the geresh inside it: ``ארה"ב``, ``ג'ון``. A geresh at the end is
  left out: ``פרופ'`` is ``פרופ``.
- A part beside a hyphen or maqaf is a word of its own, so ``תל־אביב`` is ``תל אביב``; so is a part of a date or an
  address. A comma among thousands is not: ``1,250`` is ``1250``.
- Attached letters that stand alone, before a hyphen, a quotation mark, a digit or a Latin letter, are no word:
  ``ל-7``, ``ב"הארץ"``, ``ה־CNN``, ``ב2013``.

The first form is the whole word. The others are what remains of it without attached letters, where these can be such: of
``ולנתניהו`` they are ``לנתניהו`` and ``נתניהו``. A word that is one by itself is not cut, so that ``שר`` is not found in
``בשר``; see `attached_forms`. What is looked for is compared by its first form alone.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple, TypeAlias

from reader.hebrew.acronyms import gershayim_at
from reader.hebrew.attached import attached_forms, is_listed
from reader.hebrew.chars import ACCENTS, FINALS, TO_MEDIAL
from reader.hebrew.folding import fold, fold_text
from reader.hebrew.patterns import lazy
from reader.hebrew.prefixes import is_prefix

_LONGEST_KEPT = 48
"""Code points: a run without a blank that is longer is an address or no language, and hardly comes again."""

_MOST_KEPT = 8_000
"""Runs whose words are remembered with their places; an article has some 250 different ones."""

_MOST_INDEXED = 40_000
"""Runs of which is remembered what an index has of them: those of the latest, and as many of those before.

Half of an article's words are so rare that they do not come again soon, and push the others out.
"""

_LONGEST_FORM = 100
"""Code points of a form; of a longer run only its beginning is compared."""

_FINAL_SET = frozenset(FINALS)
_RUN = lazy(r"\S+")
_SIMPLE = lazy(r"[(\[\"'«]*([א-ת]+)[.,:;!?)\]\"'»…]*")  # nearly all runs of an article
_JOINTS = lazy(r"['\"]")
_DOUBLED = lazy(" {2,}|''")
_OTHER = r"[^\W_א-ת]"
_PIECE = lazy(
    r"(?P<hebrew>[א-ת]+(?:['\"][א-ת]+)*)"
    rf"|(?P<number>\d{{1,3}}(?:,\d{{3}})+(?![^\W_א-ת]))"
    rf"|{_OTHER}(?:[{ACCENTS}]|{_OTHER})*(?:'(?:[{ACCENTS}]|{_OTHER})+)*"
)
_BEFORE_MORE = lazy(r"[ \"]{0,3}[^\W_א-ת]|[ \"]*\"[א-ת]|(?P<hebrew> [א-ת])")


Indexed: TypeAlias = str | tuple[str, ...]
"""A word's one form, or its forms."""


class Word(NamedTuple):
    """One word: ``text[start:end]`` in code points, and the forms under which it is found, the whole word first."""

    start: int
    end: int
    forms: tuple[str, ...]


def search_words(text: str) -> list[Word]:
    """The words of `text`, in order and without overlap. Never raises; takes time in proportion to the length."""
    runs = _RUNS
    words: list[Word] = []
    add = words.append
    for match in _RUN.finditer(text):
        at = match.start()
        for start, end, forms in runs[match[0]]:
            add(Word(at + start, at + end, forms))
    return words


def indexed_forms(text: str) -> list[Indexed]:
    """What `search_words` has of each word for an index: its form, or its forms where it has several."""
    runs = _INDEXED
    forms: list[Indexed] = []
    extend = forms.extend
    for run in text.split():
        extend(runs[run])
    return forms


def asked_forms(text: str) -> list[str]:
    """What is looked for with `text`: the first form of each of its words."""
    return [word.forms[0] for run in text.split() for word in _RUNS[run]]


class _Runs(dict[str, tuple[Word, ...]]):
    """The words of each run, counted from its first character; forgotten when there are too many."""

    def __missing__(self, run: str) -> tuple[Word, ...]:
        made = tuple(_words_of(run))
        if len(run) <= _LONGEST_KEPT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[run] = made
        return made


class _Indexed(dict[str, tuple[Indexed, ...]]):
    """What an index has of each run."""

    def __init__(self) -> None:
        super().__init__()
        self._before: dict[str, tuple[Indexed, ...]] = {}

    def __missing__(self, run: str) -> tuple[Indexed, ...]:
        made = self._before.get(run)
        if made is None:
            made = _indexed(run)
        if len(run) <= _LONGEST_KEPT:
            if len(self) >= _MOST_INDEXED:
                self._before = dict(self)
                self.clear()
            self[run] = made
        return made


_RUNS = _Runs()
_INDEXED = _Indexed()


def _indexed(run: str) -> tuple[Indexed, ...]:
    simple = _SIMPLE.fullmatch(run) if len(run) < _LONGEST_KEPT else None
    if simple is None:
        return tuple(word.forms if len(word.forms) > 1 else word.forms[0] for word in _words_of(run))
    forms = attached_forms(_medial(simple[1]))
    return (forms if len(forms) > 1 else forms[0],)


def _medial(word: str) -> str:
    """Bare letters, folded."""
    return word if _FINAL_SET.isdisjoint(word) else word.translate(TO_MEDIAL)


class _Kept(dict[int, str]):
    """What each character folds to, but finals stay: a quotation mark behind one is never gershayim."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        base = unicodedata.normalize("NFKD", character)[0]
        self[code] = kept = base if base in FINALS else fold_text(character)
        return kept


_KEPT = _Kept()


def _words_of(run: str) -> list[Word]:
    simple = _SIMPLE.fullmatch(run) if len(run) < _LONGEST_KEPT else None
    if simple is not None:
        return [Word(simple.start(1), simple.end(1), attached_forms(_medial(simple[1])))]
    kept = _DOUBLED.sub(lambda doubled: '"' if doubled[0][0] == "'" else " ", run.translate(_KEPT))
    pieces = [
        piece for match in _PIECE.finditer(kept) for piece in _pieces(kept, match.span(), match.lastgroup)
    ]
    to_source = fold(run).map.to_source if kept.translate(TO_MEDIAL) != run else None
    words: list[Word] = []
    for start, end, forms in pieces:
        place = to_source(start, end) if to_source else (start, end)
        if words and place[0] < words[-1].end:
            continue  # both stand in the one place of a character such as ½
        words.append(Word(*place, forms))
    return words


def _pieces(kept: str, span: tuple[int, int], group: str | None) -> list[tuple[int, int, tuple[str, ...]]]:
    """The words that a piece of a folded run is: several where a mark in it is a quotation mark."""
    start, end = span
    if group == "number":
        return [(start, end, (kept[start:end].replace(",", "")[:_LONGEST_FORM],))]
    if group is None:
        return [(start, end, _foreign_forms(kept[start:end]))]
    pieces = []
    parts = []
    for joint in _JOINTS.finditer(kept, start, end):
        if joint[0] == '"' and not gershayim_at(kept, joint.start()):
            parts.append((start, joint.start()))
            start = joint.end()
    parts.append((start, end))
    for first, last in parts:
        word = kept[first:last].translate(TO_MEDIAL)
        if not _is_attached(word, kept, last):
            pieces.append((first, last, attached_forms(word[:_LONGEST_FORM])))
    return pieces


def _is_attached(letters: str, kept: str, end: int) -> bool:
    """Whether these are attached letters and what they are attached to begins after a mark: ``ל-7``, not ``כל-כך``."""
    more = _BEFORE_MORE.match(kept, end) if is_prefix(letters) else None
    return more is not None and (more.lastgroup is None or len(letters) == 1 or not is_listed(letters))


def _foreign_forms(word: str) -> tuple[str, ...]:
    """``netanyahu's`` is found by ``netanyahu`` too."""
    word = word[:_LONGEST_FORM]
    bare = word.removesuffix("'s")
    return (word,) if bare == word else (word, bare)
