"""JSON-LD that is compact with the published context, ``ontology/context.jsonld``.

A node's properties are called what the context calls them, texts are plain strings, and integers and
truth values are those of JSON. Decimals, doubles and dates stay texts, since a number of JSON would
lose how they are written. IRIs are full ones, so that a node that is cut out still says what it is.

PyLD compacts, as JSON-LD 1.1 (Processing Algorithms and API, section 5.6) has it; what stands here
makes the expanded form that it takes, in a fixed order.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from threading import Lock
from typing import Any, Final, TypeAlias

import pyoxigraph as ox

from graphbuild.resources import resource
from graphbuild.vocabulary import NAMESPACE, RDF, XSD

CONTEXT_IRI: Final = f"{NAMESPACE}context.jsonld"
"""The name of the context, and where it is published."""

Json: TypeAlias = dict[str, Any]
Statement: TypeAlias = ox.Triple | ox.Quad
Object: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_Index: TypeAlias = dict[str, dict[str, list[Object]]]
# The caches of PyLD are not made for threads, and its work is Python's own, which one thread does at a time.
_ONE_AT_A_TIME: Final = Lock()
_TRUTH: Final = {"true": True, "false": False}


@cache
def context_bytes() -> bytes:
    """Return the context as it is published."""
    return resource("ontology/context.jsonld").read_bytes()


@cache
def context() -> Mapping[str, Any]:
    """Return what the context says, without the document around it."""
    found: Mapping[str, Any] = json.loads(context_bytes())["@context"]
    return found


def compact_graph(name: str, statements: Iterable[Statement]) -> Json:
    """Return a named graph as one compact node, whose ``@graph`` holds a node for each subject."""
    nodes = [_node(subject, properties) for subject, properties in _by_subject(statements).items()]
    return {"id": name, **_compact({"@id": name, "@graph": nodes})}


def describe(iri: str, statements: Iterable[Statement], refer: str = CONTEXT_IRI) -> bytes:
    """Return what is told of a thing as one document, a tree with the thing at its root.

    What a node points at stands within it where the statements tell of it: each thing once and as
    near to the root as may be, but one that leads no further (a person with their name) wherever it is
    named. What points at a node stands below its ``@reverse``.

    Args:
        iri: the thing.
        statements: what is told of it and of its surroundings.
        refer: what the document says that its context is.
    """
    root, others = _tree(iri, _by_subject(statements))
    found = _compact(root)
    if others:
        found = {"@graph": [found, *(_compact(other) for other in others)]}
    return dump({"@context": refer, **found}) + b"\n"


def dump(value: object) -> bytes:
    """Return JSON as bytes, with its keys in the order that they have."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _compact(expanded: Json) -> Json:
    from pyld import jsonld

    with _ONE_AT_A_TIME:
        found: Json = jsonld.compact(expanded, dict(context()), {"skipExpansion": True, "base": ""})
    found.pop("@context", None)
    return found


def _by_subject(statements: Iterable[Statement]) -> _Index:
    """Return the objects of statements by subject and predicate, all in order, each once."""
    triples = {each.triple if isinstance(each, ox.Quad) else each for each in statements}
    found: _Index = {}
    for triple in sorted(triples, key=str):
        subject = found.setdefault(_name(triple.subject), {})
        subject.setdefault(triple.predicate.value, []).append(triple.object)
    return found


def _node(subject: str, properties: Mapping[str, Sequence[Object]]) -> Json:
    """Return a subject with its properties in expanded form, all things as references."""
    node: Json = {"@id": subject}
    for predicate, objects in properties.items():
        if predicate == RDF.type.value:
            node["@type"] = [_name(value) for value in objects]
        else:
            node[predicate] = [_value(value) for value in objects]
    return node


def _value(term: Object) -> Json:
    """Return a term in expanded form."""
    if not isinstance(term, ox.Literal):
        return {"@id": _name(term)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype == XSD.string:
        return {"@value": term.value}
    return {"@value": _native(term), "@type": term.datatype.value}


def _native(term: ox.Literal) -> str | int | bool:
    """Return the value of JSON that means the same and comes back as it was written, or else the text."""
    if term.datatype == XSD.boolean:
        return _TRUTH.get(term.value, term.value)
    # Beyond 2^53 a number of JSON may be rounded; and only a canonical one is written back the same.
    if term.datatype == XSD.integer and len(term.value) < 16 and str(_int(term.value)) == term.value:
        return _int(term.value)
    return term.value


def _int(text: str) -> int:
    return int(text) if text.removeprefix("-").isdecimal() else 0


def _name(term: Object) -> str:
    if isinstance(term, ox.NamedNode):
        return term.value
    return str(term)


def _tree(root: str, index: _Index) -> tuple[Json, list[Json]]:
    """Return the statements as a tree from ``root``, and what no way leads to from there."""
    nodes: dict[str, Json] = {}
    top = _grow(root, index, nodes, without={})
    rest = [subject for subject in index if subject not in nodes]
    while rest:
        hung = [subject for subject in rest if subject not in nodes and _hang(subject, index, nodes)]
        if not hung:
            break
        rest = [subject for subject in rest if subject not in nodes]
    return top, [_grow(subject, index, nodes, without={}) for subject in rest if subject not in nodes]


def _grow(root: str, index: _Index, nodes: dict[str, Json], without: Mapping[str, str]) -> Json:
    """Return the tree of what ``root`` leads to and no other tree holds; each is put in ``nodes``.

    ``without`` is what is not said of the root again: predicates with their objects.
    """
    nodes[root] = top = {"@id": root}
    waiting = deque([root])
    while waiting:
        subject = waiting.popleft()
        for predicate, objects in index.get(subject, {}).items():
            if predicate == RDF.type.value:
                nodes[subject]["@type"] = [_name(value) for value in objects]
                continue
            values = []
            for term in objects:
                name = "" if isinstance(term, ox.Literal) else _name(term)
                if subject == root and name and without.get(predicate) == name:
                    continue
                if name != root and _is_leaf(name, index):
                    values.append(_node(name, index[name]))
                    nodes.setdefault(name, values[-1])
                elif name in index and name not in nodes:
                    nodes[name] = {"@id": name}
                    waiting.append(name)
                    values.append(nodes[name])
                else:
                    values.append(_value(term))
            if values:
                nodes[subject][predicate] = values
    return top


def _is_leaf(name: str, index: _Index) -> bool:
    """Whether something is told of a thing, and nothing in it leads on: a person with their name."""
    objects = (term for terms in index.get(name, {}).values() for term in terms)
    return name in index and not any(isinstance(o, ox.NamedNode) and o.value in index for o in objects)


def _hang(subject: str, index: _Index, nodes: dict[str, Json]) -> bool:
    """Put a subject below the ``@reverse`` of the first node that it points at; tell whether one is."""
    for predicate, objects in index[subject].items():
        for term in objects:
            name = "" if isinstance(term, ox.Literal) else _name(term)
            if name in nodes and predicate != RDF.type.value:
                below = _grow(subject, index, nodes, without={predicate: name})
                nodes[name].setdefault("@reverse", {}).setdefault(predicate, []).append(below)
                return True
    return False
