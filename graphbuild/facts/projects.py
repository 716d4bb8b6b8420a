"""Projects that an item treats: name, owner, partners, funders, period, budget, and what the decision grants.

A project is taken up only where the item's title or its decision names one; a project that running
text mentions is none of the item's. Everything but the name stands only where the text states it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from graphbuild.facts.actors import Span, organisation
from graphbuild.facts.award_lists import Row, rows
from graphbuild.facts.budgets import budget, funding
from graphbuild.facts.project_actors import actors, distinct_funders
from graphbuild.facts.project_money import applicant, applied, fund, refusal, refused_or_granted
from graphbuild.facts.project_names import name_of, project_names
from graphbuild.facts.project_period import period
from graphbuild.minutes import ItemText
from graphbuild.model import Project, Stated
from graphbuild.text import Text

_BESIDE = re.compile(
    r"[”“\"»]?(?:, (?P<between>[A-ZÅÄÖÉ][^,;.()\n]{2,90}),| \((?P<within>[A-ZÅÄÖÉ][^,;()\n]{2,90})\))"
)


def projects(text: Text, item: ItemText) -> tuple[Project, ...]:
    """Return the projects that the item treats, in the text's order.

    They are named in its title or its decision. Owner, partners, period and budget are those of the
    item, and so given only where it has one project; of several each has what its own row or sentence
    in the decision says.
    """
    decisions = decision_spans(item)
    whole = item.heading_start, item.end
    listed = [row for row in rows(text, decisions) if row.name is not None]
    names = project_names(text, item.title_spans, decisions)
    known = {name_of(text, row.name).casefold() for row in listed if row.name}
    names = [name for name in names if name_of(text, name).casefold() not in known]
    if len(names) == 1 and not listed:
        return (_alone(text, item, names[0], decisions),)
    named = [_one_of_many(text, name, decisions, whole) for name in names]
    money = fund(text, decisions)
    return tuple(replace(one, fund=money) for one in (*named, *(_of_row(text, row) for row in listed)))


def decision_spans(item: ItemText) -> tuple[Span, ...]:
    """Return the clean spans of what the item decides or proposes to another body."""
    return tuple((s.start, s.end) for s in item.sections if s.kind in {"decision", "recommendation"})


def _alone(text: Text, item: ItemText, name: Span, decisions: tuple[Span, ...]) -> Project:
    """Return the only project of an item with all that the item states of it."""
    start, end = item.start, item.end
    words = name_of(text, name)
    who = actors(text, start, end)
    first, last = period(text, start, end)
    costs = budget(text, start, end)
    paying, funding_total = funding(text, start, end)
    if {line.amount for line in costs.lines} & {funder.amount for funder in paying}:
        paying, funding_total = (), None  # one table below a heading on both
    whole = item.heading_start, end
    award = refused_or_granted(text, decisions, words, True, whole)
    if not award.granted and not award.refused:
        award = refusal(text, decisions, whole) or award
    return Project(
        name=words,
        evidence=text.evidence(*name),
        owner=who.owner,
        partners=who.partners,
        start=first,
        end=last,
        granted=award.granted,
        fund=fund(text, decisions),
        budget=costs.lines,
        total=costs.total,
        grantee=award.grantee if not award.refused else None,
        applicant=applicant(text, start, end) or (award.grantee if award.refused else None),
        applied=award.applied or applied(text, start, end),
        refused=award.refused,
        funders=distinct_funders((*paying, *who.funders)),
        funding_total=funding_total,
    )


def _one_of_many(text: Text, name: Span, decisions: tuple[Span, ...], whole: Span) -> Project:
    """Return one of several projects, with what the decision says of it by its name."""
    words = name_of(text, name)
    award = refused_or_granted(text, decisions, words, False, whole)
    return Project(
        words,
        text.evidence(*name),
        owner=_apposition(text, name),
        granted=award.granted,
        applied=award.applied,
        refused=award.refused,
        grantee=award.grantee if not award.refused else None,
        applicant=award.grantee if award.refused else None,
    )


def _apposition(text: Text, name: Span) -> Stated | None:
    """Return the organisation that stands beside a project's name: ``Alfa, Norra skolan, 400 000 kr``."""
    match = _BESIDE.match(text.clean, name[1])
    return organisation(text, *match.span(match.lastgroup or 0)) if match else None


def _of_row(text: Text, row: Row) -> Project:
    """Return the project of a row in a list or table."""
    assert row.name is not None
    award = row.award
    return Project(
        name_of(text, row.name),
        text.evidence(*row.name),
        owner=award.grantee,
        granted=award.granted,
        applied=award.applied,
        refused=award.refused,
    )
