"""Appearances whose person is known: one a line, in our own words, with what makes each hard.

Person, name, roles, who else stands in the article, other forms of the name; each article is another one. A person's
label that begins with ``?`` is one that nobody could tell: it is left out of recall, not of precision.
"""

from __future__ import annotations

LABELLED = """
# An office, a nickname, a surname alone, and kin of the same surname.
netanyahu | בנימין נתניהו | ראש הממשלה | אהוד ברק, ג'ון קרי
netanyahu | בנימין נתניהו | שר האוצר | סילבן שלום
netanyahu | בנימין נתניהו | | שמעון פרס
netanyahu | בִּנְיָמִין נְתַנְיָהוּ | ראש הממשלה |
netanyahu | ביבי נתניהו | ראש הממשלה |
netanyahu | נתניהו | ראש הממשלה |
netanyahu | נתניהו | | אהוד ברק, ג'ון קרי
netanyahu | מר בנימין נתניהו | ראש הממשלה לשעבר |
sara | שרה נתניהו | אשת ראש הממשלה | בנימין נתניהו
sara | שרה נתניהו | רעיית ראש הממשלה |
yair-n | יאיר נתניהו | בנו של ראש הממשלה | בנימין נתניהו
# A name of two words that so many people have.
cohen-judge | דוד כהן | שופט בית המשפט המחוזי |
cohen-judge | דוד כהן | שופט בית המשפט המחוזי | חנה רוזנפלד
cohen-actor | דוד כהן | השחקן | גילה אלמגור-לב, אסי דיין-רם
cohen-actor | דוד כהן | שחקן התיאטרון | גילה אלמגור-לב, אסי דיין-רם
?cohen-1 | דוד כהן | |
?cohen-2 | דוד כהן | תושב חולון |
?cohen-3 | כהן | |
cohen-footballer | דוד כהן | חלוץ הפועל חיפה | ירון שגב-לוז
cohen-footballer | דוד כהן | חלוץ הפועל חיפה |
levi-minister | משה לוי | שר התחבורה |
levi-minister | משה לוי | שר התחבורה | ג'ון קרי
?levi-lawyer | משה לוי | עו"ד |
?levi-lawyer2 | משה לוי | עו"ד |
michal | מיכל לוי | ראש עיריית נתיבות |
michal | מיכל לוי | ראש עיריית נתיבות לשעבר |
michael | מיכאל לוי | מאמן הפועל ירושלים |
michael | מיכאל לוי | מאמן הפועל ירושלים |
# Spellings.
saif | יונתן סיף | חוקר |
saif | יונתן סייף | חוקר |
biden | ג'ו ביידן | סגן נשיא ארצות הברית |
biden | ג'ו באידן | סגן נשיא ארצות הברית |
biden | ביידן | סגן נשיא ארצות הברית | ג'ון קרי, ברק אובמה
obama | ברק אובמה | נשיא ארצות הברית |
obama | ברק אובמה | |
obama | אובמה | נשיא ארצות הברית |
dahlan | מוחמד דחלאן | |
dahlan | מוחמד דחלן | |
assad | בשאר אל-אסד | נשיא סוריה |
assad | בשאר אסד | נשיא סוריה |
assad | אסד | נשיא סוריה |
sarkozy | ניקולא סרקוזי | נשיא צרפת |
sarkozy | ניקולא סארקוזי | |
weinstein | אבנר וינשטיין | |
weinstein | אבנר ווינשטיין | |
# Initials.
kennedy | ג'ון קנדי | נשיא ארצות הברית |
kennedy | ג'ון פ. קנדי | |
kennedy-r | רוברט קנדי | סנאטור |
bush-w | ג'ורג' וו. בוש | נשיא ארצות הברית |
bush-w | ג'ורג' וו. בוש | |
bush-h | ג'ורג' ה. בוש | |
?bush | ג'ורג' בוש | |
yehoshua | א. ב. יהושע | הסופר | דויד גרוסמן, עמוס עוז
yehoshua | אברהם יהושע | הסופר | דויד גרוסמן, עמוס עוז
yehoshua | אברהם יהושע | |
# Double surnames.
livni | ציפי לבני | שרת המשפטים |
livni | ציפי לבני-שפיצר | שרת המשפטים |
livni | לבני | שרת המשפטים |
livni | ציפי לבני | | צאיב עריקאת
livni-m | מרים לבני | |
ronit | רונית כהן | מנהלת בית הספר אלון |
?ronit | רונית כהן-לוי | |
dayan | יעל דיין | הסופרת |
dayan | יעל דיין | |
dayan-m | משה דיין | שר הביטחון |
dayan-m | משה דיין | שר הביטחון לשעבר |
# Names of one unit, particles, names of honour.
ben-gurion | דוד בן־גוריון | ראש הממשלה |
ben-gurion | דוד בן גוריון | |
ben-gurion | בן גוריון | ראש הממשלה |
caspit | בן כספית | |
caspit | בן כספית | עיתונאי |
mazen | אבו מאזן | נשיא הרשות הפלסטינית |
mazen | אבו מאזן | |
degaulle | שארל דה גול | נשיא צרפת |
degaulle | דה-גול | נשיא צרפת |
madonna | מדונה | הזמרת | סטיב ג'ורדן-רם
madonna | מדונה | זמרת | סטיב ג'ורדן-רם
# Nicknames.
gantz | בני גנץ | הרמטכ"ל |
gantz | בנימין גנץ | הרמטכ"ל |
gantz | ח"כ בני גנץ | |
sharon-p | אריאל שרון | ראש הממשלה |
sharon-p | אריק שרון | ראש הממשלה |
sharon-p | שרון | ראש הממשלה |
sharon-o | עמרי שרון | ח"כ |
herzog | יצחק הרצוג | יו"ר האופוזיציה | |
herzog | בוז'י הרצוג | יו"ר האופוזיציה |
?begin | בני בגין | |
begin-b | בנימין בגין | השר |
begin-m | מנחם בגין | ראש הממשלה |
begin-m | בגין | ראש הממשלה |
bibi-other | ביבי אלון-תמר | זמרת |
# One name, two lives; one life, two offices.
lapid | יאיר לפיד | עיתונאי | יעל גרמן, שי פירון, עפר שלח
lapid | יאיר לפיד | שר האוצר | יעל גרמן, שי פירון, עפר שלח
lapid | יאיר לפיד | עיתונאי, שר האוצר |
lapid | לפיד | שר האוצר |
lapid-t | טומי לפיד | שר המשפטים |
lapid-t | יוסף (טומי) לפיד | שר המשפטים |
barak-e | אהוד ברק | ראש הממשלה |
barak-e | אהוד ברק | הרמטכ"ל |
barak-e | אהוד ברק | שר הביטחון |
barak-a | אהרן ברק | נשיא בית המשפט העליון |
barak-a | אהרון ברק | נשיא בית המשפט העליון לשעבר |
?barak | ברק | |
golan-y | יאיר גולן | אלוף פיקוד הצפון |
golan-y | יאיר גולן | אלוף פיקוד הצפון |
golan-e | אייל גולן | הזמר | |
golan-e | איל גולן | הזמר | דודו אהרון-שקד, שרית חדד-נוי
golan-e | אייל גולן | זמר | דודו אהרון-שקד, שרית חדד-נוי
amar-rabbi | שלמה עמאר | הרב הראשי לישראל |
amar-rabbi | הרב שלמה עמאר | |
amar-player | שלמה עמאר | שוער הפועל עכו |
# Same surname and office of another place.
mayor-1 | אורי פרץ | ראש עיריית שדרות |
mayor-1 | אורי פרץ | ראש עיריית שדרות |
?peretz | פרץ | ראש העירייה |
mayor-2 | עמיר פרץ | שר הביטחון |
mayor-2 | עמיר פרץ | |
mayor-2 | פרץ | שר הביטחון |
# From elsewhere.
kerry | ג'ון קרי | מזכיר המדינה | צאיב עריקאת, מוחמד א-זהאר
kerry | ג׳ון קרי | |
kerry | קרי | מזכיר המדינה |
kerry | קרי | | צאיב עריקאת, מוחמד א-זהאר
kerry | ג'ון פורבס קרי | מזכיר המדינה |
erekat | צאיב עריקאת | |
erekat | סאיב עריקאת | |
merkel | אנגלה מרקל | קנצלרית גרמניה |
merkel | מרקל | קנצלרית גרמניה |
tibi | ד"ר אחמד טיבי | ח"כ |
tibi | אחמד טיבי | |
"""
