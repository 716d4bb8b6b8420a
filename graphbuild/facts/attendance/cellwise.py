"""Tables of people as a PDF's text tears them apart: a cell a line, the head of each column first.

``LEDAMÖTER``, ``Parti``, ``Närv.``, ``Anm.`` and then, for each person, the name, the party, a mark
and perhaps a remark; empty cells have left no line. Kommunallagen (2017:725) 5 kap. 66 §: the minutes
tell which members and substitutes have served.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graphbuild.facts.attendance.appendix import is_code
from graphbuild.facts.attendance.names import people
from graphbuild.facts.attendance.sightings import Sighting
from graphbuild.facts.attendance.terms import terms
from graphbuild.facts.attendance.words import kind_of, words
from graphbuild.text import Text

Span = tuple[int, int]
_KINDS = {"members": "member", "serving": "serving substitute", "substitutes": "substitute"}
_NAMES = frozenset({"namn", "ledamot", "ledamöter"})
_UNMARKED = frozenset({"-", "–", "—", "nej", "f", "frånv", "frånvarande"})
_MARKS = frozenset({"x", "ja", "1", "n", "närv", "närvarande", "√"})
# A remark is a role, some §§ or a name, not a sentence.
_LONGEST = 60
# No table has more columns after the party.
_MOST_CELLS = 4


@dataclass(frozen=True, slots=True)
class CellTable:
    """A table: its clean span, what its people are, the kinds of its columns, and its rows of cells."""

    start: int
    end: int
    role: str
    columns: frozenset[str]
    rows: tuple[tuple[Span, ...], ...]


def cell_tables(text: Text, start: int, end: int) -> list[CellTable]:
    """Return the tables in the clean span whose cells stand one a line."""
    lines = text.lines(start, end)
    result: list[CellTable] = []
    at = 0
    while at + 2 < len(lines):
        columns, first = _heads(text, lines, at)
        rows, after = _rows(text, lines, first, columns) if columns else ((), at)
        if rows:
            role = _KINDS.get(kind_of(_words(text, lines[at])) or "", "")
            result.append(CellTable(lines[at][0], rows[-1][-1][1], role, columns, rows))
        at = max(after, at + 1)
    return result


def cellwise(text: Text, tables: Sequence[CellTable]) -> Iterator[Sighting]:
    """Yield the people of the tables, and the members for whom substitutes served."""
    for table in tables:
        for row in table.rows:
            yield from _voter(text, row) if "vote" in table.columns else _person(text, table, row)


def _words(text: Text, line: Span) -> str:
    return text.clean[slice(*line)].strip()


def _heads(text: Text, lines: Sequence[Span], at: int) -> tuple[frozenset[str], int]:
    """Return the kinds of columns of a table that begins on line ``at``, and its first row; or none."""
    label = _words(text, lines[at])
    if kind_of(label) not in _KINDS and label.casefold() not in _NAMES:
        return frozenset(), at
    known = {word: kind for kind, heads in words()["columns"].items() for word in heads}
    found: list[str] = []
    for line in lines[at + 1 : at + 2 + _MOST_CELLS]:
        kind = known.get(_words(text, line).casefold())
        if not kind:
            break
        found.append(kind)
    return (frozenset(found), at + 1 + len(found)) if found[:1] == ["party"] else (frozenset(), at)


def _rows(
    text: Text, lines: Sequence[Span], at: int, columns: frozenset[str]
) -> tuple[tuple[tuple[Span, ...], ...], int]:
    """Return the rows from line ``at`` on, each of its cells, and the line after the last."""
    rows: list[tuple[Span, ...]] = []
    while _is_row(text, lines, at):
        stop = at + 2
        while stop < len(lines) and stop - at < 2 + _MOST_CELLS and _is_cell(text, lines, stop, columns):
            stop += 1
        rows.append(tuple(lines[at:stop]))
        at = stop
    return tuple(rows), at


def _is_row(text: Text, lines: Sequence[Span], at: int) -> bool:
    """Tell whether a name stands on line ``at`` and a party's code on the next."""
    return (
        at + 1 < len(lines)
        and is_code(_words(text, lines[at + 1]))
        and len(people(text.clean[slice(*lines[at])])) == 1
    )


def _is_cell(text: Text, lines: Sequence[Span], at: int, columns: frozenset[str]) -> bool:
    cell = _words(text, lines[at])
    if cell.casefold().strip(".") in _MARKS | _UNMARKED:
        return True
    remarks = bool(columns & {"remark", "serves_for"}) and len(cell) <= _LONGEST
    known = kind_of(cell)
    return remarks and (known is None or known in {"chair", "vice_chair"}) and not _is_row(text, lines, at)


def _named(text: Text, row: Sequence[Span]) -> tuple[Sighting, str]:
    """Return the person of a row, and the words beside the name in its cell."""
    start, end = row[0]
    person = people(text.clean[start:end], start)[0]
    return Sighting(person.name, _words(text, row[1]), person.start, person.stop), text.clean[
        person.end : end
    ]


def _voter(text: Text, row: Sequence[Span]) -> Iterator[Sighting]:
    """Yield who voted, with the role that stands beside the name."""
    person, beside = _named(text, row)
    said = terms(beside).roles
    serves = bool(said & {"substitute", "serving substitute"}) and "not serving" not in said
    role = "chair" if "chair" in said else "serving substitute" if serves else ""
    marked = any(_words(text, cell).casefold() in _MARKS for cell in row[2:])
    yield replace(person, roles=(role,) if role else (), present=True if marked else None)


def _person(text: Text, table: CellTable, row: Sequence[Span]) -> Iterator[Sighting]:
    """Yield the person of a row of attendance, and the member for whom they served."""
    person, beside = _named(text, row)
    cells = [_words(text, cell) for cell in row[2:]]
    marks = [cell.casefold().strip(".") for cell in cells]
    here = not any(mark in _UNMARKED for mark in marks) if "mark" in table.columns else None
    said = terms(" ".join([beside, *cells]))
    leading = next((role for role in ("vice chair", "chair") if role in said.roles), "")
    role = leading or table.role
    person = replace(
        person,
        roles=(role,) if role and here is not False else (),
        present=here,
        paragraphs=said.paragraphs,
        clock=said.clock,
    )
    others = [p for cell in row[2:] for p in people(text.clean[slice(*cell)], cell[0])]
    if "serves_for" not in table.columns or not others or here is False:
        yield person
        return
    other = others[0]
    gone = Sighting(other.name, other.party, other.start, other.stop, ("replaced",))
    yield replace(person, roles=("serving substitute",), stands_for=(gone,))
    yield gone
