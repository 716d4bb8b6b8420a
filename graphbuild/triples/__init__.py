"""Records, links and entities to quads: the stated graph, the evidence graph and the shared ones."""

from __future__ import annotations

from graphbuild.triples.accuracy import accuracy_quads
from graphbuild.triples.coverage import coverage_quads
from graphbuild.triples.document import document_quads
from graphbuild.triples.quality import quality_quads
from graphbuild.triples.review import candidate_quads, judgement_quads
from graphbuild.triples.shared import authority_quads, entity_quads, serialise
from graphbuild.triples.union import Told, meeting_quads

__all__ = [
    "Told",
    "accuracy_quads",
    "authority_quads",
    "candidate_quads",
    "coverage_quads",
    "document_quads",
    "entity_quads",
    "judgement_quads",
    "meeting_quads",
    "quality_quads",
    "serialise",
]
