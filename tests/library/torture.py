"""Kill a Reader while it saves, again and again, and look whether anything that it acknowledged is gone.

    python -m tests.library.torture --rounds 200 [--seed 1]

A child process saves notes, edits, readings and places, and prints a line when a save has returned. It is
killed (SIGKILL) after some lines, wherever it then is. The library is opened again, checked, and has to hold
the newest acknowledged text of every note of all rounds. Ends with 1 where it does not.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

import apsw

from reader.library import LIBRARY_FILE, Library
from reader.model import Annotation, Article, Block, BlockKind, EngineInfo, Reading, Selector, Span

ROOT = Path(__file__).resolve().parents[2]
TEXT = "השיחות יימשכו גם בשבוע הבא, אמרה השרה 🕊 בסיום הפגישה.\n" * 40


@dataclass
class Tally:
    """What was acknowledged, and how it ended."""

    notes: dict[str, int] = field(default_factory=dict)  # the newest acknowledged edition of each note
    saves: int = 0
    lost: list[str] = field(default_factory=list)
    unreadable: int = 0

    @property
    def sound(self) -> bool:
        """Whether nothing was lost."""
        return not self.lost and not self.unreadable


def article(name: str) -> Article:
    return Article(name, f"/{name}.txt", "he", TEXT, (Block(BlockKind.PARAGRAPH, Span(0, len(TEXT))),))


def note(name: str, edition: int) -> Annotation:
    selector = Selector.describe(TEXT, 0, 12)
    return Annotation(name, "a", selector, f"{edition} " * (edition + 1), "blue", (), None, "", "")


def save_until_killed(path: Path, prefix: str) -> None:
    """The child: save and say so, for ever."""
    with Library.open(path) as library:
        library.add_article(article("a"))
        for number in count():
            name = f"{prefix}.{number}"
            for edition in range(3):
                library.save_annotation(note(name, edition))
                print(name, edition, flush=True)  # noqa: T201 - the parent counts on it
            imported = replace(article(name), source_hash=name)
            library.save_reading(Reading(imported, (), (), (), (), EngineInfo("e", "1")))
            library.set_position("a", number)


def kill_one(path: Path, prefix: str, after: int, tally: Tally) -> None:
    """One round: a child is killed after `after` acknowledged saves."""
    command = [sys.executable, "-m", "tests.library.torture", "--child", str(path), prefix]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if not line.endswith("\n"):
                break  # cut off by the kill
            name, edition = line.split()
            tally.notes[name] = int(edition)
            tally.saves += 1
            after -= 1
            if after == 0:
                child.kill()  # what it has printed by then is still read


def check(path: Path, tally: Tally) -> None:
    """Open the library as the next start of Reader does and compare it with what was acknowledged."""
    try:
        with Library.open(path) as library:
            kept = {each.id: int(each.body.split()[0]) for each in library.annotations("a")}
            library.articles()
        connection = apsw.Connection(str(path))
        if connection.pragma("integrity_check") != "ok":
            tally.unreadable += 1
        connection.close()
    except Exception as failure:  # whatever it is, the library could not be read
        sys.stderr.write(f"{failure}\n")
        tally.unreadable += 1
        return
    tally.lost = [name for name, edition in tally.notes.items() if kept.get(name, -1) < edition]


def torture(path: Path, rounds: int, seed: int) -> Tally:
    """Kill `rounds` children on the library at `path`, checking after each."""
    chance = random.Random(seed)
    tally = Tally()
    for number in range(rounds):
        kill_one(path, f"{number}", chance.randint(1, 60), tally)
        check(path, tally)
        if not tally.sound:
            break
    return tally


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child:
        save_until_killed(Path(asked.child[0]), asked.child[1])
    with tempfile.TemporaryDirectory() as folder:
        tally = torture(Path(folder) / LIBRARY_FILE, asked.rounds, asked.seed)
    sys.stdout.write(
        f"{asked.rounds} kills, {tally.saves} acknowledged saves of {len(tally.notes)} notes: "
        f"{len(tally.lost)} lost, {tally.unreadable} unreadable libraries\n"
    )
    return 0 if tally.sound else 1


if __name__ == "__main__":
    sys.exit(main())
