"""Notes as Markdown for reading: by article, and in it by person.

Every note is an item of a list: whatever a person wrote in it (a heading, a fence that is never closed) ends with the
item. Words of an article stand as they are, without becoming Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reader.exporters.notes.citation import citation, web_address
from reader.exporters.notes.dates import in_words
from reader.exporters.notes.plain import closed, is_seen, led_right, one_line, visible
from reader.exporters.notes.record import Revisions
from reader.model import Annotation, State
from reader.model.noted import NotedArticle

_SIGN = re.compile(r"[\\`*_\[\]<>|~]|&(?=#?\w+;)|^[=+-]|(?<!\S)#")
_NUMBERED = re.compile(r"^(\d+)([.)])")
_LINE_END = re.compile(r"\r\n?|\n")
# A tag or a comment that a person wrote would run on into the notes after it. Code between backticks is shown as it
# is, and an address between angle brackets is a link.
_TAG = re.compile(r"\\.|(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)|<(?:https?://|mailto:)[^\s<>`]*>|<(?=[A-Za-z/!?])")


@dataclass(frozen=True, slots=True)
class _Words:
    notes: str
    note: str
    untitled: str
    in_article: str
    moved: str
    uncertain: str
    orphan: str


_HEBREW = _Words("הערות", "הערה", "מאמר בלי כותרת", "בגוף המאמר", "זז", "המקום לא ודאי", "לא נמצא במאמר")
_ENGLISH = _Words(
    "Notes",
    "Note",
    "Article without a headline",
    "In the article",
    "moved",
    "place uncertain",
    "not found in the article",
)


def dump(articles: Sequence[NotedArticle], _revisions: Revisions) -> bytes:
    """UTF-8. Each article is laid out, and spoken of, in its own language."""
    hebrew = not articles or any(article.right_to_left for article in articles)
    lines = [f"# {(_HEBREW if hebrew else _ENGLISH).notes}", ""]
    for article in articles:
        lines += _article(article)
    return ("\n".join(lines).rstrip() + "\n").encode()


def _article(article: NotedArticle) -> Iterator[str]:
    words = _HEBREW if article.right_to_left else _ENGLISH
    if article.right_to_left:
        # What shows Markdown knows no direction but of HTML, and takes it back at the closing tag.
        yield from ('<div dir="rtl">', "")
    yield f"## {_plain(article.title, article) if is_seen(article.title) else words.untitled}"
    yield ""
    yield from _source(article)
    for heading, notes in _grouped(article.annotations, words):
        if heading:
            yield from (f"### {_plain(heading, article)}", "")
        for note in notes:
            yield from _note(note, article, words)
    if article.right_to_left:
        yield from ("</div>", "")


def _source(article: NotedArticle) -> Iterator[str]:
    said = _plain(citation(replace(article, source="")), article)
    address = f"<{web_address(article.address)}>" if article.address else ""
    if line := ", ".join(each for each in (said, address) if each):
        yield from (line, "")


def _grouped(notes: Iterable[Annotation], words: _Words) -> Iterator[tuple[str, list[Annotation]]]:
    """The notes that belong to nobody by the order of the text, then each person's."""
    groups: dict[str, list[Annotation]] = {"": []}
    for note in notes:
        person = one_line(note.entity_id or "")
        groups.setdefault(person if is_seen(person) else "", []).append(note)
    for person, group in groups.items():
        # What is on the whole article, or on the person, comes before the passages.
        ordered = sorted(
            group, key=lambda note: (note.selector is not None, note.selector and note.selector.start)
        )
        if ordered:
            yield (person or (words.in_article if len(groups) > 1 else "")), ordered


def _note(note: Annotation, article: NotedArticle, words: _Words) -> Iterator[str]:
    # What the person wrote comes last: a fence in it that is never closed runs to the end of the item.
    parts = [part for part in (_quote(note, article), _about(note, article, words), _body(note.body)) if part]
    margin = "- "
    for number, part in enumerate(parts):
        if number:
            yield ""
        for line in part:
            yield (margin + line).rstrip(" ") if line else ""
            margin = "  "
    if parts:
        yield ""


def _quote(note: Annotation, article: NotedArticle) -> list[str]:
    lines = [line for each in _LINE_END.split(visible(note.quote)) if (line := one_line(each))]
    return [f"> {_plain(line, article)}" for line in lines]


def _body(body: str) -> list[str]:
    lines = [closed(line).rstrip() for line in _LINE_END.split(visible(body).strip("\r\n"))]
    return [_TAG.sub(_harmless, line) for line in lines] if any(lines) else []


def _harmless(found: re.Match[str]) -> str:
    return "\\<" if found[0] == "<" else found[0]


def _about(note: Annotation, article: NotedArticle, words: _Words) -> list[str]:
    states = {State.MOVED: words.moved, State.UNCERTAIN: words.uncertain, State.ORPHAN: words.orphan}
    # A sign right before a word is a tag to many programs, and a heading to none.
    tags = ["#" + _escaped(one_line(tag).replace(" ", "-")) for tag in note.tags if is_seen(tag)]
    rest = (in_words(note.modified, article.language), states.get(note.state, ""))
    shown = [*tags, *(_escaped(line) for each in rest if (line := one_line(each)))]
    return [led_right(" · ".join(shown) or words.note, article.right_to_left)]


def _plain(text: str, article: NotedArticle) -> str:
    """One line of somebody else's words that mean nothing in Markdown."""
    return led_right(_escaped(one_line(text)), article.right_to_left)


def _escaped(line: str) -> str:
    return _NUMBERED.sub(r"\1\\\2", _SIGN.sub(r"\\\g<0>", line))
