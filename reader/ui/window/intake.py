"""How an article gets into the window: dialog, drop and paste; and what is asked before a note would be lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QFileDialog, QMessageBox

from reader.paths import resource
from reader.ui.parts.i18n import tr
from reader.ui.window.dropped import files_of
from reader.ui.window.panels import Panels
from reader.ui.window.window import MainWindow


def take(room: Panels, data: QMimeData, source: str, bring_in: Callable[[list[str]], object]) -> None:
    """Open the first file, else the text, that `data` holds; `source` names the text.

    Several files, and folders, are handed to `bring_in`, which imports them.

    Only the plain text is taken: formatted text from a browser comes as HTML too, and source HTML is never
    given to Qt.
    """
    files = files_of(data)
    if len(files) > 1 or (files and Path(files[0]).is_dir()):
        bring_in(files)
    elif files:
        room.window.open_path(files[0])
    elif data.text().strip():
        if room.notes.flush():
            room.session.open_text(data.text(), source)
    else:
        room.messages.show_info(tr("There is no text in it that could be opened."))


def ask_for_file(room: Panels) -> None:
    """Open the file that the person picks."""
    recent = room.window.settings.recent
    start = str(Path(recent[0]).parent) if recent else ""
    chosen, _ = QFileDialog.getOpenFileName(
        room.window,
        tr("Open an article"),
        start,
        f"{tr('Articles')} (*.txt *.text *.md);;{tr('All files')} (*)",
    )
    if chosen:
        room.window.open_path(chosen)


def open_sample(window: MainWindow) -> None:
    """Open the article that Reader brings along."""
    window.open_path(resource("articles", "sample.txt"))


def may_lose_note(window: MainWindow) -> bool:
    """Ask whether the window may close although a typed note could not be saved; the safe answer is first."""
    answer = QMessageBox.warning(
        window,
        tr("A note is not saved"),
        tr("What you typed could not be saved. Close all the same and lose it?"),
        QMessageBox.StandardButton.Cancel | QMessageBox.StandardButton.Discard,
        QMessageBox.StandardButton.Cancel,
    )
    return answer == QMessageBox.StandardButton.Discard
