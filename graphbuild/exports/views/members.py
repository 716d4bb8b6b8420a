"""Who belongs to what, as far as minutes tell: seats held in meetings, elections, and parties.

Minutes seldom say when a mandate began. So a seat has no dates; an election has those that it states.
"""

from __future__ import annotations

from dataclasses import dataclass

from graphbuild.exports.views.things import Things
from graphbuild.iris import last_part, slug
from graphbuild.vocabulary import BG, concept

SEATS = frozenset(
    concept("role", name).value for name in ("chair", "vice chair", "member", "substitute", "secretary")
)
"""Roles that are held in a body, not in one meeting only as that of who adjusts its minutes is."""

SERVES = concept("role", "serving substitute").value
RESIGNATION = concept("appointment-kind", "resignation").value


@dataclass(frozen=True, slots=True, order=True)
class Membership:
    """One person's place in an organisation; ``party`` is on whose behalf, ``post`` what it is called.

    Dates are ISO, to the day, the month or the year. ``elected`` says that a decision gave the post.
    """

    person: str
    organisation: str
    role: str = ""
    party: str = ""
    start: str = ""
    end: str = ""
    elected: bool = False

    @property
    def iri(self) -> str:
        """The membership's IRI: a part of the person's, so that it leads there."""
        parts = [last_part(self.organisation), self.role, last_part(self.party), self.start, self.end]
        return f"{self.person}#membership-{slug(' '.join(filter(None, parts)))}"

    @property
    def post(self) -> str | None:
        """The IRI of the post that an election filled: a part of its organisation's."""
        named = self.elected and any(character.isalnum() for character in self.role)
        return f"{self.organisation}#post-{slug(self.role)}" if named else None


def memberships(things: Things, body: str) -> set[Membership]:
    """Return the memberships that a meeting of ``body`` tells: seats, elections, and parties."""
    found = _seats(things, body) | _elections(things)
    return found | {Membership(person, party) for person, party in _parties(things)}


def _parties(things: Things) -> list[tuple[str, str]]:
    return [(person, party) for person in things.of(BG.Person) for party in things.values(person, BG.party)]


def _seats(things: Things, body: str) -> set[Membership]:
    found = set()
    for participation in things.of(BG.Participation):
        person, party = things.value(participation, BG.person), things.value(participation, BG.party) or ""
        for role in things.values(participation, BG.role) if person else ():
            held = "substitute" if role == SERVES else last_part(role)
            if person and (role in SEATS or role == SERVES):
                found.add(Membership(person, body, held, party))
    return found


def _elections(things: Things) -> set[Membership]:
    found = set()
    for appointment in things.of(BG.Appointment):
        organisation, post = things.value(appointment, BG.appointedTo), things.value(appointment, BG.post)
        if not organisation or things.value(appointment, BG.appointmentKind) == RESIGNATION:
            continue
        for person in things.values(appointment, BG.person):
            start, end = things.value(appointment, BG.start), things.value(appointment, BG.end)
            party = things.value(appointment, BG.party) or ""
            found.add(Membership(person, organisation, post or "", party, start or "", end or "", True))
    return found
