"""Notes out of a library into a file's bytes, and from a file into a library."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from reader import importers
from reader.cancel import CancelToken
from reader.errors import ReaderError
from reader.exporters import notes as forms
from reader.exporters.notes.instants import in_utc
from reader.exporters.notes.plain import is_seen, one_line
from reader.exporters.notes.record import whole
from reader.library import Library
from reader.library.base import now
from reader.library.merging import Merged, merge
from reader.library.notes import digest
from reader.library.origin import canonical_address
from reader.model import Annotation, Selector
from reader.model.noted import NotedArticle

_EXACT = ("jsonld", "yaml")  # what can come in again


def export_notes(library: Library, form: str, article_id: str | None = None) -> bytes:
    """All notes (or those on one article, in all its versions) in one of `forms.FORMS`.

    Raises:
        ReaderError: there is no such article, or the library cannot be read.
    """
    if article_id is None:
        return _dumped(library, form, all_noted(library))
    article = noted(library, article_id)
    if not article.annotations and library.row(article_id) is None:
        raise ReaderError(
            "There is no article {id} in the library.", "Leave it out to get all notes.", id=article_id
        )
    return _dumped(library, form, [article])


def dumped(library: Library, form: str, article_id: str, notes: Iterable[Annotation]) -> bytes:
    """One article with these notes of its in one of `forms.FORMS`, for whoever has read them already.

    Raises:
        ReaderError: the library cannot be read.
    """
    return _dumped(library, form, [_noted(library, article_id, notes)])


def _dumped(library: Library, form: str, articles: list[NotedArticle]) -> bytes:
    notes = [note for article in articles for note in article.annotations]
    past = {note.id: library.revisions(note.id) - {digest(note)} for note in notes} if form in _EXACT else {}
    return forms.dump(form, articles, past)


def noted(library: Library, article_id: str) -> NotedArticle:
    """One article with the notes on all its versions, as they were saved.

    Of one that is not in the library no more than its id and its notes are known.
    """
    current = library.current_version(article_id)
    return _noted(
        library, current, [row.note for row in library.all_annotations() if row.article_id == current]
    )


def all_noted(library: Library) -> list[NotedArticle]:
    """Every article that has notes, those of the newest articles first; see `noted`."""
    groups: dict[str, list[Annotation]] = {}
    for row in library.all_annotations():
        groups.setdefault(row.article_id, []).append(row.note)
    order = {row.id: number for number, row in enumerate(library.articles())}
    ids = sorted(groups, key=lambda each: (order.get(each, len(order)), each))
    return [_noted(library, each, groups[each]) for each in ids]


def read_notes(path: Path) -> bytes:
    """The bytes of a file that `import_notes` may take.

    Raises:
        ReaderError: it is missing, no file, may not be read, or is too large.
    """
    return importers.read_bytes(path, forms.LARGEST)


def import_notes(library: Library, data: bytes, name: str, token: CancelToken | None = None) -> Merged:
    """Take the notes of a file into the library, all of them or none; `name` is what sentences call it.

    A note on an article that is not here is kept all the same. One whose article the file knows by an address only
    comes to the article of that address.

    Raises:
        ReaderError: the file is no file of notes or damaged, or the library could not be written.
        CancelledError: `token` was cancelled; nothing has changed.
    """
    token = token or CancelToken()
    shelf = _Shelf(library)
    contents = forms.read(data, name)
    notes = []
    absent: dict[str, NotedArticle] = {}
    for number, article in enumerate(contents.articles):
        token.progress(0.5 + 0.3 * number / len(contents.articles))
        for each in article.annotations:
            note = shelf.taken_in(each, article)
            notes.append(note)
            if (article.title or article.source) and not shelf.has(note.article_id):
                absent[note.article_id] = replace(article, id=note.article_id, annotations=())
    token.progress(0.8)
    # First: should the notes not come in after all, a title too many is nothing that anybody sees.
    if absent:
        library.remember_articles(absent.values())
    merged = merge(library, notes, came_from=name, revisions=contents.revisions)
    _adopt(library, shelf, {note.id: note for note in notes}, merged)
    return merged


def _adopt(library: Library, shelf: _Shelf, notes: dict[str, Annotation], merged: Merged) -> None:
    """Bring notes that came before their article to it, now that both are here."""
    known = set(merged.unchanged)
    found = []
    for row in library.all_annotations() if known else ():
        note = notes.get(row.note.id)
        if note is None or note.id not in known or shelf.has(row.note.article_id):
            continue
        if shelf.has(note.article_id):
            found.append(replace(row.note, article_id=note.article_id, selector=note.selector))
    if found:
        library.save_annotations(found)


def _noted(library: Library, article_id: str, notes: Iterable[Annotation]) -> NotedArticle:
    ordered = sorted(notes, key=_text_order)
    article = library.article(article_id)
    if article is not None:
        return NotedArticle.of(article, ordered)
    known = library.known_by_notes().get(article_id)
    if known is not None:
        return replace(known, annotations=tuple(ordered))
    return NotedArticle(article_id, "", "", "he", None, None, None, tuple(ordered))


def _text_order(note: Annotation) -> tuple[bool, int, int, str, str]:
    selector = note.selector
    start, end = (selector.start, selector.end) if selector else (0, 0)
    return selector is not None, start, end, note.created, note.id


class _Shelf:
    """The library's articles as an import looks for them: by id, or by address."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: dict[str, bool] = {}
        self._texts: dict[str, str] = {}
        self._by_address = {
            address: row.id
            for row in reversed(library.articles())
            if (address := _comparable(row.source)) is not None
        }

    def has(self, article_id: str) -> bool:
        """Whether that version is in the library."""
        if article_id not in self._known:
            self._known[article_id] = self._library.row(article_id) is not None
        return self._known[article_id]

    def taken_in(self, note: Annotation, listed: NotedArticle) -> Annotation:
        """`note` on `listed`, as the library can keep it: on an article that is here, if there is one."""
        article_id, selector = whole(note.article_id), note.selector
        if not self.has(article_id) and (here := self._by_address.get(_comparable(listed.source) or "")):
            article_id = here
            selector = selector and located(selector, self._text(here))
        created = _instant(note.created) or _instant(note.modified) or now()
        person = note.entity_id if note.entity_id and is_seen(note.entity_id) else None
        return replace(
            note,
            article_id=article_id,
            # Without its words a position in a text that nobody knows says nothing.
            selector=selector if selector and selector.exact else None,
            tags=tuple(dict.fromkeys(one_line(tag) for tag in note.tags if is_seen(tag))),
            entity_id=person,
            created=created,
            modified=_instant(note.modified) or created,
        )

    def _text(self, article_id: str) -> str:
        if article_id not in self._texts:
            article = self._library.article(article_id)
            self._texts[article_id] = article.text if article else ""
        return self._texts[article_id]


def located(selector: Selector, text: str) -> Selector:
    """A passage that another program described, as Reader describes it where it surely stands in `text`.

    Where that is not sure it stays as it came, and is looked for whenever the article is shown.
    """
    exact = selector.exact
    if not exact:
        return (
            Selector.describe(text, selector.start, selector.end)
            if selector.start < selector.end <= len(text)
            else selector
        )
    around = selector.prefix + exact + selector.suffix
    start = _only(around, text)
    if start is not None:
        start += len(selector.prefix)
    elif around != exact and selector.stands_in(text):
        start = selector.start
    return selector if start is None else Selector.describe(text, start, start + len(exact))


def _only(words: str, text: str) -> int | None:
    first = text.find(words)
    return first if first >= 0 and text.find(words, first + 1) < 0 else None


def _comparable(source: str) -> str | None:
    """An address in the one spelling in which two are compared; None where `source` is none."""
    if not source.lower().startswith(("http://", "https://")):
        return None
    return canonical_address(unquote(source))


def _instant(written: str) -> str | None:
    """`written` in UTC; None where no calendar shows it, as the years 0 and 9999 in some time zones."""
    instant = in_utc(written)
    return instant if instant and 1 < int(instant[:4]) < 9999 else None
