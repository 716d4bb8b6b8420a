"""The facts of one §: the § itself, its parts by table, ballots, projects with their money, mentions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyoxigraph as ox

from graphbuild.iris import case_slug, last_part, slug
from graphbuild.links import Link
from graphbuild.model import Ballot, Evidence, Item, Reference
from graphbuild.triples.fact import (
    Fact,
    Property,
    a,
    evidence_of,
    having,
    integer,
    joined,
    linked,
    plain,
    swedish,
    words,
)
from graphbuild.triples.parts import PARTS
from graphbuild.triples.project import Funded, project_facts
from graphbuild.triples.scope import Scope
from graphbuild.vocabulary import BG, DCTERMS, concept


@dataclass(frozen=True, slots=True)
class ItemGroup:
    """All that a document holds under one § number, in order; most often one ``Item``.

    A § that is taken up again (``Forts. § 7``) has several. ``position`` is the place of the first
    among the §§ of the document, from 1.
    """

    number: str
    position: int
    items: tuple[Item, ...]

    def values(self, field: str) -> list[tuple[int, Any]]:
        """Return the values of a field of all its items, numbered from 1."""
        return list(enumerate((value for item in self.items for value in getattr(item, field)), start=1))


def groups(items: Sequence[Item]) -> tuple[ItemGroup, ...]:
    """Return the items of a document grouped by § number, in order of first appearance."""
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(case_slug(item.number), []).append(item)
    numbered = enumerate(found.values(), start=1)
    return tuple(ItemGroup(same[0].number, place, _counted(same)) for place, same in numbered)


def _counted(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the items of one § with their references counting over the proposals and documents of all."""
    before: dict[str, int] = {"suggestion": 0, "proposal": 0, "document": 0}
    found: list[Item] = []
    for item in items:

        def moved(references: tuple[Reference, ...]) -> tuple[Reference, ...]:
            return tuple(
                replace(r, positions=tuple(place + before[r.kind] for place in r.positions))
                for r in references
            )

        proposals = tuple(replace(p, refers_to=moved(p.refers_to)) for p in item.proposals)
        reservations = tuple(replace(d, in_favour_of=moved(d.in_favour_of)) for d in item.reservations)
        found.append(replace(item, proposals=proposals, reservations=reservations))
        before["proposal"] += len(item.proposals)
        before["document"] += len(item.documents)
    return tuple(found)


def item_facts(group: ItemGroup, document: Scope) -> Iterator[Fact]:
    """Give the facts of one §, the § first."""
    scope = document.at(document.iris.item(document.links.path, group.number))
    yield _item(group, scope)
    for part in PARTS:
        for place, value in group.values(part.field):
            properties = (*_placed(scope, place), *part.describe(value, scope))
            yield _fact(scope, part.path, place, properties, evidence_of(value, part.without))
    yield from _ballots(group, scope)
    funded = Funded(group.values("projects"), group.values("grants"), group.values("decisions"))
    yield from project_facts(funded, scope)
    yield from _mentions(group, scope)


def _fact(
    scope: Scope, path: str, key: int | str, properties: tuple[Property, ...], evidence: tuple[Evidence, ...]
) -> Fact:
    """Return a fact that is a part of the §."""
    iri = scope.iris.part(scope.whole, path, key)
    return Fact(iri, properties, evidence, f"extract-{path}", iri)


def _placed(scope: Scope, place: int) -> tuple[Property, ...]:
    """Return the § of a part and its place within it."""
    return joined((having(BG.item, ox.NamedNode(scope.whole)), having(BG.position, integer(place))))


def _item(group: ItemGroup, scope: Scope) -> Fact:
    """Return the § itself."""
    title = next((item.title for item in group.items if item.title is not None), None)
    cases = [stated for item in group.items for stated in item.dnr]
    properties = joined(
        (
            a(BG.Item),
            having(BG.meeting, ox.NamedNode(scope.links.meeting)),
            having(BG.number, plain(group.number)),
            having(BG.position, integer(group.position)),
            having(DCTERMS.title, swedish(words(title))),
            *(linked(BG.case, scope.links.cases.get(stated.text)) for stated in cases),
        )
    )
    stated = tuple((item.evidence, item.title, item.dnr) for item in group.items)
    return Fact(scope.whole, properties, evidence_of(stated), "extract-item", scope.whole)


def _ballots(group: ItemGroup, scope: Scope) -> Iterator[Fact]:
    """Give the ballots of the votes; one whose person is not linked has nobody to stand for."""
    for place, value in group.values("votes"):
        vote = scope.iris.part(scope.whole, "vote", place)
        seen: dict[str, int] = {}
        for ballot in value.ballots:
            link = scope.links.persons.get((ballot.person.name, ballot.person.party))
            if link is None:
                continue
            # A person twice in one vote is an error of reading: two nodes, so that the shape sees it.
            seen[link.entity] = seen.get(link.entity, 0) + 1
            again = f"-{seen[link.entity]}" if seen[link.entity] > 1 else ""
            iri = scope.iris.part(vote, "ballot", last_part(link.entity) + again)
            properties = _ballot(ballot, vote, link, scope)
            yield Fact(iri, properties, (ballot.person.evidence,), "extract-ballot", iri)


def _ballot(ballot: Ballot, vote: str, link: Link, scope: Scope) -> tuple[Property, ...]:
    """Describe how one person voted."""
    return joined(
        (
            a(BG.Ballot),
            having(BG.vote, ox.NamedNode(vote)),
            linked(BG.person, link),
            scope.party(BG.party, ballot.person.party),
            having(BG.choice, concept("choice", ballot.choice)),
        )
    )


def _mentions(group: ItemGroup, scope: Scope) -> Iterator[Fact]:
    """Give one mention for each person and organisation that the § names, with every place of it."""
    found: dict[str, tuple[Link, list[Evidence]]] = {}
    for item in group.items:
        named: list[tuple[Link | None, Evidence]] = [
            (scope.links.persons.get((person.name, person.party)), person.evidence) for person in item.people
        ]
        named += [(scope.links.agents.get(stated.text), stated.evidence) for stated in item.organisations]
        for link, evidence in named:
            if link is not None:
                found.setdefault(link.entity, (link, []))[1].append(evidence)
    for entity, (link, places) in found.items():
        about = joined((a(BG.Mention), having(BG.item, ox.NamedNode(scope.whole)), linked(BG.entity, link)))
        yield _fact(scope, "mention", _mention_key(scope, entity), about, evidence_of(tuple(places)))


def _mention_key(scope: Scope, entity: str) -> str:
    """Return what tells a mention from others of the §: the entity's kind and what its IRI has below."""
    kind, _, below = entity.removeprefix(f"{scope.iris.base}id/").partition("/")
    return f"{slug(kind)}-{slug(below.removeprefix(f'{scope.organisation}/'))}"
