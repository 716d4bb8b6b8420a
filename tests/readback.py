"""Reading exports back, to compare them with the graph that they are of, graph by graph.

No graph of a store has blank nodes, so that two are isomorphic where their sets of triples are equal.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox

from graphbuild.store import View

FORMS = {
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
}
Graphs = Mapping[str, set[ox.Triple]]


def graphs_of(view: View) -> Graphs:
    """Return the triples of each named graph."""
    return {graph: {quad.triple for quad in view.quads(graph)} for graph in view.graphs()}


def read(path: Path, kind: str) -> Graphs:
    """Return the triples of each named graph of a file; those of none are at ``""``."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    found: dict[str, set[ox.Triple]] = {}
    for quad in ox.parse(data, format=FORMS[kind]):
        assert not isinstance(quad.subject, ox.BlankNode) and not isinstance(quad.object, ox.BlankNode)
        name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
        found.setdefault(name, set()).add(quad.triple)
    return found


def differences(path: Path, kind: str, expected: Graphs) -> list[str]:
    """Return the names of the graphs that a file does not hold as they are; of Turtle, of their union."""
    found = read(path, kind)
    if kind == "ttl":
        union = {triple for triples in expected.values() for triple in triples}
        return [] if found == {"": union} else ["the union"]
    return sorted(name for name in {*found, *expected} if found.get(name) != expected.get(name))
