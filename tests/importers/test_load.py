"""Opening a path or pasted text: what cannot be opened says so in one sentence with a hint."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from unittest import mock

import pytest

from reader import importers, plugins
from reader.errors import ReaderError
from reader.importers.text import LARGEST, LONGEST_LINE
from reader.model import Article

TEXT = "כותרת הכתבה\n\nהשר אמר אתמול כי המים לא יחכו לאיש."


def refusal(path: str | Path) -> ReaderError:
    with pytest.raises(ReaderError) as refused:
        importers.load_path(path)
    assert refused.value.hint
    assert "\n" not in refused.value.full
    return refused.value


def test_the_same_bytes_have_the_same_id_everywhere(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    article = importers.load_path(file)
    assert article.source_hash == hashlib.sha256(TEXT.encode()).hexdigest()
    assert article.id == article.source_hash[:16]
    assert article.source == str(file)
    assert importers.load_text(TEXT, "clipboard").id == article.id


def test_a_missing_file(tmp_path: Path) -> None:
    assert str(refusal(tmp_path / "none.txt")) == f"There is no file {tmp_path / 'none.txt'}."
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert "there is no file" in str(refusal(tmp_path / "a.txt" / "b.txt")).lower()


def test_a_folder(tmp_path: Path) -> None:
    assert str(refusal(tmp_path)) == f"{tmp_path.name} is a folder, not a file."


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    file = tmp_path / "secret.txt"
    file.write_text(TEXT, encoding="utf-8")
    with mock.patch.object(os, "open", side_effect=PermissionError(13, "Permission denied")):
        assert str(refusal(file)) == "secret.txt may not be read by you."


def test_a_disk_that_fails(tmp_path: Path) -> None:
    with mock.patch.object(os, "open", side_effect=OSError(5, "Input/output error")):
        assert str(refusal(tmp_path / "a.txt")) == "a.txt could not be read: Input/output error."


def test_a_name_that_is_no_name() -> None:
    assert "no file name" in str(refusal("a\0b"))


def test_a_device_is_no_file() -> None:
    assert str(refusal(os.devnull)).endswith("is a device, not a file.")


def test_a_name_with_lone_surrogates_is_shown_and_opened(tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.txt")
    assert "\\udcff" in str(refusal(name))
    Path(name).write_text(TEXT, encoding="utf-8")
    article = importers.load_path(name)
    article.source.encode("utf-8")
    assert article.title == "כותרת הכתבה"


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "big.txt"
    with file.open("wb") as hole:
        hole.truncate(LARGEST + 1)
    assert str(refusal(file)) == "big.txt is too large: it has 32 MB, and Reader opens files of up to 32 MB."


def test_a_line_that_never_ends(tmp_path: Path) -> None:
    file = tmp_path / "line.txt"
    file.write_text("א" * (LONGEST_LINE + 1), encoding="utf-8")
    assert "has a line of more than 4,000,000 characters" in str(refusal(file))


def test_a_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.write(write, TEXT.encode())
    os.close(write)
    try:
        assert importers.load_path(f"/dev/fd/{read}").title == "כותרת הכתבה"
    finally:
        os.close(read)


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_nothing_was_pasted(text: str) -> None:
    with pytest.raises(ReaderError, match="There is no text to open"):
        importers.load_text(text, "clipboard")


def test_lone_surrogates_in_pasted_text_become_one_sign() -> None:
    article = importers.load_text("שלום \ud800 עולם \ud83d\ude00", "clipboard")
    assert article.text == "שלום \ufffd עולם 😀"


def test_pasted_mojibake_is_mended() -> None:
    assert importers.load_text("×©×œ×•×\x9d ×¢×•×œ×\x9d", "clipboard").text == "שלום עולם"


class Capitals:
    """A plug-in of its own kind."""

    def sniff(self, head: bytes, name: str) -> float:
        return 1.0 if name.endswith(".caps") else 0.0

    def load(self, data: bytes, source: str) -> Article:
        if data == b"fail":
            raise KeyError("a bug of the plug-in")
        return importers.load_text(data.decode().upper(), source)


class Sulking:
    """A plug-in that fails at everything."""

    def sniff(self, head: bytes, name: str) -> float:
        raise RuntimeError("no")


@pytest.fixture
def plugged() -> object:
    def loaded(group: str) -> tuple[list[object], list[ReaderError]]:
        return [Capitals(), Sulking()], []

    importers._plugins.cache_clear()
    with mock.patch.object(plugins, "load", loaded):
        yield
    importers._plugins.cache_clear()


@pytest.mark.usefixtures("plugged")
def test_a_plug_in_reads_its_own_files_and_no_others() -> None:
    assert importers.load(b"news", "a.caps").text == "NEWS"
    assert importers.load(b"news", "a.txt").text == "news"


@pytest.mark.usefixtures("plugged")
def test_a_plug_in_that_fails_is_a_sentence() -> None:
    with pytest.raises(ReaderError, match=r"a\.caps could not be read: the plug-in Capitals failed\."):
        importers.load(b"fail", "a.caps")
    assert [str(broken) for broken in importers.broken_plugins()] == [
        "The plug-in Sulking is not an importer."
    ]
