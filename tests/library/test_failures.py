"""Whatever happens to the library: one sentence, nothing half done, and what was saved is still there."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import ReaderError
from reader.library import LIBRARY_FILE, Library, connection
from reader.library.failures import told
from tests.library import samples
from tests.library.faults import faulty_disk

ARTICLE = samples.article()
SAVED = samples.note(ARTICLE, name="saved")
NEW = samples.note(ARTICLE, "השיחות", name="new")

SAVES: list[Callable[[Library], object]] = [
    lambda library: library.save_annotation(NEW),
    lambda library: library.save_annotation(replace(SAVED, body="שינוי")),
    lambda library: library.delete_annotation("saved"),
    lambda library: library.add_article(samples.article("b2")),
    lambda library: library.add_article(samples.article(body="טקסט אחר.")),
    lambda library: library.save_reading(samples.reading(ARTICLE)),
    lambda library: library.save_reading(samples.reading(samples.article("b3"))),
    lambda library: library.set_position("a1", 5),
    lambda library: library.mark_opened("a1"),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library with one article and one note."""
    place = tmp_path / "reader" / LIBRARY_FILE
    with Library.open(place) as library:
        library.add_article(ARTICLE)
        library.save_annotation(SAVED)
    return place


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits for another program are short."""
    monkeypatch.setattr(connection, "BUSY_MS", 20)


@pytest.fixture
def ordinary_folder() -> Iterator[Path]:
    """A folder where the tests' user is nobody special, even where the tests run as root."""
    folder = Path(tempfile.mkdtemp())
    rank = os.geteuid()
    if rank == 0:
        os.chown(folder, 65534, 65534)
        os.seteuid(65534)
    try:
        yield folder
    finally:
        os.seteuid(rank)
        folder.chmod(0o700)
        shutil.rmtree(folder)


def said(work: Callable[[], object]) -> str:
    """The one sentence that `work` fails with; it has a hint and no trace of its making."""
    with pytest.raises(ReaderError) as caught:
        work()
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in caught.value.full
    assert caught.value.hint
    return sentence


def snapshot(library: Library) -> object:
    return (
        library.articles(),
        library.article("a1"),
        library.annotations("a1"),
        library.reading("a1", samples.ENGINE),
    )


def assert_sound(path: Path) -> None:
    """The file is whole, and what was saved before is there."""
    with Library.open(path) as library:
        assert SAVED in library.annotations("a1")
    check = apsw.Connection(str(path))
    assert check.pragma("integrity_check") == "ok"
    check.close()


# -- saving ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("save", SAVES)
def test_a_full_disk_saves_nothing_and_harms_nothing(path: Path, save: Callable[[Library], object]) -> None:
    with faulty_disk() as disk, Library.open(path) as library:
        before = snapshot(library)
        disk.full = True
        assert said(lambda: save(library)) == "The disk is full, so nothing was saved."
        assert snapshot(library) == before
        disk.full = False
        save(library)
        if save not in SAVES[-2:]:
            assert snapshot(library) != before
    with Library.open(path) as library:
        assert library.article("a1") is not None


@pytest.mark.parametrize("writes", range(6))
def test_a_disk_that_fills_up_while_a_note_is_saved_keeps_all_of_it_or_none(path: Path, writes: int) -> None:
    large = replace(NEW, body="הערה ארוכה. " * 2000)
    with faulty_disk() as disk, Library.open(path) as library:
        disk.writes_left = writes
        said(lambda: library.save_annotation(large))
        assert library.annotations("a1") == (SAVED,)
        disk.writes_left, disk.full = None, False
        library.save_annotation(large)
        assert library.annotations("a1") == (SAVED, large)
    assert_sound(path)


def test_a_library_at_its_greatest_size_is_a_full_disk(path: Path) -> None:
    with Library.open(path) as library:
        library._connection.pragma("max_page_count", 1)
        large = replace(NEW, body="הערה ארוכה. " * 20000)
        assert "full" in said(lambda: library.save_annotation(large))
        assert library.annotations("a1") == (SAVED,)


def test_a_disk_that_does_not_sync_has_saved_nothing(path: Path) -> None:
    with faulty_disk() as disk, Library.open(path) as library:
        disk.failing = True
        assert "could not be read or written" in said(lambda: library.save_annotation(NEW))
        assert library.annotations("a1") == (SAVED,)
        disk.failing = False
        library.save_annotation(NEW)
        assert len(library.annotations("a1")) == 2
    assert_sound(path)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("save", SAVES)
def test_another_program_that_does_not_let_go_is_waited_for_and_then_named(
    path: Path, save: Callable[[Library], object]
) -> None:
    with Library.open(path) as library:
        other = apsw.Connection(str(path))
        other.execute("BEGIN IMMEDIATE")
        before = snapshot(library)
        assert said(lambda: save(library)).startswith("Another program is using the library")
        assert snapshot(library) == before
        other.execute("ROLLBACK")
        other.close()
        save(library)


def test_a_library_opened_for_reading_refuses_to_save_and_shows_everything(path: Path) -> None:
    with Library.open(path, read_only=True) as library:
        assert library.read_only
        assert library.annotations("a1") == (SAVED,)
        for save in SAVES:
            assert said(partial(save, library)).endswith("is read-only, so nothing was saved.")
        assert library.annotations("a1") == (SAVED,)


def test_a_read_only_disk_shows_the_library_and_refuses_to_save(path: Path) -> None:
    with faulty_disk() as disk:
        disk.read_only = True
        with Library.open(path) as library:
            assert library.read_only
            assert library.annotations("a1") == (SAVED,)
            assert "read-only" in said(lambda: library.save_annotation(NEW))


def test_a_disk_that_may_be_written_again_takes_the_note_without_a_restart(path: Path) -> None:
    with faulty_disk() as disk:
        disk.read_only = True
        with Library.open(path) as library:
            said(lambda: library.save_annotation(NEW))
            disk.read_only = False
            library.save_annotation(NEW)
            assert not library.read_only
            assert len(library.annotations("a1")) == 2
    assert_sound(path)


def test_a_library_opened_on_a_full_disk_is_shown_and_says_that_the_disk_is_full(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(path.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=0))
    with faulty_disk() as disk:
        disk.read_only = True  # as SQLite sees it: there is no room for its locks
        with Library.open(path) as library:
            assert library.annotations("a1") == (SAVED,)
            assert said(lambda: library.save_annotation(NEW)) == "The disk is full, so nothing was saved."


@pytest.mark.parametrize("kind", ["file", "folder", "both"])
def test_a_library_that_may_not_be_written_is_shown_and_not_changed(ordinary_folder: Path, kind: str) -> None:
    path = ordinary_folder / LIBRARY_FILE
    with Library.open(path) as library:
        library.add_article(ARTICLE)
        library.save_annotation(SAVED)
    if kind in {"file", "both"}:
        path.chmod(0o444)
    if kind in {"folder", "both"}:
        ordinary_folder.chmod(0o555)
    with Library.open(path) as library:
        assert library.annotations("a1") == (SAVED,)
        assert "read-only" in said(lambda: library.save_annotation(NEW))
        assert library.annotations("a1") == (SAVED,)


def test_a_crashed_library_in_a_closed_folder_does_not_hide_its_newest_notes(ordinary_folder: Path) -> None:
    path = ordinary_folder / LIBRARY_FILE
    copies = ordinary_folder / "copies"
    copies.mkdir()
    with Library.open(path) as library:
        library.save_annotation(SAVED)
        for name in (LIBRARY_FILE, LIBRARY_FILE + "-wal"):  # as a crash leaves them
            shutil.copy(ordinary_folder / name, copies / name)
    copies.chmod(0o555)
    assert "its newest changes lie beside it" in said(lambda: Library.open(copies / LIBRARY_FILE))
    copies.chmod(0o755)
    with Library.open(copies / LIBRARY_FILE) as library:
        assert library.annotations("a1") == (SAVED,)


@pytest.mark.usefixtures("impatient")
def test_a_folder_closed_while_the_library_is_open_refuses_the_note(ordinary_folder: Path) -> None:
    path = ordinary_folder / LIBRARY_FILE
    with faulty_disk(base="unix-dotfile"), Library.open(path) as library:
        library.save_annotation(SAVED)
        ordinary_folder.chmod(0o555)
        said(lambda: library.save_annotation(NEW))
        ordinary_folder.chmod(0o755)
        library.save_annotation(NEW)
        assert len(library.annotations("a1")) == 2


def test_a_library_that_may_not_be_read_is_said_to_be_closed(ordinary_folder: Path) -> None:
    path = ordinary_folder / LIBRARY_FILE
    Library.open(path).close()
    path.chmod(0)
    assert said(lambda: Library.open(path)).startswith(f"The library {path} cannot be opened")


def test_a_folder_that_may_not_be_written_gets_no_library(ordinary_folder: Path) -> None:
    ordinary_folder.chmod(0o555)
    for place in (ordinary_folder / LIBRARY_FILE, ordinary_folder / "new" / LIBRARY_FILE):
        assert "cannot be opened" in said(partial(Library.open, place))


def test_a_library_whose_folder_vanished_says_so_instead_of_losing_the_note(path: Path) -> None:
    with Library.open(path) as library:
        shutil.rmtree(path.parent)
        assert "was moved or deleted" in said(lambda: library.save_annotation(NEW))


def test_a_read_only_library_whose_folder_vanished_is_not_made_anew(path: Path) -> None:
    with faulty_disk() as disk:
        disk.read_only = True
        with Library.open(path) as library:
            shutil.rmtree(path.parent)
            disk.read_only = False
            assert "was moved or deleted" in said(lambda: library.save_annotation(NEW))
    assert not path.parent.exists()


def test_a_library_that_another_file_took_the_place_of_is_not_written(path: Path) -> None:
    with Library.open(path) as library:
        path.rename(path.with_name("moved.sqlite"))
        Library.open(path).close()
        assert "was moved or deleted" in said(lambda: library.save_annotation(NEW))


# -- opening -----------------------------------------------------------------------------------------------------


def test_a_folder_in_the_librarys_place_is_named(tmp_path: Path) -> None:
    assert said(lambda: Library.open(tmp_path)).endswith("cannot be opened: it is a folder.")


def test_a_file_in_the_folders_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "reader").write_text("")
    assert "cannot be opened" in said(lambda: Library.open(tmp_path / "reader" / LIBRARY_FILE))


def test_reading_a_library_that_is_not_there_makes_none(tmp_path: Path) -> None:
    path = tmp_path / "reader" / LIBRARY_FILE
    assert said(lambda: Library.open(path, read_only=True)) == f"There is no library at {path}."
    assert not path.parent.exists()


@pytest.mark.parametrize("content", ["שורה ראשונה של מכתב, לא מסד נתונים. " * 50, "קצר", "SQLite format 3"])
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, content: str) -> None:
    path = tmp_path / LIBRARY_FILE
    path.write_text(content, "utf-8")
    assert said(lambda: Library.open(path)) == f"The file {path} is not a Reader library."
    assert path.read_text("utf-8") == content
    assert [each.name for each in tmp_path.iterdir()] == [LIBRARY_FILE]


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / LIBRARY_FILE
    other = apsw.Connection(str(path))
    other.execute("CREATE TABLE bookmarks (url TEXT)")
    other.close()
    before = path.read_bytes()
    assert said(lambda: Library.open(path)) == f"The file {path} is not a Reader library."
    assert path.read_bytes() == before


def test_a_newer_readers_library_is_refused_and_left_alone(path: Path) -> None:
    newer = apsw.Connection(str(path))
    newer.pragma("user_version", 99)
    newer.close()
    before = path.read_bytes()
    for read_only in (False, True):
        sentence = said(partial(Library.open, path, read_only=read_only))
        assert "was made by a newer Reader" in sentence
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_library(tmp_path: Path) -> None:
    path = tmp_path / LIBRARY_FILE
    path.touch()
    with Library.open(path) as library:
        assert library.add_article(ARTICLE)


def test_no_library_is_made_on_a_full_disk_and_one_is_when_there_is_room(tmp_path: Path) -> None:
    path = tmp_path / LIBRARY_FILE
    with faulty_disk() as disk:
        disk.full = True
        assert "full" in said(lambda: Library.open(path))
        disk.full = False
        with Library.open(path) as library:
            assert library.add_article(ARTICLE)


def use_all_of(path: Path) -> None:
    with Library.open(path) as library:
        for row in library.articles():
            library.article(row.id)
        library.annotations("a1")
        library.reading("a1", samples.ENGINE)
        library.save_annotation(NEW)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a library with some content."""
    path = tmp_path_factory.mktemp("sound") / LIBRARY_FILE
    with Library.open(path) as library:
        for number in range(20):
            library.save_reading(samples.reading(samples.article(f"a{number}", samples.BODY * 20)))
            library.save_annotation(samples.note(ARTICLE, name=f"n{number}"))
    return path.read_bytes()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder to damage files in."""
    return tmp_path_factory.mktemp("damaged")


@given(share=st.floats(0.001, 0.999))
def test_a_library_cut_short_is_called_damaged(sound: bytes, desk: Path, share: float) -> None:
    path = desk / "short.sqlite"
    path.write_bytes(sound[: int(len(sound) * share)])
    said(lambda: use_all_of(path))


@given(at=st.floats(0, 0.999), noise=st.binary(min_size=1, max_size=200))
def test_a_damaged_library_still_serves_or_is_called_damaged(
    sound: bytes, desk: Path, at: float, noise: bytes
) -> None:
    start = int(len(sound) * at)
    path = desk / "noise.sqlite"
    for leftover in desk.glob("noise.sqlite*"):
        leftover.unlink()
    path.write_bytes(sound[:start] + noise + sound[start + len(noise) :])
    try:
        use_all_of(path)
    except ReaderError as failure:
        assert failure.hint


# -- where it lies -----------------------------------------------------------------------------------------------


def journal(library: Library) -> str:
    return str(library._connection.pragma("journal_mode"))


def test_saving_waits_for_the_disk(path: Path) -> None:
    with Library.open(path) as library:
        assert journal(library) == "wal"
        assert library._connection.pragma("synchronous") == 3
        assert library._connection.pragma("foreign_keys") == 1


def test_where_a_log_cannot_be_shared_the_library_works_without_one(path: Path) -> None:
    with faulty_disk(base="unix-dotfile"), Library.open(path) as library:
        assert journal(library) == "delete"
        library.save_annotation(NEW)
        assert len(library.annotations("a1")) == 2
    assert_sound(path)


def test_on_a_network_drive_the_library_keeps_no_log(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "on_network", lambda path: True)
    with Library.open(path) as library:
        assert journal(library) == "delete"
        library.save_annotation(NEW)
    assert_sound(path)


@pytest.mark.parametrize(
    ("mounts", "network"),
    [
        ("/dev/sda1 / ext4 rw 0 0\nserver:/home /home nfs4 rw 0 0\n", True),
        ("/dev/sda1 / ext4 rw 0 0\nserver:/home /home/other nfs4 rw 0 0\n", False),
        ("server:/ / nfs rw 0 0\n/dev/sdb1 /home/my\\040own ext4 rw 0 0\n", False),
        ("", False),
    ],
)
def test_a_network_drive_is_known_by_its_mount(
    monkeypatch: pytest.MonkeyPatch, mounts: str, network: bool
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(Path, "read_text", lambda *_: mounts)
    assert connection.on_network(Path("/home/my own/library.sqlite")) is network


@pytest.mark.parametrize("folder", ["ספרייה שלי", "a b?c#d%20e", os.fsdecode("קריאה".encode("windows-1255"))])
def test_a_folder_of_any_name_holds_a_library(tmp_path: Path, folder: str) -> None:
    path = tmp_path / folder / LIBRARY_FILE
    with Library.open(path) as library:
        library.add_article(ARTICLE)
    assert path.is_file()
    with Library.open(path, read_only=True) as library:
        assert library.article("a1") == ARTICLE
    path.write_bytes(b"nothing" * 100)
    said(lambda: Library.open(path))


def test_a_bug_is_not_told_as_a_failure_of_the_disk() -> None:
    library = Library.in_memory()
    library.close()
    with pytest.raises(apsw.ConnectionClosedError):
        library.articles()
    with pytest.raises(ZeroDivisionError), told("x"):
        _ = 1 / 0
