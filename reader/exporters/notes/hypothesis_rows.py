"""Annotations as the API of Hypothesis gives them (https://h.readthedocs.io/en/latest/api-reference/)."""

from __future__ import annotations

from collections.abc import Mapping

from reader.exporters.notes.fields import Fields
from reader.exporters.notes.found import Contents, Found, settled
from reader.exporters.notes.instants import in_utc
from reader.exporters.notes.names import made_up
from reader.exporters.notes.webannotation_item import selector_among
from reader.model import Annotation

LISTS = ("rows", "annotations")
"""The field that the list is in: of an answer to a search, of an export by the browser's extension."""


def is_row(shape: object) -> bool:
    """Whether `shape` is an annotation of Hypothesis, and not one as the W3C has them."""
    return isinstance(shape, Mapping) and isinstance(shape.get("uri"), str) and "@context" not in shape


def parse(document: object, name: str) -> Contents:
    """The notes in `document`, decoded JSON of the file `name`. Answers become notes too.

    Raises:
        ReaderError: a field holds what it cannot; the sentence names it.
    """
    return Contents(settled([_found(row) for row in _rows(document, name)]))


def _rows(document: object, name: str) -> list[Fields]:
    if isinstance(document, list):
        return [Fields(each, f"[{number}]", name) for number, each in enumerate(document, 1)]
    fields = Fields(document, "", name)
    for key in LISTS:
        if key in fields:
            rows = list(fields.groups(key))
            # A search that was asked for answers apart gives them in a list of their own.
            return rows + (list(fields.groups("replies")) if "replies" in fields else [])
    return [fields]


def _found(row: Fields) -> Found:
    address = row.optional("uri") or ""
    selector = None
    for target in row.groups("target") if "target" in row else ():
        selector = selector or selector_among(target)
        address = address or target.optional("source") or ""
    text, tags = row.optional("text") or "", row.texts("tags") if "tags" in row else ()
    created, updated = (in_utc(row.optional(key) or "") or "" for key in ("created", "updated"))
    references = row.texts("references") if "references" in row else ()
    quote = selector.exact if selector else ""
    note = Annotation(
        id=row.optional("id") or made_up(address, quote, text, *tags, created),
        article_id="",
        selector=selector,
        body=text,
        colour="yellow",
        tags=tags,
        entity_id=None,
        created=created or updated,
        modified=updated or created,
    )
    return Found(
        note,
        address,
        title=_title(row),
        answers=references[0] if references else None,
        writer=_writer(row.optional("user") or ""),
    )


def _title(row: Fields) -> str:
    document = row.raw("document")
    titles = document.get("title") if isinstance(document, Mapping) else None
    first = titles[0] if isinstance(titles, list) and titles else titles
    return first if isinstance(first, str) else ""


def _writer(user: str) -> str:
    """``dana`` of ``acct:dana@hypothes.is``."""
    return user.removeprefix("acct:").partition("@")[0]
