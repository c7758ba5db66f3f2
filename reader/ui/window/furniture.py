"""The panels around the article: made, laid out and wired; and what the window does when they ask for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication

from reader.model import Link
from reader.ui.parts.i18n import tr
from reader.ui.parts.style import style_sheet
from reader.ui.parts.theme import Theme, theme
from reader.ui.window import intake
from reader.ui.window.actions import Actions
from reader.ui.window.caretaker import Caretaker
from reader.ui.window.everywhere import Everywhere
from reader.ui.window.exchange_menu import Exchange
from reader.ui.window.mender import Mender
from reader.ui.window.pages import LIBRARY, READING
from reader.ui.window.panels import Panels
from reader.ui.window.scribe import Scribe
from reader.ui.window.version_notice import VersionNotice

if TYPE_CHECKING:
    from reader.ui.window.library_desk import LibraryDesk
    from reader.ui.window.window import MainWindow

MOST_FOUND = 120
"""So many code points of a selection are searched for; more of them are a selection for something else."""


class Furniture(Panels):
    """Everything in a window but its frame and its article."""

    actions: Actions

    def __init__(self, window: MainWindow) -> None:
        sizes = window.splitter.sizes()
        window.column.setContentsMargins(0, 0, 0, 0)  # the frame kept the bars' places until now
        super().__init__(window)
        self._library: LibraryDesk | None = None
        self._of_page: Mapping[str, Collection[str]] = {}
        window.pages.add_later(LIBRARY, lambda: self.library.page)
        self.mender = Mender(self)
        self.scribe = Scribe(self)
        self.versions = VersionNotice(self)
        self.caretaker = Caretaker(self)
        self.exchange = Exchange(self)
        self.everywhere = Everywhere(self)
        window.reading_column.insertWidget(0, self.versions.banner)
        self._wire()
        self.side.setVisible(window.settings.people_visible)
        self.show_notes(window.settings.notes_visible)
        self._on_article()
        self.set_theme(theme(window.settings.theme))
        window.splitter.setSizes(sizes)
        window.setAcceptDrops(True)

    def take_actions(self, actions: Actions, of_page: Mapping[str, Collection[str]]) -> None:
        """What can be done: `of_page` names what can be done on one page alone."""
        self.actions, self._of_page = actions, of_page
        self._on_page(self.window.pages.name)

    def _wire(self) -> None:
        session, window, top = self.session, self.window, self.top_bar
        session.failed.connect(self.messages.show_error)
        session.article_changed.connect(self._on_article)
        session.busy_changed.connect(self._on_busy)
        session.note_wanted.connect(self._on_note_wanted)
        session.position_restored.connect(self.view.go_to)
        self.search.changed.connect(self._on_hits)
        top.searched.connect(self.search.search)
        top.stepped.connect(self.search.step)
        top.whole_toggled.connect(self.search.match_words)
        top.search_left.connect(self._leave_search)
        top.zoom.connect(window.zoom)
        top.theme_picked.connect(window.set_theme)
        top.notes_toggled.connect(self.show_notes)
        top.reading_wanted.connect(partial(window.pages.go, READING))
        top.library_wanted.connect(partial(window.pages.go, LIBRARY))
        window.pages.came.connect(self._on_page)
        window.look_changed.connect(self.set_theme)
        window.narrowed.connect(partial(self.show_notes, False))
        window.dropped.connect(partial(self.take, source=tr("dropped text")))
        window.may_leave = self.notes.flush
        window.may_close = self.may_close
        self.view.zoom_wanted.connect(window.zoom)
        self.view.annotation_clicked.connect(self.scribe.show_note)
        self.view.escape_pressed.connect(self._on_escape)
        self.view.search_hits_from(self.search)
        self.strip.search_hits_from(self.search)
        bar = self.selection_bar
        scribe = self.scribe
        bar.highlight_wanted.connect(scribe.highlight)
        bar.underline_wanted.connect(scribe.underline)
        bar.note_wanted.connect(scribe.note)
        bar.tag_wanted.connect(scribe.tag)
        bar.person_wanted.connect(scribe.ask_whose)
        bar.add_wanted.connect(self.mender.add_selected)
        self.view.menu_wanted.connect(self.mender.offer_at)
        self.people.menu_wanted.connect(self.mender.offer_for)
        self.links.open_wanted.connect(self.open_stored)
        self.links.browse_wanted.connect(self.browse)
        self.everywhere.library_wanted.connect(self._list_in_library)
        self.everywhere.reading_wanted.connect(self._read_through)
        self.mender.everywhere_wanted.connect(self.everywhere.show_entity)
        self.mender.note_wanted.connect(self.scribe.note_on_person)
        self.notes.informed.connect(self.messages.show_info)
        self.notes.state_changed.connect(self.status.set_notes_state)

    def set_theme(self, chosen: Theme) -> None:
        """Show all panels in the colours of `chosen`."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        sheet = style_sheet(chosen)
        if app.styleSheet() != sheet:
            app.setStyleSheet(sheet)
        for panel in (self.strip, self.people, self.links, self.notes, self.selection_bar, self.top_bar):
            panel.set_theme(chosen)
        self.scribe.set_theme(chosen)
        self.everywhere.set_theme(chosen)
        if self._library is not None:
            self._library.page.set_theme(chosen)
        self.versions.set_theme(chosen)

    # -- articles --------------------------------------------------------------------------------------------

    def browse(self, link: Link) -> None:
        """Open a further article in the browser: its address, or a search for its title."""
        if link.url:
            address = QUrl(link.url)
        else:
            address = QUrl("https://duckduckgo.com/")
            address.setQuery(f"q={bytes(QUrl.toPercentEncoding(link.title).data()).decode()}")
        if address.scheme() not in ("http", "https") or not QDesktopServices.openUrl(address):
            self.messages.show_info(tr("No browser could be started for this title."))

    def take(self, data: QMimeData, source: str) -> None:
        """Open or import what was dropped or copied; `source` names it where it is text."""
        intake.take(self, data, source, self._bring_in)

    def _bring_in(self, files: list[str]) -> None:
        self.library.importing.import_paths(files)

    def _read_through(self) -> None:
        self.library.indexing.go_on()

    def paste(self) -> None:
        """Open what lies on the clipboard."""
        self.take(QGuiApplication.clipboard().mimeData(), tr("pasted text"))

    def may_close(self) -> bool:
        """Save what is typed; ask where that fails, and where an import would be cut short."""
        return (self.notes.flush() or intake.may_lose_note(self.window)) and self._may_end_import()

    def may_be_made_anew(self) -> bool:
        """Whether another window can take this one's place: what is typed is saved, and no import is cut short unasked."""
        return self.notes.flush() and self._may_end_import()

    def _may_end_import(self) -> bool:
        return self._library is None or self._library.importing.may_end()

    def _on_article(self) -> None:
        article, window = self.session.article, self.window
        if article is None:
            return
        window.setWindowTitle(f"{article.title} – Reader" if article.title else "Reader")
        self.top_bar.clear_search()
        window.pages.go(READING)
        self.view.setFocus()
        if Path(article.source).is_file():
            path = str(Path(article.source).absolute())
            window.keep(recent=window.settings.with_recent(path).recent, last_article=path)

    def _on_busy(self, key: str, busy: bool) -> None:
        if key == "open" and busy:
            self.messages.clear_errors()  # of the last try: this one has its own outcome

    # -- pages -----------------------------------------------------------------------------------------------

    @property
    def library(self) -> LibraryDesk:
        """The library's page and what is done there; made when it is needed first."""
        if self._library is None:
            # Late: searching is no small part of the program, and the article must not wait for it.
            from reader.ui.library.page import LibraryPage
            from reader.ui.window.library_desk import LibraryDesk

            page = LibraryPage(self.session.finding)
            page.set_theme(theme(self.window.settings.theme))
            self._library = LibraryDesk(self, page)
            self._library.person_wanted.connect(lambda line: self.everywhere.show_person(line.key))
            self._library.note_wanted.connect(self.scribe.go_to)
        return self._library

    def _list_in_library(self, query: str) -> None:
        self.library.show(query)

    def _on_page(self, name: str) -> None:
        """Let everything around the pages be of the one in sight."""
        window, reading = self.window, name == READING
        self.top_bar.set_page(name)
        self.status.setVisible(reading)
        self.messages.lie_over(window.page if reading else window.pages.page(name))
        for page, names in self._of_page.items():
            for each in names:
                self.actions[each].setEnabled(page == name)

    def _on_escape(self) -> None:
        """Choose nobody; where nobody is chosen, go back to where the article was opened from."""
        if self.session.chosen:
            self.session.clear_choice()
        else:
            self.window.pages.back()

    # -- search ----------------------------------------------------------------------------------------------

    def _on_hits(self) -> None:
        self.top_bar.set_hits(self.search.current, len(self.search.hits))

    def find(self) -> None:
        """Search on the page in sight; in the article, for the selected words where there are a few of them."""
        if self.window.pages.name != READING:
            self.library.show()
            return
        article, span = self.session.article, self.view.selected_span()
        words = span.of(article.text).strip() if article is not None and span is not None else ""
        if words and "\n" not in words and len(words) <= MOST_FOUND:
            self.top_bar.search.setText(words)
        self.top_bar.focus_search()

    def _leave_search(self) -> None:
        self.search.search("")
        self.view.setFocus()

    # -- notes -----------------------------------------------------------------------------------------------

    def _on_note_wanted(self, _annotation_id: str) -> None:
        self.show_notes(True)
