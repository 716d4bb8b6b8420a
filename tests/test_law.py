"""Legal references: what each form refers to, what is none, and what holds for any text."""

from __future__ import annotations

import re
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.law import citations, references
from graphbuild.law.statutes import register
from graphbuild.mentions import law as mentions

NU = "https://lagen.nu/"


def cited(text: str, day: date | None = None) -> list[str]:
    """Return the IRIs of a text's references, shortened; `-` for one without."""
    return [r.iri.removeprefix(NU) if r.iri else "-" for r in references(text, day)]


PROVISIONS = [
    ("Styrelsen beslutar med stöd av 4 kap. 6 § kommunallagen.", ["2017:725#K4P6"]),
    ("Uppgiften omfattas av 11 kap 20 § KL.", ["2017:725#K11P20"]),
    ("enligt 4 kap. 6 § första stycket 2 kommunallagen", ["2017:725#K4P6S1N2"]),
    ("enligt 4 kap. 6 § 1 st. 2 p. kommunallagen", ["2017:725#K4P6S1N2"]),
    ("enligt 6 § tredje stycket andra meningen förvaltningslagen", ["2017:900#P6S3M2"]),
    ("enligt 9 § punkt 4 LSS", ["1993:387#P9S1N4"]),
    ("stöd enligt LSS 9 § 2", ["1993:387#P9S1N2"]),
    ("enligt 5 a § skollagen", ["2010:800#P5a"]),
    ("enligt 3 kap. 12 b § PBL", ["2010:900#K3P12b"]),
    ("enligt 8 § 2 mom. lagen (1919:12)", ["1919:12#P8O2", "1919:12"]),
    ("jfr kap. 6 § 13 KL", ["2017:725#K6P13"]),
    ("enligt femte kapitlet 1 § kommunallagen", ["2017:725#K5P1"]),
    ("tillsyn enligt 26 kap. miljöbalken", ["1998:808#K26"]),
    ("friheten i tryckfrihetsförordningen 2 kap 3 §", ["1949:105#K2P3"]),
    ("jämför RF 1:9 och BrB 20:1 st 2", ["1974:152#K1P9", "1962:700#K20P1S2"]),
    ("enligt kommunallagen, 6 kap. 13 §", ["2017:725#K6P13"]),
    ("enligt § 22 förvaltningslagen", ["2017:900#P22"]),
    ("enligt 2 kap. 1 § i den nya kommunallagen (2017:725)", ["2017:725#K2P1"]),
]

LISTS = [
    ("sekretess enligt 26 kap. 1 och 2 §§ OSL", ["2009:400#K26", "2009:400#K26P1", "2009:400#K26P2"]),
    ("enligt 7–9 §§ förvaltningslagen", ["2017:900#P7", "2017:900#P9", "2017:900"]),
    ("enligt 3, 5 och 8 a §§ LSS", ["1993:387#P3", "1993:387#P5", "1993:387#P8a"]),
    ("enligt 4 a och b §§ skollagen", ["2010:800#P4a", "2010:800#P4b", "2010:800"]),
    (
        "enligt 2 kap. 1 § och 3 kap. 4 § samt 6 § miljöbalken",
        ["1998:808#K2P1", "1998:808#K3P4", "1998:808#K3P6", "1998:808"],
    ),
    ("6 § första och tredje styckena lagen (1999:11)", ["1999:11#P6S1", "1999:11#P6S3", "1999:11"]),
    ("6 § andra stycket 1, 2 och 4 LSS", ["1993:387#P6S2N1", "1993:387#P6S2N2", "1993:387#P6S2N4"]),
    ("6 § andra stycket 1–4 LSS", ["1993:387#P6S2", "1993:387#P6S2N1", "1993:387#P6S2N4"]),
    ("1 och 2 kap. miljöbalken", ["1998:808#K1", "1998:808#K2", "1998:808"]),
    ("KL 6:13, 6:14", ["2017:725", "2017:725#K6P13", "2017:725#K6P14"]),
]

STATUTES = [
    ("Förslaget har stöd i lagen (2010:630).", ["2010:630"]),
    ("ansvar enligt lagen om regionalt utvecklingsansvar (2010:630)", ["2010:630"]),
    ("lagen (2010:630) om regionalt utvecklingsansvar", ["2010:630"]),
    ("lagen om regionalt utvecklingsansvar gäller", ["2010:630"]),
    ("upphandlas enligt lagen om offentlig upphandling, LOU,", ["2016:1145"]),
    ("kommunallagens krav och Plan- och bygglagens regler", ["2017:725", "2010:900"]),
    ("Hälso- och sjukvårdslag (2017:30), HSL, gäller", ["2017:30"]),
    ("bostadsbidragslagen (2001:9999)", ["2001:9999"]),
    ("SFS 2010:630", ["2010:630"]),
    ("7 § handelslagen (1734:0012 s. 3)", ["1734:0012_s._3#P7"]),
    ("Ansökan om personlig assistans enligt LSS avslås.", ["1993:387"]),
    ("Kameraregisterlagen gäller ännu", ["-"]),
    ("delegation enligt FL", ["2017:900"]),
]

CONTEXT = [
    (
        "Enligt 3 § lagen (1990:11) om torg gäller. Enligt 5 § samma lag",
        ["1990:11#P3", "1990:11", "1990:11#P5"],
    ),
    ("4 § torgförordningen (2003:7). Av 6 § samma förordning", ["2003:7#P4", "2003:7#P6"]),
    ("lagen (1990:11) om allmänna torg (LAT). Se 2 § LAT.", ["1990:11", "1990:11#P2"]),
    ("torglagen (1990:11) och\n\nsenare 2 § torglagen", ["1990:11", "1990:11#P2"]),
    ("enligt kommunallagen (1991:900). 2 § kommunallagen", ["1991:900", "1991:900#P2"]),
    ("lagen om hyra av torg (LHT, 1990:11) samt 3 § LHT", ["1990:11", "1990:11#P3"]),
    ("I miljöbalken finns regler (se 2 kap. 3 §).", ["1998:808", "1998:808#K2P3"]),
    ("Miljöbalken gäller. Detta sägs i 2 kap. 3 §.", ["1998:808"]),
]

DOCUMENTS = [
    ("remissen av SOU2023:94", ["sou/2023:94"]),
    ("Ds 2014:12 s. 40", ["ds/2014:12#sid40"]),
    ("SOU 2004:15 och 2005:6", ["sou/2004:15", "sou/2005:6"]),
    ("(prop. 2001/02:13, s. 17 och 21–24)", [f"prop/2001/02:13#sid{p}" for p in (17, 21, 24)]),
    ("propositionen 1999/2000:8 samt a. prop. s. 7 f.", ["prop/1999/2000:8", "prop/1999/2000:8#sid7"]),
    ("kommittédirektiv (dir. 2019:07)", ["dir/2019:7"]),
    ("bet. 2020/21:KU4, rskr. 2020/21:55", ["bet/2020/21:KU4", "rskr/2020/21:55"]),
    ("förordning (EU) 2016/679", ["ext/celex/32016R0679"]),
    ("rådets förordning (EG) nr 7/2004 av den 3 maj 2004 om fisk", ["ext/celex/32004R0007"]),
    ("direktiv 92/43/EEG och direktiv (EU) 2018/851", ["ext/celex/31992L0043", "ext/celex/32018L0851"]),
    ("artikel 30.2 i rådets direktiv 92/43/EEG", ["ext/celex/31992L0043#30.2"]),
    (
        "artiklarna 6.1 e och 9 i GDPR",
        ["ext/celex/32016R0679#6.1", "ext/celex/32016R0679#9", "ext/celex/32016R0679"],
    ),
    ("CELEX 32006L0123, 393L0013", ["ext/celex/32006L0123", "ext/celex/31993L0013"]),
    ("HSLF-FS 2018:54 och SKOLFS 2011:4", ["hslf-fs/2018:54", "skolfs/2011:4"]),
    ("5 kap. 2 § SOSFS 2012:3", ["sosfs/2012:3#K5P2"]),
    ("departementets skrivelse Fi2021/00123 och S2020/1234/FS", ["-", "-"]),
    ("artikel 12 i barnkonventionen", ["-"]),
]


@pytest.mark.parametrize(("text", "iris"), PROVISIONS + LISTS + STATUTES + CONTEXT + DOCUMENTS)
def test_each_form_refers_to_its_source_and_place(text: str, iris: list[str]) -> None:
    assert cited(text) == iris


@pytest.mark.parametrize(
    "text",
    [
        "§ 22 Val av ersättare",
        "Kommunstyrelsen den 4 mars, § 282, och §§ 53-64",
        "Bordlagt den 10 april 2024, § 12 i protokollet",
        "Dnr 2024:5, SLK-2024-00062 och 2024:5 Dnr",
        "Bun/2015:182   690",
        "2 550 000 kr, 4:50 kr och 2024/25:3",
        "kl. 13:15 och KL 13:15",
        "Förslagen från bolagen och underlagen, föreslagen i grundlagen, föreslagen ändring",
        "5 § i arbetsordningen och 7 § i reglementet",
        "Aktieboken, MB 500, FL och KL",
        "en LSS-boende och ett SoL-beslut",
        "lagen är tydlig och förordningen gäller",
        "propositioner på bifall 2024/25",
        "Direktiv 2024 och bilaga 2, 5 §",
        "enligt 2 § samma lag",
        "Tabell 3 / 4 § 5",
    ],
)
def test_what_is_no_reference(text: str) -> None:
    assert references(text) == []


def test_a_heading_below_its_number_is_not_its_paragraph() -> None:
    assert cited("37 §\nKommunallagens tillämpning") == ["2017:725"]
    assert cited("Ändring i kommunallagen\n38 § Nästa ärende") == ["2017:725"]


def test_the_parts_of_a_reference_stand_as_the_text_has_them() -> None:
    text = "Beslutet fattas enligt 4 kap. 6 §\nandra stycket 3 kommunallagen."
    (found,) = references(text)
    assert (found.kind, found.sfs, found.number) == ("statute", "2017:725", "2017:725")
    assert (found.chapter, found.paragraph, found.piece, found.point) == ("4", "6", "2", "3")
    assert found.text == text[found.start : found.end] == "4 kap. 6 §\nandra stycket 3 kommunallagen"


def test_kinds() -> None:
    text = "lagen (2010:630), SOU 2023:1, Ds 2023:2, prop. 2023/24:3, dir. 2023:4, (EU) 2023/5, AFS 2023:6"
    assert [r.kind for r in references(text)] == ["statute", "SOU", "Ds", "prop", "dir", "EU act", "other"]


def test_a_name_stands_for_the_statute_of_the_day() -> None:
    assert cited("2 § kommunallagen", date(2017, 12, 31)) == ["1991:900#P2"]
    assert cited("2 § kommunallagen", date(2018, 1, 1)) == ["2017:725#P2"]
    assert cited("SoL gäller", date(2025, 7, 1)) == ["2025:400"]
    assert cited("SoL gäller", date(2025, 6, 30)) == cited("SoL gäller") == ["2001:453"]


def test_a_citation_is_the_whole_phrase() -> None:
    text = "Enligt 26 kap. 1 och 2 §§ OSL, och lagen (2010:630) om regionalt utvecklingsansvar."
    assert [text[c.start : c.end] for c in citations(text)] == ["26 kap. 1 och 2 §§ OSL", "lagen (2010:630)"]


def test_mentions_are_the_citations_on_one_line() -> None:
    found = mentions.references("se 4 kap.\n6 § kommunallagen och SOU2023:94")
    assert [m.text for m in found] == ["4 kap. 6 § kommunallagen", "SOU 2023:94"]


def test_the_data_names_each_statute_once_by_a_number_of_its_own_form() -> None:
    entries = [entry for rows in register().names.values() for _, entry in rows]
    entries += register().short.values()
    sources = [s for e in entries for s in (e.source, e.earlier, e.undated) if s is not None]
    for source in sources:
        shape = r"3\d{4}[RLD]\d{4}" if source.kind == "EU act" else r"1[89]\d\d:\d+|20\d\d:[1-9]\d*"
        assert re.fullmatch(shape, source.number or "")
    names = [words for rows in register().names.values() for words, _ in rows]
    assert len(names) == len(set(names)) > 100
    assert register().alone <= set(register().short)
    assert all((e.since is None) == (e.earlier is None) for e in entries)


_PIECES = st.sampled_from(
    [
        *(
            "4 kap.",
            "6 §",
            "§",
            "§§",
            "7",
            "8 a",
            ",",
            "och",
            "–",
            "första stycket",
            "st",
            "p",
            "2 p.",
            "12:3",
        ),
        *(
            "kommunallagen",
            "KL",
            "LSS",
            "lagen",
            "(2010:630)",
            "om",
            "samma lag",
            "hälso- och",
            "sjukvårdslagen",
        ),
        *(
            "SOU",
            "2023:94",
            "prop.",
            "2001/02:3",
            "s.",
            "artikel",
            "6.1",
            "GDPR",
            "(EU)",
            "2016/679",
            "Fi",
            ".",
            "\n",
        ),
    ]
)


@given(st.one_of(st.text(), st.lists(_PIECES, max_size=40).map(" ".join), st.lists(_PIECES).map("".join)))
def test_spans_are_in_order_apart_and_their_own_words(text: str) -> None:
    end = 0
    for citation in citations(text):
        assert citation.references
        assert end <= citation.start < citation.end <= len(text)
        place = citation.start
        for found in citation.references:
            assert place <= found.start < found.end <= citation.end
            assert found.text == text[found.start : found.end]
            place = found.end
        end = citation.end


@given(st.lists(_PIECES, max_size=30).map(" ".join))
def test_reading_is_deterministic_and_paragraphs_do_not_change_spans(text: str) -> None:
    assert references(text) == references(text)
    moved = references(f"Ingress.\n\n{text}")
    assert [(r.start - 10, r.end - 10, r.iri) for r in moved] == [
        (r.start, r.end, r.iri) for r in references(text)
    ]


@pytest.mark.parametrize(
    "seed",
    [
        "1, 2 och 3, ",
        "5 § ",
        "lagen om torg ",
        "lag (",
        "KL 4:5, ",
        "hälso- och ",
        "5 kap. 6 § 7 ",
        "§",
        "1",
        "\n ",
    ],
)
def test_time_grows_with_the_length(seed: str) -> None:
    def seconds(length: int) -> float:
        text = (seed * length)[:length]
        started = time.process_time()
        references(text)
        return time.process_time() - started

    seconds(1_000)
    assert seconds(80_000) < 12 * seconds(20_000) + 0.2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("se NJA 2011 s. 7", ["rf/nja/2011s7"]),
        ("jfr HFD 2015 ref. 3 och RÅ 1994 not. 12", ["rf/hfd/2015:3", "rf/ra/1994/not/12"]),
        (
            "enligt AD 2012 nr 45, MÖD 2010:9 och MIG 2013:2",
            ["rf/ad/2012:45", "rf/mod/2010:9", "rf/mig/2013:2"],
        ),
        ("ärendet AD 2012-45 och NJA 2011:7", []),
        ("HFD 2015 s. 3", []),
    ],
)
def test_court_decisions_are_read_as_the_courts_cite_them(text, expected):
    assert cited(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("prop. 2011/2012:7 s. 3", ["prop/2011/12:7#sid3"]),
        ("prop. 1999/2000:7", ["prop/1999/2000:7"]),
        ("prop. nr 31/1950, s. 4", ["prop/1950:31#sid4"]),
        ("Prop. 1951 nr 12", ["prop/1951:12"]),
        ("prop. 1958:B 9", ["prop/1958:B9"]),
        ("skrivelse nr 31/1950", []),
    ],
)
def test_bills_of_old_and_long_sessions_get_the_form_of_their_series(text, expected):
    assert cited(text) == expected


def test_the_act_last_named_is_meant_by_its_kind_alone():
    act = "Förordning (EU) 2019/881 gäller. Enligt artikel 5 i "
    assert cited(f"{act}förordningen får nämnden besluta.")[1:] == ["ext/celex/32019R0881#5"]
    assert cited(f"{act}direktivet får nämnden besluta.")[1:] == []
    assert cited("Enligt artikel 5 i förordningen får nämnden besluta.") == []


def test_a_statute_whose_number_no_source_confirmed_is_named_without_one():
    assert cited("enligt 3 § tandvårdsförordningen") == ["-"]
