"""What looks like a broken fact and is none, for each shape that checks facts."""

from __future__ import annotations

import pyoxigraph as ox

from graphbuild.vocabulary import BG, DCTERMS, NIF, SCHEMA, XSD, concept
from tests.sample_record import IRIS, ORGANISATION
from tests.shape_mutations import (
    AKE,
    APPOINTMENT,
    ASIDE,
    BALLOT,
    BALLOTS,
    BO,
    BUDGET,
    DOCUMENT,
    EARLIER,
    EVIDENCE,
    GRANT,
    IDA,
    ITEM,
    MEETING,
    MINUTES,
    POSITION,
    PRESENCE,
    PRIOR,
    PROJECT_ITEM,
    PROPOSAL,
    RECUSAL,
    RESERVATION,
    SIV,
    VOTE,
    Change,
    day,
    gone,
    money,
    node,
    number,
    person,
    swedish,
    text,
)

RIGHT: dict[str, list[list[Change]]] = {
    # As many ballots as votes, whoever won; a minority of a third remits, and the chair decides a tie.
    "Vote-more-ballots": [
        [(f"{ITEM}/decision/1", BG.outcome, concept("outcome", "bifall"))],
        [
            (f"{VOTE}/ballot/bo-myrlund", BG.choice, concept("choice", "abstain")),
            (VOTE, BG.yes, number(1)),
            (VOTE, BG.abstentions, number(1)),
            *gone(f"{VOTE}/party/m"),
        ],
    ],
    "Vote-fewer-ballots": [gone(f"{VOTE}/ballot/siv-alvdal", f"{VOTE}/ballot/bo-myrlund", f"{VOTE}/party/s")],
    "Vote-twice": [[]],
    "Vote-too-many": [
        [*gone(*BALLOTS, SIV, BO, AKE, IDA), (VOTE, BG.yes, number(89)), (VOTE, BG.no, number(60))]
    ],
    "Vote-present": [
        [
            (BALLOT, BG.person, person("Nils Sjökvist")),
            (BALLOT, BG.choice, concept("choice", "absent")),
            (VOTE, BG.no, number(0)),
            (VOTE, BG.absent, number(1)),
            *gone(f"{VOTE}/party/v"),
        ],
        gone(SIV, BO, AKE, IDA),
        [(MINUTES, BG.documentKind, concept("document-kind", "extract")), *gone(AKE)],
    ],
    "Vote-empty": [gone(*BALLOTS)],
    "Vote-more-than-present": [[(SIV, BG.role, [concept("role", "chair"), concept("role", "substitute")])]],
    "Vote-fewer-than-present": [
        [],
        [(IDA, BG.clock, text("13:00-13:40")), *gone(RECUSAL)],
        [(VOTE, BG.absent, number(1)), *gone(RECUSAL)],
    ],
    "Vote-role": [[(AKE, BG.role, [concept("role", "substitute"), concept("role", "serving substitute")])]],
    "Vote-left": [
        [(AKE, BG.paragraphs, text("12-13"))],
        [(AKE, BG.paragraphs, text("13", "t.o.m. § 12"))],
        [(BO, BG.paragraphs, text("13"))],
        [(AKE, BG.paragraphs, text("ej § 13"))],
    ],
    "Vote-quorum": [[(VOTE, BG.absent, number(2))]],
    "Vote-same-meaning": [[(VOTE, BG.noMeans, swedish("Avslag på yrkandet"))]],
    "Ballot-other-party": [[(BALLOT, BG.party, None)], [(AKE, BG.party, None)]],
    "Proposal-refersTo": [[(f"{ITEM}/proposal/2", BG.refersTo, node(DOCUMENT))]],
    "Proposal-nobody": [
        [(PROPOSAL, BG.proposer, None), (PROPOSAL, BG.proposingParty, node(IRIS.party("V")))]
    ],
    "Proposal-present": [
        [
            (PROPOSAL, BG.proposer, person("Nils Sjökvist")),
            (SIV, BG.role, None),
            (BO, BG.role, None),
            (AKE, BG.role, None),
        ]
    ],
    "Proposal-role": [[(AKE, BG.role, [concept("role", "chair"), concept("role", "presenter")])]],
    "Proposal-left": [[(AKE, BG.paragraphs, text("from § 12"))]],
    "Reservation-nobody": [[(RESERVATION, BG.person, None), (RESERVATION, BG.party, node(IRIS.party("V")))]],
    "Reservation-present": [[(RESERVATION, BG.person, person("Siv Älvdal"))], gone(SIV, BO, AKE, IDA)],
    "Reservation-role": [[(AKE, BG.role, [concept("role", "substitute"), concept("role", "member")])]],
    "Reservation-left": [[(AKE, BG.paragraphs, text("t.o.m. § 12"))], [(AKE, BG.clock, text("13:00-13:10"))]],
    "DecisionPoint-minority": [
        [(f"{ITEM}/decision/1", BG.outcome, concept("outcome", "återremiss"))],
        [
            (f"{ITEM}/decision/1", BG.outcome, concept("outcome", "minoritetsåterremiss")),
            (MEETING, BG.body, node(IRIS.body(ORGANISATION, "Regionfullmäktige"))),
        ],
    ],
    "Recommendation-tabled": [
        [(f"{ITEM}/decision/2", BG.outcome, concept("outcome", "återremiss"))],
        [(f"{ITEM}/decision/1", BG.outcome, concept("outcome", "bordläggning"))],
    ],
    "Appointment-nobody": [[]],
    "Appointment-self": [[(APPOINTMENT, BG.inPlaceOf, person("Siv Älvdal"))]],
    "Appointment-order": [[(APPOINTMENT, BG.end, ox.Literal("2031", datatype=XSD.gYear))]],
    "Appointment-council": [
        [(APPOINTMENT, BG.appointedTo, node(IRIS.body(ORGANISATION, "Valnämnden")))],
        [(APPOINTMENT, BG.appointedTo, node(IRIS.organisation("almby-kommun")))],
    ],
    "Minutes-other-council": [
        [(AKE, BG.party, node(IRIS.party("AP", "almby-kommun"))), (BALLOT, BG.party, None)]
    ],
    "Recusal-nobody": [[]],
    "Recusal-votes": [
        [
            (BALLOT, BG.person, person("Ida Fors")),
            (BALLOT, BG.party, None),
            (VOTE, BG.no, None),
            (BALLOT, BG.choice, concept("choice", "absent")),
            *gone(f"{VOTE}/party/v"),
        ]
    ],
    "Recusal-proposes": [
        [
            (RECUSAL, BG.item, node(PROJECT_ITEM)),
            *gone(f"{PROJECT_ITEM}/presence"),
            (VOTE, BG.absent, number(1)),
        ]
    ],
    "Recusal-reserves": [
        [
            (RECUSAL, BG.item, node(PROJECT_ITEM)),
            *gone(f"{PROJECT_ITEM}/presence"),
            (RESERVATION, BG.person, person("Ida Fors")),
            (VOTE, BG.absent, number(1)),
        ]
    ],
    "NonParticipation-votes": [
        [(ASIDE, BG.item, node(ITEM)), (VOTE, BG.voteKind, concept("vote-kind", "remittal"))],
        [
            (ASIDE, BG.item, node(ITEM)),
            (VOTE, BG.yes, number(1)),
            *gone(f"{VOTE}/party/m"),
            (f"{VOTE}/ballot/bo-myrlund", BG.choice, concept("choice", "abstain")),
            (VOTE, BG.abstentions, number(1)),
        ],
    ],
    "NonParticipation-reserves": [[(ASIDE, BG.person, person("Åke Tjärn"))]],
    "Meeting-gap": [
        [(ITEM, BG.number, ox.Literal(one)), (PROJECT_ITEM, BG.number, ox.Literal(other))]
        for one, other in (("12", "12a"), ("12-15", "16"), ("7", "8-11"), ("A", "9"))
    ],
    "Meeting-number-twice": [[(PROJECT_ITEM, BG.number, ox.Literal("12a"))]],
    "Meeting-overlap": [[(ITEM, BG.number, ox.Literal("10-12"))]],
    "Meeting-order": [[(ITEM, BG.number, ox.Literal("13")), (PROJECT_ITEM, BG.number, ox.Literal("13a"))]],
    "Meeting-chair": [
        [
            (SIV, BG.role, concept("role", "vice chair")),
            (MINUTES, BG.documentKind, concept("document-kind", "extract")),
        ]
    ],
    "Meeting-adjuster": [gone(SIV, BO, AKE, IDA)],
    "Meeting-times": [[(MEETING, BG.endTime, None)]],
    "Meeting-pause": [[(MEETING, BG.adjournment, text("13:00-13:15", "15:00-15:30"))]],
    "Participation-two-parties": [[(AKE, BG.party, None), (BALLOT, BG.party, None)]],
    "Participation-self": [[(AKE, BG.substitutesFor, person("Nils Sjökvist"))]],
    "Participation-twice": [[]],
    "Participation-chair": [
        [(SIV, BG.present, None), *gone(f"{VOTE}/ballot/siv-alvdal"), (VOTE, BG.yes, number(1))]
    ],
    "Participation-adjuster": [[(BO, BG.present, None), (SIV, BG.role, None), (AKE, BG.role, None)]],
    "Participation-replaced": [
        [
            (IDA, BG.substitutesFor, person("Åke Tjärn")),
            (IDA, BG.paragraphs, text("13")),
            (AKE, BG.paragraphs, text("12-13")),
        ],
        [(IDA, BG.substitutesFor, person("Åke Tjärn")), (IDA, BG.paragraphs, text("13"))],
        [(AKE, BG.substitutesFor, person("Ida Fors"))],
    ],
    "Participation-outside": [
        [(AKE, BG.paragraphs, text("10-15"))],
        [
            (AKE, BG.paragraphs, text("12", "40-45")),
            (MINUTES, BG.documentKind, concept("document-kind", "extract")),
        ],
    ],
    "PriorHandling-later": [
        [(PRIOR, BG.date, day("2031-05-06"))],
        [(PRIOR, BG.date, ox.Literal("2031-05", datatype=XSD.gYearMonth))],
    ],
    "PriorHandling-unknown": [
        [
            (EARLIER, BG.date, day("2031-04-08")),
            (EARLIER.replace("/meeting/", "/item/") + "/9", BG.number, ox.Literal("9")),
        ]
    ],
    "Document-later": [
        [(DOCUMENT, DCTERMS.title, swedish("Yrkande från S den 6 maj 2031"))],
        [(DOCUMENT, DCTERMS.title, swedish("Budget för 2032"))],
        [(DOCUMENT, DCTERMS.title, swedish("Inbjudan den 2 maj 2031 till konferens den 5 september 2031"))],
        [(DOCUMENT, DCTERMS.title, swedish("Tidplan 2031-09-01 och därefter"))],
    ],
    "Item-case-year": [
        [(ITEM, BG.case, node(IRIS.case(ORGANISATION, "RS-2031-20400")))],
        [(ITEM, BG.case, node(IRIS.case(ORGANISATION, "RS-20400")))],
    ],
    "Item-case-date": [[(ITEM, BG.case, node(IRIS.case(ORGANISATION, "2031-04-58")))]],
    "Date-form": [[(PRIOR, BG.date, ox.Literal("2031", datatype=XSD.gYear))]],
    "Date-order": [[(f"{PROJECT_ITEM}/event/1", BG.end, ox.Literal("2031-08", datatype=XSD.gYearMonth))]],
    "Evidence-missing": [[]],
    "Evidence-body": [[]],
    "Evidence-rule": [[]],
    "Evidence-place": [[(f"{EVIDENCE}#target", BG.page, number(2))]],
    "Evidence-page": [[(f"{EVIDENCE}#target", BG.page, number(1))]],
    "Evidence-length": [[]],
    "Evidence-confidence": [[(f"{BALLOT}/evidence/1", NIF.confidence, ox.Literal(1.0))]],
    "PartyPosition-counts": [
        [
            (f"{VOTE}/ballot/siv-alvdal", BG.choice, concept("choice", "abstain")),
            (POSITION, BG.ballotsYes, number(0)),
            (POSITION, BG.ballotsAbstaining, number(1)),
            (VOTE, BG.yes, number(1)),
            (VOTE, BG.abstentions, number(1)),
        ]
    ],
    "Presence-absent": [[(PRESENCE, BG.personPresent, person("Siv Älvdal"))]],
    "Presence-recused": [[(f"{PROJECT_ITEM}/presence", BG.personPresent, person("Ida Fors"))]],
    # A budget of both costs and funding adds up to its total twice.
    "BudgetTotal-sum": [
        [(f"{BUDGET}/1", SCHEMA.value, money(800000)), (f"{BUDGET}/2", SCHEMA.value, money(800000))]
    ],
    "FinancingTotal-sum": [gone(f"{PROJECT_ITEM}/financing/1", f"{PROJECT_ITEM}/financing/2")],
    "FinancingTotal-budget": [gone(f"{PROJECT_ITEM}/budget-total/1")],
    "Grant-total": [[(f"{GRANT}/1", SCHEMA.value, money(700000))]],
    "Grant-budget": [gone(f"{BUDGET}/1", f"{BUDGET}/2")],
    "Grant-applied": [gone(f"{PROJECT_ITEM}/application/1")],
    "Grant-nobody": [[(f"{GRANT}/1", BG.grantee, None)]],
}
