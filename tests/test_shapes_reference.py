"""Shapes asked one query a class say what pySHACL says: on right, broken, example and real graphs."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from graphbuild import pipeline
from graphbuild.errors import NotMinutesError
from graphbuild.iris import DEFAULT_BASE, Iris
from graphbuild.linking import Document, Register, identify, link
from graphbuild.sources import collect
from graphbuild.triples import document_quads
from graphbuild.validation import reference, validate
from tests.shape_mutations import (
    EARLIER,
    VIOLATIONS,
    WARNINGS,
    broken,
    day,
    node,
    right_document,
    right_entities,
)
from tests.shape_near_misses import RIGHT

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted((ROOT / "examples" / "minutes").glob("*.pdf"))
COUNCILS = sorted((ROOT / "tests" / "councils").glob("*/*.txt"))
REAL = sorted((ROOT.parent / "shared" / "minutes" / "goteborg").glob("*.txt"))
BROKEN = [pytest.param(table, shape, id=shape) for table in (VIOLATIONS, WARNINGS, RIGHT) for shape in table]


@pytest.fixture(scope="module")
def right():
    return right_document()


def graph(path):
    """Return the quads of the document alone, None where it is no minutes of a meeting that it tells."""
    (source,), _ = collect([path])
    record, text = pipeline.extract(source)
    try:
        document = Document(record, identify(record, text))
    except NotMinutesError:
        return None
    linked = link([document], Register(), base=DEFAULT_BASE)
    (only,) = linked.documents
    return document_quads(only.record, linked.links[only.key], Iris(DEFAULT_BASE), text.raw)


@pytest.mark.parametrize(("table", "shape"), BROKEN)
def test_a_broken_graph_has_the_report_of_pyshacl(right, table, shape):
    for changes in table[shape]:
        quads = broken(right, changes)
        assert validate(quads) == reference(quads)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_messages_are_those_of_pyshacl_in_both_languages(right, language):
    changes = [change for ways in (*VIOLATIONS.values(), *WARNINGS.values()) for change in ways[0]]
    quads = broken(right, [change for change in changes if change[1] is not None])
    found = reference(quads, language=language)
    assert len(found.violations) + len(found.warnings) > 50
    assert validate(quads, language=language) == found
    assert not any("{?" in one.message for one in (*found.violations, *found.warnings))


def test_entities_and_context_have_the_report_of_pyshacl(right):
    entities = right_entities()
    context = [ox.Quad(node(EARLIER), node("https://w3id.org/beslutsgraf/ns#date"), day("2031-04-08"))]
    assert validate(entities) == reference(entities)
    assert validate(right, context) == reference(right, context)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_has_the_report_of_pyshacl(path):
    quads = graph(path)
    assert validate(quads) == reference(quads)


@pytest.mark.slow
@pytest.mark.parametrize("path", [*COUNCILS, *REAL], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_minutes_of_many_councils_have_the_report_of_pyshacl(path):
    quads = graph(path)
    if quads is not None:
        report = validate(quads)
        assert report == reference(quads)
        assert report.conforms
