"""Cases by their number, and projects by their name, each within one council."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graphbuild.iris import Iris, case_slug
from graphbuild.linking.documents import Document
from graphbuild.linking.names import best_label, fold, sluggable
from graphbuild.linking.register import Register, Registered
from graphbuild.links import Entity, EntityKind, Link

MatterLinks = dict[str, dict[str, Link]]


def normal_case_number(printed: str) -> str:
    """Return a case number in normal form: ``RUN 00658-2023`` and ``RUN-00658-2023`` are one.

    Spaces and underscores separate as the hyphen does; other signs and the case of letters stay.
    """
    return re.sub(r"[\s_]+|\s*[-\u2010\u2011\u2013\u2212]\s*", "-", printed.strip())


def link_cases(
    documents: Sequence[Document], register: Register, iris: Iris
) -> tuple[MatterLinks, list[Entity], list[tuple[str, Registered]]]:
    """Return the cases of one council: links by document, entities, and entries for the register.

    Two prints that differ only in their signs or in the case of letters are one case.
    """
    organisation = documents[0].meeting.key[0]
    prints: dict[str, list[tuple[str, Document]]] = {}
    for document in documents:
        for printed in dict.fromkeys(stated.text for item in document.record.items for stated in item.dnr):
            if sluggable(printed):
                key = case_slug(normal_case_number(printed)).lower()
                prints.setdefault(key, []).append((printed, document))
    return _linked("case", prints, organisation, register, iris)


def link_projects(
    documents: Sequence[Document], register: Register, iris: Iris
) -> tuple[MatterLinks, list[Entity], list[tuple[str, Registered]]]:
    """Return the projects of one council: links by document, entities, and entries for the register."""
    organisation = documents[0].meeting.key[0]
    prints: dict[str, list[tuple[str, Document]]] = {}
    for document in documents:
        for name in dict.fromkeys(
            project.name for item in document.record.items for project in item.projects
        ):
            if sluggable(name):
                prints.setdefault(fold(name), []).append((name, document))
    return _linked("project", prints, organisation, register, iris)


def _linked(
    kind: EntityKind,
    prints: dict[str, list[tuple[str, Document]]],
    organisation: str,
    register: Register,
    iris: Iris,
) -> tuple[MatterLinks, list[Entity], list[tuple[str, Registered]]]:
    """Return links, entities and entries for what each key was printed as, and where."""
    links: MatterLinks = {}
    entities: list[Entity] = []
    entries: list[tuple[str, Registered]] = []
    known = register.by_key()
    for key, found in sorted(prints.items()):
        labels = tuple(normal_case_number(one) if kind == "case" else one for one, _ in found)
        label = min(labels) if kind == "case" else best_label(labels)
        minted = iris.case(organisation, label) if kind == "case" else iris.project(organisation, label)
        entry = f"{organisation}/{key}"
        iri = known.get((kind, entry), minted)
        entities.append(Entity(iri, kind, label, iris.organisation(organisation)))
        entries.append((iri, Registered(kind, entry, min(one.meeting.date.value for _, one in found))))
        for printed, document in found:
            rule = "case-number" if kind == "case" else "project-name"
            links.setdefault(document.key, {})[printed] = Link(iri, rule, 1.0)
    return links, entities, entries
