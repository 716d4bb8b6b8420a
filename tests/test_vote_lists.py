"""Votes told by lists and tables of names: read whole or not at all; all is invented."""

import pytest

from graphbuild.facts.namelists import listed
from graphbuild.facts.names import people
from graphbuild.model import Item
from tests.reading import record_of, text_of

Cast = tuple[int | None, int | None, int | None, int]


def names(words: str, known: str = "") -> list[str]:
    text = text_of(f"{words}\n\n{known}")
    end = text.clean.find("\n") if known else len(text.clean)
    return [person.name for person in listed(text, people(text), 0, end)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Ada Ek (S), Bo Alm (M) och Cia Ros (C).", ["Ada Ek", "Bo Alm", "Cia Ros"]),
        ("Emina Kurt, Tor Lager (2 röster)", ["Emina Kurt", "Tor Lager"]),
        ("tjänstgörande ersättaren Ada Ek (S) samt ordföranden Bo Alm (M)", ["Ada Ek", "Bo Alm"]),
        ("Ada Ek (S), Bo Alm (M) och", []),
        ("Ada Ek (S), ingen från Moderaterna", []),
        ("Bifall till förslaget", []),
    ],
)
def test_a_list_is_read_whole_or_not_at_all(words: str, found: list[str]) -> None:
    assert names(words) == found


def test_a_last_name_alone_is_whoever_alone_has_it() -> None:
    assert names("Vik och Bo Alm (M)", "Ada Vik (S) yrkar bifall.") == ["Ada Vik", "Bo Alm"]
    assert names("Vik och Bo Alm (M)", "Ada Vik (S) och Eva Vik (C) yrkar bifall.") == []


def item(body: str) -> Item:
    return record_of(f"§ 1 Broar\n\nBeslut\nBron byggs.\n\n{body}").items[0]


def cast(body: str) -> list[Cast]:
    return [(vote.yes, vote.no, vote.abstain, len(vote.ballots)) for vote in item(body).votes]


@pytest.mark.parametrize(
    ("body", "votes"),
    [
        ("Omröstning\nJa: Ada Ek, Bo Alm\nNej: Cia Ros\n", [(2, 1, None, 3)]),
        (
            "Omröstning\nRöstande Ja: Ada Ek (S), Bo Alm (M) (2 röster)\nRöstande Nej: Cia Ros (1 röst)\n",
            [(2, 1, None, 3)],
        ),
        ("Omröstning\nAda Ek (S) JA\nBo Alm (M) NEJ\nCia Ros (C) AVSTÅR\n", [(1, 1, 1, 3)]),
        ("Omröstning\nJa-röster\tNej-röster\nAda Ek (S)\tBo Alm (M)\nCia Ros (C)\t\n", [(2, 1, None, 3)]),
        ("Omröstning\nNamn\tParti\tRöst\nAda Ek\tS\tJa\nBo Alm\tM\tNej\n", [(1, 1, None, 2)]),
        ("Omröstning\nLedamot\tJa\tNej\nAda Ek (S)\tX\t\nBo Alm (M)\t\tX\nSumma\t1\t1\n", [(1, 1, None, 2)]),
        ("Omröstning\nJa: 25\nNej: 16\nAvstår: 0\n", [(25, 16, 0, 0)]),
        (
            "Omröstning\nVid voteringen röstar 2 ledamöter ja (Ada Ek (S) och Bo Alm (M)) och 1 ledamot nej "
            "(Cia Ros (C)).\n",
            [(2, 1, None, 3)],
        ),
        (
            "Omröstning\nDet blir sju (7) ja-röster, fem (5) nej-röster och en (1) avstår.\n",
            [(7, 5, 1, 0)],
        ),
    ],
)
def test_votes_by_lists_and_tables(
    body: str, votes: list[tuple[int | None, int | None, int | None, int]]
) -> None:
    assert cast(body) == votes


@pytest.mark.parametrize(
    "body",
    [
        # a name that is not understood would make the count wrong
        "Omröstning\nJa: Ada Ek, alla från Centern\nNej: Cia Ros\n",
        # a sum that differs
        "Omröstning\nLedamot\tJa\tNej\nAda Ek (S)\tX\t\nBo Alm (M)\t\tX\nSumma\t3\t1\n",
        # a row that is not understood
        "Omröstning\nLedamot\tJa\tNej\nAda Ek (S)\tX\t\nordföranden\tX\t\nBo Alm (M)\t\tX\n",
        # what would be needed, what another body did
        "Omröstning\nFör det krävs 14 ja-röster mot 7 nej-röster.\n",
        "Ärendet\nNämnden beslutade den 3 maj 2020 med 7 ja-röster mot 4 nej-röster att bygga bron.\n",
        # numbers of a poll, and people who say yes to something
        "Ärendet\nSvar på enkäten:\nJa: 25\nNej: 16\n",
        "Yrkanden\nAda Ek (S): Ja till bron.\nBo Alm (M): Nej till bron.\n",
        "Omröstning\nFör alternativ 1 röstar Ada Ek (S). För alternativ 2 röstar Bo Alm (M).\n",
        "Omröstning\nJa-röst: bron byggs.\nNej-röst: bron byggs inte.\n",
    ],
)
def test_no_vote_that_is_not_stated_in_full(body: str) -> None:
    assert cast(body) == []


def test_a_list_that_a_pages_head_cuts() -> None:
    body = (
        "Omröstning\nFöljande röstar ja: Ada Ek (S) och\n\nSTORÅKERS KOMMUN\tProtokoll\tSida 4\n\nBo Alm "
        "(M). "
        "Följande röstar nej: "
        "Cia Ros (C).\n"
    )
    assert cast(body) == [(2, 1, None, 3)]


def test_an_appendix_that_names_its_item() -> None:
    record = record_of(
        "§ 1 Broar\nBeslut\nAntas.\nOmröstning\nOmröstningen utfaller med 1 ja-röst och 1 "
        "nej-röst.\n\nBilaga § 1\n"
        "Voteringslista\nNamn\nRöst\nEk, Ada (S)\nJa\naf Alm, Bo (M)\nNej\n"
    )
    (vote,) = record.items[0].votes
    assert [(b.person.name, b.choice) for b in vote.ballots] == [("Ada Ek", "yes"), ("Bo af Alm", "no")]
