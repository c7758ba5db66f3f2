"""Dates as Hebrew by-lines write them, civil and Hebrew: ``12 בנובמבר 2013``, ``12.11.13``, ``ה' בכסלו תשע"ד``."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from reader.hebrew.chars import GERESH, GERSHAYIM, GERSHAYIM_PATTERN
from reader.hebrew.patterns import lazy

_MONTHS = {
    "ינואר": 1, "פברואר": 2, "מרץ": 3, "מרס": 3, "מארס": 3, "אפריל": 4, "מאי": 5, "יוני": 6,
    "יולי": 7, "אוגוסט": 8, "ספטמבר": 9, "אוקטובר": 10, "נובמבר": 11, "דצמבר": 12,
    "ינו": 1, "פבר": 2, "אפר": 4, "אוג": 8, "ספט": 9, "אוק": 10, "נוב": 11, "דצמ": 12,
}  # fmt: skip
# Months are counted from Nisan, as the Hebrew calendar's arithmetic does; the year begins with the seventh.
_HEBREW_MONTHS = {
    "ניסן": 1, "אייר": 2, "סיוון": 3, "סיון": 3, "תמוז": 4, "אב": 5, "מנחם אב": 5, "אלול": 6, "תשרי": 7,
    "חשוון": 8, "חשון": 8, "מרחשוון": 8, "מרחשון": 8, "כסלו": 9, "כסליו": 9, "טבת": 10, "שבט": 11,
    "אדר ב": 13, "אדר א": 12, "אדר": 12,
}  # fmt: skip
_NUMERALS = dict(
    zip("אבגדהוזחטיכלמנסעפצקרשת", [*range(1, 10), *range(10, 100, 10), *range(100, 500, 100)], strict=True)
)

_WORDS_OF_MONTHS = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WORDS_OF_HEBREW_MONTHS = "|".join(sorted(_HEBREW_MONTHS, key=len, reverse=True))
_NUMBER = rf"(?:[א-ת]{{1,2}}[{GERESH}]|[א-ת]{GERSHAYIM_PATTERN}[א-ת])"
_ALPHABETIC_YEAR = rf"(?:ה[{GERESH}]?)?ת[א-ת]{{0,3}}(?:{GERSHAYIM_PATTERN}|[{GERESH}])[א-ת]?"

_DATE = lazy(
    r"(?<![0-9.])(?P<iso>(?P<y1>[12][0-9]{3})-(?P<m1>[01]?[0-9])-(?P<d1>[0-3]?[0-9]))(?![0-9])"
    r"|(?<![0-9./])(?P<d2>[0-3]?[0-9])(?P<sep>[./\-])(?P<m2>[01]?[0-9])(?P=sep)(?P<y2>[0-9]{4}|[0-9]{2})(?![0-9/])"
    rf"|(?<![0-9])(?P<d3>[0-3]?[0-9])[ ,]+[בל]?(?P<m3>{_WORDS_OF_MONTHS})(?![א-ת])[{GERESH}]?"
    r"(?:[ ,]+(?P<y3>[12][0-9]{3}))?"
    rf"|(?<![א-ת{GERESH}{GERSHAYIM}])(?P<d4>{_NUMBER})"
    rf"[ ]+[בל]?(?P<m4>{_WORDS_OF_HEBREW_MONTHS})(?![א-ת])[{GERESH}]?"
    rf"(?:[ ,]+(?P<y4>{_ALPHABETIC_YEAR})(?![א-ת]))?"
)
_EPOCH = -1373427  # the day before 1 Tishri of the year 1, counted as `datetime.date.toordinal` counts


@dataclass(frozen=True, slots=True)
class Date:
    """A date in a line: ``line[start:end]``, and as ISO 8601 where day, month and year are known."""

    start: int
    end: int
    iso: str | None


def find_dates(line: str) -> list[Date]:
    """Every date in `line`, in order. Never raises; what cannot be a date (``31.02.2013``) is none."""
    found = []
    for match in _DATE.finditer(line):
        if match["d4"]:
            day, month = _value(match["d4"]), _HEBREW_MONTHS[match["m4"]]
            year = _year(match["y4"]) if match["y4"] else None
            if not 1 <= day <= 30:
                continue
            found.append(Date(*match.span(), _hebrew_iso(year, month, day) if year else None))
            continue
        number = next(n for n in "123" if match[f"d{n}"])
        word = match["m3"]
        month = _MONTHS[word] if word else int(match[f"m{number}"])
        year = int(match[f"y{number}"]) if match[f"y{number}"] else None
        if year is not None and year < 100:
            year += 1900 if year >= 60 else 2000
        iso = _civil_iso(year if year is not None else 2000, month, int(match[f"d{number}"]))
        if iso is not None:
            found.append(Date(*match.span(), iso if year is not None else None))
    return found


def _civil_iso(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def _value(letters: str) -> int:
    """The number that Hebrew letters stand for: ``ט"ז`` is 16."""
    medials = letters.translate(str.maketrans("ךםןףץ", "כמנפצ"))
    return sum(_NUMERALS.get(letter, 0) for letter in medials)


def _year(letters: str) -> int:
    """``תשע"ד`` and ``ה'תשע"ד`` are 5774; the thousands are left out or stand before the geresh."""
    return 5000 + _value(re.sub(f"^ה[{GERESH}]?", "", letters))


def _hebrew_iso(year: int, month: int, day: int) -> str | None:
    """A Hebrew date as a civil one, by the arithmetic of Dershowitz and Reingold, Calendrical Calculations."""
    leap = (7 * year + 1) % 19 < 7
    if month == 13 and not leap:
        month = 12
    days = _new_year(year) + day - 1
    before = range(7, month) if month >= 7 else [*range(7, 14 if leap else 13), *range(1, month)]
    days += sum(_days_in(year, other, leap) for other in before)
    if day > _days_in(year, month, leap):
        return None
    try:
        return datetime.date.fromordinal(days).isoformat()
    except (ValueError, OverflowError):
        return None


def _days_in(year: int, month: int, leap: bool) -> int:
    length = _new_year(year + 1) - _new_year(year)
    if month in (2, 4, 6, 10, 13):
        return 29
    if month == 12:
        return 30 if leap else 29
    if month == 8:
        return 30 if length % 10 == 5 else 29
    if month == 9:
        return 29 if length % 10 == 3 else 30
    return 30


def _new_year(year: int) -> int:
    """The ordinal of 1 Tishri."""
    return _EPOCH + _elapsed(year) + _delay(year)


def _elapsed(year: int) -> int:
    months = (235 * year - 234) // 19
    days = 29 * months + (12084 + 13753 * months) // 25920
    return days + 1 if 3 * (days + 1) % 7 < 3 else days


def _delay(year: int) -> int:
    last, this, following = _elapsed(year - 1), _elapsed(year), _elapsed(year + 1)
    if following - this == 356:
        return 2
    return 1 if this - last == 382 else 0
