"""The people of one article into the index, as its newest reading has them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import apsw

from reader.library import codec
from reader.library.index.rows import column, rows
from reader.model import Reading
from reader.model.corrections import folded_name
from reader.model.identity import Appearance, company_of, name_key, tells
from reader.model.reading import EntityKind, MentionForm

_ROLES = 12  # of one person in one article: an obituary may have fifty
_OLD = """
    SELECT key, name_key, kind, name, number, roles, aliases, entity_id, mentions, first_start, day
    FROM main.appearances WHERE article_key = ? ORDER BY key
"""
_PUT = """
    INSERT INTO main.appearances (article_key, entity_id, kind, name, folded, number, mentions, first_start, roles,
        aliases, name_key, day)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, coalesce((SELECT day FROM main.docs WHERE key = ?1), ''))
"""
_TELLING = """
    SELECT words, known_names.key FROM main.appearances JOIN main.known_names ON known_names.key = name_key
    WHERE article_key = ? AND telling
"""
_SPEAKERS = """
    UPDATE main.quotations SET appearance =
        (SELECT key FROM main.appearances AS one WHERE one.article_key = ?1 AND one.entity_id = speaker)
    WHERE article_key = ?1
"""


@dataclass(frozen=True, slots=True)
class _Found:
    """One entity of a reading as it is kept."""

    entity_id: str
    kind: EntityKind
    name: str
    number: int
    mentions: int
    first: int
    roles: str
    aliases: str


def take(connection: apsw.Connection, article_key: int, reading: Reading | None) -> None:
    """Make the index have the people of an article (a key of docs); none where there is no reading.

    To be called inside a transaction, after the article's quotations are in. Whose appearances are one person's is
    found out by `people_settling.settle`.
    """
    found = list(_entities(reading)) if reading is not None else []
    old = rows(connection, _OLD, article_key)
    if [tuple(row[2:7]) for row in old] == [
        (_text(each.kind.value), _text(each.name), each.number, each.roles, each.aliases) for each in found
    ]:
        _put_places(connection, article_key, found, old)
    else:
        _drop(connection, article_key)
        for each in found:
            words = name_key(each.kind, each.name)
            values = (
                *(article_key, codec.to_column(each.entity_id), each.kind.value, _text(each.name)),
                *(_text(folded_name(each.name)), each.number, each.mentions, each.first, each.roles),
                *(each.aliases, _name(connection, words, each.kind, each.name)),
            )
            connection.execute(_PUT, values)
    if found:
        connection.execute(_SPEAKERS, (article_key,))


def _put_places(
    connection: apsw.Connection, article_key: int, found: list[_Found], old: list[tuple[Any, ...]]
) -> None:
    """The same people stand in the article, and perhaps elsewhere in it, or on another day."""
    day = column(connection, "SELECT day FROM main.docs WHERE key = ?", article_key) or ""
    for each, (key, *_, entity_id, mentions, first, known_day) in zip(found, old, strict=True):
        if (each.entity_id, each.mentions, each.first, day) == (entity_id, mentions, first, known_day):
            continue
        connection.execute(
            "UPDATE main.appearances SET entity_id = ?, mentions = ?, first_start = ?, day = ? WHERE key = ?",
            (codec.to_column(each.entity_id), each.mentions, each.first, day, key),
        )
        connection.execute(
            "UPDATE main.clusters SET changed = max(changed, 1)"
            " WHERE key = (SELECT cluster FROM main.appearances WHERE key = ?)",
            (key,),
        )


def _drop(connection: apsw.Connection, article_key: int) -> None:
    """Take out who is in the index for an article, and remember what is to be taken out of their profiles."""
    old = rows(connection, _OLD, article_key)
    telling = {str(words): str(key) for words, key in rows(connection, _TELLING, article_key)}
    of_key = {key: words for words, key in telling.items()}
    for _, name, _, shown, _, roles, aliases, *_ in old:
        company = sorted(telling[words] for words in company_of(telling, of_key.get(str(name), "")))
        connection.execute(
            "INSERT INTO main.gone VALUES (?, ?)",
            (name, f"[{roles},{aliases},{json.dumps(company)},{_packed_text(shown)}]"),
        )
        connection.execute("UPDATE main.known_names SET state = max(state, 1) WHERE key = ?", (name,))
    connection.execute("DELETE FROM main.appearances WHERE article_key = ?", (article_key,))


def _name(connection: apsw.Connection, words: str, kind: EntityKind, name: str) -> int:
    """The key of a known name, new or not, which now has one more appearance to be looked at."""
    found = rows(connection, "SELECT key, state FROM main.known_names WHERE words = ?", _text(words))
    if not found:
        connection.execute(
            "INSERT INTO main.known_names (words, kind, telling, state) VALUES (?, ?, ?, 1)",
            (_text(words), kind.value, tells(kind, name)),
        )
        return connection.last_insert_rowid()
    if not found[0][1]:
        connection.execute("UPDATE main.known_names SET state = 1 WHERE key = ?", (found[0][0],))
    return int(found[0][0])


def _entities(reading: Reading) -> Iterator[_Found]:
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    for mention in reading.mentions:
        counts[mention.entity_id] += 1
        first.setdefault(mention.entity_id, mention.span.start)
    roles: dict[str, dict[str, None]] = {}
    for role in reading.roles:
        roles.setdefault(role.entity_id, {})[" ".join(role.text.split())] = None
    said: dict[str, dict[str, None]] = {}
    for mention in reading.mentions:
        if mention.form is not MentionForm.ROLE:
            said.setdefault(mention.entity_id, {})[
                " ".join(mention.name_span.of(reading.article.text).split())
            ] = None
    numbers: Counter[tuple[EntityKind, str]] = Counter()
    for each in reading.entities:
        name = " ".join(each.name.split())
        if not name:
            continue
        known = each.kind, folded_name(name)
        aliases = [
            alias for alias in {**said.get(each.id, {}), **dict.fromkeys(each.aliases)} if alias != each.name
        ]
        yield _Found(
            entity_id=each.id,
            kind=each.kind,
            name=name,
            number=numbers[known],
            mentions=counts[each.id],
            first=first.get(each.id, 0),
            roles=_packed(list(roles.get(each.id, ()))[:_ROLES]),
            aliases=_packed(aliases[:_ROLES]),
        )
        numbers[known] += 1


def unpacked(payload: str) -> tuple[str, ...]:
    """The list that is kept as `payload`."""
    return tuple(json.loads(payload))


def gone_from(payload: str) -> Appearance:
    """What went out, as far as a profile counts it."""
    roles, aliases, company, name = json.loads(payload)
    return Appearance("", name, roles=tuple(roles), aliases=tuple(aliases), company=frozenset(company))


def _packed(values: list[str]) -> str:
    return _text(json.dumps(values, ensure_ascii=False))


def _packed_text(value: str) -> str:
    return _text(json.dumps(value, ensure_ascii=False))


def _text(value: str) -> str:
    """`value` as SQLite can compare it: half a surrogate pair is a question mark."""
    return value.encode("utf-8", "replace").decode()
