"""Who is who: one person within one council, over spellings and changes of name, of party and of role.

A person is never merged across councils. Names are gathered to units (`units`), pairs of units that may
be one person are found (`candidates`), a table of rules decides them (`rules`), and the user's
judgements win over it (`clusters`). What cannot be told stays apart, as a pair to review, and a name
without a party that may be two people's is linked to neither (`mentions`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox
from rapidfuzz import fuzz

from graphbuild.authority import party_code, party_iri
from graphbuild.iris import Iris
from graphbuild.linking.documents import Document, people_of
from graphbuild.linking.judgements import NONE, Judgement, Judgements, agree, relations
from graphbuild.linking.names import best_label, fold
from graphbuild.linking.people.candidates import candidate_pairs
from graphbuild.linking.people.clusters import Clusters, Edge, Judged, cluster, weakest_edges
from graphbuild.linking.people.mentions import Namesakes, Person, choose, person
from graphbuild.linking.people.minting import KIND, entry_key, head, mint
from graphbuild.linking.people.rules import Pair
from graphbuild.linking.people.sightings import Printed, Sighting, party_key, sightings
from graphbuild.linking.people.spelling import tokens
from graphbuild.linking.people.units import Unit, UnitKey, units_of
from graphbuild.linking.register import Register, Registered
from graphbuild.links import Candidate, Entity, Link
from graphbuild.vocabulary import BG, SKOS

__all__ = ["People", "PersonLinks", "link_people", "local_parties", "party_key"]

PersonLinks = dict[Printed, Link]


@dataclass(frozen=True, slots=True)
class People:
    """The people of one council: links by document, entities, and what goes into the register.

    ``apart`` are pairs of register keys that evidence tells apart, ``candidates`` the pairs to review,
    ``judged`` the judgements that were found to be about people of this council.
    """

    links: Mapping[str, PersonLinks]
    entities: tuple[Entity, ...]
    entries: tuple[tuple[str, Registered], ...]
    apart: tuple[tuple[str, str], ...]
    candidates: tuple[Candidate, ...]
    judged: frozenset[Judgement]


def link_people(
    documents: Sequence[Document], register: Register, iris: Iris, judgements: Judgements = NONE
) -> People:
    """Return who is who in the documents of one council.

    Raises:
        JudgementError: where judgements contradict each other.
    """
    organisation = documents[0].meeting.key[0]
    seen: dict[str, list[Sighting]] = {}
    for document in documents:
        for sighting in sightings(document):
            seen.setdefault(fold(sighting.name), []).append(sighting)
    names = {folded: units_of(folded, found) for folded, found in sorted(seen.items())}
    minted = mint(names, organisation, register, iris)
    judged, about = _judged(judgements, minted, register, organisation)
    units = {one.key: one for group in names.values() for one in group}
    pairs = candidate_pairs(names, _told_apart(register, units, organisation))
    found = cluster(units, pairs, judged)
    group_of = _Grouped(found, units, minted, register, organisation)
    former = _former(register, group_of)
    return People(
        _links(documents, seen, group_of),
        tuple(_entity(group, group_of, former, organisation, iris) for group in found.groups),
        tuple((minted[key], group_of.entry(key)) for key in sorted(units)),
        _kept_apart(found, organisation),
        _candidates(found.doubts, group_of, iris.organisation(organisation)),
        about,
    )


class _Grouped:
    """Each unit's person: the unit whose IRI they have, and the rule that made the unit theirs."""

    def __init__(
        self,
        found: Clusters,
        units: Mapping[UnitKey, Unit],
        minted: Mapping[UnitKey, str],
        register: Register,
        organisation: str,
    ) -> None:
        self.units, self.minted, self.organisation = units, minted, organisation
        self.heads: dict[UnitKey, UnitKey] = {}
        self.persons: dict[UnitKey, Person] = {}
        for group in found.groups:
            first = head([units[key] for key in group], minted, register, organisation).key
            self.heads |= dict.fromkeys(group, first)
            self.persons[first] = person(minted[first], [s for key in group for s in units[key].sightings])
        edges: dict[UnitKey, list[Edge]] = {}
        for edge in found.edges:
            edges.setdefault(self.heads[edge.one], []).append(edge)
        self.edges = {
            key: edge for first, own in edges.items() for key, edge in weakest_edges(first, own).items()
        }

    def iri(self, key: UnitKey) -> str:
        return self.minted[self.heads[key]]

    def entry(self, key: UnitKey) -> Registered:
        iri = self.iri(key)
        replaced_by = None if iri == self.minted[key] else iri
        return Registered(KIND, entry_key(self.organisation, key), self.units[key].since, replaced_by)

    def link(self, key: UnitKey) -> Link:
        """Return the link of what is printed as the unit is: by the rule that joined it, where one did."""
        edge = self.edges.get(key)
        rule, confidence = ("name-and-party", 1.0) if key[1] else ("by-name-alone", 0.9)
        return (
            Link(self.iri(key), edge.rule, min(confidence, edge.confidence))
            if edge
            else Link(self.iri(key), rule, confidence)
        )


def _links(
    documents: Sequence[Document], seen: Mapping[str, Sequence[Sighting]], group_of: _Grouped
) -> dict[str, PersonLinks]:
    """Return the links of each document: those of units, then those of names that rules can tell."""
    links: dict[str, PersonLinks] = {document.key: {} for document in documents}
    of_name: dict[str, set[UnitKey]] = {}
    for key, one in group_of.units.items():
        of_name.setdefault(key[0], set()).add(group_of.heads[key])
        for sighting in one.sightings:
            links[sighting.document.key][sighting.name, sighting.printed] = group_of.link(key)
    for folded, found in seen.items():
        names = Namesakes(tuple(group_of.persons[key] for key in sorted(of_name.get(folded, ()))))
        for sighting in found:
            printed = (sighting.name, sighting.printed)
            if sighting.party is None and printed not in links[sighting.document.key]:
                chosen = choose(names, sighting)
                if chosen is not None:
                    links[sighting.document.key][printed] = Link(chosen[0].iri, chosen[1], chosen[2])
    return links


def _judged(
    judgements: Judgements, minted: Mapping[UnitKey, str], register: Register, organisation: str
) -> tuple[Judged, frozenset[Judgement]]:
    """Return what judgements say of these units, and which of them do.

    Raises:
        JudgementError: where they contradict each other, now that it is known who is meant.
    """
    nodes = {iri: key for key, iri in minted.items()} | {entry_key(organisation, key): key for key in minted}
    entries = ((register.entities.get(iri), key) for key, iri in minted.items())
    nodes |= {entry.key: key for entry, key in entries if entry is not None}
    of_name: dict[str, list[UnitKey]] = {}
    for key in minted:
        of_name.setdefault(key[0], []).append(key)

    def meant(node: str) -> UnitKey | None:
        """Return the unit that a node names; the key of a name alone is that of its only unit, too."""
        council, _, rest = node.partition("/")
        only = of_name.get(rest.removesuffix("/"), []) if council == organisation else []
        return nodes.get(node, only[0] if rest.endswith("/") and len(only) == 1 else None)

    found: list[tuple[Judgement, list[UnitKey]]] = []
    about: set[Judgement] = set()
    for entry in judgements.entries:
        keys = [unit for node in entry.nodes if (unit := meant(node)) is not None]
        if len(keys) == len(entry.nodes):
            about.add(entry)
        found.append((entry, keys))
    same, apart = relations(found)
    agree(same, apart, judgements.name)
    return Judged(
        tuple((one.one, one.other) for one in same),
        frozenset(frozenset({one.one, one.other}) for one in apart),
    ), frozenset(about)


def _told_apart(
    register: Register, units: Iterable[UnitKey], organisation: str
) -> frozenset[frozenset[UnitKey]]:
    by_entry = {entry_key(organisation, key): key for key in units}
    return frozenset(
        frozenset({by_entry[one], by_entry[other]})
        for one, other in register.apart
        if one in by_entry and other in by_entry
    )


def _kept_apart(found: Clusters, organisation: str) -> tuple[tuple[str, str], ...]:
    pairs = (sorted(entry_key(organisation, key) for key in pair) for pair in found.apart)
    return tuple(sorted((one, other) for one, other in pairs))


def _candidates(doubts: Iterable[Pair], group_of: _Grouped, council: str) -> tuple[Candidate, ...]:
    """Return the pairs to review: of each two people the likeliest pair of their names."""
    found: dict[tuple[str, str], Candidate] = {}
    for pair in doubts:
        one, other = sorted((group_of.iri(pair.one.key), group_of.iri(pair.other.key)))
        made = Candidate(one, other, council, pair.relation or "same", score(pair))
        kept = found.get((one, other))
        if _worth_asking(pair) and (
            kept is None or (-made.score, made.relation) < (-kept.score, kept.relation)
        ):
            found[one, other] = made
    return tuple(found[key] for key in sorted(found))


def _worth_asking(pair: Pair) -> bool:
    """Tell whether a pair is doubtful at all: not two names of two parties, or a misprint in another body."""
    if pair.relation in {"same", "letters"}:
        return True
    return (pair.same_party or pair.partyless) and (pair.same_body or pair.relation != "misprint")


def score(pair: Pair) -> float:
    """Return how likely a pair is to be one person (0 to 1): likeness of names, then party and body."""
    names = (" ".join(tokens(unit.name)) for unit in (pair.one, pair.other))
    likeness = fuzz.token_sort_ratio(*names) / 100
    party = 1.0 if pair.same_party else 0.9 if pair.partyless else 0.7
    return round(likeness * party * (1.0 if pair.same_body else 0.85), 2)


def _former(register: Register, group_of: _Grouped) -> dict[str, set[str]]:
    """Return the IRIs that once led to each person and that no document gives any more: they still do."""
    now = {iri: group_of.iri(key) for key, iri in group_of.minted.items()}
    found: dict[str, set[str]] = {}
    for iri, entry in register.entities.items():
        if iri in now or entry.replaced_by is None:
            continue
        seen, at = {iri}, entry.replaced_by
        while at not in now and at not in seen and at in register.entities:
            seen.add(at)
            at = register.entities[at].replaced_by or at
        if at in now:
            found.setdefault(now[at], set()).add(iri)
    return found


def _entity(
    group: Sequence[UnitKey],
    group_of: _Grouped,
    former: Mapping[str, set[str]],
    organisation: str,
    iris: Iris,
) -> Entity:
    """Return a person as they enter the entities graph, with every party and form of name seen."""
    found = [sighting for key in group for sighting in group_of.units[key].sightings]
    parties = {
        iri for s in found if s.printed and (iri := party_iri(iris, s.printed, organisation)) is not None
    }
    label = _label(found)
    others = {best_label(tuple(forms)) for forms in _forms(found).values()} - {label}
    iri = group_of.iri(group[0])
    return Entity(
        iri,
        "person",
        label,
        iris.organisation(organisation),
        (
            *((BG.party, ox.NamedNode(party)) for party in sorted(parties)),
            *((SKOS.altLabel, ox.Literal(form)) for form in sorted(others)),
        ),
        tuple(sorted(({group_of.minted[key] for key in group} | former.get(iri, set())) - {iri})),
    )


def _forms(found: Iterable[Sighting]) -> dict[str, list[str]]:
    forms: dict[str, list[str]] = {}
    for sighting in found:
        forms.setdefault(fold(sighting.name), []).append(sighting.name)
    return forms


def _label(found: Sequence[Sighting]) -> str:
    """Return the name to show: the form of most documents, of equals the first in the alphabet."""
    counted = Counter(fold(name) for name, _ in {(s.name, s.document.key) for s in found})
    most = min(counted, key=lambda form: (-counted[form], form))
    return best_label(tuple(_forms(found)[most]))


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
