"""Names that a tagger saw in pieces, made whole before anything is made of them: דריק [וושינגטון], גילה | שורק."""

from __future__ import annotations

from reader.entities.lexicon import Level
from reader.entities.naming import PERSON
from reader.entities.prepared import BLANK, Prepared
from reader.entities.tagger.model import Sure, Tagging
from reader.entities.words import Is

_SURE = 0.6
"""From this chance on a name of two words shows how the same words are read elsewhere."""

_LIKELY = 0.4
_SUFFIXES = frozenset(("ג'וניור", "ז'וניור"))
"""What is said after a whole name of the younger of two."""


class Pieces:
    """Puts the names of one article together."""

    def __init__(self, doc: Prepared) -> None:
        self._doc = doc

    def joined(self, tagging: Tagging) -> Tagging:
        """The same tagging with whole names."""
        return tagging._replace(names=self._joined(self._completed(tagging.names)))

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
