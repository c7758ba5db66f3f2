"""Files that are not what they should be: one clear sentence, at once."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import ReaderError
from reader.exporters.notes import LARGEST, dump, parse
from reader.exporters.notes.reading import LARGEST_YAML
from tests.exporters import noted

HEAD = "reader_notes: 1\n"


def said(data: bytes) -> str:
    with pytest.raises(ReaderError) as failure:
        parse(data, "notes.x")
    assert "notes.x" in str(failure.value)
    assert failure.value.hint
    return str(failure.value)


def test_a_hundred_megabytes_are_refused_at_once() -> None:
    for start in (b"[", HEAD.encode()):
        data = start + b" " * 100 * 1024 * 1024
        began = time.perf_counter()
        assert "100 MB" in said(data)
        assert time.perf_counter() - began < 1
    assert LARGEST < 100 * 1024 * 1024
    assert "files of up to 32 MB" in said(HEAD.encode() + b"#" * LARGEST_YAML)


@pytest.mark.parametrize("form", ["jsonld", "yaml"])
def test_a_file_cut_short_anywhere_is_refused_and_the_line_named(form: str) -> None:
    whole = dump(form, [noted.talks()])
    for end in range(1, len(whole.rstrip()), 37):
        sentence = said(whole[:end])
        assert "line" in sentence or "no notes" in sentence or "empty" in sentence, sentence


def test_a_file_cut_short_says_so() -> None:
    assert "breaks off in line 4" in said(dump("jsonld", [noted.talks()])[:2000])
    whole = dump("yaml", [noted.talks()]).decode()
    assert "breaks off" in said(whole.removesuffix("...\n").encode())


def test_an_alias_bomb_is_refused_at_its_first_line() -> None:
    bomb = (
        HEAD
        + "a: &a [x, x]\n"
        + "".join(f"{one}: &{one} [*{two}, *{two}]\n" for one, two in zip("bcd", "abc", strict=True))
    )
    assert "line 2 has an anchor" in said(bomb.encode())
    assert "line 2 has an alias" in said((HEAD + "articles: *x\n").encode())


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_a_file_nested_a_hundred_thousand_deep_is_refused(opening: str) -> None:
    began = time.perf_counter()
    said((HEAD + "articles: " + opening * 100_000).encode())
    said(b"[" * 100_000)
    said(b'{"target":' * 100_000)
    assert time.perf_counter() - began < 20


def test_tags_of_programs_are_refused() -> None:
    assert "line 2 has a tag" in said(
        (HEAD + "articles: !!python/object/apply:os.system ['x']\n...\n").encode()
    )
    assert "line 2 has a tag" in said((HEAD + "articles: !x 1\n...\n").encode())


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("articles: 7", "articles"),
        ("articles: [7]", "articles[1]"),
        ("articles:\n- title: x", "articles[1].id (line 3)"),
        ("articles:\n- id: a\n  notes:\n  - body: x", "articles[1].notes[1].id (line 5)"),
        ("articles:\n- id: a\n  notes:\n  - {id: n, article_id: a, state: gone}", "state"),
        ("articles:\n- id: a\n  notes:\n  - {id: n, article_id: a, tags: x}", "tags"),
        (
            "articles:\n- id: a\n  notes:\n  - {id: n, article_id: a, selector: {exact: x, start: -1, end: 2}}",
            "start",
        ),
        (
            "articles:\n- id: a\n  notes:\n  - {id: n, article_id: a, selector: {exact: x, start: 1e9, end: 2}}",
            "start",
        ),
        ("other: 1", "articles"),
        ("articles: [}", "line 2"),
        ("articles:\n\t- x", "line 3"),
        ("articles: \x00", "line 2"),
        ("[a, b]: 1", "line 2"),
    ],
)
def test_what_is_wrong_in_a_yaml_file_is_named(text: str, named: str) -> None:
    assert named in said((HEAD + text + "\n...\n").encode())


@pytest.mark.parametrize(
    "data",
    [b"", b"  \n", b"\xef\xbb\xbf", b"\xff\xfe", b"\x89PNG\r\n\x1a\n\x00\x00", "הערות".encode("cp1255"), b"PK\x03\x04",
     b"# notes\n\ntext", b"a,b\r\n1,2\r\n", b"17", b'"text"', b"[1]", b"[[]]", b"{", b'{"id": 1' + b"0" * 9000 + b"}",
     b"<html></html>", b"reader_notes", b"\xff\xfe{"],
)  # fmt: skip
def test_what_is_no_file_of_notes_is_said_in_one_sentence(data: bytes) -> None:
    assert said(data).count("\n") == 0


def test_utf_16_and_byte_order_marks_are_read() -> None:
    data = dump("jsonld", [noted.talks()]).decode()
    for encoding in ("utf-8-sig", "utf-16"):
        assert parse(data.encode(encoding)) == [noted.talks()]


@given(
    st.binary(max_size=200) | st.text(max_size=200).map(lambda text: (HEAD + text).encode("utf-8", "replace"))
)
def test_any_bytes_are_notes_or_a_sentence(data: bytes) -> None:
    try:
        parse(data, "x")
    except ReaderError as failure:
        assert failure.full


@given(data=st.data())
def test_a_file_with_one_place_overwritten_is_read_or_refused(data: st.DataObject) -> None:
    for form in ("jsonld", "yaml"):
        whole = bytearray(dump(form, [noted.talks()]))
        at = data.draw(st.integers(0, len(whole) - 8))
        whole[at : at + 4] = data.draw(st.binary(min_size=1, max_size=8))
        try:
            parse(bytes(whole), "x")
        except ReaderError as failure:
            assert failure.full
