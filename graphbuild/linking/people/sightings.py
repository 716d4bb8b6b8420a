"""What one document shows of a name: its parties and roles, and whom it was seen with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from graphbuild.authority import party_code, party_iri
from graphbuild.iris import Iris
from graphbuild.linking.documents import Document, people_of
from graphbuild.linking.names import fold, sluggable
from graphbuild.model import Named, Participant, Record

NO_PARTY = "utan parti"
"""Stands in keys and IRIs for those who are printed as belonging to no party."""

TELLING_ROLES = frozenset({"chair", "vice chair", "secretary"})
"""Roles that one at a time has in a body."""

_STAFF = frozenset({"official", "secretary"})
_SEATED = frozenset(
    {"chair", "vice chair", "member", "serving substitute", "substitute", "secretary", "adjuster"}
)

Printed = tuple[str, str | None]
"""A name and a party as printed."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One print of a name and party in one document, and all that the document shows of it.

    ``date`` is that of the meeting (ISO) and ``body`` the slug of the body that met.
    ``party`` is the code in use now, `NO_PARTY` for a stated lack of one, None where none is printed.
    ``ballots`` are the votes in which the name has a ballot and ``lists`` the lists of people that have
    it (of those who propose, or reserve themselves), by their place in the document. ``stands_in_for``
    holds folded names. ``attends``: a list of attendance has the name, with a seat; ``present``: that, or
    the document says otherwise that the person was there. ``appointed``: the document elects the person
    to something, or releases them.
    """

    document: Document
    date: str
    body: str
    name: str
    printed: str | None
    party: str | None
    roles: frozenset[str] = frozenset()
    attends: bool = False
    present: bool = False
    appointed: bool = False
    ballots: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    stands_in_for: frozenset[str] = frozenset()

    @property
    def staff(self) -> bool:
        """Whether the document shows an official, not an elected person."""
        return bool(self.roles & _STAFF) and self.printed is None


@dataclass(slots=True)
class _Seen:
    """What is gathered of one print while a record is read."""

    roles: set[str] = field(default_factory=set)
    attends: bool = False
    present: bool = False
    appointed: bool = False
    ballots: set[str] = field(default_factory=set)
    lists: set[str] = field(default_factory=set)
    stands_in_for: set[str] = field(default_factory=set)


def sightings(document: Document) -> list[Sighting]:
    """Return each name and party as one document prints them, once, with all that it shows of them."""
    seen: dict[Printed, _Seen] = {}
    for one in people_of(document.record):
        printed = (one.name, one.party)
        if printed not in seen and sluggable(one.name):
            seen[printed] = _Seen()
        if isinstance(one, Participant) and printed in seen:
            _participant(one, seen[printed])
    for place, ballot, people in _together(document.record):
        for person in people:
            if (person.name, person.party) in seen:
                found = seen[person.name, person.party]
                (found.ballots if ballot else found.lists).add(place)
    for item in document.record.items:
        for made in item.appointments:
            if (made.person.name, made.person.party) in seen:
                seen[made.person.name, made.person.party].appointed = True
    _, body, date = document.meeting.key
    return [
        Sighting(
            document,
            date,
            body,
            name,
            printed,
            party_key(printed),
            frozenset(found.roles),
            found.attends,
            found.present or found.attends or bool(found.ballots),
            found.appointed,
            frozenset(found.ballots),
            frozenset(found.lists),
            frozenset(found.stands_in_for),
        )
        for (name, printed), found in seen.items()
    ]


def _participant(one: Participant, found: _Seen) -> None:
    found.roles.update(one.roles)
    # Who proposes is present too, but by that name stands on no list of those who are.
    listed = bool(_SEATED & set(one.roles)) or bool(one.clock)
    found.attends |= listed and (one.present or (one.present is None and "replaced" not in one.roles))
    found.present |= bool(one.present)
    found.stands_in_for.update(fold(other.name) for other in one.substitutes_for)


def _together(record: Record) -> Iterator[tuple[str, bool, Iterable[Named]]]:
    """Yield the lists of people that a record has: a place, whether it is of ballots, the people."""
    for number, item in enumerate(record.items):
        for place, vote in enumerate(item.votes):
            yield f"{number}/{place}", True, [ballot.person for ballot in vote.ballots]
        for place, proposal in enumerate(item.proposals):
            yield f"{number}/{place}/proposal", False, proposal.people
        dissents = (*item.reservations, *item.notes, *item.recusals, *item.non_participation)
        for place, dissent in enumerate(dissents):
            yield f"{number}/{place}/dissent", False, dissent.people


def party_key(printed: str | None) -> str | None:
    """Return the code by which a printed party is compared: ``FP`` is ``L``, ``-`` is `NO_PARTY`."""
    if printed is None or not printed.strip():
        return None
    national = party_code(printed)
    if national:
        return national
    if party_iri(Iris(), printed, "x") is None:
        return NO_PARTY
    return fold(printed.strip(" ()"))
