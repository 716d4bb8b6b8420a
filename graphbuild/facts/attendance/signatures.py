"""Signatures beside each other, names over their titles, and who certifies an extract.

Front pages and last pages have two or three signatures on a line, the title of each on the line below:
``Anna Ek        Bo Ask`` over ``Ordförande     Justerare``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from graphbuild.facts.attendance.names import Person, people
from graphbuild.facts.attendance.sightings import Sighting
from graphbuild.facts.attendance.words import LISTS, description, is_title_word, labels
from graphbuild.text import Text

Span = tuple[int, int]

_DOTS = re.compile(r"[\s.…_/-]*")
_CERTIFIED = re.compile(
    r"^(?:(?:rätt utdraget|rätt avskrivet|utdragets riktighet|avskriftens riktighet)\b.{0,40}"
    r"|bestyrkes?|intygas)[ :.]*$",
    re.IGNORECASE | re.MULTILINE,
)
# The same with the official on its line: "Rätt utdraget intygar: Kommunsekreterare Anna Ek".
_CERTIFIES = re.compile(
    r"^(?:(?:rätt utdraget|rätt avskrivet|utdragets riktighet|avskriftens riktighet)\b[^:\n]{0,40}"
    r"|bestyrkes?|intygas):[ ]*(?P<who>[^\n]{5,80})$",
    re.IGNORECASE | re.MULTILINE,
)
_ROLES = (
    ("vice chair", "vice_chair"),
    ("chair", "chair"),
    ("secretary", "secretary"),
    ("adjuster", "adjuster"),
)
# What a title below a signature has at most.
_LONGEST_TITLE = 60


def side_by_side(text: Text, start: int, end: int) -> list[tuple[Span, list[Sighting]]]:
    """Return the rows of signatures in the clean span: from the names to their titles, and who signed.

    A row has two names or more; one name over its title counts where the next row is of that kind too,
    and no label of people stands over it.
    """
    lines = [line for line in text.lines(start, end) if not _DOTS.fullmatch(text.clean[slice(*line)])]
    starts = [label.start for label in labels(text.clean, start, end) if label.kind in LISTS - {"signatures"}]
    labelled = {line for line in lines if any(line[0] <= at < line[1] for at in starts)}
    pairs = [_pair(text, line, below) for line, below in pairwise(lines)]
    result: list[tuple[Span, list[Sighting]]] = []
    number = 0
    while number < len(pairs):
        run = number
        while run < len(pairs) and pairs[run] is not None:
            run += 2
        rows = [pair for pair in pairs[number:run:2] if pair]
        wide = any(len(row) > 1 for row in rows)
        if rows and (wide or (len(rows) > 1 and not (number and lines[number - 1] in labelled))):
            result += [
                ((lines[at][0], lines[at + 1][1]), row)
                for at, row in zip(range(number, run, 2), rows, strict=True)
            ]
            number = run
        else:
            number += 1
    return result


def _pair(text: Text, line: Span, below: Span) -> list[Sighting] | None:
    """Return who signed where the first line has names alone and the second their titles, None for others."""
    names = _signed_names(text, line)
    cells = _cells(text, below)
    roles = [(_column(text, cell[0]), role) for cell in cells if (role := _role(text, cell))]
    if not names or not roles or len(roles) != len(cells) or len(roles) > len(names):
        return None
    columns = [_column(text, person.start) for person in names]
    return [_sighting(names[_nearest(columns, at)], role) for at, role in roles]


def certified(text: Text, start: int, end: int) -> list[Sighting]:
    """Return who certifies the extract that the clean span ends: an official, by name and title."""
    on_line = _CERTIFIES.search(text.clean, start, end)
    found = on_line or _CERTIFIED.search(text.clean, start, end)
    if not found:
        return []
    at = on_line.start("who") if on_line else found.end()
    lines = [line for line in text.lines(at, end) if not _DOTS.fullmatch(text.clean[slice(*line)])]
    names = people(text.clean[slice(*lines[0])], lines[0][0]) if lines else []
    if len(names) != 1:
        return []
    beside = text.clean[names[0].end : lines[0][1]].strip(" ,") or names[0].lead
    title = beside or (text.clean[slice(*lines[1])].strip() if len(lines) > 1 else "")
    if not title or len(title) > _LONGEST_TITLE or not is_title_word(title.split()[-1]):
        return []
    person = names[0]
    return [
        Sighting(person.name, person.party, person.start, person.stop, ("official",), title, listed=False)
    ]


def _cells(text: Text, line: Span) -> list[Span]:
    cells: list[Span] = []
    position = line[0]
    for cell in text.clean[slice(*line)].split("\t"):
        if not _DOTS.fullmatch(cell):
            cells.append((position + len(cell) - len(cell.lstrip()), position + len(cell.rstrip())))
        position += len(cell) + 1
    return cells


def _signed_names(text: Text, line: Span) -> list[Person]:
    """Return the people of a row that holds nothing but a name in each of its cells, four at most."""
    cells = _cells(text, line)
    if not 1 <= len(cells) <= 4:
        return []
    names = [people(text.clean[slice(*cell)], cell[0]) for cell in cells]
    alone = all(
        len(found) == 1
        and not text.clean[cell[0] : found[0].start].strip(" /")
        and cell[1] - found[0].end <= 1
        for cell, found in zip(cells, names, strict=True)
    )
    return [found[0] for found in names] if alone else []


def _role(text: Text, cell: Span) -> str | None:
    words = text.clean[slice(*cell)]
    role = next((role for role, name in _ROLES if description(name).search(words)), None)
    rest = description(dict(_ROLES)[role]).sub(" ", words) if role else words
    return role if len(words) <= _LONGEST_TITLE and all(map(is_title_word, rest.split())) else None


def _column(text: Text, offset: int) -> int:
    raw = text.offsets[offset]
    return raw - text.raw.rfind("\n", 0, raw) - 1


def _nearest(columns: Sequence[int], column: int) -> int:
    return min(range(len(columns)), key=lambda number: abs(columns[number] - column))


def _sighting(person: Person, role: str) -> Sighting:
    return Sighting(
        person.name,
        person.party,
        person.start,
        person.stop,
        (role,),
        present=True,
        signed=person.party is None,
    )
