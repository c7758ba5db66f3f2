"""The date an article was published, for a person and for programs that keep references."""

from __future__ import annotations

import re
from datetime import date

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?", re.ASCII | re.DOTALL)
_HEBREW = (
    *("בינואר", "בפברואר", "במרץ", "באפריל", "במאי", "ביוני"),
    *("ביולי", "באוגוסט", "בספטמבר", "באוקטובר", "בנובמבר", "בדצמבר"),
)
_ENGLISH = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def parts(published: str | None) -> tuple[int, ...]:
    """Year, or year and month, or year, month and day; nothing where that is not known."""
    match = _DATE.fullmatch((published or "").strip())
    if match is None:
        return ()
    found = tuple(int(each) for each in match.groups() if each is not None)
    try:
        date(*(*found, 1, 1)[:3])
    except ValueError:
        return ()
    return found


def in_words(published: str | None, language: str) -> str:
    """``2 בנובמבר 2013``, in English elsewhere; what is no date stays as it is."""
    found = parts(published)
    if not found:
        return published or ""
    year, *rest = found
    hebrew = language.split("-")[0] in {"he", "iw"}
    if not rest:
        return str(year)
    month = (_HEBREW if hebrew else _ENGLISH)[rest[0] - 1]
    if len(rest) == 1:
        return f"{month.removeprefix('ב') if hebrew else month} {year}"
    return f"{rest[1]} {month} {year}"
