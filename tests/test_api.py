"""The service over the small graph: answers compared, not only status codes."""

from __future__ import annotations

import csv
import io
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient

from api import Settings, create_app
from api.jobs import Job
from api.limits import QueryMemoryError, QueryTimeoutError
from api.readers import Readers
from api.settings import built_base, from_environment
from graphbuild.errors import QueryError
from graphbuild.queries import load
from graphbuild.store import Store
from graphbuild.vocabulary import OA

from .small import BASE, BOARD, ITEM, build, quads

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
BG = "PREFIX bg: <https://w3id.org/beslutsgraf/ns#> "
CASES = f"{BG}SELECT ?n {{ ?c bg:caseNumber ?n }} ORDER BY ?n"
MEETINGS = f"{BG}CONSTRUCT {{ ?m a bg:Meeting }} WHERE {{ ?m a bg:Meeting }}"
PLACE = "item/region-mellansjo/regionstyrelsen/2025-02-11/17"
# Takes far longer than any test: five million rows of nothing, joined with themselves.
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return build(tmp_path_factory.mktemp("small") / "store")


@pytest.fixture(scope="module")
def client(store: Store) -> Iterator[TestClient]:
    """A client that does not follow redirects; its queries run in this process."""
    app = create_app(store, Settings(base=BASE, workers=0, query_bytes=2000))
    with TestClient(app, follow_redirects=False) as opened:
        yield opened


def triples(body: bytes, form: ox.RdfFormat) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(body, format=form)}


# The SPARQL endpoint


def test_select_by_get_is_json(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": CASES})
    assert answer.headers["content-type"] == "application/sparql-results+json"
    assert answer.headers["vary"].split(", ")[0] == "Accept"
    bindings = answer.json()["results"]["bindings"]
    assert [row["n"]["value"] for row in bindings] == ["RS-2024-00417", "RS-2025-00031"]


@pytest.mark.parametrize(
    ("accept", "body"),
    [
        ("text/csv", "n\r\nRS-2024-00417\r\nRS-2025-00031\r\n"),
        ("text/tab-separated-values", '?n\n"RS-2024-00417"\n"RS-2025-00031"\n'),
    ],
)
def test_select_by_post_of_a_form(client: TestClient, accept: str, body: str) -> None:
    answer = client.post("/sparql", data={"query": CASES}, headers={"accept": accept})
    assert answer.headers["content-type"] == f"{accept}; charset=utf-8"
    assert answer.text == body


def test_select_by_post_of_the_query_itself(client: TestClient) -> None:
    headers = {"content-type": "application/sparql-query", "accept": "application/sparql-results+xml"}
    answer = client.post("/sparql", content=CASES, headers=headers)
    assert answer.headers["content-type"] == "application/sparql-results+xml"
    assert "<literal>RS-2024-00417</literal>" in answer.text


def test_the_format_can_stand_in_the_url(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "ASK { ?s ?p ?o }", "format": "csv"})
    assert answer.text == "true"


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    ],
)
def test_a_graph_in_every_format(client: TestClient, accept: str, form: ox.RdfFormat) -> None:
    answer = client.get("/sparql", params={"query": MEETINGS}, headers={"accept": accept})
    assert answer.headers["content-type"].split(";", maxsplit=1)[0] == accept
    found = {
        triple.subject.value.removeprefix(f"{BASE}id/meeting/") for triple in triples(answer.content, form)
    }
    assert found == {
        "region-mellansjo/kollektivtrafiknamnden/2025-01-22",
        "region-mellansjo/regionstyrelsen/2025-02-11",
        "region-mellansjo/regionstyrelsen/2025-03-11",
    }


def test_the_dataset_can_be_chosen(client: TestClient) -> None:
    graph = f"{BASE}graph/region-mellansjo/regionstyrelsen/2025-03-11"
    query = {"query": f"{BG}SELECT ?m {{ ?m a bg:Meeting }}", "format": "csv"}
    chosen = client.get("/sparql", params={**query, "default-graph-uri": graph})
    assert chosen.text.split() == ["m", f"{BASE}id/meeting/region-mellansjo/regionstyrelsen/2025-03-11"]
    named = client.post("/sparql", data={**query, "named-graph-uri": graph}, params={"format": "csv"})
    assert named.text.split() == ["m"]


def test_a_browser_gets_a_page_with_links(client: TestClient) -> None:
    answer = client.get(
        "/sparql", params={"query": f"{BG}SELECT ?m {{ ?m a bg:Meeting }} ORDER BY ?m"}, headers=BROWSER
    )
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert 'href="/page/meeting/region-mellansjo/regionstyrelsen/2025-02-11"' in answer.text
    assert "3 rows" in answer.text


def test_without_a_query_the_service_describes_itself(client: TestClient) -> None:
    answer = client.get("/sparql")
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    sd = "http://www.w3.org/ns/sparql-service-description#"
    said = {(t.predicate.value, t.object.value) for t in triples(answer.content, ox.RdfFormat.TURTLE)}
    assert (f"{sd}endpoint", "http://testserver/sparql") in said
    assert (f"{sd}supportedLanguage", f"{sd}SPARQL11Query") in said
    assert (f"{sd}feature", f"{sd}UnionDefaultGraph") in said


def test_a_wrong_query_is_told_with_its_position(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "SELECT ?x WHERE {\n  ?x "})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "detail": "not a SPARQL query, line 2, column 6",
        "line": 2,
        "column": 6,
    }


@pytest.mark.parametrize(
    "query",
    ["SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "LOAD <http://127.0.0.1:9/>", "CLEAR ALL"],
)
def test_other_servers_and_updates_are_refused(client: TestClient, query: str) -> None:
    answer = client.post("/sparql", data={"query": query})
    assert answer.status_code == 400
    assert "SERVICE" in answer.json()["detail"] or "update" in answer.json()["detail"]


def test_an_update_without_a_token_is_refused(client: TestClient) -> None:
    answer = client.post("/sparql", data={"update": "CLEAR ALL"})
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ({"data": {"other": "x"}}, 400),
        (
            {
                "content": "query=ASK{}&query=ASK{}",
                "headers": {"content-type": "application/x-www-form-urlencoded"},
            },
            400,
        ),
        ({"content": "ASK {}", "headers": {"content-type": "text/plain"}}, 415),
        ({"content": b"\xff", "headers": {"content-type": "application/sparql-query"}}, 400),
        ({"content": "#" * 3000, "headers": {"content-type": "application/sparql-query"}}, 413),
        ({"data": {"query": CASES}, "headers": {"accept": "image/png"}}, 406),
        ({"data": {"query": CASES}, "params": {"format": "pdf"}}, 400),
        ({"data": {"query": MEETINGS}, "headers": {"accept": "text/csv"}}, 406),
        ({"data": {"query": CASES, "default-graph-uri": "no iri"}}, 400),
    ],
)
def test_each_wrong_request_has_its_status(
    client: TestClient, arguments: dict[str, object], status: int
) -> None:
    answer = client.post("/sparql", **arguments)  # type: ignore[arg-type]
    assert answer.status_code == status
    assert answer.json()["status"] == status


def test_a_url_that_is_too_long_is_refused(client: TestClient) -> None:
    assert client.get("/sparql", params={"query": "#" * 3000}).status_code == 414


def test_pages_elsewhere_may_ask(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": CASES}, headers={"origin": "https://notebook.example"})
    assert answer.headers["access-control-allow-origin"] == "*"


# The stored queries


def test_the_stored_queries_are_listed(client: TestClient) -> None:
    listed = client.get("/queries").json()
    assert [each["name"] for each in listed] == list(load())
    by_name = {each["name"]: each for each in listed}
    assert by_name["decisions-in-case"]["params"] == [
        {
            "name": "case",
            "type": "string",
            "description": "the case number (diarienummer) or a part of it",
            "required": True,
            "example": "RS-2024-00417",
        }
    ]


def test_a_stored_query_as_csv(client: TestClient) -> None:
    answer = client.get("/queries/reservations", params={"name": "stenhamre", "format": "csv"})
    found = list(csv.DictReader(io.StringIO(answer.text)))
    assert [(row["date"], row["whoName"], row["wanted"]) for row in found] == [
        ("2025-02-11", "Roger Stenhamre", "Avslag på förslaget om sommarresor.")
    ]
    assert answer.headers["content-disposition"] == 'inline; filename="reservations.csv"'


@pytest.mark.parametrize(
    ("params", "parameter"),
    [({"minimum": "much"}, "minimum"), ({"maximum": "1"}, "maximum")],
)
def test_a_wrong_parameter_is_422_and_named(
    client: TestClient, params: dict[str, str], parameter: str
) -> None:
    answer = client.get("/queries/funded-projects", params=params)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["parameter"] == parameter


def test_a_missing_parameter_is_422_but_a_browser_gets_the_form(client: TestClient) -> None:
    assert client.get("/queries/decisions-in-case").status_code == 422
    form = client.get("/queries/decisions-in-case", headers=BROWSER)
    assert form.status_code == 200
    assert 'name="case"' in form.text
    wrong = client.get("/queries/evidence-of", params={"fact": "x"}, headers=BROWSER)
    assert wrong.status_code == 422
    assert "fact must be an absolute IRI" in wrong.text


def test_a_page_of_answers_links_to_the_things(client: TestClient) -> None:
    answer = client.get("/queries/actor-timeline", params={"name": "stenhamre"}, headers=BROWSER)
    assert f'href="/page/{PLACE}"' in answer.text
    assert 'href="/page/person/region-mellansjo/roger-stenhamre">Roger Stenhamre</a>' in answer.text
    assert 'href="/queries/actor-timeline?name=stenhamre&amp;format=csv"' in answer.text


def test_the_parameters_are_documented_with_their_types(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    documented = document["paths"]["/queries/funded-projects"]["get"]["parameters"]
    assert documented[0] == {
        "name": "minimum",
        "in": "query",
        "required": False,
        "description": "the smallest amount, in kronor",
        "schema": {"type": "number"},
        "example": "1000000",
    }
    assert documented[-1]["schema"]["enum"] == ["json", "xml", "csv", "tsv", "html"]
    assert {f"/queries/{name}" for name in load()} < set(document["paths"])


# Things


@pytest.mark.parametrize(
    ("accept", "target"),
    [
        (BROWSER["accept"], f"/page/{PLACE}"),
        ("text/turtle", f"/data/{PLACE}.ttl"),
        ("application/ld+json", f"/data/{PLACE}.jsonld"),
        ("application/n-triples", f"/data/{PLACE}.nt"),
        ("*/*", f"/data/{PLACE}.ttl"),
    ],
)
def test_the_name_of_a_thing_leads_to_its_description(client: TestClient, accept: str, target: str) -> None:
    answer = client.get(f"/id/{PLACE}", headers={"accept": accept})
    assert (answer.status_code, answer.headers["location"]) == (303, target)
    assert client.get(target).status_code == 200


def test_the_data_of_a_thing_are_its_triples_and_those_that_point_at_it(client: TestClient) -> None:
    answer = client.get(f"/data/{PLACE}.nt")
    item = ox.NamedNode(ITEM)
    expected = {quad.triple for quad in quads() if item in (quad.subject, quad.object)}
    found = triples(answer.content, ox.RdfFormat.N_TRIPLES)
    about = {triple for triple in found if item in (triple.subject, triple.object)}
    assert about == {triple for triple in expected if triple.predicate != OA.hasBody}
    assert found <= {quad.triple for quad in quads()}
    assert answer.headers["link"] == f'<{ITEM}>; rel="describes"'


def test_data_without_an_extension_are_negotiated(client: TestClient) -> None:
    answer = client.get(f"/data/{PLACE}", headers={"accept": "application/ld+json"})
    assert answer.headers["content-type"] == "application/ld+json"
    found = answer.json()
    assert found["@context"] == "http://testserver/context.jsonld"
    assert found["id"] == ITEM
    assert f"{ITEM}/vote/1" in {thing["id"] for thing in found["@reverse"]["item"]}


def test_the_page_of_a_decision_shows_the_words_that_state_it(client: TestClient) -> None:
    text = client.get(f"/page/{PLACE}/decision/1").text
    assert "Kostnadsfria som-\nmarresor införs." in text
    assert "Page 3 of" in text
    assert '<a href="https://region.example/rs.pdf#page=3">rs.pdf</a>' in text
    assert (
        "Regionstyrelsen, Region Mellansjö 2025-02-11, § 17, rs.pdf, p. 3: "
        "“Kostnadsfria sommarresor införs.”. "
        f"https://region.example/rs.pdf. {ITEM}/decision/1/evidence/1."
    ) in text
    assert "bifall" in text
    # In which meeting and case it was taken is told with it.
    assert f'href="/page/{PLACE.replace("item/", "meeting/", 1).rpartition("/")[0]}"' in text
    assert 'href="/page/case/region-mellansjo/RS-2024-00417"' in text


def test_the_page_of_a_person_tells_where_they_appear(client: TestClient) -> None:
    text = client.get("/page/person/region-mellansjo/roger-stenhamre").text
    assert '<h1 lang="sv">Roger Stenhamre</h1>' in text
    assert f'<a href="/page/{PLACE}/vote/1/ballot/roger-stenhamre">nej</a>' in text
    assert (
        text.index("<h3>Proposal</h3>") < text.index("<h3>Ballot</h3>") < text.index("<h3>Participation</h3>")
    )


@pytest.mark.parametrize(
    "path", ["/id/person/none", "/page/person/none", "/data/person/none.ttl", "/id/%3C%3E"]
)
def test_an_unknown_thing_is_404(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"accept": "application/problem+json"})
    assert (answer.status_code, answer.json()["title"]) == (404, "Not Found")


def test_a_browser_gets_a_page_of_an_error(client: TestClient) -> None:
    answer = client.get("/id/person/none", headers=BROWSER)
    assert answer.status_code == 404
    assert f"nothing is known of {BASE}id/person/none" in answer.text


def test_a_value_cannot_break_out_of_a_page(client: TestClient) -> None:
    answer = client.get(
        "/queries/actor-timeline", params={"name": "<script>alert(1)</script>"}, headers=BROWSER
    )
    assert "<script" not in answer.text
    assert "&lt;script&gt;" in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


# Pages


def test_a_parameter_that_has_to_be_given_is_required_by_the_form(client: TestClient) -> None:
    fields = re.findall(r"<input id=\"case-history-case\"[^>]*>", client.get("/").text)
    assert len(fields) == 1
    assert re.search(r"\srequired\s", fields[0])
    assert 'placeholder="RS-2024-00417"' in fields[0]
    assert "required" not in re.findall(r"<input id=\"recusals-name\"[^>]*>", client.get("/").text)[0]


def test_the_front_page_has_the_numbers_every_question_and_the_meetings(client: TestClient) -> None:
    text = client.get("/").text
    assert "<div><dd>3</dd><dt>meetings</dt></div>" in text
    assert "<div><dd>5</dd><dt>people</dt></div>" in text
    for query in load().values():
        assert f'action="/queries/{query.name}"' in text
    assert f'href="/page/{BOARD.removeprefix(BASE + "id/")}"' in text


def test_pages_load_nothing_from_elsewhere(client: TestClient) -> None:
    for path in ("/", "/docs", f"/page/{PLACE}", "/queries/reservations?format=html"):
        text = client.get(path).text
        assert "<script" not in text
        assert text.count('rel="stylesheet"') == text.count('href="/static/style.css"') == 1
    assert "--accent" in client.get("/static/style.css").text


def test_every_example_query_of_the_front_page_has_an_answer(client: TestClient) -> None:
    from api.pages import EXAMPLES

    for query in EXAMPLES.values():
        assert client.get("/sparql", params={"query": query}).json()["results"]["bindings"]


def test_an_unknown_path_and_a_wrong_method_are_problems(client: TestClient) -> None:
    assert client.get("/nowhere").json()["status"] == 404
    assert client.delete("/sparql").json()["status"] == 405


# Readers


def test_nothing_published_yet_is_503(tmp_path: Path) -> None:
    with TestClient(create_app(tmp_path / "none", Settings(workers=0))) as client:
        answer = client.get("/sparql", params={"query": "ASK {}"})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert answer.json()["detail"] == "there is no graph to read here at present"


def test_a_new_graph_is_seen_at_once(tmp_path: Path) -> None:
    store = build(tmp_path / "store")
    with TestClient(create_app(store, Settings(workers=0, base=BASE))) as client:
        assert client.get(f"/id/{PLACE}", follow_redirects=False).status_code == 303
        assert "<dd>3</dd><dt>meetings</dt>" in client.get("/").text
        with store.writer() as writer:
            graph = f"{BASE}graph/region-mellansjo/regionstyrelsen/2025-02-11"
            writer.remove([graph, f"{graph}/derived", f"{graph}/quality"])
            writer.publish()
        assert client.get(f"/id/{PLACE}/vote/1", follow_redirects=False).status_code == 404
        assert "<dd>2</dd><dt>meetings</dt>" in client.get("/").text


def test_a_runaway_query_is_stopped_and_the_others_go_on(store: Store) -> None:
    readers = Readers(store, Settings(workers=2, query_seconds=1.5))
    try:
        readers.run(Job("ASK {}", "csv"))
        started = time.monotonic()
        with ThreadPoolExecutor() as pool:
            runaway = pool.submit(readers.run, Job(RUNAWAY, "json"))
            others = [pool.submit(readers.run, Job(CASES, "csv")) for _ in range(5)]
            assert {each.result().body for each in others} == {b"n\r\nRS-2024-00417\r\nRS-2025-00031\r\n"}
            assert isinstance(runaway.exception(), QueryTimeoutError)
        assert time.monotonic() - started < 20
        assert readers.run(Job("ASK {}", "csv")).body == b"true"
    finally:
        readers.close()


def test_a_query_that_needs_too_much_memory_ends_without_harm_to_others(store: Store) -> None:
    readers = Readers(store, Settings(workers=1, query_seconds=60, reader_megabytes=1500))
    try:
        with pytest.raises(QueryMemoryError, match="used more than the 1500 megabytes"):
            readers.run(Job("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?a ?d", "json"))
        assert readers.run(Job("ASK {}", "csv")).body == b"true"
    finally:
        readers.close()


def test_an_error_keeps_its_position_on_the_way_from_a_reader(store: Store) -> None:
    readers = Readers(store, Settings(workers=1))
    try:
        with pytest.raises(QueryError) as wrong:
            readers.run(Job("SELECT ?x WHERE {\n  ?x ", "json"))
        assert (wrong.value.line, wrong.value.column) == (2, 6)
    finally:
        readers.close()


# Settings


def test_settings_are_read_from_the_environment() -> None:
    found = from_environment({"BESLUTSGRAF_BASE": "https://x.example/", "BESLUTSGRAF_WORKERS": "4"})
    assert found == Settings(base="https://x.example/", workers=4)


def test_the_base_is_the_one_that_the_graph_was_built_with(tmp_path: Path) -> None:
    assert built_base(tmp_path) == BASE
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "index.json").write_text('{"base": "https://x.example/"}', encoding="utf-8")
    assert built_base(tmp_path) == "https://x.example/"
