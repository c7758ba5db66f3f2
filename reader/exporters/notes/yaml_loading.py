"""YAML of anybody's making into plain values: nothing is built but groups, lists, texts, numbers and truths.

The parser's events are taken one by one, so that a file that is nested a million deep, or whose aliases stand for a
billion values, is refused at the first line that does so. The loaders of PyYAML build first, and are slower.
"""

from __future__ import annotations

import re
from typing import Any

from reader.errors import ReaderError
from reader.exporters.notes.fields import Lined

_DEEPEST = 24
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,18})", re.ASCII)
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("null", "Null", "NULL", "~", ""), None),
}
_TAGS = {None, "!", *(f"tag:yaml.org,2002:{kind}" for kind in ("map", "seq", "str", "int", "bool", "null"))}
_HINT = "Export the notes again, or mend that line; nothing was brought in."


def load(text: str, name: str) -> object:
    """The one document in `text`, from the file `name`; groups are `Lined`.

    Raises:
        ReaderError: it is no YAML, breaks off, or has what notes never have: aliases, tags of programs, great depth.
    """
    import yaml  # late: most files of notes are JSON

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    building = _Building(name)
    try:
        for event in yaml.parse(text, loader):
            building.take(event)
    except yaml.MarkedYAMLError as failure:
        mark = failure.problem_mark or failure.context_mark
        line = mark.line + 1 if mark else 1
        raise _damaged(name, line, text) from failure
    except yaml.YAMLError as failure:
        raise _damaged(name, _line_of(text, getattr(failure, "position", 0)), text) from failure
    return building.finished(text)


def _line_of(text: str, position: object) -> int:
    return text.count("\n", 0, position) + 1 if isinstance(position, int) else 1


def _damaged(name: str, line: int, text: str) -> ReaderError:
    if line >= len(text.rstrip().split("\n")):
        return broken_off(name, line)
    return ReaderError(
        "{name} cannot be understood from line {line} on: it is no valid {form}.",
        _HINT,
        name=name,
        line=line,
        form="YAML",
    )


def broken_off(name: str, line: int) -> ReaderError:
    """The sentence about a file that has a beginning and no end."""
    return ReaderError(
        "{name} breaks off in line {line}: it is not the whole file.",
        "Get the file anew; nothing was brought in.",
        name=name,
        line=line,
    )


class _Building:
    """The value that the events so far make, and the groups and lists that are open."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._open: list[tuple[Lined | list[object], list[str]]] = []
        self._documents: list[object] = []
        self._whole = False

    def take(self, event: Any) -> None:  # noqa: ANN401 - the stubs know no common class of events with marks
        kind = type(event).__name__
        if kind in ("MappingStartEvent", "SequenceStartEvent"):
            self._check(event)
            if len(self._open) >= _DEEPEST:
                raise self._refused("{name}: line {line} is nested too deeply for notes.", event)
            inner: Lined | list[object] = [] if kind == "SequenceStartEvent" else Lined()
            if isinstance(inner, Lined):
                inner.line = event.start_mark.line + 1
            self._add(inner, event)
            self._open.append((inner, []))
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._open.pop()
        elif kind == "ScalarEvent":
            self._check(event)
            self._add(_scalar(event), event)
        elif kind == "AliasEvent":
            raise self._refused("{name}: line {line} has an alias (*), and notes have none.", event)
        elif kind == "DocumentEndEvent":
            self._whole = event.explicit

    def finished(self, text: str) -> object:
        """The one document."""
        if not self._whole and isinstance(self._documents[0] if self._documents else None, Lined):
            raise broken_off(self._name, text.rstrip().count("\n") + 1)
        return self._documents[0] if self._documents else None

    def _check(self, event: Any) -> None:  # noqa: ANN401 - see above
        if event.anchor is not None:
            raise self._refused("{name}: line {line} has an anchor (&), and notes have none.", event)
        if event.tag not in _TAGS:
            raise self._refused("{name}: line {line} has a tag of a program (!), and notes have none.", event)

    def _add(self, value: object, event: Any) -> None:  # noqa: ANN401 - see above
        if not self._open:
            self._documents.append(value)
            return
        holder, key = self._open[-1]
        if isinstance(holder, list):
            holder.append(value)
        elif key:
            holder[key.pop()] = value
        elif event.__class__.__name__ == "ScalarEvent":
            key.append(event.value)
        else:
            raise self._refused("{name}: line {line} has a group where a field's name should be.", event)

    def _refused(self, sentence: str, event: Any) -> ReaderError:  # noqa: ANN401 - see above
        return ReaderError(sentence, _HINT, name=self._name, line=event.start_mark.line + 1)


def _scalar(event: Any) -> object:  # noqa: ANN401 - see above
    text = str(event.value)
    if event.style or not event.implicit[0]:
        return text
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _NUMBER.fullmatch(text) else text
