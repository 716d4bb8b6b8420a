"""The facts of projects and grants of one §: whose they are, what was applied for, granted and paid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from graphbuild.links import Link
from graphbuild.model import DecisionPoint, Evidence, Funder, Grant, Money, Project, Stated
from graphbuild.triples.fact import (
    Fact,
    Property,
    a,
    date,
    evidence_of,
    having,
    integer,
    joined,
    linked,
    swedish,
    words,
)
from graphbuild.triples.parts import money
from graphbuild.triples.scope import Scope
from graphbuild.vocabulary import BG, RDFS

Properties = tuple[Property, ...]
Node = tuple[str, Properties, tuple[Evidence, ...]]

# Fields of a project that become facts of their own.
_MONEY_FIELDS = frozenset(
    {
        "granted",
        "fund",
        "budget",
        "total",
        "grantee",
        "applicant",
        "applied",
        "refused",
        "funders",
        "funding_total",
    }
)


@dataclass(frozen=True, slots=True)
class Funded:
    """The projects of a §, its grants and the points of its decision, each numbered from 1."""

    projects: Sequence[tuple[int, Project]]
    grants: Sequence[tuple[int, Grant]]
    decisions: Sequence[tuple[int, DecisionPoint]]


def project_facts(found: Funded, scope: Scope) -> Iterator[Fact]:
    """Give the projects that the § treats, the money that goes with each, and grants for no project."""
    places: dict[str, int] = {}
    for place, project in found.projects:
        link = scope.links.projects.get(project.name)
        if link is not None:
            yield _project(project, link, scope, place)
        whose = linked(BG.project, link)
        yield from _parts(_project_nodes(project, found, scope), whose, places, scope)
    for _, grant in found.grants:
        yield from _parts(_grant_nodes(grant, found, scope), (), places, scope)


def _parts(nodes: Iterator[Node], whose: Properties, places: dict[str, int], scope: Scope) -> Iterator[Fact]:
    """Give the facts for nodes of money, each numbered among those of its kind in the §."""
    for path, properties, evidence in nodes:
        places[path] = places.get(path, 0) + 1
        iri = scope.iris.part(scope.whole, path, places[path])
        placed = (
            having(BG.item, ox.NamedNode(scope.whole)),
            having(BG.position, integer(places[path])),
            whose,
            properties,
        )
        yield Fact(iri, joined(placed), evidence, f"extract-{path}", iri)


def _project(project: Project, link: Link, scope: Scope, place: int) -> Fact:
    """Return what the § states of a project; its evidence stands below the §."""
    properties = joined(
        (
            (Property(BG.treatedIn, ox.NamedNode(scope.whole), link),),
            scope.agent(BG.owner, project.owner),
            *(scope.agent(BG.partner, partner) for partner in project.partners),
            having(BG.start, date(words(project.start))),
            having(BG.end, date(words(project.end))),
        )
    )
    evidence_at = scope.iris.part(scope.whole, "project", place)
    return Fact(link.entity, properties, evidence_of(project, _MONEY_FIELDS), "extract-project", evidence_at)


def _project_nodes(project: Project, found: Funded, scope: Scope) -> Iterator[Node]:
    """Give a project's grant and application, and the lines and totals of its budget."""
    if project.granted is not None:
        yield _grant(project.granted, project.fund, project.grantee, found, scope)
    if project.applied or project.applicant or project.refused:
        yield _application(project.applied, project.applicant, project.refused, found, scope)
    for line in project.budget:
        label = having(RDFS.label, swedish(line.label))
        yield "budget", joined((a(BG.BudgetLine), label, money(line.amount))), evidence_of(line)
    if project.total is not None:
        yield "budget-total", joined((a(BG.BudgetTotal), money(project.total))), evidence_of(project.total)
    for funder in project.funders:
        yield "financing", _financing(funder, scope), evidence_of(funder)
    if project.funding_total is not None:
        total = project.funding_total
        yield "financing-total", joined((a(BG.FinancingTotal), money(total))), evidence_of(total)


def _grant_nodes(grant: Grant, found: Funded, scope: Scope) -> Iterator[Node]:
    """Give a grant for no named project, and the application that it answers."""
    if grant.granted is not None:
        yield _grant(grant.granted, grant.fund, grant.grantee, found, scope)
    if grant.applied or grant.refused:
        yield _application(grant.applied, grant.grantee, grant.refused, found, scope)


def _grant(granted: Money, fund: Stated | None, grantee: Stated | None, found: Funded, scope: Scope) -> Node:
    properties = joined(
        (
            a(BG.Grant),
            money(granted),
            having(BG.fund, swedish(words(fund))),
            scope.agent(BG.grantee, grantee),
            having(BG.decision, _deciding(granted.evidence, found, scope)),
        )
    )
    return "grant", properties, evidence_of((granted, fund, grantee))


def _application(
    applied: Money | None, applicant: Stated | None, refused: Stated | None, found: Funded, scope: Scope
) -> Node:
    properties = joined(
        (
            a(BG.Application),
            money(applied) if applied else (),
            scope.agent(BG.applicant, applicant),
            having(BG.decision, _deciding(refused.evidence, found, scope) if refused else None),
        )
    )
    return "application", properties, evidence_of((applied, applicant, refused))


def _financing(funder: Funder, scope: Scope) -> Properties:
    """Describe who pays for a part of a project, as printed and as linked, and how much."""
    label, agent = having(RDFS.label, swedish(funder.name.text)), scope.agent(BG.funder, funder.name)
    return joined((a(BG.Financing), label, agent, money(funder.amount) if funder.amount else ()))


def _deciding(evidence: Evidence, found: Funded, scope: Scope) -> ox.NamedNode | None:
    """Return the point of the decision whose words hold the evidence."""
    for place, point in found.decisions:
        if point.evidence.start <= evidence.start and evidence.end <= point.evidence.end:
            return ox.NamedNode(scope.iris.part(scope.whole, "decision", place))
    return None
