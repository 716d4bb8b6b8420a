"""The user's judgements: the file, what a build does with it, and the review that writes it."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from api import Settings, create_app
from api.cli import main
from graphbuild import pipeline
from graphbuild.linking.judgements import APART, SAME, Judgement, JudgementError, parse, with_judgement
from graphbuild.queries import load
from graphbuild.results import rows
from graphbuild.sources import collect
from graphbuild.store import Store
from graphbuild.triples import serialise
from graphbuild.validation import validate
from graphbuild.vocabulary import BG, DCTERMS

BASE = "https://data.example.org/"
PERSON = f"{BASE}id/person/almby-kommun/"
ONE, OTHER = f"{PERSON}ida-eriksson", f"{PERSON}ida-ericsson"
PREFIXES = """\
@prefix bg: <https://w3id.org/beslutsgraf/ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix verdict: <https://w3id.org/beslutsgraf/verdict/> .
"""
STATEMENT = """[] a bg:Judgement ; bg:about <{}> , <{}> ; bg:verdict verdict:{} ;
    dcterms:description "{}" ; dcterms:date "2031-03-01" .
"""


def told(one, other, verdict="same", reason="looked."):
    return STATEMENT.format(one, other, verdict, reason)


# The file.


def test_a_file_is_read_with_the_lines_of_its_judgements():
    text = f"""{PREFIXES}
# A comment. With a full stop.
{told("http://x/a", "http://x/b", reason="Said so. # no comment")}
<http://x/j> a bg:Judgement ;
    bg:about <id/person/x/c> , <id/person/x/d> ; bg:entityKey "x/c/S" , "x/d/S" ;
    bg:verdict verdict:not-the-same ; dcterms:creator "Eva" ;
    dcterms:description \"\"\"two.
lines\"\"\" ; dcterms:date "2031-03-02" .
<http://x/else> dcterms:title "not a judgement" .
"""
    first, second = parse(text, BASE).entries
    assert first == Judgement(
        6, SAME, ("http://x/a", "http://x/b"), (), "Said so. # no comment", "2031-03-01"
    )
    assert (second.line, second.verdict, second.by) == (9, APART, "Eva")
    assert second.nodes == ("x/c/S", "x/d/S")
    assert second.about == (f"{BASE}id/person/x/c", f"{BASE}id/person/x/d")


def test_sparql_style_prefixes_are_read_too():
    text = (
        "PREFIX bg: <https://w3id.org/beslutsgraf/ns#>\n" + PREFIXES.replace("@prefix bg", "@prefix b") + "\n"
    )
    (entry,) = parse(text + told("http://x/a", "http://x/b")).entries
    assert entry.line == 6


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            told("http://x/a", "http://x/b").replace("verdict:same", "verdict:perhaps"),
            "line 4.*one bg:verdict",
        ),
        (told("http://x/a", "http://x/a"), "line 4.*two entities"),
        (told("http://x/a", "http://x/b", reason=""), "line 4.*reason"),
        (told("http://x/a", "http://x/b").replace("2031-03-01", "1 March"), "line 4.*date"),
        (told("http://x/a", "http://x/b") + "\n[] a bg:Judgement bg:about", "line 7.*no Turtle"),
        (
            told("http://x/a", "http://x/b") + told("http://x/b", "http://x/a", "not-the-same"),
            "line 6 says that http://x/a and http://x/b are not the same, but line 4 says that they are",
        ),
        (
            told("http://x/a", "http://x/b")
            + told("http://x/b", "http://x/c")
            + told("http://x/a", "http://x/c", "not-the-same"),
            "line 8 .* but lines 4 and 6 together say",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_told_with_its_line(text, message):
    with pytest.raises(JudgementError, match=message):
        parse(PREFIXES + text)


def test_a_judgement_that_is_written_is_read_back_and_the_rest_stays():
    made = Judgement(
        0,
        APART,
        (ONE, OTHER),
        ("almby-kommun/ida/S", "almby-kommun/ida/M"),
        'the "old" one',
        "2031-03-01",
        "Eva",
    )
    fresh = with_judgement("", made)
    assert "bg:verdict verdict:not-the-same ;" in fresh
    older = "# mine\n" + PREFIXES + told("http://x/a", "http://x/b")
    both = with_judgement(older, made)
    assert both.startswith(older.rstrip())
    for text, number in ((fresh, 0), (both, 1)):
        read = parse(text).entries[number]
        assert (read.verdict, set(read.about), set(read.keys)) == (APART, {ONE, OTHER}, set(made.keys))
        assert (read.reason, read.date, read.by) == (made.reason, made.date, made.by)


# What a build does with it.

MEETING = """Almby kommun
Sammanträdesprotokoll
Kommunstyrelsen
Sammanträdesdatum {date}

Plats och tid Rådhuset, Almby, kl. 13:00-15:00
Beslutande
Ulla Ekbrink (M), ordförande
{member} (S)

§ {number} Dnr KS 2031/12
Taxa för gästhamnen
Beslut
Kommunstyrelsen beslutar att anta taxan.

Yrkanden
{member} (S) yrkar avslag på förslaget.
"""


@pytest.fixture
def minutes(tmp_path):
    folder = tmp_path / "minutes"
    folder.mkdir()
    for number, member in enumerate(("Ida Eriksson", "Ida Ericsson", "Ida Eriksson"), 1):
        text = MEETING.format(date=f"2031-0{number}-10", member=member, number=number)
        (folder / f"ks-2031-0{number}-10.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def same(tmp_path):
    file = tmp_path / "same.ttl"
    file.write_text(PREFIXES + told(ONE, OTHER), encoding="utf-8")
    return file


def build(store, minutes, judgements=None, **more):
    return pipeline.build(collect([minutes])[0], store, judgements=judgements, **more)


def quads(store):
    with Store(store).view() as view:
        return serialise(view.quads())


def graph(store, name):
    with Store(store).view() as view:
        return list(view.quads(f"{BASE}graph/{name}"))


def objects(found, predicate):
    return {quad.object.value for quad in found if quad.predicate == predicate}


def test_a_pair_that_no_rule_can_tell_is_in_the_quality_graph(tmp_path, minutes):
    build(tmp_path / "store", minutes)
    found = graph(tmp_path / "store", "almby-kommun/quality")
    assert objects(found, BG.about) == {ONE, OTHER}
    assert objects(found, BG.score) == {"0.92"}
    assert validate(found).conforms


def test_a_judgement_joins_and_taken_out_it_is_undone(tmp_path, minutes, same):
    store = tmp_path / "store"
    build(store, minutes)
    before = quads(store)
    report = build(store, minutes, same)
    assert len(report.changed) == 1
    assert {one.shape for one in report.findings} <= {"Meeting-adjuster"}
    (moved,) = [
        quad for quad in graph(store, "entities/almby-kommun") if quad.predicate == DCTERMS.isReplacedBy
    ]
    assert (moved.subject.value, moved.object.value) == (OTHER, ONE)
    assert f"{BASE}graph/almby-kommun/quality" not in Store(store).view().graphs()
    judged = graph(store, "judgements")
    assert objects(judged, DCTERMS.description) == {"looked."}
    assert validate(judged).conforms
    build(store, minutes)
    assert quads(store) == before


def test_a_build_from_nothing_is_the_same_on_any_number_of_workers(tmp_path, minutes, same):
    build(tmp_path / "one", minutes, same)
    build(tmp_path / "two", minutes, same, workers=2)
    build(tmp_path / "three", minutes)
    build(tmp_path / "three", minutes, same)
    assert quads(tmp_path / "one") == quads(tmp_path / "two") == quads(tmp_path / "three")


def test_a_judgement_concerns_documents_that_are_not_given_again(tmp_path, minutes, same):
    store = tmp_path / "store"
    build(store, minutes)
    other = minutes.parent / "other"
    other.mkdir()
    text = MEETING.replace("Almby kommun", "Lövstads kommun").format(
        date="2031-05-10", member="Bo Ek", number=5
    )
    (other / "ks-2031-05-10.txt").write_text(text, encoding="utf-8")
    build(store, other, same)
    assert any(quad.predicate == DCTERMS.isReplacedBy for quad in graph(store, "entities/almby-kommun"))


def test_a_meeting_that_is_removed_leaves_the_judgements_in_force(tmp_path, minutes, same):
    store = tmp_path / "store"
    build(store, minutes, same)
    pipeline.remove("almby-kommun/kommunstyrelsen/2031-03-10", store)
    assert any(quad.predicate == DCTERMS.isReplacedBy for quad in graph(store, "entities/almby-kommun"))


def test_contradictory_judgements_stop_the_build_before_it_begins(tmp_path, minutes, same):
    store = tmp_path / "store"
    build(store, minutes)
    before = quads(store)
    same.write_text(PREFIXES + told(ONE, OTHER) + told(ONE, OTHER, "not-the-same"), encoding="utf-8")
    with pytest.raises(JudgementError, match="line 6 says"):
        build(store, minutes, same)
    assert quads(store) == before


def test_a_judgement_of_nobody_is_a_notice(tmp_path, minutes, same):
    same.write_text(PREFIXES + told(ONE, f"{PERSON}nobody"), encoding="utf-8")
    found = build(tmp_path / "store", minutes, same).findings
    (finding,) = [one for one in found if one.shape is None]
    assert (finding.severity, finding.path) == ("notice", str(same))
    assert finding.message.startswith("line 4: no document names all of ")


def test_the_rule_of_a_link_stands_with_its_evidence(tmp_path, minutes, same):
    store = tmp_path / "store"
    build(store, minutes, same)
    fact = f"{BASE}id/item/almby-kommun/kommunstyrelsen/2031-02-10/2/proposal/1"
    with Store(store).view() as view:
        found = view.query(load()["evidence-of"].bind({"fact": fact}))
        assert isinstance(found, ox.QuerySolutions)
        rules = {row["rule"].split("@")[0] for row in rows(found).records()}
    assert "judgement" in rules


def test_an_iri_that_was_merged_away_leads_to_the_one_that_replaces_it(tmp_path, minutes, same):
    store = tmp_path / "store"
    build(store, minutes, same)
    with TestClient(create_app(store, Settings(base=BASE, workers=0)), follow_redirects=False) as client:
        for old, new in (
            ("/id/person/almby-kommun/ida-ericsson", "/id/person/almby-kommun/ida-eriksson"),
            ("/data/person/almby-kommun/ida-ericsson.ttl", "/data/person/almby-kommun/ida-eriksson.ttl"),
            ("/page/person/almby-kommun/ida-ericsson", "/page/person/almby-kommun/ida-eriksson"),
        ):
            answer = client.get(old)
            assert (answer.status_code, answer.headers["location"]) == (303, new)
        assert client.get("/page/person/almby-kommun/ida-eriksson").status_code == 200


def test_a_pair_to_review_is_shown_with_both_people(tmp_path, minutes):
    build(tmp_path / "store", minutes)
    app = create_app(tmp_path / "store", Settings(base=BASE, workers=0))
    with TestClient(app, follow_redirects=False) as client:
        pair = client.get("/data/candidate/almby-kommun/ida-ericsson/ida-eriksson.ttl")
        assert "bg:score 0.92" in pair.text
        shown = client.get("/page/person/almby-kommun/ida-eriksson").text
    assert "Candidate pair" in shown
    assert "candidate/almby-kommun/ida-ericsson/ida-eriksson" in shown


# The review.


@pytest.fixture
def store(tmp_path, minutes):
    build(tmp_path / "store", minutes)
    return tmp_path / "store"


def review(store, *arguments, answers=None):
    command = ["review", "--store", str(store), *map(str, arguments)]
    return CliRunner().invoke(main, command, input=answers)


def test_a_review_shows_both_and_writes_the_judgement(store, minutes):
    result = review(store, "--date", "2031-04-01", "--by", "Eva", answers="s\nsame seat\n")
    assert result.exit_code == 0, result.output
    for shown in (
        "Ida Eriksson (S)",
        "Ida Ericsson (S)",
        "2: 2031-01-10 to 2031-03-10",
        "Kommunstyrelsen",
        "yrkar avslag",
    ):
        assert shown in result.output
    file = store.parent / "judgements.ttl"
    assert f"1 written to {file}" in result.output.replace("\n", "")
    (entry,) = parse(file.read_text(encoding="utf-8")).entries
    assert (entry.verdict, entry.reason, entry.date, entry.by) == (SAME, "same seat", "2031-04-01", "Eva")
    assert entry.keys == ("almby-kommun/ida ericsson/S", "almby-kommun/ida eriksson/S")
    assert not list(store.parent.glob("*.draft"))
    again = review(store)
    assert again.output == "There is no pair to review.\n"
    built = CliRunner().invoke(main, ["build", str(minutes), "--store", str(store)])
    assert "It obeys the judgements of" in built.output
    assert json.loads(review(store, "--list", "--format", "json").output) == []


def test_a_review_can_tell_apart_skip_and_quit(store, tmp_path):
    file = tmp_path / "mine.ttl"
    for answers in ("k\n", "q\n"):
        assert review(store, "--judgements", file, answers=answers).exit_code == 0
        assert not file.exists()
    review(store, "--judgements", file, answers="x\nn\ntwo sisters\n")
    (entry,) = parse(file.read_text(encoding="utf-8")).entries
    assert (entry.verdict, entry.reason) == (APART, "two sisters")


def test_a_review_does_not_write_what_contradicts_the_file(store, tmp_path):
    file = tmp_path / "mine.ttl"
    third = f"{PERSON}x"
    keys = 'bg:entityKey "almby-kommun/ida er{}sson/S" , "almby-kommun/x/S" ; bg:about'
    text = PREFIXES + told(ONE, third).replace("bg:about", keys.format("ik"))
    text += told(OTHER, third).replace("bg:about", keys.format("ic"))
    file.write_text(text, encoding="utf-8")
    result = review(store, "--judgements", file, answers="n\ntwo\n")
    assert result.exit_code == 0
    assert "Not written" in result.output
    assert "lines 4 and 6 together say" in result.output
    assert file.read_text(encoding="utf-8") == text


def test_the_pairs_are_listed(store):
    shown = review(store, "--list").output
    assert " 0.92    Ida Ericsson (S)   Ida Eriksson (S)   sound   Kommunstyrelsen" in shown
    (pair,) = json.loads(review(store, "--list", "--format", "json").output)
    assert (pair["one"]["iri"], pair["other"]["iri"]) == (OTHER, ONE)
    assert pair["other"]["dates"] == ["2031-01-10", "2031-03-10"]


def test_a_date_that_is_none_is_refused(store):
    result = review(store, "--date", "today")
    assert result.exit_code == 2
    assert "no date such as" in result.output


def test_without_a_store_the_review_says_so(tmp_path):
    result = review(tmp_path / "none")
    assert result.exit_code == 2
    assert not Path(tmp_path / "none").exists()
