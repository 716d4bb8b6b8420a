"""A record becomes the quads of the contract, each fact with the words that state it."""

from dataclasses import replace

import pyoxigraph as ox
import pytest

from graphbuild.authority import organisations, parties
from graphbuild.links import Entity
from graphbuild.model import Ballot, DecisionPoint, Item
from graphbuild.triples import authority_quads, document_quads, entity_quads, serialise
from graphbuild.vocabulary import BG, DCTERMS, NIF, OA, PREFIXES, PROV, RDF, RDFS, SCHEMA
from tests.sample_record import BODY, IRIS, ORGANISATION, PATH, PEOPLE, links, record

RECORD, RAW = record()
ITEM = IRIS.item(PATH, "12")
PROJECT_ITEM = IRIS.item(PATH, "13")
PROJECT = IRIS.project(ORGANISATION, "Fjällens färdväg")


@pytest.fixture(scope="module")
def quads():
    return document_quads(RECORD, links(), IRIS, RAW)


def of(quads, subject):
    """Return what a node is said to be, as ``{predicate: set of values}``, of the stated graph."""
    found = {}
    for quad in quads:
        if quad.subject.value == subject and quad.graph_name.value == IRIS.graph(PATH):
            found.setdefault(quad.predicate, set()).add(quad.object.value)
    return found


def person(number):
    return IRIS.person(ORGANISATION, PEOPLE[number][0])


def test_the_meeting_and_its_minutes(quads):
    assert of(quads, IRIS.meeting(PATH)) == {
        RDF.type: {BG.Meeting.value},
        BG.body: {IRIS.body(ORGANISATION, BODY)},
        BG.date: {"2031-05-06"},
        BG.startTime: {"13:00:00"},
        BG.endTime: {"15:30:00"},
        BG.adjournment: {"14:20-14:35"},
        BG.place: {"Älvbyns bygdegård"},
        DCTERMS.title: {"Regionstyrelsen, Region Sydfjällen 2031-05-06"},
    }
    minutes = of(quads, IRIS.minutes(PATH))
    assert minutes[BG.fileName] == {"2031-05-06.pdf"}
    assert minutes[DCTERMS.source] == {"https://example.org/protokoll%206%20maj.pdf"}
    assert minutes[BG.pages] == {"2"}


def test_an_item_and_its_decisions(quads):
    item = of(quads, ITEM)
    assert item[BG.number] == {"12"}
    assert item[BG.position] == {"1"}
    assert item[BG.case] == {IRIS.case(ORGANISATION, "RS-2031-00044")}
    point = of(quads, f"{ITEM}/decision/1")
    assert point[RDF.type] == {BG.DecisionPoint.value}
    assert point[BG.outcome] == {"https://w3id.org/beslutsgraf/outcome/avslag"}
    assert of(quads, f"{ITEM}/decision/2")[RDF.type] == {BG.Recommendation.value}


def test_a_vote_and_its_ballots(quads):
    vote = of(quads, f"{ITEM}/vote/1")
    assert (vote[BG.yes], vote[BG.no], vote[BG.abstentions]) == ({"2"}, {"1"}, {"0"})
    assert BG.absent not in vote
    assert of(quads, f"{ITEM}/vote/1/ballot/ake-tjarn") == {
        RDF.type: {BG.Ballot.value},
        BG.vote: {f"{ITEM}/vote/1"},
        BG.person: {person(2)},
        BG.party: {IRIS.party("V")},
        BG.choice: {"https://w3id.org/beslutsgraf/choice/no"},
    }


def test_proposals_and_dissent_name_people_and_parties(quads):
    assert of(quads, f"{ITEM}/proposal/1")[BG.proposer] == {person(2)}
    assert of(quads, f"{ITEM}/reservation/1")[BG.person] == {person(2)}
    assert of(quads, f"{ITEM}/note/1")[BG.party] == {IRIS.party("Fjällpartiet", ORGANISATION)}
    assert of(quads, f"{ITEM}/recusal/1")[RDF.type] == {BG.Recusal.value}
    assert of(quads, f"{PROJECT_ITEM}/non-participation/1")[BG.person] == {person(1)}


def test_what_a_proposal_and_a_reservation_point_to(quads):
    proposal = of(quads, f"{ITEM}/proposal/2")
    assert proposal[BG.refersTo] == {f"{ITEM}/proposal/1"}
    assert proposal[BG.reference] == {"Åke Tjärns yrkande"}
    assert proposal[BG.rank] == {"2"}
    assert BG.rank not in of(quads, f"{ITEM}/proposal/1")
    assert of(quads, f"{ITEM}/reservation/1")[BG.inFavourOf] == {f"{ITEM}/proposal/1"}


def test_references_of_an_item_taken_up_again_count_on():
    first, second = RECORD.items
    quads = document_quads(replace(RECORD, items=(first, second, first)), links(), IRIS, RAW)
    assert of(quads, f"{ITEM}/proposal/4")[BG.refersTo] == {f"{ITEM}/proposal/3"}
    assert of(quads, f"{ITEM}/reservation/2")[BG.inFavourOf] == {f"{ITEM}/proposal/3"}


def test_what_the_chair_put_and_found(quads):
    put = of(quads, f"{ITEM}/proposition/1")
    assert put[RDF.type] == {BG.QuestionPut.value}
    assert put[BG.found] == {"motionen avslagits"}
    assert of(quads, f"{ITEM}/vote/1")[BG.voteKind] == {"https://w3id.org/beslutsgraf/vote-kind/main"}


def test_an_appointment(quads):
    assert of(quads, f"{PROJECT_ITEM}/appointment/1") == {
        RDF.type: {BG.Appointment.value},
        BG.item: {PROJECT_ITEM},
        BG.position: {"1"},
        BG.appointmentKind: {"https://w3id.org/beslutsgraf/appointment-kind/replacement-election"},
        BG.person: {person(3)},
        BG.party: {IRIS.party("L")},
        BG.post: {"ledamot"},
        BG.bodyName: {"Sydfjällens trafik AB"},
        BG.appointedTo: {IRIS.agent("Sydfjällens trafik AB")},
        BG.inPlaceOf: {person(1)},
        BG.start: {"2031-06-01"},
        BG.end: {"2034"},
    }


def test_who_is_only_mentioned_takes_no_part(quads):
    participants = {value for quad in quads if quad.predicate == BG.person for value in [quad.object.value]}
    assert IRIS.person(ORGANISATION, "Nils Sjökvist") not in participants
    chair = of(quads, IRIS.participation(PATH, "siv-alvdal"))
    assert chair[BG.role] == {"https://w3id.org/beslutsgraf/role/chair"}
    assert chair[BG.present] == {"true"}


def test_a_former_party_code_is_the_party_of_today(quads):
    assert of(quads, IRIS.participation(PATH, "ida-fors"))[BG.party] == {IRIS.party("L")}


def test_recipients_are_linked_where_known(quads):
    known, unknown = (of(quads, f"{PROJECT_ITEM}/recipient/{place}") for place in (1, 2))
    assert known[BG.agent] == {IRIS.agent("Föreningen Färdväg")}
    assert BG.agent not in unknown
    assert unknown[BG.text] == {"Ekonomienheten"}


def test_prior_handling_points_at_the_item_of_the_same_body(quads):
    prior = of(quads, f"{PROJECT_ITEM}/prior/1")
    assert prior[BG.priorItem] == {IRIS.item(f"{ORGANISATION}/{BODY}/2031-04-08", "9")}


def test_a_project_with_its_money(quads):
    project = of(quads, PROJECT)
    assert project[BG.treatedIn] == {PROJECT_ITEM}
    assert project[BG.owner] == {IRIS.agent("Föreningen Färdväg")}
    assert (project[BG.start], project[BG.end]) == ({"2031-09"}, {"2033-12-31"})
    grant = of(quads, f"{PROJECT_ITEM}/grant/1")
    assert (grant[SCHEMA.value], grant[BG.fund]) == ({"600000"}, {"anslaget för resor"})
    lines = [of(quads, f"{PROJECT_ITEM}/budget/{place}") for place in (1, 2)]
    assert [line[SCHEMA.value] for line in lines] == [{"500000"}, {"300000"}]
    assert of(quads, f"{PROJECT_ITEM}/budget-total/1")[BG.project] == {PROJECT}


def test_decimals_are_as_the_store_keeps_them(quads):
    assert of(quads, f"{PROJECT_ITEM}/amount/1")[SCHEMA.value] == {"20.5"}
    store = ox.Store()
    store.extend(quads)
    assert set(store) == set(quads)


def test_one_mention_an_entity_with_every_place(quads):
    mention = f"{ITEM}/mention/person-ake-tjarn"
    assert of(quads, mention)[BG.entity] == {person(2)}
    evidence = [quad for quad in quads if quad.subject.value == mention and quad.predicate == BG.evidence]
    assert len(evidence) == 2


def test_labels_of_entities_are_not_in_a_documents_graph(quads):
    labelled = {quad.subject.value for quad in quads if quad.predicate == RDFS.label}
    expected = {"/budget/1", "/budget/2", "/event/1", "/financing/1", "/financing/2"}
    assert {iri.removeprefix(PROJECT_ITEM) for iri in labelled} == expected


def test_every_fact_has_evidence_whose_offsets_give_its_quote(quads):
    store = ox.Store()
    store.extend(quads)
    facts = {
        q.subject for q in quads if q.predicate == RDF.type and q.object.value.startswith(PREFIXES["bg"])
    }
    derived = {q.subject for q in quads if q.graph_name.value == IRIS.graph(PATH, "derived")}
    for fact in facts - derived - {ox.NamedNode(IRIS.minutes(PATH))}:
        found = [quad.object for quad in store.quads_for_pattern(fact, BG.evidence, None)]
        assert found, fact
        for evidence in found:
            assert_quoted(store, fact, evidence)


def test_a_thread_stands_in_the_derived_graph_with_its_rule(quads):
    earlier = IRIS.item(f"{ORGANISATION}/{BODY}/2031-04-08", "9")
    derived = [q for q in quads if q.graph_name.value == IRIS.graph(PATH, "derived")]
    assert {(q.predicate, q.object.value) for q in derived if q.subject.value == ITEM} == {
        (BG.continues, earlier)
    }
    node = f"{ITEM}/continues/{BODY}-2031-04-08-9"
    assert {(q.predicate, q.object.value.split("@")[0]) for q in derived if q.subject.value == node} == {
        (RDF.type, BG.ThreadLink.value),
        (BG.laterItem, ITEM),
        (BG.earlierItem, earlier),
        (PROV.wasGeneratedBy, "https://data.example.org/id/rule/resumed"),
        (NIF.confidence, "0.9"),
    }


def assert_quoted(store, fact, evidence):
    def value(subject, predicate):
        return next(store.quads_for_pattern(ox.NamedNode(subject), predicate, None)).object.value

    iri = evidence.value
    start, end = int(value(f"{iri}#position", OA.start)), int(value(f"{iri}#position", OA.end))
    assert RAW[start:end] == value(f"{iri}#quote", OA.exact)
    assert RAW[:start].endswith(value(f"{iri}#quote", OA.prefix))
    assert RAW[end:].startswith(value(f"{iri}#quote", OA.suffix))
    assert value(iri, OA.hasBody) == fact.value
    assert value(f"{iri}#target", OA.hasSource) == IRIS.minutes(PATH)
    assert value(f"{iri}#target", BG.page) == str(RAW.count("\f", 0, start) + 1)


def test_evidence_names_its_rules_and_how_sure_linking_was(quads):
    ballot = f"{ITEM}/vote/1/ballot/ake-tjarn/evidence/1"
    about = [quad for quad in quads if quad.subject.value == ballot]
    rules = {
        quad.object.value.rsplit("/", 1)[-1].split("@")[0]
        for quad in about
        if quad.predicate == PROV.wasGeneratedBy
    }
    assert rules == {"extract-ballot", "name-in-council"}
    assert [quad.object.value for quad in about if quad.predicate == NIF.confidence] == ["0.9"]
    decision = f"{ITEM}/decision/1/evidence/1"
    assert not [q for q in quads if q.subject.value == decision and q.predicate == NIF.confidence]


def test_evidence_of_a_project_stands_below_the_item(quads):
    evidence = {
        quad.object.value for quad in quads if quad.subject.value == PROJECT and quad.predicate == BG.evidence
    }
    assert evidence
    assert all(iri.startswith(f"{PROJECT_ITEM}/project/1/evidence/") for iri in evidence)


def test_an_item_taken_up_again_is_one_item():
    first, second = RECORD.items
    again = Item("12", None, second.evidence, documents=second.documents, decisions=first.decisions[:1])
    quads = document_quads(replace(RECORD, items=(*RECORD.items, again)), links(), IRIS, RAW)
    assert of(quads, ITEM)[BG.position] == {"1"}
    assert of(quads, f"{ITEM}/decision/3")[BG.text] == {"Motionen avslås."}
    assert f"{ITEM}/document/1" in {quad.subject.value for quad in quads}


def test_a_person_twice_in_a_vote_is_two_ballots_for_the_shape_to_see():
    first = RECORD.items[0]
    vote = first.votes[0]
    twice = replace(vote, ballots=(*vote.ballots, Ballot(vote.ballots[2].person, "yes")))
    quads = document_quads(replace(RECORD, items=(replace(first, votes=(twice,)),)), links(), IRIS, RAW)
    assert of(quads, f"{ITEM}/vote/1/ballot/ake-tjarn-2")[BG.person] == {person(2)}


def test_a_name_without_a_link_leaves_the_fact_but_no_person():
    quads = document_quads(RECORD, replace(links(), persons={}), IRIS, RAW)
    assert BG.proposer not in of(quads, f"{ITEM}/proposal/1")
    assert of(quads, f"{ITEM}/proposal/1")[BG.text] == {"bifall till motionen"}
    assert BG.Ballot not in {quad.object for quad in quads}


@pytest.mark.parametrize("printed", ["2031-02-30", "nästa vår", "31-05-06"])
def test_what_is_no_date_is_left_to_the_quote(printed):
    item = RECORD.items[1]
    event = replace(item.events[0], start=printed)
    quads = document_quads(replace(RECORD, items=(replace(item, events=(event,)),)), links(), IRIS, RAW)
    assert BG.date not in of(quads, f"{PROJECT_ITEM}/event/1")


def test_entities_stand_in_the_graph_of_their_council():
    council = IRIS.organisation(ORGANISATION)
    entities = (
        Entity(council, "organisation", "Region Sydfjällen"),
        Entity(person(0), "person", "Siv Älvdal", council, ((BG.party, ox.NamedNode(IRIS.party("S"))),)),
        Entity(IRIS.case(ORGANISATION, "RS-2031-00044"), "case", "RS-2031-00044", council),
        Entity(IRIS.agent("Riksbolaget"), "agent", "Riksbolaget"),
    )
    quads = entity_quads(entities, IRIS)
    graphs = {quad.subject.value: quad.graph_name.value for quad in quads}
    assert graphs[council] == graphs[person(0)] == IRIS.entities_graph(ORGANISATION)
    assert graphs[IRIS.agent("Riksbolaget")] == IRIS.entities_graph()
    about = {(quad.predicate, quad.object.value) for quad in quads if quad.subject.value == person(0)}
    assert about == {
        (RDF.type, BG.Person.value),
        (RDFS.label, "Siv Älvdal"),
        (BG.organisation, council),
        (BG.party, IRIS.party("S")),
    }
    assert "RS-2031-00044" in {quad.object.value for quad in quads if quad.predicate == BG.caseNumber}


def test_what_the_authority_graph_names_is_not_named_again():
    council = Entity(IRIS.organisation("Luleå kommun"), "organisation", "LULEÅ KOMMUN")
    body = Entity(IRIS.body("lulea-kommun", "Valnämnden"), "body", "Valnämnden", council.iri)
    quads = entity_quads((council, Entity(IRIS.agent("Skolverket"), "agent", "Skolverket"), body), IRIS)
    assert {quad.subject.value for quad in quads} == {body.iri}


def test_authority_labels_every_party_and_organisation_below_the_base():
    quads = authority_quads(IRIS)
    labels = {q.subject.value: q.object.value for q in quads if q.predicate == RDFS.label}
    assert labels == {
        **{IRIS.party(party.code): party.names[0] for party in parties()},
        **{IRIS.base + one.path: one.label for one in organisations()},
    }
    assert {quad.graph_name.value for quad in quads} == {IRIS.authority_graph()}


def test_the_same_quads_give_the_same_bytes_in_any_order(quads):
    assert serialise(quads) == serialise(tuple(reversed(quads)))
    assert list(ox.parse(serialise(quads), format=ox.RdfFormat.N_QUADS)) == sorted(
        quads, key=lambda quad: ox.serialize([quad], format=ox.RdfFormat.N_QUADS)
    )
    assert quads == document_quads(RECORD, links(), IRIS, RAW)


def test_a_citation_of_law_leads_to_the_provision(quads):
    cites = ox.NamedNode("http://data.europa.eu/eli/ontology#cites")
    found = {quad.object.value for quad in quads if quad.predicate == cites}
    assert found == {"https://lagen.nu/2017:725#K4P6"}


def test_what_a_project_applied_for_and_who_pays_for_it(quads):
    application = of(quads, f"{PROJECT_ITEM}/application/1")
    assert (application[SCHEMA.value], application[BG.project]) == ({"700000"}, {PROJECT})
    assert application[BG.applicant] == {IRIS.agent("Föreningen Färdväg")}
    paying, own = (of(quads, f"{PROJECT_ITEM}/financing/{place}") for place in (1, 2))
    assert paying[BG.funder] == {IRIS.agent("Sydfjällens trafik AB")}
    # What is no organisation keeps the words that the table has for it.
    assert BG.funder not in own
    assert own[RDFS.label] == {"Egen insats"}
    assert of(quads, f"{PROJECT_ITEM}/financing-total/1")[SCHEMA.value] == {"800000"}


def test_a_grant_for_no_project_and_one_refused(quads):
    granted = of(quads, f"{PROJECT_ITEM}/grant/2")
    assert (granted[SCHEMA.value], BG.project in granted) == ({"45000"}, False)
    assert granted[BG.grantee] == {IRIS.agent("Föreningen Färdväg")}
    assert of(quads, f"{PROJECT_ITEM}/application/2")[SCHEMA.value] == {"9000"}
    assert not of(quads, f"{PROJECT_ITEM}/grant/3")


def test_a_grant_leads_to_the_point_whose_words_hold_its_amount():
    first, second = RECORD.items
    found = second.projects[0].granted.evidence
    around = replace(found, start=found.start - 1, end=found.end + 1)
    points = (
        DecisionPoint("1", "x", "decision", None, replace(found, start=0, end=1)),
        DecisionPoint("2", "y", "decision", None, around),
    )
    document = replace(RECORD, items=(first, replace(second, decisions=points)))
    graph = document_quads(document, links(), IRIS, RAW)
    assert of(graph, f"{PROJECT_ITEM}/grant/1")[BG.decision] == {f"{PROJECT_ITEM}/decision/2"}
    assert BG.decision not in of(graph, f"{PROJECT_ITEM}/grant/2")
