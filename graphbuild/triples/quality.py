"""How good and whole a meeting's graph is: its pages, what was counted, and what is in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox

from graphbuild.iris import Iris, case_slug
from graphbuild.quality import notices
from graphbuild.quality.coverage import runs
from graphbuild.quality.measures import Told, measures
from graphbuild.report import Finding
from graphbuild.triples.fact import Property, a, having, integer, joined, plain, swedish
from graphbuild.vocabulary import BG, DCTERMS, DQV, OA, concept

Words = Mapping[str, tuple[str | None, int | None]]
"""By node: the first words that state it, and their page."""


def quality_quads(
    path: str, told: Sequence[Told], iris: Iris, facts: Iterable[ox.Quad] = ()
) -> list[ox.Quad]:
    """Return the quads of the quality graph of a meeting.

    Args:
        path: the place of the meeting below the base.
        told: its documents.
        iris: mints the IRIs.
        facts: the quads of its other graphs, whose evidence gives a doubt about a fact its words.
    """
    graph = ox.NamedNode(iris.graph(path, "quality"))
    nodes = [
        (iris.meeting(path), _numbers(told)),
        *((one.minutes, _pages(one)) for one in told),
        *_doubts(path, told, iris, _words(facts)),
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


def doubt(finding: Finding, about: str, words: Words | None = None) -> tuple[Property, ...]:
    """Return the properties of a finding as an entry of the list of what to look at."""
    if finding.severity == "notice":
        notice = notices.read(finding.message)
        quote, page = notice.quote, notice.page
    else:
        quote, page = (words or {}).get(about, (None, None))
    return joined(
        (
            a(BG.Doubt),
            having(BG.about, ox.NamedNode(about)),
            having(BG.severity, concept("severity", finding.severity)),
            having(DCTERMS.description, ox.Literal(finding.message, language="en")),
            having(BG.shape, plain(finding.shape)),
            having(BG.quote, swedish(quote)),
            having(BG.page, integer(page)),
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


def _words(facts: Iterable[ox.Quad]) -> Words:
    """Return the first evidence of each fact of a §; of the meeting it would be its front page."""
    found: dict[str, tuple[str | None, int | None]] = {}
    for quad in facts:
        node, _, part = str(getattr(quad.subject, "value", "")).partition("/evidence/1#")
        value = str(getattr(quad.object, "value", ""))
        quote, page = found.get(node, (None, None))
        if "/id/meeting/" in node:
            continue
        if part == "quote" and quad.predicate == OA.exact:
            found[node] = (value, page)
        elif part == "target" and quad.predicate == BG.page:
            found[node] = (quote, int(value))
    return found


def _doubts(
    path: str, told: Sequence[Told], iris: Iris, words: Words
) -> Iterator[tuple[str, tuple[Property, ...]]]:
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
            yield iris.part(below, "doubt", places[below]), (*doubt(finding, about, words), *within)


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
