"""Bytes to text: which encoding they are in, judged by what a Hebrew text looks like.

In this order: a byte order mark; UTF-16 and UTF-32 without one; strict UTF-8; UTF-8 with a few broken bytes;
windows-1255 or ISO-8859-8, judged by the Hebrew letters; a Western encoding. Hebrew in visual order is turned to
logical order, and UTF-8 that went through a wrong encoding is mended. What is no text is refused with a sentence.
"""

from __future__ import annotations

import codecs
from pathlib import PurePath

from reader.errors import ReaderError
from reader.hebrew.patterns import lazy
from reader.importers.file_kinds import kind_of
from reader.importers.mojibake import mend
from reader.importers.visual_order import is_visual, to_logical

_SAVE_AS = "Save the article as a text file in UTF-8 and open that."
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = (("utf-16-le", 2), ("utf-16-be", 2), ("utf-32-le", 4), ("utf-32-be", 4))
_GUESSED = 8192  # bytes that a guess looks at

_TEXT = lazy("[\\t\\n\\r\\f -~\u00a0-\u00ff\u0590-\u05ff\u200e\u200f\u2010-\u2026₪€]")
_CONTROL = lazy("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS = 0.01
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_GOOD_FOR_ONE_BROKEN = 20  # letters read right for each broken byte, where UTF-8 is still believed

# windows-1255, of which ISO-8859-8 is a part: letters E0 to FA, points and Yiddish from C0 to D8.
_LETTERS = lazy(rb"[\xe0-\xfa]")
_WORDS = lazy(rb"[\xe0-\xfa][\xc0-\xd3\xe0-\xfa]+|(?<![A-Za-z])[\xe0-\xfa](?![A-Za-z])")
_POINTS = lazy(rb"(?<=[\xc0-\xd3\xe0-\xfa])[\xc0-\xd3]")
_UNUSED = lazy(rb"[\xd9-\xdf\xfb\xfc\xff]")
_HIGH = lazy(rb"[\x80-\xff]")
_SIGNS = lazy(rb"[\x80\x82-\x89\x8b\x91-\x99\x9b\xa0-\xbf\xd4-\xd8\xfd\xfe]")
_FINAL_INSIDE = lazy(rb"(?<=[\xe0-\xfa])[\xea\xed\xef\xf3\xf5](?=[\xe0-\xfa])")
_FINAL_AT_EDGE = lazy(
    rb"(?<![\xe0-\xfa])[\xea\xed\xef\xf3\xf5](?=[\xe0-\xfa])|(?<=[\xe0-\xfa])[\xea\xed\xef\xf3\xf5](?![\xe0-\xfa])"
)
_ACCENTED = lazy(rb"(?<=[A-Za-z])[\xc0-\xff]|[\xc0-\xff](?=[a-z])|[\x80\x85\x91-\x97\xa0-\xbf]")


def decode(data: bytes, source: str) -> str:
    """The text in `data`, without a byte order mark, its line ends as they are.

    Args:
        data: a whole file.
        source: where it came from; its last part names the file in the sentences.

    Raises:
        ReaderError: the bytes are empty, no text, or in no encoding that is known.
    """
    name = PurePath(source).name or source
    if not data:
        raise ReaderError("{name} is empty.", "Choose a file with an article in it.", name=name)
    if kind := kind_of(data):
        raise no_article(name, kind)
    text = mended(_decoded(data, name))
    if not text.strip(" \t\r\n\f\v\u00a0\u200b\u200e\u200f\u2028\u2029\ufeff"):
        raise ReaderError(
            "{name} holds nothing but white space.", "Choose a file with an article in it.", name=name
        )
    return text


def no_article(name: str, kind: str) -> ReaderError:
    """The sentence about a file that is `kind`: ``"a PDF file"``."""
    return ReaderError("{name} is {kind}; Reader reads text files so far.", _SAVE_AS, name=name, kind=kind)


def mended(text: str) -> str:
    """`text` without a byte order mark, its mojibake read right, its Hebrew in logical order. Never raises."""
    text = mend(text).removeprefix("\ufeff")
    return to_logical(text) if is_visual(text) else text


def _decoded(data: bytes, name: str) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _with_few_broken(data[len(mark) :], encoding, name)
    if wide := _wide_encoding(data):
        return _with_few_broken(data, wide, name)
    if b"\x00" in data:
        raise _binary(name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _single_byte(data, name)
    if len(_CONTROL.findall(text)) > _MOST_CONTROLS * len(text):
        raise _binary(name)
    return text


def _binary(name: str) -> ReaderError:
    return ReaderError("{name} is a binary file; Reader reads text files so far.", _SAVE_AS, name=name)


def _with_few_broken(data: bytes, encoding: str, name: str) -> str:
    """`data` in an encoding that is known; a few broken places become U+FFFD."""
    width = 4 if "32" in encoding else 2 if "16" in encoding else 1
    text = data[: len(data) - len(data) % width].decode(encoding, "replace")
    if text.count(_REPLACEMENT) * _GOOD_FOR_ONE_BROKEN > len(text):
        raise _damaged(name, encoding)
    if text.count("\x00") > _MOST_CONTROLS * len(text):
        raise _binary(name)
    return text


def _damaged(name: str, encoding: str) -> ReaderError:
    return ReaderError(
        "{name} is damaged: much of it is not valid {encoding}.",
        "Get the file anew, or save it again as UTF-8.",
        name=name,
        encoding=encoding.upper().removesuffix("-LE").removesuffix("-BE"),
    )


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a byte order mark: what nearly all characters of a text come out of."""
    head = data[:_GUESSED]
    if len(head) < 4 or not (b"\x00" in head or head.count(b"\x05") * 4 > len(head)):
        return None  # in UTF-16 every blank has a NUL, every Hebrew letter a 05
    best, most = None, 0.9
    for encoding, width in _WIDE:
        text = head[: len(head) - len(head) % width].decode(encoding, "replace")
        share = len(_TEXT.findall(text)) / max(1, len(text))
        if text and share > most:
            best, most = encoding, share
    return best


def _single_byte(data: bytes, name: str) -> str:
    """The text in bytes that are not valid UTF-8."""
    text = data.decode("utf-8", "replace")
    broken = text.count(_REPLACEMENT)
    good = len(data) - broken - len(data.translate(None, bytes(range(0x80, 0x100))))
    if good >= 2 * _GOOD_FOR_ONE_BROKEN * broken:  # two bytes a letter
        return text
    if _is_hebrew(data):
        return data.decode("cp1255", "replace")
    high = len(_HIGH.findall(data))
    if high * 4 <= len(data) and len(_ACCENTED.findall(data)) >= 0.75 * high:
        return data.decode("cp1252", "replace")
    if len(_CONTROL.findall(data.decode("latin-1"))) > _MOST_CONTROLS * len(data):
        raise _binary(name)
    if good >= 4 * broken:
        raise _damaged(name, "utf-8")
    raise ReaderError("{name} is in an encoding that Reader does not know.", _SAVE_AS, name=name)


def _is_hebrew(data: bytes) -> bool:
    """Whether `data` reads as Hebrew in windows-1255: letters in words, points after them, finals at the edges."""
    high = len(_HIGH.findall(data))
    letters = len(_LETTERS.findall(data))
    points = len(_POINTS.findall(data))
    known = letters + points + len(_SIGNS.findall(data))
    if letters < 2 or letters < 0.5 * high or known < 0.97 * high:
        return False
    if len(_UNUSED.findall(data)) > 0.01 * high:
        return False  # Cyrillic and Greek use these for common letters
    in_words = sum(len(_LETTERS.findall(word)) for word in _WORDS.findall(data))
    inside, edges = len(_FINAL_INSIDE.findall(data)), len(_FINAL_AT_EDGE.findall(data))
    return in_words >= 0.8 * letters and inside <= 0.25 * (inside + edges) + 1
