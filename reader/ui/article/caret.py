"""Where the caret goes: by sight with the arrow keys, by Hebrew's own words with Ctrl.

Qt's own steps stop at a paragraph's end when they go by sight, and its words cut ארה"ב and בז'נבה in two.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextBlock, QTextDocument

from reader.hebrew.words import next_word, previous_word
from reader.model import Article
from reader.ui.article.render import PositionMap


@dataclass(frozen=True, slots=True)
class Move:
    """What a key asks for: a step to the right or to the left, by characters or words, selecting or not."""

    right: bool
    by_word: bool
    selects: bool


_MOVES = {
    QKeySequence.StandardKey.MoveToNextChar: Move(True, False, False),
    QKeySequence.StandardKey.MoveToPreviousChar: Move(False, False, False),
    QKeySequence.StandardKey.SelectNextChar: Move(True, False, True),
    QKeySequence.StandardKey.SelectPreviousChar: Move(False, False, True),
    QKeySequence.StandardKey.MoveToNextWord: Move(True, True, False),
    QKeySequence.StandardKey.MoveToPreviousWord: Move(False, True, False),
    QKeySequence.StandardKey.SelectNextWord: Move(True, True, True),
    QKeySequence.StandardKey.SelectPreviousWord: Move(False, True, True),
}
_KEYS = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)


def move_of(event: QKeyEvent) -> Move | None:
    """The step that a key asks for; None for any other key. "Next" is the right arrow in Qt's names."""
    return next((move for key, move in _MOVES.items() if event.matches(key)), None)


def pages_of(event: QKeyEvent) -> int:
    """How many pages a key turns: 1, -1, or 0 for any other key."""
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    if event.key() == Qt.Key.Key_Space:
        return -1 if shift else 1
    return 0 if shift else {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()), 0)


def is_moved_by(event: QKeyEvent) -> bool:
    """Whether the key moves the caret."""
    return event.key() in _KEYS


def ends_selecting(event: QKeyEvent) -> bool:
    """Whether the release of this key may be the end of a selection by keyboard."""
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return event.key() == Qt.Key.Key_Shift or (shift and event.key() in _KEYS)


def moved(
    article: Article, document: QTextDocument, positions: PositionMap, position: int, move: Move
) -> int:
    """The document's position where the caret comes to stand."""
    if not move.by_word:
        return _step(document, position, right=move.right)
    offset = positions.to_article(position)
    forward = move.right is not article.right_to_left
    stop = next_word(article.text, offset) if forward else previous_word(article.text, offset)
    return positions.to_document(stop)


def _step(document: QTextDocument, position: int, *, right: bool) -> int:
    """One character to the right or to the left, as the eye sees it; on to the next block at an end."""
    block = document.findBlock(position)
    layout = block.layout()
    inside = position - block.position()
    step = layout.rightCursorPosition(inside) if right else layout.leftCursorPosition(inside)
    if step != inside:
        return block.position() + step
    rtl = block.textDirection() == Qt.LayoutDirection.RightToLeft
    return _beyond(block, position, forward=right is not rtl)


def _beyond(block: QTextBlock, position: int, *, forward: bool) -> int:
    other = block.next() if forward else block.previous()
    if not other.isValid():
        return position
    return other.position() if forward else other.position() + other.length() - 1
