"""Where people are named: a case for and a case against each way of telling."""

import pytest

from graphbuild.facts.names import named, people
from tests.reading import text_of


def found(sentence: str) -> list[tuple[str, str | None]]:
    return [(span.name, span.party) for span in people(text_of(sentence))]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Ylva Strandh (S) och Göran af Moen (C) yrkar bifall.",
            [("Ylva Strandh", "S"), ("Göran af Moen", "C")],
        ),
        ("Ordföranden Ylva Strandh (S) öppnar mötet.", [("Ylva Strandh", "S")]),
        ("Motion av AnnMari Kvist (mp) och Per F Lind (-)", [("AnnMari Kvist", "mp"), ("Per F Lind", "-")]),
        ("Ja Nej Avstår Ylva Strandh (S) X Göran Moen (C) X", [("Ylva Strandh", "S"), ("Göran Moen", "C")]),
        ("Stina Bly, ekonomichef Ola Kalk, rektor", [("Stina Bly", None), ("Ola Kalk", None)]),
        ("Enligt riksdagens talman Quintus Harve. Region Övermark tackar.", [("Quintus Harve", None)]),
        ("Elsa Brodd (MSP) frågar.", [("Elsa Brodd", "MSP")]),
        ("Ylva Strandh, S, och Göran Moen, C, är här.", [("Ylva Strandh", "S"), ("Göran Moen", "C")]),
    ],
)
def test_names(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    assert found(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Assembly of Winter Roads (AWR) har svarat.",
        "Mötet hålls på Gustaf Bredes torg i Vintersund.",
        "Enligt Nordiskt Vinterforum ökar trafiken.",
        "Östra Kommunen (ÖK) svarar.",
        "Anna Brodds gata stängs av.",
    ],
)
def test_what_names_no_person(sentence: str) -> None:
    assert found(sentence) == []


def test_a_name_with_a_party_tells_the_same_name_without_and_in_the_genitive() -> None:
    names = found(
        "Kerstin Hedvall (V) yrkar avslag. Ordföranden finner bifall till Kerstin Hedvalls yrkande."
    )
    assert names == [("Kerstin Hedvall", "V"), ("Kerstin Hedvall", None)]


def test_an_s_that_belongs_to_the_name_stays() -> None:
    assert found("Nils Horatius (M) talar. Bifall till Nils Horatius yrkande.")[1] == ("Nils Horatius", None)


def test_a_name_broken_over_lines() -> None:
    text = text_of("Det var en lång dag på vägarna och den som höll ordning på alla var An-\nders Moen (C).")
    (person,) = (named(text, span) for span in people(text))
    assert (person.name, person.evidence.quote) == ("Anders Moen", "An-\nders Moen (C)")
