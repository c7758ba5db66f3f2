"""Readings and notes to bytes.

An exporter is anything with `dump(reading, annotations) -> bytes`; the built-in ones are a literal table, more
come as entry points of `reader.exporters`, under their entry point's name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from reader.exporters.structured import JsonExporter, JsonLinesExporter, YamlExporter
from reader.exporters.text import TextExporter
from reader.model import Annotation, Reading

__all__ = ["EXPORTERS", "Exporter"]


class Exporter(Protocol):
    """Turns a reading and the notes on it into the bytes of one format."""

    def dump(self, reading: Reading, annotations: Sequence[Annotation]) -> bytes:
        """The finished bytes, UTF-8 where they are text."""
        ...


EXPORTERS: dict[str, Exporter] = {
    "text": TextExporter(),
    "json": JsonExporter(),
    "jsonl": JsonLinesExporter(),
    "yaml": YamlExporter(),
}
"""The built-in formats by the name that the command line knows them by."""
