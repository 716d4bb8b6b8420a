"""Print what validation costs a document: against extraction, and as the store grows.

    python benchmarks/validation.py [FOLDER ...]

Without a folder it takes `examples/` and, where they are, the real minutes beside the project. Extraction and
validation of each document are timed one after the other in one process, by the seconds of its processor, so
that their ratio can be trusted whatever else the machine does. The last table validates the same documents
anew while more and more meetings lie in the store: the cost per document must not follow.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pyoxigraph as ox
from rich.console import Console
from rich.table import Table

from graphbuild import pipeline
from graphbuild.cited import cited, cited_quads, held
from graphbuild.errors import BeslutsgrafError
from graphbuild.iris import DEFAULT_BASE, Iris
from graphbuild.linking import Document, Register, identify, link
from graphbuild.model import Source
from graphbuild.sources import collect
from graphbuild.store import Store
from graphbuild.triples import document_quads
from graphbuild.validation import reference, validate

ROOT = Path(__file__).resolve().parents[1]
DEFAULTS = (ROOT / "examples" / "minutes", ROOT.parent / "shared" / "minutes" / "goteborg")
STEPS = 4
"""How many times the store grows."""


@dataclass(frozen=True, slots=True)
class Timed:
    """A document with its quads and context, and the seconds of extraction, validation and pySHACL alone."""

    path: str
    quads: tuple[ox.Quad, ...]
    context: tuple[ox.Quad, ...]
    extraction: float
    validation: float
    pyshacl: float


def main() -> None:
    """Time all documents of the folders named on the command line and print the tables."""
    folders = [Path(name) for name in sys.argv[1:]] or [path for path in DEFAULTS if path.is_dir()]
    for folder in folders:
        found = timed(collect([folder])[0])
        if found:
            Console().print(costs(folder.name, found), growth(found))


def timed(sources: Sequence[Source]) -> list[Timed]:
    """Extract all documents, link them, and validate each with what it cites."""
    documents: list[Document] = []
    raw: dict[str, str] = {}
    seconds: dict[str, float] = {}
    for source in sources:
        start = time.process_time()
        try:
            record, text = pipeline.extract(source)
            document = Document(record, identify(record, text))
        except BeslutsgrafError as error:
            print(f"{source.path}: {error}", file=sys.stderr)
            continue
        seconds[document.key] = time.process_time() - start
        documents.append(document)
        raw[document.key] = text.raw
    iris = Iris(DEFAULT_BASE)
    linked = link(documents, Register(), base=iris.base)
    earlier = held(linked)
    found: list[Timed] = []
    for one in linked.documents:
        quads = document_quads(one.record, linked.links[one.key], iris, raw[one.key])
        context = cited_quads(cited([one.record], earlier), iris)
        start = time.process_time()
        validate(quads, context)
        middle = time.process_time()
        reference(quads, context)
        end = time.process_time()
        found.append(Timed(one.path, quads, context, seconds[one.key], middle - start, end - middle))
    return found


def costs(name: str, found: Sequence[Timed]) -> Table:
    """Return seconds per document of extraction and validation, and their ratio."""
    made = Table(f"{name}: {len(found)} documents")
    for column in ("quads", "extraction s", "validation s", "ratio", "pySHACL alone s"):
        made.add_column(column, justify="right")
    slowest = max(found, key=lambda one: one.validation / one.extraction)
    for label, rows in (("all", found), (f"highest ratio: {Path(slowest.path).stem}", [slowest])):
        extraction = sum(one.extraction for one in rows)
        validation = sum(one.validation for one in rows)
        made.add_row(
            label,
            str(sum(len(one.quads) for one in rows)),
            f"{extraction:.2f}",
            f"{validation:.2f}",
            f"{validation / extraction:.2f}",
            f"{sum(one.pyshacl for one in rows):.2f}",
        )
    middle = median(one.validation / one.extraction for one in found)
    made.add_row("median document", "", "", "", f"{middle:.2f}", "")
    return made


def growth(found: Sequence[Timed]) -> Table:
    """Return the seconds of validating the first documents while the others enter the store one by one."""
    made = Table(
        "documents in the store", "quads in the store", "seconds of validating the same first documents"
    )
    size = max(1, len(found) // STEPS)
    with tempfile.TemporaryDirectory() as folder, Store(folder).writer() as writer:
        quads = 0
        for step in range(STEPS):
            for one in found[step * size : (step + 1) * size]:
                graphs = {q.graph_name.value for q in one.quads if isinstance(q.graph_name, ox.NamedNode)}
                writer.replace(graphs, one.quads)
                quads += len(one.quads)
            start = time.process_time()
            for one in found[:size]:
                validate(one.quads, one.context)
            made.add_row(str((step + 1) * size), str(quads), f"{time.process_time() - start:.2f}")
    return made


if __name__ == "__main__":
    main()
