"""The files of the vocabulary into `graphbuild.reference.model`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

import pyoxigraph as ox

from graphbuild.reference.documents import document, files, quads
from graphbuild.reference.model import Concept, Match, Scheme, Term, Vocabulary, Words
from graphbuild.vocabulary import PREFIXES

_OWL: Final = "http://www.w3.org/2002/07/owl#"
_SH: Final = "http://www.w3.org/ns/shacl#"
_RDF, _RDFS, _SKOS, _DCTERMS = (PREFIXES[name] for name in ("rdf", "rdfs", "skos", "dcterms"))
_KINDS: Final[Mapping[str, str]] = {
    f"{_OWL}Class": "class",
    f"{_OWL}ObjectProperty": "object property",
    f"{_OWL}DatatypeProperty": "datatype property",
}
_PREFIX = re.compile(r"^@prefix ([\w-]+): <([^>]+)> \.$", re.MULTILINE)
_PLACE = re.compile(
    r"^(?:# (?P<section>[A-Z].*)|(?P<prefix>[\w-]+):(?P<name>[\w-]+) a |<(?P<iri>[^>]+)> a )", re.MULTILINE
)


class Triples:
    """The triples of a document, asked by subject and predicate."""

    def __init__(self, name: str) -> None:
        self._data: dict[str, dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]]] = {}
        for quad in quads(name):
            assert isinstance(quad.subject, ox.NamedNode | ox.BlankNode)
            assert not isinstance(quad.object, ox.Triple)
            self._data.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(
                quad.object
            )

    def subjects(self, predicate: str) -> list[str]:
        """Return what has a predicate."""
        return [subject for subject, told in self._data.items() if predicate in told]

    def predicates(self, subject: str) -> list[str]:
        """Return the predicates of a subject, sorted."""
        return sorted(self._data.get(subject, {}))

    def values(self, subject: str, predicate: str) -> tuple[str, ...]:
        """Return the values of a predicate as plain texts."""
        return tuple(each.value for each in self._objects(subject, predicate))

    def first(self, subject: str, predicate: str) -> str:
        """Return the first value of a predicate, or an empty text."""
        return next(iter(self.values(subject, predicate)), "")

    def told(self, subject: str, predicate: str) -> tuple[tuple[str, str], ...]:
        """Return the texts of a predicate with their languages, Swedish first."""
        texts = [each for each in self._objects(subject, predicate) if isinstance(each, ox.Literal)]
        return tuple(
            sorted(((each.language or "", each.value) for each in texts), key=lambda pair: pair[0] != "sv")
        )

    def words(self, subject: str, predicate: str) -> Words:
        """Return the text of a predicate in both languages; one that lacks is empty."""
        found = dict(self.told(subject, predicate))
        return Words(found.get("sv", ""), found.get("en", ""))

    def classes(self, subject: str, predicate: str) -> tuple[str, ...]:
        """Return the classes or datatypes that a predicate leads to, the members of a union one by one."""
        found: list[str] = []
        for each in self._objects(subject, predicate):
            union = self.first(each.value, f"{_OWL}unionOf") if isinstance(each, ox.BlankNode) else ""
            found += self.members(union) if union else [each.value]
        return tuple(found)

    def members(self, head: str) -> Iterator[str]:
        """Give the members of a list."""
        while head and head != f"{_RDF}nil":
            yield self.first(head, f"{_RDF}first")
            head = self.first(head, f"{_RDF}rest")

    def _objects(self, subject: str, predicate: str) -> list[ox.NamedNode | ox.BlankNode | ox.Literal]:
        return self._data.get(subject, {}).get(predicate, [])


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary as its files have it."""
    triples = Triples("ontology")
    iri = triples.subjects(f"{_OWL}versionIRI")[0]
    namespaces = _namespaces()
    about = {
        short(name, namespaces): ", ".join(triples.values(iri, name))
        for name in triples.predicates(iri)
        if not triples.told(iri, name) or not triples.told(iri, name)[0][0]
    }
    return Vocabulary(
        iri=iri,
        title=triples.words(iri, f"{_DCTERMS}title"),
        description=triples.words(iri, f"{_DCTERMS}description"),
        about=about,
        terms=tuple(_terms(triples, namespaces)),
        schemes=tuple(_schemes()),
        namespaces=namespaces,
    )


def short(iri: str, namespaces: Mapping[str, str]) -> str:
    """Return an IRI with its prefix where its namespace has one."""
    for prefix, namespace in namespaces.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _terms(triples: Triples, namespaces: Mapping[str, str]) -> Iterator[Term]:
    """Give the classes and properties in the order of the file."""
    align, lists = Triples("align"), _value_lists()
    for section, iri in _places("ontology"):
        kind = _KINDS.get(triples.first(iri, f"{_RDF}type"))
        if kind is None:
            continue
        above = (f"{_RDFS}subClassOf", f"{_RDFS}subPropertyOf")
        yield Term(
            iri=iri,
            kind=kind,
            section=section,
            label=triples.words(iri, f"{_RDFS}label"),
            definition=triples.words(iri, f"{_SKOS}definition"),
            examples=triples.told(iri, f"{_SKOS}example"),
            above=tuple(value for name in above for value in triples.values(iri, name)),
            domains=triples.classes(iri, f"{_RDFS}domain"),
            ranges=triples.classes(iri, f"{_RDFS}range"),
            scheme=lists.get(iri, "") or triples.first(iri, f"{_RDFS}seeAlso"),
            matches=tuple(
                Match(short(how, namespaces), target)
                for how in align.predicates(iri)
                for target in align.values(iri, how)
            ),
        )


def _schemes() -> Iterator[Scheme]:
    """Give the value lists, and the concepts of each, in the order of the files."""
    triples = Triples("schemes")
    order = [iri for _, iri in _places("schemes")]
    for scheme in order:
        if triples.first(scheme, f"{_RDF}type") != f"{_SKOS}ConceptScheme":
            continue
        concepts = [iri for iri in order if scheme in triples.values(iri, f"{_SKOS}inScheme")]
        yield Scheme(
            iri=scheme,
            label=triples.words(scheme, f"{_SKOS}prefLabel"),
            definition=triples.words(scheme, f"{_SKOS}definition"),
            concepts=tuple(_concept(triples, iri) for iri in concepts),
        )


def _concept(triples: Triples, iri: str) -> Concept:
    return Concept(
        iri=iri,
        notation=triples.first(iri, f"{_SKOS}notation"),
        label=triples.words(iri, f"{_SKOS}prefLabel"),
        definition=triples.words(iri, f"{_SKOS}definition"),
        broader=triples.first(iri, f"{_SKOS}broader"),
    )


def _value_lists() -> dict[str, str]:
    """Return the value list of each property, as the shapes allow its values."""
    shapes, schemes = Triples("shapes"), Triples("schemes")
    found = {}
    for shape in shapes.subjects(f"{_SH}in"):
        first = next(shapes.members(shapes.first(shape, f"{_SH}in")), "")
        scheme = schemes.first(first, f"{_SKOS}inScheme")
        if scheme:
            found[shapes.first(shape, f"{_SH}path")] = scheme
    return found


def _places(name: str) -> Iterator[tuple[str, str]]:
    """Give each subject of a document's statements with the heading that it stands below, in their order."""
    text, section = document(name).decode(), ""
    prefixes = dict(_PREFIX.findall(text))
    for found in _PLACE.finditer(text):
        if found["section"]:
            section = found["section"]
        else:
            yield section, found["iri"] or prefixes[found["prefix"]] + found["name"]


def _namespaces() -> dict[str, str]:
    """Return the prefixes of the vocabulary, its mappings and the graph, ours first."""
    texts = "\n".join(
        path.read_text(encoding="utf-8") for name in ("ontology", "align") for path in files(name)
    )
    found = {**PREFIXES, **dict(_PREFIX.findall(texts))}
    return dict(sorted(found.items(), key=lambda pair: (pair[0] != "bg", pair[0])))
