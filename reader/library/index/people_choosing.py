"""Whose one more appearance of a name is that several people have, without looking at all of the name again."""

from __future__ import annotations

import json
from collections import Counter
from typing import NamedTuple

import apsw

from reader.library.index.people_features import Feature, block_number, features_of
from reader.library.index.rows import column, rows
from reader.model.identity import Appearance, Profile, fields, tokens_of
from reader.model.identity_names import person_name
from reader.model.identity_roles import role_sense

_MANY = 64
"""From so many appearances of a name on, one more is given to whom it fits, and the others are left as they are."""

_LIKE = 9
"""So many who share one thing are looked at: it tells nothing more where there are others."""

_SIZE = "SELECT count(*) FROM (SELECT 1 FROM main.appearances WHERE name_key = ? LIMIT ?)"
_PINNED = (
    "SELECT 1 FROM main.clusters JOIN main.cluster_pins ON cluster = clusters.key WHERE name_key = ? LIMIT 1"
)
_SHARING = """
    SELECT clusters.key FROM main.features JOIN main.clusters ON clusters.key = cluster
    WHERE block = ? AND feature = ? AND name_key = ? LIMIT ?
"""
_DOING = "SELECT key, profile FROM main.clusters WHERE name_key = ? AND doing LIMIT 200"


class Choice(NamedTuple):
    """The cluster that an appearance is of (0: a new one), and by whose company (a known name) that is known."""

    cluster: int
    via: int | None = None


def has_many(connection: apsw.Connection, name_key: int) -> bool:
    """Whether there are too many of a name to look at all of them for one more.

    Never where they were spoken of, or were all one person's until now: what speaks against that parts them all.
    """
    if column(connection, _SIZE, name_key, _MANY + 1) <= _MANY:
        return False
    return column(connection, _PINNED, name_key) is None


def choose(connection: apsw.Connection, name_key: int, one: Appearance) -> Choice | None:
    """Whose `one` is; None where it makes one of two, so that all of the name have to be looked at."""
    name = person_name(one.name)
    if not name.full:
        return None
    block = block_number(name.blocks[0])
    shared: dict[int, list[Feature]] = {}
    for feature in sorted(features_of(one), key=str):
        for (cluster,) in rows(connection, _SHARING, block, feature, name_key, _LIKE):
            shared.setdefault(cluster, []).append(feature)
    if name.common:
        return _of_common(connection, one, shared)
    return _of_uncommon(connection, name_key, one, shared)


def _of_common(connection: apsw.Connection, one: Appearance, shared: dict[int, list[Feature]]) -> Choice:
    tokens = tokens_of(one.roles)
    offices = {
        f"role {sense.phrase}"
        for sense in map(role_sense, one.roles)
        if sense.fields and (sense.office or sense.words > 2)
    }
    fitting: list[tuple[int, int, int | None]] = []
    for cluster, features in shared.items():
        size, packed = rows(connection, "SELECT size, profile FROM main.clusters WHERE key = ?", cluster)[0]
        doings = _doings(profile_from(packed)[0])
        company = [feature for feature in features if isinstance(feature, int)]
        if offices.intersection(map(str, features)):
            fitting.append((-size, cluster, None))
        elif (tokens and company and tokens & doings) or (not tokens and doings and len(company) > 1):
            fitting.append((-size, cluster, company[0]))
    if not fitting or (not tokens and len(fitting) > 1):
        return Choice(0)
    _, cluster, via = min(fitting, key=lambda each: each[:2])
    return Choice(cluster, via)


def _of_uncommon(
    connection: apsw.Connection, name_key: int, one: Appearance, shared: dict[int, list[Feature]]
) -> Choice | None:
    doing = {cluster: profile_from(packed)[0] for cluster, packed in rows(connection, _DOING, name_key)}
    tokens = tokens_of(one.roles)
    if tokens:
        homes = fields([tokens, *(each for profile in doing.values() for each in profile.token_sets)])
        own = {homes[token] for token in tokens}
        fitting = [
            cluster
            for cluster, profile in doing.items()
            if own.intersection(homes[token] for token in _doings(profile))
        ]
        # Somebody new of the name, or one who is two of them: those of whom nothing is said may be anybody's now.
        return Choice(fitting[0]) if len(fitting) == 1 else None
    beside = {
        cluster: company
        for cluster, features in shared.items()
        if cluster in doing and (company := [each for each in features if isinstance(each, int)])
    }
    if len(beside) != 1:
        return Choice(0)
    ((cluster, company),) = beside.items()
    return Choice(cluster, company[0])


def _doings(profile: Profile) -> set[str]:
    return {token for tokens in profile.token_sets for token in tokens}


def profile_from(packed: str) -> tuple[Profile, Counter[str]]:
    """The profile and the names that `profile_json` made `packed` of."""
    size, roles, tokens, aliases, names = json.loads(packed)
    return Profile(size, Counter(roles), Counter(tokens), Counter(), Counter(aliases)), Counter(names)
