"""What describes tables to programs: ``datapackage.json``, after the Data Package standard 2.0.

It keeps to what version 1 has too (sources with titles, ``profile``), so that older readers open it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graphbuild import __version__
from graphbuild.exports.tables.definition import Column, ColumnType, Table
from graphbuild.exports.tables.files import MEDIA_TYPES, TableFormat, required
from graphbuild.exports.tables.rows import select
from graphbuild.exports.tables.schemes import codes
from graphbuild.store import View
from graphbuild.vocabulary import PREFIXES

NAME: Final = "datapackage.json"
_PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"

_TYPES: Final[Mapping[ColumnType, Mapping[str, str]]] = {
    "iri": {"type": "string", "format": "uri"},
    "string": {"type": "string"},
    "list": {"type": "string"},
    "code": {"type": "string"},
    "partial_date": {"type": "string"},
    "date": {"type": "date"},
    "time": {"type": "time"},
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
}
_PARTIAL_DATE: Final = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"

_DOCUMENTS: Final = f"""PREFIX bg: <{PREFIXES["bg"]}>
PREFIX dcterms: <{PREFIXES["dcterms"]}>
PREFIX rdfs: <{PREFIXES["rdfs"]}>
SELECT DISTINCT ?minutes ?title ?file ?url ?council ?date {{
  ?minutes a bg:Minutes ; bg:documents ?meeting . ?meeting bg:date ?date .
  OPTIONAL {{ ?meeting dcterms:title ?title }}
  OPTIONAL {{ ?minutes bg:fileName ?file }}
  OPTIONAL {{ ?minutes dcterms:source ?url }}
  OPTIONAL {{ ?meeting bg:body/bg:organisation/rdfs:label ?council }}
}} ORDER BY ?minutes ?title ?file ?url"""


@dataclass(frozen=True, slots=True)
class Written:
    """A table that was written: its file's name, the number of rows, the file's size and SHA-256."""

    table: Table
    file: str
    rows: int
    bytes: int
    sha256: str


def package(written: Sequence[Written], kind: TableFormat, view: View, licence: str | None) -> dict[str, Any]:
    """Return the description of tables that were written from a view.

    Args:
        written: the tables, in order.
        kind: the format of their files.
        view: where the documents that they come from are told.
        licence: an identifier such as ``CC0-1.0``, or an address; None where none is given.
    """
    documents = [_plain(row) for row in select(view, _DOCUMENTS)]
    names = {one.table.name for one in written}
    councils = _councils(documents)
    about: dict[str, Any] = {
        "$schema": _PROFILE,
        "name": "beslutsgraf-tables",
        "title": "Decisions in Swedish minutes, as tables",
        "description": "Who decided what, read from minutes by beslutsgraf "
        f"{__version__}. IRIs are keys; data-dictionary.md tells what the columns are.",
        "keywords": ["minutes", "decisions", "protokoll", "beslut"],
    }
    if kind == "csv":
        about["profile"] = "tabular-data-package"
    if licence:
        about["licenses"] = [_licence(licence)]
    if documents:
        about["sources"] = _sources(documents)
    about["resources"] = [_resource(one, kind, names, councils) for one in written]
    return about


def _licence(licence: str) -> dict[str, str]:
    return {"path": licence} if "://" in licence else {"name": licence}


def _plain(row: Any) -> dict[str, str]:  # noqa: ANN401 - pyoxigraph exports no type of a solution
    names = ("title", "file", "url", "council", "date")
    return {name: row[name].value for name in names if row[name] is not None}


def _sources(documents: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Return each document with what it is called and where it is published."""
    found = []
    for one in documents:
        named = one.get("title") or one.get("file") or "minutes"
        title = f"{named} ({one['file']})" if "title" in one and "file" in one else named
        found.append({"title": title, **({"path": one["url"]} if "url" in one else {})})
    return found


def _councils(documents: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Return one source a council: whose minutes, how many documents, from when to when."""
    dates: dict[str, list[str]] = {}
    for one in documents:
        dates.setdefault(one.get("council", "unknown"), []).append(one["date"])
    return [
        {"title": f"{council}: {len(days)} minutes, {min(days)} to {max(days)}"}
        for council, days in sorted(dates.items())
    ]


def _resource(
    one: Written, kind: TableFormat, names: set[str], sources: Sequence[Mapping[str, str]]
) -> dict[str, Any]:
    """Return the description of one table; ``names`` are those of the tables beside it."""
    table = one.table
    resource: dict[str, Any] = {"name": table.name, "type": "table", "path": one.file}
    if kind == "csv":
        resource |= {"profile": "tabular-data-resource", "encoding": "utf-8"}
    resource |= {
        "title": table.title["en"],
        "title_sv": table.title["sv"],
        "description": table.description["en"],
        "description_sv": table.description["sv"],
        "format": kind,
        "mediatype": MEDIA_TYPES[kind],
        "bytes": one.bytes,
        "hash": f"sha256:{one.sha256}",
        "rows": one.rows,
    }
    if sources:
        resource["sources"] = list(sources)
    return resource | {"schema": _schema(table, names)}


def _schema(table: Table, names: set[str]) -> dict[str, Any]:
    """Return the columns and keys of a table; those to tables that are not there are left out."""
    foreign = [
        {
            "fields": [column.name],
            "reference": {
                "resource": "" if column.refers == table.name else column.refers,
                "fields": [_tables_key(column.refers)],
            },
        }
        for column in table.columns
        if column.refers in names and column.refers is not None
    ]
    schema: dict[str, Any] = {
        "fields": [_field(column, table) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    return {**schema, "foreignKeys": foreign} if foreign else schema


def _tables_key(name: str) -> str:
    """Return the one column that is the key of a table that others refer to."""
    from graphbuild.exports.tables.definition import load

    (key,) = load()[name].key
    return key


def _field(column: Column, table: Table) -> dict[str, Any]:
    """Return the description of a column."""
    field: dict[str, Any] = {
        "name": column.name,
        **_TYPES[column.type],
        "description": column.en,
        "description_sv": column.sv,
    }
    if column.unit:
        field["unit"] = column.unit
    constraints: dict[str, Any] = {}
    if required(column.name, table):
        constraints["required"] = True
    if table.key == (column.name,):
        constraints["unique"] = True
    if column.type == "partial_date":
        constraints["pattern"] = _PARTIAL_DATE
    if column.type == "code" and column.scheme:
        constraints["enum"] = [code.notation for code in codes()[column.scheme]]
    return {**field, "constraints": constraints} if constraints else field
