"""The notes beside the article, all notes of the library, and their trash."""
