"""Further reading: each title on its own, and whether it is in the library; under it, the articles that lead here."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget
from shiboken6 import isValid

from reader.cancel import CancelToken
from reader.model import Article, Link
from reader.ui.library.backlinks import Backlinks
from reader.ui.parts.i18n import tr
from reader.ui.parts.panel_heading import PanelHeading
from reader.ui.parts.quiet_scroll import margins, quiet_area
from reader.ui.parts.theme import Theme, theme
from reader.ui.parts.title_row import TitleRow
from reader.ui.state.session import Session

if TYPE_CHECKING:
    from reader.library import ArticleRow, Library


@dataclass(frozen=True, slots=True)
class Around:
    """What the library knows round an article: where each of its links leads, and the articles that lead to it."""

    targets: tuple[ArticleRow | None, ...]
    pointing: tuple[ArticleRow, ...]


def look_around(library: Library, article: Article, token: CancelToken) -> Around:
    """Ask the library; off the GUI thread, since somebody may just be saving."""
    # Late: SQLite is not needed for the first sight of the article.
    from reader.library.index import Index, index_path
    from reader.library.linking import pointing_here, targets

    found = tuple(targets(library, article.links))
    token.check()
    if library.read_only and library.path is not None and not index_path(library.path).exists():
        return Around(found, ())  # nothing is made beside a library that is only looked at
    with closing(Index(library)) as index:
        return Around(found, tuple(pointing_here(index, article.id, token)))


class LinkRow(TitleRow):
    """One title of the further reading; `row` is its article, if that is in the library."""

    def __init__(self, link: Link, look: Theme, right: bool) -> None:
        super().__init__(link.title, look, right)
        self.link = link
        self.row: ArticleRow | None = None

    def show_state(self, row: ArticleRow | None) -> None:
        """Say where the article is."""
        self.row = row
        words = tr("Not saved")
        if row is not None:
            where = tr("In the library")
            words = f"{where} · {tr('read')}" if row.opened else where
        self.say(words, here=row is not None)


class LinksPanel(QWidget):
    """The titles that the article names at its end, and those that name it; hidden where there are none."""

    open_wanted = Signal(str)  # an article's id in the library
    browse_wanted = Signal(object)  # a Link: its address, or without one a search for its title

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("linksPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._theme = theme("paper")
        self._shown: Article | None = None
        self._known: Around | None = None
        self.rows: list[LinkRow] = []
        self._build()
        session.article_changed.connect(self.refresh)
        session.reading_changed.connect(self.refresh)
        session.library_changed.connect(self.refresh)
        self.refresh()

    def _build(self) -> None:
        self.heading = PanelHeading(tr("Further reading"))
        self.backlinks = Backlinks(self._theme)
        self.backlinks.open_wanted.connect(self.open_wanted)
        self._body = QWidget()
        self._body.setObjectName("columnBody")
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 8)
        self._column.setSpacing(0)
        self._column.addWidget(self.backlinks)
        self._column.addStretch(1)
        self._scroll = quiet_area(self._body)
        column = QVBoxLayout(self)
        column.setContentsMargins(*margins(self, 12))
        column.setSpacing(0)
        column.addWidget(self.heading)
        self.heading.keep_clear_of_bar()
        column.addWidget(self._scroll, 1)

    def set_theme(self, look: Theme) -> None:
        """Show the titles in this theme's colours."""
        self._theme = look
        self.backlinks.set_theme(look)
        self._make_rows()

    def refresh(self) -> None:
        """Ask the library again which of the articles are in it, and which point here."""
        session = self._session
        article, library = session.article, session.library
        if article is not self._shown:
            self._known = None
        if article is not self._shown or not self.rows:
            self._shown = article
            self._make_rows()
        if article is None or library is None:
            session.jobs.cancel("links")
            self._on_known(None)
        else:
            # Whoever opened the article has been told already where the library does not answer.
            session.jobs.run(
                "links",
                lambda token: look_around(library, article, token),
                self._on_known,
                lambda _trouble: self._on_known(None),
            )

    def sizeHint(self) -> QSize:
        width = max(self.width(), 200) - 28
        rows = sum(row.heightForWidth(width) for row in (*self.rows, *self.backlinks.rows))
        headings = bool(self.rows) + bool(self.backlinks.rows)
        return QSize(300, 12 + headings * (self.heading.sizeHint().height() + 4) + rows + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 90)

    # -- inside ----------------------------------------------------------------------------------------------

    def _make_rows(self) -> None:
        links = self._shown.links if self._shown else ()
        right = self._shown is None or self._shown.right_to_left
        held = next((index for index, row in enumerate(self.rows) if row.hasFocus()), -1)
        for row in self.rows:
            self._column.removeWidget(row)
            row.setParent(None)
            row.deleteLater()
        self.rows = [LinkRow(link, self._theme, right) for link in links]
        for index, row in enumerate(self.rows):
            row.clicked.connect(lambda _checked=False, row=row: self._follow(row))
            row.menu_wanted.connect(lambda where, row=row: self._menu(row).popup(where))
            self._column.insertWidget(index, row)
        if 0 <= held < len(self.rows):
            self.rows[held].setFocus(Qt.FocusReason.TabFocusReason)
        self._show_known()

    def _on_known(self, around: Around | None) -> None:
        if not isValid(self):
            return  # the window was built anew in another language meanwhile
        self._known = around or Around((None,) * len(self.rows), ())
        self._show_known()

    def _show_known(self) -> None:
        """Say what is known; what is not known yet is not claimed to be away."""
        if self._known is not None:
            for row, target in zip(self.rows, self._known.targets, strict=False):
                row.show_state(target)
        self.backlinks.show_rows(self._known.pointing if self._known else ())
        self.heading.set_count(len(self.rows))
        self.heading.setVisible(bool(self.rows))
        if not self.rows and not self.backlinks.rows:
            self.hide()
        elif self.parentWidget() is not None:  # alone it would come up as a window of its own
            self.show()
        self.updateGeometry()

    def _follow(self, row: LinkRow) -> None:
        if row.row is not None:
            self.open_wanted.emit(row.row.id)
        else:
            # The network is never asked without a word: a click on a title that is not here only offers it.
            edge = row.rect().bottomRight() if self.isRightToLeft() else row.rect().bottomLeft()
            self._menu(row).popup(row.mapToGlobal(edge))

    def _menu(self, row: LinkRow) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        link = row.link
        if row.row is not None:
            article_id = row.row.id
            menu.addAction(tr("Open from the library")).triggered.connect(
                lambda: self.open_wanted.emit(article_id)
            )
        if link.url:
            menu.addAction(tr("Open in the browser")).triggered.connect(lambda: self.browse_wanted.emit(link))
        menu.addAction(tr("Search the web for this title")).triggered.connect(
            lambda: self.browse_wanted.emit(replace(link, url=None))
        )
        if link.span is not None:
            menu.addSeparator()
            menu.addAction(tr("Show in the text")).triggered.connect(
                lambda: self._session.wants_shown.emit(link.span)
            )
        return menu
