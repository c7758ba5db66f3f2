"""What is made of the names that a tagger sees: trimmed, parted, agreed upon, and looked for in the whole article."""

from __future__ import annotations

import numpy as np
import pytest

from reader.cancel import CancelToken
from reader.entities.prepared import Prepared
from reader.entities.tagger.model import Sure, Tagging
from reader.entities.trained import understand
from reader.model import EntityKind, MentionForm, Reading
from reader.model.reading import EngineInfo
from tests.entities import marked
from tests.entities.scores import people_by_name

Said = tuple[str, str, float]


class Saying:
    """A tagger that says just what it is told: the words (attached letters before a bar), the type, the chance."""

    version = "0"

    def __init__(
        self, *said: Said, doubts: dict[str, float] | None = None, inside: dict[str, float] | None = None
    ) -> None:
        """`doubts`: how likely a word begins a name that is not told; `inside`: how likely it goes on with one."""
        self._said, self._doubts, self._inside = said, doubts or {}, inside or {}

    def tag(self, doc: Prepared) -> Tagging:
        person = np.zeros((len(doc), 4), dtype=np.float32)
        names, at = [], 0
        for words, kind, chance in self._said:
            letters = words.index("|") if "|" in words else 0
            start = doc.text.index(words.replace("|", ""), at)
            at = start + len(words.replace("|", ""))
            first, last = doc.token_at(start), doc.token_at(at - 1)
            names.append(Sure(first, last, kind, letters, chance))
            if kind == "PER":
                person[first, letters] = chance
                person[first + 1 : last + 1, 3] = chance
        for token, word in enumerate(doc.words):
            if word.form in self._doubts:
                person[token, 0] = self._doubts[word.form]
            person[token, 3] = self._inside.get(word.form, person[token, 3])
        return Tagging(names, person)


def read(
    text: str, *said: Said, doubts: dict[str, float] | None = None, inside: dict[str, float] | None = None
) -> Reading:
    tagger = Saying(*said, doubts=doubts, inside=inside)
    return understand(marked.article(text), CancelToken(), tagger, EngineInfo("test", "0"))


def people(reading: Reading) -> dict[str, list[str]]:
    text = reading.article.text
    return {
        entity.name: [text[m.span.start : m.name_span.start] + "|" + m.name_span.of(text) for m in found]
        for entity in reading.of_kind(EntityKind.PERSON)
        if (found := [m for m in reading.mentions_of(entity.id) if m.form is not MentionForm.ROLE])
    }


@pytest.mark.parametrize(
    ("text", "span", "name"),
    [
        ("השרה פורת-גולן מסרה כי תתפטר.", "השרה פורת-גולן", "פורת-גולן"),
        ('סמל נועם אדר ז"ל נקבר אתמול.', 'נועם אדר ז"ל', "נועם אדר"),
        ("הנהג, סלימאן אל-עזברגה מחדרה, נפצע.", "סלימאן אל-עזברגה מחדרה", "סלימאן אל-עזברגה"),
        ("הוא הפסיד לאזיז סולטנוב האוזבקי.", "ל|אזיז סולטנוב האוזבקי", "אזיז סולטנוב"),
    ],
)
def test_what_is_no_name_is_trimmed_off(text: str, span: str, name: str) -> None:
    assert list(people(read(text, (span, "PER", 0.7)))) == [name]


def test_a_verb_before_a_name_is_told_from_a_given_name() -> None:
    reading = read("במשך שנים זייפה טל-אור חתימות.", ("זייפה טל-אור", "PER", 0.7), doubts={"טל": 0.3})
    assert list(people(reading)) == ["טל-אור"]


def test_two_names_that_ו_joins_are_two() -> None:
    text = "השר ראובן לוי פגש את דן אל-מסרי. לוי שתק. אל-מסרי ולוי נפגשו שוב."
    said = [("ראובן לוי", "PER", 0.9), ("דן אל-מסרי", "PER", 0.9), ("לוי", "PER", 0.9)]
    reading = read(text, *said, ("אל-מסרי ולוי", "PER", 0.6))
    assert people(reading) == {
        "ראובן לוי": ["|ראובן לוי", "|לוי", "ו|לוי"],
        "דן אל-מסרי": ["|דן אל-מסרי", "|אל-מסרי"],
    }


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        ("מירי רגב נאמה. ולרגב לא היה מה להציע.", ("ו|לרגב", 0.5), "ול|רגב"),
        ("ארטם סולטאנוב ניצח. כשסולטאנוב ירד, קמו כולם.", ("כ|שסולטאנוב", 0.5), "כש|סולטאנוב"),
        ("ציפי לבני נאמה. לבני ירדה.", ("ל|בני", 0.5), "|לבני"),
    ],
)
def test_letters_are_parted_as_the_article_and_the_lists_say(
    text: str, said: tuple[str, float], expected: str
) -> None:
    full = text.split(" נ")[0].split(" ני")[0]
    name = " ".join(text.split()[:2])
    reading = read(text, (name, "PER", 0.95), (said[0], "PER", said[1]))
    assert full.startswith(name)
    assert people(reading)[name][-1] == expected


def test_a_surname_once_seen_in_a_full_name_is_found_everywhere_with_its_letters() -> None:
    text = "המאמן אברהם קופל הגיע. אחר כך דיברו עם קופל, ולקופל היה מה לומר. כשקופל יצא, נעלו."
    reading = read(text, ("אברהם קופל", "PER", 0.95))
    assert people(reading) == {"אברהם קופל": ["|אברהם קופל", "|קופל", "ול|קופל", "כש|קופל"]}


def test_a_common_word_is_no_surname_where_the_tagger_sees_none() -> None:
    text = 'ח"כ מרים שלום הודיעה. אין שלום בקואליציה. בסוף גם שלום בית עושים.'
    reading = read(text, ("מרים שלום", "PER", 0.95))
    assert people(reading) == {"מרים שלום": ["|מרים שלום"]}


def test_a_word_that_is_a_name_at_most_places_is_one_at_the_last_too() -> None:
    text = "ג'ון קרי בא. קרי אמר. קרי יצא. קרי חזר. בארבע עיניים, קרי ניסה לברר."
    said = [("ג'ון קרי", "PER", 0.95), *[("קרי", "PER", 0.9)] * 3]
    assert len(people(read(text, *said))["ג'ון קרי"]) == 5


def test_one_spelling_of_a_foreign_name_and_another_are_one_person() -> None:
    text = "תומאס ויטאקר נחת. ויטקר לא דיבר."
    reading = read(text, ("תומאס ויטאקר", "PER", 0.95), ("ויטקר", "PER", 0.8))
    assert people(reading) == {"תומאס ויטאקר": ["|תומאס ויטאקר", "|ויטקר"]}


def test_a_stadium_a_street_and_a_prize_called_after_people_name_nobody() -> None:
    text = "המשחק באצטדיון סמי עופר נדחה. היא זכתה בפרס ביאליק. התאונה ברחוב דוד רמז."
    said = [("סמי עופר", "PER", 0.9), ("ביאליק", "PER", 0.9), ("דוד רמז", "PER", 0.9)]
    assert people(read(text, *said)) == {}


def test_a_surname_taken_for_a_town_is_the_person_s() -> None:
    text = "דובואה איים לפרוש\nשר הסביבה ז'אן-מארק דובואה קם ויצא."
    reading = read(text, ("דובואה", "GPE", 0.9), ("ז'אן-מארק דובואה", "PER", 0.95))
    assert people(reading) == {"ז'אן-מארק דובואה": ["|דובואה", "|ז'אן-מארק דובואה"]}
    assert not reading.of_kind(EntityKind.PLACE)


def test_who_goes_by_the_given_name_is_not_meant_by_the_shared_surname() -> None:
    text = "אריה מלול הורשע. בנו שמעון מלול בכה. שמעון אמר. שמעון יצא. שמעון חזר. מלול נלקח לתאו."
    said = [("אריה מלול", "PER", 0.95), ("שמעון מלול", "PER", 0.95), *[("שמעון", "PER", 0.9)] * 3]
    reading = read(text, *said, ("מלול", "PER", 0.9))
    assert people(reading)["אריה מלול"] == ["|אריה מלול", "|מלול"]


def test_what_the_tagger_doubted_is_not_sure() -> None:
    reading = read("אתמול דיבר פלמוני.", ("פלמוני", "PER", 0.45))
    assert [mention.sure for mention in reading.mentions] == [False]
    reading = read("אתמול דיבר פלמוני.", ("פלמוני", "PER", 0.95))
    assert [mention.sure for mention in reading.mentions] == [True]


def test_every_mention_says_why() -> None:
    reading = read("אתמול דיבר פלמוני בקוראסאן.", ("פלמוני", "PER", 0.95), ("ב|קוראסאן", "GPE", 0.9))
    assert all(mention.why for mention in reading.mentions)
    assert len(people_by_name(reading)) == 1


def test_a_surname_that_is_a_word_stays_with_its_given_name_where_it_stands_alone_too() -> None:
    text = "המאמן דרור סמוכה התפטר. בצד המפסיד בחר סמוכה להודיע."
    found = read(text, ("דרור", "PER", 0.8), ("סמוכה", "PER", 0.4), ("סמוכה", "PER", 0.8))
    assert people(found) == {"דרור סמוכה": ["|דרור סמוכה", "|סמוכה"]}
    beside = read(text, ("דרור", "PER", 0.8), ("סמוכה", "PER", 0.8))
    assert list(people(beside)) == ["דרור סמוכה"]


def test_a_verb_behind_somebody_who_is_named_without_it_is_no_surname() -> None:
    text = "הנגר אהרן אלמוג הגיע. אהרן גילף, תרצה כתבה."
    found = read(text, ("אהרן אלמוג", "PER", 0.9), ("אהרן גילף", "PER", 0.9))
    assert people(found) == {"אהרן אלמוג": ["|אהרן אלמוג", "|אהרן"]}
    text = "ראש המינהל ניסן עמיאל מגבה. עמיאל שותק."
    found = read(text, ("ניסן עמיאל מגבה", "PER", 0.9), ("עמיאל", "PER", 0.9))
    assert people(found) == {"ניסן עמיאל": ["|ניסן עמיאל", "|עמיאל"]}


def test_a_full_stop_behind_a_whole_word_parts_two_names() -> None:
    text = "כך הודיע הנס-יורגן בק. אביבה לוי שתקה."
    found = read(text, ("הנס-יורגן בק. אביבה לוי", "PER", 0.9))
    assert list(people(found)) == ["הנס-יורגן בק", "אביבה לוי"]
    assert list(people(read("הסופר א. ב. יהושע נאם.", ("א. ב. יהושע", "PER", 0.9)))) == ["א. ב. יהושע"]


def test_a_thing_that_is_called_after_somebody_is_nobody_also_when_the_thing_is_taken_for_a_name() -> None:
    assert people(read("כלת פרס דיזנגוף נפטרה.", ("פרס דיזנגוף", "PER", 0.9))) == {}
    assert people(read("גולן, איל ספנות, שתק.", ("איל ספנות", "PER", 0.9))) == {}


def test_a_word_that_a_whole_article_half_believes_once_is_nobody() -> None:
    filler = "השמש זרחה על הגבעה והרוח נשבה לאט בין העצים הגבוהים. " * 20
    once = "על הקיר ראו את ברגמן בלילה. "
    assert people(read(filler + once, ("ברגמן", "PER", 0.7))) == {}
    assert list(people(read(filler + once, ("ברגמן", "PER", 0.9)))) == ["ברגמן"]
    assert list(people(read(once, ("ברגמן", "PER", 0.7)))) == ["ברגמן"]
    said = filler + "ברגמן אמר כי יבוא. "
    assert list(people(read(said, ("ברגמן", "PER", 0.7)))) == ["ברגמן"]


def test_a_given_name_and_a_surname_taken_for_a_firm_are_a_person_behind_a_title() -> None:
    reading = read('סנגוריתו, עו"ד קרן לוי, אמרה.', ("קרן לוי", "ORG", 0.8))
    assert people(reading) == {"קרן לוי": ["|קרן לוי"]}


def test_a_doubted_firm_that_lists_know_as_a_name_is_a_person_before_a_comma() -> None:
    reading = read("את החברה הקים יואב כהן, מהנדס.", ("יואב כהן", "ORG", 0.4))
    assert people(reading) == {"יואב כהן": ["|יואב כהן"]}


def test_a_club_that_looks_like_a_name_stays_a_club() -> None:
    reading = read("תארח את בני יהודה, בלי החלוץ.", ("בני יהודה", "ORG", 0.4))
    assert people(reading) == {}


def test_a_surname_that_is_a_small_word_after_ו_is_not_parted_off() -> None:
    reading = read("נשיא המדינה קלאוס ובר, שר לשעבר, אמר.", ("קלאוס ובר", "PER", 0.9))
    assert people(reading) == {"קלאוס ובר": ["|קלאוס ובר"]}


def test_a_rare_word_that_opens_a_sentence_before_a_comma_is_the_surname_that_it_is_elsewhere() -> None:
    reading = read("דוד צורף ניצח. צורף, אופה במקצועו, שמח.", ("דוד צורף", "PER", 0.9), doubts={"צורף": 0.2})
    assert people(reading) == {"דוד צורף": ["|דוד צורף", "|צורף"]}


def test_what_will_be_done_to_somebody_is_no_surname() -> None:
    reading = read(
        "עומר גולדפרב ניצח. החוזה של עומר יוארך.", ("עומר גולדפרב", "PER", 0.9), ("עומר יוארך", "PER", 0.7)
    )
    assert people(reading) == {"עומר גולדפרב": ["|עומר גולדפרב", "|עומר"]}


def test_as_what_somebody_began_is_no_part_of_the_name() -> None:
    reading = read("התחיל דוד כהן כתפאורן בלהקה.", ("דוד כהן כתפאורן", "PER", 0.5))
    assert people(reading) == {"דוד כהן": ["|דוד כהן"]}


def test_a_part_on_a_stage_is_nobody() -> None:
    reading = read("הוא עמד על הבמה בתפקיד המלך ליר.", ("ליר", "PER", 0.9))
    assert people(reading) == {}


def test_half_of_a_town_is_nobody() -> None:
    reading = read("ההאקר מבת ים יוסגר.", ("ים יוסגר", "PER", 0.6))
    assert people(reading) == {}


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("דוד כהן, אל\"ם במיל' ועורך דין, מונה.", "במיל'"),
        ("דוד כהן, גנרל סרבי-בוסני, הורשע.", "סרבי-בוסני"),
        ("דוד כהן, מנכ\"ל לשעבר ומשקיע אנג'ל, אמר.", "אנג'ל"),
        ("כהן עצמו, חופר הרודיון וחוקר, השתכנע.", "חופר הרודיון"),
        ("רונית לוי, בוגרת בית הספר למשחק ניסן נתיב, אמרה.", "ניסן נתיב"),
        ("דוד כהן, מנכ\"ל קנטור פיצג'רלד לשעבר, אמר.", "קנטור פיצג'רלד"),
    ],
)
def test_what_a_person_is_or_heads_is_no_other_person(text: str, span: str) -> None:
    named = text.split(",")[0].removesuffix(" עצמו")
    assert list(people(read(text, (named, "PER", 0.95), (span, "PER", 0.5)))) == [named]


@pytest.mark.parametrize("name", ["וואנג מיי", "מגדי יעקוב"])
def test_no_letter_is_attached_behind_a_preposition(name: str) -> None:
    assert people(read(f"היא עוזרתו של {name}.", (name, "PER", 0.5))) == {name: [f"|{name}"]}


def test_a_hall_is_no_part_of_a_surname() -> None:
    reading = read("קרסטן שמידט-הולם דיבר. הוא הוצא מהאולם.", ("קרסטן שמידט-הולם", "PER", 0.9))
    assert people(reading) == {"קרסטן שמידט-הולם": ["|קרסטן שמידט-הולם"]}


def test_a_surname_of_three_parts_alone_is_whom_it_belongs_to() -> None:
    reading = read(
        "כך סיפרה אורה בן-דוד-לוי. בן-דוד-לוי תפסה מטאטא.",
        ("אורה בן-דוד-לוי", "PER", 0.9),
        ("בן-דוד-לוי", "PER", 0.9),
    )
    assert people(reading) == {"אורה בן-דוד-לוי": ["|אורה בן-דוד-לוי", "|בן-דוד-לוי"]}


def test_a_family_is_nobody_of_it() -> None:
    reading = read("אמנון ברזילי נפטר. הצוואה של משפחת ברזילי נפתחה.", ("אמנון ברזילי", "PER", 0.9))
    assert people(reading) == {"אמנון ברזילי": ["|אמנון ברזילי"]}


def test_whose_lawyer_somebody_is_is_no_name() -> None:
    reading = read('סנגוריתם: "נפלו קורבן להונאה".', ("סנגוריתם", "PER", 0.7))
    assert people(reading) == {}


def test_the_end_of_a_name_taken_for_a_town_is_the_name_s() -> None:
    said = ("פייר-אנטואן", "PER", 0.7), ("לאקרואה", "GPE", 0.1)
    reading = read("נשיא החברה פייר-אנטואן לאקרואה, איש עסקים, אמר.", *said, inside={"לאקרואה": 0.9})
    assert people(reading) == {"פייר-אנטואן לאקרואה": ["|פייר-אנטואן לאקרואה"]}
