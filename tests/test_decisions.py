"""What was decided: points, kinds and outcomes."""

import pytest

from graphbuild.facts.decisions import decisions, outcome
from tests.reading import item_of


def points(
    body: str, council_body: str | None = "Vägnämnden"
) -> list[tuple[str | None, str, str, str | None]]:
    text, item, _ = item_of(body)
    return [(d.point, d.text, d.kind, d.outcome) for d in decisions(text, item, council_body)]


def test_running_text_is_one_point() -> None:
    assert points(
        "Vägnämndens beslut\nVägnämnden beslutar att anta planen.\nJustering sker "
        "digitalt.\nBeslutsunderlag\nPlan"
    ) == [(None, "Vägnämnden beslutar att anta planen.", "decision", "antagande")]


def test_numbered_points_after_a_lead_in() -> None:
    body = (
        "Beslut\nVägnämnden beslutar att:\n1. Planen antas.\n2. Skrivelsen läggs till handlingarna.\nDet "
        "gäller hela länet."
    )
    assert points(body) == [
        ("1", "Planen antas.", "decision", "antagande"),
        ("2", "Skrivelsen läggs till handlingarna. Det gäller hela länet.", "decision", "antecknande"),
    ]


def test_points_whose_bullets_are_there_or_lost() -> None:
    assert [p[1] for p in points("Beslut\n• Planen antas.\n• Motionen avslås.")] == [
        "Planen antas.",
        "Motionen avslås.",
    ]
    assert [p[1] for p in points("Beslut\nPlanen antas.\nMotionen avslås.")] == [
        "Planen antas.",
        "Motionen avslås.",
    ]


def test_lettered_parts_belong_to_their_point() -> None:
    body = (
        "Beslut\nEnligt återremissyrkande från C:\nÄrendet återremitteras till kontoret för att:\na. räkna "
        "om kostnaden,\nb. fråga byarna."
    )
    assert points(body) == [
        (
            None,
            "Ärendet återremitteras till kontoret för att: a. räkna om kostnaden, b. fråga byarna.",
            "decision",
            "återremiss",
        )
    ]


def test_a_recommendation_is_no_decision() -> None:
    body = (
        "Beslut\nVägnämnden föreslår att regionfullmäktige beslutar:\n1. Taxan fastställs.\nFör egen del "
        "beslutar vägnämnden:\n2. Rapporten antecknas."
    )
    assert [(p[0], p[2]) for p in points(body)] == [("1", "recommendation"), ("2", "decision")]
    assert (
        points("Beslut\nVägnämnden föreslår regionfullmäktige besluta att anta taxan.")[0][2]
        == "recommendation"
    )
    assert points("Beslut\nVägnämnden föreslår att arbetet fortsätter.")[0][2] == "decision"


def test_an_own_heading_for_the_recommendation() -> None:
    body = "Vägnämndens förslag till regionfullmäktige\nTaxan fastställs.\nSammanfattning\nDen höjs."
    assert points(body) == [(None, "Taxan fastställs.", "recommendation", "antagande")]


def test_another_bodys_proposal_is_not_this_bodys_decision() -> None:
    body = (
        "Vägnämndens förslag till regionfullmäktige\nTaxan fastställs.\nRegionfullmäktiges beslut\nMotionen "
        "avslås."
    )
    assert [p[1] for p in points(body, "Regionfullmäktige")] == ["Motionen avslås."]


def test_the_administrations_proposal_is_no_decision() -> None:
    assert (
        points(
            "Vägförvaltningens förslag till beslut\n- Planen antas.\nYrkanden\nElsa Brodd (C) yrkar bifall."
        )
        == []
    )


def test_declared_adjusted_at_once() -> None:
    assert [p[3] for p in points("Beslut\n- Planen antas.\nBeslutet tas med omedelbar justering.")] == [
        "antagande",
        "annat",
    ]
    assert len(points("Beslut\nPlanen antas.\nJustering\nParagrafen förklaras omedelbart justerad.")) == 1


def test_the_decision_inside_a_sentence_on_the_vote() -> None:
    body = (
        "Omröstning\nOmröstningen utfaller med 5 Ja mot 4 Nej. Vägnämnden beslutar härefter att bifalla "
        "kontorets förslag."
    )
    assert [p[1] for p in points(body)] == ["Vägnämnden beslutar härefter att bifalla kontorets förslag."]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Motionen anses besvarad med vad som anförts.", "besvarad"),
        ("Motionen anses därmed besvarad.", "besvarad"),
        ("Fullmäktige beslutar att anse förslaget besvarat.", "besvarad"),
        ("Elsa Brodd (C) utses till ordförande.", "val"),
        ("Avsägelsen godkänns.", "entledigande"),
        ("Nämnden godkänner avsägelsen och anmäler detta.", "entledigande"),
        ("Projektet beviljas 20 000 kr.", "bevilja"),
        ("Ärendet bordläggs till den 3 mars 2021.", "bordläggning"),
        ("Informationen antecknas.", "antecknande"),
        ("Yttrandet avges enligt kontorets förslag.", "yttrande"),
        ("Nämnden lämnar yttrande enligt förslaget.", "yttrande"),
        ("Motionen remitteras till nämnden för beredning.", "remittering"),
        ("Vintern är lång.", None),
    ],
)
def test_outcomes(words: str, expected: str | None) -> None:
    assert outcome(words) == expected


def test_what_the_higher_body_is_to_decide_is_a_recommendation() -> None:
    body = (
        "Vägnämndens förslag till regionfullmäktige\nRegionfullmäktige beslutar att\n- godkänna "
        "bokslutet\n- höja taxan"
    )
    assert [(p[1], p[2]) for p in points(body)] == [
        ("godkänna bokslutet", "recommendation"),
        ("höja taxan", "recommendation"),
    ]
