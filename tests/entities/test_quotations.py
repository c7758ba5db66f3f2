"""Who said what."""

from __future__ import annotations

import pytest

from reader.model import BlockKind
from tests.entities.marked import read, said

KERRY = "ג'ון קרי"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('ג\'ון קרי אמר: "די לאלימות".', "די לאלימות"),
        ('"די לאלימות", אמר ג\'ון קרי.', "די לאלימות"),
        ('"די לאלימות," אמר ג\'ון קרי.', "די לאלימות"),
        ('"די לאלימות", אמר אתמול בראיון שר החוץ האמריקני ג\'ון קרי.', "די לאלימות"),
        ('לדברי ג\'ון קרי, "די לאלימות".', "די לאלימות"),
        ('ג\'ון קרי אמר בהמשך כי ארצות הברית "לא תיכנע להפחדות" בנושא.', "לא תיכנע להפחדות"),
        ('ג\'ון קרי שיבח אותם על "האומץ והמנהיגות" שלהם.', "האומץ והמנהיגות"),
        ('ג\'ון קרי הוסיף ש"אין זמן".', "אין זמן"),
        ('ג\'ון קרי, שנחת אתמול, הבהיר: "די לאלימות".', "די לאלימות"),
        ("„די לאלימות”, אמר ג'ון קרי.", "די לאלימות"),
    ],
)
def test_words_in_quotation_marks_have_their_speaker(text: str, words: str) -> None:
    reading = read(text)
    assert said(reading) == [(KERRY, words, True)]
    assert reading.quotes[0].cue_span is not None


def test_a_headline_quotes_after_a_colon_without_a_verb() -> None:
    reading = read('קרי: "די לאלימות"\nשר החוץ ג\'ון קרי הגיע.', kinds=(BlockKind.HEADLINE,))
    assert said(reading) == [(KERRY, "די לאלימות", True)]
    assert reading.quotes[0].cue_span is None


def test_a_quotation_taken_up_again_has_the_same_speaker() -> None:
    reading = read('"זה סוף הדרך", אמר ג\'ון קרי. "אין לנו זמן".')
    assert said(reading) == [(KERRY, "זה סוף הדרך", True), (KERRY, "אין לנו זמן", True)]


def test_he_said_is_whoever_spoke_last() -> None:
    reading = read('השופט רועי שובל כתב כי אמסלם "קנה אותם". לדבריו, "אין מחילה".')
    assert [speaker for speaker, _, _ in said(reading)] == ["רועי שובל", "רועי שובל"]


def test_a_verb_with_and_takes_the_subject_of_its_sentence() -> None:
    reading = read('בתחילת השבוע תקף בנימין נתניהו את הדיון ואמר כי הוא "מיותר".')
    assert said(reading) == [("בנימין נתניהו", "מיותר", True)]


@pytest.mark.parametrize(
    "text",
    [
        'השבוע החליפו ג\'ון קרי ובנימין נתניהו "עקיצות" מילוליות.',
        'ג\'ון קרי קרא את "הארץ" ואת "ידיעות אחרונות".',
        'ג\'ון קרי צפה בסרט "שושנה" ונהנה.',
        'המחזאי חנוך לוין כתב את "הזוג".',
        'ג\'ון קרי אמר למערכת ב"הארץ" שיבוא.',
    ],
)
def test_marks_round_a_name_or_a_doubt_are_no_quotation(text: str) -> None:
    assert [words for _, words, direct in said(read(text)) if direct] == []


@pytest.mark.parametrize(
    "text",
    [
        'גורמים מדיניים אמרו: "אין סיכוי". ג\'ון קרי שתק.',
        'ג\'ון קרי הגיע. צה"ל הודיע: "הדרך פתוחה".',
        'ג\'ון קרי הגיע. "הדרך פתוחה", מסר משרד החוץ.',
        'פרקליטתו של ג\'ון קרי מסרה כי הוא "מכחיש הכול".',
        'מקורבי ג\'ון קרי: "אין סיכוי".',
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
