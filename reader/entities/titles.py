"""Role phrases: what stands before a name (שר החוץ האמריקני ג'ון קרי) or after it (אבו מאזן, יו"ר הרשות)."""

from __future__ import annotations

from typing import NamedTuple

from reader.entities import lexicon
from reader.entities.phrases import Found
from reader.entities.prepared import Prepared
from reader.entities.words import Is, Role, Word, role_of


class RolePhrase(NamedTuple):
    """Tokens `first` to `last`, both included; `letters` are the attached ones of the first token."""

    first: int
    last: int
    letters: int
    role: Role


_LONGEST = 9
_ENDS = Is.FUNCTION | Is.VERB | Is.SPEECH | Is.WEAK_SPEECH | Is.NUMBER | Is.LATIN
_NOT_ATTACHED = ("מה", "בה", "לה", "כה")
_OF = "של"
_POSSESSIVES = frozenset(("שלו", "שלה", "שלהם", "שלנו"))


class Titles:
    """Reads the role phrases of one article; `covered` tells which tokens are known places and organisations."""

    def __init__(self, doc: Prepared, covered: dict[int, Found]) -> None:
        self._doc = doc
        self._covered = covered
        self._titles = lexicon.titles()
        self._known: dict[int, tuple[Role, int] | None] = {}
        self.ties = self._titles.ties
        self.masculine = self._titles.masculine
        self.deputies = self._titles.deputies
        self.only_with_more = self._titles.only_with_more

    @property
    def covered(self) -> dict[int, Found]:
        """Which tokens are of known places and organisations."""
        return self._covered

    def role_at(self, at: int) -> tuple[Role, int] | None:
        """The role that the token at `at` names, and how many attached letters it has before it."""
        if not self._doc.flags[at] & Is.ROLE or at in self._covered:
            return None
        word = self._doc.words[at]
        if id(word) not in self._known:
            self._known[id(word)] = self._role_of(word)
        return self._known[id(word)]

    def _role_of(self, word: Word) -> tuple[Role, int] | None:
        """The role that a word names wherever it stands."""
        for cut in word.cuts:
            if cut.attached.endswith("ה"):
                break  # the ה belongs to the phrase: ו|העיתונאית
            role = role_of(cut.stem, self._titles)
            if role is not None and (not cut.letters or len(role.noun) > 2 or role.noun == "שר"):  # not מ|סר
                if cut.attached[-1:] in ("ב", "ל", "כ") and role.kind == "head" and not role.definite:
                    role = role._replace(swallowed=True)
                return role, cut.letters
        return None

    def before(self, name: int) -> list[RolePhrase]:
        """The role phrases that end directly before the token at `name`, the nearest first; at most three."""
        found: list[RolePhrase] = []
        at = name
        for _ in range(3):
            phrase = self._ending_before(at)
            if phrase is None:
                break
            found.append(phrase)
            at = phrase.first
        return found

    def _ending_before(self, name: int) -> RolePhrase | None:
        between: list[int] = []
        best: RolePhrase | None = None
        at = self._left(name)
        last = at
        while at >= 0 and name - at <= _LONGEST:
            read = self._as_head(self.role_at(at), between)
            if read is not None and self._fits(read[0], between[::-1]):
                role, letters = read
                best = RolePhrase(at, last, letters, role)
                before = self._left(at)
                if letters or before < 0 or not self._is_deputy(before, of_definite=role.definite):
                    break
            elif best is not None or self._ends_phrase(at, between):
                break
            between.append(at)
            at = self._left(at)
        return self.with_hyphen(best)

    def with_hyphen(self, phrase: RolePhrase | None) -> RolePhrase | None:
        """The phrase with what a hyphen joins to its first word: תת-אלוף, יושב-ראש, רב-סמל."""
        doc = self._doc
        if phrase is None or phrase.letters:
            return phrase
        before = doc.previous_word(phrase.first)
        if before < 0:
            return phrase
        joining = _HYPHENED if before < phrase.first - 1 else _BEFORE_RANKS
        if joining is _BEFORE_RANKS and phrase.role.kind != "bare":
            return phrase  # only סגן ניצב, רב סרן are one rank without a hyphen
        for cut in doc.words[before].cuts:
            if cut.stem in joining:
                article = cut.attached.endswith("ה")  # הסו-שף: the ה belongs to the phrase
                return phrase._replace(first=before, letters=cut.letters - article)
        return phrase

    def _left(self, at: int) -> int:
        """The word before, also over brackets round a word of `titles.after`: (בדימוס), (במיל')."""
        doc = self._doc
        before = doc.previous_word(at)
        if before >= 0 or at < 3 or doc.joins[at] != 1:
            return before
        if doc.words[at - 1].form == ")":
            for opening in range(at - 2, max(-1, at - 5), -1):
                if doc.words[opening].form == "(" and doc.flags[opening + 1] & Is.AFTER_ROLE:
                    return doc.previous_word(opening) if doc.joins[opening] else -1
        return -1

    def _as_head(self, read: tuple[Role, int] | None, complement: list[int]) -> tuple[Role, int] | None:
        """A rank that something hangs on is a role like others: סגן שר האנרגיה, אלוף פיקוד הצפון."""
        if read is None or read[0].kind != "bare" or not complement:
            return read
        role, letters = read
        heads = self._titles.feminine if role.feminine else self._titles.masculine
        tied = self._doc.words[complement[-1]]
        if role.noun not in heads or tied.form in self._titles.ties or tied.flags & Is.AFTER_ROLE:
            return read
        return role._replace(kind="head"), letters

    def _is_deputy(self, at: int, *, of_definite: bool) -> bool:
        """Whether the word at `at` swallows the role after it: סגן שר הביטחון, סגן השר."""
        for cut in self._doc.words[at].cuts:
            if cut.stem in self._titles.deputies and (not of_definite or cut.stem in _OF_DEFINITE):
                return True
        return False

    def _ends_phrase(self, at: int, between: list[int]) -> bool:
        """Whether the word at `at`, met on the way left, cannot be part of what a person is."""
        word = self._doc.words[at]
        if at in self._covered:
            return False
        if word.form in _POSSESSIVES:
            return False  # ראש המטה שלו
        if word.form == _OF:
            return not between  # של before the name itself: אביו של גלעד שליט
        return bool(word.flags & _ENDS) and word.form not in self._titles.ties

    def _fits(self, role: Role, between: list[int]) -> bool:
        """Whether the words between the role's noun and the name complete the noun."""
        if role.kind == "courtesy":
            return not between
        if not between:
            if role.kind == "plural" or (role.definite and role.noun in self._titles.only_with_more):
                return role.definite and role.kind == "plural"
            return role.definite or role.swallowed or role.kind in ("bare", "kin") or '"' in role.noun
        first = between[0]
        word = self._doc.words[first]
        if word.form == _OF:
            return role.definite or role.kind == "kin"
        if role.definite or role.kind in ("kin", "bare"):
            tied = word.flags & (Is.DEFINITE | Is.AFTER_ROLE) or self._is_tied(first)
            return bool(tied) and self._all_tied(between)
        if role.noun in self._titles.shy and not (
            word.flags & (Is.DEFINITE | Is.ROLE) or first in self._covered or word.form.endswith("ת")
        ):
            return False
        if word.flags & Is.AFTER_ROLE:
            return role.swallowed or '"' in role.noun
        hanging = word.flags & Is.DERIVED and not word.flags & Is.DEFINITE and word.form[0] != "מ"
        if hanging and first not in self._covered:
            return False
        return any(map(self._is_particular, between)) and self._all_tied(between[1:])

    def _is_particular(self, at: int) -> bool:
        """Whether a word makes its phrase stand for one thing: מנהל הבנק, but not מנהל בנק."""
        word = self._doc.words[at]
        return at in self._covered or bool(word.flags & (Is.DEFINITE | Is.UNKNOWN)) or '"' in word.form

    def _is_tied(self, at: int) -> bool:
        """Whether a word hangs on the noun by its prefix: השר לביטחון, השגריר בוושינגטון."""
        word = self._doc.words[at]
        return word.form in self._titles.ties or at in self._covered

    def _all_tied(self, between: list[int]) -> bool:
        return not any(self._doc.words[at].form[0] in "שכבמ" and self._hangs_loose(at) for at in between)

    def _hangs_loose(self, at: int) -> bool:
        """Whether a word opens a clause or tells where and when (שהודיע, בלילה), which no role phrase holds."""
        word = self._doc.words[at]
        loose = word.flags & Is.DERIVED and not word.flags & (Is.DEFINITE | Is.AFTER_ROLE)
        loose = loose and word.form not in self._titles.ties
        return at not in self._covered and bool(loose) and word.form != _OF

    def forward(self, at: int, *, closed: bool = False) -> RolePhrase | None:
        """The role phrase that begins with the token at `at`; `closed` asks that a mark or the line ends it."""
        read = self.role_at(at)
        if read is None:
            return None
        after = self._doc.next_word(at)
        read = self._as_head(read, [after] if after >= 0 and self._is_complement(after) else []) or read
        role, letters = read
        last = self._grow(at, role)
        if last == at and not self._fits(role, []):
            return None
        if closed and not self.closes(last):
            return None
        return RolePhrase(at, last, letters, role)

    def to_comma(self, phrase: RolePhrase) -> RolePhrase:
        """The phrase as far as the comma that closes it: ראש המכון [למחקרי ביטחון לאומי], if no verb comes before."""
        doc, last = self._doc, phrase.last
        while last - phrase.first < _LONGEST:
            if self.closes(last):
                return phrase._replace(last=last)
            after = doc.next_word(last)
            if after < 0 or (
                doc.flags[after] & _ENDS and after not in self._covered and doc.words[after].form != _OF
            ):
                break
            last = after
        return phrase

    def _is_complement(self, at: int) -> bool:
        word = self._doc.words[at]
        return at in self._covered or (bool(word.flags & (Is.DEFINITE | Is.ROLE)) and not word.name_cuts)

    def _grow(self, at: int, role: Role) -> int:
        """The last token of a role phrase that begins at `at`, read forwards."""
        doc, last, count = self._doc, at, 0
        while count < _LONGEST:
            after = doc.next_word(last)
            if after < 0:
                break
            covering = self._covered.get(after)
            if covering is not None and covering.first == after:
                last, count = covering.last, count + 1
                continue
            word = doc.words[after]
            if word.form == _OF:
                following = doc.next_word(after)
                if following < 0:
                    break
                covering = self._covered.get(following)
                last = covering.last if covering is not None else following
            elif word.form in _POSSESSIVES and last > at:
                last = after
                break
            elif word.flags & _ENDS and word.form not in self._titles.ties and not word.flags & Is.AFTER_ROLE:
                break
            elif self._continues(role, after, first=last == at):
                last = after
            else:
                break
            count += 1
        return last

    def _continues(self, role: Role, at: int, *, first: bool) -> bool:
        word = self._doc.words[at]
        if word.flags & (Is.DEFINITE | Is.AFTER_ROLE) or self._is_tied(at):
            return True
        if word.form.startswith("וה") and len(word.form) > 4:
            return True
        construct = not role.definite and role.kind == "head"
        if first:
            return (
                construct
                and not word.flags & Is.DERIVED
                and (bool(word.flags & Is.COMMON) or not word.name_cuts)
            )
        return (
            bool(word.flags & Is.COMMON) and not word.flags & Is.DERIVED and not word.name_cuts and construct
        )

    def closes(self, last: int) -> bool:
        """Whether a mark or the line's end follows the token at `last`."""
        after = last + 1
        if after >= len(self._doc) or self._doc.joins[after] == 0:
            return True
        flags = self._doc.flags[after]
        return bool(flags & (Is.COMMA | Is.STOP | Is.COLON | Is.HYPHEN)) or self._doc.words[after].form == ")"


_OF_DEFINITE = frozenset(("סגן", "סגנית"))
_BEFORE_RANKS = frozenset(("סגן", "תת", "רב"))
_HYPHENED = frozenset(
    [
        "תת",
        "סו",
        "ארכי",
        "ויצה",
        "אקס",
        "קו",
        "פוסט",
        "פרה",
        "רב",
        "סגן",
        "אלוף",
        "יושב",
        "יושבת",
        "ראש",
        "משנה",
        "טוראי",
        "שחקן",
        "במאי",
        "סופר",
        "זמר",
        "מלכת",
    ]
)
