"""The checks of the vocabulary: one query a file in ``ontology/verify/``; each row is a failure.

They run over a data set of named graphs: ``ontology``, ``schemes``, ``align`` and ``shapes`` hold those
files, ``targets`` the confirmed terms of other vocabularies, ``usage`` and ``context`` what
`graphbuild.reference.usage` finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from graphbuild.reference.documents import DOCUMENTS, quads
from graphbuild.reference.usage import VERIFY, context, usage
from graphbuild.resources import resource
from graphbuild.results import short

_HEADER = re.compile(r"(?:#[^\n]*\n)+")


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name, what a row means, and the query."""

    name: str
    meaning: str
    query: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A row of a check: the check's name and meaning, and the values, those of ours with their prefix."""

    check: str
    meaning: str
    values: tuple[str, ...]


@cache
def checks() -> tuple[Check, ...]:
    """Return the checks by name; the comment at the head of a file says what a row means."""
    found = []
    for path in sorted(resource("ontology/verify").glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        header = _HEADER.match(text)
        assert header, f"{path.name} does not say what a row means"
        meaning = " ".join(line.removeprefix("#").strip() for line in header[0].splitlines())
        found.append(Check(path.stem, meaning, text))
    return tuple(found)


def data_set() -> ox.Store:
    """Return everything that the checks look at, a named graph each."""
    store = ox.Store()
    for name in DOCUMENTS:
        _add(store, name, quads(name))
    targets = resource("ontology/verify/targets.ttl")
    store.load(path=targets, format=ox.RdfFormat.TURTLE, to_graph=graph_name("targets"))
    _add(store, "usage", usage())
    _add(store, "context", context())
    return store


def _add(store: ox.Store, name: str, triples: Iterable[ox.Triple | ox.Quad]) -> None:
    """Put triples into a graph of the data set."""
    store.extend(ox.Quad(each.subject, each.predicate, each.object, graph_name(name)) for each in triples)


def graph_name(name: str) -> ox.NamedNode:
    """Return the name of a graph of the data set, such as ``ontology``."""
    return ox.NamedNode(f"{VERIFY}/graph/{name}")


def verify(store: ox.Store | None = None) -> tuple[Finding, ...]:
    """Return every row of every check over the vocabulary, or over a data set like it."""
    store = store or data_set()
    return tuple(finding for check in checks() for finding in _run(check, store))


def _run(check: Check, store: ox.Store) -> list[Finding]:
    """Return the rows of one check, sorted."""
    solutions = store.query(check.query)
    assert isinstance(solutions, ox.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    rows = sorted(tuple(short(row[name]) for name in names) for row in solutions)
    return [Finding(check.name, check.meaning, row) for row in rows]
