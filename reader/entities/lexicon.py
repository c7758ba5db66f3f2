"""The word lists of resources/lexicons, loaded when first asked for and kept.

The lists are long and a reading must begin at once, so they are blocks of words parted by blanks, and the
ordinary words are searched by bisection without making a set of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from enum import IntEnum
from functools import cache
from typing import NamedTuple

from reader.hebrew import wordlists

_SHORT_NOUN = 3
"""Nouns of this length and less are other words with an ending: חן and חנית."""


class Level(IntEnum):
    """How surely a listed word is a name: טל is also dew, חלה is nearly always "has begun"."""

    NONE = 0
    WORD = 1
    MIXED = 2
    PLAIN = 3
    FAMOUS = 4


class SortedWords:
    """A set of words that costs next to nothing to make, given them sorted."""

    __slots__ = ("_words",)

    def __init__(self, block: str) -> None:
        self._words = block.split()

    def __contains__(self, word: str) -> bool:
        at = bisect_left(self._words, word)
        return at < len(self._words) and self._words[at] == word


class Phrase(NamedTuple):
    """One way to write a place or an organisation, as the folded words that `phrases` compares.

    `key` is the same for all ways to write one thing; `sure` is False for a phrase that is an ordinary word
    too (רחובות, הארץ).
    """

    words: tuple[str, ...]
    key: str
    sure: bool


class Titles(NamedTuple):
    """Words that say what a person is; see titles.yaml for what each group means."""

    masculine: frozenset[str]
    feminine: frozenset[str]
    plural: frozenset[str]
    bare: frozenset[str]
    courtesy: frozenset[str]
    kin: frozenset[str]
    after: frozenset[str]
    shy: frozenset[str]
    deputies: frozenset[str]
    appointed: frozenset[str]
    ties: frozenset[str]
    only_with_more: frozenset[str]


class Speech(NamedTuple):
    """Verbs and words by which people speak; see speech.yaml for what each group means.

    `masculine`, `feminine` and `plural` hold the forms of all verbs and of the sources with an ending.
    """

    strong: frozenset[str]
    weak: frozenset[str]
    manner: frozenset[str]
    holding: frozenset[str]
    masculine: frozenset[str]
    feminine: frozenset[str]
    plural: frozenset[str]
    passive: frozenset[str]
    infinitives: frozenset[str]
    gerunds: frozenset[str]
    sources: frozenset[str]
    own_sources: frozenset[str]
    naming: frozenset[str]
    documents: frozenset[str]
    tellers: frozenset[str]
    circles: frozenset[str]
    utterances: frozenset[str]
    titled: frozenset[str]
    called: frozenset[str]
    prepositions: frozenset[str]
    times: frozenset[str]
    constructs: frozenset[str]


class Grammar(NamedTuple):
    """Words that end a name or join its parts; see grammar.yaml."""

    function: frozenset[str]
    verbs: frozenset[str]
    particles: frozenset[str]
    kunya: frozenset[str]
    not_persons: frozenset[str]
    works: frozenset[str]
    after_ben: frozenset[str]
    naming: frozenset[str]
    called_after: frozenset[str]


class Gazetteer(NamedTuple):
    """Known places and organisations by their first word, longest first, and the words that announce one."""

    by_first: dict[str, tuple[Phrase, ...]]
    heads: frozenset[str]
    weak_heads: frozenset[str]
    long_heads: frozenset[tuple[str, ...]]
    clubs: frozenset[str]
    press: frozenset[str]


class Names(NamedTuple):
    """Given names and surnames with how surely they are names, and given names that stand for others."""

    given: dict[str, Level]
    surname: dict[str, Level]
    latin: frozenset[str]
    women: frozenset[str]
    men: frozenset[str]
    short_forms: dict[str, frozenset[str]]
    """A given name, with the names that stand for the same one: בנימין and ביבי."""
    whole_forms: dict[str, frozenset[str]]
    """A name by which one is called, with the given names that it is short for: צביקה, of צבי."""


@cache
def names() -> Names:
    """The names; those weighed by hand overrule the list."""
    made, known = wordlists.load("names"), wordlists.load("names_known")
    levels: list[dict[str, Level]] = []
    for kind in ("given", "surname"):
        table: dict[str, Level] = {}
        for source in (made, known):
            for level in (Level.PLAIN, Level.MIXED, Level.WORD, Level.FAMOUS):
                block = source[kind].get(level.name.lower())
                if block:
                    table.update(dict.fromkeys(block.split(), level))
        levels.append(table)
    for word in known["not_names"].split():
        for table in levels:
            table.pop(word, None)
    short: dict[str, set[str]] = {}
    whole: dict[str, set[str]] = {}
    for line in wordlists.load("nicknames")["names"].splitlines():
        long_form, *short_forms = (name.strip() for name in line.split("|"))
        for name in short_forms:
            short.setdefault(name, set()).add(long_form)
            whole.setdefault(name, set()).add(long_form)
            short.setdefault(long_form, set()).add(name)
    return Names(
        given=levels[0],
        surname=levels[1],
        latin=_words(known["latin"]),
        women=_words(made["women"], known["women"]),
        men=_words(made["men"]),
        short_forms={name: frozenset(others) for name, others in short.items()},
        whole_forms={name: frozenset(others) for name, others in whole.items()},
    )


@cache
def common_words() -> SortedWords:
    """Ordinary words, without those that only have letters attached."""
    return SortedWords(_word_file()["words"])


@cache
def verb_forms() -> frozenset[str]:
    """Frequent verbs in the past and the future, learnt from the forms beside them."""
    return frozenset(_word_file()["verbs"].split())


@cache
def _word_file() -> dict[str, str]:
    groups: dict[str, str] = wordlists.load("words")
    return groups


@cache
def titles() -> Titles:
    """Roles and titles."""
    lists = wordlists.load("titles")
    return Titles(
        masculine=_words(lists["heads_m"]),
        feminine=_words(lists["heads_f"]) | _women_of(lists["heads_m"].split()),
        plural=_words(lists["plurals"]),
        bare=_words(lists["bare"]),
        courtesy=_words(lists["courtesy"]),
        kin=_words(lists["kin"]),
        after=_words(lists["after"]),
        shy=_words(lists["not_before_names"]),
        deputies=_words(lists["deputies"]),
        appointed=_words(lists["appointed"]),
        ties=_words(lists["ties"]),
        only_with_more=_words(lists["only_with_more"]),
    )


def _women_of(nouns: Iterable[str]) -> frozenset[str]:
    """What women of those roles are called, where the ending tells: קבלן and קבלנית, כימאי and כימאית."""
    found = set()
    for noun in nouns:
        if noun.endswith("ן") and len(noun) > _SHORT_NOUN:
            found.add(noun[:-1] + "נית")
        elif noun.endswith("אי"):
            found.add(noun + "ת")
        elif noun.endswith(("לוג", "סט")):
            found.add(noun + "ית")
    return frozenset(found)


@cache
def speech() -> Speech:
    """Verbs of speech."""
    lists = wordlists.load("speech")
    verbs = {group: _rows(lists[group]) for group in ("strong", "weak", "manner", "holding")}
    owners = _rows(lists["own_sources"])
    rows = [row for group in (*verbs.values(), owners) for row in group]
    alone = ["passive", "infinitives", "gerunds", "naming", "documents", "tellers", "circles", "utterances"]
    alone += ["titled", "called", "prepositions", "times", "constructs"]
    return Speech(
        **{group: _forms(table, range(7)) for group, table in verbs.items()},
        masculine=_forms(rows, (0, 3)),
        feminine=_forms(rows, (1, 4)),
        plural=_forms(rows, (2, 5, 6)),
        own_sources=_forms(owners, range(3)),
        sources=_words(lists["sources"]) | _forms(owners, range(3)),
        **{group: _words(lists[group]) for group in alone},
    )


def _rows(block: str) -> list[list[str]]:
    return [line.split() for line in block.splitlines()]


def _forms(rows: Iterable[list[str]], columns: Iterable[int]) -> frozenset[str]:
    """The words of some columns of a table of forms."""
    wanted = list(columns)
    return frozenset(row[at] for row in rows for at in wanted if at < len(row) and row[at] != "-")


@cache
def grammar() -> Grammar:
    """Words that are no names."""
    lists = wordlists.load("grammar")
    return Grammar(**{group: _words(lists[group]) for group in Grammar._fields})


@cache
def places() -> Gazetteer:
    """Known places."""
    return _gazetteer("places")


@cache
def organisations() -> Gazetteer:
    """Known organisations."""
    return _gazetteer("organisations")


def _words(*blocks: str) -> frozenset[str]:
    return frozenset(" ".join(blocks).split())


def _gazetteer(name: str) -> Gazetteer:
    lists = wordlists.load(name)
    found: dict[str, list[Phrase]] = {}
    for sure in (True, False):
        for line in lists["sure" if sure else "unsure"].splitlines():
            ways = [way.strip() for way in line.split("|")]
            for way in ways:
                words = split_phrase(way)
                found.setdefault(words[0], []).append(Phrase(words, ways[0], sure))
    return Gazetteer(
        by_first={first: tuple(sorted(all_, key=_longest_first)) for first, all_ in found.items()},
        heads=_words(lists["heads"]),
        weak_heads=_words(lists.get("weak_heads", "")),
        long_heads=frozenset(_phrases(lists.get("heads2", "").splitlines())),
        clubs=_words(lists.get("clubs", "")),
        press=_words(lists.get("press", "")),
    )


def split_phrase(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as they are compared: a hyphen parts them as a blank does."""
    return tuple(phrase.replace("-", " ").split())


def _phrases(lines: Iterable[str]) -> Iterable[tuple[str, ...]]:
    return (split_phrase(line) for line in lines)


def _longest_first(phrase: Phrase) -> int:
    return -len(phrase.words)
