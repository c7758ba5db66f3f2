"""Clusters put together into people: the second half of finding out who is who.

What is to be done is kept in the index, so that it may be done in many short transactions, and by another process.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable
from typing import Any

import apsw

from reader.cancel import CancelToken
from reader.hebrew.folding import fold_text
from reader.library.index.people_clusters import cluster, profile_from
from reader.library.index.people_pins import stored_pins
from reader.library.index.rows import column, rows
from reader.model.corrections import folded_name
from reader.model.identity import Profile
from reader.model.identity_links import Linked, Node, link
from reader.model.identity_names import person_name
from reader.model.identity_people import put_together
from reader.model.identity_pins import Pins
from reader.model.reading import EntityKind

_TIME = 0.25  # seconds of a transaction
_AT_ONCE = 200
_ROLES = 12
_NODES = "SELECT clusters.key, mark, shown, profile FROM main.clusters"
_PUT_LINK = """
    INSERT INTO main.cluster_links (block, one, other, sure, why, value, company) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_BESIDE = """
    SELECT other FROM main.cluster_links WHERE sure AND one = ?1
    UNION SELECT one FROM main.cluster_links WHERE sure AND other = ?1
    UNION SELECT theirs.cluster FROM main.cluster_pins AS own JOIN main.cluster_pins AS theirs USING (pin) WHERE own.cluster = ?1
    UNION SELECT theirs.key FROM main.clusters AS own JOIN main.clusters AS theirs USING (person) WHERE own.key = ?1
"""
_COUNTS = """
    SELECT kind, name, count(*), sum(mentions) FROM main.appearances WHERE person = ? GROUP BY name
"""


def settle(connection: apsw.Connection, token: CancelToken | None = None) -> int:
    """Find out who is who for some of what changed, inside a transaction of the caller's.

    How much was done; 0 where nothing is left.
    """
    token = token or CancelToken()
    until = time.monotonic() + _TIME
    pins = stored_pins(connection)
    done = 0
    for steps in (_names, _blocks, _people):
        while some := steps(connection, pins, until, token):
            done += some
            if token.cancelled or time.monotonic() > until:
                return done
    return done


def _names(connection: apsw.Connection, pins: Pins, until: float, token: CancelToken) -> int:
    done = 0
    for (key,) in rows(connection, "SELECT key FROM main.known_names WHERE state LIMIT ?", _AT_ONCE):
        if done and (token.cancelled or time.monotonic() > until):
            break
        cluster(connection, key, pins)
        done += 1
    return done


def _blocks(connection: apsw.Connection, pins: Pins, until: float, token: CancelToken) -> int:
    done = 0
    for (block,) in rows(connection, "SELECT block FROM main.changed_blocks LIMIT ?", _AT_ONCE):
        if done and (token.cancelled or time.monotonic() > until):
            break
        _link(connection, block, pins)
        connection.execute("DELETE FROM main.changed_blocks WHERE block = ?", (block,))
        done += 1
    return done


def _link(connection: apsw.Connection, block: str, pins: Pins) -> None:
    """Compare the people of one block anew."""
    nodes = _nodes(
        connection,
        f"{_NODES} JOIN main.cluster_blocks ON cluster = clusters.key WHERE block = ?",
        (block,),
    )
    found = link(block, list(nodes.values()), pins)
    new_rows = {
        (made.one, made.other, sure, made.why, made.value, int(made.company))
        for sure, links in ((1, found.sure), (0, found.doubts))
        for made in links
    }
    old = {
        tuple(row[1:]): row[0]
        for row in rows(
            connection,
            "SELECT key, one, other, sure, why, value, company FROM main.cluster_links WHERE block = ?",
            block,
        )
    }
    for gone in old.keys() - new_rows:
        connection.execute("DELETE FROM main.cluster_links WHERE key = ?", (old[gone],))
    for new in sorted(new_rows - old.keys()):
        connection.execute(_PUT_LINK, (block, *new))
    changed = {key for row in old.keys() ^ new_rows if row[2] for key in row[:2]}
    connection.executemany("UPDATE main.clusters SET changed = 1 WHERE key = ?", [(key,) for key in changed])


def _nodes(connection: apsw.Connection, query: str, values: tuple[Any, ...]) -> dict[int, Node]:
    nodes = {}
    for key, mark, shown, packed in rows(connection, query, *values):
        pins = rows(connection, "SELECT pin FROM main.cluster_pins WHERE cluster = ?", key)
        nodes[key] = Node(
            id=key,
            mark=mark,
            shown=shown,
            name=person_name(shown),
            profile=profile_from(packed),
            pins=frozenset(str(pin) for (pin,) in pins),
        )
    return nodes


# -- people ------------------------------------------------------------------------------------------------------


def _people(connection: apsw.Connection, pins: Pins, until: float, token: CancelToken) -> int:
    done = 0
    for (key,) in rows(connection, "SELECT key FROM main.clusters WHERE changed LIMIT ?", _AT_ONCE):
        if done and (token.cancelled or time.monotonic() > until):
            return done
        if column(connection, "SELECT changed FROM main.clusters WHERE key = ?", key):
            _put_people(connection, _closure(connection, key), pins)
            done += 1
    if not done:
        for (person,) in rows(connection, "SELECT person FROM main.left_people"):
            if column(connection, "SELECT 1 FROM main.clusters WHERE person = ?", person) is None:
                _drop_person(connection, person)
        connection.execute("DELETE FROM main.left_people")
    return done


def _closure(connection: apsw.Connection, key: int) -> set[int]:
    """Every cluster that is, or was, one person with that of `key`, over however many others."""
    seen = {key}
    ahead = [key]
    while ahead:
        for (other,) in rows(connection, _BESIDE, ahead.pop()):
            if other not in seen:
                seen.add(other)
                ahead.append(other)
    return seen


def _put_people(connection: apsw.Connection, keys: set[int], pins: Pins) -> None:
    """Make people of clusters that have to do with one another."""
    clusters: dict[int, tuple[int, int | None, bool]] = {}
    nodes: dict[int, Node] = {}
    links: list[Linked] = []
    for key in keys:
        for each in rows(
            connection, "SELECT mark, shown, person, changed FROM main.clusters WHERE key = ?", key
        ):
            own = rows(connection, "SELECT pin FROM main.cluster_pins WHERE cluster = ?", key)
            nodes[key] = _bare_node(key, each[0], each[1], [str(pin) for (pin,) in own])
            size = column(connection, "SELECT count(*) FROM main.appearances WHERE cluster = ?", key)
            clusters[key] = size, each[2], each[3]
        links += [
            Linked(*row)
            for row in rows(
                connection, "SELECT one, other, why FROM main.cluster_links WHERE sure AND one = ?", key
            )
        ]
    sets = put_together(nodes, [one for one in links if one.one in nodes and one.other in nodes], pins)
    groups: dict[object, list[int]] = {}
    for key in nodes:
        groups.setdefault(sets.find(key), []).append(key)
    taken: dict[int, list[int]] = {}
    for group in sorted(
        groups.values(), key=lambda group: (-sum(clusters[key][0] for key in group), min(group))
    ):
        votes: Counter[int] = Counter()
        for key in group:
            size, person, _ = clusters[key]
            if person is not None and person not in taken:
                votes[person] += size
        found = min(votes, key=lambda each: (-votes[each], each)) if votes else _new_person(connection)
        taken[found] = group
        _give(connection, found, {key: clusters[key][1] for key in group})
    for person, group in taken.items():
        _describe(connection, person, group)
    gone = {person for _, person, _ in clusters.values() if person is not None} - taken.keys()
    connection.executemany(
        "INSERT OR IGNORE INTO main.left_people VALUES (?)", [(person,) for person in gone]
    )


def _bare_node(key: int, mark: str, shown: str, pins: Iterable[str]) -> Node:
    return Node(key, mark, shown, person_name(shown), Profile(), frozenset(pins))


def _new_person(connection: apsw.Connection) -> int:
    connection.execute(
        "INSERT INTO main.persons (kind, name, folded, articles, mentions, roles, aliases) VALUES ('', '', '', 0, 0, '[]', '[]')"
    )
    return connection.last_insert_rowid()


def _give(connection: apsw.Connection, person: int, before: dict[int, int | None]) -> None:
    """These clusters, which were the people's of `before`, are the person's."""
    for key, old in before.items():
        if old != person:
            connection.execute("UPDATE main.clusters SET person = ? WHERE key = ?", (person, key))
            connection.execute("UPDATE main.appearances SET person = ? WHERE cluster = ?", (person, key))
        else:
            connection.execute(
                "UPDATE main.appearances SET person = ? WHERE cluster = ? AND person IS NOT ?",
                (person, key, person),
            )
        connection.execute("UPDATE main.clusters SET changed = 0 WHERE key = ?", (key,))


def _describe(connection: apsw.Connection, person: int, group: list[int]) -> None:
    """What lists say of the person is what these clusters, which are all that the person has, say."""
    roles: Counter[str] = Counter()
    aliases: Counter[str] = Counter()
    for key in group:
        profile = profile_from(column(connection, "SELECT profile FROM main.clusters WHERE key = ?", key))
        roles.update(profile.roles)
        aliases.update(profile.aliases)
    counts = rows(connection, _COUNTS, person)
    if not counts:
        _drop_person(connection, person)
        return
    names = Counter({str(name): int(count) for _, name, count, _ in counts})
    name = _best_name(EntityKind(counts[0][0]), names)
    aliases.update(names)
    others = [each for each in _frequent(aliases) if folded_name(each) != folded_name(name)]
    articles = column(
        connection, "SELECT count(DISTINCT article_key) FROM main.appearances WHERE person = ?", person
    )
    values = (
        *(counts[0][0], name, folded_name(name), articles, sum(int(row[3]) for row in counts)),
        *(_packed(_distinct(_frequent(roles))[:_ROLES]), _packed(_distinct(others)[:_ROLES]), person),
    )
    connection.execute(
        "UPDATE main.persons SET kind = ?, name = ?, folded = ?, articles = ?, mentions = ?, roles = ?, aliases = ?"
        " WHERE key = ?",
        values,
    )
    connection.execute(
        "INSERT OR REPLACE INTO main.person_words (rowid, names, roles) VALUES (?, ?, ?)",
        (person, "\n".join(_distinct([name, *others])[:50]), "\n".join(_distinct(_frequent(roles))[:50])),
    )


def _drop_person(connection: apsw.Connection, person: int) -> None:
    connection.execute("DELETE FROM main.persons WHERE key = ?", (person,))
    connection.execute("DELETE FROM main.person_words WHERE rowid = ?", (person,))


def _best_name(kind: EntityKind, names: Counter[str]) -> str:
    """What somebody is called in lists: the most frequent full name, else the most frequent name."""
    if kind is EntityKind.PERSON:
        full = [name for name in names if person_name(name).full or len(person_name(name).key.split()) > 1]
        names = Counter({name: names[name] for name in full}) or names
    return min(names, key=lambda name: (-names[name], len(name), name))


def _distinct(values: Iterable[str]) -> list[str]:
    """`values` without those that fold as an earlier one."""
    found: dict[str, str] = {}
    for each in values:
        found.setdefault(fold_text(each).strip(), each)
    return list(found.values())


def _frequent(counter: Counter[str]) -> list[str]:
    return sorted(counter, key=lambda value: (-counter[value], value))


def _packed(values: list[str]) -> str:
    return json.dumps(values, ensure_ascii=False)
