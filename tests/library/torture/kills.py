"""Kill a Reader (SIGKILL) in the middle of its work, again and again, and look whether anything is gone.

A child process works on the library and says so, over a pipe, whenever a call has returned. It is killed after some
of these lines and some milliseconds, wherever it then is. The library is opened again as the next start does it, and
has to hold everything that was acknowledged. Children are forked from one warm process: a kill takes milliseconds.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from reader.errors import ReaderError
from reader.library import LIBRARY_FILE, Library
from reader.library.backups import Backups, restore
from reader.library.checking import check
from reader.library.merging import merge
from reader.model import EngineInfo, Reading
from reader.model.anchoring import Anchorer
from tests.library.torture.old import old_library
from tests.library.torture.tally import TEXT, Ledger, Tally, article, editions, note, verify

ROUNDS_EACH = 8
"""How many children work on one library, before the next one is begun: a small one is looked at quickly."""

_BATCH = 6  # notes in one merge

Say = Callable[[str], None]
"""How a child acknowledges."""


@dataclass
class Place:
    """One library under torture, and what was acknowledged about it."""

    path: Path
    ledger: Ledger = field(default_factory=dict)
    said: list[str] = field(default_factory=list)  # in this round


# -- the children: each works for ever -----------------------------------------------------------------------------


def save(path: Path, prefix: str, say: Say) -> None:
    """Save notes and edits, readings, places in the text; delete and restore."""
    with Library.open(path) as library:
        library.add_article(article("a"))
        for number in count():
            name = f"{prefix}.{number}"
            for each in range(3):
                library.save_annotation(note(name, each))
                say(f"{name} {each}")
            library.save_reading(Reading(article(name), (), (), (), (), EngineInfo("e", "1")))
            library.set_position("a", number)
            library.delete_annotation(f"{name}.gone")
            library.save_annotations([note(f"{name}.{each}", 0) for each in "xy"])
            say(f"{name}.x 0")
            say(f"{name}.y 0")


def import_(path: Path, prefix: str, say: Say) -> None:
    """Import one article in version after version, with notes on each of them, and merge notes from elsewhere."""
    with Library.open(path) as library:
        for number in count():
            version = f"{prefix}.v{number}"
            text = TEXT.replace("השרה", f"השרה מספר {number % 7}", 1 + number % 3)
            library.import_article(article(version, text, "https://example.org/one"))
            library.save_annotation(note(f"{version}.n", 0, version))
            say(f"{version}.n 0")
            batch = [note(f"{version}.m{each}", 0, version) for each in range(_BATCH)]
            merge(library, batch)
            for each in batch:
                say(f"{each.id} 0")


def migrate(path: Path, prefix: str, say: Say) -> None:
    """Bring a library of an older Reader up to date, and save."""
    with Library.open(path) as library:
        for number in count():
            library.save_annotation(note(f"{prefix}.{number}", 0))
            say(f"{prefix}.{number} 0")


def back_up(path: Path, prefix: str, say: Say) -> None:
    """Save notes and make backups of them."""
    backups = Backups(path)
    with Library.open(path) as library:
        library.add_article(article("a"))
        for number in count():
            library.save_annotation(note(f"{prefix}.{number}", 0))
            say(f"{prefix}.{number} 0")
            made = backups.make(library)
            say(f"backup {prefix}.{number} {made.name}")
            backups.prune()


def put_back(path: Path, _prefix: str, say: Say) -> None:
    """Put a backup into the library's place, and save."""
    backup = path.with_name("backup.sqlite")
    for number in count():
        aside = restore(backup, path)
        say(f"restored {number}")
        with suppress(ReaderError), Library.open(path) as library:
            library.save_annotation(note("after", 0))
        if aside is not None:
            aside.unlink()


# -- what is there before, and what is looked at after ---------------------------------------------------------------


def _no_library(folder: Path) -> Place:
    return Place(folder / LIBRARY_FILE)


def _older_library(folder: Path) -> Place:
    place = Place(folder / LIBRARY_FILE)
    place.ledger = old_library(place.path)
    return place


def _library_and_backup(folder: Path) -> Place:
    place = Place(folder / LIBRARY_FILE)
    with Library.open(place.path) as library:
        library.add_article(article("a"))
        library.save_annotations([note(f"both.{number}", 2) for number in range(20)])
        place.ledger = editions(library)
    shutil.copy(place.path, folder / "backup.sqlite")
    return place


def _batches_are_whole(place: Place, kept: Ledger, tally: Tally) -> None:
    """A merge is there with all of its notes, or not at all."""
    batches: dict[str, int] = {}
    for name in kept:
        if ".m" in name:
            version = name.rpartition(".m")[0]
            batches[version] = batches.get(version, 0) + 1
    tally.lost += [f"{place.path}: half of {version}" for version, size in batches.items() if size != _BATCH]


def _backups_are_whole(place: Place, _kept: Ledger, tally: Tally) -> None:
    """Each file that is called a backup is a sound one, with every note that was acknowledged before it."""
    promised = {}
    for line in place.said:
        if line.startswith("backup "):
            _, name, file = line.split()
            promised[file] = name
    for backup in Backups(place.path).kept():
        if not check(backup.path).sound:
            tally.unreadable.append(f"{backup.path}")
        name = promised.get(backup.path.name)
        if name is not None:
            tally.count("backups checked")
            with Library.open(backup.path, read_only=True) as library:
                if library.annotation(name) is None:
                    tally.lost.append(f"{backup.path}: {name}")


def _asides_are_whole(place: Place, _kept: Ledger, tally: Tally) -> None:
    for aside in place.path.parent.glob("*.aside-*.sqlite"):
        verify(aside, place.ledger, tally)


Before = Callable[[Path], Place]
After = Callable[[Place, Ledger, Tally], None]


@dataclass(frozen=True)
class Kind:
    """One kind of work to be killed at: how many children one library sees, and how long they live."""

    work: Callable[[Path, str, Say], None]
    before: Before = _no_library
    after: After = lambda _place, _kept, _tally: None
    rounds: int = ROUNDS_EACH
    lines: int = 30
    delay: float = 0.004  # seconds, at most, after the last line


KINDS = {
    "saving": Kind(save),
    "importing": Kind(import_, after=_batches_are_whole, lines=12),
    "migrating": Kind(migrate, before=_older_library, rounds=1, lines=1, delay=0.04),
    "backing up": Kind(back_up, after=_backups_are_whole, lines=6),
    "restoring": Kind(put_back, before=_library_and_backup, after=_asides_are_whole, lines=3, delay=0.02),
}


# -- killing -------------------------------------------------------------------------------------------------------


@contextmanager
def child(work: Callable[[Path, str, Say], None], path: Path, prefix: str) -> Iterator[tuple[int, int]]:
    """A process at `work`: its id and the pipe that it acknowledges on. It is killed at the end."""
    out, into = os.pipe()
    parent = os.getpid()
    process = os.fork()
    if process == 0:
        os.close(out)
        try:
            work(path, prefix, lambda line: _say(into, line, parent))
        except BaseException as failure:  # it must end here, whatever it is
            _say(into, f"failed {type(failure).__name__}: {failure}", parent)
        os._exit(1)
    os.close(into)
    try:
        yield process, out
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(out)


def _say(into: int, line: str, parent: int) -> None:
    if os.getppid() != parent:
        os._exit(1)  # there is nobody to kill it
    os.write(into, f"{line}\n".encode())


def kill_one(kind: Kind, place: Place, prefix: str, chance: random.Random, tally: Tally) -> None:
    """One round: a child works until it is killed, and what it said goes into the ledger."""
    wanted = chance.randint(0, kind.lines)
    data = b""
    with child(kind.work, place.path, prefix) as (process, out):
        while data.count(b"\n") < wanted and (more := os.read(out, 65536)):
            data += more
        time.sleep(chance.random() * kind.delay)
        os.kill(process, signal.SIGKILL)
        while more := os.read(out, 65536):  # what it said before it died
            data += more
    place.said = data.decode().split("\n")[:-1]  # a line without an end was cut off by the kill
    tally.tick()
    for line in place.said:
        name, _, number = line.rpartition(" ")
        if line.startswith("failed "):
            tally.lost.append(f"{place.path}: the child {line}")
        elif " " not in name and number.isdecimal() and name != "restored":
            place.ledger[name] = max(int(number), place.ledger.get(name, -1))
            tally.acknowledged += 1


def kill(name: str, rounds: int, seed: int, folder: Path) -> Tally:
    """Kill `rounds` children at one kind of work, and look at the library after each."""
    kind = KINDS[name]
    Anchorer(TEXT)  # loads what it stands on, once and not in each child
    chance = random.Random(f"{seed} {name}")
    tally = Tally(f"kill -9 while {name}")
    place = Place(folder)
    for number in range(rounds):
        if number % kind.rounds == 0:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            place = kind.before(folder)
        kill_one(kind, place, f"r{number}", chance, tally)
        if place.path.exists() or place.ledger:
            kind.after(place, verify(place.path, place.ledger, tally), tally)
        if not tally.sound:
            break
    return tally
