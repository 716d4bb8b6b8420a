"""Organisations in invented sentences of the genre: found by grammar, in base form, and nothing else."""

from __future__ import annotations

from array import array

import pytest

from graphbuild.mentions.organisations import find, organisations
from graphbuild.mentions.pipeline import chunks, documents, pipeline
from graphbuild.text import Text


def text_of(clean: str) -> Text:
    return Text(clean, clean, array("l", range(len(clean))), (0,))


def names(clean: str) -> list[str]:
    return [stated.text for stated in organisations(text_of(clean), 0, len(clean))]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Klippnämndens förslag bifalls.", ["Klippnämnden"]),
        ("Ärendet går till vatten- och klippnämnden.", ["vatten- och klippnämnden"]),
        ("Plan-, bygg- och klippnämnden har hörts.", ["Plan-, bygg- och klippnämnden"]),
        ("Kultur och fritidsnämnden svarar.", ["Kultur och fritidsnämnden"]),
        ("Enligt äldre samt skol- och omsorgsnämnden", ["äldre samt skol- och omsorgsnämnden"]),
        ("BARN- OCH FYRNÄMNDENS BEHANDLING", ["Barn- och fyrnämnden"]),
        ("Regionala klippnämndens ordförande", ["Regionala klippnämnden"]),
        ("till tekniska kontorets chef", ["tekniska kontoret"]),
        ("Fyrpolitiska rådet sammanträder.", ["Fyrpolitiska rådet"]),
        ("Nämnden för arbete och lärande beslutar.", ["Nämnden för arbete och lärande"]),
        ("Kommunala rådet för fyrfrågor, som", ["Kommunala rådet för fyrfrågor"]),
        ("i nämnden för skol- och klippfrågor", ["nämnden för skol- och klippfrågor"]),
        (
            "klippnämndens arbetsutskott tillika fyrutskott",
            ["klippnämndens arbetsutskott tillika fyrutskott"],
        ),
        ("Val till nämndens arbetsutskott.", ["arbetsutskottet"]),
        ("kommunens fyrarkiv tar emot", ["fyrarkivet"]),
        ("Solbygds kommunfullmäktige har valt", ["Solbygds kommunfullmäktige"]),
        ("kommunstyrelsens presidium får i uppdrag", ["kommunstyrelsens presidium"]),
        ("ledamot i fyrutskott 3 utses", ["fyrutskott 3"]),
        (
            "Socialnämnd Björkudden och socialnämnden Björkudden",
            ["Socialnämnd Björkudden", "socialnämnden Björkudden"],
        ),
        ("till Region Solvik och Solbygds kommuns jurist", ["Region Solvik", "Solbygds kommun"]),
        ("SOLBYGDS KOMMUN", ["Solbygds kommun"]),
        ("mellan Solbygds Stad och Solbygds stads bolag", ["Solbygds Stad"]),
        ("Hemställan från Klangverket AB om Solbygds Hamn AB:s mark", ["Klangverket AB", "Solbygds Hamn AB"]),
        ("Fastighets AB Fyren och AB Klippan", ["Fastighets AB Fyren", "AB Klippan"]),
        (
            "AB Bostäder i Solbygd och Solrosens förskolor AB",
            ["AB Bostäder i Solbygd", "Solrosens förskolor AB"],
        ),
        (
            "Solviks Vatten- och Energi AB, Fyrtrafiken i Solviks län AB",
            ["Solviks Vatten- och Energi AB", "Fyrtrafiken i Solviks län AB"],
        ),
        ("Kommunen äger ett AB och Fyr & Co AB.", ["Fyr & Co AB"]),
        ("Stiftelsen Fyrens Vänner ansöker", ["Stiftelsen Fyrens Vänner"]),
        ("att gå med i organisationen Fyrar mot vind", ["Fyrar mot vind"]),
        ("Kommunalförbundet Fyrkusten", ["Kommunalförbundet Fyrkusten"]),
        ("Fyrkustens kommunalförbund", ["Fyrkustens kommunalförbund"]),
        ("Fyrsektorns samverkansforum möttes.", ["Fyrsektorns samverkansforum"]),
        ("Länsstyrelsen i Solviks län", ["Länsstyrelsen i Solviks län"]),
        ("dom i Förvaltningsrätten i Solvik", ["Förvaltningsrätten i Solvik"]),
        ("Fyrmuseet i Solvik", []),
        ("Konstmuseet i Solvik", ["Konstmuseet i Solvik"]),
        ("Enligt Skolverkets råd och EU:s regler", ["Skolverket", "EU"]),
        ("OECD-studien visar och EU-valet hålls", ["OECD"]),
        ("Europeiska fyrkommissionens förslag", ["Europeiska fyrkommissionen"]),
        ("Assembly of Lighthouse Regions", ["Assembly of Lighthouse Regions"]),
        ("riksdagens delegation till Nordiska rådet", ["riksdagens delegation till Nordiska rådet"]),
        ("Samverkan för Solbygd (S, C och MP) lämnar", ["Samverkan för Solbygd"]),
        ("Anna Ek, chef fyrenheten", ["fyrenheten"]),
        ("Enhetschef Fyrar och samhälle", ["Fyrar och samhälle"]),
        ("Divisionschef fyrstöd", []),
        ("vid besök på Fyrhuset Norra den 3 maj", ["Fyrhuset Norra"]),
        ("Enligt Kalmar kommuns och Falu kommuns svar", ["Kalmar kommun", "Falu kommun"]),
        ("NATURVÅRDSVERKET och SKOLVERKETS svar", ["Naturvårdsverket", "Skolverket"]),
        ("av Luleå och Piteå kommuner begärs", ["Luleå kommun", "Piteå kommun"]),
        ("Haparanda, Kalix och Bodens kommuners svar", ["Haparanda stad", "Kalix kommun", "Bodens kommun"]),
        ("Regionerna Skåne och Halland svarar.", ["Region Skåne", "Region Halland"]),
        ("i kommunerna Luleå och Piteå", []),
        ("Norrbottens och Västerbottens kommuner", []),
        ("bidrag till Solbygds Bygdeförening", ["Solbygds Bygdeförening"]),
        ("Solviks församling och Fyrö församling", ["Solviks församling", "Fyrö församling"]),
        ("utdelning från Luleå Hamn AB, Bodens\nStadshus AB", ["Luleå Hamn AB", "Bodens Stadshus AB"]),
        ("Solbygds\nStadshus AB", ["Stadshus AB"]),
        ("Stiftelsen Fyrens Filmdagar RS250377", ["Stiftelsen Fyrens Filmdagar"]),
        ("bidrag till Stiftelsen Bodens sjukhem, som", ["Stiftelsen Bodens sjukhem"]),
        ("Samordningsförbundet Solviks årsbok om Solvik", ["Samordningsförbundet Solvik"]),
        ("Samordningsförbundet Solviks årsbok", ["Samordningsförbundet Solviks"]),
        ("Stiftelsen Norra Äldrehemmets årsbok", ["Stiftelsen Norra Äldrehemmet"]),
        ("socialnämnd Solviks svar om Solvik", ["socialnämnd Solvik"]),
        ("Nämnden för äldre samt vård- och omsorgs svar", ["Nämnden för äldre samt vård- och omsorg"]),
        ("Nämnden för äldre samt vård och omsorgs svar", ["Nämnden för äldre samt vård och omsorg"]),
        ("Nämnden för arbete och lärande samt de andra", ["Nämnden för arbete och lärande"]),
        ("ihop mednämnden och valnämnden", ["valnämnden"]),
        ("Klippkontoret\nbilagan tillklippkontorets svar", ["Klippkontoret"]),
        ("tillklippkontorets svar", ["tillklippkontoret"]),
        ("avfallsnämnden och ombudsnämnden", ["avfallsnämnden", "ombudsnämnden"]),
        ("Länsstyrelsen Anna Ek Löneenheten", ["Länsstyrelsen", "Löneenheten"]),
        ("Plats och tid    Klippkontoret, Fyrgatan 3\nKlippkontoret svarar", ["Klippkontoret"]),
        ("Justeringens plats: Klippkontoret", []),
        ("avtal med Tolkbolaget i Solbygd AB, som", ["Tolkbolaget i Solbygd AB"]),
        ("Skickas till\nParkering i Solbygd AB\nAkten", ["Parkering i Solbygd AB"]),
        ("Ordförande i Fyren AB väljs. Aktier i Kajen AB säljs.", ["Fyren AB", "Kajen AB"]),
        ("Skrivelse från Björksunds Handlare ekonomisk förening", ["Björksunds Handlare ekonomisk förening"]),
        ("bidrag till Ideella föreningen Segelfyren", ["Ideella föreningen Segelfyren"]),
        ("Fyrgatans samfällighetsförening och Bo förening", ["Fyrgatans samfällighetsförening"]),
        ("en utrustning vid Solviks lasarett", ["Solviks lasarett"]),
        ("till Fyrtekniska Institutet och fyrtekniska frågor", ["Fyrtekniska Institutet"]),
        ("Svar från LRF Solbygd och PRO Anna Ek", ["LRF Solbygd", "PRO"]),
        ("Trafikverket Solbygd", ["Trafikverket"]),
        ("ersättare i Samverkansnämnden Mellanfyr", ["Samverkansnämnden Mellanfyr"]),
        ("Region Södra Fyren beslutar", ["Region Södra Fyren"]),
        ("yttrande till Region Solviks revisorer", ["Region Solviks revisorer"]),
        ("från kommunens revisorer", []),
        ("Fritidsnämnden Ekonomienheten Solbygds IF", ["Fritidsnämnden", "Ekonomienheten", "Solbygds IF"]),
        ("svar till Fyrtrafiken och om trafiken", ["Fyrtrafiken"]),
        ("uppdrag till presidiet", ["presidiet"]),
        ("Bolagen Solbygdshus AB och Fyren AB", ["Solbygdshus AB", "Fyren AB"]),
        ("Naturskyddsföreningen i Solbygd skriver", ["Naturskyddsföreningen i Solbygd"]),
    ],
)
def test_names_are_found_in_base_form(sentence: str, expected: list[str]) -> None:
    assert names(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Nämnden har mött styrelsen, utskottet, förvaltningen och bolaget.",
        "Ärendet lämnas till nämnden för beslut och till rådet för kännedom.",
        "Öppenheten i området kring lägenheten ska öka; samrådet är klart.",
        "Kommunalrådet Anna Ek (M) och regionrådet Bo Fyr (S) yrkar bifall.",
        "Moderaterna och Socialdemokraterna reserverar sig.",
        "Varje kommun och alla regioner i Norrbotten, Skåne och Solvik.",
        "Enligt kommunallagen och bolagsordningen bilda ett nätverk; formas senare.",
        "Sökande: Anna Ek",
        "Ovan benämnd ledamot i Solviks hamn.",
        "KS 2018/14 och Dnr ABC-00012-2024",
        "Kommunkontoret, Stadshuset, Badhuset och biblioteket.",
        "Rädda barnen ur svensk handel; en trafikanalys av sveriges lärare i kommuner.",
    ],
)
def test_what_is_no_organisation(sentence: str) -> None:
    assert names(sentence) == []


def test_a_short_form_is_the_name_that_introduced_it() -> None:
    clean = "Kommunala fyrrådet (KFR) och KFR:s möte, KFR 2024-03."
    assert names(clean) == ["Kommunala fyrrådet"]
    assert names("Sveriges Kommuner och Regioner (SKR) råder. SKR:s råd.") == [
        "Sveriges Kommuner och Regioner"
    ]
    assert names("SKR:s råd.") == ["SKR"]
    assert names("Sveriges Kommuner och Landsting, SKL, råder.") == ["Sveriges Kommuner och Landsting"]


def test_a_contained_name_counts_where_it_stands_alone() -> None:
    assert names("kommunstyrelsens arbetsutskott") == ["kommunstyrelsens arbetsutskott"]
    clean = "kommunstyrelsens arbetsutskott\nKommunstyrelsen beslutar"
    assert names(clean) == ["kommunstyrelsens arbetsutskott", "Kommunstyrelsen"]


def test_a_name_with_a_capital_is_known_in_lower_case() -> None:
    assert names("Vatten och klippnämnden\ntill vatten och klippnämnden") == ["Vatten och klippnämnden"]


def test_a_lost_hyphen_is_put_back_where_the_name_has_it_elsewhere() -> None:
    assert names("Barn- och fyrnämnden\ntill barn och fyrnämnden") == ["Barn- och fyrnämnden"]
    assert names("insatser för barn och fyrnämndens svar") == ["fyrnämnden"]


def test_entries_of_a_list_of_partners_and_headings_of_reports() -> None:
    clean = "Samverkansparter:\nFyrdraget\nSolbygds kommun\nMålgrupper:\nUnga Fyrar"
    assert names(clean) == ["Fyrdraget", "Solbygds kommun"]
    clean = "Fyrhuset\nAnna Ek (C) rapporterar från möte.\nBudgeten\nBo Fyr (S) frågar om Fyrhuset."
    assert names(clean) == ["Fyrhuset"]


def test_evidence_is_the_words_and_a_span_limits() -> None:
    clean = "Klippnämnden beslutar.\nFyrnämndens svar."
    text = text_of(clean)
    found = organisations(text, clean.index("\n"), len(clean))
    assert [(s.text, s.evidence.quote) for s in found] == [("Fyrnämnden", "Fyrnämndens")]


def test_find_gives_every_kind_with_exact_offsets() -> None:
    clean = "Klippnämnden (S) ger 20 kr enligt 4 kap. 6 § kommunallagen den 3 maj 2024, dnr KLN-2024-00012."
    found = find(text_of(clean), 0, len(clean))
    assert {(m.kind, clean[m.start : m.end]) for m in found} == {
        ("organisation", "Klippnämnden"),
        ("party", "S"),
        ("amount", "20 kr"),
        ("law", "4 kap. 6 § kommunallagen"),
        ("date", "den 3 maj 2024"),
        ("case", "KLN-2024-00012"),
    }


def test_chunks_cover_the_text_and_spans_are_written_down() -> None:
    clean = "Klippnämnden beslutar.\n" * 3000
    spans = list(chunks(clean, 0, len(clean)))
    assert len(spans) > 1
    assert "".join(clean[start:end] for start, end in spans) == clean
    offset, doc = next(documents(clean, 0, 23))
    assert offset == 0
    assert [span.text for span in doc.spans["organisation"]] == ["Klippnämnden"]
    assert pipeline() is pipeline()


def test_names_in_endless_rows_are_read_in_bounded_steps() -> None:
    # Unbounded repeats made these take minutes.
    for words in ("A ", "AB ", "barn- ", "Stiftelsen Alfa och ", "barn, "):
        clean = words * 2000
        assert len(organisations(text_of(clean), 0, len(clean))) < 20
    assert names("") == []
