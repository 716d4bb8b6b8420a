"""A sighting: one place of the text that tells something of one person's part in the meeting."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Sighting:
    """One person at one place; ``start`` and ``end`` are offsets of the name into the clean text.

    ``listed`` tells that the place is a list of attendance or a signature, not running text.
    ``stands_for`` holds the members whom the person replaced, each a sighting of its own.
    ``clock`` and ``paragraphs`` are intervals; ``signed`` tells that only the name is given there,
    to be joined with the person of that name; ``remote`` that they took part from elsewhere.
    """

    name: str
    party: str | None
    start: int
    end: int
    roles: tuple[str, ...] = ()
    title: str | None = None
    present: bool | None = None
    stands_for: tuple[Sighting, ...] = ()
    paragraphs: tuple[str, ...] = ()
    clock: tuple[str, ...] = ()
    listed: bool = True
    signed: bool = False
    remote: bool = False


def change(member: Sighting, other: Sighting, *, sat: bool) -> list[Sighting]:
    """Return a member and the one who served in their place, where the member's own entry says so.

    The intervals in that entry are the substitute's. ``sat`` tells that the member was there too,
    and keeps what they were.
    """
    gone = replace(
        member, roles=(*(member.roles if sat else ()), "replaced"), paragraphs=(), clock=(), present=sat
    )
    served = replace(
        other,
        roles=("serving substitute",),
        present=True,
        stands_for=(replace(gone, roles=("replaced",)),),
        paragraphs=member.paragraphs,
        clock=member.clock,
    )
    return [gone, served]
