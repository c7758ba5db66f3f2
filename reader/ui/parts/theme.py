"""Colours and fonts: four papers, and the colours of people and notes on each."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QColor, QFontDatabase, QPalette

READING_FONT = "Frank Ruhl Libre"
INTERFACE_FONT = "Heebo"
THEMES = ("paper", "white", "night", "contrast")
NOTE_COLOURS = ("yellow", "green", "blue", "pink")


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours, each a ``#rrggbb``.

    `paper` is under the article, `panel` under the sidebars, `card` under what is chosen; `ink` is text,
    `second` the subheadline, `soft` what stands back, `line` parts things. `strength` is how much of a
    person's colour goes, on dark paper, into the fill behind a chosen mention; `thin` how much goes into the
    line under one that is not chosen.
    """

    name: str
    paper: str
    panel: str
    card: str
    ink: str
    second: str
    soft: str
    line: str
    accent: str
    error: str
    strength: float
    thin: float
    people: tuple[str, ...]
    notes: tuple[tuple[str, str], ...]  # fill and edge, in the order of NOTE_COLOURS

    @property
    def dark(self) -> bool:
        """Whether the paper is darker than the ink."""
        return QColor(self.paper).lightness() < QColor(self.ink).lightness()

    def person(self, index: int) -> QColor:
        """The full colour of the person at `index` in the reading's order."""
        return QColor(self.people[index % len(self.people)])

    def person_fill(self, index: int) -> QColor:
        """What lies behind a chosen mention: the colour's hue, clear on light paper, deep on dark."""
        if self.dark:
            return _mix(self.person(index), QColor(self.paper), self.strength)
        # Mixing with the paper would grey it: the design's #cfe3f1 is #2f6f9f's hue at this depth.
        return QColor(QColor.fromHslF(self.person(index).hslHueF(), 0.55, 0.88).rgb())

    def person_line(self, index: int) -> QColor:
        """The line under a mention that is not chosen."""
        return _mix(self.person(index), QColor(self.paper), self.thin)

    def note_fill(self, colour: str) -> QColor:
        """What lies behind a highlighted passage."""
        return QColor(self._note(colour)[0])

    def note_edge(self, colour: str) -> QColor:
        """The edge of a note's card and its tick on the strip."""
        return QColor(self._note(colour)[1])

    def _note(self, colour: str) -> tuple[str, str]:
        return self.notes[NOTE_COLOURS.index(colour) if colour in NOTE_COLOURS else 0]

    def palette(self) -> QPalette:
        """The same colours for Qt's own widgets."""
        palette = QPalette()
        for role, colour in (
            (QPalette.ColorRole.Window, self.panel),
            (QPalette.ColorRole.Base, self.paper),
            (QPalette.ColorRole.AlternateBase, self.panel),
            (QPalette.ColorRole.Button, self.panel),
            (QPalette.ColorRole.ToolTipBase, self.card),
            (QPalette.ColorRole.WindowText, self.ink),
            (QPalette.ColorRole.Text, self.ink),
            (QPalette.ColorRole.ButtonText, self.ink),
            (QPalette.ColorRole.ToolTipText, self.ink),
            (QPalette.ColorRole.PlaceholderText, self.soft),
            (QPalette.ColorRole.Mid, self.line),
            (QPalette.ColorRole.Highlight, self.accent),
            (QPalette.ColorRole.Link, self.accent),
        ):
            palette.setColor(role, QColor(colour))
        palette.setColor(
            QPalette.ColorRole.HighlightedText, QColor("#ffffff" if not self.dark else "#101010")
        )
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(self.soft))
        return palette


def _mix(colour: QColor, ground: QColor, share: float) -> QColor:
    """`share` of `colour` on `ground`, opaque, so that overlaps do not darken."""
    return QColor(
        round(colour.red() * share + ground.red() * (1 - share)),
        round(colour.green() * share + ground.green() * (1 - share)),
        round(colour.blue() * share + ground.blue() * (1 - share)),
    )


_LIGHT_PEOPLE = (
    "#2f6f9f", "#b4552d", "#4b7f52", "#8a5a9e", "#a07a1f", "#5d7d86",
    "#96586b", "#6b6b9a", "#7a8b2f", "#b0474a", "#2f8f86", "#8a6a4a",
)  # fmt: skip
_DARK_PEOPLE = (
    "#7ab6e0", "#e89a72", "#8cc795", "#c79bdb", "#dcb858", "#9fc0c9",
    "#d99bad", "#adade0", "#bccc74", "#ea8e90", "#72cfc5", "#cbab8a",
)  # fmt: skip
_LIGHT_NOTES = (
    ("#fbe9a6", "#e0b93a"),
    ("#d3ecc9", "#86b877"),
    ("#cfe6f7", "#8fbfdf"),
    ("#f7d5de", "#d98ba1"),
)
_DARK_NOTES = (("#5c4d16", "#e0b93a"), ("#2c4d2a", "#86b877"), ("#1f4560", "#8fbfdf"), ("#5a2f3d", "#d98ba1"))

_ALL = {
    theme.name: theme
    for theme in (
        Theme(
            "paper", "#fbf9f4", "#f3f0e8", "#ffffff", "#1f1d1a", "#4b463f", "#6f6a61", "#e2ddd1",
            "#2f6f9f", "#a33a2a", 0.22, 0.40, _LIGHT_PEOPLE, _LIGHT_NOTES,
        ),
        Theme(
            "white", "#ffffff", "#f5f5f5", "#ffffff", "#171717", "#444444", "#666666", "#dddddd",
            "#2f6f9f", "#a33a2a", 0.22, 0.42, _LIGHT_PEOPLE, _LIGHT_NOTES,
        ),
        Theme(
            "night", "#191817", "#211f1d", "#2b2926", "#e6e1d8", "#c3bcb0", "#9c958a", "#38352f",
            "#7ab6e0", "#f0998a", 0.30, 0.55, _DARK_PEOPLE, _DARK_NOTES,
        ),
        Theme(
            "contrast", "#000000", "#000000", "#1a1a1a", "#ffffff", "#ffffff", "#e0e0e0", "#ffffff",
            "#ffe600", "#ff8a7a", 0.45, 1.0, _DARK_PEOPLE, _DARK_NOTES,
        ),
    )
}  # fmt: skip


def theme(name: str) -> Theme:
    """The theme called `name`; the paper one for a name that is none."""
    return _ALL.get(name, _ALL["paper"])


def load_fonts() -> None:
    """Make the two families known to Qt; needs a QGuiApplication."""
    for package in ("fontpkg_frank_ruhl_libre", "fontpkg_heebo"):
        spec = find_spec(package)  # not imported: only its files are wanted
        for folder in (spec.submodule_search_locations if spec else None) or ():
            for file in sorted(Path(folder).glob("files/*.ttf")):
                # From memory: of a variable font that it opens by name, Qt knows the regular weight only.
                QFontDatabase.addApplicationFontFromData(file.read_bytes())
