"""Preparatory works, acts of the European Union, authorities' regulations and ministries' numbers.

Each function reads one form that starts at an offset and returns a `Found`, or None. The forms are those
of the Government Offices' rules for citing (`SOU 2024:1`, `prop. 2023/24:1 s. 12`), of the Union's
(`förordning (EU) 2016/679`, `direktiv 95/46/EG`) and of CELEX numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from graphbuild.law.model import BASE, Kind, Part, Place, Source, act

_HEADS: dict[str, tuple[Kind, str]] = {
    "sou": ("SOU", "sou"),
    "ds": ("Ds", "ds"),
    "prop": ("prop", "prop"),
    "proposition": ("prop", "prop"),
    "propositionen": ("prop", "prop"),
    "dir": ("dir", "dir"),
    "direktiv": ("dir", "dir"),
    "kommittédirektiv": ("dir", "dir"),
    "kommittédirektivet": ("dir", "dir"),
    "bet": ("other", "bet"),
    "betänkande": ("other", "bet"),
    "betänkandet": ("other", "bet"),
    "rskr": ("other", "rskr"),
    "riksdagsskrivelse": ("other", "rskr"),
    "skr": ("other", "skr"),
}
_SESSION = r"\d{4}(?:/\d{2}(?:\d{2})?)?:\s?\d{1,4}"
_NUMBERS = {
    "sou": r"\d{4}:\s?\d{1,3}",
    "ds": r"\d{4}:\s?\d{1,3}",
    "dir": r"\d{4}:\s?\d{1,4}",
    "prop": _SESSION,
    "rskr": _SESSION,
    "skr": _SESSION,
    "bet": r"\d{4}/\d{2}(?:\d{2})?:\s?[A-Za-zÅÄÖåäö]{1,4}\d{1,3}",
}
_OLD_BILL = r"\d{4}:[A-C]\s?\d{1,3}|\d{4}\snr\s\d{1,4}|nr\s\d{1,4}/\d{4}"
_END = r"(?![\w/]|:\w)"
_START = {
    slug: re.compile(rf"[^\W\d_]{{2,20}}\.?:?\s{{0,3}}(?P<number>{shape}){_END}")
    for slug, shape in (_NUMBERS | {"prop": f"{_SESSION}|{_OLD_BILL}"}).items()
}
_NEXT = {
    slug: re.compile(rf"(?:\s?,|\s(?:och|samt|eller))\s{{1,3}}(?P<number>{shape}){_END}")
    for slug, shape in _NUMBERS.items()
}
_PAGE = re.compile(r",?\s{1,3}(?:s\.|s|sid\.?|sidan|sidorna)\s{0,3}(?P<page>\d{1,4})(?!\w)(?:\s?ff?\b\.?)?")
_MORE = re.compile(
    r"(?:\s?[-–]\s?|,\s{1,2}|\s(?:och|samt|eller)\s)(?P<page>\d{1,4})(?![\w:/]|\s?(?:\d|kr|§|kap|%|mnkr|tkr|,\d))"
    r"(?:\s?ff?\b\.?)?"
)
_SAME_BILL = re.compile(r"a\.\s?prop\.")

_DATE = (
    r"(?:\s{1,3}av\s{1,3}den\s{1,3}\d{1,2}\s{1,3}"
    r"(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)\s{1,3}\d{4})?"
)
_MAKER = (
    r"(?:(?:europaparlamentets\s{1,3}och\s{1,3}rådets|rådets|kommissionens)\s{1,3}"
    r"(?:(?:delegerade|genomförande)\s{1,3})?)?"
)
_ACT_WORD = r"(?P<word>(?:genomförande|ram)?(?:förordning|direktiv|beslut)(?:en|et)?)"
_BRACKET = r"\((?P<body>EU|EG|EEG)\)\s{0,3}(?P<nr>nr\s{0,3})?(?P<a>\d{1,4})/(?P<b>\d{1,4})"
_SLASHED = r"(?P<year>\d{2}(?:\d{2})?)/(?P<serial>\d{1,4})/(?:EEG|EG|EU|RIF|GUSP)"
_ACT = re.compile(
    rf"{_MAKER}(?:{_ACT_WORD}\s{{1,3}})?(?:{_BRACKET}|(?:nr\s{{0,3}})?{_SLASHED})(?![\w/]){_DATE}",
    re.IGNORECASE,
)
_CELEX = re.compile(r"3(?P<year>\d{2}(?:\d{2})?)(?P<letter>[RLDHF])(?P<serial>\d{4})(?!\w)")
_LETTERS = {"förordning": "R", "direktiv": "L", "beslut": "D"}

_REGULATION = re.compile(r"(?P<series>[^\W\d_]+(?:-[^\W\d_]+)?)\s{0,2}(?P<number>\d{4}:\d{1,4})(?![\w:/])")
_MINISTRY = re.compile(r"[^\W\d_]{1,2}\d{4}/\d{3,5}(?:/[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,4})?(?![\w/])")


@dataclass(frozen=True, slots=True)
class Found:
    """Documents found at an offset: each source with the part of it named, and where the form ends."""

    rule: str
    parts: tuple[tuple[Source, Part], ...]
    end: int


def preparatory(text: str, at: int, word: str, bill: Source | None) -> Found | None:
    """Return the reports, bills, directives or committee reports at ``at``, whose first word is ``word``."""
    same = _SAME_BILL.match(text, at) if word == "a" and bill else None
    if same and bill:
        parts, end = _pages(text, bill, at, same.end())
        return Found("bill", parts, end) if parts[0][1].place.page else None
    kind, slug = _HEADS.get(word, ("other", ""))
    match = _START[slug].match(text, at) if slug else None
    if match is None:
        return None
    found: list[tuple[Source, Part]] = []
    start, end = at, at
    while match is not None and len(found) < 100:
        source = Source(kind, _tidy(match["number"]), f"{BASE}{slug}/{_tidy(match['number'])}")
        parts, end = _pages(text, source, start, match.end())
        found += parts
        match = _NEXT[slug].match(text, end)
        start = match.start("number") if match else end
    return Found("bill" if kind == "prop" else "report", tuple(found), end)


def _tidy(number: str) -> str:
    """Return a number as its series has it: ``2007: 08`` -> ``2007:8``, ``2008/2009:1`` -> ``2008/09:1``.

    The session 1999/2000 keeps its four figures; a bill of old is numbered by its year, and the second
    series of 1958 by its letter.
    """
    shut = "".join(number.split())
    if shut.startswith("nr"):
        serial, _, year = shut[2:].partition("/")
    else:
        year, _, serial = shut.replace("nr", ":").partition(":")
    first, _, second = year.partition("/")
    if len(second) == 4 and second != "2000":
        year = f"{first}/{second[2:]}"
    return f"{year}:{serial.removeprefix('A').lstrip('0') or '0'}"


def _pages(text: str, source: Source, start: int, end: int) -> tuple[tuple[tuple[Source, Part], ...], int]:
    """Return the source whole, or each of its pages named after ``end``, and where the pages end."""
    match = _PAGE.match(text, end)
    found: list[tuple[Source, Part]] = []
    while match is not None and len(found) < 50:
        first = start if not found else match.start("page")
        found.append((source, Part(first, match.end(), Place(page=match["page"]))))
        end = match.end()
        match = _MORE.match(text, end)
    return (tuple(found) if found else ((source, Part(start, end)),)), end


def union(text: str, at: int) -> Found | None:
    """Return the act of the European Union at ``at``, by its number or its CELEX number."""
    celex = _CELEX.match(text, at)
    if celex:
        number = f"3{_year(celex['year'])}{celex['letter']}{celex['serial']}"
        return Found("union law", ((act(number), Part(at, celex.end())),), celex.end())
    match = _ACT.match(text, at)
    if match is None or not (match["body"] or match["year"]):
        return None
    year, serial = _ordered(match)
    word = (match["word"] or ("förordning" if match["body"] else "direktiv")).lower()
    letter = next(letter for stem, letter in _LETTERS.items() if stem in word)
    number = f"3{_year(year)}{letter}{int(serial):04d}"
    return Found("union law", ((act(number), Part(at, match.end())),), match.end())


def _ordered(match: re.Match[str]) -> tuple[str, str]:
    """Return year and serial number: ``95/46/EG`` and ``(EU) 2016/679``, but ``nr 1/2003``."""
    if match["year"]:
        first, second = match["year"], match["serial"]
        year_first = len(first) == 2 or 1950 < int(first) < 2100
    else:
        first, second = match["a"], match["b"]
        year_first = not match["nr"] and len(first) == 4 and 1950 < int(first) < 2100
    return (first, second) if year_first else (second, first)


def _year(year: str) -> str:
    if len(year) == 4:
        return year
    return f"{1900 + int(year)}" if int(year) > 50 else f"{2000 + int(year)}"


def regulation(text: str, at: int) -> Found | None:
    """Return the authority's regulation at ``at``, whose first word is a series' name."""
    match = _REGULATION.match(text, at)
    if match is None:
        return None
    slug = match["series"].lower().replace("å", "aa").replace("ä", "ae").replace("ö", "oe")
    number = f"{match['series']} {match['number']}"
    source = Source("other", number, f"{BASE}{slug}/{match['number']}")
    return Found("agency regulation", ((source, Part(at, match.end())),), match.end())


def ministry(text: str, at: int) -> Found | None:
    """Return the ministry's case number at ``at``, whose first word is a ministry's letters."""
    match = _MINISTRY.match(text, at)
    if match is None:
        return None
    return Found("ministry", ((Source("other", match.group()), Part(at, match.end())),), match.end())
