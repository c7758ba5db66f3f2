"""Places and organisations."""

from __future__ import annotations

import pytest

from reader.model import EntityKind
from tests.entities.marked import found, read


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("הוא נחת בירושלים והמשיך לרמאללה וברומא.", ["ירושלים", "רמאללה", "רומא"]),
        ("תל־אביב ותל אביב הן עיר אחת.", ["תל אביב"]),
        ('ארה"ב וארצות הברית, בארה״ב.', ["ארצות הברית"]),
        ("העיר רחובות גדלה, וברחובות היה שקט.", ["רחובות"]),
        ("הוא נולד בקיבוץ עין חרוד וגר ברחוב הירקון.", ["קיבוץ עין חרוד", "רחוב הירקון"]),
        ("השר הישראלי נפגש עם הנציג הפלסטיני הסיני.", []),
        ("הבוט נמצא בשטחים רחבי ידיים.", []),
    ],
)
def test_places(text: str, places: list[str]) -> None:
    assert found(read(text), EntityKind.PLACE) == places


@pytest.mark.parametrize(
    ("text", "organisations"),
    [
        ("בין ישראל לרשות הפלסטינית, והרשות הפלסטינית.", ["הרשות הפלסטינית"]),
        ("הליגה הערבית ומועצת מדינות המפרץ הפרסי.", ["הליגה הערבית", "מועצת מדינות המפרץ הפרסי"]),
        ("בראיון לוואלה! חדשות נאמר.", ["וואלה! חדשות"]),
        ('כך כתב "הארץ". הארץ יפה.', ["הארץ"]),
        ("משרד החוץ ומשרד העבודה והרווחה הגיבו.", ["משרד החוץ", "משרד העבודה והרווחה"]),
        ('הפועל חיפה ניצחה את בית"ר ירושלים.', ["הפועל חיפה", 'בית"ר ירושלים']),
        ('חברת "אלביט" ובית החולים איכילוב.', ['חברת "אלביט"', "בית החולים איכילוב"]),
        ("חברת הכנסת הגיעה.", ["הכנסת"]),
        ("סי.אי.איי. הכחישה.", ["סי.אי.איי."]),
    ],
)
def test_organisations(text: str, organisations: list[str]) -> None:
    assert found(read(text), EntityKind.ORGANISATION) == organisations


def test_other_ways_to_write_one_place_are_its_aliases() -> None:
    place = read('ארה"ב הודיעה. ארצות הברית הודיעה.').of_kind(EntityKind.PLACE)[0]
    assert (place.name, place.aliases) == ("ארצות הברית", ('ארה"ב',))


def test_a_person_called_like_a_place_is_a_person() -> None:
    reading = read("תמר ירדן הגיעה מירדן.")
    assert found(reading, EntityKind.PERSON) == ["תמר ירדן"]
    assert found(reading, EntityKind.PLACE) == ["ירדן"]
