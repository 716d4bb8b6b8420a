"""Attendance in tables: the appendix of a large assembly, cell by cell, and tables with a header row.

An electronic voting system prints attendance (seat, member, substitute, party, arrival, departure)
and each vote (name, party, seat, function, result); a PDF's text has one cell a line, and the
column of substitutes at the foot of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from graphbuild.facts.attendance.appendix import (
    INVERTED,
    NAME_WORDS,
    PART,
    RESULT,
    SEAT,
    WORD,
    Attendance,
    Cell,
    Known,
    attendance,
    is_code,
    is_name_part,
)
from graphbuild.facts.attendance.names import people
from graphbuild.facts.attendance.serving import Voter, seated, unplaced
from graphbuild.facts.attendance.sightings import Sighting, change
from graphbuild.facts.attendance.terms import Terms, terms
from graphbuild.facts.attendance.words import is_title_word, served_by, serves_for
from graphbuild.text import Text

_FUNCTION = re.compile(
    r"(?:(?P<seat>\d{1,3}) )?(?P<function>Ledamot|Ersättare|Tjänstgörande ersättare|Ordförande"
    r"|[1-3]:[ea] (?:v\.?|vice) ?ordf\w*\.?)",
    re.IGNORECASE,
)
_ARRIVALS = frozenset({"ankom", "utgick", "ankomst", "avgång", "inträde", "utträde"})


def tabled(text: Text, spans: Sequence[tuple[int, int]]) -> list[Sighting]:
    """Return the sightings in the tables of the clean spans."""
    headed = [sighting for start, end in spans for sighting in _headed(text, start, end)]
    headed += [sighting for start, end in spans for sighting in voting(text, start, end)]
    return [*seated(text, *_read(text, spans)), *headed]


def untold(text: Text, spans: Sequence[tuple[int, int]]) -> list[str]:
    """Return which hours in the attendance tables of the clean spans are given to nobody, and why."""
    return list(unplaced(text, *_read(text, spans)))


def _read(text: Text, spans: Sequence[tuple[int, int]]) -> tuple[Attendance, list[Voter]]:
    """Return the attendance tables of the clean spans, as one, and the rows of the votes' tables."""
    tables = [[cell for a, b in text.lines(*span) for cell in _cells(text.clean, a, b)] for span in spans]
    voters = [voter for number, cells in enumerate(tables) for voter in _votes(cells, number)]
    known = _known(voters)
    found = Attendance()
    for cells in tables:
        if any(cell.text.casefold() in _ARRIVALS for cell in cells):
            table = attendance(cells, known)
            found.rows += table.rows
            found.loose += [_whole(person, known) for person in table.loose]
            found.lost += table.lost
    return found, voters


# A column as wide as its cell cuts a long name at its end.
_CUT = 3


def _whole(person: Sighting, known: Known) -> Sighting:
    """Return the person with the name that a vote has whole, where the table's column cut its end."""
    if person.name in known.parties:
        return person
    longer = [
        name
        for name in known.parties
        if name.startswith(person.name) and len(name) - len(person.name) <= _CUT and " " in person.name
    ]
    return replace(person, name=longer[0]) if len(longer) == 1 else person


def _known(voters: Sequence[Voter]) -> Known:
    """Return what the votes tell of everyone: party, who was only ever a substitute, the members' seats."""
    served = {voter.person.name for voter in voters if voter.function == "ersättare"}
    seats: dict[str, str | None] = {}
    for voter in voters:
        if voter.function != "ersättare":
            seats[voter.person.name] = voter.seat or seats.get(voter.person.name)
    parties = {voter.person.name: voter.person.party for voter in voters if voter.person.party}
    members = {name: seat for name, seat in seats.items() if name not in served}
    return Known(parties, frozenset(served - seats.keys()), members)


# Two inverted names that two columns put on one line: "Berg, Anna Lind, Bo".
_TWO = re.compile(rf"(?P<first>{NAME_WORDS}, {WORD}) (?P<second>{WORD}, {NAME_WORDS})")


def _cells(clean: str, start: int, end: int) -> list[Cell]:
    two = _TWO.fullmatch(clean[start:end].strip())
    if not two:
        return [Cell(start, end, clean[start:end].strip())]
    lead = start + len(clean[start:end]) - len(clean[start:end].lstrip())
    return [Cell(lead + two.start(name), lead + two.end(name), two[name]) for name in ("first", "second")]


def _party(cell: Cell | None) -> str | None:
    return cell.text if cell and is_code(cell.text) else None


def _votes(cells: Sequence[Cell], table: int) -> Iterator[Voter]:
    """Yield the rows of votes: name, party, seat, function, result, in one cell each or some joined."""
    for at, cell in enumerate(cells):
        found = _FUNCTION.fullmatch(cell.text)
        result = RESULT.fullmatch(cells[at + 1].text) if found and at + 1 < len(cells) else None
        if not found or not result:
            continue
        seat = found["seat"]
        back = at - 1
        if seat is None and back >= 0 and SEAT.fullmatch(cells[back].text):
            seat, back = cells[back].text, back - 1
        person = _voter_name(cells, back)
        if person:
            voted = result["result"].casefold() in {"ja", "nej", "avstår", "avstod"}
            yield Voter(
                table, seat, found["function"].casefold(), replace(person, present=True if voted else None)
            )


def _voter_name(cells: Sequence[Cell], back: int) -> Sighting | None:
    """Return the person whose row's party stands in cell ``back``, or at the end of the name's cell."""
    if back < 1:
        return None
    party = _party(cells[back])
    if party is None:
        glued = re.fullmatch(r"(?P<name>.+) (?P<party>\S{1,3})", cells[back].text)
        if not glued or not is_code(glued["party"]):
            return None
        name, party, first = glued["name"], glued["party"], cells[back]
    else:
        name, first = cells[back - 1].text, cells[back - 1]
    end = first.start + len(name)
    above = cells[cells.index(first) - 1] if first is not cells[0] else None
    if " " not in name and above and is_name_part(above):
        name, first = f"{above.text} {name}", above
    if len(name.split()) < 2 or not PART.fullmatch(name):
        return None
    return Sighting(name, party, first.start, max(end, first.end))


_COLUMNS = (
    ("name", re.compile(r"namn|ledam\w*|ordinarie.*|förtroendevald\w*", re.IGNORECASE)),
    ("party", re.compile(r"parti", re.IGNORECASE)),
    ("substitute", re.compile(r"(?:tj\w*\.? )?ersättare.*", re.IGNORECASE)),
    ("present", re.compile(r"närv\w*\.?|upprop", re.IGNORECASE)),
    ("function", re.compile(r"uppdrag|funktion|roll", re.IGNORECASE)),
    ("serving", re.compile(r"tjg\.?|tj\.?|tjänstg\w*\.?", re.IGNORECASE)),
    ("remark", re.compile(r"anm(?:ärkn(?:ing(?:ar)?)?)?\.?|kommentar|notering(?:ar)?", re.IGNORECASE)),
)

# A head that says that those below it are the members, beside a column of substitutes.
_SEATS = frozenset({"ledamot", "ledamöter", "ordinarie ledamot", "ordinarie ledamöter"})
_UNMARKED = frozenset({"", "-", "–", "nej", "n", "0", "frånvarande", "f"})
_VOTING = re.compile(r"röst\w*|resultat|ja|nej|avst\w*\.?|frånv\w*\.?", re.IGNORECASE)


def _head(cells: Sequence[str]) -> dict[str, int]:
    """Return the columns by kind where the row is a table's header, empty otherwise."""
    heads = {
        kind: number
        for number, cell in enumerate(cells)
        for kind, pattern in _COLUMNS
        if pattern.fullmatch(cell.strip())
    }
    # How someone voted does not tell in which capacity they sat.
    return heads if {"name", "party"} <= heads.keys() and not _has_votes(cells) else {}


def _has_votes(cells: Sequence[str]) -> bool:
    """Tell whether a cell of the header, or each word of one, is a way to vote."""
    return any(words and all(map(_VOTING.fullmatch, words)) for words in (cell.split() for cell in cells))


def headed_spans(text: Text, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the tables with a header row that names a column of people and one of parties."""
    result: list[tuple[int, int]] = []
    for first, last in text.lines(start, end):
        cells = text.clean[first:last].split("\t")
        if _head(cells):
            result.append((first, last))
        elif result and len(cells) > 1 and result[-1][1] + 1 >= first - 1:
            result[-1] = (result[-1][0], last)
    return result


def _headed(text: Text, start: int, end: int) -> Iterator[Sighting]:
    """Yield the people of the tables with a header row."""
    for first, last in headed_spans(text, start, end):
        columns: dict[str, int] = {}
        for row, stop in text.lines(first, last):
            cells = text.clean[row:stop].split("\t")
            head = _head(cells)
            if not head and len(cells) > max(columns["name"], columns["party"]):
                yield from _headed_row(cells, columns, row)
            columns = head or columns


def voting(text: Text, start: int, end: int) -> Iterator[Sighting]:
    """Yield those whose row in a table of votes tells their party, and whether they chair or serve."""
    columns: dict[str, int] = {}
    seats = False
    for first, last in text.lines(start, end):
        cells = text.clean[first:last].split("\t")
        heads = {k: n for n, cell in enumerate(cells) for k, p in _COLUMNS if p.fullmatch(cell.strip())}
        if "name" in heads and heads.keys() & {"party", "substitute"}:
            columns = heads if _has_votes(cells) else {}
            seats = "substitute" in heads and cells[heads["name"]].strip().casefold() in _SEATS
            continue
        if not columns or len(cells) <= max(columns["name"], columns.get("party", 0)):
            continue
        code = cells[columns["party"]].strip().strip("()") if "party" in columns else ""
        named = is_code(code) or "party" not in columns
        found = _in_cell(cells, columns["name"], first, code or None) if named else None
        other = _in_cell(cells, columns["substitute"], first, None) if "substitute" in columns else None
        if found and other and found[0].party and other[0].party:
            gone = replace(found[0], roles=("replaced",), present=False)
            yield replace(other[0], roles=("serving substitute",), present=True, stands_for=(gone,))
            yield gone
        elif found and found[0].party:
            person, said = found
            roles: tuple[str, ...] = tuple(
                role for role in ("chair", "serving substitute") if role in said.roles
            )
            if "substitute" in said.roles:
                roles = ("serving substitute",)
            if seats and not roles and "vice chair" not in said.roles:
                roles = ("member",)
            voted = any(cell.strip().casefold() in {"x", "ja", "nej", "1"} for cell in cells)
            yield replace(person, roles=roles, present=True if voted and _is_ballot(cells, columns) else None)


def _is_ballot(cells: Sequence[str], columns: Mapping[str, int]) -> bool:
    """Tell whether the row is one of a person who voted, not one marked absent in the last column."""
    return any(cell.strip() for cell in cells[columns.get("party", columns["name"]) + 1 : -1])


def _in_cell(
    cells: Sequence[str], number: int, start: int, party: str | None
) -> tuple[Sighting, Terms] | None:
    """Return the only person that a cell names, with the words beside the name."""
    cell = cells[number] if number < len(cells) else ""
    at = start + sum(len(other) + 1 for other in cells[:number])
    turned = INVERTED.fullmatch(cell.strip())
    if turned and not is_title_word(turned["first"]):
        return Sighting(f"{turned['first']} {turned['last']}", party, at, at + len(cell)), terms("")
    found = people(cell, at)
    if len(found) != 1:
        return None
    person = found[0]
    return Sighting(person.name, party or person.party, person.start, person.stop), terms(
        cell[person.end - at :]
    )


def _headed_row(cells: Sequence[str], columns: Mapping[str, int], start: int) -> Iterator[Sighting]:
    code = cells[columns["party"]].strip().strip("()") or None
    member = _in_cell(cells, columns["name"], start, code)
    if member is None:
        return
    person, said = member
    substitute = _in_cell(cells, columns["substitute"], start, None) if "substitute" in columns else None
    marks = [*cells, *[""] * (columns.get("present", 0) + 1 - len(cells))]
    mark = marks[columns["present"]].strip().casefold() if "present" in columns else None
    here = None if mark is None else mark not in _UNMARKED
    if substitute:
        gone = replace(person, roles=("replaced",), present=False)
        yield replace(substitute[0], roles=("serving substitute",), present=True, stands_for=(gone,))
        yield gone
    else:
        own = ("chair", "vice chair", "serving substitute", "substitute")
        leading = _of_function(cells, columns) or tuple(role for role in own if role in said.roles)
        if leading == ("member",) and here is False:
            # Whoever was away decided nothing.
            yield replace(person, present=False)
            return
        at = start + sum(len(other) + 1 for other in cells[: columns.get("remark", 0)])
        remark = cells[columns["remark"]] if columns.get("remark", 99) < len(cells) else ""
        yield from _remarked(replace(person, roles=leading or ("member",), present=here), remark, at)


def _of_function(cells: Sequence[str], columns: Mapping[str, int]) -> tuple[str, ...]:
    """Return the roles that the column of functions gives, with the mark of who served; empty for none."""

    def cell(kind: str) -> str:
        return cells[columns[kind]].strip() if columns.get(kind, 99) < len(cells) else ""

    said = terms(cell("function"))
    for role in ("vice chair", "chair"):
        if role in said.roles:
            return (role,)
    if "substitute" in said.roles:
        return ("serving substitute",) if cell("serving").casefold() not in _UNMARKED else ("substitute",)
    return ("member",) if "member" in said.roles else ()


def _remarked(person: Sighting, remark: str, start: int) -> list[Sighting]:
    """Return a person with what the remark adds: a role, §§, hours, and who served for whom."""
    said = terms(remark)
    leading = tuple(role for role in ("chair", "vice chair", "serving substitute") if role in said.roles)
    person = replace(person, roles=leading or person.roles, paragraphs=said.paragraphs, clock=said.clock)
    others = people(remark, start)
    if not others:
        return [person]
    before = remark[: others[0].start - start]
    other = Sighting(others[0].name, others[0].party, others[0].start, others[0].stop)
    if served_by(before):
        return change(person, other, sat=person.present is not False)
    if serves_for(terms(before).rest):
        gone = replace(other, roles=("replaced",), present=False)
        return [replace(person, roles=("serving substitute",), stands_for=(gone,)), gone]
    return [person]
