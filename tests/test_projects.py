"""Projects and events of invented items, and of a real one where the shared texts are."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from graphbuild.facts.budgets import budget_doubts
from graphbuild.facts.events import events
from graphbuild.facts.projects import projects
from graphbuild.minutes import structure
from graphbuild.model import Page, Project
from graphbuild.text import clean
from tests.reading import record_of

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


HEAD = "§ 9\nMedel till projektet Vågkraft\nBeslut\nNämnden beviljar projektet Vågkraft 90 000 kr.\nÄrendet\n"


@pytest.mark.parametrize(
    ("sentence", "owner", "partners"),
    [
        (
            "Projektägare är Solbygds kommun. Övriga projektpartners är Björkby kommun, Akademi Våg "
            "och Musik AB.",
            "Solbygds kommun",
            ["Björkby kommun", "Akademi Våg", "Musik AB"],
        ),
        ("Projektet drivs av Våglab AB i samverkan med Björkby kommun.", "Våglab AB", ["Björkby kommun"]),
        ("Projektet ägs av Våglab ek. för. tillsammans med Musik AB.", "Våglab ek. för.", ["Musik AB"]),
        ("Våglab AB är projektägare. Musik AB är partner i projektet.", "Våglab AB", ["Musik AB"]),
        ("Sökande är Björkby kommun.", "Björkby kommun", []),
        ("I projektet deltar även Musik AB samt Akademi Våg.", None, ["Musik AB", "Akademi Våg"]),
        # What merely stands near the project owns it not and takes no part in it.
        ("Björkby kommun är positiv till projektet. I projektet deltar 40 ungdomar.", None, []),
        ("Nämnden har i samverkan med Musik AB ordnat en mässa.", None, []),
    ],
)
def test_owner_and_partners_in_sentences(sentence: str, owner: str | None, partners: list[str]) -> None:
    (project,) = read(f"{HEAD}{sentence}\n")
    assert (project.owner.text if project.owner else None) == owner
    assert [partner.text for partner in project.partners] == partners


@pytest.mark.parametrize(
    ("sentence", "funders"),
    [
        (
            "Projektet medfinansieras av Björkby kommun med 300 000 kr och Musik AB med 50 tkr.",
            [("Björkby kommun", 300000), ("Musik AB", 50000)],
        ),
        (
            "Medfinansiärer är Björkby kommun (300 000 kronor), Våglab ek. för. (25 000 kronor) och "
            "Musik AB.",
            [("Björkby kommun", 300000), ("Våglab ek. för.", 25000), ("Musik AB", None)],
        ),
        ("Övriga finansiärer: Björkby kommun, Musik AB", [("Björkby kommun", None), ("Musik AB", None)]),
        ("Björkby kommun bidrar med 1,2 mkr.", [("Björkby kommun", 1200000)]),
        ("Björkby kommun bidrar med kunskap.", []),
    ],
)
def test_who_else_pays(sentence: str, funders: list[tuple[str, int | None]]) -> None:
    (project,) = read(f"{HEAD}{sentence}\n")
    found = [(one.name.text, one.amount and int(one.amount.value)) for one in project.funders]
    assert found == funders
    assert not project.partners


@pytest.mark.parametrize(
    ("sentence", "applied"),
    [
        ("Våglab AB ansöker om 1 200 000 kr.", 1200000),
        ("Våglab AB har ansökt om medfinansiering med 1,2 mkr.", 1200000),
        ("Sökt belopp: 150 000 kr", 150000),
        ("Sökt belopp är 150 000 kr. Våglab AB söker 150 tkr.", 150000),
        # Two different amounts, and an amount that is not the one asked for.
        ("Sökt belopp är 150 000 kr. Våglab AB söker 90 000 kr.", None),
        ("Våglab AB ansöker om medel. Projektets budget är 500 000 kr.", None),
    ],
)
def test_what_was_applied_for_is_apart_from_what_is_granted(sentence: str, applied: int | None) -> None:
    (project,) = read(f"{HEAD}{sentence}\n")
    assert (project.applied and project.applied.value) == applied
    assert project.granted is not None and project.granted.value == 90000


def test_who_gets_it_who_asked_and_the_sum_of_parts() -> None:
    (project,) = read(
        "§ 9\nProjektstöd: Vågkraft\nBeslut\n"
        "Nämnden beviljar Akademi Våg SEK 3 250 000 för projektet Vågkraft, "
        "varav 1 250 000 kr avser 2025.\nÄrendet\nVågstiftelsen har ansökt om stöd.\n"
    )
    assert project.granted is not None and project.granted.value == 3250000
    assert project.grantee is not None and project.grantee.text == "Akademi Våg"
    assert project.applicant is not None and project.applicant.text == "Vågstiftelsen"


def test_a_list_of_projects_with_their_owners_and_one_of_refused() -> None:
    found = read(
        "§ 5\nProjektmedel\nBeslut\nNämnden beslutar att bevilja följande projekt medel:\n"
        "- Blå tråd, Solbygds kommun, 400 000 kr\n- Ljusår, Akademi Våg, 275 000 kr\n"
        "Nämnden beslutar att avslå följande ansökningar:\n- Mörker, Musik AB, 500 000 kr\n"
    )
    assert [
        (p.name, p.owner and p.owner.text, p.granted and p.granted.value, p.applied and p.applied.value)
        for p in found
    ] == [
        ("Blå tråd", "Solbygds kommun", 400000, None),
        ("Ljusår", "Akademi Våg", 275000, None),
        ("Mörker", "Musik AB", None, 500000),
    ]
    assert [p.refused is not None for p in found] == [False, False, True]


def test_a_table_without_units_is_parted_where_one_way_is_left() -> None:
    found = read(
        "§ 5\nProjektmedel\nBeslut\nFöljande projekt beviljas medel enligt tabellen.\n"
        "Projekt Sökande Sökt belopp Beviljat belopp\n"
        "Blå tråd Solbygds kommun 1 250 000 900 000\nLjusår Björkby kommun 500 000 0\n"
        "Summa 1 750 000 900 000\n"
    )
    assert [
        (p.name, p.owner and p.owner.text, p.granted and p.granted.value, p.applied and p.applied.value)
        for p in found
    ] == [("Blå tråd", "Solbygds kommun", 900000, 1250000), ("Ljusår", "Björkby kommun", None, 500000)]


BUDGET = (
    HEAD + "Budget\nPersonal 900 000\nResor 150 000\n{total}\n"
    "Finansiering\nRegion Solvik 500 000\nEgen insats 550 000\n{funding}\n"
)


def test_a_budget_without_unit_and_its_funding() -> None:
    (project,) = read(BUDGET.format(total="Summa 1 050 000", funding="Summa 1 050 000"))
    assert [(line.label, line.amount.value) for line in project.budget] == [
        ("Personal", 900000),
        ("Resor", 150000),
    ]
    assert project.total is not None and project.total.value == 1050000
    funders = [(one.name.text, one.amount and one.amount.value) for one in project.funders]
    assert funders == [("Region Solvik", 500000), ("Egen insats", 550000)]
    assert list(budget_doubts(project)) == []


def test_what_does_not_add_up_is_told_with_the_difference() -> None:
    (project,) = read(BUDGET.format(total="Summa 1 060 000", funding="Summa 1 050 000"))
    assert list(budget_doubts(project)) == [
        "the project “Vågkraft”: the budget lines come to 1050000 SEK, but the total is given as 1060000: "
        "10000 SEK apart",
        "the project “Vågkraft”: the funding is given as 1050000 SEK, but the sum of the costs is "
        "given as 1060000: "
        "10000 SEK apart",
    ]
    (item,) = record_of(BUDGET.format(total="Summa 1 060 000", funding="Summa 1 050 000")).warnings[:1]
    assert item.startswith("§ 9: the project “Vågkraft”")


def test_numbers_in_a_table_without_unit_or_total_are_no_budget() -> None:
    (project,) = read(f"{HEAD}Budget\nDeltagare 1 900\nBesök 150 000\nDet blir bra.\n")
    assert project.budget == ()


def test_a_budget_over_years_has_the_total_of_each_line() -> None:
    (project,) = read(
        f"{HEAD}Budget\nKostnadsslag 2025 2026 Totalt\nPersonal 600 000 900 000 1 500 000\n"
        f"Övrigt 0 200 000 200 000\n"
        "Summa 600 000 1 100 000 1 700 000\n"
    )
    assert [(line.label, line.amount.value) for line in project.budget][:1] == [("Personal", 1500000)]


def test_the_period_of_the_project_but_not_of_a_report() -> None:
    (project,) = read(f"{HEAD}Projektet pågår under perioden 1 maj 2025 till 30 juni 2026.\n")
    assert project.start is not None and project.end is not None
    assert (project.start.text, project.end.text) == ("2025-05-01", "2026-06-30")
    (other,) = read(f"{HEAD}Mässan hålls under perioden 1 maj 2025 till 30 juni 2026.\n")
    assert other.start is None


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
