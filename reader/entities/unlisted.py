"""Roles whose noun no list knows, by where they stand: דנה לוי, קלדרית ותיקה, אמרה; יוסי כהן (מגבה סיכונים)."""

from __future__ import annotations

from collections.abc import Mapping

from reader.entities.merging import Draft, Person
from reader.entities.people_words import people_words
from reader.entities.prepared import Prepared
from reader.entities.role_phrases import RolePhrases
from reader.entities.role_words import role_words
from reader.entities.titles import RolePhrase
from reader.entities.words import Is, Role

_LONGEST = 8
_FULL = 2
"""A name of so many words shows that a person is meant whom the article brings in."""
_AGENT = ("אי", "אית", "ית", "ולוג", "יסט", "טור", "ונר", "ן", "ר", "נית", "רית", "לת", "רת", "נת", "דת")
_VERBAL = Is.VERB | Is.SPEECH | Is.WEAK_SPEECH | Is.APPOINTED | Is.SOURCE
_OF = "של"


class Unlisted:
    """Reads what stands between two marks behind a name; `named` has the person and mention at each name token."""

    def __init__(
        self, doc: Prepared, phrases: RolePhrases, named: Mapping[int, tuple[Person, Draft]]
    ) -> None:
        self._doc = doc
        self._phrases = phrases
        self._named = named
        self._words = role_words()
        self._people = people_words()

    def between(self, start: int, end: int) -> RolePhrase | None:
        """The whole stretch from `start` to before the mark at `end`, where it is one noun and what goes with it."""
        doc = self._doc
        if not 1 < start < end <= len(doc) or end - start > _LONGEST or not self._is_full(start - 1):
            return None
        if end >= len(doc) or not doc.joins[end] or not self._is_mark(end):
            return None
        if not self._is_noun(start) or any(not self._goes_with(at, start) for at in range(start + 1, end)):
            return None
        if end - start == 1 and not self._is_agent(start):
            return None
        if end - start > 1 and not self._completes(start + 1) and not self._is_agent(start):
            return None
        form = doc.words[start].form
        definite = form[0] == "ה" and self._phrases.is_definite(start)
        noun = form[1:] if definite else form
        return RolePhrase(start, end - 1, 0, Role("head", definite, noun, noun[-1] in "תה"))

    def _is_full(self, mark: int) -> bool:
        """Whether a full name ends before the mark."""
        found = self._named.get(mark - 1)
        return found is not None and found[1].last - found[1].first + 1 >= _FULL and not found[1].letters

    def _is_mark(self, end: int) -> bool:
        flags = self._doc.flags[end]
        return bool(flags & Is.COMMA) or self._doc.words[end].form == ")"

    def _is_noun(self, at: int) -> bool:
        """Whether a word may be a noun for one person: no verb, no adverb, no name, not several."""
        doc = self._doc
        form, flags = doc.words[at].form, doc.flags[at]
        stem = form[1:] if form[0] == "ה" else form
        if at in self._phrases.all_covered or at in self._named or len(form) < 3:
            return False
        odd = _VERBAL | Is.FUNCTION | Is.NUMBER | Is.MARK | Is.NOT_PERSON | Is.WORK | Is.LATIN
        if flags & odd or form in self._words.times:
            return False
        if {form, stem} & (self._people.not_people | self._words.no_office):
            return False
        if stem.endswith(("ים", "ות", "יהם", "נו", "תי")) or (form[0] in "ינא" and not self._is_agent(at)):
            return False
        return not flags & Is.DERIVED or bool(flags & Is.DEFINITE)

    def _is_agent(self, at: int) -> bool:
        """Whether the end of a word is that of nouns for who does something: טווחן, חופפנית, מזגאי."""
        doc = self._doc
        form = doc.words[at].form
        derived = doc.flags[at] & Is.DERIVED and not doc.flags[at] & Is.DEFINITE
        return len(form) > 4 and form.endswith(_AGENT) and not derived and not doc.lexicon.given_level(form)

    def _goes_with(self, at: int, start: int) -> bool:
        """Whether a word may stand in such a phrase at all."""
        doc = self._doc
        form, flags = doc.words[at].form, doc.flags[at]
        if at in self._phrases.all_covered or form == _OF or flags & (Is.AFTER_ROLE | Is.QUOTE):
            return True
        if at in self._named:
            return doc.words[at - 1].form == _OF or at - 1 in self._named
        if flags & (_VERBAL | Is.FUNCTION | Is.MARK) and not flags & Is.DEFINITE:
            return form in ("ביותר", "על", "מאוד") or bool(flags & Is.HYPHEN)
        return form[0] != "ש" or at == start + 1 or bool(flags & Is.COMMON and not flags & Is.DERIVED)

    def _completes(self, at: int) -> bool:
        """Whether a word completes a noun as nothing completes a verb: של, a place, ה, an adjective."""
        doc = self._doc
        form = doc.words[at].form
        if at in self._phrases.all_covered or form == _OF or self._phrases.is_definite(at):
            return True
        several = form.endswith(("ים", "ות")) and self._doc.flags[at] & Is.COMMON
        return bool(several) or (form.endswith(("י", "ית")) and len(form) > 3)
