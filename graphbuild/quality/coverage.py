"""What a council's minutes lack: §§ between meetings, and meetings that other minutes cite.

A body numbers its §§ through the calendar year, so that the numbers of one meeting follow on those of
the one before: where they do not, a meeting or a part of one is missing. Where the numbers begin anew
they prove nothing, and nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from graphbuild.iris import Iris
from graphbuild.linking import Document, Linked
from graphbuild.linking.threads import Citation, citations
from graphbuild.quality.notices import pages_told

_NUMBER = re.compile(r"(\d{1,4})(?!\d)(?:\s?[a-z]\b)?(?:\s?[-–]\s?(\d{1,4})(?!\d))?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Run = tuple[int, int]
"""The first and the last of § numbers that follow on each other."""


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting in the graph: its place below the base, its § numbers in runs, pages that were not read."""

    path: str
    runs: tuple[Run, ...]
    items: int
    unread: int

    @property
    def body(self) -> str:
        """The slug of the body."""
        return self.path.split("/")[1]

    @property
    def date(self) -> str:
        """The ISO date."""
        return self.path.split("/")[2]

    @property
    def year(self) -> str:
        """The calendar year."""
        return self.date[:4]


@dataclass(frozen=True, slots=True)
class Cited:
    """A meeting that the graph lacks and that §§ cite, by their IRIs; ``body`` (slug) None where not told."""

    body: str | None
    date: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """§§ of a body that are in no meeting of the graph, after one meeting and before another.

    Both are the same where the numbers are missing within one meeting, and ``after`` is None where
    they are missing before the first meeting of the year. Meetings by their place below the base.
    """

    body: str
    year: str
    first: int
    last: int
    after: str | None
    before: str


@dataclass(frozen=True, slots=True)
class Covered:
    """The meetings of one council (a slug) in the graph, and those that they cite and the graph lacks."""

    council: str
    meetings: tuple[Met, ...] = ()
    cited: tuple[Cited, ...] = ()

    def bodies(self) -> Mapping[str, tuple[Met, ...]]:
        """Return the meetings of each body, by date."""
        ordered = sorted(self.meetings, key=lambda met: (met.body, met.date))
        return {body: tuple(met) for body, met in groupby(ordered, key=lambda met: met.body)}

    def gaps(self) -> tuple[Gap, ...]:
        """Return the §§ that are missing, by body and in their order."""
        return tuple(gap for met in self.bodies().values() for gap in gaps(met))

    def to_json(self) -> dict[str, Any]:
        """Return it as a JSON object."""
        return {
            "council": self.council,
            "meetings": [[one.path, one.runs, one.items, one.unread] for one in self.meetings],
            "cited": [[one.body, one.date, one.by] for one in self.cited],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Covered:
        """Return what ``to_json`` wrote."""
        met = (
            Met(path, tuple((first, last) for first, last in runs), items, unread)
            for path, runs, items, unread in data["meetings"]
        )
        cited = (Cited(body, date, tuple(by)) for body, date, by in data["cited"])
        return cls(data["council"], tuple(met), tuple(cited))


def covered(council: str, linked: Linked, iris: Iris) -> Covered:
    """Return what the documents of a council that stand hold and cite."""
    meetings: dict[str, list[Document]] = {}
    for document in linked.documents:
        meetings.setdefault(linked.links[document.key].path, []).append(document)
    met = tuple(_met(path, documents) for path, documents in sorted(meetings.items()))
    told = (
        citation
        for document in linked.documents
        for citation in citations(document, linked.links[document.key].agents, iris)
    )
    return Covered(council, met, _missing(met, sorted(set(told))))


def gaps(met: Sequence[Met]) -> Iterator[Gap]:
    """Yield the §§ that one body's meetings, by date, leave out, year by year."""
    last_year = 0
    for _, of_year in groupby((one for one in met if one.runs), key=lambda one: one.year):
        before, last = None, 0
        for one in of_year:
            first = one.runs[0][0]
            goes_on = before is None and last_year and first == last_year + 1
            if first > last + 1 and not goes_on:
                yield Gap(one.body, one.year, last + 1, first - 1, before, one.path)
            for (_, end), (start, _) in pairwise(one.runs):
                yield Gap(one.body, one.year, end + 1, start - 1, one.path, one.path)
            before, last = one.path, one.runs[-1][1]
        last_year = last


def runs(numbers: Sequence[str]) -> tuple[Run, ...]:
    """Return the runs of § numbers as printed (``5``, ``7a``, ``62–68``, ``225/2025``)."""
    found = [match for number in numbers if (match := _NUMBER.match(number.strip(" §")))]
    pairs = sorted((int(match[1]), int(match[2] or match[1])) for match in found)
    joined: list[Run] = []
    for first, last in pairs:
        end = max(first, last)
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((first, end))
    return tuple(joined)


def _met(path: str, documents: Sequence[Document]) -> Met:
    numbers = [item.number for one in documents for item in one.record.items]
    unread = sum(len(pages_told(one.record.warnings).unread) for one in documents)
    return Met(path, runs(numbers), len(set(numbers)), unread)


def _missing(met: Sequence[Met], told: Sequence[Citation]) -> tuple[Cited, ...]:
    """Return the meetings that are cited and not there.

    A citation without a body may be of any body, so that one meeting of that day is enough to say
    nothing. A matter put off to a day after the last meeting that we have may not have come up yet.
    """
    held = {(one.body, one.date) for one in met}
    days, last = {one.date for one in met}, max((one.date for one in met), default="")
    found: dict[tuple[str, str], list[str]] = {}
    for cited in told:
        there = (cited.body, cited.date) in held if cited.body else cited.date in days
        if not there and cited.date <= last and _DAY.fullmatch(cited.date):
            found.setdefault((cited.body, cited.date), []).append(cited.item)
    for day in {day for body, day in found if not body}:
        named = [key for key in found if key[0] and key[1] == day]
        if len(named) == 1:
            found[named[0]] += found.pop(("", day))
    return tuple(
        Cited(body or None, date, tuple(sorted(set(by)))) for (body, date), by in sorted(found.items())
    )
