"""Marked texts are read in each of the documented formats."""

import json
from pathlib import Path

import pytest

from reader.errors import ReaderError
from reader.training.data import Line, files, read


def marked(line: Line) -> list[tuple[str, str]]:
    return [(line.text[start:end], kind) for start, end, kind in line.marks]


def test_a_text_with_brackets(tmp_path: Path) -> None:
    path = tmp_path / "news.txt"
    path.write_text("[PER דנה רז] פגשה את ל[PER קרי]\nב[GPE חיפה].\n===\nאין איש.\n", "utf-8")
    first, second, third = read(path)
    assert first.text == "דנה רז פגשה את לקרי"
    assert marked(first) == [("דנה רז", "PER"), ("קרי", "PER")]
    assert marked(second) == [("חיפה", "GPE")]
    assert (first.follows, second.follows, third.follows) == (False, True, False)


def test_rows_of_words_with_attached_letters(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    row = {"tokens": ["ולג'ון", "קרי", "נאמר"], "ents": [[0, 1, "PER", 2], [2, 2, "TTL", 0]]}
    path.write_text(json.dumps(row) + "\n", "utf-8")
    (line,) = read(path)
    assert marked(line) == [("ג'ון קרי", "PER")]


def test_rows_of_characters_as_label_studio_gives_them(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    row = {"text": "אמרה שרה לוי היום", "label": [[4, 13, "PER"], [13, 17, "TIMEX"]]}
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n", "utf-8")
    (line,) = read(path)
    assert marked(line) == [("שרה לוי", "PER")]  # without the blank that was marked with it


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "[PER דנה [ORG רז]]\n"),
        ("a.jsonl", "{\n"),
        ("a.jsonl", '{"tokens": ["א"], "ents": [[0, 4, "PER", 0]]}\n'),
        ("a.jsonl", "[]\n"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text("\n" + content, "utf-8")
    with pytest.raises(ReaderError, match="Line 2"):
        read(path)


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ReaderError, match="cannot be read"):
        read(path)


def test_dev_files_are_kept_to_measure_with(tmp_path: Path) -> None:
    for name in ("b.txt", "a.jsonl", "a_dev.jsonl", "notes.md"):
        (tmp_path / name).write_text("", "utf-8")
    learnt, kept = files(tmp_path)
    assert [path.name for path in learnt] == ["a.jsonl", "b.txt"]
    assert [path.name for path in kept] == ["a_dev.jsonl"]


def test_every_text_of_our_own_can_be_read() -> None:
    learnt, _ = files(Path(__file__).parents[2] / "resources" / "training")
    lines = [line for path in learnt for line in read(path)]
    assert sum(kind == "PER" for line in lines for _, _, kind in line.marks) > 5000
    assert not [line.text for line in lines if "[" in line.text and "PER" in line.text]
