"""What else answers a search: people, what was said, and notes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import apsw
import numpy as np

from reader.hebrew.folding import fold_text
from reader.hebrew.search_words import asked_forms
from reader.library import codec
from reader.library.search.answering import Answering
from reader.library.search.columns import Columns, Keys, Mask, keys_of
from reader.library.search.filtering import KINDS, names_query
from reader.library.search.matching import Marker
from reader.library.search.nodes import Filter, Node, Not
from reader.library.search.results import NoteLine, PersonLine, QuotationLine, Snippet
from reader.library.search.snippets import beginning, passage, snippets
from reader.library.search.variants import matching
from reader.model import EntityKind, Span, State

_PEOPLE = "SELECT rowid AS key FROM main.person_words WHERE person_words MATCH ?"
_PERSONS = """
    SELECT key, kind, name, articles, mentions, roles FROM main.persons
    WHERE articles > 0 AND key IN (SELECT value FROM json_each(?))
"""
_OF_A_KIND = "SELECT key FROM main.persons WHERE kind = ?"
_SAID = "SELECT rowid AS key FROM main.quotation_words WHERE quotation_words MATCH ?"
_SAID_BY = """
    SELECT quotations.key AS key FROM main.appearances JOIN main.quotations
        ON quotations.article_key = appearances.article_key AND speaker = entity_id
    WHERE appearances.kind = ? AND person IN (SELECT rowid FROM main.person_words WHERE person_words MATCH ?)
"""
_QUOTATION = """
    SELECT docs.id, articles.title, articles.site, articles.published, appearances.name, direct, start, stop, text
    FROM main.quotations JOIN main.docs ON docs.key = quotations.article_key
        JOIN lib.articles ON articles.key = docs.key JOIN lib.contents ON contents.article_key = docs.key
        LEFT JOIN main.appearances ON appearances.article_key = quotations.article_key AND entity_id = speaker
    WHERE quotations.key = ?
"""
_WRITTEN = "SELECT rowid AS key FROM main.note_words WHERE note_words MATCH ?"
_NOTES = "SELECT key FROM main.notes"
_ORPHANS = "SELECT key FROM main.notes WHERE state = 'orphan'"
_TAGGED = "SELECT note_key AS key FROM main.tags WHERE folded BETWEEN ? AND ?"
_NEWEST_NOTES = """
    SELECT key FROM main.notes WHERE key IN (SELECT value FROM json_each(?)) ORDER BY modified DESC, key DESC LIMIT ?
"""
_NOTE = """
    SELECT annotations.id, coalesce(docs.id, annotations.article_id), coalesce(articles.title, known.title),
        coalesce(articles.site, known.site), coalesce(articles.published, known.published),
        annotations.state, colour, tags, placed, exact, body
    FROM main.notes JOIN lib.annotations ON annotations.key = notes.key
        LEFT JOIN main.docs ON docs.key = notes.article_key LEFT JOIN lib.articles ON articles.key = docs.key
        LEFT JOIN lib.known_by_notes AS known ON known.id = annotations.article_id
    WHERE notes.key = ?
"""
_LAST = "\U0010ffff"


class Others:
    """Answers a search with other things than articles; `answering` is of the same connection and columns."""

    def __init__(
        self, connection: apsw.Connection, columns: Columns, answering: Answering, marker: Marker
    ) -> None:
        self._connection = connection
        self._columns = columns
        self._answering = answering
        self._marker = marker

    def people(self, limit: int) -> tuple[list[PersonLine], int]:
        """Those whose names or roles have all the words; with them in the name first, then by their articles."""
        words, rest = self._answering.words_and_rest()
        named = [part for part in rest if isinstance(part, Filter) and part.name in KINDS]
        found: set[int] | None = None
        best: set[int] = set()
        if words is not None:
            found = self._set(_PEOPLE, words)
            best = self._set(_PEOPLE, f"names : {words}")
        for each in named:
            keys = self._set(_PEOPLE, names_query(each)) & self._set(_OF_A_KIND, KINDS[each.name])
            found = keys if found is None else found & keys
        rows: list[tuple[Any, ...]] = self._connection.execute(
            _PERSONS, (json.dumps(sorted(found or ())),)
        ).fetchall()
        rows.sort(key=lambda row: (row[0] not in best, -row[3], -row[4], row[0]))
        return [self._person(row) for row in rows[:limit]], len(rows)

    def quotations(self, limit: int) -> tuple[list[QuotationLine], int]:
        """What was said with all the words, or by those whom the filters name; the newest first."""
        words, rest = self._answering.words_and_rest()
        found = None if words is None else self._keys(_SAID, words)
        others: list[Node] = []
        for part in rest:
            keys = self._said(part)
            if keys is None:
                others.append(part)
            else:
                found = keys if found is None else np.intersect1d(found, keys)
        if found is None:
            return [], 0
        found, of = self._of_articles("quotations", found, self._answering.allowed(others))
        order = np.lexsort((found, -self._columns.days[of]))
        newest = found[order][:limit].tolist()
        rows = (self._connection.execute(_QUOTATION, (key,)).fetchone() for key in newest)
        return [self._quotation(row) for row in rows if row is not None], len(found)

    def notes(self, limit: int) -> tuple[list[NoteLine], int]:
        """Notes with all the words in passage, text or tags; the one changed last first."""
        words, rest = self._answering.words_and_rest()
        if words is None and not rest and not self._answering.asks_for_all:
            return [], 0
        found = self._keys(_NOTES) if words is None else self._keys(_WRITTEN, words)
        others: list[Node] = []
        for part in rest:
            inner = part.part if isinstance(part, Not) else part
            keys = self._notes_with(inner)
            if keys is None:
                others.append(part)
            elif isinstance(part, Not):
                found = np.setdiff1d(found, keys)
            else:
                found = np.intersect1d(found, keys)
        if others:
            found, _ = self._of_articles("notes", found, self._answering.allowed(others))
        found = np.unique(found)
        newest = self._keys(_NEWEST_NOTES, str(found.tolist()), limit).tolist()
        rows = (self._connection.execute(_NOTE, (key,)).fetchone() for key in newest)
        return [self._note(row) for row in rows if row is not None], len(found)

    # -- inside ----------------------------------------------------------------------------------------------

    def _keys(self, query: str, *values: str | int | None) -> Keys:
        if None in values:
            return np.zeros(0, np.int64)
        return keys_of(self._connection, query, values)

    def _set(self, query: str, *values: str | None) -> set[int]:
        return set(self._keys(query, *values).tolist())

    def _said(self, part: Node) -> Keys | None:
        """The quotations that a filter names; None for any other condition."""
        if not isinstance(part, Filter):
            return None
        if part.name == "said":
            words = tuple(asked_forms(part.value))
            return self._keys(_SAID, matching(words, prefix=part.prefix) if words else None)
        return self._keys(_SAID_BY, KINDS[part.name], names_query(part)) if part.name in KINDS else None

    def _notes_with(self, part: Node) -> Keys | None:
        """The notes that a filter of notes names; None for any other condition."""
        if not isinstance(part, Filter):
            return None
        if part.name == "tag":
            folded = fold_text(part.value).strip()
            return self._keys(_TAGGED, folded, folded + (_LAST if part.prefix else ""))
        if part.name == "has":
            return self._keys(_ORPHANS if part.value == "orphans" else _NOTES)
        return None

    def _of_articles(self, table: str, found: Keys, allowed: Mask) -> tuple[Keys, Keys]:
        """Those of the rows `found` whose articles are allowed, and these articles."""
        rows = self._connection.execute(
            f"SELECT group_concat(key), group_concat(article_key) FROM main.{table}"  # noqa: S608 - ours
            " WHERE article_key IS NOT NULL AND key IN (SELECT value FROM json_each(?))",
            (str(found.tolist()),),
        ).fetchone()
        if rows is None or rows[0] is None:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        keys, of = (np.fromstring(str(each), np.int64, sep=",") for each in rows)
        known = of < len(allowed)
        keys, of = keys[known], of[known]
        return keys[allowed[of]], of[allowed[of]]

    def _person(self, row: Sequence[Any]) -> PersonLine:
        key, kind, name, articles, mentions, roles = row
        shown = codec.from_column(name)
        hits = tuple(Span(hit.start, hit.end) for hit in self._marker.hits(shown))
        said = tuple(str(role) for role in json.loads(roles))
        return PersonLine(key, EntityKind(kind), shown, articles, mentions, said, hits)

    def _quotation(self, row: Sequence[Any]) -> QuotationLine:
        id_, title, site, published, speaker, direct, start, stop, text = row
        words = codec.from_column(text)
        return QuotationLine(
            article_id=codec.from_column(id_),
            title=codec.from_column(title),
            site=codec.optional_from(site),
            published=codec.optional_from(published),
            speaker=codec.optional_from(speaker),
            direct=bool(direct),
            snippet=passage(words, Span(start, min(stop, len(words))), self._marker),
        )

    def _note(self, row: Sequence[Any]) -> NoteLine:
        id_, article_id, title, site, published, state, colour, tags, placed, exact, body = row
        return NoteLine(
            note_id=codec.from_column(id_),
            article_id=codec.from_column(article_id),
            title=codec.optional_from(title) or "",
            site=codec.optional_from(site),
            published=codec.optional_from(published),
            state=State(state),
            colour=codec.from_column(colour),
            tags=tuple(json.loads(codec.from_column(tags))),
            quote=self._part(codec.from_column(exact)) if placed else None,
            body=self._part(codec.from_column(body)),
        )

    def _part(self, text: str) -> Snippet | None:
        """The part of a note with the hits, else its beginning."""
        return next(iter(snippets(text, self._marker, most=1)), None) or beginning(text)
