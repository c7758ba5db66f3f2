"""What the words round a verb of speech may be: adverbs, nouns that can speak, the people round somebody."""

from __future__ import annotations

from reader.entities import lexicon
from reader.entities.merging import Person
from reader.entities.phrases import Found
from reader.entities.prepared import Prepared
from reader.entities.titles import Titles
from reader.entities.words import Is
from reader.model import EntityKind

_SHORT = 2
_LONG_STEM = 3
_OBJECT_LETTERS = "בלמכ"


class SpeakerWords:
    """Judges single words of one article."""

    def __init__(self, doc: Prepared, covered: dict[int, Found], titles: Titles) -> None:
        self._doc = doc
        self._covered = covered
        self._titles = titles
        self.speech = lexicon.speech()

    def is_organisation(self, at: int) -> bool:
        """Whether the token at `at` belongs to the name of an organisation."""
        covering = self._covered.get(at)
        return covering is not None and covering.kind is EntityKind.ORGANISATION

    def is_known_phrase(self, at: int) -> bool:
        """Whether a place or an organisation begins at `at` without a letter that makes it an object."""
        covering = self._covered.get(at)
        return covering is not None and covering.first == at and not covering.letters

    def _governs(self, at: int) -> bool:
        """Whether what follows hangs on the noun at `at`: בסיום [המשחק], במסיבת [עיתונאים], בלשכת [השר]."""
        word = self._doc.words[at]
        construct = word.form.endswith("ת") or any(cut.stem in self.speech.constructs for cut in word.cuts)
        return construct and self.is_adverb(at)

    def _is_noun(self, at: int) -> bool:
        """Whether the word at `at` is a subject that is nobody of the article: השכן, תושבת, or a name missed."""
        flags = self._doc.flags[at]
        if flags & (Is.FUNCTION | Is.VERB | Is.SPEECH | Is.NUMBER | Is.MARK):
            return False
        if self._doc.words[at].form in self.speech.times:
            return False
        if flags & (Is.ROLE | Is.AFTER_ROLE):
            return not self._has_object_letter(at)
        if self.is_adverb(at) or self._has_preposition(at):
            return False
        return bool(flags & (Is.COMMON | Is.UNKNOWN | Is.LATIN | Is.INFLECTED))

    def is_adverb(self, at: int) -> bool:
        """Whether a word tells when, where or to whom; not בית, which only looks like ב and another word."""
        word = self._doc.words[at]
        if word.flags & Is.COMMON and not word.flags & Is.DERIVED:
            return any(cut.attached[-1] in "בל" and len(cut.stem) > _LONG_STEM for cut in word.cuts[1:]) and (
                self._doc.is_adverbial(at)
            )
        return self._doc.is_adverbial(at)

    def _has_preposition(self, at: int) -> bool:
        """Whether a word in no list begins with a letter that makes it an adverb: בנאומו."""
        word = self._doc.words[at]
        if word.flags & Is.COMMON:
            return False
        letters = "בל" if word.flags & Is.UNKNOWN else _OBJECT_LETTERS
        return any(cut.attached[-1] in letters and len(cut.stem) > _SHORT for cut in word.cuts[1:])

    def _has_object_letter(self, at: int) -> bool:
        read = self._titles.role_at(at)
        if read is None or not read[1]:
            return False
        return self._doc.words[at].form[read[1] - 1] in _OBJECT_LETTERS

    def _is_circle(self, at: int) -> bool:
        return any(cut.stem in self.speech.circles for cut in self._doc.words[at].cuts)

    def fits(self, person: Person, gender: int) -> bool:
        """Whether a verb of that gender may be said of the person."""
        return person.gender * gender >= 0
