"""The names of the filters, in English and Hebrew, and what may stand behind them."""

from __future__ import annotations

from reader.errors import ReaderError
from reader.library.search.dates import days
from reader.library.search.nodes import Filter, unquoted

NAMES: dict[str, tuple[str, ...]] = {
    "person": ("אדם", "people", "מי"),
    "org": ("ארגון", "organisation", "organization"),
    "place": ("מקום",),
    "site": ("אתר",),
    "tag": ("תג", "תגית"),
    "date": ("תאריך",),
    "in": ("באוסף", "אוסף", "collection"),
    "is": ("מצב", "הוא"),
    "has": ("יש",),
    "said": ("אמר", "אמרה"),
}
"""Each filter's English name, and its other ones: the Hebrew one first."""

_VALUES: dict[str, dict[str, tuple[str, ...]]] = {
    "is": {
        "read": ("נקרא", "נקראו"),
        "unread": ("לא־נקרא", "לא-נקרא", "לא נקרא", "לא נקראו", "חדש", "חדשים"),
    },
    "has": {"notes": ("הערות", "הערה", "note"), "orphans": ("יתומות", "יתומה", "orphan")},
}
_KNOWN = {spelling: name for name, others in NAMES.items() for spelling in (name, *others)}


def name_of(written: str) -> str | None:
    """The English name of the filter that a person calls `written`; None where there is none."""
    return _KNOWN.get(written.casefold())


def in_hebrew(name: str) -> str:
    """What a filter is called in Hebrew."""
    return NAMES[name][0]


def value_in_hebrew(name: str, value: str) -> str:
    """What the value of ``is`` and ``has`` is called in Hebrew; any other as it is."""
    known = _VALUES.get(name, {}).get(value)
    return known[0] if known else value


def read(name: str, value: str, *, prefix: bool = False, typed: bool = False) -> Filter:
    """The filter `name` (in English) of a value that a person wrote.

    Raises:
        ReaderError: the value is none that this filter can have.
    """
    value = unquoted(value)
    if name == "date":
        found = days(value)
        if found is None:
            raise ReaderError(
                "“{value}” is no date.", "Write 2013, 2013-11, 7.11.2013 or 2012..2014.", value=value
            )
        return Filter(name, str(found), days=found)
    if name in _VALUES:
        folded = value.casefold()
        for known, others in _VALUES[name].items():
            if folded == known or folded in others:
                return Filter(name, known)
        raise ReaderError(
            "The filter {name}: knows no “{value}”, only {known}.",
            name=name,
            value=value,
            known=", ".join(f"{known} ({others[0]})" for known, others in _VALUES[name].items()),
        )
    return Filter(name, value, prefix, typed)


def unknown(name: str) -> ReaderError:
    """What is said about a filter that there is none of."""
    return ReaderError(
        "There is no filter {name}:, so it was left out.",
        "There are {known}.",
        name=name,
        known=", ".join(f"{known}: ({others[0]}:)" for known, others in NAMES.items()),
    )
