"""What somebody does, told from what they are called: שר האוצר is of the state, חלוץ הפועל חיפה of sport."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from reader.hebrew import wordlists
from reader.hebrew.folding import fold_text
from reader.hebrew.prefixes import prefix_lengths
from reader.model.identity_names import folded_words

_ENDINGS = ("", "ית", "ת", "ה", "נית")
_WHOSE = frozenset(("לשעבר", "היוצא", "הנכנס", "המיועד", "החדש", "דאז", "היוצאת", "החדשה", "בפועל", "הזמני"))


@dataclass(frozen=True, slots=True)
class RoleSense:
    """A role as it is compared.

    `phrase` is the role folded, without ה before its first word and without לשעבר; `fields` are those it can be
    of: none where it tells nothing (נאשם, אביו של), two where only more could tell (שופט of a court or of a match).
    `office` says that one person has it at a time (שר האוצר, but not מנכ"ל החברה); `words` is how many words there are.
    """

    phrase: str
    head: str
    fields: frozenset[str]
    office: bool
    words: int


@dataclass(frozen=True, slots=True)
class _Fields:
    heads: dict[str, frozenset[str]]
    words: dict[str, str]
    offices: frozenset[str]
    kin: frozenset[str]
    vague: frozenset[str]
    unique: frozenset[str]


@cache
def _fields() -> _Fields:
    lists = wordlists.load("identity")
    heads: dict[str, set[str]] = {}
    for field, block in lists["fields"].items():
        for head in folded_words(block):
            heads.setdefault(head, set()).add(field)
    for line in lists["either"].splitlines():
        head, _, fields = line.partition("|")
        heads[fold_text(head).strip()] = set(fields.split())
    words = {word: field for field, block in lists["words"].items() for word in folded_words(block)}
    return _Fields(
        heads={head: frozenset(found) for head, found in heads.items()},
        words=words,
        offices=folded_words(lists["offices"]),
        kin=folded_words(lists["kin"]),
        vague=folded_words(lists["vague"]),
        unique=folded_words(lists["unique"]),
    )


@cache
def generic() -> frozenset[str]:
    """Organisations and places that stand everywhere, folded: that both articles have them tells nothing."""
    lines = wordlists.load("identity")["generic"]
    return folded_words(lines) | {"ארצות הברית", "תל אביב", "האיחוד האירופי", "רצועת עזה", "הרשות הפלסטינית"}


@lru_cache(maxsize=50_000)
def role_sense(role: str) -> RoleSense:
    """What is to be known about a role for comparing it."""
    words = [word.strip(",.;:\"'") for word in fold_text(role).split()]
    late = frozenset(map(fold_text, _WHOSE))
    words = [word for word in words if word and word not in late]
    if not words:
        return RoleSense("", "", frozenset(), False, 0)
    known = _fields()
    if words[0] in known.kin and not (len(words) == 1 and words[0] in known.heads):
        return RoleSense(" ".join(words), words[0], frozenset(), False, len(words))
    head = _head(words[0], known)
    fields = known.heads.get(head, frozenset())
    told = [known.words[bare] for word in words[1:] if (bare := _bare(word, known.words))]
    if told and (len(fields) != 1):
        # נשיא בית המשפט: what it is of tells; a head of two fields can only be of one of these.
        fitting = [field for field in told if not fields or field in fields]
        fields = frozenset(fitting[:1]) or fields
    phrase = " ".join((head, *words[1:]))
    office = head in known.unique or (
        _stem(head, known.offices) in known.offices and not known.vague.issuperset(words[1:])
    )
    return RoleSense(phrase, _stem(head, known.heads.keys() | known.offices), fields, office, len(words))


def _head(word: str, known: _Fields) -> str:
    """The first word without ה, in the form in which the lists have it where they do."""
    for bare in (word, word[1:] if word[:1] == "ה" and len(word) > 2 else ""):
        stem = _stem(bare, known.heads.keys() | known.offices) if bare else ""
        if stem in known.heads or stem in known.offices:
            return stem
    return word[1:] if word[:1] == "ה" and len(word) > 3 else word


def _stem(word: str, listed: frozenset[str] | set[str]) -> str:
    """The form of `word` that is listed: זמרת as זמר, סופרת as סופר, שחקנית as שחקן."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 1:
            stem = word[: len(word) - len(ending)]
            for form in (stem, stem + "נ", stem + "ה") if ending else (stem,):
                if form in listed:
                    return form
    return word


def _bare(word: str, listed: dict[str, str]) -> str:
    """The form of a later word that is listed, without attached letters: לביטחון, בכנסת."""
    if word in listed:
        return word
    for length in (*prefix_lengths(word)[1:], 1):
        if word[length:] in listed:
            return word[length:]
    return ""
