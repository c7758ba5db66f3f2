"""Who said what."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.model import BlockKind
from tests.entities.marked import read, said

KERRY = "ג'ון קרי"
HEADLINE = (BlockKind.HEADLINE,)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('ג\'ון קרי אמר: "די לאלימות".', "די לאלימות"),
        ('"די לאלימות", אמר ג\'ון קרי.', "די לאלימות"),
        ('"די לאלימות," אמר ג\'ון קרי.', "די לאלימות"),
        ('"די לאלימות", אמר אתמול בראיון שר החוץ האמריקני ג\'ון קרי.', "די לאלימות"),
        ('"די לאלימות", אמר היום (רביעי) שר החוץ האמריקני, ג\'ון קרי, בפריז.', "די לאלימות"),
        ('"די לאלימות", חייך ג\'ון קרי.', "די לאלימות"),
        ('"די לאלימות!" קרא ג\'ון קרי.', "די לאלימות!"),
        ('"די לאלימות", סיפר ל"ידיעות אחרונות" ג\'ון קרי.', "די לאלימות"),
        ('"די לאלימות", כפי שאמר ג\'ון קרי.', "די לאלימות"),
        ('לדברי ג\'ון קרי, "די לאלימות".', "די לאלימות"),
        ('"די לאלימות", לדברי ג\'ון קרי.', "די לאלימות"),
        ('ג\'ון קרי אמר בהמשך כי ארצות הברית "לא תיכנע להפחדות" בנושא.', "לא תיכנע להפחדות"),
        ('ג\'ון קרי שיבח אותם על "האומץ והמנהיגות" שלהם.', "האומץ והמנהיגות"),
        ('ג\'ון קרי הוסיף ש"אין זמן".', "אין זמן"),
        ('ג\'ון קרי טען שמדובר ב"טעות חמורה".', "טעות חמורה"),
        ('ג\'ון קרי הגדיר את ההסכם כ"הישג היסטורי".', "הישג היסטורי"),
        ('ג\'ון קרי כינה את ההסכם "אסון".', "אסון"),
        ('ג\'ון קרי, שנחת אתמול, הבהיר: "די לאלימות".', "די לאלימות"),
        ('ג\'ון קרי, בן 70 מבוסטון: "די לאלימות".', "די לאלימות"),
        ('ג\'ון קרי פתח את נאומו במילים "די לאלימות".', "די לאלימות"),
        ('תגובתו של ג\'ון קרי: "די לאלימות".', "די לאלימות"),
        ('מטעם ג\'ון קרי נמסר: "די לאלימות".', "די לאלימות"),
        ("„די לאלימות”, אמר ג'ון קרי.", "די לאלימות"),
        ("״די לאלימות״, אמר ג'ון קרי.", "די לאלימות"),
        ("''די לאלימות'', אמר ג'ון קרי.", "די לאלימות"),
        ("«די לאלימות», אמר ג'ון קרי.", "די לאלימות"),
    ],
)
def test_words_in_quotation_marks_have_their_speaker(text: str, words: str) -> None:
    assert said(read(text)) == [(KERRY, words, True)]


def test_a_quotation_shows_its_cue_without_attached_letters() -> None:
    reading = read('שר החוץ ג\'ון קרי נחת ואמר כי ארצות הברית "לא תיכנע".')
    cue = reading.quotes[0].cue_span
    assert cue is not None
    assert cue.of(reading.article.text) == "אמר"


@pytest.mark.parametrize(
    ("headline", "words"),
    [
        ('קרי: "די לאלימות"', "די לאלימות"),
        ('קרי לנתניהו: "די לאלימות"', "די לאלימות"),
        ("קרי: די לאלימות", "די לאלימות"),
        ("קרי בראיון: נמשיך לנסות", "נמשיך לנסות"),
        ('"די לאלימות": קרי נחת בישראל', "די לאלימות"),
        ("קרי הודיע: לא אתפטר", "לא אתפטר"),
    ],
)
def test_a_headline_gives_words_before_or_after_a_colon(headline: str, words: str) -> None:
    reading = read(f"{headline}\nשר החוץ ג'ון קרי הגיע. ראש הממשלה בנימין נתניהו המתין לו.", kinds=HEADLINE)
    assert said(reading) == [(KERRY, words, True)]


@pytest.mark.parametrize(
    "headline", ["סערה בוועדה: השר הורחק", "קרי בירושלים: סבב שיחות שמיני", 'דו"ח: רבע מהמורים עוזבים']
)
def test_a_matter_before_a_colon_says_nothing(headline: str) -> None:
    assert said(read(f"{headline}\nשר החוץ ג'ון קרי הגיע.", kinds=HEADLINE)) == []


def test_a_headline_without_a_name_has_the_speaker_of_the_same_words_below() -> None:
    reading = read('"די לאלימות ולטרור"\nשר החוץ ג\'ון קרי אמר: "די לאלימות ולטרור".', kinds=HEADLINE)
    assert said(reading) == [(KERRY, "די לאלימות ולטרור", True)] * 2


def test_a_line_of_talk_belongs_to_the_name_before_its_colon() -> None:
    reading = read("מירי רגב: הרכבת תפעל כרגיל.\nאחמד טיבי: אני לא מאמין לך.")
    assert said(reading) == [("מירי רגב", "הרכבת תפעל כרגיל", True), ("אחמד טיבי", "אני לא מאמין לך", True)]


@pytest.mark.parametrize(
    "text",
    [
        '"זה סוף הדרך", אמר ג\'ון קרי. "אין לנו זמן".',
        '"זה סוף הדרך", אמר ג\'ון קרי, "אין לנו זמן".',
        '"זה סוף הדרך", צחק ג\'ון קרי, "אין לנו זמן".',
        '"זה סוף הדרך", אמר ג\'ון קרי והוסיף: "אין לנו זמן".',
        '"זה סוף הדרך", אמר ג\'ון קרי. הוא לגם מהמים. "אין לנו זמן".',
        'ג\'ון קרי אמר: "זה סוף הדרך". לדבריו, "אין לנו זמן".',
        'ג\'ון קרי אמר כי "זה סוף הדרך" וכי "אין לנו זמן".',
        '"זה סוף הדרך", אמר ג\'ון קרי.\n"אין לנו זמן".',
        'ג\'ון קרי אמר: "זה סוף הדרך\n"אין לנו זמן".',
    ],
)
def test_words_taken_up_again_have_the_same_speaker(text: str) -> None:
    assert said(read(text)) == [(KERRY, "זה סוף הדרך", True), (KERRY, "אין לנו זמן", True)]


def test_a_sentence_in_marks_belongs_to_whom_the_sentence_before_is_about() -> None:
    reading = read('המאמן ברק בכר שיבח את ערן זהבי. "שיחקנו נהדר הערב".')
    assert said(reading) == [("ברק בכר", "שיחקנו נהדר הערב", True)]


def test_an_answer_in_an_interview_is_not_whom_the_question_names() -> None:
    reading = read('"אני שמחה", אומרת הסופרת רונית לוי.\nומה אמר לך משה כהן?\n"הוא ביקש ממני לקצר".')
    assert said(reading) == [("רונית לוי", "אני שמחה", True), ("רונית לוי", "הוא ביקש ממני לקצר", True)]


def test_he_said_is_whoever_spoke_last() -> None:
    reading = read('השופט רועי שובל כתב כי אמסלם "קנה אותם". לדבריו, "אין מחילה".')
    assert [speaker for speaker, _, _ in said(reading)] == ["רועי שובל", "רועי שובל"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ('רונית לוי נפגשה עם משה כהן. "היה מקסים", היא אומרת.', "רונית לוי"),
        ('רונית לוי נפגשה עם משה כהן. "היה מקסים", הוא אומר.', "משה כהן"),
        ('משה כהן הציג את רונית לוי לקהל. "אני מתרגשת", אמרה.', "רונית לוי"),
        ('משה כהן התקשר לדוד לוי, וזה אמר לו: "די כבר".', "דוד לוי"),
        ('משה כהן נפגש עם דוד לוי, אביו של החייל, ואמר: "אין מילים".', "משה כהן"),
        ('משה כהן שכר את עו"ד דוד לוי, שטוען כי מדובר ב"עלילה".', "דוד לוי"),
        ('משה כהן, שתמך בדוד לוי, אמר: "אני מצטער".', "משה כהן"),
        ('משה כהן אמר לבנו, דוד לוי: "אני מצטער".', "משה כהן"),
        ('משה כהן קרא לעבר השופט: "אתה עיוור".', "משה כהן"),
        ('שכן בשם משה כהן סיפר: "שמעתי צעקות".', "משה כהן"),
    ],
)
def test_grammar_tells_the_speaker_from_the_others(text: str, who: str) -> None:
    assert [speaker for speaker, _, direct in said(read(text)) if direct] == [who]


def test_nobody_speaks_of_himself_by_name() -> None:
    reading = read('רונית לוי נזכרת במשה כהן. הוא היה חבר. משה כהן היה שותק. "כשמשה שתק, ידעתי", היא אומרת.')
    assert said(reading) == [("רונית לוי", "כשמשה שתק, ידעתי", True)]


def test_a_role_alone_is_its_bearer() -> None:
    reading = read('המאמן ברק בכר חייך. "שיחקנו נהדר", אמר המאמן.')
    assert said(reading) == [("ברק בכר", "שיחקנו נהדר", True)]


def test_a_verb_with_and_takes_the_subject_of_its_sentence() -> None:
    reading = read('בתחילת השבוע תקף בנימין נתניהו את הדיון ואמר כי הוא "מיותר".')
    assert said(reading) == [("בנימין נתניהו", "מיותר", True)]


@pytest.mark.parametrize(
    "text",
    [
        'סנגורו של משה כהן, עו"ד אבי לוי, מסר: "מרשי חף מפשע".',
        '"מרשי חף מפשע", מסר עו"ד אבי לוי, סנגורו של משה כהן.',
        'עו"ד אבי לוי, שמייצג את משה כהן, אמר: "מרשי חף מפשע".',
    ],
)
def test_a_named_lawyer_speaks_and_the_client_is_mentioned(text: str) -> None:
    reading = read(text)
    assert said(reading) == [("אבי לוי", "מרשי חף מפשע", True)]
    assert "משה כהן" in {entity.name for entity in reading.entities}


@pytest.mark.parametrize(
    "text",
    [
        'השבוע החליפו ג\'ון קרי ובנימין נתניהו "עקיצות" מילוליות.',
        'ג\'ון קרי קרא את "הארץ" ואת "ידיעות אחרונות".',
        'ג\'ון קרי צפה בסרט "שושנה" ונהנה.',
        'המחזאי חנוך לוין כתב את "הזוג".',
        'ג\'ון קרי אמר למערכת ב"הארץ" שיבוא.',
        'ג\'ון קרי, המכונה "השועל", נעצר אתמול.',
        'ג\'ון קרי אמר כי האלבום "בין הסלון לשמיים" נכתב בבית.',
        'מבצע "חומת מגן" נפתח לפני עשרים שנה, אמר ג\'ון קרי.',
        '"ארץ נהדרת" חוזרת לעונה נוספת, וג\'ון קרי יצפה בה.',
        'ה"מומחה" ג\'ון קרי לא הופיע.',
    ],
)
def test_marks_round_a_name_or_a_doubt_are_no_quotation(text: str) -> None:
    assert [words for _, words, direct in said(read(text)) if direct] == []


@pytest.mark.parametrize(
    "text",
    [
        'גורמים מדיניים אמרו: "אין סיכוי". ג\'ון קרי שתק.',
        'גורם מדיני בכיר אמר לג\'ון קרי כי "אין סיכוי להסכם".',
        'ג\'ון קרי הגיע. צה"ל הודיע: "הדרך פתוחה".',
        'ג\'ון קרי הגיע. "הדרך פתוחה", מסר משרד החוץ.',
        'ממשרד החוץ נמסר בתגובה: "הדרך פתוחה". ג\'ון קרי שתק.',
        'ג\'ון קרי הגיע. "הדרך פתוחה", סיפרה אחת השכנות.',
        'ג\'ון קרי הגיע. "הדרך פתוחה", סיפר עד לשיחה.',
        'בית המשפט קבע כי ג\'ון קרי "פעל ברשלנות".',
        'איראן הודיעה כי "לא תיכנע". ג\'ון קרי שתק.',
        'פרקליטתו של ג\'ון קרי מסרה כי הוא "מכחיש הכול".',
        'מקורבי ג\'ון קרי: "אין סיכוי".',
        'ג\'ון קרי ובנימין נתניהו נפגשו. השניים אמרו: "אין סיכוי".',
    ],
)
def test_a_group_a_state_or_somebody_unnamed_is_no_speaker(text: str) -> None:
    assert [speaker for speaker, _, _ in said(read(text))] == [None]


def test_reported_speech_is_the_clause_after_the_verb() -> None:
    reading = read(
        "שרת המשפטים ציפי לבני, שעומדת בראש הצוות, אמרה בראיון לוואלה! חדשות כי חלה התקדמות בשיחות."
    )
    assert said(reading) == [("ציפי לבני", "חלה התקדמות בשיחות", False)]
    assert reading.quotes[0].cue_span is not None
    assert reading.quotes[0].cue_span.of(reading.article.text) == "אמרה"


@pytest.mark.parametrize(
    "text",
    [
        "משה כהן אמר כי המחיר צפוי לרדת.",
        "משה כהן אמר שהמחיר צפוי לרדת.",
        "לדברי משה כהן, המחיר צפוי לרדת.",
        "המחיר צפוי לרדת, אמר משה כהן.",
        "המחיר צפוי לרדת, לדברי משה כהן.",
        "המחיר צפוי לרדת, כך הודיע משה כהן.",
        "משה כהן מאמין שהמחיר צפוי לרדת.",
        "בישיבה הבהיר השר משה כהן כי המחיר צפוי לרדת.",
        "משה כהן טען כי המחיר צפוי לרדת, אבל סירב לפרט.",
        "משה כהן נעצר. לטענתו, המחיר צפוי לרדת.",
    ],
)
def test_reported_speech_is_found_beside_every_kind_of_cue(text: str) -> None:
    assert said(read(text)) == [("משה כהן", "המחיר צפוי לרדת", False)]


def test_two_speakers_in_one_sentence_have_a_clause_each() -> None:
    reading = read("משה כהן טען כי המחיר ירד, אבל רונית לוי אמרה שלא ירד כלל.")
    assert said(reading) == [("משה כהן", "המחיר ירד", False), ("רונית לוי", "לא ירד כלל", False)]


@pytest.mark.parametrize(
    "aside",
    ["בן 45 ואב לשלושה", "לשעבר מגן בעצמו", 'מי שהיה מנכ"ל המשרד', "הסלובני המחזיק בחולצה", "ליטאי שגדל שם"],
)
def test_what_is_said_of_a_source_between_commas_is_not_what_he_says(aside: str) -> None:
    reading = read(f"לדברי משה כהן, {aside}, הקבוצה חיפשה שחקן כזה.")
    assert said(reading) == [("משה כהן", "הקבוצה חיפשה שחקן כזה", False)]


def test_a_source_stands_behind_a_colon_too() -> None:
    reading = read("רונית לוי לא מתרגשת: לדבריה, בשבוע הבא ייחסם הכביש.")
    assert said(reading) == [("רונית לוי", "בשבוע הבא ייחסם הכביש", False)]


def test_when_something_was_is_no_reported_speech() -> None:
    assert said(read("שלוש שנים אחרי שפרשה מהבמה, הודיעה רונית לוי על אירוסיה.")) == []
    assert said(read("אתמול, בגיל 38, הודיע דוד כהן על פרישה.")) == []


def test_a_mother_who_is_named_behind_a_comma_speaks() -> None:
    reading = read('דוד כהן חזר. "הוא לא ישן", סיפרה האם, רונית לוי, גננת.')
    assert said(reading) == [("רונית לוי", "הוא לא ישן", True)]


def test_where_it_was_said_is_nobody_who_speaks() -> None:
    reading = read('דוד כהן חייך. "סקרים זה בושם", אמר אתמול בסיור בשוק.')
    assert said(reading) == [("דוד כהן", "סקרים זה בושם", True)]


def test_behind_marks_מספר_is_no_number() -> None:
    reading = read('"קניתי טופס בקיוסק", מספר ניסים כהן, זגג.')
    assert said(reading) == [("ניסים כהן", "קניתי טופס בקיוסק", True)]


def test_where_somebody_works_may_stand_before_what_they_are_and_say() -> None:
    reading = read("משה כהן מאוניברסיטת תל אביב, יועץ כלכלי, טוען כי המחיר ירד.")
    assert said(reading) == [("משה כהן", "המחיר ירד", False)]


def test_the_mother_of_somebody_without_a_name_speaks() -> None:
    reading = read("אמו של הלוחם, רונית לוי, סיפרה כי בנה תכנן טיול.")
    assert said(reading) == [("רונית לוי", "בנה תכנן טיול", False)]


@pytest.mark.parametrize(
    "text",
    [
        'לפי הדו"ח, משה כהן צפוי להתפטר.',
        "לפי כתב האישום, משה כהן ירה בו.",
        "משה כהן לא אמר כי המחיר ירד.",
        "משה כהן הבטיח לחזור מחר בבוקר.",
        "משה כהן הציג תוכנית שתכלול ליווי למורים.",
        "נודע כי משה כהן צפוי להתפטר.",
    ],
)
def test_papers_promises_and_denials_report_nothing(text: str) -> None:
    assert said(read(text)) == []


def test_a_group_reports_as_nobody() -> None:
    assert said(read("המשטרה הודיעה כי החקירה של משה כהן הסתיימה.")) == [
        (None, "החקירה של משה כהן הסתיימה", False)
    ]


@given(
    st.lists(
        st.sampled_from(
            ('"', "אמר", "כהן", "משה", "כי", ",", ".", ":", "לדברי", "\n", "הוא", "שלא", "-", "(", ")", "די")
        ),
        max_size=40,
    )
)
@settings(max_examples=60, deadline=None)
def test_any_order_of_words_and_marks_gives_sound_quotations(words: list[str]) -> None:
    reading = read(" ".join(words) or "די")
    people = {entity.id for entity in reading.entities}
    for quote in reading.quotes:
        assert 0 <= quote.span.start < quote.span.end <= len(reading.article.text)
        assert quote.speaker_id is None or quote.speaker_id in people
        assert "\n" not in quote.span.of(reading.article.text)
