"""What a line says about itself: a label of further reading, a caption, a menu, the weather.

The patterns are those of Hebrew news sites at large. A line is judged alone here; what stands around it is
weighed in `reader.importers.blocks`.
"""

from __future__ import annotations

from dataclasses import dataclass

from reader.hebrew.chars import BIDI_CONTROLS, HYPHENS, LETTERS, POINTS
from reader.hebrew.patterns import lazy

_EDGE = f"[\\s{BIDI_CONTROLS}*>»•]*"

_MORE_KINDS = (
    "כתבות|ידיעות|חדשות|מאמרים|פוסטים|טורים|סיפורים|קישורים|לינקים|נושאים|תכנים|פרשנויות|ראיונות|דיווחים"
    "|כתבה|ידיעה|מאמר|קישור"
)
_MORE_ADJECTIVES = (
    "נוספות|נוספים|נוספת|נוסף|קשורות|קשורים|קשורה|קשור|מומלצות|מומלצים|מומלצת|מומלץ"
    "|אחרונות|אחרונים|רלוונטיות|רלוונטיים|דומות|דומים|קודמות|קודמים|קודמת"
)
_WORD = rf"[{LETTERS}A-Za-z0-9][{LETTERS}A-Za-z0-9\"'״׳!{HYPHENS}]*"
_STRONG = (
    r"(?:ל|ל?המשך )?קריאה נוספת"
    r"|(?:קראו|קרא|קראי|ראו|ראה|ראי|צפו|האזינו) (?:גם|עוד)(?: (?:בנושא|באתר|בעניין))?(?: זה)?"
    r"|ל?הרחבה|להמשך קריאה"
    rf"|ל?(?:{_MORE_KINDS}) (?:{_MORE_ADJECTIVES}|בנושא|באותו נושא)"
    rf"|(?:עוד )?(?:{_MORE_KINDS}) ש(?:אולי|יעניינו|תאהבו|כדאי|אסור|קראו|לא כדאי)(?: {_WORD}){{0,3}}?"
    r"|אל תפספסו|אסור לפספס|(?:כדאי|מומלץ) (?:גם )?לקרוא|עוד לקריאה"
    r"|עוד (?:בנושא|בנושאים|בעניין|בפרשה|באותו נושא|באותו עניין|כתבות|ידיעות|חדשות|סיפורים|דיווחים"
    r"|מאותו כותב|מהכותב)"
    r"|בנושא(?:ים)? (?:זה|דומים|קשורים|דומה)|באותו נושא|באותו עניין|בהקשר זה|קשורות"
    r"|אולי (?:יעניין|יעניינו|תאהבו|תרצו|פספסתם|החמצתם)"
    r"|(?:ה?מומלצים|ה?מומלצות|ה?נקראות ביותר|ה?נצפות ביותר|ה?נקראים ביותר|הכי נקראות|הכי נצפות|חם ברשת)"
    r"|[Rr]ead more|[Ss]ee also|[Rr]elated(?: articles| stories)?|[Mm]ore on"
)
# עוד בוואלה! חדשות, עוד על נתניהו: enough words for a label, and for a heading or a sentence as well.
_WEAK = rf"עוד (?:ב|מה?אתר |מבית |מאת |על )[{LETTERS}A-Za-z0-9\"'״׳!{HYPHENS}]+"
_MORE_WORDS = rf"(?: {_WORD}){{0,4}}?"
# After a certain label only such words belong to it: קראו גם נתניהו: "לא" is a label and a title.
_MORE_OF_IT = (
    rf"(?: בוואלה!?(?: (?:חדשות|ספורט|כלכלה|תרבות|רכב|סלבס))?"
    rf"| (?:בנושא|באתר|בעניין|בפרשה|בתחום|ברשת|במדור|בסדרה|במגזין|בערוץ|בחדשות"
    rf"|ב-?[\"״A-Za-z]|על|מאת|מבית|של|גם|זה|ש|אות"
    rf"|את|אצלנו|עבורך|עבורכם|לך|לכם|מהיום|היום|השבוע|מומלצות|אחרות)[^\s:]*(?: {_WORD}){{0,3}}?)?"
)
_END = rf"\s*(?P<colon>[:：]|\.{{2,3}}|…)?\s*(?:>+|»+|<+|«+)?[{BIDI_CONTROLS}]*\s*$"

_LABEL_LINE = lazy(rf"{_EDGE}(?:(?P<strong>(?:{_STRONG}){_MORE_OF_IT})|(?P<weak>{_WEAK}{_MORE_WORDS})){_END}")
_LABEL_AND_TITLES = lazy(
    rf"{_EDGE}(?:(?:{_STRONG}){_MORE_OF_IT}|(?P<weak>{_WEAK}{_MORE_WORDS}))\s*[:：][{BIDI_CONTROLS}]*(?=\s*\S)"
)
_LABEL_WITHOUT_COLON = lazy(rf"{_EDGE}(?:{_STRONG})(?:\s+[{HYPHENS}|>»]\s*|\s*[|•>»]\s*|\s+(?=\S))")
# The label's own letters may be glued to the first title; no other word begins like these.
_LABEL_GLUED = lazy(
    rf"{_EDGE}(?:ל?קריאה נוספת|קראו גם|ראו גם|(?:כתבות|ידיעות) נוספות)(?: בוואלה!?(?: חדשות)?)?"
    rf"(?=[{LETTERS}])(?!יו|ים)"
)
_CALL = lazy(r"\s*(?:היכנסו|לחצו|הקליקו|הקישו|כאן|באתר|הצטרפו|הורידו)(?![א-ת])")
_LABEL_INSIDE = lazy(rf"(?<=[.!?\"])\s+(?=(?:{_STRONG})\s*[:：]\s*\S)")


# What a label can begin with. Most lines begin otherwise, and without a label the patterns are never compiled.
_EDGE_LETTERS = f" \t\u00a0{BIDI_CONTROLS}*>»•"
_FIRST = tuple(
    (
        f"{_MORE_KINDS}|קריאה|קרא|ראו|ראה|ראי|צפו|האזינו|הרחבה|המשך|עוד|בנושא|באותו|בהקשר|קשורות|אולי|מומלצ|מומלץ"
        "|כדאי|אל תפ|אסור|נקרא|נצפ"
        "|הכי|חם|Read|read|See|see|Related|related|More|more"
    ).split("|")
)


def _may_begin(line: str) -> bool:
    """Whether `line` begins as a label can."""
    first = line[:200].lstrip(_EDGE_LETTERS)
    return first.startswith(_FIRST) or (first[:1] in ("ל", "ה") and first[1:].startswith(_FIRST))


@dataclass(frozen=True, slots=True)
class Label:
    """The label at the beginning of a line of further reading.

    Attributes:
        end: where it ends in the line, its colon included.
        certain: whether nothing else begins like that; if not, titles must follow it.
        alone: whether nothing stands in the line after it.
    """

    end: int
    certain: bool
    alone: bool


_LONGEST_LABEL = 160  # code points that are looked at
_POINT = lazy(f"[{POINTS}]")


def label_of(line: str) -> Label | None:
    """The label that `line` begins with: ``לקריאה נוספת:``, ``קראו גם``, ``עוד בוואלה! חדשות:``."""
    head = line[:_LONGEST_LABEL]
    if _POINT.search(head):
        return _pointed_label(line, head)
    if not _may_begin(head):
        return None
    if len(line) == len(head) and (found := _LABEL_LINE.fullmatch(head)):
        return Label(len(line), bool(found["strong"] or found["colon"]), True)
    if found := _LABEL_AND_TITLES.match(head):
        return Label(found.end(), found["weak"] is None, False)
    found = _LABEL_GLUED.match(head) or _LABEL_WITHOUT_COLON.match(head)
    if found and not line.rstrip().endswith(".") and not _CALL.match(line, found.end()):
        return Label(found.end(), False, False)
    return None


def _pointed_label(line: str, head: str) -> Label | None:
    """The label of a line with niqqud: קִרְאוּ גַּם."""
    kept = [offset for offset, character in enumerate(head) if not _POINT.match(character)]
    label = label_of("".join(head[offset] for offset in kept) + line[_LONGEST_LABEL:])
    if label is None or label.alone:
        return label and Label(len(line), label.certain, True)
    end = kept[label.end] if label.end < len(kept) else len(head)
    return Label(end, label.certain, False)


def label_inside(line: str) -> int | None:
    """Where a label with its titles begins inside `line`, after the end of a sentence; None where none does."""
    if ":" not in line or not any(first in line for first in _FIRST):
        return None
    found = _LABEL_INSIDE.search(line)
    return found.end() if found else None


_PICTURE = (
    "סרטון|סרט|וידאו|ווידאו|וידיאו|קליפ|תמונה|תמונות|צילום|צילומים|תצלום|איור|גרפיקה|מפה|קטע|אינפוגרפיקה|גלריה"
    "|הקלטה|שידור"
)
_CAPTION = lazy(
    rf"[{BIDI_CONTROLS}]*[(\[]?\s*(?:(?:ב|ה)?(?:{_PICTURE})"
    r"(?: (?:ארכיון|אילוסטרציה|מסך|ה?למעלה|ה?ראשית|יח\"צ|יח״צ))?"
    r"|קרדיט|באדיבות|מימין|משמאל|מימין לשמאל|משמאל לימין|צפו|האזינו|צילמ(?:ה|ו)?|עריכה)\s*[:：]"
)
_CREDIT = lazy(
    r"[(\[]?\s*(?:צילומ?י?ם?|תצלום|צילום מסך|צילום ארכיון|קרדיט|באדיבות)(?: [^:()]{1,20})?"
    r"\s*[:：]\s*[^:()\[\]]{1,60}[)\]]?\.?\s*$"
)
_BRACKETED = lazy(rf"[{BIDI_CONTROLS}]*[(\[][^()\[\]]*(?:\([^()]*\)[^()\[\]]*)?[)\]][{BIDI_CONTROLS}]*\.?")
_LONGEST_CAPTION = 300


def is_caption(line: str) -> bool:
    """Whether `line` stands under a picture: ``(בסרטון: …)``, ``צילום: …``, ``נתניהו אתמול. צילום: רויטרס``."""
    if len(line) > _LONGEST_CAPTION:
        return False
    return bool(_CAPTION.match(line) or _CREDIT.search(line) or is_bracketed(line))


def is_bracketed(line: str) -> bool:
    """Whether all of `line` stands in one pair of brackets."""
    return len(line) <= _LONGEST_CAPTION and _BRACKETED.fullmatch(line) is not None


def starts_block(line: str) -> bool:
    """Whether `line` begins a block of its own, and so is never joined with the line before."""
    first = line.lstrip(BIDI_CONTROLS)[:1]
    if first in set("([") or _CAPTION.match(line):
        return True
    label = label_of(line)
    return label is not None and (label.alone or line[: label.end].rstrip().endswith(":"))


def is_label_alone(line: str) -> bool:
    """Whether `line` is a label without titles, which no line goes on with."""
    label = label_of(line)
    return label is not None and label.alone


_SECTION_NAMES = (
    "חדשות|בארץ|בעולם|ספורט|כלכלה|תרבות|בידור|דעות|פוליטי|מדיני|פוליטי-מדיני|ביטחון|פלילים|משפט|חינוך|בריאות"
    '|טכנולוגיה|רכב|אוכל|תיירות|יהדות|מגזין|סביבה|צרכנות|נדל"ן|עסקים|ראשי|דף הבית|עמוד הבית|ארכיון|מבזקים'
    "|צור קשר|אודות|הדפס|הדפסה|שלח לחבר|שתף|שתפו|שיתוף|תגובות|הגב|הוסף תגובה|תגובה|חיפוש|תפריט|הרשמה|התחברות"
    "|כניסה|פרסומת|מודעה|עוד|הבא|הקודם|חזרה|למעלה|טוקבקים|גודל טקסט|הגדל|הקטן|RSS|Facebook|Twitter|פייסבוק"
    "|טוויטר|וואטסאפ|דעה|פרשנות|ניתוח|בלעדי|מבזק"
)
_SECTIONS = frozenset(_SECTION_NAMES.split("|"))
_PARTS = lazy(r"\s*[|>»•·/]\s*|\s{2,}|\s+-\s+|\t+")
_WEATHER = lazy(r"[\s>»]*(?:תחזית\s+)?מזג[ -]ה?או?וי?ר[^א-ת]*(?:(?:\S+\s+){0,3}\S*[0-9]|$)|.*[0-9]\s?°")
_SERVICE = lazy(
    r"[\s>»]*(?:(?:תגיות|תגים|תג|מילות מפתח|נושאים|לפניות|לתגובות|ליצירת קשר|דוא\"ל|טלפון)[^:]{0,20}:"
    r"|©|כל הזכויות|All rights"
    r"|(?:הצטרפו|הירשמו|עקבו|הורידו|כתבו לנו|היכנסו|לחצו)(?![א-ת]))|.*\S@\S+\.\S"
)
_COUNTER = lazy(r"\s*[(\[]?[0-9]+[)\]]?\s*")


def is_menu(line: str) -> bool:
    """Whether `line` is a menu, a section's name, a button or the weather, and so no headline."""
    if len(line) > 200:
        return False
    if (_WEATHER.match(line) or _SERVICE.match(line)) and not line.rstrip().endswith("."):
        return True
    parts = [_COUNTER.sub(" ", part).strip(" :.") for part in _PARTS.split(line) if part.strip()]
    if not parts:
        return True
    if all(part in _SECTIONS or not part for part in parts):
        return True
    known = sum(part in _SECTIONS for part in parts)
    short = all(len(part.split()) <= 3 for part in parts)
    return len(parts) >= 3 and short and (known >= 1 or len(parts) >= 4)
