"""The commands `reader notes export` and `reader notes import`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli_parts import complain, library_option, to_file, to_stdout
from reader.errors import ReaderError

if TYPE_CHECKING:
    from reader.library.merging import Merged

FORMS = ("jsonld", "markdown", "csv", "yaml")


@click.group()
@library_option
def notes() -> None:
    """Take notes out of the library and bring them in."""


@notes.command("export")
@click.option("--format", "form", type=click.Choice(FORMS), default="jsonld", show_default=True)
@click.option("--article", metavar="ID", help="Only the notes on this article.")
@click.option("--out", metavar="PATH", type=click.Path(), help="Write there instead of to standard output.")
@library_option
def export_command(form: str, article: str | None, out: str | None) -> None:
    """Write out all notes, or those on one article.

    jsonld (W3C Web Annotation) and yaml can be imported again; markdown is for reading, csv for spreadsheets.
    """
    # Late: `reader read` shares this program and loads no SQLite.
    from reader import exchange
    from reader.library import Library

    with Library.open() as library:
        data = exchange.export_notes(library, form, article)
    if out is None:
        to_stdout(data)
    else:
        to_file(Path(out), data)


@notes.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar="FILE...")
@library_option
def import_command(files: tuple[str, ...]) -> None:
    """Bring in the notes of each FILE; ``-`` is standard input.

    Reads Web Annotation JSON-LD of any program, Reader's YAML, and the JSON of Hypothesis. Of one file all notes come
    in, or none. A note that was changed here and there is kept twice.
    """
    # Late: `reader read` shares this program and loads no SQLite.
    from reader import exchange
    from reader.library import Library

    failed = False
    with Library.open() as library:
        for file in files:
            try:
                name, data = _content(file)
                merged = exchange.import_notes(library, data, name)
            except ReaderError as failure:
                failed = True
                complain(failure)
                continue
            click.echo(f"{name}: {_report(merged)}")
    sys.exit(1 if failed else 0)


def _content(file: str) -> tuple[str, bytes]:
    """What a file is called in sentences, and its bytes."""
    from reader import exchange  # late, as above
    from reader.exporters.notes import LARGEST  # late, as above

    if file == "-":
        return "standard input", sys.stdin.buffer.read(LARGEST + 1)
    path = Path(file)
    return path.name or file, exchange.read_notes(path)


def _report(merged: Merged) -> str:
    counts = (
        (len(merged.added), "added"),
        (len(merged.updated), "updated"),
        (len(merged.kept_both), "changed here and there and kept twice"),
        (len(merged.unchanged), "already there"),
    )
    said = ", ".join(f"{count} {what}" for count, what in counts if count)
    return said or "no notes in it"
