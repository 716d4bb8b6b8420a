"""Minutes of invented councils in many layouts: what is read is in their keys, each vote above all."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from graphbuild import pipeline
from graphbuild.model import Record
from graphbuild.sources import collect

FOLDER = Path(__file__).parent / "councils"
DOCUMENTS = sorted(FOLDER.glob("*/*.txt"))


@cache
def record(path: Path) -> Record:
    (source,), _ = collect([path])
    return pipeline.extract(source)[0]


def gold(path: Path) -> dict:
    return json.loads(path.with_name(f"{path.stem}.gold.json").read_text(encoding="utf-8"))


def folded(text: str) -> str:
    return " ".join(text.casefold().split())


def shown(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


def votes_of(path: Path) -> Counter:
    return Counter(
        (item.number, vote.yes, vote.no, vote.abstain or 0)
        for item in record(path).items
        for vote in item.votes
    )


def ballots_of(path: Path) -> Counter:
    return Counter(
        (item.number, folded(ballot.person.name), ballot.choice)
        for item in record(path).items
        for vote in item.votes
        for ballot in vote.ballots
        if ballot.choice != "absent"
    )


@pytest.mark.parametrize("path", DOCUMENTS, ids=shown)
def test_no_vote_that_the_key_does_not_have(path: Path) -> None:
    stated = Counter(
        (str(vote["item"]), vote.get("yes"), vote.get("no"), vote.get("abstain") or 0)
        for vote in gold(path).get("votes", ())
    )
    assert votes_of(path) - stated == Counter()


@pytest.mark.parametrize("path", DOCUMENTS, ids=shown)
def test_no_ballot_that_the_key_does_not_have(path: Path) -> None:
    stated = Counter(
        (str(vote["item"]), folded(name), choice)
        for vote in gold(path).get("votes", ())
        for choice in ("yes", "no", "abstain")
        for name in vote.get(f"{choice}_voters") or ()
    )
    assert ballots_of(path) - stated == Counter()


@pytest.mark.parametrize("path", [path for path in DOCUMENTS if gold(path).get("decisions") == []], ids=shown)
def test_what_decides_nothing_gives_no_decision(path: Path) -> None:
    assert [point for item in record(path).items for point in item.decisions] == []


@pytest.mark.parametrize(("folder", "least"), [("first", 0.95), ("second", 0.85), ("third", 0.8)])
def test_most_votes_and_ballots_are_found(folder: str, least: float) -> None:
    paths = [path for path in DOCUMENTS if path.parent.name == folder]
    wanted = sum(len(gold(path).get("votes", ())) for path in paths)
    assert sum(votes_of(path).total() for path in paths) >= least * wanted
