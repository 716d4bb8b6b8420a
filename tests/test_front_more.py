"""Front pages: cells one a line, small or leading party codes, columns of the replaced, misread letters.

Each convention stands with a case that must not be taken for it.
"""

import pytest

from graphbuild.facts.attendance.names import people, small_codes
from graphbuild.facts.attendance.words import kind_of, labels
from tests.reading import cell_lines, record_of
from tests.test_front_pages import read, roles, stands_in


def test_a_list_of_presence_torn_into_cells() -> None:
    front = cell_lines(
        "LEDAMÖTER|Parti|Närv.|Anm.",
        "Ek, Anna|S|X|Ordförande",
        "Ask, Bo|C|X|2:e vice ordf., §§ 1–6",
        "Brodd Lind, Nils|M|X",
        "Alm, Karin|V|–",
        "ERSÄTTARE|Parti|Närv.|Tjänstgör för",
        "Gran, Tove|V|X|Alm, Karin",
        "Holm, Ivar|C|X|Ask, Bo §§ 7–9",
        "Ståhl, Per|ÅP|X",
        "Kvist, Lena|M|–",
        "TJÄNSTEMÄN|Berg, Stina|Ekonomichef|Sand, Jan|Sekreterare|Ros, Ove|Planarkitekt",
    )
    assert roles(front) == {
        "Anna Ek": "chair",
        "Bo Ask": "vice chair+replaced",
        "Nils Brodd Lind": "member",
        "Karin Alm": "replaced",
        "Tove Gran": "serving substitute",
        "Ivar Holm": "serving substitute",
        "Per Ståhl": "substitute",
        "Lena Kvist": "",
        "Stina Berg": "official",
        "Jan Sand": "secretary",
        "Ove Ros": "official",
    }
    assert stands_in(front) == {"Tove Gran": ["Karin Alm"], "Ivar Holm": ["Bo Ask"]}
    assert read(front)["Per Ståhl"].party == "ÅP"


def test_a_vote_torn_into_cells_gives_parties_and_who_served() -> None:
    table = "\n§ 7 Vinterväglag\nOmröstning\n" + cell_lines(
        "Namn|Parti|Ja|Nej|Avstår", "Anna Ek, ordf.|C|X", "Bo Ask|M|X", "Eva Lind, ers.|ÅP|X", "Summa|3"
    )
    found = read("Plats: Lindsalen\n", table)
    assert {p.name: (p.party, p.roles) for p in found.values()} == {
        "Anna Ek": ("C", ("chair",)),
        "Bo Ask": ("M", ()),
        "Eva Lind": ("ÅP", ("serving substitute",)),
    }


def test_names_below_each_other_without_parties_are_no_torn_table() -> None:
    front = cell_lines("Ledamöter|Anna Ek (S)|Bo Ask (M)", "Parti|Närv.")
    assert roles(front) == {"Anna Ek": "member", "Bo Ask": "member"}


def test_a_surname_first_without_a_party() -> None:
    assert [p.name for p in people("Ek, Anna")] == ["Anna Ek"]
    assert [p.name for p in people("von Brodd, Nils §§ 5–9")] == ["Nils von Brodd"]
    assert [p.name for p in people("Anna Ek, Bo Ask")] == ["Anna Ek", "Bo Ask"]


def test_parties_first_with_a_local_one_and_labels_above_all_lists() -> None:
    front = (
        "Plats och tid\nBeslutande\nLedamöter\nTjänstgörande ersättare\nEj tjänstgörande ersättare\n"
        "Övriga deltagare\nUtses att justera\nJusteringens plats och tid\n\n"
        "Lindsalen, tisdagen den 9 mars 2021 kl 13.15–16.40\n\n"
        "S Anna Ek, ordförande\nC Per Ståhl, 1:e vice ordförande\nÅKP Nils Kvist\n\n"
        "M Eva Lind för M Bo Ask\nÅKP Tove Gran tjg ers för ÅKP Ivar Holm\n\n"
        "S Karin Alm\n\n"
        "Ekonomichef Stina Berg\nKommunsekreterare Jan Sand\nOve Ros, Åbruks Energi AB\n\n"
        "Per Ståhl och Nils Kvist\n\nKansliet 2021-03-16\n\n"
        "Underskrifter\nSekreterare     ..........\n                Jan Sand\n"
        "Ordförande      ..........\n                Anna Ek\n"
        "Justerande      ..........\n                Per Ståhl        Nils Kvist\n"
    )
    assert roles(front) == {
        "Anna Ek": "chair",
        "Per Ståhl": "vice chair+adjuster",
        "Nils Kvist": "member+adjuster",
        "Eva Lind": "serving substitute",
        "Bo Ask": "replaced",
        "Tove Gran": "serving substitute",
        "Ivar Holm": "replaced",
        "Karin Alm": "substitute",
        "Stina Berg": "official",
        "Jan Sand": "secretary",
        "Ove Ros": "",
    }
    assert {p.party for p in read(front).values()} == {"S", "C", "ÅKP", "M", None}
    record = record_of(front + "\n§ 7 Vinterväglag\nBeslut\nNämnden tackar.\n")
    assert record.header.place is not None and record.header.place.text == "Lindsalen"


def test_small_codes_after_a_comma() -> None:
    front = (
        "Beslutande      Anna Ek, s, ordförande, ej § 3\n                Bo Ask, m\n"
        "                Nils Kvist, åkp\n                Eva Lind, s, tjg ers för Ivar Holm, s\n"
    )
    assert {p.name: p.party for p in read(front).values()} == {
        "Anna Ek": "s",
        "Bo Ask": "m",
        "Nils Kvist": "åkp",
        "Eva Lind": "s",
        "Ivar Holm": "s",
    }
    assert small_codes("Anna Ek, vd\nBo Ask, m\nEva Lind, ordf\n") == frozenset()


def test_labels_with_letters_that_a_scan_misread() -> None:
    assert kind_of("PIats och tid") == "place_time"
    assert [label.kind for label in labels("PIats och tid  Lindsalen\n", 0, 25)] == ["place_time"]
    assert kind_of("Piotr och Tim") is None


def test_a_column_of_those_who_were_replaced() -> None:
    front = (
        "Närvarande med beslutanderätt\n\n                                        Ersatt\n"
        "Anna Ek (S)          Lindby\nBo Ask (V)           Askby          Eva Lind (V)\n"
        "Nils Kvist (M)       Ekby\n"
    )
    assert roles(front) == {
        "Anna Ek": "member",
        "Bo Ask": "serving substitute",
        "Eva Lind": "replaced",
        "Nils Kvist": "member",
    }
    without = front.replace("Ersatt\n", "\n")
    assert roles(without)["Eva Lind"] == "member"


def test_officials_and_chairs_of_other_bodies_among_the_members() -> None:
    front = (
        "DELTAGANDE\n\nKommunalrådet Anna Ek (S)\nordförande\n\nBo Ask (M)\nvice ordförande\n\n"
        "Nils Kvist (C)\n\nFörste vice ordföranden i byggnadsnämnden, Eva Lind (L), § 3\n\n"
        "Planchef Tove Gran\nMarkstrateg Ivar Holm\n"
    )
    assert roles(front) == {
        "Anna Ek": "chair",
        "Bo Ask": "vice chair",
        "Nils Kvist": "member",
        "Eva Lind": "",
        "Tove Gran": "official",
        "Ivar Holm": "official",
    }


def test_members_of_a_list_without_parties_stay_members() -> None:
    assert roles("Ledamöter\nAnna Ek, Ekby\nBo Ask, rektor\n")["Bo Ask"] == "member"


def test_rows_of_absent_members_that_go_on() -> None:
    front = (
        "Beslutande           Samtliga ledamöter med undantag av nedanstående\n\n"
        "Förhindrad ledamot                       Inkallad ersättare\n\n"
        "Anna Ek (S), närv t o m                  Eva Lind (S), tjg fr o m\n"
        "kl 20.10, § 5                            kl 20.10, § 6\n"
        "Bo Ask (M)                               Saknar ersättare\n"
    )
    assert roles(front) == {"Anna Ek": "member+replaced", "Eva Lind": "serving substitute", "Bo Ask": ""}


def test_signatures_over_their_titles_below_one_label() -> None:
    front = "Justeras:\n\nAnna Ek\nOrdförande\n\nBo Ask             Eva Lind\n\nJan Sand\nSekreterare\n\n"
    assert roles(front) == {
        "Anna Ek": "chair",
        "Bo Ask": "adjuster",
        "Eva Lind": "adjuster",
        "Jan Sand": "secretary",
    }
    labelled = "Justeras\nBo Ask\nOrdförande\nAnna Ek\nSekreterare\nJan Sand\n"
    assert roles(labelled) == {"Bo Ask": "adjuster", "Anna Ek": "chair", "Jan Sand": "secretary"}


def test_names_with_a_particle_and_a_hyphen() -> None:
    found = read("Beslutande:\nAnna Ek (S)\nFatima al-Karim (V), ersättare för Bo Ask (V)\n")
    assert found["Fatima al-Karim"].roles == ("serving substitute",)


@pytest.mark.parametrize("company", ["Åbruks Energi AB", "Ekby Bostäder AB"])
def test_a_company_is_nobody(company: str) -> None:
    assert people(f"Anna Ek, {company}")[0].name == "Anna Ek"
    assert len(people(f"Anna Ek, {company}")) == 1
