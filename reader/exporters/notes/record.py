"""Notes and their articles as plain groups of fields, and back; what texts cannot hold is packed beside them.

A file of notes is valid Unicode, with dates and addresses as its format wants them, so that every program can
read it. A note can hold more than that: half a surrogate pair from a file's name, a date that another program made
up. Where what was written would come back as something else, the note itself goes with it under `EXACT`.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from typing import Any, TypeAlias

from reader.exporters.notes.fields import Fields
from reader.model import Annotation, Selector, State, Style
from reader.model.noted import NotedArticle

Revisions: TypeAlias = Mapping[str, frozenset[str]]
"""The marks (`reader.library.notes.digest`) of the states that notes have had, by their ids, as far as known."""

Record: TypeAlias = dict[str, Any]
"""What a file keeps of one thing: texts, numbers, truths, lists and groups of these."""

EXACT = "exact_bytes"
"""The field that holds the packed thing itself where the other fields cannot say it."""


def whole(text: str) -> str:
    """`text` as valid Unicode: what is half of a surrogate pair becomes U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def pack(exact: Record, seen: Record) -> str:
    """`exact` in letters that every format keeps, with a mark of what is `seen` of it in the other fields."""
    text = json.dumps([exact, _mark(seen)], ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(text.encode("utf-8", "surrogatepass")).decode()


def unpacked(packed: object, seen: Record) -> Record | None:
    """What was packed; None where nothing was, or where somebody has changed what is `seen` since."""
    if not isinstance(packed, str):
        return None
    try:
        text = base64.b64decode(packed, validate=True).decode("utf-8", "surrogatepass")
        exact, mark = json.loads(text)
    except (binascii.Error, ValueError, TypeError, RecursionError):
        return None
    return exact if isinstance(exact, dict) and mark == _mark(seen) else None


def _mark(seen: Record) -> str:
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()[:16]


def note_record(note: Annotation) -> Record:
    """One note's fields."""
    selector = note.selector
    return {
        "id": note.id,
        "article_id": note.article_id,
        "selector": selector
        and {
            "exact": selector.exact,
            "prefix": selector.prefix,
            "suffix": selector.suffix,
            "start": selector.start,
            "end": selector.end,
            "was_unique": selector.was_unique,
        },
        "body": note.body,
        "colour": note.colour,
        "tags": list(note.tags),
        "entity_id": note.entity_id,
        "created": note.created,
        "modified": note.modified,
        "state": note.state.value,
        "style": note.style.value,
    }


def note_from(fields: Fields) -> Annotation:
    """The note that `note_record` made the fields of.

    A person may have written them: only `id` and `article_id` must be there.

    Raises:
        ReaderError: a field is missing or holds what it cannot; the sentence names it.
    """
    created = fields.optional("created") or ""
    return Annotation(
        id=fields.text("id"),
        article_id=fields.text("article_id"),
        selector=_selector(fields.group("selector")) if "selector" in fields else None,
        body=fields.optional("body") or "",
        colour="yellow" if "colour" not in fields else fields.text("colour"),
        tags=fields.texts("tags") if "tags" in fields else (),
        entity_id=fields.optional("entity_id"),
        created=created,
        modified=created if "modified" not in fields else fields.text("modified"),
        state=fields.one_of("state", State) if "state" in fields else State.EXACT,
        style=fields.one_of("style", Style) if "style" in fields else Style.HIGHLIGHT,
    )


def _selector(fields: Fields) -> Selector:
    exact = fields.text("exact")
    placed = "start" in fields or "end" in fields
    return Selector(
        exact=exact,
        prefix=fields.optional("prefix") or "",
        suffix=fields.optional("suffix") or "",
        start=fields.number("start") if placed else 0,
        end=fields.number("end") if placed else len(exact),
        was_unique=fields.truth("was_unique") if "was_unique" in fields else False,
    )


def article_record(article: NotedArticle) -> Record:
    """What is known of an article, without its notes."""
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "language": article.language,
        "site": article.site,
        "author": article.author,
        "published": article.published,
    }


def article_from(fields: Fields, notes: tuple[Annotation, ...] = ()) -> NotedArticle:
    """The article that `article_record` made the fields of, with `notes`.

    Raises:
        ReaderError: a field is missing or holds what it cannot; the sentence names it.
    """
    return NotedArticle(
        id=fields.text("id"),
        title=fields.optional("title") or "",
        source=fields.optional("source") or "",
        language="he" if "language" not in fields else fields.text("language"),
        site=fields.optional("site"),
        author=fields.optional("author"),
        published=fields.optional("published"),
        annotations=notes,
    )


def cleaned(value: object) -> Any:  # noqa: ANN401 - the same kind of thing comes back
    """`value` with every text in it `whole`."""
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, list):
        return [cleaned(each) for each in value]
    if isinstance(value, dict):
        return {key: cleaned(each) for key, each in value.items()}
    return value
