"""Names in one sentence or two: what is one, where it begins and ends, and what is none."""

from __future__ import annotations

import pytest

from reader.model import BlockKind, MentionForm
from tests.entities.marked import people, read


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("שר החוץ האמריקני ג'ון קרי הגיע אמש.", "ג'ון קרי"),
        ('אמר יו"ר הרשות הפלסטינית אבו מאזן.', "אבו מאזן"),
        ("נפגש עם שרת המשפטים ציפי לבני.", "ציפי לבני"),
        ('ד"ר מיכל וולדיגר נבחרה.', "מיכל וולדיגר"),
        ("תת-אלוף (במיל') יוסי קופרוואסר דיבר.", "יוסי קופרוואסר"),
        ("השופט (בדימוס) אהרן ברק חתם.", "אהרן ברק"),
        ("הסופר ס. יזהר כתב.", "ס. יזהר"),
        ("הסופר א.ב. יהושע כתב.", "א.ב. יהושע"),
        ("הנשיא ג'ון פ. קנדי נרצח.", "ג'ון פ. קנדי"),
        ("הצייר וינסנט ואן גוך צייר.", "וינסנט ואן גוך"),
        ("הגיע ראש הממשלה דוד בן גוריון.", "דוד בן גוריון"),
        ("הודיע יפתח רון-טל לעובדים.", "יפתח רון-טל"),
        ("הודיע יפתח רון־טל לעובדים.", "יפתח רון־טל"),
        ('ח"כ אורלי לוי אבקסיס הגיבה.', "אורלי לוי אבקסיס"),
        ("הזמרת ליאת תקווה הופיעה.", "ליאת תקווה"),
        ('עו"ד סיגלית חלה מפרקליטות המחוז הגיעה.', "סיגלית חלה"),
        ("השליח הסיני ג'אנג לי-וויי דיבר.", "ג'אנג לי-וויי"),
        ("נשיא מצרים עבד אל-פתאח א-סיסי נאם.", "עבד אל-פתאח א-סיסי"),
        ("נציגת פולין, אגנייסקה קובלסקה, הציעה נוסח.", "אגנייסקה קובלסקה"),
        ("נתפס תהילה נגר בת ה-22 מלוד.", "תהילה נגר"),
        ("שכן בשם יוסף סיפר.", "יוסף"),
        ("הוא שוחח עם Barack Obama (2015) בטלפון.", "Barack Obama"),
        ('בנימין "ביבי" נתניהו הגיע.', 'בנימין "ביבי" נתניהו'),
        ("משה (בוגי) יעלון הגיע.", "משה (בוגי) יעלון"),
    ],
)
def test_a_full_name_is_found_whole(text: str, name: str) -> None:
    assert name in people(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "הלכת רו נגד ווייד נדונה שוב.",
        "הם גרים ברחוב טרומפלדור, ליד כיכר רבין.",
        "הקלינטונים לא הגיעו.",
        "סי.אי.איי. סירבה להגיב.",
        'השיר "שלום לך, דבורה" מושמע ברדיו.',
        'היא קראה את הספר "מיכאל שלי".',
        "תל אביב ופתח תקווה הן ערים.",
        "בחודש שעבר חלה הרעה במצבו ורובה של העיר נפגע.",
        "המאמן נתן הוראות והשופט פסק.",
        "המאמן התעקש להמשיך.",
        "מכון ויצמן ואוניברסיטת בן גוריון הגישו הצעה.",
        "הגשם ירד כל היום והים סער.",
        "מניית החברה זינקה אתמול.",
    ],
)
def test_what_is_nobodys_name_is_left_alone(text: str) -> None:
    assert people(read(text)) == {}


def test_attached_letters_are_no_part_of_a_name() -> None:
    reading = read("כששושנה לוי הגיעה, נמסר לשמעון פרץ. ולפרץ אין מה להוסיף. שפרץ ילך.")
    assert people(reading) == {
        "שמעון פרץ": ["ל|שמעון פרץ", "ול|פרץ", "ש|פרץ"],
        "שושנה לוי": ["כש|שושנה לוי"],
    }


@pytest.mark.parametrize(
    ("full", "surname"),
    [
        ("ציפי לבני", "לבני"),
        ("לימור לבנת", "לבנת"),
        ("לורה בלומנפלד", "בלומנפלד"),
        ("יצחק הרצוג", "הרצוג"),
        ("פרנק לוונסטיין", "לוונסטיין"),
        ("אנגלה מרקל", "מרקל"),
    ],
)
def test_a_name_that_begins_like_a_prefix_stays_whole(full: str, surname: str) -> None:
    reading = read(f"פגשנו את {full}. {surname} אמרה שלום. מסרו ל{surname} וגם ו{surname} שמעה.")
    assert people(reading)[full] == [full, surname, f"ל|{surname}", f"ו|{surname}"]


def test_a_headline_may_name_somebody_before_the_article_introduces_him() -> None:
    reading = read(
        "קרי יבוא לישראל בפעם השמינית\nשר החוץ האמריקני ג'ון קרי צפוי לבוא.",
        kinds=(BlockKind.HEADLINE,),
    )
    assert people(reading) == {"ג'ון קרי": ["קרי", "ג'ון קרי"]}


def test_two_spellings_are_one_person() -> None:
    reading = read('עורך הדין גיא סייף טען. "נערער", אמר סיף. היועץ יהודה ווינשטיין הגיע. וינשטיין שתק.')
    assert people(reading) == {
        "גיא סייף": ["גיא סייף", "סיף"],
        "יהודה ווינשטיין": ["יהודה ווינשטיין", "וינשטיין"],
    }


def test_niqqud_and_bidi_marks_hide_nobody() -> None:
    reading = read("רֹאשׁ הַמֶּמְשָׁלָה בִּנְיָמִין נְתַנְיָהוּ הגיע. \u200fלנתניהו\u200f לא היה מה לומר.")
    assert people(reading) == {"בִּנְיָמִין נְתַנְיָהוּ": ["בִּנְיָמִין נְתַנְיָהוּ", "ל|נתניהו"]}


def test_given_name_surname_and_nickname_are_told_by_their_form() -> None:
    reading = read("ראש הממשלה בנימין נתניהו הגיע. נתניהו נאם. בנימין ירד מהבמה. ביבי הלך.")
    assert [mention.form for mention in reading.mentions] == [
        MentionForm.FULL,
        MentionForm.SURNAME,
        MentionForm.GIVEN,
        MentionForm.NICKNAME,
    ]
    assert people(reading) == {"בנימין נתניהו": ["בנימין נתניהו", "נתניהו", "בנימין", "ביבי"]}


def test_a_common_word_is_a_name_only_where_its_place_says_so() -> None:
    reading = read("הזמר דוד ברק הופיע. ברק אמר תודה. אחר כך נשמע קול ברק.")
    assert people(reading) == {"דוד ברק": ["דוד ברק", "ברק"]}


def test_a_surname_without_any_given_name_is_found_where_somebody_speaks() -> None:
    reading = read('יו"ר הוועד, זילברברג, הודיע שיתפטר. "לא אחתום", אמר זילברברג.')
    assert people(reading) == {"זילברברג": ["זילברברג", "זילברברג"]}


def test_titles_of_other_articles_make_nobody_new_but_name_those_who_are_there() -> None:
    reading = read(
        'השרה ציפי לבני הגיעה.\nלבני בראיון: "יש התקדמות"\nיוסי אברהמי ניצח במירוץ',
        kinds=(BlockKind.PARAGRAPH, BlockKind.FURTHER_READING, BlockKind.FURTHER_READING),
    )
    assert people(reading) == {"ציפי לבני": ["ציפי לבני", "לבני"]}


def test_a_weak_reading_gives_way_to_what_the_article_says_elsewhere() -> None:
    reading = read('סרן נועם אדר ז"ל נהרג. אדר ייטמן היום. יגאל בן צבי התפטר. נטען כי בן צבי דילל אותו.')
    assert people(reading) == {
        "נועם אדר": ["נועם אדר", "אדר"],
        "יגאל בן צבי": ["יגאל בן צבי", "בן צבי"],
    }


def test_an_emoji_before_a_name_moves_nothing() -> None:
    reading = read("😀 נתניהו הגיע")
    assert reading.mentions[0].name_span.of(reading.article.text) == "נתניהו"
