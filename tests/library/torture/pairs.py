"""Two instances of Reader write to one library at once, and are killed."""

from __future__ import annotations

import os
import random
import shutil
import time
from itertools import count
from pathlib import Path

from reader.errors import ReaderError
from reader.library import LIBRARY_FILE, Library
from reader.library.backups import Backups
from tests.library.torture.kills import Say, child
from tests.library.torture.tally import Ledger, Tally, article, note, verify

_LARGEST = 40  # rounds on one library


def save(path: Path, prefix: str, say: Say) -> None:
    """The child: save notes of its own, edit the note that both edit, make backups."""
    with Library.open(path) as library:
        library.add_article(article("a"))
        for number in count():
            for name, each in ((f"{prefix}.{number}", 0), (f"{prefix}.edited", number)):
                try:
                    library.save_annotation(note(name, each))
                except ReaderError:
                    say("refused 0")  # and so not acknowledged
                    continue
                say(f"{name} {each}")
            library.save_annotation(note("of both", 0))
            if number % 10 == 9:
                Backups(path).make(library)


def write_at_once(rounds: int, seed: int, folder: Path) -> Tally:
    """Let two children write for a while, `rounds` times, and look at the library after each."""
    tally = Tally("two instances writing at once")
    chance = random.Random(seed)
    ledger: Ledger = {}
    path = folder / LIBRARY_FILE
    for number in range(rounds):
        if number % _LARGEST == 0:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            ledger = {}
        with child(save, path, f"r{number}.one") as one, child(save, path, f"r{number}.two") as two:
            time.sleep(0.05 + chance.random() * 0.2)
            pipes = [os.dup(out) for _, out in (one, two)]
        for out in pipes:
            _read(out, ledger, tally)
        tally.tick()
        verify(path, ledger, tally)
        if not tally.sound:
            break
    return tally


def _read(out: int, ledger: Ledger, tally: Tally) -> None:
    """What a child said until it was killed."""
    data = b""
    while more := os.read(out, 65536):
        data += more
    os.close(out)
    for line in data.decode().split("\n")[:-1]:
        name, _, number = line.rpartition(" ")
        if line.startswith("failed "):
            tally.lost.append(f"the child {line}")
        elif name == "refused":
            tally.count("saves refused, as another instance was at work")
        else:
            ledger[name] = int(number)
            tally.acknowledged += 1
