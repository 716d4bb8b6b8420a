"""The views for other systems: their terms exist, they conform, and they tell the same as the graph.

The RDF views are held against shapes and a list of confirmed terms, the JSON views against schemas, all
written after the specifications (`fixtures/views`). Counts are held against SPARQL on the graph itself.
"""

from __future__ import annotations

import io
import json
import os
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from click.testing import CliRunner

from graphbuild.cli import main
from graphbuild.errors import QueryError, ResultFormatError
from graphbuild.exports.views import stream_view, write_view
from graphbuild.exports.views.lists import Pages
from graphbuild.exports.views.rdf import QUERIES, VIEW_PREFIXES
from graphbuild.exports.views.scope import meetings, query_text, read
from graphbuild.exports.views.times import moment
from graphbuild.resources import resource
from graphbuild.store import Store, View

from .small import BOARD, ITEM, build

FIXTURES = Path(__file__).parent / "fixtures" / "views"
VOTE = f"{ITEM}/vote/1"
PREFIXES = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in VIEW_PREFIXES.items())
ELI_DL = "http://data.europa.eu/eli/eli-draft-legislation-ontology#"

# What is counted of ours, in ELI-DL, in OSLO Besluit, and as a list or a path in the JSON views.
COUNTED = {
    "meetings": ("?x a bg:Meeting", "?x elidl:had_activity_type bg:Meeting", "?x a besluit:Zitting"),
    "items": (
        "?x a bg:Item",
        "?x elidl:had_activity_type bg:Item",
        "?x a besluit:BehandelingVanAgendapunt",
    ),
    "decisions": ("?x a bg:DecisionPoint", "?x a elidl:Decision", "?x a besluit:Artikel"),
    "people": (
        "{ ?p a bg:Participation ; bg:person ?x } UNION { ?p a bg:Ballot ; bg:person ?x }",
        "{ ?p elidl:had_participant_person ?x } UNION { ?p elidl:had_voter_favor ?x }"
        " UNION { ?p elidl:had_voter_against ?x } UNION { ?p elidl:had_voter_abstention ?x }",
        "?x a person:Person",
    ),
    "votes": ("?x a bg:Vote", "?x a elidl:Vote", "?x a besluit:Stemming"),
    "yes": (
        "?x a bg:Ballot ; bg:choice <https://w3id.org/beslutsgraf/choice/yes> ; bg:vote ?v",
        "?v elidl:had_voter_favor ?w BIND(CONCAT(STR(?v), STR(?w)) AS ?x)",
        "?v besluit:heeftVoorstander ?w BIND(CONCAT(STR(?v), STR(?w)) AS ?x)",
    ),
    "present": (
        "?x a bg:Participation ; bg:present true",
        "?v a elidl:Activity ; elidl:had_participant_person ?w BIND(CONCAT(STR(?v), STR(?w)) AS ?x)",
        "?v a besluit:Zitting ; besluit:heeftAanwezige ?w BIND(CONCAT(STR(?v), STR(?w)) AS ?x)",
    ),
    "starts": (
        "?x bg:startTime ?time",
        "?x elidl:activity_start_date ?time",
        "?x prov:startedAtTime ?time",
    ),
    "yes votes": (
        "?x bg:yes ?n",
        "?x elidl:number_of_votes_favor ?n",
        "?x besluit:aantalVoorstanders ?n",
    ),
}


@pytest.fixture(scope="module")
def examples(store: Path) -> Iterator[View]:
    with Store(store).view() as opened:
        yield opened


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with build(tmp_path_factory.mktemp("views") / "store").view() as opened:
        yield opened


@pytest.fixture(scope="module")
def large() -> Iterator[View]:
    """A graph of real minutes, built beforehand, where the environment names one."""
    folder = os.environ.get("BESLUTSGRAF_STORE")
    if not folder:
        pytest.skip("BESLUTSGRAF_STORE names no store")
    with Store(folder).view() as opened:
        yield opened


@pytest.fixture(params=["small", "examples", pytest.param("large", marks=pytest.mark.slow)])
def view(request: pytest.FixtureRequest) -> View:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, View)
    return found


def text(view: View, name: str, form: str | None = None, **chosen: str) -> str:
    output = io.BytesIO()
    stream_view(view, name, output, form, **chosen)
    return output.getvalue().decode()


def triples(view: View, name: str) -> ox.Store:
    found = ox.Store()
    found.load(text(view, name, "nt").encode(), format=ox.RdfFormat.N_TRIPLES)
    return found


def popolo(view: View, **chosen: str) -> Any:
    return json.loads(text(view, "popolo", **chosen))


def oparl(view: View, folder: Path) -> dict[str, Any]:
    write_view(view, "oparl", folder)
    return {
        str(path.relative_to(folder)): json.loads(path.read_text("utf-8")) for path in folder.rglob("*.json")
    }


def listed(files: dict[str, Any], kind: str) -> list[Any]:
    pages = [
        page for name, page in sorted(files.items()) if re.fullmatch(rf"(.*/)?{kind}(-\d+)?\.json", name)
    ]
    return [item for page in pages for item in page["data"]]


def count(store: View | ox.Store, pattern: str, what: str = "COUNT(DISTINCT ?x)") -> int:
    results = store.query(f"{PREFIXES} SELECT ({what} AS ?count) {{ {pattern} }}")
    assert isinstance(results, ox.QuerySolutions)
    return int(next(iter(results))["count"].value)


@cache
def schema(name: str) -> Any:
    return json.loads((FIXTURES / f"{name}.schema.json").read_text("utf-8"))


def validate_oparl(files: dict[str, Any]) -> None:
    for name, content in files.items():
        kind = "System" if name == "system.json" else "List"
        jsonschema.validate(content, {**schema("oparl"), "$ref": f"#/$defs/{kind}"})


def terms(name: str) -> set[str]:
    confirmed = tomllib.loads((resource("queries") / "views" / "terms.toml").read_text("utf-8"))
    assert set(confirmed[name].values()) <= set(confirmed["sources"])
    return set(confirmed[name])


@pytest.mark.parametrize("name", QUERIES)
def test_every_term_of_a_query_is_confirmed(name: str) -> None:
    for query in QUERIES[name]:
        template = query_text(query).partition("CONSTRUCT")[2].partition("WHERE")[0]
        used = set(re.findall(r"\b[a-z]+:[A-Za-z_]+", template))
        assert {one for one in used if not one.startswith(("bg:", "language:"))} <= terms(name)


@pytest.mark.parametrize("name", QUERIES)
def test_every_term_that_is_written_is_confirmed(view: View, name: str) -> None:
    written = triples(view, name)
    rdf_type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    used = {quad.predicate.value for quad in written} - {rdf_type}
    used |= {quad.object.value for quad in written if quad.predicate.value == rdf_type}
    confirmed = {VIEW_PREFIXES[term.partition(":")[0]] + term.partition(":")[2] for term in terms(name)}
    assert used <= confirmed


@pytest.mark.parametrize("name", QUERIES)
def test_an_rdf_view_conforms_to_the_cardinalities_of_its_specification(view: View, name: str) -> None:
    shapes = rdflib.Graph().parse(FIXTURES / f"{name}.ttl", format="turtle")
    conforms, _, report = pyshacl.validate(triples(view, name), shacl_graph=shapes)
    assert conforms, report


@pytest.mark.parametrize(
    ("name", "mandatory"),
    [("eli-dl", f"{ELI_DL}activity_id"), ("besluit", f"{VIEW_PREFIXES['besluit']}aantalVoorstanders")],
)
def test_the_shapes_find_what_is_missing(small: View, name: str, mandatory: str) -> None:
    broken = triples(small, name)
    for quad in list(broken.quads_for_pattern(None, ox.NamedNode(mandatory), None)):
        broken.remove(quad)
    shapes = rdflib.Graph().parse(FIXTURES / f"{name}.ttl", format="turtle")
    assert not pyshacl.validate(broken, shacl_graph=shapes)[0]


def test_the_schemas_find_what_is_wrong(small: View, tmp_path: Path) -> None:
    found, files = popolo(small), oparl(small, tmp_path)
    found["vote_events"][0]["votes"][0]["option"] = "ja"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(found, schema("popolo"))
    del files["body.json"]["data"][0]["meeting"]
    with pytest.raises(jsonschema.ValidationError):
        validate_oparl(files)


@pytest.mark.parametrize("name", QUERIES)
def test_the_formats_of_an_rdf_view_say_the_same(view: View, name: str) -> None:
    expected = set(triples(view, name))
    turtle = ox.Store()
    turtle.load(text(view, name, "ttl").encode(), format=ox.RdfFormat.TURTLE)
    assert set(turtle) == expected
    linked = ox.Store()
    linked.load(text(view, name, "jsonld").encode(), format=ox.RdfFormat.JSON_LD)
    assert set(linked) == expected


@pytest.mark.parametrize("what", COUNTED)
def test_rdf_views_hold_as_much_as_the_graph(view: View, what: str) -> None:
    ours, in_eli_dl, in_besluit = COUNTED[what]
    aggregate = "COALESCE(SUM(?n), 0)" if what == "yes votes" else "COUNT(DISTINCT ?x)"
    expected = count(view, ours, aggregate)
    assert expected > 0
    assert count(triples(view, "eli-dl"), in_eli_dl, aggregate) == expected
    assert count(triples(view, "besluit"), in_besluit, aggregate) == expected


def test_json_views_are_valid_and_hold_as_much_as_the_graph(view: View, tmp_path: Path) -> None:
    found, files = popolo(view), oparl(view, tmp_path / "oparl")
    jsonschema.validate(found, schema("popolo"))
    validate_oparl(files)
    items = [item for meeting in listed(files, "meeting") for item in meeting["agendaItem"]]
    votes = [vote for item in items for vote in item.get("beslutsgraf:vote", ())]
    assert len(found["events"]) == len(listed(files, "meeting")) == count(view, "?x a bg:Meeting")
    assert len(items) == count(view, "?x a bg:Item")
    assert len(found["motions"]) == count(view, "?x a bg:Proposal")
    assert len(found["vote_events"]) == len(votes) == count(view, "?x a bg:Vote")
    cast = sum(len(vote.get("votes", ())) for vote in found["vote_events"])
    assert cast == sum(len(vote.get("ballots", ())) for vote in votes) == count(view, "?x a bg:Ballot")
    totals = [
        one["value"] for vote in found["vote_events"] for one in vote["counts"] if "group_id" not in one
    ]
    expected = "SUM(?yes) + SUM(?no) + SUM(COALESCE(?a, 0)) + SUM(COALESCE(?b, 0))"
    pattern = "?x bg:yes ?yes ; bg:no ?no OPTIONAL { ?x bg:abstentions ?a } OPTIONAL { ?x bg:absent ?b }"
    assert sum(totals) == count(view, pattern, expected)


def test_links_of_json_views_lead_somewhere(view: View, tmp_path: Path) -> None:
    found, files = popolo(view), oparl(view, tmp_path / "oparl")
    ids = {item["id"] for items in found.values() for item in items}
    for one in (*found["memberships"], *found["motions"], *found["vote_events"], *found["posts"]):
        assert {value for key, value in one.items() if key.endswith("_id")} <= ids
    assert len(ids) == sum(len(items) for items in found.values())
    root = files["system.json"]["id"].removesuffix("system.json")
    bodies = listed(files, "body")
    lists = [body[kind] for body in bodies for kind in ("organization", "person", "meeting", "paper")]
    assert {url.removeprefix(root) for url in (*lists, files["system.json"]["body"])} <= set(files)
    ids = {
        item["id"] for kind in ("body", "organization", "person", "meeting") for item in listed(files, kind)
    }
    for meeting in listed(files, "meeting"):
        assert {*meeting["organization"], *meeting.get("participant", ())} <= ids
    for person in listed(files, "person"):
        assert {seat["organization"] for seat in person.get("membership", ())} <= ids


def test_one_vote_is_the_same_in_all_four(small: View, tmp_path: Path) -> None:
    elidl, besluit = triples(small, "eli-dl"), triples(small, "besluit")
    numbers = [f"number_of_votes_{one}" for one in ("favor", "against", "abstention")]
    dutch = [f"aantal{one}" for one in ("Voorstanders", "Tegenstanders", "Onthouders")]
    assert [_value(elidl, VOTE, ELI_DL + one) for one in numbers] == ["2", "1", "0"]
    assert [_value(besluit, VOTE, VIEW_PREFIXES["besluit"] + one) for one in dutch] == ["2", "1", "0"]
    (event,) = [one for one in popolo(small)["vote_events"] if one["id"] == VOTE]
    assert [one["value"] for one in event["counts"] if "group_id" not in one] == [2, 1, 0]
    items = [item for meeting in listed(oparl(small, tmp_path), "meeting") for item in meeting["agendaItem"]]
    (vote,) = [vote for item in items for vote in item.get("beslutsgraf:vote", ()) if vote["id"] == VOTE]
    assert (vote["yes"], vote["no"], vote["abstentions"]) == (2, 1, 0)
    assert [one["option"] for one in event["votes"]] == [one["choice"] for one in vote["ballots"]]


def test_the_outcome_of_a_vote_of_the_examples_is_the_same_in_all_four(
    examples: View, tmp_path: Path
) -> None:
    elidl, besluit = triples(examples, "eli-dl"), triples(examples, "besluit")
    events = {one["id"]: one for one in popolo(examples)["vote_events"] if "result" in one}
    assert events
    items = [
        item for meeting in listed(oparl(examples, tmp_path), "meeting") for item in meeting["agendaItem"]
    ]
    votes = {vote["id"]: vote for item in items for vote in item.get("beslutsgraf:vote", ())}
    for iri, event in events.items():
        outcome = _value(elidl, iri, f"{ELI_DL}had_decision_outcome")
        assert outcome.rsplit("/", 1)[-1] == event["result"]
        label = _value(besluit, iri, f"{VIEW_PREFIXES['besluit']}gevolg")
        assert label == votes[iri]["outcome"]
        assert count(examples, f'<{outcome}> skos:prefLabel ?x FILTER(STR(?x) = "{label}")') > 0


def _value(store: ox.Store, subject: str, predicate: str) -> str:
    quad = next(iter(store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None)))
    assert isinstance(quad.object, ox.NamedNode | ox.Literal)
    return quad.object.value


@pytest.mark.parametrize(
    ("added", "outcome"),
    [
        ("", "bifall"),
        ("?point bg:outcome <https://w3id.org/beslutsgraf/outcome/avslag>", None),
        ("?vote bg:voteKind <https://w3id.org/beslutsgraf/vote-kind/remittal>", None),
        ("<urn:other> a bg:Vote ; bg:item ?item", None),
        (
            "<urn:p> a bg:Proposal ; bg:item ?item ;"
            " bg:proposalKind <https://w3id.org/beslutsgraf/proposal-kind/aterremiss>",
            None,
        ),
    ],
)
def test_a_vote_has_the_outcome_of_its_item_only_where_it_settled_it(
    small: View, added: str, outcome: str | None
) -> None:
    store = read(small, next(one for one in meetings(small) if one.iri == BOARD))
    point = f"<{ITEM}/decision/2>"
    if added:
        filled = added.replace("?vote", f"<{VOTE}>").replace("?item", f"<{ITEM}>").replace("?point", point)
        store.update(f"{PREFIXES} INSERT DATA {{ {filled} }}")
    found = store.query(query_text("vote-outcome"))
    assert isinstance(found, ox.QueryTriples)
    assert [str(one.object).rstrip(">").rsplit("/", 1)[-1] for one in found] == ([outcome] if outcome else [])


def test_a_session_has_its_chair_and_its_points_follow_each_other(small: View) -> None:
    besluit, chair = triples(small, "besluit"), "birgitta-hallenborg#mandate-regionstyrelsen"
    person = BOARD.partition("id/")[0] + "id/person/region-mellansjo/"
    assert count(besluit, f"?x besluit:heeftVoorzitter <{person}{chair}>") == 2
    assert count(besluit, f"?x besluit:gebeurtNa <{ITEM}>") == 1
    assert count(besluit, f"?x besluit:aangebrachtNa <{ITEM}#agenda-item>") == 1


def test_a_recommendation_is_no_decision(small: View) -> None:
    recommendation = "?x elidl:had_activity_type bg:Recommendation"
    assert count(triples(small, "eli-dl"), f"{recommendation} ; a elidl:Activity") == 1
    assert count(triples(small, "eli-dl"), f"{recommendation} ; a elidl:Decision") == 0


def test_a_view_can_be_of_one_council_or_one_meeting(small: View) -> None:
    place = BOARD.partition("/id/meeting/")[2]
    assert [one["id"] for one in popolo(small, meeting=BOARD)["events"]] == [BOARD]
    assert popolo(small, meeting=place) == popolo(small, meeting=BOARD)
    assert popolo(small, council="region-mellansjo") == popolo(small)
    with pytest.raises(QueryError, match="its councils: region-mellansjo"):
        popolo(small, council="region-nowhere")


@pytest.mark.parametrize("name", [*QUERIES, "popolo"])
def test_a_view_is_the_same_to_the_byte_each_time(view: View, name: str) -> None:
    assert text(view, name) == text(view, name)


def test_what_several_meetings_name_is_written_once(small: View) -> None:
    lines = text(small, "eli-dl", "nt").splitlines()
    assert len(lines) == len(set(lines))


def test_a_wrong_format_is_refused(small: View) -> None:
    with pytest.raises(ResultFormatError, match="popolo is written as json, not as ttl"):
        text(small, "popolo", "ttl")
    with pytest.raises(ResultFormatError, match="folder of files"):
        text(small, "oparl")
    with pytest.raises(ResultFormatError, match="there is no view akoma"):
        text(small, "akoma")


def test_the_command_writes_a_file_a_folder_or_stdout(small: View, tmp_path: Path) -> None:
    store = ["--store", str(small.path.parents[1])]
    runner = CliRunner()
    result = runner.invoke(main, ["view", "eli-dl", *store, "--meeting", BOARD, "--format", "nt"])
    assert result.exit_code == 0, result.output
    assert f"<{VOTE}>" in result.output
    assert runner.invoke(main, ["view", "oparl", *store, "--output", str(tmp_path / "o")]).exit_code == 0
    assert (tmp_path / "o" / "region-mellansjo" / "meeting.json").exists()
    refused = runner.invoke(main, ["view", "oparl", *store])
    assert refused.exit_code == 2
    assert "folder" in refused.output


@pytest.mark.parametrize(
    ("date", "time", "expected"),
    [
        ("2025-02-11", "09:00:00", "2025-02-11T09:00:00+01:00"),
        ("2025-03-30", "03:00:00", "2025-03-30T03:00:00+02:00"),
        ("2025-06-11", "13:30:00", "2025-06-11T13:30:00+02:00"),
        ("2025-10-26", "03:00:00", "2025-10-26T03:00:00+01:00"),
        ("1995-06-11", "13:30:00", None),
        ("2025-06-11", None, None),
        (None, "13:30:00", None),
    ],
)
def test_a_time_of_day_in_sweden_is_a_moment(
    date: str | None, time: str | None, expected: str | None
) -> None:
    assert moment(date, time) == expected


def test_a_long_list_is_pages_that_name_the_next(tmp_path: Path) -> None:
    pages = Pages(tmp_path, "https://data.example.org/oparl/", "person", size=2)
    for number in range(4):
        pages.add({"id": number})
    pages.close()
    first, second = (json.loads((tmp_path / f"person{page}.json").read_text()) for page in ("", "-2"))
    assert [one["id"] for page in (first, second) for one in page["data"]] == [0, 1, 2, 3]
    assert first["links"]["next"] == second["links"]["self"] == "https://data.example.org/oparl/person-2.json"
    assert "next" not in second["links"]
