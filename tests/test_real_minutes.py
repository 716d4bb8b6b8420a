"""What must hold on the real minutes, where they are: accuracy, votes that add up, graphs that are valid."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from graphbuild import pages, pipeline
from graphbuild.facts.rollcall import roll_calls
from graphbuild.minutes import structure
from graphbuild.model import Record, Source
from graphbuild.record import to_json
from graphbuild.sources import collect
from graphbuild.store import Store, View
from graphbuild.text import Text
from graphbuild.vocabulary import BG, OA
from tests.conftest import EXAMPLES, SHARED

MINUTES = SHARED / "minutes"
SEED = MINUTES / "gold" / "run-2024-04-15.txt"
GOTEBORG = sorted((MINUTES / "goteborg").glob("*.txt"))

real = pytest.mark.skipif(not MINUTES.exists(), reason="the real minutes are not part of the project")


@cache
def scorer() -> ModuleType:
    """The one definition of accuracy, which is not part of the project."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "evaluate" / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def extracted(path: Path) -> tuple[Record, Text]:
    return pipeline.extract(Source(str(path), "0" * 64))


def scores(gold_folder: Path, suffix: str, documents: Path) -> dict[str, float]:
    """F1 by field over the gold files of a folder."""
    score = scorer()
    totals: dict[str, list[int]] = {}
    for path in sorted(gold_folder.glob("*.gold.json")):
        document = documents / path.name.replace(".gold.json", suffix)
        predicted = score.predicted_facts(to_json(extracted(document)[0]))
        for field, facts in score.gold_facts(json.loads(path.read_text(encoding="utf-8"))).items():
            hits, misses, alarms = score.match(facts, predicted[field])
            if field == "meeting header":
                alarms = [alarm for alarm in alarms if alarm[0] in {key for key, _ in facts}]
            row = totals.setdefault(field, [0, 0, 0])
            for i, found in enumerate((hits, misses, alarms)):
                row[i] += len(found)
    return {field: score.figures(*row)[2] for field, row in totals.items()}


@real
def test_the_seed_document() -> None:
    record, _ = extracted(SEED)
    assert len(record.items) == 14
    assert len({stated.text for item in record.items for stated in item.dnr}) == 9
    assert sum(len(item.decisions) for item in record.items) == 15
    assert len(record.people) == 9
    assert sum(person.party is not None for person in record.people) == 4


@real
def test_the_project_of_the_seed_document() -> None:
    record, _ = extracted(SEED)
    (project,) = (project for item in record.items if item.number == "48" for project in item.projects)
    assert project.granted
    assert project.total
    assert (project.granted.value, project.total.value, project.granted.currency) == (2550000, 2550000, "SEK")
    assert [line.amount.value for line in project.budget] == [1120000, 950000, 480000]
    assert project.start
    assert project.end
    assert (project.start.text, project.end.text, len(project.partners)) == ("2024-05-01", "2024-12-31", 7)


@real
def test_accuracy_on_the_seed_document(tmp_path: Path) -> None:
    gold = tmp_path / SEED.name.replace(".txt", ".gold.json")
    gold.write_text(SEED.with_suffix(".gold.json").read_text(encoding="utf-8"), encoding="utf-8")
    found = scores(tmp_path, ".txt", SEED.parent)
    for field in ("items", "item titles", "case numbers", "people"):
        assert found[field] == 1.0, field
    assert min(found.values()) >= 0.9, found


@real
def test_accuracy_on_the_gold() -> None:
    found = scores(MINUTES / "gold", ".txt", MINUTES / "gold")
    assert sum(found.values()) / len(found) >= 0.97, found
    assert min(found.values()) >= 0.93, found
    assert found["ballots"] == found["vote counts"] == 1.0


@pytest.mark.skipif(not SHARED.exists(), reason="the scorer is not part of the project")
def test_accuracy_on_the_examples() -> None:
    found = scores(EXAMPLES / "gold", ".pdf", EXAMPLES / "minutes")
    assert min(found.values()) >= 0.95, found


def votes_of(record: Record) -> list[tuple[str, Any]]:
    return [(item.number, vote) for item in record.items for vote in item.votes]


@real
@pytest.mark.parametrize("path", GOTEBORG, ids=lambda path: path.stem)
def test_ballots_add_up_to_the_totals_that_the_text_states(path: Path) -> None:
    record, text = extracted(path)
    in_prose = text.raw.count("röstar Ja (")
    appendices = {call.number for call in roll_calls(structure(text))}
    with_ballots = [(number, vote) for number, vote in votes_of(record) if vote.ballots]
    for number, vote in with_ballots:
        count = Counter(ballot.choice for ballot in vote.ballots)
        stated = {"yes": vote.yes, "no": vote.no, "abstain": vote.abstain or 0}
        assert {choice: count[choice] for choice in stated} == stated, number
        names = [(ballot.person.name, ballot.person.party) for ballot in vote.ballots]
        assert len(set(names)) == len(names), number
    assert len(votes_of(record)) == text.raw.count("oteringsproposition:") or path.stem == "kf-2024-11-07"
    assert len(with_ballots) >= in_prose
    if appendices:
        assert len(with_ballots) == len(votes_of(record))


@real
def test_all_meetings_of_a_council_build_without_a_violation(tmp_path: Path) -> None:
    sources, rejected = collect([MINUTES / "goteborg", MINUTES / "region-norrbotten"])
    report = pipeline.build(sources, tmp_path / "store", workers=2, rejected=rejected)
    assert (len(report.added), report.rejected, report.set_aside) == (34, (), ())
    assert [finding for finding in report.findings if finding.severity == "violation"] == []
    assert [finding for finding in report.findings if finding.shape == "Vote-fewer-ballots"] == []
    raw_of = {
        Path(source.path).name: "\f".join(page.raw for page in pages.read(source)) for source in sources
    }
    with Store(tmp_path / "store").view() as view:
        assert view.count == report.counts["quads"]
        graphs = [graph for graph in view.graphs() if graph.endswith("/evidence")]
        assert len(graphs) == 34
        for graph in graphs:
            assert_evidence(view, graph, raw_of)


def assert_evidence(view: View, graph: str, raw_of: dict[str, str]) -> None:
    """Check that each fact of a meeting has evidence, and that its offsets give its quote."""
    stated = list(view.quads(graph.removesuffix("/evidence")))
    (raw,) = (raw_of[quad.object.value] for quad in stated if quad.predicate == BG.fileName)
    found: dict[str, dict[str, str]] = {}
    told = set()
    for quad in view.quads(graph):
        found.setdefault(quad.subject.value, {})[quad.predicate.value] = quad.object.value
        if quad.predicate == BG.evidence:
            told.add(quad.subject)
    facts = {quad.subject for quad in stated if quad.predicate != BG.documents}
    documents = {quad.subject for quad in stated if quad.predicate == BG.documents}
    assert facts - documents == told
    quotes = {iri: node[OA.exact.value] for iri, node in found.items() if OA.exact.value in node}
    assert quotes
    for iri, quote in quotes.items():
        position = found[iri.removesuffix("#quote") + "#position"]
        assert raw[int(position[OA.start.value]) : int(position[OA.end.value])] == quote
