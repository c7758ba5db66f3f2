"""What stands where there is no article to list: what is missing, why, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from reader.errors import ReaderError
from reader.library.search.nodes import Filter
from reader.library.search.query import Query
from reader.ui.parts.i18n import explain, is_rtl, isolated, own_way, tr

Offer = tuple[str, Callable[[], object]]
"""The words of a button, and what it does."""
_SCALE = 1000
_MOST = 4  # filters that are offered to be dropped


class Teaching(QWidget):
    """A few quiet lines, and buttons under them."""

    def __init__(self) -> None:
        super().__init__()
        self.title = _label("strong")
        self.words = _label("small")
        self.progress = QProgressBar(textVisible=False, maximum=_SCALE)
        self.progress.setMaximumWidth(320)
        self.buttons: list[QPushButton] = []
        self._row = QVBoxLayout()
        self._row.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 48, 24, 24)
        column.setSpacing(10)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addWidget(self.progress, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(self._row)
        column.addStretch(1)

    def tell(self, title: str, words: Iterable[str] = (), offers: Iterable[Offer] = ()) -> None:
        """Say what is missing, and offer what can be done; the first offer is the main one."""
        wanted = list(offers)
        self.title.setText(own_way(title))
        self.words.setText("\n".join(own_way(line) for line in words if line))
        self.words.setVisible(bool(self.words.text()))
        self.progress.hide()
        self.setAccessibleName(f"{title} {self.words.text()}".strip())
        if [offer[0] for offer in wanted] == [button.text() for button in self.buttons]:
            return  # the keyboard stays on the button that it is on
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = [self._button(words, do, main=not at) for at, (words, do) in enumerate(wanted)]

    def show_progress(self, share: float) -> None:
        """Show that `share` (0.0 to 1.0) of the work is done."""
        self.progress.setValue(round(share * _SCALE))
        self.progress.show()

    def _button(self, words: str, do: Callable[[], object], *, main: bool) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("look", "main" if main else "link")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda _checked=False: do())
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        return button


def no_hits(
    teaching: Teaching,
    query: Query,
    without: Callable[[Filter], object],
    everything: Offer,
    waiting: str = "",
) -> None:
    """Say what was looked for, and offer to look for less; `waiting` says why there may be more later."""
    said = query.in_hebrew() if is_rtl() else str(query)
    words = [waiting, tr("Looked for: {query}", query=isolated(said)) if said else ""]
    if query.terms:
        words.append(
            tr(
                "All words must be in one article. Try fewer words, another spelling, or the beginning of a word with *."
            )
        )
    offers: list[Offer] = []
    for each in query.filters[:_MOST]:
        name = _shown(each)
        offers.append((tr("Without {filter}", filter=isolated(name)), partial(without, each)))
    teaching.tell(tr("No article is like this"), words, [*offers, everything])


def trouble(teaching: Teaching, failure: ReaderError, offers: Iterable[Offer]) -> None:
    """Say why nothing can be listed."""
    sentence, hint = explain(failure)
    teaching.tell(sentence, [hint], offers)


def _shown(each: Filter) -> str:
    alone = Query(each)
    return alone.in_hebrew() if is_rtl() else str(alone)


def _label(voice: str) -> QLabel:
    label = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignHCenter)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("voice", voice)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
