"""What was proposed at the meeting, and by whom."""

from graphbuild.facts.proposals import proposals
from tests.reading import item_of

Found = list[tuple[list[str], list[str], str, str]]


def made(body: str, title: str = "Vinterväglag") -> Found:
    text, item, people = item_of(body)
    return [
        ([p.name for p in found.people], [p.text for p in found.parties], found.kind, found.text)
        for found in proposals(text, item, people, title)
    ]


def test_each_thing_proposed_is_one() -> None:
    assert made(
        "Yrkanden\nElsa Brodd (C) yrkar bifall till kontorets förslag och avslag på yrkandet från M."
    ) == [
        (["Elsa Brodd"], [], "bifall", "bifall till kontorets förslag"),
        (["Elsa Brodd"], [], "avslag", "avslag på yrkandet från M"),
    ]


def test_several_proposers_with_roles_between() -> None:
    body = (
        "Yrkanden\nElsa Brodd (C), tjänstgörande ersättaren Nils Kvist (S) samt ordföranden Åsa Lind (V) "
        "yrkar återremiss."
    )
    assert made(body) == [(["Elsa Brodd", "Nils Kvist", "Åsa Lind"], [], "återremiss", "återremiss")]


def test_two_sentences_in_a_line_have_each_their_own() -> None:
    body = (
        "Yrkanden\nElsa Brodd (C) yrkar att ärendet bordläggs. Nils Kvist (S) yrkar avslag på Elsa Brodds "
        "yrkande."
    )
    assert [(people, kind) for people, _, kind, _ in made(body)] == [
        (["Elsa Brodd"], "bordläggning"),
        (["Nils Kvist"], "avslag"),
    ]


def test_on_whose_proposal_the_decision_was_made() -> None:
    assert made("Beslut\nPå förslag av Elsa Brodd (C):\nÄrendet bordläggs.") == [
        (["Elsa Brodd"], [], "bordläggning", "Ärendet bordläggs.")
    ]


def test_a_party_proposes() -> None:
    assert made("Yrkanden\nModeraterna och SD yrkar avslag.") == [
        ([], ["Moderaterna", "SD"], "avslag", "avslag")
    ]


def test_who_agrees_is_no_proposer() -> None:
    assert made("Yrkanden\nElsa Brodd (C), med instämmande av Nils Kvist (S), yrkar bifall.") == [
        (["Elsa Brodd"], [], "bifall", "bifall")
    ]


def test_withdrawing_is_a_proposal() -> None:
    assert made("Yrkanden\nElsa Brodd (C) anmäler att yrkandet från C återtas.")[0][2] == "återtagande"


def test_a_motion_under_treatment_is_none() -> None:
    body = "Sammanfattning\nElsa Brodd (C) yrkar att vägen läggs om."
    assert made(body, "Motion om vägen") == []
    assert len(made(body, "Vägens läge")) == 1


def test_an_administrations_proposal_is_none() -> None:
    assert made("Yrkanden\nVägkontoret föreslår att planen antas.") == []


def test_a_person_who_is_only_an_object_is_none() -> None:
    assert (
        made("Yrkanden\nNämnden diskuterar Elsa Brodds (C) skrivelse. Kontoret föreslår att den antecknas.")
        == []
    )
