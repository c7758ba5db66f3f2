"""Mending UTF-8 that was once read as a single-byte encoding: ``×©×œ×•×`` is שלום.

Only what can be nothing else is mended: the text is full of characters that, written back in that encoding, are
UTF-8 for Hebrew letters, and holds hardly any Hebrew letters of its own.
"""

from __future__ import annotations

import re
from functools import cache, partial

from reader.hebrew.patterns import lazy

_ENCODINGS = ("cp1252", "cp1255", "mac_roman", "cp1256", "cp862", "cp437", "cp1251")
_LEAD = 0xD7  # Hebrew letters are D7 90 to D7 AA in UTF-8
_TWICE = "Ã—"  # the lead's character, itself read wrongly
_LEAST = 3  # letters: fewer may be chance
_SHARE = 0.75  # of the leads: two letters in twenty-two are lost where cp1252 has no character for their byte
_SAMPLE = 200_000  # code points looked at
_HEBREW = lazy("[א-ת]")

# What cp1252 loses on the way: the second byte of א (90) and of ם (9D) has no character there.
_LOST_INSIDE = lazy("×(?=[א-ת×])")
_LOST_AT_END = lazy("(?<![א-ת])([א-ת]+)×")
_ENDS_IN_ALEF = lazy("[ושהכבלמ]{0,2}(?:הו|הי|ל|ב|נוש|צב|נשי|אל|מצ|נמצ|קר|בו|יבו|מבי|שי|כיס|רופ|מש|רומ|מל)")


def mend(text: str) -> str:
    """`text` with its mojibake read right; the same text where there is none. Never raises."""
    for _ in range(2):  # some texts went through it twice
        encoding = _encoding_of(text[:_SAMPLE])
        if encoding is None:
            break
        table = _table(encoding)
        text = _sequence(encoding).sub(partial(_read_right, table), text)
        if encoding == "cp1252":
            text = _LOST_INSIDE.sub("א", text)
            text = _LOST_AT_END.sub(
                lambda found: found[1] + ("א" if _ENDS_IN_ALEF.fullmatch(found[1]) else "ם"), text
            )
    return text


def _encoding_of(text: str) -> str | None:
    """The encoding that the UTF-8 in `text` was wrongly read in, if that is certain."""
    if text.count(_TWICE) >= _LEAST:
        return "cp1252"
    best, most = None, -1
    for encoding in _ENCODINGS:
        lead = bytes([_LEAD]).decode(encoding)
        leads = text.count(lead)
        if leads < _LEAST:
            continue
        if most < 0:  # counted only where it matters: nearly no text has a lead
            most = max(_LEAST - 1, len(_HEBREW.findall(text)))
        letters = len(re.findall(f"{re.escape(lead)}[{_among(encoding, 0x90, 0xAA)}]", text))
        if letters > most and letters >= _SHARE * leads:
            best, most = encoding, letters
    return best


def _read_right(table: dict[str, int], found: re.Match[str]) -> str:
    data = bytes(table[character] for character in found[0])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:  # a surrogate, or a letter written longer than it may be
        return found[0]


@cache
def _table(encoding: str) -> dict[str, int]:
    """The byte behind each character above ASCII; a byte without a character stands as the control it would be."""
    table = {chr(byte): byte for byte in range(0x80, 0xA0)}
    for byte in range(0x80, 0x100):
        if character := bytes([byte]).decode(encoding, "ignore"):
            table[character] = byte
    return table


def _among(encoding: str, first: int, last: int) -> str:
    """The characters for the bytes from `first` to `last`, for the brackets of a regular expression."""
    return re.escape("".join(char for char, byte in _table(encoding).items() if first <= byte <= last))


@cache
def _sequence(encoding: str) -> re.Pattern[str]:
    """One character's UTF-8 bytes, each read as a character of its own."""
    rest = f"[{_among(encoding, 0x80, 0xBF)}]"
    return re.compile(
        f"[{_among(encoding, 0xC2, 0xDF)}]{rest}"
        f"|[{_among(encoding, 0xE0, 0xEF)}]{rest}{{2}}"
        f"|[{_among(encoding, 0xF0, 0xF4)}]{rest}{{3}}"
    )
