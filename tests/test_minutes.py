"""Text to minutes: items, titles, case numbers, sections, tables of contents."""

import pytest

from graphbuild.minutes import Minutes, structure
from graphbuild.model import Page
from graphbuild.text import clean


def read(raw: str) -> Minutes:
    return structure(clean([Page(1, raw)]))


def titles(minutes: Minutes) -> dict[str, str]:
    return {i.number: " ".join(minutes.text.clean[a:b] for a, b in i.title_spans) for i in minutes.items}


def numbers(minutes: Minutes) -> list[list[str]]:
    return [[minutes.text.clean[a:b] for a, b in item.dnr_spans] for item in minutes.items]


@pytest.mark.parametrize(
    ("heading", "number", "title"),
    [
        ("§ 7\nVinterväglag\nDnr VN-2021-00012", "VN-2021-00012", "Vinterväglag"),
        ("§ 7 Ärendenummer VN 00012-2021\nVinterväglag", "VN 00012-2021", "Vinterväglag"),
        ("§ 7 1435/21\nVinterväglag", "1435/21", "Vinterväglag"),
        ("VN § 7 DNR: VN.2021.3\nVinterväglag", "VN.2021.3", "Vinterväglag"),
        ("- § 7\n\nVinterväglag\n\nVagn/2021:182   690", "Vagn/2021:182", "Vinterväglag"),
        ("§7 Vinterväglag\nDnr. 2011/VN 0206 001", "2011/VN 0206", "Vinterväglag"),
        ("§ 7 Vinterväglag\nDiarienr: VN 2021/45", "VN 2021/45", "Vinterväglag"),
    ],
)
def test_headings_of_items(heading: str, number: str, title: str) -> None:
    minutes = read(f"{heading}\n\nBeslut\n\nAntecknas.\n")
    assert titles(minutes) == {"7": title}
    assert numbers(minutes) == [[number]]


def test_a_label_in_the_title_block_leaves_numbers_in_the_title_alone() -> None:
    minutes = read(
        "§ 8\nRemiss av betänkandet Tystare vägar\n(SOU2021:4), Vg2021/00321\nDnr "
        "VN-00114-2021\nBeslut\nAntecknas."
    )
    assert numbers(minutes) == [["VN-00114-2021"]]
    assert titles(minutes)["8"].endswith("Vg2021/00321")


def test_references_are_no_items() -> None:
    minutes = read(
        "§ 4 Vägar\nBeslut\nAntecknas.\nTidigare behandling\n§ 282\n§10 KS\n§ 5 Broar\nBeslut\nAntecknas."
    )
    assert [item.number for item in minutes.items] == ["4", "5"]


def test_an_item_goes_on_after_a_page() -> None:
    minutes = read(
        "§ 7 Vägar\nYrkanden\nÅsa Mo (S) yrkar bifall.\nForts. § 7\nBeslut\nAntecknas.\n§ 8 "
        "Broar\nBeslut\nAvslås."
    )
    assert [item.number for item in minutes.items] == ["7", "8"]
    assert [section.kind for section in minutes.items[0].sections] == ["proposals", "decision"]


def test_an_item_that_only_the_contents_list() -> None:
    minutes = read(
        "Innehåll\n§ 1 Upprop ........ 3\n§ 2 Vägar ........ 4\n§ 3 Broar ........ 5\n\n§ 2 "
        "Vägar\nBeslut\nAntecknas."
    )
    assert titles(minutes) == {"1": "Upprop", "2": "Vägar", "3": "Broar"}
    assert [len(item.sections) for item in minutes.items] == [0, 1, 0]


def test_contents_with_case_numbers_a_row_above_their_item() -> None:
    rows = (
        "|**Innehåll**||\n|---|---|\n|§ 1|Upprop|3|\n||V/2021:8||\n|§ 2|Vägar i de norra|4|\n||byarna||\n|"
        "|V/2021:9||\n|§ 3|Broar|5|\n"
    )
    minutes = read(rows)
    assert titles(minutes) == {"1": "Upprop", "2": "Vägar i de norra byarna", "3": "Broar"}
    assert numbers(minutes) == [[], ["V/2021:8"], ["V/2021:9"]]


def test_sections_and_what_stands_before_them() -> None:
    minutes = read(
        "§ 1 Öppnande\nSammanträdet öppnas klockan 9 av ålderspresidenten.\nVägnämndens "
        "beslut\nAntecknas.\nExpedieras till:\nArkivet"
    )
    kinds = [(section.kind, section.heading) for section in minutes.items[0].sections]
    assert kinds == [("", ""), ("decision", "Vägnämndens beslut"), ("recipients", "Expedieras till")]


def test_a_lead_in_is_no_heading() -> None:
    minutes = read("§ 1 Vägar\nBeslut\nEnligt vägnämndens förslag:\nVägen läggs om.")
    assert [section.kind for section in minutes.items[0].sections] == ["decision"]


def test_appendices_begin_where_their_numbers_begin_anew() -> None:
    minutes = read(
        "§ 1 Budget\nBeslut\nBudgeten antas.\nBilaga 1\nTaxor\nBilaga 2\nRamar\n§ 2 Slut\nMötet "
        "slutar.\nBilaga 1\nNärvaro\nBilaga 2\nRöster"
    )
    assert [minutes.text.clean[a:b].splitlines()[1] for a, b in minutes.appendices] == ["Närvaro", "Röster"]


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("Kallelse till vägnämnden\n1. Upprop\n2. Vägar", "agenda"),
        ("Pressmeddelande: vägnämnden föreslås bygga om", "other"),
        ("PROTOKOLL\n§ 1 Vägar\nBeslut\nAntecknas.", "minutes"),
        ("PROTOKOLLSUTDRAG\n§ 31 Vägar\nBeslut\nAntecknas.", "extract"),
    ],
)
def test_kind_of_document(raw: str, kind: str) -> None:
    assert read(raw).kind == kind


def test_a_period_in_a_title_is_no_case_number_and_one_in_brackets_is() -> None:
    assert titles(read("§ 3 Vägplan 2023–2025\nDnr: RS/2022:12\nBeslut\nAntas.")) == {
        "3": "Vägplan 2023–2025"
    }
    minutes = read("§ 4 Val av vägfogde (RS/2022:881)\nBeslut\nAntas.")
    assert numbers(minutes) == [["RS/2022:881"]]


def test_a_title_after_the_case_number_on_the_headings_line() -> None:
    minutes = read("§ 21 Dnr 2021/34 Bokslut 2020\nSammanfattning\nDet gick bra.\nBeslut\nAntecknas.")
    assert (titles(minutes), numbers(minutes)) == ({"21": "Bokslut 2020"}, [["2021/34"]])
