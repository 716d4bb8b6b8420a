"""Records, links and entities to quads: the stated graph, the evidence graph and the shared ones."""

from __future__ import annotations

from graphbuild.triples.document import document_quads
from graphbuild.triples.review import candidate_quads, judgement_quads
from graphbuild.triples.shared import authority_quads, entity_quads, serialise

__all__ = [
    "authority_quads",
    "candidate_quads",
    "document_quads",
    "entity_quads",
    "judgement_quads",
    "serialise",
]
