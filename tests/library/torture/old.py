"""A library as an older Reader left it, with notes."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

import apsw

from reader.library import Library, migrations
from tests.library.torture.tally import Ledger, article, editions, note

_NOTES = 40


def old_library(path: Path) -> Ledger:
    """Put one at `path`; what it holds."""
    shutil.copy(_made(), path)
    return {f"old.{number}": 2 for number in range(_NOTES)}


@cache
def _made() -> Path:
    """One library of the first schema, made once in each process and there until it ends."""
    folder = Path(_FOLDER.name)
    path, today = folder / "old.sqlite", folder / "today.sqlite"
    steps, migrations.STEPS = migrations.STEPS, migrations.STEPS[:1]
    try:
        Library.open(path).close()
    finally:
        migrations.STEPS = steps
    with Library.open(today) as library:
        library.add_article(article("a"))
        for number in range(60):
            library.add_article(article(f"b{number}"))
        library.save_annotations([note(f"old.{number}", 2) for number in range(_NOTES)])
        assert len(editions(library)) == _NOTES
    older = apsw.Connection(str(path))
    older.execute("ATTACH ? AS today", (str(today),))
    for table in ("articles", "contents", "annotations"):
        columns = ", ".join(row[1] for row in older.execute(f"PRAGMA main.table_info({table})"))
        older.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM today.{table}")
    older.pragma("journal_mode", "delete")
    older.close()
    return path


_FOLDER = tempfile.TemporaryDirectory(prefix="reader-torture-")
