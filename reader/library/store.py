"""The library: articles, what engines found in them, how the person keeps them, and what the person wrote."""

from __future__ import annotations

from reader.library.mends import Corrections
from reader.library.notes import Notes
from reader.library.shelves import Shelves


class Library(Notes, Shelves, Corrections):
    """An open library.

    One SQLite file, opened by one connection for each process and safe between several. Every change is one short
    transaction that is on the disk when the call returns; a change that fails leaves everything as it was.
    """
