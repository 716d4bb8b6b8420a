"""Linked data that can be followed: from one decision's JSON-LD to all that it rests on, by IRIs alone.

The reader here knows the vocabulary and nothing of how IRIs are made or of SPARQL. It fetches an IRI as
JSON-LD, reads it with PyLD (contexts are fetched too), and fetches what it finds there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

import pytest
from fastapi.testclient import TestClient
from pyld import jsonld as pyld

from api import Settings, create_app
from api.surroundings import LINKS
from graphbuild.exports import jsonld
from graphbuild.store import Store
from graphbuild.vocabulary import BG, DCTERMS, OA, RDF, RDFS
from tests.small import BASE, BOARD

ITEM = f"{BOARD.replace('/meeting/', '/item/')}/20"
DECISION = f"{ITEM}/decision/1"


@pytest.fixture(scope="module")
def client(store: Path) -> Iterator[TestClient]:
    """A client that reaches the service by the host that the IRIs name."""
    app = create_app(Store(store), Settings(base=BASE, workers=0))
    with TestClient(app, base_url=BASE) as opened:
        yield opened


class Reader:
    """One who follows IRIs: it knows what it has fetched, and nothing else."""

    def __init__(self, client: TestClient) -> None:
        self._client = client
        self._known: set[tuple[str, str, str]] = set()
        self._fetched: set[str] = set()

    def fetch(self, iri: str) -> None:
        """Fetch an IRI as JSON-LD, and keep what it says."""
        address = urldefrag(iri).url
        if address in self._fetched or not address.startswith(BASE):
            return
        self._fetched.add(address)
        document = self._get(address)
        options = {"documentLoader": self._load, "base": address, "format": "application/n-quads"}
        for quad in pyld.to_rdf(document, {key: options[key] for key in ("documentLoader", "base")})[
            "@default"
        ]:
            self._known.add((quad["subject"]["value"], quad["predicate"]["value"], quad["object"]["value"]))

    def of(self, iri: str, predicate: Any) -> list[str]:
        """Return the values of a property, fetching what it is of if need be."""
        found = self._of(iri, predicate)
        if not found:
            self.fetch(iri)
            found = self._of(iri, predicate)
        return found

    def pointing(self, predicate: Any, iri: str) -> list[str]:
        """Return what points at an IRI."""
        self.fetch(iri)
        return sorted(s for s, p, o in self._known if (p, o) == (predicate.value, iri))

    def _of(self, iri: str, predicate: Any) -> list[str]:
        return sorted(o for s, p, o in self._known if (s, p) == (iri, predicate.value))

    def _get(self, address: str) -> Any:
        answer = self._client.get(address, headers={"accept": "application/ld+json"})
        assert answer.status_code == 200, address
        return answer.json()

    def _load(self, url: str, _: object) -> dict[str, Any]:
        return {"contextUrl": None, "documentUrl": url, "document": self._get(url)}


def test_from_a_decision_to_meeting_body_case_proposer_and_quote(client: TestClient) -> None:
    reader = Reader(client)
    (item,) = reader.of(DECISION, BG.item)
    (meeting,) = reader.of(item, BG.meeting)
    (body,) = reader.of(meeting, BG.body)
    (case,) = reader.of(item, BG.case)
    assert reader.of(meeting, BG.date) == ["2025-02-11"]
    assert reader.of(body, RDFS.label) == ["Regionstyrelsen"]
    assert reader.of(case, BG.caseNumber) == ["RS-2024-00417"]

    parts = reader.pointing(BG.item, item)
    proposals = [part for part in parts if BG.Proposal.value in reader.of(part, RDF.type)]
    people = {person for proposal in proposals for person in reader.of(proposal, BG.proposer)}
    assert people
    assert all(reader.of(person, RDFS.label) for person in people)

    (evidence, *_) = reader.of(DECISION, BG.evidence)
    (target,) = reader.of(evidence, OA.hasTarget)
    quotes = [q for selector in reader.of(target, OA.hasSelector) for q in reader.of(selector, OA.exact)]
    assert len(quotes) == 1
    assert len(quotes[0]) > 20
    assert reader.of(target, BG.page) == ["5"]
    (document,) = reader.of(target, OA.hasSource)
    assert reader.of(document, BG.fileName) == ["rs-2025-02-11.pdf"]


def document(client: TestClient, iri: str) -> Any:
    answer = client.get(iri, headers={"accept": "application/ld+json"})
    return json.loads(answer.text)


def test_a_decision_alone_tells_what_a_person_wants_to_know(client: TestClient) -> None:
    found = document(client, DECISION)
    assert found["@context"] == f"{BASE}context.jsonld"
    assert found["item"]["meeting"]["body"]["name"] == "Regionstyrelsen"
    assert found["item"]["case"]["caseNumber"] == "RS-2024-00417"
    assert found["outcome"]["prefLabel"]["sv"]
    target = found["evidence"]["hasTarget"]
    assert target["page"] == 5
    assert [s["exact"] for s in target["hasSelector"] if s["type"] == "TextQuoteSelector"]


def test_an_item_tells_its_parts_and_the_names_in_them(client: TestClient) -> None:
    parts = document(client, ITEM)["@reverse"]["item"]
    (decision,) = [part for part in parts if part["id"] == DECISION]
    assert decision["text"]
    named = [part["proposer"] for part in parts if part["type"] == "Proposal" and "proposer" in part]
    people = [person for each in named for person in (each if isinstance(each, list) else [each])]
    assert any(isinstance(person, dict) and person["name"] for person in people)


def test_evidence_can_be_fetched_with_its_fragments(client: TestClient) -> None:
    evidence = document(client, DECISION)["evidence"]["id"]
    found = document(client, f"{evidence}#target")
    assert found["id"] == evidence
    assert found["hasTarget"]["id"] == f"{evidence}#target"
    assert {selector["type"] for selector in found["hasTarget"]["hasSelector"]} == {
        "TextQuoteSelector",
        "TextPositionSelector",
    }


def test_a_description_is_whole_only_in_what_it_tells(client: TestClient) -> None:
    """All of it stands in the graph, whatever the format."""
    turtle = client.get(DECISION, headers={"accept": "text/turtle"}).text
    assert "rdfs:label" in turtle
    assert DCTERMS.title.value.rpartition("/")[2] in turtle


def test_what_points_at_a_thing_comes_in_pages(tmp_path: Path) -> None:
    import pyoxigraph as ox

    graph, person = ox.NamedNode(f"{BASE}graph/x"), ox.NamedNode(f"{BASE}id/person/x/a")
    facts = [
        ox.NamedNode(f"{BASE}id/item/x/y/2025-01-01/{number:04}/recusal/1") for number in range(LINKS + 1)
    ]
    quads = [ox.Quad(fact, BG.person, person, graph) for fact in facts]
    store = Store(tmp_path / "store")
    with store.writer() as writer:
        writer.replace([graph.value], quads)
        writer.publish()
    with TestClient(create_app(store, Settings(base=BASE, workers=0)), base_url=BASE) as client:
        first = client.get("/data/person/x/a.nt")
        assert '</data/person/x/a.nt?page=2>; rel="next"' in first.headers["link"]
        second = client.get("/data/person/x/a.nt?page=2")
        assert 'rel="next"' not in second.headers["link"]
        found = [line for answer in (first, second) for line in answer.text.splitlines()]
        assert len(found) == len(set(found)) == LINKS + 1
        assert client.get("/data/person/x/a.nt?page=0").status_code == 422


def test_the_context_is_served_as_it_is_published(client: TestClient) -> None:
    answer = client.get("/context.jsonld")
    assert answer.headers["content-type"] == "application/ld+json"
    assert answer.content == jsonld.context_bytes()
