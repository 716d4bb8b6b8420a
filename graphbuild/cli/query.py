"""The commands ``query`` and ``queries``: ask the graph, by a stored query or by SPARQL."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click
import pyoxigraph as ox

from graphbuild.cli.common import Commands, Failure, example, store_option
from graphbuild.cli.table import print_rows, width
from graphbuild.store import Results, Store

if TYPE_CHECKING:
    from graphbuild.queries import Parameter, StoredQuery

_VALUE = "value_"
"""Before the names of parameters, so that none is taken for an option of the command's own."""

FORMATS = ("table", "csv", "tsv", "json", "xml", "ttl")


def _answer_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say how to write an answer."""
    function = click.option(
        "--iris", is_flag=True, help="Show the columns of IRIs in a table too; other formats have them."
    )(function)
    return click.option(
        "--format",
        "kind",
        type=click.Choice(FORMATS),
        help="How to write the answer: a table on a terminal, csv (a graph: ttl) elsewhere.",
    )(function)


class StoredQueries(Commands):
    """A group whose commands are the stored queries, each with its parameters as options."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the stored queries."""
        from graphbuild.queries import load

        return list(load())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of one stored query."""
        from graphbuild.queries import load

        query = load().get(cmd_name)
        return None if query is None else _command(query)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the stored query; say where the names are listed when there is none."""
        if args and self.get_command(ctx, args[0]) is None:
            raise Failure(f"there is no stored query {args[0]}; `beslutsgraf queries` lists them")
        return super().resolve_command(ctx, args)


@click.group(
    cls=StoredQueries,
    short_help="Ask the graph, by a stored query or by SPARQL.",
    invoke_without_command=True,
    subcommand_metavar="[NAME [--PARAMETER VALUE]...]",
    epilog=example(
        "beslutsgraf query decisions-in-case --store DIR --case RS-2024-00417",
        "beslutsgraf query --store DIR --sparql query.rq --format csv",
    ),
)
@click.option(
    "--sparql",
    "text",
    metavar="FILE",
    type=click.File(encoding="utf-8"),
    help="A query of your own; - is stdin.",
)
@store_option(required=False)
@_answer_options
@click.pass_context
def query(context: click.Context, /, text: IO[str] | None, **common: Any) -> None:  # noqa: ANN401
    """Ask the graph by a stored query NAME, or by SPARQL.

    `beslutsgraf query NAME --help` tells a query's parameters. The commands below are the stored
    queries.
    """
    context.obj = common
    if (text is None) == (context.invoked_subcommand is None):
        raise click.UsageError("give either the NAME of a stored query or --sparql FILE", context)
    if text is not None:
        from graphbuild.sparql import check

        sparql = text.read()
        check(sparql)
        _answer(sparql, **common)


def _command(stored: StoredQuery) -> click.Command:
    """Return the command of a stored query."""
    options: list[click.Parameter] = [_option(parameter) for parameter in stored.params]
    shown = [f"{_flag(p)} {shlex.quote(p.example)}" for p in stored.params if p.required and p.example]
    command = click.Command(
        stored.name,
        params=options,
        callback=partial(_run, stored),
        help=f"{stored.summary}\n\n{stored.description}",
        short_help=stored.summary,
        epilog=example(" ".join(["beslutsgraf query", stored.name, *shown, "--store DIR"])),
    )
    _answer_options(store_option(required=False)(command))
    return command


def _option(parameter: Parameter) -> click.Option:
    """Return the option that gives a parameter of a stored query its value."""
    notes = [parameter.description[:1].upper() + parameter.description[1:].rstrip(".") + "."]
    if parameter.example:
        notes.append(f"Example: {parameter.example}")
    # A default of None would count as one, and the option not be required.
    default: dict[str, Any] = {} if parameter.default is None else {"default": parameter.default}
    return click.Option(
        [_flag(parameter), f"{_VALUE}{parameter.name}"],
        metavar=parameter.type.upper(),
        required=parameter.required,
        help=" ".join(notes),
        **default,
    )


def _flag(parameter: Parameter) -> str:
    """Return the option of a parameter, ``--from-date`` for ``from_date``."""
    return f"--{parameter.name.replace('_', '-')}"


@click.pass_obj
def _run(common: dict[str, Any], stored: StoredQuery, /, **given: Any) -> None:  # noqa: ANN401
    """Answer a stored query; what is not said after its name may be said before it."""
    values = {name.removeprefix(_VALUE): given.pop(name) for name in list(given) if name.startswith(_VALUE)}
    options = {name: given[name] or common[name] for name in common}
    _answer(stored.bind({name: value for name, value in values.items() if value is not None}), **options)


def _answer(sparql: str, folder: Path | None, kind: str | None, iris: bool) -> None:
    """Ask the graph and write the answer to stdout."""
    from graphbuild import results

    if folder is None:
        raise click.UsageError("give --store DIR, the folder that holds the graph")
    with Store(folder).view() as view:
        answer = view.query(sparql)
        if kind is None:
            kind = _usual_format(answer)
        if kind == "table":
            click.echo(results.table(answer, width(sys.stdout), iris=iris), nl=False)
        else:
            click.echo(results.serialise(answer, kind), nl=False)


def _usual_format(answer: Results) -> str:
    """Return how to write an answer where nobody says how."""
    if isinstance(answer, ox.QueryTriples):
        return "ttl"
    return "table" if sys.stdout.isatty() or isinstance(answer, ox.QueryBoolean) else "csv"


@click.command(short_help="List the stored queries.", epilog=example("beslutsgraf queries"))
@click.option("--format", "kind", type=click.Choice(("table", "json")), default="table", help="How to write.")
def queries(kind: str) -> None:
    """List the stored queries with their parameters; those in brackets may be left out."""
    from graphbuild.queries import load

    stored = load().values()
    if kind == "json":
        listed = [
            {
                "name": query.name,
                "summary": query.summary,
                "description": query.description,
                "tags": list(query.tags),
                "params": [asdict(parameter) for parameter in query.params],
            }
            for query in stored
        ]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    rows = [(query.name, " ".join(map(_usage, query.params)), query.summary) for query in stored]
    print_rows(sys.stdout, ("query", "parameters", "answers"), rows)


def _usage(parameter: Parameter) -> str:
    """Return a parameter as usage lines write it."""
    words = f"{_flag(parameter)} {parameter.type.upper()}"
    return words if parameter.required else f"[{words}]"
