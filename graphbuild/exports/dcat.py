"""The data set as an entry of a catalogue, by DCAT-AP-SE 3: what Sveriges dataportal harvests.

The profile: DCAT-AP-SE 3.0.1, Myndigheten för digital förvaltning, 25 November 2024,
https://docs.dataportal.se/dcat/3.0.1/en/. Beside what DCAT-AP makes mandatory it wants a publisher of
each data set, and the catalogue itself under CC0; what it wants for harvesting (no blank nodes, absolute
IRIs, RDF/XML, licences by ``http://creativecommons.org/…/``) stands in the pages of
https://github.com/diggsweden/DCAT-AP-SE, ``docs/harvesting.md`` and ``docs/changes.md``. Shapes for the
mandatory parts are in ``shapes/publication/dcat-ap-se.ttl``; there a licence for each distribution and a
contact point are mandatory too, which the profile recommends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import SH

from graphbuild import __version__
from graphbuild.errors import BeslutsgrafError
from graphbuild.exports.about import About, Texts
from graphbuild.exports.described import DESCRIBED, Term, date, iri, number, property_of, text
from graphbuild.exports.statistics import Council, Statistics
from graphbuild.exports.void import dataset
from graphbuild.iris import last_part, slug
from graphbuild.resources import resource
from graphbuild.vocabulary import BG, DCTERMS, NAMESPACE, RDF, RDFS

_CC0: Final = "http://creativecommons.org/publicdomain/zero/1.0/"
_EU: Final = "http://publications.europa.eu/resource/authority/"
_MEDIA: Final = "https://www.iana.org/assignments/media-types/"
_SPARQL: Final = "https://www.w3.org/TR/sparql11-protocol/"
_HVD: Final = "http://data.europa.eu/eli/reg_impl/2023/138/oj"
_SHA256: Final = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"

Told: TypeAlias = Iterator[tuple[str, ox.NamedNode, Term]]


class DescriptionError(BeslutsgrafError):
    """A description that breaks the profile."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """A file in which the data set can be had.

    ``size`` is in bytes, ``sha256`` hexadecimal; None and ``""`` where the file is not at hand.
    ``title`` says in Swedish and in English what it is.
    """

    file: str
    media_type: str
    title: Texts
    size: int | None = None
    sha256: str = ""


def dcat(
    found: Statistics, about: About, base: str, files: Sequence[Distribution], *, sparql: str = ""
) -> list[ox.Triple]:
    """Return the catalogue with the data set, its distributions and its SPARQL service.

    Args:
        found: the numbers of the graph.
        about: what the publisher says.
        base: what the IRIs of the graph begin with.
        files: the files of a release, which lie below ``about.download``.
        sparql: the address of the SPARQL endpoint; that of ``about`` where none is given.
    """
    endpoint = sparql or about.sparql
    told = (
        *_catalogue(about, base, endpoint),
        *_dataset(found, about, base),
        *_places(found, base),
        *_who(about, base),
        *(triple for file in files for triple in _file(file, about, base)),
        *(_service(about, base, endpoint) if endpoint else ()),
    )
    return [ox.Triple(iri(subject), predicate, value) for subject, predicate, value in told]


def faults(triples: Sequence[ox.Triple]) -> list[str]:
    """Return what the shapes of the profile find in a description, in English, sorted."""
    data = rdflib.Graph()
    data.parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"", format="nt")
    _, results, _ = pyshacl.validate(data, shacl_graph=_shapes())
    if not isinstance(results, rdflib.Graph):
        raise DescriptionError(f"the shapes of DCAT-AP-SE cannot be run: {results}")
    told = {
        f"{results.value(result, SH.focusNode)}: {message}"
        for result in results.subjects(rdflib.RDF.type, SH.ValidationResult)
        for message in results.objects(result, SH.resultMessage)
        if not isinstance(message, rdflib.Literal) or message.language != "sv"
    }
    return sorted(told)


@cache
def _shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(resource("shapes/publication/dcat-ap-se.ttl"), format="turtle")


def _catalogue(about: About, base: str, endpoint: str) -> Told:
    whole = dataset(base)
    node = f"{whole}#catalogue"
    yield node, RDF.type, _dcat("Catalog")
    yield from _texts(node, DCTERMS.title, about.title)
    yield from _texts(node, DCTERMS.description, about.description)
    yield node, _dcterms("publisher"), iri(_publisher(about, base))
    yield node, DCTERMS.license, iri(_CC0)
    yield node, _dcterms("language"), iri(f"{_EU}language/SWE")
    yield node, _dcat("themeTaxonomy"), iri(f"{_EU}data-theme")
    yield node, _dcat("dataset"), iri(whole)
    if endpoint:
        yield node, _dcat("service"), iri(f"{whole}#sparql")
    if about.homepage:
        yield node, _foaf("homepage"), iri(about.homepage)
    yield from _dates(node, about)


def _dataset(found: Statistics, about: About, base: str) -> Told:
    node = dataset(base)
    yield node, RDF.type, _dcat("Dataset")
    yield node, DCTERMS.identifier, text(node)
    yield from _texts(node, DCTERMS.title, about.title)
    yield from _texts(node, DCTERMS.description, about.description)
    for language, words in sorted(about.keywords.items()):
        yield from ((node, _dcat("keyword"), text(word, language)) for word in words)
    yield node, _dcterms("publisher"), iri(_publisher(about, base))
    yield node, _dcat("contactPoint"), iri(f"{node}#contact")
    yield node, DCTERMS.license, iri(about.licence)
    yield node, _dcterms("language"), iri(f"{_EU}language/SWE")
    yield node, _dcat("theme"), iri(f"{_EU}data-theme/GOVE")
    yield node, _dcterms("accessRights"), iri(f"{_EU}access-right/PUBLIC")
    yield node, _dcterms("conformsTo"), iri(f"{NAMESPACE}ns")
    yield node, _dcterms("spatial"), iri(f"{_EU}country/SWE")
    yield from ((node, _dcterms("spatial"), iri(_place(council, base))) for council in found.councils)
    yield from _period(found, node)
    yield from _provenance(found, node)
    yield from _dates(node, about)
    if about.homepage:
        yield node, _dcat("landingPage"), iri(about.homepage)
    if about.periodicity:
        yield node, _dcterms("accrualPeriodicity"), iri(f"{_EU}frequency/{about.periodicity}")
    if about.version:
        yield node, _dcat("version"), text(about.version)
    if about.hvd_category:
        yield node, _dcatap("hvdCategory"), iri(about.hvd_category)
        yield node, _dcatap("applicableLegislation"), iri(_HVD)


def _period(found: Statistics, whole: str) -> Told:
    """Give the time from the first meeting to the last."""
    if found.first:
        node = f"{whole}#period"
        yield whole, _dcterms("temporal"), iri(node)
        yield node, RDF.type, _dcterms("PeriodOfTime")
        yield node, _dcat("startDate"), date(found.first)
        yield node, _dcat("endDate"), date(found.last)


def _provenance(found: Statistics, whole: str) -> Told:
    documents = dict(found.classes).get(BG.Minutes.value, 0)
    node = f"{whole}#provenance"
    yield whole, _dcterms("provenance"), iri(node)
    yield node, RDF.type, _dcterms("ProvenanceStatement")
    yield node, RDFS.label, text(f"Utläst ur {documents} protokoll med beslutsgraf {__version__}.", "sv")
    yield node, RDFS.label, text(f"Read from {documents} minutes by beslutsgraf {__version__}.", "en")


def _places(found: Statistics, base: str) -> Told:
    """Give the area of each council, with its official code where that is known."""
    for council in found.councils:
        node = _place(council, base)
        yield node, RDF.type, _dcterms("Location")
        yield node, RDFS.label, text(council.label, "sv")
        if council.code:
            yield node, DCTERMS.identifier, text(council.code)


def _who(about: About, base: str) -> Told:
    publisher, contact = _publisher(about, base), f"{dataset(base)}#contact"
    yield publisher, RDF.type, _foaf("Agent")
    yield publisher, _foaf("name"), text(about.publisher)
    if about.publisher_type:
        yield publisher, _dcterms("type"), iri(about.publisher_type)
    yield contact, RDF.type, _vcard("Organization")
    yield contact, _vcard("fn"), text(about.contact)
    yield contact, _vcard("hasEmail"), iri(f"mailto:{about.email}")


def _file(file: Distribution, about: About, base: str) -> Told:
    whole = dataset(base)
    node, address = f"{whole}#file-{slug(file.file)}", f"{about.download}{file.file}"
    yield whole, _dcat("distribution"), iri(node)
    yield node, RDF.type, _dcat("Distribution")
    yield from _texts(node, DCTERMS.title, file.title)
    yield node, _dcat("accessURL"), iri(address)
    yield node, _dcat("downloadURL"), iri(address)
    yield node, DCTERMS.license, iri(about.licence)
    yield node, _dcterms("format"), text(file.media_type)
    if file.file.endswith(".gz"):
        yield node, _dcat("compressFormat"), iri(f"{_MEDIA}application/gzip")
    if file.size is not None:
        yield node, _dcat("byteSize"), number(file.size)
    if file.sha256:
        yield node, _spdx("checksum"), iri(f"{node}-sha256")
        yield f"{node}-sha256", RDF.type, _spdx("Checksum")
        yield f"{node}-sha256", _spdx("algorithm"), iri(_SHA256)
        yield f"{node}-sha256", _spdx("checksumValue"), text(file.sha256)


def _service(about: About, base: str, endpoint: str) -> Told:
    """Give the SPARQL service, and the distribution that it is."""
    whole = dataset(base)
    node, way = f"{whole}#sparql", f"{whole}#by-sparql"
    yield node, RDF.type, _dcat("DataService")
    yield from _texts(node, DCTERMS.title, {"sv": "SPARQL-tjänst", "en": "SPARQL endpoint"})
    yield node, _dcat("endpointURL"), iri(endpoint)
    # Without a query the endpoint answers with its SPARQL 1.1 Service Description.
    yield node, _dcat("endpointDescription"), iri(endpoint)
    yield node, _dcat("servesDataset"), iri(whole)
    yield node, _dcterms("conformsTo"), iri(_SPARQL)
    yield node, _dcterms("publisher"), iri(_publisher(about, base))
    yield node, _dcat("contactPoint"), iri(f"{whole}#contact")
    yield node, DCTERMS.license, iri(about.licence)
    yield node, _dcterms("accessRights"), iri(f"{_EU}access-right/PUBLIC")
    yield whole, _dcat("distribution"), iri(way)
    yield way, RDF.type, _dcat("Distribution")
    yield from _texts(way, DCTERMS.title, {"sv": "Frågor i SPARQL", "en": "Queries in SPARQL"})
    yield way, _dcat("accessURL"), iri(endpoint)
    yield way, _dcat("accessService"), iri(node)
    yield way, _dcterms("format"), text("application/sparql-results+json")
    yield way, DCTERMS.license, iri(about.licence)


def _texts(node: str, predicate: ox.NamedNode, texts: Texts) -> Told:
    yield from ((node, predicate, text(value, language)) for language, value in sorted(texts.items()))


def _dates(node: str, about: About) -> Told:
    if about.issued:
        yield node, _dcterms("issued"), date(about.issued)
    if about.modified:
        yield node, _dcterms("modified"), date(about.modified)


def _publisher(about: About, base: str) -> str:
    return about.publisher_iri or f"{dataset(base)}#publisher"


def _place(council: Council, base: str) -> str:
    return f"{dataset(base)}#place-{last_part(council.iri)}"


def _dcat(name: str) -> ox.NamedNode:
    return property_of(DESCRIBED["dcat"], name)


def _dcatap(name: str) -> ox.NamedNode:
    return property_of(DESCRIBED["dcatap"], name)


def _dcterms(name: str) -> ox.NamedNode:
    return property_of(DESCRIBED["dcterms"], name)


def _foaf(name: str) -> ox.NamedNode:
    return property_of(DESCRIBED["foaf"], name)


def _spdx(name: str) -> ox.NamedNode:
    return property_of(DESCRIBED["spdx"], name)


def _vcard(name: str) -> ox.NamedNode:
    return property_of(DESCRIBED["vcard"], name)
