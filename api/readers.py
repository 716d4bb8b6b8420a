"""Queries run in processes of their own, because Oxigraph cannot stop one that has begun.

A reader process opens the snapshot that is current, and another one as soon as that has changed.
A query that takes too long is stopped by killing its process; a new one takes its place, and the
others go on. Everything on the web side asks through `Readers.run`.
"""

from __future__ import annotations

import multiprocessing
import queue
import resource
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TypeAlias

from api.settings import Settings
from graphbuild.errors import BeslutsgrafError, QueryError, ResultFormatError, StoreError
from graphbuild.results import Rows, parse_rows, serialise
from graphbuild.store import Store, View

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["api.readers"])
# How long a new process may take to import what it needs; only the first one does that.
_START_SECONDS = 60


class QueryTimeoutError(BeslutsgrafError):
    """A query took longer than it may."""


class BusyError(BeslutsgrafError):
    """No reader became free in time."""


@dataclass(frozen=True, slots=True)
class Job:
    """A query to run, the name of the format to write its results in, and which graphs it sees."""

    sparql: str
    format: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The bytes of a result and the number of the snapshot that it was read from."""

    body: bytes
    snapshot: int


@dataclass(frozen=True, slots=True)
class _Failure:
    kind: type[BeslutsgrafError]
    message: str
    line: int | None = None
    column: int | None = None

    def error(self) -> BeslutsgrafError:
        if issubclass(self.kind, QueryError):
            return QueryError(self.message, self.line, self.column)
        return self.kind(self.message)


_Reply: TypeAlias = Answer | _Failure
_READY = Answer(b"", 0)


class SnapshotReader:
    """Answers jobs from the current snapshot of a store, in the process that it lives in."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._view: View | None = None

    def answer(self, job: Job) -> Answer:
        """Return the result of a job.

        Raises:
            QueryError: where the query cannot be read or run.
            StoreError: where there is nothing to read.
            ResultFormatError: where the result cannot be written in that format.
        """
        view = self._current()
        results = view.query(job.sparql, default_graphs=job.default_graphs, named_graphs=job.named_graphs)
        try:
            return Answer(serialise(results, job.format), view.number)
        except (OSError, RuntimeError) as error:
            raise QueryError(f"the query failed while it ran: {error}") from error

    def _current(self) -> View:
        if self._view is None or self._view.number != self._store.current():
            opened = self._store.view()
            if self._view is not None:
                self._view.close()
            self._view = opened
        return self._view


class Readers:
    """A pool of reader processes, or with ``workers=0`` a reader in this process."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store = store
        self._settings = settings
        self._make: Callable[[], _Process] = lambda: _Process(store, settings.reader_megabytes)
        self._here = SnapshotReader(store) if settings.workers == 0 else None
        self._here_lock = threading.Lock()
        self._free: queue.LifoQueue[_Process | None] = queue.LifoQueue()
        for _ in range(settings.workers):
            self._free.put(None)

    def run(self, job: Job) -> Answer:
        """Return the result of a job; this blocks, and any number of threads may call it.

        Raises:
            BusyError: where no reader became free in time.
            QueryTimeoutError: where the query took too long; it has ended then.
            QueryError, StoreError, ResultFormatError: as `SnapshotReader.answer`.
        """
        if self._here is not None:
            with self._here_lock:
                return self._here.answer(job)
        reply = self._ask(job)
        if isinstance(reply, _Failure):
            raise reply.error()
        return reply

    def start(self) -> None:
        """Start the reader processes now and not with the first queries."""
        processes = [self._free.get() for _ in range(self._free.qsize())]
        for process in processes:
            self._free.put(process or self._make())

    def select(self, sparql: str) -> Rows:
        """Return the rows of a SELECT."""
        return parse_rows(self.run(Job(sparql, "json")).body)

    def close(self) -> None:
        """End all reader processes that are idle."""
        while True:
            try:
                process = self._free.get_nowait()
            except queue.Empty:
                return
            if process is not None:
                process.kill()

    def _ask(self, job: Job) -> _Reply:
        try:
            process = self._free.get(timeout=self._settings.wait_seconds)
        except queue.Empty:
            raise BusyError("all readers are busy; try again in a moment") from None
        try:
            if process is None or not process.alive():
                process = self._make()
            reply = process.ask(job, self._settings.query_seconds)
        except BaseException:
            if process is not None:
                process.kill()
            process = None
            raise
        finally:
            self._free.put(process)
        return reply


class _Process:
    """One reader process and the pipe to it."""

    def __init__(self, store: Store, megabytes: int) -> None:
        self._pipe, theirs = _CONTEXT.Pipe()
        self._process: BaseProcess = _CONTEXT.Process(
            target=_serve, args=(theirs, store, megabytes), daemon=True
        )
        self._process.start()
        theirs.close()
        # It says when it is ready, so that its start does not count as the time of a query.
        try:
            started = self._pipe.poll(_START_SECONDS) and self._pipe.recv() == _READY
        except EOFError:
            started = False
        if not started:
            self.kill()
            raise BusyError("a reader could not be started; try again in a moment")

    def ask(self, job: Job, seconds: float) -> _Reply:
        """Send a job and return the reply."""
        try:
            self._pipe.send(job)
            if not self._pipe.poll(seconds):
                raise QueryTimeoutError(f"the query took longer than {seconds:g} s and was stopped")
            reply = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise QueryTimeoutError("the query used more than this service can give it") from error
        assert isinstance(reply, Answer | _Failure)
        return reply

    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.is_alive()

    def kill(self) -> None:
        """End the process, whatever it does."""
        self._pipe.close()
        self._process.kill()
        self._process.join()


def _serve(pipe: Connection[_Reply, Job], store: Store, megabytes: int) -> None:
    """Answer jobs until the other end of the pipe is closed, with so much memory at most."""
    # Oxigraph ends the process when it gets no more; that costs the one query.
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    reader = SnapshotReader(store)
    pipe.send(_READY)
    while True:
        try:
            job = pipe.recv()
        except (EOFError, KeyboardInterrupt):
            return
        reply: _Reply
        try:
            reply = reader.answer(job)
        except QueryError as error:
            reply = _Failure(QueryError, str(error), error.line, error.column)
        except (StoreError, ResultFormatError) as error:
            reply = _Failure(type(error), str(error))
        pipe.send(reply)
