"""The library's page on a large library, in the real window: opened, scrolled, typed into, during an import too.

python -m tests.bench.library_view FOLDER [IMPORTED]

FOLDER holds a library, as `tests.bench.search` leaves one; so many files are imported into it by the window while one
types. A process of its own, since what the page takes of the memory is part of it.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.library import LIBRARY_FILE, Library
from reader.ui.app import Desk, make_application
from reader.ui.library.page import LibraryPage
from reader.ui.parts.settings import Settings
from tests.bench import made
from tests.waiting import until

IMPORTED, WORDS = 10_000, 400
TYPED = ("ממשלה", "ירושלים", "נתניהו", "משטרה", "חינוך", "כלכלה", "ביטחון", "תקציב")


def main(folder: Path, imported: int = IMPORTED) -> None:
    """Measure and print."""
    articles = folder / "brought"
    articles.mkdir(parents=True, exist_ok=True)
    for number in range(imported):
        name = articles / f"{number}.txt"
        if not name.exists():
            name.write_text(f"ידיעה {number}: {made.article(WORDS, number)}", "utf-8")
    os.environ["READER_DATA"] = str(folder)
    os.environ["READER_CONFIG"] = str(folder / "config")
    desk = Desk(make_application(), Settings(language="he"), keep=True)
    desk.window.resize(1440, 920)
    desk.open_first(None)
    desk.window.show()
    desk.settle(lambda: Library.open(folder / LIBRARY_FILE))
    until(lambda: desk.session.reading is not None)
    until(lambda: not desk.session.jobs.busy("library-index"))
    print(
        f"\nThe library's page, {desk.session.library and len(desk.session.library.articles()):,} articles:"
    )
    page = _open(desk)
    _scroll(page)
    _memory(desk)
    print_row("a key until its first hits", _type(page, desk), 30)
    print_row("  typing without any pause", _type(page), 30)
    _import(desk, page, articles, imported)
    desk.window.close()
    desk.close()


def print_row(what: str, taken: list[float], goal: float) -> None:
    """The median, 95 of 100, and the longest, in milliseconds."""
    p95 = statistics.quantiles(taken, n=20, method="inclusive")[-1]
    middle, most = statistics.median(taken), max(taken)
    print(
        f"  {what:<34} {middle:6.1f} ms median, {p95:6.1f} p95, {most:6.1f} at most   ({goal:.0f})",
        flush=True,
    )


def _open(desk: Desk) -> LibraryPage:
    desk.base = _resident()  # type: ignore[attr-defined]
    begun = time.perf_counter()
    QTest.keyClick(desk.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    page = desk.room.library.page
    until(lambda: page.model.rowCount() > 0 and page.model.line(page.model.index(0, 0)) is not None)
    page.list.viewport().repaint()
    print(
        f"  opened                             {(time.perf_counter() - begun) * 1e3:6.1f} ms   (500)",
        flush=True,
    )
    until(lambda: not desk.session.finding.searching)
    return page


def _scroll(page: LibraryPage) -> None:
    bar = page.list.verticalScrollBar()
    frames = []
    for step in range(200):
        begun = time.perf_counter()
        bar.setValue(bar.value() + (page.list.viewport().height() if step % 2 else 120))
        page.list.viewport().repaint()
        QApplication.processEvents()
        frames.append((time.perf_counter() - begun) * 1e3)
    print_row("a scrolled frame", frames, 16)


def _memory(desk: Desk) -> None:
    taken = _resident() - desk.base  # type: ignore[attr-defined]
    print(f"  memory of the page                 {taken:6.0f} MB   (60)", flush=True)


def _type(page: LibraryPage, resting: Desk | None = None) -> list[float]:
    """Milliseconds from each key to its first hits painted; each when the window is `resting`, or at once."""
    taken = []
    for word in TYPED:
        page.field.clear()
        page.show_query("")
        for end in range(1, len(word) + 1):
            asked = word[:end]
            if resting is not None:
                session = resting.session
                until(
                    lambda session=session: (
                        not (  # type: ignore[misc]
                            session.finding.searching or session.jobs.busy("library-lines")
                        )
                    )
                )
            seen: list[str] = []
            joined = page.answered.connect(lambda answer, seen=seen: seen.append(answer.asked.text))
            begun = time.perf_counter()
            key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, word[end - 1])
            QApplication.sendEvent(page.field, key)
            until(lambda asked=asked, seen=seen: asked in seen)  # type: ignore[misc]
            page.list.viewport().repaint()
            taken.append((time.perf_counter() - begun) * 1e3)
            page.answered.disconnect(joined)
    return taken


def _import(desk: Desk, page: LibraryPage, articles: Path, imported: int) -> None:
    """Type while another process brings articles in; a timer tells how long the window was ever held up."""
    importing = desk.room.library.importing
    gaps: list[float] = []
    last = time.perf_counter()

    def beat() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append((now - last) * 1e3)
        last = now

    timer = QTimer(interval=5)
    timer.timeout.connect(beat)
    begun = last
    importing.import_paths([str(articles)])
    until(lambda: importing.run.running)
    timer.start()
    taken: list[float] = []
    while importing.run.running:
        taken += _type(page)
    timer.stop()
    rate = imported / (time.perf_counter() - begun)
    print(
        f"  during an import of {imported:,} articles ({rate:.0f} a second, while one types without a pause):"
    )
    print_row("a key until its first hits", taken, 30)
    print_row("between two beats of the window", gaps, 50)


def _resident() -> float:
    """Megabytes that this process holds."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    if sys.platform == "linux" and not {"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
