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
from graphbuild.facts.who import Who, everyone, subject
from graphbuild.headings import PAGE_HEAD
from graphbuild.minutes import ItemText, Section
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
# A number in figures or words; in words perhaps with the figures after it: ``sju (7)``.
_N = rf"(?P<{{}}>\d{{{{1,3}}}}|\b(?:{'|'.join(_NUMBERS)})\b)(?:\s*\(\d{{{{1,3}}}}\))?"
_YES, _NO, _ABSTAIN, _ABSENT = (_N.format(name) for name in ("yes", "no", "abstain", "absent"))
_RESULT = re.compile(
    rf"(?<![\w-]){_YES}\s+(?:st\.?\s+)?(?:ja(?:-?\s?röster)?|röster för (?:ja|bifall))\b(?:\s*[-–])?\s*(?:,"
    rf"|mot|och|samt|respektive|till)?\s*(?:avges\s+)?{_NO}\s+(?:nej(?:-?\s?röster)?|röster (?:för nej"
    rf"|mot))\b"
    rf"|\bja[:\s]+{_YES.replace('yes', 'yes2')}\s*(?:röster)?\s*[,;.]?\s*(?:och"
    rf"|mot)?\s*nej[:\s]+{_NO.replace('<no>', '<no2>')}\b"
    rf"|(?<=\bNej\b)[^\n]{{0,3000}}\bsumma\s+{_YES.replace('yes', 'yes3')}\s+{_NO.replace('<no>', '<no3>')}"
    rf"\s+{_ABSTAIN.replace('abstain', 'abstain3')}\b"
    rf"|(?<![\w-]){_YES.replace('yes', 'yes4')}\s+(?:ledam\w+\s+|personer\s+)?röst(?:ar|ade|at)\s+ja\b\s*,?\s*(?:och|mot"
    rf"|medan)?\s*{_NO.replace('<no>', '<no4>')}\s+(?:ledam\w+\s+|personer\s+)?(?:röst(?:ar|ade|at)\s+)?nej\b",
    re.IGNORECASE,
)
# Totals one a line, as under a table: ``Ja: 25`` and below it ``Nej: 16``.
_LINE = r"\n[ \t]*{}(?:-?\s?röster)?[ \t]*[:\t ][ \t]*(?P<{}>\d{{1,3}})(?: st\.?| röst(?:er)?)?[ \t]*(?=\n|$)"
_BLOCK = re.compile(
    _LINE.format("(?:Antal )?Ja", "yes")
    + _LINE.format("(?:Antal )?Nej", "no")
    + f"(?:{_LINE.format('(?:Antal )?Avst(?:år|ående|od|ått)', 'abstain')})?"
    + f"(?:{_LINE.format('(?:Antal )?Frånvarande', 'absent')})?",
    re.IGNORECASE,
)
# ``röstar 4 ledamöter ja (Vik, Mo) och 3 ledamöter nej (Ek, Alm)``: the totals, each with its names.
_BRACKETED = re.compile(
    rf"\b{_N.format('count')}\s+(?:ledam\w+\s+|personer\s+)?(?:röst(?:ar|ade)\s+)?(?P<choice>ja|nej)\s+\("
    r"(?P<names>(?:[^()\n]|\([^()\n]{1,10}\)){3,600})\)",
    re.IGNORECASE,
)
_ABSTAINING = re.compile(
    rf"\b{_ABSTAIN}\s+(?:\w+\s+)?(?:ledam\w+\s+|personer\s+|som\s+)?(?:avst(?:år|od|ått)\b|avstå(?:ende|r)"
    rf"|nedlagda?\b)|\bavst(?:år|od)[:\s]+{_ABSTAIN.replace('abstain', 'abstain2')}\b",
    re.IGNORECASE,
)
_ABSENTEES = re.compile(
    rf"\b{_ABSENT}\s+(?:\w+\s+)?(?:ledam\w+\s+)?(?:är|var)?\s*frånvarande\b"
    rf"|\bfrånvarande[:\s]+{_ABSENT.replace('absent', 'absent2')}\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:röstar|röstade|röstat)\s+(?:följande\s+(?:ledamöter\s+)?)?(?:för\s+)?[”\"]?(?P<choice>ja|nej)\b[”\"]?|\b(?P<abstain>avst(?:år"
    r"|od)\s+från\s+att\s+rösta|avst(?:år|od)\s+från\s+röstning|(?:lägger|lade)\s+ne(?:r|d)\s+sin(?:a)?\s+röst(?:er)?)\b",
    re.IGNORECASE,
)
_WORDS: dict[str, Choice] = {"ja": "yes", "nej": "no", "avstår": "abstain", "avstod": "abstain"}
# A list of names after its choice: "Ja röstar: …", "Nej-röster avges av: …", "Avstår: …".
_LISTED = re.compile(
    r"(?:(?<![^\n])|(?<=[.;)a-zåäö]\s))(?<!röstar\s)(?<!röstade\s)(?<!röstat\s)(?<!rösta\s)(?:Röstande\s+|Följande\s+)?(?P<choice>Ja|Nej|Avstår|Avstod)\b(?:-?\s?röst(?:er"
    r"|ar|ade)?)?(?: (?:röstar|röstade|avges av|avgavs av"
    r"|lämnas av|från att rösta))?\s*(?:\(\d{1,3}(?: röst(?:er)?| st)?\))?\s*(?::\s*|(?<=\w)\t\s*)(?=[a-zåäö]*\s?[A-ZÅÄÖ])",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\s*\((?P<count>\d{1,3})(?:\s*(?:st|röst(?:er)?))?\)")
# What tells that a sentence's numbers are no result of this meeting.
_NOT_HERE = re.compile(
    r"\b(?:krävs|krävdes|fordras|behövs|räcker|skulle)\b|\b[Bb]eslutade\b[^.]{0,40}(?:\b(?:19|20)\d\d-\d\d-\d\d|\bden \d{1,2} [a-z]{3,9} \d{4})"
)
_CHOICE_FIRST = re.compile(r"\s*(?:Röstande |Följande röstar )?(?:Ja|JA|Nej|NEJ|Avstår|AVSTÅR|ja|nej)\b")
_SENTENCE_ENDS = re.compile(r"(?<![ (][A-ZÅÄÖ])\.\s+(?=[A-ZÅÄÖ])")
_CUT = re.compile(r"(?:,|\boch|\bsamt)\s*$")
# What says that the first name read is not the first of its list.
_LIST_BEFORE = re.compile(r"(?:,|\boch|\bsamt|[A-ZÅÄÖ][\w-]+)\s*$")
# A choice alone before names, without a colon: read only where the vote is told, and only if all are names.
_BARE_LABEL = re.compile(r"(?P<choice>Ja|Nej|Avstår|Avstod|JA|NEJ|AVSTÅR)\s+(?=[A-ZÅÄÖ][a-zåäö])")
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
# A proposition on two lines, one for each choice.
_TWO_LINES = re.compile(
    r"(?<![^\n])(?:Ja|JA)(?:-röst)?\s*(?:innebär|=|för|till|betyder|:(?!\s*[A-ZÅÄÖ][\w-]+ (?:\w{2,3} )?[A-ZÅÄÖ])|röstar den som)\s?[^\n]{3,300}\n\s*"
    r"(?:Nej|NEJ)(?:-röst)?\s*(?:innebär|=|för|till|betyder|:|röstar den som)\s?(?!\d)[^\n]{3,300}"
    r"|(?<![^\n])Den som [^\n]{3,300} röstar ja\.?\n\s*Den som [^\n]{3,300} röstar nej"
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

# The parts of a § that tell how it was voted.
_TOLD_IN = frozenset({"vote", "proposition"})
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
    """Something that a text says of a vote: its proposition, a total, a list of names, or one not understood."""

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
    return int(words) if words.isdigit() else _NUMBERS[words.casefold()]


def _events(text: Text, item: ItemText, people: Sequence[PersonSpan]) -> list[_Event]:
    events: list[_Event] = []
    for section in item.sections:
        if section.kind in {"documents", "recipients", "prior_handling", "suggestion", "note"}:
            continue
        for start, end in _stretches(text, section):
            events.extend(_line_events(text, start, end, people))
            if section.kind in _TOLD_IN:
                events.extend(_bare_event(text, start, end, people))
        events.extend(_block_events(text, section.start, section.end))
    return _told_once(sorted(events, key=lambda event: event.start))


def _told_once(events: Sequence[_Event]) -> list[_Event]:
    """Return the events without those that read the same list a second time."""
    kept: list[_Event] = []
    for event in events:
        same = (e for e in kept if e.kind == event.kind == "named" and e.choice == event.choice)
        if not any(e.end > event.start and set(e.people) & set(event.people) for e in same):
            kept.append(event)
    return kept


def _line_events(text: Text, start: int, end: int, people: Sequence[PersonSpan]) -> Iterator[_Event]:
    clean = text.clean
    for found in _PROPOSITION.finditer(clean, start, end):
        group = "quoted" if found["quoted"] else "p2" if found["p2"] else "p3"
        yield _Event("proposition", found.start(), found.end(), words=found.span(group))
    for found in _RESULT.finditer(clean, start, end):
        if _is_elsewhere(clean, found.start(), start, end):
            continue
        counts = {key.rstrip("234"): _number(value) for key, value in found.groupdict().items() if value}
        yield _Event("total", found.start(), found.end(), counts)
    for pattern in (_ABSTAINING, _ABSENTEES):
        for found in pattern.finditer(clean, start, end):
            counts = {key.rstrip("2"): _number(value) for key, value in found.groupdict().items() if value}
            yield _Event("total", found.start(), found.end(), counts)
    lists = [*_LISTED.finditer(clean, start, end)]
    for i, label in enumerate(lists):
        stop = lists[i + 1].start() if i + 1 < len(lists) else end
        yield from _listed_event(text, label, stop, people)
    yield from _bracketed_events(text, start, end, people)
    floor = start
    for found in _NAMED.finditer(clean, start, end):
        event = _named_event(text, found, floor, end, people)
        if event:
            yield event
            floor = event.end


def _is_elsewhere(clean: str, at: int, start: int, end: int) -> bool:
    """Tell whether the sentence around a result tells what it would take, or of another day's vote."""
    first = max(start, clean.rfind(". ", start, at) + 1)
    stop = clean.find(". ", at, end)
    return _NOT_HERE.search(clean, first, end if stop < 0 else stop) is not None


def _stretches(text: Text, section: Section) -> Iterator[tuple[int, int]]:
    """Yield the lines of the section; a list that a page's head cuts in two is one."""
    lines = text.lines(section.start, section.end)
    at = 0
    while at < len(lines):
        start, end = lines[at]
        at += 1
        if _CUT.search(text.clean, start, end):
            heads = 0
            while (
                at + heads < len(lines) and heads < 3 and PAGE_HEAD.fullmatch(text.clean, *lines[at + heads])
            ):
                heads += 1
            goes_on = heads or _CHOICE_FIRST.match(text.clean, start, end)
            if goes_on and at + heads < len(lines):
                end = lines[at + heads][1]
                at += heads + 1
        yield start, end


def _block_events(text: Text, start: int, end: int) -> Iterator[_Event]:
    """Yield the totals that stand one a line."""
    for found in _TWO_LINES.finditer(text.clean, start, end):
        yield _Event("proposition", found.start(), found.end(), words=found.span())
    for found in _BLOCK.finditer(text.clean, max(0, start - 1), end):
        counts = {key: int(value) for key, value in found.groupdict().items() if value}
        yield _Event("total", found.start() + 1, found.end(), counts)


def _bracketed_events(text: Text, start: int, end: int, people: Sequence[PersonSpan]) -> Iterator[_Event]:
    """Yield the totals whose names stand in brackets after them."""
    for found in _BRACKETED.finditer(text.clean, start, end):
        choice: Choice = _WORDS[found["choice"].casefold()]
        counts: dict[str, int] = {choice: _number(found["count"])}
        who = listed(text, people, *found.span("names"))
        if who:
            yield _Event("named", found.start(), found.end(), counts, choice, who)
        else:
            yield _Event("total", found.start(), found.end(), counts)


def _bare_event(text: Text, start: int, end: int, people: Sequence[PersonSpan]) -> Iterator[_Event]:
    found = _BARE_LABEL.match(text.clean, start, end)
    who = listed(text, people, found.end(), end) if found else ()
    if found and who:
        choice: Choice = _WORDS[found["choice"].casefold()]
        yield _Event("named", start, end, {}, choice, who)


def _listed_event(
    text: Text, found: re.Match[str], end: int, people: Sequence[PersonSpan]
) -> Iterator[_Event]:
    """Yield the names after ``Ja röstar:`` and the like, with the number that may stand after them."""
    choice: Choice = _WORDS[found["choice"].casefold()]
    who = listed(text, people, found.end(), end)
    count = _COUNT.search(text.clean, found.end(), end)
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
    """Return the names before the verb, or after it and a colon; as not understood where one may be missing."""
    choice: Choice = "abstain" if found["abstain"] else "yes" if found["choice"].casefold() == "ja" else "no"
    who = subject(text, people, floor, found.start())
    count = _COUNT.match(text.clean, found.end())
    counts: dict[str, int] = {choice: int(count["count"])} if count else {}
    stop = count.end() if count else found.end()
    if who.people:
        whole = not _LIST_BEFORE.search(text.clean, max(floor, who.start - 10), who.start)
        return _names(choice, who.people, counts, (min(who.start, found.start()), stop), whole=whole)
    after = _LISTED_AFTER.match(text.clean, found.end())
    if not after:
        return None
    following = _NAMED.search(text.clean, after.end(), end)
    closed = _SENTENCE_ENDS.search(text.clean, after.end(), following.start() if following else end)
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


def meanings(words: str) -> tuple[str | None, str | None]:
    """Return what Ja and what Nej means in a proposition."""
    found = _DEN_SOM.search(words) or _MEANS.search(words)
    if not found:
        return None, None
    yes, no = (re.sub(r"^\s*för\s+|[\s.,;”\"]+$", "", found[key]).strip() for key in ("yes", "no"))
    return yes or None, no or None
