"""Merging the pieces that the words of the articles are kept in.

Whatever comes in at once is a piece of its own, and every word is looked for in each of them. With a dozen pieces the
other spellings of a word, of which there may be forty, take longer to look for than the word itself.
"""

from __future__ import annotations

import apsw

_MOST = 12
"""Pieces that are left as they are."""

_PAGES = 250  # of 4 KiB that are written in one transaction: some 20 ms
_PIECES = """
    WITH RECURSIVE pieces (piece) AS (
        SELECT min(segid) FROM main.article_words_idx
        UNION ALL
        SELECT (SELECT min(segid) FROM main.article_words_idx WHERE segid > piece) FROM pieces WHERE piece IS NOT NULL
    )
    SELECT count(piece) FROM pieces
"""


def needed(connection: apsw.Connection) -> bool:
    """Whether there are so many pieces that searching takes longer by them."""
    return int(connection.execute(_PIECES).get) > _MOST


def merge(connection: apsw.Connection) -> bool:
    """Merge some more in a transaction of its own, pieces of like size first; whether there may be more to do."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        before = connection.total_changes()
        connection.execute(
            "INSERT INTO main.article_words (article_words, rank) VALUES ('merge', ?)", (_PAGES,)
        )
        more = connection.total_changes() - before > 1  # the line itself counts as one
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return more
