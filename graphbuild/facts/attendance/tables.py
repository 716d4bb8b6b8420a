"""Attendance in tables: the appendix of a large assembly, cell by cell, and tables with a header row.

An electronic voting system prints attendance (seat, member, substitute, party, arrival, departure)
and each vote (name, party, seat, function, result); a PDF's text has one cell a line, and the
column of substitutes at the foot of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graphbuild.authority import party_code
from graphbuild.facts.attendance.names import people
from graphbuild.facts.attendance.sightings import Sighting, change
from graphbuild.facts.attendance.terms import Terms, terms
from graphbuild.facts.attendance.words import is_title_word, served_by, serves_for
from graphbuild.text import Text

_UP = "A-ZÀ-ÖØ-ÞŠŽĆČĐŁŚŻŞİ"
_NAME_WORDS = rf"[{_UP}][^\W\d_’'-]*(?:[ ’'-][^\W\d_]+)*"
_WORD = rf"[{_UP}][^\W\d_]*(?:-[^\W\d_]+)?"
_INVERTED = re.compile(rf"(?P<last>{_NAME_WORDS}), (?P<first>{_NAME_WORDS})")
_PART = re.compile(_NAME_WORDS)
_TIME = re.compile(r"\d{1,2}[:.]\d{2}")
_SEAT = re.compile(r"\d{1,3}")
_FUNCTION = re.compile(
    r"(?:(?P<seat>\d{1,3}) )?(?P<function>Ledamot|Ersättare|Tjänstgörande ersättare|Ordförande"
    r"|[1-3]:[ea] (?:v\.?|vice) ?ordf\w*\.?)",
    re.IGNORECASE,
)
_RESULT = re.compile(r"(?P<result>Ja|Nej|Avstår|Avstod|Frånv\w*|Kvittad\w*|Deltar ej|Jäv)", re.IGNORECASE)
_HEAD = frozenset(
    {
        "plats",
        "ledamot",
        "ersättare",
        "parti",
        "ankom",
        "utgick",
        "namn",
        "funktion",
        "resultat",
        "närvarande",
        "in",
        "ut",
        "från",
        "till",
        "bilaga",
    }
)
_ARRIVALS = frozenset({"ankom", "utgick", "ankomst", "avgång", "inträde", "utträde"})


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of an attendance table: the member, a substitute where the row has one, times."""

    seat: str | None
    member: Sighting
    substitute: Sighting | None
    clock: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Voter:
    """A row of a vote's table: who sat on the seat, in which function, and whether they voted."""

    seat: str | None
    function: str
    person: Sighting


def tabled(text: Text, spans: Sequence[tuple[int, int]]) -> list[Sighting]:
    """Return the sightings in the tables of the clean spans."""
    rows: list[_Row] = []
    loose: list[Sighting] = []
    voters: list[_Voter] = []
    headed: list[Sighting] = []
    for start, end in spans:
        cells = [cell for a, b in text.lines(start, end) for cell in _cells(text.clean, a, b)]
        if any(cell.text.casefold() in _ARRIVALS for cell in cells):
            found, left = _attendance(cells)
            rows += found
            loose += left
        voters += _votes(cells)
        headed += _headed(text, start, end)
    return [*_seated(rows, loose, voters), *headed]


# Two inverted names that two columns put on one line: "Berg, Anna Lind, Bo".
_TWO = re.compile(rf"(?P<first>{_NAME_WORDS}, {_WORD}) (?P<second>{_WORD}, {_NAME_WORDS})")


def _cells(clean: str, start: int, end: int) -> list[_Cell]:
    two = _TWO.fullmatch(clean[start:end].strip())
    if not two:
        return [_Cell(start, end, clean[start:end].strip())]
    lead = start + len(clean[start:end]) - len(clean[start:end].lstrip())
    return [_Cell(lead + two.start(name), lead + two.end(name), two[name]) for name in ("first", "second")]


def _turned(cell: _Cell, lead: _Cell | None, party: str | None) -> Sighting | None:
    """Return the person of an inverted name, whose beginning may stand in the cell before."""
    found = _INVERTED.fullmatch(cell.text)
    if not found:
        return None
    last = f"{lead.text} {found['last']}" if lead else found["last"]
    return Sighting(f"{found['first']} {last}", party, lead.start if lead else cell.start, cell.end)


def _is_code(text: str) -> bool:
    """Tell whether a cell's text can be a party: a national code, or a local one in capitals."""
    return text == "-" or (
        len(text) <= 5 and text.isalpha() and (text.isupper() or party_code(text) is not None)
    )


def _party(cell: _Cell | None) -> str | None:
    return cell.text if cell and _is_code(cell.text) else None


def _attendance(cells: Sequence[_Cell]) -> tuple[list[_Row], list[Sighting]]:
    """Return the rows of the table, and the people whose names stand outside a row: substitutes."""
    rows: list[_Row] = []
    loose: list[Sighting] = []
    at = 0
    while at < len(cells):
        lead = cells[at - 1] if at and _is_name_part(cells[at - 1]) else None
        if not _INVERTED.fullmatch(cells[at].text):
            at += 1
            continue
        tail = (
            at + 1
            if at + 2 < len(cells) and _is_name_part(cells[at + 1]) and _row_ends(cells, at + 2)
            else None
        )
        second = (
            at + 1
            if at + 1 < len(cells) and _INVERTED.fullmatch(cells[at + 1].text) and _row_ends(cells, at + 2)
            else None
        )
        after = (tail or second or at) + 1
        party = _party(cells[after]) if after < len(cells) else None
        times = [
            cell.text.replace(".", ":").zfill(5)
            for cell in cells[after + 1 : after + 3]
            if _TIME.fullmatch(cell.text)
        ]
        member = _turned(cells[at], lead, party)
        if member and party and len(times) == 2:
            before = cells[at - (2 if lead else 1)] if at > 1 else None
            substitute = _turned(cells[second], None, party) if second else None
            seat = before.text if before and _SEAT.fullmatch(before.text) else None
            if tail:
                first = f"{_INVERTED.fullmatch(cells[at].text)['first']} {cells[tail].text}"  # type: ignore[index]
                member = replace(member, name=f"{first} {cells[at].text.split(',')[0]}", end=cells[tail].end)
            rows.append(_Row(seat, member, substitute, (f"{times[0]}-{times[1]}",)))
            at = after + 3
        else:
            loose += [member] if member else []
            at += 1
    return rows, loose


def _is_name_part(cell: _Cell) -> bool:
    """Tell whether the cell is the first line of a name that two lines hold."""
    known = cell.text.casefold() in _HEAD or party_code(cell.text) is not None
    return (
        bool(_PART.fullmatch(cell.text))
        and not known
        and len(cell.text) > 2
        and cell.text != cell.text.upper()
        and not _RESULT.fullmatch(cell.text)
    )


def _row_ends(cells: Sequence[_Cell], at: int) -> bool:
    return at + 1 < len(cells) and _party(cells[at]) is not None and bool(_TIME.fullmatch(cells[at + 1].text))


def _votes(cells: Sequence[_Cell]) -> Iterator[_Voter]:
    """Yield the rows of votes: name, party, seat, function, result, in one cell each or some joined."""
    for at, cell in enumerate(cells):
        found = _FUNCTION.fullmatch(cell.text)
        result = _RESULT.fullmatch(cells[at + 1].text) if found and at + 1 < len(cells) else None
        if not found or not result:
            continue
        seat = found["seat"]
        back = at - 1
        if seat is None and back >= 0 and _SEAT.fullmatch(cells[back].text):
            seat, back = cells[back].text, back - 1
        person = _voter_name(cells, back)
        if person:
            voted = result["result"].casefold() in {"ja", "nej", "avstår", "avstod"}
            yield _Voter(seat, found["function"].casefold(), replace(person, present=True if voted else None))


def _voter_name(cells: Sequence[_Cell], back: int) -> Sighting | None:
    """Return the person whose row's party stands in cell ``back``, or at the end of the name's cell."""
    if back < 1:
        return None
    party = _party(cells[back])
    if party is None:
        glued = re.fullmatch(r"(?P<name>.+) (?P<party>\S{1,3})", cells[back].text)
        if not glued or not _is_code(glued["party"]):
            return None
        name, party, first = glued["name"], glued["party"], cells[back]
    else:
        name, first = cells[back - 1].text, cells[back - 1]
    end = first.start + len(name)
    above = cells[cells.index(first) - 1] if first is not cells[0] else None
    if " " not in name and above and _is_name_part(above):
        name, first = f"{above.text} {name}", above
    if len(name.split()) < 2 or not _PART.fullmatch(name):
        return None
    return Sighting(name, party, first.start, max(end, first.end))


_OF_FUNCTION = {
    "ledamot": "member",
    "ersättare": "serving substitute",
    "tjänstgörande ersättare": "serving substitute",
    "ordförande": "chair",
}


def _seated(rows: Sequence[_Row], loose: Sequence[Sighting], voters: Sequence[_Voter]) -> Iterator[Sighting]:
    """Yield what rows, loose names and votes say together: a seat's member, and who served on it.

    A row's times are the member's where they voted as a member, or where no substitute is named
    at all; else nobody can tell whose they are.
    """
    members = {voter.person.name for voter in voters if voter.function != "ersättare"}
    served = {voter.person.name for voter in voters if voter.function == "ersättare"}
    owner: dict[str, set[str]] = {}
    for row in rows:
        if row.seat:
            owner.setdefault(row.seat, set()).add(row.member.name)
    taken = {voter.seat for voter in voters if voter.function == "ersättare"}
    for row in rows:
        name = row.member.name
        certain = row.substitute is None and (
            (name in members and row.seat not in taken) or not (loose or voters)
        )
        if name in served and name not in members:
            continue
        sat = name in members or row.seat not in taken
        yield replace(
            row.member,
            roles=("member",) if sat else (),
            present=True if certain or name in members else None,
            clock=row.clock if certain else (),
        )
        if row.substitute:
            absent = replace(row.member, roles=("replaced",), present=None)
            yield replace(
                row.substitute,
                roles=("serving substitute",),
                present=True,
                stands_for=(absent,),
                clock=row.clock,
            )
            yield absent
    yield from (
        replace(person, roles=("serving substitute",), present=True)
        for person in loose
        if person.name not in members
    )
    yield from _voted(rows, voters, owner)


def _voted(
    rows: Sequence[_Row], voters: Sequence[_Voter], owner: Mapping[str, set[str]]
) -> Iterator[Sighting]:
    first_row = {row.member.name: row.member for row in rows}
    for voter in voters:
        role = _OF_FUNCTION.get(voter.function, "vice chair")
        stands: tuple[Sighting, ...] = ()
        seat_of = owner.get(voter.seat or "", set()) - {voter.person.name}
        if role == "serving substitute" and len(seat_of) == 1:
            stands = (replace(first_row[next(iter(seat_of))], roles=("replaced",), present=None),)
        yield replace(voter.person, roles=(role,), stands_for=stands)
        yield from stands


_COLUMNS = (
    ("name", re.compile(r"namn|ledam\w*|ordinarie.*|förtroendevald\w*", re.IGNORECASE)),
    ("party", re.compile(r"parti", re.IGNORECASE)),
    ("substitute", re.compile(r"(?:tj\w*\.? )?ersättare.*", re.IGNORECASE)),
    ("present", re.compile(r"närv\w*\.?|upprop", re.IGNORECASE)),
    ("remark", re.compile(r"anm(?:ärkn(?:ing(?:ar)?)?)?\.?|kommentar|notering(?:ar)?", re.IGNORECASE)),
)

_VOTING = re.compile(r"röst\w*|resultat|ja|nej|avst\w*\.?", re.IGNORECASE)


def _head(cells: Sequence[str]) -> dict[str, int]:
    """Return the columns by kind where the row is a table's header, empty otherwise."""
    heads = {
        kind: number
        for number, cell in enumerate(cells)
        for kind, pattern in _COLUMNS
        if pattern.fullmatch(cell.strip())
    }
    # How someone voted does not tell in which capacity they sat.
    voting = any(_VOTING.fullmatch(cell.strip()) for cell in cells)
    return heads if {"name", "party"} <= heads.keys() and not voting else {}


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


def _in_cell(
    cells: Sequence[str], number: int, start: int, party: str | None
) -> tuple[Sighting, Terms] | None:
    """Return the only person that a cell names, with the words beside the name."""
    cell = cells[number] if number < len(cells) else ""
    at = start + sum(len(other) + 1 for other in cells[:number])
    turned = _INVERTED.fullmatch(cell.strip())
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
    mark = cells[columns["present"]].strip().casefold() if columns.get("present", 99) < len(cells) else None
    here = None if mark is None else mark not in {"", "-", "–", "nej", "n", "0", "frånvarande", "f"}
    if substitute:
        gone = replace(person, roles=("replaced",), present=False)
        yield replace(substitute[0], roles=("serving substitute",), present=True, stands_for=(gone,))
        yield gone
    else:
        leading = tuple(
            role for role in ("chair", "vice chair", "serving substitute", "substitute") if role in said.roles
        )
        at = start + sum(len(other) + 1 for other in cells[: columns.get("remark", 0)])
        remark = cells[columns["remark"]] if columns.get("remark", 99) < len(cells) else ""
        yield from _remarked(replace(person, roles=leading or ("member",), present=here), remark, at)


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
    if serves_for(before):
        gone = replace(other, roles=("replaced",), present=False)
        return [replace(person, roles=("serving substitute",), stands_for=(gone,)), gone]
    return [person]
