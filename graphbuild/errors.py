"""The errors of the package, as one tree; each message says what is wrong and what to do."""

from __future__ import annotations


class BeslutsgrafError(Exception):
    """Base of all errors that a user can mend."""


class ReadError(BeslutsgrafError):
    """A source cannot be read as text: broken, encrypted, empty or of another kind."""


class NotMinutesError(BeslutsgrafError):
    """A document that is read but is not minutes, or does not tell which meeting it is of."""


class StoreError(BeslutsgrafError):
    """The store cannot be opened, written or published."""


class StoreLockedError(StoreError):
    """Another process is writing to the store."""


class QueryError(BeslutsgrafError):
    """A SPARQL query that cannot be read, or that asks for what is not allowed here.

    ``line`` and ``column`` count from 1 and tell where, when that is known.
    """

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class ParameterError(BeslutsgrafError):
    """A stored query was given a parameter that it lacks, or a value of the wrong kind."""

    def __init__(self, message: str, name: str | None = None) -> None:
        super().__init__(message)
        self.name = name


class ResultFormatError(BeslutsgrafError):
    """A result cannot be written in the format asked for."""


class RecordError(BeslutsgrafError):
    """An extraction record that cannot be read back: of another version, or no record at all."""


class RecogniserError(BeslutsgrafError):
    """The statistical recogniser of names that a setting names is missing or cannot be used."""
