"""Whatever happens to the index's file, the library is not touched and the index is right again."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import apsw
import pytest

from reader.cancel import CancelledError, CancelToken
from reader.errors import ReaderError
from reader.library import LIBRARY_FILE, Library
from reader.library import connection as opening
from reader.library.backups import Backups, restore
from reader.library.checking import check
from reader.library.index import Index, Upkeep, file, index_path, schema, upkeep
from reader.library.index.inspection import IndexCheck, check_index
from tests.library import samples
from tests.library.indexes import articles_with, asked, caught_up

ALL = [f"a{number}" for number in range(8)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / LIBRARY_FILE


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    with Library.open(path) as made:
        for name in ALL:
            made.add_article(samples.article(name))
        caught_up(made)
        yield made


def cut_short(index: Path) -> None:
    os.truncate(index, index.stat().st_size // 2 // 4096 * 4096)


def cut_within_a_page(index: Path) -> None:
    os.truncate(index, 5000)


def emptied(index: Path) -> None:
    os.truncate(index, 0)


def garbage(index: Path) -> None:
    index.write_bytes(b"no database at all " * 1000)


def garbage_inside(index: Path) -> None:
    with index.open("r+b") as opened:
        opened.seek(4096)
        opened.write(os.urandom(index.stat().st_size - 4096))


def of_an_older_version(index: Path) -> None:
    connection = apsw.Connection(str(index))
    connection.pragma("user_version", schema.VERSION - 1)
    connection.close()


def of_a_newer_version(index: Path) -> None:
    connection = apsw.Connection(str(index))
    connection.pragma("user_version", schema.VERSION + 1)
    connection.close()


def without_a_table(index: Path) -> None:
    connection = apsw.Connection(str(index))
    connection.execute("DROP TABLE docs")
    connection.close()


def of_another_library(index: Path) -> None:
    with Library.open(index.with_name("other.sqlite")) as other:
        other.add_article(samples.article("b1"))
        caught_up(other)
    index_path(index.with_name("other.sqlite")).replace(index)


def ahead_of_the_library(index: Path) -> None:
    connection = apsw.Connection(str(index))
    connection.execute("UPDATE progress SET number = number + 1000")
    connection.close()


def gone(index: Path) -> None:
    index.unlink()


def a_folder(index: Path) -> None:
    index.unlink()
    index.mkdir()


WRONGS = [
    *(
        cut_short,
        cut_within_a_page,
        emptied,
        garbage,
        garbage_inside,
        of_an_older_version,
        of_a_newer_version,
    ),
    *(without_a_table, of_another_library, ahead_of_the_library, gone, a_folder),
]


@pytest.mark.parametrize("damage", WRONGS)
def test_an_index_that_is_wrong_is_made_anew(
    library: Library, path: Path, damage: Callable[[Path], None]
) -> None:
    damage(index_path(path))
    for _ in range(2):  # what can only be seen when it is read is told once
        with suppress(ReaderError):
            caught_up(library)
            articles_with(library, "דנה לוי")
    assert articles_with(library, "דנה לוי") == ALL
    assert check(path).sound
    assert len(library.articles()) == len(ALL)


@pytest.mark.parametrize("damage", [gone, garbage_inside, emptied, cut_short])
def test_the_same_while_it_is_open(library: Library, path: Path, damage: Callable[[Path], None]) -> None:
    index, keeper = Index(library), Upkeep(library)
    with index.connection() as connection:
        assert connection.execute("SELECT count(*) FROM docs").get == len(ALL)
    keeper.catch_up()
    damage(index_path(path))
    library.add_article(samples.article("b1"))
    for _ in range(3):
        with suppress(ReaderError):
            keeper.catch_up()
            with index.connection() as connection:
                connection.execute("INSERT INTO article_words (article_words) VALUES ('integrity-check')")
                connection.execute("SELECT * FROM docs").fetchall()
    keeper.catch_up()
    keeper.close()
    index.close()
    assert articles_with(library, "דנה לוי") == [*ALL, "b1"]
    assert check(path).sound


def test_a_restored_backup_has_an_index_of_its_own(path: Path) -> None:
    with Library.open(path) as library:
        library.add_article(samples.article("a1"))
        backup = Backups(path).make(library)
        library.add_article(samples.article("a2"))
        caught_up(library)
    restore(backup, path)
    assert not index_path(path).exists()
    with Library.open(path) as library:
        library.add_article(samples.article("a3"))
        library.add_article(samples.article("a4"))
        caught_up(library)
        assert articles_with(library, "דנה לוי") == ["a1", "a3", "a4"]


def test_a_copy_that_somebody_put_in_the_librarys_place_is_noticed(path: Path, tmp_path: Path) -> None:
    with Library.open(path) as library:
        library.add_article(samples.article("a1"))
        backup = Backups(path).make(library)
        library.add_article(samples.article("a2"))
        caught_up(library)
    (tmp_path / "copy.sqlite").write_bytes(backup.read_bytes())
    (tmp_path / "copy.sqlite").replace(path)
    with Library.open(path) as library:
        library.add_article(samples.article("a3"))
        library.add_article(samples.article("a4"))
        caught_up(library)
        assert articles_with(library, "דנה לוי") == ["a1", "a3", "a4"]


def test_a_library_and_its_index_can_move_together(library: Library, path: Path, tmp_path: Path) -> None:
    library.close()
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    for each in (path, index_path(path)):
        (moved / each.name).write_bytes(each.read_bytes())
    with Library.open(moved / path.name) as there:
        caught_up(there)
        assert articles_with(there, "דנה לוי") == ALL


def test_where_nothing_can_be_written_the_index_is_elsewhere(library: Library, path: Path) -> None:
    library.close()
    index_path(path).unlink()
    path.chmod(0o400)
    # A folder that is closed to a mere user; whoever is all-powerful writes everywhere.
    with Library.open(path, read_only=True) as reading, pytest.MonkeyPatch.context() as patch:
        patch.setattr(file, "index_path", lambda place: place / "no such folder" / "index.sqlite")
        caught_up(reading)
        assert articles_with(reading, "דנה לוי") == ALL
    assert not index_path(path).exists()


def test_a_library_that_is_closed_leaves_no_log_though_its_index_is_open(path: Path) -> None:
    library = Library.open(path)
    library.add_article(samples.article())
    index, keeper = Index(library), Upkeep(library)
    keeper.catch_up()
    with index.connection() as connection:
        connection.execute("SELECT count(*) FROM lib.articles").fetchall()
    library.close()
    assert sorted(each.name for each in path.parent.iterdir()) == [index_path(path).name, path.name]
    with Library.open(path) as again:
        assert not again.ended_badly


def test_two_catch_up_at_once_and_nothing_is_missing_or_twice(path: Path) -> None:
    with Library.open(path) as library, Library.open(path) as other:
        for number in range(60):
            library.add_article(samples.article(f"a{number}"))
        failures: list[BaseException] = []

        def work(of: Library) -> None:
            try:
                caught_up(of)
            except BaseException as failure:
                failures.append(failure)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(upkeep, "_ROWS", 3)
            workers = [threading.Thread(target=work, args=(each,)) for each in (library, other)]
            for worker in workers:
                worker.start()
            for worker in workers:
                worker.join()
        assert not failures
        assert len(articles_with(library, "דנה לוי")) == 60
        assert asked(library, "SELECT count(*) FROM links") == ["60"]


def test_a_search_goes_on_while_an_import_writes(path: Path) -> None:
    with Library.open(path) as library:
        library.add_article(samples.article("a"))
        caught_up(library)
        stop = threading.Event()

        def write() -> None:
            keeper = Upkeep(library)
            number = 0
            while not stop.is_set():
                library.add_article(samples.article(f"b{number}"))
                keeper.catch_up()
                number += 1
            keeper.close()

        writer = threading.Thread(target=write)
        writer.start()
        index = Index(library)
        counts = []
        for _ in range(50):
            with index.connection() as connection:
                found = connection.execute(
                    "SELECT rowid FROM article_words WHERE article_words MATCH ?", ('"דנה לוי"',)
                ).fetchall()
                counts.append(len(found))
        stop.set()
        writer.join()
        index.close()
        assert counts == sorted(counts)
        assert counts[0] >= 1


_CATCH_UP = """
import sys
from pathlib import Path
from reader.library import Library
from reader.library.index import Upkeep, upkeep
upkeep._ROWS = 2
with Library.open(Path(sys.argv[1])) as library:
    print("begun", flush=True)
    Upkeep(library).catch_up()
"""


def test_killed_in_the_middle_it_goes_on_from_there(path: Path) -> None:
    with Library.open(path) as library:
        for number in range(200):
            library.add_article(samples.article(f"a{number:03}"))
    for _ in range(3):
        worker = subprocess.Popen([sys.executable, "-c", _CATCH_UP, str(path)], stdout=subprocess.PIPE)
        assert worker.stdout is not None
        worker.stdout.readline()
        worker.kill()
        worker.wait()
        worker.stdout.close()
    with Library.open(path) as library:
        caught_up(library)
        assert len(articles_with(library, "דנה לוי")) == 200
        assert asked(library, "SELECT count(*) FROM docs") == ["200"]
    assert check(path).sound


def test_a_rebuilding_that_was_stopped_goes_on(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "_ROWS", 2)
    token = CancelToken(lambda share: token.cancel() if share >= 0.5 else None)
    keeper = Upkeep(library)
    with pytest.raises(CancelledError):
        keeper.rebuild(token)
    assert 0 < keeper.behind() < len(ALL)
    keeper.catch_up()
    keeper.close()
    assert articles_with(library, "דנה לוי") == ALL


def test_saving_does_not_wait_for_the_index(library: Library) -> None:
    keeper = Index(library)
    with keeper.connection() as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("SELECT count(*) FROM lib.articles").fetchall()
        library.save_annotation(samples.note(samples.article("a1")))
        connection.execute("ROLLBACK")
    keeper.close()
    assert len(library.annotations("a1")) == 1


def test_a_look_at_the_index_says_what_is_wrong_with_it(library: Library, path: Path) -> None:
    assert check_index(path) == IndexCheck()
    library.add_article(samples.article("b1"))
    assert check_index(path) == IndexCheck(behind=1)
    caught_up(library)
    assert check_index(path) == IndexCheck()
    index = Index(library)
    with index.connection() as connection:
        connection.execute("DELETE FROM docs WHERE id = 'a3'")
        connection.execute("DELETE FROM article_words WHERE rowid = 1")
    index.close()
    assert check_index(path).problems == ("1 articles that are missing", "1 articles without words")


@pytest.mark.parametrize(
    "damage", [each for each in WRONGS if each not in (gone, emptied, ahead_of_the_library, a_folder)]
)
def test_a_look_at_an_index_that_is_wrong_finds_it_and_changes_nothing(
    library: Library, path: Path, damage: Callable[[Path], None]
) -> None:
    damage(index_path(path))
    before = index_path(path).read_bytes()
    assert not check_index(path).sound
    assert index_path(path).read_bytes() == before


def test_an_index_that_is_not_there_is_no_problem(library: Library, path: Path) -> None:
    index_path(path).unlink()
    assert check_index(path) == IndexCheck(there=False)


def test_an_index_that_somebody_holds_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "BUSY_MS", 1)
    with Library.in_memory() as library, Index(library).connection() as first:
        first.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ReaderError, match="does not let go"), Index(library).connection():
            pass
