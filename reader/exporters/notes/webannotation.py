"""Notes as W3C Web Annotations (JSON-LD): one AnnotationCollection with its only page inside.

What the model has no words for (colour, state, the person a note belongs to, the article's headline) stands in
fields of our own, which other programs pass over. See https://www.w3.org/TR/annotation-model/.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from reader.exporters.notes.fields import Fields
from reader.exporters.notes.instants import in_utc
from reader.exporters.notes.names import article_iri, made_up, note_iri
from reader.exporters.notes.record import (
    EXACT,
    Record,
    Revisions,
    article_from,
    article_record,
    cleaned,
    note_record,
    pack,
    whole,
)
from reader.exporters.notes.webannotation_item import OURS, found
from reader.model import Annotation
from reader.model.noted import NotedArticle

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_CONTEXTS = [CONTEXT, {OURS.rstrip(":"): "urn:hebrew-news-reader:terms:"}]


def dump(articles: Sequence[NotedArticle], revisions: Revisions) -> bytes:
    """UTF-8, one note a line, the same bytes for the same notes."""
    name = f"urn:uuid:{made_up(*(article.id for article in articles))}"
    items = [
        note_shape(note, article) | _states(revisions.get(note.id))
        for article in articles
        for note in article.annotations
    ]
    head = {
        "@context": _CONTEXTS,
        "id": name,
        "type": "AnnotationCollection",
        "label": "Notes of Reader",
        "total": len(items),
        OURS + "articles": [_article_shape(article) for article in articles],
    }
    page = {"id": f"{name}#page", "type": "AnnotationPage", "partOf": name, "startIndex": 0}
    lines = ",\n".join(_json(item) for item in items)
    opened = _json(head)[:-1] + ',\n"first": ' + _json(page)[:-1]
    return f'{opened}, "items": [\n{lines}\n]}}}}\n'.encode()


def note_shape(note: Annotation, article: NotedArticle) -> Record:
    """One note as an Annotation that can stand alone."""
    shape = _shape(note, article)
    if _is_ordinary(note, article):
        return shape
    shape = dict(cleaned(shape))
    seen = found(Fields(shape, "", "")).note
    if seen != note:
        shape[OURS + EXACT] = pack(note_record(note), note_record(seen))
    return shape


def _states(known: frozenset[str] | None) -> Record:
    return {OURS + "revisions": sorted(known)} if known else {}


def _is_ordinary(note: Annotation, article: NotedArticle) -> bool:
    """Whether `note` is surely said whole, as all are that Reader made: to read every one back takes twice as long."""
    selector = note.selector
    named = note.article_id and note_iri(note.id).startswith("urn:uuid:")
    if not named or in_utc(note.created) != note.created or in_utc(note.modified) != note.modified:
        return False
    texts = [note.article_id, article.id, note.body, note.colour, *note.tags, note.entity_id or ""]
    if selector is not None:
        texts += (selector.exact, selector.prefix, selector.suffix)
    everything = "".join(texts)
    return everything == whole(everything) and (selector is None or min(selector.start, selector.end) >= 0)


def _shape(note: Annotation, article: NotedArticle) -> Record:
    shape: Record = {
        "@context": CONTEXT,
        "id": note_iri(note.id),
        "type": "Annotation",
        "motivation": _motivation(note),
    }
    created, modified = in_utc(note.created), in_utc(note.modified)
    if created is not None:
        shape["created"] = created
    if modified is not None:
        shape["modified"] = modified
    bodies = [_text(note.body, "commenting") | {"format": "text/markdown"}] if note.body else []
    bodies += [_text(tag, "tagging") for tag in note.tags]
    if bodies:
        shape["body"] = bodies
    shape |= {
        "target": _target(note, article),
        OURS + "article": article.id,
        OURS + "version": note.article_id,
        OURS + "colour": note.colour,
        OURS + "style": note.style.value,
        OURS + "state": note.state.value,
    }
    if note.entity_id is not None:
        shape[OURS + "person"] = note.entity_id
    return shape


def _motivation(note: Annotation) -> str:
    if note.body:
        return "commenting"
    if note.tags:
        return "tagging"
    return "highlighting" if note.selector else "bookmarking"


def _text(value: str, purpose: str) -> Record:
    return {"type": "TextualBody", "value": value, "purpose": purpose}


def _target(note: Annotation, article: NotedArticle) -> str | Record:
    source = article_iri(article)
    selector = note.selector
    if selector is None:
        return source
    return {
        "type": "SpecificResource",
        "source": source,
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": selector.exact,
                "prefix": selector.prefix,
                "suffix": selector.suffix,
                OURS + "unique": selector.was_unique,
            },
            {
                "type": "TextPositionSelector",
                "start": max(0, selector.start),
                "end": max(0, selector.end),
            },
        ],
    }


def _article_shape(article: NotedArticle) -> Record:
    record = article_record(article)
    shape: Record = cleaned({OURS + key: value for key, value in record.items() if value is not None})
    shape[OURS + "notes"] = len(article.annotations)
    seen = article_record(article_from(Fields(shape, "", "", OURS)))
    if seen != record:
        shape[OURS + EXACT] = pack(record, seen)
    return shape


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
