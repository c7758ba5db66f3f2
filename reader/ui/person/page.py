"""A person across the library: everywhere they appear, what they said, the notes on them, and who they are.

Everything is asked in jobs; the page shows what it had until the answer is there. What is said about who is who is
saved first, and can be undone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QTabBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from reader.cancel import CancelToken
from reader.errors import ReaderError
from reader.model import EntityKind
from reader.ui.parts.empty_state import EmptyState
from reader.ui.parts.i18n import isolated, tr, trn
from reader.ui.parts.quiet_scroll import clear_of_bar
from reader.ui.parts.theme import Theme, theme
from reader.ui.person.chooser import LibraryChooser
from reader.ui.person.copy import as_markdown, as_text, cited
from reader.ui.person.deciding import Deciding, Step
from reader.ui.person.head import DoubtCard, PersonHead
from reader.ui.person.list import SIDE, WIDEST, PersonList
from reader.ui.person.rows import Line, Part, PersonModel, Shown, roles_with_years
from reader.ui.state.session import Session

if TYPE_CHECKING:
    from reader.library.people import People
    from reader.library.people_rows import Doubt, PersonArticle, PersonLine, PersonPage

FIRST, BATCH = 8, 15
"""So many articles are loaded at first, which is more than a window shows, and so many at once after that."""
MOST = 400
"""So many articles are shown at most; all of them can be had in the library's list."""
_LOAD, _MORE, _COPY, _YEARS = "person-page", "person-more", "person-copy", "person-years"
_FILTERS = {EntityKind.PERSON: "person", EntityKind.ORGANISATION: "org", EntityKind.PLACE: "place"}
_TABS = (Shown.ALL, Shown.PASSAGES, Shown.QUOTATIONS, Shown.NOTES)


class PersonView(QWidget):
    """The page. It only asks; whoever made it opens articles, goes back, and says what was done."""

    open_wanted = Signal(str, object, str)  # an article's id, the Span to go to or None, the entity to choose
    back_wanted = Signal()
    library_wanted = Signal(str)  # a query that finds the person's articles
    informed = Signal(str)  # something to be said
    done = Signal(str)  # something that was done and can be undone

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("personPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._look, self._colour = theme("paper"), 0
        self._line: PersonLine | None = None
        self._people: People | None = None
        self._reached = (
            0  # so many of the person's articles were asked for; one that is damaged does not come
        )
        self.model = PersonModel(self)
        self.deciding = Deciding(session, self)
        self.undo_stack = self.deciding.undo_stack
        self._build()
        self.deciding.decided.connect(self._on_decided)
        self.deciding.done.connect(self.done)
        self.deciding.busy.connect(self._on_busy)
        session.library_changed.connect(self._forget)

    @property
    def person(self) -> PersonLine | None:
        """Who is shown."""
        return self._line

    # -- what is shown ---------------------------------------------------------------------------------------

    def show_person(self, people: People, key: int, colour: int = 0) -> None:
        """Show the person `key`, their names marked in this one of the theme's colours."""
        self._people, self._colour = people, colour
        self.list.set_colour(colour)
        self.head.set_theme(self._look, colour)
        if self._line is None or self._line.key != key:
            self._line = None
            self.model.begin(())
            self.head.say_nothing()
            self.doubts.ask((), key)
            self.tabs.setCurrentIndex(0)
        self._load(key)

    def reload(self) -> None:
        """Ask again, as when articles came in: by an appearance, since keys may be others by now."""
        people, first = self._people, next(iter(self.model.articles()), None)
        if people is None or self._line is None or first is None:
            return
        article_id, name, kind, key = first.row.id, first.name, self._line.kind, self._line.key

        def find(_token: CancelToken) -> int:
            found = people.person_of(article_id, name, kind)
            return found.key if found is not None else key

        self._session.jobs.run(_LOAD, find, self._load, self._session.failed.emit)

    def set_theme(self, look: Theme) -> None:
        """Show the page in this theme's colours."""
        self._look = look
        self.list.set_theme(look)
        self.head.set_theme(look, self._colour)

    def call_back(self, words: str) -> None:
        """Say where the way back leads."""
        self.head.back.setText(words)

    # -- layout ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.head = PersonHead()
        self.head.back_wanted.connect(self.back_wanted)
        self.head.merge_wanted.connect(self.ask_merge)
        self.head.copy_wanted.connect(self._offer_copies)
        self.head.library_wanted.connect(self._to_library)
        self.doubts = DoubtCard()
        self.doubts.answered.connect(self._answer)
        self.doubts.look_wanted.connect(self._look_at)
        self.tabs = QTabBar(expanding=False, drawBase=False)
        self.tabs.setAccessibleName(tr("What is shown of the articles"))
        for words in (tr("Everything"), tr("Passages"), tr("Quotations"), tr("Notes")):
            self.tabs.addTab(words)
        self.tabs.currentChanged.connect(self._on_tab)
        self.list = PersonList(self.model)
        self.list.opened.connect(self._open)
        self.list.menu_wanted.connect(self._offer)
        self.list.copy_wanted.connect(self._copy_line)
        self.list.more_wanted.connect(self._load_more)
        self.empty = EmptyState()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.empty)
        above = QVBoxLayout()
        above.setSpacing(8)
        above.addWidget(self.head)
        above.addWidget(self.doubts)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(8, 0, 8, 6)
        tabs.addWidget(self.tabs)
        tabs.addStretch(1)
        above.addLayout(tabs)
        self._middle = QWidget()
        self._middle.setLayout(above)
        above.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        middle = QHBoxLayout()
        middle.setContentsMargins(*clear_of_bar(self, 0))
        middle.addWidget(self._middle, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(middle)
        column.addWidget(self.stack, 1)
        self.setFocusProxy(self.list)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._middle.setFixedWidth(max(min(self.width() - 2 * SIDE, WIDEST), 160))
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Backspace, Qt.Key.Key_Back):
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)

    # -- loading ---------------------------------------------------------------------------------------------

    def _load(self, key: int) -> None:
        people = self._people
        if people is None or not isValid(self):  # the window may have been built anew in another language
            return
        self._session.jobs.cancel(_MORE)
        self._show_emptiness()
        self._session.jobs.run(_LOAD, lambda _token: people.page(key, FIRST), self._on_page, self._on_trouble)
        self._show_emptiness()

    def _on_page(self, page: PersonPage | None) -> None:
        if not isValid(self):
            return
        if page is None:
            self._forget()
            return
        held, at = self.list.currentIndex().row(), self.list.verticalScrollBar().value()
        again = self._line is not None and self._line.name == page.line.name
        self._line = page.line
        self._reached = FIRST
        self.model.begin(page.articles)
        self.head.show_person(page.line, page.aliases)
        self._tell_years(page.line)
        self.doubts.ask(page.doubts, page.line.key)
        if self.model.rowCount():
            self.list.setCurrentIndex(
                self.model.index(min(max(held, 0), self.model.rowCount() - 1) if again else 0)
            )
        self.list.doItemsLayout()
        self.list.verticalScrollBar().setValue(at if again else 0)
        self._show_emptiness()
        self.list.look_ahead()

    def _tell_years(self, line: PersonLine) -> None:
        """Add the years to what they are said to be, when all articles were looked through for them."""
        people, jobs = self._people, self._session.jobs
        if people is None or not line.roles:
            return

        def show(years: dict[str, tuple[str, str]]) -> None:
            if isValid(self):
                self.head.show_roles(roles_with_years(line.roles, years))

        jobs.run(_YEARS, lambda _token: people.role_years(line.key), show, self._session.failed.emit)

    def _load_more(self) -> None:
        before = self.model.rowCount()
        while self.model.reveal():
            if self.model.rowCount() > before:
                self._show_emptiness()
                QTimer.singleShot(0, self, self._load_more_if_short)  # when these have their places
                return
        people, line, reached = self._people, self._line, self._reached
        jobs = self._session.jobs
        if people is None or line is None or self._ended or any(map(jobs.busy, (_LOAD, _MORE))):
            return
        jobs.run(
            _MORE,
            lambda _token: people.articles(line.key, reached, BATCH),
            self._on_more,
            self._session.failed.emit,
        )

    def _on_more(self, articles: tuple[PersonArticle, ...]) -> None:
        if not isValid(self):
            return
        self.model.add(articles)
        self._reached += BATCH
        left = self._line.articles - self._reached if self._line is not None else 0
        if self._ended and left > 0:
            self.model.end_with(
                trn(
                    "1 more article: show it in the library",
                    "{n} more articles: show them in the library",
                    left,
                )
            )
        self._show_emptiness()
        self._load_more_if_short()

    @property
    def _ended(self) -> bool:
        """Whether all articles that are to be shown are there."""
        return self._line is None or self._reached >= min(self._line.articles, MOST)

    def _on_trouble(self, trouble: ReaderError) -> None:
        if isValid(self):
            self._show_emptiness()
        self._session.failed.emit(trouble)

    def _forget(self) -> None:
        for key in (_LOAD, _MORE, _COPY, _YEARS):
            self._session.jobs.cancel(key)
        self._people = self._line = None
        self.deciding.forget()
        self.model.begin(())
        self.head.say_nothing()
        self.doubts.ask((), -1)
        self._show_emptiness()

    def _show_emptiness(self) -> None:
        self.stack.setCurrentWidget(self.list if self.model.rowCount() else self.empty)
        if self.model.rowCount():
            return
        if any(map(self._session.jobs.busy, (_LOAD, _MORE))) or not self._ended:
            self.empty.tell("")
        elif self._line is None:
            self.empty.tell(
                tr("Nobody is shown here"),
                tr("Choose a person in an article, and press “Everywhere in the library” on their card."),
            )
        else:
            self.empty.tell(*self._nothing())

    def _nothing(self) -> tuple[str, str]:
        return {
            Shown.ALL: (tr("No article of the library names them any more"), ""),
            Shown.PASSAGES: (tr("No article of the library names them any more"), ""),
            Shown.QUOTATIONS: (
                tr("Nothing that they said was found"),
                tr("Quotations and reported speech of all articles would stand here."),
            ),
            Shown.NOTES: (
                tr("No notes on them yet"),
                tr("Notes on passages that name them, and notes on them as a person, will stand here."),
            ),
        }[self.model.shown]

    def _on_tab(self, index: int) -> None:
        self.list.scrollToTop()  # first: at the old list's end the new one's would seem near
        self.model.show(_TABS[index])
        self.list.doItemsLayout()
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0))
        self._show_emptiness()
        self._load_more_if_short()

    def _load_more_if_short(self) -> None:
        if not self.model.rowCount():
            self._load_more()
        else:
            self.list.look_ahead()

    # -- going to articles -----------------------------------------------------------------------------------

    def _open(self, index: QModelIndex) -> None:
        line = self.model.line(index)
        if line is None:
            return
        if line.part is Part.MORE:
            self.model.open_up(index.row())
            self.list.setCurrentIndex(self.model.index(index.row()))
        elif line.part is Part.REST:
            self._to_library()
        else:
            self.open_wanted.emit(line.article.row.id, line.place, line.article.entity_id)

    def _offer(self, place: QPoint, line: Line) -> None:
        person = self._line
        if person is None or line.part is Part.REST:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        article = line.article
        menu.addAction(tr("Open the article here")).triggered.connect(
            lambda: self.open_wanted.emit(article.row.id, line.place, article.entity_id)
        )
        if line.part in (Part.PASSAGE, Part.SAYING):
            menu.addAction(tr("Copy with citation")).triggered.connect(lambda: self._copy_line(line))
        menu.addSeparator()
        other = tr("This is somebody else") if person.kind is EntityKind.PERSON else tr("This is another one")
        menu.addAction(other).triggered.connect(lambda: self.split(article))
        menu.popup(place)

    def _look_at(self, other: PersonLine) -> None:
        if self._people is not None:
            self.show_person(self._people, other.key, self._colour)

    def _to_library(self) -> None:
        if self._line is not None:
            from reader.library.search.nodes import (
                quoted,
            )  # late: only whoever searches needs the query's language

            self.library_wanted.emit(f"{_FILTERS[self._line.kind]}:{quoted(self._line.name)}")

    # -- who is who ------------------------------------------------------------------------------------------

    def ask_merge(self) -> None:
        """Ask who else of the library this is."""
        people, line = self._people, self._line
        if people is None or line is None:
            return
        title = tr("{name} is the same as…", name=isolated(line.name))

        def search(typed: str, _token: CancelToken) -> list[PersonLine]:
            found = people.search(typed, line.kind)
            if not typed.strip():  # who is called nearly so, and then whoever is known best
                found = [*people.alike(line.key), *found]
            others = {each.key: each for each in found if each.key != line.key and each.kind is line.kind}
            return list(others.values())

        chooser = LibraryChooser(self.window(), self._session, title, search)
        chooser.picked.connect(self.merge)
        corner = (
            self.head.merge.rect().bottomRight()
            if self.isRightToLeft()
            else self.head.merge.rect().bottomLeft()
        )
        chooser.ask(self.head.merge.mapToGlobal(corner))

    def merge(self, other: PersonLine) -> None:
        """This person and `other` are one."""
        line = self._line
        if line is not None:
            names = {"one": isolated(line.name), "other": isolated(other.name)}
            self._decide(
                tr("merging {one} and {other}", **names),
                tr("{one} and {other} are one now.", **names),
                lambda people: people.merge(line.key, other.key),
            )

    def split(self, article: PersonArticle) -> None:
        """Whoever is named in this article is somebody else."""
        line = self._line
        if line is None:
            return
        name = isolated(article.name)
        others = [each for each in self.model.articles() if each.row.id != article.row.id]
        self._decide(
            tr("setting {name} apart", name=name),
            tr("{name} in this article is somebody else now.", name=name),
            lambda people: people.split(line.key, article.row.id, article.entity_id),
            others[0] if others else article,
        )

    def _answer(self, doubt: Doubt, same: bool) -> None:
        names = {"one": isolated(doubt.one.name), "other": isolated(doubt.other.name)}
        if same:
            what, said = (
                tr("merging {one} and {other}", **names),
                tr("{one} and {other} are one now.", **names),
            )
        else:
            what = tr("telling {one} and {other} apart", **names)
            said = tr("{one} and {other} stay two people.", **names)
        self._decide(what, said, lambda people: people.answer(doubt.id, same))

    def _decide(
        self,
        what: str,
        said: str,
        say: Callable[[People], tuple[str, ...]],
        anchor: PersonArticle | None = None,
    ) -> None:
        line, first = self._line, anchor or next(iter(self.model.articles()), None)
        if self._people is not None and line is not None and first is not None:
            self.deciding.decide(self._people, Step(what, said, say, first.row.id, first.name, line.kind))

    def _on_decided(self, key: int) -> None:
        if self._line is not None and key >= 0:
            self._load(key)

    def _on_busy(self, busy: bool) -> None:
        self.head.merge.setEnabled(not busy)
        self.doubts.setEnabled(not busy)

    # -- copying ---------------------------------------------------------------------------------------------

    def _copy_line(self, line: Line) -> None:
        """Put one line on the clipboard, with where it is from."""
        where = cited(line.article)
        said = line.part in (Part.PASSAGE, Part.SAYING, Part.NOTE) and line.words
        QGuiApplication.clipboard().setText(f"{line.words} — {where}" if said else where)
        self.informed.emit(tr("Copied with where it is from."))

    def _offer_copies(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("As text with citations")).triggered.connect(lambda: self.copy_all(markdown=False))
        menu.addAction(tr("As Markdown with citations")).triggered.connect(
            lambda: self.copy_all(markdown=True)
        )
        button = self.head.copy
        corner = button.rect().bottomRight() if self.isRightToLeft() else button.rect().bottomLeft()
        menu.popup(button.mapToGlobal(corner))

    def copy_all(self, *, markdown: bool) -> None:
        """Put all passages on the clipboard, also those that are not loaded yet."""
        people, line = self._people, self._line
        if people is None or line is None:
            return
        form = as_markdown if markdown else as_text

        def work(token: CancelToken) -> tuple[str, int]:
            articles: list[PersonArticle] = []
            for reached in range(0, line.articles, 4 * BATCH):
                token.check()
                articles += people.articles(line.key, reached, 4 * BATCH)
            return form(line.name, articles), len(articles)

        self._session.jobs.run(_COPY, work, self._on_copied, self._session.failed.emit)

    def _on_copied(self, made: tuple[str, int]) -> None:
        QGuiApplication.clipboard().setText(made[0])
        if isValid(self):
            self.informed.emit(trn("Copied from 1 article.", "Copied from {n} articles.", made[1]))
