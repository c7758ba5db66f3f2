"""The library's page: search, filters, lists, shelves; importing; further reading."""
