"""By-lines say who wrote, for whom, and when; headlines that look like them say nothing."""

from __future__ import annotations

import pytest

from reader.importers.byline import Byline, is_plain_name, parse_byline


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("מאת דנה לוי", Byline("דנה לוי")),
        ("מאת: דנה לוי ויוסי כהן, וואלה! חדשות", Byline("דנה לוי ויוסי כהן", "וואלה! חדשות")),
        ("דנה לוי | הארץ | 12.11.2013", Byline("דנה לוי", "הארץ", "2013-11-12")),
        ("דנה לוי, ה' בכסלו תשע\"ד", Byline("דנה לוי", None, "2013-11-08")),
        ("(דנה לוי, ynet)", Byline("דנה לוי", "ynet")),
        ("[מאת דנה לוי]", Byline("דנה לוי")),
        ("דנה לוי 12.11.2013 16:30", Byline("דנה לוי", None, "2013-11-12")),
        ("דנה לוי ויוסי כהן, כתבי הארץ", Byline("דנה לוי ויוסי כהן", "הארץ")),
        ("דנה לוי, כתבתנו בירושלים", Byline("דנה לוי")),
        ("ה' בכסלו", Byline()),
        ("יום שלישי, 12 בנובמבר 2013, בשעה 16:30", Byline(None, None, "2013-11-12")),
        ("פורסם: 12.11.13 | עודכן: 13.11.13 08:00", Byline(None, None, "2013-11-12")),
        ("עודכן לאחרונה: 13.11.13", Byline(None, None, "2013-11-13")),
        ("רויטרס", Byline()),
    ],
)
def test_a_byline_is_understood(line: str, said: Byline) -> None:
    assert parse_byline(line) == said


@pytest.mark.parametrize(
    "line",
    [
        "נתניהו: לא נוותר",
        "12 בנובמבר 2013 היה יום קשה",
        "המצב נכון ל-12.11.2013",
        "ב-12 בנובמבר 2013 יחל המשפט",
        "השר נפגש עם ועדת הכספים של הכנסת בירושלים, 12.11.2013",
        "כתב אישום הוגש נגד השר",
        "דרורי יגיע לירושלים",
        "דנה לוי",
        "א" * 500,
        "",
    ],
)
def test_a_headline_is_no_byline(line: str) -> None:
    assert parse_byline(line) is None


def test_a_name_alone_is_two_or_three_words() -> None:
    assert is_plain_name("דנה לוי")
    assert is_plain_name("ג'ון אל-חטיב")
    assert not is_plain_name("דנה")
    assert not is_plain_name("אין ברירה")
    assert not is_plain_name("דנה לוי הלכה הביתה")
    assert not is_plain_name("דנה לוי!")
