"""The command ``quote``: where the words of a saved annotation stand in a document now."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from graphbuild.cli.common import PARTLY, Failure, documents, example


@click.command(
    short_help="Find the words of a saved annotation in a document.",
    epilog=example("beslutsgraf quote evidence.jsonld minutes.pdf"),
)
@click.argument(
    "annotation", metavar="ANNOTATION", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.argument("document", metavar="DOCUMENT", type=click.Path(path_type=Path))
@click.option("--format", "kind", type=click.Choice(("text", "json")), default="text", help="How to write.")
@click.pass_context
def quote(context: click.Context, annotation: Path, document: Path, kind: str) -> None:
    """Find the words of ANNOTATION (one evidence, as JSON-LD or Turtle) in DOCUMENT, and say where they are.

    The document may be another copy or edition, or another program's text of it: lines, hyphens and page
    headers may differ. Where it is not certain which place is meant, none is told.

    Exit code: 0 found, 1 not found, 2 nothing is done.
    """
    from graphbuild import pages
    from graphbuild.anchors import AnchorError, find, read

    try:
        anchor = read(annotation.read_bytes())
    except AnchorError as error:
        raise Failure(f"{annotation}: {error}") from error
    sources, _ = documents([document])
    found = find(anchor, "\f".join(page.raw for page in pages.read(sources[0])))
    if kind == "json":
        click.echo(json.dumps(asdict(found) if found else None, ensure_ascii=False))
    elif found:
        click.echo(f"page {found.page}, characters {found.start}-{found.end} ({found.how}):\n{found.quote}")
    else:
        click.echo("not found for certain", err=True)
    if found is None:
        context.exit(PARTLY)
