"""What no minutes state but all rest on: parties, councils and other organisations, and the value lists.

The data stands in ``ontology/authority/*.ttl``; its relative IRIs are read against the base of the graph.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

import pyoxigraph as ox

from graphbuild.iris import Iris, last_part, slug
from graphbuild.resources import resource
from graphbuild.vocabulary import BG, RDF, SKOS

ORGANISATION_FILES: Final = ("regions", "municipalities", "agencies", "international")
"""The files of ``ontology/authority`` that hold organisations."""
_SCHEME_FILES: Final = ("schemes", "authority/bodies")
_ONE_LETTER = 1

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


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation of the authority data: a region, a municipality, an agency, an association.

    ``path`` is its IRI below the base, ``kind`` the notation of its kind, ``label`` its present name;
    ``others`` are names in use beside it and ``former`` names that it had before. ``shorts`` hold only
    as written. ``place`` and ``municipality_code`` (four digits) are those of a council, ``county_code``
    (two digits) that of a council or a county administrative board; empty for others.
    """

    path: str
    kind: str
    label: str
    others: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    shorts: tuple[str, ...] = ()
    place: str = ""
    municipality_code: str = ""
    county_code: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """All its names but the short ones, the present one first."""
        return (self.label, *self.others, *self.former)

    @property
    def is_council(self) -> bool:
        """Whether it is a region or a municipality."""
        return self.kind in {"kommun", "region"}


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
def organisations() -> tuple[Organisation, ...]:
    """Return the organisations of the authority data, councils first."""
    base = Iris().base
    found: list[Organisation] = []
    for name in ORGANISATION_FILES:
        values: dict[str, dict[str, list[str]]] = {}
        for triple in authority_triples(f"authority/{name}"):
            if isinstance(triple.object, ox.Literal) and triple.object.language == "en":
                continue
            of = values.setdefault(_iri(triple.subject), {})
            of.setdefault(triple.predicate.value, []).append(str(getattr(triple.object, "value", "")))
        found += (_organisation(iri.removeprefix(base), of) for iri, of in sorted(values.items()))
    return tuple(found)


def _organisation(path: str, values: Mapping[str, list[str]]) -> Organisation:
    """Return one organisation from the values of its properties, which are given by predicate."""

    def sole(predicate: ox.NamedNode) -> str:
        return values.get(predicate.value, [""])[0]

    def several(predicate: ox.NamedNode) -> tuple[str, ...]:
        return tuple(sorted(values.get(predicate.value, [])))

    kinds = {slug(notation): notation for notation in notations()["organisation-kind"]}
    return Organisation(
        path,
        kinds[last_part(sole(BG.organisationKind))],
        sole(SKOS.prefLabel),
        several(SKOS.altLabel),
        several(BG.formerName),
        several(BG.shortName),
        sole(BG.placeName),
        sole(BG.municipalityCode),
        sole(BG.countyCode),
    )


@cache
def _organisations_by_name() -> Mapping[str, Organisation]:
    """Return the organisations by every name case folded, and by every short name of two letters or more."""
    named = {fold(name): one for one in organisations() for name in one.names}
    short = {name: one for one in organisations() for name in one.shorts if len(name) > _ONE_LETTER}
    return MappingProxyType(named | short)


def fold(name: str) -> str:
    """Return a name for comparing: case, spaces and a suspended hyphen, which texts lose, do not count."""
    return " ".join(name.split()).casefold().replace("- och ", " och ")


def organisation(name: str) -> Organisation | None:
    """Return the organisation that ``name`` stands for, None for one that the authority data lacks.

    Names count in any case and in the genitive (``Skolverkets``), short names only as written: ``SKR``,
    ``SKR:s``, but not ``skr``. A ministry's code of one letter (``S``) stands for nobody by itself.
    """
    known = _organisations_by_name()
    name = " ".join(name.split())
    folded = fold(name)
    return (
        known.get(name)
        or known.get(folded)
        or known.get(name.removesuffix(":s"))
        or (known.get(folded.removesuffix("s")) if len(folded) > 5 else None)
    )


def county_board(county_code: str) -> Organisation | None:
    """Return the county administrative board (länsstyrelse) of a county by its code."""
    boards = (one for one in organisations() if not one.is_council and one.county_code)
    return next((one for one in boards if one.county_code == county_code), None)


@cache
def councils_of_place() -> Mapping[str, tuple[Organisation, ...]]:
    """Return the councils by the name of their place, case folded: Stockholm has two, Luleå one."""
    found: dict[str, list[Organisation]] = {}
    for one in organisations():
        if one.place:
            found.setdefault(fold(one.place), []).append(one)
    return MappingProxyType({place: tuple(ones) for place, ones in found.items()})


@cache
def notations() -> Mapping[str, tuple[str, ...]]:
    """Return the notations of each value list, by the name of its scheme, sorted."""
    triples = [triple for name in _SCHEME_FILES for triple in authority_triples(name)]
    concepts = {t.subject for t in triples if (t.predicate, t.object) == (RDF.type, SKOS.Concept)}
    found: dict[str, list[str]] = {}
    for triple in triples:
        is_notation = triple.subject in concepts and triple.predicate == SKOS.notation
        if is_notation and isinstance(triple.object, ox.Literal):
            found.setdefault(_iri(triple.subject).split("/")[-2], []).append(triple.object.value)
    return MappingProxyType({name: tuple(sorted(values)) for name, values in sorted(found.items())})
