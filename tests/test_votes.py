"""How it was voted: totals, meanings and ballots; never a vote that no words state."""

import pytest

from graphbuild.facts.votes import votes
from graphbuild.model import Vote
from tests.reading import item_of


def voted(body: str) -> tuple[tuple[Vote, ...], tuple[str, ...]]:
    text, item, people = item_of(f"Omröstning\n{body}")
    return votes(text, item, people)


def ballots(vote: Vote) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for ballot in vote.ballots:
        found.setdefault(ballot.choice, []).append(ballot.person.name)
    return found


def test_names_before_the_verb() -> None:
    body = (
        "Godkänd voteringsproposition: ”Ja för avslag och Nej för bifall till yrkandet från C.”\n"
        "Elsa Brodd (C), tjänstgörande ersättarna Nils Kvist (S) och Eva Alm (M) samt ordföranden Åsa Lind "
        "(V) röstar Ja (4).\n"
        "Bo Ek (KD) röstar Nej (1).\nPer Sten (L) avstår från att rösta (1).\n"
    )
    (vote,), warnings = voted(body)
    assert ballots(vote) == {
        "yes": ["Elsa Brodd", "Nils Kvist", "Eva Alm", "Åsa Lind"],
        "no": ["Bo Ek"],
        "abstain": ["Per Sten"],
    }
    assert (vote.yes, vote.no, vote.abstain) == (4, 1, 1)
    assert (vote.yes_means, vote.no_means) == ("avslag", "bifall till yrkandet från C")
    assert warnings == ()


def test_names_after_the_verb() -> None:
    (vote,), _ = voted(
        "Följande röstar ja: Elsa Brodd (C), Nils Kvist (S).\nFöljande röstar nej: Bo Ek (KD)."
    )
    assert ballots(vote) == {"yes": ["Elsa Brodd", "Nils Kvist"], "no": ["Bo Ek"]}
    assert (vote.yes, vote.no) == (2, 1)


@pytest.mark.parametrize(
    ("sentence", "counts"),
    [
        ("Omröstningen utfaller med 43 Ja mot 38 Nej. 3 ledamöter är frånvarande.", (43, 38, None, 3)),
        (
            "Omröstningen utfaller med 39 Ja mot 38 Nej. Tre ledamöter avstår från att rösta.\nEn ledamot "
            "är frånvarande.",
            (39, 38, 3, 1),
        ),
        ("Nämnden har alltså med 8 ja-röster mot 7 nej-röster bifallit förslaget.", (8, 7, None, None)),
        ("Det avges 30 ja-röster och 25 nej-röster.", (30, 25, None, None)),
        ("Ja: 12, Nej: 5, Avstår: 1", (12, 5, 1, None)),
    ],
)
def test_totals(sentence: str, counts: tuple[int | None, ...]) -> None:
    (vote,), _ = voted(sentence)
    assert (vote.yes, vote.no, vote.abstain, vote.absent) == counts
    assert vote.ballots == ()


def test_a_table_that_lost_its_columns_gives_totals_only() -> None:
    body = (
        "Ledamot Ja Nej Avstår Elsa Brodd (C) X Bo Ek (KD) X Summa 1 1 0\nMed 1 ja-röster mot 1 nej-röster "
        "vinner ordföranden."
    )
    (vote,), _ = voted(body)
    assert (vote.yes, vote.no, vote.abstain, vote.ballots) == (1, 1, 0, ())


def test_each_proposition_has_its_vote() -> None:
    body = (
        "Godkänd voteringsproposition: ”Ja för bifall och Nej för avslag.”\nOmröstningen utfaller med 5 Ja "
        "mot 4 Nej.\n"
        "Omröstning\nGodkänd voteringsproposition: ”Ja för återremiss och Nej för avgörande "
        "idag.”\nOmröstningen utfaller med 3 Ja mot 6 Nej."
    )
    found, _ = voted(body)
    assert [(vote.yes, vote.no, vote.yes_means) for vote in found] == [(5, 4, "bifall"), (3, 6, "återremiss")]


def test_den_som() -> None:
    (vote,), _ = voted(
        "Den som bifaller förslaget röstar ja, den som bifaller Bo Eks yrkande röstar nej.\nMed 5 ja-röster "
        "mot 4 nej-röster antas det."
    )
    assert (vote.yes_means, vote.no_means) == ("bifaller förslaget", "bifaller Bo Eks yrkande")


def test_names_that_do_not_add_up_are_left_out() -> None:
    (vote,), warnings = voted("Elsa Brodd (C) och Nils Kvist (S) röstar Ja (3).\nBo Ek (KD) röstar Nej (1).")
    assert (vote.yes, vote.no, vote.ballots) == (3, 1, ())
    assert len(warnings) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Omröstning begärs.",
        "Elsa Brodd (C) yrkar bifall och säger ja till vägen.",
        "Nämnden beslutar med acklamation.",
        "Rösträkningen avbryts.",
        "Elsa Brodd (C) avstår från att rösta.",
        "Vi fick 12 ja i byn.",
    ],
)
def test_no_vote(sentence: str) -> None:
    assert voted(sentence)[0] == ()


def test_the_choice_before_the_names() -> None:
    body = (
        "Den som vill ha bron röstar ja, den som vill ha färjan röstar nej.\n"
        "Ja röstar: Elsa Brodd (C), Nils Kvist (S)\nNej röstar: Bo Ek (KD)\nAvstår: Per Sten (f.d. M)\n"
        "Omröstningsresultat: 2 ja, 1 nej och 1 avstår."
    )
    (vote,), _ = voted(body)
    assert ballots(vote) == {"yes": ["Elsa Brodd", "Nils Kvist"], "no": ["Bo Ek"], "abstain": ["Per Sten"]}
    assert (vote.yes, vote.no, vote.abstain) == (2, 1, 1)


def test_totals_in_one_sentence_are_no_proposition() -> None:
    (vote,), _ = voted("Voteringen utfaller med 38 ja-röster, 19 nej-röster, 2 som avstår och 3 frånvarande.")
    assert (vote.yes, vote.no, vote.abstain, vote.absent, vote.proposition) == (38, 19, 2, 3, None)
