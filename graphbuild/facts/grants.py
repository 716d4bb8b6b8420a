"""Grants to organisations for no named project: what a decision gives or refuses them.

A sentence or row that names a project tells of that project and of no grant beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from graphbuild.facts.actors import Span, project_words, sentences
from graphbuild.facts.award_lists import rows
from graphbuild.facts.awards import Award, award
from graphbuild.facts.project_money import applied_by, fund
from graphbuild.facts.projects import decision_spans
from graphbuild.minutes import ItemText
from graphbuild.model import DecisionPoint, Evidence, Grant, Project
from graphbuild.text import Text

T = TypeVar("T", Project, Grant)


def grants(
    text: Text, item: ItemText, projects: tuple[Project, ...], points: tuple[DecisionPoint, ...]
) -> tuple[Grant, ...]:
    """Return what the item's decision grants organisations, or refuses them, beside its projects.

    Args:
        text: the document.
        item: the item.
        projects: the projects found in it, whose money is theirs.
        points: the points of its decision; what one only asks another body to grant is no grant.
    """
    decisions = decision_spans(item)
    money = fund(text, decisions)
    taken = [m.evidence for p in projects for m in (p.granted, p.applied, p.refused) if m is not None]
    found: dict[tuple[str, int], Grant] = {}
    if _is_no_grant(" ".join(text.clean[slice(*span)] for span in item.title_spans)):
        return ()
    for told in _told(text, item, decisions):
        where = next((m.evidence for m in (told.granted, told.applied, told.refused) if m is not None), None)
        if told.grantee is None or where is None or _is_own(told.grantee.text):
            continue
        if any(_within(where, other) for other in taken):
            continue
        asked = told.applied or applied_by(text, told.grantee.text, item.start, item.end)
        grant = Grant(told.grantee, where, told.granted, asked, told.refused, None if told.refused else money)
        found.setdefault((told.grantee.text.casefold(), where.start), grant)
    settled = without_proposed(tuple(found.values()), points)
    return tuple(one for one in settled if one.granted or one.applied or one.refused)


def _told(text: Text, item: ItemText, decisions: tuple[Span, ...]) -> Iterator[Award]:
    whole = item.heading_start, item.end
    for row in rows(text, decisions):
        if not _is_no_grant(row.label):
            yield row.award
    for start, end in decisions:
        for first, last in sentences(text, start, end):
            told = award(text, first, last, whole)
            if told and not _is_no_grant(text.clean[first:last]) and _of_money(told, text.clean[first:last]):
                yield told


def _of_money(told: Award, words: str) -> bool:
    """Tell whether the sentence is on money: it names an amount, or refuses a grant in other words."""
    asked = project_words()["money"]["asked"]
    return bool(told.granted or told.applied or any(_ends(word, asked) for word in words.casefold().split()))


def _is_no_grant(words: str) -> bool:
    return any(_ends(word, project_words()["money"]["no_grant"]) for word in words.casefold().split())


def _ends(word: str, endings: list[str]) -> bool:
    return word.strip(".,:;()").endswith(tuple(endings))


def _is_own(name: str) -> bool:
    """Tell whether the name is that of a board or an administration."""
    words = project_words()["organisations"]
    told = name.casefold().split()
    return any(_ends(word, words["own"]) and word not in words["others"] for word in (told[0], told[-1]))


def _within(one: Evidence, other: Evidence) -> bool:
    return other.start <= one.start and one.end <= other.end


def without_proposed(found: tuple[T, ...], points: tuple[DecisionPoint, ...]) -> tuple[T, ...]:
    """Return projects or grants without the amounts that another body is only asked to grant."""
    asked = [point.evidence for point in points if point.kind == "recommendation"]
    return tuple(
        replace(one, granted=None)
        if one.granted is not None and any(_within(one.granted.evidence, point) for point in asked)
        else one
        for one in found
    )
