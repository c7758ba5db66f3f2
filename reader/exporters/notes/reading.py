"""Any file of notes into notes; which of the forms it is in is found out here."""

from __future__ import annotations

import json

from reader.errors import ReaderError
from reader.exporters.notes import hypothesis_rows, webannotation_reading, yaml_loading, yamlform
from reader.exporters.notes.found import Contents
from reader.model.noted import NotedArticle

LARGEST = 64 * 1024 * 1024
"""Bytes: a larger file is refused. Ten thousand notes have ten million."""

LARGEST_YAML = 32 * 1024 * 1024
"""Bytes: YAML takes many times as long as JSON, and ten thousand notes have seven million."""

_NO_NOTES = (
    "{name} has no notes that Reader can read.",
    "Reader reads Web Annotations (JSON-LD), its own YAML, and the JSON of Hypothesis.",
)
_TYPES = {"Annotation", "AnnotationCollection", "AnnotationPage"}
_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")


def parse(data: bytes, name: str = "") -> list[NotedArticle]:
    """The articles and their notes in a file called `name`; raises what `read` raises."""
    return read(data, name).articles


def read(data: bytes, name: str = "") -> Contents:
    """All that is in a file called `name`.

    Raises:
        ReaderError: it is too large, no file of notes, damaged, or has a field that is wrong; the sentence names the
            line or the field.
    """
    name = name or "The file"
    if len(data) > LARGEST:
        raise _too_large(name, len(data), LARGEST)
    text = _decoded(data, name)
    begins = text[:200].lstrip()[:1]
    if not begins:
        raise ReaderError("{name} is empty.", "Choose a file with notes in it.", name=name)
    if begins in ("{", "["):
        return _from_json(_json(text, name), name)
    if yamlform.KIND not in text[:4096]:
        raise ReaderError(*_NO_NOTES, name=name)
    if len(data) > LARGEST_YAML:
        raise _too_large(name, len(data), LARGEST_YAML)
    return yamlform.parse(yaml_loading.load(text, name), name)


def _too_large(name: str, size: int, largest: int) -> ReaderError:
    return ReaderError(
        "{name} is too large: it has {size} MB, and Reader opens files of up to {largest} MB.",
        "Export the notes in parts, one article at a time.",
        name=name,
        size=round(size / 1024 / 1024),
        largest=largest // 1024 // 1024,
    )


def _decoded(data: bytes, name: str) -> str:
    encoding = "utf-8-sig"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as failure:
        raise ReaderError(
            "{name} is not in UTF-8: line {line} cannot be read.",
            "Save it as UTF-8 and import it again; nothing was brought in.",
            name=name,
            line=data.count(b"\n", 0, failure.start) + 1,
        ) from failure


def _json(text: str, name: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as failure:
        # `tru` and `\u05` are ends too
        if failure.pos + 6 >= len(text.rstrip()) or failure.msg.startswith("Unterminated string"):
            raise yaml_loading.broken_off(name, failure.lineno) from failure
        raise ReaderError(
            "{name} cannot be understood from line {line} on: it is no valid {form}.",
            "Export the notes again, or mend that line; nothing was brought in.",
            name=name,
            line=failure.lineno,
            form="JSON",
        ) from failure
    except (RecursionError, ValueError) as failure:
        # nested thousands deep, or a number of thousands of digits
        raise ReaderError(*_NO_NOTES, name=name) from failure


def _from_json(document: object, name: str) -> Contents:
    listed = document.get("annotations") if isinstance(document, dict) else document
    if isinstance(listed, list) and not all(map(hypothesis_rows.is_row, listed)):
        if not all(map(_is_web_annotation, listed)):
            raise ReaderError(*_NO_NOTES, name=name)
        return webannotation_reading.parse(listed, name)
    if isinstance(listed, list) or hypothesis_rows.is_row(document) or _has(document, "rows"):
        return hypothesis_rows.parse(document, name)
    if _is_web_annotation(document) or _has(document, "@graph"):
        return webannotation_reading.parse(document, name)
    raise ReaderError(*_NO_NOTES, name=name)


def _is_web_annotation(shape: object) -> bool:
    return bool(_TYPES & webannotation_reading.kinds(shape)) or _has(shape, "target")


def _has(shape: object, key: str) -> bool:
    return isinstance(shape, dict) and key in shape
