"""Articles with notes: some of our own, and any that hypothesis can think of."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from reader.model import Annotation, Selector, State, Style
from reader.model.noted import NotedArticle
from tests.library import samples

texts = samples.texts | st.text(
    st.sampled_from("אב \n\t-#>*_`[]<!:'\"|&\\=+@%{}~\r\x85\u2028\u202e\u2069\ud83d\udd4a\ufeff\uffff0."),
    max_size=40,
)
numbers = st.integers(0, 10**6)

selectors = st.builds(Selector, texts, texts, texts, numbers, numbers, st.booleans())

notes = st.builds(
    Annotation,
    id=texts | st.uuids().map(str),
    article_id=texts,
    selector=st.none() | selectors,
    body=texts,
    colour=texts,
    tags=st.lists(texts, max_size=3).map(tuple),
    entity_id=st.none() | texts,
    created=texts | st.just("2024-05-01T10:00:00.000Z"),
    modified=texts | st.sampled_from(["0000-01-01T00:00:00Z", "9999-12-31T23:59:59-05:00"]),
    state=st.sampled_from(State),
    style=st.sampled_from(Style),
)

articles = st.builds(
    NotedArticle,
    id=texts,
    title=texts,
    source=texts | texts.map("https://example.org/".__add__),
    language=st.sampled_from(["he", "en", "ar-EG"]),
    site=st.none() | texts,
    author=st.none() | texts,
    published=st.none() | texts | st.just("2013-11-02"),
    annotations=st.lists(notes, max_size=3).map(tuple),
)

shelves = st.lists(articles, max_size=3)


def talks(source: str = "https://example.org/news/1") -> NotedArticle:
    """An article with a note on a passage, one on a person, and one on all of it."""
    article = samples.article()
    passage = samples.note(article)
    bare = replace(
        passage, id="9e107d9d-372b-4b6c-a1d5-1f0f6a1f5f11", body="", tags=(), style=Style.UNDERLINE
    )
    person = replace(passage, id="n2", selector=None, entity_id="דנה לוי", body="מי מינה אותה?\n\nלבדוק.")
    whole = replace(passage, id="n3", selector=None, body="**חשוב**", tags=())
    return replace(NotedArticle.of(article, (passage, bare, person, whole)), source=source)
