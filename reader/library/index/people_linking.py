"""The people of one surname compared in the index: all of them where they are few, else those whom a change concerns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import apsw

from reader.library.index.people_choosing import profile_from
from reader.library.index.people_features import WHOLE, block_number
from reader.library.index.rows import column, rows
from reader.model import identity_reasons as reasons
from reader.model.identity_links import Linked, Node, link
from reader.model.identity_names import is_initial, lexicon, loose, person_name
from reader.model.identity_pins import Pins

_FEW = 24
_SHARING = 30
"""So many who share one thing are looked at; of more it tells nothing: two of them are enough for a doubt."""

_LIKE = 500
_CROWD = 40
_OF_A_NAME = 12
_BIG = 200
"""Of whom there are more appearances, only that company is looked at which somebody else of the surname keeps too."""

_PUT_LINK = """
    INSERT INTO main.cluster_links (block, one, other, sure, why, value, company) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_GIVEN_OF = "SELECT given FROM main.cluster_blocks WHERE block = ? AND cluster = ?"
_OF_GIVEN = "SELECT cluster, given FROM main.cluster_blocks WHERE block = ? AND given = ? LIMIT ?"
_OF_LETTER = """
    SELECT cluster, given FROM main.cluster_blocks
    WHERE block = ?1 AND given >= ?2 AND given < ?2 || char(1114111) LIMIT ?3
"""
_INITIALS = "SELECT 1 FROM main.cluster_blocks WHERE block = ?1 AND given IN (?2, ?2 || '.') LIMIT 1"
_WITH = """
    SELECT features.cluster, given FROM main.features
        JOIN main.cluster_blocks ON cluster_blocks.cluster = features.cluster AND cluster_blocks.block = ?
    WHERE features.block = ? AND feature = ? LIMIT ?
"""
_HANGING = """
    SELECT one FROM main.cluster_links JOIN main.cluster_blocks
        ON cluster_blocks.cluster = one AND cluster_blocks.block = cluster_links.block
    WHERE other = ? AND cluster_links.block = ? AND given = '' LIMIT 200
"""
_FITTED = """
    SELECT 1 FROM main.cluster_links JOIN main.cluster_blocks
        ON cluster_blocks.cluster = other AND cluster_blocks.block = cluster_links.block
    WHERE one = ? AND cluster_links.block = ? AND sure AND given <> '' LIMIT 1
"""
_NODE = "SELECT key, mark, shown, profile, size FROM main.clusters WHERE key = ?"
_COMPANY = "SELECT feature FROM main.features WHERE cluster = ? AND block = ?"
_HAS = "SELECT 1 FROM main.features WHERE block = ? AND feature = ? AND cluster = ?"


def link_block(connection: apsw.Connection, block: str, pins: Pins) -> None:
    """Compare those of a block anew whom the changes concern, and forget the changes."""
    changes = rows(connection, "SELECT cluster, feature FROM main.changed_blocks WHERE block = ?", block)
    some = "SELECT cluster, given FROM main.cluster_blocks WHERE block = ? LIMIT ?"
    givens: dict[int, str] = dict(rows(connection, some, block, _FEW + 1))
    touched = {cluster for cluster, _ in changes}
    if len(givens) > _FEW and (WHOLE in touched or len(touched) > _FEW):
        size = "SELECT count(*) FROM main.cluster_blocks WHERE block = ?"
        count = int(connection.execute(size, (block,)).get)
        if WHOLE in touched or 2 * len(touched) > count:
            every = "SELECT cluster, given FROM main.cluster_blocks WHERE block = ?"
            givens = dict(rows(connection, every, block))
            _compare(connection, block, givens, givens.keys(), pins, whole=True)
        else:
            _compare_some(connection, block, changes, pins)
    elif len(givens) > _FEW:
        _compare_some(connection, block, changes, pins)
    else:
        _compare(connection, block, givens, givens.keys(), pins, whole=True)
    connection.execute("DELETE FROM main.changed_blocks WHERE block = ?", (block,))


def _compare_some(
    connection: apsw.Connection, block: str, changes: list[tuple[int, object]], pins: Pins
) -> None:
    """Compare those who changed, and those alone who share what changed, with all whom they share anything with."""
    number = block_number(block)
    again: dict[int, str] = {}
    wanted: set[str] = set()
    for cluster, feature in changes:
        if feature != "":
            for other, given in rows(connection, _WITH, block, number, feature, _SHARING):
                if not given:
                    again[other] = ""
        for (given,) in rows(connection, _GIVEN_OF, block, cluster):
            if not given:
                again[cluster] = ""
            elif feature == "":
                wanted |= _like(connection, cluster, given)
                again.update((one, "") for (one,) in rows(connection, _HANGING, cluster, block))
    # ב. כהן may be anybody of that letter.
    wanted |= {f"{given[0]}*" for given in wanted if given and rows(connection, _INITIALS, block, given[0])}
    shown = dict(again)
    changed = {cluster for cluster, _ in changes}
    for each in sorted(wanted):
        query, asked = (_OF_LETTER, each[0]) if each.endswith("*") else (_OF_GIVEN, each)
        found = rows(connection, query, block, asked, _LIKE)
        whole = len(found) <= _CROWD
        for cluster, given in found if whole else _first(connection, found, changed):
            shown[cluster] = given
            like = _like(connection, cluster, given) if whole or cluster in changed else {""}
            if all(one in wanted or f"{one[:1]}*" in wanted for one in like):
                again[cluster] = given
    for cluster in [each for each, given in again.items() if not given]:
        for (feature,) in rows(connection, _COMPANY, cluster, number):
            for other, given in rows(connection, _WITH, block, number, feature, _SHARING):
                if given or other in again or not rows(connection, _FITTED, other, block):
                    shown[other] = given
    _compare(connection, block, shown, again.keys(), pins, whole=False)


def _first(
    connection: apsw.Connection, found: list[tuple[int, str]], changed: set[int]
) -> list[tuple[int, str]]:
    """Of a crowd those who changed, and of each name those with the most appearances: there may be hundreds of דוד כהן."""
    query = "SELECT name_key, size FROM main.clusters WHERE key = ?"
    of_name: dict[int, list[tuple[int, int, str]]] = {}
    for cluster, given in found:
        for name_key, size in rows(connection, query, cluster):
            of_name.setdefault(name_key, []).append((-size, cluster, given))
    return [
        (cluster, given)
        for same in of_name.values()
        for at, (_, cluster, given) in enumerate(sorted(same))
        if at < _OF_A_NAME or cluster in changed
    ]


def _like(connection: apsw.Connection, cluster: int, given: str) -> set[str]:
    """Under which given names those stand who may be the same as a full name; ``ב*`` are all of a letter."""
    name = person_name(str(column(connection, "SELECT shown FROM main.clusters WHERE key = ?", cluster)))
    first = name.given[0] if name.full else ""
    if is_initial(first):
        return {f"{given[:1]}*"}
    known = lexicon()
    found = {given, loose(first), *([loose(name.also)] if name.also else ())}
    return found | {loose(known.variants.get(whole, whole)) for whole in known.short.get(first, ())}


def _compare(
    connection: apsw.Connection,
    block: str,
    givens: dict[int, str],
    again: Iterable[int],
    pins: Pins,
    *,
    whole: bool,
) -> None:
    """Compare the clusters of `givens`, and keep what is found of those of `again`."""
    asked = set(again)
    nodes = _nodes(connection, block, givens, bool(pins.pins))
    found = link(block, list(nodes), pins)
    alone = {cluster for cluster, given in givens.items() if not given}
    new_rows = {
        (made.one, made.other, sure, made.why, made.value, int(made.company))
        for sure, links in ((1, found.sure), (0, found.doubts))
        for made in links
        if made.one in asked or _is_of_alone(made, asked, alone)
    }
    query = "SELECT key, one, other, sure, why, value, company FROM main.cluster_links WHERE block = ?"
    if whole:
        stored = rows(connection, query, block)
    else:
        stored = [row for one in asked for row in rows(connection, f"{query} AND one = ?", block, one)]
        stored += [row for other in asked for row in rows(connection, f"{query} AND other = ?", block, other)]
    old = {tuple(row[1:]): row[0] for row in stored}
    gone = {row for row in old.keys() - new_rows if whole or row[0] in asked}
    for row in gone:
        connection.execute("DELETE FROM main.cluster_links WHERE key = ?", (old[row],))
    new = new_rows - old.keys()
    for row in sorted(new):
        connection.execute(_PUT_LINK, (block, *row))
    _mark(connection, {key for row in gone if row[2] for key in row[:2]}, 3)
    _mark(connection, {row[0] for row in new if row[2]}, 2)


def _is_of_alone(made: Linked, asked: set[int], alone: set[int]) -> bool:
    """Whether somebody who changed is the first of those of a lone name, to whom others are linked."""
    return made.why == reasons.NAME_AND and made.other in asked and made.other in alone and made.one in alone


def _mark(connection: apsw.Connection, keys: set[int], changed: int) -> None:
    connection.executemany(
        "UPDATE main.clusters SET changed = max(changed, ?) WHERE key = ?",
        [(changed, key) for key in sorted(keys)],
    )


def _nodes(connection: apsw.Connection, block: str, keys: Iterable[int], pinned: bool) -> list[Node]:
    """Clusters with their company in a block, as far as it can be shared."""
    number = block_number(block)
    nodes: list[Node] = []
    big: list[Node] = []
    sizes: dict[int, int] = {}
    names: set[object] = set()
    for key in keys:
        for _, mark, shown, packed, size in rows(connection, _NODE, key):
            said = (
                rows(connection, "SELECT pin FROM main.cluster_pins WHERE cluster = ?", key) if pinned else []
            )
            own = frozenset(str(pin) for (pin,) in said)
            node = Node(key, mark, shown, person_name(shown), profile_from(packed)[0], own)
            nodes.append(node)
            sizes[key] = size
            if size > _BIG:
                big.append(node)
                continue
            company = {name for (name,) in rows(connection, _COMPANY, key, number) if isinstance(name, int)}
            names |= company
            node.profile.company.update(map(str, company))
    # Two who are both in thousands of articles: a part of the lesser one's company is enough.
    big.sort(key=lambda node: (sizes[node.id], node.mark))
    for node in big[:-1]:
        some = rows(connection, f"{_COMPANY} LIMIT 300", node.id, number)
        names |= {name for (name,) in some if isinstance(name, int)}
    for node in big:
        has = {name for name in names if rows(connection, _HAS, number, name, node.id)}
        node.profile.company.update(Counter(map(str, has)))
    return nodes
