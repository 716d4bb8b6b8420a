"""Which lines head a §, and how texts whose line breaks are lost break again; all is invented."""

import pytest

from graphbuild.itemheads import announced
from graphbuild.minutes import Minutes, structure
from graphbuild.runon import broken
from tests.reading import text_of


def titles(raw: str) -> dict[str, str]:
    minutes = structure(text_of(raw))
    return {i.number: " ".join(minutes.text.clean[a:b] for a, b in i.title_spans) for i in minutes.items}


def dnr(minutes: Minutes) -> list[str]:
    return [minutes.text.clean[a:b] for item in minutes.items for a, b in item.dnr_spans]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Ks § 42 Broar", "42"),
        ("KSAU § 42 Broar", "42"),
        ("§ 63/20 Broar", "63/20"),
        ("KS §45/2023 Broar", "45/2023"),
        ("5. § 33 Broar", "33"),
        ("Ärende 14. § 33 Broar", "33"),
        ("§ l88 Broar", "188"),
        ("9 §  Broar", "9"),
        ("201/17 Dnr V2017-0004 Broar", "201/17"),
        ("147 Dnr 2011-000290 041 Broar", "147"),
    ],
)
def test_a_line_heads_an_item(line: str, number: str) -> None:
    assert titles(f"{line}\nBeslut\nBron byggs.\n") == {number: "Broar"}


@pytest.mark.parametrize(
    "line",
    [
        "Se § 42 Broar",
        "Enl § 42 Broar",
        "9 § Kommunallagen gäller",
        "31 Broar i kommunen",
        "25 Ja",
    ],
)
def test_a_reference_or_a_number_heads_none(line: str) -> None:
    assert titles(f"{line}\nMer text.\n") == {}


def test_a_bare_number_in_the_range_that_the_front_page_states() -> None:
    raw = (
        "Protokoll\nParagrafer 31-32\n\n31 Broar\nBeslut\nBron byggs.\n\n32 Vägar\nBeslut\nVägen "
        "byggs.\n\n90 Hus\n"
    )
    assert titles(raw) == {"31": "Broar", "32": "Vägar"}


@pytest.mark.parametrize(
    ("raw", "stated"),
    [
        ("Paragrafer 88-101", (88, 101)),
        ("§§ 5 – 9", (5, 9)),
        ("Regionstyrelsen 140 158", (140, 158)),
        ("Paragrafer", None),
    ],
)
def test_the_range_that_a_document_states(raw: str, stated: tuple[int, int] | None) -> None:
    assert announced(text_of(raw)) == stated


def test_consecutive_numbers_are_items_and_an_agendas_are_not() -> None:
    assert list(titles("12 Upprop\n13 Justering\n14 Broar\n15 Vägar\n")) == ["12", "13", "14", "15"]
    assert titles("1 Upprop\n2 Justering\n3 Broar\n4 Vägar\n") == {}
    assert list(titles("Innehåll\n1 Upprop\n2 Justering\n3 Broar\n4 Vägar\n")) == ["1", "2", "3", "4"]


def test_a_heading_printed_once_more_goes_on_with_its_item() -> None:
    minutes = structure(
        text_of("§ 16  1379/22 Bin\nBeslut\nAvslås.\n\n§ 16  1379/22 Bin\nReservation\nBo Ek (V)\n")
    )
    assert [[s.kind for s in item.sections] for item in minutes.items] == [["decision", "reservation"]]


PAGES = (
    "1 Sida 1 (41) Plats och tid Ljungsalen, kl. 09:00 Beslutande Ledamöter Kjell Hed (S) Paragrafer "
    "Underskrifter\n\n"
    "3 Sida 3 (41) Innehållsförteckning 163 Information om bostäder 164 Konst i rondellen 165 Detaljplan för "
    "Vinkeln 166 Budget för nämnden\n\n"
    "4 Sida 4 (41) 163 Dnr KS 2014/12 Information om bostäder Kommunstyrelsens beslut Informationen noteras. "
    "Sammanfattning av ärendet Bolaget informerar. Beslutet skickas till: Bolaget Justerande sign\n"
)


def test_pages_that_have_become_lines_break_again() -> None:
    minutes = structure(text_of(PAGES))
    assert [item.number for item in minutes.items] == ["163", "164", "165", "166"]
    assert [section.kind for section in minutes.items[0].sections] == ["decision", "matter", "recipients"]
    assert dnr(minutes) == ["KS 2014/12"]


def test_breaks_change_no_offset() -> None:
    text = text_of(PAGES)
    assert len(broken(text).clean) == len(text.clean)
    assert broken(text).offsets == text.offsets


def test_a_paragraph_with_the_words_of_headings_is_left_alone() -> None:
    text = text_of(
        "§ 1 Broar\nBeslut\nNämnden har tagit upp frågan. Yrkanden från flera partier har förts fram under "
        "året, och en "
        "reservation från 12 Broby byalag finns.\n"
    )
    assert broken(text) is text


def test_items_that_stand_in_one_line() -> None:
    assert list(titles("§ 71/20 Uppföljning § 72/20 Övriga ärenden § 73/20 Övrigt\n")) == [
        "71/20",
        "72/20",
        "73/20",
    ]
    assert list(titles("§ 7 Ändring av § 3 Broar i planen\nBeslut\nAntas.\n")) == ["7"]


def test_a_clause_that_began_a_line_of_the_page_is_one() -> None:
    raw = "§ 1 Broar\nNämnden beslutar\natt bygga bron,\natt betala den.\n"
    minutes = structure(text_of(raw))
    assert "beslutar\natt bygga bron,\natt betala den." in minutes.text.clean
    wrapped = (
        "§ 1 Broar\nBeslut\nNämnden ger den ansvariga förvaltningschefen i uppdrag\natt utreda bron i "
        "Storåker.\n"
    )
    assert "uppdrag att utreda" in structure(text_of(wrapped)).text.clean


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("SN 2021/12", "SN 2021/12"),
        ("(KS 2021/123)", "KS 2021/123"),
        ("Dnr 97.114 - 312", "97.114"),
        ("Dnr. 2013/SN 0052 70", "2013/SN 0052"),
        ("Dnr 1.6-0463/2011", "1.6-0463/2011"),
    ],
)
def test_case_numbers_below_the_title(line: str, number: str) -> None:
    assert dnr(structure(text_of(f"§ 1 Broar i byn\n{line}\nBeslut\nAntas.\n"))) == [number]


@pytest.mark.parametrize("line", ["Vägplan 2021-2023", "Budgetram 2025", "Remiss av vägar\n(SOU 2021:99)"])
def test_years_are_no_case_numbers(line: str) -> None:
    assert dnr(structure(text_of(f"§ 1\n{line}\nBeslut\nAntas.\n"))) == []


def test_the_number_of_a_report_is_part_of_the_title() -> None:
    raw = "§ 1 Dnr V-2024-00012\nRemiss från departementet - Tystare vägar (SOU 2024:52)\nBeslut\nAntas.\n"
    assert titles(raw) == {"1": "Remiss från departementet - Tystare vägar (SOU 2024:52)"}
    assert dnr(structure(text_of(raw))) == ["V-2024-00012"]
