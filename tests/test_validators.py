"""What a client has already is not sent again, and what changed is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api import Settings, create_app

from .small import BASE, build

PLACE = "item/region-mellansjo/regionstyrelsen/2025-02-11/17"
ASK = "/sparql?query=ASK%7B%3Fs%20%3Fp%20%3Fo%7D"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    app = create_app(build(tmp_path / "store"), Settings(base=BASE, workers=0))
    with TestClient(app, follow_redirects=False) as opened:
        yield opened


@pytest.mark.parametrize("path", ["/", f"/page/{PLACE}", f"/data/{PLACE}.ttl", f"/id/{PLACE}", ASK])
def test_an_answer_that_the_client_has_is_304(client: TestClient, path: str) -> None:
    first = client.get(path)
    tag, modified = first.headers["etag"], first.headers["last-modified"]
    again = client.get(path, headers={"if-none-match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(path, headers={"if-modified-since": modified}).status_code == 304
    assert client.head(path, headers={"if-none-match": f'"other", {tag}'}).status_code == 304
    old = {"if-modified-since": "Mon, 06 May 1991 00:00:00 GMT"}
    for headers in ({"if-none-match": '"other"'}, old, {"if-modified-since": "soon"}):
        assert client.get(path, headers=headers).status_code == first.status_code


def test_another_representation_has_another_tag(client: TestClient) -> None:
    tags = {client.get(ASK, headers={"accept": kind}).headers["etag"] for kind in ("text/csv", "*/*")}
    assert len(tags) == 2


def test_a_new_graph_has_new_tags(client: TestClient) -> None:
    tag = client.get(ASK).headers["etag"]
    with client.app.state.readers.store.writer() as writer:
        writer.update("INSERT DATA { <http://x.example/s> <http://x.example/p> 1 }")
        writer.publish()
    assert client.get(ASK, headers={"if-none-match": tag}).status_code == 200


def test_what_differs_each_time_and_what_went_wrong_have_no_tag(client: TestClient) -> None:
    for path in ("/sparql?query=SELECT(NOW()AS%3Fx)%7B%7D", "/id/person/none", "/sparql?query=nonsense"):
        assert "etag" not in client.get(path).headers
    assert client.get("/id/person/none", headers={"if-none-match": "*"}).status_code == 404
    assert "etag" not in client.post("/sparql", data={"query": "ASK {}"}).headers
