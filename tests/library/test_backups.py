"""Backups: made while Reader is in use, kept for a year, put back when the library is broken."""

from __future__ import annotations

import errno
import os
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import apsw
import pytest

from reader.cancel import CancelledError, CancelToken
from reader.errors import ReaderError
from reader.library import LIBRARY_FILE, Library, checking, connection, copying
from reader.library.backups import Backups, missing, restore
from tests.library import samples
from tests.library.faults import faulty_disk

ARTICLE = samples.article()
NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = Library.open(tmp_path / LIBRARY_FILE)
    made.add_article(ARTICLE)
    made.save_annotation(samples.note(ARTICLE))
    return made


@pytest.fixture
def backups(library: Library, clock: Clock) -> Backups:
    assert library.path is not None
    return Backups(library.path, clock=clock)


def another(library: Library, name: str) -> None:
    library.save_annotation(samples.note(ARTICLE, name=name, body=name))


def damage(path: Path) -> None:
    """Overwrite what is in the middle of a library."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2 :] = os.urandom(1) * (len(data) - len(data) // 2)
    path.write_bytes(data)


def test_a_backup_is_a_library_with_every_note_of_the_moment(library: Library, backups: Backups) -> None:
    path = backups.make(library)
    assert path.name == "library-20240501T120000Z.sqlite"
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    (kept,) = backups.kept()
    assert (kept.path, kept.made, kept.articles, kept.notes) == (path, NOON, 1, 1)
    another(library, "later")
    with Library.open(path) as made:
        assert made.annotations("a1") == (samples.note(ARTICLE),)


def test_a_backup_is_due_when_something_changed_and_half_an_hour_has_passed(
    library: Library, backups: Backups, clock: Clock
) -> None:
    assert backups.due(library)
    backups.make(library)
    another(library, "b")
    assert not backups.due(library)
    clock.pass_(minutes=29)
    assert not backups.due(library)
    clock.pass_(minutes=2)
    assert backups.due(library)
    backups.make(library)
    clock.pass_(days=2)
    assert not backups.due(library)


@pytest.mark.parametrize("change", ["edit", "delete", "correct", "palette", "article"])
def test_every_change_is_worth_a_backup(
    library: Library, backups: Backups, clock: Clock, change: str
) -> None:
    backups.make(library)
    clock.pass_(hours=1)
    assert not backups.due(library)
    match change:
        case "edit":
            library.save_annotation(replace(samples.note(ARTICLE), body="אחר"))
        case "delete":
            library.delete_annotation("n1")
        case "palette":
            library.name_colours({"blue": "חשוב"})
        case "article":
            library.add_article(samples.article("b2"))
        case _:
            library.refuse_name(samples.refused_name())
    assert backups.due(library)
    assert Backups(backups.library_path, clock=clock).due(library)


def test_an_empty_library_needs_no_backup(tmp_path: Path) -> None:
    with Library.open(tmp_path / LIBRARY_FILE) as empty:
        assert not Backups(tmp_path / LIBRARY_FILE).due(empty)


def test_a_year_of_backups_is_thinned_out_to_days_weeks_and_months(
    library: Library, backups: Backups, clock: Clock
) -> None:
    made = backups.make(library).read_bytes()
    for _ in range(400):
        clock.pass_(hours=22)
        (backups.folder / f"library-{clock.now:%Y%m%dT%H%M%SZ}.sqlite").write_bytes(made)
        backups.prune()
    left = [each.made for each in backups.kept()]
    assert left[0] == clock.now
    assert (
        len({when.date() for when in left} & {(clock.now - timedelta(days=n)).date() for n in range(12)})
        == 12
    )
    assert len({when.isocalendar()[:2] for when in left}) >= 10
    assert len({(when.year, when.month) for when in left}) == 9
    assert len(left) <= 12 + 10 + 9
    assert clock.now - left[-1] > timedelta(days=200)


def test_a_clock_set_back_deletes_no_backup_and_makes_new_ones(
    library: Library, backups: Backups, clock: Clock
) -> None:
    for number in range(5):
        another(library, f"n{number}")
        backups.make(library)
        clock.pass_(days=1)
    before = {each.path for each in backups.kept()}
    clock.now = NOON - timedelta(days=400)
    another(library, "after")
    assert backups.due(library)
    newest = backups.make(library)
    assert backups.prune() == []
    assert {each.path for each in backups.kept()} == before | {newest}
    assert not backups.due(library)
    clock.pass_(minutes=31)
    assert not backups.due(library)


def test_a_clock_that_jumps_ahead_deletes_no_day_but_the_oldest(
    library: Library, backups: Backups, clock: Clock
) -> None:
    for _ in range(12):
        backups.make(library)
        clock.pass_(days=1)
    clock.now += timedelta(days=20_000)
    backups.make(library)
    assert len(backups.prune()) <= 1


def test_two_backups_of_one_second_are_two(library: Library, backups: Backups) -> None:
    first, second = backups.make(library), backups.make(library)
    assert first != second
    assert [each.path for each in backups.kept()] == [second, first]


def test_notes_are_saved_while_a_backup_is_made(
    library: Library, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "_PAGES", 1)
    saved = []

    class Saver(CancelToken):
        def progress(self, share: float) -> None:
            another(library, f"during{len(saved)}")
            saved.append(share)

    path = backups.make(library, Saver())
    assert len(saved) > 5
    with Library.open(path) as made:
        assert [note.id for note in made.annotations("a1")] == ["n1"]
    assert len(library.annotations("a1")) == 1 + len(saved)


def test_a_backup_that_is_stopped_leaves_nothing(library: Library, backups: Backups) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        backups.make(library, token)
    assert list(backups.folder.iterdir()) == []


def test_no_backup_is_made_of_a_damaged_library(library: Library, backups: Backups, clock: Clock) -> None:
    assert library.path is not None
    good = backups.make(library)
    for number in range(50):
        another(library, f"n{number}")
    library.close()
    damage(library.path)
    clock.pass_(hours=1)
    with pytest.raises(ReaderError, match="is damaged"):
        backups.make()
    assert [each.path for each in backups.kept()] == [good]


def test_a_full_disk_makes_no_half_backup(library: Library, backups: Backups) -> None:
    with faulty_disk() as disk:
        disk.full = True
        with pytest.raises(ReaderError, match="full"):
            backups.make()
        disk.full = False
    assert list(backups.folder.iterdir()) == []
    backups.make(library)


def test_a_folder_that_cannot_be_made_is_named(library: Library, tmp_path: Path) -> None:
    assert library.path is not None
    (tmp_path / "taken").write_text("")
    with pytest.raises(ReaderError, match="taken"):
        Backups(library.path, tmp_path / "taken").make(library)


def test_a_copy_that_cannot_be_begun_is_told_by_its_folder(
    library: Library, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(Path, "touch", fails)
    with pytest.raises(ReaderError, match="Read-only file system") as caught:
        backups.make(library)
    assert ".part" not in caught.value.full


def test_what_a_killed_reader_left_unfinished_goes_away(library: Library, backups: Backups) -> None:
    backups.folder.mkdir()
    old, new = (backups.folder / f".library-{name}.part" for name in ("old", "new"))
    for part in (old, new):
        part.write_text("")
    os.utime(old, (0, 0))
    backups.make(library)
    assert (old.exists(), new.exists()) == (False, True)


# -- restoring ---------------------------------------------------------------------------------------------------


def test_a_damaged_library_is_offered_its_newest_good_backup_and_what_would_be_missing(
    library: Library, backups: Backups, clock: Clock
) -> None:
    assert library.path is not None
    good = backups.make(library)
    another(library, "newer")
    library.save_annotation(replace(samples.note(ARTICLE), body="תוקן"))
    clock.pass_(hours=1)
    damage(backups.make(library))
    library.close()
    library.path.write_bytes(library.path.read_bytes() + b"")
    offer = backups.offer()
    assert offer is not None
    assert offer.backup.path == good
    assert (offer.missing.notes, offer.missing.older, offer.missing.articles) == (1, 1, 0)
    assert offer.missing.whole


def test_the_damaged_library_is_set_aside_and_the_backup_takes_its_place(
    library: Library, backups: Backups
) -> None:
    assert library.path is not None
    good = backups.make(library)
    library.close()
    damage(library.path)
    broken = library.path.read_bytes()
    with pytest.raises(ReaderError) as caught, Library.open(library.path) as opened:
        opened.annotations("a1")
        opened.articles()
        assert not checking.check(library.path).sound
        raise ReaderError("The library {path} is damaged.", path=library.path)
    assert checking.may_be_damage(caught.value)
    aside = restore(good, library.path, NOON)
    assert aside is not None
    assert aside.name == "library.aside-20240501T120000Z.sqlite"
    assert len(aside.read_bytes()) == len(broken)
    with Library.open(library.path) as restored:
        assert restored.annotations("a1") == (samples.note(ARTICLE),)
    assert good.exists()


def test_a_sound_library_is_set_aside_with_its_newest_notes(library: Library, backups: Backups) -> None:
    assert library.path is not None
    good = backups.make(library)
    another(library, "newest")
    library.close()
    asides = {restore(good, library.path, NOON) for _ in range(2)}
    assert len(asides) == 2
    kept = []
    for aside in asides:
        assert aside is not None
        with Library.open(aside) as old:
            kept.append(len(old.annotations("a1")))
    assert sorted(kept) == [1, 2]


def test_a_library_whose_log_was_left_behind_goes_aside_with_it(
    library: Library, backups: Backups, tmp_path: Path
) -> None:
    assert library.path is not None
    good = backups.make(library)
    another(library, "in the log")
    place = tmp_path / "crashed" / LIBRARY_FILE
    place.parent.mkdir()
    for end in ("", "-wal"):
        place.with_name(LIBRARY_FILE + end).write_bytes(
            library.path.with_name(LIBRARY_FILE + end).read_bytes()
        )
    assert missing(good, place).notes == 1
    aside = restore(good, place, NOON)
    assert aside is not None
    with Library.open(place) as restored, Library.open(aside) as old:
        assert len(restored.annotations("a1")) == 1
        assert len(old.annotations("a1")) == 2


def test_nothing_is_restored_over_a_library_that_is_in_use(
    library: Library, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_MS", 20)
    assert library.path is not None
    good = backups.make(library)
    with pytest.raises(ReaderError, match="Another program is using"):
        restore(good, library.path)
    another(library, "still saved")
    assert [each.name for each in library.path.parent.glob("*aside*")] == []


def test_a_damaged_backup_takes_nobodys_place(library: Library, backups: Backups) -> None:
    assert library.path is not None
    bad = backups.make(library)
    damage(bad)
    library.close()
    before = library.path.read_bytes()
    with pytest.raises(ReaderError, match="is damaged"):
        restore(bad, library.path)
    bad.write_bytes(b"")
    with pytest.raises(ReaderError):
        restore(bad, library.path)
    with pytest.raises(ReaderError, match="There is no library"):
        restore(bad.with_name("gone.sqlite"), library.path)
    assert library.path.read_bytes() == before


def test_a_restore_on_a_full_disk_leaves_the_library_as_it_was(library: Library, backups: Backups) -> None:
    assert library.path is not None
    good = backups.make(library)
    another(library, "newer")
    library.close()
    with faulty_disk() as disk:
        disk.full = True
        with pytest.raises(ReaderError, match="full"):
            restore(good, library.path)
        disk.full = False
    with Library.open(library.path) as opened:
        assert len(opened.annotations("a1")) == 2


def test_a_rename_that_fails_leaves_a_library_in_its_place(
    library: Library, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert library.path is not None
    good = backups.make(library)
    another(library, "newer")
    library.close()

    def fails(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fails)
        with pytest.raises(ReaderError, match="Input/output error"):
            restore(good, library.path)
    with Library.open(library.path) as opened:
        assert len(opened.annotations("a1")) == 2


def test_a_deleted_library_is_not_taken_for_a_new_one(library: Library, backups: Backups) -> None:
    assert library.path is not None
    assert not backups.forgotten(library)
    backups.make(library)
    library.close()
    library.path.unlink()
    with Library.open(library.path) as anew:
        assert backups.forgotten(anew)
        anew.add_article(ARTICLE)
        assert not backups.forgotten(anew)


def test_a_library_of_an_older_reader_can_be_backed_up_and_restored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / LIBRARY_FILE
    samples.older_library(path, 2, monkeypatch)
    backups = Backups(path)
    good = backups.make()
    assert [(each.articles, each.notes) for each in backups.kept()] == [(1, 1)]
    restore(good, path)
    with Library.open(path) as library:
        assert library.annotations("a1") == (samples.note(ARTICLE),)


def test_a_file_of_another_name_in_the_folder_is_left_alone(library: Library, backups: Backups) -> None:
    backups.make(library)
    mine = backups.folder / "library-20240501T120000Z.sqlite.mine"
    mine.write_text("שלי")
    odd = backups.folder / "library-20249901T120000Z.sqlite"
    odd.write_text("שלי")
    backups.prune()
    assert mine.exists()
    assert odd.exists()
    assert len(backups.kept()) == 1


def test_a_backup_and_a_save_wait_for_nothing_of_each_other(library: Library, backups: Backups) -> None:
    done: list[Path] = []
    worker = threading.Thread(target=lambda: done.append(backups.make(library)))
    worker.start()
    for number in range(20):
        another(library, f"m{number}")
    worker.join()
    assert checking.check(done[0]).sound
    assert len(library.annotations("a1")) == 21


def test_a_backups_file_can_be_read_from_a_folder_that_cannot_be_written(
    library: Library, backups: Backups
) -> None:
    path = backups.make(library)
    made = apsw.Connection(f"file:{path}?immutable=1", flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI)
    assert made.pragma("journal_mode") == "delete"
    made.close()
