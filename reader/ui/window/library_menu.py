"""The menu of what is done with the library as a whole: versions, notes out and in, backups; and of citing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from reader.ui.parts.i18n import tr
from reader.ui.window.actions import Deed
from reader.ui.window.furniture import Furniture

if TYPE_CHECKING:
    from reader.ui.window.library_desk import LibraryDesk

CITING = ("Copy with citation", "Copy the reference")
OF_THE_PAGE = ("Save this search…", "Put into a collection…")
"""What can be done while the library is in sight."""
_OTHER_FORMS = ("Copy the reference as BibTeX", "Copy the reference as CSL-JSON")


def deeds(room: Furniture) -> list[Deed]:
    """The entries."""
    pages = room.window.pages

    def late(do: Callable[[LibraryDesk], object]) -> Callable[[], object]:
        """The library's page is made when something is first done there."""
        return lambda: do(room.library)

    return [
        Deed("Go to the library", ("Ctrl+L",), late(lambda desk: desk.show())),
        Deed("Search the library", ("Ctrl+Shift+F",), late(lambda desk: desk.search_selection())),
        Deed("Back", ("Alt+Left",), pages.back),
        Deed("Save this search…", ("Ctrl+S",), late(lambda desk: desk.shelving.save_search())),
        Deed("Put into a collection…", ("Ctrl+D",), late(lambda desk: desk.shelving.collecting.offer())),
        Deed("Import files…", (), late(lambda desk: desk.importing.ask_for_files())),
        Deed("Import a folder…", ("Ctrl+Shift+O",), late(lambda desk: desk.importing.ask_for_folder())),
        Deed("Find the people in the library", (), late(lambda desk: desk.importing.find_people())),
        Deed("What changed…", ("Ctrl+Shift+H",), room.versions.show_versions),
        *room.exchange.deeds(),
        Deed("Backups…", (), room.caretaker.show_backups),
    ]


def add_to(room: Furniture, menu: QMenu) -> None:
    """Put the library's menu under the main one."""
    library, actions = menu.addMenu(tr("Library")), room.actions
    actions.put(library, "Go to the library", "Search the library", *OF_THE_PAGE, "")
    actions.put(library, "Import files…", "Import a folder…", "Find the people in the library", "")
    actions.put(library, "What changed…", "", "Export notes…", "Import notes…", "Merge another copy…", "")
    actions.put(library, "Backups…")


def add_citing_to(room: Furniture, menu: QMenu) -> None:
    """Put what copies a citation under the menu of editing."""
    room.actions.put(menu, "", *CITING, *_OTHER_FORMS, "")
