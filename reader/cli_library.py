"""`reader library`: the store without a window: back it up, put a backup in its place, see whether it is whole."""

from __future__ import annotations

import sys
from contextlib import ExitStack
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
@click.option(
    "--repair", is_flag=True, help="Make the index of the search anew, from the articles and notes."
)
@library_option
def check(repair: bool) -> None:
    """Say whether the library is whole, and the index of its search; exit status 1 where one is not."""
    from reader.library import checking  # late, as above
    from reader.library.backups import Backups

    place = _library_path()
    found = checking.check(place)
    if found.sound:
        click.echo(f"The library {place} is sound: {found.articles} articles, {found.notes} notes.")
        if repair:
            _make_index(place)
        else:
            _check_index(place)
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


def _check_index(place: Path) -> None:
    """Say whether the index of the search is whole. One that is not there is made when it is needed."""
    from reader.library.index.inspection import check_index  # late, as above

    found = check_index(place)
    if found.sound:
        return
    for problem in found.problems:
        click.echo(f"reader: {place}: the index of the search: {problem}", err=True)
    click.echo(
        "reader: nothing of the library is lost; to make the index anew: reader library check --repair",
        err=True,
    )
    sys.exit(1)


def _make_index(place: Path) -> None:
    from reader.cancel import CancelToken  # late, as above
    from reader.library import Library, failures
    from reader.library.index import Upkeep, index_path
    from reader.terminal import Bar

    with ExitStack() as stack:
        keeper = Upkeep(stack.enter_context(Library.open(place)))
        bar = stack.enter_context(Bar()) if sys.stderr.isatty() else None
        keeper.rebuild(CancelToken(lambda share: bar.show("index", round(share * 100), 100) if bar else None))
        if not index_path(place).exists():
            raise failures.read_only(place)
    click.echo("The index of its search was made anew.")


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
