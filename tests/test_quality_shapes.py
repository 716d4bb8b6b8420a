"""The graphs of quality and coverage conform; broken in one way, the one shape that tells of it fires."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest

from graphbuild.iris import Iris
from graphbuild.linking import Document
from graphbuild.linking.meeting import Identified, Meeting
from graphbuild.quality.accuracy import Evaluation, Figure, counted
from graphbuild.quality.coverage import Cited, Covered, Met
from graphbuild.quality.leftout import LeftOut
from graphbuild.quality.measures import Told
from graphbuild.report import Finding
from graphbuild.triples import accuracy_quads, coverage_quads, document_quads, quality_quads
from graphbuild.validation import validate
from graphbuild.vocabulary import BG, DCTERMS, DQV, OA, XSD, concept
from tests.sample_record import PATH, links, record

IRIS = Iris("https://data.example.org/")
RECORD, RAW = record()
COUNCIL = PATH.split("/")[0]
MEETING, BODY = IRIS.meeting(PATH), IRIS.body(*PATH.split("/")[:2])
YEAR = IRIS.coverage(COUNCIL, "styrelsen", "2031")
GAP = IRIS.gap(COUNCIL, "styrelsen", "2031", 4)
LACKS = IRIS.missing_meeting(COUNCIL, "styrelsen", "2031-01-07")
LEFT = IRIS.left_out("april.pdf", "ab" * 32)
DOUBT = f"{IRIS.item(PATH, '12')}/doubt/1"
RUN = IRIS.evaluation("set")
FIGURE, COUNT = IRIS.measurement(RUN, "F1", "people"), IRIS.measurement(MEETING, "items")


def number(value):
    return ox.Literal(str(value), datatype=XSD.integer)


def english(text):
    return ox.Literal(text, language="en")


@pytest.fixture(scope="module")
def right():
    return right_quality()


def right_quality():
    """Return graphs of quality and coverage in which nothing is wrong."""
    findings = (
        Finding("a.pdf", "notice", "§ 12: nothing was decided under “Beslut”: “Ärendet utgår”"),
        Finding("a.pdf", "notice", "page 2 holds no text: it is empty or an image"),
    )
    known = Identified("x", "stated", 1.0)
    noted = replace(RECORD, warnings=tuple(finding.message for finding in findings))
    told = Told(Document(noted, Meeting(known, known, known)), RAW, IRIS.minutes(PATH), findings)
    met = (
        Met(f"{COUNCIL}/styrelsen/2031-02-04", ((1, 3),), 3, 0),
        Met(f"{COUNCIL}/styrelsen/2031-03-04", ((6, 7),), 2, 1),
    )
    covered = Covered(COUNCIL, met, (Cited("styrelsen", "2031-01-07", (IRIS.item(PATH, "12"),)),))
    broken = Finding("april.pdf", "violation", "An item has a number.", IRIS.item(PATH, "1"), "Item-number")
    left = LeftOut("/x/april.pdf", "april.pdf", "ab" * 32, "broken shape", "…", COUNCIL, PATH, (broken,))
    evaluation = Evaluation("set", "A set", "Note.", False, counted({"people": (8, 2, 0)}), 3, COUNCIL)
    return [
        *quality_quads(PATH, [told], IRIS),
        *coverage_quads([covered], [left], IRIS),
        *accuracy_quads([evaluation], IRIS),
    ]


def test_the_right_graphs_conform(right):
    report = validate(right)
    assert report.violations + report.warnings == ()


BROKEN = [
    ("Coverage-organisation", YEAR, BG.organisation, None),
    ("Coverage-body", YEAR, BG.body, ox.NamedNode(MEETING)),
    ("Coverage-year", YEAR, BG.year, ox.Literal("2031")),
    ("Coverage-meetingCount", YEAR, BG.meetingCount, number(0)),
    ("Coverage-itemCount", YEAR, BG.itemCount, None),
    ("Coverage-missingItemCount", YEAR, BG.missingItemCount, number(-1)),
    ("Coverage-unreadPageCount", YEAR, BG.unreadPageCount, ox.Literal("en")),
    ("Coverage-firstDate", YEAR, BG.firstDate, None),
    ("Coverage-lastDate", YEAR, BG.lastDate, ox.Literal("mars")),
    ("Coverage-firstNumber", YEAR, BG.firstNumber, ox.Literal("ett")),
    ("Coverage-lastNumber", YEAR, BG.lastNumber, number(-7)),
    ("Gap-organisation", GAP, BG.organisation, None),
    ("Gap-body", GAP, BG.body, None),
    ("Gap-year", GAP, BG.year, None),
    ("Gap-lastNumber", GAP, BG.lastNumber, None),
    ("Gap-order", GAP, BG.firstNumber, number(9)),
    ("Gap-afterMeeting", GAP, BG.afterMeeting, ox.NamedNode(BODY)),
    ("Gap-beforeMeeting", GAP, BG.beforeMeeting, None),
    ("MissingMeeting-organisation", LACKS, BG.organisation, None),
    ("MissingMeeting-body", LACKS, BG.body, ox.Literal("styrelsen")),
    ("MissingMeeting-date", LACKS, BG.date, ox.Literal("2031", datatype=XSD.gYear)),
    ("MissingMeeting-citedIn", LACKS, BG.citedIn, None),
    ("LeftOut-fileName", LEFT, BG.fileName, None),
    ("LeftOut-leftOutReason", LEFT, BG.leftOutReason, concept("severity", "warning")),
    ("LeftOut-organisation", LEFT, BG.organisation, ox.Literal("x")),
    ("LeftOut-body", LEFT, BG.body, ox.NamedNode(MEETING)),
    ("LeftOut-date", LEFT, BG.date, ox.Literal("i april")),
    ("LeftOut-description", LEFT, DCTERMS.description, None),
    ("Doubt-about", DOUBT, BG.about, None),
    ("Doubt-severity", DOUBT, BG.severity, None),
    ("Doubt-meeting", DOUBT, BG.meeting, ox.NamedNode(BODY)),
    ("Doubt-shape", DOUBT, BG.shape, english("x")),
    ("Doubt-quote", DOUBT, BG.quote, english("x")),
    ("Doubt-page", DOUBT, BG.page, number(0)),
    ("Doubt-description", DOUBT, DCTERMS.description, None),
    ("Evaluation-seen", RUN, BG.seen, None),
    ("Evaluation-documentCount", RUN, BG.documentCount, number(0)),
    ("Evaluation-organisation", RUN, BG.organisation, ox.Literal("x")),
    ("Evaluation-title", RUN, DCTERMS.title, None),
    ("Evaluation-description", RUN, DCTERMS.description, ox.Literal("x")),
    ("Measurement-metric", COUNT, DQV.isMeasurementOf, None),
    ("Measurement-field", FIGURE, BG.field, concept("metric", "items")),
    ("Measurement-computedOn", COUNT, DQV.computedOn, None),
    ("Measurement-value", FIGURE, DQV.value, ox.Literal("1.2", datatype=XSD.decimal)),
    ("Measurement-value", COUNT, DQV.value, number(-1)),
]


@pytest.mark.parametrize(("shape", "node", "predicate", "value"), BROKEN)
def test_broken_in_one_way_that_shape_fires(right, shape, node, predicate, value):
    subject = ox.NamedNode(node)
    kept = [quad for quad in right if (quad.subject, quad.predicate) != (subject, predicate)]
    if value is not None:
        kept.append(ox.Quad(subject, predicate, value, ox.NamedNode(f"{IRIS.base}graph/x")))
    assert {finding.shape for finding in validate(kept).violations} == {shape}


def test_a_warning_about_a_fact_has_the_words_that_state_it():
    known = Identified("x", "stated", 1.0)
    decision, meeting = f"{IRIS.item(PATH, '12')}/decision/1", MEETING
    findings = tuple(
        Finding("a.pdf", "warning", "Doubtful.", node, "Some-shape") for node in (decision, meeting)
    )
    told = Told(Document(RECORD, Meeting(known, known, known)), RAW, IRIS.minutes(PATH), findings)
    facts = document_quads(RECORD, links(), IRIS, RAW)
    made = quality_quads(PATH, [told], IRIS, facts)
    about = {quad.subject: quad.object.value for quad in made if quad.predicate == BG.about}
    quotes = {about[quad.subject]: quad.object.value for quad in made if quad.predicate == BG.quote}
    (stated,) = [
        q.object.value
        for q in facts
        if q.subject.value == f"{decision}/evidence/1#quote" and q.predicate == OA.exact
    ]
    assert quotes == {decision: stated}
    assert [quad.object.value for quad in made if quad.predicate == BG.page] == ["2"]


def test_a_figure_is_a_count_or_a_share():
    assert {one.metric for one in counted({"roles": (1, 0, 1)})} == {
        "facts",
        "precision",
        "recall",
        "F1",
        "macro F1",
    }
    assert counted({}) == ()
    assert all(isinstance(one, Figure) for one in counted({"roles": (0, 0, 0)}))
