"""Which meetings a view is made of, and what the graph holds of each: a small store a meeting.

A view is made meeting by meeting, from the meeting's own graphs and the entities that they name, so that
the cost of one meeting does not grow with the graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from graphbuild.errors import QueryError
from graphbuild.iris import last_part
from graphbuild.resources import resource
from graphbuild.store import Results, View
from graphbuild.vocabulary import BG, DCTERMS, PREFIXES, RDF, RDFS, SKOS

_MEETINGS = f"""PREFIX bg: <{PREFIXES["bg"]}>
SELECT ?meeting ?graph ?council {{
  GRAPH ?graph {{ ?meeting a bg:Meeting }}
  OPTIONAL {{ ?meeting bg:body/bg:organisation ?council }}
}}"""

# What is taken over of an entity; links from entities to meetings are not.
_DESCRIBES = (
    RDF.type,
    RDFS.label,
    SKOS.prefLabel,
    SKOS.notation,
    DCTERMS.isReplacedBy,
    BG.organisation,
    BG.party,
    BG.code,
    BG.caseNumber,
    BG.bodyKind,
    BG.organisationKind,
    BG.municipalityCode,
    BG.countyCode,
    BG.shortName,
)

_HOPS = 3
"""From a participation to a person, on to the person's council, on to the kind that it is of."""


@dataclass(frozen=True, slots=True, order=True)
class Meeting:
    """A meeting by its IRI, with the IRI of its council (empty where none is known) and of its graph."""

    council: str
    iri: str
    graph: str


def meetings(view: View, council: str | None = None, meeting: str | None = None) -> tuple[Meeting, ...]:
    """Return the meetings of a view, by council and then by IRI.

    Args:
        view: the graph.
        council: only this council's: its IRI or the last part of it, as ``region-mellansjo``.
        meeting: only this one: its IRI or what follows ``/id/meeting/`` in it.

    Raises:
        QueryError: where the graph has no such meeting.
    """
    found = sorted(
        Meeting(row["council"].value if row["council"] else "", row["meeting"].value, row["graph"].value)
        for row in _solutions(view.query(_MEETINGS))
    )
    chosen = tuple(
        one
        for one in found
        if (council is None or council in (one.council, last_part(one.council)))
        and (meeting is None or meeting in (one.iri, one.iri.partition("/id/meeting/")[2]))
    )
    if not chosen and (council or meeting):
        known = ", ".join(sorted({last_part(one.council) for one in found})) or "none"
        raise QueryError(
            f"the graph has no meeting {meeting or ''} of {council or 'any council'}; its councils: {known}"
        )
    return chosen


def read(view: View, meeting: Meeting) -> ox.Store:
    """Return a store in memory of what the graph states and derives of a meeting, and whom that names.

    It also says what followed from each vote, as ``queries/views/vote-outcome.rq`` tells it.
    """
    store = ox.Store()
    for graph in (meeting.graph, f"{meeting.graph}/derived"):
        store.extend(
            ox.Quad(quad.subject, quad.predicate, quad.object)
            for quad in view.quads(graph)
            if isinstance(quad.subject, ox.NamedNode)
        )
    _describe(view, store)
    outcomes = store.query(query_text("vote-outcome"))
    assert isinstance(outcomes, ox.QueryTriples)
    store.extend([ox.Quad(triple.subject, triple.predicate, triple.object) for triple in outcomes])
    return store


@cache
def query_text(name: str) -> str:
    """Return the text of a query in ``queries/views``, by its name without the suffix."""
    return (resource("queries") / "views" / f"{name}.rq").read_text(encoding="utf-8")


def _describe(view: View, store: ox.Store) -> None:
    """Add to the store what the graph says of the entities and concepts that it names."""
    known = {quad.subject.value for quad in store if isinstance(quad.subject, ox.NamedNode)}
    for _ in range(_HOPS):
        named = {quad.object.value for quad in store if isinstance(quad.object, ox.NamedNode)} - known
        if not named:
            return
        store.extend(_descriptions(view, sorted(named)))
        known |= named


def _descriptions(view: View, iris: Sequence[str]) -> Iterator[ox.Quad]:
    values = " ".join(str(ox.NamedNode(iri)) for iri in iris)
    predicates = ", ".join(str(predicate) for predicate in _DESCRIBES)
    rows = view.query(
        f"SELECT DISTINCT ?s ?p ?o {{ VALUES ?s {{ {values} }} ?s ?p ?o FILTER(?p IN ({predicates})) }}"
    )
    for row in _solutions(rows):
        subject, predicate, value = row["s"], row["p"], row["o"]
        assert isinstance(subject, ox.NamedNode)
        assert isinstance(predicate, ox.NamedNode)
        assert isinstance(value, ox.NamedNode | ox.Literal)
        yield ox.Quad(subject, predicate, value)


def _solutions(results: Results) -> Iterable[ox.QuerySolution]:
    assert isinstance(results, ox.QuerySolutions)
    return results
