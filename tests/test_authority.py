"""Parties as minutes write them, and the value lists."""

import pytest

from graphbuild.authority import notations, parties, party_code, party_iri
from graphbuild.iris import Iris


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("S", "S"),
        ("s", "S"),
        ("(S)", "S"),
        (", mp", "MP"),
        ("FP", "L"),
        ("Folkpartiet liberalerna", "L"),
        ("KDS", "KD"),
        ("vpk", "V"),
        ("Vänsterpartiet", "V"),
        ("Centerpartiets", "C"),
        ("Moderata\nsamlingspartiet", "M"),
        ("Fjällpartiet", None),
        ("D", None),
        ("f.d. M", None),
        ("-", None),
        ("", None),
        ("Ks", None),
    ],
)
def test_party_code(text, code):
    assert party_code(text) == code


def test_no_code_or_name_stands_for_two_parties():
    known = [text.casefold() for party in parties() for text in (*party.codes, *party.names)]
    assert len(known) == len(set(known))
    assert [party.code for party in parties()] == ["C", "KD", "L", "M", "MP", "S", "SD", "V"]


def test_a_local_party_belongs_to_its_council():
    iris = Iris()
    assert party_iri(iris, "(FjP)", "region-sydfjallen") == iris.party("fjp", "region-sydfjallen")
    assert party_iri(iris, "FP", "region-sydfjallen") == iris.party("l")


@pytest.mark.parametrize("text", ["-", "(-)", "f.d. M", "fd SD", "partilös", "politisk vilde"])
def test_who_has_no_party_gets_none(text):
    assert party_iri(Iris(), text, "region-sydfjallen") is None


def test_the_value_lists_hold_the_terms_of_the_record():
    assert notations()["choice"] == ("absent", "abstain", "no", "yes")
    assert "minoritetsåterremiss" in notations()["outcome"]
    assert set(notations()) == {
        "appointment-kind",
        "choice",
        "document-kind",
        "note-kind",
        "outcome",
        "proposal-kind",
        "role",
        "verdict",
        "vote-kind",
    }
