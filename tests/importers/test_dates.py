"""Dates of by-lines, civil and Hebrew."""

from __future__ import annotations

import pytest

from reader.importers.dates import find_dates


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("12 בנובמבר 2013", "2013-11-12"),
        ("פורסם ב-12.11.13, 16:30", "2013-11-12"),
        ("12/11/1997", "1997-11-12"),
        ("2013-11-12", "2013-11-12"),
        ("1 במאי, 2014", "2014-05-01"),
        ("12 נוב' 2013", "2013-11-12"),
        ("ה' בכסלו תשמ\"ט", "1988-11-14"),
        ('י"ב באלול תשנ"ז', "1997-09-14"),
        ("כ' בתשרי תשמ״ה", "1984-10-16"),
        ("ה' באייר ה'תש\"ח", "1948-05-14"),
        ('י"ד באדר ב\' תשע"ד', "2014-03-16"),
        ('י"ד באדר תשע"ג', "2013-02-24"),
        ("א' בתשרי תש\"ס", "1999-09-11"),
        ('כ"ה בכסלו תשפ"ד', "2023-12-08"),
    ],
)
def test_a_date_as_it_is_written(line: str, iso: str) -> None:
    assert [date.iso for date in find_dates(line)] == [iso]


@pytest.mark.parametrize("line", ["ה' בכסלו", "12 בנובמבר"])
def test_a_date_without_a_year_is_a_date_all_the_same(line: str) -> None:
    assert [(date.start, date.end, date.iso) for date in find_dates(line)] == [(0, len(line), None)]


@pytest.mark.parametrize(
    "line", ["31.02.2013", "גרסה 1.2.3.4", "192.168.1.1", "84:82", "5.6", 'ח"כ בנימין אלון', "13/13/13"]
)
def test_what_is_no_date(line: str) -> None:
    assert find_dates(line) == []
