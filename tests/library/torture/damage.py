"""Damage a library's file: flip bits, cut it short, blank pages, write over them. Then use it.

Either every note is there, or Reader says that the library is damaged, puts it aside, and the newest backup serves
with all of its notes.
"""

from __future__ import annotations

import random
from pathlib import Path

from reader.errors import ReaderError
from reader.library import LIBRARY_FILE, Library
from reader.library.backups import Backups, restore
from reader.library.checking import check, may_be_damage, salvage
from reader.library.notes import digest
from reader.model import Annotation
from tests.library.torture.tally import TEXT, Tally, article, note

_PAGE = 4096


def damage(files: int, seed: int, folder: Path) -> Tally:
    """Damage a library `files` times, each time from the sound one."""
    tally = Tally("damaged files")
    chance = random.Random(seed)
    notes = _library(folder)
    sound = (folder / LIBRARY_FILE).read_bytes()
    for number in range(files):
        for left in folder.glob("library.*"):
            left.unlink()
        path = folder / LIBRARY_FILE
        kind = ("bits", "cut", "blank", "noise")[number % 4]
        path.write_bytes(_damaged(sound, kind, chance))
        tally.tick()
        tally.acknowledged += len(notes)
        _use(path, f"{kind} {number}", notes, tally)
    return tally


def _library(folder: Path) -> dict[str, Annotation]:
    """A library with articles and notes, and a backup of it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / LIBRARY_FILE
    with Library.open(path) as library:
        for number in range(6):
            library.import_article(article(f"a{number}", TEXT[:600]))
        library.save_annotations([note(f"n{n}", 30 + n % 40, f"a{n % 6}") for n in range(80)])
        Backups(path).make(library)
        return {row.note.id: row.note for row in library.all_annotations()}


def _damaged(sound: bytes, kind: str, chance: random.Random) -> bytes:
    data = bytearray(sound)
    if kind == "cut":
        return bytes(data[: chance.randrange(len(data))])
    if kind == "bits":
        for _ in range(chance.choice((1, 1, 1, 2, 8, 64))):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        return bytes(data)
    for _ in range(chance.choice((1, 1, 2, 5))):
        if kind == "blank":
            start, size = chance.randrange(len(data) // _PAGE) * _PAGE, _PAGE
            data[start : start + size] = bytes(size)
        else:
            start, size = chance.randrange(len(data)), chance.randint(1, 600)
            data[start : start + size] = chance.randbytes(len(data[start : start + size]))
    return bytes(data)


def _use(path: Path, name: str, notes: dict[str, Annotation], tally: Tally) -> None:
    """Open the damaged library as a start after an unclean stop does, and restore it where it is refused."""
    try:
        served = _served(path)
    except ReaderError as failure:
        if not may_be_damage(failure):
            tally.unreadable.append(f"{name}: {failure}")
        served = None
    except Exception as failure:  # a bug
        tally.unreadable.append(f"{name}: {type(failure).__name__}: {failure}")
        return
    if served is None:
        tally.count("refused and restored")
        tally.count("of their notes salvaged too", len(salvage(path).notes))
        offer = Backups(path).offer()
        if offer is None:
            tally.unreadable.append(f"{name}: no backup is offered")
            return
        if restore(offer.backup.path, path) is None:
            tally.lost.append(f"{name}: the damaged library is gone")
        served = _served(path)
    if served is None:
        tally.unreadable.append(f"{name}: the restored library is damaged")
        return
    wrong = [each for each in notes if each not in served or digest(served[each]) != digest(notes[each])]
    tally.lost += [f"{name}: {each}" for each in wrong]
    tally.count("with a flipped bit around a note's words", int(served != notes and not wrong))


def _served(path: Path) -> dict[str, Annotation] | None:
    """The notes of the library, if it is sound.

    Raises:
        ReaderError: it is refused when it is opened or read.
    """
    with Library.open(path) as library:
        found = {row.note.id: row.note for row in library.all_annotations()}
        for row in library.articles():
            library.article(row.id)
            library.annotations(row.id)
        if Backups(path).forgotten(library):
            return None
    return found if check(path).sound else None
