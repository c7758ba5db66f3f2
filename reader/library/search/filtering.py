"""Which articles a filter lets through."""

from __future__ import annotations

from typing import Any

import apsw

from reader.errors import ReaderError
from reader.hebrew.folding import fold_text
from reader.hebrew.search_words import asked_forms
from reader.library import codec
from reader.library.search.columns import Columns, Mask, keys_of
from reader.library.search.nodes import Filter
from reader.library.search.variants import matching

KINDS = {"person": "person", "org": "organisation", "place": "place"}
"""The filters that name somebody, with the kind that the index knows them by."""

_OF_PERSONS = """
    SELECT article_key AS key FROM main.appearances WHERE kind = ?1 AND person IN
        (SELECT rowid FROM main.person_words WHERE person_words MATCH ?2)
"""
_TAGGED = "SELECT article_key AS key FROM main.tags WHERE article_key IS NOT NULL AND "
_COLLECTED = """
    SELECT docs.key AS key FROM lib.collected JOIN main.docs ON docs.work = collected.work WHERE collection_id = ?
"""
_SAID = """
    SELECT article_key AS key FROM main.quotations WHERE key IN
        (SELECT rowid FROM main.quotation_words WHERE quotation_words MATCH ?)
"""
_READ = "SELECT key FROM lib.articles WHERE opened IS NOT NULL"
_WITH_NOTES = "SELECT article_key AS key FROM main.notes WHERE article_key IS NOT NULL"
_LAST = "\U0010ffff"


class Filtering:
    """Answers filters; `problems` are sentences about those that nothing can answer to."""

    def __init__(self, connection: apsw.Connection, columns: Columns) -> None:
        self.problems: list[ReaderError] = []
        self._connection = connection
        self._columns = columns

    def mask(self, of: Filter) -> Mask:
        """Which keys are of articles that `of` lets through."""
        if of.days is not None:
            return self._columns.between(of.days.first, of.days.last)
        if of.name == "site":
            return self._columns.of_sites(_like_it(of, self._columns.site_names))
        query, values = self._sql(of)
        if query is None:
            return self._columns.mask(())
        found = self._columns.mask(keys_of(self._connection, query, values)) & self._columns.present
        return self._columns.present & ~found if (of.name, of.value) == ("is", "unread") else found

    def _sql(self, of: Filter) -> tuple[str | None, tuple[str, ...]]:
        if of.name in KINDS:
            query = names_query(of)
            return (_OF_PERSONS, (KINDS[of.name], query)) if query else (None, ())
        if of.name == "said":
            words = tuple(asked_forms(of.value))
            return (_SAID, (matching(words, prefix=of.prefix),)) if words else (None, ())
        if of.name == "tag":
            folded = fold_text(of.value).strip()
            if of.prefix:
                return _TAGGED + "folded BETWEEN ? AND ?", (folded, folded + _LAST)
            return _TAGGED + "folded = ?", (folded,)
        if of.name == "in":
            return self._collected(of)
        if of.name == "is":
            return _READ, ()
        return _WITH_NOTES + (" AND state = 'orphan'" if of.value == "orphans" else ""), ()

    def _collected(self, of: Filter) -> tuple[str | None, tuple[str, ...]]:
        wanted = fold_text(of.value).strip()
        rows: list[tuple[Any, ...]] = self._connection.execute(
            "SELECT id, name FROM lib.collections"
        ).fetchall()
        for id_, name in rows:
            if fold_text(codec.from_column(name)).strip() == wanted:
                return _COLLECTED, (id_,)
        if not of.typed:
            self.problems.append(
                ReaderError(
                    "There is no collection called “{name}”.",
                    "Choose one of those in the side bar.",
                    name=of.value,
                )
            )
        return None, ()


def names_query(of: Filter) -> str | None:
    """An FTS5 query for those whose names have all the words of the filter's value; None where it has no word."""
    words = asked_forms(of.value)
    last = len(words) - 1
    parts = [matching((word,), prefix=of.prefix and at == last) for at, word in enumerate(words)]
    return f"names : ({' AND '.join(parts)})" if parts else None


def _like_it(of: Filter, names: dict[str, int]) -> list[str]:
    """The sites whose names have the words of the value one after another: ynet in www.ynet.co.il, not in mynet."""
    wanted = asked_forms(of.value)
    return [name for name in names if name and _holds(asked_forms(name), wanted, of.prefix)]


def _holds(words: list[str], wanted: list[str], prefix: bool) -> bool:
    size = len(wanted)
    for at in range(len(words) - size + 1):
        part = words[at : at + size]
        if part == wanted or (prefix and part[:-1] == wanted[:-1] and part[-1].startswith(wanted[-1])):
            return bool(size)
    return False
