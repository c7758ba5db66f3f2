"""What one kind of torture tried, and how it ended."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from reader.library import Library
from reader.library.checking import check
from reader.model import Annotation, Article, Block, BlockKind, Selector, Span

TEXT = "השיחות יימשכו גם בשבוע הבא, אמרה השרה 🕊 בסיום הפגישה.\n" * 40
PASSAGE = 12


_parent: list[int] = []


def become_worker() -> None:
    """From now on this process ends when the one that began it does."""
    _parent[:] = [os.getppid()]


@dataclass
class Tally:
    """`tried` is how often something was done to the library, `acknowledged` how many saves it had to keep."""

    kind: str
    tried: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    more: dict[str, int] = field(default_factory=dict)

    @property
    def sound(self) -> bool:
        """Whether nothing was lost."""
        return not self.lost and not self.unreadable

    def tick(self) -> None:
        """One more was tried."""
        self.tried += 1
        if _parent and os.getppid() != _parent[0]:
            os._exit(1)  # nobody is there any more to tell it to

    def count(self, what: str, number: int = 1) -> None:
        """Count something that is worth telling."""
        if number:
            self.more[what] = self.more.get(what, 0) + number

    def add(self, other: Tally) -> None:
        """Take over what another process tried."""
        self.tried += other.tried
        self.acknowledged += other.acknowledged
        self.lost += other.lost
        self.unreadable += other.unreadable
        for what, number in other.more.items():
            self.count(what, number)

    def __str__(self) -> str:
        more = "".join(f"; {number:,} {what}" for what, number in self.more.items())
        return (
            f"{self.kind:<34} {self.tried:>7,} tried, {self.acknowledged:>9,} acknowledged: "
            f"{len(self.lost)} lost, {len(self.unreadable)} unreadable libraries{more}"
        )


Ledger = dict[str, int]
"""The newest acknowledged edition of each note."""


def article(name: str, text: str = TEXT, source: str = "") -> Article:
    """An article of many equal lines."""
    blocks = (Block(BlockKind.PARAGRAPH, Span(0, len(text))),)
    return Article(name, source or f"/{name}.txt", "he", text, blocks, source_hash=name)


def note(name: str, edition: int, of: str = "a") -> Annotation:
    """A note whose text says which edition it is, and is longer each time."""
    selector = Selector.describe(TEXT, 0, PASSAGE)
    return Annotation(name, of, selector, f"{edition} " * (edition + 1), "blue", (), None, "", "")


def editions(library: Library) -> Ledger:
    """The edition of every note, by its text; one that is no whole edition counts as none.

    That all the rest of a note can be read is for the check to see.
    """
    found = library._rows("SELECT id, body FROM annotations WHERE deleted IS NULL")
    return {name: _edition(body) for name, body in found}


def _edition(body: str) -> int:
    number = int(body.split()[0])
    return number if body == note("", number).body else -1


def verify(path: Path, ledger: Ledger, tally: Tally) -> Ledger:
    """Open the library as the next start of Reader does and compare it with what was acknowledged."""
    try:
        with Library.open(path) as library:
            tally.count("unclean stops seen at the next start", int(library.ended_badly))
            kept = editions(library)
            library.articles()
        found = check(path)
    except Exception as failure:  # whatever it is, the library could not be read
        tally.unreadable.append(f"{path}: {type(failure).__name__}: {failure}")
        return {}
    if not found.sound:
        tally.unreadable.append(f"{path}: {found.problems}")
    tally.lost += [
        f"{path}: {name} {wanted}" for name, wanted in ledger.items() if kept.get(name, -1) < wanted
    ]
    return kept
