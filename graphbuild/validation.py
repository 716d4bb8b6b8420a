"""Quads to a report: the SHACL shapes of ``shapes/`` on one document's graphs.

A violation says that the graph is wrong and keeps the document out; a warning says that it is
doubtful and puts it on the review list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import pyoxigraph as ox
import pyshacl
import rdflib
from pyshacl.graph_abstraction import DataGraph
from rdflib.namespace import SH
from rdflib.term import Node

from graphbuild.resources import resource

Severity = Literal["violation", "warning"]

# ``{?value}`` as ``re.escape`` leaves it. pyshacl fills these in and forgets the language of the
# message, so that the language is found by the template that a message was made from.
_PLACEHOLDER = re.compile(r"\\\{\\\?\w+\\\}")


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One result of one shape.

    ``shape`` is the shape's name, such as ``Vote-twice``; ``focus`` the IRI of the node that it
    looked at; ``value`` the value that is wrong, where there is one. ``message`` tells a person
    what to look at.
    """

    focus: str
    shape: str
    value: str | None
    message: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Report:
    """What the shapes found in one document, sorted; it conforms where nothing is a violation."""

    conforms: bool
    violations: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()


def validate(quads: Sequence[ox.Quad], context: Sequence[ox.Quad] = (), *, language: str = "en") -> Report:
    """Return what the shapes find in the graphs of one document (or of one council's entities).

    ``context`` is seen by the shapes but not reported on: findings count only for nodes that
    ``quads`` describe. ``language`` is that of the messages, ``sv`` or ``en``.
    """
    store = ox.Store()
    store.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in (*quads, *context))
    _, results, _ = pyshacl.validate(
        DataGraph.from_oxigraph_store(store), shacl_graph=_shapes(), inplace=True
    )
    if not isinstance(results, rdflib.Graph):
        raise RuntimeError(f"the shapes cannot be run: {results}")
    own = {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
    findings = sorted(found for found in _findings(results, language) if found.focus in own)
    violations = tuple(found for found in findings if found.severity == "violation")
    warnings = tuple(found for found in findings if found.severity == "warning")
    return Report(not violations, violations, warnings)


@cache
def _shapes() -> rdflib.Graph:
    """Return all shapes as one graph, read once."""
    graph = rdflib.Graph()
    for path in sorted(resource("shapes").glob("*.ttl")):
        graph.parse(path, format="turtle")
    return graph


def _findings(results: rdflib.Graph, language: str) -> set[Finding]:
    """Return the findings of a validation report, the same one once."""
    found = set()
    for result in results.objects(None, SH.result):
        value = results.value(result, SH.value)
        severity = results.value(result, SH.resultSeverity)
        found.add(
            Finding(
                focus=str(results.value(result, SH.focusNode)),
                shape=str(results.value(result, SH.sourceShape)).rsplit("#", 1)[-1],
                value=None if value is None else str(value),
                message=_message(results, result, language),
                severity="violation" if severity == SH.Violation else "warning",
            )
        )
    return found


def _message(results: rdflib.Graph, result: Node, language: str) -> str:
    """Return the message of a result in a language, or the first of all where it lacks that one."""
    messages = sorted(str(message) for message in results.objects(result, SH.resultMessage))
    source = results.value(result, SH.sourceConstraint) or results.value(result, SH.sourceShape)
    for template in _shapes().objects(source, SH.message):
        if isinstance(template, rdflib.Literal) and template.language == language:
            filled = re.compile(_PLACEHOLDER.sub(".*", re.escape(template)), re.DOTALL)
            return next((message for message in messages if filled.fullmatch(message)), messages[0])
    return messages[0]
