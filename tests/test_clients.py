"""Clients that people use, against a running server."""

from __future__ import annotations

import shutil
import subprocess
import threading
import time
from collections.abc import Iterator

import pytest
import rdflib
import uvicorn
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TURTLE, SPARQLWrapper

from api import Settings, create_app

from .small import BASE, build

BG = "https://w3id.org/beslutsgraf/ns#"
CASES = f"PREFIX bg: <{BG}> SELECT ?n {{ ?c bg:caseNumber ?n }} ORDER BY ?n"
EXPECTED = ["RS-2024-00417", "RS-2025-00031"]


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store = build(tmp_path_factory.mktemp("clients") / "store")
    app = create_app(store, Settings(base=BASE, workers=1))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 60
    while not server.started and time.monotonic() < until:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/sparql"
    server.should_exit = True
    thread.join(timeout=30)


@pytest.mark.parametrize("how", ["GET", "form", "direct"])
def test_sparqlwrapper(endpoint: str, how: str) -> None:
    client = SPARQLWrapper(endpoint)
    client.setQuery(CASES)
    client.setReturnFormat(JSON)
    if how != "GET":
        client.setMethod(POST)
    if how == "direct":
        client.setRequestMethod(POSTDIRECTLY)
    rows = client.queryAndConvert()["results"]["bindings"]
    assert [row["n"]["value"] for row in rows] == EXPECTED
    client.setReturnFormat(CSV)
    assert client.queryAndConvert().decode().split() == ["n", *EXPECTED]


def test_sparqlwrapper_of_a_graph(endpoint: str) -> None:
    client = SPARQLWrapper(endpoint)
    client.setQuery(f"CONSTRUCT WHERE {{ ?c <{BG}caseNumber> ?n }}")
    client.setReturnFormat(TURTLE)
    graph = rdflib.Graph().parse(data=client.queryAndConvert(), format="turtle")
    assert sorted(str(number) for number in graph.objects()) == EXPECTED


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib(endpoint: str, method: str) -> None:
    graph = rdflib.Graph(SPARQLStore(endpoint, method=method, returnFormat="json"))
    assert [str(row.n) for row in graph.query(CASES)] == EXPECTED
    assert len(list(graph.triples((None, rdflib.URIRef(f"{BG}caseNumber"), None)))) == 2


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl(endpoint: str) -> None:
    def curl(*arguments: str) -> str:
        command = ["curl", "--silent", "--show-error", "--fail", "--location", *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    sent = curl("-H", "Accept: text/csv", "--data-urlencode", f"query={CASES}", endpoint)
    assert sent.split() == ["n", *EXPECTED]
    place = f"{endpoint.removesuffix('sparql')}id/case/region-mellansjo/RS-2024-00417"
    assert "RS-2024-00417" in curl("-H", "Accept: text/turtle", "--compressed", place)
    assert "200" in curl("-I", endpoint)
