"""Lines that a wrap cut in mid-sentence are joined; everything else stays a line of its own."""

from __future__ import annotations

import textwrap

import pytest

from reader.importers.labels import is_label_alone, starts_block
from reader.importers.lines import has_full_stop, is_ended, lines_of, unwrap

PARAGRAPHS = (
    "האוגלנד תגיע לירושלים בפעם השלישית",
    "שרת החוץ תיפגש עם דרורי ועם ראש הרשות כדי להציל את הסכם המים. על הפרק: מתקן ההתפלה וההלוואה",
    "שרת החוץ הנורבגית אינגריד האוגלנד צפויה לנחות ביום ראשון בישראל, לביקור שלישי מאז שנכנסה לתפקידה. "
    "ביקורה, שתוכנן לסוף החודש, הוקדם בשבוע לבקשת הצדדים. גורמים המעורים בשיחות אמרו כי היא תיפגש "
    "עם שר החוץ איתמר דרורי.",
    "לפני שנתיים נחתם בירושלים ההסכם הישראלי-נורבגי, שנועד להקים מתקן התפלה משותף בעלות של 1,200 מיליון שקל. "
    "בחודשים האחרונים נתקעו המגעים, לאחר שישראל דרשה פיקוח על חלוקת המים. אנשי סי.אי.איי. היו שם.",
)


def shown(text: str) -> list[str]:
    return [line.text for line in unwrap(lines_of(text), starts_block, is_label_alone)]


@pytest.mark.parametrize("width", [55, 60, 66, 70, 72, 76, 78, 80])
def test_a_text_wrapped_at_any_width_is_joined_again(width: int) -> None:
    wrapped = "\n\n".join(textwrap.fill(text, width) for text in PARAGRAPHS)
    assert shown(wrapped) == list(PARAGRAPHS)


@pytest.mark.parametrize("width", [55, 60, 66, 70, 78, 80])
def test_paragraphs_without_empty_lines_end_where_the_next_word_would_have_fitted(width: int) -> None:
    wrapped = "\n".join(textwrap.fill(text, width) for text in PARAGRAPHS)
    assert shown(wrapped) == list(PARAGRAPHS)


def test_a_wrap_behind_a_hyphen_adds_no_blank() -> None:
    width = next(width for width in range(40, 100) if "הישראלי-\n" in textwrap.fill(PARAGRAPHS[3], width))
    wrapped = "\n\n".join(textwrap.fill(text, width) for text in PARAGRAPHS)
    assert shown(wrapped) == list(PARAGRAPHS)


def test_one_long_line_that_stops_in_mid_sentence_is_joined() -> None:
    long = PARAGRAPHS[2]
    cut = long.index("אמרו כי")
    text = "\n".join(["כותרת", PARAGRAPHS[3], long[:cut].rstrip(), long[cut:], "סוף הכתבה."])
    assert shown(text) == ["כותרת", PARAGRAPHS[3], long, "סוף הכתבה."]


def test_a_headline_is_not_joined_with_the_subheadline() -> None:
    assert shown("\n".join(PARAGRAPHS)) == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "text",
    [
        "הלילה יורד על העיר,\nוהרוח נושבת בחוץ\nאני לא אומר לך דבר,\nרק שיר של פרידה ולחץ",
        "הוא בא.\nהיא הלכה.\nהם נפגשו בסי.אי.איי. ודיברו.\nאיש לא ידע.",
        "רשימה\n- חלב\n- לחם\n- ביצים",
        "מתי?\nמחר.\nואיפה?\nבתל אביב, ליד הים.",
    ],
    ids=["verse", "sentences", "list", "interview"],
)
def test_verses_lists_and_one_sentence_a_line_are_never_joined(text: str) -> None:
    assert shown(text) == text.split("\n")


def test_lines_know_where_they_stood() -> None:
    text = "  שלום  \r\n\r\n\u200f\r\n עולם\u2028סוף"
    lines = lines_of(text)
    assert [line.text for line in lines] == ["שלום", "עולם", "סוף"]
    assert [text[slice(*line.spans[0])] for line in lines] == ["שלום", "עולם", "סוף"]
    assert [line.parted for line in lines] == [False, True, False]
    assert [line.indented for line in lines] == [True, True, False]


@pytest.mark.parametrize(
    ("line", "ended", "stopped"),
    [
        ("הוא הלך.", True, True),
        ('הוא אמר: "הלכתי".', True, True),
        ('הוא אמר: "הלכתי."', True, True),
        ("הוא הלך. (דנה לוי)", False, True),
        ("מי הלך?", True, False),
        ("והוא הלך...", True, False),
        ("אנשי סי.אי.איי.", False, False),
        ("הוא הלך", False, False),
    ],
)
def test_where_a_sentence_ends(line: str, ended: bool, stopped: bool) -> None:
    assert is_ended(line) is ended
    assert has_full_stop(line) is stopped
