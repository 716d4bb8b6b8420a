"""What the endpoint says of itself: SPARQL 1.1 Service Description, with the limits of this service."""

from __future__ import annotations

import pyoxigraph as ox

from api.settings import Settings
from graphbuild.results import TABLES
from graphbuild.vocabulary import DCTERMS, PREFIXES, RDF

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_VOID = "http://rdfs.org/ns/void#"
_COMMENT = ox.NamedNode(f"{PREFIXES['rdfs']}comment")
# The names in http://www.w3.org/ns/formats/ of what can be answered.
_RESULT_FORMATS = (
    *(f"SPARQL_Results_{name.upper()}" for name in TABLES),
    *("Turtle", "N-Triples", "JSON-LD", "RDF_XML", "N-Quads", "TriG"),
)


def describe(endpoint: str, settings: Settings, *, writable: bool) -> list[ox.Triple]:
    """Return the description of the service at ``endpoint``."""
    service, dataset = ox.NamedNode(f"{endpoint}#service"), ox.NamedNode(f"{endpoint}#dataset")
    default = ox.NamedNode(f"{endpoint}#default-graph")
    languages = ["SPARQL11Query", *(["SPARQL11Update"] if writable else [])]
    said: list[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]] = [
        (service, RDF.type, _sd("Service")),
        (service, _sd("endpoint"), ox.NamedNode(endpoint)),
        *((service, _sd("supportedLanguage"), _sd(name)) for name in languages),
        (service, _sd("feature"), _sd("UnionDefaultGraph")),
        *((service, _sd("resultFormat"), ox.NamedNode(_FORMATS + name)) for name in _RESULT_FORMATS),
        (service, _sd("defaultDataset"), dataset),
        (dataset, RDF.type, _sd("Dataset")),
        (dataset, RDF.type, ox.NamedNode(f"{_VOID}Dataset")),
        (dataset, _sd("defaultGraph"), default),
        (default, RDF.type, _sd("Graph")),
        *((service, _COMMENT, ox.Literal(text, language="en")) for text in limits(settings)),
        (service, DCTERMS.title, ox.Literal(settings.title)),
    ]
    return [ox.Triple(subject, predicate, value) for subject, predicate, value in said]


def limits(settings: Settings) -> tuple[str, ...]:
    """Return the limits of the service, each as a sentence."""
    return (
        f"A query is stopped after {settings.query_seconds:g} seconds (504).",
        f"A query may be {settings.query_bytes} bytes long (413; 414 in a URL).",
        f"A result may be {settings.result_bytes} bytes and {settings.result_rows} rows long (403).",
        f"A query may use {settings.reader_megabytes} megabytes of memory (507).",
        f"{settings.workers} queries run at a time; another waits {settings.wait_seconds:g} seconds (503).",
        f"One client may have {settings.client_queries} queries under way (429).",
        "SERVICE and LOAD are refused (400); to write takes a token (401).",
    )


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)
