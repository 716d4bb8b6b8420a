"""The command ``ontology``: the vocabulary, its documentation, and the checks of it."""

from __future__ import annotations

from typing import IO

import click

from graphbuild.cli.common import PARTLY, Failure, example
from graphbuild.reference.documents import DOCUMENTS, document

FORMATS = ("html", "ttl", "jsonld")


@click.command(
    short_help="Write the vocabulary or its documentation.",
    epilog=example(
        "beslutsgraf ontology --format html --output ontology.html",
        "beslutsgraf ontology --document align --format ttl",
        "beslutsgraf ontology --verify",
    ),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="ttl",
    show_default=True,
    help="How to write: a page of documentation, Turtle, or JSON-LD.",
)
@click.option(
    "--document",
    "name",
    type=click.Choice(DOCUMENTS),
    default="ontology",
    show_default=True,
    help="Which document: classes and properties, value lists, mappings to other vocabularies, shapes.",
)
@click.option(
    "--output", type=click.File("wb", lazy=False), default="-", help="A file; stdout where none is given."
)
@click.option("--verify", "checked", is_flag=True, help="Run the checks of the vocabulary instead.")
@click.pass_context
def ontology(context: click.Context, form: str, name: str, output: IO[bytes], checked: bool) -> None:
    """Write the vocabulary that the graph is told in, or one page that documents all of it.

    With --verify it says what of the vocabulary is incomplete or contradicts itself: exit code 1
    where something is.
    """
    if checked:
        context.exit(_verify(output))
    if form != "html":
        output.write(document(name, form))
        return
    if name != "ontology":
        raise Failure(f"the page documents the whole vocabulary; leave out --document {name}")
    from graphbuild.reference.page import html

    output.write(html().encode())


def _verify(output: IO[bytes]) -> int:
    """Write what each check finds; return the exit code."""
    from graphbuild.reference.verify import checks, verify

    found = verify()
    for finding in found:
        output.write(f"{finding.check}: {' '.join(finding.values)}\n  {finding.meaning}\n".encode())
    output.write(f"{len(checks())} checks, {len(found)} rows\n".encode())
    return PARTLY if found else 0
