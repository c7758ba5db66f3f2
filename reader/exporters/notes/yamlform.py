"""Notes as YAML that a person can read and mend: the fields by the names that Reader has for them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from reader.exporters.notes.fields import Fields
from reader.exporters.notes.found import Contents
from reader.exporters.notes.record import (
    EXACT,
    Record,
    Revisions,
    article_from,
    article_record,
    cleaned,
    note_from,
    note_record,
    pack,
    unpacked,
)
from reader.model import Annotation
from reader.model.noted import NotedArticle

KIND = "reader_notes"
"""The field that says what the file is; its value is the version of this form."""

_HEAD = f"""\
# Notes of Reader. They can be brought in again with: reader notes import FILE
# The last line, three dots, says that the file is whole.
---
{KIND}: 1
"""
_BLOCK = re.compile(r"[^\s#][^\n]*(?:\n+[^\s][^\n]*)*\n?")
# What a YAML file may not hold as it is, or would take for the end of a line.
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_NOT_CHARACTERS = re.compile("[\U0001fffe\U0001ffff]")


def dump(articles: Sequence[NotedArticle], revisions: Revisions) -> bytes:
    """UTF-8, the same bytes for the same notes."""
    lines = [_HEAD, "articles:" if articles else "articles: []", "\n"]
    for article in articles:
        lines += _lines(_article_shape(article), "  - ", "    ")
        lines.append("    notes:\n" if article.annotations else "    notes: []\n")
        for note in article.annotations:
            shape = _note_shape(note)
            if known := revisions.get(note.id):
                shape["revisions"] = sorted(known)
            lines += _lines(shape, "      - ", "        ")
    return "".join([*lines, "...\n"]).encode()


def parse(document: object, name: str) -> Contents:
    """The notes in `document`, the decoded YAML of the file `name`.

    Raises:
        ReaderError: a field is missing or holds what it cannot; the sentence names it.
    """
    found = Contents([])
    for fields in Fields(document, "", name).groups("articles"):
        article = article_from(fields)
        exact = unpacked(fields.raw(EXACT), article_record(article))
        fields_of_it = fields if exact is None else Fields(exact, fields.at(EXACT), name)
        notes = []
        for each in fields.groups("notes") if "notes" in fields else ():
            notes.append(_note(each))
            if "revisions" in each:
                found.revisions[notes[-1].id] = frozenset(each.texts("revisions"))
        found.articles.append(article_from(fields_of_it, tuple(notes)))
    return found


def _note(fields: Fields) -> Annotation:
    note = note_from(fields)
    exact = unpacked(fields.raw(EXACT), note_record(note))
    return note if exact is None else note_from(Fields(exact, fields.at(EXACT), fields.name))


def _note_shape(note: Annotation) -> Record:
    return _shape(note_record(note))


def _article_shape(article: NotedArticle) -> Record:
    return _shape(article_record(article))


def _shape(record: Record) -> Record:
    shape: Record = cleaned(record)
    return shape if shape == record else shape | {EXACT: pack(record, shape)}


def _lines(record: Record, first: str, margin: str) -> Iterator[str]:
    start = first
    for key, value in record.items():
        if isinstance(value, dict):
            yield f"{start}{key}:\n"
            yield from _lines(value, margin + "  ", margin + "  ")
        elif value is not None:
            yield f"{start}{key}: {_value(value, margin + '  ')}\n"
        else:
            continue
        start = margin


def _value(value: Any, margin: str) -> str:  # noqa: ANN401 - what JSON can hold
    if isinstance(value, str) and "\n" in value and _BLOCK.fullmatch(value) and not _ODD.search(value):
        # As it was written, a line a line. What stands after the last line is said by the sign behind the bar.
        lines = value.removesuffix("\n").split("\n")
        return ("|" if value.endswith("\n") else "|-") + "".join(
            f"\n{margin}{line}" if line else "\n" for line in lines
        )
    # JSON is YAML, but for a few characters.
    return _ODD.sub(lambda odd: f"\\u{ord(odd[0]):04x}", json.dumps(value, ensure_ascii=False))
