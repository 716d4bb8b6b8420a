"""Court decisions by their place in the courts' report series: ``NJA 1998 s. 14``, ``HFD 2013 ref. 80``.

The forms are those in which the courts themselves cite; a number written otherwise (``AD 2006-73``)
may be a case number of the council and is not read.
"""

from __future__ import annotations

import re

from graphbuild.law.model import BASE, Part, Source

_SERIES = {
    "NJA": "nja",
    "HFD": "hfd",
    "RÅ": "ra",
    "AD": "ad",
    "RH": "rh",
    "MÖD": "mod",
    "MIG": "mig",
    "PMÖD": "pmod",
}
_PAGE = frozenset({"NJA"})
_REF = frozenset({"HFD", "RÅ"})
_NUMBERED = frozenset({"AD"})
_CASE = re.compile(
    r"(?P<series>NJA|HFD|RÅ|AD|RH|PMÖD|MÖD|MIG)\s{1,3}(?P<year>(?:19|20)\d\d)"
    r"(?:\s{1,3}(?P<word>s|ref|nr|not)\b\.?\s{0,3}|\s?:\s?)(?P<number>\d{1,4})(?![\w:/]|-\d)"
)


def court(text: str, at: int) -> tuple[Source, Part] | None:
    """Return the court decision at ``at``, with the span that names it, or None."""
    match = _CASE.match(text, at)
    if match is None:
        return None
    series, word = match["series"], match["word"]
    slug, year, number = _SERIES[series], match["year"], match["number"]
    if word == "not" and series in _PAGE | _REF | {"MIG"}:
        place = f"{year}/not/{number}"
    elif word == "s" and series in _PAGE:
        place = f"{year}s{number}"
    elif word == ("ref" if series in _REF else "nr" if series in _NUMBERED else None) and series not in _PAGE:
        place = f"{year}:{number}"
    else:
        return None
    source = Source("other", " ".join(match.group().split()), f"{BASE}rf/{slug}/{place}")
    return source, Part(at, match.end())
