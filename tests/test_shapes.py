"""A right graph passes; broken in one way, one shape tells of it; of what only looks broken none does."""

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import RDF as RDF_TERMS
from rdflib.namespace import SH

from graphbuild.links import Entity
from graphbuild.resources import resource
from graphbuild.triples import entity_quads
from graphbuild.validation import validate
from graphbuild.vocabulary import BG, RDF
from tests.sample_record import IRIS, ORGANISATION
from tests.shape_mutations import (
    EARLIER,
    PRIOR,
    PROJECT_ITEM,
    VIOLATIONS,
    VOTE,
    WARNINGS,
    broken,
    day,
    node,
    number,
    right_document,
    right_entities,
)
from tests.shape_near_misses import RIGHT
from tests.test_quality_shapes import right_quality

SHAPES = rdflib.Graph()
for path in sorted(resource("shapes").glob("*.ttl")):
    SHAPES.parse(path, format="turtle")


def names(subjects):
    return {str(subject).rsplit("#", 1)[-1] for subject in subjects}


ALL = names(
    shape for kind in (SH.NodeShape, SH.PropertyShape) for shape in SHAPES.subjects(RDF_TERMS.type, kind)
)
FACTS = names(SHAPES.subjects(SH.sparql))
# A number that is none cannot be compared with the other; `test_quality_shapes` breaks each alone.
COMPARED = {"Gap-firstNumber", "Gap-lastNumber", "Gap-order"}
# Of what a judgement is about, a shape of its own tells the kind: here only the number is told.
PLAIN = sorted(ALL - set(VIOLATIONS) - set(WARNINGS) - {"Judgement-about"} - COMPARED)
# Without these other sums and names differ too; the violations have a way that tells each alone.
MISSED = {"BudgetLine-currency", "BudgetLine-value", "Participation-person"}
NOTHING = ox.Literal("", language="zxx")
"""A value of no right kind: no IRI, no number, no date, in no language, and empty."""


@pytest.fixture(scope="module")
def right():
    return right_document()


@pytest.fixture(scope="module")
def entities():
    return right_entities()


@pytest.fixture(scope="module")
def quality():
    return right_quality()


def shapes(report):
    return {finding.shape for finding in (*report.violations, *report.warnings)}


def cases(table):
    return [
        pytest.param(shape, changes, id=f"{shape}-{place}")
        for shape, ways in table.items()
        for place, changes in enumerate(ways, 1)
    ]


def test_a_right_graph_conforms_without_a_warning(right, entities):
    assert shapes(validate(right)) == shapes(validate(entities)) == set()


@pytest.mark.parametrize(("shape", "changes"), cases(VIOLATIONS))
def test_a_wrong_fact_is_a_violation_and_no_other_shape_speaks(right, shape, changes):
    report = validate(broken(right, changes))
    assert not report.conforms
    assert shapes(report) == {shape}


@pytest.mark.parametrize(("shape", "changes"), cases(WARNINGS))
def test_a_doubtful_fact_is_a_warning_and_no_other_shape_speaks(right, shape, changes):
    report = validate(broken(right, changes))
    assert report.conforms
    assert shapes(report) == {shape}


@pytest.mark.parametrize(("shape", "changes"), cases(RIGHT))
def test_what_looks_like_a_broken_fact_and_is_none_passes(right, shape, changes):
    assert shapes(validate(broken(right, changes))) == set()


def property_of(shape):
    """Return the shape's node and the property that it is about, the first where it is about several."""
    term = next(subject for subject in SHAPES.subjects() if names([subject]) == {shape})
    path = SHAPES.value(term, SH.path)
    if isinstance(path, rdflib.BNode):
        path = SHAPES.collection(SHAPES.value(path, SH.alternativePath))[0]
    return term, node(str(path))


@pytest.mark.parametrize("shape", PLAIN)
def test_a_value_of_no_right_kind_breaks_the_shape_of_its_property_alone(right, entities, quality, shape):
    term, path = property_of(shape)
    quads, subject = looked_at(term, right, entities, quality)
    values = [quad.object for quad in quads if quad.subject.value == subject and quad.predicate == path]
    assert shapes(validate(broken(quads, [(subject, path, [*values, NOTHING])]))) == {shape}


@pytest.mark.parametrize("shape", sorted(names(SHAPES.subjects(SH.minCount)) - MISSED))
def test_a_property_that_must_be_there_and_is_not_breaks_its_shape_alone(right, entities, quality, shape):
    term, path = property_of(shape)
    quads, subject = looked_at(term, right, entities, quality)
    assert shapes(validate(broken(quads, [(subject, path, None)]))) == {shape}


def looked_at(shape, *graphs):
    """Return the graph that has a node which the shape looks at, and that node."""
    kind, of = SHAPES.value(shape, SH.targetClass), SHAPES.value(shape, SH.targetSubjectsOf)
    for quads in graphs:
        for quad in quads:
            typed = quad.predicate == RDF.type and quad.object == (kind and node(str(kind)))
            if typed or (of is not None and quad.predicate == node(str(of))):
                return quads, quad.subject.value
    raise AssertionError(f"no node for {shape}")


def test_every_shape_is_broken_by_a_test_and_every_fact_check_has_what_looks_alike():
    assert set(VIOLATIONS) | set(WARNINGS) <= ALL
    assert not set(VIOLATIONS) & set(WARNINGS)
    assert set(RIGHT) == FACTS
    assert set(PLAIN) & FACTS == set()


def test_a_finding_tells_a_person_what_to_look_at(right):
    wrong = broken(right, [(VOTE, BG.yes, number(1))])
    (swedish_finding,) = validate(wrong, language="sv").violations
    (english_finding,) = validate(wrong).violations
    assert english_finding.focus == VOTE
    assert english_finding.message.startswith("2 ballots named (yes) against 1")
    assert swedish_finding.message.startswith("2 namngivna röster (yes) mot 1")


def test_the_context_is_seen_and_not_reported_on(right):
    graph = ox.NamedNode(IRIS.graph("elsewhere"))
    stray = [ox.Quad(node(f"{PROJECT_ITEM}/decision/9"), RDF.type, BG.DecisionPoint, graph)]
    assert validate(right, stray).conforms
    assert not validate([*right, *stray]).conforms


def test_a_prior_item_is_looked_for_where_the_context_has_its_meeting(right):
    graph = ox.NamedNode(IRIS.graph("elsewhere"))
    held = ox.Quad(node(EARLIER), BG.date, day("2031-04-08"), graph)
    item = ox.Quad(node(f"{EARLIER.replace('/meeting/', '/item/')}/9"), BG.number, ox.Literal("9"), graph)
    assert shapes(validate(right, [held])) == {"PriorHandling-unknown"}
    assert shapes(validate(right, [held, item])) == set()
    (finding,) = validate(right, [held]).warnings
    assert finding.focus == PRIOR


def test_entities_have_shapes_too():
    council = IRIS.organisation(ORGANISATION)
    lost = Entity(IRIS.person(ORGANISATION, "Nils"), "person", "Nils")
    assert shapes(validate(entity_quads([lost], IRIS))) == {"Person-organisation"}
    bare = Entity(IRIS.case(ORGANISATION, "X"), "case", "X", council)
    assert shapes(validate(entity_quads([bare], IRIS))) == {"Case-caseNumber"}
