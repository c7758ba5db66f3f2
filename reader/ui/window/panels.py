"""The panels around the article, made and laid out: what everything that is done in the window works with."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoGroup

from reader.ui.article.selection_bar import SelectionBar
from reader.ui.article.strip import Strip
from reader.ui.library.links_panel import LinksPanel
from reader.ui.notes.notes_panel import NotesPanel
from reader.ui.parts.i18n import tr
from reader.ui.parts.message_bar import MessageBar
from reader.ui.people.panel import PeoplePanel
from reader.ui.state.search import ArticleSearch
from reader.ui.window.side_column import SideColumn
from reader.ui.window.status_line import StatusLine
from reader.ui.window.top_bar import TopBar
from reader.ui.window.window import MainWindow


class Panels(QObject):
    """The panels of one window, at their places. What is done with them, others do."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self.session = window.session
        self.view = window.view
        self.undoing = QUndoGroup(self)  # of the page that is in sight
        self.undoing.addStack(self.session.undo_stack)
        self.undoing.setActiveStack(self.session.undo_stack)
        self._build()

    def _build(self) -> None:
        window, session = self.window, self.session
        self.top_bar = TopBar()
        self.messages = MessageBar(window.page)
        self.search = ArticleSearch(session)
        self.search.setParent(self)
        self.strip = Strip(session, self.view)
        self.selection_bar = SelectionBar(self.view)
        self.people = PeoplePanel(session)
        self.links = LinksPanel(session)
        self.notes = NotesPanel(session)
        self.status = StatusLine(session)
        self.side = SideColumn(self.people, self.links)
        window.page_row.addWidget(self.strip)
        for place, panel, blank in ((0, self.side, window.sides[0]), (2, self.notes, window.sides[1])):
            window.splitter.replaceWidget(place, panel)
            blank.deleteLater()
        window.column.insertWidget(0, self.top_bar)
        window.column.addWidget(self.status)
        self.view.setAccessibleName(tr("Article"))

    def show_notes(self, shown: bool) -> None:
        """Show or hide the notes."""
        self.notes.setVisible(shown)
        self.top_bar.set_notes_shown(shown)
        self.window.keep(notes_visible=shown)

    def show_people(self, shown: bool) -> None:
        """Show or hide the sidebar with the people and the further reading."""
        self.side.setVisible(shown)
        self.window.keep(people_visible=shown)

    def open_stored(self, article_id: str) -> None:
        """Open an article of the library; what is typed in a note is saved first."""
        if self.notes.flush():
            self.session.open_stored(article_id)

    def ask_to_select(self) -> None:
        """Say that words must be selected before something can be done with them."""
        self.messages.show_info(tr("Select words in the article first."))
