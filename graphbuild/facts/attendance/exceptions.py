"""Who was away and who came instead, where the minutes name only those: all members but these.

``Samtliga ledamöter med undantag av`` a table of ``Förhindrad ledamot`` and ``Inkallad ersättare``; a
seat can stay empty (``Saknar ersättare``), and a member can have left, or come, during the meeting.
Kommunallagen (2017:725) 5 kap. 66 §: the minutes tell which members and substitutes have served.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graphbuild.facts.attendance.columns import lines
from graphbuild.facts.attendance.names import Person, people
from graphbuild.facts.attendance.sightings import Sighting
from graphbuild.facts.attendance.terms import Terms, terms, with_signs
from graphbuild.facts.attendance.words import Label

_NOBODY = re.compile(r"\b(?:saknar|ingen|utan|inga) ersättare\b|\bvakant\b|\bej ersatt\b", re.IGNORECASE)

# A line of a cell that goes on: "kl 20.10, § 119".
_GOES_ON = re.compile(r"[ \t]*[a-zåäö§]")


def is_exceptions(run: Sequence[Label]) -> bool:
    """Tell whether two labels are the heads of a table of absent members and their substitutes."""
    kinds = [label.kind for label in run]
    return kinds in (["absent", "serving"], ["absent", "substitutes"])


def exceptions(clean: str, start: int, end: int, *, bare: bool) -> list[Sighting]:
    """Return the members and substitutes of the table in the clean span, row by row, in its order.

    ``bare`` tells that the numbers of §§ have lost their sign.
    """
    result: list[Sighting] = []
    held: tuple[Person, Terms] | None = None
    for person, words in _with_words(clean, start, end):
        said = terms(with_signs(words) if bare else words)
        if held is None and _NOBODY.search(words):
            result.append(_away(person, said))
        elif held is None:
            held = person, said
        else:
            result += _pair(*held, person, said)
            held = None
            if _NOBODY.search(words):
                return result
    if held:
        result.append(_away(*held))
    return result


def _with_words(clean: str, start: int, end: int) -> Iterator[tuple[Person, str]]:
    """Yield each person with the words of their cell, those on the lines below that name nobody too."""
    rows: list[list[tuple[Person, str]]] = []
    for first, last in lines(clean, start, end):
        found = people(clean[first:last], first)
        stops = [*(person.start for person in found[1:]), last]
        if found:
            rows.append(
                [(person, clean[person.end : stop]) for person, stop in zip(found, stops, strict=True)]
            )
        elif rows and _GOES_ON.match(clean, first, last):
            row = rows[-1]
            for number, cell in enumerate(clean[first:last].split("\t")):
                at = min(number, len(row) - 1)
                row[at] = (row[at][0], f"{row[at][1].rstrip()} {cell}")
    for row in rows:
        yield from row


def _away(person: Person, said: Terms) -> Sighting:
    """Return a member for whom nobody came: away, or there for a part of the meeting."""
    return Sighting(
        person.name,
        person.party,
        person.start,
        person.stop,
        ("member",) if said.partly else (),
        present=said.partly,
        paragraphs=said.paragraphs,
        clock=said.clock,
    )


def _pair(member: Person, was: Terms, other: Person, served: Terms) -> Iterator[Sighting]:
    gone = replace(_away(member, was), roles=(*(("member",) if was.partly else ()), "replaced"))
    yield Sighting(
        other.name,
        other.party,
        other.start,
        other.stop,
        ("serving substitute",),
        present=True,
        stands_for=(replace(gone, roles=("replaced",)),),
        paragraphs=served.paragraphs,
        clock=served.clock,
        remote=served.remote,
    )
    yield gone
