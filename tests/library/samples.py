"""Small articles, readings and notes of our own, and any that hypothesis can think of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import apsw
import pytest
from hypothesis import strategies as st

from reader.hebrew.offsets import OffsetMap, OffsetMapBuilder
from reader.library import Library, migrations
from reader.model import (
    Annotation,
    Article,
    Block,
    BlockKind,
    EngineInfo,
    Entity,
    EntityKind,
    Link,
    Mention,
    MentionForm,
    Quote,
    Reading,
    Role,
    Selector,
    Span,
    State,
)
from reader.model.corrections import RefusedName

HEADLINE = 'השרה דנה לוי: "נחזור לשולחן"'
BODY = "השרה דנה לוי נפגשה בז'נבה עם שליח האו\"ם 🕊 רון ברק. לוי אמרה כי השיחות יימשכו."
ENGINE = EngineInfo("rules", "1")


def article(name: str = "a1", body: str = BODY, headline: str = HEADLINE, source: str = "") -> Article:
    """An article of a headline and one paragraph."""
    text = f"{headline}\n{body}"
    return Article(
        id=name,
        source=source or f"/news/{name}.txt",
        language="he",
        text=text,
        blocks=(
            Block(BlockKind.HEADLINE, Span(0, len(headline))),
            Block(BlockKind.PARAGRAPH, Span(len(headline) + 1, len(text))),
        ),
        links=(Link(None, "עוד על השיחות", "https://example.org/1"),),
        published="2013-11-02",
        site="example.org",
        author="כתב העיתון",
        source_hash=name * 8,
        source_map=OffsetMap.identity(len(text)),
    )


def reading(of: Article) -> Reading:
    """What an engine may find in `article()`."""
    at = of.text.index("דנה לוי")
    name = Span(at, at + len("דנה לוי"))
    return Reading(
        article=of,
        entities=(Entity("p1", EntityKind.PERSON, "דנה לוי", ("לוי",)),),
        mentions=(Mention(name, name, "p1", MentionForm.FULL, "given name and surname"),),
        roles=(Role("p1", "השרה", Span(at - 5, at - 1)),),
        quotes=(Quote(Span(14, 26), "p1", None, True),),
        engine=ENGINE,
    )


def note(
    of: Article, passage: str = 'שליח האו"ם 🕊', name: str = "n1", body: str = "לבדוק מי זה"
) -> Annotation:
    """A note on `passage`."""
    start = of.text.index(passage)
    return Annotation(
        id=name,
        article_id=of.id,
        selector=Selector.describe(of.text, start, start + len(passage)),
        body=body,
        colour="yellow",
        tags=("לבדוק", 'או"ם'),
        entity_id=None,
        created="2024-05-01T10:00:00.000Z",
        modified="2024-05-01T10:00:00.000Z",
    )


def refused_name() -> RefusedName:
    """A name that no article shall show."""
    return RefusedName("ירושלים", EntityKind.PERSON)


# Any text, and what Hebrew news is made of: pointed letters, gershayim, final letters, bidi marks, emoji, and
# the half surrogate pairs of file names that are no UTF-8.
texts = st.text(
    st.characters(codec=None) | st.sampled_from("שָׁלוֹם״׳\"'ךםןףץ־\u200f\u202b🕊\n\x00\udcff"), max_size=40
)
optional_texts = st.none() | texts


def _few(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=3).map(tuple)


@st.composite
def spans(draw: st.DrawFn, length: int) -> Span:
    """A span inside a text of `length`."""
    start = draw(st.integers(0, length))
    return Span(start, draw(st.integers(start, length)))


@st.composite
def maps(draw: st.DrawFn) -> OffsetMap:
    """A map made of copied, replaced and left out stretches."""
    builder = OffsetMapBuilder()
    counts = st.integers(0, 5)
    for step in draw(st.lists(st.tuples(st.sampled_from("csr"), counts, counts), max_size=12)):
        kind, made, source = step
        if kind == "c" and made:
            builder.copy(made)
        elif kind == "s":
            builder.skip(source)
        else:
            builder.replace(made, source)
    return builder.build()


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Any article, however unlikely."""
    text = draw(texts)
    inside = spans(len(text))
    return Article(
        id=draw(st.text("0123456789abcdef", min_size=1, max_size=16)),
        source=draw(texts),
        language=draw(st.sampled_from(["he", "en", "ar-EG"])),
        text=text,
        blocks=draw(_few(st.builds(Block, st.sampled_from(BlockKind), inside))),
        links=draw(_few(st.builds(Link, st.none() | inside, texts, optional_texts))),
        published=draw(optional_texts),
        site=draw(optional_texts),
        author=draw(optional_texts),
        source_hash="ab" * 32,
        source_map=draw(st.none() | st.just(OffsetMap.identity(len(text)))),
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Any reading of any article."""
    of = draw(articles())
    inside = spans(len(of.text))
    return Reading(
        article=of,
        entities=draw(_few(st.builds(Entity, texts, st.sampled_from(EntityKind), texts, _few(texts)))),
        mentions=draw(_few(st.builds(Mention, inside, inside, texts, st.sampled_from(MentionForm), texts))),
        roles=draw(_few(st.builds(Role, texts, texts, inside))),
        quotes=draw(_few(st.builds(Quote, inside, optional_texts, st.none() | inside, st.booleans()))),
        engine=draw(st.builds(EngineInfo, texts, texts)),
    )


any_notes = st.builds(
    Annotation,
    id=texts,
    article_id=st.text("0123456789abcdef", min_size=1, max_size=16),
    selector=st.builds(
        Selector, texts, texts, texts, st.integers(0, 10**6), st.integers(0, 10**6), st.booleans()
    ),
    body=texts,
    colour=texts,
    tags=_few(texts),
    entity_id=optional_texts,
    created=texts,
    modified=texts,
    state=st.sampled_from(State),
)


def older_library(path: Path, version: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the library that a Reader of that schema left at `path`: `article()` with its `note()`."""
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "STEPS", migrations.STEPS[:version])
        Library.open(path).close()
    today = path.with_name("today.sqlite")
    with Library.open(today) as library:
        library.add_article(article())
        library.save_annotation(note(article()))
    older = apsw.Connection(str(path))
    older.execute("ATTACH ? AS today", (str(today),))
    for table in ("articles", "contents", "annotations"):
        columns = ", ".join(row[1] for row in older.execute(f"PRAGMA main.table_info({table})"))
        older.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM today.{table}")
    older.close()
    today.unlink()
