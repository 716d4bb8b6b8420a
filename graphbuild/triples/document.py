"""One document's quads: what it states of the meeting, of those who took part and of each §; and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from urllib.parse import quote

import pyoxigraph as ox

from graphbuild.iris import Iris, last_part
from graphbuild.links import DocumentLinks, Earlier, Link
from graphbuild.model import Evidence, Participant, Record
from graphbuild.triples.derived import derived_quads
from graphbuild.triples.evidence import evidence_quads
from graphbuild.triples.fact import (
    Fact,
    Property,
    a,
    boolean,
    date,
    evidence_of,
    having,
    integer,
    joined,
    linked,
    plain,
    swedish,
    time,
    words,
)
from graphbuild.triples.item import groups, item_facts
from graphbuild.triples.scope import Scope
from graphbuild.triples.shared import ordered
from graphbuild.triples.thread import thread_quads
from graphbuild.vocabulary import BG, DCTERMS, PROV, concept


def document_quads(record: Record, links: DocumentLinks, iris: Iris, raw: str) -> tuple[ox.Quad, ...]:
    """Return the quads of one document: its stated, evidence and derived graphs, sorted.

    ``raw`` is the raw text that the evidence counts in; it gives the words around each quote and
    the number of pages. A fact without evidence does not enter.
    """
    scope = Scope(links, iris, links.meeting)
    facts = [fact for fact in document_facts(record, scope) if fact.evidence]
    return with_derived([*about(record, scope, raw), *fact_quads(facts, scope, raw, {})], [links], iris)


def with_derived(quads: Sequence[ox.Quad], links: Sequence[DocumentLinks], iris: Iris) -> tuple[ox.Quad, ...]:
    """Return the quads of a meeting's documents with what follows from them and their threads, sorted."""
    path = links[0].path
    stated = [quad for quad in quads if quad.graph_name == ox.NamedNode(iris.graph(path))]
    threads = [quad for one in links for quad in thread_quads(one, iris)]
    return ordered((*quads, *threads, *derived_quads(stated, path, iris)))


def about(record: Record, scope: Scope, raw: str) -> list[ox.Quad]:
    """Return the quads that describe the document itself."""
    node = ox.NamedNode(scope.links.minutes or scope.iris.minutes(scope.links.path))
    stated = ox.NamedNode(scope.iris.graph(scope.links.path))
    own = [ox.Quad(node, p.predicate, p.object, stated) for p in _minutes(record, scope, raw)]
    return own + [quad for one in scope.links.revises for quad in _earlier(one, node, scope)]


def fact_quads(facts: Sequence[Fact], scope: Scope, raw: str, before: Mapping[str, int]) -> list[ox.Quad]:
    """Return the quads of facts; ``before`` counts the places that other documents have for them."""
    stated = ox.NamedNode(scope.iris.graph(scope.links.path))
    quads: list[ox.Quad] = []
    for fact in facts:
        quads += [ox.Quad(ox.NamedNode(fact.iri), p.predicate, p.object, stated) for p in fact.properties]
        quads += evidence_quads(fact, scope.links, scope.iris, raw, before.get(fact.evidence_at, 0))
    return quads


def document_facts(record: Record, scope: Scope) -> Iterator[Fact]:
    """Give all facts of a document that have evidence: meeting, participations, then each § in order."""
    yield _meeting(record, scope)
    yield from _participations(record, scope)
    for group in groups(record.items):
        yield from item_facts(group, scope)


def _minutes(record: Record, scope: Scope, raw: str) -> tuple[Property, ...]:
    """Describe the document itself; it is the source of the evidence and needs none."""
    source = record.source
    licence = source.licence
    address = _address(source.url)
    return joined(
        (
            a(BG.Minutes),
            having(BG.documents, ox.NamedNode(scope.links.meeting)),
            having(BG.documentKind, concept("document-kind", record.kind)),
            having(BG.documentId, plain(words(record.header.document_id))),
            having(BG.fileName, plain(_file_name(source.path))),
            having(BG.pages, integer(raw.count("\f") + 1)),
            having(DCTERMS.identifier, plain(source.sha256)),
            having(DCTERMS.source, address),
            having(DCTERMS.license, _address(licence) or plain(licence)),
        )
    )


def _earlier(earlier: Earlier, minutes: ox.NamedNode, scope: Scope) -> Iterator[ox.Quad]:
    """Give the quads of a document that the minutes correct: what it is, and none of what it states.

    It is no ``bg:Minutes``, since nothing in the graph is taken from it.
    """
    graph = ox.NamedNode(scope.iris.graph(scope.links.path))
    node = ox.NamedNode(scope.iris.earlier_minutes(scope.links.path, earlier.sha256))
    yield ox.Quad(minutes, PROV.wasRevisionOf, node, graph)
    properties = joined(
        (
            a(PROV.Entity),
            having(DCTERMS.title, plain(_file_name(earlier.file_name))),
            having(DCTERMS.identifier, plain(earlier.sha256)),
            having(DCTERMS.source, _address(earlier.url)),
        )
    )
    for found in properties:
        yield ox.Quad(node, found.predicate, found.object, graph)


def _file_name(path: str) -> str:
    """Return the name of a file; bytes in it that are no UTF-8, which a literal cannot hold, become ``?``."""
    return PurePath(path).name.encode("utf-8", "replace").decode()


def _address(url: str | None) -> ox.NamedNode | None:
    """Return a web address as an IRI, with what an IRI may not hold escaped; None for other text."""
    if not url or not url.startswith(("http://", "https://")):
        return None
    return ox.NamedNode(quote(url, safe="%/:?#[]@!$&'()*+,;=~"))


def _meeting(record: Record, scope: Scope) -> Fact:
    """Return the meeting. Where no front page states it, the heading of its first § is its evidence."""
    header, source = record.header, record.source
    organisation = words(header.organisation) or source.council or scope.organisation
    body = words(header.body) or source.body or scope.body
    properties = joined(
        (
            a(BG.Meeting),
            linked(BG.body, scope.links.body),
            having(BG.date, date(scope.links.date)),
            having(BG.startTime, time(words(header.start_time))),
            having(BG.endTime, time(words(header.end_time))),
            *(having(BG.adjournment, plain(stated.text)) for stated in header.adjournments),
            having(BG.place, plain(words(header.place))),
            having(DCTERMS.title, swedish(f"{body}, {organisation} {scope.links.date}")),
        )
    )
    evidence = evidence_of(header) or tuple(item.evidence for item in record.items[:1])
    return Fact(scope.links.meeting, properties, evidence, "extract-meeting", scope.links.meeting)


def _participations(record: Record, scope: Scope) -> Iterator[Fact]:
    """Give one participation for each person who has a part in the meeting, in order of appearance.

    Who is only mentioned, with no role and no word on presence, took no part by that.
    """
    found: dict[str, tuple[Link, list[Participant]]] = {}
    for participant in record.people:
        link = scope.links.persons.get((participant.name, participant.party))
        takes_part = participant.roles or participant.present is not None or participant.substitutes_for
        if link is not None and (takes_part or participant.paragraphs or participant.clock):
            found.setdefault(link.entity, (link, []))[1].append(participant)
    front = min((item.evidence.start for item in record.items), default=None)
    for entity, (link, people) in found.items():
        iri = scope.iris.participation(scope.links.path, last_part(entity))
        places = _attendance_evidence(people, front)
        yield Fact(iri, _participation(people, link, scope), places, "extract-participation", iri)


def _participation(people: list[Participant], link: Link, scope: Scope) -> tuple[Property, ...]:
    """Describe one person's part in the meeting; ``people`` is more than one where names were joined."""
    presence = {person.present for person in people} - {None}
    title = next((person.title for person in people if person.title), None)
    return joined(
        (
            a(BG.Participation),
            having(BG.meeting, ox.NamedNode(scope.links.meeting)),
            linked(BG.person, link),
            *(scope.party(BG.party, person.party) for person in people),
            *(having(BG.role, concept("role", role)) for person in people for role in person.roles),
            having(BG.present, boolean(any(presence) if presence else None)),
            *(scope.people(BG.substitutesFor, person.substitutes_for) for person in people),
            having(BG.personTitle, swedish(title)),
            *(having(BG.paragraphs, plain(text)) for person in people for text in person.paragraphs),
            *(having(BG.clock, plain(text)) for person in people for text in person.clock),
            having(BG.remote, boolean(True if any(person.remote for person in people) else None)),
        )
    )


def _attendance_evidence(people: list[Participant], front: int | None) -> tuple[Evidence, ...]:
    """Return the places before the first § that name the person, or else the first place of all.

    What §§ say of a person is evidence of its own facts; the front page is that of attendance.
    """
    places = evidence_of(tuple(place for person in people for place in person.evidence))
    before = tuple(place for place in places if front is None or place.start < front)
    return before or places[:1]
