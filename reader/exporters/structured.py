"""A reading as JSON, JSON lines and YAML, in the shape of `resources/schemas/reading.schema.json`.

All offsets are code points, half-open, into ``article.text``; ``source_*`` point into the decoded source file
and are null where the source is not plain text.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, TypeVar

from reader.model import Annotation, Article, Mention, Quote, Reading, Role, Span

Shape = dict[str, Any]
T = TypeVar("T", Mention, Role)


def as_dict(reading: Reading) -> Shape:
    """The reading in the public shape: only strings, numbers, booleans, None, lists and dicts."""
    article = reading.article
    roles, mentions = _by_entity(reading.roles), _by_entity(reading.mentions)
    return {
        "article": _article(article),
        "entities": [
            {
                "id": entity.id,
                "kind": entity.kind.value,
                "name": entity.name,
                "aliases": list(entity.aliases),
                "roles": [_role(article, role) for role in roles[entity.id]],
                "mentions": [_mention(article, mention) for mention in mentions[entity.id]],
            }
            for entity in reading.entities
        ],
        "quotes": [_quote(article, quote) for quote in reading.quotes],
        "engine": {"name": reading.engine.name, "version": reading.engine.version},
    }


def _by_entity(found: Sequence[T]) -> dict[str, list[T]]:
    """Mentions or roles by their entity: asked for one by one, a thousand people would cost the square."""
    grouped: dict[str, list[T]] = defaultdict(list)
    for one in found:
        grouped[one.entity_id].append(one)
    return grouped


def _article(article: Article) -> Shape:
    return {
        "id": article.id,
        "source": article.source,
        "language": article.language,
        "title": article.title,
        "site": article.site,
        "author": article.author,
        "published": article.published,
        "text": article.text,
        "blocks": [{"kind": block.kind.value, **_span(block.span)} for block in article.blocks],
        "links": [{"title": link.title, "url": link.url, **_span(link.span)} for link in article.links],
    }


def _role(article: Article, role: Role) -> Shape:
    return {"text": role.text, **_span(role.span), **_source(article, role.span)}


def _mention(article: Article, mention: Mention) -> Shape:
    return {
        **_span(mention.span),
        **_span(mention.name_span, "name_"),
        **_source(article, mention.name_span),
        "form": mention.form.value,
        "why": mention.why,
    }


def _quote(article: Article, quote: Quote) -> Shape:
    return {
        **_span(quote.span),
        **_source(article, quote.span),
        "speaker": quote.speaker_id,
        "direct": quote.direct,
        **_span(quote.cue_span, "cue_"),
    }


def _span(span: Span | None, prefix: str = "") -> Shape:
    return {f"{prefix}start": span.start if span else None, f"{prefix}end": span.end if span else None}


def _source(article: Article, span: Span) -> Shape:
    return _span(article.to_source(span), "source_")


class JsonExporter:
    """One object, laid out for the eye: what is in a list stands one a line."""

    def dump(self, reading: Reading, annotations: Sequence[Annotation]) -> bytes:
        """UTF-8, ending with a line end; `annotations` have a format of their own and are left out."""
        return (_laid_out(as_dict(reading)) + "\n").encode()


def _laid_out(value: object, margin: str = "") -> str:
    """JSON with line ends and indents, but whatever holds no other object or list on one line.

    `json.dumps(indent=2)` leaves the C encoder and takes four times as long on a book; here it encodes each
    mention, block and link whole.
    """
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if not any(isinstance(item, dict | list) for item in inner):
        return json.dumps(value, ensure_ascii=False)
    deeper = margin + "  "
    if isinstance(value, dict):
        items = [f"{json.dumps(key)}: {_laid_out(item, deeper)}" for key, item in value.items()]
    else:
        items = [_laid_out(item, deeper) for item in inner]
    opening, closing = ("{", "}") if isinstance(value, dict) else ("[", "]")
    return f"{opening}\n{deeper}" + f",\n{deeper}".join(items) + f"\n{margin}{closing}"


class JsonLinesExporter:
    """One object on one line."""

    def dump(self, reading: Reading, annotations: Sequence[Annotation]) -> bytes:
        """UTF-8, one line; `annotations` have a format of their own and are left out."""
        return (json.dumps(as_dict(reading), ensure_ascii=False, separators=(",", ":")) + "\n").encode()


class YamlExporter:
    """One YAML document, which `yaml.safe_load` reads back equal."""

    def dump(self, reading: Reading, annotations: Sequence[Annotation]) -> bytes:
        """UTF-8, begun by ``---``; `annotations` have a format of their own and are left out."""
        import yaml  # late: the other formats must not wait for it

        dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
        text = yaml.dump(
            as_dict(reading),
            Dumper=dumper,
            allow_unicode=True,
            sort_keys=False,
            explicit_start=True,
            width=110,
        )
        return str(text).encode()
