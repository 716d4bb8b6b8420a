"""The meeting as a whole: council, body, date, hours, place; None where no words state them."""

import pytest

from graphbuild.facts.header import header
from graphbuild.facts.header.time import date_in, times_in
from graphbuild.minutes import structure
from graphbuild.model import Source
from tests.reading import record_of, text_of

ITEM = "\n§ 7 Vinterväglag\nBeslut\nNämnden tackar för informationen.\n"


def read(*pages: str) -> dict[str, str]:
    text = text_of(*pages)
    found = header(
        structure(text), Source("minutes.txt", "0" * 64, council="Annan kommun", date="1999-01-01")
    )
    names = [name for name in type(found).__dataclass_fields__ if name != "adjournments"]
    stated = {name: getattr(found, name) for name in names}
    for value in stated.values():
        assert value is None or text.raw[value.evidence.start : value.evidence.end] == value.evidence.quote
    return {name: value.text for name, value in stated.items() if value is not None}


def test_front_page_with_labels() -> None:
    front = (
        "STORBYS KOMMUN Barn- och skolnämnden\n\nSAMMANTRÄDESPROTOKOLL 2016-01-26\n\n1 (21)\n\nPlats och"
        " tid Björksalen, kl. 08:15 – 12.15\n"
    )
    assert read(front + ITEM) == {
        "organisation": "Storbys kommun",
        "body": "Barn- och skolnämnden",
        "meeting_date": "2016-01-26",
        "start_time": "08:15",
        "end_time": "12:15",
        "place": "Björksalen",
    }


def test_page_header_with_number_and_date() -> None:
    page = "Kommunstyrelsen\n\nProtokoll nr 2\nSammanträdesdatum: 2024-01-24\n"
    assert read(
        f"§ 66 Skridskobana\nBeslut\nYrkandet avslås.\n\n{page}\nReservation\nBo Ek (M) reserverar sig."
    ) == {
        "body": "Kommunstyrelsen",
        "meeting_date": "2024-01-24",
    }


def test_council_before_the_body() -> None:
    footer = (
        "Storby Stad Kommunfullmäktige, protokoll\n\n17 (73)\n\nKommunfullmäktige\n\nProtokoll (nr"
        " 2)\nSammanträdesdatum: 2023-02-23\n"
    )
    found = read(
        f"§ 14 Skridskobana\nBeslut\nMotionen avslås.\nProtokollsutdrag skickas till\nTekniska"
        f" nämnden\n\n{footer}\n§ 15 Cykelväg"
    )
    assert found == {"organisation": "Storby Stad", "body": "Kommunfullmäktige", "meeting_date": "2023-02-23"}


def test_body_before_the_council() -> None:
    assert read("SAMMANTRÄDESPROTOKOLL\nMiljönämnden, Storbys kommun\n2021-03-04\n" + ITEM) == {
        "organisation": "Storbys kommun",
        "body": "Miljönämnden",
        "meeting_date": "2021-03-04",
    }


def test_opening_and_closing_in_the_items() -> None:
    text = (
        "§ 37 Öppnande\nNämndens ordförande förklarar sammanträdet öppnat kl. 13:00 den 15 april 2024."
        " Sammanträdet genomförs i "
        "Rönnsalen, Regionhuset.\n§ 38 Rapport\nRegionala kulturnämndens beslut\nRegionala"
        " kulturnämnden beslutar att godkänna rapporten.\n"
        "§ 39 Avslutning\nNämndens ordförande förklarar sammanträdet avslutat kl. 14.01.\n"
    )
    assert read(text) == {
        "body": "Regionala kulturnämnden",
        "meeting_date": "2024-04-15",
        "start_time": "13:00",
        "end_time": "14:01",
        "place": "Rönnsalen, Regionhuset",
    }


def test_own_voice_of_the_council() -> None:
    text = (
        "§ 3 Yttrande\nBeslut\nRegion Sjöbygd tillstyrker förslaget.\nRegion Sjöbygd arbetar för bättre"
        " vägar.\nBesök i Region Åskog.\n"
    )
    assert read(text)["organisation"] == "Region Sjöbygd"
    assert "organisation" not in read(text.replace("tillstyrker", "nämns i"))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("kl. 08:30-12:10 & 13:00-15.15", ("08:30", "15:15")),
        ("kl 18.30-19.55", ("18:30", "19:55")),
        ("klockan 13:00", ("13:00", None)),
        ("kl. 08:1508:50", ("08:15", "08:50")),
        ("kl. 9–12", ("09:00", "12:00")),
        ("2019-10-02, 08.30–11.00", ("08:30", "11:00")),
        ("2019-10-02", (None, None)),
    ],
)
def test_hours(words: str, expected: tuple[str | None, str | None]) -> None:
    times = times_in(words)
    assert (times.start[2] if times.start else None, times.end[2] if times.end else None) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("måndagen den 4 september 2017 kl 18.30", "2017-09-04"),
        ("behandling 202406-11", "2024-06-11"),
        ("2025- \n09-16", "2025-09-16"),
        ("den 12:e till den 13:e mars 2024", "2024-03-12"),
        ("12–13 mars 2024", "2024-03-12"),
        ("dnr 2024-13-45", None),
    ],
)
def test_dates(words: str, expected: str | None) -> None:
    found = date_in(words)
    assert (found[2] if found else None) == expected


def test_pauses_are_not_the_end() -> None:
    front = (
        "Plats och tid\nBjörksalen, Stadshuset kl. 08:15 – 15:00, inkl. lunchpaus kl."
        " 11:4012:40.\nBeslutande\nÅsa Lind (S)\n"
    )
    assert read(front + ITEM) == {
        "start_time": "08:15",
        "end_time": "15:00",
        "place": "Björksalen, Stadshuset",
    }


def test_place_after_the_hours_and_on_lines_of_their_own() -> None:
    front = (
        "Kulturnämnden\nPROTOKOLL\nTid: Onsdagen den 7 februari 2024 kl. 09.00-12.00, 13.00-15.30\nPlats:"
        " Regionhuset, Storsalen\n"
    )
    assert read(front + ITEM) == {
        "body": "Kulturnämnden",
        "meeting_date": "2024-02-07",
        "start_time": "09:00",
        "end_time": "15:30",
        "place": "Regionhuset, Storsalen",
    }


def test_labels_in_one_cell_and_values_in_another() -> None:
    front = (
        "|Plats och tid<br>Beslutande<br>Utses att justera<br>Sekreterare"
        "|Björksalen, Stadshuset kl. 13:00 – 15:07<br>Åsa Lind (S), ordf."
        "<br>Bo Ek (M)<br>Tove Gran|\n|---|---|\n|Sida|1|\n"
    )
    assert read(front + ITEM) == {
        "start_time": "13:00",
        "end_time": "15:07",
        "place": "Björksalen, Stadshuset",
    }


def test_organ_as_a_label() -> None:
    front = (
        "Beslutande\nÅsa Lind (S)\nANSLAG/BEVIS\nOrgan Socialnämnden Sammanträdesdatum 2019-11-19 Datum för"
        " anslags uppsättande 2019-11-27\n"
    )
    assert read(front + ITEM) == {"body": "Socialnämnden", "meeting_date": "2019-11-19"}


def test_document_id() -> None:
    page = "DOKUMENT-ID ORDFÖRANDE SIGN JUSTERARE SIGN\n\nBCD757-209-295, 1.0\n"
    assert read(f"§ 1 Cykelväg\nÄrendet utgår.\n\n{page}")["document_id"] == "BCD757-209-295, 1.0"


def test_date_and_case_number_under_the_page_header() -> None:
    page = (
        "Region Sjöbygd            PROTOKOLL                 1 (12)\nTrafiknämnden\n                "
        " 2022-05-19   TN 2022/45\n"
    )
    assert read(page + ITEM) == {
        "organisation": "Region Sjöbygd",
        "body": "Trafiknämnden",
        "meeting_date": "2022-05-19",
    }


def test_nothing_stated() -> None:
    assert (
        read(
            "§ 12 Cykelväg\nÄrendet bordläggs.\nHandlingar\nYrkande från SD den 19 november"
            " 2024.\nTekniska nämnden har svarat.\n"
        )
        == {}
    )


@pytest.mark.parametrize(
    ("words", "intervals"),
    [
        ("kl. 13:00–16:05\nAjournering kl. 14:20–14:35", ["14:20-14:35"]),
        ("kl 18.30-19.55. Ajournering mellan kl 18.55-19.05", ["18:55-19:05"]),
        (
            "kl. 10.00–16.30\nAjourneringar kl. 12.05–13.00 och kl. 15.10–15.25",
            ["12:05-13:00", "15:10-15:25"],
        ),
        ("kl. 08:15 – 15:00, inkl. lunchpaus kl. 11:4012:40.", ["11:40-12:40"]),
        ("kl. 09:00-15:17", []),
    ],
)
def test_adjournments(words: str, intervals: list[str]) -> None:
    found = record_of(
        f"Vägnämnden\nProtokoll 2024-03-05\nPlats och tid\nStugan, {words}\n§ 1 Vägar\nBeslut\nAntecknas.\n"
    )
    assert [stated.text for stated in found.header.adjournments] == intervals


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("Protokoll\nVägnämnden 2024-09-16\n", "2024-09-16"),
        ("Vägnämnden\nden 16 september 2024\n", "2024-09-16"),
        ("Vägnämnden\nProtokollet justerat 2024-09-20\n", None),
    ],
)
def test_the_date_at_the_head_of_the_front_page(head: str, date: str | None) -> None:
    found = record_of(f"{head}Plats\nStugan\n§ 1 Vägar\nBeslut\nAntecknas.\n").header.meeting_date
    assert (found and found.text) == date
