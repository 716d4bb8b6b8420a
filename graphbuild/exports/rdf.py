"""The whole graph as N-Quads, TriG, Turtle or JSON-LD, written one named graph after the other.

No more than one named graph is in memory at a time. Graphs stand in the order of their IRIs, and
within one the statements in that of how they are written, so that the same graph gives the same bytes.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import IO, cast

import pyoxigraph as ox

from graphbuild.errors import BeslutsgrafError, ResultFormatError
from graphbuild.exports import jsonld
from graphbuild.store import View
from graphbuild.vocabulary import PREFIXES

_DECLARATIONS = re.compile(rb"\A(?:@prefix [^\n]*\n)+")
_HEAD = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(PREFIXES.items()))


class ExportError(BeslutsgrafError):
    """An export cannot be made: no such graph, or a file that cannot be written."""


def chunks(view: View, kind: str, graphs: Sequence[str] = (), *, embed: bool = False) -> Iterator[bytes]:
    """Give the graph piece by piece, a named graph at a time.

    Args:
        view: the graph.
        kind: a key of `FORMATS`.
        graphs: the IRIs of the named graphs to write, in this order; all where none is given.
        embed: whether JSON-LD holds its context, and does not only name it.

    Raises:
        ExportError: where the view has no such graph.
        ResultFormatError: where ``kind`` is no format.
    """
    if kind not in FORMATS:
        raise ResultFormatError(f"a graph cannot be exported as {kind}; choose one of {', '.join(FORMATS)}")
    known = view.graphs()
    for graph in graphs:
        if graph not in known:
            raise ExportError(
                f"the store has no graph {graph}; `beslutsgraf export` without --graph writes all"
            )
    chosen = tuple(dict.fromkeys(graphs)) or known
    return _json_ld(view, chosen, embed=embed) if kind == "jsonld" else FORMATS[kind](view, chosen)


@contextmanager
def output(path: Path | None, *, zipped: bool = False) -> Iterator[IO[bytes]]:
    """Open a file that is there whole or not at all, or stdout where there is no path.

    ``zipped`` writes gzip without name and time, so that the same content gives the same bytes.

    Raises:
        ExportError: where the file cannot be written.
    """
    if path is None:
        with _zipped(sys.stdout.buffer, zipped) as handle:
            yield handle
        sys.stdout.buffer.flush()
        return
    draft = path.with_name(f".{path.name}.draft")
    try:
        with draft.open("wb") as file, _zipped(file, zipped) as handle:
            yield handle
        draft.replace(path)
    except OSError as error:
        raise ExportError(f"cannot write {path}: {error.strerror or error}") from error
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _zipped(handle: IO[bytes], zipped: bool) -> Iterator[IO[bytes]]:
    if not zipped:
        yield handle
        return
    with gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=handle, mtime=0) as packed:
        yield cast("IO[bytes]", packed)


def _n_quads(view: View, graphs: Sequence[str]) -> Iterator[bytes]:
    for graph in graphs:
        yield _serialise(view.quads(graph), ox.RdfFormat.N_QUADS)


def _trig(view: View, graphs: Sequence[str]) -> Iterator[bytes]:
    yield _HEAD.encode()
    for graph in graphs:
        yield _DECLARATIONS.sub(b"", _serialise(view.quads(graph), ox.RdfFormat.TRIG))


def _turtle(view: View, graphs: Sequence[str]) -> Iterator[bytes]:
    """Give the union of the graphs; a comment tells where each begins."""
    yield _HEAD.encode()
    for graph in graphs:
        yield f"\n# {graph}\n".encode()
        triples = [quad.triple for quad in view.quads(graph)]
        yield _DECLARATIONS.sub(b"", _serialise(triples, ox.RdfFormat.TURTLE))


def _json_ld(view: View, graphs: Sequence[str], *, embed: bool = False) -> Iterator[bytes]:
    known = jsonld.dump(jsonld.context() if embed else jsonld.CONTEXT_IRI)
    yield b'{\n"@context": ' + known + b',\n"@graph": ['
    for number, graph in enumerate(graphs):
        node = jsonld.compact_graph(graph, view.quads(graph))
        yield (b"," if number else b"") + b"\n" + jsonld.dump(node)
    yield b"\n]\n}\n"


def _serialise(statements: Sequence[ox.Quad] | Sequence[ox.Triple], form: ox.RdfFormat) -> bytes:
    written = ox.serialize(statements, format=form, prefixes=dict(PREFIXES))
    assert written is not None
    return written


FORMATS: Mapping[str, Callable[[View, Sequence[str]], Iterator[bytes]]] = MappingProxyType(
    {"nq": _n_quads, "trig": _trig, "ttl": _turtle, "jsonld": _json_ld}
)
"""What writes each format; ``ttl`` is the union of the graphs, the others keep them apart."""
