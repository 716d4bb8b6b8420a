"""The right graph of ``sample_record``, a way to break it for each shape, and what looks alike but is right.

A change is ``(subject, predicate, value)``: the values are replaced, or removed where the value is None, or
added to where it stands in a list; with None for the predicate all of the subject is removed. Of the shapes
of single properties only those stand here that a value of no right kind does not break.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import pyoxigraph as ox

from graphbuild.linking.judgements import SAME, Judgement, Judgements
from graphbuild.links import Candidate, Entity
from graphbuild.triples import candidate_quads, document_quads, entity_quads, judgement_quads
from graphbuild.vocabulary import BG, DCTERMS, NIF, OA, PROV, RDF, SCHEMA, XSD, concept
from tests.sample_record import IRIS, ORGANISATION, PATH, links, record

Term: TypeAlias = ox.NamedNode | ox.Literal
Change: TypeAlias = tuple[str, ox.NamedNode | None, Term | list[Term] | None]

RECORD, RAW = record()
MEETING, MINUTES = IRIS.meeting(PATH), IRIS.minutes(PATH)
ITEM, PROJECT_ITEM = IRIS.item(PATH, "12"), IRIS.item(PATH, "13")
PRIOR = f"{PROJECT_ITEM}/prior/1"
VOTE, PROPOSAL, RESERVATION = f"{ITEM}/vote/1", f"{ITEM}/proposal/1", f"{ITEM}/reservation/1"
RECUSAL, ASIDE = f"{ITEM}/recusal/1", f"{PROJECT_ITEM}/non-participation/1"
APPOINTMENT, DOCUMENT = f"{PROJECT_ITEM}/appointment/1", f"{PROJECT_ITEM}/document/1"
BALLOT, EVIDENCE = f"{VOTE}/ballot/ake-tjarn", f"{ITEM}/decision/1/evidence/1"
POSITION, OUTCOME, PRESENCE = f"{VOTE}/party/s", f"{PROPOSAL}/outcome", f"{ITEM}/presence"
THREAD = f"{ITEM}/continues/regionstyrelsen-2031-04-08-9"
SIV, BO, AKE, IDA = (
    IRIS.participation(PATH, slug) for slug in ("siv-alvdal", "bo-myrlund", "ake-tjarn", "ida-fors")
)
BALLOTS = tuple(f"{VOTE}/ballot/{slug}" for slug in ("siv-alvdal", "bo-myrlund", "ake-tjarn"))
ACTS = (PROPOSAL, f"{ITEM}/proposal/2", RESERVATION)
PROJECT = IRIS.project(ORGANISATION, "Fjällens färdväg")
EARLIER = IRIS.meeting(f"{ORGANISATION}/regionstyrelsen/2031-04-08")
BUDGET, GRANT = f"{PROJECT_ITEM}/budget", f"{PROJECT_ITEM}/grant"


def node(iri: str) -> ox.NamedNode:
    """Return a node."""
    return ox.NamedNode(iri)


def person(name: str) -> ox.NamedNode:
    """Return a person of the council."""
    return node(IRIS.person(ORGANISATION, name))


def number(value: object) -> ox.Literal:
    """Return an integer."""
    return ox.Literal(str(value), datatype=XSD.integer)


def money(value: object) -> ox.Literal:
    """Return an amount."""
    return ox.Literal(str(value), datatype=XSD.decimal)


def swedish(text: str) -> ox.Literal:
    """Return a text in Swedish."""
    return ox.Literal(text, language="sv")


def day(text: str) -> ox.Literal:
    """Return a date."""
    return ox.Literal(text, datatype=XSD.date)


def hour(text: str) -> ox.Literal:
    """Return a time of day."""
    return ox.Literal(text, datatype=XSD.time)


def truth(value: bool) -> ox.Literal:
    """Return a truth value."""
    return ox.Literal("true" if value else "false", datatype=XSD.boolean)


def text(*values: str) -> list[Term]:
    """Return texts in no language."""
    return [ox.Literal(value) for value in values]


def gone(*subjects: str) -> list[Change]:
    """Return the changes that remove all of some nodes."""
    return [(subject, None, None) for subject in subjects]


def broken(quads: Sequence[ox.Quad], changes: Iterable[Change]) -> list[ox.Quad]:
    """Return the quads with changes."""
    graph = node(IRIS.graph(PATH))
    found = list(quads)
    for subject, predicate, value in changes:
        found = [
            quad for quad in found if quad.subject.value != subject or predicate not in (None, quad.predicate)
        ]
        for each in value if isinstance(value, list) else [value]:
            if predicate is not None and each is not None:
                found.append(ox.Quad(node(subject), predicate, each, graph))
    return found


def right_document() -> tuple[ox.Quad, ...]:
    """Return the quads of the sample's document."""
    return document_quads(RECORD, links(), IRIS, RAW)


def right_entities() -> tuple[ox.Quad, ...]:
    """Return one entity of each kind, a pair to review and a judgement."""
    council = IRIS.organisation(ORGANISATION)
    party = IRIS.party("FJP", ORGANISATION)
    ake, ida = sorted((person("Åke Tjärn").value, person("Ida Fors").value))
    entities = [
        Entity(council, "organisation", "Region Sydfjällen"),
        Entity(IRIS.body(ORGANISATION, "Regionstyrelsen"), "body", "Regionstyrelsen", council),
        Entity(ake, "person", "Åke Tjärn", council),
        Entity(IRIS.case(ORGANISATION, "RS-2031-00044"), "case", "RS-2031-00044", council),
        Entity(IRIS.project(ORGANISATION, "Fjällens färdväg"), "project", "Fjällens färdväg", council),
        Entity(party, "party", "Fjällpartiet", council, ((BG.code, ox.Literal("FJP")),)),
    ]
    made = Judgement(1, SAME, (ake, ida), (), "De delar adress.", "2031-06-01", None)
    return (
        *entity_quads(entities, IRIS),
        *candidate_quads([Candidate(ake, ida, council, "alike", 0.5)], IRIS),
        *judgement_quads(Judgements((made,)), IRIS),
    )


VIOLATIONS: dict[str, list[list[Change]]] = {
    "Vote-more-ballots": [[(VOTE, BG.yes, number(1))], [(BALLOT, BG.choice, concept("choice", "yes"))]],
    "Vote-twice": [[(BALLOT, BG.person, person("Siv Älvdal")), (BALLOT, BG.party, None)]],
    "Vote-too-many": [
        [*gone(*BALLOTS, SIV, BO, AKE, IDA), (VOTE, BG.yes, number(90)), (VOTE, BG.no, number(60))]
    ],
    "Vote-abstentions": [[(VOTE, BG.abstentions, number(-2))]],
    "Meeting-date": [
        [(MEETING, BG.date, ox.Literal("2031-05", datatype=XSD.gYearMonth))],
        [(MEETING, BG.date, day("2031-13-06"))],
        [(MEETING, BG.date, ox.Literal("2031-05-06"))],
    ],
    "Meeting-startTime": [[(MEETING, BG.startTime, hour("13:00:30"))]],
    "Meeting-endTime": [[(MEETING, BG.endTime, hour("15:30:30"))]],
    "Meeting-number-twice": [[(PROJECT_ITEM, BG.number, ox.Literal("12"))]],
    "Item-case": [[(ITEM, BG.case, node(IRIS.case(ORGANISATION, "motion")))]],
    "ItemPart-item": [[(f"{ITEM}/decision/1", BG.item, node(IRIS.item(PATH, "99")))]],
    "Minutes-other-council": [[(AKE, BG.substitutesFor, node(IRIS.person("almby-kommun", "Nils Ek")))]],
    "Participation-self": [[(AKE, BG.substitutesFor, person("Åke Tjärn"))]],
    "Participation-twice": [
        [
            (f"{AKE}-2", RDF.type, BG.Participation),
            (f"{AKE}-2", BG.meeting, node(MEETING)),
            (f"{AKE}-2", BG.person, person("Åke Tjärn")),
            (f"{AKE}-2", BG.evidence, node(f"{AKE}/evidence/9")),
            (f"{AKE}/evidence/9", OA.hasBody, node(f"{AKE}-2")),
            (f"{AKE}/evidence/9", PROV.wasGeneratedBy, node("https://data.example.org/rule")),
            (f"{AKE}/evidence/9", OA.hasTarget, node(f"{EVIDENCE}#target")),
            (f"{AKE}/evidence/9", RDF.type, OA.Annotation),
        ]
    ],
    "Proposal-refersTo": [[(f"{ITEM}/proposal/2", BG.refersTo, node(f"{ITEM}/proposal/9"))]],
    "Proposal-rank": [[(f"{ITEM}/proposal/2", BG.rank, number(4))]],
    "Reservation-inFavourOf": [[(RESERVATION, BG.inFavourOf, node(VOTE))]],
    "Reservation-text": [[(RESERVATION, BG.text, swedish(""))]],
    "Appointment-start": [[(APPOINTMENT, BG.start, [day("2031-06-01"), day("2031-06-02")])]],
    "Appointment-end": [[(APPOINTMENT, BG.end, [day("2034-06-01"), day("2034-06-02")])]],
    "PriorHandling-date": [[(PRIOR, BG.date, [day("2031-04-08"), day("2031-04-07")])]],
    "Event-date": [[(f"{PROJECT_ITEM}/event/1", BG.date, [day("2031-08-01"), day("2031-08-02")])]],
    "Event-end": [[(f"{PROJECT_ITEM}/event/1", BG.end, [day("2031-08-01"), day("2031-08-02")])]],
    "Date-form": [
        [(APPOINTMENT, BG.end, ox.Literal("tills vidare"))],
        [(PRIOR, BG.date, ox.Literal("1931-5", datatype=XSD.gYear))],
        [(f"{PROJECT_ITEM}/event/1", BG.date, ox.Literal("snart"))],
        [(PROJECT, BG.start, ox.Literal("i höst"))],
    ],
    "ThreadLink-earlierItem": [[(THREAD, BG.earlierItem, node(ITEM))], [(THREAD, BG.earlierItem, None)]],
    "TreatedProject-start": [[(PROJECT, BG.start, node(ITEM))]],
    "TreatedProject-end": [[(PROJECT, BG.end, node(ITEM))]],
    "BudgetLine-currency": [
        [(f"{BUDGET}/1", SCHEMA.currency, None), *gone(f"{PROJECT_ITEM}/budget-total/1")]
    ],
    "BudgetLine-value": [
        [(f"{BUDGET}/1", SCHEMA.value, None), *gone(f"{PROJECT_ITEM}/budget-total/1", f"{GRANT}/1")]
    ],
    "Participation-person": [[(IDA, BG.person, None)]],
    "PartyPosition-counts": [[(POSITION, BG.ballotsYes, number(2))]],
    "PartyPosition-side": [[(POSITION, BG.side, concept("choice", "absent"))]],
    "Presence-absent": [[(AKE, BG.present, truth(False)), *gone(BALLOT, *ACTS)]],
    "Presence-recused": [[(PRESENCE, BG.personPresent, [person("Siv Älvdal"), person("Ida Fors")])]],
    "Grant-decision": [[(f"{GRANT}/1", BG.decision, node(f"{ITEM}/decision/2"))]],
    "Evidence-missing": [[(f"{ITEM}/decision/1", BG.evidence, None)]],
    "Evidence-body": [[(EVIDENCE, OA.hasBody, node(ITEM))]],
    "Evidence-rule": [[(EVIDENCE, PROV.wasGeneratedBy, None)]],
    "Evidence-place": [[(f"{EVIDENCE}#target", BG.page, number(0))], [(f"{EVIDENCE}#quote", OA.exact, None)]],
    "Evidence-page": [[(f"{EVIDENCE}#target", BG.page, number(3))]],
    "Evidence-length": [[(f"{EVIDENCE}#quote", OA.exact, ox.Literal("1. Motionen"))]],
    "Evidence-confidence": [[(f"{BALLOT}/evidence/1", NIF.confidence, ox.Literal(1.5))]],
}
"""Where a graph is wrong; each list of changes alone makes just this shape speak."""

WARNINGS: dict[str, list[list[Change]]] = {
    "Vote-fewer-ballots": [[(VOTE, BG.yes, number(3))]],
    "Vote-present": [[(BALLOT, BG.person, person("Nils Sjökvist"))]],
    "Vote-empty": [
        [*gone(*BALLOTS), (VOTE, BG.yes, None), (VOTE, BG.no, None), (VOTE, BG.abstentions, None)]
    ],
    "Vote-more-than-present": [[*gone(*BALLOTS), (VOTE, BG.yes, number(4))]],
    "Vote-fewer-than-present": [gone(RECUSAL)],
    "Vote-role": [[(AKE, BG.role, concept("role", "substitute")), *gone(*ACTS)]],
    "Vote-left": [
        [(AKE, BG.paragraphs, text("13")), *gone(*ACTS)],
        [(AKE, BG.paragraphs, text("ej § 12")), *gone(*ACTS)],
        [(AKE, BG.paragraphs, text("from § 13")), *gone(*ACTS)],
    ],
    "Vote-quorum": [[(VOTE, BG.absent, number(3))]],
    "Vote-same-meaning": [[(VOTE, BG.noMeans, swedish("Avslag"))]],
    "Ballot-other-party": [[(BALLOT, BG.party, node(IRIS.party("KD")))]],
    "Proposal-nobody": [[(PROPOSAL, BG.proposer, None)]],
    "Proposal-present": [[(PROPOSAL, BG.proposer, person("Nils Sjökvist"))]],
    "Proposal-role": [
        [(AKE, BG.role, concept("role", "substitute")), *gone(BALLOT, RESERVATION), (VOTE, BG.no, number(1))]
    ],
    "Proposal-left": [[(AKE, BG.paragraphs, text("13")), *gone(BALLOT, RESERVATION)]],
    "Reservation-nobody": [[(RESERVATION, BG.person, None)]],
    "Reservation-present": [[(RESERVATION, BG.person, person("Nils Sjökvist"))]],
    "Reservation-role": [
        [
            (AKE, BG.role, concept("role", "official")),
            *gone(BALLOT),
            (PROPOSAL, BG.proposer, person("Siv Älvdal")),
        ]
    ],
    "Reservation-left": [
        [
            (AKE, BG.paragraphs, text("13-15", "t.o.m. § 11")),
            *gone(BALLOT),
            (PROPOSAL, BG.proposer, person("Siv Älvdal")),
        ]
    ],
    "DecisionPoint-minority": [
        [(f"{ITEM}/decision/1", BG.outcome, concept("outcome", "minoritetsåterremiss"))]
    ],
    "Recommendation-tabled": [[(f"{ITEM}/decision/2", BG.outcome, concept("outcome", "bordläggning"))]],
    "Appointment-nobody": [[(APPOINTMENT, BG.person, None)]],
    "Appointment-self": [[(APPOINTMENT, BG.inPlaceOf, person("Ida Fors"))]],
    "Appointment-order": [[(APPOINTMENT, BG.end, ox.Literal("2030", datatype=XSD.gYear))]],
    "Appointment-council": [[(APPOINTMENT, BG.appointedTo, node(IRIS.body("almby-kommun", "Valnämnden")))]],
    "Recusal-nobody": [[(RECUSAL, BG.person, None)]],
    "Recusal-votes": [[(BALLOT, BG.person, person("Ida Fors")), (BALLOT, BG.party, None)]],
    "Recusal-proposes": [[(PROPOSAL, BG.proposer, person("Ida Fors"))]],
    "Recusal-reserves": [[(RESERVATION, BG.person, person("Ida Fors"))]],
    "NonParticipation-votes": [[(ASIDE, BG.item, node(ITEM))]],
    "NonParticipation-reserves": [
        [(ASIDE, BG.item, node(ITEM)), (ASIDE, BG.person, person("Åke Tjärn")), *gone(BALLOT)]
    ],
    "Meeting-gap": [[(PROJECT_ITEM, BG.number, ox.Literal("14"))]],
    "Meeting-overlap": [[(ITEM, BG.number, ox.Literal("12-14"))]],
    "Meeting-order": [[(ITEM, BG.position, number(2)), (PROJECT_ITEM, BG.position, number(1))]],
    "Meeting-chair": [[(SIV, BG.role, concept("role", "vice chair"))]],
    "Meeting-adjuster": [[(BO, BG.role, concept("role", "member"))]],
    "Meeting-times": [[(MEETING, BG.endTime, hour("12:30:00"))]],
    "Meeting-pause": [
        [(MEETING, BG.adjournment, ox.Literal("14:20-14:10"))],
        [(MEETING, BG.adjournment, ox.Literal("15:20-15:50"))],
    ],
    "Participation-two-parties": [[(AKE, BG.party, [node(IRIS.party("M")), node(IRIS.party("V"))])]],
    "Participation-paragraphs": [[(AKE, BG.paragraphs, text("de flesta"))]],
    "Participation-clock": [[(AKE, BG.clock, text("förmiddagen"))]],
    "Participation-chair": [
        [
            (SIV, BG.present, truth(False)),
            *gone(f"{VOTE}/ballot/siv-alvdal", PRESENCE, f"{PROJECT_ITEM}/presence"),
            (VOTE, BG.yes, number(1)),
        ]
    ],
    "Participation-adjuster": [
        [
            (BO, BG.present, None),
            *gone(f"{VOTE}/ballot/bo-myrlund", f"{ITEM}/proposal/2"),
            (VOTE, BG.yes, number(1)),
        ]
    ],
    "Participation-replaced": [
        [(IDA, BG.substitutesFor, person("Åke Tjärn"))],
        [
            (IDA, BG.substitutesFor, person("Åke Tjärn")),
            (IDA, BG.paragraphs, text("13")),
            (AKE, BG.paragraphs, text("12-14")),
        ],
    ],
    "Participation-outside": [
        [(AKE, BG.paragraphs, text("11-13", "20-25"))],
        [(AKE, BG.paragraphs, text("12-13", "99-98"))],
    ],
    "PriorHandling-later": [[(PRIOR, BG.date, day("2031-05-07"))]],
    "PriorHandling-unknown": [[(EARLIER, BG.date, day("2031-04-08"))]],
    "Document-later": [
        [(DOCUMENT, DCTERMS.title, swedish("Tjänsteutlåtande 2031-05-07"))],
        [(DOCUMENT, DCTERMS.title, swedish("Yrkande från S den 7 maj 2031"))],
    ],
    "Item-case-year": [[(ITEM, BG.case, node(IRIS.case(ORGANISATION, "RS-2032-00001")))]],
    "Item-case-date": [[(ITEM, BG.case, node(IRIS.case(ORGANISATION, "2031-04-08")))]],
    "Date-order": [
        [(f"{PROJECT_ITEM}/event/1", BG.end, day("2031-07-31"))],
        [(PROJECT, BG.end, day("2031-08-01"))],
    ],
    "BudgetTotal-sum": [[(f"{BUDGET}/1", SCHEMA.value, money(400000))]],
    "FinancingTotal-sum": [[(f"{PROJECT_ITEM}/financing/1", SCHEMA.value, money(200000))]],
    "FinancingTotal-budget": [
        [
            (f"{PROJECT_ITEM}/financing-total/1", SCHEMA.value, money(900000)),
            *gone(f"{PROJECT_ITEM}/financing/1", f"{PROJECT_ITEM}/financing/2"),
        ]
    ],
    "Grant-total": [
        [
            (f"{GRANT}/1", SCHEMA.value, money(900000)),
            *gone(f"{BUDGET}/1", f"{BUDGET}/2", f"{PROJECT_ITEM}/application/1"),
        ]
    ],
    "Grant-budget": [gone(f"{BUDGET}/1", f"{PROJECT_ITEM}/budget-total/1")],
    "Grant-applied": [[(f"{PROJECT_ITEM}/application/1", SCHEMA.value, money(500000))]],
    "Grant-nobody": [[(f"{GRANT}/2", BG.grantee, None)]],
}
"""Where a graph is doubtful."""
