"""What attendance rows, loose names and votes say together: a seat's member, and who served on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graphbuild.facts.attendance.appendix import Attendance, Row
from graphbuild.facts.attendance.seats import Seen, Sitting, Torn, sitters
from graphbuild.facts.attendance.sightings import Sighting
from graphbuild.text import Text

_OF_FUNCTION = {
    "ledamot": "member",
    "ersättare": "serving substitute",
    "tjänstgörande ersättare": "serving substitute",
    "ordförande": "chair",
}


@dataclass(frozen=True, slots=True)
class Voter:
    """A row of a vote's table: which table, who sat in the seat, in which function, whether they voted."""

    table: int
    seat: str | None
    function: str
    person: Sighting


def seated(text: Text, table: Attendance, voters: Sequence[Voter]) -> Iterator[Sighting]:
    """Yield what rows, loose names and votes say together.

    A row's times go to the member or to the substitute whose they certainly are (``seats.sitters``),
    else to nobody (`unplaced`).
    """
    members = {voter.person.name for voter in voters if voter.function != "ersättare"}
    served = {voter.person.name for voter in voters if voter.function == "ersättare"}
    taken = {voter.seat for voter in voters if voter.function == "ersättare"}
    owner: dict[str, set[str]] = {}
    for row in table.rows:
        if row.seat:
            owner.setdefault(row.seat, set()).add(row.member.name)
    torn = {person.name: person for person in table.loose}
    for row, sat in zip(table.rows, _sitters(text, table, voters), strict=True):
        name = row.member.name
        sitter = sat[0] if len(sat) == 1 else None
        if name in served and name not in members:
            continue
        substitute = row.substitute or (torn.get(sitter) if sitter and sitter != name else None)
        certain = sitter == name
        yield replace(
            row.member,
            roles=("member",) if certain or name in members or row.seat not in taken else (),
            present=True if certain or name in members else None,
            clock=(row.clock,) if certain else (),
        )
        if substitute:
            absent = replace(row.member, roles=("replaced",), present=None)
            yield replace(
                substitute,
                party=row.member.party,
                roles=("serving substitute",),
                present=True,
                stands_for=(absent,),
                clock=(row.clock,),
            )
            yield absent
    yield from (
        replace(person, roles=("serving substitute",), present=True)
        for person in table.loose
        if person.name not in members
    )
    yield from _voted(table.rows, voters, owner)


def unplaced(text: Text, table: Attendance, voters: Sequence[Voter]) -> Iterator[str]:
    """Yield the hours of the table that are given to nobody, with the seat, who it can be, and why."""
    for row, sat in zip(table.rows, _sitters(text, table, voters), strict=True):
        if len(sat) != 1:
            seat = f"seat {row.seat}, " if row.seat else ""
            who = " or ".join(sat) or "nobody that the table names"
            page = _page(text, row.member.start)
            yield (
                f"the hours {row.clock} of {seat}member {row.member.name}, page {page}, are left out: "
                f"nothing tells whether they are those of {who}"
            )
    for number, at in table.lost:
        seat = f"seat {number}" if number else "a seat"
        yield f"the attendance row of {seat}, page {_page(text, at)}, is left out: its cells are torn apart"


def _sitters(text: Text, table: Attendance, voters: Sequence[Voter]) -> tuple[tuple[str, ...], ...]:
    """Return everyone who can have sat in each row's interval."""
    parties = {voter.person.name: voter.person.party for voter in voters}
    parties |= {row.substitute.name: row.member.party for row in table.rows if row.substitute}
    seat_of = {row.member.name: row.seat for row in table.rows if row.seat}
    seat_of |= {v.person.name: v.seat for v in voters if v.seat and v.function != "ersättare"}
    rows = [
        Sitting(
            row.seat or seat_of.get(row.member.name),
            row.member.name,
            row.substitute.name if row.substitute else None,
            row.member.party,
            _page(text, row.member.start),
            *(int(time[:2]) * 60 + int(time[3:]) for time in row.clock.split("-")),
        )
        for row in table.rows
    ]
    own = {row.member.name for row in table.rows}
    torn = [
        Torn(person.name, parties.get(person.name) or _stated(text, person.name), _page(text, person.start))
        for person in table.loose
        if person.name not in own
    ]
    seen = [
        Seen(voter.table, seat, voter.person.name)
        for voter in voters
        if voter.person.present
        and (seat := voter.seat or (voter.function != "ersättare" and seat_of.get(voter.person.name)))
    ]
    lost = _lost(table, voters)
    return sitters(rows, torn, seen, lost, {_page(text, at) for _, at in table.lost})


def _stated(text: Text, name: str) -> str | None:
    """Return the party that the document prints after a name, ``Eva Ek (S)``, if it is one and the same."""
    printed = re.findall(rf"(?<!\w){re.escape(name)} \(([^\W\d_]{{1,5}})\)", text.clean)
    return printed[0] if len(set(printed)) == 1 else None


def _lost(table: Attendance, voters: Sequence[Voter]) -> set[str | None]:
    """Return the seats of rows that could not be read: their own numbers, and those of members left over."""
    loose = {person.name for person in table.loose}
    left = {row.seat for row in table.rows if row.member.name in loose}
    left |= {voter.seat for voter in voters if voter.person.name in loose and voter.function != "ersättare"}
    return {seat or None for seat, _ in table.lost if seat or not left} | left


def _page(text: Text, at: int) -> int:
    return text.evidence(at, at + 1).page


def _voted(rows: Sequence[Row], voters: Sequence[Voter], owner: Mapping[str, set[str]]) -> Iterator[Sighting]:
    first_row = {row.member.name: row.member for row in rows}
    for voter in voters:
        role = _OF_FUNCTION.get(voter.function, "vice chair")
        stands: tuple[Sighting, ...] = ()
        seat_of = owner.get(voter.seat or "", set()) - {voter.person.name}
        if role == "serving substitute" and len(seat_of) == 1:
            stands = (replace(first_row[next(iter(seat_of))], roles=("replaced",), present=None),)
        yield replace(voter.person, roles=(role,), stands_for=stands)
        yield from stands
