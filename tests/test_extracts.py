"""Several extracts of one meeting, of an invented council: all stand, each § is told once."""

from __future__ import annotations

from itertools import permutations

import pytest

from graphbuild import pipeline, validation
from graphbuild.iris import DEFAULT_BASE
from graphbuild.sources import collect
from graphbuild.state import StateError
from graphbuild.store import Store
from graphbuild.triples import serialise
from graphbuild.vocabulary import BG, OA, RDF

FRONT = """Almby kommun
{kind}
Kommunstyrelsen
Sammanträdesdatum 2024-03-05

Plats och tid Rådhuset, Almby, kl. {hours}
Beslutande
Ulla Ekbrink (S), ordförande
{members}
"""
SECTION = """
§ {number} Dnr KS 2024/{number}
{title}
Beslut
Kommunstyrelsen beslutar att {decision}.
{more}"""
PROPOSAL = """
Yrkanden
Nils Öberg (M) yrkar avslag på förslaget.
"""
PLACE = "almby-kommun/kommunstyrelsen/2024-03-05"
MINUTES = f"{DEFAULT_BASE}id/minutes/{PLACE}"
HARBOUR = {"number": 1, "title": "Taxa för gästhamnen", "decision": "anta taxan", "more": ""}
FULLER = HARBOUR | {"more": PROPOSAL}
PLAN = {"number": 2, "title": "Yttrande över länsplanen", "decision": "godkänna yttrandet", "more": ""}
POOL = {"number": 12, "title": "Renovering av badhuset", "decision": "renovera badhuset", "more": ""}


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "minutes"
    made.mkdir()
    return made


@pytest.fixture
def store(tmp_path):
    return tmp_path / "store"


def write(folder, name, *sections, kind="Protokollsutdrag", members="Nils Öberg (M)", hours="13:00-15:00"):
    text = FRONT.format(kind=kind, members=members, hours=hours)
    text += "".join(SECTION.format(**section) for section in sections)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def build(store, *paths):
    sources, rejected = collect(paths)
    return pipeline.build(sources, store, rejected=rejected)


def quads(store):
    with Store(store).view() as view:
        return list(view.quads())


def written(store):
    return serialise(quads(store))


def of_kind(store, kind):
    return sorted(q.subject.value for q in quads(store) if q.predicate == RDF.type and q.object == kind)


def items(store):
    return [iri.rsplit("/", 1)[-1] for iri in of_kind(store, BG.Item)]


def names(paths):
    return [path.rsplit("/", 1)[-1] for path in paths]


def test_extracts_of_different_sections_all_stand_each_with_its_own_document(folder, store):
    write(folder, "a.txt", HARBOUR)
    write(folder, "b.txt", PLAN, POOL)
    report = build(store, folder)
    assert (names(report.added), report.set_aside) == (["a.txt", "b.txt"], ())
    assert sorted(items(store), key=int) == ["1", "2", "12"]
    assert of_kind(store, BG.Minutes) == [f"{MINUTES}/1", f"{MINUTES}/2"]
    assert report.counts["items"] == 3
    assert report.counts["quads"] == len(quads(store))
    positions = {
        q.subject.value.rsplit("/", 1)[-1]: q.object.value
        for q in quads(store)
        if q.predicate == BG.position
        and f"id/item/{PLACE}/" in q.subject.value
        and "/decision/" not in str(q)
    }
    assert positions == {"1": "1", "2": "2", "12": "3"}
    found = validation.validate(quads(store))
    # That §§ 3-11 are not there is no doubt: extracts leave §§ out.
    assert (found.violations, found.warnings) == ((), ())


def test_what_all_extracts_tell_is_one_fact_with_the_evidence_of_each(folder, store):
    write(folder, "a.txt", HARBOUR, POOL)
    write(folder, "b.txt", PLAN, hours="13:00-15:30", members="Nils Öberg (M)\nEva Ahlkvist (C)")
    build(store, folder)
    found = quads(store)
    participations = of_kind(store, BG.Participation)
    assert [iri.rsplit("/", 1)[-1] for iri in participations] == [
        "eva-ahlkvist",
        "nils-oberg",
        "ulla-ekbrink",
    ]
    evidence = [
        q.object for q in found if q.predicate == BG.evidence and q.subject.value == participations[1]
    ]
    assert len(evidence) == 2
    sources = {
        q.object.value for q in found if q.predicate == OA.hasSource and "nils-oberg" in str(q.subject)
    }
    assert {f"{MINUTES}/1", f"{MINUTES}/2"} <= sources
    ends = [q.object.value for q in found if q.predicate == BG.endTime]
    assert ends == ["15:00:00"]


def test_the_fuller_text_of_a_section_is_told_and_the_other_document_keeps_its_others(folder, store):
    write(folder, "a.txt", HARBOUR, PLAN)
    write(folder, "b.txt", FULLER)
    build(store, folder)
    assert items(store) == ["1", "2"]
    assert len(of_kind(store, BG.Proposal)) == 1
    assert of_kind(store, BG.Minutes) == [f"{MINUTES}/1", f"{MINUTES}/2"]
    told = {q.subject.value: q.object.value for q in quads(store) if q.predicate == BG.fileName}
    assert told == {f"{MINUTES}/1": "b.txt", f"{MINUTES}/2": "a.txt"}


def test_an_extract_whose_sections_all_stand_elsewhere_is_set_aside_with_the_reason(folder, store):
    write(folder, "a.txt", HARBOUR)
    write(folder, "b.txt", FULLER, PLAN)
    (aside,) = build(store, folder).set_aside
    assert names([aside.path]) == ["a.txt"]
    assert "(1) stand as full or fuller in " in aside.reason


def test_whole_minutes_replace_all_extracts(folder, store):
    write(folder, "a.txt", HARBOUR)
    write(folder, "b.txt", PLAN)
    build(store, folder)
    whole = write(folder, "c.txt", HARBOUR, PLAN, kind="Sammanträdesprotokoll")
    report = build(store, folder)
    assert names(one.path for one in report.set_aside) == ["a.txt", "b.txt"]
    assert of_kind(store, BG.Minutes) == [MINUTES]
    fresh = store.with_name("fresh")
    build(fresh, whole)
    told = [line for line in written(store).splitlines() if b"id/left-out/" not in line]
    assert told == written(fresh).splitlines()


def test_any_order_of_documents_and_of_builds_gives_the_same_quads(folder, tmp_path):
    paths = [
        write(folder, "a.txt", HARBOUR, PLAN),
        write(folder, "b.txt", FULLER),
        write(folder, "c.txt", POOL, members="Eva Ahlkvist (C)"),
    ]
    results = set()
    for number, order in enumerate(permutations(paths)):
        store = tmp_path / f"store-{number}"
        for path in order if number % 2 else [folder]:
            build(store, path)
        results.add(written(store))
    assert len(results) == 1


def test_built_twice_nothing_changes(folder, store):
    write(folder, "a.txt", HARBOUR)
    write(folder, "b.txt", PLAN)
    build(store, folder)
    before, snapshot = written(store), Store(store).current()
    report = build(store, folder)
    assert (names(report.unchanged), report.added, report.changed) == (["a.txt", "b.txt"], (), ())
    assert (written(store), Store(store).current()) == (before, snapshot)


def test_one_extract_can_be_replaced_or_taken_out_and_the_others_stay(folder, store):
    write(folder, "a.txt", HARBOUR)
    plan = write(folder, "b.txt", PLAN)
    build(store, folder)
    write(folder, "b.txt", POOL)
    report = build(store, plan)
    assert sorted(items(store), key=int) == ["1", "12"]
    assert names(report.set_aside) == []
    pipeline.remove(str(plan), store)
    assert items(store) == ["1"]
    fresh = store.with_name("fresh")
    build(fresh, folder / "a.txt")
    assert written(store) == written(fresh)
    with pytest.raises(StateError, match="no meeting"):
        pipeline.remove(str(plan), store)


def test_an_extract_that_breaks_a_shape_is_kept_out_and_the_others_stand(folder, store, monkeypatch):
    write(folder, "a.txt", HARBOUR)
    write(folder, "b.txt", PLAN)

    def validate(found, *_context, **_options):
        if not any("godkänna yttrandet" in str(quad) for quad in found):
            return validation.Report(True)
        wrong = validation.Finding(MINUTES, "Item-number", None, "no number", "violation")
        return validation.Report(False, (wrong,))

    monkeypatch.setattr(validation, "validate", validate)
    report = build(store, folder)
    assert names(report.added) == ["a.txt"]
    assert names(one.path for one in report.rejected) == ["b.txt"]
    assert items(store) == ["1"]


def test_who_is_present_in_one_extract_was_present(folder, store):
    write(folder, "a.txt", HARBOUR, POOL, members="Nils Öberg (M)\n\nFrånvarande\nEva Ahlkvist (C)")
    write(folder, "b.txt", PLAN, members="Eva Ahlkvist (C)")
    build(store, folder)
    present = [q.object.value for q in quads(store) if q.predicate == BG.present and "eva-" in str(q.subject)]
    assert present == ["true"]
