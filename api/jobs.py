"""What is asked of the readers of a graph, and what they answer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Job:
    """A query to run, the name of the format to write its results in, and which graphs it sees.

    ``base`` is what its relative IRIs are relative to; without one they are refused.
    """

    sparql: str
    format: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The bytes of a result and the number of the snapshot that it was read from."""

    body: bytes
    snapshot: int
