"""Reader opened twice on one library: each sees what the other saves, and neither writes over the other."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reader.library import LIBRARY_FILE, Library
from reader.library.backups import Backups
from reader.library.checking import check
from tests.library import samples

ARTICLE = samples.article()


@pytest.fixture
def both(tmp_path: Path) -> Iterator[tuple[Library, Library]]:
    with Library.open(tmp_path / LIBRARY_FILE) as one, Library.open(tmp_path / LIBRARY_FILE) as other:
        one.add_article(ARTICLE)
        yield one, other


def test_a_note_saved_in_one_is_shown_and_edited_in_the_other(both: tuple[Library, Library]) -> None:
    one, other = both
    note = samples.note(ARTICLE)
    one.save_annotation(note)
    assert other.annotations("a1") == (note,)
    other.save_annotation(replace(note, body="נבדק"))
    assert one.annotations("a1") == (replace(note, body="נבדק"),)
    assert one.revisions(note.id) == other.revisions(note.id)
    one.delete_annotation(note.id)
    assert other.annotations("a1") == ()


def test_a_hundred_notes_saved_in_each_at_once_are_two_hundred(both: tuple[Library, Library]) -> None:
    def save(library: Library, name: str) -> None:
        for number in range(100):
            library.save_annotation(samples.note(ARTICLE, name=f"{name}{number}"))

    workers = [
        threading.Thread(target=save, args=(library, name)) for library, name in zip(both, "ab", strict=True)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    one, other = both
    assert len(one.annotations("a1")) == len(other.annotations("a1")) == 200
    assert one.path is not None
    assert check(one.path).sound


def test_the_second_one_begins_while_the_first_is_at_work_and_is_not_called_broken(
    both: tuple[Library, Library],
) -> None:
    one, _ = both
    assert one.path is not None
    one.save_annotation(samples.note(ARTICLE))
    with Library.open(one.path) as third:
        assert third.ended_badly  # it may have been: the first one is still open
        assert check(one.path, quick=True).sound
    assert one.annotations("a1")


def test_one_backup_is_enough_for_both(both: tuple[Library, Library]) -> None:
    one, other = both
    assert one.path is not None
    one.save_annotation(samples.note(ARTICLE))
    mine, theirs = Backups(one.path), Backups(one.path)
    assert mine.due(one)
    mine.make(one)
    assert not theirs.due(other)
