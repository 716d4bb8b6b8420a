"""The files of the vocabulary as documents to give away: as they are written, or as another form of RDF."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pyoxigraph as ox

from graphbuild.errors import BeslutsgrafError
from graphbuild.resources import resource
from graphbuild.results import graph

_PATTERNS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "ontology": ("ontology/beslutsgraf.ttl",),
        "schemes": ("ontology/schemes.ttl", "ontology/authority/bodies.ttl"),
        "align": ("ontology/align.ttl",),
        "shapes": ("shapes/*.ttl",),
    }
)
DOCUMENTS: Final = tuple(_PATTERNS)
"""The documents: classes and properties, value lists, mappings to other vocabularies, shapes."""
CONTEXT: Final = "ontology/context.jsonld"
"""The JSON-LD context."""
_VERSION = re.compile(r'owl:versionInfo "([^"]+)"')


class UnknownDocumentError(BeslutsgrafError):
    """The vocabulary has no document of that name."""


def files(name: str) -> tuple[Path, ...]:
    """Return the files of a document, in their order.

    Raises:
        UnknownDocumentError: where there is no such document.
    """
    if name not in _PATTERNS:
        raise UnknownDocumentError(f"there is no document {name}; there is {', '.join(_PATTERNS)}")
    found: list[Path] = []
    for pattern in _PATTERNS[name]:
        folder, _, last = pattern.rpartition("/")
        found += sorted(resource(folder).glob(last))
    return tuple(found)


def quads(name: str) -> tuple[ox.Quad, ...]:
    """Return the triples of a document, with blank nodes that are called the same each time."""
    parsed = ox.Dataset()
    for path in files(name):
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            parsed.add(quad)
    parsed.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return tuple(sorted(parsed, key=str))


@cache
def document(name: str, form: str = "ttl") -> bytes:
    """Return a document in a format of `graphbuild.results.GRAPHS`; Turtle is the files' own text.

    Raises:
        UnknownDocumentError: where there is no such document.
        ResultFormatError: where there is no such format.
    """
    if form != "ttl":
        return graph(quads(name), form)
    return "\n".join(path.read_text(encoding="utf-8") for path in files(name)).encode()


@cache
def version() -> str:
    """Return the version of the ontology, such as ``0.2.0``."""
    found = _VERSION.search(document("ontology").decode())
    assert found, "the ontology states no version"
    return found[1]
