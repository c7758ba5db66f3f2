"""Files of Web Annotations, of Reader and of other programs.

One Annotation, a list of them, an AnnotationCollection or AnnotationPage, a JSON-LD graph.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from reader.errors import ReaderError
from reader.exporters.notes.fields import Fields
from reader.exporters.notes.found import Contents, Found, settled
from reader.exporters.notes.record import EXACT, article_from, article_record, unpacked
from reader.exporters.notes.webannotation_item import OURS, found
from reader.model.noted import NotedArticle

_MOST_PAGES = 10_000


def parse(document: object, name: str) -> Contents:
    """The notes in `document`, decoded JSON of the file `name`.

    Raises:
        ReaderError: a field holds what it cannot; the sentence names it.
    """
    ours = _our_articles(document, name)
    notes = [found(Fields(shape, place, name)) for place, shape in _shapes(document, name)]
    articles = _dealt(notes, ours) or settled(notes, [article for article, _ in ours])
    return Contents(articles, {each.note.id: each.states for each in notes if each.states})


def _our_articles(document: object, name: str) -> list[tuple[NotedArticle, int]]:
    """The articles that a collection of ours tells of, and how many of its notes are on each."""
    if not isinstance(document, Mapping) or OURS + "articles" not in document:
        return []
    listed = []
    for fields in Fields(document, "", name, OURS).groups("articles"):
        ours = fields.prefixed(OURS)
        article = article_from(ours)
        exact = unpacked(ours.raw(EXACT), article_record(article))
        if exact is not None:
            article = article_from(Fields(exact, ours.at(EXACT), name))
        listed.append((article, ours.number("notes")))
    return listed


def _dealt(notes: list[Found], ours: list[tuple[NotedArticle, int]]) -> list[NotedArticle]:
    """The notes of a collection that is as we wrote it; nothing where it is not."""
    articles, at = [], 0
    for article, count in ours:
        mine = notes[at : at + count]
        at += count
        names = {each.article_id for each in mine}
        if len(mine) < count or len(names) > 1:
            return []
        articles.append(replace(article, annotations=tuple(each.note for each in mine)))
    return articles if at == len(notes) else []


def _shapes(document: object, name: str) -> Iterator[tuple[str, object]]:
    """What should be annotations in `document`, each with its place.

    Raises:
        ReaderError: they are not in this file but at addresses of their own.
    """
    if isinstance(document, list):
        yield from ((f"[{number}]", each) for number, each in enumerate(document, 1))
        return
    fields = Fields(document, "", name)
    if "@graph" in fields:
        graph = fields.items("@graph")
        yield from ((place, each) for place, each in graph if isinstance(each, Mapping) and "target" in each)
    elif "items" in fields or "first" in fields:
        yield from _paged(fields, name)
    elif not {"AnnotationCollection", "AnnotationPage"} & kinds(document):
        yield "annotation", document


def kinds(shape: object) -> set[str]:
    """The types that `shape` says it has."""
    if not isinstance(shape, Mapping):
        return set()
    named = shape.get("type", shape.get("@type"))
    listed = named if isinstance(named, list) else [named]
    return {each.rpartition(":")[2] for each in listed if isinstance(each, str)}


def _paged(fields: Fields, name: str) -> Iterator[tuple[str, object]]:
    page: Fields | None = fields
    for _ in range(_MOST_PAGES):
        if page is None:
            return
        for place, each in page.items("items") if "items" in page else ():
            if isinstance(each, str):
                raise _elsewhere(name, place)
            yield place, each
        following = "first" if "first" in page and "items" not in page else "next"
        if isinstance(page.raw(following), str):
            raise _elsewhere(name, page.at(following))
        page = page.group(following) if following in page else None


def _elsewhere(name: str, field: str) -> ReaderError:
    return ReaderError(
        "{name}: {field} is at another address, which Reader does not open.",
        "Let the other program write all notes into one file.",
        name=name,
        field=field,
    )
