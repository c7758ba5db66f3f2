"""What the neighbours of a word say about whether it names a person: titles, verbs, commas, quotation marks."""

from __future__ import annotations

from typing import NamedTuple

from reader.entities import lexicon, reasons
from reader.entities.prepared import BLANK, GLUED, Prepared
from reader.entities.titles import RolePhrase, Titles
from reader.entities.words import Is


class Context(NamedTuple):
    """Points for and against, the strongest reason in words, and the role phrases before the name."""

    points: float
    why: str
    roles: tuple[RolePhrase, ...]


_PERSON_PREPOSITIONS = frozenset(
    ("את", "של", "עם", "בין", "לבין", "מול", "אצל", "נגד", "ואת", "ושל", "ועם", "לפי", "מאת", "אל", "ובין")
)
_COPULAS = frozenset(("היה", "הייתה", "היתה", "יהיה", "תהיה", "הוא", "היא", "אינו", "אינה", "לא"))
_AGES = frozenset(("בן", "בת"))


class Evidence:
    """Judges places in one article."""

    def __init__(self, doc: Prepared, titles: Titles) -> None:
        self._doc = doc
        self._titles = titles
        self._naming = lexicon.grammar().naming
        self._works = _title_spans(doc)

    def of(self, first: int, last: int, letters: int) -> Context:
        """The evidence round tokens `first` to `last`, of which `letters` code points are attached letters."""
        doc = self._doc
        roles = () if letters else tuple(self._titles.before(first))
        points, why = 0.0, ""
        if not roles and not letters:
            roles = self._before_comma(first, last)
            if roles:  # a comma between makes it less sure
                between = last + 1 < len(doc) and doc.flags[last + 1] & Is.COMMA
                points -= 1.0 if between else 1.5
        elif roles:
            roles += self._before_comma(roles[-1].first, -1)  # מפקד פיקוד הצפון, אלוף יונתן שריד
        if roles:
            nearest = roles[0].role
            points += 2.5 if nearest.kind in ("courtesy", "plural") else 3.0
            phrase = doc.text[doc.starts[roles[0].first] + roles[0].letters : doc.ends[roles[0].last]]
            why = reasons.say(reasons.AFTER_TITLE, phrase)
        before, after = doc.previous_word(first), doc.next_word(last)
        more, verb = self._verbs(before, after, letters)
        points += more
        if verb and not why:
            why = reasons.say(reasons.BESIDE_SPEECH, verb)
        if before >= 0 and not roles:
            points += self._before(before, first, letters)
        tail, said = self._after(last)
        points += tail
        if said and not why:
            why = reasons.say(reasons.NAMED_BEFORE_ROLE, said)
        if self._is_title_of_work(first, last):
            points -= 6
        return Context(points, why, roles)

    def _before_comma(self, first: int, last: int) -> tuple[RolePhrase, ...]:
        """Role phrases before a name between commas: יו"ר הרשות, אבו מאזן, בראיון; `last` is -1 for no matter."""
        doc = self._doc
        if (
            first < 2
            or not doc.flags[first - 1] & Is.COMMA
            or not doc.joins[first]
            or not doc.joins[first - 1]
        ):
            return ()
        after = last + 1
        closing = Is.COMMA | Is.STOP | Is.COLON | Is.HYPHEN
        if (
            after < len(doc)
            and doc.joins[after]
            and not doc.flags[after] & closing
            and doc.words[after].form != "("
        ):
            return ()
        phrases = self._titles.before(first - 1)
        if not phrases or phrases[-1].role.kind in ("courtesy", "plural", "bare"):
            return ()
        outer = phrases[-1].first - 1
        joined = phrases[-1].letters > 0  # ויו"ר ועדת הכספים, ח"כ ניסן סלומינסקי: a new one of a list
        if outer >= 0 and doc.flags[outer] & Is.COMMA and doc.joins[phrases[-1].first] and not joined:
            return ()  # דני כהן, מנכ"ל החברה, יוסי לוי: rather what the one before the comma is
        return tuple(phrases)

    def _verbs(self, before: int, after: int, letters: int) -> tuple[float, str]:
        doc = self._doc
        if before >= 0 and not letters:
            flags = doc.flags[before]
            if flags & (Is.SPEECH | Is.SOURCE) and not flags & Is.ROLE:
                return 1.5, doc.words[before].form
            if flags & (Is.WEAK_SPEECH | Is.VERB) and not flags & (Is.ROLE | Is.FUNCTION):
                return 0.6, ""
        if after >= 0:
            flags = doc.flags[after]
            attached = doc.words[after].form[0] in "וש" and not doc.lexicon.is_common(doc.words[after].form)
            if flags & (Is.SPEECH | Is.APPOINTED):
                return (1.0 if attached else 1.5), doc.words[after].form
            if flags & (Is.WEAK_SPEECH | Is.VERB) and not flags & Is.FUNCTION:
                return 0.8, ""
            if doc.words[after].form in _COPULAS:
                return 0.5, ""
        return 0.0, ""

    def _before(self, before: int, first: int, letters: int) -> float:
        doc = self._doc
        flags, form = doc.flags[before], doc.words[before].form
        if flags & Is.NOT_PERSON and not letters:
            return -6.0
        if form in self._naming:
            return 1.5
        if not letters and form in _PERSON_PREPOSITIONS:
            return {"את": 0.8, "ואת": 0.8, "מאת": 2.0}.get(form, 0.5)
        return 0.0

    def _after(self, last: int) -> tuple[float, str]:
        """What a comma or bracket after the name says: a role, an age."""
        doc = self._doc
        mark = last + 1
        if mark < len(doc) and self._is_age(mark):
            return 2.0, ""  # תהילה נגר בת ה-22
        if mark + 1 >= len(doc) or not doc.flags[mark] & Is.MARK or not doc.joins[mark]:
            return 0.0, ""
        following = mark + 1
        if not doc.joins[following]:
            return 0.3, ""
        if doc.words[mark].form == "(":
            aged = doc.flags[following] & Is.NUMBER and doc.ends[following] - doc.starts[following] <= 2
            return (1.5 if aged else 0.0), ""
        if doc.flags[mark] & Is.COLON:
            return (2.0 if doc.flags[following] & Is.QUOTE else 0.7), ""
        if not doc.flags[mark] & Is.COMMA:
            return 0.2, ""
        if self._is_age(following):
            return 2.0, ""
        phrase = self._titles.forward(following, closed=True)
        if phrase is not None and not phrase.letters:
            return 1.5, doc.text[doc.starts[phrase.first] : doc.ends[phrase.last]]
        return 0.2, ""

    def _is_age(self, at: int) -> bool:
        """Whether an age begins at `at`: בן 42, בת ה-22."""
        doc = self._doc
        if doc.words[at].form not in _AGES:
            return False
        after = doc.next_word(at)
        if after >= 0 and doc.words[after].form == "ה":
            after = doc.next_word(after)
        return after >= 0 and bool(doc.flags[after] & Is.NUMBER)

    def _is_title_of_work(self, first: int, last: int) -> bool:
        if not self._works:
            return False
        start = self._doc.starts[first]
        return any(
            span_start <= start < span_end for span_start, span_end in self._works.get(start // 256, ())
        )

    def quoted_alone(self, first: int, last: int) -> bool:
        """Whether quotation marks stand tightly round the tokens."""
        doc = self._doc
        return (
            first > 0
            and last + 1 < len(doc)
            and bool(doc.flags[first - 1] & doc.flags[last + 1] & Is.QUOTE)
            and doc.joins[first] == GLUED == doc.joins[last + 1]
        )


def _title_spans(doc: Prepared) -> dict[int, list[tuple[int, int]]]:
    """Short quotations after the word for a work (השיר "ירושלים של זהב"), by the pages of 256 they touch."""
    pages: dict[int, list[tuple[int, int]]] = {}
    for pair in doc.quotes:
        start, end = pair.inside
        first = doc.token_at(pair.open)
        if not 0 < first < len(doc) or end - start > 80 or doc.joins[first] != BLANK:
            continue
        before = first - 1
        if doc.flags[before] & Is.MARK:
            continue
        is_work = doc.flags[before] & Is.WORK
        if not is_work and before and doc.flags[before - 1] & Is.WORK and doc.flags[before] & Is.DEFINITE:
            is_work = doc.flags[before - 1] & Is.WORK  # הסרט החדש "דוד"
        if is_work:
            for page in range(start // 256, end // 256 + 1):
                pages.setdefault(page, []).append((start, end))
    return pages
