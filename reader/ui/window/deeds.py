"""The table of what a person can do in the window, and the menu that shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from reader.ui.parts.i18n import tr
from reader.ui.parts.theme import NOTE_COLOURS, THEMES
from reader.ui.state.noting import Noting
from reader.ui.window import engine_menu, intake, library_menu
from reader.ui.window.actions import Actions, Deed
from reader.ui.window.furniture import Furniture
from reader.ui.window.pages import READING

T = TypeVar("T")
OF_THE_ARTICLE = (
    "Copy",
    "Select all",
    "Next hit",
    "Previous hit",
    *(f"Highlight in {colour}" for colour in NOTE_COLOURS),
    "Write a note",
    "Give it a tag",
    "Belongs to a person…",
    "Underline",
    "Note on the article",
    "Note on the person",
    "Go to the bar over the selection",
    "Add as a person…",
    "Rename…",
    "Merge the chosen",
    "Everywhere in the library",
    "Next mention",
    "Previous mention",
    "Choose nobody",
    "Go to the people",
    "Go to the notes",
    "Show the people",
    "Show the notes",
    "What changed…",
    *library_menu.CITING,
)
"""What is done with the open article: it can be done while that is in sight."""
THEME_NAMES = {"paper": "Paper", "white": "White", "night": "Night", "contrast": "High contrast"}
_WIDTHS = {"Narrow page": 30, "Medium page": 38, "Wide page": 50}
_LINE_HEIGHTS = {"Close lines": 1.5, "Medium lines": 1.72, "Open lines": 2.0}
_LANGUAGES = {"he": "עברית", "en": "English", "": "The system's language"}


def make(room: Furniture) -> Actions:
    """All actions of a window, with their shortcuts in both keyboard layouts."""
    window, session, view = room.window, room.session, room.view
    undo = room.undoing
    actions = Actions(
        window,
        [
            Deed("Open…", ("Ctrl+O",), partial(intake.ask_for_file, room)),
            Deed("Paste as an article", ("Ctrl+V", "Ctrl+Shift+V"), room.paste),
            Deed("Open the sample article", (), partial(intake.open_sample, window)),
            Deed("Quit", ("Ctrl+Q",), window.close),
            Deed("Copy", ("Ctrl+C",), view.copy),
            Deed("Select all", ("Ctrl+A",), view.selectAll),
            Deed("Find in the article", ("Ctrl+F",), room.find),
            Deed("Next hit", ("F3", "Ctrl+G"), partial(room.search.step, 1)),
            Deed("Previous hit", ("Shift+F3", "Ctrl+Shift+G"), partial(room.search.step, -1)),
            Deed("Undo", ("Ctrl+Z",), undo.undo),
            Deed("Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), undo.redo),
            *(
                Deed(f"Highlight in {colour}", (f"Ctrl+{number}",), partial(room.scribe.highlight, colour))
                for number, colour in enumerate(NOTE_COLOURS, start=1)
            ),
            Deed("Write a note", ("Ctrl+M",), room.scribe.note),
            Deed("Give it a tag", ("Ctrl+T",), room.scribe.tag),
            Deed("Belongs to a person…", ("Ctrl+P",), room.scribe.ask_whose),
            Deed("Underline", ("Ctrl+U",), room.scribe.underline),
            Deed("Note on the article", ("Ctrl+Shift+A",), room.scribe.note_on_article),
            Deed("Note on the person", ("Ctrl+Shift+N",), room.scribe.note_on_person),
            Deed("All notes…", ("Ctrl+Shift+K",), room.scribe.show_all),
            Deed("Trash…", (), room.scribe.show_trash),
            Deed("What the colours stand for…", (), room.scribe.name_colours),
            Deed(
                "Go to the bar over the selection",
                ("Ctrl+Space", "Ctrl+B"),
                room.selection_bar.take_keyboard,
            ),
            Deed("Add as a person…", ("Ctrl+Shift+P",), room.mender.add_selected),
            Deed("Rename…", ("F2",), room.mender.rename_chosen),
            Deed("Merge the chosen", ("Ctrl+Shift+M",), room.mender.merge_chosen),
            Deed("Refused names…", (), room.mender.show_refused),
            Deed("Everywhere in the library", ("Ctrl+Shift+L",), room.everywhere.show_chosen),
            Deed("Next mention", ("Alt+Down", "F4"), partial(session.step, 1)),
            Deed("Previous mention", ("Alt+Up", "Shift+F4"), partial(session.step, -1)),
            Deed("Choose nobody", (), session.clear_choice),
            Deed("Go to the people", ("Ctrl+E",), partial(_go_to_people, room)),
            Deed("Go to the article", ("Ctrl+J",), partial(_go_to_article, room)),
            Deed("Go to the notes", ("Ctrl+K",), partial(_go_to_notes, room)),
            Deed("Show the people", ("F8",), lambda: room.show_people(not room.side.isVisible())),
            Deed("Show the notes", ("F9",), lambda: room.show_notes(not room.notes.isVisible())),
            Deed("Larger text", ("Ctrl++", "Ctrl+="), partial(window.zoom, 1)),
            Deed("Smaller text", ("Ctrl+-",), partial(window.zoom, -1)),
            Deed("Usual text size", ("Ctrl+0",), partial(window.zoom, 0)),
            Deed("Full screen", ("F11",), partial(_toggle_full_screen, window)),
            *library_menu.deeds(room),
        ],
    )
    _keep_names(actions, room)
    return actions


def _keep_names(actions: Actions, room: Furniture) -> None:
    """Let the entries say what is undone, and what the colours are called."""
    undo, noting = room.undoing, room.session.noting
    undo.undoTextChanged.connect(actions.name_undo)
    undo.redoTextChanged.connect(actions.name_redo)
    noting.colours_named.connect(partial(_call_colours, actions, noting))
    _call_colours(actions, noting)
    actions.name_undo(undo.undoText())
    actions.name_redo(undo.redoText())


def _call_colours(actions: Actions, noting: Noting) -> None:
    """Let the menu call the colours as the person does."""
    for colour in NOTE_COLOURS:
        usual = tr(f"Highlight in {colour}")
        name = noting.names.get(colour, "").replace("&", "&&")
        actions[f"Highlight in {colour}"].setText(tr("Highlight: {name}", name=name) if name else usual)


def main_menu(room: Furniture) -> QMenu:
    """The menu behind the button at the end of the top bar."""
    actions = room.actions
    menu = QMenu(room.window)
    actions.put(menu, "Open…")
    recent = menu.addMenu(tr("Recent files"))
    recent.aboutToShow.connect(partial(fill_recent, room, recent))
    actions.put(menu, "Paste as an article", "Open the sample article", "")
    edit = menu.addMenu(tr("Edit"))
    actions.put(edit, "Undo", "Redo", "", "Copy", "Select all")
    library_menu.add_citing_to(room, edit)
    actions.put(edit, "Find in the article", "Next hit")
    actions.put(edit, "Previous hit")
    notes = menu.addMenu(tr("Notes"))
    actions.put(notes, *(f"Highlight in {colour}" for colour in NOTE_COLOURS), "Underline", "")
    actions.put(notes, "Write a note", "Give it a tag", "Belongs to a person…", "")
    actions.put(
        notes, "Note on the article", "Note on the person", "", "Go to the bar over the selection", ""
    )
    actions.put(notes, "All notes…", "Trash…", "", "What the colours stand for…")
    people = menu.addMenu(tr("People"))
    actions.put(
        people, "Everywhere in the library", "", "Add as a person…", "Rename…", "Merge the chosen", ""
    )
    actions.put(people, "Refused names…")
    engine_menu.add_to(room, people)
    library_menu.add_to(room, menu)
    go = menu.addMenu(tr("Go"))
    actions.put(go, "Back", "Go to the library", "")
    actions.put(go, "Next mention", "Previous mention", "Choose nobody", "")
    actions.put(go, "Go to the people", "Go to the article", "Go to the notes")
    _view_menu(room, menu.addMenu(tr("View")))
    menu.addSeparator()
    actions.put(menu, "Quit")
    return menu


def _view_menu(room: Furniture, menu: QMenu) -> None:
    actions, window = room.actions, room.window
    actions.put(menu, "Larger text", "Smaller text", "Usual text size", "")
    widths = menu.addMenu(tr("Width of the page"))
    _choices(widths, _WIDTHS, lambda: window.settings.page_width, lambda width: window.set_page(width=width))
    heights = menu.addMenu(tr("Line height"))
    _choices(
        heights,
        _LINE_HEIGHTS,
        lambda: window.settings.line_height,
        lambda height: window.set_page(line_height=height),
    )
    papers = menu.addMenu(tr("Paper"))
    by_name = {THEME_NAMES[name]: str(name) for name in THEMES}
    _choices(papers, by_name, lambda: window.settings.theme, window.set_theme)
    tongues = menu.addMenu(tr("Language of the interface"))
    codes = {name: code for code, name in _LANGUAGES.items()}
    _choices(tongues, codes, lambda: window.settings.language or "", window.language_wanted.emit)
    actions.put(menu, "", "Show the people", "Show the notes", "Full screen")


def _choices(
    menu: QMenu, entries: Mapping[str, T], chosen: Callable[[], T], choose: Callable[[T], object]
) -> None:
    """Entries of which one is marked: the one that is chosen when the menu is shown, however it came to be so."""
    group = QActionGroup(menu)
    made = {}
    for name, value in entries.items():
        action = made[value] = menu.addAction(tr(name))
        action.setCheckable(True)
        group.addAction(action)
        action.triggered.connect(lambda _checked=False, value=value: choose(value))

    def mark() -> None:
        if (current := chosen()) in made:
            made[current].setChecked(True)

    mark()
    menu.aboutToShow.connect(mark)


def fill_recent(room: Furniture, menu: QMenu) -> None:
    """List the files that were open lately; those that are gone are left out."""
    menu.clear()
    for path in room.window.settings.recent:
        if Path(path).is_file():
            action = menu.addAction(f"\N{FIRST STRONG ISOLATE}{Path(path).name}\N{POP DIRECTIONAL ISOLATE}")
            action.setToolTip(path)
            action.triggered.connect(partial(room.window.open_path, path))
    if menu.isEmpty():
        menu.addAction(tr("Nothing was opened yet")).setEnabled(False)


def _go_to_article(room: Furniture) -> None:
    room.window.pages.go(READING)
    room.view.setFocus()


def _go_to_people(room: Furniture) -> None:
    room.show_people(True)
    room.people.focus_list()


def _go_to_notes(room: Furniture) -> None:
    room.show_notes(True)
    room.notes.focus_cards()


def _toggle_full_screen(window: QWidget) -> None:
    if window.isFullScreen():
        window.showNormal()
    else:
        window.showFullScreen()
