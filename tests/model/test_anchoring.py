"""A note stands where its words stand, says when it had to be looked for, and is never put on a guess."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from reader.model import Selector, Span, State
from reader.model.anchoring import Anchorer, Placement

TEXT = (
    "ראש העיר אמר כי העבודות יימשכו. התושבים אמרו כי העבודות מפריעות.\n"
    'שָׁלוֹם לכולם, אמרה המהנדסת 🕊 והוסיפה: "נסיים עד החורף".'
)
hebrew = st.text("אבגדהו םן\"'־שָׁ🕊\u200f\n", max_size=60)


def described(passage: str, text: str = TEXT, nth: int = 1) -> Selector:
    start = -1
    for _ in range(nth):
        start = text.index(passage, start + 1)
    return Selector.describe(text, start, start + len(passage))


def place(selector: Selector, text: str) -> Placement:
    placement = Anchorer(text).place(selector)
    if placement.span is not None and placement.state is not State.UNCERTAIN:
        assert placement.span.of(text) == selector.exact
    return placement


@given(hebrew, st.data())
def test_a_note_stands_exactly_where_it_was_made(text: str, data: st.DataObject) -> None:
    assume(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    placement = place(Selector.describe(text, start, end), text)
    assert placement == Placement(Span(start, end), State.EXACT, 1.0)


@given(hebrew, st.data())
def test_a_note_moves_with_its_text(before: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TEXT) - 1))
    end = data.draw(st.integers(start + 1, len(TEXT)))
    placement = place(Selector.describe(TEXT, start, end), before + "\n" + TEXT)
    shift = len(before) + 1
    # Its context is whole, so it is found; nothing else in the new text may be taken for it.
    assert placement == Placement(Span(start + shift, end + shift), State.MOVED, 1.0)


def test_a_line_put_before_the_article_moves_the_note() -> None:
    placement = place(described("המהנדסת 🕊 והוסיפה"), "עודכן ב־16:30\n" + TEXT)
    assert placement.state is State.MOVED
    assert placement.span is not None
    assert placement.span.start == TEXT.index("המהנדסת") + len("עודכן ב־16:30\n")


def test_of_two_like_passages_the_one_with_its_own_context_is_found() -> None:
    second = described("כי העבודות", nth=2)
    assert not second.was_unique
    placement = place(second, "הוסף כאן משפט. " + TEXT)
    assert placement.span == Span(second.start + 15, second.end + 15)


def test_a_like_passage_whose_context_is_gone_is_never_moved_on_a_guess() -> None:
    second = described("העבודות", nth=2)
    placement = place(second, "מיד. ראש העיר אמר כי העבודות יימשכו.")
    assert placement == Placement(None, State.ORPHAN, 0.0)


def test_a_deleted_passage_is_an_orphan() -> None:
    placement = place(described("אמרה המהנדסת"), TEXT.split("\n")[0])
    assert (placement.span, placement.state) == (None, State.ORPHAN)


def test_a_short_word_that_now_stands_elsewhere_is_uncertain() -> None:
    placement = place(described("המהנדסת"), "פרשה אחרת לגמרי: המהנדסת דנה לוי התפטרה אתמול.")
    assert placement.state is State.UNCERTAIN
    assert placement.span is not None


def test_the_first_word_of_an_article_is_no_surer_because_nothing_stood_before_it() -> None:
    placement = place(described("ראש העיר"), "אתמול בערב אמר ראש העיר חיפה דברים אחרים")
    assert placement.state is State.UNCERTAIN


def test_a_long_quotation_speaks_for_itself() -> None:
    passage = "התושבים אמרו כי העבודות מפריעות.\nשָׁלוֹם לכולם"
    placement = place(described(passage), f"כתבה אחרת. {passage} ועוד מילים")
    assert placement.state is State.MOVED


def test_a_note_whose_neighbours_were_edited_stays_exact_in_its_place() -> None:
    placement = place(described("יימשכו"), TEXT.replace("מפריעות", "מרעישות"))
    assert placement.state is State.EXACT


def test_an_empty_selector_has_no_place() -> None:
    placement = place(Selector("", "ראש", "העיר", 0, 0, True), TEXT)
    assert placement.state is State.ORPHAN


def test_a_note_on_an_empty_article_is_an_orphan() -> None:
    assert place(described("לכולם"), "").state is State.ORPHAN
