"""Asking an index what it has, for the tests of it."""

from __future__ import annotations

from reader.library import Library
from reader.library.index import Index, Upkeep


def caught_up(library: Library) -> int:
    """Bring the library's index up to date; how much was read."""
    upkeep = Upkeep(library)
    try:
        return upkeep.catch_up()
    finally:
        upkeep.close()


def articles_with(library: Library, words: str) -> list[str]:
    """The ids of the articles in the index in which `words` stand one after the other."""
    return asked(
        library,
        "SELECT id FROM docs JOIN article_words ON article_words.rowid = key WHERE article_words MATCH ? ORDER BY key",
        f'"{words.replace(chr(34), chr(34) * 2)}"',
    )


def notes_with(library: Library, words: str) -> list[str]:
    """The ids of the notes in the index in which `words` stand one after the other."""
    return asked(
        library,
        "SELECT id FROM notes JOIN note_words ON note_words.rowid = key WHERE note_words MATCH ? ORDER BY key",
        f'"{words}"',
    )


def asked(library: Library, query: str, *values: str) -> list[str]:
    """The first column of what the index answers."""
    index = Index(library)
    try:
        with index.connection() as connection:
            return [str(row[0]) for row in connection.execute(query, values)]
    finally:
        index.close()
