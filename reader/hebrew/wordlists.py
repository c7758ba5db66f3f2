"""The word lists of `resources/lexicons`, read quickly.

They are YAML, but of one plain kind: mappings of names to blocks of text. PyYAML takes longer to import than
such a file takes to read line by line, and a start of the program waits for it, so it is asked only where a
file is more than that.
"""

from __future__ import annotations

from typing import Any

from reader.hebrew.patterns import lazy
from reader.paths import resource

_KEY = lazy(r"( *)([A-Za-z_][A-Za-z0-9_]*):(?: (\||>-))?")


class _NotPlainError(Exception):
    """The file has something that only YAML itself understands."""


def load(name: str) -> dict[str, Any]:
    """The word list ``resources/lexicons/NAME.yaml``: a mapping of names to mappings and blocks of text.

    Raises:
        FileNotFoundError: there is none of that name, which means a broken installation.
    """
    text = resource("lexicons", f"{name}.yaml").read_text("utf-8")
    try:
        return parse(text)
    except _NotPlainError:
        import yaml  # late, see above

        content: dict[str, Any] = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
        return content


def parse(text: str) -> dict[str, Any]:
    """The content of plain YAML: nested mappings, literal (``|``) and folded (``>-``) blocks, comments.

    Raises:
        _NotPlainError: `text` is more than that.
    """
    lines = text.split("\n")
    content: dict[str, Any] = {}
    parents: list[tuple[int, dict[str, Any]]] = [(-1, content)]
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if not line or line.startswith("#"):
            continue
        match = _KEY.fullmatch(line)
        if match is None:
            raise _NotPlainError(line)
        indent, key, style = len(match[1]), match[2], match[3]
        while parents[-1][0] >= indent:
            parents.pop()
        if style is None:
            inner: dict[str, Any] = {}
            parents[-1][1][key] = inner
            parents.append((indent, inner))
        else:
            parents[-1][1][key], at = _block(lines, at, indent, style)
    return content


def _block(lines: list[str], at: int, indent: int, style: str) -> tuple[str, int]:
    """The block of text that begins at line `at` under a key indented by `indent`, and the line after it."""
    depth = len(lines[at]) - len(lines[at].lstrip(" ")) if at < len(lines) else 0
    if depth <= indent:
        raise _NotPlainError("an empty block")
    margin = " " * depth
    start = at
    while at < len(lines) and lines[at].startswith(margin):
        if lines[at].startswith(margin + " ") or lines[at] != lines[at].rstrip():
            raise _NotPlainError(lines[at])
        at += 1
    if at < len(lines) and not lines[at] and any(line.startswith(margin) for line in lines[at : at + 2]):
        raise _NotPlainError("an empty line in a block")
    words = [line[depth:] for line in lines[start:at]]
    return ("\n".join(words) + "\n" if style == "|" else " ".join(words)), at
