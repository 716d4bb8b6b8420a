"""Lists of names that a label tells to be one: everybody in them, or nothing.

``Ja-röster: Elsa Brodd, Nils Kvist`` counts two votes only if both names are read; a list of which any
word is not understood gives no names at all, as a number counted from a part of it would be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graphbuild.facts.names import PersonSpan, named, within
from graphbuild.headings import PAGE_HEAD
from graphbuild.model import Named
from graphbuild.text import Text

_NAME = re.compile(
    r"(?P<name>[A-ZÅÄÖÉÜ][\w’'´.-]*(?: (?:(?:von|af|de|der|van|la|el|al|bin|ben|zu|dos|da|di) )*(?:(?:al"
    r"|el|de|von)-)?[A-ZÅÄÖÉÜ][\w’'´.-]*){1,3})(?: \((?P<party>-|[A-Za-zÅÄÖåäö]{1,6})\))?"
)
# One name alone, the last of somebody named in full elsewhere.
_LAST = re.compile(r"(?P<name>[A-ZÅÄÖÉÜ][\w’'´-]+)")
_PARTED = re.compile(r"\s*(?:[,;\t\n]|\boch\b|\bsamt\b)\s*")
# What a list says of a person beside the name.
_BESIDE = re.compile(
    r"(?:tj(?:änst)?g(?:örande|\.)?\s*)?(?:ers(?:ättar(?:en?|na)|\.)?|ordf(?:örande(?:n)?|\.)?"
    r"|ledamot(?:en)?|ledamöterna|[1-3]:[ea] vice ordf(?:örande(?:n)?|\.)?|vice ordf(?:örande(?:n)?"
    r"|\.)?)\.?\s*",
    re.IGNORECASE,
)
_COUNT_AT_END = re.compile(r"\s*\(\d{1,3}(?:\s*(?:st|röst(?:er)?))?\)\s*[.;]?\s*$")
# A party after a name whose span does not hold it.
_CODED = re.compile(r" \((?P<party>-|[A-Za-zÅÄÖåäö]{1,6})\)")
# The party of all the names before it: ``Elsa Brodd, Nils Kvist (båda S)``.
_ALL_OF = re.compile(r"\s*\((?:alla|samtliga|båda|bägge) (?P<party>-|[A-Za-zÅÄÖåäö]{1,6})\)")
# A list that ends so goes on somewhere else.
_DANGLES = re.compile(r"(?:,|\boch|\bsamt)$")


def listed(text: Text, people: Sequence[PersonSpan], start: int, end: int) -> tuple[Named, ...]:
    """Return everybody in the list that the clean span is; nobody where a word of it is no name."""
    count = _COUNT_AT_END.search(text.clean, start, end)
    stop = count.start() if count else end
    while stop > start and text.clean[stop - 1] in " .;\n\t":
        stop -= 1
    if _DANGLES.search(text.clean, start, stop):
        return ()
    found: list[Named] = []
    for a, b in _entries(text, people, start, stop):
        shared = _ALL_OF.search(text.clean, a, b)
        person = _person(text, people, a, shared.start() if shared else b)
        if person is None or (shared and shared.end() < b):
            return ()
        found.append(person)
        if shared:
            found = [entry if entry.party else replace(entry, party=shared["party"]) for entry in found]
    return tuple(found)


def _entries(text: Text, people: Sequence[PersonSpan], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the span of each entry, without what it says beside the name; lines that head a page are none."""
    for number, (first, last) in enumerate(text.lines(start, end)):
        if number == 0 or not PAGE_HEAD.fullmatch(text.clean, first, last):
            yield from _in_line(text, people, first, last)


def _in_line(text: Text, people: Sequence[PersonSpan], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the span of each entry in the line; a comma inside a name's span parts nothing."""
    inside = within(people, start, end)
    at = start
    for found in [*_PARTED.finditer(text.clean, start, end), None]:
        stop = found.start() if found else end
        if found and any(span.start < stop < span.end for span in inside):
            continue
        beside = _BESIDE.match(text.clean, at, stop)
        first = beside.end() if beside else at
        if text.clean[first:stop].strip():
            yield first, stop
        at = found.end() if found else end


def _person(text: Text, people: Sequence[PersonSpan], start: int, end: int) -> Named | None:
    spans = within(people, start, end)
    coded = _CODED.fullmatch(text.clean, spans[0].end, end) if len(spans) == 1 else None
    if coded and spans[0].start == start and spans[0].party is None:
        return Named(spans[0].name, coded["party"], text.evidence(start, end))
    if len(spans) == 1 and spans[0].start == start and _BESIDE_ONLY.fullmatch(text.clean, spans[0].end, end):
        return named(text, spans[0])
    if spans:
        return None
    whole = _NAME.fullmatch(text.clean, start, end)
    if whole:
        known = {span.party for span in people if span.name == whole["name"] and span.party}
        party = whole["party"] or (next(iter(known)) if len(known) == 1 else None)
        return Named(whole["name"], party, text.evidence(start, end))
    last = _LAST.fullmatch(text.clean, start, end)
    if not last:
        return None
    meant = {
        (span.name, span.party)
        for span in people
        if span.name.split(" ", 1)[-1] == last["name"] and span.party
    }
    return Named(*next(iter(meant)), text.evidence(start, end)) if len(meant) == 1 else None


_BESIDE_ONLY = re.compile(r"[\s,]*(?:\((?:ordf|ers|tj)[^)]{0,30}\)|" + _BESIDE.pattern + r")?", re.IGNORECASE)
