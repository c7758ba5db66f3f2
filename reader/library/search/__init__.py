"""Finding articles, people, quotations and notes again: the language of the search, and what answers it."""
