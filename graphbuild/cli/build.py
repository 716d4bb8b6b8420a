"""The commands ``build`` and ``validate``: documents into a graph, or only what is wrong with them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from graphbuild.cli.changes import moment
from graphbuild.cli.common import (
    PARTLY,
    complain,
    documents,
    example,
    judgements_file,
    judgements_option,
    ner_option,
    progress,
    sources_argument,
    store_option,
    withhold_option,
)
from graphbuild.cli.table import print_rows
from graphbuild.iris import DEFAULT_BASE

if TYPE_CHECKING:
    from graphbuild.report import BuildReport

_workers_option = click.option(
    "--workers",
    metavar="N",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="How many processes read documents. The graph is the same with any number.",
)


@click.command(
    short_help="Build the graph of documents, or add them to one.",
    epilog=example(
        "beslutsgraf build minutes/ --store DIR",
        "beslutsgraf build manifest.csv --store DIR --base https://data.region.example/ --report report.json",
    ),
)
@sources_argument
@store_option()
@_workers_option
@click.option(
    "--base",
    metavar="IRI",
    default=DEFAULT_BASE,
    envvar="BESLUTSGRAF_BASE",
    show_default=True,
    show_envvar=True,
    help="What all IRIs begin with.",
)
@judgements_option
@withhold_option
@click.option(
    "--report",
    "report_file",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write what happened to each document there, as JSON.",
)
@ner_option
@click.pass_context
def build(  # noqa: PLR0913, PLR0917 - an argument an option
    context: click.Context,
    paths: tuple[Path, ...],
    folder: Path,
    workers: int,
    base: str,
    judgements: Path | None,
    withhold: Path | None,
    report_file: Path | None,
    ner: str,
) -> None:
    """Build the graph of documents, or add them to a graph; a document replaces its earlier form.

    A document that cannot be read, or whose graph breaks a rule, is kept out and named on stderr
    with the reason; the others go in.

    Exit code: 0 all documents are in the graph, 1 some are kept out, 2 nothing is done.
    """
    from graphbuild import pipeline

    sources, rejected = documents(paths)
    judged = judgements_file(folder, judgements)
    obeyed = judged if judgements or judged.exists() else None
    with progress("building") as tick:
        report = pipeline.build(
            sources,
            folder,
            base=base,
            workers=workers,
            progress=tick,
            rejected=rejected,
            judgements=obeyed,
            withheld=withhold,
            ner=ner,
            now=moment(),
        )
    if report_file is not None:
        report_file.write_text(_json(report.to_json()), encoding="utf-8")
    for entry in report.rejected:
        complain(entry.path, entry.reason)
    _summarise(report, folder)
    if withhold:
        click.echo("The list of what is withheld is obeyed, by later builds of this store too.")
    if obeyed:
        click.echo(f"It obeys the judgements of {obeyed}.")
    if not report.complete:
        context.exit(PARTLY)


def _summarise(report: BuildReport, folder: Path) -> None:
    """Say what the build did, in a few lines."""
    for entry in report.set_aside:
        click.echo(f"{entry.path} is set aside: {entry.reason}", err=True)
    done = [
        f"{len(paths)} {word}"
        for word, paths in (
            ("added", report.added),
            ("changed", report.changed),
            ("unchanged", report.unchanged),
            ("set aside", report.set_aside),
            ("kept out", report.rejected),
        )
        if paths
    ]
    click.echo(f"Documents: {', '.join(done) or 'none'}.")
    doubts = sum(finding.severity != "violation" for finding in report.findings)
    if doubts:
        click.echo(f"{doubts} doubts to look at; --report FILE lists them.")
    held = ", ".join(f"{count} {what}" for what, count in report.counts.items())
    click.echo(f"The graph in {folder} holds {held}.")


@click.command(
    short_help="Say what is wrong with documents, changing nothing.",
    epilog=example("beslutsgraf validate minutes/"),
)
@sources_argument
@_workers_option
@click.option("--format", "kind", type=click.Choice(("table", "json")), default="table", help="How to write.")
@ner_option
@click.pass_context
def validate(context: click.Context, paths: tuple[Path, ...], workers: int, kind: str, ner: str) -> None:
    """Say of each document whether its graph conforms to the shapes, or what was found.

    A violation would keep the document out of a graph; warnings and notices are doubts. Nothing is
    changed.

    Exit code: 0 all documents conform, 1 some do not, 2 nothing is done.
    """
    from graphbuild import pipeline

    sources, rejected = documents(paths)
    with progress("validating") as tick, TemporaryDirectory() as folder:
        report = pipeline.build(sources, folder, workers=workers, progress=tick, rejected=rejected, ner=ner)
    if kind == "json":
        click.echo(_json(report.to_json()), nl=False)
    else:
        _print_findings(report)
    if not report.complete:
        context.exit(PARTLY)


def _print_findings(report: BuildReport) -> None:
    """Print a line for each document that conforms, and a table of what was found."""
    wrong = {entry.path for entry in report.rejected}
    for entry in report.rejected:
        complain(entry.path, entry.reason)
    for path in sorted({*report.added, *report.changed, *report.unchanged} - wrong):
        click.echo(f"{path}: conforms")
    if report.findings:
        rows = [(f.path, f.severity, f.message, f.node or "") for f in report.findings]
        print_rows(sys.stdout, ("document", "severity", "what", "where"), rows)


def _json(data: object) -> str:
    """Return the data as JSON that people can read too."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
