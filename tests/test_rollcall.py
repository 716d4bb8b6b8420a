"""Ballots in appendices: rows, cells one a line, and only what adds up."""

from graphbuild.facts.names import people
from graphbuild.facts.rollcall import RollCall, roll_calls, with_roll_calls
from graphbuild.facts.votes import votes
from graphbuild.minutes import structure
from graphbuild.model import Item
from tests.reading import record_of, text_of

HEAD = (
    "§ 3 Vinterväglag\nOmröstning\nOmröstningen utfaller med {yes} Ja mot 1 Nej. Hur var och en röstar "
    "framgår av bilaga 2.\n"
)
CELLS = (
    "Bilaga 2\nÄrende: 3\nAntal Ja: 2\nNamn\nParti\nPlats\nResultat\nElsa "
    "Brodd\nC\n4\nLedamot\nJa\nAlm\nKvist, Nils\nS\n5\nErsättare\nJa\nBo Ek\nKD\n6 Ledamot\nNej\nPer "
    "Sten\nL\n7\nFrånvarande\n"
)
ROWS = (
    "Bilaga 2 Omröstningslista § 3\nNamn Parti Röst\nElsa Brodd C Ja\nKvist, Nils (S) Ja\nBo Ek KD Nej\nPer "
    "Sten L Frånvarande\n"
)


def read(raw: str) -> tuple[Item, tuple[str, ...], tuple[RollCall, ...]]:
    text = text_of(raw)
    minutes = structure(text)
    found, _ = votes(text, minutes.items[0], people(text))
    item = Item("3", None, found[0].evidence, votes=found)
    calls = roll_calls(minutes)
    items, warnings = with_roll_calls(text, [item], calls)
    return items[0], warnings, calls


def ballots(item: Item) -> list[tuple[str, str | None, str]]:
    return [(b.person.name, b.person.party, b.choice) for vote in item.votes for b in vote.ballots]


def test_cells_one_a_line() -> None:
    item, warnings, _ = read(HEAD.format(yes=2) + CELLS)
    assert ballots(item) == [
        ("Elsa Brodd", "C", "yes"),
        ("Nils Alm Kvist", "S", "yes"),
        ("Bo Ek", "KD", "no"),
    ]
    assert (item.votes[0].absent, warnings) == (1, ())


def test_a_row_a_line() -> None:
    item, _, _ = read(HEAD.format(yes=2) + ROWS)
    assert ballots(item) == [("Elsa Brodd", "C", "yes"), ("Nils Kvist", "S", "yes"), ("Bo Ek", "KD", "no")]


def test_ballots_that_do_not_add_up_are_left_out() -> None:
    item, warnings, calls = read(HEAD.format(yes=3) + CELLS)
    assert ballots(item) == []
    assert len(warnings) == 1
    assert len(calls) == 1


def test_an_appendix_that_the_vote_does_not_name_is_left_alone() -> None:
    item, warnings, _ = read(HEAD.format(yes=2).replace("bilaga 2", "bilaga 9") + CELLS)
    assert (ballots(item), warnings) == ([], ())


def test_an_appendix_without_ballots_is_no_roll_call() -> None:
    assert read(HEAD.format(yes=2) + "Bilaga 2\nJa\nNej\nVägar\nPlan\n")[2] == ()


def test_a_table_inside_the_item_with_a_mark_in_a_column() -> None:
    table = (
        "|Ledamot|Ja|Nej|Avstår|\n|---|---|---|---|\n|Elsa Brodd (C)|X|||\n|Nils Kvist (S)|X|||\n"
        "|Bo Ek (KD)||X||\n|**Summa**|2|1|0|\n"
    )
    record = record_of(
        f"## § 3 Vägar\n\n### Omröstning\n\n{table}\nMed 2 ja-röster mot 1 nej-röster antas den.\n"
    )
    (item,) = record.items
    assert ballots(item) == [("Elsa Brodd", "C", "yes"), ("Nils Kvist", "S", "yes"), ("Bo Ek", "KD", "no")]


def test_a_chairs_mark_in_a_cell_of_its_own_stays_whole() -> None:
    vice = CELLS.replace("4\nLedamot\nJa", "4 2:e v Ordf\nJa")
    assert vice != CELLS
    item, warnings, _ = read(HEAD.format(yes=2) + vice)
    assert not warnings
    assert ("Elsa Brodd", "C", "yes") in ballots(item)
