"""What a search gives back."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from enum import StrEnum

from reader.errors import ReaderError
from reader.library.rows import ArticleRow
from reader.model import EntityKind, Span, State


class Sort(StrEnum):
    """What stands first in a list of articles."""

    BEST = "best"
    """Words in the headline before words in the text, words as they were typed before other spellings, words that
    stand together before words far apart; then the newest. Without words: the newest."""
    NEWEST = "newest"
    """By the day they were published, those without one last."""
    ADDED = "added"
    """By when they last came in, the latest first."""
    OPENED = "opened"
    """By when they were last open, the latest first, those that never were last."""
    TITLE = "title"
    SITE = "site"
    """By site, and by day within one."""
    NOTES = "notes"
    """Those with most notes first."""


@dataclass(frozen=True, slots=True)
class Found:
    """The articles that answer a search.

    Attributes:
        keys: of the articles in their order, for `Finder.lines`; another process's changes do not move them.
        total: how many there are; more than `keys` where only the first hits were asked for.
        problems: sentences about what was left out of the search; some may stand beside hits.
        also: other spellings that were looked for too, as they stand in the texts: ``תוכנית`` for ``תכנית``.
        complete: whether `keys` are all of them.
    """

    keys: array[int] = field(default_factory=lambda: array("q"))
    total: int = 0
    problems: tuple[ReaderError, ...] = ()
    also: tuple[str, ...] = ()
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage with hits.

    Attributes:
        text: the words to show, in one line; ``…`` where the passage begins or ends inside a sentence.
        hits: what to mark in it (code points of `text`), only the word that was looked for: ול|נתניהו.
        place: the passage in the article's text (in a note's snippet: in the note's).
        first: the first hit, in the same text: where it opens.
    """

    text: str
    hits: tuple[Span, ...]
    place: Span
    first: Span


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """One line of a list of articles.

    Attributes:
        key: the article's key in the library, as in `Found.keys`.
        row: what is known of it; `row.title` may be empty.
        people: the names of those who are in it most, three at most.
        title_hits: what to mark in `row.title`.
        snippets: one or two passages of its text; none where the search has no words, or they stand in the title alone.
    """

    key: int
    row: ArticleRow
    people: tuple[str, ...] = ()
    title_hits: tuple[Span, ...] = ()
    snippets: tuple[Snippet, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person, organisation or place over the whole library; `key` is that of `People.page`."""

    key: int
    kind: EntityKind
    name: str
    articles: int
    mentions: int
    roles: tuple[str, ...] = ()
    hits: tuple[Span, ...] = ()
    """What to mark in `name`."""


@dataclass(frozen=True, slots=True)
class QuotationLine:
    """Words that somebody said: who (None: nobody known), in which article, and where in its text."""

    article_id: str
    title: str
    site: str | None
    published: str | None
    speaker: str | None
    direct: bool
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One note; `article_id` is of the newest version of its article, `title` is empty where that is not here.

    `quote` is the passage that it is on (None: on no passage), `body` the beginning of what was written or the part
    of it with hits (None: a bare highlight); the spans of both are in the note's own quote and body.
    """

    note_id: str
    article_id: str
    title: str
    site: str | None
    published: str | None
    state: State
    colour: str
    tags: tuple[str, ...]
    quote: Snippet | None
    body: Snippet | None


@dataclass(frozen=True, slots=True)
class Facet:
    """One value that the articles of an answer have, and how many of them have it; `value` is for a filter."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """What an answer can be narrowed by, the most frequent first; years the newest first."""

    people: tuple[Facet, ...] = ()
    organisations: tuple[Facet, ...] = ()
    places: tuple[Facet, ...] = ()
    tags: tuple[Facet, ...] = ()
    sites: tuple[Facet, ...] = ()
    years: tuple[Facet, ...] = ()
