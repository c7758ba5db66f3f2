"""Role phrases that stand for a person: השר, ראש העיר, שר החוץ האמריקני, where the article has one who can be meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from reader.entities import lexicon, reasons
from reader.entities.accused import Accused
from reader.entities.merging import Draft, Person
from reader.entities.prepared import Prepared
from reader.entities.role_phrases import RolePhrases
from reader.entities.role_words import role_words
from reader.entities.titles import RolePhrase
from reader.entities.words import Is, Role, spelling_key
from reader.model import BlockKind, MentionForm

_CHECK_EVERY = 127
_OPENING = Is.FUNCTION | Is.VERB | Is.SPEECH | Is.WEAK_SPEECH | Is.SOURCE | Is.APPOINTED
_NOT_ONE = frozenset(
    (
        "כל",
        "איזה",
        "איזו",
        "שום",
        "אותו",
        "אותה",
        "אין",
        "עוד",
        "שני",
        "שתי",
        "כמה",
        "מי",
        "זה",
        "זו",
        "אחד",
        "אחת",
        "כמו",
    )
)
_LEFT_OUT = frozenset(("של", "לשעבר", "בעבר"))
_ENDINGS = ("יה", "ית", "ה", "ת", "י")
_OFTEN = 3
_ADVOCATE = 'עו"ד'
_FINALS = {"נ": "ן", "מ": "ם", "כ": "ך", "צ": "ץ", "פ": "ף"}
_HEADS = frozenset((BlockKind.HEADLINE, BlockKind.SUBHEADLINE))


class _Owner(NamedTuple):
    """Somebody's role: what its noun is called, the words after it without their ה, and where it is given."""

    person: Person
    noun: str
    rest: tuple[str, ...]
    kin: bool = False


class RoleMentions:
    """Looks for the roles of one article where no name stands beside them."""

    def __init__(
        self,
        doc: Prepared,
        phrases: RolePhrases,
        named: Mapping[int, tuple[Person, Draft]],
        taken: Mapping[int, Person],
    ) -> None:
        self._doc = doc
        self._phrases = phrases
        self._named = named
        self._taken = taken
        self._words = role_words()
        titles = lexicon.titles()
        self._nouns = titles.masculine | titles.feminine
        self._ranks: set[str] = set()
        self._known_by = frozenset(map(_bare, self._words.known_by))
        self._owners: dict[str, list[_Owner]] = {}
        self._introduced: dict[int, int] = {}
        self._with_article: dict[int, tuple[str, ...]] = {}
        self._of_head_lines: Person | None = None
        self._principal: Person | None = None
        self._client: Person | None = None

    def find(self, said: Iterable[tuple[Person, RolePhrase]]) -> list[tuple[Person, Draft]]:
        """Every such phrase, and who is meant; `said` are the roles that the article gives."""
        for person, phrase in said:
            self._own(person, phrase)
            if phrase.role.kind == "bare":
                self._ranks.add(phrase.role.noun)  # האלוף is a rank where אלוף stands before a name
        for person, noun in Accused(self._doc, self._named).find():
            if noun not in self._owners:
                self._owners[noun] = [_Owner(person, noun, ())]
        self._client = self._only_client()
        for _, (person, draft) in sorted(self._named.items()):
            if self._doc.kind_at(self._doc.starts[draft.first]) is not BlockKind.FURTHER_READING:
                self._introduced.setdefault(id(person), draft.first)
        self._of_head_lines = self._only_one_in_head_lines()
        self._principal = self._most_mentioned()
        doc, found = self._doc, []
        at, size = 0, len(self._doc)
        while at < size:
            if not at & _CHECK_EVERY:
                doc.cancel.check()
            match = None
            if at in self._named or doc.flags[at] & Is.MARK or not self._is_free(at):
                pass
            elif doc.flags[at] & Is.ROLE or self._is_owned(at):
                match = self._match(at)
            elif self._client is not None:
                match = self._of_client(at)
            if match is not None:
                found.append(match)
                at = match[1].last
            at += 1
        return found

    def _only_client(self) -> Person | None:
        """Whom the lawyers of the article speak for: the accused, and whose counsel somebody is; if it is one."""
        owners = [
            owner
            for noun in ("נאשם", "נאשמת", "חשוד", "חשודה")
            for owner in self._owners.get(noun, ())
            if not owner.rest
        ]
        people = {id(owner.person): owner.person for owner in owners}
        for at, (person, draft) in self._named.items():
            if draft.first == at and self._has_counsel(at):
                people[id(person)] = person
        return next(iter(people.values())) if len(people) == 1 else None

    def _has_counsel(self, name: int) -> bool:
        """Whether somebody is the counsel of the one named: סנגורו של [כהן], עורך דינה של [לוי]."""
        words = self._doc.words
        of = self._doc.previous_word(name)
        counsel = self._doc.previous_word(of) if of >= 0 and words[of].form == "של" else -1
        if counsel < 0:
            return False
        known = _without_ending(words[counsel].cuts[-1].stem) in self._words.lawyers
        return known or words[counsel].form in ("דינו", "דינה")

    def _of_client(self, at: int) -> tuple[Person, Draft] | None:
        """מרשי, מרשתו: whoever the lawyer speaks for."""
        for cut in self._doc.words[at].cuts:
            if cut.stem in self._words.clients and self._client is not None:
                if self._client.gender * (1 if "ת" in cut.stem else -1) < 0:
                    return None
                why = reasons.ONLY_ONE_OF_ROLE
                return self._client, Draft(at, at, cut.letters, MentionForm.ROLE, why)
        return None

    def _whose(self, at: int) -> tuple[Person, Draft] | None:
        """סנגורו, יריבתה: the one person of the article who is somebody's counsel, or rival."""
        read = self._phrases.head_at(at)
        if read is None or read[0].kind != "kin":
            return None
        noun = _without_ending(read[0].noun)
        after = self._doc.next_word(at)
        if noun in self._words.family or noun not in self._nouns or not self._stands_alone(at, at, read[1]):
            return None
        if after >= 0 and (self._doc.words[after].form == "של" or self._doc.flags[after] & Is.DEFINITE):
            return None
        nouns = self._words.lawyers - {_ADVOCATE} if noun in self._words.lawyers else frozenset((noun,))
        people = self._bearers(nouns)
        if not people and noun in self._words.lawyers:
            people = self._bearers(frozenset((_ADVOCATE,)))
        if len(people) != 1:
            return None
        person = next(iter(people.values()))
        introduced = self._introduced.get(id(person))
        if introduced is None or not (introduced < at or self._doc.kind_at(self._doc.starts[at]) in _HEADS):
            return None
        return person, Draft(at, at, read[1], MentionForm.ROLE, reasons.ONLY_ONE_OF_ROLE)

    def _is_owned(self, at: int) -> bool:
        """Whether a word with ה is a role only here: המטפס, which no list of roles has alone."""
        word = self._doc.words[at]
        nouns = self._with_article.get(id(word))
        if nouns is None:  # the same word stands in many places
            nouns = tuple(cut.stem[1:] for cut in word.cuts if cut.stem[0] == "ה" and cut.stem[1:])
            self._with_article[id(word)] = nouns
        return bool(nouns) and any(
            noun in self._owners or noun in self._words.only_definite for noun in nouns
        )

    def _owned_head(self, at: int) -> tuple[Role, int] | None:
        """The role in no list that somebody has, by its noun: המקובל."""
        for cut in self._doc.words[at].cuts:
            if cut.stem[0] == "ה" and cut.stem[1:] in self._owners:
                return Role("head", True, cut.stem[1:], cut.stem[-1] in "תה"), cut.letters
        return None

    def _bearers(self, nouns: frozenset[str]) -> dict[int, Person]:
        """Everyone who has a role of one of those nouns."""
        return {id(owner.person): owner.person for noun in nouns for owner in self._owners.get(noun, ())}

    def _is_free(self, at: int) -> bool:
        """Whether nobody has the role at `at`, or it only says whose it is: היועצת של [ראש הממשלה], ניצה יעקובי."""
        if at not in self._taken:
            return True
        before = self._doc.previous_word(at)
        return before >= 0 and before in self._taken and self._doc.words[before].form == "של"

    def _own(self, person: Person, phrase: RolePhrase) -> None:
        if phrase.role.kind == "kin":
            noun = _without_ending(phrase.role.noun)
            if noun in self._nouns:  # מאמנה של נתניה is מאמן נתניה
                rest = self._office(phrase.first, phrase.last, phrase.role)[1]
                self._owners.setdefault(noun, []).append(_Owner(person, noun, rest, kin=True))
        if phrase.role.kind not in ("head", "bare"):
            return
        first = phrase.first + (self._doc.words[phrase.first].form == "לשעבר")
        noun, rest = self._office(first, phrase.last, phrase.role)
        self._owners.setdefault(noun, []).append(_Owner(person, noun, rest))

    def _office(self, first: int, last: int, role: Role) -> tuple[str, tuple[str, ...]]:
        """What a role is called and the words that follow, each way to name one office the same."""
        doc = self._doc
        forms = [doc.words[at].form for at in range(first + 1, last + 1) if not doc.flags[at] & Is.MARK]
        noun = role.noun
        if noun.endswith("ה") and noun[:-1] + "ת" in self._nouns:
            noun = noun[:-1] + "ת"  # השרה is whoever is שרת הביטחון
        for whole in (role.noun, "ה" + role.noun):
            for count in (1, 0):
                key = self._words.offices.get((whole, *forms[:count]))
                if key is not None and len(forms) >= count:
                    return key, tuple(_bare(form) for form in forms[count:] if form not in _LEFT_OUT)
        return noun, tuple(_bare(form) for form in forms if form not in _LEFT_OUT)

    def _match(self, at: int) -> tuple[Person, Draft] | None:
        doc = self._doc
        if doc.kind_at(doc.starts[at]) is BlockKind.FURTHER_READING:
            return None
        read = self._phrases.head_at(at) or self._owned_head(at)
        if read is not None and read[0].kind == "kin":
            return self._whose(at)
        if read is None or read[0].kind not in ("head", "bare"):
            return None
        role, letters = read
        if role.kind == "bare" and not self._phrases.is_alone(at, role):
            role = role._replace(kind="head")  # אלוף פיקוד הדרום
        last = self._phrases.extent(at, role, len(doc), bounded=False)
        noun, rest = self._office(at, last, role)
        if not any(owner.rest == rest for owner in self._owners.get(noun, ())):
            last = self._phrases.extent(at, role, len(doc), bounded=False, placed=False)
            noun, rest = self._office(at, last, role)
        if not self._is_definite(at, last, role, noun, letters) or not self._stands_alone(
            at, last, letters, definite=role.definite
        ):
            return None
        if noun not in self._owners:
            found = self._in_head_lines(at, last, letters, role)
            if found is not None:
                self._owners[noun] = [
                    _Owner(found[0], noun, rest)
                ]  # the same words in the body mean the same
            return found
        person = self._meant(at, last, noun, rest)
        bare = not rest and noun[:-1] == role.noun[:-1]
        if person is None or not self._is_known(at, person, bare=bare):
            return None
        if bare and not role.definite and not self._introduced[id(person)] < at:
            return None
        same = any(owner.rest == rest for owner in self._owners[noun] if owner.person is person)
        why = reasons.SAME_ROLE if same else reasons.ONLY_ONE_OF_ROLE
        return person, Draft(at, last, letters, MentionForm.ROLE, why)

    def _in_head_lines(self, at: int, last: int, letters: int, role: Role) -> tuple[Person, Draft] | None:
        """A role that only a head line tells, where the head lines name one person: [הסופרת] חוזרת עם רומן."""
        person = self._of_head_lines or self._principal
        if person is None or self._doc.kind_at(self._doc.starts[at]) not in _HEADS:
            return None
        agrees = person.gender * (1 if role.feminine else -1) > 0
        subject = self._doc.previous_word(at) < 0 and not letters
        if not agrees or not subject:
            return None
        return person, Draft(at, last, letters, MentionForm.ROLE, reasons.HEAD_LINES)

    def _most_mentioned(self) -> Person | None:
        """Whom the article is about: the one mentioned more often by half than anybody else."""
        people = {id(person): person for person, _ in self._named.values()}
        ranked = sorted(people.values(), key=lambda person: -len(person.mentions))
        clear = (
            ranked
            and len(ranked[0].mentions) >= _OFTEN
            and (len(ranked) == 1 or 2 * len(ranked[0].mentions) >= 3 * len(ranked[1].mentions))
        )
        return ranked[0] if clear else None

    def _only_one_in_head_lines(self) -> Person | None:
        people = {
            id(person): person
            for person, draft in self._named.values()
            if self._doc.kind_at(self._doc.starts[draft.first]) in _HEADS
        }
        return next(iter(people.values())) if len(people) == 1 else None

    def _is_definite(self, at: int, last: int, role: Role, noun: str, letters: int) -> bool:
        """Whether a phrase means one person: השר, שר החוץ, ל|שרה after which nothing comes; not שר, not שר בממשלה."""
        doc = self._doc
        if role.definite:
            bare = last == at and noun[:-1] == role.noun[:-1]
            return not (bare and role.noun in self._words.never_alone and role.noun not in self._ranks)
        if last == at:
            return (
                noun != role.noun and role.kind == "head" and '"' in role.noun
                if not letters
                else (
                    role.swallowed
                    and role.kind == "head"
                    and doc.text[doc.starts[at] + letters - 1] == "ל"
                    and role.noun not in self._words.never_alone
                    and not self._becomes(at)
                )
            )
        if role.kind == "bare" and role.noun not in self._owners:
            return False
        return any(
            self._phrases.is_definite(token) or token in self._phrases.all_covered or token in self._named
            for token in range(at + 1, last + 1)
        )

    def _becomes(self, at: int) -> bool:
        """Whether ל says what somebody becomes, or to do: מונה לשר, לימד אותה לצייר."""
        doc = self._doc
        if doc.words[at].flags & Is.COMMON and not doc.words[at].flags & Is.DERIVED:
            return True
        start = doc.sentence_start(at)
        return any(
            doc.flags[token] & Is.APPOINTED
            or doc.words[token].form in self._words.serving | self._words.making
            for token in range(max(start, at - 8), at)
        )

    def _heads(self, noun: str) -> list[_Owner]:
        """Whoever has a role of that noun; of מאמן הנבחרת and מאמנה של לוי, המאמן is the first."""
        owners = self._owners[noun]
        return [owner for owner in owners if not owner.kin] or owners

    def _is_of_a_land(self, at: int) -> bool:
        """Whether the word at `at` may say where somebody is from: הקנצלר [הגרמני], החלוץ [הגאני]."""
        word = self._doc.words[at]
        return bool(word.flags & Is.DEFINITE) and word.form.endswith(("י", "ית"))

    def _meant(self, at: int, last: int, noun: str, rest: tuple[str, ...]) -> Person | None:
        """The only person whose role the words can be."""
        wanted = [word for word in rest if word not in self._known_by]
        people = {
            id(owner.person): owner.person
            for owner in (self._owners[noun] if wanted else self._heads(noun))
            if _holds(owner.rest, wanted) or (not owner.rest and last == at + 1 and self._is_of_a_land(last))
        }
        if len(people) != 1:
            return None
        return next(iter(people.values()))

    def _is_known(self, at: int, person: Person, *, bare: bool) -> bool:
        """Whether the reader knows by now who it is: named before, or this is a head line or the whole phrase."""
        introduced = self._introduced.get(id(person))
        if introduced is None:
            return False
        return introduced < at or not bare or self._doc.kind_at(self._doc.starts[at]) in _HEADS

    def _stands_alone(self, first: int, last: int, letters: int, *, definite: bool = False) -> bool:
        """Whether a phrase is not part of a longer one: not סגן ראש הממשלה, not ראש הממשלה אהוד אולמרט."""
        doc = self._doc
        if any(at in self._named or at in self._taken for at in range(first, last + 1)):
            inside = first in self._taken and first - 1 in self._taken and last + 1 not in self._taken
            return inside and doc.words[first - 1].form == "של" and last not in self._named
        before, after = doc.previous_word(first), doc.next_word(last)
        if before >= 0 and not letters and (doc.words[before].form in _NOT_ONE or before in self._taken):
            return False
        called = doc.flags[first - 1] & Is.QUOTE if first else 0
        if before >= 0 and self._serves(before):
            return False  # המשמש סמנכ"ל הטכנולוגיות
        if called and last + 1 < len(doc) and doc.flags[last + 1] & Is.COMMA:
            return False  # "המורה, בלעדייך…" speaks to somebody
        if before >= 0 and not letters:
            flags = doc.flags[before]
            free = flags & (_OPENING | Is.DEFINITE | Is.AFTER_ROLE) or before in self._named
            free = free or (definite and bool(flags & Is.UNKNOWN) and doc.words[before].form[0] in "ית")
            derived = flags & Is.DERIVED and not flags & Is.ROLE and doc.words[before].form[0] in "בלמש"
            if not free and not derived and before not in self._phrases.all_covered:
                return False
        if after < 0:
            return not self._has_name_beyond(last)
        word = doc.words[after]
        if after in self._named or word.flags & (Is.UNKNOWN | Is.LATIN) or word.form == "של":
            return False
        return not (word.flags & Is.NUMBER)

    def _serves(self, verb: int) -> bool:
        """Whether a verb says that somebody has the role: המשמש, ששימשה."""
        form = self._doc.words[verb].form
        return form in self._words.working or (form[0] in "שו" and form[1:] in self._words.working)

    def _has_name_beyond(self, last: int) -> bool:
        """Whether a comma and a name closed by another mark come next: it is theirs, or somebody else's."""
        doc, mark = self._doc, last + 1
        if mark + 1 >= len(doc) or not doc.joins[mark] or not doc.flags[mark] & Is.COMMA:
            return False
        found = self._named.get(mark + 1)
        return found is not None and not found[1].letters and self._phrases.closes(found[1].last)


def _bare(form: str) -> str:
    """A word without its ה and its ending, so that שליח אמריקני and השליח האמריקני are one.

    One too are ראש הישיבה and ראש ישיבת, שר האנרגיה האוקראיני and של אוקראינה, יו"ר הוועד and יו"ר ועד.
    """
    stem = spelling_key(form[1:] if form[0] == "ה" and len(form) > 3 else form)
    for ending in _ENDINGS:
        if stem.endswith(ending) and len(stem) - len(ending) > 2:
            return stem.removesuffix(ending)
    return stem


def _without_ending(noun: str) -> str:
    """Whose it is left out: מאמנה and מאמנו, of מאמן; דוברתו, of דוברת."""
    stem = noun[:-1]
    return stem[:-1] + _FINALS.get(stem[-1], stem[-1])


def _holds(whole: tuple[str, ...], part: list[str]) -> bool:
    """Whether `part` stands in `whole`, in its order."""
    rest = iter(whole)
    return all(word in rest for word in part)
