"""How good and whole a meeting's graph is: its pages, what was counted, and what is in doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from graphbuild.iris import Iris, case_slug
from graphbuild.quality import notices
from graphbuild.quality.coverage import runs
from graphbuild.quality.measures import Told, measures
from graphbuild.report import Finding
from graphbuild.triples.fact import Property, a, having, integer, joined, plain
from graphbuild.vocabulary import BG, DCTERMS, DQV, concept


def quality_quads(path: str, told: Sequence[Told], iris: Iris) -> list[ox.Quad]:
    """Return the quads of the quality graph of the meeting at ``path``; ``told`` are its documents."""
    graph = ox.NamedNode(iris.graph(path, "quality"))
    nodes = [
        (iris.meeting(path), _numbers(told)),
        *((one.minutes, _pages(one)) for one in told),
        *_doubts(path, told, iris),
        *_measurements(path, told, iris),
    ]
    return [ox.Quad(ox.NamedNode(node), p.predicate, p.object, graph) for node, found in nodes for p in found]


def measurement(metric: str, on: str, value: ox.Literal | None) -> tuple[Property, ...]:
    """Return the properties of a measurement (Data Quality Vocabulary) by a metric on a thing."""
    return joined(
        (
            a(DQV.QualityMeasurement),
            having(DQV.isMeasurementOf, concept("metric", metric)),
            having(DQV.computedOn, ox.NamedNode(on)),
            having(DQV.value, value),
        )
    )


def doubt(finding: Finding, about: str) -> tuple[Property, ...]:
    """Return the properties of a finding as an entry of the list of what to look at."""
    notice = notices.read(finding.message) if finding.severity == "notice" else notices.Notice("")
    return joined(
        (
            a(BG.Doubt),
            having(BG.about, ox.NamedNode(about)),
            having(BG.severity, concept("severity", finding.severity)),
            having(DCTERMS.description, ox.Literal(finding.message, language="en")),
            having(BG.shape, plain(finding.shape)),
            having(BG.quote, ox.Literal(notice.quote, language="sv") if notice.quote else None),
            having(BG.page, integer(notice.page)),
        )
    )


def _numbers(told: Sequence[Told]) -> tuple[Property, ...]:
    """Return the first and the last § number of the meeting."""
    found = runs([item.number for one in told for item in one.document.record.items])
    ends = (having(BG.firstNumber, integer(found[0][0])), having(BG.lastNumber, integer(found[-1][1])))
    return joined(ends) if found else ()


def _pages(one: Told) -> tuple[Property, ...]:
    """Return which pages of a document were not read, hold nothing, or were read by OCR."""
    told = one.pages
    return joined(
        (
            *(having(BG.unreadPage, integer(page)) for page in told.unread),
            *(having(BG.emptyPage, integer(page)) for page in told.empty),
            *(having(BG.recognisedPage, integer(page)) for page in told.recognised),
            having(BG.recognisedWith, plain(told.program)),
        )
    )


def _doubts(path: str, told: Sequence[Told], iris: Iris) -> Iterator[tuple[str, tuple[Property, ...]]]:
    """Yield each doubt as a node below what it is about, in the order of the documents."""
    places: dict[str, int] = {}
    seen: set[tuple[str, str]] = set()
    for one in told:
        numbers = {case_slug(item.number) for item in one.document.record.items}
        for finding in one.doubts:
            about = _about(finding, numbers, path, iris) or one.minutes
            if (about, finding.message) in seen:
                continue
            seen.add((about, finding.message))
            below = about.partition("#")[0]
            places[below] = places.get(below, 0) + 1
            within = joined(
                (
                    having(BG.meeting, ox.NamedNode(iris.meeting(path))),
                    having(DCTERMS.source, ox.NamedNode(one.minutes)),
                )
            )
            yield iris.part(below, "doubt", places[below]), (*doubt(finding, about), *within)


def _about(finding: Finding, numbers: set[str], path: str, iris: Iris) -> str | None:
    """Return the node that a finding is about: a shape's focus, or the § that a notice begins with."""
    if finding.node:
        return finding.node
    number = notices.read(finding.message).item
    return iris.item(path, number) if number and case_slug(number) in numbers else None


def _measurements(path: str, told: Sequence[Told], iris: Iris) -> Iterator[tuple[str, tuple[Property, ...]]]:
    meeting = iris.meeting(path)
    for metric, value in measures(told).items():
        yield iris.measurement(meeting, metric), measurement(metric, meeting, integer(value))
