"""What describes tables to people: a data dictionary in Swedish and English, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from graphbuild.exports.tables.definition import Column, Table
from graphbuild.exports.tables.files import required
from graphbuild.exports.tables.schemes import codes

NAME: Final = "data-dictionary.md"

_HEAD: Final = """# Data dictionary

Each table with its columns, in English and Swedish. **Bold** columns are the key, which tells a row from all
others; a cell of a column marked * is never empty. An arrow leads to the table whose key the values are.

| type | is |
|---|---|
| iri | what the graph calls a thing; the same in all tables |
| list | several texts, joined by `; ` |
| code | a term of the value list named beside it, [below](#value-lists) |
| date, time | ISO 8601: `2025-02-11`, `08:30:00` |
| partial_date | a date, or a month or year where no more is known |
| decimal | a number as the minutes tell it, such as `1250000` or `0.5` |
| number | a measure, such as how sure a link is |
| boolean | `true` or `false`; empty where it is not known |
"""


def dictionary(tables: Sequence[Table]) -> str:
    """Return the data dictionary of tables."""
    schemes = sorted({c.scheme for table in tables for c in table.columns if c.scheme})
    parts = [_HEAD, *map(_table, tables), "## Value lists\n", *map(_scheme, schemes)]
    return "\n".join(parts)


def _table(table: Table) -> str:
    lines = [
        f"## {table.name}\n",
        f"{table.title['en']}. {table.description['en']}\n",
        f"*{table.title['sv']}. {table.description['sv']}*\n",
        "| column | type | what it holds | vad den innehåller |",
        "|---|---|---|---|",
        *(_column(column, table) for column in table.columns),
    ]
    return "\n".join(lines) + "\n"


def _column(column: Column, table: Table) -> str:
    name = f"**{column.name}**" if column.name in table.key else column.name
    mark = "*" if required(column.name, table) and column.name not in table.key else ""
    notes = [
        column.type,
        f"→ {column.refers}" if column.refers else "",
        column.scheme or "",
        column.unit or "",
    ]
    return f"| {name}{mark} | {', '.join(filter(None, notes))} | {column.en} | {column.sv} |"


def _scheme(name: str) -> str:
    rows: Iterable[str] = (f"| {code.notation} | {code.en} | {code.sv} |" for code in codes()[name])
    return "\n".join([f"### {name}\n", "| code | English | svenska |", "|---|---|---|", *rows]) + "\n"
