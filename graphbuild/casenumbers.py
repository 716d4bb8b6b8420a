"""Case numbers (diarienummer): the label and the place tell them, as their shape differs by council."""

from __future__ import annotations

import re

_LABEL = r"(?:dnr|d\.?nr|diarie(?:nummer|nr)|ärende(?:nummer|nr|-?id)|ärende nr|diarie)\b\s*[.:]?\s*"
_VALUE = (
    r"(?:[A-ZÅÄÖa-zåäö][A-Za-zÅÄÖåäö]{0,9}(?:\s?[-/:.–]\s?|\s|(?=\d)))?\d{1,8}(?:(?:[-/:.–]| : )\d{1,8}"
    r"|[-/:.]?[A-ZÅÄÖ]{1,6}(?:[ \-/:.]?\d{1,7})?)*+"
)
# A classification of the case (diarieplanbeteckning) may follow: two to four digits, or 1.2.3.
_CLASS = r"(?:\s+(?:[-–]\s)?(?:\d{2,4}|\d(?:\.\d+)+)(?!\d))?"
LABELLED = re.compile(rf"(?<!\w){_LABEL}(?P<value>{_VALUE})", re.IGNORECASE)
_MORE = re.compile(rf"\s*(?:,|och|samt|;)\s*(?P<value>{_VALUE})")
_BARE_LINE = re.compile(rf"\s*\(?(?P<value>{_VALUE}){_CLASS}\)?\s*")
# At the end of a title only what no title ends with: a body's letters, a year and a number.
_TRAILING = re.compile(
    rf"\s\(?(?P<value>(?!(?:Ds|SOU|SFS|Prop|Skr|Bet|Dir)\b)[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{{1,7}}[ /:.-]?(?:(?:19"
    rf"|20)\d\d[/:.-]\d{{1,6}}|\d{{4,6}}-(?:19|20)\d\d)|[A-ZÅÄÖ]{{2,5}}\d{{5,8}}){_CLASS}\)?\s*$"
)
# At the head of a line, a title after it: letters and a number in two parts, or a running number and a year.
_LEADING = re.compile(
    rf"\s*(?!(?i:{_LABEL}))(?P<value>[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{{1,7}}[ -]?\d{{2,4}}[/:.-]\d{{1,7}}"
    rf"(?:[-:]\d{{1,4}})?|[A-ZÅÄÖ]{{2,7}}[/-]\d{{2,4}}[/:.-]\d{{1,7}}|\d{{1,5}}/\d\d){_CLASS}"
    rf"(?=\s*[,:]?\s+[A-ZÅÄÖ][a-zåäö])",
)
# Two years with a dash between them are a period; letters in capitals and a stroke make a number of it.
_YEARS = re.compile(
    r"^[A-ZÅÄÖ][a-zåäö]{3,} (?:19|20)\d\d$|(?:^|^(?![A-ZÅÄÖ]{2,6}\s?\d{4}[/-]\d\d$)\w+\s)(?:19"
    r"|20)\d\d\s?[-–/]\s?(?:19|20)?\d\d$"
)
# Printed matter that is numbered so: reports, bills, statutes.
_PRINTED = re.compile(r"(?:SOU|Ds|DS|Prop|PROP|SFS|COM|KOM|Skr|SKR|Bet|BET|Dir|DIR|EU)\b", re.IGNORECASE)
# A day, perhaps after what happened then, is none: ``Inkom 2018-06-19``.
_DAY = re.compile(r"(?:[A-ZÅÄÖ]?[a-zåäö]{3,}\s+)?(?:19|20)\d\d-[01]\d-[0-3]\d")
_REST = re.compile(rf"{_CLASS}[\s).]*")
_CLASSED = re.compile(_CLASS)
_SEPARATED = re.compile(r"\d[-/:.–]\w*\d|[A-Za-zÅÄÖåäö][-/:. –]?\d")


def _is_number(value: str) -> bool:
    """Tell whether the value can be a case number: three digits or more, and two parts."""
    digits = sum(character.isdigit() for character in value)
    return (
        digits >= 3
        and not _DAY.fullmatch(value)
        and not _YEARS.search(value)
        and _SEPARATED.search(value) is not None
    )


def _is_case(value: str) -> bool:
    return _is_number(value) and not _PRINTED.match(value)


def labelled(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the case numbers that follow a label (``Dnr``, ``Ärendenummer`` ...)."""
    spans = []
    for found in LABELLED.finditer(text, start, end):
        if any(character.isdigit() for character in found["value"]):
            spans.append(found.span("value"))
        more = _MORE.match(text, found.end(), end)
        while more and _is_number(more["value"]):
            spans.append(more.span("value"))
            more = _MORE.match(text, more.end(), end)
    return spans


def bare_line(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of the case number that a line consists of, but for its classification."""
    found = _BARE_LINE.fullmatch(text, start, end)
    return found.span("value") if found and _is_case(found["value"]) else None


def bare_line_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the case numbers that a line consists of, one a cell; none otherwise."""
    spans = []
    for cell in re.compile(r"[^\t]+").finditer(text, start, end):
        span = bare_line(text, *cell.span()) if cell.group().strip() else None
        if cell.group().strip() and not span:
            return []
        spans += [span] if span else []
    return spans


def trailing(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of the case number at the end of a title's line."""
    found = _TRAILING.search(text, start, end)
    return found.span("value") if found and not _PRINTED.match(found["value"]) else None


def leading(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of the case number without a label that a title follows in the same line."""
    found = _LEADING.match(text, start, end)
    return found.span("value") if found and _is_case(found["value"]) else None


def labelled_tail(text: str, start: int, end: int) -> tuple[int, list[tuple[int, int]]] | None:
    """Return where a label that ends the line with its numbers begins, and the numbers' spans."""
    found = LABELLED.search(text, start + 3, end)
    spans = labelled(text, found.start(), end) if found else []
    if not found or not spans or not _REST.fullmatch(text, spans[-1][1], end):
        return None
    return found.start(), spans


def after_class(text: str, start: int, end: int) -> int:
    """Return where the classification that follows a case number ends; ``start`` where none does."""
    found = _CLASSED.match(text, start, end)
    return found.end() if found else start


def label_line(text: str, start: int, end: int) -> bool:
    """Tell whether the line begins with a case number's label."""
    return LABELLED.match(text, start, end) is not None
