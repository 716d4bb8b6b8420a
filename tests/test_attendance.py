"""Who took part: each layout of an attendance list, and what running text tells."""

import pytest

from graphbuild.facts.attendance import participants
from graphbuild.facts.names import named, people
from graphbuild.minutes import structure
from graphbuild.model import Participant
from tests.reading import text_of

ITEM = "\n§ 7 Vinterväglag\nBeslut\nNämnden tackar för informationen.\n"


def read(front: str, items: str = ITEM) -> dict[tuple[str, str | None], Participant]:
    text = text_of(front + items)
    found = participants(structure(text), [named(text, span) for span in people(text)])
    assert all(text.raw[e.start : e.end] == e.quote for person in found for e in person.evidence)
    assert all(person.evidence for person in found)
    return {(person.name, person.party): person for person in found}


def roles(front: str, items: str = ITEM) -> dict[str, tuple[str, ...]]:
    return {name: person.roles for (name, _), person in read(front, items).items()}


def stands_in(front: str, items: str = ITEM) -> dict[str, list[str]]:
    found = read(front, items).values()
    return {p.name: [other.name for other in p.substitutes_for] for p in found if p.substitutes_for}


def test_run_on_line() -> None:
    front = (
        "Plats och tid Björksalen, kl. 09:00 – 11.30\n"
        "Beslutande Åsa Lind (S) ordförande Bo Ek (M) Elsa Brodd (C) ersätter Nils Kvist (C) tom § § 1-5 "
        "Per von Sten (L) Övriga närvarande Eva Alm (V) Ivar Holm (KD)\n"
    )
    found = read(front)
    assert {name: person.roles for (name, _), person in found.items()} == {
        "Åsa Lind": ("chair",),
        "Bo Ek": ("member",),
        "Elsa Brodd": ("serving substitute",),
        "Nils Kvist": ("replaced",),
        "Per von Sten": ("member",),
        "Eva Alm": (),
        "Ivar Holm": (),
    }
    assert found["Elsa Brodd", "C"].paragraphs == ("1-5",)
    assert [(other.name, other.party) for other in found["Elsa Brodd", "C"].substitutes_for] == [
        ("Nils Kvist", "C")
    ]
    assert found["Nils Kvist", "C"].present is False
    assert found["Eva Alm", "V"].present is True


def test_officials_in_a_run_on_line() -> None:
    found = read(
        "Övriga närvarande\nEva Alm, skolchef Nils Kvist, chef för- och grundskola Bo Ek, ekonom,"
        " närvarande §§ 2-4 "
        "Åsa Lind, handläggare på Region Östansjö Län Per Sten, enhetschef\n"
    )
    assert {name: person.title for (name, _), person in found.items()} == {
        "Eva Alm": "skolchef",
        "Nils Kvist": "chef för- och grundskola",
        "Bo Ek": "ekonom",
        "Åsa Lind": "handläggare på Region Östansjö Län",
        "Per Sten": "enhetschef",
    }
    assert found["Bo Ek", None].paragraphs == ("2-4",)
    assert {person.roles for person in found.values()} == {("official",)}


def test_titles_before_names() -> None:
    found = read("Tjänstemän: Kommundirektör Eva Alm, kommunjurist Nils Kvist och ekonomichef Bo Ek § 9\n")
    assert [person.title for person in found.values()] == ["Kommundirektör", "kommunjurist", "ekonomichef"]
    assert found["Bo Ek", None].paragraphs == ("9",)


def test_titles_in_brackets() -> None:
    found = read("Övriga närvarande\nEva Alm (regiondirektör)\nNils Kvist (chef stöd och service) § 4\n")
    assert [person.title for person in found.values()] == ["regiondirektör", "chef stöd och service"]


def test_table_with_continuation_rows() -> None:
    front = (
        "|Beslutande:|Åsa Lind (S), ordförande|\n||Bo Ek (M), 2:e vice ordförande|\n"
        "||Elsa Brodd (C), tjänstgörande ersättare|\n|Ersättare:|Per Sten (L), t.o.m. 12:10|\n"
        "|Övriga närvarande:|Eva Alm, t.f. skolchef|\n||Nils Kvist, sekreterare|\n"
    )
    found = read(front)
    assert found["Bo Ek", "M"].roles == ("vice chair",)
    assert found["Bo Ek", "M"].title == "2:e vice ordförande"
    assert found["Elsa Brodd", "C"].roles == ("serving substitute",)
    assert (found["Per Sten", "L"].roles, found["Per Sten", "L"].clock) == (
        ("substitute",),
        ("t.o.m. 12:10",),
    )
    assert found["Eva Alm", None].title == "t.f. skolchef"
    assert found["Nils Kvist", None].roles == ("secretary",)


def test_a_cell_of_labels_beside_a_cell_of_values() -> None:
    front = (
        "|Plats och tid<br>Beslutande<br>Närvarande ersättare<br>Utses att justera<br>Justeringens"
        " plats och tid"
        "<br>Underskrifter<br>Sekreterare<br>Ordförande<br>Justerande"
        "|Björksalen kl. 13:00 – 15:07<br>Åsa Lind (S), ordf."
        "<br>Bo Ek (M)<br>Elsa Brodd (C) ersättare för Nils Kvist (C)<br> <br>Per Sten (L)<br>Ivar Holm"
        " (S)<br>Bo Ek (M)"
        "<br>Storby, digitalt, 2023-01-10<br>Paragrafer1-11<br>Tove Gran<br>Åsa Lind|\n||Bo Ek (M)|\n"
    )
    assert roles(front) == {
        "Åsa Lind": ("chair",),
        "Bo Ek": ("member", "adjuster"),
        "Elsa Brodd": ("serving substitute",),
        "Nils Kvist": ("replaced",),
        "Per Sten": ("substitute",),
        "Ivar Holm": ("substitute",),
        "Tove Gran": ("secretary",),
    }


def test_labels_first_without_a_blank_line_between_the_lists() -> None:
    front = (
        "Plats och tid\nBeslutande\nNärvarande ersättare\nÖvriga deltagande\nUtses att"
        " justera\nUnderskrifter\nSekreterare\n"
        "Ordförande\nJusterande\nBjörksalen, kl 09:05-14:05\nÅsa Lind (S), ordförande\nBo Ek (M)\nElsa"
        " Brodd (C)\n"
        "Ivar Holm (S)\nPer Sten (M)\nEva Alm, skolchef\nBo Ek\nStadshuset, torget 7\nTove Gran\nÅsa"
        " Lind\nBo Ek\n"
    )
    assert roles(front) == {
        "Åsa Lind": ("chair",),
        "Bo Ek": ("member", "adjuster"),
        "Elsa Brodd": ("member",),
        "Ivar Holm": ("substitute",),
        "Per Sten": ("substitute",),
        "Eva Alm": ("official",),
        "Tove Gran": ("secretary",),
    }


def test_intervals_and_one_person_in_two_roles() -> None:
    found = read(
        "Beslutande\nÅsa Lind (S), ordförande Eva Alm (V) tjänstgör för Ivar Holm (V), kl. 08:1508:50,"
        " §§ 76-77 "
        "Ivar Holm (V), kl. 08:50-15:00, §§ 78-90 Bo Ek (M) Per Sten (M) tjänstgör Bo Ek (M), § 90\n"
        "Övriga närvarande\nEva Alm (V), kl. 08:50-14:25, §§ 78-88 (dessförinnan tjänstgörande)\n"
    )
    eva, ivar = found["Eva Alm", "V"], found["Ivar Holm", "V"]
    assert (eva.roles, eva.clock) == (("serving substitute", "substitute"), ("08:15-08:50", "08:50-14:25"))
    assert eva.paragraphs == ("76-77", "78-88")
    assert (ivar.roles, ivar.present, ivar.paragraphs) == (("member", "replaced"), True, ("78-90",))
    assert [other.name for other in found["Per Sten", "M"].substitutes_for] == ["Bo Ek"]


def test_what_goes_on_below_is_of_the_one_who_stands_in_and_not_of_the_other() -> None:
    found = read(
        "Beslutande\nHenrik Nordsund (M), kl. 09.00–11.05, §§ 1–2\nSiv Ek (S)\n"
        "Tjänstgörande ersättare\nYrsa Hedlind (M) ersätter Henrik Nordsund (M), kl.\n11.05–12.40, §§ 3–4\n"
        "Ersättare\nYrsa Hedlind (M), kl. 09.00–11.05, §§ 1–2\n"
    )
    assert found["Yrsa Hedlind", "M"].paragraphs == ("3-4", "1-2")
    assert found["Henrik Nordsund", "M"].paragraphs == ("1-2",)


def test_one_opening_word_for_hour_and_paragraph() -> None:
    found = read("Beslutande Bo Ek (M) ersätter Eva Alm (M) from kl.10.30 § 6 Åsa Lind (S)\n")
    assert found["Bo Ek", "M"].clock == ("from 10:30",)
    assert found["Bo Ek", "M"].paragraphs == ("from § 6",)


def test_two_people_of_one_name_and_signatures_without_a_party() -> None:
    front = (
        "Beslutande\nAnna Lind (S), ordförande\nAnna Lind (SD)\nBo Ek (M)\n"
        "Utses att justera\nAnna Lind\nOrdförande\nAnna Lind\nSekreterare\nTove Gran\n"
    )
    found = read(front)
    assert found["Anna Lind", "S"].roles == ("chair",)
    assert found["Anna Lind", "SD"].roles == ("member", "adjuster")
    assert found["Tove Gran", None].roles == ("secretary",)
    assert len(found) == 4


def test_party_before_the_name() -> None:
    front = (
        "Beslutande S Åsa Lind, ordförande\nM Bo Ek\nSD Per Sten, tjänstgör för Nils Kvist (SD)\n"
        "Ej tjänstgörande ersättare S Ivar Holm\nMP Eva Alm (kom kl. 18.40)\n"
    )
    found = read(front)
    assert found["Åsa Lind", "S"].roles == ("chair",)
    assert found["Eva Alm", "MP"].roles == ("substitute",)
    assert stands_in(front) == {"Per Sten": ["Nils Kvist"]}


def test_party_as_a_heading_over_names() -> None:
    found = read(
        "Närvarolista\nLedamöter\nVänsterpartiet\nEva Alm\nIvar Holm\nModeraterna\nBo Ek, ordförande\n"
    )
    assert [(name, party, person.roles) for (name, party), person in found.items()] == [
        ("Eva Alm", "Vänsterpartiet", ("member",)),
        ("Ivar Holm", "Vänsterpartiet", ("member",)),
        ("Bo Ek", "Moderaterna", ("chair",)),
    ]


def test_two_columns_side_by_side() -> None:
    front = (
        "Ledamöter                       Ersättare\n"
        "Åsa Lind (S), ordförande        Ivar Holm (S)\n"
        "Bo Ek (M)                       Per Sten (M)\n"
        "                                Eva Alm (V)\n"
        "Elsa Brodd (C)\n"
    )
    assert roles(front) == {
        "Åsa Lind": ("chair",),
        "Ivar Holm": ("substitute",),
        "Bo Ek": ("member",),
        "Per Sten": ("substitute",),
        "Eva Alm": ("substitute",),
        "Elsa Brodd": ("member",),
    }


def test_labels_with_colons_and_lists_with_commas() -> None:
    front = (
        "Ordförande: Åsa Lind (S)\n1:e vice ordförande: Bo Ek (M)\nLedamöter: Elsa Brodd (C), Eva Alm (V)\n"
        "Tjänstgörande ersättare: Per Sten (L) för Nils Kvist (L), Ivar Holm (KD) för Vakant (KD)\n"
        "Frånvarande: Tove Gran (SD)\nJusterare: Eva Alm (V)\n"
    )
    assert roles(front) == {
        "Åsa Lind": ("chair",),
        "Bo Ek": ("vice chair",),
        "Elsa Brodd": ("member",),
        "Eva Alm": ("member", "adjuster"),
        "Per Sten": ("serving substitute",),
        "Nils Kvist": ("replaced",),
        "Ivar Holm": ("serving substitute",),
        "Tove Gran": (),
    }
    assert read(front)["Tove Gran", "SD"].present is False


@pytest.mark.parametrize(
    "words",
    [
        "ersätter",
        "tjänstgör för",
        "tjg. för",
        "tj ers för",
        "ersättare för",
        "för",
        "(ersättare) ersätter",
        "tjänstgör som ersättare för",
    ],
)
def test_words_for_serving(words: str) -> None:
    assert stands_in(f"Beslutande\nÅsa Lind (S), ordförande\nBo Ek (M) {words} Eva Alm (M)\n") == {
        "Bo Ek": ["Eva Alm"]
    }


def test_replaced_by() -> None:
    front = (
        "Beslutande\nÅsa Lind (S), ordförande\nEva Alm (M) ersätts av Bo Ek (M) §§ 44-46\nIvar Holm (V)"
        " ersätts av Per Sten (V)\n"
    )
    found = read(front)
    assert stands_in(front) == {"Bo Ek": ["Eva Alm"], "Per Sten": ["Ivar Holm"]}
    assert (found["Eva Alm", "M"].roles, found["Eva Alm", "M"].present) == (("member", "replaced"), True)
    assert (found["Ivar Holm", "V"].roles, found["Ivar Holm", "V"].present) == (("replaced",), False)


def test_absent_and_local_parties() -> None:
    found = read(
        "Beslutande\nÅsa Lind (S), ordförande\nBo Ek (SÖS)\nEva Alm (-)\nPer Sten (f.d. M), frånvarande\n"
    )
    assert [party for _, party in found] == ["S", "SÖS", "-", "f.d. M"]
    assert found["Per Sten", "f.d. M"].present is False
