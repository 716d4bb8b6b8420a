"""What a program gets of one thing: all that a person would want to know of it, by two queries.

That is its own triples; what points at it, page by page; where it stands (the § of a proposal, the
meeting, body and case of a §); the parts of a whole with what they say; its evidence with the words and
the page; and the names of everything that is named, so that no one needs a second request to read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import pyoxigraph as ox

from graphbuild.results import Rows
from graphbuild.vocabulary import BG, DCTERMS, OA, PREFIXES, PROV, RDF, RDFS, SKOS

LINKS: Final = 500
"""How many of the things that point at an entity one page of its description has."""

_HEAD: Final = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
# Evidence points back at its fact, and each document at all that was found in it: told from the other end.
_NOT_INCOMING: Final = (OA.hasBody, OA.hasSource, PROV.wasGeneratedBy)
# The whole has parts by these, and tells what they say.
_PART_OF: Final = (
    *(BG.item, BG.vote, BG.meeting, BG.case, BG.documents, BG.treatedIn),
    *(BG.ofProposal, BG.onVote, BG.earlierItem, BG.laterItem),
)
_UP: Final = (
    *(BG.item, BG.vote, BG.meeting, BG.case, BG.body, BG.organisation, BG.documents),
    *(BG.ofProposal, BG.onVote),
)
# From a ballot over its vote, §, meeting and body to the council.
_DEPTH: Final = 5
_NAMES: Final = (
    *(RDF.type, RDFS.label, SKOS.prefLabel, DCTERMS.title, DCTERMS.source),
    *(BG.caseNumber, BG.code, BG.date, BG.fileName, BG.number, BG.proposition, BG.text),
)


@dataclass(frozen=True, slots=True)
class Links:
    """A page of what points at a thing: (subject, predicate) pairs, and whether there are more."""

    pairs: tuple[tuple[ox.NamedNode, ox.NamedNode], ...]
    more: bool


def incoming(iri: str, page: int = 1) -> str:
    """Return the SELECT of a page, from 1, of what points at a thing, and of one more; see `links`."""
    return (
        f"{_HEAD}SELECT DISTINCT ?linking ?link WHERE {{ ?linking ?link {ox.NamedNode(iri)} "
        f"FILTER(?link NOT IN ({_listed(_NOT_INCOMING)})) }} "
        f"ORDER BY ?link ?linking LIMIT {LINKS + 1} OFFSET {(page - 1) * LINKS}"
    )


def links(found: Rows) -> Links:
    """Return the page that the SELECT `incoming` found."""
    pairs = tuple(
        (linking, link)
        for linking, link in found.rows
        if isinstance(linking, ox.NamedNode) and isinstance(link, ox.NamedNode)
    )
    return Links(pairs[:LINKS], len(pairs) > LINKS)


def construct(iri: str, incoming: Links) -> str:
    """Return the CONSTRUCT of what is known of a thing, where ``incoming`` points at it."""
    thing = str(ox.NamedNode(iri))
    pairs = " ".join(f"({linking} {link})" for linking, link in incoming.pairs)
    linking = " ".join(dict.fromkeys(str(subject) for subject, _ in incoming.pairs))
    parts = " ".join(dict.fromkeys(str(part) for part, link in incoming.pairs if link in _PART_OF))
    named = f"?s ?p ?o FILTER(?p IN ({_listed(_NAMES)}))"
    blocks = (
        f"VALUES ?s {{ {thing} }} ?s ?p ?o",
        f"{thing} ?link ?s . {named}",
        f"VALUES (?s ?p) {{ {pairs} }} BIND({thing} AS ?o)",
        f"VALUES ?s {{ {linking} }} {named}",
        f"VALUES ?s {{ {parts} }} ?s ?p ?o FILTER(?p != bg:evidence)",
        f"VALUES ?part {{ {parts} }} ?part ?way ?s FILTER(?way != bg:evidence) {named}",
        *_above(thing),
        f"{thing} bg:evidence ?s . ?s ?p ?o",
        f"{thing} bg:evidence?/oa:hasTarget ?s . ?s ?p ?o",
        f"{thing} bg:evidence?/oa:hasTarget/oa:hasSelector ?s . ?s ?p ?o",
        f"{thing} bg:evidence?/oa:hasTarget/oa:hasSource ?s . {named}",
    )
    where = " UNION\n".join(f"{{ {block} }}" for block in blocks)
    return f"{_HEAD}CONSTRUCT {{ ?s ?p ?o }} WHERE {{\n{where} }}"


def _listed(terms: tuple[ox.NamedNode, ...]) -> str:
    return ", ".join(map(str, terms))


def _above(thing: str) -> Iterator[str]:
    """Give what tells where a thing stands: the names of its §, meeting, case, body and council.

    The steps are written out, since Oxigraph goes through the whole graph for a path with ``+``.
    """
    kept = _listed(tuple(dict.fromkeys((*_NAMES, *_UP))))
    for depth in range(1, _DEPTH + 1):
        nodes = [thing, *(f"?n{number}" for number in range(1, depth)), "?s"]
        steps = (
            f"{start} ?up{number} {end} FILTER(?up{number} IN ({_listed(_UP)}))"
            for number, (start, end) in enumerate(pairwise(nodes))
        )
        yield f"{' '.join(steps)} ?s ?p ?o FILTER(?p IN ({kept}))"
