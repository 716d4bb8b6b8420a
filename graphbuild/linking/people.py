"""Who is who: one person within one council, by name and party over time.

A person is never merged across councils. Two people of one name are told apart by their parties;
a name with another party later on is the same person after a change of party, unless the two were
ever there at the same time. What cannot be told is left without a link.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from graphbuild.authority import party_code, party_iri
from graphbuild.iris import Iris
from graphbuild.linking.documents import Document, people_of
from graphbuild.linking.names import best_label, fold, sluggable
from graphbuild.linking.register import Register, Registered
from graphbuild.links import Entity, Link
from graphbuild.model import Participant
from graphbuild.vocabulary import BG

NO_PARTY = "utan parti"
"""Stands in keys and IRIs for those who are printed as belonging to no party."""

_STAFF = frozenset({"official", "secretary"})
_TELLING_ROLES = frozenset({"chair", "vice chair", "secretary"})

PersonLinks = dict[tuple[str, str | None], Link]


@dataclass(frozen=True, slots=True)
class Sighting:
    """One print of a name and party in one document, and the roles that it has there.

    ``party`` is the code in use now, `NO_PARTY` for a stated lack of one, None where none is printed.
    """

    document: Document
    name: str
    printed: str | None
    party: str | None
    roles: frozenset[str]

    @property
    def date(self) -> str:
        """The date of the meeting."""
        return self.document.meeting.date.value

    @property
    def body(self) -> str:
        """The slug of the body that met."""
        return self.document.meeting.key[1]

    @property
    def staff(self) -> bool:
        """Whether the document shows an official, not an elected person."""
        return bool(self.roles & _STAFF) and self.printed is None


@dataclass(frozen=True, slots=True)
class Person:
    """One person: what was seen of them under which parties (``()`` for one known by name alone)."""

    parties: tuple[str, ...]
    sightings: tuple[Sighting, ...]

    @property
    def since(self) -> str:
        """The date of the first meeting that names the person."""
        return min(sighting.date for sighting in self.sightings)

    @property
    def first_party(self) -> str:
        """The party at the first meeting, ``""`` for one known by name alone."""
        return min(((s.date, s.party) for s in self.sightings if s.party), default=("", ""))[1]


@dataclass(frozen=True, slots=True)
class Namesakes:
    """All people of one name in one council, and what was printed of the name without a party."""

    persons: tuple[Person, ...]
    partyless: tuple[Sighting, ...]

    def in_document(self, document: Document) -> list[Person]:
        """Return those whom a document names with their party."""
        return [one for one in self.persons if any(s.party and s.document is document for s in one.sightings)]


Choice = tuple[Person, float]
MentionRule = Callable[[Namesakes, Sighting], Choice | None]


def only_in_document(names: Namesakes, sighting: Sighting) -> Choice | None:
    """The only person of the name whom the document names with a party."""
    here = names.in_document(sighting.document)
    return (here[0], 0.95) if len(here) == 1 else None


def same_role(names: Namesakes, sighting: Sighting) -> Choice | None:
    """Of several in the document the one who is its chair, vice chair or secretary, as the mention is."""
    told = sighting.roles & _TELLING_ROLES
    fitting = [
        one
        for one in names.in_document(sighting.document)
        if any(s.roles & told for s in one.sightings if s.party and s.document is sighting.document)
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
    fitting = [
        one for one in names.persons if any(s.party and s.body == sighting.body for s in one.sightings)
    ]
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


def link_people(
    documents: Sequence[Document], register: Register, iris: Iris
) -> tuple[dict[str, PersonLinks], list[Entity], list[tuple[str, Registered]]]:
    """Return the people of one council: links by document, entities, and entries for the register."""
    organisation = documents[0].meeting.key[0]
    groups: dict[str, list[Sighting]] = {}
    for document in documents:
        for sighting in sightings(document):
            groups.setdefault(fold(sighting.name), []).append(sighting)
    known = register.by_key()
    namesakes = {
        folded: told_apart(
            found,
            {party for party in _parties(found) if ("person", _key(organisation, folded, party)) in known},
        )
        for folded, found in sorted(groups.items())
    }
    minted = _mint(namesakes, organisation, register, iris)
    links: dict[str, PersonLinks] = {document.key: {} for document in documents}
    for folded, names in namesakes.items():
        _link_group(names, {id(one): minted[folded, one.first_party] for one in names.persons}, links)
    entities = [
        _entity(one, minted[folded, one.first_party], organisation, iris)
        for folded, names in namesakes.items()
        for one in names.persons
    ]
    entries = [
        (
            minted[folded, one.first_party],
            Registered("person", _key(organisation, folded, one.first_party), one.since),
        )
        for folded, names in namesakes.items()
        for one in names.persons
    ]
    return links, entities, entries


def sightings(document: Document) -> list[Sighting]:
    """Return each name and party as one document prints them, once, with all roles they have there."""
    roles: dict[tuple[str, str | None], set[str]] = {}
    for one in people_of(document.record):
        if sluggable(one.name):
            found = roles.setdefault((one.name, one.party), set())
            found.update(one.roles if isinstance(one, Participant) else ())
    return [
        Sighting(document, name, printed, party_key(printed), frozenset(found))
        for (name, printed), found in roles.items()
    ]


def party_key(printed: str | None) -> str | None:
    """Return the code by which a printed party is compared: ``FP`` is ``L``, ``-`` is `NO_PARTY`."""
    if printed is None or not printed.strip():
        return None
    national = party_code(printed)
    if national:
        return national
    if party_iri(Iris(), printed, "x") is None:
        return NO_PARTY
    return fold(printed.strip(" ()"))


def told_apart(found: Sequence[Sighting], registered: Iterable[str] = ()) -> Namesakes:
    """Return the people behind one name in one council.

    ``registered`` are the parties under which the register already has a person of the name: two of
    them stay two. Without that, parties that were ever seen at the same time (in one document, or in
    spans of time that overlap) are different people; parties that follow one another are one person.
    """
    parties = _parties(found)
    apart = len(set(registered)) > 1 or any(
        _overlap(found, one, other) for i, one in enumerate(parties) for other in parties[i + 1 :]
    )
    partied = tuple(sighting for sighting in found if sighting.party)
    if apart:
        persons = [Person((party,), tuple(s for s in partied if s.party == party)) for party in parties]
    else:
        persons = [Person(tuple(parties), partied)] if parties else []
    partyless = tuple(sighting for sighting in found if not sighting.party)
    carrying = {id(sighting.document) for sighting in partied}
    alone = [s for s in partyless if not parties or (s.staff and id(s.document) not in carrying)]
    if alone:
        persons.append(Person((), tuple(alone)))
    return Namesakes(tuple(persons), partyless)


def _parties(found: Iterable[Sighting]) -> list[str]:
    return sorted({sighting.party for sighting in found if sighting.party})


def _overlap(found: Sequence[Sighting], one: str, other: str) -> bool:
    spans = [sorted(s.date for s in found if s.party == party) for party in (one, other)]
    return max(spans[0][0], spans[1][0]) <= min(spans[0][-1], spans[1][-1])


def _key(organisation: str, folded: str, party: str) -> str:
    return f"{organisation}/{folded}/{party}"


def _mint(
    namesakes: Mapping[str, Namesakes], organisation: str, register: Register, iris: Iris
) -> dict[tuple[str, str], str]:
    """Return the IRI of each person by folded name and first party.

    Who is in the register keeps the IRI. Of the others those named first come first, then by name and
    party, so that the order of documents does not matter; who comes second has the party's suffix.
    """
    known, taken = register.by_key(), set(register.entities)
    minted: dict[tuple[str, str], str] = {}
    new: list[tuple[str, str, str, Person]] = []
    for folded, names in namesakes.items():
        for one in names.persons:
            # One first known by name alone may be shown with a party later.
            parties = (one.first_party, *one.parties, *(("",) if len(names.persons) == 1 else ()))
            keys = [("person", _key(organisation, folded, party)) for party in parties]
            kept = next((known[key] for key in keys if key in known), None)
            if kept:
                minted[folded, one.first_party] = kept
            else:
                new.append((one.since, folded, one.first_party, one))
    for since, folded, party, one in sorted(new, key=lambda entry: entry[:3]):
        name = best_label(tuple(s.name for s in one.sightings))
        suffix = party if party and sluggable(party) else NO_PARTY
        candidates = (None, suffix, f"{suffix} {since[:4]}", f"{suffix} {since}")
        found = [iri for c in candidates if (iri := iris.person(organisation, name, c)) not in taken]
        minted[folded, party] = found[0] if found else iris.person(organisation, name)
        taken.add(minted[folded, party])
    return minted


def _link_group(names: Namesakes, minted: Mapping[int, str], links: Mapping[str, PersonLinks]) -> None:
    """Write down the links of one name: those with a party, then those that rules can tell."""
    for one in names.persons:
        for sighting in one.sightings:
            if sighting.party:
                changed = len(one.parties) > 1 and sighting.party != one.first_party
                rule, confidence = ("name-after-change-of-party", 0.8) if changed else ("name-and-party", 1.0)
                key = (sighting.name, sighting.printed)
                links[sighting.document.key][key] = Link(minted[id(one)], rule, confidence)
    for sighting in names.partyless:
        for rule, choose in MENTION_RULES:
            choice = choose(names, sighting)
            if choice is not None:
                person, confidence = choice
                key = (sighting.name, sighting.printed)
                links[sighting.document.key][key] = Link(minted[id(person)], rule, confidence)
                break


def _entity(one: Person, iri: str, organisation: str, iris: Iris) -> Entity:
    """Return a person as they enter the entities graph, with every party they were seen in."""
    parties = {
        found
        for sighting in one.sightings
        if sighting.printed and (found := party_iri(iris, sighting.printed, organisation))
    }
    return Entity(
        iri,
        "person",
        best_label(tuple(sighting.name for sighting in one.sightings)),
        iris.organisation(organisation),
        tuple((BG.party, ox.NamedNode(party)) for party in sorted(parties)),
    )


def local_parties(documents: Sequence[Document], iris: Iris) -> list[Entity]:
    """Return the local parties that one council's documents print, by their codes."""
    organisation = documents[0].meeting.key[0]
    labels: dict[str, set[str]] = {}
    for document in documents:
        for one in people_of(document.record):
            if one.party and not party_code(one.party):
                iri = party_iri(iris, one.party, organisation)
                if iri:
                    labels.setdefault(iri, set()).add(one.party.strip(" ()"))
    council = iris.organisation(organisation)
    return [
        Entity(
            iri,
            "party",
            best_label(tuple(found)),
            council,
            ((BG.code, ox.Literal(best_label(tuple(found)))),),
        )
        for iri, found in sorted(labels.items())
    ]
