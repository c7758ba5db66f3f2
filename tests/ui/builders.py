"""Articles, readings and views for the tests of the article's page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from hashlib import sha256

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reader import pipeline
from reader.library import Library
from reader.model import (
    Annotation,
    Article,
    Block,
    BlockKind,
    EngineInfo,
    Entity,
    EntityKind,
    Mention,
    MentionForm,
    Reading,
    Selector,
    Span,
    State,
)
from reader.ui.article.article_view import ArticleView
from reader.ui.article.page import Look
from reader.ui.article.render import PositionMap
from reader.ui.parts.theme import load_fonts, theme
from reader.ui.state.session import Opened, Session

PAPER = theme("paper")


def article(*lines: str | tuple[BlockKind, str], language: str = "he") -> Article:
    """An article of these lines; a bare line is a paragraph."""
    blocks: list[Block] = []
    texts: list[str] = []
    at = 0
    for line in lines:
        kind, text = (BlockKind.PARAGRAPH, line) if isinstance(line, str) else line
        blocks.append(Block(kind, Span(at, at + len(text))))
        texts.append(text)
        at += len(text) + 1
    text = "\n".join(texts)
    digest = sha256(text.encode("utf-8")).hexdigest()
    return Article(digest[:16], "made.txt", language, text, tuple(blocks), source_hash=digest)


def reading(of: Article, *people: str, places: Sequence[str] = (), role: str = "") -> Reading:
    """Every occurrence of each name as a mention of a person or place of that name.

    A name may be given with the letter before it and a stroke, ``ל|כהנא``, to be found only so.
    `role` are words that stand for the first person.
    """
    names = [*((name, EntityKind.PERSON) for name in people), *((name, EntityKind.PLACE) for name in places)]
    entities, mentions = [], []
    for index, (written, kind) in enumerate(names):
        prefix, _, name = written.rpartition("|")
        entities.append(Entity(f"e{index}", kind, name))
        at = of.text.find(prefix + name)
        while at >= 0:
            start = at + len(prefix)
            whole, bare = Span(at, start + len(name)), Span(start, start + len(name))
            mentions.append(Mention(whole, bare, f"e{index}", MentionForm.FULL, "a known name"))
            at = of.text.find(prefix + name, whole.end)
    if role:
        at = of.text.index(role)
        span = Span(at, at + len(role))
        mentions.append(Mention(span, span, "e0", MentionForm.ROLE, "a role"))
    mentions.sort(key=lambda mention: mention.span)
    return Reading(of, tuple(entities), tuple(mentions), (), (), EngineInfo("hand", "1"))


def note(of: Article, words: str, colour: str = "yellow", state: State = State.EXACT) -> Annotation:
    """A highlight on the first place of `words`."""
    start = of.text.index(words)
    selector = Selector.describe(of.text, start, start + len(words))
    return Annotation(f"note on {words}", of.id, selector, "", colour, (), None, "2024", "2024", state)


def session(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    read: Reading,
    *notes: Annotation,
    position: int = 0,
    library: Library | None = None,
) -> Session:
    """A session that has opened this reading."""
    keeper = QWidget()  # is deleted when the test ends, and the session with it, on this thread
    made = Session(library, keeper)
    qtbot.addWidget(keeper, before_close_func=lambda _: made.jobs.shut_down())
    put(qtbot, monkeypatch, made, read, *notes, position=position)
    return made


def put(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    into: Session,
    read: Reading,
    *notes: Annotation,
    position: int = 0,
) -> None:
    """Open this reading in a session."""
    monkeypatch.setattr(pipeline, "understand", lambda *_: read)
    into.show(Opened(read.article, notes, position))
    qtbot.waitUntil(lambda: into.reading is read)


@cache
def fonts() -> None:
    """The two families, once for the process."""
    load_fonts()


def view(
    qtbot: QtBot, of: Session, look: Look | None = None, size: tuple[int, int] = (860, 700)
) -> ArticleView:
    """A view that is shown."""
    fonts()
    made = ArticleView(of)
    made.set_look(look or Look(PAPER))
    show(qtbot, made, size)
    return made


def show(qtbot: QtBot, widget: QWidget, size: tuple[int, int]) -> None:
    """Put a widget on the screen, with the keyboard in it."""
    qtbot.addWidget(widget)
    widget.resize(*size)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.setFocus()


# -- looking -------------------------------------------------------------------------------------------------


def picture(of: ArticleView) -> QImage:
    """What the viewport shows."""
    return of.viewport().grab().toImage()


def share(image: QImage, area: QRectF, colour: QColor | str) -> float:
    """How much of `area` has exactly this colour, 0.0 to 1.0."""
    wanted = QColor(colour).rgb()
    inside = area.toAlignedRect().intersected(image.rect())
    pixels = [
        image.pixel(x, y)
        for x in range(inside.left(), inside.right() + 1)
        for y in range(inside.top(), inside.bottom() + 1)
    ]
    return sum(pixel == wanted for pixel in pixels) / max(1, len(pixels))


def span_of(of: ArticleView | Article | Session, words: str, after: int = 0) -> Span:
    """The first place of `words`."""
    found = of if isinstance(of, Article) else (of._session if isinstance(of, ArticleView) else of).article
    assert found is not None
    start = found.text.index(words, after)
    return Span(start, start + len(words))


def middle(of: ArticleView, words: str) -> QPoint:
    """The middle of the first place of `words` on the viewport."""
    (rect, *_) = of.rects_of(span_of(of, words))
    return rect.center().toPoint()


# -- hands ---------------------------------------------------------------------------------------------------


def click(
    of: ArticleView, words: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Click on the first place of `words`."""
    QTest.mouseClick(of.viewport(), Qt.MouseButton.LeftButton, modifier, middle(of, words))


def double_click(of: ArticleView, point: QPoint) -> None:
    """What Qt sends for two quick clicks."""
    viewport = of.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=point)
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=point)


def drag(of: ArticleView, start: QPointF | QPoint, end: QPointF | QPoint) -> None:
    """Select from one point to another with the mouse."""
    viewport = of.viewport()
    first, last = (point.toPoint() if isinstance(point, QPointF) else point for point in (start, end))
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=first)
    QTest.mouseMove(viewport, (first + last) / 2)
    QTest.mouseMove(viewport, last)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=last)


def cursor(document: QTextDocument, positions: PositionMap, span: Span) -> QTextCursor:
    """A cursor that has `span` selected."""
    made = QTextCursor(document)
    made.setPosition(positions.to_document(span.start))
    made.setPosition(positions.to_document(span.end), QTextCursor.MoveMode.KeepAnchor)
    return made
