"""Which words are nouns for one person, where the names of the article are known: מנכ"לית, המנתח, ממקימי."""

from __future__ import annotations

from collections.abc import Mapping

from reader.entities.merging import Draft, Person
from reader.entities.people_words import people_words
from reader.entities.phrases import Found
from reader.entities.prepared import BLANK, GLUED, Prepared
from reader.entities.role_words import role_words
from reader.entities.titles import Titles
from reader.entities.words import Is, Role

_SHORT = 3
_FINALS = {"כ": "ך", "מ": "ם", "נ": "ן", "פ": "ף", "צ": "ץ"}
_NO_CONSTRUCT = frozenset(
    (
        *("עד", "נגד", "קונה", "מוכר", "מוכרת", "רוכש", "רוכשת", "מעבדת"),
        *("מפתח", "צופה", "קצב", "חוטף", "מרכז", "בודק"),
    )
)
_OWNERS = frozenset(("בעל", "בעלת"))
_OF = "של"
_PROFESSIONS = ("לוג", "לוגית", "יסט", "יסטית", "גרפית", "טורית", "ונר", "ונרית")
_VERBAL = Is.VERB | Is.SPEECH | Is.WEAK_SPEECH | Is.APPOINTED


class RoleHeads:
    """Reads the heads of role phrases; `named` has the person and the mention at each token of a name."""

    def __init__(self, doc: Prepared, titles: Titles, named: Mapping[int, tuple[Person, Draft]]) -> None:
        self._doc = doc
        self._titles = titles
        self._named = named
        self._words = role_words()
        self._people = people_words()
        self._followers = frozenset().union(*self._words.pairs.values())

    @property
    def all_covered(self) -> Mapping[int, Found]:
        """Which tokens are of known places and organisations."""
        return self._titles.covered

    def covering(self, at: int) -> Found | None:
        """The place or organisation that begins with the token at `at`."""
        found = self._titles.covered.get(at)
        return found if found is not None and found.first == at else None

    @property
    def only_with_more(self) -> frozenset[str]:
        """Heads that with ה and nothing after them are other words."""
        return self._titles.only_with_more

    def head_at(self, at: int, *, after: bool = False) -> tuple[Role, int] | None:
        """The role whose first word stands at `at`, and its attached letters; `after` a name more words will do."""
        if at in self._named:
            return None
        if self._doc.words[at].form == "בעלי" and (after or self._owns(at)):
            return Role("head", False, "בעלי", False), 0  # בעלי המועדון: one owner, or more
        read = self._titles.role_at(at)
        if read is not None and read[0].noun in _OWNERS and self._has_no_office(at):
            return None
        if read is not None and read[0].kind == "courtesy" and self._is_rabbi_of(at, read[0]):
            return read[0]._replace(kind="head"), read[1]
        if read is not None:
            if not self._is_other_word(at, read[1]):
                return read
            return self._wide(at, after=after)  # מחבר הביוגרפיה is no מ|חבר
        read = self._pair(at)
        if read is not None:
            return read
        for cut in self._doc.words[at].cuts:
            stem, definite = cut.stem, False
            if cut.attached.endswith("ה"):
                break
            if stem[0] == "ה" and stem[1:] in self._words.only_definite:
                stem, definite = stem[1:], True
            if stem[0] == "ה" and len(stem) > 5 and stem.endswith(_PROFESSIONS):
                stem, definite = stem[1:], True  # ההידרולוגית
            guessed = after and len(stem) > 4 and stem.endswith(_PROFESSIONS)
            if definite or guessed or (after and stem in self._words.said_after):
                return Role("head", definite, stem, stem[-1] in "תה"), cut.letters
        return self._wide(at, after=after)

    def _has_no_office(self, at: int) -> bool:
        """Whether what somebody "owns" is no firm: בעלת תואר שני, בעל ניסיון."""
        after = self._doc.next_word(at)
        return after >= 0 and self._doc.words[after].form in self._words.not_owned

    def _is_rabbi_of(self, at: int, role: Role) -> bool:
        """Whether a rabbi is one of a place or a kind: רב העיר צפת, רב צבאי, but not רב אלימלך."""
        after = self._doc.next_word(at)
        if role.noun != "רב" or role.definite or after < 0 or after in self._named:
            return False
        flags = self._doc.flags[after]
        if after == at + 2:
            return bool(flags & Is.COMMON)  # היה רב-אמן בגיל 12
        noun = flags & Is.COMMON and not flags & (Is.FUNCTION | _VERBAL | Is.GIVEN)
        return after in self._titles.covered or bool(noun) or self.is_definite(after)

    def _wide(self, at: int, *, after: bool) -> tuple[Role, int] | None:
        """The noun of the wide lists at `at`: חלוצת, סקסולוג, ו|בריטון; behind a name also ממקימי and CTO."""
        if self._doc.words[at].form in self._words.times:
            return None  # הבוקר is no cowboy
        found = self._titles.covered.get(at)
        alone = found is not None and (found.first == found.last or not found.known)
        if found is not None and not (after and alone and found.first == at and not found.letters):
            return None
        word, people = self._doc.words[at], self._people
        if after and word.form in people.latin:
            return Role("head", False, word.form, False), 0
        if after and word.form[0] == "מ" and word.form[1:] in people.among:
            return Role("head", False, word.form, False), 0
        if after and word.form[:2] == "ומ" and word.form[2:] in people.among:
            return Role("head", False, word.form[1:], False), 1  # מורה [וממייסדות בית הספר]
        common = self._doc.lexicon.is_common(word.form)
        for cut in word.cuts:
            if cut.attached.endswith("ה") or (cut.letters and common and cut.attached[-1] != "ו"):
                break
            for noun, definite in ((cut.stem, False), (cut.stem[1:], cut.stem[0] == "ה")):
                if self._is_whose(cut.stem, owned=self._is_before_of(at)):
                    return Role("kin", False, cut.stem, cut.stem[-2] == "ת"), cut.letters
                owned = noun in self._words.only_definite and noun not in _NO_CONSTRUCT
                if (
                    owned
                    and not definite
                    and (not cut.letters or (after and cut.attached == "ו"))
                    and self._owns(at, several=after)
                ):  # עובדת הניקיון, מתאמת ההשתלות
                    return Role("head", False, noun, noun[-1] in "תה"), cut.letters
                if noun in people.participles and not definite and not self._owns(at, several=after):
                    break
                weak = (
                    noun in people.weak and not definite and (after or (not cut.letters and self._owns(at)))
                )
                if noun in people.sure or weak:
                    swallowed = cut.attached[-1:] in ("ב", "ל", "כ") and not definite
                    return Role("head", definite, noun, noun[-1] in "תה", swallowed), cut.letters
                if not definite and cut.stem[0] != "ה":
                    break
        return None

    def _is_before_of(self, at: int) -> bool:
        after = self._doc.next_word(at)
        return after >= 0 and self._doc.words[after].form == _OF

    def _is_whose(self, stem: str, *, owned: bool) -> bool:
        """Whether a word is a known noun with "his" or "her" on its end: מנהלו האמנותי, חברתה לספסל הלימודים."""
        if len(stem) > 5 and stem[-1] == "ם" and stem[:-1] in self._people.sure:
            return True  # מנהיגם של העובדים
        if len(stem) < 5 or stem[-1] not in "וה":
            return False
        if stem[-1] == "ה" and stem[-2] != "ת" and not owned:
            return False
        noun = stem[:-2] + _FINALS.get(stem[-2], stem[-2])
        if owned and len(noun) > _SHORT + 1 and noun in self._titles.masculine:
            return True
        if noun[0] == "מ" and len(noun) > _SHORT + 1 and stem[-1] == "ו" and noun in self._titles.masculine:
            return True  # מזכירו הצבאי, which can be no verb
        return noun in self._people.sure and (
            stem[-1] == "ו" or owned or noun not in self._people.participles
        )  # אמרגנה של הזמרת, though alone it may be another word

    def _owns(self, at: int, *, several: bool = False) -> bool:
        """Whether what stands behind a participle makes it a noun: מנתח המערכות, but not מנתח את המצב."""
        doc = self._doc
        after = self.unit_after(at)
        if after < 0:
            return False
        word, flags = doc.words[after], doc.flags[after]
        if several and word.form.endswith(("ים", "ות")) and flags & Is.COMMON and not flags & Is.DERIVED:
            return True  # מגדל פרחים, סוחר פרוות
        if several and flags & Is.AFTER_ROLE:
            return True  # אורזת ותיקה
        further = self.unit_after(after)
        noun = several and flags & Is.COMMON and not flags & (_VERBAL | Is.FUNCTION)
        if noun and word.form[0] not in "לבכש" and further >= 0 and self.is_definite(further):
            return True  # מרכזת מסע החיסונים
        return (
            bool(flags & Is.QUOTE)
            or after in self._titles.covered
            or self.is_definite(after)
            or doc.words[after].form == _OF
        )

    def _is_other_word(self, at: int, letters: int) -> bool:
        """Whether fewer letters than that are attached: מכתב is a letter, and שמדובר tells what is meant."""
        word = self._doc.words[at]
        if word.form[letters:] == "הנהגת":
            return True  # the leadership, no woman who drives
        if not letters or word.form[letters] == "ה" or word.form[letters - 1] not in "מבכלש":
            return False
        long_enough = len(word.form) - letters > _SHORT and "יי" not in word.form  # לצייר is an infinitive
        if word.form[letters - 1] in "כל" and long_enough:
            return False  # עבדה כמלצרית, though the list of words has it whole
        shorter = [cut.stem for cut in word.cuts if cut.letters < letters]
        people = self._people
        nouns = people.weak | people.sure | self._words.only_definite
        return any(self._doc.lexicon.is_common(stem) or stem in nouns for stem in shorter)

    def _pair(self, at: int) -> tuple[Role, int] | None:
        """A role of two words, neither of which need be one: עד המדינה, רואת חשבון, חברת הפרלמנט."""
        doc = self._doc
        after = doc.next_word(at)
        if after < 0:
            return None
        follows = doc.words[after].form
        if follows not in self._followers:
            return None
        for cut in doc.words[at].cuts:
            definite = cut.stem[0] == "ה"
            noun = cut.stem[1:] if definite else cut.stem
            if follows in self._words.pairs.get(noun, ()) or follows in self._words.pairs.get(cut.stem, ()):
                return Role("head", definite, noun, noun[-1] in "תה"), cut.letters
        return None

    def unit_after(self, last: int) -> int:
        """The first token of what follows `last` in the same phrase: a word, or an opening quotation mark; or -1."""
        doc = self._doc
        after = doc.next_word(last)
        if after >= 0:
            return after
        after = last + 1
        if (
            after + 2 < len(doc)
            and doc.flags[after] & Is.QUOTE
            and doc.joins[after] == BLANK
            and doc.joins[after + 1] == GLUED
        ):
            return after
        return -1

    def _is_head(self, at: int) -> bool:
        """Whether a noun without ה for one person stands at `at`: תגלית [השנה]."""
        read = self.head_at(at, after=True)
        return read is not None and read[0].kind == "head" and not read[0].definite

    def is_definite(self, at: int) -> bool:
        """Whether a word has the article, or may have it: הפנים is also "internalised"."""
        form = self._doc.words[at].form
        if self._doc.flags[at] & Is.DEFINITE:
            return True
        return form[0] == "ה" and len(form) > 3 and self._doc.lexicon.is_common(form[1:])
