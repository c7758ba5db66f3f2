"""Who of an article is the accused, who the suspect: the one whom its verbs say so of, if it is one only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reader.entities.merging import Draft, Person
from reader.entities.prepared import Prepared
from reader.entities.role_words import role_words
from reader.entities.words import Is

_CHECK_EVERY = 127
_BEFORE = 5
"""How many words may stand between a name and its verb: אמסלם, בן 54 מחולון, הורשע."""
_SENTENCE = 8
"""How far before "against" and a name the charge may stand: כתב אישום חמור הוגש אתמול נגד כהן."""
_SUSPICIONS = frozenset(("חשד", "החשד", "החשדות"))
_AGAINST = frozenset(("נגד", "כנגד", "על"))


class Accused:
    """Reads one article; `named` has the person and the mention at each token of a name."""

    def __init__(self, doc: Prepared, named: Mapping[int, tuple[Person, Draft]]) -> None:
        self._doc = doc
        self._named = named
        self._words = role_words()

    def find(self) -> Iterator[tuple[Person, str]]:
        """The accused and the suspect, each with the nouns that may stand for them."""
        for verbs, charges, objects, man, woman in (
            (self._words.convicted, self._words.charges, self._words.convicting, "נאשם", "נאשמת"),
            (self._words.suspected, _SUSPICIONS, self._words.arresting, "חשוד", "חשודה"),
        ):
            people = {id(person): person for person in self._said_of(verbs, charges, objects)}
            if len(people) == 1:
                person = next(iter(people.values()))
                if person.gender <= 0:
                    yield person, man
                if person.gender >= 0:
                    yield person, woman

    def _said_of(
        self, verbs: frozenset[str], charges: frozenset[str], objects: frozenset[str]
    ) -> Iterator[Person]:
        doc = self._doc
        for at, word in enumerate(doc.words):
            if not at & _CHECK_EVERY:
                doc.cancel.check()
            if word.form in verbs or (word.form[0] in "שו" and word.form[1:] in verbs):
                person = self._beside(at)
                if person is not None:
                    yield person
            elif word.form in _AGAINST and at + 1 in self._named and not self._named[at + 1][1].letters:
                start = max(doc.sentence_start(at), at - _SENTENCE)
                if any(doc.words[before].form in charges for before in range(start, at)):
                    yield self._named[at + 1][0]
            elif word.form in objects:
                person = self._object(at)
                if person is not None:
                    yield person

    def _object(self, verb: int) -> Person | None:
        """Whom a court convicted or the police arrested: הרשיע הבוקר את [נסים דהן]."""
        doc = self._doc
        for at in range(verb + 1, min(verb + _SENTENCE, len(doc) - 1)):
            if not doc.joins[at] or doc.flags[at] & Is.STOP:
                return None
            found = self._named.get(at + 1)
            if doc.words[at].form in ("את", "של") and found is not None:
                return found[0]
        return None

    def _beside(self, verb: int) -> Person | None:
        """The name directly behind a verb, or not far before it."""
        doc = self._doc
        after = self._named.get(doc.next_word(verb))
        if after is not None and not after[1].letters:
            return after[0]
        opening = self._opening(verb)
        if opening is not None:
            return opening
        words, at = 0, verb - 1
        while at >= 0 and words <= _BEFORE and doc.joins[at + 1] and not doc.flags[at] & Is.STOP:
            found = self._named.get(at)
            if found is not None:
                return None if self._is_object(found[1]) else found[0]
            if doc.flags[at] & (Is.VERB | Is.SPEECH):
                return None
            words += not doc.flags[at] & Is.MARK
            at -= 1
        return None

    def _opening(self, verb: int) -> Person | None:
        """The name that opens the sentence, where commas part it and what it is from the verb: X, בן 31, …, חשוד."""
        doc = self._doc
        found = self._named.get(doc.sentence_start(verb))
        if found is None or found[1].letters or not doc.flags[verb - 1] & Is.COMMA:
            return None
        return found[0] if doc.flags[found[1].last + 1] & Is.COMMA else None

    def _is_object(self, draft: Draft) -> bool:
        before = self._doc.previous_word(draft.first)
        return bool(draft.letters) or (
            before >= 0 and self._doc.words[before].form in ("של", "את", "עם", "נגד")
        )
