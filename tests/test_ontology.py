"""The vocabulary's names in code equal its files; what the files must hold is checked in test_verify."""

import rdflib
from rdflib.namespace import SH, SKOS

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


def languages(graph, term, predicate):
    return sorted(value.language for value in graph.objects(term, predicate))


def test_the_names_in_code_are_the_terms_of_the_ontology():
    in_code = {name: value.value for name, value in vars(BG).items() if not name.startswith("_")}
    assert {NAMESPACE + name for name in in_code} == {str(term) for term in DECLARED}
    assert all(value == NAMESPACE + name for name, value in in_code.items())


def test_the_iri_of_a_concept_follows_from_its_notation():
    scheme: SchemeName
    for scheme, terms in notations().items():  # type: ignore[assignment]
        for notation in terms:
            found = rdflib.URIRef(concept(scheme, notation).value)
            assert str(SCHEMES.value(found, SKOS.notation)) == notation


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
