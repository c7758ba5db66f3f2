"""Articles of our own that several tests read."""

from __future__ import annotations

from reader.model import (
    Article,
    Block,
    BlockKind,
    EngineInfo,
    Entity,
    EntityKind,
    Link,
    Mention,
    MentionForm,
    Quote,
    Reading,
    Role,
    Span,
)

STORY = """\
גבעון תציג את הדו"ח בכנסת ביום שני
שרת הבריאות תיפגש עם רזניק ועם נציגי ארה"ב לפני ההצבעה
שרת הבריאות נורית גבעון תציג את הדו"ח ביום שני. לצידה יעמוד שר האוצר אלון רזניק, שחזר אתמול מביקור בז'נבה.
CNN דיווחה כי גבעון שוחחה עם Barack Obama (2015) בטלפון. "לא נסתיר דבר", אמרה גבעון בפתח הישיבה 😀 ורזניק הנהן.
לדברי רזניק, תושבי תל־אביב יקבלו הודעה מסודרת. בסיום נפרדו גבעון ורזניק בלחיצת יד, ושָׁלוֹם נשמר בקואליציה.
"""
"""A natural article with two people, gershayim, Latin, an emoji, maqaf and niqqud."""


def reading() -> Reading:
    """A small reading made by hand: one person with two mentions, a role and a quotation, one place."""
    lines = ("כהנא הגיעה", 'השרה רות כהנא אמרה: "די" לכהנא ברמלה', "עוד כתבה")
    text = "\n".join(lines)
    blocks, at = [], 0
    for line, kind in zip(
        lines, (BlockKind.HEADLINE, BlockKind.PARAGRAPH, BlockKind.FURTHER_READING), strict=True
    ):
        blocks.append(Block(kind, Span(at, at + len(line))))
        at += len(line) + 1
    article = Article(
        id="0123456789abcdef",
        source="made.txt",
        language="he",
        text=text,
        blocks=tuple(blocks),
        links=(Link(blocks[2].span, lines[2]),),
        source_hash="0123456789abcdef" + "0" * 48,
    )

    def at_word(word: str, skip: int = 0, after: int = 0) -> tuple[Span, Span]:
        start = text.index(word, after)
        return Span(start, start + len(word)), Span(start + skip, start + len(word))

    mentions = (
        Mention(*at_word("כהנא"), "p1", MentionForm.SURNAME, "part of a full name"),
        Mention(*at_word("רות כהנא"), "p1", MentionForm.FULL, "a given name and a surname"),
        Mention(*at_word("לכהנא", 1), "p1", MentionForm.SURNAME, "part of a full name"),
        Mention(*at_word("ברמלה", 1), "l1", MentionForm.FULL, "a known place"),
    )
    return Reading(
        article=article,
        entities=(
            Entity("p1", EntityKind.PERSON, "רות כהנא", ("כהנא",)),
            Entity("l1", EntityKind.PLACE, "רמלה"),
        ),
        mentions=mentions,
        roles=(Role("p1", "השרה", at_word("השרה")[0]),),
        quotes=(Quote(at_word("די")[0], "p1", at_word("אמרה")[0], True),),
        engine=EngineInfo("hand", "1"),
    )
