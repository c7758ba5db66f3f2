"""The command line: `reader`, `reader open`, `reader read`; the other commands have modules of their own.

It imports no Qt until the window is asked for, and nothing that a call does not need: `reader read` is used in
pipes, where its start is most of its time.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import click

from reader import __version__
from reader.cli_import import import_files, index, people
from reader.cli_library import library
from reader.cli_notes import notes
from reader.cli_parts import complain, engine_choice, engine_options, library_option, to_file, to_stdout
from reader.cli_search import list_articles, search
from reader.errors import ReaderError

FORMATS = ("text", "json", "jsonl", "yaml")
THEMES = ("paper", "white", "night", "contrast")


class _FileOrCommand(click.Group):
    """`reader FILE` opens the window on FILE; a file that is called like a command is ``./read``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        named = [
            arg for index, arg in enumerate(args)
            if not arg.startswith("-") and not (index and args[index - 1] == "--library")
        ]  # fmt: skip
        about_itself = {"--help", "-h", "--version"} & set(args)
        if named[0] not in self.commands if named else not about_itself:
            args = ["open", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_FileOrCommand, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="reader")
@library_option
def cli() -> None:
    """Read Hebrew news and see who is in it.

    `reader` opens the window, `reader FILE` opens it on an article.
    """


@cli.command("open")
@click.argument("file", required=False, type=click.Path())
@click.option(
    "--screenshot", metavar="OUT.png", type=click.Path(), help="Draw the window into a picture and exit."
)
@click.option("--size", default="1440x920", show_default=True, metavar="WxH", help="The picture's size.")
@click.option("--theme", type=click.Choice(THEMES), help="The paper to read on.")
@click.option("--select", metavar="NAME", multiple=True, help="Choose this person, as a click would.")
@click.option("--language", type=click.Choice(["he", "en"]), help="The language of the interface.")
@library_option
def open_window(
    file: str | None,
    screenshot: str | None,
    size: str,
    theme: str | None,
    select: tuple[str, ...],
    language: str | None,
) -> None:
    """Open the window, on FILE where one is named."""
    width, height = _size(size)
    if screenshot is not None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = _window_program()
    if screenshot is None:
        sys.exit(app.run(file, theme=theme, language=language, select=select))
    app.screenshot(
        file, Path(screenshot), size=(width, height), theme=theme, language=language, select=select
    )


def _window_program() -> ModuleType:
    try:
        # Late: all of Qt comes with it, which no other command may wait for.
        from reader.ui import app
    except ImportError as failure:
        # The wheel has Qt, but Qt stands on libraries of the system's.
        raise ReaderError(
            "The window cannot be opened, because a library of the system is missing: {reason}.",
            "`make run` installs what is needed on Debian and Ubuntu; `reader read` works without it.",
            reason=failure,
        ) from failure
    return app


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal()) or not (
        200 <= int(width) <= 8000 and 200 <= int(height) <= 8000
    ):
        raise click.BadParameter(
            "give it as WIDTHxHEIGHT in pixels, 200 to 8000 each, e.g. 1440x920", param_hint="--size"
        )
    return int(width), int(height)


@cli.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar="FILE...")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--out", metavar="PATH", type=click.Path(), help="Write there instead of to standard output.")
@click.option(
    "--bidi",
    type=click.Choice(["auto", "logical", "visual"]),
    default="auto",
    show_default=True,
    help="Order of letters in text on a terminal; auto asks what the terminal can do.",
)
@engine_options
@library_option
def read(
    files: tuple[str, ...], form: str, out: str | None, bidi: str, engine: str | None, model: str | None
) -> None:
    """Say who is in each article: its text, people, places, organisations and quotations."""
    # Late: `reader --help` and the window's start do not wait for the importers and engines.
    from reader import pipeline
    from reader.exporters import EXPORTERS

    choice = engine_choice(engine, model)
    terminal = out is None and form == "text" and sys.stdout.isatty()
    show = _terminal_printer(bidi) if terminal else None
    chunks: list[bytes] = []
    failed = False
    for file in files:
        try:
            reading = pipeline.read(file, choice=choice, warn=complain)
        except ReaderError as failure:
            failed = True
            complain(failure)
            continue
        if show is not None:
            show(reading)
        elif out is None:
            to_stdout(EXPORTERS[form].dump(reading, ()))
        else:
            chunks.append(EXPORTERS[form].dump(reading, ()))
    if out is not None and chunks:
        to_file(Path(out), b"".join(chunks))
    sys.exit(1 if failed else 0)


def _terminal_printer(bidi: str) -> Callable[[Any], None]:
    # Late: rich is slow to import and only a terminal needs it.
    from reader import terminal

    return lambda reading: terminal.show(reading, bidi)


library.add_command(people)
library.add_command(index)
library.add_command(list_articles)
library.add_command(search)
cli.add_command(library)
cli.add_command(import_files)
cli.add_command(notes)


def main() -> None:
    """Run the command line; exit status 0 done, 1 something could not be read, 2 wrong usage."""
    try:
        cli(prog_name="reader")
    except ReaderError as failure:
        complain(failure)
        sys.exit(1)
    except BrokenPipeError:
        # The pipe's reader has gone (`reader read x | head`); nothing is left to say, nor to flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
