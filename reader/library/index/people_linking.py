"""The people of one surname compared in the index: all of them where they are few, else those whom a change concerns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import apsw

from reader.library.index.people_choosing import profile_from
from reader.library.index.people_features import WHOLE, block_number
from reader.library.index.rows import rows
from reader.model import identity_reasons as reasons
from reader.model.identity_links import Linked, Node, link
from reader.model.identity_names import lexicon, loose, person_name
from reader.model.identity_pins import Pins

_FEW = 24
_SHARING = 30
"""So many who share one thing are looked at; of more it tells nothing: two of them are enough for a doubt."""

_LETTER = 500
_BIG = 200
"""Of whom there are more appearances, only that company is looked at which somebody else of the surname keeps too."""

_PUT_LINK = """
    INSERT INTO main.cluster_links (block, one, other, sure, why, value, company) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_LETTER_OF = "SELECT letter FROM main.cluster_blocks WHERE block = ? AND cluster = ?"
_OF_LETTER = "SELECT cluster FROM main.cluster_blocks WHERE block = ? AND letter = ? LIMIT ?"
_WITH = """
    SELECT features.cluster, letter FROM main.features
        JOIN main.cluster_blocks ON cluster_blocks.cluster = features.cluster AND cluster_blocks.block = ?
    WHERE features.block = ? AND feature = ? LIMIT ?
"""
_HANGING = """
    SELECT one FROM main.cluster_links JOIN main.cluster_blocks
        ON cluster_blocks.cluster = one AND cluster_blocks.block = cluster_links.block
    WHERE other = ? AND cluster_links.block = ? AND letter = '' LIMIT 200
"""
_FITTED = """
    SELECT 1 FROM main.cluster_links JOIN main.cluster_blocks
        ON cluster_blocks.cluster = other AND cluster_blocks.block = cluster_links.block
    WHERE one = ? AND cluster_links.block = ? AND sure AND letter <> '' LIMIT 1
"""
_NODE = "SELECT key, mark, shown, profile, size FROM main.clusters WHERE key = ?"
_COMPANY = "SELECT feature FROM main.features WHERE cluster = ? AND block = ?"
_HAS = "SELECT 1 FROM main.features WHERE block = ? AND feature = ? AND cluster = ?"


def link_block(connection: apsw.Connection, block: str, pins: Pins) -> None:
    """Compare those of a block anew whom the changes concern, and forget the changes."""
    changes = rows(connection, "SELECT cluster, feature FROM main.changed_blocks WHERE block = ?", block)
    some = "SELECT cluster, letter FROM main.cluster_blocks WHERE block = ? LIMIT ?"
    letters: dict[int, str] = dict(rows(connection, some, block, _FEW + 1))
    touched = {cluster for cluster, _ in changes}
    if len(letters) > _FEW and (WHOLE in touched or len(touched) > _FEW):
        size = "SELECT count(*) FROM main.cluster_blocks WHERE block = ?"
        count = int(connection.execute(size, (block,)).get)
        if WHOLE in touched or 2 * len(touched) > count:
            every = "SELECT cluster, letter FROM main.cluster_blocks WHERE block = ?"
            letters = dict(rows(connection, every, block))
            _compare(connection, block, letters, letters.keys(), pins, whole=True)
        else:
            _compare_some(connection, block, changes, pins)
    elif len(letters) > _FEW:
        _compare_some(connection, block, changes, pins)
    else:
        _compare(connection, block, letters, letters.keys(), pins, whole=True)
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
            for other, letter in rows(connection, _WITH, block, number, feature, _SHARING):
                if not letter:
                    again[other] = ""
        for (letter,) in rows(connection, _LETTER_OF, block, cluster):
            if not letter:
                again[cluster] = ""
            elif feature == "":
                wanted |= _letters(connection, cluster)
                again.update((one, "") for (one,) in rows(connection, _HANGING, cluster, block))
    shown = dict(again)
    for letter in sorted(wanted):
        for (cluster,) in rows(connection, _OF_LETTER, block, letter, _LETTER):
            shown[cluster] = letter
            if _letters(connection, cluster) <= wanted:
                again[cluster] = letter
    for cluster in [each for each, letter in again.items() if not letter]:
        for (feature,) in rows(connection, _COMPANY, cluster, number):
            for other, letter in rows(connection, _WITH, block, number, feature, _SHARING):
                if letter or other in again or not rows(connection, _FITTED, other, block):
                    shown[other] = letter
    _compare(connection, block, shown, again.keys(), pins, whole=False)


def _letters(connection: apsw.Connection, cluster: int) -> set[str]:
    """The letters under which those stand whose given name may be the same as that of a full name."""
    shown = connection.execute("SELECT shown FROM main.clusters WHERE key = ?", (cluster,)).get
    name = person_name(str(shown))
    if not name.full:
        return set()
    first = name.given[0]
    found = {loose(first)[:1], first[:1]}
    if name.also:
        found.add(name.also[:1])
    for whole in lexicon().short.get(first, ()):
        found.add(loose(whole)[:1])
    known = lexicon().variants.get(first)
    if known:
        found.add(loose(known)[:1])
    return found


def _compare(
    connection: apsw.Connection,
    block: str,
    letters: dict[int, str],
    again: Iterable[int],
    pins: Pins,
    *,
    whole: bool,
) -> None:
    """Compare the clusters of `letters`, and keep what is found of those of `again`."""
    asked = set(again)
    nodes = _nodes(connection, block, letters, bool(pins.pins))
    found = link(block, list(nodes), pins)
    alone = {cluster for cluster, letter in letters.items() if not letter}
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
