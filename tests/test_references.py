"""What proposals and reservations point back to, and in which order somebody proposes."""

import pytest

from graphbuild.facts.items import Reading, item
from graphbuild.model import Item
from tests.reading import item_of

DOCUMENTS = (
    "Beslutsunderlag\nVägkontorets tjänsteutlåtande den 3 mars 2031\nYrkande från C och S den 4 april 2031\n"
    "Tilläggsyrkande från KD den 5 april 2031\nMotion av Per Sten (L)\n"
)


def read(body: str) -> Item:
    text, part, people = item_of(f"{DOCUMENTS}{body}")
    return item(Reading(text, "minutes", None, people), part)[0]


def pointed(body: str) -> list[list[tuple[str, str, tuple[int, ...]]]]:
    found = read(f"Yrkanden\n{body}").proposals
    return [[(r.kind, r.text, r.positions) for r in proposal.refers_to] for proposal in found]


@pytest.mark.parametrize(
    ("words", "kind", "text", "positions"),
    [
        ("bifall till liggande förslag", "suggestion", "liggande förslag", ()),
        ("bifall till vägkontorets förslag", "suggestion", "vägkontorets förslag", ()),
        (
            "avslag på arbetsutskottets förslag till beslut",
            "suggestion",
            "arbetsutskottets förslag till beslut",
            (),
        ),
        ("bifall till barn- och vägnämndens förslag", "suggestion", "barn- och vägnämndens förslag", ()),
        (
            "bifall till yrkande från S och C den 4 april 2031",
            "document",
            "yrkande från S och C den 4 april 2031",
            (2,),
        ),
        (
            "avslag på yrkande från S och C den 9 april 2031",
            "document",
            "yrkande från S och C den 9 april 2031",
            (),
        ),
        ("bifall till tilläggsyrkandet från KD", "document", "tilläggsyrkandet från KD", (3,)),
        ("bifall till motionen", "document", "motionen", (4,)),
        ("avslag på övriga yrkanden", "proposal", "övriga yrkanden", ()),
    ],
)
def test_what_a_proposal_points_to(words: str, kind: str, text: str, positions: tuple[int, ...]) -> None:
    assert pointed(f"Elsa Brodd (C) yrkar {words}.") == [[(kind, text, positions)]]


def test_a_proposal_of_a_person_is_the_one_of_the_same_item() -> None:
    body = (
        "Elsa Brodd (C) yrkar att vägen läggs om.\nNils Kvist (S) yrkar avslag på Elsa Brodds yrkande.\n"
        "Åsa Lind (V) yrkar bifall till yrkandet från Elsa Brodd (C).\nBo Ek (KD) yrkar avslag på Per Stens "
        "yrkande."
    )
    assert pointed(body) == [
        [],
        [("proposal", "Elsa Brodds yrkande", (1,))],
        [("proposal", "yrkandet från Elsa Brodd (C)", (1,))],
        [("proposal", "Per Stens yrkande", ())],
    ]


def test_several_references_in_one_proposal() -> None:
    body = (
        "Elsa Brodd (C) yrkar bifall till vägkontorets förslag, yrkande från C och S den 4 april 2031 samt "
        "tilläggsyrkande från KD den 5 april 2031."
    )
    assert [[(kind, places) for kind, _, places in found] for found in pointed(body)] == [
        [("suggestion", ()), ("document", (2,)), ("document", (3,))]
    ]


def test_the_text_of_a_proposal_points_nowhere() -> None:
    body = (
        "Elsa Brodd (C) yrkar att kontoret tar fram ett förslag till beslut om vägen och att stadens egna "
        "bilar ställs av."
    )
    assert [found for found in pointed(body) if found] == []


def test_in_the_first_and_in_the_second_place() -> None:
    found = read(
        "Yrkanden\nElsa Brodd (C) yrkar i första hand att ärendet återremitteras och i andra hand bifall "
        "till motionen.\nNils Kvist (S) yrkar avslag. I andra hand yrkar Nils Kvist (S) bordläggning."
    ).proposals
    assert [(p.people[0].name, p.kind, p.rank) for p in found] == [
        ("Elsa Brodd", "återremiss", "first"),
        ("Elsa Brodd", "bifall", "second"),
        ("Nils Kvist", "avslag", None),
        ("Nils Kvist", "bordläggning", "second"),
    ]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("bifall till yrkande från C och S om att avslå motionen", "bifall"),
        ("avslag på återremissyrkandet", "avslag"),
        ("bifall till förslaget med följande tillägg: vägen skyltas", "tilläggsyrkande"),
        ("bifall till förslaget med den ändringen att vägen stängs", "ändringsyrkande"),
        ("minoritetsåterremiss av ärendet", "minoritetsåterremiss"),
        ("att punkt 3 stryks", "ändringsyrkande"),
        ("att vägen läggs om", "annat"),
    ],
)
def test_the_words_that_come_first_tell_the_kind(words: str, kind: str) -> None:
    assert read(f"Yrkanden\nElsa Brodd (C) yrkar {words}.").proposals[0].kind == kind


def test_a_heading_tells_the_kind_of_what_tells_none() -> None:
    found = read("Tilläggsyrkande\nElsa Brodd (C) yrkar att vägen skyltas.").proposals
    assert [p.kind for p in found] == ["tilläggsyrkande"]


def test_withdrawing_beside_another_proposal() -> None:
    found = read(
        "Yrkanden\nElsa Brodd (C) yrkar avslag på motionen samt anmäler att yrkandet från C återtas."
    ).proposals
    assert [p.kind for p in found] == ["avslag", "återtagande"]


DISSENT = (
    "Yrkanden\nElsa Brodd (C) yrkar bifall till motionen och avslag på övriga yrkanden.\nNils Kvist (S) "
    "yrkar avslag på motionen.\nÅsa Lind (S) yrkar bordläggning.\n\nReservationer\n"
)


@pytest.mark.parametrize(
    ("sentence", "text", "positions"),
    [
        ("Elsa Brodd (C) reserverar sig till förmån för det egna yrkandet.", "egna yrkandet", (1,)),
        ("Nils Kvist (S) reserverar sig mot beslutet till förmån för eget yrkande.", "eget yrkande", (3,)),
        ("Bo Ek (KD) reserverar sig till förmån för Elsa Brodds yrkande.", "Elsa Brodds yrkande", (1,)),
        ("Bo Ek (KD) reserverar sig till förmån för det egna yrkandet.", "egna yrkandet", ()),
        ("Ledamöterna från S reserverar sig till förmån för egna yrkanden.", "egna yrkanden", (4,)),
    ],
)
def test_in_favour_of_which_proposal(sentence: str, text: str, positions: tuple[int, ...]) -> None:
    (reservation,) = read(DISSENT + sentence).reservations
    assert [(r.text, r.positions) for r in reservation.in_favour_of] == [(text, positions)]


def test_a_reservation_against_a_proposal_is_in_favour_of_nothing() -> None:
    (reservation,) = read(
        DISSENT + "Bo Ek (KD) reserverar sig mot beslutet enligt nämndens förslag."
    ).reservations
    assert reservation.in_favour_of == ()
