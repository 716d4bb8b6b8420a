"""Who is who: how names are related, each rule with a case for and a case against, and all together."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.linking import Register, link
from graphbuild.linking.judgements import APART, NONE, SAME, Judgement, JudgementError, Judgements
from graphbuild.linking.names import fold
from graphbuild.linking.people.candidates import candidate_pairs
from graphbuild.linking.people.rules import APART_RULES, PAIR_RULES, decide
from graphbuild.linking.people.sightings import sightings
from graphbuild.linking.people.spelling import common, relation
from graphbuild.linking.people.units import units_of
from graphbuild.model import Appointment, Ballot, Item, Named, Participant, Proposal, Stated, Vote
from tests import people_corpus
from tests.people_corpus import DOUBTFUL, PEOPLE
from tests.test_linking import BASE, HERE, document, item, linked, person

# How names are related.


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("Rut Almér", "RUT ALMÉR", "same"),
        ("Rut Almér", "Rut Almer", "letters"),
        ("Eva-Stina Ek", "EvaStina Ek", "letters"),
        ("Anders Öhed", "Anders Ohed", "marks"),
        ("Anders Öhed", "Anders Åhed", "other letter"),
        ("Anders Öhed", "Anders Ahed", "other letter"),
        ("Moa Vret", "Moa Vrets", "genitive"),
        ("Skog Bertil", "Bertil Skog", "order"),
        ("Karin Shamrell", "Karin Schamrell", "sound"),
        ("Nora Cronhed", "Nora Kronhed", "sound"),
        ("Bo Hellqvist", "Bo Hellkvist", "sound"),
        ("Mariah Dahl", "Maria Dal", "sound"),
        ("A Laurmark", "Adam Laurmark", "initial"),
        ("Adam F. Laurmark", "Adam Laurmark", "initial"),
        ("Hanna Drak", "Hanna Drak Wirsén", "longer"),
        ("Lena Olhed", "Lena Lindfors Olhed", "longer"),
        ("Anton Björk", "Sanna Anton Björk", "longer before"),
        ("Greta Plejander", "Greta Plejandel", "misprint"),
        ("Greta Plejander", "Greta Plejnader", "misprint"),
        ("Hanna Drak", "Hanna Berg", None),
        ("Maria Drakfors", "Marie Drakfors", None),
        ("Karin Persson", "Karin Larsson", None),
        ("Bo Ek", "Bo Eks Holm", None),
        ("Ek", "Bo Ek", None),
    ],
)
def test_how_two_names_are_related(one, other, found):
    assert relation(one, other) == relation(other, one) == found


def test_a_run_of_words_is_no_name():
    assert relation("a " * 100 + "b", "a " * 99 + "b") is None


# Each rule.


def voted(*people):
    ballots = tuple(Ballot(Named(name, party, HERE), "yes") for name, party in people)
    return item(votes=(Vote(None, None, None, None, None, None, None, ballots, HERE),))


def proposed(*people):
    named = tuple(Named(name, party, HERE) for name, party in people)
    return item(proposals=(Proposal(named, (), "bifall", "x", HERE),))


def mentioned(*people):
    return item(people=tuple(Named(name, party, HERE) for name, party in people))


def elected(name, party):
    made = Appointment(Named(name, party, HERE), None, None, "election", None, None, None, HERE)
    return item(appointments=(made,))


def meeting(number, *people, body="Kulturnämnden", items=(), hours=None):
    """Return the record of a meeting; a name alone is a member."""
    made = document(f"2030-{number:02}-10", *people, body=body, items=items)
    if hours:
        start, end = (Stated(hour, HERE) for hour in hours.split("-"))
        object.__setattr__(made.record.header, "start_time", start)
        object.__setattr__(made.record.header, "end_time", end)
    return made


def stood_in(number, one, other):
    made = meeting(number)
    people = (
        Participant(*one, (HERE,), ("serving substitute",), substitutes_for=(Named(*other, HERE),)),
        Participant(*other, (HERE,), ("replaced",)),
    )
    object.__setattr__(made.record, "people", people)
    return made


def decided(documents, one, other, told_apart=frozenset()):
    """Return the rule that decides the pair of two units given by name and party, and what it says."""
    seen = {}
    for each in documents:
        for sighting in sightings(each):
            seen.setdefault(fold(sighting.name), []).append(sighting)
    names = {folded: units_of(folded, found) for folded, found in seen.items()}
    wanted = [{(fold(name), party or "") for name, party in (one, other)}]
    for pair in candidate_pairs(names, told_apart):
        if {pair.one.key[:2], pair.other.key[:2]} in wanted:
            found = decide(pair)
            return found and (found[0], found[1].same)
    return None


MEMBER = ("member",)
CASES = {
    "voted-together": (
        [meeting(1, items=[voted(("Karin Shamrell", "V"), ("Karin Schamrell", "V"))])],
        [
            meeting(1, items=[voted(("Karin Shamrell", "V"))]),
            meeting(2, items=[voted(("Karin Schamrell", "V"))]),
        ],
        ("Karin Shamrell", "V"),
        ("Karin Schamrell", "V"),
    ),
    "named-side-by-side": (
        [meeting(1, items=[proposed(("Karin Shamrell", "V"), ("Karin Schamrell", "V"))])],
        [meeting(1, items=[proposed(("Karin Shamrell", "V")), proposed(("Karin Schamrell", "V"))])],
        ("Karin Shamrell", "V"),
        ("Karin Schamrell", "V"),
    ),
    "one-stands-in-for-the-other": (
        [stood_in(1, ("Maj Wikfors", "V"), ("Maj Vikfors", "V"))],
        [stood_in(1, ("Maj Wikfors", "V"), ("Bo Ek", "V")), meeting(2, ("Maj Vikfors", "V", *MEMBER))],
        ("Maj Wikfors", "V"),
        ("Maj Vikfors", "V"),
    ),
    "parties-at-once": (
        [meeting(1, ("Rut Alm", "S"), ("Rut Alm", "M"))],
        [meeting(1, ("Rut Alm", "S")), meeting(2, ("Rut Alm", "M"))],
        ("Rut Alm", "S"),
        ("Rut Alm", "M"),
    ),
    "attended-together": (
        [meeting(1, ("Nora Cronhed", "L", *MEMBER), ("Nora Kronhed", "L", *MEMBER))],
        [meeting(1, ("Nora Cronhed", "L", *MEMBER), ("Nora Kronhed", "L"))],
        ("Nora Cronhed", "L"),
        ("Nora Kronhed", "L"),
    ),
    "official-and-elected": (
        [meeting(1, ("Per Nordhed", None, "secretary")), meeting(2, ("Per Nordhed", "C"))],
        [meeting(1, ("Per Nordhed", "S")), meeting(2, ("Per Nordhed", "C"))],
        ("Per Nordhed", None),
        ("Per Nordhed", "C"),
    ),
    "another-letter": (
        [meeting(1, ("Anders Grönhed", "S")), meeting(2, ("Anders Grånhed", "S"))],
        [meeting(1, ("Anders Grönhed", "S")), meeting(2, ("Anders Gronhed", "S"))],
        ("Anders Grönhed", "S"),
        ("Anders Grånhed", "S"),
    ),
    "name-after-change-of-party": (
        [meeting(1, ("Rut Alm", "S")), meeting(2, ("Rut Alm", "M"))],
        [meeting(1, ("Rut Alm", "S")), meeting(2, ("Rut Alm", "M")), meeting(3, ("Rut Alm", "S"))],
        ("Rut Alm", "S"),
        ("Rut Alm", "M"),
    ),
    "same-letters-and-party": (
        [meeting(1, ("Rut Almér", "S")), meeting(2, ("Rut Almer", "S"), body="Kommunstyrelsen")],
        [meeting(1, ("Rut Almér", "S")), meeting(2, ("Rut Almer", "M"))],
        ("Rut Almér", "S"),
        ("Rut Almer", "S"),
    ),
    "same-letters-in-body": (
        [meeting(1, ("Rut Almér", "S")), meeting(2, ("Rut Almer", None))],
        [meeting(1, ("Rut Almér", "S")), meeting(2, ("Rut Almer", None), body="Kommunstyrelsen")],
        ("Rut Almér", "S"),
        ("Rut Almer", None),
    ),
    "marks-lost": (
        [meeting(1, ("Sören Öd", "C")), meeting(2, ("Soren Od", "C"))],
        [meeting(1, ("Sören Öd", "C")), meeting(2, ("Soren Od", "C"), body="Kommunstyrelsen")],
        ("Sören Öd", "C"),
        ("Soren Od", "C"),
    ),
    "genitive-left": (
        [meeting(1, ("Moa Vret", "MP"), ("Moa Vrets", None))],
        [meeting(1, ("Moa Vret", "MP")), meeting(2, ("Moa Vrets", None))],
        ("Moa Vret", "MP"),
        ("Moa Vrets", None),
    ),
    "name-inverted": (
        [meeting(1, ("Bertil Skog", "KD")), meeting(2, ("Skog Bertil", "KD"))],
        [meeting(1, ("Bertil Skog", "KD")), meeting(2, ("Skog Bertil", "S"))],
        ("Bertil Skog", "KD"),
        ("Skog Bertil", "KD"),
    ),
    "another-spelling": (
        [meeting(1, ("Nora Cronhed", "L")), meeting(2, ("Nora Kronhed", "L"))],
        [meeting(1, ("Nora Carlsson", "L")), meeting(2, ("Nora Karlsson", "L"))],
        ("Nora Cronhed", "L"),
        ("Nora Kronhed", "L"),
    ),
    "another-spelling-same-post": (
        [meeting(1, ("Nora Carlsson", "L", "chair")), meeting(2, ("Nora Karlsson", "L", "chair"))],
        [meeting(1, ("Nora Carlsson", "L", "chair")), meeting(2, ("Nora Karlsson", "L", "member"))],
        ("Nora Carlsson", "L"),
        ("Nora Karlsson", "L"),
    ),
    "voter-on-the-list": (
        [meeting(1, ("Nora Carlsson", "L", *MEMBER), items=[voted(("Nora Karlsson", "L"))])],
        [
            meeting(
                1,
                ("Nora Carlsson", "L", *MEMBER),
                items=[voted(("Nora Carlsson", "L")), voted(("Nora Karlsson", "L"))],
            )
        ],
        ("Nora Carlsson", "L"),
        ("Nora Karlsson", "L"),
    ),
    "initial-of-the-only-one": (
        [meeting(1, ("Adam Laurmark", "M")), meeting(2, ("A Laurmark", "M"))],
        [meeting(1, ("Adam Laurmark", "M"), ("Axel Laurmark", "M")), meeting(2, ("A Laurmark", "M"))],
        ("Adam Laurmark", "M"),
        ("A Laurmark", "M"),
    ),
    "added-surname": (
        [meeting(1, ("Hanna Drak", "S", *MEMBER)), meeting(2, ("Hanna Drak Wirsén", "S", *MEMBER))],
        [
            meeting(1, ("Hanna Drak Wirsén", "S", *MEMBER)),
            meeting(2, ("Hanna Drak", "S", *MEMBER)),
            meeting(3, ("Hanna Drak Wirsén", "M", *MEMBER)),
        ],
        ("Hanna Drak", "S"),
        ("Hanna Drak Wirsén", "S"),
    ),
    "short-form-in-document": (
        [meeting(1, ("Lena Lindfors Olhed", "M", *MEMBER), items=[proposed(("Lena Olhed", "M"))])],
        [
            meeting(
                1,
                ("Lena Lindfors Olhed", "M", *MEMBER),
                ("Lena Ek Olhed", "M", *MEMBER),
                items=[proposed(("Lena Olhed", "M"))],
            )
        ],
        ("Lena Olhed", "M"),
        ("Lena Lindfors Olhed", "M"),
    ),
    "short-form-in-body": (
        [meeting(2, ("Lena Lindfors Olhed", "M")), meeting(3, ("Lena Olhed", "M"))],
        [
            meeting(2, ("Lena Lindfors Olhed", "M", *MEMBER)),
            meeting(3, ("Lena Olhed", "M", *MEMBER)),
        ],
        ("Lena Olhed", "M"),
        ("Lena Lindfors Olhed", "M"),
    ),
    "misprint-in-document": (
        [meeting(1, ("Greta Plejander", "MP", *MEMBER), items=[mentioned(("Greta Plejandel", None))])],
        [
            meeting(
                1,
                ("Greta Plejander", "MP", *MEMBER),
                items=[elected("Greta Plejandel", None), mentioned(("Greta Plejandel", None))],
            )
        ],
        ("Greta Plejander", "MP"),
        ("Greta Plejandel", None),
    ),
}
SWAPPED = {
    "another-spelling": (("Nora Carlsson", "L"), ("Nora Karlsson", "L")),
    "another-letter": (("Anders Grönhed", "S"), ("Anders Gronhed", "S")),
    "same-letters-and-party": (("Rut Almér", "S"), ("Rut Almer", "M")),
    "name-inverted": (("Bertil Skog", "KD"), ("Skog Bertil", "S")),
    "official-and-elected": (("Per Nordhed", "S"), ("Per Nordhed", "C")),
}
"""Whom the case against is about, where it is about others."""


def test_every_rule_has_a_case_for_and_a_case_against():
    here = {"told-apart-before", "two-places-at-once"}
    assert set(CASES) | here == {name for name, _ in PAIR_RULES}


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_says_what_it_knows(rule):
    documents, _, one, other = CASES[rule]
    apart = rule in {name for name, _ in APART_RULES} | {"another-letter"}
    assert decided(documents, one, other) == (rule, not apart)


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_says_nothing_of_what_it_does_not_know(rule):
    _, documents, one, other = CASES[rule]
    found = decided(documents, *SWAPPED.get(rule, (one, other)))
    assert found is None or found[0] != rule


def test_one_name_in_two_rooms_at_once_is_two_people():
    culture = meeting(1, ("Rut Alm", "S", *MEMBER), hours="13:00-16:00")
    board = meeting(1, ("Rut Alm", "S", *MEMBER), body="Kommunstyrelsen", hours="14:00-15:00")
    elsewhere = meeting(2, ("Rut Alm", "S", *MEMBER), body="Miljönämnden")
    result = linked(culture, board, elsewhere)
    assert person(result, culture, "Rut Alm", "S") != person(result, board, "Rut Alm", "S")
    assert person(result, elsewhere, "Rut Alm", "S") is None
    assert decided([culture, board], ("Rut Alm", "S"), ("Rut Alm", "S")) == ("two-places-at-once", False)


def test_one_name_in_two_rooms_one_after_the_other_is_one_person():
    culture = meeting(1, ("Rut Alm", "S", *MEMBER), hours="09:00-12:00")
    board = meeting(1, ("Rut Alm", "S", *MEMBER), body="Kommunstyrelsen", hours="11:45-15:00")
    untold = meeting(1, ("Rut Alm", "S", *MEMBER), body="Miljönämnden")
    result = linked(culture, board, untold)
    assert {person(result, one, "Rut Alm", "S") for one in (culture, board, untold)} == {"rut-alm"}


def test_who_was_told_apart_stays_apart():
    both = meeting(1, items=[voted(("Karin Shamrell", "V"), ("Karin Schamrell", "V"))])
    later = [meeting(2, ("Karin Shamrell", "V")), meeting(3, ("Karin Schamrell", "V"))]
    register = linked(both, *later).register
    without = linked(*later, register=register)
    assert person(without, later[0], "Karin Shamrell", "V") != person(
        without, later[1], "Karin Schamrell", "V"
    )
    assert len({one.iri for one in linked(*later).entities if one.kind == "person"}) == 1


def test_a_short_form_that_many_have_is_not_joined_where_it_has_a_seat():
    long, short = ("Lena Lindfors Karlsson", "M"), ("Lena Karlsson", "M")
    seated = [meeting(2, long), meeting(3, (*short, *MEMBER))]
    assert decided(seated, short, long) is None
    assert decided([meeting(2, long), meeting(3, short)], short, long) == ("short-form-in-body", True)


# All together.


def linked_corpus(documents, judgements=NONE):
    return link(documents, Register(), base=BASE, judgements=judgements)


def entities_of(result, form):
    return {links.persons[form].entity for links in result.links.values() if form in links.persons}


def test_the_corpus_has_every_form_of_every_person_right():
    result = linked_corpus(people_corpus.documents())
    found = {
        key: set().union(*(entities_of(result, form) for form in forms if form != ("Per Nordhed", None)))
        for key, forms in PEOPLE.items()
    }
    found["official"] = entities_of(result, ("Per Nordhed", None))
    assert {key: len(entities) for key, entities in found.items()} == dict.fromkeys(PEOPLE, 1)
    for one, other in combinations(found, 2):
        assert found[one].isdisjoint(found[other]), (one, other)


def test_what_is_doubtful_stays_apart_and_is_a_pair_to_review():
    result = linked_corpus(people_corpus.documents())
    one, other = (entities_of(result, form) for form in DOUBTFUL)
    assert one.isdisjoint(other)
    (pair,) = [found for found in result.candidates if {found.one} | {found.other} == one | other]
    assert (pair.relation, pair.score) == ("sound", 0.92)
    assert len(result.candidates) == 1


def test_a_person_has_every_form_of_name_and_every_iri():
    result = linked_corpus(people_corpus.documents())
    (entity,) = [one for one in result.entities if one.iri.endswith("/lena-lindfors-olhed")]
    assert [value.value for _, value in entity.properties] == ["Lena Olhed", f"{BASE}id/party/m"]
    assert entity.replaces == (f"{BASE}id/person/almby-kommun/lena-olhed",)
    assert result.register.entities[entity.replaces[0]].replaced_by == entity.iri


def test_an_iri_that_was_merged_away_leads_on_when_its_document_is_gone():
    usual, misspelt = meeting(1, ("Nora Cronhed", "L")), meeting(2, ("Nora Kronhed", "L"))
    register = linked(usual, misspelt).register
    later = linked(usual, register=register)
    (entity,) = [one for one in later.entities if one.kind == "person"]
    assert entity.replaces == (f"{BASE}id/person/almby-kommun/nora-kronhed",)
    assert later.register == register


def test_a_published_iri_stays_though_an_older_form_of_the_name_turns_up():
    new, old = meeting(5, ("Nora Kronhed", "L")), meeting(1, ("Nora Cronhed", "L"))
    first = linked(new)
    assert person(linked(new, old, register=first.register), old, "Nora Cronhed", "L") == "nora-kronhed"
    assert person(linked(new, old), new, "Nora Kronhed", "L") == "nora-cronhed"


@settings(max_examples=40, deadline=None)
@given(st.permutations(people_corpus.documents()))
def test_the_order_of_documents_does_not_matter(order):
    assert linked_corpus(order) == linked_corpus(people_corpus.documents())


# Judgements.


def key(name, party):
    return f"almby-kommun/{fold(name)}/{party}"


def judged(*judgements):
    """Return judgements of pairs of names and parties, a line each."""
    return Judgements(
        tuple(
            Judgement(line, verdict, (), (key(*one), key(*other)), "looked", "2031-03-01")
            for line, (verdict, one, other) in enumerate(judgements, 1)
        )
    )


def test_a_judgement_stands_before_every_rule():
    docs = people_corpus.documents()
    karlsson, carlsson = ("Anna Karlsson", "S"), ("Anna Carlsson", "S")
    almer, accent = PEOPLE["accent"]
    result = linked_corpus(
        docs, judged((SAME, karlsson, carlsson), (APART, almer, accent), (SAME, *DOUBTFUL))
    )
    assert entities_of(result, karlsson) == entities_of(result, carlsson)
    assert entities_of(result, almer).isdisjoint(entities_of(result, accent))
    assert result.candidates == ()
    assert "judgement" in {
        links.persons[carlsson].rule for links in result.links.values() if carlsson in links.persons
    } | {links.persons[karlsson].rule for links in result.links.values() if karlsson in links.persons}


def test_what_is_judged_apart_is_not_joined_by_way_of_a_third():
    docs = [
        meeting(1, ("Rut Almér", "S")),
        meeting(2, ("Rut Almer", "S")),
        meeting(3, ("Rut-Almer", "S"), ("Rut Almér Wik", "S")),
    ]
    one, other, third = ("Rut Almér", "S"), ("Rut Almer", "S"), ("Rut-Almer", "S")
    result = linked_corpus(
        docs, judged((SAME, one, ("Rut Almér Wik", "S")), (APART, ("Rut Almér Wik", "S"), other))
    )
    assert entities_of(result, one) == entities_of(result, ("Rut Almér Wik", "S"))
    assert entities_of(result, one).isdisjoint(entities_of(result, other))
    groups = [entities_of(result, form) for form in (one, other)]
    assert entities_of(result, third) in groups


def test_without_its_judgement_a_build_is_as_before():
    docs = people_corpus.documents()
    karlsson, carlsson = ("Anna Karlsson", "S"), ("Anna Carlsson", "S")
    before = linked_corpus(docs)
    for verdict, one, other in ((SAME, karlsson, carlsson), (APART, *PEOPLE["new party"])):
        told = link(docs, before.register, base=BASE, judgements=judged((verdict, one, other)))
        assert told.links != before.links
        after = link(docs, told.register, base=BASE)
        assert (after.links, after.entities, after.register) == (
            before.links,
            before.entities,
            before.register,
        )


def test_judgements_that_contradict_each_other_name_both_lines():
    docs = [meeting(1, ("Rut Alm", "S"), ("Bo Ek", "S"), ("Eva Dal", "S"))]
    a, b, c = ("Rut Alm", "S"), ("Bo Ek", "S"), ("Eva Dal", "S")
    with pytest.raises(JudgementError, match=r"line 2 says .* not the same, but line 1 says"):
        linked_corpus(docs, judged((SAME, a, b), (APART, b, a)))
    with pytest.raises(JudgementError, match=r"line 3 says .* but lines 1 and 2 together say"):
        linked_corpus(docs, judged((SAME, a, b), (SAME, b, c), (APART, a, c)))


def test_a_judgement_by_an_iri_that_was_merged_away_holds():
    docs = people_corpus.documents()
    iris = tuple(f"{BASE}id/person/almby-kommun/{name}" for name in ("lena-olhed", "lena-lindfors-olhed"))
    result = linked_corpus(docs, Judgements((Judgement(1, APART, iris, (), "two", "2031-03-01"),)))
    one, other = (entities_of(result, form) for form in PEOPLE["two surnames"])
    assert one.isdisjoint(other)
    assert len(result.judged) == 1


def test_cases_and_organisations_are_the_same_where_that_is_judged():
    stated = [Stated(text, HERE) for text in ("KS 2030/7", "KS 2030/77")]
    one, other = (meeting(n, items=[Item("1", None, HERE, dnr=(text,))]) for n, text in enumerate(stated, 1))
    iris = tuple(f"{BASE}id/case/almby-kommun/KS-2030-{number}" for number in (7, 77))
    same = Judgements((Judgement(1, SAME, iris, (), "misprint", "2031-03-01"),))
    result = linked_corpus([one, other], same)
    assert result.links[other.key].cases["KS 2030/77"].entity == iris[0]
    assert result.links[other.key].cases["KS 2030/77"].rule == "judgement"
    (case,) = [entity for entity in result.entities if entity.kind == "case"]
    assert (case.iri, case.replaces) == (iris[0], (iris[1],))
    assert linked_corpus([one, other]).links[other.key].cases["KS 2030/77"].entity == iris[1]


def test_people_of_common_names_are_not_joined_by_chance():
    """Different people by construction, of few given names and many sons, who sit in one body by turns."""
    draw = random.Random(7)
    given = ["Anna", "Anders", "Eva", "Erik", "Maria", "Johan", "Karin", "Lars"]
    last = sorted(common())
    people = {
        f"{draw.choice(given)} {draw.choice(last)}{draw.choice(['', '', ' ' + draw.choice(last)])}".title()
        for _ in range(250)
    }
    party = {name: draw.choice("SSSMMVCL") for name in sorted(people)}
    documents = [
        meeting(number, *((name, party[name], *MEMBER) for name in sorted(party) if draw.random() < 0.4))
        for number in range(1, 10)
    ]
    result = linked(*documents)
    seen = {name for links in result.links.values() for name, _ in links.persons}
    assert len({one.iri for one in result.entities if one.kind == "person"}) == len(seen)
