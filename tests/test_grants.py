"""Grants to organisations for no named project, and applications that are refused."""

from __future__ import annotations

import pytest

from graphbuild.model import Grant
from tests.reading import record_of


def read(decision: str, title: str = "Bidrag till föreningar", rest: str = "") -> tuple[Grant, ...]:
    return record_of(f"§ 12\n{title}\nBeslut\n{decision}\n{rest}").items[0].grants


def told(grants: tuple[Grant, ...]) -> list[tuple[str, int | None, int | None, bool]]:
    return [
        (
            one.grantee.text,
            int(one.granted.value) if one.granted else None,
            int(one.applied.value) if one.applied else None,
            one.refused is not None,
        )
        for one in grants
    ]


@pytest.mark.parametrize(
    ("decision", "grant"),
    [
        (
            "Nämnden beslutar att bevilja Föreningen Lykta 45 000 kronor.",
            ("Föreningen Lykta", 45000, None, False),
        ),
        ("Föreningen Lykta beviljas ett bidrag om 45 000 kr.", ("Föreningen Lykta", 45000, None, False)),
        ("Nämnden beviljar 45 000 kr till Föreningen Lykta.", ("Föreningen Lykta", 45000, None, False)),
        ("Bidrag med 45 000 kr beviljas Föreningen Lykta.", ("Föreningen Lykta", 45000, None, False)),
        (
            "Solbygds Teater tilldelas ett stöd på 2.050.000:- för 2025.",
            ("Solbygds Teater", 2050000, None, False),
        ),
        (
            "Nämnden avslår ansökan från Solbygds Bilklubb om 30 000 kr.",
            ("Solbygds Bilklubb", None, 30000, True),
        ),
        (
            "Nämnden avslår Kulturföreningen Gnistans ansökan om 31 000 kr.",
            ("Kulturföreningen Gnistan", None, 31000, True),
        ),
    ],
)
def test_who_gets_or_is_refused_money(decision: str, grant: tuple[str, int | None, int | None, bool]) -> None:
    assert told(read(decision)) == [grant]


@pytest.mark.parametrize(
    "decision",
    [
        # No organisation, an own board's budget, money that is no grant, and a refusal of something else.
        "Nämnden beviljar Anna Ek (S) 4 000 kronor.",
        "Fritidsnämnden tilldelas 3 000 000 kr.",
        "Solbygds Energi AB beviljas ett lån om 5 mkr.",
        "Nämnden lämnar ett kapitaltillskott om 5 mkr till Solbygds Energi AB.",
        "Nämnden avslår ansökan från Föreningen Lykta.",
        "Föreningen Lykta beviljas inträde.",
        "Nämndens uppdrag att bevilja Föreningen Lykta 45 000 kr förklaras fullgjort.",
        # Only asked for.
        "Nämnden föreslår fullmäktige besluta att bevilja Föreningen Lykta 45 000 kr.",
    ],
)
def test_what_is_no_grant(decision: str) -> None:
    assert read(decision) == ()


def test_a_list_of_receivers_and_its_total() -> None:
    found = read(
        "Bidragen för 2025 fördelas enligt följande:\n1. Solbygds Museum 4 200 000 kr\n"
        "2. Stiftelsen Kulturbyn 300 000 kr\nTotalt 4 500 000 kr"
    )
    assert told(found) == [
        ("Solbygds Museum", 4200000, None, False),
        ("Stiftelsen Kulturbyn", 300000, None, False),
    ]


def test_rows_that_name_no_organisation_are_none() -> None:
    assert read("Medlen fördelas enligt följande:\n- Samlad rörelsekredit under 2025 för bolag 500 mkr") == ()
    assert read("Medlen fördelas enligt följande:\n- Begäran från Energi AB om en höjning till 500 mkr") == ()


def test_a_table_of_what_was_applied_for_and_granted() -> None:
    found = read(
        "Följande bidrag beviljas:\nSökande Sökt belopp Beviljat belopp\nTeater Glimt 150 000 kr 100 000 kr\n"
        "Dansverket ekonomisk förening 90 000 kr 90 000 kr\nMusik i Sjön AB 60 000 kr 0 kr\n"
        "Summa 300 000 kr 190 000 kr",
        rest="Ärendet\n"
        "Föreningarna har lämnat in sina ansökningar i tid, och nämnden ser gärna att fler gör det.\n",
    )
    assert told(found) == [
        ("Teater Glimt", 100000, 150000, False),
        ("Dansverket ekonomisk förening", 90000, 90000, False),
        ("Musik i Sjön AB", None, 60000, True),
    ]


def test_what_the_receiver_applied_for_stands_elsewhere_in_the_item() -> None:
    found = read(
        "Nämnden beviljar Föreningen Lykta 45 000 kr.",
        rest="Ärendet\nFöreningen Lykta har ansökt om 60 000 kr. Solbygds Teater har ansökt om 9 000 kr.\n",
    )
    assert told(found) == [("Föreningen Lykta", 45000, 60000, False)]


def test_money_for_a_project_is_that_projects() -> None:
    (item,) = record_of(
        "§ 12\nMedel till projektet Vågkraft\nBeslut\n"
        "Nämnden beviljar Akademi Våg 90 000 kr till projektet Vågkraft.\n"
    ).items
    assert item.grants == ()
    assert item.projects[0].granted is not None


def test_an_agenda_grants_nothing() -> None:
    record = record_of(
        "Kallelse\nFöredragningslista\n§ 12\nBidrag till projektet Vågkraft\n"
        "Förslag till beslut\nFöreningen Lykta beviljas 45 000 kr. Projektet Vågkraft beviljas 90 000 kr.\n"
    )
    assert record.kind == "agenda"
    (item,) = record.items
    assert item.grants == ()
    assert [project.granted for project in item.projects] == [None]
