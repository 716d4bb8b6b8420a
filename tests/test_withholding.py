"""What is on the list of what is withheld stands nowhere in a store, nor in its past or in what is said."""

from __future__ import annotations

import json
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from api.cli import main
from graphbuild import explain, pipeline
from graphbuild.iris import DEFAULT_BASE
from graphbuild.privacy import MASK, listed
from graphbuild.sources import collect
from graphbuild.store import Store
from tests.test_privacy_numbers import FORMS, TEN, TWELVE

MEETING = """Almby kommun
Sammanträdesprotokoll
Kommunstyrelsen
Sammanträdesdatum {date}

Plats och tid Rådhuset, Almby, kl. 13:00-15:00
Beslutande
Ulla Ekbrink (S), ordförande
Nils Öbergson (M)
Zelda Qvarnhök (V)

§ 1 Dnr KS 2024/12
Taxa för gästhamnen
Beslut
Kommunstyrelsen beslutar att anta taxan.

Yrkanden
Zelda Qvarnhök (V) yrkar avslag på förslaget.

Reservation
Zelda Qvarnhök (V) reserverar sig mot beslutet.

§ 2 Dnr KS 2024/13
Val av ledamot i kulturnämnden
Beslut
Kommunstyrelsen beslutar att välja Zelda Qvarnhök (V) till ledamot i kulturnämnden.

Protokollsutdrag skickas till
Zelda Qvarnhök
"""
LIST = """[[person]]
name = "Zelda Qvarnhök"
council = "Almby kommun"
reason = "sekretessmarkering"
date = 2025-06-02
"""
LETTERS = ("zelda", "qvarnh")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "minutes"
    made.mkdir()
    for day in ("05", "12"):
        text = MEETING.format(date=f"2024-03-{day}")
        (made / f"ks-2024-03-{day}.txt").write_text(text, encoding="utf-8")
    return made


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


def write(folder: Path, text: str) -> Path:
    path = folder.parent / "withheld.toml"
    path.write_text(text, encoding="utf-8")
    return path


def build(store: Path, *paths: Path, **more):
    sources, rejected = collect(paths)
    return pipeline.build(sources, store, rejected=rejected, **more)


def holding(store: Path, *words: str) -> list[str]:
    """Return the files below a store that hold a word in any case; the list itself is the owner's.

    The database's own log has times and sizes in it, among which four digits stand by chance.
    """
    return [
        path.relative_to(store).as_posix()
        for path in sorted(store.rglob("*"))
        if path.is_file()
        and path.name != "withheld.json"
        and not path.name.startswith("LOG")
        and any(word.encode() in path.read_bytes().lower() for word in words)
    ]


def told(store: Path) -> str:
    """Return all that the graph and the log of its changes say, in one text."""
    return graph(store) + logged(store).lower()


def graph(store: Path) -> str:
    """Return all that the graph says, in one text."""
    with Store(store).view() as view:
        return (ox.serialize(view.quads(), format=ox.RdfFormat.N_QUADS) or b"").decode().lower()


def logged(store: Path) -> str:
    """Return all that the log of changes holds: its entries, the facts beside them, and the tombstones."""
    with closing(sqlite3.connect(store / "changes.sqlite")) as database:
        entries = database.execute("SELECT told, facts FROM change").fetchall()
        dead = database.execute("SELECT iri FROM tombstone").fetchall()
    texts = [text for entry, facts in entries for text in (entry, zlib.decompress(facts).decode())]
    assert entries
    return "\n".join([*texts, *(iri for (iri,) in dead)])


def databases(store: Path) -> set[int]:
    """Return the files of data below a store, by what they are on the disk."""
    return {path.stat().st_ino for path in store.rglob("*.sst")} | {
        path.stat().st_ino for path in store.rglob("*.log")
    }


def test_a_masked_name_stands_nowhere(folder: Path, store: Path) -> None:
    report = build(store, folder, withheld=write(folder, LIST))
    assert report.complete
    assert holding(store, *LETTERS) == []
    assert "zelda" not in told(store)
    assert MASK in told(store)
    assert "ulla ekbrink" in told(store)
    warnings = {finding.message for finding in report.findings}
    assert "page 1 holds a name that is to be withheld, which is masked" in warnings
    assert not any(word in json.dumps(report.to_json()).lower() for word in LETTERS)


def test_the_other_facts_of_the_document_stay(folder: Path, store: Path) -> None:
    build(store, folder)
    before = count(store)
    build(store, folder, withheld=write(folder, LIST))
    after = count(store)
    assert after["DecisionPoint"] == before["DecisionPoint"]
    assert after["Item"] == before["Item"]
    assert after["Person"] == before["Person"] - 1


def count(store: Path) -> dict[str, int]:
    result = CliRunner().invoke(main, ["stats", "--store", str(store), "--format", "json"])
    found: dict[str, int] = json.loads(result.output)
    return found


def test_a_list_that_comes_later_reaches_documents_that_are_not_given_again(
    folder: Path, store: Path
) -> None:
    build(store, folder)
    build(store, folder)
    assert holding(store, *LETTERS)
    old = databases(store)
    (store / "state" / "changes").mkdir()
    feed = store / "state" / "changes" / "1.jsonl"
    feed.write_text(
        f'{{"gone": "{DEFAULT_BASE}id/person/almby-kommun/zelda-qvarnhok"}}\n{{"other": "bygrav"}}\n', "utf-8"
    )
    other = folder / "ks-2024-03-12.txt"
    report = build(store, other, withheld=write(folder, LIST))
    assert holding(store, *LETTERS) == []
    assert "zelda" not in told(store)
    assert f"almby-kommun/{MASK}" in feed.read_text("utf-8")
    assert report.counts["documents"] == 2
    # The database is new, as a whole: what was removed cannot be in files that were written since.
    assert old.isdisjoint(databases(store))
    assert len(list((store / "snapshots").iterdir())) == 1


def test_it_is_the_same_graph_as_one_built_from_nothing_with_the_list(folder: Path, store: Path) -> None:
    path = write(folder, LIST)
    build(store, folder)
    build(store, folder / "ks-2024-03-12.txt", withheld=path)
    fresh = store.parent / "fresh"
    build(fresh, folder, withheld=path)
    assert graph(store) == graph(fresh)


def test_a_forgotten_flag_publishes_nothing_again_and_an_empty_list_lifts_it(
    folder: Path, store: Path
) -> None:
    build(store, folder, withheld=write(folder, LIST))
    again = build(store, folder)
    assert len(again.unchanged) == 2
    assert "zelda" not in told(store)
    pipeline.remove("almby-kommun/kommunstyrelsen/2024-03-05", store)
    assert "zelda" not in told(store)
    (folder / "ks-2024-03-19.txt").write_text(MEETING.format(date="2024-03-19"), encoding="utf-8")
    build(store, folder)
    assert "zelda" not in told(store)
    build(store, folder, withheld=write(folder, "# nobody\n"))
    assert "zelda" in told(store)


def test_a_build_that_breaks_off_does_not_lose_the_list(
    folder: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(store, folder)

    def killed(_work: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(pipeline.withholding, "publish", killed)
        with pytest.raises(KeyboardInterrupt):
            build(store, folder, withheld=write(folder, LIST))
    build(store, folder / "ks-2024-03-05.txt")
    assert holding(store, *LETTERS) == []
    assert "zelda" not in told(store)


def test_a_writer_killed_while_it_writes_anew_finds_its_database_again(folder: Path, store: Path) -> None:
    build(store, folder)
    before = told(store)
    (store / "live").rename(store / "live.old")
    (store / "live.draft").mkdir()
    build(store, folder)
    assert told(store) == before
    assert not (store / "live.old").exists()
    assert not (store / "live.draft").exists()


def test_another_council_keeps_its_person_of_that_name(folder: Path, store: Path) -> None:
    text = MEETING.format(date="2024-03-05").replace("Almby", "Bygrav")
    (folder / "bygrav-ks-2024-03-05.txt").write_text(text, encoding="utf-8")
    build(store, folder)
    build(store, folder, withheld=write(folder, LIST))
    assert "id/person/bygrav-kommun/zelda-qvarnhok" in told(store)
    assert "id/person/almby-kommun/zelda" not in told(store)


def test_judgements_about_a_masked_person_are_not_shown(folder: Path, store: Path) -> None:
    judgements = folder.parent / "judgements.ttl"
    pairs = [("zelda-qvarnhok", "ulla-ekbrink"), ("nils-obergson", "ulla-ekbrink")]
    text = "".join(
        f"""[] a <https://w3id.org/beslutsgraf/ns#Judgement> ;
  <https://w3id.org/beslutsgraf/ns#about> <{DEFAULT_BASE}id/person/almby-kommun/{one}> ,
    <{DEFAULT_BASE}id/person/almby-kommun/{other}> ;
  <https://w3id.org/beslutsgraf/ns#verdict> <https://w3id.org/beslutsgraf/verdict/not-the-same> ;
  <http://purl.org/dc/terms/description> "fick frågan, {TWELVE[:8]}-{TWELVE[8:]}" ;
  <http://purl.org/dc/terms/date> "2025-06-02"^^<http://www.w3.org/2001/XMLSchema#date> .
"""
        for one, other in pairs
    )
    judgements.write_text(text, encoding="utf-8")
    build(store, folder, judgements=judgements, withheld=write(folder, LIST))
    assert holding(store, *LETTERS) == []
    assert holding(store, TWELVE[:8], TWELVE[8:]) == []
    with Store(store).view() as view:
        kept = {
            quad.object.value.rsplit("/", 1)[-1]
            for quad in view.quads(f"{DEFAULT_BASE}graph/judgements")
            if quad.predicate.value.endswith("#about")
        }
    assert kept == {"nils-obergson", "ulla-ekbrink"}


@pytest.mark.parametrize(
    "what",
    ['path = "*/ks-2024-03-05.txt"', 'path = "ks-2024-03-05.txt"', 'meeting = "almby-kommun/*/2024-03-05"'],
)
def test_a_document_is_left_out(folder: Path, store: Path, what: str) -> None:
    entry = f'[[document]]\n{what}\nreason = "hemlig handling"\ndate = 2025-06-02\n'
    build(store, folder)
    report = build(store, folder, withheld=write(folder, entry))
    (aside,) = report.set_aside
    assert aside.path.endswith("ks-2024-03-05.txt")
    assert aside.reason == "left out by line 1 of the list of what is withheld"
    assert report.removed == ("almby-kommun/kommunstyrelsen/2024-03-05",)
    assert report.counts["documents"] == 1
    assert "2024-03-05" not in graph(store)
    assert "hemlig" not in json.dumps(report.to_json())
    assert len(list((store / "state" / "texts").iterdir())) == 1
    assert "2024-03-05" not in graph(store)
    # That the meeting went is told, for those who keep a copy; not what it was told by.
    assert "ks-2024-03-05" not in logged(store)
    build(store, folder)
    assert "2024-03-05" not in graph(store)


def test_a_document_in_the_store_is_left_out_when_it_is_not_given(folder: Path, store: Path) -> None:
    path = folder / "ks-2024-03-05.txt"
    path.write_text(path.read_text("utf-8").replace("Nils Öbergson", "Torsten Ingenstans"), encoding="utf-8")
    report = build(store, folder)
    sha = json.loads((store / "state" / "index.json").read_text("utf-8"))["documents"]
    one = next(key for key, entry in sha.items() if "03-05" in entry["path"])
    entry = f'[[document]]\nsha256 = "{one}"\nreason = "x"\ndate = 2025-06-02\n'
    report = build(store, folder / "ks-2024-03-12.txt", withheld=write(folder, entry))
    assert report.removed == ("almby-kommun/kommunstyrelsen/2024-03-05",)
    assert holding(store, "ingenstans") == []
    assert holding(store, "zelda") != []


def test_an_entry_that_masks_nothing_is_told_of_without_its_name(folder: Path, store: Path) -> None:
    path = write(folder, LIST.replace("Zelda Qvarnhök", "Torsten Ingenstans"))
    report = build(store, folder, withheld=path)
    notices = [finding for finding in report.findings if "masked by this entry" in finding.message]
    assert [notice.message for notice in notices] == [
        "line 1: no document has the name, so nothing is masked by this entry"
    ]
    assert "ingenstans" not in json.dumps(report.to_json()).lower()


def test_names_of_files_and_addresses_are_masked_too(folder: Path, store: Path) -> None:
    number = FORMS["long"]
    text = MEETING.format(date="2024-04-02")
    named = folder / f"zelda-qvarnhok-{number}.txt"
    named.write_text(text + f"\nÄrendet gäller {number}.\n", encoding="utf-8")
    manifest = folder / "manifest.csv"
    manifest.write_text(
        f"path,url\n{named.name},https://almby.example/zelda.qvarnhok/{number}.txt\n", "utf-8"
    )
    broken = folder / f"zelda-qvarnhok-{TWELVE}.pdf"
    broken.write_bytes(b"%PDF-1.4 broken")
    path = write(folder, LIST)
    report = build(store, manifest, broken, folder / f"{TWELVE}-gone.txt", withheld=path)
    assert len(report.added) == 1
    assert len(report.rejected) == 2
    again = build(store, manifest, withheld=path)
    assert len(again.unchanged) == 1
    shown = json.dumps(report.to_json()).lower()
    assert not any(word in shown for word in (*LETTERS, TWELVE, TEN[:6]))
    assert holding(store, *LETTERS, TWELVE[:8], TWELVE[8:]) == []


def test_the_command_line_masks_and_says_no_name(folder: Path, store: Path) -> None:
    path = write(folder, LIST)
    runner = CliRunner()
    named = folder / f"zelda-qvarnhok-{FORMS['long']}.txt"
    named.write_bytes(b"\0\1\2\3")
    report = folder.parent / "report.json"
    words = ["build", str(folder), "--store", str(store), "--withhold", str(path), "--report", str(report)]
    result = runner.invoke(main, words)
    assert result.exit_code == 1, result.output
    assert "The list of what is withheld is obeyed" in result.output
    said = (result.output + report.read_text("utf-8")).lower()
    assert not any(word in said for word in (*LETTERS, TWELVE[:8]))
    named.unlink()
    out = folder.parent / "records"
    document = str(folder / "ks-2024-03-05.txt")
    words = ["extract", document, "--withhold", str(path), "--explain", "--output-dir", str(out)]
    assert runner.invoke(main, words).exit_code == 0
    assert not any(word in file.read_text("utf-8").lower() for file in out.iterdir() for word in LETTERS)
    shown = runner.invoke(main, [*words[:4], "--explain"])
    assert not any(word in shown.output.lower() for word in LETTERS)
    wrong = runner.invoke(main, ["build", document, "--store", str(store), "--withhold", str(report)])
    assert wrong.exit_code == 2


def test_numbers_reach_no_part_of_the_store(folder: Path, store: Path) -> None:
    for place, form in enumerate(FORMS.values()):
        text = MEETING.format(date=f"2023-{place % 12 + 1:02}-{place // 12 + 1:02}")
        text = text.replace("anta taxan", f"bevilja ansökan från {form}").replace("gästhamnen", form)
        (folder / f"a{place}.txt").write_text(text, encoding="utf-8")
    report = build(store, folder)
    assert report.complete
    assert holding(store, TEN[:6], TWELVE[:8], f"-{TEN[6:]}") == []
    source = collect([folder / "a0.txt"])[0][0]
    record, text = pipeline.extract(source)
    assert TEN[:6] not in explain.html(record, text.raw)


def test_numbers_in_a_store_of_an_earlier_version_go(folder: Path, store: Path) -> None:
    """A store that was built before numbers were masked is put right by the next build of any document."""
    build(store, folder)
    state = store / "state"
    (kept,) = [path for path in (state / "texts").iterdir() if "2024-03-05" in path.read_text("utf-8")]
    kept.write_text(kept.read_text("utf-8").replace("Rådhuset, Almby", FORMS["long"]), encoding="utf-8")
    index = json.loads((state / "index.json").read_text("utf-8"))
    index["withheld"] = ""
    (state / "index.json").write_text(json.dumps(index), encoding="utf-8")
    build(store, folder / "ks-2024-03-12.txt")
    assert holding(store, TWELVE[:8], TWELVE[8:]) == []


def test_any_mask_is_read_without_an_error(folder: Path, store: Path) -> None:
    """Masks in the place of any word of the document raise nothing."""
    words = sorted({word for word in MEETING.replace(",", " ").replace(".", " ").split() if len(word) > 2})
    for word in words:
        entry = listed.Person((word,), None, None, None, None, 1)
        (folder / "one.txt").write_text(MEETING.format(date="2024-03-05"), encoding="utf-8")
        source = collect([folder / "one.txt"])[0][0]
        pipeline.extract(source, withheld=listed.Withheld((entry,)))
