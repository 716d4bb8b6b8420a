"""The command ``network``: who acts with whom, as a file for Gephi or networkx."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphbuild.cli.common import example, store_option
from graphbuild.store import Store

if TYPE_CHECKING:
    from graphbuild.exports.networks.writing import NetworkFormat

NAMES = ("co-attendance", "co-proposing", "voting-alike", "actor-case")


@click.command(
    short_help="Write a network for Gephi or networkx.",
    epilog=example(
        "beslutsgraf network co-attendance --store DIR --output who-meets-whom.gexf",
        "beslutsgraf network voting-alike --store DIR --minimum 20 --format graphml --output alike.graphml",
    ),
)
@click.argument("name", type=click.Choice(NAMES))
@store_option()
@click.option(
    "--format",
    "kind",
    type=click.Choice(("gexf", "graphml")),
    default="gexf",
    show_default=True,
    help="How to write: GEXF for Gephi, GraphML for networkx and others.",
)
@click.option("--council", default="", metavar="TEXT", help="A part of the region's or municipality's name.")
@click.option("--body", default="", metavar="TEXT", help="A part of the name of the body.")
@click.option("--from", "first", default="", metavar="DATE", help="The first day, such as 2025-01-01.")
@click.option("--to", "last", default="", metavar="DATE", help="The last day, such as 2025-12-31.")
@click.option(
    "--minimum",
    type=click.IntRange(min=1),
    help="The least number of common events of an edge: 1, and of voting-alike 5.",
)
@click.option(
    "--output",
    required=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file.",
)
def network(
    name: str,
    folder: Path,
    kind: NetworkFormat,
    output: Path,
    minimum: int | None,
    **scope: str,
) -> None:
    """Write a network: who sat together, proposed together, voted alike, or had to do with which case.

    Nodes have a label, kind, party, bodies and IRI; edges a weight, counts, and their first and last day.
    """
    from graphbuild.exports.networks import Scope, write_network

    with Store(folder).view() as view:
        written = write_network(view, name, output, kind, Scope(**scope), minimum)
    click.echo(f"{output}: {written.number_of_nodes()} nodes, {written.number_of_edges()} edges")
