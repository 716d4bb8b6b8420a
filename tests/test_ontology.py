"""The vocabulary: names in code equal the files, and every term is defined in both languages."""

import json
import re

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SH, SKOS

from graphbuild.authority import notations
from graphbuild.resources import resource
from graphbuild.vocabulary import BG, PREFIXES, SchemeName, concept

NAMESPACE = PREFIXES["bg"]
LANGUAGES = {"sv", "en"}


def read(*names):
    graph = rdflib.Graph()
    for name in names:
        graph.parse(resource(name), format="turtle")
    return graph


ONTOLOGY = read("ontology/beslutsgraf.ttl")
SCHEMES = read("ontology/schemes.ttl", "ontology/authority/bodies.ttl")
SHAPES = read(*(f"shapes/{path.name}" for path in sorted(resource("shapes").glob("*.ttl"))))
DECLARED = {term for term in ONTOLOGY.subjects() if str(term).startswith(NAMESPACE)}
PROPERTIES = {
    term for kind in (OWL.ObjectProperty, OWL.DatatypeProperty) for term in ONTOLOGY.subjects(RDF.type, kind)
}
CONCEPTS = set(SCHEMES.subjects(RDF.type, SKOS.Concept)) | set(SCHEMES.subjects(RDF.type, SKOS.ConceptScheme))


def languages(graph, term, predicate):
    return sorted(value.language for value in graph.objects(term, predicate))


def used_of_ours(graph):
    """Return our terms that occur in a graph, also in the text of its queries."""
    text = "\n".join(str(value) for value in graph.objects(None, SH.select))
    nodes = {str(node) for triple in graph for node in triple if str(node).startswith(NAMESPACE)}
    return nodes - {NAMESPACE} | {NAMESPACE + name for name in re.findall(r"\bbg:(\w+)", text)}


def test_the_names_in_code_are_the_terms_of_the_ontology():
    in_code = {name: value.value for name, value in vars(BG).items() if not name.startswith("_")}
    assert {NAMESPACE + name for name in in_code} == {str(term) for term in DECLARED}
    assert all(value == NAMESPACE + name for name, value in in_code.items())


@pytest.mark.parametrize("term", sorted(DECLARED))
def test_a_term_is_labelled_and_defined_in_both_languages(term):
    assert languages(ONTOLOGY, term, RDFS.label) == ["en", "sv"]
    assert languages(ONTOLOGY, term, SKOS.definition) == ["en", "sv"]


def test_a_property_has_a_domain_and_a_range():
    assert not [term for term in PROPERTIES if not ONTOLOGY.value(term, RDFS.domain, any=False)]
    assert not [term for term in PROPERTIES if not ONTOLOGY.value(term, RDFS.range, any=False)]


def test_a_class_has_an_example():
    assert not [term for term in DECLARED - PROPERTIES if not ONTOLOGY.value(term, SKOS.example)]


def test_domains_and_ranges_are_declared():
    assert used_of_ours(ONTOLOGY) - {str(term) for term in DECLARED} == set()


def test_the_ontology_has_a_version_and_a_licence():
    ontology = ONTOLOGY.value(None, RDF.type, OWL.Ontology)
    assert str(ONTOLOGY.value(ontology, OWL.versionIRI)).startswith(f"{ontology}/")
    assert ONTOLOGY.value(ontology, rdflib.DCTERMS.license)


@pytest.mark.parametrize("term", sorted(CONCEPTS))
def test_a_concept_is_labelled_and_defined_in_both_languages(term):
    assert languages(SCHEMES, term, SKOS.prefLabel) == ["en", "sv"]
    assert languages(SCHEMES, term, SKOS.definition) == ["en", "sv"]


def test_the_iri_of_a_concept_follows_from_its_notation():
    scheme: SchemeName
    for scheme, terms in notations().items():  # type: ignore[assignment]
        for notation in terms:
            found = rdflib.URIRef(concept(scheme, notation).value)
            assert str(SCHEMES.value(found, SKOS.notation)) == notation


def test_shapes_use_declared_terms_only():
    assert used_of_ours(SHAPES) - {str(term) for term in DECLARED} == set()


def test_the_mappings_are_of_declared_terms_and_nothing_is_imported():
    align = read("ontology/align.ttl")
    assert used_of_ours(align) - {str(term) for term in DECLARED} == set()
    assert not set(align.objects(None, OWL.imports)) | set(ONTOLOGY.objects(None, OWL.imports))


def test_every_list_in_the_shapes_is_a_whole_value_list():
    """A list of allowed concepts in a shape is kept equal to its scheme."""
    lists = [list(rdflib.collection.Collection(SHAPES, node)) for node in SHAPES.objects(None, SH["in"])]
    for allowed in lists:
        scheme = str(allowed[0]).split("/")[-2]
        assert {str(term) for term in allowed} == {
            concept(scheme, term).value for term in notations()[scheme]
        }
    assert len({str(allowed[0]).split("/")[-2] for allowed in lists}) == len(notations())


def test_every_message_of_a_shape_is_in_both_languages():
    without = {
        shape
        for shape in set(SHAPES.subjects(SH.path)) | set(SHAPES.objects(None, SH.sparql))
        if set(languages(SHAPES, shape, SH.message)) != LANGUAGES
    }
    assert without == set()


def test_every_class_of_a_document_has_a_shape():
    shaped = {str(term) for term in SHAPES.objects(None, SH.targetClass)}
    abstract = {BG.Statement.value, BG.ItemPart.value, BG.Agent.value}
    classes = {str(term) for term in DECLARED - PROPERTIES}
    assert classes - shaped - abstract == set()


def test_the_context_names_every_term():
    context = json.loads(resource("ontology/context.jsonld").read_text(encoding="utf-8"))["@context"]
    named = {
        entry["@id"] if isinstance(entry, dict) else entry for key, entry in context.items() if key[0] != "@"
    }
    assert {f"bg:{str(term).removeprefix(NAMESPACE)}" for term in DECLARED} <= named
