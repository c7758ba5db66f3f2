"""What a tagger found, as the passes over an article take it: names of people, and places and organisations."""

from __future__ import annotations

from collections import Counter, defaultdict

from reader.entities import lexicon, reasons
from reader.entities.evidence import Evidence
from reader.entities.lexicon import Level
from reader.entities.names import Name
from reader.entities.naming import PERSON, Namer, stem_of
from reader.entities.people_words import people_words
from reader.entities.phrases import Found
from reader.entities.prepared import Prepared
from reader.entities.role_words import role_words
from reader.entities.surnames import is_like_a_verb
from reader.entities.tagger.model import Sure, Tagging
from reader.entities.words import Is, spelling_key
from reader.model import EntityKind

_KINDS = {
    "ORG": EntityKind.ORGANISATION,
    "GPE": EntityKind.PLACE,
    "LOC": EntityKind.PLACE,
    "FAC": EntityKind.PLACE,
}
_SURE = 0.6
"""From this chance on a name is shown without a doubt."""
_CERTAIN = 0.8
"""The chance from which a lone word that a whole article has once is somebody."""
_EVIDENT = 1.5
"""Points of evidence beside such a word, from which less will do: a verb of speech, an age."""
_WHOLE_ARTICLE = 150
"""Tokens from which a text is an article that brings its people in, and no single sentence."""
_PLAYED = frozenset(("בתפקיד", "כבתפקיד"))
_AGREED = 0.35
"""The mean chance of all places of a word below which one place of it alone makes nobody."""


class TaggedNames:
    """The people that the tagger sees where they stand, weighed against the other places of the same words."""

    def __init__(
        self, doc: Prepared, tagging: Tagging, evidence: Evidence, found: list[Found], listed: list[Found]
    ) -> None:
        """`found` are the places and organisations of the article, `listed` all that the lists see, also in names."""
        self._doc = doc
        self._named_after = _inside(found)
        self._tagging = tagging
        self._evidence = evidence
        self._namer = Namer(doc, tagging, listed)
        self._mine = role_words().clients | role_words().mine
        self._pairs = role_words().pairs
        self._called_after = lexicon.grammar().called_after

    def find(self) -> list[Name]:
        """The names in text order, none overlapping another."""
        names: list[Name] = []
        people = self._namer.joined([each for each in self._tagging.names if each.kind == PERSON])
        for span in (part for each in people for part in self._namer.parted(each)):
            if span.first in self._named_after or self._is_of_a_thing(span) or self._is_mine(span):
                continue
            if self._is_described(span):
                continue
            if not len(names) & 127:
                self._doc.cancel.check()
            name = self._namer.read(self._namer.whole(span))
            if name is None or (names and name.first <= names[-1].last):
                continue
            self._weigh(name, span)
            if self._is_played(name) or self._is_a_firm_of(name, names[-1] if names else None):
                continue
            names.append(name)
        return self._agreed(names)

    def _is_mine(self, span: Sure) -> bool:
        """Whether a word says whose somebody is, and no name: מרשי, גיסי."""
        return span.first == span.last and self._doc.words[span.first].form in self._mine

    def _is_a_firm_of(self, name: Name, before: Name | None) -> bool:
        """Whether a name is what the one before the comma heads: דני כהן, מנכ"ל [קנטור פיצג'רלד]."""
        if before is None or not name.roles or name.letters or name.score >= 4 + 4 * _CERTAIN:
            return False
        phrase = name.roles[0]
        beside = phrase.first == phrase.last == name.first - 1 and not phrase.letters
        head = phrase.role.kind == "head" and not phrase.role.definite
        comma = before.last + 1
        return beside and head and comma + 1 == phrase.first and bool(self._doc.flags[comma] & Is.COMMA)

    def _is_played(self, name: Name) -> bool:
        """Whether a name is a part on a stage: עמד על הבמה בתפקיד המלך [ליר]."""
        first = name.roles[-1].first if name.roles else name.first
        before = self._doc.previous_word(first)
        return before >= 0 and not name.letters and self._doc.words[before].form in _PLAYED

    def _is_described(self, span: Sure) -> bool:
        """Whether words only say what somebody is: אל"ם [במיל'], גנרל [סרבי-בוסני], [חופר הרודיון]."""
        doc = self._doc
        first, last = doc.words[span.first], doc.words[span.last]
        whose = span.first == span.last and first.form[-1] in "וםן" and first.form[:-1] in people_words().sure
        if whose and not first.given and first.surname < Level.MIXED:
            return True  # סנגוריתם: "נפלו קורבן"
        if span.letters or span.chance >= _CERTAIN:
            return False
        before = doc.previous_word(span.first)
        behind = before >= 0 and bool(doc.flags[before] & Is.ROLE)
        pairs = (self._pairs.get(cut.stem, ()) for cut in doc.words[before].cuts)
        if behind and any(first.form in pair for pair in pairs):
            return True  # משקיע אנג'ל
        if behind and span.first == span.last and last.flags & Is.AFTER_ROLE:
            return True
        if span.last == span.first + 2 and doc.flags[span.first + 1] & Is.HYPHEN:
            return behind and first.form.endswith("י") and last.form.endswith("י") and not first.given
        noun = first.form in people_words().sure and not first.given and first.surname < Level.MIXED
        return noun and span.last == span.first + 1 and bool(last.flags & Is.DEFINITE)

    def _is_of_a_thing(self, span: Sure) -> bool:
        """Whether a thing is called by the name: פרס ביאליק, רחוב דוד רמז, ועדת וינוגרד."""
        doc = self._doc
        word = doc.words[span.first]
        if span.last > span.first and not word.given and stem_of(word, span.letters) in self._called_after:
            return True  # כלת פרס דיזנגוף, לארמון קווירינאלה
        after = doc.next_word(span.first)
        if span.last > span.first and doc.words[after].form in self._pairs.get(
            stem_of(word, span.letters), ()
        ):
            return True  # איל ספנות
        before = doc.previous_word(span.first)
        if before < 0 or span.letters or before != span.first - 1:
            return False
        if before > 1 and doc.words[before].form[0] == "ל" and doc.words[before - 1].form == "הספר":
            return True  # בית הספר למשחק ניסן נתיב
        cuts = doc.words[before].cuts
        return any(cut.stem in self._called_after for cut in cuts if "ה" not in cut.attached)

    def _weigh(self, name: Name, span: Sure) -> None:
        context = self._evidence.of(name.first, name.last, name.letters)
        name.score = 4 + 4 * span.chance
        name.why = context.why or name.why
        name.roles = context.roles
        name.sure = span.chance >= _SURE or bool(context.roles) or (bool(name.given) and bool(name.surname))

    def _agreed(self, names: list[Name]) -> list[Name]:
        """Without words that are seldom a name in this article: רובה, once taken for one among many."""
        alone = defaultdict(list)
        for name in names:
            if name.first == name.last:
                alone[stem_of(self._doc.words[name.first], name.letters)].append(name)
        if not alone:
            return names
        chances: dict[str, list[float]] = defaultdict(list)
        person = self._tagging.person
        for at, word in enumerate(self._doc.words):
            if not at & 1023:
                self._doc.cancel.check()
            for cut in word.cuts:
                if cut.stem in alone and cut.letters < 3:
                    chances[cut.stem].append(float(person[at].sum()))
                    break
        dropped: set[int] = set()
        for stem, places in chances.items():
            if sum(places) / len(places) < _AGREED:
                dropped.update(id(name) for name in alone[stem] if not name.roles)
        dropped |= self._passing(names)
        return [name for name in names if id(name) not in dropped]

    def _passing(self, names: list[Name]) -> set[int]:
        """Lone words that a whole article names once and never again, and that the tagger is not sure of either.

        Who is in the news is brought in by a full name, a role or what he says; what is left are teams, towns and
        words at an odd place: אריה, זהב, ב|גילי.
        """
        if len(self._doc) < _WHOLE_ARTICLE:
            return set()
        places: Counter[str] = Counter()
        for name in names:
            places.update({spelling_key(part) for part in (*name.given, *name.surname)})
        return {
            id(name)
            for name in names
            if (name.first == name.last or self._is_plain(name))
            and name.score < 4 + 4 * _CERTAIN
            and all(places[spelling_key(part)] == 1 for part in (*name.given, *name.surname))
            and not self._is_brought_in(name)
        }

    def _is_plain(self, name: Name) -> bool:
        """Whether ordinary words alone make a name: יום שחור, אלפיניסט חובב."""
        words = [self._doc.words[at] for at in range(name.first, name.last + 1)]
        return not any(word.given or word.surname for word in words) and (
            bool(words[-1].flags & Is.COMMON) and not words[-1].flags & Is.DERIVED
        )

    def _is_brought_in(self, name: Name) -> bool:
        """Whether what stands beside a lone name shows that it is somebody's."""
        if name.roles:
            return not (name.score < 4 + 4 * _CERTAIN and is_like_a_verb(self._doc.words[name.first].form))
        return self._evidence.of(name.first, name.last, name.letters).points >= _EVIDENT


class TaggedPhrases:
    """The places and organisations that the tagger sees, and those of the lists where it sees nothing."""

    def __init__(self, doc: Prepared, tagging: Tagging) -> None:
        self._doc = doc
        self._tagging = tagging

    def find(self, listed: list[Found]) -> list[Found]:
        """All of them in text order, none overlapping another; `listed` are those of the lists."""
        by_first = {phrase.first: phrase for phrase in listed}
        parts = self._parts_of_names()
        taken = [False] * len(self._doc)
        found = []
        named_after = _inside(listed)
        for span in self._tagging.names:
            if span.kind == PERSON and span.first in named_after:
                continue
            taken[span.first : span.last + 1] = [True] * (span.last + 1 - span.first)
            kind = _KINDS.get(span.kind)
            if kind is None:
                continue
            known = by_first.get(span.first)
            alone = span.first == span.last and (known is None or not known.known)
            if alone and span.letters and span.chance < _SURE and self._is_word(span.first):
                continue  # a מגן שמאלי does not come from מאלי
            if alone and any(cut.stem in parts for cut in self._doc.words[span.first].cuts):
                continue  # דובואה איים לפרוש is no town, where ז'אן-מארק דובואה is a minister
            found.append(self._found(span, kind, known))
        found += [phrase for phrase in listed if not any(taken[phrase.first : phrase.last + 1])]
        found.sort(key=lambda phrase: phrase.first)
        return found

    def _is_word(self, at: int) -> bool:
        """Whether a word is in the dictionary as it stands, with what the tagger takes for attached letters."""
        flags = self._doc.flags[at]
        return self._doc.words[at].form[0] == "ש" or bool(flags & Is.COMMON and not flags & Is.DERIVED)

    def _parts_of_names(self) -> set[str]:
        """The words of the names of two words and more."""
        return {
            self._doc.words[at].form
            for span in self._tagging.names
            if span.kind == PERSON and span.last > span.first and span.chance >= _SURE
            for at in range(span.first, span.last + 1)
            if not self._doc.flags[at] & Is.MARK
        }

    def _found(self, span: Sure, kind: EntityKind, listed: Found | None) -> Found:
        if listed is not None and listed.last == span.last and listed.kind is kind:
            return listed._replace(
                letters=min(span.letters, listed.letters) if span.letters else listed.letters
            )
        doc = self._doc
        words = [doc.words[at] for at in range(span.first, span.last + 1) if not doc.flags[at] & Is.MARK]
        forms = [word.form for word in words]
        if words and not doc.flags[span.first] & Is.MARK:
            forms[0] = stem_of(words[0], span.letters)
        key = " ".join(form.removeprefix("ה") if at == 0 else form for at, form in enumerate(forms))
        why = reasons.TAGGED_PLACE if kind is EntityKind.PLACE else reasons.TAGGED_ORGANISATION
        return Found(kind, span.first, span.last, span.letters, key, reasons.say(why), False)


def _inside(found: list[Found]) -> set[int]:
    """Words within places that a word announces or that all know: אצטדיון סמי עופר, בת ים name nobody who does anything."""
    return {
        token
        for phrase in found
        if phrase.kind is EntityKind.PLACE
        for token in range(phrase.first + 1, phrase.last + 1)
    }
