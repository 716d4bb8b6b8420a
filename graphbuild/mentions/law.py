"""References to law and its sources: statutes, government bills and reports, directives, ministries' numbers.

The forms are those of Svensk författningssamling and the Government Offices' rules for citing
(`4 kap. 6 § kommunallagen (2017:725)`, `SOU 2024:1`, `prop. 2023/24:1`).
"""

from __future__ import annotations

import re

from graphbuild.mentions.mention import Mention, longest
from graphbuild.model import Stated
from graphbuild.text import Text

_ID = r"\(\d{4}:\d{1,4}\)"
# `plan- och bygglagen`, `miljöbalken`, `LSS`; not `bolagen`, `underlagen`, `förslagen`.
_BLOWS = (
    "(?:för|an|av|in|be|på|upp|ned|om|ut|till|över|genom|sam|mot|bak|träd|trä|jord|djur|kost|avfalls|trafik)"
)
_NAMED = (
    rf"(?:[^\W\d_]{{1,40}}-(?:,? ?[^\W\d_]{{1,40}}-){{0,3}} ?och )?"
    rf"(?:(?!\w*(?:bolagen|underlagen|pålagen|belagen"
    rf"|{_BLOWS}slagen)\b)[^\W\d_]{{3,}}lagen|"
    rf"[^\W\d_]{{2,}}balken|regeringsformen|tryckfrihetsförordningen|dataskyddsförordningen"
    rf"|[^\W\d_]{{4,}}förordningen)"
)
_SHORT = r"(?:KL|PBL|PBF|SoL|LSS|FL|OSL|MB|LOU|LOV|LAS|MBL|LVU|LVM|HSL|TF|RF|AML|SFS)"
_STATUTE = (
    rf"(?:{_NAMED}(?: {_ID})?|lagen (?:om|med) [^.;\n()]{{3,120}} {_ID}|lagen {_ID}|förordningen "
    rf"{_ID}|{_SHORT}\b)"
)
_CHAPTER = r"\d{1,2}(?: [a-z])? kap(?:\.|itlet)? ?"
_SECTION = (
    r"\d{1,3}(?: ?[a-z](?![\w]))?(?:(?:[-–]| ?, ?| och )\d{1,3}(?: ?[a-z](?!\w))?){0,12} ?§§?(?: "
    r"(?:\d{1,2} ?|första |andra |tredje |fjärde )(?:st\.?|p\.?|stycket|punkten)){0,2}"
)
_SERIES = (
    r"HSLF-FS|SOSFS|SKOLFS|AFS|BFS|NFS|TSFS|LIVSFS|RA-FS|MSBFS|VVFS|SJVFS|HVMFS|SFS|SSMFS|SKVFS"
    r"|KIFS|ELSÄK-FS|CSNFS|MRFFS"
)

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "chapter and section",
        re.compile(rf"(?<![\w.])(?:{_CHAPTER})?{_SECTION} (?:i )?(?:den )?{_STATUTE}", re.I),
    ),
    (
        "statute and section",
        re.compile(
            rf"(?<![\w-])(?:{_NAMED}(?: \([A-ZÅÄÖa-zåäö]{{2,4}}\)| {_ID})?),? {_CHAPTER}(?:{_SECTION})?", re.I
        ),
    ),
    ("chapter", re.compile(rf"(?<![\w.])(?:{_CHAPTER})(?:i )?{_STATUTE}", re.I)),
    (
        "statute",
        re.compile(
            rf"(?<![\w-])(?:{_NAMED}(?: {_ID})?|lag(?:en)? (?:om|med) [^.;\n()]{{3,120}} {_ID})", re.I
        ),
    ),
    (
        "statute number",
        re.compile(rf"(?<![\w-])(?:lag(?:en)?|förordning(?:en)?|kungörelse(?:n)?) {_ID}", re.I),
    ),
    ("ordinance", re.compile(rf"(?<![\w-])förordning(?:en)? (?:om|med) [^.;\n()]{{3,120}} {_ID}", re.I)),
    ("report", re.compile(r"(?<!\w)(?P<series>SOU|Ds) ?(?P<number>\d{4}:\d{1,3})(?!\d)")),
    (
        "bill",
        re.compile(
            r"(?<!\w)(?:[Pp]rop\.|[Pp]roposition(?:en)?|[Bb]et\.|[Ss]kr\.) "
            r"?\d{4}/\d{2}:(?:[A-ZÅÄÖ][A-Za-zÅÄÖåäö]+)?\d{1,3}"
        ),
    ),
    ("directive", re.compile(r"(?<!\w)[Dd]ir\. ?\d{4}:\d{1,3}")),
    (
        "ministry",
        re.compile(
            r"(?<![\w/-])(?:Fi|Ju|Ku|Fö|UD|LI|KN|En|Kn|[SNUIMA]"
            r")\d{4}/\d{3,5}(?:/[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,4})?(?!\w)"
        ),
    ),
    ("agency regulation", re.compile(rf"(?<![\w-])(?:{_SERIES}) \d{{4}}:\d{{1,4}}")),
    (
        "union law",
        re.compile(
            r"(?<!\w)(?:[Ff]örordning(?:en)?|[Dd]irektiv(?:et)?) (?:\((?:EU|EG)\) )?(?:nr "
            r")?\d{1,4}/\d{2,4}(?:/(?:EU|EG|EEG))?"
        ),
    ),
    (
        "convention",
        re.compile(
            r"(?<!\w)(?:[Bb]arnkonventionen|Europakonventionen|Århuskonventionen|Istanbulkonventionen"
            r")(?=s?\b)"
        ),
    ),
)


def references(text: str) -> tuple[Mention, ...]:
    """Return the legal references of a text, the longest of those that overlap, in its order."""
    found = []
    for rule, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            base = " ".join(match.group().split())
            if rule == "report":
                base = f"{match['series']} {match['number']}"
            found.append(Mention("law", base, match.start(), match.end(), rule, 0.95))
    return longest(found)


def legal_references(text: Text, start: int, end: int) -> tuple[Stated, ...]:
    """Return each distinct legal reference of the clean span, with the words that first state it."""
    first: dict[str, Stated] = {}
    for mention in references(text.clean[start:end]):
        key = mention.text.casefold()
        if key not in first:
            first[key] = text.stated(start + mention.start, start + mention.end, mention.text)
    return tuple(first.values())
