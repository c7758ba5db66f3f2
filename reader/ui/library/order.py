"""The order of the library's list: one for looking through it, another one for what a search found."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal

from reader.library.search.results import Sort
from reader.ui.notes.all_notes import Drop
from reader.ui.parts.i18n import tr

_SORTS = {
    Sort.BEST: "Best match",
    Sort.ADDED: "Added last",
    Sort.NEWEST: "Newest",
    Sort.OPENED: "Opened last",
    Sort.TITLE: "Headline",
    Sort.SITE: "Site",
    Sort.NOTES: "Most notes",
}


class Order(Drop):
    """What stands first. Without words to search for there is no best match: what came in last stands first then."""

    chosen = Signal()  # somebody chose another order
    kept = Signal(str, str)  # the two orders, to be kept over a restart

    def __init__(self) -> None:
        super().__init__(tr("Order"))
        self._searching = False
        self._orders = {False: Sort.ADDED, True: Sort.BEST}
        self._fill()
        self.currentIndexChanged.connect(self._on_chosen)

    @property
    def sort(self) -> Sort:
        """What stands first now."""
        return self._orders[self._searching]

    def restore(self, looking: str, searching: str) -> None:
        """Take up the orders of before; what is none is left as it was."""
        known = {each.value: each for each in _SORTS}
        for mode, value in ((False, looking), (True, searching)):
            if value in known and (mode or known[value] is not Sort.BEST):
                self._orders[mode] = known[value]
        self._fill()

    def set_searching(self, searching: bool) -> None:
        """Show the order for what a search with words found, or the one for looking through the library."""
        if searching != self._searching:
            self._searching = searching
            self._fill()

    def _fill(self) -> None:
        with QSignalBlocker(self):
            self.clear()
            for sort, words in _SORTS.items():
                if self._searching or sort is not Sort.BEST:
                    self.addItem(tr(words), sort.value)
            self.setCurrentIndex(self.findData(self.sort.value))

    def _on_chosen(self, _at: int) -> None:
        self._orders[self._searching] = Sort(self.currentData())
        self.kept.emit(self._orders[False].value, self._orders[True].value)
        self.chosen.emit()
