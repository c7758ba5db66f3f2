"""The articles of the library whose further reading leads to the open one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from reader.ui.notes.note_card import day_of
from reader.ui.parts.i18n import isolated, tr
from reader.ui.parts.panel_heading import PanelHeading
from reader.ui.parts.theme import Theme
from reader.ui.parts.title_row import TitleRow
from reader.ui.parts.wrapped import reads_rtl

if TYPE_CHECKING:
    from reader.library import ArticleRow


class BackRow(TitleRow):
    """One article that points here."""

    def __init__(self, row: ArticleRow, look: Theme) -> None:
        title = " ".join(row.title.split()) or tr("Without a headline")
        super().__init__(title, look, reads_rtl(title))
        self.row = row
        day = day_of(row.published, QLocale.FormatType.ShortFormat) if row.published else ""
        parts = (row.site or "", day, tr("read") if row.opened else "")
        self.say(" · ".join(isolated(part) for part in parts if part) or tr("In the library"), here=True)


class Backlinks(QWidget):
    """Their titles under a heading; hidden where there are none."""

    open_wanted = Signal(str)  # an article's id

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self.rows: list[BackRow] = []
        self.heading = PanelHeading(tr("Pointed to by"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 10, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.heading)
        self.hide()

    def set_theme(self, look: Theme) -> None:
        """Show the titles in this theme's colours."""
        self._look = look
        self.show_rows([row.row for row in self.rows], anew=True)

    def show_rows(self, articles: Sequence[ArticleRow], *, anew: bool = False) -> None:
        """Show these articles; nothing is made anew where they are shown already."""
        if not anew and [row.row for row in self.rows] == list(articles):
            return
        held = next((row.row.id for row in self.rows if row.hasFocus()), "")
        for row in self.rows:
            self._column.removeWidget(row)
            row.setParent(None)
            row.deleteLater()
        self.rows = [BackRow(article, self._look) for article in articles]
        for made in self.rows:
            made.clicked.connect(lambda _checked=False, row=made: self.open_wanted.emit(row.row.id))
            made.menu_wanted.connect(lambda where, row=made: self._ask(where, row))
            self._column.addWidget(made)
            if made.row.id == held:
                made.setFocus(Qt.FocusReason.OtherFocusReason)
        self.heading.set_count(len(self.rows))
        self.setVisible(bool(self.rows))

    def _ask(self, where: QPoint, row: BackRow) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Open from the library")).triggered.connect(
            lambda: self.open_wanted.emit(row.row.id)
        )
        menu.popup(where)
