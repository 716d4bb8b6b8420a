"""The log of changes: what builds write in it, that it is one with the graph, and what can be taken out."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from graphbuild import pipeline
from graphbuild.changes import Change, CursorError, Facts, Log, compare, purge
from graphbuild.changes.compare import Nothing
from graphbuild.changes.purging import concerns
from graphbuild.cli import main
from graphbuild.errors import StoreError
from graphbuild.store import Store
from tests.changing import BASE, PLACE, balance, build, changes, told, write

MARCH, APRIL = (f"id/meeting/{PLACE}/2024-{month}-05" for month in ("03", "04"))
ENTITIES = "graph/entities/almby-kommun"
AUTHORITY = "graph/authority"
ROOT = Path(__file__).parents[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "minutes"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


def facts(store: Path, change: Change) -> Facts:
    with Log.open(store) as log:
        found = log.change(change.cursor)
    assert found is not None
    assert found[0] == change
    return found[1]


def test_a_first_build_adds_every_meeting_and_every_shared_graph(folder: Path, store: Path) -> None:
    write(folder, "2024-03-05")
    build(store, folder)
    assert set(told(store)) >= {("added", MARCH), ("added", ENTITIES), ("added", AUTHORITY)}
    assert [change.cursor for change in changes(store)] == list(range(1, len(changes(store)) + 1))
    meeting = next(change for change in changes(store) if change.iri == BASE + MARCH)
    place = f"{BASE}graph/{PLACE}/2024-03-05"
    assert meeting.graphs[0] == place
    assert f"{place}/evidence" in meeting.graphs
    assert meeting.former_graphs == ()
    (document,) = meeting.documents
    assert (document.iri, document.file_name) == (f"{BASE}id/minutes/{PLACE}/2024-03-05", "ks-2024-03-05.txt")
    assert len(document.sha256) == 64
    assert (meeting.snapshot, meeting.time) == (1, "2026-06-01T12:00:00Z")
    added = facts(store, meeting)
    assert f"{BASE}id/item/{PLACE}/2024-03-05/1/decision/1" in added.added
    assert not [iri for iri in added.added if "/evidence/" in iri]
    assert (added.changed, added.removed) == ((), ())
    assert balance(store)


def test_a_build_that_changes_nothing_writes_no_entry(folder: Path, store: Path) -> None:
    write(folder, "2024-03-05")
    build(store, folder)
    before = changes(store)
    build(store, folder, day=2)
    assert changes(store) == before


def test_a_changed_file_of_the_same_path_is_a_change_of_its_meeting_only(folder: Path, store: Path) -> None:
    path = write(folder, "2024-03-05")
    write(folder, "2024-04-05", number=14)
    build(store, folder)
    last = len(changes(store))
    write(folder, "2024-03-05", decision="avslå taxan")
    build(store, path, day=2)
    assert told(store, last) == [("changed", MARCH)]
    (change,) = changes(store, last)
    assert change.quads[0] > 0
    assert change.quads[1] > 0
    decision = f"{BASE}id/item/{PLACE}/2024-03-05/1/decision/1"
    assert decision in facts(store, change).changed
    assert f"{BASE}id/item/{PLACE}/2024-03-05/2/decision/1" not in facts(store, change).changed
    (old,), (new,) = change.former_documents, change.documents
    assert old.iri == new.iri
    assert old.sha256 != new.sha256
    assert change.summary().endswith(" Told by ks-2024-03-05.txt (a new form).")
    assert balance(store)


def test_a_person_that_comes_and_goes_changes_the_council_s_entities(folder: Path, store: Path) -> None:
    write(folder, "2024-03-05")
    build(store, folder)
    last = len(changes(store))
    write(folder, "2024-03-05", member="Eva Lind (C)")
    build(store, folder, day=2)
    assert told(store, last) == [("changed", MARCH), ("changed", ENTITIES)] or told(store, last) == [
        ("changed", ENTITIES),
        ("changed", MARCH),
    ]
    change = next(one for one in changes(store, last) if one.what == "graph")
    assert change.title == "People, bodies and cases of almby-kommun"
    found = facts(store, change)
    assert f"{BASE}id/person/almby-kommun/eva-lind" in found.added
    assert f"{BASE}id/person/almby-kommun/nils-oberg" in found.removed


def test_a_document_that_is_of_another_date_now_moves(folder: Path, store: Path) -> None:
    write(folder, "2024-03-05", "a.txt")
    build(store, folder)
    last = len(changes(store))
    write(folder, "2024-04-05", "a.txt")
    build(store, folder, day=2)
    assert [one for one in told(store, last) if "meeting" in one[1]] == [("removed", MARCH), ("added", APRIL)]
    removed = next(one for one in changes(store, last) if one.kind == "removed")
    assert removed.graphs == ()
    assert f"{BASE}graph/{PLACE}/2024-03-05" in removed.former_graphs
    assert removed.title == "Kommunstyrelsen, Almby kommun 2024-03-05"
    assert balance(store)


def test_a_removed_meeting_leaves_tombstones_of_all_that_it_told(folder: Path, store: Path) -> None:
    write(folder, "2024-03-05")
    build(store, folder)
    pipeline.remove(f"{PLACE}/2024-03-05", store, now=datetime(2026, 6, 3, tzinfo=UTC))
    item = f"{BASE}id/item/{PLACE}/2024-03-05/1"
    gone = [
        BASE + MARCH,
        item,
        f"{item}/decision/1",
        f"{item}/decision/1/evidence/1",
        f"{BASE}id/minutes/{PLACE}/2024-03-05",
        f"{BASE}id/person/almby-kommun/nils-oberg",
        f"{BASE}id/case/almby-kommun/KS-2024-12",
    ]
    with Log.open(store) as log:
        for iri in gone:
            change = log.tombstone(iri)
            assert change is not None, iri
            assert (change.kind, change.time) in {
                ("removed", "2026-06-03T00:00:00Z"),
                ("changed", "2026-06-03T00:00:00Z"),
            }
        assert log.tombstone(f"{item}/decision/9") is None


def test_the_same_builds_write_the_same_entries(folder: Path, store: Path) -> None:
    other = store.with_name("other")
    for number, decision in enumerate(("anta taxan", "avslå taxan"), start=1):
        write(folder, "2024-03-05", decision=decision)
        for each in (store, other):
            build(each, folder, day=number)
    assert changes(store) == changes(other)
    with Log.open(store) as one, Log.open(other) as two:
        assert one.name == two.name != ""


def test_a_log_that_begins_later_than_the_graph_says_so(folder: Path, store: Path) -> None:
    write(folder, "2024-03-05")
    build(store, folder)
    (store / "changes.sqlite").unlink()
    with Log.open(store) as log:
        assert (log.newest, log.changes(), log.name) == (0, (), "")
    write(folder, "2024-03-05", decision="avslå taxan")
    build(store, folder)
    with Log.open(store) as log:
        assert log.begins == 1
        assert [change.kind for change in log.changes()] == ["changed"]


def test_a_cursor_of_another_log_is_refused(folder: Path, store: Path) -> None:
    write(folder, "2024-03-05")
    build(store, folder)
    with Log.open(store) as log:
        assert log.changes(log.newest) == ()
        with pytest.raises(CursorError, match="built anew"):
            log.changes(log.newest + 1)


def test_a_log_that_is_no_database_is_told(folder: Path, store: Path) -> None:
    write(folder, "2024-03-05")
    build(store, folder)
    (store / "changes.sqlite").write_bytes(b"no database, but long enough to look like one" * 50)
    with pytest.raises(StoreError, match="log of changes"), Log.open(store) as log:
        log.changes()


def test_the_time_never_runs_backwards(folder: Path, store: Path) -> None:
    write(folder, "2024-03-05")
    build(store, folder, day=9)
    write(folder, "2024-03-05", decision="avslå taxan")
    build(store, folder, day=2)
    assert {change.time for change in changes(store)} == {"2026-06-09T12:00:00Z"}


# Killed at any moment

KILLS = {
    "before it compares": ("graphbuild.changes", "record", "before"),
    "while it writes the log": ("graphbuild.changes.log", "_begin", "after"),
    "after it wrote the log": ("graphbuild.changes", "record", "after"),
    "before readers see the snapshot": ("graphbuild.store", "_write_atomically", "before"),
    "once readers see the snapshot": ("graphbuild.store", "_write_atomically", "after"),
    "before it writes the index": ("graphbuild.store.Writer", "publish", "after"),
}


def killed(store: Path, folder: Path, module: str, name: str, when: str) -> None:
    """Run a build in a process that kills itself before or after a function."""
    program = f"""
        import os, pkgutil
        from datetime import UTC, datetime
        from pathlib import Path
        from graphbuild import pipeline
        from graphbuild.sources import collect
        owner, name = pkgutil.resolve_name({module!r}), {name!r}
        real = getattr(owner, name)
        def fatal(*args, **kwargs):
            if {when!r} == "after":
                real(*args, **kwargs)
            os.kill(os.getpid(), 9)
        setattr(owner, name, fatal)
        sources, _ = collect([Path({str(folder)!r})])
        pipeline.build(sources, Path({str(store)!r}), now=datetime(2026, 6, 2, 12, tzinfo=UTC))
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)], check=False, env=environment, cwd=ROOT
    )
    assert ended.returncode == -9


@pytest.mark.parametrize("where", KILLS)
def test_log_and_graph_agree_after_a_kill(where: str, folder: Path, store: Path) -> None:
    write(folder, "2024-03-05")
    write(folder, "2024-04-05", number=14)
    build(store, folder)
    first = changes(store)
    write(folder, "2024-03-05", decision="avslå taxan")
    write(folder, "2024-05-05", number=15)
    killed(store, folder, *KILLS[where])
    published = Store(store).current() == 2
    assert balance(store)
    assert (len(changes(store)) > len(first)) is published
    build(store, folder, day=2)
    fresh = store.with_name("fresh")
    build(fresh, folder)
    with Store(store).view() as mended, Store(fresh).view() as whole:
        assert mended.quads() == whole.quads()
    assert balance(store)
    assert sorted(told(store, len(first))) == [
        ("added", f"id/meeting/{PLACE}/2024-05-05"),
        ("changed", "graph/coverage/almby-kommun"),
        ("changed", ENTITIES),
        ("changed", MARCH),
    ]


def test_what_a_killed_build_left_of_a_document_that_is_not_given_again_goes(
    folder: Path, store: Path
) -> None:
    first = write(folder, "2024-03-05")
    build(store, folder)
    before = told(store)
    extra = write(folder, "2024-05-05", number=15)
    killed(store, folder, *KILLS["before it compares"])
    extra.unlink()
    build(store, first, day=2)
    with Store(store).view() as view:
        assert not [iri for iri in view.graphs() if "2024-05-05" in iri]
    assert told(store) == before


# What can be taken out

PERSON = f"{BASE}id/person/almby-kommun/nils-oberg"


def test_details_of_a_meeting_can_be_taken_out_for_good(folder: Path, store: Path) -> None:
    write(folder, "2024-03-05")
    write(folder, "2024-04-05", number=14)
    build(store, folder)
    pipeline.remove(f"{PLACE}/2024-03-05", store)
    before = changes(store)
    assert purge(store, meetings=[BASE + MARCH]) == 2
    after = changes(store)
    assert [(one.cursor, one.kind, one.graphs) for one in after] == [
        (one.cursor, one.kind, one.graphs) for one in before
    ]
    for change in after:
        if change.iri == BASE + MARCH:
            assert (change.documents, change.former_documents, change.purged) == ((), (), True)
            assert facts(store, change) == Facts()
        else:
            assert change in before
    with Log.open(store) as log:
        assert log.tombstone(BASE + MARCH) is None
    assert b"ks-2024-03-05.txt" not in (store / "changes.sqlite").read_bytes()


def test_a_person_can_be_taken_out_of_the_log(folder: Path, store: Path) -> None:
    write(folder, "2024-03-05")
    build(store, folder)
    pipeline.remove(f"{PLACE}/2024-03-05", store)
    with Log.open(store) as log:
        assert log.tombstone(PERSON) is not None
    assert purge(store, iris=[PERSON]) > 0
    named = [
        iri
        for change in changes(store)
        for iris in facts(store, change).to_json().values()
        for iri in iris
        if "nils-oberg" in iri
    ]
    assert named == []
    with Log.open(store) as log:
        assert log.tombstone(PERSON) is None
        assert log.tombstone(f"{BASE}id/participation/{PLACE}/2024-03-05/nils-oberg") is None
        assert log.tombstone(BASE + MARCH) is not None
    assert b"nils-oberg" not in (store / "changes.sqlite").read_bytes()
    assert purge(store, iris=[PERSON]) == 0


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        ("person/almby-kommun/nils-oberg", True),
        ("person/almby-kommun/nils-oberg/evidence/1", True),
        ("participation/almby-kommun/ks/2024-03-05/nils-oberg", True),
        ("candidate/almby-kommun/nils-oberg/nils-oberg-m", True),
        ("judgement/person-almby-kommun-nils-oberg/x/2024-03-05", True),
        ("person/almby-kommun/nils-oberg-m", False),
        ("person/norrby-kommun/nils-oberg", False),
        ("participation/almby-kommun/ks/2024-03-05/ulla-ek", False),
    ],
)
def test_what_bears_a_person_s_name(iri: str, expected: bool) -> None:
    assert concerns([PERSON])(f"{BASE}id/{iri}") is expected


def test_a_store_without_a_log_has_nothing_to_take_out(tmp_path: Path) -> None:
    assert purge(tmp_path, iris=[PERSON]) == 0


# Comparing, and the command


def test_graphs_that_are_equal_make_no_change(tmp_path: Path) -> None:
    graph = f"{BASE}graph/a/b/2024-01-01"
    node = ox.NamedNode(f"{BASE}id/x")
    quads = (ox.Quad(node, node, ox.Literal("x"), ox.NamedNode(graph)),)
    with Store(tmp_path).writer() as writer:
        writer.replace([graph], quads)
        assert list(compare([graph], writer, writer, BASE)) == []
        ((change, facts),) = compare([graph], writer, Nothing(), BASE)
    assert (change.kind, change.quads, facts.removed) == ("removed", (0, 1), (node.value,))


def test_the_command_lists_changes_in_each_format(
    folder: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(folder, "2024-03-05")
    run = CliRunner().invoke
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    assert run(main, ["build", str(path), "--store", str(store), "--ner", "off"]).exit_code == 0
    table = run(main, ["changes", "--store", str(store)])
    assert "Kommunstyrelsen, Almby kommun 2024-03-05" in table.output
    assert "2026-05-28T20:26:40Z" in table.output
    assert '"complete": true' in run(main, ["changes", "--store", str(store), "--format", "json"]).output
    assert "<entry>" in run(main, ["changes", "--store", str(store), "--format", "atom"]).output
    beyond = run(main, ["changes", "--store", str(store), "--since", "999"])
    assert (beyond.exit_code, "built anew" in beyond.output) == (2, True)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    failed = run(main, ["build", str(path), "--store", str(store)])
    assert (failed.exit_code, "SOURCE_DATE_EPOCH" in failed.output) == (2, True)


def test_the_command_takes_a_meeting_or_a_document_out(folder: Path, store: Path) -> None:
    old = write(folder, "2024-03-05", "a.txt")
    write(folder, "2024-03-05", "b.txt", decision="avslå taxan", title="Rättat protokoll")
    write(folder, "2024-04-05", number=14)
    build(store, folder)
    run = CliRunner().invoke
    document = run(main, ["remove", str(old.with_name("b.txt")), "--store", str(store)])
    assert (document.exit_code, "other documents tell" in document.output) == (0, True)
    meeting = run(main, ["remove", f"{PLACE}/2024-03-05", "--store", str(store)])
    assert (meeting.exit_code, "is removed" in meeting.output) == (0, True)
    assert ("removed", MARCH) in told(store)
    again = run(main, ["remove", f"{PLACE}/2024-03-05", "--store", str(store)])
    assert (again.exit_code, "no meeting" in again.output) == (2, True)
