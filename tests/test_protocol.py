"""The SPARQL 1.1 Protocol, clause by clause, on a store that a token may write to.

Each test names its clause of https://www.w3.org/TR/sparql11-protocol/. The store is not built from
minutes; the requests are those that the recommendation describes, with data of our own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient

from api import Settings, create_app
from api.tokens import Tokens
from graphbuild.store import Store

FORM, QUERY, UPDATE = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)
RESULTS = {
    "application/sparql-results+xml",
    "application/sparql-results+json",
    "text/csv",
    "text/tab-separated-values",
}
RDF = {
    "application/rdf+xml",
    "text/turtle",
    "application/n-triples",
    "application/n-quads",
    "application/trig",
    "application/ld+json",
}
ONE, TWO, THREE, NEW = (f"http://graphs.example/{name}" for name in ("one", "two", "three", "new"))
DATA = "".join(
    f"GRAPH <{graph}> {{ <{graph}> a <http://x.example/Report> }}\n" for graph in (ONE, TWO, THREE)
)


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    store = Store(tmp_path / "store")
    with store.writer() as writer:
        writer.update(f"INSERT DATA {{ {DATA} }}")
        writer.publish()
    token = Tokens(store.path).make("tests", ("graphs",), dt.date.today())  # noqa: DTZ011
    with TestClient(create_app(store, Settings(workers=0, query_bytes=5000))) as opened:
        opened.headers["authorization"] = f"Bearer {token}"
        yield opened


def kind(answer) -> str:
    return answer.headers["content-type"].split(";")[0]


def ask(client: TestClient, query: str, **params: object) -> bool:
    answer = client.get("/sparql", params={"query": query, **params})
    assert answer.status_code == 200, answer.text
    return answer.json()["boolean"]


# 2.1 query operation


def test_query_by_get(client):
    answer = client.get("/sparql?query=ASK%20%7B%7D")
    assert (answer.status_code, kind(answer) in RESULTS, answer.json()["boolean"]) == (200, True, True)


def test_query_by_post_of_a_form(client):
    answer = client.post("/sparql", content="query=ASK%20%7B%7D", headers={"content-type": FORM})
    assert (answer.status_code, answer.json()["boolean"]) == (200, True)


def test_query_by_post_of_itself(client):
    answer = client.post("/sparql", content="ASK {}", headers={"content-type": QUERY})
    assert (answer.status_code, answer.json()["boolean"]) == (200, True)


def test_the_type_may_say_utf_8(client):
    for said in (f"{QUERY}; charset=UTF-8", f'{QUERY};charset="utf-8"'):
        assert client.post("/sparql", content="ASK {}", headers={"content-type": said}).status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_a_query_by_another_method_is_refused(client, method):
    answer = client.request(method, "/sparql?query=ASK%20%7B%7D")
    assert (answer.status_code, "GET" in answer.headers["allow"]) == (405, True)


def test_more_than_one_query_is_refused(client):
    assert client.get("/sparql?query=ASK%20%7B%7D&query=SELECT%20*%20%7B%7D").status_code == 400
    form = {"content-type": FORM}
    assert client.post("/sparql", content="query=ASK%7B%7D&query=ASK%7B%7D", headers=form).status_code == 400


@pytest.mark.parametrize("said", ["text/plain", "", "application/json"])
def test_a_body_of_another_type_is_refused(client, said):
    for body in ("ASK {}", "query=ASK%20%7B%7D", "CLEAR NAMED", "update=CLEAR%20NAMED"):
        assert client.post("/sparql", content=body, headers={"content-type": said}).status_code == 415


@pytest.mark.parametrize("said", [QUERY, UPDATE])
@pytest.mark.parametrize("code", ["utf-16", "utf-16-le", "latin-1"])
def test_a_body_in_another_encoding_is_refused(client, said, code):
    headers = {"content-type": f"{said}; charset={code}"}
    assert (
        client.post("/sparql", content="ASK { <å> ?p ?o }".encode(code), headers=headers).status_code == 415
    )
    headers = {"content-type": said}
    assert (
        client.post("/sparql", content="ASK { <å> ?p ?o }".encode(code), headers=headers).status_code == 400
    )


def test_a_query_that_is_none_is_400(client):
    answer = client.get("/sparql?query=ASK%20%7B")
    assert (answer.status_code, kind(answer)) == (400, "application/problem+json")
    assert (answer.json()["line"], answer.json()["column"]) == (1, 6)


# 2.1.4 specifying an RDF dataset


def test_default_graphs_are_merged(client):
    both = f"ASK {{ <{ONE}> ?p ?o . <{TWO}> ?q ?r }}"
    assert ask(client, both, **{"default-graph-uri": [ONE, TWO]})
    assert not ask(client, both, **{"default-graph-uri": [ONE]})


def test_named_graphs_are_those_given(client):
    two = f"ASK {{ GRAPH ?a {{ <{ONE}> a ?x }} GRAPH ?b {{ <{TWO}> a ?y }} }}"
    assert ask(client, two, **{"named-graph-uri": [ONE, TWO]})
    assert not ask(client, two, **{"named-graph-uri": [ONE, THREE]})
    assert not ask(client, "ASK { ?s ?p ?o }", **{"named-graph-uri": [ONE]})


def test_default_and_named_graphs_together(client):
    query = f"ASK {{ ?x ?y ?o GRAPH ?g {{ ?s ?p ?q }} FILTER(?x = <{THREE}> && ?g != <{THREE}>) }}"
    assert ask(client, query, **{"default-graph-uri": [THREE], "named-graph-uri": [ONE, TWO]})


@pytest.mark.parametrize("body", ["form", "direct"])
def test_the_dataset_of_a_post_stands_in_the_url_or_the_form(client, body):
    query, given = f"ASK {{ <{ONE}> ?p ?o }}", {"default-graph-uri": TWO}
    if body == "form":
        answer = client.post("/sparql", data={"query": query, **given})
    else:
        answer = client.post("/sparql", params=given, content=query, headers={"content-type": QUERY})
    assert answer.json()["boolean"] is False


def test_the_dataset_of_the_request_stands_before_that_of_the_query(client):
    query = f"ASK FROM <{ONE}> {{ <{ONE}> ?p ?o }}"
    assert ask(client, query)
    assert not ask(client, query, **{"default-graph-uri": TWO})
    assert ask(client, f"ASK FROM <{ONE}> {{ <{TWO}> ?p ?o }}", **{"default-graph-uri": TWO})


def test_a_dataset_that_is_no_iri_is_400(client):
    assert client.get("/sparql", params={"query": "ASK {}", "default-graph-uri": "no iri"}).status_code == 400


def test_a_relative_iri_is_relative_to_the_endpoint(client):
    answer = client.get("/sparql", params={"query": "SELECT (<test> AS ?x) {}", "format": "csv"})
    assert answer.text.split() == ["x", "http://testserver/test"]


# 2.1.5 and 2.1.6: what is accepted, and what is sent


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("SELECT (1 AS ?value) {}", RESULTS),
        ("ASK {}", RESULTS),
        (f"DESCRIBE <{ONE}>", RDF),
        ("CONSTRUCT { <s> <p> 1 } WHERE {}", RDF),
    ],
)
def test_each_form_is_answered_in_a_type_of_its_own(client, query, kinds):
    answer = client.post("/sparql", content=query, headers={"content-type": QUERY})
    assert (answer.status_code, kind(answer) in kinds) == (200, True)
    for accepted in kinds:
        headers = {"content-type": QUERY, "accept": accepted}
        assert kind(client.post("/sparql", content=query, headers=headers)) == accepted
    headers = {"content-type": QUERY, "accept": "image/png"}
    assert client.post("/sparql", content=query, headers=headers).status_code == 406


# 2.2 update operation


def update(client: TestClient, text: str, **params: object):
    return client.post("/sparql", params=params, content=text, headers={"content-type": UPDATE})


def test_update_by_post_of_a_form(client):
    answer = client.post("/sparql", content="update=CLEAR%20ALL", headers={"content-type": FORM})
    assert answer.status_code == 204
    assert not ask(client, "ASK { ?s ?p ?o }")


def test_update_by_post_of_itself(client):
    assert update(client, "CLEAR ALL").status_code == 204
    assert not ask(client, "ASK { ?s ?p ?o }")


def test_update_by_get_is_refused(client):
    assert client.get("/sparql?update=CLEAR%20ALL").status_code == 405
    assert ask(client, "ASK { ?s ?p ?o }")


def test_more_than_one_update_is_refused(client):
    form = {"content-type": FORM}
    answer = client.post("/sparql", content="update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", headers=form)
    assert answer.status_code == 400
    assert (
        client.post("/sparql", content="update=CLEAR%20ALL&query=ASK%7B%7D", headers=form).status_code == 400
    )
    assert ask(client, "ASK { ?s ?p ?o }")


def test_an_update_that_is_none_is_400_with_its_place(client):
    answer = client.post("/sparql", content="update=CLEAR%20XYZ", headers={"content-type": FORM})
    assert (answer.status_code, answer.json()["line"], answer.json()["column"]) == (400, 1, 10)


def test_a_relative_iri_of_an_update_is_relative_to_the_endpoint(client):
    assert update(client, f"INSERT DATA {{ GRAPH <{NEW}> {{ <a> <b> <test> }} }}").status_code == 204
    assert ask(client, f"ASK {{ GRAPH <{NEW}> {{ ?s ?p <http://testserver/test> }} }}")


# 2.2.3 specifying an RDF dataset for an update

SEEN = f"INSERT {{ GRAPH <{NEW}> {{ ?s <http://x.example/in> ?g }} }} WHERE "


def test_an_update_reads_the_default_graphs_given(client):
    pattern = "{ ?s a <http://x.example/Report> BIND(1 AS ?g) }"
    assert update(client, SEEN + pattern, **{"using-graph-uri": [ONE, TWO]}).status_code == 204
    assert ask(client, f"ASK {{ <{ONE}> <http://x.example/in> 1 . <{TWO}> <http://x.example/in> 1 }}")
    assert not ask(client, f"ASK {{ <{THREE}> <http://x.example/in> ?g }}")


def test_an_update_reads_the_named_graphs_given(client):
    pattern = "{ GRAPH ?g { ?s a <http://x.example/Report> } }"
    assert update(client, SEEN + pattern, **{"using-named-graph-uri": [ONE, TWO]}).status_code == 204
    assert ask(
        client, f"ASK {{ <{ONE}> <http://x.example/in> <{ONE}> . <{TWO}> <http://x.example/in> <{TWO}> }}"
    )
    assert not ask(client, f"ASK {{ <{THREE}> <http://x.example/in> ?g }}")


def test_an_update_reads_both(client):
    pattern = "{ { GRAPH ?g { ?s a <http://x.example/Report> } } UNION { ?s a ?c BIND('default' AS ?g) } }"
    given = {"using-graph-uri": ONE, "using-named-graph-uri": TWO}
    assert update(client, SEEN + pattern, **given).status_code == 204
    assert ask(
        client, f"ASK {{ <{ONE}> <http://x.example/in> 'default' . <{TWO}> <http://x.example/in> <{TWO}> }}"
    )
    assert not ask(client, f"ASK {{ <{THREE}> <http://x.example/in> ?g }}")


def test_the_dataset_of_an_update_may_stand_in_the_form(client):
    data = {"update": f"{SEEN} {{ ?s a ?c BIND(1 AS ?g) }}", "using-graph-uri": TWO}
    assert client.post("/sparql", data=data).status_code == 204
    assert ask(
        client,
        f"ASK {{ <{TWO}> <http://x.example/in> 1 FILTER NOT EXISTS {{ <{ONE}> <http://x.example/in> 1 }} }}",
    )


@pytest.mark.parametrize("own", [f"WITH <{ONE}>", ""])
def test_a_dataset_in_both_places_is_refused(client, own):
    using = "" if own else f"USING <{ONE}>"
    text = f"{own} DELETE {{ ?s ?p ?o }} {using} WHERE {{ ?s ?p ?o }}"
    for name in ("using-graph-uri", "using-named-graph-uri"):
        assert update(client, text, **{name: TWO}).status_code == 400
    assert ask(client, f"ASK {{ <{ONE}> ?p ?o }}")


# What the recommendation leaves to the service, and what this one does not let anybody do


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <http://127.0.0.1:9/>",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    ],
)
def test_an_update_reaches_for_no_other_server(client, text):
    answer = update(client, text)
    assert (answer.status_code, "not allowed" in answer.json()["detail"]) == (400, True)


def test_an_update_is_whole_or_nothing(client):
    assert update(client, f"CLEAR GRAPH <{ONE}> ; DROP GRAPH <{NEW}>").status_code >= 400
    assert ask(client, f"ASK {{ <{ONE}> ?p ?o }}")


@pytest.mark.parametrize("shown", ["", "Bearer nonsense", "Basic YTpi", "Bearer"])
def test_without_a_good_token_nothing_is_written(client, shown):
    client.headers["authorization"] = shown
    answer = update(client, "CLEAR ALL")
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert ask(client, "ASK { ?s ?p ?o }")


def test_a_revoked_token_and_one_for_other_things_write_nothing(client):
    tokens = Tokens(client.app.state.readers.store.path)
    other = tokens.make("uploads", ("other",), dt.date(2031, 5, 6))
    client.headers["authorization"] = f"Bearer {other}"
    assert update(client, "CLEAR ALL").status_code == 403
    tokens.revoke("uploads")
    assert update(client, "CLEAR ALL").status_code == 401


def test_without_a_query_the_service_describes_itself_with_its_limits(client):
    answer = client.get("/sparql", headers={"accept": "application/n-triples"})
    said = {
        (triple.predicate.value.rpartition("#")[2], triple.object.value)
        for triple in ox.parse(answer.content, format=ox.RdfFormat.N_TRIPLES)
    }
    sd = "http://www.w3.org/ns/sparql-service-description#"
    assert {("supportedLanguage", f"{sd}SPARQL11Query"), ("supportedLanguage", f"{sd}SPARQL11Update")} <= said
    assert ("comment", "A query is stopped after 10 seconds (504).") in said


def test_head_and_options(client):
    got, head = client.get("/sparql?query=ASK%7B%7D"), client.head("/sparql?query=ASK%7B%7D")
    assert (head.status_code, head.content, head.headers["content-type"]) == (
        200,
        b"",
        got.headers["content-type"],
    )
    options = client.options("/sparql")
    assert (options.status_code, options.headers["allow"]) == (204, "GET, HEAD, OPTIONS, POST")
    assert client.options("/nowhere").status_code == 404


def test_a_page_elsewhere_may_ask_in_every_way(client):
    asked = {
        "origin": "https://notebook.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
    }
    answer = client.options("/sparql", headers=asked)
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, "*")
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert "Content-Type" in answer.headers["access-control-allow-headers"]
