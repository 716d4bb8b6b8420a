"""What linking returns and triples read: which entity each name in a document stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import pyoxigraph as ox

EntityKind = Literal["organisation", "body", "person", "party", "case", "project", "agent"]


@dataclass(frozen=True, slots=True)
class Link:
    """One name resolved: the entity's IRI, the rule that chose it, how sure it is (0 to 1)."""

    entity: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Thread:
    """That a § of the document takes up the matter of an earlier one.

    ``number`` is that of the later §, ``earlier`` the IRI of the earlier one.
    """

    number: str
    earlier: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Earlier:
    """A document that another one of its meeting corrects: its SHA-256, file name and web address."""

    sha256: str
    file_name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentLinks:
    """Every name of one document, resolved.

    ``date`` is ISO; ``meeting`` is the meeting's IRI and ``path`` its place below the base,
    ``<organisation>/<body>/<date>``. The keys are the texts as the record holds them: ``persons``
    by name and party as printed (every ``Named``, ``Participant`` and ballot of the record),
    ``agents`` by the name of an organisation (also recipients, owners and partners of projects),
    ``cases`` by the case number, ``projects`` by the project's name. A name that is no key was not
    linked: the text of the fact still stands, the link does not. ``threads`` tells which §§ take up
    earlier ones. ``minutes`` is the IRI of the document itself, None for that of the meeting's whole
    minutes; ``revises`` are the documents that it corrects.
    """

    organisation: Link
    body: Link
    meeting: str
    date: str
    path: str
    persons: Mapping[tuple[str, str | None], Link]
    agents: Mapping[str, Link] = field(default_factory=dict)
    cases: Mapping[str, Link] = field(default_factory=dict)
    projects: Mapping[str, Link] = field(default_factory=dict)
    threads: tuple[Thread, ...] = ()
    minutes: str | None = None
    revises: tuple[Earlier, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity as it enters the entities graph of its organisation.

    ``label`` is its name in base form (for a case: its number in normal form). ``organisation``
    is the IRI of the council in whose graph it stands, None for a national one. ``properties``
    holds what else is known, as pairs of predicate and value, e.g. ``(BG.party, party)``. ``replaces``
    are the IRIs that lead to this one, since what they stood for was found to be the same.
    """

    iri: str
    kind: EntityKind
    label: str
    organisation: str | None = None
    properties: tuple[tuple[ox.NamedNode, ox.NamedNode | ox.Literal], ...] = ()
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two entities (IRIs, sorted) that may be one, which no rule could tell.

    ``organisation`` is the IRI of their council, ``relation`` how their names are related, and ``score``
    how likely it is that they are one (0 to 1).
    """

    one: str
    other: str
    organisation: str
    relation: str
    score: float
