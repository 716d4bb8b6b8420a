"""What the chair put and found; what a vote is about; and when a minority sends a matter back."""

import pytest

from graphbuild.facts.decisions import decisions
from graphbuild.facts.propositions import propositions
from graphbuild.facts.votes import votes
from tests.reading import item_of


def put(body: str) -> list[tuple[str, str | None]]:
    text, item, _ = item_of(body)
    return [(found.text, found.found.text if found.found else None) for found in propositions(text, item)]


def test_each_question_with_what_the_chair_found() -> None:
    first = "Ordföranden Åsa Ek (V) ställer proposition på återremiss och finner att ärendet avgörs nu."
    second = "Därefter ställs yrkandena under proposition."
    third = "Ordföranden finner att Elsa Brodds yrkande bifallits."
    assert put(f"Propositionsordning\n{first}\n{second} {third} Omröstning begärs.") == [
        (first, "ärendet avgörs nu"),
        (f"{second} {third}", "Elsa Brodds yrkande bifallits"),
    ]


def test_a_question_that_no_finding_follows() -> None:
    assert put("Beslutsgång\nOrdföranden ställer Elsa Brodds yrkande mot nämndens förslag.") == [
        ("Ordföranden ställer Elsa Brodds yrkande mot nämndens förslag.", None)
    ]


@pytest.mark.parametrize(
    "body",
    [
        "Omröstning\nGodkänd voteringsproposition: Ja för bifall och Nej för avslag.",
        "Propositionsordning\nOrdföranden antecknar förslaget som Ja-proposition i huvudvoteringen.",
        "Yrkanden\nElsa Brodd (C) finner att förslaget är bra.",
        "Sammanfattning\nKontoret ställer frågan om vägen kan läggas om.",
    ],
)
def test_what_is_no_question_of_the_chair(body: str) -> None:
    assert put(body) == []


RESULT = "\nOmröstningen utfaller med 5 Ja mot 3 Nej.\n"


def kinds(body: str) -> list[str | None]:
    text, item, people = item_of(body)
    return [vote.kind for vote in votes(text, item, people)[0]]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("Omröstning\n”Ja för bifall och Nej för avslag.”", None),
        ("Huvudvotering\n”Ja för bifall till Elsa Brodds yrkande och Nej för avslag.”", "main"),
        ("Omröstning\nProposition vid huvudvotering: ”Ja för bifall och Nej för avslag.”", "main"),
        (
            "Omröstning om motförslag\n”Ja för förslaget från C. Nej för förslaget från V.”",
            "counter-proposition",
        ),
        (
            "Omröstning\nProposition i omröstning om motförslag i huvudvotering: ”Ja för yrkandet från "
            "C. Nej för förslaget från V.”",
            "counter-proposition",
        ),
        ("Omröstning\n”Ja för ärendets avgörande idag och Nej för ärendets återremiss.”", "remittal"),
        (
            "Omröstning\n”Ja för återremiss och Nej för att avgöra ärendet vid dagens sammanträde.”",
            "remittal",
        ),
        ("Omröstning\n”Ja för ärendets avgörande idag och Nej för bordläggning.”", "tabling"),
    ],
)
def test_what_a_vote_is_about(body: str, kind: str | None) -> None:
    assert kinds(body + RESULT) == [kind]


def test_two_votes_under_their_own_headings() -> None:
    body = (
        f"Motförslagsvotering\n”Ja för C. Nej för V.”{RESULT}Huvudvotering\n”Ja för bifall. Nej för C.”\n"
        "Omröstningen utfaller med 6 Ja mot 2 Nej.\n"
    )
    assert kinds(body) == ["counter-proposition", "main"]


def outcomes(after: str) -> list[str | None]:
    text, item, _ = item_of(f"Beslut\nÄrendet återremitteras till vägnämnden.\n\n{after}")
    return [point.outcome for point in decisions(text, item, None)]


@pytest.mark.parametrize(
    "after",
    [
        "Omröstning\nOrdföranden finner att ärendet återremitterats genom en minoritetsåterremiss.",
        "Omröstning\nEftersom minst en tredjedel av ledamöterna röstar för det har ärendet återremitterats.",
        "Protokollsutdrag skickas till\nVägnämnden (minoritetsåterremiss)",
    ],
)
def test_a_minority_sends_the_matter_back(after: str) -> None:
    assert outcomes(after) == ["minoritetsåterremiss"]


@pytest.mark.parametrize(
    "after",
    [
        "Yrkanden\nElsa Brodd (C) yrkar minoritetsåterremiss.",
        "Propositionsordning\nFör en minoritetsåterremiss krävs att en tredjedel av ledamöterna begär det.",
        "Protokollsanteckning\nÄrendet återremitterades förra året genom en minoritetsåterremiss.",
        "Omröstning\nOrdföranden finner att ärendet återremitterats.",
    ],
)
def test_a_majority_sends_it_back_where_nothing_else_is_said(after: str) -> None:
    assert outcomes(after) == ["återremiss"]


def test_a_minority_that_gives_a_task_sends_the_matter_back() -> None:
    text, item, _ = item_of(
        "Beslut\nVägnämnden får i uppdrag att bereda ärendet.\n\nOmröstning\nOrdföranden finner att man "
        "återremitterat ärendet genom en minoritetsåterremiss."
    )
    assert [point.outcome for point in decisions(text, item, None)] == ["minoritetsåterremiss"]
