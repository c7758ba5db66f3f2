"""The index of the search: a file of its own beside the library, which can always be made anew from it.

For whoever searches (any thread; a search never waits for a writer)::

    index = Index(library)
    with index.connection(token) as connection:
        connection.execute("SELECT rowid FROM article_words WHERE article_words MATCH ?", ('"נתניהו"',))

`connection` has the index's tables (see `schema`) as they are and the library's as ``lib.articles`` and so on, which
it can only read. What stands in double quotes in a MATCH is cut into words as the texts were, so that ``"ולנתניהו"``
asks for just that and ``"נתניהו"`` for the name with or without attached letters. A cancelled token ends a query
within some milliseconds. For whoever keeps it up to date: `Upkeep`.
"""

from reader.library.index.file import Index, discard, index_path
from reader.library.index.upkeep import Upkeep

__all__ = ["Index", "Upkeep", "discard", "index_path"]
