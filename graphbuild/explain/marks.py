"""From a record to marks on its raw text, and to segments, each with the marks that lie over it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise

from graphbuild.explain.visible import table
from graphbuild.model import (
    Appointment,
    Dissent,
    Evidence,
    Header,
    Item,
    Money,
    Named,
    Participant,
    Project,
    Proposal,
    Record,
    Reference,
    Stated,
    Vote,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that is marked: its key, what a legend calls it, its hue in degrees.

    ``fact`` tells what the minutes record from what the text only names; the two are drawn in
    different ways, so that one can be seen inside the other. ``style`` is rich's for a terminal.
    """

    key: str
    label: str
    hue: int
    fact: bool
    style: str


KINDS: tuple[Kind, ...] = (
    Kind("item", "Items (§)", 215, True, "bold black on #a9c7f5"),
    Kind("decision", "Decisions", 135, True, "black on #a5e3b4"),
    Kind("proposal", "Proposals", 45, True, "black on #f3dd8d"),
    Kind("proposition", "Questions put", 62, True, "black on #e6e69a"),
    Kind("vote", "Votes", 282, True, "black on #d9b8f2"),
    Kind("ballot", "Ballots", 312, True, "black on #f3bfe6"),
    Kind("dissent", "Reservations and notes", 2, True, "black on #f6b6b2"),
    Kind("appointment", "Elections and resignations", 250, True, "black on #c3c0f7"),
    Kind("prior", "Prior handling", 188, True, "black on #a4dfe6"),
    Kind("document", "Documents", 90, True, "black on #cfe5a0"),
    Kind("recipient", "Recipients", 165, True, "black on #a0e6d2"),
    Kind("project", "Projects", 22, True, "black on #f6c7a0"),
    Kind("event", "Events", 338, True, "black on #f4b4cb"),
    Kind("meeting", "The meeting", 205, False, "bold underline blue"),
    Kind("person", "People and parties", 0, False, "bold underline red"),
    Kind("organisation", "Organisations", 130, False, "bold underline green"),
    Kind("reference", "What is referred to", 320, False, "underline"),
    Kind("case", "Case numbers", 275, False, "bold underline magenta"),
    Kind("law", "Legal references", 38, False, "bold underline yellow"),
    Kind("money", "Amounts", 180, False, "bold underline cyan"),
)
"""The kinds in the order of a legend; of two marks on the same words the later one is the inner."""

_RANK = {kind.key: rank for rank, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch ``[start, end)`` of the raw text and what it was read as.

    ``kind`` is the key of a kind, ``name`` says in a few words what it is (``decision 1: bifall``)
    and ``reading`` the value that was read, where it tells more than the words do.
    """

    start: int
    end: int
    kind: str
    name: str
    reading: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the raw text over which the same marks lie, the outermost first."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def segments(record: Record, raw: str) -> tuple[Segment, ...]:
    """Return the raw text in segments that follow each other without a gap, marked or not."""
    found = marks(record)
    starting: dict[int, list[Mark]] = {}
    for mark in found:
        starting.setdefault(mark.start, []).append(mark)
    edges = sorted({0, len(raw), *(m.start for m in found), *(m.end for m in found)})
    result = []
    active: list[Mark] = []
    for start, end in pairwise(edges):
        active = [mark for mark in active if mark.end > start] + starting.get(start, [])
        result.append(Segment(start, end, tuple(active)))
    return tuple(result)


def marks(record: Record) -> tuple[Mark, ...]:
    """Return the marks of all evidence in the record, by place and the wider before the narrower.

    What is told several times of the same words, as of a person who is a participant and is
    mentioned, is one mark.
    """
    merged: dict[tuple[int, int, str], list[Mark]] = {}
    for mark in _found(record):
        merged.setdefault((mark.start, mark.end, mark.kind), []).append(mark)
    made = [_merged(group) for group in merged.values()]
    return tuple(sorted(made, key=lambda mark: (mark.start, -mark.end, _RANK[mark.kind])))


def counts(found: Sequence[Mark]) -> dict[str, int]:
    """Return how many marks there are of each kind, in the order of the kinds."""
    told = Counter(mark.kind for mark in found)
    return {kind.key: told[kind.key] for kind in KINDS if told[kind.key]}


def _merged(group: Sequence[Mark]) -> Mark:
    first = group[0]
    names = dict.fromkeys(mark.name for mark in group)
    readings = dict.fromkeys(mark.reading for mark in group if mark.reading)
    telling = [one for one in readings if not any(other != one and one in other for other in readings)]
    return Mark(first.start, first.end, first.kind, "; ".join(names), "; ".join(telling))


def _mark(kind: str, evidence: Evidence, name: str, reading: str = "") -> Mark:
    return Mark(evidence.start, evidence.end, kind, name, " ".join(reading.translate(table()).split()))


def _found(record: Record) -> Iterator[Mark]:
    yield from _header(record.header)
    for person in record.people:
        yield from _participant(person)
    for item in record.items:
        yield from _item(item)
    for stated in record.organisations:
        yield _mark("organisation", stated.evidence, "organisation", stated.text)


def _header(header: Header) -> Iterator[Mark]:
    for field in fields(header):
        value: Stated | tuple[Stated, ...] | None = getattr(header, field.name)
        for stated in value if isinstance(value, tuple) else (value,) if value else ():
            yield _mark("meeting", stated.evidence, field.name.replace("_", " "), stated.text)


def _who(person: Named | Participant) -> str:
    return f"{person.name} ({person.party})" if person.party else person.name


def _participant(person: Participant) -> Iterator[Mark]:
    parts = [
        *person.roles,
        person.title or "",
        {True: "present", False: "absent", None: ""}[person.present],
        "for " + ", ".join(map(_who, person.substitutes_for)) if person.substitutes_for else "",
        "§§ " + ", ".join(person.paragraphs) if person.paragraphs else "",
        ", ".join(person.clock),
        "remote" if person.remote else "",
    ]
    told = ", ".join(part for part in parts if part)
    for evidence in person.evidence:
        yield _mark("person", evidence, "person", f"{_who(person)}: {told}" if told else _who(person))
    for other in person.substitutes_for:
        yield _mark("person", other.evidence, "person", f"{_who(other)}, for whom {_who(person)} serves")


def _people(people: Sequence[Named], parties: Sequence[Stated] = ()) -> Iterator[Mark]:
    for person in people:
        yield _mark("person", person.evidence, "person", _who(person))
    for party in parties:
        yield _mark("person", party.evidence, "party", party.text)


def _names(people: Sequence[Named], parties: Sequence[Stated]) -> str:
    return ", ".join([*map(_who, people), *(party.text for party in parties)])


def _item(item: Item) -> Iterator[Mark]:
    yield _mark("item", item.evidence, f"§ {item.number}", item.title.text if item.title else "no title")
    if item.title and not _holds(item.evidence, item.title.evidence):
        yield _mark("item", item.title.evidence, f"title of § {item.number}", item.title.text)
    for point in item.decisions:
        label = f"{point.kind} {point.point}" if point.point else point.kind
        yield _mark("decision", point.evidence, f"{label}: {point.outcome or 'no outcome'}")
    for proposal in item.proposals:
        yield from _proposal(proposal)
    for question in item.propositions:
        found = question.found
        yield _mark("proposition", question.evidence, "question put", found.text if found else "")
        if found and not _holds(question.evidence, found.evidence):
            yield _mark("proposition", found.evidence, "what the chair found", found.text)
    for vote in item.votes:
        yield from _vote(vote)
    for dissent in (*item.reservations, *item.notes, *item.recusals, *item.non_participation):
        yield from _dissent(dissent)
    for appointment in item.appointments:
        yield from _appointment(appointment)
    yield from _context(item)
    yield from _lists(item)


def _context(item: Item) -> Iterator[Mark]:
    """Yield the marks of what an item tells beside its decision: earlier treatment, events, projects."""
    for prior in item.prior_handling:
        told = [prior.body or "", prior.date or "", f"§ {prior.paragraph}" if prior.paragraph else ""]
        yield _mark("prior", prior.evidence, "prior handling", ", ".join(part for part in told if part))
    for event in item.events:
        dates = dict.fromkeys(date for date in (event.start, event.end) if date)
        yield _mark("event", event.evidence, "event", ", ".join([event.name, *dates, event.place or ""]))
    for project in item.projects:
        yield from _project(project)


def _holds(outer: Evidence, inner: Evidence) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _lists(item: Item) -> Iterator[Mark]:
    """Yield the marks of what an item lists or names."""
    for kind, name, listed in (
        ("case", "case number", item.dnr),
        ("recipient", "recipient", item.recipients),
        ("document", "document", item.documents),
        ("law", "legal reference", item.legal_references),
        ("organisation", "organisation", item.organisations),
    ):
        for stated in listed:
            yield _mark(kind, stated.evidence, name, stated.text)
    for amount in item.amounts:
        yield _mark("money", amount.evidence, "amount", _amount(amount))
    yield from _people(item.people)


def _proposal(proposal: Proposal) -> Iterator[Mark]:
    by = _names(proposal.people, proposal.parties)
    rank = f", in the {proposal.rank} place" if proposal.rank else ""
    yield _mark("proposal", proposal.evidence, f"proposal: {proposal.kind}{rank}", f"by {by}" if by else "")
    yield from _people(proposal.people, proposal.parties)
    yield from _references(proposal.refers_to)


def _references(references: Sequence[Reference]) -> Iterator[Mark]:
    for reference in references:
        which = ", ".join(map(str, reference.positions))
        name = f"refers to {reference.kind} {which}" if which else f"refers to a {reference.kind}"
        yield _mark("reference", reference.evidence, name, reference.text)


def _appointment(appointment: Appointment) -> Iterator[Mark]:
    organ, before = appointment.organ, appointment.in_place_of
    term = "–".join(date for date in (appointment.start, appointment.end) if date)
    told = [
        _who(appointment.person),
        appointment.post or "",
        organ.text if organ else "",
        term,
        f"in place of {_who(before)}" if before else "",
    ]
    reading = ", ".join(part for part in told if part)
    yield _mark("appointment", appointment.evidence, appointment.kind, reading)
    yield from _people([person for person in (appointment.person, before) if person])
    if organ:
        yield _mark("organisation", organ.evidence, "organisation", organ.text)


def _vote(vote: Vote) -> Iterator[Mark]:
    totals = {"yes": vote.yes, "no": vote.no, "abstain": vote.abstain, "absent": vote.absent}
    name = ", ".join(f"{count} {choice}" for choice, count in totals.items() if count is not None)
    name += f" ({vote.kind})" if vote.kind else ""
    means = {"yes": vote.yes_means, "no": vote.no_means}
    told = "; ".join(f"{choice} means: {words}" for choice, words in means.items() if words)
    put = vote.proposition
    yield _mark("vote", vote.evidence, f"vote: {name}", told or (put.text if put else ""))
    if put and not _holds(vote.evidence, put.evidence):
        yield _mark("vote", put.evidence, "proposition of the vote", put.text)
    for ballot in vote.ballots:
        yield _mark("ballot", ballot.person.evidence, f"ballot: {ballot.choice}", _who(ballot.person))


def _dissent(dissent: Dissent) -> Iterator[Mark]:
    by = _names(dissent.people, dissent.parties)
    yield _mark("dissent", dissent.evidence, dissent.kind, f"by {by}" if by else "")
    yield from _people(dissent.people, dissent.parties)
    yield from _references(dissent.in_favour_of)


def _amount(money: Money) -> str:
    return f"{money.value:,f} {money.currency}"


def _project(project: Project) -> Iterator[Mark]:
    yield _mark("project", project.evidence, "project", project.name)
    parts = (
        ("owner", project.owner),
        *(("partner", partner) for partner in project.partners),
        ("start", project.start),
        ("end", project.end),
        ("fund", project.fund),
    )
    for name, stated in parts:
        if stated:
            yield _mark("project", stated.evidence, f"project's {name}", stated.text)
    amounts = (
        ("grant", project.granted),
        ("budget in total", project.total),
        *((f"budget: {line.label}", line.amount) for line in project.budget),
    )
    for name, money in amounts:
        if money:
            yield _mark("project", money.evidence, f"project's {name}", _amount(money))
