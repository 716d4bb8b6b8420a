"""Changes over HTTP: pages with cursors, the feed and its archive, what is gone, a mirror that follows."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient

import api.changes
from api import Settings, create_app
from graphbuild import pipeline
from graphbuild.store import Store
from tests.changing import BASE, PLACE, build, changes, write

ROOT = Path(__file__).parents[1]
ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
ITEM = f"item/{PLACE}/2024-03-05/1"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "minutes"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def client(folder: Path, store: Path) -> Iterator[TestClient]:
    """A client of a store with one meeting, after one build."""
    write(folder, "2024-03-05")
    build(store, folder)
    with TestClient(create_app(store, Settings(workers=0)), follow_redirects=False) as opened:
        yield opened


def entries(text: str) -> list[str | None]:
    return [entry.findtext(f"{ATOM}title") for entry in ET.fromstring(text).findall(f"{ATOM}entry")]


def links(text: str) -> dict[str, str]:
    return {link.attrib["rel"]: link.attrib["href"] for link in ET.fromstring(text).findall(f"{ATOM}link")}


def test_pages_lead_from_cursor_to_cursor(client: TestClient, store: Path) -> None:
    seen, address = [], "/changes?limit=2"
    while address:
        answer = client.get(address)
        page = answer.json()
        assert page["complete"] is True
        assert len(page["changes"]) <= 2
        seen += [change["cursor"] for change in page["changes"]]
        address = page["next"]
        assert ('rel="next"' in answer.headers["link"]) is bool(address)
    assert seen == [change.cursor for change in changes(store)]
    assert page["cursor"] == page["newest"] == seen[-1]
    assert client.get(f"/changes?since={seen[-1]}").json()["changes"] == []


def test_a_page_tells_the_graphs_and_where_to_get_them(client: TestClient) -> None:
    found = client.get("/changes").json()["changes"]
    change = next(one for one in found if one["iri"] == f"{BASE}id/meeting/{PLACE}/2024-03-05")
    assert list(change["downloads"]) == change["graphs"]
    body = client.get(change["downloads"][change["graphs"][0]]).content
    found = {quad.triple for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES)}
    with Store(client.app.state.readers.store.path).view() as view:  # type: ignore[attr-defined]
        assert found == {quad.triple for quad in view.quads(change["graphs"][0])}


def test_a_removed_meeting_is_a_tombstone(client: TestClient, store: Path) -> None:
    last = changes(store)[-1].cursor
    pipeline.remove(f"{PLACE}/2024-03-05", store)
    found = client.get(f"/changes?since={last}").json()["changes"]
    removed = next(change for change in found if change["what"] == "meeting")
    assert (removed["kind"], removed["graphs"], removed["downloads"]) == ("removed", [], {})
    assert f"{BASE}graph/{PLACE}/2024-03-05" in removed["formerGraphs"]
    one = client.get(f"/changes/{removed['cursor']}").json()
    assert f"{BASE}id/{ITEM}" in one["factIris"]["removed"]
    assert client.get("/changes/9999").status_code == 404


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("since=x", 422),
        ("since=-1", 422),
        ("limit=0", 422),
        ("since=99999999999999999999999", 422),
        ("since=4711", 410),
        ("since=1&log=another", 410),
    ],
)
def test_a_cursor_that_is_none_or_another_log_s(client: TestClient, query: str, status: int) -> None:
    answer = client.get(f"/changes?{query}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_name_of_the_log_may_come_with_the_cursor(client: TestClient) -> None:
    page = client.get("/changes").json()
    assert client.get(f"/changes?since={page['cursor']}&log={page['log']}").status_code == 200


@pytest.mark.parametrize("path", ["/changes", "/changes.atom", "/changes/1"])
def test_a_client_that_has_it_gets_304(client: TestClient, folder: Path, store: Path, path: str) -> None:
    first = client.get(path)
    assert first.headers["last-modified"] == "Mon, 01 Jun 2026 12:00:00 GMT"
    for header in (
        {"if-none-match": first.headers["etag"]},
        {"if-none-match": f'"x", {first.headers["etag"]}'},
        {"if-modified-since": first.headers["last-modified"]},
    ):
        again = client.get(path, headers=header)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
    assert client.get(path, headers={"if-modified-since": "yesterday"}).status_code == 200
    write(folder, "2024-03-05", decision="avslå taxan")
    build(store, folder, day=2)
    later = {"if-none-match": first.headers["etag"], "if-modified-since": first.headers["last-modified"]}
    assert client.get(path, headers=later).status_code == (304 if path == "/changes/1" else 200)


def test_the_feed_is_what_rfc_4287_asks_for(client: TestClient) -> None:
    answer = client.get("/changes.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.text)
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
            assert element.findtext(f"{ATOM}{name}")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", element.findtext(f"{ATOM}updated") or "")
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "beslutsgraf"
    found = feed.findall(f"{ATOM}entry")
    (at, first), *_ = [
        one for one in enumerate(found) if "2024-03-05" in (one[1].findtext(f"{ATOM}title") or "")
    ]
    assert len({entry.findtext(f"{ATOM}id") for entry in found}) == len(found)
    alternates = [
        (link.get("rel"), link.get("type"), link.get("href"))
        for entry in found
        for link in entry.findall(f"{ATOM}link")
        if link.get("rel") == "alternate"
    ]
    assert len(alternates) == len(found)
    to = {link.attrib["type"]: link.attrib["href"] for link in first.findall(f"{ATOM}link")}
    assert client.get(to["text/html"]).status_code == 200
    assert client.get(to["text/turtle"]).status_code == 200
    assert client.get(to["application/json"]).json()["cursor"] == len(found) - at
    assert (first.findtext(f"{ATOM}summary") or "").startswith(
        "Kommunstyrelsen, Almby kommun 2024-03-05: added. Statements:"
    )
    assert '"alternate" type="application/atom+xml"' in client.get("/", headers={"accept": "text/html"}).text


def test_the_archive_holds_every_entry_once(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    every = entries(client.get("/changes.atom").text)
    monkeypatch.setattr(api.changes, "ARCHIVED", 2)
    newest = client.get("/changes.atom").text
    seen, address = [], links(newest).get("prev-archive")
    while address:
        text = client.get(address).text
        assert ET.fromstring(text).find(f"{HISTORY}archive") is not None
        assert links(text)["current"] == links(newest)["self"]
        assert links(text).get("next") == links(text).get("prev-archive")
        seen += entries(text)
        address = links(text).get("prev-archive")
    assert seen == every[len(every) % 2 :]
    assert entries(newest) == every[:2]
    assert ET.fromstring(newest).find(f"{HISTORY}archive") is None
    assert client.get("/changes.atom?archive=99").status_code == 404


def test_a_name_that_is_no_xml_does_not_break_the_feed(folder: Path, store: Path) -> None:
    write(folder, "2024-03-05", "a\x01<&>\udcff.txt")
    build(store, folder)
    with TestClient(create_app(store, Settings(workers=0))) as client:
        text = client.get("/changes.atom").text
    told = [summary.text or "" for summary in ET.fromstring(text).iter(f"{ATOM}summary")]
    assert any("Told by a\ufffd<&>?.txt." in summary for summary in told)


# What is gone


@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
@pytest.mark.parametrize(
    "place",
    [f"meeting/{PLACE}/2024-03-05", ITEM, f"{ITEM}/decision/1", "person/almby-kommun/nils-oberg"],
)
def test_what_was_removed_is_gone_and_what_never_was_is_not_found(
    client: TestClient, store: Path, place: str, accept: str
) -> None:
    assert client.get(f"/id/{place}", headers={"accept": accept}).status_code == 303
    pipeline.remove(f"{PLACE}/2024-03-05", store)
    for path in (f"/id/{place}", f"/data/{place}.ttl", f"/page/{place}"):
        answer = client.get(path, headers={"accept": accept})
        assert answer.status_code == 410
        assert "taken out of the graph" in answer.text
        assert client.get(path.replace("almby", "norrby"), headers={"accept": accept}).status_code == 404


def test_what_is_gone_tells_when_and_by_which_change(client: TestClient, folder: Path, store: Path) -> None:
    write(folder, "2024-03-05", member="Eva Lind (C)")
    build(store, folder, day=4)
    gone = client.get("/id/person/almby-kommun/nils-oberg", headers={"accept": "application/json"})
    assert gone.status_code == 410
    body = gone.json()
    assert body["removed"] == "2026-06-04T12:00:00Z"
    assert client.get(body["change"]).json()["title"] == "People, bodies and cases of almby-kommun"


def test_what_is_gone_is_so_where_others_still_point_at_it(client: TestClient, store: Path) -> None:
    pipeline.remove(f"{PLACE}/2024-03-05", store)
    node, graph = ox.NamedNode(f"{BASE}id/{ITEM}"), ox.NamedNode(f"{BASE}graph/x")
    never = ox.NamedNode(f"{BASE}id/{ITEM}0")
    with Store(store).writer() as writer:
        names = (ox.NamedNode(f"{BASE}id/x"), ox.NamedNode(f"{BASE}id/y"))
        writer.replace([graph.value], [ox.Quad(*names, one, graph) for one in (node, never)])
        writer.publish()
    assert client.get(f"/id/{ITEM}").status_code == 410
    assert client.get(f"/id/{ITEM}0").status_code == 303


def test_what_comes_back_is_alive_again(client: TestClient, folder: Path, store: Path) -> None:
    pipeline.remove(f"{PLACE}/2024-03-05", store)
    assert client.get(f"/id/{ITEM}").status_code == 410
    build(store, folder, day=3)
    assert client.get(f"/id/{ITEM}").status_code == 303


def test_what_is_of_another_date_now_is_gone(client: TestClient, folder: Path, store: Path) -> None:
    write(folder, "2024-04-05", "ks-2024-03-05.txt")
    build(store, folder, day=3)
    assert client.get(f"/id/{ITEM}").status_code == 410
    assert client.get(f"/id/{ITEM.replace('-03-', '-04-')}").status_code == 303


# A mirror


@pytest.fixture
def follow() -> Callable[..., None]:
    """The program that the documentation shows."""
    page = (ROOT / "docs" / "changes.md").read_text(encoding="utf-8")
    (program,) = re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    names: dict[str, Any] = {"__name__": "mirror"}
    exec(compile(program, "docs/changes.md", "exec"), names)
    found: Callable[..., None] = names["follow"]
    return found


def mirrored(folder: Path) -> set[ox.Quad]:
    return {
        ox.Quad(*quad.triple, ox.NamedNode(unquote(path.stem)))
        for path in folder.glob("*.nt")
        for quad in ox.parse(path=path, format=ox.RdfFormat.N_TRIPLES)
    }


def stored(store: Path) -> set[ox.Quad]:
    with Store(store).view() as view:
        return set(view.quads())


def test_the_mirror_of_the_documentation_equals_the_store(
    client: TestClient, folder: Path, store: Path, follow: Callable[..., None], tmp_path: Path
) -> None:
    fetched: list[str] = []

    def fetch(address: str) -> bytes:
        fetched.append(address)
        answer = client.get(address)
        if answer.status_code >= 400:
            raise HTTPError(address, answer.status_code, "", answer.headers, io.BytesIO())  # type: ignore[arg-type]
        return answer.content

    mirror = tmp_path / "mirror"

    def visit() -> None:
        follow("http://testserver", mirror, fetch)
        assert mirrored(mirror) == stored(store)
        assert {unquote(path.stem) for path in mirror.glob("*.nt")} == {
            quad.graph_name.value for quad in stored(store)
        }

    visit()
    fetched.clear()
    visit()
    assert len(fetched) == 1  # nothing changed, nothing is fetched
    write(folder, "2024-04-05", number=14)
    write(folder, "2024-03-05", decision="avslå taxan", member="Eva Lind (C)")
    build(store, folder, day=2)
    visit()
    write(folder, "2024-05-05", "ks-2024-04-05.txt", number=15)  # of another date now
    build(store, folder, day=3)
    pipeline.remove(f"{PLACE}/2024-03-05", store)
    visit()
    build(store, folder, day=5)
    fetched.clear()
    visit()
    assert not [address for address in fetched if "authority" in address]
    (store / "changes.sqlite").rename(store / "moved")  # as if another store were served
    with pytest.raises(HTTPError):
        fetch("http://testserver/changes?since=3")


def test_the_mirror_starts_anew_where_the_store_was_built_anew(
    folder: Path, store: Path, follow: Callable[..., None], tmp_path: Path
) -> None:
    mirror, other = tmp_path / "mirror", tmp_path / "other"
    write(folder, "2024-03-05")
    write(folder, "2024-04-05", number=14)
    build(store, folder, day=1)
    build(other, folder / "ks-2024-03-05.txt", day=2)
    for served in (store, other):
        with TestClient(create_app(served, Settings(workers=0))) as client:

            def fetch(address: str, client: TestClient = client) -> bytes:
                answer = client.get(address)
                if answer.status_code >= 400:
                    raise HTTPError(address, answer.status_code, "", {}, io.BytesIO())  # type: ignore[arg-type]
                return answer.content

            follow("http://testserver", mirror, fetch)
        assert mirrored(mirror) == stored(served)
