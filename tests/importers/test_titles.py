"""Link titles that were joined with nothing between them are parted where the text shows it, and nowhere else."""

from __future__ import annotations

import itertools

import pytest

from reader.importers.titles import part_titles

# A slash shows where one title ends; lines without one stay whole.
LINES = (
    # closing quotation marks, glued to a letter, an acronym, a prefix, a digit, a Latin word, another mark
    'נתניהו: "לא נוותר"/אבו מאזן: "נילחם"',
    'צדוק בראיון: "לא נחכה"/ארה"ב על ההסכם: "צעד קשה, אך הכרחי"/השעון מתקתק: כך נראים המגעים',
    '"לא נוותר"/"אין ברירה", אומר השר',
    '"רק לא"/"רק כן"/המחאה',
    'השר התראיין ל"ידיעות": "לא אפרוש"/ב"הארץ" פורסם אחרת',
    'ב"הארץ": "המצב קשה"/ל"ידיעות": "המצב קל"',
    'שר האוצר: "ב-2014 תבוא הצמיחה"/3 הרוגים בתאונה',
    'דן מרידור: "לא"/BBC: תקיפה בסוריה',
    '"מה יהיה?"/המורים שובתים',
    '"צעד נגד צה"ל"/הרמטכ"ל הגיב',
    '"יחסינו עם ארה"ב"/ב"הארץ" דווח: "משבר"',
    'צדוק: "לא נחכה לארה"ב"/או"ם: "משבר המים מחריף"',
    '"אני לא גזען"/ח"כ מש"ס: "מתנצל"',
    "נתניהו: 'לא נוותר'/השר הגיב",
    "\"המשטרה: 'לא נעצור'\"/\"עורכי הדין: 'תעצרו'\"",
    "״נמשיך בלחימה״/״אין ברירה״",
    "“נמשיך בלחימה”/״אין ברירה״ אמר",
    "„לא נוותר”/אבו מאזן בז'נבה",
    "''נמשיך בלחימה''/''אין ברירה''",
    'השר: "בסדר"/ל"ג בעומר: מדורות בחוף',
    'סא"ל בדימוס: "שיקרת"/אל"ם במיל\' הורשע',
    # question and exclamation marks, brackets, per cent
    "מי ינצח בבחירות?/כל הסקרים במקום אחד",
    'מי ינצח?/"אין סיכוי": הפרשן מסביר',
    'מה אמר הרמטכ"ל?/מנכ"ל משרד רה"מ התפטר',
    "איזה משחק!/מכבי ניצחה את הפועל",
    "צפו בסרטון (וידאו)/השר התפטר",
    "הריבית עלתה ב-5%/המשק מגיב",
    'מחיר הדירות עלה ב-7.5%/שר השיכון: "נטפל בזה"',
    # final letters
    "ההסכם נחתם עם השכנים/המשלחת חזרה",
    'השיחות עם איראן/"צעד קשה": כך מגיבים בארה"ב',
    "מפגן כוח בתל־אביב: אלפים/הרחובות נחסמו",
    # scripts and digits
    "דיווח של CNN/הנשיא מגיב",
    "הצצה ראשונה/iPhone בישראל",
    "מחאת האוהלים: השבוע השלישי/200 אלף ברחובות",
    "המשבר של 2013/השנה הקשה",
    "משחקי הכס: עונה 4/Netflix מתרחבת",
    'נשיא ארה"ב/CNN: איראן קרובה לפצצה',
    # acronyms side by side
    'מתיחות עם צה"ל/ארה"ב מגיבה',
    'מתיחות עם צה"ל/בארה"ב מגיבים',
    "שלו''ם ארה''ב/צה''ל נערך",
    'נחשף הטלס"ד/רפל"ם הודח',
    'כך נבחר המנכ"ל/בג"ץ דחה את העתירה',
    'הצטרפו לצה"ל/חב"ד בהודו',
    'שביתה בנתב"ג/הדו"חות פורסמו',
    # an acronym that is known shows the boundary at one end alone
    'הגז של קפריסין ויוון וארה"ב/השעון מתקתק',
    # nothing shows a boundary
    "קצב השיחות גובר הממשלה אישרה את ההסכם",
    "קצב השיחותהממשלה אישרה",
    "השעון מתקתק: האמריקנים מגבירים: הקצב עולה",
    'חב"דניקים בהודו: "חווינו נס"',
    'אנשי "הארץ" ו"ידיעות" ב"פגוש את העיתונות"',
    'הדו"חות של המנכ"לית והסמנכ"לים ביו"ש',
    "ג'ון קרי וז'אק בצ'ילה עם ג'ו",
    "עונה חדשה ל-iPhone 5 ול-F16 ב-2014",
    'מחיר: 20ש"ח לק"ג, 100ק"מ מכאן',
    "בCNN ובBBC דווח על DVDים",
    "מורים(ות)ים בשביתה",
    "המדריך לסי.אי.איי. ולא.ב. יהושע",
    "בשעה 16:30 (שעון ישראל)",
    "השר אמר: \"זה 'לא' מקובל\"",
    '"איזה יופי!ואז הלכנו"',
    'הסרט "השתיקה של 2013והלאה" הוקרן',
    'הפנסיה של המנכ"ליתמי ירוויח',
    'מחיר הבורסהב"ידיעות אחרונות" נחשף',
)


@pytest.mark.parametrize("line", LINES)
def test_titles_are_parted_where_the_text_shows_it(line: str) -> None:
    titles = line.split("/")
    joined = "".join(titles)
    assert [joined[start:end] for start, end in part_titles(joined)] == titles


@pytest.mark.parametrize(
    ("line", "titles"),
    [
        ("לבני: כן | נתניהו: לא|קרי: אולי", ["לבני: כן", "נתניהו: לא", "קרי: אולי"]),
        ("• לבני: כן • נתניהו: לא", ["לבני: כן", "נתניהו: לא"]),
        ("לבני: כן\tנתניהו: לא", ["לבני: כן", "נתניהו: לא"]),
        ("1. לבני: כן", ["לבני: כן"]),
        ("- לבני: כן >>", ["לבני: כן"]),
        ("\u200fלבני: כן\u200f ", ["לבני: כן"]),
        ("", []),
        ("  ", []),
        ("|", []),
    ],
)
def test_separators_and_bullets_are_no_part_of_a_title(line: str, titles: list[str]) -> None:
    assert [line[start:end] for start, end in part_titles(line)] == titles


def test_a_separator_stays_in_a_title_that_has_its_own_line() -> None:
    line = "דעה | נתניהו צריך ללכת"
    assert part_titles(line, separators=False) == [(0, len(line))]


def test_a_quotation_that_is_never_closed_does_not_swallow_the_titles_after_it() -> None:
    line = 'השר: "לא נוותר לאיש מהםהשופט "נגד" הממשלה'
    titles = [line[start:end] for start, end in part_titles(line)]
    assert titles == ['השר: "לא נוותר לאיש מהם', 'השופט "נגד" הממשלה']


TITLES = (
    'לבני: "יש התקדמות"',
    'ארה"ב על השחרור: "צעד קשה"',
    "מי ירוויח מהרפורמה?",
    "כל הדרכים לרמאללה (פרשנות)",
    "דרמה: העד חזר בו!",
    'צה"ל תקף: חמישה הרוגים',
    'הארץ: בג"ץ נגד רה"מ',
    "הסכם גז בין ישראל ליוון",
    'ב"ידיעות" נחשף: כך נבחר השופט העליון',
    'ד"ר לוי: "אין סיבה לפאניקה"',
    "ג'ון קרי בז'נבה: 'קרובים'",
)


def test_any_such_titles_in_any_order_are_parted() -> None:
    # What ends without a mark can only come last.
    ending = [title for title in TITLES if title[-1] in "\"'?!)ךםןףץ"]
    for chosen in itertools.permutations(ending, 3):
        joined = "".join(chosen)
        assert [joined[start:end] for start, end in part_titles(joined)] == list(chosen)


@pytest.mark.parametrize(
    "line",
    [
        '"' * 200_000,
        " " * 200_000 + "א",
        "()" * 100_000,
        "א" * 200_000,
        'א"' * 100_000,
        "ם" * 200_000,
        "'א" * 100_000,
    ],
    ids=["quotes", "blanks", "brackets", "letters", "gershayim", "finals", "geresh"],
)
def test_a_line_that_is_no_line_of_titles_costs_no_more_than_its_length(line: str) -> None:
    assert len(part_titles(line)) <= len(line)
