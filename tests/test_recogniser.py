"""The recogniser of names: its setting, the adapter for other pipelines, agreement with rules, doubts."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from click.testing import CliRunner
from spacy.training import Example

from api.cli import main
from graphbuild import pipeline, record
from graphbuild.errors import RecogniserError
from graphbuild.facts.document import extract
from graphbuild.mentions.agreement import AGREED, compared
from graphbuild.mentions.mention import Kind, Mention
from graphbuild.mentions.recogniser import may_name, recogniser, scores
from graphbuild.mentions.review import name_doubts
from graphbuild.mentions.setting import OFF, OWN
from graphbuild.minutes import structure
from graphbuild.model import Source
from graphbuild.resources import resource
from graphbuild.sources import collect
from graphbuild.state import State, extraction_digest
from graphbuild.store import Store
from graphbuild.triples import serialise
from tests.reading import text_of

MODEL = resource("data") / OWN
MINUTES = """Almby kommun
Sammanträdesprotokoll
Kommunstyrelsen
Sammanträdesdatum 2024-03-{day}

Beslutande
Ulla Ekbrink (S), ordförande

§ 1 Dnr KS 2024/12
Taxa för gästhamnen
Beslut
Kommunstyrelsen beslutar att anta taxan.

Sammanfattning av ärendet
Hamnen drivs av Zorvel Quintreg i Almby. Ulla Ekbrink har fått ett brev av Klippans Verkstad.
"""


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A pipeline of somebody else's, which labels people PRS and knows two."""
    nlp = spacy.blank("sv")
    nlp.add_pipe("senter").initialize(lambda: [Example.from_dict(nlp.make_doc("A"), {"sent_starts": [1]})])
    nlp.add_pipe("entity_ruler").add_patterns(
        [
            {"label": "PRS", "pattern": "Zorvel Quintreg"},
            {"label": "PRS", "pattern": "Ulla Ekbrink"},
            {"label": "PRS", "pattern": "Ekbrink, Ulla"},
            {"label": "PRS", "pattern": "Almbys Vattenrike"},
            {"label": "PRS", "pattern": "Zorvel Quintregs"},
            {"label": "ORG", "pattern": "Klippans Verkstad"},
            {"label": "LOC", "pattern": "Almby"},
        ]
    )
    nlp.to_disk(tmp_path / "other")
    return tmp_path / "other"


def doubts_of(setting: str, *pages: str) -> tuple[str, ...]:
    minutes, model = structure(text_of(*pages)), recogniser(setting)
    assert model is not None
    return name_doubts(minutes, extract(minutes, Source("x.txt", "0")), model)


def mention(kind: Kind, start: int, end: int, confidence: float = 0.8) -> Mention:
    return Mention(kind, "Anna Ek", start, end, "test", confidence)


def test_what_rules_and_recogniser_both_find_is_surer() -> None:
    result = compared([mention("person", 10, 17)], [mention("person", 5, 17, 0.5)])
    assert [(m.start, m.confidence) for m in result.both] == [(10, AGREED)]
    assert (result.only_rules, result.only_recogniser) == ((), ())


@pytest.mark.parametrize(
    "recognised",
    [mention("organisation", 10, 17), mention("person", 17, 22), mention("person", 0, 10)],
    ids=["of another kind", "after it", "before it"],
)
def test_names_of_other_kinds_or_places_do_not_agree(recognised: Mention) -> None:
    found = mention("person", 10, 17)
    result = compared([found], [recognised])
    assert (result.both, result.only_rules, result.only_recogniser) == ((), (found,), (recognised,))


def test_another_pipeline_takes_its_place_with_its_own_labels(other: Path) -> None:
    model = recogniser(str(other))
    assert model is not None
    (found,) = model.find(["Zorvel Quintreg ringde Klippans Verkstad i Almby, skrev Ekbrink, Ulla."])
    assert [(m.kind, m.text, m.start, m.end) for m in found] == [
        ("person", "Zorvel Quintreg", 0, 15),
        ("organisation", "Klippans Verkstad", 23, 40),
        ("person", "Ulla Ekbrink", 56, 69),
    ]
    assert "senter" not in model.nlp.pipe_names


def test_a_trained_pipeline_takes_its_place(tmp_path: Path) -> None:
    nlp = spacy.blank("sv")
    nlp.add_pipe("ner").add_label("PER")
    words = "Zorvel Quintreg talar"
    example = Example.from_dict(nlp.make_doc(words), {"entities": [(0, 15, "PER")]})
    nlp.initialize(lambda: [example])
    for _ in range(40):
        nlp.update([example])
    nlp.to_disk(tmp_path / "trained")
    model = recogniser(str(tmp_path / "trained"))
    assert model is not None
    assert [(m.kind, m.text) for m in next(model.find([words]))] == [("person", "Zorvel Quintreg")]


def test_hard_texts_are_read_in_bounded_steps(other: Path) -> None:
    model = recogniser(str(other))
    assert model is not None
    whole = "Zorvel Quintreg yrkar bifall. "
    hard = ["(" * 20_000, whole * 4_000, "\ud800 " + whole, "|" * 9_000 + " " + whole, "", "x" * 30_000]
    found = [[(m.start, m.text) for m in mentions] for mentions in model.find(hard)]
    assert [len(mentions) for mentions in found] == [0, 4_000, 1, 1, 0, 0]
    assert found[1][-1] == (3_999 * len(whole), "Zorvel Quintreg")
    assert found[2] == [(2, "Zorvel Quintreg")]


def test_off_is_none_at_all() -> None:
    assert recogniser(OFF) is None


def test_a_pipeline_that_is_missing_or_broken_is_told(tmp_path: Path) -> None:
    with pytest.raises(
        RecogniserError, match="there is no spaCy pipeline sv_nowhere: give BESLUTSGRAF_NER or"
    ):
        recogniser("sv_nowhere")
    (tmp_path / "meta.json").write_text('{"lang": "sv"}')
    (tmp_path / "config.cfg").write_text("[nlp\nbroken")
    with pytest.raises(RecogniserError, match="cannot be loaded"):
        recogniser(str(tmp_path))


def test_a_pipeline_that_marks_nothing_of_use_is_told(tmp_path: Path) -> None:
    nlp = spacy.blank("sv")
    nlp.add_pipe("sentencizer")
    nlp.to_disk(tmp_path / "idle")
    with pytest.raises(RecogniserError, match=r"marks no names: none of its components \(sentencizer\)"):
        recogniser(str(tmp_path / "idle"))
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "GENE", "pattern": "abc"}])
    nlp.to_disk(tmp_path / "genes")
    with pytest.raises(RecogniserError, match="neither people nor organisations, only GENE"):
        recogniser(str(tmp_path / "genes"))


def test_a_person_whom_only_the_recogniser_finds_is_a_doubt(other: Path) -> None:
    assert doubts_of(str(other), MINUTES.format(day="05")) == (
        "§ 1: “Zorvel Quintreg” may be a person; only the recogniser found the name",
    )


def test_a_person_without_a_party_whom_the_recogniser_does_not_see_is_a_doubt(other: Path) -> None:
    told = "Utredaren Anders Solberg informerar om hamnen."
    words = MINUTES.format(day="05").replace("Hamnen drivs av Zorvel Quintreg i Almby.", told)
    assert doubts_of(str(other), words) == (
        "page 1: “Anders Solberg” is read as a person; the recogniser of names sees none there",
    )
    # Whoever has a party is not doubted, and two detectors that agree leave no doubt.
    assert doubts_of(str(other), words.replace("Anders Solberg", "Anders Solberg (M)")) == ()
    assert doubts_of(OWN, words) == ()


def test_who_is_known_an_organisation_or_outside_a_paragraph_is_none(other: Path) -> None:
    # Ulla Ekbrink is known by the rules; Klippans Verkstad is no person; the front page is not read again.
    words = MINUTES.format(day="05").replace("Zorvel Quintreg", "kommunen")
    assert doubts_of(str(other), words.replace("Kommunstyrelsen\n", "Zorvel Quintreg\n", 1)) == ()


def test_what_begins_as_an_organisation_does_is_no_doubt(other: Path) -> None:
    words = MINUTES.format(day="05").replace("Zorvel Quintreg", "Almbys Vattenrike")
    assert doubts_of(str(other), words) == (
        "§ 1: “Almbys Vattenrike” may be a person; only the recogniser found the name",
    )
    assert doubts_of(str(other), words.replace("ett brev", "ett brev av Almbys kommun")) == ()


def test_one_person_is_doubted_once(other: Path) -> None:
    words = MINUTES.format(day="05").replace("ett brev", "ett brev av Zorvel Quintregs")
    assert len(doubts_of(str(other), words)) == 1


@pytest.mark.parametrize("line", ["Hamnen drivs av Anna Ek.", "Kerstin von Sol", "Av Ann-Mari Ö. Ek"])
def test_two_capitals_side_by_side_may_be_a_name(line: str) -> None:
    assert may_name(line)


@pytest.mark.parametrize("line", ["Hamnen drivs av kommunen.", "Taxan antas. den", "", "Hamnen i kommunen"])
def test_words_without_a_pair_of_capitals_are_not_read(line: str) -> None:
    assert not may_name(line)


def test_the_model_is_small_and_its_scores_are_its_own() -> None:
    assert sum(path.stat().st_size for path in MODEL.rglob("*")) < 8_000_000
    model = recogniser(OWN)
    assert model is not None
    told = scores()
    assert told["model"] == model.identity
    generated = told["generated"]
    assert isinstance(generated, dict)
    assert set(generated) == {"PERSON", "ORG", "PROJECT", "PLACE"}
    assert generated["PERSON"]["f1"] >= 0.95


def test_the_model_finds_invented_people_and_not_places() -> None:
    model = recogniser(OWN)
    assert model is not None
    lines = [
        "Zorvel Quintfors (S) yrkar bifall till förslaget.",
        "Vid Ekbrinks torg i Almby byggs en ny förskola.",
        "Budgeten för nästa år fastställs.",
    ]
    found = [[(m.kind, m.text) for m in mentions] for mentions in model.find(lines)]
    assert found[0] == [("person", "Zorvel Quintfors")]
    assert not any(kind == "person" for mentions in found[1:] for kind, _ in mentions)


def test_the_model_loads_without_the_code_that_trained_it() -> None:
    code = f"import spacy; print(spacy.load({str(MODEL)!r}).pipe_names)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "['ner']"


def build(folder: Path, store: Path, **options: object) -> bytes:
    sources, _ = collect([folder])
    report = pipeline.build(sources, store, **options)  # type: ignore[arg-type]
    assert report.complete, report.rejected
    with Store(store).view() as view:
        return serialise(view.quads()) + json.dumps(report.to_json()["findings"]).encode()


def test_a_build_is_the_same_with_any_number_of_workers(other: Path, tmp_path: Path) -> None:
    folder = tmp_path / "minutes"
    folder.mkdir()
    for day in ("05", "12", "19"):
        (folder / f"{day}.txt").write_text(MINUTES.format(day=day), encoding="utf-8")
    found = [build(folder, tmp_path / f"s{n}", workers=n, ner=str(other)) for n in (1, 2)]
    assert found[0] == found[1]
    assert found[0].count(b"Zorvel Quintreg\\u201d may be a person") == 3
    assert build(folder, tmp_path / "s1", ner=OFF).count(b"may be a person") == 0


def test_what_was_read_with_another_recogniser_is_read_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MINUTES.format(day="05"), encoding="utf-8")
    (source,), _ = collect([tmp_path / "a.txt"])
    assert extraction_digest(source, "one-1") != extraction_digest(source, "two-1")
    first = State(tmp_path / "store", None, "one-1")
    first.keep(pipeline.extract_document(source))
    assert first.cached(source) is not None
    assert State(tmp_path / "store", None, "two-1").cached(source) is None


def test_the_command_line_takes_a_recogniser(other: Path, tmp_path: Path) -> None:
    path = tmp_path / "minutes.txt"
    path.write_text(MINUTES.format(day="05"), encoding="utf-8")
    told = CliRunner().invoke(main, ["extract", str(path), "--ner", str(other)])
    assert "Zorvel Quintreg” may be a person" in " ".join(json.loads(told.stdout)["warnings"])
    environment = {"BESLUTSGRAF_NER": "off"}
    assert (
        json.loads(CliRunner(env=environment).invoke(main, ["extract", str(path)]).stdout)["warnings"] == []
    )
    for command in ("extract", "validate", "build"):
        store = ["--store", str(tmp_path / "store")] if command == "build" else []
        failed = CliRunner().invoke(main, [command, str(path), "--ner", "sv_nowhere", *store])
        assert failed.exit_code == 2
        assert "there is no spaCy pipeline sv_nowhere" in failed.stderr
    assert record.VERSION
