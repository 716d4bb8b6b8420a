"""The rows of a table as typed values, from its query; a batch of meetings at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Final, TypeAlias

import pyoxigraph as ox

from graphbuild.exports.tables.definition import MEETINGS, Column, ColumnType, Table, TableError
from graphbuild.store import View
from graphbuild.vocabulary import BG

Value: TypeAlias = str | bool | int | float | Decimal | dt.date | dt.time | None
Row: TypeAlias = tuple[Value, ...]

MEETINGS_AT_A_TIME: Final = 50
"""Of how many meetings a query is asked at a time: what bounds the memory of a table."""


def meetings(view: View) -> tuple[str, ...]:
    """Return the IRIs of all meetings, sorted."""
    found = select(view, f"SELECT DISTINCT ?meeting {{ ?meeting a {BG.Meeting} }}")
    return tuple(sorted(_text(solution["meeting"]) for solution in found))


def rows(view: View, table: Table, of: Sequence[str]) -> Iterator[Row]:
    """Give the rows of a table in order; ``of`` are the meetings (IRIs, sorted) that the graph has.

    Raises:
        TableError: where a value is not of the type of its column.
    """
    for sparql in _queries(table, of):
        for solution in select(view, sparql):
            yield tuple(_value(solution[column.name], column, table) for column in table.columns)


def _queries(table: Table, of: Sequence[str]) -> Iterator[str]:
    """Give the queries whose rows, one after the other, are those of the table."""
    if not table.by_meeting:
        yield table.sparql
        return
    for first in range(0, len(of), MEETINGS_AT_A_TIME):
        values = " ".join(str(ox.NamedNode(iri)) for iri in of[first : first + MEETINGS_AT_A_TIME])
        yield MEETINGS.sub(f"VALUES ?meeting {{ {values} }}", table.sparql)


def select(view: View, sparql: str) -> ox.QuerySolutions:
    """Return the solutions of a SELECT."""
    solutions = view.query(sparql)
    assert isinstance(solutions, ox.QuerySolutions)
    return solutions


def _text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    assert isinstance(term, ox.NamedNode | ox.Literal)
    return term.value


def _value(
    term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None, column: Column, table: Table
) -> Value:
    """Return a term as a value of the column's type; None where it is unbound or empty."""
    if term is None or (text := _text(term)) == "":
        return None
    try:
        return _READ[column.type](text)
    except (ValueError, InvalidOperation) as error:
        raise TableError(
            f"table {table.name}, column {column.name}: {text!r} is no {column.type}; "
            "`beslutsgraf validate` tells what is wrong with a document"
        ) from error


def _boolean(text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError(text)
    return text == "true"


_READ: Mapping[ColumnType, Callable[[str], Value]] = {
    "iri": str,
    "string": str,
    "list": str,
    "code": str,
    "partial_date": str,
    "date": dt.date.fromisoformat,
    "time": dt.time.fromisoformat,
    "integer": int,
    "decimal": Decimal,
    "number": float,
    "boolean": _boolean,
}


def shown(value: Value) -> str:
    """Return a value as a cell of CSV: ISO dates, ``true`` or ``false``, plain numbers, empty for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)
