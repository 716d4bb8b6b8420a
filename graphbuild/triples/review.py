"""Who may be who: the pairs to review as quads, and the user's judgements."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from graphbuild.iris import Iris, last_part
from graphbuild.linking.judgements import Judgements
from graphbuild.links import Candidate
from graphbuild.triples.shared import ordered
from graphbuild.vocabulary import BG, DCTERMS, RDF, XSD, concept


def candidate_quads(candidates: Iterable[Candidate], iris: Iris) -> tuple[ox.Quad, ...]:
    """Return the quads of pairs to review, sorted, each in the quality graph of its council."""
    quads: list[ox.Quad] = []
    for found in candidates:
        council = last_part(found.organisation)
        graph = ox.NamedNode(iris.graph(council, "quality"))
        node = ox.NamedNode(iris.candidate(council, last_part(found.one), last_part(found.other)))
        score = ox.Literal(f"{found.score:.2f}".rstrip("0").rstrip("."), datatype=XSD.decimal)
        quads += [
            ox.Quad(node, RDF.type, BG.CandidatePair, graph),
            ox.Quad(node, BG.about, ox.NamedNode(found.one), graph),
            ox.Quad(node, BG.about, ox.NamedNode(found.other), graph),
            ox.Quad(node, BG.organisation, ox.NamedNode(found.organisation), graph),
            ox.Quad(node, BG.nameRelation, ox.Literal(found.relation), graph),
            ox.Quad(node, BG.score, score, graph),
        ]
    return ordered(quads)


def judgement_quads(judgements: Judgements, iris: Iris) -> tuple[ox.Quad, ...]:
    """Return the quads of the user's judgements, sorted, in the graph of them."""
    graph = ox.NamedNode(iris.judgements_graph())
    quads: list[ox.Quad] = []
    for made in judgements.entries:
        node = ox.NamedNode(iris.judgement(made.nodes, made.date))
        quads.append(ox.Quad(node, RDF.type, BG.Judgement, graph))
        quads += [ox.Quad(node, BG.about, ox.NamedNode(iri), graph) for iri in made.about]
        quads += [ox.Quad(node, BG.entityKey, ox.Literal(key), graph) for key in made.keys]
        quads.append(ox.Quad(node, BG.verdict, concept("verdict", made.verdict), graph))
        quads.append(ox.Quad(node, DCTERMS.description, ox.Literal(made.reason), graph))
        quads.append(ox.Quad(node, DCTERMS.date, ox.Literal(made.date, datatype=XSD.date), graph))
        if made.by:
            quads.append(ox.Quad(node, DCTERMS.creator, ox.Literal(made.by), graph))
    return ordered(quads)
