"""The words round a role: what joins it to a person, what goes on inside it and what ends it."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from reader.hebrew import wordlists


class RoleWords(NamedTuple):
    """The groups of titles.yaml that only roles ask for; see there for what each means.

    `pairs` has the words that make a role of the noun before them; `offices` gives every way to name an office
    (the words of its phrase's beginning) one key.
    """

    only_definite: frozenset[str]
    said_after: frozenset[str]
    copulas: frozenset[str]
    serving: frozenset[str]
    making: frozenset[str]
    naming_to: frozenset[str]
    working: frozenset[str]
    meanwhile: frozenset[str]
    times: frozenset[str]
    spending: frozenset[str]
    superlatives: frozenset[str]
    fields: frozenset[str]
    once: frozenset[str]
    sharing: frozenset[str]
    and_now: frozenset[str]
    in_charge: frozenset[str]
    advisers: frozenset[str]
    coming: frozenset[str]
    never_alone: frozenset[str]
    never_said: frozenset[str]
    no_office: frozenset[str]
    clauses: frozenset[str]
    convicted: frozenset[str]
    suspected: frozenset[str]
    convicting: frozenset[str]
    arresting: frozenset[str]
    clients: frozenset[str]
    mine: frozenset[str]
    lawyers: frozenset[str]
    family: frozenset[str]
    charges: frozenset[str]
    known_by: frozenset[str]
    teams: frozenset[str]
    bodies: frozenset[str]
    filling: frozenset[str]
    not_owned: frozenset[str]
    pairs: dict[str, frozenset[str]]
    offices: dict[tuple[str, ...], str]


@cache
def role_words() -> RoleWords:
    """The lists, read once."""
    lists = wordlists.load("titles")
    groups = {
        group: frozenset(lists[group].split())
        for group in RoleWords._fields
        if group in lists and group != "pairs"
    }
    pairs: dict[str, frozenset[str]] = {}
    for row in lists["pairs"].splitlines():
        nouns, followers = row.split("|")
        pairs.update(dict.fromkeys(nouns.split(), frozenset(followers.split())))
    offices: dict[tuple[str, ...], str] = {}
    for row in lists["same_office"].splitlines():
        ways = [tuple(way.split()) for way in row.split("|")]
        offices.update(dict.fromkeys(ways, " ".join(ways[0])))
    return RoleWords(**groups, pairs=pairs, offices=offices)
