"""Second pass: everyone who was named once is looked for in the whole article, by every part of the name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container
from typing import NamedTuple

from reader.entities import lexicon, reasons
from reader.entities.evidence import Context, Evidence
from reader.entities.lexicon import Level
from reader.entities.merging import Draft, People, Person
from reader.entities.names import Name
from reader.entities.prepared import APART, Prepared
from reader.entities.surnames import CONSTRUCTS
from reader.entities.tagger.tags import Floats
from reader.entities.titles import RolePhrase
from reader.entities.words import Cut, Is, Word, spelling_key
from reader.model import BlockKind, MentionForm


class Hit(NamedTuple):
    """One way in which a word may begin a name that the article has."""

    cut: Cut
    key: str
    is_given: bool
    is_surname: bool
    is_nickname: bool


_CHECK_EVERY = 127
_NO_NAME = Is.FUNCTION | Is.VERB | Is.SPEECH | Is.WEAK_SPEECH | Is.MARK | Is.NUMBER
_FAMILIES = frozenset(("משפחת", "למשפחת", "ממשפחת", "במשפחת", "האחים", "הזוג", "האחיות", "משפחות"))
"""Words behind which a surname is several people's."""
_OFTEN = 3
_MOSTLY = 0.75
_REFUSED = -2.0
_LIKELY = 0.3
"""A tagger's chance from which the second mention of a name needs no other evidence."""
_UNLIKELY = 0.1
"""A tagger's chance below which a word that is not only a name is none."""
_COPULAS = {"היה": -1, "הוא": -1, "אינו": -1, "הייתה": 1, "היתה": 1, "היא": 1, "אינה": 1}


class SecondPass:
    """Gathers the people of one article and all their mentions."""

    def __init__(
        self,
        doc: Prepared,
        evidence: Evidence,
        closed: set[int],
        covered: Container[int],
        chances: Floats | None = None,
    ) -> None:
        """`chances`, of an engine with a tagger, is `tagger.model.Tagging.person`."""
        self._doc = doc
        self._chances = chances
        self._evidence = evidence
        self._closed = closed
        self._covered = covered
        self._speech = lexicon.speech()
        self.people = People()
        self._shown: dict[int, Draft] = {}
        self._owners: dict[int, Person] = {}
        self._taken: set[int] = set()
        self._free_from = 0  # tokens before it belong to mentions, or have been passed over
        self._hits: dict[int, list[Hit]] = {}
        self._by_given: set[str] = set()
        self._usual: frozenset[str] = frozenset()

    def run(self, names: list[Name]) -> People:
        """Everyone in `names`, merged, with their mentions in the whole article."""
        body = [name for name in names if not self._is_outside(name)]
        full = [name for name in body if (name.given and name.surname) or name.kunya]
        dropped = _contradicted(self._doc, full)
        for name in full:
            if name not in dropped:
                self._show(name)
        for name in body:
            if name.first not in self._shown and name not in dropped and not self._resolvable(name):
                self._show(name)
        known = {name.first: name for name in names if name.first not in self._shown}
        self._find_hits()
        self._by_given = self._called_by_given(known)
        self._usual = self._usually_names()
        self._scan(known)
        for person in self.people.all:
            person.mentions.sort(key=_place)
        return self.people

    def _is_outside(self, name: Name) -> bool:
        """Whether a name stands where new people are not made: in the title of another article."""
        return self._doc.kind_at(self._doc.starts[name.first]) is BlockKind.FURTHER_READING

    def _resolvable(self, name: Name) -> bool:
        """Whether a lone surname or given name belongs to somebody who is named in full."""
        keys = tuple(spelling_key(part) for part in name.surname or name.given)
        if keys in self.people.surname_starts.get(keys[0], ()):
            return True
        return len(keys) == 1 and (keys[0] in self.people.givens or keys[0] in self.people.nicknames)

    def _show(self, name: Name) -> None:
        self._doc.cancel.check()
        person = self.people.add(name, self._gender(name.first, name.last, name.roles))
        person.nouns.update(phrase.role.noun for phrase in name.roles)
        self._shown[name.first] = person.mentions[-1]
        self._owners[name.first] = person
        self._taken.update(range(name.first, name.last + 1))

    def _gender(self, first: int, last: int, roles: tuple[RolePhrase, ...] = ()) -> int:
        """Positive where titles and verbs beside the tokens speak of a woman, negative for a man, else 0."""
        for phrase in roles:
            noun, titles = phrase.role.noun, lexicon.titles()
            if phrase.role.kind == "head" and not (noun in titles.masculine and noun in titles.feminine):
                return 1 if phrase.role.feminine else -1  # but הממונה and המורה may be either
        doc, speech = self._doc, self._speech
        for beside in (doc.next_word(last), doc.previous_word(first)):
            if beside < 0 or not doc.flags[beside] & (Is.SPEECH | Is.WEAK_SPEECH | Is.VERB):
                continue
            for cut in doc.words[beside].cuts:
                woman, man = cut.stem in speech.feminine, cut.stem in speech.masculine
                if woman != man:
                    return 1 if woman else -1
            if doc.flags[beside] & Is.VERB and (gender := _gender_of_verb(doc.words[beside].form)):
                return gender
        after = doc.next_word(last)
        return _COPULAS.get(doc.words[after].form, 0) if after >= 0 else 0

    def _find_hits(self) -> None:
        """Which of the article's different words may begin a name of its people."""
        people, givens = self.people, set(self.people.givens)
        for count, word in enumerate(self._doc.lexicon.known.values()):
            if not count & _CHECK_EVERY:
                self._doc.cancel.check()
            hits = []
            for cut in word.cuts:
                if "ה" in cut.attached:
                    break
                key = spelling_key(cut.stem)
                is_given, is_surname = key in givens, key in people.surname_starts
                is_nickname = not is_given and not is_surname and len(people.nicknames.get(key, ())) == 1
                if is_given or is_surname or is_nickname:
                    hits.append(Hit(cut, key, is_given, is_surname, is_nickname))
            if hits:
                self._hits[id(word)] = hits

    def _usually_names(self) -> frozenset[str]:
        """The words that the tagger takes for a person's at most of their places: קרי, which is also "that is"."""
        if self._chances is None:
            return frozenset()
        sums: Counter[str] = Counter()
        places: Counter[str] = Counter()
        for at, word in enumerate(self._doc.words):
            for hit in self._hits.get(id(word), ()):
                places[hit.key] += 1
                sums[hit.key] += self._chance(at, hit.cut.letters) >= _LIKELY
        return frozenset(key for key, count in places.items() if count > 2 and sums[key] >= _MOSTLY * count)

    def _called_by_given(self, known: dict[int, Name]) -> set[str]:
        """The given names that stand alone time and again, for people who have a surname."""
        alone = Counter(
            spelling_key(name.given[0]) for name in known.values() if name.given and not name.surname
        )
        return {given for given in self.people.givens if alone[given] >= _OFTEN}

    def _scan(self, known: dict[int, Name]) -> None:
        doc, hits, at, size = self._doc, self._hits, 0, len(self._doc)
        while at < size:
            if not at & _CHECK_EVERY:
                doc.cancel.check()
            shown = self._shown.get(at)
            if shown is not None:
                self.people.touch(self._owners[at])
                at = shown.last + 1
                continue
            found = hits.get(id(doc.words[at]))
            if found is not None and at not in self._closed:
                last = self._mention(at, found, known.get(at))
                if last >= at:
                    self._free_from = at = last + 1
                    continue
            at += 1

    def _mention(self, at: int, hits: list[Hit], known: Name | None) -> int:
        """Add the mention that begins at `at`, if one does; its last token, or -1."""
        for hit in hits:
            last = self._full(at, hit)
            if last < 0 and hit.is_surname:
                last = self._surname(at, hit, known)
            if last < 0 and (hit.is_given or hit.is_nickname):
                last = self._given(at, hit, known)
            if last >= 0:
                return last
        return -1

    def _full(self, at: int, hit: Hit) -> int:
        """A given name of the article and one of its surnames after it."""
        if not (hit.is_given or hit.is_nickname):
            return -1
        after = self._doc.next_word(at)
        if after < 0 or after in self._taken:
            return -1
        way, last = self._way_at(after, spelling_key(self._doc.words[after].form))
        if not way:
            return -1
        given = next(iter(self.people.nicknames[hit.key])) if hit.is_nickname else hit.key
        person = self.people.with_full(given, way)
        if person is None:
            return -1
        roles = () if hit.cut.letters else self._evidence.of(at, last, 0).roles
        self._add(person, Draft(at, last, hit.cut.letters, MentionForm.FULL, reasons.SAME_FULL, roles))
        return last

    def _way_at(self, at: int, key: str) -> tuple[tuple[str, ...], int]:
        """The longest way to give a surname that stands at token `at`, whose first word has `key`."""
        doc = self._doc
        best: tuple[tuple[str, ...], int] = ((), at)
        for way in self.people.surname_starts.get(key, ()):
            last = at
            for part in way[1:]:
                last = doc.next_word(last)
                if last < 0 or last in self._taken or spelling_key(doc.words[last].form) != part:
                    break
            else:
                if len(way) > len(best[0]):
                    best = way, last
        return best

    def _surname(self, at: int, hit: Hit, known: Name | None) -> int:
        way, last = self._way_at(at, hit.key)
        if not way:
            return -1
        letters = hit.cut.letters
        before = self._doc.previous_word(at)
        if 0 <= before < at - 1:
            before = self._doc.previous_word(before)  # משפחת הכהן-ורד
        if before >= 0 and not letters and self._doc.words[before].form in _FAMILIES:
            return -1
        context = self._evidence.of(at, last, letters)
        stem = hit.cut.stem
        sure = known is not None and known.letters == letters and known.last >= last
        sure = sure or (not letters and self._is_after_given(at, way))
        if not sure and not self._passes(at, last, hit, context, self._doc.lexicon.surname_level(stem)):
            return -1
        gender = self._gender(at, last, context.roles)
        nouns = {phrase.role.noun for phrase in context.roles}
        resolved = self.people.by_surname(way, gender, nouns, self._by_given)
        why = reasons.NEAREST if resolved.others else reasons.SAME_SURNAME
        form = MentionForm.FULL if resolved.person.kunya else MentionForm.SURNAME
        if resolved.person.kunya:
            why = reasons.SAME_FULL
        first = at if letters or resolved.person.given else self._unknown_given_before(at)
        if first == at and not letters:
            first, letters = self._given_before(at, resolved.person)
        if first < at:
            form = MentionForm.FULL
        self._add(resolved.person, Draft(first, last, letters, form, why, context.roles))
        return last

    def _is_after_given(self, surname: int, way: tuple[str, ...]) -> bool:
        """Whether a given name of the lists stands before a surname that only one of the article has, without one: ל|רפי סער."""
        person = self.people.by_surname(way, 0, set()).person
        if person.given:
            return False
        before, _ = self._given_before(surname, person)
        return before < surname and self._doc.words[before].given >= Level.PLAIN

    def _unknown_given_before(self, surname: int) -> int:
        """The token of a given name in no list before a surname that the article has alone: דווין ג'נקינס."""
        doc = self._doc
        before = doc.previous_word(surname)
        if before < self._free_from or before + 1 < surname or not doc.flags[before] & Is.UNKNOWN:
            return surname
        if before in self._closed or before in self._taken:
            return surname
        word = doc.words[before]
        ordinary = word.flags & (Is.DEFINITE | Is.ROLE) or word.name_cuts or word.form[0] in "ובלמכש"
        return surname if ordinary or len(word.form) < 3 else before

    def _given_before(self, surname: int, person: Person) -> tuple[int, int]:
        """A listed given name before a surname that the article has alone, and its letters: ל|רפי סער."""
        doc = self._doc
        before = doc.previous_word(surname)
        if (
            before < self._free_from
            or before + 1 < surname
            or before in self._taken
            or before in self._closed
        ):
            return surname, 0
        word = doc.words[before]
        if word.given < Level.PLAIN or word.flags & _NO_NAME or not word.name_cuts:
            return surname, 0
        cut = word.name_cuts[0]
        ordinary = word.flags & Is.COMMON and not word.flags & Is.DERIVED
        fits = not person.given or self.people.same_given(person.given, (spelling_key(cut.stem),))
        if ordinary or not fits or "ה" in cut.attached:
            return surname, 0
        return before, cut.letters

    def _given(self, at: int, hit: Hit, known: Name | None) -> int:
        doc, letters = self._doc, hit.cut.letters
        context = self._evidence.of(at, at, letters)
        level = doc.lexicon.given_level(hit.cut.stem)
        sure = known is not None and known.letters == letters and known.last == at
        given = next(iter(self.people.nicknames[hit.key])) if hit.is_nickname else hit.key
        resolved = self.people.by_given(given, self._gender(at, at, context.roles), set())
        if hit.is_nickname and hit.key in resolved.person.nicknames:
            level = Level.PLAIN  # the article itself says that he is called so
        if hit.is_nickname and level < Level.PLAIN and not sure:
            return -1
        last = self._whole_given(at, resolved.person)
        if not sure and (self._goes_on(last) or not self._passes(at, at, hit, context, level, given=True)):
            return -1
        form = MentionForm.NICKNAME if hit.is_nickname else MentionForm.GIVEN
        why = reasons.SAME_NICKNAME if hit.is_nickname else reasons.SAME_GIVEN
        self._add(
            resolved.person,
            Draft(at, last, letters, form, reasons.NEAREST if resolved.others else why, context.roles),
        )
        return last

    def _whole_given(self, at: int, person: Person) -> int:
        """The last token of a given name whose parts hyphens join, as the person has it: אמיר-רזא, ז'אן-פול."""
        last = at
        for part in person.given[1:]:
            after = self._doc.next_word(last)
            if after <= last + 1 or spelling_key(self._doc.words[after].form) != part or after in self._taken:
                break
            last = after
        return last

    def _goes_on(self, at: int) -> bool:
        """Whether a given name is followed by another surname: it is somebody else's, or no name."""
        after = self._doc.next_word(at)
        if after < 0 or self._doc.flags[after] & _NO_NAME:
            return False
        word = self._doc.words[after]
        return word.surname >= Level.PLAIN and not word.name_cuts[0].letters

    def _passes(
        self, at: int, last: int, hit: Hit, context: Context, level: Level, *, given: bool = False
    ) -> bool:
        """Whether the place speaks enough for a name that is, more or less often, an ordinary word too."""
        doc, stem, word = self._doc, hit.cut.stem, self._doc.words[at]
        if self._chances is not None:
            chance = self._chance(at, hit.cut.letters)
            if chance >= _LIKELY:
                return True
            ordinary = Level.NONE < level < Level.PLAIN or doc.lexicon.is_common(stem)
            ordinary = ordinary or (stem[0] == "ה" and doc.lexicon.is_common(stem[1:]))  # מהאולם
            if chance < _UNLIKELY and (ordinary or at in self._covered) and hit.key not in self._usual:
                return False
        if last > at:
            need = _REFUSED
        elif level >= Level.PLAIN:
            need = 0.0 if given else _REFUSED
        elif level is Level.MIXED:
            need = 0.5 if given else 0.0
        elif level is Level.NONE and not doc.lexicon.is_common(stem) and not word.flags & _NO_NAME:
            need = 0.0 if given else _REFUSED
        else:
            need = 0.8
        if hit.cut.letters and word.flags & Is.COMMON and not word.flags & Is.DERIVED:
            need += 1.0  # בגיל is "at the age of", לבני "to the sons of"
        if given and word.flags & Is.VERB:
            need += 1.0  # נתן, גילה
        if at in self._covered:
            need += 1.5  # ישראל אריאל is in the article, but ישראל alone is rather the country
        return context.points + self._around(at, last, word, level) >= need

    def _chance(self, at: int, letters: int) -> float:
        """How likely the tagger finds it that a name begins at `at` after `letters`, or goes on there."""
        assert self._chances is not None
        row = self._chances[at]
        return float(row[letters] + row[3]) if letters < 3 else 0.0

    def _around(self, at: int, last: int, word: Word, level: Level) -> float:
        """Evidence of a second mention: another name of the article joined by ו, or a noun that it belongs to."""
        doc, points = self._doc, 0.0
        before, after = doc.previous_word(at), doc.next_word(last)
        if before >= 0 and word.form[0] == "ו" and id(doc.words[before]) in self._hits:
            points += 1.0
        if after >= 0 and doc.words[after].form[0] == "ו" and id(doc.words[after]) in self._hits:
            points += 1.0
        if level >= Level.PLAIN:
            return points
        if self._opens_with(at, last):
            points += 1.0
        if after >= 0 and self._is_construct(word) and not doc.flags[after] & _NO_NAME:
            points -= 0.0 if doc.is_adverbial(after) else 1.5  # לבני משפחתו
        if before >= 0:
            noun = doc.words[before]
            ordinary = noun.flags & Is.COMMON and not noun.flags & (_NO_NAME | Is.ROLE | Is.DEFINITE)
            if ordinary and not noun.form.endswith("ת") and id(noun) not in self._hits:
                points -= 0.5  # יום יפה, but ממשלת ברק
        if after >= 0 and doc.words[after].form == "של":
            points -= 1.0  # פרץ של בכי
        if after >= 0 and doc.flags[after] & Is.DEFINITE:
            points -= 0.5  # אור הירח
        return points

    def _opens_with(self, at: int, last: int) -> bool:
        """Whether a sentence begins with a word and a comma, as with a name: צורף, אופה במקצועו, אמר."""
        doc = self._doc
        begins = at == 0 or doc.joins[at] == APART or bool(doc.flags[at - 1] & Is.STOP)
        return begins and last + 1 < len(doc) and bool(doc.flags[last + 1] & Is.COMMA)

    def _is_construct(self, word: Word) -> bool:
        return any(cut.letters and cut.stem in CONSTRUCTS for cut in word.cuts)

    def _add(self, person: Person, draft: Draft) -> None:
        person.mentions.append(draft)
        self.people.touch(person)
        person.nouns.update(phrase.role.noun for phrase in draft.roles)


def _contradicted(doc: Prepared, full: list[Name]) -> set[Name]:
    """Names that are weaker than another reading of the article: אדר ייטמן, where נועם אדר is buried."""
    surnames: dict[tuple[str, ...], float] = {}
    givens: set[tuple[str, ...]] = set()
    for name in full:
        if name.given:
            givens.add(tuple(spelling_key(part) for part in name.given))
            key = tuple(spelling_key(part) for part in name.surname)
            for way in (key, *((part,) for part in key)):
                surnames[way] = max(surnames.get(way, 0.0), name.score)
    words = doc.words
    found = set()
    for name in full:
        if not name.given or spelling_key(name.surname[-1]) == spelling_key(name.given[0]):
            continue
        first = spelling_key(name.given[0])
        whole = (first, *(spelling_key(part) for part in name.surname))
        if whole in surnames or whole in givens:  # ורדי-כהן, בן צבי, אמיר-רזא
            found.add(name)
            continue
        stronger = surnames.get((first,), 0.0)
        before = doc.previous_word(name.first)
        if before >= 0 and words[before].flags & Is.PARTICLE:
            stronger = max(stronger, surnames.get((words[before].form, first), 0.0))
        if stronger > name.score:
            found.add(name)
    return found


def _gender_of_verb(form: str) -> int:
    """Positive for תובא and הגיעה, negative for יובא, 0 where the form does not tell."""
    if form[0] == "ת" or (form.endswith("ה") and form[0] not in "וש"):
        return 1
    if form[0] == "י" and not form.endswith("ו"):
        return -1
    return -1 if form + "ה" in lexicon.grammar().verbs else 0  # נולד, beside נולדה


def _place(draft: Draft) -> int:
    return draft.first
