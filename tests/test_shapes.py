"""A right graph passes; broken in one way, the one shape that tells of it fires."""

import pyoxigraph as ox
import pytest

from graphbuild.links import Entity
from graphbuild.triples import document_quads, entity_quads
from graphbuild.validation import validate
from graphbuild.vocabulary import BG, DCTERMS, NIF, OA, PROV, RDF, RDFS, SCHEMA, XSD, concept
from tests.sample_record import IRIS, ORGANISATION, PATH, links, record

RECORD, RAW = record()
MEETING, ITEM, PROJECT_ITEM = IRIS.meeting(PATH), IRIS.item(PATH, "12"), IRIS.item(PATH, "13")
VOTE = f"{ITEM}/vote/1"
APPOINTMENT = f"{PROJECT_ITEM}/appointment/1"
BALLOT = f"{VOTE}/ballot/ake-tjarn"
EVIDENCE = f"{ITEM}/decision/1/evidence/1"
POSITION, OUTCOME = f"{VOTE}/party/s", f"{ITEM}/proposal/1/outcome"
THREAD = f"{ITEM}/continues/regionstyrelsen-2031-04-08-9"
ABSENT = IRIS.participation(PATH, "ake-tjarn")
PERSON = IRIS.person(ORGANISATION, "Åke Tjärn")


def number(value):
    return ox.Literal(str(value), datatype=XSD.integer)


def money(value):
    return ox.Literal(str(value), datatype=XSD.decimal)


def swedish(text):
    return ox.Literal(text, language="sv")


@pytest.fixture(scope="module")
def right():
    return document_quads(RECORD, links(), IRIS, RAW)


def broken(quads, *changes):
    """Return the quads with changes ``(subject, predicate, value)``: replaced, or removed where None."""
    changed = {(subject, predicate) for subject, predicate, _ in changes}
    kept = [quad for quad in quads if (quad.subject.value, quad.predicate) not in changed]
    graph = ox.NamedNode(IRIS.graph(PATH))
    return kept + [ox.Quad(ox.NamedNode(s), p, value, graph) for s, p, value in changes if value is not None]


def without(quads, *subjects):
    """Return the quads without those of some nodes."""
    return [quad for quad in quads if quad.subject.value not in subjects]


def shapes(findings):
    return {finding.shape for finding in findings}


def test_a_right_graph_conforms_without_a_warning(right):
    report = validate(right)
    assert report.conforms
    assert report.violations + report.warnings == ()


VIOLATIONS = [
    ("PartyPosition-onVote", (POSITION, BG.onVote, None)),
    ("PartyPosition-ofParty", (POSITION, BG.ofParty, ox.Literal("S"))),
    ("PartyPosition-ballotsYes", (POSITION, BG.ballotsYes, number(-1))),
    ("PartyPosition-ballotsNo", (POSITION, BG.ballotsNo, None)),
    ("PartyPosition-ballotsAbstaining", (POSITION, BG.ballotsAbstaining, ox.Literal("en"))),
    ("PartyPosition-side", (POSITION, BG.side, concept("choice", "absent"))),
    ("PartyPosition-wasGeneratedBy", (POSITION, PROV.wasGeneratedBy, None)),
    ("ProposalOutcome-ofProposal", (OUTCOME, BG.ofProposal, None)),
    ("ProposalOutcome-carried", (OUTCOME, BG.carried, ox.Literal("ja"))),
    ("ProposalOutcome-wasGeneratedBy", (OUTCOME, PROV.wasGeneratedBy, None)),
    ("ThreadLink-earlierItem", (THREAD, BG.earlierItem, ox.NamedNode(ITEM))),
    ("ThreadLink-earlierItem", (THREAD, BG.earlierItem, None)),
    ("ThreadLink-laterItem", (THREAD, BG.laterItem, None)),
    ("ThreadLink-rule", (THREAD, PROV.wasGeneratedBy, None)),
    ("Vote-more-ballots", (VOTE, BG.yes, number(1))),
    ("Vote-more-ballots", (BALLOT, BG.choice, concept("choice", "yes"))),
    ("Vote-twice", (BALLOT, BG.person, ox.NamedNode(IRIS.person(ORGANISATION, "Siv Älvdal")))),
    ("Vote-abstentions", (VOTE, BG.abstentions, number(-2))),
    ("Vote-no", (VOTE, BG.no, ox.Literal("en"))),
    ("Ballot-choice", (BALLOT, BG.choice, concept("outcome", "bifall"))),
    ("Ballot-person", (BALLOT, BG.person, None)),
    ("Ballot-vote", (BALLOT, BG.vote, ox.NamedNode(ITEM))),
    ("Meeting-date", (MEETING, BG.date, ox.Literal("2031-05", datatype=XSD.gYearMonth))),
    ("Meeting-date", (MEETING, BG.date, ox.Literal("2031-13-06", datatype=XSD.date))),
    ("Meeting-date", (MEETING, BG.date, ox.Literal("2031-05-06"))),
    ("Meeting-startTime", (MEETING, BG.startTime, ox.Literal("25:00:00", datatype=XSD.time))),
    ("Meeting-body", (MEETING, BG.body, None)),
    ("Minutes-documentKind", (IRIS.minutes(PATH), BG.documentKind, None)),
    ("Item-number", (ITEM, BG.number, None)),
    ("Item-meeting", (ITEM, BG.meeting, ox.NamedNode(ITEM))),
    ("Item-case", (ITEM, BG.case, ox.NamedNode(IRIS.case(ORGANISATION, "motion")))),
    ("ItemPart-item", (f"{ITEM}/decision/1", BG.item, ox.NamedNode(IRIS.item(PATH, "99")))),
    ("DecisionPoint-text", (f"{ITEM}/decision/1", BG.text, None)),
    ("DecisionPoint-outcome", (f"{ITEM}/decision/1", BG.outcome, concept("outcome", "kanske"))),
    ("Recommendation-text", (f"{ITEM}/decision/2", BG.text, ox.Literal("in no language"))),
    ("Proposal-proposalKind", (f"{ITEM}/proposal/1", BG.proposalKind, None)),
    ("Proposal-proposer", (f"{ITEM}/proposal/1", BG.proposer, ox.NamedNode(IRIS.party("S")))),
    ("Proposal-rank", (f"{ITEM}/proposal/2", BG.rank, number(4))),
    ("Proposal-refersTo", (f"{ITEM}/proposal/2", BG.refersTo, ox.NamedNode(f"{ITEM}/proposal/9"))),
    ("Proposal-reference", (f"{ITEM}/proposal/2", BG.reference, ox.Literal("in no language"))),
    ("QuestionPut-text", (f"{ITEM}/proposition/1", BG.text, None)),
    ("Vote-voteKind", (VOTE, BG.voteKind, concept("choice", "yes"))),
    ("Reservation-inFavourOf", (f"{ITEM}/reservation/1", BG.inFavourOf, ox.NamedNode(VOTE))),
    ("Appointment-appointmentKind", (APPOINTMENT, BG.appointmentKind, None)),
    ("Appointment-person", (APPOINTMENT, BG.person, ox.NamedNode(IRIS.party("S")))),
    ("Appointment-appointedTo", (APPOINTMENT, BG.appointedTo, ox.NamedNode(ITEM))),
    ("Date-form", (APPOINTMENT, BG.end, ox.Literal("tills vidare"))),
    ("Reservation-text", (f"{ITEM}/reservation/1", BG.text, swedish(""))),
    ("Note-noteKind", (f"{ITEM}/note/1", BG.noteKind, None)),
    ("Recusal-text", (f"{ITEM}/recusal/1", BG.text, None)),
    ("NonParticipation-text", (f"{PROJECT_ITEM}/non-participation/1", BG.text, None)),
    ("Participation-role", (ABSENT, BG.role, concept("role", "king"))),
    ("Participation-present", (ABSENT, BG.present, ox.Literal("ja"))),
    ("Participation-self", (ABSENT, BG.substitutesFor, ox.NamedNode(PERSON))),
    ("Recipient-text", (f"{PROJECT_ITEM}/recipient/1", BG.text, None)),
    ("Document-title", (f"{PROJECT_ITEM}/document/1", DCTERMS.title, None)),
    ("PriorHandling-priorItem", (f"{PROJECT_ITEM}/prior/1", BG.priorItem, ox.NamedNode(MEETING))),
    ("Date-form", (f"{PROJECT_ITEM}/prior/1", BG.date, ox.Literal("31-5", datatype=XSD.gYear))),
    ("LegalReference-text", (f"{PROJECT_ITEM}/law/1", BG.text, None)),
    ("Amount-currency", (f"{PROJECT_ITEM}/amount/1", SCHEMA.currency, ox.Literal("kronor"))),
    ("Grant-value", (f"{PROJECT_ITEM}/grant/1", SCHEMA.value, ox.Literal("mycket"))),
    ("Grant-grantee", (f"{PROJECT_ITEM}/grant/2", BG.grantee, ox.Literal("Föreningen Färdväg"))),
    ("Grant-decision", (f"{PROJECT_ITEM}/grant/1", BG.decision, ox.NamedNode(f"{ITEM}/decision/2"))),
    ("Application-value", (f"{PROJECT_ITEM}/application/1", SCHEMA.value, ox.Literal("mycket"))),
    ("Application-decision", (f"{PROJECT_ITEM}/application/2", BG.decision, ox.NamedNode(ITEM))),
    ("Financing-name", (f"{PROJECT_ITEM}/financing/1", RDFS.label, None)),
    ("FinancingTotal-currency", (f"{PROJECT_ITEM}/financing-total/1", SCHEMA.currency, ox.Literal("kronor"))),
    ("Date-form", (f"{PROJECT_ITEM}/event/1", BG.date, ox.Literal("snart"))),
    ("Mention-entity", (f"{ITEM}/mention/person-ake-tjarn", BG.entity, None)),
    (
        "Date-form",
        (IRIS.project(ORGANISATION, "Fjällens färdväg"), BG.start, ox.Literal("i höst")),
    ),
    ("Evidence-missing", (f"{ITEM}/decision/1", BG.evidence, None)),
    ("Evidence-body", (EVIDENCE, OA.hasBody, ox.NamedNode(ITEM))),
    ("Evidence-rule", (EVIDENCE, PROV.wasGeneratedBy, None)),
    ("Evidence-place", (f"{EVIDENCE}#target", BG.page, number(0))),
    ("Evidence-length", (f"{EVIDENCE}#quote", OA.exact, ox.Literal("1. Motionen"))),
    ("Evidence-confidence", (f"{BALLOT}/evidence/1", NIF.confidence, ox.Literal(1.5))),
]


@pytest.mark.parametrize(
    ("shape", "change"), VIOLATIONS, ids=[f"{s}-{n}" for n, (s, _) in enumerate(VIOLATIONS)]
)
def test_a_wrong_fact_is_a_violation(right, shape, change):
    report = validate(broken(right, change))
    assert not report.conforms
    assert shapes(report.violations) == {shape}


WARNINGS = [
    ("Vote-fewer-ballots", [(VOTE, BG.yes, number(3))]),
    ("Vote-present", [(ABSENT, BG.present, ox.Literal("false", datatype=XSD.boolean))]),
    ("Proposal-nobody", [(f"{ITEM}/proposal/1", BG.proposer, None)]),
    ("Reservation-nobody", [(f"{ITEM}/reservation/1", BG.person, None)]),
    ("Appointment-nobody", [(APPOINTMENT, BG.person, None)]),
    (
        "Appointment-self",
        [(APPOINTMENT, BG.inPlaceOf, ox.NamedNode(IRIS.person(ORGANISATION, "Ida Fors")))],
    ),
    ("Appointment-order", [(APPOINTMENT, BG.end, ox.Literal("2030", datatype=XSD.gYear))]),
    ("Recusal-nobody", [(f"{ITEM}/recusal/1", BG.person, None)]),
    (
        "Recusal-votes",
        [(f"{ITEM}/recusal/1", BG.person, ox.NamedNode(IRIS.person(ORGANISATION, "Siv Älvdal")))],
    ),
    ("Recusal-proposes", [(f"{ITEM}/recusal/1", BG.person, ox.NamedNode(PERSON))]),
    ("Meeting-gap", [(PROJECT_ITEM, BG.number, ox.Literal("14"))]),
    ("BudgetTotal-sum", [(f"{PROJECT_ITEM}/budget-total/1", SCHEMA.value, money(900000))]),
    ("Grant-total", [(f"{PROJECT_ITEM}/budget-total/1", SCHEMA.value, money(500000))]),
    ("Grant-budget", [(f"{PROJECT_ITEM}/budget/1", SCHEMA.value, money(100000))]),
    ("Grant-applied", [(f"{PROJECT_ITEM}/application/1", SCHEMA.value, money(500000))]),
    ("Grant-nobody", [(f"{PROJECT_ITEM}/grant/2", BG.grantee, None)]),
    ("FinancingTotal-sum", [(f"{PROJECT_ITEM}/financing/1", SCHEMA.value, money(200000))]),
    ("FinancingTotal-budget", [(f"{PROJECT_ITEM}/financing-total/1", SCHEMA.value, money(900000))]),
    ("Participation-paragraphs", [(ABSENT, BG.paragraphs, ox.Literal("de flesta"))]),
    ("Participation-clock", [(ABSENT, BG.clock, ox.Literal("förmiddagen"))]),
]
# One changed fact can be doubtful in the light of two others.
ALSO = {
    "Vote-present": {"Reservation-present"},
    "Recusal-proposes": {"Recusal-votes"},
    "BudgetTotal-sum": {"FinancingTotal-budget"},
    "Grant-total": {"BudgetTotal-sum", "FinancingTotal-budget"},
    "FinancingTotal-budget": {"FinancingTotal-sum"},
    "Grant-budget": {"BudgetTotal-sum"},
}


@pytest.mark.parametrize(("shape", "changes"), WARNINGS, ids=[shape for shape, _ in WARNINGS])
def test_a_doubtful_fact_is_a_warning(right, shape, changes):
    report = validate(broken(right, *changes))
    assert report.conforms
    assert shapes(report.warnings) == {shape} | ALSO.get(shape, set())


def test_two_parties_of_one_participant_are_doubtful(right):
    graph = ox.NamedNode(IRIS.graph(PATH))
    second = ox.Quad(ox.NamedNode(ABSENT), BG.party, ox.NamedNode(IRIS.party("M")), graph)
    assert shapes(validate([*right, second]).warnings) == {"Participation-two-parties"}


def test_voters_of_one_side_only_are_no_contradiction(right):
    """``2 Ja mot 1 Nej`` where the minutes name the Nej alone."""
    ballots = [f"{VOTE}/ballot/siv-alvdal", f"{VOTE}/ballot/bo-myrlund"]
    report = validate(without(right, *ballots))
    assert report.violations + report.warnings == ()


def test_a_vote_without_totals_or_ballots_is_doubtful(right):
    ballots = [f"{VOTE}/ballot/{slug}" for slug in ("siv-alvdal", "bo-myrlund", "ake-tjarn")]
    totals = [(VOTE, predicate, None) for predicate in (BG.yes, BG.no, BG.abstentions)]
    report = validate(broken(without(right, *ballots), *totals))
    assert shapes((*report.violations, *report.warnings)) == {"Vote-empty"}


def test_without_a_list_of_attendance_nobody_is_missing_from_it(right):
    everybody = [IRIS.participation(PATH, s) for s in ("siv-alvdal", "bo-myrlund", "ake-tjarn", "ida-fors")]
    assert validate(without(right, *everybody)).warnings == ()


@pytest.mark.parametrize("numbers", [("12", "13"), ("12", "12a"), ("12-15", "16"), ("7", "8-11"), ("A", "9")])
def test_numbers_that_follow_each_other_leave_no_gap(right, numbers):
    changes = [
        (iri, BG.number, ox.Literal(text)) for iri, text in zip((ITEM, PROJECT_ITEM), numbers, strict=True)
    ]
    assert "Meeting-gap" not in shapes(validate(broken(right, *changes)).warnings)


def test_a_budget_of_costs_and_funding_adds_up_twice(right):
    changes = [
        (f"{PROJECT_ITEM}/budget-total/1", SCHEMA.value, money(700000)),
        (f"{PROJECT_ITEM}/financing/2", SCHEMA.value, money(400000)),
        (f"{PROJECT_ITEM}/financing-total/1", SCHEMA.value, money(700000)),
        (f"{PROJECT_ITEM}/budget/1", SCHEMA.value, money(700000)),
        (f"{PROJECT_ITEM}/budget/2", SCHEMA.value, money(700000)),
    ]
    assert validate(broken(right, *changes)).warnings == ()


def test_a_finding_tells_a_person_what_to_look_at(right):
    wrong = broken(right, (VOTE, BG.yes, number(1)))
    (swedish_finding,) = validate(wrong, language="sv").violations
    (english_finding,) = validate(wrong).violations
    assert english_finding.focus == VOTE
    assert english_finding.message.startswith("2 ballots named (yes) against 1")
    assert swedish_finding.message.startswith("2 namngivna röster (yes) mot 1")


def test_the_context_is_seen_and_not_reported_on(right):
    item = f"{PROJECT_ITEM}/decision/9"
    graph = ox.NamedNode(IRIS.graph("elsewhere"))
    stray = [ox.Quad(ox.NamedNode(item), RDF.type, BG.DecisionPoint, graph)]
    assert validate(right, stray).conforms
    assert not validate([*right, *stray]).conforms


def test_entities_have_shapes_too():
    council = IRIS.organisation(ORGANISATION)
    entities = [
        Entity(council, "organisation", "Region Sydfjällen"),
        Entity(PERSON, "person", "Åke Tjärn", council),
        Entity(IRIS.case(ORGANISATION, "RS-2031-00044"), "case", "RS-2031-00044", council),
    ]
    assert validate(entity_quads(entities, IRIS)).conforms
    lost = Entity(IRIS.person(ORGANISATION, "Nils"), "person", "Nils")
    assert shapes(validate(entity_quads([lost], IRIS)).violations) == {"Person-organisation"}
    bare = Entity(IRIS.case(ORGANISATION, "X"), "case", "X", council)
    assert shapes(validate(entity_quads([bare], IRIS)).violations) == {"Case-caseNumber"}
