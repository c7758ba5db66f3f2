"""In a library as the benchmark makes it, the index finds what a look at every word of every article finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.hebrew.search_words import asked_forms, search_words
from reader.library import LIBRARY_FILE, Library
from reader.library.index import Index
from tests.bench.maker import Maker, make_library

ARTICLES = 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("made")
    made = make_library(place / LIBRARY_FILE, ARTICLES, ARTICLES // 5, Maker())
    assert made.size > 100_000
    return place


def test_every_word_and_name_is_found_just_where_it_stands(folder: Path) -> None:
    maker = Maker()
    articles = list(maker.articles(ARTICLES))
    words = {article.id: [word.forms for word in search_words(article.text)] for article in articles}
    asked = [
        *maker.words[:40],
        *maker.words[100:3000:100],
        *maker.people[:30],
        'ארה"ב',
        'צה"ל',
        "שר",
        "רון",
        "רק",
    ]
    with Library.open(folder / LIBRARY_FILE) as library:
        index = Index(library)
        with index.connection() as connection:
            for query in asked:
                quoted = query.replace('"', '""')
                found = connection.execute(
                    "SELECT id FROM docs JOIN article_words ON article_words.rowid = key WHERE article_words MATCH ?",
                    (f'"{quoted}"',),
                ).fetchall()
                assert {name for (name,) in found} == {
                    name for name, forms in words.items() if _stands(asked_forms(query), forms)
                }, query


def _stands(asked: list[str], words: list[tuple[str, ...]]) -> bool:
    return any(
        all(form in forms for form, forms in zip(asked, words[at : at + len(asked)], strict=True))
        for at in range(len(words) - len(asked) + 1)
    )


def test_the_words_take_no_more_than_the_text_itself(folder: Path) -> None:
    size = sum(len(article.text.encode()) for article in Maker().articles(ARTICLES))
    with Library.open(folder / LIBRARY_FILE) as library:
        index = Index(library)
        with index.connection() as connection:
            taken = connection.execute("SELECT sum(length(block)) FROM article_words_data").get
    assert int(str(taken)) <= size


def test_the_same_seed_makes_the_same_articles() -> None:
    assert list(Maker().articles(3)) == list(Maker().articles(3))
