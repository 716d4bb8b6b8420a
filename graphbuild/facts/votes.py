"""How it was voted: what Ja and Nej mean, the stated totals, and the ballots that the prose names.

A vote that no words state never appears: a name list counts only before or after ``röstar Ja``, and
a total only in one of the forms that minutes give totals in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from graphbuild.facts.namelists import listed
from graphbuild.facts.names import PersonSpan, within
from graphbuild.facts.votewords import (
    ABSENTEES,
    ABSTAINING,
    BARE_LABEL,
    BLOCK,
    BRACKETED,
    CHOICE_FIRST,
    COUNT,
    COUNTER,
    CUT,
    DEN_SOM,
    LIST_BEFORE,
    LISTED,
    LISTED_AFTER,
    MAIN,
    MEANS,
    NAMED,
    NOT_HERE,
    NUMBERS,
    PROPOSITION,
    REMITTAL,
    RESULT,
    SENTENCE_ENDS,
    TABLING,
    TODAY,
    TOLD_IN,
    TWO_LINES,
    WORDS,
)
from graphbuild.facts.who import Who, everyone, subject
from graphbuild.headings import PAGE_HEAD
from graphbuild.minutes import ItemText, Section
from graphbuild.model import Ballot, Choice, Named, Stated, Vote, VoteKind
from graphbuild.text import Text


@dataclass(frozen=True, slots=True)
class _Event:
    """Something that a text says of a vote: its proposition, a total, names, or a list not understood."""

    kind: Literal["proposition", "total", "named", "unread"]
    start: int
    end: int
    counts: dict[str, int] = field(default_factory=dict)
    choice: Choice = "yes"
    people: tuple[Named, ...] = ()
    words: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A vote while it is read."""

    start: int
    end: int
    proposition: tuple[int, int] | None = None
    totals: dict[str, int] = field(default_factory=dict)
    named: dict[Choice, tuple[Named, ...]] = field(default_factory=dict)
    unread: frozenset[Choice] = frozenset()

    def has_result(self) -> bool:
        return bool(self.totals or self.named)


def votes(
    text: Text, item: ItemText, people: Sequence[PersonSpan]
) -> tuple[tuple[Vote, ...], tuple[str, ...]]:
    """Return the votes that the item's prose states, and what of them did not add up."""
    drafts = [draft for draft in _group(_events(text, item, people)) if draft.has_result()]
    made = [_vote(text, draft, item) for draft in drafts]
    return tuple(vote for vote, _ in made if vote), tuple(warning for _, warning in made if warning)


def last_proposition(text: Text, item: ItemText) -> Stated | None:
    """Return the last proposition that the item states, None where it states none."""
    asked = [event.words for event in _events(text, item, ()) if event.kind == "proposition"]
    return _proposition(text, asked[-1]) if asked else None


def _number(words: str) -> int:
    return int(words) if words.isdigit() else NUMBERS[words.casefold()]


def _events(text: Text, item: ItemText, people: Sequence[PersonSpan]) -> list[_Event]:
    events: list[_Event] = []
    for section in item.sections:
        if section.kind in {"documents", "recipients", "prior_handling", "suggestion", "note"}:
            continue
        for start, end in _stretches(text, section):
            events.extend(_line_events(text, start, end, people))
            if section.kind in TOLD_IN:
                events.extend(_bare_event(text, start, end, people))
        if section.kind != "matter":
            events.extend(_block_events(text, section.start, section.end))
    return _told_once(sorted(events, key=lambda event: event.start))


def _told_once(events: Sequence[_Event]) -> list[_Event]:
    """Return the events without those that read the same list a second time, or as a proposition."""
    kept: list[_Event] = []
    lists = [event for event in events if event.kind == "named"]
    for event in events:
        if event.kind == "proposition" and any(e.start < event.end and event.start < e.end for e in lists):
            continue
        same = (e for e in kept if e.kind == event.kind == "named" and e.choice == event.choice)
        if not any(e.end > event.start and set(e.people) & set(event.people) for e in same):
            kept.append(event)
    return kept


def _line_events(text: Text, start: int, end: int, people: Sequence[PersonSpan]) -> Iterator[_Event]:
    clean = text.clean
    for found in PROPOSITION.finditer(clean, start, end):
        group = "quoted" if found["quoted"] else "p2" if found["p2"] else "p3"
        yield _Event("proposition", found.start(), found.end(), words=found.span(group))
    for found in RESULT.finditer(clean, start, end):
        if _is_elsewhere(clean, found.start(), start, end):
            continue
        counts = {key.rstrip("234"): _number(value) for key, value in found.groupdict().items() if value}
        yield _Event("total", found.start(), found.end(), counts)
    for pattern in (ABSTAINING, ABSENTEES):
        for found in pattern.finditer(clean, start, end):
            counts = {key.rstrip("2"): _number(value) for key, value in found.groupdict().items() if value}
            yield _Event("total", found.start(), found.end(), counts)
    lists = [*LISTED.finditer(clean, start, end)]
    for i, label in enumerate(lists):
        stop = lists[i + 1].start() if i + 1 < len(lists) else end
        closed = SENTENCE_ENDS.search(clean, label.end(), stop)
        stop = closed.start() + 1 if closed else stop
        summed = RESULT.search(clean, label.end(), stop)
        stop = summed.start() if summed else stop
        yield from _listed_event(text, label, stop, people)
    yield from _bracketed_events(text, start, end, people)
    floor = start
    for found in NAMED.finditer(clean, start, end):
        event = _named_event(text, found, floor, end, people)
        if event:
            yield event
            floor = event.end


def _is_elsewhere(clean: str, at: int, start: int, end: int) -> bool:
    """Tell whether the sentence around a result tells what it would take, or of another day's vote."""
    first = max(start, clean.rfind(". ", start, at) + 1)
    stop = clean.find(". ", at, end)
    return NOT_HERE.search(clean, first, end if stop < 0 else stop) is not None


def _stretches(text: Text, section: Section) -> Iterator[tuple[int, int]]:
    """Yield the lines of the section; a list that a page's head cuts in two is one."""
    lines = text.lines(section.start, section.end)
    at = 0
    while at < len(lines):
        start, end = lines[at]
        at += 1
        if CUT.search(text.clean, start, end):
            heads = 0
            while (
                at + heads < len(lines) and heads < 3 and PAGE_HEAD.fullmatch(text.clean, *lines[at + heads])
            ):
                heads += 1
            goes_on = heads or CHOICE_FIRST.match(text.clean, start, end)
            if goes_on and at + heads < len(lines):
                end = lines[at + heads][1]
                at += heads + 1
        yield start, end


def _block_events(text: Text, start: int, end: int) -> Iterator[_Event]:
    """Yield the totals that stand one a line."""
    for found in TWO_LINES.finditer(text.clean, start, end):
        yield _Event("proposition", found.start(), found.end(), words=found.span())
    for found in BLOCK.finditer(text.clean, max(0, start - 1), end):
        counts = {key: int(value) for key, value in found.groupdict().items() if value}
        yield _Event("total", found.start() + 1, found.end(), counts)


def _bracketed_events(text: Text, start: int, end: int, people: Sequence[PersonSpan]) -> Iterator[_Event]:
    """Yield the totals whose names stand in brackets after them."""
    for found in BRACKETED.finditer(text.clean, start, end):
        choice: Choice = WORDS[found["choice"].casefold()]
        counts: dict[str, int] = {choice: _number(found["count"])}
        who = listed(text, people, *found.span("names"))
        if who:
            yield _Event("named", found.start(), found.end(), counts, choice, who)
        else:
            yield _Event("total", found.start(), found.end(), counts)


def _bare_event(text: Text, start: int, end: int, people: Sequence[PersonSpan]) -> Iterator[_Event]:
    found = BARE_LABEL.match(text.clean, start, end)
    who = listed(text, people, found.end(), end) if found else ()
    if found and who:
        choice: Choice = WORDS[found["choice"].casefold()]
        yield _Event("named", start, end, {}, choice, who)


def _listed_event(
    text: Text, found: re.Match[str], end: int, people: Sequence[PersonSpan]
) -> Iterator[_Event]:
    """Yield the names after ``Ja röstar:`` and the like, with the number that may stand after them."""
    choice: Choice = WORDS[found["choice"].casefold()]
    who = listed(text, people, found.end(), end)
    count = COUNT.search(text.clean, found.end(), end)
    counts: dict[str, int] = {choice: int(count["count"])} if count else {}
    if who:
        yield _Event("named", found.start(), end, counts, choice, who)
    elif counts:
        yield _Event("total", found.start(), end, counts)
    else:
        yield _Event("unread", found.start(), end, {}, choice)


def _named_event(
    text: Text, found: re.Match[str], floor: int, end: int, people: Sequence[PersonSpan]
) -> _Event | None:
    """Return the names before the verb, or after it and a colon; not understood where one may be missing."""
    choice: Choice = "abstain" if found["abstain"] else "yes" if found["choice"].casefold() == "ja" else "no"
    who = subject(text, people, floor, found.start())
    count = COUNT.match(text.clean, found.end())
    counts: dict[str, int] = {choice: int(count["count"])} if count else {}
    stop = count.end() if count else found.end()
    if who.people:
        whole = not LIST_BEFORE.search(text.clean, max(floor, who.start - 10), who.start)
        return _names(choice, who.people, counts, (min(who.start, found.start()), stop), whole=whole)
    after = LISTED_AFTER.match(text.clean, found.end())
    if not after:
        return None
    following = NAMED.search(text.clean, after.end(), end)
    closed = SENTENCE_ENDS.search(text.clean, after.end(), following.start() if following else end)
    last = closed.start() if closed else following.start() if following else end
    names = listed(text, people, after.end(), last)
    who = Who(names, (), after.end()) if names else everyone(text, people, after.end(), last)
    stop = max((span.end for span in within(people, after.end(), last)), default=last if names else stop)
    return (
        _names(choice, who.people, counts, (found.start(), stop), whole=bool(names)) if who.people else None
    )


def _names(
    choice: Choice, people: tuple[Named, ...], counts: dict[str, int], span: tuple[int, int], *, whole: bool
) -> _Event:
    """Return the event of the names read; a list that may miss some tells nothing but the number stated."""
    if whole or counts.get(choice) == len(people):
        return _Event("named", *span, counts, choice, people)
    return _Event("total", *span, counts) if counts else _Event("unread", *span, {}, choice)


def _group(events: Sequence[_Event]) -> list[_Draft]:
    """Return the votes that the events make: a proposition, or a result told anew, begins one."""
    drafts: list[_Draft] = []
    for event in events:
        draft = drafts[-1] if drafts else None
        if draft is None or _begins(event, draft):
            drafts.append(_add(_Draft(event.start, event.end), event))
        else:
            drafts[-1] = _add(draft, event)
    return drafts


def _begins(event: _Event, draft: _Draft) -> bool:
    if event.kind == "proposition":
        return draft.has_result() or draft.proposition is not None
    if event.kind == "named":
        return event.choice in draft.named
    if event.kind == "unread":
        return event.choice in draft.unread
    return any(draft.totals.get(key, count) != count for key, count in event.counts.items())


def _add(draft: _Draft, event: _Event) -> _Draft:
    longer = replace(draft, end=max(draft.end, event.end))
    if event.kind == "proposition":
        return replace(longer, proposition=event.words)
    if event.kind == "unread":
        return replace(longer, unread=longer.unread | {event.choice})
    totals = {**draft.totals, **event.counts}
    named = {**draft.named, event.choice: event.people} if event.kind == "named" else draft.named
    return replace(longer, totals=totals, named=named)


def _vote(text: Text, draft: _Draft, item: ItemText) -> tuple[Vote | None, str | None]:
    """Return the vote; its ballots are left out where they do not add up to the totals that are stated."""
    totals = dict(draft.totals)
    ballots = tuple(Ballot(person, choice) for choice, people in draft.named.items() for person in people)
    warning = None
    differing = [c for c, people in draft.named.items() if totals.get(c, len(people)) != len(people)]
    names = [ballot.person.name + (ballot.person.party or "") for ballot in ballots]
    if differing or len(set(names)) != len(names):
        warning = (
            f"§ {item.number}: the names do not add up to the totals of the vote; its ballots are left out"
        )
        ballots = ()
    else:
        totals.update({choice: len(people) for choice, people in draft.named.items()})
    unknown = draft.unread - set(totals)
    if unknown & {"yes", "no"}:
        return None, f"§ {item.number}: not all names of the vote were understood; it is left out"
    if "yes" not in totals and "no" not in totals:
        return None, warning
    stated = _proposition(text, draft.proposition)
    yes_means, no_means = meanings(stated.text) if stated else (None, None)
    evidence = text.evidence(draft.start, draft.end)
    complete = bool(draft.named) or ("yes" in totals and "no" in totals)
    no = totals.get("no", 0 if complete and draft.named else None)
    yes = totals.get("yes", 0 if complete and draft.named else None)
    abstain, absent, kind = totals.get("abstain"), totals.get("absent"), _kind(text, draft, item)
    return Vote(yes, no, abstain, absent, stated, yes_means, no_means, ballots, evidence, kind), warning


def _kind(text: Text, draft: _Draft, item: ItemText) -> VoteKind | None:
    """Return what the vote is about, None where nothing says it.

    A vote on which proposal is to stand against the main one is told by the heading over it or by
    the words before its proposition, which name the main vote too; whether a matter is to be
    settled today is put before its substance.
    """
    section = next((s for s in item.sections if s.start <= draft.start < s.end), None)
    first, stop = draft.proposition or (draft.start, draft.start)
    line = text.clean.rfind("\n", 0, first) + 1
    above = text.lines(max(0, line - 200), line)[-1:]
    title = " ".join(text.clean[a:b] for a, b in above if b - a < 90 and text.clean[b - 1] != ".")
    over = f"{section.heading if section else ''} {title} {text.clean[max(line, first - 200) : first]}"
    if COUNTER.search(over):
        return "counter-proposition"
    asked = text.clean[first:stop]
    if TABLING.search(asked):
        return "tabling"
    if TODAY.search(asked) or (REMITTAL.search(asked) and not MAIN.search(over)):
        return "remittal"
    return "main" if MAIN.search(over) else None


def _proposition(text: Text, span: tuple[int, int] | None) -> Stated | None:
    if span is None:
        return None
    words = " ".join(text.clean[slice(*span)].split()).strip(' ”"')
    return text.stated(*span, words) if words else None


def meanings(words: str) -> tuple[str | None, str | None]:
    """Return what Ja and what Nej means in a proposition."""
    found = DEN_SOM.search(words) or MEANS.search(words)
    if not found:
        return None, None
    yes, no = (re.sub(r"^\s*för\s+|[\s.,;”\"]+$", "", found[key]).strip() for key in ("yes", "no"))
    return yes or None, no or None
