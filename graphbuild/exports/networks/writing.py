"""A network from the graph, and into a file."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from graphbuild.exports.networks.definition import NETWORKS, NetworkError, Scope
from graphbuild.exports.networks.edges import Row, in_cases
from graphbuild.exports.networks.nodes import nodes
from graphbuild.queries import load_folder
from graphbuild.resources import resource
from graphbuild.results import plain
from graphbuild.store import View

if TYPE_CHECKING:
    import networkx as nx

NetworkFormat: TypeAlias = Literal["gexf", "graphml"]

# networkx writes the day of the writing there; the same graph is to give the same bytes.
_TODAY: Final = re.compile(rb' lastmodifieddate="[^"]*"')


def network(view: View, name: str, scope: Scope | None = None, minimum: int | None = None) -> nx.Graph:
    """Return a network of a view, undirected, its nodes and edges sorted.

    Args:
        view: the graph.
        name: one of `NETWORKS`.
        scope: the meetings that it is made of; all where none is given.
        minimum: the least number of common events of an edge; that of the network where none is given.

    Raises:
        NetworkError: where there is no network of the name.
        ParameterError: where a date of the scope is none.
    """
    import networkx as nx

    if name not in NETWORKS:
        raise NetworkError(f"there is no network {name}; there are: {', '.join(NETWORKS)}")
    kind, of = NETWORKS[name], scope or Scope()
    cases = list(_rows(view, "cases", of)) if name == "actor-case" else []
    rows = in_cases(_rows(view, name, None), cases) if name == "actor-case" else _rows(view, name, of)
    edges = kind.count(rows, kind.minimum if minimum is None else minimum)
    about = nodes(edges, _rows(view, "actors", None), _rows(view, "memberships", of), cases)
    graph = nx.Graph(name=name)
    graph.add_nodes_from(about.items())
    graph.add_edges_from((*pair, attributes) for pair, attributes in edges.items())
    return graph


def write_network(
    view: View,
    name: str,
    path: Path,
    kind: NetworkFormat = "gexf",
    scope: Scope | None = None,
    minimum: int | None = None,
) -> nx.Graph:
    """Write a network of a view to a file, whole or not at all; return it. See `network` for the rest.

    In GEXF each node and edge also stands in time, from its first to its last day.

    Raises:
        NetworkError: where there is no network of the name, or the file cannot be written.
    """
    graph = network(view, name, scope, minimum)
    data = gexf(graph) if kind == "gexf" else graphml(graph)
    draft = path.with_name(f"{path.name}.draft")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise NetworkError(f"cannot write the network to {path}: {error}") from error
    return graph


def gexf(graph: nx.Graph) -> bytes:
    """Return a network as GEXF 1.2, with the times of nodes and edges."""
    import networkx as nx

    timed = graph.copy()
    for attributes in (
        *dict(timed.nodes(data=True)).values(),
        *(edge for *_, edge in timed.edges(data=True)),
    ):
        if "first" in attributes:
            attributes |= {"start": attributes["first"], "end": attributes["last"]}
    out = io.BytesIO()
    nx.write_gexf(timed, out)
    return _TODAY.sub(b"", out.getvalue(), count=1)


def graphml(graph: nx.Graph) -> bytes:
    """Return a network as GraphML."""
    import networkx as nx

    out = io.BytesIO()
    # Not by lxml where that is installed: the bytes are to be the same everywhere.
    nx.write_graphml_xml(graph, out)
    return out.getvalue()


def _rows(view: View, query: str, scope: Scope | None) -> Iterator[Row]:
    """Give the rows of a query of ``queries/networks``: the plain texts of the bound columns."""
    import pyoxigraph as ox

    stored = load_folder(resource("queries/networks"))[query]
    solutions = view.query(stored.bind(scope.params() if scope else {}))
    assert isinstance(solutions, ox.QuerySolutions)
    columns = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {name: plain(term) for name in columns if (term := solution[name]) is not None}
