"""A table as a file: CSV (RFC 4180, UTF-8, with a header) or Parquet, written row by row."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from graphbuild.exports.tables.definition import Table, TableError
from graphbuild.exports.tables.rows import Row, shown

if TYPE_CHECKING:
    import pyarrow as pa

TableFormat: TypeAlias = Literal["csv", "parquet"]

ROWS_IN_A_GROUP: Final = 50_000
"""How many rows stand in one row group of a Parquet file: what is in memory at a time."""

MEDIA_TYPES: Final[Mapping[TableFormat, str]] = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
}


def write_csv(path: Path, table: Table, rows: Iterable[Row]) -> int:
    """Write a table as CSV; return the number of its rows."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(column.name for column in table.columns)
        for row in rows:
            writer.writerow(map(shown, row))
            count += 1
    return count


def write_parquet(path: Path, table: Table, rows: Iterable[Row]) -> int:
    """Write a table as Parquet, in row groups; return the number of its rows.

    Raises:
        TableError: where pyarrow is not installed, or a number has no place in a column.
    """
    arrow, parquet = _pyarrow()
    schema = _schema(table, arrow)
    count = 0
    with parquet.ParquetWriter(str(path), schema, compression="zstd") as writer:
        for group in _groups(rows):
            columns = list(zip(*group, strict=True))
            try:
                arrays = [arrow.array(c, field.type) for c, field in zip(columns, schema, strict=True)]
            except (arrow.ArrowException, OverflowError) as error:
                raise TableError(f"table {table.name} does not fit into Parquet: {error}") from error
            writer.write_table(arrow.Table.from_arrays(arrays, schema=schema))
            count += len(group)
    return count


WRITERS: Final[Mapping[TableFormat, Callable[[Path, Table, Iterable[Row]], int]]] = {
    "csv": write_csv,
    "parquet": write_parquet,
}


def needs_met(kind: TableFormat) -> None:
    """See that what a format needs is installed.

    Raises:
        TableError: where it is not, with how to install it.
    """
    if kind == "parquet":
        _pyarrow()


def _pyarrow() -> tuple[Any, Any]:
    """Return the modules ``pyarrow`` and ``pyarrow.parquet``."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise TableError("Parquet needs pyarrow: pip install 'beslutsgraf[parquet]'") from error
    return pa, parquet


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Give the rows in groups."""
    left = iter(rows)
    while group := list(islice(left, ROWS_IN_A_GROUP)):
        yield group


def _schema(table: Table, arrow: Any) -> pa.Schema:  # noqa: ANN401 - a module without types
    """Return the columns of a table as Arrow has them.

    A decimal has 18 decimals and 20 digits before them, which holds all that the store can hold.
    """
    types = {
        "date": arrow.date32(),
        "time": arrow.time32("s"),
        "integer": arrow.int64(),
        "decimal": arrow.decimal128(38, 18),
        "number": arrow.float64(),
        "boolean": arrow.bool_(),
    }
    fields = [
        arrow.field(
            column.name, types.get(column.type, arrow.string()), nullable=not required(column.name, table)
        )
        for column in table.columns
    ]
    return arrow.schema(fields)


def required(name: str, table: Table) -> bool:
    """Say whether no cell of a column is empty: that of a key, or one that must have a value."""
    return name in table.key or any(column.required for column in table.columns if column.name == name)
