"""The article's page: a read-only text that shows who is in it and what was noted, by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMetaMethod,
    QMimeData,
    QPoint,
    QPointF,
    QRectF,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QShowEvent,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QMenu, QTextEdit, QWidget

from reader.hebrew.bidi import without_marks
from reader.model import Article, Mention, Span
from reader.ui.article import caret, page
from reader.ui.article.marks import Marks
from reader.ui.article.page import Look
from reader.ui.article.pointer import Pointer
from reader.ui.article.render import PositionMap, blocks_between, further_label, further_start, render
from reader.ui.article.sight import Sight
from reader.ui.parts.i18n import tr
from reader.ui.parts.keys import asks_for_menu
from reader.ui.parts.theme import theme
from reader.ui.state.search import ArticleSearch
from reader.ui.state.session import Session

_SELECTED = {False: 62, True: 56}
"""How much, of 255, of the accent lies over what is selected, on light and on dark paper: a highlight under it
must still be seen, and the words over it read."""
_NOTCH = 120  # Qt's eighths of a degree
_BY_MOUSE = Qt.TextInteractionFlag.TextSelectableByMouse
_BY_BOTH = _BY_MOUSE | Qt.TextInteractionFlag.TextSelectableByKeyboard


class ArticleView(QTextEdit):
    """The open article of a session.

    Signals: `annotation_clicked` has a note's id, `annotations_clicked` a place on the screen and the ids of the notes
    that overlap there, `menu_wanted` the place on the screen and the mention there or
    None, `zoom_wanted` the steps, `selection_settled` comes when a selection was finished by mouse or keys,
    `laid_out` when the lines may stand elsewhere than before.
    """

    annotation_clicked = Signal(str)
    annotations_clicked = Signal(QPoint, list)
    menu_wanted = Signal(QPoint, object)
    escape_pressed = Signal()
    zoom_wanted = Signal(int)
    selection_settled = Signal()
    laid_out = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._look = Look(theme("paper"))
        self._marks = Marks(session)
        self._document = QTextDocument(self)
        self.setDocument(self._document)
        self.sight = Sight(self)
        self._pointer = Pointer(self, self.sight, session, self)
        self._place = 0  # the code point that the reader's eye is kept at when the width or the size changes
        self._moving = False
        self._turned = 0
        self._widening = False
        self._further: int | None = None  # where the further articles begin, under their label
        self._set_up()
        self._pointer.selected.connect(self.selection_settled)
        self._pointer.note_clicked.connect(self.annotation_clicked)
        self._pointer.notes_clicked.connect(self.annotations_clicked)
        session.article_changed.connect(self._on_article)
        session.reading_changed.connect(self._on_marks)
        session.chosen_changed.connect(self._on_marks)
        session.annotations_changed.connect(self._on_marks)
        session.wants_shown.connect(self.show_span)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._wear(self._look)
        self._on_article()

    def _set_up(self) -> None:
        self.setReadOnly(True)
        self.rest_caret()
        self.setAcceptDrops(False)  # a dropped file is the window's business
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursorWidth(2)
        self.setAutoFillBackground(True)
        self.viewport().setMouseTracking(True)

    # -- what is shown ---------------------------------------------------------------------------------------

    def set_look(self, look: Look) -> None:
        """Show the article in another size, width, line height or theme; the place in the text is kept."""
        if look == self._look:
            return
        self._wear(look)
        ends = self.textCursor().anchor(), self.textCursor().position()
        place = self._place
        with self._unmoved():
            self._set_document()
            self._select(*ends)
            self._widen()
        self.go_to(place)

    def _wear(self, look: Look) -> None:
        self._look = look
        palette = self._palette_for(look)
        self.setPalette(palette)
        self.viewport().setPalette(palette)

    def search_hits_from(self, search: ArticleSearch) -> None:
        """Paint what `search` finds."""
        self._marks.set_search(search)
        search.changed.connect(self._on_marks)

    def _palette_for(self, look: Look) -> QPalette:
        """Paper all round, and a selection that one can look through."""
        palette = look.theme.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(look.theme.paper))
        selected = QColor(look.theme.accent)
        selected.setAlpha(_SELECTED[look.theme.dark])
        palette.setColor(QPalette.ColorRole.Highlight, selected)
        palette.setColor(QPalette.ColorRole.HighlightedText, QColor(look.theme.ink))
        return palette

    def _on_article(self) -> None:
        self._set_document()
        self.go_to(self._session.position)

    def _set_document(self) -> None:
        article = self._session.article
        positions = PositionMap("")
        document = QTextDocument()
        if article is not None:
            document, positions = render(article, self._look)
        document.setParent(self)  # or Python, taking the view apart, would delete it under Qt's hands
        before, self._document = self._document, document
        self._further = further_start(article) if article is not None else None
        with self._unmoved():
            self.setDocument(document)
        self.sight.look_at(document, positions)
        before.setParent(None)  # only now: Qt still looks at it while it takes the new one
        document.documentLayout().documentSizeChanged.connect(self._on_layout)
        self._on_marks()

    def _on_marks(self) -> None:
        self._marks.refresh()
        self.viewport().update()

    def _on_layout(self) -> None:
        self.sight.forget()
        self.laid_out.emit()

    # -- the place in the text -------------------------------------------------------------------------------

    def go_to(self, offset: int) -> None:
        """Put the line of the code point `offset` at the top of the page."""
        self._place = offset
        with self._unmoved():
            self.sight.begin_with(offset, 0.15 * self._look.text_size)

    def show_span(self, span: Span) -> None:
        """Bring `span` into sight, a third down the page; nothing moves where it is well in sight already."""
        self.sight.bring(span, 3 * self._look.text_size)
        if self.selected_span() is None:  # the caret goes along, so that the keys go on from here
            self.select(span.start, span.start)

    @contextmanager
    def _unmoved(self) -> Iterator[None]:
        """What the scroll bar does meanwhile is not the reader's doing."""
        before, self._moving = self._moving, True
        try:
            yield
        finally:
            self._moving = before

    def _on_scrolled(self) -> None:
        if not self._moving and self._session.article is not None:
            self._place = self.sight.first()
            self._session.set_position(self._place)

    def rects_of(self, span: Span) -> list[QRectF]:
        """Where `span` stands on the viewport: one rectangle a visual run, of what has been laid out."""
        return self.sight.rects_of(span)

    def mention_at(self, point: QPointF) -> Mention | None:
        """The mention whose name lies at a point of the viewport."""
        offset = self.sight.character_at(point)
        return None if offset is None else self._session.mention_at(offset)

    # -- selection -------------------------------------------------------------------------------------------

    def selected_span(self) -> Span | None:
        """What is selected, in code points; None for nothing."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        return self.sight.positions.span(cursor.selectionStart(), cursor.selectionEnd())

    def select(self, anchor: int, position: int) -> None:
        """Select from the code point `anchor` to `position`, where the caret will be."""
        self._select(self.sight.positions.to_document(anchor), self.sight.positions.to_document(position))

    def clear_selection(self) -> None:
        """Select nothing; the caret stays."""
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def _select(self, anchor: int, position: int) -> None:
        cursor = self.textCursor()
        last = self._document.characterCount() - 1
        cursor.setPosition(min(anchor, last))
        cursor.setPosition(min(position, last), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def createMimeDataFromSelection(self) -> QMimeData:
        """The article's own words: logical order, no marks of direction, no format; also what is dragged."""
        # Qt must have made the data itself: what Python made and left on the clipboard is taken apart after Python
        # has gone, and the process ends in a crash (PySide6 6.9 to 6.11). A model hands out such data.
        model = QStringListModel([""])
        data = model.mimeData([model.index(0)])
        data.clear()
        span = self.selected_span()
        if span is not None and self._session.article is not None:
            data.setText(without_marks(span.of(self._session.article.text)))
        return data

    # -- painting --------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        article = self._session.article
        if article is not None:
            top = self.verticalScrollBar().value()
            painter = QPainter(self.viewport())
            painter.setClipRect(event.rect())
            painter.translate(0, -top)
            first, last = self.sight.geometry.between(top + event.rect().top(), top + event.rect().bottom())
            sight = self.sight.positions.span(first, last)
            self._marks.paint(painter, sight, self._look.theme, self.sight.page_rects)
            self._paint_furniture(painter, article, sight)
            painter.end()
        super().paintEvent(event)

    def _paint_furniture(self, painter: QPainter, article: Article, sight: Span) -> None:
        """The bars beside captions and quotations, and the line over the further articles."""
        width, rtl = self._document.textWidth(), article.right_to_left
        for block in blocks_between(article, sight):
            if page.VOICES[block.kind].barred:
                lines = QRectF()
                for rect in self.sight.page_rects(block.span):
                    lines = lines.united(rect)
                page.paint_bar(painter, lines, width, self._look, right_to_left=rtl)
        further = self._further
        if further is not None and further in Span(sight.start, sight.end + 1):
            top = self.sight.geometry.block_top(self.sight.positions.to_document(further))
            words = "" if further_label(article) else tr("Further reading")
            page.paint_label(painter, words, top, width, self._look, right_to_left=rtl)

    # -- size ------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Resize:
            self._widen()  # before Qt lays the viewport out, or a long article would be set twice
        elif kind in _POINTING:
            return self._hand_on(event)
        return super().event(event)

    def _widen(self) -> None:
        """Keep the column in the middle; what is wider than it is margin, and growing it costs no new lines."""
        bar = self.verticalScrollBar()
        width = self.width() - (bar.sizeHint().width() if bar.isVisible() else 0)
        spare = (width - self._look.column) // 2 - page.SIDE
        side = max(0, spare, min(page.AIR, width // 16) - page.SIDE)
        # A text that is just as high as the view needs the bar with one margin and not with the other: Qt lays it out
        # again inside this call, and whatever comes of that stays.
        if self.viewportMargins().left() != side and not self._widening:
            self._widening = True
            self.setViewportMargins(side, 0, side, 0)
            self._widening = False

    def showEvent(self, event: QShowEvent) -> None:
        with self._unmoved():
            super().showEvent(
                event
            )  # Qt brings the caret into sight here; the reader's place is kept instead
        self.go_to(self._place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        with self._unmoved():
            super().resizeEvent(event)
            if event.size().width() != event.oldSize().width():
                self._widen()  # the scroll bar may have come or gone
        self.sight.forget()
        if event.size().width() != event.oldSize().width():
            self.go_to(self._place)
        self.laid_out.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._turned += event.angleDelta().y()  # a touchpad turns by less than a notch at a time
            steps = int(self._turned / _NOTCH)
            self._turned -= steps * _NOTCH
            if steps:
                self.zoom_wanted.emit(steps)
            event.accept()
        else:
            super().wheelEvent(event)

    # -- mouse -----------------------------------------------------------------------------------------------

    def _hand_on(self, event: QEvent) -> bool:
        """Beside the column, the mouse does what it would do in it: a selection may begin on the margin."""
        viewport = self.viewport()
        if isinstance(event, QMouseEvent):
            moved: QEvent = QMouseEvent(
                event.type(),
                viewport.mapFromParent(event.position()),
                event.globalPosition(),
                event.button(),
                event.buttons(),
                event.modifiers(),
                event.pointingDevice(),
            )
        else:
            assert isinstance(event, QWheelEvent)
            moved = QWheelEvent(
                viewport.mapFromParent(event.position()),
                event.globalPosition(),
                event.pixelDelta(),
                event.angleDelta(),
                event.buttons(),
                event.modifiers(),
                event.phase(),
                event.inverted(),
            )
        QCoreApplication.sendEvent(viewport, moved)
        event.setAccepted(moved.isAccepted())
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.rest_caret()
        if not self._pointer.pressed(event):
            super().mousePressEvent(self.sight.aimed(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pointer.double_clicked(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._pointer.moved(event):
            super().mouseMoveEvent(self.sight.aimed(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(self.sight.aimed(event))
        self._pointer.released(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            return self._pointer.asked(event)
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self._ask_by_key()
        else:
            self._ask(event.globalPos(), self.mention_at(QPointF(event.pos())))
        event.accept()

    def _ask_by_key(self) -> None:
        """Offer what can be done with whom the caret is on, beside the name."""
        mention = self._pointer.named_at_caret(self.sight.positions.to_article(self.textCursor().position()))
        rects = self.sight.rects_of(mention.name_span) if mention is not None else []
        area = rects[0].toAlignedRect() if rects else self.cursorRect()
        if not self.viewport().rect().intersects(area):
            area, mention = self.viewport().rect().adjusted(0, 0, 0, -self.viewport().height() // 2), None
        self._ask(self.viewport().mapToGlobal(area.center()), mention)

    def _ask(self, place: QPoint, mention: Mention | None) -> None:
        if self.isSignalConnected(QMetaMethod.fromSignal(self.menu_wanted)):
            self.menu_wanted.emit(place, mention)
        else:
            self.build_menu().popup(place)

    def build_menu(self, menu: QMenu | None = None) -> QMenu:
        """What can be done with the selected words, at the end of `menu`; who listens to `menu_wanted` shows it."""
        if menu is None:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        selected = self.selected_span() is not None
        for words, do, possible in (
            (tr("Copy"), self.copy, selected),
            (tr("Highlight"), self._highlight, selected),
            (tr("Select all"), self.selectAll, self._session.article is not None),
        ):
            action = menu.addAction(words)
            action.triggered.connect(lambda _checked=False, do=do: do())
            action.setEnabled(possible)
        return menu

    def _highlight(self) -> None:
        span = self.selected_span()
        if span is not None and self._session.noting.annotate(span) is not None:
            self.clear_selection()

    # -- keys ------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        article = self._session.article
        rests = self.textInteractionFlags() == _BY_MOUSE
        if event.key() == Qt.Key.Key_Escape:
            self.clear_selection()
            self.rest_caret()
            self.escape_pressed.emit()
        elif asks_for_menu(event):
            self._ask_by_key()
        elif article is None:
            super().keyPressEvent(event)
        elif rests and (pages := caret.pages_of(event)):
            self._turn(pages)
        elif not rests and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._pointer.point_out(self.sight.positions.to_article(self.textCursor().position()))
        else:
            if rests and caret.is_moved_by(event):
                self._wake_caret()
            self._move_caret(article, event)

    def _move_caret(self, article: Article, event: QKeyEvent) -> None:
        move = caret.move_of(event)
        if move is None:
            super().keyPressEvent(event)
            return
        cursor = self.textCursor()
        position = caret.moved(article, self._document, self.sight.positions, cursor.position(), move)
        self._select(cursor.anchor() if move.selects else position, position)

    def _turn(self, pages: int) -> None:
        """Turn a page; the last line stays in sight, as the first."""
        line = self._look.line_height * self._look.text_size
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + pages * round(self.viewport().height() - 1.5 * line))

    def rest_caret(self) -> None:
        """No caret stands in a text that is only read; the first arrow key brings it back."""
        if self.textInteractionFlags() == _BY_BOTH:
            # Qt takes a caret away only where it has set one to blink.
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextEditorInteraction)
        self.setTextInteractionFlags(_BY_MOUSE)

    def _wake_caret(self) -> None:
        """Show the caret, on the page that is seen: an arrow key must not jump back to where it was left."""
        self.setTextInteractionFlags(_BY_BOTH)  # which hides the caret until the focus comes anew
        super().focusInEvent(QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.OtherFocusReason))
        sight = self.sight.span()
        if self.selected_span() is None and not self.viewport().rect().intersects(self.cursorRect()):
            first = self.sight.positions.to_document(sight.start)
            self._select(first, first)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        super().keyReleaseEvent(event)
        if not event.isAutoRepeat() and caret.ends_selecting(event) and self.selected_span() is not None:
            self.selection_settled.emit()


_POINTING = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
)
