"""Where a fact stands while it is described: its document's links, and its §."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from graphbuild.authority import party_iri
from graphbuild.iris import Iris, last_part, slug
from graphbuild.links import DocumentLinks
from graphbuild.model import Named, Participant, Stated
from graphbuild.triples.fact import Property, having, linked


@dataclass(frozen=True, slots=True)
class Scope:
    """The links of a document, the IRIs, and the IRI of the § (of the meeting, outside a §)."""

    links: DocumentLinks
    iris: Iris
    whole: str

    @property
    def organisation(self) -> str:
        """The slug of the council."""
        return last_part(self.links.organisation.entity)

    @property
    def body(self) -> str:
        """The slug of the deciding body."""
        return last_part(self.links.body.entity)

    def at(self, whole: str) -> Scope:
        """Return the scope of a § of this document."""
        return Scope(self.links, self.iris, whole)

    def people(self, predicate: ox.NamedNode, people: Iterable[Named | Participant]) -> tuple[Property, ...]:
        """Return a property to each person that is linked."""
        found = [linked(predicate, self.links.persons.get((named.name, named.party))) for named in people]
        return tuple(found_property for group in found for found_property in group)

    def parties(self, predicate: ox.NamedNode, parties: Iterable[Stated]) -> tuple[Property, ...]:
        """Return a property to each party."""
        return tuple(found for stated in parties for found in self.party(predicate, stated.text))

    def party(self, predicate: ox.NamedNode, text: str | None) -> tuple[Property, ...]:
        """Return the property to a party as printed; nothing for none and for those without a party."""
        iri = party_iri(self.iris, text, self.organisation) if text else None
        return having(predicate, ox.NamedNode(iri) if iri else None)

    def agent(self, predicate: ox.NamedNode, stated: Stated | None) -> tuple[Property, ...]:
        """Return the property to an organisation, a body or a person, by its name as printed."""
        return linked(predicate, self.links.agents.get(stated.text)) if stated else ()

    def own_body(self, name: str | None) -> str | None:
        """Return the slug of a body of this council by its name as printed; its own body for None."""
        if name is None or slug(name) == self.body:
            return self.body
        link = self.links.agents.get(name)
        below = f"{self.iris.base}id/body/{self.organisation}/"
        return last_part(link.entity) if link and link.entity.startswith(below) else None
