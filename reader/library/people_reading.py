"""Reading people out of the index: lines, pages, and why an appearance is whose it is."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import apsw

from reader.hebrew.tokens import TokenKind, tokenize
from reader.library import codec, statements
from reader.library.index.people_taking import unpacked
from reader.library.index.readings import newest_reading, refused_names
from reader.library.index.rows import column, rows
from reader.library.notes import placed
from reader.library.people_passages import notes_on, passages, sayings
from reader.library.people_rows import Doubt, PersonArticle, PersonLine, PersonPage
from reader.library.rows import article_row
from reader.model import Annotation, EntityKind
from reader.model import identity_reasons as reasons
from reader.model.corrections import RefusedName, folded_name
from reader.model.identity import appearance_key
from reader.model.identity_reasons import say

_LINE = """
    SELECT persons.key, kind, name, persons.roles, persons.articles, persons.mentions, aliases FROM main.persons
"""
_ARTICLES = """
    SELECT DISTINCT day, article_key FROM main.appearances WHERE person = ?
    ORDER BY day DESC, article_key DESC LIMIT ? OFFSET ?
"""
_HERE = """
    SELECT appearances.key, entity_id, kind, name, number, mentions, roles, cluster, via, name_key
    FROM main.appearances INDEXED BY appearances_by_article
    WHERE person = ? AND article_key = ? ORDER BY mentions DESC, appearances.key
"""
_OF_ARTICLE = """
    SELECT docs.key FROM main.docs WHERE docs.key = (SELECT key FROM lib.articles WHERE id = ?1)
    UNION SELECT docs.key FROM main.docs WHERE work = (SELECT work FROM lib.articles WHERE id = ?1)
"""
_DOUBTS = """
    SELECT one.person, other.person, why, value FROM main.cluster_links
        JOIN main.clusters AS one ON one.key = cluster_links.one
        JOIN main.clusters AS other ON other.key = cluster_links.other
    WHERE NOT sure AND one.person <> other.person
"""
_OF_PERSON = """
    AND (cluster_links.one IN (SELECT key FROM main.clusters WHERE person = ?1)
        OR cluster_links.other IN (SELECT key FROM main.clusters WHERE person = ?1))
"""
_APART = """
    SELECT 1 FROM main.clusters AS one JOIN main.cluster_pins AS own ON own.cluster = one.key
        JOIN main.pins_apart ON own.pin IN (pins_apart.one, pins_apart.other)
        JOIN main.cluster_pins AS theirs ON theirs.pin IN (pins_apart.one, pins_apart.other) AND theirs.pin <> own.pin
        JOIN main.clusters AS other ON other.key = theirs.cluster
    WHERE one.person = ? AND other.person = ? LIMIT 1
"""


def line(connection: apsw.Connection, key: int) -> PersonLine | None:
    """The person of a key."""
    found = rows(connection, f"{_LINE} WHERE persons.key = ?", key)
    return _line(found[0]) if found else None


def person_of(
    connection: apsw.Connection, article_id: str, entity: str, kind: EntityKind | None
) -> PersonLine | None:
    """Who an entity of an article is, by its id there or by a name."""
    for (article_key,) in rows(connection, _OF_ARTICLE, article_id):
        found = rows(
            connection,
            "SELECT person, entity_id, kind, folded, aliases FROM main.appearances WHERE article_key = ? ORDER BY key",
            article_key,
        )
        wanted = folded_name(entity)
        fitting = [row for row in found if kind is None or row[2] == kind.value]
        for same in (
            [row for row in fitting if row[1] == entity],
            [row for row in fitting if row[3] == wanted],
            [row for row in fitting if wanted in map(folded_name, unpacked(row[4]))],
        ):
            if same and same[0][0] is not None:
                return line(connection, same[0][0])
    return None


def appearances_of(connection: apsw.Connection, key: int, article_id: str, entity: str) -> list[int]:
    """The keys of a person's appearances in an article under an entity's id or a name."""
    return [
        int(appearance)
        for (article_key,) in rows(connection, _OF_ARTICLE, article_id)
        for appearance, entity_id, folded in rows(
            connection,
            "SELECT key, entity_id, folded FROM main.appearances INDEXED BY appearances_by_article"
            " WHERE person = ? AND article_key = ?",
            key,
            article_key,
        )
        if entity == entity_id or folded_name(entity) == folded
    ]


def page(connection: apsw.Connection, key: int, limit: int) -> PersonPage | None:
    """All about a person, with the first articles."""
    found = rows(connection, f"{_LINE} WHERE persons.key = ?", key)
    if not found:
        return None
    return PersonPage(
        line=_line(found[0]),
        aliases=unpacked(found[0][6]),
        articles=articles(connection, key, 0, limit),
        doubts=tuple(doubts(connection, key, 20)),
    )


def articles(connection: apsw.Connection, key: int, offset: int, limit: int) -> tuple[PersonArticle, ...]:
    """Some of a person's articles, the newest first."""
    person = line(connection, key)
    if person is None:
        return ()
    refused = refused_names(connection)
    found = (
        _article(connection, person, article_key, refused)
        for _, article_key in rows(connection, _ARTICLES, key, limit, offset)
    )
    return tuple(each for each in found if each is not None)


def role_years(connection: apsw.Connection, key: int) -> dict[str, tuple[str, str]]:
    """The first and the last year in which a person is said to be something, by what that is."""
    query = """
        SELECT value, min(day), max(day) FROM main.appearances, json_each(appearances.roles)
        WHERE person = ? AND day <> '' GROUP BY value
    """
    return {str(role): (first[:4], last[:4]) for role, first, last in rows(connection, query, key)}


def search(connection: apsw.Connection, text: str, kind: EntityKind | None, limit: int) -> list[PersonLine]:
    """People by the beginnings of the words of their names."""
    words = [token.text for token in tokenize(text[:200]) if token.kind is not TokenKind.MARK]
    of_kind = "" if kind is None else f" AND kind = '{kind.value}'"
    order = "ORDER BY articles DESC, mentions DESC, persons.key LIMIT ?"
    if not words:
        return [_line(row) for row in rows(connection, f"{_LINE} WHERE 1 {of_kind} {order}", limit)]
    asked = " ".join(f'names: "{word.replace(chr(34), chr(34) * 2)}" *' for word in words)
    query = f"{_LINE} JOIN main.person_words ON person_words.rowid = persons.key WHERE person_words MATCH ? {of_kind} {order}"
    return [_line(row) for row in rows(connection, query, asked, limit)]


def alike(connection: apsw.Connection, key: int, limit: int) -> list[PersonLine]:
    """Others who share a surname or a nickname."""
    query = f"""{_LINE} WHERE persons.key <> ?1 AND persons.key IN (
        SELECT person FROM main.clusters JOIN main.cluster_blocks ON cluster = clusters.key WHERE block IN
            (SELECT block FROM main.cluster_blocks JOIN main.clusters ON cluster = clusters.key WHERE person = ?1))
        ORDER BY articles DESC, mentions DESC, persons.key LIMIT ?2"""  # noqa: S608 - the words above
    return [_line(row) for row in rows(connection, query, key, limit)]


def doubts(connection: apsw.Connection, key: int | None, limit: int) -> list[Doubt]:
    """Who may be one with the person of a key, or, without it, all who may be one."""
    found: dict[tuple[int, int], Doubt] = {}
    query = _DOUBTS + (_OF_PERSON if key is not None else "") + " ORDER BY cluster_links.key LIMIT 5000"
    for first, second, why, value in rows(connection, query, *(() if key is None else (key,))):
        pair = (first, second) if key in (None, first) else (second, first)
        if pair in found or pair[::-1] in found or column(connection, _APART, *pair):
            continue
        one, other = line(connection, pair[0]), line(connection, pair[1])
        if one is not None and other is not None:
            found[pair] = Doubt(f"{one.key}-{other.key}", one, other, say(why, value))
    return sorted(found.values(), key=lambda doubt: (-doubt.one.articles - doubt.other.articles, doubt.id))[
        :limit
    ]


# -- one article -------------------------------------------------------------------------------------------------


def _article(
    connection: apsw.Connection, person: PersonLine, article_key: int, refused: tuple[RefusedName, ...]
) -> PersonArticle | None:
    listed = rows(connection, statements.LINES + " WHERE key = ?", article_key)
    reading = newest_reading(connection, article_key, refused)
    here = rows(connection, _HERE, person.key, article_key)
    if not listed or reading is None or not here:
        return None
    row = article_row(listed[0])
    known = {entity.id for entity in reading.entities}
    ids = {each[1] for each in here} & known
    if not ids:  # another engine has read it since
        names = {folded_name(each[3]) for each in here}
        ids = {entity.id for entity in reading.entities if folded_name(entity.name) in names}
    why, by_hand = _why(connection, person, row.id, here[0])
    return PersonArticle(
        row=row,
        entity_id=here[0][1] if here[0][1] in ids else next(iter(sorted(ids)), here[0][1]),
        name=here[0][3],
        why=why,
        by_hand=by_hand,
        roles=tuple(dict.fromkeys(role for each in here for role in unpacked(each[6]))),
        mentions=sum(each[5] for each in here),
        passages=passages(reading, ids),
        sayings=sayings(reading, ids),
        notes=notes_on(
            _notes(connection, row.id, reading.article.text), reading, ids, _names(reading.entities, ids)
        ),
    )


def _names(entities: Iterable[Any], ids: set[str]) -> set[str]:
    """What notes call these entities: by name, in older libraries by id."""
    return {
        name for entity in entities if entity.id in ids for name in (entity.name, *entity.aliases, entity.id)
    }


def _notes(connection: apsw.Connection, article_id: str, text: str) -> list[Annotation]:
    found = rows(connection, statements.ANNOTATIONS, article_id)
    notes = [
        codec.annotation_from(dict(zip(statements.ANNOTATION_COLUMNS, each, strict=True))) for each in found
    ]
    return placed(notes, text) if notes else []


def _why(
    connection: apsw.Connection, person: PersonLine, article_id: str, here: tuple[Any, ...]
) -> tuple[str, bool]:
    """Why an appearance is this person's, and whether that was said by hand."""
    _, _, kind, name, number, _, roles, cluster, via, _ = here
    if column(
        connection,
        "SELECT 1 FROM main.cluster_pins JOIN main.pins_away USING (pin) WHERE cluster = ?",
        cluster,
    ):
        return reasons.SAID_APART, True
    for why, value, company in rows(
        connection,
        "SELECT why, value, company FROM main.cluster_links JOIN main.clusters ON clusters.key = other"
        " WHERE sure AND one = ? AND person = ? ORDER BY cluster_links.key LIMIT 1",
        cluster,
        person.key,
    ):
        return say(why, _shown(connection, value) if company else value), False
    if _is_said(connection, cluster, person.key, appearance_key(article_id, EntityKind(kind), name, number)):
        return reasons.SAID_SAME, True
    if person.articles < 2:
        return reasons.ONLY_HERE, False
    if kind != EntityKind.PERSON.value:
        return reasons.SAME_NAME, False
    if via is not None:
        return say(reasons.SAME_FULL_NAME_AND, _shown(connection, via)), False
    shared = [role for role in unpacked(roles) if role in person.roles]
    if shared:
        return say(reasons.SAME_FULL_NAME_AND, min(shared, key=person.roles.index)), False
    return reasons.SAME_FULL_NAME, False


def _is_said(connection: apsw.Connection, cluster: int, person: int, key: tuple[str, str]) -> bool:
    """Whether only the person's word holds a cluster (or this one appearance) to others of another name."""
    pinned = column(
        connection,
        "SELECT 1 FROM main.cluster_pins AS own JOIN main.cluster_pins AS theirs USING (pin)"
        " JOIN main.clusters ON clusters.key = theirs.cluster"
        " WHERE own.cluster = ?1 AND theirs.cluster <> ?1 AND person = ?2 LIMIT 1",
        cluster,
        person,
    )
    if not pinned:
        return False
    sizes = "SELECT cluster FROM main.appearances WHERE person = ? GROUP BY cluster ORDER BY count(*) DESC, cluster"
    return bool(column(connection, sizes, person) != cluster)


def _shown(connection: apsw.Connection, name_key: object) -> str:
    """What stands in articles for a known name."""
    found = column(connection, "SELECT name FROM main.appearances WHERE name_key = ? LIMIT 1", name_key)
    return str(found or "")


def _line(row: tuple[Any, ...]) -> PersonLine:
    key, kind, name, roles, count, mentions, _ = row
    return PersonLine(key, EntityKind(kind), name, tuple(json.loads(roles)), count, mentions)
