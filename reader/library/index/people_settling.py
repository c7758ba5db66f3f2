"""Clusters put together into people: the second half of finding out who is who.

What is to be done is kept in the index, so that it may be done in many short transactions, and by another process.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable
from zlib import crc32

import apsw

from reader.cancel import CancelToken
from reader.hebrew.folding import fold_text
from reader.library.index.people_choosing import profile_from
from reader.library.index.people_clusters import cluster
from reader.library.index.people_linking import link_block
from reader.library.index.people_pins import stored_pins
from reader.library.index.rows import column, rows
from reader.model.corrections import folded_name
from reader.model.identity import Profile
from reader.model.identity_links import Linked, Node
from reader.model.identity_names import person_name
from reader.model.identity_people import put_together
from reader.model.identity_pins import Pins
from reader.model.reading import EntityKind

_TIME = 0.25  # seconds of a transaction
_AT_ONCE = 200
_ROLES = 12
_BESIDE = (
    "SELECT other FROM main.cluster_links WHERE sure AND one IN (SELECT value FROM json_each(?1))",
    "SELECT one FROM main.cluster_links WHERE sure AND other IN (SELECT value FROM json_each(?1))",
    "SELECT theirs.cluster FROM main.cluster_pins AS own JOIN main.cluster_pins AS theirs USING (pin)"
    " WHERE own.cluster IN (SELECT value FROM json_each(?1))",
    "SELECT key FROM main.clusters WHERE person IN"
    " (SELECT person FROM main.clusters WHERE key IN (SELECT value FROM json_each(?1)))",
)
_CLUSTERS = """
    SELECT key, mark, shown, person, size FROM main.clusters WHERE key IN (SELECT value FROM json_each(?))
"""
_LINKS = (
    "SELECT one, other, why FROM main.cluster_links WHERE sure AND one IN (SELECT value FROM json_each(?))"
)
_PINS = "SELECT cluster, pin FROM main.cluster_pins WHERE cluster IN (SELECT value FROM json_each(?))"
_PINNED = """
    SELECT 1 FROM main.clusters JOIN main.cluster_pins ON cluster = clusters.key
    WHERE clusters.person IN (SELECT value FROM json_each(?)) LIMIT 1
"""
_COUNTS = "SELECT count(DISTINCT article_key), sum(mentions) FROM main.appearances WHERE person = ?"


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
    for (block,) in rows(connection, "SELECT DISTINCT block FROM main.changed_blocks LIMIT ?", _AT_ONCE):
        if done and (token.cancelled or time.monotonic() > until):
            break
        link_block(connection, block, pins)
        done += 1
    return done


# -- people ------------------------------------------------------------------------------------------------------


def _people(connection: apsw.Connection, pins: Pins, until: float, token: CancelToken) -> int:
    done = 0
    told: set[int] = set()  # of whom something else is to be told
    found = rows(connection, "SELECT key FROM main.clusters WHERE changed LIMIT ?", _AT_ONCE)
    for (key,) in found:
        if done and (token.cancelled or time.monotonic() > until):
            break
        told |= _person(connection, key, pins)
        done += 1
    for person in sorted(told):
        _describe(connection, person)
    if not found:
        for (person,) in rows(connection, "SELECT person FROM main.left_people"):
            if column(connection, "SELECT 1 FROM main.clusters WHERE person = ?", person) is None:
                _drop_person(connection, person)
        connection.execute("DELETE FROM main.left_people")
    return done


def _person(connection: apsw.Connection, key: int, pins: Pins) -> set[int]:
    """Find out whose a cluster is that changed; the people of whom something else is to be told."""
    ((changed, person),) = rows(connection, "SELECT changed, person FROM main.clusters WHERE key = ?", key)
    if changed == 1 and person is not None:
        connection.execute("UPDATE main.clusters SET changed = 0 WHERE key = ?", (key,))
        return {int(person)}
    if not changed:
        return set()
    if changed < 3:
        joined = _join(connection, key, pins)
        if joined is not None:
            return joined
    return _put_people(connection, _closure(connection, key), pins)


def _join(connection: apsw.Connection, key: int, pins: Pins) -> set[int] | None:
    """A cluster and those that speak for being one with it become one person; None where more has to be weighed.

    What was said by hand has to be weighed, and nothing else: links alone only ever join.
    """
    people: set[int] = set()
    new: set[int] = set()
    ahead = {key}
    while ahead:
        known = rows(connection, _CLUSTERS, json.dumps(sorted(ahead)))
        people |= {row[3] for row in known if row[3] is not None}
        new |= ahead
        packed = json.dumps(sorted(row[0] for row in known if row[3] is None or row[0] == key))
        ahead = {other for query in _BESIDE[:2] for (other,) in rows(connection, query, packed)} - new
    if pins.pins and (
        rows(connection, _PINS, json.dumps(sorted(new)))
        or rows(connection, _PINNED, json.dumps(sorted(people)))
    ):
        return None
    sizes = {
        person: int(column(connection, "SELECT articles FROM main.persons WHERE key = ?", person) or 0)
        for person in people
    }
    home = min(people, key=lambda each: (-sizes[each], each)) if people else _new_person(connection)
    for person in people - {home}:
        connection.execute("UPDATE main.appearances SET person = ? WHERE person = ?", (home, person))
        connection.execute("UPDATE main.clusters SET person = ? WHERE person = ?", (home, person))
        connection.execute("INSERT OR IGNORE INTO main.left_people VALUES (?)", (person,))
    for each, _, _, person, _ in rows(connection, _CLUSTERS, json.dumps(sorted(new))):
        if person is None:
            connection.execute("UPDATE main.clusters SET person = ? WHERE key = ?", (home, each))
            connection.execute("UPDATE main.appearances SET person = ? WHERE cluster = ?", (home, each))
    # Those with a person may have changed otherwise as well.
    connection.execute("UPDATE main.clusters SET changed = 0 WHERE key = ?", (key,))
    return {home}


def _closure(connection: apsw.Connection, key: int) -> set[int]:
    """Every cluster that is, or was, one person with that of `key`, over however many others."""
    seen = {key}
    ahead = {key}
    while ahead:
        packed = json.dumps(sorted(ahead))
        ahead = {other for query in _BESIDE for (other,) in rows(connection, query, packed)} - seen
        seen |= ahead
    return seen


def _put_people(connection: apsw.Connection, keys: set[int], pins: Pins) -> set[int]:
    """Make people of clusters that have to do with one another; who they are, and who they were."""
    packed = json.dumps(sorted(keys))
    said: dict[int, list[str]] = {}
    for key, pin in rows(connection, _PINS, packed):
        said.setdefault(key, []).append(str(pin))
    clusters: dict[int, tuple[int, int | None]] = {}
    nodes: dict[int, Node] = {}
    for key, mark, shown, person, size in rows(connection, _CLUSTERS, packed):
        nodes[key] = _bare_node(key, mark, shown, said.get(key, ()))
        clusters[key] = size, person
    links = [Linked(*row) for row in rows(connection, _LINKS, packed)]
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
            size, person = clusters[key]
            if person is not None and person not in taken:
                votes[person] += size
        found = min(votes, key=lambda each: (-votes[each], each)) if votes else _new_person(connection)
        taken[found] = group
        _give(connection, found, {key: clusters[key][1] for key in group})
    gone = {person for _, person in clusters.values() if person is not None} - taken.keys()
    connection.executemany(
        "INSERT OR IGNORE INTO main.left_people VALUES (?)", [(person,) for person in gone]
    )
    return set(taken)


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


def _describe(connection: apsw.Connection, person: int) -> None:
    """What lists say of the person is what the clusters say that the person has."""
    roles: Counter[str] = Counter()
    aliases: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for (packed,) in rows(connection, "SELECT profile FROM main.clusters WHERE person = ?", person):
        profile, forms = profile_from(packed)
        roles.update(profile.roles)
        aliases.update(profile.aliases)
        names.update(forms)
    kind = column(connection, "SELECT kind FROM main.appearances WHERE person = ? LIMIT 1", person)
    if kind is None:
        _drop_person(connection, person)
        return
    name = _best_name(EntityKind(kind), names)
    aliases.update(names)
    others = [each for each in _frequent(aliases) if folded_name(each) != folded_name(name)]
    ((articles, mentions),) = rows(connection, _COUNTS, person)
    values = (
        *(kind, name, folded_name(name), articles, mentions),
        *(_packed(_distinct(_frequent(roles))[:_ROLES]), _packed(_distinct(others)[:_ROLES]), person),
    )
    connection.execute(
        "UPDATE main.persons SET kind = ?, name = ?, folded = ?, articles = ?, mentions = ?, roles = ?, aliases = ?"
        " WHERE key = ?",
        values,
    )
    words = "\n".join(_distinct([name, *others])[:50]), "\n".join(_distinct(_frequent(roles))[:50])
    # What is found of somebody by words is rarely other than it was.
    digest = crc32("\t".join(words).encode())
    if column(connection, "SELECT words FROM main.persons WHERE key = ?", person) != digest:
        connection.execute("UPDATE main.persons SET words = ? WHERE key = ?", (digest, person))
        connection.execute(
            "INSERT OR REPLACE INTO main.person_words (rowid, names, roles) VALUES (?, ?, ?)",
            (person, *words),
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
