"""Names that a tagger saw in pieces, made whole before anything is made of them: דריק [וושינגטון], גילה | שורק."""

from __future__ import annotations

from reader.entities import lexicon
from reader.entities.lexicon import Level
from reader.entities.naming import PERSON
from reader.entities.prepared import BLANK, Prepared
from reader.entities.tagger.model import Sure, Tagging
from reader.entities.tagger.tags import Floats
from reader.entities.words import Is

_SURE = 0.6
"""From this chance on a name of two words shows how the same words are read elsewhere."""

_DOUBTED = 0.6
"""Below this chance a firm of two words that are a given name and a surname of the lists may be a person."""
_LIKELY = 0.4
_SUFFIXES = frozenset(("ג'וניור", "ז'וניור"))
"""What is said after a whole name of the younger of two."""


class Pieces:
    """Puts the names of one article together."""

    def __init__(self, doc: Prepared) -> None:
        self._doc = doc
        self._bare = lexicon.titles().bare
        self._inside: Floats | None = None

    def joined(self, tagging: Tagging) -> Tagging:
        """The same tagging with whole names."""
        self._inside = tagging.person
        return tagging._replace(names=self._joined(self._completed(self._people(tagging.names))))

    def _people(self, spans: list[Sure]) -> list[Sure]:
        """The spans, with those as people's that were taken for a firm or a place and can be none: עו"ד [קרן ירושלמי]."""
        words = self._doc.words
        known = {
            tuple(words[at].form for at in range(span.first, span.last + 1))
            for span in spans
            if span.kind == PERSON and span.last > span.first and span.chance >= _SURE and not span.letters
        }
        return [
            span._replace(kind=PERSON, chance=max(span.chance, _SURE))
            if span.kind != PERSON and self._is_person(span, known)
            else span
            for span in spans
        ]

    def _is_person(self, span: Sure, known: set[tuple[str, ...]]) -> bool:
        """Whether two words that were taken for something else are somebody's name after all."""
        doc = self._doc
        if span.last != span.first + 1 or span.letters or doc.flags[span.last] & Is.MARK:
            return False
        first, second = doc.words[span.first], doc.words[span.last]
        if (first.form, second.form) in known:
            return True
        if first.flags & (Is.DEFINITE | Is.VERB) or second.flags & (Is.DEFINITE | Is.VERB):
            return False
        before = doc.previous_word(span.first)
        titled = before >= 0 and self._is_title(doc.words[before].form)
        listed = first.given >= Level.MIXED and second.surname >= Level.MIXED
        if titled:
            return listed or not first.flags & Is.COMMON
        comma = span.last + 1 < len(doc) and doc.flags[span.last + 1] & Is.COMMA
        return bool(comma) and listed and span.chance < _DOUBTED and not first.flags & Is.COMMON

    def _is_title(self, form: str) -> bool:
        """Whether a word stands before names of people only: עו"ד, ד"ר, פרופ'."""
        if form[:1] in ("ו", "ל", "ב", "ש") and '"' in form and form not in self._bare:
            form = form[1:]
        return form in self._bare and ('"' in form or "'" in form)

    def _completed(self, spans: list[Sure]) -> list[Sure]:
        """Names of one word with the word before, where the two are a name elsewhere: פטריס ולואה, read as ו|לואה."""
        words = self._doc.words
        wholes = {
            (words[span.first].form, words[span.last].form)
            for span in spans
            if span.kind == PERSON
            and span.last == span.first + 1
            and span.chance >= _SURE
            and not span.letters
        }
        made: list[Sure] = []
        for span in spans:
            before = self._doc.previous_word(span.first)
            if (
                span.kind == PERSON
                and span.first == span.last == before + 1
                and (words[before].form, words[span.first].form) in wholes
                and (not made or made[-1].last < before)
            ):
                made.append(span._replace(first=before, letters=0))
            else:
                made.append(span)
        return made

    def _joined(self, spans: list[Sure]) -> list[Sure]:
        """Two names side by side with nothing between them as one: גילה שורק, read as two for גילה is a verb too."""
        made: list[Sure] = []
        for span in spans:
            last = made[-1] if made else None
            if last is not None and self._belong(last, span):
                made[-1] = last._replace(last=span.last, chance=min(last.chance, span.chance))
            else:
                made.append(span)
        return made

    def _is_surname(self, one: Sure, place: Sure) -> bool:
        """Whether what looks like a place is the surname of the given name before it: דריק [וושינגטון]."""
        doc = self._doc
        word = doc.words[one.last]
        given = word.given >= Level.MIXED or (word.flags & Is.UNKNOWN and not word.surname)
        return place.kind == "GPE" and place.first == place.last and bool(given) and one.chance >= _LIKELY

    def _belong(self, one: Sure, other: Sure) -> bool:
        word = self._doc.words[one.last]
        following = self._doc.words[other.first]
        goes_on = self._inside is not None and float(self._inside[other.first, 3]) >= _SURE
        if one.kind == PERSON != other.kind and other.first == one.last + 1 and goes_on:
            return True  # פייר-אנטואן | לאקרואה, whose end was taken for a town
        if one.kind != PERSON or (other.kind != PERSON and not self._is_surname(one, other)):
            return False
        if following.form in _SUFFIXES:
            return other.first == one.last + 1
        beside = (
            one.first == one.last == other.first - 1
            and not other.letters
            and self._doc.joins[other.first] == BLANK
            and following.given <= following.surname
        )
        unlisted = word.surname == Level.NONE and one.letters <= 1 and not word.flags & (Is.VERB | Is.SPEECH)
        return beside and (word.given >= Level.MIXED or unlisted)  # פטריס ולואה, in no list
