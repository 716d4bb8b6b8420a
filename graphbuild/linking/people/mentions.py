"""Whom a name that is printed without a party stands for: a table of rules over the people of that name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphbuild.linking.documents import Document
from graphbuild.linking.people.sightings import TELLING_ROLES, Sighting


@dataclass(frozen=True, slots=True)
class Person:
    """One person: their IRI, their parties (``()`` for a name alone), and where a party is printed.

    ``partied`` holds the sightings with a party by the key of their document, ``bodies`` the slugs of
    the bodies whose minutes have them.
    """

    iri: str
    parties: tuple[str, ...]
    partied: Mapping[str, tuple[Sighting, ...]]
    bodies: frozenset[str]


def person(iri: str, found: Iterable[Sighting]) -> Person:
    """Return the person of an IRI and of sightings."""
    partied: dict[str, tuple[Sighting, ...]] = {}
    for one in found:
        if one.party:
            partied[one.document.key] = (*partied.get(one.document.key, ()), one)
    with_party = [one for group in partied.values() for one in group]
    parties = tuple(sorted({one.party for one in with_party if one.party}))
    return Person(iri, parties, partied, frozenset(one.body for one in with_party))


@dataclass(frozen=True, slots=True)
class Namesakes:
    """All people who have one name in one council."""

    persons: tuple[Person, ...]

    def in_document(self, document: Document) -> list[Person]:
        """Return those whom a document names with their party."""
        return [one for one in self.persons if document.key in one.partied]


Choice = tuple[Person, float]
MentionRule = Callable[[Namesakes, Sighting], Choice | None]


def only_in_document(names: Namesakes, sighting: Sighting) -> Choice | None:
    """The only person of the name whom the document names with a party."""
    here = names.in_document(sighting.document)
    return (here[0], 0.95) if len(here) == 1 else None


def same_role(names: Namesakes, sighting: Sighting) -> Choice | None:
    """Of several in the document the one who is its chair, vice chair or secretary, as the mention is."""
    told = sighting.roles & TELLING_ROLES
    fitting = [
        one
        for one in names.in_document(sighting.document)
        if any(s.roles & told for s in one.partied[sighting.document.key])
    ]
    return (fitting[0], 0.7) if len(fitting) == 1 else None


def by_name_alone(names: Namesakes, sighting: Sighting) -> Choice | None:
    """The person known by name alone, where nobody of the name has a party, or for an official."""
    alone = [one for one in names.persons if not one.parties]
    if not alone or names.in_document(sighting.document):
        return None
    return (alone[0], 0.9) if sighting.staff or len(names.persons) == 1 else None


def only_in_body(names: Namesakes, sighting: Sighting) -> Choice | None:
    """The only person of the name who is named with a party in the minutes of the same body."""
    if sighting.staff or names.in_document(sighting.document):
        return None
    fitting = [one for one in names.persons if sighting.body in one.bodies]
    return (fitting[0], 0.8) if len(fitting) == 1 else None


def only_in_council(names: Namesakes, sighting: Sighting) -> Choice | None:
    """The only person of the name in the council."""
    if sighting.staff or len(names.persons) != 1:
        return None
    return names.persons[0], 0.6


MENTION_RULES: Sequence[tuple[str, MentionRule]] = (
    ("only-of-name-in-document", only_in_document),
    ("same-role-in-document", same_role),
    ("by-name-alone", by_name_alone),
    ("only-of-name-in-body", only_in_body),
    ("only-of-name-in-council", only_in_council),
)


def choose(names: Namesakes, sighting: Sighting) -> tuple[Person, str, float] | None:
    """Return the person that a print without a party stands for, by which rule, and how sure that is."""
    for rule, function in MENTION_RULES:
        choice = function(names, sighting)
        if choice is not None:
            return choice[0], rule, choice[1]
    return None
