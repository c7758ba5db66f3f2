"""Texts such as nobody writes and every reader meets: the strategies of the property tests."""

from __future__ import annotations

from hypothesis import strategies as st

_HEBREW = "אבגדהוזחטיכלמנסעפצקרשתךםןףץ"
_POINTS = "\u05b0\u05b7\u05b8\u05bc\u05c1\u05c2\u0591\u05ab"
_FORMS = "\ufb1d\ufb1f\ufb20\ufb25\ufb29\ufb2a\ufb35\ufb3a\ufb4f\u05f0\u05f2\ufb1e\u034f"
_MARKS = "\"'״׳“”„‚‘’«»`´″.,:;!?()[]-–—־׀׃…%/_"
_INVISIBLE = "\u200e\u200f\u202a\u202c\u2067\u2069\u061c\u200d\u00ad\ufeff\u200b"
_OTHER = "aZéßİﬁA\u0301\u0308ж١7042½²ـ\u064bあ한\u1100\u1161"
_PICTURES = "🕊👍🏽👩‍👧🇮🇱☀\ufe0f"
_BLANKS = " \t\n\r\xa0\u2028\u2009"
_BROKEN = "\x00\x1c\ud800\udfff\uffff"

ALPHABET = _HEBREW + _POINTS + _FORMS + _MARKS + _INVISIBLE + _OTHER + _PICTURES + _BLANKS + _BROKEN

_PIECES = (
    *(
        'ארה"ב',
        "ארה״ב",
        "בז'נבה",
        "ח''כ",
        "צה”ל",
        "פרופ'",
        "ג'ון",
        'ל"הארץ"',
        '"האומץ',
        'שהמנכ"לית',
        "סי.אי.איי.",
    ),
    *("U.S.A.", "ל-7", "ה-Big", "1,250", "16:30", "2013-2014", "שָׁלוֹם", "תל־אביב", "Obama", "O’Brien", "א.ב."),
    *("ה'תשע\"ג", "www.example.org/א", "a@b.co", "'הארץ'", "„שלום”"),
)
_pieces = st.sampled_from(_PIECES)
_noise = st.text(st.sampled_from(ALPHABET), min_size=1, max_size=4)
_blank = st.sampled_from((" ", "  ", "\n", "\u200f", '"', "'", "", ", "))

texts = st.lists(st.one_of(_pieces, _blank, _noise), max_size=14).map("".join)
"""Words as they are written, with noise of every kind between and inside them."""

noise = st.text(st.sampled_from(ALPHABET), max_size=40)
"""Every kind of character, in no order."""
