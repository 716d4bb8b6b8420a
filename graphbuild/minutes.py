"""Text to minutes: where the front page, each § and each section of a § begin and end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from graphbuild import casenumbers
from graphbuild.contents import ContentsEntry, contents
from graphbuild.headings import heading_kind, item_heading
from graphbuild.model import DocumentKind
from graphbuild.text import Text

Span = tuple[int, int]

_APPENDIX = re.compile(r"Bilaga (?P<number>\d{1,3})\b.{0,80}", re.IGNORECASE)
_GOES_ON = re.compile(
    r"(?:,|-|\b(?:och|samt|eller|att|för|av|till|från|i|om|den|det|en|ett|med|på|som|enligt|mot))$"
)
_MAX_TITLE_LINES = 6
# A heading in capitals, perhaps with a date, that the text goes on after in the same line.
_SHOUTED = re.compile(r"[A-ZÅÄÖ][A-ZÅÄÖ -]{7,}(?:\s\d{4}-?\d\d-\d\d)?\s+(?=[A-ZÅÄÖ][a-zåäö])")
# Headings that are also words of a sentence only head a section in the middle of a line with these.
_RUN_IN = frozenset(
    {"documents", "recipients", "reservation", "note", "recusal", "prior_handling", "proposals", "decision"}
)


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of an item under one heading; offsets into the clean text.

    ``kind`` is a key of ``data/headings.toml`` (``decision``, ``proposals``, ``vote`` ...), ``""``
    for what stands before the first heading.
    """

    kind: str
    heading: str
    heading_start: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ItemText:
    """One § in the clean text: its number, title lines, case numbers and sections."""

    number: str
    heading_start: int
    title_spans: tuple[Span, ...]
    dnr_spans: tuple[Span, ...]
    start: int
    end: int
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Minutes:
    """The structure of one document; ``front`` is the clean span before the first §."""

    text: Text
    kind: DocumentKind
    front: Span
    items: tuple[ItemText, ...]
    appendices: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Heading:
    """A line that may head an item: its span, the number it gives and where the rest begins."""

    span: Span
    number: str
    first: int
    rest: int
    again: bool


def structure(text: Text) -> Minutes:
    """Return the structure of the document: items in the order of their numbers, each with its sections."""
    lines = text.lines(0, len(text.clean))
    listed = contents(text, lines)
    skip = {span for entry in listed for span in entry.lines}
    headings = _rising([h for h in _headings(text, lines) if h.span not in skip])
    end = len(text.clean)
    appendices: tuple[Span, ...] = ()
    if headings:
        appendices = _appendices(text, headings[-1].span[1])
        end = appendices[0][0] if appendices else end
    stops = [*(h.span[0] for h in headings[1:]), end][: len(headings)]
    items = _merge(
        [_item(text, h, stop) for h, stop in zip(headings, stops, strict=True) if not h.again],
        headings,
        stops,
        text,
    )
    told = {item.number for item in items}
    items = sorted(
        [*items, *(_listed_item(entry) for entry in listed if entry.number not in told)], key=_order
    )
    front = (0, min((h.span[0] for h in headings), default=len(text.clean)))
    return Minutes(text, _kind(text, items), front, tuple(items), appendices)


def _order(item: ItemText) -> tuple[int, str]:
    digits = re.match(r"\d+", item.number)
    return (int(digits.group()) if digits else 0, item.number)


def _headings(text: Text, lines: Sequence[Span]) -> list[_Heading]:
    found = []
    for start, end in lines:
        line = text.clean[start:end]
        match = item_heading(line)
        if match:
            lead = len(line) - len(line.lstrip())
            number = (
                match["number"] + (match["letter"] or "") + (f"-{match['last']}" if match["last"] else "")
            )
            again = bool(match["again"])
            found.append(
                _Heading((start, end), number, int(match["number"]), start + lead + match.end(), again)
            )
    return found


def _rising(headings: Sequence[_Heading]) -> list[_Heading]:
    """Return the longest run of headings whose numbers rise; the others are references in the text.

    Among the runs of one length the one that rises most slowly is taken, as §§ number without gaps.
    """
    best: list[tuple[int, int, int]] = []  # length, -sum of the gaps, previous
    for i, heading in enumerate(headings):
        choice = (1, 0, -1)
        for j in range(max(0, i - 60), i):
            before = headings[j]
            rises = before.first < heading.first or (before.first == heading.first and heading.again)
            if rises:
                length, gaps, _ = best[j]
                choice = max(choice, (length + 1, gaps - min(heading.first - before.first, 1000), j))
        best.append(choice)
    if not best:
        return []
    at = max(range(len(best)), key=lambda i: best[i][:2])
    run = []
    while at >= 0:
        run.append(headings[at])
        at = best[at][2]
    return run[::-1]


def _merge(
    items: list[ItemText], headings: Sequence[_Heading], stops: Sequence[int], text: Text
) -> list[ItemText]:
    """Let an item go on under each ``Forts. § n`` that follows it."""
    merged = list(items)
    more: dict[int, list[Section]] = {}
    index = {item.number: i for i, item in reversed(list(enumerate(items)))}
    for heading, stop in zip(headings, stops, strict=True):
        if not heading.again:
            continue
        at = index.get(heading.number)
        if at is None:
            index[heading.number] = len(merged)
            merged.append(_item(text, heading, stop))
            continue
        sections = more.setdefault(at, list(merged[at].sections))
        last = sections[-1].kind if sections else ""
        sections += _sections(text, heading.span[1], stop, last)
        merged[at] = replace(merged[at], end=stop)
    for at, sections in more.items():
        merged[at] = replace(merged[at], sections=tuple(sections))
    return merged


def _item(text: Text, heading: _Heading, end: int) -> ItemText:
    block = _title_block(text, heading, end)
    title, dnr, body = _read_title(text, heading, block)
    return ItemText(heading.number, heading.span[0], title, dnr, body, end, _sections(text, body, end, ""))


def _title_block(text: Text, heading: _Heading, end: int) -> list[Span]:
    """Return the lines between the heading's number and the first section, the rest of its line first."""
    lines = (
        [(heading.rest, heading.span[1])] if text.clean[heading.rest : heading.span[1]].strip(" .:\t") else []
    )
    for start, stop in text.lines(heading.span[1], end):
        if heading_kind(text.clean[start:stop].strip()) or len(lines) > _MAX_TITLE_LINES + 2:
            break
        lines.append((start, stop))
    return lines


def _read_title(
    text: Text, heading: _Heading, block: Sequence[Span]
) -> tuple[tuple[Span, ...], tuple[Span, ...], int]:
    """Return the title's spans, the case numbers' spans, and where the item's body begins."""
    title: list[Span] = []
    numbers: list[Span] = []
    body = heading.span[1]
    labels = [
        i for i, (start, end) in enumerate(block) if i and casenumbers.label_line(text.clean, start, end)
    ]
    for i, (start, end) in enumerate(block):
        found = _case_numbers(text, start, end)
        tail = None
        if found:
            numbers.extend(found)
            title.extend(_after_number(text, found[-1][1], end) if i == 0 else ())
        elif title and _ends_title(
            text, title[-1], (start, end), numbers, closed=bool(labels) and i < labels[0]
        ):
            break
        else:
            first = start + _lead(text, start)
            tail = None if labels else casenumbers.trailing(text.clean, first, end)
            title.append((first, tail[0] if tail else end))
            numbers.extend([tail] if tail else [])
        body = end
        if tail:
            break
    return tuple(title), tuple(numbers), body


def _after_number(text: Text, start: int, end: int) -> list[Span]:
    """Return the title that goes on after the case number on the heading's line, if one does."""
    words = text.clean[start:end].lstrip(" ,.:–-")
    first = end - len(words)
    return [(first, end)] if re.match(r"[A-ZÅÄÖ][a-zåäö]{2}", words) else []


def _case_numbers(text: Text, start: int, end: int) -> list[Span]:
    """Return the case numbers of a line that holds nothing else, or that begins with their label."""
    if casenumbers.label_line(text.clean, start + _lead(text, start), end):
        return casenumbers.labelled(text.clean, start, end)
    bare = casenumbers.bare_line(text.clean, start, end)
    return [bare] if bare else []


def _ends_title(text: Text, title: Span, line: Span, numbers: Sequence[Span], *, closed: bool) -> bool:
    """Tell whether the title is over before the line: at a case number, or where it does not go on."""
    words = text.clean[slice(*line)].strip(" :\t")
    if numbers and title[1] <= numbers[-1][0]:
        return True
    return not _goes_on(text, title, line, closed) or (words.endswith(".") and len(words) > 60)


def _lead(text: Text, start: int) -> int:
    """Return how many characters of punctuation and white space stand at ``start``."""
    found = re.compile(r"[\s.:\t–-]*").match(text.clean, start)
    return len(found.group()) if found else 0


def _goes_on(text: Text, title: Span, line: Span, closed: bool) -> bool:
    """Tell whether the line is part of the title that the span before it begins.

    It is where a case number's line closes the title further down, where the line before is left
    open, or where it is short and no sentence.
    """
    before, after = text.clean[slice(*title)].rstrip(), text.clean[slice(*line)].strip()
    if after.endswith((".", ":")) and not closed:
        return False
    if closed or _GOES_ON.search(before) or after[:1].islower() or after.startswith("("):
        return True
    return len(before) > 40 and len(after) < 80 and _is_followed_by_heading(text, line[1])


def _is_followed_by_heading(text: Text, position: int) -> bool:
    for start, stop in text.lines(position, min(len(text.clean), position + 300))[:3]:
        if heading_kind(text.clean[start:stop].strip()):
            return True
    return False


def _sections(text: Text, start: int, end: int, first: str) -> tuple[Section, ...]:
    """Return the sections of the clean span; ``first`` is the kind of what stands before a heading."""
    marks: list[tuple[int, int, str, str]] = [(start, start, first, "")]
    for a, b in text.lines(start, end):
        line = text.clean[a:b].strip()
        kind = heading_kind(line)
        if kind:
            marks.append((a, b, kind, line.rstrip(": ")))
            continue
        shouted = _SHOUTED.match(text.clean, a, b)
        kind = heading_kind(shouted.group().strip()) if shouted else None
        if shouted and kind:
            marks.append((a, shouted.end(), kind, shouted.group().strip()))
            continue
        head, colon, rest = line.partition(":")
        kind = heading_kind(head) if colon and rest.strip() and len(head) < 60 else None
        if kind in _RUN_IN:
            marks.append((a, text.clean.index(":", a) + 1, kind, head))
    marks.append((end, end, "", ""))
    sections = [
        Section(kind, head, at, begin, following[0]) for (at, begin, kind, head), following in pairwise(marks)
    ]
    return tuple(s for s in sections if s.heading or text.clean[s.start : s.end].strip())


def _appendices(text: Text, after: int) -> tuple[Span, ...]:
    """Return the spans of the appendices (``Bilaga n``, a line of its own) that follow the last item.

    Where the numbers begin anew, what came before was a list of them inside the item.
    """
    starts: list[int] = []
    last = 0
    for a, b in text.lines(after, len(text.clean)):
        found = _APPENDIX.fullmatch(text.clean[a:b].strip())
        if found:
            number = int(found["number"])
            starts = [a] if number <= last else [*starts, a]
            last = number
    return tuple(pairwise([*starts, len(text.clean)])) if starts else ()


def _listed_item(entry: ContentsEntry) -> ItemText:
    """Return an item that only the table of contents tells of."""
    start = entry.lines[0][0]
    return ItemText(
        entry.number, start, entry.title_spans, entry.dnr_spans, entry.lines[-1][1], entry.lines[-1][1], ()
    )


_AGENDA = re.compile(r"\b(?:kallelse|föredragningslista|kallas till sammanträde)\b", re.IGNORECASE)
_PROTOCOL = re.compile(r"protokoll|justera|anslag", re.IGNORECASE)
_EXTRACT = re.compile(r"\b(?:protokollsutdrag|utdrag ur protokoll|protokoll utdrag)\b", re.IGNORECASE)
# A document's own title is a line of its own; `Protokollsutdrag skickas till` is the end of a §.
_EXTRACT_TITLE = re.compile(
    r"^\W{0,3}(?:protokollsutdrag|(?:protokoll,? )?utdrag(?: ur protokoll(?:et)?)?)\W{0,3}$",
    re.IGNORECASE | re.MULTILINE,
)


def _kind(text: Text, items: Sequence[ItemText]) -> DocumentKind:
    """Return what kind of document this is; only minutes and extracts of them tell decisions."""
    head = text.raw[:1500]
    if not items:
        return "agenda" if _AGENDA.search(head) else "other"
    decides = any(section.kind in {"decision", "vote"} for item in items for section in item.sections)
    if _AGENDA.search(head) and not decides and not _PROTOCOL.search(head):
        return "agenda"
    titled = _EXTRACT_TITLE.search(text.clean[: min(1500, items[0].start)])
    return "extract" if titled or (_EXTRACT.search(head) and len(items) == 1) else "minutes"
