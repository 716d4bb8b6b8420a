"""Which terms queries, shapes, code, authority data and the JSON-LD context use, as triples."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from graphbuild.reference.documents import CONTEXT
from graphbuild.resources import resource
from graphbuild.vocabulary import NAMESPACE, PREFIXES

VERIFY: Final = f"{NAMESPACE}verify"
"""The namespace of what only the checks of the vocabulary use."""
_MENTIONS = ox.NamedNode(f"{VERIFY}#mentions")
_MEANS = ox.NamedNode(f"{VERIFY}#means")
_TYPE = ox.NamedNode(f"{VERIFY}#type")
_LANGUAGE = ox.NamedNode(f"{VERIFY}#language")
_SELECT = ox.NamedNode("http://www.w3.org/ns/shacl#select")
_DECLARE = (
    ox.NamedNode("http://www.w3.org/ns/shacl#prefix"),
    ox.NamedNode("http://www.w3.org/ns/shacl#namespace"),
)

_PREFIX = re.compile(r"^[ \t]*PREFIX[ \t]+(\w[\w-]*)?:[ \t]*<([^>]*)>", re.IGNORECASE | re.MULTILINE)
_NAME = re.compile(r"(?<![\w:])([A-Za-z][\w-]*):([A-Za-z][\w-]*)")
_IRI = re.compile(r"<([^<>\s]*)>")
_COMMENT = re.compile(r"^[ \t]*#.*$", re.MULTILINE)
_IN_CODE = re.compile(r"\bBG\.(\w+)")


def usage() -> Iterator[ox.Triple]:
    """Give a triple for each of our terms that each file mentions."""
    for path in sorted(resource("queries").rglob("*.rq")):
        yield from _mentions(f"queries/{path.name}", _in_query(path.read_text(encoding="utf-8"), {}))
    yield from _in_shapes()
    for path in sorted(Path(__file__).parents[1].rglob("*.py")):
        found = _IN_CODE.findall(path.read_text(encoding="utf-8"))
        yield from _mentions(f"code/{path.name}", (PREFIXES["bg"] + name for name in found))
    for path in sorted(resource("ontology/authority").glob("*.ttl")):
        parsed = ox.parse(path=path, format=ox.RdfFormat.TURTLE, base_iri="https://data.example.org/")
        nodes = (node for quad in parsed for node in (quad.predicate, quad.object))
        named = (node.value for node in nodes if isinstance(node, ox.NamedNode))
        yield from _mentions(f"authority/{path.name}", (iri for iri in named if iri.startswith(NAMESPACE)))


def context() -> Iterator[ox.Triple]:
    """Give what each entry of the JSON-LD context means, its type and its language."""
    entries = json.loads(resource(CONTEXT).read_text(encoding="utf-8"))["@context"]
    for key, entry in entries.items():
        told = entry if isinstance(entry, dict) else {"@id": entry}
        if key.startswith("@") or str(told["@id"]).startswith("@") or str(told["@id"]).endswith(("#", "/")):
            continue
        node = ox.NamedNode(f"{VERIFY}/context/{key}")
        yield ox.Triple(node, _MEANS, ox.NamedNode(_expand(told["@id"], entries)))
        if "@type" in told:
            kind = str(told["@type"])
            value = ox.Literal(kind) if kind.startswith("@") else ox.NamedNode(_expand(kind, entries))
            yield ox.Triple(node, _TYPE, value)
        if "@language" in told:
            yield ox.Triple(node, _LANGUAGE, ox.Literal(str(told["@language"])))


def _expand(name: str, prefixes: Mapping[str, object]) -> str:
    """Return the IRI of a name that may be written with a prefix."""
    prefix, colon, local = name.partition(":")
    namespace = prefixes.get(prefix)
    return f"{namespace}{local}" if colon and isinstance(namespace, str) else name


def _in_query(text: str, prefixes: Mapping[str, str]) -> Iterator[str]:
    """Give the IRIs of ours that a query names, with its own prefixes or those given."""
    known = {**prefixes, **dict(_PREFIX.findall(text))}
    body = _COMMENT.sub("", _PREFIX.sub("", text))
    for prefix, local in _NAME.findall(_IRI.sub(" ", body)):
        if known.get(prefix, "").startswith(NAMESPACE):
            yield known[prefix] + local
    yield from (iri for iri in _IRI.findall(body) if iri.startswith(NAMESPACE))


def _in_shapes() -> Iterator[ox.Triple]:
    """Give the mentions in the SPARQL constraints of the shapes."""
    for path in sorted(resource("shapes").glob("*.ttl")):
        quads = list(ox.parse(path=path, format=ox.RdfFormat.TURTLE))
        for quad in quads:
            if quad.predicate == _SELECT and isinstance(quad.object, ox.Literal):
                found = _in_query(quad.object.value, _declared())
                yield from _mentions(f"shapes/{path.name}", found)


def _declared() -> dict[str, str]:
    """Return the prefixes that the shapes declare for their constraints."""
    told: dict[str, dict[str, str]] = {}
    for quad in ox.parse(path=resource("shapes/prefixes.ttl"), format=ox.RdfFormat.TURTLE):
        if quad.predicate in _DECLARE and isinstance(quad.object, ox.Literal):
            told.setdefault(str(quad.subject), {})[quad.predicate.value] = quad.object.value
    return {entry[_DECLARE[0].value]: entry[_DECLARE[1].value] for entry in told.values()}


def _mentions(where: str, iris: Iterable[str]) -> Iterator[ox.Triple]:
    """Give a triple for each IRI that is mentioned somewhere, each once."""
    for iri in sorted(set(iris)):
        yield ox.Triple(ox.NamedNode(f"{VERIFY}/{where}"), _MENTIONS, ox.NamedNode(iri))
