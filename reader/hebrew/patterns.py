"""Regular expressions that are compiled when they are first used.

The rooms below the window have some hundred patterns, whose compiling takes a tenth of a second; an article
needs a few of them, and its first sight waits for nothing else.
"""

from __future__ import annotations

import re
from typing import AnyStr, Generic, cast


class _Lazy(Generic[AnyStr]):
    """Stands for a compiled pattern until somebody asks for one of its methods, and then hands those on."""

    def __init__(self, source: AnyStr, flags: int) -> None:
        self._source: AnyStr = source
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        compiled = re.compile(self._source, self._flags)
        # Kept on the object, so that from now on a call finds them without passing through here.
        for method in (
            "match",
            "fullmatch",
            "search",
            "finditer",
            "findall",
            "split",
            "sub",
            "subn",
            "pattern",
        ):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, but compiled at its first use; a pattern that is none says so only then."""
    return cast("re.Pattern[AnyStr]", _Lazy(source, flags))
