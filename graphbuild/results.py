"""The one place that writes results out: tables, truth values and graphs, in every format.

All machine formats come from Oxigraph's own serialisers, which keep datatypes and languages. Graphs
are sorted before they are written, so that the same graph gives the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import IO, TypeAlias

import pyoxigraph as ox
from rich import box
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from graphbuild.errors import ResultFormatError
from graphbuild.store import Results
from graphbuild.vocabulary import PREFIXES

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_NAMESPACES = re.compile(rb"\A(?:@prefix .*\n)+|(?<=<rdf:RDF )[^>]*(?=>)")


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a result: its short name, media type and, in Oxigraph, the serialiser."""

    name: str
    media_type: str
    extension: str
    serialiser: ox.QueryResultsFormat | ox.RdfFormat


def _formats(*formats: Format) -> Mapping[str, Format]:
    return MappingProxyType({each.name: each for each in formats})


TABLES: Mapping[str, Format] = _formats(
    Format("json", "application/sparql-results+json", "srj", ox.QueryResultsFormat.JSON),
    Format("xml", "application/sparql-results+xml", "srx", ox.QueryResultsFormat.XML),
    Format("csv", "text/csv", "csv", ox.QueryResultsFormat.CSV),
    Format("tsv", "text/tab-separated-values", "tsv", ox.QueryResultsFormat.TSV),
)
"""The formats of SELECT and ASK; the first is the one to use where nothing is asked for."""

GRAPHS: Mapping[str, Format] = _formats(
    Format("ttl", "text/turtle", "ttl", ox.RdfFormat.TURTLE),
    Format("nt", "application/n-triples", "nt", ox.RdfFormat.N_TRIPLES),
    Format("jsonld", "application/ld+json", "jsonld", ox.RdfFormat.JSON_LD),
    Format("rdfxml", "application/rdf+xml", "rdf", ox.RdfFormat.RDF_XML),
    Format("nq", "application/n-quads", "nq", ox.RdfFormat.N_QUADS),
    Format("trig", "application/trig", "trig", ox.RdfFormat.TRIG),
)
"""The formats of CONSTRUCT, DESCRIBE and of graphs; ``nq`` and ``trig`` can also name graphs."""


def serialise(results: Results, name: str) -> bytes:
    """Return a query's results in the format called ``name`` (a key of `TABLES` or `GRAPHS`).

    Raises:
        ResultFormatError: where a table is asked for as a graph, or the other way round.
    """
    output = io.BytesIO()
    write(results, name, output)
    return output.getvalue()


def write(results: Results, name: str, output: IO[bytes]) -> None:
    """Write a query's results in the format called ``name``, a table piece by piece.

    Raises:
        ResultFormatError: where a table is asked for as a graph, or the other way round.
    """
    if isinstance(results, ox.QueryTriples):
        output.write(graph(results, name))
        return
    if name not in TABLES:
        raise ResultFormatError(f"a table cannot be written as {name}; choose one of {', '.join(TABLES)}")
    serialiser = TABLES[name].serialiser
    assert isinstance(serialiser, ox.QueryResultsFormat)
    results.serialize(output=output, format=serialiser)


def graph(
    statements: Iterable[ox.Triple | ox.Quad], name: str, prefixes: Mapping[str, str] = PREFIXES
) -> bytes:
    """Return triples or quads, sorted, in the graph format called ``name``.

    Quads lose their graph in a format that has none, and become sets of triples.

    Raises:
        ResultFormatError: where ``name`` is no format of graphs.
    """
    if name not in GRAPHS:
        raise ResultFormatError(f"a graph cannot be written as {name}; choose one of {', '.join(GRAPHS)}")
    serialiser = GRAPHS[name].serialiser
    assert isinstance(serialiser, ox.RdfFormat)
    if serialiser.supports_datasets:
        written = ox.serialize(_ordered(statements), format=serialiser, prefixes=dict(prefixes))
    else:
        triples = (each.triple if isinstance(each, ox.Quad) else each for each in statements)
        written = ox.serialize(_ordered(triples), format=serialiser, prefixes=dict(prefixes))
    assert written is not None
    return _NAMESPACES.sub(_sort_namespaces, written, count=1)


def _ordered(statements: Iterable[ox.Triple | ox.Quad]) -> list[ox.Quad]:
    """Return statements as sorted quads, triples as those of the default graph."""
    quads = {each if isinstance(each, ox.Quad) else ox.Quad(*each) for each in statements}
    return sorted(quads, key=str)


def _sort_namespaces(found: re.Match[bytes]) -> bytes:
    """Return the declarations of prefixes in order; Oxigraph writes them in a random one."""
    lines = found[0].startswith(b"@")
    parts = found[0].splitlines(keepends=True) if lines else found[0].split(b" ")
    return (b"" if lines else b" ").join(sorted(parts))


@dataclass(frozen=True, slots=True)
class Rows:
    """A table in memory: the names of its columns, and its rows of terms, None where unbound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def records(self) -> tuple[Mapping[str, str], ...]:
        """Return each row as the plain texts of its bound columns."""
        return tuple(
            {name: plain(term) for name, term in zip(self.columns, row, strict=True) if term is not None}
            for row in self.rows
        )


def rows(results: ox.QuerySolutions) -> Rows:
    """Return the whole of a SELECT's results."""
    columns = tuple(variable.value for variable in results.variables)
    return Rows(columns, tuple(tuple(solution[name] for name in columns) for solution in results))


def parse_rows(json: bytes) -> Rows:
    """Return the rows of a SELECT that was written in the format ``json``."""
    results = ox.parse_query_results(json, format=ox.QueryResultsFormat.JSON)
    assert isinstance(results, ox.QuerySolutions)
    return rows(results)


def plain(term: Term) -> str:
    """Return the text of a term without quotes, datatype or language."""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else str(term)


def short(term: Term | None) -> str:
    """Return a term for a person to read: an IRI of a known namespace with its prefix."""
    if term is None:
        return ""
    text = plain(term)
    if isinstance(term, ox.NamedNode):
        for prefix, namespace in PREFIXES.items():
            if text.startswith(namespace):
                return f"{prefix}:{text.removeprefix(namespace)}"
    return text


def table(results: Results, width: int = 120, *, iris: bool = False) -> str:
    """Return a SELECT or ASK for a terminal of ``width`` characters.

    Columns called ``…Iri`` and columns without any value are left out unless ``iris`` is true.

    Raises:
        ResultFormatError: where the result is a graph.
    """
    if isinstance(results, ox.QueryBoolean):
        return "yes\n" if results else "no\n"
    if isinstance(results, ox.QueryTriples):
        raise ResultFormatError(f"a graph is no table; choose one of {', '.join(GRAPHS)}")
    found = rows(results)
    columns = found.columns if iris else readable_columns(found)
    chosen = [found.columns.index(name) for name in columns]
    return _draw(columns, [[short(row[index]) for index in chosen] for row in found.rows], width)


def readable_columns(found: Rows) -> tuple[str, ...]:
    """Return the columns that a person reads: not the IRIs, and none that is empty throughout."""
    empty = {
        name
        for index, name in enumerate(found.columns)
        if found.rows and not any(short(row[index]) for row in found.rows)
    }
    columns = tuple(name for name in found.columns if name not in empty and not name.endswith("Iri"))
    return columns or found.columns


def _draw(columns: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> str:
    drawn = RichTable(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        drawn.add_column(name, overflow="fold")
    for row in cells:
        drawn.add_row(*(Text(cell) for cell in row))
    out = io.StringIO()
    console = Console(file=out, width=width, no_color=True, highlight=False, legacy_windows=False)
    console.print(drawn)
    console.print(f"{len(cells)} row{'' if len(cells) == 1 else 's'}")
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
