"""The command ``tables``: the graph as tables for spreadsheets and data frames."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphbuild.cli.common import example, store_option
from graphbuild.cli.table import print_rows
from graphbuild.store import Store

if TYPE_CHECKING:
    from graphbuild.exports.tables.files import TableFormat


@click.command(
    short_help="Write the graph as tables, CSV or Parquet.",
    epilog=example(
        "beslutsgraf tables DIR --store DIR",
        "beslutsgraf tables DIR --store DIR --format parquet --table votes --table ballots",
    ),
)
@click.argument("target", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@store_option()
@click.option(
    "--format",
    "kind",
    type=click.Choice(("csv", "parquet")),
    default="csv",
    show_default=True,
    help="How to write; parquet needs pyarrow.",
)
@click.option("--table", "names", metavar="NAME", multiple=True, help="Only this table; may be given again.")
@click.option("--licence", metavar="TEXT", help="The tables' licence: a name such as CC0-1.0, or an address.")
def tables(
    target: Path, folder: Path, kind: TableFormat, names: tuple[str, ...], licence: str | None
) -> None:
    """Write the graph as tables into DIR: one row a fact, with IRIs as keys and names beside them.

    Beside the tables stand data-dictionary.md and datapackage.json (Frictionless), which say what each
    column is. DIR is made, or replaced where it holds an earlier export and nothing else.
    """
    from graphbuild.exports.tables import write_tables

    with Store(folder).view() as view:
        written = write_tables(view, target, kind, names, licence)
    lines = [(one.table.name, str(one.rows), one.file) for one in written]
    print_rows(sys.stdout, ("table", "rows", "file"), lines)
