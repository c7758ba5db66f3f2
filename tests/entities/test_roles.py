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


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ('יו"ר ועד העובדים, יוסף קליינר, האשים את ההנהלה.', "יוסף קליינר", ['יו"ר ועד העובדים']),
        ("הממונה על השכר באוצר, שרגא עיני, איים.", "שרגא עיני", ["הממונה על השכר באוצר"]),
        ("ראש מטה הבחירות שלו, דוד כהן, טען.", "דוד כהן", ["ראש מטה הבחירות שלו"]),
        ("היועצת המדינית של ראש הממשלה, רינה לוי, אישרה.", "רינה לוי", ["היועצת המדינית של ראש הממשלה"]),
        ("לצדו ישב סטודנט לרפואה, דוד כהן, שטיפל בפצועים.", "דוד כהן", ["סטודנט לרפואה"]),
        ("השוקולטייר הבלגי דוד כהן הגיע.", "דוד כהן", ["השוקולטייר הבלגי"]),
        ("ההידרולוגית רחל לוי צופה שיטפון.", "רחל לוי", ["ההידרולוגית"]),
        ("שר הפנים דוד כהן תקף את ההצעה.", "דוד כהן", ["שר הפנים"]),
        ("הנשיא המכהן דוד כהן ניצח.", "דוד כהן", ["הנשיא המכהן"]),
        ("המורה למתמטיקה דוד כהן גייס אותה.", "דוד כהן", ["המורה למתמטיקה"]),
        ("כבאי צעיר בשם דוד כהן סיפר על השריפה.", "דוד כהן", ["כבאי צעיר"]),
        ("נציבת הסחר, האירית רחל לוי, ניסתה לפשר.", "רחל לוי", ["נציבת הסחר"]),
        ("רואת החשבון רחל לוי חתמה.", "רחל לוי", ["רואת החשבון"]),
        ("השופט: דוד כהן.", "דוד כהן", ["השופט"]),
    ],
)
def test_a_role_before_a_name_goes_as_far_as_its_phrase(text: str, name: str, expected: list[str]) -> None:
    assert roles(read(text))[name] == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("סיפרה רחל לוי, אחות במחלקה הפנימית בסורוקה.", "רחל לוי", ["אחות במחלקה הפנימית בסורוקה"]),
        (
            "פרופ' דוד כהן מאוניברסיטת חיפה, מומחה ליחסי עבודה, חשש.",
            "דוד כהן",
            ["פרופ'", "מומחה ליחסי עבודה"],
        ),
        ("דוד כהן, בן 42, מהנדס מחולון, נעצר.", "דוד כהן", ["מהנדס מחולון"]),
        ("רחל לוי, לשעבר בכירה בבנק העולמי, פרשה.", "רחל לוי", ["לשעבר בכירה בבנק העולמי"]),
        ('דוד כהן (מנכ"ל הנמל) השיב.', "דוד כהן", ['מנכ"ל הנמל']),
        ("דוד כהן – מנהל בית הספר – פרש.", "דוד כהן", ["מנהל בית הספר"]),
        ("דוד כהן, סופר, משורר ומחזאי, נפטר.", "דוד כהן", ["סופר", "משורר ומחזאי"]),
    ],
)
def test_a_role_after_a_name_may_follow_an_age_or_a_place(text: str, name: str, expected: list[str]) -> None:
    assert roles(read(text))[name] == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("דוד כהן היה מורה לספורט בבית הספר.", "דוד כהן", ["מורה לספורט בבית הספר"]),
        ("דוד כהן, שהיה סגן ראש המוסד, כתב ספר.", "דוד כהן", ["סגן ראש המוסד"]),
        ("רחל לוי מונתה למנהלת.", "רחל לוי", ["מנהלת"]),
        ("דוד כהן כיהן כשר האוצר.", "דוד כהן", ["שר האוצר"]),
        ("הממשלה מינתה את דוד כהן לנציב המים.", "דוד כהן", ["נציב המים"]),
        ('אתמול מונה דוד כהן למנכ"ל הרכבת.', "דוד כהן", ['מנכ"ל הרכבת']),
        ("מנהל המפעל הוא דוד כהן.", "דוד כהן", ["מנהל המפעל"]),
    ],
)
def test_a_role_is_said_of_a_person(text: str, name: str, expected: list[str]) -> None:
    assert roles(read(text))[name] == expected


@pytest.mark.parametrize(
    "text",
    [
        "דוד כהן, כתב בגזר הדין כי הוא צודק.",
        "לדברי דוד כהן, מומחה לכתב יד מצא בה טעויות.",
        "דוד כהן לא היה שר האוצר.",
        "דוד כהן אמר שמי שליווה אותם היה סטודנט.",
        "אביו של דוד כהן היה נגר.",
        '"דוד כהן הוא שחקן נשמה", אמרו ביציע.',
        "הזוג דוד כהן ורחל לוי הגיע.",
        "לפי הדיווח, דוד כהן, המכונה אבו זיאד, נמלט.",
    ],
)
def test_what_only_looks_like_a_role_is_none(text: str) -> None:
    assert roles(read(text)) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("שר החוץ דוד כהן הגיע. בערב נאם השר.", ["דוד כהן", "השר"]),
        ("ראש עיריית רמלה, דוד כהן, פרש. לראש העיר אין יורש.", ["דוד כהן", "ל|ראש העיר"]),
        ('ח"כ דוד כהן הורחק. חבר הכנסת סירב להגיב.', ["דוד כהן", "חבר הכנסת"]),
        ("השליח האמריקני לאזור, דוד כהן, הגיע. השליח האמריקני סירב להגיב.", ["דוד כהן", "השליח האמריקני"]),
        ("המורה למתמטיקה רחל לוי זוכתה. הוא קיבל אותו מהמורה.", ["רחל לוי", "מ|המורה"]),
    ],
)
def test_a_shorter_phrase_stands_for_the_only_one_who_has_the_role(text: str, expected: list[str]) -> None:
    assert next(iter(people(read(text)).values())) == expected


@pytest.mark.parametrize(
    "text",
    [
        "השר נאם. אחר כך הגיע שר החוץ דוד כהן.",
        "שר החוץ דוד כהן הגיע. שר האוצר נעדר.",
        "שר החוץ דוד כהן הגיע. כל שר נאם.",
        "שר החוץ דוד כהן הגיע. מדובר בשר בממשלה.",
        "שר החוץ דוד כהן ושר האוצר משה לוי נפגשו. השר נאם.",
        'המורה דוד כהן פרש. "המורה, תודה", כתבו לו.',
        "הקשר דוד כהן בעט. הקשר בין השניים הדוק.",
    ],
)
def test_a_role_that_is_not_clearly_one_persons_stands_for_nobody(text: str) -> None:
    assert all(mention.form is not MentionForm.ROLE for mention in read(text).mentions)


def test_a_role_inside_somebody_elses_role_still_stands_for_its_owner() -> None:
    reading = read("ראש הממשלה דוד כהן הגיע. היועצת של ראש הממשלה, רינה לוי, אישרה.")
    assert people(reading)["דוד כהן"] == ["דוד כהן", "ראש הממשלה"]
    assert roles(reading)["רינה לוי"] == ["היועצת של ראש הממשלה"]


def test_two_roles_are_read_from_the_name_outwards() -> None:
    reading = read("ראש הממשלה, דוד כהן, הגיע. העוזר הראשי של הנשיא האורח, משה לוי, שאל.")
    assert roles(reading)["משה לוי"] == ["העוזר הראשי של הנשיא האורח"]
