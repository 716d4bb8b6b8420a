"""Meetings and conferences that an item mentions, where their day is stated in full."""

from __future__ import annotations

import re

from graphbuild.mentions.dates import find_dates
from graphbuild.model import Event
from graphbuild.text import Text

_CAPITAL = r"[A-ZÅÄÖÉ0-9][\w’&+-]*"
# `konferensen Exempeldagarna`, `Exempelkonferensen`, `konferensen ”Exempel”`.
_NAME = (
    rf"(?:(?:[Kk]onferensen|[Mm]ässan|[Tt]oppmötet|[Ss]eminariet|[Kk]ongressen|[Ff]estivalen"
    rf"|[Ee]venemanget)\s+"
    rf"(?:[”“\"](?P<quoted>[^”“\"\n]{{3,90}})[”“\"]|(?P<named>{_CAPITAL}(?:\s+{_CAPITAL}){{0,6}}))"
    rf"|(?P<proper>(?<![\w-])[A-ZÅÄÖ][\w-]*(?:[Kk]onferensen|[Mm]ässan|kongressen|festivalen"
    rf"|toppmötet)(?:\s+20\d\d)?))"
)
_EVENT = re.compile(_NAME)
# Only these may stand between the name and its day; a sentence's other dates are of other things.
_BETWEEN = re.compile(
    r"\s*,?\s*(?:som\s+)?(?:äger rum|ägde rum|hålls|hölls|genomförs|genomfördes|arrangeras|anordnas"
    r"|pågår)?\s*(?:i (?P<before>[A-ZÅÄÖ]\w+)\s*)?,?\s*(?:den\s+)?$"
)
_PLACE = re.compile(r"\s+(?:i|på)\s+(?P<place>[A-ZÅÄÖ]\w+)")


def events(text: Text, start: int, end: int) -> tuple[Event, ...]:
    """Return the named events of the clean span whose day, month and year the text states beside the name."""
    found: dict[str, Event] = {}
    for first, last in text.lines(start, end):
        line = text.clean[first:last]
        dates = [date for date in find_dates(line) if not date.text.startswith("-")]
        for match in _EVENT.finditer(line):
            date = next(
                (
                    d
                    for d in dates
                    if d.start >= match.end() and _BETWEEN.fullmatch(line[match.end() : d.start])
                ),
                None,
            )
            if date is None:
                continue
            between = _BETWEEN.fullmatch(line[match.end() : date.start])
            after = _PLACE.match(line, date.end)
            place = (between and between["before"]) or (after and after["place"]) or None
            begin, _, stop = date.text.partition("/")
            name = match["quoted"] or match["named"] or match["proper"]
            found.setdefault(
                name.casefold(),
                Event(
                    name, begin, stop or begin, place, text.evidence(first + match.start(), first + date.end)
                ),
            )
    return tuple(found.values())
