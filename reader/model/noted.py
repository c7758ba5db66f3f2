"""An article as its notes know it: what is needed to name and cite it, and the notes themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reader.model.annotation import Annotation
from reader.model.article import Article, is_right_to_left

_ADDRESS = re.compile(r"https?://[^\s/]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NotedArticle:
    """What goes out and comes in with the notes on one article; the article's text stays behind.

    Attributes:
        id: the article's newest version; the notes name the version that they were made on.
        source, language, site, author, published: as in `Article`.
        title: the headline, empty where it is not known.
    """

    id: str
    title: str
    source: str
    language: str
    site: str | None
    author: str | None
    published: str | None
    annotations: tuple[Annotation, ...]

    @classmethod
    def of(cls, article: Article, annotations: Iterable[Annotation]) -> NotedArticle:
        """`article` with these notes on it."""
        return cls(
            id=article.id,
            title=article.title,
            source=article.source,
            language=article.language,
            site=article.site,
            author=article.author,
            published=article.published,
            annotations=tuple(annotations),
        )

    @property
    def address(self) -> str | None:
        """Where the article stands on the web; None where it came from elsewhere."""
        return self.source if _ADDRESS.match(self.source) else None

    @property
    def right_to_left(self) -> bool:
        """Whether the article's language is written from right to left."""
        return is_right_to_left(self.language)
