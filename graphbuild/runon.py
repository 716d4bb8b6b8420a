"""Texts whose line breaks are lost: where a page that has become one line breaks again.

Converters for reading on the web give each page of a PDF as one line. A break is put back only at a
blank, so that no offset changes: before a number that heads a §, before and after the heading of a
part, before what ends a page, and before each clause (``att …``) of a decision. Other texts stay as they
are.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from graphbuild.clauses import clause_cuts
from graphbuild.itemheads import announced
from graphbuild.resources import resource
from graphbuild.text import Text

# A line so long that has so many headings in it holds more than a paragraph.
_LONG, _HEADINGS = 250, 2
_SHORT = 90
_NUMBER = re.compile(
    r"(?<=\s)(?:§\s*)?(?P<number>\d{1,4})(?:/\d\d)?(?=\s+(?:(?P<label>Dnr|DNR|Diarienr|Diarienummer|Ärendenr)\b"
    r"|[A-ZÅÄÖ][a-zåäöé]|[A-ZÅÄÖ]{2}))"
)
# How far into a page its first § may begin, after the page's head.
_HEAD = 140
_BODY = (
    r"(?:[A-ZÅÄÖ][\w-]*(?:fullmäktige|styrelsen|nämnden|utskottet|beredningen|direktionen|revisionen"
    r"|revisorerna|kontoret|förvaltningen)|Fullmäktige|Styrelsen|Nämnden|Utskottet)"
)
_VERB = (
    r"(?:beslutar|beslutade|beslöt|föreslår|har|hade|tillstyrker|avstyrker|utser|godkänner|noterar|lägger|redovisar"
    r"|redogör|informerar|föredrar)"
)
# Where a sentence takes over from a title: a body that does something, or a named post that does.
_SENTENCE = re.compile(
    rf"(?<=[\wåäö)”\"]) (?={_BODY}(?: [a-zåäö]+utskott)? {_VERB}\b"
    r"|(?:[A-ZÅÄÖ]\w*(?:ordförande|direktör|chef)|Ordföranden?)n?(?: [A-ZÅÄÖ][\w-]+){1,4} (?:informerar|redogör|lämnar|meddelar)\b)"
)
# A name that ends a title and begins the sentence after it.
_NAME_TWICE = re.compile(r"(?<!\w)(?P<name>[A-ZÅÄÖ][\w-]+ [A-ZÅÄÖ][\w-]+)(?P<gap> )(?=(?P=name)\b)")
_DECIDES = re.compile(rf"{_BODY}[^.:]{{0,60}}? (?:beslutar|beslutade|beslöt|besluta)(?: (?:att|följande))?\b")
# A heading at the end of the line that its §'s title begins.
_AT_END = re.compile(
    r"(?<=[a-zåäö])(?<!\bav)(?<!\bi)(?<!\bom)(?<!\btill)(?<!\benligt)(?<!\bmed)(?<!\boch)(?<!\bför)(?<!\bpå)(?P<gap> )"
    r"(?:Kommun|Region|Lands)\w*(?:fullmäktiges|styrelsens) beslut:?$",
    re.MULTILINE,
)
_CLAUSE = re.compile(
    r"(?:(?<=[,;])|(?<=besluta)|(?<=beslutar)|(?<=beslutade)|(?<=beslöt)| samt(?=\s))(?P<gap>\s)(?=att\s)"
)


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = tomllib.loads(resource("data/headings.toml").read_text(encoding="utf-8"))["run_on"]
    heading = rf"(?:(?<=[.!?:)”\"…]) |(?<=[a-zåäö0-9A-ZÅÄÖ]) )(?P<words>{'|'.join(data['words'])})(?P<colon> ?:)?(?= [A-ZÅÄÖ0-9(”]| att |$)"
    return re.compile(heading, re.MULTILINE), re.compile(rf" (?={'|'.join(data['ends'])})")


def broken(text: Text) -> Text:
    """Return the text with breaks where a line holds a page; the text itself where none does."""
    stated = announced(text)
    cuts: set[int] = set(clause_cuts(text))
    for start, end in text.lines(0, len(text.clean)):
        if end - start >= _SHORT and "\t" not in text.clean[start:end]:
            cuts.update(_cuts(text.clean, start, end, stated))
    cuts.update(found.start("gap") for found in _AT_END.finditer(text.clean))
    if not cuts:
        return text
    characters = list(text.clean)
    for cut in cuts:
        characters[cut] = "\n"
    return replace(text, clean="".join(characters))


def _cuts(clean: str, start: int, end: int, stated: tuple[int, int] | None) -> Iterator[int]:
    """Yield the offsets of the blanks at which the line breaks: none where it holds no §."""
    numbers = [
        found.start() - 1 for found in _NUMBER.finditer(clean, start, end) if _heads(found, start, stated)
    ]
    parts = [found for found in _words()[0].finditer(clean, start, end) if _is_heading(clean, found)]
    if len(numbers) + len(parts) < _HEADINGS or (not numbers and end - start < _LONG):
        return
    if not numbers and len(parts) <= _HEADINGS:
        return
    yield from numbers
    edges = sorted([*numbers, *(found.start("words") - 1 for found in parts), end])
    for number in numbers:
        stop = next(edge for edge in edges if edge > number)
        yield from _title_end(clean, number + 1, stop)
    for found in parts:
        yield found.start("words") - 1
        if found.end() < end:
            yield found.end()
    yield from (found.start() for found in _words()[1].finditer(clean, start, end))
    yield from _clauses(clean, start, end)


def _heads(found: re.Match[str], start: int, stated: tuple[int, int] | None) -> bool:
    """Tell whether a number heads a §: a label follows, or it is near the page's head and in the range."""
    number = int(found["number"])
    if stated and not stated[0] <= number <= stated[1]:
        return False
    return bool(found["label"] or (stated and found.start() - start < _HEAD))


def _is_heading(clean: str, found: re.Match[str]) -> bool:
    """Tell a heading from a word of a sentence: a sentence's end before it, or more than one word in it."""
    before = clean[found.start() - 1 : found.start()]
    ended = found.start() == 0 or before in '.!?:)”"…'
    return ended or " " in found["words"] or len(found["words"]) > 8


def _title_end(clean: str, start: int, stop: int) -> Iterator[int]:
    """Yield where the § that begins at ``start`` has its title's end, if a sentence takes over before ``stop``."""
    found = _SENTENCE.search(clean, start, min(stop, start + 250))
    twice = _NAME_TWICE.search(clean, start, min(stop, start + 250))
    ends = [match for match in (found and found.start(), twice and twice.start("gap")) if match]
    if ends:
        yield min(ends)


def _clauses(clean: str, start: int, end: int) -> Iterator[int]:
    """Yield the blanks before each clause of the decisions in the line."""
    for lead in _DECIDES.finditer(clean, start, end):
        first = max(start, lead.end() - 4)
        stop = clean.find(". ", lead.end(), end)
        clauses = [found.start("gap") for found in _CLAUSE.finditer(clean, first, end if stop < 0 else stop)]
        yield from clauses
        if clauses and stop >= 0:
            yield stop + 1
        if clauses and clean[lead.start() - 2 : lead.start()] == ". ":
            yield lead.start() - 1
