"""The library's tables, and how an older library becomes one of today.

Ordered steps, each in one transaction together with its record: a library is at one version or at the next,
never between two.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import apsw

from reader.errors import ReaderError
from reader.library import codec, failures
from reader.library.origin import origin

APPLICATION_ID = 0x48_4E_52_31  # "HNR1", in the file's header
_FRESH = (0, 0, 0)


def identify(connection: apsw.Connection, place: Path | str, *, as_it_is: bool = False) -> None:
    """Return where the file is a library that this version can use, or an empty one.

    With `as_it_is`, also one of an older Reader that is not to be brought up to date.

    Raises:
        ReaderError: another program's file, a newer Reader's library, or one that would have to be brought up
            to date and cannot be written.
    """
    application, version, tables = _state(connection)
    if (application, version, tables) != _FRESH and application != APPLICATION_ID:
        raise failures.foreign(place)
    if version > len(STEPS):
        raise ReaderError(
            "The library {path} was made by a newer Reader and cannot be used by this one.",
            "Update Reader, or choose another library; this one has not been changed.",
            path=place,
        )
    if version < len(STEPS) and connection.readonly("main") and not as_it_is:
        raise ReaderError(
            "The library {path} is of an older Reader and read-only, so it cannot be brought up to date.",
            "Allow writing to the file and its folder, and open it again.",
            path=place,
        )


def migrate(connection: apsw.Connection, place: Path | str) -> None:
    """Take the steps that are missing. Two processes may do so at once: the second finds them taken."""
    while connection.pragma("user_version") < len(STEPS):
        connection.execute("BEGIN IMMEDIATE")
        try:
            identify(connection, place)
            version = int(connection.pragma("user_version"))
            if version < len(STEPS):
                _take(connection, version + 1)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _state(connection: apsw.Connection) -> tuple[int, int, int]:
    """The file's application id, its schema's version and how many tables and indexes it has."""
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").get
    return int(connection.pragma("application_id")), int(connection.pragma("user_version")), int(tables)


def _take(connection: apsw.Connection, number: int) -> None:
    step = STEPS[number - 1]
    step(connection)
    connection.pragma("application_id", APPLICATION_ID)
    connection.pragma("user_version", number)
    connection.execute(
        "INSERT INTO migrations (version, name, taken) VALUES (?, ?, ?)",
        (number, step.__name__.strip("_"), datetime.now(UTC).isoformat()),
    )


def _articles_readings_annotations(connection: apsw.Connection) -> None:
    # No table is STRICT: a text with half a surrogate pair is kept as bytes in a column of texts.
    connection.execute("""
        CREATE TABLE migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, taken TEXT NOT NULL);

        CREATE TABLE articles (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            source TEXT NOT NULL,
            language TEXT NOT NULL,
            title TEXT NOT NULL,
            folded_title TEXT NOT NULL,
            site TEXT,
            author TEXT,
            published TEXT,
            source_hash TEXT NOT NULL,
            added TEXT NOT NULL,
            opened TEXT,
            position INTEGER NOT NULL DEFAULT 0
        );
        CREATE INDEX articles_by_title ON articles (folded_title);
        CREATE INDEX articles_by_opened ON articles (opened) WHERE opened IS NOT NULL;

        -- Apart from the table above, so that a list of a hundred thousand articles reads no text.
        CREATE TABLE contents (
            article_key INTEGER PRIMARY KEY REFERENCES articles (key) ON DELETE CASCADE,
            text TEXT NOT NULL,
            layout TEXT NOT NULL,
            source_map BLOB
        );

        CREATE TABLE readings (
            article_key INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
            engine TEXT NOT NULL,
            version TEXT NOT NULL,
            payload BLOB NOT NULL,
            made TEXT NOT NULL,
            PRIMARY KEY (article_key, engine)
        ) WITHOUT ROWID;

        -- No reference to an article: a note outlives its article, and may come before it.
        CREATE TABLE annotations (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            article_id TEXT NOT NULL,
            exact TEXT NOT NULL,
            prefix TEXT NOT NULL,
            suffix TEXT NOT NULL,
            start INTEGER NOT NULL,
            stop INTEGER NOT NULL,
            was_unique INTEGER NOT NULL,
            body TEXT NOT NULL,
            colour TEXT NOT NULL,
            tags TEXT NOT NULL,
            entity_id TEXT,
            created TEXT NOT NULL,
            modified TEXT NOT NULL,
            state TEXT NOT NULL
        );
        CREATE INDEX annotations_by_article ON annotations (article_id);
    """)


def _corrections(connection: apsw.Connection) -> None:
    connection.execute("""
        -- No reference to an article, for the same reason as a note has none; apart from the readings, which are
        -- thrown away when the text or the engine is another.
        CREATE TABLE corrections (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            article_id TEXT NOT NULL,
            number INTEGER NOT NULL,
            payload TEXT NOT NULL,
            made TEXT NOT NULL
        );
        CREATE INDEX corrections_by_article ON corrections (article_id, number);

        CREATE TABLE refused_names (
            key INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            folded TEXT NOT NULL,
            name TEXT NOT NULL,
            made TEXT NOT NULL,
            UNIQUE (kind, folded)
        );
    """)


def _versions_trash_colours(connection: apsw.Connection) -> None:
    connection.execute("""
        -- The versions of one article share a work, the id of the first of them; one is shown in lists.
        ALTER TABLE articles ADD COLUMN work TEXT NOT NULL DEFAULT '';
        ALTER TABLE articles ADD COLUMN shown INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE articles ADD COLUMN imported TEXT NOT NULL DEFAULT '';
        ALTER TABLE articles ADD COLUMN origin TEXT;
        UPDATE articles SET work = id, imported = added;
        CREATE INDEX articles_by_work ON articles (work);
        CREATE INDEX articles_by_origin ON articles (origin) WHERE origin IS NOT NULL;

        -- placed: whether the note is on a passage; if not, it is on the person it names, or on the article.
        ALTER TABLE annotations ADD COLUMN placed INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE annotations ADD COLUMN style TEXT NOT NULL DEFAULT 'highlight';
        ALTER TABLE annotations ADD COLUMN deleted TEXT;
        CREATE INDEX annotations_in_trash ON annotations (deleted) WHERE deleted IS NOT NULL;

        -- Every state that a note has had, for the merge of two copies: which of two is the later one.
        CREATE TABLE revisions (
            annotation_id TEXT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (annotation_id, digest)
        ) WITHOUT ROWID;

        CREATE TABLE palette (colour TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
    """)
    found: list[tuple[Any, ...]] = connection.execute("SELECT key, source FROM articles").fetchall()
    for key, source in found:
        place = origin(codec.from_column(source))
        if place is not None:
            connection.execute("UPDATE articles SET origin = ? WHERE key = ?", (codec.to_column(place), key))


def _refused_places(connection: apsw.Connection) -> None:
    connection.execute("""
        -- Where a note was found without certainty, and the person said that it is not there.
        CREATE TABLE refused_places (
            annotation_id TEXT NOT NULL, article_id TEXT NOT NULL, PRIMARY KEY (annotation_id, article_id)
        ) WITHOUT ROWID;
    """)


def _articles_known_by_notes(connection: apsw.Connection) -> None:
    connection.execute("""
        -- Articles that are not here and have notes that came from elsewhere: what came with these.
        CREATE TABLE known_by_notes (
            id TEXT PRIMARY KEY, title TEXT NOT NULL, source TEXT NOT NULL, language TEXT NOT NULL,
            site TEXT, author TEXT, published TEXT
        ) WITHOUT ROWID;
    """)


def _touched_shelves_people(connection: apsw.Connection) -> None:
    connection.execute("""
        -- What changed last when, for the index of the search, which is another file and may be lost: a row that
        -- changed gets the clock's next number, and the index knows the number up to which it has read. A row that
        -- is gone keeps its line here.
        CREATE TABLE clock (library TEXT NOT NULL, number INTEGER NOT NULL);
        INSERT INTO clock VALUES (lower(hex(randomblob(16))), 1);
        CREATE TABLE touched (
            kind TEXT NOT NULL, key INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (kind, key)
        ) WITHOUT ROWID;
        CREATE INDEX touched_by_number ON touched (number);

        -- Since when an article is in the trash, with all its versions.
        ALTER TABLE articles ADD COLUMN deleted TEXT;
        CREATE INDEX articles_in_trash ON articles (deleted) WHERE deleted IS NOT NULL;

        -- Of works, not of articles: a newer version is in the same collections.
        CREATE TABLE collections (id TEXT PRIMARY KEY, name TEXT NOT NULL, made TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE collected (
            collection_id TEXT NOT NULL REFERENCES collections (id) ON DELETE CASCADE,
            work TEXT NOT NULL,
            added TEXT NOT NULL,
            PRIMARY KEY (collection_id, work)
        ) WITHOUT ROWID;
        CREATE INDEX collected_by_work ON collected (work);
        CREATE TABLE searches (
            id TEXT PRIMARY KEY, name TEXT NOT NULL, query TEXT NOT NULL, made TEXT NOT NULL
        ) WITHOUT ROWID;

        -- Who is, and who is not, the same person in many articles, as the person said.
        CREATE TABLE people_decisions (
            key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, payload TEXT NOT NULL, made TEXT NOT NULL
        );
    """)
    for table, event, rows in _TOUCHING:
        connection.execute(f"""
            CREATE TRIGGER touch_{table}_{event.split()[0].lower()} AFTER {event} ON {table} {_IF_CHANGED.get(event, "")} BEGIN
                UPDATE clock SET number = number + 1;
                INSERT INTO touched SELECT kind, key, (SELECT number FROM clock) FROM ({rows}) WHERE true
                    ON CONFLICT DO UPDATE SET number = excluded.number;
            END
        """)  # noqa: S608 - the words below, nobody's input
    connection.execute("""
        INSERT INTO touched SELECT 'article', key, 1 FROM articles;
        INSERT INTO touched SELECT 'people', article_key, 1 FROM readings GROUP BY article_key;
        INSERT INTO touched SELECT 'note', key, 1 FROM annotations;
    """)


_LISTED = ("id", "title", "site", "author", "published", "source", "shown", "work", "deleted")
_LISTED_CHANGE = f"UPDATE OF {', '.join(_LISTED)}"
_IF_CHANGED = {_LISTED_CHANGE: "WHEN " + " OR ".join(f"old.{name} IS NOT new.{name}" for name in _LISTED)}
_CORRECTED = """
    SELECT 'people' AS kind, key FROM articles
    WHERE work = (SELECT work FROM articles WHERE id = {row}.article_id)
"""
_ALL_READ = "SELECT DISTINCT 'people' AS kind, article_key AS key FROM readings"
_TOUCHING = (
    # Table, event, and what is touched by it.
    ("articles", "INSERT", "SELECT 'article' AS kind, new.key AS key"),
    ("articles", _LISTED_CHANGE, "SELECT 'article' AS kind, new.key AS key"),
    ("articles", "DELETE", "SELECT 'article' AS kind, old.key AS key"),
    ("contents", "INSERT", "SELECT 'article' AS kind, new.article_key AS key"),
    ("contents", "UPDATE", "SELECT 'article' AS kind, new.article_key AS key"),
    ("annotations", "INSERT", "SELECT 'note' AS kind, new.key AS key"),
    ("annotations", "UPDATE", "SELECT 'note' AS kind, new.key AS key"),
    ("annotations", "DELETE", "SELECT 'note' AS kind, old.key AS key"),
    ("readings", "INSERT", "SELECT 'people' AS kind, new.article_key AS key"),
    ("readings", "UPDATE", "SELECT 'people' AS kind, new.article_key AS key"),
    ("readings", "DELETE", "SELECT 'people' AS kind, old.article_key AS key"),
    ("corrections", "INSERT", _CORRECTED.format(row="new")),
    ("corrections", "DELETE", _CORRECTED.format(row="old")),
    ("refused_names", "INSERT", _ALL_READ),
    ("refused_names", "DELETE", _ALL_READ),
    ("people_decisions", "INSERT", "SELECT 'decision' AS kind, new.key AS key"),
    ("people_decisions", "UPDATE", "SELECT 'decision' AS kind, new.key AS key"),
    ("people_decisions", "DELETE", "SELECT 'decision' AS kind, old.key AS key"),
)


STEPS: tuple[Callable[[apsw.Connection], None], ...] = (
    _articles_readings_annotations,
    _corrections,
    _versions_trash_colours,
    _refused_places,
    _articles_known_by_notes,
    _touched_shelves_people,
)
"""Never changed once released, only added to."""
