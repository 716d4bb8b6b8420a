"""The description of the data set (VoID, DCAT-AP-SE): its numbers are true, and it keeps the profile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient

from api import Settings, create_app
from graphbuild import results
from graphbuild.exports import about, dcat, statistics, void
from graphbuild.exports.about import AboutError
from graphbuild.exports.described import DESCRIBED
from graphbuild.store import Store, View
from graphbuild.vocabulary import DCTERMS, RDF
from tests import small
from tests.conftest import EXAMPLES
from tests.small import BASE

ABOUT = about.load(EXAMPLES / "about.toml")
FILES = [dcat.Distribution("graph.nq.gz", "application/n-quads", {"sv": "Allt", "en": "All"}, 12, "ab")]
WHOLE = ox.NamedNode(f"{BASE}dataset")


@pytest.fixture(scope="module")
def view(store: Path) -> Iterator[View]:
    with Store(store).view() as opened:
        yield opened


def measure(view: View) -> statistics.Statistics:
    def select(query: str) -> results.Rows:
        found = view.query(query)
        assert isinstance(found, ox.QuerySolutions)
        return results.rows(found)

    return statistics.measure(select, BASE)


@pytest.fixture(scope="module")
def found(view: View) -> statistics.Statistics:
    return measure(view)


def values(triples: list[ox.Triple], subject: ox.NamedNode, prefix: str, name: str) -> set[str]:
    predicate = ox.NamedNode(DESCRIBED[prefix] + name)
    return {results.plain(t.object) for t in triples if (t.subject, t.predicate) == (subject, predicate)}


# Numbers


def test_the_numbers_are_those_of_the_graph(view: View, found: statistics.Statistics) -> None:
    quads = view.quads()
    assert found.triples == len(quads)
    assert dict(found.graphs) == {name: len(view.quads(name)) for name in view.graphs()}
    assert found.subjects == len({quad.subject for quad in quads})
    assert found.objects == len({quad.object for quad in quads})
    typed = [quad for quad in quads if quad.predicate == RDF.type]
    assert found.entities == len({quad.subject for quad in typed})
    assert dict(found.classes) == {
        name: len({quad.subject for quad in typed if results.plain(quad.object) == name})
        for name in {results.plain(quad.object) for quad in typed}
    }
    assert sum(count for _, count in found.properties) == len(quads)


def test_councils_and_dates_are_those_of_the_meetings(found: statistics.Statistics) -> None:
    assert (found.first, found.last) == ("2025-01-22", "2025-05-21")
    (council,) = found.councils
    assert (council.label, council.code) == ("Region Mellansjö", "")
    assert f"{BASE}graph/entities/region-mellansjo" in dict(council.graphs)
    assert f"{BASE}graph/authority" not in dict(council.graphs)


def test_a_linkset_leads_out_of_the_graph_and_its_vocabulary(found: statistics.Statistics) -> None:
    assert {linkset.target for linkset in found.linksets} == {"https://lagen.nu/"}
    assert all(linkset.links > 0 for linkset in found.linksets)


def test_an_empty_graph_has_a_description(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    with store.writer() as writer:
        writer.publish()
    with store.view() as view:
        found = measure(view)
    assert (found.triples, found.first, found.councils) == (0, "", ())
    assert dcat.faults(dcat.dcat(found, ABOUT, BASE, [])) == []


# VoID


def test_void_tells_how_much_and_where(found: statistics.Statistics) -> None:
    told = void.void(found, BASE, sparql=f"{BASE}sparql", dumps=[f"{BASE}release/graph.nq.gz"])
    assert values(told, WHOLE, "void", "triples") == {str(found.triples)}
    assert values(told, WHOLE, "void", "sparqlEndpoint") == {f"{BASE}sparql"}
    assert values(told, WHOLE, "void", "dataDump") == {f"{BASE}release/graph.nq.gz"}
    assert "http://www.w3.org/ns/oa#" in values(told, WHOLE, "void", "vocabulary")
    council = ox.NamedNode(f"{BASE}dataset#council-region-mellansjo")
    graphs = values(told, council, "void", "subset")
    assert f"{BASE}graph/region-mellansjo/regionstyrelsen/2025-02-11/evidence" in graphs
    subsets = values(told, WHOLE, "void", "subset")
    assert {council.value, f"{BASE}graph/authority"} <= subsets
    of_parts = sum(int(n) for part in subsets for n in values(told, ox.NamedNode(part), "void", "triples"))
    links = sum(linkset.links for linkset in found.linksets)
    assert of_parts - links == found.triples


def test_every_iri_of_a_partition_is_of_one_part(found: statistics.Statistics) -> None:
    told = void.void(found, BASE)
    for kind, counts in (("class", found.classes), ("property", found.properties)):
        assert len(values(told, WHOLE, "void", f"{kind}Partition")) == len(counts)
    assert values(told, WHOLE, "void", "sparqlEndpoint") == set()


# DCAT-AP-SE


def entry(found: statistics.Statistics) -> list[ox.Triple]:
    return dcat.dcat(found, ABOUT, BASE, FILES)


def test_the_entry_keeps_the_profile(found: statistics.Statistics) -> None:
    assert dcat.faults(entry(found)) == []


def test_nothing_that_is_harvested_is_a_blank_node(found: statistics.Statistics) -> None:
    assert all(isinstance(t.subject, ox.NamedNode) for t in entry(found))
    assert not any(isinstance(t.object, ox.BlankNode) for t in entry(found))


@pytest.mark.parametrize(
    ("subject", "predicate", "told"),
    [
        ("dataset", "dcterms:title", "no title"),
        ("dataset", "dcterms:description", "no description"),
        ("dataset", "dcterms:publisher", "one publisher"),
        ("dataset", "dcat:contactPoint", "no contact point"),
        ("dataset#catalogue", "dcterms:title", "no title"),
        ("dataset#catalogue", "dcterms:description", "no description"),
        ("dataset#catalogue", "dcterms:publisher", "one publisher"),
        ("dataset#catalogue", "dcterms:license", "must be CC0"),
        ("dataset#file-graph-nq-gz", "dcat:accessURL", "no access URL"),
        ("dataset#file-graph-nq-gz", "dcterms:license", "one licence"),
        ("dataset#sparql", "dcat:endpointURL", "no endpoint URL"),
        ("dataset#sparql", "dcterms:title", "no title"),
        ("dataset#contact", "vcard:fn", "no name"),
        ("dataset#contact", "vcard:hasEmail", "no e-mail"),
        ("id/organisation/region-mellansjo", "foaf:name", "no name"),
    ],
)
def test_what_is_mandatory_is_missed(
    found: statistics.Statistics, subject: str, predicate: str, told: str
) -> None:
    prefix, _, name = predicate.partition(":")
    lost = (ox.NamedNode(BASE + subject), ox.NamedNode(DESCRIBED[prefix] + name))
    whole = entry(found)
    kept = [triple for triple in whole if (triple.subject, triple.predicate) != lost]
    assert len(kept) < len(whole)
    faults = dcat.faults(kept)
    assert len(faults) == 1
    assert told in faults[0]


def test_a_licence_of_creative_commons_begins_with_http(found: statistics.Statistics) -> None:
    written = replace(ABOUT, licence="https://creativecommons.org/licenses/by/4.0/")
    faults = dcat.faults(dcat.dcat(found, written, BASE, FILES))
    assert faults
    assert all("begin with http://" in fault for fault in faults)


def test_a_high_value_data_set_names_its_category_and_law(found: statistics.Statistics) -> None:
    category = "http://data.europa.eu/bna/c_a9135398"
    told = dcat.dcat(found, replace(ABOUT, hvd_category=category), BASE, FILES)
    assert values(told, WHOLE, "dcatap", "hvdCategory") == {category}
    assert values(told, WHOLE, "dcatap", "applicableLegislation") == {
        "http://data.europa.eu/eli/reg_impl/2023/138/oj"
    }
    assert values(entry(found), WHOLE, "dcatap", "hvdCategory") == set()


def test_what_is_not_said_is_not_told(found: statistics.Statistics) -> None:
    bare = replace(ABOUT, homepage="", sparql="", issued="", periodicity="", version="", publisher_iri="")
    told = dcat.dcat(found, bare, BASE, FILES)
    assert dcat.faults(told) == []
    for prefix, name in (("dcterms", "issued"), ("dcterms", "accrualPeriodicity"), ("dcat", "landingPage")):
        assert values(told, WHOLE, prefix, name) == set()
    assert values(told, WHOLE, "dcterms", "publisher") == {f"{BASE}dataset#publisher"}
    assert not [t for t in told if results.plain(t.object).endswith("#DataService")]


# What the publisher says


def settings(tmp_path: Path, old: str, new: str) -> Path:
    text = (EXAMPLES / "about.toml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "about.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def test_all_that_is_missing_is_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "about.toml"
    path.write_text('[publisher]\nname = "Region Mellansjö"\n', encoding="utf-8")
    lacking = (
        "dataset.title, dataset.description, dataset.licence, dataset.download, contact.name, contact.email"
    )
    with pytest.raises(AboutError, match=f"{lacking} missing, which an entry for Sveriges dataportal needs"):
        about.load(path)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"MONTHLY"', '"SOMETIMES"', "periodicity is one of"),
        ("2025-05-28", '"the 28th"', "issued is a date"),
        ("data@example.org", "data at example.org", "email is an address"),
        ('release/"', 'release"', "download ends with a slash"),
        ("http://creativecommons", "creativecommons", "licence is an address"),
        ('sv = "Beslut i Region Mellansjö", ', "", "title is a text in Swedish"),
        ("issued = 2025", "issud = 2025", "issud is no setting"),
        ("[contact]", "[contact", "is not TOML"),
        ('["beslut", "protokoll", "region"]', '"beslut"', "keywords are lists"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(AboutError, match=told):
        about.load(settings(tmp_path, old, new))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(AboutError, match="cannot read"):
        about.load(tmp_path / "none.toml")


# Over HTTP


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    store = small.build(tmp_path_factory.mktemp("small") / "store")
    options = Settings(base=BASE, workers=0, about=str(EXAMPLES / "about.toml"))
    with TestClient(create_app(store, options)) as opened:
        yield opened


def told_by(client: TestClient, address: str, accept: str, form: ox.RdfFormat) -> list[ox.Triple]:
    answer = client.get(address, headers={"accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == accept
    return [quad.triple for quad in ox.parse(answer.content, format=form)]


def test_void_is_well_known(client: TestClient) -> None:
    told = told_by(client, "/.well-known/void", "text/turtle", ox.RdfFormat.TURTLE)
    assert values(told, WHOLE, "void", "triples") == {str(len(small.quads()))}
    assert f"{BASE}release/graph.trig.gz" in values(told, WHOLE, "void", "dataDump")


def test_the_data_set_is_described_in_every_format(client: TestClient) -> None:
    turtle = set(told_by(client, "/dataset", "text/turtle", ox.RdfFormat.TURTLE))
    assert turtle == set(told_by(client, "/dataset", "application/ld+json", ox.RdfFormat.JSON_LD))
    assert turtle == set(told_by(client, "/dataset", "application/rdf+xml", ox.RdfFormat.RDF_XML))
    assert values(list(turtle), WHOLE, "dcterms", "title") == {
        "Beslut i Region Mellansjö",
        "Decisions of Region Mellansjö",
    }


def test_what_is_harvested_is_rdf_xml_and_keeps_the_profile(client: TestClient) -> None:
    told = told_by(client, "/datasets/dcat", "application/rdf+xml", ox.RdfFormat.RDF_XML)
    assert dcat.faults(told) == []
    assert client.get("/datasets/dcat").headers["content-type"] == "application/rdf+xml"


def test_a_browser_gets_a_page(client: TestClient) -> None:
    answer = client.get("/dataset", headers={"accept": "text/html"})
    assert "<h1>Decisions of Region Mellansjö</h1>" in answer.text
    assert 'href="https://data.example.org/release/graph.nq.gz"' in answer.text
    assert f"{len(small.quads())} statements" in answer.text
    assert 'rel="alternate"; type="text/turtle"' in answer.headers["link"]


def test_without_a_publisher_nothing_is_invented(tmp_path: Path) -> None:
    with TestClient(create_app(small.build(tmp_path / "store"), Settings(base=BASE, workers=0))) as client:
        told = told_by(client, "/dataset", "text/turtle", ox.RdfFormat.TURTLE)
        assert values(told, WHOLE, "void", "triples")
        assert not [t for t in told if t.predicate in {DCTERMS.license, DCTERMS.creator}]
        assert "is not said" in client.get("/dataset", headers={"accept": "text/html"}).text
        answer = client.get("/datasets/dcat")
        assert answer.status_code == 404
        assert "BESLUTSGRAF_ABOUT" in answer.json()["detail"]
