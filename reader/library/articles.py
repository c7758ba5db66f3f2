"""The library's articles in all their versions, and what engines found in them."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import apsw

from reader.hebrew.folding import fold_text
from reader.library import codec, failures, statements
from reader.library.base import Store, now
from reader.library.codec import Column
from reader.library.origin import alike, is_address, origin
from reader.library.rows import ArticleRow, article_row
from reader.model import Article, EngineInfo, Reading

logger = logging.getLogger(__name__)

# In code points, in lists: a file that is one line of a megabyte has a headline of a megabyte.
_TITLE_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of an import.

    `new`: the article was not here. `replaced` is the version that it took the place of. `changed`: it was here, and
    says something else now that a newer Reader read it. `returned`: it was in the trash, and is out of it.
    """

    new: bool
    replaced: str | None = None
    changed: bool = False
    returned: bool = False


class Articles(Store):
    """Articles and readings.

    An article's id is its source's bytes; the versions of one article share a `work`. The version that came in
    last is the current one, which lists show. An older version stays as long as it carries a note or a correction, or
    is the one before the current.
    """

    def add_article(self, article: Article) -> bool:
        """Keep `article`; whether it is new.

        One that is there already takes on what is different (another path to the same bytes, another text
        from a newer importer); readings of an older text are dropped, notes stay. A new one from the place that
        another came from is a version of that.
        """
        return self._take_in(article, brought=False).new

    def import_article(self, article: Article) -> Imported:
        """Keep `article`, which the person brought just now, and make it the current one of its versions.

        One in the trash comes back out of it.
        """
        return self._take_in(article, brought=True)

    def import_articles(self, batch: Sequence[Article]) -> list[Imported]:
        """Keep many articles in one transaction, all of them or none; what became of each.

        Unlike `import_article`, one that is here as an older version stays the older one, unless it comes from where
        the current version came from: a folder may hold copies of what a file was before.
        """
        rows = [article_columns(article) for article in batch]
        with self._saving():
            return [self._put_one_of_many(columns) for columns in rows]

    def same_article(self, article: Article) -> ArticleRow | None:
        """Another article of the same headline and date, which may be an older version: the person should say.

        None where it is known to be a version of something already, and where headline or date is missing.
        """
        folded = folded_title(article.title[:_TITLE_LENGTH])
        if not folded or not article.published:
            return None
        found = self._article_rows(
            statements.LINES + statements.SAME_HEAD,
            (codec.to_column(folded), codec.to_column(article.published), article.id, article.id),
        )
        return next(iter(found), None)

    def join_versions(self, article_id: str, older: str) -> None:
        """From now on the article `article_id` is the current version of the article `older`."""
        with self._saving():
            execute = self._connection.execute
            work, first = execute(statements.WORK, (article_id,)).get, execute(statements.WORK, (older,)).get
            if work is not None and first is not None and work != first:
                join_works(self._connection, work, first)
            self._bring_forward(article_id)
            self._out_of_trash(article_id)

    def versions(self, article_id: str) -> list[ArticleRow]:
        """All versions of the article that `article_id` is one of, the current one first."""
        return self._article_rows(statements.LINES + statements.OF_THE_WORK, (article_id,))

    def current_version(self, article_id: str) -> str:
        """The id of the newest version of the article `article_id`; its own where it is not here."""
        found = self._rows(statements.CURRENT, (article_id,))
        return codec.from_column(found[0][0]) if found else article_id

    def article(self, article_id: str) -> Article | None:
        """The article called `article_id`, if it is here."""
        found = self._rows(statements.ARTICLE, (article_id,))
        return self._article_from(found[0][1:]) if found else None

    def articles(self) -> list[ArticleRow]:
        """All articles in their current versions, the newest first; not those in the trash."""
        return self._article_rows(f"{statements.LINES} {statements.LISTED} ORDER BY key DESC")

    def row(self, article_id: str) -> ArticleRow | None:
        """What a list shows of one article, if it is here or in the trash."""
        return next(iter(self._article_rows(statements.LINES + "WHERE id = ?", (article_id,))), None)

    def article_by_title(self, title: str) -> ArticleRow | None:
        """The newest article with this headline, however it is pointed, quoted and hyphenated."""
        folded = folded_title(title[:_TITLE_LENGTH])
        if not folded:
            return None
        found = self._article_rows(
            f"{statements.LINES} {statements.LISTED} AND folded_title = ? ORDER BY key DESC LIMIT 1",
            (codec.to_column(folded),),
        )
        return next(iter(found), None)

    def recent(self, limit: int) -> list[ArticleRow]:
        """The articles that were opened last, at most `limit` of them."""
        return self._article_rows(
            f"{statements.LINES} {statements.LISTED} AND opened IS NOT NULL ORDER BY opened DESC, key DESC LIMIT ?",
            (limit,),
        )

    def mark_opened(self, article_id: str) -> None:
        """The person has the article open now, and so out of the trash; nothing where it is not here."""
        with self._saving():
            self._connection.execute("UPDATE articles SET opened = ? WHERE id = ?", (now(), article_id))
            self._out_of_trash(article_id)

    def set_position(self, article_id: str, offset: int) -> None:
        """Remember the code point at the top of the page; nothing where the article is not here."""
        self._save("UPDATE articles SET position = ? WHERE id = ?", (offset, article_id))

    def save_reading(self, reading: Reading) -> None:
        """Keep what an engine found, in the place of what it found before, and the article if need be."""
        columns = article_columns(reading.article)
        payload = codec.reading_payload(reading)
        engine = reading.engine
        with self._saving():
            self._put_article(columns, brought=False)
            self._connection.execute(
                statements.SAVE_READING, (engine.name, engine.version, payload, now(), reading.article.id)
            )

    def add_reading(self, reading: Reading) -> bool:
        """Keep what an engine found in an article that is here with that text; whether it is.

        Unlike `save_reading` it brings no article back that was removed while the engine was reading.
        """
        payload = codec.reading_payload(reading)
        engine, article_id = reading.engine, codec.to_column(reading.article.id)
        with self._saving():
            execute = self._connection.execute
            text = execute(
                "SELECT text FROM contents JOIN articles ON key = article_key WHERE id = ?", (article_id,)
            )
            if text.get != codec.to_column(reading.article.text):
                return False
            execute(statements.SAVE_READING, (engine.name, engine.version, payload, now(), article_id))
            return True

    def articles_without_reading(self, engine: EngineInfo) -> list[str]:
        """The ids of the articles that this version of this engine has not read, the newest first."""
        found = self._rows(
            statements.WITHOUT_READING, (codec.to_column(engine.name), codec.to_column(engine.version))
        )
        with failures.told(self._place):
            return [codec.from_column(id_) for (id_,) in found]

    def articles_without_people(self) -> list[str]:
        """The ids of the articles in which no engine has looked for people, the newest first."""
        found = self._rows(statements.WITHOUT_PEOPLE)
        with failures.told(self._place):
            return [codec.from_column(id_) for (id_,) in found]

    def count_without_people(self) -> int:
        """How many articles `articles_without_people` has."""
        return int(self._rows(statements.HOW_MANY_WITHOUT_PEOPLE)[0][0])

    def reading(self, article_id: str, engine: EngineInfo) -> Reading | None:
        """What this version of this engine found in the article, if that is here.

        A reading that has been damaged counts as none: it can be made again.
        """
        found = self._rows(statements.READING, (article_id, engine.name, engine.version))
        if not found:
            return None
        payload, *columns = found[0]
        article = self._article_from(columns)
        try:
            return codec.reading_from(payload, article, engine)
        except failures.DamagedError as failure:
            logger.warning("the reading of %s is damaged and will be made again: %s", article_id, failure)
            return None

    # -- inside ----------------------------------------------------------------------------------------------

    def _take_in(self, article: Article, *, brought: bool) -> Imported:
        columns = article_columns(article)
        with self._saving():
            return self._put_article(columns, brought=brought)

    def _put_article(self, columns: dict[str, Column], *, brought: bool) -> Imported:
        """Make the stored article what `columns` say, inside a transaction."""
        execute = self._connection.execute
        old: list[tuple[Any, ...]] = execute(statements.ARTICLE, (columns["id"],)).fetchall()
        article_id = codec.from_column(columns["id"])
        before, changed = None, False
        if old:
            changed = self._change(old[0], columns)
        else:
            before = self._older(columns)
            work = execute("SELECT work FROM articles WHERE id = ?", (before,)).get if before else article_id
            execute(statements.ADD_ARTICLE, columns | {"work": work})
            execute(statements.ADD_CONTENT, columns)
        if not old or brought:
            current = execute(statements.CURRENT, (article_id,)).get
            before = current if current and current != article_id else None
            self._bring_forward(article_id)
            returned = self._out_of_trash(article_id)
            return Imported(not old, before, changed, returned)
        return Imported(new=False, changed=changed)

    def _put_one_of_many(self, columns: dict[str, Column]) -> Imported:
        found = self._connection.execute(statements.CURRENT, (columns["id"],)).get
        if found is None or found == columns["id"]:
            return self._put_article(columns, brought=True)
        place = self._connection.execute("SELECT origin FROM articles WHERE id = ?", (found,)).get
        if place is not None and place == columns["origin"]:
            return self._put_article(columns, brought=True)
        return Imported(new=False, returned=self._out_of_trash(codec.from_column(found)))

    def _out_of_trash(self, article_id: str) -> bool:
        """Take an article with its versions out of the trash, inside a transaction; whether it was there."""
        work = self._connection.execute(statements.WORK, (article_id,)).get
        self._connection.execute(statements.OUT_OF_TRASH, (work,))
        return self._connection.changes() > 0

    def _change(self, old: Sequence[Column], columns: dict[str, Column]) -> bool:
        """Make a stored article what `columns` say; whether it says something else now, but for where it is from."""
        execute = self._connection.execute
        key, *before = old
        if before != [columns[name] for name in statements.ARTICLE_COLUMNS]:
            execute(statements.CHANGE_ARTICLE, columns)
            execute(statements.CHANGE_CONTENT, columns | {"key": key})
            if before[statements.ARTICLE_COLUMNS.index("text")] != columns["text"]:
                execute("DELETE FROM readings WHERE article_key = ?", (key,))
        told = zip(statements.ARTICLE_COLUMNS, before, strict=True)
        return any(columns[name] != value for name, value in told if name != "source")

    def _older(self, columns: dict[str, Column]) -> str | None:
        """The current version of the article that new `columns` are of, if it is here."""
        if columns["origin"] is None:
            return None
        place = codec.from_column(columns["origin"])
        for id_, folded, text in self._connection.execute(statements.FROM_ORIGIN, (columns["origin"],)):
            same = is_address(place) or (folded == columns["folded_title"] and folded)
            if same or alike(codec.from_column(text), codec.from_column(columns["text"])):
                return codec.from_column(id_)
        return None

    def _bring_forward(self, article_id: str) -> None:
        """Make a version the current one, let it take over the person's place, and drop those nobody needs."""
        execute = self._connection.execute
        current = execute(statements.CURRENT, (article_id,)).get
        execute("UPDATE articles SET imported = ? WHERE id = ?", (now(), article_id))
        if current is None or current == article_id:
            return
        execute(statements.TAKE_OVER, {"id": article_id, "old": current})
        execute(statements.SHOW_ONE, {"id": article_id})
        execute(statements.DROP_OLD, {"id": article_id, "old": current})

    def _article_from(self, columns: Sequence[Column]) -> Article:
        with failures.told(self._place):
            return codec.article_from(dict(zip(statements.ARTICLE_COLUMNS, columns, strict=True)))

    def _article_rows(self, query: str, values: tuple[Column, ...] = ()) -> list[ArticleRow]:
        found = self._rows(query, values)
        with failures.told(self._place):
            return [article_row(row) for row in found]


def join_works(connection: apsw.Connection, work: str, first: str) -> None:
    """Make the versions of `work` versions of `first`, in the same collections, inside a transaction."""
    connection.execute(statements.JOIN_WORKS, (work, first))
    connection.execute(statements.CARRY_COLLECTED, (work, first))
    connection.execute(statements.FORGET_COLLECTED, (work,))


def article_columns(article: Article) -> dict[str, Column]:
    """A new article's row, but for its work."""
    title = article.title[:_TITLE_LENGTH]
    place = origin(article.source)
    return codec.article_columns(article) | {
        "title": codec.to_column(title),
        "folded_title": codec.to_column(folded_title(title)),
        "added": now(),
        "origin": None if place is None else codec.to_column(place),
    }


def folded_title(title: str) -> str:
    """What two spellings of one headline have in common."""
    return fold_text(title).strip()
