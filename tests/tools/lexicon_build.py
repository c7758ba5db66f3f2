"""Makes names.yaml and words.yaml of resources/lexicons from public name lists and word frequencies.

    pip install wordfreq hebrew-names
    python tests/tools/lexicon_build.py FOLDER

FOLDER holds the name lists (``gazetteers/``) and the labelled sentences (``*.jsonl``) that NOTICE names.
A name list alone says nothing about how often a name is an ordinary word (חלה is a surname and "has begun"),
so a small logistic regression learns it from the labelled sentences: a name is rarely met with ה before it,
has no plural, and is about as frequent in text as in the register of names.
"""

from __future__ import annotations

import json
import math
import sys
import textwrap
from collections import Counter
from pathlib import Path

import hebrew_names  # type: ignore[import-not-found, unused-ignore]
import yaml
from wordfreq import get_frequency_list  # type: ignore[import-not-found, unused-ignore]

from reader.hebrew.chars import TO_MEDIAL
from reader.hebrew.prefixes import is_prefix

LEXICONS = Path(__file__).resolve().parents[2] / "resources" / "lexicons"
UNSEEN = -850
"""The frequency (centibels: -600 is one word in a million) of a word that no corpus has."""
RAREST_WORD = -650
FEWEST_BEARERS = 70
"""Rarer surnames that no text has are left out: after a given name, a word in no list is a surname as well."""
FINAL_FORM_NEEDED = "כמנצ"
ENDINGS = ("ים", "ות", "ה", "י", "ו", "ית", "יה", "נו", "תי", "יים", "ך", "ם", "ן", "הם", "תם", "יות")
CLEAR_ENDINGS = ("ים", "ות", "ית", "נו", "תי", "יים", "הם", "תם", "יות", "יו", "יה")
"""Endings that a foreign name hardly ever has by chance, as נילסן has the ן of possession."""
VERB_HEADS = "תינאמה"
"""The first letters in which forms of one verb differ: יגיע, תגיע, מגיע, הגיע."""
FEWEST_OF_A_GENDER = 300
LABELLED = ("nemo_train", "nemo_dev", "iahltwiki_dev", "iahltknesset_dev")


class Sources:
    """The name lists, the frequencies and the labelled sentences, read once."""

    def __init__(self, folder: Path) -> None:
        lists = folder / "gazetteers"
        self.given = _counted(lists / "given_names_il.tsv")
        self.surnames = _counted(lists / "surnames_il.tsv")
        self.more_given = _listed(lists / "nnlp_dday_hebrew_first_names.txt")
        self.more_surnames = _listed(lists / "nnlp_dday_hebrew_last_names.txt")
        self.frequency = {
            word: -rank for rank, words in enumerate(get_frequency_list("he", "large")) for word in words
        }
        self.seen: Counter[str] = Counter()
        self.in_person: Counter[str] = Counter()
        for name in LABELLED:
            with (folder / f"{name}.jsonl").open(encoding="utf-8") as lines:
                for line in lines:
                    self._count(json.loads(line))

    def _count(self, row: dict[str, list]) -> None:
        cut = {}
        for first, last, kind, letters in row["ents"]:
            if kind == "PER":
                cut.update({at: letters if at == first else 0 for at in range(first, last + 1)})
        for at, token in enumerate(row["tokens"]):
            word = token[cut.get(at, 0) :]
            self.seen[word] += 1
            self.in_person[word] += at in cut

    @property
    def names(self) -> set[str]:
        """Every word of any name list."""
        return set(self.given) | set(self.surnames) | self.more_given | self.more_surnames

    def of(self, word: str) -> int:
        """The frequency of `word` in centibels."""
        return self.frequency.get(word, UNSEEN)


def _counted(path: Path) -> dict[str, int]:
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return {name: int(count) for name, count in rows if " " not in name}


def _listed(path: Path) -> set[str]:
    return {name for name in path.read_text(encoding="utf-8").split("\n") if _is_plain(name)}


def _with(word: str, ending: str) -> str:
    """A word with an ending: a final letter becomes medial (חייך, חייכה)."""
    return word[:-1] + word[-1].translate(TO_MEDIAL) + ending


def _is_plain(word: str) -> bool:
    return len(word) > 1 and all("א" <= letter <= "ת" or letter == "'" for letter in word)


def features(word: str, sources: Sources) -> list[float]:
    """What tells a name from a word: registers, frequency, and which other forms of it are met."""
    given = math.log10(1 + sources.given.get(word, 0))
    surname = math.log10(1 + sources.surnames.get(word, 0))
    listed_given, listed_surname = word in sources.more_given, word in sources.more_surnames
    listed = bool(given or surname or listed_given or listed_surname)
    frequency = (sources.of(word) - UNSEEN) / 100

    def beside(other: str) -> float:
        return max(-200, min(50, sources.of(other) - sources.of(word))) / 100 + 2

    stems = [beside(word[1:]) for letter in "והבלמשכ" if word[0] == letter and len(word) > 2]
    definite = beside("ה" + word)
    return [
        1.0,
        given,
        surname,
        float(listed_given),
        float(listed_surname),
        float(listed),
        frequency if listed else 0.0,
        0.0 if listed else frequency,
        definite if listed else 0.0,
        0.0 if listed else definite,
        beside("ש" + word),
        beside("ו" + word),
        beside("ב" + word) - beside("ל" + word),
        max(beside(_with(word, ending)) for ending in ENDINGS),
        max(stems, default=0.0),
    ]


def fit(sources: Sources, rounds: int = 150, rate: float = 0.1) -> list[float]:
    """Weights of a logistic regression from `features` to the share of a word's occurrences in persons."""
    rows = [
        (features(word, sources), sources.in_person[word] / count, min(count, 3))
        for word, count in sources.seen.items()
        if _is_plain(word)
    ]
    weights = [0.0] * len(rows[0][0])
    squares = [1e-9] * len(weights)
    for _ in range(rounds):
        slope = [0.0] * len(weights)
        for values, share, count in rows:
            error = count * (_share(values, weights) - share)
            slope = [was + error * value for was, value in zip(slope, values, strict=True)]
        for at, value in enumerate(slope):  # Adagrad: the features are of very different sizes
            squares[at] += value * value
            weights[at] -= rate * 10 * value / math.sqrt(squares[at])
    return weights


def _share(values: list[float], weights: list[float]) -> float:
    return 1 / (1 + math.exp(-sum(v * w for v, w in zip(values, weights, strict=True))))


def name_lists(sources: Sources, weights: list[float], settled: set[str]) -> dict[str, dict[str, set[str]]]:
    """Given names and surnames in three weights; words in `settled` were weighed by hand and are left out."""
    made: dict[str, dict[str, set[str]]] = {}
    kinds = (
        ("given", sources.given, sources.more_given, 300),
        ("surname", sources.surnames, sources.more_surnames, 250),
    )
    for kind, counted, listed, popular in kinds:
        made[kind] = {"plain": set(), "mixed": set(), "word": set()}
        seen_in_text = {word for word in listed if sources.of(word) > -700}
        registered = {
            word for word, bearers in counted.items() if bearers >= FEWEST_BEARERS or popular == 300
        }
        for word in (registered | seen_in_text) - settled:
            if not _is_plain(word):
                continue
            share = _share(features(word, sources), weights)
            frequent = sources.of(word) > -520
            if share >= 0.5 and not frequent:
                made[kind]["plain"].add(word)
            elif share >= 0.2:
                made[kind]["mixed"].add(word)
            elif counted.get(word, 0) >= popular and not _is_prefixed(word, sources):
                made[kind]["word"].add(word)
    return made


def by_gender(known: set[str]) -> dict[str, set[str]]:
    """Given names that hardly any man, or hardly any woman, of those in the register has."""
    bearers: dict[str, Counter[str]] = {"female": Counter(), "male": Counter()}
    for path in Path(hebrew_names.__file__).parent.glob("dist.*.first"):
        gender = path.name.split(".")[2]
        for line in path.read_text(encoding="utf-16").split("\n"):
            if "\t" in line:
                name, count, *_ = line.split("\t")
                bearers[gender][name.strip()] += int(count)
    women, men = bearers["female"], bearers["male"]
    every = {name for name in set(women) | set(men) if women[name] + men[name] >= FEWEST_OF_A_GENDER} & known
    return {
        "women": {name for name in every if women[name] > 9 * men[name]},
        "men": {name for name in every if men[name] > 9 * women[name]},
    }


def _is_prefixed(word: str, sources: Sources) -> bool:
    """Whether a word is a more frequent one with letters attached: בלילה."""
    cuts = (at for at in range(1, min(5, len(word) - 1)) if is_prefix(word[:at]))
    return any(sources.of(word[at:]) > sources.of(word) + 50 for at in cuts)


def _is_inflected(word: str, sources: Sources) -> bool:
    """Whether a word is met with ה, with an ending, or is another one with an ending; foreign names are not."""
    near = max(sources.of(word) - 150, -700)
    stems = (word.removesuffix(ending) for ending in CLEAR_ENDINGS if word.endswith(ending))
    return (
        sources.of("ה" + word) > near
        or any(sources.of(_with(word, ending)) > near for ending in (*CLEAR_ENDINGS, "ה"))
        or any(len(stem) > 2 and sources.of(stem) > near for stem in stems)
        or (
            word[0] in VERB_HEADS
            and any(sources.of(other + word[1:]) > near for other in set(VERB_HEADS) - {word[0]})
        )
    )


def _forms(word: str, sources: Sources) -> int:
    """With how many clear endings a word is met: סקפטי with three, a foreign name with none."""
    near = max(sources.of(word) - 150, -700)
    return sum(sources.of(_with(word, ending)) > near for ending in (*CLEAR_ENDINGS, "ה", "ת"))


def common_words(sources: Sources, weights: list[float], names: set[str]) -> set[str]:
    """Ordinary words, without those that are another one with letters attached (והבית, לבית)."""
    listed = sources.names
    words: set[str] = set()
    for word, frequency in sources.frequency.items():
        if frequency < RAREST_WORD or word in names or not _is_plain(word) or "'" in word:
            continue
        if word[-1] in FINAL_FORM_NEEDED and frequency < -520:
            continue  # מנצ, ארכ: pieces of words, not words
        if frequency < -480 and not _is_inflected(word, sources):
            continue
        if any(
            is_prefix(word[:at]) and word[at:] in names and sources.of(word[at:]) > frequency + 60
            for at in range(1, min(4, len(word) - 1))
        ):
            continue  # ובגין, לבנימין
        most = 0.25 if word in listed else 0.17 if frequency > -520 else 0.07
        share = _share(features(word, sources), weights)
        if share < most or (share < 0.3 and word not in listed and _forms(word, sources) > 1):
            words.add(word)
    base: set[str] = set()
    for word in sorted(words, key=lambda word: (len(word), word)):
        cuts = (at for at in range(1, min(5, len(word) - 1)) if is_prefix(word[:at]) and word[at:] in base)
        stems = [word[at:] for at in cuts]
        if not any(
            sources.of(stem) > max(-590, sources.of(word) + 20)
            for stem in stems
            if len(stem) > 2 or sources.of(stem) > -450
        ):
            base.add(word)  # מטורף stays: טורף is rarer
    return base


def verb_forms(sources: Sources, names: set[str]) -> set[str]:
    """Past and future forms, known by the forms beside them: יגיע by תגיע and נגיע, הותיר by הותירה and מותיר."""
    found: set[str] = set()
    for word, frequency in sources.frequency.items():
        if frequency < RAREST_WORD or not _is_plain(word) or len(word) < 3 or word in names:
            continue
        if sources.of("ה" + word) > frequency - 60:
            continue  # תחנה, עמדה: nouns
        if word[0] in "ית" and len(word) > 3:
            others = sum(_is_met(other + word[1:], sources) for other in "יתנא")
            if others == 4 or (others == 3 and _is_met("ל" + word[1:], sources)):
                found.add(word)
        if not (_is_met(_with(word, "ה"), sources) and _is_met(_with(word, "ו"), sources)):
            continue
        if word[0] == "ה":
            past = (
                sum(_is_met(other + word[1:], sources) for other in "ימ") + _is_met("ל" + word, sources) > 1
            )
        else:
            persons = [_is_met(_with(word, ending), sources) for ending in ("תי", "נו", "תם")]
            declined = all(sources.of(_with(word, ending)) > frequency - 100 for ending in ("ים", "ות"))
            past = word[-1] != "י" and persons[0] and any(persons[1:]) and not declined  # not זול, נכון
            past = past or (word[0] == "נ" and all(_is_met(other + word[1:], sources) for other in "ית"))
        if past and word[-1] != "ת" and not _is_prefixed(word, sources):
            found.update(form for form in (word, _with(word, "ה"), _with(word, "ו")) if form not in names)
    return found


def _is_met(word: str, sources: Sources) -> bool:
    return sources.of(word) > -690


def _block(words: set[str], indent: int) -> str:
    space = " " * indent
    lines = textwrap.wrap(
        " ".join(sorted(words)), 112, initial_indent=space, subsequent_indent=space, break_on_hyphens=False
    )
    return "|\n" + "\n".join(lines) + "\n"


def main(folder: str) -> None:
    """Write both files."""
    sources = Sources(Path(folder))
    known = yaml.safe_load((LEXICONS / "names_known.yaml").read_text(encoding="utf-8"))
    refused = set(known["not_names"].split())
    weights = fit(sources)
    by_hand = {
        kind: {word for words in known[kind].values() for word in words.split()}
        for kind in ("given", "surname")
    }
    head = (
        "# Made by tests/tools/lexicon_build.py from the sources in NOTICE; mend names_known.yaml instead.\n"
    )
    made = name_lists(sources, weights, refused)
    with (LEXICONS / "names.yaml").open("w", encoding="utf-8") as out:
        out.write(head)
        for kind, levels in made.items():
            out.write(f"{kind}:\n")
            for level, words in levels.items():
                out.write(f"  {level}: {_block(words - by_hand[kind], 4)}")
        in_use = {word for words in made["given"].values() for word in words} | by_hand["given"]
        for gender, words in by_gender(in_use).items():
            out.write(f"{gender}: {_block(words, 2)}")
    sure = {
        word for kind in ("given", "surname") for level in ("plain", "mixed") for word in made[kind][level]
    }
    sure |= {
        word
        for kind in ("given", "surname")
        for level in ("plain", "famous")
        for word in known[kind].get(level, "").split()
    }
    sure -= refused
    with (LEXICONS / "words.yaml").open("w", encoding="utf-8") as out:
        out.write(head)
        out.write(f"words: {_block(common_words(sources, weights, sure), 2)}")
        mixed = {word for kind in by_hand.values() for word in kind}
        out.write(f"verbs: {_block(verb_forms(sources, sure | mixed), 2)}")


if __name__ == "__main__":
    main(sys.argv[1])
