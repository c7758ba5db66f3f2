"""The engine as the rest of the house sees it."""

from __future__ import annotations

import string
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cancel import CancelledError, CancelToken
from reader.entities import LexiconEngine, reasons
from reader.model import Article, Entity, EntityKind, MentionForm, Reading
from tests.entities import marked

WORDS = """ג'ון קרי נתניהו בנימין ולבני לבני שר החוץ האמריקני אמר כי ראש הממשלה אבו מאזן בן יו"ר הרשות את של
ירושלים בתל אביב חברת רחוב " ( ) , . : - ־ 😀 ד"ר א. Barack Obama 2013 שָׁלוֹם מונתה לדוברת הצוות"""
PIECES = [*WORDS.split(), "\u200f", "\n"]


def check(reading: Reading) -> None:
    """What every reading must be, whatever the text."""
    text, ids = reading.article.text, {entity.id for entity in reading.entities}
    assert len(ids) == len(reading.entities)
    for mention in reading.mentions:
        assert mention.entity_id in ids
        assert mention.span.holds(mention.name_span)
        assert mention.span.end == mention.name_span.end <= len(text)
        assert mention.name_span.of(text).strip() == mention.name_span.of(text) != ""
        assert any(mention.why.startswith(reason.partition("{value}")[0]) for reason in reasons.REASONS)
    by_place = sorted(mention.span for mention in reading.mentions)
    assert [mention.span for mention in reading.mentions] == by_place
    assert all(not one.overlaps(other) for one, other in pairwise(by_place))
    for entity in reading.entities:
        _check_entity(reading, entity)
    for role in reading.roles:
        assert role.entity_id in ids
        assert role.span.of(text) == role.text
    for quote in reading.quotes:
        assert quote.speaker_id is None or quote.speaker_id in ids
        assert quote.span.end <= len(text)


def _check_entity(reading: Reading, entity: Entity) -> None:
    mentions = reading.mentions_of(entity.id)
    shown = {m.name_span.of(reading.article.text) for m in mentions if m.form is not MentionForm.ROLE}
    assert shown == {entity.name, *entity.aliases}
    assert entity.name not in entity.aliases


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_order_of_words_gives_a_sound_reading(words: list[str]) -> None:
    check(marked.read(" ".join(words)))


@given(
    st.text(
        alphabet="אבגדהוזחטיכלמנסעפצקרשתםןךףץ '\"׳״-־.,:()\n\u05b8\u200f" + string.ascii_letters, max_size=80
    )
)
def test_any_text_gives_a_sound_reading(text: str) -> None:
    check(marked.read(text))


def test_people_come_first_and_the_most_named_first_among_them() -> None:
    reading = marked.read(
        "רינה לוי הגיעה. דן כהן אמר. כהן נאם בירושלים. כהן הלך לכנסת. בירושלים ירד גשם. חיפה."
    )
    assert [(entity.id, entity.kind, entity.name) for entity in reading.entities] == [
        ("p1", EntityKind.PERSON, "דן כהן"),
        ("p2", EntityKind.PERSON, "רינה לוי"),
        ("o1", EntityKind.ORGANISATION, "כנסת"),
        ("l1", EntityKind.PLACE, "ירושלים"),
        ("l2", EntityKind.PLACE, "חיפה"),
    ]


def test_an_empty_article_has_nobody() -> None:
    reading = LexiconEngine().read(Article("x", "x", "he", "", ()), CancelToken())
    assert reading.entities == reading.mentions == reading.quotes == ()
    assert (reading.engine.name, reading.engine.version) == ("lexicon", "3")


@pytest.mark.parametrize(
    "text",
    [
        "א" * 100_000,
        "ו" * 100_000,
        "דוד בן " * 1_000,
        "אמר כי " * 1_000,
        '"א' * 3_000,
        "שר החוץ האמריקני " * 1_000,
        "משה-" * 2_000,
        "(" * 3_000,
        "\u05b8 \u05b8",
    ],
)
def test_odd_texts_are_read_to_their_end(text: str) -> None:
    check(marked.read(text))


def test_a_thousand_people_and_their_mentions_are_kept_apart() -> None:
    letters = "גדחטנסעפצקר"
    surnames = [f"{a}{b}{c}ברג" for a in letters for b in letters for c in letters[:9]][:1000]
    reading = marked.read("\n".join(f"דן {name} הגיע. {name} אמר כי ילך." for name in surnames))
    assert len(reading.of_kind(EntityKind.PERSON)) == 1000
    assert len(reading.mentions) == 2000


def test_a_cancelled_reading_stops() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        LexiconEngine().read(marked.article("נתניהו הגיע."), token)


def test_the_switch_is_looked_at_all_the_way_through() -> None:
    class Counting(CancelToken):
        looks = 0

        def check(self) -> None:
            self.looks += 1

    token = Counting()
    LexiconEngine().read(marked.article("דן כהן אמר כי ילך הביתה מחר בבוקר.\n" * 3_000), token)
    assert token.looks > 300
