"""The words in which minutes tell votes: totals, choices, propositions, and what a vote is about."""

from __future__ import annotations

import re

from graphbuild.model import Choice

NUMBERS = {
    word: number
    for number, words in enumerate(
        [
            "ingen noll",
            "en ett",
            "två",
            "tre",
            "fyra",
            "fem",
            "sex",
            "sju",
            "åtta",
            "nio",
            "tio",
            "elva",
            "tolv",
            "tretton",
            "fjorton",
            "femton",
        ]
    )
    for word in words.split()
}
# A number in figures or words; in words perhaps with the figures after it: ``sju (7)``.
N = rf"(?P<{{}}>\d{{{{1,3}}}}|\b(?:{'|'.join(NUMBERS)})\b)(?:\s*\(\d{{{{1,3}}}}\))?"
YES, NO, ABSTAIN, ABSENT = (N.format(name) for name in ("yes", "no", "abstain", "absent"))
# What a number of votes is for: ``7 ja-röster för kajens förslag``.
FOR = r"(?:\s+(?:för|till)\s+(?:(?!\bnej\b)[^\d.,:;()\n]){3,80}?)?"
RESULT = re.compile(
    rf"(?<![\w-]){YES}\s+(?:st\.?\s+)?(?:ja(?:-?\s?röst(?:er)?)?|röst(?:er)? för (?:ja"
    rf"|bifall))\b(?:\s*[-–])?{FOR}\s*(?:,|mot|och|samt|respektive"
    rf"|till)?\s*(?:avges\s+)?{NO}\s+(?:nej(?:-?\s?röst(?:er)?)?|röst(?:er)? (?:för nej|mot))\b"
    rf"|\bja[:\s]+{YES.replace('yes', 'yes2')}\s*(?:röster)?\s*[,;.]?\s*(?:och"
    rf"|mot)?\s*nej[:\s]+{NO.replace('<no>', '<no2>')}\b"
    rf"|(?<=\bNej\b)[^\n]{{0,3000}}\bsumma\s+{YES.replace('yes', 'yes3')}\s+{NO.replace('<no>', '<no3>')}"
    rf"\s+{ABSTAIN.replace('abstain', 'abstain3')}\b|(?<![\w-]){YES.replace('yes', 'yes4')}"
    rf"\s+(?:ledam\w+\s+|personer\s+)?röst(?:ar|ade|at)\s+ja\b\s*,?\s*(?:och|mot|medan)?"
    rf"\s*{NO.replace('<no>', '<no4>')}\s+(?:ledam\w+\s+|personer\s+)?(?:röst(?:ar|ade|at)\s+)?nej\b",
    re.IGNORECASE,
)
# Totals one a line, as under a table: ``Ja: 25`` and below it ``Nej: 16``.
LINE = (
    r"\n[ \t]*{}(?:-?\s?röster)?[ \t]*[:\t ][ \t]*(?P<{}>\d{{1,3}})(?: st\.?| röst(?:er)?)?(?: "
    r"?\([^()\n]{{1,80}}\))?[ \t]*(?=\n|$)"
)
BLOCK = re.compile(
    LINE.format("(?:Antal )?Ja", "yes")
    + LINE.format("(?:Antal )?Nej", "no")
    + f"(?:{LINE.format('(?:Antal )?Avst(?:år|ående|od|ått)', 'abstain')})?"
    + f"(?:{LINE.format('(?:Antal )?Frånvarande', 'absent')})?",
    re.IGNORECASE,
)
# ``röstar 4 ledamöter ja (Vik, Mo) och 3 ledamöter nej (Ek, Alm)``: the totals, each with its names.
BRACKETED = re.compile(
    rf"\b{N.format('count')}\s+(?:ledam\w+\s+|personer\s+)?(?:röst(?:ar|ade)\s+)?(?P<choice>ja|nej)\s+\("
    r"(?P<names>(?:[^()\n]|\([^()\n]{1,10}\)){3,600})\)",
    re.IGNORECASE,
)
ABSTAINING = re.compile(
    rf"(?<!\bja )(?<!\bnej )(?<!\bja: )(?<!\bnej: )\b{ABSTAIN}\s+(?:\w+\s+)?(?:ledam\w+\s+|personer\s+"
    rf"|som\s+)?(?:avst(?:år|od|ått)\b|avstå(?:ende|r)|nedlagda?\b)|\bavst(?:år"
    rf"|od)[:\s]+{ABSTAIN.replace('abstain', 'abstain2')}\b",
    re.IGNORECASE,
)
ABSENTEES = re.compile(
    rf"\b{ABSENT}\s+(?:\w+\s+)?(?:ledam\w+\s+)?(?:är|var)?\s*frånvarande\b"
    rf"|\bfrånvarande[:\s]+{ABSENT.replace('absent', 'absent2')}\b",
    re.IGNORECASE,
)
NAMED = re.compile(
    r"\b(?:röstar|röstade|röstat)\s+(?:följande\s+(?:ledamöter\s+)?)?(?:för\s+)?[”\"]?(?P<choice>ja"
    r"|nej)\b[”\"]?|\b(?P<abstain>avst(?:år|od)\s+från\s+att\s+rösta|avst(?:år|od)\s+från\s+röstning"
    r"|(?:lägger|lade)\s+ne(?:r|d)\s+sin(?:a)?\s+röst(?:er)?)\b",
    re.IGNORECASE,
)
WORDS: dict[str, Choice] = {"ja": "yes", "nej": "no", "avstår": "abstain", "avstod": "abstain"}
# A list of names after its choice: "Ja röstar: …", "Nej-röster avges av: …", "Avstår: …".
LISTED = re.compile(
    r"(?:(?<![^\n])|(?<=[.;:)a-zåäö]\s))(?<!röstar\s)(?<!röstade\s)(?<!röstat\s)(?<!rösta\s)(?:Röstande\s+"
    r"|Följande\s+)?(?P<choice>Ja|Nej|Avstår|Avstod)\b(?:-?\s?röst(?:er|ar|ade)?)?(?: (?:röstar|röstade"
    r"|avges av|avgavs av|lämnas av|från att rösta))?(?: (?:till|för) (?:(?!\bnej\b"
    r"|\bja\b)[^\n.:;]){3,80})?\s*(?:\(\d{1,3}(?: röst(?:er)?| st)?\))?\s*(?::\s*|(?<=\w)\t\s*"
    r"|(?<=[JN][ae] röstar)\s|(?<=Nej röstar)\s)(?=[a-zåäö]*\s?[A-ZÅÄÖ])",
    re.IGNORECASE,
)
COUNT = re.compile(r"\s*\((?P<count>\d{1,3})(?:\s*(?:st|röst(?:er)?))?\)")
# What tells that a sentence's numbers are no result of this meeting.
NOT_HERE = re.compile(
    r"\b(?:krävs|krävdes|fordras|behövs|räcker|skulle)\b|\b[Bb]eslutade\b[^.]{0,40}(?:\b(?:19"
    r"|20)\d\d-\d\d-\d\d|\bden \d{1,2} [a-z]{3,9} \d{4})"
)
CHOICE_FIRST = re.compile(r"\s*(?:Röstande |Följande röstar )?(?:Ja|JA|Nej|NEJ|Avstår|AVSTÅR|ja|nej)\b")
SENTENCE_ENDS = re.compile(r"(?<![ (][A-ZÅÄÖ])(?<!\bd)(?<!\bers)(?<!\btjg)(?<!\bordf)\.\s+(?=[A-ZÅÄÖ])")
CUT = re.compile(r"(?:,|\boch|\bsamt)\s*$")
# What says that the first name read is not the first of its list.
LIST_BEFORE = re.compile(r"(?:,|\boch|\bsamt|[A-ZÅÄÖ][\w-]+)\s*$")
# A choice alone before names, without a colon: read only where the vote is told, and only if all are names.
BARE_LABEL = re.compile(r"(?P<choice>Ja|Nej|Avstår|Avstod|JA|NEJ|AVSTÅR)\s+(?=[A-ZÅÄÖ][a-zåäö])")
LISTED_AFTER = re.compile(r"\s*(?:\(\d{1,3}\)\s*)?:\s*")
PROPOSITION = re.compile(
    r"(?P<p1>(?:[Gg]odkänd|[Ff]öljande)?\s*(?:voterings|omröstnings)proposition(?:en)?(?: godkänns| "
    r"godkändes)?\s*:?\s*(?P<quoted>[”\"]?\s*Ja\b[^\n]{5,400}?)(?=[”\"]\s*\.?(?:\s|$)|\n|$))|(?P<p2>[Dd]en "
    r"som (?:bifaller|vill|röstar|stöder|är för|avslår)\b[^\n]{3,300}?röstar [”\"]?ja\b[^\n]{3,300}?röstar "
    r"[”\"]?nej[”\"]?)|(?P<p3>[”\"]?\b(?:Ja|JA|ja)(?:-röst)?[”\"]?\s*(?:innebär|=|för|till|betyder|röstar "
    r"den som)\s?[^\n]{3,300}?\b(?:Nej|NEJ|nej)(?:-röst)?[”\"]?\s*(?:innebär|=|för|till|betyder|röstar den "
    r"som)\s?[^\n.]{3,300})"
)
# A proposition on two lines, one for each choice.
TWO_LINES = re.compile(
    r"(?<![^\n])(?:Ja|JA)(?:-röst)?\s*(?:innebär|=|för|till|betyder|:(?!\s*[A-ZÅÄÖ][\w-]+ (?:\w{2,3} "
    r")?[A-ZÅÄÖ])|röstar den som)\s?[^\n]{3,300}\n\s*(?:Nej|NEJ)(?:-röst)?\s*(?:innebär|=|för|till|betyder"
    r"|:|röstar den som)\s?(?!\d)[^\n]{3,300}|(?<![^\n])Den som [^\n]{3,300} röstar ja\.?\n\s*Den som "
    r"[^\n]{3,300} röstar nej"
)
MEANS = re.compile(
    r"(?:^|[^\w])ja(?:-röst)?[”\"]?\s*(?:innebär|=|för|till|betyder|röstar den "
    r"som)?\s*(?P<yes>.+?)[\s.,;]*(?:\boch\b)?[\s.,;]*[”\"]?\bnej(?:-röst)?[”\"]?\s*(?:innebär|=|för|till"
    r"|betyder|röstar den som)?\s*(?P<no>.+)",
    re.IGNORECASE | re.DOTALL,
)
DEN_SOM = re.compile(
    r"den som (?P<yes>.+?)\s*,?\s*röstar [”\"]?ja[”\"]?[\s.,;]*(?:och\s+|medan\s+)?den som "
    r"(?P<no>.+?)\s*,?\s*röstar [”\"]?nej",
    re.IGNORECASE | re.DOTALL,
)

# The parts of a § that tell how it was voted.
TOLD_IN = frozenset({"vote", "proposition"})
# What a vote is about, by the heading over it, the words that lead in its proposition, or these.
COUNTER = re.compile(r"motförslag|kontraproposition|motproposition|kontravotering", re.IGNORECASE)
MAIN = re.compile(r"huvud(?:votering|omröstning|proposition)", re.IGNORECASE)
REMITTAL = re.compile(r"återremi(?:ss|tt)|\bför (?:att )?remitter|återförvisning", re.IGNORECASE)
TABLING = re.compile(r"bordlägg", re.IGNORECASE)
TODAY = re.compile(
    r"\bavgör(?:ande|as?|s)\b[^.]{0,40}?\b(?:i ?dag|(?:dagens|detta|dag) sammanträde|nu)\b", re.IGNORECASE
)
