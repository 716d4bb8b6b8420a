"""RDF exports: they read back as the graph that they are of, are equal to the byte, and compact."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner, Result
from pyld import jsonld as pyld

from api.cli import main
from graphbuild import vocabulary
from graphbuild.exports import jsonld, rdf
from graphbuild.resources import resource
from graphbuild.store import Store, View
from graphbuild.vocabulary import BG, OA, PREFIXES, RDFS, XSD
from tests import readback, small
from tests.small import BASE, BOARD, ITEM

KINDS = ("nq", "trig", "ttl", "jsonld")
MEETING = f"{BASE}graph/region-mellansjo/regionstyrelsen/2025-02-11"


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result


def export(store: Path, file: Path, kind: str, *options: object) -> Path:
    """Write an export; JSON-LD holds its context, since a test reads nothing from the net."""
    run("export", "--store", store, "--format", kind, "--context", "embed", "--output", file, *options)
    return file


@pytest.fixture(scope="module")
def view(store: Path) -> Iterator[View]:
    with Store(store).view() as opened:
        yield opened


@pytest.fixture(scope="module")
def embedded(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The JSON-LD of all examples."""
    return export(store, tmp_path_factory.mktemp("exports") / "graph.jsonld", "jsonld")


# Whole and the same


@pytest.mark.parametrize("kind", KINDS)
def test_an_export_reads_back_graph_by_graph(store: Path, view: View, tmp_path: Path, kind: str) -> None:
    file = export(store, tmp_path / f"graph.{kind}", kind)
    assert readback.differences(file, kind, readback.graphs_of(view)) == []


def test_reading_back_finds_a_lost_triple(store: Path, view: View, tmp_path: Path) -> None:
    file = export(store, tmp_path / "graph.nq", "nq")
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines[1:]))
    assert len(readback.differences(file, "nq", readback.graphs_of(view))) == 1


def rdflib_graphs(data: bytes, form: str) -> dict[str, set[Any]]:
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format=form)
    return {str(graph.identifier): set(graph) for graph in dataset.graphs() if len(graph)}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib warns of itself
def test_rdflib_reads_the_same_from_json_ld_as_from_n_quads(
    store: Path, embedded: Path, tmp_path: Path
) -> None:
    quads = export(store, tmp_path / "graph.nq", "nq").read_bytes()
    assert rdflib_graphs(embedded.read_bytes(), "json-ld") == rdflib_graphs(quads, "nquads")


def test_pyld_reads_the_same_from_json_ld(view: View, embedded: Path) -> None:
    """PyLD writes doubles in another form, `9.0E-1` for `0.9`."""
    written = pyld.to_rdf(json.loads(embedded.read_bytes()), {"format": "application/n-quads"})
    found = ox.parse(written.encode(), format=ox.RdfFormat.N_QUADS)
    expected = (quad for graph in view.graphs() for quad in view.quads(graph))
    assert {valued(quad) for quad in found} == {valued(quad) for quad in expected}


def valued(quad: ox.Quad) -> tuple[object, ...]:
    """Return a quad with a double as its value, however that is written."""
    double = isinstance(quad.object, ox.Literal) and quad.object.datatype == XSD.double
    term = float(quad.object.value) if double else quad.object
    return quad.subject, quad.predicate, term, quad.graph_name


@pytest.mark.parametrize("kind", KINDS)
def test_two_exports_are_equal_to_the_byte_also_compressed(store: Path, tmp_path: Path, kind: str) -> None:
    plain = export(store, tmp_path / "a", kind).read_bytes()
    first = export(store, tmp_path / "b.gz", kind, "--gzip").read_bytes()
    second = export(store, tmp_path / "c.gz", kind, "--gzip").read_bytes()
    assert first == second
    assert gzip.decompress(first) == plain


def test_no_more_than_one_graph_is_read_at_a_time(view: View) -> None:
    """A piece is asked for before the next graph is read."""

    class Counting:
        def __init__(self) -> None:
            self.read = 0

        def graphs(self) -> tuple[str, ...]:
            return view.graphs()

        def quads(self, graph: str) -> tuple[ox.Quad, ...]:
            self.read += 1
            return view.quads(graph)

    for kind in KINDS:
        counting = Counting()
        pieces = rdf.chunks(counting, kind)  # type: ignore[arg-type]
        while counting.read == 0:
            next(pieces)
        assert counting.read == 1


def test_a_failed_export_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    file = tmp_path / "graph.nq"
    file.write_text("before")

    def fail() -> None:
        with rdf.output(file) as handle:
            handle.write(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert file.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["graph.nq"]


def test_a_file_that_cannot_be_written_is_told(store: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(
        main, ["export", "--store", str(store), "--output", str(tmp_path / "no" / "x")]
    )
    assert result.exit_code == 2
    assert "cannot write" in result.output


def test_one_graph_as_json_ld(store: Path, view: View, tmp_path: Path) -> None:
    file = export(store, tmp_path / "one.jsonld", "jsonld", "--graph", MEETING)
    expected = {MEETING: {quad.triple for quad in view.quads(MEETING)}}
    assert readback.differences(file, "jsonld", expected) == []


# Compact


def test_json_ld_names_its_context(store: Path) -> None:
    document = json.loads(run("export", "--store", store, "--format", "jsonld").stdout_bytes)
    assert document["@context"] == "https://w3id.org/beslutsgraf/context.jsonld"
    assert next(graph["id"] for graph in document["@graph"]) == f"{BASE}graph/authority"


def test_a_node_is_plain_json(embedded: Path) -> None:
    graphs = {graph["id"]: graph["@graph"] for graph in json.loads(embedded.read_bytes())["@graph"]}
    (item,) = [node for node in graphs[MEETING] if node["id"] == ITEM]
    assert item["type"] == "Item"
    assert item["meeting"] == BOARD
    assert (item["number"], item["position"]) == ("17", 4)
    assert isinstance(item["title"], str)


def keys(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield key
            yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


def test_everything_of_the_examples_is_compact(embedded: Path) -> None:
    found = set(keys(json.loads(embedded.read_bytes())["@graph"]))
    assert {key for key in found if ":" in key or key.startswith("@")} == {"@graph"}


def ours() -> list[ox.NamedNode]:
    """All terms that the code writes, but for those of RDF itself and of XML Schema."""
    holders = [
        holder for name, holder in vars(vocabulary).items() if name.isupper() and isinstance(holder, type)
    ]
    terms = [term for holder in holders for term in vars(holder).values() if isinstance(term, ox.NamedNode)]
    return [term for term in terms if not term.value.startswith((PREFIXES["xsd"], PREFIXES["rdf"]))]


def test_every_term_that_the_code_writes_has_a_name_in_the_context() -> None:
    entries = jsonld.context().values()
    named = {entry["@id"] if isinstance(entry, dict) else entry for entry in entries if entry != 1.1}
    expanded = {
        PREFIXES[prefix] + name
        for prefix, _, name in (str(each).partition(":") for each in named)
        if prefix in PREFIXES
    }
    assert {term.value for term in ours()} - expanded == set()


def test_a_property_of_the_ontology_is_compact_with_values_of_its_range() -> None:
    """Its range says which values it has; each must be written without `@value`, a reference without `id`."""
    ontology = rdflib.Graph().parse(resource("ontology/beslutsgraf.ttl"), format="turtle")
    samples = {
        "integer": "1", "boolean": "true", "decimal": "1.5", "date": "2025-02-11", "time": "09:00:00",
        "gYear": "2025", "gYearMonth": "2025-02", "string": "x",
    }  # fmt: skip
    for term in ontology.subjects(rdflib.RDF.type, rdflib.OWL.DatatypeProperty):
        ranges = set(ontology.objects(term, rdflib.RDFS.range))
        union = ontology.value(next(iter(ranges)), rdflib.OWL.unionOf)
        for kind in rdflib.collection.Collection(ontology, union) if union else ranges:
            name = str(kind).rpartition("#")[2]
            if name not in samples and name != "langString":
                continue
            value = (
                ox.Literal("x", language="sv")
                if name == "langString"
                else ox.Literal(samples[name], datatype=ox.NamedNode(str(kind)))
            )
            found = compact_value(ox.NamedNode(str(term)), value)
            assert not isinstance(found, dict), (term, name, found)
    for term in ontology.subjects(rdflib.RDF.type, rdflib.OWL.ObjectProperty):
        assert compact_value(ox.NamedNode(str(term)), ox.NamedNode(BOARD)) == BOARD


def compact_value(predicate: ox.NamedNode, value: ox.NamedNode | ox.Literal) -> Any:
    graph = jsonld.compact_graph(BASE, [ox.Triple(ox.NamedNode(f"{BASE}id/x"), predicate, value)])["@graph"]
    node = graph[0] if isinstance(graph, list) else graph
    (name,) = set(node) - {"id"}
    assert ":" not in name
    return node[name]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (ox.Literal("12", datatype=XSD.integer), 12),
        (ox.Literal("-3", datatype=XSD.integer), -3),
        (ox.Literal("012", datatype=XSD.integer), "012"),
        (ox.Literal("12345678901234567890", datatype=XSD.integer), "12345678901234567890"),
    ],
)
def test_an_integer_is_a_number_where_that_loses_nothing(value: ox.Literal, written: object) -> None:
    assert compact_value(BG.yes, value) == written


def test_a_decimal_a_double_and_a_date_are_texts() -> None:
    assert compact_value(vocabulary.SCHEMA.value, ox.Literal("0.5", datatype=XSD.decimal)) == "0.5"
    assert compact_value(vocabulary.NIF.confidence, ox.Literal("0.9", datatype=XSD.double)) == "0.9"
    assert compact_value(BG.start, ox.Literal("2025", datatype=XSD.gYear)) == "2025"


# A description as a tree


def described(iri: str, statements: list[ox.Quad]) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(jsonld.describe(iri, statements))
    assert document.pop("@context") == jsonld.CONTEXT_IRI
    return document


def test_a_description_is_a_tree_and_says_the_same() -> None:
    statements = [quad for quad in small.quads() if quad.graph_name.value == MEETING]
    document = described(ITEM, statements)
    assert document["id"] == ITEM
    assert document["meeting"]["id"] == BOARD
    assert {node["type"] for node in document["@reverse"]["item"]} >= {"DecisionPoint", "Proposal"}
    whole = {"@context": dict(jsonld.context()), **document}
    found = {quad.triple for quad in ox.parse(json.dumps(whole).encode(), format=ox.RdfFormat.JSON_LD)}
    assert found == {quad.triple for quad in statements}


def test_what_no_way_leads_to_stands_beside_the_tree() -> None:
    other = ox.Quad(ox.NamedNode(f"{BASE}id/y"), RDFS.label, ox.Literal("y"))
    mine = ox.Quad(ox.NamedNode(f"{BASE}id/x"), RDFS.label, ox.Literal("x"))
    document = described(f"{BASE}id/x", [other, mine])
    assert [node["name"] for node in document["@graph"]] == ["x", "y"]


def test_a_ring_of_links_ends() -> None:
    x, y = ox.NamedNode(f"{BASE}id/x"), ox.NamedNode(f"{BASE}id/y")
    document = described(x.value, [ox.Quad(x, BG.evidence, y), ox.Quad(y, OA.hasBody, x)])
    assert document["evidence"]["hasBody"] == x.value
