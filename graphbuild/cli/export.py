"""The commands ``export`` and ``stats``: the whole graph as a file, and what it holds."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import click
import pyoxigraph as ox

from graphbuild.cli.common import Failure, example, store_option
from graphbuild.cli.table import print_rows
from graphbuild.store import Store, View
from graphbuild.vocabulary import PREFIXES

FORMATS = ("nq", "trig", "ttl")

_COUNTS = f"""PREFIX bg: <{PREFIXES["bg"]}>
SELECT ?class (COUNT(DISTINCT ?thing) AS ?count) {{
  ?thing a ?class FILTER(STRSTARTS(STR(?class), STR(bg:)))
}} GROUP BY ?class ORDER BY ?class"""


@click.command(
    short_help="Write the whole graph to a file.",
    epilog=example(
        "beslutsgraf export --store DIR --format nq --output graph.nq",
        "beslutsgraf export --store DIR --format ttl --graph https://data.example.org/graph/authority",
    ),
)
@store_option()
@click.option(
    "--format",
    "kind",
    type=click.Choice(FORMATS),
    default="nq",
    show_default=True,
    help="How to write.",
)
@click.option(
    "--graph", "graphs", metavar="IRI", multiple=True, help="Only this named graph; may be given again."
)
@click.option(
    "--output", type=click.File("wb", lazy=False), default="-", help="A file; stdout where none is given."
)
def export(folder: Path, kind: str, graphs: tuple[str, ...], output: IO[bytes]) -> None:
    """Write the graph: N-Quads, TriG with its named graphs, or Turtle without them.

    The order is fixed, so that two exports of one graph are equal to the byte.
    """
    from graphbuild import results

    with Store(folder).view() as view:
        output.write(results.graph(_quads(view, graphs), kind))


def _quads(view: View, graphs: Sequence[str]) -> list[ox.Quad]:
    """Return the quads of the graphs, or of all, sorted by graph.

    Raises:
        Failure: where the store has no such graph.
    """
    known = view.graphs()
    for graph in graphs:
        if graph not in known:
            raise Failure(f"the store has no graph {graph}; `beslutsgraf export` without --graph writes all")
    return [quad for graph in (graphs or known) for quad in view.quads(graph)]


@click.command(short_help="Say how much a graph holds.", epilog=example("beslutsgraf stats --store DIR"))
@store_option()
@click.option("--format", "kind", type=click.Choice(("table", "json")), default="table", help="How to write.")
def stats(folder: Path, kind: str) -> None:
    """Say how much a graph holds: quads, named graphs, and things of each class."""
    with Store(folder).view() as view:
        counts = {"quads": view.count, "graphs": len(view.graphs()), **_classes(view)}
    if kind == "json":
        click.echo(json.dumps(counts, indent=2))
    else:
        print_rows(sys.stdout, ("what", "count"), [(name, str(count)) for name, count in counts.items()])


def _classes(view: View) -> dict[str, int]:
    """Return how many things of each class of the ontology the graph holds."""
    solutions = view.query(_COUNTS)
    assert isinstance(solutions, ox.QuerySolutions)
    found = {}
    for solution in solutions:
        name, count = solution["class"], solution["count"]
        assert isinstance(name, ox.NamedNode)
        assert isinstance(count, ox.Literal)
        found[name.value.removeprefix(PREFIXES["bg"])] = int(count.value)
    return found
