"""Print documents, pages, quads and seconds of each stage for a folder of minutes.

    python benchmarks/stages.py [FOLDER]

Without a folder it takes the real minutes beside the project, where they are, or else `examples/`. The
stages run one after the other in one process, so that their shares of the time can be compared within one
run; seconds of two runs or machines cannot. `mentions` finds the organisations, which `facts` then
finds done.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ParamSpec, TypeVar

import pyoxigraph as ox
from rich.console import Console
from rich.table import Table

from graphbuild import minutes, pages, text
from graphbuild.errors import BeslutsgrafError
from graphbuild.facts.document import extract
from graphbuild.iris import DEFAULT_BASE, Iris
from graphbuild.linking import Document, Register, identify, link
from graphbuild.mentions.organisations import organisations
from graphbuild.model import Source
from graphbuild.sources import Rejected, collect
from graphbuild.store import Store
from graphbuild.text import Text
from graphbuild.triples import document_quads, entity_quads
from graphbuild.validation import validate

ROOT = Path(__file__).resolve().parents[1]
DEFAULTS = (ROOT.parent / "shared" / "minutes" / "goteborg", ROOT / "examples")

Parameters = ParamSpec("Parameters")
Value = TypeVar("Value")


@dataclass(slots=True)
class Clock:
    """Adds up the seconds of each stage, in the order in which stages are first met."""

    seconds: dict[str, float] = field(default_factory=dict)

    def run(
        self,
        stage: str,
        function: Callable[Parameters, Value],
        *args: Parameters.args,
        **options: Parameters.kwargs,
    ) -> Value:
        """Call a function and count its time to a stage."""
        start = time.perf_counter()
        try:
            return function(*args, **options)
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - start


@dataclass(frozen=True, slots=True)
class Extracted:
    """What the stages before linking made of one document."""

    document: Document
    text: Text


def main() -> None:
    """Run all stages over the folder named on the command line and print the table."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else next(path for path in DEFAULTS if path.is_dir())
    sources, rejected = collect([folder])
    clock = Clock()
    found: list[Extracted] = []
    for source in sources:
        try:
            found.append(extracted(source, clock))
        except BeslutsgrafError as error:
            rejected.append(Rejected(source.path, str(error)))
    for entry in rejected:
        print(f"{entry.path}: {entry.reason}", file=sys.stderr)
    quads = graph(found, clock)
    pages_read = sum(len(one.text.page_starts) for one in found)
    print(f"{len(found)} documents, {pages_read} pages, {quads} quads")
    Console().print(table(clock))


def extracted(source: Source, clock: Clock) -> Extracted:
    """Read one document, stage by stage."""
    read = clock.run("pages", pages.read, source)
    cleaned = clock.run("text", text.clean, read)
    structure = clock.run("minutes", minutes.structure, cleaned)
    clock.run("mentions", organisations, cleaned, 0, len(cleaned.clean))
    record = clock.run("facts", extract, structure, source)
    meeting = clock.run("linking", identify, record, cleaned)
    return Extracted(Document(record, meeting), cleaned)


def graph(found: Sequence[Extracted], clock: Clock) -> int:
    """Link, describe, validate and store all documents; return how many quads they and their entities are."""
    iris = Iris(DEFAULT_BASE)
    raw = {one.document.key: one.text.raw for one in found}
    linked = clock.run("linking", link, [one.document for one in found], Register(), base=iris.base)
    count = 0
    with tempfile.TemporaryDirectory() as folder, Store(folder).writer() as writer:
        for document in linked.documents:
            links = linked.links[document.key]
            quads = clock.run("triples", document_quads, document.record, links, iris, raw[document.key])
            clock.run("validation", validate, quads)
            clock.run("store", writer.replace, graphs(quads), quads)
            count += len(quads)
        entities = clock.run("triples", entity_quads, linked.entities, iris)
        clock.run("store", writer.replace, graphs(entities), entities)
        clock.run("store", writer.publish)
    return count + len(entities)


def graphs(quads: Sequence[ox.Quad]) -> set[str]:
    """Return the IRIs of the graphs that quads stand in."""
    return {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, ox.NamedNode)}


def table(clock: Clock) -> Table:
    """Return the seconds of each stage and its share of all, as a table."""
    total = sum(clock.seconds.values())
    made = Table("stage")
    made.add_column("seconds", justify="right")
    made.add_column("share", justify="right")
    for stage, spent in (*clock.seconds.items(), ("all", total)):
        made.add_row(stage, f"{spent:.2f}", f"{spent / total:.1%}" if total else "")
    return made


if __name__ == "__main__":
    main()
