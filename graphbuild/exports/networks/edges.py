"""How edges are counted, from rows that each tell of one actor's part in one event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import TypeAlias

Row: TypeAlias = Mapping[str, str]
"""A row of a query: ``actor``, ``date``, and ``event``, ``choice``, or ``case``, ``relation``, ``fact``."""

Attributes: TypeAlias = dict[str, str | int | float]
Edges: TypeAlias = dict[tuple[str, str], Attributes]
"""Edges by the two nodes (IRIs), sorted; each with ``weight``, ``count``, ``first`` and ``last``."""


@dataclass(slots=True)
class _Tally:
    """What two nodes have in common: how many events, how many of each sort, from when to when."""

    count: int = 0
    first: str = "9999"
    last: str = ""
    sorts: Counter[str] = field(default_factory=Counter)

    def add(self, date: str) -> None:
        """Count one event of a day."""
        self.count += 1
        self.first = min(self.first, date)
        self.last = max(self.last, date)

    def attributes(self) -> Attributes:
        """Return what every edge has."""
        return {"weight": self.count, "count": self.count, "first": self.first, "last": self.last}


def together(rows: Iterable[Row], minimum: int) -> Edges:
    """Return the pairs that were part of at least ``minimum`` of the same events."""
    found: dict[tuple[str, str], _Tally] = {}
    for date, choices in _events(rows):
        for pair in combinations(choices, 2):
            _of(found, pair).add(date)
    return {pair: tally.attributes() for pair, tally in sorted(found.items()) if tally.count >= minimum}


def alike(rows: Iterable[Row], minimum: int) -> Edges:
    """Return the pairs that took part in at least ``minimum`` of the same votes, and how alike they voted.

    ``weight`` is the share of the common votes in which both chose the same (yes, no, or to abstain),
    ``alike`` their number; ``count`` is the number of common votes.
    """
    found: dict[tuple[str, str], _Tally] = {}
    for date, choices in _events(rows):
        for (one, its), (other, others) in combinations(choices.items(), 2):
            tally = _of(found, (one, other))
            tally.add(date)
            tally.sorts["alike"] += its == others
    return {
        pair: {
            **tally.attributes(),
            "weight": round(tally.sorts["alike"] / tally.count, 4),
            "alike": tally.sorts["alike"],
        }
        for pair, tally in sorted(found.items())
        if tally.count >= minimum
    }


def related(rows: Iterable[Row], minimum: int) -> Edges:
    """Return the actors and cases that at least ``minimum`` facts tie, and how many of each relation."""
    found: dict[tuple[str, str], _Tally] = {}
    seen: set[tuple[str, str, str, str]] = set()
    for row in rows:
        key = (row["actor"], row["case"], row["relation"], row["fact"])
        if key in seen:
            continue
        seen.add(key)
        tally = _of(found, (row["actor"], row["case"]))
        tally.add(row["date"])
        tally.sorts[row["relation"]] += 1
    return {
        pair: {
            **tally.attributes(),
            "relations": "; ".join(sorted(tally.sorts)),
            **dict(sorted(tally.sorts.items())),
        }
        for pair, tally in sorted(found.items())
        if tally.count >= minimum
    }


def in_cases(rows: Iterable[Row], cases: Iterable[Row]) -> Iterator[Row]:
    """Give the rows that tell of an item once for each case that the item treats, with its date."""
    treats: dict[str, dict[str, str]] = {}
    for case in cases:
        treats.setdefault(case["item"], {})[case["case"]] = case["date"]
    for row in rows:
        for iri, date in treats.get(row["item"], {}).items():
            yield {**row, "case": iri, "date": date}


def _events(rows: Iterable[Row]) -> Iterable[tuple[str, dict[str, str]]]:
    """Return the day of each event and its actors, sorted, with their choices (empty where none are made)."""
    days: dict[str, str] = {}
    parts: dict[str, dict[str, str]] = {}
    for row in rows:
        days[row["event"]] = row["date"]
        parts.setdefault(row["event"], {}).setdefault(row["actor"], row.get("choice", ""))
    return [(days[event], dict(sorted(actors.items()))) for event, actors in sorted(parts.items())]


def _of(found: dict[tuple[str, str], _Tally], pair: tuple[str, str]) -> _Tally:
    tally = found.get(pair)
    if tally is None:
        tally = found[pair] = _Tally()
    return tally
