"""The graph on disk: one process writes, any number read the snapshots that it publishes.

A store is a folder::

    live/         the database that the writer works on (Oxigraph); nobody else opens it
    snapshots/<n> what readers open: copies made of hard links, of which the last two are kept
    current       a file that holds the <n> to read, replaced atomically
    unpublished   stands here while ``live`` holds what the current snapshot does not
    lock          held by the one writer
    changes.sqlite  what each build added, changed and removed (`graphbuild.changes`)

Reading beside a live writer is undefined behaviour in Oxigraph, hence the snapshots.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Self, TypeAlias

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from graphbuild.errors import QueryError, StoreError, StoreLockedError

Results: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

KEPT_SNAPSHOTS = 2
"""A reader that opened the snapshot before the current one may go on with it."""

_POSITION = re.compile(r"error at (\d+):(\d+)")


class Store:
    """A graph on disk. It opens nothing itself: `writer` writes and `view` reads."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)

    @contextmanager
    def writer(self) -> Iterator[Writer]:
        """Open the store for writing, creating it where it does not exist; one process at a time.

        Raises:
            StoreLockedError: where another process is writing.
            StoreError: where the folder is not a store or cannot be written.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            lock = _lock(self.path / "lock")
        except OSError as error:
            raise StoreError(f"cannot write to the store {self.path}: {error}") from error
        try:
            writer = Writer(self.path)
            try:
                yield writer
            finally:
                writer.close()
        finally:
            lock.close()

    def view(self) -> View:
        """Open the current snapshot for reading.

        Raises:
            StoreError: where nothing has been published, or the snapshot cannot be opened.
        """
        # A writer may publish twice between the two steps and remove what we were about to open.
        for _ in range(3):
            number = self.current()
            if number is None:
                raise StoreError(f"no graph has been published in {self.path}; run `beslutsgraf build` first")
            try:
                return View(self.path / "snapshots" / str(number), number)
            except OSError as error:
                failure = error
        raise StoreError(f"cannot open the graph in {self.path}: {failure}") from failure

    def current(self) -> int | None:
        """Return the number of the snapshot to read, or None where there is none yet."""
        try:
            return int((self.path / "current").read_text(encoding="ascii"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise StoreError(f"cannot tell the current graph of {self.path}: {error}") from error


class Writer:
    """The one writer of a store, whose folder is ``path``; get it from `Store.writer`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._mark = path / "unpublished"
        try:
            _settle(path)
            self._live: ox.Store | None = ox.Store(str(path / "live"))
        except OSError as error:
            raise StoreError(f"cannot open the store {path}: {error}") from error

    def replace(self, graphs: Iterable[str], quads: Iterable[Quad]) -> None:
        """Replace ``graphs`` (IRIs) by ``quads`` in one transaction: all of it happens or nothing.

        Raises:
            StoreError: where a quad lies outside ``graphs`` or holds a blank node (which would get
                a new name), or the database refuses.
        """
        names = sorted(set(graphs))
        update = "".join(f"DROP SILENT GRAPH {NamedNode(name)};\n" for name in names)
        insert = _insert_data(quads, frozenset(names))
        if not update and not insert:
            return
        self._mark.touch()
        try:
            self._store.update(update + insert)
        except (OSError, SyntaxError, ValueError) as error:
            raise StoreError(f"the store {self.path} refused an update: {error}") from error

    def update(self, sparql: str, base_iri: str | None = None) -> None:
        """Run a SPARQL 1.1 update in one transaction: all of it happens or nothing.

        Raises:
            QueryError: where it is not SPARQL.
            StoreError: where the database refuses.
        """
        self._mark.touch()
        try:
            self._store.update(sparql, base_iri=base_iri)
        except SyntaxError as error:
            raise syntax_error(error) from error
        except (OSError, ValueError, RuntimeError) as error:
            raise StoreError(f"the store {self.path} refused an update: {error}") from error

    def put(self, graph: str | None, triples: Iterable[ox.Triple], *, keep: bool = False) -> bool:
        """Write a graph that comes from outside and may hold blank nodes; return whether it existed.

        Args:
            graph: its IRI, or None for the default graph.
            triples: what it is to hold.
            keep: whether what it holds already stays.
        """
        existed = self.has(graph)
        name = "DEFAULT" if graph is None else f"GRAPH {NamedNode(graph)}"
        clear = "" if keep else f"DROP SILENT {name};\n"
        create = "" if graph is None else f"CREATE SILENT {name};\n"
        lines = "".join(f"{triple} .\n" for triple in triples)
        self.update(
            f"{clear}{create}INSERT DATA {{ {f'{name} {{' if graph else ''}\n{lines}{'}' if graph else ''} }}"
        )
        return existed

    def has(self, graph: str | None) -> bool:
        """Return whether there is such a graph, empty or not; the default one where it holds something."""
        if graph is None:
            return (
                next(iter(self._store.quads_for_pattern(None, None, None, ox.DefaultGraph())), None)
                is not None
            )
        return self._store.contains_named_graph(NamedNode(graph))

    def drop(self, graph: str | None) -> bool:
        """Remove a graph, the default one for None; return whether it existed."""
        existed = self.has(graph)
        if existed:
            self.update("DROP SILENT DEFAULT" if graph is None else f"DROP SILENT GRAPH {NamedNode(graph)}")
        return existed

    def remove(self, graphs: Iterable[str]) -> None:
        """Remove ``graphs`` (IRIs) in one transaction; those that do not exist are passed over."""
        self.replace(graphs, ())

    def graph(self, iri: str) -> tuple[Quad, ...]:
        """Return the quads of one graph as written so far, sorted."""
        return _sorted_quads(self._store, iri)

    def found(self, graph: str) -> frozenset[Quad]:
        """Return the quads of one graph as written so far, in no order."""
        return _quads(self._store, graph)

    def size(self, graph: str) -> int:
        """Return how many quads one graph has as written so far."""
        return _size(self._store, graph)

    def lines(self, graph: str) -> frozenset[bytes]:
        """Return the triples of one graph as written so far as lines of N-Triples, in no order."""
        return _lines(self._store, graph)

    def graphs(self) -> tuple[str, ...]:
        """Return the IRIs of all graphs as written so far, sorted."""
        return _graph_names(self._store)

    @property
    def unpublished(self) -> bool:
        """Whether something was written that readers do not see."""
        return self._mark.exists()

    def publish(self) -> int:
        """Let readers see what was written; return the number of the snapshot that they now get.

        Where nothing was written since the last time, the current snapshot stays.

        Raises:
            StoreError: where the disk refuses; readers then keep what they had.
        """
        current = Store(self.path).current()
        if current is not None and not self._mark.exists():
            return current
        number = (current or 0) + 1
        folder = self.path / "snapshots"
        target, draft = folder / str(number), folder / f"{number}.draft"
        try:
            folder.mkdir(exist_ok=True)
            for leftover in (target, draft):
                shutil.rmtree(leftover, ignore_errors=True)
            self._store.flush()
            self._store.backup(str(draft))
            draft.rename(target)
            _write_atomically(self.path / "current", f"{number}\n")
            self._mark.unlink(missing_ok=True)
            _remove_old(folder, number)
        except OSError as error:
            raise StoreError(f"cannot publish the graph in {self.path}: {error}") from error
        return number

    def rewrite(self) -> None:
        """Write the whole database anew, so that nothing that was removed from it is in its files any more.

        The database keeps every string that it ever held. Takes time and room as the graph is large.

        Raises:
            StoreError: where the disk refuses; the database is then as it was.
        """
        draft, old, live = (self.path / name for name in ("live.draft", "live.old", "live"))
        dump = self.path / "live.nq"
        try:
            shutil.rmtree(draft, ignore_errors=True)
            self._mark.touch()
            self._store.dump(str(dump), format=ox.RdfFormat.N_QUADS)
            fresh = ox.Store(str(draft))
            fresh.bulk_load(path=str(dump), format=ox.RdfFormat.N_QUADS)
            fresh.flush()
            del fresh
            dump.unlink()
            self._live = None
            live.rename(old)
            draft.rename(live)
            shutil.rmtree(old)
            self._live = ox.Store(str(live))
        except OSError as error:
            raise StoreError(f"cannot write the graph in {self.path} anew: {error}") from error

    def forget(self) -> None:
        """Remove all snapshots but the current one, also for readers that have not opened theirs whole."""
        current = Store(self.path).current()
        if current is not None:
            _remove_old(self.path / "snapshots", current, 1)

    def close(self) -> None:
        """Let go of the database; the writer cannot be used after that."""
        self._live = None

    @property
    def _store(self) -> ox.Store:
        if self._live is None:
            raise StoreError(f"the writer of {self.path} is closed")
        return self._live


class View:
    """A snapshot of the graph, for reading only; it never changes while it is open.

    ``number`` is the number of the snapshot. Queries see the union of all graphs as the default
    graph. A view is also a context manager.
    """

    def __init__(self, path: Path, number: int) -> None:
        if not path.is_dir():
            raise FileNotFoundError(f"no snapshot {path}")
        self.path = path
        self.number = number
        self._open: ox.Store | None = ox.Store.read_only(str(path))

    def query(
        self,
        sparql: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        base_iri: str | None = None,
    ) -> Results:
        """Run a SPARQL 1.1 query.

        Args:
            sparql: the query; check one that comes from outside with `graphbuild.sparql.check`.
            default_graphs: the IRIs whose merge is the default graph, instead of the union of all.
            named_graphs: the IRIs that ``GRAPH`` may see, instead of all.
            base_iri: against which relative IRIs are resolved.

        Raises:
            QueryError: where the query is not SPARQL, or fails while it is prepared.
        """
        chosen = bool(default_graphs or named_graphs)
        try:
            return self._store.query(
                sparql,
                base_iri=base_iri,
                use_default_graph_as_union=not chosen,
                default_graph=[NamedNode(iri) for iri in default_graphs] if chosen else None,
                named_graphs=[NamedNode(iri) for iri in named_graphs] if chosen else None,
            )
        except SyntaxError as error:
            raise syntax_error(error) from error
        except (OSError, ValueError, RuntimeError) as error:
            raise QueryError(str(error)) from error

    def graphs(self) -> tuple[str, ...]:
        """Return the IRIs of all graphs, sorted."""
        return _graph_names(self._store)

    def found(self, graph: str) -> frozenset[Quad]:
        """Return the quads of one graph, in no order."""
        return _quads(self._store, graph)

    def size(self, graph: str) -> int:
        """Return how many quads one graph has."""
        return _size(self._store, graph)

    def lines(self, graph: str) -> frozenset[bytes]:
        """Return the triples of one graph as lines of N-Triples, in no order."""
        return _lines(self._store, graph)

    def quads(self, graph: str | None = None) -> tuple[Quad, ...]:
        """Return the quads of one graph, or of all, sorted."""
        return _sorted_quads(self._store, graph)

    @property
    def count(self) -> int:
        """The number of quads."""
        return len(self._store)

    def close(self) -> None:
        """Let go of the snapshot; the view cannot be used after that."""
        self._open = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def _store(self) -> ox.Store:
        if self._open is None:
            raise StoreError(f"the view of {self.path} is closed")
        return self._open


def syntax_error(error: SyntaxError) -> QueryError:
    """Return Oxigraph's syntax error as a `QueryError` that tells the position."""
    message = str(error.msg).split("\n")[0]
    found = _POSITION.match(message)
    if not found:
        return QueryError(f"not a SPARQL query: {message}")
    line, column = int(found[1]), int(found[2])
    return QueryError(f"not a SPARQL query, line {line}, column {column}", line, column)


def _lock(path: Path) -> IO[str]:
    """Return the open lock file; the system lets go of the lock when its process ends, however."""
    handle = path.open("a+", encoding="ascii")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        handle.seek(0)
        holder = handle.read().strip()
        handle.close()
        who = f" (process {holder})" if holder else ""
        raise StoreLockedError(
            f"another process{who} is writing to {path.parent}; wait until it has ended or use another store"
        ) from None
    handle.truncate(0)
    handle.write(f"{os.getpid()}\n")
    handle.flush()
    return handle


def _insert_data(quads: Iterable[Quad], graphs: frozenset[str]) -> str:
    """Return ``INSERT DATA`` for ``quads``, which all lie in ``graphs``; ``""`` for none."""
    groups: dict[str, set[str]] = {}
    for quad in quads:
        graph = quad.graph_name
        if not isinstance(graph, NamedNode) or graph.value not in graphs:
            raise StoreError(f"a quad lies outside the graphs that are replaced: {quad}")
        if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
            raise StoreError(f"blank nodes are not stored, give it an IRI: {quad}")
        groups.setdefault(str(graph), set()).add(f"{quad.triple} .\n")
    if not groups:
        return ""
    blocks = (f"GRAPH {graph} {{\n{''.join(sorted(lines))}}}\n" for graph, lines in sorted(groups.items()))
    return f"INSERT DATA {{\n{''.join(blocks)}}}"


def _sorted_quads(store: ox.Store, graph: str | None) -> tuple[Quad, ...]:
    name = None if graph is None else NamedNode(graph)
    return tuple(sorted(store.quads_for_pattern(None, None, None, name), key=str))


def _quads(store: ox.Store, graph: str) -> frozenset[Quad]:
    return frozenset(store.quads_for_pattern(None, None, None, NamedNode(graph)))


def _lines(store: ox.Store, graph: str) -> frozenset[bytes]:
    written = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=NamedNode(graph)) or b""
    return frozenset(written.splitlines())


def _size(store: ox.Store, graph: str) -> int:
    found = store.query(f"SELECT (COUNT(*) AS ?size) {{ GRAPH {NamedNode(graph)} {{ ?s ?p ?o }} }}")
    assert isinstance(found, ox.QuerySolutions)
    return next(int(row["size"].value) for row in found)


def _graph_names(store: ox.Store) -> tuple[str, ...]:
    return tuple(sorted(name.value for name in store.named_graphs() if isinstance(name, NamedNode)))


def _write_atomically(path: Path, text: str) -> None:
    draft = path.with_name(f"{path.name}.draft")
    with draft.open("w", encoding="ascii") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    draft.replace(path)


def _settle(path: Path) -> None:
    """Put a database back in its place that a killed writer was writing anew."""
    draft, old, live = (path / name for name in ("live.draft", "live.old", "live"))
    if old.exists() and not live.exists():
        old.rename(live)
    (path / "live.nq").unlink(missing_ok=True)
    for leftover in (draft, old):
        shutil.rmtree(leftover, ignore_errors=True)


def _remove_old(folder: Path, current: int, kept: int = KEPT_SNAPSHOTS) -> None:
    for snapshot in folder.iterdir():
        keep = snapshot.name.isdigit() and current - kept < int(snapshot.name) <= current
        if not keep:
            shutil.rmtree(snapshot, ignore_errors=True)
