"""Growing a name from its first word: how far it goes, which word is the surname, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

from reader.entities import lexicon, reasons
from reader.entities.lexicon import Level
from reader.entities.prepared import BLANK, GLUED, Prepared
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


_GIVEN_POINTS = {Level.NONE: 0.0, Level.WORD: 0.0, Level.MIXED: 1.7, Level.PLAIN: 3.0}
_SURNAME_POINTS = {Level.WORD: 1.0, Level.MIXED: 2.0, Level.PLAIN: 3.0, Level.FAMOUS: 4.0}
_UNKNOWN_POINTS = 2.3
_LATIN_POINTS = 2.5
_NEVER = -9.0
_MOST_GIVEN = 3
_ENDINGS = (
    *("סקי", "ברג", "שטיין", "סטיין", "וביץ'", "ביץ", "ביץ'", "שווילי", "פלד", "באום", "הולץ"),
    *("סון", "סן", "מן", "וב", "ייב", "לי"),
)
_CLEARLY_FOREIGN = (
    "סקי",
    "ברג",
    "שטיין",
    "סטיין",
    "ביץ",
    "ביץ'",
    "שווילי",
    "באום",
    "הולץ",
    "סון",
    "סן",
    "ייב",
)
_GLUED_PARTICLES = frozenset(("א", "אל", "אס", "אר", "אד", "א'", "אן", "או'", "ד'", "בן", "בר", "אבו", "בת"))
_OFTEN_ATTACHED = frozenset(("ול", "וב", "ומ", "וש", "וכ", "כש", "וכש", "של"))
CONSTRUCTS = frozenset(("בני", "בנות", "בית", "אבי", "אחי", "פני", "שני", "שרי"))
"""Names that are more often the first half of a phrase: בני הכפר."""
_NO_NAME = Is.FUNCTION | Is.VERB | Is.SPEECH | Is.WEAK_SPEECH | Is.MARK | Is.NUMBER


class NameReader:
    """Reads names in one article. `closed` are tokens that belong to known places and organisations."""

    def __init__(self, doc: Prepared, closed: set[int]) -> None:
        self._doc = doc
        self._closed = closed
        self._after_ben = lexicon.grammar().function | lexicon.grammar().after_ben

    def full(self, at: int) -> Name | None:
        """The likeliest name that begins with a given name at `at`; None where nothing follows it."""
        doc = self._doc
        word = doc.words[at]
        if word.flags & Is.LATIN:
            return self._latin(at)
        best: Name | None = None
        for cut in word.name_cuts[:3]:
            level = doc.lexicon.given_level(cut.stem)
            if not level or (cut.letters and level < Level.MIXED):
                continue
            points = _GIVEN_POINTS[level] - self._cost_of_cut(word, cut)
            if word.flags & (Is.FUNCTION | Is.VERB | Is.SPEECH) and not self._famous_follows(at):
                points -= 1.5  # אשר, נתן, but שלי יחימוביץ'
            name = self._from_given(at, cut, points)
            if name is not None and (best is None or name.score > best.score):
                best = name
        return best

    def _famous_follows(self, at: int) -> bool:
        after = self._doc.next_word(at)
        return after >= 0 and self._doc.words[after].surname is Level.FAMOUS

    def _cost_of_cut(self, word: Word, cut: Cut) -> float:
        """How much less likely a name is for the letters cut off: כספי is hardly כ and ספי."""
        if not cut.letters:
            return 0.0
        if cut.attached == "ו":
            return 0.2  # hardly any word but ורד begins with a ו of its own
        if word.flags & Is.COMMON and not word.flags & Is.DERIVED:
            return 1.5
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
        for cut in doc.words[at].cuts[:2]:
            if "ה" in cut.attached or len(cut.stem) < 3 or doc.lexicon.is_common(cut.stem):
                continue
            points = 1.5 if not cut.letters else 0.9
            if not cut.letters and cut.stem[0] in "בלכש":
                points = 0.8  # לפיינל is rather ל and פיינל
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
            surname, given = _SURNAME_POINTS.get(word.surname, 0.0), _GIVEN_POINTS[word.given]
            if max(word.surname, word.given) < Level.MIXED:
                return None
            points = max(surname, given)
            if word.flags & Is.ROLE and word.surname < Level.PLAIN and word.given < Level.PLAIN:
                return None
            if word.flags & _NO_NAME & ~Is.MARK and word.surname < Level.FAMOUS:
                points = min(points, 0.0)
            elif cut.letters and word.flags & Is.COMMON and not word.flags & Is.DERIVED:
                points -= 1.5  # לברק is also "to the lightning", but לבני is hardly "to my sons"
            last = self._hyphened(at) if not cut.letters or surname else at
            as_given = given > surname
            parts = self._parts(cut.stem, at, last)
            return Name(
                at, last, cut.letters, parts if as_given else (), () if as_given else parts, points, ""
            )
        if word.flags & Is.UNKNOWN and len(word.form) > 2 and not word.flags & Is.DEFINITE:
            last = self._hyphened(at)
            if word.form[0] == "ו" and word.form[:2] != "וו":
                return None
            points = _UNKNOWN_POINTS - (1.1 if word.form[0] in "בלמכש" else 0)
            return Name(at, last, 0, (), self._parts(word.form, at, last), points, "")
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
            if after < 0 or after in self._closed or not self._follows_particle(cut.stem, after):
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
            points = self._surname_points(after)
            if points < 1.5 or (after in self._closed):
                return None
            end = self._hyphened(after)
            surname = self._parts(doc.words[after].form, after, end)
            return Name(at, end, 0, tuple(given), surname, points + 1.5, reasons.say(reasons.KNOWN_NAME))
        return None

    def _from_given(self, at: int, cut: Cut, points: float) -> Name | None:
        doc = self._doc
        given = [cut.stem]
        last = at
        while len(given) < _MOST_GIVEN:
            after = self._next(last)
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
                points += 0.5
                last = after
            else:
                break
        nickname = self._nickname_end(last)
        surname, end, more = self._surname(max(nickname, last))
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

    def _next(self, at: int) -> int:
        return self._doc.next_word(at)

    def _is_middle_initial(self, at: int) -> bool:
        """ג'ון פ. קנדי: one letter, its dot or geresh, and a word that may be a surname."""
        doc = self._doc
        after = at + 1
        if after < len(doc) and doc.words[after].form == "." and doc.joins[after] == GLUED:
            after += 1
        elif not doc.words[at].form.endswith("'"):
            return False
        return after < len(doc) and doc.joins[after] == 1 and self._surname_points(after) > 0.5

    def _is_middle_name(self, at: int) -> bool:
        """Whether the given name at `at` is a second given name: a surname stands after it."""
        word = self._doc.words[at]
        if word.given < Level.PLAIN or word.name_cuts[0].letters or word.flags & Is.VERB:
            return False
        after = self._next(at)
        if after < 0 or after in self._closed or after > at + 1:
            return False  # שולי מועלם-רפאלי: a hyphen joins the two halves of a surname
        following = self._doc.words[after]
        if following.name_cuts and following.name_cuts[0].letters:
            return False
        return following.surname >= Level.PLAIN or (
            following.surname == Level.MIXED and not following.flags & _NO_NAME and word.surname < Level.PLAIN
        )

    def _surname(self, last: int) -> tuple[tuple[str, ...], int, float]:
        """The words of the surname after the token at `last`, its last token, and points for it."""
        doc = self._doc
        at = self._next(last)
        if at < 0 or at in self._closed:
            return (), last, 0.0
        word = doc.words[at]
        if word.flags & Is.PARTICLE or (doc.joins[at] != GLUED and word.form in _GLUED_PARTICLES):
            particle = self._particle_surname(at)
            if particle[0]:
                return particle
        points = self._surname_points(at)
        end = self._hyphened(at)
        if end > at and (
            points > 0 or word.surname or word.given
        ):  # ביטון-לוי; and לי-וויי, though לי alone is a pronoun
            points = max(points + 0.7, 2.0)
        if points <= 0:
            return (), last, 0.0
        parts = list(self._parts(word.form, at, end))
        if end == at:
            end = self._second_surname(at)
            if end > at:
                parts.append(doc.words[end].form)
        return tuple(parts), end, points

    def _particle_surname(self, at: int) -> tuple[tuple[str, ...], int, float]:
        """בן גוריון, ון דר ביל, א-סיסי, אל-אסד."""
        doc = self._doc
        parts = [doc.words[at].form]
        last = at
        for _ in range(3):
            after = self._next(last)
            if after < 0 or after in self._closed:
                return (), at, 0.0
            word = doc.words[after]
            if word.flags & Is.PARTICLE and word.form not in ("בן", "בר"):
                parts.append(word.form)
                last = after
                continue
            if not self._follows_particle(parts[-1], after):
                return (), at, 0.0
            end = self._hyphened(after)
            parts += self._parts(word.form, after, end)
            end = self._article_after(end, parts)
            sure = word.surname >= Level.MIXED or word.given >= Level.MIXED or word.flags & Is.UNKNOWN
            return tuple(parts), end, 3.0 if sure or doc.joins[after] == GLUED else 1.8
        return (), at, 0.0

    def _article_after(self, last: int, parts: list[str]) -> int:
        """The last token of one more part with the Arabic article: עבד אל-פתאח [א-סיסי]."""
        doc, article = self._doc, self._next(last)
        if article < 0 or doc.words[article].form not in _GLUED_PARTICLES or article in self._closed:
            return last
        after = self._next(article)
        if after <= article + 1 or after in self._closed or not self._follows_particle("א", after):
            return last
        parts += [doc.words[article].form, doc.words[after].form]
        return after

    def _follows_particle(self, particle: str, at: int) -> bool:
        doc = self._doc
        word = doc.words[at]
        if word.flags & (Is.MARK | Is.NUMBER) or word.form in self._after_ben or len(word.form) < 2:
            return False
        glued = doc.joins[at] == GLUED
        named = word.surname or word.given or word.flags & Is.UNKNOWN
        if particle in ("א", "ד'", "או'", "אס", "אר", "אד", "אן", "א'"):
            return glued and bool(named or word.flags & Is.COMMON)
        if particle in ("אל", "לו", "אם", "בין"):
            return bool(named) and glued
        if particle == "לה":
            return bool(named) and (glued or (word.surname >= Level.PLAIN and not word.flags & Is.COMMON))
        if particle in ("די", "דו", "בת", "אבי", "בני", "אבא", "אום"):
            return bool(named) and (glued or not word.flags & Is.COMMON) and not word.flags & _NO_NAME
        if particle in ("בן", "בר"):
            if word.flags & (Is.FUNCTION | Is.SPEECH) or (word.flags & Is.DEFINITE and not named):
                return False
            return bool(named) or (not word.flags & (Is.DERIVED | Is.VERB) and (glued or len(word.form) < 6))
        return bool(named) or not word.flags & (Is.DERIVED | _NO_NAME)

    def _surname_points(self, at: int) -> float:
        """How well the uncut word at `at` serves as a surname after a given name; 0 or less: it does not."""
        doc = self._doc
        word = doc.words[at]
        flags = word.flags
        if flags & Is.LATIN:
            return _LATIN_POINTS
        if not flags & Is.WORD or at in self._closed:
            return _NEVER
        surname = doc.lexicon.surname_level(word.form)
        given = doc.lexicon.given_level(word.form)
        if flags & _NO_NAME:
            return self._verb_as_surname(at, surname)
        listed = surname >= Level.MIXED or given >= Level.MIXED
        if not listed and word.form[0] == "ו" and not word.form.startswith(("וו", "וי")):
            return _NEVER  # חיים רמון ורחבעם זאבי
        if word.form in CONSTRUCTS and doc.next_word(at) >= 0:
            return _NEVER
        if word.name_cuts and word.name_cuts[0].letters:
            return _NEVER  # בין לוי ללנדאו
        if surname or given >= Level.MIXED:
            points = max(_SURNAME_POINTS.get(surname, 0.0), _GIVEN_POINTS[given] - 1)
            if flags & Is.ROLE and surname < Level.PLAIN:
                return 1.5 if surname is Level.MIXED else 0.3
            return points
        if flags & Is.UNKNOWN:
            if flags & Is.DEFINITE:
                return 0.5
            if (word.form.endswith(_ENDINGS) and word.form[0] not in "ית") or "'" in word.form:
                return _UNKNOWN_POINTS + 0.7
            if word.cuts[-1].letters > 1:
                return _NEVER  # שבכוונתו, מהליקר
            if word.form[0] in "ית":
                return 1.0  # ייטמן: rather a verb
            return 1.4 if word.form[0] in "בכלש" else _UNKNOWN_POINTS  # בשיקאגו
        if flags & Is.INFLECTED and not flags & Is.DEFINITE:
            return 1.0
        return 1.5 if word.form.endswith(_CLEARLY_FOREIGN) else _NEVER

    def _verb_as_surname(self, at: int, surname: Level) -> float:
        """Points for a surname that is a verb too (סיגלית חלה, נתן): only where no object follows it."""
        doc = self._doc
        if not surname or doc.flags[at] & Is.FUNCTION:
            return _NEVER
        after = doc.next_word(at)
        ends = (
            after < 0
            or doc.flags[after] & Is.SPEECH
            or (doc.flags[after] & Is.DERIVED and doc.words[after].form[0] == "מ")
        )
        return 0.5 if ends else _NEVER

    def _second_surname(self, at: int) -> int:
        """The token of a second surname without a hyphen (אורלי לוי אבקסיס), or `at`."""
        doc = self._doc
        after = doc.next_word(at)
        if after < 0 or after in self._closed or doc.joins[after] == GLUED:
            return at
        word = doc.words[after]
        if word.flags & (_NO_NAME | Is.ROLE) or not doc.words[at].surname:
            return at
        surname, given = doc.lexicon.surname_level(word.form), doc.lexicon.given_level(word.form)
        if given >= Level.PLAIN:  # איברהים נימר חוסיין, but not when the next person begins: דוד לוי משה כהן
            beyond = doc.next_word(after)
            return at if beyond >= 0 and is_name_like(doc.words[beyond]) else after
        return after if surname >= Level.PLAIN and given < Level.MIXED else at

    def _hyphened(self, at: int) -> int:
        """The last token of a name whose parts a hyphen joins (רון-טל, ביטון־לוי), or `at`."""
        doc = self._doc
        for _ in range(2):
            after = doc.next_word(at)
            if after < 0 or after == at + 1 or after in self._closed:
                break
            word = doc.words[after]
            named = (
                word.surname or word.given or word.flags & (Is.UNKNOWN | Is.LATIN) or "וו" in word.form[:2]
            )
            if word.flags & (Is.FUNCTION | Is.NUMBER) or not named:
                break
            at = after
        return at

    def _parts(self, stem: str, first: int, last: int) -> tuple[str, ...]:
        """`stem` and the words after the token at `first`, hyphens left out."""
        words = self._doc.words
        rest = (words[at] for at in range(first + 1, last + 1))
        return (stem, *(word.form for word in rest if not word.flags & Is.MARK))

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


def is_clearly_foreign(word: Word) -> bool:
    """Whether an unlisted word can hardly be Hebrew: a geresh, or the ending of a foreign surname."""
    return "'" in word.form.rstrip("'") or word.form.endswith(_CLEARLY_FOREIGN)


def is_name_like(word: Word) -> bool:
    """Whether a word may be part of a name at all."""
    return bool(word.name_cuts or word.flags & (Is.UNKNOWN | Is.LATIN))
