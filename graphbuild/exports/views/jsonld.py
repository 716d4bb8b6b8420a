"""Triples as JSON-LD, streamed: one object a subject in one ``@graph``, with a context of prefixes only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TypeAlias

import pyoxigraph as ox

from graphbuild.vocabulary import PREFIXES, RDF

Node: TypeAlias = dict[str, object]


def head(prefixes: Mapping[str, str]) -> str:
    """Return the text before the first object."""
    return f'{{"@context": {json.dumps(dict(prefixes), ensure_ascii=False)},\n"@graph": ['


def tail() -> str:
    """Return the text after the last object."""
    return "\n]}\n"


def nodes(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> Iterable[str]:
    """Give the objects of triples that are sorted by subject, as text."""
    subject, node = "", dict[str, object]()
    for triple in triples:
        assert isinstance(triple.subject, ox.NamedNode)
        if triple.subject.value != subject:
            if node:
                yield json.dumps(node, ensure_ascii=False)
            subject, node = triple.subject.value, {"@id": triple.subject.value}
        _add(node, triple, prefixes)
    if node:
        yield json.dumps(node, ensure_ascii=False)


def _add(node: Node, triple: ox.Triple, prefixes: Mapping[str, str]) -> None:
    """Add a triple to the object of its subject."""
    if triple.predicate == RDF.type and isinstance(triple.object, ox.NamedNode):
        _append(node, "@type", _short(triple.object.value, prefixes))
    else:
        _append(node, _short(triple.predicate.value, prefixes), _value(triple.object, prefixes))


def _append(node: Node, key: str, value: str | dict[str, str]) -> None:
    values = node.setdefault(key, [])
    assert isinstance(values, list)
    values.append(value)


def _value(term: object, prefixes: Mapping[str, str]) -> str | dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"@id": term.value}
    assert isinstance(term, ox.Literal)
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype.value == f"{PREFIXES['xsd']}string":
        return term.value
    return {"@value": term.value, "@type": _short(term.datatype.value, prefixes)}


def _short(iri: str, prefixes: Mapping[str, str]) -> str:
    """Return an IRI with its prefix, where it has one and what follows is a plain name."""
    for prefix, namespace in prefixes.items():
        name = iri.removeprefix(namespace)
        if name != iri and name.replace("_", "").replace(".", "").isalnum():
            return f"{prefix}:{name}"
    return iri
