"""Records, links and entities to quads: the stated graph, the evidence graph and the shared ones."""

from __future__ import annotations

from graphbuild.triples.document import document_quads
from graphbuild.triples.review import candidate_quads, judgement_quads
from graphbuild.triples.shared import authority_quads, entity_quads, serialise
from graphbuild.triples.union import Told, meeting_quads

__all__ = [
    "Told",
    "authority_quads",
    "candidate_quads",
    "document_quads",
    "entity_quads",
    "judgement_quads",
    "meeting_quads",
    "serialise",
]
