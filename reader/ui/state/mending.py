"""What the person corrects in the open article: saved first, undone in one step, and kept apart from the engine's.

The engine's reading stays as it was. What the window shows is that reading with the corrections applied, made anew
after each of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import uuid4
from weakref import ref

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand

from reader.errors import ReaderError
from reader.model import Entity, EntityKind, Mention, Reading, Selector, Span
from reader.model.corrections import (
    Add,
    Change,
    Correction,
    Merge,
    Newcomer,
    Reassign,
    Refuse,
    RefusedName,
    RefuseMention,
    Rename,
    SavedCorrection,
    SplitOff,
    Target,
    Who,
    describe_place,
    folded_name,
    keys_of,
)
from reader.model.mending import apply
from reader.ui.parts.i18n import isolated, tr, trn

if TYPE_CHECKING:
    from reader.ui.state.session import Session

PALETTE = 12
"""How many colours of people a theme has; a newcomer takes one that nobody has, as long as there is one."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What the engine found, what the person said about it, and the reading that comes of both."""

    original: Reading
    shown: Reading
    corrections: tuple[SavedCorrection, ...] = ()
    refused: tuple[RefusedName, ...] = ()
    trouble: ReaderError | None = None


class Mending(QObject):
    """The corrections of a session's article, and everything that a person can correct in it.

    Each deed answers whether it was done; where it was not, the session's `failed` or `idle` said why.
    """

    done = Signal(str)  # what was corrected, as a sentence
    idle = Signal()  # what was asked for is so already
    changed = Signal()  # the corrections or the refused names are others

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.original: Reading | None = None
        self.corrections: tuple[SavedCorrection, ...] = ()
        self.refused: tuple[RefusedName, ...] = ()
        self.touched = False  # since the engine began to read: what it brings from the library is older

    def take(self, found: Understood | None) -> None:
        """Begin with another article, or with none."""
        self.original = found.original if found else None
        self.corrections = found.corrections if found else ()
        self.refused = found.refused if found else ()
        self.changed.emit()

    def understood(self, original: Reading) -> Understood:
        """`original` as the library's corrections make it; from any thread.

        Where they cannot be read, it is shown as it is, with the trouble.
        """
        library = self._session.library
        if library is None:
            return Understood(original, original)
        try:
            corrections = library.corrections(original.article.id)
            refused = library.refused_names()
        except ReaderError as trouble:
            return Understood(original, original, trouble=trouble)
        shown = apply(original, [each.correction for each in corrections], refused)
        return Understood(original, shown, corrections, refused)

    def colours(self) -> dict[str, int]:
        """Which of the theme's colours each entity has: the engine's order, then the newcomers as they came."""
        entities = self.original.entities if self.original is not None else ()
        known = {entity.id: index for index, entity in enumerate(entities)}
        used = {known[each.id] % PALETTE for each in entities if each.kind is EntityKind.PERSON}
        for each in self.corrections:
            for key in sorted(keys_of([each.correction]) - known.keys()):
                known[key] = next((n for n in range(PALETTE) if n not in used), len(known))
                used.add(known[key] % PALETTE)
        return known

    def hidden(self) -> list[tuple[RefusedName, bool]]:
        """The names that are refused, here or (True) in every article."""
        everywhere = {name.folded: name for name in self.refused}
        here = {}
        for each in self.corrections:
            if isinstance(each.correction, Refuse):
                name = RefusedName(each.correction.who.name, each.correction.who.kind)
                here[name.folded] = name
        return [
            *((name, True) for name in everywhere.values()),
            *((name, False) for folded, name in here.items() if folded not in everywhere),
        ]

    # -- what a person can do --------------------------------------------------------------------------------

    def rename(self, entity_id: str, name: str) -> bool:
        """Call an entity `name`."""
        entity, name = self._entity(entity_id), " ".join(name.split())
        if not name or name == entity.name:
            return self._nothing()
        return self._say(
            [Rename(self._who(entity_id), name)],
            tr("renaming {name}", name=isolated(entity.name)),
            tr("{old} is now called {name}.", old=isolated(entity.name), name=isolated(name)),
        )

    def merge(self, entity_ids: Sequence[str]) -> bool:
        """Make one of several; the fullest name stays, of equal ones that of whoever is named most."""
        known = [self._entity(entity_id) for entity_id in dict.fromkeys(entity_ids)]
        if len(known) < 2 or len({each.kind for each in known}) > 1:
            return self._nothing()
        into = max(known, key=lambda each: (len(each.name.split()), len(self._session.mentions_of(each.id))))
        gone = [each for each in known if each is not into]
        names = {"one": isolated(gone[0].name), "other": isolated(into.name)}
        if len(gone) == 1:
            what = tr("merging {one} and {other}", **names)
            said = tr("{one} and {other} are one now.", **names)
        else:
            what = tr("merging {n} into {other}", n=len(known), **names)
            said = tr("All {n} are {other} now.", n=len(known), **names)
        return self._say([Merge(self._who(each.id), self._who(into.id)) for each in gone], what, said)

    def split_off(self, mention: Mention) -> bool:
        """Make somebody of their own of one mention."""
        name = self._words(mention.name_span)
        return self._say(
            [Reassign(self._place(mention.name_span), self._newcomer(name, self._kind(mention)))],
            tr("splitting off {name}", name=isolated(name)),
            tr("{name} now stands apart.", name=isolated(name)),
        )

    def split_off_form(self, entity_id: str, form: str) -> bool:
        """Make somebody of their own of all mentions of an entity that are written `form`."""
        newcomer = self._newcomer(form, self._entity(entity_id).kind)
        return self._say(
            [SplitOff(self._who(entity_id), form, newcomer)],
            tr("splitting off every {name}", name=isolated(form)),
            tr("{name} now stands apart.", name=isolated(form)),
        )

    def refuse(self, entity_id: str, *, everywhere: bool) -> bool:
        """Take an entity away from this article, or its name from every article."""
        entity = self._entity(entity_id)
        own = Refuse(self._who(entity_id))
        what = tr("taking away {name}", name=isolated(entity.name))
        if not everywhere:
            said = tr("{name} is no longer marked in this article.", name=isolated(entity.name))
            return self._say([own], what, said)
        name = RefusedName(entity.name, entity.kind)
        kept = self._applied(self.corrections, (*self.refused, name))
        still = kept is not None and any(each.id == entity_id for each in kept.entities)
        said = tr("{name} is no longer marked in any article.", name=isolated(entity.name))
        return self._say([own] if still else [], what, said, Change(refused=(name,)))

    def reassign(self, mention: Mention, to: str, *, new: bool = False) -> bool:
        """Give one mention to the entity `to`, or to somebody new of that name."""
        target, name = self._target(to, new=new)
        return self._say(
            [Reassign(self._place(mention.name_span), target)],
            tr(
                "giving {words} to {name}",
                words=isolated(self._words(mention.name_span)),
                name=isolated(name),
            ),
            tr("This mention is now {name}'s.", name=isolated(name)),
        )

    def refuse_mention(self, mention: Mention) -> bool:
        """Mark nobody in one place."""
        words = isolated(self._words(mention.name_span))
        return self._say(
            [RefuseMention(self._place(mention.name_span))],
            tr("unmarking {words}", words=words),
            tr("{words} is no longer marked here.", words=words),
        )

    def add(self, span: Span, to: str, *, new: bool, everywhere: bool) -> bool:
        """Mark the words of `span` as naming the entity `to`, or somebody new of that name."""
        reading = self._session.reading
        before = len(reading.mentions) if reading else 0
        target, name = self._target(to, new=new)
        called = isolated(name)
        change = self._change([Add(self._place(span), target, everywhere)])
        if not self._do(change, tr("marking {name}", name=called)):
            return False
        reading = self._session.reading
        added = max(1, len(reading.mentions) - before) if reading else 1
        self.done.emit(
            trn(
                "{name} is now marked in one place.",
                "{name} is now marked in {n} places.",
                added,
                name=called,
            )
        )
        return True

    def allow(self, name: RefusedName) -> bool:
        """Show a refused name again: here, and wherever else it was refused."""
        removed = tuple(
            each
            for each in self.corrections
            if isinstance(each.correction, Refuse)
            and (each.correction.who.kind, folded_name(each.correction.who.name)) == name.folded
        )
        allowed = tuple(each for each in self.refused if each.folded == name.folded)
        said = isolated(name.name)
        return self._do(
            Change(removed=removed, allowed=allowed),
            tr("allowing {name}", name=said),
            tr("{name} may be marked again.", name=said),
        )

    # -- saving ----------------------------------------------------------------------------------------------

    def store(self, article_id: str, change: Change, shown: Reading | None = None) -> bool:
        """Make the library and the screen as `change` has it (`shown`, if known); one transaction."""
        session = self._session
        if session.article is None or session.article.id != article_id:
            return False
        try:
            session.keep_article().mend(article_id, change)
        except ReaderError as trouble:
            session.failed.emit(trouble)
            return False
        self.touched = True
        self.corrections, self.refused = self._after(change)
        shown = shown or self._applied(self.corrections, self.refused)
        if shown is not None:
            session.show_mended(shown)
        self.changed.emit()
        return True

    def _say(
        self, corrections: Iterable[Correction], what: str, said: str, change: Change | None = None
    ) -> bool:
        return self._do(self._change(corrections, change), what, said)

    def _do(self, change: Change, what: str, said: str = "") -> bool:
        """Save first, then push the command that can undo it."""
        session = self._session
        shown = self._applied(*self._after(change))
        if session.article is None or (shown == session.reading and not change.allowed):
            return self._nothing()
        if not self.store(session.article.id, change, shown):
            return False
        session.undo_stack.push(_Mend(session, session.article.id, change, what))
        if said:
            self.done.emit(said)
        return True

    def _nothing(self) -> bool:
        self.idle.emit()
        return False

    def _change(self, corrections: Iterable[Correction], change: Change | None = None) -> Change:
        """The corrections, with their ids and numbers, as a change."""
        number = max((each.number for each in self.corrections), default=0)
        added = tuple(
            SavedCorrection(str(uuid4()), number + count, each) for count, each in enumerate(corrections, 1)
        )
        return replace(change or Change(), added=added)

    def _after(self, change: Change) -> tuple[tuple[SavedCorrection, ...], tuple[RefusedName, ...]]:
        gone = {each.id for each in change.removed}
        kept = [each for each in self.corrections if each.id not in gone]
        allowed = {name.folded for name in change.allowed}
        refused = [name for name in self.refused if name.folded not in allowed]
        known = {name.folded for name in refused}
        return (
            tuple(sorted((*kept, *change.added), key=lambda each: each.number)),
            (*refused, *(name for name in change.refused if name.folded not in known)),
        )

    def _applied(
        self, corrections: Iterable[SavedCorrection], refused: Sequence[RefusedName]
    ) -> Reading | None:
        if self.original is None:
            return None
        return apply(self.original, [each.correction for each in corrections], refused)

    # -- names and places ------------------------------------------------------------------------------------

    def _entity(self, entity_id: str) -> Entity:
        entity = self._session.entity(entity_id)
        assert entity is not None  # menus only offer who is there
        return entity

    def _who(self, entity_id: str) -> Who:
        assert self._session.reading is not None
        return Who.describe(self._session.reading, entity_id, keys_of(e.correction for e in self.corrections))

    def _target(self, to: str, *, new: bool) -> tuple[Target, str]:
        if new:
            name = " ".join(to.split())
            return self._newcomer(name, EntityKind.PERSON), name
        return self._who(to), self._entity(to).name

    def _newcomer(self, name: str, kind: EntityKind) -> Newcomer:
        return Newcomer(name, f"c-{uuid4().hex[:12]}", kind)

    def _kind(self, mention: Mention) -> EntityKind:
        return self._entity(mention.entity_id).kind

    def _place(self, span: Span) -> Selector:
        return describe_place(self._text, span)

    def _words(self, span: Span) -> str:
        return " ".join(span.of(self._text).split())

    @property
    def _text(self) -> str:
        return self._session.article.text if self._session.article is not None else ""


class _Mend(QUndoCommand):
    """One change to what is corrected."""

    def __init__(self, session: Session, article_id: str, change: Change, what: str) -> None:
        super().__init__(what)
        # Weak, as every command's: see session.py.
        self._session, self._article_id, self._change = ref(session), article_id, change
        self._done = True  # saved before it is pushed, and push() calls redo()

    def redo(self) -> None:
        if self._done:
            self._done = False
        else:
            self._store(self._change)

    def undo(self) -> None:
        self._store(self._change.reversed())

    def _store(self, change: Change) -> None:
        session = self._session()
        if session is None or not session.mending.store(self._article_id, change):
            self.setObsolete(True)
