"""The values that flow between the stages: frozen, slotted, and each fact with its evidence.

Offsets count characters. ``Evidence.start`` and ``Evidence.end`` are offsets into the raw text of
the document as read (pages joined by a form feed), so that ``raw[start:end] == quote`` always holds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Choice = Literal["yes", "no", "abstain", "absent"]
DecisionKind = Literal["decision", "recommendation"]
DocumentKind = Literal["minutes", "extract", "agenda", "press", "other"]
Rank = Literal["first", "second", "third"]
ReferenceKind = Literal["suggestion", "proposal", "document"]
VoteKind = Literal["main", "counter-proposition", "remittal", "tabling"]
AppointmentKind = Literal["election", "replacement election", "resignation"]


@dataclass(frozen=True, slots=True)
class Source:
    """A document to read: where it lies, its SHA-256, and what a manifest says of it."""

    path: str
    sha256: str
    url: str | None = None
    council: str | None = None
    body: str | None = None
    date: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read: its number, from 1, and its raw text.

    ``masked`` names what was masked on it when it was read, a kind a place.
    """

    number: int
    raw: str
    masked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the document says it: the page it starts on, raw offsets, and the very words."""

    page: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Stated:
    """A value that is only a text, in its normal form, with the words that state it."""

    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Named:
    """A person as named at one place: base form of the name, party as printed or None."""

    name: str
    party: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Participant:
    """One distinct person of a document, with all that the document states of their part in it.

    ``roles`` are terms of the role scheme (``chair``, ``member``, ``serving substitute`` ...);
    ``present`` is None where the text does not tell. ``paragraphs`` and ``clock`` are intervals,
    ``"76-77"`` and ``"08:15-08:50"``; ``remote`` is True where the text says that they took part
    from elsewhere, else None. ``evidence`` holds every place that names the person.
    """

    name: str
    party: str | None
    evidence: tuple[Evidence, ...]
    roles: tuple[str, ...] = ()
    title: str | None = None
    present: bool | None = None
    substitutes_for: tuple[Named, ...] = ()
    paragraphs: tuple[str, ...] = ()
    clock: tuple[str, ...] = ()
    remote: bool | None = None


@dataclass(frozen=True, slots=True)
class DecisionPoint:
    """One point (att-sats) of a decision; ``point`` is its printed label, ``outcome`` a term or None."""

    point: str | None
    text: str
    kind: DecisionKind
    outcome: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Reference:
    """What a proposal or a reservation points back to, by the words that point.

    ``kind`` tells what it is: a ``suggestion`` that lies on the table (an administration's or a
    body's), a ``proposal`` made at the meeting, or a ``document`` (a written yrkande, a motion).
    ``positions`` are the places of those proposals, or of those documents, in the lists of the
    same item, from 1; empty where the words do not tell which.
    """

    kind: ReferenceKind
    text: str
    evidence: Evidence
    positions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one or several people, or whole parties, proposed at the meeting (yrkande).

    ``rank`` is that of ``i första hand … i andra hand``, None where no order is stated.
    """

    people: tuple[Named, ...]
    parties: tuple[Stated, ...]
    kind: str
    text: str
    evidence: Evidence
    rank: Rank | None = None
    refers_to: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposition:
    """A question that the chair put (propositionsställande), and what the chair found, as worded."""

    text: str
    found: Stated | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Ballot:
    """How one person voted, as the text states it."""

    person: Named
    choice: Choice


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote (votering): stated totals, what Ja and Nej mean, and the ballots that are stated.

    ``kind`` is None where neither heading nor proposition tells what the vote is about.
    """

    yes: int | None
    no: int | None
    abstain: int | None
    absent: int | None
    proposition: Stated | None
    yes_means: str | None
    no_means: str | None
    ballots: tuple[Ballot, ...]
    evidence: Evidence
    kind: VoteKind | None = None


@dataclass(frozen=True, slots=True)
class Dissent:
    """A statement of distance: people and parties, its text, and a kind.

    Used for reservations (``kind="reservation"``), notes (``"note"``, ``"special opinion"``),
    recusals (``"recusal"``) and non-participation (``"non-participation"``). ``in_favour_of`` is what
    a reservation is made for (``till förmån för det egna yrkandet``).
    """

    kind: str
    people: tuple[Named, ...]
    parties: tuple[Stated, ...]
    text: str
    evidence: Evidence
    in_favour_of: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Appointment:
    """That a decision elects or appoints somebody to a post, or releases them from one.

    ``post`` is in the singular (``ledamot``); ``organ`` is the body, company or board as printed.
    ``start`` and ``end`` are ISO dates or years; for a resignation, ``start`` is when it takes effect.
    """

    person: Named
    post: str | None
    organ: Stated | None
    kind: AppointmentKind
    in_place_of: Named | None
    start: str | None
    end: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class PriorHandling:
    """An earlier treatment of the item: ISO date, § number and body, each where stated."""

    date: str | None
    paragraph: str | None
    body: str | None
    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as a number, its currency (ISO 4217) and the words."""

    value: Decimal
    currency: str
    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Citation:
    """A phrase that cites law: its kind (``statute``, ``SOU``, ``EU act`` ...) and what it cites.

    ``iris`` are those of lagen.nu, one a provision, in the order of the words; none where the text
    does not tell which law is meant.
    """

    text: str
    kind: str
    iris: tuple[str, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One line of a project's budget."""

    label: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Funder:
    """Who pays for a part of a project, as printed, and how much where stated."""

    name: Stated
    amount: Money | None


@dataclass(frozen=True, slots=True)
class Project:
    """A project that an item treats; everything but its name only where stated.

    ``start`` and ``end`` are ISO dates. ``granted`` is the amount that the decision grants, ``fund``
    where the money comes from and ``grantee`` who gets it. ``applied`` is the amount applied for, by
    ``applicant``; ``refused`` holds the words by which the decision refuses it. ``budget`` lists the
    costs and ``funders`` who pays them; ``total`` and ``funding_total`` are the stated sums of the two.
    """

    name: str
    evidence: Evidence
    owner: Stated | None = None
    partners: tuple[Stated, ...] = ()
    start: Stated | None = None
    end: Stated | None = None
    granted: Money | None = None
    fund: Stated | None = None
    budget: tuple[BudgetLine, ...] = ()
    total: Money | None = None
    grantee: Stated | None = None
    applicant: Stated | None = None
    applied: Money | None = None
    refused: Stated | None = None
    funders: tuple[Funder, ...] = ()
    funding_total: Money | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """Money that the decision grants an organisation for no named project, or refuses it.

    ``grantee`` is who gets it, or asked for it where it is refused. The other fields are those of a
    ``Project``.
    """

    grantee: Stated
    evidence: Evidence
    granted: Money | None = None
    applied: Money | None = None
    refused: Stated | None = None
    fund: Stated | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting or conference that the text mentions; ISO dates where stated."""

    name: str
    start: str | None
    end: str | None
    place: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Item:
    """One § as treated: number, title, case numbers and every kind of fact below it."""

    number: str
    title: Stated | None
    evidence: Evidence
    dnr: tuple[Stated, ...] = ()
    decisions: tuple[DecisionPoint, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    propositions: tuple[Proposition, ...] = ()
    votes: tuple[Vote, ...] = ()
    reservations: tuple[Dissent, ...] = ()
    notes: tuple[Dissent, ...] = ()
    recusals: tuple[Dissent, ...] = ()
    non_participation: tuple[Dissent, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    recipients: tuple[Stated, ...] = ()
    documents: tuple[Stated, ...] = ()
    prior_handling: tuple[PriorHandling, ...] = ()
    legal_references: tuple[Citation, ...] = ()
    amounts: tuple[Money, ...] = ()
    projects: tuple[Project, ...] = ()
    grants: tuple[Grant, ...] = ()
    events: tuple[Event, ...] = ()
    organisations: tuple[Stated, ...] = ()
    people: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """What the minutes say of the meeting as a whole; dates ISO, times ``HH:MM``, adjournments intervals."""

    organisation: Stated | None = None
    body: Stated | None = None
    meeting_date: Stated | None = None
    start_time: Stated | None = None
    end_time: Stated | None = None
    place: Stated | None = None
    document_id: Stated | None = None
    adjournments: tuple[Stated, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that one document states: the result of extraction, before any linking."""

    source: Source
    kind: DocumentKind
    header: Header
    people: tuple[Participant, ...]
    items: tuple[Item, ...]
    organisations: tuple[Stated, ...]
    warnings: tuple[str, ...] = field(default=())
