"""A small record of invented people, with every kind of fact once, for the tests of triples and shapes.

The raw text is made as the record is: each quote is written to it, so that offsets and quotes agree.
"""

from __future__ import annotations

from decimal import Decimal

from graphbuild.iris import Iris
from graphbuild.links import DocumentLinks, Link, Thread
from graphbuild.model import (
    Appointment,
    Ballot,
    BudgetLine,
    Citation,
    DecisionPoint,
    Dissent,
    Event,
    Evidence,
    Funder,
    Grant,
    Header,
    Item,
    Money,
    Named,
    Participant,
    PriorHandling,
    Project,
    Proposal,
    Proposition,
    Record,
    Reference,
    Source,
    Stated,
    Vote,
)

IRIS = Iris("https://data.example.org/")
ORGANISATION, BODY, DATE = "region-sydfjallen", "regionstyrelsen", "2031-05-06"
PATH = f"{ORGANISATION}/{BODY}/{DATE}"
PEOPLE = (("Siv Älvdal", "S"), ("Bo Myrlund", "M"), ("Åke Tjärn", "V"), ("Ida Fors", "FP"))


class Writer:
    """Writes the raw text while the record is made."""

    def __init__(self) -> None:
        self.raw = ""

    def evidence(self, quote: str) -> Evidence:
        self.raw += " … "
        start = len(self.raw)
        self.raw += quote
        return Evidence(self.raw.count("\f") + 1, start, len(self.raw), quote)

    def stated(self, text: str, quote: str | None = None) -> Stated:
        return Stated(text, self.evidence(quote or text))

    def named(self, number: int) -> Named:
        name, party = PEOPLE[number]
        return Named(name, party, self.evidence(f"{name} ({party})"))

    def money(self, value: str, quote: str) -> Money:
        return Money(Decimal(value), "SEK", quote, self.evidence(quote))


def _project(w: Writer) -> Project:
    return Project(
        name="Fjällens färdväg",
        evidence=w.evidence("projektet Fjällens färdväg"),
        owner=w.stated("Föreningen Färdväg"),
        partners=(w.stated("Sydfjällens trafik AB"),),
        start=w.stated("2031-09", "september 2031"),
        end=w.stated("2033-12-31", "31 december 2033"),
        granted=w.money("600000", "600 000 kr"),
        fund=w.stated("anslaget för resor"),
        budget=(
            BudgetLine("Personal", w.money("500000.00", "500 000")),
            BudgetLine("Resor", w.money("300000", "300 000")),
        ),
        total=w.money("800000", "800 000"),
        grantee=w.stated("Föreningen Färdväg"),
        applicant=w.stated("Föreningen Färdväg"),
        applied=w.money("700000", "700 000 kr"),
        funders=(
            Funder(w.stated("Sydfjällens trafik AB"), w.money("300000", "300 000 kr")),
            Funder(w.stated("Egen insats"), w.money("500000", "500 000 kr")),
        ),
        funding_total=w.money("800000", "800 000 kr"),
    )


def _grants(w: Writer) -> tuple[Grant, ...]:
    association = w.stated("Föreningen Färdväg")
    refused = w.stated("avslå")
    return (
        Grant(association, association.evidence, w.money("45000", "45 000 kr")),
        Grant(
            w.stated("Sydfjällens trafik AB"),
            refused.evidence,
            applied=w.money("9000", "9 000 kr"),
            refused=refused,
        ),
    )


def _items(w: Writer) -> tuple[Item, ...]:
    first = Item(
        number="12",
        title=w.stated("Motion om färdvägar"),
        evidence=w.evidence("§ 12"),
        dnr=(w.stated("RS-2031-00044", "RS 2031-00044"),),
        decisions=(
            DecisionPoint("1", "Motionen avslås.", "decision", "avslag", w.evidence("1. Motionen avslås.")),
            DecisionPoint(
                "2", "Fullmäktige antar planen.", "recommendation", "antagande", w.evidence("antar planen")
            ),
        ),
        proposals=(
            Proposal((w.named(2),), (), "bifall", "bifall till motionen", w.evidence("yrkar bifall")),
            Proposal(
                (w.named(1),),
                (),
                "avslag",
                "i andra hand avslag på Åke Tjärns yrkande",
                w.evidence("i andra hand avslag på Åke Tjärns yrkande"),
                "second",
                (Reference("proposal", "Åke Tjärns yrkande", w.evidence("Åke Tjärns yrkande"), (1,)),),
            ),
        ),
        propositions=(
            Proposition(
                "Ordföranden ställer proposition på yrkandena.",
                w.stated("motionen avslagits"),
                w.evidence("ställer proposition"),
            ),
        ),
        votes=(
            Vote(
                2,
                1,
                0,
                None,
                w.stated("Ja för avslag"),
                "avslag",
                "bifall",
                (Ballot(w.named(0), "yes"), Ballot(w.named(1), "yes"), Ballot(w.named(2), "no")),
                w.evidence("Omröstningen utfaller med 2 Ja mot 1 Nej"),
                "main",
            ),
        ),
        reservations=(
            Dissent(
                "reservation",
                (w.named(2),),
                (),
                "reserverar sig",
                w.evidence("reserverar"),
                (Reference("proposal", "egna yrkandet", w.evidence("det egna yrkandet"), (1,)),),
            ),
        ),
        notes=(
            Dissent(
                "special opinion", (), (w.stated("Fjällpartiet"),), "Vi är glada.", w.evidence("yttrande")
            ),
        ),
        recusals=(Dissent("recusal", (w.named(3),), (), "jäv", w.evidence("På grund av jäv")),),
        people=(w.named(2), w.named(2)),
        organisations=(w.stated("Sydfjällens trafik AB"),),
    )
    second = Item(
        number="13",
        title=w.stated("Medel till ett projekt"),
        evidence=w.evidence("§ 13"),
        non_participation=(Dissent("non-participation", (w.named(1),), (), "deltar ej", w.evidence("ej")),),
        appointments=(
            Appointment(
                w.named(3),
                "ledamot",
                w.stated("Sydfjällens trafik AB"),
                "replacement election",
                w.named(1),
                "2031-06-01",
                "2034",
                w.evidence("Till ledamot utses"),
            ),
        ),
        recipients=(w.stated("Föreningen Färdväg"), w.stated("Ekonomienheten")),
        documents=(w.stated("Tjänsteutlåtande 2031-04-01"),),
        prior_handling=(
            PriorHandling("2031-04-08", "9", None, "Bordlagt den 8 april, § 9", w.evidence("Bordlagt")),
        ),
        legal_references=(
            Citation(
                "4 kap. 6 § kommunallagen",
                "statute",
                ("https://lagen.nu/2017:725#K4P6",),
                w.stated("4 kap. 6 § kommunallagen").evidence,
            ),
        ),
        amounts=(w.money("20.50", "20 kronor och 50 öre"),),
        projects=(_project(w),),
        grants=_grants(w),
        events=(Event("Fjälldagarna", "2031-08-01", None, "Älvbyn", w.evidence("Fjälldagarna")),),
    )
    return first, second


def record() -> tuple[Record, str]:
    """Return the record and its raw text of two pages."""
    w = Writer()
    header = Header(
        organisation=w.stated("Region Sydfjällen"),
        body=w.stated("Regionstyrelsen"),
        meeting_date=w.stated(DATE, "6 maj 2031"),
        start_time=w.stated("13:00"),
        end_time=w.stated("15:30"),
        adjournments=(w.stated("14:20-14:35"),),
        place=w.stated("Älvbyns bygdegård"),
    )
    roles = (("chair",), ("member", "adjuster"), ("member",), ("serving substitute",))
    people = tuple(
        Participant(name, party, (w.evidence(name),), role, present=True)
        for (name, party), role in zip(PEOPLE, roles, strict=True)
    )
    mentioned = Participant("Nils Sjökvist", None, (w.evidence("Nils Sjökvist"),))
    w.raw += "\f"
    items = _items(w)
    source = Source("mapp/2031-05-06.pdf", "0f" * 32, "https://example.org/protokoll 6 maj.pdf")
    return Record(source, "minutes", header, (*people, mentioned), items, ()), w.raw


def links() -> DocumentLinks:
    """Return the links of the record."""

    def link(entity: str, confidence: float = 1.0) -> Link:
        return Link(entity, "name-in-council", confidence)

    everybody = (*PEOPLE, ("Nils Sjökvist", None))
    names = ("Föreningen Färdväg", "Sydfjällens trafik AB")
    return DocumentLinks(
        organisation=link(IRIS.organisation(ORGANISATION)),
        body=link(IRIS.body(ORGANISATION, BODY)),
        meeting=IRIS.meeting(PATH),
        date=DATE,
        path=PATH,
        persons={(name, party): link(IRIS.person(ORGANISATION, name), 0.9) for name, party in everybody},
        agents={name: link(IRIS.agent(name)) for name in names},
        cases={"RS-2031-00044": link(IRIS.case(ORGANISATION, "RS-2031-00044"))},
        projects={"Fjällens färdväg": link(IRIS.project(ORGANISATION, "Fjällens färdväg"))},
        threads=(Thread("12", IRIS.item(f"{ORGANISATION}/{BODY}/2031-04-08", "9"), "resumed", 0.9),),
    )
