"""What is seen of an import: how far it is, a button that stops it, and the report at its end."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.ui.library.import_run import ImportReport, ImportRun
from reader.ui.parts.i18n import explain, isolated, own_way, tr, trn
from reader.ui.parts.icons import icon
from reader.ui.parts.theme import Theme

_SCALE = 1000
_LONGEST = 60  # code points of a file's name


class ImportStrip(QFrame):
    """A line over the list's foot, in sight while something is imported and until its end was seen."""

    people_wanted = Signal()

    def __init__(self, run: ImportRun) -> None:
        super().__init__()
        self.setObjectName("importStrip")
        self._run = run
        self.report: ImportReport | None = None
        self._without_people = 0  # articles, as was said last
        self._declined = 0  # so many articles without people were not to be looked through
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setProperty("voice", "plain")
        self.bar = QProgressBar(textVisible=False, maximum=_SCALE)
        self.bar.setFixedWidth(160)
        self.stop = _button(tr("Stop"), "step", run.stop)
        self.details = _button(tr("Report…"), "link", self.show_report)
        self.people = _button("", "link", self.people_wanted.emit)
        self.close_button = QToolButton()
        self.close_button.setProperty("look", "bare")
        self.close_button.setToolTip(tr("Close"))
        self.close_button.setAccessibleName(tr("Close"))
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button.clicked.connect(self._close)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(10)
        row.addWidget(self.words, 1)
        for widget in (self.bar, self.stop, self.people, self.details, self.close_button):
            row.addWidget(widget)
        run.moved.connect(self._on_moved)
        run.ended.connect(self._on_ended)
        self.hide()

    def set_theme(self, look: Theme) -> None:
        """Draw in this theme's ink."""
        self.close_button.setIcon(icon("close", QColor(look.soft)))

    def begin(self) -> None:
        """Say that it begins."""
        self.report = None
        self._say(tr("Looking for articles…"))
        self.bar.setMaximum(0)
        self._show_parts(running=True)
        self.stop.setEnabled(True)
        self.show()

    def offer_people(self, articles: int) -> None:
        """Offer to find the people in so many articles; not again where that was declined."""
        before, self._without_people = self._without_people, articles
        self._declined = min(self._declined, articles)
        offered = articles > self._declined
        if self.report is not None and (self.report.read or self.report.failed) and not self.report.stopped:
            offered = offered and articles > self.report.failed  # those would fail again
        self.people.setText(
            trn("Find the people in 1 article", "Find the people in {n} articles", articles)
            if offered
            else ""
        )
        if self.report is None and (articles != before or not self.isVisible()):
            self._say(tr("Some articles were not searched for people yet.") if offered else "")
            self.setVisible(offered)
        self._show_parts(running=False)

    def forget(self) -> None:
        """The library is another one: nothing of what was said is so any more."""
        self.report, self._without_people, self._declined = None, 0, 0
        self.hide()

    def show_report(self) -> None:
        """Show all that became of the import."""
        if self.report is not None:
            ReportWindow(self.window(), self.report).open()

    def _on_moved(self, step: str, done: int, total: int, what: str) -> None:
        self.bar.setMaximum(_SCALE if total else 0)
        self.bar.setValue(round(done / total * _SCALE) if total else 0)
        if step == "index":
            share = round(100 * done / total) if total else 0
            self._say(tr("Preparing the search: {percent}%", percent=share))
        elif step == "people":
            self._say(tr("Finding people: {done} of {total}", done=f"{done:,}", total=f"{total:,}"))
        elif total:
            self._say(tr("Importing: {done} of {total}", done=f"{done:,}", total=f"{total:,}"))
        self.words.setToolTip(isolated(what))

    def _on_ended(self, report: ImportReport) -> None:
        self.report = report
        self._say(summary(report))
        self.words.setToolTip("")
        self.people.setText("")  # it is counted how many there are
        self._show_parts(running=False)

    def _show_parts(self, *, running: bool) -> None:
        self.bar.setVisible(running)
        self.stop.setVisible(running)
        self.details.setVisible(not running and self.report is not None)
        self.close_button.setVisible(not running)
        self.people.setVisible(not running and bool(self.people.text()))

    def _close(self) -> None:
        self.report, self._declined = None, self._without_people
        self.hide()

    def _say(self, words: str) -> None:
        self.words.setText(own_way(words))
        self.setAccessibleName(words)


class ReportWindow(QDialog):
    """The report in words that can be copied."""

    def __init__(self, parent: QWidget, report: ImportReport) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("What was imported"))
        self.resize(QSize(640, 420).boundedTo(parent.size()))
        self.text = QPlainTextEdit(in_words(report))
        self.text.setObjectName("noteBody")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(tr("What was imported"))
        self.copy_button = _button(tr("Copy"), "", self._copy)
        self.close_button = _button(tr("Close"), "", self.close)
        row = QHBoxLayout()
        row.addWidget(self.copy_button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(self.text, 1)
        column.addLayout(row)
        self.close_button.setDefault(True)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())


def summary(report: ImportReport) -> str:
    """The report in one line."""
    parts = [
        trn("1 new", "{n} new", report.new) if report.new else "",
        trn("1 newer version", "{n} newer versions", report.updated) if report.updated else "",
        trn("1 was there already", "{n} were there already", report.same) if report.same else "",
        trn("1 refused", "{n} refused", report.refused_total) if report.refused_total else "",
        trn("people found in 1 article", "people found in {n} articles", report.read) if report.read else "",
        trn("1 could not be read", "{n} could not be read", report.failed) if report.failed else "",
    ]
    said = ", ".join(part for part in parts if part) or tr("there was nothing to do")
    if report.trouble is not None:
        return " ".join((explain(report.trouble)[0], said))
    return tr("Stopped: {what}", what=said) if report.stopped else tr("Done: {what}", what=said)


def in_words(report: ImportReport) -> str:
    """The report, a line for each file that was refused."""
    lines = [summary(report)]
    if report.trouble is not None:
        lines.append(explain(report.trouble)[1])
    if report.refused:
        lines += ["", tr("Refused:")]
        lines += [f"{isolated(path)} – {explain(error)[0]}" for path, error in report.refused]
    more = report.refused_total - len(report.refused)
    if more:
        lines.append(tr("and {n} more", n=more))
    return "\n".join(lines)


def _button(words: str, look: str, do: object) -> QPushButton:
    button = QPushButton(words)
    if look:
        button.setProperty("look", look)
    button.setAutoDefault(False)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(do)
    return button
