"""What a release holds: one step for each thing to take away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Final, get_args

from graphbuild.exports import jsonld, rdf
from graphbuild.exports.about import Texts
from graphbuild.exports.networks import NETWORKS, write_network
from graphbuild.exports.networks.writing import NetworkFormat
from graphbuild.exports.tables import write_tables
from graphbuild.exports.tables.files import TableFormat
from graphbuild.exports.views import write_view
from graphbuild.resources import resource
from graphbuild.store import View


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to take away.

    ``path`` is its place in the release, a file or a folder, which ``write`` makes of the graph.
    ``media_type`` is that of the file, or of the files in the folder; with ``""`` it is not a form of the
    data set and no distribution. ``title`` says in Swedish and in English what it is.
    """

    path: str
    media_type: str
    title: Texts
    write: Callable[[View, Path], None]


def _rdf(kind: str, view: View, path: Path) -> None:
    """Write the whole graph; JSON-LD holds its context, so that it can be read without the net."""
    with rdf.output(path, zipped=True) as handle:
        for piece in rdf.chunks(view, kind, embed=True):
            handle.write(piece)


def _context(_: View, path: Path) -> None:
    path.write_bytes(jsonld.context_bytes())


def _copied(name: str, _: View, path: Path) -> None:
    """Copy a folder of the package's data: what in it is Turtle."""
    source = resource(name)
    for file in sorted(source.rglob("*.ttl")):
        target = path / file.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())


def _view(name: str, view: View, path: Path) -> None:
    """Write a view for another system."""
    write_view(view, name, path)


def _network(name: str, kind: NetworkFormat, view: View, path: Path) -> None:
    """Write a network."""
    write_network(view, name, path, kind)


def _network_title(name: str, kind: str) -> Texts:
    program = {"gexf": "Gephi", "graphml": "networkx"}[kind]
    return {"sv": f"Nätverket {name} för {program}", "en": f"The network {name} for {program}"}


def _table_files(kind: TableFormat, view: View, path: Path) -> None:
    """Write all tables, with their data dictionary and package."""
    write_tables(view, path, kind)


def _tables() -> list[Step]:
    """Return the steps of the tables; Parquet only where what writes it is installed."""
    steps = [
        Step(
            "tables/csv",
            "text/csv",
            {"sv": "Tabeller som CSV", "en": "Tables as CSV, with a data dictionary and a data package"},
            partial(_table_files, "csv"),
        )
    ]
    if find_spec("pyarrow"):
        titles = {"sv": "Tabeller som Parquet", "en": "The tables as Parquet"}
        media_type = "application/vnd.apache.parquet"
        steps.append(Step("tables/parquet", media_type, titles, partial(_table_files, "parquet")))
    return steps


# Place, name, media type and label of each view.
_VIEWS: Final = (
    ("views/eli-dl.ttl", "eli-dl", "", "ELI-DL (Turtle)"),
    ("views/besluit.ttl", "besluit", "", "OSLO Besluit (Turtle)"),
    ("views/popolo.json", "popolo", "application/json", "Popolo (JSON)"),
    ("views/oparl", "oparl", "", "OParl (JSON)"),
)


STEPS: Final[Sequence[Step]] = (
    Step(
        "graph.nq.gz",
        "application/n-quads",
        {"sv": "Hela grafen som N-Quads", "en": "The whole graph as N-Quads, one statement a line"},
        partial(_rdf, "nq"),
    ),
    Step(
        "graph.trig.gz",
        "application/trig",
        {"sv": "Hela grafen som TriG", "en": "The whole graph as TriG, with its named graphs"},
        partial(_rdf, "trig"),
    ),
    Step(
        "graph.ttl.gz",
        "text/turtle",
        {"sv": "Hela grafen som Turtle", "en": "The whole graph as Turtle, without named graphs"},
        partial(_rdf, "ttl"),
    ),
    Step(
        "graph.jsonld.gz",
        "application/ld+json",
        {"sv": "Hela grafen som JSON-LD", "en": "The whole graph as compact JSON-LD, with its context in it"},
        partial(_rdf, "jsonld"),
    ),
    *_tables(),
    *(
        Step(f"networks/{name}.{kind}", "", _network_title(name, kind), partial(_network, name, kind))
        for name in NETWORKS
        for kind in get_args(NetworkFormat)
    ),
    *(
        Step(place, media_type, {"sv": f"Vyn {label}", "en": f"The view {label}"}, partial(_view, name))
        for place, name, media_type, label in _VIEWS
    ),
    Step("context.jsonld", "", {"sv": "Kontexten för JSON-LD", "en": "The context of the JSON-LD"}, _context),
    Step(
        "ontology",
        "",
        {
            "sv": "Ordförrådet, värdelistorna och auktoritetsdata",
            "en": "The vocabulary, value lists and authority data",
        },
        partial(_copied, "ontology"),
    ),
    Step(
        "shapes",
        "",
        {"sv": "Reglerna (SHACL) som grafen följer", "en": "The rules (SHACL) that the graph keeps"},
        partial(_copied, "shapes"),
    ),
)
"""What a release holds, in the order that it is written."""
