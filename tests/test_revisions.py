"""Two minutes of one meeting: which is the newer, what the graph says of the earlier, and when it returns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from graphbuild import pipeline
from graphbuild.linking.revisions import UNKNOWN, Revision, newer
from graphbuild.report import BuildReport
from graphbuild.sources import collect
from graphbuild.store import Store
from graphbuild.vocabulary import DCTERMS, PROV, RDF
from tests.changing import BASE, PLACE, balance, build, told, write

DAY = "2024-03-05"
MINUTES = ox.NamedNode(f"{BASE}id/minutes/{PLACE}/{DAY}")
EARLIER = "avslå taxan"
NOW = "anta taxan"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "minutes"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


def read(folder: Path, name: str = "", **told_by: Any) -> Revision:
    ((source,), _) = collect([write(folder, DAY, name, **told_by)])
    return pipeline.extract_document(source).meeting.revision


def text(store: Path) -> str:
    with Store(store).view() as view:
        return "\n".join(map(str, view.quads()))


def stands(store: Path) -> str:
    """Return which of the two decisions the graph has."""
    (found,) = [decision for decision in (EARLIER, NOW) if f"att {decision}" in text(store)]
    return found


def revised(store: Path) -> list[dict[str, str]]:
    """Return what the graph says of the documents that the minutes revise."""
    with Store(store).view() as view:
        quads = view.quads()
    nodes = [q.object for q in quads if (q.subject, q.predicate) == (MINUTES, PROV.wasRevisionOf)]
    return [{q.predicate.value: q.object.value for q in quads if q.subject == node} for node in nodes]


def reasons(report: BuildReport) -> list[tuple[str, str]]:
    return [(Path(one.path).name, one.reason) for one in report.set_aside]


# What a document tells


@pytest.mark.parametrize(
    "front",
    [
        "Rättat protokoll",
        "REVIDERAT PROTOKOLL",
        "**Reviderad version 2024-03-20**",
        "Rättat sammanträdesprotokoll, version 2",
        "Protokoll (rättat)",
        "Protokollet rättat den 20 mars 2024",
        "Protokollet har rättats 2024-03-20.",
        "RÄTTAT",
        "Korrigerat 2024-03-20",
        "Detta protokoll ersätter tidigare publicerat protokoll.",
        "Denna version ersätter den som anslogs 2024-03-12",
    ],
)
def test_a_front_page_marks_minutes_as_corrected(folder: Path, front: str) -> None:
    assert read(folder, front=front).level == "corrected"


@pytest.mark.parametrize("front", ["Ojusterat protokoll", "Protokollet är ej justerat.", "EJ JUSTERAT"])
def test_a_front_page_marks_minutes_as_a_draft(folder: Path, front: str) -> None:
    assert read(folder, front=front).level == "draft"


@pytest.mark.parametrize(
    "front",
    [
        "Reviderat reglemente för gästhamnen",
        "Rättelse av kommunstyrelsens protokoll",
        "Reviderat protokoll från årsmötet med bolaget",
        "12. Reviderad version av riktlinjen",
        "Ny taxa som ersätter tidigare version",
        "Eva Lind (C) ersätter tidigare ledamoten i protokollsgruppen",
        "Protokollet justeras digitalt",
        "Justerat protokoll",
    ],
)
def test_what_is_about_another_thing_marks_nothing(folder: Path, front: str) -> None:
    assert read(folder, front=front).level == "adjusted"


def test_a_mark_below_the_first_item_is_about_another_thing(folder: Path) -> None:
    assert read(folder, decision="godkänna protokollet.\n\nRättat protokoll\n\nDetta") == UNKNOWN


@pytest.mark.parametrize(
    ("name", "level", "version"),
    [
        ("ks-2024-03-05-rättat.txt", "corrected", None),
        ("KS protokoll 2024-03-05 rev.txt", "corrected", None),
        ("ks-2024-03-05_v2.txt", "adjusted", 2),
        ("ks-2024-03-05-version-3.txt", "adjusted", 3),
        ("ks-2024-03-05 ojusterat.txt", "draft", None),
        ("rev-2024-03-05.txt", "adjusted", None),
        ("ks-2024-03-05.txt", "adjusted", None),
        ("ks-2024-03-05-v12.txt", "adjusted", None),
    ],
)
def test_a_file_name_tells(folder: Path, name: str, level: str, version: int | None) -> None:
    found = read(folder, name)
    assert (found.level, found.version) == (level, version)


@pytest.mark.parametrize(
    ("front", "date"),
    [
        ("Justeringens plats och tid Rådhuset, 2024-03-12", "2024-03-12"),
        ("Protokollet justeras digitalt den 14 mars 2024.", "2024-03-14"),
        ("Utses att justera Eva Lind. Sammanträdesdatum 2024-03-05", None),
        ("Datum för anslags uppsättande 2024-03-13", None),
    ],
)
def test_a_front_page_tells_when_minutes_were_adjusted(folder: Path, front: str, date: str | None) -> None:
    assert read(folder, front=front).date == date


def test_what_is_newer_is_told_by_rules_in_their_order(folder: Path) -> None:
    ((source,), _) = collect([write(folder, DAY)])
    record = pipeline.extract_document(source).record
    ranked = [
        Revision("draft", "Ojusterat", 2, "2024-03-30"),
        Revision("adjusted", date="2024-03-12"),
        Revision("adjusted", date="2024-03-14"),
        Revision("adjusted", version=2, date="2024-03-11"),
        Revision("corrected", "Rättat protokoll"),
        Revision("corrected", "Rättat protokoll", version=2),
    ]
    for at, one in enumerate(ranked):
        for other in ranked[:at]:
            assert newer((record, one), (record, other))
            assert not newer((record, other), (record, one))
    assert not newer((record, UNKNOWN), (record, UNKNOWN))
    assert not newer((record, ranked[1]), (record, UNKNOWN))


# What a build makes of two


@pytest.mark.parametrize(("first", "second"), [("a.txt", "b.txt"), ("b.txt", "a.txt")])
def test_corrected_minutes_stand_and_say_what_they_correct(
    folder: Path, store: Path, first: str, second: str
) -> None:
    write(folder, DAY, first, decision=EARLIER)
    write(folder, DAY, second, decision=NOW, title="Rättat protokoll")
    report = build(store, folder)
    assert stands(store) == NOW
    ((name, reason),) = reasons(report)
    assert name == first
    assert "is marked as corrected (“Rättat protokoll”)" in reason
    (earlier,) = revised(store)
    ((source,), _) = collect([folder / first])
    assert earlier == {
        RDF.type.value: PROV.Entity.value,
        DCTERMS.title.value: first,
        DCTERMS.identifier.value: source.sha256,
    }
    assert report.complete


def test_the_address_of_the_earlier_document_is_kept(folder: Path, store: Path) -> None:
    write(folder, DAY, "a.txt", decision=EARLIER)
    write(folder, DAY, "b.txt", decision=NOW, title="Rättat protokoll")
    manifest = folder / "manifest.csv"
    manifest.write_text("path,url\na.txt,https://almby.example/a.txt\nb.txt,https://almby.example/b.txt\n")
    build(store, manifest)
    assert revised(store)[0][DCTERMS.source.value] == "https://almby.example/a.txt"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"title": "Ojusterat protokoll"}, {}),
        ({}, {"name": "a-v2.txt"}),
        (
            {"front": "Justeringens plats och tid Rådhuset 2024-03-12"},
            {"front": "Justeringens plats och tid Rådhuset 2024-03-14"},
        ),
    ],
    ids=["draft", "version", "adjusted later"],
)
def test_other_marks_tell_too(folder: Path, store: Path, old: dict[str, str], new: dict[str, str]) -> None:
    write(folder, DAY, **{"name": "b.txt", "decision": EARLIER, **old})
    write(folder, DAY, **{"name": "c.txt", "decision": NOW, **new})
    build(store, folder)
    assert stands(store) == NOW
    assert len(revised(store)) == 1


def test_where_nothing_tells_the_first_by_path_stands_and_the_report_warns(folder: Path, store: Path) -> None:
    write(folder, DAY, "a.txt", decision=EARLIER)
    write(folder, DAY, "b.txt", decision=NOW)
    report = build(store, folder)
    assert stands(store) == EARLIER
    assert revised(store) == []
    ((name, reason),) = reasons(report)
    assert name == "b.txt"
    assert "nothing tells which of them is the newer" in reason


def test_minutes_that_lack_a_paragraph_are_no_newer_form(folder: Path, store: Path) -> None:
    write(folder, DAY, "a.txt", decision=EARLIER)
    part = write(folder, DAY, "b.txt", decision=NOW, title="Rättat protokoll")
    part.write_text(part.read_text(encoding="utf-8").split("§ 2")[0], encoding="utf-8")
    report = build(store, folder)
    assert stands(store) == EARLIER
    assert revised(store) == []
    assert "has more §§ (2 against 1)" in reasons(report)[0][1]


def test_minutes_that_say_that_they_replace_others_do_so_with_fewer_paragraphs(
    folder: Path, store: Path
) -> None:
    write(folder, DAY, "a.txt", decision=EARLIER)
    part = write(folder, DAY, "b.txt", decision=NOW, front="Ersätter tidigare publicerat protokoll")
    part.write_text(part.read_text(encoding="utf-8").split("§ 2")[0], encoding="utf-8")
    build(store, folder)
    assert stands(store) == NOW
    assert len(revised(store)) == 1


def test_an_extract_is_no_earlier_form(folder: Path, store: Path) -> None:
    write(folder, DAY, "a.txt", decision=NOW, title="Rättat protokoll")
    write(folder, DAY, "b.txt", decision=EARLIER, title="Protokollsutdrag")
    build(store, folder)
    assert stands(store) == NOW
    assert revised(store) == []


def test_a_corrected_form_that_comes_later_is_a_change(folder: Path, store: Path) -> None:
    write(folder, DAY, "a.txt", decision=EARLIER)
    build(store, folder)
    last = len(told(store))
    new = write(folder, DAY, "b.txt", decision=NOW, title="Rättat protokoll")
    report = build(store, new, day=2)
    assert [name for name, _ in reasons(report)] == ["a.txt"]
    assert sorted(told(store, last)) == [
        ("changed", "graph/coverage/almby-kommun"),
        ("changed", f"id/meeting/{PLACE}/{DAY}"),
    ]
    fresh = store.with_name("fresh")
    build(fresh, folder)
    assert text(fresh) == text(store)
    before = text(store)
    report = build(store, new, day=3)
    assert (reasons(report), text(store)) == ([], before)
    write(folder, "2024-04-05", number=14)
    build(store, folder / "ks-2024-04-05.txt", day=4)
    assert len(revised(store)) == 1
    assert balance(store)


def test_the_earlier_form_returns_where_the_corrected_one_is_removed(folder: Path, store: Path) -> None:
    write(folder, DAY, "a.txt", decision=EARLIER)
    new = write(folder, DAY, "b.txt", decision=NOW, title="Rättat protokoll")
    build(store, folder)
    pipeline.remove(str(new), store)
    assert stands(store) == EARLIER
    assert revised(store) == []
    new.unlink()
    fresh = store.with_name("fresh")
    build(fresh, folder)
    assert text(fresh) == text(store)
    build(store, write(folder, DAY, "b.txt", decision=NOW, title="Rättat protokoll"), day=4)
    assert stands(store) == NOW


def test_the_earlier_form_can_be_removed_itself_and_a_meeting_goes_whole(folder: Path, store: Path) -> None:
    old = write(folder, DAY, "a.txt", decision=EARLIER)
    write(folder, DAY, "b.txt", decision=NOW, title="Rättat protokoll")
    build(store, folder)
    pipeline.remove(str(old), store)
    assert (stands(store), revised(store)) == (NOW, [])
    build(store, folder, day=2)
    assert len(revised(store)) == 1
    pipeline.remove(f"{PLACE}/{DAY}", store)
    assert "gästhamnen" not in text(store)
    assert list((store / "state" / "texts").iterdir()) == []


def test_a_corrected_form_that_breaks_a_shape_leaves_the_earlier_standing(
    folder: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.test_pipeline import refuse

    write(folder, DAY, "a.txt", decision=EARLIER)
    write(folder, DAY, "b.txt", decision=NOW, title="Rättat protokoll")
    refuse(monkeypatch, NOW)
    report = build(store, folder)
    assert [Path(one.path).name for one in report.rejected] == ["b.txt"]
    assert (stands(store), revised(store)) == (EARLIER, [])
