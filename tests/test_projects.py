"""Projects and events of invented items, and of a real one where the shared texts are."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from graphbuild.facts.events import events
from graphbuild.facts.projects import projects
from graphbuild.minutes import structure
from graphbuild.model import Page, Project
from graphbuild.text import clean

SHARED = Path(__file__).parents[1].parent / "shared"


def read(raw: str) -> tuple[Project, ...]:
    text = clean([Page(1, raw)])
    return tuple(project for item in structure(text).items for project in projects(text, item))


WHOLE = """§ 12
Ansökan om medfinansiering till projektet "Ljud i fyren"
Dnr RUN-2025-77

Beslut
Regionala utvecklingsnämnden beslutar
att bevilja Solbygds kommun 1 250 000 kronor till projektet "Ljud i fyren" för åren 2025-2027.
att medlen tas från anslaget för fyråtgärder.

Ärendet
Projektägare: Solbygds kommun
Samarbetspartners: Stiftelsen Klang, Björkby kommun och Musik AB
Projekttid: september 2025 – augusti 2027

Budget (tkr)
Personal 900
Resor 150
Indirekta kostnader 200
Summa 1 250
Finansiering
Region Solvik 500
"""


def test_a_project_with_all_that_the_item_states() -> None:
    (project,) = read(WHOLE)
    assert project.name == "Ljud i fyren"
    assert project.owner is not None
    assert project.owner.text == "Solbygds kommun"
    assert [p.text for p in project.partners] == ["Stiftelsen Klang", "Björkby kommun", "Musik AB"]
    assert project.start is not None and project.end is not None
    assert (project.start.text, project.end.text) == ("2025-09-01", "2027-08-31")
    assert project.granted is not None
    assert (project.granted.value, project.granted.currency) == (Decimal(1250000), "SEK")
    assert project.fund is not None
    assert project.fund.text == "fyråtgärder"
    assert [(line.label, line.amount.value) for line in project.budget] == [
        ("Personal", Decimal(900000)),
        ("Resor", Decimal(150000)),
        ("Indirekta kostnader", Decimal(200000)),
    ]
    assert project.total is not None
    assert project.total.value == Decimal(1250000)


def test_a_title_over_two_lines_and_a_list_of_partners() -> None:
    (project,) = read(
        "§ 4\nFinansiering av projekt\nFyrarena Solvik\nDnr RUN-00012-2025\nBeslut\n"
        "Nämnden beslutar att:\n1. Projektet Fyrarena Solvik beviljas högst 300 000 kr.\n"
        "2. Medlen anvisas ur regionala projektmedel - FYR.\nGenomförande\nProjektägare: Region Solvik\n"
        "Samverkansparter:\n- Solbygds kommun\n- Akademi Fyr\nMålgrupper:\n- Unga\n"
        "Projektperiod: fr.o.m. 2025-01-01 t.o.m. 2025-12-31\nTotal projektbudget: 450 000 kr\n"
    )
    assert project.name == "Fyrarena Solvik"
    assert [p.text for p in project.partners] == ["Solbygds kommun", "Akademi Fyr"]
    assert project.granted is not None and project.granted.value == Decimal(300000)
    assert project.fund is not None and project.fund.text == "regionala projektmedel - FYR"
    assert project.end is not None and project.end.text == "2025-12-31"
    assert project.total is not None and project.total.value == Decimal(450000)


def test_several_projects_in_one_decision_and_one_refused() -> None:
    found = read(
        "§ 5\nProjektmedel våren 2025\nBeslut\nNämnden beslutar att\n"
        "1. bevilja projektet Alfa i norr 400 000 kr\n"
        "2. bevilja projektet Beta 2,5 mkr\n3. avslå ansökan från projektet Gamma om 90 000 kr\n"
    )
    assert [(p.name, p.granted.value if p.granted else None) for p in found] == [
        ("Alfa i norr", Decimal(400000)),
        ("Beta", Decimal(2500000)),
        ("Gamma", None),
    ]


@pytest.mark.parametrize(
    "raw",
    [
        "§ 6\nYrkande om projekt\nBeslut\nYrkandet avslås.\nÄrendet\nI projektet Delta finns 5 mkr.\n",
        "§ 7\nÅrsredovisning\nBeslut\nNämnden beviljar 5 000 kr till Fyrklubben.\n",
    ],
)
def test_a_project_that_is_only_mentioned_is_none_of_the_item(raw: str) -> None:
    assert read(raw) == ()


def test_of_two_amounts_none_is_granted_unless_one_is_the_sum() -> None:
    head = (
        "§ 8\nMedel till projektet Omega\nBeslut\nNämnden beslutar att "
        "bevilja projektet Omega 100 000 kr för 2025 och "
        "50 000 kr för 2026"
    )
    (unclear,) = read(f"{head}.\n")
    assert unclear.granted is None
    (clear,) = read(f"{head}, totalt 150 000 kr.\n")
    assert clear.granted is not None and clear.granted.value == Decimal(150000)


def test_events_with_a_stated_day() -> None:
    text = clean(
        [
            Page(
                1,
                "Konferensen Fyrljus äger rum den 20-22 mars 2025 i Solvik.\nKonferensen Mörker hölls.",
            )
        ]
    )
    (event,) = events(text, 0, len(text.clean))
    assert (event.name, event.start, event.end, event.place) == (
        "Fyrljus",
        "2025-03-20",
        "2025-03-22",
        "Solvik",
    )


@pytest.mark.skipif(not SHARED.exists(), reason="the shared minutes are not here")
def test_the_seed_project_is_complete() -> None:
    raw = (SHARED / "minutes/gold/run-2024-04-15.txt").read_text(encoding="utf-8")
    text = clean([Page(1, raw)])
    item = next(item for item in structure(text).items if item.number == "48")
    (project,) = projects(text, item)
    assert len(project.partners) == 7
    assert len(project.budget) == 3
    assert project.total is not None and project.granted is not None
    assert sum(line.amount.value for line in project.budget) == project.total.value == project.granted.value
    assert project.start is not None and project.end is not None and project.fund is not None
    for stated in (project.owner, project.start, project.end, project.fund, *project.partners):
        assert stated is not None
        assert raw[stated.evidence.start : stated.evidence.end] == stated.evidence.quote
