"""What the passes over an article found, put together as a `Reading`."""

from __future__ import annotations

from collections.abc import Iterable

from reader.entities import lexicon, reasons
from reader.entities.merging import Draft, People, Person
from reader.entities.phrases import Found
from reader.entities.prepared import Prepared
from reader.entities.quotations import QuoteFinder
from reader.entities.roles import RoleFinder, Said
from reader.entities.speakers import SpeakerFinder
from reader.entities.titles import Titles
from reader.model import Entity, EntityKind, Mention, MentionForm, Quote, Reading, Role, Span
from reader.model.reading import EngineInfo

_LETTER = {EntityKind.PERSON: "p", EntityKind.ORGANISATION: "o", EntityKind.PLACE: "l"}


def assemble(
    doc: Prepared,
    people: People,
    found: list[Found],
    covered: dict[int, Found],
    titles: Titles,
    engine: EngineInfo,
) -> Reading:
    """The reading of an article whose names are known: roles, stand-ins and quotations are found here.

    Raises:
        CancelledError: the article's token was cancelled.
    """
    roles = RoleFinder(doc, titles, people)
    said = roles.attach()
    for person, draft in roles.stand_ins(said):
        person.mentions.append(draft)
    reading = _Assembly(doc)
    reading.add_people(people.all)
    reading.add_phrases(found)
    reading.add_roles(said, roles)
    quotes = QuoteFinder(doc, SpeakerFinder(doc, people, covered, titles), reading.ids).find()
    return reading.finish(quotes, engine)


class _Assembly:
    """Turns what the passes found into a `Reading`."""

    def __init__(self, doc: Prepared) -> None:
        self._doc = doc
        self._entities: list[Entity] = []
        self._mentions: list[Mention] = []
        self._roles: list[Role] = []
        self._tokens: set[int] = set()
        self.ids: dict[int, str] = {}
        """The entity id of each `Person`, by the person's identity."""

    def add_people(self, people: Iterable[Person]) -> None:
        """Everyone, by falling number of mentions and then by first appearance."""
        shown = [person for person in people if person.mentions]
        for person in shown:
            person.mentions.sort(key=_place)
        shown.sort(key=_by_weight)
        for number, person in enumerate(shown, 1):
            identifier = f"p{number}"
            self.ids[id(person)] = identifier
            name, aliases = self._naming(person.mentions)
            self._entities.append(Entity(identifier, EntityKind.PERSON, name, aliases))
            for draft in person.mentions:
                self._tokens.update(range(draft.first, draft.last + 1))
                why = reasons.say(draft.why, name) if draft.why in reasons.REASONS else draft.why
                self._mentions.append(self._mention(draft, identifier, why))

    def _mention(self, draft: Draft, identifier: str, why: str) -> Mention:
        start, end = self._doc.starts[draft.first], self._doc.ends[draft.last]
        return Mention(
            Span(start, end), Span(start + draft.letters, end), identifier, draft.form, why, draft.sure
        )

    def _naming(self, drafts: list[Draft]) -> tuple[str, tuple[str, ...]]:
        """The fullest form of a name as it stands, and the other forms in order of appearance."""
        named = [draft for draft in drafts if draft.form is not MentionForm.ROLE]
        forms = list(dict.fromkeys(self._text(draft) for draft in named))
        firsts = {form.split()[0] for form in forms}
        fullest = max(
            named,
            key=lambda draft: (
                draft.form is MentionForm.FULL,
                self._size(draft),
                self._is_whole(draft, firsts),
            ),
        )
        name = self._text(fullest)
        return name, tuple(form for form in forms if form != name)

    def _is_whole(self, draft: Draft, firsts: set[str]) -> bool:
        """Whether a name begins with no short form of another of `firsts`: יונתן גרוס, rather than יוני גרוס."""
        return firsts.isdisjoint(lexicon.names().whole_forms.get(self._text(draft).split()[0], ()))

    def _text(self, draft: Draft) -> str:
        return self._doc.text[self._doc.starts[draft.first] + draft.letters : self._doc.ends[draft.last]]

    def _size(self, draft: Draft) -> tuple[bool, int]:
        text = self._text(draft)
        return not any(mark in text for mark in '("'), len(text.split())

    def add_phrases(self, found: list[Found]) -> None:
        """Organisations, then places, each in the order of people; tokens that are a person's are left."""
        for kind in (EntityKind.ORGANISATION, EntityKind.PLACE):
            groups: dict[str, list[Found]] = {}
            for phrase in found:
                if (
                    phrase.kind is kind
                    and phrase.first not in self._tokens
                    and phrase.last not in self._tokens
                ):
                    groups.setdefault(phrase.key, []).append(phrase)
            ordered = sorted(groups.values(), key=lambda group: (-len(group), group[0].first))
            for number, group in enumerate(ordered, 1):
                self._add_phrase(f"{_LETTER[kind]}{number}", kind, group)

    def _add_phrase(self, identifier: str, kind: EntityKind, group: list[Found]) -> None:
        doc, spans = self._doc, []
        for phrase in group:
            start, end = doc.starts[phrase.first], doc.ends[phrase.last]
            spans.append((Span(start, end), Span(start + phrase.letters, end)))
        forms = list(dict.fromkeys(name.of(doc.text) for _, name in spans))
        fullest = max(forms, key=lambda form: (len(form.split()), len(form)))
        aliases = tuple(form for form in forms if form != fullest)
        self._entities.append(Entity(identifier, kind, fullest, aliases))
        for phrase, (span, name) in zip(group, spans, strict=True):
            self._mentions.append(Mention(span, name, identifier, MentionForm.FULL, phrase.why))

    def add_roles(self, said: list[Said], roles: RoleFinder) -> None:
        """The roles of everyone who is shown."""
        for one in said:
            identifier = self.ids.get(id(one.person))
            if identifier is not None:
                start = self._doc.starts[one.phrase.first] + one.phrase.letters
                span = Span(start, self._doc.ends[one.phrase.last])
                self._roles.append(Role(identifier, roles.text(one.phrase), span))

    def finish(self, quotes: tuple[Quote, ...], engine: EngineInfo) -> Reading:
        """The reading, everything in text order."""
        self._mentions.sort(key=lambda mention: mention.span)
        self._roles.sort(key=lambda role: role.span)
        return Reading(
            self._doc.article,
            tuple(self._entities),
            tuple(self._mentions),
            tuple(self._roles),
            quotes,
            engine,
        )


def _place(draft: Draft) -> int:
    return draft.first


def _by_weight(person: Person) -> tuple[int, int]:
    return -len(person.mentions), person.mentions[0].first
