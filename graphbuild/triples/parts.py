"""How each kind of fact below a § is described: one small function a kind, and one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from graphbuild.model import (
    Appointment,
    Citation,
    DecisionPoint,
    Dissent,
    Event,
    Money,
    PriorHandling,
    Proposal,
    Proposition,
    Reference,
    Stated,
    Vote,
)
from graphbuild.triples.fact import Property, a, date, decimal, having, integer, joined, plain, swedish, words
from graphbuild.triples.scope import Scope
from graphbuild.vocabulary import BG, DCTERMS, ELI, RDFS, SCHEMA, concept

Properties = tuple[Property, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One field of ``model.Item`` whose values are facts: its place in the IRI, and how to describe one.

    ``without`` names fields of a value that hold facts of their own.
    """

    field: str
    path: str
    describe: Callable[[Any, Scope], Properties]
    without: frozenset[str] = frozenset()


def decision(point: DecisionPoint, _: Scope) -> Properties:
    """Describe a point of a decision, or of a recommendation to another body."""
    return joined(
        (
            a(BG.Recommendation if point.kind == "recommendation" else BG.DecisionPoint),
            having(BG.label, plain(point.point)),
            having(BG.text, swedish(point.text)),
            having(BG.outcome, concept("outcome", point.outcome) if point.outcome else None),
        )
    )


def proposal(found: Proposal, scope: Scope) -> Properties:
    """Describe a proposal with its proposers."""
    return joined(
        (
            a(BG.Proposal),
            scope.people(BG.proposer, found.people),
            scope.parties(BG.proposingParty, found.parties),
            having(BG.proposalKind, concept("proposal-kind", found.kind) if found.kind else None),
            having(BG.rank, integer(_RANKS.get(found.rank or ""))),
            having(BG.text, swedish(found.text)),
            *(referring(BG.refersTo, reference, scope) for reference in found.refers_to),
            *(having(BG.reference, swedish(reference.text)) for reference in found.refers_to),
        )
    )


_RANKS = {"first": 1, "second": 2, "third": 3}


def referring(predicate: ox.NamedNode, reference: Reference, scope: Scope) -> Properties:
    """Return a property to each proposal or document of the § that a reference tells."""
    if reference.kind == "suggestion":
        return ()
    return tuple(
        Property(predicate, ox.NamedNode(scope.iris.part(scope.whole, reference.kind, place)))
        for place in reference.positions
    )


def proposition(found: Proposition, _: Scope) -> Properties:
    """Describe a question that the chair put, and what the chair found."""
    text, result = swedish(found.text), swedish(words(found.found))
    return joined((a(BG.QuestionPut), having(BG.text, text), having(BG.found, result)))


def vote(found: Vote, _: Scope) -> Properties:
    """Describe a vote by its stated totals and the proposition that it was put on."""
    return joined(
        (
            a(BG.Vote),
            having(BG.yes, integer(found.yes)),
            having(BG.no, integer(found.no)),
            having(BG.abstentions, integer(found.abstain)),
            having(BG.absent, integer(found.absent)),
            having(BG.proposition, swedish(words(found.proposition))),
            having(BG.yesMeans, swedish(found.yes_means)),
            having(BG.noMeans, swedish(found.no_means)),
            having(BG.voteKind, concept("vote-kind", found.kind) if found.kind else None),
        )
    )


def dissent(kind: ox.NamedNode) -> Callable[[Dissent, Scope], Properties]:
    """Return how to describe a statement of distance of a class."""

    def describe(found: Dissent, scope: Scope) -> Properties:
        return joined(
            (
                a(kind),
                scope.people(BG.person, found.people),
                scope.parties(BG.party, found.parties),
                having(BG.text, swedish(found.text)),
                having(BG.noteKind, concept("note-kind", found.kind) if kind == BG.Note else None),
                *(
                    referring(BG.inFavourOf, reference, scope)
                    for reference in found.in_favour_of
                    if reference.kind == "proposal"
                ),
            )
        )

    return describe


def appointment(found: Appointment, scope: Scope) -> Properties:
    """Describe an election, an appointment or a release."""
    replaced = (found.in_place_of,) if found.in_place_of else ()
    return joined(
        (
            a(BG.Appointment),
            having(BG.appointmentKind, concept("appointment-kind", found.kind)),
            scope.people(BG.person, (found.person,)),
            scope.party(BG.party, found.person.party),
            having(BG.post, swedish(found.post)),
            having(BG.bodyName, swedish(words(found.organ))),
            scope.agent(BG.appointedTo, found.organ),
            scope.people(BG.inPlaceOf, replaced),
            having(BG.start, date(found.start)),
            having(BG.end, date(found.end)),
        )
    )


def recipient(found: Stated, scope: Scope) -> Properties:
    """Describe one whom the decision is sent to."""
    return joined((a(BG.Recipient), having(BG.text, swedish(found.text)), scope.agent(BG.agent, found)))


def document(found: Stated, _: Scope) -> Properties:
    """Describe a document that the decision rests on."""
    return joined((a(BG.Document), having(DCTERMS.title, swedish(found.text))))


def prior_handling(found: PriorHandling, scope: Scope) -> Properties:
    """Describe an earlier treatment, with the § itself where date, § and body of this council tell which."""
    body = scope.own_body(found.body)
    prior = None
    if found.date and found.paragraph and body:
        path = scope.iris.path(scope.organisation, body, found.date)
        prior = ox.NamedNode(scope.iris.item(path, found.paragraph))
    return joined(
        (
            a(BG.PriorHandling),
            having(BG.date, date(found.date)),
            having(BG.paragraph, plain(found.paragraph)),
            having(BG.bodyName, swedish(found.body)),
            having(BG.text, swedish(found.text)),
            having(BG.priorItem, prior if date(found.date) else None),
        )
    )


def legal_reference(found: Citation, _: Scope) -> Properties:
    """Describe a reference to a law, an inquiry or a directive, with the provisions that it cites."""
    cited = (having(ELI.cites, ox.NamedNode(iri)) for iri in found.iris)
    return joined((a(BG.LegalReference), having(BG.text, swedish(found.text)), *cited))


def money(found: Money) -> Properties:
    """Describe a sum and its currency."""
    value, currency = decimal(found.value), plain(found.currency)
    return joined((having(SCHEMA.value, value), having(SCHEMA.currency, currency)))


def amount(found: Money, _: Scope) -> Properties:
    """Describe an amount that the text names."""
    return joined((a(BG.Amount), money(found), having(BG.text, swedish(found.text))))


def event(found: Event, _: Scope) -> Properties:
    """Describe a meeting or a conference that the text names."""
    return joined(
        (
            a(BG.Event),
            having(RDFS.label, swedish(found.name)),
            having(BG.date, date(found.start)),
            having(BG.end, date(found.end)),
            having(BG.place, plain(found.place)),
        )
    )


PARTS: tuple[Part, ...] = (
    Part("decisions", "decision", decision),
    Part("proposals", "proposal", proposal),
    Part("propositions", "proposition", proposition),
    Part("votes", "vote", vote, without=frozenset({"ballots"})),
    Part("reservations", "reservation", dissent(BG.Reservation)),
    Part("notes", "note", dissent(BG.Note)),
    Part("recusals", "recusal", dissent(BG.Recusal)),
    Part("non_participation", "non-participation", dissent(BG.NonParticipation)),
    Part("appointments", "appointment", appointment),
    Part("recipients", "recipient", recipient),
    Part("documents", "document", document),
    Part("prior_handling", "prior", prior_handling),
    Part("legal_references", "law", legal_reference),
    Part("amounts", "amount", amount),
    Part("events", "event", event),
)
