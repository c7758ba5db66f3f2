"""The appearances of one name in the index, put into clusters: the first half of finding out who is who."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable

import apsw

from reader.library import codec
from reader.library.index import people_features as features
from reader.library.index.people_choosing import choose, has_many, profile_from
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
from reader.model.identity_names import PersonName, person_name
from reader.model.identity_people import blocks_of, mark_of
from reader.model.identity_pins import Pins
from reader.model.reading import EntityKind

_APPEARANCES = """
    SELECT appearances.key, article_key, docs.id, name, number, roles, aliases
    FROM main.appearances{new} JOIN main.docs ON docs.key = article_key WHERE name_key = ?
"""
_COMPANY = """
    SELECT one.article_key, words, known_names.key
    FROM main.appearances AS one{new} JOIN main.appearances AS other ON other.article_key = one.article_key
        JOIN main.known_names ON known_names.key = other.name_key AND telling
    WHERE one.name_key = ?
"""
_NEW = " INDEXED BY appearances_new"
_ANY_NEW = (
    "SELECT 1 FROM main.appearances INDEXED BY appearances_new WHERE name_key = ? AND cluster IS NULL LIMIT 1"
)
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
    *(("cluster_pins", "cluster"), ("cluster_links", "one")),
    *(("cluster_links", "other"), ("clusters", "key")),
)
_PUT = """
    INSERT INTO main.clusters (name_key, mark, shown, profile, simple, person, size, doing, changed)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_BESIDE = """
    SELECT 1 FROM main.cluster_blocks
    WHERE block = ?1 AND given >= ?2 AND given < ?2 || char(1114111) AND ?2 <> '' AND cluster <> ?3 LIMIT 1
"""
_FEW = 24
"""Where a block has so few they are all compared whenever one of them changes."""


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
        if not (
            _add_to_simple(connection, name_key, gone, pins)
            or (not gone and _add_to_many(connection, name_key, pins))
        ):
            _again(connection, name_key, words, pins)
    elif gone or not _pin_simple(connection, name_key, pins):
        _again(connection, name_key, words, pins)
    connection.execute("DELETE FROM main.gone WHERE name_key = ?", (name_key,))
    connection.execute("UPDATE main.known_names SET state = 0 WHERE key = ?", (name_key,))


def profile_json(profile: Profile, names: Counter[str]) -> str:
    """A profile as it is kept, with the forms of the name; the company is among the features."""
    parts = [profile.size, profile.roles, profile.tokens, profile.aliases, names]
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def _add_to_simple(connection: apsw.Connection, name_key: int, gone: list[Appearance], pins: Pins) -> bool:
    """Bring the one cluster of a name up to date; False where it has to be looked at whole."""
    query = "SELECT key, profile, shown FROM main.clusters WHERE name_key = ? AND simple"
    found = rows(connection, query, name_key)
    if len(found) != 1:
        return False
    key, packed, shown = found[0]
    new = _loaded(connection, name_key, new=True)
    if any(pins.of(one.key) for _, one in new):
        return False
    after = _counted(profile_from(packed)[0], [one for _, one in new], gone)
    if after.size < 1 or not is_simple(person_name(shown), after, pinned=False):
        return False
    _bring(connection, key, new, gone)
    return True


def _counted(profile: Profile, new: Iterable[Appearance], gone: Iterable[Appearance]) -> Profile:
    """`profile` with some counted in and some out."""
    for one in gone:
        profile.add(one, -1)
    for one in new:
        profile.add(one)
    return profile


def _bring(
    connection: apsw.Connection, key: int, new: list[tuple[int, Appearance]], gone: list[Appearance]
) -> None:
    """Count appearances into a cluster, and out of it."""
    ((packed, shown, person),) = rows(
        connection, "SELECT profile, shown, person FROM main.clusters WHERE key = ?", key
    )
    profile, names = profile_from(packed)
    tokens, aliases = set(profile.tokens), set(profile.aliases)
    more = [one for _, one in new]
    _counted(profile, more, gone)
    names.update(one.name for one in more)
    names.subtract(one.name for one in gone)
    names += Counter()
    connection.executemany(
        "UPDATE main.appearances SET cluster = ?, person = ? WHERE key = ?",
        [(key, person, at) for at, _ in new],
    )
    connection.execute(
        "UPDATE main.clusters SET profile = ?, shown = ?, size = ?, doing = ?, changed = max(changed, 1)"
        " WHERE key = ?",
        (profile_json(profile, names), _shown(names), profile.size, any(profile.token_sets), key),
    )
    kind = column(
        connection,
        "SELECT kind FROM main.known_names WHERE key = (SELECT name_key FROM main.clusters WHERE key = ?)",
        key,
    )
    if kind == EntityKind.PERSON.value:
        _tell(connection, key, person_name(shown), more, gone, aliases, profile, tokens)


def _add_to_many(connection: apsw.Connection, name_key: int, pins: Pins) -> bool:
    """Find for each new one of a name that several have whose it is; False where all are to be looked at."""
    new = _loaded(connection, name_key, new=True)
    if any(pins.of(one.key) for _, one in new) or not has_many(connection, name_key):
        return False
    for at, one in new:
        found = choose(connection, name_key, one)
        if found is None:
            return False
        if found.cluster:
            _bring(connection, found.cluster, [(at, one)], [])
            connection.execute("UPDATE main.appearances SET via = ? WHERE key = ?", (found.via, at))
        else:
            _put(connection, name_key, "", [(at, one)], Cluster((0,)), {}, pins, simple=False)
    return True


def _tell(
    connection: apsw.Connection,
    key: int,
    name: PersonName,
    new: list[Appearance],
    gone: list[Appearance],
    aliases: set[str],
    profile: Profile,
    tokens: set[str],
) -> None:
    """Have those compared anew whom it concerns that a cluster has some `new` and some `gone`."""
    before = blocks_of(name, aliases)
    features.count(connection, key, before, new, 1)
    features.count(connection, key, before, gone, -1)
    if features.has_aliases_moved(name, aliases, profile.aliases):
        features.move_blocks(connection, key, before, name, profile.aliases)
        return
    if tokens != set(profile.tokens):
        features.changed(connection, before, key)
        return
    # Which of two spellings is the rarer one may have changed.
    for block in before:
        if _is_beside(connection, block, features.given_of(name), key):
            features.changed(connection, [block], key)


def _is_beside(connection: apsw.Connection, block: str, given: str, key: int) -> bool:
    """Whether somebody of a like name is in a block of a few."""
    if column(connection, _BESIDE, block, given[:1], key) is None:
        return False
    query = "SELECT count(*) FROM (SELECT 1 FROM main.cluster_blocks WHERE block = ? LIMIT ?)"
    return int(column(connection, query, block, _FEW + 1)) <= _FEW


def _shown(names: Counter[str]) -> str:
    return min(names, key=lambda name: (-names[name], name))


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
    _spoken_of(connection, key)
    return True


def _spoken_of(connection: apsw.Connection, key: int) -> None:
    """What was said of a cluster changed."""
    connection.execute("UPDATE main.clusters SET changed = 3 WHERE key = ?", (key,))
    blocks = rows(connection, "SELECT block FROM main.cluster_blocks WHERE cluster = ?", key)
    features.changed(connection, [str(block) for (block,) in blocks], key)


def _parts(own: set[str], pins: Pins) -> bool:
    """Whether what was said of the appearances of a name, its pins `own`, takes some from the others."""
    return bool(own & pins.away) or any(one in own and other in own for one, other in pins.apart)


def _again(connection: apsw.Connection, name_key: int, words: str, pins: Pins) -> None:
    """Look at all the appearances of a name; clusters that come out the same stay as they are."""
    loaded = sorted(_loaded(connection, name_key, new=False), key=lambda pair: pair[1].key)
    group = [one for _, one in loaded]
    made = cluster_name(group, pins)
    same = _same(connection, name_key, words, loaded, made)
    _keep_pins(connection, loaded, same, pins)
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
    # One that lost an appearance still counts it: it is made anew.
    whole = {
        key: size
        for key, mark, size in rows(
            connection, "SELECT key, mark, size FROM main.clusters WHERE name_key = ?", name_key
        )
        if mark != words
    }
    by_members = {frozenset(keys): known for known, keys in old.items() if whole.get(known) == len(keys)}
    found = {}
    for each in made:
        known = by_members.get(frozenset(loaded[at][0] for at in each.members))
        if known is not None:
            found[each.members] = known
    return found


def _keep_pins(
    connection: apsw.Connection,
    loaded: list[tuple[int, Appearance]],
    same: dict[tuple[int, ...], int],
    pins: Pins,
) -> None:
    """Note what was said of the clusters that stay."""
    for members, key in same.items():
        own = {pin for at in members if (pin := pins.of(loaded[at][1].key))}
        known = {
            str(pin)
            for (pin,) in rows(connection, "SELECT pin FROM main.cluster_pins WHERE cluster = ?", key)
        }
        if own != known or own & pins.away or any(own.intersection(pair) for pair in pins.apart):
            connection.execute("DELETE FROM main.cluster_pins WHERE cluster = ?", (key,))
            connection.executemany(
                "INSERT INTO main.cluster_pins VALUES (?, ?)", [(key, pin) for pin in sorted(own)]
            )
            _spoken_of(connection, key)


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
    mark = mark_of(words, [one for _, one in members], alone=bool(words))
    # Whose most of them were before: a person's key stays as far as it can.
    people = Counter(before[key] for key, _ in members if key in before)
    person = min(people, key=lambda each: (-people[each], each)) if people else None
    profile = _profile(one for _, one in members)
    new = (
        name_key,
        mark,
        _shown(names),
        profile_json(profile, names),
        simple,
        person,
        len(members),
        any(profile.token_sets),
    )
    connection.execute(_PUT, (*new, 2 if person is None else 3))
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
        blocks = features.put_blocks(
            connection, cluster_key, person_name(members[0][1].name), profile.aliases
        )
        features.count(connection, cluster_key, blocks, [one for _, one in members], 1)
        features.changed(connection, blocks, cluster_key)


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
    features.drop(connection, key)
    person = column(connection, "SELECT person FROM main.clusters WHERE key = ?", key)
    if person is not None:
        # One of those who were the same person: they are all looked at with it.
        connection.execute(
            "UPDATE main.clusters SET changed = 3 WHERE key ="
            " (SELECT key FROM main.clusters WHERE person = ?1 AND key <> ?2 LIMIT 1)",
            (person, key),
        )
        connection.execute("INSERT OR IGNORE INTO main.left_people VALUES (?)", (person,))
    for table, of in _OF_CLUSTER:
        connection.execute(f"DELETE FROM main.{table} WHERE {of} = ?", (key,))  # noqa: S608 - the words above


def _profile(members: Iterable[Appearance]) -> Profile:
    profile = Profile()
    for one in members:
        profile.add(one)
    return profile


def _of_new(query: str, new: bool) -> str:
    """`query`, of all appearances or of those in no cluster yet: these have an index, that of all is not gone through."""
    if not new:
        return query.format(new="")
    of = "one" if "AS one" in query else "appearances"
    return query.format(new=_NEW) + f" AND {of}.cluster IS NULL"


def _loaded(connection: apsw.Connection, name_key: int, *, new: bool) -> list[tuple[int, Appearance]]:
    """The appearances of a name (or those in no cluster yet), with their keys."""
    beside: dict[int, dict[str, str]] = defaultdict(dict)
    own = ""
    for article, words, key in rows(connection, _of_new(_COMPANY, new), name_key):
        beside[article][words] = str(key)
        if key == name_key:
            own = words
    kind = EntityKind(column(connection, "SELECT kind FROM main.known_names WHERE key = ?", name_key))
    found = rows(connection, _of_new(_APPEARANCES, new), name_key)
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
