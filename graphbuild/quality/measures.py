"""What can be counted of one meeting while its graph is built: §§, quotes, pages, doubts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from graphbuild.iris import case_slug
from graphbuild.linking import Document
from graphbuild.model import Evidence
from graphbuild.quality.notices import PagesTold, is_gap, pages_told
from graphbuild.report import Finding


@dataclass(frozen=True, slots=True)
class Told:
    """A document of a meeting as quality sees it: its findings, its text and the IRI of its minutes."""

    document: Document
    raw: str
    minutes: str
    findings: tuple[Finding, ...]

    @property
    def pages(self) -> PagesTold:
        """What its warnings tell of its pages."""
        return pages_told(self.document.record.warnings)

    @property
    def doubts(self) -> tuple[Finding, ...]:
        """What a person should look at, but for §§ that are missing, which are gaps."""
        return tuple(one for one in self.findings if one.severity != "notice" or not is_gap(one.message))


def measures(told: Sequence[Told]) -> Mapping[str, int]:
    """Return the counts of a meeting by metric (a term of the scheme ``metric``)."""
    items: dict[str, list[Any]] = {}
    for one in told:
        for item in one.document.record.items:
            items.setdefault(case_slug(item.number), []).append(item)
    quotes = [(place, one.raw) for one in told for place in set(_places(one.document.record))]
    doubts = [finding.severity for one in told for finding in one.doubts]
    pages = [one.pages for one in told]
    return {
        "items": len(items),
        "items with a decision": sum(any(item.decisions for item in same) for same in items.values()),
        "items with a case number": sum(any(item.dnr for item in same) for same in items.values()),
        "quotes": len(quotes),
        "quotes that agree": sum(raw[place.start : place.end] == place.quote for place, raw in quotes),
        "pages": sum(one.raw.count("\f") + 1 for one in told),
        "pages unread": sum(len(one.unread) for one in pages),
        "pages empty": sum(len(one.empty) for one in pages),
        "pages read by OCR": sum(len(one.recognised) for one in pages),
        "violations": doubts.count("violation"),
        "warnings": doubts.count("warning"),
        "notices": doubts.count("notice"),
    }


def _places(value: Any) -> Iterator[Evidence]:  # noqa: ANN401 - any value of the model
    """Yield all evidence in a value of a record."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _places(part)
    elif is_dataclass(value):
        for part in fields(value):
            yield from _places(getattr(value, part.name))
