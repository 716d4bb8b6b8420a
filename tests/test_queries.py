"""The stored queries: each with its answer on the small graph, and how they are loaded and bound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from graphbuild.errors import ParameterError, QueryError
from graphbuild.queries import load, load_folder, read
from graphbuild.results import rows
from graphbuild.store import View

from .small import BASE, BOARD, ITEM, build

NAMES = [
    "accuracy",
    "actor-network",
    "actor-timeline",
    "actors-of-party",
    "appointments",
    "attendance-rate",
    "case-history",
    "co-attendance",
    "coverage",
    "decisions-in-case",
    "decisions-of-body",
    "doubts",
    "evidence-of",
    "funded-projects",
    "meeting-quality",
    "meetings",
    "missing",
    "organisations-in-decisions",
    "party-agreement",
    "party-votes",
    "present-at-item",
    "proposals-by-outcome",
    "recusals",
    "reservations",
    "votes-in-meeting",
    "who-proposed-what",
    "who-was-informed",
]
TRAVEL = "Kostnadsfria sommarresor för unga"


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with build(tmp_path_factory.mktemp("small") / "store").view() as opened:
        yield opened


def ask(view: View, query: str, columns: str, /, **params: str) -> list[tuple[str, ...]]:
    """Return the columns named in ``columns`` of the answer, ``""`` where unbound."""
    results = view.query(load()[query].bind(params))
    assert isinstance(results, ox.QuerySolutions)
    return [tuple(row.get(column, "") for column in columns.split()) for row in rows(results).records()]


def test_all_stored_queries_of_the_design_are_there() -> None:
    assert list(load()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_file_runs_as_it_is_and_gives_what_its_examples_give(view: View, name: str) -> None:
    stored = load()[name]
    examples = {param.name: param.example or "" for param in stored.params if param.required}
    as_it_is, bound = view.query(stored.text), view.query(stored.bind(examples))
    assert isinstance(as_it_is, ox.QuerySolutions)
    assert isinstance(bound, ox.QuerySolutions)
    answer = rows(as_it_is)
    assert answer.rows
    assert answer == rows(bound)


@pytest.mark.parametrize("name", NAMES)
def test_every_example_is_of_its_type_and_every_row_stands_once(view: View, name: str) -> None:
    stored = load()[name]
    results = view.query(stored.bind({p.name: p.example for p in stored.params if p.example}))
    assert isinstance(results, ox.QuerySolutions)
    found = rows(results).rows
    assert len(found) == len(set(found))


@pytest.mark.parametrize("case", ["RS-2024-00417", "rs 2024:00417", "00417"])
def test_decisions_in_case(view: View, case: str) -> None:
    assert ask(view, "decisions-in-case", "date bodyName number kind point outcome", case=case) == [
        ("2025-01-22", "Kollektivtrafiknämnden", "5", "recommendation", "", "bifall"),
        ("2025-02-11", "Regionstyrelsen", "17", "decision", "1", "bifall"),
        ("2025-02-11", "Regionstyrelsen", "17", "decision", "2", ""),
    ]


def test_decisions_of_body(view: View) -> None:
    columns = "date organisationName number text cases"
    assert ask(view, "decisions-of-body", columns, body="styrelse") == [
        ("2025-02-11", "Region Mellansjö", "17", "Kostnadsfria sommarresor införs.", "RS-2024-00417"),
        ("2025-02-11", "Region Mellansjö", "17", "Uppföljning sker i oktober.", "RS-2024-00417"),
        ("2025-02-11", "Region Mellansjö", "18", "Bevilja 1 250 000 kronor.", "RS-2025-00031"),
    ]
    by_iri = f"{BASE}id/body/region-mellansjo/kollektivtrafiknamnden"
    assert ask(view, "decisions-of-body", "number kind", body=by_iri) == [("5", "recommendation")]
    assert ask(view, "decisions-of-body", "number", body="n", to="2025-02-10") == [("5",)]
    assert ask(view, "decisions-of-body", "number", body="styrelse", **{"from": "2025-02-12"}) == []


def test_actor_timeline(view: View) -> None:
    assert ask(view, "actor-timeline", "date bodyName number what detail partyCode", name="STENHAM") == [
        ("2025-02-11", "Regionstyrelsen", "", "Participation", "ledamot", "SD"),
        ("2025-02-11", "Regionstyrelsen", "17", "Ballot", "nej", "SD"),
        ("2025-02-11", "Regionstyrelsen", "17", "Proposal", "Avslag på förslaget om sommarresor.", "SD"),
        (
            "2025-02-11",
            "Regionstyrelsen",
            "17",
            "Reservation",
            "Roger Stenhamre (SD) reserverar sig till förmån för eget yrkande.",
            "SD",
        ),
        ("2025-03-11", "Regionstyrelsen", "", "Participation", "ledamot", "SD"),
    ]


def test_the_timeline_of_one_person_joins_the_roles_of_a_meeting(view: View) -> None:
    found = ask(view, "actor-timeline", "date what detail", name="åkerrand", to="2025-01-31")
    assert found == [("2025-01-22", "Participation", "justerare, ordförande")]


def test_the_timeline_tells_two_people_of_one_name_apart_and_knows_organisations(view: View) -> None:
    people = set(ask(view, "actor-timeline", "actorIri partyCode", name="öhrvall"))
    assert people == {
        (f"{BASE}id/person/region-mellansjo/karin-ohrvall", "S"),
        (f"{BASE}id/person/region-mellansjo/karin-ohrvall", ""),
        (f"{BASE}id/person/region-mellansjo/karin-ohrvall-m", "M"),
    }
    assert ask(view, "actor-timeline", "what number", name="hamn") == [
        ("Mention", "17"),
        ("Project", "18"),
        ("Recipient", "18"),
    ]
    assert ask(view, "actor-timeline", "what number", name="sverigedem") == [("Proposal", "5")]


def test_who_proposed_what(view: View) -> None:
    columns = "date number proposerName partyCode kind"
    committee = ("2025-01-22", "5", "Sverigedemokraterna", "SD", "avslag")
    stenhamre = ("2025-02-11", "17", "Roger Stenhamre", "SD", "avslag")
    ohrvall = ("2025-02-11", "17", "Karin Öhrvall", "M", "bifall")
    akerrand = ("2025-02-11", "17", "Lisbeth Åkerrand", "C", "bifall")
    assert ask(view, "who-proposed-what", columns) == [committee, stenhamre, ohrvall, akerrand]
    assert ask(view, "who-proposed-what", columns, case="00417") == [committee, stenhamre, ohrvall, akerrand]
    assert ask(view, "who-proposed-what", columns, item=ITEM) == [stenhamre, ohrvall, akerrand]
    assert ask(view, "who-proposed-what", columns, party="sd") == [committee, stenhamre]
    assert ask(view, "who-proposed-what", columns, party="centerp") == [akerrand]
    assert ask(view, "who-proposed-what", columns, name="karin") == [ohrvall]
    assert ask(view, "who-proposed-what", columns, case="00031") == []


@pytest.mark.parametrize("params", [{"meeting": BOARD}, {"body": "styrelse", "date": "2025-02-11"}])
def test_votes_in_meeting(view: View, params: dict[str, str]) -> None:
    columns = "number yes no abstentions absent yesMeans personName partyCode choice"
    assert ask(view, "votes-in-meeting", columns, **params) == [
        ("17", "2", "1", "0", "", "bifall till nämndens förslag", "Birgitta Hallenborg", "S", "ja"),
        ("17", "2", "1", "0", "", "bifall till nämndens förslag", "Karin Öhrvall", "M", "ja"),
        ("17", "2", "1", "0", "", "bifall till nämndens förslag", "Roger Stenhamre", "SD", "nej"),
    ]
    assert ask(view, "votes-in-meeting", "number", date="2025-03-11") == []


def test_reservations(view: View) -> None:
    person = ("2025-02-11", "17", "Roger Stenhamre", "SD", "Avslag på förslaget om sommarresor.")
    party = ("2025-03-11", "30", "Moderaterna", "M", "")
    columns = "date number whoName partyCode wanted"
    assert ask(view, "reservations", columns) == [person, party]
    assert ask(view, "reservations", columns, name="stenh") == [person]
    assert ask(view, "reservations", columns, party="M") == [party]
    assert ask(view, "reservations", columns, party="sverigedemokr") == [person]
    assert ask(view, "reservations", columns, **{"from": "2025-03-01"}) == [party]
    assert ask(view, "reservations", columns, to="2025-03-01") == [person]


def test_appointments(view: View) -> None:
    columns = "date number personName partyCode kind post organName replacedName start end"
    elected = (
        "2025-03-11",
        "30",
        "Lisbeth Åkerrand",
        "C",
        "fyllnadsval",
        "ledamot",
        "Verkstans styrgrupp",
        "Roger Stenhamre",
        "2025-04-01",
        "2026",
    )
    assert ask(view, "appointments", columns) == [elected]
    assert ask(view, "appointments", columns, name="åkerrand", organ="styrgrupp") == [elected]
    assert ask(view, "appointments", columns, name="stenhamre") == [elected]
    assert ask(view, "appointments", columns, name="öhrvall") == []
    assert ask(view, "appointments", columns, organ="nämnd") == []
    assert ask(view, "appointments", columns, to="2025-03-10") == []


def test_funded_projects(view: View) -> None:
    boats = (
        "Båt i linjetrafik",
        "1250000",
        "SEK",
        "Regionala tillväxtmedel",
        "Tjärnfors hamn AB",
        "Granviks kommun, Ålhammars kommun",
    )
    columns = "projectName amount currency fund ownerName partners"
    everything = ask(view, "funded-projects", columns)
    assert everything == [boats, ("Verkstan", "90000", "SEK", "", "", ""), ("", "45000", "SEK", "", "", "")]
    assert ask(view, "funded-projects", columns, minimum="1000000") == [boats]
    assert ask(view, "funded-projects", "projectName", name="verk") == [("Verkstan",)]


def test_a_grant_has_its_decision_point_what_was_applied_for_and_who_else_pays(view: View) -> None:
    columns = "granteeName applied share funders decisionText decisionIri"
    boats, workshop, municipality = ask(view, "funded-projects", columns)
    item = f"{BASE}id/item/region-mellansjo/regionstyrelsen/2025-02-11/18"
    point = ("Bevilja 1 250 000 kronor.", f"{item}/decision/1")
    assert boats == ("", "2500000", "0.5", "Granviks kommun", *point)
    assert workshop == ("", "", "", "", "", "")
    assert municipality == ("Ålhammars kommun", "60000", "0.75", "", "", "")
    assert ask(view, "funded-projects", "granteeName start ownerName", name="ålhamm") == [
        ("Ålhammars kommun", "", "")
    ]


def test_co_attendance(view: View) -> None:
    columns = "personName otherName meetings first last"
    often = ("Birgitta Hallenborg", "Roger Stenhamre", "2", "2025-02-11", "2025-03-11")
    assert ask(view, "co-attendance", columns, minimum="2") == [often]
    everything = ask(view, "co-attendance", columns)
    assert everything[0] == often
    # Four people were at the board's first meeting; whom the committee lists as absent met nobody.
    assert len(everything) == 6
    assert ask(view, "co-attendance", columns, body="kollektiv") == []


def test_evidence_of(view: View) -> None:
    columns = "page quote start end fileName url rule confidence"
    assert ask(view, "evidence-of", columns, fact=f"{ITEM}/decision/1") == [
        (
            "3",
            "Kostnadsfria som-\nmarresor införs.",
            "5120",
            "5154",
            "rs.pdf",
            "https://region.example/rs.pdf",
            "decision-points@1",
            "1",
        )
    ]
    assert ask(view, "evidence-of", columns, fact=f"{ITEM}/decision/2") == []


HOSTILE = [
    '" } DROP ALL #',
    "\\",
    'a" } VALUES ?x { "b',
    "\n",
    "}} UNION {{ ?s ?p ?o",
    "\\g<1>",
    "\u2028",
    "'''",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_is_only_a_value(view: View, value: str) -> None:
    if value.strip():
        assert ask(view, "actor-timeline", "actorName", name=value) == []
        assert ask(view, "decisions-of-body", "bodyName", body=value) == []


@pytest.mark.parametrize("value", ["x", "https://x.example/> } #", "https://x.example/a b", "../id"])
def test_what_is_no_iri_is_refused(value: str) -> None:
    with pytest.raises(ParameterError, match="fact must be an absolute IRI") as refused:
        load()["evidence-of"].bind({"fact": value})
    assert refused.value.name == "fact"


@pytest.mark.parametrize("value", ["2025-02-30", "yesterday", "11/2/2025", "2025-02"])
def test_what_is_no_date_is_refused(value: str) -> None:
    with pytest.raises(ParameterError, match="date must be a date such as"):
        load()["votes-in-meeting"].bind({"date": value})


@pytest.mark.parametrize("value", ["much", "1e6", "NaN", "1,5"])
def test_what_is_no_number_is_refused(value: str) -> None:
    with pytest.raises(ParameterError, match="minimum must be a number"):
        load()["funded-projects"].bind({"minimum": value})


def test_an_unknown_parameter_is_refused_by_name() -> None:
    with pytest.raises(ParameterError, match="has no parameter cas; it has: case"):
        load()["decisions-in-case"].bind({"cas": "1"})


@pytest.mark.parametrize("params", [{}, {"case": ""}, {"case": "  "}])
def test_a_missing_parameter_is_told_with_what_it_means(params: dict[str, str]) -> None:
    with pytest.raises(ParameterError, match="needs case: the case number"):
        load()["decisions-in-case"].bind(params)


def test_an_optional_parameter_may_be_empty() -> None:
    stored = load()["reservations"]
    assert stored.bind({"name": "", "party": " "}) == stored.bind({}) == stored.text


HEADER = (
    "#+ summary: S\n#+ description: D\n"
    "#+ params:\n#+   - {name: x, type: string, description: d, required: true}\n"
)


def test_a_stored_query_of_a_users_own(tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text(f'{HEADER}SELECT * {{\n  VALUES ?x {{ "a" }}\n}}', encoding="utf-8")
    stored = load_folder(tmp_path)["mine"]
    assert (stored.name, stored.params[0].example) == ("mine", "a")
    assert 'VALUES ?x { "b" }' in stored.bind({"x": "b"})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("SELECT * { ?s ?p ?o }", "summary"),
        (f"{HEADER}SELECT * {{ ?s ?p ?x }}", "0 lines"),
        (f'{HEADER}SELECT * {{\nVALUES ?x {{ "a" }}\nVALUES ?x {{ "b" }}\n}}', "2 lines"),
        (f"{HEADER}SELECT * {{\nVALUES ?x {{ UNDEF }}\n}}", "UNDEF"),
        (HEADER.replace("string", "colour") + 'SELECT * {\nVALUES ?x { "a" }\n}', "unknown type"),
        (HEADER.replace("string", "date") + 'SELECT * {\nVALUES ?x { "a" }\n}', "must be a date"),
        ("#+ summary: S\n#+ description: D\nSELECT * { SERVICE <http://x/> {} }", "SERVICE"),
        ("#+ [", "not a stored query"),
    ],
)
def test_a_file_that_is_no_stored_query_is_named_with_the_reason(
    tmp_path: Path, text: str, reason: str
) -> None:
    path = tmp_path / "wrong.rq"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QueryError, match=reason):
        read(path)
