"""A note that was acknowledged outlives the end of the program, however sudden."""

from __future__ import annotations

import threading
from pathlib import Path

from reader.library import LIBRARY_FILE, Library
from tests.library import torture


def test_ten_kills_while_saving_lose_no_acknowledged_note(tmp_path: Path) -> None:
    tally = torture.torture(tmp_path / LIBRARY_FILE, rounds=10, seed=7)
    assert tally.saves >= 10
    assert (tally.lost, tally.unreadable) == ([], 0)


def test_two_readers_that_save_at_once_and_are_killed_lose_no_acknowledged_note(tmp_path: Path) -> None:
    path = tmp_path / LIBRARY_FILE
    tallies = [torture.Tally(), torture.Tally()]
    threads = [
        threading.Thread(target=torture.kill_one, args=(path, f"{number}", 40, tally))
        for number, tally in enumerate(tallies)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for tally in tallies:
        torture.check(path, tally)
        assert tally.saves >= 40
        assert (tally.lost, tally.unreadable) == ([], 0)


def test_the_check_after_a_kill_sees_a_note_that_is_missing_and_an_edit_that_is_older(tmp_path: Path) -> None:
    path = tmp_path / LIBRARY_FILE
    with Library.open(path) as library:
        library.save_annotation(torture.note("kept", 1))
        library.save_annotation(torture.note("older", 1))
    tally = torture.Tally(notes={"kept": 1, "older": 2, "missing": 0})
    torture.check(path, tally)
    assert tally.lost == ["older", "missing"]
    path.write_bytes(b"nothing" * 1000)
    torture.check(path, tally)
    assert tally.unreadable == 1
