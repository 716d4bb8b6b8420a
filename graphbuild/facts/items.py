"""One § of the minutes to an item with all its facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graphbuild.facts.appointments import appointments
from graphbuild.facts.budgets import budget_doubts
from graphbuild.facts.decisions import decided, points
from graphbuild.facts.dissent import dissent
from graphbuild.facts.events import events
from graphbuild.facts.grants import grants, without_proposed
from graphbuild.facts.lists import documents, prior_handling, recipients
from graphbuild.facts.names import PersonSpan, distinct, named, within
from graphbuild.facts.projects import projects
from graphbuild.facts.proposals import proposals
from graphbuild.facts.propositions import propositions
from graphbuild.facts.references import settled_dissents, settled_proposals
from graphbuild.facts.titles import title
from graphbuild.facts.votes import votes
from graphbuild.mentions.law import legal_references
from graphbuild.mentions.money import amounts
from graphbuild.mentions.organisations import organisations
from graphbuild.minutes import ItemText
from graphbuild.model import DocumentKind, Evidence, Item, Named, Vote
from graphbuild.text import Text

# Only these tell what was decided: an agenda or a press text says what somebody proposes.
DECIDING: frozenset[DocumentKind] = frozenset({"minutes", "extract"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of the whole document when an item is read."""

    text: Text
    kind: DocumentKind
    body: str | None
    people: Sequence[PersonSpan]


def item(reading: Reading, part: ItemText) -> tuple[Item, tuple[str, ...]]:
    """Return the item with all its facts, and what of them was not understood."""
    text = reading.text
    heading = title(text, part.title_spans)
    words = heading.text if heading else ""
    span = part.start, part.end
    pointed = points(text, part, reading.body) if reading.kind in DECIDING else ()
    voted, warnings = votes(text, part, reading.people) if reading.kind in DECIDING else ((), ())
    distance = dissent(text, part, reading.people)
    whole = part.heading_start, part.end
    listed = documents(text, part)
    settled = decided(text, part, pointed)
    funded = projects(text, part)
    given = grants(text, part, funded, settled) if reading.kind in DECIDING else ()
    unsettled = [f"§ {part.number}: {doubt}" for project in funded for doubt in budget_doubts(project)]
    proposed = settled_proposals(proposals(text, part, reading.people, words), listed)
    return Item(
        number=part.number,
        title=heading,
        evidence=_heading_evidence(text, part),
        dnr=tuple(text.stated(*dnr) for dnr in part.dnr_spans),
        decisions=settled,
        proposals=proposed,
        propositions=propositions(text, part) if reading.kind in DECIDING else (),
        votes=_unique(voted),
        reservations=settled_dissents(distance.reservations, proposed, listed),
        notes=distance.notes,
        recusals=distance.recusals,
        non_participation=distance.non_participation,
        appointments=appointments(text, part, reading.body, reading.people, pointed),
        recipients=recipients(text, part),
        documents=listed,
        prior_handling=prior_handling(text, part),
        legal_references=legal_references(text, *whole),
        amounts=amounts(text, *span),
        projects=without_proposed(funded, settled),
        grants=given,
        events=events(text, *span),
        organisations=organisations(text, *whole),
        people=_people(text, reading.people, *whole),
    ), (*warnings, *unsettled)


def _heading_evidence(text: Text, part: ItemText) -> Evidence:
    """Return the words that head the item: its number and title, case numbers between them included."""
    spans = [span for span in (*part.title_spans, *part.dnr_spans) if span[0] >= part.heading_start]
    first_line = text.clean.find("\n", part.heading_start)
    line_end = len(text.clean) if first_line < 0 else first_line
    return text.evidence(part.heading_start, max([line_end, *(end for _, end in spans)]))


def _unique(found: Sequence[Vote]) -> tuple[Vote, ...]:
    """Return the votes without those told twice, with the same totals, names and proposition."""
    return tuple({_told(vote): vote for vote in reversed(found)}.values())[::-1]


def _told(vote: Vote) -> tuple[object, ...]:
    ballots = tuple((ballot.person.name, ballot.person.party, ballot.choice) for ballot in vote.ballots)
    return vote.yes, vote.no, ballots, vote.proposition and vote.proposition.text


def _people(text: Text, people: Sequence[PersonSpan], start: int, end: int) -> tuple[Named, ...]:
    """Return everyone whom the item names, once each, at the first place."""
    return tuple(named(text, spans[0]) for spans in distinct(within(people, start, end)).values())
