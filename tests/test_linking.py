from __future__ import annotations

import json
from array import array
from dataclasses import replace
from itertools import permutations

import pytest

from graphbuild.errors import NotMinutesError
from graphbuild.iris import Iris
from graphbuild.linking import Document, Identified, Linked, Meeting, Register, RegisterError, identify, link
from graphbuild.linking import meeting as rules
from graphbuild.linking.matters import normal_case_number
from graphbuild.linking.names import (
    best_label,
    body_kind,
    body_of_council,
    council,
    councils,
    fold,
    is_administration,
    is_body,
)
from graphbuild.linking.organisations import Context, link_organisations, resolve
from graphbuild.linking.people import party_key
from graphbuild.model import Evidence, Header, Item, Named, Participant, Project, Record, Source, Stated
from graphbuild.text import Text

BASE = "https://data.example.org/"
HERE = Evidence(1, 0, 1, "x")


def stated(text):
    return Stated(text, HERE)


def text_of(clean):
    return Text(clean, clean, array("l", range(len(clean))), (0,))


def record(
    path="minutes.txt",
    *,
    header=(None, None, None),
    items=(),
    people=(),
    organisations=(),
    kind="minutes",
    **source,
):
    organisation, body, date = (stated(text) if text else None for text in header)
    return Record(
        Source(path, source.pop("sha256", path), **source),
        kind,
        Header(organisation, body, date),
        tuple(Participant(name, party, (HERE,), tuple(roles)) for name, party, *roles in people),
        tuple(items),
        tuple(stated(name) for name in organisations),
    )


def document(
    date, *people, body="Kommunstyrelsen", organisation="Almby kommun", items=(), listed=True, **more
):
    path = more.pop("path", f"{body}-{date}.txt")
    found = record(path, people=people, items=items, **more)
    where = [Identified(value, "test", 1.0) for value in (organisation, body, date)]
    return Document(found, Meeting(*where), listed)


def item(number="1", **parts):
    return Item(number, None, HERE, **parts)


def linked(*documents, register=None):
    return link(documents, register or Register(), base=BASE)


def person(result: Linked, of, name, party=None):
    found = result.links[of.key].persons.get((name, party))
    return found and found.entity.rsplit("/", 1)[-1]


# Which meeting a document is of.


def identified(clean="", path="minutes.txt", **more):
    found = identify(record(path, **more), text_of(clean))
    return [(part.value, part.rule) for part in (found.organisation, found.body, found.date)]


def test_what_the_header_states_stands_before_manifest_and_file_name():
    found = identified(
        "Lövstads kommun Lövstads kommun",
        "kf-2020-01-01.txt",
        header=("Almby kommuns", "KOMMUNSTYRELSEN", "2024-03-05"),
        council="Lövstads kommun",
        body="kf",
        date="2020-01-01",
    )
    assert found == [
        ("Almby kommun", "stated-council"),
        ("Kommunstyrelsen", "stated-body"),
        ("2024-03-05", "stated-date"),
    ]


def test_a_manifest_stands_before_what_follows_from_the_text():
    found = identified(
        "Almby kommun. Kommunstyrelsen beslutar a.\nKommunstyrelsen beslutar b.\nKommunstyrelsen beslutar c.",
        council="Lövstads kommun",
        body="kf",
        date="2024-03-05",
    )
    assert found == [
        ("Lövstads kommun", "manifest-council"),
        ("Kommunfullmäktige", "manifest-body"),
        ("2024-03-05", "manifest-date"),
    ]


def test_without_a_front_page_the_text_and_the_file_name_tell():
    found = identified(
        "Taxa för Almby kommuns hamnar. Sänds till Almby kommun.", "ks-2024-03-05.txt", date="2024-03-05"
    )
    assert found == [
        ("Almby kommun", "most-named-council"),
        ("Kommunstyrelsen", "file-name-body"),
        ("2024-03-05", "file-name-date"),
    ]


def test_who_decides_nearly_always_stands_before_the_file_name():
    clean = "Almby kommun\n" + "Miljö- och byggnadsnämnden beslutar att yttra sig.\n" * 3
    assert identified(clean, "kf-2024-03-05.txt", date="2024-03-05")[1] == (
        "Miljö- och byggnadsnämnden",
        "deciding-body",
    )


def test_who_decides_only_in_part_does_not_stand_before_the_file_name():
    clean = "Almby kommun\nMiljönämnden beslutar a.\nKulturnämnden beslutar b.\nKulturnämnden beslutar c.\n"
    assert identified(clean, "ks-2024-03-05.txt", date="2024-03-05")[1] == (
        "Kommunstyrelsen",
        "file-name-body",
    )
    assert identified(clean, "a.txt", date="2024-03-05")[1] == ("Kulturnämnden", "most-deciding-body")


def test_a_recommendation_inside_a_sentence_is_no_decision_of_its_addressee():
    clean = "Almby kommun\n" + "Kommunstyrelsen föreslår att kommunfullmäktige beslutar att anta taxan.\n" * 4
    assert rules.most_deciding_body(rules.Clues(record(), clean)) is None


def test_a_heading_tells_whose_decision_it_is():
    assert identified("Region Fjärdmark\nRegionala hamnnämndens beslut\nx\n", date="2024-03-05")[1] == (
        "Regionala hamnnämnden",
        "most-deciding-body",
    )


def test_kommunstyrelsen_is_of_a_municipality_though_a_region_is_named_more_often():
    clean = "Region Fjärdmark och Region Fjärdmark, men Almby kommun."
    assert identified(clean, "ks-2024-03-05.txt", date="2024-03-05")[0][0] == "Almby kommun"
    assert identified(clean, "rs-2024-03-05.txt", date="2024-03-05")[0][0] == "Region Fjärdmark"


def test_a_part_of_a_word_of_the_file_name_is_no_abbreviation():
    assert rules.file_name_body(rules.Clues(record("skolks.txt"), "")) is None
    assert rules.file_name_body(rules.Clues(record("protokoll_ks-au 2024.pdf"), "")).value == (
        "Kommunstyrelsens arbetsutskott"
    )


def test_a_document_that_tells_no_council_or_date_says_what_to_do():
    with pytest.raises(
        NotMinutesError, match=r"council and date; name the file in a manifest .*path,council,date"
    ):
        identified("Kommunstyrelsen beslutar att godkänna.")
    with pytest.raises(NotMinutesError, match="agenda"):
        identified("Almby kommun", "ks-2024-03-05.txt", date="2024-03-05", kind="agenda")


def test_what_stands_in_a_later_item_does_not_stand_before_a_hint():
    items = [Item(str(n), None, Evidence(1, n * 10, n * 10 + 1, "§")) for n in (1, 2)]
    late = Stated("2024-03-04", Evidence(1, 50, 51, "4")), Stated("Miljönämnden", Evidence(1, 60, 61, "M"))
    header = Header(stated("Almby kommun"), body=late[1], meeting_date=late[0])
    found = replace(record("ks-2024-03-05.txt", items=items, date="2024-03-05"), header=header)
    meeting = identify(found, text_of(""))
    assert (meeting.date.rule, meeting.body.rule) == ("file-name-date", "file-name-body")
    assert "later §" in meeting.warnings[0]
    unnamed = identify(replace(found, source=Source("a.txt", "a")), text_of(""))
    assert (unnamed.date.rule, unnamed.body.rule) == ("later-stated-date", "later-stated-body")


def test_a_date_that_differs_from_the_hint_is_told():
    found = identify(
        record(header=("Almby kommun", "Kommunstyrelsen", "2024-03-05"), date="2024-03-06"), text_of("")
    )
    assert found.warnings == ("the text's date is 2024-03-05, but the manifest or file name says 2024-03-06",)


# Names of organisations.


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Almby kommuns", "Almby kommun"),
        ("ALMBY KOMMUN", "Almby kommun"),
        ("Norra Almby kommun", "Norra Almby kommun"),
        ("Göteborgs kommun", "Göteborgs Stad"),
        ("Norrbottens läns landsting", "Region Norrbotten"),
        ("Gotlands kommun", "Region Gotland"),
        ("LULEÅ KOMMUN", "Luleå kommun"),
        ("Göteborgs Stads", "Göteborgs Stad"),
        ("Region Skånes", "Region Skåne"),
        ("REGION FJÄRDMARK", "Region Fjärdmark"),
        ("Region Jönköpings län", "Region Jönköpings län"),
        ("Västra Götalandsregionens", "Västra Götalandsregionen"),
    ],
)
def test_a_council_in_base_form(printed, name):
    assert council(printed).name == name


@pytest.mark.parametrize(
    "name", ["Varje kommun", "region och stad", "kommunen", "Almby kommunhus", "Almby", "En stad"]
)
def test_not_a_council(name):
    assert council(name) is None


def test_the_genitive_of_an_unknown_region_is_known_by_its_base_form():
    assert [one.name for one in councils("Region Fjärdmarks budget för Region Fjärdmark")] == [
        "Region Fjärdmark"
    ] * 2
    assert [one.name for one in councils("Region Alnäs budget")] == ["Region Alnäs"]


@pytest.mark.parametrize(
    "name",
    [
        "Kommunstyrelsen",
        "barn- och utbildningsnämnden",
        "kommunstyrelsens arbetsutskott",
        "Nämnden för stöd och vård",
    ],
)
def test_a_body(name):
    assert is_body(name)


@pytest.mark.parametrize(
    "name",
    [
        "Socialstyrelsen",
        "Länsstyrelsen i Almby län",
        "Almbybyggens styrelse",
        "Hamn AB styrelse",
        "nämndhuset",
        "Beslutet",
        "Kommunstyrelsen föreslår nämnden",
    ],
)
def test_not_a_body(name):
    assert not is_body(name)


def test_an_administration():
    assert is_administration("Stadsledningskontoret")
    assert is_administration("kommunstyrelsens förvaltning")
    assert is_administration("regionala utvecklingsförvaltningen")
    assert is_administration("Kontoret för upphandling")
    assert not is_administration("Till nämnderna genom stadsledningskontoret")
    assert not is_administration("Svenska institutets kontor")
    assert not is_administration("Kulturnämnden")


LULEA = Context(Iris(BASE), "lulea-kommun", council("Luleå kommun"), "Kommunstyrelsen")
ALMBY = Context(Iris(BASE), "almby-kommun", council("Almby kommun"), "Kulturnämnden")


@pytest.mark.parametrize(
    ("name", "entity", "rule"),
    [
        ("Almby kommun", "organisation/almby-kommun", "this-council"),
        ("Almby stad", "organisation/almby-kommun", "this-council"),
        ("kommunen", "organisation/almby-kommun", "council-by-kind"),
        ("Lövstads kommun", "organisation/lovstads-kommun", "other-council"),
        ("kommunstyrelsen", "body/almby-kommun/kommunstyrelsen", "own-body"),
        ("Almby kommuns kommunstyrelse", "body/almby-kommun/kommunstyrelsen", "own-body"),
        ("Kulturnämnd", "body/almby-kommun/kulturnamnden", "own-body"),
        ("Socialnämnd Norr", "body/almby-kommun/socialnamnden-norr", "own-body"),
        ("region Skåne", "organisation/region-skane", "known-council"),
        ("Luleå kommuns", "organisation/lulea-kommun", "known-council"),
        ("Skolverkets", "agent/skolverket", "known-organisation"),
        ("SKL", "agent/sveriges-kommuner-och-regioner", "known-organisation"),
        ("Brottsförebyggande rådet", "agent/brottsforebyggande-radet", "known-organisation"),
        ("brottsförebyggande rådet", "body/almby-kommun/brottsforebyggande-radet", "own-body"),
        ("Pensionärsrådet", "agent/pensionarsradet", "organisation-by-name"),
        ("kommunstyrelsens trygghetsråd", "body/almby-kommun/kommunstyrelsens-trygghetsrad", "own-body"),
        ("kommunrevisionen", "body/almby-kommun/kommunrevisionen", "own-body"),
        ("nämnden för Intraservice", "body/almby-kommun/namnden-for-intraservice", "own-body"),
        ("Socialnämnd Norrs", "body/almby-kommun/socialnamnden-norr", "own-body"),
        ("kommunstyrelsen i Luleå", "body/lulea-kommun/kommunstyrelsen", "body-of-council"),
        ("Luleå kommunstyrelse", "body/lulea-kommun/kommunstyrelsen", "body-of-council"),
        ("Luleå kommuns pensionärsråd", "body/lulea-kommun/pensionarsradet", "body-of-council"),
        ("Region Skånes kulturnämnd", "body/region-skane/kulturnamnden", "body-of-council"),
        ("kommunstyrelsen i Stockholm", "body/stockholms-stad/kommunstyrelsen", "body-of-council"),
        ("regionstyrelsen i Stockholm", "body/region-stockholm/regionstyrelsen", "body-of-council"),
        (
            "förvaltningen för intraservice",
            "agent/almby-kommun-forvaltningen-for-intraservice",
            "own-administration",
        ),
        (
            "socialnämndens utredningsenhet",
            "agent/almby-kommun-socialnamndens-utredningsenhet",
            "own-administration",
        ),
        ("nämnden", "body/almby-kommun/kulturnamnden", "body-alone"),
        ("KS", "body/almby-kommun/kommunstyrelsen", "body-by-code"),
        ("kulturförvaltningen", "agent/almby-kommun-kulturforvaltningen", "own-administration"),
        ("länsstyrelsen", "agent/lansstyrelsen", "authority-like-a-body"),
        ("Hamnbolaget AB", "agent/hamnbolaget-ab", "organisation-by-name"),
    ],
)
def test_what_a_name_stands_for(name, entity, rule):
    found, to = resolve(name, ALMBY)
    assert (to.entity.removeprefix(BASE + "id/"), to.rule) == (entity, rule)
    assert found.iri == to.entity


def test_the_pensioners_council_is_one_body_however_it_is_named():
    found, _ = resolve("pensionärsrådet", LULEA)
    assert found.iri == resolve("Luleå kommuns pensionärsråd", LULEA)[0].iri


@pytest.mark.parametrize(
    ("name", "entity", "rule"),
    [
        ("länsstyrelsen", "agent/lansstyrelsen-i-norrbottens-lan", "own-county-board"),
        ("Länsstyrelsens", "agent/lansstyrelsen-i-norrbottens-lan", "own-county-board"),
        ("Länsstyrelsen i Skåne län", "agent/lansstyrelsen-i-skane-lan", "known-organisation"),
        ("Luleå kommun", "organisation/lulea-kommun", "this-council"),
        ("Luleå kommunstyrelse", "body/lulea-kommun/kommunstyrelsen", "body-of-council"),
        ("kommunstyrelsen i Piteå", "body/pitea-kommun/kommunstyrelsen", "body-of-council"),
        ("kommunstyrelsen", "body/lulea-kommun/kommunstyrelsen", "own-body"),
        ("Presidiet", "body/lulea-kommun/kommunstyrelsens-presidium", "own-presidium"),
        ("styrelsens presidium", "body/lulea-kommun/kommunstyrelsens-presidium", "own-presidium"),
        ("fullmäktiges presidium", "body/lulea-kommun/fullmaktiges-presidium", "own-body"),
    ],
)
def test_what_a_name_stands_for_in_a_known_council(name, entity, rule):
    _, to = resolve(name, LULEA)
    assert (to.entity.removeprefix(BASE + "id/"), to.rule) == (entity, rule)


@pytest.mark.parametrize(
    "name", ["kommunstyrelsen", "socialnämnden i Stockholm", "Solbygds kommunstyrelse", "i"]
)
def test_a_body_without_a_known_council(name):
    assert body_of_council(name) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Kommunfullmäktige", "fullmäktige"),
        ("Kommunstyrelsens arbetsutskott", "utskott"),
        ("Kommunstyrelsen", "styrelse"),
        ("Nämnden för arbete och lärande", "nämnd"),
        ("Socialnämnden Norr", "nämnd"),
        ("Valnämnden", "valnämnd"),
        ("Överförmyndarnämnden", "överförmyndarnämnd"),
        ("Gemensamma nämnden för hjälpmedel", "gemensam nämnd"),
        ("Valberedningen", "beredning"),
        ("Stadsrevisionen", "revision"),
        ("Kommunstyrelsens", None),
        ("Ledningsgruppen", None),
    ],
)
def test_the_kind_of_a_body(name, kind):
    assert body_kind(name) == kind


def test_a_recipient_goes_back_to_the_company_of_its_item():
    def of(*named):
        items = tuple(
            item(str(number), recipients=(stated("Bolaget"),), organisations=tuple(map(stated, names)))
            for number, names in enumerate(named, 1)
        )
        links, _ = link_organisations(document("2024-01-10", items=items), Iris(BASE))
        return links.get("Bolaget")

    to = of(["Hamnen AB", "Skolverket"])
    assert (to.entity, to.rule) == (f"{BASE}id/agent/hamnen-ab", "company-of-the-item")
    assert of(["Hamnen AB"], ["Hamnen AB"]).entity == to.entity
    assert of(["Hamnen AB"], ["Kajen AB"]) is None
    assert of(["Hamnen AB", "Kajen AB"]) is None
    assert of(["Hamnen AB"], ["Skolverket"]) is None


@pytest.mark.parametrize(
    "name", ["bolaget", "regionen", "Regionfullmäktige", "RS", "styrelsen", "utskottet", "—", "Lång " * 40]
)
def test_what_stands_for_nobody(name):
    assert resolve(name, ALMBY) is None


def test_a_body_is_that_of_the_council_whose_minutes_these_are():
    one = document("2024-01-10", organisations=["kommunstyrelsen"])
    other = document(
        "2024-01-10", organisation="Lövstads kommun", organisations=["Kommunstyrelsen"], path="b.txt"
    )
    result = linked(one, other)
    assert (
        result.links[one.key].agents["kommunstyrelsen"].entity
        == f"{BASE}id/body/almby-kommun/kommunstyrelsen"
    )
    assert (
        result.links[other.key]
        .agents["Kommunstyrelsen"]
        .entity.endswith("body/lovstads-kommun/kommunstyrelsen")
    )


def test_a_recipient_is_linked_by_a_known_form_or_by_a_name_of_the_same_document():
    recipients = ["Kulturnämnden", "Hamnbolaget AB", "Sökanden Nils", "Ulla Ekbrink (S)", "Ulla Ekbrink"]
    found = item(
        recipients=tuple(stated(text) for text in recipients), organisations=(stated("Hamnbolaget AB"),)
    )
    one = document("2024-01-10", ("Ulla Ekbrink", "S"), items=[found])
    agents = linked(one).links[one.key].agents
    assert {name: to.entity.rsplit("/", 1)[-1] for name, to in agents.items()} == {
        "Kulturnämnden": "kulturnamnden",
        "Hamnbolaget AB": "hamnbolaget-ab",
        "Ulla Ekbrink (S)": "ulla-ekbrink",
        "Ulla Ekbrink": "ulla-ekbrink",
    }


def test_a_recipient_by_a_name_that_two_have_is_not_linked():
    found = item(recipients=(stated("Ulla Ekbrink (S)"), stated("Ulla Ekbrink")))
    one = document("2024-01-10", ("Ulla Ekbrink", "S"), ("Ulla Ekbrink", "M"), items=[found])
    assert list(linked(one).links[one.key].agents) == ["Ulla Ekbrink (S)"]


# People.


def test_one_name_and_party_is_one_person_however_printed():
    one = document("2024-01-10", ("Ulla Ekbrink", "S"), ("ULLA EKBRINK", "s"), ("Nils Öberg", "FP"))
    other = document("2024-02-10", ("Nils Öberg", "L"), ("Nils Åberg", "L"))
    result = linked(one, other)
    assert (
        person(result, one, "ULLA EKBRINK", "s") == person(result, one, "Ulla Ekbrink", "S") == "ulla-ekbrink"
    )
    assert person(result, one, "Nils Öberg", "FP") == person(result, other, "Nils Öberg", "L") == "nils-oberg"
    assert person(result, other, "Nils Åberg", "L") == "nils-aberg"


def test_two_parties_in_one_document_are_two_people():
    one = document("2024-01-10", ("Ulla Ekbrink", "S"), ("Ulla Ekbrink", "M"))
    result = linked(one)
    assert person(result, one, "Ulla Ekbrink", "M") == "ulla-ekbrink"
    assert person(result, one, "Ulla Ekbrink", "S") == "ulla-ekbrink-s"


def test_a_later_party_is_a_change_of_party():
    old = document("2022-01-10", ("Ulla Ekbrink", "S"))
    new = document("2024-01-10", ("Ulla Ekbrink", "M"))
    result = linked(new, old)
    assert (
        person(result, old, "Ulla Ekbrink", "S") == person(result, new, "Ulla Ekbrink", "M") == "ulla-ekbrink"
    )
    assert result.links[new.key].persons["Ulla Ekbrink", "M"].rule == "name-after-change-of-party"
    (entity,) = [one for one in result.entities if one.kind == "person"]
    assert [value.value for _, value in entity.properties] == [f"{BASE}id/party/m", f"{BASE}id/party/s"]


def test_parties_that_alternate_are_two_people():
    documents = [
        document(date, ("Ulla Ekbrink", party))
        for date, party in [("2022-01-10", "S"), ("2023-01-10", "M"), ("2024-01-10", "S")]
    ]
    result = linked(*documents)
    assert [person(result, one, "Ulla Ekbrink", p) for one, p in zip(documents, "SMS", strict=True)] == [
        "ulla-ekbrink",
        "ulla-ekbrink-m",
        "ulla-ekbrink",
    ]


def test_people_of_two_councils_are_never_one():
    one = document("2024-01-10", ("Ulla Ekbrink", "S"))
    other = document("2024-01-10", ("Ulla Ekbrink", "S"), organisation="Lövstads kommun", path="b.txt")
    result = linked(one, other)
    assert (
        result.links[one.key].persons["Ulla Ekbrink", "S"]
        != result.links[other.key].persons["Ulla Ekbrink", "S"]
    )


def test_a_mention_without_party_is_the_only_one_of_that_name_in_the_document():
    one = document("2024-01-10", ("Ulla Ekbrink", "S"), ("Ulla Ekbrink", None))
    other = document("2024-02-10", ("Ulla Ekbrink", "M"), ("Ulla Ekbrink", "S"))
    result = linked(one, other)
    assert person(result, one, "Ulla Ekbrink") == person(result, other, "Ulla Ekbrink", "S")
    assert result.links[one.key].persons["Ulla Ekbrink", None].rule == "only-of-name-in-document"


def test_of_two_in_the_document_the_role_tells_or_nobody_is_linked():
    two = [("Ulla Ekbrink", "S", "chair"), ("Ulla Ekbrink", "M", "member")]
    told = document("2024-01-10", *two, ("Ulla Ekbrink", None, "chair"))
    untold = document("2024-02-10", *two, ("Ulla Ekbrink", None))
    result = linked(told, untold)
    assert person(result, told, "Ulla Ekbrink") == person(result, told, "Ulla Ekbrink", "S")
    assert person(result, untold, "Ulla Ekbrink") is None


def test_without_a_party_in_the_document_the_body_tells_then_the_council():
    board = document("2024-01-10", ("Ulla Ekbrink", "S"), ("Ulla Ekbrink", "M"))
    culture = document("2024-01-12", ("Ulla Ekbrink", "M"), body="Kulturnämnden")
    mention = document("2024-02-12", ("Ulla Ekbrink", None), body="Kulturnämnden")
    unsure = document("2024-02-14", ("Ulla Ekbrink", None), body="Miljönämnden")
    result = linked(board, culture, mention, unsure)
    assert person(result, mention, "Ulla Ekbrink") == person(result, culture, "Ulla Ekbrink", "M")
    assert person(result, unsure, "Ulla Ekbrink") is None
    alone = linked(culture, unsure)
    assert person(alone, unsure, "Ulla Ekbrink") == "ulla-ekbrink"
    assert alone.links[unsure.key].persons["Ulla Ekbrink", None].rule == "only-of-name-in-council"


def test_an_official_is_not_the_politician_of_the_same_name():
    one = document("2024-01-10", ("Ulla Ekbrink", "S"))
    other = document("2024-02-10", ("Ulla Ekbrink", None, "official"))
    result = linked(one, other)
    assert person(result, one, "Ulla Ekbrink", "S") == "ulla-ekbrink"
    assert person(result, other, "Ulla Ekbrink") == "ulla-ekbrink-utan-parti"


def test_names_of_one_slug_are_two_people_with_two_iris():
    one = document("2024-01-10", ("Nils Åberg", "S"), ("Nils Aberg", "M"))
    result = linked(one)
    assert person(result, one, "Nils Åberg", "S") != person(result, one, "Nils Aberg", "M")


def test_party_keys():
    assert [party_key(text) for text in ("(s)", "FP", "-", "f.d. M", "Almbypartiet", None, " ")] == [
        "S",
        "L",
        "utan parti",
        "utan parti",
        "almbypartiet",
        None,
        None,
    ]


def test_a_local_party_is_an_entity_of_its_council():
    one = document("2024-01-10", ("Ulla Ekbrink", "ALM"), ("Nils Öberg", "S"), ("Eva Ek", "-"))
    parties = [entity for entity in linked(one).entities if entity.kind == "party"]
    assert [(entity.iri, entity.label) for entity in parties] == [(f"{BASE}id/party/almby-kommun/alm", "ALM")]


# The register.


def corpus():
    return [
        document("2022-01-10", ("Ulla Ekbrink", "S"), ("Nils Öberg", "L"), path="c.txt"),
        document("2023-01-10", ("Ulla Ekbrink", "M"), ("Ulla Ekbrink", "S"), path="a.txt"),
        document("2024-01-10", ("Ulla Ekbrink", None), ("Nils Oberg", "L"), path="b.txt"),
        document("2024-01-10", ("Ulla Ekbrink", None), path="bb.txt"),
    ]


def test_the_order_of_documents_changes_nothing():
    results = [linked(*order) for order in permutations(corpus())]
    assert all(result == results[0] for result in results)
    assert len(results[0].entities) > 4


def test_who_is_in_the_register_keeps_the_iri():
    new = document("2024-01-10", ("Ulla Ekbrink", "S"))
    first = linked(new)
    old = document("2020-01-10", ("Ulla Ekbrink", "M"), ("Ulla Ekbrink", "S"))
    assert person(linked(new, old), old, "Ulla Ekbrink", "M") == "ulla-ekbrink"
    second = linked(new, old, register=first.register)
    assert person(second, old, "Ulla Ekbrink", "S") == "ulla-ekbrink"
    assert person(second, old, "Ulla Ekbrink", "M") == "ulla-ekbrink-m"


def test_who_was_known_by_name_alone_keeps_the_iri_with_a_party():
    first = linked(document("2024-01-10", ("Ulla Ekbrink", None)))
    later = document("2024-02-10", ("Ulla Ekbrink", "S"))
    result = linked(document("2024-01-10", ("Ulla Ekbrink", None)), later, register=first.register)
    assert person(result, later, "Ulla Ekbrink", "S") == "ulla-ekbrink"


def test_people_told_apart_once_stay_apart():
    apart = document("2023-01-10", ("Ulla Ekbrink", "S"), ("Ulla Ekbrink", "M"))
    register = linked(apart).register
    old, new = document("2022-01-10", ("Ulla Ekbrink", "S")), document("2024-01-10", ("Ulla Ekbrink", "M"))
    result = linked(old, new, register=register)
    assert person(result, old, "Ulla Ekbrink", "S") == "ulla-ekbrink-s"
    assert person(result, new, "Ulla Ekbrink", "M") == "ulla-ekbrink"


def test_a_register_is_json_and_back():
    register = linked(*corpus()).register
    data = json.loads(json.dumps(register.to_json()))
    assert Register.from_json(data) == register
    assert data["entities"][f"{BASE}id/person/almby-kommun/ulla-ekbrink"] == {
        "kind": "person",
        "key": "almby-kommun/ulla ekbrink/S",
        "since": "2022-01-10",
    }
    with pytest.raises(RegisterError, match="version"):
        Register.from_json({"version": 99})


# Cases and projects.


def test_a_case_number_has_one_form():
    assert normal_case_number("RUN 00658-2023") == normal_case_number("RUN-00658-2023") == "RUN-00658-2023"
    assert normal_case_number("SLK:16342") == "SLK:16342"
    assert normal_case_number("KS 2024/12") != normal_case_number("KS 2024/121")


def test_prints_of_one_case_number_are_one_case():
    one = document("2024-01-10", items=[item(dnr=(stated("Kun/2015:182"), stated("KUN 12-2024")))])
    other = document("2024-02-10", items=[item(dnr=(stated("KUN/2015:182"), stated("KUN-12-2024")))])
    result = linked(one, other)
    assert {to.entity for of in (one, other) for to in result.links[of.key].cases.values()} == {
        f"{BASE}id/case/almby-kommun/KUN-12-2024",
        f"{BASE}id/case/almby-kommun/KUN-2015-182",
    }


def test_a_project_is_one_over_meetings():
    one = document(
        "2024-01-10", items=[item(projects=(Project("Grön hamn", HERE, owner=stated("Hamnbolaget AB")),))]
    )
    other = document("2024-02-10", items=[item(projects=(Project("GRÖN HAMN", HERE),))])
    result = linked(one, other)
    assert result.links[one.key].projects["Grön hamn"] == result.links[other.key].projects["GRÖN HAMN"]
    assert [entity.label for entity in result.entities if entity.kind == "project"] == ["Grön hamn"]
    assert "Hamnbolaget AB" in result.links[one.key].agents


# No fact is told twice.


def test_the_fuller_minutes_of_a_meeting_stand():
    extract = document("2024-01-10", items=[item()], path="a.txt")
    whole = document("2024-01-10", items=[item(), item("2")], path="b.txt")
    result = linked(extract, whole)
    assert [one.path for one in result.documents] == ["b.txt"]
    (aside,) = result.set_aside
    assert aside.path == "a.txt"
    assert "more §§ (2 against 1)" in aside.reason


def test_whole_minutes_stand_before_an_extract_and_of_equals_the_first_by_path():
    extract = document("2024-01-10", items=[item(), item("2")], path="a.txt", kind="extract")
    later, first = (document("2024-01-10", items=[item()], path=path) for path in ("c.txt", "b.txt"))
    result = linked(extract, later, first)
    assert [one.path for one in result.documents] == ["b.txt"]
    assert [one.path for one in result.set_aside] == ["a.txt", "c.txt"]


def test_a_document_of_this_build_stands_before_an_equal_one_in_the_store():
    stored = document("2024-01-10", items=[item()], path="a.txt", listed=False)
    given = document("2024-01-10", items=[item()], path="b.txt")
    assert [one.path for one in linked(stored, given).documents] == ["b.txt"]


def test_meetings_of_two_bodies_on_one_day_both_stand():
    result = linked(document("2024-01-10"), document("2024-01-10", body="Kulturnämnden"))
    assert len(result.documents) == 2
    assert result.set_aside == ()


def test_folding_keeps_diacritics():
    assert fold("Ann\u2011Sofie  ÖBERG") == fold("ann-sofie öberg") != fold("ann-sofie åberg")


def test_the_best_label_does_not_depend_on_order():
    labels = ("KULTURNÄMNDEN", "kulturnämnden", "Kulturnämnden")
    assert {best_label(order) for order in permutations(labels)} == {"Kulturnämnden"}


def test_everyone_named_in_a_record_is_linked():
    reservation = item(people=(Named("Eva Ek", "V", HERE),))
    one = document("2024-01-10", items=[reservation])
    assert person(linked(one), one, "Eva Ek", "V") == "eva-ek"
