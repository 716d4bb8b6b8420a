"""The quads of a meeting that several extracts tell of: each its own document, together one meeting.

Each § is told by one of them (see `graphbuild.linking.documents`). What they all tell of, the meeting
and who took part, is one fact with the evidence of each. Where it can have one value only, the first
document's stands; but who is present in one of them was present.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pyoxigraph as ox

from graphbuild.iris import Iris
from graphbuild.links import DocumentLinks
from graphbuild.model import Record
from graphbuild.triples.document import about, document_facts, document_quads, fact_quads, with_derived
from graphbuild.triples.fact import Fact, Property, integer
from graphbuild.triples.item import groups
from graphbuild.triples.scope import Scope
from graphbuild.vocabulary import BG

_ONE_VALUE = frozenset({BG.startTime, BG.endTime, BG.place, BG.present, BG.personTitle})
_NUMBER = re.compile(r"\d+|\D+")

Values = dict[tuple[str, ox.NamedNode], Property]
"""By fact and predicate: the one property that stands."""


@dataclass(frozen=True, slots=True)
class Told:
    """A document of a meeting: what it states, its links, and the raw text that its evidence counts in."""

    record: Record
    links: DocumentLinks
    raw: str


def meeting_quads(documents: Sequence[Told], iris: Iris) -> tuple[ox.Quad, ...]:
    """Return the quads of the documents of one meeting, sorted; the first counts most (see the module)."""
    if len(documents) == 1:
        return document_quads(documents[0].record, documents[0].links, iris, documents[0].raw)
    scopes = [Scope(one.links, iris, one.links.meeting) for one in documents]
    told = [
        [fact for fact in document_facts(one.record, scope) if fact.evidence]
        for one, scope in zip(documents, scopes, strict=True)
    ]
    values = _values([fact for facts in told for fact in facts]) | _positions(documents, iris)
    quads: list[ox.Quad] = []
    places: dict[str, int] = {}
    for one, scope, facts in zip(documents, scopes, told, strict=True):
        quads += about(one.record, scope, one.raw)
        quads += fact_quads([_agreeing(fact, values) for fact in facts], scope, one.raw, dict(places))
        for fact in facts:
            places[fact.evidence_at] = places.get(fact.evidence_at, 0) + len(fact.evidence)
    return with_derived(quads, [one.links for one in documents], iris)


def _values(facts: Sequence[Fact]) -> Values:
    """Return the value of what can have only one: the first, but True for who is present in any."""
    found: Values = {}
    for fact in facts:
        for one in fact.properties:
            key = (fact.iri, one.predicate)
            present = one.predicate == BG.present and one.object.value == "true"
            if one.predicate in _ONE_VALUE and (key not in found or present):
                found[key] = one
    return found


def _positions(documents: Sequence[Told], iris: Iris) -> Values:
    """Return the places of the §§ among those of all the documents, by their numbers."""
    numbers = [(group.number, one.links.path) for one in documents for group in groups(one.record.items)]
    found: Values = {}
    for place, (number, path) in enumerate(sorted(numbers, key=lambda pair: _natural(pair[0])), start=1):
        value = integer(place)
        assert value is not None
        found[iris.item(path, number), BG.position] = Property(BG.position, value)
    return found


def _natural(number: str) -> tuple[tuple[int, str], ...]:
    """Return the order of a § number: 9 before 10, 7 before 7a."""
    return tuple((int(part), "") if part.isdecimal() else (0, part) for part in _NUMBER.findall(number))


def _agreeing(fact: Fact, values: Values) -> Fact:
    """Return the fact with the values that stand for what can have only one."""
    properties = tuple(values.get((fact.iri, one.predicate), one) for one in fact.properties)
    return replace(fact, properties=properties)
