"""The meeting as a whole: whose minutes, which body, when and where, as the text itself states it.

What page headers say is not in the clean text, so this module reads the raw text too, without its
Markdown marks. Nothing is guessed: a field that no place states is None.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from graphbuild.facts.attendance.blocks import blocks
from graphbuild.facts.attendance.names import people
from graphbuild.facts.attendance.words import labels
from graphbuild.facts.header.body import body, of_line
from graphbuild.facts.header.margins import MarginLine, margin_lines
from graphbuild.facts.header.organisation import organisation
from graphbuild.facts.header.time import Times, date_in, mended, time_of, times_in
from graphbuild.minutes import Minutes
from graphbuild.model import Header, Source, Stated
from graphbuild.text import Text

Span = tuple[int, int]

_OPENED = re.compile(
    r"(?:förklara\w{0,20}+|öppna\w{0,20}+|inled\w{0,20}+)[^.\n]{0,80}?(?:öppna[td]?|inle[dt]\w*"
    r"|börja\w*)?[^.\n]{0,30}?\bkl(?:ockan|\.)?\s*(?P<time>\d{1,2}[.:]\d\d)",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r"(?:sammanträdet|mötet)\b[^.\n]{0,60}?\bavsluta\w{0,20}+[^.\n]{0,30}?\bkl(?:ockan"
    r"|\.)?\s*(?P<time>\d{1,2}[.:]\d\d)"
    r"|avsluta\w{0,20}+[^.\n]{0,40}?(?:sammanträdet|mötet)[^.\n]{0,30}?\bkl(?:ockan"
    r"|\.)?\s*(?P<late>\d{1,2}[.:]\d\d)",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"(?:Sammanträdet|Mötet) (?:genomförs|hålls|hölls|äger rum|ägde rum|genomfördes) (?:i|på|vid"
    r"|via) (?P<place>[^\n]{3,120}?)(?:\.(?=\s|$)|$)",
    re.MULTILINE,
)
_SAT = re.compile(
    r"\b(?:sammanträdet|mötet)\b[^.\n]{0,30}?\b(?:öppna\w{1,3}|börja\w{1,3}|inled\w{1,4}) kl(?:ockan|\.)? ?"
    r"(?P<first>\d{1,2}[.:]\d\d),? och (?:avsluta|sluta)\w{1,3} kl(?:ockan|\.)? ?(?P<last>\d{1,2}[.:]\d\d)"
    r"(?: (?:i|på) (?P<place>[^\W\d_][^\n]{3,80}?))?(?=\.?[ \t]*$)",
    re.IGNORECASE | re.MULTILINE,
)
_DATED_LABEL = re.compile(
    r"(?:sammanträdes(?:datum|dag)|mötes(?:datum|dag)|sammanträde den"
    r"|^[ \t]*(?:sammanträde|möte)(?=:?\s+\d{4}-))"
    r"\s*:?\s*",
    re.IGNORECASE | re.MULTILINE,
)
# A date that stands on a line of its own, not the end of a sentence.
_ALONE = re.compile(
    r"\s*(?:Datum:?\s+)?(?:(?:Mån|Tis|Ons|Tors|Fre|Lör|Sön)dag(?:en)? (?:den )?)?\d[\w\s:.–-]{5,22}$"
    r"|\s*(?:Datum:?\s+)?\d{4}-\d\d-\d\d(?:\s.{0,40})?$"
)
_DOCUMENT_ID = re.compile(
    r"\b(?:dokument-?id|dokumentbeteckning|dokumentnummer"
    r"|dok\.? ?id)\b[^\n\d]{0,60}?[\s:]{1,20}"
    r"(?P<id>(?=[\w.:/-]{0,60}\d)[A-ZÅÄÖ0-9][\w.:/-]{4,60}(?:, \d+\.\d+)?)",
    re.IGNORECASE,
)
# What in "Plats och tid" belongs neither to the place nor to the meeting's hours.
_PAUSE = re.compile(
    r"[,;.(]?\s*\(?(?:inkl\w*\.?|exkl\w*\.?|med)?\s*(?:lunch\w*|paus\w*|ajourn\w*|avbrott|rast|fika\w*"
    r"|gruppmöte\w*|uppehåll)\b.*",
    re.IGNORECASE | re.DOTALL,
)


# What says that hours are those of an adjournment, and what may stand between the intervals of a list.
_ADJOURNED = re.compile(
    r"\b(?:ajourner\w*|(?:lunch|kaffe|fika|mat)?(?:paus|rast)\w*|lunch|avbrott|gruppmöte\w*)\b", re.IGNORECASE
)
_BETWEEN_INTERVALS = re.compile(
    r"(?:[\s,.:;(]|\boch\b|\bsamt\b|\bkl(?:ockan|\.)?|\bmellan\b|\bför \w+|\bsker\b|\bsammanträdet\b"
    r"|\btiden\b)*",
    re.IGNORECASE,
)
_ADJOURNMENTS = 200
# The date at the head of a page that is one line: "2 X KOMMUN PROTOKOLL Kommunstyrelsen 2011-10-04".
_PAGE_DATE = re.compile(
    r"(?:^|[\n\f])[^\n.]{0,60}?(?:SAMMANTRÄDES)?PROTOKOLL [^\n.\d]{0,60}(?P<date>\d{4}-\d\d-\d\d)(?= )"
)
_HELD_ON = re.compile(r"\bfört (?:vid|i) (?:sammanträde|möte) med ", re.IGNORECASE)
# How far in the head of an extract reaches, and the line that tells of the sitting, in characters.
_HEAD, _HELD_LINE = 600, 160
# How many lines the head of a front page has, and what says that a date is of something else.
_TOP_LINES = 8
_ADJUSTED = re.compile(r"juster(?:at|as|ing)|anslag|publicera|utskr", re.IGNORECASE)
_OTHER_DATE = re.compile(
    r"juster|anslag|publicera|kallelse|utskr|giltig|version|revider|senast|skapa|upprätt|skriv|dnr|beslut",
    re.IGNORECASE,
)


def header(minutes: Minutes, source: Source) -> Header:  # noqa: ARG001 (every stage of facts has both)
    """Return what the minutes state of their meeting; ``source`` tells nothing that the text does not.

    Every value has evidence; dates are ISO, times ``HH:MM``. A sitting of several days has the
    date of the first, a start from its first interval and an end from its last.
    """
    text = minutes.text
    margins = margin_lines(text.raw)
    where = _place_and_time(minutes)
    start, end = _hours(minutes, where)
    return Header(
        organisation=organisation(minutes, margins),
        body=body(minutes, margins),
        meeting_date=_date(minutes, where, margins),
        start_time=start,
        end_time=end,
        place=_place(text, where) or _held(minutes),
        document_id=_document_id(text),
        adjournments=_adjournments(minutes),
    )


def _adjournments(minutes: Minutes) -> tuple[Stated, ...]:
    """Return the intervals in which the meeting was adjourned, in order, as ``HH:MM-HH:MM``."""
    text = minutes.text
    end = minutes.appendices[0][0] if minutes.appendices else len(text.clean)
    found: dict[str, Stated] = {}
    for lead in _ADJOURNED.finditer(text.clean, 0, end):
        words = text.clean[lead.end() : min(end, lead.end() + _ADJOURNMENTS)].split("\n", 1)[0]
        position = 0
        for first, last in times_in(words).intervals:
            if not _BETWEEN_INTERVALS.fullmatch(words, position, first[0]):
                break
            span = lead.end() + first[0], lead.end() + last[1]
            found.setdefault(f"{first[2]}-{last[2]}", text.stated(*span, f"{first[2]}-{last[2]}"))
            position = last[1]
    return tuple(found[interval] for interval in sorted(found))


def _place_and_time(minutes: Minutes) -> list[tuple[str, Span]]:
    """Return the spans under ``Plats och tid``, or ``Plats``, ``Tid`` and ``Datum``, on the front page."""
    text = minutes.text
    found = labels(text.clean, *minutes.front)
    kinds = {"place_time", "place", "time", "date", "body"}
    result = []
    for kind, start, end in blocks(text, found, minutes.front[1]):
        if kind in kinds and (span := _first_lines(text, start, end)):
            result.append((kind, span))
    if not any(kind in {"place_time", "time"} for kind, _ in result):
        result += _loose_time(text, minutes.front)
    return result


def _first_lines(text: Text, start: int, end: int) -> Span | None:
    """Return the label's contents: its line, and the lines after it that go on with time or place."""
    lines = text.lines(start, min(end, start + 500))
    return (lines[0][0], lines[min(len(lines), 3) - 1][1]) if lines else None


def _loose_time(text: Text, front: Span) -> list[tuple[str, Span]]:
    """Return a line of the front page that is a place and an interval: its label stands elsewhere."""
    for start, end in text.lines(*front):
        line = text.clean[start:end]
        if (
            len(line) < 120
            and re.search(r"\bkl(?:ockan|\.)?\s*\d", line, re.IGNORECASE)
            and times_in(line).intervals
            and not re.search(r"juster", line, re.IGNORECASE)
            and not people(line)
        ):
            return [("place_time", (start, end))]
    return []


def _hours(minutes: Minutes, where: Iterable[tuple[str, Span]]) -> tuple[Stated | None, Stated | None]:
    text = minutes.text
    for kind, (start, end) in where:
        if kind in {"place_time", "time"}:
            words = text.clean[start:end]
            times = times_in(words[: _pause_at(words)])
            if times.start:
                return _at(text, start, times.start), _at(text, start, times.end) or _closing(minutes)
    sat = _sat(minutes)
    if sat:
        first, last = (text.stated(*sat.span(end), time_of(sat[end])) for end in ("first", "last"))
        return first, last
    return _opening(minutes), _closing(minutes)


def _sat(minutes: Minutes) -> re.Match[str] | None:
    """Return the sentence of the front page that tells when the meeting opened and closed, and where."""
    return _SAT.search(minutes.text.clean, *minutes.front)


def _at(text: Text, offset: int, found: tuple[int, int, str] | None) -> Stated | None:
    return text.stated(offset + found[0], offset + found[1], found[2]) if found else None


def _pause_at(words: str) -> int:
    pause = _PAUSE.search(words)
    return pause.start() if pause and Times.any_in(words[: pause.start()]) else len(words)


def _opening(minutes: Minutes) -> Stated | None:
    return _told(minutes, _OPENED, minutes.items[:4])


def _closing(minutes: Minutes) -> Stated | None:
    return _told(minutes, _CLOSED, minutes.items[-3:])


def _told(minutes: Minutes, pattern: re.Pattern[str], items: Iterable[object]) -> Stated | None:
    """Return the hour that a sentence in one of the items states."""
    text = minutes.text
    for item in minutes.items:
        if item not in items:
            continue
        found = pattern.search(text.clean, item.start, item.end)
        if found:
            group = "time" if found["time"] else "late"
            return text.stated(found.start(group), found.end(group), time_of(found[group]))
    return None


def _held(minutes: Minutes) -> Stated | None:
    """Return the place that a sentence of the front page or the first §§ states: ``Mötet hålls i …``."""
    text = minutes.text
    sat = _sat(minutes)
    if sat and sat["place"]:
        return text.stated(*sat.span("place"))
    for item in minutes.items[:4]:
        found = _HELD.search(text.clean, item.start, item.end)
        if found and not re.match(r"\d|den\b", found["place"]):
            return text.stated(found.start("place"), found.end("place"))
    return None


def _place(text: Text, where: Iterable[tuple[str, Span]]) -> Stated | None:
    """Return the place from ``Plats och tid``: the words before the first date or hour, else after."""
    for kind, (start, end) in where:
        if kind in {"place_time", "place"}:
            for first, last in text.lines(start, end):
                words = text.clean[first:last]
                pause = _pause_at(words)
                for a, b in _without_times(words[:pause]):
                    return text.stated(first + a, first + b)
    return None


@cache
def _time_words() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en)?s?\b|\bden \d|\bkl(?:ockan|\.)?[\s:]*\d"
        r"|\bkl(?:ockan|\.)?\s*$|(?<![\w-])\d{1,2}[.:]\d\d|\b(?:19|20)\d\d-?\d\d-\d\d"
        r"|\b\d{1,2} (?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november"
        r"|december)).*?(?=[,;] *[A-ZÅÄÖ]|$)",
        re.IGNORECASE | re.DOTALL,
    )


def _without_times(words: str) -> Iterable[Span]:
    """Yield the stretches of the line that hold neither a date nor hours, the ones with words only."""
    position = 0
    lead = re.match(r"\s*(?:plats|lokal)\s*:\s*", words, re.IGNORECASE)
    if lead:
        position = lead.end()
    for found in [*_time_words().finditer(mended(words), position), None]:
        stop = found.start() if found else len(words)
        start = position
        while start < stop and words[start] in " \t,;:.–-(&":
            start += 1
        while stop > start and words[stop - 1] in " \t,;:.–-(&":
            stop -= 1
        if re.search(r"[^\W\d_]{3}", words[start:stop]) and not re.fullmatch(
            r"(?:tid|kl|klockan|och)\W*", words[start:stop], re.IGNORECASE
        ):
            yield start, stop
        position = found.end() if found else len(words)


def _date(
    minutes: Minutes, where: Iterable[tuple[str, Span]], margins: Sequence[MarginLine]
) -> Stated | None:
    """Return the meeting's date, from the surest place that states it.

    In order: ``Sammanträdesdatum``, the date in ``Plats och tid``, the page header with the word
    ``protokoll``, a date that stands alone at the head of pages, one beside a name at the head of the
    front page, the sentence that opens the meeting.
    """
    text = minutes.text
    labelled = _labelled_date(text)
    if labelled:
        return labelled
    for kind, (start, end) in where:
        if kind in {"place_time", "time", "date"}:
            found = date_in(text.clean[start:end])
            if found:
                return text.stated(start + found[0], start + found[1], found[2])
    return (
        _header_date(text, margins)
        or _page_date(text)
        or _top_date(minutes)
        or _sitting_date(text)
        or _opening_date(minutes)
    )


def _sitting_date(text: Text) -> Stated | None:
    """Return the date in the head of an extract: ``fört vid sammanträde med … den 3 maj 2021``."""
    held = _HELD_ON.search(text.clean, 0, _HEAD)
    found = date_in(text.clean[held.end() : held.end() + _HELD_LINE].split("\n")[0]) if held else None
    return text.stated(held.end() + found[0], held.end() + found[1], found[2]) if held and found else None


def _page_date(text: Text) -> Stated | None:
    """Return the date beside the protocol's name at the head of pages that are one line each."""
    counts: Counter[str] = Counter()
    places: dict[str, Span] = {}
    for found in _PAGE_DATE.finditer(text.raw):
        match = date_in(found["date"])
        if match:
            counts[match[2]] += 1
            places.setdefault(match[2], found.span("date"))
    if not counts:
        return None
    best = max(counts, key=lambda date: (counts[date], -places[date][0]))
    return Stated(best, text.raw_evidence(*places[best]))


def _top_date(minutes: Minutes) -> Stated | None:
    """Return the date that ends, or is, one of the first lines of the front page."""
    text = minutes.text
    for start, end in text.lines(*minutes.front)[:_TOP_LINES]:
        words = text.clean[start:end]
        found = date_in(words)
        if found and len(words) < 80 and not words[found[1] :].strip(" .,") and not _OTHER_DATE.search(words):
            return text.stated(start + found[0], start + found[1], found[2])
    return None


def _labelled_date(text: Text) -> Stated | None:
    counts: Counter[str] = Counter()
    places: dict[str, Span] = {}
    for found in _DATED_LABEL.finditer(text.raw):
        match = date_in(text.raw[found.end() : found.end() + 60])
        if match and match[0] <= 25:
            counts[match[2]] += 1
            places.setdefault(match[2], (found.end() + match[0], found.end() + match[1]))
    if not counts:
        return None
    best = max(counts, key=lambda date: (counts[date], -places[date][0]))
    start, end = places[best]
    return Stated(best, text.raw_evidence(start, end))


def _header_date(text: Text, margins: Sequence[MarginLine]) -> Stated | None:
    """Return the date beside ``protokoll`` in page headers, or alone on a line: the one most have."""
    counts: Counter[str] = Counter()
    places: dict[str, Span] = {}
    for line in margins:
        found = date_in(line.words) if line.near else None
        alone = line.own or _ALONE.match(" ".join(line.words.split())) or of_line(line.words)
        if found and alone and not _ADJUSTED.search(line.words):
            counts[found[2]] += 1
            places.setdefault(found[2], (line.start + found[0], line.start + found[1]))
    if not counts:
        return None
    best = max(counts, key=lambda date: (counts[date], -places[date][0]))
    return Stated(best, text.raw_evidence(*places[best]))


def _opening_date(minutes: Minutes) -> Stated | None:
    text = minutes.text
    for item in minutes.items[:4]:
        for found in _OPENED.finditer(text.clean, item.start, item.end):
            stop = min(item.end, found.end() + 60)
            match = date_in(text.clean[found.start() : stop])
            if match:
                return text.stated(found.start() + match[0], found.start() + match[1], match[2])
    return None


def _document_id(text: Text) -> Stated | None:
    found = _DOCUMENT_ID.search(text.raw)
    return Stated(found["id"], text.raw_evidence(found.start("id"), found.end("id"))) if found else None
