"""Notes out of the window and into it: export, import, merging, citing. Files are read and written off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from reader.errors import ReaderError
from reader.model.noted import NotedArticle
from reader.ui.notes.export_dialog import ENDINGS, ExportDialog
from reader.ui.parts.i18n import isolated, own_way, tr, trn
from reader.ui.window.actions import Deed
from reader.ui.window.panels import Panels

if TYPE_CHECKING:
    from reader.cancel import CancelToken
    from reader.library import Library
    from reader.library.merging import Merged

REFERENCES = {
    "Copy the reference": "text",
    "Copy the reference as BibTeX": "bibtex",
    "Copy the reference as CSL-JSON": "csl",
}


class Exchange(QObject):
    """What the menu's entries of this kind do."""

    def __init__(self, room: Panels) -> None:
        super().__init__(room)
        self._room, self._session = room, room.session
        self._folder = ""

    def deeds(self) -> list[Deed]:
        """The entries."""
        return [
            Deed("Export notes…", ("Ctrl+Shift+E",), self.ask_to_export),
            Deed("Import notes…", ("Ctrl+Shift+I",), self.ask_to_import),
            Deed("Merge another copy…", (), self.ask_to_merge),
            Deed("Copy with citation", ("Ctrl+Shift+C",), self.copy_with_citation),
            Deed("Copy the reference", (), lambda: self.copy_reference("text")),
            Deed("Copy the reference as BibTeX", (), lambda: self.copy_reference("bibtex")),
            Deed("Copy the reference as CSL-JSON", (), lambda: self.copy_reference("csl")),
        ]

    # -- out -------------------------------------------------------------------------------------------------

    def ask_to_export(self) -> None:
        """Ask which notes go out in what form, then where."""
        library = self._library()
        if library is None or not self._room.notes.flush():
            return
        article = self._session.article
        dialog = ExportDialog(len(self._session.annotations) if article else 0, self._room.window)
        dialog.chosen.connect(self._on_chosen)
        dialog.open()

    def _on_chosen(self, form: str, this_article: bool) -> None:
        article = self._session.article
        name, kinds = ENDINGS[form]
        stem = _file_stem(article.title) if article is not None and this_article else tr("notes")
        start = str(Path(self._folder or Path.home()) / f"{stem}.{name}")
        chosen, _ = QFileDialog.getSaveFileName(
            self._room.window, tr("Export notes…"), start, f"{tr(kinds)} (*.{name});;{tr('All files')} (*)"
        )
        if not chosen:
            return
        target = Path(chosen) if Path(chosen).suffix else Path(f"{chosen}.{name}")
        self.export(form, target, article.id if article is not None and this_article else None)

    def export(self, form: str, target: Path, article_id: str | None) -> None:
        """Write the notes of one article (None: all) into a file, whole or not at all."""
        library = self._library()
        if library is None:
            return
        self._folder = str(target.parent)

        def work(_token: CancelToken) -> Path:
            # Late: nobody takes notes out in the first seconds.
            from reader import exchange
            from reader.library.copying import write_whole

            data = exchange.export_notes(library, form, article_id)
            try:
                write_whole(target.resolve(), data)  # a link to a file kept elsewhere stays one
            except OSError as failure:
                raise ReaderError(
                    "The file {path} could not be written: {reason}.",
                    "See that its folder may be written and that its disk is not full.",
                    path=target,
                    reason=failure.strerror or failure,
                ) from failure
            return target

        self._session.jobs.run("exchange", work, self._on_exported, self._session.failed.emit)

    def _on_exported(self, target: Path) -> None:
        self._room.messages.show_info(
            own_way(tr("The notes are in the file {name}.", name=isolated(target.name)))
        )

    # -- in --------------------------------------------------------------------------------------------------

    def ask_to_import(self) -> None:
        """Bring in the notes of the file that the person picks."""
        chosen = self._ask_for_file(
            tr("Import notes…"), f"{tr('Notes')} (*.jsonld *.json *.yaml *.yml);;{tr('All files')} (*)"
        )
        if chosen is not None:
            self.import_notes(chosen)

    def import_notes(self, path: Path) -> None:
        """Bring in the notes of a file, all of them or none."""

        def work(library: Library, token: CancelToken) -> Merged:
            from reader import exchange  # late, as above

            return exchange.import_notes(library, exchange.read_notes(path), path.name, token)

        self._take_in(path, work)

    def ask_to_merge(self) -> None:
        """Merge the library that the person picks into this one."""
        chosen = self._ask_for_file(
            tr("Merge another copy…"), f"{tr('Libraries')} (*.sqlite);;{tr('All files')} (*)"
        )
        if chosen is not None:
            self.merge(chosen)

    def merge(self, path: Path) -> None:
        """Take all that another copy of the library has; nothing here is lost."""

        def work(library: Library, token: CancelToken) -> Merged:
            from reader.library.merging import merge_library  # late, as above

            return merge_library(library, path, token)

        self._take_in(path, work)

    def _take_in(self, path: Path, work: Callable[[Library, CancelToken], Merged]) -> None:
        library, session = self._library(), self._session
        # What is typed is saved first: a merge then knows it, and keeps both where both changed.
        if library is None or not self._room.notes.flush():
            return
        self._folder = str(path.parent)
        session.jobs.run(
            "exchange",
            lambda token: work(library, token),
            self._on_merged,
            session.failed.emit,
            lambda share: session.progressed.emit("exchange", share),
        )

    def _on_merged(self, merged: Merged) -> None:
        session = self._session
        if merged.updated or merged.kept_both:
            session.undo_stack.clear()  # what it holds of those notes is older than they are now
        if merged.changed:
            session.noting.reload()
            session.noting.look_up(again=True)
        self._room.messages.show_info(report(merged))

    def _ask_for_file(self, title: str, kinds: str) -> Path | None:
        if self._library() is None:
            return None
        chosen, _ = QFileDialog.getOpenFileName(
            self._room.window, title, self._folder or str(Path.home()), kinds
        )
        return Path(chosen) if chosen else None

    def _library(self) -> Library | None:
        """The library; where none is open, that is said."""
        if self._session.library is None:
            self._session.failed.emit(
                ReaderError(
                    "There are no notes to take out or bring in, because the library is not open.",
                    "Mend the library, or start Reader with another one.",
                )
            )
        return self._session.library

    # -- citing ----------------------------------------------------------------------------------------------

    def copy_with_citation(self) -> None:
        """Copy the selected words with where they are from."""
        article, span = self._session.article, self._room.view.selected_span()
        if article is None or span is None:
            self._room.ask_to_select()
            return
        from reader.exporters.notes import citation  # late, as above

        QGuiApplication.clipboard().setText(
            citation.citation(NotedArticle.of(article, ()), span.of(article.text))
        )
        self._room.messages.show_info(tr("Copied with where it is from."))

    def copy_reference(self, form: str) -> None:
        """Copy where the open article is to be found: as ``"text"``, ``"bibtex"`` or ``"csl"``."""
        article = self._session.article
        if article is None:
            return
        from reader.exporters.notes import citation  # late, as above

        noted = NotedArticle.of(article, ())
        if form == "text":
            words = citation.citation(noted)
        else:
            made = citation.bibtex([noted]) if form == "bibtex" else citation.csl_json([noted])
            words = made.decode()
        QGuiApplication.clipboard().setText(words)
        self._room.messages.show_info(tr("The reference was copied."))


def report(merged: Merged) -> str:
    """What became of notes that came in, as a sentence."""
    parts = [
        words
        for count, words in (
            (len(merged.articles), trn("1 new article", "{n} new articles", len(merged.articles))),
            (len(merged.added), trn("1 note added", "{n} notes added", len(merged.added))),
            (len(merged.updated), trn("1 note updated", "{n} notes updated", len(merged.updated))),
            (
                len(merged.kept_both),
                trn("1 note kept twice", "{n} notes kept twice", len(merged.kept_both)),
            ),
        )
        if count
    ]
    if not parts:
        return tr("Nothing new came in: all of it is here already.")
    return tr("It came in: {what}.", what=", ".join(parts))


def _file_stem(title: str) -> str:
    """A headline as a file's name that every system takes."""
    from reader.keeping import file_name  # late, as above

    return file_name(title, "").rsplit(".", 1)[0].strip() or tr("notes")
