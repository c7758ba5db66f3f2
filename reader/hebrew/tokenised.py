"""Joining a text whose tokens were parted by one blank each.

``ש " ח``, ``1 , 250`` and ``אמר : " לא " .`` become ``ש"ח``, ``1,250`` and ``אמר: "לא".``

Where blanks had been is lost in such a text, so it is set again by rule: closing marks go to the word before,
opening ones to the word after, gershayim and geresh to both, numbers and dates together. A dash between words
keeps its blanks, since nothing tells a hyphen from a dash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from reader.hebrew.acronyms import is_acronym
from reader.hebrew.chars import FINALS, GERESH, GERSHAYIM, LETTERS
from reader.hebrew.offsets import OffsetMap, OffsetMapBuilder
from reader.hebrew.patterns import lazy
from reader.hebrew.prefixes import is_prefix


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


_CLOSING = frozenset(".,:;!?)]}%…")
_OPENING = frozenset("([{$€£#@")
_MARK_TOKEN = lazy(rf"(?<![^ \n\r])[.,:;!?()\[\]{{}}%…$€£#@/־–\-{GERSHAYIM}{GERESH}]+(?![^ \n\r])")
_TOKEN = lazy(r"[^ ]+")
_LINE = lazy(r"[^\r\n]+")

_HEBREW_WORD = lazy(rf"[{LETTERS}]+")
_ONE_LETTER = lazy(rf"[{LETTERS}]")
_DIGITS = lazy(r"[0-9]+")
_LATIN_OR_DIGITS = lazy(r"[A-Za-z0-9]+")
# What may follow the gershayim of a word that no list knows: להט " בים.
_INFLECTED = lazy(rf"[{LETTERS}](?:ים|ית|ות|יות|י|ניק|ניקים)")
_REACH = 60  # tokens: a quotation in single marks is not longer

# The letters of the Latin alphabet as Hebrew spells them out: סי . אי . איי . is סי.אי.איי., no three sentences.
_LETTER_NAMES = _words(
    "איי אי בי סי די אף ג'י ג'יי אייץ' אייג' קיי קי אל אם אן או פי קיו אר אס טי יו וי אקס וואי זי זד"
)
_DOMAINS = _words("com co il org net gov ac edu ai io tv info")  # Monday . com, haaretz . co . il
# The first halves of hyphenated words: תת - ניצב, אי - אפשר, אל - קאעידה, תל - אביב.
_BEFORE_HYPHEN = _words("תת אי בן בת בין רב דו חד תלת אל בית תל יושב יושבת קדם על טרום פרו אנטי אולטרה סגן")
# After these, a letter with geresh counts (יום ג ', כיתה ז '); elsewhere it begins a name (ג ' ון, ז ' נבה).
_COUNTED = lazy(
    rf"[{LETTERS}]*?(?:יום|ימי|כיתה|כתה|כיתות|סעיף|חלק|פרק|תחנה|שלב|דרגה|רמה|קבוצה|בית|קומה|נספח)"
)
_SOFT = frozenset("גזצתץטדחע")
# Words cut short, whose geresh ends them even where a word follows: פרופ ' כהן.
_CUT_SHORT = lazy("[ובהלמשכ]{0,2}(?:פרופ|רח|גב|מס|עמ|טל|וכו|וגו|אונ|אח|חב|מח|שד|קב|נק|שכ|מע|אינג|הוצ|ר|ד)")
# Stacks of attached letters that are no words of their own: של " כל " is של and a quotation.
_ATTACHED = _words("ו ה ב ל מ ש כ וה וב ול ומ וש וכ שה שב כש")
_SOFT_ENDING = lazy(f"[{LETTERS}]?(?:ים|ות|ית)|ון|ינג|י|ר|ק|ט|ן|ס|ו|ה")  # פיצ ' רים


def join_tokens(text: str) -> tuple[str, OffsetMap]:
    """`text` with its tokens joined as they are written, and the map from that back to `text`. Never raises."""
    pieces: list[str] = []
    builder = OffsetMapBuilder()
    at = 0
    for blank in _superfluous(text):
        pieces.append(text[at:blank])
        builder.copy(blank - at)
        builder.skip(1)
        at = blank + 1
    pieces.append(text[at:])
    builder.copy(len(text) - at)
    return "".join(pieces), builder.build()


def _superfluous(text: str) -> Iterator[int]:
    """The offsets of the blanks that stand where none was written, ascending."""
    for line in _LINE.finditer(text):
        if _MARK_TOKEN.search(text, line.start(), line.end()) is None:
            continue
        spans = [match.span() for match in _TOKEN.finditer(text, line.start(), line.end())]
        glued = _Line([text[start:end] for start, end in spans]).glued()
        if 0 in glued and line.start() < spans[0][0] == line.start() + 1:
            yield line.start()
        for index, (_, end) in enumerate(spans[:-1]):
            if index + 1 in glued and spans[index + 1][0] - end == 1:
                yield end
        if len(spans) in glued and line.end() - spans[-1][1] == 1:
            yield spans[-1][1]


class _Line:
    """One line's tokens, and between which of them the blank goes."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._glued: set[int] = set()  # n: no blank before mark n
        self._inside = False  # a quotation is open
        self._inside_single = False  # the same, in single marks
        self._gershayim = self._acronyms()

    def glued(self) -> set[int]:
        """The numbers of the tokens that no blank stands before."""
        for index, mark in enumerate(self._tokens):
            if _MARK_TOKEN.fullmatch(mark):
                left, right = self._sides(index, mark)
                if left:
                    self._glued.add(index)
                if right:
                    self._glued.add(index + 1)
        return self._glued

    def _at(self, index: int) -> str:
        return self._tokens[index] if 0 <= index < len(self._tokens) else ""

    def _sides(self, index: int, mark: str) -> tuple[bool, bool]:
        """Whether the mark at `index`, a mark, is written against the token before it, and after it."""
        if mark[0] in GERSHAYIM or mark == "''":
            if len(mark) == 1 or mark == "''":
                return self._quote(index)
            return self._cluster(mark)
        if mark[-1] in GERSHAYIM and len(mark) > 1:
            return self._cluster(mark)
        if mark in GERESH:
            return self._geresh(index)
        if mark[0] in _OPENING:
            return False, True
        if mark == "/":
            return True, True
        if mark == "־":
            return True, True
        if mark == "-":
            both = self._hyphen(index)
            return both, both
        if mark == "–":
            both = bool(_DIGITS.fullmatch(self._at(index - 1)) and _DIGITS.fullmatch(self._at(index + 1)))
            return both, both
        if mark[0] in _CLOSING:
            return True, self._inside_number(index, mark) or self._dotted(index, mark)
        return False, False

    def _cluster(self, mark: str) -> tuple[bool, bool]:
        """A quotation mark together with other marks: ``".`` closes, ``("`` opens."""
        opens = mark[0] in _OPENING or (not self._inside and mark[-1] in GERSHAYIM and mark[0] in GERSHAYIM)
        if sum(map(mark.count, GERSHAYIM)) % 2:
            self._inside = not self._inside
        return (False, True) if opens else (True, False)

    def _acronyms(self) -> set[int]:
        """The numbers of the tokens that are gershayim."""
        marks = [index for index, mark in enumerate(self._tokens) if mark in GERSHAYIM or mark == "''"]
        found = {index for index in marks if self._is_gershayim(index)}
        if (len(marks) - len(found)) % 2:
            # One mark too many: the likeliest acronym among them is one that no list knows, להט " בים.
            unknown = (index for index in marks if index not in found and self._may_be_gershayim(index))
            found.update(islice(unknown, 1))
        return found

    def _quote(self, index: int) -> tuple[bool, bool]:
        """Gershayim, or the quotation mark that opens or closes."""
        if index in self._gershayim:
            return True, True
        before, after = self._at(index - 1), self._at(index + 1)
        opens = before in {"", ":", "("}
        closes = not after or after[0] in _CLOSING
        self._inside = opens if opens != closes else not self._inside
        if not self._inside:
            return True, False
        # ה " עליהום ": the prefix letter was parted from its quoted word.
        return before in _ATTACHED and index - 1 not in self._glued, True

    def _is_gershayim(self, index: int) -> bool:
        before, after = self._at(index - 1), self._at(index + 1)
        if not (_HEBREW_WORD.fullmatch(before) and _HEBREW_WORD.match(after)):
            return False
        if is_acronym(f'{before}"{after}'):
            return True
        if not _ONE_LETTER.fullmatch(after) or before[-1] in FINALS:
            return False
        # "שלום" ו"להתראות": what closes here is followed by a prefix letter and the mark that opens again.
        return not (is_prefix(after) and self._at(index + 2) in set(GERSHAYIM))

    def _may_be_gershayim(self, index: int) -> bool:
        before, after = self._at(index - 1), self._at(index + 1)
        if not (_HEBREW_WORD.fullmatch(before) and _INFLECTED.fullmatch(after)):
            return False
        return len(before) <= 5 and before[-1] not in FINALS

    def _geresh(self, index: int) -> tuple[bool, bool]:
        before, after = self._at(index - 1), self._at(index + 1)
        if not _HEBREW_WORD.fullmatch(before):
            return self._single(index)
        if _CUT_SHORT.fullmatch(before):
            return True, False  # פרופ ' כהן
        if before[-1] not in _SOFT:
            return (True, False) if len(before) == 1 else self._single(index)  # ה ' בכסלו
        if not _HEBREW_WORD.fullmatch(after):
            return True, False
        if len(before) == 1:
            return True, not _COUNTED.fullmatch(self._at(index - 2))  # ג ' ון, but יום ג ' בשבוע
        stem = before[1:] if is_prefix(before[0]) else before
        return True, len(stem) <= 2 or bool(
            _SOFT_ENDING.fullmatch(after)
        )  # בג ' נין, קולג ' ים; קולג ' תל חי

    def _single(self, index: int) -> tuple[bool, bool]:
        """A single mark that is no geresh: it closes, or it opens where another one follows in the line."""
        if self._inside_single:
            self._inside_single = False
            return True, False
        if any(mark in GERESH for mark in self._tokens[index + 1 : index + 1 + _REACH]):
            self._inside_single = True
            return False, True
        return True, False

    def _hyphen(self, index: int) -> bool:
        before, after = self._at(index - 1), self._at(index + 1)
        if _LATIN_OR_DIGITS.fullmatch(before) and _LATIN_OR_DIGITS.fullmatch(after):
            return True  # 7 - 8, Wi - Fi, F - 16
        if is_prefix(before) and _LATIN_OR_DIGITS.match(after):
            return True  # ל - 7, מה - CNN
        if before in _ATTACHED and after in set(GERSHAYIM):
            return True  # ל - " יועץ "
        stem = before[1:] if len(before) > 2 and is_prefix(before[0]) else before
        return bool(_HEBREW_WORD.fullmatch(after)) and (before in _BEFORE_HYPHEN or stem in _BEFORE_HYPHEN)

    def _inside_number(self, index: int, mark: str) -> bool:
        """``1 , 250``, ``3 . 5``, ``16 : 30``, ``12 . 11 . 2013``; not ``10 , 20 , 30``."""
        before, after = self._at(index - 1), self._at(index + 1)
        if not (_DIGITS.fullmatch(before) and _DIGITS.match(after)):
            return False
        digits = len(_DIGITS.match(after)[0])  # type: ignore[index]  # it was matched above
        if mark == ",":
            return len(before) <= 3 and digits == 3
        if mark == ":":
            return len(before) <= 2 and digits == 2
        date = len(before) <= 2 and digits == 4 and self._at(index - 2) == "."
        return mark == "." and ((len(before) <= 3 and digits <= 3) or date)

    def _dotted(self, index: int, mark: str) -> bool:
        """Whether a full stop stands inside a word spelt by letters: ``סי . אי . איי .``, ``א . ב . יהושע``."""
        if mark != ".":
            return False
        before, after = self._at(index - 1), self._at(index + 1)
        if after in _DOMAINS and before.isascii() and before.isalnum():
            return True
        if self._at(index + 2) != ".":
            last = re.fullmatch("[A-Z]", after) and index - 1 in self._glued  # S . H . I . E . L . D
            return bool(last) and len(before) == 1
        names = after in _LETTER_NAMES and (before in _LETTER_NAMES or before[1:] in _LETTER_NAMES)
        initials = bool(
            re.fullmatch(rf"[ובהלמשכ]?[{LETTERS}]|[A-Z]", before) and re.fullmatch(rf"[{LETTERS}A-Z]", after)
        )
        return names or initials
