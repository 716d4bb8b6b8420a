"""The stored queries on actors, votes and threads, each with its answer on the small graph."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from graphbuild.queries import load
from graphbuild.results import rows
from graphbuild.store import View

from .small import build

TRAVEL = "Kostnadsfria sommarresor för unga"
BOARD, TRAFFIC = "Regionstyrelsen", "Kollektivtrafiknämnden"


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with build(tmp_path_factory.mktemp("small") / "store").view() as opened:
        yield opened


def ask(view: View, query: str, columns: str, /, **params: str) -> list[tuple[str, ...]]:
    """Return the columns named in ``columns`` of the answer, ``""`` where unbound."""
    results = view.query(load()[query].bind(params))
    assert isinstance(results, ox.QuerySolutions)
    return [tuple(row.get(column, "") for column in columns.split()) for row in rows(results).records()]


def test_case_history_follows_the_matter_beyond_its_number(view: View) -> None:
    found = ask(view, "case-history", "date number caseNumber what who result", case="00417")
    assert found == [
        ("2025-01-22", "5", "RS-2024-00417", "Proposal", "Sverigedemokraterna", "avslag"),
        ("2025-01-22", "5", "RS-2024-00417", "Recommendation", "", "bifall"),
        ("2025-02-11", "17", "RS-2024-00417", "Proposal", "Roger Stenhamre", "avslag"),
        ("2025-02-11", "17", "RS-2024-00417", "Proposal", "Karin Öhrvall, Lisbeth Åkerrand", "bifall"),
        ("2025-02-11", "17", "RS-2024-00417", "Vote", "", "2-1"),
        ("2025-02-11", "17", "RS-2024-00417", "DecisionPoint", "", "bifall"),
        ("2025-02-11", "17", "RS-2024-00417", "DecisionPoint", "", ""),
        ("2025-02-11", "17", "RS-2024-00417", "Recusal", "Lisbeth Åkerrand", ""),
        ("2025-02-11", "17", "RS-2024-00417", "Reservation", "Roger Stenhamre", ""),
        ("2025-03-11", "31", "", "Item", "", ""),
    ]


@pytest.mark.parametrize("party", ["C", "centerpartiet", "CENTER"])
def test_actors_of_party(view: View, party: str) -> None:
    columns = "personName partyCode bodyName roles meetings first last"
    assert ask(view, "actors-of-party", columns, party=party) == [
        ("Lisbeth Åkerrand", "C", TRAFFIC, "justerare, ordförande", "1", "2025-01-22", "2025-01-22"),
        ("Lisbeth Åkerrand", "C", BOARD, "tjänstgörande ersättare", "1", "2025-02-11", "2025-02-11"),
    ]
    assert ask(view, "actors-of-party", "personName", party=party, to="2025-01-01") == []


def test_attendance_rate(view: View) -> None:
    columns = "personName bodyName present absent meetings rate"
    assert ask(view, "attendance-rate", columns, name="öhrvall") == [
        ("Karin Öhrvall", TRAFFIC, "0", "1", "1", "0"),
        ("Karin Öhrvall", BOARD, "1", "0", "1", "1"),
    ]
    assert ask(view, "attendance-rate", columns, name="stenhamre", body="regionst") == [
        ("Roger Stenhamre", BOARD, "2", "0", "2", "1")
    ]


def test_party_agreement(view: View) -> None:
    assert ask(view, "party-agreement", "partyCode otherCode votes agreed share") == [
        ("M", "S", "1", "1", "1"),
        ("M", "SD", "1", "0", "0"),
        ("S", "SD", "1", "0", "0"),
    ]
    assert ask(view, "party-agreement", "partyCode", body="kollektivtrafik") == []


def test_party_votes_are_the_votes_behind_a_pair(view: View) -> None:
    assert ask(view, "party-votes", "number title partyCode position yes no", party="m", other="sd") == [
        ("17", TRAVEL, "M", "ja", "1", "0"),
        ("17", TRAVEL, "SD", "nej", "0", "1"),
    ]


def test_proposals_by_outcome(view: View) -> None:
    columns = "date proposers parties carried rule outcome yesParties noParties"
    assert ask(view, "proposals-by-outcome", columns, party="SD", carried="false") == [
        (
            "2025-02-11",
            "Roger Stenhamre",
            "SD",
            "false",
            "proposal-fell-by-reservation@1",
            "bifall",
            "M, S",
            "SD",
        )
    ]
    assert ask(view, "proposals-by-outcome", "date carried", party="SD") == [
        ("2025-01-22", ""),
        ("2025-02-11", "false"),
    ]
    assert ask(view, "proposals-by-outcome", "date", carried="true") == []


def test_recusals(view: View) -> None:
    assert ask(view, "recusals", "date number what whoName partyCode") == [
        ("2025-02-11", "17", "Recusal", "Lisbeth Åkerrand", "C")
    ]
    assert ask(view, "recusals", "date", name="stenhamre") == []


def test_organisations_in_decisions(view: View) -> None:
    columns = "organisationName items asRecipient asOwner asPartner asGrantee asApplicant asFunder"
    assert ask(view, "organisations-in-decisions", columns) == [
        ("Tjärnfors hamn AB", "2", "1", "1", "0", "0", "1", "0"),
        ("Ålhammars kommun", "2", "0", "0", "1", "1", "1", "0"),
        ("Granviks kommun", "1", "0", "0", "1", "0", "0", "1"),
    ]
    assert ask(view, "organisations-in-decisions", columns, body="kollektivtrafik") == []


def test_who_was_informed(view: View) -> None:
    columns = "date number caseNumber recipient agentName"
    told = [("2025-02-11", "18", "RS-2025-00031", "Tjärnfors hamn AB", "Tjärnfors hamn AB")]
    assert ask(view, "who-was-informed", columns, name="HAMN") == told
    assert ask(view, "who-was-informed", columns, case="2025:00031") == told
    assert ask(view, "who-was-informed", columns, case="00417") == []


def test_actor_network(view: View) -> None:
    assert ask(view, "actor-network", "personName otherName relation weight") == [
        ("Birgitta Hallenborg", "Karin Öhrvall", "voted-alike", "1"),
        ("Karin Öhrvall", "Lisbeth Åkerrand", "proposed", "1"),
    ]
    assert ask(view, "actor-network", "personName", relation="proposed", minimum="2") == []


def test_present_at_item(view: View) -> None:
    columns = "there personName roles substitutesFor paragraphs hours"
    asked = {"body": "regionst", "date": "2025-02-11"}
    assert ask(view, "present-at-item", columns, number="17", **asked) == [
        ("true", "Birgitta Hallenborg", "ordförande", "", "1-17", "09:00-11:30"),
        ("true", "Karin Öhrvall", "ledamot", "", "", ""),
        ("true", "Roger Stenhamre", "ledamot", "", "", ""),
        ("false", "Lisbeth Åkerrand", "tjänstgörande ersättare", "Karin Öhrvall", "1-9, 18", ""),
    ]
    at_18 = dict(ask(view, "present-at-item", "personName there", number="18", **asked))
    assert at_18["Lisbeth Åkerrand"] == "true"
    assert at_18["Birgitta Hallenborg"] == "false"


def test_meetings(view: View) -> None:
    columns = "date bodyName items firstNumber lastNumber missing fileName"
    assert ask(view, "meetings", columns) == [
        ("2025-01-22", TRAFFIC, "1", "5", "5", "0", "ktn.pdf"),
        ("2025-02-11", BOARD, "2", "17", "18", "0", "rs.pdf"),
        ("2025-03-11", BOARD, "2", "30", "31", "0", ""),
    ]
