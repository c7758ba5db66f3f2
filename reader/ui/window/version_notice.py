"""What is said when an article came in changed: on the message bar once, and over the page while an older one is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from reader.model import Annotation, Article, State
from reader.ui.article.versions_view import VersionsView
from reader.ui.parts.dates import when
from reader.ui.parts.i18n import own_way, tr, trn
from reader.ui.parts.theme import Theme, theme
from reader.ui.state.arrival import Opened
from reader.ui.window.panels import Panels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.library import ArticleRow


class VersionNotice(QObject):
    """Listens to arrivals; asks what only the person knows; opens the view of the versions."""

    def __init__(self, room: Panels) -> None:
        super().__init__(room)
        self._room, self._session = room, room.session
        self._said = ""
        self._theme = theme(room.window.settings.theme)
        self.banner = VersionBanner()
        self.banner.compare.clicked.connect(self._on_compare)
        self.banner.back.clicked.connect(self._to_newest)
        self.view: VersionsView | None = None
        self._session.arrival.came.connect(self._on_came)
        self._session.article_changed.connect(self._on_article)
        self._on_older()

    def set_theme(self, look: Theme) -> None:
        """Show the view of the versions, if it is open, in this theme's colours."""
        self._theme = look
        if self.view is not None:
            self.view.set_theme(look)

    def show_versions(self, older: str = "") -> None:
        """Show what changed from the version `older`, or the open or the last but one, to the newest."""
        session = self._session
        article, library = session.article, session.library
        if article is None or library is None:
            return
        session.jobs.run(
            "versions",
            lambda _token: library.versions(article.id),
            lambda versions: self._on_versions(versions, older or article.id),
            session.failed.emit,
        )

    # -- inside ----------------------------------------------------------------------------------------------

    def _on_versions(self, versions: list[ArticleRow], wanted: str) -> None:
        if len(versions) < 2:
            self._room.messages.show_info(tr("There is only one version of this article in the library."))
            return
        older = next((row.id for row in versions[1:] if row.id == wanted), versions[1].id)
        self._open_view(versions, older, versions[0].id)

    def _open_view(self, versions: Sequence[ArticleRow], older: str, newer: str) -> None:
        if self.view is not None:
            self.view.close()
        view = VersionsView(self._session, versions, self._room.window)
        view.open_wanted.connect(self._open_version)
        view.destroyed.connect(self._forget_view)
        self.view = view
        view.set_theme(self._theme)
        view.compare(older, newer)
        view.show()

    def _forget_view(self) -> None:
        self.view = None

    def _open_version(self, article_id: str) -> None:
        if self._room.notes.flush():
            self._session.arrival.open_version(article_id)

    def _on_compare(self) -> None:
        self.show_versions()

    def _to_newest(self) -> None:
        article = self._session.article
        if article is not None:
            self._room.open_stored(article.id)

    def _on_article(self) -> None:
        if self._said:
            self._room.messages.withdraw(self._said)
            self._said = ""
        self._on_older()

    def _on_came(self, opened: Opened) -> None:
        self._on_older()
        if opened.replaced is not None:
            self._tell(opened)
        elif opened.alike is not None:
            self._ask(opened.article, opened.alike)

    def _tell(self, opened: Opened) -> None:
        self._on_article()
        self._said = changed_sentence(opened.annotations)
        unsure = any(note.state in (State.UNCERTAIN, State.ORPHAN) for note in opened.annotations)
        say = self._room.messages.ask if unsure else self._room.messages.show_info
        older = opened.replaced.id if opened.replaced else ""
        say(self._said, tr("What changed"), lambda: self.show_versions(older))

    def _ask(self, article: Article, other: ArticleRow) -> None:
        pair = frozenset((article.id, other.id))
        refused = self._session.arrival.told_apart
        if pair in refused:
            return
        self._on_article()
        day = when(other.imported or other.added)
        self._said = own_way(
            tr(
                "An article of the same headline and date came in on {day}. Is this the same article, changed since?",
                day=day,
            )
        )
        self._room.messages.ask(
            self._said,
            tr("The same article"),
            lambda: self._session.arrival.join(article, other),
            tr("Another article"),
            lambda: refused.add(pair),
        )

    def _on_older(self) -> None:
        self.banner.setVisible(self._session.older)


class VersionBanner(QFrame):
    """A line over the page: what is open is not the newest version."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("versionBanner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words = QLabel(tr("You are reading an older version of this article."))
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setProperty("voice", "strong")
        self.compare = QPushButton(tr("What changed"))
        self.compare.setProperty("look", "link")
        self.back = QPushButton(tr("Go to the newest version"))
        self.back.setProperty("look", "main")
        for button in (self.compare, self.back):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(10)
        row.addWidget(self.words)
        row.addStretch(1)
        row.addWidget(self.compare)
        row.addWidget(self.back)
        self.hide()


def changed_sentence(notes: Sequence[Annotation]) -> str:
    """That the article has changed, and what became of the notes on its passages."""
    states = [note.state for note in notes if note.selector is not None]
    unsure, lost = states.count(State.UNCERTAIN), states.count(State.ORPHAN)
    found = len(states) - unsure - lost
    parts = [
        words
        for count, words in (
            (found, trn("1 note found again", "{n} notes found again", found)),
            (unsure, trn("1 note uncertain", "{n} notes uncertain", unsure)),
            (lost, trn("1 note not found", "{n} notes not found", lost)),
        )
        if count
    ]
    if not parts:
        return tr("This article has changed since you read it.")
    return tr("This article has changed since you read it: {notes}.", notes=", ".join(parts))
