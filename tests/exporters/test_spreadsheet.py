"""Notes as CSV, as Excel opens it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given

from reader.exporters.notes import dump
from reader.model.noted import NotedArticle
from tests.exporters import noted


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_excel_reads_the_hebrew_and_the_line_ends_in_a_note() -> None:
    data = dump("csv", [noted.talks()])
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in data
    first, _, person, whole = rows(data)
    assert (first["title"], first["quote"]) == ('השרה דנה לוי: "נחזור לשולחן"', 'שליח האו"ם 🕊')
    assert first["tags"] == 'לבדוק, או"ם'
    assert (person["person"], person["quote"], person["note"]) == ("דנה לוי", "", "מי מינה אותה?\n\nלבדוק.")
    assert whole["note"] == "**חשוב**"


@pytest.mark.parametrize(
    "evil",
    [
        "=1+1",
        "+1",
        "-1",
        "@x",
        "\t=1",
        "\r=1",
        " =1",
        "\u200f=1",
        "\ufeff@x",
        "＝1",
        "|cmd",
        '=cmd|"/c calc"!A1',
    ],
)
def test_no_cell_is_a_formula(evil: str) -> None:
    article = noted.talks()
    notes = tuple(replace(note, body=evil, tags=(evil,), entity_id=evil) for note in article.annotations)
    for row in rows(dump("csv", [replace(article, title=evil, annotations=notes)])):
        for column in ("title", "person", "note", "tags"):
            assert row[column].startswith("'"), column


@given(shelf=noted.shelves)
def test_any_notes_are_one_line_of_cells_each(shelf: list[NotedArticle]) -> None:
    read = rows(dump("csv", shelf))
    assert len(read) == sum(len(article.annotations) for article in shelf)
    for row in read:
        assert None not in row
        assert not any(cell[:1] in tuple("=+-@") for cell in row.values())
