"""Marked texts to train on, in three formats, by the ending of the file's name.

- ``.txt``: paragraphs, a line each, with ``[PER ג'ון קרי]`` round each name and the attached letters before the
  bracket (``ל[PER קרי]``); a line ``===`` parts two articles.
- ``.jsonl`` of words: ``{"tokens": ["...", ...], "ents": [[first, last, type, attached letters], ...]}``.
- ``.jsonl`` of characters, as Label Studio and the public IAHLT set have them: ``{"text": "...", "label": [[start,
  end, type], ...]}``, in code points.

A file with ``dev`` or ``test`` in its name is kept to measure with; all others are trained on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.errors import ReaderError

Marks = tuple[tuple[int, int, str], ...]
TYPES = frozenset(("PER", "ORG", "GPE", "LOC", "FAC", "EVE", "WOA", "DUC", "ANG"))
"""The types that are learnt; others (titles, times) are read over."""

_MARK = re.compile(r"\[([A-Z]{3}) ([^\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence or paragraph: `marks` are (start, end, type) in code points, without attached letters.

    `follows` says that it goes on where the line before it ended.
    """

    text: str
    marks: Marks
    follows: bool


def read(path: Path) -> list[Line]:
    """All lines of one file.

    Raises:
        ReaderError: the file cannot be read, or a line of it is in none of the formats.
    """
    try:
        content = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as trouble:
        raise ReaderError(
            "The training file {path} cannot be read.", "It must be UTF-8 text.", path=path
        ) from trouble
    return list(_marked(content, path) if path.suffix == ".txt" else _rows(content, path))


def files(folder: Path) -> tuple[list[Path], list[Path]]:
    """The files to train on and those to measure with, in the order of their names."""
    found = sorted(path for path in folder.iterdir() if path.suffix in (".txt", ".jsonl"))
    kept = [path for path in found if "dev" in path.stem or "test" in path.stem]
    return [path for path in found if path not in kept], kept


def _marked(content: str, path: Path) -> Iterator[Line]:
    follows = False
    for number, line in enumerate(content.splitlines(), 1):
        if not line.strip() or line.strip("= ") == "":
            follows = follows and "=" not in line
            continue
        text, marks, done = "", [], 0
        for match in _MARK.finditer(line):
            text += line[done : match.start()]
            if match[1] in TYPES:
                marks.append((len(text), len(text) + len(match[2]), match[1]))
            text += match[2]
            done = match.end()
        text += line[done:]
        if "[" in text and re.search(r"\[[A-Z]{3} ", text):
            raise _bad(path, number)
        yield Line(text, tuple(marks), follows)
        follows = True


def _rows(content: str, path: Path) -> Iterator[Line]:
    follows = False
    for number, line in enumerate(content.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            found = _of_words(row, follows) if "tokens" in row else _of_characters(row, follows)
        except (ValueError, KeyError, IndexError, TypeError) as trouble:
            raise _bad(path, number) from trouble
        yield found
        follows = True


def _of_words(row: dict[str, Any], follows: bool) -> Line:
    starts, at = [], 0
    for token in row["tokens"]:
        starts.append(at)
        at += len(token) + 1
    marks = [
        (starts[first] + letters, starts[last] + len(row["tokens"][last]), kind)
        for first, last, kind, letters in row["ents"]
        if kind in TYPES
    ]
    return Line(" ".join(row["tokens"]), tuple(marks), follows)


def _of_characters(row: dict[str, Any], follows: bool) -> Line:
    text = str(row["text"])
    marks = []
    for start, end, kind in row["label"]:
        inside = text[start:end].strip()
        if kind in TYPES and inside:
            begin = text.index(inside, start)
            marks.append((begin, begin + len(inside), kind))
    return Line(text, tuple(sorted(marks)), follows)


def _bad(path: Path, number: int) -> ReaderError:
    return ReaderError(
        "Line {number} of the training file {path} cannot be understood.",
        "The formats are told in the README.",
        number=number,
        path=path,
    )
