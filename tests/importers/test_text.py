"""A text file becomes an article: which line is what, whatever shape the file has."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import importers
from reader.model import Article, BlockKind
from tests.corpus_form import corpus_file, one_blank_a_token, tokenise

HEADLINE = 'אלון מגדילה את תקציב החינוך: "לא נשאיר אף ילד מאחור"'
SUBHEADLINE = "שרת החינוך הודיעה על תוספת של 7.5% לתקציב. בארגון המורים מרוצים, באופוזיציה זועמים"
CAPTION = "(בתמונה: אלון ורגב בישיבת הוועדה)"
FIRST = (
    "שרת החינוך מיכל אלון הודיעה אתמול (רביעי) כי תקציב המשרד יגדל ב-7.5% בשנה הבאה. "
    '"לא נשאיר אף ילד מאחור", אמרה בישיבת הוועדה. לדבריה, הכסף יועבר לרשויות בתוך 30 יום.'
)
SECOND = (
    'יו"ר ועדת הכספים, ח"כ דוד רגב, תקף את המהלך: "מדובר בקוסמטיקה, לא ברפורמה". '
    "הוא הוסיף כי המשרד לא הציג נתונים לוועדה."
)
THIRD = (
    'בארגון המורים מסרו בתגובה כי "ההסכם יישמר". המנכ"לית, רות בר-און, אמרה ל"הד החינוך" '
    "שהשביתה תידחה עד ה-12 בחודש."
)
TITLES = ('המורים מאיימים: "נשבית את המשק"', 'ח"כ רגב נגד אלון: "קוסמטיקה"', "כך נראית כיתה של 40 תלמידים")
BODY = (FIRST, SECOND, THIRD)


def opened(*lines: str) -> Article:
    return importers.load_text("\n".join(lines), "clipboard")


def of_kind(article: Article, kind: BlockKind) -> list[str]:
    return [block.span.of(article.text) for block in article.blocks if block.kind is kind]


def kinds(article: Article) -> list[str]:
    return [block.kind.value for block in article.blocks]


def titles(article: Article) -> list[str]:
    return [link.title for link in article.links]


def test_a_file_of_the_corpus_is_shown_as_it_was_written() -> None:
    file = corpus_file(
        HEADLINE, SUBHEADLINE, f"{CAPTION} ", f"{FIRST}\n{SECOND} ", f"{THIRD} ",
        "לקריאה נוספת:" + "".join(TITLES) + " ", "", HEADLINE, SUBHEADLINE,
    )  # fmt: skip
    article = importers.load(file.encode(), "news.txt")
    assert article.title == HEADLINE
    assert of_kind(article, BlockKind.SUBHEADLINE) == [SUBHEADLINE]
    assert of_kind(article, BlockKind.CAPTION) == [CAPTION]
    assert of_kind(article, BlockKind.PARAGRAPH) == list(BODY)
    assert of_kind(article, BlockKind.FURTHER_READING) == ["לקריאה נוספת:", *TITLES]
    assert titles(article) == list(TITLES)
    assert article.text.count(HEADLINE) == 1
    for link in article.links:
        assert link.span is not None
        assert link.span.of(article.text) == link.title


def test_the_same_article_in_any_spacing_is_the_same_article() -> None:
    lines = (HEADLINE, SUBHEADLINE, CAPTION, *BODY, "לקריאה נוספת: " + TITLES[0], HEADLINE)
    natural = opened(*lines)
    corpus = opened(*map(tokenise, lines))
    tokens = opened(*map(one_blank_a_token, lines))
    assert natural.text == "\n".join((*lines[:-2], "לקריאה נוספת:", TITLES[0]))
    assert corpus.text == natural.text
    assert corpus.blocks == natural.blocks
    assert tokens.text == natural.text.replace("בר-און", "בר - און")


def test_natural_text_is_not_changed() -> None:
    text = "\n".join((HEADLINE, SUBHEADLINE, FIRST + "  ועוד   משפט ,כזה .", SECOND))
    article = importers.load_text(text + " \n\n", "clipboard")
    assert article.text == text


def test_every_letter_points_to_its_place_in_the_file() -> None:
    file = corpus_file(HEADLINE, SUBHEADLINE, *BODY, "קראו גם:" + "".join(TITLES), HEADLINE).replace(
        "\n", "\r\n"
    )
    article = importers.load(b"\xef\xbb\xbf" + file.encode(), "news.txt")
    assert article.source_map is not None
    for offset, character in enumerate(article.text):
        start, end = article.source_map.to_source(offset, offset + 1)
        assert character == "\n" or file[start:end] == character


def test_byline_date_and_site_are_known() -> None:
    article = opened(HEADLINE, SUBHEADLINE, "מאת דנה לוי, וואלה! חדשות", "פורסם: 12.11.13, 16:30", *BODY)
    assert (article.author, article.site, article.published) == ("דנה לוי", "וואלה! חדשות", "2013-11-12")
    assert kinds(article)[:4] == ["headline", "subheadline", "byline", "byline"]


@pytest.mark.parametrize("end", ["(דנה לוי, ה' בכסלו תשע\"ד)", "דנה לוי, ה' בכסלו תשע\"ד"])
def test_a_byline_at_the_end(end: str) -> None:
    article = opened(HEADLINE, *BODY, end)
    assert kinds(article)[-1] == "byline"
    assert (article.author, article.published) == ("דנה לוי", "2013-11-08")


def test_a_signature_in_brackets_after_the_last_sentence() -> None:
    article = opened(HEADLINE, FIRST, f"{SECOND} (דנה לוי)")
    assert article.author == "דנה לוי"
    assert kinds(article) == ["headline", "paragraph", "paragraph"]


def test_a_name_below_the_subheadline_is_the_author_or_a_picture() -> None:
    author = opened(HEADLINE, SUBHEADLINE, "דנה לוי", *BODY)
    assert author.author == "דנה לוי"
    picture = opened(HEADLINE, SUBHEADLINE, "מיכל אלון", *BODY)
    assert picture.author is None
    assert of_kind(picture, BlockKind.CAPTION) == ["מיכל אלון"]
    for name in ("דוד רגב", "רגב"):
        assert of_kind(opened(HEADLINE, name, *BODY), BlockKind.CAPTION) == [name]


def test_captions_are_shown_once() -> None:
    article = opened(
        HEADLINE, SUBHEADLINE, CAPTION, FIRST, "רות בר-און בוועדה", "רות בר-און בוועדה", SECOND, CAPTION,
        "דוד רגב", "צילום: רויטרס", THIRD,
    )  # fmt: skip
    captions = [CAPTION, "רות בר-און בוועדה", "דוד רגב", "צילום: רויטרס"]
    assert of_kind(article, BlockKind.CAPTION) == captions
    assert of_kind(article, BlockKind.PARAGRAPH) == list(BODY)


def test_headings_stand_between_paragraphs() -> None:
    article = opened(HEADLINE, FIRST, "המורים מרוצים", SECOND, "מה הלאה?", THIRD)
    assert of_kind(article, BlockKind.HEADING) == ["המורים מרוצים", "מה הלאה?"]


def test_pull_quotes_repeat_the_body_or_stand_in_quotation_marks() -> None:
    article = opened(HEADLINE, FIRST, "הכסף יועבר לרשויות בתוך 30 יום", SECOND, '"זה פשוט לא יעבוד"', THIRD)
    assert of_kind(article, BlockKind.QUOTATION) == ["הכסף יועבר לרשויות בתוך 30 יום", '"זה פשוט לא יעבוד"']
    assert not article.links


@pytest.mark.parametrize(
    "label",
    [
        "לקריאה נוספת:",
        "לקריאה נוספת",
        "קראו גם:",
        "קראו גם",
        "עוד בנושא",
        "כתבות נוספות:",
        "ראו גם:",
        "עוד בוואלה! חדשות:",
        "קריאה נוספת",
        "כתבות קשורות",
        "לידיעות נוספות >>",
        "עוד כתבות שיעניינו אתכם:",
        "אולי יעניין אתכם גם",
        "Read more:",
    ],
)
def test_titles_stand_one_a_line_below_any_label(label: str) -> None:
    article = opened(HEADLINE, *BODY, label, *TITLES)
    assert titles(article) == list(TITLES)
    assert of_kind(article, BlockKind.FURTHER_READING)[1:] == list(TITLES)


@pytest.mark.parametrize(
    "label", ["לקריאה נוספת:", "קראו גם: ", "עוד בנושא - ", "ראו גם ", "עוד בוואלה! חדשות: "]
)
def test_titles_stand_in_the_label_s_own_line(label: str) -> None:
    assert titles(opened(HEADLINE, *BODY, label + "".join(TITLES))) == list(TITLES)
    assert titles(opened(HEADLINE, *BODY, label + " | ".join(TITLES))) == list(TITLES)


def test_titles_between_paragraphs() -> None:
    article = opened(
        HEADLINE,
        FIRST,
        "ראו גם:",
        TITLES[0],
        TITLES[1],
        SECOND,
        "כך נראית כיתה של ארבעים תלמידים בעיר",
        THIRD,
    )
    assert titles(article) == [TITLES[0], TITLES[1], "כך נראית כיתה של ארבעים תלמידים בעיר"]
    assert of_kind(article, BlockKind.PARAGRAPH) == list(BODY)


def test_a_label_and_titles_after_the_last_sentence_of_a_line() -> None:
    article = opened(HEADLINE, FIRST, f"{SECOND} לקריאה נוספת: " + "".join(TITLES))
    assert of_kind(article, BlockKind.PARAGRAPH) == [FIRST, SECOND]
    assert titles(article) == list(TITLES)


def test_addresses_beside_titles_are_where_the_links_lead() -> None:
    article = opened(
        HEADLINE, *BODY, "ראו גם:", "המורים מאיימים https://a.co.il/x?y=1", "- [כך נראית כיתה](https://b.co.il/z)",
        "רגב נגד אלון בוועדה", "www.c.co.il/4",
    )  # fmt: skip
    assert [(link.title, link.url) for link in article.links] == [
        ("המורים מאיימים", "https://a.co.il/x?y=1"),
        ("כך נראית כיתה", "https://b.co.il/z"),
        ("רגב נגד אלון בוועדה", "www.c.co.il/4"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "ראו גם את נאומה של השרה בכנסת.",
        "עוד מסר דובר המשרד: הכסף יועבר בזמן.",
        "עוד באותו יום התפטר רגב מתפקידו בוועדה.",
    ],
)
def test_a_sentence_that_begins_like_a_label_is_a_sentence(sentence: str) -> None:
    article = opened(HEADLINE, FIRST, sentence, THIRD)
    assert of_kind(article, BlockKind.PARAGRAPH) == [FIRST, sentence, THIRD]
    assert not article.links


@pytest.mark.parametrize(
    "again",
    [
        (HEADLINE,),
        (HEADLINE, SUBHEADLINE),
        ("", HEADLINE.replace('"', "״"), SUBHEADLINE.replace(". ", " .  ")),
        (f"{HEADLINE} {SUBHEADLINE}",),
        (f"{HEADLINE} - וואלה! חדשות",),
        (HEADLINE[:30], HEADLINE[30:].strip()),
    ],
    ids=["headline", "both", "other marks", "on one line", "with the site", "wrapped"],
)
def test_head_lines_given_again_are_left_out(again: tuple[str, ...]) -> None:
    article = opened(HEADLINE, SUBHEADLINE, *BODY, *again)
    assert article.text == "\n".join((HEADLINE, SUBHEADLINE, *BODY))


def test_a_paragraph_at_the_end_that_repeats_nothing_is_kept() -> None:
    article = opened(HEADLINE, SUBHEADLINE, FIRST, SECOND, HEADLINE + " ועוד כמה דברים שאמרה השרה אחר כך.")
    assert kinds(article)[-1] == "paragraph"


def test_a_subheadline_that_ends_in_a_full_stop_is_known_when_it_is_given_again() -> None:
    article = opened(HEADLINE, SUBHEADLINE + ".", *BODY, "", HEADLINE, SUBHEADLINE + ".")
    assert kinds(article) == ["headline", "subheadline", "paragraph", "paragraph", "paragraph"]


def test_a_headline_below_the_body() -> None:
    article = opened(*BODY, HEADLINE, SUBHEADLINE)
    assert article.title == HEADLINE
    assert kinds(article) == ["paragraph", "paragraph", "paragraph", "headline", "subheadline"]


def test_headlines_of_other_articles_below_the_body_are_links() -> None:
    article = opened(HEADLINE, *BODY, *TITLES)
    assert titles(article) == list(TITLES)
    assert article.title == HEADLINE


def test_a_glued_label_and_a_label_with_niqqud() -> None:
    assert titles(opened(HEADLINE, *BODY, "לקריאה נוספת" + "".join(TITLES))) == list(TITLES)
    assert titles(opened(HEADLINE, *BODY, "כתבות נוספות בוואלה! חדשות" + "".join(TITLES))) == list(TITLES)
    assert titles(opened(HEADLINE, *BODY, "קִרְאוּ גַּם: מוֹר יִתְפַּטֵּר")) == ["מוֹר יִתְפַּטֵּר"]


@pytest.mark.parametrize(
    "line",
    ["תגיות: רגב, אלון, תקציב", "לפניות לכתבת: dana@walla.co.il", "הצטרפו לערוץ הטלגרם שלנו כבר עכשיו"],
)
def test_what_a_site_says_below_an_article_is_no_link(line: str) -> None:
    article = opened(HEADLINE, *BODY, "קראו גם:", TITLES[0], line)
    assert titles(article) == [TITLES[0]]
    assert article.text.endswith(line)


def test_points_below_the_headline_are_part_of_the_head() -> None:
    article = opened(HEADLINE, "• ביקורת על הקיצוץ", '• האוצר: "ספין"', *BODY)
    assert kinds(article) == ["headline", "subheadline", "subheadline", "paragraph", "paragraph", "paragraph"]


def test_what_stands_above_the_headline_is_not_the_headline() -> None:
    article = opened("הארץ", "חדשות", "12.11.2013", HEADLINE, "דנה לוי", "עודכן ב: 13.11.13 08:30", *BODY)
    assert article.title == HEADLINE
    assert (article.author, article.site, article.published) == ("דנה לוי", "הארץ", "2013-11-12")


def test_menus_and_the_weather_stay_and_are_no_headline() -> None:
    menus = ("ראשי | חדשות | ספורט", "מזג האוויר: ירושלים 14-22", "חדשות > חינוך")
    article = opened(*menus, HEADLINE, SUBHEADLINE, *BODY, "הדפסה", "תגובות (12)")
    assert article.title == HEADLINE
    assert of_kind(article, BlockKind.PARAGRAPH) == [*menus, *BODY, "הדפסה", "תגובות (12)"]


def test_a_file_without_a_headline() -> None:
    article = opened(*BODY)
    assert kinds(article) == ["paragraph"] * 3
    assert article.title == FIRST


def test_one_line_alone_is_a_headline_or_a_paragraph() -> None:
    assert kinds(opened(HEADLINE)) == ["headline"]
    assert kinds(opened(FIRST)) == ["paragraph"]
    assert kinds(opened(HEADLINE, "", HEADLINE)) == ["headline"]


def test_one_sentence_a_line() -> None:
    sentences = re.split(r"(?<=[.]) ", " ".join(BODY))
    assert kinds(opened(HEADLINE, *sentences)) == ["headline"] + ["paragraph"] * len(sentences)


def test_an_interview_is_no_list_of_links() -> None:
    article = opened(
        HEADLINE, "איך את מרגישה?", "טוב מאוד.", "ומה עם המורים שטוענים כי לא קיבלו דבר מכל זה?", "נראה."
    )
    assert not article.links


@pytest.mark.parametrize(
    ("text", "language", "right_to_left"),
    [
        ("Kerry to visit Israel\n\nThe secretary of state will arrive.", "en", False),
        ("קרי יבוא\n\nלפי CNN ו-BBC.", "he", True),
        ("الرئيس يزور القاهرة اليوم", "ar", True),
        ("Президент приехал", "ru", False),
        ("12.11.2013", "he", True),
    ],
)
def test_the_language_is_that_of_most_letters(text: str, language: str, right_to_left: bool) -> None:
    article = importers.load_text(text, "clipboard")
    assert article.language == language
    assert article.right_to_left is right_to_left


pieces = st.sampled_from(
    [
        HEADLINE,
        SUBHEADLINE,
        CAPTION,
        FIRST,
        SECOND,
        TITLES[0],
        "",
        " ",
        "לקריאה נוספת:" + TITLES[0] + TITLES[2],
        "קראו גם",
        "דנה לוי",
        "12.11.2013",
        "שָׁלוֹם 😀",
        "\u200f",
        "*",
        "א",
        '"',
        "https://a.co.il",
        "ראשי | חדשות",
        "(רגב)",
        "…",
        "- א",
        "1.",
    ]
)


@given(st.lists(pieces, min_size=1, max_size=12), st.sampled_from(["\n", "\r\n", "\n\n"]), st.booleans())
def test_any_lines_at_all_make_an_article_whose_blocks_cover_its_text(
    lines: list[str], between: str, spaced: bool
) -> None:
    text = between.join(map(tokenise, lines) if spaced else lines) + "א"
    article = importers.load_text(text, "clipboard")
    assert "\n".join(block.span.of(article.text) for block in article.blocks) == article.text
    assert article.source_map is not None
    assert article.source_map.source_length == len(text)
    for link in article.links:
        assert link.span is None or link.span.of(article.text) == link.title
    for offset, character in enumerate(article.text):
        start, end = article.source_map.to_source(offset, offset + 1)
        assert character in "\n " or text[start:end] == character
