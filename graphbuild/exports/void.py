"""The VoID description of a graph: how much of what, in which named graphs, and how to get at it.

VoID is the W3C Interest Group Note of 2011, https://www.w3.org/TR/void/; section numbers here are its.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import pyoxigraph as ox

from graphbuild.exports.described import Term, iri, number, property_of, text
from graphbuild.exports.statistics import Council, Counts, Statistics
from graphbuild.iris import last_part, slug
from graphbuild.vocabulary import DCTERMS, NAMESPACE, RDF, RDFS

VOID: Final = "http://rdfs.org/ns/void#"
_FOAF: Final = "http://xmlns.com/foaf/0.1/"
_FEATURES: Final = ("N-Quads", "TriG", "Turtle", "JSON-LD")


def dataset(base: str) -> str:
    """Return the IRI of the data set that a graph is."""
    return f"{base}dataset"


def void(found: Statistics, base: str, *, sparql: str = "", dumps: Sequence[str] = ()) -> list[ox.Triple]:
    """Return the VoID description.

    Args:
        found: the numbers of the graph.
        base: what its IRIs begin with.
        sparql: the address of the SPARQL endpoint, if there is one.
        dumps: the addresses of the dumps, if they are published.
    """
    whole = dataset(base)
    told: list[tuple[str, ox.NamedNode, Term]] = [
        (f"{base}.well-known/void", RDF.type, iri(f"{VOID}DatasetDescription")),
        (f"{base}.well-known/void", property_of(_FOAF, "primaryTopic"), iri(whole)),
        (whole, RDF.type, iri(f"{VOID}Dataset")),
        (whole, _void("uriSpace"), text(f"{base}id/")),
        (whole, _void("triples"), number(found.triples)),
        (whole, _void("entities"), number(found.entities)),
        (whole, _void("distinctSubjects"), number(found.subjects)),
        (whole, _void("distinctObjects"), number(found.objects)),
        (whole, _void("classes"), number(len(found.classes))),
        (whole, _void("properties"), number(len(found.properties))),
        *((whole, _void("feature"), iri(f"http://www.w3.org/ns/formats/{name}")) for name in _FEATURES),
        *((whole, _void("vocabulary"), iri(space)) for space in _vocabularies(found)),
        *((whole, _void("exampleResource"), iri(example)) for example in found.examples),
        *((whole, _void("dataDump"), iri(dump)) for dump in dumps),
        *([(whole, _void("sparqlEndpoint"), iri(sparql))] if sparql else []),
        *_partitions(whole, "class", found.classes),
        *_partitions(whole, "property", found.properties),
        *_subsets(whole, found),
        *_linksets(whole, found),
    ]
    return [ox.Triple(iri(subject), predicate, value) for subject, predicate, value in told]


def _vocabularies(found: Statistics) -> list[str]:
    """Return the namespaces of the properties and classes in use (section 4.3)."""
    terms = (name for name, _ in (*found.classes, *found.properties))
    return sorted({term[: max(term.rfind("#"), term.rfind("/")) + 1] for term in terms})


def _partitions(whole: str, kind: str, counts: Counts) -> Iterator[tuple[str, ox.NamedNode, Term]]:
    """Give a part of the data set for each class or property (section 4.5)."""
    for name, count in counts:
        part = f"{whole}#{kind}-{slug(name.removeprefix(NAMESPACE))}"
        yield whole, _void(f"{kind}Partition"), iri(part)
        yield part, RDF.type, iri(f"{VOID}Dataset")
        yield part, _void(kind), iri(name)
        yield part, _void("entities" if kind == "class" else "triples"), number(count)


def _subsets(whole: str, found: Statistics) -> Iterator[tuple[str, ox.NamedNode, Term]]:
    """Give each council as a subset, and the named graphs as subsets of theirs or of the whole."""
    owned: set[str] = set()
    for council in found.councils:
        part = council_subset(whole, council)
        owned |= {name for name, _ in council.graphs}
        yield whole, _void("subset"), iri(part)
        yield part, RDF.type, iri(f"{VOID}Dataset")
        yield part, DCTERMS.title, text(council.label, "sv")
        yield part, property_of("http://purl.org/dc/terms/", "subject"), iri(council.iri)
        yield part, _void("triples"), number(sum(count for _, count in council.graphs))
        yield from _graphs(part, council.graphs)
    yield from _graphs(whole, ((name, count) for name, count in found.graphs if name not in owned))


def council_subset(whole: str, council: Council) -> str:
    """Return the IRI of what the graph tells of one council."""
    return f"{whole}#council-{last_part(council.iri)}"


def _graphs(part: str, graphs: Iterable[tuple[str, int]]) -> Iterator[tuple[str, ox.NamedNode, Term]]:
    for name, count in graphs:
        yield part, _void("subset"), iri(name)
        yield name, RDF.type, iri(f"{VOID}Dataset")
        yield name, _void("triples"), number(count)


def _linksets(whole: str, found: Statistics) -> Iterator[tuple[str, ox.NamedNode, Term]]:
    """Give the links to each other data set by each property (section 5)."""
    for linkset in found.linksets:
        target = f"{whole}#target-{slug(linkset.target.partition('//')[2])}"
        links = f"{whole}#links-{slug(linkset.predicate)}-{slug(linkset.target.partition('//')[2])}"
        yield whole, _void("subset"), iri(links)
        yield links, RDF.type, iri(f"{VOID}Linkset")
        yield links, _void("linkPredicate"), iri(linkset.predicate)
        yield links, _void("subjectsTarget"), iri(whole)
        yield links, _void("objectsTarget"), iri(target)
        yield links, _void("triples"), number(linkset.links)
        yield target, RDF.type, iri(f"{VOID}Dataset")
        yield target, _void("uriSpace"), text(linkset.target)
        yield target, RDFS.label, text(linkset.target.partition("//")[2].strip("/"))


def _void(name: str) -> ox.NamedNode:
    return property_of(VOID, name)
