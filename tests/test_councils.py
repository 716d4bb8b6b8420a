"""Whole §§ in the manners of many councils; all names, places and matters are invented.

Each case is a § as another council would write it, and what it states. A vote, a ballot or a decision
that the words do not state must not come out.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from graphbuild.model import Item
from tests.reading import record_of

Count = tuple[int | None, int | None, int | None]


@dataclass(frozen=True)
class Told:
    """What a § states: decisions by how they begin, people by name, parties by what is printed."""

    title: str
    dnr: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    recommends: bool = False
    proposers: tuple[str, ...] = ()
    votes: tuple[Count, ...] = ()
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    abstain: tuple[str, ...] = ()
    reserved: tuple[str, ...] = ()
    recused: tuple[str, ...] = ()
    away: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


CASES: dict[str, tuple[str, Told]] = {
    "a code before the sign, points as clauses, proposals in prose": (
        "Ksau § 12\tDnr KS 2017/97-04\n\nSkyltning vid Ekbackens badplats\n\n"
        "Arbetsutskottets beslut\n\natt\tsätta upp nya skyltar, samt\n\natt\tkostnaden tas ur "
        "driftbudgeten.\n\n"
        "Sammanfattning av ärendet\nBadplatsen saknar skyltar på två ställen.\n\n"
        "Beslutsgång\nUnder överläggningen yrkar Maj Alund (C) med instämmande av Bo Tallberg (M) bifall "
        "till "
        "förslaget. Ordföranden ställer proposition på yrkandet och finner bifall till detta.\n\n"
        "Beslutet skickas till\nTekniska kontoret\nEkbackens byalag\n",
        Told(
            "Skyltning vid Ekbackens badplats",
            ("KS 2017/97-04",),
            ("sätta upp nya skyltar", "kostnaden tas ur driftbudgeten"),
            proposers=("Maj Alund",),
            recipients=("Tekniska kontoret", "Ekbackens byalag"),
        ),
    ),
    "a year after the number, table with a cell for each vote": (
        "§ 63/20 Dnr KS/2020:15\nBelysning i Lillparken\n\nBeslut\nKommunstyrelsen beslutar att avslå "
        "förslaget om ny "
        "belysning.\n\nBeslutsgång\nOmröstning begärs och genomförs.\nJa-röst för avslag. Nej-röst för "
        "bifall.\n\n"
        "Omröstningsresultat\n\nLedamot\tJa\tNej\tAvstår\nVega Lund (S)\tX\t\t\nIvar Sand (M)\t\tX\t\n"
        "Märta Holm (C)\tX\t\t\nOlof Dahl (L)\t\t\tX\nSumma\t2\t1\t1\n\n"
        "Reservation\nIvar Sand (M) reserverar sig till förmån för eget yrkande.\n",
        Told(
            "Belysning i Lillparken",
            ("KS/2020:15",),
            ("avslå förslaget om ny belysning",),
            votes=((2, 1, 1),),
            yes=("Vega Lund", "Märta Holm"),
            no=("Ivar Sand",),
            abstain=("Olof Dahl",),
            reserved=("Ivar Sand",),
        ),
    ),
    "the case number in brackets after the title, the administration's proposal is no decision": (
        "§ 8 Hyra av ridhuset i Åsnäs (KFN 2019/0123)\n\nFörvaltningens förslag till beslut\n1. Hyran sänks "
        "med hälften.\n"
        "2. Avtalet löper i två år.\n\nBeslut\n1. Hyran är oförändrad.\n2. Avtalet löper i ett år.\n\n"
        "Expediering\nÅsnäs ryttare\nFastighetsenheten\n",
        Told(
            "Hyra av ridhuset i Åsnäs",
            ("KFN 2019/0123",),
            ("Hyran är oförändrad.", "Avtalet löper i ett år."),
            recipients=("Åsnäs ryttare", "Fastighetsenheten"),
        ),
    ),
    "proposals after a colon, votes counted in a sentence": (
        "§ 30\nÖppettider på biblioteket\nDnr 31/16\n\nYrkanden\nEva Borg (V): Bifall till motionen.\n"
        "Sten Rask (M) och Pia Flod (KD): Avslag på motionen.\n\nOmröstning\n"
        "Den som vill bifalla motionen röstar ja, den det ej vill röstar nej.\n"
        "Med 3 ja-röster mot 8 nej-röster avslår nämnden motionen.\n\nNämndens beslut\nMotionen avslås.\n\n"
        "Reservation\nEva Borg (V)\n",
        Told(
            "Öppettider på biblioteket",
            ("31/16",),
            ("Motionen avslås.",),
            proposers=("Eva Borg", "Sten Rask", "Pia Flod"),
            votes=((3, 8, None),),
            reserved=("Eva Borg",),
        ),
    ),
    "names in two lists without parties, after an attendance that has them": (
        "Beslutande\nKerstin Vik (S), ordförande\nHasse Brink (S)\nLena Grahn (M)\nUno Falk (SD)\n\n"
        "§ 4\nVägbidrag\n\nKommunstyrelsen beslutar\natt bevilja bidrag till vägföreningen i Storåker.\n\n"
        "Omröstning\nJa-röster: Kerstin Vik, Hasse Brink\nNej-röster: Uno Falk\nAvstår: Lena Grahn\n"
        "Uno Falk reserverar sig mot beslutet.\n",
        Told(
            "Vägbidrag",
            (),
            ("bevilja bidrag till vägföreningen",),
            votes=((2, 1, 1),),
            yes=("Kerstin Vik", "Hasse Brink"),
            no=("Uno Falk",),
            abstain=("Lena Grahn",),
            reserved=("Uno Falk",),
        ),
    ),
    "information without a decision": (
        "§ 51 Kommundirektören informerar\nKommundirektör Ulf Skans informerar om läget i Norrbyns skola och "
        "om "
        "rekryteringen av en ny rektor.\n\n§ 52 Rapport om livsmedelstillsyn\nMiljöinspektör Siw Edman "
        "redogör för "
        "tillsynen.\nNämnden tackar för informationen.\n",
        Told("Kommundirektören informerar"),
    ),
    "a decision in one sentence under the title": (
        "§ 5 Val av protokolljusterare\nNämnden utser Gun Alm (S) att justera protokollet.\n",
        Told("Val av protokolljusterare", (), ("Nämnden utser Gun Alm (S) att justera protokollet.",)),
    ),
    "the agenda is approved": (
        "§ 2\nGodkännande av dagordning\n\nUtskottets beslut\nDagordningen godkänns.\n",
        Told("Godkännande av dagordning", (), ("Dagordningen godkänns.",)),
    ),
    "a recommendation and an own decision under two leads": (
        "§ 77 Dnr TN-2022-00041\nTaxa för slamtömning\n\nBeslut\nTekniska nämnden föreslår kommunfullmäktige "
        "besluta\n"
        "att anta taxan för slamtömning.\n\nTekniska nämnden beslutar för egen del\n"
        "att informera hushållen om den nya taxan.\n\nBeslutet skickas till\n"
        "- Kommunfullmäktige\n- VA-enheten\n",
        Told(
            "Taxa för slamtömning",
            ("TN-2022-00041",),
            ("anta taxan för slamtömning.", "informera hushållen om den nya taxan."),
            recipients=("Kommunfullmäktige", "VA-enheten"),
        ),
    ),
    "only a recommendation": (
        "§ 14 Föreningsstöd\n\nKommunstyrelsens förslag till beslut i kommunfullmäktige\n1. Reglerna antas.\n"
        "2. Reglerna gäller från årsskiftet.\n",
        Told("Föreningsstöd", (), ("Reglerna antas.", "Reglerna gäller från årsskiftet."), recommends=True),
    ),
    "dissent before the matter, a group of a party": (
        "§ 19\nNedläggning av Granby skola\nDnr BUN 19-211\n\nBeslut\nBarn- och utbildningsnämnden beslutar "
        "att lägga ned "
        "Granby skola.\n\nMot beslutet reserverar sig Rut Ask (C) till förmån för eget yrkande.\n"
        "S-gruppen reserverar sig mot beslutet.\n\nÄrendet\nElevantalet har minskat under tio år.\n",
        Told(
            "Nedläggning av Granby skola",
            ("BUN 19-211",),
            ("lägga ned Granby skola.",),
            reserved=("Rut Ask", "S"),
        ),
    ),
    "written reservations, and who takes no part": (
        "§ 41\nBudgetram 2025\n\nBeslut\nBudgetramen fastställs.\n\nReservationer\n"
        "Jan Ek (M) anmäler skriftlig reservation, bilaga 2.\nSverigedemokraterna reserverar sig "
        "skriftligt.\n\n"
        "Deltar inte i beslutet\nVänsterpartiet deltar inte i beslutet.\n",
        Told(
            "Budgetram 2025",
            (),
            ("Budgetramen fastställs.",),
            reserved=("Jan Ek", "Sverigedemokraterna"),
            away=("Vänsterpartiet",),
        ),
    ),
    "jäv in a sentence that begins with its ground": (
        "§ 22 Stöd till Vikens ishockeyförening\nDnr KFN 2020-88\n\nPå grund av jäv deltar inte Siv Rask (L) "
        "i "
        "handläggningen av ärendet.\n\nBeslut\nNämnden beviljar 20 000 kronor.\n",
        Told(
            "Stöd till Vikens ishockeyförening",
            ("KFN 2020-88",),
            ("Nämnden beviljar 20 000 kronor.",),
            recused=("Siv Rask",),
        ),
    ),
    "votes in words, a vote laid down": (
        "§ 9\nNamn på torget\n\nOmröstning\nAnna Frej (S), Björn Udd (V) och Cilla Öst (MP) röstar ja. "
        "David Norr (M) röstar nej. Elin Syd (L) lägger ner sin röst.\n"
        "Nämnden beslutar med tre ja-röster mot en nej-röst och en nedlagd röst att torget ska heta "
        "Kvarntorget.\n",
        Told(
            "Namn på torget",
            (),
            ("torget ska heta Kvarntorget.",),
            votes=((3, 1, 1),),
            yes=("Anna Frej", "Björn Udd", "Cilla Öst"),
            no=("David Norr",),
            abstain=("Elin Syd",),
        ),
    ),
    "so many vote yes and so many no": (
        "§ 33 Parkeringsavgifter\n\nBeslutsgång\nVotering begärs. Ja innebär bifall till förslaget, nej "
        "innebär avslag.\n"
        "5 röstar ja och 3 nej. En ledamot avstår.\n\nBeslut\nParkeringsavgifter införs.\n",
        Told("Parkeringsavgifter", (), ("Parkeringsavgifter införs.",), votes=((5, 3, 1),)),
    ),
    "result line with colons": (
        "§ 34 Hastighet på Storgatan\n\nBeslut\nHastigheten sänks till 30 km/tim.\n\nOmröstning\n"
        "Resultat: ja 21, nej 19, avstår 1, frånvarande 2.\n",
        Told("Hastighet på Storgatan", (), ("Hastigheten sänks till 30 km/tim.",), votes=((21, 19, 1),)),
    ),
    "a table that stands one cell a line": (
        "§ 88\nDriftbidrag\nKommunstyrelsen beslutar\n-\nAnsökan avslås.\nOmröstningsresultat\nLedamöter\nJa"
        "\nNej\nAvstår\n"
        "Karl Rydh (M), ordf.\nJa\nMona Hed (L)\nNej\nTimo Laine (V)\nNej\nAlva Sjö (MP)\nAvstår\n"
        "Kommunstyrelsen har med 1 ja-röst mot 2 nej-röster och 1 som avstår beslutat att avslå ansökan.\n",
        Told(
            "Driftbidrag",
            (),
            ("Ansökan avslås.",),
            votes=((1, 2, 1),),
            yes=("Karl Rydh",),
            no=("Mona Hed", "Timo Laine"),
            abstain=("Alva Sjö",),
        ),
    ),
    "a table with a column for the party": (
        "§ 71\nSkolskjuts\n\nBeslut\nSkolskjutsen behålls.\n\nVotering\nNamn\tParti\tJa\tNej\tAvstår\n"
        "Solveig Apel\tC\tX\t\t\nHugo Tham\tS\t\tX\t\nEivor Gran\tV\t\t\tX\n\t\t1\t1\t1\n",
        Told(
            "Skolskjuts",
            (),
            ("Skolskjutsen behålls.",),
            votes=((1, 1, 1),),
            yes=("Solveig Apel",),
            no=("Hugo Tham",),
            abstain=("Eivor Gran",),
        ),
    ),
    "old spelling and past tense": (
        "§ 190\nBidrag till hembygdsgården i Övertjärn\n\nHerr Grip (s) yrkade avslag. Stina Wester (c) "
        "yrkade bifall.\n\n"
        "Efter proposition beslöt styrelsen\n\natt   avslå ansökan.\n\n"
        "Mot beslutet reserverade sig Stina Wester (c).\n\nUtdrag tillställs: Kulturnämnden, Övertjärns "
        "hembygdsförening\n",
        Told(
            "Bidrag till hembygdsgården i Övertjärn",
            (),
            ("avslå ansökan.",),
            proposers=("Stina Wester",),
            reserved=("Stina Wester",),
            recipients=("Kulturnämnden", "Övertjärns hembygdsförening"),
        ),
    ),
    "recipients on the label's line, then signatures": (
        "§ 3 Avskrivning av fordran\n\nBeslut\nFordran avskrivs.\n\nDelges: Ekonomienheten, Stråby Värme "
        "AB\n\n"
        "Vid protokollet\nGreta Lund\nsekreterare\n\nJusteras\nÅke Alm\n",
        Told(
            "Avskrivning av fordran",
            (),
            ("Fordran avskrivs.",),
            recipients=("Ekonomienheten", "Stråby Värme AB"),
        ),
    ),
    "a body's short name leads the sentence": (
        "§ 6 Firmatecknare\n\nStyrelsen beslutar utse Maj Berg (S) och Tor Hed (M) att teckna förbundets "
        "firma.\n\n"
        "Paragrafen förklaras omedelbart justerad.\n",
        Told(
            "Firmatecknare",
            (),
            ("Styrelsen beslutar utse Maj Berg (S) och Tor Hed (M)",),
        ),
    ),
    "who reserves without a verb, for whole parties": (
        "§ 64\nUpphandling av färdtjänst\n\nBeslut\nUpphandlingen avbryts.\n\nReservationer\n"
        "Samtliga ledamöter i S, V och MP.\n",
        Told("Upphandling av färdtjänst", (), ("Upphandlingen avbryts.",), reserved=("S", "V", "MP")),
    ),
    "parties in brackets propose and reserve": (
        "§ 121\nHyrpersonal\n\nBeslut\nAvtalet förlängs.\n\nYrkanden\n(S), (V) och (C) yrkar bifall.\n"
        "Moderaterna och Liberalerna yrkar återremiss.\n\nReservation\nLedamöterna (M) och (L) reserverar "
        "sig.\n",
        Told(
            "Hyrpersonal",
            (),
            ("Avtalet förlängs.",),
            proposers=("S", "V", "C", "Moderaterna", "Liberalerna"),
            reserved=("M", "L"),
        ),
    ),
    "lettered points under a lead": (
        "§ 24  KS 24/015 102\n\nAvsägelser och val\n\nKommunfullmäktige beslutar\n\n"
        "a)  befria Ulf Tran (M) från uppdraget som ersättare i valnämnden\n\n"
        "b)  utse Ida Palm (M) till ersättare i valnämnden.\n\nUtdrag: de valda, lönekontoret\n",
        Told(
            "Avsägelser och val",
            ("KS 24/015",),
            ("befria Ulf Tran (M)", "utse Ida Palm (M)"),
            recipients=("de valda", "lönekontoret"),
        ),
    ),
    "a special opinion and a note are no reservations": (
        "§ 17\nKulturplan\n\nBeslut\nKulturplanen antas.\n\nSärskilt yttrande\nBosse Lind (KD) lämnar ett "
        "särskilt "
        "yttrande.\n\nProtokollsanteckning\nTyra Ståhl (V): ”Vi hade önskat mer till musikskolan.”\n",
        Told("Kulturplan", (), ("Kulturplanen antas.",), noted=("Bosse Lind", "Tyra Ståhl")),
    ),
    "the motion is answered": (
        "§ 29 Motion om gratis frukt från Lo Vide (MP)\nDnr 2023-000412\n\nKommunfullmäktiges "
        "beslut\nMotionen anses "
        "besvarad.\n\nYrkanden\nLo Vide (MP) yrkar bifall till motionen.\nPer Ros (S) yrkar att motionen ska "
        "anses "
        "besvarad.\n\nProposition\nOrdföranden ställer proposition på yrkandena och finner att fullmäktige "
        "beslutar "
        "enligt Per Ros yrkande.\n\nBeslutet fattas med acklamation.\n",
        Told(
            "Motion om gratis frukt från Lo Vide (MP)",
            ("2023-000412",),
            ("Motionen anses besvarad.",),
            proposers=("Lo Vide", "Per Ros"),
        ),
    ),
    "the number before the sign": (
        "9 §  Justering (VN-2024-17)\nValnämnden utser Fanny Drott till justerare.\n\n"
        "10 §  Vallokaler (VN-2024-21)\nBeslut\nValnämnden fastställer vallokaler enligt bilaga 1.\n",
        Told("Justering", ("VN-2024-17",), ("Valnämnden utser Fanny Drott till justerare.",)),
    ),
    "bare numbers with the year, the label after": (
        "201/17 Dnr RS2017-0004\nVal av justerare\nRegionstyrelsens beslut\nAtt utse Torun By (V) att "
        "justera.\n\n"
        "202/17 Dnr RS2017-0005\nFöredragningslista\nRegionstyrelsens beslut\nFöredragningslistan "
        "fastställs.\n",
        Told("Val av justerare", ("RS2017-0004",), ("utse Torun By (V) att justera.",)),
    ),
    "a § that goes on on the next page, and again under the same heading": (
        "§ 16  1379/22\nMotion av Bo Lind (V) om bin\nYrkanden\nBo Lind (V) yrkar bifall till motionen.\n\n"
        "§ 16  1379/22 forts.\nBeslut\nMotionen avslås.\n\n§ 16  1379/22\nReservation\nBo Lind (V) "
        "reserverar sig.\n",
        Told(
            "Motion av Bo Lind (V) om bin",
            ("1379/22",),
            ("Motionen avslås.",),
            proposers=("Bo Lind",),
            reserved=("Bo Lind",),
        ),
    ),
    "two proposers with one verb and an ellipsis": (
        "§ 12\nMedlemskap i bandelsföreningen\n\nArbetsutskottet beslutar\n\natt inträda som medlem.\n\n"
        "Vid ärendets behandling yrkar Birgit Vall (m) avslag samt Sten Höjd (s) och Olle Berg (v) bifall "
        "till förslaget.\n",
        Told(
            "Medlemskap i bandelsföreningen",
            (),
            ("inträda som medlem.",),
            proposers=("Birgit Vall", "Sten Höjd", "Olle Berg"),
        ),
    ),
}


def first_item(raw: str) -> Item:
    return record_of(raw).items[0]


def names(found: tuple[object, ...]) -> list[str]:
    return [
        who
        for entry in found
        for who in [
            *(person.name for person in entry.people),  # type: ignore[attr-defined]
            *(party.text for party in entry.parties),  # type: ignore[attr-defined]
        ]
    ]


def cast(item: Item, choice: str) -> list[str]:
    return [b.person.name for vote in item.votes for b in vote.ballots if b.choice == choice]


@pytest.mark.parametrize("manner", CASES)
def test_a_paragraph_of_another_council(manner: str) -> None:
    check(*CASES[manner])


def check(raw: str, told: Told) -> None:
    """Compare the first § of the text with what it states."""
    item = first_item(raw)
    assert (item.title.text if item.title else "") == told.title
    assert tuple(dnr.text for dnr in item.dnr) == told.dnr
    texts = [point.text for point in item.decisions]
    assert len(texts) == len(told.decisions), texts
    assert all(start in text for start, text in zip(told.decisions, texts, strict=True)), texts
    if told.recommends:
        assert {point.kind for point in item.decisions} == {"recommendation"}
    assert sorted(names(item.proposals)) == sorted(told.proposers)
    assert [(vote.yes, vote.no, vote.abstain) for vote in item.votes] == list(told.votes)
    assert sorted(cast(item, "yes")) == sorted(told.yes)
    assert sorted(cast(item, "no")) == sorted(told.no)
    assert sorted(cast(item, "abstain")) == sorted(told.abstain)
    assert sorted(names(item.reservations)) == sorted(told.reserved)
    assert sorted(names(item.recusals)) == sorted(told.recused)
    assert sorted(names(item.non_participation)) == sorted(told.away)
    assert sorted(names(item.notes)) == sorted(told.noted)
    assert [stated.text for stated in item.recipients] == list(told.recipients)
