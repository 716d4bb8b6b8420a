"""Lists of votes grouped by party: the party's name alone on a line, below it a name and its marks a row.

``SOCIALDEMOKRATERNA``, ``Ek Anna  J  J``: the surname may stand first without a comma, which the given
names of the whole list tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from graphbuild.authority import party_code
from graphbuild.facts.attendance.appendix import NAME_WORDS, RESULT
from graphbuild.facts.attendance.names import people
from graphbuild.facts.attendance.sightings import Sighting
from graphbuild.facts.attendance.terms import terms
from graphbuild.facts.attendance.words import given_names, is_place_word, is_title_word, serves_for
from graphbuild.text import Text

_MARK = re.compile(r"(?:J|N|A|F|X|Ja|Nej|Avst\.?|Avstår|Frånv\.?|Frånvarande|-)", re.IGNORECASE)
_ABSENT = frozenset({"f", "frånv", "frånv.", "frånvarande", "-"})
_ROW = re.compile(rf"(?P<name>{NAME_WORDS})(?P<said>(?:,| \()[^\t]{{1,60}})?(?P<marks>(?:\t[^\t]{{1,12}})+)")
_OTHER_HEAD = re.compile(r"[A-ZÅÄÖ][\w -]{2,40}(?:partiet|PARTIET|demokraterna|DEMOKRATERNA|listan|LISTAN)")
_WITHOUT = frozenset({"utan parti", "partilösa", "partilös", "politisk vilde", "politiska vildar", "obunden"})
# Fewer rows can be anything; of these so large a part must turn to a given name at the end.
_FEWEST = 4
_MOSTLY = 0.7


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    said: str
    party: str | None
    start: int
    marks: tuple[str, ...]


def grouped(text: Text, start: int, end: int) -> Iterator[Sighting]:
    """Yield the people of the lists of votes in the clean span whose rows stand below their parties."""
    rows = list(_rows(text, start, end))
    if len(rows) < _FEWEST:
        return
    turned = sum(_is_turned(row.name) for row in rows) >= _MOSTLY * len(rows)
    for row in rows:
        yield from _sightings(row, turned)


def resulted(text: Text, start: int, end: int) -> Iterator[Sighting]:
    """Yield the people of lists of votes: a name with its party, and the result on the line below it."""
    lines = text.lines(start, end)
    found: list[Sighting] = []
    for line, below in pairwise(lines):
        result = RESULT.fullmatch(text.clean[slice(*below)].strip())
        named = people(text.clean[slice(*line)], line[0]) if result else []
        if result and len(named) == 1 and named[0].party and named[0].start - line[0] <= 1:
            person, said = named[0], terms(text.clean[named[0].end : line[1]])
            roles = tuple(role for role in ("chair", "serving substitute") if role in said.roles)
            voted = result["result"].casefold() in {"ja", "nej", "avstår", "avstod"}
            here = True if voted else None
            found.append(Sighting(person.name, person.party, person.start, person.stop, roles, present=here))
    if len(found) >= _FEWEST:
        yield from found


def _rows(text: Text, start: int, end: int) -> Iterator[_Row]:
    headed, party = False, None
    for first, last in text.lines(start, end):
        words = text.clean[first:last].strip()
        head = _head(words)
        if head is not None:
            headed, party = True, head or None
            continue
        found = _ROW.fullmatch(words) if headed else None
        marks = tuple(mark.strip() for mark in found["marks"].split("\t")[1:]) if found else ()
        if (
            not found
            or not all(map(_MARK.fullmatch, marks))
            or any(map(is_place_word, found["name"].split()))
        ):
            headed = False
            continue
        yield _Row(found["name"], found["said"] or "", party, first, marks)


def _head(line: str) -> str | None:
    """Return the party that a line alone names: empty where its code is unknown, None for another line."""
    if line.casefold().rstrip(":") in _WITHOUT:
        return "-"
    if len(line) > 5 and (code := party_code(line.rstrip(":"))):
        return code
    return "" if _OTHER_HEAD.fullmatch(line.rstrip(":")) else None


def _is_given(word: str) -> bool:
    known = given_names()
    return word in known or ("-" in word and all(part in known for part in word.split("-")))


def _is_turned(name: str) -> bool:
    first, *_, last = name.split() if " " in name else (name, name)
    return _is_given(last) and not _is_given(first)


def _sightings(row: _Row, turned: bool) -> Iterator[Sighting]:
    tokens = row.name.split()
    if len(tokens) < 2 or any(map(is_title_word, tokens)):
        return
    name = " ".join([tokens[-1], *tokens[:-1]]) if turned else row.name
    said = terms(row.said)
    here = any(mark.casefold() not in _ABSENT for mark in row.marks)
    role = "chair" if "chair" in said.roles and "vice chair" not in said.roles else ""
    if {"serving substitute", "substitute"} & said.roles and "not serving" not in said.roles:
        role = "serving substitute"
    start = row.start
    person = Sighting(
        name,
        row.party,
        start,
        start + len(row.name),
        (role,) if role and here else (),
        present=True if here else None,
    )
    at = start + len(row.name)
    others = people(row.said, at)
    if len(others) != 1 or not serves_for(row.said[: others[0].start - at]):
        yield person
        return
    other = others[0]
    gone = Sighting(
        other.name, other.party or row.party, other.start, other.stop, ("replaced",), present=False
    )
    yield replace(person, roles=("serving substitute",), stands_for=(gone,))
    yield gone
