"""The lines of a person's page: for each article its head, then the passages, what was said, and the notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt

from reader.model import Annotation, Span
from reader.model.identity_reasons import IDENTITY_REASONS
from reader.ui.notes.note_card import day_of
from reader.ui.parts.i18n import isolated, tr, tr_finished, trn
from reader.ui.parts.markdown import bare
from reader.ui.state.noting import span_of

if TYPE_CHECKING:
    from reader.library.people_rows import Passage, PersonArticle

LINE = Qt.ItemDataRole.UserRole
"""The role under which a line is had."""
FEW = 3
"""So many passages, and so many quotations, of one article are shown before somebody asks for more."""
AT_ONCE = 30
"""The lines of so many articles are shown at once; those of more when the list's end comes near."""
_LONGEST = 600  # code points of a quotation or a note's words in the list; the article has them whole
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Part(StrEnum):
    """What a line is."""

    HEAD = "head"
    PASSAGE = "passage"
    SAYING = "saying"
    NOTE = "note"
    MORE = "more"
    REST = "rest"


class Shown(StrEnum):
    """What of the articles is shown."""

    ALL = "all"
    PASSAGES = "passages"
    QUOTATIONS = "quotations"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `words` is what it says, `hits` (code points of `words`) are marked in it.

    `place` is where a click leads in the article; None where the article itself is meant.
    """

    part: Part
    article: PersonArticle
    words: str
    hits: tuple[Span, ...] = ()
    place: Span | None = None
    direct: bool = True
    note: Annotation | None = None

    def spoken(self) -> str:
        """The line as a screen reader says it."""
        if self.part is Part.HEAD:
            return ", ".join(
                part for part in (self.words, where_from(self.article), why(self.article)) if part
            )
        if self.part is Part.SAYING:
            return f"{self.words}, {said_how(self.direct)}"
        if self.part is Part.NOTE and self.note is not None:
            quote = " ".join(self.note.quote.split())
            return ", ".join(part for part in (tr("Note"), quote, self.words, *self.note.tags) if part)
        return self.words


def said_how(direct: bool) -> str:
    """Whether words were quoted or reported."""
    return tr("direct quotation") if direct else tr("reported speech")


def where_from(article: PersonArticle) -> str:
    """Site, day and how often, each isolated: ``nrg.co.il · 2.11.2013 · 14 אזכורים``."""
    parts = (
        article.row.site or "",
        day_of(article.row.published or "", QLocale.FormatType.ShortFormat),
        trn("1 mention", "{n} mentions", article.mentions) if article.mentions else "",
    )
    return " · ".join(isolated(part) for part in parts if part)


def why(article: PersonArticle) -> str:
    """Why this is the person, in the interface's language."""
    return tr_finished(article.why, IDENTITY_REASONS)


def roles_with_years(roles: Iterable[str], years: Mapping[str, tuple[str, str]]) -> list[str]:
    """What the person is said to be, with the years of it as far as they are known: ``שר החוץ (2013–2015)``."""
    told = []
    for role in roles:
        first, last = years.get(role, ("", ""))
        span = first if first == last else f"{first}–{last}"
        told.append(f"{role} ({isolated(span)})" if span else role)
    return told


def _in_context(passage: Passage) -> tuple[str, tuple[Span, ...]]:
    """The words of a passage, with ``…`` where its paragraph has more, and the names in them."""
    before = "…" if passage.goes_before else ""
    hits = tuple(Span(hit.start + len(before), hit.end + len(before)) for hit in passage.hits)
    return f"{before}{passage.text}{'…' if passage.goes_on else ''}", hits


def lines_of(article: PersonArticle, shown: Shown, *, whole: bool) -> list[Line]:
    """The lines of one article; none where it has nothing of what is `shown`. All of them where it is `whole`."""
    everything = shown is Shown.ALL
    most = FEW if everything and not whole else None
    title = " ".join(article.row.title.split()) or tr("Without a headline")
    # The headline is a passage too, and stands over the others already.
    head = next((each for each in article.passages if each.text == title), None)
    passages = article.passages if everything or shown is Shown.PASSAGES else ()
    passages = tuple(each for each in passages if each is not head)
    sayings = article.sayings if everything or shown is Shown.QUOTATIONS else ()
    notes = article.notes if everything or shown is Shown.NOTES else ()
    lines = [
        *(Line(Part.PASSAGE, article, *_in_context(each), each.first) for each in passages[:most]),
        *(
            Line(Part.SAYING, article, _short(each.text), (), each.place, each.direct)
            for each in sayings[:most]
        ),
        *(Line(Part.NOTE, article, _short(bare(note.body)), (), span_of(note), note=note) for note in notes),
    ]
    if not lines and not everything and (head is None or shown is not Shown.PASSAGES):
        return []
    lines.sort(key=lambda line: (line.place is None, line.place or Span(0, 0)))  # what stands nowhere, last
    first = article.passages[0].first if article.passages else None
    more = _more(len(passages) - len(passages[:most]), len(sayings) - len(sayings[:most]))
    rest = [Line(Part.MORE, article, more)] if more else []
    return [Line(Part.HEAD, article, title, head.hits if head else (), first), *lines, *rest]


def _more(passages: int, sayings: int) -> str:
    """That there are so many more passages and quotations; empty where there are none."""
    parts = []
    if passages:
        parts.append(trn("1 more passage", "{n} more passages", passages))
    if sayings:
        parts.append(trn("1 more quotation", "{n} more quotations", sayings))
    return " · ".join(parts)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else words[:_LONGEST].rpartition(" ")[0] + "…"


class PersonModel(QAbstractListModel):
    """The lines of the articles that were loaded so far."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._articles: list[PersonArticle] = []
        self._lines: list[Line] = []
        self._whole: set[str] = set()
        self._rest: Line | None = None
        self._revealed = 0  # so many of the articles have their lines in the list
        self.shown = Shown.ALL

    def begin(self, articles: Iterable[PersonArticle]) -> None:
        """Show these articles in the place of the others."""
        self.beginResetModel()
        self._articles = list(articles)
        self._whole.clear()
        self._rest = None
        self._make()
        self.endResetModel()

    def add(self, articles: Iterable[PersonArticle]) -> None:
        """Show these articles too, under the others; those that are there already are left out."""
        known = {article.row.id for article in self._articles}
        new = [article for article in articles if article.row.id not in known]
        all_there = self._revealed == len(self._articles)
        self._articles += new
        if all_there:
            self.reveal(len(new))

    def reveal(self, most: int = AT_ONCE) -> bool:
        """Show the lines of so many more of the articles that are loaded; whether there were any."""
        new = self._articles[self._revealed : self._revealed + most]
        self._revealed += len(new)
        lines = [
            line for each in new for line in lines_of(each, self.shown, whole=each.row.id in self._whole)
        ]
        if self._rest is not None and new and self._revealed == len(self._articles):
            lines.append(self._rest)
        if lines:
            self.beginInsertRows(_NOWHERE, len(self._lines), len(self._lines) + len(lines) - 1)
            self._lines += lines
            self.endInsertRows()
        return bool(new)

    def end_with(self, words: str) -> None:
        """Say at the end that there is more elsewhere."""
        if self._articles and not self._rest:
            self._rest = Line(Part.REST, self._articles[-1], words)
            if self._revealed < len(self._articles):
                return  # it comes with the last of them
            self.beginInsertRows(_NOWHERE, len(self._lines), len(self._lines))
            self._lines.append(self._rest)
            self.endInsertRows()

    def show(self, shown: Shown) -> None:
        """Show this of the articles."""
        if shown is not self.shown:
            self.beginResetModel()
            self.shown = shown
            self._make()
            self.endResetModel()

    def open_up(self, row: int) -> None:
        """Show all of the article whose line is at `row`, which says that there is more."""
        line = self._lines[row]
        self._whole.add(line.article.row.id)
        first = next(at for at in range(row, -1, -1) if self._lines[at].part is Part.HEAD)
        lines = lines_of(line.article, self.shown, whole=True)
        self.beginRemoveRows(_NOWHERE, row, row)
        del self._lines[row]
        self.endRemoveRows()
        added = len(lines) - (row - first)
        if added > 0:
            self.beginInsertRows(_NOWHERE, row, row + added - 1)
        self._lines[first:row] = lines
        if added > 0:
            self.endInsertRows()
        self.dataChanged.emit(self.index(first), self.index(first + len(lines) - 1))

    def loaded(self) -> int:
        """How many articles there are so far."""
        return len(self._articles)

    def articles(self) -> list[PersonArticle]:
        """The articles loaded so far."""
        return list(self._articles)

    def line(self, index: _Index) -> Line | None:
        """The line at `index`."""
        return self._lines[index.row()] if index.isValid() and index.row() < len(self._lines) else None

    def line_at(self, row: int) -> Line:
        """The line at `row`, which is there."""
        return self._lines[row]

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.line(index)
        if line is None:
            return None
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken()
        return None

    def _make(self) -> None:
        # To lay out the lines of hundreds of articles takes the window a third of a second.
        self._revealed = min(len(self._articles), AT_ONCE)
        self._lines = [
            line
            for article in self._articles[: self._revealed]
            for line in lines_of(article, self.shown, whole=article.row.id in self._whole)
        ]
        if self._rest is not None and self._revealed == len(self._articles):
            self._lines.append(self._rest)
