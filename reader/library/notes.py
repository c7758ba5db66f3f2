"""The library's notes: those of an article in any of its versions, all of them, the trash, the colours' names."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from reader.library import codec, failures, statements
from reader.library.articles import Articles
from reader.library.base import now
from reader.library.rows import NoteRow
from reader.model import Annotation, Article, State
from reader.model.anchoring import Anchorer
from reader.model.noted import NotedArticle


class Notes(Articles):
    """Notes. One that is deleted goes to the trash, where it stays until that is emptied."""

    def save_annotation(self, annotation: Annotation) -> None:
        """Keep a new note, or the new state of one with its id; its article need not be here yet.

        One in the trash comes back out of it.
        """
        self.save_annotations((annotation,))

    def save_annotations(self, annotations: Iterable[Annotation]) -> None:
        """Keep several notes, all of them or none."""
        rows = [(codec.annotation_columns(each), digest(each)) for each in annotations]
        with self._saving():
            for columns, revision in rows:
                self._connection.execute(statements.SAVE_ANNOTATION, columns)
                self._connection.execute(statements.SAVE_REVISION, (columns["id"], revision))

    def delete_annotation(self, annotation_id: str) -> None:
        """Put a note into the trash; nothing where there is none."""
        self._save(statements.TRASH, (codec.to_column(annotation_id), now()))

    def trash(self) -> list[NoteRow]:
        """What was deleted, the newest first."""
        return self._note_rows(statements.NOTES + statements.TRASHED)

    def restore_annotation(self, annotation_id: str) -> None:
        """Take a note out of the trash; nothing where it is not there."""
        self._save("UPDATE annotations SET deleted = NULL WHERE id = ?", (codec.to_column(annotation_id),))

    def empty_trash(self, ids: Iterable[str] | None = None) -> int:
        """Forget the notes in the trash (or those of them named) for good; how many they were."""
        wanted = [(codec.to_column(each),) for each in ids] if ids is not None else None
        with self._saving():
            execute = self._connection.execute
            if wanted is None:
                execute("DELETE FROM annotations WHERE deleted IS NOT NULL")
                return self._connection.changes()
            gone = 0
            for values in wanted:
                execute("DELETE FROM annotations WHERE deleted IS NOT NULL AND id = ?", values)
                gone += self._connection.changes()
            return gone

    def annotations(self, article: Article | str) -> tuple[Annotation, ...]:
        """The notes on an article (or on the one of that id) as they stand in its text, orphans last.

        Those on its other versions are among them. Where the text is not the one that a note was made on,
        `selector.start` and `end` are where the passage is now, and `state` says how sure that is. The notes of an
        article that is not here come as they were saved.
        """
        known = self.article(article) if isinstance(article, str) else article
        article_id = article if isinstance(article, str) else article.id
        found = self._rows(statements.ANNOTATIONS, (article_id,))
        with failures.told(self._place):
            notes = [_note(row) for row in found]
        if known is not None:
            notes = self._less_refused(placed(notes, known.text), article_id)
        return tuple(sorted(notes, key=_text_order))

    def annotation(self, annotation_id: str) -> Annotation | None:
        """The note called `annotation_id` as it was saved, if it is here and not in the trash."""
        columns = ", ".join(statements.ANNOTATION_COLUMNS)
        found = self._rows(
            f"SELECT {columns} FROM annotations WHERE deleted IS NULL AND id = ?",  # noqa: S608 - fixed names
            (codec.to_column(annotation_id),),
        )
        with failures.told(self._place):
            return _note(found[0]) if found else None

    def all_annotations(self) -> list[NoteRow]:
        """Every note that is not in the trash, as it was saved, the one changed last first.

        Its `state` is the one that it has on the current version of its article.
        """
        return self._note_rows(statements.NOTES + statements.NOT_TRASHED)

    def place_notes(self, article_id: str) -> tuple[Annotation, ...]:
        """Place the notes of an article in its text and keep how sure each place is, for the lists."""
        notes = self.annotations(article_id)
        with self._saving():
            for note in notes:
                self._connection.execute(statements.SAVE_STATE, (note.state.value, codec.to_column(note.id)))
        return notes

    def refuse_place(self, annotation_id: str, article_id: str, *, refused: bool = True) -> None:
        """The note does not stand where it was found in that version without certainty: there it is an orphan.

        With `refused` false it may be found there again.
        """
        statement = statements.REFUSE_PLACE if refused else statements.ALLOW_PLACE
        self._save(statement, (codec.to_column(annotation_id), codec.to_column(article_id)))

    def remember_articles(self, articles: Iterable[NotedArticle]) -> None:
        """Keep what came with notes on articles that are not here: title, address, date; not the notes."""
        rows = [
            tuple(
                None if value is None else codec.to_column(value)
                for value in (
                    *(each.id, each.title, each.source, each.language),
                    *(each.site, each.author, each.published),
                )
            )
            for each in articles
        ]
        with self._saving():
            for row in rows:
                self._connection.execute(statements.SAVE_KNOWN, row)

    def known_by_notes(self) -> dict[str, NotedArticle]:
        """The articles of `remember_articles`, without notes, by their ids."""
        return self._noted(statements.KNOWN)

    def known_in_trash(self) -> dict[str, NotedArticle]:
        """The articles in the trash that have notes, without these, by their ids."""
        return self._noted(statements.KNOWN_IN_TRASH)

    def tags(self) -> tuple[str, ...]:
        """Every tag that a note has, in the order of the letters."""
        found = self._rows("SELECT DISTINCT tags FROM annotations WHERE deleted IS NULL")
        with failures.told(self._place):
            return tuple(sorted({tag for (tags,) in found for tag in json.loads(codec.from_column(tags))}))

    def colour_names(self) -> dict[str, str]:
        """What the person calls the colours; those without a name of the person's are missing."""
        found = self._rows("SELECT colour, name FROM palette ORDER BY colour")
        with failures.told(self._place):
            return {codec.from_column(colour): codec.from_column(name) for colour, name in found}

    def name_colours(self, names: Mapping[str, str]) -> None:
        """Call colours so from now on; an empty name takes a name away."""
        rows = [(codec.to_column(colour), codec.to_column(name.strip())) for colour, name in names.items()]
        with self._saving():
            for colour, name in rows:
                if name:
                    self._connection.execute("INSERT OR REPLACE INTO palette VALUES (?, ?)", (colour, name))
                else:
                    self._connection.execute("DELETE FROM palette WHERE colour = ?", (colour,))

    def revisions(self, annotation_id: str) -> frozenset[str]:
        """The `digest` of every state that a note has had here."""
        found = self._rows(
            "SELECT digest FROM revisions WHERE annotation_id = ?", (codec.to_column(annotation_id),)
        )
        return frozenset(digest for (digest,) in found)

    def known_notes(self) -> frozenset[str]:
        """The ids of all notes that were ever saved here, those that are gone among them."""
        found = self._rows("SELECT annotation_id FROM revisions UNION SELECT id FROM annotations")
        with failures.told(self._place):
            return frozenset(codec.from_column(id_) for (id_,) in found)

    # -- inside ----------------------------------------------------------------------------------------------

    def _less_refused(self, notes: list[Annotation], article_id: str) -> list[Annotation]:
        """`notes` as they stand in a version, without the places that the person refused."""
        if not any(note.state is State.UNCERTAIN for note in notes):
            return notes
        found = self._rows("SELECT annotation_id FROM refused_places WHERE article_id = ?", (article_id,))
        with failures.told(self._place):
            refused = {codec.from_column(id_) for (id_,) in found}
        return [
            replace(note, state=State.ORPHAN)
            if note.state is State.UNCERTAIN and note.id in refused
            else note
            for note in notes
        ]

    def _noted(self, query: str) -> dict[str, NotedArticle]:
        found = self._rows(query)
        with failures.told(self._place):
            made = [
                NotedArticle(
                    id=codec.from_column(id_),
                    title=codec.from_column(title),
                    source=codec.from_column(source),
                    language=codec.from_column(language),
                    site=codec.optional_from(site),
                    author=codec.optional_from(author),
                    published=codec.optional_from(published),
                    annotations=(),
                )
                for id_, title, source, language, site, author, published in found
            ]
        return {each.id: each for each in made}

    def _note_rows(self, query: str) -> list[NoteRow]:
        found = self._rows(query)
        size = len(statements.ANNOTATION_COLUMNS)
        with failures.told(self._place):
            return [_note_row(_note(row), row[size:]) for row in found]


def digest(note: Annotation) -> str:
    """What tells two states of a note apart: all that a person can change in it."""
    parts = [note.body, note.colour, sorted(note.tags), note.entity_id, note.style.value, note.quote]
    packed = json.dumps(parts, ensure_ascii=True).encode("ascii")
    return hashlib.sha256(packed).hexdigest()[:32]


def placed(notes: Iterable[Annotation], text: str) -> list[Annotation]:
    """`notes` where they stand in `text`, which is prepared for searching only if one is not in its place."""
    anchorer: Anchorer | None = None
    found = []
    for note in notes:
        selector = note.selector
        if selector is None or selector.stands_in(text):
            found.append(replace(note, state=State.EXACT))
            continue
        anchorer = anchorer or Anchorer(text)
        placement = anchorer.place(selector)
        if placement.span is not None:
            selector = replace(selector, start=placement.span.start, end=placement.span.end)
        found.append(replace(note, selector=selector, state=placement.state))
    return found


def _note(row: tuple[Any, ...]) -> Annotation:
    names = statements.ANNOTATION_COLUMNS
    return codec.annotation_from(dict(zip(names, row[: len(names)], strict=True)))


def _note_row(note: Annotation, more: tuple[Any, ...]) -> NoteRow:
    deleted, article_id, title, site, published = more
    return NoteRow(
        note=note,
        article_id=codec.optional_from(article_id) or note.article_id,
        title=codec.optional_from(title) or "",
        site=codec.optional_from(site),
        published=codec.optional_from(published),
        deleted=codec.optional_from(deleted),
    )


def _text_order(note: Annotation) -> tuple[bool, bool, int, int]:
    selector = note.selector
    if selector is None:
        return False, False, 0, 0
    return note.state is State.ORPHAN, True, selector.start, selector.end
