"""The measures: a perfect reading has every point, and each single mistake costs what it should."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from reader.cancel import CancelToken
from reader.model import (
    Article,
    EngineInfo,
    Entity,
    EntityKind,
    Mention,
    MentionForm,
    Quote,
    Reading,
    Role,
    Span,
)
from tests.entities.marked import Marked, parse
from tests.entities.scores import Rate, agreement, b_cubed, compare, together, whose

PEOPLE = {"kerry": "ג'ון קרי", "abu": "אבו מאזן"}
ONE = parse(
    "{{kerry:שר החוץ}} [[kerry:ג'ון קרי]] נפגש עם {{abu:יו\"ר הרשות}} [[abu:אבו מאזן]]\n"
    '"<<kerry:יש התקדמות>>", אמר [[kerry:קרי]] ל[[abu:מאזן]].\n'
    "[[kerry|role:השר]] הוסיף כי <<kerry~:יחזור>>. במשלחת אמרו כי <<?~:אין חדש>>. "
    'הם צעקו: "<<?:די>>". {{abu?:ידידו}} [[abu:מאזן]] שתק.',
    PEOPLE,
)


def perfect(one: Marked = ONE) -> Reading:
    """The reading that says just what the marks say."""
    mentions = [
        Mention(Span(place[0] - one.letters_before(place), place[1]), Span(*place), who, form, "marked")
        for places, form in ((one.mentions, MentionForm.FULL), (one.role_mentions, MentionForm.ROLE))
        for place, who in places.items()
    ]
    return Reading(
        one.article,
        tuple(Entity(who, EntityKind.PERSON, name) for who, name in one.people.items()),
        tuple(sorted(mentions, key=lambda mention: mention.span.start)),
        tuple(Role(who, one.words_at(place), Span(*place)) for place, who in one.roles),
        tuple(Quote(Span(*quote.place), quote.who, None, quote.direct) for quote in one.quotes),
        EngineInfo("perfect", "1"),
    )


def without(reading: Reading, part: str, number: int) -> Reading:
    """The same reading, one item of a part left out."""
    items = getattr(reading, part)
    left: dict[str, Any] = {part: (*items[:number], *items[number + 1 :])}
    return replace(reading, **left)


def changed(reading: Reading, part: str, number: int, **values: object) -> Reading:
    """The same reading, one item of a part changed."""
    items = list(getattr(reading, part))
    items[number] = replace(items[number], **values)
    now: dict[str, Any] = {part: tuple(items)}
    return replace(reading, **now)


def test_a_perfect_reading_has_every_point() -> None:
    got = agreement(ONE, perfect())
    assert got.mentions == Rate(5, 5, 5)
    assert got.b_cubed == got.named == 1.0
    assert got.roles == got.roles_overlap == Rate(2, 2, 2)
    assert got.role_mentions == Rate(1, 1, 1)
    assert got.direct == got.direct_speaker == Rate(2, 2, 2)
    assert got.reported == got.reported_speaker == Rate(2, 2, 2)


def test_an_empty_reading_finds_nothing_and_makes_nothing_up() -> None:
    empty = replace(perfect(), entities=(), mentions=(), roles=(), quotes=())
    got = agreement(ONE, empty)
    assert got.mentions == Rate(0, 0, 5)
    assert got.b_cubed == got.named == 0.0
    for rate in (got.roles, got.role_mentions, got.direct, got.direct_speaker, got.reported):
        assert (rate.found, rate.read, rate.recall, rate.f1) == (0, 0, 0.0, 0.0)


def test_a_mention_counts_only_with_start_end_and_attached_letters_right() -> None:
    number = next(
        at for at, mention in enumerate(perfect().mentions) if mention.span.start < mention.name_span.start
    )
    right = perfect().mentions[number]
    for values in (
        {"span": right.name_span},
        {"name_span": right.span},
        {"name_span": Span(right.name_span.start, right.name_span.end - 1)},
    ):
        assert agreement(ONE, changed(perfect(), "mentions", number, **values)).mentions == Rate(4, 5, 5)
    assert agreement(ONE, without(perfect(), "mentions", number)).mentions == Rate(4, 4, 5)


def test_names_of_places_are_not_asked_for_and_role_phrases_are_no_names() -> None:
    reading = perfect()
    place = Entity("o1", EntityKind.PLACE, "ישראל")
    more = Mention(Span(0, 2), Span(0, 2), "o1", MentionForm.FULL, "")
    reading = replace(reading, entities=(*reading.entities, place), mentions=(more, *reading.mentions))
    got = agreement(ONE, reading)
    assert got.mentions == Rate(5, 5, 5)
    assert got.role_mentions == Rate(1, 1, 1)
    assert got.named == 1.0


def test_b_cubed_of_a_known_example() -> None:
    # Three mentions of one person and two of another, read as two, two and one.
    expected = {(at, at + 1): who for at, who in enumerate("aaabb")}
    got = {(at, at + 1): who for at, who in enumerate("xxyyz")}
    precision, recall = (1 + 1 + 0.5 + 0.5 + 1) / 5, (2 / 3 + 2 / 3 + 1 / 3 + 1 / 2 + 1 / 2) / 5
    assert b_cubed(expected, got) == pytest.approx(2 * precision * recall / (precision + recall))


def test_everyone_merged_into_one_costs_the_merging_and_the_names() -> None:
    reading = perfect()
    merged = tuple(replace(mention, entity_id="kerry") for mention in reading.mentions)
    got = agreement(ONE, replace(reading, mentions=merged, entities=reading.entities[:1]))
    assert got.mentions.f1 == 1.0
    assert got.b_cubed < 0.75
    assert got.named == 0.5


def test_a_person_made_up_and_a_name_cut_short_cost_the_names() -> None:
    reading = perfect()
    more = replace(reading, entities=(*reading.entities, Entity("x", EntityKind.PERSON, "רובה")))
    assert agreement(ONE, more).named == pytest.approx(2 / 3)
    assert agreement(ONE, changed(reading, "entities", 1, name="מאזן")).named == 0.5


def test_an_entity_is_the_person_with_whom_it_shares_most_mentions() -> None:
    reading = perfect()
    ids = ["p1", "p1", "p2", "p1", "p2"]
    names = [mention for mention in reading.mentions if mention.form is not MentionForm.ROLE]
    mixed = tuple(replace(mention, entity_id=new) for mention, new in zip(names, ids, strict=True))
    entities = (Entity("p1", EntityKind.PERSON, "א"), Entity("p2", EntityKind.PERSON, "ב"))
    # p1 has one mention of Kerry and two of the other; p2 one of each, and Kerry is marked first.
    assert whose(ONE, replace(reading, entities=entities, mentions=mixed)) == {"p1": "abu", "p2": "kerry"}


def test_a_role_of_somebody_else_or_in_other_words_is_not_found() -> None:
    reading = perfect()
    assert agreement(ONE, changed(reading, "roles", 0, entity_id="abu")).roles == Rate(1, 2, 2)
    longer = changed(reading, "roles", 0, text="שר החוץ ג'", span=Span(0, 10))
    assert agreement(ONE, longer).roles == Rate(1, 2, 2)
    assert agreement(ONE, longer).roles_overlap == Rate(2, 2, 2)
    somebody_elses = changed(longer, "roles", 0, entity_id="abu")
    assert agreement(ONE, somebody_elses).roles_overlap == Rate(1, 2, 2)
    far_longer = changed(reading, "roles", 0, text=ONE.article.text[:20], span=Span(0, 20))
    assert agreement(ONE, far_longer).roles_overlap == Rate(1, 2, 2)


def test_one_role_answers_one_mark_only() -> None:
    shorter = replace(ONE, roles=(*ONE.roles, ((0, 6), "kerry"), ((0, 5), "kerry")))
    longer = changed(perfect(), "roles", 0, text="שר החוץ ג'", span=Span(0, 10))
    assert agreement(shorter, longer).roles_overlap == Rate(2, 2, 4)


def test_a_role_said_twice_counts_once_and_kin_is_left_free() -> None:
    reading = perfect()
    again = replace(reading, roles=(*reading.roles, reading.roles[0]))
    assert agreement(ONE, again).roles == Rate(2, 2, 2)
    place, who = ONE.free_roles[0]
    kin = Role(who, ONE.words_at(place), Span(*place))
    assert agreement(ONE, replace(reading, roles=(*reading.roles, kin))).roles == Rate(2, 2, 2)
    made_up = Role("kerry", "ידידו", Span(*place))
    assert agreement(ONE, replace(reading, roles=(*reading.roles, made_up))).roles == Rate(2, 3, 2)


def test_a_role_mention_needs_its_place_and_its_person() -> None:
    number = next(at for at, mention in enumerate(perfect().mentions) if mention.form is MentionForm.ROLE)
    wrong = changed(perfect(), "mentions", number, entity_id="abu")
    assert agreement(ONE, wrong).role_mentions == Rate(0, 1, 1)
    assert agreement(ONE, without(perfect(), "mentions", number)).role_mentions == Rate(0, 0, 1)


@pytest.mark.parametrize(("off", "found"), [(0, 2), (2, 2), (3, 1)])
def test_a_quotation_may_be_two_code_points_off_and_no_more(off: int, found: int) -> None:
    span = perfect().quotes[0].span
    moved = changed(perfect(), "quotes", 0, span=Span(span.start, span.end + off))
    assert agreement(ONE, moved).direct == Rate(found, 2, 2)


def test_one_answer_counts_for_one_quotation_only() -> None:
    reading = perfect()
    twice = replace(reading, quotes=(*reading.quotes, reading.quotes[0]))
    assert agreement(ONE, twice).direct == Rate(2, 3, 2)
    (start, end) = ONE.quotes[0].place
    close = replace(ONE, quotes=(*ONE.quotes, replace(ONE.quotes[0], place=(start + 1, end + 1))))
    assert agreement(close, reading).direct == Rate(2, 2, 3)


def test_a_quotation_of_the_other_kind_is_not_found() -> None:
    got = agreement(ONE, changed(perfect(), "quotes", 0, direct=False))
    assert got.direct == Rate(1, 1, 2)
    assert got.reported == Rate(2, 3, 2)


@pytest.mark.parametrize(("number", "speaker"), [(0, "abu"), (0, None), (3, "kerry"), (3, "unmarked")])
def test_words_of_the_wrong_speaker_or_of_a_group_given_to_somebody_are_found_but_not_right(
    number: int, speaker: str | None
) -> None:
    assert [quote.who for quote in ONE.quotes] == ["kerry", "kerry", None, None]
    got = agreement(ONE, changed(perfect(), "quotes", number, speaker_id=speaker))
    assert got.direct.found == 2
    assert got.direct_speaker.found == 1


def test_figures_of_several_articles_add_up_and_engines_are_timed() -> None:
    class Slow:
        """Reads perfectly, and takes its time."""

        def read(self, article: Article, cancel: CancelToken) -> Reading:
            assert not cancel.cancelled
            sum(range(200_000))
            return perfect()

    one = compare(ONE, Slow())
    assert one.seconds > 0
    assert one.speed == ONE.words / one.seconds
    both = together([one, agreement(ONE, replace(perfect(), entities=(), mentions=(), roles=(), quotes=()))])
    assert both.mentions == Rate(5, 5, 10)
    assert both.b_cubed == both.named == 0.5
    assert both.words == 2 * ONE.words
    assert both.direct_speaker.recall == 0.5
