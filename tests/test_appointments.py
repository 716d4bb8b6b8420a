"""Whom a decision elects, appoints or releases; never who is only proposed, or elected by others."""

import pytest

from graphbuild.facts.appointments import appointments
from graphbuild.facts.decisions import points
from graphbuild.model import Appointment
from tests.reading import item_of


def made(body: str, heading: str = "§ 1 Val", deciding: str | None = None) -> tuple[Appointment, ...]:
    text, item, people = item_of(f"Beslut\n{body}", heading)
    return appointments(text, item, deciding, people, points(text, item, deciding))


def brief(found: tuple[Appointment, ...]) -> list[tuple[str, str | None, str | None, str]]:
    return [(a.person.name, a.post, a.organ.text if a.organ else None, a.kind) for a in found]


@pytest.mark.parametrize(
    ("sentence", "post", "organ"),
    [
        ("Elsa Brodd (C) utses till ordförande i Vägnämnden.", "ordförande", "Vägnämnden"),
        ("Till ny ledamot i Vägnämnden utses Elsa Brodd (C).", "ledamot", "Vägnämnden"),
        ("Till ordinarie ledamöter i Älvbolaget AB väljs Elsa Brodd (C).", "ledamot", "Älvbolaget AB"),
        (
            "Nämnden utser Elsa Brodd (C) till 1:e vice ordförande i Vägrådet.",
            "1:e vice ordförande",
            "Vägrådet",
        ),
        ("Att välja Elsa Brodd (C) som ombud vid Älvbolagets årsstämma.", "ombud", "Älvbolagets årsstämma"),
        ("Att till ersättare i Vägrådet utse Elsa Brodd (C).", "ersättare", "Vägrådet"),
        ("Till revisor för stiftelsen Älven väljs Elsa Brodd (C).", "revisor", "stiftelsen Älven"),
        ("Elsa Brodd (C) förordnas som politisk sekreterare för C.", "politisk sekreterare", None),
    ],
)
def test_an_election_has_a_person_a_post_and_an_organ(sentence: str, post: str, organ: str | None) -> None:
    assert brief(made(sentence)) == [("Elsa Brodd", post, organ, "election")]


def test_in_whose_place_and_for_how_long() -> None:
    (found,) = made(
        "Till ersättare i Vägnämnden efter Nils Kvist (S) för tiden fr.o.m. den 1 maj 2031 t.o.m. den 31 "
        "december 2034 utses Åsa Lind (S)."
    )
    assert (found.person.name, found.person.party) == ("Åsa Lind", "S")
    assert found.in_place_of is not None
    assert found.in_place_of.name == "Nils Kvist"
    assert (found.kind, found.start, found.end) == ("replacement election", "2031-05-01", "2034-12-31")


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        ("till och med 2034", None, "2034"),
        ("för åren 2031–2034", "2031", "2034"),
        ("från och med 2031-05-01", "2031-05-01", None),
        ("för tiden den 1 maj 2031 till den 30 april 2032", "2031-05-01", "2032-04-30"),
        ("enligt beslut den 3 mars 2031", None, None),
    ],
)
def test_periods(period: str, start: str | None, end: str | None) -> None:
    (found,) = made(f"Elsa Brodd (C) utses till ledamot i Vägrådet {period}.")
    assert (found.start, found.end) == (start, end)


def test_several_people_and_several_posts() -> None:
    found = made(
        "Elsa Brodd (C), Nils Kvist (S) och Åsa Lind (V) utses till ledamöter i Vägrådet.\n"
        "Nämnden utser Bo Ek (KD) till ordförande och Per Sten (L) till vice ordförande i Vägrådet."
    )
    assert [(a.person.name, a.post) for a in found] == [
        ("Elsa Brodd", "ledamot"),
        ("Nils Kvist", "ledamot"),
        ("Åsa Lind", "ledamot"),
        ("Bo Ek", "ordförande"),
        ("Per Sten", "vice ordförande"),
    ]


def test_a_list_of_names_under_a_line_that_leads_it_in() -> None:
    body = (
        "Till ledamöter i Vägrådet för tiden till och med 2034 utses:\nElsa Brodd (C), ordförande\n"
        "Nils Kvist (S)\nErsättare:\nÅsa Lind (V)\n\nHandlingar\nBo Ek (KD)"
    )
    found = made(body)
    assert brief(found) == [
        ("Elsa Brodd", "ordförande", "Vägrådet", "election"),
        ("Nils Kvist", "ledamot", "Vägrådet", "election"),
        ("Åsa Lind", "ersättare", "Vägrådet", "election"),
    ]
    assert {a.end for a in found} == {"2034"}


def test_the_title_tells_what_the_decision_leaves_out() -> None:
    heading = "§ 1 Fyllnadsval av ledamot i Vägrådet efter Nils Kvist (S)"
    (found,) = made("Åsa Lind (S) utses.", heading)
    assert brief((found,)) == [("Åsa Lind", "ledamot", "Vägrådet", "replacement election")]
    assert found.in_place_of is not None
    assert found.in_place_of.name == "Nils Kvist"


@pytest.mark.parametrize(
    ("heading", "body"),
    [
        ("§ 1 Avsägelse av Nils Kvist (S) från uppdraget som ersättare i Vägnämnden", "Avsägelsen godkänns."),
        ("§ 1 Avsägelse", "Nils Kvist (S) beviljas entledigande från uppdraget som ersättare i Vägnämnden."),
        (
            "§ 1 Avsägelse",
            "Att bevilja Nils Kvist (S) entledigande från sitt uppdrag som ersättare i Vägnämnden.",
        ),
        ("§ 1 Avsägelse", "Avsägelsen från Nils Kvist (S) som ersättare i Vägnämnden godkänns."),
        ("§ 1 Avsägelse", "Nämnden entledigar Nils Kvist (S) från uppdraget som ersättare i Vägnämnden."),
    ],
)
def test_a_resignation_that_is_granted(heading: str, body: str) -> None:
    assert brief(made(body, heading)) == [("Nils Kvist", "ersättare", "Vägnämnden", "resignation")]


def test_when_a_resignation_takes_effect() -> None:
    heading = "§ 1 Avsägelse från Nils Kvist (S) från uppdraget som ledamot i Vägrådet"
    (found,) = made("Avsägelsen godkänns. Den gäller från och med den 2 maj 2031.", heading)
    assert (found.start, found.end, found.in_place_of) == ("2031-05-02", None, None)


def test_release_and_election_in_one_sentence() -> None:
    found = made(
        "Att bevilja Nils Kvist (S) entledigande från uppdraget som ledamot i Vägrådet och att utse Åsa Lind "
        "(S) till ny ledamot i Vägrådet."
    )
    assert [(a.person.name, a.kind) for a in found] == [
        ("Nils Kvist", "resignation"),
        ("Åsa Lind", "election"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Elsa Brodd (C) utses att jämte ordföranden justera protokollet.",
        "Till protokolljusterare utses Elsa Brodd (C).",
        "Elsa Brodd (C) utses till ordförande för dagens sammanträde.",
        "Förslaget att utse Elsa Brodd (C) till ledamot i Vägrådet avslås.",
        "Val av ledamot i Vägrådet efter Elsa Brodd (C) bordläggs.",
        "Länsstyrelsen har beslutat utse Elsa Brodd (C) till ny ersättare i Vägnämnden.",
        "Fullmäktige har 2030-10-24 beslutat bevilja Elsa Brodd (C) entledigande som ledamot i Vägrådet.",
        "Elsa Brodd (C) nomineras till ledamot i Älvbolaget AB.",
        "Avsägelsen från Elsa Brodd (C) bordläggs.",
        "Vägnämnden föreslår fullmäktige besluta att utse Elsa Brodd (C) till ledamot i Vägrådet.",
        "Nämnden väljer att följa förslaget från Elsa Brodd (C) som ledamot i Vägrådet lämnat.",
    ],
)
def test_what_is_no_appointment(sentence: str) -> None:
    assert made(sentence) == ()


def test_what_is_only_proposed_is_no_appointment() -> None:
    text, item, people = item_of(
        "Yrkanden\nElsa Brodd (C) föreslår att Nils Kvist (S) utses till ledamot i Vägrådet."
    )
    assert appointments(text, item, None, people, points(text, item, None)) == ()


def test_a_resignation_that_is_only_told_of_is_none() -> None:
    heading = "§ 1 Avsägelse av Nils Kvist (S) från uppdraget som ersättare i Vägnämnden"
    assert made("Ärendet bordläggs.", heading) == ()
    assert brief(made("Till ersättare i Vägnämnden efter Nils Kvist (S) utses Åsa Lind (S).", heading)) == [
        ("Åsa Lind", "ersättare", "Vägnämnden", "replacement election")
    ]
