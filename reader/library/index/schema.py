"""The index's tables. There is no migration: an index of another version is made anew from the articles."""

from __future__ import annotations

import apsw

from reader.hebrew.search_words import asked_forms, indexed_forms
from reader.library.index import people_tables

VERSION = 5
"""To be raised with every change of the tables, and of what `search_words` makes of a text."""

APPLICATION_ID = 0x48_4E_52_49  # "HNRI", in the file's header

KINDS = ("article", "note", "decision", "people")
"""The kinds of ``lib.touched``, in the order in which they are read: what was written first, the rest when there is time."""

_WORDS = "tokenize = 'reader', content = '', contentless_delete = 1"

_TABLES = f"""
    -- Which library this is the index of, and how far it has read what changed in it, kind by kind.
    CREATE TABLE meta (library TEXT NOT NULL, place TEXT NOT NULL);
    CREATE TABLE progress (kind TEXT PRIMARY KEY, number INTEGER NOT NULL, key INTEGER NOT NULL) WITHOUT ROWID;

    -- key is that of lib.articles; only current versions that are not in the trash are here. day: YYYY-MM-DD, or ''.
    CREATE TABLE docs (
        key INTEGER PRIMARY KEY, id TEXT NOT NULL, work TEXT NOT NULL, folded_title TEXT NOT NULL,
        site TEXT, folded_site TEXT NOT NULL, day TEXT NOT NULL, address TEXT
    );
    CREATE INDEX docs_by_work ON docs (work);
    CREATE INDEX docs_by_title ON docs (folded_title);
    CREATE INDEX docs_by_site ON docs (folded_site);
    CREATE INDEX docs_by_day ON docs (day);
    CREATE VIRTUAL TABLE article_words USING fts5 (title, body, {_WORDS});
    -- The headlines once more: what is being typed is looked for in these first, and a word's beginning is in so many texts.
    CREATE VIRTUAL TABLE title_words USING fts5 (title, {_WORDS});

    -- key is that of lib.annotations; article_id is the version it was made on, article_key that of docs, if it is there.
    CREATE TABLE notes (
        key INTEGER PRIMARY KEY, id TEXT NOT NULL, article_id TEXT NOT NULL, article_key INTEGER,
        state TEXT NOT NULL, modified TEXT NOT NULL
    );
    CREATE INDEX notes_by_article ON notes (article_key);
    CREATE INDEX notes_by_article_id ON notes (article_id);
    CREATE VIRTUAL TABLE note_words USING fts5 (quote, body, tags, {_WORDS});
    CREATE TABLE tags (
        folded TEXT NOT NULL, note_key INTEGER NOT NULL, tag TEXT NOT NULL, article_key INTEGER,
        PRIMARY KEY (folded, note_key, tag)
    ) WITHOUT ROWID;
    CREATE INDEX tags_by_note ON tags (note_key);
    CREATE INDEX tags_by_article ON tags (article_key);

    -- What was said, of the newest reading as the person corrected it. start and stop are code points of the text.
    CREATE TABLE quotations (
        key INTEGER PRIMARY KEY, article_key INTEGER NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL,
        direct INTEGER NOT NULL, speaker TEXT, appearance INTEGER
    );
    CREATE INDEX quotations_by_article ON quotations (article_key);
    CREATE VIRTUAL TABLE quotation_words USING fts5 (words, {_WORDS});

    -- The further reading of an article. address is as `origin` has it, folded is the title.
    CREATE TABLE links (
        article_key INTEGER NOT NULL, number INTEGER NOT NULL, folded TEXT NOT NULL, address TEXT, title TEXT NOT NULL,
        PRIMARY KEY (article_key, number)
    ) WITHOUT ROWID;
    CREATE INDEX links_by_title ON links (folded);
    CREATE INDEX links_by_address ON links (address) WHERE address IS NOT NULL;
"""

# Many articles come in at once: in large pieces, seldom merged while they come, and to the end when all are in (`merging`).
_MERGING = """
    INSERT INTO article_words (article_words, rank) VALUES ('automerge', 8), ('hashsize', 8000000), ('usermerge', 2)
"""


def register(connection: apsw.Connection) -> None:
    """Give `connection` the tokenizer ``reader``, without which the tables of words cannot be used."""
    connection.register_fts5_tokenizer("reader", _tokenizer)


def list_words(connection: apsw.Connection) -> None:
    """Give `connection` the table ``temp.article_vocabulary``, which has every form of every word of the articles."""
    connection.execute(
        "CREATE VIRTUAL TABLE temp.article_vocabulary USING fts5vocab ('main', 'article_words', 'instance')"
    )


def make(connection: apsw.Connection) -> None:
    """Make the tables in an empty file; nothing where another process has just done so."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if connection.pragma("user_version") == 0:
            connection.execute(_TABLES + people_tables.TABLES)
            connection.execute(_MERGING)
            connection.pragma("application_id", APPLICATION_ID)
            connection.pragma("user_version", VERSION)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def is_ours(connection: apsw.Connection) -> bool:
    """Whether `connection` is to an index of this version."""
    return (connection.pragma("application_id"), connection.pragma("user_version")) == (
        APPLICATION_ID,
        VERSION,
    )


def _tokenizer(connection: apsw.Connection, arguments: list[str]) -> apsw.Tokenizer:
    return _tokens


def _tokens(text: bytes, reason: int, locale: str | None) -> apsw.TokenizerResult:
    words = text.decode("utf-8", "replace")
    return indexed_forms(words) if reason & apsw.FTS5_TOKENIZE_DOCUMENT else asked_forms(words)
