"""The stored queries: files of plain SPARQL, each with a header that says what it needs.

A file in ``queries/`` runs as it is in any SPARQL client. Its first lines begin with ``#+`` and
hold YAML (``summary``, ``description``, ``tags``, ``params``); each parameter has one line
``VALUES ?name { example }`` in the query, ``UNDEF`` where it is optional. Binding puts a checked
RDF term in the place of the example, never text. The file's stem is the query's name everywhere.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

import pyoxigraph as ox
import yaml

from graphbuild.errors import ParameterError, QueryError
from graphbuild.resources import resource
from graphbuild.sparql import Form, check
from graphbuild.vocabulary import XSD

ParameterType: TypeAlias = Literal["string", "iri", "date", "integer", "decimal", "boolean"]

_HEADER = re.compile(r"^#\+ ?(.*)$", re.MULTILINE)
_VALUES = r"^([ \t]*VALUES[ \t]+\?{name}[ \t]*\{{[ \t]*)(.*?)([ \t]*\}}[ \t]*)$"
_UNDEF = "UNDEF"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a stored query.

    ``example`` is a value to show, as a user would type it; ``default`` is used where none is given
    (None: the query then runs without it, which only an optional one may).
    """

    name: str
    type: ParameterType
    description: str
    required: bool
    example: str | None = None
    default: str | None = None

    def term(self, value: str) -> ox.NamedNode | ox.Literal:
        """Return ``value`` as an RDF term.

        Raises:
            ParameterError: where it is not of this parameter's type.
        """
        make, form = _TYPES[self.type]
        try:
            return make(value if self.type == "string" else value.strip())
        except ValueError:
            raise ParameterError(f"{self.name} must be {form}, unlike {value!r}", self.name) from None


@dataclass(frozen=True, slots=True)
class StoredQuery:
    """A query with a name, what it answers, and its parameters; ``text`` is the whole file."""

    name: str
    summary: str
    description: str
    tags: tuple[str, ...]
    params: tuple[Parameter, ...]
    text: str
    form: Form

    def bind(self, params: Mapping[str, str]) -> str:
        """Return the SPARQL with these values; an empty value is no value.

        Raises:
            ParameterError: where one is unknown, missing, or not of its type.
        """
        known = {parameter.name for parameter in self.params}
        for name in sorted(set(params) - known):
            has = ", ".join(sorted(known)) or "none"
            raise ParameterError(f"{self.name} has no parameter {name}; it has: {has}", name)
        text = self.text
        for parameter in self.params:
            text = _put(text, parameter.name, self._value(parameter, params.get(parameter.name, "")))
        return text

    def _value(self, parameter: Parameter, given: str) -> str:
        value = given if given.strip() else parameter.default
        if value is not None:
            return str(parameter.term(value))
        if parameter.required:
            raise ParameterError(
                f"{self.name} needs {parameter.name}: {parameter.description}", parameter.name
            )
        return _UNDEF


@cache
def load() -> Mapping[str, StoredQuery]:
    """Return all stored queries of the package by name, in alphabetic order.

    Raises:
        QueryError: where a file is not a stored query.
    """
    return load_folder(resource("queries"))


def load_folder(folder: Path) -> Mapping[str, StoredQuery]:
    """Return the stored queries of a folder by name, in alphabetic order.

    Raises:
        QueryError: where a file is not a stored query.
    """
    return MappingProxyType({path.stem: read(path) for path in sorted(folder.glob("*.rq"))})


def read(path: Path) -> StoredQuery:
    """Return the stored query of one file.

    Raises:
        QueryError: where its header or its query is not as it must be, with the reason.
    """
    text = path.read_text(encoding="utf-8")
    try:
        header = yaml.safe_load("\n".join(_HEADER.findall(text))) or {}
        params = tuple(_parameter(entry, text) for entry in header.get("params", ()))
        query = StoredQuery(
            name=path.stem,
            summary=header["summary"],
            description=header["description"].strip(),
            tags=tuple(header.get("tags", ())),
            params=params,
            text=text,
            form=check(text),
        )
    except (KeyError, TypeError, AttributeError, ValueError, yaml.YAMLError, ParameterError) as error:
        raise QueryError(f"{path.name} is not a stored query: {error}") from error
    return query


def _parameter(entry: Mapping[str, Any], text: str) -> Parameter:
    """Return a parameter from its entry in the header and its VALUES line in ``text``."""
    name = str(entry["name"])
    found = re.findall(_VALUES.format(name=re.escape(name)), text, re.MULTILINE)
    if len(found) != 1:
        raise ValueError(f"parameter {name} has {len(found)} lines `VALUES ?{name} {{ ... }}`, not one")
    if entry["type"] not in _TYPES:
        raise ValueError(f"parameter {name} has the unknown type {entry['type']!r}")
    required = bool(entry.get("required", False))
    written = str(found[0][1])
    if required == (written == _UNDEF):
        raise ValueError(f"the VALUES line of {name} holds {_UNDEF} exactly where it is optional")
    example = _plain(written) if required else entry.get("example")
    default = entry.get("default")
    parameter = Parameter(
        name=name,
        type=entry["type"],
        description=str(entry["description"]),
        required=required,
        example=None if example is None else str(example),
        default=None if default is None else str(default),
    )
    for value in filter(None, (parameter.example, parameter.default)):
        parameter.term(value)
    return parameter


def _plain(written: str) -> str:
    """Return a term written in SPARQL as a user would type it."""
    solution = next(iter(_select(f"SELECT ?x {{ VALUES ?x {{ {written} }} }}")))
    term = solution["x"]
    assert isinstance(term, ox.NamedNode | ox.Literal)
    return term.value


def _select(sparql: str) -> ox.QuerySolutions:
    solutions = ox.Store().query(sparql)
    assert isinstance(solutions, ox.QuerySolutions)
    return solutions


def _put(text: str, name: str, term: str) -> str:
    """Return the query with ``term``, in SPARQL, as the only value of ``?name``."""
    pattern = _VALUES.format(name=re.escape(name))
    return re.sub(pattern, lambda found: f"{found[1]}{term}{found[3]}", text, count=1, flags=re.MULTILINE)


def _date(value: str) -> ox.Literal:
    return ox.Literal(dt.date.fromisoformat(value).isoformat(), datatype=XSD.date)


def _integer(value: str) -> ox.Literal:
    return ox.Literal(str(int(value)), datatype=XSD.integer)


def _decimal(value: str) -> ox.Literal:
    if not re.fullmatch(r"[+-]?[0-9]{1,30}(\.[0-9]{1,18})?", value):
        raise ValueError(value)
    return ox.Literal(value, datatype=XSD.decimal)


def _boolean(value: str) -> ox.Literal:
    if value not in {"true", "false"}:
        raise ValueError(value)
    return ox.Literal(value, datatype=XSD.boolean)


_TYPES: Mapping[str, tuple[Callable[[str], ox.NamedNode | ox.Literal], str]] = {
    "string": (ox.Literal, "text"),
    "iri": (ox.NamedNode, "an absolute IRI such as https://data.example.org/id/…"),
    "date": (_date, "a date such as 2024-04-15"),
    "integer": (_integer, "a whole number"),
    "decimal": (_decimal, "a number such as 1000000 or 0.5"),
    "boolean": (_boolean, "true or false"),
}
