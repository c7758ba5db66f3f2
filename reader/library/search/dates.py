"""Days as people write them in a search: 2013, 2013-11, 7.11.2013, נובמבר 2013, 2012..2014, >2013, <2013-05."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from reader.hebrew.patterns import lazy

_YEAR = r"(?P<year>\d{4})"
_FORMS = (
    lazy(rf"{_YEAR}"),
    lazy(rf"{_YEAR}[-/.](?P<month>\d{{1,2}})"),
    lazy(rf"{_YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?:T.*)?"),
    # The Hebrew order; a year of two digits is one of the last or the next thirty.
    lazy(r"(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d{4}|\d{2})"),
    lazy(rf"(?P<month>\d{{1,2}})[./-]{_YEAR}"),
    lazy(rf"(?:(?P<day>\d{{1,2}})\s+)?ב?(?P<name>[א-ת']+)[\s,]+{_YEAR}"),
    lazy(rf"(?:(?P<day>\d{{1,2}})\s+)?(?P<name>[A-Za-z]+)\.?[\s,]+{_YEAR}"),
    lazy(rf"(?P<name>[A-Za-z]+)\.?\s+(?P<day>\d{{1,2}})[\s,]+{_YEAR}"),
)
_RANGE = lazy(r"(?P<first>.*?)\s*(?:\.{2,}|…|[–—])\s*(?P<last>.*)")
_YEARS = lazy(r"(?P<first>\d{4})-(?P<last>\d{4})")
_BOUND = lazy(r"(?P<sign>[<>]=?|[≤≥])\s*(?P<day>.+)")
_MONTHS = (
    *("ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני"),
    *("יולי", "אוגוסט", "ספטמבר", "אוקטובר", "נובמבר", "דצמבר"),
)
_OTHER_MONTHS = {
    "מרס": 3,
    "מארס": 3,
    "ינו'": 1,
    "פבר'": 2,
    "אפר'": 4,
    "אוג'": 8,
    "ספט'": 9,
    "אוק'": 10,
    "נוב'": 11,
}
_PIVOT = 70


@dataclass(frozen=True, slots=True)
class Days:
    """From one day to another, both of them in; ISO 8601 days, empty where that side is open."""

    first: str
    last: str

    def __str__(self) -> str:
        if not self.first or not self.last:
            return f"{self.first}..{self.last}"
        year, month = self.first[:4], self.first[:7]
        if self.first == self.last:
            return self.first
        if (self.first, self.last) == (f"{year}-01-01", f"{year}-12-31"):
            return year
        if self.first == f"{month}-01" and self.last == _month(int(year), int(month[5:])).last:
            return month
        if self.first.endswith("-01-01") and self.last.endswith("-12-31"):
            return f"{year}..{self.last[:4]}"
        return f"{self.first}..{self.last}"

    @property
    def half_open(self) -> bool:
        """Whether one of its sides is open."""
        return not self.first or not self.last


def days(text: str) -> Days | None:
    """The days that `text` means; None where it means none (``31.2.2013``, ``אתמולל``)."""
    text = " ".join(text.split())
    if found := _BOUND.fullmatch(text):
        return _bounded(found["sign"], found["day"])
    if found := _YEARS.fullmatch(text):
        return _between(found["first"], found["last"])
    whole = _one(text)
    if whole is not None:
        return whole
    if found := _RANGE.fullmatch(text):
        return _between(found["first"], found["last"])
    return None


def joined(one: Days, other: Days) -> Days | None:
    """What lies in both, where one is open before and the other behind: ``>2012`` and ``<2014``; else None."""
    if bool(one.first) == bool(other.first) or bool(one.last) == bool(other.last):
        return None
    return Days(one.first or other.first, one.last or other.last)


def _bounded(sign: str, text: str) -> Days | None:
    found = _one(text)
    if found is None:
        return None
    try:
        if sign == ">":
            return Days(str(date.fromisoformat(found.last) + timedelta(days=1)), "")
        if sign == "<":
            return Days("", str(date.fromisoformat(found.first) - timedelta(days=1)))
    except OverflowError:
        return None  # before the year 1, after the year 9999
    return Days(found.first, "") if sign in (">=", "≥") else Days("", found.last)


def _between(first: str, last: str) -> Days | None:
    if not first and not last:
        return None
    start = _one(first) if first else Days("", "")
    end = _one(last) if last else Days("", "")
    if start is None or end is None:
        return None
    if first and last and start.first > end.first:
        start, end = end, start
    return Days(start.first, end.last)


def _one(text: str) -> Days | None:
    """A year, a month or a day."""
    for form in _FORMS:
        found = form.fullmatch(text)
        if found is None:
            continue
        parts = found.groupdict()
        year = int(parts["year"])
        if len(parts["year"]) == 2:
            year += 1900 if year >= _PIVOT else 2000
        month = _month_named(parts["name"]) if parts.get("name") else int(parts.get("month") or 0)
        if year < 1 or month is None or month > 12 or (parts.get("month") and not month):
            return None
        if not month:
            return Days(f"{year:04}-01-01", f"{year:04}-12-31")
        if parts.get("day"):
            try:
                day = str(date(year, month, int(parts["day"])))
            except ValueError:
                return None
            return Days(day, day)
        return _month(year, month)
    return None


def _month(year: int, month: int) -> Days:
    start = f"{year:04}-{month:02}"
    return Days(f"{start}-01", f"{start}-{calendar.monthrange(year, month)[1]}")


def _month_named(name: str) -> int | None:
    if name in _MONTHS:
        return _MONTHS.index(name) + 1
    if name in _OTHER_MONTHS:
        return _OTHER_MONTHS[name]
    short = name[:3].capitalize()
    english = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return english.index(short) + 1 if short in english else None
