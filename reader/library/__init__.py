"""The store of articles, readings and notes."""

from reader.library.store import LIBRARY_FILE, ArticleRow, Library

__all__ = ["LIBRARY_FILE", "ArticleRow", "Library"]
