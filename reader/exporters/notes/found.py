"""A note as it was found in a file, before it is known which article it is of and what it answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from reader.exporters.notes.names import article_id_of, unknown_article
from reader.model import Annotation, Selector
from reader.model.noted import NotedArticle

_LONGEST_THREAD = 1000


@dataclass(frozen=True, slots=True)
class Found:
    """One note of a file.

    Attributes:
        note: with its own `article_id` where the file names one, else an empty one.
        source: the address or other name of what it is on; empty where the file does not say.
        article_id: the article it was listed under, where the file says so.
        title: the article's headline, where the file has it.
        answers: the id of the note that it answers, or None.
        writer: what the person who wrote it is called, if the file says.
        states: marks of its earlier states, if the file has them.
    """

    note: Annotation
    source: str
    article_id: str | None = None
    title: str = ""
    answers: str | None = None
    writer: str = ""
    states: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a file has: articles with their notes, and what is known of the notes' earlier states."""

    articles: list[NotedArticle]
    revisions: dict[str, frozenset[str]] = field(default_factory=dict)


def selector_of(
    exact: str, prefix: str = "", suffix: str = "", start: int | None = None, end: int | None = None
) -> Selector:
    """What another program says about a passage; whether it stood there once nobody knows, so not."""
    known = start is not None and end is not None and start < end
    return Selector(
        exact=exact,
        prefix=prefix,
        suffix=suffix,
        start=start if known and start is not None else 0,
        end=end if known and end is not None else len(exact),
        was_unique=False,
    )


def settled(found: Sequence[Found], known: Iterable[NotedArticle] = ()) -> list[NotedArticle]:
    """`found` by article, in the order of the file; answers stand where the note does that they answer.

    `known` are the articles that the file itself tells of; of those it does not, what can be seen from outside is
    made up: their id is always the same for the same source. Where the notes are of several people, those that are
    not by whoever wrote most of them get the writer's name as a tag.
    """
    writers = Counter(each.writer for each in found)
    own = writers.most_common(1)[0][0] if writers else ""
    notes: dict[str, list[Annotation]] = {}
    articles = {article.id: article for article in known}
    first = {each.note.id: each for each in reversed(found)}
    for each in found:
        whole = _with_place(each, first)
        article_id = (
            whole.article_id
            or whole.note.article_id
            or article_id_of(whole.source)
            or unknown_article(whole.source)
        )
        if article_id not in articles:
            articles[article_id] = NotedArticle(
                id=article_id,
                title=whole.title,
                source="" if article_id_of(whole.source) else whole.source,
                language="he",
                site=None,
                author=None,
                published=None,
                annotations=(),
            )
        note = whole.note if whole.note.article_id else replace(whole.note, article_id=article_id)
        if each.writer not in ("", own):
            note = replace(note, tags=tuple(dict.fromkeys((*note.tags, each.writer))))
        notes.setdefault(article_id, []).append(note)
    return [replace(article, annotations=tuple(notes.get(id_, ()))) for id_, article in articles.items()]


def _with_place(answer: Found, first: dict[str, Found]) -> Found:
    """`answer` on the article and the passage of the note that the whole thread is about."""
    root = answer
    for _ in range(_LONGEST_THREAD):
        if root.answers is None or root.answers not in first or root.note.selector is not None:
            break
        root = first[root.answers]
    if root is answer:
        return answer
    return replace(
        root, note=replace(answer.note, article_id=root.note.article_id, selector=root.note.selector)
    )
