"""A matter is followed from § to §: each rule with what it joins and what it leaves apart."""

from itertools import permutations

import pytest

from graphbuild.linking import Document, Identified, Meeting, Register, link
from graphbuild.linking.matter import alike, matter, standing
from graphbuild.linking.threads import RULES
from graphbuild.model import DecisionPoint, Evidence, Header, Item, PriorHandling, Record, Source, Stated

HERE = Evidence(1, 0, 1, "x")
BOARD, ASSEMBLY = "Kommunstyrelsen", "Kommunfullmäktige"


def stated(text):
    return Stated(text, HERE)


def point(text, outcome=None, kind="decision"):
    return DecisionPoint(None, text, kind, outcome, HERE)


def recommended(text="Taxan antas."):
    return point(text, "antagande", "recommendation")


def prior(date, number=None, body=None):
    return PriorHandling(date, number, body, "x", HERE)


def item(number, title=None, dnr=(), decisions=(), priors=(), documents=(), sent_to=()):
    return Item(
        number,
        stated(title) if title else None,
        HERE,
        dnr=tuple(stated(one) for one in dnr),
        decisions=tuple(decisions),
        prior_handling=tuple(priors),
        documents=tuple(stated(one) for one in documents),
        recipients=tuple(stated(one) for one in sent_to),
    )


def minutes(body, date, *items):
    key = f"{body}-{date}"
    record = Record(Source(key, key), "minutes", Header(), (), items, ())
    where = [Identified(value, "test", 1.0) for value in ("Almby kommun", body, date)]
    return Document(record, Meeting(*where))


def threads(*documents):
    """Return ``(later, earlier, rule)``, with ``kf 5`` for § 5 of the assembly."""
    found = link(documents, Register(), base="https://data.example.org/")
    short = {"kommunstyrelsen": "ks", "kommunfullmaktige": "kf", "kulturnamnden": "kn"}
    return sorted(
        (
            f"{short[links.path.split('/')[1]]} {thread.number}",
            f"{short[thread.earlier.split('/')[-3]]} {thread.earlier.split('/')[-1]}",
            thread.rule,
        )
        for links in found.links.values()
        for thread in links.threads
    )


BUS, POOL = "Taxa för bussgods i Almby", "Ny simhall i Lindhult"


def test_the_item_that_is_cited_by_date_and_number():
    first = minutes(BOARD, "2031-03-04", item("7", BUS), item("8", POOL))
    later = minutes(BOARD, "2031-04-01", item("12", BUS, priors=[prior("2031-03-04", "7")]))
    assert threads(first, later) == [("ks 12", "ks 7", "cited-item")]


def test_not_the_cited_item_of_another_case_and_another_title():
    first = minutes(BOARD, "2031-03-04", item("7", POOL, ["KS 2031/9"]))
    cites = item("12", BUS, ["KS 2031/4"], priors=[prior("2031-03-04", "7")])
    assert threads(first, minutes(BOARD, "2031-04-01", cites)) == []


def test_the_minutes_of_another_body_among_the_documents():
    first = minutes("Kulturnämnden", "2031-03-04", item("7", POOL))
    named = ["Protokollsutdrag från kulturnämnden den 4 mars 2031, § 7", "Tjänsteskrivelse 2031-03-10"]
    later = minutes(BOARD, "2031-04-01", item("12", POOL, documents=named))
    assert threads(first, later) == [("ks 12", "kn 7", "cited-item")]


def test_not_a_document_that_names_no_body_or_a_body_of_the_state():
    first = minutes("Kulturnämnden", "2031-03-04", item("7", POOL))
    named = ["Skrivelse den 4 mars 2031, § 7", "Beslut av Skogsstyrelsen den 4 mars 2031, § 7"]
    assert threads(first, minutes(BOARD, "2031-04-01", item("12", BUS, documents=named))) == []


def test_the_item_sent_on_as_a_numbered_document():
    first = minutes(BOARD, "2031-03-04", item("7", BUS, sent_to=["KF Handling 2031 nr 44"]))
    later = minutes(ASSEMBLY, "2031-03-25", item("3", "Bussgods", documents=["2031 nr 44"]))
    assert threads(first, later) == [("kf 3", "ks 7", "sent-as-document")]
    assert threads(first, minutes(ASSEMBLY, "2031-03-25", item("3", documents=["2031 nr 45"]))) == []


def test_the_item_put_off_to_this_meeting():
    put_off = point("Ärendet bordläggs till sammanträdet den 1 april 2031.", "bordläggning")
    first = minutes(BOARD, "2031-03-04", item("7", BUS, decisions=[put_off]))
    later = minutes(BOARD, "2031-04-01", item("12", BUS), item("13", POOL))
    assert threads(first, later) == [("ks 12", "ks 7", "put-off-to-meeting")]


def test_the_item_of_a_date_without_a_number():
    first = minutes(ASSEMBLY, "2031-03-04", item("7", BUS, ["KS 2031/4"]), item("8", POOL, ["KS 2031/9"]))
    later = minutes(BOARD, "2031-04-01", item("12", BUS, ["KS 2031/4"], priors=[prior("2031-03-04")]))
    assert threads(first, later)[0] == ("ks 12", "kf 7", "cited-by-date")
    other = minutes(BOARD, "2031-04-01", item("12", "Val", ["KS 2031/77"], priors=[prior("2031-03-04")]))
    assert threads(first, other) == []


def test_the_recommendation_that_the_assembly_decides():
    first = minutes(BOARD, "2031-03-04", item("7", BUS, ["KS 2031/4"], [recommended()]))
    later = minutes(
        ASSEMBLY, "2031-03-25", item("3", BUS, ["KS 2031/4"], [point("Taxan antas.", "antagande")])
    )
    assert threads(first, later) == [("kf 3", "ks 7", "recommendation-taken-up")]


def test_a_recommendation_is_known_by_its_title_where_no_number_stands():
    first = minutes(BOARD, "2031-03-04", item("7", BUS, decisions=[recommended()]))
    assert threads(first, minutes(ASSEMBLY, "2031-03-25", item("3", BUS))) == [
        ("kf 3", "ks 7", "recommendation-taken-up")
    ]
    assert threads(first, minutes(ASSEMBLY, "2031-03-25", item("3", POOL))) == []
    assert threads(first, minutes(ASSEMBLY, "2035-03-25", item("3", BUS))) == []


def test_an_item_put_off_with_others_is_resumed():
    together = point("Ärendena under §§ 8-9 bordläggs.", "bordläggning")
    first = minutes(ASSEMBLY, "2031-03-04", item("7", "Ordningsfråga", decisions=[together]), item("8", BUS))
    later = minutes(ASSEMBLY, "2031-03-25", item("3", BUS), item("4", "Ordningsfråga"))
    assert threads(first, later) == [("kf 3", "kf 8", "resumed")]


def test_a_settled_item_of_the_same_body_is_not_resumed():
    first = minutes(BOARD, "2031-03-04", item("8", BUS, ["KS 2031/4"], [point("Antas.", "antagande")]))
    assert threads(first, minutes(BOARD, "2031-10-07", item("3", BUS, ["KS 2031/4"]))) == []


def test_a_motion_sent_for_preparation_comes_back():
    sent = point("Motionen remitteras till kommunstyrelsen.", "remittering")
    first = minutes(
        ASSEMBLY, "2031-03-04", item("9", "Motion av Siv Ek (S) om fler bänkar i parken", ["12/31"], [sent])
    )
    answer = item("3", "Svar på motion från Siv Ek (S) om fler bänkar i parken", ["12/31"])
    assert threads(first, minutes(BOARD, "2031-09-02", answer)) == [("ks 3", "kf 9", "referred-and-back")]


def test_one_case_in_two_bodies():
    first = minutes(BOARD, "2031-03-04", item("7", "Granskning av bussgods", ["4/31"], [point("Noteras.")]))
    later = minutes(ASSEMBLY, "2031-03-25", item("3", "Revisionens granskning av bussgods", ["4/31"]))
    assert threads(first, later) == [("kf 3", "ks 7", "same-case-other-body")]


def test_not_one_number_for_all_elections_of_a_year():
    first = minutes(BOARD, "2031-03-04", item("7", "Val av ledamot i hamnrådet", ["1/31"]))
    later = minutes(ASSEMBLY, "2031-03-25", item("3", "Avsägelse från Bo Al (M) som nämndeman", ["1/31"]))
    assert threads(first, later) == []


def test_not_a_new_matter_under_the_number_of_one_that_the_assembly_settled():
    first = minutes(ASSEMBLY, "2031-03-04", item("7", "Obesvarade motioner", ["1/31"], [point("Noteras.")]))
    assert threads(first, minutes(BOARD, "2031-10-07", item("3", "Obesvarade motioner", ["1/31"]))) == []


def test_not_the_items_that_every_meeting_has():
    both = item("1", "Upprop", ["1/31"]), item("2", "Anmälan av delegationsbeslut", decisions=[recommended()])
    assert threads(minutes(BOARD, "2031-03-04", *both), minutes(ASSEMBLY, "2031-03-25", *both)) == []


def test_threads_do_not_depend_on_the_order_of_documents():
    documents = [
        minutes(BOARD, "2031-03-04", item("7", BUS, ["KS 2031/4"], [recommended()])),
        minutes(ASSEMBLY, "2031-03-25", item("3", BUS, ["KS 2031/4"])),
        minutes(BOARD, "2031-04-01", item("12", BUS, ["KS 2031/4"], priors=[prior("2031-03-04", "7")])),
    ]
    assert len({tuple(threads(*order)) for order in permutations(documents)}) == 1


def test_each_rule_has_a_name_of_its_own():
    assert len({name for name, _ in RULES}) == len(RULES)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Svar på motion av Anna Ek (S) och Bo Al (-) om cykelvägar", "Motion om cykelvägar"),
        ("Vattentjänst\u00adplan 2031–2034", "Vattentjänstplan 2031-2034"),
        ("Remiss: Kollektivtrafikens framtid", "Yttrande över remiss, kollektivtrafikens framtid"),
    ],
)
def test_titles_of_one_matter(one, other):
    one = one.replace("\u00ad", "")
    assert alike(matter(one), matter(other), same_case=False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Delårsrapport mars 2031", "Delårsrapport augusti 2031"),
        ("Budget 2031", "Budget 2032"),
        ("Val", "Val"),
    ],
)
def test_titles_of_two_matters(one, other):
    assert one == other or not alike(matter(one), matter(other), same_case=False)
    assert standing("Upprop") and not standing("Upprustning av kajen")
