"""A library is at one version or at the next, never between two."""

from __future__ import annotations

from pathlib import Path

import apsw
import pytest

from reader.errors import ReaderError
from reader.library import LIBRARY_FILE, Library, migrations
from tests.library import samples
from tests.library.faults import faulty_disk


def _add_shelves(connection: apsw.Connection) -> None:
    connection.execute("CREATE TABLE shelves (name TEXT); INSERT INTO shelves VALUES ('חדשות')")


def _break_halfway(connection: apsw.Connection) -> None:
    connection.execute("CREATE TABLE halfway (name TEXT)")
    raise ZeroDivisionError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library of today."""
    place = tmp_path / LIBRARY_FILE
    with Library.open(place) as library:
        library.add_article(samples.article())
        library.save_annotation(samples.note(samples.article()))
    return place


def take(monkeypatch: pytest.MonkeyPatch, *steps: object) -> None:
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, *steps))


def ask(path: Path, query: str) -> object:
    connection = apsw.Connection(str(path))
    try:
        return connection.execute(query).get
    finally:
        connection.close()


def test_a_library_says_in_its_header_whose_it_is(path: Path) -> None:
    assert ask(path, "PRAGMA application_id") == migrations.APPLICATION_ID
    assert ask(path, "PRAGMA user_version") == len(migrations.STEPS)
    assert ask(path, "SELECT count(*) FROM migrations") == len(migrations.STEPS)


def test_an_older_library_is_brought_up_to_date_with_its_notes(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(monkeypatch, _add_shelves)
    with Library.open(path) as library:
        assert library.annotations("a1") == (samples.note(samples.article()),)
    assert ask(path, "SELECT name FROM shelves") == "חדשות"
    assert ask(path, "SELECT name FROM migrations ORDER BY version DESC LIMIT 1") == "add_shelves"
    with Library.open(path):
        assert ask(path, "SELECT count(*) FROM shelves") == 1


def test_a_step_that_fails_leaves_the_version_before_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        take(patch, _add_shelves, _break_halfway)
        with pytest.raises(ZeroDivisionError):
            Library.open(path)
    assert ask(path, "PRAGMA user_version") == len(migrations.STEPS) + 1
    assert ask(path, "SELECT count(*) FROM sqlite_schema WHERE name = 'halfway'") == 0
    with monkeypatch.context() as patch:
        take(patch, _add_shelves)
        with Library.open(path) as library:
            assert library.article("a1") == samples.article()


def test_a_full_disk_while_it_is_brought_up_to_date_leaves_the_old_library(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch, faulty_disk() as disk:
        take(patch, _add_shelves)
        disk.full = True
        with pytest.raises(ReaderError, match="full"):
            Library.open(path)
    with Library.open(path) as library:
        assert library.annotations("a1") == (samples.note(samples.article()),)


def test_an_older_library_that_cannot_be_written_is_not_half_understood(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(monkeypatch, _add_shelves)
    with pytest.raises(ReaderError, match="older Reader and read-only"):
        Library.open(path, read_only=True)


def test_two_readers_that_start_at_once_make_one_library(tmp_path: Path) -> None:
    one = apsw.Connection(str(tmp_path / LIBRARY_FILE))
    other = apsw.Connection(str(tmp_path / LIBRARY_FILE))
    migrations.identify(one, "one")
    migrations.identify(other, "other")
    migrations.migrate(one, "one")
    migrations.migrate(other, "other")
    assert other.execute("SELECT count(*) FROM migrations").get == len(migrations.STEPS)
    one.close()
    other.close()
