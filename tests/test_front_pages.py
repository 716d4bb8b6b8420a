"""Front pages in columns, run on in one line, or with words of their own: who took part in what role.

Each convention stands with a case that must not be taken for it.
"""

from graphbuild.model import Participant
from tests.reading import record_of

ITEM = "\n§ 7 Vinterväglag\nBeslut\nNämnden tackar för informationen.\n"


def read(*pages: str) -> dict[str, Participant]:
    record = record_of(*pages[:-1], pages[-1] + ("" if "§ 7" in pages[-1] else ITEM))
    return {person.name: person for person in record.people}


def roles(*pages: str) -> dict[str, str]:
    return {name: "+".join(person.roles) for name, person in read(*pages).items()}


def stands_in(*pages: str) -> dict[str, list[str]]:
    return {
        name: [other.name for other in person.substitutes_for]
        for name, person in read(*pages).items()
        if person.substitutes_for
    }


def test_two_columns_of_a_list_each() -> None:
    front = (
        "Ledamöter                               Ersättare\n"
        "Anna Ek (S), ordförande                 Bo Ask (S)\n"
        "Per Ståhl (M), 1:e vice ordf            Eva Lind (M) tjg för Ivar Holm (M)\n"
        "Tove Gran (C)                           Nils Kvist (L)\n"
    )
    assert roles(front) == {
        "Anna Ek": "chair",
        "Bo Ask": "substitute",
        "Per Ståhl": "vice chair",
        "Eva Lind": "serving substitute",
        "Ivar Holm": "replaced",
        "Tove Gran": "member",
        "Nils Kvist": "substitute",
    }
    assert stands_in(front) == {"Eva Lind": ["Ivar Holm"]}


def test_two_columns_of_one_list() -> None:
    front = (
        "Beslutande           Anna Ek (S), ordförande           Per Ståhl (M)\n"
        "                     Elsa Brodd (C)                    Nils Kvist (L), tjg ers\n"
        "Ersättare            Bo Ask (S)                        Eva Lind (M)\n"
    )
    assert roles(front) == {
        "Anna Ek": "chair",
        "Per Ståhl": "member",
        "Elsa Brodd": "member",
        "Nils Kvist": "serving substitute",
        "Bo Ask": "substitute",
        "Eva Lind": "substitute",
    }


def test_three_columns_with_an_empty_cell() -> None:
    front = (
        "Ledamöter                Tjänstgörande ersättare           Ersättare\n"
        "Anna Ek (S), ordf        Eva Lind (C) för Ivar Holm (C)    Nils Kvist (L)\n"
        "Bo Ask (M)                                                 Åsa Lind (V)\n"
    )
    assert roles(front) == {
        "Anna Ek": "chair",
        "Eva Lind": "serving substitute",
        "Ivar Holm": "replaced",
        "Nils Kvist": "substitute",
        "Bo Ask": "member",
        "Åsa Lind": "substitute",
    }


def test_a_label_that_two_rows_hold() -> None:
    front = (
        "Ledamöter            Anna Ek (S)\n"
        "Tjänstgörande        Nils Kvist (L) för Ivar Holm (L)\n"
        "ersättare            Åsa Lind (V)\n"
        "Övriga               Karin Alm, kommunchef\n"
        "närvarande           Jan Fors, ekonom\n"
    )
    found = roles(front)
    assert found["Åsa Lind"] == "serving substitute"
    assert found["Jan Fors"] == "official"
    # With a capital it is a label of its own.
    assert roles("Ledamöter\tAnna Ek (S)\nErsättare\tÅsa Lind (V)\n")["Åsa Lind"] == "substitute"


def test_signatures_beside_each_other() -> None:
    listed = "Beslutande      Anna Ek (S), Bo Ask (M), Eva Lind (C)\nUnderskrifter\n\n"
    dots = ".......................          .......................        ..................\n"
    names = "Anna Ek                          Bo Ask                         Tove Gran\n"
    titles = "Ordförande                       Justerare                      Sekreterare\n"
    told = {"Anna Ek": "chair", "Bo Ask": "member+adjuster", "Eva Lind": "member", "Tove Gran": "secretary"}
    assert roles(listed + dots + names + titles) == told
    assert roles(listed + titles + dots + names) == told
    # Two names on a line without titles below them sign nothing.
    assert "adjuster" not in roles(listed + names + "Björksalen                  kommunhuset\n")["Bo Ask"]


def test_signatures_after_all_their_labels() -> None:
    front = (
        "Beslutande Anna Ek (S) Bo Ask (M) Eva Lind (C) Utses att justera Eva Lind och Bo Ask "
        "Underskrifter Sekreterare Ordförande Justerande Tove Gran Anna Ek Eva Lind Bo Ask ANSLAG/BEVIS\n"
    )
    assert roles(front) == {
        "Anna Ek": "chair",
        "Bo Ask": "member+adjuster",
        "Eva Lind": "member+adjuster",
        "Tove Gran": "secretary",
    }
    # Fewer names than labels: nobody can tell whose they are, and the last label alone holds the name.
    fewer = "Beslutande Anna Ek (S) Underskrifter Sekreterare Ordförande Anna Ek ANSLAG/BEVIS\n"
    assert roles(fewer) == {"Anna Ek": "chair"}


def test_paragrafer_between_a_signer_and_the_name() -> None:
    front = (
        "Beslutande Anna Ek (S) Bo Ask (M) Underskrifter Sekreterare Paragrafer 61-74 /Maria Dal/ "
        "Ordförande /Anna Ek/ Justerande /Bo Ask/ ANSLAG/BEVIS\n"
    )
    assert roles(front) == {"Anna Ek": "chair", "Bo Ask": "member+adjuster", "Maria Dal": "secretary"}


def test_adjusters_for_some_paragraphs() -> None:
    members = "Beslutande: Anna Ek (S), Bo Ask (M), Eva Lind (C)\n"
    found = read(members + "Justerare §§ 1-9: Bo Ask (M)\nJusterare §§ 10-12: Eva Lind (C)\n")
    assert [(p.name, p.roles, p.paragraphs) for p in found.values()] == [
        ("Anna Ek", ("member",), ()),
        ("Bo Ask", ("member", "adjuster"), ("1-9",)),
        ("Eva Lind", ("member", "adjuster"), ("10-12",)),
    ]
    after = read(
        members + "Utses att justera  Bo Ask (M), §§ 1-9\n                   Eva Lind (C), §§ 10-12\n"
    )
    assert after["Eva Lind"].paragraphs == ("10-12",)


def test_marks_that_a_legend_explains() -> None:
    legend = "* = tjänstgörande ersättare\n"
    told = {"Anna Ek": "member", "Bo Ask": "serving substitute", "Eva Lind": "serving substitute"}
    assert roles("Beslutande: Anna Ek (S), Bo Ask (M)*, *Eva Lind (C)\n" + legend) == told
    assert roles("Beslutande\nAnna Ek (S)\n*Eva Lind (C)\nPer Ståhl (L)\n* tjänstgörande ersättare\n") == {
        "Anna Ek": "member",
        "Eva Lind": "serving substitute",
        "Per Ståhl": "member",
    }
    assert (
        roles("Närvarande: Anna Ek (S), Bo Ask (M) *\n*ej tjänstgörande ersättare\n")["Bo Ask"]
        == "substitute"
    )
    # Without a legend a mark says nothing.
    assert set(roles("Beslutande: Anna Ek (S), Bo Ask (M)*, *Eva Lind (C)\n").values()) == {"member"}


def test_titles_in_a_column_after_the_names() -> None:
    front = (
        "Beslutande Anna Ek (S) ordförande Övriga närvarande Åsa Lind (S) Ivar Holm (M) Karin Alm Maria Dal "
        "ersättare ersättare förvaltningschef sekreterare Utses att justera Anna Ek (S)\n"
    )
    found = read(front)
    assert {name: p.roles for name, p in found.items()} == {
        "Anna Ek": ("chair",),
        "Åsa Lind": ("substitute",),
        "Ivar Holm": ("substitute",),
        "Karin Alm": ("official",),
        "Maria Dal": ("secretary",),
    }
    assert found["Karin Alm"].title == "förvaltningschef"
    # Titles of the presidium alone are those of the first names.
    presidium = (
        "Ledamöter\nAnna Ek (M)\nBo Ask (KD)\nEva Lind (S)\nNils Kvist (C), 140 150\n"
        "ordförande\n1:e vice ordförande\n2:e vice ordförande\nErsättare\nÅsa Lind (V)\n"
    )
    assert roles(presidium) == {
        "Anna Ek": "chair",
        "Bo Ask": "vice chair",
        "Eva Lind": "vice chair",
        "Nils Kvist": "member",
        "Åsa Lind": "substitute",
    }
    # A title of each beside the name stays there.
    each = "Övriga\nKarin Alm, kommunchef\nJan Fors, ekonom\nMaria Dal, jurist\n"
    assert [p.title for p in read(each).values()] == ["kommunchef", "ekonom", "jurist"]


def test_lists_after_a_column_of_labels_on_one_line() -> None:
    front = (
        "Plats och tid Sammanträdesrum Linden Beslutande ledamöter Ej tjänstgörande ersättare Övriga "
        "närvarande Utses att justera Anna Ek (S) (ordförande) Bo Ask (L) "
        "(vice ordförande) Per Ståhl (S) Elsa "
        "Brodd (MP) Ivar Holm (S) ersätter Nils Kvist (S) Eva Lind (S) Tove "
        "Gran (M) Karin Alm (kvalitetschef) "
        "Maria Dal (nämndsekreterare) Bo Ask (L) Justeringens plats och tid Linden\n"
    )
    assert roles(front) == {
        "Anna Ek": "chair",
        "Bo Ask": "vice chair+adjuster",
        "Per Ståhl": "member",
        "Elsa Brodd": "member",
        "Ivar Holm": "serving substitute",
        "Nils Kvist": "replaced",
        "Eva Lind": "substitute",
        "Tove Gran": "substitute",
        "Karin Alm": "official",
        "Maria Dal": "secretary",
    }


def test_full_stops_part_the_lists_after_their_labels() -> None:
    front = (
        "Beslutande Ledamöter Anna Ek (S), Per Ståhl (S) och Nils Kvist (KD). Tjänstgörande ersättare Övriga "
        "närvarande Ersättare Tjänstemän Åsa Lind (S) ersätter Ulla Frid (S). Eva Lind (S) och Bo Ask (V). "
        "Kommundirektör Jan Fors, kommunsekreterare Linda Marklund 226 och controller Maria Eng 233.\n"
    )
    assert roles(front) == {
        "Anna Ek": "member",
        "Per Ståhl": "member",
        "Nils Kvist": "member",
        "Åsa Lind": "serving substitute",
        "Ulla Frid": "replaced",
        "Eva Lind": "substitute",
        "Bo Ask": "substitute",
        "Jan Fors": "official",
        "Linda Marklund": "secretary",
        "Maria Eng": "official",
    }
    assert [p.title for p in read(front).values() if p.title] == [
        "Kommundirektör",
        "kommunsekreterare",
        "controller",
    ]


def test_the_adjuster_after_a_list_of_officials_was_named_before() -> None:
    front = (
        "Beslutande Anna Ek, ordf. Bo Ask Eva Lind Övriga deltagande Utses att "
        "justera Karin Alm Jan Fors Ulla "
        "Frid Bo Ask Underskrift Sekreterare Maria Dal\n"
    )
    found = roles(front)
    assert found["Bo Ask"] == "member+adjuster"
    assert found["Karin Alm"] == found["Ulla Frid"] == "official"


def test_members_who_were_away_and_who_came() -> None:
    rows = (
        "Beslutande   Samtliga ledamöter med undantag av:\n"
        "Förhindrad ledamot                         Inkallad ersättare\n"
        "Anna Ek (S)                                Bo Ask (S)\n"
        "Eva Lind (C), närv t o m kl 16.45, § 87    Ivar Holm (C), tjg fr o m § 88\n"
        "Per Ståhl (L)                              Saknar ersättare\n"
    )
    found = read(rows)
    assert {name: "+".join(p.roles) for name, p in found.items()} == {
        "Anna Ek": "replaced",
        "Bo Ask": "serving substitute",
        "Eva Lind": "member+replaced",
        "Ivar Holm": "serving substitute",
        "Per Ståhl": "",
    }
    assert [found[name].present for name in ("Anna Ek", "Eva Lind", "Per Ståhl")] == [False, True, False]
    assert found["Eva Lind"].clock == ("t.o.m. 16:45",)
    assert stands_in(rows) == {"Bo Ask": ["Anna Ek"], "Ivar Holm": ["Eva Lind"]}
    assert stands_in(" ".join(rows.split())) == stands_in(rows)
    # A list of absent members alone names no substitutes.
    assert stands_in("Frånvarande\nAnna Ek (S)\nBo Ask (S)\n") == {}


def test_numbers_of_paragraphs_that_lost_their_sign() -> None:
    front = (
        "Beslutande Anna Ek (S), ordförande, Per Ståhl (SD) ej 13, Eva Lind "
        "(S) 70, 172-184, Bo Ask (M) 140 147 "
        "Övriga Karin Alm, ekonom 13-16\n"
    )
    found = {person.name: person.paragraphs for person in record_of(front).people}
    assert found == {
        "Anna Ek": (),
        "Per Ståhl": ("ej § 13",),
        "Eva Lind": ("70", "172-184"),
        "Bo Ask": ("140-147",),
        "Karin Alm": ("13-16",),
    }
    # Where the text has the sign, a bare number is something else.
    assert read(front)["Karin Alm"].paragraphs == ()


def test_words_for_serving_and_not_serving() -> None:
    front = (
        "Beslutande\nAnna Ek (S), ordf\nBo Ask (M), v ordf\nEva Lind (C), tgj ers för Ivar Holm (C)\n"
        "Nils Kvist (L), istället för Åsa Lind (L)\nPer Ståhl (V), ers. f Elsa Brodd (V)\n"
        "Karin Alm (KD), ersättare, tjänstgör ej\n"
        "Övriga deltagande\nJan Fors (MP), ej tjg ers, del av § 159\nUlla Frid (MP)\n"
    )
    found = read(front)
    assert {name: "+".join(p.roles) for name, p in found.items()} == {
        "Anna Ek": "chair",
        "Bo Ask": "vice chair",
        "Eva Lind": "serving substitute",
        "Ivar Holm": "replaced",
        "Nils Kvist": "serving substitute",
        "Åsa Lind": "replaced",
        "Per Ståhl": "serving substitute",
        "Elsa Brodd": "replaced",
        "Karin Alm": "substitute",
        "Jan Fors": "substitute",
        "Ulla Frid": "",
    }
    assert found["Jan Fors"].paragraphs == ("del av § 159",)


def test_a_vice_chair_who_chaired_some_paragraphs() -> None:
    part = "Beslutande\nAnna Ek (S), ordförande §§ 1-4\nBo Ask (M), vice ordförande, ordförande § 5\n"
    assert roles(part) == {"Anna Ek": "chair", "Bo Ask": "chair+vice chair"}
    whole = "Beslutande\nBo Ask (M), 1:e vice ordförande, tjänstgörande ordförande\n"
    assert roles(whole) == {"Bo Ask": "chair"}


def test_where_the_party_stands() -> None:
    first = read("Beslutande\nS Anna Ek, ordförande\nM Bo Ask\nC Eva Lind, tjänstgör för Ivar Holm\n")
    assert [(p.name, p.party) for p in first.values()] == [
        ("Anna Ek", "S"),
        ("Bo Ask", "M"),
        ("Eva Lind", "C"),
        ("Ivar Holm", None),
    ]
    lists = {
        "Beslutande: Anna Ek, S, ordförande; L-P Karlsson, C\n": [("Anna Ek", "S"), ("L-P Karlsson", "C")],
        "Beslutande: Anna Ek S, L-P Karlsson C\n": [("Anna Ek", "S"), ("L-P Karlsson", "C")],
        "Beslutande\nAnna Ek, ordförande (S)\nBo Ask ( m )\n": [("Anna Ek", "S"), ("Bo Ask", "m")],
        "Beslutande\nEk, Anna (S), ordförande\nAsk, Bo (M)\n": [("Anna Ek", "S"), ("Bo Ask", "M")],
        "Beslutande\nAnna Ek        S       ordförande\nBo Ask         M\n": [
            ("Anna Ek", "S"),
            ("Bo Ask", "M"),
        ],
        "Beslutande\nAnna Ek (Oberoende)\nBo Ask (opol)\n": [("Anna Ek", "Oberoende"), ("Bo Ask", "opol")],
        # An initial in the middle, two people, and an official are none of these.
        "Beslutande: Anna S Ek (M), Bo Ask (C)\n": [("Anna S Ek", "M"), ("Bo Ask", "C")],
        "Övriga: Anna Ek, ekonom (vikarie)\n": [("Anna Ek", None)],
    }
    assert {front: [(p.name, p.party) for p in read(front).values()] for front in lists} == lists


def test_officials_at_the_end_of_a_list_of_substitutes() -> None:
    front = (
        "Beslutande Anna Ek (S), ordförande Övriga deltagande Ersättare: Nils Kvist (S), Åsa Lind (L) samt "
        "sekreterare Tove Gran, socialchef Karin Alm och områdeschef Ulla Frid\n"
    )
    found = read(front)
    assert {name: "+".join(p.roles) for name, p in found.items()} == {
        "Anna Ek": "chair",
        "Nils Kvist": "substitute",
        "Åsa Lind": "substitute",
        "Tove Gran": "secretary",
        "Karin Alm": "official",
        "Ulla Frid": "official",
    }
    assert found["Karin Alm"].title == "socialchef"


def test_a_run_on_sentence_of_attendance() -> None:
    front = (
        "Närvarande: ordförande Anna Ek (S), vice ordförande Bo Ask (M), "
        "ledamöterna Eva Lind (C) och Nils Kvist"
        " (L), tjänstgörande ersättaren Åsa Lind (V) för Ivar Holm (V) samt sekreterare Tove Gran\n"
    )
    assert roles(front) == {
        "Anna Ek": "chair",
        "Bo Ask": "vice chair",
        "Eva Lind": "member",
        "Nils Kvist": "member",
        "Åsa Lind": "serving substitute",
        "Ivar Holm": "replaced",
        "Tove Gran": "secretary",
    }


def test_who_took_part_from_elsewhere_in_a_list_of_their_own() -> None:
    found = read(
        "Beslutande: Anna Ek (S), ordförande, Bo Ask (M) (distans), Eva Lind "
        "(C)\nDeltar på distans: Eva Lind (C)\n"
    )
    assert [(p.name, p.remote) for p in found.values()] == [
        ("Anna Ek", None),
        ("Bo Ask", True),
        ("Eva Lind", True),
    ]
    assert found["Eva Lind"].roles == ("member",)


def test_who_certifies_an_extract_is_an_official() -> None:
    extract = ITEM + "\nRätt utdraget intygar\n\nTove Gran\nKommunsekreterare\n"
    (person,) = read(extract).values()
    assert (person.roles, person.title, person.present) == (("official",), "Kommunsekreterare", None)
    # A place to sign in the margin, with no name and title below it, names nobody.
    assert read(ITEM + "\nUtdragsbestyrkande\n") == {}


def test_who_is_chosen_to_adjust_where_no_paragraph_is_told_apart() -> None:
    front = "Närvarande\nBeslutande: Anna Ek, S, ordförande; Bo Ask, M\n"
    chosen = {
        "Valnämnden utser Bo Ask till justerare.\n",
        "Bo Ask (M) utses att jämte ordföranden justera protokollet.\n",
        "Att jämte ordföranden justera dagens protokoll utsågs Bo Ask.\n",
    }
    for sentence in chosen:
        people = {person.name: person.roles for person in record_of(front + "Justering\n" + sentence).people}
        assert people == {"Anna Ek": ("chair",), "Bo Ask": ("member", "adjuster")}, sentence
    other = record_of(front + "Justering\nValnämnden utser Bo Ask till ombud.\n")
    assert all("adjuster" not in person.roles for person in other.people)


def test_a_list_of_attendance_after_the_paragraphs() -> None:
    front = "Beslutande Se närvarolista\nSekreterare Tove Gran\n"
    found = roles(front + ITEM + "\nNärvarolista\nLedamöter\nAnna Ek (S), ordförande\nBo Ask (M)\n")
    assert (found["Anna Ek"], found["Bo Ask"]) == ("chair", "member")
    # The word in a sentence begins no list.
    sentence = ITEM + "\nNärvarolistan skickas till Anna Ek (S).\n"
    assert roles(front + sentence)["Anna Ek"] == ""


def test_names_that_two_columns_put_together() -> None:
    found = read(
        "Beslutande\nAnna Ek (S)\n" + ITEM + "\nYrkande\nLinda Marklund Karl-Otto Blid (S) yrkar bifall.\n"
    )
    assert "Karl-Otto Blid" in found
    kept = read("Beslutande\nKarl Otto Blid (S)\nAnna Ek Brodd (M)\n")
    assert list(kept) == ["Karl Otto Blid", "Anna Ek Brodd"]
