"""A sentence on an appointment, made easy to read: each person in it is one character.

With the names out of the way, who is elected to what is a matter of the order of a few words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from graphbuild.authority import party_code
from graphbuild.dates import DATE, iso_date
from graphbuild.facts.appointments.posts import post_pattern
from graphbuild.facts.names import PersonSpan, within
from graphbuild.model import Stated
from graphbuild.text import Text

# A person; a person whom another stands in for; a person who only proposes it.
PERSON, REPLACED, OTHER = "\x01", "\x02", "\x03"
_UNMARKED = str.maketrans(dict.fromkeys(f"\n{PERSON}{REPLACED}{OTHER}", " "))
NAMES = (
    rf"{PERSON}(?:(?:\s*(?:[,;/]|\boch\b|\bsamt\b)(?:\s*(?:[,;]|\boch\b|\bsamt\b))?\s*|\t+)"
    rf"(?:(?:ledamoten|ersättaren) )?{PERSON})*+"
)
VERBS = (
    r"(?:utse[rs]?|utsåg|utsågs|välj(?:er|s|es|a)|valde[s]?|(?:om|ny|in)välj(?:er|s|es|a)|förordna[rs]?"
    r"|förordnades|adjungera[rs]?)"
)
_INSTEAD = re.compile(
    r"\b(?:i ?stället för|istället för|efter|efterträder|ersätter|ersättare för|ersättare till)\s+"
    rf"(?:(?!tiden|perioden)[a-zåäö]+\s+){{0,3}}(?P<who>{PERSON})"
)
_BESIDE = re.compile(rf"\b(?:av|från|med|jämte)\s+(?:[a-zåäö]+\s+){{0,2}}(?P<who>{PERSON})")
_STOP = (
    r"i ?stället för|istället för|efter|för (?:tiden|perioden|mandatperioden|åren?|återstoden|resten)"
    r"|för (?:resterande|innevarande|kommande|närmast|en tid|en period|\d)|på \d|under|från och med|fr\.? ?o"
    r"|till och med|t\.? ?o\.? ?m|fram till|intill|från den|till den|samt|som|att|på förslag|enligt|med"
    rf"|och (?:att|till|anmäl\w+)|godkänns|beviljas|bifalls?|{VERBS}"
)
_ORGAN = re.compile(
    rf"\s*(?:(?:för|till) {REPLACED}\s*)?,?\s*(?:i|inom|vid|på|till|för|hos|från)\s+"
    r"(?P<organ>[^,.;:()\n\x01-\x03]{1,140}?)"
    rf"(?=\s+(?:{_STOP})\b|\s*[,;:()\x01-\x03]|\.?\s*$|\.\s)"
)
_TASK = re.compile(
    r"\s*att\b[^.\x01-\x03]{0,160}?\b(?:vid|på|i)\s+(?P<organ>[^.,;\x01-\x03]{3,120}?)"
    r"(?=\s+(?:den )?\d|[,.;]|$)"
)
_NO_ORGAN = re.compile(
    r"(?:tiden|perioden|mandatperioden|åren?|återstoden|resten|resterande|kommande|\d{4}|detta|denna|dessa)\b"
)
# Who leads a meeting, or adjusts its minutes, has no post by that.
FOR_THE_DAY = re.compile(
    r"\s*(?:för|vid|under|på|i)\s+(?:sammanträdet|mötet|(?:detta|dagens|nästa) (?:sammanträde|möte)"
    r"|paragraf|§)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d–-])(?:19|20)\d\d(?!\d|-\d\d-)|(?<=\d\d[–-])20\d\d(?!\d|-\d\d)")
_FROM = re.compile(
    r"(?:från och med|fr\.? ?o\.? ?m\.?|från|med start|räknat från|tiden|perioden)\s+(?:den\s+)?$",
    re.IGNORECASE,
)
_TO = re.compile(
    r"(?:till och med|t\.? ?o\.? ?m\.?|intill|till|fram till)\s+"
    r"(?:den\s+|utgången av\s+|slutet av\s+|år\s+)?$",
    re.IGNORECASE,
)
_DASH = re.compile(r"\s*[-–—]{1,2}\s*(?:den\s+)?")


@dataclass(frozen=True, slots=True)
class Line:
    """Words with each person as one character; ``offsets[i]`` is the clean offset of ``words[i]``."""

    words: str
    offsets: tuple[int, ...]
    people: tuple[PersonSpan, ...]

    def person(self, at: int) -> PersonSpan:
        """Return the person whose character stands at ``at``."""
        return self.people[bisect_left(self.people, self.offsets[at], key=lambda span: span.start)]

    def everyone(self, start: int, end: int) -> tuple[PersonSpan, ...]:
        """Return the people of the marked span who are neither replaced nor beside it."""
        return tuple(self.person(at) for at in range(start, end) if self.words[at] == PERSON)

    def replaced(self) -> PersonSpan | None:
        """Return the one person in whose place another comes, None for none and for several."""
        found = [self.person(at) for at, mark in enumerate(self.words) if mark == REPLACED]
        return found[0] if len(found) == 1 else None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the clean span of the marked span."""
        return self.offsets[start], self.offsets[end]


def line(text: Text, people: Sequence[PersonSpan], start: int, end: int, *, elects: bool = True) -> Line:
    """Return the clean span with its people marked; white space of one kind.

    ``elects`` tells people in whose place another comes, and those who only propose, from the others.
    """
    words: list[str] = []
    offsets: list[int] = []
    spans = within(people, start, end)
    at = start
    for span in spans:
        if span.start < at:
            continue
        words.extend(text.clean[at : span.start].translate(_UNMARKED))
        offsets.extend(range(at, span.start))
        words.append(PERSON)
        offsets.append(span.start)
        at = span.end
    words.extend(text.clean[at:end].translate(_UNMARKED))
    offsets.extend(range(at, end))
    marked = "".join(words)
    if elects:
        marked = _marked(_marked(marked, _INSTEAD, REPLACED), _BESIDE, OTHER)
    return Line(marked, (*offsets, end), spans)


def _marked(words: str, pattern: re.Pattern[str], mark: str) -> str:
    marked = list(words)
    for found in pattern.finditer(words):
        marked[found.start("who")] = mark
    return "".join(marked)


@cache
def posts() -> re.Pattern[str]:
    """Return the pattern of a post."""
    return re.compile(post_pattern(), re.IGNORECASE)


def organ(text: Text, read: Line, at: int) -> Stated | None:
    """Return the body, company or board named right after the post that ends at ``at``."""
    found = _ORGAN.match(read.words, at) or _TASK.match(read.words, at)
    if found is None or _NO_ORGAN.match(found["organ"]):
        return None
    words = " ".join(found["organ"].split())
    if party_code(words) is not None or not any(character.isalpha() for character in words):
        return None
    return text.stated(*read.span(*found.span("organ")), words)


def period(words: str) -> tuple[str | None, str | None]:
    """Return from when and until when something holds: ISO dates, or years; None where not stated."""
    dates = [(found.span(), iso_date(found)) for found in DATE.finditer(words)]
    taken = [span for span, _ in dates]
    dates += [
        (found.span(), found.group())
        for found in _YEAR.finditer(words)
        if not any(start <= found.start() < end for start, end in taken)
    ]
    dates.sort()
    first: str | None = None
    last: str | None = None
    for i, ((start, _), value) in enumerate(dates):
        before = words[max(0, start - 30) : start]
        ranged = i > 0 and _DASH.fullmatch(words, dates[i - 1][0][1], start)
        if ranged:
            first, last = first or dates[i - 1][1], last or value
        elif _TO.search(before):
            last = last or value
        elif _FROM.search(before):
            first = first or value
    return first, last
