"""The yardstick itself: its articles are the ones it was set with, and marked as they should be."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from reader.model import BlockKind
from tests.entities import marked, pins
from tests.entities.marked import Marked, MarkedQuote, MarksError, parse

ALL = [(folder, name, one) for folder in marked.SETS for name, one in marked.load(folder).items()]
EACH = pytest.mark.parametrize("one", [pytest.param(one, id=f"{folder}-{name}") for folder, name, one in ALL])
KERRY = {"kerry": "ג'ון קרי", "abu": "אבו מאזן"}


def test_the_marked_articles_are_the_ones_that_the_floors_were_measured_with() -> None:
    now, then = pins.hashes(), pins.pinned()
    changed = sorted(name for name in now.keys() | then.keys() if now.get(name) != then.get(name))
    assert not changed, (
        f"Marked articles were changed, added or removed: {', '.join(changed)}. If that is meant, run "
        "`python -m tests.entities.pins`, measure with `make eval` and set the floors in test_articles.py."
    )


def test_a_changed_article_shows_in_its_hash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "fresh").mkdir()
    path = tmp_path / "fresh" / "one.yaml"
    monkeypatch.setattr(marked, "FOLDER", tmp_path)
    path.write_text("people: {}\n", "utf-8")
    before = pins.hashes()
    path.write_text("people: {} \n", "utf-8")
    assert list(before) == ["fresh/one.yaml"]
    assert pins.hashes() != before


def test_there_are_enough_articles_and_enough_of_everything_in_them() -> None:
    assert len(ALL) >= 50
    assert len(marked.load("fresh")) >= 14
    assert sum(len(one.mentions) for _, _, one in ALL) >= 800
    assert sum(len(one.roles) for _, _, one in ALL) >= 250
    assert sum(len(one.role_mentions) for _, _, one in ALL) >= 50
    assert sum(quote.direct for _, _, one in ALL for quote in one.quotes) >= 300
    assert sum(not quote.direct for _, _, one in ALL for quote in one.quotes) >= 90


@EACH
def test_everyone_is_named_and_once_by_the_fullest_name(one: Marked) -> None:
    assert set(one.mentions.values()) == set(one.people)
    by_words = {(who, one.words_at(place)) for place, who in one.mentions.items()}
    assert by_words >= set(one.people.items())
    assert len(set(one.people.values())) == len(one.people)


@EACH
def test_no_mark_is_left_in_the_text_and_no_word_is_cut_at_its_end(one: Marked) -> None:
    text = one.article.text
    assert not any(sign in text for sign in ("[[", "]]", "{{", "}}", "<<", ">>"))
    places = [*one.mentions, *one.role_mentions, *(place for place, _ in (*one.roles, *one.free_roles))]
    for start, end in [*places, *(quote.place for quote in one.quotes)]:
        assert not (text[end - 1].isalpha() and text[end : end + 1].isalpha()), text[start : end + 1]
        assert "\n" not in text[start:end]


@EACH
def test_attached_letters_are_letters_that_can_be_attached(one: Marked) -> None:
    for place in [*one.mentions, *one.role_mentions]:
        letters = one.article.text[place[0] - one.letters_before(place) : place[0]]
        assert set(letters) <= set("והבלמשכ"), letters + one.words_at(place)
        assert len(letters) <= 3


@EACH
def test_quotations_do_not_overlap_and_direct_ones_stand_close_inside_their_marks(one: Marked) -> None:
    places = sorted(quote.place for quote in one.quotes)
    assert all(first[1] <= second[0] for first, second in pairwise(places))
    for quote in one.quotes:
        before, after = one.article.text[: quote.place[0]], one.article.text[quote.place[1] :]
        if quote.direct and before.endswith('"'):
            assert after.startswith('"'), one.words_at(quote.place)
        elif quote.direct:
            # Words without marks are direct only after the colon of a headline: "קרי: אין זמן".
            block = next(block for block in one.article.blocks if block.span.end >= quote.place[1])
            assert block.kind is not BlockKind.PARAGRAPH, one.words_at(quote.place)
            assert before.endswith(": "), one.words_at(quote.place)


def test_marks_may_stand_inside_one_another() -> None:
    one = parse(
        "{{kerry:שר החוץ}} [[kerry:קרי]]\n"
        '"<<kerry:פגשתי את [[abu:אבו מאזן]]>>", אמר [[kerry|role:השר]].\n'
        "לפי מקורות, <<?~:ל[[kerry:קרי]] אין זמן>>. {{abu?:ידידו}} [[abu:מאזן]] שותק.\n"
        "> [[kerry:קרי]] בריאיון",
        KERRY,
    )
    assert one.article.text.split("\n")[1] == '"פגשתי את אבו מאזן", אמר השר.'
    assert [one.words_at(place) for place in one.mentions] == ["קרי", "אבו מאזן", "קרי", "מאזן", "קרי"]
    assert [(one.words_at(place), who) for place, who in one.roles] == [("שר החוץ", "kerry")]
    assert [(one.words_at(place), who) for place, who in one.free_roles] == [("ידידו", "abu")]
    assert [(one.words_at(place), who) for place, who in one.role_mentions.items()] == [("השר", "kerry")]
    assert [(one.words_at(quote.place), quote.who, quote.direct) for quote in one.quotes] == [
        ("פגשתי את אבו מאזן", "kerry", True),
        ("לקרי אין זמן", None, False),
    ]
    assert [one.letters_before(place) for place in one.mentions] == [0, 0, 1, 0, 0]
    assert [block.kind for block in one.article.blocks] == [
        BlockKind.HEADLINE,
        BlockKind.SUBHEADLINE,
        BlockKind.PARAGRAPH,
        BlockKind.FURTHER_READING,
    ]


def test_letters_at_the_end_of_the_line_above_are_not_attached() -> None:
    one = parse("פור\n[[kerry:קרי]] בא", KERRY)
    assert [one.letters_before(place) for place in one.mentions] == [0]


def test_the_same_words_said_twice_are_two_quotations() -> None:
    one = parse('[[kerry:קרי]]: "<<kerry:די>>"\n"<<?:די>>", אמרו', KERRY)
    assert one.quotes == (
        MarkedQuote((6, 8), "kerry", True),
        MarkedQuote((11, 13), None, True),
    )


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("[[kery:קרי]] בא", "kery is not among the people"),
        ("[[kerry:קרי בא", "A mark stays open"),
        ("קרי]] בא", "closes nothing"),
        ('"<<kerry:ה[[kerry:קרי>>]]', "closes nothing"),
        ("[[kerry: קרי]] בא", "close round their words"),
        ("[[kerry:]] בא", "close round their words"),
    ],
)
def test_a_slip_of_the_pen_is_said_at_once(source: str, complaint: str) -> None:
    with pytest.raises(MarksError, match=complaint):
        parse(source, KERRY)
