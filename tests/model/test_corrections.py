"""What a person said about a reading holds on it, and on the next one."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import (
    Article,
    Block,
    BlockKind,
    EngineInfo,
    Entity,
    EntityKind,
    Mention,
    MentionForm,
    Quote,
    Reading,
    Role,
    Selector,
    Span,
)
from reader.model.corrections import (
    ADDED_AGAIN,
    CORRECTION_REASONS,
    SAID_WHO,
    Add,
    Change,
    Correction,
    Merge,
    Newcomer,
    Reassign,
    Refuse,
    RefusedName,
    RefuseMention,
    Rename,
    SavedCorrection,
    SplitOff,
    Who,
    describe_place,
    keys_of,
)
from reader.model.mending import apply
from reader.model.naming import called, named_at, places_of_name

TEXT = (
    "שטרן הציגה את התקציב\n"
    'שרת האוצר יעל שטרן אמרה: "אין ברירה". לדברי שטרן, ראש העיר גדי אופק הסכים. יעלי תיפגש עם אופק מחר.\n'
    "גם אחיה, עמית שטרן, הגיע. השרה חייכה, ואופק נפרד מדודו לביא ומלביא אחר. אופק, לביא ויעל נסעו.\n"
)


def reading(text: str = TEXT, engine: str = "1", ids: str = "p") -> Reading:
    """Two people, one of them with a role, a role mention and words; a place; and nobody knows of לביא."""
    article = Article("a1", "made.txt", "he", text, (Block(BlockKind.PARAGRAPH, Span(0, len(text))),))
    mentions: list[Mention] = []

    def add(words: str, entity: str, form: MentionForm, skip: int = 0) -> None:
        at = text.find(words)
        while at >= 0:
            span, name = Span(at, at + len(words)), Span(at + skip, at + len(words))
            if not any(each.span.overlaps(span) for each in mentions):
                mentions.append(Mention(span, name, entity, form, "the engine said so", sure=skip == 0))
            at = text.find(words, at + 1)

    one, two = f"{ids}1", f"{ids}2"
    add("יעל שטרן", one, MentionForm.FULL)
    add("עמית שטרן", one, MentionForm.FULL)
    add("שטרן", one, MentionForm.SURNAME)
    add("השרה", one, MentionForm.ROLE)
    add("גדי אופק", two, MentionForm.FULL)
    add("ואופק", two, MentionForm.SURNAME, 1)
    add("אופק", two, MentionForm.SURNAME)
    add("יעלי", f"{ids}3", MentionForm.FULL)
    add("התקציב", "x1", MentionForm.FULL)
    return Reading(
        article,
        (
            Entity(one, EntityKind.PERSON, "יעל שטרן", ("שטרן", "עמית שטרן")),
            Entity(two, EntityKind.PERSON, "גדי אופק", ("אופק",)),
            Entity(f"{ids}3", EntityKind.PERSON, "יעלי"),
            Entity("x1", EntityKind.PLACE, "התקציב"),
        ),
        tuple(sorted(mentions, key=lambda mention: mention.span)),
        (
            Role(one, "שרת האוצר", span_of(text, "שרת האוצר")),
            Role(two, "ראש העיר", span_of(text, "ראש העיר")),
        ),
        (Quote(span_of(text, "אין ברירה"), one, span_of(text, "אמרה"), True),),
        EngineInfo("made", engine),
    )


def span_of(text: str, words: str, after: int = 0) -> Span:
    at = text.index(words, after)
    return Span(at, at + len(words))


def place(words: str, inside: str = "", text: str = TEXT) -> Selector:
    """The place of `words`, the first one in the words `inside`."""
    start = text.index(inside) if inside else 0
    return describe_place(text, span_of(text, words, start))


def who(of: Reading, name: str, keys: tuple[str, ...] = ()) -> Who:
    return Who.describe(of, next(each.id for each in of.entities if each.name == name), keys)


def named(of: Reading, name: str) -> list[str]:
    """The words by which the person of this name is named."""
    ids = [each.id for each in of.entities if each.name == name]
    return [m.name_span.of(of.article.text) for m in of.mentions if [m.entity_id] == ids]


def names(of: Reading) -> list[str]:
    return [each.name for each in of.of_kind(EntityKind.PERSON)]


def test_a_renamed_person_keeps_everything_and_the_old_name() -> None:
    before = reading()
    after = apply(before, [Rename(who(before, "גדי אופק"), " גדעון  אופק ")])
    entity = next(each for each in after.entities if each.id == "p2")
    assert (entity.name, entity.aliases) == ("גדעון אופק", ("גדי אופק", "אופק"))
    assert after.mentions == before.mentions
    assert after.roles == before.roles


def test_two_who_are_one_are_merged_with_their_roles_and_words() -> None:
    before = reading()
    after = apply(before, [Merge(who(before, "יעל שטרן"), who(before, "יעלי"))])
    assert names(after) == ["יעלי", "גדי אופק"]
    assert "יעל שטרן" in after.entities[0].aliases
    assert after.roles_of("p3") == (replace(before.roles[0], entity_id="p3"),)
    assert after.quotes[0].speaker_id == "p3"
    assert {m.why for m in after.mentions_of("p3")} >= {"You said that this is the same person as “יעלי”."}


def test_a_form_split_off_is_somebody_else_everywhere() -> None:
    before = reading()
    after = apply(before, [SplitOff(who(before, "יעל שטרן"), "שטרן", Newcomer("שטרן", "c1"))])
    assert named(after, "שטרן") == ["שטרן", "שטרן"]
    assert "שטרן" not in next(e for e in after.entities if e.name == "יעל שטרן").aliases
    assert after.quotes[0].speaker_id == "p1"  # יעל שטרן stands beside the verb


def test_one_mention_that_is_someone_else_takes_its_role_along() -> None:
    before = reading()
    after = apply(before, [Reassign(place("יעל שטרן"), Newcomer("יעל שטרן", "c1"))])
    new = next(e for e in after.entities if e.id == "c1")
    assert (new.name, new.aliases) == ("יעל שטרן", ())
    assert [role.text for role in after.roles_of("c1")] == ["שרת האוצר"]
    assert after.quotes[0].speaker_id == "c1"
    (moved,) = after.mentions_of("c1")
    assert (moved.why, moved.sure, moved.form) == (SAID_WHO, True, MentionForm.FULL)
    left = next(e for e in after.entities if e.id == "p1")
    assert left.name == "עמית שטרן"  # the fullest name that still stands there


def test_a_mention_given_to_somebody_known_is_theirs() -> None:
    before = reading()
    after = apply(before, [Reassign(place("שטרן", "לדברי"), who(before, "גדי אופק"))])
    assert named(after, "גדי אופק").count("שטרן") == 1


def test_the_last_mention_given_away_takes_the_person_along() -> None:
    before = reading()
    after = apply(before, [Reassign(place("יעלי"), who(before, "יעל שטרן"))])
    assert names(after) == ["יעל שטרן", "גדי אופק"]


def test_who_is_no_person_is_gone_and_their_words_are_nobody_s() -> None:
    before = reading()
    after = apply(before, [Refuse(who(before, "יעל שטרן"))])
    assert names(after) == ["גדי אופק", "יעלי"]
    assert [role.text for role in after.roles] == ["ראש העיר"]
    assert after.quotes[0].speaker_id is None


def test_a_role_that_stands_for_somebody_else_is_refused_alone() -> None:
    before = reading()
    after = apply(before, [RefuseMention(place("השרה"))])
    assert [m.form for m in after.mentions_of("p1")].count(MentionForm.ROLE) == 0
    assert len(after.mentions) == len(before.mentions) - 1
    assert after.roles == before.roles


def test_a_missed_person_is_added_here_and_everywhere_with_attached_letters() -> None:
    before = reading()
    after = apply(before, [Add(place("לביא"), Newcomer("דודו לביא", "c1"), everywhere=True)])
    added = after.mentions_of("c1")
    assert [m.span.of(TEXT) for m in added] == ["לביא", "ומלביא", "לביא"]
    assert {m.name_span.of(TEXT) for m in added} == {"לביא"}
    assert [m.why for m in added].count(ADDED_AGAIN) == 2
    assert {m.form for m in added} == {MentionForm.SURNAME}
    only = apply(before, [Add(place("לביא"), Newcomer("לביא", "c1"))])
    assert len(only.mentions_of("c1")) == 1


def test_words_that_name_somebody_known_replace_the_shorter_mention_in_them() -> None:
    before = reading()
    words = place("השרה חייכה")
    after = apply(before, [Add(words, who(before, "גדי אופק"))])
    assert "השרה חייכה" in named(after, "גדי אופק")
    assert "השרה" not in named(after, "יעל שטרן")


def test_a_person_found_by_the_next_engine_is_not_made_twice() -> None:
    before = reading()
    after = apply(before, [Add(place("גדי אופק"), Newcomer("גדי אופק", "c1"))])
    assert names(after).count("גדי אופק") == 1


def test_corrections_hold_on_a_newer_engine_s_ids_and_on_an_edited_text() -> None:
    before = reading()
    said: list[Correction] = [
        Merge(who(before, "יעלי"), who(before, "יעל שטרן")),
        Reassign(place("עמית שטרן"), Newcomer("עמית שטרן", "c1")),
        Add(place("דודו לביא"), Newcomer("דודו לביא", "c2")),
        Rename(Who("דודו לביא", key="c2"), "דוד לביא"),
        RefuseMention(place("השרה")),
    ]
    text = "עודכן: " + TEXT.replace("אחיה", "אחיה הצעיר").replace("נפרד", "נפרדה")
    for other in (reading(engine="2", ids="n"), reading(text, "2", "q")):
        after = apply(other, said)
        assert sorted(names(after)) == sorted(["יעל שטרן", "גדי אופק", "עמית שטרן", "דוד לביא"])
        assert "יעלי" in named(after, "יעל שטרן")
        assert named(after, "עמית שטרן") == ["עמית שטרן"]
        assert "השרה" not in named(after, "יעל שטרן")


def test_what_finds_its_place_no_more_does_nothing_and_does_not_fail() -> None:
    before = reading()
    said: list[Correction] = [
        Rename(Who("אין כזה"), "x"),
        Merge(who(before, "יעלי"), Who("אין כזה")),
        RefuseMention(Selector("אין כזה", "", "", 3, 10, True)),
        Reassign(Selector("", "", "", 0, 0, False), Newcomer("x", "c1")),
        Add(Selector("אין כזה", "", "", 3, 10, True), Newcomer("x", "c2"), everywhere=True),
        SplitOff(who(before, "יעלי"), "יעלי", Newcomer("יעלי", "c3")),
    ]
    assert apply(before, said) is before
    nothing = replace(before, entities=(), mentions=(), roles=(), quotes=())
    assert apply(nothing, [Refuse(who(before, "יעלי"))]) is nothing


def test_a_refused_name_is_gone_unless_the_article_says_otherwise() -> None:
    before = reading()
    refused = [RefusedName("יעלי"), RefusedName("אופק"), RefusedName("התקציב")]
    assert names(apply(before, [], refused)) == ["יעל שטרן", "גדי אופק"]
    assert len(apply(before, [], [RefusedName("התקציב", EntityKind.PLACE)]).entities) == 3
    kept = apply(before, [Rename(who(before, "יעלי"), "יעלי כהן")], refused)
    assert "יעלי כהן" in names(kept)
    added = apply(before, [Add(place("יעלי"), Newcomer("יעלי", "c1"))], refused)
    assert "יעלי" in names(added)


def test_two_of_one_name_are_told_apart_by_their_places() -> None:
    before = reading()
    split = apply(before, [Reassign(place("עמית שטרן"), Newcomer("יעל שטרן", "c1"))])
    assert names(split).count("יעל שטרן") == 2
    first = Who.describe(split, "p1", ["c1"])
    second = Who.describe(split, "c1", ["c1"])
    said: list[Correction] = [Reassign(place("עמית שטרן"), Newcomer("יעל שטרן", "c1"))]
    for one, name in ((first, "ראשונה"), (second, "שנייה")):
        after = apply(reading(engine="2", ids="n"), [*said, Rename(one, name)])
        assert names(after).count("יעל שטרן") == 1
        assert named(after, "שנייה") in ([], ["עמית שטרן"])


def test_a_change_is_taken_back_by_its_reverse() -> None:
    saved = SavedCorrection("i", 1, Refuse(Who("x")))
    change = Change((saved,), (), (RefusedName("x"),), ())
    assert change.reversed() == Change((), (saved,), (), (RefusedName("x"),))
    assert change.reversed().reversed() == change


def test_the_keys_of_newcomers_are_known() -> None:
    assert keys_of([Add(place("לביא"), Newcomer("x", "c7")), Refuse(Who("x"))]) == {"c7"}


def test_every_reason_has_at_most_one_value() -> None:
    for reason in CORRECTION_REASONS:
        assert reason.count("{") <= 1


# -- names in a text -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "selected", "whole", "name"),
    [
        ("אמר ולקרי", "קרי", "ולקרי", "קרי"),
        ("אמר גלעד שטרן לכולם", "לעד שטר", "גלעד שטרן", "גלעד שטרן"),
        ('הגיע "גלעד שטרן", אמר', ' "גלעד שטרן",', "גלעד שטרן", "גלעד שטרן"),
        ("ולגלעד שטרן. גלעד שטרן", "ולגלעד שטרן.", "ולגלעד שטרן", "גלעד שטרן"),
        ("לבני אמרה לבני דודה", "לבני", "לבני", "לבני"),
        ("הנשיא ג'ורג' הגיע", "ג'ורג' ", "ג'ורג'", "ג'ורג'"),
        ("הוא 'דני' שלנו", "'דני'", "דני", "דני"),
        ("שָׂרָה נסעה", "שָׂרָה ", "שָׂרָה", "שָׂרָה"),
    ],
)
def test_selected_words_become_a_name(text: str, selected: str, whole: str, name: str) -> None:
    at = text.index(selected)
    found = named_at(text, at, at + len(selected))
    assert found is not None
    assert (found[0].of(text), found[1].of(text)) == (whole, name)


@pytest.mark.parametrize(
    ("text", "start", "end"), [("א ב", 1, 2), ("א, ב", 1, 3), ("א\nב", 0, 3), ("אב", 1, 1)]
)
def test_blanks_marks_and_two_lines_are_no_name(text: str, start: int, end: int) -> None:
    assert named_at(text, start, end) is None


def test_the_given_name_says_which_letters_are_attached() -> None:
    text = "ולגלעד שטרן"
    assert called(text, Span(0, len(text)), "גלעד שטרן").of(text) == "גלעד שטרן"
    assert called(text, Span(0, len(text)), "מישהו אחר") == Span(0, len(text))


def test_a_short_name_is_not_found_inside_another_one() -> None:
    text = "רון ושרון נסעו. לרון ורון היה חם, והרון שתק; בן־רון"
    assert [whole.of(text) for whole, _ in places_of_name(text, "רון")] == ["רון", "לרון", "ורון", "רון"]


# -- whatever is said ----------------------------------------------------------------------------------------

WORDS = (
    "יעל",
    "שטרן",
    "יעל שטרן",
    "אופק",
    "גדי אופק",
    "לביא",
    "השרה",
    "ואופק",
    "יעלי",
    "התקציב",
    "לדברי שטרן, ראש",
)
_spans = st.sampled_from(
    [Span(at, at + len(w)) for w in WORDS for at in range(len(TEXT)) if TEXT.startswith(w, at)]
)
_places = _spans.map(lambda span: describe_place(TEXT, span))
_names = st.sampled_from(["יעל שטרן", "גדי אופק", "יעלי", "שטרן", "לביא", "אין כזה", ""])
_whos = st.builds(
    Who, _names, st.lists(_names, max_size=2).map(tuple), st.sampled_from(EntityKind), st.none() | _places,
    st.sampled_from(["", "c1", "c2"]),
)  # fmt: skip
_newcomers = st.builds(Newcomer, _names, st.sampled_from(["c1", "c2", "c3", "p1"]))
_said: st.SearchStrategy[Correction] = st.one_of(
    st.builds(Rename, _whos, _names),
    st.builds(Merge, _whos, _whos),
    st.builds(SplitOff, _whos, st.sampled_from(WORDS), _newcomers),
    st.builds(Refuse, _whos),
    st.builds(Reassign, _places, _whos | _newcomers),
    st.builds(Add, _places, _whos | _newcomers, st.booleans()),
    st.builds(RefuseMention, _places),
)
_edits = st.sampled_from([TEXT, TEXT[20:], TEXT.replace("שטרן", "שטיין"), "", "ו" + TEXT])
_refusals = st.lists(st.builds(RefusedName, _names, st.sampled_from(EntityKind)), max_size=2)


@given(st.lists(_said, max_size=6), _refusals, _edits)
def test_whatever_is_said_the_reading_is_sound(
    said: list[Correction], refused: list[RefusedName], text: str
) -> None:
    before = reading(text) if text in (TEXT, "ו" + TEXT) else _bare(text)
    after = apply(before, said, refused)
    assert after == apply(before, said, refused)
    assert after.article is before.article
    ids = [entity.id for entity in after.entities]
    assert len(set(ids)) == len(ids)
    for mention in after.mentions:
        assert mention.entity_id in ids
        assert mention.span.holds(mention.name_span)
        assert mention.name_span.end <= len(text)
    assert {role.entity_id for role in after.roles} <= set(ids)
    assert {quote.speaker_id for quote in after.quotes} <= {*ids, None}
    in_order = sorted(after.mentions, key=lambda mention: mention.span)
    assert list(after.mentions) == in_order
    assert not any(a.span.overlaps(b.span) for a, b in pairwise(in_order))
    if after is not before:
        kinds = [list(EntityKind).index(entity.kind) for entity in after.entities]
        assert kinds == sorted(kinds)


@given(st.lists(_said, min_size=1, max_size=5))
def test_what_the_engine_found_is_never_changed(said: list[Correction]) -> None:
    before = reading()
    apply(before, said)
    assert before == reading()
    assert apply(before, []) is before


def _bare(text: str) -> Reading:
    found = reading()
    article = replace(found.article, text=text)
    return replace(found, article=article, mentions=(), roles=(), quotes=(), entities=())
