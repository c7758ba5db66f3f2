"""The lines that show what was found: articles with the passages that have the words."""

from __future__ import annotations

from collections.abc import Sequence

import apsw

from reader.hebrew.search_words import asked_forms
from reader.library import codec, statements
from reader.library.rows import article_row
from reader.library.search.matching import Marker, wanted
from reader.library.search.nodes import Term
from reader.library.search.query import Query
from reader.library.search.results import ArticleLine
from reader.library.search.snippets import snippets
from reader.model import Span

_ROW = statements.LINES + "WHERE key = ?"
_TEXT = "SELECT text FROM lib.contents WHERE article_key = ?"
_PEOPLE = """
    SELECT name FROM main.appearances WHERE article_key = ? AND kind = 'person'
    ORDER BY mentions DESC, first_start LIMIT 3
"""
_SHOWN = ("person", "org", "place", "said")  # the filters whose values stand in the text


def articles(connection: apsw.Connection, keys: Sequence[int], query: Query) -> list[ArticleLine]:
    """The lines of the articles `keys` in their order; none for one that is gone."""
    marker = marker_of(connection, query)
    lines = (_line(connection, key, marker) for key in keys)
    return [line for line in lines if line is not None]


def marker_of(connection: apsw.Connection, query: Query) -> Marker:
    """What finds the words of `query` in texts: those of its filters too, where these name what stands there."""
    terms: list[Term] = list(query.terms)
    for each in query.filters:
        if each.name == "said":
            terms.append(Term(each.value, True, each.prefix, each.typed))
        elif each.name in _SHOWN:
            words = asked_forms(each.value)
            terms += [Term(word, prefix=each.prefix and word is words[-1]) for word in words]
    return Marker(wanted(connection, terms).values())


def _line(connection: apsw.Connection, key: int, marker: Marker) -> ArticleLine | None:
    row = connection.execute(_ROW, (key,)).fetchone()
    if row is None:
        return None
    known = article_row(row)
    people = tuple(codec.from_column(name) for (name,) in connection.execute(_PEOPLE, (key,)))
    if not marker:
        return ArticleLine(key, known, people)
    text = codec.from_column(connection.execute(_TEXT, (key,)).get)
    at = text.find(known.title) if known.title else -1
    skip = Span(at, at + len(known.title)) if at >= 0 else None
    hits = tuple(Span(hit.start, hit.end) for hit in marker.hits(known.title))
    return ArticleLine(key, known, people, hits, snippets(text, marker, skip=skip))
