"""`reader notes export` and `reader notes import`, as a person and a pipe use them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from reader.library import Library
from tests.exporters import noted
from tests.exporters.test_hypothesis_rows import row
from tests.library import samples


def run(*args: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "reader", *args], input=given, capture_output=True, check=False, env=os.environ
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library with one article and four notes on it."""
    with Library.open(tmp_path / "mine" / "library.sqlite") as library:
        library.add_article(samples.article(source="https://example.org/news/1"))
        library.save_annotations(noted.talks().annotations)
    return tmp_path / "mine"


def test_notes_go_through_a_pipe_from_one_library_to_another(folder: Path, tmp_path: Path) -> None:
    out = run("notes", "export", "--library", str(folder))
    assert (out.returncode, out.stderr) == (0, b"")
    assert json.loads(out.stdout)["total"] == 4
    theirs = str(tmp_path / "theirs")
    done = run("notes", "import", "-", "--library", theirs, given=out.stdout)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().strip() == "standard input: 4 added"
    again = run("notes", "--library", theirs, "import", "-", given=out.stdout)
    assert again.stdout.decode().strip() == "standard input: 4 already there"
    assert run("notes", "export", "--library", theirs, "--format", "yaml").stdout != b""


@pytest.mark.parametrize("form", ["jsonld", "markdown", "csv", "yaml"])
def test_every_form_is_written_into_a_file(form: str, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "notes"
    target.parent.mkdir()
    done = run(
        "notes", "export", "--format", form, "--article", "a1", "--out", str(target), "--library", str(folder)
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert "דנה לוי" in target.read_text("utf-8")
    assert list(target.parent.iterdir()) == [target]
    if form == "yaml":
        assert len(yaml.safe_load(target.read_text("utf-8"))["articles"][0]["notes"]) == 4


def test_a_file_that_cannot_be_read_is_one_line_and_the_others_come_in(folder: Path, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(json.dumps({"rows": [row("h1")]}), "utf-8")
    bad.write_text('{"rows": [{"uri": "https://x", "text": 7}]}', "utf-8")
    done = run("notes", "import", str(tmp_path / "gone"), str(bad), str(good), "--library", str(folder))
    assert done.returncode == 1
    complaints = done.stderr.decode().strip().splitlines()
    assert len(complaints) == 2
    assert "rows[1].text" in complaints[1]
    assert done.stdout.decode().strip() == "good.json: 1 added"


def test_what_was_changed_here_and_there_is_said(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "notes.yaml"
    run("notes", "export", "--format", "yaml", "--out", str(path), "--library", str(folder))
    path.write_text(path.read_text("utf-8").replace('"לבדוק מי זה"', '"אחר"', 1), "utf-8")
    done = run("notes", "import", str(path), "--library", str(folder))
    assert done.returncode == 0
    said = done.stdout.decode().strip()
    assert said == "notes.yaml: 1 changed here and there and kept twice, 3 already there"


def test_an_empty_library_has_no_notes_to_write(tmp_path: Path) -> None:
    done = run("notes", "export", "--library", str(tmp_path / "new"))
    assert done.returncode == 0
    assert json.loads(done.stdout)["total"] == 0
    taken = run("notes", "import", "-", "--library", str(tmp_path / "new"), given=done.stdout)
    assert taken.stdout.decode().strip() == "standard input: no notes in it"


def test_wrong_usage_ends_with_two_and_an_unknown_article_with_one(folder: Path) -> None:
    assert run("notes", "export", "--format", "xml").returncode == 2
    assert run("notes", "import").returncode == 2
    assert run("notes", "lose").returncode == 2
    done = run("notes", "export", "--article", "nosuch", "--library", str(folder))
    assert done.returncode == 1
    assert done.stdout == b""
    assert len(done.stderr.decode().strip().splitlines()) == 1


def test_help_is_on_each_of_them() -> None:
    for command in (["notes"], ["notes", "export"], ["notes", "import"]):
        shown = run(*command, "--help")
        assert shown.returncode == 0
        assert b"--library" in shown.stdout
