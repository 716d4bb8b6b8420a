"""Cases, projects and other organisations that the user judges to be the same: one IRI in place of two.

No rule merges them beyond their name or number, so a judgement is all that can; it holds by their IRIs.
Meetings and what lies below them carry the council's and the body's name in their IRIs, so councils and
bodies are not merged; people are in `people`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from graphbuild.linking.judgements import SAME, Judgements
from graphbuild.links import DocumentLinks, Entity, Link

_KINDS = re.compile(r"/id/(?:agent|case|project)/")


def replacements(judgements: Judgements) -> dict[str, str]:
    """Return the IRI that stands for each other one of the same thing: the first in the alphabet."""
    group: dict[str, set[str]] = {}
    for entry in judgements.entries:
        about = [iri for iri in entry.about if _KINDS.search(iri)]
        if entry.verdict == SAME and len(about) == len(entry.about):
            joined = set(about).union(*(group.get(iri, set()) for iri in about))
            group |= dict.fromkeys(joined, joined)
    return {iri: min(same) for iri, same in group.items() if iri != min(same)}


def unified_links(links: DocumentLinks, stands_for: Mapping[str, str]) -> DocumentLinks:
    """Return the links of a document with the judged IRIs in place of the others."""

    def judged(found: Mapping[str, Link]) -> dict[str, Link]:
        return {
            name: Link(stands_for[to.entity], "judgement", 1.0) if to.entity in stands_for else to
            for name, to in found.items()
        }

    return replace(
        links, agents=judged(links.agents), cases=judged(links.cases), projects=judged(links.projects)
    )


def unified_entities(entities: Iterable[Entity], stands_for: Mapping[str, str]) -> list[Entity]:
    """Return the entities with the judged IRIs in place of the others, which lead to them."""
    return [
        replace(one, iri=stands_for[one.iri], replaces=(*one.replaces, one.iri))
        if one.iri in stands_for
        else one
        for one in entities
    ]
