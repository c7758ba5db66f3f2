"""Rows of a query, of whatever types their columns are."""

from __future__ import annotations

from typing import Any

import apsw


def rows(connection: apsw.Connection, query: str, *values: object) -> list[tuple[Any, ...]]:
    """All rows that `query` gives for `values`."""
    found: list[tuple[Any, ...]] = connection.execute(query, values).fetchall()
    return found


def column(connection: apsw.Connection, query: str, *values: object) -> Any:  # noqa: ANN401 - whatever it holds
    """The first column of the first row, None where there is none."""
    found = rows(connection, query, *values)
    return found[0][0] if found else None
