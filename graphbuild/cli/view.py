"""The command ``view``: the graph in the terms of another system."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from graphbuild.cli.common import Failure, example, store_option
from graphbuild.store import Store

NAMES = ("eli-dl", "besluit", "popolo", "oparl")


@click.command(
    short_help="Write the graph in the terms of another system.",
    epilog=example(
        "beslutsgraf view eli-dl --store DIR --output decisions.ttl",
        "beslutsgraf view popolo --store DIR --council region-mellansjo --output popolo.json",
        "beslutsgraf view oparl --store DIR --output oparl/",
    ),
)
@click.argument("name", type=click.Choice(NAMES))
@store_option()
@click.option(
    "--format",
    "form",
    type=click.Choice(("ttl", "nt", "jsonld", "json")),
    help="How to write: ttl, nt or jsonld for eli-dl and besluit (ttl if not given), json for the others.",
)
@click.option("--council", metavar="NAME", help="Only this council: its IRI or the last part of it.")
@click.option("--meeting", metavar="IRI", help="Only this meeting.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="The file, or for oparl the folder; stdout where none is given.",
)
def view(
    name: str, folder: Path, form: str | None, council: str | None, meeting: str | None, output: Path | None
) -> None:
    """Write the graph as ELI-DL, OSLO Besluit, Popolo or OParl know decisions, meetings and people.

    A view takes over what its target has a place for; docs/views.md says what is lost.
    """
    from graphbuild.exports.views import stream_view, write_view

    with Store(folder).view() as opened:
        try:
            if output is None:
                stream_view(opened, name, sys.stdout.buffer, form, council=council, meeting=meeting)
            else:
                write_view(opened, name, output, form, council=council, meeting=meeting)
        except OSError as error:
            raise Failure(f"cannot write {output or 'the view'}: {error}") from error
