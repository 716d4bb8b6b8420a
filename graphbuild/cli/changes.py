"""The command ``changes``: what builds added, changed and removed, and the time that they tell."""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from graphbuild.cli.common import Failure, example, store_option
from graphbuild.cli.table import print_rows


def moment() -> datetime:
    """Return the time that a build is to tell: ``SOURCE_DATE_EPOCH`` where that is set, else now.

    Raises:
        Failure: where it is set and no number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise Failure(f"SOURCE_DATE_EPOCH is no number of seconds since 1970: {epoch}") from error


@click.command(
    short_help="Say what builds added, changed and removed.",
    epilog=example(
        "beslutsgraf changes --store DIR",
        "beslutsgraf changes --store DIR --since 120 --format json",
    ),
)
@store_option()
@click.option(
    "--since",
    metavar="CURSOR",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    help="Only what came after this one.",
)
@click.option("--limit", metavar="N", type=click.IntRange(1), help="At most so many, the oldest first.")
@click.option(
    "--format",
    "kind",
    type=click.Choice(("table", "json", "atom")),
    default="table",
    show_default=True,
    help="How to write them.",
)
def changes(folder: Path, since: int, limit: int | None, kind: str) -> None:
    """Say what builds added, changed and removed, oldest first.

    Each meeting and each graph that meetings share has an entry for each build that changed it; its
    cursor is where to go on the next time.
    """
    from graphbuild.changes import Log
    from graphbuild.changes.atom import feed
    from graphbuild.changes.listing import listing
    from graphbuild.state import State
    from graphbuild.store import Store

    Store(folder).view().close()
    base = State(folder, None).index.base
    with Log.open(folder) as log:
        found = log.changes(since, limit or -1)
        if kind == "json":
            click.echo(json.dumps(listing(log, found, since), ensure_ascii=False, indent=2))
        elif kind == "atom":
            click.echo(feed(found[::-1], base=base, site=base, title="beslutsgraf"), nl=False)
        else:
            rows = [
                (str(one.cursor), one.time or "", one.kind, f"+{one.quads[0]} -{one.quads[1]}", one.title)
                for one in found
            ]
            print_rows(sys.stdout, ("cursor", "time", "kind", "statements", "what"), rows)
