"""The triples of one meeting by subject and predicate, for the views that are no RDF."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from graphbuild.vocabulary import RDF

OUTCOME = ox.NamedNode("urn:beslutsgraf:view#outcome")
"""What followed from a vote; `scope.read` adds it."""


class Things:
    """Looks values up: all values of a property are given sorted, so that the order is fixed."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self._of: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = {}
        self._in: dict[tuple[str, str], list[str]] = {}
        for quad in sorted(quads, key=str):
            subject, value = quad.subject, quad.object
            if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
                self._of.setdefault(subject.value, {}).setdefault(quad.predicate.value, []).append(value)
                if isinstance(value, ox.NamedNode):
                    self._in.setdefault((quad.predicate.value, value.value), []).append(subject.value)

    def of(self, kind: ox.NamedNode) -> list[str]:
        """Return the IRIs of the things of a class, sorted."""
        return self._in.get((RDF.type.value, kind.value), [])

    def having(self, predicate: ox.NamedNode, value: str) -> list[str]:
        """Return the IRIs of what has ``value``, an IRI, for a property."""
        return self._in.get((predicate.value, value), [])

    def values(self, subject: str, predicate: ox.NamedNode) -> list[str]:
        """Return the values of a property as text: IRIs, and literals without language and datatype."""
        return [value.value for value in self._of.get(subject, {}).get(predicate.value, ())]

    def value(self, subject: str | None, predicate: ox.NamedNode) -> str | None:
        """Return the first value of a property, or None where there is none."""
        found = self.values(subject, predicate) if subject else []
        return found[0] if found else None

    def swedish(self, subject: str | None, predicate: ox.NamedNode) -> str | None:
        """Return the value in Swedish, or else the first."""
        for value in self._of.get(subject or "", {}).get(predicate.value, ()):
            if isinstance(value, ox.Literal) and value.language == "sv":
                return value.value
        return self.value(subject, predicate)

    def number(self, subject: str, predicate: ox.NamedNode) -> int | None:
        """Return a value as a whole number, or None where there is none."""
        found = self.value(subject, predicate)
        return None if found is None else int(found)
