"""Links between articles: which article of the library a link leads to, and which ones lead here.

A link leads to the article that came from its address, however that is written; where there is none, to the newest
one of its title, however that is pointed, quoted and hyphenated.
"""

from __future__ import annotations

from collections.abc import Iterable

from reader.library.rows import ArticleRow
from reader.library.store import Library
from reader.model import Link


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
