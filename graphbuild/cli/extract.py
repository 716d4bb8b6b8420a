"""The command ``extract``: what single documents state, as JSON or shown in their text."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from graphbuild.cli.common import (
    PARTLY,
    Failure,
    complain,
    documents,
    example,
    ner_option,
    progress,
    sources_argument,
    withhold_option,
)
from graphbuild.model import Record, Source
from graphbuild.privacy.listed import Withheld
from graphbuild.resources import resource
from graphbuild.workers import each


def _print_schema(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    """Print the JSON Schema of the record and stop, where it is asked for."""
    if wanted and not context.resilient_parsing:
        click.echo(resource("data/record.schema.json").read_text(encoding="utf-8"), nl=False)
        context.exit()


@click.command(
    short_help="Print what a document states, as JSON.",
    epilog=example(
        "beslutsgraf extract minutes.pdf",
        "beslutsgraf extract minutes/*.pdf --output-dir records/",
        "beslutsgraf extract minutes.pdf --explain",
    ),
)
@sources_argument
@click.option(
    "--output-dir",
    "folder",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write one file a document there, NAME.json for NAME.pdf.",
)
@click.option(
    "--explain",
    is_flag=True,
    help="Show the document with everything found, coloured by kind; in DIR as NAME.html beside the JSON.",
)
@click.option(
    "--schema",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_schema,
    help="Print the JSON Schema of the record and stop.",
)
@ner_option
@withhold_option
@click.pass_context
def extract(
    context: click.Context,
    paths: tuple[Path, ...],
    folder: Path | None,
    explain: bool,
    ner: str,
    withhold: Path | None,
) -> None:
    """Print the extraction record of a document: what it states, each fact with its evidence.

    A document that cannot be read is named on stderr, with the reason; the others go on.

    Exit code: 0 all documents are extracted, 1 some are not, 2 nothing is done.
    """
    from graphbuild.privacy.listed import NOTHING, read

    withheld = read(withhold) if withhold else NOTHING
    sources, rejected = documents(paths)
    sources = [withheld.source(source) for source in sources if withheld.leaves_out(source) is None]
    if folder is None and len(sources) > 1 and not explain:
        raise Failure(f"{len(sources)} documents do not fit in one JSON object; give --output-dir DIR")
    for entry in rejected:
        complain(entry.path, entry.reason)
    failed = len(rejected) + _extract(sources, folder, explain, ner, withheld)
    if failed:
        context.exit(PARTLY)


def _extract(
    sources: Sequence[Source], folder: Path | None, explain: bool, ner: str, withheld: Withheld
) -> int:
    """Write what was found in documents to the folder, or to stdout; return how many could not be."""
    from graphbuild.mentions.recogniser import recogniser

    recogniser(ner)  # one that cannot be used fails here, not in every document
    kind = _shown if explain and folder is None else _files if explain else _record
    make = partial(kind, ner=ner, withheld=withheld)
    failed = 0
    written: dict[str, str] = {}
    with progress("extracting") as tick:
        for done, result in enumerate(each(make, sources, workers=1), 1):
            source = result.task
            name = Path(source.path).stem
            if result.value is None:
                complain(source.path, withheld.text(result.reason))
                failed += 1
            elif name in written:
                complain(source.path, f"{written[name]} has the same name; give another --output-dir")
                failed += 1
            elif folder is None:
                click.echo("".join(result.value.values()), nl=False)
            else:
                written[name] = source.path
                folder.mkdir(parents=True, exist_ok=True)
                for suffix, content in result.value.items():
                    (folder / f"{name}{suffix}").write_text(content, encoding="utf-8")
            tick(done, len(sources))
    return failed


def _record(source: Source, ner: str, withheld: Withheld) -> dict[str, str]:
    """Return the record of one document as JSON text, by the suffix of its file."""
    from graphbuild import pipeline

    record, _ = pipeline.extract(source, ner, withheld)
    return {".json": _json(record)}


def _files(source: Source, ner: str, withheld: Withheld) -> dict[str, str]:
    """Return the record of one document, and the page that shows it in the text."""
    from graphbuild import explain, pipeline

    record, text = pipeline.extract(source, ner, withheld)
    return {".json": _json(record), ".html": explain.html(record, text.raw)}


def _shown(source: Source, ner: str, withheld: Withheld) -> dict[str, str]:
    """Return one document with everything found in it, for the terminal that stdout is."""
    from rich.console import Console

    from graphbuild import explain, pipeline

    record, text = pipeline.extract(source, ner, withheld)
    console = Console(file=sys.stdout, soft_wrap=True)
    with console.capture() as capture:
        console.print(explain.terminal(record, text.raw))
    return {"": capture.get()}


def _json(record: Record) -> str:
    from graphbuild.record import to_json

    return json.dumps(to_json(record), ensure_ascii=False, indent=2) + "\n"
