"""The lists of an item: documents it rests on, who is told of it, where it was handled before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphbuild.dates import DATE, iso_date
from graphbuild.headings import heading_kind
from graphbuild.minutes import ItemText, Section
from graphbuild.model import PriorHandling, Stated
from graphbuild.text import Text

_MARK = re.compile(r"\s*(?:\d{1,2}[.)]\s|[•●▪■◦‣⁃·\uf0b7\uf0a7*−–—-]\s)?\s*")
_DOCUMENT_END = re.compile(r"(?<=\d)\.\s+(?=[A-ZÅÄÖ])|(?<=[a-zåäö])\.\s+(?=(?:[A-ZÅÄÖ]\w+\s){1,4}.*\d{4})")
_NOTHING = re.compile(r"[-–_.\s\[\]…]*|\d{1,3}")
# Where one recipient ends and the next begins in a list that has become one line.
_NEXT = re.compile(
    r"(?<=[a-zåäö])(?<!\boch)(?<!\bför)(?<!\bav)(?<!\bi)(?<!\btill)(?<!\bom)(?<!\bpå)(?<!\bfrån) "
    r"(?=[A-ZÅÄÖ][a-zåäö])"
)
_HEAD_NOUN = re.compile(
    r"(?:\b[A-ZÅÄÖ]\w*(?:styrelsen|fullmäktige|nämnden|kontoret|förvaltningen|avdelningen|enheten"
    r"|utskottet|arkivet|ledningen|direktören|chefen)|\b[a-zåäö]\w*)$"
)
# A body that begins an entry after a name in capitals that is not its genitive or adjective.
_BODY_NEXT = re.compile(
    r"(?<=[a-zåäö])(?<!s)(?<!ska)(?<!-) (?=[A-ZÅÄÖ][a-zåäö]+(?:styrelsen|fullmäktige|nämnden|kontoret"
    r"|förvaltningen|avdelningen|enheten|utskottet|kansliet)\b)"
)
_PERSON = re.compile(r"[A-ZÅÄÖ][a-zåäö]+(?:-[A-ZÅÄÖ][a-zåäö]+)? [A-ZÅÄÖ][a-zåäö]+(?: [A-ZÅÄÖ]|$|\n)")
_SEMICOLON = re.compile(r"\s*;\s*")
# A comma between entries: not one before the number or part of an entry, nor one inside brackets.
_COMMA = re.compile(
    r"\s*,\s+(?!(?:akt|mål|dnr|diarienr|ärende|bilaga|att|nr|att:|c/o|för)\b|\d|[^(]*\))", re.IGNORECASE
)
_ABBREVIATED = re.compile(r"\b(?:m\.?m|fl|för|ek|o\.s\.v|dyl|bl|st)\.$")
# What ends the list of those who are told: signatures, proof, a note on the adjustment.
_LIST_ENDS = re.compile(
    r"\s*(?:Vid protokollet|Justera(?:s|t|nde|ndes|re|res|rnas)\b|Utdragsbestyrk|Paragrafen (?:är"
    r"|förklaras|justera)|Protokollet (?:är|justera)|Rätt utdrag|Rätt avskriv|Bestyrkes|Intygas"
    r"|Underskrift|Anslag(?:et|/)|Ordförande\b.*\b(?:Justerare|Sekreterare)|Sekreterare\b.*\b(?:Ordförande"
    r"|Justerare)|Hur man överklagar|(?:Beslutet|Det här beslutet) kan överklagas)"
)
# A page's head or number inside the list.
_PAGE_HEAD = re.compile(
    r"^\s*\(\d{1,3}\)\s*$|\t(?:Blad|Sida?)\s*$|\t(?:19|20)\d\d-\d\d-\d\d\t|\bPROTOKOLL\b"
    r"|\bSAMMANTRÄDESPROTOKOLL\b|\bSida \d+|^\s*\d{1,3}\s*\(\d{1,3}\)\s*$"
)
_PARAGRAPH = re.compile(r"(?<!§)§+\s*(?P<number>\d{1,4}(?:/\d{2,4})?)")
_BODY_CODE = re.compile(
    r"\b(?P<body>KF|KS|KSAU|AU|RF|RS|[A-ZÅÄÖ]\w*(?:fullmäktige|styrelsen|nämnden|utskottet|beredningen))\b"
)


def documents(text: Text, item: ItemText) -> tuple[Stated, ...]:
    """Return the documents listed under the item's headings for them."""
    return tuple(
        stated
        for start, end in _entries(text, item, "documents")
        for stated in _split(text, start, end, _DOCUMENT_END)
    )


def recipients(text: Text, item: ItemText) -> tuple[Stated, ...]:
    """Return who is sent the decision: each entry of the list, references to documents included."""
    return tuple(
        found
        for section in item.sections
        if section.kind == "recipients"
        for found in _section_recipients(text, section)
    )


def _section_recipients(text: Text, section: Section) -> Iterator[Stated]:
    """Yield the entries of one list, up to what cannot be an entry: a sentence, a signature."""
    lines: list[tuple[int, int]] = []
    for start, end in _lines(text, section):
        line = text.clean[start:end]
        if _LIST_ENDS.match(line) or (len(line) > 160 and line.rstrip().endswith(".")):
            break
        if not _PAGE_HEAD.search(line):
            lines.append((start, end))
    for number, (start, end) in enumerate(lines):
        run_in = number == 0 and "\n" not in text.clean[section.heading_start : start]
        cuts = _commas(text, start, end, run_in=run_in, alone=len(lines) == 1)
        for first, last in cuts:
            yield from _run_on(text, first, last) if text.flowed else [_entry(text, first, last)]


def _entry(text: Text, start: int, end: int) -> Stated:
    words = " ".join(text.clean[start:end].split())
    return text.stated(
        start, end, words[:-1] if words.endswith(".") and not _ABBREVIATED.search(words) else words
    )


def _commas(text: Text, start: int, end: int, *, run_in: bool, alone: bool) -> list[tuple[int, int]]:
    """Return the entries that punctuation parts in a line; the line itself where it is one entry.

    On a line of its own ``Kontoret, ekonomi`` is one entry; after the label, or where the whole list is
    one line of names, each comma ends one. What follows in small print of the entry (``akt 7``) stays.
    """
    line = text.clean[start:end]
    cuts = [found.span() for found in _SEMICOLON.finditer(line)]
    commas = [found.span() for found in _COMMA.finditer(line)]
    names = [re.match(r"[A-ZÅÄÖ][a-zåäö]", line[b:]) for _, b in commas]
    together = " – " in line or re.search(r", [^,]* och [A-ZÅÄÖ][^,]*$", line)
    several = alone and not together and bool(commas) and (len(commas) > 1 or all(names))
    if run_in or several:
        cuts = sorted([*cuts, *commas])
    edges = [0, *(edge for cut in cuts for edge in cut), len(line)]
    parts = [(start + a, start + b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return [part for part in parts if text.clean[slice(*part)].strip(" .")]


def _entries(text: Text, item: ItemText, kind: str) -> Iterator[tuple[int, int]]:
    """Yield the span of each line in the sections of that kind, without its list mark."""
    for section in item.sections:
        if section.kind == kind:
            yield from _lines(text, section)


def _lines(text: Text, section: Section) -> Iterator[tuple[int, int]]:
    """Yield the span of each line in the section that says something, without its list mark."""
    for start, end in text.lines(section.start, section.end):
        mark = _MARK.match(text.clean, start, end)
        first = mark.end() if mark else start
        if not _NOTHING.fullmatch(text.clean, first, end) and heading_kind(text.clean[first:end]) is None:
            yield first, end


def _split(text: Text, start: int, end: int, pattern: re.Pattern[str]) -> Iterator[Stated]:
    at = start
    for found in pattern.finditer(text.clean, start, end):
        if text.clean[at : found.start()].strip():
            yield text.stated(at, found.start() + 1, _bare(text, at, found.start()))
        at = found.end()
    if text.clean[at:end].strip():
        yield text.stated(at, end, _bare(text, at, end))


def _bare(text: Text, start: int, end: int) -> str:
    return " ".join(text.clean[start:end].split()).rstrip(".")


def _run_on(text: Text, start: int, end: int) -> Iterator[Stated]:
    """Yield the entries of a list that has become one line: each begins with a capital after a whole name."""
    at = start
    cuts = sorted(
        {*_whole_names(text, start, end), *(m.start() for m in _BODY_NEXT.finditer(text.clean, start, end))}
    )
    for cut in cuts:
        yield _entry(text, at, cut)
        at = cut + 1
    yield _entry(text, at, end)


def _whole_names(text: Text, start: int, end: int) -> Iterator[int]:
    """Yield the blanks after a body, or a noun, that ends an entry."""
    at = start
    for found in _NEXT.finditer(text.clean, start, end):
        county = text.clean[at : found.start()].startswith("Länsstyrelsen")
        if _HEAD_NOUN.search(text.clean, at, found.start()) and not (
            county and not _PERSON.match(text.clean, found.end())
        ):
            yield found.start()
            at = found.end()


def prior_handling(text: Text, item: ItemText) -> tuple[PriorHandling, ...]:
    """Return the earlier treatments that the item refers to: each date with the § that follows it."""
    found: list[PriorHandling] = []
    for section in item.sections:
        if section.kind != "prior_handling":
            continue
        for start, end in text.lines(section.start, section.end):
            found.extend(_references(text, start, end))
    return tuple(found)


def _references(text: Text, start: int, end: int) -> Iterator[PriorHandling]:
    """Yield the references of a line; a § takes the date nearest to it, before or after."""
    dates = [*DATE.finditer(text.clean, start, end)]
    marks = [*_PARAGRAPH.finditer(text.clean, start, end)]
    if not marks:
        for date in dates:
            yield _reference(text, date, None, start)
    for mark in marks:
        before = [date for date in dates if date.end() <= mark.start()]
        after = [date for date in dates if date.start() >= mark.end()]
        yield _reference(text, before[-1] if before else after[0] if after else None, mark, start)


def _reference(
    text: Text, date: re.Match[str] | None, mark: re.Match[str] | None, floor: int
) -> PriorHandling:
    spans = [found.span() for found in (date, mark) if found]
    start, end = min(a for a, _ in spans), max(b for _, b in spans)
    bodies = [*_BODY_CODE.finditer(text.clean, floor, end)]
    return PriorHandling(
        iso_date(date) if date else None,
        mark["number"] if mark else None,
        bodies[-1]["body"] if bodies else None,
        " ".join(text.clean[start:end].split()),
        text.evidence(start, end),
    )
