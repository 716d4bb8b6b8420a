"""Results written out: nothing lost, the same bytes every time."""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph as ox
import pytest

from graphbuild import results
from graphbuild.errors import ResultFormatError
from graphbuild.store import Results

from .small import quads

XSD = "http://www.w3.org/2001/XMLSchema#"
SELECT = f'SELECT ?x ?bodyIri ?none {{ VALUES (?x ?bodyIri) {{ ("å,\\"b"@sv <{XSD}date>) (1.5 UNDEF) }} }}'


def run(query: str) -> Results:
    return ox.Store().query(query)


def test_json_keeps_language_and_datatype() -> None:
    bindings = json.loads(results.serialise(run(SELECT), "json"))["results"]["bindings"]
    assert bindings[0]["x"] == {"type": "literal", "value": 'å,"b', "xml:lang": "sv"}
    assert bindings[1]["x"] == {"type": "literal", "value": "1.5", "datatype": f"{XSD}decimal"}
    assert "none" not in bindings[0]


def test_csv_is_read_back_as_it_was() -> None:
    written = results.serialise(run(SELECT), "csv").decode()
    assert list(csv.reader(io.StringIO(written))) == [
        ["x", "bodyIri", "none"],
        ['å,"b', f"{XSD}date", ""],
        ["1.5", "", ""],
    ]


def test_tsv_has_terms_as_in_turtle() -> None:
    assert results.serialise(run(SELECT), "tsv").decode().splitlines()[1].startswith('"å,\\"b"@sv\t<')


@pytest.mark.parametrize("name", results.TABLES)
def test_ask_in_every_format_of_tables(name: str) -> None:
    assert b"true" in results.serialise(run("ASK {}"), name)


def test_rows_are_read_back_from_json() -> None:
    found = results.parse_rows(results.serialise(run(SELECT), "json"))
    assert found.columns == ("x", "bodyIri", "none")
    assert found.rows[0][0] == ox.Literal('å,"b', language="sv")
    assert found.records()[1] == {"x": "1.5"}


@pytest.mark.parametrize("name", results.GRAPHS)
def test_a_graph_gives_the_same_bytes_in_any_order(name: str) -> None:
    found = quads()
    assert results.graph(found, name) == results.graph(reversed(found), name)


@pytest.mark.parametrize("name", ["nq", "trig"])
def test_formats_of_datasets_keep_the_graphs(name: str) -> None:
    serialiser = results.GRAPHS[name].serialiser
    assert isinstance(serialiser, ox.RdfFormat)
    assert set(ox.parse(results.graph(quads(), name), format=serialiser)) == set(quads())


@pytest.mark.parametrize("name", ["ttl", "nt", "rdfxml"])
def test_formats_of_graphs_keep_the_triples(name: str) -> None:
    serialiser = results.GRAPHS[name].serialiser
    assert isinstance(serialiser, ox.RdfFormat)
    parsed = {quad.triple for quad in ox.parse(results.graph(quads(), name), format=serialiser)}
    assert parsed == {quad.triple for quad in quads()}


def test_construct_is_a_graph() -> None:
    query = "CONSTRUCT { <http://x/s> <http://x/p> ?o } { VALUES ?o { 2 1 } }"
    assert results.serialise(run(query), "nt").decode().splitlines() == [
        f'<http://x/s> <http://x/p> "1"^^<{XSD}integer> .',
        f'<http://x/s> <http://x/p> "2"^^<{XSD}integer> .',
    ]


def test_a_table_is_no_graph_and_a_graph_no_table() -> None:
    with pytest.raises(ResultFormatError, match="json, xml, csv, tsv"):
        results.serialise(run(SELECT), "ttl")
    with pytest.raises(ResultFormatError, match="ttl, nt"):
        results.serialise(run("CONSTRUCT WHERE { ?s ?p ?o }"), "csv")
    with pytest.raises(ResultFormatError, match="no table"):
        results.table(run("CONSTRUCT WHERE { ?s ?p ?o }"))


def test_the_table_for_a_terminal_leaves_out_iris_and_empty_columns() -> None:
    lines = results.table(run(SELECT), 60).splitlines()
    assert [line.strip() for line in lines if line.strip("─ ")] == ["x", 'å,"b', "1.5", "2 rows"]
    assert "xsd:date" in results.table(run(SELECT), 60, iris=True)


def test_the_table_of_an_ask_is_a_word() -> None:
    assert results.table(run("ASK {}")) == "yes\n"
    assert results.table(run("ASK { ?s ?p ?o }")) == "no\n"


def test_markup_in_a_value_is_not_read_as_markup() -> None:
    assert "[red]x[/red]" in results.table(run("SELECT ?x { VALUES ?x { '[red]x[/red]' } }"))
