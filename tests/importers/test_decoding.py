"""Bytes in any encoding that Hebrew comes in become text; what is no text is refused in one sentence."""

from __future__ import annotations

import random

import pytest

from reader.errors import ReaderError
from reader.importers.decoding import decode
from reader.importers.visual_order import is_visual, to_logical

TEXT = (
    'שר החוץ איתמר דרורי אמר אתמול: "אין הסכם בלי בקרה". לדבריו, המים לא יחכו.\r\n'
    "האוגלנד (61) תגיע ב-12.11.2013, בשעה 16:30, עם Barack Obama, ותלווה 5% מהסכום. ג'ון יבוא אחריה."
)
ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-32-be",
    "cp1255",
    "iso8859_8",
)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_hebrew_file_in_any_encoding_opens(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "a.txt") == TEXT
    assert decode("שלום".encode(encoding), "a.txt") == "שלום"


def test_niqqud_quotes_and_dashes_of_windows_1255() -> None:
    text = "עֲלִילָה רִאשׁוֹנָה – „שלום” ש״ח"
    assert decode(text.encode("cp1255"), "a.txt") == text


def read_wrongly(text: str, encoding: str) -> str:
    """`text` in UTF-8, taken for another encoding; bytes without a character become controls."""
    return "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp1255", "mac_roman", "cp1256"])
def test_utf8_that_was_read_in_a_wrong_encoding_is_mended(encoding: str) -> None:
    assert decode(read_wrongly(TEXT, encoding).encode(), "a.txt") == TEXT


def test_mojibake_that_went_through_it_twice_is_mended() -> None:
    assert decode(read_wrongly(read_wrongly(TEXT, "cp1252"), "cp1252").encode(), "a.txt") == TEXT


@pytest.mark.parametrize("broken", ["×©×œ×•×", "×©×œ×•×\x9d"])
def test_letters_that_got_lost_on_the_way_are_put_back(broken: str) -> None:
    assert decode(broken.encode(), "a.txt") == "שלום"


def test_a_multiplication_sign_in_hebrew_is_no_mojibake() -> None:
    text = "שטח של 3×4 מטר, 5×6 מטר ו-7×8 מטר"
    assert decode(text.encode(), "a.txt") == text


def test_hebrew_in_visual_order_is_turned_to_logical() -> None:
    text = TEXT.replace("\r\n", "\n")
    visual = to_logical(text)  # turning is its own inverse
    assert is_visual(visual)
    assert not is_visual(text)
    assert decode(visual.encode("iso8859_8"), "a.txt") == text
    assert "(61)" in decode(visual.encode("iso8859_8"), "a.txt")


def test_a_few_broken_bytes_do_not_keep_an_article_closed() -> None:
    data = bytearray((TEXT * 3).encode())
    data[100] = 0xFF
    text = decode(bytes(data), "a.txt")
    assert "\ufffd" in text
    assert text[-50:] == TEXT[-50:]


def test_a_text_cut_in_the_middle_of_a_letter_opens() -> None:
    assert decode((TEXT * 3).encode()[:401], "a.txt").startswith(TEXT[:100])


def test_western_text_in_windows_1252() -> None:
    assert decode(b"\x93Hello\x94 \x96 it\x92s fine", "a.txt") == "“Hello” – it’s fine"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "news.txt is empty."),
        (b" \r\n\t\n", "news.txt holds nothing but white space."),
        (b"\xef\xbb\xbf", "news.txt holds nothing but white space."),
        (b"%PDF-1.7 ...", "news.txt is a PDF file; Reader reads text files so far."),
        (b"PK\x03\x04....word/document.xml", "news.txt is a Word document; Reader reads text files so far."),
        (b"PK\x03\x04", "news.txt is a zip archive; Reader reads text files so far."),
        (b"\x89PNG\r\n\x1a\n\x00", "news.txt is a PNG picture; Reader reads text files so far."),
        (b"\n<!DOCTYPE html><html>", "news.txt is a web page (HTML); Reader reads text files so far."),
        (
            b'<?xml version="1.0"?><rss>',
            "news.txt is a news feed (RSS or Atom); Reader reads text files so far.",
        ),
        ("שלום".encode() + b"\x00\x01", "news.txt is a binary file; Reader reads text files so far."),
        ("שלום עולם".encode() + b"\xff\xff", "news.txt is damaged: much of it is not valid UTF-8."),
        (
            "Президент России заявил вчера".encode("cp1251"),
            "news.txt is in an encoding that Reader does not know.",
        ),
        ("日本の首相は今日".encode("shift_jis"), "news.txt is in an encoding that Reader does not know."),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence_with_a_hint(data: bytes, sentence: str) -> None:
    with pytest.raises(ReaderError) as refused:
        decode(data, "/home/dana/news.txt")
    assert str(refused.value) == sentence
    assert refused.value.hint


def test_noise_is_refused_whatever_it_is() -> None:
    for seed in range(20):
        for first in (0, 1, 128):
            noise = bytes(random.Random(seed).choices(range(first, 256), k=2000))
            with pytest.raises(ReaderError):
                decode(noise, "noise")
