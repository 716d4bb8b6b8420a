"""Networks: figures as the graph has them, files that open again, and what Gephi needs in them."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from api.cli import main
from graphbuild.cli.network import NAMES
from graphbuild.errors import ParameterError
from graphbuild.exports.networks import NETWORKS, NetworkError, Scope, network, write_network
from graphbuild.exports.networks.edges import alike, related, together
from graphbuild.exports.networks.nodes import clean
from graphbuild.store import Store, View

from .exported import check_networks

ELEMENT = "{http://www.gexf.net/1.2draft}"


@pytest.fixture(scope="module")
def view(store: Path) -> Iterator[View]:
    with Store(store).view() as opened:
        yield opened


def row(event: str, actor: str, date: str = "2025-01-01", choice: str = "yes") -> dict[str, str]:
    return {"event": event, "actor": actor, "date": date, "choice": choice}


def test_who_was_part_of_the_same_is_tied() -> None:
    rows = [
        row("1", "a"),
        row("1", "b"),
        row("2", "b", "2025-02-01"),
        row("2", "a", "2025-02-01"),
        row("2", "c", "2025-02-01"),
    ]
    edges = together(rows, 1)
    assert edges["a", "b"] == {"weight": 2, "count": 2, "first": "2025-01-01", "last": "2025-02-01"}
    assert set(edges) == {("a", "b"), ("a", "c"), ("b", "c")}
    assert set(together(rows, 2)) == {("a", "b")}
    assert together([row("1", "a"), row("2", "b")], 1) == {}


def test_voting_alike_is_a_share_of_the_common_votes() -> None:
    rows = [
        row("1", "a"),
        row("1", "b"),
        row("2", "a"),
        row("2", "b", choice="no"),
        row("3", "a"),
        row("3", "c"),
    ]
    edges = alike(rows, 1)
    assert (edges["a", "b"]["weight"], edges["a", "b"]["alike"], edges["a", "b"]["count"]) == (0.5, 1, 2)
    assert edges["a", "c"]["weight"] == 1.0
    assert set(alike(rows, 2)) == {("a", "b")}


def test_a_case_is_related_by_each_fact_once() -> None:
    fact = {"actor": "a", "case": "c", "relation": "proposed", "fact": "f", "date": "2025-01-01"}
    edges = related([fact, fact, {**fact, "relation": "voted", "fact": "g"}], 1)
    about = edges["a", "c"]
    assert (about["weight"], about["relations"], about["proposed"], about["voted"]) == (
        2,
        "proposed; voted",
        1,
        1,
    )


def test_the_networks_of_the_examples_open_again_with_the_figures_of_the_graph(
    view: View, tmp_path: Path
) -> None:
    sizes = check_networks(tmp_path, view)
    assert {name for name, (_, edges) in sizes.items() if edges} >= {
        "co-attendance",
        "co-proposing",
        "actor-case",
    }


def test_nodes_tell_who_they_are(view: View) -> None:
    people = network(view, "co-attendance")
    (about,) = (data for _, data in people.nodes(data=True) if data["label"] == "Roger Stenhamre")
    assert about["kind"] == "person"
    assert about["party"] == "SD"
    assert "Regionstyrelsen" in about["bodies"]
    assert about["iri"].endswith("/roger-stenhamre")
    kinds = {data["kind"] for _, data in network(view, "actor-case").nodes(data=True)}
    assert {"person", "case"} <= kinds <= {"person", "party", "organisation", "body", "case"}


def test_a_scope_leaves_out_the_other_meetings(view: View) -> None:
    whole = network(view, "co-attendance")
    part = network(view, "co-attendance", Scope(body="regionstyrelsen", last="2025-02-28"))
    assert 0 < part.number_of_edges() < whole.number_of_edges()
    assert {last for *_, last in part.edges(data="last")} <= {
        f"2025-0{m}-{d:02}" for m in (1, 2) for d in range(1, 32)
    }
    for name in NETWORKS:
        assert network(view, name, Scope(council="nowhere")).number_of_nodes() == 0
    with pytest.raises(ParameterError, match="from must be a date"):
        network(view, "co-attendance", Scope(first="spring"))


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("kind", ["gexf", "graphml"])
def test_the_same_graph_gives_the_same_bytes(view: View, tmp_path: Path, name: str, kind) -> None:
    write_network(view, name, tmp_path / "one", kind)
    write_network(view, name, tmp_path / "two", kind)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]


def test_gephi_finds_labels_ids_weights_and_times(view: View, tmp_path: Path) -> None:
    write_network(view, "voting-alike", tmp_path / "alike.gexf", minimum=1)
    text = (tmp_path / "alike.gexf").read_text(encoding="utf-8")
    assert "lastmodifieddate" not in text
    root = ET.fromstring(text)
    graph = root.find(f"{ELEMENT}graph")
    assert graph is not None
    assert (graph.get("mode"), graph.get("timeformat"), graph.get("defaultedgetype")) == (
        "dynamic",
        "date",
        "undirected",
    )
    nodes, edges = list(root.iter(f"{ELEMENT}node")), list(root.iter(f"{ELEMENT}edge"))
    assert len({node.get("id") for node in nodes}) == len(nodes) > 2
    assert all(node.get("label") and not node.get("label", "").startswith("http") for node in nodes)
    assert len({edge.get("id") for edge in edges}) == len(edges)
    assert all(edge.get("weight") and edge.get("start", "") <= edge.get("end", "") for edge in edges)


def test_what_xml_cannot_hold_is_left_out_of_names() -> None:
    assert clean("Anna\x0c\ufffe Sjö\x00berg\n") == "Anna Sjö berg"
    assert clean("Åsa Öst-Ek") == "Åsa Öst-Ek"


def test_an_unknown_network_and_a_place_that_cannot_be_written_are_told(view: View, tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match="there is no network friends; there are: co-attendance"):
        network(view, "friends")
    with pytest.raises(NetworkError, match="cannot write the network"):
        write_network(view, "co-attendance", tmp_path / "no" / "file.gexf")


def test_the_command(store: Path, tmp_path: Path) -> None:
    assert tuple(NETWORKS) == NAMES
    path = tmp_path / "net.graphml"
    arguments = [
        "network",
        "co-proposing",
        "--store",
        str(store),
        "--format",
        "graphml",
        "--output",
        str(path),
    ]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert "nodes" in result.output
    assert path.exists()
    assert CliRunner().invoke(main, [*arguments, "--from", "2025"]).exit_code == 2
