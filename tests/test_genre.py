"""The conventions of Swedish minutes, one by one, in invented sentences.

What is tested here is true of the genre: each case is a way in which councils write the same kind of
fact. Single modules have tests of their own; these read whole minutes.
"""

from __future__ import annotations

import pytest

from graphbuild.model import Item, Record
from tests.reading import record_of


def only_item(body: str, heading: str = "§ 7 Vinterväglag") -> Item:
    (item,) = record_of(f"{heading}\n{body}\n").items
    return item


def numbers(record: Record) -> list[str]:
    return [item.number for item in record.items]


# Case numbers


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("Dnr VGN-00650-2023", "VGN-00650-2023"),
        ("Dnr VGN 00658-2023", "VGN 00658-2023"),
        ("Dnr: VGK-2024-00062", "VGK-2024-00062"),
        ("Ärendenummer VGK-2024-00009:25", "VGK-2024-00009:25"),
        ("Diarienr VGK:16342", "VGK:16342"),
        ("Väg/2015:182   690", "Väg/2015:182"),
        ("Diarienummer 2023/VGN 0206 001", "2023/VGN 0206"),
        ("Ärendenr VGN 2023/123", "VGN 2023/123"),
        ("Dnr VGN2023-123", "VGN2023-123"),
        ("DNR: VN.2017.3", "VN.2017.3"),
        ("Dnr 23VGN1234", "23VGN1234"),
        ("Dnr 1435/22", "1435/22"),
    ],
)
def test_case_numbers_below_the_title(printed: str, number: str) -> None:
    item = only_item(f"{printed}\nBeslut\nAntecknas.")
    assert [stated.text for stated in item.dnr] == [number]
    assert item.title
    assert item.title.text == "Vinterväglag"


def test_a_bare_case_number_on_the_headings_line() -> None:
    item = only_item("Vinterväglag\nBeslut\nAntecknas.", "§ 15 1435/22")
    assert [stated.text for stated in item.dnr] == ["1435/22"]


def test_a_ministrys_number_in_the_text_is_no_case_number() -> None:
    item = only_item("Dnr VN 2024/7\nBeslut\nRemissen Vg2024/03211 besvaras.")
    assert [stated.text for stated in item.dnr] == ["VN 2024/7"]


# Items


@pytest.mark.parametrize(
    "heading",
    [
        "§ 7 Vägar",
        "§7 Vägar",
        "- § 7 Vägar",
        "**§ 7** Vägar",
        "## § 7 Vägar",
        "VN § 7 Vägar",
        "§\u00a07\tVägar",
        "§ 7. Vägar",
    ],
)
def test_ways_to_head_an_item(heading: str) -> None:
    record = record_of(f"{heading}\n\n**Beslut**\n\nAntecknas.\n\n**Handlingar**\n\nSkrivelse\n")
    assert numbers(record) == ["7"]
    assert record.items[0].title
    assert record.items[0].title.text == "Vägar"


@pytest.mark.parametrize(
    "heading",
    ["§§ 163-186 Delegationsbeslut", "§163 -§186 Delegationsbeslut", "§§ 163–186 Delegationsbeslut"],
)
def test_one_decision_settles_a_run_of_items(heading: str) -> None:
    assert numbers(record_of(f"{heading}\nBeslut\nAntecknas.\n")) == ["163-186"]


@pytest.mark.parametrize(
    "reference", ["§ 282", "§10 KS", "§ 225/2025 KF", "Bordlagt den 10 april 2024, § 282."]
)
def test_references_to_earlier_items_are_no_items(reference: str) -> None:
    assert numbers(
        record_of(
            f"§ 4 Vägar\nBeslut\nAntecknas.\nTidigare behandling\n{reference}\n§ 5 Broar\nBeslut\nAvslås.\n"
        )
    ) == ["4", "5"]


def test_a_page_header_falls_between_a_heading_and_its_text() -> None:
    pages = [f"Vägnämnden\nPROTOKOLL 2024-03-0{n}\n§ {n} Ärende {n}\nReservation\n" for n in range(1, 5)]
    bodies = [
        f"Vägnämnden\nPROTOKOLL 2024-03-0{n}\nElsa Brodd (C) reserverar sig mot beslutet.\n"
        for n in range(1, 5)
    ]
    record = record_of(*[page for pair in zip(pages, bodies, strict=True) for page in pair])
    assert [[p.name for r in item.reservations for p in r.people] for item in record.items] == [
        ["Elsa Brodd"]
    ] * 4


# Decisions


@pytest.mark.parametrize(
    ("body", "points"),
    [
        ("Beslut\nVägplanen antas.", ["Vägplanen antas."]),
        ("Vägnämnden beslutar\natt anta vägplanen, och\natt avslå motionen.", None),
        ("Beslut\nVägnämnden beslutar att: 1. Vägplanen antas. 2. Motionen avslås.", None),
        (
            "Beslut\nVägnämnden beslutar\n• att anta vägplanen\n• att avslå motionen",
            ["att anta vägplanen", "att avslå motionen"],
        ),
        ("Beslut\nVägnämnden beslutar\n anta vägplanen\n avslå motionen", None),
        ("Beslut\nEnligt vägnämndens förslag:\nVägplanen antas.", ["Vägplanen antas."]),
        ("Beslut\nPå förslag av Elsa Brodd (C):\nÄrendet bordläggs.", ["Ärendet bordläggs."]),
        ("Vägnämndens beslut\n1 Vägplanen antas.\n2 Motionen avslås.", None),
    ],
)
def test_ways_to_write_a_decision(body: str, points: list[str] | None) -> None:
    found = [point.text for point in only_item(body).decisions]
    if points is not None:
        assert found == points
    else:
        assert len(found) == 2, found


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("Vägnämnden bifaller yrkandet.", "bifall"),
        ("Motionen avslås.", "avslag"),
        ("Motionen bifalls delvis.", "delvis bifall"),
        ("Ärendet bordläggs.", "bordläggning"),
        ("Ärendet återremitteras till vägkontoret.", "återremiss"),
        ("Ärendet har därmed återremitterats genom minoritetsåterremiss.", "minoritetsåterremiss"),
        ("Motionen remitteras till vägnämnden.", "remittering"),
        ("Rapporten godkänns.", "godkännande"),
        ("Policyn antas.", "antagande"),
        ("Taxan fastställs.", "antagande"),
        ("Rapporten läggs till handlingarna.", "antecknande"),
        ("Motionen anses besvarad.", "besvarad"),
        ("Elsa Brodd (C) väljs till ordförande.", "val"),
        ("Elsa Brodd (C) entledigas från uppdraget.", "entledigande"),
        ("Byalaget beviljas 20 000 kronor.", "bevilja"),
        ("Beslutanderätten delegeras till vägchefen.", "delegering"),
        ("Yttrande avges enligt förslag.", "yttrande"),
        ("Motionen tillstyrks.", "tillstyrkan"),
        ("Motionen avstyrks.", "avstyrkan"),
    ],
)
def test_outcomes(words: str, outcome: str) -> None:
    (point,) = only_item(f"Beslut\n{words}").decisions
    assert point.outcome == outcome


def test_an_item_without_a_decision() -> None:
    assert only_item("Information\nVägchefen informerar om läget.").decisions == ()


def test_an_agenda_and_a_press_text_decide_nothing() -> None:
    agenda = (
        "Kallelse till vägnämnden\nFöredragningslista\n§ 1 Vägar\nFörslag till beslut\nPlanen antas.\n§ 2 "
        "Broar\nBro byggs.\n"
    )
    assert [item.decisions for item in record_of(agenda).items] == [(), ()]
    assert record_of("Pressmeddelande\nVägnämnden föreslås bygga om vägen.\n").items == ()


# Proposals


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Elsa Brodd (C) yrkar bifall till förslaget.", ["Elsa Brodd"]),
        ("Elsa Brodd, C, yrkar bifall.", ["Elsa Brodd"]),
        ("Elsa Brodd (C) föreslår att vägen byggs.", ["Elsa Brodd"]),
        (
            "Ordföranden Elsa Brodd (C) och Nils Kvist (S) med instämmande av Eva Alm (M) yrkar bifall.",
            ["Elsa Brodd", "Nils Kvist"],
        ),
        ("Elsa Brodd (C) för centergruppen yrkar återremiss.", ["Elsa Brodd"]),
        (
            "Kommunalrådet Elsa Brodd (C) samt regionrådet Nils Kvist (S) tillstyrker förslaget.",
            ["Elsa Brodd", "Nils Kvist"],
        ),
        ("Elsa Brodd (c) yrkade avslag.", ["Elsa Brodd"]),
    ],
)
def test_proposers(sentence: str, who: list[str]) -> None:
    found = only_item(f"Yrkanden\n{sentence}\nBeslut\nAntecknas.").proposals
    assert [person.name for proposal in found for person in proposal.people] == who


def test_many_proposers_in_a_sentence_broken_over_lines() -> None:
    given = ["Elsa", "Nils", "Eva", "Åsa", "Bo", "Per", "Karin", "Lars", "Maria", "Erik", "Anna", "Johan"]
    names = [f"{name} Brodd{i}x".replace(str(i), "abcdefghijkl"[i]) for i, name in enumerate(given)]
    words = (
        ", ".join(f"{name} (C)" for name in names[:-1]) + f" och {names[-1]} (C) yrkar bifall till förslaget."
    )
    lines, line = [], ""
    for word in words.split():
        if len(line) + len(word) > 78:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    found = only_item("Yrkanden\n" + "\n".join([*lines, line]) + "\nBeslut\nAntecknas.").proposals
    assert [person.name for proposal in found for person in proposal.people] == names


def test_a_whole_party_proposes() -> None:
    (proposal,) = only_item(
        "Yrkanden\nVänsterpartiet och Miljöpartiet yrkar avslag.\nBeslut\nAntecknas."
    ).proposals
    assert [party.text for party in proposal.parties] == ["Vänsterpartiet", "Miljöpartiet"]


# Votes


def test_names_broken_over_pages_inside_a_vote() -> None:
    first = (
        "Vägnämnden\nProtokoll 2024-03-05\n§ 7 Vägar\nOmröstning\nElsa Brodd (C), Nils Kvist (S), "
        "tjänstgörande ersättaren Eva\n"
    )
    second = (
        "Vägnämnden\nProtokoll 2024-03-05\nAlm (M) och ordföranden Åsa Lind (V) röstar Ja (4).\nBo Ek (KD) "
        "röstar Nej (1).\n"
    )
    third = "Vägnämnden\nProtokoll 2024-03-05\nBeslut\nAntecknas.\n"
    (vote,) = record_of(first, second, third).items[0].votes
    assert [ballot.person.name for ballot in vote.ballots] == [
        "Elsa Brodd",
        "Nils Kvist",
        "Eva Alm",
        "Åsa Lind",
        "Bo Ek",
    ]


def test_a_counter_proposition_vote_comes_before_the_main_vote() -> None:
    body = (
        "Omröstning om motförslag\nGodkänd voteringsproposition: ”Ja för Elsa Brodds yrkande. Nej för Bo "
        "Eks yrkande.”\n"
        "Omröstningen utfaller med 21 Ja mot 7 Nej. 13 ledamöter avstår.\n"
        "Huvudvotering\nGodkänd voteringsproposition: ”Ja för bifall. Nej för Elsa Brodds yrkande.”\n"
        "Omröstningen utfaller med 20 Ja mot 19 Nej. 2 ledamöter avstår."
    )
    votes = only_item(body).votes
    assert [(vote.yes, vote.no, vote.abstain) for vote in votes] == [(21, 7, 13), (20, 19, 2)]
    assert votes[1].no_means == "Elsa Brodds yrkande"


def test_yes_may_mean_rejection() -> None:
    (vote,) = only_item(
        "Omröstning\nVoteringsproposition: ”Ja för avslag och Nej för bifall till motionen.”\nMed 5 "
        "ja-röster mot 4 nej-röster avslås den."
    ).votes
    assert (vote.yes_means, vote.no_means) == ("avslag", "bifall till motionen")


# Dissent


@pytest.mark.parametrize(
    ("sentence", "field"),
    [
        ("Elsa Brodd (C) reserverar sig mot beslutet.", "reservations"),
        ("Mot beslutet reserverar sig Elsa Brodd (C).", "reservations"),
        ("Elsa Brodd (C) anmäler reservation.", "reservations"),
        ("Elsa Brodd (C) lämnar en protokollsanteckning.", "notes"),
        ("Elsa Brodd (C) lämnar ett särskilt yttrande.", "notes"),
        ("Elsa Brodd (C) anmäler jäv och lämnar lokalen.", "recusals"),
        ("På grund av jäv deltar Elsa Brodd (C) inte i beslutet.", "recusals"),
        ("Elsa Brodd (C) deltar inte i handläggningen på grund av jäv.", "recusals"),
        ("Elsa Brodd (C) deltar inte i beslutet.", "non_participation"),
        ("Elsa Brodd (C) deltog ej i beslutet.", "non_participation"),
        ("Elsa Brodd (C) avstår från att delta i beslutet.", "non_participation"),
    ],
)
def test_kinds_of_distance_are_kept_apart(sentence: str, field: str) -> None:
    item = only_item(f"Beslut\nAntecknas.\nReservationer och anteckningar\n{sentence}")
    fields = ("reservations", "notes", "recusals", "non_participation")
    found = {name: [p.name for entry in getattr(item, name) for p in entry.people] for name in fields}
    assert found == {name: (["Elsa Brodd"] if name == field else []) for name in fields}


# Lists


@pytest.mark.parametrize(
    "heading",
    [
        "Protokollsutdrag skickas till",
        "Expedieras till:",
        "Beslutet skickas till",
        "Beslut expedieras till",
        "Sändlista",
        "Delges",
    ],
)
def test_headings_of_recipients(heading: str) -> None:
    item = only_item(f"Beslut\nAntecknas.\n{heading}\nVägchefen\nByarådet i Tallsele")
    assert [stated.text for stated in item.recipients] == ["Vägchefen", "Byarådet i Tallsele"]


@pytest.mark.parametrize(
    "heading", ["Beslutsunderlag", "Handlingar", "Handlingar i ärendet", "Underlag för beslut"]
)
def test_headings_of_documents(heading: str) -> None:
    item = only_item(f"Beslut\nAntecknas.\n{heading}\n• Skrivelse 2024-01-02\n• Karta")
    assert [stated.text for stated in item.documents] == ["Skrivelse 2024-01-02", "Karta"]


# Law and money


@pytest.mark.parametrize(
    "words",
    ["4 kap. 6 § kommunallagen", "lagen (2010:630)", "SOU2023:94", "SOU 2023:94", "förordning (2001:160)"],
)
def test_legal_references(words: str) -> None:
    item = only_item(f"Sammanfattning\nDet följer av {words} att vägen ska plogas.\nBeslut\nAntecknas.")
    assert [stated.text.replace(" ", "") for stated in item.legal_references] == [words.replace(" ", "")]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("2 550 000 kr", "2550000"),
        ("2\u00a0550\u202f000 kronor", "2550000"),
        ("203 miljoner kronor", "203000000"),
        ("60 mnkr", "60000000"),
        ("20 kronor och 51 öre", "20.51"),
        ("40,4 miljoner kronor", "40400000.0"),
    ],
)
def test_amounts_as_numbers(words: str, value: str) -> None:
    from decimal import Decimal

    item = only_item(f"Sammanfattning\nDet kostar {words} att ploga vägen.\nBeslut\nAntecknas.")
    assert [money.value for money in item.amounts] == [Decimal(value)]


# Names


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Kerstin von Brodd (C)", "Kerstin von Brodd"),
        ("Nils F Kvist (C)", "Nils F Kvist"),
        ("Ann-Charlotte Brodd-Kvist (C)", "Ann-Charlotte Brodd-Kvist"),
        ("Förste vice, tillika tjänstgörande ordföranden Elsa Brodd (C)", "Elsa Brodd"),
        ("regionrådet Elsa Brodd (C)", "Elsa Brodd"),
        ("An-\nders Brodd (C)", "Anders Brodd"),
        ("Elsa\nBrodd (C)", "Elsa Brodd"),
    ],
)
def test_names(printed: str, name: str) -> None:
    item = only_item(
        f"Yrkanden\nNär ärendet behandlas på det här långa sammanträdet är det {printed} yrkar bifall till "
        f"förslaget i dess helhet.\nBeslut\nAntecknas."
    )
    assert name in [person.name for person in item.people]


def test_the_chair_acts_by_that_name_alone() -> None:
    front = "Vägnämnden\nProtokoll 2024-03-05\nBeslutande\nElsa Brodd (C), ordförande\nNils Kvist (S)\n"
    body = (
        "§ 7 Vägar\nYrkanden\nOrdföranden yrkar bifall till förslaget.\nNils Kvist (S) yrkar "
        "avslag.\nBeslut\nAntecknas.\n"
    )
    (item,) = record_of(front + body).items
    proposers = [person for proposal in item.proposals for person in proposal.people]
    assert [(person.name, person.party, person.evidence.quote) for person in proposers] == [
        ("Elsa Brodd", "C", "Ordföranden"),
        ("Nils Kvist", "S", "Nils Kvist (S)"),
    ]


def test_who_took_part_from_elsewhere() -> None:
    front = (
        "Vägnämnden\nProtokoll 2024-03-05\nBeslutande\nElsa Brodd (C), ordförande\nÅsa Lind (V) på "
        "länk\nNils Kvist (S)\n"
    )
    people = record_of(front + "§ 7 Vägar\nBeslut\nAntecknas.\n").people
    assert [(person.name, person.remote) for person in people] == [
        ("Elsa Brodd", None),
        ("Åsa Lind", True),
        ("Nils Kvist", None),
    ]
