"""The whole window: the panels around the article, and everything that can be done by menu and keys."""

from __future__ import annotations

from reader.ui.window import deeds, library_menu
from reader.ui.window.furniture import Furniture
from reader.ui.window.pages import LIBRARY, READING
from reader.ui.window.window import MainWindow


def furnish(window: MainWindow) -> Furniture:
    """Put everything into `window`; what it shows keeps its place."""
    room = Furniture(window)
    actions = deeds.make(room)
    room.take_actions(actions, {READING: deeds.OF_THE_ARTICLE, LIBRARY: library_menu.OF_THE_PAGE})
    room.top_bar.menu_button.setMenu(deeds.main_menu(room))
    return room
