"""The command line ``beslutsgraf``; ``api.cli`` adds ``serve`` to it and is what the script runs."""

from __future__ import annotations

import click

from graphbuild import __version__
from graphbuild.cli.build import build, validate
from graphbuild.cli.changes import changes
from graphbuild.cli.common import Commands, example
from graphbuild.cli.completion import completion
from graphbuild.cli.export import export, stats
from graphbuild.cli.extract import extract
from graphbuild.cli.network import network
from graphbuild.cli.ontology import ontology
from graphbuild.cli.query import queries, query
from graphbuild.cli.quote import quote
from graphbuild.cli.release import release
from graphbuild.cli.remove import remove
from graphbuild.cli.review import review
from graphbuild.cli.tables import tables
from graphbuild.cli.view import view


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=example(
        "beslutsgraf build minutes/ --store DIR",
        "beslutsgraf query decisions-in-case --store DIR --case RS-2024-00417",
    ),
)
@click.version_option(__version__, prog_name="beslutsgraf")
def main() -> None:
    """Swedish council minutes in, a validated knowledge graph of who decided what out.

    SOURCES are documents (PDF, Word, HTML, text), folders of them, or manifests: CSV files with the
    columns path, url, council, body, date, licence.

    Exit codes: 0 all done; 1 done, but something was left out or found wrong; 2 not done, and the
    message says what to do.
    """


COMMANDS = (
    build,
    remove,
    extract,
    validate,
    query,
    queries,
    export,
    quote,
    view,
    network,
    tables,
    release,
    changes,
    stats,
    review,
    ontology,
    completion,
)

for command in COMMANDS:
    main.add_command(command)
