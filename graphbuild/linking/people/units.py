"""The units that rules compare: all that a council's documents show of one name with one party.

A unit is never more than one person, but for what no document can tell, and its key and IRI rest on
facts alone; who is who is a matter of which units are one person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from graphbuild.linking.documents import Document
from graphbuild.linking.people.sightings import TELLING_ROLES, Sighting

UnitKey = tuple[str, str, str]
"""Folded name, party (``""`` for a name without one), and body where the name is told apart by bodies."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What was seen of a name under one party; the sets are gathered from the sightings.

    ``seen`` tells of it in more documents than the sightings: where a name is one unit only, what is
    printed of it without a party counts too. ``attended`` (on a list, with a seat), ``present`` and
    ``appointed`` hold documents, ``ballots`` and ``lists`` places in them; ``posts`` are pairs of
    body and role, and ``seats`` of body and the folded name of the one stood in for.
    """

    key: UnitKey
    sightings: tuple[Sighting, ...]
    name: str
    staff: bool
    since: str
    until: str
    documents: frozenset[str]
    bodies: frozenset[str]
    attended: frozenset[str]
    present: frozenset[str]
    appointed: frozenset[str]
    ballots: frozenset[tuple[str, str]]
    lists: frozenset[tuple[str, str]]
    posts: frozenset[tuple[str, str]]
    seats: frozenset[tuple[str, str]]

    @property
    def party(self) -> str:
        """The code of the party, ``""`` where none is printed."""
        return self.key[1]

    @property
    def serves(self) -> bool:
        """Whether the name was ever seen on a list of attendance or in a vote."""
        return bool(self.attended or self.ballots)


def units_of(folded: str, found: Sequence[Sighting]) -> tuple[Unit, ...]:
    """Return the units of one name in a council.

    What is printed without a party makes a unit only where nobody of the name has one, or for an
    official in a document that names nobody with a party so.
    """
    partied: dict[str, list[Sighting]] = {}
    for sighting in found:
        if sighting.party:
            partied.setdefault(sighting.party, []).append(sighting)
    carrying = {sighting.document.key for group in partied.values() for sighting in group}
    bare = [sighting for sighting in found if not sighting.party]
    alone = [s for s in bare if not partied or (s.staff and s.document.key not in carrying)]
    made = [
        unit((folded, party, body), part)
        for party, group in sorted(partied.items())
        for body, part in _by_place(group)
    ]
    if len(made) == 1 and not alone:
        return (unit(made[0].key, made[0].sightings, tuple(found)),)
    return (*made, *((unit((folded, "", ""), alone),) if alone else ()))


def unit(key: UnitKey, found: Sequence[Sighting], seen: Sequence[Sighting] = ()) -> Unit:
    """Return the unit of sightings; ``seen`` are those that tell of it, the same where it is not given."""
    seen = seen or found
    dates = sorted(sighting.date for sighting in found)
    return Unit(
        key,
        tuple(sorted(found, key=lambda one: (one.date, one.document.key, one.name, one.printed or ""))),
        min((sighting.name for sighting in found), key=lambda name: (name.isupper(), name)),
        all(sighting.staff for sighting in found),
        dates[0],
        dates[-1],
        frozenset(s.document.key for s in seen),
        frozenset(s.body for s in seen),
        frozenset(s.document.key for s in seen if s.attends),
        frozenset(s.document.key for s in seen if s.present),
        frozenset(s.document.key for s in seen if s.appointed),
        frozenset((s.document.key, place) for s in seen for place in s.ballots),
        frozenset((s.document.key, place) for s in seen for place in s.lists),
        frozenset((s.body, role) for s in seen for role in s.roles & TELLING_ROLES),
        frozenset((s.body, name) for s in seen for name in s.stands_in_for),
    )


def _by_place(found: Sequence[Sighting]) -> list[tuple[str, list[Sighting]]]:
    """Return the sightings of a name and party by body, where it sat in two meetings at the same time.

    Nobody sits in two rooms at once, so each such body has a person of its own; what other bodies print
    of the name may be either's, and is linked to neither. Without that it is all one, under ``""``.
    """
    bodies: set[str] = set()
    by_date: dict[str, dict[str, Sighting]] = {}
    for sighting in found:
        if sighting.attends:
            by_date.setdefault(sighting.date, {})[sighting.body] = sighting
    for seated in by_date.values():
        for one, other in combinations(seated.values(), 2):
            if _at_once(one.document, other.document):
                bodies |= {one.body, other.body}
    if not bodies:
        return [("", list(found))]
    return [(body, [s for s in found if s.body == body]) for body in sorted(bodies)]


def _at_once(one: Document, other: Document) -> bool:
    """Tell whether two meetings of a day went on together for half an hour, by their stated times."""
    first, second = _minutes(one), _minutes(other)
    if first is None or second is None:
        return False
    return min(first[1], second[1]) - max(first[0], second[0]) >= 30


def _minutes(document: Document) -> tuple[int, int] | None:
    """Return the stated hours of a meeting as minutes of the day."""
    header = document.record.header
    if header.start_time is None or header.end_time is None:
        return None
    try:
        (a, b), (c, d) = (map(int, time.text.split(":")) for time in (header.start_time, header.end_time))
    except ValueError:
        return None
    return a * 60 + b, c * 60 + d


def overlapping(units: Iterable[Unit]) -> bool:
    """Tell whether two of the units with a party were ever seen within one span of time."""
    partied = [one for one in units if one.party]
    return any(at_once(one, other) for one, other in combinations(partied, 2))


def at_once(one: Unit, other: Unit) -> bool:
    """Tell whether the spans of time in which two units were seen overlap."""
    return max(one.since, other.since) <= min(one.until, other.until)
