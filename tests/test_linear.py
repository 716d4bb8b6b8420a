"""Texts made to be hard to read: time must grow with their length, not with its square or worse.

Nothing is timed. Each text is long enough that a rule that tries again at every place, or tries every way
to part a line, would not come to an end while anybody waits. `benchmarks/scaling.py` has the seconds.
"""

from __future__ import annotations

import pytest

from graphbuild import casenumbers
from graphbuild.facts.document import extract
from graphbuild.minutes import structure
from graphbuild.model import Record, Source
from tests.reading import text_of

LENGTH = 200_000
HEAD = "§ 1 Vägen\nBeslut\nNämnden bifaller ansökan.\nYrkanden\n"


def record_of(raw: str) -> Record:
    """Return what is found in a text of one page; every quote is checked against it."""
    text = text_of(raw)
    record = extract(structure(text), Source("x.txt", "0"))
    for item in record.items:
        assert raw[item.evidence.start : item.evidence.end] == item.evidence.quote
    return record


def repeated(unit: str, length: int = LENGTH) -> str:
    return unit * (length // len(unit))


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    ["abcdefgh", "(", "§ 1 ", "för ", "röstar Ja, ", "Bifall, \n", "\n", "-\n", "Anna Björk (S) för "],
)
def test_one_thing_without_end_in_a_section(unit: str) -> None:
    record = record_of(HEAD + repeated(unit))
    assert [item.number for item in record.items][:1] == ["1"]
    assert record.items[0].decisions[0].text == "Nämnden bifaller ansökan."
    assert record.items[0].votes == ()


@pytest.mark.slow
def test_a_table_of_empty_cells() -> None:
    rows = "| Namn | Parti |\n|---|---|\n" + repeated("| ") + "\n" + repeated("---") + "x\n"
    assert record_of(rows + HEAD).items[0].number == "1"


@pytest.mark.slow
def test_a_list_of_very_many_names() -> None:
    names = ", ".join(f"{first} {last} (S)" for first in ("Anna", "Bo", "Eva") for last in families(3_000))
    record = record_of(f"Beslutande\n{names}\n\n{HEAD}{names} yrkar bifall.")
    assert len(record.people) == 9_000
    assert len(record.items[0].people) == 9_000


def families(count: int) -> list[str]:
    """Return made-up family names, all different."""
    letters = "abdefgiklmnoprstuvy"
    parts = [a + b for a in letters for b in letters]
    return [f"{parts[i % 361].capitalize()}{parts[i // 361]}berg" for i in range(count)]


@pytest.mark.slow
def test_very_many_items_some_of_which_go_on() -> None:
    record = record_of("".join(f"§ {n}\nVägen\nBeslut\nBifall.\nForts. § {n}\n" for n in range(1, 5_000)))
    assert len(record.items) == 4_999
    assert record.items[-1].number == "4999"


def test_no_way_to_part_a_line_is_tried_after_another() -> None:
    assert casenumbers.bare_line("1" + "A" * 100 + "!", 0, 102) is None
    sentence = "Anna Björk (S) " + "för sin del, " * 20 + "; yrkar bifall."
    assert record_of(f"§ 1 Vägen\nYrkanden\n{sentence}").items[0].proposals == ()
    cells = "Bilaga 1\n" + "É" + "--Ö" * 60 + "!\nS\nJa\n" + "Berg" + " ux" * 60 + "!, Anna\n"
    assert record_of(f"§ 1 Vägen\nBeslut\nBifall.\n{cells}").items[0].votes == ()
    days = "Sammanträdesdatum 1" + " ," * 60 + " x mars 2025\n"
    assert record_of(f"{days}{HEAD}").items[0].number == "1"
