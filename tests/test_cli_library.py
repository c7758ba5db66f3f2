"""`reader library backup|restore|check` as a person and a script use them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reader.cli import cli, main
from reader.library import LIBRARY_FILE, Library
from reader.library.index import index_path
from tests.library import samples

ARTICLE = samples.article()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a library of one article and one note."""
    place = tmp_path / "data"
    with Library.open(place / LIBRARY_FILE) as library:
        library.add_article(ARTICLE)
        library.save_annotation(samples.note(ARTICLE))
    return place


def call(*args: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args])


def said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *args: str | Path
) -> tuple[int, str]:
    """The exit status of the whole program, and its one line on standard error."""
    monkeypatch.setattr("sys.argv", ["reader", *map(str, args)])
    with pytest.raises(SystemExit) as stop:
        main()
    captured = capsys.readouterr()
    assert captured.out == ""
    return int(stop.value.code or 0), captured.err


def test_a_backup_is_made_and_its_path_printed(folder: Path, tmp_path: Path) -> None:
    done = call("library", "backup", "--library", folder)
    assert done.exit_code == 0
    path = Path(done.stdout.strip())
    assert path.parent == folder / "backups"
    assert path.is_file()
    elsewhere = call("library", "--library", folder, "backup", tmp_path / "usb" / "stick")
    assert Path(elsewhere.stdout.strip()).parent == tmp_path / "usb" / "stick"


def test_a_backup_is_restored_and_what_was_there_is_set_aside(folder: Path) -> None:
    backup = call("library", "backup", "--library", folder).stdout.strip()
    with Library.open(folder / LIBRARY_FILE) as library:
        library.save_annotation(samples.note(ARTICLE, name="later"))
    done = call("library", "restore", backup, "--library", folder)
    assert done.exit_code == 0
    assert "1 note" in done.stderr
    (aside,) = folder.glob("*.aside-*.sqlite")
    assert str(aside) in done.stdout
    with Library.open(folder / LIBRARY_FILE) as library, Library.open(aside) as old:
        assert len(library.all_annotations()) == 1
        assert len(old.all_annotations()) == 2


def test_a_sound_library_is_said_to_be_sound(folder: Path) -> None:
    done = call("library", "check", "--library", folder)
    assert done.exit_code == 0
    assert "sound" in done.stdout
    assert done.stderr == ""


def test_a_damaged_library_is_status_1_and_its_newest_backup_is_named(folder: Path) -> None:
    backup = call("library", "backup", "--library", folder).stdout.strip()
    path = folder / LIBRARY_FILE
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    done = call("library", "check", "--library", folder)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert backup in done.stderr
    assert call("library", "restore", backup, "--library", folder).exit_code == 0
    assert call("library", "check", "--library", folder).exit_code == 0


def test_a_backup_of_a_damaged_library_fails(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / LIBRARY_FILE
    path.write_bytes(path.read_bytes()[:9000])
    status, line = said(monkeypatch, capsys, "library", "backup", "--library", folder)
    assert (status, line.count("\n")) == (1, 1)
    assert "damaged" in line


@pytest.mark.parametrize("command", [["check"], ["backup"], ["restore", "/nowhere/backup.sqlite"]])
def test_a_library_that_is_not_there_is_one_line_and_none_is_made(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status, line = said(monkeypatch, capsys, "library", *command, "--library", tmp_path / "new")
    assert (status, line.count("\n")) == (1, 1)
    assert "There is no library" in line
    assert not (tmp_path / "new").exists()


def test_a_call_that_is_none_is_status_2() -> None:
    assert call("library", "restore").exit_code == 2
    assert call("library", "mend").exit_code == 2
    assert call("library", "backup", "a", "b").exit_code == 2
    assert "backup" in call("library", "--help").output


def test_an_index_that_is_damaged_is_told_and_made_anew(folder: Path) -> None:
    assert call("library", "check", "--library", folder).exit_code == 0
    made = call("library", "check", "--repair", "--library", folder)
    assert made.exit_code == 0
    assert "made anew" in made.stdout
    index = index_path(folder / LIBRARY_FILE)
    assert call("library", "check", "--library", folder).exit_code == 0
    index.write_bytes(index.read_bytes()[:-5000])
    told = call("library", "check", "--library", folder)
    assert told.exit_code == 1
    assert "1 articles, 1 notes" in told.stdout
    assert "reader library check --repair" in told.stderr
    assert call("library", "check", "--repair", "--library", folder).exit_code == 0
    assert call("library", "check", "--library", folder).exit_code == 0
    index.write_bytes(b"garbage" * 1000)
    assert call("library", "check", "--library", folder).exit_code == 1
    assert len(library_articles(folder)) == 1


def library_articles(folder: Path) -> list[str]:
    with Library.open(folder / LIBRARY_FILE) as library:
        return [row.id for row in library.articles()]
