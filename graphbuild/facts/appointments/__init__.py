"""Whom a decision elects or appoints to a post, and whom it releases from one.

Only what this meeting decides: a recommendation, a nomination, another authority's decision and
the choice of who adjusts the minutes are none. Kommunallagen (2017:725) 4 kap. 6 § lets the
assembly release whom it elected; 5 kap. 6-10 §§ are on substitutes who take a member's seat.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphbuild.facts.appointments.elections import Post, elected, entry, lead, title_post
from graphbuild.facts.appointments.line import Line, line, period
from graphbuild.facts.appointments.resignations import asked, released
from graphbuild.facts.decisions import Point, deciding, is_recommendation
from graphbuild.facts.names import PersonSpan, named
from graphbuild.facts.who import sentences
from graphbuild.minutes import ItemText
from graphbuild.model import Appointment, AppointmentKind
from graphbuild.text import Text

# No list of names is longer, in characters; what is was never a line.
_MAX_LINE = 20_000
_REPLACEMENT = re.compile(r"fyllnadsval", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Item:
    """What is known of the item when its sentences are read."""

    text: Text
    people: Sequence[PersonSpan]
    title: Line
    post: Post
    points: Sequence[Point]


def appointments(
    text: Text, item: ItemText, body: str | None, people: Sequence[PersonSpan], points: Sequence[Point]
) -> tuple[Appointment, ...]:
    """Return who is elected, appointed or released by the item's decision, in the order of the text.

    ``points`` are those of the decision; ``body`` is the deciding body's name, where known.
    """
    if not points:
        return ()
    spans = item.title_spans or ((item.heading_start, item.heading_start),)
    title = line(text, people, spans[0][0], spans[-1][1])
    read = _Item(text, people, title, title_post(text, title), points)
    found = [made for span in _spans(item, body, points) for made in _lines(read, *span)]
    return tuple({_told(made): made for made in reversed(found)}.values())[::-1]


def _told(made: Appointment) -> tuple[object, ...]:
    """Return what tells an appointment from another; one that is told twice is one."""
    organ = made.organ.text if made.organ else None
    return made.person.name, made.person.party, made.post, organ, made.kind, made.start


def _spans(item: ItemText, body: str | None, points: Sequence[Point]) -> Iterator[tuple[int, int]]:
    """Yield the clean spans that hold the decision: its sections, or the sentence that it stands in."""
    sections = [(section.start, section.end) for section in deciding(item, body)]
    if any(start <= point.start < end for start, end in sections for point in points):
        yield from sections
    else:
        yield from ((point.start, point.end) for point in points)


def _lines(item: _Item, start: int, end: int) -> Iterator[Appointment]:
    """Yield the appointments of a section; a line that leads in a list holds for the lines after it."""
    context: tuple[Post, tuple[int, int]] | None = None
    for a, b in item.text.lines(start, end):
        if b - a > _MAX_LINE or _recommends(item, a, b):
            context = None
            continue
        read = line(item.text, item.people, a, b)
        listed = entry(read, context[0]) if context else None
        if context and listed:
            context = (listed.following, context[1])
            words = item.text.clean[slice(*context[1])]
            yield from _elections(item, listed.people, listed.post, words, (a, b))
            continue
        post = lead(item.text, read, item.post)
        context = (post, (a, b)) if post else None
        for sentence in sentences(item.text, a, b):
            yield from _sentence(item, sentence, (a, b))


def _recommends(item: _Item, start: int, end: int) -> bool:
    """Tell whether the line is, or leads in, advice to another body."""
    covering = [point for point in item.points if point.start < end and point.end > start]
    if covering:
        return covering[0].kind == "recommendation"
    before = [point for point in item.points if point.start < end]
    return is_recommendation(item.text.clean[start:end]) or bool(
        before and before[-1].kind == "recommendation"
    )


def _sentence(item: _Item, span: tuple[int, int], around: tuple[int, int]) -> Iterator[Appointment]:
    text = item.text
    plain = line(text, item.people, *span, elects=False)
    found = released(text, plain)
    if found:
        whom = found if found[0] else asked(text, line(text, item.people, *_title_span(item), elects=False))
        if whom:
            post = whom[1] if whom[1].name or whom[1].organ else _title_resigned(item)
            start, _ = period(text.clean[slice(*around)])
            evidence = text.evidence(*span)
            for person in whom[0]:
                leaving = named(text, person)
                yield Appointment(leaving, post.name, post.organ, "resignation", None, start, None, evidence)
    for election in elected(text, line(text, item.people, *span), item.post):
        yield from _elections(item, election.people, election.post, text.clean[slice(*span)], span)


def _title_span(item: _Item) -> tuple[int, int]:
    return item.title.offsets[0], item.title.offsets[-1]


def _title_resigned(item: _Item) -> Post:
    """Return the post of the title, which is the one left where the title is about leaving one."""
    return Post(item.post.name, item.post.organ)


def _elections(
    item: _Item, people: Sequence[PersonSpan], post: Post, words: str, span: tuple[int, int]
) -> Iterator[Appointment]:
    alone = post if len(people) == 1 else Post(post.name, post.organ)
    replacement = alone.replaced or _REPLACEMENT.search(item.title.words) or _REPLACEMENT.search(words)
    kind: AppointmentKind = "replacement election" if replacement else "election"
    start, end = period(words) if people else (None, None)
    instead = named(item.text, alone.replaced) if alone.replaced else None
    evidence = item.text.evidence(*span)
    for person in people:
        if instead is None or (person.name, person.party) != (instead.name, instead.party):
            whom = named(item.text, person)
            yield Appointment(whom, alone.name, alone.organ, kind, instead, start, end, evidence)
