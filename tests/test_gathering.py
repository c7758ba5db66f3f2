"""A person imports files and folders, whatever lies in them, and is told what became of each."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reader import gathering, importers
from reader.cancel import CancelToken
from reader.errors import ReaderError
from reader.folders import natural_order
from reader.gathering import Event, Outcome, Progress, Report, Taken, gather
from reader.importers.text import LARGEST
from reader.library import LIBRARY_FILE, Library
from reader.library.index import Index, Upkeep
from reader.model import Article
from tests.bench import made
from tests.library import samples


@pytest.fixture
def library() -> Library:
    return Library.in_memory()


def write(folder: Path, *names: str) -> list[Path]:
    """Articles of their own under those names."""
    paths = [folder / name for name in names]
    for number, path in enumerate(paths):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"כתבה על {path.stem}\n\nזו פסקה מספר {number} של {path.stem}. והיא נגמרת.\n", "utf-8"
        )
    return paths


def brought(
    library: Library, *paths: Path | str, token: CancelToken | None = None
) -> tuple[Report, list[Event]]:
    events: list[Event] = []
    return gather(library, paths, token, events.append), events


def names(events: list[Event]) -> list[str]:
    return [Path(event.path).name for event in events if isinstance(event, Taken)]


def refusals(report: Report) -> dict[str, str]:
    return {Path(path).name: str(error) for path, error in report.refused}


# -- folders -----------------------------------------------------------------------------------------------------


def test_a_folder_comes_in_as_a_person_would_count_it(library: Library, tmp_path: Path) -> None:
    write(tmp_path, "כתבה 10.txt", "כתבה 2.txt", "כתבה 1.txt", "חדש/ב.txt", "חדש/א.txt")
    report, events = brought(library, tmp_path)
    assert names(events) == ["א.txt", "ב.txt", "כתבה 1.txt", "כתבה 2.txt", "כתבה 10.txt"]
    assert len(report.new) == 5
    assert not report.refused
    assert not report.stopped
    assert [row.id for row in reversed(library.articles())] == report.new
    assert sorted(["a10", "A9c", "a009", "b1", "a"], key=natural_order) == ["a", "a009", "A9c", "a10", "b1"]


def test_importing_again_finds_nothing_new_and_a_changed_file_is_a_newer_version(
    library: Library, tmp_path: Path
) -> None:
    first, second, _ = write(tmp_path, "א.txt", "ב.txt", "ג.txt")
    before, _ = brought(library, tmp_path)
    first.write_text(first.read_text("utf-8") + "ועוד משפט שנוסף בערב.\n", "utf-8")
    report, events = brought(library, tmp_path, second)
    assert (len(report.new), len(report.updated), len(report.same)) == (0, 1, 2)
    assert [event.outcome for event in events if isinstance(event, Taken)] == [
        Outcome.UPDATED, Outcome.SAME, Outcome.SAME,
    ]  # fmt: skip
    assert len(library.articles()) == 3
    assert len(library.versions(before.new[0])) == 2


def test_what_was_thrown_away_is_new_again(library: Library, tmp_path: Path) -> None:
    write(tmp_path, "א.txt")
    (gone,) = brought(library, tmp_path)[0].new
    library.delete_articles([gone])
    report, events = brought(library, tmp_path)
    assert report.new == report.returned == [gone]
    assert [event.from_trash for event in events if isinstance(event, Taken)] == [True]


def test_what_is_no_article_is_named_and_the_rest_comes_in(library: Library, tmp_path: Path) -> None:
    write(tmp_path, "א.txt", "ב.md", "בלי סיומת")
    (tmp_path / "תמונה.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    (tmp_path / "ריק.txt").write_bytes(b"")
    (tmp_path / "נתונים.json").write_text('{"א": 1}', "utf-8")
    (tmp_path / "קוד.py").write_text("print(1)", "utf-8")
    (tmp_path / "דף.html").write_text("<!doctype html><p>שלום</p>", "utf-8")
    with (tmp_path / "ענק.txt").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    report, _ = brought(library, tmp_path)
    assert len(report.new) == 3
    said = refusals(report)
    assert set(said) == {"תמונה.png", "ריק.txt", "נתונים.json", "קוד.py", "דף.html", "ענק.txt"}
    assert "PNG picture" in said["תמונה.png"]
    assert "too large" in said["ענק.txt"]
    assert "a file of data" in said["נתונים.json"]
    assert LARGEST < 200 * 1024 * 1024


def test_a_file_of_data_that_is_named_is_read(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "יומן.log"
    path.write_text("שלום לכולם, זה יומן.", "utf-8")
    assert len(brought(library, path)[0].new) == 1


def test_hidden_files_and_what_systems_leave_are_passed_over(library: Library, tmp_path: Path) -> None:
    write(tmp_path, ".נסתר.txt", ".git/א.txt", "~$א.txt", "Thumbs.db", "__MACOSX/ב.txt")
    report, _ = brought(library, tmp_path)
    assert report == Report()
    named, _ = brought(library, tmp_path / ".git", tmp_path / ".נסתר.txt")
    assert len(named.new) == 2


def test_the_librarys_own_files_are_no_articles(tmp_path: Path) -> None:
    write(tmp_path, "א.txt", "notes/א.jsonld", "backups/ב.txt", "sub/notes/ג.txt")
    with Library.open(tmp_path / LIBRARY_FILE) as library:
        Upkeep(library).catch_up()
        (tmp_path / "library.aside-20240101T000000Z.sqlite").write_bytes(b"x")
        report, events = brought(library, tmp_path)
        assert names(events) == ["ג.txt", "א.txt"]
        assert not report.refused


def test_links_in_a_circle_are_walked_once_and_one_that_leads_nowhere_is_named(
    library: Library, tmp_path: Path
) -> None:
    write(tmp_path, "א/ב/ג.txt")
    (tmp_path / "א" / "ב" / "שוב").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "עוד א").symlink_to(tmp_path / "א", target_is_directory=True)
    (tmp_path / "לשום מקום").symlink_to(tmp_path / "אין")
    (tmp_path / "לעצמו").symlink_to(tmp_path / "לעצמו")
    os.mkfifo(tmp_path / "צינור")
    report, _ = brought(library, tmp_path)
    assert len(report.new) == 1
    assert set(refusals(report)) == {"לשום מקום", "לעצמו"}


def test_names_in_windows_1255_come_in(library: Library, tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/" + "תיקייה".encode("cp1255")
    os.mkdir(folder)  # noqa: PTH102 - its name is bytes
    with open(folder + b"/" + "שלום.txt".encode("cp1255"), "wb") as file:  # noqa: PTH123 - as above
        file.write("כותרת\n\nפסקה אחת.".encode("cp1255"))
    report, events = brought(library, tmp_path)
    assert len(report.new) == 1
    assert library.articles()[0].title == "כותרת"
    assert brought(library, tmp_path)[0].same == report.new
    assert isinstance(events[-1], Progress)


def test_a_hundred_folders_in_one_another_are_walked(library: Library, tmp_path: Path) -> None:
    write(tmp_path, "/".join(["ת"] * 100 + ["א.txt"]))
    assert len(brought(library, tmp_path)[0].new) == 1


# -- what goes wrong ---------------------------------------------------------------------------------------------


def test_what_is_not_there_and_an_address_are_named(library: Library, tmp_path: Path) -> None:
    report, _ = brought(
        library, tmp_path / "אין", tmp_path / "אין גם" / "א.txt", "https://example.org/1", "\0"
    )
    assert [str(error) for _, error in report.refused] == [
        f"There is no file {tmp_path / 'אין'}.",
        f"There is no file {tmp_path / 'אין גם' / 'א.txt'}.",
        "https://example.org/1 is an address; Reader imports files and folders so far.",
        "\0 is no file name.".replace("\0", Path("\0").name),
    ]


def when_taken(first: str, do: Callable[[], object]) -> Callable[[Event], None]:
    """Do something once, as soon as the first file is at hand."""
    done: list[bool] = []

    def tell(event: Event) -> None:
        if isinstance(event, Progress) and event.path.endswith(first) and event.total and not done:
            done.append(True)
            do()

    return tell


def test_a_folder_that_vanishes_is_one_sentence_and_the_rest_is_done(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "_NEWS", 0)
    inside = write(tmp_path, *(f"א/ב/{number}.txt" for number in range(20)))
    write(tmp_path, "ת.txt")

    def remove() -> None:
        for path in inside:
            path.unlink()
        inside[0].parent.rmdir()
        inside[0].parent.parent.rmdir()

    report = gather(library, [tmp_path], tell=when_taken("5.txt", remove))
    assert len(report.new) == 6
    assert [(path, str(error)) for path, error in report.refused] == [
        (str(tmp_path / "א"), f"The folder {tmp_path / 'א'} is not there any more.")
    ]


def test_a_file_that_vanishes_is_named(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "_NEWS", 0)
    paths = write(tmp_path, "1.txt", "2.txt", "3.txt")
    report = gather(library, [tmp_path], tell=when_taken("1.txt", paths[1].unlink))
    assert len(report.new) == 2
    assert list(refusals(report)) == ["2.txt"]


def test_a_folder_that_may_not_be_read_is_a_sentence(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "סגור/א.txt", "ב.txt")
    scan = os.scandir

    def shut(path: str) -> object:
        if path.endswith("סגור"):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", shut)
    report, events = brought(library, tmp_path)
    assert names(events) == ["ב.txt"]
    assert refusals(report) == {"סגור": f"The folder {tmp_path / 'סגור'} may not be read by you."}


def test_where_the_library_cannot_be_written_it_ends_and_what_was_told_of_is_kept(tmp_path: Path) -> None:
    write(tmp_path / "articles", "א.txt")
    path = tmp_path / LIBRARY_FILE
    Library.open(path).close()
    with Library.open(path, read_only=True) as library, pytest.raises(ReaderError, match="read-only"):
        brought(library, tmp_path / "articles")


def test_an_index_that_cannot_be_written_keeps_no_article_out(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object) -> int:
        raise ReaderError("The disk is full, so nothing was saved.")

    monkeypatch.setattr(Upkeep, "catch_up", fails)
    write(tmp_path, "א.txt")
    assert len(brought(library, tmp_path)[0].new) == 1
    assert "later" in caplog.text


# -- stopping, telling, and others at work -----------------------------------------------------------------------


def test_stopping_keeps_what_was_done(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "_NEWS", 0)
    write(tmp_path, *(f"{number}.txt" for number in range(100)))
    token = CancelToken()
    report = gather(library, [tmp_path], token, when_taken("50.txt", token.cancel))
    assert report.stopped
    assert len(report.new) == 50
    assert len(library.articles()) == 50
    again, _ = brought(library, tmp_path)
    assert (len(again.new), len(again.same)) == (50, 50)


def test_stopping_does_not_wait_for_a_folder_to_be_listed(library: Library, tmp_path: Path) -> None:
    write(tmp_path, "1.txt")
    token = CancelToken()
    token.cancel()
    report, events = brought(library, tmp_path, token=token)
    assert report == Report(stopped=True)
    assert events == []


def test_stopping_does_not_wait_for_a_long_file(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "_LARGE", 1)
    write(tmp_path, "1.txt")
    token, released = CancelToken(), threading.Event()

    def slow(_path: object) -> None:
        token.cancel()
        released.wait(30)

    monkeypatch.setattr(importers, "load_found", slow)
    begun = time.monotonic()
    report = gather(library, [tmp_path], token)
    took = time.monotonic() - begun
    released.set()
    assert report.stopped
    assert took < 5
    assert not report.new


def test_it_is_told_how_far_it_came(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "_NEWS", 0)
    paths = write(tmp_path, "1.txt", "2.txt")
    shares: list[float] = []
    events: list[Event] = []
    gather(library, [tmp_path], CancelToken(shares.append), events.append)
    told = [event for event in events if isinstance(event, Progress)]
    assert [(each.done, each.total) for each in told] == [(0, 0), (0, 0), (0, 2), (1, 2), (2, 2)]
    assert told[-1].size == sum(path.stat().st_size for path in paths)
    assert shares == [0, 0.5, 1]


def test_an_article_is_in_the_library_before_it_is_told_of(library: Library, tmp_path: Path) -> None:
    write(tmp_path, *(f"{number}.txt" for number in range(40)))
    there: list[bool] = []
    gather(
        library,
        [tmp_path],
        tell=lambda event: (
            there.append(library.row(event.id) is not None) if isinstance(event, Taken) else None
        ),
    )
    assert there == [True] * 40


def test_what_came_in_is_found_at_once(tmp_path: Path) -> None:
    write(tmp_path, "הפועלים.txt")
    with Library.open(tmp_path / "data" / LIBRARY_FILE) as library:
        brought(library, tmp_path)
        index = Index(library)
        with index.connection() as connection:
            assert len(connection.execute("SELECT * FROM docs").fetchall()) == 1
        index.close()


def test_a_note_is_saved_while_a_folder_comes_in(tmp_path: Path) -> None:
    write(tmp_path / "articles", *(f"{number}.txt" for number in range(120)))
    article = samples.article()
    with Library.open(tmp_path / LIBRARY_FILE) as library, Library.open(tmp_path / LIBRARY_FILE) as other:
        library.add_article(article)
        saved: list[int] = []

        def note(event: Event) -> None:
            if isinstance(event, Taken):
                other.save_annotation(samples.note(article, name=f"n{len(saved)}"))
                saved.append(1)

        report = gather(library, [tmp_path / "articles"], tell=note)
        assert len(report.new) == len(saved) == 120
        assert len(other.all_annotations()) == 120


def test_no_transaction_holds_more_than_some_articles(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        (tmp_path / f"{number}.txt").write_text(made.article_of_length(150_000, number), "utf-8")
    write(tmp_path / "קצרות", *(f"{number}.txt" for number in range(70)))
    sizes: list[tuple[int, int]] = []
    taken = library.import_articles

    def counted(batch: list[Article]) -> object:
        sizes.append((len(batch), sum(len(each.text) for each in batch)))
        return taken(batch)

    monkeypatch.setattr(library, "import_articles", counted)
    report, _ = brought(library, tmp_path)
    assert len(report.new) == 76
    assert max(count for count, _ in sizes) <= 32
    assert max(size for _, size in sizes) < 600_000
