"""Importing, and finding people, in a process of its own: Python's one lock there never makes this window stutter."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from reader.errors import ReaderError

logger = logging.getLogger(__name__)

PATIENCE = 5_000
"""Milliseconds that a stopped process has to come to an end by itself."""
_LONGEST = 20_000  # characters of paths that a command may have: Windows takes 32,767, of all of it
_MOST_REFUSED = 2_000  # files that are named in the report


@dataclass(slots=True)
class ImportReport:
    """What became of an import: how many articles were new, newer versions, or there already, and what was refused.

    `read` and `failed` count the articles in which people were looked for. `trouble` is what ended it before its time;
    `stopped` says that somebody stopped it.
    """

    new: int = 0
    updated: int = 0
    same: int = 0
    read: int = 0
    failed: int = 0
    refused: list[tuple[str, ReaderError]] = field(default_factory=list)
    refused_total: int = 0
    stopped: bool = False
    trouble: ReaderError | None = None


class ImportRun(QObject):
    """Runs ``reader import``, ``reader library people`` or ``reader library index``, one at a time."""

    moved = Signal(
        str, int, int, str
    )  # "import", "people" or "index", done, in all (0: not known yet), what is at hand
    came_in = Signal()  # articles came in, or were read
    ended = Signal(object)  # ImportReport

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._report = ImportReport()
        self._rest = b""
        self._errors = b""
        self._kill = QTimer(self, singleShot=True, interval=PATIENCE)
        self._kill.timeout.connect(self._end)

    @property
    def running(self) -> bool:
        """Whether something is being imported or read."""
        return self._process is not None

    def import_paths(self, library: Path, paths: Sequence[str]) -> None:
        """Import files and folders into the library in the folder `library`."""
        many = sum(len(path) + 3 for path in paths) > _LONGEST and not any("\n" in path for path in paths)
        # What begins with a hyphen is no option.
        self._start(["import", *self._options(library), "--", *(["-"] if many else paths)])
        if many and self._process is not None:
            self._process.write(b"".join(os.fsencode(path) + b"\n" for path in paths) + b"\n")

    def find_people(self, library: Path, *, first_time: bool = False) -> None:
        """Find the people in the articles that this engine did not read yet; those that none did for the `first_time`."""
        self._start(["library", "people", *self._options(library), *(["--first-time"] if first_time else [])])

    def read_through(self, library: Path) -> None:
        """Bring the index of the search up to date."""
        self._start(["library", "index", *self._options(library)])

    def stop(self) -> None:
        """Let it come to its end at the next safe place; what was done stays."""
        if self._process is not None:
            self._report.stopped = True
            self._process.closeWriteChannel()
            self._kill.start()

    def shut_down(self) -> None:
        """End it and wait, as when the window closes; what was done stays."""
        process = self._process
        if process is not None:
            self.stop()
            if not process.waitForFinished(PATIENCE):
                process.kill()
                process.waitForFinished(PATIENCE)

    # -- inside ----------------------------------------------------------------------------------------------

    @staticmethod
    def _options(library: Path) -> list[str]:
        return ["--library", str(library), "--format", "jsonl", "--until-closed", "--low-priority"]

    def _start(self, arguments: list[str]) -> None:
        self._report, self._rest, self._errors = ImportReport(), b"", b""
        process = self._process = QProcess(self)
        process.readyReadStandardOutput.connect(self._read)
        process.readyReadStandardError.connect(self._read_errors)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        process.start(sys.executable, ["-m", "reader", *arguments])

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()

    def _read(self) -> None:
        if self._process is None:
            return
        *lines, self._rest = (self._rest + bytes(self._process.readAllStandardOutput().data())).split(b"\n")
        news = False
        last: Mapping[str, object] | None = None
        for line in lines:
            try:
                event = json.loads(line)
            except ValueError:
                logger.warning("the import said what is no JSON: %r", line[:200])
                continue
            if event.get("event") == "progress":
                last = event
            else:
                news = self._take(event) or news
        if last is not None:
            what = str(last.get("path") or last.get("title") or "")
            self.moved.emit(str(last["step"]), int(str(last["done"])), int(str(last["total"])), what)
        if news:
            self.came_in.emit()

    def _take(self, event: Mapping[str, object]) -> bool:
        """Count one event; whether the library is another one by it."""
        report, kind = self._report, event.get("event")
        if kind == "article":
            outcome = str(event.get("outcome"))
            report.new += outcome == "new"
            report.updated += outcome == "updated"
            report.same += outcome == "same"
            return outcome != "same"
        if kind == "read":
            report.read += 1
            return True
        if kind == "refused":
            report.refused_total += 1
            if len(report.refused) < _MOST_REFUSED:
                report.refused.append((str(event.get("path")), _error(event)))
        elif kind == "failed":
            report.failed += 1
        elif kind == "error":
            report.trouble = _error(event)
        return False

    def _read_errors(self) -> None:
        if self._process is not None:
            self._errors = (self._errors + bytes(self._process.readAllStandardError().data()))[-4_000:]

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._report.trouble = ReaderError(
                "The import could not be started.", "Start Reader again, and try again."
            )
            self._finish()

    def _on_finished(self, status: int, how: QProcess.ExitStatus) -> None:
        self._read()
        crashed = how is QProcess.ExitStatus.CrashExit or status not in (0, 1)
        if crashed and not self._report.stopped and self._report.trouble is None:
            logger.error("the import ended with %s: %s", status, self._errors.decode("utf-8", "replace"))
            self._report.trouble = ReaderError(
                "The import ended before it was done.",
                "What came in until then is in the library. Try again.",
            )
        self._finish()

    def _finish(self) -> None:
        self._kill.stop()
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        self.ended.emit(self._report)


def _error(event: Mapping[str, object]) -> ReaderError:
    """A failure that the other process told of, so that it can be said in the interface's language."""
    values = event.get("values")
    named = {str(name): value for name, value in values.items()} if isinstance(values, dict) else {}
    return ReaderError(str(event.get("template", "")), str(event.get("hint") or ""), **named)
