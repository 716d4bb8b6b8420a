"""IRIs come from facts alone, and stay what they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.iris import Iris, case_slug, last_part, slug

IRIS = Iris("https://data.example.org/")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Region Sydfjällen", "region-sydfjallen"),
        ("Håkan Ekrö-Ängström", "hakan-ekro-angstrom"),
        ("André  Løvås", "andre-lovas"),
        ("Kommunstyrelsens arbetsutskott (KSAU)", "kommunstyrelsens-arbetsutskott-ksau"),
        ("§ 7 a", "7-a"),
    ],
)
def test_slug(text, expected):
    assert slug(text) == expected


@pytest.mark.parametrize("text", ["", " ", "–", "(§)"])
def test_what_has_no_letter_makes_no_iri(text):
    with pytest.raises(ValueError, match="no letter or digit"):
        slug(text)


@given(st.text())
def test_a_slug_is_its_own_slug_and_one_part_of_a_path(text):
    try:
        made = slug(text)
    except ValueError:
        return
    assert slug(made) == made
    assert "/" not in made
    assert not any(character.isspace() for character in made)


@pytest.mark.parametrize(
    "number", ["RUN-00650-2023", "RUN 00650-2023", "RUN_00650_2023", "RUN:00650/2023", "RUN-00650–2023"]
)
def test_one_case_number_written_several_ways_is_one_iri(number):
    assert IRIS.case("Region Sydfjällen", number).endswith("/id/case/region-sydfjallen/RUN-00650-2023")


def test_case_numbers_keep_their_capitals():
    assert case_slug("Bun/2015:182") == "Bun-2015-182"


def test_the_iris_of_the_contract():
    path = IRIS.path("Region Sydfjällen", "Regionstyrelsen", "2031-05-06")
    item = IRIS.item(path, "37")
    base = "https://data.example.org/"
    assert path == "region-sydfjallen/regionstyrelsen/2031-05-06"
    assert IRIS.meeting(path) == f"{base}id/meeting/{path}"
    assert IRIS.part(item, "decision", 1) == f"{base}id/item/{path}/37/decision/1"
    assert (
        IRIS.person("Region Sydfjällen", "Anna Ek", "SD") == f"{base}id/person/region-sydfjallen/anna-ek-sd"
    )
    assert IRIS.party("KD") == f"{base}id/party/kd"
    assert IRIS.party("FjP", "Region Sydfjällen") == f"{base}id/party/region-sydfjallen/fjp"
    assert IRIS.graph(path) == f"{base}graph/{path}"
    assert IRIS.graph(path, "evidence") == f"{base}graph/{path}/evidence"
    assert IRIS.entities_graph("Region Sydfjällen") == f"{base}graph/entities/region-sydfjallen"
    assert last_part(item) == "37"


@pytest.mark.parametrize("base", ["https://data.example.org", "ftp://x/", "https://a b/", ""])
def test_a_base_that_would_run_into_its_paths_is_refused(base):
    with pytest.raises(ValueError, match="base IRI"):
        Iris(base)


def test_habo_and_haabo_are_two_municipalities():
    assert slug("Habo kommun") == "habo-kommun"
    assert slug("Håbo kommun") == slug("HÅBO KOMMUN") == slug("Ha\u030abo kommun") == "haabo-kommun"
    assert slug("Håbol") == "habol"
    assert slug("Råbo") == "rabo"
