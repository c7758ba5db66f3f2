"""All passages of a person as text or Markdown, each article with where it is from; for the clipboard."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.exporters.notes.citation import citation
from reader.model import Span
from reader.model.noted import NotedArticle
from reader.ui.parts.wrapped import reads_rtl

if TYPE_CHECKING:
    from reader.library.people_rows import PersonArticle

_MARKUP = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>#|"})


def as_text(name: str, articles: Iterable[PersonArticle]) -> str:
    """The passages of each article, one a line, and under them the article's citation."""
    parts = [name]
    for article in articles:
        lines = [passage.text for passage in article.passages]
        lines += [f"“{saying.text}”" for saying in article.sayings]
        parts.append("\n".join((*lines, f"— {cited(article)}")))
    return "\n\n".join(parts) + "\n"


def as_markdown(name: str, articles: Iterable[PersonArticle]) -> str:
    """The same with headings, the names in bold, and what was said as quotations."""
    parts = [f"# {escaped(name)}"]
    for article in articles:
        parts.append(f"## {escaped(' '.join(article.row.title.split()))}")
        parts += [f"- {_bold(passage.text, passage.hits)}" for passage in article.passages]
        parts += [f"> {escaped(saying.text)}" for saying in article.sayings]
        parts.append(escaped(cited(article)))
    # Passages under one another are one list, all else stands apart.
    text = parts[0]
    for before, part in pairwise(parts):
        text += ("\n" if before.startswith("- ") and part.startswith("- ") else "\n\n") + part
    return text + "\n"


def cited(article: PersonArticle) -> str:
    """Where an article is from, in its language."""
    row = article.row
    language = "he" if reads_rtl(row.title) else "en"
    return citation(NotedArticle(row.id, row.title, row.source, language, row.site, None, row.published, ()))


def escaped(text: str) -> str:
    """Words as Markdown shows them."""
    return text.translate(_MARKUP)


def _bold(text: str, hits: Iterable[Span]) -> str:
    done, at = "", 0
    for hit in hits:
        done += escaped(text[at : hit.start]) + f"**{escaped(text[hit.start : hit.end])}**"
        at = hit.end
    return done + escaped(text[at:])
