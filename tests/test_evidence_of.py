"""Whatever stands in the graph, the words that it rests on are found by its IRI."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graphbuild import __version__
from graphbuild.queries import load
from graphbuild.results import rows
from graphbuild.store import Store, View
from graphbuild.vocabulary import BG, OA, PREFIXES, PROV, RDF

BASE = "https://data.example.org/"
QUERY = load()["evidence-of"]


@pytest.fixture(scope="module")
def view(store: Path) -> Iterator[View]:
    with Store(store).view() as opened:
        yield opened


def ask(view: View, iri: str) -> list[dict[str, str]]:
    return [dict(record) for record in rows(view.query(QUERY.bind({"fact": iri}))).records()]


def things(view: View, *, own: bool) -> dict[str, str]:
    """Return what the minutes tell of, by IRI: facts of their own, or entities and what is derived."""
    of_documents = {
        graph
        for graph in view.graphs()
        if not graph.startswith((f"{BASE}graph/authority", f"{BASE}graph/entities"))
    }
    # What is told of documents, and not by them: doubts, coverage, measurements.
    about = tuple(graph for graph in view.graphs() if "/quality" in graph or "/coverage" in graph)
    return {
        quad.subject.value: quad.object.value.removeprefix(PREFIXES["bg"])
        for quad in view.quads()
        if quad.predicate == RDF.type
        and quad.object.value.startswith(PREFIXES["bg"])
        and quad.graph_name.value not in {f"{BASE}graph/authority", *about}
        and (quad.graph_name.value in of_documents and not quad.graph_name.value.endswith("/derived")) == own
    }


def test_every_stated_fact_has_both_selectors_and_the_rule_with_its_version(view: View) -> None:
    facts = things(view, own=True)
    assert len(facts) > 500
    for iri, kind in facts.items():
        if kind == "Minutes":
            continue
        found = list(
            view.query(
                f"SELECT ?e ?rule ?graph {{ <{iri}> {BG.evidence} ?e . "
                f"GRAPH ?graph {{ ?e {RDF.type} {OA.Annotation} ; "
                f"{PROV.wasGeneratedBy} ?rule ; {OA.hasTarget} ?t . ?t {OA.hasSelector} ?q , ?p . "
                f"?q {RDF.type} {OA.TextQuoteSelector} ; {OA.exact} ?x ; {OA.prefix} ?b ; {OA.suffix} ?a . "
                f"?p {RDF.type} {OA.TextPositionSelector} ; {OA.start} ?s ; {OA.end} ?n }} }}"
            )
        )
        assert found, iri
        for solution in found:
            assert solution["graph"].value.endswith("/evidence")
            assert solution["rule"].value.endswith(f"@{__version__}")


def test_everything_has_words_to_show(view: View) -> None:
    found = things(view, own=True) | things(view, own=False)
    kinds = set(found.values())
    assert {"DecisionPoint", "Person", "Case", "Body", "Organisation", "Meeting", "Minutes"} <= kinds
    assert {"ThreadLink", "PartyPosition", "ProposalOutcome", "Ballot", "Mention", "Project"} <= kinds
    assert [iri for iri in found if not ask(view, iri)] == []


def test_what_is_derived_names_its_rule_and_what_it_rests_on(view: View) -> None:
    derived = [iri for iri, kind in things(view, own=False).items() if kind == "PartyPosition"]
    for iri in derived:
        found = ask(view, iri)
        assert {record["derivedBy"] for record in found} == {f"party-position@{__version__}"}
        vote, party = iri.split("/party/")
        assert all(record["statedIri"].startswith(vote) for record in found)
        ballots = {record["statedIri"] for record in found} - {vote}
        assert ballots
        for ballot in ballots:
            sides = list(view.query(f"SELECT ?p {{ <{ballot}> {BG.party} ?p }}"))
            assert [side["p"].value.rsplit("/", 1)[-1] for side in sides] == [party]


def test_a_fact_has_its_own_words_and_no_other_and_can_be_cited(view: View) -> None:
    iri = f"{BASE}id/item/region-mellansjo/regionstyrelsen/2025-02-11/17/decision/1"
    (found,) = ask(view, iri)
    assert found["statedIri"] == iri
    assert found["paragraph"] == "17"
    assert found["meeting"] == "Regionstyrelsen, Region Mellansjö 2025-02-11"
    assert len(found["sha256"]) == 64
    assert "derivedBy" not in found
    assert ask(view, f"{BASE}id/person/region-mellansjo/nobody") == []


def test_who_is_named_has_the_places_that_name_them(view: View) -> None:
    found = ask(view, f"{BASE}id/person/region-mellansjo/roger-stenhamre")
    assert len({record["documentIri"] for record in found}) > 1
    assert any("Roger Stenhamre" in record["quote"] for record in found)
