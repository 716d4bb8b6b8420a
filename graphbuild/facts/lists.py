"""The lists of an item: documents it rests on, who is told of it, where it was handled before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphbuild.dates import DATE, iso_date
from graphbuild.headings import heading_kind
from graphbuild.minutes import ItemText
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
    r"(?:\b[A-ZÅÄÖ]\w*(?:styrelsen|fullmäktige|nämnden|kontoret|förvaltningen|avdelningen|enheten|utskottet"
    r"|arkivet|ledningen|direktören|chefen)|\b[a-zåäö]\w*)$"
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
    found: list[Stated] = []
    for start, end in _entries(text, item, "recipients"):
        line = text.clean[start:end]
        if len(line) > 160 and line.rstrip().endswith("."):
            break
        found.extend(_run_on(text, start, end) if text.flowed else [text.stated(start, end)])
    return tuple(found)


def _entries(text: Text, item: ItemText, kind: str) -> Iterator[tuple[int, int]]:
    """Yield the span of each line in the sections of that kind, without its list mark."""
    for section in item.sections:
        if section.kind != kind:
            continue
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
    for found in _NEXT.finditer(text.clean, start, end):
        if _HEAD_NOUN.search(text.clean, at, found.start()) and not text.clean[at : found.start()].startswith(
            "Länsstyrelsen"
        ):
            yield text.stated(at, found.start())
            at = found.end()
    yield text.stated(at, end)


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
