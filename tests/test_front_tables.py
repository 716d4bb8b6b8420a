"""Attendance in rolls and tables, in the text of the §§, and in signatures down a page.

Each convention stands with a case that must not be taken for it.
"""

from tests.test_front_pages import ITEM, read, roles, stands_in


def test_a_roll_with_a_column_of_functions() -> None:
    roll = (
        "**Närvarolista**\n\n"
        "|Parti|Namn|Uppdrag|Närv.|Tjg|Anmärkning|\n|---|---|---|---|---|---|\n"
        "|S|Ek, Anna|Ordförande|X|X||\n"
        "|C|Ask, Bo|1:e vice ordförande|X|X|§§ 1–6|\n"
        "|V|Lind, Eva|Ledamot||||\n"
        "|M|Kvist, Nils|Ledamot|X|X||\n"
        "|S|Alm, Karin|Ersättare|X|||\n"
        "|V|Gran, Tove|Ersättare|X|X|för Eva Lind|\n"
        "|C|Holm, Ivar|Ersättare|X|X|§§ 7–9, för Bo Ask|\n"
    )
    assert roles(roll) == {
        "Anna Ek": "chair",
        "Bo Ask": "vice chair+replaced",
        "Eva Lind": "replaced",
        "Nils Kvist": "member",
        "Karin Alm": "substitute",
        "Tove Gran": "serving substitute",
        "Ivar Holm": "serving substitute",
    }
    assert stands_in(roll) == {"Tove Gran": ["Eva Lind"], "Ivar Holm": ["Bo Ask"]}


def test_a_table_of_votes_tells_parties_and_the_chair() -> None:
    table = (
        "\n§ 7 Vinterväglag\nOmröstning\n"
        "Namn                    Parti    Ja    Nej    Avst\n"
        "Anna Ek (ordf)          S        X\n"
        "Bo Ask                  M              X\n"
        "Eva Lind (ers)          ÅP       X\n"
    )
    found = read("Plats: Lindsalen\n", table)
    assert [(p.name, p.party, p.roles) for p in found.values()] == [
        ("Anna Ek", "S", ("chair",)),
        ("Bo Ask", "M", ()),
        ("Eva Lind", "ÅP", ("serving substitute",)),
    ]


def test_the_head_of_a_vote_is_no_list_of_members() -> None:
    flowed = "Omröstningen utfaller enligt följande Ledamöter Ja Nej Avst Anna Ek (S) X Bo Ask (M) X\n"
    assert set(roles(flowed).values()) == {""}


def test_parties_below_all_names() -> None:
    front = "Beslutande\nAnna Ek, ordförande\nBo Ask\nEva Lind\n(S)\n(M)\n(C)\n"
    assert [(p.name, p.party) for p in read(front).values()] == [
        ("Anna Ek", "S"),
        ("Bo Ask", "M"),
        ("Eva Lind", "C"),
    ]
    # Where they are not as many, nobody can tell whose they are.
    fewer = "Beslutande\nAnna Ek, ordförande\nBo Ask\nEva Lind\nNils Kvist\n\n(S)\n(M)\n(C)\n"
    assert [p.party for p in read(fewer).values()][:2] == [None, None]


def test_parties_before_a_line_and_over_a_list() -> None:
    front = (
        "Ledamöter\nSocialdemokraterna\nAnna Ek, Storby, ordförande\nSjukvårdspartiet\nBo Ask, Lillby\n"
        "Tjänstgörande ersättare\nFör (C): Eva Lind, Storby, i stället för Nils Kvist\n"
    )
    assert [(p.name, p.party) for p in read(front).values()] == [
        ("Anna Ek", "Socialdemokraterna"),
        ("Bo Ask", "Sjukvårdspartiet"),
        ("Eva Lind", "C"),
        ("Nils Kvist", "C"),
    ]


def test_a_column_with_a_label_and_cells_that_go_on() -> None:
    front = (
        "Närvarande\n"
        "Beslutande                       Ersättare\n"
        "Anna Ek S, ordförande            Karin Alm S\n"
        "Bo Ask M                         Eva Lind (C) ersätter\n"
        "Tove Gran SVP                    Ivar Holm (C)\n"
        "Åsa Lind V §§ 1-3                Frånvarande\n"
        "* tjänstgörande                  Nils Kvist SVP\n"
    )
    found = read(front)
    assert {name: "+".join(p.roles) for name, p in found.items()} == {
        "Anna Ek": "chair",
        "Karin Alm": "substitute",
        "Bo Ask": "member",
        "Eva Lind": "serving substitute",
        "Ivar Holm": "replaced",
        "Tove Gran": "member",
        "Åsa Lind": "member",
        "Nils Kvist": "",
    }
    assert found["Tove Gran"].party == found["Nils Kvist"].party == "SVP"
    assert found["Nils Kvist"].present is False


def test_a_title_in_the_cell_after_a_name_is_no_label() -> None:
    front = (
        "Tjänstepersoner\nKarin Alm            Utvecklingsdirektör\nTove Gran            Nämndsekreterare\n"
        "Justerare: Bo Ask (M)\n"
    )
    assert roles(front) == {"Karin Alm": "official", "Tove Gran": "secretary", "Bo Ask": "adjuster"}


def test_signatures_over_their_titles_down_a_page() -> None:
    front = (
        "Beslutande\nAnna Ek (S), ordförande\nBo Ask (M)\n\nProtokollet är justerat.\n\n"
        "Tove Gran\nSekreterare\nAnna Ek\nOrdförande\nBo Ask\nJusterare\n"
    )
    assert roles(front) == {"Anna Ek": "chair", "Bo Ask": "member+adjuster", "Tove Gran": "secretary"}
    # A title over its name, after a label and its name, is a label itself.
    below = (
        "Beslutande: Anna Ek (S), Bo Ask (M)\nUtses att justera\nBo Ask\nSekreterare\nTove Gran\nOrdförande\n"
        "Anna Ek\n"
    )
    assert roles(below) == {"Anna Ek": "chair", "Bo Ask": "member+adjuster", "Tove Gran": "secretary"}


def test_two_chairs_sign_for_their_paragraphs() -> None:
    front = (
        "Beslutande: Anna Ek (S), ordf., Bo Ask (M)\nUnderskrifter\nSekreterare\nTove Gran\nOrdförande\n"
        "Anna Ek    §§ 1-4, 6      Bo Ask § 5\n"
    )
    assert roles(front)["Bo Ask"] == "chair"
    assert roles(front.replace(" § 5", ""))["Anna Ek"] == "chair"


def test_who_serves_and_presides_by_a_sentence() -> None:
    listed = "Beslutande: Anna Ek (S), ordförande, Bo Ask (M), Eva Lind (C)\n"
    cases = {
        "Nils Kvist (M) tjänstgör för Bo Ask (M).": {"Nils Kvist": "serving substitute"},
        "Bo Ask (M) anmäler jäv. I hans ställe tjänstgör Nils Kvist (M).": {
            "Nils Kvist": "serving substitute"
        },
        "Bo Ask (M) anmäler jäv. Nils Kvist (M) tjänstgör för honom.": {"Nils Kvist": "serving substitute"},
        "Tjänstgörande ersättare är Nils Kvist (M).": {"Nils Kvist": "serving substitute"},
        "Eva Lind (C) är ordförande under paragrafen.": {"Eva Lind": "chair"},
        # Who chairs another body, or is elected, neither serves nor presides here.
        "Eva Lind (C) är ordförande i bolaget.": {"Eva Lind": "member"},
        "Nils Kvist (M) utses till ersättare för Bo Ask (M).": {"Nils Kvist": ""},
    }
    for sentence, told in cases.items():
        found = roles(listed, f"\n§ 7 Vinterväglag\n{sentence}\nBeslut\nNämnden tackar.\n")
        assert {name: found[name] for name in told} == told, sentence


def test_officials_who_inform() -> None:
    told = "\n§ 7 Vinterväglag\n{}\nBeslut\nNämnden tackar.\n"
    (person,) = read("", told.format("Hälso- och sjukvårdsdirektör Karin Alm informerar om läget.")).values()
    assert (person.roles, person.title) == (("official",), "Hälso- och sjukvårdsdirektör")
    # A politician's title, and an official who only is mentioned, are none.
    assert roles("", told.format("Kommunalrådet Karin Alm informerar om läget.")) == {"Karin Alm": ""}
    assert roles("", told.format("Avtalet skrevs av förvaltningschef Karin Alm förra året.")) == {
        "Karin Alm": ""
    }


def test_a_label_is_no_margin() -> None:
    names = ("Anna Ek (S)\nEva Lind (C)\nNils Kvist (L)\nTove Gran (V)", "Bo Ask (M)")
    pages = [f"{n} (3)\n\nBeslutande\n\n{name}\n" for n, name in enumerate(names, 1)]
    assert set(roles(*pages, "3 (3)\n" + ITEM).values()) == {"member"}


def test_a_list_that_stands_elsewhere() -> None:
    front = (
        "Tid och plats\nBeslutande\nNärvarande, ej tjänstgörande ersättare\nÖvriga närvarande\n"
        "Utses att justera\n"
        "Hantverkssalen, Storby\nMåndagen den 30 januari 2012 kl. 18.30 - 21.05\nSe förteckning bilaga 1\n"
        "Anna Ek (S)\nBo Ask (M)\nKarin Alm, kommundirektör\n"
        "Eva Lind och Ivar Holm med Nils Kvist som ersättare\n"
    )
    assert roles(front) == {
        "Anna Ek": "substitute",
        "Bo Ask": "substitute",
        "Karin Alm": "official",
        "Eva Lind": "adjuster",
        "Ivar Holm": "adjuster",
        "Nils Kvist": "",
    }
