"""What no single document owns: entities, parties and value lists; and quads as bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pyoxigraph as ox

from graphbuild.authority import ORGANISATION_FILES, authority_triples, organisations
from graphbuild.iris import Iris, last_part
from graphbuild.links import Entity, EntityKind
from graphbuild.vocabulary import BG, DCTERMS, RDF, RDFS, SKOS

_CLASSES: Mapping[EntityKind, ox.NamedNode] = {
    "organisation": BG.Organisation,
    "body": BG.Body,
    "person": BG.Person,
    "party": BG.Party,
    "case": BG.Case,
    "project": BG.Project,
    "agent": BG.Organisation,
}


def entity_quads(entities: Iterable[Entity], iris: Iris) -> tuple[ox.Quad, ...]:
    """Return the quads of entities, sorted, each in the entities graph of its council.

    An organisation without a council is one and has its own graph; other entities without one
    stand in the graph of those that belong to no council. What the authority graph names is not named
    here again: a shared fact stands in one graph.
    """
    quads: list[ox.Quad] = []
    known = {iris.base + one.path for one in organisations()}
    for entity in entities:
        owner = entity.organisation or (entity.iri if entity.kind == "organisation" else None)
        graph = ox.NamedNode(iris.entities_graph(last_part(owner) if owner else None))
        node = ox.NamedNode(entity.iri)
        if entity.iri not in known:
            quads.append(ox.Quad(node, RDF.type, _CLASSES[entity.kind], graph))
            quads.append(ox.Quad(node, RDFS.label, ox.Literal(entity.label), graph))
        if entity.kind == "case":
            quads.append(ox.Quad(node, BG.caseNumber, ox.Literal(entity.label), graph))
        if entity.organisation and entity.organisation != entity.iri:
            quads.append(ox.Quad(node, BG.organisation, ox.NamedNode(entity.organisation), graph))
        quads += [ox.Quad(node, predicate, value, graph) for predicate, value in entity.properties]
        quads += [ox.Quad(ox.NamedNode(old), DCTERMS.isReplacedBy, node, graph) for old in entity.replaces]
    return ordered(quads)


def authority_quads(iris: Iris) -> tuple[ox.Quad, ...]:
    """Return the graph of parties, councils, other organisations and the value lists, sorted.

    Each party and organisation gets its Swedish name as ``rdfs:label`` too, as every other entity has one.
    """
    graph = ox.NamedNode(iris.authority_graph())
    named = [
        triple
        for name in ("parties", *ORGANISATION_FILES)
        for triple in authority_triples(f"authority/{name}", iris.base)
    ]
    lists = (*authority_triples("schemes", iris.base), *authority_triples("authority/bodies", iris.base))
    quads = [ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in (*named, *lists)]
    for triple in named:
        name = triple.object
        if triple.predicate == SKOS.prefLabel and isinstance(name, ox.Literal) and name.language == "sv":
            quads.append(ox.Quad(triple.subject, RDFS.label, ox.Literal(name.value), graph))
    return ordered(quads)


def ordered(quads: Iterable[ox.Quad]) -> tuple[ox.Quad, ...]:
    """Return quads sorted by how they are written, each once."""
    return tuple(sorted(set(quads), key=str))


def serialise(quads: Sequence[ox.Quad]) -> bytes:
    """Return quads as sorted N-Quads: the same quads give the same bytes."""
    written = ox.serialize(set(quads), format=ox.RdfFormat.N_QUADS) or b""
    return b"".join(sorted(written.splitlines(keepends=True)))
