"""The store: one writer, atomic replacement, snapshots for readers."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pyoxigraph as ox
import pytest

from graphbuild.errors import QueryError, StoreError, StoreLockedError
from graphbuild.store import Store

G, H = "https://x.example/graph/g", "https://x.example/graph/h"


def quad(value: str, graph: str = G, language: str | None = None) -> ox.Quad:
    name = ox.NamedNode("https://x.example/s")
    literal = ox.Literal(value, language=language) if language else ox.Literal(value)
    return ox.Quad(name, ox.NamedNode("https://x.example/p"), literal, ox.NamedNode(graph))


def values(store: Store, graph: str = G) -> list[str]:
    with store.view() as view:
        return [each.object.value for each in view.quads(graph)]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def test_nothing_can_be_read_before_it_is_published(store: Store) -> None:
    with pytest.raises(StoreError, match="beslutsgraf build"):
        store.view()
    with store.writer() as writer:
        writer.replace([G], [quad("a")])
        with pytest.raises(StoreError, match="no graph has been published"):
            store.view()
        assert writer.publish() == 1
        assert values(store) == ["a"]


def test_replacing_a_graph_leaves_the_others(store: Store) -> None:
    with store.writer() as writer:
        writer.replace([G, H], [quad("a"), quad("b"), quad("c", H)])
        writer.replace([G], [quad("d")])
        assert [each.object.value for each in writer.graph(G)] == ["d"]
        writer.publish()
    assert (values(store), values(store, H)) == (["d"], ["c"])


@pytest.mark.parametrize("value", ['"; DROP ALL', "a\nb\\", "}} <x>", "åäö\u202f§", ""])
def test_a_value_comes_back_as_it_went_in(store: Store, value: str) -> None:
    with store.writer() as writer:
        writer.replace([G], [quad(value, language="sv")])
        assert writer.graph(G) == (quad(value, language="sv"),)


def test_removing_graphs_passes_over_those_that_do_not_exist(store: Store) -> None:
    with store.writer() as writer:
        writer.replace([G, H], [quad("a"), quad("b", H)])
        writer.remove([G, "https://x.example/graph/none"])
        assert writer.graphs() == (H,)


def test_a_quad_outside_the_graphs_is_refused_and_nothing_changes(store: Store) -> None:
    with store.writer() as writer:
        writer.replace([G], [quad("a")])
        with pytest.raises(StoreError, match="outside the graphs"):
            writer.replace([G], [quad("b"), quad("c", H)])
        blank = ox.Quad(ox.BlankNode(), ox.NamedNode("https://x.example/p"), ox.Literal("x"), ox.NamedNode(G))
        with pytest.raises(StoreError, match="blank nodes"):
            writer.replace([G], [blank])
        assert writer.graph(G) == (quad("a"),)


def test_quads_are_sorted_and_each_stands_once(store: Store) -> None:
    with store.writer() as writer:
        writer.replace([G], [quad("b"), quad("a"), quad("b")])
        assert [each.object.value for each in writer.graph(G)] == ["a", "b"]


def test_a_view_stays_as_it_is_while_newer_ones_are_published(store: Store) -> None:
    with store.writer() as writer:
        writer.replace([G], [quad("old")])
        writer.publish()
        with store.view() as old:
            writer.replace([G], [quad("new")])
            assert writer.publish() == 2
            assert [each.object.value for each in old.quads()] == ["old"]
            assert values(store) == ["new"]


def test_publishing_without_a_change_keeps_the_snapshot(store: Store) -> None:
    with store.writer() as writer:
        writer.replace([G], [quad("a")])
        writer.publish()
    with store.writer() as writer:
        assert writer.publish() == 1
    assert store.current() == 1


def test_what_was_written_but_not_published_is_published_by_the_next_writer(store: Store) -> None:
    with store.writer() as writer:
        writer.replace([G], [quad("a")])
        writer.publish()
        writer.replace([G], [quad("b")])
    with store.writer() as writer:
        assert writer.publish() == 2
    assert values(store) == ["b"]


def test_the_last_two_snapshots_are_kept(store: Store) -> None:
    with store.writer() as writer:
        for number in range(4):
            writer.replace([G], [quad(str(number))])
            writer.publish()
    assert sorted(path.name for path in (store.path / "snapshots").iterdir()) == ["3", "4"]


def test_a_half_made_snapshot_of_a_killed_writer_is_cleared_away(store: Store) -> None:
    for name in ("1", "1.draft"):
        (store.path / "snapshots" / name).mkdir(parents=True)
    with store.writer() as writer:
        writer.replace([G], [quad("a")])
        writer.publish()
    assert [path.name for path in (store.path / "snapshots").iterdir()] == ["1"]
    assert values(store) == ["a"]


def test_a_second_writer_is_told_who_is_writing(store: Store) -> None:
    with store.writer(), pytest.raises(StoreLockedError, match=r"process \d+"), store.writer():
        pass
    with store.writer() as writer:
        assert writer.graphs() == ()


def test_a_killed_writer_loses_nothing_it_was_told_and_leaves_no_lock(store: Store) -> None:
    program = f"""
        import os, pyoxigraph as ox
        from graphbuild.store import Store
        name, graph = ox.NamedNode("https://x.example/s"), ox.NamedNode({G!r})
        with Store({str(store.path)!r}).writer() as writer:
            writer.replace([{G!r}], [ox.Quad(name, name, ox.Literal("kept"), graph)])
            os.kill(os.getpid(), 9)
    """
    subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)], check=False, cwd=Path(__file__).parents[1]
    )
    with store.writer() as writer:
        assert [each.object.value for each in writer.graph(G)] == ["kept"]


def test_a_path_that_is_no_folder_is_told(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(StoreError, match="cannot write"), Store(file).writer():
        pass


def test_queries_see_the_union_of_all_graphs_or_those_that_are_chosen(store: Store) -> None:
    ask = "ASK { ?s ?p 'a' , 'c' }"
    with store.writer() as writer:
        writer.replace([G, H], [quad("a"), quad("c", H)])
        writer.publish()
    with store.view() as view:
        assert view.graphs() == (G, H)
        assert view.count == 2
        assert bool(view.query(ask))
        assert not bool(view.query(ask, default_graphs=[G]))
        assert bool(view.query(ask, default_graphs=[G, H]))
        assert not bool(view.query("ASK { GRAPH ?g { ?s ?p 'c' } }", named_graphs=[G]))


def test_a_wrong_query_tells_its_position(store: Store) -> None:
    with store.writer() as writer:
        writer.publish()
    with store.view() as view, pytest.raises(QueryError) as wrong:
        view.query("SELECT ?x WHERE {\n  ?x ")
    assert (wrong.value.line, wrong.value.column) == (2, 6)


def test_a_closed_view_and_a_closed_writer_say_so(store: Store) -> None:
    with store.writer() as writer:
        writer.publish()
    with pytest.raises(StoreError, match="closed"):
        writer.graphs()
    view = store.view()
    view.close()
    with pytest.raises(StoreError, match="closed"):
        view.graphs()
