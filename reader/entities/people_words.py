"""Nouns for people of every kind, to be read beside names that are known: far more than may be used to find names."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from reader.entities.role_words import role_words
from reader.hebrew import wordlists

_OPEN = str.maketrans("ךםןףץ", "כמנפצ")
"""Final letters as they are written inside a word: סולן, סולנ|ית."""


class PeopleWords(NamedTuple):
    """The groups of people.yaml; see there for what each means.

    `sure` has every form of the nouns that are seldom anything else, `weak` those that are, and `participles`
    the ones that are verbs of the present too (מנתח הפרשן דני כהן).
    """

    sure: frozenset[str]
    weak: frozenset[str]
    participles: frozenset[str]
    among: frozenset[str]
    latin: frozenset[str]
    not_people: frozenset[str]


@cache
def people_words() -> PeopleWords:
    """The lists, read once, with the feminine and construct forms that Hebrew makes by rule."""
    lists = {group: frozenset(block.split()) for group, block in wordlists.load("people").items()}
    participles = lists["participles"] | {_with(noun, "ת") for noun in lists["participles"]}
    doubles = {
        form for noun in lists["doubles"] for form in (noun, _with(noun, "ה"), _with(noun, "ת"))
    } - _OTHER_WORDS
    elsewhere = role_words().only_definite | role_words().said_after
    agents = lists["agents"] | {_with(noun, "ית") for noun in lists["agents"]}
    return PeopleWords(
        sure=frozenset((participles | doubles | agents | lists["others"]) - lists["weak"] - elsewhere),
        weak=lists["weak"],
        participles=frozenset(participles),
        among=lists["among"],
        latin=lists["latin"],
        not_people=lists["not_people"],
    )


def _with(noun: str, ending: str) -> str:
    return noun.translate(_OPEN) + ending


_OTHER_WORDS = frozenset(("גאונה", "גאונת", "דמותה", "דמותת", "שרידה", "שרידת", "קורבנה", "קורבנת", "שרת"))
"""What the rule makes that means something else."""
