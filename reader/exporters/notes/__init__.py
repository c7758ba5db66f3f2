"""Notes out to bytes, and in again.

JSON-LD (W3C Web Annotation) and YAML come back equal, field by field; Markdown is for reading and CSV for
spreadsheets.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.exporters.notes import markdown, spreadsheet, webannotation, yamlform
from reader.exporters.notes.reading import LARGEST, parse, read
from reader.exporters.notes.record import Revisions
from reader.model.noted import NotedArticle

__all__ = ["FORMS", "LARGEST", "dump", "parse", "read"]

_DUMPS: dict[str, Callable[[Sequence[NotedArticle], Revisions], bytes]] = {
    "jsonld": webannotation.dump,
    "markdown": markdown.dump,
    "csv": spreadsheet.dump,
    "yaml": yamlform.dump,
}

FORMS = frozenset(_DUMPS)
"""The forms that notes can be written in."""


def dump(form: str, articles: Sequence[NotedArticle], revisions: Revisions | None = None) -> bytes:
    """The notes on `articles` in one of `FORMS`; UTF-8.

    With `revisions`, whoever reads the file can tell a later state of a note from one that was changed apart.

    Raises:
        KeyError: there is no such form.
    """
    return _DUMPS[form](articles, revisions or {})
