"""The SPARQL 1.1 Graph Store HTTP Protocol, clause by clause, on a store that a token may write to.

Each group names its clause of https://www.w3.org/TR/sparql11-http-rdf-update/.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from fastapi.testclient import TestClient
from rdflib.compare import isomorphic

from api import Settings, create_app
from api.tokens import Tokens
from graphbuild.store import Store

TURTLE = "text/turtle"
HEAD = "@prefix x: <http://x.example/> .\n"
CARD = HEAD + '<http://testserver/graphs/person/1> a x:Person ; x:card [ a x:Card ; x:fn "Siv Älvdal" ] .'
OTHER = HEAD + '<http://testserver/graphs/person/1> a x:Person ; x:card [ a x:Card ; x:fn "Bo Myrlund" ] .'
NOBODY = HEAD + '[] a x:Person ; x:card [ a x:Card ; x:given "Ida" ] .'
MORE = HEAD + '<http://testserver/graphs/person/1> x:name "Siv Älvdal" .'
PLACES = ["/graphs/person/1.ttl", "/graphs?graph=http%3A%2F%2Fx.example%2Fperson%2F1", "/graph/own/siv"]


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    store = Store(tmp_path / "store")
    with store.writer() as writer:
        writer.update(
            "INSERT DATA { GRAPH <http://x.example/g> { <http://x.example/s> a <http://x.example/C> } }"
        )
        writer.publish()
    token = Tokens(store.path).make("tests", ("graphs",), dt.date(2031, 5, 6))
    settings = Settings(workers=0, upload_bytes=5000, base="http://testserver/")
    with TestClient(create_app(store, settings)) as opened:
        opened.headers["authorization"] = f"Bearer {token}"
        yield opened


def put(client: TestClient, place: str, text: str, kind: str = TURTLE):
    return client.put(place, content=text.encode(), headers={"content-type": f"{kind}; charset=utf-8"})


def post(client: TestClient, place: str, text: str, kind: str = TURTLE):
    return client.post(place, content=text.encode(), headers={"content-type": f"{kind}; charset=utf-8"})


def holds(client: TestClient, place: str, *texts: str) -> bool:
    answer = client.get(place, headers={"accept": TURTLE})
    assert answer.status_code == 200, answer.text
    expected = rdflib.Graph()
    for text in texts:
        expected.parse(data=text, format="turtle")
    return isomorphic(rdflib.Graph().parse(data=answer.text, format="turtle"), expected)


# 4.1 and 4.2: which graph; 5.3 PUT


@pytest.mark.parametrize("place", PLACES)
def test_put_makes_a_graph_and_replaces_it(client, place):
    assert put(client, place, CARD).status_code == 201
    assert holds(client, place, CARD)
    assert put(client, place, OTHER).status_code == 204
    assert holds(client, place, OTHER)


def test_a_graph_below_the_base_is_one_by_both_names(client):
    put(client, "/graph/own/siv", CARD)
    assert holds(client, "/graphs?graph=http%3A%2F%2Ftestserver%2Fgraph%2Fown%2Fsiv", CARD)
    assert holds(client, "/graphs?graph=/graph/own/siv", CARD)


def test_put_of_the_default_graph(client):
    assert put(client, "/graphs?default", NOBODY).status_code == 201
    assert put(client, "/graphs?default", CARD).status_code == 204
    seen = client.get("/graphs?default", headers={"accept": TURTLE}).text
    assert ("Siv Älvdal" in seen, "Ida" in seen) == (True, False)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("application/rdf+xml", CARD),
        (TURTLE, "<http://x.example/s> <http://x.example/p> ."),
        ("application/n-triples", "nonsense"),
    ],
)
def test_a_body_that_is_not_what_it_claims_is_400(client, kind, text):
    answer = put(client, "/graphs/person/2", text, kind)
    assert (answer.status_code, "is no" in answer.json()["detail"]) == (400, True)
    assert client.get("/graphs/person/2").status_code == 404


def test_put_of_nothing_makes_an_empty_graph(client):
    assert put(client, "/graphs/empty", "").status_code == 201
    assert holds(client, "/graphs/empty")


@pytest.mark.parametrize(
    "place", ["/graphs", "/graphs?default&graph=http%3A%2F%2Fx.example%2Fg", "/graphs?graph=a%20b"]
)
def test_a_request_names_one_graph(client, place):
    assert client.get(place).status_code == 400
    assert put(client, place, CARD).status_code == 400


# 5.2 GET, 5.6 HEAD


@pytest.mark.parametrize(
    "kind", [TURTLE, "application/n-triples", "application/rdf+xml", "application/ld+json"]
)
def test_get_is_negotiated(client, kind):
    put(client, PLACES[0], CARD)
    answer = client.get(PLACES[0], headers={"accept": kind})
    assert answer.headers["content-type"].split(";")[0] == kind
    assert "Siv" in (json.dumps(answer.json()) if kind.endswith("json") else answer.text)
    assert client.get(PLACES[0], headers={"accept": "image/png"}).status_code == 406


def test_head_tells_of_what_get_would_send(client):
    put(client, PLACES[0], CARD)
    got, head = client.get(PLACES[0]), client.head(PLACES[0])
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == got.headers["content-type"]
    assert client.head("/graphs/person/4.ttl").status_code == 404


def test_what_is_not_there_is_404(client):
    for place in PLACES:
        assert client.get(place).status_code == 404


# 5.4 DELETE


@pytest.mark.parametrize("place", PLACES)
def test_delete(client, place):
    put(client, place, CARD)
    assert client.delete(place).status_code == 200
    assert client.get(place).status_code == 404
    assert client.delete(place).status_code == 404


# 5.5 POST


@pytest.mark.parametrize("place", PLACES)
def test_post_adds_to_a_graph(client, place):
    put(client, place, CARD)
    assert post(client, place, MORE).status_code == 200
    assert holds(client, place, CARD, MORE)


def test_post_makes_a_new_graph_and_tells_where(client):
    answer = post(client, "/graphs", NOBODY)
    assert answer.status_code == 201
    place = answer.headers["location"]
    assert holds(client, place, NOBODY)
    assert post(client, place, "").status_code == 200
    assert holds(client, place, NOBODY)


def test_post_of_a_form_with_several_files(client):
    put(client, PLACES[0], CARD)
    blank = HEAD + '_:b x:name "%s" .'
    files = [
        ("one", ("one.ttl", blank % "Siv", f"{TURTLE}; charset=utf-8")),
        ("two", ("two.ttl", blank % "Bo", f"{TURTLE}; charset=utf-8")),
    ]
    assert client.post(PLACES[0], files=files).status_code == 200
    # A blank node of one file is none of the other.
    assert holds(client, PLACES[0], CARD, blank % "Siv", (blank % "Bo").replace("_:b", "_:c"))


@pytest.mark.parametrize("kind", ["text/plain", "image/png", "application/json"])
def test_a_body_of_another_type_is_415(client, kind):
    assert post(client, PLACES[0], CARD, kind).status_code in {400, 415}
    assert put(client, PLACES[0], CARD, "image/png").status_code == 415


def test_a_body_that_is_too_long_is_413(client):
    assert put(client, PLACES[0], CARD + "#" * 6000).status_code == 413


# Who may


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_without_a_token_nothing_is_written(client, method):
    client.headers["authorization"] = ""
    answer = client.request(method, PLACES[0], content=CARD.encode(), headers={"content-type": TURTLE})
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert client.get(PLACES[0]).status_code == 404


def test_what_a_build_makes_is_changed_by_building_only(client):
    folder = client.app.state.readers.store.path / "state"
    folder.mkdir()
    (folder / "index.json").write_text('{"documents": {"0": {}}}', encoding="utf-8")
    assert put(client, "/graph/own/siv", CARD).status_code == 403
    assert put(client, "/graphs?default", CARD).status_code == 403
    assert put(client, "/graphs/person/1", CARD).status_code == 201
    refused = client.post("/sparql", data={"update": "CLEAR ALL"})
    assert (refused.status_code, "built from minutes" in refused.json()["detail"]) == (403, True)


def test_while_minutes_are_built_a_change_waits_and_then_says_so(client):
    client.app.state.settings = Settings(workers=0, wait_seconds=0.2)
    with client.app.state.readers.store.writer():
        answer = put(client, "/graphs/person/1", CARD)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")


def test_options_tell_what_can_be_done(client):
    assert client.options("/graphs/person/1").headers["allow"] == "DELETE, GET, HEAD, OPTIONS, POST, PUT"
