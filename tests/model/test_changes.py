"""What is different between two versions of an article."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cancel import CancelledError, CancelToken
from reader.model import Entity, EntityKind, Quote, Reading, Span
from reader.model.alignment import common_runs
from reader.model.changes import Changes, Part, compare, compare_readings
from tests.ui.builders import article, reading

SIGNS = {Part.SAME: "", Part.ADDED: "+", Part.REMOVED: "-"}


def written(changes: Changes) -> list[str]:
    """Each paragraph on a line, what was added and removed in brackets."""
    return [
        "".join(
            piece.text if piece.part is Part.SAME else f"[{SIGNS[piece.part]}{piece.text.strip()}]"
            for piece in passage.pieces
        )
        for passage in changes.passages
    ]


def test_words_that_came_and_went_are_told_within_their_paragraph() -> None:
    old = article("קרי יגיע לישראל בתחילת נובמבר, כך נמסר.", "סוף הכתבה.")
    new = article("קרי יגיע לישראל מחר בסוף נובמבר, כך נמסר.", "סוף הכתבה.")
    found = compare(old, new)
    assert written(found) == ["קרי יגיע לישראל [-בתחילת][+מחר בסוף]נובמבר, כך נמסר.", "סוף הכתבה."]
    assert (found.added, found.removed) == (2, 1)


def test_a_paragraph_that_is_new_is_added_as_a_whole_and_not_mixed_with_another() -> None:
    old = article("הממשלה אישרה את התקציב.", "מזג האוויר יהיה נאה.")
    new = article("הממשלה אישרה את התקציב.", "שר האוצר התפטר הלילה.", "מזג האוויר יהיה נאה מאוד.")
    assert written(compare(old, new)) == [
        "הממשלה אישרה את התקציב.",
        "[+שר האוצר התפטר הלילה.]",
        "מזג האוויר יהיה נאה [+מאוד].",
    ]


def test_a_rewritten_paragraph_is_not_told_word_by_word() -> None:
    old = article("ראש הממשלה אמר אתמול של הבוקר כי לא ייסוג.")
    new = article("בשעות הערב הודיעה של לשכתו הודעה אחרת.")
    assert written(compare(old, new)) == [f"[-{old.text}]", f"[+{new.text}]"]


def test_a_word_that_is_the_same_by_chance_is_not_kept_between_two_changed_ones() -> None:
    old = article("אמש נפגשו בירושלים השרים הבכירים של המפלגה הגדולה ונפרדו בידידות רבה מאוד.")
    new = article("אמש נפגשו בירושלים חברי הוועדה של הכנסת הקודמת ונפרדו בידידות רבה מאוד.")
    assert written(compare(old, new)) == [
        "אמש נפגשו בירושלים [-השרים הבכירים של המפלגה הגדולה][+חברי הוועדה של הכנסת הקודמת]"
        "ונפרדו בידידות רבה מאוד."
    ]


def test_white_space_and_marks_that_nobody_sees_are_no_change() -> None:
    found = compare(article("קרי  יגיע\tמחר"), article("קרי יגיע\u200f מחר "))
    assert (found.added, found.removed) == (0, 0)
    assert not any(passage.changed for passage in found.passages)


def test_an_acronym_is_one_word() -> None:
    found = compare(article('שגריר ארה"ב הגיע אל תל-אביב היום'), article('שגריר צה"ל הגיע אל תל-אביב היום'))
    assert written(found) == ['שגריר [-ארה"ב][+צה"ל]הגיע אל תל-אביב היום']


@given(
    st.lists(st.text("אבג ,.", max_size=12), max_size=8),
    st.lists(st.text("אבג ,.", max_size=12), max_size=8),
)
def test_both_texts_can_be_read_out_of_the_changes(before: list[str], after: list[str]) -> None:
    changes = compare(article(*before), article(*after))

    def words(*parts: Part) -> str:
        pieces = [piece for passage in changes.passages for piece in passage.pieces if piece.part in parts]
        return re.sub(r"\s", "", "".join(piece.text for piece in pieces))

    assert words(Part.SAME, Part.ADDED) == re.sub(r"\s", "", "".join(after))
    assert words(Part.SAME, Part.REMOVED) == re.sub(r"\s", "", "".join(before))


@given(st.lists(st.integers(0, 6), max_size=40), st.lists(st.integers(0, 6), max_size=40))
def test_common_runs_stand_in_both_rows_in_order(old: list[int], new: list[int]) -> None:
    start = at = 0
    for run in common_runs(old, new):
        assert run.size > 0
        assert run.old_start >= start
        assert run.new_start >= at
        start, at = run.old_start + run.size, run.new_start + run.size
        assert old[run.old_start : start] == new[run.new_start : at]


def test_a_long_line_in_which_every_word_is_frequent_is_compared_all_the_same() -> None:
    words = random.Random(3).choices([f"מילה{n}" for n in range(400)], k=12_000)
    changed = [*words[:5000], "חדש", *words[5000:9000], *words[9004:]]
    found = compare(article(" ".join(words)), article(" ".join(changed)))
    assert (found.added, found.removed) == (1, 4)


def test_a_comparison_can_be_stopped() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        compare(article("א"), article("ב"), token)


# -- people and quotations -----------------------------------------------------------------------------------


def said(of: Reading, words: str, speaker: str | None = "e0") -> Quote:
    start = of.article.text.index(words)
    return Quote(Span(start, start + len(words)), speaker, None, True)


def test_people_and_quotations_that_came_and_went_are_named() -> None:
    old = reading(
        article("רות כהנא ודן אורן נפגשו. כהנא: לא נוותר על הסיכוי. אורן: ניפגש מחר."), "רות כהנא", "דן אורן"
    )
    new = reading(
        article("רות כהנא ונעמה גיל נפגשו. כהנא: לא נוותר על הסיכוי הזה. גיל: אין תגובה."),
        "רות כהנא",
        "נעמה גיל",
    )
    old = replace(old, quotes=(said(old, "לא נוותר על הסיכוי"), said(old, "ניפגש מחר", "e1")))
    new = replace(new, quotes=(said(new, "לא נוותר על הסיכוי הזה"), said(new, "אין תגובה", "e1")))
    found = compare_readings(old, new)
    assert (found.people_gained, found.people_lost) == (("נעמה גיל",), ("דן אורן",))
    assert found.quotes_gained == (("אין תגובה", "נעמה גיל"),)
    assert found.quotes_lost == (("ניפגש מחר", "דן אורן"),)


def test_who_is_given_by_the_whole_name_later_has_not_come() -> None:
    old = reading(article("קרי הגיע"), "קרי")
    new = reading(article("ג'ון קרי הגיע"), "ג'ון קרי")
    new = replace(new, entities=(Entity("e0", EntityKind.PERSON, "ג'ון קרי", ("קרי",)),))
    found = compare_readings(old, new)
    assert (found.people_gained, found.people_lost) == ((), ())


def test_two_of_one_surname_are_two() -> None:
    old = reading(article("רות כהן"), "רות כהן")
    old = replace(old, entities=(Entity("e0", EntityKind.PERSON, "רות כהן", ("כהן",)),))
    new = reading(article("דן כהן"), "דן כהן")
    new = replace(new, entities=(Entity("e0", EntityKind.PERSON, "דן כהן", ("כהן",)),))
    found = compare_readings(old, new)
    assert (found.people_gained, found.people_lost) == (("דן כהן",), ("רות כהן",))
