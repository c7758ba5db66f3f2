"""`reader import` and `reader library people` as a person, a script and the window use them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from reader import gathering, surveying, terminal
from reader.cancel import CancelToken
from reader.cli import cli, main
from reader.entities import LexiconEngine
from reader.errors import ReaderError
from reader.library import LIBRARY_FILE, Library
from reader.library.index import index_path
from tests.test_gathering import write

RULES = LexiconEngine.name


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three articles and a picture."""
    write(tmp_path / "כתבות", "א.txt", "ב.txt", "ג.txt")
    (tmp_path / "כתבות" / "תמונה.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return tmp_path / "כתבות"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Where the library is."""
    return tmp_path / "data"


def call(*args: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args])


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def titles(data: Path) -> list[str]:
    with Library.open(data / LIBRARY_FILE) as library:
        return sorted(row.title for row in library.articles())


def test_a_folder_comes_in_and_one_line_says_what_became_of_it(folder: Path, data: Path) -> None:
    done = call("import", folder, "--library", data)
    assert done.exit_code == 1
    assert done.stdout == "3 new, 1 refused.\n"
    assert done.stderr.count("\n") == 1
    assert "תמונה.png is a PNG picture" in done.stderr
    assert titles(data) == ["כתבה על א", "כתבה על ב", "כתבה על ג"]
    (folder / "תמונה.png").unlink()
    again = call("import", folder, "--library", data)
    assert (again.exit_code, again.stdout, again.stderr) == (0, "3 there already.\n", "")
    (folder / "א.txt").write_text((folder / "א.txt").read_text("utf-8") + "ועוד משפט אחד.", "utf-8")
    assert call("import", folder, "--library", data).stdout == "1 updated, 2 there already.\n"


def test_an_empty_folder_is_nothing_to_do(tmp_path: Path, data: Path) -> None:
    (tmp_path / "ריקה").mkdir()
    done = call("import", tmp_path / "ריקה", "--library", data)
    assert (done.exit_code, done.stdout) == (0, "nothing to do.\n")


def test_what_is_not_there_is_one_line_and_the_status_one(tmp_path: Path, data: Path) -> None:
    done = call("import", tmp_path / "אין", "--library", data)
    assert done.exit_code == 1
    assert done.stderr.startswith("reader: There is no file")
    assert call("import", "--library", data).exit_code == 2


def test_for_a_pipe_all_is_one_object(folder: Path, data: Path) -> None:
    done = call("import", folder, "--library", data, "--format", "json")
    found = json.loads(done.stdout)
    assert [Path(each["path"]).name for each in found["new"]] == ["א.txt", "ב.txt", "ג.txt"]
    assert [Path(each["path"]).name for each in found["refused"]] == ["תמונה.png"]
    assert found["same"] == found["updated"] == []
    assert found["stopped"] is False


def test_for_another_program_each_event_is_a_line(folder: Path, data: Path) -> None:
    done = call("import", folder, "--library", data, "--format", "jsonl")
    said = lines(done)
    assert done.stderr == ""
    articles = [each for each in said if each["event"] == "article"]
    assert [(Path(each["path"]).name, each["outcome"]) for each in articles] == [
        ("א.txt", "new"), ("ב.txt", "new"), ("ג.txt", "new"),
    ]  # fmt: skip
    assert {each["event"] for each in said} == {"progress", "article", "refused", "done"}
    last = [each for each in said if each["event"] == "progress"][-1]
    assert (last["step"], last["done"], last["total"]) == ("import", 4, 4)
    refused = next(each for each in said if each["event"] == "refused")
    again = ReaderError(refused["template"], refused["hint"], **refused["values"])
    assert again.full == refused["message"]
    assert said[-1] == {
        "event": "done", "new": 3, "updated": 0, "same": 0, "refused": 1, "read": 0, "failed": 0, "stopped": False,
    }  # fmt: skip


def test_a_name_that_is_no_text_is_no_harm_to_the_lines(tmp_path: Path, data: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xf9\xec\xe5\xed.txt"
    with open(path, "wb") as file:  # noqa: PTH123 - its name is bytes
        file.write("כותרת\n\nפסקה אחת.".encode())
    done = call("import", os.fsdecode(path), "--library", data, "--format", "jsonl")
    assert done.exit_code == 0
    assert [each["outcome"] for each in lines(done) if each["event"] == "article"] == ["new"]


def test_the_people_are_found_with_the_import_or_later(folder: Path, data: Path) -> None:
    first = lines(
        call(
            "import",
            folder / "א.txt",
            "--library",
            data,
            "--people",
            "--engine",
            RULES,
            "--format",
            "jsonl",
        )
    )
    assert [each["event"] for each in first if each["event"] != "progress"] == ["article", "read", "done"]
    call("import", folder, "--library", data)
    some = call(
        "library", "people", "--library", data, "--engine", RULES, "--limit", "1", "--format", "jsonl"
    )
    assert some.exit_code == 0
    read = [each for each in lines(some) if each["event"] == "read"]
    assert [each["title"] for each in read] == ["כתבה על ג"]
    assert isinstance(read[0]["people"], int)
    rest = call("library", "people", "--library", data, "--engine", RULES)
    assert rest.stdout == "1 read for people.\n"
    assert call("library", "people", "--library", data, "--engine", RULES).stdout == "nothing to do.\n"
    assert call("library", "people", "--library", data, "--engine", "nosuch").exit_code == 2


def test_an_article_whose_people_cannot_be_found_is_told(
    folder: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("import", folder, "--library", data)
    failed = surveying.Failed(
        "a", "כתבה", ReaderError("The people in the article {title} could not be found.", title="כתבה")
    )

    def survey(
        _library: Library,
        _choice: object,
        _token: CancelToken,
        tell: Callable[[object], None],
        **_how: object,
    ) -> None:
        tell(failed)

    monkeypatch.setattr(surveying, "survey", survey)
    done = call("library", "people", "--library", data, "--engine", RULES, "--format", "jsonl")
    assert done.exit_code == 1
    assert [(each["event"], each.get("id")) for each in lines(done)] == [("failed", "a"), ("done", None)]


def test_a_library_that_cannot_be_written_is_said_and_ends_it(
    folder: Path, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data.mkdir()
    (data / LIBRARY_FILE).write_bytes(b"something else entirely, and long enough to be looked at" * 20)
    done = call("import", folder, "--library", data, "--format", "jsonl")
    assert done.exit_code == 1
    assert [each["event"] for each in lines(done)] == ["error", "done"]
    assert lines(done)[-1]["stopped"] is True
    monkeypatch.setattr("sys.argv", ["reader", "import", str(folder), "--library", str(data)])
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 1
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert "not a Reader library" in said.err


def test_on_a_terminal_a_bar_shows_how_far_it_came(
    folder: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "_NEWS", 0)
    shown: list[tuple[str, int, int]] = []
    monkeypatch.setattr("reader.cli_import._on_terminal", lambda: True)
    monkeypatch.setattr(terminal.Bar, "show", lambda _bar, *values: shown.append(values))
    done = call("import", folder, "--library", data)
    assert done.stdout == "3 new, 1 refused.\n"
    assert shown[0] == ("Importing", 0, 0)
    assert shown[-1] == ("Importing", 4, 4)


def test_the_bar_is_gone_when_it_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    with terminal.Bar() as bar:
        bar.show("Importing", 0, 0)
        bar.show("Importing", 1, 2)
    said = capsys.readouterr()
    assert said.out == ""


# -- stopping ----------------------------------------------------------------------------------------------------


def begun(folder: Path, data: Path, *more: str) -> subprocess.Popen[bytes]:
    """An import of many files in a process of its own, which has begun to import."""
    write(folder, *(f"{number}.txt" for number in range(3000)))
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "reader",
            "import",
            str(folder),
            "--library",
            str(data),
            "--format",
            "jsonl",
            *more,
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if json.loads(line)["event"] == "article":
            break
    return process


def check_stopped(process: subprocess.Popen[bytes], data: Path) -> None:
    out, err = process.communicate(timeout=60)
    last = json.loads(out.splitlines()[-1])
    assert err == b""
    assert last["event"] == "done"
    assert last["stopped"] is True
    assert process.returncode == 1
    assert 0 < last["new"] == len(titles(data)) < 3000


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_and_what_came_in_stays(tmp_path: Path, data: Path, number: signal.Signals) -> None:
    process = begun(tmp_path / "כתבות", data)
    process.send_signal(number)
    check_stopped(process, data)


def test_closing_its_standard_input_stops_it_on_every_system(tmp_path: Path, data: Path) -> None:
    process = begun(tmp_path / "כתבות", data, "--until-closed", "--low-priority")
    assert process.stdin is not None
    process.stdin.close()
    process.stdin = None
    check_stopped(process, data)


def test_it_stops_where_nobody_reads_on(tmp_path: Path, data: Path) -> None:
    process = begun(tmp_path / "כתבות", data)
    with process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1
    assert 0 < len(titles(data)) < 3000


def test_more_paths_than_a_command_can_have_are_said_on_standard_input(tmp_path: Path, data: Path) -> None:
    paths = write(tmp_path / "כתבות", *(f"{number}.txt" for number in range(30)))
    done = subprocess.run(
        [sys.executable, "-m", "reader", "import", "-", "--library", str(data)],
        input=b"".join(os.fsencode(path) + b"\n" for path in paths),
        capture_output=True,
        check=True,
    )
    assert done.stdout.split() == b"30 new.".split()
    assert len(titles(data)) == 30


def test_the_search_is_told_of_everything_line_by_line(folder: Path, data: Path) -> None:
    call("import", folder, "--library", data)
    index_path(data / LIBRARY_FILE).unlink()
    told = call("library", "index", "--library", data, "--format", "jsonl", "--low-priority")
    assert told.exit_code == 0
    events = lines(told)
    assert {event["event"] for event in events} == {"progress", "done"}
    assert events[0]["step"] == "index" and events[0]["total"] >= 3
    assert events[-1]["indexed"] >= 3 and not events[-1]["stopped"]
    assert call("library", "index", "--library", data).stdout == "nothing to do.\n"


def test_people_are_looked_for_the_first_time_only_where_nobody_did(folder: Path, data: Path) -> None:
    call("import", folder, "--library", data)
    looked = ("library", "people", "--library", data, "--engine", RULES, "--first-time")
    assert call(*looked).stdout == "3 read for people.\n"
    assert call(*looked).stdout == "nothing to do.\n"
