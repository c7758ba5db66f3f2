"""`reader import`: files and folders into the library; `reader library people` and `index`: what is known of them.

Who is in the articles, and where which words are.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from reader.cancel import CancelledError, CancelToken
from reader.cli_parts import complain, engine_choice, engine_options, library_option, to_stdout
from reader.errors import ReaderError

if TYPE_CHECKING:
    from reader import gathering, surveying, terminal
    from reader.library import Library
    from reader.model.choice import EngineChoice

FORMATS = ("text", "json", "jsonl")
_STEPS = {"import": "Importing", "people": "Finding people", "index": "Preparing the search"}
_COUNTED = ("new", "updated", "same", "refused", "read", "failed")


def _running_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give `command` the options that say how it runs."""
    for option in (
        click.option(
            "--until-closed", is_flag=True, help="Stop when standard input is closed, as a signal would."
        ),
        click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True),
        click.option("--low-priority", is_flag=True, help="Let other programs go first."),
    ):
        command = option(command)
    return command


def _shared_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give `command` the options that both commands have which find people."""
    return library_option(engine_options(_running_options(command)))


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(), metavar="PATH...")
@click.option(
    "--people/--no-people", default=False, show_default=True, help="Find the people in what came in, too."
)
@_shared_options
def import_files(
    paths: tuple[str, ...],
    *,
    people: bool,
    form: str,
    until_closed: bool,
    low_priority: bool,
    engine: str | None,
    model: str | None,
) -> None:
    """Bring files, and all files in folders, into your library.

    Articles that are there already are not doubled, newer versions are added to the older ones. What is no article is
    named, and the rest is done. It can be stopped at any moment: what came in until then stays. A PATH of - stands for
    paths on standard input, one a line, up to an empty line.
    """
    from reader import gathering  # late: no other command waits for the importers and SQLite

    choice = engine_choice(engine, model) if people else None
    wanted = [path for named in paths for path in (_paths_said() if named == "-" else [named])]

    def work(library: Library, teller: _Teller, token: CancelToken) -> None:
        report = gathering.gather(library, wanted, token, teller.gathered)
        # Those that were there too: the last import may have been stopped before their people were found.
        ids = [*report.new, *report.updated, *report.same]
        if choice is not None and ids and not report.stopped:
            _survey(library, teller, token, choice, ids=ids)

    _run(work, form, until_closed=until_closed, low_priority=low_priority)


@click.command("people")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Read at most N articles.")
@click.option(
    "--first-time", is_flag=True, help="Leave out what an older engine, or another one, has read already."
)
@_shared_options
def people(
    *,
    limit: int | None,
    first_time: bool,
    form: str,
    until_closed: bool,
    low_priority: bool,
    engine: str | None,
    model: str | None,
) -> None:
    """Find the people in the articles of your library that were not read yet, the newest first."""
    choice = engine_choice(engine, model)

    def work(library: Library, teller: _Teller, token: CancelToken) -> None:
        ids = library.articles_without_people() if first_time else None
        _survey(library, teller, token, choice, ids, limit)

    _run(work, form, until_closed=until_closed, low_priority=low_priority)


@click.command()
@_running_options
@library_option
def index(*, form: str, until_closed: bool, low_priority: bool) -> None:
    """Let the search know all that is in your library, as Reader does by itself when it is open.

    It can be stopped at any moment, and goes on from there the next time.
    """

    def work(library: Library, teller: _Teller, token: CancelToken) -> None:
        _read_through(library, teller, token)

    _run(work, form, until_closed=until_closed, low_priority=low_priority)


def _read_through(library: Library, teller: _Teller, token: CancelToken) -> None:
    from reader.library.index import Upkeep  # late, as above

    keeper = Upkeep(library)
    try:
        behind = keeper.behind()
        said = _Told(token, lambda share: teller.progress("index", round(share * behind), behind, {}))
        teller.more["indexed"] = keeper.catch_up(said)
    except CancelledError:
        pass  # what was read stays, and it goes on from there
    finally:
        keeper.close()


class _Told(CancelToken):
    """Stops with another token, and tells of the progress itself."""

    def __init__(self, of: CancelToken, tell: Callable[[float], None]) -> None:
        super().__init__(tell)
        self._of = of

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked the work to stop."""
        return self._of.cancelled

    def check(self) -> None:
        """Return at once, or raise `CancelledError` where the work should stop."""
        self._of.check()


def _survey(
    library: Library,
    teller: _Teller,
    token: CancelToken,
    choice: EngineChoice,
    ids: list[str] | None = None,
    limit: int | None = None,
) -> None:
    from reader import surveying  # late: the engines come with it

    surveying.survey(library, choice, token, teller.surveyed, ids=ids, limit=limit, warn=teller.warn)


def _run(
    work: Callable[[Library, _Teller, CancelToken], None],
    form: str,
    *,
    until_closed: bool,
    low_priority: bool,
) -> None:
    """Do `work` in the library and tell of it; ends with the exit status."""
    from reader.library import Library  # late, as above

    if low_priority and hasattr(os, "nice"):
        os.nice(10)
    token = CancelToken()
    with ExitStack() as stack:
        stack.enter_context(_stopped_by_signals(token))
        teller = _TELLERS[form](token, stack)
        if until_closed:
            threading.Thread(target=_wait_for_close, args=(token,), daemon=True).start()
        try:
            with Library.open() as library:
                work(library, teller, token)
        except ReaderError as failure:
            teller.broke_off(failure)
    teller.finish()
    sys.exit(1 if teller.incomplete or token.cancelled else 0)


@contextmanager
def _stopped_by_signals(token: CancelToken) -> Iterator[None]:
    """The first signal to end stops the work at its next safe place, the second one the program."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before: dict[int, Any] = {}

    def stop(number: int, _frame: FrameType | None) -> None:
        token.cancel()
        signal.signal(number, before[number])

    for name in ("SIGINT", "SIGTERM", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None:
            before[number] = signal.getsignal(number)
            signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _paths_said() -> list[str]:
    """The paths on standard input; a system takes no command of ten thousand paths."""
    said = b""
    # As it comes, for the same reason as below; the names are what the system has, text or not.
    while b"\n\n" not in said and (more := os.read(0, 65536)):
        said += more.replace(b"\r\n", b"\n")
    return [os.fsdecode(line) for line in said.split(b"\n\n")[0].split(b"\n") if line]


def _wait_for_close(token: CancelToken) -> None:
    """Cancel when nobody holds the other end of standard input any more, which works on every system."""
    try:
        # Not by `sys.stdin`: a thread that waits in it keeps the program from ending.
        while os.read(0, 4096):
            pass
    except OSError:
        pass
    token.cancel()


class _Teller:
    """Says what happens, and counts it."""

    def __init__(self, token: CancelToken, stack: ExitStack) -> None:
        self.token = token
        self.counts = dict.fromkeys(_COUNTED, 0)
        self.more: dict[str, int] = {}  # what only some commands count
        self.broken = False
        self.start(stack)

    @property
    def incomplete(self) -> bool:
        """Whether something that was asked for was not done."""
        return self.broken or bool(self.counts["refused"] or self.counts["failed"])

    def gathered(self, event: gathering.Event) -> None:
        """Tell what happened to a file."""
        from reader.gathering import Progress, Refused, Taken  # late, as above

        match event:
            case Progress(done, total, size, path):
                self.progress("import", done, total, {"bytes": size, "path": path})
            case Taken(path, id_, title, outcome, from_trash):
                self.counts[outcome] += 1
                fields = {"path": path, "id": id_, "title": title, "outcome": outcome}
                self.say("article", outcome, fields | {"from_trash": from_trash})
            case Refused(path, error):
                self.counts["refused"] += 1
                self.trouble("refused", error, {"path": path})

    def surveyed(self, event: surveying.Event) -> None:
        """Tell what happened to an article."""
        from reader.surveying import Failed, Progress, Read  # late, as above

        match event:
            case Progress(done, total, title):
                self.progress("people", done, total, {"title": title})
            case Read(id_, title, people):
                self.counts["read"] += 1
                self.say("read", "read", {"id": id_, "title": title, "people": people})
            case Failed(id_, title, error):
                self.counts["failed"] += 1
                self.trouble("failed", error, {"id": id_, "title": title})

    def warn(self, error: ReaderError) -> None:
        """Tell that another engine reads."""
        self.trouble("warning", error, {})

    def broke_off(self, error: ReaderError) -> None:
        """Tell what ended the work."""
        self.broken = True
        self.trouble("error", error, {})

    def start(self, stack: ExitStack) -> None:
        """Make ready; what `stack` closes is closed before `finish`."""

    def progress(self, step: str, done: int, total: int, fields: dict[str, object]) -> None:
        """Tell how far it came."""

    def say(self, event: str, where: str, fields: dict[str, object]) -> None:
        """Tell of something that went well; `where` is the count that it is in."""

    def trouble(self, event: str, error: ReaderError, fields: dict[str, object]) -> None:
        """Tell of something that did not."""
        complain(error)

    def finish(self) -> None:
        """Tell how it ended."""


class _Lines(_Teller):
    """One JSON object a line, as it happens, for another program."""

    def progress(self, step: str, done: int, total: int, fields: dict[str, object]) -> None:
        self._put({"event": "progress", "step": step, "done": done, "total": total, **fields})

    def say(self, event: str, where: str, fields: dict[str, object]) -> None:
        self._put({"event": event, **fields})

    def trouble(self, event: str, error: ReaderError, fields: dict[str, object]) -> None:
        # The parts too, so that who shows it can say it in another language.
        parts = {"template": error.message, "hint": error.hint, "values": error.values}
        self._put({"event": event, **fields, "message": error.full, **parts})

    def finish(self) -> None:
        self._put(
            {"event": "done", **self.counts, **self.more, "stopped": self.token.cancelled or self.broken}
        )

    def _put(self, event: dict[str, object]) -> None:
        try:
            to_stdout(_json(event) + b"\n")
        except OSError:  # nobody reads on, and nothing is to be flushed at the end
            with suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            self.broken = True
            self.token.cancel()


class _Whole(_Teller):
    """One JSON object at the end."""

    def start(self, stack: ExitStack) -> None:
        self._lists: dict[str, list[object]] = {name: [] for name in _COUNTED}

    def say(self, event: str, where: str, fields: dict[str, object]) -> None:
        self._lists[where].append({key: value for key, value in fields.items() if key != "outcome"})

    def trouble(self, event: str, error: ReaderError, fields: dict[str, object]) -> None:
        complain(error)
        if event in self._lists:
            self._lists[event].append(fields | {"message": error.full})

    def finish(self) -> None:
        to_stdout(_json(self._lists | self.more | {"stopped": self.token.cancelled or self.broken}) + b"\n")


class _Text(_Teller):
    """For people: a bar on a terminal, a sentence for what could not be read, and one line at the end."""

    def start(self, stack: ExitStack) -> None:
        self._bar: terminal.Bar | None = None
        if _on_terminal():
            from reader import terminal  # late: rich is slow to import and only a terminal needs it

            self._bar = stack.enter_context(terminal.Bar())

    def progress(self, step: str, done: int, total: int, fields: dict[str, object]) -> None:
        if self._bar is not None:
            self._bar.show(_STEPS[step], done, total)

    def finish(self) -> None:
        counts = self.counts
        said = [
            f"{counts[name]:,} {words}"
            for name, words in (
                ("new", "new"),
                ("updated", "updated"),
                ("same", "there already"),
                ("refused", "refused"),
                ("read", "read for people"),
                ("failed", "failed"),
            )
            if counts[name]
        ]
        said += [f"{number:,} changes read" for number in self.more.values() if number]
        stopped = "Stopped: " if self.token.cancelled or self.broken else ""
        click.echo(f"{stopped}{', '.join(said) or 'nothing to do'}.")


_TELLERS: dict[str, type[_Teller]] = {"text": _Text, "json": _Whole, "jsonl": _Lines}


def _on_terminal() -> bool:
    return sys.stderr.isatty()


def _json(event: object) -> bytes:
    # A file's name that is no valid text becomes escapes, which JSON has as well.
    return json.dumps(event, ensure_ascii=False).encode("utf-8", "backslashreplace")
