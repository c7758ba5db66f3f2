"""Articles, their further reading, what was said in them, and notes: into the index, out of it, and anew.

Every function works inside a transaction of its caller, on a connection as `Index.connection` gives it.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable

import apsw

from reader.hebrew.folding import fold_text
from reader.library import codec
from reader.library.articles import folded_title
from reader.library.codec import Column
from reader.library.failures import DamagedError
from reader.library.origin import canonical_address
from reader.model import Reading

logger = logging.getLogger(__name__)

_TITLE_LENGTH = 500
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

_ARTICLE = """
    SELECT id, work, title, folded_title, site, published, origin, text, layout
    FROM lib.articles JOIN lib.contents ON article_key = key WHERE key = ? AND shown AND deleted IS NULL
"""
_PUT_DOC = """
    INSERT OR REPLACE INTO main.docs (key, id, work, folded_title, site, folded_site, day, address)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_PUT_WORDS = "INSERT OR REPLACE INTO main.article_words (rowid, title, body) VALUES (?, ?, ?)"
_PUT_TITLE = "INSERT OR REPLACE INTO main.title_words (rowid, title) VALUES (?, ?)"
_PUT_LINK = "INSERT INTO main.links (article_key, number, folded, address, title) VALUES (?, ?, ?, ?, ?)"
# Where the notes of an article are: its current version, unless that is in the trash.
_NOTES_OF = """
    UPDATE main.notes SET article_key = ?1 WHERE article_key IS NOT ?1
        AND article_id IN (SELECT id FROM lib.articles WHERE work = ?2)
"""
_TAGS_OF = """
    UPDATE main.tags SET article_key = (SELECT article_key FROM main.notes WHERE key = note_key)
    WHERE note_key IN (SELECT key FROM main.notes WHERE article_key IS ?)
"""
_NOTE = """
    SELECT annotations.id, annotations.article_id, current.key, annotations.exact, annotations.body, annotations.tags,
        annotations.state, annotations.modified
    FROM lib.annotations
    LEFT JOIN lib.articles AS own ON own.id = annotations.article_id
    LEFT JOIN lib.articles AS current ON current.work = own.work AND current.shown AND current.deleted IS NULL
    WHERE annotations.key = ? AND annotations.deleted IS NULL
"""
_PUT_NOTE = """
    INSERT OR REPLACE INTO main.notes (key, id, article_id, article_key, state, modified) VALUES (?, ?, ?, ?, ?, ?)
"""


def put_article(connection: apsw.Connection, key: int) -> bool:
    """Make the index have the article of that key (``lib.articles``) as it is now; whether it is in the index then."""
    row = connection.execute(_ARTICLE, (key,)).fetchone()
    if row is None:
        _drop_article(connection, key)
        return False
    try:
        id_, work, title, folded, site, published, address, text = (
            None if column is None else codec.from_column(column) for column in row[:-1]
        )
        links = json.loads(codec.from_column(row[-1]))["links"]
    except (DamagedError, UnicodeDecodeError, ValueError, KeyError, TypeError) as failure:
        logger.warning("article %d cannot be read and is left out of the index: %s", key, failure)
        _drop_article(connection, key)
        return False
    title, text = title or "", text or ""
    known = connection.execute("SELECT 1 FROM main.docs WHERE key = ?", (key,)).get is not None
    day = _DAY.match(published or "")
    doc: tuple[Column, ...] = (
        *(key, codec.to_column(id_ or ""), codec.to_column(work or ""), codec.to_column(folded or "")),
        *(None if site is None else codec.to_column(site), codec.to_column(fold_text(site or "").strip())),
        *(day[0] if day else "", None if address is None else codec.to_column(address)),
    )
    connection.execute(_PUT_DOC, doc)
    connection.execute(_PUT_WORDS, (key, _sound(title), _sound(_body(text, title))))
    connection.execute(_PUT_TITLE, (key, _sound(title)))
    if known:
        connection.execute("DELETE FROM main.links WHERE article_key = ?", (key,))
    _put_links(connection, key, links)
    _move_notes(connection, key, codec.to_column(work or ""))
    return True


def put_quotations(connection: apsw.Connection, key: int, reading: Reading | None) -> None:
    """Make the index have what was said in the article `key`: nothing where there is no reading."""
    old = connection.execute("SELECT key FROM main.quotations WHERE article_key = ?", (key,)).fetchall()
    if old:
        connection.executemany("DELETE FROM main.quotation_words WHERE rowid = ?", old)
        connection.execute("DELETE FROM main.quotations WHERE article_key = ?", (key,))
    for quote in reading.quotes if reading is not None else ():
        connection.execute(
            "INSERT INTO main.quotations (article_key, start, stop, direct, speaker) VALUES (?, ?, ?, ?, ?)",
            (key, quote.span.start, quote.span.end, quote.direct, _optional(quote.speaker_id)),
        )
        assert reading is not None
        connection.execute(
            "INSERT INTO main.quotation_words (rowid, words) VALUES (?, ?)",
            (connection.last_insert_rowid(), _sound(quote.span.of(reading.article.text))),
        )


def put_note(connection: apsw.Connection, key: int) -> None:
    """Make the index have the note of that key (``lib.annotations``) as it is now, or not, where it is gone."""
    connection.execute("DELETE FROM main.tags WHERE note_key = ?", (key,))
    row = connection.execute(_NOTE, (key,)).fetchone()
    if row is None:
        connection.execute("DELETE FROM main.notes WHERE key = ?", (key,))
        connection.execute("DELETE FROM main.note_words WHERE rowid = ?", (key,))
        return
    id_, article_id, article_key, exact, body, packed, state, modified = row
    try:
        quote, words = codec.from_column(exact), codec.from_column(body)
        tags = [str(tag) for tag in json.loads(codec.from_column(packed))]
    except (DamagedError, UnicodeDecodeError, ValueError, TypeError) as failure:
        logger.warning("note %d cannot be read and is left out of the index: %s", key, failure)
        return
    connection.execute(_PUT_NOTE, (key, id_, article_id, article_key, state, modified))
    connection.execute(
        "INSERT OR REPLACE INTO main.note_words (rowid, quote, body, tags) VALUES (?, ?, ?, ?)",
        (key, _sound(quote), _sound(words), _sound("\n".join(tags))),
    )
    for tag in tags:
        connection.execute(
            "INSERT OR IGNORE INTO main.tags (folded, note_key, tag, article_key) VALUES (?, ?, ?, ?)",
            (codec.to_column(fold_text(tag).strip()), key, codec.to_column(tag), article_key),
        )


def _drop_article(connection: apsw.Connection, key: int) -> None:
    connection.execute("DELETE FROM main.docs WHERE key = ?", (key,))
    if not connection.changes():
        return
    connection.execute("DELETE FROM main.article_words WHERE rowid = ?", (key,))
    connection.execute("DELETE FROM main.title_words WHERE rowid = ?", (key,))
    connection.execute("DELETE FROM main.links WHERE article_key = ?", (key,))
    connection.execute("UPDATE main.tags SET article_key = NULL WHERE article_key = ?", (key,))
    connection.execute("UPDATE main.notes SET article_key = NULL WHERE article_key = ?", (key,))


def _move_notes(connection: apsw.Connection, key: int, work: Column) -> None:
    """The notes on all versions of the article are on this one now."""
    connection.execute(_NOTES_OF, (key, work))
    if connection.changes():
        connection.execute(_TAGS_OF, (key,))


def _put_links(
    connection: apsw.Connection, key: int, links: Iterable[tuple[object, str, str | None]]
) -> None:
    for number, (_, title, url) in enumerate(links):
        address = canonical_address(url) if url else None
        connection.execute(
            _PUT_LINK,
            (
                *(key, number, codec.to_column(folded_title(title[:_TITLE_LENGTH]))),
                *(_optional(address), codec.to_column(title)),
            ),
        )


def _body(text: str, title: str) -> str:
    """The text without its headline, whose words have a column of their own."""
    at = text.find(title) if title else -1
    return text if at < 0 else f"{text[:at]}\n{text[at + len(title) :]}"


def _sound(text: str) -> str:
    """`text` as a tokenizer can have it: half a surrogate pair is a question mark."""
    return text.encode("utf-8", "replace").decode()


def _optional(text: str | None) -> Column:
    return None if text is None else codec.to_column(text)
