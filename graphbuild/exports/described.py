"""How a description of the data set is put together: terms by name, values by kind."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, TypeAlias
from urllib.parse import quote

import pyoxigraph as ox

from graphbuild.vocabulary import PREFIXES, XSD

Term: TypeAlias = ox.NamedNode | ox.Literal

DESCRIBED: Final[Mapping[str, str]] = MappingProxyType(
    {
        **PREFIXES,
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcatap": "http://data.europa.eu/r5r/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "spdx": "http://spdx.org/rdf/terms#",
        "vcard": "http://www.w3.org/2006/vcard/ns#",
        "void": "http://rdfs.org/ns/void#",
    }
)
"""The prefixes that a description is written with."""


def iri(text: str) -> ox.NamedNode:
    """Return an IRI, with what it may not hold escaped."""
    return ox.NamedNode(quote(text, safe="%/:?#[]@!$&'()*+,;=~") if not text.isascii() else text)


def property_of(namespace: str, name: str) -> ox.NamedNode:
    """Return a term of a vocabulary by its namespace and name."""
    return ox.NamedNode(namespace + name)


def text(value: str, language: str = "") -> ox.Literal:
    """Return a text, in a language where one is given."""
    return ox.Literal(value, language=language) if language else ox.Literal(value)


def number(value: int) -> ox.Literal:
    """Return an integer."""
    return ox.Literal(str(value), datatype=XSD.integer)


def date(value: str) -> ox.Literal:
    """Return a date, given as ISO."""
    return ox.Literal(value, datatype=XSD.date)
