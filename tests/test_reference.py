"""The documentation of the vocabulary: made of the files alone, whole, and equal to the one in docs/."""

from __future__ import annotations

import json
import re
from collections import Counter
from html.parser import HTMLParser
from textwrap import dedent

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner
from rdflib.compare import isomorphic

from api.cli import main
from graphbuild.errors import ResultFormatError
from graphbuild.reference import documents, page, verify
from graphbuild.reference.changelog import Release, releases
from graphbuild.reference.diagram import svg
from graphbuild.reference.layout import Arrow, columns, spread
from graphbuild.reference.model import Scheme, Term, Vocabulary, Words
from graphbuild.reference.reading import short, vocabulary
from graphbuild.resources import resource
from graphbuild.vocabulary import BG, PREFIXES
from tests.conftest import ROOT

NS = PREFIXES["bg"]
HTML = page.html()


def term(name: str, kind: str = "class", **more: object) -> Term:
    words = Words(f"{name} på svenska", f"{name} in English")
    return Term(f"{NS}{name}", kind, "Things", words, words, (("sv", f"ett {name}"),), **more)  # type: ignore[arg-type]


BIRD, OWL, NEST = f"{NS}Bird", f"{NS}Owl", f"{NS}Nest"
SMALL = Vocabulary(
    iri=NS.removesuffix("#"),
    title=Words("litet", "small"),
    description=Words("ett litet", "a small one"),
    about={},
    terms=(
        term("Bird"),
        term("Owl", above=(BIRD,)),
        term("Nest"),
        term("Egg", above=(BIRD,)),
        term("lives", "object property", domains=(BIRD,), ranges=(NEST,)),
        term("hunts", "object property", domains=(OWL,), ranges=(BIRD,)),
        term("weight", "datatype property", domains=(OWL,), ranges=(PREFIXES["xsd"] + "integer",)),
        term(
            "colour",
            "object property",
            domains=(OWL,),
            ranges=(PREFIXES["skos"] + "Concept",),
            scheme="x:colours",
        ),
    ),
    schemes=(Scheme("x:colours", Words("färger", "colours"), Words("alla färger", "all colours"), ()),),
    namespaces={"bg": NS, "xsd": PREFIXES["xsd"]},
)


class Outline(HTMLParser):
    """The ids, targets, tags and unclosed elements of a page."""

    VOID = frozenset({"meta", "link", "br", "path", "rect"})

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.tags: Counter[str] = Counter()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.tags[tag] += 1
        self.ids += [told["id"] or ""] if "id" in told else []
        self.targets += [told[name] or "" for name in ("href", "src") if name in told]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag


def outline(text: str) -> Outline:
    found = Outline()
    found.feed(text)
    return found


# What is read from the files


def test_every_term_of_the_files_is_read() -> None:
    declared = {value.value for name, value in vars(BG).items() if not name.startswith("_")}
    assert {each.iri for each in vocabulary().terms} == declared


def test_a_class_is_read_with_all_that_is_told_of_it() -> None:
    vote = next(each for each in vocabulary().classes if each.name == "Vote")
    assert (vote.label, vote.section) == (Words("votering", "vote"), "What a § holds")
    assert vote.definition.sv.startswith("En omröstning om en proposition")
    assert [language for language, _ in vote.examples] == ["sv", "en"]
    assert vote.above == (f"{NS}ItemPart",)
    assert {short(each.target, vocabulary().namespaces) for each in vote.matches} == {
        "elidl:Vote",
        "besluit:Stemming",
        "opengov:VoteEvent",
    }


def test_a_property_is_read_with_each_member_of_a_union() -> None:
    body = next(each for each in vocabulary().properties if each.name == "meeting")
    assert body.domains == (f"{NS}Item", f"{NS}Participation", f"{NS}Doubt")
    assert body.ranges == (f"{NS}Meeting",)


def test_the_value_list_of_a_property_is_told_by_its_shape_or_beside_it() -> None:
    lists = {each.name: each.scheme.rpartition("/")[2] for each in vocabulary().properties if each.scheme}
    assert lists["outcome"] == "outcome"
    assert lists["side"] == "choice"
    concept = PREFIXES["skos"] + "Concept"
    assert {each.name for each in vocabulary().properties if concept in each.ranges} == set(lists)


def test_properties_of_a_class_are_its_own_and_those_of_the_classes_above() -> None:
    leaving = [(each.name, owner) for each, owner in SMALL.leaving(OWL)]
    assert leaving == [("hunts", OWL), ("weight", OWL), ("colour", OWL), ("lives", BIRD)]
    assert [each.name for each, _ in SMALL.leaving(BIRD)] == ["lives"]
    assert [(each.name, owner) for each, owner in SMALL.entering(OWL)] == [("hunts", BIRD)]
    assert [each.name for each in SMALL.below(BIRD)] == ["Owl", "Egg"]


# The page


def test_the_page_in_docs_is_what_the_source_gives() -> None:
    assert (ROOT / "docs" / "ontology.html").read_text(encoding="utf-8") == HTML, (
        "write it again: beslutsgraf ontology --format html --output docs/ontology.html"
    )


def test_the_page_needs_nothing_beside_it() -> None:
    found = outline(HTML)
    assert found.open == []
    assert not {"script", "img", "iframe", "object", "embed"} & set(found.tags)
    assert re.findall(r"@import|url\((?!#)|@font-face", HTML) == []
    assert re.findall(r"<link[^>]*>", HTML) == ['<link rel="icon" href="data:,">']


def test_every_link_within_the_page_has_its_place_and_each_place_is_one() -> None:
    found = outline(HTML)
    assert [name for name, count in Counter(found.ids).items() if count > 1] == []
    within = {target.removeprefix("#") for target in found.targets if target.startswith("#")}
    assert within - set(found.ids) == set()


def test_the_page_has_every_term_concept_and_list() -> None:
    ids, known = set(outline(HTML).ids), vocabulary()
    assert {each.name for each in known.terms} <= ids
    assert {each.anchor for each in known.schemes} <= ids
    assert {
        f"{scheme.name}/{each.iri.rpartition('/')[2]}" for scheme in known.schemes for each in scheme.concepts
    } <= ids


def test_the_page_tells_definitions_in_both_languages() -> None:
    assert 'lang="sv">En omröstning om en proposition' in HTML
    assert 'lang="en">A vote taken on a proposition' in HTML
    assert '<a class="term" href="#Event">bg:Event</a>' in HTML  # a term in running text
    assert (
        'close to <a class="term" href="http://data.vlaanderen.be/ns/besluit#Stemming">besluit:Stemming</a>'
        in HTML
    )


def test_the_policy_lets_the_style_of_the_page_through() -> None:
    (style,) = re.findall(r"<style>(.*?)</style>", HTML, re.DOTALL)
    assert style == page.style()
    assert re.fullmatch(r"default-src 'none'; style-src 'sha256-[\w+/=]+'; .*", page.policy())
    assert " style=" not in HTML


def test_text_of_the_files_is_escaped() -> None:
    linked = page._linker(SMALL)
    assert (
        linked("<b> bg:Bird & bg:Fish") == '&lt;b&gt; <a class="term" href="#Bird">bg:Bird</a> &amp; bg:Fish'
    )
    assert page._code("a `<b>`") == "a <code>&lt;b&gt;</code>"


# The diagram


def test_the_diagram_has_each_class_and_each_object_property() -> None:
    drawn = svg(vocabulary())
    known = vocabulary()
    targets = re.findall(r'<a href="#([^"]+)">', drawn)
    assert {each.name for each in known.classes} <= set(targets)
    arrows = {each.name for each in known.properties if each.kind == "object property"}
    assert arrows <= set(targets)
    assert not {each.name for each in known.properties if each.kind == "datatype property"} & set(targets)
    assert len(re.findall(r'<g class="arrow">', drawn)) == len(arrows)


def test_boxes_of_the_diagram_do_not_overlap() -> None:
    drawn = svg(vocabulary())
    boxes = re.findall(
        r'<rect class="(?!name)\w+" x="([\d.]+)" y="([\d.]+)" width="(\d+)" height="(\d+)"', drawn
    )
    places = sorted((float(x), float(y), float(w), float(h)) for x, y, w, h in boxes)
    for at, (x, y, w, h) in enumerate(places):
        assert not [other for other in places[at + 1 :] if abs(other[0] - x) < w and abs(other[1] - y) < h]
    width, height = map(int, re.findall(r'viewBox="-1 0 (\d+) (\d+)"', drawn)[0])
    assert min(x for x, _, _, _ in places) >= 0
    assert max(x + w for x, _, w, _ in places) <= width
    assert max(y + h for _, y, _, h in places) <= height


def test_an_arrow_has_a_line_from_each_source_and_to_each_target() -> None:
    drawn = svg(SMALL)
    assert drawn.count("<path d=") - 1 == 2 * 3  # one is the arrowhead's
    assert drawn.count("marker-end") == 3
    assert "colours" in drawn
    assert "Egg" in drawn.split("with what the class above them has")[1]


def test_the_columns_cross_as_little_as_the_mean_place_allows() -> None:
    arrows = [Arrow("far", ("b",), ("y",)), Arrow("near", ("a",), ("x",)), Arrow("both", ("a", "b"), ("y",))]
    assert columns(arrows) == columns(arrows)
    assert columns(arrows).sources in {("a", "b"), ("b", "a")}
    order = columns(arrows)
    first, last = order.names.index("near"), order.names.index("far")
    assert (first < last) == (order.sources.index("a") < order.sources.index("b"))
    assert (first < last) == (order.targets.index("x") < order.targets.index("y"))


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        ([10, 50], [10, 50]),
        ([10, 12], [10, 20]),
        ([95, 99], [90, 100]),
        ([-5, 200], [0, 100]),
        ([5] * 12, [float(10 * at) for at in range(12)]),  # more than there is room for
    ],
)
def test_boxes_stand_near_where_they_are_wanted(wanted: list[float], places: list[float]) -> None:
    assert spread(wanted, 10, 0, 100) == places


# The documents


@pytest.mark.parametrize("name", documents.DOCUMENTS)
@pytest.mark.parametrize(
    ("form", "parser"),
    [
        ("ttl", ox.RdfFormat.TURTLE),
        ("jsonld", ox.RdfFormat.JSON_LD),
        ("nt", ox.RdfFormat.N_TRIPLES),
        ("rdfxml", ox.RdfFormat.RDF_XML),
    ],
)
def test_a_document_says_the_same_in_every_form(name: str, form: str, parser: ox.RdfFormat) -> None:
    read = ox.Dataset(ox.parse(documents.document(name, form), format=parser))
    read.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert set(read) == set(documents.quads(name))


def test_a_document_is_what_rdflib_reads_too() -> None:
    source = rdflib.Graph().parse(resource("ontology/beslutsgraf.ttl"), format="turtle")
    assert isomorphic(rdflib.Graph().parse(documents.document("ontology", "nt"), format="nt"), source)


def test_a_document_is_the_same_to_the_byte_each_time() -> None:
    first = documents.document("ontology", "jsonld")
    documents.document.cache_clear()
    assert documents.document("ontology", "jsonld") == first


def test_an_unknown_document_or_form_is_told() -> None:
    with pytest.raises(documents.UnknownDocumentError, match="there is ontology, schemes, align, shapes"):
        documents.document("opening-hours")
    with pytest.raises(ResultFormatError):
        documents.document("ontology", "docx")


# The changelog


def test_the_newest_version_of_the_changelog_is_that_of_the_ontology() -> None:
    newest = releases()[0]
    assert newest.version == vocabulary().about["owl:versionInfo"] == documents.version()
    assert newest.date == vocabulary().about["dcterms:modified"]
    assert vocabulary().about["owl:priorVersion"].endswith(f"/{releases()[1].version}")
    (mapped,) = re.findall(r'owl:versionInfo "([^"]+)"', documents.document("align").decode())
    assert mapped == newest.version


def test_a_changelog_is_read_point_by_point() -> None:
    text = """
        # Changes

        Some words.

        ## [0.2.0] - 2025-01-02

        ### Added

        - one
          more
        - two

        ### Changed

        - three

        ## [0.1.0]
        """
    assert releases(dedent(text)) == (
        Release("0.2.0", "2025-01-02", (("Added", ("one more", "two")), ("Changed", ("three",)))),
        Release("0.1.0", "", ()),
    )


# The command


def test_the_command_writes_each_form(tmp_path) -> None:
    run = CliRunner().invoke
    path = tmp_path / "out.html"
    assert run(main, ["ontology", "--format", "html", "--output", str(path)]).exit_code == 0
    assert path.read_text(encoding="utf-8") == HTML
    assert run(main, ["ontology"]).stdout_bytes == resource("ontology/beslutsgraf.ttl").read_bytes()
    schemes = run(main, ["ontology", "--document", "schemes", "--format", "jsonld"]).output
    assert "https://w3id.org/beslutsgraf/outcome/bifall" in {node["@id"] for node in json.loads(schemes)}
    assert "sh:NodeShape" in run(main, ["ontology", "--document", "shapes"]).output


def test_the_command_refuses_a_page_of_one_document() -> None:
    result = CliRunner().invoke(main, ["ontology", "--format", "html", "--document", "align"])
    assert result.exit_code == 2
    assert "leave out --document align" in result.output


def test_the_command_verifies(monkeypatch) -> None:
    result = CliRunner().invoke(main, ["ontology", "--verify"])
    assert (result.exit_code, result.output) == (0, f"{len(verify.checks())} checks, 0 rows\n")
    broken = verify.data_set()
    broken.update(f"DELETE WHERE {{ GRAPH ?g {{ <{NS}Vote> <{PREFIXES['skos']}definition> ?text }} }}")
    monkeypatch.setattr(verify, "data_set", lambda: broken)
    result = CliRunner().invoke(main, ["ontology", "--verify"])
    assert result.exit_code == 1
    assert "term-without-definition: bg:Vote en\n  A row is a term without a definition" in result.output
    assert isinstance(broken, ox.Store)
