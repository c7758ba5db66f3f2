"""The menu of what is done with the library as a whole: versions, notes out and in, backups; and of citing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from reader.ui.actions import Deed
from reader.ui.i18n import tr

if TYPE_CHECKING:
    from reader.ui.furniture import Furniture

CITING = ("Copy with citation", "Copy the reference")
_OTHER_FORMS = ("Copy the reference as BibTeX", "Copy the reference as CSL-JSON")


def deeds(room: Furniture) -> list[Deed]:
    """The entries."""
    return [
        Deed("What changed…", ("Ctrl+Shift+H",), room.versions.show_versions),
        *room.exchange.deeds(),
        Deed("Backups…", (), room.caretaker.show_backups),
    ]


def add_to(room: Furniture, menu: QMenu) -> None:
    """Put the library's menu under the main one."""
    library, actions = menu.addMenu(tr("Library")), room.actions
    actions.put(library, "What changed…", "", "Export notes…", "Import notes…", "Merge another copy…", "")
    actions.put(library, "Backups…")


def add_citing_to(room: Furniture, menu: QMenu) -> None:
    """Put what copies a citation under the menu of editing."""
    room.actions.put(menu, "", *CITING, *_OTHER_FORMS, "")
