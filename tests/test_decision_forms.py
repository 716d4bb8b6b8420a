"""Where a decision stands that no heading tells, and what looks like one; all is invented."""

import pytest

from tests.reading import record_of


def decided(body: str, front: str = "") -> list[str]:
    record = record_of(f"{front}§ 1 Broar\n{body}\n")
    return [point.text for point in record.items[0].decisions]


@pytest.mark.parametrize(
    ("body", "points"),
    [
        ("Nämnden beslutar\n1. Bron byggs.\n2. Vägen stängs.", ["Bron byggs.", "Vägen stängs."]),
        ("Efter votering beslöt nämnden\natt bygga bron.", ["att bygga bron."]),
        ("Nämnden beslutar för sin del\n-\nBron byggs.\n-\nVägen stängs.", ["Bron byggs.", "Vägen stängs."]),
        ("Bron har rasat.\nInformationen noteras.", ["Informationen noteras."]),
        ("Nämnden utser Ada Ek (S) till ombud.", ["Nämnden utser Ada Ek (S) till ombud."]),
        ("Beslut\na) bygga bron\nb) stänga vägen", ["bygga bron", "stänga vägen"]),
        ("s beslut\nBron byggs.", ["Bron byggs."]),
        ("Beslut\n•\n•\n\nBron byggs.\nVägen stängs.", ["Bron byggs.", "Vägen stängs."]),
        (
            "Beslut\nSaken utreds enligt följande:\n•\n•\n\nBrons vikt.\nVägens bredd.",
            ["Saken utreds enligt följande:"],
        ),
        (
            "Beslut\nNämnden beslutar följande.\n1. Bron byggs.\n2. Paragrafen justeras omedelbart.",
            ["Bron byggs.", "Paragrafen justeras omedelbart."],
        ),
    ],
)
def test_decisions_without_a_heading_or_in_other_lists(body: str, points: list[str]) -> None:
    assert decided(body) == points


@pytest.mark.parametrize(
    "body",
    [
        "Ärendet\nFörvaltningen föreslår att nämnden beslutar\n1. Bron byggs.\n2. Vägen stängs.",
        "Ärendet\nNämnden beslutade den 3 maj 2020, § 4\natt bygga bron.",
        "Nämnden beslutade den 3 maj 2020 att bron ska byggas.",
        "Broingenjör Siv Edman informerar om bron.",
        "Ordföranden tackar för informationen.",
        "Förslag till beslut\n1. Bron byggs.",
    ],
)
def test_no_decision(body: str) -> None:
    assert decided(body) == []


def test_a_committees_proposal_is_not_the_boards_decision() -> None:
    front = "Protokoll\nKommunstyrelsen 2020-03-04\n\n"
    body = (
        "Kommunstyrelsens beslut\nBron byggs.\n\nKommunstyrelsens arbetsutskotts beslut 2020-02-02\nBron "
        "rivs."
    )
    assert decided(body, front) == ["Bron byggs."]


def test_what_follows_a_led_in_decision_is_no_part_of_it() -> None:
    body = (
        "Nämnden beslutar\natt bygga bron.\nVid behandlingen yrkar Ada Ek (S) avslag samt Bo Alm (M) bifall."
    )
    record = record_of(f"§ 1 Broar\n{body}\n")
    assert [p.text for p in record.items[0].decisions] == ["att bygga bron."]
    made = [(p.people[0].name, p.kind) for p in record.items[0].proposals]
    assert made == [("Ada Ek", "avslag"), ("Bo Alm", "bifall")]


@pytest.mark.parametrize(
    ("body", "proposers"),
    [
        ("Yrkanden\nAda Ek (S), understödd av Bo Alm (M), yrkar på bifall.", ["Ada Ek"]),
        ("Yrkanden\nPartigrupperna S och V: Återremiss.", ["S", "V"]),
        ("Yrkanden\nLedamöterna (M) och (L) yrkar avslag.", ["M", "L"]),
        ("Yrkanden\nReza Tav, Ulf Son (båda S) och Kaj Malm (MP) yrkar avslag.", ["Ulf Son", "Kaj Malm"]),
        ("Debatt\nAda Ek (S): Bron är vacker.", []),
        ("Yrkanden\nAda Ek (S): ”Bron är vacker.”", []),
        ("Förslag till beslut\nAda Ek (S) föreslår att bron byggs.", ["Ada Ek"]),
        ("Förslag till beslut\nKontoret föreslår att bron byggs.", []),
    ],
)
def test_who_proposes(body: str, proposers: list[str]) -> None:
    item = record_of(f"§ 1 Broar\n{body}\n").items[0]
    found = [
        who for p in item.proposals for who in [*(x.name for x in p.people), *(x.text for x in p.parties)]
    ]
    assert [who for who in found if who != "Reza Tav"] == proposers


@pytest.mark.parametrize(
    ("body", "recipients"),
    [
        ("Exp till: Kontoret, vaktmästaren", ["Kontoret", "vaktmästaren"]),
        ("Beslutet skickas till\nKontoret, ekonomi\nBolaget AB", ["Kontoret, ekonomi", "Bolaget AB"]),
        ("Skickas till\nFullmäktige, Nämnden, Bolaget AB", ["Fullmäktige", "Nämnden", "Bolaget AB"]),
        ("Skickas till\nRätten, mål nr 77-20", ["Rätten, mål nr 77-20"]),
        ("Skickas till\nNämnderna – Norra, Södra och Östra", ["Nämnderna – Norra, Södra och Östra"]),
        ("Skickas till\nKontoret\nVid protokollet\nÅsa Lind", ["Kontoret"]),
        ("Skickas till\nKontoret\nParagrafen är justerad\nÅsa Lind", ["Kontoret"]),
    ],
)
def test_recipients(body: str, recipients: list[str]) -> None:
    item = record_of(f"§ 1 Broar\nBeslut\nBron byggs.\n\n{body}\n").items[0]
    assert [stated.text for stated in item.recipients] == recipients
