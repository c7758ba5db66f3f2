"""What was dropped on the window or lies on the clipboard: whether it could be an article, and which files it names."""

from __future__ import annotations

from PySide6.QtCore import QMimeData


def can_take(data: QMimeData) -> bool:
    """Whether something was dropped or copied that could be an article."""
    return bool(files_of(data)) or data.hasText()


def files_of(data: QMimeData) -> list[str]:
    """The paths of the files on this machine that `data` names."""
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
