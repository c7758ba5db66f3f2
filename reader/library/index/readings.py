"""The newest reading of an article as the window shows it: with what the person corrected and refused."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

import apsw

from reader.library import codec, mendcodec, statements
from reader.library.failures import DamagedError
from reader.model import EngineInfo, Reading
from reader.model.corrections import Correction, RefusedName
from reader.model.mending import apply

logger = logging.getLogger(__name__)

_COLUMNS = ", ".join(name for name in statements.ARTICLE_COLUMNS if name != "source_map")
_NEWEST = f"""
    SELECT payload, engine, version, {_COLUMNS}
    FROM lib.readings JOIN lib.articles ON articles.key = readings.article_key
        JOIN lib.contents ON contents.article_key = readings.article_key
    WHERE readings.article_key = ? ORDER BY made DESC LIMIT 1
"""  # noqa: S608 - the names above, nobody's input
_CORRECTIONS = """
    SELECT payload FROM lib.corrections WHERE article_id IN
        (SELECT id FROM lib.articles WHERE work = (SELECT work FROM lib.articles WHERE key = ?))
    ORDER BY number, key
"""


def newest_reading(
    connection: apsw.Connection, article_key: int, refused: Sequence[RefusedName]
) -> Reading | None:
    """What was found in an article (a key of ``lib.articles``), corrected; None where it has not been read.

    Its article has no map to its source. `refused` is what `refused_names` gives. A reading that is damaged counts
    as none.
    """
    found = connection.execute(_NEWEST, (article_key,)).fetchone()
    if found is None:
        return None
    payload, engine, version, *columns = found
    names = [name for name in statements.ARTICLE_COLUMNS if name != "source_map"]
    try:
        article = codec.article_from(dict(zip(names, columns, strict=True)) | {"source_map": None})
        reading = codec.reading_from(payload, article, EngineInfo(engine, version))
        corrections: list[Correction] = [
            mendcodec.correction_from(codec.from_column(each))
            for (each,) in connection.execute(_CORRECTIONS, (article_key,))
        ]
    except (DamagedError, UnicodeDecodeError) as failure:
        logger.warning("article %d is left out of the index of people: %s", article_key, failure)
        return None
    return apply(reading, corrections, refused)


def refused_names(connection: apsw.Connection) -> tuple[RefusedName, ...]:
    """The names that no article shall show."""
    found: list[tuple[Any, ...]] = connection.execute(
        "SELECT name, kind FROM lib.refused_names ORDER BY key"
    ).fetchall()
    return tuple(codec.refused_name_from(name, kind) for name, kind in found)
