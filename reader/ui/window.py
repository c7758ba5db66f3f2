"""The main window: layout and wiring, nothing else."""

from __future__ import annotations

import base64
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from reader.library.settings import Settings
from reader.model import EntityKind, Link, Span
from reader.ui import deeds, intake
from reader.ui.article_view import ArticleView
from reader.ui.i18n import tr
from reader.ui.links_panel import LinksPanel
from reader.ui.message_bar import MessageBar
from reader.ui.notes_panel import NotesPanel
from reader.ui.page import Look
from reader.ui.people_panel import PeoplePanel
from reader.ui.search import ArticleSearch
from reader.ui.selection_bar import SelectionBar
from reader.ui.session import Session
from reader.ui.side_column import SideColumn
from reader.ui.status_line import StatusLine
from reader.ui.strip import Strip
from reader.ui.style import style_sheet
from reader.ui.theme import theme
from reader.ui.top_bar import TopBar

SIDE, NOTES = 300, 290
"""Widths of the two sidebars in pixels, as in the design."""
SIZES = range(12, 41, 2)
"""The sizes of the article's text in pixels."""
NARROW = 900
"""Under this many pixels the notes make room for the article."""


class MainWindow(QMainWindow):
    """One window on one session."""

    settings_changed = Signal(object)  # the new Settings, to be kept
    language_wanted = Signal(str)

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self.session = session
        self.settings = settings
        self.setWindowTitle("Reader")
        self.setAcceptDrops(True)
        self.setMinimumSize(640, 420)
        self._build()
        self._wire()
        self.actions_by_name = deeds.make(self)
        self.top_bar.menu_button.setMenu(deeds.main_menu(self))
        self._apply_look()
        self._restore()

    # -- layout ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        session = self.session
        self.top_bar = TopBar()
        self.messages = MessageBar()
        self.view = ArticleView(session)
        self.strip = Strip(session, self.view)
        self.search = ArticleSearch(session)
        self.selection_bar = SelectionBar(self.view)
        self.people = PeoplePanel(session)
        self.links = LinksPanel(session)
        self.notes = NotesPanel(session)
        self.status = StatusLine(session)

        self.side = SideColumn(self.people, self.links)
        page = QFrame(objectName="page")
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.view, 1)
        row.addWidget(self.strip)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        for widget in (self.side, page, self.notes):
            self.splitter.addWidget(widget)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setCollapsible(1, False)
        self.splitter.setHandleWidth(1)
        self.setCentralWidget(_column(self.top_bar, self.messages, self.splitter, self.status, stretch=2))

    def _wire(self) -> None:
        session, top = self.session, self.top_bar
        session.failed.connect(self.messages.show_error)
        session.article_changed.connect(self._on_article)
        session.busy_changed.connect(self._on_busy)
        self.search.changed.connect(lambda: top.set_hits(self.search.current, len(self.search.hits)))
        top.searched.connect(self.search.search)
        top.stepped.connect(self.search.step)
        top.search_left.connect(self._leave_search)
        top.zoom.connect(self.zoom)
        top.theme_picked.connect(self.set_theme)
        top.notes_toggled.connect(self.show_notes)
        top.library_wanted.connect(self.offer_recent)
        self.view.zoom_wanted.connect(self.zoom)
        self.view.annotation_clicked.connect(self._show_note)
        self.view.escape_pressed.connect(session.clear_choice)
        self.view.search_hits_from(self.search)
        self.strip.search_hits_from(self.search)
        bar = self.selection_bar
        bar.highlight_wanted.connect(self.highlight)
        bar.note_wanted.connect(self.note)
        bar.tag_wanted.connect(self.tag)
        bar.person_wanted.connect(self.ask_whose)
        self.links.open_wanted.connect(session.open_stored)
        self.links.browse_wanted.connect(self.browse)
        self.notes.informed.connect(self.messages.show_info)
        self.notes.state_changed.connect(self.status.set_notes_state)
        session.note_wanted.connect(self._on_note_wanted)

    # -- look ------------------------------------------------------------------------------------------------

    def set_theme(self, name: str) -> None:
        """Read on another paper from now on."""
        self._set(theme=theme(name).name)

    def zoom(self, by: int) -> None:
        """Make the article's text `by` steps larger; 0 is the design's size."""
        size = 20 if by == 0 else self.settings.text_size + 2 * by
        self._set(text_size=min(max(size, SIZES[0]), SIZES[-1]))

    def set_page(self, *, width: int | None = None, line_height: float | None = None) -> None:
        """Set the page's width in em or its line height."""
        self._set(
            page_width=width or self.settings.page_width,
            line_height=line_height or self.settings.line_height,
        )

    def show_notes(self, shown: bool) -> None:
        """Show or hide the notes."""
        self.notes.setVisible(shown)
        self.top_bar.set_notes_shown(shown)
        if shown != self.settings.notes_visible:
            self._keep(notes_visible=shown)

    def show_people(self, shown: bool) -> None:
        """Show or hide the sidebar with the people and the further reading."""
        self.side.setVisible(shown)
        if shown != self.settings.people_visible:
            self._keep(people_visible=shown)

    def _set(self, **changes: object) -> None:
        self._keep(**changes)
        self._apply_look()

    def _keep(self, **changes: object) -> None:
        self.settings = replace(self.settings, **changes)  # type: ignore[arg-type]
        self.settings_changed.emit(self.settings)

    def _apply_look(self) -> None:
        settings = self.settings
        chosen = theme(settings.theme)
        QApplication.setPalette(chosen.palette())
        sheet = style_sheet(chosen)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        if app.styleSheet() != sheet:
            app.setStyleSheet(sheet)
        look = Look(chosen, settings.text_size, settings.line_height, settings.page_width)
        self.view.set_look(look)
        for panel in (self.strip, self.people, self.links, self.notes, self.selection_bar, self.top_bar):
            panel.set_theme(chosen)

    # -- what was opened -------------------------------------------------------------------------------------

    def open_path(self, path: str | Path) -> None:
        """Open a file; what is typed in a note is saved first."""
        if self.notes.flush():
            self.session.open_path(path)

    def _on_busy(self, key: str, busy: bool) -> None:
        if key == "open" and busy:
            self.messages.clear_errors()  # of the last try: this one has its own outcome

    def _on_article(self) -> None:
        article = self.session.article
        if article is None:
            return
        self.setWindowTitle(f"{article.title} – Reader" if article.title else "Reader")
        self.top_bar.clear_search()
        self.view.setFocus()
        if Path(article.source).is_file():
            path = str(Path(article.source).absolute())
            self._keep(recent=self.settings.with_recent(path).recent, last_article=path)

    def offer_recent(self) -> None:
        """List what was open lately under the library's button."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        deeds.fill_recent(self, menu)
        button = self.top_bar.library_button
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def browse(self, link: Link) -> None:
        """Open a further article in the browser: its address, or a search for its title."""
        if link.url:
            address = QUrl(link.url)
        else:
            address = QUrl("https://duckduckgo.com/")
            address.setQuery(f"q={bytes(QUrl.toPercentEncoding(link.title)).decode()}")
        if not QDesktopServices.openUrl(address):
            self.messages.show_info(tr("No browser could be started for this title."))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if intake.can_take(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        intake.take(self, event.mimeData(), tr("dropped text"))

    # -- notes -----------------------------------------------------------------------------------------------

    def highlight(self, colour: str) -> None:
        """Highlight what is selected."""
        self._annotate(colour)

    def note(self) -> None:
        """Highlight what is selected and write a note on it."""
        self._annotate("yellow", edit="body")

    def tag(self) -> None:
        """Highlight what is selected and give it tags."""
        self._annotate("yellow", edit="tags")

    def ask_whose(self) -> None:
        """Ask which person the selected words belong to."""
        span, reading = self.view.selected_span(), self.session.reading
        people = reading.of_kind(EntityKind.PERSON) if reading else ()
        if span is None or not people:
            self.messages.show_info(tr("There is nobody in this article yet that the words could belong to."))
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for person in people:
            menu.addAction(person.name).triggered.connect(
                lambda _checked=False, name=person.name: self._annotate("yellow", entity=name, span=span)
            )
        menu.popup(self.selection_bar.mapToGlobal(QPoint(0, self.selection_bar.height())))

    def _annotate(
        self, colour: str, *, edit: str = "", entity: str | None = None, span: Span | None = None
    ) -> None:
        place = span or self.view.selected_span()
        if place is None:
            self.messages.show_info(tr("Select words in the article first."))
            return
        made = self.session.annotate(place, colour, entity_id=entity)
        if made is None:
            return
        self.view.clear_selection()
        if edit:
            self.show_notes(True)
            self.notes.edit(made.id, edit)

    def _on_note_wanted(self, _annotation_id: str) -> None:
        self.show_notes(True)

    def _show_note(self, annotation_id: str) -> None:
        self.show_notes(True)
        self.notes.activate(annotation_id)

    def _leave_search(self) -> None:
        self.search.search("")
        self.view.setFocus()

    # -- state -----------------------------------------------------------------------------------------------

    def _restore(self) -> None:
        settings = self.settings
        if not (settings.geometry and self.restoreGeometry(QByteArray(base64.b64decode(settings.geometry)))):
            self.resize(1440, 920)
        if len(settings.splitter) == 3:
            self.splitter.setSizes(list(settings.splitter))
        else:
            self.splitter.setSizes([SIDE, max(400, self.width() - SIDE - NOTES), NOTES])
        self.side.setVisible(settings.people_visible)
        self.show_notes(settings.notes_visible)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() < NARROW <= event.oldSize().width():
            self.notes.hide()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.notes.flush() and not intake.may_lose_note(self):
            event.ignore()
            return
        geometry = base64.b64encode(bytes(self.saveGeometry().data())).decode("ascii")
        self._keep(geometry=geometry, splitter=tuple(self.splitter.sizes()))
        event.accept()


def _column(*widgets: QWidget, stretch: int) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for index, widget in enumerate(widgets):
        column.addWidget(widget, 1 if index == stretch else 0)
    return holder
