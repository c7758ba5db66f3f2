"""`reader library list` and `reader library search`: what the window's library finds, for a terminal and for pipes."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from reader import paths
from reader.cli_parts import complain, library_option, to_stdout
from reader.errors import ReaderError

if TYPE_CHECKING:
    from reader.library import Library
    from reader.library.search.finder import Finder
    from reader.library.search.results import ArticleLine, NoteLine, PersonLine, QuotationLine, Snippet
    from reader.model import Span

FORMATS = ("text", "json", "jsonl")
SORTS = ("best", "newest", "added", "opened", "title", "site", "notes")
KINDS = ("articles", "people", "quotes", "notes", "all")
_ALL = 1_000_000_000  # lines: more than any library has


def _shared_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option(
            "--bidi",
            type=click.Choice(["auto", "logical", "visual"]),
            default="auto",
            show_default=True,
            help="Order of letters in text on a terminal; auto asks what the terminal can do.",
        ),
        click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True),
        library_option,
    ):
        command = option(command)
    return command


# -בחירות and -has:notes are parts of a query, and so no options; only what begins with two hyphens can be a wrong one.
_HYPHENS = {"ignore_unknown_options": True, "help_option_names": ["--help"]}


def _as_query(_ctx: click.Context, _param: click.Parameter, words: tuple[str, ...]) -> str:
    for word in words:
        if word.startswith("--"):
            raise click.NoSuchOption(word)
    return " ".join(words)


@click.command("list", context_settings=_HYPHENS)
@click.argument("query", nargs=-1, metavar="[QUERY]", callback=_as_query)
@click.option("--sort", type=click.Choice(SORTS), default="newest", show_default=True)
@click.option(
    "--limit", type=click.IntRange(min=0), default=0, metavar="N", help="At most N articles; 0 for all."
)
@_shared_options
def list_articles(query: str, *, sort: str, limit: int, form: str, bidi: str) -> None:
    """List the articles of your library, or those that answer QUERY (as in `reader library search --help`)."""
    with _finder() as finder:
        found = _Found(finder, query, limit or _ALL)
        rows = found.articles(sort)
        if form == "text":
            _show([_article_lines(row, with_snippets=False) for row in rows], bidi)
        else:
            _dump([_article(row) for row in rows], form)
    found.complain()


@click.command("search", context_settings=_HYPHENS)
@click.argument("query", nargs=-1, required=True, metavar="QUERY", callback=_as_query)
@click.option("--in", "kind", type=click.Choice(KINDS), default="articles", show_default=True)
@click.option("--sort", type=click.Choice(SORTS), default="best", show_default=True, help="Of articles.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    metavar="N",
    help="At most N lines of each kind; 0 for all.",
)
@_shared_options
def search(query: str, *, kind: str, sort: str, limit: int, form: str, bidi: str) -> None:
    """Find articles, people, quotations and notes in your library.

    \b
    נתניהו איראן        both words, with attached letters too (ולנתניהו)
    "לא ניסוג"          words that stand together
    נתני*               words that begin so
    ביבי | נתניהו       one or the other (also OR)
    -בחירות             not this one (also NOT)
    person: אדם:        who is in it        org: ארגון:   place: מקום:
    said: אמר:          words in a quotation
    site: אתר:          tag: תג:            in: באוסף:    a collection
    date: תאריך:        2013, 2013-11, 7.11.2013, 2012..2014, >2013, <2013-05
    is: מצב:            read, unread        has: יש:      notes, orphans

    A filter that stands twice asks for one or the other. In a shell, put the whole QUERY in single quotation marks.
    """  # noqa: D301 - \b is click's
    with _finder() as finder:
        found = _Found(finder, query, limit or _ALL)
        groups: list[tuple[Sequence[Any], Callable[[Any], dict[str, Any]], Callable[[Any], list[_Line]]]] = []
        if kind in ("articles", "all"):
            groups.append((found.articles(sort), _article, _article_lines))
        if kind in ("people", "all"):
            groups.append((found.people(), _person, _person_lines))
        if kind in ("quotes", "all"):
            groups.append((found.quotations(), _quotation, _quotation_lines))
        if kind in ("notes", "all"):
            groups.append((found.notes(), _note, _note_lines))
        if form == "text":
            _show([lines(row) for rows, _, lines in groups for row in rows], bidi)
        else:
            _dump([fields(row) for rows, fields, _ in groups for row in rows], form)
    found.complain()


_Line = list[tuple[str, str]]  # pieces of a line of text, each with a style of `terminal`


@contextmanager
def _finder() -> Iterator[Finder]:
    """What searches the library, its index up to date."""
    from reader.library import LIBRARY_FILE, Library  # late: no other command waits for SQLite
    from reader.library.search.finder import Finder

    try:
        place = (paths.data_dir() / LIBRARY_FILE).absolute()
        missing = not place.exists()
    except OSError as failure:  # the folder that we are in is gone
        raise ReaderError(
            "There is no library at {path}.", "Look whether it was moved.", path=LIBRARY_FILE
        ) from failure
    if missing:
        raise ReaderError("There is no library at {path}.", "Look whether it was moved.", path=place)
    with Library.open(place) as library:
        _catch_up(library)
        finder = Finder(library)
        try:
            yield finder
        finally:
            finder.close()


def _catch_up(library: Library) -> None:
    """Bring the index up to date; where somebody looks on and it takes long, say how far it is."""
    from reader.cancel import CancelToken
    from reader.library.index import Upkeep  # late, as above

    upkeep = Upkeep(library)
    try:
        behind = upkeep.behind()
        if behind > 500 and sys.stderr.isatty():
            from reader import terminal  # late: rich is slow to import

            with terminal.Bar() as bar:
                upkeep.catch_up(
                    CancelToken(lambda share: bar.show("Reading what is new", round(share * behind), behind))
                )
        elif behind:
            upkeep.catch_up()
    finally:
        upkeep.close()


class _Found:
    """What answers one query, at most `limit` of each kind; remembers what there is to say about it."""

    def __init__(self, finder: Finder, text: str, limit: int) -> None:
        from reader.library.search.query import parse  # late, as above

        self._finder = finder
        self._limit = limit
        self._query = parse(text)
        self._problems = list(self._query.problems)

    def articles(self, sort: str) -> list[ArticleLine]:
        from reader.library.search.results import Sort  # late, as above

        found = self._finder.find(self._query, Sort(sort))
        self._problems = list(found.problems)
        return self._finder.lines(found.keys[: self._limit], self._query)

    def people(self) -> list[PersonLine]:
        return self._finder.people(self._query, self._limit)[0]

    def quotations(self) -> list[QuotationLine]:
        return self._finder.quotations(self._query, self._limit)[0]

    def notes(self) -> list[NoteLine]:
        return self._finder.notes(self._query, self._limit)[0]

    def complain(self) -> None:
        """Say what was left out of the search."""
        for problem in self._problems:
            complain(problem)


# -- for pipes -----------------------------------------------------------------------------------------------


def _dump(rows: Sequence[dict[str, Any]], form: str) -> None:
    if form == "jsonl":
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    else:
        text = json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
    to_stdout(text.encode("utf-8", "backslashreplace"))


def _article(line: ArticleLine) -> dict[str, Any]:
    row = line.row
    return {
        "kind": "article",
        "id": row.id,
        "title": row.title,
        "site": row.site,
        "published": row.published,
        "source": row.source,
        "notes": row.notes,
        "read": row.is_read,
        "people": list(line.people),
        "title_hits": _spans(line.title_hits),
        "snippets": [_snippet(each) for each in line.snippets],
    }


def _person(line: PersonLine) -> dict[str, Any]:
    return {
        "kind": str(line.kind),
        "name": line.name,
        "roles": list(line.roles),
        "articles": line.articles,
        "mentions": line.mentions,
        "name_hits": _spans(line.hits),
    }


def _quotation(line: QuotationLine) -> dict[str, Any]:
    return {
        "kind": "quotation",
        "id": line.article_id,
        "title": line.title,
        "site": line.site,
        "published": line.published,
        "speaker": line.speaker,
        "direct": line.direct,
        "snippets": [_snippet(line.snippet)],
    }


def _note(line: NoteLine) -> dict[str, Any]:
    return {
        "kind": "note",
        "note": line.note_id,
        "id": line.article_id,
        "title": line.title,
        "site": line.site,
        "published": line.published,
        "state": str(line.state),
        "colour": line.colour,
        "tags": list(line.tags),
        "quote": None if line.quote is None else _snippet(line.quote),
        "body": None if line.body is None else _snippet(line.body),
    }


def _snippet(snippet: Snippet) -> dict[str, Any]:
    return {
        "text": snippet.text,
        "hits": _spans(snippet.hits),
        "start": snippet.place.start,
        "end": snippet.place.end,
        "first": snippet.first.start,
    }


def _spans(spans: Sequence[Span]) -> list[dict[str, int]]:
    return [{"start": span.start, "end": span.end} for span in spans]


# -- for people ----------------------------------------------------------------------------------------------


def _show(rows: Sequence[list[_Line]], bidi: str) -> None:
    """Print the lines of each row, and a blank one after it; hits in colour, or in brackets where there is none."""
    if not sys.stdout.isatty():
        text = "".join(_bracketed(line) + "\n" for row in rows for line in [*row, []])
        to_stdout(text.encode("utf-8", "backslashreplace"))
        return
    from reader import terminal  # late: rich is slow to import and only a terminal needs it
    from reader.exporters.text import Line

    plain = terminal.turns(bidi)
    terminal.show_lines(
        (
            Line(((_bracketed(line), line[0][1] if line else "body"),) if plain else tuple(line))
            for row in rows
            for line in [*row, []]
        ),
        bidi,
    )


def _bracketed(line: _Line) -> str:
    return "".join(f"[{text}]" if style == "hit" else text for text, style in line)


def _marked(text: str, hits: Sequence[Span], style: str) -> _Line:
    pieces, at = [], 0
    for start, end in _stretches(text, hits):
        pieces += [(text[at:start], style), (text[start:end], "hit")]
        at = end
    return [(piece, of) for piece, of in (*pieces, (text[at:], style)) if piece]


def _stretches(text: str, hits: Sequence[Span]) -> list[tuple[int, int]]:
    """The hits, those that only a blank parts as one: [ראש הממשלה] reads better than [ראש] [הממשלה]."""
    stretches: list[tuple[int, int]] = []
    for hit in hits:
        if stretches and text[stretches[-1][1] : hit.start] == " ":
            stretches[-1] = (stretches[-1][0], hit.end)
        else:
            stretches.append((hit.start, hit.end))
    return stretches


def _article_lines(line: ArticleLine, *, with_snippets: bool = True) -> list[_Line]:
    row = line.row
    about = [row.site or "", _day(row.published), *line.people]
    if row.notes:
        about.append("הערה אחת" if row.notes == 1 else f"{row.notes} הערות")
    lines = [
        _marked(row.title or row.source, line.title_hits if row.title else (), "headline"),
        _about(*about),
    ]
    if with_snippets:
        lines += [_marked(each.text, each.hits, "body") for each in line.snippets]
    return [each for each in lines if each]


def _person_lines(line: PersonLine) -> list[_Line]:
    count = "מאמר אחד" if line.articles == 1 else f"{line.articles} מאמרים"
    return [_marked(line.name, line.hits, "name"), _about(*line.roles[:2], count)]


def _quotation_lines(line: QuotationLine) -> list[_Line]:
    said = _marked(line.snippet.text, line.snippet.hits, "quote")
    return [said, _about(line.speaker or "", line.title, line.site or "", _day(line.published))]


def _note_lines(line: NoteLine) -> list[_Line]:
    parts = [_marked(each.text, each.hits, "body") for each in (line.quote, line.body) if each is not None]
    tags = (f"#{tag}" for tag in line.tags)
    return [*parts, _about(*tags, line.title, line.site or "", _day(line.published))]


def _about(*parts: str) -> _Line:
    text = " · ".join(part for part in parts if part)
    return [(text, "soft")] if text else []


def _day(published: str | None) -> str:
    """A day in the Hebrew order, 7.11.2013."""
    parts = (published or "")[:10].split("-")
    if len(parts) == 3 and all(part.isdecimal() for part in parts):
        year, month, day = parts
        return f"{int(day)}.{int(month)}.{year}"
    return published or ""
