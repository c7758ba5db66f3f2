"""Who in many articles is one person: never two people in one, and as few as can be of one person in two."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.model import EntityKind
from reader.model import identity_reasons as reasons
from reader.model.identity import Appearance, company_of, name_key, tells
from reader.model.identity_names import person_name
from reader.model.identity_people import identify
from reader.model.identity_pins import Apart, Said, Same
from reader.model.identity_roles import role_sense
from tests.model.identity_labelled import LABELLED


def _one(article: str, name: str, roles: str = "", company: str = "", aliases: str = "") -> Appearance:
    def parts(block: str) -> tuple[str, ...]:
        return tuple(each.strip() for each in block.split(",") if each.strip())

    kind = EntityKind.PERSON
    beside = [name_key(kind, each) for each in parts(company) if tells(kind, each)]
    return Appearance(
        article, name, kind, parts(roles), parts(aliases), company_of(beside, name_key(kind, name))
    )


def _labelled() -> list[tuple[str, Appearance]]:
    found = []
    for number, line in enumerate(LABELLED.strip().splitlines()):
        if not line.startswith("#"):
            label, name, *rest = (part.strip() for part in line.split("|"))
            found.append((label, _one(f"a{number:03}", name, *rest)))
    return found


def _together(*appearances: Appearance, said: tuple[Said, ...] = ()) -> set[frozenset[str]]:
    """Who is one with whom, by their articles."""
    return {frozenset(article for article, _ in person) for person in identify(appearances, said).people}


def test_never_two_people_in_one_and_few_people_in_two() -> None:
    labelled = _labelled()
    label_of = {one.key: label for label, one in labelled}
    known = {label for label in label_of.values() if label[0] != "?"}
    assert len(labelled) >= 100
    assert len(known) >= 40
    people = identify([one for _, one in labelled]).people
    wrong = [
        (label_of[one], one[1], label_of[other], other[1])
        for person in people
        for one, other in combinations(sorted(person), 2)
        if label_of[one] != label_of[other]
    ]
    assert wrong == []
    found_in: dict[tuple[str, str], int] = {key: at for at, person in enumerate(people) for key in person}
    pairs = right = 0
    missed = []
    of_label = defaultdict(list)
    for label, one in labelled:
        of_label[label].append(one)
    for label in known:
        for one, other in combinations(of_label[label], 2):
            pairs += 1
            if found_in[one.key] == found_in[other.key]:
                right += 1
            else:
                missed.append((label, one.name, other.name))
    assert right / pairs >= 0.9, missed


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_articles_changes_nothing(random: object) -> None:
    appearances = [one for _, one in _labelled()]
    expected = identify(appearances)
    random.shuffle(appearances)  # type: ignore[attr-defined]
    assert identify(appearances) == expected


def test_every_doubt_is_between_two_people_who_are_not_one_yet() -> None:
    found = identify([one for _, one in _labelled()])
    assert found.doubts
    assert {why for _, _, why in found.doubts} <= set(reasons.IDENTITY_REASONS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("דוד בן־גוריון", "דוד בן גוריון"),
        ("ג'ורג' בוש", "ג׳ורג׳ בוש"),
        ("בִּנְיָמִין נְתַנְיָהוּ", "בנימין נתניהו"),
        ('ד"ר חנן פורת', "חנן פורת"),
        ("ח״כ אחמד טיבי", "אחמד טיבי"),
        ('חנן פורת ז"ל', "חנן פורת"),
        ("ציפי לבני־שפיצר", "ציפי לבני שפיצר"),
    ],
)
def test_one_name_however_it_is_written(one: str, other: str) -> None:
    assert name_key(EntityKind.PERSON, one) == name_key(EntityKind.PERSON, other)


def test_two_given_names_are_never_one_person_unasked() -> None:
    office = "ראש הממשלה"
    assert len(_together(_one("1", "משה שרת", office), _one("2", "יעקב שרת", office))) == 2
    assert len(_together(_one("1", "מיכל סעדה", office), _one("2", "מיכאל סעדה", office))) == 2


def test_two_roles_are_never_one_person_unasked() -> None:
    judge, singer = _one("1", "יגאל סרוסי", "שופט בית המשפט השלום"), _one("2", "יגאל סרוסי", "הזמר")
    assert len(_together(judge, singer)) == 2
    assert [why for _, _, why in identify([judge, singer]).doubts] == [reasons.MAY_BE_FULL_NAME]
    between = _one("3", "יגאל סרוסי")
    assert frozenset("3") in _together(judge, singer, between)  # of neither


def test_a_role_in_both_articles_says_nothing_of_two_names() -> None:
    assert len(_together(_one("1", "משה ארנס", "שר הביטחון"), _one("2", "אהוד ברק", "שר הביטחון"))) == 2


def test_a_surname_that_fits_two_is_nobodys() -> None:
    both = [_one("1", "דן חלוץ", 'ח"כ'), _one("2", "רון חלוץ", 'ח"כ')]
    assert frozenset("3") in _together(*both, _one("3", "חלוץ", 'ח"כ'))


def test_what_is_said_is_done_and_what_is_said_later_prevails() -> None:
    one, two, three = (_one(str(number), "גרשון לירון") for number in range(3))
    keys = [each.key for each in (one, two, three)]
    assert len(_together(one, two, three)) == 1
    out = Apart(frozenset(keys[:1]), frozenset(keys[1:]), taken_out=True)
    assert _together(one, two, three, said=(out,)) == {frozenset("0"), frozenset("12")}
    again = Same(frozenset(keys[:2]))
    assert len(_together(one, two, three, said=(out, again))) == 1
    other = Apart(frozenset(keys[:1]), frozenset(keys[2:]))
    assert _together(one, two, three, said=(out, again, other)) == {frozenset("0"), frozenset("12")}


def test_two_who_were_told_apart_are_not_joined_by_a_third() -> None:
    short, long, alone = (
        _one("1", "ביבי זמיר", "שר האוצר"),
        _one("2", "בנימין זמיר", "שר האוצר"),
        _one("3", "זמיר", "שר האוצר"),
    )
    assert len(_together(short, long, alone)) == 1
    said = Apart(frozenset([short.key]), frozenset([long.key]))
    apart = _together(short, long, alone, said=(said,))
    assert not any({"1", "2"} <= person for person in apart)


def test_a_thousand_of_one_common_name_are_no_thousand_questions() -> None:
    some = [_one(f"{number:04}", "דוד כהן") for number in range(1000)]
    found = identify(some)
    assert len(found.people) == 1000
    assert len(found.doubts) < 20


@pytest.mark.parametrize(
    ("role", "fields", "office"),
    [
        ("שר האוצר", {"state"}, True),
        ("שר האוצר לשעבר", {"state"}, True),
        ("השופט", {"law", "sport"}, False),
        ("שופט בית המשפט העליון", {"law"}, False),
        ("שחקן מכבי חיפה", {"sport"}, False),
        ("אשת ראש הממשלה", set(), False),
        ('מנכ"ל החברה', {"business"}, False),
        ("הנאשם", set(), False),
        ("", set(), False),
    ],
)
def test_what_somebody_does_is_told_from_what_they_are_called(
    role: str, fields: set[str], office: bool
) -> None:
    sense = role_sense(role)
    assert (set(sense.fields), sense.office) == (fields, office)


@given(st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_anything_may_be_a_name_and_a_role(text: str) -> None:
    assert person_name(text).key == person_name(person_name(text).key).key or not person_name(text).key
    role_sense(text)
    identify([_one("1", text, text), _one("2", text), _one("3", "דנה לב", "", text)])
