"""More whole §§ in the manners of other councils, written after those of the first; all is invented."""

from __future__ import annotations

import pytest

from tests.test_councils import Told, check

CASES: dict[str, tuple[str, Told]] = {
    "a table of names and votes, the votes as words": (
        "§ 45 (KS 2021/123)\nArenabygget i Norrvik\n\nBeslut\nKommunfullmäktige beslutar\n\n1. att arenan "
        "inte byggs\n"
        "2. att platsen blir park\n\nOmröstning\nJa-röst: arenan byggs inte. Nej-röst: arenan byggs.\n\n"
        "Namn\tParti\tRöst\nAda Berg\tS\tJa\nBo Dahl\tM\tNej\nCia Ek\tC\tJa\n\nReservation\nBo Dahl (M) "
        "reserverar sig "
        "mot beslutet.\n",
        Told(
            "Arenabygget i Norrvik",
            ("KS 2021/123",),
            ("arenan inte byggs", "platsen blir park"),
            votes=((2, 1, None),),
            yes=("Ada Berg", "Cia Ek"),
            no=("Bo Dahl",),
            reserved=("Bo Dahl",),
        ),
    ),
    "members vote one after another at a roll call": (
        "§ 12 Cykelgarage vid stationen\nDnr TN 2019-0004\n\nBeslutsgång\nVotering begärs och verkställs "
        "genom upprop. Ja för "
        "bifall, nej för avslag.\nVid uppropet röstar följande ledamöter ja: Lars Fors (S), Mia Holt (S) och "
        "Nina Grip (V).\n"
        "Följande ledamöter röstar nej: Ove Palm (M) och Rune Stark (SD).\nOrdföranden finner att nämnden "
        "med 3 ja-röster mot "
        "2 nej-röster bifaller förslaget.\n\n"
        "Tekniska nämndens beslut\nEtt cykelgarage byggs vid stationen.\n",
        Told(
            "Cykelgarage vid stationen",
            ("TN 2019-0004",),
            ("Ett cykelgarage byggs",),
            votes=((3, 2, None),),
            yes=("Lars Fors", "Mia Holt", "Nina Grip"),
            no=("Ove Palm", "Rune Stark"),
        ),
    ),
    "a parenthesis of parties after the count": (
        "§ 7\nFörskolan Bävern\n\nBeslut\nNämnden avslår ansökan.\n\nOmröstning\nOmröstningen ger följande "
        "resultat: 6 ja "
        "(S, V, MP) och 5 nej (M, SD).\n",
        Told("Förskolan Bävern", (), ("Nämnden avslår ansökan.",), votes=((6, 5, None),)),
    ),
    "a counted vote in the middle of the finding": (
        "§ 99 Skattesats\n\nKommunfullmäktiges beslut\nSkattesatsen fastställs till 22:10.\n\nBeslutsgång\nOr"
        "dföranden "
        "finner att det avgetts 31 ja-röster och 18 nej-röster. Två ledamöter avstår. Fullmäktige har därmed "
        "beslutat enligt "
        "kommunstyrelsens förslag.\n",
        Told("Skattesats", (), ("Skattesatsen fastställs till 22:10.",), votes=((31, 18, 2),)),
    ),
    "a vote asked for and withdrawn": (
        "§ 3 Bänkar i parken\n\nBeslutsgång\nOmröstning begärs. Begäran återtas.\n\nBeslut\nBänkarna målas "
        "gröna.\n",
        Told("Bänkar i parken", (), ("Bänkarna målas gröna.",)),
    ),
    "what would be needed is no vote": (
        "§ 4 Lån\n\nÄrendet\nFör återremiss krävs att en tredjedel röstar för det, det vill säga 14 "
        "ja-röster mot 27 nej-röster "
        "räcker inte i nämnden.\n\nBeslut\nLånet beviljas.\n",
        Told("Lån", (), ("Lånet beviljas.",)),
    ),
    "dels and dels": (
        "§ 60\nSimhallens öppettider\n\nKultur- och fritidsnämnden beslutar\ndels att hålla öppet på "
        "söndagar,\n"
        "dels att höja avgiften.\n\nSkickas till\nSimhallen\n",
        Told(
            "Simhallens öppettider",
            (),
            ("hålla öppet på söndagar", "höja avgiften."),
            recipients=("Simhallen",),
        ),
    ),
    "bullets for recipients, a note in brackets": (
        "§ 18 Bygglov, Ekan 3\nMBN 2022-18\n\nBeslut\nBygglov beviljas.\n\nBeslutet ska skickas till\n• "
        "Sökanden\n"
        "• Grannar (Ekan 2 och 4)\n• Post- och inrikes tidningar\n\nJusterande signatur\n",
        Told(
            "Bygglov, Ekan 3",
            ("MBN 2022-18",),
            ("Bygglov beviljas.",),
            recipients=("Sökanden", "Grannar (Ekan 2 och 4)", "Post- och inrikes tidningar"),
        ),
    ),
    "no part, told for the minutes": (
        "§ 70 Budget 2026\n\nBeslut\nBudgeten antas.\n\nTill protokollet\nTill protokollet antecknas att "
        "Vänsterpartiet inte "
        "deltar i beslutet.\nLiv Ström (MP) avstår från att delta i beslutet.\n",
        Told("Budget 2026", (), ("Budgeten antas.",), away=("Vänsterpartiet", "Liv Ström")),
    ),
    "a reservation from a party, in a heading's line": (
        "§ 71 Taxor\n\nBeslut\nTaxorna antas.\n\nReservation mot beslutet\nReservation från Moderaterna, "
        "bilaga 3.\n",
        Told("Taxor", (), ("Taxorna antas.",), reserved=("Moderaterna",)),
    ),
    "the matter is taken off": (
        "§ 6 Reglemente för arkivet\n\nBeslut\nÄrendet utgår.\n",
        Told("Reglemente för arkivet", (), ("Ärendet utgår.",)),
    ),
    "information that the board takes to its minutes": (
        "§ 8\nInformation om bredband\n\nBeslut\nNämnden tackar för informationen.\n\nÄrendet\nIT-chef Åsa "
        "Rönn informerar.\n",
        Told("Information om bredband", (), ("Nämnden tackar för informationen.",)),
    ),
    "number with code and year, no blank": (
        "KS §45/2023 Dnr KS2023-01234\nKöp av mark i Hultet\n\nKommunstyrelsens beslut\nKommunen köper "
        "marken.\n",
        Told("Köp av mark i Hultet", ("KS2023-01234",), ("Kommunen köper marken.",)),
    ),
    "the decision before everything, then what earlier bodies said": (
        "§ 101\n\nÖversyn av lokaler\n\nDnr UN 2018/55\n\nUtbildningsnämndens beslut\nUtbildningsnämnden "
        "ställer sig bakom "
        "översynen.\n\nArbetsutskottets beslut 2018-05-02 § 33\nArbetsutskottet föreslår att översynen "
        "antecknas.\n\n"
        "Förvaltningens förslag till beslut\nÖversynen godkänns.\n",
        Told("Översyn av lokaler", ("UN 2018/55",), ("Utbildningsnämnden ställer sig bakom",)),
    ),
    "a proposal that somebody joins": (
        "§ 14 Lekplatser\n\nBeslut\nEn plan tas fram.\n\nFörslag till beslut på sammanträdet\nIda Ros (S) "
        "föreslår att en "
        "plan tas fram. Leo Vik (C) instämmer i förslaget.\nPer Noréus (SD) yrkar på avslag.\n",
        Told("Lekplatser", (), ("En plan tas fram.",), proposers=("Ida Ros", "Per Noréus")),
    ),
    "each with a line and a dash": (
        "§ 21 Avfallsplan\n\nBeslut\nAvfallsplanen antas.\n\nYrkanden\n- Sara Lind (S): bifall till "
        "förslaget\n"
        "- Olle Zetterlund (M): återremiss\n",
        Told("Avfallsplan", (), ("Avfallsplanen antas.",), proposers=("Sara Lind", "Olle Zetterlund")),
    ),
    "a motion's author did not propose at the meeting": (
        "§ 22 Motion om solceller\nDnr 2020/77\n\nBeslut\nMotionen avslås.\n\nSammanfattning\nEva Torn (MP) "
        "föreslår i en motion "
        "att solceller sätts upp. Eva Torn (MP) yrkar att kommunen ska gå före.\n",
        Told("Motion om solceller", ("2020/77",), ("Motionen avslås.",)),
    ),
    "an ordinal for the matter before the §": (
        "5. § 33 Val av ombud\nDnr: 2019/KS 0044\n\nBeslut\nTill ombud utses Ylva Ask (C).\n",
        Told("Val av ombud", ("2019/KS 0044",), ("Till ombud utses Ylva Ask (C).",)),
    ),
    "the § and its title in capitals": (
        "§ 2\tFASTSTÄLLANDE AV FÖREDRAGNINGSLISTA\n\nBESLUT\nFöredragningslistan fastställs.\n",
        Told("FASTSTÄLLANDE AV FÖREDRAGNINGSLISTA", (), ("Föredragningslistan fastställs.",)),
    ),
    "recipients in running text": (
        "§ 9 Gallring\n\nBeslut\nPlanen antas.\n\nProtokollsutdrag: Arkivet, registrator\n",
        Told("Gallring", (), ("Planen antas.",), recipients=("Arkivet", "registrator")),
    ),
    "a vote on each of two points": (
        "§ 80 Detaljplan\n\nBeslut\n1. Planen antas.\n2. Avgiften tas ut.\n\nOmröstning 1\nJa-röst för punkt "
        "1. Nej-röst för "
        "avslag.\nOmröstningen utfaller med 5 ja-röster och 4 nej-röster.\n\nOmröstning 2\nJa-röst för punkt "
        "2. Nej-röst för "
        "avslag.\nOmröstningen utfaller med 6 ja-röster och 3 nej-röster.\n",
        Told("Detaljplan", (), ("Planen antas.", "Avgiften tas ut."), votes=((5, 4, None), (6, 3, None))),
    ),
    "marks in lower case and a sum that differs": (
        "§ 81 Torghandel\n\nBeslut\nTorghandel tillåts.\n\nOmröstning\nLedamot\tJa\tNej\nAnn Holm "
        "(S)\tx\t\nBen Alm (M)\t\tx\n"
        "Summa\t3\t1\n",
        Told("Torghandel", (), ("Torghandel tillåts.",)),
    ),
    "the chair's casting vote": (
        "§ 82 Belysning\n\nBeslut\nBelysningen släcks.\n\nOmröstning\nOmröstningen utfaller med 5 ja-röster "
        "och 5 nej-röster. "
        "Ordförandens utslagsröst avgör.\n",
        Told("Belysning", (), ("Belysningen släcks.",), votes=((5, 5, None),)),
    ),
    "alternatives instead of yes and no": (
        "§ 83 Namn på bron\n\nBeslut\nBron heter Svanbron.\n\nOmröstning\nFör alternativ 1 röstar Ann Holm "
        "(S) och Ben Alm (M). "
        "För alternativ 2 röstar Cia Ros (C).\n",
        Told("Namn på bron", (), ("Bron heter Svanbron.",)),
    ),
}


@pytest.mark.parametrize("manner", CASES)
def test_a_paragraph_of_yet_another_council(manner: str) -> None:
    check(*CASES[manner])
