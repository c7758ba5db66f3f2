"""The one place where code points meet Qt's UTF-16 code units.

An emoji before a name moves the name by one in Qt's count; every offset that goes to Qt or comes from it
passes through here.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Utf16Map:
    """Code point offsets of one text to its UTF-16 offsets and back."""

    __slots__ = ("_points", "_units")

    def __init__(self, text: str) -> None:
        self._points = [match.start() for match in _ASTRAL.finditer(text)]
        self._units = [point + index for index, point in enumerate(self._points)]

    def to_units(self, point: int) -> int:
        """The UTF-16 offset of a code point offset."""
        return point + bisect_left(self._points, point)

    def to_points(self, unit: int) -> int:
        """The code point offset of a UTF-16 offset; one inside a surrogate pair gives that pair's start."""
        index = bisect_right(self._units, unit)
        if index and self._units[index - 1] == unit - 1:
            return self._points[index - 1]
        return unit - bisect_left(self._units, unit)
