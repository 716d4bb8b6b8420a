"""People told in the text of the §§ and in lists of votes; the meeting told in sentences.

Each convention stands with a case that must not be taken for it.
"""

import pytest

from graphbuild.facts.header.body import body_name
from graphbuild.facts.header.time import date_in, times_in
from graphbuild.itemheads import headings, rising
from tests.reading import cell_lines, record_of, text_of
from tests.test_front_pages import read, roles, stands_in

HEAD = "Plats: Lindsalen\n"


def item(words: str) -> str:
    return f"\n§ 7 Vinterväglag\n{words}\n"


def test_a_vote_grouped_by_party_with_surnames_first() -> None:
    table = item("Nämnden beslutar att avslå motionen.") + (
        "\nBilaga 3   OMRÖSTNINGSRESULTAT\n\nSOCIALDEMOKRATERNA\nEk Anna              J     J\n"
        "Ask Bo               J     N\nVÄNSTERPARTIET\nLind Eva (ers. för Nils Kvist)     J     J\n"
        "CENTERPARTIET\nGran Tove, ordf.     J     J\nUTAN PARTI\nHolm Ivar            F     F\n"
    )
    found = read(HEAD, table)
    assert {p.name: (p.party, p.roles) for p in found.values()} == {
        "Anna Ek": ("S", ()),
        "Bo Ask": ("S", ()),
        "Eva Lind": ("V", ("serving substitute",)),
        "Nils Kvist": ("V", ("replaced",)),
        "Tove Gran": ("C", ("chair",)),
        "Ivar Holm": ("-", ()),
    }
    unheaded = table.replace("SOCIALDEMOKRATERNA", "Närvaro").replace("CENTERPARTIET", "Närvaro")
    assert "Anna Ek" not in read(HEAD, unheaded)


def test_a_table_of_votes_of_members_and_their_substitutes() -> None:
    table = item(
        "Omröstning\n"
        "|Ledamot|Tjänstgörande ersättare|Ja|Nej|\n|---|---|---|---|\n"
        "|Anna Ek (S), ordf||X||\n|Bo Ask (M)|Eva Lind (M)||X|\n|Nils Kvist (V)||X||\n"
    )
    assert roles(HEAD, table) == {
        "Anna Ek": "chair",
        "Bo Ask": "replaced",
        "Eva Lind": "serving substitute",
        "Nils Kvist": "member",
    }
    assert stands_in(HEAD, table) == {"Eva Lind": ["Bo Ask"]}
    plain = table.replace("Ledamot|Tjänstgörande ersättare", "Namn|Ersättare")
    assert roles(HEAD, plain)["Nils Kvist"] == ""


def test_one_party_for_several() -> None:
    found = read(HEAD, item("Anna Ek och Bo Ask (samtliga M) samt Eva Lind (S) reserverar sig."))
    assert {p.name: p.party for p in found.values()} == {"Anna Ek": "M", "Bo Ask": "M", "Eva Lind": "S"}
    found = read(HEAD, item("Mot beslutet reserverade sig Anna Ek, Bo Ask, båda (M), och Nils Kvist (V)."))
    assert {p.name: p.party for p in found.values()} == {"Anna Ek": "M", "Bo Ask": "M", "Nils Kvist": "V"}
    found = read(HEAD, item("Anna Ek yrkar avslag. Bo Ask (samtliga M) reserverar sig."))
    assert found["Anna Ek"].party is None


def test_a_genitive_with_a_party_is_the_person_named_without() -> None:
    words = "Anna Brodd (S) yrkar bifall. Bo Ask (M) svarar på Anna Brodds (S) inlägg."
    assert [p.name for p in read(HEAD, item(words)).values()] == ["Anna Brodd", "Bo Ask"]
    other = words.replace("Brodds (S)", "Brodds (C)")
    assert "Anna Brodds" in read(HEAD, item(other))


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("Handläggare: Planarkitekt Anna Ek", "official"),
        ("Föredragande: Trafikstrateg Anna Ek.", "official"),
        ("Rektor Anna Ek och planarkitekt Bo Ask redogör för läget.", "official"),
        ("Rektor Anna Ek visar den nya matsalen.", "official"),
        ("Handläggare: Anna Ek (S)", ""),
        ("Rektor Anna Ek avtackas.", ""),
    ],
)
def test_officials_told_of_in_a_paragraph(words: str, role: str) -> None:
    assert roles(HEAD, item(words))["Anna Ek"] == role


def test_who_serves_without_a_word_on_whom_for() -> None:
    jav = "På grund av jäv deltar inte Bo Ask (L). Eva Lind (L) tjänstgör."
    assert roles(HEAD, item(jav)) == {"Bo Ask": "", "Eva Lind": "serving substitute"}
    assert roles(HEAD, item("Eva Lind (L) tjänstgör inte."))["Eva Lind"] == ""
    votes = "Ja-röster: Anna Ek (S), Eva Lind (MP) tjg. ers. och ordförande Bo Ask (S)"
    assert roles(HEAD, item(votes)) == {"Anna Ek": "", "Eva Lind": "serving substitute", "Bo Ask": "chair"}


def test_the_chair_with_others_in_a_list() -> None:
    words = "Ordföranden, Anna Ek (S) och Bo Ask (M) föreslår bifall."
    assert roles(HEAD, item(words)) == {"Anna Ek": "", "Bo Ask": ""}
    assert roles(HEAD, item("Ordföranden, Anna Ek (S), yrkar bifall."))["Anna Ek"] == "chair"


def test_who_adjusted_and_who_certifies_on_one_line() -> None:
    words = (
        "Nämnden tackar.\n\nJusterat av Bo Ask och Eva Lind.\n\nRätt utdraget intygar: Registrator Anna Ek"
    )
    assert roles(HEAD, item(words)) == {"Bo Ask": "adjuster", "Eva Lind": "adjuster", "Anna Ek": "official"}


def test_an_interval_alone_heads_no_paragraph() -> None:
    text = text_of("Anna Ek\n§§ 61–74\nBo Ask\n§ 63 Vinterväglag\nBeslut\n§ 64 Grus\nBeslut\n")
    lines = text.lines(0, len(text.clean))
    assert [h.number for h in rising(text, headings(text, lines))] == ["63", "64"]
    text = text_of("§§ 5–6\nUtgår\n§ 7 Grus\nBeslut\n")
    lines = text.lines(0, len(text.clean))
    assert [h.first for h in rising(text, headings(text, lines))] == [5, 7]


def header_of(front: str) -> tuple[str | None, ...]:
    header = record_of(front + item("Beslut\nNämnden tackar för informationen.")).header
    fields = (header.meeting_date, header.start_time, header.end_time, header.place)
    return tuple(field.text if field else None for field in fields)


def test_a_sentence_tells_when_and_where() -> None:
    front = (
        "Ekby kommun\nSocialnämnden\n\nProtokoll 2020-09-22      Sida 1/11\n\n"
        "Sammanträdet öppnades klockan 9.00 och avslutades klockan 12.15\ni Lilla salen, Gästgivaregården.\n"
    )
    assert header_of(front) == ("2020-09-22", "09:00", "12:15", "Lilla salen, Gästgivaregården")
    assert header_of("Ekby kommun\nMötet öppnades av ordföranden.\n")[1:] == (None, None, None)


def test_the_head_of_an_extract() -> None:
    record = record_of(
        "UTDRAG UR PROTOKOLL\nfört vid sammanträde med kommunfullmäktige i\nEkby måndagen den 29 maj 2017\n\n"
        "Nr 77\n\nYrkanden\nAnna Ek yrkade bifall.\n"
    )
    assert record.header.body is not None and record.header.body.text == "Kommunfullmäktige"
    assert record.header.meeting_date is not None and record.header.meeting_date.text == "2017-05-29"


def test_a_federation_is_the_organisation() -> None:
    record = record_of(
        "Räddningstjänstförbundet Ekby Väst\nDirektionen\nPROTOKOLL 2023-03-31\n" + item("Beslut")
    )
    assert record.header.organisation is not None
    assert record.header.organisation.text == "Räddningstjänstförbundet Ekby Väst"


def test_a_body_of_several_councils() -> None:
    assert body_name("Miljönämnden för Ekby, Askby och Lindby") == "Miljönämnden för Ekby, Askby och Lindby"
    assert body_name("Miljönämnden för Ekby") is None


def test_misread_digits_and_double_hyphens() -> None:
    assert date_in("PROTOKOLL 2019-O2-l7") == (10, 20, "2019-02-17")
    assert date_in("OLl-Ol-lO") is None
    assert [times_in("kl. 18.30 -- 21.05").end, times_in("kl O8.15 - 11.4O").start] == [
        (13, 18, "21:05"),
        (3, 8, "08:15"),
    ]


def test_results_below_names_with_parties() -> None:
    table = "\nBilaga § 7\n" + cell_lines(
        "Ek, Anna (S), ordförande|Ja",
        "Ask, Bo (M)|Nej",
        "von Lind, Eva (C)|Frånvarande",
        "Gran, Tove (V)|Avstår",
    )
    found = read(HEAD, item("Nämnden tackar för informationen.") + table)
    assert {p.name: (p.party, p.roles, p.present) for p in found.values()} == {
        "Anna Ek": ("S", ("chair",), True),
        "Bo Ask": ("M", (), True),
        "Eva von Lind": ("C", (), None),
        "Tove Gran": ("V", (), True),
    }
    few = "\nBilaga § 7\n" + cell_lines("Ek, Anna (S)|Ja", "Ask, Bo (M)|Nej")
    assert all(p.present is None for p in read(HEAD, item("Nämnden tackar.") + few).values())


def test_a_polite_surname_tells_the_party() -> None:
    words = "Herr Brodd (s) och fru Lind (c) yrkar bifall. Nils Brodd och Eva Lind röstar ja."
    found = read(HEAD, item(words))
    assert (found["Nils Brodd"].party, found["Eva Lind"].party) == ("s", "c")
    two = read(HEAD, item("Herr Brodd (s) yrkar bifall. Nils Brodd och Anna Brodd röstar ja."))
    assert {p.party for p in two.values()} == {None}


def test_points_of_information_and_guests_of_a_company() -> None:
    told = "Beslut\nNämnden tackar för informationen.\n"
    points = (
        f"{told}a) Simskolan, badchef Anna Ek\nb) Läget, rektor Bo Ask\nc) Bidrag, sökt av Eva Lind i mars"
    )
    assert roles(HEAD, item(points)) == {"Anna Ek": "official", "Bo Ask": "official", "Eva Lind": ""}
    guest = "Bolagets verkställande direktör Anna Ek redogör för läget."
    assert roles(HEAD, item(guest)) == {"Anna Ek": ""}


def test_a_word_that_a_lost_line_end_parted() -> None:
    found = read(HEAD, item("Eva Lind- holm (C) yrkar bifall.\nEva Lindholm (C) reserverar sig."))
    assert list(found) == ["Eva Lindholm"]
    kept = text_of("Han bor i Ek- och Askby. Ekoch finns inte.\n").clean
    assert "Ek- och" in kept


def test_a_council_and_a_date_in_the_columns_of_a_page_head() -> None:
    front = (
        "Ekby                  SAMMANTRÄDESPROTOKOLL\nkommun                Socialnämnden\n"
        "                      2017-11-08              Sid 11\n"
    )
    organisation = record_of(front + item("Beslut")).header.organisation
    assert organisation is not None and organisation.text == "Ekby kommun"
    assert record_of(front.replace("kommun ", "nämnden") + item("Beslut")).header.organisation is None
    columns = (
        "Ekby kommun\nSammanträdesdatum          Paragraf          Diarienr          Sida\n"
        "2023-03-31                 18                                           1 (2)\nPROTOKOLLSUTDRAG\n"
    )
    assert header_of(columns)[0] == "2023-03-31"
