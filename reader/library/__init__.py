"""The store of articles, readings and notes, and the window's settings.

Importing this brings SQLite but not PyYAML: a start of the program waits for both.
"""

from reader.library.store import LIBRARY_FILE, ArticleRow, Library

__all__ = ["LIBRARY_FILE", "ArticleRow", "Library"]
