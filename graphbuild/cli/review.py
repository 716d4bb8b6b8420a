"""The command ``review``: the pairs of people that no rule could tell, judged by whoever knows."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from graphbuild.cli.common import Failure, example, judgements_file, judgements_option, store_option
from graphbuild.cli.table import print_rows, width
from graphbuild.errors import BeslutsgrafError
from graphbuild.store import Store

if TYPE_CHECKING:
    from graphbuild.linking import Judgement, Judgements
    from graphbuild.review import Doubt, Profile
    from graphbuild.state import State

KEYS = "[s]ame, [n]ot the same, s[k]ip, [q]uit"


class _Day(click.ParamType[str]):
    """An ISO date."""

    name = "date"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=UTC).date().isoformat()
        except ValueError:
            self.fail(f"{value} is no date such as 2024-05-02", param, ctx)


@click.command(
    short_help="Judge who is who where no rule could tell.",
    epilog=example("beslutsgraf review --store DIR", "beslutsgraf review --store DIR --list --format json"),
)
@store_option()
@judgements_option
@click.option("--list", "listing", is_flag=True, help="Only list the pairs, and ask nothing.")
@click.option("--format", "kind", type=click.Choice(("table", "json")), default="table", help="How to list.")
@click.option(
    "--date", "day", metavar="DATE", type=_Day(), help="The date of the judgements; today if not given."
)
@click.option("--by", metavar="NAME", help="Who judges, to stand in the file.")
def review(
    folder: Path, judgements: Path | None, listing: bool, kind: str, day: str | None, by: str | None
) -> None:
    """Walk through the pairs of people that may be one, and write down what you judge of each.

    Shows what the graph tells of both, side by side, and asks whether they are the same. What you
    answer goes into the file of judgements at once, with your reason; the next `build` obeys it.
    Take a judgement out of the file to undo it.

    Exit code: 0 done, 2 nothing is done.
    """
    from graphbuild.linking.judgements import NONE, Judgement, read
    from graphbuild.review import doubts
    from graphbuild.state import State

    file = judgements_file(folder, judgements)
    with Store(folder).view() as view:
        state = State(folder, None)
        known = read(file, state.index.base) if file.exists() else NONE
        found = doubts(view, known, state.register())
    if listing:
        _list(found, kind)
        return
    made = Judgement(0, "", (), (), "", day or datetime.now().astimezone().date().isoformat(), by)
    written = _walk(found, file, made, state)
    if written:
        click.echo(f"{written} written to {file}; the next `beslutsgraf build` with it obeys.")


def _list(found: Sequence[Doubt], kind: str) -> None:
    if kind == "json":
        click.echo(json.dumps([asdict(doubt) for doubt in found], ensure_ascii=False, indent=2))
        return
    rows = [
        (f"{doubt.score:.2f}", doubt.one.shown, doubt.other.shown, doubt.relation, _bodies(doubt))
        for doubt in found
    ]
    print_rows(sys.stdout, ("score", "one", "other", "names", "bodies"), rows)


def _bodies(doubt: Doubt) -> str:
    return ", ".join(sorted({*doubt.one.bodies, *doubt.other.bodies}))


def _walk(found: Sequence[Doubt], file: Path, made: Judgement, state: State) -> int:
    """Ask about each pair and write down the answers; return how many there were."""
    if not found:
        click.echo("There is no pair to review.")
    written = 0
    for number, doubt in enumerate(found, 1):
        _show(doubt, f"{number} of {len(found)}")
        answer = click.prompt(KEYS, type=click.Choice(("s", "n", "k", "q")), show_choices=False)
        if answer == "q":
            break
        if answer != "k" and _judge(doubt, answer, file, made, state) is not None:
            written += 1
    return written


def _judge(doubt: Doubt, answer: str, file: Path, made: Judgement, state: State) -> Judgements | None:
    """Write down one answer with its reason; None where it contradicts the file, which is told."""
    from dataclasses import replace

    from graphbuild.linking.judgements import APART, SAME
    from graphbuild.review import judge

    verdict = SAME if answer == "s" else APART
    told = replace(made, verdict=verdict, reason=click.prompt(f"Why are they {verdict}?").strip())
    try:
        return judge(file, doubt, told, state.register(), state.index.base)
    except BeslutsgrafError as error:
        click.secho(f"Not written: {error}", err=True)
    except OSError as error:
        raise Failure(f"{file} cannot be written: {error}") from error
    return None


def _show(doubt: Doubt, place: str) -> None:
    """Print what is known of both, side by side."""
    table = Table(
        box=box.SIMPLE_HEAD, pad_edge=False, title=f"{place}: names {doubt.relation}, score {doubt.score:.2f}"
    )
    table.add_column("")
    for one in (doubt.one, doubt.other):
        table.add_column(Text(one.shown), overflow="fold")
    for label, left, right in zip(_LABELS, _cells(doubt.one), _cells(doubt.other), strict=True):
        if left or right:
            table.add_row(label, Text(left), Text(right))
    Console(file=sys.stdout, width=min(width(sys.stdout), 160), no_color=True).print(table)


_LABELS = ("also written", "bodies", "meetings", "quotes", "IRI")


def _cells(one: Profile) -> tuple[str, ...]:
    """Return what a person's column shows, in the order of the labels."""
    span = " to ".join(dict.fromkeys((*one.dates[:1], *one.dates[-1:])))
    meetings = f"{len(one.dates)}: {span}" if span else ""
    quotes = "\n".join(f"“{quote[:160]}{'…' if len(quote) > 160 else ''}”" for quote in one.quotes)
    return ", ".join(one.forms), ", ".join(one.bodies), meetings, quotes, one.iri
