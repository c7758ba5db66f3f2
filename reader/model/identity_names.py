"""A person's name taken apart for comparing it with the names in other articles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from reader.hebrew import wordlists
from reader.hebrew.folding import fold_text
from reader.hebrew.patterns import lazy

_CALLED = lazy(r"""(?<=\S) +(?:\(([^()"]{2,20})\)|"([^()"]{2,20})")(?= +\S)""")
_ARTICLES = frozenset(("אל", "א"))
"""The Arabic article, which is often left out: בשאר אל-אסד, בשאר אסד."""
_MARKS = str.maketrans(dict.fromkeys(',;:!?()[]{}"', " "))


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in its parts, folded: niqqud, maqaf, final letters and titles make no difference any more.

    `key` is all of it; `given` are the given names, `surname` the words of the surname that are one unit (בן גוריון
    is one, לבני שפיצר are two). A name of one unit has no given names: surname, given name or nickname, nobody knows.
    `also` is the given name between brackets or quotation marks: טומי of יוסף (טומי) לפיד.
    """

    key: str
    given: tuple[str, ...]
    surname: tuple[str, ...]
    also: str = ""

    @property
    def full(self) -> bool:
        """Whether given name and surname are there."""
        return bool(self.given)

    @property
    def blocks(self) -> tuple[str, ...]:
        """Under which keys names are looked for that may be the same person's."""
        return tuple(dict.fromkeys(loose(unit) for unit in self.surname))

    @property
    def common(self) -> bool:
        """Whether so many people are called so that the name alone says nothing: דוד כהן."""
        known = lexicon()
        if not self.given:
            return any(
                unit in known.surnames or unit in known.listed or len(unit) < 3 for unit in self.surname
            )
        if not all(unit in known.surnames for unit in self.surname):
            return False
        return self.given[0] in known.given or is_initial(self.given[0])


@dataclass(frozen=True, slots=True)
class NameWords:
    """The words of identity.yaml and the nicknames, folded as names are."""

    titles: frozenset[str]
    after: frozenset[str]
    particles: frozenset[str]
    given: frozenset[str]
    surnames: frozenset[str]
    short: dict[str, frozenset[str]]
    """A short form, with the given names it may be short for."""
    variants: dict[str, str]
    """A given name, with one of its spellings that stands for all."""
    listed: frozenset[str]
    men: frozenset[str]
    women: frozenset[str]


@cache
def lexicon() -> NameWords:
    """The words, read when first asked for."""
    lists = wordlists.load("identity")
    names = wordlists.load("names")
    short: dict[str, set[str]] = {}
    for line in wordlists.load("nicknames")["names"].splitlines():
        whole, *others = (_folded(name) for name in line.split("|"))
        for other in others:
            short.setdefault(other, set()).add(whole)
    known = wordlists.load("names_known")
    listed = " ".join((*names["given"].values(), *known["given"].values()))
    return NameWords(
        titles=folded_words(lists["titles"]),
        after=folded_words(lists["after"]),
        particles=folded_words(lists["particles"]),
        given=folded_words(lists["common_given"]),
        surnames=folded_words(lists["common_surname"]),
        short={name: frozenset(wholes) for name, wholes in short.items()},
        variants={
            _folded(name): _folded(line.split()[0])
            for line in lists["variants"].splitlines()
            for name in line.split()
        },
        listed=folded_words(listed),
        men=folded_words(names["men"]),
        women=folded_words(f"{names['women']} {known['women']}"),
    )


def folded_words(block: str) -> frozenset[str]:
    """The words of a list, folded; a hyphen in one of them (בן-דוד) is a blank."""
    return frozenset(map(_folded, block.split()))


def _folded(name: str) -> str:
    return " ".join(fold_text(name).split())


@lru_cache(maxsize=50_000)
def person_name(name: str) -> PersonName:
    """`name` in its parts. Of a name of titles alone nothing is cut off."""
    known = lexicon()
    folded, also = fold_text(name), ""
    called = _CALLED.search(folded)
    if called:
        folded, also = (
            folded[: called.start()] + " " + folded[called.end() :],
            _folded(called[1] or called[2]),
        )
    marked = folded.split()
    while len(marked) > 1 and marked[0].strip(",") in known.titles:
        marked = marked[1:]
    while len(marked) > 1 and marked[-1].strip(",") in known.after:
        marked = marked[:-1]
    words = " ".join(marked).translate(_MARKS).split() or folded.split()
    units = _units(words, known.particles)
    key = " ".join(_plain(word) for word in words)
    if len(units) == 1:
        return PersonName(key, (), tuple(units), also)
    if len(units) > 2 and "-" in _hyphens(name):
        joined = _joined_end(name, len(units))
        if joined:
            return PersonName(key, tuple(units[:-2]), tuple(units[-2:]), also)
    given, rest = units[:1], units[1:]
    while len(rest) > 1 and (is_initial(rest[0]) or rest[0] in known.given):
        given.append(rest.pop(0))
    return PersonName(key, tuple(given), tuple(rest), also)


def _plain(word: str) -> str:
    return word if is_initial(word) else word.rstrip("'.")


def _units(words: list[str], particles: frozenset[str]) -> list[str]:
    """The words, with a particle and what it belongs to as one: בן גוריון; but בן כספית is a given name and a surname."""
    units: list[str] = []
    at = 0
    while at < len(words):
        last = at
        while last + 1 < len(words) and (words[last] in particles or (words[last] == "א" and at)):
            last += 1
        # At the head of a name of two words nobody can tell בן גוריון from בן כספית: it is taken for one unit.
        units.append(" ".join(map(_plain, words[at : last + 1])))
        at = last + 1
    return units


def _hyphens(name: str) -> str:
    return name.translate(str.maketrans("־‐‑–", "----"))


def _joined_end(name: str, units: int) -> bool:
    """Whether the name's last two words are hyphened together, as a double surname is: לבני־שפיצר."""
    last = _hyphens(name).split()[-1]
    first, hyphen, second = last.partition("-")
    return bool(hyphen and first and second) and fold_text(first) not in lexicon().particles and units > 2


@lru_cache(maxsize=50_000)
def loose(words: str) -> str:
    """The same for two spellings of one name: סיף and סייף, ביידן and באידן, וינשטיין and ווינשטיין, מוחמד and מוחאמד."""
    return " ".join(_loose(word) for word in words.split() if word not in _ARTICLES) or words


def _loose(word: str) -> str:
    bare = word.replace("'", "").replace("וו", "ו").replace("יי", "י") or word
    return bare[0] + bare[1:].replace("א", "") if len(bare) > 3 else bare


def spelled_alike(one: PersonName, other: PersonName) -> bool:
    """Whether the names are two spellings of one, and hardly two names: מיכאל and מיכל are two."""
    if loose(one.key) != loose(other.key):
        return False
    known = lexicon()
    for first, second in zip(one.given, other.given, strict=False):
        if first != second and {first, second} <= known.listed:
            genders = {_gender(first), _gender(second)}
            if genders == {1, -1} or not _doubled(first, second):
                return False
    return True


def are_variants(one: PersonName, other: PersonName) -> bool:
    """Whether only the first given name differs, and that in its spelling: אהרן ברק, אהרון ברק."""
    known = lexicon().variants
    return (
        bool(one.given and other.given)
        and one.given[0] != other.given[0]
        and one.given[0] in known
        and known[one.given[0]] == known.get(other.given[0])
        and loose(" ".join((*one.given[1:], *one.surname)))
        == loose(" ".join((*other.given[1:], *other.surname)))
    )


def _doubled(one: str, other: str) -> bool:
    """Whether only the doubling of ו or י, or a geresh, tells two names apart: איל and אייל."""
    plain = [word.replace("'", "").replace("וו", "ו").replace("יי", "י") for word in (one, other)]
    return plain[0] == plain[1]


def _gender(given: str) -> int:
    known = lexicon()
    return (given in known.women) - (given in known.men)


def is_short_for(one: str, other: str) -> bool:
    """Whether `one` is a short form of the given name `other`: ביבי of בנימין."""
    return other in lexicon().short.get(one, ())


def is_initial(one: str) -> bool:
    """Whether a given name is only its first letter: א. of א. ב. יהושע, וו. of ג'ורג' וו. בוש."""
    bare = one.rstrip(".'")
    return len(bare) == 1 or (len(bare) == 2 and one.endswith("."))
