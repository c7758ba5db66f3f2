"""Notes as CSV for a spreadsheet: one line a note, with a byte order mark, without which Excel misreads Hebrew."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Sequence

from reader.exporters.notes.plain import closed, visible
from reader.exporters.notes.record import Revisions
from reader.hebrew.chars import INVISIBLE
from reader.model import Annotation
from reader.model.noted import NotedArticle

COLUMNS = (
    *("title", "site", "author", "published", "source"),
    *("person", "quote", "note", "tags", "colour", "style", "state", "created", "modified"),
    *("id", "article_id"),
)
"""The first line."""

# A cell that begins so is a formula to Excel or LibreOffice, whatever blanks or marks stand before it.
_FORMULA = re.compile(rf"[\s{INVISIBLE}]*[=+\-@＝＋－＠|%]|[\t\r\n]")


def dump(articles: Sequence[NotedArticle], _revisions: Revisions) -> bytes:
    """UTF-8 with a byte order mark, lines ended as RFC 4180 has it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for article in articles:
        for note in article.annotations:
            writer.writerow([_cell(value) for value in _row(article, note)])
    return codecs.BOM_UTF8 + text.getvalue().encode()


def _row(article: NotedArticle, note: Annotation) -> tuple[str | None, ...]:
    return (
        *(article.title, article.site, article.author, article.published, article.source),
        *(note.entity_id, note.quote, note.body, ", ".join(note.tags), note.colour, note.style.value),
        *(note.state.value, note.created, note.modified, note.id, note.article_id),
    )


def _cell(value: str | None) -> str:
    """`value` as a text that no spreadsheet reckons out; line ends are those inside a cell."""
    text = closed(visible(value or "")).replace("\r\n", "\n").replace("\r", "\n")
    return "'" + text if _FORMULA.match(text) else text
