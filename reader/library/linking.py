"""Links between articles: which article of the library a link leads to, and which ones lead here.

A link leads to the article that came from its address, however that is written; where there is none, to the newest
one of its title, however that is pointed, quoted and hyphenated.
"""

from __future__ import annotations

from collections.abc import Iterable

from reader.cancel import CancelToken
from reader.library import statements
from reader.library.index import Index
from reader.library.rows import ArticleRow, article_row
from reader.library.store import Library
from reader.model import Link

MOST = 200
"""So many articles that point to one are told."""

_OWN = """
    SELECT work, folded_title, (
        SELECT work FROM lib.articles AS other
        WHERE other.shown AND other.deleted IS NULL AND other.folded_title = own.folded_title ORDER BY key DESC LIMIT 1
    ) FROM lib.articles AS own
    WHERE shown AND deleted IS NULL AND work = (SELECT work FROM lib.articles WHERE id = ?)
"""
# By the address of any version; by the title, unless the link's own address leads elsewhere.
_POINTING = f"""
    {statements.LINES} WHERE shown AND deleted IS NULL AND work <> ?1 AND key IN (
        SELECT article_key FROM links WHERE address IN (SELECT origin FROM lib.articles WHERE work = ?1)
        UNION
        SELECT article_key FROM links WHERE folded = ?2 AND ?2 <> '' AND NOT EXISTS (
            SELECT 1 FROM lib.articles AS other WHERE other.origin = links.address AND other.deleted IS NULL
        )
    )
    ORDER BY coalesce(published, '') DESC, key DESC LIMIT ?3
"""  # noqa: S608 - the words above, nobody's input


def leads_to(library: Library, link: Link) -> ArticleRow | None:
    """The article that `link` leads to, in its newest version; None where it is not in the library.

    Raises:
        ReaderError: the library does not answer.
    """
    found = library.article_by_address(link.url) if link.url else None
    return found or library.article_by_title(link.title)


def targets(library: Library, links: Iterable[Link]) -> list[ArticleRow | None]:
    """Where each of `links` leads; see `leads_to`."""
    return [leads_to(library, link) for link in links]


def pointing_here(index: Index, article_id: str, token: CancelToken | None = None) -> list[ArticleRow]:
    """The articles whose further reading leads to the article `article_id`, in any of its versions.

    The newest first, at most `MOST`; only those that the index has read so far.

    Raises:
        ReaderError: the index or the library does not answer.
        CancelledError: `token` was cancelled.
    """
    with index.connection(token) as connection:
        own = connection.execute(_OWN, (article_id,)).fetchone()
        if own is None:
            return []
        work, title, named = own
        asked = title if named == work else ""  # else a link of that title leads to the newer article
        return [article_row(row) for row in connection.execute(_POINTING, (work, asked, MOST))]
