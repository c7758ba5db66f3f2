"""Instants as the person's clock and calendar say them."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDateTime, QLocale

from reader.ui.parts.i18n import isolated


def when(instant: str | datetime) -> str:
    """An instant (ISO 8601, or aware) as day and time; what is no instant as it stands."""
    try:
        moment = datetime.fromisoformat(instant) if isinstance(instant, str) else instant
        shown = QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
    except (ValueError, OverflowError, OSError):
        return isolated(str(instant))
    return isolated(QLocale().toString(shown, QLocale.FormatType.ShortFormat))
