"""Tables of ballots that only the page's own blanks tell; all people are invented."""

from graphbuild.model import Vote
from tests.reading import record_of

HEAD = "§ 4 Bryggan i Ekvik\n\nOmröstning\nJa-röst: bryggan byggs. Nej-röst: bryggan byggs inte.\n"
TOLD = "Omröstningen utföll med 2 ja-röster, 1 nej-röst och 1 som avstod.\n"
MARKED = (
    "\nEkviks kommun              Voteringslista, bilaga 1\nFullmäktige                2019-05-06, § 4\n\n"
    "Namn                Parti   Ersättare           Ja   Nej   Avst  Frånv\n"
    "Elsa Brodd          C                            X\n"
    "Nils Kvist          S       Siv Holm (S)         X\n"
    "Bo Ek               KD                                 X\n"
    "Per Sten            L                                        X\n"
    "Ada Vik             M       -                                      X\n"
    "Summa                                            {yes}    1     1     1\n"
)
STACKED = (
    "Namn\nParti\nJa\nNej\nAvstår\nElsa Brodd, ordf.\nC\nX\n\n\nNils Kvist\nS\n\nX\n\nBo "
    "Ström-\nvik\nKD\nX\n\n\n"
    "Per Sten\nL\n\n\nX\nSumma\n\n{yes}\n1\n1\n\n"
)
LETTERS = (
    "\n\nBilaga 1, § 4                 OMRÖSTNING            J = ja  N = nej  A = avstår  F = frånv.\n\n"
    "                              Omr. 1     Omr. 2\nCENTERPARTIET\nBrodd Elsa, ordf.             "
    "J          N\n"
    "Kvist Nils                    J          N\nKRISTDEMOKRATERNA\nEk Bo                         N "
    "         J\n"
    "LIBERALERNA\nSten Per (ers. för Ada Vik)   A          F\n"
)


def votes(raw: str) -> tuple[Vote, ...]:
    return record_of(raw).items[0].votes


def cast(vote: Vote) -> list[tuple[str, str | None, str]]:
    return [(ballot.person.name, ballot.person.party, ballot.choice) for ballot in vote.ballots]


def test_a_mark_stands_under_its_head_by_its_place_in_the_line() -> None:
    (vote,) = votes(HEAD + TOLD + MARKED.format(yes=2))
    assert cast(vote) == [
        ("Elsa Brodd", "C", "yes"),
        ("Siv Holm", "S", "yes"),
        ("Bo Ek", "KD", "no"),
        ("Per Sten", "L", "abstain"),
    ]


def test_a_table_whose_sums_differ_gives_no_ballots() -> None:
    (vote,) = votes(HEAD + TOLD + MARKED.format(yes=3))
    assert (vote.yes, vote.no, vote.abstain) == (2, 1, 1)
    assert not vote.ballots


def test_a_mark_between_two_columns_gives_no_ballots() -> None:
    (vote,) = votes(
        HEAD + TOLD + MARKED.format(yes=2).replace("KD                                 X", "KD    X")
    )
    assert not vote.ballots


def test_a_cell_a_line_and_empty_cells() -> None:
    (vote,) = votes(HEAD + STACKED.format(yes=2))
    assert (vote.yes, vote.no, vote.abstain) == (2, 1, 1)
    assert ("Bo Strömvik", "KD", "yes") in cast(vote)
    assert ("Nils Kvist", "S", "no") in cast(vote)


def test_cells_whose_sums_differ_are_no_vote() -> None:
    assert votes(HEAD + STACKED.format(yes=4)) == ()


def test_a_letter_for_each_choice_in_a_column_for_each_vote() -> None:
    told = (
        "Utfall: 2 ja, 1 nej, 1 avstår.\n\nOmröstning 2\nJa för tillägget, nej för avslag.\nUtfall: 1 "
        "ja mot 2 nej.\n"
        "Elsa Brodd (C) och Nils Kvist (C) antecknas.\n"
    )
    first, second = votes(HEAD + told + LETTERS)
    assert cast(first)[0] == ("Elsa Brodd", "C", "yes")
    assert [choice for *_, choice in cast(first)] == ["yes", "yes", "no", "abstain"]
    assert [choice for *_, choice in cast(second)] == ["no", "no", "yes"]


def test_letters_that_fit_no_vote_are_left_out() -> None:
    (vote,) = votes(HEAD + "Utfall: 9 ja, 1 nej.\n" + LETTERS)
    assert not vote.ballots
