"""Articles and readings made by hand for the panels' tests: our own words, offsets found, not counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from unittest import mock

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reader import pipeline
from reader.errors import ReaderError
from reader.library import ArticleRow, Library
from reader.model import (
    Annotation,
    Article,
    Block,
    BlockKind,
    EngineInfo,
    Entity,
    EntityKind,
    Link,
    Mention,
    MentionForm,
    Quote,
    Reading,
    Role,
    Selector,
    Span,
    State,
)
from reader.ui.parts.i18n import set_language
from reader.ui.parts.style import style_sheet
from reader.ui.parts.theme import load_fonts, theme
from reader.ui.state.session import Opened, Session

PARAGRAPHS = (
    "השרה תמר אלון תפגוש את יואב דגן בחיפה",
    "שרת התחבורה תמר אלון צפויה לפגוש את ראש העיר יואב דגן ואת נציגי רכבת ישראל. "
    'לדברי אלון, "הקו החדש ייפתח בזמן".',
    "דגן הוסיף כי התושבים בחיפה ממתינים לקו כבר שנים. אלון ביקשה סבלנות, ודגן השיב שסבלנות יש ואוטובוסים אין.",
    "בסיום הפגישה אמרה אלון 😀 שהיא אופטימית, ודוברת המשרד נעה Barak סירבה להוסיף.",
)


@dataclass(frozen=True)
class Who:
    """One entity to be found: the first form is its name."""

    forms: tuple[str, ...]
    role: str = ""
    kind: EntityKind = EntityKind.PERSON


PEOPLE = (
    Who(("תמר אלון", "אלון"), "שרת התחבורה"),
    Who(("יואב דגן", "דגן"), "ראש העיר"),
    Who(("נעה Barak",), "דוברת המשרד"),
    Who(("רכבת ישראל",), kind=EntityKind.ORGANISATION),
    Who(("חיפה",), kind=EntityKind.PLACE),
)


def make_article(
    paragraphs: Sequence[str] = PARAGRAPHS,
    titles: Sequence[str | tuple[str, str]] = (),
    *,
    article_id: str = "a" * 16,
    source: str = "train.txt",
    language: str = "he",
) -> Article:
    """An article of these paragraphs, the first its headline; a title may come with an address."""
    named = [(title, None) if isinstance(title, str) else title for title in titles]
    text = "\n".join((*paragraphs, *(title for title, _ in named)))
    blocks, links, at = [], [], 0
    for index, line in enumerate(text.split("\n")):
        span = Span(at, at + len(line))
        at = span.end + 1
        if index >= len(paragraphs):
            title, url = named[index - len(paragraphs)]
            blocks.append(Block(BlockKind.FURTHER_READING, span))
            links.append(Link(span, title, url))
        else:
            blocks.append(Block(BlockKind.PARAGRAPH if index else BlockKind.HEADLINE, span))
    return Article(article_id, source, language, text, tuple(blocks), tuple(links), source_hash=article_id)


def make_reading(
    article: Article, people: Sequence[Who] = PEOPLE, quotes: Sequence[tuple[str, str, str, bool]] = ()
) -> Reading:
    """A reading that found every form of `people`; a quote is its words, its speaker, its cue, and if direct."""
    entities, mentions, roles = [], [], []
    ids = {}
    for number, who in enumerate(people):
        entity_id = f"{who.kind.value[0]}{number}"
        ids[who.forms[0]] = entity_id
        entities.append(Entity(entity_id, who.kind, who.forms[0], who.forms[1:]))
        taken: list[Span] = []
        for form in who.forms:
            for span in _places(article.text, form):
                if not any(span.overlaps(other) for other in taken):
                    taken.append(span)
                    kind = MentionForm.FULL if form == who.forms[0] else MentionForm.SURNAME
                    mentions.append(Mention(span, span, entity_id, kind, "a test says so"))
        if who.role:
            found = _places(article.text, who.role)
            roles.append(Role(entity_id, who.role, found[0] if found else Span(0, 1)))
    said = [
        Quote(
            _places(article.text, words)[0],
            ids[speaker],
            _places(article.text, cue)[0] if cue else None,
            direct,
        )
        for words, speaker, cue, direct in quotes
    ]
    mentions.sort(key=lambda mention: mention.span)
    return Reading(
        article, tuple(entities), tuple(mentions), tuple(roles), tuple(said), EngineInfo("test", "1")
    )


def make_note(
    article: Article,
    words: str,
    body: str = "",
    *,
    note_id: str = "",
    colour: str = "yellow",
    tags: tuple[str, ...] = (),
    state: State = State.EXACT,
    entity_id: str | None = None,
) -> Annotation:
    """A note on the first place of `words`; an orphan's words need not be there."""
    found = _places(article.text, words)
    place = found[0] if found else Span(0, 1)
    selector = Selector.describe(article.text, place.start, place.end)
    if not found:
        selector = Selector(words, "", "", 0, len(words), True)
    when = "2024-05-06T07:08:09.000Z"
    return Annotation(
        note_id or f"note-{words}", article.id, selector, body, colour, tags, entity_id, when, when, state
    )


class TiredLibrary(Library):
    """A library whose disk can be full."""

    full = False

    @classmethod
    def fresh(cls) -> TiredLibrary:
        """An empty one in memory."""
        library = cls.in_memory()
        assert isinstance(library, cls)
        return library

    def save_annotation(self, annotation: Annotation) -> None:
        self._refuse()
        super().save_annotation(annotation)

    def delete_annotation(self, annotation_id: str) -> None:
        self._refuse()
        super().delete_annotation(annotation_id)

    def article_by_title(self, title: str) -> ArticleRow | None:
        self._refuse()
        return super().article_by_title(title)

    def _refuse(self) -> None:
        if self.full:
            raise ReaderError("The disk is full.", "Make room and try again.")


@contextmanager
def understood_as(reading: Reading) -> Iterator[None]:
    """Whatever is opened in here, the engine answers with `reading`."""
    with mock.patch.object(pipeline, "understand", lambda *_: reading):
        yield


def make_session(qtbot: QtBot, library: Library | None) -> Session:
    """A session that lives as long as its test.

    One that nothing holds is taken apart by Python's collector, whenever that is: inside a call of Qt's that holds the
    lock which taking it apart needs, and the process stands still.
    """
    keeper = QWidget()
    made = Session(library, keeper)
    qtbot.addWidget(keeper, before_close_func=lambda _: made.jobs.shut_down())
    return made


def put(qtbot: QtBot, session: Session, reading: Reading, notes: Sequence[Annotation] = ()) -> None:
    """Open an article in the session the way a file is opened, and wait until it is understood."""
    for note in notes:
        if session.library is not None:
            session.library.save_annotation(note)
    with understood_as(reading):
        session.show(Opened(reading.article, tuple(notes), 0))
        qtbot.waitUntil(lambda: session.reading is reading)


def _places(text: str, words: str) -> list[Span]:
    found, at = [], text.find(words)
    while at >= 0:
        found.append(Span(at, at + len(words)))
        at = text.find(words, at + len(words))
    return found


# -- on the screen -------------------------------------------------------------------------------------------


@contextmanager
def interface(app: QApplication, language: str, look: str = "paper") -> Iterator[None]:
    """The interface in a language, lying in its direction, in its fonts and its style."""
    fonts()
    set_language(language)
    rtl = language == "he"
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    app.setStyleSheet(style_sheet(theme(look)))
    yield
    app.setStyleSheet("")
    app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    set_language("en")


@cache
def fonts() -> None:
    """The two families, once for the process."""
    load_fonts()


def show(qtbot: QtBot, widget: QWidget, size: tuple[int, int] = (300, 800)) -> None:
    """Put a widget on the screen in an active window."""
    qtbot.addWidget(widget)
    widget.resize(*size)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()


def settle() -> None:
    """Let what was put off (layouts, deletions) happen."""
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def has_colour(widget: QWidget, colour: QColor, area: QRect | None = None) -> bool:
    """Whether some pixel of the widget, as it is painted, has exactly this colour."""
    image = widget.grab(area if area is not None else widget.rect()).toImage()
    wanted = colour.rgb()
    return any(
        image.pixel(x, y) == wanted for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)
    )


def type_into(widget: QWidget, text: str) -> None:
    """Type letters of any alphabet; QTest knows the keys of Latin ones only."""
    for letter in text:
        if letter == "\n":
            QTest.keyClick(widget, Qt.Key.Key_Return)
            continue
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(widget, event)
