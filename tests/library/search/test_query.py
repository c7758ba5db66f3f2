"""The language of the search, as people type it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.search.lexing import LONGEST
from reader.library.search.nodes import And, Filter, Not, Or, Term
from reader.library.search.query import MOST_TERMS, parse

_PIECES = st.sampled_from(
    [
        *(
            '"',
            "-",
            "(",
            ")",
            "|",
            " OR ",
            " AND ",
            " NOT ",
            "*",
            " ",
            "person:",
            "אתר:",
            "date:",
            "date:2013",
        ),
        *(
            "date:>2012",
            "date:<2014 ",
            "site:ynet",
            "is:read",
            "a",
            'ארה"ב',
            "תל־אביב",
            'ב"',
            "'",
            "''",
            ":",
            "/",
        ),
        *(
            "..",
            "\u200f",
            "\x00",
            "\ud800",
            "ש",
            'ה"',
            "–",
            ".",
            "foo:",
            "+",
            "\u05b8",
            "1",
            "=",
            "OR",
            "in:",
        ),
        *("said:", '"לא', "{", "^", "NEAR(", "\\"),
    ]
)
anything = st.lists(_PIECES | st.characters(codec=None), max_size=14).map("".join)


@given(anything, st.booleans())
def test_nothing_that_is_typed_is_an_error_and_its_canonical_text_is_read_back_as_itself(
    text: str, typing: bool
) -> None:
    query = parse(text, typing=typing)
    assert str(parse(str(query))) == str(query)
    assert str(parse(query.in_hebrew())) == str(query)


def test_words_are_all_looked_for_and_marks_round_them_fall_off() -> None:
    assert parse("נתניהו, איראן!").root == And((Term("נתניהו"), Term("איראן")))
    assert parse('ארה"ב').root == Term('ארה"ב')
    assert parse("תל־אביב").root == Term("תל־אביב")


@pytest.mark.parametrize("marks", ['""', "״״", "„“", "“”", "„”", "«»"])
def test_every_kind_of_quotation_marks_holds_a_phrase(marks: str) -> None:
    assert parse(f"{marks[0]}לא ניסוג{marks[1]}").root == Term("לא ניסוג", phrase=True)


def test_gershayim_inside_a_phrase_do_not_end_it() -> None:
    query = parse('"צה"ל נערך" מחר')
    assert query.root == And((Term('צה"ל נערך', phrase=True), Term("מחר")))


def test_a_phrase_behind_attached_letters_is_one_and_one_without_an_end_goes_to_the_end() -> None:
    assert parse('ב"ידיעות אחרונות"').root == Term("ידיעות אחרונות", phrase=True)
    assert parse('"לא ניסוג מכאן').root == Term("לא ניסוג מכאן", phrase=True)


def test_or_joins_what_stands_beside_it_and_a_hyphen_takes_away() -> None:
    query = parse("כהן OR כהנא -לוי")
    assert query.root == And((Or((Term("כהן"), Term("כהנא"))), Not(Term("לוי"))))
    assert str(query) == "(כהן | כהנא) -לוי"
    assert parse("כהן|כהנא NOT לוי") == query


def test_a_filter_is_known_by_its_english_and_its_hebrew_name() -> None:
    assert parse('אדם:"בנימין נתניהו"').root == Filter("person", "בנימין נתניהו")
    assert parse("אתר:ynet").root == parse("Site:ynet").root == Filter("site", "ynet")
    assert parse('person:"דנה לוי" is:read').in_hebrew() == 'אדם:"דנה לוי" מצב:נקרא'


def test_a_filter_that_stands_twice_asks_for_either_unless_and_stands_between() -> None:
    assert str(parse("site:a site:b נתניהו")) == "(site:a | site:b) נתניהו"
    assert str(parse("person:a AND person:b")) == "person:a AND person:b"
    assert str(parse("-person:a -person:b")) == "-person:a -person:b"
    assert str(parse("date:>2012 date:<2015")) == "date:2013..2014"


@pytest.mark.parametrize(
    "text", ["16:30", "http://example.org/a", "https://x.y", r"C:\x", "2:1", "mailto:a@b.c"]
)
def test_a_word_with_a_colon_is_no_filter(text: str) -> None:
    query = parse(text)
    assert isinstance(query.root, Term)
    assert not query.problems


def test_a_headline_that_is_pasted_is_no_filter() -> None:
    assert parse('גבעון אמר: "לא נסוג"').root == And(
        (Term("גבעון"), Term("אמר"), Term("לא נסוג", phrase=True))
    )


def test_an_unknown_filter_is_told_with_those_that_there_are_and_the_rest_is_searched() -> None:
    query = parse("דעה:ימין נתניהו")
    assert query.root == Term("נתניהו")
    (problem,) = query.problems
    assert "דעה" in problem.full
    assert all(name in problem.full for name in ("person", "אדם", "date", "תאריך"))


@pytest.mark.parametrize(
    "text", ["date:אתמולל", "date:31.2.2013", "date:0", "is:foo", "has:nothing", "date:13.13.2013"]
)
def test_a_value_that_means_nothing_is_told_and_left_out(text: str) -> None:
    query = parse(f"{text} נתניהו")
    assert query.root == Term("נתניהו")
    assert len(query.problems) == 1


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2013", "2013-01-01", "2013-12-31"),
        ("2013-11", "2013-11-01", "2013-11-30"),
        ("2012-02", "2012-02-01", "2012-02-29"),
        ("7.11.2013", "2013-11-07", "2013-11-07"),
        ("7/11/13", "2013-11-07", "2013-11-07"),
        ("7-11-1998", "1998-11-07", "1998-11-07"),
        ("1.2.98", "1998-02-01", "1998-02-01"),
        ("11/2013", "2013-11-01", "2013-11-30"),
        ('"נובמבר 2013"', "2013-11-01", "2013-11-30"),
        ('"7 בנובמבר 2013"', "2013-11-07", "2013-11-07"),
        ('"November 2013"', "2013-11-01", "2013-11-30"),
        ("2012..2014", "2012-01-01", "2014-12-31"),
        ("2014..2012", "2012-01-01", "2014-12-31"),
        ("2012-2014", "2012-01-01", "2014-12-31"),
        ("7.11.2013..9.11.2013", "2013-11-07", "2013-11-09"),
        ("2013..", "2013-01-01", ""),
        ("..2013-05", "", "2013-05-31"),
        (">2013", "2014-01-01", ""),
        (">=2013", "2013-01-01", ""),
        ("<2013-05", "", "2013-04-30"),
        ("<=2013-05", "", "2013-05-31"),
    ],
)
def test_dates_are_read_in_the_orders_that_people_write(text: str, first: str, last: str) -> None:
    (found,) = parse(f"תאריך:{text}").filters
    assert found.days is not None
    assert (found.days.first, found.days.last) == (first, last)
    assert parse(str(found)).filters == (found,)


@pytest.mark.parametrize("text", ["((", "OR", "- |", '""', "AND NOT", "*", "!!!", "-"])
def test_only_operators_are_told_and_find_nothing(text: str) -> None:
    query = parse(text)
    assert query.root is None
    assert not query.blank
    assert len(query.problems) == 1


def test_an_empty_search_and_one_that_has_only_begun_ask_for_everything() -> None:
    assert parse("").blank
    assert parse(" \u200f ").blank
    assert parse('"', typing=True).blank
    assert parse("person:", typing=True).blank
    assert not parse("person:").problems


def test_ten_thousand_characters_are_cut_with_a_sentence() -> None:
    for text in (
        "מילה " * 2000,
        "".join(f"מילה{number} " for number in range(1500)),
        "א" * 10_000,
        '"' * 10_000,
        "(" * 10_000,
    ):
        query = parse(text)
        assert len(query.terms) <= MOST_TERMS
        assert query.problems
    assert len(str(parse("א" * 10_000))) <= LONGEST


def test_signs_that_nobody_sees_and_those_that_no_library_keeps_are_no_part_of_a_word() -> None:
    assert parse("\u202bנת\u200fניהו\u202c\x00 \ud800").root == Term("נתניהו")


@pytest.mark.parametrize(
    "text", ["x'; DROP TABLE articles; --", "title : x", "x NEAR y", "a^2", "{body}: b", "x + y"]
)
def test_fragments_of_other_languages_are_plain_words(text: str) -> None:
    assert all(isinstance(part, Term | Filter) for part in parse(text).parts)


def test_the_last_word_goes_on_while_it_is_being_typed() -> None:
    assert parse("שר נתנ", typing=True).terms[-1] == Term("נתנ", prefix=True, typed=True)
    assert parse("שר 7", typing=True).terms[-1] == Term("7")
    assert parse("שר נתנ ", typing=True).terms[-1] == Term("נתנ")
    assert parse('"שר נתנ', typing=True).terms[-1] == Term("שר נתנ", phrase=True, prefix=True, typed=True)
    assert parse('"שר נתנ"', typing=True).terms[-1] == Term("שר נתנ", phrase=True)
    assert parse("person:נתנ", typing=True).filters[-1].prefix
    assert str(parse("נתנ", typing=True)) == "נתנ"


def test_the_first_letter_of_a_word_that_is_being_typed_changes_nothing() -> None:
    assert parse("שר נ", typing=True) == parse("שר", typing=False)
    assert parse("person:נ שר", typing=True).filters == (Filter("person", "נ"),)
    assert parse("שר person:נ", typing=True) == parse("שר")
    assert parse("נ", typing=True).blank
    assert not parse("נ").blank
    assert parse('"שר נ', typing=True).terms[-1] == Term("שר נ", phrase=True, prefix=True, typed=True)


@pytest.mark.parametrize(
    ("begun", "as_if"),
    [('ארה"', "ארה"), ("ארה״", "ארה"), ("תל־", "תל"), ("אל-", "אל"), ("סיפור צ'", "סיפור")],
)
def test_a_word_goes_on_behind_a_mark_that_was_just_typed(begun: str, as_if: str) -> None:
    assert parse(begun, typing=True).terms[-1].text == as_if
    assert not parse(begun, typing=True).problems


def test_the_mark_that_ends_a_phrase_ends_it() -> None:
    assert parse('"שר החוץ"', typing=True).terms == (Term("שר החוץ", phrase=True),)
    assert parse('person:"דנה לוי"', typing=True).filters == (Filter("person", "דנה לוי"),)
    assert parse('ב"', typing=True).blank  # ב"ידיעות אחרונות"


def test_a_search_is_narrowed_and_widened_by_one_condition() -> None:
    query = parse("נתניהו site:a")
    narrowed = query.narrowed("person", "דנה לוי")
    assert str(narrowed) == 'נתניהו site:a person:"דנה לוי"'
    assert narrowed.narrowed("person", "דנה לוי") == narrowed
    assert narrowed.without(narrowed.filters[0]).filters == (Filter("person", "דנה לוי"),)
    assert parse("site:a").without(Filter("site", "a")).blank
