"""Whose hours a row of an attendance table gives, with the substitutes' column torn off."""

from graphbuild.facts.attendance.appendix import Known, attendance
from graphbuild.facts.attendance.seats import Seen, Sitting, Torn
from graphbuild.facts.attendance.seats import sitters as possible
from graphbuild.facts.attendance.serving import _stated
from graphbuild.facts.attendance.sightings import Sighting
from graphbuild.facts.attendance.tables import _cells, _whole
from tests.reading import cell_lines, text_of
from tests.test_attendance import ITEM, read


def sitters(
    rows: list[Sitting], torn: list[Torn], seen: list[Seen], lost: tuple = (), unordered: tuple = ()
) -> tuple[str | None, ...]:
    """Return who sat in each row, None where more than one can have."""
    found = possible(rows, torn, seen, lost, unordered)
    return tuple(names[0] if len(names) == 1 else None for names in found)


def row(
    seat: str, member: str, hours: str, substitute: str | None = None, *, party: str = "S", page: int = 1
) -> Sitting:
    start, end = (int(time[:2]) * 60 + int(time[3:]) for time in hours.split("-"))
    return Sitting(seat, member, substitute, party, page, start, end)


def test_a_row_of_two_names_is_the_substitutes_and_one_of_one_name_the_members() -> None:
    rows = [row("1", "Lind", "15:00-17:00"), row("1", "Lind", "17:01-21:00", "Kvist")]
    assert sitters(rows, [], []) == ("Lind", "Kvist")


def test_as_many_torn_names_as_rows() -> None:
    rows = [row("1", "Lind", "15:00-17:00"), row("2", "Ek", "15:00-21:00")]
    torn = [Torn("Kvist", None, 1), Torn("Alm", None, 1)]
    assert sitters(rows, torn, []) == ("Kvist", "Alm")


def test_other_pages_and_parties_are_the_members() -> None:
    rows = [
        row("1", "Lind", "15:00-21:00", party="M"),
        row("2", "Ek", "15:00-21:00"),
        row("3", "Brodd", "15:00-21:00", page=2),
    ]
    assert sitters(rows, [Torn("Kvist", "S", 1)], []) == ("Lind", "Kvist", "Brodd")


def test_two_rows_and_one_name_cannot_be_told() -> None:
    rows = [
        row("1", "Lind", "15:00-17:00"),
        row("1", "Lind", "17:05-21:00"),
        row("2", "Ek", "15:00-21:00", party="M"),
    ]
    assert sitters(rows, [Torn("Kvist", "S", 1)], []) == (None, None, "Ek")


def test_the_time_of_a_vote_tells_which_of_two_rows() -> None:
    rows = [
        row("1", "Lind", "15:00-17:00"),
        row("1", "Lind", "17:05-21:00"),
        row("2", "Ek", "15:00-16:30", "Alm"),
        row("2", "Ek", "16:40-21:00", "Sten"),
    ]
    votes = [Seen(1, "1", "Kvist"), Seen(1, "2", "Alm")]
    assert sitters(rows, [Torn("Kvist", "S", 1)], votes) == ("Kvist", "Lind", "Alm", "Sten")
    # Within a minute of the change the vote can have been on either side of it.
    rows[2] = row("2", "Ek", "17:00-17:05", "Alm")
    assert sitters(rows, [Torn("Kvist", "S", 1)], votes)[:2] == (None, None)


def test_a_seat_with_an_unread_row_tells_nothing_of_the_time() -> None:
    rows = [
        row("1", "Lind", "15:00-17:00"),
        row("1", "Lind", "17:05-21:00"),
        row("2", "Ek", "15:00-16:30", "Alm"),
    ]
    votes = [Seen(1, "1", "Kvist"), Seen(1, "2", "Alm")]
    torn = [Torn("Kvist", "S", 1)]
    assert sitters(rows, torn, votes)[:2] == ("Kvist", "Lind")
    assert sitters(rows, torn, votes, lost=["2"])[:2] == (None, None)
    assert sitters(rows, torn, votes, lost=[None])[:2] == (None, None)


def test_the_order_of_the_names_is_that_of_the_rows() -> None:
    rows = [row("1", "Lind", "15:00-21:00"), row("2", "Ek", "15:00-21:00"), row("3", "Brodd", "15:00-21:00")]
    torn = [Torn("Kvist", "S", 1), Torn("Alm", "S", 1)]
    votes = [Seen(1, "2", "Kvist")]
    assert sitters(rows, torn, votes) == ("Lind", "Kvist", "Alm")
    assert sitters(rows, torn, votes, unordered=[1]) == (None, "Kvist", None)


def test_an_order_that_cannot_be_is_no_guide() -> None:
    rows = [row("1", "Lind", "15:00-21:00"), row("2", "Ek", "15:00-21:00"), row("3", "Brodd", "15:00-21:00")]
    torn = [Torn("Kvist", "S", 1), Torn("Alm", "S", 1)]
    votes = [Seen(1, "2", "Kvist"), Seen(1, "1", "Alm"), Seen(1, "3", "Brodd")]
    assert sitters(rows, torn, votes) == ("Alm", "Kvist", "Brodd")


def test_nobody_sits_in_two_seats_at_once() -> None:
    rows = [
        row("1", "Lind", "15:00-18:00", "Kvist", page=2),
        row("2", "Ek", "15:00-18:00"),
        row("2", "Ek", "18:01-21:00"),
    ]
    assert sitters(rows, [Torn("Kvist", "S", 1)], []) == ("Kvist", "Ek", "Kvist")


KNOWN = Known(
    {"Nils Kvist": "S", "Bo Ek": "M", "Eva Maria Alm": "L"}, frozenset({"Nils Kvist"}), {"Bo Ek": "2"}
)


def table(cells: str) -> list[tuple[str | None, str, str | None, str | None, str]]:
    text = text_of(cells)
    spans = text.lines(0, len(text.clean))
    found = attendance([cell for a, b in spans for cell in _cells(text.clean, a, b)], KNOWN)
    return [
        (r.seat, r.member.name, r.substitute.name if r.substitute else None, r.member.party, r.clock)
        for r in found.rows
    ]


def lines(*cells: str) -> str:
    return "Plats\n\n" + "\n\n".join(cells) + "\n"


def test_rows_torn_apart_take_the_times_in_their_order() -> None:
    torn = ("1", "Lind, Åsa", "2", "Ek, Bo", "3", "Kvist, Nils")
    times = ("15:32", "21:00", "M", "9:40", "21:00", "Sten, Per", "C", "15:50", "20:00")
    cells = lines(*torn, *times)
    assert table(cells) == [
        ("1", "Åsa Lind", "Nils Kvist", "S", "15:32-21:00"),
        ("2", "Bo Ek", None, "M", "09:40-21:00"),
        ("3", "Per Sten", None, "C", "15:50-20:00"),
    ]


def test_rows_whose_party_is_not_the_members_are_lost() -> None:
    cells = lines("2", "Ek, Bo", "1", "Lind, Åsa", "C", "15:32", "21:00", "M", "15:40", "21:00")
    assert table(cells) == []


def test_the_second_line_of_a_members_name_is_not_the_substitutes() -> None:
    cells = lines("4", "Alm, Eva", "Maria", "Sten, Per", "L", "15:32", "21:00")
    assert table(cells) == [("4", "Eva Maria Alm", "Per Sten", "L", "15:32-21:00")]


TORN = cell_lines(
    "Bilaga 1\nPlats|Ledamot|Ersättare|Parti|Ankom|Utgick|1|Lind, Åsa|S|15:32",
    "21:54|2|Ekman\nHolm, Bo|M|15:59|18:06|2|Ekman\nHolm, Bo|M|18:09|21:54|3",
    "Brodd, Elsa|M|15:40|21:54|Kvist, Nils|Bilaga 2\nÄrende: 8|Namn|Parti|Plats",
    "Funktion|Resultat|Åsa Lind|S|1|Ordförande|Ja|Elsa Brodd|M|3|Ledamot|Ja|Nils Kvist",
    "M|2|Ersättare|Nej",
)


def test_hours_of_a_document() -> None:
    found = read("", ITEM + TORN)
    assert found["Elsa Brodd", "M"].clock == ("15:40-21:54",)
    # One of two rows is his: which one, nothing tells.
    assert found["Nils Kvist", "M"].clock == found["Bo Ekman Holm", "M"].clock == ()
    told = TORN.replace("15:40", "18:20")
    found = read("", ITEM + told)
    assert found["Nils Kvist", "M"].clock == ("18:09-21:54",)
    assert found["Nils Kvist", "M"].roles == ("serving substitute",)
    assert [other.name for other in found["Nils Kvist", "M"].substitutes_for] == ["Bo Ekman Holm"]
    assert found["Bo Ekman Holm", "M"].clock == ("15:59-18:06",)
    assert found["Bo Ekman Holm", "M"].roles == ("member", "replaced")


def test_a_vote_takes_no_more_time_than_is_printed_where_it_can() -> None:
    rows = [
        row("1", "Lind", "15:00-17:00"),
        row("1", "Lind", "17:01-21:00"),
        row("2", "Ek", "17:01-21:00", "Alm"),
    ]
    torn = [Torn("Kvist", "S", 1)]
    assert sitters(rows, torn, [Seen(1, "1", "Kvist"), Seen(1, "2", "Alm")])[:2] == ("Lind", "Kvist")
    # An own rounding of the table: the one who voted sat a minute too short.
    rows[1] = row("1", "Lind", "17:02-17:03")
    rows[2] = row("2", "Ek", "17:04-21:00", "Alm")
    assert sitters(rows, torn, [Seen(1, "1", "Kvist"), Seen(1, "2", "Alm")])[:2] == ("Lind", "Kvist")


def test_hours_that_are_nobodys_are_told_with_the_seat_and_who_it_can_be() -> None:
    rows = [row("1", "Lind", "15:00-17:00"), row("1", "Lind", "17:01-21:00")]
    assert possible(rows, [Torn("Kvist", "S", 1)], []) == (("Kvist", "Lind"), ("Kvist", "Lind"))


def test_a_members_name_around_a_substitutes_is_put_together_where_a_vote_has_it() -> None:
    text = text_of(cell_lines("8", "Ek Alm, Lind, Bo", "Eva", "S", "8:55", "13:15"))
    cells = [cell for a, b in text.lines(0, len(text.clean)) for cell in _cells(text.clean, a, b)]
    known = Known({"Eva Ek Alm": "S"}, frozenset(), {"Eva Ek Alm": "8"})
    (found,) = attendance(cells, known).rows
    assert found.substitute is not None
    assert (found.seat, found.member.name, found.substitute.name) == ("8", "Eva Ek Alm", "Bo Lind")
    nobody = Known({}, frozenset(), {})
    assert not any(row.member.name == "Eva Ek Alm" for row in attendance(cells, nobody).rows)


def test_a_name_that_a_column_cut_is_that_of_the_one_voter_it_begins() -> None:
    known = Known({"Ylva Strandgren": "V", "Ylva Strand": "S"}, frozenset(), {})
    cut = Sighting("Ylva Strandgre", None, 0, 14)
    assert _whole(cut, known).name == "Ylva Strandgren"
    # A name that is somebody's own is never another's, nor one that could be two people's.
    assert _whole(Sighting("Ylva Strand", None, 0, 11), known).name == "Ylva Strand"
    two = Known({"Ylva Strandgren": "V", "Ylva Strandgrek": "S"}, frozenset(), {})
    assert _whole(cut, two).name == "Ylva Strandgre"


def test_the_party_of_a_torn_name_is_the_one_that_the_document_prints_with_it() -> None:
    text = text_of("Motion av Ylva Strand (V) om vintervägen.\nYlva Strand (V) yrkar bifall.\nBo Tall (M)\n")
    assert _stated(text, "Ylva Strand") == "V"
    assert _stated(text, "Eva Ek") is None
    two = text_of("Motion av Ylva Strand (V) om vintervägen.\nYlva Strand (S) yrkar bifall.\n")
    assert _stated(two, "Ylva Strand") is None
