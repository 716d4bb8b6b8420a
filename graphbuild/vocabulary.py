"""The terms of the graph as names in code; a test holds ``BG`` and the schemes equal to ``ontology/``.

Each class is one namespace and its attributes are called what the terms are called, so that
``BG.startTime`` here is ``bg:startTime`` in a query. Only terms that the code writes are listed.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from pyoxigraph import NamedNode

from graphbuild.iris import slug

SchemeName = Literal[
    "outcome",
    "proposal-kind",
    "role",
    "choice",
    "note-kind",
    "document-kind",
    "vote-kind",
    "appointment-kind",
    "body-kind",
    "organisation-kind",
    "verdict",
    "severity",
    "left-out-reason",
    "metric",
    "field",
]

NAMESPACE: Final = "https://w3id.org/beslutsgraf/"

PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "bg": f"{NAMESPACE}ns#",
        "dcterms": "http://purl.org/dc/terms/",
        "dqv": "http://www.w3.org/ns/dqv#",
        "eli": "http://data.europa.eu/eli/ontology#",
        "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
        "oa": "http://www.w3.org/ns/oa#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "http://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)


def _term(prefix: str, name: str) -> NamedNode:
    """Return the term ``prefix:name``."""
    return NamedNode(PREFIXES[prefix] + name)


def concept(scheme: SchemeName, notation: str) -> NamedNode:
    """Return the concept of a value list by its notation, e.g. ``concept("outcome", "bifall")``."""
    return NamedNode(f"{NAMESPACE}{scheme}/{slug(notation)}")


class BG:
    """The classes and properties of the project's own vocabulary, ``ontology/beslutsgraf.ttl``."""

    # Classes: the meeting and its documents
    Statement = _term("bg", "Statement")
    ItemPart = _term("bg", "ItemPart")
    Meeting = _term("bg", "Meeting")
    Minutes = _term("bg", "Minutes")
    Item = _term("bg", "Item")
    Participation = _term("bg", "Participation")
    # Classes: what a § holds
    DecisionPoint = _term("bg", "DecisionPoint")
    Recommendation = _term("bg", "Recommendation")
    Proposal = _term("bg", "Proposal")
    QuestionPut = _term("bg", "QuestionPut")
    Vote = _term("bg", "Vote")
    Ballot = _term("bg", "Ballot")
    Reservation = _term("bg", "Reservation")
    Note = _term("bg", "Note")
    Recusal = _term("bg", "Recusal")
    NonParticipation = _term("bg", "NonParticipation")
    Appointment = _term("bg", "Appointment")
    Recipient = _term("bg", "Recipient")
    Document = _term("bg", "Document")
    PriorHandling = _term("bg", "PriorHandling")
    LegalReference = _term("bg", "LegalReference")
    Amount = _term("bg", "Amount")
    Grant = _term("bg", "Grant")
    Application = _term("bg", "Application")
    BudgetLine = _term("bg", "BudgetLine")
    BudgetTotal = _term("bg", "BudgetTotal")
    Financing = _term("bg", "Financing")
    FinancingTotal = _term("bg", "FinancingTotal")
    Event = _term("bg", "Event")
    Mention = _term("bg", "Mention")
    ThreadLink = _term("bg", "ThreadLink")
    PartyPosition = _term("bg", "PartyPosition")
    ProposalOutcome = _term("bg", "ProposalOutcome")
    Presence = _term("bg", "Presence")
    # Classes: entities
    Agent = _term("bg", "Agent")
    Organisation = _term("bg", "Organisation")
    Body = _term("bg", "Body")
    Person = _term("bg", "Person")
    Party = _term("bg", "Party")
    Case = _term("bg", "Case")
    Project = _term("bg", "Project")
    # Classes: who is who
    CandidatePair = _term("bg", "CandidatePair")
    Judgement = _term("bg", "Judgement")
    # Classes: quality and coverage
    Coverage = _term("bg", "Coverage")
    Doubt = _term("bg", "Doubt")
    Evaluation = _term("bg", "Evaluation")
    Gap = _term("bg", "Gap")
    LeftOut = _term("bg", "LeftOut")
    MissingMeeting = _term("bg", "MissingMeeting")

    # Properties: from part to whole
    meeting = _term("bg", "meeting")
    documents = _term("bg", "documents")
    item = _term("bg", "item")
    vote = _term("bg", "vote")
    treatedIn = _term("bg", "treatedIn")
    priorItem = _term("bg", "priorItem")
    continues = _term("bg", "continues")
    earlierItem = _term("bg", "earlierItem")
    laterItem = _term("bg", "laterItem")
    onVote = _term("bg", "onVote")
    ofParty = _term("bg", "ofParty")
    side = _term("bg", "side")
    ballotsYes = _term("bg", "ballotsYes")
    ballotsNo = _term("bg", "ballotsNo")
    ballotsAbstaining = _term("bg", "ballotsAbstaining")
    ofProposal = _term("bg", "ofProposal")
    carried = _term("bg", "carried")
    ofItem = _term("bg", "ofItem")
    personPresent = _term("bg", "personPresent")
    # Properties: between parts of one item
    refersTo = _term("bg", "refersTo")
    inFavourOf = _term("bg", "inFavourOf")
    # Properties: to entities
    organisation = _term("bg", "organisation")
    body = _term("bg", "body")
    case = _term("bg", "case")
    person = _term("bg", "person")
    party = _term("bg", "party")
    proposer = _term("bg", "proposer")
    proposingParty = _term("bg", "proposingParty")
    substitutesFor = _term("bg", "substitutesFor")
    appointedTo = _term("bg", "appointedTo")
    inPlaceOf = _term("bg", "inPlaceOf")
    adjournment = _term("bg", "adjournment")
    agent = _term("bg", "agent")
    project = _term("bg", "project")
    owner = _term("bg", "owner")
    partner = _term("bg", "partner")
    grantee = _term("bg", "grantee")
    applicant = _term("bg", "applicant")
    funder = _term("bg", "funder")
    decision = _term("bg", "decision")
    entity = _term("bg", "entity")
    # Properties: to value lists
    outcome = _term("bg", "outcome")
    bodyKind = _term("bg", "bodyKind")
    organisationKind = _term("bg", "organisationKind")
    proposalKind = _term("bg", "proposalKind")
    remote = _term("bg", "remote")
    role = _term("bg", "role")
    choice = _term("bg", "choice")
    noteKind = _term("bg", "noteKind")
    documentKind = _term("bg", "documentKind")
    voteKind = _term("bg", "voteKind")
    appointmentKind = _term("bg", "appointmentKind")
    # Properties: values
    date = _term("bg", "date")
    startTime = _term("bg", "startTime")
    endTime = _term("bg", "endTime")
    place = _term("bg", "place")
    start = _term("bg", "start")
    end = _term("bg", "end")
    number = _term("bg", "number")
    position = _term("bg", "position")
    label = _term("bg", "label")
    text = _term("bg", "text")
    rank = _term("bg", "rank")
    reference = _term("bg", "reference")
    found = _term("bg", "found")
    post = _term("bg", "post")
    yes = _term("bg", "yes")
    no = _term("bg", "no")
    abstentions = _term("bg", "abstentions")
    absent = _term("bg", "absent")
    proposition = _term("bg", "proposition")
    yesMeans = _term("bg", "yesMeans")
    noMeans = _term("bg", "noMeans")
    present = _term("bg", "present")
    personTitle = _term("bg", "personTitle")
    paragraphs = _term("bg", "paragraphs")
    clock = _term("bg", "clock")
    paragraph = _term("bg", "paragraph")
    bodyName = _term("bg", "bodyName")
    fund = _term("bg", "fund")
    caseNumber = _term("bg", "caseNumber")
    code = _term("bg", "code")
    formerCode = _term("bg", "formerCode")
    # Properties: organisations of the authority data
    placeName = _term("bg", "placeName")
    municipalityCode = _term("bg", "municipalityCode")
    countyCode = _term("bg", "countyCode")
    county = _term("bg", "county")
    shortName = _term("bg", "shortName")
    formerName = _term("bg", "formerName")
    # Properties: who is who
    about = _term("bg", "about")
    verdict = _term("bg", "verdict")
    entityKey = _term("bg", "entityKey")
    nameRelation = _term("bg", "nameRelation")
    score = _term("bg", "score")
    # Properties: quality and coverage
    severity = _term("bg", "severity")
    shape = _term("bg", "shape")
    quote = _term("bg", "quote")
    unreadPage = _term("bg", "unreadPage")
    emptyPage = _term("bg", "emptyPage")
    recognisedPage = _term("bg", "recognisedPage")
    recognisedWith = _term("bg", "recognisedWith")
    year = _term("bg", "year")
    meetingCount = _term("bg", "meetingCount")
    itemCount = _term("bg", "itemCount")
    missingItemCount = _term("bg", "missingItemCount")
    unreadPageCount = _term("bg", "unreadPageCount")
    firstDate = _term("bg", "firstDate")
    lastDate = _term("bg", "lastDate")
    firstNumber = _term("bg", "firstNumber")
    lastNumber = _term("bg", "lastNumber")
    afterMeeting = _term("bg", "afterMeeting")
    beforeMeeting = _term("bg", "beforeMeeting")
    citedIn = _term("bg", "citedIn")
    leftOutReason = _term("bg", "leftOutReason")
    seen = _term("bg", "seen")
    documentCount = _term("bg", "documentCount")
    field = _term("bg", "field")
    # Properties: the document and the evidence
    fileName = _term("bg", "fileName")
    pages = _term("bg", "pages")
    documentId = _term("bg", "documentId")
    evidence = _term("bg", "evidence")
    page = _term("bg", "page")


class RDF:
    """The RDF built-in vocabulary."""

    type = _term("rdf", "type")


class RDFS:
    """RDF Schema."""

    label = _term("rdfs", "label")


class XSD:
    """The datatypes of XML Schema."""

    boolean = _term("xsd", "boolean")
    date = _term("xsd", "date")
    decimal = _term("xsd", "decimal")
    double = _term("xsd", "double")
    gYear = _term("xsd", "gYear")
    gYearMonth = _term("xsd", "gYearMonth")
    integer = _term("xsd", "integer")
    string = _term("xsd", "string")
    time = _term("xsd", "time")


class DCTERMS:
    """Dublin Core terms."""

    creator = _term("dcterms", "creator")
    date = _term("dcterms", "date")
    description = _term("dcterms", "description")
    identifier = _term("dcterms", "identifier")
    isReplacedBy = _term("dcterms", "isReplacedBy")
    license = _term("dcterms", "license")
    source = _term("dcterms", "source")
    title = _term("dcterms", "title")


class OA:
    """The Web Annotation vocabulary (W3C, 2017)."""

    Annotation = _term("oa", "Annotation")
    SpecificResource = _term("oa", "SpecificResource")
    TextPositionSelector = _term("oa", "TextPositionSelector")
    TextQuoteSelector = _term("oa", "TextQuoteSelector")
    end = _term("oa", "end")
    exact = _term("oa", "exact")
    hasBody = _term("oa", "hasBody")
    hasSelector = _term("oa", "hasSelector")
    hasSource = _term("oa", "hasSource")
    hasTarget = _term("oa", "hasTarget")
    prefix = _term("oa", "prefix")
    start = _term("oa", "start")
    suffix = _term("oa", "suffix")


class PROV:
    """The provenance ontology."""

    Entity = _term("prov", "Entity")
    wasDerivedFrom = _term("prov", "wasDerivedFrom")
    wasGeneratedBy = _term("prov", "wasGeneratedBy")
    wasRevisionOf = _term("prov", "wasRevisionOf")


class DQV:
    """The Data Quality Vocabulary (W3C, 2016)."""

    QualityMeasurement = _term("dqv", "QualityMeasurement")
    computedOn = _term("dqv", "computedOn")
    isMeasurementOf = _term("dqv", "isMeasurementOf")
    value = _term("dqv", "value")


class ELI:
    """The European Legislation Identifier."""

    cites = _term("eli", "cites")


class NIF:
    """The NLP Interchange Format."""

    confidence = _term("nif", "confidence")


class SCHEMA:
    """Schema.org."""

    currency = _term("schema", "currency")
    value = _term("schema", "value")


class SKOS:
    """The Simple Knowledge Organization System."""

    Concept = _term("skos", "Concept")
    altLabel = _term("skos", "altLabel")
    notation = _term("skos", "notation")
    prefLabel = _term("skos", "prefLabel")
