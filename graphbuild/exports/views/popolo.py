"""The view for Popolo: one JSON file of lists, as everypolitician and its kin publish it.

Properties and their types are those of the JSON Schemas of the Popolo project. What belongs to a meeting is
written with it; people, organisations and their memberships when a council is done.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO

from graphbuild.exports.views.lists import Item, Lists, told
from graphbuild.exports.views.members import Membership, memberships
from graphbuild.exports.views.scope import Meeting, read
from graphbuild.exports.views.things import OUTCOME, Things
from graphbuild.exports.views.times import moment
from graphbuild.iris import last_part
from graphbuild.store import View
from graphbuild.vocabulary import BG, DCTERMS, RDFS

LISTS = ("persons", "organizations", "areas", "memberships", "posts", "events", "motions", "vote_events")

_COUNTS = (("yes", BG.yes), ("no", BG.no), ("abstain", BG.abstentions), ("absent", BG.absent))
_GROUP = (("yes", BG.ballotsYes), ("no", BG.ballotsNo), ("abstain", BG.ballotsAbstaining))


def write(view: View, chosen: Sequence[Meeting], output: IO[bytes]) -> None:
    """Write the chosen meetings."""
    lists = Lists(LISTS)
    council: str | None = None
    entities: dict[str, dict[str, Item]] = {}
    seats: set[Membership] = set()
    written: set[str] = set()
    for meeting in chosen:
        if meeting.council != council:
            _add_council(lists, entities, seats, written)
            council, entities, seats = (
                meeting.council,
                {"persons": {}, "organizations": {}, "areas": {}},
                set(),
            )
        things = Things(read(view, meeting))
        _add_meeting(lists, things, meeting.iri)
        _describe(things, entities)
        seats |= memberships(things, things.value(meeting.iri, BG.body) or "")
    _add_council(lists, entities, seats, written)
    lists.write(output)


def _add_council(
    lists: Lists, entities: dict[str, dict[str, Item]], seats: set[Membership], written: set[str]
) -> None:
    """Add whom a council's meetings name; what several councils name, as parties, is ``written`` once."""
    for name, items in entities.items():
        for iri, item in sorted(items.items()):
            if iri not in written:
                lists.add(name, item)
                written.add(iri)
    posts = {seat.post: seat for seat in sorted(seats, reverse=True) if seat.post}
    for post, seat in sorted(posts.items()):
        lists.add(
            "posts", {"id": post, "label": seat.role, "role": seat.role, "organization_id": seat.organisation}
        )
    for seat in sorted(seats):
        lists.add("memberships", _membership(seat))


def _membership(seat: Membership) -> Item:
    return told(
        id=seat.iri,
        person_id=seat.person,
        organization_id=seat.organisation,
        role=seat.role or None,
        post_id=seat.post,
        on_behalf_of_id=seat.party or None,
        start_date=seat.start or None,
        end_date=seat.end or None,
    )


def _add_meeting(lists: Lists, things: Things, meeting: str) -> None:
    lists.add("events", _event(things, meeting))
    body, date = things.value(meeting, BG.body), things.value(meeting, BG.date)
    start = moment(date, things.value(meeting, BG.startTime))
    common = {"organization_id": body, "legislative_session_id": meeting}
    for proposal in things.of(BG.Proposal):
        lists.add("motions", told(id=proposal, **common, **_motion(things, proposal), date=start))
    for vote in things.of(BG.Vote):
        lists.add("vote_events", told(id=vote, **common, **_vote_event(things, vote)))


def _event(things: Things, meeting: str) -> Item:
    date = things.value(meeting, BG.date)
    present = [
        person
        for participation in things.of(BG.Participation)
        if things.value(participation, BG.present) == "true"
        for person in things.values(participation, BG.person)
    ]
    minutes = things.having(BG.documents, meeting)
    return told(
        id=meeting,
        name=things.value(meeting, DCTERMS.title),
        start_date=moment(date, things.value(meeting, BG.startTime)) or date,
        end_date=moment(date, things.value(meeting, BG.endTime)),
        location=things.value(meeting, BG.place),
        classification="meeting",
        organization_id=things.value(meeting, BG.body),
        attendees=[{"id": person} for person in sorted(set(present))],
        sources=[{"url": things.value(one, DCTERMS.source) or one} for one in minutes],
    )


def _motion(things: Things, proposal: str) -> Item:
    """Return what a motion is; only one person can be its creator in Popolo."""
    people, kind = things.values(proposal, BG.proposer), things.value(proposal, BG.proposalKind)
    carried = {things.value(one, BG.carried) for one in things.having(BG.ofProposal, proposal)}
    single = len(people) == 1 and not things.values(proposal, BG.proposingParty)
    return told(
        creator_id=people[0] if single else None,
        text=things.value(proposal, BG.text),
        classification=last_part(kind) if kind else None,
        result={"true": "pass", "false": "fail"}.get(carried.pop() or "") if len(carried) == 1 else None,
    )


def _vote_event(things: Things, vote: str) -> Item:
    outcome = things.value(vote, OUTCOME)
    ballots = sorted(things.having(BG.vote, vote))
    return told(
        result=last_part(outcome) if outcome else None,
        counts=[*_counts(things, vote)],
        group_results=[*_group_results(things, vote)],
        votes=[
            told(
                voter_id=things.value(ballot, BG.person),
                option=last_part(things.value(ballot, BG.choice) or ""),
                party_id=things.value(ballot, BG.party),
            )
            for ballot in ballots
        ],
    )


def _counts(things: Things, vote: str) -> Iterator[Item]:
    """Give the totals as stated, then those of each party as counted from the ballots."""
    for option, predicate in _COUNTS:
        number = things.number(vote, predicate)
        if number is not None:
            yield {"option": option, "value": number}
    for position in sorted(things.having(BG.onVote, vote)):
        for option, predicate in _GROUP:
            number = things.number(position, predicate)
            if number:
                yield {"option": option, "value": number, "group_id": things.value(position, BG.ofParty)}


def _group_results(things: Things, vote: str) -> Iterator[Item]:
    for position in sorted(things.having(BG.onVote, vote)):
        side = things.value(position, BG.side)
        if side:
            yield {"group_id": things.value(position, BG.ofParty), "result": last_part(side)}


def _describe(things: Things, entities: dict[str, dict[str, Item]]) -> None:
    """Take down the entities that a meeting names."""
    for person in things.of(BG.Person):
        entities["persons"][person] = {"id": person, "name": things.value(person, RDFS.label)}
    for kind in (BG.Party, BG.Organisation, BG.Body):
        for one in things.of(kind):
            entities["organizations"][one] = _organisation(things, one, party=kind == BG.Party)
    for one in things.of(BG.Organisation):
        area = _area(things, one)
        if area:
            entities["areas"][str(area["id"])] = area


def _organisation(things: Things, iri: str, *, party: bool) -> Item:
    kind = things.value(iri, BG.bodyKind) or things.value(iri, BG.organisationKind)
    parent, code = things.value(iri, BG.organisation), things.value(iri, BG.code)
    return told(
        id=iri,
        name=things.value(iri, RDFS.label),
        classification="party" if party else last_part(kind) if kind else None,
        parent_id=None if party else parent,
        identifiers=[{"scheme": "party code", "identifier": code}] if code else [],
        area_id=f"{iri}#area" if _area(things, iri) else None,
    )


def _area(things: Things, iri: str) -> Item | None:
    """Return the area of a municipality or a region by Statistics Sweden's code, if it has one."""
    municipality, county = things.value(iri, BG.municipalityCode), things.value(iri, BG.countyCode)
    if not (municipality or county):
        return None
    return {
        "id": f"{iri}#area",
        "name": things.value(iri, RDFS.label),
        "identifier": municipality or county,
        "classification": "municipality" if municipality else "county",
    }
