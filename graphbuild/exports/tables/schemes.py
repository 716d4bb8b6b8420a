"""The value lists that codes in tables are terms of, from the ontology."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import pyoxigraph as ox

from graphbuild.authority import authority_triples
from graphbuild.iris import DEFAULT_BASE, last_part
from graphbuild.vocabulary import SKOS


@dataclass(frozen=True, slots=True)
class Code:
    """A term of a value list: how a table has it, and its names."""

    notation: str
    sv: str
    en: str


@cache
def codes() -> Mapping[str, tuple[Code, ...]]:
    """Return the terms of each value list, by the last part of the list's IRI, in their order there."""
    store = ox.Store()
    for name in ("schemes", "authority/bodies"):
        store.extend(
            ox.Quad(triple.subject, triple.predicate, triple.object)
            for triple in authority_triples(name, DEFAULT_BASE)
        )
    solutions = store.query(
        f"""SELECT ?scheme ?notation ?sv ?en {{
          ?concept {SKOS.notation} ?notation ; <http://www.w3.org/2004/02/skos/core#inScheme> ?scheme ;
            {SKOS.prefLabel} ?sv , ?en FILTER(LANG(?sv) = "sv" && LANG(?en) = "en")
        }} ORDER BY ?scheme ?concept"""
    )
    assert isinstance(solutions, ox.QuerySolutions)
    found: dict[str, list[Code]] = {}
    for row in solutions:
        scheme, notation, sv, en = (row[name] for name in ("scheme", "notation", "sv", "en"))
        assert isinstance(scheme, ox.NamedNode)
        assert isinstance(notation, ox.Literal)
        assert isinstance(sv, ox.Literal)
        assert isinstance(en, ox.Literal)
        found.setdefault(last_part(scheme.value), []).append(Code(notation.value, sv.value, en.value))
    return MappingProxyType({name: tuple(terms) for name, terms in found.items()})
