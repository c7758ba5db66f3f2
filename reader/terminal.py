"""A reading on a terminal: colours, and visual order where the terminal cannot lay out right-to-left text."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from reader.exporters.text import Line, lines
from reader.hebrew.bidi import visual
from reader.model import Reading

_STYLES = {
    "headline": "bold",
    "subheadline": "italic",
    "heading": "bold",
    "name": "bold cyan",
    "quote": "green",
    "soft": "dim",
    "hit": "bold yellow",
    "body": "",
}
_VTE_WITH_BIDI = 5800  # GNOME Terminal 3.34 and every other terminal on that library


def has_bidi(environment: Mapping[str, str]) -> bool:
    """Whether the terminal that set this environment lays out bidirectional text itself."""
    if environment.get("TMUX") or environment.get("TERM", "").startswith("screen"):
        return False  # a multiplexer counts cells in logical order, whatever is around it
    vte = environment.get("VTE_VERSION", "")
    if vte.isdecimal() and int(vte) >= _VTE_WITH_BIDI:
        return True
    known = ("KONSOLE_VERSION", "MLTERM")
    return any(environment.get(name) for name in known) or environment.get("TERM_PROGRAM") == "Apple_Terminal"


def show(reading: Reading, bidi: str = "auto") -> None:
    """Print the reading; `bidi` is ``auto``, ``logical`` or ``visual``."""
    show_lines(lines(reading), bidi)


def show_lines(shown: Iterable[Line], bidi: str = "auto") -> None:
    """Print lines; `bidi` as in `show`."""
    console = Console(highlight=False)
    turn = turns(bidi)
    for line in shown:
        _print(console, line, turn)


def turns(bidi: str) -> bool:
    """Whether lines have to be put in visual order; colours inside a line are lost then."""
    return bidi == "visual" or (bidi == "auto" and not has_bidi(os.environ))


class Bar:
    """How far long work came, on standard error, in one line that is gone when it is done."""

    def __init__(self) -> None:
        columns = (
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
        )  # fmt: skip
        self._lines = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task = self._lines.add_task("", total=None)

    def __enter__(self) -> Self:
        self._lines.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self._lines.stop()

    def show(self, what: str, done: int, total: int) -> None:
        """`done` of `total` pieces are done of `what`, a word or two; a `total` of 0 is not known yet."""
        self._lines.update(self._task, description=what, completed=done, total=total or None)


def _print(console: Console, line: Line, turn: bool) -> None:
    styled = Text()
    for text, style in line.pieces:
        styled.append(text, _STYLES[style])
    if not turn or not line.text.strip():
        console.print(styled, soft_wrap=True)
        return
    # Lines are cut before they are turned: a turned paragraph that the terminal wraps reads from the bottom up.
    for row in styled.wrap(console, max(20, console.width)):
        shown = visual(row.plain.rstrip())
        # A row of several styles is shown plain: which letter went where is known only to the turning.
        style = str(row.spans[0].style) if len(row.spans) == 1 else ""
        console.print(Text(shown, style), justify="right" if line.right_to_left else "left")
