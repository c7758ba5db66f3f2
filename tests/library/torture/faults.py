"""Let the disk fail at one call of one piece of work, then at the next call, and so on through all of them.

Each time, the failure has to be one sentence, what was saved before has to be there, the work has to be there whole
or not at all, and the very same open library has to save the next note.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import apsw

from reader.errors import ReaderError
from reader.library import LIBRARY_FILE, Library
from reader.library.backups import Backups, restore
from reader.library.merging import merge
from reader.model import EngineInfo, Reading
from tests.library.faults import Fault, FaultyDisk, faulty_disk
from tests.library.torture.old import old_library
from tests.library.torture.tally import Ledger, Tally, article, note, verify


@dataclass(frozen=True)
class Work:
    """Something that can fail: done to an open library, or with none open; and the notes that are there after it."""

    name: str
    do: Callable[[Library], object] | None = None
    closed: Callable[[Path], object] | None = None
    made: tuple[str, ...] = ()
    older: bool = False


_MERGED = [note(f"merged.{number}", 1) for number in range(20)]
_LONG = note("long", 2000)


def _open_and_save(path: Path) -> None:
    with Library.open(path) as library:
        library.save_annotation(note("new", 1))


def _put_back(path: Path) -> None:
    restore(path.with_name("backup.sqlite"), path)


WORKS = (
    Work("a new note", lambda library: library.save_annotation(note("new", 1)), made=("new",)),
    Work("a long note", lambda library: library.save_annotation(_LONG), made=("long",)),
    Work("an edited note", lambda library: library.save_annotation(note("kept.3", 3)), made=("kept.3",)),
    Work("an import", lambda library: library.import_article(article("new"))),
    Work(
        "a reading",
        lambda library: library.save_reading(Reading(article("new"), (), (), (), (), EngineInfo("e", "1"))),
    ),
    Work("a merge", lambda library: merge(library, _MERGED), made=tuple(each.id for each in _MERGED)),
    Work("a deletion", lambda library: library.delete_annotation("kept.5")),
    Work("a backup", lambda library: Backups(library.path or Path()).make(library)),
    Work("a start", closed=_open_and_save, made=("new",)),
    Work("a start on an older library", closed=_open_and_save, made=("new",), older=True),
    Work("a restored backup", closed=_put_back),
)


def fail(faults: int, seed: int, folder: Path) -> Tally:
    """Let at least `faults` calls fail, as evenly spread over all works and kinds of faults as they have calls."""
    tally = Tally("the disk fails at one call")
    base = _base(folder)
    pairs = [(work, fault) for work in WORKS for fault in Fault]
    random.Random(seed).shuffle(pairs)
    calls = 0
    while pairs and tally.tried < faults:
        again = []
        for work, fault in pairs:
            if tally.tried < faults and _fail_one(work, fault, calls, base, folder, tally):
                again.append((work, fault))
        pairs, calls = again, calls + 1
    return tally


def _base(folder: Path) -> Path:
    """A folder with a library, an older one, and a backup, from which each round begins."""
    base = folder / "base"
    base.mkdir(parents=True)
    with Library.open(base / LIBRARY_FILE) as library:
        library.add_article(article("a"))
        library.save_annotations([note(f"kept.{number}", 1) for number in range(30)])
    shutil.copy(base / LIBRARY_FILE, base / "backup.sqlite")
    old_library(base / "older.sqlite")
    return base


def _fail_one(work: Work, fault: Fault, calls: int, base: Path, folder: Path, tally: Tally) -> bool:
    """Do `work` on a disk whose call number `calls` fails; whether it had so many calls."""
    place = folder / "round"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    shutil.copy(base / "backup.sqlite", place)
    path = place / LIBRARY_FILE
    shutil.copy(base / ("older.sqlite" if work.older else LIBRARY_FILE), path)
    before: Ledger = (
        {f"old.{number}": 2 for number in range(40)} if work.older else {f"kept.{n}": 1 for n in range(30)}
    )
    if work.name == "a deletion":
        before.pop("kept.5")
    with faulty_disk() as disk:
        done, struck = _do(work, fault, calls, disk, path, tally)
    if not struck:
        return False
    tally.tick()
    tally.acknowledged += len(before) + 1 + (len(work.made) if done else 0)
    wanted = before | {"after": 0}
    kept = verify(path, wanted, tally)
    there = [name for name in work.made if name in kept and kept[name] != before.get(name)]
    if (done and len(there) < len(work.made)) or len(there) not in (0, len(work.made)):
        tally.lost.append(
            f"{work.name}, {fault.value} at call {calls}: {len(there)} of {len(work.made)} notes"
        )
    tally.count("said in one sentence", int(not done))
    return True


def _do(
    work: Work, fault: Fault, calls: int, disk: FaultyDisk, path: Path, tally: Tally
) -> tuple[bool, bool]:
    """Whether the work says that it is done, and whether the fault struck."""
    done = False
    library = Library.open(path) if work.do else None
    try:
        disk.arm(fault, calls)
        if work.do and library:
            work.do(library)
        elif work.closed:
            work.closed(path)
        done = True
    except ReaderError:
        pass
    except apsw.Error as failure:
        # Only the closing of a file may fail so, where SQLite itself asks for no answer, and this shim gives one.
        if work.do:
            tally.lost.append(f"{work.name}, {fault.value} at call {calls}: {type(failure).__name__}")
    struck, disk.fault = disk.fault is None, None
    try:
        library = library or Library.open(path)
        library.save_annotation(note("after", 0))
    except ReaderError as failure:
        tally.lost.append(
            f"{work.name}, {fault.value} at call {calls}: nothing can be saved after it: {failure}"
        )
    finally:
        with suppress(apsw.Error):
            if library:
                library.close()
    return done, struck
