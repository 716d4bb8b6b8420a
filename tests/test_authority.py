"""Parties, councils and other organisations as minutes write them, and the value lists."""

import re
from collections import Counter

import pytest

from graphbuild import validation
from graphbuild.authority import (
    ORGANISATION_FILES,
    authority_triples,
    councils_of_place,
    county_board,
    fold,
    notations,
    organisation,
    organisations,
    parties,
    party_code,
    party_iri,
)
from graphbuild.iris import Iris, slug
from graphbuild.triples import authority_quads
from graphbuild.vocabulary import BG, RDF, SKOS

# How many municipalities each county has, counted in a second copy of SCB's list, not in ours.
PER_COUNTY = {
    "01": 26, "03": 8, "04": 9, "05": 13, "06": 13, "07": 8, "08": 12, "09": 1, "10": 5, "12": 33, "13": 6,
    "14": 49, "17": 16, "18": 12, "19": 10, "20": 15, "21": 10, "22": 7, "23": 8, "24": 15, "25": 14,
}  # fmt: skip
COUNCILS = [one for one in organisations() if one.is_council]
MUNICIPALITIES = [one for one in COUNCILS if one.kind == "kommun"]
# What is called otherwise now than when its IRI was made: an IRI stays.
OLD_IRIS = {"Myndigheten för civilt försvar": "myndigheten-for-samhallsskydd-och-beredskap"}


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
        ("F!", "FI"),
        ("(fi)", "FI"),
        ("NYD", "NyD"),
        ("PP", None),
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
    assert [party.code for party in parties()] == ["C", "FI", "KD", "L", "M", "MP", "NyD", "S", "SD", "V"]


def test_a_local_party_belongs_to_its_council():
    iris = Iris()
    assert party_iri(iris, "(FjP)", "region-sydfjallen") == iris.party("fjp", "region-sydfjallen")
    assert party_iri(iris, "FP", "region-sydfjallen") == iris.party("l")


@pytest.mark.parametrize(
    ("text", "last"), [("SVG", "svg"), ("D", "d"), ("(TUP)", "tup"), ("SiV", "siv"), ("sjvp", "sjvp")]
)
def test_the_code_of_a_local_party_makes_its_iri(text, last):
    assert party_iri(Iris(), text, "almby-kommun") == f"{Iris().base}id/party/almby-kommun/{last}"


@pytest.mark.parametrize("text", ["-", "(-)", "f.d. M", "fd SD", "partilös", "politisk vilde"])
def test_who_has_no_party_gets_none(text):
    assert party_iri(Iris(), text, "region-sydfjallen") is None


def test_the_value_lists_hold_the_terms_of_the_record():
    assert notations()["choice"] == ("absent", "abstain", "no", "yes")
    assert "minoritetsåterremiss" in notations()["outcome"]
    assert set(notations()) == {
        "appointment-kind",
        "body-kind",
        "choice",
        "document-kind",
        "field",
        "left-out-reason",
        "metric",
        "note-kind",
        "organisation-kind",
        "outcome",
        "proposal-kind",
        "role",
        "severity",
        "verdict",
        "vote-kind",
    }


def test_every_county_has_its_municipalities_and_one_region():
    assert sum(PER_COUNTY.values()) == len(MUNICIPALITIES) == 290
    assert Counter(one.county_code for one in MUNICIPALITIES) == PER_COUNTY
    regions = [one.county_code for one in COUNCILS if one.kind == "region"]
    # Region Gotland is a municipality with the tasks of a region.
    assert sorted([*regions, "09"]) == sorted(PER_COUNTY)


def test_codes_are_as_scb_writes_them():
    codes = [one.municipality_code for one in MUNICIPALITIES]
    assert len(set(codes)) == 290
    assert all(re.fullmatch(r"\d{4}", code) for code in codes)
    assert all(one.municipality_code.startswith(one.county_code) for one in MUNICIPALITIES)
    assert all(not one.municipality_code for one in organisations() if one.kind != "kommun")
    known = {one.label: one.municipality_code for one in MUNICIPALITIES}
    # Knivsta was formed in 2003, Heby moved to Uppsala county in 2007; Håbo is not Habo.
    for name, code in {
        "Knivsta kommun": "0330",
        "Heby kommun": "0331",
        "Region Gotland": "0980",
        "Håbo kommun": "0305",
        "Habo kommun": "0643",
    }.items():
        assert known[name] == code


def test_a_county_has_one_name_and_the_codes_of_abolished_counties_are_gone():
    found: dict[str, dict[str, str]] = {}
    for name in ("regions", "municipalities"):
        for triple in authority_triples(f"authority/{name}"):
            if triple.predicate in {BG.countyCode, BG.county}:
                found.setdefault(triple.subject.value, {})[triple.predicate.value] = triple.object.value
    pairs = {(values[BG.countyCode.value], values[BG.county.value]) for values in found.values()}
    assert sorted(code for code, _ in pairs) == sorted(PER_COUNTY)
    assert {("01", "Stockholms län"), ("03", "Uppsala län"), ("12", "Skåne län")} <= pairs
    assert {("13", "Hallands län"), ("14", "Västra Götalands län"), ("20", "Dalarnas län")} <= pairs
    assert not {"02", "11", "15", "16"} & {one.county_code for one in organisations()}


def test_no_name_stands_for_two_organisations():
    named = Counter(name for one in organisations() for name in {fold(name) for name in one.names})
    short = Counter(name for one in organisations() for name in one.shorts)
    assert [name for name, count in (named + short).items() if count > 1] == []


def test_places_that_two_councils_have():
    both = {place for place, ones in councils_of_place().items() if len(ones) > 1}
    # A municipality and the region named after the same town; `Kalmar län` and `Örebro län` differ.
    assert both == {"stockholm", "uppsala"}


def test_every_organisation_is_typed_labelled_and_has_the_iri_of_its_name():
    for name in ORGANISATION_FILES:
        triples = authority_triples(f"authority/{name}")
        subjects = {t.subject for t in triples}
        assert {
            t.subject for t in triples if (t.predicate, t.object) == (RDF.type, BG.Organisation)
        } == subjects
        assert {t.subject for t in triples if t.predicate == BG.organisationKind} == subjects
        labels = [t.subject for t in triples if t.predicate == SKOS.prefLabel and t.object.language == "sv"]
        assert sorted(map(str, labels)) == sorted(map(str, subjects))
    for one in organisations():
        place = "organisation" if one.is_council else "agent"
        assert one.path == f"id/{place}/{OLD_IRIS.get(one.label) or slug(one.label)}"


def test_the_authority_graph_satisfies_the_shapes():
    assert validation.validate(authority_quads(Iris())).violations == ()


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Luleå kommuns", "Luleå kommun"),
        ("LULEÅ KOMMUN", "Luleå kommun"),
        ("Göteborgs kommun", "Göteborgs Stad"),
        ("Göteborgs stads", "Göteborgs Stad"),
        ("Falu kommun", "Falu kommun"),
        ("Kalmar kommun", "Kalmar kommun"),
        ("Gotlands kommun", "Region Gotland"),
        ("Norrbottens läns landsting", "Region Norrbotten"),
        ("Västra Götalandsregionens", "Västra Götalandsregionen"),
        ("VGR", "Västra Götalandsregionen"),
        ("Statens skolverks", "Skolverket"),
        ("Datainspektionen", "Integritetsskyddsmyndigheten"),
        ("Sveriges Kommuner och Landsting", "Sveriges Kommuner och Regioner"),
        ("SKR:s", "Sveriges Kommuner och Regioner"),
        ("Mark och miljödomstolen", "Mark- och miljödomstolen"),
        ("Fi", "Finansdepartementet"),
        ("Länsstyrelsen Norrbotten", "Länsstyrelsen i Norrbottens län"),
        ("EU-kommissionen", "Europeiska kommissionen"),
    ],
)
def test_an_organisation_by_any_of_its_names(name, label):
    assert organisation(name).label == label


@pytest.mark.parametrize(
    "name", ["skr", "fi", "S", "Luleå", "Almby kommun", "Skolverksamheten", "", "kommunen"]
)
def test_what_names_no_known_organisation(name):
    assert organisation(name) is None


def test_each_county_has_its_board():
    assert county_board("25").label == "Länsstyrelsen i Norrbottens län"
    assert len({county_board(code).label for code in PER_COUNTY}) == 21
    assert county_board("02") is None
