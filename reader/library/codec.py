"""Articles, readings and notes as the library keeps them, and back; the round trip is exact.

This form is the library's own; what `reader read` prints is another one, made to be read by others. What
comes back broken is a `DamagedError`.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TypeAlias

from reader.library import mapcodec
from reader.library.failures import DamagedError
from reader.model import (
    Annotation,
    Article,
    Block,
    BlockKind,
    EngineInfo,
    Entity,
    EntityKind,
    Link,
    Mention,
    MentionForm,
    Quote,
    Reading,
    Role,
    Selector,
    Span,
    State,
    Style,
)
from reader.model.corrections import RefusedName

Column: TypeAlias = str | bytes | int | None
"""What one column of a row holds."""

Row: TypeAlias = Mapping[str, Column]
"""A row by the names of its columns."""


def to_column(text: str) -> str | bytes:
    """`text` as SQLite can hold it: half a surrogate pair (from a file's name) is no UTF-8, but stays."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def from_column(value: Column) -> str:
    """The text that `to_column` made `value` of."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogatepass")
    if not isinstance(value, str):
        raise DamagedError(f"a text is kept as {type(value).__name__}")
    return value


def optional_from(value: Column) -> str | None:
    """A column that may hold a text."""
    return None if value is None else from_column(value)


def number_from(value: Column) -> int:
    """A column that must hold a number."""
    if not isinstance(value, int):
        raise DamagedError(f"a number is kept as {type(value).__name__}")
    return value


def article_columns(article: Article) -> dict[str, Column]:
    """All that is kept of an article itself."""
    layout = {
        "blocks": [[block.kind.value, block.span.start, block.span.end] for block in article.blocks],
        "links": [
            [[link.span.start, link.span.end] if link.span else None, link.title, link.url]
            for link in article.links
        ],
    }
    return {
        "id": article.id,
        "source": to_column(article.source),
        "language": to_column(article.language),
        "site": _optional(article.site),
        "author": _optional(article.author),
        "published": _optional(article.published),
        "source_hash": article.source_hash,
        "text": to_column(article.text),
        "layout": to_column(_json(layout)),
        "source_map": mapcodec.pack(article.source_map) if article.source_map is not None else None,
    }


def article_from(row: Row) -> Article:
    """The article that `article_columns` made `row` of."""
    with _intact("an article"):
        layout = json.loads(from_column(row["layout"]))
        text = from_column(row["text"])
        packed = row["source_map"]
        article = Article(
            id=from_column(row["id"]),
            source=from_column(row["source"]),
            language=from_column(row["language"]),
            text=text,
            blocks=tuple(Block(BlockKind(kind), Span(start, end)) for kind, start, end in layout["blocks"]),
            links=tuple(
                Link(Span(*place) if place else None, title, url) for place, title, url in layout["links"]
            ),
            published=optional_from(row["published"]),
            site=optional_from(row["site"]),
            author=optional_from(row["author"]),
            source_hash=from_column(row["source_hash"]),
            source_map=mapcodec.unpack(packed) if isinstance(packed, bytes) else None,
        )
        if any(block.span.end > len(text) for block in article.blocks):
            raise DamagedError("a block ends after the text")
        if article.source_map is not None and len(article.source_map) != len(text):
            raise DamagedError("the map to the source is of another text")
        return article


def reading_payload(reading: Reading) -> bytes:
    """What an engine found, without the article and the engine themselves."""
    payload = {
        "entities": [[each.id, each.kind.value, each.name, each.aliases] for each in reading.entities],
        "mentions": [
            [*_ends(each.span), *_ends(each.name_span), each.entity_id, each.form.value, each.why, each.sure]
            for each in reading.mentions
        ],
        "roles": [[each.entity_id, each.text, *_ends(each.span)] for each in reading.roles],
        "quotes": [
            [*_ends(each.span), each.speaker_id, each.cue_span and _ends(each.cue_span), each.direct]
            for each in reading.quotes
        ],
    }
    return zlib.compress(_json(payload).encode("utf-8", "surrogatepass"))


def reading_from(payload: bytes, article: Article, engine: EngineInfo) -> Reading:
    """The reading that `reading_payload` made `payload` of."""
    with _intact("a reading"):
        found = json.loads(mapcodec.inflate(payload).decode("utf-8", "surrogatepass"))
        return Reading(
            article=article,
            entities=tuple(
                Entity(id_, EntityKind(kind), name, tuple(aliases))
                for id_, kind, name, aliases in found["entities"]
            ),
            mentions=tuple(
                Mention(Span(start, end), Span(first, last), entity_id, MentionForm(form), why, sure)
                for start, end, first, last, entity_id, form, why, sure in found["mentions"]
            ),
            roles=tuple(
                Role(entity_id, text, Span(start, end)) for entity_id, text, start, end in found["roles"]
            ),
            quotes=tuple(
                Quote(Span(start, end), speaker_id, Span(*cue) if cue else None, direct)
                for start, end, speaker_id, cue, direct in found["quotes"]
            ),
            engine=engine,
        )


def annotation_columns(annotation: Annotation) -> dict[str, Column]:
    """One note's row."""
    selector = annotation.selector
    return {
        "id": to_column(annotation.id),
        "article_id": to_column(annotation.article_id),
        "placed": int(selector is not None),
        "exact": to_column(selector.exact if selector else ""),
        "prefix": to_column(selector.prefix if selector else ""),
        "suffix": to_column(selector.suffix if selector else ""),
        "start": selector.start if selector else 0,
        "stop": selector.end if selector else 0,
        "was_unique": int(selector is not None and selector.was_unique),
        "body": to_column(annotation.body),
        "colour": to_column(annotation.colour),
        "tags": to_column(_json(annotation.tags)),
        "entity_id": _optional(annotation.entity_id),
        "created": to_column(annotation.created),
        "modified": to_column(annotation.modified),
        "state": annotation.state.value,
        "style": annotation.style.value,
    }


def annotation_from(row: Row) -> Annotation:
    """The note that `annotation_columns` made `row` of."""
    with _intact("a note"):
        return Annotation(
            id=from_column(row["id"]),
            article_id=from_column(row["article_id"]),
            selector=_selector_from(row) if row["placed"] else None,
            body=from_column(row["body"]),
            colour=from_column(row["colour"]),
            tags=tuple(json.loads(from_column(row["tags"]))),
            entity_id=optional_from(row["entity_id"]),
            created=from_column(row["created"]),
            modified=from_column(row["modified"]),
            state=State(from_column(row["state"])),
            style=Style(from_column(row["style"])),
        )


def _selector_from(row: Row) -> Selector:
    return Selector(
        exact=from_column(row["exact"]),
        prefix=from_column(row["prefix"]),
        suffix=from_column(row["suffix"]),
        start=number_from(row["start"]),
        end=number_from(row["stop"]),
        was_unique=bool(row["was_unique"]),
    )


def refused_name_from(name: Column, kind: Column) -> RefusedName:
    """A name that the person refused."""
    with _intact("a refused name"):
        return RefusedName(from_column(name), EntityKind(from_column(kind)))


@contextmanager
def _intact(what: str) -> Iterator[None]:
    try:
        yield
    except (ValueError, TypeError, KeyError, IndexError, zlib.error, RecursionError) as failure:
        raise DamagedError(f"{what} cannot be read back: {failure}") from failure


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _ends(span: Span) -> list[int]:
    return [span.start, span.end]


def _optional(text: str | None) -> str | bytes | None:
    return None if text is None else to_column(text)
