"""The command ``token``: who may write over HTTP."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from api.tokens import SCOPES, Tokens
from graphbuild.cli.common import example, store_option
from graphbuild.cli.table import print_rows


@click.group(short_help="Make, list and revoke tokens that allow to write over HTTP.")
def token() -> None:
    """Make, list and revoke the tokens that allow to write to a store over HTTP.

    The store keeps only a hash of each. A running service obeys at once.
    """


@token.command(epilog=example("beslutsgraf token create loader --scope graphs --store DIR --days 90"))
@store_option()
@click.argument("name")
@click.option(
    "--scope", "scopes", type=click.Choice(SCOPES), multiple=True, required=True, help="What it allows."
)
@click.option("--days", type=click.IntRange(1, 36500), help="For how long; without end where not given.")
def create(folder: Path, name: str, scopes: tuple[str, ...], days: int | None) -> None:
    """Make a token called NAME and print it, once."""
    made = Tokens(folder).make(name, tuple(sorted(set(scopes))), _today(), days)
    click.echo("Send it as `Authorization: Bearer …`. It is not shown again:", err=True)
    click.echo(made)


@token.command("list", epilog=example("beslutsgraf token list --store DIR"))
@store_option()
def listed(folder: Path) -> None:
    """List the tokens: name, what each allows, when it was made and when it ends."""
    rows = [(each.name, ", ".join(each.scopes), each.made, each.ends or "") for each in Tokens(folder).all()]
    print_rows(sys.stdout, ("name", "allows", "made", "ends"), rows)


@token.command(epilog=example("beslutsgraf token revoke loader --store DIR"))
@store_option()
@click.argument("name")
def revoke(folder: Path, name: str) -> None:
    """Make the token called NAME void."""
    Tokens(folder).revoke(name)
    click.echo(f"{name} is void.", err=True)


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()
