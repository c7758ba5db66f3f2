"""Whole articles: who is in them, what they are, and who said what. The gate that a change must pass.

The floors are what the engine in use reached, less a little (more where it found few, since who finds
more is wrong more often); whoever makes it better raises them. Nobody reads the articles of ``blind`` to write rules;
the errors in the others have been looked at.
"""

from __future__ import annotations

from functools import cache

import pytest

from reader.cancel import CancelToken
from reader.entities import engine
from tests.entities import marked
from tests.entities.scores import Agreement, compare, together

FLOORS = {
    "articles": {
        "mentions": 0.975,
        "merged": 0.965,
        "named": 0.975,
        "roles found": 0.98,
        "roles right": 0.98,
        "role mentions found": 0.62,
        "role mentions right": 0.93,
        "direct quotations found": 0.98,
        "direct quotations right": 0.98,
        "direct speakers": 0.98,
        "reported speech found": 0.98,
        "reported speech right": 0.98,
        "reported speakers": 0.94,
    },
    "heldout": {
        "mentions": 0.97,
        "merged": 0.96,
        "named": 0.94,
        "roles found": 0.98,
        "roles right": 0.94,
        "role mentions found": 0.98,
        "role mentions right": 0.98,
        "direct quotations found": 0.98,
        "direct quotations right": 0.98,
        "direct speakers": 0.90,
        "reported speech found": 0.98,
        "reported speech right": 0.98,
        "reported speakers": 0.98,
    },
    "fresh": {
        "mentions": 0.965,
        "merged": 0.945,
        "named": 0.935,
        "roles found": 0.96,
        "roles right": 0.97,
        "role mentions found": 0.77,
        "role mentions right": 0.94,
        "direct quotations found": 0.96,
        "direct quotations right": 0.98,
        "direct speakers": 0.86,
        "reported speech found": 0.87,
        "reported speech right": 0.89,
        "reported speakers": 0.86,
    },
    "blind": {
        "mentions": 0.955,
        "merged": 0.945,
        "named": 0.925,
        "roles found": 0.87,
        "roles right": 0.91,
        "role mentions found": 0.53,
        "role mentions right": 0.98,
        "direct quotations found": 0.97,
        "direct quotations right": 0.97,
        "direct speakers": 0.86,
        "reported speech found": 0.90,
        "reported speech right": 0.945,
        "reported speakers": 0.86,
    },
}


@cache
def _agreements(folder: str) -> dict[str, Agreement]:
    return {name: compare(article, engine()) for name, article in marked.load(folder).items()}


def _figures(agreement: Agreement) -> dict[str, float]:
    return {
        "mentions": agreement.mentions.f1,
        "merged": agreement.b_cubed,
        "named": agreement.named,
        "roles found": agreement.roles.recall,
        "roles right": agreement.roles.precision,
        "role mentions found": agreement.role_mentions.recall,
        "role mentions right": agreement.role_mentions.precision,
        "direct quotations found": agreement.direct.recall,
        "direct quotations right": agreement.direct.precision,
        "direct speakers": agreement.direct_speaker.recall,
        "reported speech found": agreement.reported.recall,
        "reported speech right": agreement.reported.precision,
        "reported speakers": agreement.reported_speaker.recall,
    }


def test_it_is_the_trained_engine_that_is_measured() -> None:
    reading = engine().read(marked.article("דן כהן."), CancelToken())
    assert (
        reading.engine.name == "tagger"
    )  # not the word lists, which stand in where the model cannot be used


@pytest.mark.parametrize("folder", FLOORS)
def test_every_figure_stays_above_its_floor(folder: str) -> None:
    reached = _figures(together(_agreements(folder).values()))
    assert reached.keys() == FLOORS[folder].keys()
    below = {name: (reached[name], floor) for name, floor in FLOORS[folder].items() if reached[name] < floor}
    assert not below


@pytest.mark.parametrize("name", sorted(marked.load("articles")))
def test_no_single_article_is_read_badly(name: str) -> None:
    agreed = _agreements("articles")[name]
    assert agreed.mentions.f1 >= 0.87
    assert agreed.b_cubed >= 0.7


def test_two_people_of_one_surname_are_told_apart() -> None:
    reading = marked.read(
        "הפסלת בתיה גור-אריה נפטרה. בעלה, עמוס גור-אריה, מת לפניה.\n"
        "סיפרה גור-אריה לחברותיה. בתיה עבדה עד הסוף. גור-אריה תובא למנוחות היום."
    )
    assert marked.people(reading) == {
        "בתיה גור-אריה": ["בתיה גור-אריה", "גור-אריה", "בתיה", "גור-אריה"],
        "עמוס גור-אריה": ["עמוס גור-אריה"],
    }


def test_a_doubtful_surname_says_that_it_is() -> None:
    reading = marked.read("יוסי כהן ודני כהן נפגשו. בערב הלך כהן לביתו.")
    last = reading.mentions[-1]
    assert last.name_span.of(reading.article.text) == "כהן"
    assert last.why.startswith("The article has several people of this name")
