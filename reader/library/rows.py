"""Lines of the lists of articles and of notes."""

from __future__ import annotations

from dataclasses import dataclass

from reader.library import codec
from reader.library.codec import Column
from reader.model import Annotation


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One line of a list of articles.

    `added`, `imported` (the last time it came in) and `opened` (None: never) are ISO 8601 instants in UTC,
    `position` is the code point that was at the top of the page. All versions of one article have one `work`,
    the id of the first; the newest of them is `current`. `notes` counts those on all its versions. `deleted` says
    since when it is in the trash.
    """

    id: str
    title: str
    source: str
    site: str | None
    published: str | None
    added: str
    opened: str | None
    position: int
    notes: int
    work: str = ""
    imported: str = ""
    current: bool = True
    deleted: str | None = None

    @property
    def is_read(self) -> bool:
        """Whether the person has had it open."""
        return self.opened is not None


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note in a list over many articles; `article_id` and `title` are of the newest version it is shown on.

    `title` is empty where the article is not in the library; `deleted` says since when it is in the trash.
    """

    note: Annotation
    article_id: str
    title: str
    site: str | None
    published: str | None
    deleted: str | None = None


def article_row(row: tuple[Column, ...]) -> ArticleRow:
    """What `statements.LINES` gave."""
    id_, title, source, site, published, added, opened, position, notes, work, imported, current, deleted = (
        row
    )
    return ArticleRow(
        id=codec.from_column(id_),
        title=codec.from_column(title),
        source=codec.from_column(source),
        site=codec.optional_from(site),
        published=codec.optional_from(published),
        added=codec.from_column(added),
        opened=codec.optional_from(opened),
        position=codec.number_from(position),
        notes=codec.number_from(notes),
        work=codec.from_column(work),
        imported=codec.from_column(imported),
        current=bool(current),
        deleted=codec.optional_from(deleted),
    )
