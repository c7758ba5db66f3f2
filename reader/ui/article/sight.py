"""What stands where on the viewport, in the article's own offsets: the page as it is scrolled now."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QMouseEvent, QTextDocument
from PySide6.QtWidgets import QTextEdit

from reader.model import Span
from reader.ui.article.render import PositionMap
from reader.ui.article.ruler import Ruler
from reader.ui.parts.geometry import Geometry


class Sight:
    """The window of one text view on its document. Points and rectangles are the viewport's.

    Attributes:
        positions: the map between the article's offsets and the document's positions.
        geometry: the document's lines.
    """

    def __init__(self, view: QTextEdit) -> None:
        self._bar = view.verticalScrollBar()
        self._viewport = view.viewport()
        self._document = view.document()
        self._ruler: Ruler | None = None
        self.positions = PositionMap("")
        self.geometry = Geometry(self._document)

    def look_at(self, document: QTextDocument, positions: PositionMap) -> None:
        """The view shows another document."""
        self._document = document
        self._ruler = None
        self.positions = positions
        self.geometry = Geometry(document)

    def forget(self) -> None:
        """The lines or the viewport's size are others than before."""
        self._ruler = None
        self.geometry.forget()

    # -- where things are ------------------------------------------------------------------------------------

    def span(self) -> Span:
        """The text of the lines that are at least partly in sight."""
        top = self._bar.value()
        return self.positions.span(*self.geometry.between(top, top + self._viewport.height()))

    def rects_of(self, span: Span) -> list[QRectF]:
        """Where `span` stands: one rectangle a visual run, of what has been laid out."""
        up = -self._bar.value()
        return [rect.translated(0, up) for rect in self.page_rects(span)]

    def page_rects(self, span: Span) -> tuple[QRectF, ...]:
        """The same from the top of the whole page, wherever it is scrolled to."""
        to_document = self.positions.to_document
        return self.geometry.rects(to_document(span.start), to_document(span.end))

    def edges_of(self, span: Span) -> list[QRectF]:
        """Where the first and the last character of `span` stand: quick for one that is long."""
        if not len(span):
            return []
        first, last = Span(span.start, span.start + 1), Span(span.end - 1, span.end)
        return self.rects_of(first) + self.rects_of(last)

    def character_at(self, point: QPointF) -> int | None:
        """The offset of the character at `point`; None beside the text."""
        found = self.geometry.character_at(self._on_page(point))
        return None if found is None else self.positions.to_article(found)

    def boundary_at(self, point: QPointF) -> int:
        """The offset nearest to `point`."""
        return self.positions.to_article(self.geometry.boundary_at(self._on_page(point)))

    def aimed(self, event: QMouseEvent) -> QMouseEvent:
        """The event as Qt must get it to find what the mouse is on: see `Geometry.astray`."""
        by = self.geometry.astray(self._on_page(event.position()))
        if not by:
            return event
        return QMouseEvent(
            event.type(),
            event.position() + QPointF(by, 0),
            event.globalPosition(),
            event.button(),
            event.buttons(),
            event.modifiers(),
            event.pointingDevice(),
        )

    def _on_page(self, point: QPointF) -> QPointF:
        return point + QPointF(0, self._bar.value())

    # -- the place in the text -------------------------------------------------------------------------------

    def first(self) -> int:
        """The offset of the first code point of the first line that is in sight by more than half."""
        top = self._bar.value()
        return self.positions.to_article(self.geometry.first_line(top)) if top > 0 else 0

    def begin_with(self, offset: int, air: float) -> None:
        """Scroll so that the line of `offset` is the first one, with `air` px over it."""
        position = self.positions.to_document(min(max(0, offset), self.positions.length))
        top = self.geometry.line_top(position)
        self._scroll_to(0 if top <= self.geometry.line_top(0) else top - air)

    def bring(self, span: Span, margin: float) -> None:
        """Scroll so that `span` is a third down the viewport; not where it is `margin` px inside it already."""
        height = self._viewport.height()
        margin = min(margin, height / 6)
        top = self.geometry.line_top(self.positions.to_document(span.start))
        seen = top - self._bar.value()
        if not margin <= seen <= height - 2 * margin:
            self._scroll_to(top - height / 3)

    def _scroll_to(self, y: float) -> None:
        value = max(0, round(y))
        if value > self._bar.maximum() and not self.whole:
            self._bar.setMaximum(value)  # Qt has laid out so far by now, but will tell the bar only later
        self._bar.setValue(value)

    def share_of(self, offset: int) -> float:
        """How far down the whole page `offset` stands, 0.0 to 1.0; an estimate until all lines are known."""
        ruler = self._known()
        if ruler is None:
            return offset / max(1, self.positions.length)
        return ruler.y_of(self.positions.to_document(offset)) / self._height_of(ruler)

    def offset_at_share(self, share: float) -> int:
        """The first offset that stands at this share of the whole page or lower: the inverse of `share_of`."""
        ruler = self._known()
        if ruler is None:
            return round(share * self.positions.length)
        position = ruler.position_below(share * self._height_of(ruler))
        return min(self.positions.length, self.positions.to_article(position))

    @property
    def whole(self) -> bool:
        """Whether all lines are known; Qt lays out a long article while it is being read."""
        return self.geometry.is_laid_out(max(0, self._document.characterCount() - 1))

    def _known(self) -> Ruler | None:
        if self._ruler is None and self.whole:
            self._ruler = Ruler(self._document)
        return self._ruler

    def _height_of(self, ruler: Ruler) -> float:
        """An article that fits into the view is as high as that: its marks are then exactly beside its lines."""
        return max(1.0, ruler.height, float(self._viewport.height()))
