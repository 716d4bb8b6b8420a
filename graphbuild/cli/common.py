"""What the commands share: how they fail, the options they have in common, progress on long work."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from graphbuild.errors import BeslutsgrafError
from graphbuild.mentions.setting import OFF, OWN, VARIABLE
from graphbuild.model import Source
from graphbuild.privacy import numbers
from graphbuild.sources import Rejected, collect

DONE, PARTLY, FAILED = 0, 1, 2
"""Exit codes: all done; done, but something was left out or found wrong; not done."""

Tick = Callable[[int, int], None]
"""Told of progress: how many documents are done, of how many."""


class Failure(click.ClickException):
    """An error that the user can mend, told in one line."""

    exit_code = FAILED


class Commands(click.Group):
    """A group of commands that tells a ``BeslutsgrafError`` as one line, with exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - what click says
        """Run the command; turn the package's errors into messages."""
        try:
            return super().invoke(ctx)
        except BeslutsgrafError as error:
            raise Failure(str(error)) from error


def example(*lines: str) -> str:
    """Return the examples at the end of a command's help, one a line."""
    head = "Example:" if len(lines) == 1 else "Examples:"
    return "\b\n" + "\n".join([head, *(f"  {line}" for line in lines)])


def sources_argument(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the argument that names documents: files, folders or manifests."""
    kind = click.Path(path_type=Path)
    return click.argument("paths", metavar="SOURCES...", nargs=-1, required=True, type=kind)(function)


def store_option(*, required: bool = True) -> Callable[[Any], Any]:
    """Return the option that names the store."""
    return click.option(
        "--store",
        "folder",
        metavar="DIR",
        type=click.Path(file_okay=False, path_type=Path),
        envvar="BESLUTSGRAF_STORE",
        required=required,
        show_envvar=True,
        help="The folder that holds the graph.",
    )


def ner_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option that names the recogniser of names."""
    return click.option(
        "--ner",
        metavar="PIPELINE",
        envvar=VARIABLE,
        default=OWN,
        show_default=True,
        show_envvar=True,
        help="The recogniser that names found by no rule are doubted by: an installed spaCy pipeline, "
        f"a folder that holds one, or {OFF}.",
    )(function)


def judgements_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option that names the file of judgements."""
    return click.option(
        "--judgements",
        metavar="FILE",
        type=click.Path(dir_okay=False, path_type=Path),
        envvar="BESLUTSGRAF_JUDGEMENTS",
        show_envvar=True,
        help="Who is who, as you judge it; judgements.ttl beside the store where it is not given.",
    )(function)


def judgements_file(store: Path, given: Path | None) -> Path:
    """Return the file of judgements: the one given, or the one that has its place beside the store."""
    return given or store.resolve().parent / "judgements.ttl"


def withhold_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option that names the list of what is withheld."""
    return click.option(
        "--withhold",
        metavar="FILE",
        type=click.Path(dir_okay=False, path_type=Path),
        envvar="BESLUTSGRAF_WITHHOLD",
        show_envvar=True,
        help="Whose names to mask and which documents to leave out; a store goes on obeying the last one.",
    )(function)


def documents(paths: Sequence[Path]) -> tuple[list[Source], list[Rejected]]:
    """Return the documents that the user named, and what of it cannot be read.

    Raises:
        Failure: where there is no document at all.
    """
    sources, rejected = collect(paths)
    if not sources:
        reasons = numbers.masked("; ".join(f"{entry.path} {entry.reason}" for entry in rejected))
        raise Failure(f"no document to read: {reasons}" if reasons else "no document to read")
    return sources, rejected


def complain(path: str, reason: str) -> None:
    """Name a document that is left out, on stderr; the work goes on."""
    text = numbers.masked(reason.removeprefix(f"{path}: "))
    click.secho(f"{numbers.masked(path)}: {text}", err=True, fg="red" if sys.stderr.isatty() else None)


@contextmanager
def progress(title: str) -> Iterator[Tick]:
    """Give a function to tell progress to; a bar shows it on stderr, where that is a terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda done, total: None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(elapsed_when_finished=True),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(title, total=None)

        def tick(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield tick
