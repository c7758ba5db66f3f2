"""The way from somebody in the article to everywhere they are in the library, and from there into an article again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from reader.cancel import CancelToken
from reader.errors import ReaderError
from reader.model import Span
from reader.ui.parts.i18n import own_way, tr
from reader.ui.parts.theme import Theme, theme
from reader.ui.person.page import PersonView
from reader.ui.window.pages import LIBRARY, PERSON, READING
from reader.ui.window.panels import Panels

if TYPE_CHECKING:
    from reader.library import Library
    from reader.library.people import People
    from reader.library.people_rows import PersonLine

_COUNT, _FIND, _BEHIND = "everywhere", "everywhere-find", "everywhere-behind"
_FEW = 400
"""So many changes are read by the index as soon as an article is open."""


class Everywhere(QObject):
    """Knows who of the library the chosen person is, and shows their page."""

    library_wanted = Signal(str)  # a query that finds the person's articles
    reading_wanted = Signal()  # that the library is read through, for somebody who is asked for

    def __init__(self, room: Panels) -> None:
        super().__init__(room)
        self._room, self._session = room, room.session
        self._asked: tuple[str, str] = ("", "")  # the article's id and the entity's that was asked for last
        self._goal: tuple[str, Span | None, str] | None = (
            None  # what is being opened, until its people are known
        )
        self._awaited = ""  # who is to be shown when the library has been read through
        self._people: People | None = None
        self._of: Library | None = None
        self._said = ""
        self._index = 0
        room.window.pages.add_later(PERSON, self._make_page)
        room.people.everywhere_wanted.connect(self.show_entity)
        self._session.chosen_changed.connect(self._on_chosen)
        self._session.reading_changed.connect(self._on_reading)
        self._session.article_changed.connect(self._on_article)
        self._session.library_changed.connect(self._forget)
        self._session.finding.indexed.connect(self._on_indexed)
        room.window.pages.came.connect(self._on_page)

    # -- to the page -----------------------------------------------------------------------------------------

    def show_chosen(self) -> None:
        """Show everywhere that who was chosen last is."""
        chosen = self._session.chosen
        if chosen:
            self.show_entity(chosen[-1])
        else:
            self._room.messages.show_info(tr("Choose a person first."))

    def show_entity(self, entity_id: str, *, again: bool = False) -> None:
        """Show everywhere that somebody of the open article is; `again`, now that the library was read through."""
        article, entity = self._session.article, self._session.entity(entity_id)
        if article is None or entity is None:
            return
        if self._session.library is None:
            self._room.messages.show_info(tr("The library is not open, so that nobody is known elsewhere."))
            return
        colour, who = self._session.colour_index(entity_id), (article.id, entity.name, entity.kind)
        finding = self._session.finding

        self._awaited = ""

        def work(token: CancelToken) -> tuple[PersonLine | None, bool]:
            people = self._open()
            found = people.person_of(*who)
            if found is not None or finding.upkeep().behind() > _FEW:
                return found, True
            finding.upkeep().catch_up(token)  # the article came in just now
            return people.person_of(*who), False

        def show(answer: tuple[PersonLine | None, bool]) -> None:
            if not isValid(self):
                return  # the window was built anew in another language meanwhile
            found, behind = answer
            if found is not None:
                self.show_person(found.key, colour)
            elif behind and not again:
                self._awaited = entity_id
                self._room.messages.show_info(
                    tr("The library is read through once for this. The page opens when that is done.")
                )
                self.reading_wanted.emit()
            else:
                self._room.messages.show_info(tr("The library does not know this name."))

        self._session.jobs.run(_FIND, work, show, self._session.failed.emit)

    def show_person(self, key: int, colour: int = 0) -> None:
        """Show the page of a person of the library."""
        page = self._page()
        page.show_person(self._open(), key, colour)
        self._room.window.pages.go(PERSON)
        page.list.setFocus()

    def set_theme(self, look: Theme) -> None:
        """Show the page in the colours of `look`, if there is one."""
        page = self._made()
        if page is not None:
            page.set_theme(look)

    def _page(self) -> PersonView:
        page = self._room.window.pages.page(PERSON)
        assert isinstance(page, PersonView)
        return page

    def _made(self) -> PersonView | None:
        page = self._room.window.pages.made(PERSON)
        return page if isinstance(page, PersonView) else None

    def _make_page(self) -> PersonView:
        page = PersonView(self._session)
        page.set_theme(theme(self._room.window.settings.theme))
        page.back_wanted.connect(self._go_back)
        page.open_wanted.connect(self.open_at)
        page.library_wanted.connect(self.library_wanted)
        page.informed.connect(self._room.messages.show_info)
        page.done.connect(self._on_done)
        page.undo_stack.indexChanged.connect(self._on_index)
        self._room.undoing.addStack(page.undo_stack)
        return page

    def _on_page(self, name: str) -> None:
        undoing = self._room.undoing
        if name == PERSON:
            undoing.setActiveStack(self._page().undo_stack)
            before = self._room.window.pages.came_from
            self._page().call_back(tr("‹ The library") if before == LIBRARY else tr("‹ The article"))
        elif name == READING:
            undoing.setActiveStack(self._session.undo_stack)

    def _go_back(self) -> None:
        if not self._room.window.pages.back():
            self._room.window.pages.go(READING)

    # -- into an article -------------------------------------------------------------------------------------

    def open_at(self, article_id: str, place: Span | None, entity_id: str) -> None:
        """Open an article of the library at a place, with the person chosen."""
        session = self._session
        self._goal = (article_id, place, entity_id)
        if session.article is not None and session.article.id == article_id and not session.older:
            self._room.window.pages.go(READING)
            self._room.view.setFocus()
            self._arrive()
        else:
            self._room.open_stored(article_id)

    def _on_article(self) -> None:
        self._awaited = ""
        article, goal = self._session.article, self._goal
        if article is None or goal is None or article.id != goal[0]:
            self._goal = None
        elif goal[1] is not None:
            place = goal[1]
            # When the page has the new article, and stands where it was left.
            QTimer.singleShot(0, self, lambda: self._session.wants_shown.emit(place))

    def _on_reading(self) -> None:
        if self._session.reading is None:
            return
        if self._goal is not None:
            self._arrive()
        self._keep_up()

    def _keep_up(self) -> None:
        """Let the index know the open article, unless it has so much to read that this can wait until it is needed."""
        session = self._session
        library, finding = session.library, session.finding
        if library is None or library.read_only:
            return

        def go_on(behind: int) -> None:
            if 0 < behind <= _FEW:
                finding.catch_up()

        session.jobs.run(_BEHIND, lambda _token: finding.upkeep().behind(), go_on, _nothing)

    def _arrive(self) -> None:
        """Go to the place and choose the person, once it is known who is in the article."""
        session, goal = self._session, self._goal
        if goal is None or session.reading is None:
            return
        self._goal = None
        _, place, entity_id = goal
        mention = session.mention_at(place.start) if place is not None else None
        if mention is not None:
            session.choose_mention(mention)
        elif session.entity(entity_id) is not None:
            own = session.mentions_of(entity_id)
            near = min(
                own, key=lambda each: abs(each.span.start - (place.start if place else 0)), default=None
            )
            if near is not None:
                session.choose_mention(near)
        if place is not None:
            session.wants_shown.emit(place)

    # -- in how many articles --------------------------------------------------------------------------------

    def _on_chosen(self) -> None:
        chosen, article = self._session.chosen, self._session.article
        asked = (article.id, chosen[-1]) if chosen and article is not None else ("", "")
        if asked != self._asked:
            self._asked = asked
            self._count()

    def _on_indexed(self) -> None:
        if self._awaited:
            self.show_entity(self._awaited, again=True)
        self._count()
        self._room.links.refresh()
        page = self._made()
        if page is not None and self._room.window.pages.name == PERSON:
            page.reload()

    def _count(self) -> None:
        article_id, entity_id = self._asked
        entity, library = self._session.entity(entity_id), self._session.library
        if entity is None or library is None or library.read_only:
            self._session.jobs.cancel(_COUNT)
            return

        def work(_token: CancelToken) -> int:
            found = self._open().person_of(article_id, entity.name, entity.kind)
            return found.articles if found is not None else 0

        def say(count: int) -> None:
            if isValid(self):
                self._room.people.say_everywhere(entity_id, count)

        # What goes wrong is said to whoever goes there; here it is a number that is not told.
        self._session.jobs.run(_COUNT, work, say, _nothing)

    # -- who is asked ----------------------------------------------------------------------------------------

    def _open(self) -> People:
        """The people of the session's library."""
        from reader.library.people import (
            People,
        )  # late: SQLite is not needed for the first sight of the article

        library = self._session.library
        if library is None:
            raise ReaderError(
                "The library is not open, so it cannot be searched.",
                "Mend the library, or start Reader with another one.",
            )
        if self._people is None or self._of is not library:
            self._people, self._of = People(library), library
        return self._people

    def _forget(self) -> None:
        for key in (_COUNT, _FIND, _BEHIND):
            self._session.jobs.cancel(key)
        people, self._people, self._of = self._people, None, None
        if people is not None:
            people.close()

    # -- what was done ---------------------------------------------------------------------------------------

    def _on_done(self, sentence: str) -> None:
        self._withdraw()
        self._said, self._index = own_way(sentence), self._page().undo_stack.index()
        self._room.messages.show_info(self._said, tr("Undo"), self._undo)

    def _on_index(self, index: int) -> None:
        """What was said is not so any more when it is undone."""
        if self._said and index < self._index:
            self._withdraw()

    def _withdraw(self) -> None:
        if self._said:
            self._room.messages.withdraw(self._said)
            self._said = ""

    def _undo(self) -> None:
        """Undo what the message told of, unless other things were done since."""
        stack = self._page().undo_stack
        if stack.index() == self._index:
            stack.undo()


def _nothing(_trouble: ReaderError) -> None:
    """Where nobody waits for an answer, that there is none need not be said."""
