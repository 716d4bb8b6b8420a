"""What a graph holds, in numbers: what its description (VoID, DCAT) and the page of a release tell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

import pyoxigraph as ox

from graphbuild.results import Rows, plain
from graphbuild.vocabulary import BG, DCTERMS, NAMESPACE, PREFIXES

Select: TypeAlias = Callable[[str], Rows]
"""Answers a SELECT over the union of all graphs."""

_HEAD: Final = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
_GRAPHS: Final = "SELECT ?name (COUNT(*) AS ?n) { GRAPH ?name { ?s ?p ?o } } GROUP BY ?name ORDER BY ?name"
_PROPERTIES: Final = "SELECT ?name (COUNT(*) AS ?n) { ?s ?name ?o } GROUP BY ?name ORDER BY ?name"
_CLASSES: Final = "SELECT ?name (COUNT(DISTINCT ?s) AS ?n) { ?s a ?name } GROUP BY ?name ORDER BY ?name"
_DISTINCT: Final = "SELECT (COUNT(DISTINCT ?s) AS ?n) (COUNT(DISTINCT ?o) AS ?m) { ?s ?p ?o }"
_TYPED: Final = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c }"
_DATES: Final = "SELECT (MIN(?date) AS ?n) (MAX(?date) AS ?m) { ?s a bg:Meeting ; bg:date ?date }"
_COUNCILS: Final = """SELECT DISTINCT ?council ?label ?municipality ?county {
  ?meeting a bg:Meeting ; bg:body/bg:organisation ?council .
  OPTIONAL { ?council rdfs:label ?label }
  OPTIONAL { ?council bg:municipalityCode ?municipality }
  OPTIONAL { ?council bg:countyCode ?county }
} ORDER BY ?council"""
_EXAMPLES: Final = (
    "SELECT ?name (MIN(?s) AS ?n) {{ VALUES ?name {{ {} }} ?s a ?name }} GROUP BY ?name ORDER BY ?name"
)
# What lies in these spaces, or says where a document lies and under which licence, is no such link.
_NO_LINKS: Final = ("bg", "oa", "prov", "rdf")
_NO_LINKS_EITHER: Final = (DCTERMS.license, DCTERMS.source)
_SHOWN: Final = (BG.Meeting, BG.Item, BG.DecisionPoint, BG.Proposal, BG.Vote, BG.Person, BG.Case, BG.Body)

Counts: TypeAlias = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Council:
    """A council whose minutes the graph tells of.

    ``code`` is its official one, of a municipality four digits, of a region those of its county;
    ``""`` where it is not known. ``graphs`` are its named graphs.
    """

    iri: str
    label: str
    code: str
    graphs: Counts


@dataclass(frozen=True, slots=True)
class Linkset:
    """Links by one property to what another data set describes; ``target`` is how its IRIs begin."""

    predicate: str
    target: str
    links: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """The numbers of a graph; lists are in the order of their IRIs.

    ``entities`` are the things that have a class. ``first`` and ``last`` are the dates of the first and
    last meeting, ISO; ``""`` where there is none.
    """

    triples: int
    entities: int
    subjects: int
    objects: int
    classes: Counts
    properties: Counts
    graphs: Counts
    councils: tuple[Council, ...]
    linksets: tuple[Linkset, ...]
    examples: tuple[str, ...]
    first: str
    last: str


def measure(select: Select, base: str) -> Statistics:
    """Return the numbers of the graph that ``select`` asks and whose IRIs begin with ``base``."""
    graphs = _counts(select, _GRAPHS)
    properties = _counts(select, _PROPERTIES)
    (subjects, objects), (entities,) = _row(select, _DISTINCT), _row(select, _TYPED)
    first, last = _row(select, _DATES)
    shown = " ".join(map(str, _SHOWN))
    return Statistics(
        triples=sum(count for _, count in graphs),
        entities=int(entities),
        subjects=int(subjects),
        objects=int(objects),
        classes=_counts(select, _CLASSES),
        properties=properties,
        graphs=graphs,
        councils=_councils(select, base, graphs),
        linksets=_linksets(select, properties, base),
        examples=tuple(plain(row[1]) for row in _ask(select, _EXAMPLES.format(shown)) if row[1] is not None),
        first=first,
        last=last,
    )


def _councils(select: Select, base: str, graphs: Counts) -> tuple[Council, ...]:
    found: dict[str, Council] = {}
    for council, label, municipality, county in _ask(select, _COUNCILS):
        iri, code = _text(council), _text(municipality) or _text(county)
        slug = iri.rpartition("/")[2]
        mine = tuple(
            (name, count)
            for name, count in graphs
            if name.startswith(f"{base}graph/{slug}/") or name == f"{base}graph/entities/{slug}"
        )
        found.setdefault(iri, Council(iri, _text(label) or slug, code, mine))
    return tuple(found.values())


def _linksets(select: Select, properties: Counts, base: str) -> tuple[Linkset, ...]:
    """Return the links by properties of other vocabularies; our own ones lead to what is described here."""
    spaces = tuple(PREFIXES[prefix] for prefix in _NO_LINKS)
    named = (ox.NamedNode(name) for name, _ in properties if not name.startswith(spaces))
    candidates = " ".join(str(name) for name in named if name not in _NO_LINKS_EITHER)
    ours = " && ".join(f'!STRSTARTS(STR(?o), "{space}")' for space in (base, NAMESPACE))
    query = (
        f"SELECT ?p ?target (COUNT(*) AS ?n) {{ VALUES ?p {{ {candidates} }} ?s ?p ?o "
        f'FILTER(isIRI(?o) && {ours}) BIND(REPLACE(STR(?o), "^([a-z]+://[^/]+/).*$", "$1") AS ?target) '
        "} GROUP BY ?p ?target ORDER BY ?p ?target"
    )
    return tuple(Linkset(_text(p), _text(target), int(_text(n))) for p, target, n in _ask(select, query))


def _counts(select: Select, query: str) -> Counts:
    return tuple((_text(name), int(_text(count))) for name, count in _ask(select, query) if name is not None)


def _row(select: Select, query: str) -> tuple[str, ...]:
    return tuple(_text(term) for term in _ask(select, query)[0])


def _ask(
    select: Select, query: str
) -> tuple[tuple[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None, ...], ...]:
    return select(_HEAD + query).rows


def _text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    return "" if term is None else plain(term)
