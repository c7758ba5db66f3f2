"""What the commands of `reader` share: the choice of the library, and where output and complaints go."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader.errors import ReaderError

if TYPE_CHECKING:
    from reader.model.choice import EngineChoice


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


def engine_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give `command` the options ``--engine NAME`` and ``--model DIR``, for `engine_choice`."""
    name = click.option(
        "--engine", metavar="NAME", help="Let this engine find the people, not the one of the settings."
    )
    model = click.option(
        "--model", metavar="DIR", type=click.Path(), help="Find people with the model in this folder."
    )
    return name(model(command))


def engine_choice(engine: str | None, model: str | None) -> EngineChoice:
    """The engine that the call names, else the one that was chosen in the window."""
    from reader.model.choice import EngineChoice  # late: the window's start does not wait for it

    if engine is None and model is None:
        # Late: a call that names an engine reads no settings.
        from reader import paths
        from reader.ui.parts.settings import load_settings

        settings = load_settings(paths.config_dir())
        return EngineChoice(settings.engine, settings.model)
    if engine:
        from reader import (
            entities,
        )  # late: only a named engine must be known before the first article is read

        known = entities.names()
        if engine not in known:
            raise click.BadParameter(
                f"there is none called {engine}, only {', '.join(known)}", param_hint="--engine"
            )
    return EngineChoice(engine or "", model or "")


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
