"""The rows of an electronic voting system's attendance table, one cell a line.

A row is seat, member, perhaps a substitute, party, arrival, departure. At the foot of a page an
extractor may have torn rows apart: first the seats and names of some rows, then their times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graphbuild.authority import party_code
from graphbuild.facts.attendance.sightings import Sighting

_UP = "A-ZÀ-ÖØ-ÞŠŽĆČĐŁŚŻŞİ"
WORD = rf"[{_UP}][^\W\d_]*(?:-[^\W\d_]+)?"
NAME_WORDS = rf"[{_UP}][^\W\d_’'-]*(?:[ ’'-][^\W\d_]+)*"
INVERTED = re.compile(rf"(?P<last>{NAME_WORDS}) ?, (?P<first>{NAME_WORDS})")
PART = re.compile(NAME_WORDS)
SEAT = re.compile(r"\d{1,3}")
RESULT = re.compile(r"(?P<result>Ja|Nej|Avstår|Avstod|Frånv\w*|Kvittad\w*|Deltar ej|Jäv)", re.IGNORECASE)
_TIME = re.compile(r"\d{1,2}[:.]\d{2}")
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


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its place in the clean text and its words."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of an attendance table: the seat, the member, perhaps a substitute, the interval."""

    seat: str | None
    member: Sighting
    substitute: Sighting | None
    clock: str


@dataclass(slots=True)
class Attendance:
    """What an attendance table holds: its rows, and the names that stand outside a row (``loose``).

    ``lost`` has the seat (None: unknown) and the place of each row that could not be put together.
    """

    rows: list[Row] = field(default_factory=list)
    loose: list[Sighting] = field(default_factory=list)
    lost: list[tuple[str | None, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Part:
    """A row's seat, or its times, with the names and the party that stand beside it."""

    words: str
    start: int
    names: list[Sighting] = field(default_factory=list)
    party: str | None = None


@dataclass(slots=True)
class _Batch:
    """Seats with their names, and the times that follow them before the next seat."""

    seats: list[_Part] = field(default_factory=list)
    times: list[_Part] = field(default_factory=list)


def is_code(text: str) -> bool:
    """Tell whether a cell's text can be a party: a national code, or a local one in capitals."""
    return text == "-" or (
        len(text) <= 5 and text.isalpha() and (text.isupper() or party_code(text) is not None)
    )


def is_name_part(cell: Cell) -> bool:
    """Tell whether the cell is the first line of a name that two lines hold."""
    known = cell.text.casefold() in _HEAD or party_code(cell.text) is not None
    return (
        bool(PART.fullmatch(cell.text))
        and not known
        and len(cell.text) > 2
        and cell.text != cell.text.upper()
        and not RESULT.fullmatch(cell.text)
    )


def turned(cell: Cell, lead: Cell | None, party: str | None) -> Sighting | None:
    """Return the person of an inverted name, whose beginning may stand in the cell before."""
    found = INVERTED.fullmatch(cell.text)
    if not found:
        return None
    last = f"{lead.text} {found['last']}" if lead else found["last"]
    return Sighting(f"{found['first']} {last}", party, lead.start if lead else cell.start, cell.end)


@dataclass(frozen=True, slots=True)
class Known:
    """What the votes tell: each person's party, who was only ever a substitute, each member's seat."""

    parties: Mapping[str, str]
    substitutes: frozenset[str]
    members: Mapping[str, str | None]

    def can_own(self, person: Sighting, seat: str) -> bool:
        """Tell whether the person can be the seat's member: no substitute, and nobody else is."""
        others = {name for name, of in self.members.items() if of == seat} - {person.name}
        return person.name not in self.substitutes and not others


def attendance(cells: Sequence[Cell], known: Known) -> Attendance:
    """Return the table's rows; seats that stand together take the times after them in their order.

    Where seats and times are not as many, or a party is not the member's, those rows are lost.
    """
    result = Attendance()
    for batch in _batches(_apart(cells, known), known, result):
        _read(batch, known, result)
    of_member = {row.member.name: row.seat for row in result.rows if row.seat}
    result.rows = [
        row if row.seat else replace(row, seat=of_member.get(row.member.name)) for row in result.rows
    ]
    return result


def _apart(cells: Sequence[Cell], known: Known) -> Iterator[Cell]:
    """Yield the cells, those of two names or of a name and a party parted."""
    for cell in _untangled(cells, known):
        for space in re.finditer(" ", cell.text) if "," in cell.text else ():
            first = Cell(cell.start, cell.start + space.start(), cell.text[: space.start()])
            second = Cell(cell.start + space.end(), cell.end, cell.text[space.end() :])
            other = turned(second, None, None)
            if INVERTED.fullmatch(first.text) and (
                (other and other.name in known.parties) or party_code(second.text)
            ):
                yield from (first, second)
                break
        else:
            yield cell


# A member's name over two lines with the substitute's beside its first: "Ek Alm, Lind, Bo" above "Eva".
_BESIDE = re.compile(rf"(?P<last>{NAME_WORDS}) ?, (?P<other>{NAME_WORDS}, {NAME_WORDS})")


def _untangled(cells: Sequence[Cell], known: Known) -> Iterator[Cell]:
    """Yield the cells, a member's name whole that goes on below a substitute's, where a vote has it."""
    at = 0
    while at < len(cells):
        cell, below = cells[at], cells[at + 1 : at + 2]
        found = _BESIDE.fullmatch(cell.text) if below and PART.fullmatch(below[0].text) else None
        last, first = (found["last"], below[0].text) if found else ("", "")
        parted = Cell(cell.start + found.start("other"), cell.end, found["other"]) if found else None
        if parted and f"{first} {last}" in known.parties:
            yield Cell(cell.start, cell.start + len(last), f"{last}, {first}")
            yield parted
            at += 1
        else:
            yield cell
        at += 1


def _batches(cells: Iterator[Cell], known: Known, result: Attendance) -> Iterator[_Batch]:
    """Yield the table's batches; names outside of them go to the result's loose ones."""
    held = list(cells)
    batch = _Batch()
    beside = _Part("", 0)
    at = 0
    while at < len(held):
        cell = held[at]
        after = held[at + 1] if at + 1 < len(held) else None
        if _TIME.fullmatch(cell.text) and after and _TIME.fullmatch(after.text):
            beside.words, beside.start = _interval(cell.text, after.text), cell.start
            batch.times.append(beside)
            beside = _Part("", 0)
            at += 1
        elif SEAT.fullmatch(cell.text):
            if batch.times:
                yield batch
                batch = _without_seat(beside, known, result)
            elif batch.seats:
                batch.seats[-1] = replace(batch.seats[-1], names=beside.names, party=beside.party)
            else:
                result.loose += beside.names
            beside = _Part("", 0)
            batch.seats.append(_Part(cell.text, cell.start))
        elif is_code(cell.text):
            beside.party = cell.text
        else:
            at += _name(held, at, beside.names, known)
        at += 1
    result.loose += beside.names
    yield batch


def _without_seat(beside: _Part, known: Known, result: Attendance) -> _Batch:
    """Return a new batch, which begins with a member whose seat's number has been lost.

    The names before that member, or all of them, are loose.
    """
    at = next((n for n, name in enumerate(beside.names) if name.name in known.members), len(beside.names))
    result.loose += beside.names[:at]
    row = beside.names[at:]
    return _Batch([_Part("", row[0].start, row, beside.party)] if row else [])


def _interval(first: str, last: str) -> str:
    return "-".join(time.replace(".", ":").zfill(5) for time in (first, last))


def _name(cells: Sequence[Cell], at: int, names: list[Sighting], known: Known) -> int:
    """Add the name that the cell has, if it has one; return how many further cells it takes."""
    found = INVERTED.fullmatch(cells[at].text)
    lead = cells[at - 1] if at and is_name_part(cells[at - 1]) else None
    if lead and names and names[-1].end == lead.end:
        lead = None
    person = turned(cells[at], lead, None)
    if not found or person is None:
        return 0
    tail = cells[at + 1] if at + 2 < len(cells) and is_name_part(cells[at + 1]) else None
    whole = f"{found['first']} {tail.text} {found['last']}" if tail else ""
    if tail and (
        whole in known.parties or is_code(cells[at + 2].text) or _TIME.fullmatch(cells[at + 2].text)
    ):
        names.append(replace(person, name=whole, end=tail.end))
        return 1
    names.append(person)
    return 0


def _read(batch: _Batch, known: Known, result: Attendance) -> None:
    """Put the batch's rows together."""
    seats, times = batch.seats, batch.times
    if not times:
        result.loose += [name for seat in seats for name in seat.names]
        return
    if len(seats) > 1 and times[0].names and known.can_own(times[0].names[0], seats[-1].words):
        seats, times = _shared(seats, times)
    rows = [_row(seat, time, known) for seat, time in zip(seats, times, strict=False)]
    if len(times) < len(seats) or None in rows:
        result.lost += [(seat.words, seat.start) for seat in seats]
        result.loose += [name for part in (*seats, *times) for name in part.names]
        return
    result.rows += [row for row in rows if row]
    for time in times[len(seats) :]:
        count = 1 if time.names[-2:-1] and time.names[-2].name in known.substitutes else 2
        result.loose += time.names[:-count]
        row = _row(_Part("", time.start), replace(time, names=time.names[-count:]), known)
        if row:
            result.rows.append(row)
        else:
            result.lost.append((None, time.start))


def _shared(seats: list[_Part], times: list[_Part]) -> tuple[list[_Part], list[_Part]]:
    """Give what stands between the last seat and the first time to the seat, and what it has to the head.

    The name is the last seat's member; the party the head's, unless that has one of its own. Of two
    names the second is of the same seat where the head has a substitute, else nobody can tell.
    """
    head, last, first = seats[0], seats[-1], times[0]
    code = first.party if head.party else last.party
    last = replace(last, names=[*last.names, *first.names], party=code)
    if len(first.names) > 1 and len(head.names) < 2:
        return seats, []
    return [*seats[:-1], last], [
        replace(first, names=[], party=None if head.party else first.party),
        *times[1:],
    ]


def _row(seat: _Part, time: _Part, known: Known) -> Row | None:
    """Return the row of a seat and a time, None where the two cannot belong together."""
    names = [*seat.names, *time.names]
    if names and names[0].name in known.substitutes:
        return None
    if not 1 <= len(names) <= 2 or (len(names) == 2 and names[0].name == names[1].name):
        return None
    party = next((known.parties[name.name] for name in names if name.name in known.parties), None)
    told = {code for code in (seat.party, time.party) if code}
    if len(told) > 1 or (party and told and party not in told):
        return None
    code = next(iter(told), party)
    if code is None:
        return None
    member, *others = (replace(name, party=code) for name in names)
    return Row(seat.words or None, member, others[0] if others else None, time.words)
