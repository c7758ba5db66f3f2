"""The store of articles, readings and notes."""

from reader.library.articles import Imported
from reader.library.base import LIBRARY_FILE
from reader.library.rows import ArticleRow, NoteRow
from reader.library.shelves import Collection, KeptCollection, SavedSearch
from reader.library.store import Library

__all__ = [
    "LIBRARY_FILE",
    "ArticleRow",
    "Collection",
    "Imported",
    "KeptCollection",
    "Library",
    "NoteRow",
    "SavedSearch",
]
