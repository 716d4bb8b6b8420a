"""Many who get money in one decision: a list (``- Föreningen X 45 000 kr``) or a table of applicants.

A list counts below a line that says what is done with it and ends with a colon; a table below a head
that names both what was applied for and what was granted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graphbuild.facts.actors import Span, mentions_within, organisation
from graphbuild.facts.awards import REFUSAL, Award
from graphbuild.mentions.money import Amount, find_amounts, money
from graphbuild.model import Money, Stated
from graphbuild.text import Text

_GIVING = re.compile(r"\b(?:bevilja|fördela|tilldela|bidrag|stöd|medel|finansier)\w*", re.IGNORECASE)
_PROJECTS = re.compile(r"\b(?:projekt(?!medel|stöd|bidrag)|förstudier?)(?:en|et)?\b", re.IGNORECASE)
_APPLIED = re.compile(r"(?:an)?sök(?:t|er|ta)\b|begärt\b", re.IGNORECASE)
_GRANTED = re.compile(r"\b(?:bevilja\w*|tilldela\w*|beslut(?:at)?|bifall\w*)\b", re.IGNORECASE)
_TOTAL = re.compile(r"(?:total|summa|sammanlagt)", re.IGNORECASE)
_MARK = re.compile(r"(?:[-–−•*·]|\d{1,2}[.)]|[a-z]\)|att)\s+")
_CELL = re.compile(r",\s|\t|\s[–-]\s|\s?\(|\)|;|:\s")
_OWNER_LABEL = re.compile(r"(?:sökande|projektägare|ägare)\s*:?\s*", re.IGNORECASE)
_UNIT = re.compile(r"\b(?P<unit>tkr|mkr|mnkr|kr|kronor|sek)\b", re.IGNORECASE)
_DIGITS = re.compile(r"[\d ]*\d(?= *$)")
_MAX_WORDS = 12


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list or table: whose it is, and the span of the project's name where it is a project's."""

    award: Award
    name: Span | None
    label: str


@dataclass(frozen=True, slots=True)
class _Lead:
    """What the line above the rows says of them all; ``order`` names a table's columns of amounts."""

    projects: bool
    refused: Stated | None
    order: tuple[str, ...] = ()
    unit: str | None = None


def rows(text: Text, decisions: tuple[Span, ...]) -> Iterator[Row]:
    """Yield the rows of the lists and tables of money in the decision, in the text's order."""
    for start, end in decisions:
        lead: _Lead | None = None
        for first, last in text.lines(start, end):
            new = _lead(text, first, last, lead)
            found = _row(text, first, last, lead) if lead and not new else None
            lead = new or lead
            if found is not None:
                yield found


def _lead(text: Text, first: int, last: int, before: _Lead | None) -> _Lead | None:
    """Return what a line says of the rows below it, None where it leads in nothing.

    What is refused after a list of projects (``avslå följande ansökningar:``) is projects too.
    """
    line = text.clean[first:last]
    if find_amounts(line):
        return None
    projects = _PROJECTS.search(line) is not None
    # A head can have become one line with the sentence above it.
    head = re.split(r"[.:] ", line)[-1]
    applied, granted = _APPLIED.search(head), _GRANTED.search(head)
    if applied and granted and not line.rstrip().endswith((":", ".")):
        order = ("applied", "granted") if applied.start() < granted.start() else ("granted", "applied")
        unit = _UNIT.search(line)
        return _Lead(projects, None, order, unit["unit"] if unit else "kr")
    if not line.rstrip().endswith(":"):
        return None
    if refusal := REFUSAL.search(text.clean, first, last):
        return _Lead(projects or (before is not None and before.projects), text.stated(*refusal.span()))
    return _Lead(projects, None) if _GIVING.search(line) else None


def _row(text: Text, first: int, last: int, lead: _Lead) -> Row | None:
    """Return the row that the line is below its lead, None for a line that is none."""
    mark = _MARK.match(text.clean, first, last)
    start = mark.end() if mark else first
    found = find_amounts(text.clean[start:last])
    if lead.order and len(found) < len(lead.order):
        found = _columns(text.clean[start:last], lead)
    label_end = start + (found[0][2] if found else last - start)
    if _TOTAL.match(text.clean, start, label_end) or len(text.clean[start:label_end].split()) > _MAX_WORDS:
        return None
    if not found and lead.refused is None:
        return None
    named, owner = _whose(text, start, label_end, lead.projects)
    if named is None and owner is None:
        return None
    return Row(_award(text, (start, last), found, owner, lead), named, text.clean[start:label_end])


def _whose(text: Text, start: int, end: int, project: bool) -> tuple[Span | None, Stated | None]:
    """Return the span of the project's name, and the organisation, that a row's words are."""
    cells = [span for span in _cells(text, start, end) if span[0] < span[1]]
    if not cells or not text.clean[cells[0][0]].isupper():
        return None, None
    if not project:
        return None, organisation(text, *cells[0])
    if len(cells) > 1:
        label = _OWNER_LABEL.match(text.clean, *cells[1])
        return cells[0], organisation(text, label.end() if label else cells[1][0], cells[1][1])
    # `Alfa i norr Solbygds kommun`: of a row without a mark between its cells, the name that ends it.
    last = [m for m in mentions_within(text, cells[0][0] + 1, cells[0][1]) if m.end == cells[0][1]]
    if not last:
        return cells[0], None
    return (cells[0][0], last[0].start - 1), text.stated(last[0].start, last[0].end, last[0].text)


def _cells(text: Text, start: int, end: int) -> Iterator[Span]:
    for match in [*_CELL.finditer(text.clean, start, end), None]:
        first, last = start, match.start() if match else end
        while first < last and text.clean[first] in ' \t”“"':
            first += 1
        while last > first and text.clean[last - 1] in ' \t,.:;–-”“"':
            last -= 1
        yield first, last
        start = match.end() if match else end


def _award(text: Text, line: Span, found: tuple[Amount, ...], owner: Stated | None, lead: _Lead) -> Award:
    """Return what the row's amounts are, by the table's head or by the words before each."""
    refusal = REFUSAL.search(text.clean, *line)
    refused = text.stated(*refusal.span()) if refusal else lead.refused
    amounts: dict[str, Money] = {}
    for place, (value, currency, begin, end) in enumerate(found):
        before = text.clean[line[0] + (found[place - 1][3] if place else 0) : line[0] + begin]
        kind = "applied" if refused or _APPLIED.search(before) else "granted"
        if len(lead.order) == len(found):
            kind = lead.order[place]
        amounts.setdefault(kind, money(text, value, currency, line[0] + begin, line[0] + end))
    granted = amounts.get("granted")
    if granted is not None and granted.value == 0:
        refused = refused or Stated(granted.text, granted.evidence)
    return Award(owner, None if refused else granted, amounts.get("applied"), refused)


def _columns(line: str, lead: _Lead) -> tuple[Amount, ...]:
    """Return the two numbers that end a row of a table without units, where they can be parted one way only.

    Thousands stand apart in groups of three (``500 000 400 000``), and nobody is granted more than they
    apply for: most rows have one way left.
    """
    match = _DIGITS.search(line)
    groups = [(g.group(), g.start()) for g in re.finditer(r"\d+", match.group())] if match else []
    cuts = [n for n in range(1, len(groups)) if _is_number(groups[:n]) and _is_number(groups[n:])]
    applied, granted = (lead.order.index(kind) for kind in ("applied", "granted"))
    ways = [
        ways
        for ways in ((groups[:n], groups[n:]) for n in cuts)
        if _value(ways[granted]) <= _value(ways[applied])
    ]
    if match is None or len(ways) != 1:
        return ()
    found = []
    for part in ways[0]:
        start, end = match.start() + part[0][1], match.start() + part[-1][1] + len(part[-1][0])
        found += [
            (value, unit, start, end) for value, unit, _, _ in find_amounts(f"{line[start:end]} {lead.unit}")
        ]
    return tuple(found) if len(found) == len(ways[0]) else ()


def _value(groups: list[tuple[str, int]]) -> int:
    return int("".join(digits for digits, _ in groups))


def _is_number(groups: list[tuple[str, int]]) -> bool:
    """Tell whether digits in groups are one number as it is printed: ``1 250 000``, ``0``."""
    first, *rest = [digits for digits, _ in groups]
    return len(first) <= 3 and (first == "0" or first[0] != "0") and all(len(digits) == 3 for digits in rest)
