"""Whole §§ in forms that lists, titles and headings take in still other councils; all is invented."""

from __future__ import annotations

import pytest

from tests.reading import record_of
from tests.test_councils import Told, check

CASES: dict[str, tuple[str, Told]] = {
    "what a choice is for stands between it and its names": (
        "§ 5 Arvoden\n\nOmröstning\nJa till kontorets förslag: Elsa Brodd (C) och Ali al-Hadid\nNej: Bo "
        "Ek (KD)\n"
        "Avstår: Per Sten (L)\n\nBeslut\nArvodet sänks.\n",
        Told(
            "Arvoden",
            (),
            ("Arvodet sänks.",),
            votes=((2, 1, 1),),
            yes=("Elsa Brodd", "Ali al-Hadid"),
            no=("Bo Ek",),
            abstain=("Per Sten",),
        ),
    ),
    "a list of which a word is no name gives no vote": (
        "§ 5 Arvoden\n\nOmröstning\nJa till kontorets förslag: Elsa Brodd (C) och hela gruppen\nNej: Bo "
        "Ek (KD)\n\n"
        "Beslut\nArvodet sänks.\n",
        Told("Arvoden", (), ("Arvodet sänks.",)),
    ),
    "lists in one line without a colon, one party for several names": (
        "§ 6 Hallen\n\nOmröstning\nMed 3 ja-röster för alternativ A, 2 nej-röster för avslag och 1 som "
        "avstår väljs "
        "alternativ A.\nJa röstar Elsa Brodd, Nils Kvist (båda S) och Ada Vik (C). Nej röstar Bo Ek "
        "(KD) och Siv Holm "
        "(KD). Per Sten (L) avstår från att rösta.\n\nBeslut\nAlternativ A väljs.\n",
        Told(
            "Hallen",
            (),
            ("Alternativ A väljs.",),
            votes=((3, 2, 1),),
            yes=("Elsa Brodd", "Nils Kvist", "Ada Vik"),
            no=("Bo Ek", "Siv Holm"),
            abstain=("Per Sten",),
        ),
    ),
    "totals with the parties' shares in brackets": (
        "§ 7 Trafik\n\nOmröstning\nJa-röster: 7 (S 5, V 2)\nNej-röster: 5 (M 4, L 1)\nAvstår: 2 (SD)\n\n"
        "Beslut\nPlanen sänds ut.\n",
        Told("Trafik", (), ("Planen sänds ut.",), votes=((7, 5, 2),)),
    ),
    "votes against votes do not tell which were yes": (
        "§ 7 Trafik\n\nBeslut\nPlanen sänds ut.\n\nOmröstning\nMed 6 röster mot 2 bifalls förslaget.\n",
        Told("Trafik", (), ("Planen sänds ut.",)),
    ),
    "columns headed by what a choice is for": (
        "§ 8 Stationen\n\nBeslut\nStationen läggs i Vik.\n\nRöstning\nVik (ja)\tNäs (nej)\nElsa "
        "Brodd\tBo Ek\n"
        "Nils Kvist\tAda Vik\n\nVid lika röstetal avgör ordföranden.\n",
        Told(
            "Stationen",
            (),
            ("Stationen läggs i Vik.",),
            votes=((2, 2, None),),
            yes=("Elsa Brodd", "Nils Kvist"),
            no=("Bo Ek", "Ada Vik"),
        ),
    ),
    "who reserves is a list without a verb": (
        "§ 9 Taxa\n\nBeslut\nTaxan höjs.\n\nReservation\nElsa Brodd, Nils Kvist, samtliga (M), samt Bo "
        "Ek (KD).\n\n"
        "Till protokollet\nAda Vik (L) anmäler ett särskilt yttrande.\n",
        Told(
            "Taxa",
            (),
            ("Taxan höjs.",),
            reserved=("Elsa Brodd", "Nils Kvist", "Bo Ek"),
            noted=("Ada Vik",),
        ),
    ),
    "who reserves is a group": (
        "§ 10 Avgift\n\nBeslut\nAvgiften höjs.\n\nReservation\nMot beslutet reserverar sig samtliga "
        "M-ledamöter.\n",
        Told("Avgift", (), ("Avgiften höjs.",), reserved=("M",)),
    ),
    "what somebody says below the decision is no point of it": (
        "§ 11 Diken\n\nBeslut\nPlanen ställs ut.\n\nAda Vik (M) ville till protokollet anteckna att "
        "dikena är dyra.\n",
        Told("Diken", (), ("Planen ställs ut.",), noted=("Ada Vik",)),
    ),
    "clauses that only lead in others": (
        "§ 12 Sopor\n\nKommunstyrelsen beslutar\n\natt föreslå kommunfullmäktige\natt avgiften sätts "
        "till 90 kronor,\n\n"
        "att för egen del\natt upphäva sitt beslut om dispens.\n",
        Told("Sopor", (), ("att avgiften sätts", "att upphäva sitt beslut")),
    ),
    "proposed through a spokesman, and without a verb": (
        "§ 13 Öppettider\n\nBeslut\nÄrendet bordläggs.\n\nFörslag under sammanträdet\nKoalitionen "
        "föreslår genom Ada Vik "
        "(M) att det är stängt på söndagar.\nElsa Brodd (C) bifall till förslaget.\nBo Ek (KD) och Nils "
        "Kvist (S) för "
        "minoriteten: bordläggning.\n",
        Told(
            "Öppettider",
            (),
            ("Ärendet bordläggs.",),
            proposers=("Ada Vik", "Elsa Brodd", "Bo Ek", "Nils Kvist"),
        ),
    ),
    "a body takes note in the last sentence": (
        "§ 14 Läget\n\nChefen redogör för läget i hallen. Nämnden tackar för informationen.\n",
        Told("Läget", (), ("Nämnden tackar för informationen.",)),
    ),
    "case numbers side by side, a day is none": (
        "§ 15\nPlan för Hamnen\nKF 2022/15        KS 2021/811\n\nInkom   2021-06-19\n\nBeslut\nPlanen "
        "antas.\n",
        Told("Plan för Hamnen", ("KF 2022/15", "KS 2021/811"), ("Planen antas.",)),
    ),
    "a title that ends its line in half a name": (
        "§ 16 Dnr 2021/44\nMotion av Elsa Brodd (C), Nils Kvist (S) och Karin Berg\nAlm (L) om fler "
        "bryggor i staden\n"
        "Beslut\nMotionen avslås.\n",
        Told(
            "Motion av Elsa Brodd (C), Nils Kvist (S) och Karin Berg Alm (L) om fler bryggor i staden",
            ("2021/44",),
            ("Motionen avslås.",),
        ),
    ),
    "a title that is a word of headings": (
        "§ 17 Dnr 2021/45\nFrågestund\nFråga 1\nElsa Brodd (C) frågar om bryggan.\n",
        Told("Frågestund", ("2021/45",)),
    ),
}


@pytest.mark.parametrize("form", CASES)
def test_a_paragraph_in_another_form(form: str) -> None:
    check(*CASES[form])


def titles(raw: str) -> dict[str, str]:
    return {item.number: item.title.text if item.title else "" for item in record_of(raw).items}


def test_items_without_a_sign_that_a_case_number_tells() -> None:
    raw = (
        "Protokoll\n\n31   Ekviks finansplan\nDnr REG 2023/01\n\nBeslut\nPlanen antas.\n\n"
        "32   Val av ombud\nDnr REG 2023/02\n\nBeslut\nAda Vik (M) väljs.\n"
    )
    assert titles(raw) == {"31": "Ekviks finansplan", "32": "Val av ombud"}
    assert titles(raw.replace("Dnr REG 2023/01", "Sidan ett").replace("Dnr REG 2023/02", "Sidan två")) == {}


def test_an_item_told_by_a_word_and_its_number() -> None:
    raw = (
        "Utdrag\n\nNr 77\n\nKs 2017 : 140\n\nAnsvarsfrihet\n\nBeslut\nFrihet beviljas.\n\nForts. nr "
        "77\n\nMer.\n"
    )
    assert titles(raw) == {"77": "Ansvarsfrihet"}


def test_an_item_told_in_the_table_at_the_pages_head() -> None:
    raw = (
        "Direktionen\n\nDatum          Paragraf     Sida\n2023-03-31     18           1 (2)\n\nRubrik\n\n"
        "Station i Vik\n\nDirektionens beslut\n\nStationen läggs i Vik.\n"
    )
    assert titles(raw) == {"18": "Station i Vik"}
    assert titles(raw.replace("Rubrik\n\n", "")) == {}


def test_a_run_of_paragraphs_is_no_item_where_they_have_their_own() -> None:
    raw = (
        "Närvarande\nAda Vik\n§§ 61-64\nBo Ek\n\n§ 61 Taxa\n\nBeslut\nTaxan höjs.\n\n§ 62 "
        "Plan\n\nBeslut\nPlanen antas.\n"
    )
    assert titles(raw) == {"61": "Taxa", "62": "Plan"}


def test_recipients_told_for_each_paragraph_at_the_end() -> None:
    raw = (
        "§ 71 Bidrag\n\nBeslut\nBidraget beviljas.\n\n§ 72 Remiss\n\nBeslut\nSvaret antas.\n\n"
        "Expedieras: § 71 Ekviks byalag, Tuna kommun; § 72 sökanden\n"
    )
    told = {item.number: [stated.text for stated in item.recipients] for item in record_of(raw).items}
    assert told == {"71": ["Ekviks byalag", "Tuna kommun"], "72": ["sökanden"]}
    other = record_of(raw.replace("§ 71 Ekviks", "§ 99 Ekviks")).items
    assert not other[0].recipients
