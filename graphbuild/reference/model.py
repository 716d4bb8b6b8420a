"""The vocabulary as objects, read from its files: what its page of documentation is made of.

Nothing here names a term: one that is added to the files is in the documentation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages."""

    sv: str
    en: str


@dataclass(frozen=True, slots=True)
class Match:
    """A mapping: how (such as ``skos:closeMatch``) and to which term of another vocabulary."""

    how: str
    target: str


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property.

    ``kind`` is ``class``, ``object property`` or ``datatype property``; ``section`` the heading that it
    stands below in the file. ``above`` are the terms that it lies below; ``domains`` and ``ranges`` the
    classes or datatypes of a property, ``scheme`` the value list that its values come from. All are IRIs.
    """

    iri: str
    kind: str
    section: str
    label: Words
    definition: Words
    examples: tuple[tuple[str, str], ...]
    above: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    ranges: tuple[str, ...] = ()
    scheme: str = ""
    matches: tuple[Match, ...] = ()

    @property
    def name(self) -> str:
        """The last part of its IRI, which is its anchor on the page."""
        return self.iri.rpartition("#")[2]

    @property
    def is_class(self) -> bool:
        """Whether it is a class."""
        return self.kind == "class"


@dataclass(frozen=True, slots=True)
class Concept:
    """A value of a list; ``broader`` is the IRI of the one that it is a kind of, or empty."""

    iri: str
    notation: str
    label: Words
    definition: Words
    broader: str = ""


@dataclass(frozen=True, slots=True)
class Scheme:
    """A value list with its concepts, in the order of the file."""

    iri: str
    label: Words
    definition: Words
    concepts: tuple[Concept, ...]

    @property
    def name(self) -> str:
        """The last part of its IRI."""
        return self.iri.rpartition("/")[2]

    @property
    def anchor(self) -> str:
        """Its anchor on the page; its name alone may be that of a property."""
        return f"list-{self.name}"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The whole of it; ``about`` is what it says of itself, by property, such as ``dcterms:license``."""

    iri: str
    title: Words
    description: Words
    about: Mapping[str, str]
    terms: tuple[Term, ...]
    schemes: tuple[Scheme, ...]
    namespaces: Mapping[str, str]

    @property
    def classes(self) -> tuple[Term, ...]:
        """The classes, in the order of the file."""
        return tuple(term for term in self.terms if term.is_class)

    @property
    def properties(self) -> tuple[Term, ...]:
        """The properties, in the order of the file."""
        return tuple(term for term in self.terms if not term.is_class)

    def ancestors(self, iri: str) -> tuple[str, ...]:
        """Return the classes above one, the nearest first."""
        above = {term.iri: term.above for term in self.terms}
        found: list[str] = []
        waiting = list(above.get(iri, ()))
        while waiting:
            nearest = waiting.pop(0)
            if nearest not in found:
                found.append(nearest)
                waiting += above.get(nearest, ())
        return tuple(found)

    def below(self, iri: str) -> tuple[Term, ...]:
        """Return the terms directly below one."""
        return tuple(term for term in self.terms if iri in term.above)

    def leaving(self, iri: str) -> Iterator[tuple[Term, str]]:
        """Give the properties of a class, its own and inherited ones, each with the class it is told of."""
        for owner in (iri, *self.ancestors(iri)):
            yield from ((term, owner) for term in self.properties if owner in term.domains)

    def entering(self, iri: str) -> Iterator[tuple[Term, str]]:
        """Give the properties that lead to a class, or one above it, each with that class."""
        for owner in (iri, *self.ancestors(iri)):
            yield from ((term, owner) for term in self.properties if owner in term.ranges)
