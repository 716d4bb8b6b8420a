"""The checks of the vocabulary: each finds nothing in it, and finds what is broken in a copy."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from graphbuild.reference import usage
from graphbuild.reference.verify import Check, checks, data_set, verify
from graphbuild.resources import resource

PREFIXES = """
PREFIX bg: <https://w3id.org/beslutsgraf/ns#>
PREFIX besluit: <http://data.vlaanderen.be/ns/besluit#>
PREFIX choice: <https://w3id.org/beslutsgraf/choice/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX entry: <https://w3id.org/beslutsgraf/verify/context/>
PREFIX g: <https://w3id.org/beslutsgraf/verify/graph/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX v: <https://w3id.org/beslutsgraf/verify#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


def without(graph: str, pattern: str) -> str:
    """Return the update that takes the triples of a pattern out of a graph."""
    return f"DELETE {{ GRAPH g:{graph} {{ {pattern} }} }} WHERE {{ GRAPH g:{graph} {{ {pattern} }} }}"


def with_(graph: str, triples: str) -> str:
    """Return the update that puts triples into a graph."""
    return f"INSERT DATA {{ GRAPH g:{graph} {{ {triples} }} }}"


def changed(graph: str, old: str, new: str) -> str:
    """Return the update that puts triples in the place of others."""
    return f"{without(graph, old)} ; {with_(graph, new)}"


def text(property_: str, term: str, language: str) -> str:
    """Return the update that takes the text of a term in one language away."""
    pattern = f"{term} {property_} ?text"
    graph = "schemes" if term.startswith("choice:") else "ontology"
    return (
        f"DELETE {{ GRAPH g:{graph} {{ {pattern} }} }} "
        f'WHERE {{ GRAPH g:{graph} {{ {pattern} }} FILTER(LANG(?text) = "{language}") }}'
    )


# How the vocabulary is broken for each check, and a value of the row that tells it. A range that is
# of another kind disagrees with the JSON-LD context too; nothing else has two rows.
BROKEN = [
    ("term-without-label", text("rdfs:label", "bg:Vote", "en"), "bg:Vote"),
    ("term-without-definition", text("skos:definition", "bg:vote", "sv"), "bg:vote"),
    ("term-without-example", text("skos:example", "bg:Vote", "en"), "bg:Vote"),
    ("term-without-example", without("ontology", "bg:vote skos:example ?text"), "bg:vote"),
    ("term-told-twice", with_("ontology", 'bg:Vote rdfs:label "omröstning"@sv'), "bg:Vote"),
    (
        "label-shared",
        changed("ontology", 'bg:Ballot rdfs:label "röst"@sv', 'bg:Ballot rdfs:label "votering"@sv'),
        "bg:Vote",
    ),
    ("term-not-defined-here", without("ontology", "bg:vote rdfs:isDefinedBy ?x"), "bg:vote"),
    ("property-without-domain-or-range", without("ontology", "bg:vote rdfs:domain ?x"), "bg:vote"),
    ("property-without-domain-or-range", without("ontology", "bg:vote rdfs:range ?x"), "bg:vote"),
    (
        "domain-or-range-undeclared",
        changed("ontology", "bg:vote rdfs:range ?x", "bg:vote rdfs:range bg:Poll"),
        "bg:Poll",
    ),
    (
        "range-of-another-kind",
        changed("ontology", "bg:page rdfs:range ?x", "bg:page rdfs:range bg:Item"),
        "bg:page",
    ),
    ("superclass-undeclared", with_("ontology", "bg:Vote rdfs:subClassOf bg:Poll"), "bg:Poll"),
    ("subclass-cycle", with_("ontology", "bg:Statement rdfs:subClassOf bg:Vote"), "bg:ItemPart"),
    ("class-without-shape", without("shapes", "?shape sh:targetClass bg:Vote"), "bg:Vote"),
    ("used-but-undeclared", with_("usage", "v:somewhere v:mentions bg:Poll"), "bg:Poll"),
    ("used-but-undeclared", with_("usage", "v:somewhere v:mentions choice:maybe"), "choice/maybe"),
    ("used-but-undeclared", with_("shapes", "v:shape sh:path bg:poll"), "bg:poll"),
    ("used-but-undeclared", with_("context", "entry:poll v:means bg:poll"), "bg:poll"),
    (
        "declared-but-unused",
        f"{without('usage', '?file v:mentions bg:clock')} ; {without('shapes', '?shape sh:path bg:clock')}",
        "bg:clock",
    ),
    ("concept-without-scheme", without("schemes", "choice:yes skos:inScheme ?x"), "choice/yes"),
    ("concept-without-scheme", without("schemes", "choice:yes skos:topConceptOf ?x"), "choice/yes"),
    ("concept-without-label", text("skos:prefLabel", "choice:yes", "sv"), "choice/yes"),
    ("concept-without-label", with_("schemes", 'choice:yes skos:prefLabel "jo"@sv'), "choice/yes"),
    ("concept-without-definition", text("skos:definition", "choice:yes", "en"), "choice/yes"),
    ("concept-without-notation", without("schemes", "choice:yes skos:notation ?x"), "choice/yes"),
    ("concept-without-notation", with_("schemes", 'choice:no skos:notation "yes"'), "choice/yes"),
    (
        "scheme-incomplete",
        without("schemes", "<https://w3id.org/beslutsgraf/choice> dcterms:license ?x"),
        "choice",
    ),
    ("mapping-unconfirmed", with_("align", "bg:Vote skos:closeMatch besluit:Votum"), "besluit#Votum"),
    ("mapping-undeclared", with_("align", "bg:Poll skos:closeMatch besluit:Stemming"), "bg:Poll"),
    (
        "mapping-of-another-kind",
        with_("align", "bg:Vote skos:closeMatch besluit:bestuurt"),
        "besluit#bestuurt",
    ),
    ("mapping-of-another-kind", with_("align", "bg:vote rdfs:subClassOf besluit:isGehoudenDoor"), "bg:vote"),
    ("context-lacks-term", without("context", "entry:vote ?p ?o"), "bg:vote"),
    ("context-type-wrong", without("context", 'entry:vote v:type "@id"'), "context/vote"),
    (
        "context-type-wrong",
        changed("context", "entry:yes v:type ?x", "entry:yes v:type xsd:decimal"),
        "context/yes",
    ),
    ("context-type-wrong", with_("context", "entry:number v:type xsd:integer"), "context/number"),
    ("context-type-wrong", without("context", "entry:text v:language ?x"), "context/text"),
    (
        "context-type-wrong",
        changed("context", "entry:start v:type ?x", "entry:start v:type xsd:time"),
        "context/start",
    ),
    ("context-type-wrong", with_("context", 'entry:Vote v:type "@id"'), "context/Vote"),
    ("import", with_("align", "<https://w3id.org/beslutsgraf/align> owl:imports besluit:"), "besluit#"),
    ("header-incomplete", without("ontology", "?ontology dcterms:license ?x"), "dcterms:license"),
    ("header-incomplete", without("align", "?ontology owl:versionIRI ?x"), "versionIRI"),
    (
        "version-inconsistent",
        changed(
            "ontology", "?o owl:versionInfo ?x", '<https://w3id.org/beslutsgraf/ns> owl:versionInfo "9.9.9"'
        ),
        "beslutsgraf/ns",
    ),
]
TOO = {"range-of-another-kind": {"context-type-wrong"}}


@pytest.fixture(scope="module")
def whole() -> ox.Store:
    return data_set()


@pytest.fixture(scope="module")
def found(whole: ox.Store) -> set[str]:
    """The checks that find something in the vocabulary."""
    return {f"{finding.check}: {finding.values}" for finding in verify(whole)}


@pytest.mark.parametrize("check", checks(), ids=lambda check: check.name)
def test_a_check_finds_nothing_in_the_vocabulary(check: Check, found: set[str]) -> None:
    assert check.meaning.startswith("A row is ")
    assert [told for told in found if told.startswith(f"{check.name}:")] == []


def test_every_check_is_broken_once() -> None:
    assert {name for name, _, _ in BROKEN} == {check.name for check in checks()}
    assert {path.stem for path in resource("ontology/verify").glob("*.rq")} == {
        check.name for check in checks()
    }


@pytest.mark.parametrize(("name", "update", "value"), BROKEN)
def test_a_check_finds_what_is_broken_and_no_other_does(
    name: str, update: str, value: str, whole: ox.Store
) -> None:
    copy = ox.Store()
    copy.extend(whole)
    copy.update(PREFIXES + update)
    assert set(copy) != set(whole), "nothing was broken"
    found = verify(copy)
    assert {finding.check for finding in found} == {name} | TOO.get(name, set())
    assert any(value in " ".join(finding.values) for finding in found if finding.check == name)


# What mentions a term


def mentioned(query: str, prefixes: dict[str, str] | None = None) -> set[str]:
    return {iri.rpartition("/")[2] for iri in usage._in_query(query, prefixes or {})}


def test_a_query_mentions_what_it_names_by_its_own_prefixes() -> None:
    query = """
        PREFIX b: <https://w3id.org/beslutsgraf/ns#>
        PREFIX outcome: <https://w3id.org/beslutsgraf/outcome/>
        PREFIX dcterms: <http://purl.org/dc/terms/>
        # b:commented
        SELECT * { ?x a b:Vote ; b:item/b:meeting ?m ; dcterms:title ?t ; b:outcome outcome:aterremiss .
          ?y <https://w3id.org/beslutsgraf/ns#yes> 1 }
    """
    assert mentioned(query) == {"ns#Vote", "ns#item", "ns#meeting", "ns#outcome", "aterremiss", "ns#yes"}


def test_a_name_without_a_declared_prefix_is_no_mention() -> None:
    assert mentioned("SELECT * { ?x a bg:Vote }") == set()
    assert mentioned("SELECT * { ?x a bg:Vote }", {"bg": "https://w3id.org/beslutsgraf/ns#"}) == {"ns#Vote"}


def test_the_queries_shapes_and_code_are_looked_through() -> None:
    where = {triple.subject.value.split("/verify/")[1].split("/")[0] for triple in usage.usage()}
    assert where == {"queries", "shapes", "code", "authority"}
    found = {
        triple.object.value.rpartition("#")[2]
        for triple in usage.usage()
        if "/code/evidence.py" in str(triple.subject)
    }
    assert found >= {"evidence", "page"}
