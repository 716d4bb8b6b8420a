"""The extraction record: it comes back as it was, keeps to its schema, and the scorer can read it."""

from __future__ import annotations

import importlib.util
import json
from decimal import Decimal
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from graphbuild.errors import RecordError
from graphbuild.model import (
    Appointment,
    Ballot,
    BudgetLine,
    Citation,
    DecisionPoint,
    Dissent,
    Event,
    Evidence,
    Funder,
    Grant,
    Header,
    Item,
    Money,
    Named,
    Participant,
    PriorHandling,
    Project,
    Proposal,
    Proposition,
    Record,
    Reference,
    Source,
    Stated,
    Vote,
)
from graphbuild.record import VERSION, from_json, to_json
from graphbuild.resources import resource
from tests.conftest import SHARED

SCHEMA = json.loads(resource("data/record.schema.json").read_text(encoding="utf-8"))
HERE = Evidence(1, 10, 15, "ordet")


def stated(text: str) -> Stated:
    return Stated(text, HERE)


ASTA = Named("Asta Fjällnäs", "V", HERE)
BO = Named("Bo Myrsjö", None, HERE)
REFERENCE = Reference("proposal", "egna yrkandet", HERE, (1, 2))
GRANT = Money(Decimal("1250000.50"), "SEK", "1 250 000,50 kr", HERE)
RECORD = Record(
    source=Source(
        "a.pdf", "0" * 64, "https://example.org/a.pdf", "Region Exempel", None, "2025-02-03", "CC0"
    ),
    kind="minutes",
    header=Header(
        stated("Region Exempel"),
        stated("Kulturnämnden"),
        stated("2025-02-03"),
        stated("09:00"),
        None,
        stated("Stora salen"),
        stated("Blad 7"),
        (stated("14:20-14:35"),),
    ),
    people=(
        Participant(
            "Asta Fjällnäs",
            "V",
            (HERE, HERE),
            ("member", "adjuster"),
            None,
            True,
            (BO,),
            ("7-9",),
            ("09:00-10:00",),
            True,
        ),
        Participant("Bo Myrsjö", None, (HERE,), title="controller"),
    ),
    items=(
        Item(
            number="7",
            title=stated("Stöd till dans"),
            evidence=HERE,
            dnr=(stated("KN-7-2025"),),
            decisions=(DecisionPoint("1", "Stödet beviljas", "decision", "bevilja", HERE),),
            proposals=(
                Proposal((ASTA, BO), (stated("M"),), "avslag", "avslag", HERE, "first", (REFERENCE,)),
            ),
            propositions=(Proposition("Ordföranden ställer proposition", stated("det avslagits"), HERE),),
            votes=(
                Vote(
                    7,
                    6,
                    0,
                    None,
                    stated("Ja för bifall"),
                    "bifall",
                    None,
                    (Ballot(ASTA, "no"),),
                    HERE,
                    "remittal",
                ),
            ),
            reservations=(
                Dissent("reservation", (ASTA,), (stated("M"),), "reserverar sig", HERE, (REFERENCE,)),
            ),
            notes=(Dissent("special opinion", (BO,), (), "särskilt yttrande", HERE),),
            recusals=(Dissent("recusal", (BO,), (), "jäv", HERE),),
            non_participation=(Dissent("non-participation", (), (stated("SD"),), "deltar inte", HERE),),
            appointments=(
                Appointment(
                    ASTA, "ersättare", stated("Dansrådet"), "election", BO, "2025-03-01", "2026", HERE
                ),
            ),
            recipients=(stated("Dansförbundet"),),
            documents=(stated("Tjänsteskrivelse"),),
            prior_handling=(PriorHandling("2024-12-02", "91", "Kulturnämnden", "bordlagt", HERE),),
            legal_references=(
                Citation(
                    "6 kap. 2 § kommunallagen",
                    "statute",
                    ("https://lagen.nu/2017:725#K6P2",),
                    stated("6 kap. 2 § kommunallagen").evidence,
                ),
            ),
            amounts=(GRANT,),
            projects=(
                Project(
                    "Dans i glesbygd",
                    HERE,
                    stated("Dansförbundet"),
                    (stated("Norra scenen"),),
                    stated("2025-03-01"),
                    stated("2026-02-28"),
                    GRANT,
                    stated("anslag 4"),
                    (BudgetLine("Löner", GRANT),),
                    GRANT,
                    stated("Dansförbundet"),
                    stated("Dansförbundet"),
                    GRANT,
                    stated("avslås"),
                    (Funder(stated("Norra scenen"), GRANT),),
                    GRANT,
                ),
            ),
            grants=(Grant(stated("Dansrådet"), HERE, GRANT, GRANT, stated("avslås"), stated("anslag 4")),),
            events=(Event("Dansveckan", "2025-05-05", None, "Lövånger", HERE),),
            organisations=(stated("Norra scenen"),),
            people=(ASTA,),
        ),
    ),
    organisations=(stated("Region Exempel"),),
    warnings=("§ 8 saknas",),
)


@pytest.fixture(scope="module")
def score() -> ModuleType:
    path = SHARED / "evaluate" / "score.py"
    if not path.exists():
        pytest.skip("the scorer is not part of the project")
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_record_comes_back_from_json_text_as_it_was() -> None:
    assert from_json(json.loads(json.dumps(to_json(RECORD)))) == RECORD


def test_the_record_under_test_fills_every_key_of_the_schema() -> None:
    def filled(value: Any) -> set[str]:
        if isinstance(value, list):
            return set().union(*map(filled, value))
        if isinstance(value, dict):
            own = {key for key, part in value.items() if part not in (None, [])}
            return own | set().union(*map(filled, value.values()))
        return set()

    names = {key for part in (SCHEMA, *SCHEMA["$defs"].values()) for key in part.get("properties", {})}
    assert names - filled(to_json(RECORD)) == {"end_time", "absent", "no_means"}


def test_the_schema_is_one_and_the_record_keeps_to_it() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert list(Draft202012Validator(SCHEMA).iter_errors(to_json(RECORD))) == []
    assert SCHEMA["properties"]["version"]["const"] == VERSION


def test_the_schema_is_strict_everywhere() -> None:
    for name, part in {"record": SCHEMA, **SCHEMA["$defs"]}.items():
        if part.get("type") == "object":
            assert part["additionalProperties"] is False, name
            assert set(part["required"]) == set(part["properties"]), name


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("people", 0, "roles"), ["queen"]),
        (("meeting_date", "text"), "3 februari"),
        (("items", 0, "amounts", 0, "value"), 12.5),
        (("items", 0, "decisions", 0, "evidence"), None),
        (("items", 0, "surprise"), 1),
    ],
)
def test_the_schema_refuses(path: tuple[str | int, ...], value: object) -> None:
    data = to_json(RECORD)
    place: Any = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    assert [list(error.absolute_path) for error in Draft202012Validator(SCHEMA).iter_errors(data)]


TEXTS = st.text("aåö §\n-1", max_size=4)
AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False)
st.register_type_strategy(str, TEXTS)
st.register_type_strategy(Decimal, AMOUNTS)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.builds(Record, items=st.lists(st.from_type(Item), max_size=2).map(tuple)))
def test_any_record_comes_back_as_it_was(record: Record) -> None:
    assert from_json(json.loads(json.dumps(to_json(record)))) == record


@pytest.mark.parametrize(
    "data",
    [{}, {**to_json(RECORD), "version": "0"}, {**to_json(RECORD), "items": None}, {"version": VERSION}],
)
def test_what_is_no_record_is_refused_with_advice(data: dict[str, Any]) -> None:
    with pytest.raises(RecordError, match="extract the document anew"):
        from_json(data)


def test_the_scorer_reads_every_field(score: ModuleType) -> None:
    facts = score.predicted_facts(json.loads(json.dumps(to_json(RECORD))))
    assert {field: sorted(found, key=str) for field, found in facts.items()} == {
        "people": ["asta fjällnäs", "bo myrsjö"],
        "people with party": [("asta fjällnäs", "V")],
        "roles": [("asta fjällnäs", "adjuster"), ("asta fjällnäs", "member")],
        "substitutions": [("asta fjällnäs", "bo myrsjö")],
        "case numbers": ["kn72025"],
        "items": ["7"],
        "item titles": [("7", "Stöd till dans")],
        "decision points": [("7", "Stödet beviljas")],
        "proposals": [("7", "M"), ("7", "asta fjällnäs"), ("7", "bo myrsjö")],
        "vote counts": [("7", 7, 6, 0)],
        "ballots": [("7", "asta fjällnäs", "no")],
        "reservations": [("7", "M"), ("7", "asta fjällnäs")],
        "recipients": [("7", "Dansförbundet")],
        "organisations": ["norra scenen", "region exempel"],
        "meeting header": [
            ("body", "kulturnämnden"),
            ("meeting_date", "2025-02-03"),
            ("organisation", "region exempel"),
            ("place", "stora salen"),
            ("start_time", "09:00"),
        ],
    }
