"""Articles of any length, made from sentences of our own with a fixed seed."""

from __future__ import annotations

import random

_PEOPLE = (
    "שר הבינוי אלון רזניק", "יו\"ר הוועדה מירב סלוצקי", "השופטת נורית גבעון", "ד\"ר סמיר חדאד",
    "עו\"ד יעל ברנשטיין", "ראש העיר תומר אלקלעי", "העיתונאית ג'ודית קלמן", "הפרשן וולטר הופמן",
)  # fmt: skip
_SENTENCES = (
    '{full} אמר כי ההחלטה תתקבל "בתוך ימים ספורים" ותובא לאישור הממשלה.',
    "לדברי {surname}, מדובר בצעד שאין לו תקדים בארבעים השנים האחרונות.",
    'בישיבה שהתקיימה בירושלים השתתפו גם נציגי משרד האוצר, ארה"ב והאיחוד האירופי.',
    '{full} הוסיף: "לא נוותר על אף סעיף, גם אם הדיון יימשך עד 16:30".',
    "גורמים המעורים בפרטים העריכו אתמול שההצעה ל{surname} תידחה ב-7 בנובמבר.",
    'הסכום, 1,250 מיליון ש"ח, יחולק בין הרשויות המקומיות בשנים 2013-2014.',
    "בתום הפגישה יצאו השניים לנתב\"ג, ומשם טסו לז'נבה לסבב נוסף של שיחות.",
    'הדו"ח קובע שהליקויים היו ידועים לכול, אך איש לא טרח לתקן אותם במועד.',
)


def article(words: int, seed: int = 1) -> str:
    """Natural Hebrew text of about `words` words with a headline, a subheadline and paragraphs."""
    chance = random.Random(seed)  # nothing secret
    out = ["ההכרעה נדחתה שוב: הוועדה תתכנס בשבוע הבא", "חברי הוועדה לא הגיעו להסכמה על התקציב"]
    count = sum(len(line.split()) for line in out)
    while count < words:
        sentences = []
        for _ in range(chance.randint(3, 6)):
            full = chance.choice(_PEOPLE)
            sentence = chance.choice(_SENTENCES).format(full=full, surname=full.split()[-1])
            sentences.append(sentence)
        paragraph = " ".join(sentences)
        count += len(paragraph.split())
        out.append(paragraph)
    return "\n".join(out) + "\n"


def article_of_length(characters: int, seed: int = 1) -> str:
    """The same, of at least `characters` code points, cut at a paragraph's end."""
    text = article(characters // 5, seed)
    while len(text) < characters:
        text += article(max(400, (characters - len(text)) // 5), seed + len(text))
    return text[: text.index("\n", characters - 1) + 1]
