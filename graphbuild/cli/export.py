"""The commands ``export`` and ``stats``: the whole graph as a file, and what it holds."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
import pyoxigraph as ox

from graphbuild.cli.common import example, store_option
from graphbuild.cli.table import print_rows
from graphbuild.store import Store, View
from graphbuild.vocabulary import PREFIXES

_COUNTS = f"""PREFIX bg: <{PREFIXES["bg"]}>
SELECT ?class (COUNT(DISTINCT ?thing) AS ?count) {{
  ?thing a ?class FILTER(STRSTARTS(STR(?class), STR(bg:)))
}} GROUP BY ?class ORDER BY ?class"""


@click.command(
    short_help="Write the whole graph to a file.",
    epilog=example(
        "beslutsgraf export --store DIR --format nq --gzip --output graph.nq.gz",
        "beslutsgraf export --store DIR --format jsonld --context embed --output graph.jsonld",
        "beslutsgraf export --store DIR --format ttl --graph https://data.example.org/graph/authority",
    ),
)
@store_option()
@click.option(
    "--format",
    "kind",
    type=click.Choice(("nq", "trig", "ttl", "jsonld")),
    default="nq",
    show_default=True,
    help="How to write.",
)
@click.option(
    "--graph", "graphs", metavar="IRI", multiple=True, help="Only this named graph; may be given again."
)
@click.option(
    "--context",
    type=click.Choice(("name", "embed")),
    default="name",
    show_default=True,
    help="Whether JSON-LD names its context or holds it.",
)
@click.option("--gzip", "zipped", is_flag=True, help="Compress what is written.")
@click.option(
    "--output",
    "path",
    metavar="FILE",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="A file; stdout where none is given.",
)
def export(
    folder: Path, kind: str, graphs: tuple[str, ...], context: str, zipped: bool, path: Path | None
) -> None:
    """Write the graph: N-Quads, TriG or JSON-LD with its named graphs, or Turtle without them.

    The order is fixed, so that two exports of one graph are equal to the byte. A file is there whole
    or not at all.
    """
    from graphbuild.exports import rdf

    with Store(folder).view() as view:
        pieces = rdf.chunks(view, kind, graphs, embed=context == "embed")
        with rdf.output(None if path in {None, Path("-")} else path, zipped=zipped) as file:
            for piece in pieces:
                file.write(piece)


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
