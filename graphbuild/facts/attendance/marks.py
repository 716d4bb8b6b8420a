"""Lists of presence whose columns became one line: name, party, a mark, a remark.

``Anna Berg S 1 Ordförande``, ``Bo Ek M Nej Ersätts av Eva Lind (M)``: the roll of a large assembly
(kommunallagen (2017:725) 5 kap. 66 §: the minutes tell which members and substitutes have served).
"""

from __future__ import annotations

import re
from dataclasses import replace

from graphbuild.authority import party_code
from graphbuild.facts.attendance.names import people
from graphbuild.facts.attendance.sightings import Sighting, change
from graphbuild.facts.attendance.terms import terms
from graphbuild.facts.attendance.words import is_place_word, served_by, serves_for
from graphbuild.text import Text

_UP = "A-ZÀ-ÖØ-ÞŠŽĆČĐŁŚŻŞİ"
_WORD = rf"[{_UP}](?:[^\W\d_]|['’-])*"
_LINE = re.compile(
    rf"(?P<name>{_WORD}(?: (?:[a-z]{{2,3}} )?{_WORD})+?)"
    r"(?P<said>,? ?(?:\d:[ea] )?(?:v\.? ?"
    rf"|vice )?ordf\w*\.?)?"
    r" +\(?(?P<party>[^\W\d_]{1,5}|-)\)? +"
    r"(?P<mark>[xX1]|Ja|JA|[NnFf]\b|-|–|Nej|NEJ|Närvarande"
    r"|Frånvarande)(?: +(?P<rest>.*))?"
)
_HEAD = re.compile(r"(?=.*\b(?:ledam\w*|namn)\b)(?=.*\bparti\b).{5,90}", re.IGNORECASE)
_SUBSTITUTES = re.compile(r"(?:(?:ej|icke) tjänstgörande )?ersättare\W*", re.IGNORECASE)
_ABSENT = frozenset({"-", "–", "nej", "frånvarande", "f", "n"})
_PARTY_BELOW = re.compile(r"\(([^\W\d_]{1,5}|-)\)")
# Fewer such lines can be anything.
_FEWEST = 3


def marked_span(text: Text, start: int, end: int) -> tuple[int, int] | None:
    """Return where in the clean span the list of presence begins and ends, its head included."""
    lines = text.lines(start, end)
    rows = [number for number, (a, b) in enumerate(lines) if _row(text.clean[a:b].strip())]
    if len(rows) < _FEWEST:
        return None
    first = (
        rows[0] - 1
        if rows[0] and _HEAD.fullmatch(text.clean[slice(*lines[rows[0] - 1])].strip())
        else rows[0]
    )
    return lines[first][0], lines[rows[-1]][1]


def marked(text: Text, start: int, end: int) -> list[Sighting]:
    """Return the people of the list of presence in the clean span, if it holds one."""
    span = marked_span(text, start, end)
    if span is None:
        return []
    result: list[Sighting] = []
    role = "member"
    lines = text.lines(*span)
    for number, (first, last) in enumerate(lines):
        words = text.clean[first:last]
        if _SUBSTITUTES.fullmatch(words.strip()):
            role = "substitute"
        row = _row(words)
        if row:
            below = text.clean[slice(*lines[number + 1])] if number + 1 < len(lines) else ""
            result += _person(row, first, role, below.strip())
    return result


def _row(words: str) -> re.Match[str] | None:
    found = _LINE.fullmatch(words.rstrip())
    if not found or any(is_place_word(word) for word in found["name"].split()):
        return None
    party = found["party"]
    return found if party == "-" or party.isupper() or party_code(party) else None


def _person(row: re.Match[str], offset: int, role: str, below: str) -> list[Sighting]:
    """Return the person of a row, and who served for them or for whom they served, as the remark says."""
    rest = row["rest"] or ""
    said = terms(f"{row['said'] or ''} {rest}")
    here = row["mark"].casefold() not in _ABSENT
    others = people(rest, offset + row.start("rest")) if rest else []
    leading = tuple(word for word in ("chair", "vice chair", "serving substitute") if word in said.roles)
    person = Sighting(
        row["name"],
        row["party"],
        offset + row.start("name"),
        offset + row.end("name"),
        leading or ((role,) if here or role == "member" else ()),
        present=here,
        paragraphs=said.paragraphs,
        clock=said.clock,
        remote=said.remote,
    )
    if not others:
        return [person]
    before = rest[: others[0].start - offset - row.start("rest")]
    party_below = _PARTY_BELOW.fullmatch(below)
    party = others[0].party or (party_below[1] if party_below else None)
    other = Sighting(others[0].name, party, others[0].start, others[0].stop)
    if served_by(before):
        return change(person, other, sat=here)
    if serves_for(before):
        gone = replace(other, roles=("replaced",), present=False)
        return [replace(person, roles=("serving substitute",), stands_for=(gone,)), gone]
    return [person]
