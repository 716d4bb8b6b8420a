"""What follows from the stated facts of a document: each rule with what it derives and what it leaves."""

import pyoxigraph as ox
import pytest

from graphbuild.iris import Iris
from graphbuild.triples.derived import derived_quads, rules
from graphbuild.vocabulary import PROV

PREFIXES = """
@prefix bg: <https://w3id.org/beslutsgraf/ns#> .
@prefix choice: <https://w3id.org/beslutsgraf/choice/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix kind: <https://w3id.org/beslutsgraf/proposal-kind/> .
@prefix outcome: <https://w3id.org/beslutsgraf/outcome/> .
@base <https://data.example.org/id/> .
"""
PATH = "almby-kommun/kommunstyrelsen/2031-03-04"


def derived(turtle):
    """Return what is derived: ``{node: {property: value}}``, both by the last part of their IRIs."""
    triples = ox.parse(f"{PREFIXES}{turtle}", format=ox.RdfFormat.TURTLE)
    found = {}
    for quad in derived_quads(triples, PATH, Iris("https://data.example.org/")):
        assert quad.graph_name.value == f"https://data.example.org/graph/{PATH}/derived"
        node = found.setdefault(quad.subject.value.removeprefix("https://data.example.org/id/"), {})
        name = quad.predicate.value.replace("#", "/").rsplit("/", 1)[-1]
        node[name] = quad.object.value.rsplit("/", 1)[-1]
    return found


def outcome(turtle):
    """Return whether the proposal ``p`` was carried, and by which rule; None where nothing follows."""
    found = derived(turtle).get("p/outcome")
    return found and (found["carried"], found["wasGeneratedBy"].split("@")[0])


def ballots(party, **counts):
    return "\n".join(
        f"<b{party}{choice}{i}> a bg:Ballot ; bg:vote <v> ; "
        f"bg:party <party/{party}> ; bg:choice choice:{choice} ."
        for choice, count in counts.items()
        for i in range(count)
    )


def test_the_position_of_a_party_is_counted_from_its_ballots():
    found = derived(ballots("s", yes=3, no=1, abstain=2) + "\n" + ballots("m", yes=1, no=1))
    one, split = found["v/party/s"], found["v/party/m"]
    assert (one["ballotsYes"], one["ballotsNo"], one["ballotsAbstaining"], one["side"]) == (
        "3",
        "1",
        "2",
        "yes",
    )
    assert one["wasGeneratedBy"].startswith("party-position@")
    assert "side" not in split


def test_a_ballot_without_a_party_is_no_partys():
    assert derived("<b> a bg:Ballot ; bg:vote <v> ; bg:choice choice:yes .") == {}


def test_a_proposal_for_which_somebody_reserved_themselves_fell():
    proposal = "<p> a bg:Proposal ; bg:item <i> . <r> a bg:Reservation ; bg:item <i>"
    assert outcome(f"{proposal} ; bg:inFavourOf <p> .") == ("false", "proposal-fell-by-reservation")
    assert outcome(f"{proposal} .") is None


@pytest.mark.parametrize(
    ("kind", "outcomes", "expected"),
    [
        ("aterremiss", ["aterremiss"], "true"),
        ("aterremiss", ["minoritetsaterremiss"], "true"),
        ("aterremiss", ["antagande"], "false"),
        ("bordlaggning", ["bordlaggning"], "true"),
        ("bordlaggning", ["avslag", "annat"], "false"),
        ("bordlaggning", ["aterremiss"], None),
        ("aterremiss", ["aterremiss", "antagande"], None),
        ("aterremiss", [], None),
        ("bifall", ["aterremiss"], None),
    ],
)
def test_a_proposal_to_put_off(kind, outcomes, expected):
    points = "".join(
        f"<d{n}> a bg:DecisionPoint ; bg:item <i> ; bg:outcome outcome:{how} ."
        for n, how in enumerate(outcomes)
    )
    found = outcome(f"<p> a bg:Proposal ; bg:item <i> ; bg:proposalKind kind:{kind} . {points}")
    assert found == (expected and (expected, "proposal-to-put-off"))


@pytest.mark.parametrize(
    ("title", "text", "kind", "how", "expected"),
    [
        ("Motion om bänkar", "bifall till motionen", "bifall", "bifall", "true"),
        ("Motion om bänkar", "Siv Ek (S) yrkar avslag på motionen.", "avslag", "avslag", "true"),
        ("Svar på motion om bänkar", "bifall till motionen", "bifall", "avslag", "false"),
        ("Medborgarförslag om bänkar", "avslag på medborgarförslaget", "avslag", "bifall", "false"),
        ("Motion om bänkar", "bifall till förvaltningens förslag", "bifall", "avslag", None),
        ("Motion om bänkar", "avslag på tilläggsyrkandet till motionen", "avslag", "avslag", None),
        ("Taxa för bänkar", "bifall till motionen", "bifall", "bifall", None),
        ("Motion om bänkar", "bifall till motionen", "bifall", "besvarad", None),
    ],
)
def test_a_proposal_on_a_motion(title, text, kind, how, expected):
    found = outcome(
        f'<i> dcterms:title "{title}"@sv . <d> a bg:DecisionPoint ; bg:item <i> ; bg:outcome outcome:{how} .'
        f'<p> a bg:Proposal ; bg:item <i> ; bg:proposalKind kind:{kind} ; bg:text "{text}"@sv .'
    )
    assert found == (expected and (expected, "proposal-on-motion"))


MOTION = '<i> dcterms:title "Motion om bänkar"@sv .'
APPROVAL = (
    '<p> a bg:Proposal ; bg:item <i> ; bg:proposalKind kind:bifall ; bg:text "bifall till motionen"@sv .'
)


def test_nothing_follows_from_two_different_outcomes():
    two = "".join(
        f"<d{n}> a bg:DecisionPoint ; bg:item <i> ; bg:outcome outcome:{how} ."
        for n, how in enumerate(("bifall", "avslag"))
    )
    assert outcome(MOTION + two + APPROVAL) is None


def test_of_two_rules_on_one_proposal_the_first_has_the_word():
    rejected = "<d> a bg:DecisionPoint ; bg:item <i> ; bg:outcome outcome:avslag ."
    reserved = "<r> a bg:Reservation ; bg:item <i> ; bg:inFavourOf <p> ."
    found = derived(MOTION + rejected + APPROVAL + reserved)
    assert found["p/outcome"]["wasGeneratedBy"].startswith("proposal-fell-by-reservation@")


def test_every_rule_names_itself_and_makes_nodes_of_its_own():
    assert all("CONSTRUCT" in text and text.startswith("#+ summary:") for text in rules().values())
    assert PROV.wasGeneratedBy.value not in "".join(rules().values())
