"""What no minutes state but all rest on: the national parties, and the value lists of the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import pyoxigraph as ox

from graphbuild.iris import Iris, last_part
from graphbuild.resources import resource
from graphbuild.vocabulary import BG, RDF, SKOS

# A code or a name in minutes may carry brackets and commas: ``(S)``, ``, s``.
_AROUND = " \t\n()[].,;:"
_NO_PARTY = re.compile(r"f\.?\s?d\.?\s+\w|före detta\b|partilös|politisk vilde", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Party:
    """A national party over time.

    ``iri_code`` is the last part of its IRI, ``code`` the code it has now and ``codes`` that and
    its former ones; ``names`` holds its present name first, then its other and former Swedish names.
    """

    iri_code: str
    code: str
    codes: tuple[str, ...]
    names: tuple[str, ...]


def authority_triples(name: str, base: str = Iris().base) -> tuple[ox.Triple, ...]:
    """Return the triples of ``ontology/<name>.ttl``; relative IRIs are read against ``base``."""
    quads = ox.parse(path=resource(f"ontology/{name}.ttl"), format=ox.RdfFormat.TURTLE, base_iri=base)
    return tuple(quad.triple for quad in quads)


def _iri(node: ox.NamedNode | ox.BlankNode | ox.Triple) -> str:
    """Return the IRI of a subject; authority files name all that they describe."""
    if not isinstance(node, ox.NamedNode):
        raise TypeError(f"authority data has a subject without an IRI: {node}")
    return node.value


@cache
def parties() -> tuple[Party, ...]:
    """Return the national parties, in the order of their codes."""
    found: dict[str, dict[str, list[str]]] = {}
    for triple in authority_triples("authority/parties"):
        if isinstance(triple.object, ox.Literal) and triple.object.language != "en":
            values = found.setdefault(_iri(triple.subject), {})
            values.setdefault(triple.predicate.value, []).append(triple.object.value)
    return tuple(sorted((_party(iri, values) for iri, values in found.items()), key=lambda party: party.code))


def _party(iri: str, values: Mapping[str, list[str]]) -> Party:
    """Return one party from its literals, which are given by predicate."""
    code = values[BG.code.value][0]
    former = sorted(values.get(BG.formerCode.value, []))
    names = [*values[SKOS.prefLabel.value], *sorted(values.get(SKOS.altLabel.value, []))]
    return Party(last_part(iri), code, (code, *former), tuple(names))


@cache
def _codes() -> Mapping[str, str]:
    """Return the present code by every code and name, case folded."""
    known = {text.casefold(): party.code for party in parties() for text in (*party.codes, *party.names)}
    return MappingProxyType(known)


def party_code(text: str) -> str | None:
    """Return the national code of a party as minutes write it, or None for a local or unknown one.

    Codes in any case and in brackets, present and former names, and names in the genitive are
    known: ``(s)``, ``FP``, ``Vänsterpartiet``, ``Centerpartiets``. A party that somebody has left
    (``f.d. M``) is not theirs, and ``-`` is no party.
    """
    key = re.sub(r"\s+", " ", text).strip(_AROUND).casefold()
    known = _codes()
    return known.get(key) or (known.get(key.removesuffix("s")) if len(key) > 5 else None)


def party_iri(iris: Iris, text: str, organisation: str) -> str | None:
    """Return the IRI of a party as printed: a national one, or one local to ``organisation`` (a slug).

    None where the text names no party: ``-``, or one that somebody has left (``f.d. M``).
    """
    national = party_code(text)
    if national:
        return iris.party(national)
    local = text.strip(_AROUND)
    if not re.search(r"\w", local) or _NO_PARTY.match(local):
        return None
    return iris.party(local, organisation)


@cache
def notations() -> Mapping[str, tuple[str, ...]]:
    """Return the notations of each value list, by the name of its scheme, sorted."""
    triples = authority_triples("schemes")
    concepts = {t.subject for t in triples if (t.predicate, t.object) == (RDF.type, SKOS.Concept)}
    found: dict[str, list[str]] = {}
    for triple in triples:
        is_notation = triple.subject in concepts and triple.predicate == SKOS.notation
        if is_notation and isinstance(triple.object, ox.Literal):
            found.setdefault(_iri(triple.subject).split("/")[-2], []).append(triple.object.value)
    return MappingProxyType({name: tuple(sorted(values)) for name, values in sorted(found.items())})
