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

from graphbuild import casenumbers
from graphbuild.clauses import clause_cuts
from graphbuild.headings import item_heading
from graphbuild.itemheads import announced
from graphbuild.resources import resource
from graphbuild.text import Text

# A line so long that has so many headings in it holds more than a paragraph.
_LONG, _HEADINGS = 250, 2
_SHORT = 90
_NUMBER = re.compile(
    r"(?<=\s)(?<!Dnr )(?<!nr )(?<!nr\. )(?<!nummer )(?:§\s*"
    r"|(?P<code>[A-ZÅÄÖ]{2,5})\s(?=\d{1,3}\s))?(?!(?:19"
    r"|20)\d\d/)(?P<number>\d{1,4})(?:/\d\d)?(?=\s+(?!(?:Ja|Nej|Avstår|Sida)\b)(?:(?P<label>Dnr|DNR"
    r"|Diarienr|Diarienummer|Ärendenr)\b|[A-ZÅÄÖ][a-zåäöé]|[A-ZÅÄÖ]{2}))"
)
# How far into a page its first § may begin, after the page's head.
_HEAD = 140
_PAGE_TOP = re.compile(
    r"(?:[^\n]*\b(?:protokoll|sammanträdesprotokoll|sida?|sidan|blad)\b[^\n]*|[^\n]*\(\d{1,3}\)\s*)",
    re.IGNORECASE,
)
# A case number that ends a title.
_NUMBERED = re.compile(
    r"\b(?:Dnr|Diarienr|Diarienummer)\.?:? (?:[A-ZÅÄÖ]{2,6} )?[\w/:.-]*\d(?: \d{3})?(?P<gap> )(?=[A-ZÅÄÖ])"
)
# How long a title may be.
_TITLE = 160
_BODY = (
    r"(?:(?:[A-ZÅÄÖ][\w-]{0,60}- och [a-zåäö-]{0,60}|[A-ZÅÄÖ][\w-]{0,60})(?:fullmäktige|styrelsen"
    r"|nämnden|utskottet|beredningen|direktionen|revisionen|revisorerna|kontoret|förvaltningen)"
    r"|Fullmäktige|Styrelsen|Nämnden|Utskottet)"
)
_VERB = (
    r"(?:beslutar|beslutade|beslöt|föreslår|har|hade|tillstyrker|avstyrker|utser|godkänner|noterar"
    r"|lägger|redovisar|redogör|informerar|föredrar|sammanträder|tackar)"
)
# Where a sentence takes over from a title: a body that does something, or a named post that does.
_SENTENCE = re.compile(
    rf"(?<=[\wåäö)”\"]) (?={_BODY}(?: [a-zåäö]+utskott)? {_VERB}\b"
    r"|Ärendet (?:utgår|utgick|bordläggs|bordlades|återremitteras|skjuts)\b|a\) [A-ZÅÄÖ]|(?:[A-ZÅÄÖ][\w-]+ "
    r"[A-ZÅÄÖ][\w-]+(?:, | och )){0,3}[A-ZÅÄÖ][\w-]+ [A-ZÅÄÖ][\w-]+ (?:går igenom|informerar|redogör"
    r"|redovisar|berättar|presenterar)\b|(?:[A-ZÅÄÖ]\w*(?:ordförande|direktör|chef)|Ordföranden?)n?(?: "
    r"[A-ZÅÄÖ][\w-]+){1,4} (?:informerar|redogör|lämnar|meddelar)\b)"
)
# The first heading after a title, which has no sentence's end before it.
_AFTER_TITLE = re.compile(
    r"(?<=[a-zåäö)\d])(?<!\bom)(?<!\bav)(?<!\boch)(?<!\btill) (?:Beslut|Ärendet|Bakgrund|Sammanfattning"
    r"|Yrkanden?):?(?= [A-ZÅÄÖ])(?! Ärendet)(?!\w)"
)
_LONGEST_TITLE = 140
# One word before a name, first on its line or of a list, is what the person is: ``Rektor Anna Ek redogör``.
_POST = re.compile(r"(?:(?<![^\n])|(?<=och )|(?<=samt )|(?<=, ))[^\s,]+\Z")
# A name that ends a title and begins the sentence after it.
_NAME_TWICE = re.compile(r"(?<!\w)(?P<name>[A-ZÅÄÖ][\w-]+ [A-ZÅÄÖ][\w-]+)(?P<gap> )(?=(?P=name)\b)")
_DECIDES = re.compile(rf"{_BODY}[^.:]{{0,60}}? (?:beslutar|beslutade|beslöt|besluta)(?: (?:att|följande))?\b")
# A heading at the end of the line that its §'s title begins.
_AT_END = re.compile(
    r"(?<=[a-zåäö])(?<!\bav)(?<!\bi)(?<!\bom)(?<!\btill)(?<!\benligt)(?<!\bmed)(?<!\boch)(?<!\bför)"
    r"(?<!\bpå)(?P<gap> )(?:[A-ZÅÄÖ]\w*(?:fullmäktiges|styrelsens|nämndens|utskottets) beslut:?)(?:$|"
    r"(?P<after> )(?=[A-ZÅÄÖ\d]))",
    re.MULTILINE,
)
# A row of a table of contents: a number, and a title with a capital.
_ROW = re.compile(r"(?<=\s)(?P<number>\d{1,4})(?=\s+(?!Innehåll)[A-ZÅÄÖ])")
_ROWS, _APART = 4, 260
_SIGNED = re.compile(r"(?:(?<=\s)|(?<![^\n]))§\s?(?P<number>\d{1,4})(?:/\d\d)?(?=\s+[A-ZÅÄÖ])")
_CLAUSE = re.compile(
    r"(?:(?<=[,;])|(?<=besluta)|(?<=beslutar)|(?<=beslutade)|(?<=beslöt)| samt(?=\s))(?P<gap>\s)(?=att\s)"
)


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = tomllib.loads(resource("data/headings.toml").read_text(encoding="utf-8"))["run_on"]
    words, ends = "|".join(data["words"]), "|".join(data["ends"])
    heading = (
        rf"(?:(?<=[.!?:)”\"…]) |(?<=[a-zåäö0-9A-ZÅÄÖ]) )(?P<words>{words})(?: ?:)?"
        r"(?= [A-ZÅÄÖ0-9(”•–-]| att |$)"
    )
    return re.compile(heading, re.MULTILINE), re.compile(rf" (?={ends})")


def broken(text: Text) -> Text:
    """Return the text with breaks where a line holds a page; the text itself where none does."""
    stated = announced(text)
    cuts: set[int] = set(clause_cuts(text))
    for start, end in text.lines(0, len(text.clean)):
        if end - start >= _SHORT and "\t" not in text.clean[start:end]:
            cuts.update(_cuts(text.clean, start, end, stated))
        cuts.update([*_titles(text.clean, start, end), *_signed_rows(text.clean, start, end)])
    for found in _AT_END.finditer(text.clean):
        cuts.update(at for at in (found.start("gap"), found.start("after")) if at >= 0)
    cuts.update(_after_numbers(text))
    if not cuts:
        return text
    characters = list(text.clean)
    for cut in cuts:
        characters[cut] = "\n"
    return replace(text, clean="".join(characters))


def _rows(clean: str, start: int, end: int) -> list[int]:
    """Return the blanks before numbers that are each one higher than the one before: a table of contents."""
    best: list[re.Match[str]] = []
    row: list[re.Match[str]] = []
    for found in _ROW.finditer(clean, start, end):
        number = int(found["number"])
        if row and number == int(row[-1]["number"]) + 1 and found.start() - row[-1].start() < _APART:
            row.append(found)
        elif not row or number != int(row[-1]["number"]):
            row = [found]
        best = max(best, row, key=len)
    return [found.start() - 1 for found in best] if len(best) >= _ROWS else []


def _titles(clean: str, start: int, end: int) -> Iterator[int]:
    """Yield where the title after a §'s number, on its line or the next, ends and a sentence begins."""
    found = item_heading(clean[start:end])
    if not found or end - start > _LONG:
        return
    yield from _title_end(clean, start + found.end(), end)
    stop = clean.find("\n", end + 1)
    if end - start < _SHORT:
        ends = _title_end(clean, end + 1, stop if stop >= 0 else len(clean))
        yield from (at for at in ends if not _POST.search(clean, end + 1, at))


def _signed_rows(clean: str, start: int, end: int) -> Iterator[int]:
    """Yield the blanks before §§ that stand in one line, each one higher than the one before."""
    numbers: list[int] = []
    for found in _SIGNED.finditer(clean, start, end):
        if numbers and int(found["number"]) == numbers[-1] + 1:
            yield found.start() - 1
        numbers.append(int(found["number"]))


def _after_numbers(text: Text) -> Iterator[int]:
    """Yield the blank after the case number at the right of a §'s title, where the printed line ended."""
    for start, end in text.lines(0, len(text.clean)):
        head = item_heading(text.clean[start:end])
        if not head:
            continue
        for found in re.compile(r"(?<=\d) (?=[A-ZÅÄÖ])").finditer(text.clean, start + head.end(), end):
            at = found.start()
            broken_there = "\n" in text.raw[text.offsets[at - 1] : text.offsets[at + 1]]
            if broken_there and casenumbers.trailing(text.clean, start + head.end(), at):
                yield at
                break


def _cuts(clean: str, start: int, end: int, stated: tuple[int, int] | None) -> Iterator[int]:
    """Yield the offsets of the blanks at which the line breaks: none where it holds no §."""
    parts = [found for found in _words()[0].finditer(clean, start, end) if _is_heading(clean, found)]
    first = parts[0].start() if parts else end
    numbers = [
        found.start() - 1
        for found in _NUMBER.finditer(clean, start + 1, end)
        if _heads(found, start, stated, near=0 < first - found.end() < _TITLE)
    ]
    rows = _rows(clean, start, end)
    yield from rows
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


def _heads(found: re.Match[str], start: int, stated: tuple[int, int] | None, *, near: bool) -> bool:
    """Tell whether a number heads a §.

    A label follows it, or it stands at the page's head and is in the range that the document states, or
    (``near``) only a title is between it and the first heading of a part.
    """
    number = int(found["number"])
    if stated and not stated[0] <= number <= stated[1]:
        return False
    if found["label"]:
        return True
    at_head = found.start() - start < _HEAD
    under_head = near or found["code"]
    return at_head and bool(
        stated or (under_head and _PAGE_TOP.fullmatch(found.string, start, found.start()))
    )


def _is_heading(clean: str, found: re.Match[str]) -> bool:
    """Tell a heading from a word of a sentence: a sentence's end before it, or more than one word in it."""
    before = clean[found.start() - 1 : found.start()]
    ended = found.start() == 0 or before in '.!?:)”"…'
    return ended or " " in found["words"] or len(found["words"]) > 8


def _title_end(clean: str, start: int, stop: int) -> Iterator[int]:
    """Yield where the title of the § at ``start`` ends, if a sentence begins before ``stop``."""
    found = _SENTENCE.search(clean, start, min(stop, start + 250))
    headed = _AFTER_TITLE.search(clean, start, min(stop, start + _LONGEST_TITLE))
    if headed:
        yield headed.start()
        yield headed.end()
    twice = _NAME_TWICE.search(clean, start, min(stop, start + 250))
    last = _NUMBERED.search(clean, start + 12, min(stop, start + 250))
    ends = [
        at for at in (found and found.start(), twice and twice.start("gap"), last and last.start("gap")) if at
    ]
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
