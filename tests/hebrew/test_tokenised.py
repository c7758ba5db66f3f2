"""Text whose tokens were parted by one blank each is joined by rule."""

from __future__ import annotations

import pytest

from reader.hebrew.spacing import Spacing, spacing_of, undo_spacing
from reader.hebrew.tokenised import join_tokens
from tests.corpus_form import one_blank_a_token

WRITTEN = (
    'המחיר: 1,250 ש"ח, לא 3.5 מיליון.',
    'יו"ר ועדת הכספים, ח"כ רגב, אמר: "אין הסכם", והלך.',
    "בשעה 16:30, ב-12.11.2013, ייפגשו שוב?",
    'הרמטכ"ל של צה"ל (במיל\') הגיב: "לא!"',
    'הוא קרא ב"הארץ" וב"ידיעות" על ארה"ב.',
    "אנשי סי.אי.איי. וא.ב. יהושע הגיעו.",
    "פרופ' כהן, רח' הרצל 5, ה' בכסלו.",
    "ל-7 בחודש, מה-CNN ועד F-16, ב-50%.",
    'תת-ניצב לוי מתל-אביב: "אי-אפשר", אמר.',
    "כך... או כך/כך, אתר walla.co.il!",
)


@pytest.mark.parametrize("line", WRITTEN)
def test_one_blank_a_token_becomes_what_was_written(line: str) -> None:
    assert join_tokens(one_blank_a_token(line))[0] == line


def test_the_form_is_known_by_itself() -> None:
    text = "\n".join(map(one_blank_a_token, WRITTEN))
    assert spacing_of(text) is Spacing.TOKEN
    assert undo_spacing(text)[0] == "\n".join(WRITTEN)


def test_a_short_text_is_known_by_its_acronyms() -> None:
    assert undo_spacing('ארה " ב תשלם 1 , 250 ש " ח .')[0] == 'ארה"ב תשלם 1,250 ש"ח.'


def test_a_list_of_numbers_is_no_thousand() -> None:
    assert join_tokens("10 , 20 , 30 .")[0] == "10, 20, 30."


def test_geresh_in_a_name_and_geresh_that_counts() -> None:
    assert join_tokens("ג ' ון קרי בז ' נבה ביום ג ' בשבוע")[0] == "ג'ון קרי בז'נבה ביום ג' בשבוע"


def test_an_acronym_that_no_list_knows_does_not_turn_the_quotations_round() -> None:
    assert join_tokens('להט " בים אמרו : " שלום " , והלכו')[0] == 'להט"בים אמרו: "שלום", והלכו'


def test_a_prefix_parted_from_its_quoted_word() -> None:
    assert join_tokens('של ה " עליהום " החדש של " כל " אחד')[0] == 'של ה"עליהום" החדש של "כל" אחד'


def test_every_letter_maps_to_itself() -> None:
    for line in WRITTEN:
        spaced = one_blank_a_token(line)
        made, source = join_tokens(spaced)
        for offset, character in enumerate(made):
            start, end = source.to_source(offset, offset + 1)
            assert spaced[start:end] == character
