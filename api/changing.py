"""Writing through the protocols: updates and whole graphs, in a process that can be stopped.

Each change opens the store for writing, is one transaction, and is published before it is answered, so
that the next reader sees it. A store that minutes were built into changes only by building: of its
graphs the protocols may write those that no build makes.
"""

from __future__ import annotations

import json
import multiprocessing
import time
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from multiprocessing.connection import Connection
from typing import TypeAlias

import pyoxigraph as ox

from api.confine import confine
from api.limits import BusyError, QueryTimeoutError
from api.problems import BadRequestError, RefusedError
from api.settings import Settings
from graphbuild.errors import BeslutsgrafError, QueryError, StoreError, StoreLockedError
from graphbuild.sparql import check_update
from graphbuild.store import Store

_CONTEXT = multiprocessing.get_context("forkserver")
_PAUSE = 0.05


@dataclass(frozen=True, slots=True)
class Payload:
    """RDF as it was sent: its bytes and their media type."""

    body: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Update:
    """A SPARQL update, and what its relative IRIs are relative to."""

    sparql: str
    base: str


@dataclass(frozen=True, slots=True)
class Put:
    """The payloads that a graph (None: the default graph) is to hold, beside what it does where ``keep``."""

    graph: str | None
    payloads: tuple[Payload, ...]
    base: str
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Drop:
    """A graph that is to be removed, the default graph for None."""

    graph: str | None


Change: TypeAlias = Update | Put | Drop


def change(store: Store, settings: Settings, wanted: Change) -> bool:
    """Make a change and publish it; return whether the graph that it is about existed before.

    Raises:
        RefusedError: where it is about what a build makes.
        QueryError, BadRequestError: where the update or the RDF is wrong.
        BusyError: where another process goes on writing.
        QueryTimeoutError: where it took too long; it was stopped then, and none of it was written.
    """
    _allow(store, settings, wanted)
    if isinstance(wanted, Update):
        check_update(wanted.sparql)
    until = time.monotonic() + settings.wait_seconds
    while True:
        try:
            return _run(store, settings, wanted)
        except StoreLockedError:
            if time.monotonic() > until:
                raise BusyError("minutes are being built into the store; try again in a moment") from None
            time.sleep(_PAUSE)


def has_minutes(store: Store) -> bool:
    """Whether minutes were built into the store."""
    try:
        index = json.loads((store.path / "state" / "index.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(index.get("documents"))


def _allow(store: Store, settings: Settings, wanted: Change) -> None:
    if not has_minutes(store):
        return
    if isinstance(wanted, Update):
        raise RefusedError(
            "this store is built from minutes and takes no updates; write whole graphs of your own instead",
            HTTPStatus.FORBIDDEN,
        )
    if wanted.graph is None or wanted.graph.startswith(f"{settings.base}graph/"):
        raise RefusedError(
            "that graph is made from minutes; add or remove minutes instead", HTTPStatus.FORBIDDEN
        )


def _run(store: Store, settings: Settings, wanted: Change) -> bool:
    """Make the change in a process of its own."""
    ours, theirs = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=_work, args=(theirs, store, wanted), daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(settings.update_seconds):
            limit = settings.update_seconds
            raise QueryTimeoutError(
                f"the change took longer than {limit:g} s and was stopped", "update_seconds", limit
            )
        reply = ours.recv()
    except EOFError:
        raise StoreError("the change ended without a word of why") from None
    finally:
        process.kill()
        process.join()
        ours.close()
    if isinstance(reply, BeslutsgrafError):
        raise reply
    return bool(reply)


def _work(pipe: Connection[bool | BeslutsgrafError, None], store: Store, wanted: Change) -> None:
    confine()
    try:
        pipe.send(_make(store, wanted))
    except QueryError as error:
        pipe.send(_WrongUpdateError(str(error), error.line, error.column))
    except (StoreError, BadRequestError) as error:
        pipe.send(error)


class _WrongUpdateError(QueryError):
    """A `QueryError` that can be sent from process to process with its position."""

    def __reduce__(self) -> tuple[type[_WrongUpdateError], tuple[str, int | None, int | None]]:
        return _WrongUpdateError, (str(self), self.line, self.column)


def _make(store: Store, wanted: Change) -> bool:
    with store.writer() as writer:
        existed = True
        if isinstance(wanted, Update):
            writer.update(wanted.sparql, wanted.base)
        elif isinstance(wanted, Drop):
            existed = writer.drop(wanted.graph)
        else:
            existed = writer.put(wanted.graph, _triples(wanted.payloads, wanted.base), keep=wanted.keep)
        writer.publish()
        return existed


def _triples(payloads: Sequence[Payload], base: str) -> list[ox.Triple]:
    """Return the triples of payloads; blank nodes of two of them are never one.

    Raises:
        BadRequestError: where one is not what it is said to be.
    """
    try:
        return [
            quad.triple
            for each in payloads
            for quad in ox.parse(
                each.body,
                format=ox.RdfFormat.from_media_type(each.media_type),
                base_iri=base,
                without_named_graphs=True,
                rename_blank_nodes=True,
            )
        ]
    except (SyntaxError, ValueError) as error:
        names = ", ".join(sorted({each.media_type for each in payloads}))
        raise BadRequestError(f"the body is no {names}: {str(error).splitlines()[0]}") from error
