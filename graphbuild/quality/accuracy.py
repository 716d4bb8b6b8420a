"""What was measured on annotated minutes: the figures that this release ships with.

``data/accuracy.json`` is written by ``benchmarks/accuracy.py --write``. It holds counts; what is shown is
computed from them. A field that no text of a set shows has no figures: a number nobody measured is not
told.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from graphbuild.iris import slug
from graphbuild.resources import resource

MetricName = Literal["facts", "precision", "recall", "F1", "macro F1"]
_PLACES = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: of a field (a term of the scheme ``field``), or of all fields where that is None."""

    field: str | None
    metric: MetricName
    value: Decimal


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A set of annotated minutes as the rules of one time read it.

    ``path`` names it in IRIs. ``seen`` tells whether the rules were made or mended with these texts in
    view: figures of texts that were seen are an upper bound. ``council`` (a slug) is the one whose
    minutes they are, None for a whole set; ``documents`` is None where it was not kept.
    """

    path: str
    title: str
    note: str
    seen: bool
    figures: tuple[Figure, ...]
    documents: int | None = None
    council: str | None = None


def evaluations(councils: Collection[str]) -> tuple[Evaluation, ...]:
    """Return all sets, and of single councils those that are named (slugs)."""
    return tuple(one for one in _all() if one.council is None or one.council in councils)


@cache
def _all() -> tuple[Evaluation, ...]:
    data = json.loads(resource("data/accuracy.json").read_text(encoding="utf-8"))
    return (*_sets(data["sets"]), *_contacts(data["contacts"]))


def _sets(sets: list[dict[str, Any]]) -> Iterator[Evaluation]:
    for told in sets:
        common = (told["note"], told["seen"])
        yield Evaluation(told["name"], told["title"], *common, counted(told["fields"]), told["documents"])
        for council, own in sorted(told["councils"].items()):
            title = f"{told['title']}: {own['title']}"
            path = f"{told['name']}/{council}"
            yield Evaluation(path, title, *common, counted(own["fields"]), own["documents"], council)


def _contacts(contacts: list[dict[str, Any]]) -> Iterator[Evaluation]:
    for told in contacts:
        figures = [Figure(name, "F1", _rounded(value)) for name, value in told["fields"].items()]
        figures.append(Figure(None, "macro F1", _rounded(told["macro"])))
        path = f"first-contact/{slug(told['texts'])}"
        yield Evaluation(path, f"First contact: {told['texts']}", told["note"], told["seen"], tuple(figures))


def counted(fields: Mapping[str, tuple[int, int, int]]) -> tuple[Figure, ...]:
    """Return the figures of counts by field: how many facts were found, missed, and made up."""
    figures: list[Figure] = []
    harmonic: list[float] = []
    for name, (found, missed, made_up) in fields.items():
        precision, recall = _share(found, made_up), _share(found, missed)
        both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        harmonic.append(both)
        figures.append(Figure(name, "facts", Decimal(found + missed)))
        rates: tuple[tuple[MetricName, float], ...] = (
            ("precision", precision),
            ("recall", recall),
            ("F1", both),
        )
        figures += [Figure(name, metric, _rounded(value)) for metric, value in rates]
    if harmonic:
        figures.append(Figure(None, "macro F1", _rounded(sum(harmonic) / len(harmonic))))
    return tuple(figures)


def _share(found: int, other: int) -> float:
    return found / (found + other) if found + other else 1.0


def _rounded(value: float) -> Decimal:
    return Decimal(repr(value)).quantize(_PLACES)
