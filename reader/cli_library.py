"""`reader library`: the store without a window: back it up, put a backup in its place, see whether it is whole."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader import paths
from reader.cli_parts import library_option
from reader.errors import ReaderError

if TYPE_CHECKING:
    from reader.library.backups import Missing


@click.group()
@library_option
def library() -> None:
    """Keep your library safe: back it up, restore it, check it."""


@library.command()
@click.argument("folder", required=False, type=click.Path(), metavar="[DIR]")
@library_option
def backup(folder: str | None) -> None:
    """Make a backup in DIR, or in the folder `backups` beside the library, and print its path.

    It can be made while Reader is open. It is checked before it counts.
    """
    from reader.library.backups import Backups  # late: no other command waits for SQLite

    keeper = Backups(_library_path(), Path(folder) if folder is not None else None)
    click.echo(keeper.make())
    if folder is None:
        keeper.prune()


@library.command()
@click.argument("file", type=click.Path(), metavar="FILE")
@library_option
def restore(file: str) -> None:
    """Put the backup FILE in the library's place; the library of now is set aside, not deleted.

    Close Reader first.
    """
    from reader.library.backups import missing, restore  # late, as above

    place = _library_path()
    backup = Path(file).absolute()
    less = missing(backup, place) if backup.is_file() else None
    aside = restore(backup, place)
    click.echo(f"The library is as it was in {backup}.")
    if aside is not None:
        click.echo(f"What was there before is in {aside}.")
    if less is not None:
        _tell_missing(less)


@library.command()
@library_option
def check() -> None:
    """Say whether the library is whole; exit status 1 where it is not."""
    from reader.library import checking  # late, as above
    from reader.library.backups import Backups

    place = _library_path()
    found = checking.check(place)
    if found.sound:
        click.echo(f"The library {place} is sound: {found.articles} articles, {found.notes} notes.")
        return
    for problem in found.problems:
        click.echo(f"reader: {place}: {problem}", err=True)
    offer = Backups(place).offer()
    if offer is not None:
        click.echo(
            f"reader: the newest good backup is {offer.backup.path}, with {offer.backup.notes} notes:"
            f" reader library restore {offer.backup.path}",
            err=True,
        )
        _tell_missing(offer.missing)
    sys.exit(1)


def _library_path() -> Path:
    from reader.library import LIBRARY_FILE  # late, as above

    try:
        return (paths.data_dir() / LIBRARY_FILE).absolute()
    except OSError as failure:  # the folder that we are in is gone
        raise ReaderError(
            "There is no library at {path}.", "Look whether it was moved.", path=LIBRARY_FILE
        ) from failure


def _tell_missing(less: Missing) -> None:
    counts = [
        f"{count} {what}"
        for count, what in (
            (less.notes, "notes"),
            (less.older, "newer texts of notes"),
            (less.articles, "articles"),
            (less.shelves, "collections, saved searches and decisions about people"),
        )
        if count
    ]
    if counts:
        click.echo(f"reader: not in the backup: {', '.join(counts)}.", err=True)
    if not less.whole:
        click.echo("reader: not all of the library can be read: more may be missing.", err=True)
