"""A reading answers for one entity at a time, in text order."""

from __future__ import annotations

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

TEXT = "השר רון ברק ודנה לוי נפגשו. ברק: כן. לוי: לא."


def mention(entity_id: str, start: int, length: int) -> Mention:
    span = Span(start, start + length)
    return Mention(span, span, entity_id, MentionForm.FULL, "listed")


READING = Reading(
    article=Article("a", "x", "he", TEXT, ()),
    entities=(
        Entity("p1", EntityKind.PERSON, "רון ברק"),
        Entity("p2", EntityKind.PERSON, "דנה לוי"),
        Entity("l1", EntityKind.PLACE, "חיפה"),
    ),
    mentions=(mention("p1", 4, 7), mention("p2", 13, 7), mention("p1", 28, 3), mention("p2", 37, 3)),
    roles=(Role("p1", "השר", Span(0, 3)),),
    quotes=(Quote(Span(33, 35), "p1", None, True), Quote(Span(42, 44), None, None, True)),
    engine=EngineInfo("rules", "1"),
)


def test_the_people_are_asked_for_apart_from_the_places() -> None:
    assert [each.name for each in READING.of_kind(EntityKind.PERSON)] == ["רון ברק", "דנה לוי"]
    assert [each.id for each in READING.of_kind(EntityKind.PLACE)] == ["l1"]
    assert READING.of_kind(EntityKind.ORGANISATION) == ()


def test_a_person_has_their_own_mentions_in_text_order() -> None:
    assert [each.span.of(TEXT) for each in READING.mentions_of("p1")] == ["רון ברק", "ברק"]
    assert READING.mentions_of("l1") == ()


def test_a_person_has_their_own_roles_and_words_and_nobody_elses() -> None:
    assert [each.text for each in READING.roles_of("p1")] == ["השר"]
    assert READING.roles_of("p2") == ()
    assert [each.span for each in READING.quotes_of("p1")] == [Span(33, 35)]
    assert READING.quotes_of("p2") == ()
