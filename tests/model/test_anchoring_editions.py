"""An article comes again, changed: its notes are where they were made, and those of deleted words nowhere."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.model import Selector, Span, State
from reader.model.anchoring import Anchorer, Placement
from tests.bench.anchoring import Figures, cases, measure

ARTICLE = (
    'ועדת הכספים תדון מחר בתקציב. "לא נוותר על אף סעיף", אמרה ח"כ דנה לוי־ברק בפתח הישיבה בירושלים.\n'
    "לדברי גורמים באוצר, הפער עומד על 1,250 מיליון שקלים, והוא צפוי לגדול עד סוף השנה הבאה.\n"
    "ראש העיר הודיע כי העבודות ברחוב הרצל יסתיימו רק באביב, לאחר שהקבלן פשט את הרגל.\n"
)
PASSAGE = "הפער עומד על 1,250 מיליון שקלים"
anything = st.text(st.characters(exclude_categories=[]), max_size=80)


def note(passage: str = PASSAGE, text: str = ARTICLE) -> Selector:
    start = text.index(passage)
    return Selector.describe(text, start, start + len(passage))


def words(placement: Placement, text: str) -> str:
    assert placement.span is not None
    return placement.span.of(text)


@pytest.fixture(scope="module")
def figures() -> Figures:
    return measure(cases(3_000, 6, 4, seed=11))


def test_nearly_all_notes_find_their_passage_and_next_to_none_another(figures: Figures) -> None:
    found, deleted, copied = figures.kinds()
    assert figures.share("right", found) >= 99
    assert figures.share("wrong", found) <= 0.6
    assert figures.share("misplaced", deleted) <= 2
    assert figures.share("misplaced", copied) <= 9
    assert not figures.long_misplaced


def test_no_kind_of_edition_but_many_changed_words_loses_notes(figures: Figures) -> None:
    found, _, _ = figures.kinds()
    assert {c for c in found if figures.share("right", [c]) < 95} <= {
        "words 10 %",
        "words 30 %",
        "typos 20 %",
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("עומד על 1,250", "עומד  על\n1,250"),
        ("הפער עומד", "הַפַּעַר עוֹמֵד"),
        ("מיליון שקלים,", "מיליון שקלים –"),
        ("הפער", "\u200fהפער\u200e"),
        ("שקלים", "שקלימ"),
        ("הפער", "הפעד"),
        ("עומד על", "עומד כעת על"),
        ("עומד על 1,250 מיליון", "עומד על 1,450 מיליון"),
    ],
)
def test_a_passage_that_was_touched_is_found_from_end_to_end(old: str, new: str) -> None:
    changed = "עודכן. " + ARTICLE.replace(old, new)
    placement = Anchorer(changed).place(note())
    assert placement.state is State.MOVED
    assert words(placement, changed).strip("\u200e\u200f") in (
        PASSAGE.replace(old, new).strip("\u200e\u200f"),
        PASSAGE.replace(old.rstrip(","), new.removesuffix(" –")).strip("\u200e\u200f"),
    )


def test_the_marks_round_a_quotation_stay_with_it() -> None:
    changed = "חדש! " + ARTICLE.replace('"', "״").replace("נוותר", "נותר")
    placement = Anchorer(changed).place(note('"לא נוותר על אף סעיף"'))
    assert words(placement, changed) == "״לא נותר על אף סעיף״"


def test_of_copies_the_one_with_its_context_is_the_notes_own() -> None:
    changed = f"{PASSAGE}. {ARTICLE} {PASSAGE}!"
    placement = Anchorer(changed).place(note())
    assert placement.span == Span(changed.index(ARTICLE) + ARTICLE.index(PASSAGE), placement.span.end)  # type: ignore[union-attr]


def test_a_note_on_one_of_two_copies_is_not_given_to_the_other() -> None:
    text = f"{ARTICLE}נמסר: {PASSAGE} בלבד.\n"
    selector = note(text=text)
    placement = Anchorer("פרשה אחרת.\n" + text.replace(ARTICLE, "")).place(selector)
    assert placement.state is State.ORPHAN


def test_a_passage_that_now_stands_twice_with_its_context_is_uncertain() -> None:
    placement = Anchorer("לפני. " + ARTICLE + ARTICLE).place(note())
    assert placement.state is State.UNCERTAIN


def test_a_note_comes_back_to_its_place_when_the_article_does() -> None:
    selector = note()
    other = Anchorer("תיקון: " + ARTICLE.replace("עומד", "עמד")).place(selector)
    assert other.state is State.MOVED
    assert Anchorer(ARTICLE).place(selector) == Placement(
        Span(selector.start, selector.end), State.EXACT, 1.0
    )


def test_words_cut_from_a_longer_word_are_not_the_passage() -> None:
    text = "בישיבה נכח גם כהן מירושלים"
    selector = Selector.describe(text, 14, 17)
    assert Anchorer("הממשלה קיבלה החלטה מכהנת").place(selector).state is State.ORPHAN


def test_a_quotation_of_another_program_without_context_is_asked_about() -> None:
    placement = Anchorer(ARTICLE).place(Selector("העבודות ברחוב הרצל", "", "", 0, 18, False))
    assert placement.state is State.UNCERTAIN


@settings(max_examples=60, deadline=None)
@given(anything, anything, anything, anything, st.integers(-9, 999), st.integers(-9, 999), st.booleans())
def test_no_selector_and_no_text_is_too_odd(
    text: str, exact: str, prefix: str, suffix: str, start: int, end: int, unique: bool
) -> None:
    placement = Anchorer(text).place(Selector(exact, prefix, suffix, start, end, unique))
    assert (placement.span is None) == (placement.state is State.ORPHAN)
    assert 0 <= placement.score <= 1
    if placement.span is not None:
        assert 0 <= placement.span.start < placement.span.end <= len(text)


@settings(max_examples=40, deadline=None)
@given(st.data(), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_how_an_article_is_composed_moves_no_note(data: st.DataObject, form: str) -> None:
    pointed = "".join(c + "\u05b8" if c in "אבגדלמר" else c for c in ARTICLE)
    start = data.draw(st.integers(0, len(pointed) - 30))
    end = data.draw(st.integers(start + 20, min(len(pointed), start + 90)))
    changed = unicodedata.normalize(form, "כאן " + pointed.replace("ל\u05b8", "ﬥ\u05b8"))
    placement = Anchorer(changed).place(Selector.describe(pointed, start, end))
    assert placement.state is State.MOVED


def test_an_odd_text_and_a_quotation_of_a_million_take_no_minutes() -> None:
    start = time.perf_counter()
    same = Anchorer("א" * 300_000)
    same.place(Selector("א" * 40, "ב", "ג", 0, 40, True))
    same.place(Selector("אאבאא", "א" * 300_000, "א" * 300_000, 0, 5, False))
    same.place(Selector("שלום לכם " * 110_000, "א", "א", 0, 1, True))
    assert time.perf_counter() - start < 30
