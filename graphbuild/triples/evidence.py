"""The evidence of a fact as Web Annotations: the document, the page, the very words and their offsets."""

from __future__ import annotations

import pyoxigraph as ox

from graphbuild import __version__
from graphbuild.iris import Iris
from graphbuild.links import DocumentLinks
from graphbuild.model import Evidence
from graphbuild.triples.fact import Fact
from graphbuild.vocabulary import BG, NIF, OA, PROV, RDF, XSD

# Characters of raw text kept on each side of a quote, so that it can be found where offsets moved.
CONTEXT = 32


def evidence_quads(fact: Fact, links: DocumentLinks, iris: Iris, raw: str, before: int = 0) -> list[ox.Quad]:
    """Return the quads of the evidence graph of a document's meeting that belong to one fact.

    ``before`` is how many places other documents of the meeting have for it.

    The rules are that of extraction and those that linked its names; the confidence is that of
    the least sure link. A fact without links has none, since nobody measured it.
    """
    graph = ox.NamedNode(iris.graph(links.path, "evidence"))
    found = fact.links()
    rules = dict.fromkeys([fact.rule, *(link.rule for link in found)])
    shared: list[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]] = [
        (PROV.wasGeneratedBy, ox.NamedNode(iris.rule(rule, __version__))) for rule in rules
    ]
    if found:
        shared.append((NIF.confidence, ox.Literal(float(min(link.confidence for link in found)))))
    quads: list[ox.Quad] = []
    for number, evidence in enumerate(fact.evidence, start=before + 1):
        iri = iris.evidence(fact.evidence_at, number)
        node, body = ox.NamedNode(iri), ox.NamedNode(fact.iri)
        quads.append(ox.Quad(body, BG.evidence, node, graph))
        quads.append(ox.Quad(node, OA.hasBody, body, graph))
        quads += [ox.Quad(node, predicate, value, graph) for predicate, value in shared]
        source = ox.NamedNode(links.minutes or iris.minutes(links.path))
        quads += [ox.Quad(s, p, o, graph) for s, p, o in _annotation(iri, evidence, source, raw)]
    return quads


def _annotation(
    iri: str, evidence: Evidence, source: ox.NamedNode, raw: str
) -> list[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]]:
    """Return the annotation of one place: W3C Web Annotation Data Model, 4.2.4 and 4.2.5.

    Offsets are ``xsd:integer``, not ``xsd:nonNegativeInteger`` as the model has it: the store makes
    them that, and what is written must be what is read.
    """
    node, target = ox.NamedNode(iri), ox.NamedNode(f"{iri}#target")
    quote, position = ox.NamedNode(f"{iri}#quote"), ox.NamedNode(f"{iri}#position")
    return [
        (node, RDF.type, OA.Annotation),
        (node, OA.hasTarget, target),
        (target, RDF.type, OA.SpecificResource),
        (target, OA.hasSource, source),
        (target, OA.hasSelector, quote),
        (target, OA.hasSelector, position),
        (target, BG.page, ox.Literal(str(evidence.page), datatype=XSD.integer)),
        (quote, RDF.type, OA.TextQuoteSelector),
        (quote, OA.exact, ox.Literal(evidence.quote)),
        (quote, OA.prefix, ox.Literal(raw[max(0, evidence.start - CONTEXT) : evidence.start])),
        (quote, OA.suffix, ox.Literal(raw[evidence.end : evidence.end + CONTEXT])),
        (position, RDF.type, OA.TextPositionSelector),
        (position, OA.start, ox.Literal(str(evidence.start), datatype=XSD.integer)),
        (position, OA.end, ox.Literal(str(evidence.end), datatype=XSD.integer)),
    ]
