"""Builds on small minutes written here, of an invented council, in a folder of each test's own."""

from __future__ import annotations

import json

import pytest

from graphbuild import pipeline, state, validation, writing
from graphbuild.iris import DEFAULT_BASE
from graphbuild.linking import Register
from graphbuild.sources import Rejected, collect
from graphbuild.state import StateError
from graphbuild.store import Store, Writer
from graphbuild.triples import serialise

MEETING = """Almby kommun
Sammanträdesprotokoll
Kommunstyrelsen
Sammanträdesdatum {date}

Plats och tid Rådhuset, Almby, kl. 13:00-15:00
Beslutande
{chair}, ordförande
Nils Öberg (M)

§ 1 Dnr KS 2024/12
Taxa för gästhamnen
Beslut
Kommunstyrelsen beslutar att {decision}.

Yrkanden
Nils Öberg (M) yrkar avslag på förslaget.

Protokollsutdrag skickas till
Kulturnämnden

§ 2 Dnr KS 2024/{number}
Yttrande över länsplanen
Beslut
Kommunstyrelsen beslutar att godkänna yttrandet.
"""

ITEM = f"{DEFAULT_BASE}id/item/almby-kommun/kommunstyrelsen"


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "minutes"
    made.mkdir()
    return made


@pytest.fixture
def store(tmp_path):
    return tmp_path / "store"


def write(folder, date, name=None, chair="Ulla Ekbrink (S)", decision="anta taxan", number=13):
    text = MEETING.format(date=date, chair=chair, decision=decision, number=number)
    path = folder / (name or f"ks-{date}.txt")
    path.write_text(text, encoding="utf-8")
    return path


def three(folder):
    for day, number in ((5, 13), (12, 14), (19, 15)):
        write(folder, f"2024-03-{day:02}", number=number)


def build(store, *paths, **more):
    sources, rejected = collect(paths)
    return pipeline.build(sources, store, rejected=rejected, **more)


def quads(store):
    with Store(store).view() as view:
        return serialise(view.quads())


def facts(store):
    """Return what the graphs hold but those that tell what is not in them."""
    return b"".join(line for line in quads(store).splitlines(True) if b"/graph/coverage" not in line)


def names(paths):
    return [path.rsplit("/", 1)[-1] for path in paths]


def refuse(monkeypatch, word):
    """Let the shapes find a violation in every document whose quads hold the word."""

    def validate(found, *_context, **_options):
        if not any(word in str(quad) for quad in found):
            return validation.Report(True)
        wrong = validation.Finding(f"{ITEM}/x", "Item-number", None, "no number", "violation")
        return validation.Report(False, (wrong,))

    monkeypatch.setattr(validation, "validate", validate)


def test_a_build_makes_the_graphs_of_each_meeting_and_those_they_share(folder, store):
    three(folder)
    report = build(store, folder)
    assert names(report.added) == ["ks-2024-03-05.txt", "ks-2024-03-12.txt", "ks-2024-03-19.txt"]
    assert (report.changed, report.unchanged, report.rejected, report.set_aside) == ((), (), (), ())
    assert report.counts["documents"] == 3
    assert report.counts["items"] == 6
    with Store(store).view() as view:
        assert report.counts["quads"] == view.count
        place = "graph/almby-kommun/kommunstyrelsen/2024-03-05"
        expected = {place, f"{place}/evidence", "graph/authority", "graph/entities/almby-kommun"}
        assert expected <= {iri.removeprefix(DEFAULT_BASE) for iri in view.graphs()}
        entities = view.quads(f"{DEFAULT_BASE}graph/entities/almby-kommun")
    assert validation.validate(entities).violations == ()
    assert report.complete
    assert json.loads((store / "state" / "report.json").read_text()) == report.to_json()


def test_built_twice_nothing_changes_and_nothing_is_extracted_again(folder, store, monkeypatch):
    three(folder)
    build(store, folder)
    before, snapshot = quads(store), Store(store).current()
    monkeypatch.setattr(
        pipeline, "extract", lambda source, _ner: pytest.fail(f"extracted {source.path} again")
    )
    monkeypatch.setattr(validation, "validate", lambda *_: pytest.fail("validated again"))
    report = build(store, folder)
    assert (report.added, report.changed, len(report.unchanged)) == ((), (), 3)
    assert quads(store) == before
    assert Store(store).current() == snapshot


def test_a_new_version_that_says_the_same_changes_nothing(folder, store, monkeypatch):
    three(folder)
    build(store, folder)
    before, snapshot = quads(store), Store(store).current()
    monkeypatch.setattr(state, "fingerprint", lambda: "another version")
    monkeypatch.setattr(writing, "fingerprint", lambda: "another version")
    report = build(store, folder)
    assert (report.added, report.changed, len(report.unchanged)) == ((), (), 3)
    assert (quads(store), Store(store).current()) == (before, snapshot)


def test_a_changed_document_replaces_its_graphs_and_no_others(folder, store):
    three(folder)
    build(store, folder)
    before = set(quads(store).splitlines())
    write(folder, "2024-03-12", decision="avslå taxan", number=14)
    report = build(store, folder)
    assert (report.added, names(report.changed), len(report.unchanged)) == ((), ["ks-2024-03-12.txt"], 2)
    after = set(quads(store).splitlines())
    assert before != after
    assert all(b"2024-03-12" in line for line in before ^ after)
    fresh = store.with_name("fresh")
    build(fresh, folder)
    assert quads(fresh) == quads(store)


def test_a_document_that_is_of_another_meeting_now_leaves_the_first(folder, store):
    write(folder, "2024-03-05", "a.txt")
    build(store, folder)
    write(folder, "2024-04-05", "a.txt")
    report = build(store, folder)
    assert (names(report.added), report.removed) == (["a.txt"], ("almby-kommun/kommunstyrelsen/2024-03-05",))
    assert b"2024-03-05" not in quads(store)


def test_documents_that_are_not_given_again_stay(folder, store):
    three(folder)
    for path in sorted(folder.iterdir()):
        report = build(store, path)
        assert len(report.added) == 1
    whole = store.with_name("whole")
    build(whole, folder)
    assert quads(whole) == quads(store)


def test_what_cannot_be_read_or_is_no_meeting_is_named_and_the_rest_is_built(folder, store):
    three(folder)
    (folder / "empty.txt").write_text("")
    (folder / "nothing.txt").write_text("Det här är en inköpslista: mjölk och bröd.")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    report = build(store, folder, folder / "gone.txt")
    assert names(one.path for one in report.rejected) == [
        "broken.pdf",
        "empty.txt",
        "gone.txt",
        "nothing.txt",
    ]
    assert all(one.reason for one in report.rejected)
    assert report.counts["documents"] == 3
    assert not report.complete


def test_an_error_in_one_document_costs_only_this_document(folder, store, monkeypatch):
    three(folder)
    read = pipeline.pages.read

    def fails(source):
        if "03-12" in source.path:
            raise ZeroDivisionError("by nought")
        return read(source)

    monkeypatch.setattr(pipeline.pages, "read", fails)
    report = build(store, folder)
    (rejected,) = report.rejected
    assert "ZeroDivisionError: by nought" in rejected.reason
    assert len(report.added) == 2


def test_any_number_of_workers_and_any_order_give_the_same_bytes(folder, store):
    three(folder)
    write(folder, "2023-03-12", chair="Ulla Ekbrink (M)")
    write(folder, "2025-03-12", chair="Ulla Ekbrink (M)")
    sources, _ = collect([folder])
    pipeline.build(sources, store)
    for number, (order, workers) in enumerate(((sources, 2), (sources[::-1], 1))):
        other = store.with_name(f"other-{number}")
        pipeline.build(order, other, workers=workers)
        assert quads(other) == quads(store)
        for name in ("register.json", "index.json"):
            assert (other / "state" / name).read_bytes() == (store / "state" / name).read_bytes()
    assert b"ulla-ekbrink-s" in quads(store)


def test_a_violation_keeps_the_document_out_with_its_findings(folder, store, monkeypatch):
    three(folder)
    write(folder, "2024-03-12", chair="Eva Ek (V)", number=14)
    refuse(monkeypatch, "2024-03-12")
    report = build(store, folder)
    (rejected,) = report.rejected
    assert rejected.path.endswith("ks-2024-03-12.txt")
    assert "Item-number" in rejected.reason
    assert [finding.severity for finding in report.findings if finding.path == rejected.path].count(
        "violation"
    ) == 1
    assert len(report.added) == 2
    assert b"2024-03-12" not in facts(store)
    assert b"eva-ek" not in quads(store)
    again = build(store, folder)
    assert (len(again.rejected), len(again.unchanged)) == (1, 2)


def test_the_store_keeps_the_earlier_form_of_a_document_whose_new_one_breaks_a_shape(
    folder, store, monkeypatch
):
    three(folder)
    build(store, folder)
    before = facts(store)
    write(folder, "2024-03-12", decision="avslå taxan", number=14)
    refuse(monkeypatch, "avslå taxan")
    report = build(store, folder)
    assert (len(report.rejected), report.changed) == (1, ())
    assert facts(store) == before


def test_the_same_content_and_the_same_meeting_are_told_once(folder, store):
    first = write(folder, "2024-03-05", "b.txt")
    (folder / "copy.txt").write_bytes(first.read_bytes())
    extract = folder / "a.txt"
    extract.write_text(first.read_text(encoding="utf-8").split("§ 2")[0], encoding="utf-8")
    report = build(store, folder)
    assert names(report.added) == ["b.txt"]
    assert names(one.path for one in report.set_aside) == ["a.txt", "copy.txt"]
    assert report.set_aside[1].reason.startswith("the same content as ")
    again = build(store, folder)
    assert (names(again.unchanged), len(again.set_aside)) == (["b.txt"], 2)


def test_a_person_that_a_later_document_tells_apart_changes_the_documents_that_name_them(folder, store):
    path = write(folder, "2024-03-05", chair="Ulla Ekbrink (S)")
    build(store, path)
    assert b"id/person/almby-kommun/ulla-ekbrink>" in quads(store)
    other = write(folder, "2024-03-12", chair="Ulla Ekbrink (S)", decision="låta Ulla Ekbrink (M) anta taxan")
    report = build(store, other)
    assert names(report.added) == ["ks-2024-03-12.txt"]
    assert b"id/person/almby-kommun/ulla-ekbrink-m>" in quads(store)
    register = Register.from_json(json.loads((store / "state" / "register.json").read_text(encoding="utf-8")))
    assert register.entities[f"{DEFAULT_BASE}id/person/almby-kommun/ulla-ekbrink"].key.endswith("/S")


def test_a_meeting_that_is_removed_is_gone(folder, store):
    three(folder)
    build(store, folder)
    meeting = "almby-kommun/kommunstyrelsen/2024-03-12"
    report = pipeline.remove(f"{DEFAULT_BASE}id/meeting/{meeting}", store)
    assert report.removed == (meeting,)
    (folder / "ks-2024-03-12.txt").unlink()
    fresh = store.with_name("fresh")
    build(fresh, folder)
    assert quads(store) == quads(fresh)
    with pytest.raises(StateError, match="no meeting"):
        pipeline.remove(meeting, store)


def test_removing_the_last_meeting_leaves_no_entities(folder, store):
    build(store, write(folder, "2024-03-05"))
    pipeline.remove("almby-kommun/kommunstyrelsen/2024-03-05", store)
    assert b"almby" not in quads(store)


def test_a_build_that_broke_off_is_mended_by_the_next(folder, store, monkeypatch):
    three(folder)
    build(store, folder)
    for day, number in ((5, 13), (12, 14), (19, 15)):
        write(folder, f"2024-03-{day:02}", decision="avslå taxan", number=number)
    replace, written = Writer.replace, []

    def breaks_off(self, graphs, found):
        if len(written) == 2:
            raise KeyboardInterrupt
        written.append(graphs)
        replace(self, graphs, found)

    monkeypatch.setattr(Writer, "replace", breaks_off)
    with pytest.raises(KeyboardInterrupt):
        build(store, folder)
    monkeypatch.undo()
    build(store, folder)
    fresh = store.with_name("fresh")
    build(fresh, folder)
    assert quads(store) == quads(fresh)


def test_a_store_keeps_to_one_base(folder, store):
    path = write(folder, "2024-03-05")
    build(store, path, base="https://data.almby.example/")
    assert b"data.example.org" not in quads(store)
    with pytest.raises(StateError, match="data.almby.example"):
        build(store, path)


def test_progress_reaches_its_total_and_what_was_left_out_before_is_reported(folder, store):
    three(folder)
    told = []
    sources, _ = collect([folder])
    left = Rejected("x.csv", "is no manifest")
    report = pipeline.build(sources, store, progress=lambda *step: told.append(step), rejected=[left])
    assert told[-1] == (6, 6)
    assert told == sorted(told)
    assert report.rejected == (left,)
