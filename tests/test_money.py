"""Amounts of money as numbers."""

from __future__ import annotations

from array import array
from decimal import Decimal

import pytest

from graphbuild.mentions.money import amounts, find_amounts, find_bare_amount
from graphbuild.text import Text


@pytest.mark.parametrize(
    ("sentence", "value", "currency"),
    [
        ("beviljas 2 550 000 kr", "2550000", "SEK"),
        ("om 2\u00a0550\u202f000 kronor.", "2550000", "SEK"),
        ("500.000 kr", "500000", "SEK"),
        ("203 miljoner kronor", "203000000", "SEK"),
        ("60 mnkr", "60000000", "SEK"),
        ("25,5 mkr", "25500000", "SEK"),
        ("1 095 500 tkr", "1095500000", "SEK"),
        ("1,5 miljarder kronor", "1500000000", "SEK"),
        ("två miljoner kronor", "2000000", "SEK"),
        ("20 kronor och 51 öre", "20.51", "SEK"),
        ("2 miljoner euro", "2000000", "EUR"),
        ("resultat -60,3 mkr", "-60300000", "SEK"),
        ("avgift 99,50 kr", "99.50", "SEK"),
        ("i april 2024 550 000 kr", "550000", "SEK"),
        ("avgiften 500:-", "500", "SEK"),
        ("om 1.250.000:-", "1250000", "SEK"),
        ("om 1 200 000,-", "1200000", "SEK"),
        ("SEK 300 000", "300000", "SEK"),
        ("MSEK 2,5 under året", "2500000", "SEK"),
        ("EUR 20 000", "20000", "EUR"),
        ("75 kkr", "75000", "SEK"),
        ("minus 4 mkr", "-4000000", "SEK"),
        ("ett underskott på –60,3 mkr", "-60300000", "SEK"),
        ("en halv miljon kronor", "500000", "SEK"),
        ("bidrag om 2\n550 000 kr", "2550000", "SEK"),
        ("bidrag om 2 550\n000 kr", "2550000", "SEK"),
        ("bidrag om 450 000\nkronor", "450000", "SEK"),
    ],
)
def test_value_and_currency(sentence: str, value: str, currency: str) -> None:
    assert [(v, c) for v, c, _, _ in find_amounts(sentence)] == [(Decimal(value), currency)]


@pytest.mark.parametrize(
    "sentence",
    [
        "3 500 deltagare",
        "år 2024",
        "§ 12 krav",
        "20 km",
        "2 kronologiska",
        "tio procent",
        "Dnr KR-2024-12",
        "5 krukor",
        "Belopp i SEK 2024 2025",
        "mellan 100 000–250 500 kr",
        "2-3 mkr",
        "Post 7\nKr",
    ],
)
def test_numbers_without_money(sentence: str) -> None:
    assert find_amounts(sentence) == ()


def test_amounts_of_a_span_have_their_words() -> None:
    clean = "Först 5 kr.\nSedan 1 250\u00a0000 kr och 3 mnkr."
    text = Text(clean, clean, array("l", range(len(clean))), (0,))
    found = amounts(text, clean.index("\n"), len(clean))
    assert [(m.value, m.text, m.evidence.quote) for m in found] == [
        (Decimal(1250000), "1 250 000 kr", "1 250\u00a0000 kr"),
        (Decimal(3000000), "3 mnkr", "3 mnkr"),
    ]


def test_bare_number_at_the_end_of_a_row() -> None:
    found = find_bare_amount("Resor\t1 250", "tkr")
    assert found is not None
    assert found[0] == Decimal(1250000)
    assert find_bare_amount("Resor och logi", "tkr") is None
