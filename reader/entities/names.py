"""Growing a name from its first word: how far it goes, which word is the surname, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

from reader.entities import lexicon, reasons
from reader.entities.lexicon import Level
from reader.entities.prepared import BLANK, GLUED, Prepared
from reader.entities.surnames import (
    CONSTRUCTS,
    GIVEN_POINTS,
    NO_NAME,
    SURNAME_POINTS,
    UNKNOWN_POINTS,
    SurnameReader,
    is_like_a_verb,
)
from reader.entities.titles import RolePhrase
from reader.entities.words import Cut, Is, Word


@dataclass(slots=True, eq=False)
class Name:
    """A name that may stand in the text: tokens `first` to `last`, both included.

    `letters` are the attached code points of the first token. `given` and `surname` are the folded words of
    each part, in order; a nameless part is empty. `score` is evidence in points: 4 and more is a name.
    """

    first: int
    last: int
    letters: int
    given: tuple[str, ...]
    surname: tuple[str, ...]
    score: float
    why: str
    kunya: bool = False
    nickname: str = ""
    roles: tuple[RolePhrase, ...] = ()
    sure: bool = True


_MOST_GIVEN = 3
_OFTEN_ATTACHED = frozenset(("ול", "וב", "ומ", "וש", "וכ", "כש", "וכש", "של"))


class NameReader:
    """Reads names in one article. `closed` are tokens that belong to known places and organisations."""

    def __init__(self, doc: Prepared, closed: set[int]) -> None:
        self._doc = doc
        self._closed = closed
        self._kunya = lexicon.grammar().kunya
        self._surnames = SurnameReader(doc, closed)

    def full(self, at: int) -> Name | None:
        """The likeliest name that begins with a given name at `at`; None where nothing follows it."""
        doc = self._doc
        word = doc.words[at]
        if word.flags & Is.LATIN:
            return self._latin(at)
        best: Name | None = None
        for cut in word.name_cuts[:3]:
            level = doc.lexicon.given_level(cut.stem)
            if not level or (cut.letters and level < Level.MIXED) or cut.stem in self._kunya:
                continue
            points = GIVEN_POINTS[level] - self._cost_of_cut(word, cut)
            if word.flags & (Is.FUNCTION | Is.VERB | Is.SPEECH) and not self._famous_follows(at):
                points -= 1.5  # אשר, נתן, but שלי יחימוביץ'
                if word.flags & Is.SPEECH and at and doc.flags[at - 1] & (Is.COMMA | Is.QUOTE):
                    continue  # "…", גילה פטקוב
            if cut.stem in CONSTRUCTS:
                after = doc.next_word(at)
                if after >= 0 and doc.flags[after] & Is.DEFINITE and not doc.words[after].surname:
                    continue  # בני הערובה
                points -= 1.0 if self._given_follows(at) else 0.0  # שירי אמילי דיקינסון
            name = self._from_given(at, cut, points)
            if name is not None and (best is None or name.score > best.score):
                best = name
        return best

    def _famous_follows(self, at: int) -> bool:
        after = self._doc.next_word(at)
        return after >= 0 and self._doc.words[after].surname is Level.FAMOUS

    def _given_follows(self, at: int) -> bool:
        after = self._doc.next_word(at)
        return after >= 0 and self._doc.words[after].given >= Level.PLAIN

    def _cost_of_cut(self, word: Word, cut: Cut) -> float:
        """How much less likely a name is for the letters cut off: כספי is hardly כ and ספי."""
        if not cut.letters:
            return 0.0
        level = self._doc.lexicon.given_level
        if any(level(other.stem) >= Level.MIXED for other in word.cuts if 0 < other.letters < cut.letters):
            return 1.8  # ושירין is ו and שירין, hardly וש and ירין
        if cut.attached == "ו":
            return 0.2  # hardly any word but ורד begins with a ו of its own
        if word.flags & Is.COMMON and not word.flags & Is.DERIVED:
            return 2.2  # מחנה is hardly מ and חנה
        if cut.letters > 1 and cut.attached not in _OFTEN_ATTACHED:
            return 1.5  # שמאלן is hardly ש, מ and אלן
        whole = max(self._doc.lexicon.given_level(word.form), self._doc.lexicon.surname_level(word.form))
        return 1.5 if whole >= Level.MIXED else 0.3 if word.flags & Is.COMMON else 0.0

    def unknown_given(self, at: int) -> Name | None:
        """A name whose first word is in no list: קורמאק מקארתי. Sure only with a known surname or a title."""
        doc = self._doc
        best: Name | None = None
        if not doc.flags[at] & Is.UNKNOWN or doc.flags[at] & (Is.DEFINITE | Is.ROLE) or doc.words[at].given:
            return None
        after = doc.next_word(at)
        if after >= 0 and doc.words[after].given >= Level.PLAIN and doc.joins[after] != GLUED:
            return None  # סיפר לגיקטיים עופר קליין
        if at > 1 and doc.flags[at - 1] & (Is.COMMA | Is.QUOTE) and doc.flags[at - 2] & (Is.QUOTE | Is.COMMA):
            return None  # "…", חייכה גלמן
        for cut in doc.words[at].cuts[:2]:
            if "ה" in cut.attached or len(cut.stem) < 3 or doc.lexicon.is_common(cut.stem):
                continue
            if doc.words[at].cuts[-1].letters > max(1, cut.letters):
                continue  # ובהלוויית כהנא
            points = 1.5 if not cut.letters else 0.9
            if not cut.letters and cut.stem[0] in "בלכש":
                points = 0.8  # לפיינל is rather ל and פיינל
            if is_like_a_verb(cut.stem):
                points = 0.8 if cut.stem[-1] not in "הו" else 0.2  # זייפה טל-אור: a verb and its subject
            name = self._from_given(at, cut, points)
            if name is not None and (best is None or name.score > best.score):
                name.why = reasons.say(reasons.UNKNOWN_GIVEN)
                best = name
        return best

    def single(self, at: int) -> Name | None:
        """A surname or given name that stands alone at `at`, or a word that is in no list."""
        doc = self._doc
        word = doc.words[at]
        if word.flags & (Is.MARK | Is.NUMBER | Is.PARTICLE | Is.AFTER_ROLE) or at in self._closed:
            return None
        if word.form in CONSTRUCTS and doc.next_word(at) >= 0:
            return None
        if word.name_cuts:
            cut = word.name_cuts[0]
            surname = SURNAME_POINTS.get(word.surname, 0.0)
            given = max(GIVEN_POINTS[word.given], 2.0 if word.given is Level.MIXED else 0.0)
            if max(word.surname, word.given) < Level.MIXED:
                return None
            points = max(surname, given)
            if word.flags & Is.ROLE and word.surname < Level.PLAIN and word.given < Level.PLAIN:
                return None
            if word.flags & NO_NAME & ~Is.MARK and word.surname < Level.FAMOUS:
                points = min(points, 0.0)
            elif cut.letters and word.flags & Is.COMMON and not word.flags & Is.DERIVED:
                points -= 1.5  # לברק is also "to the lightning", but לבני is hardly "to my sons"
            last = self._surnames.hyphened(at) if not cut.letters or surname else at
            as_given = given > surname
            parts = self._surnames.parts(cut.stem, at, last)
            return Name(
                at, last, cut.letters, parts if as_given else (), () if as_given else parts, points, ""
            )
        if word.flags & Is.UNKNOWN and len(word.form) > 2 and not word.flags & Is.DEFINITE:
            last = self._surnames.hyphened(at)
            if word.form[0] == "ו" and word.form[:2] != "וו":
                return None
            points = UNKNOWN_POINTS - (1.1 if word.form[0] in "בלמכש" else 0)
            return Name(at, last, 0, (), self._surnames.parts(word.form, at, last), points, "")
        if word.flags & Is.LATIN:
            return Name(at, at, 0, (), (word.form,), 1.0, "")
        return None

    def particle_first(self, at: int) -> Name | None:
        """A surname of several words without its given name: בן גוריון, דה גול, אבו מאזן."""
        doc = self._doc
        word = doc.words[at]
        for cut in word.cuts:
            if "ה" in cut.attached or cut.stem not in lexicon.grammar().particles:
                continue
            after = doc.next_word(at)
            if after < 0 or after in self._closed or not self._surnames.follows_particle(cut.stem, after):
                return None
            following = doc.words[after]
            kunya = cut.stem in lexicon.grammar().kunya
            points = 3.5 if kunya else 1.5
            if following.flags & Is.COMMON and following.surname < Level.MIXED:
                points -= 1.0
            elif following.surname >= Level.MIXED or following.flags & Is.UNKNOWN:
                points += 0.7
            if doc.joins[after] == GLUED:
                points += 0.5
            parts = (cut.stem, following.form)
            return Name(at, after, cut.letters, (), parts, points, reasons.say(reasons.KUNYA), kunya)
        return None

    def initials(self, at: int) -> Name | None:
        """A surname after initials: ס. יזהר, א.ב. יהושע, ג'. ק. רולינג."""
        doc, last = self._doc, at
        if not (doc.flags[at] & Is.INITIAL or _is_dotted(doc.words[at].form)):
            return None
        given = [doc.words[at].form]
        for _ in range(_MOST_GIVEN):
            if doc.flags[last] & Is.INITIAL and last + 1 < len(doc) and doc.words[last + 1].form == ".":
                last += 1
            elif not _is_dotted(doc.words[last].form):
                break
            after = last + 1
            if after >= len(doc) or doc.joins[after] == 0 or doc.flags[after] & Is.MARK:
                return None
            if doc.flags[after] & Is.INITIAL:
                given.append(doc.words[after].form)
                last = after
                continue
            points = self._surnames.points(after)
            if points < 1.5 or (after in self._closed):
                return None
            end = self._surnames.hyphened(after)
            surname = self._surnames.parts(doc.words[after].form, after, end)
            return Name(at, end, 0, tuple(given), surname, points + 1.5, reasons.say(reasons.KNOWN_NAME))
        return None

    def _from_given(self, at: int, cut: Cut, points: float) -> Name | None:
        doc = self._doc
        given = [cut.stem]
        last = at
        while len(given) < _MOST_GIVEN:
            after = self._doc.next_word(last)
            if after < 0 or after in self._closed:
                break
            initial = doc.flags[after] & Is.INITIAL or doc.words[after].form == "וו"  # ג'ורג' וו. בוש
            if initial and self._is_middle_initial(after):
                given.append(doc.words[after].form)
                last = after + 1 if doc.words[after + 1].form == "." else after
            elif doc.joins[after] == GLUED and doc.words[after].given and last == at:
                given.append(doc.words[after].form)  # ז'אן-פול, בת-שבע
                last = after
            elif self._is_middle_name(after):
                given.append(doc.words[after].form)
                points += 0.5 if cut.stem in CONSTRUCTS else 1.0
                last = after
            else:
                break
        nickname = self._nickname_end(last)
        surname, end, more = self._surnames.after(max(nickname, last))
        if not surname:
            if len(given) > 1 and doc.words[last].given:
                return self._given_as_surname(at, last, cut, given, points)
            return None
        unknown = bool(doc.flags[end] & Is.UNKNOWN) and not doc.words[end].surname
        why = reasons.UNKNOWN_SURNAME if unknown else reasons.KNOWN_NAME
        name = Name(at, end, cut.letters, tuple(given), surname, points + more, reasons.say(why))
        name.nickname = doc.words[nickname - 1].form if nickname > last else ""
        return name

    def _nickname_end(self, given: int) -> int:
        """The closing mark of a nickname after the given name (משה (בוגי) יעלון, בנימין "ביבי" נתניהו), or -1."""
        doc, mark = self._doc, given + 1
        if mark + 3 >= len(doc) or doc.joins[mark] != BLANK or not doc.flags[mark + 1] & Is.WORD:
            return -1
        opens, closes = doc.words[mark].form, doc.words[mark + 2].form
        bracketed = opens == "(" and closes == ")"
        quoted = doc.flags[mark] & doc.flags[mark + 2] & Is.QUOTE
        return mark + 2 if (bracketed or quoted) and doc.joins[mark + 3] == BLANK else -1

    def _given_as_surname(self, at: int, last: int, cut: Cut, given: list[str], points: float) -> Name:
        """דוד משה, אברהם יצחק: the last of several given names is taken for the surname."""
        more = 1.0 if self._doc.words[last].given >= Level.PLAIN else 0.5
        why = reasons.say(reasons.KNOWN_NAME)
        return Name(at, last, cut.letters, tuple(given[:-1]), (given[-1],), points + more, why)

    def _is_middle_initial(self, at: int) -> bool:
        """ג'ון פ. קנדי: one letter, its dot or geresh, and a word that may be a surname."""
        doc = self._doc
        after = at + 1
        if after < len(doc) and doc.words[after].form == "." and doc.joins[after] == GLUED:
            after += 1
        elif not doc.words[at].form.endswith("'"):
            return False
        return after < len(doc) and doc.joins[after] == 1 and self._surnames.points(after) > 0.5

    def _is_middle_name(self, at: int) -> bool:
        """Whether the given name at `at` is a second given name: a surname stands after it."""
        word = self._doc.words[at]
        if (
            word.form == "עבד"
            and (article := self._doc.next_word(at)) >= 0
            and self._doc.words[article].form == "אל"
        ):
            return True  # פאדי עבד אל-ראזק
        if word.given < Level.PLAIN or word.name_cuts[0].letters or word.flags & Is.VERB:
            return False
        after = self._doc.next_word(at)
        if after < 0 or after in self._closed or after > at + 1:
            return False  # שולי מועלם-רפאלי: a hyphen joins the two halves of a surname
        following = self._doc.words[after]
        if following.name_cuts and following.name_cuts[0].letters:
            return False
        if following.flags & Is.UNKNOWN and self._surnames.points(after) >= UNKNOWN_POINTS:
            return True
        return following.surname >= Level.PLAIN or (
            following.surname == Level.MIXED and not following.flags & NO_NAME and word.surname < Level.PLAIN
        )

    def _latin(self, at: int) -> Name | None:
        doc = self._doc
        last, parts = at, [doc.words[at].form]
        for _ in range(3):
            after = doc.next_word(last)
            if after < 0 or not doc.flags[after] & Is.LATIN:
                break
            parts.append(doc.words[after].form)
            last = after
        if last == at:
            return None
        points = 4.0 if doc.flags[at] & Is.LATIN_GIVEN else 1.5
        return Name(at, last, 0, tuple(parts[:-1]), (parts[-1],), points, reasons.say(reasons.LATIN_NAME))


def _is_dotted(form: str) -> bool:
    """Two or three initials written together: א.ב., י.ל."""
    return "." in form and len(form.replace(".", "").replace("'", "")) <= 3
