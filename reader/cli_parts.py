"""What the commands of `reader` share: the choice of the library, and where output and complaints go."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from reader.errors import ReaderError


def library_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give `command` the option ``--library DIR``."""
    return click.option(
        "--library",
        metavar="DIR",
        type=click.Path(),
        callback=_use_library,
        expose_value=False,
        help="Use the library in DIR instead of your own.",
    )(command)


def _use_library(_ctx: click.Context, _param: click.Parameter, folder: str | None) -> str | None:
    if folder is not None:
        # The folder of the library is a fact of the process, for every room that asks `paths.data_dir()`.
        os.environ["READER_DATA"] = folder
    return folder


def to_stdout(data: bytes) -> None:
    """Print `data` as it is."""
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def to_file(path: Path, data: bytes) -> None:
    """Write beside the target and rename, so that a full disk leaves no half file behind."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as failure:
        beside.unlink(missing_ok=True)
        raise ReaderError(
            "{path} could not be written: {reason}.",
            "Choose another place with --out.",
            path=path,
            reason=failure.strerror or failure,
        ) from failure


def complain(failure: ReaderError) -> None:
    """Say on standard error, in one line, what went wrong."""
    click.echo(f"reader: {failure.full}", err=True)
