"""What was acknowledged outlives the end of the program, a failing disk and a damaged file; and the torture sees it."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from reader.errors import ReaderError
from reader.library import LIBRARY_FILE, Library
from reader.library.checking import Check
from tests.library.faults import Fault
from tests.library.torture import damage, faults
from tests.library.torture.tally import Tally, note, verify


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False)


def test_two_hundred_blows_lose_no_acknowledged_note() -> None:
    done = run(
        *(
            "-m",
            "tests.library.torture",
            "--kills",
            "100",
            "--faults",
            "50",
            "--damaged",
            "40",
            "--pairs",
            "10",
        ),
        *("--jobs", "2", "--seed", "7"),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "200 times" in done.stdout
    assert done.stdout.splitlines()[-1].endswith("0 acknowledged notes lost, 0 unreadable libraries")


def test_the_look_after_a_blow_sees_what_is_missing_older_or_unreadable(tmp_path: Path) -> None:
    path = tmp_path / LIBRARY_FILE
    with Library.open(path) as library:
        library.save_annotation(note("kept", 1))
        library.save_annotation(note("older", 1))
    tally = Tally("")
    verify(path, {"kept": 1, "older": 2, "missing": 0}, tally)
    assert [line.split()[1] for line in tally.lost] == ["older", "missing"]
    assert tally.unreadable == []
    path.write_bytes(b"nothing" * 1000)
    verify(path, {}, tally)
    assert len(tally.unreadable) == 1
    assert not tally.sound


def test_a_reader_that_acknowledges_too_early_is_caught(tmp_path: Path) -> None:
    # In a process of its own: this one may have threads, and children are forked.
    code = """
import random, sys
from pathlib import Path
from itertools import count
from reader.library import Library
from tests.library.torture.kills import Kind, Place, kill_one
from tests.library.torture.tally import Tally, note, verify

def work(path, prefix, say):
    with Library.open(path) as library:
        for number in count():
            say(f"{number} 0")
            library.save_annotation(note(str(number), 0))
            say(f"{number} 1")

place, tally = Place(Path(sys.argv[1])), Tally("")
kill_one(Kind(work, lines=0, delay=0.5), place, "r", random.Random(1), tally)
verify(place.path, place.ledger, tally)
print(len(tally.lost), tally.acknowledged)
"""
    done = run("-c", code, str(tmp_path / LIBRARY_FILE))
    lost, acknowledged = map(int, done.stdout.split())
    assert lost >= 1, done.stderr
    assert acknowledged > 2


def test_a_reader_that_hides_a_failure_of_the_disk_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hide(library: Library) -> None:
        with suppress(ReaderError):
            library.save_annotation(note("new", 1))

    monkeypatch.setattr(faults, "WORKS", (faults.Work("hidden", hide, made=("new",)),))
    tally = faults.fail(3, 1, tmp_path)
    assert tally.tried == 3
    assert any("hidden" in line for line in tally.lost)


def test_every_fault_strikes(tmp_path: Path) -> None:
    tally = faults.fail(88, 1, tmp_path)
    assert tally.tried > 40
    assert tally.sound
    assert {fault.name for fault in Fault} == {
        "FULL",
        "WRITE",
        "SHORT",
        "SYNC",
        "READ",
        "CUT",
        "OPEN",
        "DELETE",
    }


def test_a_check_that_sees_no_damage_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(damage, "check", lambda _: Check(True))
    assert damage.damage(60, 3, tmp_path).lost
