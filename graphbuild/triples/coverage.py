"""What a council's minutes cover and lack, as quads: by body and year, gaps, missing meetings, left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from graphbuild.iris import Iris
from graphbuild.quality.coverage import Cited, Covered, Gap, Met
from graphbuild.quality.leftout import LeftOut
from graphbuild.triples.fact import Property, a, date, having, integer, joined, plain
from graphbuild.triples.quality import doubt
from graphbuild.triples.shared import ordered
from graphbuild.vocabulary import BG, DCTERMS, XSD, concept

Node = tuple[str, tuple[Property, ...]]


@dataclass(frozen=True, slots=True)
class _Council:
    """The council whose coverage is written, and what mints its IRIs."""

    slug: str
    iris: Iris

    def body(self, slug: str) -> tuple[Property, ...]:
        """Return the properties that say which body of which council it is about."""
        return joined(
            (
                having(BG.organisation, ox.NamedNode(self.iris.organisation(self.slug))),
                having(BG.body, ox.NamedNode(self.iris.body(self.slug, slug)) if slug else None),
            )
        )

    def meeting(self, predicate: ox.NamedNode, path: str | None) -> tuple[Property, ...]:
        """Return the property that names a meeting by its place."""
        return having(predicate, ox.NamedNode(self.iris.meeting(path)) if path else None)


def coverage_quads(
    councils: Iterable[Covered], left_out: Iterable[LeftOut], iris: Iris
) -> tuple[ox.Quad, ...]:
    """Return the quads of coverage, sorted, each in the coverage graph of its council."""
    quads: list[ox.Quad] = []
    for covered in councils:
        graph = ox.NamedNode(iris.coverage_graph(covered.council))
        quads += _quads(_covered(covered, _Council(covered.council, iris)), graph)
    documents: dict[str, LeftOut] = {}
    # Of a document and its copy of the same name, what became of the document is told.
    for one in sorted(left_out, key=lambda one: (one.reason == "set aside", one.reason, one.message)):
        documents.setdefault(iris.left_out(one.name, one.sha256), one)
    for node, one in documents.items():
        quads += _quads(_left_out(node, one, iris), ox.NamedNode(iris.coverage_graph(one.council)))
    return ordered(quads)


def _quads(nodes: Iterable[Node], graph: ox.NamedNode) -> Iterator[ox.Quad]:
    for node, properties in nodes:
        for one in properties:
            yield ox.Quad(ox.NamedNode(node), one.predicate, one.object, graph)


def _covered(covered: Covered, council: _Council) -> Iterator[Node]:
    gaps = covered.gaps()
    for body, met in covered.bodies().items():
        for year in sorted({one.year for one in met}):
            of_year = [one for one in met if one.year == year]
            missing = sum(gap.last - gap.first + 1 for gap in gaps if (gap.body, gap.year) == (body, year))
            yield council.iris.coverage(council.slug, body, year), _year(of_year, missing, council)
    for gap in gaps:
        yield council.iris.gap(council.slug, gap.body, gap.year, gap.first), _gap(gap, council)
    for cited in covered.cited:
        yield council.iris.missing_meeting(council.slug, cited.body, cited.date), _cited(cited, council)


def _year(met: list[Met], missing: int, council: _Council) -> tuple[Property, ...]:
    """Describe what there is of a body in a year."""
    numbers = [number for one in met for run in one.runs for number in run]
    return joined(
        (
            a(BG.Coverage),
            council.body(met[0].body),
            having(BG.year, _gyear(met[0].year)),
            having(BG.meetingCount, integer(len(met))),
            having(BG.firstDate, date(met[0].date)),
            having(BG.lastDate, date(met[-1].date)),
            having(BG.itemCount, integer(sum(one.items for one in met))),
            having(BG.firstNumber, integer(min(numbers, default=None))),
            having(BG.lastNumber, integer(max(numbers, default=None))),
            having(BG.missingItemCount, integer(missing)),
            having(BG.unreadPageCount, integer(sum(one.unread for one in met))),
        )
    )


def _gap(gap: Gap, council: _Council) -> tuple[Property, ...]:
    return joined(
        (
            a(BG.Gap),
            council.body(gap.body),
            having(BG.year, _gyear(gap.year)),
            having(BG.firstNumber, integer(gap.first)),
            having(BG.lastNumber, integer(gap.last)),
            council.meeting(BG.afterMeeting, gap.after),
            council.meeting(BG.beforeMeeting, gap.before),
        )
    )


def _cited(cited: Cited, council: _Council) -> tuple[Property, ...]:
    return joined(
        (
            a(BG.MissingMeeting),
            council.body(cited.body or ""),
            having(BG.date, date(cited.date)),
            *(having(BG.citedIn, ox.NamedNode(item)) for item in cited.by),
        )
    )


def _left_out(node: str, one: LeftOut, iris: Iris) -> Iterator[Node]:
    place = one.meeting.split("/") if one.meeting else None
    council = ox.NamedNode(iris.organisation(one.council)) if one.council else None
    yield (
        node,
        joined(
            (
                a(BG.LeftOut),
                having(BG.fileName, plain(one.name)),
                having(DCTERMS.identifier, plain(one.sha256)),
                having(BG.leftOutReason, concept("left-out-reason", one.reason)),
                having(DCTERMS.description, ox.Literal(one.message, language="en")),
                having(BG.organisation, council),
                having(BG.body, ox.NamedNode(iris.body(place[0], place[1])) if place else None),
                having(BG.date, date(place[2]) if place else None),
            )
        ),
    )
    for number, finding in enumerate(one.findings, 1):
        yield iris.part(node, "doubt", number), doubt(finding, node)


def _gyear(year: str) -> ox.Literal:
    return ox.Literal(year, datatype=XSD.gYear)
