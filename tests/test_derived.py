"""What follows from the stated facts of a document: each rule with what it derives and what it leaves."""

import pyoxigraph as ox
import pytest

from graphbuild.iris import Iris
from graphbuild.triples.derived import derived_quads, rules
from graphbuild.vocabulary import BG, PROV

PREFIXES = """
@prefix bg: <https://w3id.org/beslutsgraf/ns#> .
@prefix choice: <https://w3id.org/beslutsgraf/choice/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix kind: <https://w3id.org/beslutsgraf/proposal-kind/> .
@prefix role: <https://w3id.org/beslutsgraf/role/> .
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


LISTED = """
<minutes> a bg:Minutes ; bg:documentKind <https://w3id.org/beslutsgraf/document-kind/minutes> .
<chair> a bg:Participation ; bg:person <ch> ; bg:role role:chair ; bg:present true .
<member> a bg:Participation ; bg:person <me> ; bg:role role:member ; bg:present true .
<i> a bg:Item ; bg:number "12" .
"""


def present(turtle, item="i"):
    """Return who the rule has as present at an item of a meeting that has a list of attendance."""
    node = ox.NamedNode(f"https://data.example.org/id/{item}/presence")
    triples = ox.parse(f"{PREFIXES}{LISTED}{turtle}", format=ox.RdfFormat.TURTLE)
    quads = list(derived_quads(triples, PATH, Iris("https://data.example.org/")))
    people = {q.object.value for q in quads if q.subject == node and q.predicate == BG.personPresent}
    return {iri.rsplit("/", 1)[-1] for iri in people}


def part(person, *runs, role="member", present="true", more=""):
    stretches = "".join(f' ; bg:paragraphs "{run}"' for run in runs)
    told = f" ; bg:present {present}" if present else ""
    who = f"<p{person}> a bg:Participation ; bg:person <{person}> ; bg:role role:{role}"
    return f"{who}{told}{stretches}{more} .\n"


def test_who_is_listed_as_present_without_items_was_there_and_who_is_absent_was_not():
    listed = (
        part("a") + part("b", present="false") + part("c", role="substitute") + part("d", role="official")
    )
    assert present(listed) == {"ch", "me", "a", "c"}
    assert present(part("a", more=' ; bg:clock "13:00-14:00"')) == {"ch", "me"}


@pytest.mark.parametrize(
    ("runs", "there"),
    [
        (("12",), True),
        (("10-15",), True),
        (("1-9", "12-13"), True),
        (("from § 12",), True),
        (("t.o.m. § 12",), True),
        (("ej § 11",), True),
        (("from § 10", "t.o.m. § 14"), True),
        (("1-11",), False),
        (("from § 13",), False),
        (("t.o.m. § 11",), False),
        (("ej § 10-12",), False),
        (("de flesta",), False),
        # Of these the list does not tell whether both must hold or one.
        (("from § 13", "t.o.m. § 12"), False),
    ],
)
def test_the_items_that_the_list_gives_decide(runs, there):
    assert ("a" in present(part("a", *runs))) is there
    assert ("a" in present(part("a", *runs, role="official", present=None))) is there


def test_a_run_of_items_and_an_item_with_a_letter_are_held_only_for_certain():
    more = '<r> a bg:Item ; bg:number "12-14" . <l> a bg:Item ; bg:number "15a" .'
    assert "a" in present(f"{more}{part('a', '10-14')}", "r")
    assert "a" not in present(f"{more}{part('a', '10-13')}", "r")
    assert "a" in present(f"{more}{part('a', '10-16')}", "l")
    assert "a" not in present(f"{more}{part('a', '10-15')}", "l")


def test_who_is_recused_is_not_there_and_who_stands_aside_is():
    assert "a" not in present(part("a") + "<j> a bg:Recusal ; bg:item <i> ; bg:person <a> .")
    assert "a" in present(part("a") + "<j> a bg:Recusal ; bg:item <other> ; bg:person <a> .")
    assert "a" in present(part("a") + "<n> a bg:NonParticipation ; bg:item <i> ; bg:person <a> .")


def test_nothing_follows_for_whom_somebody_stands_in():
    assert "a" not in present(
        part("a") + part("b", role="serving-substitute", more=" ; bg:substitutesFor <a>")
    )
    serving = part("b", "1-11", role="serving-substitute", more=" ; bg:substitutesFor <a>")
    assert "a" in present(part("a") + serving)


def test_without_a_list_of_attendance_nobody_was_there_by_acting_elsewhere():
    acts = '<i> a bg:Item ; bg:number "12" . ' + part("a", role="serving-substitute")
    assert derived(acts) == {}
    assert derived(acts + part("a", "12"))["i/presence"]["personPresent"] == "a"
