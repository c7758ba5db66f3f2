"""The window comes back as it was left, and a broken file of settings stops nobody from reading."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import ReaderError
from reader.ui.parts import settings as module
from reader.ui.parts.settings import (
    BROKEN_FILE,
    RECENT_LIMIT,
    SETTINGS_FILE,
    Settings,
    Theme,
    load_settings,
    save_settings,
)

SOME = Settings(
    theme="night",
    language="he",
    text_size=26,
    line_height=1.9,
    page_width=44,
    notes_visible=False,
    people_visible=False,
    geometry="AdnQywADAAA=",
    splitter=(280, 900, 260),
    recent=("/news/קרי.txt", "https://example.org/a?b=1#c"),
    last_article="0123456789abcdef",
    library_order="title",
    search_order="newest",
    engine="transformers",
    model="/models/דגם",
    unknown={"reading_speed": 3, "shelves": ["א", {"ב": None}]},
)
# No two halves of surrogate pairs side by side: written, they would be one letter.
names = st.text(
    st.characters(codec="utf-8") | st.sampled_from("\u2028\x85\ufeff\x7f\t\n\"'#: שָׁלוֹם🕊\udcff"), min_size=1
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | names,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=5,
)
some_settings = st.builds(
    Settings,
    theme=st.sampled_from(get_args(Theme)),
    language=st.sampled_from(["", "he", "en", "ar-EG"]),
    text_size=st.integers(8, 96),
    line_height=st.floats(1.0, 4.0),
    page_width=st.integers(15, 200),
    notes_visible=st.booleans(),
    people_visible=st.booleans(),
    geometry=st.sampled_from(["", "AdnQywADAAA="]),
    splitter=st.lists(st.integers(0, 5000), max_size=5).map(tuple),
    recent=st.lists(names, max_size=RECENT_LIMIT, unique=True).map(tuple),
    last_article=names,
    library_order=st.sampled_from(["", "title", "newest"]),
    search_order=st.sampled_from(["", "best"]),
    engine=names,
    model=names,
    unknown=st.dictionaries(
        names.filter(lambda name: name not in {each.name for each in fields(Settings)}),
        json_values,
        max_size=3,
    ),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the examples of one test."""
    return tmp_path_factory.mktemp("settings")


@given(settings=some_settings)
def test_any_settings_come_back_as_they_were(desk: Path, settings: Settings) -> None:
    save_settings(settings, desk)
    assert load_settings(desk) == settings
    assert not (desk / BROKEN_FILE).exists()


@given(settings=some_settings)
def test_the_file_says_the_same_to_any_reader_of_yaml(desk: Path, settings: Settings) -> None:
    save_settings(settings, desk)
    content = yaml.safe_load((desk / SETTINGS_FILE).read_text("utf-8"))
    assert module._settings_from({str(name): value for name, value in content.items()}) == settings


@given(
    content=st.binary(max_size=60) | st.text("abc: -[]{}&*!|>'\"#\n\t%@`,?0.~שׁ", max_size=60).map(str.encode)
)
def test_no_file_whatever_stops_the_program(desk: Path, content: bytes) -> None:
    (desk / SETTINGS_FILE).write_bytes(content)
    assert isinstance(load_settings(desk), Settings)


def test_without_a_file_there_are_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "nowhere") == Settings()
    settings = Settings()
    assert (settings.theme, settings.text_size, settings.line_height, settings.page_width) == (
        "paper",
        20,
        1.72,
        38,
    )


def test_a_file_written_by_hand_is_understood(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).write_text(
        "---\n# שלי\ntheme: night   # dark\nnotes_visible: no\ntext_size: 24\nline_height: 2\n"
        "recent:\n  - /news/a.txt\n  - '/news/b.txt'\nsplitter: [1, 2]\n",
        "utf-8",
    )
    expected = Settings(
        theme="night",
        notes_visible=False,
        text_size=24,
        line_height=2.0,
        recent=("/news/a.txt", "/news/b.txt"),
        splitter=(1, 2),
    )
    assert load_settings(tmp_path) == expected


@pytest.mark.parametrize(
    "line",
    [
        "theme: pink",
        "theme: [night]",
        "theme: {a: 1}",
        "language: 5",
        "language: ../he",
        "text_size: big",
        "text_size: 9000",
        "text_size: true",
        "text_size: 20.5",
        "line_height: .nan",
        "line_height: .inf",
        "line_height: -1",
        "page_width: null",
        "notes_visible: 1",
        "geometry: not base64!",
        "geometry: שלום",
        "splitter: [1, -2]",
        "splitter: [1, x]",
        "splitter: 5",
        "recent: /a.txt",
        "last_article: 5",
        "last_article: 2013-11-02",
    ],
)
def test_a_value_of_a_wrong_kind_is_ignored_and_the_others_stand(tmp_path: Path, line: str) -> None:
    (tmp_path / SETTINGS_FILE).write_text(f"{line}\npeople_visible: false\n", "utf-8")
    assert load_settings(tmp_path) == Settings(people_visible=False)
    assert not (tmp_path / BROKEN_FILE).exists()


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "content",
    [
        b"theme: [night",
        b"\x00\x01\x02",
        "theme: לילה".encode("windows-1255"),
        b"just words",
        b"- a\n- list\n",
        b"!!python/object/apply:os.system ['true']",
        b"when: !!timestamp x",
        b"[" * 5_000,
        b"theme: " + b"[" * 5_000,
        b"theme: night\n" + b"# much\n" * 100_000,
        BOMB.encode(),
        b"? [a, b]\n: {? {c: d} : e}\n? &x y\n: *x\n",
        b"text_size: " + b"9" * 10_000,
    ],
)
def test_a_broken_file_gives_the_defaults_and_is_kept_beside(tmp_path: Path, content: bytes) -> None:
    (tmp_path / SETTINGS_FILE).write_bytes(content)
    assert load_settings(tmp_path) == Settings()
    assert (tmp_path / BROKEN_FILE).read_bytes() == content
    save_settings(SOME, tmp_path)
    assert load_settings(tmp_path) == SOME


def test_a_folder_in_the_files_place_gives_the_defaults_and_cannot_be_saved(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE / "inside").mkdir(parents=True)
    assert load_settings(tmp_path) == Settings()
    with pytest.raises(ReaderError, match="could not be saved"):
        save_settings(SOME, tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == [SETTINGS_FILE]


def test_a_file_that_cannot_be_read_gives_the_defaults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_settings(SOME, tmp_path)

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    assert load_settings(tmp_path) == Settings()


def test_settings_of_a_newer_reader_are_kept(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).write_text("theme: night\ncolumns: {notes: [1, 2]}\n'odd key': 2013-11-02\n")
    save_settings(replace(load_settings(tmp_path), theme="white"), tmp_path)
    again = load_settings(tmp_path)
    assert again.theme == "white"
    assert dict(again.unknown) == {"columns": {"notes": [1, 2]}, "odd key": "2013-11-02"}


def test_a_save_that_fails_leaves_the_old_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_settings(SOME, tmp_path)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ReaderError, match="No space left on device") as caught:
        save_settings(Settings(), tmp_path)
    assert caught.value.hint
    assert load_settings(tmp_path) == SOME
    assert [each.name for each in tmp_path.iterdir()] == [SETTINGS_FILE]


def test_a_file_in_the_folders_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("")
    assert load_settings(tmp_path / "config") == Settings()
    with pytest.raises(ReaderError, match="could not be saved"):
        save_settings(SOME, tmp_path / "config")


def test_a_link_to_settings_kept_elsewhere_stays_a_link(tmp_path: Path) -> None:
    elsewhere = tmp_path / "dotfiles" / "reader.yaml"
    elsewhere.parent.mkdir()
    elsewhere.write_text("theme: night\n")
    (tmp_path / SETTINGS_FILE).symlink_to(elsewhere)
    save_settings(SOME, tmp_path)
    assert (tmp_path / SETTINGS_FILE).is_symlink()
    assert load_settings(tmp_path) == SOME


def test_the_file_opened_last_stands_first_and_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings()
    for name in ("/news/a.txt", "b.txt", "https://example.org//c", Path("/news/a.txt")):
        settings = settings.with_recent(name)
    assert settings.recent == ("/news/a.txt", "https://example.org//c", str(tmp_path / "b.txt"))


def test_only_the_newest_files_are_remembered() -> None:
    settings = Settings()
    for number in range(20):
        settings = settings.with_recent(f"/{number}")
    assert settings.recent == tuple(f"/{number}" for number in range(19, 19 - RECENT_LIMIT, -1))


def test_our_own_file_is_read_without_waiting_for_pyyaml(tmp_path: Path) -> None:
    save_settings(SOME, tmp_path)
    code = (
        "import sys; from pathlib import Path; from reader.ui.parts.settings import load_settings;"
        "print(load_settings(Path(sys.argv[1])).text_size, 'yaml' in sys.modules)"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3])
    assert done.stdout.split() == ["26", "False"]
