"""Quads to a report: the SHACL shapes of ``shapes/`` on one document's graphs.

A violation says that the graph is wrong and keeps the document out; a warning says that it is
doubtful and puts it on the review list.

pySHACL runs what is said of single properties. It asks each SPARQL constraint once a node, which for
the ballots and the attendance of a council takes longer than reading its minutes; so these are asked
here, once a class, of the same Oxigraph store. `reference` gives the report of pySHACL alone, and a
test holds both equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import pyoxigraph as ox
import pyshacl
import rdflib
from pyshacl.graph_abstraction import DataGraph
from rdflib.namespace import OWL, SH
from rdflib.term import Node

from graphbuild.resources import resource

Severity = Literal["violation", "warning"]

# ``{?value}`` as ``re.escape`` leaves it. pyshacl fills these in and forgets the language of the
# message, so that the language is found by the template that a message was made from.
_PLACEHOLDER = re.compile(r"\\\{\\\?\w+\\\}")
_WHERE = "WHERE {"
_TYPE = ox.NamedNode(str(rdflib.RDF.type))


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class _Check:
    """A SPARQL constraint, ready to be asked of all nodes of a class at once; messages by language."""

    shape: str
    kind: str
    severity: Severity
    query: str
    messages: Mapping[str, str]


def validate(quads: Sequence[ox.Quad], context: Sequence[ox.Quad] = (), *, language: str = "en") -> Report:
    """Return what the shapes find in the graphs of one document (or of one council's entities).

    ``context`` is seen by the shapes but not reported on: findings count only for nodes that
    ``quads`` describe. ``language`` is that of the messages, ``sv`` or ``en``.
    """
    store = _store(quads, context)
    found = _by_pyshacl(store, _core(), language)
    kinds = {_text(one.object) for one in store.quads_for_pattern(None, _TYPE, None, None)}
    for check in _checks():
        if check.kind in kinds:
            found |= set(_answers(check, store, language))
    return _report(found, quads)


def reference(quads: Sequence[ox.Quad], context: Sequence[ox.Quad] = (), *, language: str = "en") -> Report:
    """Return what pySHACL alone finds: the same as `validate`, slower; arguments as there."""
    return _report(_by_pyshacl(_store(quads, context), _shapes(), language), quads)


def _store(quads: Sequence[ox.Quad], context: Sequence[ox.Quad]) -> ox.Store:
    """Return a store in memory that holds all triples in its default graph."""
    store = ox.Store()
    store.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in (*quads, *context))
    return store


def _report(found: set[Finding], quads: Sequence[ox.Quad]) -> Report:
    """Return the findings about nodes that the quads describe, sorted and by severity."""
    own = {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
    findings = sorted((one for one in found if one.focus in own), key=_place)
    violations = tuple(one for one in findings if one.severity == "violation")
    warnings = tuple(one for one in findings if one.severity == "warning")
    return Report(not violations, violations, warnings)


def _place(one: Finding) -> tuple[str, str, str, str]:
    """Return what findings are sorted by."""
    return one.focus, one.shape, one.value or "", one.message


@cache
def _shapes() -> rdflib.Graph:
    """Return all shapes as one graph, read once."""
    graph = rdflib.Graph()
    for path in sorted(resource("shapes").glob("*.ttl")):
        graph.parse(path, format="turtle")
    return graph


@cache
def _core() -> rdflib.Graph:
    """Return the shapes without those that are SPARQL constraints."""
    graph = rdflib.Graph()
    asked = set(_shapes().subjects(SH.sparql))
    for triple in _shapes():
        if triple[0] not in asked:
            graph.add(triple)
    return graph


@cache
def _checks() -> tuple[_Check, ...]:
    """Return the SPARQL constraints of the shapes, one a class that they look at, by name."""
    shapes = _shapes()
    return tuple(
        _Check(_name(shape), str(kind), _severity(shapes, shape), _query(shapes, constraint, kind), messages)
        for shape, constraint in sorted(shapes.subject_objects(SH.sparql), key=str)
        for messages in [_templates(shapes, constraint)]
        for kind in sorted(shapes.objects(shape, SH.targetClass), key=str)
    )


def _query(shapes: rdflib.Graph, constraint: Node, kind: Node) -> str:
    """Return the query of a constraint with its prefixes, for all nodes of a class.

    SHACL, 5.2: ``$this`` is bound to the node that is looked at. Here it is bound to each node of the
    class in turn, by the first pattern of the query.
    """
    prefixes = "".join(
        f"PREFIX {shapes.value(declared, SH.prefix)}: <{shapes.value(declared, SH.namespace)}>\n"
        for ontology in sorted(shapes.subjects(rdflib.RDF.type, OWL.Ontology), key=str)
        for declared in shapes.objects(ontology, SH.declare)
    )
    select = str(shapes.value(constraint, SH.select))
    return prefixes + select.replace(_WHERE, f"{_WHERE} $this a <{kind}> .", 1)


def _answers(check: _Check, store: ox.Store, language: str) -> Iterator[Finding]:
    """Give what one check finds."""
    solutions = store.query(check.query)
    assert isinstance(solutions, ox.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    template = check.messages.get(language) or check.messages["en"]
    for solution in solutions:
        bound = {name: _text(solution[name]) for name in names if solution[name] is not None}
        focus = bound["this"]
        yield Finding(focus, check.shape, bound.get("value", focus), _filled(template, bound), check.severity)


def _filled(template: str, bound: Mapping[str, str]) -> str:
    """Return a message with its ``{?variables}`` filled in, those that are bound."""
    return re.sub(r"\{[?$](\w+)\}", lambda place: bound.get(place[1], place[0]), template)


def _text(term: object) -> str:
    """Return a term as a message shows it: an IRI, or the text of a literal."""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def _templates(shapes: rdflib.Graph, constraint: Node) -> dict[str, str]:
    """Return the messages of a constraint by language."""
    return {
        str(text.language): str(text)
        for text in shapes.objects(constraint, SH.message)
        if isinstance(text, rdflib.Literal)
    }


def _name(shape: Node) -> str:
    """Return the name of a shape: the last part of its IRI."""
    return str(shape).rsplit("#", 1)[-1]


def _severity(graph: rdflib.Graph, node: Node, predicate: rdflib.URIRef = SH.severity) -> Severity:
    """Return the severity of a shape; it is a violation where it does not say (SHACL, 2.1.4)."""
    return "warning" if graph.value(node, predicate) == SH.Warning else "violation"


def _by_pyshacl(store: ox.Store, shapes: rdflib.Graph, language: str) -> set[Finding]:
    """Return the findings of pySHACL, the same one once."""
    _, results, _ = pyshacl.validate(DataGraph.from_oxigraph_store(store), shacl_graph=shapes, inplace=True)
    if not isinstance(results, rdflib.Graph):
        raise RuntimeError(f"the shapes cannot be run: {results}")
    found = set()
    for result in results.objects(None, SH.result):
        value, source = results.value(result, SH.value), results.value(result, SH.sourceShape)
        assert source is not None
        found.add(
            Finding(
                focus=str(results.value(result, SH.focusNode)),
                shape=_name(source),
                value=None if value is None else str(value),
                message=_message(results, result, language),
                severity=_severity(results, result, SH.resultSeverity),
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
