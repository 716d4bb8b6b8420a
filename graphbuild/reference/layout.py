"""Where boxes stand in a diagram of three columns: things, the arrows' names, and what the arrows lead to.

A name in the middle column is one arrow, or several that share it. The order in each column is the one
that the means of the neighbours' places give, which makes lines cross seldom; it is the same each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

ROUNDS = 24
"""How many times the columns are put in order after each other; more changes nothing to see."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one or several things, by a name, to one or several."""

    name: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """The three columns, each in order from the top."""

    sources: tuple[str, ...]
    names: tuple[str, ...]
    targets: tuple[str, ...]


def columns(arrows: Sequence[Arrow]) -> Columns:
    """Return the order of the three columns of a diagram."""
    sources = tuple(dict.fromkeys(each for arrow in arrows for each in arrow.sources))
    targets = tuple(dict.fromkeys(each for arrow in arrows for each in arrow.targets))
    names = tuple(arrow.name for arrow in arrows)
    to_source = {arrow.name: arrow.sources for arrow in arrows}
    to_target = {arrow.name: arrow.targets for arrow in arrows}
    of_source, of_target = _turned(to_source), _turned(to_target)
    for _ in range(ROUNDS):
        names = _sorted(names, [(to_source, sources), (to_target, targets)])
        sources = _sorted(sources, [(of_source, names)])
        targets = _sorted(targets, [(of_target, names)])
    return Columns(sources, names, targets)


def spread(wanted: Sequence[float], gap: float, top: float, bottom: float) -> list[float]:
    """Return places in the order given, near those wanted, at least ``gap`` apart and within bounds.

    Where the bounds leave no room for the gap, the places go on below them.
    """
    places: list[float] = []
    for want in wanted:
        places.append(max(want, places[-1] + gap if places else top))
    limit = bottom
    for at in range(len(places) - 1, -1, -1):
        places[at] = min(places[at], limit)
        limit = places[at] - gap
    for at, place in enumerate(places):
        places[at] = max(place, places[at - 1] + gap if at else top)
    return places


def _sorted(
    nodes: Iterable[str], sides: Sequence[tuple[Mapping[str, Sequence[str]], Sequence[str]]]
) -> tuple[str, ...]:
    """Return nodes by the mean place of their neighbours on the given sides; ties stay by name."""
    places = [
        ({name: at / max(1, len(order)) for at, name in enumerate(order)}, near) for near, order in sides
    ]

    def key(node: str) -> tuple[float, str]:
        means = [
            sum(place[other] for other in near[node]) / len(near[node])
            for place, near in places
            if near.get(node)
        ]
        return sum(means) / max(1, len(means)), node

    return tuple(sorted(nodes, key=key))


def _turned(links: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the links the other way round."""
    found: dict[str, list[str]] = {}
    for name, others in links.items():
        for other in others:
            found.setdefault(other, []).append(name)
    return found
