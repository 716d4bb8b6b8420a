"""The view for OParl 1.1: a folder of JSON files that link to each other, an object list a kind and council.

Objects keep the IRIs of the graph as ``id``; lists have the URLs that their files get below ``<base>oparl/``.
OParl has no votes: they stand in a property with our prefix, as it allows. The times when an object
was made and changed are not known and not made up.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from graphbuild.exports.views.lists import Item, Pages, text, told
from graphbuild.exports.views.members import Membership, memberships
from graphbuild.exports.views.scope import Meeting, read
from graphbuild.exports.views.things import OUTCOME, Things
from graphbuild.exports.views.times import moment
from graphbuild.iris import DEFAULT_BASE, last_part
from graphbuild.store import View
from graphbuild.vocabulary import BG, DCTERMS, RDF, RDFS, SKOS

SCHEMA = "https://schema.oparl.org/1.1/"
VOTE = "beslutsgraf:vote"
"""The property that holds the votes of an agenda item; OParl has prefixed properties for what it lacks."""

LISTS = ("organization", "person", "meeting", "paper")
_MEDIA = {".pdf": "application/pdf", ".html": "text/html", ".txt": "text/plain"}


def write(view: View, chosen: Sequence[Meeting], folder: Path) -> None:
    """Write the chosen meetings to a folder, which is made where there is none."""
    base = chosen[0].iri.partition("id/meeting/")[0] if chosen else DEFAULT_BASE
    root = f"{base}oparl/"
    folder.mkdir(parents=True, exist_ok=True)
    system = _object(f"{root}system.json", "System", oparlVersion=SCHEMA, body=f"{root}body.json")
    (folder / "system.json").write_text(f"{text(system)}\n", encoding="utf-8")
    bodies = Pages(folder, root, "body")
    council: _Council | None = None
    for meeting in chosen:
        if council is None or meeting.council != council.iri:
            if council:
                bodies.add(council.close())
            council = _Council(meeting.council, folder, root)
        council.add(Things(read(view, meeting)), meeting.iri)
    if council:
        bodies.add(council.close())
    bodies.close()


class _Council:
    """One council on its way: its meetings are written at once, whom they name when it is done."""

    def __init__(self, iri: str, folder: Path, root: str) -> None:
        self.iri = iri
        self.name: str | None = None
        self.short: str | None = None
        name = last_part(iri) or "other"
        self._root, self._url = root, f"{root}{name}/"
        self._lists = {kind: Pages(folder / name, self._url, kind) for kind in LISTS}
        self._people: dict[str, str | None] = {}
        self._organisations: dict[str, Item] = {}
        self._papers: dict[str, list[Item]] = {}
        self._numbers: dict[str, str | None] = {}
        self._names: dict[str, str | None] = {}
        self._seats: set[Membership] = set()

    def add(self, things: Things, meeting: str) -> None:
        """Write a meeting and take down whom it names."""
        self.name = self.name or things.value(self.iri, RDFS.label)
        self.short = self.short or things.value(self.iri, BG.shortName)
        self._lists["meeting"].add(_meeting(things, meeting))
        body = things.value(meeting, BG.body) or ""
        seats = memberships(things, body)
        self._seats |= seats
        self._people |= {person: things.value(person, RDFS.label) for person in things.of(BG.Person)}
        for one in {*things.of(BG.Body), *things.of(BG.Party), *(seat.organisation for seat in seats)}:
            self._organisations[one] = _organisation(things, one, self.iri)
        for item in things.of(BG.Item):
            for case in things.values(item, BG.case) if things.value(item, BG.meeting) == meeting else ():
                self._papers.setdefault(case, []).append(_consultation(things, item, case, body))
                self._numbers[case] = things.value(case, BG.caseNumber)
                self._names[case] = self._names.get(case) or things.value(item, DCTERMS.title)

    def close(self) -> Item:
        """Write the lists of the council; return the council as a Body."""
        seats: dict[str, list[Membership]] = {}
        for seat in sorted(self._seats):
            seats.setdefault(seat.person, []).append(seat)
        for _, organisation in sorted(self._organisations.items()):
            self._lists["organization"].add(organisation)
        for person, name in sorted(self._people.items()):
            held = [_membership(seat) for seat in seats.get(person, ())]
            self._lists["person"].add(_object(person, "Person", body=self.iri, name=name, membership=held))
        for case, consultations in sorted(self._papers.items()):
            self._lists["paper"].add(self._paper(case, consultations))
        for pages in self._lists.values():
            pages.close()
        links = {kind: f"{self._url}{kind}.json" for kind in LISTS}
        named = told(name=self.name or last_part(self.iri), shortName=self.short)
        # Empty, but the schema demands it: minutes do not tell when a term begins and ends.
        body = _object(self.iri, "Body", system=f"{self._root}system.json", **named, **links)
        return {**body, "legislativeTerm": []}

    def _paper(self, case: str, consultations: list[Item]) -> Item:
        return _object(
            case,
            "Paper",
            body=self.iri,
            name=self._names.get(case),
            reference=self._numbers.get(case),
            paperType="Ärende",
            consultation=consultations,
        )


def _object(iri: str, kind: str, **values: object) -> Item:
    """Return an OParl object of a kind with what is known of it."""
    return {"id": iri, "type": f"{SCHEMA}{kind}", **told(**values)}


def _meeting(things: Things, meeting: str) -> Item:
    date, place = things.value(meeting, BG.date), things.value(meeting, BG.place)
    body = things.value(meeting, BG.body)
    present = {
        person
        for participation in things.of(BG.Participation)
        if things.value(participation, BG.present) == "true"
        for person in things.values(participation, BG.person)
    }
    files = [
        _file(things, one)
        for one in things.having(BG.documents, meeting)
        if things.value(one, DCTERMS.source)
    ]
    items = [one for one in things.of(BG.Item) if things.value(one, BG.meeting) == meeting]
    items.sort(key=lambda one: things.number(one, BG.position) or 0)
    return _object(
        meeting,
        "Meeting",
        name=things.value(meeting, DCTERMS.title),
        meetingState="durchgeführt",
        start=moment(date, things.value(meeting, BG.startTime)),
        end=moment(date, things.value(meeting, BG.endTime)),
        location=_object(f"{meeting}#place", "Location", description=place) if place else None,
        organization=[body] if body else [],
        participant=sorted(present),
        resultsProtocol=files[0] if files else None,
        auxiliaryFile=files[1:],
        agendaItem=[_agenda_item(things, item, meeting) for item in items],
    )


def _file(things: Things, minutes: str) -> Item:
    """Return minutes that are published somewhere as a file; without an address they are none in OParl."""
    name = things.value(minutes, BG.fileName)
    return _object(
        minutes,
        "File",
        fileName=name,
        mimeType=_MEDIA.get(PurePosixPath(name or "").suffix.lower()),
        accessUrl=things.value(minutes, DCTERMS.source),
    )


def _agenda_item(things: Things, item: str, meeting: str) -> Item:
    points = _points(things, item)
    outcomes = {things.value(point, BG.outcome) for point in points} - {None}
    votes = [_vote(things, vote) for vote in things.having(BG.item, item) if vote in things.of(BG.Vote)]
    outcome = outcomes.pop() if len(outcomes) == 1 else None
    return _object(
        item,
        "AgendaItem",
        meeting=meeting,
        number=things.value(item, BG.number),
        order=things.number(item, BG.position),
        name=things.value(item, DCTERMS.title),
        consultation=f"{item}#consultation" if things.value(item, BG.case) else None,
        result=things.swedish(outcome, SKOS.prefLabel),
        resolutionText="\n".join(filter(None, (things.value(one, BG.text) for one in points))) or None,
        **{VOTE: votes},
    )


def _points(things: Things, item: str) -> list[str]:
    """Return the points of what a § decides and recommends, in order."""
    kinds = {*things.of(BG.DecisionPoint), *things.of(BG.Recommendation)}
    found = [one for one in things.having(BG.item, item) if one in kinds]
    return sorted(found, key=lambda one: things.number(one, BG.position) or 0)


def _vote(things: Things, vote: str) -> Item:
    return told(
        id=vote,
        proposition=things.value(vote, BG.proposition),
        yes=things.number(vote, BG.yes),
        no=things.number(vote, BG.no),
        abstentions=things.number(vote, BG.abstentions),
        absent=things.number(vote, BG.absent),
        outcome=things.swedish(things.value(vote, OUTCOME), SKOS.prefLabel),
        ballots=[
            told(person=things.value(one, BG.person), choice=last_part(things.value(one, BG.choice) or ""))
            for one in sorted(things.having(BG.vote, vote))
        ],
    )


def _consultation(things: Things, item: str, case: str, body: str) -> Item:
    """Return the treatment of a case in a meeting; whether it decided is told where the § has points."""
    decided = {*things.of(BG.DecisionPoint)} & {*things.having(BG.item, item)}
    return _object(
        f"{item}#consultation",
        "Consultation",
        paper=case,
        agendaItem=item,
        meeting=things.value(item, BG.meeting),
        organization=[body] if body else [],
        authoritative=bool(decided) if _points(things, item) else None,
    )


def _organisation(things: Things, iri: str, council: str) -> Item:
    """Return a body of the council, a party, or another organisation that somebody is elected to."""
    kinds = things.values(iri, RDF.type)
    party, own = BG.Party.value in kinds, things.value(iri, BG.organisation) == council
    return _object(
        iri,
        "Organization",
        body=council if own and not party else None,
        name=things.value(iri, RDFS.label),
        shortName=things.value(iri, BG.code),
        organizationType="Partei" if party else "Gremium" if BG.Body.value in kinds else "Institution",
        classification=things.swedish(things.value(iri, BG.bodyKind), SKOS.prefLabel),
    )


def _membership(seat: Membership) -> Item:
    """Return a membership; OParl's dates are to the day, and others are left out."""
    return _object(
        seat.iri,
        "Membership",
        person=seat.person,
        organization=seat.organisation,
        role=seat.role or None,
        onBehalfOf=seat.party or None,
        startDate=seat.start if len(seat.start) == len("2025-01-01") else None,
        endDate=seat.end if len(seat.end) == len("2025-01-01") else None,
    )
