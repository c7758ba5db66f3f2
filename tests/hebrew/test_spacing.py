"""A tokeniser's blanks are taken out exactly, and natural text is never touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.hebrew.spacing import Spacing, spacing_of, undo_spacing
from tests.corpus_form import MARKS, corpus_file, tokenise

NATURAL = (
    'שרת החוץ אמרה אתמול (רביעי) כי "אין הסכם בלי בקרה", ואילו דרורי טען: "זה מיותר".',
    'בשעה 16:30 ייפגשו נציגי ארה"ב והאו"ם; 1,200 שקל, 7.5% ו-14 פגישות.',
    "האם יגיע? לא ברור! ג'ון קרי ופרופ' כהן (במיל') יבואו ל\"הארץ\".",
    '"לא נחכה", אמרה צדוק. "נשארו שני פערים", הוסיפה, "ושניהם ניתנים לגישור".',
    "סי.אי.איי. וא.ב. יהושע, וכן הלאה...",
    'שָׁלוֹם, אמר הַשָּׂר: "לֹא!" והלך.',
    "CNN דיווחה (לפי Reuters): 'no comment', 12.11.2013.",
)

UNTOUCHED = (
    "מה קורה ? הכל בסדר, תודה. נתראה מחר, ב-16:30.",
    'הוא אמר :" שלום" והלך. אחר כך חזר, ואז ישב.',
    "שם :  דני\nגיל :  45\nעיר :  חיפה\nמקצוע :  נגר",
    "| שם   | גיל |\n| דני  | 45  |\n| רותי | 38  |",
    "הלילה יורד ,\nוהרוח נושבת,\nואני הולך.\nלאט, לאט.",
    "if ( x == 1 ) { print ( y ) ; }\nfor ( i = 0 ; i < 5 ; i ++ ) { z ( i ) ; }",
    "קרי   יבוא    לישראל",
    "רווחים  כפולים  אחרי  כל  מילה. ועוד  משפט.  וסוף.",
    'מידה: 5 " אורך',
    "",
    " \n\n ",
    "...",
)


@pytest.mark.parametrize("text", NATURAL)
def test_the_corpus_form_of_a_sentence_gives_the_sentence_back(text: str) -> None:
    assert undo_spacing(tokenise(text), Spacing.CORPUS)[0] == text


def test_a_whole_file_of_the_corpus_gives_back_what_was_written() -> None:
    file = corpus_file(*NATURAL)
    assert spacing_of(file) is Spacing.CORPUS
    assert undo_spacing(file)[0] == "\n".join(NATURAL) + "\n"


@pytest.mark.parametrize("text", [*NATURAL, *UNTOUCHED, "\n".join(NATURAL)])
def test_natural_text_is_never_changed(text: str) -> None:
    assert spacing_of(text) is Spacing.NATURAL
    assert undo_spacing(text)[0] == text


def test_a_line_break_inside_a_block_takes_its_blank_from_the_next_line() -> None:
    file = corpus_file('דרורי אמר: "לא".\nצדוק חייכה, ושתקה.', "סוף.")
    assert file.splitlines()[0].endswith('" .') or file.splitlines()[0].endswith(' ".')
    assert file.splitlines()[1].startswith(" צדוק")
    assert undo_spacing(file)[0] == 'דרורי אמר: "לא".\nצדוק חייכה, ושתקה.\nסוף.\n'


def test_a_bracket_at_the_beginning_of_a_line_inside_a_block() -> None:
    block = "נתניהו, קרי ולבני נפגשו\n(בסרטון: הפגישה)\nסוף, ותו לא."
    assert undo_spacing(tokenise(block))[0] == block


def test_a_file_whose_lines_an_editor_has_trimmed() -> None:
    trimmed = "\n".join(line.strip() for line in corpus_file(*NATURAL).splitlines())
    assert undo_spacing(trimmed)[0] == "\n".join(NATURAL)


def test_windows_line_ends_stay_as_they_are() -> None:
    file = corpus_file(*NATURAL).replace("\n", "\r\n")
    assert undo_spacing(file)[0] == "\r\n".join(NATURAL) + "\r\n"


def test_the_direction_of_a_quotation_mark_comes_from_the_blanks() -> None:
    spaced = 'על  " האומץ והמנהיגות "  שהפגינו ,  ואמר כי הוא  " מיותר ",  והלך .  '
    assert undo_spacing(spaced)[0] == 'על "האומץ והמנהיגות" שהפגינו, ואמר כי הוא "מיותר", והלך. '


def test_english_code_is_not_taken_for_tokenised_hebrew() -> None:
    assert spacing_of("a ( b ) , c ( d ) ; e ( f ) ; g ( h ) .") is Spacing.NATURAL


words = st.text("אבגדהוזחטיכלמנסעפצקרשתםןך'-%7ab\u05b8😀\u200f", min_size=1, max_size=6)
gaps = st.sampled_from(
    [" ", ", ", ". ", ": ", '" ', ' "', ': "', '", ', '."', " (", ") ", "!? ", '"', ".", ":", ";", "..."]
)


@st.composite
def sentences(draw: st.DrawFn) -> str:
    pieces = draw(st.lists(st.tuples(words, gaps), min_size=1, max_size=14))
    start = draw(st.sampled_from(["", '"', "("]))
    return (start + "".join(word + gap for word, gap in pieces)).rstrip(" ")


@given(st.lists(sentences(), min_size=1, max_size=4))
def test_whatever_is_written_comes_back_and_every_letter_maps_to_itself(blocks: list[str]) -> None:
    natural = "".join(f"{block}\n" for block in blocks)
    file = corpus_file(*blocks)
    made, source = undo_spacing(file, Spacing.CORPUS)
    assert made == natural
    assert len(source) == len(made)
    for offset, character in enumerate(made):
        start, end = source.to_source(offset, offset + 1)
        assert file[start:end] == character


@given(st.text(f"אבם {MARKS}\n\r-'5a", max_size=60))
def test_any_text_at_all_keeps_its_letters_and_marks(text: str) -> None:
    for spacing in Spacing:
        made, source = undo_spacing(text, spacing)
        assert made.replace(" ", "") == text.replace(" ", "")
        assert source.source_length == len(text)


def test_long_runs_of_blanks_brackets_and_marks_take_linear_time() -> None:
    for text in (" " * 200_000 + "א", '"' * 200_000, "( " * 100_000, "\n " * 100_000 + ".", "א" * 200_000):
        undo_spacing(text, Spacing.CORPUS)
        undo_spacing(text)
