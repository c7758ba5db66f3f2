"""The menus and small windows through which a person corrects who is in the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from reader.model import Entity, EntityKind, Mention, MentionForm, Span
from reader.model.corrections import folded_name
from reader.model.naming import called, named_at, places_of_name
from reader.ui.parts.i18n import isolated, own_way, tr
from reader.ui.parts.name_popup import NamePopup
from reader.ui.parts.theme import Theme, theme
from reader.ui.people.chooser import Offer, PersonChooser, Picked
from reader.ui.people.model import PersonRow, rows_of
from reader.ui.people.refused_names import RefusedNames
from reader.ui.window.panels import Panels

_BELOW = 8  # pixels between the selected words and what is asked about them
_MOST_FORMS = 12
"""So many forms of a name are offered for splitting off; a menu is no list of everything."""


class Mender(QObject):
    """What the window offers to correct, and where."""

    everywhere_wanted = Signal(str)  # the id of somebody whose page is asked for
    note_wanted = Signal(str)  # the id of somebody to write a note on

    def __init__(self, room: Panels) -> None:
        super().__init__(room)
        self._room = room
        self._session = room.session
        self._mending = room.session.mending
        self._said = ""
        self._index = 0  # of the undo stack, when that was said
        self._mending.done.connect(self._on_done)
        self._mending.idle.connect(self._on_idle)
        self._session.undo_stack.indexChanged.connect(self._on_index)

    # -- menus -----------------------------------------------------------------------------------------------

    def offer_at(self, place: QPoint, mention: Mention | None) -> None:
        """Show the menu of a place in the article."""
        menu = self._menu()
        entity = self._session.entity(mention.entity_id) if mention is not None else None
        if mention is not None and entity is not None:
            self._add_for_mention(menu, place, entity, mention)
        if self._room.view.selected_span() is not None:
            self._add(menu, tr("Add as a person…"), self.add_selected)
        if not menu.isEmpty():
            menu.addSeparator()
        self._room.view.build_menu(menu).popup(place)

    def offer_for(self, place: QPoint, entity_id: str) -> None:
        """Show the menu of a row or card in the sidebar."""
        entity = self._session.entity(entity_id)
        if entity is None:
            return
        menu = self._menu()
        self._add_for_entity(menu, place, entity)
        forms = self._forms(entity)
        if len(forms) > 1:
            split = menu.addMenu(tr("Split off"))
            for form in forms[:_MOST_FORMS]:
                self._add(split, isolated(form), partial(self._mending.split_off_form, entity.id, form))
        self._add_refusals(menu, entity)
        menu.addSeparator()
        self._add(menu, tr("Copy the name"), lambda: QGuiApplication.clipboard().setText(entity.name))
        self._add(menu, tr("Refused names…"), self.show_refused)
        menu.popup(place)

    def _menu(self) -> QMenu:
        menu = QMenu(self._room.window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _add(self, menu: QMenu, words: str, do: Callable[[], object]) -> None:
        # When the menu is gone, and has given the keyboard back.
        menu.addAction(words).triggered.connect(lambda _checked=False: QTimer.singleShot(0, self, do))

    def _add_for_entity(self, menu: QMenu, place: QPoint, entity: Entity) -> None:
        """Whom it is about, what they are called, and who else they are."""
        menu.addAction(isolated(entity.name)).setEnabled(False)
        everywhere = tr("Everywhere in the library")
        self._add(menu, everywhere, partial(self.everywhere_wanted.emit, entity.id))
        self._add(menu, tr("Rename…"), lambda: self.ask_name(place, entity.id))
        if entity.kind is EntityKind.PERSON:
            on = tr("Write a note on {name}", name=isolated(entity.name))
            self._add(menu, on, partial(self.note_wanted.emit, entity.id))
        if len(self._peers(entity)) > 1:
            self._add(menu, tr("Merge with…"), lambda: self.ask_merge(place, entity.id))
        chosen = self._chosen_like(entity)
        if len(chosen) > 1 and entity.id in chosen:
            words = tr("Merge the {n} chosen", n=len(chosen))
            self._add(menu, words, lambda: self._mending.merge(chosen))

    def _add_for_mention(self, menu: QMenu, place: QPoint, entity: Entity, mention: Mention) -> None:
        self._add_for_entity(menu, place, entity)
        menu.addSeparator()
        own = self._session.mentions_of(entity.id)
        form = self._words(mention.name_span)
        alike = [each for each in own if folded_name(self._words(each.name_span)) == folded_name(form)]
        if len(own) > 1:
            self._add(menu, tr("Split off this mention"), lambda: self._mending.split_off(mention))
        if 1 < len(alike) < len(own):
            words = tr("Split off every {name}", name=isolated(form))
            self._add(menu, words, lambda: self._mending.split_off_form(entity.id, form))
        self._add(menu, tr("This is someone else…"), lambda: self.ask_who(place, mention))
        role = mention.form is MentionForm.ROLE
        words = tr("Not {name}", name=isolated(entity.name)) if role else tr("Nobody is named here")
        if entity.kind is not EntityKind.PERSON and not role:
            words = tr("Nothing is named here")
        self._add(menu, words, lambda: self._mending.refuse_mention(mention))
        self._add_refusals(menu, entity)

    def _add_refusals(self, menu: QMenu, entity: Entity) -> None:
        words = {
            EntityKind.PERSON: tr("Not a person"),
            EntityKind.ORGANISATION: tr("Not an organisation"),
            EntityKind.PLACE: tr("Not a place"),
        }[entity.kind]
        refuse = menu.addMenu(words)
        self._add(refuse, tr("In this article"), lambda: self._mending.refuse(entity.id, everywhere=False))
        self._add(
            refuse,
            tr("In every article from now on"),
            lambda: self._mending.refuse(entity.id, everywhere=True),
        )

    # -- what needs an answer first --------------------------------------------------------------------------

    def ask_name(self, place: QPoint, entity_id: str) -> None:
        """Ask what somebody shall be called."""
        entity = self._session.entity(entity_id)
        if entity is not None:
            title = tr("What is {name} called?", name=isolated(entity.name))
            popup = NamePopup(self._room.window, title, entity.name)
            popup.named.connect(lambda name: self._mending.rename(entity_id, name))
            popup.ask(place)

    def ask_merge(self, place: QPoint, entity_id: str) -> None:
        """Ask with whom somebody is one."""
        entity = self._session.entity(entity_id)
        if entity is None:
            return
        rows = [row for row in self._rows(entity.kind) if row.entity_id != entity_id]
        title = tr("{name} is the same as…", name=isolated(entity.name))
        chooser = PersonChooser(self._room.window, title, Offer(rows), self._look)
        chooser.picked.connect(lambda picked: self._mending.merge((entity_id, picked.entity_id)))
        chooser.ask(place)

    def ask_who(self, place: QPoint, mention: Mention) -> None:
        """Ask who is meant by a mention, if not whom it was taken for."""
        words = self._words(mention.name_span)
        entity = self._session.entity(mention.entity_id)
        rows = self._rows(EntityKind.PERSON)
        if entity is not None and entity.kind is not EntityKind.PERSON:
            rows += self._rows(entity.kind)
        offer = Offer([row for row in rows if row.entity_id != mention.entity_id], words)
        title = tr("Who is {name} here?", name=isolated(words))
        chooser = PersonChooser(self._room.window, title, offer, self._look)
        chooser.picked.connect(
            lambda picked: self._mending.reassign(
                mention, picked.entity_id or picked.new_name, new=not picked.entity_id
            )
        )
        chooser.ask(place)

    def add_selected(self) -> None:
        """Ask whose name the selected words are, and mark them."""
        view, article = self._room.view, self._session.article
        span = view.selected_span()
        if span is None or article is None:
            self._room.ask_to_select()
            return
        if self._session.reading is None:
            self._room.messages.show_info(tr("The people of this article are not known yet."))
            return
        found = named_at(article.text, span.start, span.end)
        if found is None:
            self._room.messages.show_info(tr("Select a name that stands on one line."))
            return
        name = found[1]
        others = sum(
            bare != name and not self._session.mentions_in(whole.start, whole.end)
            for whole, bare in places_of_name(article.text, name.of(article.text))
        )
        offer = Offer(self._rows(EntityKind.PERSON), self._words(name), new_first=True, elsewhere=others)
        title = tr("Whose name is {name}?", name=isolated(self._words(name)))
        chooser = PersonChooser(self._room.window, title, offer, self._look)
        chooser.picked.connect(lambda picked: self._add_name(name, picked))
        rects = view.rects_of(name)
        at = rects[0].bottomLeft().toPoint() if rects else QPoint(0, 0)
        chooser.ask(view.viewport().mapToGlobal(at) + QPoint(0, _BELOW))

    def _add_name(self, name: Span, picked: Picked) -> None:
        article = self._session.article
        if article is None:
            return
        if not picked.entity_id:
            name = called(article.text, name, picked.new_name)
        to = picked.entity_id or picked.new_name
        if self._mending.add(name, to, new=not picked.entity_id, everywhere=picked.everywhere):
            self._room.view.clear_selection()

    def rename_chosen(self) -> None:
        """Rename whoever was chosen last."""
        if not self._session.chosen:
            self._ask_to_choose(1)
            return
        self._room.show_people(True)
        self.ask_name(self._room.people.place_of(self._session.chosen[-1]), self._session.chosen[-1])

    def merge_chosen(self) -> None:
        """Make one of all who are chosen; with one chosen, ask with whom."""
        chosen = self._session.chosen
        if len(chosen) > 1:
            self._mending.merge(chosen)
        elif chosen:
            self._room.show_people(True)
            self.ask_merge(self._room.people.place_of(chosen[0]), chosen[0])
        else:
            self._ask_to_choose(2)

    def show_refused(self) -> None:
        """Show the names that are not marked."""
        RefusedNames(self._mending, self._room.window).open()

    def _ask_to_choose(self, count: int) -> None:
        one, several = tr("Choose a person first."), tr("Choose several people with Ctrl first.")
        self._room.messages.show_info(one if count == 1 else several)

    # -- what is known ---------------------------------------------------------------------------------------

    @property
    def _look(self) -> Theme:
        return theme(self._room.window.settings.theme)

    def _rows(self, kind: EntityKind) -> list[PersonRow]:
        reading = self._session.reading
        return rows_of(reading, kind, self._session.colour_index) if reading else []

    def _peers(self, entity: Entity) -> tuple[Entity, ...]:
        return self._session.reading.of_kind(entity.kind) if self._session.reading else ()

    def _chosen_like(self, entity: Entity) -> tuple[str, ...]:
        """The chosen entities, where all of them are of this one's kind."""
        chosen = [self._session.entity(entity_id) for entity_id in self._session.chosen]
        alike = all(each is not None and each.kind is entity.kind for each in chosen)
        return self._session.chosen if alike else ()

    def _forms(self, entity: Entity) -> list[str]:
        """The forms under which an entity is named, the commonest first."""
        words: dict[str, str] = {}
        counts: Counter[str] = Counter()
        for mention in self._session.mentions_of(entity.id):
            form = self._words(mention.name_span)
            counts[folded_name(form)] += 1
            words.setdefault(folded_name(form), form)
        return [words[folded] for folded, _ in counts.most_common()]

    def _words(self, span: Span) -> str:
        article = self._session.article
        return " ".join(span.of(article.text).split()) if article is not None else ""

    # -- what was done ---------------------------------------------------------------------------------------

    def _on_done(self, sentence: str) -> None:
        self._forget()
        self._said, self._index = own_way(sentence), self._session.undo_stack.index()
        self._room.messages.show_info(self._said, tr("Undo"), self._undo)

    def _on_idle(self) -> None:
        self._room.messages.show_info(tr("Nothing changes by that."))

    def _on_index(self, index: int) -> None:
        """What was said of a correction is not so any more when that is undone."""
        if self._said and index < self._index:
            self._forget()

    def _forget(self) -> None:
        if self._said:
            self._room.messages.withdraw(self._said)
            self._said = ""

    def _undo(self) -> None:
        """Undo what the message told of, unless other things were done since."""
        if self._session.undo_stack.index() == self._index:
            self._session.undo_stack.undo()
