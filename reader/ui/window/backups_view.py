"""The list of backups: made by themselves, made now, put back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reader.errors import ReaderError
from reader.ui.parts.dates import when
from reader.ui.parts.i18n import explain, isolated, own_way, tr, trn

if TYPE_CHECKING:
    from reader.cancel import CancelToken
    from reader.library.backups import Backup, Missing
    from reader.ui.state.session import Session


class BackupsView(QDialog):
    """The backups with what they hold; of the chosen one, what would be missing with it. What is to be done, it says."""

    backup_wanted = Signal()
    restore_wanted = Signal(object)  # the Path of a backup
    anew_wanted = Signal()  # an empty library

    def __init__(
        self, session: Session, path: Path, words: str, parent: QWidget, *, empty: bool, choose: Path | None
    ) -> None:
        """`path` is where the library is, or should be; `choose` is the backup that is chosen at first."""
        super().__init__(parent)
        self._session = session
        self._path = path
        self._choose = choose
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Backups"))
        self.resize(560, 430)
        self.setMinimumSize(460, 340)
        self._build(words, empty=empty)
        self.refresh()

    def refresh(self) -> None:
        """Look anew which backups there are."""
        from reader.library.backups import Backups  # late: SQLite is not needed for the first sight

        path = self._path
        self.make.setEnabled(self._session.library is not None)
        self._session.jobs.run("backups", lambda _token: Backups(path).kept(), self._on_kept, self._on_failed)

    # -- layout ----------------------------------------------------------------------------------------------

    def _build(self, words: str, *, empty: bool) -> None:
        said = QLabel(words, wordWrap=True)
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setProperty("voice", "strong")
        said.setVisible(bool(words))
        about = QLabel(
            own_way(
                tr(
                    "Backups are made by themselves, at most every half hour, and thinned out as they grow older."
                )
            ),
            wordWrap=True,
        )
        self.state = QLabel(wordWrap=True)
        for label in (about, self.state):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("voice", "small")
        self.list = QListWidget()
        self.list.setObjectName("chooserList")
        self.list.setAccessibleName(tr("Backups"))
        self.list.currentItemChanged.connect(lambda _now, _before: self._on_chosen())
        self.list.itemActivated.connect(lambda _item: self._restore_chosen())
        self.make = QPushButton(tr("Back up now"))
        self.make.clicked.connect(self._make)
        self.restore = QPushButton(tr("Restore…"))
        self.restore.clicked.connect(self._restore_chosen)
        self.file = QPushButton(tr("Restore from a file…"))
        self.file.clicked.connect(self._restore_file)
        self.anew = QPushButton(tr("Begin an empty library…"))
        self.anew.clicked.connect(self._begin_anew)
        self.anew.setVisible(empty)
        leave = QPushButton(tr("Close"))
        leave.clicked.connect(self.close)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.restore)
        first.addWidget(self.file)
        first.addStretch(1)
        first.addWidget(self.make)
        first.addWidget(leave)
        second.addWidget(self.anew)
        second.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        for widget in (said, about):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        column.addWidget(self.state)
        column.addLayout(first)
        column.addLayout(second)
        for button in (self.make, self.restore, self.file, self.anew, leave):
            button.setAutoDefault(False)
        self.restore.setEnabled(False)

    # -- what there is ---------------------------------------------------------------------------------------

    def _on_kept(self, backups: list[Backup]) -> None:
        chosen = self._chosen() or self._choose
        self.list.clear()
        for backup in backups:
            holds = ", ".join(
                (
                    trn("1 article", "{n} articles", backup.articles),
                    trn("1 note", "{n} notes", backup.notes),
                )
            )
            item = QListWidgetItem(own_way(f"{when(backup.made)} – {holds}"))
            item.setData(Qt.ItemDataRole.UserRole, backup.path)
            self.list.addItem(item)
        rows = [backup.path for backup in backups]
        self.list.setCurrentRow(rows.index(chosen) if chosen in rows else 0)
        self.list.setFocus()
        if not rows:
            self.state.setText(own_way(tr("There is no backup yet.")))

    def _on_chosen(self) -> None:
        """Say of the chosen backup what would be missing with it."""
        from reader.library import backups  # late, as above

        backup, path = self._chosen(), self._path
        self.restore.setEnabled(backup is not None)
        self.state.setText("")
        if backup is None:
            return

        def work(_token: CancelToken) -> Missing:
            return backups.missing(backup, path)

        self._session.jobs.run(
            "missing", work, lambda found: self.state.setText(own_way(missing_words(found))), self._on_failed
        )

    def _chosen(self) -> Path | None:
        if self.list.currentRow() < 0:
            return None
        found: Path = self.list.currentItem().data(Qt.ItemDataRole.UserRole)
        return found

    def _on_failed(self, trouble: ReaderError) -> None:
        self.state.setText(own_way(" ".join(explain(trouble))))

    # -- what a person does ----------------------------------------------------------------------------------

    def _make(self) -> None:
        self.make.setEnabled(False)
        self.state.setText(own_way(tr("Backing up…")))
        self.backup_wanted.emit()

    def _restore_chosen(self) -> None:
        backup = self._chosen()
        if backup is not None and self._may_replace(self.state.text()):
            self.restore_wanted.emit(backup)
            self.close()

    def _restore_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            tr("Restore from a file…"),
            str(self._path.parent),
            f"{tr('Libraries')} (*.sqlite);;{tr('All files')} (*)",
        )
        if chosen and self._may_replace(
            tr("The library will be what is in this file: {name}", name=isolated(Path(chosen).name))
        ):
            self.restore_wanted.emit(Path(chosen))
            self.close()

    def _begin_anew(self) -> None:
        if self._may_replace(tr("The new library will be empty.")):
            self.anew_wanted.emit()
            self.close()

    def _may_replace(self, what: str) -> bool:
        """Ask whether the library may be replaced; the safe answer is first."""
        kept = tr("The library that is there now is set aside and kept.")
        answer = QMessageBox.warning(
            self,
            tr("Replace the library?"),
            own_way(f"{what} {kept}"),
            QMessageBox.StandardButton.Cancel | QMessageBox.StandardButton.Ok,
            QMessageBox.StandardButton.Cancel,
        )
        return answer == QMessageBox.StandardButton.Ok

    def done(self, result: int) -> None:
        for key in ("backups", "missing"):
            self._session.jobs.cancel(key)
        super().done(result)


def missing_words(missing: Missing) -> str:
    """What would be missing with a backup, as a sentence."""
    parts = [
        words
        for count, words in (
            (missing.articles, trn("1 article", "{n} articles", missing.articles)),
            (missing.notes, trn("1 note", "{n} notes", missing.notes)),
            (
                missing.older,
                trn("the last changes to 1 note", "the last changes to {n} notes", missing.older),
            ),
        )
        if count
    ]
    if missing.whole:
        return (
            tr("With it would be missing: {what}.", what=", ".join(parts))
            if parts
            else tr("With it nothing would be missing.")
        )
    if not parts:
        return tr("What would be missing with it cannot be read any more.")
    return tr("With it would be missing, as far as can be read: {what}.", what=", ".join(parts))
