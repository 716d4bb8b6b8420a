"""Who took part, told by tables, rolls, signatures and running text."""

from tests.reading import cell_lines
from tests.test_attendance import ITEM, read, roles


def test_roll_in_lines_with_a_mark() -> None:
    front = (
        "Närvarolista\nLedamot Parti Närvarande Anmärkning\nÅsa Lind S Ja Ordförande\nBo Ek M Ja\nElsa"
        " af Brodd C Nej Ersätts av Nils Kvist\n"
        "(C)\nEva Alm V Nej\nPer Sten KD Ja §§ 15–23\n"
    )
    found = read(front)
    assert found["Åsa Lind", "S"].roles == ("chair",)
    assert (found["Elsa af Brodd", "C"].roles, found["Elsa af Brodd", "C"].present) == (("replaced",), False)
    assert found["Nils Kvist", "C"].roles == ("serving substitute",)
    assert found["Eva Alm", "V"].present is False
    assert found["Per Sten", "KD"].paragraphs == ("15-23",)
    assert len(found) == 6


def test_table_with_a_head() -> None:
    front = (
        "| Ledamot | Parti | Närv. | Tj. ersättare |\n|---|---|---|---|\n| Åsa Lind, ordförande | S | X | |\n"
        "| Ek, Bo | M | X | |\n| Nils Kvist | C | - | Elsa Brodd |\n"
    )
    found = read(front)
    assert [(name, party, person.roles) for (name, party), person in found.items()] == [
        ("Åsa Lind", "S", ("chair",)),
        ("Bo Ek", "M", ("member",)),
        ("Nils Kvist", "C", ("replaced",)),
        ("Elsa Brodd", None, ("serving substitute",)),
    ]


APPENDIX = cell_lines(
    "Bilaga 1\nPlats|Ledamot|Ersättare|Parti|Ankom|Utgick|1|Lind, Åsa|S|15:32",
    "21:54|2|Ekman\nHolm, Bo|M|15:59|18:06|2|Ekman\nHolm, Bo|M|18:09|21:54|3",
    "Brodd, Elsa|ÖP|15:40|21:54|Kvist, Nils|Bilaga 2\nÄrende: 8|Namn|Parti|Plats",
    "Funktion|Resultat|Åsa Lind|S|1|Ordförande|Ja|Bo Ekman\nHolm|M|2|Ledamot",
    "Nej|Nils Kvist|ÖP|3|Ersättare|Ja",
)


def test_appendix_with_a_cell_a_line() -> None:
    found = read("", ITEM + APPENDIX)
    assert found["Åsa Lind", "S"].roles == ("chair",)
    assert found["Bo Ekman Holm", "M"].clock == ("15:59-18:06", "18:09-21:54")
    nils = found["Nils Kvist", "ÖP"]
    assert (nils.roles, [other.name for other in nils.substitutes_for]) == (
        ("serving substitute",),
        ["Elsa Brodd"],
    )
    assert found["Elsa Brodd", "ÖP"].roles == ("replaced",)
    assert found["Elsa Brodd", "ÖP"].clock == ()


def test_roles_in_running_text() -> None:
    item = (
        "\n§ 3 Val av justerare\nBeslut\nNämnden beslutar att utse ledamoten Eva Alm (V) att jämte"
        " ordföranden justera protokollet.\n"
        "§ 4 Cykelväg\nYrkanden\nOrdföranden Åsa Lind (S) och tjänstgörande ersättaren Bo Ek (M) yrkar"
        " bifall.\n"
        "Tjänstgörande ordföranden Per Sten (L) ställer proposition på yrkandena.\n"
        "Omröstning\nElsa Brodd (C), tjänstgörande ersättarna Ivar Holm (S), Tove Gran (M) och Nils"
        " Kvist (V) samt ordföranden "
        "Åsa Lind (S) röstar Ja (5).\n§ 5 Motion av Lisa Dahl (MP) om träd\nBeslut\nMotionen avslås.\n"
        "Kommunrådets ordförande Ulf Cato (KD) har lämnat synpunkter.\n"
    )
    found = read("", item)
    assert found["Åsa Lind", "S"].roles == ("chair",)
    assert (found["Per Sten", "L"].roles, found["Per Sten", "L"].title) == (
        ("chair",),
        "tjänstgörande ordförande",
    )
    assert found["Eva Alm", "V"].roles == ("member", "adjuster")
    assert found["Eva Alm", "V"].present is None
    for name, party in (("Bo Ek", "M"), ("Ivar Holm", "S"), ("Tove Gran", "M"), ("Nils Kvist", "V")):
        assert found[name, party].roles == ("serving substitute",)
    assert (found["Elsa Brodd", "C"].roles, found["Elsa Brodd", "C"].present) == ((), True)
    assert (found["Lisa Dahl", "MP"].roles, found["Lisa Dahl", "MP"].present) == ((), None)
    assert found["Ulf Cato", "KD"].roles == ()


def test_two_spellings_of_a_listed_name() -> None:
    item = (
        "\n§ 4 Cykelväg\nYrkanden\nStefan Gustavlund (C) yrkar avslag.\nAnna-Lena Brodd (M) yrkar bifall.\n"
    )
    found = read("Beslutande\nStefan Gustaflund (C), ordförande\nAnna Lena Brodd (M)\n", item)
    assert list(found) == [("Stefan Gustaflund", "C"), ("Anna Lena Brodd", "M")]
    assert len(found["Stefan Gustaflund", "C"].evidence) == 2


def test_several_secretaries() -> None:
    front = (
        "Övriga närvarande Tove Gran, nämndsekreterare Nils Kvist,"
        " nämndsekreterare\nUnderskrifter\nSekreterare Nils Kvist\n"
    )
    assert roles(front) == {"Tove Gran": ("official",), "Nils Kvist": ("secretary",)}


def test_signatures_below_titles() -> None:
    front = (
        "Beslutande\nÅsa Lind (S), ordförande\nBo Ek (M)\nUnderskrifter\nTove Gran, sekreterare\nÅsa"
        " Lind\nOrdförande\nBo Ek (M), justerare\n"
    )
    assert roles(front) == {
        "Åsa Lind": ("chair",),
        "Bo Ek": ("member", "adjuster"),
        "Tove Gran": ("secretary",),
    }


def test_who_stands_by_as_adjuster_is_none() -> None:
    front = (
        "Beslutande\nÅsa Lind (S), ordförande\nBo Ek (M)\nEva Alm (V)\nUtses att justera Bo Ek med Eva Alm"
        " som ersättare\n"
    )
    assert roles(front)["Eva Alm"] == ("member",)
    assert roles(front)["Bo Ek"] == ("member", "adjuster")


def test_recusal_beside_a_name_is_an_exception() -> None:
    found = read("Beslutande\nÅsa Lind (S), ordförande\nBo Ek (M), §§ 1-4, 6-9, jäv § 5\n")
    assert found["Bo Ek", "M"].paragraphs == ("1-4", "6-9", "ej § 5")
