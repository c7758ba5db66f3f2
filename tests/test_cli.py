"""The command line as a person and a pipe use it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from reader import __version__, paths
from reader.cli import cli, main
from reader.paths import resource
from reader.terminal import has_bidi
from reader.ui.parts.settings import Settings, save_settings
from tests import examples

SAMPLE = str(resource("articles", "sample.txt"))


def run(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "reader", *args], capture_output=True, text=True, check=False
    )


def test_reading_a_file_imports_no_qt_and_no_sqlite() -> None:
    code = (
        "import sys; from reader.cli import main; sys.argv = ['reader', 'read', sys.argv[1], '--format', 'json']\n"
        "try:\n    main()\nexcept SystemExit as stop:\n    assert not stop.code, stop.code\n"
        "print([m for m in sys.modules if m.split('.')[0] in ('PySide6', 'apsw', 'rich')], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, SAMPLE], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    assert json.loads(done.stdout)["article"]["title"]


def test_one_bad_file_is_said_in_one_line_and_the_others_are_still_read(tmp_path: Path) -> None:
    missing = tmp_path / "gone.txt"
    done = run("read", str(missing), SAMPLE, "--format", "jsonl")
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "gone.txt" in done.stderr
    assert json.loads(done.stdout)["article"]["title"]


def test_each_file_is_one_line_of_json_lines_and_one_document_of_yaml() -> None:
    both = CliRunner().invoke(cli, ["read", SAMPLE, SAMPLE, "--format", "jsonl"])
    assert len([json.loads(line) for line in both.output.splitlines()]) == 2
    documents = CliRunner().invoke(cli, ["read", SAMPLE, SAMPLE, "--format", "yaml"])
    assert len(list(yaml.safe_load_all(documents.output))) == 2


def test_out_writes_the_file_and_nothing_to_standard_output(tmp_path: Path) -> None:
    target = tmp_path / "reading.json"
    done = CliRunner().invoke(cli, ["read", SAMPLE, "--format", "json", "--out", str(target)])
    assert done.exit_code == 0
    assert done.output == ""
    assert json.loads(target.read_text("utf-8"))["entities"]
    assert list(tmp_path.iterdir()) == [target]


def test_out_into_a_folder_that_is_not_there_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "none" / "reading.json"
    monkeypatch.setattr(sys, "argv", ["reader", "read", SAMPLE, "--format", "json", "--out", str(target)])
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_wrong_usage_ends_with_two() -> None:
    assert run("read").returncode == 2
    assert run("read", SAMPLE, "--format", "xml").returncode == 2
    assert run("open", SAMPLE, "--screenshot", "x.png", "--size", "big").returncode == 2


def test_the_engine_is_named_in_the_call_or_else_as_the_window_was_set(tmp_path: Path) -> None:
    def engine(*args: str) -> str:
        done = run("read", SAMPLE, "--format", "json", *args)
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        name = json.loads(done.stdout)["engine"]["name"]
        assert isinstance(name, str)
        return name

    usual = engine()
    assert engine("--engine", "lexicon") == "lexicon"
    save_settings(Settings(engine="lexicon"), paths.config_dir())
    assert engine() == "lexicon"
    save_settings(Settings(engine="gone"), paths.config_dir())
    assert engine("--engine", "") == usual


def test_an_engine_that_nobody_knows_is_wrong_usage_and_names_those_there_are() -> None:
    done = run("read", SAMPLE, "--engine", "gone")
    assert done.returncode == 2
    assert "lexicon" in done.stderr


def test_a_model_that_cannot_be_used_is_one_line_for_all_files_and_they_are_read(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "model.json").write_text('{"form": 0}', "utf-8")
    for folder in (tmp_path / "gone", tmp_path / "empty", tmp_path):
        done = run("read", SAMPLE, SAMPLE, "--format", "jsonl", "--model", str(folder))
        assert done.returncode == 0
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
        assert str(folder) in done.stderr
        assert done.stderr.rstrip().endswith("Until then people are found by word lists alone.")
        assert [json.loads(line)["engine"]["name"] for line in done.stdout.splitlines()] == ["lexicon"] * 2


def test_version_and_help_are_everywhere() -> None:
    runner = CliRunner()
    assert __version__ in runner.invoke(cli, ["--version"]).output
    for command in ([], ["open"], ["read"]):
        shown = runner.invoke(cli, [*command, "--help"])
        assert shown.exit_code == 0
        assert "--library" in shown.output


def test_a_file_name_alone_opens_it(tmp_path: Path) -> None:
    article = tmp_path / "story.txt"
    article.write_text(examples.STORY, "utf-8")
    picture = tmp_path / "window.png"
    done = run(str(article), "--screenshot", str(picture), "--size", "900x600", "--language", "en")
    assert done.returncode == 0, done.stderr
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_a_screenshot_of_a_missing_file_or_person_is_one_sentence(tmp_path: Path) -> None:
    picture = str(tmp_path / "window.png")
    for args in (["gone.txt"], [SAMPLE, "--select", "אין איש כזה"], [SAMPLE, "--theme", "nosuch"]):
        done = run("open", *args, "--screenshot", picture)
        assert done.returncode in (1, 2)
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"TERM": "xterm-256color", "VTE_VERSION": "7600"}, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "5202"}, False),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7600", "TMUX": "/tmp/x"}, False),
        ({"KONSOLE_VERSION": "230400"}, True),
        ({"TERM": "linux"}, False),
    ],
)
def test_visual_order_is_used_only_where_the_terminal_has_no_bidi(
    environment: dict[str, str], expected: bool
) -> None:
    assert has_bidi(environment) is expected
