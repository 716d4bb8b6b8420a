"""The command ``release``: a folder of all that there is to take away."""

from __future__ import annotations

from pathlib import Path

import click

from graphbuild.cli.common import example, progress, store_option


@click.command(
    short_help="Write a folder of all exports, described.",
    epilog=example("beslutsgraf release release/ --about about.toml --store DIR"),
)
@click.argument("target", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@store_option()
@click.option(
    "--about",
    "settings",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="Who publishes it, under which licence, where (TOML).",
)
def release(target: Path, folder: Path, settings: Path) -> None:
    """Write the folder DIR with the whole graph in every form, its description and checksums.

    It is there whole or not at all, in the place of an earlier release. Two releases of one graph are
    equal to the byte.
    """
    from graphbuild.exports import about
    from graphbuild.exports import release as releases
    from graphbuild.state import State
    from graphbuild.store import Store

    told = about.load(settings)
    with Store(folder).view() as view, progress("Writing the release") as tick:
        releases.write(view, target.resolve(), told, State(folder, None).index.base, tick)
    click.echo(f"{target} holds the release")
