"""What a document refers to and the shapes ask for: the §§ of the earlier meetings that it cites.

Of a meeting whose whole minutes are in the graph, a cited § that they do not have is misprinted or was
not read. The quads are context: they are seen by the shapes and not written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from graphbuild.iris import Iris
from graphbuild.linking import Linked
from graphbuild.model import Record
from graphbuild.vocabulary import BG, XSD

_RUN = re.compile(r"(\d{1,5})-(\d{1,5})")


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting whose whole minutes are known: its place below the base, its date and its § numbers."""

    path: str
    date: str
    numbers: tuple[str, ...]


def held(linked: Linked) -> Mapping[str, tuple[Held, ...]]:
    """Return the meetings whose whole minutes a build has, by date (ISO)."""
    found: dict[str, tuple[Held, ...]] = {}
    for document in linked.documents:
        links = linked.links[document.key]
        if document.record.kind == "minutes" and document.record.items:
            numbers = tuple(item.number for item in document.record.items)
            found[links.date] = (*found.get(links.date, ()), Held(links.path, links.date, numbers))
    return found


def cited(records: Iterable[Record], meetings: Mapping[str, tuple[Held, ...]]) -> tuple[Held, ...]:
    """Return the meetings of the dates on which the records say that their items were treated before."""
    dates = {
        prior.date
        for record in records
        for item in record.items
        for prior in item.prior_handling
        if prior.date and prior.paragraph
    }
    return tuple(meeting for date in sorted(dates) for meeting in meetings.get(date, ()))


def cited_quads(meetings: Iterable[Held], iris: Iris) -> tuple[ox.Quad, ...]:
    """Return the date of each meeting and the number of each of its §§, of a run all that it holds."""
    quads: list[ox.Quad] = []
    for meeting in meetings:
        date = ox.Literal(meeting.date, datatype=XSD.date)
        quads.append(ox.Quad(ox.NamedNode(iris.meeting(meeting.path)), BG.date, date))
        quads += [
            ox.Quad(ox.NamedNode(iris.item(meeting.path, each)), BG.number, ox.Literal(number))
            for number in meeting.numbers
            for each in (number, *_within(number))
        ]
    return tuple(quads)


def _within(number: str) -> Iterator[str]:
    """Give the numbers of a run of §§ such as ``163-186``."""
    run = _RUN.fullmatch(number)
    if run:
        yield from (str(each) for each in range(int(run[1]), int(run[2]) + 1))
