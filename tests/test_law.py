"""Legal references as Swedish minutes cite them."""

from __future__ import annotations

from array import array

import pytest

from graphbuild.mentions.law import legal_references, references
from graphbuild.text import Text


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("enligt 4 kap. 6 § kommunallagen ska", ["4 kap. 6 § kommunallagen"]),
        ("11 kap. 14 och 15 §§ kommunallagen (2017:725)", ["11 kap. 14 och 15 §§ kommunallagen (2017:725)"]),
        ("12 kap 3 § första stycket miljöbalken", ["12 kap 3 § första stycket miljöbalken"]),
        ("skollagen 8 kap. 8 §", ["skollagen 8 kap. 8 §"]),
        ("9 kap. 30 § PBL", ["9 kap. 30 § PBL"]),
        ("lagen (2010:630) om ansvar", ["lagen (2010:630)"]),
        ("lagen om fyrar och klippor (2010:630)", ["lagen om fyrar och klippor (2010:630)"]),
        ("enligt förordning (2001:160)", ["förordning (2001:160)"]),
        ("plan- och bygglagens krav", ["plan- och bygglagen"]),
        ("offentlighets- och sekretesslagen", ["offentlighets- och sekretesslagen"]),
        ("SOU2023:94 och SOU 2024:1", ["SOU 2023:94", "SOU 2024:1"]),
        ("prop. 2023/24:1, Ds 2024:7 och dir. 2022:12", ["prop. 2023/24:1", "Ds 2024:7", "dir. 2022:12"]),
        ("remissen Fi2023/03211 och S2024/00123", ["Fi2023/03211", "S2024/00123"]),
        ("föreskrifterna HSLF-FS 2015:6", ["HSLF-FS 2015:6"]),
        ("förordning (EU) 2016/679", ["förordning (EU) 2016/679"]),
        ("barnkonventionens artiklar", ["barnkonventionen"]),
        ("bolagen, förslagen, anslagen och underlagen", []),
        ("§ 14 i protokollet, dnr KS 2018/14 och 4 kapten", []),
        ("lagen och förordningen", []),
    ],
)
def test_references(sentence: str, expected: list[str]) -> None:
    assert [m.text for m in references(sentence)] == expected


def test_distinct_references_of_a_span_keep_their_first_words() -> None:
    clean = "SOU 2024:1 före.\nSOU2024:2 och SOU 2024:2."
    text = Text(clean, clean, array("l", range(len(clean))), (0,))
    found = legal_references(text, clean.index("\n"), len(clean))
    assert [(s.text, s.evidence.quote) for s in found] == [("SOU 2024:2", "SOU2024:2")]
