"""A window's start until its text is painted, in a process of its own; run by `tests.bench`.

`python -m tests.bench.launch reader FILE` starts Reader as the command does; `... bare FILE` is the smallest
PySide6 window that shows the same text from right to left. Each prints the monotonic clock at the first paint
with text, and the process's memory then.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path


def _report() -> None:
    pages = int(Path("/proc/self/statm").read_text().split()[1]) if Path("/proc/self/statm").exists() else 0
    megabytes = pages * resource.getpagesize() / 1e6
    sys.stdout.write(f"{time.monotonic()} {megabytes:.1f}\n")
    sys.stdout.flush()


def bare(file: str) -> None:
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QTextEdit

    class Page(QTextEdit):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            if not self.document().isEmpty():
                _report()
                QTimer.singleShot(0, QApplication.quit)

    app = QApplication([])
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    page = Page()
    page.setPlainText(Path(file).read_text("utf-8"))
    page.resize(1440, 920)
    page.show()
    app.exec()


def reader(file: str) -> None:
    from reader.ui import app
    from reader.ui.article.article_view import ArticleView

    painted = ArticleView.paintEvent
    reported = False

    def paint_and_report(self: ArticleView, event: object) -> None:
        nonlocal reported
        painted(self, event)  # type: ignore[arg-type]
        if self.document().isEmpty() or reported:
            return
        reported = True
        _report()
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication

        QTimer.singleShot(0, QApplication.quit)

    ArticleView.paintEvent = paint_and_report  # type: ignore[method-assign,assignment]
    app.run(file, theme=None, language=None, select=())


if __name__ == "__main__":
    {"bare": bare, "reader": reader}[sys.argv[1]](sys.argv[2])
