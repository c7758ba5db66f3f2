"""`reader library list` and `reader library search` as a person and a script use them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from reader.cli import cli, main
from reader.library import LIBRARY_FILE, Library
from tests.library.search import quality


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the library of the queries with known answers."""
    place = tmp_path_factory.mktemp("data")
    with Library.open(place / LIBRARY_FILE) as library:
        quality.fill(library)
    return place


def call(folder: Path, *args: str) -> Result:
    return CliRunner().invoke(cli, ["library", *args, "--library", str(folder)])


def rows(folder: Path, *args: str) -> list[dict[str, Any]]:
    done = call(folder, *args, "--format", "json")
    assert done.exit_code == 0, done.output
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_a_search_prints_headline_site_day_and_the_passage_with_its_hits_marked(folder: Path) -> None:
    done = call(folder, "search", "לשולחן")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[:2] == [
        "דנה לוי נבחרה לראשות המועצה",
        "mabat.example · 31.10.2018 · דנה לוי · הערה אחת",
    ]
    assert "נחזור [לשולחן]" in done.stdout
    assert done.stderr == ""


def test_words_that_stand_side_by_side_are_marked_as_one(folder: Path) -> None:
    for query in ('"נחזור לשולחן"', "לשולחן נחזור"):
        assert "[נחזור לשולחן]" in call(folder, "search", query).stdout


def test_json_has_every_key_and_the_offsets_of_the_article(folder: Path) -> None:
    (row,) = rows(folder, "search", '"נחזור לשולחן"')
    assert row["kind"] == "article"
    assert (row["id"], row["title"], row["site"]) == ("levy", "דנה לוי נבחרה לראשות המועצה", "mabat.example")
    assert (row["published"], row["source"]) == ("2018-10-31", "https://mabat.example/levy")
    assert (row["notes"], row["read"], row["people"]) == (1, True, ["דנה לוי"])
    (snippet,) = row["snippets"]
    hits = [snippet["text"][hit["start"] : hit["end"]] for hit in snippet["hits"]]
    assert hits == ["נחזור", "לשולחן"]
    with Library.open(folder / LIBRARY_FILE) as library:
        article = library.article("levy")
    assert article is not None
    assert article.text[snippet["start"] : snippet["end"]] in snippet["text"]
    assert article.text[snippet["first"] :].startswith("נחזור")


def test_jsonl_is_one_article_a_line(folder: Path) -> None:
    done = call(folder, "search", "רזניק", "--format", "jsonl")
    assert {json.loads(line)["id"] for line in done.stdout.splitlines()} == {
        "budget",
        "taxes",
        "elections",
        "namesake",
    }


def test_words_of_a_query_may_stand_apart_and_begin_with_a_hyphen(folder: Path) -> None:
    assert {row["id"] for row in rows(folder, "search", "שרון", "-תמר")} == {"sharonp", "football"}
    assert {row["id"] for row in rows(folder, "search", "-has:notes", "ירושלים")} == {"gate"}


def test_a_limit_and_an_order_are_kept(folder: Path) -> None:
    assert len(rows(folder, "search", "בית", "--limit", "2")) == 2
    days = [row["published"] for row in rows(folder, "search", "בית", "--sort", "newest", "--limit", "0")]
    assert days == sorted(days, reverse=True)


def test_people_quotations_and_notes_are_found_too(folder: Path) -> None:
    (person,) = rows(folder, "search", "גבעון", "--in", "people")
    assert (person["kind"], person["name"], person["articles"]) == ("person", "נורית גבעון", 4)
    quotes = rows(folder, "search", "מסים", "--in", "quotes")
    assert {quote["speaker"] for quote in quotes} == {"אלון רזניק"}
    (note,) = rows(folder, "search", "tag:כלכלה", "--in", "notes")
    assert (note["kind"], note["id"], note["quote"]["text"]) == ("note", "budget", "לא נעלה מסים")
    kinds = {row["kind"] for row in rows(folder, "search", "מסים", "--in", "all")}
    assert kinds == {"article", "quotation", "note"}
    assert "נורית [גבעון]" in call(folder, "search", "גבעון", "--in", "all").stdout


def test_the_list_has_all_articles_or_those_that_answer(folder: Path) -> None:
    listed = rows(folder, "list")
    assert len(listed) == len(quality.known())
    assert listed[0]["id"] == "namesake"
    assert {row["id"] for row in rows(folder, "list", "site:sport")} == {"sharonp", "football", "football2"}
    assert len(rows(folder, "list", "--limit", "3", "--sort", "title")) == 3


def test_no_hit_is_an_empty_list_and_no_failure(folder: Path) -> None:
    assert rows(folder, "search", "xyzzy") == []
    done = call(folder, "search", "xyzzy")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("query", ["((", "foo:bar", "date:אתמולל", "in:אין", "OR"])
def test_what_was_left_out_is_said_in_one_line_and_the_output_stays_clean(folder: Path, query: str) -> None:
    done = call(folder, "search", query, "--format", "json")
    assert (done.exit_code, json.loads(done.stdout)) == (0, [])
    assert done.stderr.startswith("reader: ")
    assert done.stderr.count("\n") == 1


def test_ten_thousand_characters_are_no_failure(folder: Path) -> None:
    done = call(folder, "search", "מילה רזניק " * 1000)
    assert done.exit_code == 0
    assert done.stderr.count("\n") == 1


def test_an_option_that_is_none_is_wrong_usage(folder: Path) -> None:
    assert call(folder, "search", "--sorted", "x").exit_code == 2
    assert call(folder, "search").exit_code == 2
    assert call(folder, "search", "x", "--in", "sports").exit_code == 2
    assert "person:" in call(folder, "search", "--help").output


def test_a_library_that_is_not_there_is_one_line_and_none_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["reader", "library", "search", "x", "--library", str(tmp_path / "new")])
    with pytest.raises(SystemExit) as stop:
        main()
    captured = capsys.readouterr()
    assert (stop.value.code, captured.out) == (1, "")
    assert "There is no library" in captured.err
    assert captured.err.count("\n") == 1
    assert not (tmp_path / "new").exists()


def test_a_lost_index_is_made_again_before_the_search(folder: Path) -> None:
    for file in folder.glob("*-index.sqlite*"):
        file.write_bytes(b"not an index")
    assert [row["id"] for row in rows(folder, "search", "לוריא")] == ["niqqud"]
