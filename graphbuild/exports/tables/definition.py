"""What each table is: the queries of ``queries/tables/`` and their headers.

A header is YAML in lines that begin with ``#+``: ``title`` and ``description`` in Swedish and English,
``key`` (the columns that tell a row from all others) and ``columns``. A column that stands there by its
name alone is one that several tables share, from ``columns.yaml`` in the same folder. A query with the
line ``VALUES ?meeting { UNDEF }`` can be asked of some meetings at a time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal, TypeAlias, get_args

import yaml

from graphbuild.errors import BeslutsgrafError
from graphbuild.resources import resource

ColumnType: TypeAlias = Literal[
    "iri", "string", "list", "code", "date", "partial_date", "time", "integer", "decimal", "number", "boolean"
]
"""``list`` is several texts joined by ``; ``, ``code`` a term of a value list, ``partial_date`` a date, or a
month or year where no more is known, ``number`` a number that is measured, not told."""

_HEADER = re.compile(r"^#\+ ?(.*)$", re.MULTILINE)
MEETINGS: Final = re.compile(r"VALUES \?meeting \{ UNDEF \}")
"""The place in a query that can hold the meetings to ask of."""


class TableError(BeslutsgrafError):
    """A table that is not known, that cannot be written, or whose definition is wrong."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    ``sv`` and ``en`` say what it holds; ``required`` that no cell of it is empty. ``refers`` names the table
    whose key its values are, ``scheme`` the value list of a code, ``unit`` what a number counts.
    """

    name: str
    type: ColumnType
    sv: str
    en: str
    required: bool = False
    refers: str | None = None
    scheme: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, what a row of it is, its columns and key, and the query that gives its rows.

    ``title`` and ``description`` are by language, ``sv`` and ``en``. ``by_meeting`` says that the query can
    be asked of some meetings at a time.
    """

    name: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    sparql: str

    @property
    def by_meeting(self) -> bool:
        """Whether each row belongs to one meeting."""
        return MEETINGS.search(self.sparql) is not None


@cache
def load() -> Mapping[str, Table]:
    """Return all tables by name, in alphabetic order.

    Raises:
        TableError: where the header of a query is not as it must be.
    """
    folder = resource("queries/tables")
    shared = yaml.safe_load((folder / "columns.yaml").read_text(encoding="utf-8"))
    return MappingProxyType({path.stem: read(path, shared) for path in sorted(folder.glob("*.rq"))})


def chosen(names: Sequence[str]) -> tuple[Table, ...]:
    """Return the tables of these names, or all where there are none, in alphabetic order.

    Raises:
        TableError: where there is no table of a name.
    """
    tables = load()
    for name in names:
        if name not in tables:
            raise TableError(f"there is no table {name}; there are: {', '.join(tables)}")
    return tuple(table for name, table in tables.items() if not names or name in names)


def read(path: Path, shared: Mapping[str, Mapping[str, Any]]) -> Table:
    """Return the table of one query; ``shared`` are the columns that a header names alone.

    Raises:
        TableError: where its header is not as it must be, with the reason.
    """
    text = path.read_text(encoding="utf-8")
    try:
        header = yaml.safe_load("\n".join(_HEADER.findall(text))) or {}
        columns = tuple(_column(entry, shared) for entry in header["columns"])
        table = Table(path.stem, header["title"], header["description"], tuple(header["key"]), columns, text)
        if not set(table.key) <= {column.name for column in columns}:
            raise ValueError(f"the key {table.key} is not among the columns")
    except (KeyError, TypeError, AttributeError, ValueError, yaml.YAMLError) as error:
        raise TableError(f"{path.name} does not define a table: {error}") from error
    return table


def _column(entry: str | Mapping[str, Any], shared: Mapping[str, Mapping[str, Any]]) -> Column:
    """Return a column from its entry in the header."""
    column = Column(**(dict(shared[entry], name=entry) if isinstance(entry, str) else entry))
    if not isinstance(column.name, str):
        raise TypeError(f"{column.name!r} is no name of a column")  # YAML reads yes and no as truth values
    if column.type not in get_args(ColumnType):
        raise ValueError(f"column {column.name} has the unknown type {column.type!r}")
    return column
