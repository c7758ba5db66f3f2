"""Widgets, and what a window does to the whole application, live exactly as long as their test."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reader.ui.parts import i18n


@pytest.fixture(autouse=True)
def _widgets_live_as_long_as_the_test(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """pytest-qt holds widgets weakly: one that only a circle holds is taken apart whenever Python likes.

    Where that is while Qt is calling it, the process crashes. So they are held here, and deleted when the test is
    over, the latest first.
    """
    held: list[QWidget] = []
    add = QtBot.addWidget

    def hold(
        self: QtBot, widget: QWidget, *, before_close_func: Callable[[QWidget], None] | None = None
    ) -> None:
        held.append(widget)
        add(self, widget, before_close_func=before_close_func)

    monkeypatch.setattr(QtBot, "addWidget", hold)
    yield
    for widget in reversed(held):
        if shiboken6.isValid(widget):
            shiboken6.delete(widget)


@pytest.fixture(autouse=True)
def _the_application_is_as_before() -> Iterator[None]:
    """A window that speaks Hebrew turns the whole application round, and dresses it: the next test finds it plain."""
    yield
    i18n.set_language("en")
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        if app.styleSheet():
            app.setStyleSheet("")
