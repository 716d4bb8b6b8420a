"""The vocabulary over HTTP: which form is sent to whom, and what need not be sent again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient

from api import Settings, create_app
from graphbuild.reference.documents import document, version
from graphbuild.reference.page import html, policy
from graphbuild.reference.reading import vocabulary
from graphbuild.resources import resource

from .conftest import ROOT
from .small import BASE, build

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
TURTLE = "text/turtle; charset=utf-8"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    store = build(tmp_path_factory.mktemp("small") / "store")
    with TestClient(create_app(store, Settings(base=BASE, workers=0)), follow_redirects=False) as opened:
        yield opened


def test_a_browser_gets_the_documentation(client: TestClient) -> None:
    answer = client.get("/ontology", headers={"accept": BROWSER})
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.text == html()
    assert answer.headers["content-security-policy"] == policy()
    assert "Accept" in answer.headers["vary"]
    assert '</ontology?format=ttl>; rel="alternate"; type="text/turtle"' in answer.headers["link"]


@pytest.mark.parametrize(
    ("accept", "kind", "form"),
    [
        (None, TURTLE, "ttl"),
        ("text/turtle", TURTLE, "ttl"),
        ("application/ld+json", "application/ld+json", "jsonld"),
        ("application/rdf+xml;q=0.9, text/html;q=0.1", "application/rdf+xml", "rdfxml"),
        ("application/n-triples", "application/n-triples", "nt"),
    ],
)
def test_a_program_gets_the_vocabulary(client: TestClient, accept: str | None, kind: str, form: str) -> None:
    headers = {"accept": accept} if accept else {}
    answer = client.get("/ontology", headers=headers)
    assert answer.headers["content-type"] == kind
    assert answer.content == document("ontology", form)


def test_the_form_can_stand_in_the_url(client: TestClient) -> None:
    answer = client.get("/ontology?format=jsonld", headers={"accept": BROWSER})
    assert answer.content == document("ontology", "jsonld")
    assert client.get("/ontology?format=html").text == html()


def test_a_form_that_there_is_not_is_refused(client: TestClient) -> None:
    assert client.get("/ontology", headers={"accept": "image/png"}).status_code == 406
    assert client.get("/ontology?format=docx").status_code == 400


@pytest.mark.parametrize(
    ("path", "name"), [("/ontology/schemes", "schemes"), ("/ontology/align", "align"), ("/shapes", "shapes")]
)
def test_the_other_documents(client: TestClient, path: str, name: str) -> None:
    answer = client.get(path)
    assert answer.headers["content-type"] == TURTLE
    assert answer.content == document(name)
    assert len(list(ox.parse(answer.content, format=ox.RdfFormat.TURTLE))) > 20
    assert client.get(path, headers={"accept": "application/ld+json"}).content == document(name, "jsonld")


def test_the_context_is_what_the_package_has_and_may_be_read_from_everywhere(client: TestClient) -> None:
    answer = client.get("/ontology/context.jsonld", headers={"origin": "https://example.org"})
    assert answer.headers["content-type"] == "application/ld+json"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cache-control"] == "public, max-age=86400"
    assert answer.json() == json.loads(resource("ontology/context.jsonld").read_text(encoding="utf-8"))
    assert client.get("/ontology/context.jsonld").headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("path", ["/ontology", "/ontology/context.jsonld", "/ontology/align", "/shapes"])
def test_what_the_client_has_is_not_sent_again(client: TestClient, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": f'"other", {first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert "public" in again.headers["cache-control"]
    changed = client.get(path, headers={"if-none-match": '"other"'})
    assert changed.status_code == 200


def test_each_form_has_a_tag_of_its_own(client: TestClient) -> None:
    tags = {
        client.get(f"/ontology?format={form}").headers["etag"] for form in ("html", "ttl", "jsonld", "nt")
    }
    assert len(tags) == 4


def test_the_version_of_the_service_is_there_and_another_is_not(client: TestClient) -> None:
    assert client.get(f"/ontology/{version()}").content == document("ontology")
    missing = client.get("/ontology/0.0.1")
    assert missing.status_code == 404
    assert missing.json()["detail"] == f"this service has version {version()} of the vocabulary, and no 0.0.1"


def test_the_pages_lead_to_the_vocabulary(client: TestClient) -> None:
    front = client.get("/docs", headers={"accept": BROWSER}).text
    nav = re.findall(r"<nav.*?</nav>", front, re.DOTALL)[0]
    assert '<a href="/ontology">Vocabulary</a>' in nav
    for path in set(re.findall(r'href="(/(?:ontology|shapes)[^"]*)"', front)):
        assert client.get(path).status_code == 200


# The redirects that docs/ontology.md gives to w3id.org


def redirected(path: str, accept: str) -> str:
    """Return where the rules of the document lead a path below https://w3id.org/beslutsgraf/."""
    text = (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8")
    condition = None
    for line in re.findall(r"^Rewrite(?:Cond|Rule) .*$", text, re.MULTILINE):
        kind, *words = line.split()
        if kind == "RewriteCond":
            assert words[0] == "%{HTTP_ACCEPT}"
            condition = words[1]
            continue
        found = re.match(words[0], path)
        if found and (condition is None or re.search(condition, accept)):
            return found.expand(words[1].replace("$", "\\"))
        condition = None
    raise AssertionError(f"no rule for {path}")


def test_the_redirects_lead_every_name_to_its_place(client: TestClient) -> None:
    known, ids = vocabulary(), set(re.findall(r' id="([^"]+)"', html()))
    names = [each.iri for scheme in known.schemes for each in (scheme, *scheme.concepts)]
    for iri in names:
        path = iri.removeprefix("https://w3id.org/beslutsgraf/")
        page, _, anchor = redirected(path, BROWSER).partition("#")
        assert page == "https://data.example.org/ontology?format=html"
        assert anchor in ids
        assert redirected(path, "text/turtle") == "https://data.example.org/ontology/schemes"


@pytest.mark.parametrize(
    "name", ["ns", f"ns/{version()}", "align", f"align/{version()}", "schemes", "shapes", "context.jsonld"]
)
@pytest.mark.parametrize("accept", [BROWSER, "text/turtle"])
def test_the_redirects_lead_to_what_the_service_answers(client: TestClient, name: str, accept: str) -> None:
    target = redirected(name, accept)
    assert client.get(target.removeprefix("https://data.example.org")).status_code == 200
