"""How it was voted: what Ja and Nej mean, the stated totals, and the ballots that the prose names.

A vote that no words state never appears: a name list counts only before or after ``röstar Ja``, and
a total only in one of the forms that minutes give totals in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from graphbuild.facts.names import PersonSpan, within
from graphbuild.facts.who import everyone, subject
from graphbuild.minutes import ItemText
from graphbuild.model import Ballot, Choice, Named, Stated, Vote, VoteKind
from graphbuild.text import Text

_NUMBERS = {
    word: number
    for number, words in enumerate(
        [
            "ingen noll",
            "en ett",
            "två",
            "tre",
            "fyra",
            "fem",
            "sex",
            "sju",
            "åtta",
            "nio",
            "tio",
            "elva",
            "tolv",
            "tretton",
            "fjorton",
            "femton",
        ]
    )
    for word in words.split()
}
_N = rf"(?P<{{}}>\d{{{{1,3}}}}|{'|'.join(_NUMBERS)})"
_YES, _NO, _ABSTAIN, _ABSENT = (_N.format(name) for name in ("yes", "no", "abstain", "absent"))
_RESULT = re.compile(
    rf"(?<![\w-]){_YES}\s+(?:st\.?\s+)?(?:ja(?:-?\s?röster)?|röster för (?:ja|bifall))\b(?:\s*[-–])?\s*(?:,"
    rf"|mot|och|samt|respektive|till)?\s*(?:avges\s+)?{_NO}\s+(?:nej(?:-?\s?röster)?|röster (?:för nej"
    rf"|mot))\b"
    rf"|\bja[:\s]+{_YES.replace('yes', 'yes2')}\s*(?:röster)?\s*[,;.]?\s*(?:och"
    rf"|mot)?\s*nej[:\s]+{_NO.replace('<no>', '<no2>')}\b"
    rf"|(?<=\bNej\b)[^\n]{{0,3000}}\bsumma\s+{_YES.replace('yes', 'yes3')}\s+{_NO.replace('<no>', '<no3>')}"
    rf"\s+{_ABSTAIN.replace('abstain', 'abstain3')}\b",
    re.IGNORECASE,
)
_ABSTAINING = re.compile(
    rf"\b{_ABSTAIN}\s+(?:\w+\s+)?(?:ledam\w+\s+|personer\s+)?(?:avst(?:år|od|ått)\b|avstå(?:ende|r)"
    rf"|nedlagda)|\bavst(?:år|od)[:\s]+{_ABSTAIN.replace('abstain', 'abstain2')}\b",
    re.IGNORECASE,
)
_ABSENTEES = re.compile(
    rf"\b{_ABSENT}\s+(?:\w+\s+)?(?:ledam\w+\s+)?(?:är|var)?\s*frånvarande\b"
    rf"|\bfrånvarande[:\s]+{_ABSENT.replace('absent', 'absent2')}\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:röstar|röstade|röstat)\s+(?:för\s+)?[”\"]?(?P<choice>ja|nej)\b[”\"]?|\b(?P<abstain>avst(?:år"
    r"|od)\s+från\s+att\s+rösta|avst(?:år|od)\s+från\s+röstning|(?:lägger|lade)\s+ned\s+sin\s+röst)\b",
    re.IGNORECASE,
)
_WORDS: dict[str, Choice] = {"ja": "yes", "nej": "no", "avstår": "abstain", "avstod": "abstain"}
# A list of names after its choice: "Ja röstar: …", "Nej-röster avges av: …", "Avstår: …".
_LISTED = re.compile(
    r"(?:(?<![^\n])|(?<=[.;]\s))(?P<choice>Ja|Nej|Avstår|Avstod)\b(?:-?\s?röst(?:er|ar|ade)?)?(?: (?:röstar"
    r"|röstade|avges av|avgavs av"
    r"|lämnas av|från att rösta))?\s*(?:\(\d{1,3}\))?\s*:\s*(?=[A-ZÅÄÖ])",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\s*\((?P<count>\d{1,3})(?:\s*(?:st|röster))?\)")
_LISTED_AFTER = re.compile(r"\s*(?:\(\d{1,3}\)\s*)?:\s*")
_PROPOSITION = re.compile(
    r"(?P<p1>(?:[Gg]odkänd|[Ff]öljande)?\s*(?:voterings|omröstnings)proposition(?:en)?(?: godkänns| "
    r"godkändes)?\s*:?\s*(?P<quoted>[”\"]?\s*Ja\b[^\n]{5,400}?)(?=[”\"]\s*\.?(?:\s|$)|\n|$))"
    r"|(?P<p2>[Dd]en som (?:bifaller|vill|röstar|stöder|är för|avslår)\b[^\n]{3,300}?röstar "
    r"[”\"]?ja\b[^\n]{3,300}?röstar [”\"]?nej[”\"]?)"
    r"|(?P<p3>[”\"]?\b(?:Ja|JA|ja)(?:-röst)?[”\"]?\s*(?:innebär|=|för|till|betyder|röstar den som"
    r")\s?[^\n]{3,300}?\b(?:Nej|NEJ|nej)(?:-röst)?[”\"]?\s*(?:innebär|=|för|till|betyder|röstar den "
    r"som)\s?[^\n.]{3,300})"
)
_MEANS = re.compile(
    r"(?:^|[^\w])ja(?:-röst)?[”\"]?\s*(?:innebär|=|för|till|betyder|röstar den "
    r"som)?\s*(?P<yes>.+?)[\s.,;]*(?:\boch\b)?[\s.,;]*[”\"]?\bnej(?:-röst)?[”\"]?\s*(?:innebär|=|för|till"
    r"|betyder|röstar den som)?\s*(?P<no>.+)",
    re.IGNORECASE | re.DOTALL,
)
_DEN_SOM = re.compile(
    r"den som (?P<yes>.+?)\s*,?\s*röstar [”\"]?ja[”\"]?[\s.,;]*(?:och\s+|medan\s+)?den som "
    r"(?P<no>.+?)\s*,?\s*röstar [”\"]?nej",
    re.IGNORECASE | re.DOTALL,
)

# What a vote is about, by the heading over it, the words that lead in its proposition, or these.
_COUNTER = re.compile(r"motförslag|kontraproposition|motproposition|kontravotering", re.IGNORECASE)
_MAIN = re.compile(r"huvud(?:votering|omröstning|proposition)", re.IGNORECASE)
_REMITTAL = re.compile(r"återremi(?:ss|tt)|\bför (?:att )?remitter|återförvisning", re.IGNORECASE)
_TABLING = re.compile(r"bordlägg", re.IGNORECASE)
_TODAY = re.compile(
    r"\bavgör(?:ande|as?|s)\b[^.]{0,40}?\b(?:i ?dag|(?:dagens|detta|dag) sammanträde|nu)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Event:
    """Something that a text says of a vote: its proposition, a total, or a list of names."""

    kind: Literal["proposition", "total", "named"]
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

    def has_result(self) -> bool:
        return bool(self.totals or self.named)


def votes(
    text: Text, item: ItemText, people: Sequence[PersonSpan]
) -> tuple[tuple[Vote, ...], tuple[str, ...]]:
    """Return the votes that the item's prose states, and what of them did not add up."""
    drafts = [draft for draft in _group(_events(text, item, people)) if draft.has_result()]
    made = [_vote(text, draft, item) for draft in drafts]
    return tuple(vote for vote, _ in made if vote), tuple(warning for _, warning in made if warning)


def _number(words: str) -> int:
    return int(words) if words.isdigit() else _NUMBERS[words.casefold()]


def _events(text: Text, item: ItemText, people: Sequence[PersonSpan]) -> list[_Event]:
    events: list[_Event] = []
    for section in item.sections:
        if section.kind in {"documents", "recipients", "prior_handling", "suggestion", "note"}:
            continue
        for start, end in text.lines(section.start, section.end):
            events.extend(_line_events(text, start, end, people))
    return sorted(events, key=lambda event: event.start)


def _line_events(text: Text, start: int, end: int, people: Sequence[PersonSpan]) -> Iterator[_Event]:
    clean = text.clean
    for found in _PROPOSITION.finditer(clean, start, end):
        group = "quoted" if found["quoted"] else "p2" if found["p2"] else "p3"
        yield _Event("proposition", found.start(), found.end(), words=found.span(group))
    for found in _RESULT.finditer(clean, start, end):
        counts = {key.rstrip("23"): _number(value) for key, value in found.groupdict().items() if value}
        yield _Event("total", found.start(), found.end(), counts)
    for pattern in (_ABSTAINING, _ABSENTEES):
        for found in pattern.finditer(clean, start, end):
            counts = {key.rstrip("2"): _number(value) for key, value in found.groupdict().items() if value}
            yield _Event("total", found.start(), found.end(), counts)
    lists = [*_LISTED.finditer(clean, start, end)]
    for i, listed in enumerate(lists):
        stop = lists[i + 1].start() if i + 1 < len(lists) else end
        yield from _listed_event(text, listed, stop, people)
    floor = start
    for found in _NAMED.finditer(clean, start, end):
        event = _named_event(text, found, floor, end, people)
        if event:
            yield event
            floor = event.end


def _listed_event(
    text: Text, found: re.Match[str], end: int, people: Sequence[PersonSpan]
) -> Iterator[_Event]:
    """Yield the names after ``Ja röstar:`` and the like."""
    who = everyone(text, people, found.end(), end)
    if who.people and who.start == found.end():
        choice: Choice = _WORDS[found["choice"].casefold()]
        stop = max(span.end for span in within(people, found.end(), end))
        yield _Event("named", found.start(), stop, {}, choice, who.people)


def _named_event(
    text: Text, found: re.Match[str], floor: int, end: int, people: Sequence[PersonSpan]
) -> _Event | None:
    choice: Choice = "abstain" if found["abstain"] else "yes" if found["choice"].casefold() == "ja" else "no"
    who = subject(text, people, floor, found.start())
    count = _COUNT.match(text.clean, found.end())
    stop = count.end() if count else found.end()
    if not who.people:
        listed = _LISTED_AFTER.match(text.clean, found.end())
        if not listed:
            return None
        following = _NAMED.search(text.clean, listed.end(), end)
        who = everyone(text, people, listed.end(), following.start() if following else end)
        stop = max(
            (span.end for span in within(people, listed.end(), following.start() if following else end)),
            default=stop,
        )
    if not who.people:
        return None
    counts: dict[str, int] = {choice: int(count["count"])} if count else {}
    return _Event("named", min(who.start, found.start()), stop, counts, choice, who.people)


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
    return any(draft.totals.get(key, count) != count for key, count in event.counts.items())


def _add(draft: _Draft, event: _Event) -> _Draft:
    longer = replace(draft, end=max(draft.end, event.end))
    if event.kind == "proposition":
        return replace(longer, proposition=event.words)
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
    if "yes" not in totals and "no" not in totals:
        return None, warning
    stated = _proposition(text, draft.proposition)
    yes_means, no_means = _means(stated.text) if stated else (None, None)
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
    if _COUNTER.search(over):
        return "counter-proposition"
    asked = text.clean[first:stop]
    if _TABLING.search(asked):
        return "tabling"
    if _TODAY.search(asked) or (_REMITTAL.search(asked) and not _MAIN.search(over)):
        return "remittal"
    return "main" if _MAIN.search(over) else None


def _proposition(text: Text, span: tuple[int, int] | None) -> Stated | None:
    if span is None:
        return None
    words = " ".join(text.clean[slice(*span)].split()).strip(' ”"')
    return text.stated(*span, words) if words else None


def _means(words: str) -> tuple[str | None, str | None]:
    """Return what Ja and what Nej means in a proposition."""
    found = _DEN_SOM.search(words) or _MEANS.search(words)
    if not found:
        return None, None
    yes, no = (re.sub(r"^\s*för\s+|[\s.,;”\"]+$", "", found[key]).strip() for key in ("yes", "no"))
    return yes or None, no or None
