"""The character classes that the Hebrew modules share.

Every class is a string that stands as it is between the brackets of a regular expression: ranges are written
out, ``-`` and ``]`` are escaped, so classes can be joined by writing them one after the other
(``f"[{LETTERS}{POINTS}]"``). Those made of single characters only (`QUOTES`, `GERESH`, …) have no ranges and
no escapes, and so may be searched with ``in`` too.
"""

from __future__ import annotations

FINALS = "ךםןףץ"
"""Letters in their final form: nothing of a word comes after them, which is how glued words show."""

MEDIALS = "כמנפצ"
"""The same letters inside a word, in the order of `FINALS`."""

TO_MEDIAL = str.maketrans(FINALS, MEDIALS)
"""For ``str.translate``: final letters to their form inside a word."""

LETTERS = "א-ת\u05ef-\u05f2\ufb1d\ufb1f-\ufb28\ufb2a-\ufb4f"
"""Hebrew letters, finals, Yiddish ligatures and presentation forms; U+FB29 is a plus sign and is left out."""

POINTS = "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\ufb1e\u034f"
"""Niqqud and cantillation, with the grapheme joiner that pointed texts put between two points of one letter.

Maqaf (05BE), paseq (05C0), sof pasuq (05C3) and nun hafukha (05C6) lie in the same block and are marks.
"""

BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""ALM, LRM, RLM, embeddings, overrides and isolates: they order the line and are no part of its words."""

JOINERS = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Soft hyphen, zero-width space, (non-)joiners, and a byte order mark that was left inside a text."""

INVISIBLE = BIDI_CONTROLS + JOINERS
"""What has no shape of its own: it neither makes a word nor cuts one."""

GERESH = "'׳’‘‚‛´`′ʼ"
"""The marks that stand for geresh: ג'ון, ג׳ון, ג’ון."""

GERSHAYIM = '"״“”„‟″〞＂'
"""The single marks that stand for gershayim, and for quotation marks as well: ארה"ב, ארה״ב, ארה”ב."""

GUILLEMETS = "«»"
"""Quotation marks that are never gershayim."""

QUOTES = GERSHAYIM + GUILLEMETS
"""Every double quotation mark written as one character; a doubled geresh (ח''כ) is the other way."""

GERSHAYIM_PATTERN = f"(?:[{GERSHAYIM}]|[{GERESH}]{{2}})"
"""A regular expression for gershayim in any writing, doubled geresh too."""

MAQAF = "\u05be"
"""The Hebrew hyphen."""

HYPHENS = f"{MAQAF}\\-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
"""Maqaf, hyphen-minus, hyphens and dashes: what may join a prefix to its word (ל-7, ה־CNN, ב–2013)."""

LINE_ENDS = "\n\r\x0b\x0c\x85\u2028\u2029"
"""What ends a line, and with it every quotation that is still open."""

ACCENTS = (
    "\u0300-\u034e\u0350-\u036f\u0483-\u0489\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8"
    "\u06ea-\u06ed\u0900-\u0903\u093a-\u094f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
    "\ufe20-\ufe2f"
)
"""Combining marks of other scripts: é written as two code points is one letter."""
