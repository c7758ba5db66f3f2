"""Editions of an article: the same text as an editor, another program or a copyist may leave it.

Every character of an edition remembers where it stood, so that it is known where a passage went. The changes are
of the kinds that a yardstick of re-anchoring has: what must be found, what is gone, and what is gone while a copy
of its words stands elsewhere.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

Char = tuple[str, int | None]
Edition = list[Char]
Passages = list[tuple[int, int]]
Change = Callable[[str, Passages, random.Random, list[str]], Edition]

_ARTICLES = Path(__file__).resolve().parents[2] / "resources" / "training"
_LETTERS = "אבגדהוזחטיכלמנסעפצקרשת"
_FINALS = dict(zip("ךםןףץ", "כמנפצ", strict=True))
_POINTS = "\u05b0\u05b1\u05b4\u05b5\u05b6\u05b7\u05b8\u05b9\u05bb"
_BIDI = "\u200e\u200f\u202b\u202c\u2066\u2069"
_PRESENTED = {unicodedata.normalize("NFD", chr(code)): chr(code) for code in range(0xFB2A, 0xFB4B)}
_MARKS = {'"': "״”“", "״": '"', "'": "׳’", "׳": "'", "-": "־–", "–": "-", "־": "-", "”": '"', "“": '"'}
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n\"”]*\s*")


class Moved(NamedTuple):
    """One passage and where it went: the name of the change, both texts, and the span in the second or None."""

    change: str
    before: str
    after: str
    passage: tuple[int, int]
    expected: tuple[int, int] | None


def texts(size: int) -> list[str]:
    """Our own articles, joined and cut into texts of `size` code points; no two have a sentence in common."""
    whole = "\n".join(path.read_text("utf-8") for path in sorted(_ARTICLES.glob("*.txt")))
    for _ in range(3):  # names may be marked inside names
        whole = re.sub(r"\[[A-Z]+ ([^\[\]]+)\]", r"\1", whole)
    whole = whole.replace("===\n", "")
    return [whole[at : at + size] for at in range(0, len(whole) - size + 1, size)]


def passages(text: str, count: int, chance: random.Random) -> Passages:
    """Passages of ten to two hundred code points that do not touch; most begin and end with a word."""
    found: Passages = []
    for _ in range(count * 40):
        length = round(10 * 20 ** chance.random())
        start = chance.randrange(40, max(41, len(text) - length - 40))
        end = min(len(text) - 1, start + length)
        if chance.random() < 0.8:
            while start and not text[start - 1].isspace():
                start -= 1
            while end < len(text) and not text[end].isspace():
                end += 1
        start += len(text[start:end]) - len(text[start:end].lstrip())
        end = start + len(text[start:end].rstrip())
        if end - start >= 10 and all(end + 70 < low or high + 70 < start for low, high in found):
            found.append((start, end))
        if len(found) == count:
            break
    return sorted(found)


def changed(name: str, text: str, where: Passages, others: list[str], seed: int) -> Iterable[Moved]:
    """What became of the passages of `text` by the change called `name`."""
    chance = random.Random(f"{seed}/{name}")
    if name in TURNED:
        edition = TURNED[name](text, where, chance, others)
        before = "".join(character for character, _ in edition)
        yield from (Moved(name, before, text, span, at) for at in where if (span := _where(edition, at)))
        return
    if name == "copy elsewhere":
        text, where = _with_copies(text, where, chance)
    change = FOUND.get(name) or GONE[name]
    edition = change(text, where, chance, others)
    after = "".join(character for character, _ in edition)
    letters = _bare(after)
    for at in where:
        expected = _where(edition, at) if name in FOUND else None
        if name in FOUND and expected is None:
            continue
        if name in GONE and name != "copy elsewhere" and _most(_bare(text[slice(*at)])) in letters:
            continue  # words like it stand in the text by themselves
        yield Moved(name, text, after, at, expected)


def _where(edition: Edition, at: tuple[int, int]) -> tuple[int, int] | None:
    places = [
        place for place, (_, origin) in enumerate(edition) if origin is not None and at[0] <= origin < at[1]
    ]
    return (places[0], places[-1] + 1) if places else None


def _bare(text: str) -> str:
    return re.sub(r"\W", "", text)


def _most(letters: str) -> str:
    return letters[: max(6, len(letters) * 7 // 10)]


def _of(text: str) -> Edition:
    return list(zip(text, range(len(text)), strict=True))


def _new(text: str) -> Edition:
    return [(character, None) for character in text]


def _each(change: Callable[[str, random.Random], str]) -> Change:
    """A change of every character by itself; what it becomes stands where it stood."""

    def edit(text: str, where: Passages, chance: random.Random, others: list[str]) -> Edition:
        edition: Edition = []
        for origin, character in enumerate(text):
            now = change(character, chance)
            edition += [(new, origin if new == character or len(now) == 1 else None) for new in now]
        return edition

    return edit


def _blanks(character: str, chance: random.Random) -> str:
    if character not in " \n" or chance.random() > 0.3:
        return character
    return chance.choice(["\u00a0", "\n", "\t", character + " ", character + "\u2009 "])


def _punctuation(character: str, chance: random.Random) -> str:
    if character in ".,:;!?()-–\"'״׳" and chance.random() < 0.5:
        return chance.choice(["", ".", ",", "-", "!"])
    return character


def _other_marks(character: str, chance: random.Random) -> str:
    return chance.choice(_MARKS[character]) if character in _MARKS else character


def _pointed(character: str, chance: random.Random) -> str:
    if not "א" <= character <= "ת" or chance.random() > 0.85:
        return character
    return (
        character
        + chance.choice(_POINTS)
        + ("\u05bc" if character in "בגדכפת" and chance.random() < 0.4 else "")
    )


def _presented(character: str, chance: random.Random) -> str:
    return chance.choice([form for form in _PRESENTED if form[0] == character] or [character])


def _typos(rate: float) -> Change:
    def edit(text: str, where: Passages, chance: random.Random, others: list[str]) -> Edition:
        edition: Edition = []
        for character, origin in _of(text):
            kind = chance.random() / rate
            if kind < 1 / 3:
                edition.append((chance.choice(_LETTERS), origin))
            elif kind >= 2 / 3:
                edition += _new(chance.choice(_LETTERS)) if kind < 1 else []
                edition.append((character, origin))
        return edition

    return edit


def _words(rate: float) -> Change:
    def edit(text: str, where: Passages, chance: random.Random, others: list[str]) -> Edition:
        bag = " ".join(chance.sample(others, 30)).split()
        edition: Edition = []
        for word in re.finditer(r"\S+|\s+", text):
            kind = 1.0 if word[0].isspace() else chance.random() / rate
            start, end = word.span()
            if 0.2 <= kind < 0.4:
                edition += _new(chance.choice(bag) + " ")
            if 0.4 <= kind < 1:
                new = _new(chance.choice(bag))
                new[0] = (new[0][0], start)
                new[-1] = (new[-1][0], end - 1)
                edition += new
            elif kind >= 0.2:
                edition += list(zip(word[0], range(start, end), strict=True))
        return edition

    return edit


def _sentences(text: str, where: Passages) -> list[Edition]:
    """The text in sentences, no passage cut in two."""
    parts: list[tuple[int, int]] = []
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        if parts and (parts[-1][1] < start or any(low < start < high for low, high in where)):
            start = parts.pop()[0]
        parts.append((start, end))
    return [list(zip(text[start:end], range(start, end), strict=True)) for start, end in parts]


def _chain(parts: Iterable[Edition]) -> Edition:
    return [char for part in parts for char in part]


def _held(part: Edition, where: Passages) -> bool:
    return any(origin is not None and low <= origin < high for _, origin in part for low, high in where)


def _put_in(text: str, where: Passages, chance: random.Random, others: list[str]) -> Edition:
    parts = _sentences(text, where)
    for _ in range(10):
        parts.insert(chance.randrange(len(parts)), _new(chance.choice(others).strip() + " "))
    return _chain(parts)


def _taken_out(text: str, where: Passages, chance: random.Random, others: list[str]) -> Edition:
    return _chain(part for part in _sentences(text, where) if _held(part, where) or chance.random() > 0.3)


def _in_other_order(text: str, where: Passages, chance: random.Random, others: list[str]) -> Edition:
    parts = _sentences(text, where)
    chance.shuffle(parts)
    return _chain(parts)


def _copied(text: str, where: Passages, chance: random.Random, others: list[str]) -> Edition:
    """Three copies of every passage, each where no passage is near."""
    blanks = [at for at in range(len(text)) if text[at] == " " and _far(at, where)]
    put = [(chance.choice(blanks), text[low:high]) for low, high in where for _ in range(3)]
    edition = _of(text)
    for at, words in sorted(put, reverse=True):
        edition[at:at] = _new(" " + words)
    return edition


def _with_copies(text: str, where: Passages, chance: random.Random) -> tuple[str, Passages]:
    blanks = [at for at in range(len(text)) if text[at] == " " and _far(at, where)]
    edition = _of(text)
    for at, words in sorted(((chance.choice(blanks), text[low:high]) for low, high in where), reverse=True):
        edition[at:at] = _new(" " + words)
    moved = [span for at in where if (span := _where(edition, at))]
    return "".join(character for character, _ in edition), moved


def _far(at: int, where: Passages) -> bool:
    return all(at < low - 40 or high + 40 < at for low, high in where)


def _around(text: str, where: Passages, chance: random.Random, others: list[str]) -> Edition:
    edition = _of(text)
    for low, high in reversed(where):
        new = (chance.choice(others) + " " + chance.choice(others)).replace("\n", " ")
        edition[high : high + 60] = _new(" " + new[:60])
        edition[max(0, low - 60) : low] = _new(new[-60:] + " ")
    return edition


def _halved(text: str, where: Passages, chance: random.Random, others: list[str]) -> Edition:
    long = [((low + high) // 2, high) for low, high in where if high - low >= 40]
    return [char for char in _of(text) if not _held([char], long)]


def _in_turn(*changes: Change) -> Change:
    """One change after the other, the passages followed."""

    def edit(text: str, where: Passages, chance: random.Random, others: list[str]) -> Edition:
        edition = _of(text)
        for change in changes:
            now = "".join(character for character, _ in edition)
            places = [span for at in where if (span := _where(edition, at))]
            step = change(now, places, chance, others)
            edition = [(new, None if origin is None else edition[origin][1]) for new, origin in step]
        return edition

    return edit


def _without(text: str, where: Passages, chance: random.Random, others: list[str]) -> Edition:
    return [char for char in _of(text) if not _held([char], where)]


def _without_sentences(text: str, where: Passages, chance: random.Random, others: list[str]) -> Edition:
    return _chain(part for part in _sentences(text, where) if not _held(part, where))


def _replaced(text: str, where: Passages, chance: random.Random, others: list[str]) -> Edition:
    edition = _of(text)
    for low, high in reversed(where):
        words = " ".join(chance.sample(others, 8))
        start = chance.randrange(max(1, len(words) - (high - low)))
        edition[low:high] = _new(words[start : start + high - low])
    return edition


def _another(text: str, where: Passages, chance: random.Random, others: list[str]) -> Edition:
    return _new(" ".join(chance.sample(others, min(len(others), len(text) // 60))))[: len(text)]


_bidi = _each(lambda character, chance: (chance.choice(_BIDI) if chance.random() < 0.05 else "") + character)
_finals = _each(lambda character, chance: _FINALS.get(character, character))

FOUND: dict[str, Change] = {
    "unchanged": lambda text, where, chance, others: _of(text),
    "blanks": _each(_blanks),
    "punctuation": _each(_punctuation),
    "quotes and hyphens": _each(_other_marks),
    "niqqud": _each(_pointed),
    "presentation forms": _each(_presented),
    "final letters": _finals,
    "bidi marks": _bidi,
    "typos 1 %": _typos(0.01),
    "typos 5 %": _typos(0.05),
    "typos 10 %": _typos(0.10),
    "typos 20 %": _typos(0.20),
    "words 10 %": _words(0.10),
    "words 30 %": _words(0.30),
    "sentences put in": _put_in,
    "sentences taken out": _taken_out,
    "sentences reordered": _in_other_order,
    "three copies": _copied,
    "three copies, typos 5 %": _in_turn(_copied, _typos(0.05)),
    "rewritten around": _around,
    "half is gone": _halved,
    "a new edition": _in_turn(_taken_out, _put_in, _each(_other_marks), _each(_blanks), _typos(0.02), _bidi),
}
"""What must be found again."""

TURNED: dict[str, Change] = {
    "niqqud removed": _each(_pointed),
    "bidi marks removed": _bidi,
    "blanks put right": _each(_blanks),
}
"""The same the other way: the note was made on the changed text."""

GONE: dict[str, Change] = {
    "passage deleted": _without,
    "sentence deleted": _without_sentences,
    "passage replaced": _replaced,
    "another article": _another,
    "copy elsewhere": _without_sentences,
}
"""What must not be found; of the last the words stand elsewhere too, by chance."""
