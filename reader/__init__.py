"""Reader: open a Hebrew news article and see who is in it.

>>> import reader
>>> reading = reader.read("article.txt")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.pipeline import read

__all__ = ["__version__", "read"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    # Late, since every `import reader.x` runs this file: the window's first paint must not wait for the
    # importers and engines, and `reader.pipeline` itself imports rooms of this package.
    if name == "read":
        from reader.pipeline import read

        return read
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
