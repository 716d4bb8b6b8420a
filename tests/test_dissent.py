"""Who keeps apart from a decision, and how."""

from graphbuild.facts.dissent import Distance, dissent
from graphbuild.model import Dissent
from tests.reading import item_of


def told(body: str) -> Distance:
    return dissent(*item_of(body))


def who(found: tuple[Dissent, ...]) -> list[tuple[list[str], list[str]]]:
    return [([p.name for p in entry.people], [p.text for p in entry.parties]) for entry in found]


def test_people_reserve_themselves() -> None:
    body = (
        "Reservationer\nElsa Brodd (C) och Bo Ek (KD) reserverar sig mot beslutet till förmån för det egna "
        "yrkandet.\nNils Kvist (S) reserverar sig."
    )
    assert who(told(body).reservations) == [(["Elsa Brodd", "Bo Ek"], []), (["Nils Kvist"], [])]


def test_parties_reserve_themselves() -> None:
    assert who(told("Reservation\nLedamöterna från Vänsterpartiet reserverar sig.").reservations) == [
        ([], ["Vänsterpartiet"])
    ]
    assert who(told("Reservation\nPartigrupp S och MP reserverar sig mot beslutet.").reservations) == [
        ([], ["S", "MP"])
    ]


def test_the_verb_may_come_first_or_be_missing() -> None:
    assert who(
        told("Reservation\nMot beslutet reserverar sig Elsa Brodd (C) och Bo Ek (KD).").reservations
    ) == [(["Elsa Brodd", "Bo Ek"], [])]
    assert who(told("Reservation\nElsa Brodd (C)").reservations) == [(["Elsa Brodd"], [])]


def test_a_recusal_under_another_heading_is_a_recusal() -> None:
    found = told(
        "Protokollsanteckning\nElsa Brodd (C) deltar inte i handläggningen av ärendet på grund av jäv."
    )
    assert who(found.recusals) == [(["Elsa Brodd"], [])]
    assert found.notes == found.non_participation == ()


def test_taking_no_part_is_no_abstention_and_no_recusal() -> None:
    found = told(
        "Yrkanden\nKristdemokraterna och Moderaterna avstår från att delta i beslutet.\nElsa Brodd (C) "
        "avstår från att rösta."
    )
    assert who(found.non_participation) == [([], ["Kristdemokraterna", "Moderaterna"])]
    assert found.recusals == found.reservations == ()


def test_notes_and_special_opinions() -> None:
    body = (
        "Protokollsanteckningar\nElsa Brodd (C) antecknar som yttrande en skrivelse.\nNils Kvist (S) lämnar "
        "ett särskilt yttrande."
    )
    assert [entry.kind for entry in told(body).notes] == ["note", "special opinion"]


def test_nobody_is_recused_where_nobody_is_named() -> None:
    assert told("Beslut\nIngen av ledamöterna ansåg sig jävig.") == Distance((), (), (), ())


def test_a_partys_group_reserves_itself() -> None:
    assert who(told("Reservation\nSD-gruppen reserverar sig mot beslutet.").reservations) == [([], ["SD"])]
