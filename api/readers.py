"""Queries run in processes of their own, because Oxigraph cannot stop one that has begun.

A reader process opens the snapshot that is current, and another one as soon as that has changed. It can
open no socket, and map so much memory and no more. A query that takes too long is stopped by killing its
process; a new one takes its place, and the others go on (`api.lanes` tells who waits for whom).
Everything on the web side asks through `Readers.run`.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import resource
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TypeAlias

from api.cache import Cache
from api.confine import confine
from api.jobs import Answer, Job
from api.lanes import Lanes
from api.limits import (
    BusyError,
    LimitedOutput,
    LimitError,
    QueryMemoryError,
    QueryTimeoutError,
    ResultTooLongError,
    rows,
)
from api.settings import Settings
from graphbuild.errors import BeslutsgrafError, QueryError, ResultFormatError, StoreError
from graphbuild.results import Rows, parse_rows, write
from graphbuild.store import Store, View

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["api.readers"])
# How long a new process may take to import what it needs; only the first one does that.
_START_SECONDS = 60
# Of a process with a long query (setpriority(2)); 10 leaves it about a tenth of a busy processor.
_NICENESS = 10


@dataclass(frozen=True, slots=True)
class _Failure:
    kind: type[BeslutsgrafError]
    message: str
    line: int | None = None
    column: int | None = None
    limit: str = ""
    value: float = 0

    def error(self) -> BeslutsgrafError:
        if issubclass(self.kind, QueryError):
            return QueryError(self.message, self.line, self.column)
        if issubclass(self.kind, LimitError):
            return self.kind(self.message, self.limit, self.value)
        return self.kind(self.message)


_Reply: TypeAlias = Answer | _Failure
_READY = Answer(b"", 0)


class SnapshotReader:
    """Answers jobs from the current snapshot of a store, in the process that it lives in."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._view: View | None = None

    def answer(self, job: Job) -> Answer:
        """Return the result of a job.

        Raises:
            QueryError: where the query cannot be read or run.
            StoreError: where there is nothing to read.
            ResultFormatError: where the result cannot be written in that format.
            ResultTooLongError: where it is longer than it may be.
        """
        view = self._current()
        output = LimitedOutput(self._settings.result_bytes)
        failure = _write(view, job, output)
        if output.full:
            raise self._too_long("bytes", self._settings.result_bytes)
        if failure:
            raise QueryError(f"the query failed while it ran: {failure}")
        body = output.body()
        if rows(body, job.format) > self._settings.result_rows:
            raise self._too_long("rows", self._settings.result_rows)
        return Answer(body, view.number)

    def _too_long(self, unit: str, limit: int) -> ResultTooLongError:
        return ResultTooLongError(
            f"the result is longer than the {limit} {unit} that are allowed; ask for a part with LIMIT and "
            "OFFSET, or take the whole graph as a file",
            f"result_{unit}",
            limit,
        )

    def _current(self) -> View:
        if self._view is None or self._view.number != self._store.current():
            opened = self._store.view()
            if self._view is not None:
                self._view.close()
            self._view = opened
        return self._view


def _write(view: View, job: Job, output: LimitedOutput) -> str:
    """Write the results of a job; return why it failed while it ran, empty where it did not.

    Oxigraph's results must not leave their thread, as they would with the frames of an error.
    """
    results = view.query(
        job.sparql,
        default_graphs=job.default_graphs,
        named_graphs=job.named_graphs,
        base_iri=job.base,
    )
    try:
        write(results, job.format, output.file())
    except (OSError, RuntimeError) as error:
        return str(error) or "no reason is known"
    return ""


class Readers:
    """A pool of reader processes, or with ``workers=0`` a reader in this process."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store = store
        self._settings = settings
        self._lanes = Lanes(settings)
        self._cache = Cache(settings.cache_megabytes << 20)
        self._make: Callable[[], _Process] = lambda: _Process(store, settings)
        self._here = SnapshotReader(store, settings) if settings.workers == 0 else None
        self._here_lock = threading.Lock()
        self._free: queue.LifoQueue[_Process | None] = queue.LifoQueue()
        for _ in range(settings.workers):
            self._free.put(None)

    def run(self, job: Job, client: str = "") -> Answer:
        """Return the result of a job; this blocks, and any number of threads may call it.

        Args:
            job: what to run.
            client: who asks, such as an address; ``""`` for the service itself.

        Raises:
            BusyError: where no reader became free in time, or too many wait.
            TooManyError: where that client has too many queries under way.
            QueryTimeoutError, QueryMemoryError: where the query took too much; it has ended then.
            QueryError, StoreError, ResultFormatError, ResultTooLongError: as `SnapshotReader.answer`.
        """
        if self._here is not None:
            with self._here_lock:
                return self._here.answer(job)
        kept = self._cache.get(self.store.current(), job)
        if kept is not None:
            return kept
        with self._lanes.enter(client):
            apart = self._lanes.apart(job.sparql, client)
            reply = self._ask_apart(job, client) if apart else self._ask(job, client)
        if isinstance(reply, _Failure):
            raise reply.error()
        self._cache.put(job, reply)
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

    def _ask(self, job: Job, client: str) -> _Reply:
        """Run a job among the short ones; where it is not short it goes on apart."""
        try:
            process = self._free.get(timeout=self._settings.wait_seconds)
        except queue.Empty:
            raise BusyError(
                "all readers are busy; try again in a moment", "workers", self._settings.workers
            ) from None
        try:
            if process is None or not process.alive():
                process = self._make()
            process.send(job)
            reply = process.reply(min(self._settings.slice_seconds, self._settings.query_seconds))
        except BaseException:
            if process is not None:
                process.kill()
            self._free.put(None)
            raise
        if reply is not None:
            self._free.put(process)
            return reply
        # Another process takes its place among the short ones.
        self._free.put(None)
        self._lanes.overran(job.sparql, client)
        try:
            self._lanes.take_slow(0)
        except BusyError:
            process.kill()
            raise
        return self._finish(process, self._settings.query_seconds - self._settings.slice_seconds)

    def _ask_apart(self, job: Job, client: str) -> _Reply:
        """Run a job that is thought to be long."""
        self._lanes.take_slow(self._settings.wait_seconds)
        try:
            process = self._make()
        except BaseException:
            self._lanes.leave_slow()
            raise
        process.send(job)
        return self._finish(process, self._settings.query_seconds, job.sparql)

    def _finish(self, process: _Process, seconds: float, text: str = "") -> _Reply:
        """Wait for a long query in its slow place, which is given back; its process ends."""
        try:
            process.yield_to_others()
            started = time.monotonic()
            reply = process.reply(max(seconds, 0))
            if text and reply is not None and time.monotonic() - started < self._settings.slice_seconds:
                self._lanes.was_short(text)
        finally:
            process.kill()
            self._lanes.leave_slow()
        if reply is None:
            limit = self._settings.query_seconds
            raise QueryTimeoutError(
                f"the query took longer than {limit:g} s and was stopped", "query_seconds", limit
            )
        return reply


class _Process:
    """One reader process and the pipe to it."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._megabytes = settings.reader_megabytes
        self._pipe, theirs = _CONTEXT.Pipe()
        self._process: BaseProcess = _CONTEXT.Process(
            target=_serve, args=(theirs, store, settings), daemon=True
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

    def send(self, job: Job) -> None:
        """Send a job; one whose process has ended is told of by `reply`."""
        with suppress(OSError):
            self._pipe.send(job)

    def reply(self, seconds: float) -> _Reply | None:
        """Return the reply to the job, None where there is none within ``seconds``.

        Raises:
            QueryMemoryError: where the process has ended, as it does when it gets no more memory.
        """
        try:
            if not self._pipe.poll(seconds):
                return None
            reply = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise QueryMemoryError(
                f"the query used more than the {self._megabytes} megabytes that it may, or was ended",
                "reader_megabytes",
                self._megabytes,
            ) from error
        assert isinstance(reply, Answer | _Failure)
        return reply

    def yield_to_others(self) -> None:
        """Let the processes with short queries go before this one."""
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._process.pid or 0, _NICENESS)

    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.is_alive()

    def kill(self) -> None:
        """End the process, whatever it does."""
        self._pipe.close()
        self._process.kill()
        self._process.join()


def _serve(pipe: Connection[_Reply, Job], store: Store, settings: Settings) -> None:
    """Answer jobs until the other end of the pipe is closed, with so much memory at most."""
    # Oxigraph ends the process when it gets no more; that costs the one query.
    size = settings.reader_megabytes << 20
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    confine()
    reader = SnapshotReader(store, settings)
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
        except LimitError as error:
            reply = _Failure(type(error), str(error), limit=error.limit, value=error.value)
        except (StoreError, ResultFormatError) as error:
            reply = _Failure(type(error), str(error))
        pipe.send(reply)
