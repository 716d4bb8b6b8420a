"""The meeting as front pages state it: council and body from wherever they stand, hours in each form."""

import pytest

from graphbuild.model import Header
from tests.reading import record_of

ITEM = "\n§ 7 Vinterväglag\nBeslut\nNämnden tackar för informationen.\n"
FIELDS = ("organisation", "body", "meeting_date", "start_time", "end_time", "place")


def told(front: str, items: str = ITEM) -> dict[str, str]:
    record = record_of(front + items)
    header: Header = record.header
    found = {name: getattr(header, name) for name in FIELDS}
    return {name: stated.text for name, stated in found.items() if stated}


@pytest.mark.parametrize(
    ("front", "start", "end", "place"),
    [
        (
            "Plats och tid: Stora salen, kommunhuset, klockan 9-11.30",
            "09:00",
            "11:30",
            "Stora salen, kommunhuset",
        ),
        ("Tid och plats: klockan 17.00–18.25, Gröna rummet", "17:00", "18:25", "Gröna rummet"),
        ("Plats och tid Lindsalen, kl 09:30 14:10", "09:30", "14:10", "Lindsalen"),
        ("Plats och tid\nLindsalen, 2019-03-04 kl 08:1508:50", "08:15", "08:50", "Lindsalen"),
        (
            "Plats och tid      Lindsalen, Storby\n                   kl. 13.00 – 15.30",
            "13:00",
            "15:30",
            "Lindsalen, Storby",
        ),
        (
            "Tid: Onsdagen den 5 maj 2010 kl. 18.30 – ca 20.15\nPlats: Biblioteket",
            "18:30",
            "20:15",
            "Biblioteket",
        ),
    ],
)
def test_hours_and_place(front: str, start: str, end: str, place: str) -> None:
    found = told(f"{front}\nBeslutande: Anna Ek (S)\n")
    assert (found["start_time"], found["end_time"], found["place"]) == (start, end, place)


def test_an_hour_that_was_lost_is_no_place() -> None:
    front = (
        "Plats och tid Linden, Storgatan 4, klockan Beslutande Anna Ek (S) "
        "Övriga deltagande Bo Ask, kommunchef\n"
    )
    assert told(front) == {"place": "Linden, Storgatan 4"}


def test_two_hours_that_fall_are_no_interval() -> None:
    assert "end_time" not in told("Plats och tid Lindsalen, kl 14:10 09:30\nBeslutande Anna Ek (S)\n")


def test_hours_beside_a_member_are_not_the_meetings() -> None:
    assert told("Beslutande\nAnna Ek (S)\nPer Ståhl (M) kl 18.00-19.15, §§ 1-5\n") == {}


def test_the_first_of_two_days_whose_year_stands_with_the_last() -> None:
    front = "Plats och tid Lindsalen, den 6 mars kl. 09.00–16.30 och den 7 mars 2024 kl. 08.30–12.00\n"
    found = told(front + "Beslutande Anna Ek (S)\n")
    assert (found["meeting_date"], found["start_time"], found["end_time"]) == ("2024-03-06", "09:00", "12:00")
    # A date of something else before it is not joined.
    other = told(
        "Plats och tid Lindsalen, se kallelse 2 mars. Den 7 mars 2024 kl. "
        "08.30–12.00\nBeslutande Anna Ek (S)\n"
    )
    assert other["meeting_date"] == "2024-03-07"


def test_the_council_at_the_head_of_pages_that_are_a_line_each() -> None:
    page = (
        "{0} STORBY KOMMUN PROTOKOLL {0} {0}0 Dnr {0} Vinterväglag "
        "Kommunfullmäktige beslutar att anta planen."
    )
    found = told("\n\n".join(page.format(number) for number in (2, 3, 4)), items="")
    assert found == {"organisation": "Storby kommun", "body": "Kommunfullmäktige"}
    # The council of somebody else's minutes, in a sentence.
    assert told("2 Vi fick Storby kommun som granne. Protokoll saknas.", items="") == {}


def test_what_is_proposed_to_a_body_it_has_not_decided() -> None:
    assert "body" not in told(
        "1 Styrelsen föreslår följande: Kommunfullmäktige beslutar att anta planen.", ""
    )


def test_two_bodies_that_decide_tell_no_body() -> None:
    both = "1 Kommunfullmäktige beslutar att anta planen. Socialnämnden beslutar att följa den."
    assert "body" not in told(both, items="")


@pytest.mark.parametrize(
    ("front", "organisation", "body"),
    [
        (
            "Du är här: Start > Storby kommun > Socialnämnden > Sammanträde 2013-10-09",
            "Storby kommun",
            "Socialnämnden",
        ),
        ("Organ: Kommunfullmäktige i Storby kommun", "Storby kommun", "Kommunfullmäktige"),
        (
            "Plats och tid Lindsalen Organ Valnämnden Postadress Besöksadress Storby kommun Bruksgatan 9",
            "Storby kommun",
            "Valnämnden",
        ),
        (
            "Sammanträde med kultur- och fritidsnämnden i Storby kommun\nPlats: Lindsalen",
            "Storby kommun",
            "Kultur- och fritidsnämnden",
        ),
        ("Valnämnden i Storby\n\nProtokoll\n\nPlats: Lindsalen", None, "Valnämnden"),
        ("Direktionens protokoll 2015-03-04\nPlats: Lindsalen", None, "Direktionen"),
        # Recipients, and a body's letter, are neither.
        ("Plats: Lindsalen\nSkickas till Storby kommun, Socialnämnden", None, None),
    ],
)
def test_council_and_body(front: str, organisation: str | None, body: str | None) -> None:
    found = told(front + "\nBeslutande: Anna Ek (S)\n")
    assert (found.get("organisation"), found.get("body")) == (organisation, body)


@pytest.mark.parametrize(
    ("head", "date"),
    [
        (
            "BÄCKBY STAD                     Protokoll\nByggnadsnämnden                 11.6.2018\n",
            "2018-06-11",
        ),
        ("1 STORBY KOMMUN SAMMANTRÄDESPROTOKOLL Kommunstyrelsen 2011-10-04 Sida 11\n", "2011-10-04"),
        ("Protokollsutdrag\nKommunstyrelsen 2020-12-09\n", "2020-12-09"),
        # A point of a decision, and the day of adjustment, are no dates of a meeting.
        ("BÄCKBY STAD                     Protokoll\nLagen 11.6.20 gäller\n", None),
        ("Protokoll\nJusterat 2020-12-09\n", None),
    ],
)
def test_dates_at_the_head_of_pages(head: str, date: str | None) -> None:
    assert told(head).get("meeting_date") == date


def test_hours_that_a_scan_misread() -> None:
    found = told("Plats och tid       Kontoret, sal A, kl l3.00 - 16.3O\nBeslutande          Anna Ek (c)\n")
    assert found == {"start_time": "13:00", "end_time": "16:30", "place": "Kontoret, sal A"}


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("Region Södra Vättern          Regionstyrelsen\nPROTOKOLL 2023-02-07\n", "Region Södra Vättern"),
        ("Region Vättern Protokoll\nRegionstyrelsen 2023-02-07\n", "Region Vättern"),
    ],
)
def test_a_region_of_two_words(head: str, found: str) -> None:
    assert told(head)["organisation"] == found


def test_a_body_named_for_its_field() -> None:
    head = "REGION STORLAND                     PROTOKOLL\nNämnden för regional tillväxt       2021-12-02\n"
    assert told(head)["body"] == "Nämnden för regional tillväxt"
    assert "body" not in told("PROTOKOLL\nKrav för regional tillväxt       2021-12-02\n")
