"""How accurately minutes are read, as quads: what was measured on annotated minutes (DQV)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from graphbuild.iris import Iris
from graphbuild.quality.accuracy import Evaluation, Figure
from graphbuild.triples.fact import Property, a, boolean, decimal, having, integer, joined, plain
from graphbuild.triples.quality import measurement
from graphbuild.triples.shared import ordered
from graphbuild.vocabulary import BG, DCTERMS, PROV, concept


def accuracy_quads(evaluations: Iterable[Evaluation], iris: Iris) -> tuple[ox.Quad, ...]:
    """Return the quads of the graph of accuracy, sorted."""
    graph = ox.NamedNode(iris.quality_graph())
    return ordered(
        ox.Quad(ox.NamedNode(node), one.predicate, one.object, graph)
        for evaluation in evaluations
        for node, properties in _evaluation(evaluation, iris)
        for one in properties
    )


def _evaluation(one: Evaluation, iris: Iris) -> Iterator[tuple[str, tuple[Property, ...]]]:
    node = iris.evaluation(one.path)
    council = iris.organisation(one.council) if one.council else None
    yield (
        node,
        joined(
            (
                a(BG.Evaluation),
                having(DCTERMS.title, plain(one.title)),
                having(DCTERMS.description, ox.Literal(one.note, language="en")),
                having(BG.seen, boolean(one.seen)),
                having(BG.documentCount, integer(one.documents)),
                having(BG.organisation, ox.NamedNode(council) if council else None),
            )
        ),
    )
    for figure in one.figures:
        yield iris.measurement(node, figure.metric, figure.field), _figure(figure, node, council or node)


def _figure(figure: Figure, evaluation: str, on: str) -> tuple[Property, ...]:
    value = integer(int(figure.value)) if figure.metric == "facts" else decimal(figure.value)
    return joined(
        (
            measurement(figure.metric, on, value),
            having(BG.field, concept("field", figure.field) if figure.field else None),
            having(PROV.wasDerivedFrom, ox.NamedNode(evaluation)),
        )
    )
