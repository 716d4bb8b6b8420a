"""Views as RDF: the files in ``queries/views/<name>`` are run on one meeting after the other.

What belongs to one meeting is written with it. What several name (people, bodies, concepts) is written
once a council, when it is first named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import IO

import pyoxigraph as ox

from graphbuild.exports.views import jsonld
from graphbuild.exports.views.scope import Meeting, query_text, read
from graphbuild.store import View
from graphbuild.vocabulary import PREFIXES

QUERIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "eli-dl": ("eli-dl/meeting", "eli-dl/decisions", "eli-dl/entities"),
        "besluit": ("besluit/session", "besluit/decisions", "besluit/mandates"),
    }
)

VIEW_PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        **{name: PREFIXES[name] for name in ("bg", "dcterms", "eli", "prov", "rdfs", "skos", "xsd")},
        "besluit": "http://data.vlaanderen.be/ns/besluit#",
        "elidl": "http://data.europa.eu/eli/eli-draft-legislation-ontology#",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "mandaat": "http://data.vlaanderen.be/ns/mandaat#",
        "org": "http://www.w3.org/ns/org#",
        "person": "http://www.w3.org/ns/person#",
        "regorg": "http://www.w3.org/ns/regorg#",
    }
)


def write(view: View, name: str, chosen: Sequence[Meeting], form: str, output: IO[bytes]) -> None:
    """Write a view of the chosen meetings as ``nt``, ``ttl`` or ``jsonld``, meeting by meeting."""
    writer = {"nt": _n_triples, "ttl": _turtle, "jsonld": _json_ld}[form]
    for text in writer(triples(view, name, chosen)):
        output.write(text.encode())


def triples(view: View, name: str, chosen: Sequence[Meeting]) -> Iterator[list[ox.Triple]]:
    """Give the triples of a view, a list a meeting, sorted."""
    council, written = "", set[str]()
    for meeting in chosen:
        if meeting.council != council:
            council, written = meeting.council, set()
        found = meeting_triples(view, name, meeting)
        yield [triple for triple in found if _is_new(triple, meeting, written)]


def meeting_triples(view: View, name: str, meeting: Meeting) -> list[ox.Triple]:
    """Return the triples that the queries of a view make of one meeting, sorted, each once."""
    store = read(view, meeting)
    made: set[ox.Triple] = set()
    for query in QUERIES[name]:
        found = store.query(query_text(query))
        assert isinstance(found, ox.QueryTriples)
        made.update(found)
    return sorted(made, key=str)


def _is_new(triple: ox.Triple, meeting: Meeting, written: set[str]) -> bool:
    """Say whether a triple is to be written: it is the meeting's own, or was not written before."""
    assert isinstance(triple.subject, ox.NamedNode)
    place = meeting.iri.partition("/id/meeting/")[2]
    if f"/{place}" in triple.subject.value or f"/{place}" in str(triple.object):
        return True
    key = str(triple)
    new = key not in written
    written.add(key)
    return new


def _n_triples(groups: Iterator[list[ox.Triple]]) -> Iterator[str]:
    for group in groups:
        yield "".join(f"{triple} .\n" for triple in group)


def _turtle(groups: Iterator[list[ox.Triple]]) -> Iterator[str]:
    yield "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in VIEW_PREFIXES.items())
    for group in groups:
        text = ox.serialize(group, format=ox.RdfFormat.TURTLE, prefixes=dict(VIEW_PREFIXES)) or b""
        lines = text.decode().splitlines(keepends=True)
        yield "".join(["\n", *(line for line in lines if not line.startswith("@prefix "))])


def _json_ld(groups: Iterator[list[ox.Triple]]) -> Iterator[str]:
    yield jsonld.head(VIEW_PREFIXES)
    mark = "\n"
    for group in groups:
        for node in jsonld.nodes(group, VIEW_PREFIXES):
            yield f"{mark}{node}"
            mark = ",\n"
    yield jsonld.tail()
