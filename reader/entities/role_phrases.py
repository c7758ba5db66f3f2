"""How far the words of a role go, where the names of the article are known: מנכ"ל משרד הבריאות, ראש המטה שלו.

`titles.Titles` reads roles to find names, so it must be careful. Here the names stand, and a mark or a name
that closes a phrase lets all that is between belong to it.
"""

from __future__ import annotations

from collections.abc import Mapping

from reader.entities.merging import Draft, Person
from reader.entities.phrases import Found
from reader.entities.prepared import BLANK, GLUED, Prepared
from reader.entities.role_words import role_words
from reader.entities.titles import RolePhrase, Titles
from reader.entities.words import Is, Role

_LONGEST = 14
_LONGEST_QUOTED = 6
_OF = "של"
_POSSESSIVES = frozenset(("שלו", "שלה", "שלהם", "שלהן", "שלנו", "שלי"))
_ABOUT = frozenset(("על",))
_WITHOUT = frozenset(("ללא", "בלי"))
_WITNESSES = frozenset(("המדינה", "מדינה", "ראייה", "הראייה", "התביעה", "תביעה", "ההגנה"))
_NAMING = frozenset(("בשם", "ששמו", "ששמה", "ושמו", "ושמה", "שמו", "שמה"))
_GOING_ON = frozenset(("ביותר", "מטעם", "וותיק", "ותיק"))
_VERBAL = Is.VERB | Is.SPEECH | Is.WEAK_SPEECH | Is.APPOINTED
_SEPARATE = frozenset(("bare", "courtesy"))
_CLOSING = Is.COMMA | Is.STOP | Is.COLON


class RolePhrases:
    """Reads the role phrases of one article; `named` has the person and the mention at each token of a name."""

    def __init__(self, doc: Prepared, titles: Titles, named: Mapping[int, tuple[Person, Draft]]) -> None:
        self._doc = doc
        self._titles = titles
        self._named = named
        self._words = role_words()

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
        read = self._titles.role_at(at)
        if read is not None:
            return read
        after_it = self._doc.next_word(at)
        if after_it >= 0 and self._doc.words[after_it].form in _WITNESSES:
            for cut in self._doc.words[at].cuts:
                if cut.stem in ("עד", "עדת"):
                    return Role("head", False, cut.stem, cut.stem == "עדת"), cut.letters
        for cut in self._doc.words[at].cuts:
            stem, definite = cut.stem, False
            if cut.attached.endswith("ה"):
                break
            if stem[0] == "ה" and stem[1:] in self._words.only_definite:
                stem, definite = stem[1:], True
            if definite or (after and stem in self._words.said_after):
                return Role("head", definite, stem, stem[-1] in "תה"), cut.letters
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

    def _quoted(self, opening: int, limit: int) -> int:
        """The closing mark of a name in quotation marks (בית הספר "הרי אדום"); -1 where it is longer."""
        doc = self._doc
        for at in range(opening + 2, min(limit, opening + 3 + _LONGEST_QUOTED)):
            if doc.flags[at] & Is.QUOTE and doc.joins[at] == GLUED:
                return at
            if doc.joins[at] == 0 or doc.flags[at] & _CLOSING:
                break
        return -1

    def extent(self, head: int, role: Role, limit: int, *, bounded: bool, placed: bool = True) -> int:
        """The last token of the phrase that begins with `head`, before token `limit`.

        `bounded` says that a mark or a name stands at `limit`, so that all words before it may belong to it;
        `placed`, that what it says where (המתווך בעסקה) may.
        """
        doc, last, before_last = self._doc, head, -1
        hyphened = doc.next_word(head)
        if hyphened == head + 2:
            last = hyphened  # רב-אמן, יושב-ראש
        for _ in range(_LONGEST):
            at = self.unit_after(last)
            if at < 0 or at >= limit:
                break
            end = self._interior(head, role, at, last, limit, bounded)
            if end >= 0 and not placed and self._is_place(at):
                break
            if end < 0 or end >= limit:
                break
            before_last, last = last, end
            if doc.words[end].form in _POSSESSIVES:
                break
        if before_last >= 0 and doc.words[last].form in (_OF, *_ABOUT):
            last = before_last
        return last

    def _interior(self, head: int, role: Role, at: int, last: int, limit: int, bounded: bool) -> int:
        """The last token of the unit at `at` where it goes on with the phrase; else -1."""
        doc = self._doc
        word, flags = doc.words[at], doc.flags[at]
        previous = doc.words[last].form
        if flags & Is.QUOTE:
            return self._quoted(at, limit)
        if at in self._named:
            draft = self._named[at][1]
            owned = previous == _OF or (last == head and role.kind == "head" and draft.letters)
            return draft.last if owned and draft.first == at else -1
        covering = self._titles.covered.get(at)
        if covering is not None:
            loose = covering.letters and doc.text[doc.starts[at] + covering.letters - 1] in "שכו"
            if covering.first == at and not loose and self._takes_place(role, at, head, last, bounded):
                return covering.last
            return -1
        if word.form in self._words.times and (last > head or role.definite):
            return -1
        if previous == _OF:
            return at if flags & (Is.COMMON | Is.UNKNOWN | Is.INFLECTED | Is.ROLE | Is.LATIN) else -1
        if word.form == _OF:
            return at if role.definite or last > head or role.kind == "kin" else -1
        if word.form in _POSSESSIVES:
            return at
        if self._is_tied(role, at, last):
            return at
        if flags & Is.NUMBER:
            short = doc.ends[at] - doc.starts[at] <= 3
            return at if short and last > head and not doc.flags[last] & Is.DERIVED else -1
        if flags & (Is.FUNCTION | _VERBAL) and not flags & Is.DEFINITE and not self._has_article(at, last):
            return at if last == head and self._is_noun_of(role, at, limit) else -1
        return self._plain(head, role, at, last, bounded)

    def _has_article(self, at: int, last: int) -> bool:
        """Whether ה is an article here, though the letters are a verb elsewhere: שר [הפנים], ראש [העיר]."""
        doc = self._doc
        form = doc.words[at].form
        construct = not doc.flags[last] & (Is.DEFINITE | Is.DERIVED | Is.FUNCTION)
        return construct and form[0] == "ה" and len(form) > 3 and doc.lexicon.is_common(form[1:])

    def _is_tied(self, role: Role, at: int, last: int) -> bool:
        """Whether a word goes on with a phrase whatever stands round it: לשעבר, ביותר, על after הממונה."""
        doc = self._doc
        form, flags = doc.words[at].form, doc.flags[at]
        if (
            flags & (Is.AFTER_ROLE | Is.LATIN)
            or form in self._titles.ties
            or form in _GOING_ON
            or form in self._words.known_by
        ):
            return True
        if form in _ABOUT:
            return role.noun in self._words.on
        if form in _WITHOUT or doc.words[last].form in _WITHOUT:
            return form in _WITHOUT or form == "תיק"
        return doc.words[last].form in _ABOUT and not flags & (Is.FUNCTION | _VERBAL)

    def _takes_place(self, role: Role, at: int, head: int, last: int, bounded: bool) -> bool:
        """Whether a known place or organisation belongs to the phrase: שגריר בריטניה, but not הודיע בלונדון."""
        if bounded or self._titles.covered[at].letters:
            return bounded or last > head or not role.definite or self._doc.words[at].form[0] in "לב"
        return True

    def _is_noun_of(self, role: Role, at: int, limit: int) -> bool:
        """Whether a word that is a verb or function word elsewhere is a noun here: יו"ר [ועד] העובדים."""
        doc = self._doc
        after = doc.next_word(at)
        if role.definite or role.kind != "head" or not doc.flags[at] & Is.COMMON or not 0 <= after < limit:
            return False
        noun = doc.flags[at] & Is.PHRASE or not doc.flags[at] & (Is.FUNCTION | Is.SPEECH)
        return bool(noun) and (bool(doc.flags[after] & Is.DEFINITE) or after in self._titles.covered)

    def _is_place(self, at: int) -> bool:
        word = self._doc.words[at]
        return word.form[0] == "ב" and bool(word.flags & Is.DERIVED or at in self._titles.covered)

    def _plain(self, head: int, role: Role, at: int, last: int, bounded: bool) -> int:
        """A word that is neither of the lists nor a verb."""
        doc = self._doc
        word, flags = doc.words[at], doc.flags[at]
        if flags & Is.DEFINITE or self._has_article(at, last):
            return at
        first = word.form[0]
        if (flags & Is.DERIVED and not flags & Is.ROLE) or (first in "ושכ" and self._cuts(at)):
            if first == "ש" or (first == "כ" and not bounded):
                return -1
            if first == "ו":
                return at if self._joined(head, at, last, bounded) else -1
            if bounded:
                return at if first != "כ" else -1
            after_noun = last == head or doc.flags[last] & Is.DERIVED
            return at if first in "לב" and after_noun else -1
        if bounded:
            return at
        if last == head:
            construct = not role.definite and role.kind == "head"
            return at if construct and flags & (Is.COMMON | Is.ROLE | Is.INFLECTED | Is.UNKNOWN) else -1
        indefinite = not doc.flags[last] & (Is.DEFINITE | Is.DERIVED | Is.AFTER_ROLE) and not role.definite
        return at if indefinite and flags & Is.COMMON and last not in self._titles.covered else -1

    def _cuts(self, at: int) -> bool:
        """Whether the first letter of a word is attached to a role or an ordinary word."""
        word = self._doc.words[at]
        lexicon = self._doc.lexicon
        return not lexicon.is_common(word.form) and any(
            cut.letters and (lexicon.is_common(cut.stem) or self._titles.role_at(at) is not None)
            for cut in word.cuts
        )

    def _joined(self, head: int, at: int, last: int, bounded: bool) -> bool:
        """Whether ו joins a second part of the phrase: משרד העבודה [והרווחה], מייסדת [ומנכ"לית] החברה."""
        form = self._doc.words[at].form
        if form.startswith("וה") and len(form) > 4:
            return bounded or (last > head and bool(self._doc.flags[last] & Is.DEFINITE))
        read = self._titles.role_at(at)
        if read is not None:
            return read[0].kind == "head"
        return bounded and last > head

    def ending_before_name(self, name: int) -> list[RolePhrase]:
        """The phrases that end directly before the name at `name`, the nearest first; at most four."""
        found: list[RolePhrase] = []
        limit = name
        before = self._doc.previous_word(name)
        by_name = before >= 0 and self._doc.words[before].form in _NAMING
        if by_name:
            limit = before  # רופא צעיר בשם דני
        for _ in range(4):
            phrase = self._nearest(limit, single=by_name and not found)
            if phrase is None:
                break
            found.append(phrase)
            limit = phrase.first
            if phrase.letters:
                break
        return found

    def left(self, at: int) -> int:
        """The word before, also over brackets round what may close a role: (בדימוס), (במיל')."""
        doc = self._doc
        before = doc.previous_word(at)
        if before >= 0 or at < 3 or doc.joins[at] != BLANK:
            return before
        if doc.words[at - 1].form == ")":
            for opening in range(at - 2, max(-1, at - 5), -1):
                if doc.words[opening].form == "(" and doc.flags[opening + 1] & Is.AFTER_ROLE:
                    return doc.previous_word(opening) if doc.joins[opening] else -1
        if doc.flags[at - 1] & Is.QUOTE and doc.joins[at - 1] == GLUED:  # בית הספר "הרי אדום" [דני]
            for opening in range(at - 3, max(0, at - 4 - _LONGEST_QUOTED), -1):
                if doc.flags[opening] & Is.QUOTE and doc.joins[opening] == BLANK:
                    return at - 1
        return -1

    def _nearest(self, limit: int, *, single: bool) -> RolePhrase | None:
        """The phrase that ends directly before the token at `limit`."""
        last = self.left(limit)
        best: RolePhrase | None = None
        at = last
        while at >= 0 and limit - at <= _LONGEST:
            if at in self._named:
                break
            read = self.head_at(at)
            if read is not None and best is None:
                best = self._candidate(at, last, read, single=single)
            elif read is not None and best is not None:
                longer = self._swallowing(at, read, best)
                if longer is None:
                    break
                best = longer
            elif best is not None and (not self._is_link(at) or best.letters or best.role.kind in _SEPARATE):
                break
            if best is not None and best.letters and not self._and(best):
                break
            at = self._before(at)
        return self._hyphened(best)

    def _before(self, at: int) -> int:
        doc = self._doc
        if doc.flags[at] & Is.QUOTE:
            for opening in range(at - 2, max(0, at - 3 - _LONGEST_QUOTED), -1):
                if doc.flags[opening] & Is.QUOTE and doc.joins[opening] == BLANK:
                    return doc.previous_word(opening)
            return -1
        return doc.previous_word(at)

    def _is_link(self, at: int) -> bool:
        """Whether a longer phrase may go over this word to the head found: דובר [לשכת] ראש הממשלה."""
        doc = self._doc
        flags = doc.flags[at]
        return bool(flags & Is.COMMON) and not flags & (
            Is.FUNCTION | _VERBAL | Is.DEFINITE | Is.DERIVED | Is.NUMBER
        )

    def _and(self, phrase: RolePhrase) -> bool:
        doc = self._doc
        return phrase.letters == 1 and doc.text[doc.starts[phrase.first]] == "ו"

    def _swallowing(self, at: int, read: tuple[Role, int], inner: RolePhrase) -> RolePhrase | None:
        """The longer phrase from the head at `at` on: סגן שר האוצר, השר וסגן ראש הממשלה; None where it is none."""
        role, letters = read
        if role.kind == "bare" and role.noun in self._titles.deputies:
            role = role._replace(kind="head")  # סגן is a rank, and a deputy: סגן השר
        if role.kind != "head" or inner.role.kind in _SEPARATE:
            return None
        if inner.letters:
            joined = self._and(inner) and inner.role.kind == "head"
            whole = joined and self.extent(at, role, inner.first + 1, bounded=True) == inner.first
            return RolePhrase(at, inner.last, letters, role) if whole else None
        construct = not role.definite and not inner.role.swallowed
        deputy = role.noun in self._titles.deputies
        beside = self._doc.next_word(at) == inner.first
        if (
            not construct
            or (beside and not deputy)
            or (inner.role.definite and beside and role.noun[:3] != "סגן")
        ):
            return None
        if self.extent(at, role, inner.last + 1, bounded=True) != inner.last:
            return None
        return RolePhrase(at, inner.last, letters, role)

    def _candidate(self, at: int, last: int, read: tuple[Role, int], *, single: bool) -> RolePhrase | None:
        """The phrase from `at` to `last`, where the head and the words between go together."""
        role, letters = read
        if role.kind == "plural":
            return None
        if role.kind == "courtesy":
            return RolePhrase(at, last, letters, role) if at == last else None
        if self.extent(at, role, last + 1, bounded=True) != last:
            return None
        if role.kind == "bare" and at < last:
            role = self._as_head(at, role, last)
        if at == last and not single and not self._alone(role):
            return None
        if at == last and role.definite and role.noun in self._titles.only_with_more:
            return None
        return RolePhrase(at, last, letters, role)

    def _as_head(self, at: int, role: Role, last: int) -> Role:
        """A rank with something behind it is a role like others: אלוף פיקוד הצפון, but not ניצב משנה."""
        word = self._doc.words[self._doc.next_word(at)] if self._doc.next_word(at) >= 0 else None
        tied = word is not None and (word.form in self._titles.ties or word.flags & Is.AFTER_ROLE)
        return role if tied or not last else role._replace(kind="head")

    def _alone(self, role: Role) -> bool:
        """Whether one word before a name is a role: השליח, מנכ"ל, ל|נשיא, but not מנהל."""
        return role.definite or role.swallowed or role.kind in ("bare", "kin") or '"' in role.noun

    def _hyphened(self, phrase: RolePhrase | None) -> RolePhrase | None:
        return self._titles.with_hyphen(phrase)

    def ending_before_mark(self, mark: int, *, single: bool) -> RolePhrase | None:
        """The longest phrase that ends directly before the mark at `mark`; `single`: one indefinite word will do."""
        last = self.left(mark + 1) if self._doc.words[mark].form == ")" else self._last_before(mark)
        best: RolePhrase | None = None
        at, steps = last, 0
        while at >= 0 and steps < _LONGEST:
            steps += 1
            if at in self._named:
                draft = self._named[at][1]
                at = draft.first
                owner = self._doc.previous_word(at)
                if draft.letters or owner < 0 or self._doc.words[owner].form != _OF:
                    break
                at = owner
                continue
            read = self.head_at(at)
            if read is not None:
                found = self._candidate(at, last, read, single=single)
                if found is not None and (best is None or self._passes_over(found, best)):
                    best = found
                elif best is not None:
                    break
            elif not self._may_lie_inside(at):
                break
            at = self._before(at)
        return self._hyphened(best)

    def _last_before(self, mark: int) -> int:
        if mark < 1 or not self._doc.joins[mark]:
            return -1
        if self._doc.flags[mark - 1] & Is.QUOTE:
            return mark - 1
        return -1 if self._doc.flags[mark - 1] & Is.MARK else mark - 1

    def _may_lie_inside(self, at: int) -> bool:
        """Whether a phrase may go over the word at `at`: of a place, in quotation marks, no verb."""
        doc = self._doc
        flags, form = doc.flags[at], doc.words[at].form
        if at in self._titles.covered or flags & Is.QUOTE or form in (_OF, *_POSSESSIVES, *_WITHOUT, *_ABOUT):
            return True
        if form in self._titles.ties or form == "ביותר" or (flags & Is.FUNCTION and flags & Is.PHRASE):
            return True
        verbal = flags & (Is.FUNCTION | Is.SPEECH | Is.APPOINTED) and not flags & Is.DEFINITE
        return not verbal and not (flags & Is.MARK)

    def _passes_over(self, longer: RolePhrase, inner: RolePhrase) -> bool:
        """Whether what stands before a mark is `longer`: היועץ לנשיא, but only שחקן in המאמן לשחקן."""
        if longer.role.kind in _SEPARATE or inner.role.kind in _SEPARATE:
            return False
        if not inner.letters:
            of = self._doc.words[self._doc.previous_word(inner.first)].form == _OF
            return of or not longer.role.definite or longer.role.kind == "kin"
        letter = self._doc.text[self._doc.starts[inner.first] + inner.letters - 1]
        if letter == "ו":
            return True
        return letter in "לה" and longer.role.noun in self._words.advisers

    def closes(self, last: int) -> bool:
        """Whether a mark or the line's end follows the token at `last`."""
        return self._titles.closes(last)

    def region_end(self, start: int, most: int = 30) -> int:
        """The token of the mark that ends what begins at `start`: comma, stop, dash, bracket; or the next line's first."""
        doc = self._doc
        at = start
        while at < min(len(doc), start + most):
            if at > start and not doc.joins[at]:
                return at
            flags = doc.flags[at]
            if flags & _CLOSING or doc.words[at].form in (")", "(", ";"):
                return at
            if flags & Is.HYPHEN and not (
                doc.joins[at] == GLUED and at + 1 < len(doc) and doc.joins[at + 1] == GLUED
            ):
                return at
            at += 1
        return at
