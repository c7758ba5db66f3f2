"""One Web Annotation, of Reader or of another program, as a note.

Its body may be a text (also in HTML), tags, a link, or several of these; its target a passage by its quotation,
with the position as a help, or the whole of an article. What is not understood is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from reader.exporters.notes.fields import Fields
from reader.exporters.notes.found import Found, selector_of
from reader.exporters.notes.html_text import text_of
from reader.exporters.notes.instants import in_utc
from reader.exporters.notes.names import is_iri, made_up, note_id_of
from reader.exporters.notes.record import EXACT, note_from, note_record, unpacked
from reader.model import Annotation, Selector, State, Style

OURS = "reader:"
"""What the names of our own fields begin with."""

_DEEPEST = 10


def found(fields: Fields) -> Found:
    """The note in one annotation.

    Raises:
        ReaderError: a field is missing or holds what it cannot; the sentence names it.
    """
    ours = fields.prefixed(OURS)
    target = _target(fields)
    body = _Body(_motivations(fields))
    body.take(fields.raw("bodyValue"))
    body.take(fields.raw("body"))
    created, modified = (_instant(fields, key) for key in ("created", "modified"))
    note = Annotation(
        id=_id(fields, target, body, created),
        article_id=ours.optional("version") or "",
        selector=target.selector,
        body="\n\n".join(body.comments),
        colour=ours.text("colour") if "colour" in ours else "yellow",
        tags=tuple(body.tags),
        entity_id=ours.optional("person"),
        created=created or modified,
        modified=modified or created,
        state=ours.one_of("state", State) if "state" in ours else State.EXACT,
        style=ours.one_of("style", Style) if "style" in ours else Style.HIGHLIGHT,
    )
    exact = unpacked(ours.raw(EXACT), note_record(note))
    return Found(
        note=note if exact is None else note_from(Fields(exact, ours.at(EXACT), fields.name)),
        source=target.source,
        article_id=ours.optional("article"),
        title=target.title,
        answers=note_id_of(target.source) if "replying" in _motivations(fields) else None,
        writer=_name(fields.raw("creator")),
        states=frozenset(ours.texts("revisions") if "revisions" in ours else ()),
    )


def _id(fields: Fields, target: _Target, body: _Body, created: str) -> str:
    """Its own name; one that is only of this file, as ``#1`` or ``_:b0``, does not tell it from others'."""
    for key in ("id", "@id"):
        value = fields.raw(key)
        if isinstance(value, str) and is_iri(value) and not value.startswith("_:"):
            return note_id_of(value)
        if isinstance(value, str) and value and not value.startswith("_:"):
            return made_up(target.source, value)
    selector = target.selector
    quote = (selector.prefix, selector.exact, selector.suffix, str(selector.start)) if selector else ()
    return made_up(target.source, *quote, *body.comments, *body.tags, created)


def _motivations(fields: Fields) -> frozenset[str]:
    value = fields.raw("motivation")
    return frozenset(each.rpartition(":")[2] for each in _listed(value) if isinstance(each, str))


def _instant(fields: Fields, key: str) -> str:
    value = fields.raw(key)
    return (in_utc(value) or "") if isinstance(value, str) else ""


def _name(creator: object) -> str:
    for each in _listed(creator):
        if isinstance(each, str):
            return each
        if isinstance(each, Mapping):
            for key in ("name", "nickname", "id", "@id"):
                value = each.get(key)
                if isinstance(value, str) and value:
                    return value
    return ""


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


# -- bodies --------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Body:
    """What the bodies of one annotation say, by what they are for."""

    motivations: frozenset[str]
    comments: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)

    def take(self, value: object, purposes: frozenset[str] = frozenset(), depth: int = 0) -> None:
        """Add what one body, or a list of them, says."""
        if depth > _DEEPEST:
            return
        if isinstance(value, str):
            self._add(value, purposes)
        elif isinstance(value, list):
            for each in value:
                self.take(each, purposes, depth + 1)
        elif isinstance(value, Mapping):
            own = frozenset(each for each in _listed(value.get("purpose")) if isinstance(each, str))
            self._take_group(value, own or purposes, depth)

    def _take_group(self, group: Mapping[str, object], purposes: frozenset[str], depth: int) -> None:
        for key in ("value", "chars", "cnt:chars", "rdf:value", "@value"):
            value = group.get(key)
            if isinstance(value, str):
                kind = group.get("format") or group.get("dc:format")
                html = isinstance(kind, str) and "html" in kind.lower()
                self._add(text_of(value) if html else value, purposes)
                return
        items = group.get("items")
        if isinstance(items, list):
            # Of a choice the first is meant; of anything else all are.
            self.take(items[:1] if group.get("type") == "Choice" else items, purposes, depth + 1)
            return
        for key in ("label", "source", "id", "@id"):
            if group.get(key):
                self.take(group[key], purposes, depth + 1)
                return

    def _add(self, text: str, purposes: frozenset[str]) -> None:
        tagging = "tagging" in purposes or (not purposes and self.motivations == {"tagging"})
        (self.tags if tagging else self.comments).append(text)


# -- targets -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Target:
    source: str
    selector: Selector | None = None
    title: str = ""


def _target(fields: Fields) -> _Target:
    """The first target that is a passage; the first of all where none is."""
    if "target" not in fields:
        fields.group("target")  # says that it is missing
    targets = list(_targets(fields.raw("target"), fields))
    return next((each for each in targets if each.selector), targets[0] if targets else _Target(""))


def _targets(value: object, fields: Fields, depth: int = 0) -> Iterator[_Target]:
    if depth > _DEEPEST:
        return
    if isinstance(value, str):
        yield _Target(value)
    elif isinstance(value, list):
        for each in value:
            yield from _targets(each, fields, depth + 1)
    elif isinstance(value, Mapping):
        if isinstance(value.get("items"), list):
            yield from _targets(value["items"], fields, depth + 1)
            return
        source, title = _resource(value)
        place = Fields(value, f"{fields.place}.target", fields.name)
        yield _Target(source, selector_among(place), title)


def _resource(group: Mapping[str, object]) -> tuple[str, str]:
    """The address of a resource and its title, as far as it has them."""
    source, title = "", ""
    for each in (group.get("source"), group):
        if isinstance(each, str):
            source = source or each
        elif isinstance(each, Mapping):
            for key in ("id", "@id"):
                value = each.get(key)
                source = source or (value if isinstance(value, str) else "")
            for key in ("title", "label", "name", "dcterms:title"):
                value = each.get(key)
                title = title or (value if isinstance(value, str) else "")
    return source, title


def selector_among(fields: Fields) -> Selector | None:
    """The passage that the field `selector` of a target describes; None where it is no passage of a text.

    Raises:
        ReaderError: a quotation is none; the sentence names it.
    """
    quoted: Selector | None = None
    position: tuple[int, int] | None = None
    for depth, each in _selectors(fields, 0):
        if _is(each, "TextQuoteSelector", "exact"):
            unique = each.prefixed(OURS)
            quoted = replace(
                selector_of(each.text("exact"), each.optional("prefix") or "", each.optional("suffix") or ""),
                was_unique="unique" in unique and unique.truth("unique"),
            )
        elif _is(each, "TextPositionSelector", "start") and not depth and position is None:
            start, end = each.raw("start"), each.raw("end")
            if isinstance(start, int) and isinstance(end, int) and start >= 0 and end >= 0:
                position = each.number("start"), each.number("end")
    if quoted is None:
        return Selector("", "", "", *position, was_unique=False) if position else None
    return quoted if position is None else replace(quoted, start=position[0], end=position[1])


def _selectors(fields: Fields, depth: int) -> Iterator[tuple[int, Fields]]:
    """The selectors of one target, each with how often it refines another; the finest come last."""
    key = "refinedBy" if depth else "selector"
    value = fields.raw(key)
    for number, each in enumerate(_listed(value), 1):
        if isinstance(each, Mapping) and depth <= _DEEPEST:
            place = fields.at(f"{key}[{number}]" if isinstance(value, list) else key)
            found = Fields(each, place, fields.name)
            yield depth, found
            yield from _selectors(found, depth + 1)


def _is(fields: Fields, kind: str, field_of_it: str) -> bool:
    types = [each.rpartition(":")[2] for each in _listed(fields.raw("type")) if isinstance(each, str)]
    return kind in types or (not types and field_of_it in fields)
