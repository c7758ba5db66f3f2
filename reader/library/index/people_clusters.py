"""The appearances of one name in the index, put into clusters: the first half of finding out who is who."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable

import apsw

from reader.library import codec
from reader.library.index.people_names import bare_name
from reader.library.index.people_taking import gone_from, unpacked
from reader.library.index.rows import column, rows
from reader.model.identity import (
    Appearance,
    Cluster,
    Profile,
    cluster_name,
    company_of,
    is_simple,
    stands_alone,
)
from reader.model.identity_names import person_name
from reader.model.identity_people import blocks_of, mark_of
from reader.model.identity_pins import Pins
from reader.model.reading import EntityKind

_APPEARANCES = """
    SELECT appearances.key, article_key, docs.id, name, number, roles, aliases
    FROM main.appearances JOIN main.docs ON docs.key = article_key WHERE name_key = ?
"""
_COMPANY = """
    SELECT one.article_key, words, known_names.key
    FROM main.appearances AS one JOIN main.appearances AS other ON other.article_key = one.article_key
        JOIN main.known_names ON known_names.key = other.name_key AND telling
    WHERE one.name_key = ?
"""
_NEW = " AND one.cluster IS NULL"
_ANY_NEW = "SELECT 1 FROM main.appearances WHERE name_key = ? AND cluster IS NULL LIMIT 1"
_PINNED = """
    SELECT pinned.article, pinned.name, folded, pin FROM main.pinned
        JOIN lib.articles ON articles.id = pinned.article
        JOIN main.appearances ON article_key = articles.key AND name_key = ?
"""
_EMPTY = """
    SELECT key FROM main.clusters WHERE name_key = ?
        AND NOT EXISTS (SELECT 1 FROM main.appearances WHERE appearances.cluster = clusters.key)
"""
_OF_CLUSTER = (
    *(("cluster_blocks", "cluster"), ("cluster_pins", "cluster")),
    *(("cluster_links", "one"), ("cluster_links", "other"), ("clusters", "key")),
)
_PUT = """
    INSERT INTO main.clusters (name_key, mark, shown, profile, simple, person) VALUES (?, ?, ?, ?, ?, ?)
"""


def cluster(connection: apsw.Connection, name_key: int, pins: Pins) -> None:
    """Put the appearances of a known name into clusters, after some were added or taken away.

    Where all of them are one person's anyway only those are looked at that are new or gone.
    """
    ((state, words),) = rows(
        connection,
        "SELECT state, words FROM main.known_names WHERE key = ?",
        name_key,
    )
    gone = [
        gone_from(codec.from_column(payload))
        for (payload,) in rows(connection, "SELECT payload FROM main.gone WHERE name_key = ?", name_key)
    ]
    words = codec.from_column(words)
    if state < 2 and stands_alone(EntityKind(words.partition(":")[0]), words.partition(":")[2]):
        _add_alone(connection, name_key, pins)
    elif state < 2:
        if not _add_to_simple(connection, name_key, gone, pins):
            _again(connection, name_key, words, pins, keep=True)
    elif gone or not _pin_simple(connection, name_key, pins):
        _again(connection, name_key, words, pins, keep=False)
    connection.execute("DELETE FROM main.gone WHERE name_key = ?", (name_key,))
    connection.execute("UPDATE main.known_names SET state = 0 WHERE key = ?", (name_key,))


def profile_json(profile: Profile) -> str:
    """A profile as it is kept."""
    parts = [profile.size, profile.roles, profile.tokens, profile.company, profile.aliases]
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def profile_from(packed: str) -> Profile:
    """The profile that `profile_json` made `packed` of."""
    size, *counts = json.loads(packed)
    return Profile(size, *map(Counter, counts))


def _add_to_simple(connection: apsw.Connection, name_key: int, gone: list[Appearance], pins: Pins) -> bool:
    """Bring the one cluster of a name up to date; False where it has to be looked at whole."""
    found = rows(
        connection, "SELECT key, profile, shown FROM main.clusters WHERE name_key = ? AND simple", name_key
    )
    if len(found) != 1:
        return False
    key, packed, shown = found[0]
    profile = profile_from(packed)
    new = _loaded(connection, name_key, new=True)
    if any(pins.of(one.key) for _, one in new):
        return False
    before = blocks_of(person_name(shown), profile.aliases)
    for one in gone:
        profile.add(one, -1)
    for _, one in new:
        profile.add(one)
    if profile.size < 1 or not is_simple(person_name(shown), profile, pinned=False):
        return False
    connection.executemany(
        "UPDATE main.appearances SET cluster = ? WHERE key = ?", [(key, at) for at, _ in new]
    )
    connection.execute(
        "UPDATE main.clusters SET profile = ?, changed = 1 WHERE key = ?", (profile_json(profile), key)
    )
    kind = column(connection, "SELECT kind FROM main.known_names WHERE key = ?", name_key)
    if kind == EntityKind.PERSON.value:
        blocks = blocks_of(person_name(shown), profile.aliases)
        _touch(connection, (*before, *blocks))
        if blocks != before:
            _put_blocks(connection, key, blocks)
    return True


def _add_alone(connection: apsw.Connection, name_key: int, pins: Pins) -> None:
    """Each appearance of a surname alone is looked at for itself: there may be thousands of כהן."""
    for (key,) in rows(connection, _EMPTY, name_key):
        _drop(connection, key)
    loaded = _loaded(connection, name_key, new=True)
    for at in range(len(loaded)):
        _put(connection, name_key, "", loaded, Cluster((at,)), {}, pins, simple=False)


def _pin_simple(connection: apsw.Connection, name_key: int, pins: Pins) -> bool:
    """Note what was said of appearances that are all one person's anyway; False where it parts them."""
    found = rows(connection, "SELECT key, shown FROM main.clusters WHERE name_key = ? AND simple", name_key)
    if len(found) != 1 or column(connection, _ANY_NEW, name_key):
        return False
    own = {pin for _, name, folded, pin in rows(connection, _PINNED, name_key) if bare_name(name) == folded}
    if _parts(own, pins):
        return False
    key = found[0][0]
    connection.execute("DELETE FROM main.cluster_pins WHERE cluster = ?", (key,))
    connection.executemany("INSERT INTO main.cluster_pins VALUES (?, ?)", [(key, pin) for pin in sorted(own)])
    connection.execute("UPDATE main.clusters SET changed = 1 WHERE key = ?", (key,))
    blocks = rows(connection, "SELECT block FROM main.cluster_blocks WHERE cluster = ?", key)
    _touch(connection, [str(block) for (block,) in blocks])
    return True


def _parts(own: set[str], pins: Pins) -> bool:
    """Whether what was said of the appearances of a name, its pins `own`, takes some from the others."""
    return bool(own & pins.away) or any(one in own and other in own for one, other in pins.apart)


def _again(connection: apsw.Connection, name_key: int, words: str, pins: Pins, *, keep: bool) -> None:
    """Look at all the appearances of a name; with `keep`, clusters that come out the same stay untouched."""
    loaded = sorted(_loaded(connection, name_key, new=False), key=lambda pair: pair[1].key)
    group = [one for _, one in loaded]
    made = cluster_name(group, pins)
    same = _same(connection, name_key, words, loaded, made) if keep else {}
    before = _dropped(connection, name_key, set(same.values()))
    if not group:
        return
    simple = (
        len(made) == 1
        and not stands_alone(group[0].kind, group[0].name)
        and is_simple(
            person_name(group[0].name) if group[0].kind is EntityKind.PERSON else None,
            _profile(group),
            _parts({pins.of(one.key) for one in group}, pins),
        )
    )
    for each in made:
        if each.members not in same:
            name = words if len(made) == 1 else ""
            _put(connection, name_key, name, loaded, each, before, pins, simple=simple)


def _same(
    connection: apsw.Connection,
    name_key: int,
    words: str,
    loaded: list[tuple[int, Appearance]],
    made: list[Cluster],
) -> dict[tuple[int, ...], int]:
    """Which of several clusters `made` there are already, with the same members: members and key."""
    if len(made) < 2:
        return {}
    old: dict[int, set[int]] = defaultdict(set)
    for key, known in rows(
        connection,
        "SELECT key, cluster FROM main.appearances WHERE name_key = ? AND cluster IS NOT NULL",
        name_key,
    ):
        old[known].add(key)
    marks = dict(rows(connection, "SELECT key, mark FROM main.clusters WHERE name_key = ?", name_key))
    by_members = {frozenset(keys): known for known, keys in old.items() if marks.get(known) != words}
    found = {}
    for each in made:
        known = by_members.get(frozenset(loaded[at][0] for at in each.members))
        if known is not None:
            found[each.members] = known
    return found


def _put(
    connection: apsw.Connection,
    name_key: int,
    words: str,
    loaded: list[tuple[int, Appearance]],
    made: Cluster,
    before: dict[int, int],
    pins: Pins,
    *,
    simple: bool,
) -> None:
    members = [loaded[at] for at in made.members]
    names = Counter(one.name for _, one in members)
    shown = min(names, key=lambda name: (-names[name], name))
    mark = mark_of(words, [one for _, one in members], alone=bool(words))
    # Whose most of them were before: a person's key stays as far as it can.
    people = Counter(before[key] for key, _ in members if key in before)
    person = min(people, key=lambda each: (-people[each], each)) if people else None
    profile = _profile(one for _, one in members)
    connection.execute(_PUT, (name_key, mark, shown, profile_json(profile), simple, person))
    cluster_key = connection.last_insert_rowid()
    connection.executemany(
        "UPDATE main.appearances SET cluster = ?, via = ? WHERE key = ?",
        [(cluster_key, made.via.get(at), loaded[at][0]) for at in made.members],
    )
    own = {pin for _, one in members if (pin := pins.of(one.key))}
    connection.executemany(
        "INSERT INTO main.cluster_pins VALUES (?, ?)", [(cluster_key, pin) for pin in sorted(own)]
    )
    if members[0][1].kind is EntityKind.PERSON:
        blocks = blocks_of(person_name(members[0][1].name), profile.aliases)
        _put_blocks(connection, cluster_key, blocks)
        _touch(connection, blocks)


def _dropped(connection: apsw.Connection, name_key: int, kept: set[int]) -> dict[int, int]:
    """Drop the clusters of a name but for those `kept`; whose its appearances were."""
    before = {
        int(key): int(person)
        for key, person in rows(
            connection,
            "SELECT key, person FROM main.appearances WHERE name_key = ? AND person IS NOT NULL",
            name_key,
        )
    }
    for (key,) in rows(connection, "SELECT key FROM main.clusters WHERE name_key = ?", name_key):
        if key not in kept:
            _drop(connection, key)
    return before


def _drop(connection: apsw.Connection, key: int) -> None:
    """Drop one cluster; those who were one person with it may be one no more."""
    blocks = rows(connection, "SELECT block FROM main.cluster_blocks WHERE cluster = ?", key)
    _touch(connection, [str(block) for (block,) in blocks])
    person = column(connection, "SELECT person FROM main.clusters WHERE key = ?", key)
    if person is not None:
        connection.execute("UPDATE main.clusters SET changed = 1 WHERE person = ?", (person,))
        connection.execute("INSERT OR IGNORE INTO main.left_people VALUES (?)", (person,))
    for table, of in _OF_CLUSTER:
        connection.execute(f"DELETE FROM main.{table} WHERE {of} = ?", (key,))  # noqa: S608 - the words above


def _put_blocks(connection: apsw.Connection, cluster_key: int, blocks: Iterable[str]) -> None:
    connection.execute("DELETE FROM main.cluster_blocks WHERE cluster = ?", (cluster_key,))
    connection.executemany(
        "INSERT OR IGNORE INTO main.cluster_blocks VALUES (?, ?)", [(block, cluster_key) for block in blocks]
    )


def _touch(connection: apsw.Connection, blocks: Iterable[str]) -> None:
    connection.executemany(
        "INSERT OR IGNORE INTO main.changed_blocks VALUES (?)", [(block,) for block in set(blocks)]
    )


def _profile(members: Iterable[Appearance]) -> Profile:
    profile = Profile()
    for one in members:
        profile.add(one)
    return profile


def _loaded(connection: apsw.Connection, name_key: int, *, new: bool) -> list[tuple[int, Appearance]]:
    """The appearances of a name (or those in no cluster yet), with their keys."""
    beside: dict[int, dict[str, str]] = defaultdict(dict)
    own = ""
    for article, words, key in rows(connection, _COMPANY + (_NEW if new else ""), name_key):
        beside[article][words] = str(key)
        if key == name_key:
            own = words
    kind = EntityKind(column(connection, "SELECT kind FROM main.known_names WHERE key = ?", name_key))
    found = rows(connection, _APPEARANCES + (_NEW.replace("one.", "") if new else ""), name_key)
    return [
        (
            key,
            Appearance(
                article=codec.from_column(article_id),
                name=name,
                kind=kind,
                roles=unpacked(roles),
                aliases=unpacked(aliases),
                company=frozenset(beside[article][words] for words in company_of(beside[article], own)),
                number=number,
            ),
        )
        for key, article, article_id, name, number, roles, aliases in found
    ]
