"""What people are said to be, and the role phrases that stand for them."""

from __future__ import annotations

import pytest

from reader.model import MentionForm
from tests.entities.marked import people, read, roles


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("שר החוץ האמריקני ג'ון קרי הגיע.", "ג'ון קרי", ["שר החוץ האמריקני"]),
        ('דיבר עם יו"ר הרשות הפלסטינית אבו מאזן.', "אבו מאזן", ['יו"ר הרשות הפלסטינית']),
        ('אמר יו"ר הרשות, אבו מאזן, בראיון.', "אבו מאזן", ['יו"ר הרשות']),
        ("ויועצו הקרוב פרנק לוונסטיין הגיע.", "פרנק לוונסטיין", ["יועצו הקרוב"]),
        ("והעיתונאית האמריקנית לורה בלומנפלד הגיעה.", "לורה בלומנפלד", ["העיתונאית האמריקנית"]),
        ("הדיפלומט הוותיק מייקל יפה מונה.", "מייקל יפה", ["הדיפלומט הוותיק"]),
        ("לשר האוצר לשעבר רוני בר-און.", "רוני בר-און", ["שר האוצר לשעבר"]),
        ("סגן שר האנרגיה הרוסי אולג פטרובסקי חתם.", "אולג פטרובסקי", ["סגן שר האנרגיה הרוסי"]),
        ("סגן השר עוזי אור הגיע.", "עוזי אור", ["סגן השר"]),
        (
            "יוני ליברמן, ראש המכון למחקרי ביטחון לאומי, טען.",
            "יוני ליברמן",
            ["ראש המכון למחקרי ביטחון לאומי"],
        ),
        ("מפקד פיקוד הצפון, אלוף יונתן שריד, אמר.", "יונתן שריד", ["מפקד פיקוד הצפון", "אלוף"]),
        ('פרקליטו של אמסלם, עו"ד דן וייס, אמר.', "דן וייס", ["פרקליטו של אמסלם", 'עו"ד']),
        ("לורה בלומנפלד, שדוברת ערבית, מונתה לדוברת הצוות.", "לורה בלומנפלד", ["דוברת הצוות"]),
        ("תת-אלוף (במיל') משה כהן מונה.", "משה כהן", ["תת-אלוף"]),
    ],
)
def test_a_role_is_attached_whole_and_without_attached_letters(
    text: str, name: str, expected: list[str]
) -> None:
    reading = read(text)
    assert roles(reading)[name] == expected
    for role in reading.roles:
        assert role.span.of(reading.article.text) == role.text


def test_a_role_belongs_to_the_name_it_stands_before_not_to_the_one_before_the_comma() -> None:
    reading = read("ייפגשו ג'ון קרי, ראש הממשלה בנימין נתניהו והשליח מרטין אינדיק.")
    assert roles(reading) == {"בנימין נתניהו": ["ראש הממשלה"], "מרטין אינדיק": ["השליח"]}


def test_mr_and_mrs_are_nobodys_role() -> None:
    assert roles(read("מר יוסי כהן וגברת רינה לוי הגיעו.")) == {}


def test_a_role_in_the_same_words_stands_for_the_person() -> None:
    reading = read("שר החוץ האמריקני הגיע. שר החוץ האמריקני ג'ון קרי נאם. פגשו את שר החוץ האמריקני.")
    forms = [mention.form for mention in reading.mentions]
    assert forms == [MentionForm.ROLE, MentionForm.FULL, MentionForm.ROLE]
    assert "in the same words" in reading.mentions[0].why


@pytest.mark.parametrize(
    "other",
    [
        "סגן ראש הממשלה נאם.",
        "לשכת ראש הממשלה הגיבה.",
        "ראש הממשלה הבריטי נאם.",
        "ראש הממשלה של בריטניה נאם.",
        "ראש הממשלה אהוד אולמרט נאם.",
    ],
)
def test_a_longer_role_or_somebody_elses_does_not_stand_for_the_person(other: str) -> None:
    reading = read(f"ראש הממשלה בנימין נתניהו הגיע. {other}")
    assert people(reading)["בנימין נתניהו"] == ["בנימין נתניהו"]


def test_a_role_that_two_people_have_stands_for_neither() -> None:
    reading = read("השר דן כהן והשר עמוס לוי נפגשו. השר נאם.")
    assert all(mention.form is not MentionForm.ROLE for mention in reading.mentions)
