"""The same line in other words: other names, other spacing, a geresh left out.

A network that has seen a few thousand names learns them by heart; one that meets a new name in every reading
learns what stands round a name.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random

from reader.entities import lexicon
from reader.entities.lexicon import Level
from reader.hebrew.tokenised import join_tokens
from reader.training.data import Line

_OTHER_NAMES = 0.2
_MORE_LETTERS = 0.12
_STACKS = {"": ("ו", "ש", "כש", "וש", "ל", "ב", "מ"), "ל": ("ול", "של"), "ב": ("וב", "שב"), "מ": ("ומ", "שמ")}
"""What may be attached to a name in the place of what is attached to it."""
_JOINED = 0.5
_NO_GERESH = 0.06


def varied(line: Line, random: Random, *, spaced: bool) -> Line:
    """`line`, perhaps changed; `spaced` says that its tokens are parted by blanks."""
    if line.marks and random.random() < _OTHER_NAMES:
        line = _renamed(line, random)
    if line.marks and random.random() < 4 * _MORE_LETTERS:
        line = _with_letters(line, random)
    if spaced and random.random() < _JOINED:
        line = joined(line)
    if "'" in line.text and random.random() < _NO_GERESH:
        line = _without_geresh(line)
    return line


def joined(line: Line) -> Line:
    """A line of parted tokens in natural spacing."""
    text, made = join_tokens(line.text)
    marks = tuple((*made.from_source(start, end), kind) for start, end, kind in line.marks)
    return replace(line, text=text, marks=tuple(mark for mark in marks if mark[0] < mark[1]))


def _renamed(line: Line, random: Random) -> Line:
    """The people of a line under names of the lists; one who is named twice by one word stays one."""
    chosen: dict[str, str] = {}
    given, surnames = _names()

    def other(word: str, at: int, count: int) -> str:
        if word not in chosen:
            names = given if at < count - 1 or (count == 1 and random.random() < 0.2) else surnames
            chosen[word] = random.choice(names)
        return chosen[word]

    text, marks, done = "", [], 0
    for start, end, kind in line.marks:
        if start < done:
            return line
        text += line.text[done:start]
        name = line.text[start:end]
        if kind == "PER" and name.replace(" ", "").isalpha() and not name.isascii():
            words = name.split(" ")
            name = " ".join(other(word, at, len(words)) for at, word in enumerate(words))
        marks.append((len(text), len(text) + len(name), kind))
        text += name
        done = end
    return replace(line, text=text + line.text[done:], marks=tuple(marks))


def _with_letters(line: Line, random: Random) -> Line:
    """Some names with other letters attached: לקרי as ולקרי, קרי as כשקרי; that is where names are misread most."""
    text, marks, done = "", [], 0
    for start, end, kind in line.marks:
        if start < done:
            return line
        blank = line.text.rfind(" ", 0, start) + 1
        stacks = _STACKS.get(line.text[blank:start]) if blank >= done else None
        if kind == "PER" and stacks and line.text[start] > "א" and random.random() < _MORE_LETTERS:
            text += line.text[done:blank] + random.choice(stacks)
        else:
            text += line.text[done:start]
        marks.append((len(text), len(text) + end - start, kind))
        text += line.text[start:end]
        done = end
    return replace(line, text=text + line.text[done:], marks=tuple(marks))


@cache
def _names() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Given names and surnames, sorted, so that a seed always draws the same."""
    names = lexicon.names()
    given = sorted(name for name, level in names.given.items() if level >= Level.MIXED)
    surnames = sorted(name for name, level in names.surname.items() if level >= Level.MIXED)
    return tuple(given), tuple(surnames)


def _without_geresh(line: Line) -> Line:
    """As old newspapers print it: גורבצוב."""
    text, places = "", []
    for at, letter in enumerate(line.text):
        places.append(len(text))
        if letter != "'" or not 0 < at < len(line.text) - 1 or not line.text[at - 1].isalpha():
            text += letter
    places.append(len(text))
    marks = tuple((places[start], places[end], kind) for start, end, kind in line.marks)
    return replace(line, text=text, marks=tuple(mark for mark in marks if mark[0] < mark[1]))
