"""The command ``remove``: a meeting, or one of its documents, out of a graph."""

from __future__ import annotations

from pathlib import Path

import click

from graphbuild.cli.changes import moment
from graphbuild.cli.common import example, store_option


@click.command(
    short_help="Take a meeting or a document out of a graph.",
    epilog=example(
        "beslutsgraf remove region-mellansjo/regionstyrelsen/2025-02-11 --store DIR",
        "beslutsgraf remove minutes/rs-2025-02-11.pdf --store DIR",
    ),
)
@click.argument("what", metavar="MEETING")
@store_option()
def remove(what: str, folder: Path) -> None:
    """Take a meeting out of a graph, by its IRI, its place COUNCIL/BODY/DATE, or the path of a document.

    With a document's path only that document goes: the other extracts of its meeting stay, and where it
    was a corrected form, the earlier one stands again.
    """
    from graphbuild import pipeline
    from graphbuild.store import Store

    Store(folder).view().close()
    report = pipeline.remove(what, folder, now=moment())
    for place in report.removed:
        click.echo(f"{place} is removed; its IRIs answer 410 from now on.")
    if not report.removed:
        click.echo(f"{what} is removed; other documents tell of its meeting.")
    held = ", ".join(f"{count} {name}" for name, count in report.counts.items())
    click.echo(f"The graph in {folder} holds {held}.")
