"""The limits on results, and the errors that tell of a limit of any kind."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import IO, Any, cast

from graphbuild.errors import BeslutsgrafError

# A row of JSON: an object of bindings, or an empty one after a bracket or a comma.
_JSON_ROW = re.compile(rb'\{"[^"]*":\{"type":"|(?<=[\[,])\{\}(?=[\],])')


class LimitError(BeslutsgrafError):
    """A limit of the service was met; ``limit`` is the name of the setting, ``value`` what it says."""

    def __init__(self, message: str, limit: str = "", value: float = 0) -> None:
        super().__init__(message, limit, value)
        self.limit = limit
        self.value = value

    def __str__(self) -> str:
        return str(self.args[0])


class QueryTimeoutError(LimitError):
    """A query took longer than it may."""


class QueryMemoryError(LimitError):
    """A query needed more memory than it may use."""


class ResultTooLongError(LimitError):
    """A result is longer than it may be."""


class BusyError(LimitError):
    """No reader became free in time, or too many wait for one already."""


class TooManyError(LimitError):
    """One client has too many queries under way."""


class LimitedOutput(io.RawIOBase):
    """Takes what a serialiser writes, up to so many bytes; what is refused is never sent in part."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit
        self._parts: list[bytes] = []
        self._size = 0
        self.full = False

    def writable(self) -> bool:
        """Whether it can be written to: always."""
        return True

    def write(self, part: Any) -> int:  # noqa: ANN401 (as its base has it)
        """Keep a part, or stop the serialiser."""
        self._size += len(part)
        if self._size > self._limit:
            self.full = True
            raise OSError("the result is too long")
        self._parts.append(bytes(part))
        return len(part)

    def file(self) -> IO[bytes]:
        """Return this as what serialisers take."""
        return cast(IO[bytes], self)

    def body(self) -> bytes:
        """Return all that was written."""
        return b"".join(self._parts)


def _csv_rows(body: bytes) -> int:
    """Return the number of lines but the first; a line break within quotes is none (RFC 4180)."""
    if b'"' not in body:
        return body.count(b"\n") - 1
    return sum(part.count(b"\n") for part in body.split(b'"')[::2]) - 1


# How each serialiser of Oxigraph begins or ends a row. In its strings these bytes cannot stand, but for
# `,{},` in JSON, by which a row counts as two.
_ROWS: Mapping[str, Callable[[bytes], int]] = MappingProxyType(
    {
        "csv": _csv_rows,
        "tsv": lambda body: body.count(b"\n") - 1,
        "xml": lambda body: body.count(b"<result>"),
        "json": lambda body: max(0, sum(1 for _ in _JSON_ROW.finditer(body))),
    }
)


def rows(body: bytes, name: str) -> int:
    """Return how many rows a table has that was written in the format called ``name``; 0 for a graph."""
    return _ROWS[name](body) if name in _ROWS else 0
