"""Whether a library is whole is found out, and what can be read of a broken one is."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import apsw
import pytest

from reader.cancel import CancelledError, CancelToken
from reader.errors import ReaderError
from reader.library import LIBRARY_FILE, Library
from reader.library.checking import check, may_be_damage, salvage
from reader.library.notes import digest
from tests.library import samples

ARTICLE = samples.article()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library with an article and eighty notes."""
    place = tmp_path / LIBRARY_FILE
    with Library.open(place) as library:
        library.add_article(ARTICLE)
        library.save_annotations(
            samples.note(ARTICLE, name=f"n{n}", body=f"הערה {n} " * 30) for n in range(80)
        )
        library.refuse_name(samples.refused_name())
    return place


def change(path: Path, statement: str) -> None:
    connection = apsw.Connection(str(path))
    connection.execute(statement)
    connection.close()


def test_a_sound_library_is_sound_and_counted(path: Path) -> None:
    before = path.read_bytes()
    assert check(path) == check(path, quick=True)
    found = check(path)
    assert (found.sound, found.problems, found.articles, found.notes) == (True, (), 1, 80)
    assert path.read_bytes() == before
    with Library.open(path) as library:
        library.delete_annotation("n1")
        assert check(path).notes == 79


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE annotations SET body = 'הערי' || substr(body, 5) WHERE id = 'n3'",
        "UPDATE annotations SET colour = 'yellov' WHERE id = 'n3'",
        "UPDATE annotations SET tags = '[' WHERE id = 'n3'",
        "UPDATE annotations SET body = 5.5 WHERE id = 'n3'",
        "UPDATE annotations SET style = 'none' WHERE id = 'n3'",
        "UPDATE contents SET layout = '{'",
        "PRAGMA foreign_keys = 0; DELETE FROM contents",
        "PRAGMA foreign_keys = 0; DELETE FROM articles",
        "INSERT INTO corrections VALUES (1, 'c', 'a1', 1, '[]', '')",
        "DROP TABLE annotations",
    ],
)
def test_what_is_not_as_it_was_saved_is_found(path: Path, statement: str) -> None:
    change(path, statement)
    assert not check(path).sound


def test_damaged_pages_are_found_also_by_the_quick_look(path: Path) -> None:
    data = bytearray(path.read_bytes())
    page = len(data) // 2 // 4096 * 4096
    data[page : page + 4096] = bytes(4096)
    path.write_bytes(data)
    assert not check(path, quick=True).sound
    assert not check(path).sound
    path.write_bytes(data[: len(data) // 2])
    assert not check(path).sound


@pytest.mark.parametrize("content", [b"", b"nothing" * 1000, bytes(4096)])
def test_what_is_no_library_is_not_sound(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert not check(path).sound


def test_a_missing_or_newer_library_is_no_finding_but_a_failure(path: Path) -> None:
    change(path, "PRAGMA user_version = 99")
    with pytest.raises(ReaderError, match="newer") as caught:
        check(path)
    assert not may_be_damage(caught.value)
    with pytest.raises(ReaderError, match="no library"):
        check(path.with_name("gone"))


def test_a_check_can_be_stopped(path: Path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        check(path, token=token)


def test_a_library_is_checked_while_it_is_in_use(path: Path) -> None:
    with Library.open(path) as library:
        library.save_annotation(samples.note(ARTICLE, name="new"))
        assert check(path).notes == 81
        library.save_annotation(samples.note(ARTICLE, name="newer"))


def test_a_library_closed_in_order_did_not_end_badly_and_a_crashed_one_did(
    path: Path, tmp_path: Path
) -> None:
    with Library.open(path) as library:
        assert not library.ended_badly
        library.save_annotation(samples.note(ARTICLE, name="new"))
        crashed = tmp_path / "crashed"
        crashed.mkdir()
        for end in ("", "-wal"):
            shutil.copy(path.with_name(LIBRARY_FILE + end), crashed)
    with Library.open(path) as library:
        assert not library.ended_badly
    with Library.open(crashed / LIBRARY_FILE) as library:
        assert library.ended_badly
        assert check(crashed / LIBRARY_FILE).notes == 81
    with Library.open(crashed / LIBRARY_FILE) as library:
        assert not library.ended_badly


def test_what_can_be_read_of_a_damaged_library_is_saved(path: Path) -> None:
    assert len(salvage(path).notes) == 80
    data = bytearray(path.read_bytes())
    wanted = "הערה 40 ".encode()
    page = data.index(wanted * 2) // 4096 * 4096
    data[page : page + 4096] = bytes(4096)
    path.write_bytes(data)
    left = salvage(path)
    assert not left.whole
    assert 20 < len(left.notes) < 80
    for name, note in left.notes.items():
        assert note.body == f"הערה {name[1:]} " * 30
    assert path.read_bytes() == bytes(data)


@pytest.mark.parametrize("content", [None, b"", b"nothing" * 1000])
def test_nothing_is_saved_of_what_is_nothing(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / LIBRARY_FILE
    if content is not None:
        path.write_bytes(content)
    assert salvage(path).notes == {}


def test_the_digest_of_a_note_never_changes() -> None:
    # Every library holds digests of this making: another one would call all of their notes damaged.
    note = replace(samples.note(ARTICLE), entity_id="דנה לוי", tags=("ב", "א"))
    assert digest(note) == "fe51b4be569cd7e18f56095a584991bb"
