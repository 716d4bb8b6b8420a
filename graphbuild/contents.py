"""The table of contents: the §§ that it lists, with titles and case numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graphbuild import casenumbers
from graphbuild.headings import heading_kind
from graphbuild.itemheads import Heading
from graphbuild.text import Text

Span = tuple[int, int]

# A row of a table of contents ends in its page: after dots, a tab or a blank.
_PAGE = re.compile(r"(?:[\s.…_]{2,300}|\s)(?:sid(?:a|an)?\s*)?\d{1,3}(?:[-–]\d{1,3})?\s*$")
_DOTS = re.compile(r"\.{3,}|…")
_TITLE = re.compile(
    r"(?:Innehåll(?:sförteckning)?|Ärendelista|Ärenden|Paragrafer)\s*(?:Sida\s*)?$", re.IGNORECASE
)
# Rows that an entry may take: its title's lines, and a case number.
_ROWS = 5


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """One § as the table of contents lists it; spans into the clean text."""

    number: str
    lines: tuple[Span, ...]
    title_spans: tuple[Span, ...]
    dnr_spans: tuple[Span, ...]


Heads = Mapping[Span, Heading]


def contents(text: Text, lines: Sequence[Span], found: Sequence[Heading]) -> tuple[ContentsEntry, ...]:
    """Return the entries of the table of contents; none where fewer than three rows stand together.

    ``found`` has the lines that may head items, rows of a table of contents among them.
    """
    heads = {heading.span: heading for heading in found}
    places = [i for i, line in enumerate(lines) if line in heads]
    last = {heads[lines[i]].number: i for i in places}
    runs: list[list[int]] = []
    for i in places:
        if runs and _follows(text, lines, heads, runs[-1][-1], i):
            runs[-1].append(i)
        else:
            runs.append([i])
    entries: list[ContentsEntry] = []
    for run in runs:
        listed = len(run) >= 3 and (
            _is_listing(text, lines, heads, run)
            or _comes_again(lines, heads, run, last)
            or _is_titled(text, lines, run)
        )
        if listed:
            entries.extend(_entries(text, lines, heads, run))
    return tuple(entries)


def _is_titled(text: Text, lines: Sequence[Span], run: Sequence[int]) -> bool:
    """Tell whether the rows stand under the heading of a table of contents, in its line or above it."""
    first = lines[run[0]][0]
    above = text.clean[max(0, first - 60) : first]
    return _TITLE.search(above) is not None


def _follows(text: Text, lines: Sequence[Span], heads: Heads, before: int, at: int) -> bool:
    """Tell whether the row ``at`` can be the next entry: near, its number higher, no section between."""
    if at - before > _ROWS or any(heading_kind(text.clean[a:b].strip()) for a, b in lines[before + 1 : at]):
        return False
    return heads[lines[before]].first < heads[lines[at]].first


def _is_listing(text: Text, lines: Sequence[Span], heads: Heads, run: Sequence[int]) -> bool:
    """Tell a table of contents from §§ that are short: most rows end in a page, or are rows of a table."""
    paged = 0
    for i, at in enumerate(run):
        rows = lines[at : run[i + 1] if i + 1 < len(run) else at + 1]
        words = [
            text.clean[heads[rows[0]].rest : rows[0][1]],
            *(text.clean[a:b] for a, b in rows[1:]),
        ]
        paged += any(_PAGE.search(row) or "\t" in row or _DOTS.search(row) for row in words)
    return paged >= 0.6 * len(run)


def _comes_again(lines: Sequence[Span], heads: Heads, run: Sequence[int], last: Mapping[str, int]) -> bool:
    """Tell a table of contents by the §§ themselves: most of its numbers head an item further on.

    ``last`` has the line on which each number heads something for the last time.
    """
    return sum(last[heads[lines[i]].number] > run[-1] for i in run) >= 0.6 * len(run)


def _entries(text: Text, lines: Sequence[Span], heads: Heads, run: Sequence[int]) -> list[ContentsEntry]:
    stops = [*run[1:], _last_row(text, lines, run[-1])]
    groups = [list(lines[a:b]) for a, b in zip(run, stops, strict=True)]
    loose: list[list[Span]] = []
    entries = []
    for group in groups:
        title: list[Span] = []
        loose.append([])
        closed = False
        for n, (a, b) in enumerate(group):
            if closed and text.clean[a] != "\t":
                continue
            start = heads[(a, b)].rest if n == 0 else a
            cells = _cells(text, start, b)
            number = casenumbers.bare_line(text.clean, *cells[0]) if len(cells) == 1 and n else None
            if number:
                loose[-1].append(number)
            else:
                title.extend(cells)
                closed = closed or _PAGE.search(text.clean, start, b) is not None
        entries.append(ContentsEntry(heads[group[0]].number, tuple(group), tuple(title), ()))
    return _with_numbers(entries, loose)


def _last_row(text: Text, lines: Sequence[Span], at: int) -> int:
    """Return the index after the last row of the last entry: rows of its table, or lines that go on."""
    end = at + 1
    while (
        end < min(len(lines), at + 3)
        and "\t" in text.clean[slice(*lines[at])]
        and text.clean[lines[end][0]] == "\t"
    ):
        end += 1
    return end


def _cells(text: Text, start: int, end: int) -> list[Span]:
    """Return the spans of the cells that hold words, without the page number in the last."""
    spans = []
    for found in re.compile(r"[^\t]+").finditer(text.clean, start, end):
        a, b = found.span()
        page = _PAGE.search(text.clean, a - 1 if a > start else a, b)
        if page and (page.start() > a or "\t" in text.clean[start:a] or text.clean[a:b].strip().isdigit()):
            b = max(a, page.start())
        words = text.clean[a:b].strip(" .…_")
        if any(character.isalpha() for character in words):
            lead = text.clean.index(words, a)
            spans.append((lead, lead + len(words)))
    return spans


def _with_numbers(entries: list[ContentsEntry], loose: list[list[Span]]) -> list[ContentsEntry]:
    """Give each entry its case number, which stands on a row of its own above or below the title.

    The first entry tells which: with nothing below the last title and rows below the others, each
    number stands one row above the § that it belongs to.
    """
    if len(loose) != len(entries):
        return entries
    above = len(loose) > 1 and not loose[-1] and any(loose)
    shifted = [[], *loose[:-1]] if above else loose
    return [
        ContentsEntry(entry.number, entry.lines, entry.title_spans, tuple(numbers))
        for entry, numbers in zip(entries, shifted, strict=True)
    ]
